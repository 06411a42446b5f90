//! What lets somebody in, replaced: a client's secret, and an administrator's account on the host.

use crate::bed::{Bed, institution};
use naru_base::role::{Post, Role};
use naru_base::secret::SecretText;
use naru_base::{Lang, No};
use naru_core::notify::{self, Party};
use naru_core::staff::{self, EnrolmentForm, ReadyAccount, Token, handover, host};
use naru_core::{identity, reactions};
use naru_lab::admission::PlainSealer;

crate::on_both_engines!(
    a_secret_is_replaced_told_of_and_ended,
    an_administrator_comes_back_on_the_host,
    an_administrator_is_invited_while_two_cannot_act
);

fn code<T: std::fmt::Debug>(done: Result<T, No>) -> &'static str {
    match done.expect_err("refused") {
        No::Refusal(it) => it.code,
        No::Fault(it) => panic!("{it}"),
    }
}

fn token(letter: &str) -> Token {
    Token::parse(&format!("{}A", letter.repeat(42))).expect("32 bytes")
}

fn unread(bed: &Bed, party: &Party) -> i64 {
    let party = party.clone();
    bed.write(move |tx, _, _| notify::unread(tx, &party)).expect("counts")
}

fn a_secret_is_replaced_told_of_and_ended(bed: Bed) {
    let give = |secret: &'static str| {
        bed.write(move |tx, hub, env| {
            let secret = SecretText::new(secret.into());
            let whose = institution(1);
            reactions::replace_secret(tx, env, &hub.keys, "staff:t", &whose, &secret)
        })
    };
    let end = |after_s: i64| {
        bed.write(move |tx, _, env| {
            let at = env.now.plus_seconds(after_s);
            identity::end_earlier_secret(tx, env, "staff:t", &institution(1), at)
        })
    };
    assert_eq!(code(end(0)), "identity/no-earlier-secret");
    let replaced = give("second").expect("a second one");
    let party = Party::Institution(institution(1));
    assert_eq!((unread(&bed, &party), unread(&bed, &Party::Staff(Role::Operator))), (1, 1));
    assert_eq!(code(give("third")), "identity/two-secrets-live");
    assert_eq!(code(end(-1)), "identity/end-in-the-past");
    assert_eq!(code(end(1_000_000_000)), "identity/overlap-too-long");
    let live = |bed: &Bed| {
        let of = replaced.client_id.clone();
        bed.write(move |tx, _, env| {
            let all = identity::clients(tx)?;
            let own = all.into_iter().find(|it| it.client_id == of).expect("a client");
            Ok(own.secrets.iter().filter(|it| it.is_live(env.now)).count())
        })
        .expect("reads")
    };
    assert_eq!(live(&bed), 2);
    assert_eq!(end(60).expect("later").earlier_until, bed.now().plus_seconds(60));
    assert_eq!(live(&bed), 2, "until then");
    end(0).expect("now");
    assert_eq!(live(&bed), 1);
    assert_eq!(code(end(0)), "identity/no-earlier-secret");
    let nobody = bed.write(|tx, hub, env| {
        let (whose, secret) = (institution(9), SecretText::new("x".into()));
        reactions::replace_secret(tx, env, &hub.keys, "staff:t", &whose, &secret)
    });
    assert_eq!(code(nobody), "identity/institution-unknown");
}

fn account(bed: &Bed, role: Role, login: &'static str) {
    bed.write(move |tx, _, env| {
        let form = EnrolmentForm { name: "도하린".into(), login: login.into() };
        let ready = ReadyAccount {
            post: Post::of_network(role).expect("of the network"),
            form: &form,
            password_hash: "-",
            totp_secret: b"12345678901234567890",
        };
        staff::create_ready_account(tx, env, &PlainSealer, &ready)
    })
    .expect("made");
}

fn an_administrator_comes_back_on_the_host(bed: Bed) {
    account(&bed, Role::Administrator, "ha-rin.do");
    account(&bed, Role::Operator, "ha-yun.jung");
    let token = token("A");
    let (hash, code_hash) = (token.hash(), handover::hash("7K3QM-2XNPA"));
    let recover = |login: &'static str| {
        bed.write(move |tx, hub, env| {
            reactions::recover_administrator(tx, env, &hub.keys, login, (&hash, &code_hash))
        })
    };
    for login in ["ha-yun.jung", "nobody"] {
        assert_eq!(code(recover(login)), "staff/no-such-administrator", "{login}");
    }
    recover(" Ha-Rin.Do ").expect("recovered");
    let found = bed
        .write(move |tx, _, env| staff::recovery(tx, &PlainSealer, &hash, env.now))
        .expect("reads")
        .expect("the link opens");
    assert!(found.is_whole && found.login == "ha-rin.do");
    let all = bed.write(|tx, _, _| host::administrators(tx)).expect("reads");
    assert_eq!(all.iter().map(|it| it.state.as_str()).collect::<Vec<_>>(), ["reset"]);
    for role in [Role::Administrator, Role::SecurityDesk, Role::Auditor] {
        assert_eq!(unread(&bed, &Party::Staff(role)), 1, "{role}");
    }
    assert_eq!(unread(&bed, &Party::Staff(Role::Operator)), 0);
}

fn an_administrator_is_invited_while_two_cannot_act(bed: Bed) {
    let token = token("A");
    let hash = token.hash();
    let invite = |token: Token| {
        bed.write(move |tx, hub, env| reactions::invite_administrator(tx, env, &hub.keys, &token))
    };
    account(&bed, Role::Administrator, "ha-rin.do");
    invite(token).expect("one is not enough");
    let found = bed
        .write(move |tx, _, env| staff::enrolment(tx, &PlainSealer, &hash, env.now))
        .expect("reads")
        .expect("the link opens");
    assert_eq!(found.post.role(), Role::Administrator);
    assert!(!found.wants_code, "there is nobody else who could hand one over");
    account(&bed, Role::Administrator, "seo-jun.ha");
    assert_eq!(code(invite(self::token("B"))), "staff/administrators-enough");
    let title = bed
        .write(|tx, hub, _| {
            let of = Party::Staff(Role::Administrator);
            let filter = notify::Filter { limit: 5, ..notify::Filter::default() };
            let all = notify::inbox(tx, &hub.keys, &of, &filter)?;
            let code = |code: &str| code.to_owned();
            Ok(all.iter().map(|it| it.title(Lang::En, &code)).collect::<Vec<_>>())
        })
        .expect("reads");
    assert_eq!(title, ["An administrator invited on the host"]);
}

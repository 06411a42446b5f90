//! What comes near its end is told of: each step once, at its time, whatever the node's sleep.

use crate::bed::{Bed, at, handle, institution};
use naru_base::role::{Post, Role};
use naru_base::secret::SecretText;
use naru_base::{Id, Lang, Micros};
use naru_core::notify::{
    self, Agreed, Channel, Content, Credential, Filter, NewContact, Notice, Party, Severity,
};
use naru_core::program::{self, Scope, Wish};
use naru_core::staff::{self, EnrolmentForm, ReadyAccount};
use naru_core::{access, identity, reactions};
use naru_lab::admission::PlainSealer;

/// When the agreements of the bed end.
const END: &str = "20271122120000";
const DAY: i64 = 86_400;

fn house() -> Party {
    Party::Institution(institution(1))
}

/// A webhook for the first institution; the second has none.
fn listen(bed: &Bed) {
    let contact = NewContact {
        id: Id::from_parts(1, 0),
        party: house(),
        channel: Channel::Webhook,
        address: "https://hooks.narae.example/n".into(),
        secret: Some(SecretText::new("whsec_first".into())),
        severity_min: Severity::Info,
        lang: Lang::Ko,
    };
    bed.write(move |tx, hub, env| notify::add_contact(tx, env, &hub.keys, "staff:t", &contact))
        .expect("added");
}

/// Sweeps until there is nothing more; gives how many were told.
fn sweep(bed: &Bed) -> usize {
    let mut told = 0;
    for _ in 0..100 {
        let swept = bed
            .write(|tx, hub, env| reactions::tell_of_ending_agreements(tx, env, &hub.keys))
            .expect("swept");
        told += swept.told;
        if !swept.more {
            return told;
        }
    }
    panic!("the sweep has no end");
}

fn sent(bed: &Bed) -> Vec<Notice> {
    let filter = Filter { limit: 1_000, ..Filter::default() };
    bed.write(move |tx, hub, _| notify::deliveries(tx, &hub.keys, &filter)).expect("read")
}

fn before_the_end(bed: &Bed, seconds: i64) {
    bed.set_clock(at(END).plus_seconds(-seconds));
}

fn an_agreement_is_told_of_a_month_a_week_and_a_day_before(bed: Bed) {
    listen(&bed);
    assert_eq!(sweep(&bed), 0, "a year before");
    before_the_end(&bed, 30 * DAY + 1);
    assert_eq!(sweep(&bed), 0);
    for (days, severity) in [(30, Severity::Info), (7, Severity::Info), (1, Severity::Warning)] {
        before_the_end(&bed, days * DAY);
        assert_eq!(sweep(&bed), 6, "each of three users twice, {days} days before");
        assert_eq!(sweep(&bed), 0, "and once");
        let newest = &sent(&bed)[..6];
        assert!(newest.iter().all(|it| it.severity == severity));
        let mut about: Vec<(Agreed, Option<String>)> = Vec::new();
        for it in newest {
            let Content::ConsentEnding { fintech_use_num, agreed, ends_on, days: told, .. } =
                &it.content
            else {
                panic!("{:?}", it.content);
            };
            assert_eq!((ends_on.as_str(), *told), ("2027-11-22", days));
            about.push((*agreed, fintech_use_num.clone()));
        }
        for person in 1..=3 {
            assert!(about.contains(&(Agreed::Transfer, Some(handle(1, person)))), "{about:?}");
        }
        assert_eq!(about.iter().filter(|it| **it == (Agreed::Login, None)).count(), 3);
    }
    bed.set_clock(at(END));
    assert_eq!(sweep(&bed), 0, "over");
    bed.set_clock(at(END).plus_seconds(40 * DAY));
    assert_eq!(sweep(&bed), 0);
    assert_eq!(sent(&bed).len(), 18);
    let users = "SELECT count(*) FROM notify_delivery WHERE party <> 'institution:M202600001'";
    assert_eq!(bed.number(users), 0, "whoever has no webhook is not told of single users");
}

fn who_was_not_told_of_a_month_is_told_of_a_week_only(bed: Bed) {
    listen(&bed);
    // The node was off, or Naru is new here.
    before_the_end(&bed, 5 * DAY);
    assert_eq!(sweep(&bed), 6);
    assert!(
        sent(&bed)
            .iter()
            .all(|it| { matches!(it.content, Content::ConsentEnding { days: 7, .. }) })
    );
    before_the_end(&bed, DAY / 2);
    assert_eq!(sweep(&bed), 6);
    assert_eq!(sent(&bed).len(), 12);
}

fn what_is_taken_back_or_renewed_is_not_told_of(bed: Bed) {
    listen(&bed);
    before_the_end(&bed, 60 * DAY);
    assert_eq!(sweep(&bed), 0);
    bed.tamper(
        "UPDATE identity_account SET transfer_until = NULL, transfer_agreed_at = NULL \
        WHERE fintech_use_num = '000000000001000000000001'",
    );
    bed.tamper(
        "UPDATE identity_account SET transfer_until = transfer_until + 31536000000000 \
        WHERE fintech_use_num = '000000000001000000000002'",
    );
    before_the_end(&bed, 30 * DAY);
    assert_eq!(sweep(&bed), 4, "the third user's, and three to be identified");
    bed.set_clock(at("20281121120000").plus_seconds(-29 * DAY));
    assert_eq!(sweep(&bed), 1, "the second user's, a year later");
}

/// More than a page, all ending at one instant.
fn pages_follow_each_other(bed: Bed) {
    listen(&bed);
    bed.tamper(
        "INSERT INTO identity_account (client_use_code, user_seq_no, bank_code, account, \
         fintech_use_num, sealed, inquiry_agreed_at, inquiry_until, created_at) \
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 450) \
         SELECT a.client_use_code, a.user_seq_no, cast(1000 + n.i as TEXT), a.account, \
         cast(900000000000 + n.i as TEXT), a.sealed, 1, a.transfer_until, a.created_at \
         FROM n, identity_account a WHERE a.fintech_use_num = '000000000001000000000001'",
    );
    before_the_end(&bed, DAY);
    assert_eq!(sweep(&bed), 456);
    assert_eq!(sweep(&bed), 0);
}

fn credentials_are_told_of_to_the_institution_and_the_operator(bed: Bed) {
    let now = bed.now();
    let ends = |days: i64| now.plus_seconds(days * DAY);
    let certificate = access::Certificate { thumbprint: [0xAB; 32], not_after: ends(20) };
    bed.write(move |tx, hub, env| {
        let institution = institution(1);
        let it = access::Change { env, actor: "staff:t", institution: &institution };
        access::add_certificate(tx, &it, certificate)?;
        let next = identity::secret_hash(&hub.keys, "client-2", "next");
        identity::add_secret(tx, env, "staff:t", "client-2", &next, 5 * DAY)
    })
    .expect("changed");
    let token = |bed: &Bed, n: usize, days: i64| {
        bed.write(move |tx, _, env| {
            let all = identity::institutions(tx)?;
            let it = all.iter().find(|it| it.code == institution(n)).expect("there").clone();
            let scope = identity::Scope::Sa;
            identity::issue_token(tx, env, &it, scope, days * DAY).map(drop)
        })
        .expect("issued");
    };
    token(&bed, 1, 3);
    token(&bed, 1, 90);
    token(&bed, 2, 1);
    let tell = |bed: &Bed| {
        bed.write(|tx, hub, env| reactions::tell_of_ending_credentials(tx, env, &hub.keys))
            .expect("told")
    };
    // A certificate, a secret, and the one token that has no successor; each to two inboxes.
    assert_eq!(tell(&bed), 6);
    assert_eq!(tell(&bed), 0);
    let inbox = |bed: &Bed, party: Party| -> Vec<Content> {
        let filter = Filter { limit: 50, ..Filter::default() };
        let all = bed
            .write(move |tx, hub, _| notify::inbox(tx, &hub.keys, &party, &filter))
            .expect("read");
        all.into_iter().map(|it| it.content).collect()
    };
    let (own, desk) = (inbox(&bed, house()), inbox(&bed, Party::Staff(Role::Operator)));
    assert_eq!((own.len(), desk.len()), (1, 3));
    let Content::CredentialEnding { institution, what, name, days, .. } = &own[0] else {
        panic!("{own:?}");
    };
    assert_eq!((institution.as_str(), *what, *days), ("M202600001", Credential::Certificate, 30));
    assert_eq!(*name, "ab".repeat(32));
    let told: Vec<(Credential, i64)> = desk
        .iter()
        .filter_map(|it| match it {
            Content::CredentialEnding { what, days, .. } => Some((*what, *days)),
            _ => None,
        })
        .collect();
    for what in [(Credential::Certificate, 30), (Credential::Secret, 7), (Credential::Token, 1)] {
        assert!(told.contains(&what), "{what:?} in {told:?}");
    }
    bed.set_clock(Micros::new(now.get()).plus_seconds(14 * DAY));
    assert_eq!(tell(&bed), 2, "the certificate again, a week before; the others are over");
}

/// The role that holds a program is told before it, or its earlier secret, opens nothing any more.
fn a_program_is_told_of_before_it_opens_nothing(bed: Bed) {
    let account = bed
        .write(move |tx, _, env| {
            let form = EnrolmentForm { name: "한도윤".into(), login: "do-yun.han".into() };
            let ready = ReadyAccount {
                post: Post::of_network(Role::Inspector).expect("of the network"),
                form: &form,
                password_hash: "-",
                totp_secret: b"12345678901234567890",
            };
            staff::create_ready_account(tx, env, &PlainSealer, &ready)
        })
        .expect("made");
    let (now, program) = (bed.now(), Id::from_parts(9, 9));
    bed.write(move |tx, hub, env| {
        let wish = Wish {
            name: "점검 도구".to_owned(),
            scopes: [Scope::GatesRead].into(),
            until: now.plus_seconds(40 * DAY),
        };
        program::issue(tx, env, "system:host", (program, account), &wish)?;
        for secret in ["first", "second"] {
            let secret = SecretText::new(secret.to_owned());
            program::give_secret(tx, (env, &hub.keys), "system:host", program, (&secret, false))?;
        }
        Ok(())
    })
    .expect("made");
    let tell = |days: i64| {
        bed.set_clock(now.plus_seconds(days * DAY));
        bed.write(|tx, hub, env| reactions::tell_of_ending_programs(tx, env, &hub.keys))
            .expect("told")
    };
    // The first secret lives on for a week; the program ends in forty days.
    assert_eq!(tell(0), 1, "the earlier secret, a week before");
    assert_eq!(tell(1), 0, "an event is told once");
    assert_eq!(tell(10), 1, "the program, a month before; the secret is over");
    assert_eq!(tell(33), 1);
    assert_eq!(tell(39), 1);
    assert_eq!(tell(40), 0, "what is over is no news");
    let inbox = |role: Role| {
        let filter = Filter { limit: 50, ..Filter::default() };
        let party = Party::Staff(role);
        let all = bed.write(move |tx, hub, _| notify::inbox(tx, &hub.keys, &party, &filter));
        all.expect("read")
    };
    assert_eq!(inbox(Role::Operator).len(), 0, "it is no program of theirs");
    let told: Vec<(bool, i64)> = inbox(Role::Inspector)
        .iter()
        .map(|it| match &it.content {
            Content::ProgramEnding { name, earlier_secret, days, .. } => {
                assert_eq!(name, "점검 도구");
                (*earlier_secret, *days)
            }
            other => panic!("{other:?}"),
        })
        .collect();
    for it in [(true, 7), (false, 30), (false, 7), (false, 1)] {
        assert!(told.contains(&it), "{it:?} in {told:?}");
    }
}

crate::on_both_engines!(
    an_agreement_is_told_of_a_month_a_week_and_a_day_before,
    who_was_not_told_of_a_month_is_told_of_a_week_only,
    what_is_taken_back_or_renewed_is_not_told_of,
    pages_follow_each_other,
    credentials_are_told_of_to_the_institution_and_the_operator,
    a_program_is_told_of_before_it_opens_nothing,
);

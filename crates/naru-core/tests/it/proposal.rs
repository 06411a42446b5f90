//! The two-person rule, on real accounts: what one proposes, another confirms, once.

use crate::bed::{Bed, at, order, paid};
use naru_base::role::{Post, Role, Scope};
use naru_base::{Answer, Fault, FaultKind, Id, No};
use naru_core::desk::{self, Reason};
use naru_core::notify::{self, Content, Filter, Party};
use naru_core::proposal::{self, Case, Deciding, Draft, State};
use naru_core::reactions;
use naru_core::staff::{
    self, CodeStep, EnrolStart, EnrolmentForm, FormError, ReadyAccount, RecoveryStart, StaffSealer,
    StepUp, deeds, handover, totp,
};

pub const SECRET: &[u8] = b"12345678901234567890";
const CODE: &str = "7K3QM-2XNPA";

/// Keeps bytes as they are, with their context in front.
pub struct Plain;

impl StaffSealer for Plain {
    fn seal(&self, context: &str, plain: &[u8]) -> Result<Vec<u8>, Fault> {
        Ok([context.as_bytes(), b"|", plain].concat())
    }
    fn open(&self, context: &str, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
        let prefix = [context.as_bytes(), b"|"].concat();
        let open = sealed.strip_prefix(prefix.as_slice()).map(<[u8]>::to_vec);
        open.ok_or_else(|| Fault::new(FaultKind::Permanent, "sealed for something else"))
    }
}

fn post(role: Role) -> Post {
    Post::of_network(role).expect("a role for the network")
}

/// An account with a session, whose token's hash is its login's first letter over and over.
pub fn person(bed: &Bed, role: Role, login: &'static str) -> Id {
    let session = session_of(login);
    bed.write(move |tx, _, env| {
        let form = EnrolmentForm { name: "송아린".into(), login: login.into() };
        let ready = ReadyAccount {
            post: post(role),
            form: &form,
            password_hash: "$argon2id$",
            totp_secret: SECRET,
        };
        let id = staff::create_ready_account(tx, env, &Plain, &ready)?;
        let half = [0xFF; 32];
        staff::begin_login(tx, env, login, true, &half)?;
        let code = totp::code(SECRET, totp::step_at(env.now), 6);
        let step = staff::finish_login(tx, env, &Plain, &half, &code, &session)?;
        assert_eq!(step, CodeStep::Entered);
        Ok(id)
    })
    .expect("an account")
}

pub fn session_of(login: &str) -> [u8; 32] {
    [login.as_bytes()[0]; 32]
}

pub fn draft(n: u64, kind: &str, subject: &str, body: &str) -> Draft {
    Draft {
        id: Id::from_parts(n, 0),
        kind: kind.into(),
        subject: subject.into(),
        body: body.into(),
        sealed_reason: b"because".to_vec(),
        code: Some((handover::hash(CODE), b"sealed".to_vec())),
    }
}

pub fn propose(bed: &Bed, who: (Id, Role, &'static str), draft: &Draft) -> Answer<Id> {
    let draft = draft.clone();
    let (id, post, session) = (who.0, post(who.1), session_of(who.2));
    bed.write(move |tx, _, env| {
        desk::propose(tx, env, &session, &Deciding { who: id, post: &post }, &draft)
    })
}

pub fn confirm(bed: &Bed, who: (Id, Role, &'static str), id: Id, link: [u8; 32]) -> Answer<()> {
    let (me, post, session) = (who.0, post(who.1), session_of(who.2));
    bed.write(move |tx, hub, env| {
        let who = Deciding { who: me, post: &post };
        desk::confirm(tx, (env, hub), &session, &who, id, (&link, b"sealed link"))
    })
}

pub fn refusal<T>(answer: Answer<T>) -> &'static str {
    match answer {
        Err(No::Refusal(it)) => it.code,
        Err(No::Fault(fault)) => panic!("a fault: {fault}"),
        Ok(_) => panic!("it was allowed"),
    }
}

const CLOSED: &str = "SELECT cast(count(*) AS BIGINT) FROM staff_account WHERE state = 'closed'";
const CONFIRMED: &str = "SELECT cast(count(*) AS BIGINT) FROM audit_record WHERE action = 'proposal.confirmed' \
     AND body LIKE '%\"staff.%'";
const DONE: &str =
    "SELECT cast(count(*) AS BIGINT) FROM audit_record WHERE action = 'staff.account.closed'";

fn a_closure_takes_two_persons_and_happens_once(bed: Bed) {
    let a = (person(&bed, Role::Administrator, "arin"), Role::Administrator, "arin");
    let b = (person(&bed, Role::Administrator, "bora"), Role::Administrator, "bora");
    let operator = person(&bed, Role::Operator, "operator");
    let o = (operator, Role::Operator, "operator");
    let close = draft(1, deeds::CLOSE, &format!("staff:{operator}"), "{}");
    assert_eq!(refusal(propose(&bed, o, &close)), "proposal/no-right");
    let id = propose(&bed, a, &close).expect("proposed");
    assert_eq!(propose(&bed, a, &close).expect("the same form"), id);
    let again = draft(2, deeds::CLOSE, &format!("staff:{operator}"), "{}");
    assert_eq!(refusal(propose(&bed, b, &again)), "proposal/already-open");
    assert_eq!(refusal(confirm(&bed, a, id, [1; 32])), "proposal/own");
    assert_eq!(refusal(confirm(&bed, o, id, [1; 32])), "proposal/no-right");
    assert_eq!((bed.number(CLOSED), bed.number(DONE)), (0, 0));
    confirm(&bed, b, id, [1; 32]).expect("confirmed");
    assert_eq!(refusal(confirm(&bed, b, id, [1; 32])), "proposal/decided");
    assert_eq!((bed.number(CLOSED), bed.number(CONFIRMED), bed.number(DONE)), (1, 1, 1));
    let gone =
        bed.write(move |tx, _, env| staff::session(tx, &Plain, &session_of("operator"), env.now));
    assert_eq!(gone.expect("read"), None, "what was open is closed");
    // The database refuses it too.
    let forced = bed.write(|tx, _, _| {
        let sql = "UPDATE proposal_case SET decided_by = proposed_by";
        tx.exec(sql, &[]).map_err(Into::into)
    });
    assert!(matches!(forced, Err(No::Fault(_))));
}

fn two_administrators_stay(bed: Bed) {
    let a = (person(&bed, Role::Administrator, "arin"), Role::Administrator, "arin");
    let b = person(&bed, Role::Administrator, "bora");
    let close = draft(1, deeds::CLOSE, &format!("staff:{b}"), "{}");
    assert_eq!(refusal(propose(&bed, a, &close)), "staff/administrators-too-few");
    let own = draft(2, deeds::CLOSE, &format!("staff:{}", a.0), "{}");
    assert_eq!(refusal(propose(&bed, a, &own)), "proposal/concerned");
    let nobody = draft(3, deeds::CLOSE, &format!("staff:{}", Id::from_parts(0, 0)), "{}");
    assert_eq!(refusal(propose(&bed, a, &nobody)), "staff/account-unknown");
    assert_eq!(
        bed.number("SELECT cast(count(*) AS BIGINT) FROM proposal_case WHERE kind LIKE 'staff.%'"),
        0
    );
}

fn time_runs_out_and_codes_grow_old(bed: Bed) {
    let a = (person(&bed, Role::Administrator, "arin"), Role::Administrator, "arin");
    let b = (person(&bed, Role::Administrator, "bora"), Role::Administrator, "bora");
    let operator = person(&bed, Role::Operator, "operator");
    let close = draft(1, deeds::CLOSE, &format!("staff:{operator}"), "{}");
    let id = propose(&bed, a, &close).expect("proposed");
    bed.set_clock(at("20261122120500"));
    assert_eq!(refusal(confirm(&bed, b, id, [1; 32])), "staff/fresh-code-needed");
    let step_up = |code: String| {
        bed.write(move |tx, _, env| staff::step_up(tx, env, &Plain, &session_of("bora"), &code))
            .expect("no fault")
    };
    assert_eq!(step_up("000000".into()), StepUp::Refused);
    let code = totp::code(SECRET, totp::step_at(bed.now()), 6);
    assert_eq!(step_up(code.clone()), StepUp::Fresh);
    assert_eq!(step_up(code), StepUp::Refused, "a code works once");
    bed.set_clock(at("20261123120000"));
    let code = totp::code(SECRET, totp::step_at(bed.now()), 6);
    assert_eq!(step_up(code), StepUp::Fresh);
    assert_eq!(refusal(confirm(&bed, b, id, [1; 32])), "proposal/expired");
    // The next proposal of the same deed is not in the lapsed one's way, and writes it down.
    let again = draft(2, deeds::CLOSE, &format!("staff:{operator}"), "{}");
    propose(&bed, b, &again).expect("proposed");
    let case = bed.write(move |tx, _, _| proposal::find(tx, id)).expect("read").expect("there");
    assert_eq!(case.state, State::Expired);
    assert_eq!(bed.number(CLOSED), 0);
}

/// The desk of whoever proposed is told why; the trail says that and by whom, and has the reason's
/// hash, not its words.
fn a_second_person_says_no_and_why(bed: Bed) {
    let a = (person(&bed, Role::Administrator, "arin"), Role::Administrator, "arin");
    let b = person(&bed, Role::Administrator, "bora");
    let operator = person(&bed, Role::Operator, "operator");
    let close = draft(1, deeds::CLOSE, &format!("staff:{operator}"), "{}");
    let id = propose(&bed, a, &close).expect("proposed");
    let reject = |who: Id, role: Role| {
        bed.write(move |tx, hub, env| {
            let who = Deciding { who, post: &post(role) };
            let reason = ("서류가 빠졌음", b"sealed no".as_slice());
            reactions::reject_proposal(tx, env, &hub.keys, (&who, id), reason)
        })
    };
    assert_eq!(refusal(reject(a.0, Role::Administrator)), "proposal/own");
    assert_eq!(refusal(reject(operator, Role::Operator)), "proposal/no-right");
    reject(b, Role::Administrator).expect("rejected");
    assert_eq!(refusal(reject(b, Role::Administrator)), "proposal/decided");
    let case = bed.write(move |tx, _, _| proposal::find(tx, id)).expect("read").expect("there");
    assert_eq!((case.state, case.decided_by), (State::Rejected, Some(b)));
    assert_eq!(case.sealed_refusal.as_deref(), Some(b"sealed no".as_slice()));
    let trail = "SELECT cast(count(*) AS BIGINT) FROM audit_record WHERE \
         action = 'proposal.rejected' AND body LIKE '%\"sealed_reason_sha256\":\"%'";
    assert_eq!(bed.number(trail), 1);
    let words = "SELECT cast(count(*) AS BIGINT) FROM audit_record WHERE body LIKE '%서류가 빠%'";
    assert_eq!(bed.number(words), 0);
    let told = |role: Role| {
        let read = bed.write(move |tx, hub, _| {
            let filter =
                Filter { state: None, severity_min: None, topic: None, before: None, limit: 9 };
            notify::inbox(tx, &hub.keys, &Party::Staff(role), &filter)
        });
        read.expect("read").into_iter().map(|it| it.content).collect::<Vec<_>>()
    };
    assert_eq!(
        told(Role::Administrator),
        [Content::ProposalRejected {
            proposal: id.to_string(),
            deed: deeds::CLOSE.into(),
            institution: String::new(),
            about: [String::new(), String::new()],
            by: b.to_string(),
            reason: "서류가 빠졌음".into(),
        }]
    );
    assert_eq!(told(Role::Operator), []);
}

/// What is over is listed by when it was, not by when it was proposed; what nobody decided in time
/// at its end, before anybody writes so.
fn what_is_over_goes_on_by_when_it_was(bed: Bed) {
    let a = (person(&bed, Role::Administrator, "arin"), Role::Administrator, "arin");
    let mut ids = Vec::new();
    for (n, login) in [(1, "un"), (2, "du"), (3, "tri"), (4, "kvar")] {
        let who = person(&bed, Role::Operator, login);
        let close = draft(n, deeds::CLOSE, &format!("staff:{who}"), "{}");
        ids.push(propose(&bed, a, &close).expect("proposed"));
    }
    let clocks = ["20261122120001", "20261122120002", "20261122120003"];
    for (clock, n) in clocks.into_iter().zip([2, 0, 1]) {
        bed.set_clock(at(clock));
        let (id, me) = (ids[n], a.0);
        bed.write(move |tx, _, env| {
            let who = Deciding { who: me, post: &post(Role::Administrator) };
            proposal::withdraw(tx, env, &who, id)
        })
        .expect("withdrawn");
    }
    let all = ids.clone();
    let page = |before, most, now, not: Option<Id>| {
        let all = all.clone();
        let read = bed.write(move |tx, _, _| {
            let is_shown = |it: &Case| all.contains(&it.id) && Some(it.id) != not;
            proposal::over(tx, now, before, (most, &is_shown))
        });
        let (found, next) = read.expect("read");
        (found.into_iter().map(|it| it.id).collect::<Vec<_>>(), next)
    };
    let now = bed.now();
    let (first, next) = page(None, 2, now, None);
    assert_eq!(first, [ids[1], ids[0]]);
    assert_eq!(page(next, 2, now, None), (vec![ids[2]], None));
    assert!(next.is_some());
    assert_eq!(page(None, 2, now, Some(ids[0])), (vec![ids[1], ids[2]], None));
    let later = at("20270101000000");
    assert_eq!(page(None, 9, later, None).0, [ids[3], ids[1], ids[0], ids[2]]);
    let subject = bed.write({
        let id = ids[1];
        move |tx, _, _| proposal::find(tx, id)
    });
    let subject = subject.expect("read").expect("there").subject;
    let about = bed.write(move |tx, _, _| proposal::about(tx, &subject)).expect("read");
    assert_eq!(about.iter().map(|it| it.id).collect::<Vec<_>>(), [ids[1]]);
}

fn an_invitation_needs_both_halves(bed: Bed) {
    let a = (person(&bed, Role::Administrator, "arin"), Role::Administrator, "arin");
    let b = (person(&bed, Role::Administrator, "bora"), Role::Administrator, "bora");
    let scope = Scope::parse("bank:901").expect("a scope");
    let body = deeds::invitation(&Post::new(Role::Bank, scope).expect("fits"));
    let bad = draft(1, deeds::INVITE, "invite:1", r#"{"role":"bank","scope":"network"}"#);
    assert_eq!(refusal(propose(&bed, a, &bad)), "staff/post-unknown");
    let id = propose(&bed, a, &draft(2, deeds::INVITE, "invite:2", &body)).expect("proposed");
    let link = [7; 32];
    confirm(&bed, b, id, link).expect("confirmed");
    let start = |code: Option<&'static str>| {
        bed.write(move |tx, _, env| {
            let form = EnrolmentForm { name: "문다솜".into(), login: "dasom".into() };
            let start = EnrolStart {
                token: link,
                form: &form,
                code_hash: code.map(handover::hash),
                password_hash: "$argon2id$",
                totp_secret: SECRET,
            };
            staff::enrol_start(tx, env, &Plain, &start)
        })
    };
    assert_eq!(start(None).expect("no fault"), Err(FormError::Handover));
    assert_eq!(start(Some("AAAAA-AAAAA")).expect("no fault"), Err(FormError::Handover));
    assert_eq!(start(Some("7k3qm 2xnpa")).expect("no fault"), Ok(()));
}

fn a_link_dies_of_wrong_codes(bed: Bed) {
    let a = (person(&bed, Role::Administrator, "arin"), Role::Administrator, "arin");
    let b = (person(&bed, Role::Administrator, "bora"), Role::Administrator, "bora");
    let operator = person(&bed, Role::Operator, "operator");
    let subject = format!("staff:{operator}");
    let id = propose(&bed, a, &draft(1, deeds::RECOVER, &subject, "{}")).expect("proposed");
    let link = [9; 32];
    confirm(&bed, b, id, link).expect("confirmed");
    let start = |code: &'static str, password: Result<&'static str, bool>| {
        bed.write(move |tx, _, env| {
            let start = RecoveryStart {
                token: link,
                login: "operator",
                code_hash: handover::hash(code),
                password,
                totp_secret: SECRET,
            };
            staff::recovery_start(tx, env, &Plain, &start)
        })
    };
    let wrong = Ok(Err(FormError::Handover));
    let said = |it: Answer<Result<(), FormError>>| it.map_err(|no| no.to_string());
    assert_eq!(said(start("AAAAA-AAAAA", Ok("$new$"))), wrong);
    // The old password is not asked for here, so knowing it is no help.
    assert_eq!(said(start(CODE, Err(true))), wrong);
    for _ in 0..3 {
        assert_eq!(said(start("AAAAA-AAAAA", Ok("$new$"))), wrong);
    }
    assert_eq!(refusal(start(CODE, Ok("$new$"))), "staff/recovery-lapsed");
}

fn a_lost_account_comes_back(bed: Bed) {
    let a = (person(&bed, Role::Administrator, "arin"), Role::Administrator, "arin");
    let b = (person(&bed, Role::Administrator, "bora"), Role::Administrator, "bora");
    let operator = person(&bed, Role::Operator, "operator");
    let subject = format!("staff:{operator}");
    let id = propose(&bed, a, &draft(1, deeds::RESET, &subject, "{}")).expect("proposed");
    let link = [9; 32];
    confirm(&bed, b, id, link).expect("confirmed");
    let held = bed.write(|tx, _, _| staff::login_facts(tx, "operator")).expect("read");
    assert!(!held.expect("there").active, "what was lost stops working at once");
    let new_secret: &[u8] = b"09876543210987654321";
    let started = bed.write(move |tx, _, env| {
        let start = RecoveryStart {
            token: link,
            login: "operator",
            code_hash: handover::hash(CODE),
            password: Err(true),
            totp_secret: new_secret,
        };
        staff::recovery_start(tx, env, &Plain, &start)
    });
    assert_eq!(started.expect("no fault"), Ok(()));
    let finish = |secret: &'static [u8]| {
        let code = totp::code(secret, totp::step_at(bed.now()), 6);
        bed.write(move |tx, _, env| staff::recovery_finish(tx, env, &Plain, &link, &code))
    };
    assert_eq!(finish(SECRET).expect("no fault"), Err(FormError::Code));
    assert_eq!(finish(new_secret).expect("no fault"), Ok(()));
    assert_eq!(refusal(finish(new_secret)), "staff/recovery-lapsed");
    let open = bed.write(|tx, _, _| staff::login_facts(tx, "operator")).expect("read");
    assert!(open.expect("there").active);
}

fn a_person_is_revealed_for_a_reason_that_stays(bed: Bed) {
    let key = bed.asked(&order(1, 1, 30_000));
    bed.conclude(&key, paid());
    let keys = bed.hub.keys.clone();
    let life = {
        let (keys, key) = (keys.clone(), key.clone());
        bed.write(move |tx, _, _| desk::life(tx, &keys, &post(Role::Operator), &key))
    };
    let life = life.expect("read").expect("there");
    assert_eq!(life.persons.account.as_deref(), Some("110-**-0331"));
    assert_eq!(life.persons.holder.as_deref(), Some("홍*루"));
    let done: Vec<&str> = life.records.iter().map(|it| it.action.as_str()).collect();
    assert_eq!(done, ["relay.withdraw.reserved", "relay.withdraw.settled"]);
    assert!(life.records.iter().all(|it| it.is_intact));
    assert_eq!(life.entries.len(), 6);
    for bad in [("curious", "A-1"), ("doubt", ""), ("doubt", "홍나루"), ("doubt", "a b")] {
        assert_eq!(Reason::new(bad.0, bad.1), None);
    }
    let reveal = |role: Role| {
        let (keys, key) = (keys.clone(), key.clone());
        bed.write(move |tx, _, env| {
            let reason = Reason::new("doubt", "CS-2026-118").expect("a reason");
            let who = (Id::from_parts(1, 1), &post(role));
            desk::reveal(tx, &keys, env, who, &key, &reason)
        })
    };
    assert_eq!(refusal(reveal(Role::Auditor)), "desk/no-right");
    let persons = reveal(Role::Operator).expect("revealed");
    assert_eq!(persons.holder.as_deref(), Some("홍나루"));
    assert_eq!(persons.account.as_deref(), Some("110220331"));
    let kept = "SELECT cast(count(*) AS BIGINT) FROM audit_record \
         WHERE action = 'desk.person.revealed' AND body LIKE '%CS-2026-118%'";
    assert_eq!(bed.number(kept), 1);
}

fn a_participant_sees_its_own_only(bed: Bed) {
    let key = bed.asked(&order(1, 1, 30_000));
    let keys = bed.hub.keys.clone();
    let sees = |role: Role, scope: &str| {
        let it = Post::new(role, Scope::parse(scope).expect("a scope")).expect("fits");
        let (keys, key) = (keys.clone(), key.clone());
        bed.write(move |tx, _, _| desk::life(tx, &keys, &it, &key)).expect("read")
    };
    let own = sees(Role::Fintech, "institution:M202600001").expect("its own");
    assert!(own.records.is_empty(), "the audit trail is not theirs to read");
    assert!(sees(Role::Fintech, "institution:M202600002").is_none());
    assert!(sees(Role::Bank, "bank:901").is_some());
    assert!(sees(Role::Bank, "bank:902").is_none());
    assert!(sees(Role::Insurer, "insurer:G202600001").is_none());
    assert!(sees(Role::Administrator, "network").is_none());
    assert!(sees(Role::Auditor, "network").is_some());
}

crate::on_both_engines!(
    a_closure_takes_two_persons_and_happens_once,
    two_administrators_stay,
    time_runs_out_and_codes_grow_old,
    a_second_person_says_no_and_why,
    what_is_over_goes_on_by_when_it_was,
    an_invitation_needs_both_halves,
    a_link_dies_of_wrong_codes,
    a_lost_account_comes_back,
    a_person_is_revealed_for_a_reason_that_stays,
    a_participant_sees_its_own_only,
);

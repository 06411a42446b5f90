//! The admission path by its commands, on both engines: two people, in order, on record.

use crate::bed::{Bed, institution};
use naru_base::role::{Post, Role, Scope};
use naru_base::{Answer, FaultKind, Id, Micros, No};
use naru_core::admission::decide::{MeasureWish, Wish};
use naru_core::admission::{
    self, Appeal, Application, Class, EvidenceKind, Gate, PATH, Ruling, ServiceKey, Standing,
    Timeline, Verdict, deeds, facts_of, version,
};
use naru_core::hub::Hub;
use naru_core::identity::{self, Institution, NewInstitution};
use naru_core::notify::{self, Party, Severity};
use naru_core::proposal::{self, Deciding, Draft};
use naru_core::reactions;
use naru_lab::admission::{Applicant, Panel, PlainSealer, apply, document_text, pass};
use naru_store::Tx;
use naru_store::chain::{self, Search};
use std::sync::Arc;

const DAY_S: i64 = 86_400;

fn who(n: u128) -> Id {
    Id::from_parts(1, n)
}

fn panel() -> Panel {
    Panel { operators: [who(1), who(2)], inspectors: [who(3), who(4)] }
}

fn read<T: Send + 'static>(bed: &Bed, f: impl Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static) -> T {
    bed.store.read_blocking(f).expect("read")
}

fn later(bed: &Bed, seconds: i64) {
    bed.set_clock(bed.now().plus_seconds(seconds));
}

/// An institution that is on the book and has not applied: number 7.
pub fn newcomer(tx: &mut Tx<'_>, hub: &naru_core::hub::Hub, env: &naru_base::Env) -> Answer<()> {
    let new = NewInstitution {
        institution: Institution {
            code: institution(7),
            name_ko: "물결페이".to_owned(),
            name_en: "Mulgyeol Pay".to_owned(),
            scopes: vec![],
            active: true,
        },
        client_id: "client-7".to_owned(),
        secret_hash: identity::secret_hash(&hub.keys, "client-7", "secret"),
        redirect_uri: "https://mulgyeol.example/".to_owned(),
        contracts: vec![],
    };
    identity::add_institution(tx, env, "system:test", &new)
}

fn with<T: Send + 'static>(
    bed: &Bed,
    f: impl Fn(&mut Tx<'_>, &naru_base::Env, &Applicant<'_>) -> Answer<T> + Send + 'static,
) -> Answer<T> {
    bed.write(move |tx, _, env| {
        let code = institution(7);
        let services = &["web:mulgyeol:1.0", "app:mulgyeol:1.0"];
        let it = Applicant { code: &code, services, panel: panel(), sealer: &PlainSealer };
        f(tx, env, &it)
    })
}

fn standing(bed: &Bed) -> Standing {
    let facts = read(bed, |tx| Ok(admission::facts_of(tx, &institution(7))?));
    admission::admission(&facts, &PATH, bed.now()).standing
}

fn code_of<T: std::fmt::Debug>(answer: Answer<T>) -> &'static str {
    match answer {
        Err(No::Refusal(it)) => it.code,
        other => panic!("not a refusal: {other:?}"),
    }
}

fn draft(n: u64, kind: &str, subject: String, body: String) -> Draft {
    Draft {
        id: Id::from_parts(n, 0),
        kind: kind.to_owned(),
        subject,
        body,
        sealed_reason: b"because".to_vec(),
        code: None,
    }
}

fn propose(bed: &Bed, person: u128, post: Post, draft: &Draft) -> Answer<Id> {
    let draft = draft.clone();
    bed.write(move |tx, _, env| {
        let who = Deciding { who: who(person), post: &post };
        proposal::propose(tx, env, &deeds::KINDS, &who, &draft)
    })
}

fn confirm(bed: &Bed, person: u128, post: Post, id: Id) -> Answer<()> {
    bed.write(move |tx, hub, env| {
        let who = Deciding { who: who(person), post: &post };
        proposal::confirm(tx, env, &deeds::KINDS, &who, id, (&[0; 32], &[]))?;
        let case = proposal::find(tx, id)?.expect("confirmed");
        reactions::tell_of_deed(tx, env, &hub.keys, &case)
    })
}

/// The kinds of what a party was told, and how loudly, the newest first.
fn told(bed: &Bed, party: Party) -> Vec<(&'static str, Severity)> {
    let filter = notify::Filter { limit: 50, ..notify::Filter::default() };
    let all = bed.write(move |tx, hub, _| notify::inbox(tx, &hub.keys, &party, &filter));
    all.expect("read").iter().map(|it| (it.content.kind(), it.severity)).collect()
}

fn operator() -> Post {
    Post::of_network(Role::Operator).expect("a role")
}

fn eligible(bed: &Bed) -> Wish {
    let text = document_text(&institution(7), EvidenceKind::Document);
    let digest = ring::digest::digest(&ring::digest::SHA256, text.as_bytes());
    Wish {
        gate: Gate::Eligibility,
        service: None,
        verdict: Verdict::Passed,
        holds_until: Some(bed.now().plus_seconds(30 * DAY_S)),
        evidence: vec![digest.as_ref().try_into().expect("32 bytes")],
    }
}

/// The actions on record about institution 7, oldest first.
fn actions(bed: &Bed) -> Vec<String> {
    let today = bed.now().business_date();
    let mut all: Vec<String> = read(bed, move |tx| {
        let search = Search {
            from: today,
            to: today.next(),
            subject: format!("institution:{}", institution(7)),
            actor: String::new(),
            action: String::new(),
            before: None,
            limit: 200,
        };
        Ok(chain::search(tx, &search)?)
    })
    .into_iter()
    .map(|it| it.action)
    .collect();
    all.reverse();
    all
}

fn the_path_leads_to_live_gate_by_gate(bed: Bed) {
    bed.write(|tx, hub, env| newcomer(tx, hub, env)).expect("on the book");
    assert_eq!(
        code_of(with(&bed, |tx, env, it| pass(tx, env, it, Gate::Eligibility, None))),
        "admission/not-applied"
    );
    with(&bed, apply).expect("applied");
    assert_eq!(code_of(with(&bed, apply)), "admission/applied-already");
    for step in &PATH {
        assert_eq!(standing(&bed), Standing::NotAdmitted, "before {}", step.gate);
        if step.gate < Gate::Start {
            let skipped = with(&bed, |tx, env, it| pass(tx, env, it, Gate::Start, None));
            assert_eq!(code_of(skipped), "admission/gate-before-it");
        }
        let gate = step.gate;
        // The bed lets gates hold for long; a security check holds for a year.
        let year = bed.now().plus_seconds(365 * DAY_S);
        let until = (step.right == naru_base::role::Right::ChecksDecide).then_some(year);
        with(&bed, move |tx, env, it| pass(tx, env, it, gate, until)).expect("passes");
    }
    assert_eq!(standing(&bed), Standing::Live);
    let actions = actions(&bed);
    assert_eq!(actions.iter().filter(|it| *it == "admission.gate.decided").count(), 8);
    assert_eq!(actions.last().map(String::as_str), Some("admission.standing.changed"));
    // Nobody does anything, and a year later the security checks are over.
    later(&bed, 365 * DAY_S);
    assert_eq!(standing(&bed), Standing::InquiryOnly);
    let noted = bed.write(|tx, _, env| {
        let standings = admission::timelines(tx)?;
        let first = admission::note_changes(tx, &standings, env.now)?;
        Ok((first, admission::note_changes(tx, &standings, env.now)?))
    });
    let (first, second) = noted.expect("noted");
    let of_it = |it: &&admission::Changed| it.institution == institution(7);
    let change = first.iter().find(of_it).expect("its standing changed");
    assert_eq!((change.from, change.to), (Standing::Live, Standing::InquiryOnly));
    assert_eq!(second, [], "it is written down once");
}

fn a_gate_takes_two_people_with_the_right_and_never_the_applicants(bed: Bed) {
    bed.write(|tx, hub, env| newcomer(tx, hub, env)).expect("on the book");
    with(&bed, apply).expect("applied");
    let body = deeds::gate_body(&eligible(&bed));
    let subject = deeds::subject(&institution(7), None);
    let kind = deeds::kind_of(Gate::Eligibility);
    let it = draft(1, kind, subject.clone(), body.clone());
    let own = Post::new(Role::Fintech, Scope::Institution(institution(7))).expect("a post");
    let inspector = Post::of_network(Role::Inspector).expect("a role");
    for post in [own.clone(), inspector] {
        assert_eq!(code_of(propose(&bed, 9, post, &it)), "proposal/no-right");
    }
    let id = propose(&bed, 1, operator(), &it).expect("proposed");
    assert_eq!(code_of(confirm(&bed, 9, own, id)), "proposal/no-right");
    assert_eq!(code_of(confirm(&bed, 1, operator(), id)), "proposal/own");
    let before = actions(&bed);
    assert!(!before.contains(&"admission.gate.decided".to_owned()));
    confirm(&bed, 2, operator(), id).expect("confirmed");
    assert_eq!(code_of(confirm(&bed, 2, operator(), id)), "proposal/decided");
    let facts = read(&bed, |tx| Ok(admission::facts_of(tx, &institution(7))?));
    assert_eq!(facts.decisions.len(), 1);
    assert_eq!(facts.decisions[0].by, [who(1), who(2)]);
    assert_eq!(facts.decisions[0].evidence, eligible(&bed).evidence);
    // What was true at the proposal is judged again at the confirmation.
    let short = Wish { holds_until: Some(bed.now().plus_seconds(60)), ..eligible(&bed) };
    let it = draft(2, kind, subject, deeds::gate_body(&short));
    let late = propose(&bed, 1, operator(), &it).expect("proposed");
    later(&bed, 61);
    assert_eq!(code_of(confirm(&bed, 2, operator(), late)), "admission/validity-out-of-range");
    let facts = read(&bed, |tx| Ok(admission::facts_of(tx, &institution(7))?));
    assert_eq!(facts.decisions.len(), 1, "nothing of it happened");
}

fn a_decision_is_never_changed(bed: Bed) {
    bed.write(|tx, hub, env| newcomer(tx, hub, env)).expect("on the book");
    with(&bed, apply).expect("applied");
    with(&bed, |tx, env, it| pass(tx, env, it, Gate::Eligibility, None)).expect("passes");
    for sql in [
        "UPDATE admission_decision SET verdict = 'failed'",
        "DELETE FROM admission_decision",
        "UPDATE admission_evidence SET title = 'another'",
    ] {
        let changed = bed.write(move |tx, _, _| Ok(tx.exec(sql, &[])?));
        assert!(matches!(changed, Err(No::Fault(_))), "{sql}");
    }
}

fn a_measure_is_told_bites_is_appealed_and_lifted(bed: Bed) {
    bed.write(|tx, hub, env| newcomer(tx, hub, env)).expect("on the book");
    with(&bed, apply).expect("applied");
    for gate in Gate::ALL {
        with(&bed, move |tx, env, it| pass(tx, env, it, gate, None)).expect("passes");
    }
    let wish = MeasureWish {
        standing: Standing::LimitCut,
        rule: "추가점검 2020-1분기".to_owned(),
        due_at: bed.now().plus_seconds(8 * DAY_S),
        ends_at: None,
        is_urgent: false,
    };
    let subject = deeds::subject(&institution(7), None);
    let it = draft(1, deeds::MEASURE, subject.clone(), deeds::measure_body(&wish));
    let id = propose(&bed, 1, operator(), &it).expect("proposed");
    confirm(&bed, 2, operator(), id).expect("imposed");
    assert_eq!(standing(&bed), Standing::Live, "told, not yet due");
    let (theirs, desk) = (Party::Institution(institution(7)), Party::Staff(Role::Operator));
    let decided = ("measure.decided", Severity::Urgent);
    assert_eq!(told(&bed, theirs.clone()), [decided], "with the decision, before it bites");
    assert_eq!(told(&bed, Party::Institution(institution(1))), [], "and nobody else");
    assert_eq!(told(&bed, desk.clone()), []);
    let appeal = |bed: &Bed| {
        bed.write(move |tx, hub, env| {
            let (by, sealed) = ("staff:x".to_owned(), b"no".to_vec());
            let it = Appeal { at: env.now, by, sealed, answer: None };
            reactions::appeal(tx, env, &hub.keys, (&institution(7), id), &it)
        })
    };
    appeal(&bed).expect("appealed");
    assert_eq!(code_of(appeal(&bed)), "admission/appealed-already");
    assert_eq!(told(&bed, desk.clone()), [("measure.appealed", Severity::Warning)]);
    later(&bed, 8 * DAY_S);
    assert_eq!(standing(&bed), Standing::LimitCut);
    let it = draft(2, deeds::LIFT, subject, deeds::lift_body(id));
    let lift = propose(&bed, 2, operator(), &it).expect("proposed");
    confirm(&bed, 1, operator(), lift).expect("lifted");
    assert_eq!(standing(&bed), Standing::Live);
    assert_eq!(told(&bed, theirs), [("measure.lifted", Severity::Info), decided]);
    assert_eq!(told(&bed, desk).len(), 1, "an appeal is told once");
    assert_eq!(
        code_of(propose(
            &bed,
            1,
            operator(),
            &draft(3, deeds::LIFT, deeds::subject(&institution(7), None), deeds::lift_body(id))
        )),
        "admission/measure-unknown"
    );
}

/// An urgent measure against institution 7, and its word against it.
fn appealed(bed: &Bed, n: u64) -> Id {
    let wish = MeasureWish {
        standing: Standing::Suspended,
        rule: "이용약관 제12조".to_owned(),
        due_at: bed.now(),
        ends_at: None,
        is_urgent: true,
    };
    let subject = deeds::subject(&institution(7), None);
    let it = draft(n, deeds::MEASURE, subject, deeds::measure_body(&wish));
    let id = propose(bed, 1, operator(), &it).expect("proposed");
    confirm(bed, 2, operator(), id).expect("imposed");
    bed.write(move |tx, hub, env| {
        let (by, sealed) = ("staff:x".to_owned(), b"no".to_vec());
        let it = Appeal { at: env.now, by, sealed, answer: None };
        reactions::appeal(tx, env, &hub.keys, (&institution(7), id), &it)
    })
    .expect("appealed");
    id
}

fn an_appeal_is_answered_once_by_two_and_upholding_it_lifts_in_the_same_commit(bed: Bed) {
    bed.write(|tx, hub, env| newcomer(tx, hub, env)).expect("on the book");
    with(&bed, apply).expect("applied");
    for gate in Gate::ALL {
        with(&bed, move |tx, env, it| pass(tx, env, it, gate, None)).expect("passes");
    }
    let subject = deeds::subject(&institution(7), None);
    let answer =
        |n, id, ruling| draft(n, deeds::ANSWER, subject.clone(), deeds::answer_body(id, ruling));
    let measure = |bed: &Bed, id: Id| {
        let facts = read(bed, move |tx| Ok(facts_of(tx, &institution(7))?));
        facts.measures.into_iter().find(|it| it.id == id).expect("there")
    };
    let first = appealed(&bed, 1);
    assert!(measure(&bed, first).waits_for_answer());
    let it = answer(2, first, Ruling::Dismissed);
    let own = Post::new(Role::Fintech, Scope::Institution(institution(7))).expect("a post");
    assert_eq!(code_of(propose(&bed, 3, own, &it)), "proposal/no-right");
    let no = propose(&bed, 1, operator(), &it).expect("proposed");
    assert_eq!(code_of(confirm(&bed, 1, operator(), no)), "proposal/own");
    assert!(measure(&bed, first).waits_for_answer(), "one person answers nothing");
    confirm(&bed, 2, operator(), no).expect("dismissed");
    let found = measure(&bed, first);
    let said = found.appeal.clone().and_then(|it| it.answer).expect("answered");
    assert_eq!((said.id, said.ruling, said.by), (no, Ruling::Dismissed, [who(1), who(2)]));
    assert_eq!((said.at, said.sealed), (bed.now(), b"because".to_vec()));
    assert!(!found.waits_for_answer() && found.lifted.is_none());
    assert_eq!(standing(&bed), Standing::Suspended, "the measure stands");
    let again = answer(3, first, Ruling::Upheld);
    let code = code_of(propose(&bed, 1, operator(), &again));
    assert_eq!(code, "admission/appeal-answered-already");
    // Of the second one the institution is right.
    let second = appealed(&bed, 4);
    let yes = answer(5, second, Ruling::Upheld);
    let yes = propose(&bed, 2, operator(), &yes).expect("proposed");
    let before = read(&bed, |tx| Ok(version(tx)?));
    confirm(&bed, 1, operator(), yes).expect("upheld");
    assert!(read(&bed, |tx| Ok(version(tx)?)) > before, "the nodes' memory follows");
    assert_eq!(measure(&bed, second).lifted, Some((bed.now(), [who(2), who(1)])));
    let theirs = told(&bed, Party::Institution(institution(7)));
    let kinds: Vec<&str> = theirs.iter().map(|it| it.0).collect();
    assert_eq!(kinds.iter().filter(|it| **it == "measure.appeal-answered").count(), 2);
    assert_eq!(kinds.iter().filter(|it| **it == "measure.lifted").count(), 1);
    assert!(theirs.contains(&("measure.appeal-answered", Severity::Warning)), "{theirs:?}");
    let trail = actions(&bed);
    for action in ["admission.appeal.answered", "admission.measure.lifted"] {
        assert!(trail.iter().any(|it| it == action), "{action} in {trail:?}");
    }
    // A measure that nobody appealed against, and one that is lifted, have nothing to answer.
    let late = answer(6, second, Ruling::Upheld);
    assert_eq!(code_of(propose(&bed, 1, operator(), &late)), "admission/measure-unknown");
    for sql in [
        "UPDATE admission_appeal_answer SET ruling = 'upheld'",
        "DELETE FROM admission_appeal_answer",
    ] {
        let changed = bed.write(move |tx, _, _| Ok(tx.exec(sql, &[])?));
        assert!(matches!(changed, Err(No::Fault(_))), "{sql}");
    }
}

fn each_change_of_what_standings_are_made_of_is_counted(bed: Bed) {
    let version = |bed: &Bed| read(bed, |tx| Ok(admission::version(tx)?));
    bed.write(|tx, hub, env| newcomer(tx, hub, env)).expect("on the book");
    let at_first = version(&bed);
    bed.write(|tx, _, env| {
        let services = vec![ServiceKey::parse("web:mulgyeol:1.0").expect("a key")];
        let it = Application { class: Class::Fintech, services };
        admission::apply(tx, env, "staff:x", &institution(7), &it)
    })
    .expect("applied");
    bed.write(|tx, _, env| {
        let key = ServiceKey::parse("web:mulgyeol:2.0").expect("a key");
        admission::declare_service(tx, env, "staff:x", &institution(7), &key)
    })
    .expect("declared");
    assert_eq!(version(&bed), at_first + 2);
    let all = read(&bed, |tx| Ok(admission::timelines(tx)?));
    let now: Micros = bed.now();
    let of_it = all.get(&institution(7)).map(|it: &Timeline| it.at(now));
    assert_eq!(of_it, Some(Standing::NotAdmitted));
}

/// A node that does not write learns of a change by asking; until it has, it decides nothing.
fn a_memory_that_is_too_old_decides_nothing_until_it_is_compared(bed: Bed) {
    let keys = bed.hub.keys.clone();
    let now = bed.now();
    let other = bed.store.read_blocking(move |tx| Ok(Hub::load(tx, keys.clone(), now)?));
    let other = Arc::new(other.expect("a second node's memory"));
    let code = institution(1);
    assert_eq!(other.standing(&code, now).expect("fresh"), Standing::Live);
    let revoke = Wish {
        gate: Gate::Start,
        service: None,
        verdict: Verdict::Revoked,
        holds_until: None,
        evidence: vec![],
    };
    let kind = deeds::kind_of(Gate::Start);
    let it = draft(1, kind, deeds::subject(&code, None), deeds::gate_body(&revoke));
    let id = propose(&bed, 1, operator(), &it).expect("proposed");
    confirm(&bed, 2, operator(), id).expect("revoked");
    bed.write(|tx, hub, _| Ok(hub.directory_changed(tx)?)).expect("taken into memory");
    assert_eq!(bed.hub.standing(&code, now).expect("fresh"), Standing::NotAdmitted);
    let second = now.plus_ms(1_000);
    assert_eq!(other.standing(&code, second).expect("young enough"), Standing::Live);
    let older = Micros::new(second.get() + 1);
    for at in [older, Micros::new(now.get() - 1)] {
        let refused = other.standing(&code, at).expect_err("too old, or a clock set back");
        assert_eq!(refused.kind, FaultKind::Busy, "never a business refusal");
    }
    let memory = other.clone();
    let asked = code.clone();
    let known = bed.store.read_blocking(move |tx| Ok(memory.standing_in(tx, &asked, older)?));
    assert_eq!(known.expect("compared first"), Standing::NotAdmitted);
    assert_eq!(other.standing(&code, older).expect("fresh again"), Standing::NotAdmitted);
    assert_eq!(other.directory().standings, bed.hub.directory().standings);
}

crate::on_both_engines!(
    a_memory_that_is_too_old_decides_nothing_until_it_is_compared,
    the_path_leads_to_live_gate_by_gate,
    a_gate_takes_two_people_with_the_right_and_never_the_applicants,
    a_decision_is_never_changed,
    a_measure_is_told_bites_is_appealed_and_lifted,
    an_appeal_is_answered_once_by_two_and_upholding_it_lifts_in_the_same_commit,
    each_change_of_what_standings_are_made_of_is_counted,
);

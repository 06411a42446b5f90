//! Security checks by their commands, on both engines: asked for, taken, looked at item by item,
//! told, put right, passed by two, and what that does to the gate.

use crate::bed::{Bed, institution};
use naru_base::role::{Post, Role};
use naru_base::{Answer, Env, Id, Micros, No};
use naru_core::admission::{self, EvidenceKind, Gate, GateState, PATH, ServiceKey, Standing};
use naru_core::check::deeds::{self, Conclusion};
use naru_core::check::signal::{Seen, Signal, What, observe};
use naru_core::check::{
    self, Dossier, How, Opinion, Request, Said, Sighting, State, Value, decide::Answer as Word,
};
use naru_core::proposal::{Deciding, Draft};
use naru_core::{desk, notify, proposal, reactions};
use naru_lab::admission::{Applicant, Panel, PlainSealer, apply, document_text, pass};
use naru_store::Tx;

const DAY_S: i64 = 86_400;
const INSPECTOR: u128 = 3;
const SECOND: u128 = 4;

fn who(n: u128) -> Id {
    Id::from_parts(1, n)
}

fn id(n: u64) -> Id {
    Id::from_parts(n, 7)
}

fn code_of<T: std::fmt::Debug>(answer: Answer<T>) -> &'static str {
    match answer {
        Err(No::Refusal(it)) => it.code,
        other => panic!("not a refusal: {other:?}"),
    }
}

fn later(bed: &Bed, seconds: i64) {
    bed.set_clock(bed.now().plus_seconds(seconds));
}

/// Institution 7 has applied; its papers and its test were passed.
fn applied(bed: &Bed) {
    bed.write(|tx, hub, env| {
        crate::admission::newcomer(tx, hub, env)?;
        let code = institution(7);
        let panel = Panel { operators: [who(1), who(2)], inspectors: [who(3), who(4)] };
        let services = &["web:mulgyeol:1.0"];
        let it = Applicant { code: &code, services, panel, sealer: &PlainSealer };
        apply(tx, env, &it)?;
        pass(tx, env, &it, Gate::Eligibility, None)?;
        pass(tx, env, &it, Gate::Functional, None)
    })
    .expect("on its way");
}

fn read<T: Send + 'static>(bed: &Bed, f: impl Fn(&mut Tx<'_>) -> Answer<T> + Send + 'static) -> T {
    bed.store.read_blocking(f).expect("read")
}

fn run<T: Send + 'static>(
    bed: &Bed,
    f: impl Fn(&mut Tx<'_>, &Env) -> Answer<T> + Send + 'static,
) -> Answer<T> {
    bed.write(move |tx, _, env| f(tx, env))
}

fn dossier(bed: &Bed, n: u64) -> Dossier {
    read(bed, move |tx| check::dossier(tx, id(n))).expect("it is there")
}

fn state(bed: &Bed, n: u64) -> State {
    dossier(bed, n).engagement.state
}

fn ask(bed: &Bed, n: u64, service: Option<&str>) -> Answer<()> {
    let service = service.map(|it| ServiceKey::parse(it).expect("a service"));
    let it = Request { id: id(n), institution: institution(7), service };
    run(bed, move |tx, env| check::request(tx, env, "institution:M202600007", &it))
}

fn take(bed: &Bed, n: u64, by: u128) -> Answer<()> {
    let slot = (bed.now().business_date(), bed.now().plus_seconds(20 * DAY_S).business_date());
    run(bed, move |tx, env| check::schedule(tx, env, who(by), id(n), slot))
}

fn say(bed: &Bed, n: u64, by: u128, item: &str, value: Value) -> Answer<()> {
    let demand = if value == Value::Fail { "바로잡아 주십시오" } else { "" };
    let word = Word {
        item: item.to_owned(),
        value,
        how: How::Person,
        grounds: "담당자와 함께 화면과 기록을 하나씩 대조하여 확인했습니다".to_owned(),
        demand: demand.to_owned(),
    };
    bed.write(move |tx, hub, env| desk::find_item(tx, env, &hub.keys, (who(by), id(n)), &word))
}

fn say_all(bed: &Bed, n: u64) {
    for item in dossier(bed, n).list.items {
        say(bed, n, INSPECTOR, &item.id, Value::Pass).expect("said");
    }
}

fn inspectors() -> Post {
    Post::of_network(Role::Inspector).expect("a role")
}

fn propose(bed: &Bed, by: u128, (n, at): (u64, u64), is_pass: bool) -> Answer<Id> {
    let holds_until = is_pass.then(|| bed.now().plus_seconds(300 * DAY_S));
    let report = check::report::digest(&dossier(bed, n));
    let body = deeds::body(&Conclusion { is_pass, holds_until, report });
    proposed(bed, by, at, (deeds::VERDICT, deeds::subject(&institution(7), id(n)), body))
}

fn proposed(bed: &Bed, by: u128, at: u64, what: (&str, String, String)) -> Answer<Id> {
    let draft = Draft {
        id: Id::from_parts(at, 0),
        kind: what.0.to_owned(),
        subject: what.1,
        body: what.2,
        sealed_reason: b"because".to_vec(),
        code: None,
    };
    run(bed, move |tx, env| {
        let post = inspectors();
        let who = Deciding { who: who(by), post: &post };
        proposal::propose(tx, env, &deeds::KINDS, &who, &draft)
    })
}

fn confirm(bed: &Bed, by: u128, at: u64) -> Answer<()> {
    run(bed, move |tx, env| {
        let post = inspectors();
        let (who, id) = (Deciding { who: who(by), post: &post }, Id::from_parts(at, 0));
        proposal::confirm(tx, env, &deeds::KINDS, &who, id, (&[0; 32], &[]))
    })
}

fn state_item(bed: &Bed, n: u64, item: &'static str) -> Answer<()> {
    bed.write(move |tx, hub, env| {
        let it =
            Said { item: item.to_owned(), text: "출입기록을 갖추었습니다".to_owned() };
        check::state_item(tx, env, &hub.keys, ("staff:f", id(n)), &it)
    })
}

fn gate(bed: &Bed, gate: Gate) -> GateState {
    let facts = read(bed, |tx| Ok(admission::facts_of(tx, &institution(7))?));
    let it = admission::admission(&facts, &PATH, bed.now());
    it.gates.iter().find(|it| it.gate == gate).expect("on the path").state
}

fn a_check_from_the_request_to_the_gate(bed: Bed) {
    applied(&bed);
    ask(&bed, 50, None).expect("asked");
    ask(&bed, 50, None).expect("the form sent twice asks once");
    assert_eq!(code_of(ask(&bed, 51, None)), "check/open-already");
    assert_eq!(code_of(ask(&bed, 51, Some("web:other:1.0"))), "check/service-unknown");
    ask(&bed, 51, Some("web:mulgyeol:1.0")).expect("of a service beside it");
    assert_eq!(dossier(&bed, 51).list.id, "web");
    // What tools find about a service says nothing of what the institution is asked.
    let web = ServiceKey::parse("web:mulgyeol:1.0");
    let others = read(&bed, move |tx| check::items_of_others(tx, web.as_ref()));
    let is_in = ["ORG-01", "APP-01", "WEB-01"].map(|it| others.contains(it));
    assert_eq!(is_in, [true, true, false], "{others:?}");

    assert_eq!(code_of(say(&bed, 50, INSPECTOR, "ORG-01", Value::Pass)), "check/not-yours");
    take(&bed, 50, INSPECTOR).expect("taken");
    assert_eq!(code_of(take(&bed, 50, SECOND)), "check/not-yours");
    assert_eq!(code_of(say(&bed, 50, INSPECTOR, "ORG-01", Value::Pass)), "check/not-now");
    run(&bed, |tx, env| check::begin(tx, env, who(INSPECTOR), id(50))).expect("begun");
    say(&bed, 50, INSPECTOR, "ORG-01", Value::Pass).expect("said");
    assert_eq!(code_of(propose(&bed, INSPECTOR, (50, 1), true)), "check/not-passed");
    say_all(&bed, 50);
    say(&bed, 50, INSPECTOR, "ORG-13", Value::Fail).expect("said again");
    assert_eq!(dossier(&bed, 50).finding("ORG-13").map(|it| it.revision), Some(2));
    assert_eq!(code_of(propose(&bed, INSPECTOR, (50, 1), true)), "check/not-passed");

    // Told, put right, looked at again.
    run(&bed, |tx, env| check::issue(tx, env, who(INSPECTOR), id(50))).expect("told");
    let fix_by = dossier(&bed, 50).engagement.fix_by.expect("a date");
    assert_eq!(fix_by, bed.now().plus_seconds(30 * DAY_S));
    run(&bed, |tx, env| check::promise(tx, env, "staff:f", id(50))).expect("read");
    state_item(&bed, 50, "ORG-13").expect("answered");
    let sha = {
        let text = document_text(&institution(7), EvidenceKind::Document);
        let digest = ring::digest::digest(&ring::digest::SHA256, text.as_bytes());
        <[u8; 32]>::try_from(digest.as_ref()).expect("32 bytes")
    };
    run(&bed, move |tx, env| check::name_evidence(tx, env, ("staff:f", id(50)), "ORG-13", sha))
        .expect("named");
    run(&bed, |tx, env| check::fixed(tx, env, "staff:f", id(50))).expect("put right");
    assert_eq!(state(&bed, 50), State::ReCheck);
    say(&bed, 50, INSPECTOR, "ORG-13", Value::Pass).expect("looked at again");

    // Two people, never the same, on what the first one saw.
    propose(&bed, INSPECTOR, (50, 2), true).expect("proposed");
    assert_eq!(code_of(confirm(&bed, INSPECTOR, 2)), "proposal/own");
    // What the second one is to confirm, the institution does not add to.
    assert_eq!(code_of(state_item(&bed, 50, "ORG-14")), "check/result-proposed");
    let named =
        run(&bed, move |tx, env| check::name_evidence(tx, env, ("staff:f", id(50)), "ORG-14", sha));
    assert_eq!(code_of(named), "check/result-proposed");
    let off =
        run(&bed, move |tx, env| check::take_off(tx, env, ("staff:f", id(50)), "ORG-13", sha));
    assert_eq!(code_of(off), "check/result-proposed");
    say(&bed, 50, INSPECTOR, "ORG-14", Value::NotApplicable).expect("a word more");
    assert_eq!(code_of(confirm(&bed, SECOND, 2)), "check/changed-since");
    assert_eq!(gate(&bed, Gate::Organisation), GateState::Missing);
    run(&bed, |tx, env| {
        let post = inspectors();
        let who = Deciding { who: who(INSPECTOR), post: &post };
        proposal::withdraw(tx, env, &who, Id::from_parts(2, 0))
    })
    .expect("taken back");
    state_item(&bed, 50, "ORG-14").expect("once it was taken back");
    run(&bed, move |tx, env| check::name_evidence(tx, env, ("staff:f", id(50)), "ORG-14", sha))
        .expect("named once it was taken back");
    // Whoever named it takes it off again, and nobody else.
    let take_off = |bed: &Bed, by: &'static str| {
        run(bed, move |tx, env| check::take_off(tx, env, (by, id(50)), "ORG-14", sha))
    };
    assert_eq!(code_of(take_off(&bed, "staff:g")), "check/named-by-another");
    assert_eq!(dossier(&bed, 50).about("ORG-14").count(), 1);
    take_off(&bed, "staff:f").expect("taken off");
    assert_eq!(dossier(&bed, 50).about("ORG-14").count(), 0);
    assert_eq!(code_of(take_off(&bed, "staff:f")), "check/evidence-unknown");
    propose(&bed, INSPECTOR, (50, 3), true).expect("proposed anew");
    confirm(&bed, SECOND, 3).expect("confirmed");
    assert_eq!(state(&bed, 50), State::Passed);
    assert_eq!(gate(&bed, Gate::Organisation), GateState::Holds);

    // The gate rests on the report by its hash, and ends with it.
    let facts = read(&bed, |tx| Ok(admission::facts_of(tx, &institution(7))?));
    let decision = facts.decisions.iter().find(|it| it.gate == Gate::Organisation);
    let decision = decision.expect("decided");
    assert_eq!(decision.evidence, vec![check::report::digest(&dossier(&bed, 50))]);
    assert_eq!(decision.by, [who(INSPECTOR), who(SECOND)]);
    later(&bed, 300 * DAY_S);
    assert_eq!(gate(&bed, Gate::Organisation), GateState::Expired);
    assert_eq!(code_of(say(&bed, 50, INSPECTOR, "ORG-01", Value::Fail)), "check/not-now");

    let results = include_str!(oscal_schema!("assessment-results"));
    let opened = dossier(&bed, 50).opened(&bed.hub.keys).expect("opens");
    let document = check::oscal::judged(&opened, bed.now());
    assert_eq!(faults(results, &document), [""; 0]);
    let found = document.pointer("/assessment-results/results/0/findings").expect("findings");
    assert_eq!(found.as_array().map(Vec::len), Some(30));

    // Words stand sealed and open again.
    let opened = {
        let sealed = dossier(&bed, 50);
        assert!(sealed.statements.iter().all(|it| it.text.is_empty()));
        sealed.opened(&bed.hub.keys).expect("opens")
    };
    assert_eq!(opened.statement("ORG-13").map(|it| &*it.text), Some("출입기록을 갖추었습니다"));
    assert!(opened.finding("ORG-13").is_some_and(|it| it.grounds.starts_with("담당자와")));
}

macro_rules! oscal_schema {
    ($name:literal) => {
        concat!("../../../naru-evidence/tests/vendor/oscal/oscal_", $name, "_schema.json")
    };
}
use oscal_schema;

/// What the standard's own schema finds wrong with a document.
fn faults(schema: &str, document: &serde_json::Value) -> Vec<String> {
    let schema = naru_sbom::json::SchemaSet::default().with("it", schema).compile("it");
    schema.faults(document, 20).iter().map(|it| format!("{it:?}")).collect()
}

#[test]
fn every_list_is_a_catalogue_and_a_profile_of_the_standard() {
    let now = Micros::new(1_790_000_000_000_000);
    for list in check::list::shipped() {
        let catalog = check::oscal::list(list, now);
        assert_eq!(faults(include_str!(oscal_schema!("catalog")), &catalog), [""; 0]);
        let must = check::oscal::must(list, now);
        assert_eq!(faults(include_str!(oscal_schema!("profile")), &must), [""; 0]);
        let read = naru_evidence::read(catalog.to_string().as_bytes()).expect("our own reader");
        let ids: Vec<String> = list.items.iter().map(|it| it.id.to_lowercase()).collect();
        let read: Vec<String> = read.components.into_iter().filter_map(|it| it.id).collect();
        assert_eq!(read, ids, "{}", list.key());
    }
}

fn a_check_that_fails_closes_the_gate(bed: Bed) {
    applied(&bed);
    ask(&bed, 60, None).expect("asked");
    take(&bed, 60, INSPECTOR).expect("taken");
    run(&bed, |tx, env| check::begin(tx, env, who(INSPECTOR), id(60))).expect("begun");
    propose(&bed, INSPECTOR, (60, 1), false).expect("proposed");
    confirm(&bed, SECOND, 1).expect("confirmed");
    assert_eq!(state(&bed, 60), State::Failed);
    assert_eq!(gate(&bed, Gate::Organisation), GateState::Failed);
    ask(&bed, 61, None).expect("a new one may be asked for");
    run(&bed, |tx, env| check::withdraw(tx, env, "staff:f", id(61))).expect("taken back");
    assert_eq!(code_of(take(&bed, 61, INSPECTOR)), "check/not-now");
}

fn an_imported_list_is_used_once_two_people_release_it(bed: Bed) {
    applied(&bed);
    ask(&bed, 70, None).expect("asked");
    let shipped = check::list::shipped().iter().find(|it| it.id == "org").expect("shipped");
    let mut official = shipped.clone();
    (official.version, official.source) = (2, "example-office".to_owned());
    official.items.truncate(29);
    let text = serde_json::to_string(&official).expect("JSON");
    let import = |text: String| run(&bed, move |tx, env| check::import(tx, env, "staff:i", &text));
    let key = import(text.clone()).expect("imported");
    assert_eq!(key.to_string(), "org@2");
    assert_eq!(code_of(import(text)), "check/list-known");
    let current = |bed: &Bed| read(bed, |tx| check::current(tx, check::Kind::Organisation));
    assert_eq!(current(&bed).version, 1, "not released yet");
    let what = || (deeds::RELEASE, deeds::list_subject(&key), "{}".to_owned());
    proposed(&bed, INSPECTOR, 1, what()).expect("proposed");
    assert_eq!(code_of(confirm(&bed, INSPECTOR, 1)), "proposal/own");
    confirm(&bed, SECOND, 1).expect("released");
    assert_eq!(current(&bed).items.len(), 29);
    assert_eq!(code_of(proposed(&bed, INSPECTOR, 2, what())), "check/list-released");
    // What was asked for before is judged by what it began with.
    assert_eq!(dossier(&bed, 70).list.items.len(), 30);
    run(&bed, |tx, env| check::withdraw(tx, env, "staff:f", id(70))).expect("taken back");
    ask(&bed, 71, None).expect("asked anew");
    assert_eq!(dossier(&bed, 71).engagement.list.to_string(), "org@2");
    assert_eq!(dossier(&bed, 71).list.source, "example-office");
}

fn sighting(bed: &Bed, what: What, detail: &str, count: i64) -> Sighting {
    let now: Micros = bed.now();
    let detail = detail.to_owned();
    let seen = Seen { what, detail, count, most: count, first_at: now, last_at: now };
    Sighting { institution: institution(7), date: now.business_date(), seen }
}

fn what_was_seen_speaks_against_a_claim(bed: Bed) {
    applied(&bed);
    ask(&bed, 80, None).expect("asked");
    take(&bed, 80, INSPECTOR).expect("taken");
    run(&bed, |tx, env| check::begin(tx, env, who(INSPECTOR), id(80))).expect("begun");
    let opinion = |bed: &Bed, signal| {
        let now = bed.now();
        let (known, limits) = read(bed, move |tx| desk::witnessed(tx, &institution(7), now));
        observe(signal, &known, &limits, now).opinion
    };
    let machine = |bed: &Bed, item: &str, value| {
        let word = Word {
            item: item.to_owned(),
            value,
            how: How::Machine,
            grounds: String::new(),
            demand: "해지 뒤 호출을 멈출 것".to_owned(),
        };
        bed.write(move |tx, hub, env| {
            desk::find_item(tx, env, &hub.keys, (who(INSPECTOR), id(80)), &word)
        })
    };
    assert_eq!(opinion(&bed, Signal::RevokedTokenUsed), Opinion::Unknown);
    assert_eq!(code_of(machine(&bed, "ORG-11", Value::Pass)), "check/machine-does-not-say-so");
    let calls = vec![sighting(&bed, What::Call, "/v2.0/transfer/withdraw/fin_num", 20)];
    run(&bed, move |tx, _| Ok(check::note_seen(tx, &calls)?)).expect("noted");
    assert_eq!(opinion(&bed, Signal::RevokedTokenUsed), Opinion::Supports);
    machine(&bed, "ORG-11", Value::Pass).expect("the machine says so");
    let dead = vec![sighting(&bed, What::TokenDead, "", 2)];
    for all in [dead.clone(), dead] {
        run(&bed, move |tx, _| Ok(check::note_seen(tx, &all)?)).expect("noted");
    }
    assert_eq!(opinion(&bed, Signal::RevokedTokenUsed), Opinion::Refutes);
    assert_eq!(code_of(machine(&bed, "ORG-11", Value::Pass)), "check/machine-does-not-say-so");
    machine(&bed, "ORG-11", Value::Fail).expect("the machine says so");
    let last = dossier(&bed, 80);
    assert_eq!(last.finding("ORG-11").map(|it| it.opinion), Some(Opinion::Refutes));
    let seen = read(&bed, |tx| {
        Ok(check::seen(
            tx,
            &institution(7),
            naru_base::BusinessDate::parse("20000101").expect("a day"),
        )?)
    });
    let dead = seen.iter().find(|it| it.what == What::TokenDead).expect("seen");
    assert_eq!((dead.count, dead.most), (4, 2), "counts add up, what is measured does not");

    // A month later nobody has seen anything.
    later(&bed, 40 * DAY_S);
    assert_eq!(opinion(&bed, Signal::RevokedTokenUsed), Opinion::Unknown);
    // A look through the accounts counts from now on.
    assert_eq!(opinion(&bed, Signal::AccessReviewed), Opinion::Unknown);
    run(&bed, |tx, env| desk::review_access(tx, env, "staff:f", &institution(7))).expect("looked");
    assert_eq!(opinion(&bed, Signal::AccessReviewed), Opinion::Supports);
    later(&bed, 93 * DAY_S);
    assert_eq!(opinion(&bed, Signal::AccessReviewed), Opinion::Refutes);
    let facts = read(&bed, |tx| Ok(admission::facts_of(tx, &institution(7))?));
    let standing = admission::admission(&facts, &PATH, bed.now()).standing;
    assert_eq!(standing, Standing::NotAdmitted, "a signal decides nothing by itself");
}

fn told(bed: &Bed, party: notify::Party) -> Vec<notify::Content> {
    let all = notify::Filter { limit: 100, ..notify::Filter::default() };
    let read =
        bed.write(move |tx, hub, _| notify::inbox(tx, &hub.keys, &party, &all)).expect("read");
    read.into_iter().map(|it| it.content).collect()
}

/// A check changes hands at any step, for a reason that stands with it sealed; whoever is concerned
/// hears of each step.
fn a_check_changes_hands_and_its_steps_are_told(bed: Bed) {
    use naru_core::notify::{Content, Party};
    applied(&bed);
    ask(&bed, 90, None).expect("asked");
    let today = bed.now().business_date();
    let (slot, later_slot) = ((today, today.next()), (today, today.next().next()));
    let schedule = |by: u128, slot| {
        bed.write(move |tx, hub, env| {
            reactions::schedule_check(tx, env, &hub.keys, (who(by), id(90)), slot)
        })
    };
    let own = || Party::Institution(institution(7));
    let desk = || Party::Staff(Role::Inspector);
    schedule(INSPECTOR, slot).expect("taken");
    schedule(INSPECTOR, slot).expect("the same days are no news");
    let days = |it: &Content| matches!(it, Content::CheckScheduled { .. });
    assert_eq!(told(&bed, own()).iter().filter(|it| days(it)).count(), 1);
    let why = "담당 점검관이 병가로 자리를 비움";
    let take_over = |by: u128| {
        bed.write(move |tx, hub, env| {
            reactions::take_over_check(tx, env, &hub.keys, (who(by), id(90)), why)
        })
    };
    let give_back = |by: u128, why: &'static str| {
        bed.write(move |tx, hub, env| {
            reactions::give_check_back(tx, env, &hub.keys, (who(by), id(90)), why)
        })
    };

    // Given back before it began: asked for again, without days, and the institution knows.
    assert_eq!(code_of(give_back(SECOND, why)), "check/not-yours");
    assert_eq!(code_of(give_back(INSPECTOR, "병가")), "check/reason-length");
    give_back(INSPECTOR, why).expect("given back");
    let it = dossier(&bed, 90).engagement;
    assert_eq!((it.state, it.inspector, it.slot), (State::Requested, None, None));
    let lost = |it: &Content| matches!(it, Content::CheckUnscheduled { .. });
    assert!(told(&bed, own()).iter().any(lost));

    // Taken over while it goes on; the earlier one judges no more.
    schedule(INSPECTOR, slot).expect("taken again");
    run(&bed, |tx, env| check::begin(tx, env, who(INSPECTOR), id(90))).expect("begun");
    say(&bed, 90, INSPECTOR, "ORG-01", Value::Pass).expect("said");
    assert_eq!(code_of(take_over(INSPECTOR)), "check/not-now");
    take_over(SECOND).expect("taken over");
    let it = dossier(&bed, 90).engagement;
    assert_eq!((it.state, it.inspector, it.slot), (State::UnderWay, Some(who(SECOND)), Some(slot)));
    assert_eq!(code_of(say(&bed, 90, INSPECTOR, "ORG-02", Value::Pass)), "check/not-yours");
    schedule(SECOND, later_slot).expect("its end moves");
    assert_eq!(code_of(schedule(SECOND, (today.next(), today.next()))), "check/slot-begun");
    let opened = dossier(&bed, 90).opened(&bed.hub.keys).expect("opens");
    let hands: Vec<_> =
        opened.hands.iter().map(|it| (it.from, it.to, it.reason.as_str())).collect();
    assert_eq!(hands, [(who(INSPECTOR), None, why), (who(INSPECTOR), Some(who(SECOND)), why)]);
    assert!(
        dossier(&bed, 90)
            .hands
            .iter()
            .all(|it| it.reason.is_empty() && it.sealed != why.as_bytes())
    );

    // Findings are told to the institution, and that they were put right to inspectors.
    for item in dossier(&bed, 90).list.items {
        let value = if item.id == "ORG-13" { Value::Fail } else { Value::Pass };
        say(&bed, 90, SECOND, &item.id, value).expect("said");
    }
    bed.write(|tx, hub, env| reactions::issue_findings(tx, env, &hub.keys, (who(SECOND), id(90))))
        .expect("told");
    let found = |it: &Content| matches!(it, Content::CheckFindings { open: 1, .. });
    assert!(told(&bed, own()).iter().any(found));
    // Its inspector goes while it is put right: somebody else takes it up.
    later(&bed, 1);
    give_back(SECOND, why).expect("given back");
    assert_eq!(dossier(&bed, 90).engagement.state, State::Findings);
    run(&bed, |tx, env| check::promise(tx, env, "staff:f", id(90))).expect("read");
    bed.write(|tx, hub, env| reactions::say_fixed(tx, env, &hub.keys, ("staff:f", id(90))))
        .expect("put right");
    let since = dossier(&bed, 90).engagement.changed_at;
    later(&bed, 60);
    assert!(
        told(&bed, desk()).iter().any(|it| {
            matches!(it, Content::CheckFixed { inspector, .. } if inspector.is_empty())
        })
    );
    schedule(INSPECTOR, slot).expect("taken up");
    let it = dossier(&bed, 90);
    assert_eq!((it.engagement.state, it.engagement.changed_at), (State::ReCheck, since));
    // What is left is the finding, until it was looked at again.
    assert!(it.waits_for_look("ORG-13") && !it.waits_for_look("ORG-14"));
    say(&bed, 90, INSPECTOR, "ORG-13", Value::Fail).expect("still not met");
    assert!(!dossier(&bed, 90).waits_for_look("ORG-13"));
    let heard = told(&bed, desk());
    let over =
        |it: &&Content| matches!(it, Content::CheckTakenOver { reason, .. } if reason == why);
    let back = |it: &&Content| matches!(it, Content::CheckGivenBack { .. });
    let count = (heard.iter().filter(over).count(), heard.iter().filter(back).count());
    assert_eq!(count, (1, 2));

    // Taken back by the institution: whoever had it hears of it, and nobody else is disturbed.
    ask(&bed, 91, Some("web:mulgyeol:1.0")).expect("asked");
    let withdraw = |n: u64| {
        bed.write(move |tx, hub, env| {
            reactions::withdraw_check(tx, env, &hub.keys, ("staff:f", id(n)))
        })
    };
    take(&bed, 91, SECOND).expect("taken");
    withdraw(91).expect("taken back");
    ask(&bed, 92, Some("web:mulgyeol:1.0")).expect("asked");
    withdraw(92).expect("taken back");
    let gone = |it: &&Content| matches!(it, Content::CheckWithdrawn { .. });
    assert_eq!(told(&bed, desk()).iter().filter(gone).count(), 1);
    assert_eq!(code_of(give_back(SECOND, why)), "check/not-yours");
    let now = bed.now();
    let turn = |by: u128| read(&bed, move |tx| Ok(check::turn_of(tx, who(by), now)?));
    assert_eq!((turn(INSPECTOR), turn(SECOND)), (1, 0));
    // A result that waits to be confirmed waits for its inspector no longer, but for the others.
    propose(&bed, INSPECTOR, (90, 1), false).expect("proposed");
    assert_eq!((turn(INSPECTOR), turn(SECOND)), (0, 1));
}

crate::on_both_engines!(
    a_check_changes_hands_and_its_steps_are_told,
    a_check_from_the_request_to_the_gate,
    a_check_that_fails_closes_the_gate,
    an_imported_list_is_used_once_two_people_release_it,
    what_was_seen_speaks_against_a_claim,
);

//! Lists, the life of an engagement, and the rule by which it is passed: as tables and properties.

use super::decide::{self, Answer, Stop, may_answer, may_conclude, may_issue, stops};
use super::*;
use crate::admission::{Evidence as Document, EvidenceKind};
use naru_base::{BusinessDate, ClientUseCode, Id, Micros};
use proptest::prelude::*;

const DAY: i64 = 86_400_000_000;

fn day(n: i64) -> Micros {
    Micros::new(1_800_000_000_000_000 + n * DAY)
}

fn who(n: u128) -> Id {
    Id::from_parts(1, n)
}

fn list(id: &str) -> &'static Checklist {
    list::shipped().iter().find(|it| it.id == id).unwrap()
}

fn engagement(state: State) -> Engagement {
    Engagement {
        id: who(9),
        institution: ClientUseCode::parse("M202600001").unwrap(),
        service: None,
        list: list("org").key(),
        state,
        inspector: Some(who(1)),
        slot: Some((day(0).business_date(), day(9).business_date())),
        fix_by: None,
        requested_at: day(0),
        changed_at: day(0),
    }
}

fn dossier(state: State) -> Dossier {
    Dossier {
        engagement: engagement(state),
        list: list("org").clone(),
        findings: vec![],
        statements: vec![],
        evidence: vec![],
        documents: vec![],
        hands: vec![],
    }
}

fn finding(item: &str, revision: i64, value: Value, at: i64) -> Finding {
    Finding {
        item: item.to_owned(),
        revision,
        value,
        how: How::Person,
        opinion: Opinion::Unknown,
        grounds: String::new(),
        demand: String::new(),
        sealed: vec![],
        at: day(at),
        by: "staff:x".to_owned(),
    }
}

/// Every item met on day 1.
fn met(state: State) -> Dossier {
    let mut it = dossier(state);
    let all = it.list.items.iter().map(|item| finding(&item.id, 1, Value::Pass, 1));
    it.findings = all.collect();
    it
}

fn document(n: u8, observed: i64) -> Document {
    Document {
        sha256: [n; 32],
        kind: EvidenceKind::Document,
        title: "정책".to_owned(),
        size_bytes: 1,
        observed_at: day(observed),
        received_at: day(observed),
        received_by: "staff:y".to_owned(),
    }
}

fn about(it: &mut Dossier, item: &str, document: Document) {
    let (sha256, at) = (document.sha256, document.received_at);
    it.documents.push(document);
    it.evidence.push(Evidence { item: item.to_owned(), sha256, at, by: "staff:y".to_owned() });
}

/// What an item was judged by stays with it.
#[test]
fn a_document_is_taken_off_by_whoever_named_it_until_an_item_is_judged_by_it() {
    let mut it = dossier(State::UnderWay);
    about(&mut it, "ORG-01", document(1, 1));
    let may = |it: &Dossier, by: &str, n: u8| {
        decide::may_take_off(it, by, ("ORG-01", &[n; 32])).map(|of| of.at).map_err(|no| no.code)
    };
    assert_eq!(may(&it, "staff:y", 1), Ok(day(1)));
    assert_eq!(may(&it, "staff:z", 1), Err("check/named-by-another"));
    assert_eq!(may(&it, "staff:y", 2), Err("check/evidence-unknown"));
    it.findings = vec![finding("ORG-01", 1, Value::Pass, 2)];
    assert_eq!(may(&it, "staff:y", 1), Ok(day(1)), "a person judged, not by a document");
    it.findings[0].how = How::Document;
    assert_eq!(may(&it, "staff:y", 1), Err("check/evidence-judged"));
    about(&mut it, "ORG-01", document(3, 3));
    assert_eq!(may(&it, "staff:y", 3), Ok(day(3)), "named since then");
}

#[test]
fn the_shipped_lists_have_the_counts_that_were_reported_and_say_what_they_are() {
    for (id, kind, count) in
        [("org", Kind::Organisation, 30), ("web", Kind::Web, 12), ("app", Kind::App, 17)]
    {
        let it = list(id);
        assert_eq!((it.kind, it.items.len()), (kind, count));
        assert!(it.is_reconstruction(), "{id} is not an office's own list");
        assert!(it.source_note.ko.contains("재구성") && it.source_note.en.contains("Rebuilt"));
        let again = serde_json::to_string(it).unwrap();
        assert_eq!(Checklist::read(&again).unwrap(), *it);
    }
    assert_eq!(list::shipped().len(), Kind::ALL.len(), "one list for each kind");
}

#[test]
fn a_list_that_is_wrong_says_where() {
    let right = serde_json::to_value(list("web")).unwrap();
    let read = |value: &serde_json::Value| {
        let no = Checklist::read(&value.to_string()).unwrap_err();
        assert_eq!(no.code, "check/list-malformed");
        no.to_string()
    };
    for (pointer, value, at) in [
        ("/items/0/id", serde_json::json!("WEB-02"), "WEB-02"),
        ("/items/3/severity", serde_json::json!(6), "WEB-04"),
        ("/items/3/area", serde_json::json!("nowhere"), "WEB-04"),
        ("/items/4/signals/0", serde_json::json!("telepathy"), "telepathy"),
        ("/items/5/title/en", serde_json::json!(""), "WEB-06"),
        ("/items/5/evidence/0", serde_json::json!("rumour"), "WEB-06"),
        ("/rule/old_days", serde_json::json!(0), "rule"),
        ("/items", serde_json::json!([]), "items"),
        ("/version", serde_json::json!(0), "version"),
        ("/kind", serde_json::json!("castle"), "castle"),
    ] {
        let mut wrong = right.clone();
        *wrong.pointer_mut(pointer).unwrap() = value;
        let said = read(&wrong);
        assert!(said.contains(at), "{pointer}: {said}");
    }
    let mut later = right;
    later["schema"] = serde_json::json!(2);
    assert!(read(&later).contains("schema"), "a later form is refused by name");
    assert!(Checklist::read("{").is_err());
    assert!(Checklist::read(&" ".repeat(list::LIST_BYTES_MAX + 1)).is_err());
}

#[test]
fn an_engagement_goes_its_way_and_no_other() {
    let way = [
        (State::Requested, Event::Schedule, State::Scheduled),
        (State::Requested, Event::Withdraw, State::Withdrawn),
        (State::Scheduled, Event::Schedule, State::Scheduled),
        (State::Scheduled, Event::Withdraw, State::Withdrawn),
        (State::Scheduled, Event::Begin, State::UnderWay),
        (State::UnderWay, Event::Schedule, State::UnderWay),
        (State::Findings, Event::Schedule, State::Findings),
        (State::Fixing, Event::Schedule, State::Fixing),
        (State::ReCheck, Event::Schedule, State::ReCheck),
        (State::UnderWay, Event::Issue, State::Findings),
        (State::UnderWay, Event::Pass, State::Passed),
        (State::UnderWay, Event::Fail, State::Failed),
        (State::Findings, Event::Promise, State::Fixing),
        (State::Findings, Event::Fail, State::Failed),
        (State::Fixing, Event::Fixed, State::ReCheck),
        (State::Fixing, Event::Fail, State::Failed),
        (State::ReCheck, Event::Issue, State::Findings),
        (State::ReCheck, Event::Pass, State::Passed),
        (State::ReCheck, Event::Fail, State::Failed),
    ];
    for state in State::ALL {
        for event in Event::ALL {
            let want = way.iter().find(|it| (it.0, it.1) == (state, event)).map(|it| it.2);
            assert_eq!(state.next(event), want, "{state} by {event:?}");
            assert!(!state.is_final() || want.is_none());
        }
    }
}

#[test]
fn the_schema_spells_the_words_of_the_model() {
    let sql = include_str!("../../migrations/book/0065_check.sql");
    let words = State::ALL.map(State::as_str);
    let all = sql.split("state           TEXT").nth(1).unwrap();
    let all = all.split(")),").next().unwrap();
    for word in words {
        assert!(all.contains(&format!("'{word}'")), "{word}");
    }
    assert_eq!(all.matches('\'').count(), 2 * words.len(), "no other word: {all}");
    for word in Value::ALL.map(Value::as_str).iter().chain(&How::ALL.map(How::as_str)) {
        assert!(sql.contains(&format!("'{word}'")), "{word}");
    }
    for word in Opinion::ALL.map(Opinion::as_str) {
        assert!(sql.contains(&format!("'{word}'")), "{word}");
    }
}

#[test]
fn only_whoever_took_it_works_on_it_and_only_for_days_to_come() {
    let (from, to) = (day(1).business_date(), day(5).business_date());
    let slot = |it: &Engagement, who: Id, slot: (BusinessDate, BusinessDate)| {
        decide::may_schedule(it, who, slot, day(3)).map_err(|it| it.code)
    };
    let mut it = engagement(State::Requested);
    (it.inspector, it.slot) = (None, None);
    assert_eq!(slot(&it, who(1), (from, to)), Ok(State::Scheduled));
    assert_eq!(slot(&it, who(1), (to, from)), Err("check/slot-malformed"));
    assert_eq!(slot(&it, who(1), (from, from)), Err("check/slot-malformed"), "it is over");
    let taken = engagement(State::Scheduled);
    assert_eq!(slot(&taken, who(1), (from, to)), Ok(State::Scheduled));
    assert_eq!(slot(&taken, who(2), (from, to)), Err("check/not-yours"));
    // What has begun keeps its first day; its end moves.
    let begun = engagement(State::UnderWay);
    let first = begun.slot.unwrap().0;
    assert_eq!(slot(&begun, who(1), (first, to)), Ok(State::UnderWay));
    assert_eq!(slot(&begun, who(1), (from, to)), Err("check/slot-begun"));
    assert_eq!(slot(&begun, who(2), (first, to)), Err("check/not-yours"));
    assert_eq!(slot(&engagement(State::Fixing), who(1), (from, to)), Err("check/not-now"));
    // What was given back has neither inspector nor days: whoever takes it up sets them.
    for state in [State::UnderWay, State::Findings, State::Fixing, State::ReCheck] {
        let mut free = engagement(state);
        (free.inspector, free.slot) = (None, None);
        assert_eq!(slot(&free, who(2), (from, to)), Ok(state));
    }
}

#[test]
fn a_check_changes_hands_for_a_reason_at_every_step_until_it_is_over() {
    let why = "담당 점검관이 병가로 자리를 비움";
    for state in State::ALL {
        let it = engagement(state);
        let over = decide::may_take_over(&it, who(2), why).map_err(|it| it.code);
        let back = decide::may_give_back(&it, who(1), why).map_err(|it| it.code);
        let back_to = if state == State::Scheduled { State::Requested } else { state };
        match state.is_final() {
            true => assert_eq!((over, back), (Err("check/not-now"), Err("check/not-now"))),
            false => assert_eq!((over, back), (Ok(who(1)), Ok(back_to)), "{state}"),
        }
    }
    let it = engagement(State::UnderWay);
    let no = |of: Result<Id, naru_base::Refusal>| of.unwrap_err().code;
    assert_eq!(no(decide::may_take_over(&it, who(1), why)), "check/not-now", "it is its own");
    assert_eq!(no(decide::may_take_over(&it, who(2), " 병가 ")), "check/reason-length");
    let back = decide::may_give_back(&it, who(2), why).unwrap_err().code;
    assert_eq!(back, "check/not-yours");
}

#[test]
fn what_an_inspector_may_say_of_an_item() {
    use {How::*, Opinion::*, Value::*};
    let says = |value, how, opinion, grounds: &str, demand: &str| {
        let mut it = dossier(State::UnderWay);
        about(&mut it, "ORG-02", document(1, 0));
        let item = "ORG-02".to_owned();
        let (grounds, demand) = (grounds.to_owned(), demand.to_owned());
        let answer = Answer { item, value, how, grounds, demand };
        may_answer(&it, who(1), &answer, opinion).err().map(|it| it.code)
    };
    let (why, much) = ("현장에서 확인함", "비상연락망 문서를 직접 대조하고 담당자와 통화함");
    for (value, how, opinion, grounds, demand, want) in [
        (Pass, Person, Unknown, why, "", None),
        (Pass, Person, Unknown, "", "", Some("check/grounds-missing")),
        (Pass, Machine, Supports, "", "", None),
        (Pass, Machine, Unknown, "", "", Some("check/machine-does-not-say-so")),
        (Pass, Machine, Refutes, much, "", Some("check/machine-does-not-say-so")),
        (Fail, Machine, Refutes, "", "연락처를 등록", None),
        (Fail, Machine, Supports, "", "연락처를 등록", Some("check/machine-does-not-say-so")),
        (NotApplicable, Machine, Supports, why, "", Some("check/machine-does-not-say-so")),
        (Pass, Person, Refutes, why, "", Some("check/against-the-machine")),
        (Pass, Person, Refutes, much, "", None),
        (Fail, Person, Supports, why, "", Some("check/demand-missing")),
        (Partial, Person, Supports, why, "연락처를 등록", None),
        (NotApplicable, Document, Unknown, why, "", None),
    ] {
        assert_eq!(says(value, how, opinion, grounds, demand), want, "{value} {how} {opinion}");
    }
    let answer = |item: &str, how| Answer {
        item: item.to_owned(),
        value: Pass,
        how,
        grounds: why.to_owned(),
        demand: String::new(),
    };
    let no =
        |it: &Dossier, by, answer: &Answer| may_answer(it, by, answer, Unknown).unwrap_err().code;
    let it = dossier(State::UnderWay);
    assert_eq!(no(&it, who(1), &answer("ORG-01", Document)), "check/evidence-missing");
    assert_eq!(no(&it, who(1), &answer("ORG-31", Person)), "check/item-unknown");
    assert_eq!(no(&it, who(2), &answer("ORG-01", Person)), "check/not-yours");
    let early = dossier(State::Scheduled);
    assert_eq!(no(&early, who(1), &answer("ORG-01", Person)), "check/not-now");
}

#[test]
fn an_item_nobody_answered_is_not_passed() {
    let it = dossier(State::UnderWay);
    assert_eq!(stops(&it, day(2)).len(), 30);
    let seen = report::digest(&it);
    let no = may_conclude(&it, true, &seen, day(2)).unwrap_err();
    assert_eq!(no.code, "check/not-passed");
    let mut it = met(State::UnderWay);
    assert_eq!(stops(&it, day(2)), vec![]);
    assert_eq!(may_conclude(&it, true, &report::digest(&it), day(2)), Ok(State::Passed));
    it.findings.retain(|f| f.item != "ORG-14");
    assert!(matches!(stops(&it, day(2))[..], [Stop::Unanswered(item)] if item.id == "ORG-14"));
}

#[test]
fn a_finding_stops_by_its_level_its_severity_and_its_age() {
    // ORG-14 should be met, and is of severity 2; make it graver.
    let stop = |severity: i64, value, at: i64, now: i64| {
        let mut it = met(State::UnderWay);
        let n = it.list.items.iter().position(|it| it.id == "ORG-14").unwrap();
        it.list.items[n].severity = severity;
        it.findings.push(finding("ORG-14", 2, value, at));
        let all = stops(&it, day(now));
        assert!(all.len() < 2);
        all.first().map(|it| match it {
            Stop::Unanswered(_) => "unanswered",
            Stop::NotMet(_) => "not met",
            Stop::Grave(_) => "grave",
            Stop::Old(_) => "old",
            Stop::Expired(..) => "expired",
        })
    };
    assert_eq!(stop(2, Value::Fail, 2, 99), None, "a small finding that need not be met");
    assert_eq!(stop(3, Value::Fail, 2, 32), None);
    assert_eq!(stop(3, Value::Fail, 2, 33), Some("old"), "older than 30 days");
    assert_eq!(stop(4, Value::Partial, 2, 3), Some("grave"));
    assert_eq!(stop(5, Value::NotApplicable, 2, 3), None);
    let mut must = met(State::UnderWay);
    must.findings.push(finding("ORG-01", 2, Value::Partial, 2));
    assert!(matches!(stops(&must, day(3))[..], [Stop::NotMet(item)] if item.id == "ORG-01"));
    must.findings.push(finding("ORG-01", 3, Value::Pass, 4));
    assert_eq!(stops(&must, day(5)), vec![], "the last word counts");
}

#[test]
fn a_finding_is_as_old_as_its_first_word_without_a_break() {
    let mut it = dossier(State::ReCheck);
    for (revision, value, at) in
        [(1, Value::Fail, 1), (2, Value::Pass, 3), (3, Value::Partial, 5), (4, Value::Fail, 9)]
    {
        it.findings.push(finding("ORG-14", revision, value, at));
    }
    assert_eq!(it.open_since("ORG-14"), Some(day(5)));
    assert_eq!(it.open_since("ORG-13"), None);
}

#[test]
fn a_document_that_no_longer_counts_stops_unless_another_does() {
    let mut it = met(State::UnderWay);
    about(&mut it, "ORG-01", document(1, 0));
    assert_eq!(stops(&it, day(364)), vec![]);
    let late = stops(&it, day(365));
    assert!(matches!(late[..], [Stop::Expired(item, [1, ..])] if item.id == "ORG-01"));
    about(&mut it, "ORG-01", document(2, 300));
    assert_eq!(stops(&it, day(365)), vec![], "a newer one is on file");
}

#[test]
fn the_second_person_confirms_what_the_first_one_saw() {
    let mut it = met(State::UnderWay);
    let seen = report::digest(&it);
    assert_eq!(may_conclude(&it, true, &seen, day(2)), Ok(State::Passed));
    it.findings.push(finding("ORG-01", 2, Value::NotApplicable, 2));
    assert_eq!(may_conclude(&it, true, &seen, day(2)).unwrap_err().code, "check/changed-since");
    assert_ne!(report::digest(&it), seen);
}

#[test]
fn findings_are_told_once_every_item_is_answered() {
    let it = dossier(State::UnderWay);
    assert_eq!(may_issue(&it, who(1), day(2)).unwrap_err().code, "check/unanswered");
    let mut it = met(State::UnderWay);
    assert_eq!(may_issue(&it, who(1), day(2)).unwrap_err().code, "check/nothing-to-fix");
    it.findings.push(finding("ORG-14", 2, Value::Fail, 2));
    assert_eq!(may_issue(&it, who(1), day(2)), Ok(State::Findings), "small ones are told too");
    assert_eq!(may_issue(&it, who(2), day(2)).unwrap_err().code, "check/not-yours");
    // What was put right is looked at before it is told again.
    it.engagement.state = State::ReCheck;
    it.engagement.changed_at = day(4);
    assert_eq!(may_issue(&it, who(1), day(5)).unwrap_err().code, "check/not-looked-at");
    it.findings.push(finding("ORG-14", 3, Value::Partial, 5));
    assert_eq!(may_issue(&it, who(1), day(5)), Ok(State::Findings));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is done in whatever order: an engagement that is passed had every item answered
    /// and none that must be met left open, and what is over stays over.
    #[test]
    fn no_order_of_events_passes_what_the_rule_stops(
        deeds in prop::collection::vec((0_usize..8, 0_usize..30, 0_usize..4), 1..60),
        is_answered in any::<bool>(),
    ) {
        let mut it = if is_answered { met(State::Requested) } else { dossier(State::Requested) };
        let mut over = None;
        for (n, (event, item, value)) in deeds.into_iter().enumerate() {
            let now = day(i64::try_from(n).unwrap());
            if it.engagement.state.is_being_checked() {
                let name = it.list.items[item].id.clone();
                let revision = it.finding(&name).map_or(1, |f| f.revision + 1);
                it.findings.push(finding(&name, revision, Value::ALL[value], 0));
            }
            let event = Event::ALL[event];
            let next = match event {
                Event::Pass | Event::Fail => {
                    may_conclude(&it, event == Event::Pass, &report::digest(&it), now)
                }
                event => decide::move_on(&it.engagement, event),
            };
            let Ok(next) = next else { continue };
            prop_assert!(over.is_none(), "{over:?} moved");
            if next == State::Passed {
                for item in &it.list.items {
                    let last = it.finding(&item.id).map(|f| f.value);
                    prop_assert!(last.is_some(), "{} was not answered", item.id);
                    let is_open = matches!(last, Some(Value::Fail | Value::Partial));
                    prop_assert!(!is_open || item.level == Level::Should, "{} is open", item.id);
                }
            }
            it.engagement.state = next;
            over = next.is_final().then_some(next);
        }
    }
}

//! The path and the ladder, as tables and as properties over any history and any clock.

use super::decide::{self, MeasureWish, Wish};
use super::*;
use crate::policy::{self, Parameter};
use naru_base::role::{Post, Role};
use naru_base::{Id, Micros};
use proptest::prelude::*;

const DAY: i64 = 86_400_000_000;

fn day(n: i64) -> Micros {
    Micros::new(1_800_000_000_000_000 + n * DAY)
}

fn key(text: &str) -> ServiceKey {
    ServiceKey::parse(text).unwrap()
}

fn id(n: u128) -> Id {
    Id::from_parts(1, n)
}

fn service(text: &str, declared: i64) -> Service {
    Service { key: key(text), declared_at: day(declared), retired_at: None }
}

/// Documents of every kind, so that grounds are never what is missing.
fn documents() -> Vec<Evidence> {
    let one = |(n, kind): (usize, EvidenceKind)| Evidence {
        sha256: [u8::try_from(n).unwrap(); 32],
        kind,
        title: kind.to_string(),
        size_bytes: 1,
        observed_at: day(-9),
        received_at: day(-8),
        received_by: "staff:x".to_owned(),
    };
    EvidenceKind::ALL.into_iter().enumerate().map(one).collect()
}

fn applicant() -> Facts {
    Facts {
        applied: Some((day(0), Class::Fintech)),
        services: vec![service("web:narae:1.0", 0), service("app:narae:1.0", 0)],
        evidence: documents(),
        ..Facts::default()
    }
}

fn decision(gate: Gate, of: Option<&str>, verdict: Verdict, at: i64, until: i64) -> Decision {
    Decision {
        id: id(0),
        gate,
        service: of.map(key),
        verdict,
        decided_at: day(at),
        holds_until: (gate != Gate::Start).then(|| day(until)),
        by: [id(1), id(2)],
        evidence: vec![[0; 32]],
    }
}

/// Live from day 10 on; every gate passed until day 100.
fn live() -> Facts {
    let mut facts = applicant();
    for gate in Gate::ALL {
        let of = match gate {
            Gate::Service => vec![Some("web:narae:1.0"), Some("app:narae:1.0")],
            _ => vec![None],
        };
        for of in of {
            facts.decisions.push(decision(gate, of, Verdict::Passed, 10, 100));
        }
    }
    facts
}

fn standing(facts: &Facts, at: i64) -> Standing {
    admission(facts, &PATH, day(at)).standing
}

fn measure(n: u128, to: Standing, due: i64) -> Measure {
    Measure {
        id: id(n),
        standing: to,
        rule: "이용약관 제12조".to_owned(),
        notice_at: day(20),
        due_at: day(due),
        ends_at: None,
        appeal_until: day(34),
        by: [id(1), id(2)],
        lifted: None,
        appeal: None,
        unless: None,
    }
}

/// What comes next on day 21: of the measures that begin and the appeals that wait their ids, and
/// the next date with whether it is a measure's.
fn comes(facts: &Facts) -> (Vec<Id>, Vec<Id>, Option<(Micros, bool)>) {
    let now = admission(facts, &PATH, day(21));
    let it = ahead(facts, &PATH, &now, day(21));
    let ids = |all: &[&Measure]| all.iter().map(|it| it.id).collect();
    let next = it.next(now.next_end());
    let next = next.map(|it| (it.at(), matches!(it, Next::Measure(_))));
    assert_eq!(it.is_any(), !it.begins.is_empty() || !it.appeals.is_empty());
    (ids(&it.begins), ids(&it.appeals), next)
}

#[test]
fn a_measure_that_begins_lies_ahead_and_is_the_next_date_where_it_is_the_earliest() {
    let mut facts = live();
    assert_eq!(comes(&facts), (vec![], vec![], Some((day(100), false))));
    facts.measures = vec![measure(7, Standing::Suspended, 40), measure(6, Standing::LimitCut, 30)];
    assert_eq!(comes(&facts), (vec![id(6), id(7)], vec![], Some((day(30), true))));
    facts.measures[0].due_at = day(120);
    facts.measures[1].due_at = day(110);
    assert_eq!(comes(&facts).2, Some((day(100), false)), "a gate ends before it begins");
    // Begun, lifted or over, it lies ahead no more.
    facts.measures = vec![measure(5, Standing::LimitCut, 21)];
    assert_eq!(comes(&facts).0, vec![]);
    let mut lifted = measure(6, Standing::LimitCut, 30);
    lifted.lifted = Some((day(20), [id(1), id(2)]));
    let mut over = measure(7, Standing::LimitCut, 15);
    over.ends_at = Some(day(20));
    facts.measures = vec![lifted, over];
    assert_eq!(comes(&facts), (vec![], vec![], Some((day(100), false))));
}

#[test]
fn a_measure_that_a_gate_keeps_off_lies_ahead_only_if_the_gate_does_not_hold_then() {
    let mut facts = live();
    let mut it = measure(6, Standing::InquiryOnly, 60);
    it.unless = Some(Gate::Organisation);
    facts.measures = vec![it];
    assert_eq!(comes(&facts).0, vec![], "the check holds until day 100");
    facts.measures[0].due_at = day(101);
    assert_eq!(comes(&facts).0, vec![id(6)], "on day 101 it is over");
}

#[test]
fn an_appeal_waits_while_its_measure_bites_or_will() {
    let appealed = |n, due| {
        let appeal = Appeal { at: day(21), by: "staff:x".to_owned(), sealed: Vec::new() };
        Measure { appeal: Some(appeal), ..measure(n, Standing::LimitCut, due) }
    };
    let mut facts = live();
    facts.measures = vec![appealed(5, 20), appealed(6, 30), measure(7, Standing::Warned, 20)];
    assert_eq!(comes(&facts).1, vec![id(5), id(6)]);
    for it in &mut facts.measures {
        it.lifted = Some((day(21), [id(1), id(2)]));
    }
    assert_eq!(comes(&facts).1, vec![]);
}

/// Whether the last word on a gate is a pass that is not over: read off the list by itself, to be
/// compared with what the slice says.
fn holds(facts: &Facts, gate: Gate, of: Option<&ServiceKey>, now: Micros) -> bool {
    let mut last = None;
    for it in &facts.decisions {
        let is_it = it.gate == gate && it.service.as_ref() == of && it.decided_at <= now;
        // Of two in the same instant the stricter counts.
        let is_later = |l: &Decision| {
            it.decided_at > l.decided_at
                || (it.decided_at == l.decided_at
                    && (it.verdict != Verdict::Passed || l.verdict == Verdict::Passed))
        };
        if is_it && last.is_none_or(is_later) {
            last = Some(it);
        }
    }
    last.is_some_and(|it| {
        it.verdict == Verdict::Passed && it.holds_until.is_none_or(|until| now < until)
    })
}

/// Every gate but the service check holds, and some service that is there holds too.
fn all_hold(facts: &Facts, now: Micros) -> bool {
    let plain = Gate::ALL.into_iter().filter(|it| *it != Gate::Service);
    let there = |it: &&Service| it.declared_at <= now && it.retired_at.is_none_or(|at| at > now);
    let mut services = facts.services.iter().filter(there);
    facts.applied.is_some_and(|it| it.0 <= now)
        && plain.into_iter().all(|gate| holds(facts, gate, None, now))
        && services.any(|it| holds(facts, Gate::Service, Some(&it.key), now))
}

fn may_move_money(it: Standing) -> bool {
    matches!(it, Standing::Live | Standing::Warned | Standing::LimitCut)
}

#[test]
fn the_path_stands_in_the_order_of_its_gates_and_needs_only_what_comes_before() {
    for (i, it) in PATH.iter().enumerate() {
        assert_eq!(it.gate as usize, i);
        assert_eq!(step(it.gate), it);
        assert!(it.needs.iter().all(|need| *need < it.gate), "{}", it.gate);
        assert!(it.lapse >= Standing::InquiryOnly, "money would move through {}", it.gate);
        if let Some(life) = it.life {
            assert!(policy::SHIPPED.iter().any(|(name, ..)| *name == life), "no rule {life}");
        }
    }
    let start = step(Gate::Start);
    assert_eq!(start.needs.len(), PATH.len() - 1, "the start needs every other gate");
}

#[test]
fn the_path_is_the_one_in_the_documents() {
    let page = include_str!("../../../../docs/admission.md");
    let words = |all: Vec<String>| {
        if all.is_empty() { "–".to_owned() } else { all.join(", ") }
    };
    for it in &PATH {
        let needs = words(it.needs.iter().map(ToString::to_string).collect());
        let evidence = words(it.evidence.iter().map(ToString::to_string).collect());
        let life = it.life.map_or_else(|| "–".to_owned(), |name| format!("`{name}`"));
        let row = format!(
            "| `{}` | {needs} | `{}` | {evidence} | {life} | `{}` |",
            it.gate, it.right, it.lapse
        );
        assert!(page.contains(&row), "docs/admission.md should have this row:\n{row}\n");
    }
}

#[test]
fn each_gate_has_its_kind_of_proposal_decided_by_whom_the_path_says() {
    for it in &PATH {
        let kind = deeds::KINDS.iter().find(|k| k.name == deeds::kind_of(it.gate)).unwrap();
        assert_eq!(kind.right, it.right, "{}", it.gate);
        assert_eq!(deeds::gate_of(kind.name), Some(it.gate));
        for role in Role::ALL.into_iter().filter(|r| r.is_of_participant()) {
            assert!(!matches!(role_reach(role, kind.right), Some(true)), "{role} at {}", it.gate);
        }
    }
}

fn role_reach(role: Role, right: naru_base::role::Right) -> Option<bool> {
    Post::of_network(role).map(|post| post.may(right))
}

#[test]
fn the_words_are_the_ones_of_the_schema() {
    let schema = MIGRATION.sql;
    let lists = [
        Gate::ALL.map(|it| format!("'{it}'")).to_vec(),
        Verdict::ALL.map(|it| format!("'{it}'")).to_vec(),
        Class::ALL.map(|it| format!("'{it}'")).to_vec(),
        Standing::ALL[1..5].iter().map(|it| format!("'{it}'")).collect(),
    ];
    let plain: String = schema.split_whitespace().collect::<Vec<_>>().join(" ");
    for list in lists {
        let want = format!("IN ({})", list.join(", "));
        assert!(plain.contains(&want), "{want}");
    }
}

#[test]
fn services_are_named_plainly() {
    for good in ["web:a:1", "app:narae-pay:2.10.3"] {
        assert_eq!(key(good).to_string(), good);
    }
    let long = format!("web:{}:1", "a".repeat(41));
    for bad in ["", "web", "web:a", "web::1", "web:a:", "tv:a:1", "web:A:1", "web:a:1:2", &long] {
        assert_eq!(ServiceKey::parse(bad), None, "{bad:?}");
    }
}

#[test]
fn it_is_live_from_its_start_until_the_first_gate_expires() {
    let mut facts = live();
    assert_eq!(standing(&facts, 9), Standing::NotAdmitted);
    assert_eq!(standing(&facts, 10), Standing::Live);
    assert_eq!(standing(&facts, 99), Standing::Live);
    // Contract and eligibility end that day too, and cost more.
    assert_eq!(standing(&facts, 100), Standing::Suspended);
    for it in facts.decisions.iter_mut().filter(|it| it.gate != Gate::Organisation) {
        it.holds_until = it.holds_until.map(|_| day(400));
    }
    assert_eq!(standing(&facts, 100), Standing::InquiryOnly, "only the check is over");
    facts.decisions.push(decision(Gate::Organisation, None, Verdict::Passed, 120, 300));
    assert_eq!(standing(&facts, 119), Standing::InquiryOnly);
    assert_eq!(standing(&facts, 120), Standing::Live, "checked again");
    facts.decisions.push(decision(Gate::Organisation, None, Verdict::Failed, 130, 300));
    assert_eq!(standing(&facts, 130), Standing::InquiryOnly, "a failed check ends the pass");
    facts.decisions.push(decision(Gate::Start, None, Verdict::Revoked, 140, 0));
    assert_eq!(standing(&facts, 140), Standing::NotAdmitted);
}

#[test]
fn without_any_one_gate_it_is_not_admitted() {
    let all = live();
    for i in 0..all.decisions.len() {
        let mut facts = all.clone();
        let gone = facts.decisions.remove(i);
        for at in [10, 50, 99, 100, 1_000] {
            assert_eq!(standing(&facts, at), Standing::NotAdmitted, "{} {at}", gone.gate);
        }
    }
    let unapplied = Facts { applied: None, ..all };
    assert_eq!(standing(&unapplied, 50), Standing::NotAdmitted);
    assert_eq!(standing(&Facts::default(), 50), Standing::NotAdmitted);
}

#[test]
fn a_new_version_counts_once_it_was_passed_and_then_replaces_the_old_one() {
    let mut facts = live();
    facts.services.push(service("web:narae:2.0", 20));
    assert_eq!(standing(&facts, 20), Standing::Live, "the new one waits, the old one is in use");
    let of = Some("web:narae:2.0");
    facts.decisions.push(decision(Gate::Service, of, Verdict::Failed, 30, 0));
    assert_eq!(standing(&facts, 30), Standing::Live, "not passed: not in use");
    facts.decisions.push(decision(Gate::Service, of, Verdict::Passed, 40, 90));
    assert_eq!(standing(&facts, 40), Standing::Live);
    assert_eq!(standing(&facts, 90), Standing::InquiryOnly, "now the new one is what counts");
    // Before production begins every service counts.
    let mut before = live();
    before.services.push(service("web:other:1.0", 5));
    assert_eq!(standing(&before, 50), Standing::NotAdmitted);
}

fn cut(standing: Standing, due: i64, ends: Option<i64>) -> Measure {
    Measure {
        id: id(7),
        standing,
        rule: "이용약관 제12조".to_owned(),
        notice_at: day(12),
        due_at: day(due),
        ends_at: ends.map(day),
        appeal_until: day(42),
        by: [id(1), id(2)],
        lifted: None,
        appeal: None,
        unless: None,
    }
}

#[test]
fn a_measure_for_a_missed_gate_bites_only_while_the_gate_does_not_hold() {
    let mut facts = live();
    facts.measures = vec![cut(Standing::InquiryOnly, 20, None)];
    assert_eq!(standing(&facts, 20), Standing::InquiryOnly);
    facts.measures[0].unless = Some(Gate::Organisation);
    assert_eq!(standing(&facts, 20), Standing::Live, "the gate holds");
    facts.measures[0].unless = Some(Gate::Surety);
    facts.decisions.retain(|it| it.gate != Gate::Surety);
    assert_ne!(standing(&facts, 20), Standing::Live);
}

#[test]
fn a_measure_bites_from_its_due_date_until_it_ends_or_is_lifted() {
    let mut facts = live();
    facts.measures = vec![cut(Standing::LimitCut, 20, Some(30))];
    let of = |facts: &Facts| [19, 20, 29, 30].map(|at| standing(facts, at));
    use Standing::{LimitCut, Live, Suspended, Warned};
    assert_eq!(of(&facts), [Live, LimitCut, LimitCut, Live]);
    facts.measures[0].lifted = Some((day(29), [id(1), id(2)]));
    assert_eq!(of(&facts), [Live, LimitCut, Live, Live]);
    facts.measures.push(cut(Warned, 19, None));
    assert_eq!(of(&facts), [Warned, LimitCut, Warned, Warned], "the worst in force counts");
    facts.measures.push(cut(Suspended, 30, None));
    assert_eq!(of(&facts), [Warned, LimitCut, Warned, Suspended]);
}

#[test]
fn a_measure_takes_its_notice_unless_it_is_urgent() {
    let facts = live();
    let notice_s = 7 * 86_400;
    let wish = |standing, due: i64, is_urgent| MeasureWish {
        standing,
        rule: "이용약관 제12조".to_owned(),
        due_at: day(due),
        ends_at: None,
        is_urgent,
    };
    let ask = |wish: &MeasureWish| {
        decide::may_measure(&facts, wish, notice_s, day(20)).map_err(|it| it.code)
    };
    assert_eq!(ask(&wish(Standing::Suspended, 27, false)), Ok(day(27)));
    assert_eq!(ask(&wish(Standing::Suspended, 26, false)), Err("admission/notice-too-short"));
    assert_eq!(ask(&wish(Standing::Suspended, 19, true)), Ok(day(20)), "urgent: at once");
    assert_eq!(ask(&wish(Standing::Warned, 20, false)), Ok(day(20)));
    assert_eq!(ask(&wish(Standing::Live, 27, false)), Err("admission/not-a-measure"));
    let nameless = MeasureWish { rule: " ".to_owned(), ..wish(Standing::Warned, 20, false) };
    assert_eq!(ask(&nameless), Err("admission/rule-missing"));
    let over = MeasureWish { ends_at: Some(day(27)), ..wish(Standing::Suspended, 27, false) };
    assert_eq!(ask(&over), Err("admission/validity-out-of-range"));
}

#[test]
fn the_first_reason_against_a_decision_is_told() {
    let facts = applicant();
    let good = Wish {
        gate: Gate::Eligibility,
        service: None,
        verdict: Verdict::Passed,
        holds_until: Some(day(20)),
        evidence: vec![[0; 32]],
    };
    let of = |facts: &Facts, wish: &Wish| {
        decide::may_decide(facts, &PATH, wish, Some(30 * 86_400), day(5)).map_err(|it| it.code)
    };
    assert_eq!(of(&facts, &good), Ok(()));
    let table: [(Wish, &str); 8] = [
        (Wish { gate: Gate::Functional, ..good.clone() }, "admission/gate-before-it"),
        (Wish { gate: Gate::Service, ..good.clone() }, "admission/service-unknown"),
        (Wish { service: Some(key("web:narae:1.0")), ..good.clone() }, "admission/service-unknown"),
        (Wish { evidence: vec![[99; 32]], ..good.clone() }, "admission/evidence-unknown"),
        (Wish { evidence: vec![], ..good.clone() }, "admission/evidence-missing"),
        (Wish { holds_until: Some(day(36)), ..good.clone() }, "admission/validity-out-of-range"),
        (Wish { holds_until: Some(day(5)), ..good.clone() }, "admission/validity-out-of-range"),
        (Wish { verdict: Verdict::Revoked, ..good.clone() }, "admission/nothing-to-revoke"),
    ];
    for (wish, why) in table {
        assert_eq!(of(&facts, &wish), Err(why), "{wish:?}");
    }
    assert_eq!(of(&Facts::default(), &good), Err("admission/not-applied"));
    let without = Wish { holds_until: None, ..good };
    assert_eq!(of(&facts, &without), Err("admission/validity-out-of-range"));
}

#[test]
fn the_last_service_is_not_retired() {
    let mut facts = live();
    let web = key("web:narae:1.0");
    assert!(decide::may_retire(&facts, &web).is_ok());
    facts.services[1].retired_at = Some(day(11));
    assert_eq!(decide::may_retire(&facts, &web).unwrap_err().code, "admission/last-service");
    let other = key("web:other:1.0");
    assert_eq!(decide::may_retire(&facts, &other).unwrap_err().code, "admission/service-unknown");
}

fn any_service() -> impl Strategy<Value = ServiceKey> {
    prop_oneof![Just(key("web:narae:1.0")), Just(key("web:narae:2.0")), Just(key("app:narae:1.0")),]
}

/// A gate, with a service where there is one.
fn any_gate() -> impl Strategy<Value = (Gate, Option<ServiceKey>)> {
    (0..Gate::ALL.len(), any_service()).prop_map(|(i, of)| {
        let gate = Gate::ALL[i];
        (gate, (gate == Gate::Service).then_some(of))
    })
}

fn any_verdict() -> impl Strategy<Value = Verdict> {
    prop_oneof![8 => Just(Verdict::Passed), 1 => Just(Verdict::Failed), 1 => Just(Verdict::Revoked)]
}

prop_compose! {
    fn any_decision()(
        (gate, service) in any_gate(),
        verdict in any_verdict(),
        at in 0_i64..60,
        until in prop::option::of(0_i64..120),
    ) -> Decision {
        let holds_until = until.map(day);
        let (id, by, decided_at, evidence) = (id(0), [id(1), id(2)], day(at), vec![]);
        Decision { id, gate, service, verdict, decided_at, holds_until, by, evidence }
    }
}

prop_compose! {
    fn any_measure()(
        rung in 1_usize..5,
        due in 0_i64..100,
        ends in prop::option::of(0_i64..120),
        lifted in prop::option::of(0_i64..120),
        unless in prop::option::weighted(0.3, 0_usize..Gate::ALL.len()),
    ) -> Measure {
        let mut it = cut(Standing::ALL[rung], due, ends);
        it.lifted = lifted.map(|at| (day(at), [id(1), id(2)]));
        it.unless = unless.map(|n| Gate::ALL[n]);
        it
    }
}

prop_compose! {
    /// Any history at all, whether or not two people could have made it.
    fn any_facts()(
        applied in prop::option::weighted(0.9, 0_i64..10),
        declared in prop::collection::btree_map(
            any_service(),
            (0_i64..50, prop::option::weighted(0.2, 0_i64..120)),
            0..4,
        ),
        decisions in prop::collection::vec(any_decision(), 0..24),
        measures in prop::collection::vec(any_measure(), 0..3),
        exposures in prop::collection::vec(any_exposure(), 0..3),
    ) -> Facts {
        let services = declared.into_iter().map(|(key, (at, retired))| {
            Service { key, declared_at: day(at), retired_at: retired.map(day) }
        });
        Facts {
            applied: applied.map(|at| (day(at), Class::Fintech)),
            services: services.collect(),
            decisions,
            measures,
            exposures,
            evidence: vec![],
        }
    }
}

fn any_exposure() -> impl Strategy<Value = Exposure> {
    (0_i64..100, 0_i64..20, 0_i64..20, prop::option::of(0_i64..130)).prop_map(
        |(notice, cut, stop, ended)| Exposure {
            id: id(9),
            system: id(8),
            system_name: "app".to_owned(),
            package: "Maven log 1.0".to_owned(),
            advisory: "GHSA-1".to_owned(),
            notice_at: day(notice),
            due_at: day(notice + cut),
            cut_at: day(notice + cut),
            stop_at: day(notice + cut + stop),
            ended_at: ended.map(day),
        },
    )
}

fn any_now() -> impl Strategy<Value = Micros> {
    prop_oneof![
        8 => (-2_i64..130, -1_i64..2).prop_map(|(d, off)| Micros::new(day(d).get() + off)),
        1 => any::<i64>().prop_map(Micros::new),
    ]
}

/// A live institution whose every pass gets an end of its own, so that one gate after another is
/// over: the random histories above seldom come that far.
fn any_live() -> impl Strategy<Value = Facts> {
    prop::collection::vec(prop::option::weighted(0.9, 10_i64..60), 8).prop_map(|ends| {
        let mut facts = live();
        for (it, end) in facts.decisions.iter_mut().zip(ends) {
            it.holds_until = end.map(|n| Micros::new(day(n).get() + 1));
        }
        facts
    })
}

proptest! {
    /// No history and no clock: money moves only where every gate was passed and none is over.
    #[test]
    fn no_history_and_no_clock_lets_money_through_a_gate_that_does_not_hold(
        facts in prop_oneof![any_facts(), any_live()],
        now in any_now(),
    ) {
        if may_move_money(admission(&facts, &PATH, now).standing) {
            prop_assert!(all_hold(&facts, now));
        }
    }

    /// Of a live institution exactly the clock values before the first end let money through.
    #[test]
    fn no_clock_value_lets_an_expired_gate_pass(facts in any_live(), now in any_now()) {
        let first_end = facts.decisions.iter().filter_map(|it| it.holds_until).min();
        let in_time = now >= day(10) && first_end.is_none_or(|end| now < end);
        let standing = admission(&facts, &PATH, now).standing;
        prop_assert_eq!(standing == Standing::Live, in_time);
        prop_assert_eq!(may_move_money(standing), in_time);
    }

    /// What the relay looks up is what the pure function says, at every instant.
    #[test]
    fn the_timeline_is_the_function(
        facts in prop_oneof![any_facts(), any_live()],
        now in any_now(),
    ) {
        let timeline = Timeline::of(&facts, &PATH);
        prop_assert_eq!(timeline.at(now), admission(&facts, &PATH, now).standing);
        let next = timeline.next(now);
        prop_assert!(next.is_none_or(|(at, to)| at > now && timeline.at(at) == to));
    }

    /// Whatever two people wish, in whatever order: a start is only passed when every other gate
    /// held at that moment, and nobody is live without.
    #[test]
    fn no_order_of_decisions_reaches_live_without_every_gate(
        wishes in prop::collection::vec((any_gate(), any_verdict(), 1_i64..40, 0_i64..6), 0..60),
        ordered in any::<bool>(),
    ) {
        let mut facts = applicant();
        let mut now = day(0);
        let rules: Vec<Parameter> = policy::SHIPPED.iter().map(|(name, value, source)| Parameter {
            name: (*name).to_owned(),
            valid_from: Micros::new(0),
            value: *value,
            source: (*source).to_owned(),
        }).collect();
        for (i, ((gate, service), verdict, life, pause)) in wishes.into_iter().enumerate() {
            // Half of the runs go by the path, so that they get somewhere.
            let (gate, service) = if ordered { by_the_path(i) } else { (gate, service) };
            now = Micros::new(now.get() + pause * DAY / 4);
            let holds_until = (gate != Gate::Start).then(|| Micros::new(now.get() + life * DAY));
            let evidence = facts.evidence.iter().map(|it| it.sha256).collect();
            let wish = Wish { gate, service, verdict, holds_until, evidence };
            let life = step(gate).life.map(|name| policy::number(&rules, name, now).unwrap());
            let before = all_but_start(&facts, now);
            if decide::may_decide(&facts, &PATH, &wish, life, now).is_err() {
                continue;
            }
            if gate == Gate::Start && verdict == Verdict::Passed {
                prop_assert!(before, "a start without every gate");
            }
            facts.decisions.push(Decision {
                id: id(i as u128),
                gate,
                service: wish.service,
                verdict,
                decided_at: now,
                holds_until: holds_until.filter(|_| verdict == Verdict::Passed),
                by: [id(1), id(2)],
                evidence: wish.evidence,
            });
            if may_move_money(admission(&facts, &PATH, now).standing) {
                prop_assert!(all_hold(&facts, now));
            }
        }
    }
}

fn by_the_path(i: usize) -> (Gate, Option<ServiceKey>) {
    match i % 8 {
        0 => (Gate::Eligibility, None),
        1 => (Gate::Functional, None),
        2 => (Gate::Organisation, None),
        3 => (Gate::Service, Some(key("web:narae:1.0"))),
        4 => (Gate::Service, Some(key("app:narae:1.0"))),
        5 => (Gate::Surety, None),
        6 => (Gate::Contract, None),
        _ => (Gate::Start, None),
    }
}

fn all_but_start(facts: &Facts, now: Micros) -> bool {
    let plain = Gate::ALL.into_iter().filter(|it| !matches!(it, Gate::Service | Gate::Start));
    let services = &facts.services;
    plain.into_iter().all(|gate| holds(facts, gate, None, now))
        && services.iter().all(|it| holds(facts, Gate::Service, Some(&it.key), now))
}

#[test]
fn a_history_by_the_path_gets_to_live() {
    // The property above says nothing if nobody ever gets there.
    let mut facts = applicant();
    for i in 0..8 {
        assert_eq!(standing(&facts, 3), Standing::NotAdmitted);
        let (gate, service) = by_the_path(i);
        let holds_until = (gate != Gate::Start).then(|| day(30));
        let evidence: Vec<Sha256> = facts.evidence.iter().map(|it| it.sha256).collect();
        let verdict = Verdict::Passed;
        let wish = Wish { gate, service: service.clone(), verdict, holds_until, evidence };
        decide::may_decide(&facts, &PATH, &wish, step(gate).life.map(|_| 86_400 * 60), day(3))
            .unwrap();
        let by = [id(1), id(2)];
        let (id, decided_at, evidence) = (id(0), day(3), vec![]);
        facts.decisions.push(Decision {
            id,
            gate,
            service,
            verdict,
            decided_at,
            holds_until,
            by,
            evidence,
        });
    }
    assert_eq!(standing(&facts, 3), Standing::Live);
}

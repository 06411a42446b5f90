//! The path and the ladder, as tables.

use super::decide::{self, MeasureWish, Wish};
use super::*;
use crate::policy::{self, Parameter};
use naru_base::role::{Post, Role};
use naru_base::{Id, Micros};

mod ahead;
mod laws;

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
        decide::may_measure(&facts, wish, notice_s, (day(20), day(20))).map_err(|it| it.code)
    };
    assert_eq!(ask(&wish(Standing::Suspended, 27, false)), Ok(day(27)));
    assert_eq!(ask(&wish(Standing::Suspended, 26, false)), Err("admission/notice-too-short"));
    assert_eq!(ask(&wish(Standing::Suspended, 19, true)), Ok(day(20)), "urgent: at once");
    assert_eq!(ask(&wish(Standing::Warned, 20, false)), Ok(day(20)));
    let past = wish(Standing::Warned, 18, false);
    assert_eq!(ask(&past), Err("admission/measure-of-the-past"), "no day that was over");
    // One that was asked for from that day on begins when it is confirmed, if that is later.
    let late = decide::may_measure(&facts, &past, notice_s, (day(18), day(20)));
    assert_eq!(late.map_err(|it| it.code), Ok(day(20)));
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

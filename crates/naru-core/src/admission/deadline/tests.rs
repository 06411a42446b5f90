//! The engine as a table, and a calendar of a year with two hundred institutions.

use super::decide::{Finding, Lower, Times, Why, finding, is_met, may_extend, may_lower, met_late};
use super::ground::{Grounds, INSPECTOR_LATE};
use super::model::{Booking, Concerned, Extension, Known, Reply, Rule, Text};
use crate::admission::deadline::{self, measure_rule};
use crate::admission::facts::{Decision, Facts, Measure};
use crate::admission::model::{Class, Gate, Standing, Verdict};
use crate::admission::path::PATH;
use crate::admission::{Admission, admission};
use crate::policy::SHIPPED;
use naru_base::{Id, Lang, Micros};
use proptest::prelude::*;

const DAY_S: i64 = 86_400;

fn day(n: i64) -> Micros {
    Micros::parse_kst_dtime14("20260101000000").expect("a day").plus_seconds(n * DAY_S)
}

fn id(n: u128) -> Id {
    Id::from_parts(1, n)
}

fn rule(due: i64) -> Rule {
    let text = |it: &str| Text { ko: it.to_owned(), en: it.to_owned() };
    Rule {
        id: "2026-check".to_owned(),
        concerned: Concerned::Class(Class::EFinance),
        requirement: Gate::Organisation,
        title: text("추가점검"),
        old: text("자체점검"),
        new: text("점검기관 점검"),
        effective_at: day(0),
        due_at: day(due),
        source: "test".to_owned(),
    }
}

fn times() -> Times {
    let rule = |name: &str| SHIPPED.iter().find(|it| it.0 == name).expect("shipped").1;
    Times {
        grounds: Grounds::shipped().clone(),
        lead_organisation_s: rule("check_organisation_days") * DAY_S,
        lead_service_s: rule("check_service_days") * DAY_S,
        fix_s: rule("check_fix_days") * DAY_S,
        propose_s: rule("deadline_propose_s"),
        extension_max_s: rule("deadline_extension_max_s"),
        special_max_s: rule("deadline_special_max_s"),
    }
}

fn passed(gate: Gate, at: i64, until: i64) -> Decision {
    Decision {
        id: id(1),
        gate,
        service: None,
        verdict: Verdict::Passed,
        decided_at: day(at),
        holds_until: Some(day(until)),
        by: [id(2), id(3)],
        evidence: vec![],
    }
}

fn facts() -> Facts {
    Facts { applied: Some((day(-500), Class::EFinance)), ..Facts::default() }
}

fn booking(applied: i64, slot: Option<i64>) -> Known {
    let booking = Booking { applied_at: day(applied), slot_ends_at: slot.map(day) };
    Known { booking: Some(booking), ..Known::default() }
}

fn reply(ground: &str, until: i64, has_document: bool) -> Reply {
    Reply {
        id: id(9),
        ground: ground.to_owned(),
        asked_until: day(until),
        sealed: vec![],
        sha256: has_document.then_some([7; 32]),
        at: day(0),
        by: "staff:x".to_owned(),
    }
}

fn answered(ground: &str, until: i64, has_document: bool) -> Known {
    Known { replies: vec![reply(ground, until, has_document)], ..Known::default() }
}

#[test]
fn the_engine_tells_whose_fault_it_is() {
    let rule = rule(100);
    let restrict = |why| Finding::Restrict { from: day(100), why };
    let extend = |until, ground: &str, why| {
        let ground = ground.to_owned();
        Finding::Extend { until: day(until), ground, why }
    };
    let late = |until| extend(until, INSPECTOR_LATE, Why::SlotLate);
    let shown = |until, ground| extend(until, ground, Why::GroundShown);
    let table = [
        (Known::default(), 85, Finding::Ahead),
        (Known::default(), 86, restrict(Why::NeverApplied)),
        // Applied for 28 days before: in time, to the day.
        (booking(72, Some(110)), 90, late(140)),
        (booking(73, Some(110)), 90, restrict(Why::AppliedLate)),
        // Too late, and a slot before the date all the same: there is time until it is over.
        (booking(73, Some(95)), 90, Finding::Ahead),
        (booking(73, Some(95)), 95, restrict(Why::AppliedLate)),
        (booking(50, None), 90, late(130)),
        (booking(50, Some(100)), 90, late(130)),
        (booking(50, Some(99)), 90, Finding::Warn { until: day(129), why: Why::BeingMended }),
        (booking(10, Some(60)), 90, restrict(Why::NotMended)),
        // Words and a document; words alone are not enough, and neither is saying that the
        // inspector is late.
        (answered("disaster", 130, true), 90, shown(130, "disaster")),
        (answered("disaster", 130, false), 90, restrict(Why::NeverApplied)),
        (answered(INSPECTOR_LATE, 130, true), 90, restrict(Why::NeverApplied)),
        (answered("disaster", 900, true), 90, shown(100 + 180, "disaster")),
        (answered("special", 900, true), 90, shown(100 + 90, "special")),
        (answered("special", 95, true), 90, restrict(Why::NeverApplied)),
    ];
    for (known, now, want) in table {
        let got = finding(&rule, &facts(), &known, &times(), day(now));
        assert_eq!(got, want, "{known:?} on day {now}");
    }
}

#[test]
fn what_was_passed_after_the_date_was_met_late_and_what_was_passed_anew_was_not() {
    let rule = rule(100);
    let with = |all: Vec<_>| Facts { decisions: all, ..facts() };
    let gate = |at, until| passed(Gate::Organisation, at, until);
    let table = [
        (vec![gate(10, 300)], None),
        (vec![gate(120, 400)], Some(day(120))),
        // Passed in time and anew later: it was met on the date.
        (vec![gate(10, 130), gate(120, 400)], None),
        // What ended before the date did not meet it.
        (vec![gate(10, 90), gate(120, 400), gate(130, 500)], Some(day(120))),
        (vec![passed(Gate::Functional, 120, 400)], None),
    ];
    for (all, want) in table {
        assert_eq!(met_late(&with(all.clone()), &rule, day(100)), want, "{all:?}");
    }
}

#[test]
fn who_meets_it_is_never_restricted_and_what_ends_before_the_date_does_not_meet_it() {
    let rule = rule(100);
    let with = |it| Facts { decisions: vec![it], ..facts() };
    let met = with(passed(Gate::Organisation, 10, 300));
    assert_eq!(finding(&rule, &met, &Known::default(), &times(), day(90)), Finding::Met);
    let over = with(passed(Gate::Organisation, 10, 100));
    let want = Finding::Restrict { from: day(100), why: Why::NeverApplied };
    assert_eq!(finding(&rule, &over, &Known::default(), &times(), day(90)), want);
    let other = with(passed(Gate::Functional, 10, 300));
    assert_eq!(finding(&rule, &other, &Known::default(), &times(), day(90)), want);
    let lower = |standing, due: i64, ends: Option<i64>| Lower {
        rule: rule.id.clone(),
        standing,
        due_at: day(due),
        ends_at: ends.map(day),
    };
    let restricted = Standing::InquiryOnly;
    let table = [
        (&facts(), lower(restricted, 100, None), None),
        (&facts(), lower(restricted, 99, None), Some("admission/before-due")),
        (&met, lower(restricted, 100, None), Some("admission/deadline-met")),
        (&facts(), lower(Standing::Suspended, 100, None), Some("admission/not-a-measure")),
        (&facts(), lower(Standing::Warned, 90, Some(129)), None),
        (&facts(), lower(Standing::Warned, 90, Some(90)), Some("admission/validity-out-of-range")),
    ];
    for (facts, wish, want) in table {
        let known = Known::default();
        let got = may_lower(&rule, facts, &known, &wish, 7 * DAY_S, day(90));
        assert_eq!(got.err().map(|it| it.code), want, "{wish:?}");
    }
    let late = may_lower(
        &rule,
        &facts(),
        &Known::default(),
        &lower(restricted, 100, None),
        7 * DAY_S,
        day(94),
    );
    assert_eq!(late.unwrap_err().code, "admission/notice-too-short");
}

#[test]
fn more_time_is_given_only_on_a_ground_that_is_shown_and_no_longer_than_it_carries() {
    let rule = rule(100);
    let table = [
        (booking(50, Some(110)), (INSPECTOR_LATE, 140), None),
        (booking(50, Some(110)), (INSPECTOR_LATE, 141), Some("admission/extension-too-long")),
        (Known::default(), (INSPECTOR_LATE, 140), Some("admission/ground-not-shown")),
        (answered("disaster", 130, true), ("disaster", 130), None),
        (answered("disaster", 130, false), ("disaster", 130), Some("admission/ground-not-shown")),
        (answered("disaster", 130, true), ("special", 130), Some("admission/ground-not-shown")),
        (answered("disaster", 900, true), ("disaster", 281), Some("admission/extension-too-long")),
        (answered("disaster", 130, true), ("disaster", 100), Some("admission/extension-too-short")),
        (Known::default(), ("weather", 130), Some("admission/ground-unknown")),
    ];
    for (known, (ground, until), want) in table {
        let got = may_extend(&rule, &facts(), &known, &times(), (ground, day(until)), day(90));
        assert_eq!(got.err().map(|it| it.code), want, "{ground} {until}");
    }
}

/// What one institution does in the year.
#[derive(Clone, Debug)]
struct Plan {
    /// On which day it applies for the check, if it does.
    applies: Option<i64>,
    /// On which day the inspector's slot ends.
    slot: i64,
    /// On which day it passes, if it does.
    passes: Option<i64>,
    /// On which day it shows a disaster, until when, and whether with a document.
    disaster: Option<(i64, i64, bool)>,
    /// Days that two people take for each decision.
    slow: i64,
}

const DUE: i64 = 181;
const FIX: i64 = 30;

fn any_plan() -> impl Strategy<Value = Plan> {
    let applies = prop::option::weighted(0.85, 0_i64..200);
    let disaster = prop::option::weighted(0.2, (100_i64..175, 150_i64..300, any::<bool>()));
    (applies, 14_i64..80, prop::option::weighted(0.7, 1_i64..90), disaster, 0_i64..4).prop_map(
        |(applies, wait, mends, disaster, slow)| {
            let slot = applies.unwrap_or(0) + wait;
            // It passes from its slot on, not before.
            let passes = mends.filter(|_| applies.is_some()).map(|days| slot + days - 1);
            Plan { applies, slot, passes, disaster, slow }
        },
    )
}

/// Before which day it must have passed, told by hand from what it does: the oracle.
fn must_by(plan: &Plan) -> i64 {
    let in_time = plan.applies.is_some_and(|it| it <= DUE - 28);
    // Applied for in time: until the slot is over and what was found could be mended.
    let slot = if in_time { plan.slot + FIX } else { DUE };
    let shown = plan.disaster.filter(|it| it.2).map_or(DUE, |it| it.1.min(DUE + 180));
    slot.max(shown).max(DUE)
}

/// The notice that is due: the nearest step whose day has come.
fn due_step(due: Micros, now: Micros) -> Option<i64> {
    let left_s = due.since(now) / 1_000_000;
    [60, 30, 14, 7, 1].into_iter().filter(|it| left_s > 0 && left_s <= it * DAY_S).min()
}

/// An institution over the year, and the decisions of two people that are under way.
struct Life {
    plan: Plan,
    facts: Facts,
    known: Known,
    under_way: Vec<(i64, Finding)>,
    told: Vec<i64>,
}

impl Life {
    fn morning(&mut self, rule: &Rule, n: i64) {
        if self.plan.applies == Some(n) {
            // The slot is given a week later.
            self.known.booking = Some(Booking { applied_at: day(n), slot_ends_at: None });
        }
        if self.plan.applies == Some(n - 7) {
            let slot_ends_at = Some(day(self.plan.slot));
            self.known.booking = Some(Booking { applied_at: day(n - 7), slot_ends_at });
        }
        if self.plan.passes == Some(n) {
            self.facts.decisions.push(passed(Gate::Organisation, n, n + 365));
        }
        if let Some((_, until, has_document)) = self.plan.disaster.filter(|it| it.0 == n) {
            self.known.replies.push(reply("disaster", until, has_document));
        }
        let decided = self.under_way.iter().filter(|it| it.0 == n).map(|it| it.1.clone());
        for it in decided.collect::<Vec<_>>() {
            self.decide(rule, n, it);
        }
        self.under_way.retain(|it| it.0 > n);
    }

    /// Two people decide, if what was proposed may still be decided.
    fn decide(&mut self, rule: &Rule, n: i64, it: Finding) {
        let (now, by) = (day(n), [id(2), id(3)]);
        match it {
            Finding::Extend { until, ground, .. } => {
                let what = (ground.as_str(), until);
                if may_extend(rule, &self.facts, &self.known, &times(), what, now).is_ok() {
                    self.known.extensions.push(Extension { id: id(4), ground, until, at: now, by });
                    let of_rule = measure_rule(rule);
                    let all = self.facts.measures.iter_mut().filter(|it| it.rule == of_rule);
                    all.for_each(|it| it.lifted = Some((now, by)));
                }
            }
            Finding::Restrict { from, .. } => {
                self.lower(rule, n, Standing::InquiryOnly, from, None)
            }
            Finding::Warn { until, .. } => self.lower(rule, n, Standing::Warned, now, Some(until)),
            Finding::Met | Finding::Ahead | Finding::Restricted => {}
        }
    }

    fn lower(
        &mut self,
        rule: &Rule,
        n: i64,
        standing: Standing,
        from: Micros,
        ends_at: Option<Micros>,
    ) {
        let now = day(n);
        let due_at =
            if standing == Standing::Warned { now } else { from.max(now.plus_seconds(7 * DAY_S)) };
        let wish = Lower { rule: rule.id.clone(), standing, due_at, ends_at };
        if may_lower(rule, &self.facts, &self.known, &wish, 7 * DAY_S, now).is_err() {
            return;
        }
        self.facts.measures.push(Measure {
            id: id(5),
            standing,
            rule: measure_rule(rule),
            notice_at: now,
            due_at,
            ends_at,
            appeal_until: now.plus_seconds(30 * DAY_S),
            by: [id(2), id(3)],
            lifted: None,
            appeal: None,
            unless: Some(rule.requirement),
        });
    }

    /// The engine looks once a day; what it proposes is decided some days later.
    fn evening(&mut self, rule: &Rule, n: i64) {
        let it = finding(rule, &self.facts, &self.known, &times(), day(n));
        let is_proposal =
            matches!(it, Finding::Extend { .. } | Finding::Restrict { .. } | Finding::Warn { .. });
        if is_proposal && self.under_way.is_empty() {
            self.under_way.push((n + self.plan.slow, it.clone()));
            if self.plan.slow == 0 {
                self.under_way.clear();
                self.decide(rule, n, it.clone());
            }
        }
        let due = self.known.due(rule);
        if it != Finding::Met
            && let Some(step) = due_step(due, day(n))
            && self.told.last() != Some(&step)
        {
            self.told.push(step);
        }
    }

    fn restricted(&self, n: i64) -> bool {
        // Of the measures only: the gates of this bare institution hold nothing.
        let Admission { measures, .. } = admission(&self.facts, &PATH, day(n));
        measures.iter().any(|it| it.standing == Standing::InquiryOnly)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, ..ProptestConfig::default() })]

    /// Two hundred institutions over a year, day by day: nobody is restricted who should not be,
    /// nobody slips through, and everybody who does not meet the rule was told before.
    #[test]
    fn over_a_year_nobody_is_wronged_and_nobody_slips_through(
        plans in prop::collection::vec(any_plan(), 200),
    ) {
        let rule = rule(DUE);
        for plan in plans {
            let must_by = must_by(&plan);
            let mut life = Life {
                plan,
                facts: facts(),
                known: Known::default(),
                under_way: Vec::new(),
                told: Vec::new(),
            };
            for n in 0..365 {
                life.morning(&rule, n);
                life.evening(&rule, n);
                let has_met = is_met(&life.facts, &rule, day(n));
                let is_restricted = life.restricted(n);
                prop_assert!(!(is_restricted && has_met), "day {n}: meets it: {:?}", life.plan);
                prop_assert!(
                    !(is_restricted && n < must_by),
                    "day {n}: has time until {must_by}: {:?}",
                    life.plan
                );
                // Two people take a few days each time, and the notice is a week.
                let slack = 7 + 2 * life.plan.slow + 2;
                prop_assert!(
                    is_restricted || has_met || n < must_by + slack,
                    "day {n}: slipped through after {must_by}: {:?} {:?}",
                    life.plan,
                    life.known
                );
            }
            if life.plan.passes.is_none_or(|it| it > DUE - 1) {
                prop_assert_eq!(&life.told[..1], &[60][..], "told from sixty days before on");
            }
            // Whoever has not passed by its last day was told of it the day before.
            if life.plan.passes.is_none_or(|it| day(it) >= life.known.due(&rule)) {
                prop_assert!(life.told.contains(&1), "the day before: {:?} {:?}", life.plan, life.told);
            }
        }
    }
}

/// A list as a file, with these grounds.
fn list(version: i64, grounds: &[(&str, bool, &str)]) -> String {
    let ground = |(name, needs_document, most): &(&str, bool, &str)| {
        serde_json::json!({
            "name": name, "title": {"ko": "사유", "en": "ground"},
            "needs_document": needs_document, "most": most, "source": "test",
        })
    };
    let grounds: Vec<_> = grounds.iter().map(ground).collect();
    serde_json::json!({"version": version, "source": "test", "grounds": grounds}).to_string()
}

#[test]
fn a_list_of_grounds_is_read_whole_or_refused() {
    let (late, most) = (INSPECTOR_LATE, "deadline_extension_max_s");
    let good = Grounds::read(&list(2, &[(late, false, most), ("strike", true, most)])).unwrap();
    assert_eq!((good.version, good.grounds.len()), (2, 2));
    assert!(Grounds::shipped().version < good.version);
    let (one, good) = ([(late, false, most)], list(2, &[(late, false, most)]));
    let (source, version) = ("\"source\":\"test\"", "\"version\":2");
    let bad = [
        ("json", "{".to_owned()),
        ("version", list(0, &one)),
        ("count", list(2, &[])),
        ("inspector", list(2, &[("strike", true, most)])),
        ("name", list(2, &[one[0], one[0]])),
        ("name", list(2, &[one[0], ("Strike!", true, most)])),
        ("most", list(2, &[(late, false, "gate_start_life_s")])),
        ("text", good.replace(source, "\"source\":\" \"")),
        ("unknown", good.replace("\"version\"", "\"edition\"")),
        ("missing", good.replace(version, "").replace(",,", ",").replace(",}", "}")),
        ("twice", good.replace(version, &format!("{version},{version}"))),
        ("kind", good.replace(version, "\"version\":\"2\"")),
        ("size", format!("{good}{}", " ".repeat(70_000))),
    ];
    for (why, text) in bad {
        let told = Grounds::read(&text).expect_err(why);
        assert_eq!(told.code, "admission/grounds-malformed", "{text:.200}");
        assert_eq!(told.facts[0], ("why", why.to_owned()), "{text:.200}");
        let [ko, en] = [Lang::Ko, Lang::En].map(|lang| deadline::malformed(lang, &told));
        assert!(ko != en && !ko.contains("field") && !ko.is_empty(), "{ko} / {en}");
    }
    let told = Grounds::read(&good.replace(source, "\"origin\":\"test\"")).unwrap_err();
    let place = deadline::malformed(Lang::Ko, &told);
    assert!(place.starts_with("1번째 줄 ") && place.contains("`origin`"), "{place}");
    let blank = list(2, &one).replace("\"most\":\"deadline_extension_max_s\"", "\"most\":\"x\"");
    let told = deadline::malformed(Lang::En, &Grounds::read(&blank).unwrap_err());
    assert!(told.starts_with("`grounds[0].most` is one of"), "{told}");
}

/// Of the same answer, another list finds something else; what the old one granted it does not.
#[test]
fn another_list_of_grounds_finds_otherwise() {
    let (rule, most) = (rule(100), "deadline_extension_max_s");
    let text = list(2, &[(INSPECTOR_LATE, false, most), ("strike", false, most)]);
    let strict = Times { grounds: Grounds::read(&text).unwrap(), ..times() };
    let (flood, strike) = (answered("disaster", 130, true), answered("strike", 130, false));
    let extends = |known: &Known, times: &Times| {
        matches!(finding(&rule, &facts(), known, times, day(90)), Finding::Extend { .. })
    };
    assert!(extends(&flood, &times()) && !extends(&flood, &strict));
    assert!(!extends(&strike, &times()) && extends(&strike, &strict));
    let may = |known: &Known, name: &str, times: &Times| {
        may_extend(&rule, &facts(), known, times, (name, day(130)), day(90)).map_err(|it| it.code)
    };
    assert_eq!(may(&flood, "disaster", &strict), Err("admission/ground-unknown"));
    assert_eq!(may(&strike, "strike", &strict), Ok(()));
}

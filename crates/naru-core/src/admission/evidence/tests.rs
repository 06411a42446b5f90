//! What a run means for what is known: tables and properties.

use super::decide::{At, Changes, Seen, items, merge};
use super::model::{Cover, Finding, ItemState};
use crate::admission::Sha256;
use naru_base::Micros;
use naru_evidence::{Severity, State};
use proptest::prelude::*;
use std::collections::BTreeMap;

const RUN: Sha256 = [9; 32];

fn seen(n: u8) -> Seen {
    Seen {
        fingerprint: [n; 32],
        rule: format!("rule-{n}"),
        title: "t".to_owned(),
        severity: Severity::High,
        state: State::Open,
        location: "https://pay.example/".to_owned(),
        cwes: vec![89],
        items: vec!["WEB-06".to_owned()],
    }
}

fn at(hour: i64, is_finished: bool, newest: Option<i64>) -> At {
    At {
        service: "web:narae:1.0".to_owned(),
        tool: "ZAP".to_owned(),
        run: RUN,
        sha256: [u8::try_from(hour).unwrap(); 32],
        observed_at: Micros::new(hour),
        is_finished,
        newest: newest.map(Micros::new),
    }
}

type Known = BTreeMap<Sha256, Finding>;

fn apply(known: &mut Known, changes: Changes) {
    known.extend(changes.write.into_iter().map(|it| (it.fingerprint, it)));
}

fn numbers(changes: &Changes) -> (usize, usize, usize) {
    (changes.new_count, changes.again_count, changes.gone_count)
}

#[test]
fn a_finding_is_one_over_runs_goes_and_comes_back() {
    let mut known = Known::new();
    let first = merge(&known, &[seen(1), seen(2)], &at(10, true, None));
    assert_eq!(numbers(&first), (2, 0, 0));
    apply(&mut known, first);
    let second = merge(&known, &[seen(2), seen(3)], &at(20, true, Some(10)));
    assert_eq!(numbers(&second), (1, 1, 1));
    apply(&mut known, second);
    assert_eq!(known[&[1; 32]].gone_at, Some(Micros::new(20)));
    assert_eq!(known[&[2; 32]].first_seen_at, Micros::new(10));
    assert_eq!(known[&[2; 32]].last_seen_at, Micros::new(20));
    let third = merge(&known, &[seen(1)], &at(30, true, Some(20)));
    apply(&mut known, third);
    assert!(known[&[1; 32]].is_open(), "what comes back is open again");
    assert_eq!(known[&[1; 32]].first_seen_at, Micros::new(10));
}

#[test]
fn a_run_that_broke_off_or_comes_late_makes_nothing_gone() {
    let mut known = Known::new();
    apply(&mut known, merge(&Known::new(), &[seen(1)], &at(10, true, None)));
    let broken = merge(&known, &[], &at(20, false, Some(10)));
    assert_eq!(broken, Changes::default(), "what did not run proves nothing");
    let late = merge(&known, &[seen(2)], &at(5, true, Some(10)));
    assert_eq!(numbers(&late), (1, 0, 0));
    apply(&mut known, late);
    assert!(known[&[1; 32]].is_open());
    assert!(!known[&[2; 32]].is_open(), "the newer run, on record already, did not find it");
    let earlier = merge(&known, &[seen(1)], &at(3, true, Some(10)));
    apply(&mut known, earlier);
    let kept = &known[&[1; 32]];
    assert_eq!((kept.first_seen_at.get(), kept.last_seen_at.get()), (3, 10));
}

#[test]
fn another_scope_of_the_same_tool_is_left_alone() {
    let mut known = Known::new();
    apply(&mut known, merge(&Known::new(), &[seen(1)], &at(10, true, None)));
    let other = At { run: [8; 32], ..at(20, true, None) };
    assert_eq!(merge(&known, &[], &other), Changes::default());
}

fn cover(item: &str, n: u8, until: i64) -> Cover {
    Cover {
        item: item.to_owned(),
        sha256: [n; 32],
        tool: "ZAP".to_owned(),
        observed_at: Micros::new(i64::from(n)),
        expires_at: Micros::new(until),
    }
}

#[test]
fn an_item_is_supported_reviewed_refuted_or_its_support_is_over() {
    let now = Micros::new(100);
    let of = |severity, state| {
        let mut known = Known::new();
        let it = Seen { severity, state, ..seen(1) };
        apply(&mut known, merge(&Known::new(), &[it], &at(10, true, None)));
        let covers = [cover("WEB-06", 10, 200), cover("WEB-07", 9, 100)];
        items(&covers, &known.into_values().collect::<Vec<_>>(), now)
    };
    use ItemState::{Expired, Refuted, Review, Supported};
    let cases = [
        (Severity::Critical, State::Open, Refuted),
        (Severity::High, State::Open, Refuted),
        (Severity::Medium, State::Open, Review),
        (Severity::Unknown, State::Review, Review),
        (Severity::Low, State::Open, Review),
        (Severity::Info, State::Review, Supported),
        (Severity::High, State::Fixed, Supported),
        (Severity::High, State::Suppressed, Supported),
    ];
    for (severity, state, wanted) in cases {
        assert_eq!(of(severity, state)["WEB-06"].state, wanted, "{severity:?} {state:?}");
    }
    let all = of(Severity::High, State::Fixed);
    assert_eq!(all["WEB-07"].state, Expired, "at the very end it counts no more");
    assert_eq!(all.get("WEB-08"), None, "nothing said is not known");
    assert_eq!(all["WEB-06"].expires_at, Some(Micros::new(200)));
}

proptest! {
    /// Whatever runs come in whatever order: first seen is never after last seen, and what the
    /// newest finished run found is open, what it did not find is not.
    #[test]
    fn the_newest_finished_run_decides(
        runs in prop::collection::vec((1..60_i64, any::<bool>(), 0..16_u8), 1..12),
    ) {
        let mut known = Known::new();
        let mut newest: Option<(i64, u8)> = None;
        for (hour, is_finished, found) in &runs {
            let list: Vec<Seen> =
                (0..4).filter(|n| found & (1 << n) != 0).map(seen).collect();
            let run = at(*hour, *is_finished, newest.map(|it| it.0));
            let changes = merge(&known, &list, &run);
            apply(&mut known, changes);
            if *is_finished && newest.is_none_or(|it| it.0 <= *hour) {
                newest = Some((*hour, *found));
            }
            for it in known.values() {
                prop_assert!(it.first_seen_at <= it.last_seen_at);
            }
        }
        let Some((hour, found)) = newest else { return Ok(()) };
        let later = |n: u8| runs.iter().any(|(at, _, it)| *at >= hour && it & (1 << n) != 0);
        for n in 0..4_u8 {
            let is_open = known.get(&[n; 32]).is_some_and(Finding::is_open);
            if found & (1 << n) != 0 {
                prop_assert!(is_open, "{n} was found by the newest run");
            } else if !later(n) {
                prop_assert!(!is_open, "{n} was not found by the newest run");
            }
        }
    }
}

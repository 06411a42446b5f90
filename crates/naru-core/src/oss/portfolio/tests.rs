//! What becomes of findings, as a table.

use super::decide::{Change, Hit, Known, Present, settle};
use super::model::{Gone, Grade, Rules};
use crate::policy::{Parameter, SHIPPED};
use naru_base::Micros;

const DAY_S: i64 = 86_400;

fn rules() -> Rules {
    let all: Vec<Parameter> = SHIPPED
        .iter()
        .map(|(name, value, source)| Parameter {
            name: (*name).to_owned(),
            valid_from: Micros::new(0),
            value: *value,
            source: (*source).to_owned(),
        })
        .collect();
    Rules::at(&all, Micros::new(1)).unwrap()
}

fn day(n: i64) -> Micros {
    Micros::new(0).plus_seconds(n * DAY_S)
}

fn hit(grade: Grade) -> Hit {
    Hit {
        advisory: "A".to_owned(),
        aliases: vec!["B".to_owned()],
        grade,
        priority: grade as i64,
        versions: "1.0".to_owned(),
        fixed: "1.1".to_owned(),
    }
}

fn known(grade: Grade, gone: Option<(Micros, Gone)>) -> Known {
    Known {
        advisory: "A".to_owned(),
        grade,
        priority: grade as i64,
        versions: "1.0".to_owned(),
        fixed: "1.1".to_owned(),
        found_at: day(10),
        due_at: day(10).plus_seconds(rules().limit_s(grade)),
        gone,
    }
}

fn opened(changes: &[Change]) -> &Known {
    match changes {
        [Change::Open(it) | Change::New(it)] => it,
        other => panic!("{other:?}"),
    }
}

#[test]
fn nothing_new_changes_nothing() {
    let same = settle(
        &[hit(Grade::High)],
        &[known(Grade::High, None)],
        |_| Present::Same,
        &rules(),
        day(20),
    );
    assert_eq!(same, []);
}

#[test]
fn a_deadline_follows_the_grade_and_never_grants_more_to_what_turns_graver() {
    let at = |before: Grade, now: Grade, when: i64| {
        let changes =
            settle(&[hit(now)], &[known(before, None)], |_| Present::Same, &rules(), day(when));
        opened(&changes).due_at
    };
    // High has 30 days, critical 7, exploited 3.
    assert_eq!(at(Grade::High, Grade::Exploited, 12), day(15), "its time from now on");
    assert_eq!(at(Grade::High, Grade::Critical, 39), day(40), "not more than it had");
    assert_eq!(at(Grade::Exploited, Grade::High, 12), day(40), "from the beginning");
}

#[test]
fn what_comes_back_goes_on_unless_it_was_taken_back() {
    for (why, found_at) in [
        (Gone::Fixed, day(10)),
        (Gone::Removed, day(10)),
        (Gone::Retired, day(10)),
        (Gone::Cleared, day(30)),
    ] {
        let before = [known(Grade::Critical, Some((day(12), why)))];
        let changes =
            settle(&[hit(Grade::Critical)], &before, |_| Present::Same, &rules(), day(30));
        assert_eq!(opened(&changes).found_at, found_at, "{why}");
    }
}

#[test]
fn what_is_gone_says_why() {
    for (present, why) in [
        (Present::No, Gone::Removed),
        (Present::Other, Gone::Fixed),
        (Present::Same, Gone::Cleared),
        (Present::Retired, Gone::Retired),
    ] {
        let changes = settle(&[], &[known(Grade::Low, None)], |_| present, &rules(), day(11));
        assert_eq!(changes, [Change::Close { advisory: "A".to_owned(), why }]);
    }
}

#[test]
fn another_name_of_the_same_matter_keeps_its_deadline() {
    let before = Known { advisory: "B".to_owned(), ..known(Grade::Critical, None) };
    let changes = settle(&[hit(Grade::Critical)], &[before], |_| Present::Same, &rules(), day(15));
    let [Change::New(new), Change::Close { advisory, why }] = &changes[..] else {
        panic!("{changes:?}")
    };
    assert_eq!((new.advisory.as_str(), new.due_at), ("A", day(17)));
    assert_eq!((advisory.as_str(), *why), ("B", Gone::Renamed));
}

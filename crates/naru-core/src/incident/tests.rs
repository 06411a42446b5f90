//! Tables of the decisions about incidents.

use super::decide::{may, opening, regrading};
use super::model::{EntryKind, Event, Grade, State, TEXT_CHARS_MAX, TITLE_CHARS_MAX};
use crate::notify::Status;

#[test]
fn a_state_moves_only_as_the_table_says() {
    for (state, event, next) in [
        (State::Open, Event::Noted, Some(State::Open)),
        (State::Open, Event::Regraded, Some(State::Open)),
        (State::Open, Event::Closed, Some(State::Closed)),
        (State::Closed, Event::Noted, None),
        (State::Closed, Event::Regraded, None),
        (State::Closed, Event::Closed, None),
    ] {
        assert_eq!(state.next(event), next, "{state:?} {event:?}");
        let code = may(state, event, "까닭").map_err(|it| it.code);
        assert_eq!(code, next.ok_or("incident/closed"), "{state:?} {event:?}");
    }
}

#[test]
fn the_database_knows_the_same_words() {
    let sql = include_str!("../../migrations/book/0075_incident.sql");
    let list = |words: Vec<&str>| format!("('{}')", words.join("', '"));
    for words in [
        list(State::ALL.map(State::as_str).to_vec()),
        list(EntryKind::ALL.map(EntryKind::as_str).to_vec()),
        list(Status::ALL.map(Status::as_str).to_vec()),
    ] {
        assert!(sql.contains(&words), "{words}");
    }
    assert_eq!(Grade::ALL.map(Grade::number), [1, 2, 3, 4]);
    assert_eq!(Grade::of_number(5), None);
    assert_eq!(Grade::of_number(0), None);
}

#[test]
fn words_have_a_bound() {
    let code = |title: &str, text: &str| opening(title, text).map_err(|it| it.code);
    assert_eq!(code("너울은행 지연", "응답이 늦습니다."), Ok(()));
    let long = |n: usize| "가".repeat(n);
    assert_eq!(code(&long(TITLE_CHARS_MAX), &long(TEXT_CHARS_MAX)), Ok(()));
    let bad = Err("incident/text-length");
    for (title, text) in [
        (" ", "가"),
        ("가", "\n "),
        ("한 줄\n두 줄", "가"),
        (long(TITLE_CHARS_MAX + 1).as_str(), "가"),
        ("가", long(TEXT_CHARS_MAX + 1).as_str()),
    ] {
        assert_eq!(code(title, text), bad);
    }
    assert!(may(State::Open, Event::Closed, "").is_err());
}

#[test]
fn a_grade_changes_to_another_one() {
    assert!(regrading(Grade::Two, Grade::One).is_ok());
    assert_eq!(regrading(Grade::Two, Grade::Two).map_err(|it| it.code), Err("incident/same-grade"));
}

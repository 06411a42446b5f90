//! The decisions about incidents. Pure.

use super::model::{Event, Grade, State, TEXT_CHARS_MAX, TITLE_CHARS_MAX};
use naru_base::Refusal;

/// Whether a text may stand in a timeline, or for a title.
fn check_text(text: &str, most: usize) -> Result<(), Refusal> {
    let length = text.trim().chars().count();
    if length == 0 || length > most {
        return Err(Refusal::new("incident/text-length").with("most", most));
    }
    Ok(())
}

/// Whether an incident may be opened with these words.
pub(super) fn opening(title: &str, text: &str) -> Result<(), Refusal> {
    if title.chars().any(char::is_control) {
        return Err(Refusal::new("incident/text-length").with("most", TITLE_CHARS_MAX));
    }
    check_text(title, TITLE_CHARS_MAX)?;
    check_text(text, TEXT_CHARS_MAX)
}

/// Whether something may happen to an incident, with this text to say why.
pub(super) fn may(state: State, event: Event, text: &str) -> Result<State, Refusal> {
    let next = state.next(event).ok_or(Refusal::new("incident/closed"))?;
    check_text(text, TEXT_CHARS_MAX)?;
    Ok(next)
}

/// Whether the grade changes at all.
pub(super) fn regrading(before: Grade, grade: Grade) -> Result<(), Refusal> {
    if before == grade {
        return Err(Refusal::new("incident/same-grade").with("grade", grade.number()));
    }
    Ok(())
}

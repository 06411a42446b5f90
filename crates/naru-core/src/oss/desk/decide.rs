//! What may be asked, answered, published and taken back. Pure.

use super::model::{
    Asked, Standing, TEXT_CHARS_MAX, TEXT_CHARS_MIN, TITLE_CHARS_MAX, TITLE_CHARS_MIN,
};
use naru_base::{ClientUseCode, Refusal};

fn fits(field: &'static str, text: &str, least: usize, most: usize) -> Result<(), Refusal> {
    if (least..=most).contains(&text.trim().chars().count()) {
        return Ok(());
    }
    let refusal = Refusal::new("oss/desk-text").with("field", field);
    Err(refusal.with("least", least).with("most", most))
}

/// Whether it may be asked; the first reason that applies.
pub fn may_ask(title: &str, words: &str) -> Result<(), Refusal> {
    wrong_fields(title, words).into_iter().next().map_or(Ok(()), Err)
}

/// Everything that is wrong with what was written, in the order of the form.
pub fn wrong_fields(title: &str, words: &str) -> Vec<Refusal> {
    // A title is one line: with anything else in it, it has no length that fits.
    let line = if title.chars().any(char::is_control) { "" } else { title };
    let title = fits("title", line, TITLE_CHARS_MIN, TITLE_CHARS_MAX).err();
    let words = fits("words", words, TEXT_CHARS_MIN, TEXT_CHARS_MAX).err();
    title.into_iter().chain(words).collect()
}

/// Whether it may be answered, also once more.
pub fn may_answer(it: &Asked, words: &str) -> Result<(), Refusal> {
    if it.standing == Standing::Withdrawn {
        return Err(Refusal::new("oss/desk-withdrawn"));
    }
    fits("answer", words, TEXT_CHARS_MIN, TEXT_CHARS_MAX)
}

/// Whether everybody may read it from now on.
pub fn may_publish(it: &Asked) -> Result<(), Refusal> {
    match it.standing {
        Standing::Answered => Ok(()),
        Standing::Asked | Standing::Withdrawn => Err(Refusal::new("oss/desk-unanswered")),
    }
}

/// Whether it may be taken back: by the institution, before it is answered.
pub fn may_withdraw(it: &Asked, by: &ClientUseCode) -> Result<(), Refusal> {
    if it.institution != *by {
        return Err(Refusal::new("oss/desk-unknown"));
    }
    match it.standing {
        Standing::Asked => Ok(()),
        Standing::Answered | Standing::Withdrawn => Err(Refusal::new("oss/desk-answered")),
    }
}

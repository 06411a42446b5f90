//! The result of a scan as JSON. Its shape is a promise to whoever reads it by program.

use crate::advice::Advice;
use crate::db::Held;
use crate::finding::{Line, Unmatched};
use serde::Serialize;

/// What is said of the database.
#[derive(Serialize)]
pub(crate) struct Data<'a> {
    age_days: u32,
    newest: Option<&'a str>,
    made: &'a str,
    advisories: u64,
}

#[derive(Serialize)]
struct Whole<'a> {
    findings: Vec<Line<'a>>,
    unmatched: &'a [Unmatched],
    db: Data<'a>,
}

/// What is said of a database.
pub(crate) fn data(held: &Held, age_days: u32) -> Data<'_> {
    Data {
        age_days,
        newest: held.facts.newest.as_deref(),
        made: &held.facts.made,
        advisories: held.facts.advisories,
    }
}

/// The whole answer.
pub(crate) fn whole(advice: &Advice, held: &Held) -> String {
    text(&Whole {
        findings: advice.findings.iter().map(|it| it.line()).collect(),
        unmatched: &advice.unmatched,
        db: data(held, advice.age_days),
    })
}

/// Any value as JSON that people can read too.
pub(crate) fn text(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("records of texts and numbers");
    text.push('\n');
    text
}

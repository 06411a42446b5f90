//! What notices of claims and of measures say, and what they lead to.
//!
//! **Must never know** why a claim or a standing stands where it does.

use super::content::{Called, Content};
use super::words;
use naru_base::{Lang, Won};

/// Of a claim's number so much tells it apart in a line.
const SHORT_CHARS: usize = 6;

impl Content {
    /// The claim that it is about.
    pub fn claim(&self) -> Option<&str> {
        match self {
            Content::ClaimReported { claim, .. }
            | Content::ClaimMoved { claim, .. }
            | Content::ClaimLate { claim, .. } => Some(claim),
            _ => None,
        }
    }

    /// The institution whose measure it is about.
    pub fn measured(&self) -> Option<&str> {
        match self {
            Content::MeasureDecided { institution, .. }
            | Content::MeasureLifted { institution, .. }
            | Content::MeasureAppealed { institution, .. } => Some(institution),
            _ => None,
        }
    }

    /// One line of a claim: whose, how much, what happened, and which it is.
    pub(super) fn claim_title(&self, lang: Lang, called: &Called<'_>) -> String {
        match self {
            Content::ClaimReported { claim, institution, loss, .. } => {
                let (name, sum) = (called(institution), words::won(lang, &grouped(*loss)));
                words::claim_reported(lang, &name, &sum, short(claim))
            }
            Content::ClaimMoved { claim, institution, state, loss } => {
                let (name, sum) = (called(institution), words::won(lang, &grouped(*loss)));
                words::claim_moved(lang, &name, &sum, &claim_word(lang, state), short(claim))
            }
            Content::ClaimLate { claim, institution, step, loss, .. } => {
                let (name, sum) = (called(institution), words::won(lang, &grouped(*loss)));
                words::claim_late(lang, &name, &sum, &step_word(lang, step), short(claim))
            }
            _ => String::new(),
        }
    }

    /// What to know of a claim, and what to do.
    pub(super) fn claim_text(&self, lang: Lang) -> String {
        match self {
            Content::ClaimReported { claim, pay_by, .. } => {
                words::claim_reported_text(lang, claim, pay_by)
            }
            Content::ClaimMoved { claim, loss, .. } => {
                words::claim_moved_text(lang, claim, &words::won(lang, &grouped(*loss)))
            }
            Content::ClaimLate { claim, due, .. } => words::claim_late_text(lang, claim, due),
            _ => String::new(),
        }
    }

    /// One line of a measure.
    pub(super) fn measure_title(&self, lang: Lang, called: &Called<'_>) -> String {
        match self {
            Content::MeasureDecided { institution, standing, begins_at, .. } => {
                let name = called(institution);
                words::measure_decided(lang, &name, &standing_word(lang, standing), begins_at)
            }
            Content::MeasureLifted { institution, standing, .. } => {
                words::measure_lifted(lang, &called(institution), &standing_word(lang, standing))
            }
            Content::MeasureAppealed { institution, standing, .. } => {
                words::measure_appealed(lang, &called(institution), &standing_word(lang, standing))
            }
            _ => String::new(),
        }
    }

    /// What to know of a measure, and what to do.
    pub(super) fn measure_text(&self, lang: Lang) -> String {
        match self {
            Content::MeasureDecided { rule, ends_at, appeal_until, .. } => {
                let end = match ends_at.as_str() {
                    "" => words::measure_no_end(lang),
                    at => words::measure_end(lang, at),
                };
                words::measure_decided_text(lang, rule, &end, appeal_until)
            }
            Content::MeasureLifted { rule, .. } => words::measure_lifted_text(lang, rule),
            Content::MeasureAppealed { rule, begins_at, .. } => {
                words::measure_appealed_text(lang, rule, begins_at)
            }
            _ => String::new(),
        }
    }
}

fn grouped(amount: i64) -> String {
    Won::new(amount).grouped()
}

/// The end of a number, which tells it apart where its beginning is only the day.
pub fn short(id: &str) -> &str {
    id.get(id.len().saturating_sub(SHORT_CHARS)..).unwrap_or(id)
}

/// Where a claim stands, in words; a word of a later version as it is.
fn claim_word(lang: Lang, it: &str) -> String {
    match it {
        "reported" => words::claim_is_reported(lang),
        "frozen" => words::claim_is_frozen(lang),
        "paid" => words::claim_is_paid(lang),
        "decided" => words::claim_is_decided(lang),
        "surety-claimed" => words::claim_is_at_surety(lang),
        "recourse" => words::claim_is_in_recourse(lang),
        "closed" => words::claim_is_closed(lang),
        "rejected" => words::claim_is_rejected(lang),
        "withdrawn" => words::claim_is_withdrawn(lang),
        other => other.to_owned(),
    }
}

fn step_word(lang: Lang, it: &str) -> String {
    match it {
        "freeze" => words::step_freeze(lang),
        "payment" => words::step_payment(lang),
        "cause" => words::step_cause(lang),
        "surety" => words::step_surety(lang),
        other => other.to_owned(),
    }
}

fn standing_word(lang: Lang, it: &str) -> String {
    match it {
        "warned" => words::standing_warned(lang),
        "limit-cut" => words::standing_limit(lang),
        "inquiry-only" => words::standing_inquiry(lang),
        "suspended" => words::standing_suspended(lang),
        other => other.to_owned(),
    }
}

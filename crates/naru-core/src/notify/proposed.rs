//! What notices of proposals say, and the proposal they lead to.
//!
//! **Must never know** what the deeds are, beyond the part of the work that each belongs to.

use super::content::{Called, Content};
use super::words_proposal as words;
use naru_base::Lang;

impl Content {
    /// The proposal that it is about, and the kind of its deed.
    pub fn proposal(&self) -> Option<(&str, &str)> {
        match self {
            Content::ProposalRejected { proposal, deed, .. } => Some((proposal, deed)),
            _ => None,
        }
    }

    /// One line.
    pub(super) fn proposal_title(&self, lang: Lang, called: &Called<'_>) -> String {
        let Content::ProposalRejected { deed, institution, .. } = self else {
            return String::new();
        };
        let what = proposed_word(lang, deed);
        match institution.as_str() {
            "" => words::rejected(lang, &what),
            code => words::rejected_of(lang, &called(code), &what),
        }
    }

    /// What to know of it.
    pub(super) fn proposal_text(&self, lang: Lang) -> String {
        let Content::ProposalRejected { reason, .. } = self else { return String::new() };
        words::rejected_text(lang, reason)
    }
}

/// What kind of thing was proposed.
fn proposed_word(lang: Lang, deed: &str) -> String {
    match deed.split('.').next() {
        Some("check") => words::of_check(lang),
        Some("admission" | "eligibility") => words::of_gate(lang),
        Some("surety") => words::of_surety(lang),
        Some("claim") => words::of_claim(lang),
        Some("subsidy") => words::of_subsidy(lang),
        Some("staff") => words::of_account(lang),
        Some("program") => words::of_program(lang),
        _ => words::other(lang),
    }
}

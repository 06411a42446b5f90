//! What notices of proposals say, and the proposal they lead to.
//!
//! **Must never know** what the deeds are, beyond the part of the work that each belongs to.

use super::content::{Called, Content};
use super::words_deed::deed_word;
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
        let Content::ProposalRejected { deed, institution, about, .. } = self else {
            return String::new();
        };
        let [ko, en] = about;
        let name = if institution.is_empty() { String::new() } else { called(institution) };
        let about = if lang == Lang::Ko { ko } else { en };
        let whose = [name.as_str(), about.as_str()];
        let whose: Vec<&str> = whose.into_iter().filter(|it| !it.is_empty()).collect();
        let what = deed_word(lang, deed);
        match whose.is_empty() {
            true => words::rejected(lang, &what),
            false => words::rejected_of(lang, &whose.join(" · "), &what),
        }
    }

    /// What to know of it.
    pub(super) fn proposal_text(&self, lang: Lang) -> String {
        let Content::ProposalRejected { reason, .. } = self else { return String::new() };
        words::rejected_text(lang, reason)
    }
}

//! What notices of measures say, and what they lead to.
//!
//! **Must never know** why a standing stands where it does.

use super::content::{Called, Content};
use super::words;
use naru_base::Lang;

impl Content {
    /// The institution whose measure it is about.
    pub fn measured(&self) -> Option<&str> {
        match self {
            Content::MeasureDecided { institution, .. }
            | Content::MeasureLifted { institution, .. }
            | Content::MeasureAppealed { institution, .. } => Some(institution),
            _ => None,
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

fn standing_word(lang: Lang, it: &str) -> String {
    match it {
        "warned" => words::standing_warned(lang),
        "limit-cut" => words::standing_limit(lang),
        "inquiry-only" => words::standing_inquiry(lang),
        "suspended" => words::standing_suspended(lang),
        other => other.to_owned(),
    }
}

//! What notices of the steps of a security check say, and the check they lead to.
//!
//! **Must never know** when a step is possible, or what was found.

use super::content::{Called, Content};
use super::matter::check_word;
use super::words::{fix_missed, fix_missed_text, fix_near, fix_near_text};
use super::words_check as words;
use naru_base::Lang;

impl Content {
    /// The check that it is about.
    pub fn of_check(&self) -> Option<&str> {
        match self {
            Content::CheckRequested { check, .. }
            | Content::CheckScheduled { check, .. }
            | Content::CheckUnscheduled { check, .. }
            | Content::CheckFindings { check, .. }
            | Content::CheckFixed { check, .. }
            | Content::CheckWithdrawn { check, .. }
            | Content::CheckTakenOver { check, .. }
            | Content::CheckGivenBack { check, .. }
            | Content::FixNear { check, .. }
            | Content::FixMissed { check, .. } => Some(check),
            Content::GateDecided { check, .. } if !check.is_empty() => Some(check),
            _ => None,
        }
    }

    /// One line.
    pub(super) fn check_title(&self, lang: Lang, called: &Called<'_>) -> String {
        let of = |institution: &str, service: &str| (called(institution), checked(lang, service));
        match self {
            Content::FixNear { institution, last_day, .. } => {
                fix_near(lang, &called(institution), last_day)
            }
            Content::FixMissed { institution, last_day, .. } => {
                fix_missed(lang, &called(institution), last_day)
            }
            Content::CheckRequested { institution, service, .. } => {
                let (name, what) = of(institution, service);
                words::requested(lang, &name, &what)
            }
            Content::CheckScheduled { institution, service, from, to, .. } => {
                let (name, what) = of(institution, service);
                words::scheduled(lang, &name, &what, from, to)
            }
            Content::CheckUnscheduled { institution, service, .. } => {
                let (name, what) = of(institution, service);
                words::unscheduled(lang, &name, &what)
            }
            Content::CheckFindings { institution, service, open, .. } => {
                let (name, what) = of(institution, service);
                words::findings(lang, &name, &what, *open)
            }
            Content::CheckFixed { institution, service, .. } => {
                let (name, what) = of(institution, service);
                words::fixed(lang, &name, &what)
            }
            Content::CheckWithdrawn { institution, service, .. } => {
                let (name, what) = of(institution, service);
                words::withdrawn(lang, &name, &what)
            }
            Content::CheckTakenOver { institution, service, .. } => {
                let (name, what) = of(institution, service);
                words::taken_over(lang, &name, &what)
            }
            Content::CheckGivenBack { institution, service, .. } => {
                let (name, what) = of(institution, service);
                words::given_back(lang, &name, &what)
            }
            _ => String::new(),
        }
    }

    /// What to know of it, and what to do.
    pub(super) fn check_text(&self, lang: Lang) -> String {
        match self {
            Content::FixNear { open, days, .. } => fix_near_text(lang, *open, *days),
            Content::FixMissed { open, .. } => fix_missed_text(lang, *open),
            Content::CheckRequested { .. } => words::requested_text(lang),
            Content::CheckScheduled { .. } => words::scheduled_text(lang),
            Content::CheckUnscheduled { .. } => words::unscheduled_text(lang),
            Content::CheckFindings { last_day, .. } => words::findings_text(lang, last_day),
            Content::CheckFixed { .. } => words::fixed_text(lang),
            Content::CheckWithdrawn { .. } => words::withdrawn_text(lang),
            Content::CheckTakenOver { reason, .. } => words::taken_over_text(lang, reason),
            Content::CheckGivenBack { reason, .. } => words::given_back_text(lang, reason),
            _ => String::new(),
        }
    }
}

/// What a check looks at.
fn checked(lang: Lang, service: &str) -> String {
    match service {
        "" => words::of_organisation(lang),
        key => check_word(lang, key),
    }
}

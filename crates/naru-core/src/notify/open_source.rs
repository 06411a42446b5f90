//! What notices of open source say, and what they lead to.
//!
//! **Must never know** why an office decided so.

use super::content::{Called, Content};
use super::words;
use naru_base::Lang;
use naru_base::role::Role;

/// What was asked for, by the list in which it stands.
fn kind_of(lang: Lang, list: &str) -> String {
    match list {
        "stances" => words::request_stance(lang),
        "zone" => words::request_crossing(lang),
        _ => words::request_approval(lang),
    }
}

/// An office, as it is called.
fn office_word(lang: Lang, office: &str) -> String {
    match office {
        "security" => words::office_security(lang),
        "manager" => words::office_manager(lang),
        "legal" => words::office_legal(lang),
        "board" => words::office_board(lang),
        other => other.to_owned(),
    }
}

/// A role that may fill one, as it is called.
fn role_word(lang: Lang, role: &str) -> String {
    match Role::parse(role) {
        Some(Role::Operator) => words::role_operator(lang),
        Some(Role::SecurityDesk) => words::role_security(lang),
        Some(Role::Inspector) => words::role_inspector(lang),
        Some(Role::Legal) => words::role_legal(lang),
        _ => role.to_owned(),
    }
}

impl Content {
    /// The page on open source that it is about: the list, and which of it.
    pub fn open_source(&self) -> Option<(&str, &str)> {
        match self {
            Content::Exposed { advisory, .. } | Content::ExposureOver { advisory, .. } => {
                Some(("advisories", advisory))
            }
            Content::ExposureExcepted { advisory, stance, .. } => match stance.as_str() {
                "" => Some(("advisories", advisory)),
                stance => Some(("stances", stance)),
            },
            Content::QuestionAsked { question, .. }
            | Content::QuestionAnswered { question, .. } => Some(("desk", question)),
            Content::ApprovalReopened { approval, .. } => Some(("approvals", approval)),
            Content::RequestTakenBack { list, request, .. }
            | Content::RequestDecided { list, request, .. } => Some((list, request)),
            Content::SeatProposed { .. } => Some(("seats", "changes")),
            Content::SeatDecided { .. } => Some(("seats", "ended")),
            _ => None,
        }
    }

    /// One line.
    pub(super) fn open_source_title(&self, lang: Lang) -> String {
        match self {
            Content::Exposed { system, advisory, .. } => words::exposed(lang, system, advisory),
            Content::ExposureOver { system, advisory, .. } => words::over(lang, system, advisory),
            Content::ExposureExcepted { system, advisory, .. } => {
                words::excepted(lang, system, advisory)
            }
            Content::RequestDecided { list, subject, verdict, .. } => match verdict.as_str() {
                "approved" => words::request_approved(lang, &kind_of(lang, list), subject),
                _ => words::request_refused(lang, &kind_of(lang, list), subject),
            },
            Content::QuestionAsked { title, .. } => words::question_asked(lang, title),
            Content::QuestionAnswered { title, .. } => words::question_answered(lang, title),
            Content::ApprovalReopened { package, .. } => words::approval_reopened(lang, package),
            Content::RequestTakenBack { list, subject, .. } => {
                words::taken_back(lang, &kind_of(lang, list), subject)
            }
            Content::SeatProposed { office, role, .. } => {
                words::seat_proposed(lang, &office_word(lang, office), &role_word(lang, role))
            }
            Content::SeatDecided { office, role, verdict, .. } => {
                let (office, role) = (office_word(lang, office), role_word(lang, role));
                match verdict.as_str() {
                    "confirmed" => words::seat_confirmed(lang, &office, &role),
                    _ => words::seat_refused(lang, &office, &role),
                }
            }
            _ => String::new(),
        }
    }

    /// What to know and what to do.
    pub(super) fn open_source_text(&self, lang: Lang, called: &Called<'_>) -> String {
        match self {
            Content::Exposed { package, fixed, cut_at, stop_at, .. } => {
                let todo = match fixed.as_str() {
                    "" => words::exposed_unfixed(lang),
                    fixed => words::exposed_fix(lang, fixed),
                };
                words::exposed_text(lang, package, &todo, cut_at, stop_at)
            }
            Content::ExposureOver { package, left, .. } => match left {
                None => words::over_text(lang, package),
                Some(0) => words::over_last_text(lang, package),
                Some(left) => words::over_others_text(lang, package, *left),
            },
            Content::ExposureExcepted { package, until, .. } => {
                words::excepted_text(lang, package, until)
            }
            Content::RequestDecided { list, verdict, until, reason, .. } => {
                match (verdict.as_str(), list.as_str()) {
                    ("approved", "zone") => words::crossing_approved_text(lang, until),
                    ("approved", "stances") => words::stance_approved_text(lang, until),
                    ("approved", _) => words::request_approved_text(lang, until),
                    (_, "zone") => words::crossing_refused_text(lang, reason.trim_end_matches('.')),
                    _ => words::request_refused_text(lang, reason.trim_end_matches('.')),
                }
            }
            Content::QuestionAsked { institution, .. } => {
                words::question_asked_text(lang, &called(institution))
            }
            Content::QuestionAnswered { .. } => words::question_answered_text(lang),
            Content::ApprovalReopened { institution, advisories, .. } => {
                words::approval_reopened_text(lang, &called(institution), advisories)
            }
            Content::RequestTakenBack { reason, .. } => {
                words::taken_back_text(lang, reason.trim_end_matches('.'))
            }
            Content::SeatProposed { source, .. } => {
                words::seat_proposed_text(lang, source.trim_end_matches('.'))
            }
            Content::SeatDecided { office, role, before, verdict, reason, .. } => {
                match verdict.as_str() {
                    "confirmed" => words::seat_confirmed_text(
                        lang,
                        &office_word(lang, office),
                        &role_word(lang, role),
                        &role_word(lang, before),
                    ),
                    _ => words::seat_refused_text(lang, reason.trim_end_matches('.')),
                }
            }
            _ => String::new(),
        }
    }
}

//! What notices of gates and measures say, and what they lead to.
//!
//! **Must never know** why a standing stands where it does.

use super::content::{Called, Content};
use super::say::in_language;
use super::words;
use naru_base::Lang;

impl Content {
    /// The institution whose gate or measure it is about.
    pub fn measured(&self) -> Option<&str> {
        match self {
            Content::MeasureDecided { institution, .. }
            | Content::MeasureLifted { institution, .. }
            | Content::MeasureAppealed { institution, .. }
            | Content::AppealAnswered { institution, .. }
            | Content::GateDecided { institution, .. } => Some(institution),
            _ => None,
        }
    }

    /// Whose form of eligibility it is about.
    pub fn filed_by(&self) -> Option<&str> {
        match self {
            Content::EligibilityFiled { institution, .. } => Some(institution),
            _ => None,
        }
    }

    /// The rule with a date that it is about, and whose date.
    pub fn dated(&self) -> Option<(&str, &str)> {
        match self {
            Content::DeadlineNear { institution, rule, .. }
            | Content::DeadlineExtended { institution, rule, .. }
            | Content::DeadlineAnswered { institution, rule, .. } => Some((rule, institution)),
            _ => None,
        }
    }

    /// One line of a decision at a gate, of a rule with a date.
    pub(super) fn gate_title(&self, lang: Lang, called: &Called<'_>) -> String {
        match self {
            Content::GateDecided { institution, gate, service, verdict, .. } => {
                let what = match service.as_str() {
                    "" => gate_word(lang, gate),
                    key => check_word(lang, key),
                };
                words::gate_decided(lang, &called(institution), &what, &verdict_word(lang, verdict))
            }
            Content::DeadlineNear { institution, title, last_day, .. } => {
                words::deadline_near(lang, &called(institution), in_language(lang, title), last_day)
            }
            Content::DeadlineAnswered { institution, title, .. } => {
                words::deadline_answered(lang, &called(institution), in_language(lang, title))
            }
            Content::DeadlineExtended { institution, title, last_day, .. } => {
                let rule = in_language(lang, title);
                words::deadline_extended(lang, &called(institution), rule, last_day)
            }
            Content::CoverHandedIn { institution, title } => {
                words::cover_handed_in(lang, &called(institution), title)
            }
            Content::EligibilityFiled { institution, replaces, .. } => match replaces.as_str() {
                "" => words::form_filed(lang, &called(institution)),
                _ => words::form_filed_anew(lang, &called(institution)),
            },
            _ => String::new(),
        }
    }

    /// What to know of it, and what to do.
    pub(super) fn gate_text(&self, lang: Lang) -> String {
        match self {
            Content::GateDecided { gate, verdict, holds_until, note, standing, check, .. } => {
                let whose = whose(lang, gate);
                let said = match (verdict.as_str(), holds_until.as_str()) {
                    ("passed", "") => words::gate_passed_text(lang, &whose),
                    ("passed", until) => words::gate_passed_until_text(lang, &whose, until),
                    ("failed", _) if !note.is_empty() => words::gate_failed_note_text(
                        lang,
                        &whose,
                        naru_base::in_language(lang, note),
                    ),
                    ("failed", _) if !check.is_empty() => words::check_failed_text(lang, &whose),
                    ("failed", _) => words::gate_failed_text(lang, &whose),
                    _ => words::gate_revoked_text(lang, &whose),
                };
                match standing.as_str() {
                    "" => said,
                    it => {
                        format!("{said} {}", words::standing_then(lang, &standing_word(lang, it)))
                    }
                }
            }
            Content::DeadlineNear { title, days, .. } => {
                words::deadline_near_text(lang, in_language(lang, title), *days)
            }
            Content::DeadlineAnswered { ground, last_day, from, .. } => {
                words::deadline_answered_text(lang, in_language(lang, ground), last_day, from)
            }
            Content::DeadlineExtended { last_day, .. } => {
                words::deadline_extended_text(lang, last_day)
            }
            Content::CoverHandedIn { .. } => words::cover_handed_in_text(lang),
            Content::EligibilityFiled { replaces, .. } => match replaces.as_str() {
                "" => words::form_filed_text(lang),
                _ => words::form_filed_anew_text(lang),
            },
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
            Content::AppealAnswered { institution, standing, ruling, .. } => {
                let (name, to) = (called(institution), standing_word(lang, standing));
                words::appeal_answered(lang, &name, &to, &ruling_word(lang, ruling))
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
            Content::AppealAnswered { rule, ruling, .. } => match ruling.as_str() {
                "upheld" => words::appeal_upheld_text(lang, rule),
                _ => words::appeal_dismissed_text(lang, rule),
            },
            _ => String::new(),
        }
    }
}

/// The check of `web:narae:1.0` in words; a form of a later version as it is.
pub(super) fn check_word(lang: Lang, key: &str) -> String {
    let mut parts = key.splitn(3, ':');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("web"), Some(name), Some(version)) => words::check_web(lang, name, version),
        (Some("app"), Some(name), Some(version)) => words::check_app(lang, name, version),
        _ => key.to_owned(),
    }
}

/// Whose two people decide at a gate.
fn whose(lang: Lang, gate: &str) -> String {
    match gate {
        "organisation" | "service" => words::house_inspector(lang),
        _ => words::house_operator(lang),
    }
}

fn gate_word(lang: Lang, it: &str) -> String {
    match it {
        "eligibility" => words::gate_eligibility(lang),
        "functional" => words::gate_functional(lang),
        "organisation" => words::gate_organisation(lang),
        "service" => words::gate_service(lang),
        "surety" => words::gate_surety(lang),
        "contract" => words::gate_contract(lang),
        "start" => words::gate_start(lang),
        other => other.to_owned(),
    }
}

fn verdict_word(lang: Lang, it: &str) -> String {
    match it {
        "passed" => words::verdict_passed(lang),
        "failed" => words::verdict_failed(lang),
        "revoked" => words::verdict_revoked(lang),
        other => other.to_owned(),
    }
}

fn ruling_word(lang: Lang, it: &str) -> String {
    match it {
        "upheld" => words::ruling_upheld(lang),
        "dismissed" => words::ruling_dismissed(lang),
        other => other.to_owned(),
    }
}

fn standing_word(lang: Lang, it: &str) -> String {
    match it {
        "live" => words::standing_live(lang),
        "not-admitted" => words::standing_not_admitted(lang),
        "warned" => words::standing_warned(lang),
        "limit-cut" => words::standing_limit(lang),
        "inquiry-only" => words::standing_inquiry(lang),
        "suspended" => words::standing_suspended(lang),
        other => other.to_owned(),
    }
}

//! The words of checks with their shapes, and days counted as people count them.

use super::words as w;
use crate::console::shape::{Shape, state as shown};
use crate::console::words;
use maud::Markup;
use naru_base::{Lang, Micros};
use naru_core::admission::Standing;
use naru_core::check::{Engagement, How, Kind, Opinion, State, Value};

pub(super) fn kind(lang: Lang, it: Kind) -> String {
    match it {
        Kind::Organisation => w::organisation(lang),
        Kind::Web => w::web(lang),
        Kind::App => w::app(lang),
    }
}

/// What is checked: 기관 점검, 웹 점검 narae 1.0.
pub(super) fn what(lang: Lang, it: &Engagement) -> String {
    let kind = kind(lang, it.kind());
    match &it.service {
        None => kind,
        Some(key) => format!("{kind} {} {}", key.name, key.version),
    }
}

pub(super) fn state_word(lang: Lang, it: State) -> String {
    match it {
        State::Requested => w::st_requested(lang),
        State::Scheduled => w::st_scheduled(lang),
        State::UnderWay => w::st_under_way(lang),
        State::Findings => w::st_findings(lang),
        State::Fixing => w::st_fixing(lang),
        State::ReCheck => w::st_re_check(lang),
        State::Passed => w::st_passed(lang),
        State::Failed => w::st_failed(lang),
        State::Withdrawn => w::st_withdrawn(lang),
    }
}

pub(crate) fn state(lang: Lang, it: State) -> Markup {
    let (class, shape) = match it {
        State::Requested => ("na", Shape::Hollow),
        State::Scheduled => ("na", Shape::Hollow),
        State::UnderWay | State::ReCheck => ("run", Shape::Half),
        State::Findings | State::Fixing => ("warn", Shape::Triangle),
        State::Passed => ("ok", Shape::Circle),
        State::Failed => ("stop", Shape::Square),
        State::Withdrawn => ("na", Shape::Hollow),
    };
    shown(class, shape, &state_word(lang, it))
}

pub(super) fn value_word(lang: Lang, it: Value) -> String {
    match it {
        Value::Pass => w::val_pass(lang),
        Value::Partial => w::val_partial(lang),
        Value::Fail => w::val_fail(lang),
        Value::NotApplicable => w::val_na(lang),
    }
}

/// The colour and shape of what was found.
pub(super) const fn value_look(it: Value) -> (&'static str, Shape) {
    match it {
        Value::Pass => ("ok", Shape::Circle),
        Value::Partial => ("warn", Shape::Triangle),
        Value::Fail => ("stop", Shape::Square),
        Value::NotApplicable => ("na", Shape::Bar),
    }
}

pub(super) fn value(lang: Lang, it: Value) -> Markup {
    let (class, shape) = value_look(it);
    shown(class, shape, &value_word(lang, it))
}

pub(super) fn how(lang: Lang, it: How) -> String {
    match it {
        How::Machine => w::how_machine(lang),
        How::Person => w::how_person(lang),
        How::Document => w::how_document(lang),
    }
}

pub(super) fn opinion_word(lang: Lang, it: Opinion) -> String {
    match it {
        Opinion::Supports => w::op_supports(lang),
        Opinion::Refutes => w::op_refutes(lang),
        Opinion::Unknown => w::op_unknown(lang),
    }
}

pub(super) fn opinion(lang: Lang, it: Opinion) -> Markup {
    let (class, shape) = match it {
        Opinion::Supports => ("ok", Shape::Circle),
        Opinion::Refutes => ("stop", Shape::Square),
        Opinion::Unknown => ("unk", Shape::Dashed),
    };
    shown(class, shape, &opinion_word(lang, it))
}

/// Whose turn it is.
pub(super) fn turn(lang: Lang, it: State) -> String {
    match it {
        State::Requested | State::Scheduled | State::UnderWay | State::ReCheck => {
            w::turn_inspector(lang)
        }
        State::Findings | State::Fixing => w::turn_institution(lang),
        State::Passed | State::Failed | State::Withdrawn => w::turn_nobody(lang),
    }
}

/// Until when something is due: the end of the slot, or of putting right.
pub(super) fn due_at(it: &Engagement) -> Option<Micros> {
    match it.state {
        State::Findings | State::Fixing => it.fix_by,
        State::Scheduled | State::UnderWay => it.slot.map(|(_, to)| to.next().starts_at()),
        // A re-check waits for the inspector since its day, and has none of its own.
        State::ReCheck => None,
        State::Requested | State::Passed | State::Failed | State::Withdrawn => None,
    }
}

fn days(lang: Lang, at: Micros, now: Micros) -> (&'static str, String) {
    let days = at.days_left(now);
    match days {
        ..0 => ("c-stop b", w::over_days(lang, -days)),
        0..3 => ("c-warn b", w::days_left(lang, days)),
        _ => ("", w::days_left(lang, days)),
    }
}

/// D-3, 2일 지남; with its colour and its day.
pub(super) fn due(lang: Lang, at: Micros, now: Micros) -> Markup {
    let (class, text) = days(lang, at, now);
    let date = super::lead::last_day(at);
    maud::html! { span class=(format!("nw {class}")) { (text) " " span class="sub xs" { (date) } } }
}

/// The same where its day stands beside it already.
pub(super) fn days_left(lang: Lang, at: Micros, now: Micros) -> Markup {
    let (class, text) = days(lang, at, now);
    maud::html! { span class=(format!("nw {class}")) { (text) } }
}

/// A standing in a word.
pub(super) fn standing(lang: Lang, it: Standing) -> String {
    match it {
        Standing::Live => words::standing_normal(lang),
        Standing::Warned => words::standing_warned(lang),
        Standing::LimitCut => words::standing_limit(lang),
        Standing::InquiryOnly => words::standing_inquiry(lang),
        Standing::Suspended => words::standing_suspended(lang),
        Standing::NotAdmitted => words::standing_not_admitted(lang),
    }
}

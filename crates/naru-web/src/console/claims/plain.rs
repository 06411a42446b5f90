//! Words and shapes of claims that several pages share.

use super::words as w;
use crate::console::shape::{Shape, state as shown};
use crate::console::{ConsoleState, format, pieces};
use maud::{Markup, html};
use naru_base::texts::Josa;
use naru_base::{Lang, Micros};
use naru_core::claim::{
    self, Cause, Claim, Clock, ClockState, Duty, Freezing, LineKind, Party, Requests, State, Step,
    Todo, TraceState,
};
use naru_core::notify;

pub(super) fn state_word(lang: Lang, it: State) -> String {
    match it {
        State::Reported => w::st_reported(lang),
        State::Frozen => w::st_frozen(lang),
        State::Paid => w::st_paid(lang),
        State::Decided => w::st_decided(lang),
        State::SuretyClaimed => w::st_surety(lang),
        State::Recourse => w::st_recourse(lang),
        State::Closed => w::st_closed(lang),
        State::Rejected => w::st_rejected(lang),
        State::Withdrawn => w::st_withdrawn(lang),
    }
}

pub(super) fn state(lang: Lang, it: State) -> Markup {
    let (class, shape) = match it {
        State::Reported => ("warn", Shape::Triangle),
        State::Frozen | State::Paid | State::Decided | State::SuretyClaimed | State::Recourse => {
            ("run", Shape::Half)
        }
        State::Closed => ("ok", Shape::Check),
        State::Rejected => ("stop", Shape::Square),
        State::Withdrawn => ("na", Shape::Hollow),
    };
    shown(class, shape, &state_word(lang, it))
}

pub(super) fn cause(lang: Lang, it: Cause) -> String {
    notify::cause_word(lang, it.as_str())
}

pub(super) fn causes(lang: Lang) -> Vec<(String, String)> {
    Cause::ALL.map(|it| (it.to_string(), cause(lang, it))).into()
}

pub(super) fn step(lang: Lang, it: Step) -> String {
    match it {
        Step::Freeze => w::step_freeze(lang),
        Step::Payment => w::step_payment(lang),
        Step::Cause => w::step_cause(lang),
        Step::Surety => w::step_surety(lang),
    }
}

pub(super) fn trace(lang: Lang, it: TraceState) -> Markup {
    let (class, shape, word) = match it {
        TraceState::Waiting => ("warn", Shape::Half, w::tr_waiting(lang)),
        TraceState::Frozen => ("ok", Shape::Check, w::tr_frozen(lang)),
        TraceState::Partly => ("limit", Shape::Diamond, w::tr_partly(lang)),
        TraceState::Nothing => ("na", Shape::Hollow, w::tr_nothing(lang)),
        TraceState::Refused => ("stop", Shape::Square, w::tr_refused(lang)),
        TraceState::Outside => ("warn", Shape::Triangle, w::tr_outside(lang)),
        TraceState::Releasing => ("run", Shape::Half, w::tr_releasing(lang)),
        TraceState::Released => ("na", Shape::Hollow, w::tr_released(lang)),
    };
    shown(class, shape, &word)
}

pub(super) fn line_kind(lang: Lang, it: LineKind) -> String {
    match it {
        LineKind::Report => w::l_report(lang),
        LineKind::Payment => w::l_payment(lang),
        LineKind::Ended => w::l_ended(lang),
        LineKind::Returned => w::l_returned(lang),
        LineKind::Share => w::l_share(lang),
        LineKind::Surety => w::l_surety(lang),
        LineKind::SuretyRefused => w::l_refused(lang),
        LineKind::Recourse => w::l_recourse(lang),
        LineKind::WriteOff => w::l_off(lang),
    }
}

/// Who pays or bears something.
pub(super) fn party(state: &ConsoleState, lang: Lang, it: &Party) -> String {
    let directory = state.parts.hub.directory();
    match it {
        Party::Operator => w::p_operator(lang),
        Party::Consumer => w::p_consumer(lang),
        Party::Surety => w::p_surety(lang),
        Party::Institution(code) => super::institution(state, lang, code),
        Party::Bank(code) => match directory.banks.get(code) {
            Some(it) if lang == Lang::Ko => it.name_ko.clone(),
            Some(it) => it.name_en.clone(),
            None => code.to_string(),
        },
    }
}

/// The same within a sentence.
pub(super) fn party_in(state: &ConsoleState, lang: Lang, it: &Party) -> String {
    match it {
        Party::Operator => w::the_operator(lang),
        Party::Consumer => w::the_consumer(lang),
        Party::Surety => w::the_surety(lang),
        named => party(state, lang, named),
    }
}

/// The same as who owes something, with the particle that Korean gives to it.
pub(super) fn party_owes(state: &ConsoleState, lang: Lang, it: &Party) -> String {
    let name = party_in(state, lang, it);
    match lang {
        Lang::Ko => Josa::i_ga(&name).to_string(),
        Lang::En => name,
    }
}

/// The same at the head of a sentence, as who does something.
pub(super) fn party_does(state: &ConsoleState, lang: Lang, it: &Party) -> String {
    let name = party_in(state, lang, it);
    match lang {
        Lang::Ko => Josa::i_ga(&name).to_string(),
        Lang::En => {
            let mut rest = name.chars();
            let first = rest.next().map(|it| it.to_uppercase().to_string()).unwrap_or_default();
            first + rest.as_str()
        }
    }
}

/// 2026-11-26 14:28.
pub(super) fn moment(at: Micros) -> String {
    format!("{} {}", pieces::day(at.business_date()), format::hour_minute(at))
}

/// Seconds of a distance, whichever way.
fn seconds(from: Micros, to: Micros) -> u64 {
    format::seconds_between(from.min(to), from.max(to))
}

/// What the requests to freeze have come to; of what is frozen the sum.
pub(super) fn freezing(lang: Lang, it: &Requests) -> String {
    match it.freezing() {
        Freezing::Nowhere => w::fz_nowhere(lang),
        Freezing::Outside => w::fz_outside(lang),
        Freezing::Asked => w::fz_asked(lang),
        Freezing::Held => format::won(lang, it.frozen),
        Freezing::Released => w::fz_released(lang),
        Freezing::Refused => w::fz_refused(lang),
        Freezing::Nothing => w::fz_nothing(lang),
    }
}

/// A clock of a claim: its shape, and how long is left, or how late it is.
pub(super) fn clock(lang: Lang, of: &Claim, it: &Clock, now: Micros) -> Markup {
    let (Some(due), done) = (it.due_at, it.done_at) else {
        return idle(lang, of);
    };
    let age = |from, to| format::age(lang, seconds(from, to));
    match it.state {
        ClockState::Met => {
            let early = done.map_or_else(String::new, |done| age(done, due));
            shown("ok", Shape::Check, &w::ck_met(lang, &early))
        }
        ClockState::Late => {
            let late = done.map_or_else(String::new, |done| age(due, done));
            shown("limit", Shape::Diamond, &w::ck_late(lang, &late))
        }
        ClockState::Running => shown("run", Shape::Half, &w::ck_running(lang, &age(now, due))),
        ClockState::Overdue => shown("stop", Shape::Square, &w::ck_over(lang, &age(due, now))),
        ClockState::Idle => idle(lang, of),
        ClockState::Nothing => shown("na", Shape::Hollow, &freezing(lang, &of.requests)),
    }
}

/// A step that has not begun; of what is over, or decided so that nothing is asked of a surety, one
/// that never will, which has no shape: a dashed one would say that nobody knows.
fn idle(lang: Lang, of: &Claim) -> Markup {
    match of.state.is_final() || of.decided_at.is_some() {
        true => html! { span class="c-3" { (w::ck_no_more(lang)) } },
        false => shown("na", Shape::Hollow, &w::ck_not_begun(lang)),
    }
}

/// Until when a step is due, or was; of one that nobody will take any more, nothing.
pub(super) fn due(it: &Clock) -> String {
    it.due_at
        .filter(|_| it.state != ClockState::Idle)
        .map_or_else(|| format::NONE.to_owned(), moment)
}

/// The date of what a participant has to do itself, if anything; or that there is none.
pub(super) fn own_date(lang: Lang, of: &Claim, it: &Todo, now: Micros) -> Markup {
    let name = match it.duty {
        Duty::Freeze => w::step_freeze(lang),
        _ => w::own_payment(lang),
    };
    let Some(due) = it.due_at else {
        return html! { (name) " · " span class="c-3" { (w::no_date(lang)) } };
    };
    let state = if now < due { ClockState::Running } else { ClockState::Overdue };
    let step = if it.duty == Duty::Freeze { Step::Freeze } else { Step::Payment };
    html! {
        (name) " · "
        (clock(lang, of, &Clock { step, state, due_at: Some(due), done_at: None }, now))
    }
}

/// The clock that presses most: one that is over, or else the one that ends first. `is_mine`: the
/// reader has something to do, and is told that it has no date.
pub(super) fn pressing(lang: Lang, of: &Claim, is_mine: bool, now: Micros) -> Markup {
    let clocks = of.clocks(now);
    let runs = |it: &&Clock| matches!(it.state, ClockState::Running | ClockState::Overdue);
    match clocks.iter().filter(runs).min_by_key(|it| it.due_at) {
        Some(it) => {
            let name = match it.step {
                Step::Surety if !is_mine && claim::is_own_time(of, now) => {
                    w::turn_institution(lang)
                }
                Step::Surety if !is_mine => w::turn_operator(lang),
                of => step(lang, of),
            };
            html! { (name) " · " (clock(lang, of, it, now)) }
        }
        None if is_mine => html! { span class="c-3" { (w::no_date(lang)) } },
        None => html! { span class="c-3" { (format::NONE) } },
    }
}

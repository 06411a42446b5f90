//! Words and shapes of claims that several pages share.

use super::words as w;
use crate::console::shape::{Shape, state as shown};
use crate::console::{ConsoleState, format, pieces};
use maud::{Markup, html};
use naru_base::{Lang, Micros, Won};
use naru_core::claim::{
    Cause, Claim, Clock, ClockState, Freezing, LineKind, Listed, Part, Party, Reader, Requests,
    State, Step, TraceState,
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
        State::Frozen | State::Paid => ("run", Shape::Half),
        State::Decided | State::SuretyClaimed | State::Recourse => ("run", Shape::Diamond),
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
        TraceState::Released => ("na", Shape::Dashed, w::tr_released(lang)),
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
        return shown("na", Shape::Dashed, &w::ck_idle(lang));
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
        ClockState::Idle => shown("na", Shape::Dashed, &w::ck_idle(lang)),
        ClockState::Nothing => shown("na", Shape::Hollow, &freezing(lang, &of.requests)),
    }
}

/// The clock that presses most: one that is over, or else the one that ends first. Of somebody
/// whose turn it is, the clock of what they have to do, or that it has none.
pub(super) fn pressing(
    lang: Lang,
    (reader, part): (&Reader, Option<&Part>),
    it: &Listed,
    now: Micros,
) -> Markup {
    let (of, is_mine) = (&it.claim, it.place.is_mine());
    let mut clocks = of.clocks(now).to_vec();
    let (open, owed) = part.map_or((Won::ZERO, Won::ZERO), |it| (it.open, it.owed));
    match reader {
        Reader::Bank(_) if is_mine && open > Won::ZERO => {
            clocks.retain(|it| it.step == Step::Freeze);
        }
        Reader::Bank(_) | Reader::Insurer(_) if is_mine => clocks.clear(),
        // What the surety is asked for by then, the institution pays by then.
        Reader::Institution(_) if is_mine && owed > Won::ZERO => {
            clocks.retain(|it| it.step == Step::Surety);
        }
        _ => {}
    }
    let step = |lang: Lang, it: Step| match (reader, it) {
        (Reader::Institution(_), Step::Surety) if is_mine => w::step_own_payment(lang),
        _ => step(lang, it),
    };
    let runs = |it: &&Clock| matches!(it.state, ClockState::Running | ClockState::Overdue);
    match clocks.iter().filter(runs).min_by_key(|it| it.due_at) {
        Some(it) => html! {
            (step(lang, it.step)) " " (clock(lang, of, it, now))
        },
        None if is_mine => html! { span class="c-3" { (w::no_date(lang)) } },
        None => html! { span class="c-3" { (format::NONE) } },
    }
}

//! The sentence at the top of a check: what is next, and whose turn it is, for every reader.

use super::one::View;
use super::open::Beside;
use super::plain::standing;
use super::words as w;
use super::{Eyes, HERE};
use crate::console::letter::unbroken;
use crate::console::pieces::day;
use maud::{Markup, html};
use naru_base::Micros;
use naru_base::role::Right;
use naru_core::admission::step;
use naru_core::check::{State, deeds};

/// In a sentence; a proposal that waits with the way to it.
pub(super) fn lead(view: &View<'_>) -> Markup {
    let lang = view.lang;
    let said = match &view.waits {
        Some(case) => {
            let is_pass = deeds::conclusion_of(case).is_ok_and(|(_, it)| it.is_pass);
            match (case.proposed_by == view.who.session.account, is_pass) {
                (true, true) => w::waits_own_pass(lang),
                (true, false) => w::waits_own_fail(lang),
                (false, true) => w::waits_pass(lang),
                (false, false) => w::waits_fail(lang),
            }
        }
        None if view.eyes == Eyes::Own => own(view),
        None => of_check(view),
    };
    let applies = view.who.session.post.may(Right::GatesApply);
    let asks_anew = view.shown.counts_failed && view.eyes == Eyes::Own && applies;
    html! {
        p class="lead" {
            (unbroken(&said))
            @if asks_anew { " " a class="nw" href=(HERE) { (w::ask_anew(lang)) } }
            @if let Some(said) = gate_first(view) { " " (unbroken(&said)) }
            @if let Some(case) = &view.waits {
                " " a class="nw" href=(format!("/console/check-proposals/{}", case.id)) { (w::see_proposal(lang)) }
            }
        }
    }
}

/// That the gate ends before what was found has to be put right, and what that costs.
fn gate_first(view: &View<'_>) -> Option<String> {
    let it = view.it();
    let Some(Beside::Holds(Some(until))) = view.shown.beside else { return None };
    let is_told = matches!(it.state, State::Findings | State::Fixing);
    let is_first = is_told && it.fix_by.is_some_and(|by| until < by);
    let to = standing(view.lang, step(it.gate()).lapse);
    is_first.then(|| w::next_gate_first(view.lang, &last_day(until), &to))
}

/// For the institution's own people.
fn own(view: &View<'_>) -> String {
    let (lang, open) = (view.lang, view.open());
    match view.it().state {
        State::Requested | State::Scheduled => w::next_own_wait(lang),
        State::UnderWay if view.dossier().judged() == view.dossier().list.items.len() => {
            w::next_own_judged(lang)
        }
        State::UnderWay => w::next_own_under_way(lang),
        State::Findings => w::next_own_findings(lang, open),
        State::Fixing => w::next_own_fixing(lang, open),
        State::ReCheck => w::next_own_re_check(lang),
        State::Failed if view.shown.counts_failed => {
            w::next_own_failed(lang, &standing(lang, view.shown.standings.0))
        }
        State::Passed | State::Failed | State::Withdrawn => over(view),
    }
}

/// For inspectors and whoever only reads.
fn of_check(view: &View<'_>) -> String {
    let (lang, it) = (view.lang, view.it());
    let is_mine = view.eyes == Eyes::Inspector;
    if naru_core::check::is_free(it) {
        return match view.eyes {
            Eyes::Colleague => w::next_free(lang),
            _ => w::next_free_read(lang),
        };
    }
    let (open, left) = (view.open(), view.left());
    match it.state {
        State::Requested | State::Scheduled => {
            let from = it.slot.map(|(from, _)| day(from)).unwrap_or_default();
            if is_mine { w::next_begin(lang, &from) } else { w::next_begins(lang, &from) }
        }
        State::UnderWay | State::ReCheck if !view.sees_findings() => w::next_read_under_way(lang),
        State::UnderWay if left > 0 => w::next_left(lang, left),
        State::ReCheck if left > 0 => w::next_re_check_left(lang, left),
        State::UnderWay | State::ReCheck if !is_mine && open > 0 => w::next_judged_read(lang),
        State::UnderWay | State::ReCheck if !is_mine => w::next_judged_read_clear(lang),
        State::UnderWay | State::ReCheck if open > 0 => w::next_judged_open(lang, open),
        State::UnderWay | State::ReCheck => w::next_judged(lang),
        State::Findings | State::Fixing => {
            let until = it.fix_by.map(last_day).unwrap_or_default();
            w::next_theirs(lang, open, &until)
        }
        State::Failed if view.shown.counts_failed => {
            w::next_failed(lang, &standing(lang, view.shown.standings.0))
        }
        State::Passed | State::Failed | State::Withdrawn => over(view),
    }
}

fn over(view: &View<'_>) -> String {
    match view.it().state {
        State::Passed => w::next_passed(view.lang),
        State::Failed => w::next_failed_once(view.lang),
        _ => w::next_done(view.lang),
    }
}

/// The last day before an instant.
pub(super) fn last_day(at: Micros) -> String {
    day(Micros::new(at.get().saturating_sub(1)).business_date())
}

//! The cell of one gate: shape, days or word; a soft ground only where something is to be seen.

use super::cover::Short;
use super::plain::{days, end_clock, gate, standing};
use super::words as w;
use crate::console::shape::{Shape, shape};
use maud::{Markup, html};
use naru_base::{Lang, Micros};
use naru_core::admission::{Gate, GateState, GateView, Next};
use naru_core::surety::InstrumentKind;

/// A gate is marked from so many days before its end on.
pub(super) const SOON_DAYS: i64 = 14;
/// New cover is arranged with an insurer: its own pages say so from as many days on.
const COVER_SOON_DAYS: i64 = 30;

pub(super) const fn soon_days(of: Gate) -> i64 {
    match of {
        Gate::Surety => COVER_SOON_DAYS,
        _ => SOON_DAYS,
    }
}

/// How a gate looks: class, shape and word. `waits`: that somebody has to decide or to confirm.
pub(super) fn look(
    lang: Lang,
    it: &GateView<'_>,
    waits: Option<String>,
    now: Micros,
) -> (&'static str, Shape, String) {
    let until = it.decision.and_then(|d| d.holds_until);
    // Its end stands beside it; that somebody has to decide or confirm stands nowhere else.
    if let Some(word) = waits {
        return ("run", Shape::Half, word);
    }
    match (it.state, until) {
        (GateState::Holds, None) => ("ok", Shape::Circle, w::done(lang)),
        (GateState::Holds, Some(until)) => holding(lang, until, soon_days(it.gate), now),
        (GateState::Missing, _) => ("open", Shape::Hollow, w::waiting(lang)),
        (GateState::Failed, _) => ("stop", Shape::Square, w::failed(lang)),
        (GateState::Revoked, _) => ("stop", Shape::Square, w::revoked(lang)),
        (GateState::Expired, until) => {
            let over = until.map_or(0, |until| days(now, until));
            let word = if over == 0 { w::ended_today(lang) } else { w::ended_days(lang, over) };
            ("stop", Shape::Square, word)
        }
    }
}

fn holding(lang: Lang, until: Micros, soon: i64, now: Micros) -> (&'static str, Shape, String) {
    let left = days(until, now);
    let is_today = until.plus_seconds(-1).business_date() == now.business_date();
    let word =
        if is_today { w::today_at(lang, &end_clock(until)) } else { w::days_left(lang, left) };
    if left <= soon { ("warn", Shape::Triangle, word) } else { ("ok", Shape::Circle, word) }
}

/// From when less is covered than must be, as long as that is ahead and near.
pub(super) fn short_soon(at: Option<Micros>, now: Micros) -> Option<i64> {
    at.map(|at| days(at, now).max(0)).filter(|left| *left <= COVER_SOON_DAYS)
}

/// The same, as the gate of surety looks.
pub(super) fn soon_look(lang: Lang, left: i64) -> (&'static str, Shape, String) {
    ("warn", Shape::Triangle, w::cover_soon_cell(lang, left))
}

/// What the cover behind the gate of surety comes to: what is wrong with it now, or from when on
/// less is covered than must be.
pub(super) type Behind = (Option<Short>, Option<Micros>);

/// The worst of several views of one gate, as one cell; nothing if there is none. A gate that holds
/// says what is wrong with the cover behind it. `is_told`: its date stands in the row as the next.
pub(super) fn cell(
    lang: Lang,
    (label, is_told): (&str, bool),
    (views, (short, falls)): (&[&GateView<'_>], Behind),
    waits: Option<String>,
    now: Micros,
) -> Markup {
    let worst = views.iter().max_by_key(|it| (rank(it.state), std::cmp::Reverse(end(it))));
    let (class, with, word) = match worst {
        None => {
            return html! {
                td class="gc" data-l=(label) { span class="in na" { "– " (w::not_applicable(lang)) } }
            };
        }
        Some(it) => {
            let holds = it.state == GateState::Holds;
            let left = short_soon(falls, now).filter(|_| holds && waits.is_none());
            let ends = it.decision.and_then(|d| d.holds_until);
            match (short.filter(|_| holds), left) {
                (Some(short), _) => short.look(lang),
                // Of two dates the first.
                (None, Some(left)) if ends.is_none_or(|end| falls.is_some_and(|at| at < end)) => {
                    // As narrow as every other date of the board; the path says the word.
                    ("warn", Shape::Triangle, w::days_left(lang, left))
                }
                (None, _) => look(lang, it, waits, now),
            }
        }
    };
    let cell = if is_told { "gc told" } else { "gc" };
    html! {
        td class=(cell) data-l=(label) {
            span class=(format!("in {class}")) { (shape(with)) " " (word) }
        }
    }
}

fn end(it: &GateView<'_>) -> i64 {
    it.decision.and_then(|d| d.holds_until).map_or(i64::MAX, Micros::get)
}

const fn rank(it: GateState) -> u8 {
    match it {
        GateState::Holds => 0,
        GateState::Missing => 1,
        GateState::Expired => 2,
        GateState::Failed => 3,
        GateState::Revoked => 4,
    }
}

/// What of the cover ends; if nothing does, more must be covered from then on.
pub(super) fn cover_end(lang: Lang, it: Option<InstrumentKind>) -> String {
    it.map_or_else(
        || w::cover_more(lang),
        |it| w::cover_end(lang, &crate::console::surety::instrument_kind(lang, it)),
    )
}

/// When something ends or begins, in words, coloured by how soon. `is_named`: what it is stands in
/// the row as what blocks; `cover`: what of the cover ends then.
pub(super) fn due(
    lang: Lang,
    it: Option<&Next<'_, '_>>,
    (is_named, cover): (bool, Option<InstrumentKind>),
    now: Micros,
) -> Markup {
    let Some(next) = it else { return html! { span class="c-3" { "–" } } };
    let (at, what) = match next {
        Next::Gate(view, at) => (*at, gate(lang, view.gate)),
        Next::Measure(it) => (it.due_at, w::measure_due(lang, &standing(lang, it.standing))),
        Next::Exposure(it, _, at) => (*at, w::exposure_blocks(lang, &it.advisory)),
        Next::Cover(at) => (*at, cover_end(lang, cover)),
    };
    let (class, word) = if at <= now {
        let over = days(now, at);
        ("c-stop b", if over == 0 { w::ended_today(lang) } else { w::ended_ago(lang, over) })
    } else {
        let soon = match next {
            Next::Gate(view, _) => soon_days(view.gate),
            Next::Cover(_) => COVER_SOON_DAYS,
            Next::Measure(_) | Next::Exposure(..) => SOON_DAYS,
        };
        let (class, _, word) = holding(lang, at, soon, now);
        (if class == "warn" { "c-warn b" } else { "c-2" }, word)
    };
    let sub = if is_named { "sub block told" } else { "sub block" };
    html! { span class=(format!("nw {class}")) { (word) } span class=(sub) { (what) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_of_the_cover_is_called_by_its_kind() {
        let kinds = [
            (InstrumentKind::Insurance, "보증보험 만료"),
            (InstrumentKind::Integrated, "통합보증 만료"),
            (InstrumentKind::Deposit, "예치금 만료"),
            (InstrumentKind::Pledge, "질권 만료"),
        ];
        for (kind, word) in kinds {
            assert_eq!(cover_end(Lang::Ko, Some(kind)), word);
        }
        assert_eq!(cover_end(Lang::Ko, None), "필요한 보증이 늘어 모자람", "no instrument ends");
    }
}

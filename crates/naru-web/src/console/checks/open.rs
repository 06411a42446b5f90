//! Open checks as rows: whose turn, by when, and what the institution's standing is meanwhile.

use super::lead::last_day;
use super::plain::{due, due_at, standing, state as shown, turn, what};
use super::queue::{Loaded, inspector};
use super::{HERE, name_of, words as w, words_queue as q};
use crate::console::ConsoleState;
use crate::console::gates::end_clock;
use crate::console::guard::Entered;
use crate::console::letter::unbroken;
use crate::console::pieces::{date_time, day};
use crate::console::rows::Look;
use crate::console::shape::{Shape, state as marked};
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Id, Lang, Micros};
use naru_core::admission::{Facts, GateState, PATH, Standing, admission};
use naru_core::check::{Engagement, State as Stands, is_free};

/// Before its gate ends by as many days, the row says so.
const NEAR_DAYS: i64 = 30;

/// What stands beside a check: the gate that it renews, and the standing meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    /// Not live yet.
    First,
    /// Its gate holds until then; `None`: without an end.
    Holds(Option<Micros>),
    /// Its gate holds no longer and lowers the standing: since when, to what.
    Lowers { since: Micros, to: Standing, is_over: bool },
}

impl Beside {
    pub(super) fn of(facts: &Facts, it: &Engagement, now: Micros) -> Option<Beside> {
        let view = admission(facts, &PATH, now);
        if view.standing == Standing::NotAdmitted {
            return Some(Beside::First);
        }
        let gate = view.gates.iter().find(|gate| {
            gate.gate == it.gate() && gate.service.map(|of| &of.key) == it.service.as_ref()
        })?;
        let decision = gate.decision?;
        match gate.state {
            GateState::Holds => Some(Beside::Holds(decision.holds_until)),
            GateState::Missing => None,
            // A version that does not count yet lowers nothing.
            _ if !gate.counts => None,
            GateState::Expired => {
                let since = decision.holds_until.unwrap_or(decision.decided_at);
                Some(Beside::Lowers { since, to: gate.costs, is_over: true })
            }
            GateState::Failed | GateState::Revoked => {
                let since = decision.decided_at;
                Some(Beside::Lowers { since, to: gate.costs, is_over: false })
            }
        }
    }

    /// From when on the standing suffers.
    const fn at(self) -> Option<Micros> {
        match self {
            Beside::First => None,
            Beside::Holds(until) => until,
            Beside::Lowers { since, .. } => Some(since),
        }
    }

    /// `is_all`: the end of a gate that is far, too; it is what the row stands by.
    fn said(self, lang: Lang, is_all: bool, now: Micros) -> Option<(&'static str, String)> {
        match self {
            Beside::First => Some(("sub", q::first_time(lang))),
            Beside::Lowers { to, is_over, .. } => {
                let to = standing(lang, to);
                let said =
                    if is_over { q::gate_over(lang, &to) } else { q::gate_failed(lang, &to) };
                Some(("c-stop b", said))
            }
            Beside::Holds(until) => match until?.days_left(now) {
                0 => Some(("c-warn b", q::gate_today(lang, &end_clock(until?)))),
                days @ 1..=NEAR_DAYS => Some(("c-warn", q::gate_days(lang, days))),
                days => is_all.then(|| ("sub", q::gate_days(lang, days))),
            },
        }
    }
}

/// An open check: how many of its items are answered, of how many, and what stands beside it.
pub(super) struct Line {
    pub(super) it: Engagement,
    pub(super) answered: i64,
    pub(super) all: usize,
    pub(super) beside: Option<Beside>,
    /// Whether its result waits for a second person.
    pub(super) is_proposed: bool,
    /// Until when it waits, and who proposed it.
    pub(super) lapses_at: Option<Micros>,
    pub(super) proposed_by: Option<Id>,
}

impl Line {
    /// First what waits for a re-check, the longest first; then by the earlier of its date and the
    /// end of the gate that it renews. A first admission that nobody has taken up stands at the day
    /// it was asked for: nothing begins before it. What has no date last, the oldest first.
    pub(super) fn order(&self) -> (bool, i64, Micros, Id) {
        let it = &self.it;
        let is_ready = it.state == Stands::ReCheck && !self.is_proposed;
        // While findings are put right, no inspector moves anything.
        let is_theirs = matches!(it.state, Stands::Findings | Stands::Fixing);
        let gate = self.beside.and_then(Beside::at).filter(|_| !is_theirs);
        let at = match is_ready {
            true => Some(it.changed_at),
            false if self.is_proposed => self.lapses_at,
            false => due_at(it).into_iter().chain(gate).chain(self.asked_first()).min(),
        };
        (!is_ready, at.map_or(i64::MAX, Micros::get), it.requested_at, it.id)
    }

    fn asked_first(&self) -> Option<Micros> {
        let waits = is_free(&self.it) && self.beside == Some(Beside::First);
        waits.then_some(self.it.requested_at)
    }

    const fn is_limited(&self) -> bool {
        matches!(self.beside, Some(Beside::Lowers { .. }))
    }

    fn is_late(&self, now: Micros) -> bool {
        !self.is_proposed && due_at(&self.it).is_some_and(|at| at <= now)
    }

    const fn is_theirs(&self) -> bool {
        matches!(self.it.state, Stands::Findings | Stands::Fixing)
    }

    /// Whether it waits for this inspector: to be checked, or for the result to be confirmed.
    fn is_turn_of(&self, who: &Entered) -> bool {
        let account = who.session.account;
        let is_mine = self.it.inspector == Some(account);
        let confirms = who.session.post.may(Right::ChecksDecide)
            && self.proposed_by.is_some_and(|by| by != account);
        confirms || is_mine && !self.is_theirs() && !self.is_proposed
    }
}

/// How many there are, and whose turn: in sentences.
pub(super) fn lead(lang: Lang, loaded: &Loaded, (who, now): (&Entered, Micros)) -> String {
    let all = &loaded.open;
    if all.is_empty() {
        return q::lead_none(lang);
    }
    let count = |fits: &dyn Fn(&&Line) -> bool| all.iter().filter(fits).count();
    let late = count(&|it| it.is_late(now));
    let mut said = vec![q::lead_open(lang, all.len())];
    if loaded.own.is_some() {
        said.push(match count(&|it| it.is_theirs()) {
            0 => q::lead_theirs(lang),
            n => q::lead_ours(lang, n),
        });
        // A date of the inspection body is nothing that the institution could miss.
        let first = all.iter().filter(|it| it.is_theirs()).filter_map(|it| due_at(&it.it)).min();
        said.extend(first.map(|at| q::lead_first(lang, &last_day(at))));
    } else if who.session.post.may(Right::ChecksDecide) {
        let turn = count(&|it| it.is_turn_of(who));
        said.push(if turn > 0 { q::lead_turn(lang, turn) } else { q::lead_no_turn(lang) });
    }
    let free = count(&|it| is_free(&it.it));
    said.extend((free > 0 && loaded.own.is_none()).then(|| q::lead_free(lang, free)));
    let second = count(&|it| it.is_proposed);
    said.extend((second > 0).then(|| q::lead_second(lang, second)));
    said.extend((late > 0).then(|| q::lead_late(lang, late)));
    said.join(" ")
}

/// Whether a check is one of those that a chip of the queue names.
pub(super) fn chips_fit(line: &Line, show: &str, (who, now): (&Entered, Micros)) -> bool {
    match show {
        "turn" => line.is_turn_of(who),
        "mine" => line.it.inspector == Some(who.session.account),
        "late" => line.is_late(now),
        "free" => is_free(&line.it),
        "theirs" => line.is_theirs(),
        "second" => line.is_proposed,
        "limited" => line.is_limited(),
        _ => true,
    }
}

pub(super) fn chips(lang: Lang, loaded: &Loaded, look: &Look, at: (&Entered, Micros)) -> Markup {
    let count = |of: &str| loaded.open.iter().filter(|it| chips_fit(it, of, at)).count();
    let has_own = at.0.session.post.may(Right::ChecksDecide);
    let own =
        [("turn", q::turn_chip(lang, count("turn"))), ("mine", q::mine_chip(lang, count("mine")))];
    let others = [
        ("free", q::free_chip(lang, count("free"))),
        ("limited", q::limited_chip(lang, count("limited"))),
        ("second", q::second_chip(lang, count("second"))),
        ("theirs", q::theirs_chip(lang, count("theirs"))),
        ("late", q::late_chip(lang, count("late"))),
    ];
    let first = ("", q::all_chip(lang, loaded.open.len()));
    let own = own.into_iter().filter(|_| has_own);
    let all = std::iter::once(first).chain(own).chain(others);
    html! {
        div class="chips" { @for (of, word) in all {
            a href=(if of.is_empty() { HERE.to_owned() } else { format!("{HERE}?show={of}") })
                aria-current=[(of == look.show).then_some("true")] { (word) }
        } }
    }
}

pub(super) fn open_table(
    state: &ConsoleState,
    lang: Lang,
    loaded: &Loaded,
    (here, (who, now)): (&[&Line], (&Entered, Micros)),
) -> Markup {
    html! {
        table class="rows" {
            thead { tr {
                @if loaded.own.is_none() { th { (w::institution_head(lang)) } }
                th { (w::what_head(lang)) } th { (w::state_head(lang)) }
                th class="num" { (w::answered_head(lang)) }
                // Whoever is not told who checks has the column of turns alone.
                @if loaded.people.is_some() {
                    th class="cell-l" { (w::inspector_head(lang)) }
                }
                th { (w::due_head(lang)) } th { (w::turn_head(lang)) }
                th class="num" { (w::asked_head(lang)) }
            } }
            tbody { @for line in here {
                @let it = &line.it;
                @let is_mine = it.inspector == Some(who.session.account);
                tr class=[is_mine.then_some("mine")] {
                    @if loaded.own.is_none() {
                        td class="way" {
                            @let name = name_of(state, lang, &it.institution);
                            b { a href=(format!("{HERE}/{}", it.id))
                                aria-label=(format!("{name} · {}", what(lang, it))) { (name) } }
                            " " span class="mono c-3 xs" { (it.institution) }
                        }
                    }
                    td {
                        @if loaded.own.is_none() { (what(lang, it)) }
                        @else { a href=(format!("{HERE}/{}", it.id)) { (what(lang, it)) } }
                    }
                    td {
                        @if line.is_proposed { (marked("run", Shape::Half, &w::to_confirm(lang))) }
                        @else { (shown(lang, it.state)) }
                    }
                    td class="num" data-l=(w::answered_head(lang)) {
                        (w::of(lang, line.answered, line.all))
                    }
                    @if let Some(people) = &loaded.people {
                        td class="cell-l" data-l=(w::inspector_head(lang)) {
                            (inspector(lang, people, it))
                        }
                    }
                    td data-l=(w::due_head(lang)) { (by_when(lang, line, now)) }
                    td data-l=(w::turn_head(lang)) {
                        @match line.is_proposed {
                            true => (w::turn_second(lang)),
                            false => (turn(lang, it.state)),
                        }
                    }
                    td class="num" data-l=(w::asked_head(lang)) {
                        (day(it.requested_at.business_date()))
                    }
                }
            } }
        }
    }
}

/// Until when somebody has to do something, or since when it waits; and how the gate stands.
fn by_when(lang: Lang, line: &Line, now: Micros) -> Markup {
    let it = &line.it;
    html! {
        @if line.is_proposed {
            @match line.lapses_at {
                Some(at) => (unbroken(&q::confirm_by(lang, &date_time(at)))),
                None => "–",
            }
        }
        @else if it.state == Stands::ReCheck {
            span class="c-warn b" {
                (unbroken(&w::waits_since(lang, &day(it.changed_at.business_date()))))
            }
        } @else {
            @match due_at(it) {
                Some(at) => (due(lang, at, now)),
                None => span class="sub" { (q::no_date(lang)) },
            }
        }
        @let is_all = it.state == Stands::Requested;
        @if let Some((class, said)) = line.beside.and_then(|it| it.said(lang, is_all, now)) {
            span class=(format!("block xs {class}")) { (said) }
        }
    }
}

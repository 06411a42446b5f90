//! The letter to the consumer, to be printed: where the claim stands, and what comes next. It names
//! nobody: whoever hands it over knows to whom.

use super::plain::{cause, freezing, moment};
use super::{loaded, reader, words as w};
use crate::console::guard::{Ask, Entered};
use crate::console::letter::{self, Letter, Tells};
use crate::console::{ConsoleState, format, frame, pieces};
use axum::extract::{Path, State};
use axum::response::Response;
use naru_base::{Lang, Micros, Won};
use naru_core::claim::{
    self, Claim, ClockState, Freezing, Line, LineKind, Party, State as Stands, Step, TraceState,
};
use std::collections::BTreeSet;

/// `GET /console/claims/{id}/letter`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
) -> Response {
    let it = match super::readable(&state, &who, &id).await {
        Ok(Some(it)) => it,
        Ok(None) => return super::unknown(&ask),
        Err(no) => return frame::fault(&ask, &no),
    };
    match loaded::load(&state, &it, reader(&who), false).await {
        Ok(loaded) => letter::page(&ask, &letter(&state, ask.lang, &it, &loaded)),
        Err(no) => frame::fault(&ask, &no),
    }
}

/// Until when a step is due, or was.
fn due(it: &Claim, step: Step) -> String {
    it.due_at[step as usize].map_or_else(|| format::NONE.to_owned(), moment)
}

/// The step that comes next for the consumer, once its time is over.
pub(super) fn late(it: &Claim, now: Micros) -> Option<Step> {
    let is_over = |it: &claim::Clock| it.state == ClockState::Overdue && it.step != Step::Surety;
    it.clocks(now).into_iter().find(is_over).map(|it| it.step)
}

/// What became of the money, as the consumer is told.
fn traced(lang: Lang, it: &Claim) -> String {
    match it.requests.freezing() {
        Freezing::Nowhere => w::traced_nowhere(lang),
        Freezing::Outside => w::traced_outside(lang),
        Freezing::Held => w::traced_held(lang, &format::won(lang, it.requests.frozen)),
        Freezing::Nothing => w::traced_nothing(lang),
        Freezing::Refused => w::traced_refused(lang),
        Freezing::Asked | Freezing::Released => w::traced_asked(lang),
    }
}

/// Title, what is said, what comes next. What is late is said to be late.
pub(super) fn told(lang: Lang, it: &Claim, now: Micros) -> (String, String, String) {
    let (loss, pay_by) = (format::won(lang, it.loss), due(it, Step::Payment));
    let is_late = |step: Step| it.due_at[step as usize].is_some_and(|at| at <= now);
    match it.state {
        Stands::Reported | Stands::Frozen => {
            let after = match is_late(Step::Payment) {
                true => w::after_taken_late(lang, &pay_by),
                false => w::after_taken(lang, &pay_by),
            };
            let say = format!("{} {}", w::say_taken(lang, &loss), traced(lang, it));
            (w::letter_taken(lang), say, after)
        }
        Stands::Paid => {
            let by = due(it, Step::Cause);
            let after = match is_late(Step::Cause) {
                true => w::after_paid_late(lang, &by),
                false => w::after_paid(lang, &by),
            };
            (w::letter_paid(lang), w::say_paid(lang, &loss), after)
        }
        Stands::Decided | Stands::SuretyClaimed | Stands::Recourse => {
            (w::letter_decided(lang), w::say_decided(lang), w::after_decided(lang))
        }
        Stands::Closed => (w::letter_closed(lang), w::say_closed(lang), w::after_closed(lang)),
        Stands::Rejected => {
            (w::letter_rejected(lang), w::say_rejected(lang), w::after_rejected(lang))
        }
        Stands::Withdrawn => {
            (w::letter_withdrawn(lang), w::say_withdrawn(lang), w::after_withdrawn(lang))
        }
    }
}

/// What the lines of some kind come to, of everybody.
fn sum_of(lines: &[Line], kinds: &[LineKind]) -> Won {
    let of = lines.iter().filter(|it| kinds.contains(&it.kind));
    of.fold(Won::ZERO, |sum, it| sum.plus(it.amount).unwrap_or(sum))
}

/// What the consumer bears of the damage.
struct OwnPart {
    /// As it was decided.
    decided: Won,
    /// Less what came back since.
    borne: Won,
    /// What of that is still to be paid.
    left: Won,
    /// What of it was waived.
    waived: Won,
}

fn own_part(lines: &[Line]) -> OwnPart {
    let of = |it: &&Line| it.party == Party::Consumer || it.of == Some(Party::Consumer);
    let own: Vec<Line> = lines.iter().filter(of).cloned().collect();
    let decided = sum_of(&own, &[LineKind::Share]);
    let borne = decided.minus(sum_of(&own, &[LineKind::Returned])).unwrap_or(decided);
    let settled = sum_of(&own, &[LineKind::Recourse, LineKind::WriteOff]);
    let waived = sum_of(&own, &[LineKind::WriteOff]);
    OwnPart { decided, borne, left: borne.minus(settled).unwrap_or(borne), waived }
}

/// The same as the letter has it.
fn own_part_said(lang: Lang, it: &OwnPart) -> String {
    let (own, won) = (format::won(lang, it.borne), |sum: Won| format::won(lang, sum));
    let said = match it.waived {
        Won::ZERO => own,
        all if all == it.borne => w::part_waived(lang, &own),
        some => w::part_of_it_waived(lang, &own, &won(some)),
    };
    match it.borne == it.decided {
        true => said,
        false => w::part_lowered(lang, &said, &won(it.decided)),
    }
}

/// How often what the letter says has changed since the claim came to where it stands: each letter
/// that says something else has a number of its own.
fn version(it: &Claim, loaded: &loaded::Loaded, now: Micros) -> usize {
    let [_, paid, decided, _] = it.done_at;
    let since = it.closed_at.or(decided).or(paid).unwrap_or(it.reported_at);
    let own = |it: &&Line| {
        let settles = matches!(it.kind, LineKind::Recourse | LineKind::WriteOff);
        it.kind == LineKind::Returned || (settles && it.party == Party::Consumer)
    };
    let lines = loaded.lines.iter().filter(own).map(|it| it.at);
    let answers = loaded.traces.iter().filter_map(|it| it.answered_at);
    let changes: BTreeSet<Micros> = lines.chain(answers).filter(|at| *at > since).collect();
    1 + changes.len() + usize::from(late(it, now).is_some())
}

/// What became of the frozen money: what banks are still asked to let go is not let go yet.
fn frozen(lang: Lang, it: &Claim, loaded: &loaded::Loaded) -> String {
    match loaded.traces.iter().any(|it| it.state == TraceState::Releasing) {
        true => w::fz_releasing(lang),
        false => freezing(lang, &it.requests),
    }
}

/// Which letter of one claim it is, and what of two people it tells.
const fn kind(it: Stands) -> (u8, Tells) {
    match it {
        Stands::Reported | Stands::Frozen => (1, Tells::Nothing),
        Stands::Withdrawn => (2, Tells::Nothing),
        Stands::Paid => (2, Tells::Payment),
        Stands::Rejected => (2, Tells::Decision),
        Stands::Decided | Stands::SuretyClaimed | Stands::Recourse => (3, Tells::Decision),
        Stands::Closed => (4, Tells::Decision),
    }
}

fn letter(state: &ConsoleState, lang: Lang, it: &Claim, loaded: &loaded::Loaded) -> Letter {
    let now = state.now();
    let (title, say, mut next) = told(lang, it, now);
    // A part that was lowered since is told by a letter of that day.
    let lowered = loaded.lines.iter().filter(|it| it.of == Some(Party::Consumer)).map(|it| &it.at);
    let changed = it.done_at.iter().flatten().chain(&it.closed_at).chain(lowered).max();
    let at: Micros = changed.copied().unwrap_or(it.reported_at);
    // What is said of a time that is over is said today.
    let at = late(it, now).map_or(at, |_| now);
    let mut lines = vec![
        (w::institution_head(lang), super::institution(state, lang, &it.institution)),
        (w::loss_head(lang), format::won(lang, it.loss)),
        (w::said_label(lang), cause(lang, it.said)),
        (w::reported_head(lang), moment(it.reported_at)),
        (w::frozen_head(lang), frozen(lang, it, loaded)),
    ];
    for (name, done) in Step::ALL.iter().zip(it.done_at) {
        match (name, done) {
            (Step::Payment, Some(done)) => {
                let paid = sum_of(&loaded.lines, &[LineKind::Payment]);
                lines.push((w::paid_on(lang), moment(done)));
                lines.push((w::paid_won(lang), format::won(lang, paid)));
            }
            (Step::Cause, Some(done)) => lines.push((w::decided_on(lang), moment(done))),
            _ => {}
        }
    }
    if let Some(decided) = it.cause {
        lines.push((w::cause_label(lang), cause(lang, decided)));
        let returned = sum_of(&loaded.lines, &[LineKind::Returned]);
        let held = it.requests.frozen.minus(returned).unwrap_or(Won::ZERO);
        let is_held = held > Won::ZERO && it.requests.released == 0;
        if returned > Won::ZERO {
            lines.push((w::returned_won(lang), format::won(lang, returned)));
            if is_held {
                lines.push((w::still_frozen(lang), format::won(lang, held)));
            }
        }
        let part = own_part(&loaded.lines);
        let shared = sum_of(&loaded.lines, &[LineKind::Share]);
        lines.push((w::shared_won(lang), format::won(lang, shared)));
        lines.push((w::your_part(lang), own_part_said(lang, &part)));
        if !it.state.is_final() {
            next = match (part.borne, part.left) {
                (Won::ZERO, _) => w::after_decided_none(lang),
                (all, Won::ZERO) => w::after_decided_settled(lang, &format::won(lang, all)),
                (_, left) => w::after_decided_part(lang, &format::won(lang, left)),
            };
            if is_held && part.left > Won::ZERO {
                next = format!("{} {next}", w::held_apart(lang, &format::won(lang, held)));
            }
        }
    }
    let (place, tells) = kind(it.state);
    Letter {
        back: (format!("/console/claims/{}", it.id), w::claims(lang)),
        title,
        number: match version(it, loaded, now) {
            1 => format!("{}-{place}", it.id),
            more => format!("{}-{place}-{more}", it.id),
        },
        to: w::dear(lang),
        day: pieces::day(at.business_date()),
        say,
        lines,
        next,
        tells,
    }
}

//! The letter to the consumer, to be printed: where the claim stands, and what comes next. It names
//! nobody: whoever hands it over knows to whom.

use super::plain::{cause, moment, party, step};
use super::{one, words as w};
use crate::console::guard::{Ask, Entered};
use crate::console::letter::{self, Letter};
use crate::console::{ConsoleState, format, frame, pieces};
use axum::extract::{Path, State};
use axum::response::Response;
use naru_base::{Lang, Micros, Won};
use naru_core::claim::{Claim, Party, State as Stands, Step};

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
    match one::load(&state, &it, false).await {
        Ok(loaded) => letter::page(&ask, &letter(&state, ask.lang, &it, &loaded)),
        Err(no) => frame::fault(&ask, &no),
    }
}

/// Until when a step is due, or was.
fn due(it: &Claim, step: Step) -> String {
    it.due_at[step as usize].map_or_else(|| format::NONE.to_owned(), moment)
}

/// Title, what is said, what comes next.
pub(super) fn told(lang: Lang, it: &Claim) -> (String, String, String) {
    let (loss, pay_by) = (format::won(lang, it.loss), due(it, Step::Payment));
    match it.state {
        Stands::Reported | Stands::Frozen => {
            (w::letter_taken(lang), w::say_taken(lang, &loss), w::after_taken(lang, &pay_by))
        }
        Stands::Paid => (
            w::letter_paid(lang),
            w::say_paid(lang, &loss),
            w::after_paid(lang, &due(it, Step::Cause)),
        ),
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

fn letter(state: &ConsoleState, lang: Lang, it: &Claim, loaded: &one::Loaded) -> Letter {
    let (title, say, next) = told(lang, it);
    let changed = it.done_at.iter().flatten().chain(&it.closed_at).max();
    let at: Micros = changed.copied().unwrap_or(it.reported_at);
    let frozen = loaded.traces.iter().fold(Won::ZERO, |sum, it| sum.plus(it.frozen).unwrap_or(sum));
    let mut lines = vec![
        (w::institution_head(lang), super::institution(state, lang, &it.institution)),
        (w::loss_head(lang), format::won(lang, it.loss)),
        (w::said_label(lang), cause(lang, it.said)),
        (w::reported_head(lang), moment(it.reported_at)),
        (w::frozen_head(lang), format::won(lang, frozen)),
    ];
    for (name, done) in Step::ALL.iter().zip(it.done_at) {
        if let (Step::Payment | Step::Cause, Some(done)) = (name, done) {
            lines.push((step(lang, *name), moment(done)));
        }
    }
    if let Some(decided) = it.cause {
        lines.push((w::cause_label(lang), cause(lang, decided)));
        let owes = loaded.money.of_party(&it.institution, &Party::Consumer);
        if owes > Won::ZERO {
            let word = w::owes(lang, &party(state, lang, &Party::Consumer));
            lines.push((word, format::won(lang, owes)));
        }
    }
    Letter {
        back: (format!("/console/claims/{}", it.id), w::claims(lang)),
        title,
        number: it.id.to_string(),
        to: w::dear(lang),
        day: pieces::day(at.business_date()),
        say,
        lines,
        next,
        is_decision: !matches!(it.state, Stands::Reported | Stands::Frozen | Stands::Withdrawn),
    }
}

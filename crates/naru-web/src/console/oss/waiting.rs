//! What of open source waits for the reader, list by list: the menu counts it in all, the tab of
//! each list what is in it.
//!
//! **Must never know** what waits for whom: each list says so itself.

use super::{approval, desk, many, seats, stance, zone};
use crate::console::ConsoleState;
use crate::console::guard::Entered;
use naru_base::Answer;
use naru_core::oss::portfolio::stance as stances;
use naru_core::oss::{approval as approvals, desk as questions, zone as crossings};
use naru_store::Tx;

/// How many wait for one person. A very long list is counted to a bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Waiting {
    stances: i64,
    approvals: i64,
    questions: i64,
    crossings: i64,
    seats: i64,
}

impl Waiting {
    /// All of them, as the menu says it; none: nothing waits.
    pub(crate) fn said(self) -> Option<String> {
        let all = self.stances + self.approvals + self.questions + self.crossings + self.seats;
        (all > 0).then(|| many(all))
    }

    /// Those of one list.
    pub(super) fn of(self, list: &str) -> i64 {
        match list {
            stance::HERE => self.stances,
            // The change of an office stands behind the list of approvals.
            approval::HERE => self.approvals + self.seats,
            seats::HERE => self.seats,
            desk::HERE => self.questions,
            zone::HERE => self.crossings,
            _ => 0,
        }
    }
}

/// Counts what waits for this person.
pub(crate) async fn waiting(state: &ConsoleState, who: &Entered) -> Answer<Waiting> {
    let (reader, known) = (who.clone(), approval::known_of(&state.parts.portfolio));
    let now = state.now();
    let read = move |tx: &mut Tx<'_>| {
        let seats = approvals::seats_now(tx)?;
        let stances = match stance::waits_for(&reader, &seats) {
            Some(which) => stances::count(tx, &which)?,
            None => 0,
        };
        let approvals = match approval::waiting_for(&reader, (&seats, &known)) {
            Some(which) => approvals::count(tx, &which)?,
            None => 0,
        };
        let changes = seats::waiting_for(tx, &reader, now)?;
        let questions = match desk::waiting_for(&reader) {
            Some(which) => questions::count(tx, &which)?,
            None => 0,
        };
        let crossings = match zone::waiting_for(&reader) {
            Some(which) => crossings::count(tx, &which)?,
            None => 0,
        };
        Ok(Waiting { stances, approvals, questions, crossings, seats: changes })
    };
    state.parts.portfolio.store().read(read).await
}

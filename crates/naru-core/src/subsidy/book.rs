//! What a line of the journal books in the ledger. Pure: the proof of the book asks here too.

use super::model::{Journal, JournalKind};
use crate::ledger::Entry;
use naru_base::Won;

/// The account of the money that is there.
pub fn held_account(programme: &str) -> String {
    format!("subsidy-held:{programme}")
}

/// The account of what nobody has been promised.
pub fn free_account(programme: &str) -> String {
    format!("subsidy-free:{programme}")
}

/// The account of what firms have been promised.
pub fn due_account(programme: &str) -> String {
    format!("subsidy-due:{programme}")
}

/// The entries that a line of the journal demands; nothing if its sums do not fit.
pub fn demanded(it: &Journal) -> Option<Vec<Entry>> {
    let (held, free, due) =
        (held_account(&it.programme), free_account(&it.programme), due_account(&it.programme));
    let (amount, less) = (it.amount, it.amount.negated()?);
    let lines = match it.kind {
        JournalKind::Appropriation => vec![(held, amount), (free, less)],
        JournalKind::Award => vec![(free, amount), (due, less)],
        JournalKind::Release => vec![(due, amount), (free, less)],
        JournalKind::Payment => {
            let mut lines = vec![(due, amount.plus(it.returned)?), (held, less)];
            if it.returned > Won::ZERO {
                lines.push((free, it.returned.negated()?));
            }
            lines
        }
        JournalKind::CarryOver => {
            let to = it.to.as_deref()?;
            let there = [(held_account(to), amount), (free_account(to), less)];
            [(free, amount), (held, less)].into_iter().chain(there).collect()
        }
    };
    let entry = |(account, posted)| Entry { account, posted, pending: Won::ZERO };
    Some(lines.into_iter().map(entry).collect())
}

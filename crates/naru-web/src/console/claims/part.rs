//! What a participant has in a claim, as the columns of the list.

use super::words as w;
use naru_base::{Lang, Won};
use naru_core::claim::{Claim, Part, Reader};

/// Whether anything waits for a bank's answer: a column of nothing says nothing.
fn asks_to_freeze(own: Option<&Part>) -> bool {
    own.is_some_and(|it| it.open > Won::ZERO)
}

/// The heads of what a participant has in a claim.
pub(super) fn heads(lang: Lang, reader: &Reader, own: Option<&Part>) -> Vec<String> {
    match reader {
        Reader::Insurer(_) => {
            vec![w::asked_won_head(lang), w::paid_won_head(lang), w::outstanding_won_head(lang)]
        }
        Reader::Bank(_) => {
            let freezes = asks_to_freeze(own).then(|| w::to_freeze_won_head(lang));
            let rest = [w::frozen_here_won_head(lang), w::to_pay_won_head(lang)];
            freezes.into_iter().chain(rest).collect()
        }
        Reader::Institution(_) => vec![w::to_pay_won_head(lang)],
        _ => Vec::new(),
    }
}

/// What a participant has to pay of a claim; what is not decided yet is not nothing.
pub(super) fn owed(it: &Claim, part: &Part) -> Option<Won> {
    let is_open = it.decided_at.is_none() && !it.state.is_final() && part.owed == Won::ZERO;
    (!is_open).then_some(part.owed)
}

/// What a participant has in a claim.
pub(super) fn sums(
    reader: &Reader,
    it: &Claim,
    (part, own): (Option<&Part>, Option<&Part>),
) -> Vec<Option<Won>> {
    let owed = |part: &Part| owed(it, part);
    match (reader, part) {
        (Reader::Insurer(_), Some(it)) => vec![Some(it.asked), Some(it.done), Some(it.open)],
        (Reader::Bank(_), Some(it)) => {
            let freezes = asks_to_freeze(own).then_some(Some(it.open));
            freezes.into_iter().chain([Some(it.done), owed(it)]).collect()
        }
        (Reader::Institution(_), Some(it)) => vec![owed(it)],
        _ => Vec::new(),
    }
}

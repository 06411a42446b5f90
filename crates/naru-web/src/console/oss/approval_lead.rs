//! What the list of requests begins with, and why a request comes before others.

use super::approval_words as w;
use super::foot::bounded;
use super::{DOT, deadline, many, n, words as common};
use maud::{Markup, html};
use naru_base::{Answer, Lang, Micros};
use naru_core::oss::approval::{self, Approval, Tally, Waits, Which};
use naru_store::Tx;

/// Whether anything is more urgent than that it waits: the first of the list is, if anything is.
pub(super) fn is_urgent(tx: &mut Tx<'_>, which: &Which, page: &[Approval]) -> Answer<bool> {
    let first = match which.after {
        None => page.first().map(Approval::urgency),
        Some(_) => {
            let first = Which { after: None, ..which.clone() };
            approval::list(tx, &first, 1)?.first().map(Approval::urgency)
        }
    };
    Ok(first.is_some_and(|it| it.is_live || it.by.is_some()))
}

/// What a list is ordered by, as its head says it.
pub(super) fn order_of(lang: Lang, (is_undecided, is_urgent): (bool, bool)) -> String {
    match (is_undecided, is_urgent) {
        (false, _) => w::newest(lang),
        (true, true) => w::urgent_first(lang),
        (true, false) => common::oldest_first(lang),
    }
}

/// Where a list goes on after a row.
pub(super) fn key_of(it: &Approval, is_undecided: bool) -> String {
    let by = if is_undecided { it.need } else { it.since.get() };
    format!("{by}.{}", it.id)
}

/// Why it comes before others.
pub(super) fn urgency(lang: Lang, it: &Approval, now: Micros) -> Markup {
    let why = it.urgency();
    html! {
        @if why.is_live || why.by.is_some() {
            span class="block sub" {
                @if why.is_live { span class="nw" { (w::used_live(lang)) } }
                @if why.is_live && why.by.is_some() { (DOT) }
                @if let Some(by) = why.by { (w::due(lang)) " " (deadline(lang, Some(by), now)) }
            }
        }
    }
}

fn mine_none(lang: Lang, it: Option<&Waits>) -> String {
    if it == Some(&Waits::ForAsker) { w::settle_none(lang) } else { common::mine_none(lang) }
}

/// How many there are of what is shown, and what is to be done.
/// `again`: how many of them are rather to be asked for again.
pub(super) fn lead(
    lang: Lang,
    (chosen, waits): (&str, Option<&Waits>),
    (tally, is_urgent): (&Tally, bool),
    again: i64,
) -> String {
    let (count, many) = (tally.all, many(tally.all));
    match (chosen, waits) {
        ("mine", _) if count == 0 => mine_none(lang, waits),
        _ if count == 0 => w::lead_nothing(lang),
        ("mine", Some(Waits::ForAsker)) if again == count => w::lead_again(lang, &many),
        ("mine", Some(Waits::ForAsker)) if again > 0 => {
            format!("{} {}", w::lead_settle(lang, &many), w::lead_again_of(lang, &n(again)))
        }
        ("mine", Some(Waits::ForAsker)) => w::lead_settle(lang, &many),
        ("mine", _) => format!("{} {}", w::lead_mine(lang, &many), ready(lang, tally, is_urgent)),
        ("asked", _) => w::lead_asked(lang, &many),
        ("approved", _) => w::lead_approved(lang, &many),
        _ => w::lead_every(lang, &many),
    }
}

/// Which of those that wait for an office can be approved now, and what keeps the others.
fn ready(lang: Lang, it: &Tally, is_urgent: bool) -> String {
    match (it.all - it.open, it.open) {
        // Of more than are counted nobody knows how many.
        _ if bounded(it.all).is_none() => w::lead_settled_first(lang),
        (_, 0) if is_urgent => w::lead_urgent(lang),
        (_, 0) => w::lead_longest(lang),
        (0, _) => w::lead_none_ready(lang),
        (ready, open) => w::lead_ready(lang, &n(ready), &n(open)),
    }
}

//! What blocks an institution, will lower its standing or waits, and whose turn each is: the last
//! column of the board.
//!
//! **Must never know** how a standing is decided: `naru_core::admission` does.

use super::board::{Loaded, is_proposed};
use super::cell::soon_days;
use super::plain::{gate_subject, standing, to_move, turn, turn_word, view};
use super::proposal::deed;
use super::row::Row;
use super::words as w;
use crate::console::deadlines;
use crate::console::letter::unbroken;
use crate::console::pieces::{self, capital};
use maud::{Markup, html};
use naru_base::{Lang, Micros};
use naru_core::admission::{GateView, Measure, Standing, deadline, deeds, step};
use naru_core::check::State as Stands;
use std::collections::BTreeSet;

/// What, and whose turn.
pub(super) type Reason = (String, String);

/// In the cell of its row.
pub(super) fn blocks(lines: &[Reason], lang: Lang) -> Markup {
    html! {
        @for (what, whose) in lines {
            div { (unbroken(&capital(what))) span class="sub block" { (whose) } }
        }
        @if lines.is_empty() { span class="c-3" { (capital(&w::nothing_blocks(lang))) } }
    }
}

/// Whether a decision at this gate waits for a second person.
fn waits(row: &Row<'_>, it: &GateView<'_>, loaded: &Loaded) -> bool {
    is_proposed(&loaded.proposed, row.institution, it)
}

/// Whose turn it is at a gate that does not hold, or is to be passed anew.
fn whose(lang: Lang, row: &Row<'_>, it: &GateView<'_>, loaded: &Loaded) -> String {
    match waits(row, it, loaded) {
        true => w::turn_second(lang),
        false => turn_word(lang, it.gate, turn(row.facts, it, loaded.check(row, it))),
    }
}

/// The gate that blocks; of somebody on the way the one at which something moves.
fn blocked<'v, 'f>(row: &'v Row<'f>, loaded: &Loaded) -> Option<&'v GateView<'f>> {
    let first = row.admission.blocked_by();
    if row.admission.standing != Standing::NotAdmitted {
        return first;
    }
    let moves = |it: &GateView<'_>| loaded.check(row, it).is_some() || waits(row, it, loaded);
    to_move(&row.admission, moves)
}

/// Everything, the gravest first.
pub(super) fn reasons(lang: Lang, row: &Row<'_>, loaded: &Loaded, now: Micros) -> Vec<Reason> {
    if row.facts.applied.is_none() {
        return vec![(w::to_apply(lang), w::turn_institution(lang))];
    }
    let blocked = blocked(row, loaded);
    let gate = blocked.map(|it| (view(lang, it), whose(lang, row, it, loaded)));
    let short = row.short.map(|it| (it.line(lang), w::turn_institution(lang)));
    let measures = row.admission.measures.iter().map(|it| {
        let what = w::measure_blocks(lang, loaded.ground(lang, it));
        (with_appeal(lang, what, it), w::turn_operator(lang))
    });
    let dated = loaded.to_decide.iter().filter(|it| it.institution == row.institution.code);
    let dated = dated.map(|it| (deadlines::to_decide(lang, it), w::turn_operator(lang)));
    let exposure = exposed(lang, row).map(|what| (what, w::turn_institution(lang)));
    let soon = row.ends(soon_days, now);
    let ends = soon.iter().map(|(it, at)| {
        let to = standing(lang, step(it.gate).lapse).replace(' ', "\u{a0}");
        let day = pieces::day(at.plus_seconds(-1).business_date());
        let what = w::gate_ends(lang, &gate_subject(lang, it), &day, &to);
        (what, whose(lang, row, it, loaded))
    });
    let begins = row.ahead.begins.iter().map(|it| begins(lang, row, it, loaded));
    let told: Vec<&GateView<'_>> = blocked.into_iter().chain(soon.iter().map(|it| it.0)).collect();
    // The institution has put right what was found: the inspector looks again, whatever else holds.
    let again = row.admission.counted().filter(|it| !told.contains(it) && !waits(row, it, loaded));
    let again = again.filter(|it| loaded.check(row, it) == Some(Stands::ReCheck));
    let again = again.map(|it| (w::re_check(lang, &view(lang, it)), w::turn_inspector(lang)));
    let forms = row.admission.counted().filter(|it| !told.contains(it));
    let forms = forms.filter(|it| loaded.form_waits(row, it));
    let forms = forms.map(|_| (w::form_to_decide(lang), w::turn_operator(lang)));
    let first = gate.into_iter().chain(short).chain(measures).chain(dated).chain(exposure);
    first
        .chain(ends)
        .chain(again)
        .chain(forms)
        .chain(begins)
        .chain(proposals(lang, row, loaded, &told))
        .collect()
}

/// A measure that has not begun, and whose turn it is.
fn begins(lang: Lang, row: &Row<'_>, it: &Measure, loaded: &Loaded) -> Reason {
    let from = pieces::day(it.due_at.business_date());
    let to = standing(lang, it.standing);
    let what = match it.unless {
        Some(_) => w::measure_begins_unless(lang, &from, &to, loaded.ground(lang, it)),
        None => w::measure_begins(lang, &from, &to, loaded.ground(lang, it)),
    };
    // The check that would meet it may be somebody else's by now.
    let is_open = |of: &&GateView<'_>| {
        let moves = loaded.check(row, of).is_some() || waits(row, of, loaded);
        Some(of.gate) == it.unless && moves
    };
    let who = match row.admission.counted().find(is_open) {
        _ if it.waits_for_answer() => w::turn_operator(lang),
        Some(of) => whose(lang, row, of, loaded),
        // It was answered, and there is one appeal only: the day comes by itself.
        None if it.appeal.is_some() => w::turn_of_time(lang),
        None => w::turn_institution(lang),
    };
    (with_appeal(lang, what, it), who)
}

/// What is proposed about it, but what stands with its gate already (`told`).
fn proposals(lang: Lang, row: &Row<'_>, loaded: &Loaded, told: &[&GateView<'_>]) -> Vec<Reason> {
    let is_here = |subject: &str| {
        let of = deeds::about(subject).map(|(code, _)| code);
        let of = of.or_else(|| deadline::deeds::about(subject).map(|(code, _)| code));
        of.as_ref() == Some(&row.institution.code)
    };
    let of_row = loaded.proposed.iter().filter(|(_, subject)| is_here(subject));
    let others = of_row.filter(|(kind, _)| deeds::gate_of(kind).is_none());
    let others = others.map(|(kind, _)| w::proposed_of(lang, &deed(lang, kind)));
    let gates = row.admission.gates.iter().filter(|it| !told.contains(it));
    let gates = gates.filter(|it| waits(row, it, loaded));
    let gates = gates.map(|it| w::proposed_gate(lang, &view(lang, it)));
    gates.chain(others).map(|what| (what, w::turn_second(lang))).collect()
}

/// The weakness that lowers the standing next, or the first on record, and how many there are more.
fn exposed(lang: Lang, row: &Row<'_>) -> Option<String> {
    let all = &row.admission.exposures;
    let next = row.ahead.exposed.map(|(it, ..)| it);
    let named = next.or_else(|| all.first().copied())?;
    let what = w::exposure_blocks(lang, &named.advisory);
    let advisories: BTreeSet<&str> = all.iter().map(|it| it.advisory.as_str()).collect();
    Some(match advisories.len() {
        0 | 1 => what,
        n => w::and_more(lang, &what, n - 1),
    })
}

/// That an appeal waits is said with its measure.
fn with_appeal(lang: Lang, what: String, it: &Measure) -> String {
    if it.waits_for_answer() { format!("{what} · {}", w::appeal_waits(lang)) } else { what }
}

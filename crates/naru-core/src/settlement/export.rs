//! A day and its differences as other programs read them: CSV and JSON. Pure.

use super::csv;
use super::difference::Kept;
use super::model::{Moved, Position, Window};
use super::reconcile::outcome_word;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Code of a participant to its Korean and its English name.
pub type Names = BTreeMap<String, (String, String)>;

/// Columns of a day, in this order for good: programs read them.
const DAY: [&str; 11] = [
    "business_date",
    "value_date",
    "party_kind",
    "party",
    "name",
    "collected_count",
    "collected_amount",
    "paid_count",
    "paid_amount",
    "fee",
    "net",
];

/// Columns of differences, in this order for good.
const DIFFERENCES: [&str; 13] = [
    "business_date",
    "bank",
    "bank_tran_id",
    "kind",
    "our_state",
    "our_amount",
    "their_outcome",
    "their_amount",
    "state",
    "found_at",
    "ended_at",
    "explained_by",
    "explanation",
];

/// A day's positions, a line for each participant. `name` gives the name of a code.
pub fn day_csv(window: &Window, positions: &[Position], name: impl Fn(&str) -> String) -> String {
    let line = |it: &Position| {
        csv::line(&[
            window.date.to_string(),
            window.value_date.to_string(),
            it.party.kind().to_owned(),
            it.party.code().to_owned(),
            name(it.party.code()),
            it.collected.count.to_string(),
            it.collected.amount.to_string(),
            it.paid.count.to_string(),
            it.paid.amount.to_string(),
            it.fee.to_string(),
            it.net.to_string(),
        ])
    };
    table(&DAY, positions.iter().map(line))
}

/// A day with its positions.
pub fn day_json(window: &Window, positions: &[Position], names: &Names) -> Value {
    let position = |p: &Position| {
        let (ko, en) = names.get(p.party.code()).cloned().unwrap_or_default();
        json!({
            "party_kind": p.party.kind(),
            "party": p.party.code(),
            "name_ko": ko,
            "name_en": en,
            "collected": moved_json(p.collected),
            "paid": moved_json(p.paid),
            "fee": p.fee.get(),
            "net": p.net.get(),
        })
    };
    let mut out = window_json(window);
    out["positions"] = positions.iter().map(position).collect();
    out
}

/// A day without its positions.
pub fn window_json(it: &Window) -> Value {
    json!({
        "business_date": it.date.to_string(),
        "value_date": it.value_date.to_string(),
        "closed_at": it.closed_at.kst_dtm17(),
        "count": it.moved.count,
        "amount": it.moved.amount.get(),
        "fee": it.fee.get(),
        "carried": moved_json(it.carried),
    })
}

fn moved_json(it: Moved) -> Value {
    json!({ "count": it.count, "amount": it.amount.get() })
}

/// Differences, a line for each.
pub fn differences_csv(all: &[Kept]) -> String {
    let line = |it: &Kept| {
        let (ours, theirs) = (it.difference.ours, it.difference.theirs);
        let (by, why) = it.explained.clone().unwrap_or_default();
        csv::line(&[
            it.date.to_string(),
            it.bank.to_string(),
            it.difference.id.to_string(),
            it.difference.kind.as_str().to_owned(),
            ours.map_or_else(String::new, |(state, _)| state.as_str().to_owned()),
            ours.map_or_else(String::new, |(_, amount)| amount.to_string()),
            theirs.map_or_else(String::new, |(outcome, _)| outcome_word(outcome).to_owned()),
            theirs.map_or_else(String::new, |(_, amount)| amount.to_string()),
            it.standing.as_str().to_owned(),
            it.found_at.kst_dtm17(),
            it.ended_at.map_or_else(String::new, |at| at.kst_dtm17()),
            by,
            why,
        ])
    };
    table(&DIFFERENCES, all.iter().map(line))
}

/// Differences as values.
pub fn differences_json(all: &[Kept]) -> Value {
    let one = |it: &Kept| {
        let (ours, theirs) = (it.difference.ours, it.difference.theirs);
        json!({
            "business_date": it.date.to_string(),
            "bank": it.bank.as_str(),
            "bank_tran_id": it.difference.id.as_str(),
            "kind": it.difference.kind.as_str(),
            "ours": ours.map(|(s, a)| json!({ "state": s.as_str(), "amount": a.get() })),
            "theirs": theirs.map(|(o, a)| json!({ "outcome": outcome_word(o), "amount": a.get() })),
            "state": it.standing.as_str(),
            "found_at": it.found_at.kst_dtm17(),
            "ended_at": it.ended_at.map(|at| at.kst_dtm17()),
            "explained_by": it.explained.as_ref().map(|(by, _)| by),
            "explanation": it.explained.as_ref().map(|(_, why)| why),
        })
    };
    all.iter().map(one).collect()
}

fn table(columns: &[&str], lines: impl Iterator<Item = String>) -> String {
    let mut out = csv::line(columns);
    out.push('\n');
    for line in lines {
        out.push_str(&line);
        out.push('\n');
    }
    out
}

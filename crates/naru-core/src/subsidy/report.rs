//! Programmes and their sums as JSON: the same for everybody's summary and for programs. No firm is
//! named.

use super::model::{Fund, Programme};
use super::service;
use super::sql::Tallied;
use naru_base::{Answer, Won};
use naru_store::Tx;
use serde_json::{Value, json};

/// A programme with its money and what became of its applications.
pub type Line = (Programme, Fund, Vec<Tallied>);

/// Every programme.
pub fn load(tx: &mut Tx<'_>) -> Answer<Vec<Line>> {
    let all = service::programmes(tx)?.into_iter();
    all.map(|(it, fund)| {
        let tally = service::tally(tx, &it.code)?;
        Ok((it, fund, tally))
    })
    .collect()
}

/// Every programme. Money is whole won.
pub fn all(lines: &[Line]) -> Value {
    json!({"programmes": lines.iter().map(programme).collect::<Vec<_>>()})
}

fn programme((it, fund, tally): &Line) -> Value {
    let tally = tally.iter().map(|it| {
        json!({
            "class": it.class.as_str(), "state": it.state.as_str(), "count": it.count,
            "awarded": it.awarded.get(), "paid": it.paid.get(),
        })
    });
    json!({
        "programme": it.code, "year": it.year, "name_ko": it.name_ko,
        "name_en": it.name_en, "basis": it.basis, "share_percent": it.share_percent,
        "firm_cap": it.firm_cap.get(), "appropriation": fund.appropriation.get(),
        "carried_in": fund.carried_in.get(), "carried_out": fund.carried_out.get(),
        "committed": fund.committed.get(), "paid": fund.paid.get(),
        "free": fund.free().unwrap_or(Won::ZERO).get(),
        "applications": tally.collect::<Vec<_>>(),
    })
}

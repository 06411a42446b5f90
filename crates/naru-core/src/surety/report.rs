//! Positions and instruments as JSON: the same for the command line and for programs.

use super::model::{Facts, Instrument};
use super::service::Position;
use naru_base::{ClientUseCode, Micros, Won};
use serde_json::{Value, json};

/// One institution. Times are microseconds since 1970, UTC; money is whole won.
pub fn of(code: &ClientUseCode, name: &str, it: &Position, facts: Option<&Facts>) -> Value {
    let items = it.factor.items.iter();
    let items = items.map(|(item, points)| json!({"item": item, "points": points}));
    json!({
        "institution": code.as_str(),
        "name": name,
        "daily_limit": it.limit.get(),
        "factor_percent": it.factor.percent,
        "factor_base_percent": it.factor.base,
        "factor_items": items.collect::<Vec<_>>(),
        "required": it.required.get(),
        "active": it.active.get(),
        "exposure": it.exposure.get(),
        "claimed": it.claimed.get(),
        "free": it.free.get(),
        "short_from": it.short_from.map(Micros::get),
        "short_since": it.short_since.map(Micros::get),
        "instruments": facts.map(|it| it.instruments.iter().map(instrument).collect::<Vec<_>>()),
    })
}

/// Several, with when they were looked at.
pub fn list(all: impl Iterator<Item = Value>, now: Micros) -> Value {
    json!({"at": now.get(), "institutions": all.collect::<Vec<_>>()})
}

/// What one insurer guarantees: its instruments, each with whose it is and what that institution
/// may still withdraw.
pub fn guaranteed<'i>(all: impl Iterator<Item = (&'i Instrument, Won)>, now: Micros) -> Value {
    let one = |(it, free): (&Instrument, Won)| {
        let mut value = instrument(it);
        value["institution"] = it.institution.as_str().into();
        value["left"] = it.left().get().into();
        value["institution_free"] = free.get().into();
        value
    };
    json!({"at": now.get(), "instruments": all.map(one).collect::<Vec<_>>()})
}

fn instrument(it: &Instrument) -> Value {
    json!({
        "instrument": it.id.to_string(),
        "kind": it.kind.as_str(),
        "issuer": it.issuer,
        "insurer": it.insurer.as_ref().map(|it| it.as_str()),
        "reference": it.reference,
        "amount": it.amount.get(),
        "drawn": it.drawn.get(),
        "valid_from": it.valid_from.get(),
        "valid_until": it.valid_until.get(),
        "released_at": it.released_at.map(Micros::get),
    })
}

//! Claims as JSON: the same for the command line and for programs. Times are microseconds since
//! 1970, UTC; money is whole won. No personal data.

use super::book::Money;
use super::model::{Claim, ClockState, Line, Loss, Trace};
use super::notice::Notice;
use naru_base::Micros;
use serde_json::{Value, json};

const fn word(state: ClockState) -> &'static str {
    match state {
        ClockState::Met => "met",
        ClockState::Late => "late",
        ClockState::Running => "running",
        ClockState::Overdue => "overdue",
        ClockState::Idle => "idle",
        ClockState::Nothing => "nothing",
    }
}

/// A claim as lists have it.
pub fn of(it: &Claim, now: Micros) -> Value {
    let clocks = it.clocks(now).into_iter().map(|clock| {
        json!({
            "step": clock.step.as_str(),
            "state": word(clock.state),
            "due_at": clock.due_at.map(Micros::get),
            "done_at": clock.done_at.map(Micros::get),
        })
    });
    json!({
        "claim": it.id.to_string(),
        "institution": it.institution.as_str(),
        "state": it.state.as_str(),
        "said": it.said.as_str(),
        "cause": it.cause.map(|it| it.as_str()),
        "loss": it.loss.get(),
        "payer": it.payer().to_string(),
        "reported_at": it.reported_at.get(),
        "decided_at": it.decided_at.map(Micros::get),
        "closed_at": it.closed_at.map(Micros::get),
        "instrument": it.instrument.map(|it| it.to_string()),
        "insurer": it.insurer.as_ref().map(|it| it.as_str()),
        "freezing": it.requests.freezing().as_str(),
        "frozen": it.requests.frozen.get(),
        "is_late": it.is_late(now),
        "clocks": clocks.collect::<Vec<_>>(),
    })
}

/// Several, with when they were looked at.
pub fn list(all: &[Claim], now: Micros) -> Value {
    json!({"at": now.get(), "claims": all.iter().map(|it| of(it, now)).collect::<Vec<_>>()})
}

/// One, with its transfers, requests to freeze, every won of it, and what its parties say that they
/// paid.
pub fn whole(
    it: &Claim,
    (losses, traces): (&[Loss], &[Trace]),
    (lines, money, told): (&[Line], &Money, &[Notice]),
    now: Micros,
) -> Value {
    let mut value = of(it, now);
    let losses = losses.iter().map(|it| {
        json!({
            "transfer": it.key.to_string(), "is_loss": it.is_loss, "bank": it.bank.as_str(),
            "amount": it.amount.get(),
        })
    });
    let traces = traces.iter().map(|it| {
        json!({
            "request": it.id.to_string(), "bank": it.bank.as_str(), "amount": it.amount.get(),
            "state": it.state.as_str(), "frozen": it.frozen.get(),
            "bank_rsp_code": it.bank_rsp_code, "asked_count": it.asked_count,
            "answered_at": it.answered_at.map(Micros::get),
        })
    });
    let lines = lines.iter().map(|it| {
        json!({
            "journal": it.journal.to_string(), "kind": it.kind.as_str(),
            "party": it.party.to_string(), "of": it.of.as_ref().map(ToString::to_string),
            "amount": it.amount.get(), "evidence": it.evidence, "booked_at": it.at.get(),
        })
    });
    let told = told.iter().map(|it| {
        json!({
            "party": it.said.party.to_string(), "amount": it.said.amount.get(),
            "document": it.said.document, "paid_on": it.said.paid_on.to_string(),
            "told_at": it.said.told_at.get(), "booked": it.booked.get(),
            "is_replaced": it.is_replaced,
            "is_taken_off": it.off.is_some(),
        })
    });
    let open = money.open(&it.institution).into_iter();
    let open = open.map(|(party, won)| json!({"party": party.to_string(), "amount": won.get()}));
    value["transfers"] = losses.collect();
    value["freezes"] = traces.collect();
    value["lines"] = lines.collect();
    value["remittances"] = told.collect();
    value["owed"] = open.collect();
    value
}

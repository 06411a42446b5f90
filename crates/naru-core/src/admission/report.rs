//! An institution's admission as JSON: the same for the command line and for programs.

use super::decide::{Admission, GateState, GateView};
use super::facts::{Exposure, Facts, Measure};
use data_encoding::HEXLOWER;
use naru_base::{ClientUseCode, Micros};
use serde_json::{Value, json};

impl GateState {
    /// The word on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            GateState::Missing => "missing",
            GateState::Holds => "holds",
            GateState::Expired => "expired",
            GateState::Failed => "failed",
            GateState::Revoked => "revoked",
        }
    }
}

/// One institution. Times are microseconds since 1970, UTC; hashes are hexadecimal.
pub fn of(code: &ClientUseCode, name: &str, facts: &Facts, it: &Admission<'_>) -> Value {
    let next = it.next_end().map(|(view, at)| json!({"gate": view.gate.as_str(), "at": at.get()}));
    json!({
        "institution": code.as_str(),
        "name": name,
        "standing": it.standing.as_str(),
        "applied_at": facts.applied.map(|(at, _)| at.get()),
        "class": facts.applied.map(|(_, class)| class.as_str()),
        "blocked_by": it.blocked_by().map(|view| view.gate.as_str()),
        "next_end": next,
        "gates": it.gates.iter().map(gate).collect::<Vec<_>>(),
        "measures": facts.measures.iter().map(measure).collect::<Vec<_>>(),
        "exposures": it.exposures.iter().map(|it| exposure(it)).collect::<Vec<_>>(),
    })
}

/// Several, with when they were looked at.
pub fn list(all: impl Iterator<Item = Value>, now: Micros) -> String {
    json!({"at": now.get(), "institutions": all.collect::<Vec<_>>()}).to_string()
}

fn gate(it: &GateView<'_>) -> Value {
    let decision = it.decision;
    let evidence = decision.map(|d| d.evidence.iter().map(|sha| HEXLOWER.encode(sha)));
    json!({
        "gate": it.gate.as_str(),
        "service": it.service.map(|s| s.key.to_string()),
        "state": it.state.as_str(),
        "counts": it.counts,
        "decided_at": decision.map(|d| d.decided_at.get()),
        "holds_until": decision.and_then(|d| d.holds_until).map(Micros::get),
        "decision": decision.map(|d| d.id.to_string()),
        "evidence": evidence.into_iter().flatten().collect::<Vec<_>>(),
    })
}

fn exposure(it: &Exposure) -> Value {
    json!({
        "exposure": it.id.to_string(),
        "system": it.system.to_string(),
        "system_name": it.system_name,
        "package": it.package,
        "advisory": it.advisory,
        "notice_at": it.notice_at.get(),
        "due_at": it.due_at.get(),
        "cut_at": it.cut_at.get(),
        "stop_at": it.stop_at.get(),
    })
}

fn measure(it: &Measure) -> Value {
    json!({
        "measure": it.id.to_string(),
        "standing": it.standing.as_str(),
        "rule": it.rule,
        "notice_at": it.notice_at.get(),
        "due_at": it.due_at.get(),
        "ends_at": it.ends_at.map(Micros::get),
        "lifted_at": it.lifted.map(|(at, _)| at.get()),
        "appeal_until": it.appeal_until.get(),
        "appealed_at": it.appeal.as_ref().map(|a| a.at.get()),
    })
}

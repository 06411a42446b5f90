//! An institution's admission as JSON: the same for the command line and for programs.

use super::ahead::{Next, ahead};
use super::decide::{Admission, GateState, GateView};
use super::facts::{Exposure, Facts, Measure};
use super::path::PATH;
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

/// One institution, as it was found at `now`; `cover_ends`: from when less is covered than must be.
/// Times are microseconds since 1970, UTC; hashes are hexadecimal.
pub fn of<'f>(
    code: &ClientUseCode,
    name: &str,
    (facts, it): (&'f Facts, &Admission<'f>),
    (cover_ends, now): (Option<Micros>, Micros),
) -> Value {
    let next = ahead(facts, &PATH, it, cover_ends, now).next(it.next_end());
    json!({
        "institution": code.as_str(),
        "name": name,
        "standing": it.standing.as_str(),
        "applied_at": facts.applied.map(|(at, _)| at.get()),
        "class": facts.applied.map(|(_, class)| class.as_str()),
        "blocked_by": it.blocked_by().map(|view| view.gate.as_str()),
        "next_end": next.map(|it| ends(&it)),
        "gates": it.gates.iter().map(gate).collect::<Vec<_>>(),
        "measures": facts.measures.iter().map(measure).collect::<Vec<_>>(),
        "exposures": it.exposures.iter().map(|it| exposure(it)).collect::<Vec<_>>(),
    })
}

/// Several, with when they were looked at.
pub fn list(all: impl Iterator<Item = Value>, now: Micros) -> String {
    json!({"at": now.get(), "institutions": all.collect::<Vec<_>>()}).to_string()
}

/// What ends or begins next of anything that stops an institution.
fn ends(it: &Next<'_, '_>) -> Value {
    let mut said = match it {
        Next::Gate(view, _) => json!({"kind": "gate", "gate": view.gate.as_str()}),
        Next::Measure(it) => {
            let (measure, standing) = (it.id.to_string(), it.standing.as_str());
            json!({"kind": "measure", "measure": measure, "standing": standing})
        }
        Next::Exposure(it, standing, _) => {
            let (exposure, standing) = (it.id.to_string(), standing.as_str());
            json!({"kind": "exposure", "exposure": exposure, "standing": standing})
        }
        Next::Cover(_) => json!({"kind": "cover"}),
    };
    said["at"] = it.at().get().into();
    said
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
    let answer = it.appeal.as_ref().and_then(|it| it.answer.as_ref());
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
        "appeal_answered_at": answer.map(|a| a.at.get()),
        "appeal_ruling": answer.map(|a| a.ruling.as_str()),
    })
}

//! What is on record about one institution: everything that its standing is made of.

use super::model::{Class, EvidenceKind, Gate, Ruling, ServiceKey, Sha256, Standing, Verdict};
use naru_base::{Id, Micros};

/// Everything on record about one institution, in the order of the book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// When and as what it applied.
    pub applied: Option<(Micros, Class)>,
    /// Its services, by key.
    pub services: Vec<Service>,
    /// What was decided at the gates.
    pub decisions: Vec<Decision>,
    /// What lowered its standing.
    pub measures: Vec<Measure>,
    /// What the portfolio of open source means for it.
    pub exposures: Vec<Exposure>,
    /// What it handed in.
    pub evidence: Vec<Evidence>,
}

/// A grave weakness of a component in a system that serves users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposure {
    /// Its own id.
    pub id: Id,
    /// The system.
    pub system: Id,
    /// Its name.
    pub system_name: String,
    /// The package, with the versions that are affected.
    pub package: String,
    /// The advisory.
    pub advisory: String,
    /// When it was told.
    pub notice_at: Micros,
    /// By when it was to be put right.
    pub due_at: Micros,
    /// From when limits are cut.
    pub cut_at: Micros,
    /// From when transfers stop.
    pub stop_at: Micros,
    /// When it was over.
    pub ended_at: Option<Micros>,
}

/// One version of one service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Which.
    pub key: ServiceKey,
    /// When it was declared.
    pub declared_at: Micros,
    /// When it was taken out of use.
    pub retired_at: Option<Micros>,
}

/// What two people decided at a gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The proposal's id.
    pub id: Id,
    /// Where.
    pub gate: Gate,
    /// Of the service check: which service and version.
    pub service: Option<ServiceKey>,
    /// What.
    pub verdict: Verdict,
    /// When.
    pub decided_at: Micros,
    /// Until when a passed gate holds; `None`: without an end.
    pub holds_until: Option<Micros>,
    /// Who proposed and who confirmed.
    pub by: [Id; 2],
    /// On what grounds.
    pub evidence: Vec<Sha256>,
}

/// A rung of the ladder by decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The proposal's id.
    pub id: Id,
    /// The standing, at best, while it is in force.
    pub standing: Standing,
    /// The rule it rests on.
    pub rule: String,
    /// When it was told.
    pub notice_at: Micros,
    /// From when it bites.
    pub due_at: Micros,
    /// When it ends by itself.
    pub ends_at: Option<Micros>,
    /// Until when the institution may appeal.
    pub appeal_until: Micros,
    /// Who proposed and who confirmed.
    pub by: [Id; 2],
    /// When it was lifted, and by whom.
    pub lifted: Option<(Micros, [Id; 2])>,
    /// The institution's word against it.
    pub appeal: Option<Appeal>,
    /// The gate whose holding takes its force away: of a measure for a missed deadline.
    pub unless: Option<Gate>,
}

impl Measure {
    /// Whether it lowers the standing at `now`.
    pub fn is_in_force(&self, now: Micros) -> bool {
        let is_over = |at: Option<Micros>| at.is_some_and(|at| at <= now);
        self.due_at <= now && !is_over(self.ends_at) && !is_over(self.lifted.map(|it| it.0))
    }

    /// Whether its institution's word against it waits for an answer.
    pub fn waits_for_answer(&self) -> bool {
        self.lifted.is_none() && self.appeal.as_ref().is_some_and(|it| it.answer.is_none())
    }
}

/// An appeal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appeal {
    /// When.
    pub at: Micros,
    /// Who.
    pub by: String,
    /// What, sealed.
    pub sealed: Vec<u8>,
    /// What was answered.
    pub answer: Option<Answered>,
}

/// An answer to an appeal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The proposal's id.
    pub id: Id,
    /// What was decided.
    pub ruling: Ruling,
    /// When.
    pub at: Micros,
    /// Who proposed and who confirmed.
    pub by: [Id; 2],
    /// Why, sealed as the reason of its proposal.
    pub sealed: Vec<u8>,
}

/// A document, as it was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Its SHA-256.
    pub sha256: Sha256,
    /// What it is.
    pub kind: EvidenceKind,
    /// What it is called.
    pub title: String,
    /// How long it is.
    pub size_bytes: i64,
    /// When what it says was so.
    pub observed_at: Micros,
    /// When it came.
    pub received_at: Micros,
    /// From whom.
    pub received_by: String,
}

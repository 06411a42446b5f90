//! The path as a table, to be read by an auditor. There is no other: the decision at a gate, the
//! standing and the screens are made from it. docs/admission.md shows it; a test compares them.

use super::model::{EvidenceKind, Gate, Standing};
use naru_base::role::Right;

/// One row of the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The gate.
    pub gate: Gate,
    /// What must hold before it can be passed.
    pub needs: &'static [Gate],
    /// Who decides: two people with this right.
    pub right: Right,
    /// At least one document of one of these kinds must be named when it is passed.
    pub evidence: &'static [EvidenceKind],
    /// The rule that says for how long it may be passed at most; none: without an end.
    pub life: Option<&'static str>,
    /// What the standing falls to, at least, when it was passed and holds no longer.
    pub lapse: Standing,
    /// Where the step comes from.
    pub source: &'static str,
}

use EvidenceKind as E;

/// The path, in order.
pub const PATH: [Step; Gate::ALL.len()] = [
    Step {
        gate: Gate::Eligibility,
        needs: &[],
        right: Right::GatesDecide,
        evidence: &[E::Document, E::Attestation],
        life: Some("gate_eligibility_life_s"),
        lapse: Standing::Suspended,
        source: "Open banking 2019, step 1: eligibility on papers (allowed class, sound model)",
    },
    Step {
        gate: Gate::Functional,
        needs: &[Gate::Eligibility],
        right: Right::GatesDecide,
        evidence: &[E::Conformance],
        life: Some("gate_functional_life_s"),
        lapse: Standing::InquiryOnly,
        source: "Open banking 2019, step 2: functional test",
    },
    Step {
        gate: Gate::Organisation,
        needs: &[Gate::Functional],
        right: Right::ChecksDecide,
        evidence: &[E::Report],
        life: Some("gate_organisation_life_s"),
        lapse: Standing::InquiryOnly,
        source: "FSC 2019-12-13: organisation check, 30 items, by a designated inspector",
    },
    Step {
        gate: Gate::Service,
        needs: &[Gate::Functional],
        right: Right::ChecksDecide,
        evidence: &[E::Report, E::Scan],
        life: Some("gate_service_life_s"),
        lapse: Standing::InquiryOnly,
        source: "FSC 2019-12-13: service check, web 12 and app 17 items; Naru: per version",
    },
    Step {
        gate: Gate::Surety,
        needs: &[Gate::Organisation, Gate::Service],
        right: Right::GatesDecide,
        evidence: &[E::Cover],
        life: Some("gate_surety_life_s"),
        lapse: Standing::InquiryOnly,
        source: "Open banking 2019, step 4: surety (base 200 % of the daily withdrawal limit)",
    },
    Step {
        gate: Gate::Contract,
        needs: &[Gate::Surety],
        right: Right::GatesDecide,
        evidence: &[E::Contract],
        life: Some("gate_contract_life_s"),
        lapse: Standing::Suspended,
        source: "Open banking 2019, step 4: main bank, fee, usage limit",
    },
    Step {
        gate: Gate::Start,
        needs: &[
            Gate::Eligibility,
            Gate::Functional,
            Gate::Organisation,
            Gate::Service,
            Gate::Surety,
            Gate::Contract,
        ],
        right: Right::GatesDecide,
        evidence: &[],
        life: None,
        lapse: Standing::NotAdmitted,
        source: "Open banking 2019, step 5: production begins",
    },
];

/// The row of a gate.
pub fn step(gate: Gate) -> &'static Step {
    &PATH[gate as usize]
}

//! The calls about gates, as data: who asks for what, and what an answer holds.

use super::fields::{AT, CHECK, HAND_IN, SCANS, SERVICE, STANDING, SURETY, TAKEN};
use super::words as w;

pub use crate::operations::{Call, Field, Say, Sends};
pub(super) use crate::operations::{
    LIST, NUMBER, NUMBER_OR_NONE, OBJECT, OBJECT_OR_NONE, TEXT, TEXT_OR_NONE, YES_NO, asks,
};

/// Every call of an institution, in the order of the path of admission.
pub const CALLS: [Call; 9] = [
    asks("standing", "/gates/v1/standing", w::c_standing, &STANDING),
    asks(
        "eligibility",
        "/gates/v1/eligibility",
        w::c_eligibility,
        &[AT, ("form", OBJECT_OR_NONE, w::f_form), ("outcome", OBJECT_OR_NONE, w::f_outcome)],
    ),
    asks("checks", "/gates/v1/checks", w::c_checks, &[AT, ("checks", LIST, w::f_checks)]),
    Call {
        refused: &[(404, w::r_check)],
        ..asks("check", "/gates/v1/checks/{id}", w::c_check, &CHECK)
    },
    Call {
        refused: &[(404, w::r_check)],
        ..asks(
            "checkAsOscal",
            "/gates/v1/checks/{id}/oscal",
            w::c_oscal,
            &[("assessment-results", OBJECT, w::f_oscal)],
        )
    },
    Call { query: &[SERVICE], ..asks("scans", "/gates/v1/scans", w::c_scans, &SCANS) },
    Call {
        name: "handInScan",
        method: "post",
        path: "/gates/v1/scans",
        scope: None,
        what: w::c_hand_in,
        query: &HAND_IN,
        sends: Sends::File,
        status: 201,
        fields: &TAKEN,
        refused: &[(400, w::r_unread), (413, w::r_large), (422, w::r_not_taken)],
        others: &[],
    },
    asks(
        "deadlines",
        "/gates/v1/deadlines",
        w::c_deadlines,
        &[
            AT,
            ("rules", LIST, w::f_rules),
            ("grounds_version", NUMBER, w::f_grounds_version),
            ("grounds_source", TEXT, w::f_grounds_source),
            ("grounds", LIST, w::f_grounds),
            ("places", LIST, w::f_places),
        ],
    ),
    asks("surety", "/gates/v1/surety", w::c_surety, &SURETY),
];

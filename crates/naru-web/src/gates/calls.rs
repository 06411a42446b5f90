//! The calls about gates, as data: who asks for what, and what an answer holds.

use super::words as w;

pub use crate::operations::{Call, Field, Say, Sends};
pub(super) use crate::operations::{
    LIST, LIST_OR_NONE, NUMBER, NUMBER_OR_NONE, OBJECT, OBJECT_OR_NONE, TEXT, TEXT_OR_NONE, YES_NO,
    asks,
};

pub(super) const AT: Field = ("at", NUMBER, w::f_at);
pub(super) const SERVICE: (&str, Say) = ("service", w::q_service);

/// Every call of an institution, in the order of the path of admission.
pub const CALLS: [Call; 9] = [
    asks(
        "standing",
        "/gates/v1/standing",
        w::c_standing,
        &[
            AT,
            ("institution", TEXT, w::f_institution),
            ("name", TEXT, w::f_name),
            ("standing", TEXT, w::f_standing),
            ("applied_at", NUMBER_OR_NONE, w::f_applied_at),
            ("class", TEXT_OR_NONE, w::f_class),
            ("blocked_by", TEXT_OR_NONE, w::f_blocked_by),
            ("next_end", OBJECT_OR_NONE, w::f_next_end),
            ("gates", LIST, w::f_gates),
            ("measures", LIST, w::f_measures),
            ("exposures", LIST, w::f_exposures),
        ],
    ),
    asks(
        "eligibility",
        "/gates/v1/eligibility",
        w::c_eligibility,
        &[AT, ("form", OBJECT_OR_NONE, w::f_form), ("outcome", OBJECT_OR_NONE, w::f_outcome)],
    ),
    asks("checks", "/gates/v1/checks", w::c_checks, &[AT, ("checks", LIST, w::f_checks)]),
    Call {
        refused: &[(404, w::r_check)],
        ..asks(
            "check",
            "/gates/v1/checks/{id}",
            w::c_check,
            &[
                ("engagement", TEXT, w::f_engagement),
                ("institution", TEXT, w::f_institution),
                ("kind", TEXT, w::f_kind),
                ("state", TEXT, w::f_state),
                ("list", TEXT, w::f_list),
                ("reconstruction", YES_NO, w::f_reconstruction),
                ("slot", LIST_OR_NONE, w::f_slot),
                ("fix_by", NUMBER_OR_NONE, w::f_fix_by),
                ("requested_at", NUMBER, w::f_requested_at),
                ("changed_at", NUMBER, w::f_changed_at),
                ("stops", LIST, w::f_stops),
                ("items", LIST, w::f_items),
                ("report", OBJECT, w::f_report),
                ("report_sha256", TEXT, w::f_report_sha256),
            ],
        )
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
    Call {
        query: &[SERVICE],
        ..asks(
            "scans",
            "/gates/v1/scans",
            w::c_scans,
            &[AT, ("scans", LIST, w::f_scans), ("items", LIST, w::f_scan_items)],
        )
    },
    Call {
        name: "handInScan",
        method: "post",
        path: "/gates/v1/scans",
        scope: None,
        what: w::c_hand_in,
        query: &[
            SERVICE,
            ("title", w::q_title),
            ("scope", w::q_scope),
            ("observed_at", w::q_observed_at),
        ],
        sends: Sends::File,
        status: 201,
        fields: &[
            ("sha256", TEXT, w::f_sha256),
            ("known", YES_NO, w::f_known),
            ("new", NUMBER, w::f_new),
            ("again", NUMBER, w::f_again),
            ("gone", NUMBER, w::f_gone),
        ],
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
    asks(
        "surety",
        "/gates/v1/surety",
        w::c_surety,
        &[
            AT,
            ("institution", TEXT, w::f_institution),
            ("name", TEXT, w::f_name),
            ("daily_limit", NUMBER, w::f_daily_limit),
            ("factor_percent", NUMBER, w::f_factor),
            ("factor_base_percent", NUMBER, w::f_factor_base),
            ("factor_items", LIST, w::f_factor_items),
            ("required", NUMBER, w::f_required),
            ("active", NUMBER, w::f_active),
            ("exposure", NUMBER, w::f_exposure),
            ("claimed", NUMBER, w::f_claimed),
            ("free", NUMBER, w::f_free),
            ("short_from", NUMBER_OR_NONE, w::f_short_from),
            ("instruments", LIST, w::f_instruments),
        ],
    ),
];

//! The calls of programs of staff, as data: what the console shows of the whole network, and what
//! one person may do there alone.

use super::calls::{
    Call, Field, LIST, NUMBER, NUMBER_OR_NONE, OBJECT, Say, Sends, TEXT, TEXT_OR_NONE, YES_NO, asks,
};
use super::fields::{AT, CHECK, HAND_IN, SCANS, SERVICE, STANDING, SURETY, TAKEN};
use super::{words as w, words_network as n};
use naru_core::program::Scope;

const fn seen(
    (name, scope): (&'static str, Scope),
    path: &'static str,
    what: Say,
    fields: &'static [Field],
) -> Call {
    Call { scope: Some(scope), ..asks(name, path, what, fields) }
}

const NO_INSTITUTION: (u16, Say) = (404, n::r_institution);
const NO_CHECK: (u16, Say) = (404, n::r_check);
const NO_CLAIM: (u16, Say) = (404, n::r_claim);
const NOT_TAKEN: (u16, Say) = (422, n::r_not_done);
const BAD_BODY: (u16, Say) = (400, n::r_bad_body);
const LARGE: (u16, Say) = (413, w::r_large);

const CLAIM: [Field; 16] = [
    ("claim", TEXT, n::f_claim),
    ("institution", TEXT, w::f_institution),
    ("state", TEXT, n::f_claim_state),
    ("said", TEXT, n::f_said),
    ("cause", TEXT_OR_NONE, n::f_cause),
    ("loss", NUMBER, n::f_loss),
    ("payer", TEXT, n::f_payer),
    ("reported_at", NUMBER, n::f_reported_at),
    ("decided_at", NUMBER_OR_NONE, n::f_cause_at),
    ("closed_at", NUMBER_OR_NONE, n::f_closed_at),
    ("instrument", TEXT_OR_NONE, n::f_instrument),
    ("insurer", TEXT_OR_NONE, n::f_insurer),
    ("freezing", TEXT, n::f_freezing),
    ("frozen", NUMBER, n::f_frozen),
    ("is_late", YES_NO, n::f_late),
    ("clocks", LIST, n::f_clocks),
];

const WHOLE_CLAIM: [Field; 21] = {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, frozen, late, clocks] = CLAIM;
    let transfers = ("transfers", LIST, n::f_transfers as Say);
    let freezes = ("freezes", LIST, n::f_freezes as Say);
    let lines = ("lines", LIST, n::f_lines as Say);
    let told = ("remittances", LIST, n::f_remittances as Say);
    let owed = ("owed", LIST, n::f_owed as Say);
    let [n, o, p] = [frozen, late, clocks];
    [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, transfers, freezes, lines, told, owed]
};

/// Every call of programs of staff.
pub const NETWORK: [Call; 15] = [
    seen(
        ("networkStandings", Scope::GatesRead),
        "/gates/v1/network/standings",
        n::c_standings,
        &[AT, ("institutions", LIST, n::f_standings)],
    ),
    Call {
        refused: &[NO_INSTITUTION],
        ..seen(
            ("networkStanding", Scope::GatesRead),
            "/gates/v1/network/standings/{code}",
            n::c_standing,
            &STANDING,
        )
    },
    Call {
        query: &[("institution", n::q_institution)],
        ..seen(
            ("networkChecks", Scope::GatesRead),
            "/gates/v1/network/checks",
            n::c_checks,
            &[AT, ("checks", LIST, w::f_checks)],
        )
    },
    Call {
        refused: &[NO_CHECK],
        ..seen(
            ("networkCheck", Scope::GatesRead),
            "/gates/v1/network/checks/{id}",
            n::c_check,
            &CHECK,
        )
    },
    Call {
        method: "post",
        sends: Sends::Object(&[
            ("item", TEXT, n::b_item),
            ("value", TEXT, n::b_value),
            ("how", TEXT, n::b_how),
            ("grounds", TEXT, n::b_grounds),
            ("demand", TEXT, n::b_demand),
        ]),
        status: 201,
        refused: &[NO_CHECK, BAD_BODY, LARGE, NOT_TAKEN],
        ..seen(
            ("networkFind", Scope::ChecksWrite),
            "/gates/v1/network/checks/{id}/findings",
            n::c_find,
            &[("engagement", TEXT, w::f_engagement), ("item", OBJECT, n::f_item)],
        )
    },
    Call {
        query: &[SERVICE],
        refused: &[NO_INSTITUTION],
        ..seen(
            ("networkScans", Scope::GatesRead),
            "/gates/v1/network/scans/{code}",
            n::c_scans,
            &SCANS,
        )
    },
    Call {
        method: "post",
        query: &HAND_IN,
        sends: Sends::File,
        status: 201,
        refused: &[NO_INSTITUTION, (400, w::r_unread), LARGE, (422, w::r_not_taken)],
        ..seen(
            ("networkHandIn", Scope::EvidenceWrite),
            "/gates/v1/network/scans/{code}",
            n::c_hand_in,
            &TAKEN,
        )
    },
    seen(
        ("networkDeadlines", Scope::GatesRead),
        "/gates/v1/network/deadlines",
        n::c_deadlines,
        &[
            AT,
            ("rules", LIST, w::f_rules),
            ("grounds_version", NUMBER, w::f_grounds_version),
            ("grounds_source", TEXT, w::f_grounds_source),
            ("grounds", LIST, w::f_grounds),
            ("places", LIST, n::f_places),
        ],
    ),
    Call {
        query: &[
            ("institution", n::q_institution),
            ("state", n::q_state),
            ("late", n::q_late),
            ("before", n::q_before),
        ],
        ..seen(
            ("networkClaims", Scope::ClaimsRead),
            "/gates/v1/network/claims",
            n::c_claims,
            &[AT, ("claims", LIST, n::f_claims), ("next", TEXT_OR_NONE, n::f_next)],
        )
    },
    Call {
        refused: &[NO_CLAIM],
        ..seen(
            ("networkClaim", Scope::ClaimsRead),
            "/gates/v1/network/claims/{id}",
            n::c_claim,
            &WHOLE_CLAIM,
        )
    },
    Call {
        method: "post",
        sends: Sends::Object(&[
            ("claim", TEXT, n::b_claim),
            ("institution", TEXT, w::f_institution),
            ("said", TEXT, n::f_said),
            ("words", TEXT, n::b_words),
            ("transfers", LIST, n::b_transfers),
        ]),
        status: 201,
        refused: &[NO_INSTITUTION, BAD_BODY, LARGE, NOT_TAKEN],
        ..seen(
            ("networkReportClaim", Scope::ClaimsWrite),
            "/gates/v1/network/claims",
            n::c_report,
            &CLAIM,
        )
    },
    Call {
        method: "post",
        refused: &[NO_CLAIM, NOT_TAKEN],
        ..seen(
            ("networkWithdrawClaim", Scope::ClaimsWrite),
            "/gates/v1/network/claims/{id}/withdraw",
            n::c_withdraw,
            &CLAIM,
        )
    },
    seen(
        ("networkSurety", Scope::SuretyRead),
        "/gates/v1/network/surety",
        n::c_surety,
        &[AT, ("institutions", LIST, n::f_positions)],
    ),
    Call {
        refused: &[NO_INSTITUTION],
        ..seen(
            ("networkSuretyOf", Scope::SuretyRead),
            "/gates/v1/network/surety/{code}",
            n::c_surety_of,
            &SURETY,
        )
    },
    seen(
        ("networkSubsidy", Scope::SubsidyRead),
        "/gates/v1/network/subsidy",
        n::c_subsidy,
        &[AT, ("programmes", LIST, n::f_programmes)],
    ),
];

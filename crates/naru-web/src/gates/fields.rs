//! The fields of answers that both an institution's programs and those of staff get.

use super::words as w;
use crate::operations::{
    Field, LIST, LIST_OR_NONE, NUMBER, NUMBER_OR_NONE, OBJECT, OBJECT_OR_NONE, Say, TEXT,
    TEXT_OR_NONE, YES_NO,
};

/// When the answer was made.
pub(super) const AT: Field = ("at", NUMBER, w::f_at);
/// Of which service.
pub(super) const SERVICE: (&str, Say) = ("service", w::q_service);

/// What is said of a scanner's file beside it.
pub(super) const HAND_IN: [(&str, Say); 4] =
    [SERVICE, ("title", w::q_title), ("scope", w::q_scope), ("observed_at", w::q_observed_at)];

/// Where an institution stands.
pub(super) const STANDING: [Field; 11] = [
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
];

/// One check, with its items and its report.
pub(super) const CHECK: [Field; 15] = [
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
    ("findings_withheld", YES_NO, w::f_findings_withheld),
];

/// Scans, and what they say of the items of lists.
pub(super) const SCANS: [Field; 3] =
    [AT, ("scans", LIST, w::f_scans), ("items", LIST, w::f_scan_items)];

/// What became of a scanner's file.
pub(super) const TAKEN: [Field; 5] = [
    ("sha256", TEXT, w::f_sha256),
    ("known", YES_NO, w::f_known),
    ("new", NUMBER, w::f_new),
    ("again", NUMBER, w::f_again),
    ("gone", NUMBER, w::f_gone),
];

/// The cover of an institution.
pub(super) const SURETY: [Field; 15] = [
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
    ("short_since", NUMBER_OR_NONE, w::f_short_since),
    ("instruments", LIST, w::f_instruments),
];

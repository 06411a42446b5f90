//! The audit record: who did what to which thing, when. Written in the commit of the deed itself.

use crate::time::Micros;

/// One line of the audit trail. Bodies carry ids, amounts and keyed hashes, never personal data:
/// the trail is append-only and must survive an erasure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRecord {
    /// When the deed was decided. The record's business date is that of the commit it is in.
    pub at: Micros,
    /// Who: `institution:M202600001`, `staff:01J…`, `system:sweep`.
    pub actor: String,
    /// What: `relay.withdraw.reserved`, in dotted form, stable.
    pub action: &'static str,
    /// To which thing: `transfer:20261122/M202600001U000000001`.
    pub subject: String,
    /// The facts, as a JSON object with sorted keys.
    pub body: String,
}

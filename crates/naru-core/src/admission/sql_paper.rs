//! SQL of papers.

use super::model::Sha256;
use super::paper::PaperKind;
use naru_base::{ClientUseCode, Fault, FaultKind, Micros};
use naru_store::{Tx, args};

const ADD: &str = "INSERT INTO admission_paper \
     (client_use_code, sha256, kind, kept_at, kept_by) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT DO NOTHING";
const OF: &str = "SELECT sha256, kind FROM admission_paper WHERE client_use_code = $1 \
     ORDER BY sha256";

/// Every statement, for the test that prepares them on both engines.
pub const PAPER_STATEMENTS: &[&str] = &[ADD, OF];

/// `false`: it is kept already.
pub(super) fn add(
    tx: &mut Tx<'_>,
    (code, sha256): (&ClientUseCode, &Sha256),
    kind: PaperKind,
    (now, by): (Micros, &str),
) -> Result<bool, Fault> {
    Ok(tx.exec(ADD, args![code, *sha256, kind.as_str(), now, by])? == 1)
}

pub(super) fn of(tx: &mut Tx<'_>, code: &ClientUseCode) -> Result<Vec<(Sha256, PaperKind)>, Fault> {
    tx.all(OF, args![code], |row| {
        let (sha256, kind): (Sha256, String) = (row.get(0)?, row.get(1)?);
        let strange = || Fault::new(FaultKind::Corrupt, format!("a paper is of the kind `{kind}`"));
        Ok((sha256, PaperKind::parse(&kind).ok_or_else(strange)?))
    })
}

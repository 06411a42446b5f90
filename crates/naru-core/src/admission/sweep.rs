//! Standings that change by the mere passing of time are written to the audit trail: by the commit
//! that decides something, and by whoever looks from time to time. Every step may run twice.

use super::model::Standing;
use super::sql;
use super::timeline::Timeline;
use naru_base::{Answer, AuditRecord, ClientUseCode, Fault, Micros};
use naru_store::Tx;
use std::collections::BTreeMap;

/// A standing that is another than was last written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Whose.
    pub institution: ClientUseCode,
    /// What was written down.
    pub from: Standing,
    /// What it is.
    pub to: Standing,
}

/// What would have to be written down at `now`.
pub fn changes(
    tx: &mut Tx<'_>,
    standings: &BTreeMap<ClientUseCode, Timeline>,
    now: Micros,
) -> Result<Vec<Changed>, Fault> {
    let noted = sql::noted(tx)?;
    let change = |(code, timeline): (&ClientUseCode, &Timeline)| {
        let from = noted.get(code).map_or(Standing::NotAdmitted, |it| it.0);
        let to = timeline.at(now);
        (from != to).then(|| Changed { institution: code.clone(), from, to })
    };
    Ok(standings.iter().filter_map(change).collect())
}

/// Writes down which standings are others than was last written.
pub fn note_changes(
    tx: &mut Tx<'_>,
    standings: &BTreeMap<ClientUseCode, Timeline>,
    now: Micros,
) -> Answer<Vec<Changed>> {
    let all = changes(tx, standings, now)?;
    for it in &all {
        sql::note(tx, &it.institution, it.to, now)?;
        tx.audit(AuditRecord {
            at: now,
            actor: "system:admission".to_owned(),
            action: "admission.standing.changed",
            subject: format!("institution:{}", it.institution),
            body: format!(r#"{{"from":"{}","to":"{}"}}"#, it.from, it.to),
        });
    }
    Ok(all)
}

/// Since when each standing is as it was last written down.
pub fn noted_since(tx: &mut Tx<'_>) -> Result<BTreeMap<ClientUseCode, Micros>, Fault> {
    Ok(sql::noted(tx)?.into_iter().map(|(code, (_, since))| (code, since)).collect())
}

//! The commands of access, each one commit with its audit record. The caller brings the node's
//! memory up to date with `Hub::directory_changed` in the same commit.

use super::model::{CERTIFICATES_MAX, Certificate, SOURCES_MAX, Thumbprint};
use super::sql;
use crate::identity;
use ipnet::IpNet;
use naru_base::{Answer, AuditRecord, ClientUseCode, Env, Refusal};
use naru_store::Tx;

/// Who orders a change, and for which institution.
#[derive(Clone, Copy)]
pub struct Change<'c> {
    /// When, and with which ids.
    pub env: &'c Env,
    /// Who orders it, as audit records name actors.
    pub actor: &'c str,
    /// The institution that is restricted.
    pub institution: &'c ClientUseCode,
}

/// Lets the institution call from one more network. From the first one on, from nowhere else.
pub fn add_source(tx: &mut Tx<'_>, it: &Change<'_>, network: IpNet) -> Answer<()> {
    let network = network.trunc();
    it.known(tx)?;
    let listed = sql::load(tx)?.remove(it.institution).unwrap_or_default().sources;
    if listed.contains(&network) {
        return Ok(());
    }
    if listed.len() >= SOURCES_MAX {
        return Err(Refusal::new("access/too-many-sources").with("most", SOURCES_MAX).into());
    }
    sql::add_source(tx, it.institution, &network, it.env.now)?;
    it.record(tx, "access.source.added", format!(r#"{{"network":"{network}"}}"#))
}

/// Takes a network off the list. After the last one the institution may call from everywhere.
pub fn remove_source(tx: &mut Tx<'_>, it: &Change<'_>, network: IpNet) -> Answer<()> {
    let network = network.trunc();
    if !sql::remove_source(tx, it.institution, &network)? {
        return Err(Refusal::new("access/source-unknown").into());
    }
    it.record(tx, "access.source.removed", format!(r#"{{"network":"{network}"}}"#))
}

/// Accepts one more client certificate. From the first one on, none but those is accepted.
pub fn add_certificate(tx: &mut Tx<'_>, it: &Change<'_>, certificate: Certificate) -> Answer<()> {
    it.known(tx)?;
    if certificate.not_after <= it.env.now {
        return Err(Refusal::new("access/certificate-expired").into());
    }
    let live = sql::load(tx)?.remove(it.institution).unwrap_or_default().certificates;
    if live.iter().any(|known| known.thumbprint == certificate.thumbprint) {
        return Ok(());
    }
    if live.iter().filter(|known| known.not_after > it.env.now).count() >= CERTIFICATES_MAX {
        let refusal = Refusal::new("access/too-many-certificates");
        return Err(refusal.with("most", CERTIFICATES_MAX).into());
    }
    sql::add_certificate(tx, it.institution, &certificate, it.env.now)?;
    let body = format!(r#"{{"thumbprint":"{}"}}"#, hex(&certificate.thumbprint));
    it.record(tx, "access.certificate.added", body)
}

/// Accepts a certificate no longer. After the last one none is asked for.
pub fn remove_certificate(tx: &mut Tx<'_>, it: &Change<'_>, thumbprint: &Thumbprint) -> Answer<()> {
    if !sql::remove_certificate(tx, it.institution, thumbprint)? {
        return Err(Refusal::new("access/certificate-unknown").into());
    }
    let body = format!(r#"{{"thumbprint":"{}"}}"#, hex(thumbprint));
    it.record(tx, "access.certificate.removed", body)
}

impl Change<'_> {
    fn known(&self, tx: &mut Tx<'_>) -> Answer<()> {
        if identity::institutions(tx)?.iter().any(|it| it.code == *self.institution) {
            return Ok(());
        }
        Err(Refusal::new("access/institution-unknown").into())
    }

    fn record(&self, tx: &mut Tx<'_>, action: &'static str, body: String) -> Answer<()> {
        tx.audit(AuditRecord {
            at: self.env.now,
            actor: self.actor.to_owned(),
            action,
            subject: format!("institution:{}", self.institution),
            body,
        });
        Ok(())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

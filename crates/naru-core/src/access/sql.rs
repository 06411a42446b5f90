//! SQL of access.

use super::model::{Access, Certificate, Thumbprint};
use ipnet::IpNet;
use naru_base::{ClientUseCode, Fault, FaultKind, Micros};
use naru_store::{Tx, args};
use std::collections::BTreeMap;

const SOURCES: &str =
    "SELECT client_use_code, network FROM access_source ORDER BY client_use_code, network";
const SOURCE_ADD: &str = "INSERT INTO access_source (client_use_code, network, added_at) \
     VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
const SOURCE_REMOVE: &str = "DELETE FROM access_source WHERE client_use_code = $1 AND network = $2";
const CERTIFICATES: &str = "SELECT client_use_code, thumbprint, not_after \
     FROM access_certificate ORDER BY client_use_code, added_at, thumbprint";
const CERTIFICATE_ADD: &str = "INSERT INTO access_certificate \
     (client_use_code, thumbprint, not_after, added_at) VALUES ($1, $2, $3, $4) \
     ON CONFLICT DO NOTHING";
const CERTIFICATE_REMOVE: &str =
    "DELETE FROM access_certificate WHERE client_use_code = $1 AND thumbprint = $2";

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] =
    &[SOURCES, SOURCE_ADD, SOURCE_REMOVE, CERTIFICATES, CERTIFICATE_ADD, CERTIFICATE_REMOVE];

/// The restrictions of every institution that has any.
pub fn load(tx: &mut Tx<'_>) -> Result<BTreeMap<ClientUseCode, Access>, Fault> {
    let mut all: BTreeMap<ClientUseCode, Access> = BTreeMap::new();
    let sources: Vec<(ClientUseCode, String)> =
        tx.all(SOURCES, &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (code, network) in sources {
        let network: IpNet = network.parse().map_err(|e| {
            let what = format!("access_source holds a network that is none, for {code}");
            Fault::because(FaultKind::Corrupt, what, e)
        })?;
        all.entry(code).or_default().sources.push(network);
    }
    let certificates: Vec<(ClientUseCode, Certificate)> = tx.all(CERTIFICATES, &[], |row| {
        Ok((row.get(0)?, Certificate { thumbprint: row.get(1)?, not_after: row.get(2)? }))
    })?;
    for (code, certificate) in certificates {
        all.entry(code).or_default().certificates.push(certificate);
    }
    Ok(all)
}

pub(super) fn add_source(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    network: &IpNet,
    now: Micros,
) -> Result<bool, Fault> {
    Ok(tx.exec(SOURCE_ADD, args![institution, network.to_string(), now])? == 1)
}

pub(super) fn remove_source(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    network: &IpNet,
) -> Result<bool, Fault> {
    Ok(tx.exec(SOURCE_REMOVE, args![institution, network.to_string()])? == 1)
}

pub(super) fn add_certificate(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    it: &Certificate,
    now: Micros,
) -> Result<bool, Fault> {
    Ok(tx.exec(CERTIFICATE_ADD, args![institution, it.thumbprint, it.not_after, now])? == 1)
}

pub(super) fn remove_certificate(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    thumbprint: &Thumbprint,
) -> Result<bool, Fault> {
    Ok(tx.exec(CERTIFICATE_REMOVE, args![institution, thumbprint])? == 1)
}

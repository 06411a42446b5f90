//! SQL of what bills say of packages that are asked for: who uses them, under which licence.

use super::service::{Asked, Direct};
use super::sql::limit;
use naru_base::{ClientUseCode, Fault, Id};
use naru_store::{Tx, args};

/// What the bills of an institution's systems call the licence of a package, by version.
const LICENCES: &str = "SELECT DISTINCT v.version, u.licence FROM oss_package p \
     JOIN oss_version v ON v.package_id = p.id JOIN oss_use u ON u.version_id = v.id \
     JOIN oss_system s ON s.id = u.system_id WHERE p.ecosystem = $1 AND p.name = $2 \
     AND s.client_use_code = $3 AND s.retired_at IS NULL AND u.licence <> '' \
     ORDER BY v.version, u.licence LIMIT $4";
const USED: &str = "SELECT DISTINCT v.purl, v.version FROM oss_package p \
     JOIN oss_version v ON v.package_id = p.id JOIN oss_use u ON u.version_id = v.id \
     JOIN oss_system s ON s.id = u.system_id WHERE p.ecosystem = $1 AND p.name = $2 \
     AND s.client_use_code = $3 AND s.retired_at IS NULL ORDER BY v.purl LIMIT $4";
const DIRECT: &str = "SELECT p.ecosystem, p.name, v.version, v.purl, p.id, u.licence \
     FROM oss_use u JOIN oss_version v ON v.id = u.version_id \
     JOIN oss_package p ON p.id = v.package_id \
     WHERE u.system_id = $1 AND u.reach = 'direct' ORDER BY v.purl LIMIT $2";
const DIRECT_OF: &str = "SELECT p.ecosystem, p.name, v.version, max(v.purl), \
     u.licence, count(*) \
     FROM oss_system s JOIN oss_use u ON u.system_id = s.id \
     JOIN oss_version v ON v.id = u.version_id JOIN oss_package p ON p.id = v.package_id \
     WHERE s.client_use_code = $1 AND s.retired_at IS NULL AND s.duty = 'live' \
     AND u.reach = 'direct' GROUP BY p.ecosystem, p.name, v.version, u.licence \
     ORDER BY p.ecosystem, p.name, v.version, u.licence LIMIT $2";

/// Every statement of this file.
pub const STATEMENTS: &[&str] = &[LICENCES, USED, DIRECT, DIRECT_OF];

/// What the bills of an institution's systems call the licence of a package, by version.
pub(super) fn licences(
    tx: &mut Tx<'_>,
    (ecosystem, name): (&str, &str),
    owner: &ClientUseCode,
    count: usize,
) -> Result<Vec<(String, String)>, Fault> {
    let count = limit(count);
    let args = args![ecosystem, name, owner, count];
    tx.all(LICENCES, args, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The versions of a package that an institution's systems use: package URL and version.
pub(super) fn used(
    tx: &mut Tx<'_>,
    (ecosystem, name): (&str, &str),
    owner: &ClientUseCode,
    count: usize,
) -> Result<Vec<(String, String)>, Fault> {
    tx.all(USED, args![ecosystem, name, owner, limit(count)], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// What a system asks for itself.
pub(super) fn direct(tx: &mut Tx<'_>, system: Id, count: usize) -> Result<Vec<Direct>, Fault> {
    tx.all(DIRECT, args![system.to_string(), limit(count)], |row| {
        Ok(Direct {
            ecosystem: row.get(0)?,
            name: row.get(1)?,
            version: row.get(2)?,
            purl: row.get(3)?,
            package: row.get(4)?,
            licence: row.get(5)?,
            cover: super::Cover::None,
        })
    })
}

/// What the live systems of an institution ask for themselves, each once.
pub(super) fn direct_of(
    tx: &mut Tx<'_>,
    owner: &ClientUseCode,
    count: usize,
) -> Result<Vec<Asked>, Fault> {
    tx.all(DIRECT_OF, args![owner, limit(count)], |row| {
        Ok(Asked {
            ecosystem: row.get(0)?,
            name: row.get(1)?,
            version: row.get(2)?,
            purl: row.get(3)?,
            licence: row.get(4)?,
            systems: row.get(5)?,
            cover: super::Cover::None,
            asked_licence: String::new(),
        })
    })
}

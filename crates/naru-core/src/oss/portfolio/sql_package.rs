//! SQL of the page of a package. The most popular one is in three systems of four: what is counted
//! is counted in an index, and what is not shown is not read.

use super::lists::VersionView;
use naru_base::Fault;
use naru_store::{Tx, args};

const PACKAGE: &str = "SELECT ecosystem, name FROM oss_package WHERE id = $1";
/// Versions with the systems in use that have them. The licence is that of some bill that states
/// one: a few are asked, not all.
const VERSIONS_USED: &str = "SELECT t.purl, t.version, t.users, \
     (SELECT count(*) FROM oss_match m WHERE m.version_id = t.id), \
     (SELECT coalesce(max(m.priority), 0) FROM oss_match m WHERE m.version_id = t.id), \
     (SELECT coalesce(max(l.licence), '') FROM (SELECT u.licence FROM oss_use u \
         WHERE u.version_id = t.id ORDER BY u.system_id LIMIT 20) l) \
     FROM (SELECT v.id, v.purl, v.version, (SELECT count(*) FROM oss_use u \
         JOIN oss_system s ON s.id = u.system_id WHERE u.version_id = v.id \
         AND s.retired_at IS NULL AND ($2 = '' OR s.client_use_code = $2)) AS users \
         FROM oss_version v WHERE v.package_id = $1) t \
     WHERE t.users > 0 ORDER BY 5 DESC, t.users DESC, t.id LIMIT $3";
const WORST: &str = "SELECT coalesce(max(priority), 0) FROM oss_match WHERE version_id = $1";

/// Every statement of this file.
pub(super) const STATEMENTS: &[&str] = &[PACKAGE, VERSIONS_USED, WORST];

/// The priority of the gravest matter that affects a version; 0: none does.
pub(super) fn worst(tx: &mut Tx<'_>, version: i64) -> Result<i64, Fault> {
    tx.one(WORST, args![version], |row| row.get(0))
}

pub(super) fn package(tx: &mut Tx<'_>, id: i64) -> Result<Option<(String, String)>, Fault> {
    tx.opt(PACKAGE, args![id], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(super) fn versions_in_use(
    tx: &mut Tx<'_>,
    package: i64,
    owner: &str,
    limit: usize,
) -> Result<Vec<VersionView>, Fault> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    tx.all(VERSIONS_USED, args![package, owner, limit], |row| {
        Ok(VersionView {
            purl: row.get(0)?,
            version: row.get(1)?,
            users: row.get(2)?,
            matters: row.get(3)?,
            worst: row.get(4)?,
            licence: row.get(5)?,
        })
    })
}

//! SQL of what is open in a system, with the package URLs that it is about.

use super::model::Grade;
use super::sql::word;
use naru_base::{Fault, Id};
use naru_store::{Tx, args};

const OPEN: &str = "SELECT f.package_id, f.advisory_id, f.grade, f.fixed, v.purl, v.version, \
     p.name, coalesce(a.aliases, ''), coalesce(a.summary, ''), coalesce(a.url, '') \
     FROM oss_finding f JOIN oss_package p ON p.id = f.package_id \
     JOIN oss_version v ON v.package_id = f.package_id \
     JOIN oss_use u ON u.system_id = f.system_id AND u.version_id = v.id \
     JOIN oss_match m ON m.version_id = v.id AND m.advisory_id = f.advisory_id \
     LEFT JOIN oss_advisory a ON a.id = f.advisory_id \
     WHERE f.system_id = $1 AND f.gone_at IS NULL \
     ORDER BY f.priority DESC, f.advisory_id, v.purl";

/// As the bill in force says it.
const PRODUCT: &str = "SELECT b.product_version, b.product_purl FROM oss_system s \
     JOIN oss_bill b ON b.id = s.bill_id WHERE s.id = $1";

/// Every statement of this file.
pub(super) const STATEMENTS: &[&str] = &[OPEN, PRODUCT];

/// An advisory that affects a version in a system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// The package.
    pub package: i64,
    /// The matter.
    pub advisory: String,
    /// How grave.
    pub grade: Grade,
    /// Versions that repair it.
    pub fixed: String,
    /// The package URL that it affects.
    pub purl: String,
    /// Its version.
    pub version: String,
    /// Its name.
    pub name: String,
    /// Other identifiers of the matter.
    pub aliases: Vec<String>,
    /// What it is.
    pub summary: String,
    /// Where it stands.
    pub url: String,
}

pub(super) fn open(tx: &mut Tx<'_>, system: Id) -> Result<Vec<Spoken>, Fault> {
    tx.all(OPEN, args![system.to_string()], |row| {
        let aliases: String = row.get(7)?;
        Ok(Spoken {
            package: row.get(0)?,
            advisory: row.get(1)?,
            grade: word(row, 2, Grade::parse)?,
            fixed: row.get(3)?,
            purl: row.get(4)?,
            version: row.get(5)?,
            name: row.get(6)?,
            aliases: aliases.split_whitespace().map(str::to_owned).collect(),
            summary: row.get(8)?,
            url: row.get(9)?,
        })
    })
}

/// The product's version and package URL; empty: not known.
pub(super) fn product(tx: &mut Tx<'_>, system: Id) -> Result<(String, String), Fault> {
    let found = tx.opt(PRODUCT, args![system.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.unwrap_or_default())
}

//! SQL of licences, terms of use and notices.

use super::model::{Form, Licensed, Notice, SystemLicences, Terms};
use super::service::UserOf;
use naru_base::{ClientUseCode, Fault, FaultKind, Id, Micros};
use naru_practice::Duty;
use naru_store::{Row, Tx, args};
use std::collections::BTreeMap;

/// A system, its newest notice if that is of the bill in force, and how many there were.
macro_rules! systems {
    ($rest:literal) => {
        concat!(
            "SELECT s.id, s.name, s.bill_id, t.form, t.own, (SELECT max(n.contact) \
             FROM oss_notice n WHERE n.system_id = s.id AND n.bill_id = s.bill_id \
             AND n.made_at = (SELECT max(m.made_at) FROM oss_notice m \
                 WHERE m.system_id = s.id)), \
             (SELECT count(*) FROM oss_notice e WHERE e.system_id = s.id) \
             FROM oss_system s LEFT JOIN oss_terms t ON t.system_id = s.id ",
            $rest
        )
    };
}

const SYSTEM: &str = systems!("WHERE s.id = $1");
const SYSTEMS: &str = systems!(
    "WHERE s.client_use_code = $1 AND s.retired_at IS NULL \
     AND ($2 = '' OR s.duty = $2) ORDER BY s.name, s.id LIMIT $3"
);
const LICENCES: &str = "SELECT system_id, licence, components, example FROM oss_use_licence \
     WHERE system_id = $1 ORDER BY licence";
const LICENCES_OF: &str = "SELECT l.system_id, l.licence, l.components, l.example \
     FROM oss_system s JOIN oss_use_licence l ON l.system_id = s.id \
     WHERE s.client_use_code = $1 AND s.retired_at IS NULL AND ($2 = '' OR s.duty = $2) \
     ORDER BY l.system_id, l.licence";
const PARTS: &str = "SELECT p.name, v.version, u.licence, v.purl FROM oss_use u \
     JOIN oss_version v ON v.id = u.version_id JOIN oss_package p ON p.id = v.package_id \
     WHERE u.system_id = $1 ORDER BY v.purl LIMIT $2";
/// The system of an institution that is called $3, if it has a licence.
const CALLED: &str = "SELECT s.id, s.name FROM oss_system s \
     JOIN oss_use_licence l ON l.system_id = s.id AND l.licence = $2 \
     WHERE s.client_use_code = $1 AND s.retired_at IS NULL \
     AND s.name = $3 LIMIT 1";
const USERS: &str = "SELECT p.name, v.version, p.id, v.purl FROM oss_use u \
     JOIN oss_version v ON v.id = u.version_id JOIN oss_package p ON p.id = v.package_id \
     WHERE u.system_id = $1 AND u.licence = $2 AND v.purl > $3 ORDER BY v.purl LIMIT $4";
const TERMS_PUT: &str = "INSERT INTO oss_terms (system_id, form, own, set_at, set_by) \
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (system_id) DO UPDATE SET form = excluded.form, \
     own = excluded.own, set_at = excluded.set_at, set_by = excluded.set_by";
const NOTICE_ADD: &str = "INSERT INTO oss_notice (id, system_id, bill_id, contact, years, \
     components, unknown, sha256_ko, sha256_en, made_at, made_by) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const NOTICES: &str = "SELECT id, bill_id, contact, years, components, unknown, sha256_ko, \
     sha256_en, made_at, made_by FROM oss_notice WHERE system_id = $1 \
     ORDER BY made_at DESC, id DESC LIMIT $2";
const BILL: &str = "SELECT bill_id FROM oss_system WHERE id = $1";

/// Every statement of this file.
pub const STATEMENTS: &[&str] = &[
    SYSTEM,
    SYSTEMS,
    LICENCES,
    LICENCES_OF,
    PARTS,
    CALLED,
    USERS,
    TERMS_PUT,
    NOTICE_ADD,
    NOTICES,
    BILL,
];

fn limit(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn system(row: &Row<'_>) -> Result<SystemLicences, Fault> {
    let form: Option<String> = row.get(3)?;
    let terms = match form {
        None => None,
        Some(form) => {
            let read = Form::parse(&form).ok_or_else(|| {
                let what = format!("the portfolio holds an unknown form `{form}`");
                Fault::new(FaultKind::Corrupt, what)
            })?;
            Some(Terms { form: read, own: row.get(4)? })
        }
    };
    Ok(SystemLicences {
        system: row.get(0)?,
        name: row.get(1)?,
        terms,
        licences: Vec::new(),
        is_billed: row.get::<Option<String>>(2)?.is_some(),
        noticed: row.get(5)?,
        has_notice: row.get::<i64>(6)? > 0,
    })
}

fn licensed(row: &Row<'_>) -> Result<(Id, Licensed), Fault> {
    let licence: String = row.get(1)?;
    let duty = Duty::of(&licence);
    Ok((row.get(0)?, Licensed { duty, licence, count: row.get(2)?, example: row.get(3)? }))
}

/// Gives each system its licences, those that ask for most first.
fn with_licences(mut all: Vec<SystemLicences>, of: Vec<(Id, Licensed)>) -> Vec<SystemLicences> {
    let mut by_system: BTreeMap<Id, Vec<Licensed>> = BTreeMap::new();
    for (system, it) in of {
        by_system.entry(system).or_default().push(it);
    }
    for it in &mut all {
        it.licences = by_system.remove(&it.system).unwrap_or_default();
        it.licences.sort_by_key(|it| std::cmp::Reverse(it.duty));
    }
    all
}

pub(super) fn of_system(tx: &mut Tx<'_>, id: Id) -> Result<Option<SystemLicences>, Fault> {
    let found = tx.opt(SYSTEM, args![id.to_string()], system)?;
    let of = tx.all(LICENCES, args![id.to_string()], licensed)?;
    Ok(with_licences(found.into_iter().collect(), of).pop())
}

/// The systems of an institution in use; of one duty, or with an empty one of every.
pub(super) fn of_institution(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    duty: &str,
    count: usize,
) -> Result<Vec<SystemLicences>, Fault> {
    let found = tx.all(SYSTEMS, args![code, duty, limit(count)], system)?;
    let of = tx.all(LICENCES_OF, args![code, duty], licensed)?;
    Ok(with_licences(found, of))
}

/// A component as a notice has it.
pub(super) struct Part {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) licence: String,
}

pub(super) fn parts(tx: &mut Tx<'_>, id: Id, count: usize) -> Result<Vec<Part>, Fault> {
    tx.all(PARTS, args![id.to_string(), limit(count)], |row| {
        Ok(Part { name: row.get(0)?, version: row.get(1)?, licence: row.get(2)? })
    })
}

/// The system of this name of an institution, if it has something under a licence.
pub(super) fn called(
    tx: &mut Tx<'_>,
    (code, licence): (&ClientUseCode, &str),
    name: &str,
) -> Result<Option<(Id, String)>, Fault> {
    tx.opt(CALLED, args![code, licence, name], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// What a system has under a licence, after a package URL.
pub(super) fn users(
    tx: &mut Tx<'_>,
    (system, name): (Id, &str),
    licence: &str,
    after: &str,
    count: usize,
) -> Result<Vec<UserOf>, Fault> {
    tx.all(USERS, args![system.to_string(), licence, after, limit(count)], |row| {
        Ok(UserOf {
            name: row.get(0)?,
            version: row.get(1)?,
            package: row.get(2)?,
            purl: row.get(3)?,
            system,
            system_name: name.to_owned(),
        })
    })
}

pub(super) fn set_terms(
    tx: &mut Tx<'_>,
    id: Id,
    terms: &Terms,
    (by, now): (&str, Micros),
) -> Result<(), Fault> {
    let form = terms.form.as_str();
    tx.exec(TERMS_PUT, args![id.to_string(), form, terms.own, now, by]).map(drop)
}

pub(super) fn add_notice(tx: &mut Tx<'_>, system: Id, it: &Notice) -> Result<(), Fault> {
    let (id, system) = (it.id.to_string(), system.to_string());
    let (components, unknown) = it.components;
    let [ko, en] = it.sha256;
    let args =
        args![id, system, it.bill, it.contact, it.years, components, unknown, ko, en, it.at, it.by];
    tx.exec(NOTICE_ADD, args).map(drop)
}

pub(super) fn notices(tx: &mut Tx<'_>, system: Id, count: usize) -> Result<Vec<Notice>, Fault> {
    tx.all(NOTICES, args![system.to_string(), limit(count)], |row| {
        Ok(Notice {
            id: row.get(0)?,
            bill: row.get(1)?,
            contact: row.get(2)?,
            years: row.get(3)?,
            components: (row.get(4)?, row.get(5)?),
            sha256: [row.get(6)?, row.get(7)?],
            at: row.get(8)?,
            by: row.get(9)?,
        })
    })
}

/// The bill in force.
pub(super) fn bill(tx: &mut Tx<'_>, system: Id) -> Result<Option<String>, Fault> {
    Ok(tx.opt(BILL, args![system.to_string()], |row| row.get(0))?.flatten())
}

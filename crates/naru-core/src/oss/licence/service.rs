//! Terms said of systems, notices made and published, licences looked up.

use super::decide::{may_publish, may_set};
use super::model::{Notice, SystemLicences, Terms};
use super::sql;
use crate::oss::portfolio;
use naru_base::{Answer, AuditRecord, ClientUseCode, Env, Fault, Id, Lang, Micros, Refusal};
use naru_practice::Duty;
use naru_practice::notice::{Entry, Product, Texts, sorted, written};
use naru_store::Tx;
use ring::digest::{SHA256, digest};

/// Components of a system that are looked at: no bill has more.
const PARTS_MAX: usize = 20_000;
/// Systems of an institution: no more may be declared.
const SYSTEMS_MAX: usize = 10_000;

/// A component of a system under a licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserOf {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The package, to ask on.
    pub package: i64,
    /// The package URL.
    pub purl: String,
    /// The system.
    pub system: Id,
    /// The system's name.
    pub system_name: String,
}

/// A system's licences.
pub fn of_system(tx: &mut Tx<'_>, system: Id) -> Result<Option<SystemLicences>, Fault> {
    sql::of_system(tx, system)
}

/// The licences of an institution's systems in use, by name; `only_live`: of those that serve
/// users.
pub fn of_institution(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    only_live: bool,
) -> Result<Vec<SystemLicences>, Fault> {
    sql::of_institution(tx, code, if only_live { "live" } else { "" }, SYSTEMS_MAX)
}

/// Of which system components under a licence are listed, and where the list goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserKey {
    /// The name of the system.
    pub system: String,
    /// After this package URL in it; empty: from the beginning.
    pub purl: String,
}

/// Components of one of an institution's systems under a licence, by package URL; an empty licence:
/// under none that is stated.
pub fn users_of(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    licence: &str,
    key: &UserKey,
    limit: usize,
) -> Result<Vec<UserOf>, Fault> {
    match sql::called(tx, (code, licence), &key.system)? {
        Some((system, name)) => sql::users(tx, (system, &name), licence, &key.purl, limit),
        None => Ok(Vec::new()),
    }
}

/// Says in which form a system is used, and under which licence it is itself.
pub fn set_terms(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    (system, terms): (Id, &Terms),
) -> Answer<()> {
    let owner = owner(tx, system)?;
    may_set(terms)?;
    sql::set_terms(tx, system, terms, (actor, env.now))?;
    let body = format!(r#"{{"form":"{}","own":"{}"}}"#, terms.form, terms.own);
    audit(tx, env, (actor, "oss.licence.terms"), (&owner, system), body);
    Ok(())
}

fn owner(tx: &mut Tx<'_>, system: Id) -> Answer<ClientUseCode> {
    let found = portfolio::system(tx, system)?;
    let found = found.ok_or(Refusal::new("oss/system-unknown"))?;
    if found.system.retired_at.is_some() {
        return Err(Refusal::new("oss/system-retired").into());
    }
    Ok(found.system.institution)
}

fn audit(
    tx: &mut Tx<'_>,
    env: &Env,
    (actor, action): (&str, &'static str),
    (owner, system): (&ClientUseCode, Id),
    body: String,
) {
    let subject = format!("institution:{owner}/{system}");
    tx.audit(AuditRecord { at: env.now, actor: actor.to_owned(), action, subject, body });
}

/// The notice of a system by its bill in force, in a language, with how many components are in it
/// and of how many the duties are not known.
pub fn texts(
    tx: &mut Tx<'_>,
    system: Id,
    lang: Lang,
    product: &Product<'_>,
) -> Result<(String, i64, i64), Fault> {
    let mut texts = Texts::default();
    let mut all = Vec::new();
    for it in sql::parts(tx, system, PARTS_MAX)? {
        let name = format!("{} {}", it.name, it.version).trim_end().to_owned();
        let licence = Some(it.licence).filter(|it| !it.is_empty());
        if let Some(licence) = &licence {
            texts.add_standard(licence, &name);
        }
        let duty = licence.as_deref().map_or(Duty::Unknown, Duty::of);
        all.push(Entry { name, licence, duty });
    }
    let all = sorted(all);
    let unknown = all.iter().filter(|it| it.duty == Duty::Unknown).count();
    let count = |it: usize| i64::try_from(it).unwrap_or(i64::MAX);
    let (whole, unknown) = (count(all.len()), count(unknown));
    Ok((written(lang, product, &all, texts), whole, unknown))
}

/// The day of a notice, as it stands in its text: 2026-11-26.
pub fn made_on(at: Micros) -> String {
    let text = at.business_date().to_string();
    match (text.get(..4), text.get(4..6), text.get(6..8)) {
        (Some(year), Some(month), Some(day)) => format!("{year}-{month}-{day}"),
        _ => text,
    }
}

/// Publishes the notice of the bill in force: what it says is kept by its hash.
/// `years`: for how many source code is offered, and for how many it must be.
pub fn publish(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    system: Id,
    contact: &str,
    years: (i64, i64),
) -> Answer<Notice> {
    let owner = owner(tx, system)?;
    let bill = sql::bill(tx, system)?;
    may_publish(contact, years, bill.is_some())?;
    let years = years.0;
    let name = portfolio::system(tx, system)?.map(|it| it.system.name).unwrap_or_default();
    let contact = contact.trim();
    let today = made_on(env.now);
    let years_text = u32::try_from(years).unwrap_or(u32::MAX);
    let product = Product { name: &name, contact: Some(contact), years: years_text, today: &today };
    let (ko, components, unknown) = texts(tx, system, Lang::Ko, &product)?;
    let (en, ..) = texts(tx, system, Lang::En, &product)?;
    let hash = |text: &str| -> [u8; 32] {
        digest(&SHA256, text.as_bytes()).as_ref().try_into().expect("SHA-256 has 32 bytes")
    };
    let it = Notice {
        id: env.id(0),
        bill: bill.unwrap_or_default(),
        contact: contact.to_owned(),
        years,
        components: (components, unknown),
        sha256: [hash(&ko), hash(&en)],
        at: env.now,
        by: actor.to_owned(),
    };
    sql::add_notice(tx, system, &it)?;
    let sha = data_encoding::HEXLOWER.encode(&it.sha256[0]);
    let body = format!(r#"{{"bill":"{}","notice":"{}","sha256":"{sha}"}}"#, it.bill, it.id);
    audit(tx, env, (actor, "oss.notice.published"), (&owner, system), body);
    Ok(it)
}

/// The notices of a system, the newest first.
pub fn notices(tx: &mut Tx<'_>, system: Id) -> Result<Vec<Notice>, Fault> {
    const SHOWN: usize = 10;
    sql::notices(tx, system, SHOWN)
}

//! The lists that checks are judged by: those that are shipped and those that were imported, and
//! which one a new check uses.

use super::list::{Checklist, ListKey, shipped, shipped_text};
use super::model::Kind;
use super::{report, sql};
use crate::admission::{ServiceKey, Sha256};
use naru_base::{Answer, AuditRecord, Env, Fault, FaultKind, Micros, Refusal};
use naru_store::Tx;
use std::collections::BTreeSet;

/// A list that was imported, and since when it is in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedList {
    /// The list.
    pub list: Checklist,
    /// The file's hash.
    pub sha256: Sha256,
    /// When, and by whom.
    pub imported: (Micros, String),
    /// Since when new engagements use it; `None`: two people have to release it first.
    pub released_at: Option<Micros>,
}

/// The lists that were imported, by name and version.
pub fn lists(tx: &mut Tx<'_>) -> Answer<Vec<ImportedList>> {
    let read = |it: sql::ListRow| {
        let list = stored(&it.body)?;
        let imported = (it.imported_at, it.imported_by);
        Ok(ImportedList { list, sha256: it.sha256, imported, released_at: it.released_at })
    };
    let all: Result<Vec<_>, Fault> = sql::lists(tx)?.into_iter().map(read).collect();
    Ok(all?)
}

fn stored(body: &str) -> Result<Checklist, Fault> {
    Checklist::read(body)
        .map_err(|it| Fault::because(FaultKind::Corrupt, "a stored list does not read", it))
}

/// A list by its name and version: imported, or shipped.
pub fn list_of(tx: &mut Tx<'_>, key: &ListKey) -> Answer<Option<Checklist>> {
    if let Some(it) = shipped().iter().find(|it| it.key() == *key) {
        return Ok(Some(it.clone()));
    }
    Ok(sql::list_body(tx, key)?.map(|body| stored(&body)).transpose()?)
}

/// The very text of a list, as it was imported or is shipped: what its hash is of, and what can be
/// imported again.
pub fn text_of(tx: &mut Tx<'_>, key: &ListKey) -> Answer<Option<String>> {
    match shipped_text(key) {
        Some(text) => Ok(Some(text.to_owned())),
        None => Ok(sql::list_body(tx, key)?),
    }
}

/// The list that a new engagement is judged by: the last one released, else the one shipped.
pub fn current(tx: &mut Tx<'_>, kind: Kind) -> Answer<Checklist> {
    let imported = lists(tx)?.into_iter().filter(|it| it.list.kind == kind);
    let released = imported.filter_map(|it| Some((it.released_at?, it.list.version, it.list)));
    if let Some((.., list)) = released.max_by_key(|it| (it.0, it.1)) {
        return Ok(list);
    }
    let found = shipped().iter().find(|it| it.kind == kind);
    Ok(found.cloned().ok_or_else(|| Fault::new(FaultKind::Corrupt, "a kind without a list"))?)
}

/// Puts a list on file. It is used by nobody before two people release it.
pub fn import(tx: &mut Tx<'_>, env: &Env, actor: &str, text: &str) -> Answer<ListKey> {
    let list = Checklist::read(text)?;
    let key = list.key();
    let sha256 = report::sha256(text.as_bytes());
    let row = sql::ListRow {
        key: key.clone(),
        sha256,
        body: text.to_owned(),
        imported_at: env.now,
        imported_by: actor.to_owned(),
        released_at: None,
    };
    let is_shipped = shipped().iter().any(|it| it.key() == key);
    if is_shipped || !sql::add_list(tx, &row, list.kind.as_str())? {
        return Err(Refusal::new("check/list-known").with("list", &key).into());
    }
    let sha = data_encoding::HEXLOWER.encode(&row.sha256);
    let body = format!(r#"{{"items":{},"sha256":"{sha}"}}"#, list.items.len());
    let (actor, action) = (actor.to_owned(), "check.list.imported");
    let subject = format!("checklist:{key}");
    tx.audit(AuditRecord { at: env.now, actor, action, subject, body });
    Ok(key)
}

/// The items that only checks of other kinds are judged by: what tools find about one service says
/// nothing of what another one is asked.
pub fn items_of_others(tx: &mut Tx<'_>, service: Option<&ServiceKey>) -> Answer<BTreeSet<String>> {
    let own = Kind::of(service);
    let (mut ours, mut theirs) = (BTreeSet::new(), BTreeSet::new());
    for kind in Kind::ALL {
        let all = if kind == own { &mut ours } else { &mut theirs };
        all.extend(current(tx, kind)?.items.into_iter().map(|it| it.id));
    }
    theirs.retain(|it| !ours.contains(it));
    Ok(theirs)
}

/// A list that an engagement names: it is there.
pub fn checklist(tx: &mut Tx<'_>, key: &ListKey) -> Answer<Checklist> {
    let lost = || Fault::new(FaultKind::Corrupt, format!("the list {key} of a check is gone"));
    Ok(list_of(tx, key)?.ok_or_else(lost)?)
}

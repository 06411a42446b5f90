//! The commands that one person may do alone: ask for a check, take it, look at items, tell what
//! was found, put it right. What takes two people stands in [`super::deeds`].

use super::decide::{self, Answer as Word};
use super::list::{Checklist, Item, ListKey, shipped, shipped_text};
use super::model::{
    Dossier, Engagement, Event, Evidence, Finding, Kind, Opinion, State, Statement, Value,
};
use super::{hand, report, sql, sql_seen};
use crate::admission::{self, ServiceKey, Sha256};
use crate::policy;
use naru_base::keyring::Keyring;
use naru_base::seal::Nonce;
use naru_base::{
    Answer, AuditRecord, BusinessDate, ClientUseCode, Env, Fault, FaultKind, Id, Micros, Refusal,
};
use naru_store::Tx;
use serde::{Deserialize, Serialize};

/// How many engagements a page shows.
const LIST_MAX: i64 = 5_000;
/// The most engagements whose day to put right is looked at in one sweep.
const PUT_RIGHT_MAX: i64 = 2_000;
/// What one engagement can hold.
const REVISIONS_MAX: i64 = 50;
const EVIDENCE_MAX: usize = 1_000;
/// Nonces of one item, and where those of statements begin.
const NONCES_OF_ITEM: u32 = 64;
const STATEMENTS: u32 = 1 << 20;

pub(super) fn audit(
    tx: &mut Tx<'_>,
    env: &Env,
    (actor, action): (&str, &'static str),
    it: &Engagement,
    more: &str,
) {
    let service = it.service.as_ref().map(ToString::to_string).unwrap_or_default();
    let body = format!(
        r#"{{"engagement":"{}","list":"{}"{more},"service":"{service}","state":"{}"}}"#,
        it.id, it.list, it.state
    );
    let subject = format!("institution:{}", it.institution);
    tx.audit(AuditRecord { at: env.now, actor: actor.to_owned(), action, subject, body });
}

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

/// What somebody asks for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The engagement's id, made by the form: sent twice it asks once.
    pub id: Id,
    /// Of whom.
    pub institution: ClientUseCode,
    /// Of a service check: which service.
    pub service: Option<ServiceKey>,
}

/// Asks for a check: of the institution, or of one version of a service.
pub fn request(tx: &mut Tx<'_>, env: &Env, actor: &str, it: &Request) -> Answer<()> {
    let facts = admission::facts_of(tx, &it.institution)?;
    if facts.applied.is_none() {
        return Err(Refusal::new("check/not-applied").into());
    }
    if let Some(key) = &it.service
        && !facts.services.iter().any(|s| s.key == *key && s.retired_at.is_none())
    {
        return Err(Refusal::new("check/service-unknown").into());
    }
    let list = current(tx, Kind::of(it.service.as_ref()))?.key();
    let new = Engagement {
        id: it.id,
        institution: it.institution.clone(),
        service: it.service.clone(),
        list,
        state: State::Requested,
        inspector: None,
        slot: None,
        fix_by: None,
        requested_at: env.now,
        changed_at: env.now,
    };
    if !sql::add_engagement(tx, &new, actor)? {
        let known = sql::find(tx, it.id)?;
        if known.is_some_and(|old| old.institution == it.institution && old.service == it.service) {
            return Ok(());
        }
        return Err(Refusal::new("check/open-already").into());
    }
    audit(tx, env, (actor, "check.requested"), &new, "");
    Ok(())
}

/// Ids and hashes of an engagement, without its items.
pub fn find(tx: &mut Tx<'_>, id: Id) -> Answer<Option<Engagement>> {
    Ok(sql::find(tx, id)?)
}

/// The same: it is there.
pub fn known(tx: &mut Tx<'_>, id: Id) -> Answer<Engagement> {
    Ok(sql::find(tx, id)?.ok_or(Refusal::new("check/unknown"))?)
}

/// Open engagements, each with how many items were answered; and those that are over.
pub type OpenAndClosed = (Vec<(Engagement, i64)>, Vec<Engagement>);

/// Engagements of one institution, or of all: the open ones, the oldest first, and those that are
/// over, the last first. Each with how many items were answered.
pub fn state(tx: &mut Tx<'_>, of: Option<&ClientUseCode>) -> Answer<OpenAndClosed> {
    let code = of.map(ClientUseCode::as_str).unwrap_or_default();
    let mut open = Vec::new();
    for it in sql::open(tx, code, LIST_MAX)? {
        let answered = sql::answered(tx, it.id)?;
        open.push((it, answered));
    }
    Ok((open, sql::closed(tx, code, LIST_MAX)?))
}

/// The open engagements of one institution, or of all, the oldest first.
pub fn open(tx: &mut Tx<'_>, of: Option<&ClientUseCode>) -> Result<Vec<Engagement>, Fault> {
    sql::open(tx, of.map(ClientUseCode::as_str).unwrap_or_default(), LIST_MAX)
}

/// How many checks wait for this inspector.
pub fn turn_of(tx: &mut Tx<'_>, who: Id, now: Micros) -> Result<i64, Fault> {
    sql::turn(tx, who, now)
}

/// Engagements in which what was found is to be put right by then, the first due first.
pub fn to_put_right(tx: &mut Tx<'_>, until: Micros) -> Answer<Vec<Engagement>> {
    Ok(sql::to_put_right(tx, until, PUT_RIGHT_MAX)?)
}

/// How many items an engagement's last findings do not see met.
pub fn open_items(tx: &mut Tx<'_>, id: Id) -> Answer<usize> {
    let findings = sql::findings(tx, id)?;
    let last = |it: &&Finding| {
        let newer = |other: &Finding| other.item == it.item && other.revision > it.revision;
        !findings.iter().any(newer)
    };
    let is_open = |it: &&Finding| matches!(it.value, Value::Partial | Value::Fail);
    Ok(findings.iter().filter(last).filter(is_open).count())
}

/// Everything on record about an engagement; texts stay sealed.
pub fn dossier(tx: &mut Tx<'_>, id: Id) -> Answer<Option<Dossier>> {
    let Some(engagement) = sql::find(tx, id)? else { return Ok(None) };
    Ok(Some(filled(tx, engagement)?))
}

fn filled(tx: &mut Tx<'_>, engagement: Engagement) -> Answer<Dossier> {
    let id = engagement.id;
    let list = checklist(tx, &engagement.list)?;
    Ok(Dossier {
        list,
        findings: sql::findings(tx, id)?,
        statements: sql::statements(tx, id)?,
        evidence: sql::evidence(tx, id)?,
        documents: admission::facts_of(tx, &engagement.institution)?.evidence,
        hands: sql::hands(tx, id)?,
        engagement,
    })
}

/// A list that an engagement names: it is there.
pub fn checklist(tx: &mut Tx<'_>, key: &ListKey) -> Answer<Checklist> {
    let lost = || Fault::new(FaultKind::Corrupt, format!("the list {key} of a check is gone"));
    Ok(list_of(tx, key)?.ok_or_else(lost)?)
}

/// An item of the list that a check is judged by, and whose check it is.
pub fn item_of(tx: &mut Tx<'_>, id: Id, item: &str) -> Answer<(ClientUseCode, Item)> {
    let it = known(tx, id)?;
    let list = checklist(tx, &it.list)?;
    let found = list.items.into_iter().find(|it| it.id == item);
    let found = found.ok_or_else(|| Refusal::new("check/item-unknown").with("item", item))?;
    Ok((it.institution, found))
}

/// Writes down that somebody of the institution looked through so many accounts.
pub fn review(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    code: &ClientUseCode,
    accounts: i64,
) -> Answer<()> {
    if admission::facts_of(tx, code)?.applied.is_none() {
        return Err(Refusal::new("check/not-applied").into());
    }
    if sql_seen::add_review(tx, code, (env.now, actor), accounts)? {
        let (actor, action) = (actor.to_owned(), "check.access.reviewed");
        let body = format!(r#"{{"accounts":{accounts}}}"#);
        let subject = format!("institution:{code}");
        tx.audit(AuditRecord { at: env.now, actor, action, subject, body });
    }
    Ok(())
}

/// Saves an engagement in its next state.
pub(super) fn save(
    tx: &mut Tx<'_>,
    env: &Env,
    (actor, action): (&str, &'static str),
    before: State,
    it: &mut Engagement,
    more: &str,
) -> Answer<()> {
    if it.state != before {
        it.changed_at = env.now;
    }
    if !sql::change(tx, before, it)? {
        return Err(Refusal::new("check/not-now").with("state", before).into());
    }
    audit(tx, env, (actor, action), it, more);
    Ok(())
}

fn staff(who: Id) -> String {
    format!("staff:{who}")
}

/// An inspector takes the check, or moves its slot.
pub fn schedule(
    tx: &mut Tx<'_>,
    env: &Env,
    who: Id,
    id: Id,
    slot: (BusinessDate, BusinessDate),
) -> Answer<()> {
    let mut it = known(tx, id)?;
    let before = it.state;
    it.state = decide::may_schedule(&it, who, slot, env.now)?;
    (it.inspector, it.slot) = (Some(who), Some(slot));
    let more = format!(r#","slot":"{}..{}""#, slot.0, slot.1);
    save(tx, env, (&staff(who), "check.scheduled"), before, &mut it, &more)
}

/// The check begins.
pub fn begin(tx: &mut Tx<'_>, env: &Env, who: Id, id: Id) -> Answer<()> {
    let mut it = known(tx, id)?;
    let before = it.state;
    decide::must_be_inspector(&it, who)?;
    it.state = decide::move_on(&it, Event::Begin)?;
    save(tx, env, (&staff(who), "check.begun"), before, &mut it, "")
}

/// What was found is told to the institution, with a date until when it is to be put right.
pub fn issue(tx: &mut Tx<'_>, env: &Env, who: Id, id: Id) -> Answer<()> {
    let mut dossier = dossier(tx, id)?.ok_or(Refusal::new("check/unknown"))?;
    let before = dossier.engagement.state;
    dossier.engagement.state = decide::may_issue(&dossier, who, env.now)?;
    let days = policy::number(&policy::list(tx)?, "check_fix_days", env.now)?;
    let it = &mut dossier.engagement;
    let fix_by = env.now.plus_seconds(days.saturating_mul(86_400));
    it.fix_by = Some(fix_by);
    let more = format!(r#","fix_by":{}"#, fix_by.get());
    save(tx, env, (&staff(who), "check.findings.issued"), before, it, &more)
}

/// The institution has read what was found, and puts it right.
pub fn promise(tx: &mut Tx<'_>, env: &Env, actor: &str, id: Id) -> Answer<()> {
    step(tx, env, (actor, "check.fixing"), id, Event::Promise)
}

/// It says that everything is put right.
pub fn fixed(tx: &mut Tx<'_>, env: &Env, actor: &str, id: Id) -> Answer<()> {
    step(tx, env, (actor, "check.fixed"), id, Event::Fixed)
}

/// It takes its request back.
pub fn withdraw(tx: &mut Tx<'_>, env: &Env, actor: &str, id: Id) -> Answer<()> {
    step(tx, env, (actor, "check.withdrawn"), id, Event::Withdraw)
}

fn step(tx: &mut Tx<'_>, env: &Env, by: (&str, &'static str), id: Id, event: Event) -> Answer<()> {
    let mut it = known(tx, id)?;
    let before = it.state;
    it.state = decide::move_on(&it, event)?;
    save(tx, env, by, before, &mut it, "")
}

#[derive(Serialize, Deserialize)]
struct Grounds {
    grounds: String,
    demand: String,
}

/// Every text of one command is sealed under a nonce of its own: by its item's place and revision.
fn nonce(env: &Env, dossier: &Dossier, item: &str, base: u32, revision: i64) -> Nonce {
    let place = dossier.list.items.iter().position(|it| it.id == item).unwrap_or(0);
    let place = u32::try_from(place).unwrap_or(0).saturating_mul(NONCES_OF_ITEM);
    let revision = u32::try_from(revision).unwrap_or(0);
    Nonce::of(env, base.saturating_add(place).saturating_add(revision))
}

fn finding_context(id: Id, item: &str, revision: i64) -> String {
    format!("check_finding:{id}:{item}:{revision}")
}

fn statement_context(id: Id, item: &str, revision: i64) -> String {
    format!("check_statement:{id}:{item}:{revision}")
}

/// An inspector's word on an item, with what the machine says of it in the same instant.
#[derive(Clone, Debug)]
pub struct Found {
    /// Who wrote it: the inspector, or a program for which the inspector answers.
    pub by: String,
    /// The word.
    pub word: Word,
    /// The machine's.
    pub opinion: Opinion,
}

/// Writes down what was found about an item; the last word counts.
pub fn found(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (who, id): (Id, Id),
    it: &Found,
) -> Answer<()> {
    let dossier = dossier(tx, id)?.ok_or(Refusal::new("check/unknown"))?;
    decide::may_answer(&dossier, who, &it.word, it.opinion)?;
    let item = it.word.item.clone();
    let revision = dossier.finding(&item).map_or(1, |last| last.revision.saturating_add(1));
    if revision > REVISIONS_MAX {
        return Err(Refusal::new("check/too-much").into());
    }
    let text = Grounds {
        grounds: it.word.grounds.trim().to_owned(),
        demand: it.word.demand.trim().to_owned(),
    };
    let plain = serde_json::to_vec(&text).expect("strings are always JSON");
    let context = finding_context(id, &item, revision);
    let nonce = nonce(env, &dossier, &item, 0, revision);
    let sealed = keys.seal_with_data_key(&context, &plain, nonce);
    let (value, how) = (it.word.value, it.word.how);
    let finding = Finding {
        item,
        revision,
        value,
        how,
        opinion: it.opinion,
        grounds: String::new(),
        demand: String::new(),
        sealed,
        at: env.now,
        by: it.by.clone(),
    };
    sql::add_finding(tx, id, &finding)?;
    let more = format!(
        r#","how":"{how}","item":"{}","machine":"{}","revision":{revision},"value":"{value}""#,
        finding.item, finding.opinion
    );
    audit(tx, env, (&it.by, "check.item.found"), &dossier.engagement, &more);
    Ok(())
}

/// What an institution says of an item.
#[derive(Clone, Debug)]
pub struct Said {
    /// Which item.
    pub item: String,
    /// What.
    pub text: String,
}

/// The institution's own word on an item, while the check goes on.
pub fn state_item(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (actor, id): (&str, Id),
    it: &Said,
) -> Answer<()> {
    let dossier = open_at(tx, id, &it.item)?;
    let text = it.text.trim();
    if text.is_empty() || text.chars().count() > decide::TEXT_CHARS_MAX {
        return Err(Refusal::new("check/text-length").into());
    }
    let revision = dossier.statement(&it.item).map_or(1, |last| last.revision.saturating_add(1));
    if revision > REVISIONS_MAX {
        return Err(Refusal::new("check/too-much").into());
    }
    let context = statement_context(id, &it.item, revision);
    let nonce = nonce(env, &dossier, &it.item, STATEMENTS, revision);
    let sealed = keys.seal_with_data_key(&context, text.as_bytes(), nonce);
    let statement = Statement {
        item: it.item.clone(),
        revision,
        text: String::new(),
        sealed,
        at: env.now,
        by: actor.to_owned(),
    };
    sql::add_statement(tx, id, &statement)?;
    let more = format!(r#","item":"{}","revision":{revision}"#, it.item);
    audit(tx, env, (actor, "check.item.stated"), &dossier.engagement, &more);
    Ok(())
}

/// The dossier, if it is not over and has the item.
fn open_at(tx: &mut Tx<'_>, id: Id, item: &str) -> Answer<Dossier> {
    let dossier = dossier(tx, id)?.ok_or(Refusal::new("check/unknown"))?;
    if dossier.engagement.state.is_final() {
        return Err(Refusal::new("check/not-now").with("state", dossier.engagement.state).into());
    }
    if dossier.list.item(item).is_none() {
        return Err(Refusal::new("check/item-unknown").with("item", item).into());
    }
    Ok(dossier)
}

/// Says that a document on file speaks about an item.
pub fn name_evidence(
    tx: &mut Tx<'_>,
    env: &Env,
    (actor, id): (&str, Id),
    item: &str,
    sha256: Sha256,
) -> Answer<()> {
    let dossier = open_at(tx, id, item)?;
    if !dossier.documents.iter().any(|it| it.sha256 == sha256) {
        return Err(Refusal::new("check/evidence-unknown").into());
    }
    if dossier.evidence.len() >= EVIDENCE_MAX {
        return Err(Refusal::new("check/too-much").into());
    }
    let it = Evidence { item: item.to_owned(), sha256, at: env.now, by: actor.to_owned() };
    if sql::add_evidence(tx, (id, &dossier.engagement.institution), &it)? {
        let sha = data_encoding::HEXLOWER.encode(&sha256);
        let more = format!(r#","item":"{item}","sha256":"{sha}""#);
        audit(tx, env, (actor, "check.evidence.named"), &dossier.engagement, &more);
    }
    Ok(())
}

impl Dossier {
    /// The same with its texts in clear.
    pub fn opened(mut self, keys: &Keyring) -> Result<Dossier, Fault> {
        let id = self.engagement.id;
        for it in &mut self.findings {
            let plain = unseal(keys, &finding_context(id, &it.item, it.revision), &it.sealed)?;
            let text: Grounds = serde_json::from_slice(&plain)
                .map_err(|e| Fault::because(FaultKind::Corrupt, "a finding is not JSON", e))?;
            (it.grounds, it.demand) = (text.grounds, text.demand);
        }
        for it in &mut self.statements {
            let plain = unseal(keys, &statement_context(id, &it.item, it.revision), &it.sealed)?;
            it.text = String::from_utf8(plain)
                .map_err(|e| Fault::because(FaultKind::Corrupt, "a statement is no text", e))?;
        }
        hand::open_all(id, keys, &mut self.hands)?;
        Ok(self)
    }
}

pub(super) fn unseal(keys: &Keyring, context: &str, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
    let broken = format!("{context} does not open; check the keys");
    let opened = keys
        .open_with_data_key(context, sealed)
        .map_err(|e| Fault::because(FaultKind::Permanent, broken, e))?;
    Ok(opened.expose().clone())
}

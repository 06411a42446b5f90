//! The commands that one person may do alone: ask for a check, take it, tell what was found, put
//! it right. What is said of an item stands in [`super::word`], what takes two people in
//! [`super::deeds`].

use super::list::Item;
use super::model::{Dossier, Engagement, Event, Finding, Kind, State, Value};
use super::versions::{checklist, current};
use super::{decide, sql, sql_seen};
use crate::admission::{self, ServiceKey};
use crate::policy;
use naru_base::{
    Answer, AuditRecord, BusinessDate, ClientUseCode, Env, Fault, Id, Micros, Refusal,
};
use naru_store::Tx;

/// How many engagements a page shows.
const LIST_MAX: i64 = 5_000;
/// The most engagements whose day to put right is looked at in one sweep.
const PUT_RIGHT_MAX: i64 = 2_000;

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

/// How many checks wait for this inspector: the own ones, and results of others to confirm.
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

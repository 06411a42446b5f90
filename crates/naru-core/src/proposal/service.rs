//! The commands: load, decide, save, audit; each inside the caller's transaction.

use super::decide;
use super::model::{Case, Deciding, Draft, Kind, Moment, State};
use super::sql;
use crate::policy;
use data_encoding::HEXLOWER;
use naru_base::{Answer, AuditRecord, Env, Id, Micros, Refusal};
use naru_store::Tx;
use ring::digest::{SHA256, digest};

/// The longest list that is read at once.
const LIST_MAX: i64 = 200;
/// Proposals of one thing that are looked at for the latest.
const ABOUT_MAX: i64 = 200;
/// How many times as many are read for one page of whoever may not see all of them.
const OVER_READS_MAX: usize = 25;

fn audit(tx: &mut Tx<'_>, env: &Env, actor: String, action: &'static str, case: &Case) {
    audit_with(tx, env, (actor, action), case, "");
}

/// `more`: what the body has besides, as further fields.
fn audit_with(
    tx: &mut Tx<'_>,
    env: &Env,
    (actor, action): (String, &'static str),
    case: &Case,
    more: &str,
) {
    let body = format!(
        r#"{{"deed":{},"kind":"{}","subject":"{}"{more}}}"#,
        case.body, case.kind, case.subject
    );
    let subject = format!("proposal:{}", case.id);
    tx.audit(AuditRecord { at: env.now, actor, action, subject, body });
}

fn staff(who: Id) -> String {
    format!("staff:{who}")
}

fn kind_of<'k>(kinds: &'k [Kind], name: &str) -> Result<&'k Kind, Refusal> {
    kinds.iter().find(|it| it.name == name).ok_or(Refusal::new("proposal/unknown"))
}

/// Records a proposal. The same form sent twice proposes once; a second proposal of the same deed
/// on the same thing is refused while the first is open.
pub fn propose(
    tx: &mut Tx<'_>,
    env: &Env,
    kinds: &[Kind],
    who: &Deciding<'_>,
    draft: &Draft,
) -> Answer<Id> {
    let kind = kind_of(kinds, &draft.kind)?;
    decide::may_propose(who, kind.right, &draft.subject)?;
    expire_overdue(tx, env)?;
    let policy = policy::at(&policy::list(tx)?, env.now)?;
    let until = env.now.plus_seconds(policy.proposal_life_s);
    if !sql::add(tx, draft, who.who, (env.now, until))? {
        let known = sql::find(tx, draft.id)?;
        if known.is_some_and(|it| it.proposed_by == who.who && it.body == draft.body) {
            return Ok(draft.id);
        }
        let open = sql::open_for(tx, &draft.kind, &draft.subject)?;
        let id = open.map(|it| it.id.to_string()).unwrap_or_default();
        return Err(Refusal::new("proposal/already-open").with("proposal", id).into());
    }
    let case = sql::find(tx, draft.id)?.ok_or(Refusal::new("proposal/unknown"))?;
    (kind.check)(tx, &case)?;
    audit(tx, env, staff(who.who), "proposal.proposed", &case);
    Ok(draft.id)
}

/// Confirms a proposal and does it, in this one transaction. `link` is the hash of a fresh token
/// and the token sealed for the confirmer, kept if the deed gives somebody a link.
pub fn confirm(
    tx: &mut Tx<'_>,
    env: &Env,
    kinds: &[Kind],
    who: &Deciding<'_>,
    id: Id,
    (link, sealed_link): (&[u8; 32], &[u8]),
) -> Answer<()> {
    let case = sql::find(tx, id)?.ok_or(Refusal::new("proposal/unknown"))?;
    let kind = kind_of(kinds, &case.kind)?;
    decide::may_decide(&case, who, kind.right, env.now)?;
    let kept = kind.gives_link.then_some(sealed_link);
    if !sql::decide(tx, id, State::Executed, Some(who.who), env.now, (kept, None))? {
        return Err(Refusal::new("proposal/decided").into());
    }
    (kind.check)(tx, &case)?;
    audit(tx, env, staff(who.who), "proposal.confirmed", &case);
    (kind.execute)(tx, env, &case, link)
}

/// Says no to somebody else's proposal, for a reason that is sealed; the trail has its hash.
pub fn reject(
    tx: &mut Tx<'_>,
    env: &Env,
    kinds: &[Kind],
    who: &Deciding<'_>,
    id: Id,
    sealed_reason: &[u8],
) -> Answer<()> {
    let case = sql::find(tx, id)?.ok_or(Refusal::new("proposal/unknown"))?;
    decide::may_decide(&case, who, kind_of(kinds, &case.kind)?.right, env.now)?;
    close(tx, env, (&case, State::Rejected, who.who), Some(sealed_reason))?;
    let hash = HEXLOWER.encode(digest(&SHA256, sealed_reason).as_ref());
    let more = format!(r#","sealed_reason_sha256":"{hash}""#);
    audit_with(tx, env, (staff(who.who), "proposal.rejected"), &case, &more);
    Ok(())
}

/// Takes back one's own proposal.
pub fn withdraw(tx: &mut Tx<'_>, env: &Env, who: &Deciding<'_>, id: Id) -> Answer<()> {
    let case = sql::find(tx, id)?.ok_or(Refusal::new("proposal/unknown"))?;
    decide::may_withdraw(&case, who, env.now)?;
    close(tx, env, (&case, State::Withdrawn, who.who), None)?;
    audit(tx, env, staff(who.who), "proposal.withdrawn", &case);
    Ok(())
}

fn close(
    tx: &mut Tx<'_>,
    env: &Env,
    (case, state, by): (&Case, State, Id),
    refusal: Option<&[u8]>,
) -> Answer<()> {
    if !sql::decide(tx, case.id, state, Some(by), env.now, (None, refusal))? {
        return Err(Refusal::new("proposal/decided").into());
    }
    Ok(())
}

/// Writes down which proposals nobody decided in time.
fn expire_overdue(tx: &mut Tx<'_>, env: &Env) -> Answer<()> {
    for id in sql::overdue(tx, env.now)? {
        if let Some(case) = sql::find(tx, id)?
            && sql::decide(tx, id, State::Expired, None, env.now, (None, None))?
        {
            audit(tx, env, "system:proposal".to_owned(), "proposal.expired", &case);
        }
    }
    Ok(())
}

/// A proposal.
pub fn find(tx: &mut Tx<'_>, id: Id) -> Answer<Option<Case>> {
    Ok(sql::find(tx, id)?)
}

/// The proposal of this deed on this thing that waits for its second person, if there is one.
pub fn open_for(
    tx: &mut Tx<'_>,
    (kind, subject): (&str, &str),
    now: Micros,
) -> Answer<Option<Case>> {
    let found = sql::open_for(tx, kind, subject)?;
    Ok(found.filter(|it| it.state_at(now) == State::Open))
}

/// The latest proposals about a thing, of any kind, the latest first.
pub fn about(tx: &mut Tx<'_>, subject: &str) -> Answer<Vec<Case>> {
    Ok(sql::about(tx, subject, ABOUT_MAX)?)
}

/// The open proposals, oldest first.
pub fn waiting(tx: &mut Tx<'_>, now: Micros) -> Answer<Vec<Case>> {
    Ok(sql::open(tx, now, LIST_MAX)?)
}

/// The open proposals, oldest first; then what was decided or lapsed lately, newest first.
pub fn list(tx: &mut Tx<'_>, now: Micros) -> Answer<(Vec<Case>, Vec<Case>)> {
    let open = waiting(tx, now)?;
    let (recent, _) = over(tx, now, None, (50, &|_| true))?;
    Ok((open, recent))
}

/// A page of the proposals that are over, newest first: those of them that `is_shown`, from a
/// moment on; and where the next page begins, if there is one.
pub fn over(
    tx: &mut Tx<'_>,
    now: Micros,
    before: Option<Moment>,
    (most, is_shown): (usize, &dyn Fn(&Case) -> bool),
) -> Answer<(Vec<Case>, Option<Moment>)> {
    let mut from = before.unwrap_or((Micros::new(i64::MAX), Id::from_parts(0, 0)));
    let mut found: Vec<Case> = Vec::new();
    for _ in 0..OVER_READS_MAX {
        let read = sql::over(tx, now, from, LIST_MAX)?;
        let is_last = read.len() < usize::try_from(LIST_MAX).unwrap_or(usize::MAX);
        for it in read {
            let at = (it.over_at(), it.id);
            if is_shown(&it) {
                if found.len() == most {
                    return Ok((found, Some(from)));
                }
                found.push(it);
            }
            from = at;
        }
        if is_last {
            return Ok((found, None));
        }
    }
    Ok((found, Some(from)))
}

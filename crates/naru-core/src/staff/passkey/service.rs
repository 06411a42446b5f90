//! The commands: a challenge, a key more, a key less, and the two things that a key opens.
//!
//! An answer that proves nothing is recorded and spends its challenge, so it is an `Ok` outcome
//! and not a refusal: a refusal would roll both back.

use crate::staff::decide::{self, CodeVerdict};
use crate::staff::model::{CodeStep, StaffSealer, StepUp, TokenHash};
use crate::staff::passkey::check::{self, Flaw};
use crate::staff::passkey::model::{Asked, Challenge, Given, NewKey, Passkey, Purpose, Site};
use crate::staff::passkey::sql::{self, NewRow};
use crate::staff::recovery::must_be_fresh;
use crate::staff::service::{audit, staff};
use crate::staff::sql::{self as accounts, PendingRow};
use crate::staff::sql_roster as roster;
use naru_base::{Answer, Env, Id, Refusal};
use naru_store::Tx;

/// The most keys of one account.
pub const PASSKEYS_MAX: i64 = 10;

/// What a session is asked with: a new challenge, and the keys that may answer it. `None` when the
/// session is over, or has no key for this site and one is wanted.
pub fn ask(
    tx: &mut Tx<'_>,
    env: &Env,
    session: &TokenHash,
    purpose: Purpose,
    site: &Site,
    challenge: &Challenge,
) -> Answer<Option<Asked>> {
    let Some(row) = whose(tx, env, session, purpose)? else { return Ok(None) };
    if purpose == Purpose::Add {
        must_be_fresh(tx, session, env.now)?;
        must_have_room(tx, row.facts.account)?;
    }
    let account = row.facts.account;
    let keys = sql::list(tx, account, PASSKEYS_MAX)?.into_iter();
    let credentials: Vec<_> = keys
        .filter(|it| it.relying_party == site.relying_party())
        .map(|it| it.credential)
        .collect();
    if credentials.is_empty() && purpose != Purpose::Add {
        return Ok(None);
    }
    sql::drop_old_challenges(tx, env.now)?;
    let until = env.now.plus_seconds(decide::CHALLENGE_SECONDS);
    sql::set_challenge(tx, session, purpose, challenge, until)?;
    Ok(Some(Asked { account, login: row.login, credentials }))
}

/// The account of the session: of a half-done login where a login is finished, of an open session
/// otherwise.
fn whose(
    tx: &mut Tx<'_>,
    env: &Env,
    session: &TokenHash,
    purpose: Purpose,
) -> Answer<Option<PendingRow>> {
    Ok(match purpose {
        Purpose::Enter => accounts::pending(tx, session, env.now)?,
        Purpose::Add | Purpose::Prove => accounts::full_session(tx, session)?,
    })
}

fn must_have_room(tx: &mut Tx<'_>, account: Id) -> Answer<()> {
    if sql::count(tx, account)? >= PASSKEYS_MAX {
        return Err(Refusal::new("staff/passkeys-too-many").into());
    }
    Ok(())
}

/// Adds a key to the account of an open session. A flawed one is recorded, and the flaw returned.
pub fn add(
    tx: &mut Tx<'_>,
    env: &Env,
    sealer: &dyn StaffSealer,
    session: &TokenHash,
    site: &Site,
    new: &NewKey<'_>,
) -> Answer<Result<Id, Flaw>> {
    let row = accounts::full_session(tx, session)?.ok_or(Refusal::new("staff/session-over"))?;
    let account = row.facts.account;
    must_be_fresh(tx, session, env.now)?;
    must_have_room(tx, account)?;
    let who = staff(account);
    let challenge = sql::take_challenge(tx, session, Purpose::Add, env.now)?;
    let made = challenge
        .ok_or(Flaw::ChallengeOver)
        .and_then(|it| check::made(site, &it, new.client, new.attestation));
    let made = match made {
        Ok(it) => it,
        Err(flaw) => {
            let body = format!(r#"{{"because":"{flaw}"}}"#);
            audit(tx, env.now, &who, "staff.passkey.refused", &who, &body);
            return Ok(Err(flaw));
        }
    };
    let id = env.id(0);
    let name_sealed = sealer.seal(&context(id), new.name.as_bytes())?;
    let row = NewRow {
        id,
        account,
        credential: &made.credential,
        relying_party: site.relying_party(),
        key: &made.key,
        counter: made.counter,
        name_sealed: &name_sealed,
        at: env.now,
    };
    if !sql::add(tx, &row)? {
        return Err(Refusal::new("staff/passkey-known").into());
    }
    let body = format!(r#"{{"passkey":"{id}","algorithm":"{}"}}"#, made.key.algorithm.as_str());
    audit(tx, env.now, &who, "staff.passkey.added", &who, &body);
    Ok(Ok(id))
}

fn context(id: Id) -> String {
    format!("staff.passkey:{id}")
}

/// The keys of an account, the oldest first.
pub fn passkeys(tx: &mut Tx<'_>, sealer: &dyn StaffSealer, account: Id) -> Answer<Vec<Passkey>> {
    let rows = sql::list(tx, account, PASSKEYS_MAX)?;
    let open = |row: sql::KeyRow| -> Answer<Passkey> {
        let name = sealer.open(&context(row.id), &row.name_sealed)?;
        Ok(Passkey {
            id: row.id,
            name: String::from_utf8_lossy(&name).into_owned(),
            credential: row.credential,
            relying_party: row.relying_party,
            created_at: row.created_at,
            used_at: row.used_at,
        })
    };
    rows.into_iter().map(open).collect()
}

/// Whether the account has a key for this site.
pub fn owned(tx: &mut Tx<'_>, account: Id, site: &Site) -> Answer<bool> {
    let keys = sql::list(tx, account, PASSKEYS_MAX)?;
    Ok(keys.iter().any(|it| it.relying_party == site.relying_party()))
}

/// Whether the half-done login may be finished with a key.
pub fn offered(tx: &mut Tx<'_>, env: &Env, half: &TokenHash, site: &Site) -> Answer<bool> {
    match accounts::pending(tx, half, env.now)? {
        Some(row) => owned(tx, row.facts.account, site),
        None => Ok(false),
    }
}

/// Takes a key away, by whoever has it.
pub fn remove(tx: &mut Tx<'_>, env: &Env, session: &TokenHash, id: Id) -> Answer<()> {
    let row = accounts::full_session(tx, session)?.ok_or(Refusal::new("staff/session-over"))?;
    must_be_fresh(tx, session, env.now)?;
    let account = row.facts.account;
    if sql::remove(tx, id, account)? {
        let (who, body) = (staff(account), format!(r#"{{"passkey":"{id}"}}"#));
        audit(tx, env.now, &who, "staff.passkey.removed", &who, &body);
    }
    Ok(())
}

/// Takes all keys of an account away: what was lost stops working at once.
pub fn remove_all(tx: &mut Tx<'_>, env: &Env, account: Id) -> Answer<()> {
    let count = sql::remove_all(tx, account)?;
    if count > 0 {
        let body = format!(r#"{{"count":{count}}}"#);
        audit(tx, env.now, "system:proposal", "staff.passkey.removed", &staff(account), &body);
    }
    Ok(())
}

/// Judges an answer: the counter of the key that gave it, or why it proves nothing.
fn judge(
    tx: &mut Tx<'_>,
    env: &Env,
    (session, purpose): (&TokenHash, Purpose),
    row: &PendingRow,
    (site, given): (&Site, &Given<'_>),
) -> Answer<Result<u32, Flaw>> {
    let Some(challenge) = sql::take_challenge(tx, session, purpose, env.now)? else {
        return Ok(Err(Flaw::ChallengeOver));
    };
    let account = row.facts.account;
    let known = sql::known(tx, account, given.credential, site.relying_party())?;
    let Some(known) = known else { return Ok(Err(Flaw::KeyUnknown)) };
    let counter = match check::used(site, &challenge, (&known.key, known.counter), given) {
        Ok(it) => it,
        Err(flaw) => return Ok(Err(flaw)),
    };
    // Only an account that may be opened moves the counter on.
    if row.facts.may_try(env.now) && !sql::set_used(tx, known.id, counter, env.now)? {
        return Ok(Err(Flaw::Replayed));
    }
    Ok(Ok(counter))
}

/// Second step of a login with a key instead of a code: as [`crate::staff::finish_login`].
pub fn enter(
    tx: &mut Tx<'_>,
    env: &Env,
    half: &TokenHash,
    site: &Site,
    given: &Given<'_>,
    full: &TokenHash,
) -> Answer<CodeStep> {
    let Some(row) = accounts::pending(tx, half, env.now)? else { return Ok(CodeStep::StartAgain) };
    let judged = judge(tx, env, (half, Purpose::Enter), &row, (site, given))?;
    let account = row.facts.account;
    let who = staff(account);
    match decide::on_code(&row.facts, judged.ok().map(i64::from), env.now) {
        CodeVerdict::Enter(_) => {
            sql::set_entered(tx, account, env.now)?;
            accounts::end_session(tx, half)?;
            let until = env.now.plus_seconds(decide::ABSOLUTE_SECONDS);
            accounts::add_session(tx, full, account, "full", (env.now, until))?;
            audit(tx, env.now, &who, "staff.login.entered", &who, r#"{"by":"passkey"}"#);
            Ok(CodeStep::Entered)
        }
        CodeVerdict::Count { failures, locked_until } => {
            refuse(tx, env, &row, (failures, locked_until), "staff.login.refused", judged)?;
            if locked_until > env.now {
                accounts::end_session(tx, half)?;
                return Ok(CodeStep::StartAgain);
            }
            Ok(CodeStep::Refused)
        }
        CodeVerdict::StartAgain => {
            accounts::end_session(tx, half)?;
            let body = r#"{"because":"held"}"#;
            audit(tx, env.now, &who, "staff.login.refused", &who, body);
            Ok(CodeStep::StartAgain)
        }
    }
}

/// A fresh proof by a key for an open session: as [`crate::staff::step_up`].
pub fn prove(
    tx: &mut Tx<'_>,
    env: &Env,
    session: &TokenHash,
    site: &Site,
    given: &Given<'_>,
) -> Answer<StepUp> {
    let Some(row) = accounts::full_session(tx, session)? else { return Ok(StepUp::Over) };
    let judged = judge(tx, env, (session, Purpose::Prove), &row, (site, given))?;
    let account = row.facts.account;
    let who = staff(account);
    match decide::on_code(&row.facts, judged.ok().map(i64::from), env.now) {
        CodeVerdict::Enter(_) => {
            sql::set_entered(tx, account, env.now)?;
            roster::set_proved(tx, session, env.now)?;
            audit(tx, env.now, &who, "staff.session.proved", &who, r#"{"by":"passkey"}"#);
            Ok(StepUp::Fresh)
        }
        CodeVerdict::Count { failures, locked_until } => {
            let held = (failures, locked_until);
            refuse(tx, env, &row, held, "staff.session.passkey-refused", judged)?;
            if locked_until > env.now {
                roster::end_sessions(tx, account)?;
                return Ok(StepUp::Over);
            }
            Ok(StepUp::Refused)
        }
        CodeVerdict::StartAgain => {
            roster::end_sessions(tx, account)?;
            Ok(StepUp::Over)
        }
    }
}

/// Counts a refused answer like a wrong code, and says in the trail what was wrong with it.
fn refuse(
    tx: &mut Tx<'_>,
    env: &Env,
    row: &PendingRow,
    (failures, locked_until): (u32, naru_base::Micros),
    action: &'static str,
    judged: Result<u32, Flaw>,
) -> Answer<()> {
    let account = row.facts.account;
    accounts::set_failures(tx, account, failures, locked_until)?;
    let why = judged.err().map_or_else(String::new, |it| it.to_string());
    let body = format!(r#"{{"failures":{failures},"because":"{why}","by":"passkey"}}"#);
    let who = staff(account);
    audit(tx, env.now, &who, action, &who, &body);
    Ok(())
}

//! The way back in after a loss: a link from one administrator, a code from another, and then the
//! person's own password and a new authenticator. Also the fresh code that dangerous deeds want.

use crate::policy;
use crate::staff::decide::{self, CodeVerdict};
use crate::staff::model::{
    FormError, Recovery, RosterEntry, StaffSealer, StepUp, TokenHash, name_context, totp_context,
};
use crate::staff::service::{audit, staff};
use crate::staff::sql_roster::{self as roster, RosterRow};
use crate::staff::{passkey, sql, totp};
use naru_base::role::Post;
use naru_base::{Answer, Env, Id, Micros, Refusal};
use naru_store::Tx;

/// The most accounts that are listed.
const ROSTER_MAX: i64 = 1_000;

/// All accounts, by login.
pub fn accounts(tx: &mut Tx<'_>, sealer: &dyn StaffSealer) -> Answer<Vec<RosterEntry>> {
    roster::roster(tx, ROSTER_MAX)?.into_iter().map(|row| entry(sealer, row)).collect()
}

/// One account.
pub fn account(tx: &mut Tx<'_>, sealer: &dyn StaffSealer, id: Id) -> Answer<Option<RosterEntry>> {
    roster::one(tx, id)?.map(|row| entry(sealer, row)).transpose()
}

/// For whom an account is held, whose name nobody needs to open for that.
pub fn post_of(tx: &mut Tx<'_>, id: Id) -> Answer<Option<Post>> {
    Ok(roster::one(tx, id)?.map(|row| row.post))
}

fn entry(sealer: &dyn StaffSealer, row: RosterRow) -> Answer<RosterEntry> {
    let name = sealer.open(&name_context(row.id), &row.name_sealed)?;
    Ok(RosterEntry {
        id: row.id,
        login: row.login,
        name: String::from_utf8_lossy(&name).into_owned(),
        post: row.post,
        state: row.state,
        created_at: row.created_at,
        entered_at: row.entered_at,
        locked_until: row.locked_until,
    })
}

/// Whether a session's last one-time code is fresh enough for a dangerous deed.
pub fn is_fresh(tx: &mut Tx<'_>, proved_at: Micros, now: Micros) -> Answer<bool> {
    let policy = policy::at(&policy::list(tx)?, now)?;
    Ok(now < proved_at.plus_seconds(policy.staff_step_up_s))
}

/// Refuses a dangerous deed without a fresh code. Called in the deed's own transaction.
pub fn must_be_fresh(tx: &mut Tx<'_>, session: &TokenHash, now: Micros) -> Answer<()> {
    let row = sql::session(tx, session)?.ok_or(Refusal::new("staff/session-over"))?;
    if is_fresh(tx, row.proved_at, now)? {
        return Ok(());
    }
    Err(Refusal::new("staff/fresh-code-needed").into())
}

/// Takes a fresh one-time code for an open session. A wrong one counts like a wrong one at the
/// door, and after too many the session is over.
pub fn step_up(
    tx: &mut Tx<'_>,
    env: &Env,
    sealer: &dyn StaffSealer,
    session: &TokenHash,
    code: &str,
) -> Answer<StepUp> {
    let Some(row) = sql::full_session(tx, session)? else { return Ok(StepUp::Over) };
    let account = row.facts.account;
    let secret = sealer.open(&totp_context(account), &row.totp_sealed)?;
    let step = totp::accept(&secret, code, env.now, row.totp_step);
    let who = staff(account);
    match decide::on_code(&row.facts, step, env.now) {
        CodeVerdict::Enter(step) => {
            if !sql::set_entered(tx, account, step, env.now)? {
                return Ok(StepUp::Refused);
            }
            roster::set_proved(tx, session, env.now)?;
            audit(tx, env.now, &who, "staff.session.proved", &who, "{}");
            Ok(StepUp::Fresh)
        }
        CodeVerdict::Count { failures, locked_until } => {
            sql::set_failures(tx, account, failures, locked_until)?;
            let body = format!(r#"{{"failures":{failures}}}"#);
            audit(tx, env.now, &who, "staff.session.code-refused", &who, &body);
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

/// Gives an account a new beginning by a link and a code: what was lost stops working at once
/// (password and authenticator by the account's state, passkeys because they are taken away), and
/// what was open is closed. Gives until when the link opens.
pub(super) fn reset(
    tx: &mut Tx<'_>,
    env: &Env,
    id: Id,
    (link, code_hash): (&TokenHash, &[u8; 32]),
    mode: &'static str,
    by: &'static str,
) -> Answer<Micros> {
    roster::set_state(tx, id, "reset")?;
    roster::end_sessions(tx, id)?;
    roster::end_recoveries(tx, id, env.now)?;
    passkey::remove_all(tx, env, id, by)?;
    let until = env.now.plus_seconds(decide::ENROLMENT_SECONDS);
    roster::add_recovery(tx, link, id, mode, code_hash, (env.now, until))?;
    let body = format!(r#"{{"mode":"{mode}"}}"#);
    audit(tx, env.now, by, "staff.account.reset", &staff(id), &body);
    Ok(until)
}

/// The recovery that a link opens, if it still does.
pub fn recovery(
    tx: &mut Tx<'_>,
    sealer: &dyn StaffSealer,
    hash: &TokenHash,
    now: Micros,
) -> Answer<Option<Recovery>> {
    let Some(row) = roster::recovery(tx, hash, now)? else { return Ok(None) };
    let secret = match &row.totp_sealed {
        None => None,
        Some(sealed) => Some(sealer.open(&totp_context(row.account), sealed)?),
    };
    Ok(Some(Recovery {
        login: row.login,
        is_whole: row.is_whole,
        expires_at: row.expires_at,
        password_hash: row.password_hash,
        begun: secret,
    }))
}

/// What the first step of a recovery brings, made outside the transaction.
#[derive(Clone, Debug)]
pub struct RecoveryStart<'a> {
    /// The link's token, hashed.
    pub token: TokenHash,
    /// The login that the person named.
    pub login: &'a str,
    /// Hash of the code that was handed over.
    pub code_hash: [u8; 32],
    /// The new password's hash; or `None`, and whether the old password was right.
    pub password: Result<&'a str, bool>,
    /// The new TOTP secret.
    pub totp_secret: &'a [u8],
}

/// First step: code, login and password must all be right; a wrong one counts against the link.
pub fn recovery_start(
    tx: &mut Tx<'_>,
    env: &Env,
    sealer: &dyn StaffSealer,
    start: &RecoveryStart<'_>,
) -> Answer<Result<(), FormError>> {
    let row = roster::recovery(tx, &start.token, env.now)?.ok_or_else(lapsed)?;
    let password_hash = match start.password {
        Ok(new) if row.is_whole => Some(new),
        Err(true) if !row.is_whole => Some(row.password_hash.as_str()),
        _ => None,
    };
    let login = start.login.trim().to_ascii_lowercase();
    let right = row.code_hash == start.code_hash && login == row.login;
    let Some(password_hash) = password_hash.filter(|_| right) else {
        roster::count_recovery_try(tx, &start.token)?;
        let subject = staff(row.account);
        audit(tx, env.now, "staff:unknown", "staff.recovery.refused", &subject, "{}");
        return Ok(Err(FormError::Handover));
    };
    let sealed = sealer.seal(&totp_context(row.account), start.totp_secret)?;
    if !roster::begin_recovery(tx, &start.token, password_hash, &sealed)? {
        return Err(lapsed().into());
    }
    let who = staff(row.account);
    audit(tx, env.now, &who, "staff.recovery.begun", &who, "{}");
    Ok(Ok(()))
}

/// Second step: one right code of the new authenticator, and the account opens again.
pub fn recovery_finish(
    tx: &mut Tx<'_>,
    env: &Env,
    sealer: &dyn StaffSealer,
    token: &TokenHash,
    code: &str,
) -> Answer<Result<(), FormError>> {
    let row = roster::recovery(tx, token, env.now)?.ok_or_else(lapsed)?;
    let (Some(sealed), Some(password_hash)) = (&row.totp_sealed, &row.new_password_hash) else {
        return Err(lapsed().into());
    };
    let secret = sealer.open(&totp_context(row.account), sealed)?;
    let Some(step) = totp::accept(&secret, code, env.now, 0) else {
        return Ok(Err(FormError::Code));
    };
    let reopened = roster::reopen(tx, row.account, password_hash, sealed, step)?;
    if !reopened || !roster::use_recovery(tx, token, env.now)? {
        return Err(lapsed().into());
    }
    let who = staff(row.account);
    audit(tx, env.now, &who, "staff.recovery.done", &who, "{}");
    Ok(Ok(()))
}

fn lapsed() -> Refusal {
    Refusal::new("staff/recovery-lapsed")
}

//! The commands: load, decide, save, audit; each inside the caller's transaction.
//!
//! A refused login is recorded (counted, audited), so it is an `Ok` outcome and not a refusal: a
//! refusal would roll the record back.

use crate::staff::decide::{self, CodeVerdict, PasswordVerdict};
use crate::staff::model::{
    CodeStep, Enrolment, EnrolmentForm, FormError, LoginFacts, PasswordStep, ReadyAccount, Session,
    StaffSealer, Token, TokenHash, name_context, totp_context,
};
use crate::staff::sql::{self, NewAccount};
use crate::staff::totp;
use naru_base::role::Post;
use naru_base::{Answer, AuditRecord, Env, Fault, FaultKind, Id, Micros, Refusal};
use naru_store::Tx;

pub(super) fn audit(
    tx: &mut Tx<'_>,
    now: Micros,
    actor: &str,
    action: &'static str,
    of: &str,
    body: &str,
) {
    let (actor, subject, body) = (actor.to_owned(), of.to_owned(), body.to_owned());
    tx.audit(AuditRecord { at: now, actor, action, subject, body });
}

pub(super) fn staff(account: Id) -> String {
    format!("staff:{account}")
}

/// Makes a single-use link's token good for a day; `by` is an audit actor, `system:init` or a
/// member of staff. The caller hands the token's text to the person and forgets it.
pub fn invite(tx: &mut Tx<'_>, env: &Env, by: &str, post: &Post, token: &Token) -> Answer<()> {
    let until = env.now.plus_seconds(decide::ENROLMENT_SECONDS);
    sql::add_enrolment(tx, &token.hash(), post, by, (env.now, until), None)?;
    let body = post_body(post);
    audit(tx, env.now, by, "staff.enrolment.invited", &enrolment_subject(&token.hash()), &body);
    Ok(())
}

/// A role and its scope in an audit record: both are of a plain alphabet.
pub(super) fn post_body(post: &Post) -> String {
    format!(r#"{{"role":"{}","scope":"{}"}}"#, post.role(), post.scope())
}

/// A link in the audit trail: the beginning of its token's hash, of no use to anybody.
pub(super) fn enrolment_subject(hash: &TokenHash) -> String {
    format!("enrolment:{}", data_encoding::HEXLOWER.encode(&hash[..8]))
}

/// The enrolment that a link opens, if it still does.
pub fn enrolment(
    tx: &mut Tx<'_>,
    sealer: &dyn StaffSealer,
    hash: &TokenHash,
    now: Micros,
) -> Answer<Option<Enrolment>> {
    let Some(row) = sql::enrolment(tx, hash, now)? else { return Ok(None) };
    let begun = match row.begun {
        None => None,
        Some(it) => {
            let secret = sealer.open(&totp_context(it.account), &it.totp_sealed)?;
            Some((it.login, secret))
        }
    };
    let wants_code = row.code_hash.is_some();
    Ok(Some(Enrolment { post: row.post, expires_at: row.expires_at, begun, wants_code }))
}

/// What the first step of an enrolment brings with it, all of it made outside the transaction.
#[derive(Clone, Debug)]
pub struct EnrolStart<'a> {
    /// The link's token, hashed.
    pub token: TokenHash,
    /// Name and login, checked by [`decide::check_form`].
    pub form: &'a EnrolmentForm,
    /// The hash of the code that another person handed over, if one was given.
    pub code_hash: Option<[u8; 32]>,
    /// The password's hash.
    pub password_hash: &'a str,
    /// The new TOTP secret.
    pub totp_secret: &'a [u8],
}

/// First step: the account is written but cannot be used yet.
pub fn enrol_start(
    tx: &mut Tx<'_>,
    env: &Env,
    sealer: &dyn StaffSealer,
    start: &EnrolStart<'_>,
) -> Answer<Result<(), FormError>> {
    let row = sql::enrolment(tx, &start.token, env.now)?.ok_or_else(lapsed)?;
    if row.begun.is_some() {
        return Err(lapsed().into());
    }
    if row.code_hash.is_some() && row.code_hash != start.code_hash {
        sql::count_enrolment_try(tx, &start.token)?;
        let subject = enrolment_subject(&start.token);
        audit(tx, env.now, "staff:unknown", "staff.enrolment.code-refused", &subject, "{}");
        return Ok(Err(FormError::Handover));
    }
    if sql::login_taken(tx, &start.form.login)? {
        return Ok(Err(FormError::LoginTaken));
    }
    let ready = ReadyAccount {
        post: row.post,
        form: start.form,
        password_hash: start.password_hash,
        totp_secret: start.totp_secret,
    };
    let account = add_account(tx, env, sealer, &ready, false)?;
    sql::bind_enrolment(tx, &start.token, account)?;
    let subject = enrolment_subject(&start.token);
    audit(tx, env.now, &staff(account), "staff.enrolment.begun", &subject, "{}");
    Ok(Ok(()))
}

/// Second step: one right code, and the account can be used and the link is spent.
pub fn enrol_finish(
    tx: &mut Tx<'_>,
    env: &Env,
    sealer: &dyn StaffSealer,
    token: &TokenHash,
    code: &str,
) -> Answer<Result<(), FormError>> {
    let row = sql::enrolment(tx, token, env.now)?.and_then(|it| it.begun).ok_or_else(lapsed)?;
    let secret = sealer.open(&totp_context(row.account), &row.totp_sealed)?;
    let Some(step) = totp::accept(&secret, code, env.now, row.totp_step) else {
        return Ok(Err(FormError::Code));
    };
    if !sql::activate(tx, row.account, step)? || !sql::use_enrolment(tx, token, env.now)? {
        return Err(lapsed().into());
    }
    let subject = enrolment_subject(token);
    audit(tx, env.now, &staff(row.account), "staff.enrolment.done", &subject, "{}");
    Ok(Ok(()))
}

fn lapsed() -> Refusal {
    Refusal::new("staff/enrolment-lapsed")
}

/// Writes an account that can be used at once, with secrets made by the caller.
pub fn create_ready_account(
    tx: &mut Tx<'_>,
    env: &Env,
    sealer: &dyn StaffSealer,
    ready: &ReadyAccount<'_>,
) -> Answer<Id> {
    if sql::login_taken(tx, &ready.form.login)? {
        return Err(Refusal::new("staff/login-taken").into());
    }
    let account = add_account(tx, env, sealer, ready, true)?;
    let body = post_body(&ready.post);
    audit(tx, env.now, "system:setup", "staff.account.created", &staff(account), &body);
    Ok(account)
}

fn add_account(
    tx: &mut Tx<'_>,
    env: &Env,
    sealer: &dyn StaffSealer,
    ready: &ReadyAccount<'_>,
    active: bool,
) -> Answer<Id> {
    let id = env.id(0);
    let name_sealed = sealer.seal(&name_context(id), ready.form.name.as_bytes())?;
    let totp_sealed = sealer.seal(&totp_context(id), ready.totp_secret)?;
    let new = NewAccount {
        id,
        login: &ready.form.login,
        name_sealed: &name_sealed,
        post: &ready.post,
        active,
        password_hash: ready.password_hash,
        totp_sealed: &totp_sealed,
        at: env.now,
    };
    sql::add_account(tx, &new)?;
    Ok(id)
}

/// What is known of a login, so that its password can be verified outside the store.
pub fn login_facts(tx: &mut Tx<'_>, login: &str) -> Answer<Option<LoginFacts>> {
    Ok(sql::by_login(tx, &login.trim().to_ascii_lowercase())?)
}

/// First step of a login: `right` is what verifying the password said. If it passes, `token` stands
/// for the half-done login.
pub fn begin_login(
    tx: &mut Tx<'_>,
    env: &Env,
    login: &str,
    right: bool,
    token: &TokenHash,
) -> Answer<PasswordStep> {
    let known = login_facts(tx, login)?;
    let who = known.as_ref().map_or_else(|| "staff:unknown".to_owned(), |it| staff(it.account));
    match (decide::on_password(known.as_ref(), right, env.now), known) {
        (PasswordVerdict::AskCode, Some(it)) => {
            sql::drop_old_sessions(tx, env.now)?;
            let until = env.now.plus_seconds(decide::CODE_SECONDS);
            sql::add_session(tx, token, it.account, "code", (env.now, until))?;
            audit(tx, env.now, &who, "staff.login.password-passed", &who, "{}");
            Ok(PasswordStep::Passed)
        }
        (PasswordVerdict::Count { failures, locked_until }, Some(it)) => {
            refuse(tx, env.now, &it, failures, locked_until)?;
            Ok(PasswordStep::Refused)
        }
        (PasswordVerdict::Ignore(why), _) => {
            let body = format!(r#"{{"because":"{why}"}}"#);
            audit(tx, env.now, &who, "staff.login.refused", &who, &body);
            Ok(PasswordStep::Refused)
        }
        (_, None) => Err(Fault::new(FaultKind::Permanent, "a login of nobody was judged").into()),
    }
}

fn refuse(
    tx: &mut Tx<'_>,
    now: Micros,
    it: &LoginFacts,
    failures: u32,
    locked_until: Micros,
) -> Answer<()> {
    sql::set_failures(tx, it.account, failures, locked_until)?;
    let held = locked_until.since(now) / 1_000_000;
    let body = format!(r#"{{"failures":{failures},"held_seconds":{held}}}"#);
    let who = staff(it.account);
    audit(tx, now, &who, "staff.login.refused", &who, &body);
    Ok(())
}

/// The login that a half-done login is for.
pub fn pending(tx: &mut Tx<'_>, hash: &TokenHash, now: Micros) -> Answer<Option<String>> {
    Ok(sql::pending(tx, hash, now)?.map(|it| it.login))
}

/// Second step of a login. If the code is right the half-done login is replaced by a session under
/// a new token: what was known before the login opens nothing after it.
pub fn finish_login(
    tx: &mut Tx<'_>,
    env: &Env,
    sealer: &dyn StaffSealer,
    half: &TokenHash,
    code: &str,
    full: &TokenHash,
) -> Answer<CodeStep> {
    let Some(it) = sql::pending(tx, half, env.now)? else { return Ok(CodeStep::StartAgain) };
    let account = it.facts.account;
    let secret = sealer.open(&totp_context(account), &it.totp_sealed)?;
    let step = totp::accept(&secret, code, env.now, it.totp_step);
    match decide::on_code(&it.facts, step, env.now) {
        CodeVerdict::Enter(step) => {
            if !sql::set_entered(tx, account, step, env.now)? {
                return Ok(CodeStep::Refused);
            }
            sql::end_session(tx, half)?;
            let until = env.now.plus_seconds(decide::ABSOLUTE_SECONDS);
            sql::add_session(tx, full, account, "full", (env.now, until))?;
            audit(tx, env.now, &staff(account), "staff.login.entered", &staff(account), "{}");
            Ok(CodeStep::Entered)
        }
        CodeVerdict::Count { failures, locked_until } => {
            refuse(tx, env.now, &it.facts, failures, locked_until)?;
            if locked_until > env.now {
                sql::end_session(tx, half)?;
                return Ok(CodeStep::StartAgain);
            }
            Ok(CodeStep::Refused)
        }
        CodeVerdict::StartAgain => {
            sql::end_session(tx, half)?;
            let body = r#"{"because":"held"}"#;
            audit(tx, env.now, &staff(account), "staff.login.refused", &staff(account), body);
            Ok(CodeStep::StartAgain)
        }
    }
}

/// The session of a token, if it is open. Reads only; see [`touch`].
pub fn session(
    tx: &mut Tx<'_>,
    sealer: &dyn StaffSealer,
    hash: &TokenHash,
    now: Micros,
) -> Answer<Option<Session>> {
    let Some(row) = sql::session(tx, hash)? else { return Ok(None) };
    if !decide::alive(row.seen_at, row.expires_at, now) {
        return Ok(None);
    }
    let name = sealer.open(&name_context(row.account), &row.name_sealed)?;
    Ok(Some(Session {
        account: row.account,
        name: String::from_utf8_lossy(&name).into_owned(),
        login: row.login,
        post: row.post,
        proved_at: row.proved_at,
        seen_at: row.seen_at,
        expires_at: row.expires_at,
    }))
}

/// Writes down that the session was used. Not audited: it is no deed.
pub fn touch(tx: &mut Tx<'_>, hash: &TokenHash, now: Micros) -> Answer<()> {
    Ok(sql::set_seen(tx, hash, now)?)
}

/// Ends a session. Ending one that is over already is fine.
pub fn logout(tx: &mut Tx<'_>, env: &Env, hash: &TokenHash) -> Answer<()> {
    let whose = sql::session(tx, hash)?.map(|it| it.account);
    if sql::end_session(tx, hash)?
        && let Some(account) = whose
    {
        audit(tx, env.now, &staff(account), "staff.session.ended", &staff(account), "{}");
    }
    Ok(())
}

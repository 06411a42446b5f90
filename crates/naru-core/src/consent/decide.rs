//! The decisions of the consent slice. Pure.

use super::model::{CodeAsk, GrantDecline, UserDecline};
use super::sql_grant::Kept;
use crate::identity::{Consent, Scope, UserRecord};
use naru_base::{ClientUseCode, Micros, UserSeqNo};

/// The first number of an institution's users.
const FIRST_USER: i64 = 1_100_000_001;
/// Numbers stay within ten digits that begin with 1.
const LAST_USER: i64 = 1_999_999_999;
/// A handle ends in fourteen digits, counted.
const LAST_HANDLE: u64 = 99_999_999_999_999;

/// The number of an institution's next user, after the last one given; `None` if they are used up.
pub fn next_user_seq_no(last: Option<&UserSeqNo>) -> Option<UserSeqNo> {
    let next = match last {
        None => FIRST_USER,
        Some(last) => last.as_str().parse::<i64>().ok()?.checked_add(1)?.max(FIRST_USER),
    };
    if next > LAST_USER { None } else { UserSeqNo::parse(&next.to_string()).ok() }
}

/// The first and the last handle that an institution's accounts can have.
pub(super) fn handle_range(institution: &ClientUseCode) -> (String, String) {
    let digits = institution.as_str().get(1..).unwrap_or_default();
    (format!("1{digits}{:014}", 0), format!("1{digits}{LAST_HANDLE:014}"))
}

/// The handle of an institution's next account (핀테크이용번호): `1`, the nine digits of its code,
/// and fourteen digits, one more than the last.
pub fn next_fintech_use_num(institution: &ClientUseCode, last: Option<&str>) -> Option<String> {
    let next = match last {
        None => 1,
        Some(last) => last.get(10..)?.parse::<u64>().ok()?.checked_add(1)?,
    };
    let digits = institution.as_str().get(1..)?;
    if next > LAST_HANDLE { None } else { Some(format!("1{digits}{next:014}")) }
}

/// Whether an institution may be told about a user. `asks_for` is the user of a three-legged token.
pub fn user_may(
    wanted: &UserSeqNo,
    asks_for: Option<&UserSeqNo>,
    known: Option<&UserRecord>,
    now: Micros,
) -> Result<(), UserDecline> {
    if asks_for.is_some_and(|user| user != wanted) {
        return Err(UserDecline::OtherUser);
    }
    let user = known.filter(|u| u.sealed_key.is_some()).ok_or(UserDecline::Unknown)?;
    if user.closed_at.is_some() {
        return Err(UserDecline::Left);
    }
    match user.login.standing(now) {
        Consent::Never => Err(UserDecline::NotAgreed),
        Consent::Expired => Err(UserDecline::Expired),
        Consent::Holds => Ok(()),
    }
}

/// Whether a code may be turned into tokens.
pub(super) fn code(
    known: Option<&Kept>,
    sent_to: Option<&str>,
    ask: &CodeAsk,
    now: Micros,
) -> Result<(), GrantDecline> {
    live(known, &ask.client_id, now)?;
    if sent_to != Some(ask.redirect_uri.as_str()) {
        return Err(GrantDecline::OtherRedirect);
    }
    Ok(())
}

/// Whether a refresh token may be turned into a new pair, and for which scopes.
pub(super) fn refresh(
    known: Option<&Kept>,
    client_id: &str,
    wanted: Option<&[Scope]>,
    now: Micros,
) -> Result<Vec<Scope>, GrantDecline> {
    let granted = &live(known, client_id, now)?.scopes;
    match wanted {
        None => Ok(granted.clone()),
        Some(wanted) if wanted.iter().all(|scope| granted.contains(scope)) => Ok(wanted.to_vec()),
        Some(_) => Err(GrantDecline::WiderScope),
    }
}

/// What a code and a refresh token have in common.
fn live<'k>(
    known: Option<&'k Kept>,
    client_id: &str,
    now: Micros,
) -> Result<&'k Kept, GrantDecline> {
    let kept = known.filter(|it| it.client_id == client_id).ok_or(GrantDecline::Unknown)?;
    // Before everything else: whoever comes second may be a thief, whatever has happened since.
    if kept.used_at.is_some() {
        return Err(GrantDecline::Reused);
    }
    if kept.revoked_at.is_some() {
        return Err(GrantDecline::Revoked);
    }
    if kept.expires_at <= now {
        return Err(GrantDecline::Expired);
    }
    Ok(kept)
}

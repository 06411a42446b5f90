//! Authorizations: a code becomes a pair of tokens, a refresh token the next pair.

use super::decide;
use super::model::{CodeAsk, GrantDecline, Granted, NewCode};
use super::sql_grant::{self as sql, Kept};
use crate::identity::{self, Institution, Scope, Token};
use naru_base::keyring::Keyring;
use naru_base::seal::LookupHash;
use naru_base::{Answer, AuditRecord, Env};
use naru_store::Tx;

/// The hash under which a code is stored.
pub fn code_hash(keys: &Keyring, code: &str) -> LookupHash {
    keys.lookup("consent.code", &[code.as_bytes()])
}

/// The hash under which a refresh token is stored.
pub fn refresh_hash(keys: &Keyring, token: &str) -> LookupHash {
    keys.lookup("consent.refresh", &[token.as_bytes()])
}

/// What a code or a refresh token gave. A decline is an outcome, not a refusal: a second use is
/// recorded, and ends tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Redeemed {
    /// Tokens.
    Granted(Granted),
    /// Nothing.
    Declined(GrantDecline),
    /// Nothing, and these tokens are dead from now on.
    Reused(Vec<String>),
}

/// What the new pair of tokens is like.
#[derive(Clone)]
pub struct NewPair {
    /// The hash of the new refresh token.
    pub refresh: LookupHash,
    /// Life of the access token.
    pub token_life_s: i64,
    /// Life of the refresh token.
    pub refresh_life_s: i64,
}

/// Records an authorization and the code that stands for it.
pub fn issue_code(tx: &mut Tx<'_>, env: &Env, new: &NewCode) -> Answer<()> {
    let family = env.id(40).to_string();
    sql::add_grant(tx, &family, new, env.now)?;
    tx.audit(AuditRecord {
        at: env.now,
        actor: format!("user:{}/{}", new.institution, new.user),
        action: "consent.grant.given",
        subject: format!("grant:{family}"),
        body: format!(
            r#"{{"client_id":"{}","scope":"{}"}}"#,
            new.client_id,
            Scope::list(&new.scopes)
        ),
    });
    Ok(())
}

/// Turns a code into tokens.
pub fn redeem_code(
    tx: &mut Tx<'_>,
    env: &Env,
    institution: &Institution,
    ask: &CodeAsk,
    pair: &NewPair,
) -> Answer<Redeemed> {
    let known = sql::find_code(tx, &ask.hash)?;
    let sent_to = known.as_ref().map(|it| it.redirect_uri.as_str());
    let decision = decide::code(known.as_ref(), sent_to, ask, env.now);
    let scopes = decision.map(|()| known.as_ref().map_or(Vec::new(), |it| it.scopes.clone()));
    let kept = match judged(tx, env, institution, known, scopes)? {
        Ok(kept) => kept,
        Err(other) => return Ok(other),
    };
    sql::use_code(tx, &ask.hash, env.now)?;
    grant(tx, env, &kept, pair)
}

/// Turns a refresh token into the next pair; the old one is used up.
pub fn redeem_refresh(
    tx: &mut Tx<'_>,
    env: &Env,
    institution: &Institution,
    (client_id, hash): (&str, &LookupHash),
    wanted: Option<&[Scope]>,
    pair: &NewPair,
) -> Answer<Redeemed> {
    let known = sql::find_refresh(tx, hash)?;
    let scopes = decide::refresh(known.as_ref(), client_id, wanted, env.now);
    let kept = match judged(tx, env, institution, known, scopes)? {
        Ok(kept) => kept,
        Err(other) => return Ok(other),
    };
    sql::use_refresh(tx, hash, env.now)?;
    grant(tx, env, &kept, pair)
}

/// What is asked of both kinds after their own checks; a second use ends the family here.
fn judged(
    tx: &mut Tx<'_>,
    env: &Env,
    institution: &Institution,
    known: Option<Kept>,
    scopes: Result<Vec<Scope>, GrantDecline>,
) -> Answer<Result<Kept, Redeemed>> {
    let kept = match (scopes, known) {
        (Ok(scopes), Some(kept)) => Kept { scopes, ..kept },
        (Err(GrantDecline::Reused), Some(kept)) => {
            return Ok(Err(Redeemed::Reused(end_family(tx, env, &kept)?)));
        }
        (Err(decline), _) => return Ok(Err(Redeemed::Declined(decline))),
        (Ok(_), None) => return Ok(Err(Redeemed::Declined(GrantDecline::Unknown))),
    };
    if !institution.active || institution.code != kept.institution {
        return Ok(Err(Redeemed::Declined(GrantDecline::InstitutionInactive)));
    }
    let user = identity::find_user(tx, &kept.institution, &kept.user)?;
    if !user.is_some_and(|u| u.closed_at.is_none() && u.sealed_key.is_some()) {
        return Ok(Err(Redeemed::Declined(GrantDecline::UserLeft)));
    }
    Ok(Ok(kept))
}

fn grant(tx: &mut Tx<'_>, env: &Env, kept: &Kept, pair: &NewPair) -> Answer<Redeemed> {
    let token = Token {
        id: env.id(0).to_string(),
        institution: kept.institution.clone(),
        scopes: kept.scopes.clone(),
        user: Some(kept.user.clone()),
        family: Some(kept.family.clone()),
        expires_at: env.now.plus_seconds(pair.token_life_s),
    };
    identity::put_token(tx, env, &token)?;
    let until = env.now.plus_seconds(pair.refresh_life_s);
    sql::add_refresh(tx, &pair.refresh, &kept.family, env.now, until)?;
    Ok(Redeemed::Granted(Granted { token, user: kept.user.clone() }))
}

fn end_family(tx: &mut Tx<'_>, env: &Env, kept: &Kept) -> Answer<Vec<String>> {
    sql::end_grant(tx, &kept.family, "reuse", env.now)?;
    let ours = (&kept.institution, &kept.user);
    let ids = identity::end_tokens_of_user(tx, ours, Some(&kept.family), env.now)?;
    tx.audit(AuditRecord {
        at: env.now,
        actor: format!("institution:{}", kept.institution),
        action: "consent.grant.reused",
        subject: format!("grant:{}", kept.family),
        body: format!(r#"{{"tokens_ended":{}}}"#, ids.len()),
    });
    Ok(ids)
}

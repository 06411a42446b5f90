//! Commands of identity.

use super::model::{
    Client, ClientSecret, HandleAccount, Institution, KnownUser, NewInstitution, NewUser, Scope,
    Token,
};
use super::sql;
use naru_base::keyring::Keyring;
use naru_base::seal::{LookupHash, Nonce, PersonKey};
use naru_base::secret::constant_time_eq;
use naru_base::{
    Answer, AuditRecord, BankCode, ClientUseCode, Entropy, Env, Fault, FaultKind, Micros, Refusal,
    UserSeqNo,
};
use naru_store::Tx;
use std::sync::Arc;

/// The person behind a CI.
pub fn person_hash(keys: &Keyring, ci: &str) -> LookupHash {
    keys.lookup("person.ci", &[ci.as_bytes()])
}

/// The account behind a bank and a number.
pub fn account_hash(keys: &Keyring, bank: &BankCode, account_num: &str) -> LookupHash {
    keys.lookup("account", &[bank.as_str().as_bytes(), account_num.as_bytes()])
}

/// What is stored of a client's secret. The secret is random, so a keyed hash is enough.
pub fn secret_hash(keys: &Keyring, client_id: &str, secret: &str) -> LookupHash {
    keys.lookup("client.secret", &[client_id.as_bytes(), secret.as_bytes()])
}

/// Whether the secret is the client's. Takes the same time for a wrong and for an unknown one.
pub fn authenticate_client<'c>(
    keys: &Keyring,
    client: Option<&'c Client>,
    client_id: &str,
    secret: &str,
    now: Micros,
) -> Option<&'c Client> {
    let given = secret_hash(keys, client_id, secret);
    let nothing = ClientSecret { hash: LookupHash::from_bytes([0; 32]), until: Some(now) };
    let known = client.map_or(std::slice::from_ref(&nothing), |c| &c.secrets);
    let fits = known.iter().fold(false, |fits, secret| {
        let same = constant_time_eq(given.as_bytes(), secret.hash.as_bytes());
        fits | (same && secret.is_live(now))
    });
    client.filter(|c| fits && c.active)
}

/// Gives a client a second secret; the one it has lives on for `overlap_s`.
pub fn add_secret(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    client_id: &str,
    hash: &LookupHash,
    overlap_s: i64,
) -> Answer<()> {
    let live = sql::live_secrets(tx, client_id, env.now)?;
    if live.len() > 1 {
        return Err(Refusal::new("identity/two-secrets-live").into());
    }
    let until = env.now.plus_seconds(overlap_s);
    sql::end_secrets(tx, client_id, until, env.now)?;
    sql::add_secret(tx, client_id, hash, env.now)?;
    tx.audit(AuditRecord {
        at: env.now,
        actor: actor.to_owned(),
        action: "identity.secret.added",
        subject: format!("client:{client_id}"),
        body: format!(r#"{{"earlier_until":{}}}"#, until.get()),
    });
    Ok(())
}

/// The client of an institution.
pub(super) fn client_of(tx: &mut Tx<'_>, institution: &ClientUseCode) -> Answer<Client> {
    let all = sql::clients(tx)?;
    let own = all.into_iter().find(|it| it.institution == *institution);
    Ok(own.ok_or_else(|| Refusal::new("identity/institution-unknown"))?)
}

/// Adds an institution with its client and its contract accounts.
pub fn add_institution(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    new: &NewInstitution,
) -> Answer<()> {
    let Institution { code, .. } = &new.institution;
    if sql::institutions(tx)?.iter().any(|it| it.code == *code) {
        return Err(Refusal::new("identity/institution-exists").into());
    }
    sql::add_institution(tx, &new.institution, env.now)?;
    let client = Client {
        client_id: new.client_id.clone(),
        institution: code.clone(),
        secrets: vec![ClientSecret { hash: new.secret_hash, until: None }],
        redirect_uris: Vec::new(),
        active: true,
    };
    sql::add_client(tx, &client, &new.redirect_uri, env.now)?;
    sql::add_secret(tx, &new.client_id, &new.secret_hash, env.now)?;
    for contract in &new.contracts {
        sql::add_contract(tx, contract)?;
    }
    tx.audit(AuditRecord {
        at: env.now,
        actor: actor.to_owned(),
        action: "identity.institution.added",
        subject: format!("institution:{code}"),
        body: format!(
            r#"{{"contracts":{},"scopes":"{}"}}"#,
            new.contracts.len(),
            Scope::list(&new.institution.scopes)
        ),
    });
    Ok(())
}

/// Gives a client a token. `life_s` comes from the rules.
pub fn issue_token(
    tx: &mut Tx<'_>,
    env: &Env,
    institution: &Institution,
    scope: Scope,
    life_s: i64,
) -> Answer<Token> {
    if !institution.active {
        return Err(Refusal::new("identity/institution-inactive").into());
    }
    if scope.is_of_a_user() || !institution.scopes.contains(&scope) {
        let refusal = Refusal::new("identity/scope-not-granted").with("scope", scope.as_str());
        return Err(refusal.into());
    }
    let token = Token {
        id: env.id(0).to_string(),
        institution: institution.code.clone(),
        scopes: vec![scope],
        user: None,
        family: None,
        expires_at: env.now.plus_seconds(life_s),
    };
    put_token(tx, env, &token)?;
    Ok(token)
}

/// Writes a token down. Whoever calls it has decided that it is given.
pub(crate) fn put_token(tx: &mut Tx<'_>, env: &Env, token: &Token) -> Answer<()> {
    sql::add_token(tx, token, env.now)?;
    tx.audit(AuditRecord {
        at: env.now,
        actor: format!("institution:{}", token.institution),
        action: "identity.token.issued",
        subject: format!("token:{}", token.id),
        body: format!(
            r#"{{"expires_at":{},"scope":"{}"}}"#,
            token.expires_at.get(),
            Scope::list(&token.scopes)
        ),
    });
    Ok(())
}

/// Ends a token now.
pub fn revoke_token(tx: &mut Tx<'_>, env: &Env, actor: &str, id: &str) -> Answer<()> {
    if !sql::revoke_token(tx, id, env.now)? {
        return Err(Refusal::new("identity/no-live-token").into());
    }
    tx.audit(AuditRecord {
        at: env.now,
        actor: actor.to_owned(),
        action: "identity.token.revoked",
        subject: format!("token:{id}"),
        body: "{}".to_owned(),
    });
    Ok(())
}

/// Registers a user with the accounts and consents given. Who agreed to anything has agreed for as
/// long that the institution is told who he is.
pub fn register_user(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    entropy: &dyn Entropy,
    actor: &str,
    new: &NewUser,
) -> Answer<()> {
    let person = person_hash(keys, &new.details.ci);
    let wrapped = ensure_person(tx, keys, entropy, &person, env.now)?;
    let key = person_key(keys, &person, &wrapped)?;
    let details = serde_json::to_vec(&new.details).map_err(|e| {
        Fault::because(FaultKind::Permanent, "could not write a person's details", e)
    })?;
    let sealed = key.seal("identity_user", &details, Nonce::random(entropy));
    let (institution, user) = (&new.institution, &new.user_seq_no);
    let untils = new.accounts.iter().flat_map(|a| [a.inquiry_until, a.transfer_until]);
    let login_until = untils.flatten().max();
    sql::add_user(tx, (institution, user), &person, &sealed, login_until, env.now)?;
    for account in &new.accounts {
        let hash = account_hash(keys, &account.bank, &account.account_num);
        let number = account.account_num.as_bytes();
        let sealed = key.seal("identity_account", number, Nonce::random(entropy));
        sql::add_account(tx, (institution, user), account, &hash, &sealed, env.now)?;
    }
    tx.audit(AuditRecord {
        at: env.now,
        actor: actor.to_owned(),
        action: "identity.user.registered",
        subject: format!("user:{institution}/{user}"),
        body: format!(r#"{{"accounts":{}}}"#, new.accounts.len()),
    });
    Ok(())
}

/// Writes a person down unless known; gives the person's wrapped key.
pub(crate) fn ensure_person(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    entropy: &dyn Entropy,
    person: &LookupHash,
    now: Micros,
) -> Answer<Vec<u8>> {
    let fresh = PersonKey::generate(entropy);
    let wrapped = keys.wrap_person_key(&fresh, person, Nonce::random(entropy));
    Ok(sql::add_person(tx, person, &wrapped, now)?
        .ok_or_else(|| Refusal::new("identity/person-erased"))?)
}

/// What a command needs to know of a user and one account.
pub fn known_user(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    user: &UserSeqNo,
    bank: &BankCode,
    account: &LookupHash,
) -> Result<Arc<Option<KnownUser>>, Fault> {
    sql::known_user(tx, institution, user, bank, account)
}

/// The account number behind a handle; `None` once the person was erased.
pub fn account_num(keys: &Keyring, it: &HandleAccount) -> Result<Option<String>, Fault> {
    let Some(wrapped) = &it.sealed_key else { return Ok(None) };
    let key = person_key(keys, &it.person, wrapped)?;
    let broken = "an account number does not open with its person's key";
    let opened = key
        .open("identity_account", &it.sealed)
        .map_err(|e| Fault::because(FaultKind::Permanent, broken, e))?;
    let text = String::from_utf8(opened.expose().clone())
        .map_err(|e| Fault::because(FaultKind::Corrupt, broken, e))?;
    Ok(Some(text))
}

/// Opens a person's wrapped key. A key that does not open is corruption or a wrong root key.
pub(crate) fn person_key(
    keys: &Keyring,
    person: &LookupHash,
    wrapped: &[u8],
) -> Result<PersonKey, Fault> {
    keys.open_person_key(wrapped, person).map_err(|e| {
        Fault::because(FaultKind::Permanent, "a person's key does not open with these keys", e)
    })
}

/// Whether an agreement that lasts until `until` holds at `now`.
pub(crate) fn agreed(until: Option<Micros>, now: Micros) -> Consent {
    match until {
        None => Consent::Never,
        Some(until) if until <= now => Consent::Expired,
        Some(_) => Consent::Holds,
    }
}

/// The state of one agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// Never given, or taken back.
    Never,
    /// Over.
    Expired,
    /// In force.
    Holds,
}

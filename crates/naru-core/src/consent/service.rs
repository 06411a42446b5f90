//! Commands about what users agreed to.

use super::decide;
use super::model::{AccountToAgree, Agreeing, Agreement, Ended, Lives, Own, Registered};
use super::{sql, sql_grant};
use crate::identity::{self, AccountDetails, AccountRecord, Agreed, Consent, UserRecord};
use naru_base::keyring::Keyring;
use naru_base::seal::{LookupHash, Nonce, PersonKey};
use naru_base::{
    Answer, AuditRecord, BankCode, BankTranId, BusinessDate, ClientUseCode, Entropy, Env, Fault,
    FaultKind, Refusal, UserSeqNo,
};
use naru_store::Tx;

/// An institution's command about an account, by its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// The business date.
    pub date: BusinessDate,
    /// The institution's id of it.
    pub id: BankTranId,
    /// The institution.
    pub institution: ClientUseCode,
    /// `register`, `update` or `cancel`.
    pub kind: &'static str,
}

/// Takes the id of a command. To be called first in its transaction: an id is used once a day, and
/// a refused command gives it back.
pub fn take_id(tx: &mut Tx<'_>, env: &Env, command: &Command) -> Answer<()> {
    if sql::add_command(tx, command, env.now)? {
        return Ok(());
    }
    Err(Refusal::new("consent/id-used").into())
}

/// What all commands here carry: where, with which keys, in whose name.
#[derive(Clone, Copy)]
pub struct With<'a> {
    /// The command's environment.
    pub env: &'a Env,
    /// The keys.
    pub keys: &'a Keyring,
    /// For nonces.
    pub entropy: &'a dyn Entropy,
    /// Who acts.
    pub actor: &'a str,
}

/// A user agrees: the person, the user and the accounts are registered unless they are, and the
/// agreements written down.
pub fn agree(tx: &mut Tx<'_>, with: With<'_>, it: &Agreeing) -> Answer<Registered> {
    let now = with.env.now;
    let (user, key) = user_for(tx, with, it)?;
    let mut handles = Vec::new();
    for account in &it.accounts {
        handles.push(agree_account(tx, with, (&user, &key), it, account)?);
    }
    tx.audit(AuditRecord {
        at: now,
        actor: with.actor.to_owned(),
        action: "consent.login.agreed",
        subject: format!("user:{}/{}", user.institution, user.user),
        body: format!(
            r#"{{"evidence":"{}","until":{}}}"#,
            it.evidence.as_str(),
            now.plus_seconds(it.lives.login_s).get()
        ),
    });
    Ok(Registered { user: user.user, handles })
}

/// The user behind the person, made anew if the institution has none; what is known of the person
/// is what was said last.
fn user_for(tx: &mut Tx<'_>, with: With<'_>, it: &Agreeing) -> Answer<(UserRecord, PersonKey)> {
    let now = with.env.now;
    let person = identity::person_hash(with.keys, &it.person.ci);
    let wrapped = identity::ensure_person(tx, with.keys, with.entropy, &person, now)?;
    let key = identity::person_key(with.keys, &person, &wrapped)?;
    let details = json(&it.person)?;
    let sealed = key.seal("identity_user", &details, Nonce::random(with.entropy));
    let login = Agreed::given(now, it.lives.login_s);
    if let Some(known) = identity::user_of_person(tx, &it.institution, &person)? {
        let user = UserRecord { sealed, login, ..known };
        identity::change_user(tx, &user)?;
        return Ok((user, key));
    }
    let last = identity::last_user(tx, &it.institution)?;
    let user = decide::next_user_seq_no(last.as_ref()).ok_or_else(|| used_up("user numbers"))?;
    let ours = (&it.institution, &user);
    identity::add_user(tx, ours, &person, &sealed, login.until, now)?;
    let record = UserRecord {
        institution: it.institution.clone(),
        user,
        person,
        sealed_key: Some(wrapped),
        sealed,
        login,
        closed_at: None,
    };
    Ok((record, key))
}

fn agree_account(
    tx: &mut Tx<'_>,
    with: With<'_>,
    (user, key): (&UserRecord, &PersonKey),
    it: &Agreeing,
    account: &AccountToAgree,
) -> Answer<String> {
    let now = with.env.now;
    let ours = (&user.institution, &user.user);
    let hash = identity::account_hash(with.keys, &account.bank, &account.account_num);
    let known = identity::find_account(tx, ours, &account.bank, &hash)?;
    let details = match &known {
        Some(known) => merged(user.open_account(with.keys, known)?, &account.details),
        None => account.details.clone(),
    };
    let nonce = Nonce::random(with.entropy);
    let sealed_details = Some(key.seal("identity_account.details", &json(&details)?, nonce));
    let mut record = match known {
        Some(known) => known,
        None => new_account(tx, with, (user, key), account, hash)?,
    };
    record.sealed_details = sealed_details;
    record.cancelled_at = None;
    for to in &account.to {
        agree_to(&mut record, *to, it.lives, it.renews, with.env)?;
    }
    identity::put_account(tx, ours, &record)?;
    for to in &account.to {
        let until = agreement(&mut record, *to).until;
        tx.audit(AuditRecord {
            at: now,
            actor: with.actor.to_owned(),
            action: "consent.account.agreed",
            subject: format!("account:{}", record.fintech_use_num),
            body: format!(
                r#"{{"evidence":"{}","scope":"{}","until":{}}}"#,
                it.evidence.as_str(),
                to.as_str(),
                until.map_or(0, |u| u.get())
            ),
        });
    }
    Ok(record.fintech_use_num)
}

fn new_account(
    tx: &mut Tx<'_>,
    with: With<'_>,
    (user, key): (&UserRecord, &PersonKey),
    account: &AccountToAgree,
    hash: LookupHash,
) -> Answer<AccountRecord> {
    let (from, to) = decide::handle_range(&user.institution);
    let last = identity::last_handle(tx, &from, &to)?;
    let handle = decide::next_fintech_use_num(&user.institution, last.as_deref())
        .ok_or_else(|| used_up("account handles"))?;
    let nonce = Nonce::random(with.entropy);
    Ok(AccountRecord {
        bank: account.bank.clone(),
        hash,
        fintech_use_num: handle,
        sealed: key.seal("identity_account", account.account_num.as_bytes(), nonce),
        sealed_details: None,
        inquiry: Agreed::default(),
        transfer: Agreed::default(),
        created_at: with.env.now,
        cancelled_at: None,
    })
}

/// What is known of an account, with what was said now.
fn merged(known: Option<(String, AccountDetails)>, said: &AccountDetails) -> AccountDetails {
    let known = known.map(|(_, details)| details).unwrap_or_default();
    let newer = |said: &String, known: String| if said.is_empty() { known } else { said.clone() };
    AccountDetails {
        alias: newer(&said.alias, known.alias),
        holder: newer(&said.holder, known.holder),
        seq: newer(&said.seq, known.seq),
        kind: newer(&said.kind, known.kind),
        email: newer(&said.email, known.email),
    }
}

fn agreement(record: &mut AccountRecord, of: Agreement) -> &mut Agreed {
    match of {
        Agreement::Inquiry => &mut record.inquiry,
        Agreement::Transfer => &mut record.transfer,
    }
}

fn agree_to(
    record: &mut AccountRecord,
    to: Agreement,
    lives: Lives,
    renews: bool,
    env: &Env,
) -> Answer<()> {
    let agreed = agreement(record, to);
    if agreed.holds(env.now) && !renews {
        return Err(Refusal::new(match to {
            Agreement::Inquiry => "consent/inquiry-registered",
            Agreement::Transfer => "consent/transfer-registered",
        })
        .into());
    }
    *agreed = Agreed::given(env.now, lives.seconds(to));
    Ok(())
}

/// Takes an agreement about one account back, also one that is over. The last one takes the
/// account off.
pub fn withdraw_account(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    (institution, user): (&ClientUseCode, &UserSeqNo),
    (bank, hash): (&BankCode, &LookupHash),
    of: Agreement,
) -> Answer<()> {
    let unknown = || Refusal::new("consent/account-unknown");
    let mut record =
        identity::find_account(tx, (institution, user), bank, hash)?.ok_or_else(unknown)?;
    let agreed = agreement(&mut record, of);
    if agreed.standing(env.now) == Consent::Never {
        return Err(Refusal::new("consent/not-agreed").into());
    }
    *agreed = Agreed::default();
    if record.inquiry.until.is_none() && record.transfer.until.is_none() {
        record.cancelled_at = Some(env.now);
    }
    identity::put_account(tx, (institution, user), &record)?;
    tx.audit(AuditRecord {
        at: env.now,
        actor: actor.to_owned(),
        action: "consent.account.withdrawn",
        subject: format!("account:{}", record.fintech_use_num),
        body: format!(r#"{{"scope":"{}"}}"#, of.as_str()),
    });
    Ok(())
}

/// A person takes back one of his agreements, at any institution. What is not his is not there.
pub fn withdraw_own(
    tx: &mut Tx<'_>,
    env: &Env,
    person: &LookupHash,
    institution: &ClientUseCode,
    own: &Own,
) -> Answer<Ended> {
    let unknown = || Refusal::new("consent/user-unknown");
    let user = identity::user_of_person(tx, institution, person)?.ok_or_else(unknown)?;
    let (actor, ours) = (format!("person:{person}"), (institution, &user.user));
    match own {
        Own::Login => unlink(tx, env, &actor, ours),
        Own::Account { handle, of } => {
            let account = identity::find_by_handle(tx, institution, handle)?
                .filter(|it| it.user == user.user)
                .ok_or_else(|| Refusal::new("consent/account-unknown"))?;
            withdraw_account(tx, env, &actor, ours, (&account.bank, &account.hash), *of)?;
            Ok(Ended::default())
        }
    }
}

/// The user no longer wants the institution to be told who he is: the agreement ends, with every
/// token that came from him. What he agreed to for his accounts stands.
pub fn unlink(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    (institution, user): (&ClientUseCode, &UserSeqNo),
) -> Answer<Ended> {
    let mut record = live_user(tx, institution, user)?;
    record.login = Agreed::default();
    identity::change_user(tx, &record)?;
    let ended = end_tokens(tx, env, (institution, user), "unlink")?;
    audit_user(tx, env, actor, "consent.login.withdrawn", &record, ended.tokens.len());
    Ok(ended)
}

/// The user leaves (탈퇴): everything he agreed to ends, and his number is not used again.
pub fn close_user(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    (institution, user): (&ClientUseCode, &UserSeqNo),
) -> Answer<Ended> {
    let mut record = live_user(tx, institution, user)?;
    for mut account in identity::list_accounts(tx, institution, user)? {
        account.inquiry = Agreed::default();
        account.transfer = Agreed::default();
        account.cancelled_at = account.cancelled_at.or(Some(env.now));
        identity::put_account(tx, (institution, user), &account)?;
    }
    record.login = Agreed::default();
    record.closed_at = Some(env.now);
    identity::change_user(tx, &record)?;
    let ended = end_tokens(tx, env, (institution, user), "close")?;
    audit_user(tx, env, actor, "consent.user.closed", &record, ended.tokens.len());
    Ok(ended)
}

/// Changes the alias or the e-mail address of an account; an empty text leaves what there is.
pub fn set_account_details(
    tx: &mut Tx<'_>,
    with: With<'_>,
    (institution, user): (&ClientUseCode, &UserSeqNo),
    (bank, hash): (&BankCode, &LookupHash),
    said: &AccountDetails,
) -> Answer<()> {
    let owner = live_user(tx, institution, user)?;
    let mut record = identity::find_account(tx, (institution, user), bank, hash)?
        .filter(|it| !it.is_cancelled())
        .ok_or_else(|| Refusal::new("consent/account-unknown"))?;
    let details = merged(owner.open_account(with.keys, &record)?, said);
    let wrapped = owner.sealed_key.as_deref().unwrap_or_default();
    let key = identity::person_key(with.keys, &owner.person, wrapped)?;
    let nonce = Nonce::random(with.entropy);
    record.sealed_details = Some(key.seal("identity_account.details", &json(&details)?, nonce));
    identity::put_account(tx, (institution, user), &record)?;
    tx.audit(AuditRecord {
        at: with.env.now,
        actor: with.actor.to_owned(),
        action: "consent.account.described",
        subject: format!("account:{}", record.fintech_use_num),
        body: "{}".to_owned(),
    });
    Ok(())
}

fn live_user(tx: &mut Tx<'_>, institution: &ClientUseCode, user: &UserSeqNo) -> Answer<UserRecord> {
    let record = identity::find_user(tx, institution, user)?
        .filter(|it| it.sealed_key.is_some())
        .ok_or_else(|| Refusal::new("consent/user-unknown"))?;
    if record.closed_at.is_some() {
        return Err(Refusal::new("consent/user-left").into());
    }
    Ok(record)
}

fn end_tokens(
    tx: &mut Tx<'_>,
    env: &Env,
    ours: (&ClientUseCode, &UserSeqNo),
    why: &str,
) -> Result<Ended, Fault> {
    sql_grant::end_grants(tx, ours, why, env.now)?;
    Ok(Ended { tokens: identity::end_tokens_of_user(tx, ours, None, env.now)? })
}

fn audit_user(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    action: &'static str,
    it: &UserRecord,
    tokens_ended: usize,
) {
    tx.audit(AuditRecord {
        at: env.now,
        actor: actor.to_owned(),
        action,
        subject: format!("user:{}/{}", it.institution, it.user),
        body: format!(r#"{{"tokens_ended":{tokens_ended}}}"#),
    });
}

fn json(value: &impl serde::Serialize) -> Result<Vec<u8>, Fault> {
    serde_json::to_vec(value)
        .map_err(|e| Fault::because(FaultKind::Permanent, "could not write a value as JSON", e))
}

fn used_up(what: &str) -> Fault {
    Fault::new(FaultKind::Permanent, format!("an institution's {what} are used up"))
}

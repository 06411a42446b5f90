//! Contacts: who is reached where, and from which severity on.

use super::model::{CONTACTS_MAX, Channel, Contact, Party, Severity};
use super::{decide, seal, service, sql_roster as sql};
use crate::identity;
use crate::policy::NotifyRules;
use naru_base::keyring::Keyring;
use naru_base::secret::SecretText;
use naru_base::{Answer, AuditRecord, Env, Id, Lang, Refusal};
use naru_store::Tx;

/// Contacts that are listed.
const LIST_MAX: i64 = 2_000;

/// A contact to be added. No Debug: the address is personal, the secret a secret.
#[derive(Clone)]
pub struct NewContact {
    /// Its id, made by the form: sending the form twice adds one.
    pub id: Id,
    /// Whose.
    pub party: Party,
    /// By which channel.
    pub channel: Channel,
    /// URL or mailbox; empty for an inbox.
    pub address: String,
    /// What signs a webhook.
    pub secret: Option<SecretText>,
    /// From which severity on.
    pub severity_min: Severity,
    /// In which language.
    pub lang: Lang,
}

/// Adds a contact. `false` if this form added it before.
pub fn add_contact(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    actor: &str,
    it: &NewContact,
) -> Answer<bool> {
    decide::check_address(it.channel, &it.address)?;
    if (it.channel == Channel::Webhook) != it.secret.is_some() {
        return Err(Refusal::new("notify/address-invalid").into());
    }
    is_there(tx, &it.party)?;
    let known = sql::of_party(tx, &it.party)?;
    if known.iter().any(|known| known.id == it.id) {
        return Ok(false);
    }
    if known.len() >= CONTACTS_MAX {
        return Err(Refusal::new("notify/too-many-contacts").with("most", CONTACTS_MAX).into());
    }
    let sealed = seal::seal_address(keys, it.id, &it.address);
    let contact = Contact {
        id: it.id,
        party: it.party.clone(),
        channel: it.channel,
        severity_min: it.severity_min,
        lang: it.lang,
        sealed_address: (it.channel != Channel::Inbox).then_some(sealed),
        created_at: env.now,
        earlier_secret_until: None,
    };
    let secret = it.secret.as_ref().map(|secret| seal::seal_secret(keys, it.id, secret));
    if !sql::add(tx, &contact, secret.as_deref())? {
        return Err(Refusal::new("notify/inbox-listed").into());
    }
    record(tx, env, actor, "notify.contact.added", &contact);
    Ok(true)
}

/// A participant must be on the network.
fn is_there(tx: &mut Tx<'_>, party: &Party) -> Answer<()> {
    let there = match party {
        Party::Staff(_) | Party::Insurer(_) => true,
        Party::Institution(code) => identity::institutions(tx)?.iter().any(|it| it.code == *code),
        Party::Bank(code) => identity::banks(tx)?.iter().any(|it| it.code == *code),
    };
    if there { Ok(()) } else { Err(Refusal::new("notify/party-unknown").into()) }
}

/// What can be changed of a contact. An address that changes is another contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangedContact {
    /// From which severity on.
    pub severity_min: Severity,
    /// In which language.
    pub lang: Lang,
}

/// Changes a contact.
pub fn change_contact(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    id: Id,
    to: ChangedContact,
) -> Answer<()> {
    let it = known(tx, id)?;
    sql::change(tx, id, to.severity_min, to.lang)?;
    let it = Contact { severity_min: to.severity_min, lang: to.lang, ..it };
    record(tx, env, actor, "notify.contact.changed", &it);
    Ok(())
}

/// Gives a webhook a new secret. Both sign for as long as the rules say.
pub fn rotate_secret(
    tx: &mut Tx<'_>,
    env: &Env,
    (keys, rules): (&Keyring, &NotifyRules),
    actor: &str,
    id: Id,
    secret: &SecretText,
) -> Answer<()> {
    let it = known(tx, id)?;
    if it.channel != Channel::Webhook {
        return Err(Refusal::new("notify/contact-unknown").into());
    }
    // A third would leave whoever still has the first without a word.
    if it.earlier_secret_until.is_some_and(|until| env.now < until) {
        return Err(Refusal::new("notify/two-secrets-live").into());
    }
    let until = env.now.plus_seconds(rules.secret_overlap_s);
    sql::rotate(tx, id, &seal::seal_secret(keys, id, secret), until)?;
    record(tx, env, actor, "notify.contact.secret-rotated", &it);
    Ok(())
}

/// Closes a contact. What waits for it is given up, and the operator is told.
pub fn close_contact(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    actor: &str,
    id: Id,
) -> Answer<()> {
    let it = known(tx, id)?;
    sql::close(tx, id, env.now)?;
    record(tx, env, actor, "notify.contact.closed", &it);
    service::give_up_with(tx, env, keys, id)
}

/// All contacts, by party.
pub fn contacts(tx: &mut Tx<'_>) -> Answer<Vec<Contact>> {
    Ok(sql::all(tx, LIST_MAX)?)
}

/// The address of a contact, for the eyes of whoever keeps the rosters.
pub fn address(keys: &Keyring, it: &Contact) -> Answer<Option<SecretText>> {
    let sealed = it.sealed_address.as_deref();
    Ok(sealed.map(|sealed| seal::open_address(keys, it.id, sealed)).transpose()?)
}

fn known(tx: &mut Tx<'_>, id: Id) -> Answer<Contact> {
    Ok(sql::find(tx, id)?.ok_or(Refusal::new("notify/contact-unknown"))?)
}

fn record(tx: &mut Tx<'_>, env: &Env, actor: &str, action: &'static str, it: &Contact) {
    let body = format!(
        r#"{{"channel":"{}","lang":"{}","party":"{}","severity_min":"{}"}}"#,
        it.channel.as_str(),
        it.lang.as_str(),
        it.party,
        it.severity_min.as_str()
    );
    let subject = format!("contact:{}", it.id);
    tx.audit(AuditRecord { at: env.now, actor: actor.to_owned(), action, subject, body });
}

//! What a client authenticates with: made, replaced by another, ended.
//!
//! Invariants: a secret is shown to whoever made it and kept as a keyed hash only; at most two live
//! at once, and the newest has no end.

use super::entry::Checked;
use super::model::Client;
use super::service::{add_secret, client_of};
use super::{secret_hash, sql};
use crate::policy;
use data_encoding::BASE64URL_NOPAD;
use naru_base::keyring::Keyring;
use naru_base::secret::SecretText;
use naru_base::{Answer, AuditRecord, ClientUseCode, Entropy, Env, Micros, Refusal};
use naru_store::Tx;

const CLIENT_ID_BYTES: usize = 15;
const SECRET_BYTES: usize = 30;
const PHRASE_BYTES: usize = 24;

/// What a new institution is handed, this once.
#[derive(Clone)]
pub struct Credentials {
    /// Its client's public identifier.
    pub client_id: String,
    /// The client's secret.
    pub client_secret: SecretText,
    /// The pass phrase of the account that pays deposits (입금이체용 암호문구), if there is one.
    pub pass_phrase: Option<SecretText>,
}

impl Credentials {
    /// Makes them.
    pub fn new(entropy: &dyn Entropy, checked: &Checked) -> Credentials {
        let phrase = || SecretText::new(random(entropy, PHRASE_BYTES));
        Credentials {
            client_id: random(entropy, CLIENT_ID_BYTES),
            client_secret: new_secret(entropy),
            pass_phrase: checked.paying().map(|_| phrase()),
        }
    }
}

/// A new secret of a client.
pub fn new_secret(entropy: &dyn Entropy) -> SecretText {
    SecretText::new(random(entropy, SECRET_BYTES))
}

fn random(entropy: &dyn Entropy, bytes: usize) -> String {
    let mut out = vec![0; bytes];
    entropy.fill(&mut out);
    BASE64URL_NOPAD.encode(&out)
}

/// A secret beside which the earlier one lives on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// Of which client.
    pub client_id: String,
    /// Until when the earlier secret opens.
    pub earlier_until: Micros,
}

/// Gives an institution's client a second secret; the earlier one lives on for as long as the rules
/// say.
pub fn replace_secret(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    actor: &str,
    institution: &ClientUseCode,
    secret: &SecretText,
) -> Answer<Replaced> {
    let Client { client_id, .. } = client_of(tx, institution)?;
    let overlap_s = policy::at(&policy::list(tx)?, env.now)?.client_secret_overlap_s;
    let hash = secret_hash(keys, &client_id, secret.expose());
    add_secret(tx, env, actor, &client_id, &hash, overlap_s)?;
    Ok(Replaced { client_id, earlier_until: env.now.plus_seconds(overlap_s) })
}

/// Gives an institution's client a secret in place of all it has: none of them opens from now on.
pub fn renew_secret(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    actor: &str,
    institution: &ClientUseCode,
    secret: &SecretText,
) -> Answer<String> {
    let Client { client_id, .. } = client_of(tx, institution)?;
    sql::end_secrets(tx, &client_id, env.now, env.now)?;
    let hash = secret_hash(keys, &client_id, secret.expose());
    add_secret(tx, env, actor, &client_id, &hash, 0)?;
    Ok(client_id)
}

/// Sets when the earlier of two live secrets ends: not in the past, and not later than the rules
/// let two live. The newest never ends by this.
pub fn end_earlier_secret(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    institution: &ClientUseCode,
    at: Micros,
) -> Answer<Replaced> {
    let client = client_of(tx, institution)?;
    let is_earlier = |until: Option<Micros>| until.is_some_and(|it| env.now < it);
    if !client.secrets.iter().any(|it| is_earlier(it.until)) {
        return Err(Refusal::new("identity/no-earlier-secret").into());
    }
    if at < env.now {
        return Err(Refusal::new("identity/end-in-the-past").into());
    }
    let overlap_s = policy::at(&policy::list(tx)?, env.now)?.client_secret_overlap_s;
    if at > env.now.plus_seconds(overlap_s) {
        return Err(Refusal::new("identity/overlap-too-long").with("most_s", overlap_s).into());
    }
    sql::end_earlier_secrets(tx, &client.client_id, at, env.now)?;
    tx.audit(AuditRecord {
        at: env.now,
        actor: actor.to_owned(),
        action: "identity.secret.ended",
        subject: format!("client:{}", client.client_id),
        body: format!(r#"{{"earlier_until":{}}}"#, at.get()),
    });
    Ok(Replaced { client_id: client.client_id, earlier_until: at })
}

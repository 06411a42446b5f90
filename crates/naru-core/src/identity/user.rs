//! Users and their accounts as the store has them, and how the sealed part is opened.

use super::model::PersonDetails;
use super::service::{Consent, agreed, person_key};
use naru_base::keyring::Keyring;
use naru_base::seal::{LookupHash, PersonKey};
use naru_base::{BankCode, ClientUseCode, Fault, FaultKind, Micros, UserSeqNo};
use serde::{Deserialize, Serialize};

/// One agreement: since when and until when; both `None` if there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreed {
    /// When it was given.
    pub at: Option<Micros>,
    /// At this instant it is over.
    pub until: Option<Micros>,
}

impl Agreed {
    /// An agreement given at `now` for `life_s`.
    pub const fn given(now: Micros, life_s: i64) -> Agreed {
        Agreed { at: Some(now), until: Some(now.plus_seconds(life_s)) }
    }
    /// Whether it holds at `now`.
    pub fn holds(self, now: Micros) -> bool {
        self.standing(now) == Consent::Holds
    }
    /// How it stands at `now`.
    pub fn standing(self, now: Micros) -> Consent {
        agreed(self.until, now)
    }
}

/// A user of an institution. No Debug: personal.
#[derive(Clone)]
pub struct UserRecord {
    /// The institution.
    pub institution: ClientUseCode,
    /// Its number for the user.
    pub user: UserSeqNo,
    /// The person.
    pub person: LookupHash,
    /// The person's wrapped key; `None` once the person was erased.
    pub sealed_key: Option<Vec<u8>>,
    /// The [`PersonDetails`], sealed.
    pub sealed: Vec<u8>,
    /// That the institution may be told who the user is.
    pub login: Agreed,
    /// When the user left, if so.
    pub closed_at: Option<Micros>,
}

/// An account of a user. No Debug: personal.
#[derive(Clone)]
pub struct AccountRecord {
    /// The bank.
    pub bank: BankCode,
    /// The keyed hash of bank and number.
    pub hash: LookupHash,
    /// The institution's handle for it.
    pub fintech_use_num: String,
    /// The number, sealed.
    pub sealed: Vec<u8>,
    /// The [`AccountDetails`], sealed; `None` if none were given.
    pub sealed_details: Option<Vec<u8>>,
    /// Agreement to inquiries.
    pub inquiry: Agreed,
    /// Agreement to debits.
    pub transfer: Agreed,
    /// When it was registered first.
    pub created_at: Micros,
    /// When it was taken off, if so.
    pub cancelled_at: Option<Micros>,
}

/// What is known of an account beside its number. No Debug: personal.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountDetails {
    /// The user's name for it.
    #[serde(default)]
    pub alias: String,
    /// In whose name it is.
    #[serde(default)]
    pub holder: String,
    /// 회차, for savings accounts.
    #[serde(default)]
    pub seq: String,
    /// KFTC `account_type`.
    #[serde(default)]
    pub kind: String,
    /// The address that notices about it go to.
    #[serde(default)]
    pub email: String,
}

/// A person's key, from a wrapped one; `None` once the person was erased.
pub(crate) fn open_key(
    keys: &Keyring,
    person: &LookupHash,
    wrapped: Option<&[u8]>,
) -> Result<Option<PersonKey>, Fault> {
    wrapped.map(|wrapped| person_key(keys, person, wrapped)).transpose()
}

fn opened(key: &PersonKey, context: &str, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
    let opened = key.open(context, sealed).map_err(|e| {
        let what = format!("a value of {context} does not open with its person's key");
        Fault::because(FaultKind::Permanent, what, e)
    })?;
    Ok(opened.expose().clone())
}

fn read<T: for<'de> Deserialize<'de>>(what: &str, json: &[u8]) -> Result<T, Fault> {
    serde_json::from_slice(json)
        .map_err(|e| Fault::because(FaultKind::Corrupt, format!("a bad value in {what}"), e))
}

impl UserRecord {
    /// Who it is; `None` once the person was erased.
    pub fn details(&self, keys: &Keyring) -> Result<Option<PersonDetails>, Fault> {
        match open_key(keys, &self.person, self.sealed_key.as_deref())? {
            None => Ok(None),
            Some(key) => {
                read("identity_user", &opened(&key, "identity_user", &self.sealed)?).map(Some)
            }
        }
    }

    /// The number and details of one of the user's accounts; `None` once the person was erased.
    pub fn open_account(
        &self,
        keys: &Keyring,
        it: &AccountRecord,
    ) -> Result<Option<(String, AccountDetails)>, Fault> {
        let Some(key) = open_key(keys, &self.person, self.sealed_key.as_deref())? else {
            return Ok(None);
        };
        let number = String::from_utf8(opened(&key, "identity_account", &it.sealed)?)
            .map_err(|e| Fault::because(FaultKind::Corrupt, "a bad account number", e))?;
        let details = match &it.sealed_details {
            None => AccountDetails::default(),
            Some(sealed) => {
                let json = opened(&key, "identity_account.details", sealed)?;
                read("identity_account.details", &json)?
            }
        };
        Ok(Some((number, details)))
    }
}

impl AccountRecord {
    /// Whether it is taken off.
    pub const fn is_cancelled(&self) -> bool {
        self.cancelled_at.is_some()
    }
}

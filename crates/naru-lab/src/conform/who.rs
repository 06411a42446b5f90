//! In whose name a hub is asked: the credentials, and what cases call by name.

use super::fill::Names;
use naru_base::{ClientUseCode, Micros};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Days that inquiries look back.
const BACK_DAYS: i64 = 60;

/// The credentials file, as `naru demo --credentials` writes it. What it says besides is not read.
#[derive(Clone, Debug, Deserialize)]
pub struct Who {
    /// Where the hub was when they were written.
    #[serde(default)]
    pub base_url: String,
    fintechs: Vec<Fintech>,
    users: Vec<User>,
}

#[derive(Clone, Debug, Deserialize)]
struct Fintech {
    name: String,
    client_id: String,
    client_secret: String,
    client_use_code: String,
    #[serde(default)]
    redirect_uri: String,
    withdraw_account: String,
    deposit_account: String,
    #[serde(default)]
    pass_phrase: String,
    #[serde(default)]
    scopes: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct User {
    name: String,
    birth: String,
    #[serde(default)]
    user_ci: String,
    user_seq_no: BTreeMap<String, String>,
    accounts: Vec<Account>,
}

#[derive(Clone, Debug, Deserialize)]
struct Account {
    bank_code_std: String,
    account_num: String,
    #[serde(default)]
    balance: i64,
    fintech_use_num: BTreeMap<String, String>,
}

/// The credentials do not suffice.
#[derive(Debug, thiserror::Error)]
pub enum WhoError {
    /// Not the JSON that is meant.
    #[error("the credentials are not understood")]
    Unreadable(#[from] serde_json::Error),
    /// Nobody to ask as.
    #[error("the credentials name no institution with the scope sa and two users of its own")]
    Nobody,
    /// An institution code that is none.
    #[error("`{0}` is not an institution code")]
    BadCode(String),
}

/// What of a user cases name.
struct Part<'w> {
    user: &'w User,
    account: &'w Account,
    number: &'w str,
    handle: &'w str,
}

impl Who {
    /// Reads the credentials.
    pub fn read(text: &str) -> Result<Who, WhoError> {
        Ok(serde_json::from_str(text)?)
    }

    fn institution(&self) -> Option<&Fintech> {
        self.fintechs.iter().find(|it| it.scopes.iter().any(|scope| scope == "sa"))
    }

    /// The names of a run that begins now.
    pub(super) fn names(&self, now: Micros) -> Result<Names, WhoError> {
        let it = self.institution().ok_or(WhoError::Nobody)?;
        let code = ClientUseCode::parse(&it.client_use_code)
            .map_err(|_| WhoError::BadCode(it.client_use_code.clone()))?;
        let mut users = self.parts(&it.client_use_code);
        users.sort_by_key(|part| std::cmp::Reverse(part.account.balance));
        // Who has most pays; somebody else gives and takes back agreements.
        let [payer, other, ..] = users.as_slice() else { return Err(WhoError::Nobody) };
        let mut names = Names::new(code, now);
        for (name, value) in [
            ("client_id", &it.client_id),
            ("client_secret", &it.client_secret),
            ("redirect_uri", &it.redirect_uri),
            ("code", &it.client_use_code),
            ("contract", &it.withdraw_account),
            ("paying", &it.deposit_account),
            ("phrase", &it.pass_phrase),
        ] {
            names.put(name, value);
        }
        names.put("name", &short(&it.name));
        names.put("code9", it.client_use_code.get(1..).unwrap_or_default());
        let (code, handle) = self.foreigner(it);
        names.put("other_code", &code);
        names.put("foreign_handle", &handle);
        names.put("from", &now.plus_seconds(-BACK_DAYS * 86_400).business_date().to_string());
        payer.name(&mut names, "payer");
        other.name(&mut names, "other");
        // A birth that is not the payer's.
        let wrong = if payer.user.birth.ends_with("0101") { "800229" } else { "800101" };
        names.put("other.birth6x", wrong);
        Ok(names)
    }

    /// The users of an institution that have an account there.
    fn parts(&self, code: &str) -> Vec<Part<'_>> {
        let all = self.users.iter().filter_map(|user| {
            let account = user.accounts.first()?;
            let handle = account.fintech_use_num.get(code)?;
            Some(Part { user, account, number: user.user_seq_no.get(code)?, handle })
        });
        all.collect()
    }

    /// Another institution's code and a handle of its own: real ones if the credentials have them.
    fn foreigner(&self, own: &Fintech) -> (String, String) {
        let real = self.fintechs.iter().find(|it| it.client_use_code != own.client_use_code);
        let code = real.map_or("M209999999", |it| it.client_use_code.as_str());
        let accounts = self.users.iter().flat_map(|user| &user.accounts);
        let handle = accounts.filter_map(|it| it.fintech_use_num.get(code)).next();
        let made = || format!("1{}{:014}", code.get(1..).unwrap_or_default(), 1);
        (code.to_owned(), handle.cloned().unwrap_or_else(made))
    }
}

impl Part<'_> {
    fn name(&self, names: &mut Names, whose: &str) {
        let number = &self.account.account_num;
        let masked: String =
            number.chars().take(number.chars().count().saturating_sub(3)).collect();
        for (name, value) in [
            ("name", self.user.name.as_str()),
            ("birth", &self.user.birth),
            ("birth6", self.user.birth.get(2..).unwrap_or_default()),
            ("ci", &self.user.user_ci),
            ("user", self.number),
            ("bank", &self.account.bank_code_std),
            ("account", number),
            ("handle", self.handle),
            ("masked", &format!("{masked}***")),
        ] {
            names.put(&format!("{whose}.{name}"), value);
        }
    }
}

/// A name that fits on a statement: twenty bytes, two for a syllable.
fn short(name: &str) -> String {
    name.chars().take(10).collect()
}

//! Puts the network together: the banks' processes in all but name, and who takes part.

use super::cast;
use super::credentials::Credentials;
use crate::data_dir::{self, DataDir};
use crate::installation::{self, Installation};
use crate::problem::Problem;
use crate::server::off_the_runtime;
use naru_base::env::{SystemClock, SystemEntropy};
use naru_base::{Clock as _, Won};
use naru_core::relay::{self, Bank};
use naru_lab::bank::books::history;
use naru_lab::bank::books::model::NewAccount;
use naru_lab::bank::{BankConfig, BankHandle, keyfile, spawn};
use naru_store::Tx;
use naru_web::Node;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Days of statement that an account begins with.
const PAST_DAYS: i64 = 60;
/// So many customers' accounts have a past to page through; the others' begin with one line.
const PASTS: usize = 200;
/// What customers had paid into an institution's account before the demonstration.
const PAYMENTS: u64 = 60;
/// What is on an institution's account at first.
const COLLECTED: i64 = 10_000_000;

/// Opens the banks side by side, each with its own books and key beside the relay's, and the
/// accounts that are not there yet; brings the balances up to date with the banks' books.
pub async fn open_banks(
    installation: &Installation,
    credentials: &mut Credentials,
) -> Result<Vec<BankHandle>, Problem> {
    let opened: Vec<_> = cast::BANKS
        .map(|code| {
            let (at, accounts) = (installation.clone(), accounts(code, credentials));
            tokio::spawn(async move { open_bank(&at, code, accounts).await })
        })
        .into_iter()
        .collect();
    let mut banks = Vec::new();
    for opening in opened {
        let opened = opening.await.unwrap_or_else(|e| std::panic::resume_unwind(e.into_panic()));
        let (bank, balances) = opened?;
        note_balances(&bank, &balances, credentials);
        banks.push(bank);
    }
    Ok(banks)
}

async fn open_bank(
    installation: &Installation,
    code: &'static str,
    accounts: Vec<Opening>,
) -> Result<(BankHandle, BTreeMap<String, Won>), Problem> {
    let entropy = Arc::new(SystemEntropy::default());
    let key = installation.dir.file(&format!("bank-{code}.key"));
    let key = keyfile::load_or_create(&key, &*entropy)?;
    let books = installation.dir.file(&format!("bank-{code}.db"));
    let keys = installation::relay_keys(&installation.keys);
    let bank = cast::bank(code).bank_code();
    let config = BankConfig::new(bank, books, key, keys, Arc::new(SystemClock), entropy);
    let bank = spawn(config).await?;
    let mut balances = bank.books.balances().await?;
    let missing = accounts.into_iter().filter(|it| !balances.contains_key(&it.account_num));
    let missing: Vec<Opening> = missing.collect();
    if !missing.is_empty() {
        let all = off_the_runtime(move || Ok(missing.iter().map(Opening::account).collect()));
        bank.books.open_accounts(all.await?).await?;
        balances = bank.books.balances().await?;
    }
    Ok((bank, balances))
}

/// An account to be opened.
struct Opening {
    account_num: String,
    holder: String,
    ident: String,
    won: Won,
    past: Past,
}

enum Past {
    None,
    Person,
    Institution(&'static str),
}

impl Opening {
    fn account(&self) -> NewAccount {
        let now = SystemClock.now();
        let from = now.plus_seconds(-PAST_DAYS * 86_400).business_date();
        let Opening { account_num: num, holder, ident, won, past } = self;
        let account = NewAccount::open(num, holder, *won, from).known_by(ident);
        match past {
            Past::None => account,
            Past::Person => {
                let today = now.business_date();
                account.with_history(history::of_a_person(num, *won, from, today))
            }
            Past::Institution(code) => {
                let bank = cast::bank(code).bank_code();
                let past = history::of_an_institution(num, *won, &bank, from, PAYMENTS);
                account.with_history(past)
            }
        }
    }
}

/// The customers' accounts at a bank, and those of the institutions that it keeps.
fn accounts(code: &'static str, credentials: &Credentials) -> Vec<Opening> {
    let users = credentials.users.iter().enumerate();
    let all = users.flat_map(|(n, user)| user.accounts.iter().map(move |it| (n, user, it)));
    let customers = all.filter(|(_, _, it)| it.bank_code_std == code).map(|(n, user, it)| {
        let past = if n < PASTS { Past::Person } else { Past::None };
        Opening {
            account_num: it.account_num.clone(),
            holder: user.name.clone(),
            ident: user.birth.clone(),
            won: Won::new(it.balance),
            past,
        }
    });
    let kept = |code: &str, at: &str| cast::party(code).is_some_and(|party| party.bank == at);
    let own = credentials.fintechs.iter().filter(|it| kept(&it.client_use_code, code));
    let own = own.map(|it| Opening {
        account_num: it.withdraw_account.clone(),
        holder: it.name.clone(),
        ident: String::new(),
        won: Won::new(COLLECTED),
        past: Past::Institution(code),
    });
    customers.chain(own).collect()
}

/// Where a bank is and who may order faults of it, for visitors who want to see it misbehave.
#[derive(Serialize)]
struct BankAccess {
    bank_code_std: String,
    name: &'static str,
    base_url: String,
    admin_token: String,
}

/// Writes down where the banks are, and the tokens that order faults of them: new at each start.
pub fn note_banks(dir: &DataDir, banks: &[BankHandle]) -> Result<(), Problem> {
    let all = banks.iter().map(|bank| BankAccess {
        bank_code_std: bank.code.to_string(),
        name: cast::bank(bank.code.as_str()).name_ko,
        base_url: bank.base_url(),
        admin_token: bank.admin_token().expose().clone(),
    });
    let text = serde_json::to_string_pretty(&all.collect::<Vec<_>>());
    let text = text.expect("texts, with text keys");
    data_dir::replace(&dir.file("banks.json"), text.as_bytes())
}

/// Stops the banks.
pub async fn close_banks(banks: Vec<BankHandle>) {
    for bank in banks {
        bank.stop().await;
    }
}

fn note_balances(
    bank: &BankHandle,
    balances: &BTreeMap<String, Won>,
    credentials: &mut Credentials,
) {
    for account in credentials.users.iter_mut().flat_map(|user| &mut user.accounts) {
        if account.bank_code_std == bank.code.as_str()
            && let Some(balance) = balances.get(&account.account_num)
        {
            account.balance = balance.get();
        }
    }
}

/// Registers the banks at their present addresses.
pub async fn register_banks(node: &Node, banks: &[BankHandle]) -> Result<(), Problem> {
    let directory = node.hub.directory();
    for handle in banks {
        let entry = cast::bank(handle.code.as_str());
        let bank = Bank {
            code: handle.code.clone(),
            name_ko: entry.name_ko.to_owned(),
            name_en: entry.name_en.to_owned(),
            base_url: handle.base_url(),
            public_key: handle.public_key.to_string(),
            active: true,
        };
        if directory.banks.get(&bank.code) != Some(&bank) {
            let (hub, env) = (node.hub.clone(), node.env());
            let put = move |tx: &mut Tx<'_>| relay::bank_put(tx, &hub, &env, "system:demo", &bank);
            node.book.write(put).await?;
        }
    }
    Ok(())
}

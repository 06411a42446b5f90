//! `naru bank`: a virtual bank as a process of its own.

use crate::data_dir::{self, DataDir};
use crate::problem::Problem;
use crate::{signals, stdio};
use naru_base::env::{SystemClock, SystemEntropy};
use naru_base::httpsig::VerifyingKey;
use naru_base::{BankCode, BusinessDate, Clock as _, Lang, Won, texts};
use naru_lab::bank::books::model::NewAccount;
use naru_lab::bank::{self, BankConfig, BankHandle, keyfile};
use serde::Deserialize;
use serde_json::json;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

texts! {
    bad_file(path: &str) {
        ko: "`{path}`의 내용을 이해할 수 없습니다",
        en: "the content of `{path}` is not understood",
    }
    accounts_hint {
        ko: "계좌 파일은 이런 JSON입니다: {ACCOUNTS}",
        en: "an accounts file is JSON like this: {ACCOUNTS}",
    }
    bad_birth(path: &str, account: &str) {
        ko: "`{path}`에서 계좌 {account}의 `birth`가 날짜가 아닙니다",
        en: "in `{path}`, the `birth` of account {account} is not a date",
    }
    birth_hint {
        ko: "예금주의 생년월일을 숫자 여덟 자리로 적습니다: 19900131",
        en: "write the holder's date of birth as eight digits: 19900131",
    }
    faults_hint {
        ko: "고장 계획의 모습은 docs/bank-protocol.md에 있습니다",
        en: "docs/bank-protocol.md shows what a plan of faults looks like",
    }
}

const ACCOUNTS: &str =
    r#"[{"account_num":"9010000001","holder":"김가람","balance":1000000,"birth":"19900131"}]"#;

/// Run a virtual bank: durable books, signed messages, faults on command
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example, with the relay's key as `naru keys public` prints it:
  naru bank --code 901 --data /tmp/gaon --relay-key ID=KEY --accounts accounts.json

The accounts; the consent pages find a person's by name and `birth`, which may be left out:
  [{\"account_num\":\"9010000001\",\"holder\":\"김가람\",\"balance\":1000000,\"birth\":\"19900131\"}]

When it listens, one line of JSON on standard output says where, and under which key it signs:
  {\"code\":\"901\",\"base_url\":\"http://127.0.0.1:40123\",\"keyid\":…,\"public_key\":…}")]
pub struct Bank {
    /// The bank's code
    #[arg(long, value_parser = bank_code, value_name = "CODE")]
    code: BankCode,
    /// Where to listen; port 0 lets the system choose
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// Where its books and its key are, made if they are not there
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// A key of the relay; twice while one replaces the other
    #[arg(long = "relay-key", required = true, value_parser = relay_key, value_name = "ID=KEY")]
    relay_keys: Vec<(String, VerifyingKey)>,
    /// Accounts to open if they are not there, as JSON; a date of birth is added to those that are
    #[arg(long, value_name = "FILE")]
    accounts: Option<PathBuf>,
    /// Faults to begin with, as JSON [default: those in force when it stopped]
    #[arg(long, value_name = "FILE")]
    faults: Option<PathBuf>,
}

fn bank_code(text: &str) -> Result<BankCode, String> {
    BankCode::parse(text).map_err(|_| "a bank's code has three digits".to_owned())
}

fn relay_key(text: &str) -> Result<(String, VerifyingKey), String> {
    let (id, key) = text.split_once('=').ok_or("write it as ID=KEY")?;
    let key = VerifyingKey::parse(key).map_err(|e| e.to_string())?;
    Ok((id.to_owned(), key))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Account {
    account_num: String,
    holder: String,
    balance: i64,
    /// The holder's date of birth, `yyyyMMdd`: by it and the name a person's accounts are found.
    #[serde(default)]
    birth: Option<String>,
}

impl Account {
    fn is_birth_a_day(&self) -> bool {
        self.birth.as_deref().is_none_or(|it| BusinessDate::parse(it).is_some())
    }

    fn open(&self, today: BusinessDate) -> NewAccount {
        let balance = Won::new(self.balance);
        let it = NewAccount::open(&self.account_num, &self.holder, balance, today);
        it.known_by(self.birth.as_deref().unwrap_or_default())
    }
}

pub(super) fn run(it: Bank, _lang: Lang) -> Result<ExitCode, Problem> {
    let dir = DataDir::new(&it.data);
    dir.create()?;
    let _held = dir.hold_as(&format!("bank-{}.lock", it.code), &format!("bank {}", it.code))?;
    let config = config(&dir, it)?;
    signals::runtime()?.block_on(async {
        let stop = signals::stop()?;
        let token_file = dir.file(&format!("bank-{}.admin", config.code));
        let mut ready = Ok(());
        bank::run(config, |bank| ready = say_ready(bank, &token_file), stop).await?;
        ready
    })?;
    Ok(ExitCode::SUCCESS)
}

fn config(dir: &DataDir, it: Bank) -> Result<BankConfig, Problem> {
    let entropy = Arc::new(SystemEntropy::default());
    let key = keyfile::load_or_create(&dir.file(&format!("bank-{}.key", it.code)), &*entropy)?;
    let books = dir.file(&format!("bank-{}.db", it.code));
    let clock = Arc::new(SystemClock);
    let today = clock.now().business_date();
    let mut config = BankConfig::new(it.code, books, key, it.relay_keys, clock, entropy);
    config.listen = it.listen;
    if let Some(path) = it.accounts {
        let accounts: Vec<Account> = parse(&path, accounts_hint)?;
        if let Some(it) = accounts.iter().find(|it| !it.is_birth_a_day()) {
            let (shown, account) = (path.display().to_string(), it.account_num.clone());
            let said = move |lang| bad_birth(lang, &shown, &account);
            return Err(Problem::new(said).hint(birth_hint));
        }
        config.accounts = accounts.iter().map(|it| it.open(today)).collect();
    }
    config.faults = it.faults.map(|path| parse(&path, faults_hint)).transpose()?;
    Ok(config)
}

fn parse<T: serde::de::DeserializeOwned>(
    path: &Path,
    hint: fn(Lang) -> String,
) -> Result<T, Problem> {
    serde_json::from_str(&data_dir::read(path)?).map_err(|e| {
        let shown = path.display().to_string();
        Problem::new(move |lang| bad_file(lang, &shown)).because(&e).hint(hint)
    })
}

/// The administrator's token goes into a file: standard output ends in logs.
fn say_ready(bank: &BankHandle, token_file: &Path) -> Result<(), Problem> {
    data_dir::replace(token_file, bank.admin_token().expose().as_bytes())?;
    stdio::json(&json!({
        "code": bank.code.as_str(),
        "base_url": bank.base_url(),
        "keyid": bank.keyid,
        "public_key": bank.public_key.to_string(),
        "admin_token_file": token_file.display().to_string(),
    }));
    Ok(())
}

//! `naru keys`: the root key and the envelope keys under it. Nothing secret is printed, except the
//! escrow shares that were asked for.

use super::Place;
use crate::data_dir::DataDir;
use crate::problem::Problem;
use crate::settings::{RootKeyPlace, Settings};
use crate::{data_dir, installation, key_file, root_key, stdio};
use clap::Subcommand;
use naru_base::env::{SystemClock, SystemEntropy};
use naru_base::keyring::{self, KeyVersion, Purpose, RootKey, WrappedKey};
use naru_base::secret::SecretText;
use naru_base::{Clock as _, Lang, texts};
use serde_json::json;
use std::io::{IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

texts! {
    root_made(path: &str, print: &str) {
        ko: "루트 키 {print}을(를) `{path}`에 썼습니다. 사본을 다른 곳에 두거나 `naru keys escrow`로 나누어 맡기십시오",
        en: "root key {print} written to `{path}`. Keep a copy elsewhere, or give shares to \
             custodians with `naru keys escrow`",
    }
    rotated(purpose: &str, version: u16) {
        ko: "{purpose}: 버전 {version}(으)로 새것을 만듭니다. 옛 버전은 연 것을 계속 엽니다",
        en: "{purpose}: new things are made with version {version}; the old version still opens \
             what it made",
    }
    held_back(purpose: &str, version: u16) {
        ko: "{purpose}: 버전 {version}을(를) 준비했습니다. `naru keys activate {purpose} {version}`으로 쓰기 시작합니다",
        en: "{purpose}: version {version} is ready; `naru keys activate {purpose} {version}` puts \
             it to use",
    }
    activated(purpose: &str, version: u16) {
        ko: "{purpose}: 버전 {version}을(를) 씁니다",
        en: "{purpose}: version {version} is in use",
    }
    reload {
        ko: "돌고 있는 서버는 다시 시작할 때 새 키를 씁니다. 그때까지 옛 키로 계속 일합니다",
        en: "a running server takes the new keys when it is restarted, and works with the old ones \
             until then",
    }
    tell_banks(key: &str) {
        ko: "은행에 이 공개 키를 먼저 알리십시오: {key}",
        en: "give the banks this public key first: {key}",
    }
    lookup_stays {
        ko: "lookup 키는 아직 돌릴 수 없습니다: 저장된 모든 검색 해시를 다시 계산해야 합니다",
        en: "the lookup key cannot be rotated yet: every stored look-up hash would have to be made \
             anew",
    }
    lookup_stays_hint {
        ko: "다른 용도(data, tokens, webhooks, audit, bundles, bank-signing)를 하나씩 돌리십시오",
        en: "rotate the other purposes (data, tokens, webhooks, audit, bundles, bank-signing)",
    }
    no_purpose(given: &str) {
        ko: "`{given}`(이)라는 키 용도는 없습니다",
        en: "there is no key purpose `{given}`",
    }
    purposes { ko: "용도: {LIST}", en: "purposes: {LIST}" }
    no_version(given: u16) { ko: "버전 {given}은(는) 없습니다", en: "there is no version {given}" }
    version_hint {
        ko: "`naru keys status`가 있는 버전을 보여 줍니다",
        en: "`naru keys status` shows the versions there are",
    }
    shares_out(shares: u8, threshold: u8) {
        ko: "조각 {shares}개 가운데 {threshold}개가 모이면 루트 키가 됩니다. 한 줄씩 다른 사람에게 종이로 전하고, 파일로 남기지 마십시오",
        en: "any {threshold} of these {shares} shares bring the root key back. Give each line to a \
             different person on paper, and keep no file of them",
    }
    recovered(path: &str, print: &str) {
        ko: "루트 키 {print}을(를) 되찾아 `{path}`에 썼습니다",
        en: "root key {print} recovered and written to `{path}`",
    }
    opens { ko: "저장된 키가 모두 열립니다", en: "every stored key opens" }
    share_prompt {
        ko: "조각을 한 줄에 하나씩 넣고 Ctrl-D로 끝내십시오",
        en: "enter the shares, one a line, and end with Ctrl-D",
    }
    root_line(print: &str) { ko: "루트 키 {print}", en: "root key {print}" }
}

const LIST: &str = "data lookup tokens webhooks audit bundles bank-signing";

/// Root key and envelope keys: make, rotate, show, give into escrow, recover
#[derive(Debug, clap::Args)]
pub struct Keys {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a root key file, for `naru init --root-key FILE`
    #[command(after_help = "Example:\n  naru keys init --root-key /run/keys/naru.root")]
    Init {
        /// The file to make; an existing one is not overwritten
        #[arg(long, value_name = "FILE")]
        root_key: PathBuf,
    },
    /// Make a new version of one purpose's key, or of all that can be rotated
    #[command(after_help = "\
Examples:
  naru keys rotate tokens --data /var/lib/naru
  naru keys rotate bank-signing --hold --data /var/lib/naru   # the banks need its public half first")]
    Rotate {
        /// data, tokens, webhooks, audit, bundles or bank-signing [default: all but bank-signing]
        purpose: Option<String>,
        /// Make the new version, but go on with the old one until `naru keys activate`
        #[arg(long)]
        hold: bool,
        #[command(flatten)]
        place: Place,
    },
    /// Make another version the one in use: after `rotate --hold`, or to go back
    #[command(after_help = "Example:\n  naru keys activate bank-signing 2 --data /var/lib/naru")]
    Activate {
        /// The purpose
        purpose: String,
        /// The version
        version: u16,
        #[command(flatten)]
        place: Place,
    },
    /// Show every key's version, state, age and fingerprint; never the key
    #[command(after_help = "Example:\n  naru keys status --data /var/lib/naru")]
    Status {
        #[command(flatten)]
        place: Place,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Show the public keys under which the relay signs to banks, one ID=KEY a line
    #[command(after_help = "\
Example, for a virtual bank; a real bank is handed the same line:
  naru bank --code 901 --data bank-901 --relay-key $(naru keys public --data /var/lib/naru)

During a rotation there are several lines: the bank takes one --relay-key for each.")]
    Public {
        #[command(flatten)]
        place: Place,
    },
    /// Split the root key into shares for custodians
    #[command(after_help = "\
Example, any three of five can bring the root key back:
  naru keys escrow --shares 5 --threshold 3 --data /var/lib/naru")]
    Escrow {
        /// How many shares
        #[arg(long, value_name = "N")]
        shares: u8,
        /// How many of them are needed
        #[arg(long, value_name = "K")]
        threshold: u8,
        #[command(flatten)]
        place: Place,
    },
    /// Bring the root key back from shares given on standard input, one a line
    #[command(after_help = "\
Example:
  naru keys recover --root-key /run/keys/naru.root --data /var/lib/naru < shares.txt")]
    Recover {
        /// Where to write the root key; an existing file is not overwritten
        #[arg(long, value_name = "FILE")]
        root_key: PathBuf,
        #[command(flatten)]
        place: Place,
    },
}

pub(super) fn run(it: Keys, lang: Lang) -> Result<ExitCode, Problem> {
    match it.command {
        Command::Init { root_key } => init(&root_key, lang),
        Command::Rotate { purpose, hold, place } => rotate(purpose, hold, &place, lang),
        Command::Activate { purpose, version, place } => activate(&purpose, version, &place, lang),
        Command::Status { place, json } => status(&place, json, lang),
        Command::Public { place } => public(&place),
        Command::Escrow { shares, threshold, place } => escrow(shares, threshold, &place, lang),
        Command::Recover { root_key, place } => recover(&root_key, &place, lang),
    }?;
    Ok(ExitCode::SUCCESS)
}

fn init(path: &Path, lang: Lang) -> Result<(), Problem> {
    let key = RootKey::generate(&SystemEntropy::default());
    root_key::write_new(path, &key)?;
    let (path, print) = (path.display().to_string(), key.fingerprint().to_string());
    stdio::talk(&root_made(lang, &path, &print));
    Ok(())
}

fn open(place: &Place) -> Result<(DataDir, RootKey), Problem> {
    let dir = DataDir::existing(&place.data)?;
    let root = root_key::read(&dir, &Settings::read(&dir)?.root_key)?;
    Ok((dir, root))
}

fn public(place: &Place) -> Result<(), Problem> {
    let (dir, root) = open(place)?;
    for (id, key) in installation::relay_keys(&key_file::open(&dir, &root)?) {
        stdio::data(&format!("{id}={key}"));
    }
    Ok(())
}

fn purpose(given: &str) -> Result<Purpose, Problem> {
    Purpose::parse(given).ok_or_else(|| {
        let given = given.to_owned();
        Problem::usage(move |lang| no_purpose(lang, &given)).hint(purposes)
    })
}

fn rotate(given: Option<String>, hold: bool, place: &Place, lang: Lang) -> Result<(), Problem> {
    let purposes = match given {
        Some(given) => vec![purpose(&given)?],
        // The look-up key stays, and the banks must be told before theirs changes.
        None => Purpose::ALL
            .into_iter()
            .filter(|p| !matches!(p, Purpose::Lookup | Purpose::BankSigning))
            .collect(),
    };
    if purposes.contains(&Purpose::Lookup) {
        return Err(Problem::new(lookup_stays).hint(lookup_stays_hint));
    }
    let (dir, root) = open(place)?;
    let line = if hold { held_back } else { rotated };
    for purpose in purposes {
        let (version, public) = key_file::change(&dir, &root, |keys| {
            let before = keys.active_version(purpose);
            keys.rotate(purpose, &root, &SystemEntropy::default(), SystemClock.now())?;
            let fresh = keys.active_version(purpose);
            if hold {
                keys.make_active(purpose, before)?;
            }
            let public = keys.verifying_keys(purpose).into_iter().find(|(v, _)| *v == fresh);
            Ok((fresh, public.map(|(_, key)| key.to_string())))
        })?;
        stdio::talk(&line(lang, purpose.as_str(), version.get()));
        if let (Purpose::BankSigning, Some(public)) = (purpose, public) {
            stdio::talk(&tell_banks(lang, &public));
        }
    }
    stdio::talk(&reload(lang));
    Ok(())
}

fn activate(given: &str, version: u16, place: &Place, lang: Lang) -> Result<(), Problem> {
    let purpose = purpose(given)?;
    let number = KeyVersion::new(version)
        .ok_or_else(|| Problem::usage(move |lang| no_version(lang, version)).hint(version_hint))?;
    let (dir, root) = open(place)?;
    key_file::change(&dir, &root, |keys| Ok(keys.make_active(purpose, number)?))?;
    stdio::talk(&activated(lang, given, version));
    stdio::talk(&reload(lang));
    Ok(())
}

/// Needs no root key: what is shown is stored in the open.
fn status(place: &Place, json: bool, lang: Lang) -> Result<(), Problem> {
    let dir = DataDir::existing(&place.data)?;
    let stored = key_file::read(&dir)?;
    if json {
        let keys: Vec<_> = stored.records.iter().map(as_json).collect();
        stdio::json(&json!({ "root_key": stored.root.to_string(), "keys": keys }));
        return Ok(());
    }
    stdio::data(&root_line(lang, &stored.root.to_string()));
    for it in &stored.records {
        let (day, clock) = (it.created_at.business_date(), it.created_at.kst_clock());
        let (purpose, state) = (it.purpose.as_str(), it.state.as_str());
        let (version, print) = (it.version, it.fingerprint);
        stdio::data(&format!("{purpose:<13} {version:>3}  {state:<9}  {day} {clock}  {print}"));
    }
    Ok(())
}

fn as_json(it: &WrappedKey) -> serde_json::Value {
    json!({
        "purpose": it.purpose.as_str(),
        "version": it.version.get(),
        "state": it.state.as_str(),
        "created_at": it.created_at.get(),
        "fingerprint": it.fingerprint.to_string(),
    })
}

fn escrow(shares: u8, threshold: u8, place: &Place, lang: Lang) -> Result<(), Problem> {
    let (_, root) = open(place)?;
    let lines = keyring::split(&root, shares, threshold, &SystemEntropy::default())?;
    stdio::talk(&shares_out(lang, shares, threshold));
    lines.iter().for_each(|line| stdio::data(line.expose()));
    Ok(())
}

fn recover(path: &PathBuf, place: &Place, lang: Lang) -> Result<(), Problem> {
    let dir = DataDir::existing(&place.data)?;
    if std::io::stdin().is_terminal() {
        stdio::talk(&share_prompt(lang));
    }
    let mut given = SecretText::default();
    let read = std::io::stdin().read_to_string(given.expose_mut());
    read.map_err(|e| data_dir::write_failed(path, &e))?;
    let lines: Vec<&str> = given.expose().lines().filter(|it| !it.trim().is_empty()).collect();
    let root = keyring::recover(&lines)?;
    // Before it is written: a root key that opens nothing must not look like a success.
    key_file::open(&dir, &root)?;
    root_key::write_new(path, &root)?;
    let print = root.fingerprint().to_string();
    stdio::talk(&recovered(lang, &path.display().to_string(), &print));
    stdio::talk(&opens(lang));
    if let RootKeyPlace::File(named) = Settings::read(&dir)?.root_key
        && dir.path().join(&named) != *path
    {
        stdio::talk(&elsewhere(lang, &named.display().to_string()));
    }
    Ok(())
}

texts! {
    elsewhere(named: &str) {
        ko: "naru.toml은 루트 키를 `{named}`에서 찾습니다. 파일을 그 자리로 옮기거나 naru.toml을 고치십시오",
        en: "naru.toml looks for the root key in `{named}`: move the file there, or change naru.toml",
    }
}

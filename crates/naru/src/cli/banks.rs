//! `naru banks`: enters the banks of the network, and shows them.

use super::Place;
use crate::data_dir::{self, DataDir};
use crate::installation::{self, Installation};
use crate::problem::Problem;
use crate::stdio;
use clap::Subcommand;
use naru_base::{Lang, texts};
use naru_core::identity::{self, Bank, BankEntry, BankFlaw};
use naru_store::Store;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

texts! {
    none {
        ko: "은행이 없습니다. `naru banks put`으로 넣습니다",
        en: "there are no banks. Enter one with `naru banks put`",
    }
    line(code: &str, name: &str, url: &str) { ko: "{code}  {name}  {url}", en: "{code}  {name}  {url}" }
    key_line(key: &str) { ko: "    서명 키 {key}", en: "    signs with {key}" }
    off_line { ko: "    부르지 않음", en: "    not called" }
    entered(code: &str, name: &str) {
        ko: "은행 {code} {name} 등록. 서버를 시작하면 적용됩니다",
        en: "bank {code} {name} is entered; in force when the server starts",
    }
    changed(code: &str, name: &str) {
        ko: "은행 {code} {name} 바꿈. 서버를 시작하면 적용됩니다",
        en: "bank {code} {name} is changed; in force when the server starts",
    }
    give_key {
        ko: "우리 서명 키도 은행에 주십시오: `naru keys public`",
        en: "give the bank the key that signs to it: `naru keys public`",
    }
    unreadable(path: &str) { ko: "`{path}`의 내용을 이해할 수 없습니다", en: "`{path}` is not understood" }
    flawed(path: &str, field: &str, what: &str) {
        ko: "`{path}`의 {field}: {what}",
        en: "`{path}`, {field}: {what}",
    }
    hint {
        ko: "`naru banks put --help`에 예가 있습니다",
        en: "`naru banks put --help` has an example",
    }
}

const ACTOR: &str = "system:banks";

/// Enter the banks of the network, and show them
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples, `put` with the server stopped:
  naru banks list --data /var/lib/naru
  naru banks put gaon-bank.toml --data /var/lib/naru")]
pub struct BanksCommand {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show the banks, where they are called and the keys they sign with
    List {
        #[command(flatten)]
        place: Place,
        /// Print one JSON value
        #[arg(long)]
        json: bool,
    },
    /// Enter a bank, or change what is agreed with it
    #[command(after_help = "\
The file:
  code = \"901\"
  name_ko = \"가온은행\"
  name_en = \"Gaon Bank\"
  base_url = \"https://relay.gaonbank.example\" # where the bank is called
  public_key = \"…\"                            # of the key that it signs with
  active = true                               # false: it is not called any more")]
    Put {
        #[command(flatten)]
        place: Place,
        /// What is agreed with it, in TOML
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

pub(super) fn run(it: BanksCommand, lang: Lang) -> Result<ExitCode, Problem> {
    match it.command {
        Command::List { place, json } => list(&place, json, lang)?,
        Command::Put { place, file } => put(&place, &file, lang)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn name_of(lang: Lang, it: &Bank) -> &str {
    if lang == Lang::Ko { &it.name_ko } else { &it.name_en }
}

fn put(place: &Place, file: &Path, lang: Lang) -> Result<(), Problem> {
    let bank = read(file)?.check().map_err(|flaw| not_right(file, flaw))?;
    let dir = DataDir::existing(&place.data)?;
    let _held = dir.hold("banks")?;
    let installation = Installation::open(dir)?;
    let (env, shelves) = (installation::env(), installation.open_shelves()?);
    let kept = bank.clone();
    let written =
        shelves.book.write_blocking(move |tx| identity::enter_bank(tx, &env, ACTOR, &kept));
    shelves.close()?;
    let (code, name) = (bank.code.as_str(), name_of(lang, &bank));
    let said = if written? { entered(lang, code, name) } else { changed(lang, code, name) };
    stdio::talk(&said);
    stdio::talk(&give_key(lang));
    Ok(())
}

fn read(file: &Path) -> Result<BankEntry, Problem> {
    let text = data_dir::read(file)?;
    toml::from_str(&text).map_err(|e| {
        let shown = file.display().to_string();
        let why = std::io::Error::other(e.message().to_owned());
        Problem::new(move |lang: Lang| unreadable(lang, &shown)).because(&why).hint(hint)
    })
}

fn not_right(file: &Path, flaw: BankFlaw) -> Problem {
    let shown = file.display().to_string();
    Problem::new(move |lang: Lang| flawed(lang, &shown, flaw.field(), &flaw.text(lang))).hint(hint)
}

fn list(place: &Place, json: bool, lang: Lang) -> Result<(), Problem> {
    let installation = Installation::open(DataDir::existing(&place.data)?)?;
    installation.is_up_to_date()?;
    let [(_, options), ..] = installation.shelves();
    let all = Store::open_reading(options)?.read_blocking(|tx| Ok(identity::banks(tx)?))?;
    if json {
        let row = |it: &Bank| {
            json!({
                "code": it.code.as_str(), "name_ko": it.name_ko, "name_en": it.name_en,
                "base_url": it.base_url, "public_key": it.public_key, "active": it.active,
            })
        };
        stdio::json(&all.iter().map(row).collect::<Vec<_>>());
    } else if all.is_empty() {
        stdio::talk(&none(lang));
    }
    for it in all.iter().filter(|_| !json) {
        stdio::data(&line(lang, it.code.as_str(), name_of(lang, it), &it.base_url));
        stdio::data(&key_line(lang, &it.public_key));
        if !it.active {
            stdio::data(&off_line(lang));
        }
    }
    Ok(())
}

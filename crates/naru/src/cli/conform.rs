//! `naru conform`: is a hub's API right?

use crate::data_dir;
use crate::problem::Problem;
use crate::{signals, stdio};
use naru_base::env::SystemClock;
use naru_base::{Lang, texts};
use naru_lab::conform::{self, Options, Who};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

texts! {
    cannot_ask { ko: "적합성 시험을 할 수 없습니다", en: "conformance cannot be asked for" }
    credentials_hint {
        ko: "자격 파일은 `naru demo --credentials FILE`이 쓰는 JSON입니다",
        en: "the credentials are the JSON that `naru demo --credentials FILE` writes",
    }
    no_credentials { ko: "`--credentials`가 필요합니다", en: "`--credentials` is needed" }
    no_such_group(name: &str, all: &str) {
        ko: "`{name}`라는 묶음은 없습니다. 있는 것: {all}",
        en: "there is no group `{name}`; there are {all}",
    }
}

/// Ask any hub over HTTP whether its API is right
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  naru conform --credentials demo-data/credentials.json
  naru conform --base-url http://127.0.0.1:8080 --credentials naru.json --read-only
  naru conform --credentials naru.json --only idempotency --json

Cases marked [money] move small amounts from a user's account to the institution and back.
Ends with 0 only if every case that was wanted was asked and passed, else with 1.")]
pub struct Conform {
    /// The hub [default: the credentials' base_url]
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// In whose name: the JSON of `naru demo --credentials`
    #[arg(long, value_name = "FILE", required_unless_present = "list")]
    credentials: Option<PathBuf>,
    /// Only the cases of this group
    #[arg(long, value_name = "GROUP")]
    only: Option<String>,
    /// Nothing that moves money
    #[arg(long)]
    read_only: bool,
    /// Say which cases there are, and ask none
    #[arg(long)]
    list: bool,
    /// How long an answer is waited for
    #[arg(long, value_name = "S", default_value_t = 20)]
    timeout: u64,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn run(it: Conform, lang: Lang) -> Result<ExitCode, Problem> {
    if let Some(only) = &it.only
        && !conform::groups().any(|name| name == only)
    {
        let (name, all) = (only.clone(), conform::groups().collect::<Vec<_>>().join(" "));
        return Err(Problem::usage(move |lang| no_such_group(lang, &name, &all)));
    }
    if it.list {
        return list(&it, lang);
    }
    let Some(path) = &it.credentials else { return Err(Problem::usage(no_credentials)) };
    let bad = |e: &dyn std::error::Error| Problem::new(cannot_ask).because(e);
    let who = Who::read(&data_dir::read(path)?).map_err(|e| bad(&e).hint(credentials_hint))?;
    let options = Options {
        base_url: it.base_url.unwrap_or_else(|| who.base_url.clone()),
        who,
        only: it.only,
        read_only: it.read_only,
        timeout: Duration::from_secs(it.timeout),
        clock: Arc::new(SystemClock),
    };
    let report = signals::runtime()?.block_on(conform::run(&options)).map_err(|e| bad(&e))?;
    if it.json {
        stdio::json(&report.json());
    } else {
        stdio::data(&report.text(lang));
    }
    Ok(if report.is_whole() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn list(it: &Conform, lang: Lang) -> Result<ExitCode, Problem> {
    let groups = conform::shipped().map_err(|e| Problem::new(cannot_ask).because(&e))?;
    let wanted = |name: &str| it.only.as_ref().is_none_or(|only| only == name);
    for group in groups.iter().filter(|group| wanted(group.name)) {
        stdio::data(&group.listed(lang));
    }
    Ok(ExitCode::SUCCESS)
}

//! `naru audit`: is the chain whole, and where does it stand.

use super::Place;
use crate::data_dir::DataDir;
use crate::installation::Installation;
use crate::problem::Problem;
use crate::{stdio, witness};
use clap::Subcommand;
use naru_base::{Lang, texts};
use naru_store::chain::Report;
use serde_json::json;
use std::process::ExitCode;

texts! {
    whole(shelf: &str, links: i64, records: i64, checkpoints: i64) {
        ko: "{shelf}: 온전함. 고리 {links}개, 기록 {records}건, 확인 서명 {checkpoints}건",
        en: "{shelf}: whole. {links} links, {records} records, {checkpoints} checkpoints",
    }
    broken(shelf: &str, finding: &str) {
        ko: "{shelf}: 어긋남: {finding}",
        en: "{shelf}: broken: {finding}",
    }
    broken_hint {
        ko: "힌트: 서버를 멈추고 데이터 디렉터리를 통째로 복사해 둔 뒤, docs/operate.md의 “검증에서 어긋남이 나오면”을 따르십시오",
        en: "hint: stop the server, copy the whole data directory away, then follow “When verify \
             finds something” in docs/operate.md",
    }
    empty { ko: "감사 사슬이 비어 있습니다", en: "the audit chain is empty" }
}

/// The audit chain: verify it, state where it stands
#[derive(Debug, clap::Args)]
pub struct Audit {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Find any edit, deletion, reordering or truncation; exit code 1 if there is one
    #[command(after_help = "\
Example, also while the server runs:
  naru audit verify --data /var/lib/naru")]
    Verify {
        #[command(flatten)]
        place: Place,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Sign where the chain stands, add it to DIR/witness.log and print it
    #[command(after_help = "\
Example, with the server stopped (a server does this by itself every ten seconds):
  naru audit checkpoint --data /var/lib/naru | mail -s 'naru' witness@example.org")]
    Checkpoint {
        #[command(flatten)]
        place: Place,
    },
}

pub(super) fn run(it: Audit, lang: Lang) -> Result<ExitCode, Problem> {
    match it.command {
        Command::Verify { place, json } => verify(&place, json, lang),
        Command::Checkpoint { place } => checkpoint(&place, lang),
    }
}

fn verify(place: &Place, as_json: bool, lang: Lang) -> Result<ExitCode, Problem> {
    let installation = Installation::open(DataDir::existing(&place.data)?)?;
    let reports = witness::verify(&installation)?;
    let is_whole = reports.iter().all(|(_, report)| report.is_whole());
    if as_json {
        let shelves: serde_json::Map<_, _> =
            reports.iter().map(|(shelf, it)| ((*shelf).to_owned(), report_json(it))).collect();
        stdio::json(&json!({ "holds": is_whole, "shelves": shelves }));
    } else {
        for (shelf, it) in &reports {
            if it.is_whole() {
                stdio::data(&whole(lang, shelf, it.links, it.records, it.checkpoints));
            }
            it.findings.iter().for_each(|f| stdio::data(&broken(lang, shelf, &f.to_string())));
        }
    }
    if is_whole {
        return Ok(ExitCode::SUCCESS);
    }
    stdio::talk(&broken_hint(lang));
    Ok(ExitCode::FAILURE)
}

/// A report for machines.
pub(super) fn report_json(it: &Report) -> serde_json::Value {
    json!({
        "links": it.links,
        "records": it.records,
        "checkpoints": it.checkpoints,
        "head": it.head.commit_no,
        "findings": it.findings.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn checkpoint(place: &Place, lang: Lang) -> Result<ExitCode, Problem> {
    let dir = DataDir::existing(&place.data)?;
    let _held = dir.hold("audit checkpoint")?;
    let installation = Installation::open(dir)?;
    let shelves = installation.open_shelves()?;
    let made = witness::checkpoint(&shelves.book, &installation.keys, &installation.dir)?;
    shelves.close()?;
    match made {
        Some(made) => stdio::data(&made.to_string()),
        None => stdio::talk(&empty(lang)),
    }
    Ok(ExitCode::SUCCESS)
}

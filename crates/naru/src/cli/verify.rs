//! `naru verify`: is every won where it should be.

use super::Place;
use super::audit::report_json;
use crate::data_dir::DataDir;
use crate::installation::Installation;
use crate::problem::Problem;
use crate::proof::{self, Proof, Sandbox};
use crate::stdio;
use naru_base::{Lang, texts};
use naru_core::verify::Check;
use naru_store::chain::Report;
use serde_json::json;
use std::process::ExitCode;

texts! {
    check_holds(name: &str, count: u64) { ko: "✓ {name} ({count})", en: "✓ {name} ({count})" }
    check_fails(name: &str, count: u64, found: u64) {
        ko: "✗ {name} ({count}): 어긋남 {found}건",
        en: "✗ {name} ({count}): {found} findings",
    }
    finding(what: &str) { ko: "    {what}", en: "    {what}" }
    more(count: u64) { ko: "    그 밖에 {count}건", en: "    and {count} more" }
    no_books(bank: &str) {
        ko: "– bank-{bank}: 이 디렉터리에 은행 장부가 없어 맞춰 보지 못했습니다",
        en: "– bank-{bank}: its books are not in this directory, so they were not compared",
    }
    sandbox_head { ko: "기능테스트 시험장", en: "the sandbox of functional tests" }
    sandbox_outdated {
        ko: "– sandbox: 시험장의 스키마가 다른 판이라 맞춰 보지 못했습니다. 서버가 다음에 시작할 때 맞춰집니다",
        en: "– sandbox: its schema is of another version, so it was not proven; the server's next \
             start brings it up to date",
    }
    holds { ko: "모두 맞습니다", en: "everything holds" }
    broken {
        ko: "맞지 않는 것이 있습니다. 디렉터리를 그대로 두고 docs/operate.md의 “검증에서 어긋남이 나오면”을 따르십시오",
        en: "something does not hold. Leave the directory as it is and follow “When verify finds \
             something” in docs/operate.md",
    }
}

/// Prove the book: money, states, limits, records, banks' books, audit chain, memory
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example, with the server stopped:
  naru verify --data demo-data

Books of virtual banks are compared if they lie in the same directory. The number behind a check is
how many things were looked at. Exit code 1 if anything does not hold.")]
pub struct Verify {
    #[command(flatten)]
    place: Place,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn run(it: &Verify, lang: Lang) -> Result<ExitCode, Problem> {
    let dir = DataDir::existing(&it.place.data)?;
    let _held = dir.hold("verify")?;
    let proof = proof::prove(&Installation::open(dir)?)?;
    let holds_all = proof.holds();
    if it.json {
        let chains: serde_json::Map<_, _> =
            proof.chains.iter().map(|(shelf, it)| ((*shelf).to_owned(), report_json(it))).collect();
        let sandbox = match &proof.sandbox {
            Sandbox::None => json!(null),
            Sandbox::Outdated => json!({"state": "outdated"}),
            Sandbox::Proven(checks, chain) => {
                json!({"state": "proven", "checks": checks, "chain": report_json(chain)})
            }
        };
        stdio::json(&json!({
            "holds": holds_all,
            "sandbox": sandbox,
            "checks": proof.checks,
            "banks_not_at_hand": proof.not_at_hand,
            "chains": chains,
        }));
    } else {
        say(&proof, lang);
    }
    if holds_all {
        return Ok(ExitCode::SUCCESS);
    }
    if !it.json {
        stdio::talk(&broken(lang));
    }
    Ok(ExitCode::FAILURE)
}

fn say(proof: &Proof, lang: Lang) {
    proof.checks.iter().for_each(|check| say_check(check, lang));
    for (shelf, chain) in &proof.chains {
        say_chain(shelf, chain, lang);
    }
    match &proof.sandbox {
        Sandbox::None => {}
        Sandbox::Outdated => stdio::data(&sandbox_outdated(lang)),
        Sandbox::Proven(checks, chain) => {
            stdio::data(&sandbox_head(lang));
            checks.iter().for_each(|check| say_check(check, lang));
            say_chain("sandbox", chain, lang);
        }
    }
    proof.not_at_hand.iter().for_each(|bank| stdio::data(&no_books(lang, bank)));
    if proof.holds() {
        stdio::data(&holds(lang));
    }
}

fn say_chain(shelf: &str, chain: &Report, lang: Lang) {
    let name = format!("audit-chain-{shelf}");
    let links = u64::try_from(chain.links).unwrap_or(0);
    match chain.findings.len() {
        0 => stdio::data(&check_holds(lang, &name, links)),
        found => {
            let found = u64::try_from(found).unwrap_or(u64::MAX);
            stdio::data(&check_fails(lang, &name, links, found));
        }
    }
    chain.findings.iter().for_each(|it| stdio::data(&finding(lang, &it.to_string())));
}

fn say_check(check: &Check, lang: Lang) {
    if check.ok {
        return stdio::data(&check_holds(lang, &check.name, check.count));
    }
    stdio::data(&check_fails(lang, &check.name, check.count, check.found));
    check.findings.iter().for_each(|it| stdio::data(&finding(lang, it)));
    let shown = u64::try_from(check.findings.len()).unwrap_or(u64::MAX);
    if check.found > shown {
        stdio::data(&more(lang, check.found - shown));
    }
}

//! `naru sim`: the network under faults, in virtual time.

use crate::problem::Problem;
use crate::stdio;
use naru_base::{Lang, texts};
use naru_lab::sim::{self, SimSummary};
use std::process::ExitCode;

texts! {
    seed_held(seed: u64, transfers: u64, faults: u64) {
        ko: "시드 {seed}: 이체 {transfers}건, 고장 {faults}건, 모두 지켜졌습니다",
        en: "seed {seed}: {transfers} transfers, {faults} faults, everything held",
    }
    seed_broken(seed: u64, found: u64) {
        ko: "시드 {seed}: 위반 {found}건",
        en: "seed {seed}: {found} violations",
    }
    violation(invariant: &str, what: &str, at: i64, replay: &str) {
        ko: "  {invariant} (가상 시각 {at} ms): {what}\n  다시 보기: {replay}",
        en: "  {invariant} (at virtual {at} ms): {what}\n  see it again: {replay}",
    }
    summary(seeds: u64, transfers: u64, faults: u64, violations: u64) {
        ko: "시드 {seeds}개, 이체 {transfers}건, 고장 {faults}건, 위반 {violations}건",
        en: "{seeds} seeds, {transfers} transfers, {faults} faults, {violations} violations",
    }
    digest_line(digest: &str) { ko: "지문 {digest}", en: "digest {digest}" }
}

/// Run the network under faults in virtual time, with an independent auditor beside it
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  naru sim --seeds 20        seeds 1 to 20
  naru sim --seed 7          one seed, as a violation names it
  naru sim --seeds 5 --json  {\"seeds\",\"violations\":[],\"transfers\",\"faults\",\"digest\"}

The same seed gives the same run and the same digest. Exit code 1 if anything was violated.")]
pub struct Sim {
    /// The first seed
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How many seeds, one after the other
    #[arg(long, value_name = "K", default_value_t = 1)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    seeds: u64,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn run(it: &Sim, lang: Lang) -> Result<ExitCode, Problem> {
    let seeds = (0..it.seeds).map(|n| it.seed.wrapping_add(n));
    let all = sim::run_many(seeds, |report| {
        let (transfers, found) = (count(report.transfers), count(report.violations.len()));
        stdio::talk(&match found {
            0 => seed_held(lang, report.seed, transfers, report.faults),
            _ => seed_broken(lang, report.seed, found),
        });
    });
    if it.json {
        stdio::json(&all);
    } else {
        say(&all, lang);
    }
    Ok(if all.violations.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn say(all: &SimSummary, lang: Lang) {
    for it in &all.violations {
        stdio::data(&violation(lang, it.invariant, &it.what, it.at, &it.replay));
    }
    let (seeds, transfers) = (count(all.seeds), count(all.transfers));
    stdio::data(&summary(lang, seeds, transfers, all.faults, count(all.violations.len())));
    stdio::data(&digest_line(lang, &all.digest));
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

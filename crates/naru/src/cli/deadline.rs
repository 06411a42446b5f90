//! `naru gate deadline`: rules with a date, and who stands where, read beside a server.

use super::Place;
use super::gate::read;
use crate::data_dir::{self, DataDir};
use crate::installation::{self, Installation};
use crate::problem::Problem;
use crate::stdio;
use naru_base::{ClientUseCode, Lang, Micros, No, texts};
use naru_core::admission::deadline::{self, Grounds, report};
use naru_store::Tx;
use std::path::{Path, PathBuf};

texts! {
    no_rules { ko: "기한이 있는 규정이 없습니다", en: "there are no rules with a date" }
    rule_line(id: &str, day: &str, concerned: &str, gate: &str, title: &str) {
        ko: "{id}  {day}까지  {concerned}  {gate}  {title}",
        en: "{id}  by {day}  {concerned}  {gate}  {title}",
    }
    nobody { ko: "지금 대상이 되는 이용기관이 없습니다", en: "no institution is concerned now" }
    place_line(code: &str, rule: &str, day: &str, finding: &str, why: &str) {
        ko: "{code}  {rule}  {day}까지  {finding}  {why}",
        en: "{code}  {rule}  by {day}  {finding}  {why}",
    }
    imported(version: i64, count: usize) {
        ko: "사유 목록 {version}판({count}가지)을 가져왔습니다. 운영자 두 사람이 콘솔의 기한에서 확인하면 씁니다",
        en: "the list of grounds, edition {version} ({count} grounds), is on file; it counts once two operators agree (Deadlines in the console)",
    }
    malformed(path: &str, at: &str) {
        ko: "`{path}`은(는) 연장 사유 목록이 아닙니다: {at}",
        en: "`{path}` is no list of grounds: {at}",
    }
    malformed_hint {
        ko: "`naru gate deadline grounds`가 형식을 보여 줍니다",
        en: "`naru gate deadline grounds` shows the form",
    }
    known(path: &str) {
        ko: "`{path}`의 판이 지금 쓰는 판보다 새것이 아닙니다",
        en: "the edition of `{path}` is not newer than the one that counts",
    }
    known_hint { ko: "파일의 판 번호를 올리십시오", en: "raise the version in the file" }
    not_concerned {
        ko: "이 이용기관은 기한이 있는 규정의 대상이 아닙니다",
        en: "no rule with a date concerns this institution",
    }
    not_concerned_hint {
        ko: "`naru gate deadline list`가 규정과 대상을 보여 줍니다",
        en: "`naru gate deadline list` shows the rules and whom they concern",
    }
}

#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// Show every rule with a date, and where each institution stands that it concerns
    List {
        #[command(flatten)]
        place: Place,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Print the list of grounds for more time that counts, as the file that `import-grounds` takes
    Grounds {
        #[command(flatten)]
        place: Place,
    },
    /// Put a newer list of grounds on file, with the server stopped; two operators release it
    ImportGrounds {
        #[command(flatten)]
        place: Place,
        /// The list, in JSON
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Show one institution: what is due when, what the engine finds, answers, extensions
    Show {
        #[command(flatten)]
        place: Place,
        /// The institution's code
        #[arg(value_parser = super::gate::institution, value_name = "CODE")]
        institution: ClientUseCode,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
}

pub(super) fn run(it: Command, lang: Lang) -> Result<(), Problem> {
    match it {
        Command::List { place, json } => list(&place, json, lang),
        Command::Grounds { place } => {
            stdio::json(&read(&place, |tx| Ok(deadline::grounds(tx)?))?);
            Ok(())
        }
        Command::ImportGrounds { place, file } => import(&place, &file, lang),
        Command::Show { place, institution, json } => show(&place, &institution, json, lang),
    }
}

fn import(place: &Place, file: &Path, lang: Lang) -> Result<(), Problem> {
    let text = data_dir::read(file)?;
    let dir = DataDir::existing(&place.data)?;
    let _held = dir.hold("gate")?;
    let shelves = Installation::open(dir)?.open_shelves()?;
    let env = installation::env();
    let write = move |tx: &mut Tx<'_>| deadline::import_grounds(tx, &env, "system:gate", &text);
    let written = shelves.book.write_blocking(write);
    shelves.close()?;
    let Grounds { version, grounds, .. } = written.map_err(|no| told(no, file))?;
    stdio::talk(&imported(lang, version, grounds.len()));
    Ok(())
}

fn told(no: No, file: &Path) -> Problem {
    let No::Refusal(it) = no else { return no.into() };
    let shown = file.display().to_string();
    match it.code {
        "admission/grounds-malformed" => {
            Problem::new(move |lang| malformed(lang, &shown, &deadline::malformed(lang, &it)))
                .hint(malformed_hint)
        }
        "admission/grounds-known" => Problem::new(move |lang| known(lang, &shown)).hint(known_hint),
        _ => No::Refusal(it).into(),
    }
}

/// The last day of what ends before an instant.
fn last_day(before: Micros) -> String {
    Micros::new(before.get().saturating_sub(1)).business_date().to_string()
}

fn line(lang: Lang, it: &deadline::Under) -> String {
    let said = report::place(it);
    let why = said["why"].as_str().unwrap_or("–").to_owned();
    let (code, due) = (it.institution.as_str(), last_day(it.due));
    place_line(lang, code, &it.rule.id, &due, it.finding.as_str(), &why)
}

fn list(place: &Place, as_json: bool, lang: Lang) -> Result<(), Problem> {
    let now = installation::env().now;
    let (rules, grounds, places) = read(place, move |tx| {
        Ok((deadline::rules(tx)?, deadline::grounds(tx)?, deadline::places(tx, now)?))
    })?;
    if as_json {
        stdio::data(&report::all(&rules, &grounds, &places, now).to_string());
        return Ok(());
    }
    if rules.is_empty() {
        stdio::talk(&no_rules(lang));
    }
    for it in &rules {
        let title = if lang == Lang::Ko { &it.title.ko } else { &it.title.en };
        let (due, gate) = (last_day(it.due_at), it.requirement.as_str());
        stdio::data(&rule_line(lang, &it.id, &due, it.concerned.as_str(), gate, title));
    }
    if places.is_empty() {
        stdio::talk(&nobody(lang));
    }
    for it in &places {
        stdio::data(&line(lang, it));
    }
    Ok(())
}

fn show(place: &Place, code: &ClientUseCode, as_json: bool, lang: Lang) -> Result<(), Problem> {
    let now = installation::env().now;
    let mut all = read(place, move |tx| Ok(deadline::places(tx, now)?))?;
    all.retain(|it| it.institution == *code);
    if all.is_empty() {
        return Err(Problem::new(not_concerned).hint(not_concerned_hint));
    }
    if as_json {
        let places: Vec<_> = all.iter().map(report::place).collect();
        stdio::data(&serde_json::json!({"at": now.get(), "places": places}).to_string());
        return Ok(());
    }
    for it in &all {
        stdio::data(&line(lang, it));
    }
    Ok(())
}

//! `naru gate functional`: how runs of the functional test stand, and whether a record is genuine.

use super::Place;
use crate::data_dir::{self, DataDir};
use crate::installation::{self, Installation};
use crate::problem::Problem;
use crate::{sandbox, stdio};
use clap::Subcommand;
use data_encoding::HEXLOWER;
use naru_base::{ClientUseCode, Lang, Micros, texts};
use naru_core::functional::record::Bad;
use naru_core::functional::{self, Signed, Standing, State};
use naru_store::{Store, Tx};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

texts! {
    run_line(code: &str, state: &str, passed: usize, all: usize, calls: usize) {
        ko: "{code}  {state}  {passed}/{all} 통과, 호출 {calls}건",
        en: "{code}  {state}  {passed}/{all} passed, {calls} calls",
    }
    nobody { ko: "시험장에 들어온 이용기관이 없습니다", en: "no institution has a place in the sandbox" }
    no_such_run {
        ko: "그 이용기관의 시험장이 없습니다",
        en: "that institution has no place in the sandbox",
    }
    no_such_run_hint {
        ko: "`naru gate functional list`가 시험장에 있는 곳을 보여 줍니다",
        en: "`naru gate functional list` shows who is there",
    }
    no_record {
        ko: "그 이용기관의 서명한 기록이 없습니다",
        en: "there is no signed record of that institution",
    }
    no_record_hint {
        ko: "모든 항목을 통과한 뒤 콘솔의 기능테스트에서 서명합니다",
        en: "once every case is passed, it is signed on the page of the functional test",
    }
    case_line(case: &str, state: &str, title: &str, found: &str) {
        ko: "{case}  {state}  {title}  {found}",
        en: "{case}  {state}  {title}  {found}",
    }
    genuine(applicant: &str, cases: usize, until: &str) {
        ko: "진본입니다: {applicant}이(가) {cases}가지를 통과했고, {until}까지 쓸 수 있습니다",
        en: "genuine: {applicant} passed {cases} cases; it counts until {until}",
    }
    over(applicant: &str, until: &str) {
        ko: "진본이지만 {until}에 만료되었습니다: {applicant}",
        en: "genuine, but over since {until}: {applicant}",
    }
    not_genuine(path: &str) {
        ko: "`{path}`는 이 설치가 서명한 기록이 아닙니다",
        en: "`{path}` is no record that this installation signed",
    }
    bad_form { ko: "기록의 형식이 아닙니다", en: "it is not in the form of a record" }
    bad_key { ko: "이 설치가 모르는 열쇠로 서명했습니다", en: "it is signed with a key that is not known here" }
    bad_signature { ko: "서명한 뒤에 내용이 바뀌었습니다", en: "it was changed after it had been signed" }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Show every run of the functional test
    List {
        #[command(flatten)]
        place: Place,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Show how each case of an institution's run stands
    Show {
        #[command(flatten)]
        place: Place,
        /// The institution's code, as production knows it
        #[arg(value_parser = super::gate::institution, value_name = "CODE")]
        institution: ClientUseCode,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Print an institution's latest signed record, as `verify` takes it
    Record {
        #[command(flatten)]
        place: Place,
        /// The institution's code
        #[arg(value_parser = super::gate::institution, value_name = "CODE")]
        institution: ClientUseCode,
    },
    /// Prove that a record was signed here and still counts; the exit status says so too
    Verify {
        #[command(flatten)]
        place: Place,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
        /// The record, as the console hands it out
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

pub(super) fn run(it: Command, lang: Lang) -> Result<ExitCode, Problem> {
    match it {
        Command::List { place, json } => list(&place, json, lang)?,
        Command::Show { place, institution, json } => show(&place, &institution, json, lang)?,
        Command::Record { place, institution } => record(&place, institution)?,
        Command::Verify { place, json, file } => return verify(&place, &file, json, lang),
    }
    Ok(ExitCode::SUCCESS)
}

fn standings(place: &Place) -> Result<Vec<Standing>, Problem> {
    let installation = Installation::open(DataDir::existing(&place.data)?)?;
    let Some(book) = sandbox::open_reading(&installation)? else { return Ok(Vec::new()) };
    let read = |tx: &mut Tx<'_>| {
        let tenants = functional::tenants(tx)?;
        let mut all = Vec::new();
        for it in tenants {
            all.extend(functional::standing(tx, &it.code)?);
        }
        Ok(all)
    };
    Ok(book.read_blocking(read)?)
}

fn passed(it: &Standing) -> usize {
    it.judged.iter().filter(|it| it.state == State::Passed).count()
}

fn list(place: &Place, as_json: bool, lang: Lang) -> Result<(), Problem> {
    let all = standings(place)?;
    if as_json {
        let one = |it: &Standing| {
            json!({
                "institution": it.tenant.applicant.as_str(),
                "tenant": it.tenant.code.as_str(),
                "run": it.run.id.to_string(),
                "list": it.run.list.to_string(),
                "state": it.overall.as_str(),
                "passed": passed(it),
                "cases": it.judged.len(),
                "calls": it.calls.len(),
                "ended": it.run.ended_at.is_some(),
            })
        };
        stdio::json(&json!({ "runs": all.iter().map(one).collect::<Vec<_>>() }));
        return Ok(());
    }
    if all.is_empty() {
        stdio::talk(&nobody(lang));
    }
    for it in &all {
        let (code, state) = (it.tenant.applicant.as_str(), it.overall.as_str());
        stdio::data(&run_line(lang, code, state, passed(it), it.judged.len(), it.calls.len()));
    }
    Ok(())
}

fn show(place: &Place, code: &ClientUseCode, as_json: bool, lang: Lang) -> Result<(), Problem> {
    let found = standings(place)?.into_iter().find(|it| it.tenant.applicant == *code);
    let it = found.ok_or_else(|| Problem::new(no_such_run).hint(no_such_run_hint))?;
    let cases: Vec<Value> = it
        .judged
        .iter()
        .map(|of| {
            let why = of.why.map(|it| it.as_str());
            json!({ "case": of.case, "state": of.state.as_str(), "why": why, "call": of.call })
        })
        .collect();
    if as_json {
        stdio::json(&json!({
            "institution": code.as_str(),
            "tenant": it.tenant.code.as_str(),
            "run": it.run.id.to_string(),
            "list": it.run.list.to_string(),
            "state": it.overall.as_str(),
            "calls": it.calls.len(),
            "cases": cases,
        }));
        return Ok(());
    }
    for of in &it.judged {
        let title = it.list.case(&of.case).map_or("", |case| case.title.of(lang));
        let found = match (of.why, &of.call) {
            (Some(why), Some(call)) => format!("{why} {call}"),
            _ => String::new(),
        };
        stdio::data(case_line(lang, &of.case, of.state.as_str(), title, &found).trim_end());
    }
    Ok(())
}

fn record(place: &Place, code: ClientUseCode) -> Result<(), Problem> {
    let installation = Installation::open(DataDir::existing(&place.data)?)?;
    installation.is_up_to_date()?;
    let [(_, options), ..] = installation.shelves();
    let keys = installation.keys.clone();
    let read = move |tx: &mut Tx<'_>| Ok(functional::records(tx, &keys, &code)?);
    let all = Store::open_reading(options)?.read_blocking(read)?;
    let latest = all.first().ok_or_else(|| Problem::new(no_record).hint(no_record_hint))?;
    stdio::data(latest.file.trim_end());
    Ok(())
}

fn verify(place: &Place, file: &Path, as_json: bool, lang: Lang) -> Result<ExitCode, Problem> {
    let installation = Installation::open(DataDir::existing(&place.data)?)?;
    let text = data_dir::read(file)?;
    let it = Signed::read(&text, &installation.keys).map_err(|bad| told(bad, file))?;
    let now = installation::env().now;
    let holds = it.record.holds(now);
    let until = Micros::new(it.record.expires_at);
    let until = format!("{} {}", until.business_date(), until.kst_clock());
    if as_json {
        let sha256 = HEXLOWER.encode(&it.sha256);
        stdio::json(&json!({ "genuine": true, "holds": holds, "sha256": sha256,
            "record": it.record }));
    } else if holds {
        stdio::data(&genuine(lang, &it.record.applicant, it.record.cases.len(), &until));
    } else {
        stdio::data(&over(lang, &it.record.applicant, &until));
    }
    Ok(if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn told(bad: Bad, file: &Path) -> Problem {
    let shown = file.display().to_string();
    let problem = Problem::new(move |lang| not_genuine(lang, &shown));
    problem.hint(match bad {
        Bad::Form => bad_form,
        Bad::Key => bad_key,
        Bad::Signature => bad_signature,
    })
}

//! `naru gate evidence`: what scanners found. `read` needs no installation.

mod shown;
mod words;

use super::Place;
use crate::data_dir::DataDir;
use crate::installation::{self, Installation};
use crate::problem::Problem;
use crate::stdio;
use clap::Subcommand;
use naru_base::env::SystemEntropy;
use naru_base::{ClientUseCode, Lang, Micros, No};
use naru_core::admission::ServiceKey;
use naru_core::admission::evidence::{self, Handed, Imported};
use naru_evidence::items::Table;
use naru_evidence::{BYTES_MAX, Report};
use naru_web::vault::Vault;
use serde_json::json;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

pub(super) const EXAMPLES: &str = "\
Examples:
  naru gate evidence read zap.json                    what is understood of a file, without a server
  naru gate evidence import zap.json testssl.json --institution M202600001 \\
      --service web:narae:1.0 --data /var/lib/naru     with the server stopped
  naru gate evidence list --institution M202600001 --data /var/lib/naru

Read are SARIF, ZAP, nuclei, testssl.sh, SSLyze, MobSF, mobsfscan, QARK, Nmap, Semgrep, Wapiti,
CycloneDX, SPDX and OSCAL results. The format is told by the content, not by the name.";

/// What is done with evidence.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show what is understood of a scanner's file; needs no installation
    Read {
        /// The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Print all of it as one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Import scanners' files for an institution, each whole or not at all
    Import {
        #[command(flatten)]
        place: Place,
        /// The files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The institution
        #[arg(long, value_parser = institution, value_name = "CODE")]
        institution: ClientUseCode,
        /// The service and version [default: the institution as a whole]
        #[arg(long, value_parser = service, value_name = "KIND:NAME:VERSION")]
        service: Option<ServiceKey>,
        /// Tells runs of one tool apart that do not say what they looked at: a repository's name
        #[arg(long, default_value = "", value_name = "NAME")]
        scope: String,
        /// When it was observed, for files that do not say, as RFC 3339
        #[arg(long, value_parser = instant, value_name = "TIME")]
        observed: Option<Micros>,
        /// Print one JSON array
        #[arg(long)]
        json: bool,
    },
    /// List an institution's imports and what they say to each item
    List {
        #[command(flatten)]
        place: Place,
        /// The institution
        #[arg(long, value_parser = institution, value_name = "CODE")]
        institution: ClientUseCode,
        /// The service and version [default: the institution as a whole]
        #[arg(long, value_parser = service, value_name = "KIND:NAME:VERSION")]
        service: Option<ServiceKey>,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
}

/// Imports that are listed.
const LISTED_MAX: i64 = 200;

fn institution(text: &str) -> Result<ClientUseCode, String> {
    ClientUseCode::parse(text).map_err(|e| e.to_string())
}

fn service(text: &str) -> Result<ServiceKey, String> {
    ServiceKey::parse(text).ok_or_else(|| "a service is kind:name:version, as web:narae:1.0".into())
}

fn instant(text: &str) -> Result<Micros, String> {
    match naru_evidence::time::read(text) {
        Some((at, true)) => Ok(Micros::new(at)),
        _ => Err("a time with its zone, as 2026-11-26T04:10:00+09:00".to_owned()),
    }
}

pub(super) fn run(it: Command, lang: Lang) -> Result<ExitCode, Problem> {
    match it {
        Command::Read { file, json } => {
            let (report, _) = read(&file)?;
            if json {
                stdio::json(&report);
            } else {
                shown::report(&report, Table::shipped(), lang);
            }
            Ok(ExitCode::SUCCESS)
        }
        Command::Import { place, files, institution, service, scope, observed, json } => {
            let about = About { institution, service, scope, observed };
            import(&place, &files, &about, json, lang)
        }
        Command::List { place, institution, service, json } => {
            list(&place, &institution, service.as_ref(), json, lang)
        }
    }
}

struct About {
    institution: ClientUseCode,
    service: Option<ServiceKey>,
    scope: String,
    observed: Option<Micros>,
}

/// A file of at most the readable size, and what is in it.
fn read(file: &Path) -> Result<(Report, Vec<u8>), Problem> {
    let shown = file.display().to_string();
    let unreadable = |error: std::io::Error| {
        let shown = shown.clone();
        Problem::new(move |lang| words::unreadable(lang, &shown)).because(&error)
    };
    let limit = u64::try_from(BYTES_MAX).expect("64 MiB fit") + 1;
    let mut bytes = Vec::new();
    let mut opened = File::open(file).map_err(unreadable)?.take(limit);
    opened.read_to_end(&mut bytes).map_err(unreadable)?;
    match naru_evidence::read(&bytes) {
        Ok(report) => Ok((report, bytes)),
        Err(refused) => {
            let shown = shown.clone();
            let why = refused.clone();
            let text = move |lang: Lang| {
                let why = if lang == Lang::Ko { why.ko() } else { why.en() };
                words::not_read(lang, &shown, &why)
            };
            Err(Problem::new(text).hint(words::not_read_hint))
        }
    }
}

fn import(
    place: &Place,
    files: &[PathBuf],
    about: &About,
    as_json: bool,
    lang: Lang,
) -> Result<ExitCode, Problem> {
    let dir = DataDir::existing(&place.data)?;
    let _held = dir.hold("gate evidence")?;
    let installation = Installation::open(dir.clone())?;
    let entropy = Arc::new(SystemEntropy::default());
    let vault = Vault::beside(dir.path(), installation.keys.clone(), entropy);
    let shelves = installation.open_shelves()?;
    let mut done = Vec::new();
    let mut outcome = Ok(());
    for file in files {
        match import_one(&shelves.book, &vault, file, about) {
            Ok(it) => done.push(it),
            Err(problem) => {
                outcome = Err(problem);
                break;
            }
        }
    }
    shelves.close()?;
    if as_json {
        stdio::json(&done.iter().map(|it| imported_json(&it.0, &it.1, &it.2)).collect::<Vec<_>>());
    } else {
        for (name, report, it) in &done {
            let (tool, open) = (report.format.title(), open_count(report));
            stdio::talk(&if it.is_known {
                words::known(lang, name)
            } else {
                let counts = (it.new_count, it.again_count, it.gone_count);
                words::imported(lang, name, tool, open, counts.0, counts.1, counts.2)
            });
            shown::remarks(report, lang);
        }
    }
    outcome.map(|()| ExitCode::SUCCESS)
}

fn open_count(report: &Report) -> usize {
    report.findings.iter().filter(|it| it.state.is_open()).count()
}

fn import_one(
    book: &naru_store::Store,
    vault: &Vault,
    file: &Path,
    about: &About,
) -> Result<(String, Report, Imported), Problem> {
    let (report, bytes) = read(file)?;
    let digest = evidence::digest(&report, Table::shipped());
    let name = file.file_name().map_or_else(String::new, |it| it.to_string_lossy().into_owned());
    let handed = Handed {
        title: name.clone(),
        sha256: vault.put(&bytes)?,
        size_bytes: i64::try_from(bytes.len()).expect("64 MiB fit"),
        service: about.service.clone(),
        scope: about.scope.clone(),
        observed_at: about.observed,
        by: "system:gate".to_owned(),
    };
    let (env, code) = (installation::env(), about.institution.clone());
    let done = book.write_blocking(move |tx| evidence::import(tx, &env, &code, &handed, &digest));
    let done = done.map_err(|no| refused(no, &name))?;
    Ok((name, report, done))
}

fn refused(no: No, file: &str) -> Problem {
    let No::Refusal(refusal) = &no else { return no.into() };
    let Some(words) = words::refusal(refusal.code) else { return no.into() };
    let file = file.to_owned();
    Problem::new(move |lang| words::not_imported(lang, &file, &words(lang)))
}

fn imported_json(name: &str, report: &Report, it: &Imported) -> serde_json::Value {
    json!({
        "file": name,
        "format": report.format.as_str(),
        "known": it.is_known,
        "new": it.new_count,
        "again": it.again_count,
        "gone": it.gone_count,
        "open": open_count(report),
        "values": report.values_count,
        "values_kept": report.values_kept_count,
    })
}

fn list(
    place: &Place,
    code: &ClientUseCode,
    service: Option<&ServiceKey>,
    as_json: bool,
    lang: Lang,
) -> Result<ExitCode, Problem> {
    let installation = Installation::open(DataDir::existing(&place.data)?)?;
    installation.is_up_to_date()?;
    let [(_, options), ..] = installation.shelves();
    let store = naru_store::Store::open_reading(options)?;
    let (env, code, service) = (installation::env(), code.clone(), service.cloned());
    let (scans, items) = store.read_blocking(move |tx| {
        let scans = evidence::scans(tx, &code, LISTED_MAX)?;
        Ok((scans, evidence::by_item(tx, &env, &code, service.as_ref())?))
    })?;
    if as_json {
        stdio::json(&shown::list_json(&scans, &items));
    } else {
        shown::list(&scans, &items, lang);
    }
    Ok(ExitCode::SUCCESS)
}

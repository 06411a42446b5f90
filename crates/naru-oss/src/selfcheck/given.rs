//! What is given beside the project: the delivered bill and notice, an older bill, statements
//! about vulnerabilities, a report of the guard, the licence of the product, approvals.

use crate::cli::Evidence;
use crate::db::Held;
use crate::files::{self, DOCUMENT_BYTES_MAX};
use crate::problem::Problem;
use jiff::civil::Date;
use naru_base::texts;
use naru_sbom::bom::Bom;
use naru_sbom::json::{self, Limits};
use naru_sbom::licence::Matrix;
use naru_sbom::vex::{Statement, openvex};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

texts! {
    bad_day(package: &str) {
        ko: "{package}: until은 2027-03-31 같은 날짜여야 합니다", en: "{package}: until must be a date such as 2027-03-31",
    }
    no_approver(package: &str) { ko: "{package}: 승인자(by)가 비어 있습니다", en: "{package}: nobody is named as approver (by)" }
    no_matrix { ko: "라이선스 양립성 표가 들어 있지 않습니다", en: "it holds no matrix of licence compatibility" }
}

/// All of it; each thing only if it was named.
#[derive(Default)]
pub(crate) struct Given {
    pub(super) under: Option<(String, Matrix)>,
    pub(super) notice: Option<String>,
    pub(super) bill: Option<Bom>,
    pub(super) before: Option<Bom>,
    pub(super) vex: Option<Vec<Statement>>,
    pub(super) guard: Option<GuardReport>,
    pub(super) approved: Option<Vec<Approval>>,
}

/// What `naru guard scan --format json` says.
#[derive(Deserialize)]
pub(super) struct GuardReport {
    pub(super) files: u64,
    pub(super) unread_count: u64,
    pub(super) counts: BTreeMap<String, GuardCounts>,
}

/// How many finds of a kind have which standing.
#[derive(Deserialize)]
pub(super) struct GuardCounts {
    pub(super) blocks: u64,
}

/// A package that may be used.
#[derive(Debug)]
pub(super) struct Approval {
    /// A package URL without version, or with one.
    pub(super) package: String,
    pub(super) until: Date,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ApprovalsText {
    #[serde(default)]
    approved: Vec<ApprovalText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ApprovalText {
    package: String,
    by: String,
    until: toml::Value,
}

impl Given {
    /// Reads what was named.
    pub(crate) fn open(it: &Evidence, held: &Held) -> Result<Given, Problem> {
        let bill = |path: &Path| {
            let bytes = files::read(path, DOCUMENT_BYTES_MAX)?;
            crate::sbom::read(&path.display().to_string(), &bytes)
        };
        Ok(Given {
            under: it.under.as_deref().map(|under| matrix(under, held)).transpose()?,
            notice: it.notice.as_deref().map(files::read_text).transpose()?,
            bill: it.bill.as_deref().map(bill).transpose()?,
            before: it.before.as_deref().map(bill).transpose()?,
            vex: if it.vex.is_empty() { None } else { Some(statements(&it.vex)?) },
            guard: it.guard.as_deref().map(guard).transpose()?,
            approved: it.approved.as_deref().map(approvals).transpose()?,
        })
    }
}

fn matrix(under: &str, held: &Held) -> Result<(String, Matrix), Problem> {
    let csv = held.beside()?.matrix;
    let csv = csv.ok_or_else(|| Problem::file("database").because_in(no_matrix))?;
    let matrix = Matrix::of_csv(&csv).map_err(|e| Problem::content("database", e))?;
    Ok((under.to_owned(), matrix))
}

/// Statements in OpenVEX or CycloneDX.
pub(crate) fn statements(paths: &[std::path::PathBuf]) -> Result<Vec<Statement>, Problem> {
    let mut all = Vec::new();
    for path in paths {
        let name = path.display().to_string();
        let bytes = files::read(path, DOCUMENT_BYTES_MAX)?;
        let document = json::read(&bytes, Limits::default());
        match document {
            Ok(document) if openvex::is_openvex(&document) => {
                let read = openvex::of_value(&document).map_err(|e| refused(&name, e))?;
                all.extend(read.statements);
            }
            _ => all.extend(crate::sbom::read(&name, &bytes)?.vulnerabilities),
        }
    }
    Ok(all)
}

fn refused(name: &str, fault: naru_sbom::refused::Refused) -> Problem {
    Problem::file(name).because_in(move |lang| match lang {
        naru_base::Lang::Ko => fault.ko(),
        naru_base::Lang::En => fault.en(),
    })
}

fn guard(path: &Path) -> Result<GuardReport, Problem> {
    let text = files::read_text(path)?;
    serde_json::from_str(&text).map_err(|e| Problem::content(&path.display().to_string(), e))
}

fn approvals(path: &Path) -> Result<Vec<Approval>, Problem> {
    let name = path.display().to_string();
    let text = files::read_text(path)?;
    let file: ApprovalsText = toml::from_str(&text).map_err(|e| Problem::content(&name, e))?;
    let one = |it: ApprovalText| {
        let package = it.package.clone();
        if it.by.trim().is_empty() {
            return Err(Problem::file(&name).because_in(move |lang| no_approver(lang, &package)));
        }
        let day = it.until.as_str().map_or_else(|| it.until.to_string(), str::to_owned);
        match day.parse() {
            Ok(until) => Ok(Approval { package: it.package, until }),
            Err(_) => Err(Problem::file(&name).because_in(move |lang| bad_day(lang, &package))),
        }
    };
    file.approved.into_iter().map(one).collect()
}

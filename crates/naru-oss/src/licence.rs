//! `licence`: which licences the packages have and what these ask for.
//!
//! An expression with a choice asks for the least of what one may choose. A licence that is not
//! known, not stated or withheld is said as such, never taken for a harmless one.

use crate::cli;
use crate::problem::Problem;
use crate::project::Project;
use crate::report::json;
use crate::report::width::{of, padded};
use crate::sources::Sources;
use crate::{Around, CLEAN, UNJUDGED, advice, scan};
use naru_base::{Lang, texts};
use naru_sbom::bom::{Component, Said, Scope};
use serde::Serialize;
use spdx::{Expression, ParseMode};
use std::collections::{BTreeMap, BTreeSet};

texts! {
    duty_none { ko: "고지 의무 없음", en: "no duty" }
    duty_notice { ko: "저작권·라이선스 고지", en: "pass on copyright and licence" }
    duty_files { ko: "고지, 고친 파일의 소스 공개", en: "notice, source of changed files" }
    duty_source { ko: "고지, 결합된 전체의 소스 공개", en: "notice, source of the whole" }
    duty_network { ko: "고지, 서비스 이용자에게도 소스 공개", en: "notice, source to users of the service too" }
    duty_unknown { ko: "모름: 사람이 확인해야 함", en: "not known: somebody must look" }
    missing { ko: "(적혀 있지 않음)", en: "(not stated)" }
    withheld { ko: "(비공개)", en: "(withheld)" }
    not_asserted { ko: "(미상)", en: "(unknown)" }
    total(known: usize, all: usize) {
        ko: "패키지 {all}개 중 {known}개의 라이선스를 압니다.",
        en: "The licences of {known} of {all} packages are known.",
    }
    give_sources {
        ko: "잠금 파일에는 라이선스가 없는 경우가 많습니다. --sources로 패키지 파일이 있는 폴더(vendor, node_modules, 내려받은 저장소)를 주면 거기서 읽습니다.",
        en: "Most lock files hold no licences. With --sources and the folders of the packages' files (vendor, node_modules, a registry's downloads) they are read from there.",
    }
}

/// What a licence asks for, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Duty {
    None,
    Notice,
    ChangedFiles,
    Source,
    NetworkSource,
    Unknown,
}

impl Duty {
    /// Of an expression; with a choice the least.
    pub(crate) fn of(expression: &str) -> Duty {
        let Ok(parsed) = Expression::parse_mode(expression, ParseMode::LAX) else {
            return Duty::Unknown;
        };
        let all = [Duty::None, Duty::Notice, Duty::ChangedFiles, Duty::Source, Duty::NetworkSource];
        let is_met = |most: &Duty| {
            parsed.evaluate(|it| it.license.id().is_some_and(|id| Duty::of_id(id) <= *most))
        };
        all.into_iter().find(is_met).unwrap_or(Duty::Unknown)
    }

    fn of_id(id: spdx::LicenseId) -> Duty {
        const NONE: [&str; 6] = ["0BSD", "CC0-1.0", "MIT-0", "Unlicense", "WTFPL", "BSD-1-Clause"];
        const FILES: [&str; 6] = ["MPL-", "LGPL-", "EPL-", "CDDL-", "CPL-", "APSL-"];
        const NETWORK: [&str; 5] = ["AGPL-", "EUPL-", "OSL-", "SSPL-", "RPSL-"];
        let begins = |list: &[&str]| list.iter().any(|it| id.name.starts_with(it));
        if NONE.contains(&id.name) {
            Duty::None
        } else if begins(&FILES) {
            Duty::ChangedFiles
        } else if begins(&NETWORK) {
            Duty::NetworkSource
        } else if id.is_copyleft() || id.is_gnu() {
            Duty::Source
        } else if id.is_osi_approved() || id.is_fsf_free_libre() {
            Duty::Notice
        } else {
            Duty::Unknown
        }
    }

    /// For people.
    pub(crate) fn text(self, lang: Lang) -> String {
        match self {
            Duty::None => duty_none(lang),
            Duty::Notice => duty_notice(lang),
            Duty::ChangedFiles => duty_files(lang),
            Duty::Source => duty_source(lang),
            Duty::NetworkSource => duty_network(lang),
            Duty::Unknown => duty_unknown(lang),
        }
    }

    /// Whether source code must be offered.
    pub(crate) fn needs_source(self) -> bool {
        matches!(self, Duty::ChangedFiles | Duty::Source | Duty::NetworkSource)
    }
}

/// The licence of a component: what its own files state, else what the bill says.
pub(crate) fn stated(component: &Component, sources: &Sources) -> Said<String> {
    let own = sources.look(component).and_then(|it| it.licence);
    if let Some(own) = own {
        return Said::Is(own);
    }
    match &component.licences {
        Said::Is(list) if list.is_empty() => Said::Missing,
        Said::Is(list) => {
            let all: Vec<&str> = list.iter().map(|it| it.text()).collect();
            Said::Is(all.join(" AND "))
        }
        Said::Nothing => Said::Nothing,
        Said::Unknown => Said::Unknown,
        Said::Withheld => Said::Withheld,
        Said::Missing => Said::Missing,
    }
}

#[derive(Serialize)]
struct Row {
    licence: Option<String>,
    duty: Duty,
    packages: Vec<String>,
}

/// Runs the command.
pub(crate) fn run(it: &cli::Licence, around: &mut Around<'_>) -> Result<u8, Problem> {
    let project = Project::open(&it.path)?;
    scan::tell_sources(&project, around);
    let sources = Sources::of(&it.path, &it.sources)?;
    let mut by_licence: BTreeMap<(Duty, String), BTreeSet<String>> = BTreeMap::new();
    let lang = around.lang;
    let (mut known, mut all) = (0, 0);
    for component in project.sources.iter().flat_map(|it| &it.bom.components) {
        let (duty, words) = match stated(component, &sources) {
            Said::Is(text) => (Duty::of(&text), text),
            Said::Withheld => (Duty::Unknown, withheld(lang)),
            Said::Unknown => (Duty::Unknown, not_asserted(lang)),
            Said::Nothing | Said::Missing => (Duty::Unknown, missing(lang)),
        };
        all += 1;
        known += usize::from(duty != Duty::Unknown);
        let version = component.version.known().map_or("", String::as_str);
        let mut name = format!("{} {version}", advice::shown_name(component));
        if component.scope == Some(Scope::Excluded) {
            name.push_str(" *");
        }
        by_licence.entry((duty, words)).or_default().insert(name);
    }
    let text = if it.json { as_json(by_licence) } else { table(&by_licence, known, all, lang) };
    around.data(&text);
    if known < all && !it.json {
        around.talk(&give_sources(lang));
    }
    Ok(if project.failures.is_empty() { CLEAN } else { UNJUDGED })
}

fn as_json(by_licence: BTreeMap<(Duty, String), BTreeSet<String>>) -> String {
    let rows: Vec<Row> = by_licence
        .into_iter()
        .map(|((duty, licence), packages)| Row {
            licence: (!licence.starts_with('(') || duty != Duty::Unknown).then_some(licence),
            duty,
            packages: packages.into_iter().collect(),
        })
        .collect();
    json::text(&rows)
}

fn table(
    by_licence: &BTreeMap<(Duty, String), BTreeSet<String>>,
    known: usize,
    all: usize,
    lang: Lang,
) -> String {
    const NAMES_MAX: usize = 6;
    let width = by_licence.keys().map(|it| of(&it.1)).max().unwrap_or_default();
    let mut out = String::new();
    // What asks for most stands first.
    for ((duty, licence), packages) in by_licence.iter().rev() {
        let names: Vec<&str> = packages.iter().take(NAMES_MAX).map(String::as_str).collect();
        let more = packages.len().saturating_sub(NAMES_MAX);
        let more = if more > 0 { format!(" +{more}") } else { String::new() };
        out.push_str(&format!(
            "{}  {:>4}  {}\n      {}{more}\n",
            padded(licence, width),
            packages.len(),
            duty.text(lang),
            names.join(", "),
        ));
    }
    out.push_str(&format!("{}\n", total(lang, known, all)));
    out
}

//! `licence`: which licences the packages have, what these ask for, what may not be combined.
//!
//! An expression with a choice asks for the least of what one may choose. A licence that is not
//! known, not stated or withheld is said as such, never taken for a harmless one.

use crate::cli;
use crate::db::Held;
use crate::problem::Problem;
use crate::project::Project;
use crate::report::json;
use crate::report::width::{of, padded};
use crate::sources::Sources;
use crate::{Around, BROKEN, CLEAN, UNJUDGED, advice, licence_texts, scan};
use naru_base::{Lang, texts};
use naru_practice::Duty;
use naru_sbom::bom::{Component, Said, Scope};
use naru_sbom::licence::{Expression, Matrix, Verdict};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

texts! {
    missing { ko: "(적혀 있지 않음)", en: "(not stated)" }
    withheld { ko: "(비공개)", en: "(withheld)" }
    not_asserted { ko: "(미상)", en: "(unknown)" }
    no_matrix {
        ko: "라이선스 양립성 표가 들어 있지 않습니다", en: "it holds no matrix of licence compatibility",
    }
    get_matrix {
        ko: "OSADL 양립성 표(CSV)를 db import --from에 함께 주십시오",
        en: "give the compatibility matrix of OSADL (CSV) to `db import --from` too",
    }
    not_in_matrix(id: &str) {
        ko: "양립성 표에 {id}이(가) 없습니다", en: "the compatibility matrix does not know {id}",
    }
    none_conflicts(id: &str) {
        ko: "{id} 제품과 함께 배포할 수 없거나 확인해야 할 라이선스가 없습니다.",
        en: "Every licence may be combined into a product under {id}.",
    }
    with_own(id: &str) { ko: "{id} 제품에 넣을 때:", en: "In a product under {id}:" }
    total(known: usize, all: usize) {
        ko: "패키지 {all}개 중 {known}개의 라이선스를 압니다.",
        en: "The licences of {known} of {all} packages are known.",
    }
    give_sources {
        ko: "잠금 파일에는 라이선스가 없는 경우가 많습니다. --sources로 패키지 파일이 있는 폴더(vendor, node_modules, 내려받은 저장소)를 주면 거기서 읽습니다.",
        en: "Most lock files hold no licences. With --sources and the folders of the packages' files (vendor, node_modules, a registry's downloads) they are read from there.",
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
    /// What the matrix says of it under the product's licence, unless it may be combined.
    #[serde(skip_serializing_if = "Option::is_none")]
    combined: Option<&'static str>,
}

/// Runs the command.
pub(crate) fn run(it: &cli::Licence, around: &mut Around<'_>) -> Result<u8, Problem> {
    if it.texts {
        return licence_texts::run(&it.path, it.json, around);
    }
    let project = Project::open(&it.path)?;
    scan::tell_sources(&project, around);
    scan::some_read(&project, &it.path)?;
    let sources = Sources::of(&it.path, &it.sources)?;
    let mut by_licence: BTreeMap<(Duty, String), BTreeSet<String>> = BTreeMap::new();
    let lang = around.lang;
    let (mut known, mut all) = (0, 0);
    for component in project.others() {
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
    let conflicts = match (&it.under, &it.db) {
        (Some(under), Some(db)) => conflicts(under, db, &by_licence)?,
        _ => Vec::new(),
    };
    let text = if it.json {
        as_json(by_licence, &conflicts)
    } else {
        let mut text = table(&by_licence, known, all, lang);
        text.push_str(&conflict_lines(it.under.as_deref(), &conflicts, lang));
        text
    };
    around.data(&text);
    if known < all && !it.json {
        around.talk(&give_sources(lang));
    }
    let is_broken = conflicts.iter().any(|it| it.verdict == Verdict::No);
    Ok(match (is_broken, project.failures.is_empty()) {
        (true, _) => BROKEN,
        (false, true) => CLEAN,
        (false, false) => UNJUDGED,
    })
}

/// A licence that may not, or not without a look, be combined with the product's own.
struct Conflict {
    licence: String,
    verdict: Verdict,
    packages: BTreeSet<String>,
}

/// What the matrix of the database says against the licences. What it does not know is not "yes".
fn conflicts(
    under: &str,
    db: &Path,
    by_licence: &BTreeMap<(Duty, String), BTreeSet<String>>,
) -> Result<Vec<Conflict>, Problem> {
    let shown = db.display().to_string();
    let beside = Held::open(db)?.beside()?;
    let Some(csv) = beside.matrix else {
        return Err(Problem::file(&shown).because_in(no_matrix).hint(get_matrix));
    };
    let matrix = Matrix::of_csv(&csv).map_err(|e| Problem::content(&shown, e))?;
    if !matrix.names().iter().any(|it| it == under) {
        let under = under.to_owned();
        return Err(Problem::new(move |lang| not_in_matrix(lang, &under)));
    }
    let judge = |text: &str| match Expression::parse_lenient(text) {
        Ok(it) => matrix.judge(under, &it).0,
        Err(_) => Verdict::Unknown,
    };
    let all = by_licence.iter().map(|((_, licence), packages)| Conflict {
        licence: licence.clone(),
        verdict: judge(licence),
        packages: packages.clone(),
    });
    let mut all: Vec<Conflict> = all.filter(|it| !it.verdict.is_allowed()).collect();
    all.sort_by(|a, b| (a.verdict, &a.licence).cmp(&(b.verdict, &b.licence)));
    Ok(all)
}

fn conflict_lines(under: Option<&str>, conflicts: &[Conflict], lang: Lang) -> String {
    let Some(under) = under else { return String::new() };
    if conflicts.is_empty() {
        return format!("{}\n", none_conflicts(lang, under));
    }
    let line = |it: &Conflict| {
        let words = if lang == Lang::Ko { it.verdict.ko() } else { it.verdict.en() };
        let names: Vec<&str> = it.packages.iter().map(String::as_str).collect();
        format!("{}  {words}\n      {}\n", it.licence, names.join(", "))
    };
    let lines: String = conflicts.iter().map(line).collect();
    format!("\n{}\n{lines}", with_own(lang, under))
}

fn as_json(
    by_licence: BTreeMap<(Duty, String), BTreeSet<String>>,
    conflicts: &[Conflict],
) -> String {
    let row = |((duty, licence), packages): ((Duty, String), BTreeSet<String>)| Row {
        combined: conflicts.iter().find(|it| it.licence == licence).map(|it| it.verdict.word()),
        // Words in brackets say why there is none.
        licence: (!licence.starts_with('(') || duty != Duty::Unknown).then_some(licence),
        duty,
        packages: packages.into_iter().collect(),
    };
    let rows: Vec<Row> = by_licence.into_iter().map(row).collect();
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

//! How alive a project is: what was measured elsewhere and carried in with the database.

use crate::db::Held;
use crate::problem::Problem;
use crate::project::Project;
use crate::report::json;
use crate::{Around, CLEAN, UNJUDGED, advice, cli, day, scan};
use naru_base::texts;
use naru_sbom::advisory::Kind;
use naru_sbom::purl::Purl;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is known of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Health {
    /// The day of the measurement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) as_of: Option<String>,
    /// Day of the newest release.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) last_release: Option<String>,
    /// People who contributed within a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) contributors: Option<u32>,
    /// Open issues.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) open_issues: Option<u32>,
    /// Whether its repository is closed for changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) archived: Option<bool>,
    /// Day from which it is no longer supported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) end_of_life: Option<String>,
    /// OpenSSF Scorecard, in tenths.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) scorecard_tenths: Option<u32>,
}

#[derive(Deserialize)]
struct List {
    projects: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    purl: String,
    #[serde(flatten)]
    health: Health,
}

#[derive(Deserialize)]
struct Scorecard {
    repo: Repository,
    #[serde(default)]
    date: Option<String>,
    score: f64,
}

#[derive(Deserialize)]
struct Repository {
    name: String,
}

/// `{"projects": [{"purl": "pkg:cargo/x", "last_release": "2026-01-01", …}]}` or the result of
/// OpenSSF Scorecard, which stands under the package URL of its repository.
pub(crate) fn read(bytes: &[u8]) -> Result<BTreeMap<String, Health>, String> {
    if let Ok(list) = serde_json::from_slice::<List>(bytes) {
        return list.projects.into_iter().map(entry).collect();
    }
    let card: Scorecard = serde_json::from_slice(bytes).map_err(|e| e.to_string())?;
    let tenths = format!("{:.1}", card.score).replace('.', "").parse().ok();
    let health = Health { as_of: card.date, scorecard_tenths: tenths, ..Health::default() };
    let path = card.repo.name.trim_start_matches("https://").trim_start_matches("github.com/");
    Ok(BTreeMap::from([(format!("pkg:github/{}", path.to_lowercase()), health)]))
}

fn entry(it: Entry) -> Result<(String, Health), String> {
    let purl = Purl::parse_lenient(&it.purl).map_err(|e| e.to_string())?;
    Ok((purl.without_version().to_string(), it.health))
}

texts! {
    archived { ko: "저장소가 닫힘", en: "repository closed" }
    ended(day: &str) { ko: "{day} 지원 종료", en: "end of life {day}" }
    ending(day: &str) { ko: "{day}에 지원 종료 예정", en: "end of life on {day}" }
    released(day: &str, days: u32) { ko: "최근 배포 {day} ({days}일 전)", en: "last release {day} ({days} days ago)" }
    by_people(count: u32) { ko: "기여자 {count}명", en: "{count} contributors" }
    one_person { ko: "기여자 1명", en: "one contributor" }
    issues(count: u32) { ko: "미해결 이슈 {count}건", en: "{count} open issues" }
    scored(score: &str) { ko: "스코어카드 {score}", en: "scorecard {score}" }
    unmaintained { ko: "관리 중단 권고", en: "advisory: unmaintained" }
    known(count: usize, all: usize) {
        ko: "패키지 {all}개 중 {count}개의 상태를 압니다. 나머지는 미상입니다.",
        en: "The health of {count} of {all} packages is known; of the others nothing is.",
    }
}

/// A package and what is known of its project.
#[derive(Serialize)]
struct Row {
    purl: String,
    name: String,
    version: Option<String>,
    /// The id of an advisory that says that nobody maintains it.
    unmaintained: Option<String>,
    health: Option<Health>,
}

/// Runs the command.
pub(crate) fn run(it: &cli::Health, around: &mut Around<'_>) -> Result<u8, Problem> {
    let held = Held::open(&it.db)?;
    let project = Project::open(&it.path)?;
    scan::tell_sources(&project, around);
    let advice = advice::ask(&project, &held, around.now)?;
    let beside = held.beside()?;
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for component in project.sources.iter().flat_map(|it| &it.bom.components) {
        let Some(purl) = component.purl.known() else { continue };
        let Ok(parsed) = Purl::parse_lenient(purl) else { continue };
        let health = beside.health.get(&parsed.without_version().to_string()).cloned();
        let row = Row {
            purl: purl.clone(),
            name: advice::shown_name(component),
            version: component.version.known().cloned(),
            unmaintained: None,
            health,
        };
        rows.entry(purl.clone()).or_insert(row);
    }
    for finding in advice.findings.iter().filter(|it| it.kind == Kind::Unmaintained) {
        if let Some(row) = rows.get_mut(&finding.purl) {
            row.unmaintained = Some(finding.advisory.clone());
        }
    }
    let rows: Vec<Row> = rows.into_values().collect();
    let text = if it.json { json::text(&rows) } else { shown(&rows, around) };
    around.data(&text);
    Ok(if project.failures.is_empty() { CLEAN } else { UNJUDGED })
}

fn shown(rows: &[Row], around: &Around<'_>) -> String {
    let lang = around.lang;
    let mut out = String::new();
    let is_known = |it: &&Row| it.health.is_some() || it.unmaintained.is_some();
    for row in rows.iter().filter(is_known) {
        let mut parts = Vec::new();
        if let Some(id) = &row.unmaintained {
            parts.push(format!("{} ({id})", unmaintained(lang)));
        }
        if let Some(health) = &row.health {
            parts.extend(health.parts(around));
        }
        let version = row.version.as_deref().unwrap_or("?");
        out.push_str(&format!("{} {version}  {}\n", row.name, parts.join(" · ")));
    }
    let count = rows.iter().filter(is_known).count();
    out.push_str(&format!("{}\n", known(lang, count, rows.len())));
    out
}

impl Health {
    fn parts(&self, around: &Around<'_>) -> Vec<String> {
        let (lang, today) = (around.lang, day::today(around.now));
        let mut parts = Vec::new();
        if self.archived == Some(true) {
            parts.push(archived(lang));
        }
        if let Some(text) = &self.end_of_life {
            let is_past = day::parse(text).is_some_and(|it| it <= today);
            parts.push(if is_past { ended(lang, text) } else { ending(lang, text) });
        }
        if let Some(text) = &self.last_release
            && let Some(date) = day::parse(text)
        {
            parts.push(released(lang, text, day::between(date, today)));
        }
        match self.contributors {
            Some(1) => parts.push(one_person(lang)),
            Some(count) => parts.push(by_people(lang, count)),
            None => {}
        }
        parts.extend(self.open_issues.map(|it| issues(lang, it)));
        let score = self.scorecard_tenths.map(|it| format!("{}.{}", it / 10, it % 10));
        parts.extend(score.map(|it| scored(lang, &it)));
        parts
    }
}

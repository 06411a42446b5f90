//! `impact`: who uses a package, or is exposed to an advisory. The question of the first hour.

use crate::advice::shown_name;
use crate::cli::Impact;
use crate::db::Held;
use crate::problem::Problem;
use crate::project::{Project, Source};
use crate::report::json;
use crate::{Around, BROKEN, CLEAN, UNJUDGED, scan};
use naru_base::{Lang, texts};
use naru_sbom::advisory::{Advisory, Package, Verdict, affects};
use naru_sbom::bom::{Component, Reach};
use naru_sbom::purl::Purl;
use naru_sbom::version::{Scheme, compare};
use serde::Serialize;
use std::cmp::Ordering;
use std::path::Path;

texts! {
    needs_db(id: &str) {
        ko: "{id} 권고를 찾으려면 --db로 데이터베이스를 주어야 합니다",
        en: "to look {id} up, give the database with --db",
    }
    not_there(id: &str) { ko: "{id}은(는) 데이터베이스에 없습니다", en: "{id} is not in the database" }
    bad_range(text: &str) {
        ko: "버전 조건 {text}을(를) 이해할 수 없습니다", en: "cannot understand the condition {text} on versions",
    }
    bad_purl(text: &str) {
        ko: "패키지 URL {text}을(를) 이해할 수 없습니다", en: "cannot understand the package URL {text}",
    }
    older {
        ko: "데이터베이스가 그 권고보다 오래되었거나 그 생태계의 자료가 없을 수 있습니다. 새로 가져오십시오: naru oss db import --from 자료… --out oss.db",
        en: "the database may be older than it, or hold no data of its ecosystem; import them: naru oss db import --from DATA… --out oss.db",
    }
    range_forms {
        ko: "예: pkg:maven/org.example/log@2.14.1, pkg:maven/org.example/log@<2.15.0, pkg:npm/x@>=1.0.0,<1.2.3, CVE-2021-44228",
        en: "for example pkg:maven/org.example/log@2.14.1, pkg:maven/org.example/log@<2.15.0, pkg:npm/x@>=1.0.0,<1.2.3, CVE-2021-44228",
    }
    nobody(what: &str) { ko: "{what}: 쓰는 곳이 없습니다.", en: "{what}: nobody uses it." }
    users(what: &str, count: usize, files: usize) {
        ko: "{what}: 파일 {files}개에 {count}건", en: "{what}: {count} in {files} files",
    }
    direct { ko: "직접", en: "direct" }
    transitive { ko: "간접", en: "transitive" }
    unlinked { ko: "경로 미상", en: "way unknown" }
}

/// The most paths that are told of one use.
const PATHS_MAX: usize = 3;

/// Who is asked for.
enum Wanted {
    /// A package whose version fulfils every condition.
    Package { asked: Package, conditions: Vec<(Sign, String)> },
    /// Whatever these advisories affect.
    Advisories(Vec<Advisory>),
}

#[derive(Clone, Copy)]
enum Sign {
    Less,
    AtMost,
    More,
    AtLeast,
    Exactly,
}

#[derive(Serialize)]
struct Use {
    file: String,
    product: String,
    purl: Option<String>,
    name: String,
    version: Option<String>,
    relation: &'static str,
    paths: Vec<Vec<String>>,
    fixed: Vec<String>,
}

#[derive(Serialize)]
struct Whole<'a> {
    asked: &'a str,
    uses: &'a [Use],
    unread: Vec<&'a str>,
}

/// Runs the command.
pub(crate) fn run(it: &Impact, around: &mut Around<'_>) -> Result<u8, Problem> {
    let wanted = wanted(it)?;
    let mut uses = Vec::new();
    let mut unread = Vec::new();
    for path in &it.paths {
        let project = Project::open(path)?;
        for (name, problem) in &project.failures {
            around.talk(&scan::not_read(around.lang, name, &problem.line(around.lang)));
            unread.push(name.clone());
        }
        // Of several projects each file bears the name of its own.
        let of = (it.paths.len() > 1 && path.is_dir()).then_some(path.as_path());
        for source in &project.sources {
            collect(source, of, &wanted, &mut uses);
        }
    }
    let text = if it.json {
        let unread = unread.iter().map(String::as_str).collect();
        json::text(&Whole { asked: &it.what, uses: &uses, unread })
    } else {
        shown(&it.what, &uses, around.lang)
    };
    around.data(&text);
    Ok(match (uses.is_empty(), unread.is_empty()) {
        (false, _) => BROKEN,
        (true, true) => CLEAN,
        (true, false) => UNJUDGED,
    })
}

fn wanted(it: &Impact) -> Result<Wanted, Problem> {
    if it.what.starts_with("pkg:") {
        return package(&it.what);
    }
    let id = it.what.clone();
    let Some(db) = &it.db else {
        return Err(Problem::new(move |lang| needs_db(lang, &id)).hint(range_forms));
    };
    let held = Held::open(db)?;
    // Names of advisories mean the same in small letters.
    let (upper, lower) = (id.to_ascii_uppercase(), id.to_ascii_lowercase());
    let ghsa = lower.strip_prefix("ghsa-").map(|it| format!("GHSA-{it}"));
    let mut named = Vec::new();
    for name in [Some(id.clone()), Some(upper), ghsa].into_iter().flatten() {
        named = held.advisories().named(&name).map_err(|e| Problem::content("database", e))?;
        if !named.is_empty() {
            break;
        }
    }
    if named.is_empty() {
        return Err(Problem::new(move |lang| not_there(lang, &id)).hint(older));
    }
    Ok(Wanted::Advisories(named))
}

/// `pkg:type/name@1.2.3`, or with conditions instead of the version.
fn package(text: &str) -> Result<Wanted, Problem> {
    let wrong = |part: &str| {
        let part = part.to_owned();
        Problem::new(move |lang| bad_range(lang, &part)).hint(range_forms)
    };
    let (name, version) = match text.rsplit_once('@') {
        Some((name, version)) if !version.contains('/') => (name, version),
        _ => (text, ""),
    };
    let purl = Purl::parse_lenient(name).map_err(|e| {
        let name = name.to_owned();
        Problem::new(move |lang| bad_purl(lang, &name)).because(e).hint(range_forms)
    })?;
    let Some(asked) = Package::of_purl(&purl) else { return Err(wrong(text)) };
    let mut conditions = Vec::new();
    for part in version.split(',').map(str::trim).filter(|it| !it.is_empty()) {
        let signs = [
            ("<=", Sign::AtMost),
            (">=", Sign::AtLeast),
            ("<", Sign::Less),
            (">", Sign::More),
            ("=", Sign::Exactly),
        ];
        let found = signs.iter().find_map(|it| Some((it.1, part.strip_prefix(it.0)?.trim())));
        let (sign, version) = found.unwrap_or((Sign::Exactly, part));
        // Without a digit it is no version: nobody would use it, which is not what is meant.
        if !version.contains(|c: char| c.is_ascii_digit()) {
            return Err(wrong(part));
        }
        conditions.push((sign, bare(version).to_owned()));
    }
    Ok(Wanted::Package { asked, conditions })
}

/// `v1.2` is 1.2.
fn bare(version: &str) -> &str {
    match version.strip_prefix(['v', 'V']) {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => rest,
        _ => version,
    }
}

impl Wanted {
    /// Whether it is this package, and the versions that repair it.
    fn hits(&self, names: &[Package]) -> Option<Vec<String>> {
        names.iter().find_map(|it| match self {
            Wanted::Package { asked, conditions } => {
                let is_it = asked.ecosystem.covers(&it.ecosystem) && asked.name == it.name;
                let scheme = it.ecosystem.scheme();
                let version = it.version.as_deref();
                let fulfils = conditions.iter().all(|one| fulfils(scheme, version, one));
                (is_it && fulfils).then(Vec::new)
            }
            Wanted::Advisories(list) => {
                list.iter().find_map(|advisory| match affects(advisory, it) {
                    Verdict::Affected { fixed } => Some(fixed),
                    _ => None,
                })
            }
        })
    }
}

/// Without an order only the very version can be told.
fn fulfils(scheme: Option<Scheme>, version: Option<&str>, condition: &(Sign, String)) -> bool {
    let Some(version) = version.map(bare) else { return false };
    let Some(scheme) = scheme else {
        return matches!(condition.0, Sign::Exactly) && version == condition.1;
    };
    let order = compare(scheme, version, &condition.1);
    match condition.0 {
        Sign::Less => order == Ordering::Less,
        Sign::AtMost => order != Ordering::Greater,
        Sign::More => order == Ordering::Greater,
        Sign::AtLeast => order != Ordering::Less,
        Sign::Exactly => order == Ordering::Equal,
    }
}

fn collect(source: &Source, of: Option<&Path>, wanted: &Wanted, uses: &mut Vec<Use>) {
    let graph = source.bom.graph();
    let product = source.bom.top.as_ref().map(Component::full_name).unwrap_or_default();
    for (component, question) in source.bom.everything().zip(&source.questions) {
        let crate::project::Question::Ask(names) = question else { continue };
        let Some(fixed) = wanted.hits(names) else { continue };
        let ways = graph.paths(&component.id, PATHS_MAX);
        uses.push(Use {
            file: match of {
                Some(folder) => folder.join(&source.name).display().to_string(),
                None => source.name.clone(),
            },
            product: product.clone(),
            purl: component.purl.known().cloned(),
            name: shown_name(component),
            version: component.version.known().cloned(),
            relation: match graph.reach(&component.id) {
                Reach::Top | Reach::Direct => "direct",
                Reach::Transitive => "transitive",
                Reach::Unlinked => "unknown",
            },
            paths: ways.into_iter().map(|it| it.into_iter().map(shown_name).collect()).collect(),
            fixed,
        });
    }
}

fn shown(what: &str, uses: &[Use], lang: Lang) -> String {
    if uses.is_empty() {
        return format!("{}\n", nobody(lang, what));
    }
    let mut files: Vec<&str> = uses.iter().map(|it| it.file.as_str()).collect();
    files.dedup();
    let mut out = format!("{}\n", users(lang, what, uses.len(), files.len()));
    for it in uses {
        let relation = match it.relation {
            "direct" => direct(lang),
            "transitive" => transitive(lang),
            _ => unlinked(lang),
        };
        let version = it.version.as_deref().unwrap_or("?");
        out.push_str(&format!("{}  {} {version}  {relation}\n", it.file, it.name));
        for path in &it.paths {
            out.push_str(&format!("    {}\n", path.join(" > ")));
        }
    }
    out
}

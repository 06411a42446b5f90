//! Reading data as its publishers hand it out: folders, archives and single files of advisories
//! (OSV, GitHub, RustSec), of what is exploited (KEV, EPSS), of licences and of projects.
//!
//! One bad record never hides the others: it is counted and the first ones are told. An ecosystem
//! that this build does not know is kept.

mod archive;
mod record;

use crate::Around;
use crate::db::{self, Beside, Facts, SourceFacts};
use crate::files;
use crate::problem::Problem;
use naru_base::texts;
use naru_sbom::advisory::{Database, Kind, SourceInfo};
use record::Record;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

texts! {
    reading(path: &str, count: u64) { ko: "{path} 읽는 중: {count}건", en: "reading {path}: {count}" }
    took(name: &str, records: u64, refused: u64) {
        ko: "{name}: {records}건 읽음, {refused}건 읽지 못함",
        en: "{name}: {records} records read, {refused} could not be read",
    }
    not_read(place: &str, why: &str) { ko: "  읽지 못함: {place}: {why}", en: "  not read: {place}: {why}" }
    more(count: usize) { ko: "  … 그 밖에 {count}건", en: "  … and {count} more" }
    nothing_in(path: &str) {
        ko: "{path} 안에 아는 형식의 자료가 없습니다",
        en: "there is nothing in {path} in a format that is known",
    }
    nothing_read(path: &str) {
        ko: "{path}에서 읽은 기록이 하나도 없습니다", en: "not one record of {path} could be read",
    }
    known_forms {
        ko: "읽는 자료: OSV·GitHub 권고 JSON, RustSec 저장소, CISA KEV(CSV·JSON), EPSS CSV, SPDX licenses.json, ScanCode 라이선스 목록, OSADL 양립성 표(CSV), 프로젝트 상태 JSON; 폴더, zip, tar, tar.gz, gz",
        en: "what is read: advisories of OSV and GitHub as JSON, the RustSec repository, CISA KEV (CSV, JSON), EPSS CSV, licenses.json of SPDX, ScanCode's licence list, OSADL's compatibility matrix (CSV), project health as JSON; folders, zip, tar, tar.gz, gz",
    }
}

/// The most that is told one by one of what could not be read.
const REFUSALS_TOLD_MAX: usize = 5;
/// How often progress is shown.
const PROGRESS_EVERY: u64 = 500;

/// What is gathered from one path.
#[derive(Default)]
struct Taken {
    /// Records and refusals by the name of their kind, and the newest change among them.
    kinds: BTreeMap<&'static str, SourceFacts>,
    refusals: Vec<(String, String)>,
}

/// Everything that is gathered.
#[derive(Default)]
struct Gathered {
    database: Database,
    beside: Beside,
}

/// Reads the paths and writes the database.
pub(crate) fn import(
    from: &[PathBuf],
    out: &Path,
    around: &mut Around<'_>,
) -> Result<Facts, Problem> {
    let mut gathered = Gathered::default();
    let mut facts = Facts { made: around.now.rfc3339(), ..Facts::default() };
    for path in from {
        std::fs::metadata(path).map_err(|e| Problem::read(path, e))?;
        let taken = take(path, &mut gathered, around)?;
        around.progress_done();
        if taken.kinds.is_empty() && taken.refusals.is_empty() {
            let shown = path.display().to_string();
            return Err(Problem::new(move |lang| nothing_in(lang, &shown)).hint(known_forms));
        }
        tell(&taken, around);
        if taken.kinds.values().all(|it| it.records == 0) {
            let shown = path.display().to_string();
            return Err(Problem::new(move |lang| nothing_read(lang, &shown)).hint(known_forms));
        }
        facts.sources.extend(taken.kinds.into_values());
    }
    let Gathered { mut database, beside } = gathered;
    database.sources = facts.sources.iter().map(source_info).collect();
    count(&mut facts, &database, &beside);
    files::write(out, &db::encode(&database, &facts, &beside)?)?;
    Ok(facts)
}

fn source_info(it: &SourceFacts) -> SourceInfo {
    SourceInfo {
        name: it.name.clone(),
        taken_at: it.newest.clone(),
        records: it.records,
        refused: it.refused,
        licence: None,
    }
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn count(facts: &mut Facts, database: &Database, beside: &Beside) {
    for advisory in database.advisories.values() {
        let mut named: Vec<&str> = advisory.affected.iter().map(|it| it.ecosystem.base()).collect();
        named.sort_unstable();
        named.dedup();
        for ecosystem in named {
            *facts.ecosystems.entry(ecosystem.to_owned()).or_default() += 1;
        }
        facts.withdrawn += u64::from(advisory.withdrawn.is_some());
        facts.malicious += u64::from(advisory.kind == Kind::Malicious);
    }
    facts.advisories = number(database.advisories.len());
    facts.kev = number(database.kev.len());
    facts.epss = number(database.epss.len());
    facts.health = number(beside.health.len());
    facts.licences = number(beside.licences.len());
    facts.newest = facts.sources.iter().filter_map(|it| it.newest.clone()).max();
}

fn tell(taken: &Taken, around: &mut Around<'_>) {
    for it in taken.kinds.values() {
        around.talk(&took(around.lang, &it.name, it.records, it.refused));
    }
    for (place, why) in taken.refusals.iter().take(REFUSALS_TOLD_MAX) {
        around.talk(&not_read(around.lang, place, why));
    }
    let left = taken.refusals.len().saturating_sub(REFUSALS_TOLD_MAX);
    if left > 0 {
        around.talk(&more(around.lang, left));
    }
}

fn take(path: &Path, gathered: &mut Gathered, around: &mut Around<'_>) -> Result<Taken, Problem> {
    let mut taken = Taken::default();
    let shown = path.display().to_string();
    let mut seen = 0;
    archive::each(path, &mut |name, bytes| {
        match record::read(name, bytes) {
            None => {}
            Some(Ok(record)) => {
                seen += 1;
                put(record, gathered, &mut taken);
            }
            Some(Err((kind, why))) => {
                taken.kinds.entry(kind).or_insert_with(|| named(kind)).refused += 1;
                taken.refusals.push((name.to_owned(), why));
            }
        }
        if seen % PROGRESS_EVERY == 0 {
            around.progress(&reading(around.lang, &shown, seen));
        }
    })?;
    Ok(taken)
}

fn named(kind: &'static str) -> SourceFacts {
    SourceFacts { name: kind.to_owned(), ..SourceFacts::default() }
}

fn put(record: Record, gathered: &mut Gathered, taken: &mut Taken) {
    let kind = record.kind();
    let facts = taken.kinds.entry(kind).or_insert_with(|| named(kind));
    let newest = match record {
        Record::Advisory(advisory) => {
            facts.records += 1;
            let newest = advisory.modified.clone().or_else(|| advisory.published.clone());
            // Go's database writes the first day of all for "nobody knows".
            let newest = newest.filter(|it| !it.starts_with("0001"));

            gathered.database.put(*advisory);
            newest
        }
        Record::GitHub(advisories, refused) => {
            facts.records += number(advisories.len());
            facts.refused += number(refused.len());
            let newest = advisories.iter().filter_map(|it| it.modified.clone()).max();
            advisories.into_iter().for_each(|it| gathered.database.put(it));
            taken.refusals.extend(refused.into_iter().map(|why| (kind.to_owned(), why)));
            newest
        }
        Record::Kev(entries) => {
            facts.records += number(entries.len());
            let newest = entries.values().map(|it| it.added.clone()).max();
            gathered.database.kev.extend(entries);
            newest
        }
        Record::Epss(table) => {
            facts.records += number(table.scores.len());
            gathered.database.epss.extend(table.scores);
            table.date
        }
        Record::Licences(list) => {
            facts.records += number(list.len());
            gathered.beside.licences.extend(list);
            None
        }
        Record::Matrix(text, licences) => {
            facts.records += number(licences);
            gathered.beside.matrix = Some(text);
            None
        }
        Record::Health(list) => {
            facts.records += number(list.len());
            let newest = list.values().filter_map(|it| it.as_of.clone()).max();
            gathered.beside.health.extend(list);
            newest
        }
    };
    facts.newest = facts.newest.take().max(newest);
}

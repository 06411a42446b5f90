//! Which command does what.

use crate::bundle::{self, Kind};
use crate::check;
use crate::cli::{Db, Oss, Sign, Verify};
use crate::db::{Facts, Held};
use crate::files::{self, DATABASE_BYTES_MAX};
use crate::import;
use crate::problem::Problem;
use crate::report::json;
use crate::report::width::{of, padded};
use crate::{Around, CLEAN, UNJUDGED, sbom, scan};
use naru_base::dsse;
use naru_base::ed25519::{SigningKey, VerifyingKey};
use naru_base::env::SystemEntropy;
use naru_base::{Lang, texts};
use serde::Serialize;
use std::path::Path;

texts! {
    written(path: &str, advisories: u64) {
        ko: "{path}에 권고 {advisories}건을 적었습니다.", en: "Wrote {advisories} advisories to {path}.",
    }
    not_all {
        ko: "읽지 못한 기록이 있어 자료가 온전하지 않습니다.",
        en: "Some records could not be read: the data are not whole.",
    }
    key_written(path: &str) {
        ko: "개인 키를 {path}에 적었습니다. 공개 키(받는 쪽의 --trust):",
        en: "Wrote the private key to {path}. The public key, for --trust where bundles are received:",
    }
    bundled(path: &str, bytes: usize) {
        ko: "{path} ({bytes}바이트)에 번들을 적었습니다.", en: "Wrote the bundle {path} ({bytes} bytes).",
    }
    bundled_since(path: &str, bytes: usize) {
        ko: "{path} ({bytes}바이트)에 이전 데이터베이스와의 차이를 적었습니다.",
        en: "Wrote the difference {path} ({bytes} bytes).",
    }
    verified(made: &str, advisories: u64) {
        ko: "서명이 맞습니다: {made}에 만든 권고 {advisories}건.",
        en: "The signature holds: {advisories} advisories, made {made}.",
    }
    bad_trust { ko: "--trust 값이 공개 키(base64url 43자)가 아닙니다", en: "--trust is not a public key (43 characters of base64url)" }
    bad_key(path: &str) { ko: "{path}에 Ed25519 개인 키가 없습니다", en: "{path} holds no Ed25519 private key" }
    make_key { ko: "만드는 법: naru oss db key --out bundle.key", en: "make one: naru oss db key --out bundle.key" }
    signed_already(path: &str) {
        ko: "{path}은(는) 이미 서명된 봉투입니다. 서명하지 않은 SBOM을 주십시오",
        en: "{path} is a signed envelope already: give the bill without a signature",
    }
    signed(path: &str, key: &str) {
        ko: "서명한 SBOM을 {path}에 적었습니다. 서명 키: {key}",
        en: "Wrote the signed bill to {path}. It was signed by {key}",
    }
    row_made { ko: "만든 때", en: "made" }
    row_newest { ko: "가장 새로운 변경", en: "newest change" }
    row_age { ko: "나이", en: "age" }
    days(days: u32) { ko: "{days}일", en: "{days} days" }
    row_advisories { ko: "권고", en: "advisories" }
    of_withdrawn(all: u64, withdrawn: u64) { ko: "{all} (철회 {withdrawn})", en: "{all} ({withdrawn} withdrawn)" }
    row_kev { ko: "악용 확인 (KEV)", en: "known exploited (KEV)" }
    row_epss { ko: "악용 확률 (EPSS)", en: "exploitation forecasts (EPSS)" }
    row_health { ko: "프로젝트 상태", en: "projects' health" }
    row_licences { ko: "라이선스 목록", en: "licences listed" }
    row_ecosystems { ko: "생태계", en: "ecosystems" }
    row_sources { ko: "출처", en: "sources" }
    source_line(name: &str, records: u64, refused: u64, newest: &str) {
        ko: "{name}: {records}건, 읽지 못함 {refused}건, 최신 {newest}",
        en: "{name}: {records} records, {refused} refused, newest {newest}",
    }
}

/// Runs a command.
pub(crate) fn answer(oss: Oss, around: &mut Around<'_>) -> Result<u8, Problem> {
    match oss {
        Oss::Db(it) => db(it, around),
        Oss::Sbom(it) => sbom::run(&it, around),
        Oss::Sign(it) => sign(&it, around),
        Oss::Scan(it) => scan::run(&it.path, &it.db, it.format, it.out.as_deref(), around),
        Oss::Check(it) => check::run(&it, around),
        Oss::Impact(it) => crate::impact::run(&it, around),
        Oss::Health(it) => crate::health::run(&it, around),
        Oss::Licence(it) => crate::licence::run(&it, around),
        Oss::Notice(it) => crate::notice::run(&it, around),
        Oss::SelfCheck(it) => crate::selfcheck::run(&it, around),
        Oss::Gate(it) => crate::gate::run(&it, around),
        Oss::Guide(it) => crate::guide::run(&it, around),
        Oss::Bench(it) => crate::bench::run(&it, around),
    }
}

fn db(db: Db, around: &mut Around<'_>) -> Result<u8, Problem> {
    match db {
        Db::Import(it) => {
            let facts = import::import(&it.from, &it.out, around)?;
            around.talk(&written(around.lang, &it.out.display().to_string(), facts.advisories));
            if facts.sources.iter().any(|it| it.refused > 0) {
                around.talk(&not_all(around.lang));
                return Ok(UNJUDGED);
            }
        }
        Db::Info(it) => {
            let held = Held::open(&it.db)?;
            let age_days = held.age_days(around.now);
            let text = if it.json {
                json::text(&Info { age_days, facts: &held.facts })
            } else {
                info(&held.facts, age_days, around.lang)
            };
            around.data(&text);
        }
        Db::Key(it) => {
            let key = SigningKey::generate(&SystemEntropy::default());
            files::write_secret(&it.out, &format!("{}\n", key.marked_text().expose()))?;
            around.talk(&key_written(around.lang, &it.out.display().to_string()));
            around.data(&format!("{}\n", key.verifying_key()));
        }
        Db::Bundle(it) => {
            let key = key(&it.key)?;
            let database = files::read(&it.db, DATABASE_BYTES_MAX)?;
            let since = it.since.as_ref().map(|it| files::read(it, DATABASE_BYTES_MAX));
            let since = since.transpose()?;
            let (head, bytes) = bundle::make(&database, since.as_deref(), &key)?;
            files::write(&it.out, &bytes)?;
            let (path, length) = (it.out.display().to_string(), bytes.len());
            around.talk(&match head.kind {
                Kind::Full => bundled(around.lang, &path, length),
                Kind::Difference => bundled_since(around.lang, &path, length),
            });
        }
        Db::Verify(it) => verify(&it, around)?,
    }
    Ok(CLEAN)
}

/// Puts a bill into a signed envelope. What is no bill is not signed.
fn sign(it: &Sign, around: &mut Around<'_>) -> Result<u8, Problem> {
    let key = key(&it.key)?;
    let bytes = files::read(&it.bill, files::DOCUMENT_BYTES_MAX)?;
    let shown = it.bill.display().to_string();
    if dsse::is_meant(&bytes) {
        return Err(Problem::new(move |lang| signed_already(lang, &shown)));
    }
    let bill = sbom::read(&shown, &bytes)?;
    let kind = match bytes.trim_ascii_start().first() {
        Some(b'{') if bill.format.starts_with("SPDX") => "application/spdx+json",
        Some(b'{') => "application/vnd.cyclonedx+json",
        Some(b'<') => "application/vnd.cyclonedx+xml",
        _ => "text/spdx",
    };
    let mut text = dsse::sign(kind, &bytes, &key);
    text.push('\n');
    files::write(&it.out, text.as_bytes())?;
    let (path, public) = (it.out.display().to_string(), key.verifying_key().to_string());
    around.talk(&signed(around.lang, &path, &public));
    Ok(CLEAN)
}

fn key(path: &Path) -> Result<SigningKey, Problem> {
    let text = files::read_text(path).map_err(|it| it.hint(make_key))?;
    let shown = path.display().to_string();
    SigningKey::parse_marked(text.trim())
        .map_err(|_| Problem::new(move |lang| bad_key(lang, &shown)).hint(make_key))
}

fn verify(it: &Verify, around: &mut Around<'_>) -> Result<(), Problem> {
    let trusted = VerifyingKey::parse(it.trust.trim()).map_err(|_| Problem::new(bad_trust))?;
    let bytes = files::read(&it.bundle, DATABASE_BYTES_MAX)?;
    let shown = it.bundle.display().to_string();
    let bundle = bundle::verify(&shown, &bytes, trusted)?;
    let installed =
        it.installed.as_ref().map(|it| files::read(it, DATABASE_BYTES_MAX)).transpose()?;
    let is_enough = bundle.head.kind == Kind::Full || installed.is_some() || it.out.is_some();
    if is_enough {
        let database = bundle.database(&shown, installed.as_deref())?;
        if let Some(out) = &it.out {
            files::write(out, &database)?;
        }
    }
    around.talk(&verified(around.lang, &bundle.head.made, bundle.head.advisories));
    Ok(())
}

#[derive(Serialize)]
struct Info<'a> {
    age_days: u32,
    #[serde(flatten)]
    facts: &'a Facts,
}

fn info(facts: &Facts, age_days: u32, lang: Lang) -> String {
    let unknown = "-".to_owned();
    let ecosystems: Vec<String> =
        facts.ecosystems.iter().map(|(name, count)| format!("{name} {count}")).collect();
    let sources: Vec<String> = facts
        .sources
        .iter()
        .map(|it| {
            let newest = it.newest.as_deref().unwrap_or("-");
            source_line(lang, &it.name, it.records, it.refused, newest)
        })
        .collect();
    let rows = [
        (row_made(lang), facts.made.clone()),
        (row_newest(lang), facts.newest.clone().unwrap_or(unknown)),
        (row_age(lang), days(lang, age_days)),
        (row_advisories(lang), of_withdrawn(lang, facts.advisories, facts.withdrawn)),
        (row_kev(lang), facts.kev.to_string()),
        (row_epss(lang), facts.epss.to_string()),
        (row_health(lang), facts.health.to_string()),
        (row_licences(lang), facts.licences.to_string()),
        (row_ecosystems(lang), ecosystems.join(", ")),
        (row_sources(lang), sources.join("; ")),
    ];
    let width = rows.iter().map(|it| of(&it.0)).max().unwrap_or_default();
    let line = |(name, value): &(String, String)| format!("{}  {value}\n", padded(name, width));
    rows.iter().map(line).collect()
}

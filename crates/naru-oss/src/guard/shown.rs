//! A verdict of the guard for people, for programs and for code review.

use super::args::Mode;
use super::rules::Standing;
use super::seen::{Counts, Looked};
use super::{Packages, Verdict};
use crate::cli::VerdictForm;
use crate::finding::Line;
use crate::report::table::{self, Look};
use crate::report::width::{of, padded};
use crate::report::{json, sarif};
use crate::{Around, BROKEN, CLEAN};
use naru_base::{Lang, texts};
use naru_sbom::guard::{Confidence, Hit, Kind, Unread};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

texts! {
    is_clean {
        ko: "통과: 고유식별정보·신용정보·비밀값을 찾지 못했습니다. 이름·전화번호·주소는 찾지 않으니 승인하는 사람이 직접 보아야 합니다.",
        en: "CLEAN: no unique identifier, credit data or secret was found. Names, telephone numbers and addresses are not looked for: whoever approves must look.",
    }
    is_broken(count: u64) { ko: "차단: 넘어가면 안 되는 것이 {count}건 있습니다.", en: "BROKEN: {count} finds may not cross." }
    is_broken_packages(count: usize) { ko: "차단: 정책에 어긋나는 패키지 발견이 {count}건 있습니다.", en: "BROKEN: {count} findings in packages break the policy." }
    is_unjudged(count: u64) {
        ko: "판단 불가: 들여다보지 못한 것이 {count}건 있어 통과라고 말할 수 없습니다.",
        en: "NOT JUDGED: {count} could not be looked into; it cannot be called clean.",
    }
    high { ko: "확실", en: "high" }
    medium { ko: "보통", en: "medium" }
    low { ko: "낮음", en: "low" }
    at_line(line: u64) { ko: "{line}행", en: "line {line}" }
    in_its_name { ko: "이름", en: "its name" }
    accepted(reason: &str) { ko: "허용: {reason}", en: "accepted: {reason}" }
    registered(words: &str) { ko: "등록된 가명정보: {words}", en: "registered dataset: {words}" }
    told { ko: "개인정보 아님", en: "not personal" }
    more_hits(count: u64) { ko: "이 종류가 {count}건 더 있습니다", en: "{count} more of this kind" }
    more_files(count: usize) { ko: "그 밖에 파일 {count}개에 더 있습니다 (--format json)", en: "and more in {count} other files (--format json)" }
    counted(parts: &str) { ko: "막은 것: {parts}", en: "blocked: {parts}" }
    looked_at(files: u64, size: &str) { ko: "파일 {files}개({size})를 들여다보았습니다.", en: "looked into {files} files ({size})." }
    pictures(count: u64) { ko: "그림·소리·프로그램처럼 글이 아닌 파일이 {count}개입니다. 내용을 알 수 없으니 사람이 직접 보아야 합니다.", en: "{count} are no text (pictures, sound, programs): what they hold is not known, so somebody must look." }
    left_out(names: &str) { ko: "보지 않은 것(기록 폴더, 링크): {names}", en: "left out (history, links): {names}" }
    not_read(name: &str, why: &str) { ko: "들여다보지 못함: {name}: {why}", en: "not looked into: {name}: {why}" }
    broken_file(why: &str) { ko: "손상되었거나 읽을 수 없음: {why}", en: "damaged or not readable: {why}" }
    encrypted { ko: "암호가 걸려 있음", en: "it needs a password" }
    format(name: &str) { ko: "풀지 않는 형식({name})", en: "a format that is not unpacked ({name})" }
    too_deep(depth: usize) { ko: "{depth}단계보다 깊음", en: "deeper than {depth} levels" }
    too_large(bytes: &str) { ko: "풀면 {bytes}를 넘음", en: "it unpacks to more than {bytes}" }
    too_many(count: u64) { ko: "항목이 {count}개를 넘음", en: "it holds more than {count} entries" }
    expired_line(id: &str) { ko: "기한이 지나 더는 허용하지 않습니다: {id}", en: "its time is over and it no longer holds: {id}" }
    idle_line(id: &str) { ko: "쓰이지 않는 규칙입니다: {id}", en: "a rule that nothing needs: {id}" }
    and_more(count: usize) { ko: "그 밖에 {count}개", en: "and {count} more" }
    next_step {
        ko: "할 일: 지우거나 가명으로 바꾸고, 비밀값은 폐기해 새로 발급하십시오. 시험용 값이면 --rules 파일의 [[accept]]에 사유와 기한을 적습니다.",
        en: "What to do: remove it or replace it by pseudonyms; revoke secrets and issue new ones. If it is test data, say so with a reason and an end in [[accept]] of a --rules file.",
    }
}

/// In the form that was asked for.
pub(super) fn whole(verdict: &Verdict, form: VerdictForm, around: &Around<'_>) -> String {
    match form {
        VerdictForm::Table => {
            let look = Look { lang: around.lang, is_coloured: around.is_terminal };
            people(verdict, look)
        }
        VerdictForm::Json => json::text(&programs(verdict)),
        VerdictForm::Sarif => review(verdict),
    }
}

fn kind(lang: Lang, kind: Kind) -> &'static str {
    if lang == Lang::Ko { kind.ko() } else { kind.en() }
}

fn sure(lang: Lang, it: Confidence) -> String {
    match it {
        Confidence::High => high(lang),
        Confidence::Medium => medium(lang),
        Confidence::Low => low(lang),
    }
}

fn standing(lang: Lang, it: &Standing) -> Option<String> {
    match it {
        Standing::Blocks => None,
        Standing::Accepted(reason) => Some(accepted(lang, reason)),
        Standing::Registered(words) => Some(registered(lang, words)),
        Standing::Told => Some(told(lang)),
    }
}

fn why(lang: Lang, it: &Unread) -> String {
    match it {
        Unread::Broken(cause) => broken_file(lang, cause),
        Unread::Encrypted => encrypted(lang),
        Unread::Format(name) => format(lang, name),
        Unread::TooDeep(depth) => too_deep(lang, *depth),
        Unread::TooLarge(bytes) => too_large(lang, &size(*bytes)),
        Unread::TooMany(count) => too_many(lang, *count),
    }
}

/// Bytes for people, in steps of 1,000.
fn size(bytes: u64) -> String {
    let (unit, name) = match bytes {
        0..1_000 => return format!("{bytes} B"),
        1_000..1_000_000 => (1_000, "kB"),
        1_000_000..1_000_000_000 => (1_000_000, "MB"),
        _ => (1_000_000_000, "GB"),
    };
    format!("{}.{} {name}", bytes / unit, bytes % unit * 10 / unit)
}

fn people(verdict: &Verdict, look: Look) -> String {
    const FILES_SHOWN_MAX: usize = 50;
    let lang = look.lang;
    let mut out = String::new();
    for (_, it) in verdict.seen.looked.iter().take(FILES_SHOWN_MAX) {
        out.push_str(&file_lines(it, look));
    }
    let mut lines = Vec::new();
    let more = verdict.seen.looked.len().saturating_sub(FILES_SHOWN_MAX);
    lines.extend((more > 0).then(|| more_files(lang, more)));
    if let Some(packages) = &verdict.packages {
        out.push_str(&table::rows(
            verdict.broken_packages().map(|it| it.0).collect::<Vec<_>>().into_iter(),
            look,
        ));
        lines.extend(packages.unread.iter().map(|(name, why)| not_read(lang, name, why)));
    }
    lines.extend(unread_lines(verdict, lang));
    lines.extend(verdict.expired.iter().map(|it| expired_line(lang, it)));
    lines.extend(verdict.idle.iter().map(|it| idle_line(lang, it)));
    if !verdict.list.left_out.is_empty() {
        lines.push(left_out(lang, &some(lang, &verdict.list.left_out)));
    }
    lines.extend((verdict.seen.media > 0).then(|| pictures(lang, verdict.seen.media)));
    let blocked: Vec<String> = verdict
        .seen
        .counts
        .iter()
        .filter(|it| it.1.blocks > 0)
        .map(|(it, counts)| format!("{} {}", kind(lang, *it), counts.blocks))
        .collect();
    if !blocked.is_empty() {
        lines.push(counted(lang, &blocked.join(", ")));
        lines.push(next_step(lang));
    }
    lines.push(looked_at(lang, verdict.seen.files, &size(verdict.seen.bytes)));
    lines.push(judgement(verdict, look));
    out.push_str(&lines.join("\n"));
    out.push('\n');
    out
}

fn judgement(verdict: &Verdict, look: Look) -> String {
    let lang = look.lang;
    let packages = verdict.broken_packages().count();
    match verdict.code() {
        CLEAN => look.good(&is_clean(lang)),
        BROKEN if verdict.blocked() > 0 => look.bad(&is_broken(lang, verdict.blocked())),
        BROKEN => look.bad(&is_broken_packages(lang, packages)),
        _ => {
            let unread = verdict.packages.as_ref().map_or(0, |it| it.unread.len() as u64);
            look.bad(&is_unjudged(lang, verdict.seen.unread_count + unread))
        }
    }
}

fn some(lang: Lang, names: &[String]) -> String {
    const NAMES_MAX: usize = 5;
    let mut shown: Vec<String> = names.iter().take(NAMES_MAX).cloned().collect();
    let left = names.len().saturating_sub(NAMES_MAX);
    shown.extend((left > 0).then(|| and_more(lang, left)));
    shown.join(", ")
}

fn unread_lines(verdict: &Verdict, lang: Lang) -> Vec<String> {
    const SHOWN_MAX: usize = 20;
    let all = &verdict.seen.unread;
    let mut lines: Vec<String> = all
        .iter()
        .take(SHOWN_MAX)
        .map(|(_, name, it)| not_read(lang, name, &why(lang, it)))
        .collect();
    let left = all.len().saturating_sub(SHOWN_MAX);
    lines.extend((left > 0).then(|| and_more(lang, left)));
    lines
}

fn file_lines(it: &Looked, look: Look) -> String {
    const SHOWN_MAX: usize = 10;
    let lang = look.lang;
    let mut out = format!("{}\n", it.name);
    let all =
        || it.in_name.iter().map(|hit| (true, hit)).chain(it.hits.iter().map(|hit| (false, hit)));
    let names = it.standings.keys().map(|it| of(kind(lang, *it))).max().unwrap_or_default();
    for (found, (held, count)) in &it.standings {
        let mine = || all().filter(|(_, hit)| hit.kind == *found);
        for (is_name, hit) in mine().take(SHOWN_MAX) {
            let place = if is_name { in_its_name(lang) } else { at_line(lang, hit.line) };
            let name = padded(kind(lang, *found), names);
            let name = if *held == Standing::Blocks { look.bad(&name) } else { look.dim(&name) };
            let tail = standing(lang, held).map(|it| format!("  {it}")).unwrap_or_default();
            let (place, sure) = (padded(&place, 10), padded(&sure(lang, hit.confidence), 6));
            out.push_str(&format!("  {name}  {place}  {sure}  {}{tail}\n", hit.masked));
        }
        let shown = mine().take(SHOWN_MAX).count() as u64;
        if *count > shown {
            out.push_str(&format!("  {}\n", look.dim(&more_hits(lang, count - shown))));
        }
    }
    out
}

#[derive(Serialize)]
struct HitLine<'a> {
    file: &'a str,
    r#in: &'static str,
    kind: &'static str,
    confidence: &'static str,
    line: u64,
    start: u64,
    end: u64,
    masked: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
    standing: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct UnreadLine<'a> {
    file: &'a str,
    reason: &'static str,
    detail: String,
}

#[derive(Serialize)]
struct PackageLines<'a> {
    findings: Vec<Line<'a>>,
    breaks: Vec<Value>,
    unread: Vec<&'a str>,
}

#[derive(Serialize)]
struct Whole<'a> {
    verdict: &'static str,
    mode: &'static str,
    files: u64,
    bytes: u64,
    media: u64,
    counts: BTreeMap<&'static str, Counts>,
    hits: Vec<HitLine<'a>>,
    unread_count: u64,
    unread: Vec<UnreadLine<'a>>,
    left_out: &'a [String],
    expired: &'a [String],
    idle: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    packages: Option<PackageLines<'a>>,
}

fn programs(verdict: &Verdict) -> Whole<'_> {
    let seen = &verdict.seen;
    let hits = seen.looked.iter().flat_map(|(_, looked)| {
        let of_name = looked.in_name.iter().map(move |hit| line(looked, hit, "name"));
        of_name.chain(looked.hits.iter().map(move |hit| line(looked, hit, "content")))
    });
    Whole {
        verdict: match verdict.code() {
            CLEAN => "clean",
            BROKEN => "broken",
            _ => "unjudged",
        },
        mode: match verdict.mode {
            Mode::None => "none",
            Mode::Pseudonymised => "pseudonymised",
        },
        files: seen.files,
        bytes: seen.bytes,
        media: seen.media,
        counts: seen.counts.iter().map(|(kind, counts)| (kind.code(), *counts)).collect(),
        hits: hits.collect(),
        unread_count: seen.unread_count,
        unread: seen.unread.iter().map(|(_, name, why)| unread(name, why)).collect(),
        left_out: &verdict.list.left_out,
        expired: &verdict.expired,
        idle: &verdict.idle,
        packages: verdict.packages.as_ref().map(package_lines),
    }
}

fn package_lines(it: &Packages) -> PackageLines<'_> {
    let breaks = it.broken.iter().map(|(at, rule)| {
        let finding = &it.advice.findings[*at];
        json!({ "purl": finding.purl, "advisory": finding.advisory, "rule": rule.word() })
    });
    PackageLines {
        findings: it.advice.findings.iter().map(|it| it.line()).collect(),
        breaks: breaks.collect(),
        unread: it.unread.iter().map(|it| it.0.as_str()).collect(),
    }
}

fn line<'a>(looked: &'a Looked, hit: &'a Hit, place: &'static str) -> HitLine<'a> {
    let standing = looked.standings.get(&hit.kind).map(|it| &it.0);
    let (word, reason) = match standing {
        None | Some(Standing::Blocks) => ("blocks", None),
        Some(Standing::Accepted(it)) => ("accepted", Some(it.as_str())),
        Some(Standing::Registered(it)) => ("registered", Some(it.as_str())),
        Some(Standing::Told) => ("told", None),
    };
    HitLine {
        file: &looked.name,
        r#in: place,
        kind: hit.kind.code(),
        confidence: sure_word(hit.confidence),
        line: hit.line,
        start: hit.start,
        end: hit.end,
        masked: &hit.masked,
        fingerprint: hit.fingerprint.map(|it| format!("{it:016x}")),
        standing: word,
        reason,
    }
}

fn sure_word(it: Confidence) -> &'static str {
    match it {
        Confidence::High => "high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    }
}

fn unread<'a>(file: &'a str, it: &Unread) -> UnreadLine<'a> {
    let reason = match it {
        Unread::Broken(_) => "broken",
        Unread::Encrypted => "encrypted",
        Unread::Format(_) => "format",
        Unread::TooDeep(_) => "too-deep",
        Unread::TooLarge(_) => "too-large",
        Unread::TooMany(_) => "too-many",
    };
    UnreadLine { file, reason, detail: why(Lang::En, it) }
}

/// SARIF: what blocks, what was accepted, and what could not be looked into.
fn review(verdict: &Verdict) -> String {
    let mut results = Vec::new();
    for (_, looked) in &verdict.seen.looked {
        let all = looked.in_name.iter().chain(&looked.hits);
        results.extend(all.map(|hit| result(looked, hit)));
    }
    for (_, name, it) in &verdict.seen.unread {
        let text = format!("not looked into: {}", why(Lang::En, it));
        results.push(sarif::entry("not-looked-into", "warning", &text, name, 1));
    }
    let broken = verdict.broken_packages();
    for (finding, rule) in broken {
        for source in &finding.sources {
            let text = format!(
                "{} {}: {} ({})",
                finding.name,
                finding.version,
                finding.advisory,
                rule.word()
            );
            results.push(sarif::entry(
                "vulnerable-package",
                "error",
                &text,
                &super::masked(source),
                1,
            ));
        }
    }
    let kinds = Kind::ALL.map(|it| (it.code(), it.en()));
    let others = [
        ("not-looked-into", "a file that could not be looked into"),
        ("vulnerable-package", "a package that breaks the policy"),
    ];
    sarif::document("naru guard", kinds.into_iter().chain(others), results)
}

fn result(looked: &Looked, hit: &Hit) -> Value {
    let held = looked.standings.get(&hit.kind).map(|it| &it.0);
    let level = if hit.kind.is_personal() || hit.kind.is_secret() { "error" } else { "note" };
    let text = format!("{}: {}", hit.kind.en(), hit.masked);
    let mut result = sarif::entry(hit.kind.code(), level, &text, &looked.name, hit.line.max(1));
    if let Some(Standing::Accepted(reason) | Standing::Registered(reason)) = held {
        result["suppressions"] = sarif::suppressed(reason);
    }
    result
}

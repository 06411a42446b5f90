//! The result of a scan for people: the most urgent first, what to do beside it.

use super::width::{of, padded};
use crate::advice::Advice;
use crate::finding::{Finding, Unmatched};
use crate::scan;
use naru_base::{Lang, texts};
use naru_sbom::advisory::Kind;
use naru_sbom::cvss::Rating;
use std::collections::BTreeMap;

texts! {
    critical { ko: "심각", en: "critical" }
    high { ko: "높음", en: "high" }
    medium { ko: "보통", en: "medium" }
    low { ko: "낮음", en: "low" }
    none { ko: "없음", en: "none" }
    unknown { ko: "미상", en: "unknown" }
    malicious { ko: "악성", en: "malicious" }
    unmaintained { ko: "관리 중단", en: "unmaintained" }
    unsound { ko: "안전 결함", en: "unsound" }
    notice { ko: "알림", en: "notice" }
    exploited { ko: "악용 중", en: "exploited" }
    fixed_in(versions: &str) { ko: "고친 버전 {versions}", en: "fixed in {versions}" }
    no_fix { ko: "고친 버전 없음", en: "no fixed version" }
    came_by(path: &str) { ko: "경로 {path}", en: "by way of {path}" }
    more_paths(count: usize) { ko: "외 {count}개 경로", en: "and {count} more ways" }
    chance(percent: &str) { ko: "30일 안 악용 확률 {percent}%", en: "{percent}% chance of exploitation within 30 days" }
    for_development { ko: "개발용", en: "development only" }
    clean(components: usize) {
        ko: "패키지 {components}개에서 알려진 문제가 없습니다.",
        en: "Nothing is known against these {components} packages.",
    }
    clean_part(judged: usize, components: usize) {
        ko: "패키지 {components}개 가운데 판단한 {judged}개에서는 알려진 문제가 없습니다.",
        en: "Nothing is known against the {judged} of {components} packages that could be judged.",
    }
    clean_none(components: usize) {
        ko: "패키지 {components}개 가운데 판단할 수 있는 것이 없습니다.",
        en: "None of these {components} packages could be judged.",
    }
    import_it {
        ko: "그 종류의 권고 자료를 naru oss db import로 함께 묶으면 판단합니다.",
        en: "Import the advisories of these kinds with naru oss db import to have them judged.",
    }
    pin_maven {
        ko: "부모 POM이 정하는 버전은 pom.xml에 없습니다. 빌드가 만든 SBOM을 보십시오: mvn org.cyclonedx:cyclonedx-maven-plugin:makeAggregateBom 뒤에 target/bom.json",
        en: "Versions that a parent POM sets do not stand in pom.xml. Look at the bill that the build makes: mvn org.cyclonedx:cyclonedx-maven-plugin:makeAggregateBom, then target/bom.json",
    }
    pin_python {
        ko: "범위만 적힌 요구 사항은 실제 버전을 알 수 없습니다. 잠금 파일을 만드십시오: uv lock 또는 pip-compile",
        en: "Requirements that are ranges do not say what is taken. Make a lock file: uv lock, or pip-compile",
    }
    summary(findings: usize, packages: usize, parts: &str) {
        ko: "패키지 {packages}개에서 {findings}건: {parts}",
        en: "{findings} findings in {packages} packages: {parts}",
    }
    of_all(components: usize, direct: usize, days: u32) {
        ko: "살펴본 패키지 {components}개(직접 {direct}개), 자료는 {days}일 전 것입니다.",
        en: "{components} packages looked at ({direct} direct); the data is {days} days old.",
    }
    unjudged(count: usize, parts: &str) {
        ko: "판단할 수 없는 패키지 {count}건: {parts}", en: "{count} could not be judged: {parts}",
    }
}

/// How it is shown.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    pub(crate) lang: Lang,
    pub(crate) is_coloured: bool,
}

impl Look {
    fn paint(self, code: &str, text: &str) -> String {
        if self.is_coloured { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
    /// Less important than what stands above it.
    pub(crate) fn dim(self, text: &str) -> String {
        self.paint("2", text)
    }
    /// Good news.
    pub(crate) fn good(self, text: &str) -> String {
        self.paint("32", text)
    }
    /// Bad news.
    pub(crate) fn bad(self, text: &str) -> String {
        self.paint("1;31", text)
    }
}

/// Everything.
pub(crate) fn whole(advice: &Advice, look: Look) -> String {
    let lang = look.lang;
    let mut out = String::new();
    if advice.findings.is_empty() {
        let judged = advice.judged();
        let line = match judged {
            0 if advice.components > 0 => look.bad(&clean_none(lang, advice.components)),
            _ if judged < advice.components => clean_part(lang, judged, advice.components),
            _ => look.good(&clean(lang, advice.components)),
        };
        out.push_str(&line);
        out.push('\n');
    } else {
        out.push_str(&rows(advice.findings.iter(), look));
        out.push_str(&summed(&advice.findings, lang));
        out.push('\n');
    }
    out.push_str(&of_all(lang, advice.components, advice.direct, advice.age_days));
    out.push('\n');
    if !advice.unmatched.is_empty() {
        out.push_str(&unjudged_line(advice, lang));
        out.push('\n');
    }
    out
}

/// How many nothing can be said about, why, and what would help.
pub(crate) fn unjudged_line(advice: &Advice, lang: Lang) -> String {
    let all = advice.unjudged();
    let mut by_reason: BTreeMap<&str, usize> = BTreeMap::new();
    for it in &all {
        *by_reason.entry(it.reason).or_default() += 1;
    }
    let part = |(word, count): (&&str, &usize)| {
        let kinds = if *word == "no-data" { of_kinds(&all) } else { String::new() };
        format!("{} {count}{kinds}", scan::reason(lang, word))
    };
    let parts: Vec<String> = by_reason.iter().map(part).collect();
    let mut lines = vec![unjudged(lang, all.len(), &parts.join(", "))];
    let is_open = |it: &Unmatched, kind: &str| {
        let purl = it.purl.as_deref().unwrap_or_default();
        it.reason == "no-version" && purl.starts_with(&format!("pkg:{kind}/"))
    };
    if all.iter().any(|it| is_open(it, "maven")) {
        lines.push(pin_maven(lang));
    }
    if all.iter().any(|it| is_open(it, "pypi")) {
        lines.push(pin_python(lang));
    }
    lines.extend(by_reason.contains_key("no-data").then(|| import_it(lang)));
    lines.join("\n")
}

/// Of which kinds of packages the database holds nothing: what is to be imported next.
fn of_kinds(all: &[&Unmatched]) -> String {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for it in all.iter().filter(|it| it.reason == "no-data") {
        let kind = it.purl.as_deref().and_then(|it| it.strip_prefix("pkg:")?.split('/').next());
        *kinds.entry(kind.unwrap_or("?")).or_default() += 1;
    }
    let kinds: Vec<String> = kinds.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    format!(" ({})", kinds.join(", "))
}

fn summed(findings: &[Finding], lang: Lang) -> String {
    let mut parts: Vec<(String, usize)> = Vec::new();
    let mut packages: Vec<&str> = findings.iter().map(|it| it.purl.as_str()).collect();
    packages.sort_unstable();
    packages.dedup();
    for it in findings {
        let word = word(it, lang);
        match parts.iter_mut().find(|known| known.0 == word) {
            Some(known) => known.1 += 1,
            None => parts.push((word, 1)),
        }
    }
    let parts: Vec<String> = parts.iter().map(|(word, count)| format!("{word} {count}")).collect();
    summary(lang, findings.len(), packages.len(), &parts.join(", "))
}

/// What a finding is, in a word: its kind, or how grave a vulnerability is.
pub(crate) fn word(it: &Finding, lang: Lang) -> String {
    match (it.kind, it.rating) {
        (Kind::Malicious, _) => malicious(lang),
        (Kind::Unmaintained, _) => unmaintained(lang),
        (Kind::Unsound, _) => unsound(lang),
        (Kind::Notice, _) => notice(lang),
        (Kind::Vulnerability, Some(Rating::Critical)) => critical(lang),
        (Kind::Vulnerability, Some(Rating::High)) => high(lang),
        (Kind::Vulnerability, Some(Rating::Medium)) => medium(lang),
        (Kind::Vulnerability, Some(Rating::Low)) => low(lang),
        (Kind::Vulnerability, Some(Rating::None)) => none(lang),
        (Kind::Vulnerability, None) => unknown(lang),
    }
}

fn colour(it: &Finding) -> &'static str {
    match (it.kind, it.rating) {
        (Kind::Malicious, _) | (Kind::Vulnerability, Some(Rating::Critical)) => "1;31",
        (Kind::Vulnerability, Some(Rating::High)) => "31",
        (Kind::Vulnerability, Some(Rating::Medium) | None) => "33",
        _ => "36",
    }
}

/// The findings, each with what to do.
pub(crate) fn rows<'a>(findings: impl Iterator<Item = &'a Finding> + Clone, look: Look) -> String {
    let lang = look.lang;
    let name = |it: &Finding| format!("{} {}", it.name, it.version);
    let word_width = findings.clone().map(|it| of(&word(it, lang))).max().unwrap_or_default();
    let name_width = findings.clone().map(|it| of(&name(it))).max().unwrap_or_default();
    const SCORE_WIDTH: usize = 4;
    let indent = " ".repeat(word_width + SCORE_WIDTH + 4);
    let mut out = String::new();
    for it in findings {
        let score = it.cvss.map(|score| score.to_string()).unwrap_or_else(|| "-".to_owned());
        let head = look.paint(colour(it), &padded(&word(it, lang), word_width));
        let ids: Vec<&str> = it.ids().collect();
        let mut line = format!(
            "{head}  {score:>SCORE_WIDTH$}  {}  {}",
            padded(&name(it), name_width),
            ids.join(" ")
        );
        if it.kev {
            line.push_str(&format!("  {}", look.bad(&exploited(lang))));
        }
        out.push_str(&format!("{line}\n"));
        if !it.summary.is_empty() {
            out.push_str(&format!("{indent}{}\n", it.summary));
        }
        out.push_str(&format!("{indent}{}\n", look.dim(&advice_line(it, lang))));
        if let Some(path) = it.paths.first().filter(|it| it.len() > 1) {
            let mut way = came_by(lang, &path.join(" > "));
            if it.paths.len() > 1 {
                way.push_str(&format!(" ({})", more_paths(lang, it.paths.len() - 1)));
            }
            out.push_str(&format!("{indent}{}\n", look.dim(&way)));
        }
    }
    out
}

fn advice_line(it: &Finding, lang: Lang) -> String {
    let mut parts =
        vec![if it.fixed.is_empty() { no_fix(lang) } else { fixed_in(lang, &it.fixed.join(", ")) }];
    if let Some(ppb) = it.epss_ppb {
        parts.push(chance(lang, &percent(ppb)));
    }
    if it.is_development {
        parts.push(for_development(lang));
    }
    parts.join(" · ")
}

/// Billionths as percent with one digit.
fn percent(ppb: u32) -> String {
    let tenths = ppb / 1_000_000;
    format!("{}.{}", tenths / 10, tenths % 10)
}

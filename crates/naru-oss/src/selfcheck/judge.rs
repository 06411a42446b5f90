//! The answers that files prove. Each is a function of what was seen: a changed fact changes it.

use super::{Answer, Seen};
use crate::licence::stated;
use naru_base::texts;
use naru_sbom::advisory::Kind;
use naru_sbom::bom::{Component, Reach, Said};

texts! {
    read_whole(files: usize) { ko: "파일 {files}개를 모두 읽었습니다", en: "all {files} files were read" }
    read_in_part(unread: usize) { ko: "파일 {unread}개를 읽지 못했습니다", en: "{unread} files could not be read" }
    has_transitive(count: usize) { ko: "간접 의존성 {count}개가 들어 있습니다", en: "{count} transitive dependencies are in it" }
    no_transitive { ko: "간접 의존성이 하나도 없습니다", en: "no transitive dependency is in it" }
    no_components { ko: "구성요소가 없습니다", en: "there are no components" }
    lacking(what: &str) { ko: "빠진 것: {what}", en: "lacking: {what}" }
    all_there(count: usize) { ko: "구성요소 {count}개에 모두 있습니다", en: "all {count} components have them" }
    no_purl(count: usize) { ko: "purl {count}개", en: "purl of {count}" }
    no_version(count: usize) { ko: "버전 {count}개", en: "version of {count}" }
    no_hash(count: usize) { ko: "해시 {count}개", en: "hash of {count}" }
    no_producer(count: usize) { ko: "생산자 {count}개", en: "producer of {count}" }
    no_licence(count: usize) { ko: "라이선스 {count}개", en: "licence of {count}" }
    hashes(have: usize, all: usize) { ko: "{all}개 중 {have}개에 체크섬이 있습니다", en: "{have} of {all} have a checksum" }
    none_ended { ko: "관리 중단이나 지원 종료로 알려진 것이 없습니다", en: "none is known to be unmaintained or at its end" }
    ends_unknown(unknown: usize, all: usize) {
        ko: "관리 중단이나 지원 종료로 알려진 것은 없으나, 구성요소 {all}개 가운데 {unknown}개의 지원 종료를 모릅니다. 사람이 확인해야 합니다",
        en: "none is known to be unmaintained or at its end, but of {unknown} of {all} components the end of support is not known: people must check",
    }
    some_ended(names: &str) { ko: "관리 중단·지원 종료: {names}", en: "unmaintained or at its end: {names}" }
    none_malicious { ko: "악성으로 알려진 것이 없습니다", en: "none is known to be malicious" }
    some_malicious(names: &str) { ko: "악성: {names}", en: "malicious: {names}" }
    no_malicious_data { ko: "데이터베이스에 악성 패키지 자료(MAL)가 없습니다", en: "the database holds no data on malicious packages (MAL)" }
    health_known(have: usize, all: usize) { ko: "{all}개 중 {have}개 프로젝트의 상태를 압니다", en: "the health of {have} of {all} projects is known" }
    none_breaks { ko: "정책에 어긋나는 발견이 없습니다", en: "no finding breaks the policy" }
    some_break(count: usize) { ko: "조치되지 않은 발견 {count}건", en: "{count} findings are not resolved" }
    priorities(kev: u64, epss: u64) { ko: "KEV {kev}건, EPSS {epss}건으로 순서를 정합니다", en: "ordered by {kev} of KEV and {epss} of EPSS" }
    exceptions_good(count: usize) { ko: "예외 {count}건 모두에 사유·기한·승인자가 있습니다", en: "all {count} exceptions have reason, end and approver" }
    exceptions_bad(names: &str) { ko: "승인자가 없거나 기한이 지난 예외: {names}", en: "without an approver or past their end: {names}" }
    data_fresh(days: u32, most: u32) { ko: "자료가 {days}일 전 것입니다 (최대 {most}일)", en: "the data is {days} days old (at most {most})" }
    signature_elsewhere { ko: "서명은 db verify가 번들을 받을 때 확인합니다", en: "the signature is verified when `db verify` takes a bundle in" }
    no_age_rule(days: u32) { ko: "자료가 {days}일 전 것이나 정책에 최대 나이(data.age_days_max)가 없습니다", en: "the data is {days} days old, but the policy sets no most (data.age_days_max)" }
}

type Judged = Option<(Answer, String)>;

/// The answer to an item, if the files give one.
pub(super) fn judge(id: &str, seen: &Seen<'_>) -> Judged {
    match id {
        "I1" => sbom(seen),
        "I2" => transitive(seen),
        "I3" => fields(seen),
        "S2" => health(seen),
        "S3" => checksums(seen),
        "S4" => ended(seen),
        "S5" => malicious(seen),
        "V1" => resolved(seen),
        "V2" => priority(seen),
        "V4" => exceptions(seen),
        "V8" => fresh(seen),
        _ => None,
    }
}

fn yes_if(is_so: bool) -> Answer {
    if is_so { Answer::Yes } else { Answer::No }
}

fn all<'a>(seen: &Seen<'a>) -> impl Iterator<Item = &'a Component> + use<'a> {
    seen.project.others().into_iter()
}

fn sbom(seen: &Seen<'_>) -> Judged {
    let unread = seen.project.failures.len();
    let words = if unread == 0 {
        read_whole(seen.lang, seen.project.sources.len())
    } else {
        read_in_part(seen.lang, unread)
    };
    Some((yes_if(unread == 0), words))
}

fn transitive(seen: &Seen<'_>) -> Judged {
    let count = |source: &crate::project::Source| {
        let graph = source.bom.graph();
        let ids = source.bom.components.iter().map(|it| it.id.as_str());
        ids.filter(|id| graph.reach(id) == Reach::Transitive).count()
    };
    let count: usize = seen.project.sources.iter().map(count).sum();
    let words = if count > 0 { has_transitive(seen.lang, count) } else { no_transitive(seen.lang) };
    Some((yes_if(count > 0), words))
}

fn fields(seen: &Seen<'_>) -> Judged {
    let lang = seen.lang;
    let count = |lacks: &dyn Fn(&Component) -> bool| all(seen).filter(|it| lacks(it)).count();
    let whole = all(seen).count();
    if whole == 0 {
        return Some((Answer::No, no_components(lang)));
    }
    let has_licence =
        |it: &Component| matches!(stated(it, seen.sources), Said::Is(_) | Said::Withheld);
    let lacks = [
        (count(&|it| it.purl.known().is_none()), no_purl as fn(_, _) -> _),
        (count(&|it| matches!(it.version, Said::Missing | Said::Unknown)), no_version),
        (count(&|it| it.hashes.is_empty()), no_hash),
        (count(&|it| !has_licence(it)), no_licence),
        (count(&|it| matches!(it.producer, Said::Missing | Said::Unknown)), no_producer),
    ];
    let parts: Vec<String> =
        lacks.iter().filter(|it| it.0 > 0).map(|(count, word)| word(lang, *count)).collect();
    if parts.is_empty() {
        return Some((Answer::Yes, all_there(lang, whole)));
    }
    Some((Answer::No, lacking(lang, &parts.join(", "))))
}

fn health(seen: &Seen<'_>) -> Judged {
    let beside = seen.held.beside().ok()?;
    let whole = all(seen).count();
    let is_known = |it: &&Component| {
        let purl = it.purl.known().and_then(|it| naru_sbom::purl::Purl::parse_lenient(it).ok());
        purl.is_some_and(|it| beside.health.contains_key(&it.without_version().to_string()))
    };
    let have = all(seen).filter(is_known).count();
    (have > 0).then(|| (yes_if(have == whole), health_known(seen.lang, have, whole)))
}

fn checksums(seen: &Seen<'_>) -> Judged {
    let whole = all(seen).count();
    let have = all(seen).filter(|it| !it.hashes.is_empty()).count();
    Some((yes_if(have == whole && whole > 0), hashes(seen.lang, have, whole)))
}

fn ended(seen: &Seen<'_>) -> Judged {
    let found = seen.advice.findings.iter().filter(|it| it.kind == Kind::Unmaintained);
    let mut names: Vec<String> = found.map(|it| it.name.clone()).collect();
    let beside = seen.held.beside().ok()?;
    let mut unknown = 0;
    for component in all(seen) {
        let purl =
            component.purl.known().and_then(|it| naru_sbom::purl::Purl::parse_lenient(it).ok());
        let health = purl.and_then(|it| beside.health.get(&it.without_version().to_string()));
        let end = health.and_then(|it| it.end_of_life.as_deref()).and_then(crate::day::parse);
        unknown += usize::from(end.is_none());
        let is_closed = health.is_some_and(|it| it.archived == Some(true));
        if is_closed || end.is_some_and(|it| it <= seen.today) {
            names.push(component.name.clone());
        }
    }
    names.sort();
    names.dedup();
    if !names.is_empty() {
        return Some((Answer::No, some_ended(seen.lang, &names.join(", "))));
    }
    // That none is at its end is only known where each end is.
    let whole = all(seen).count();
    if whole == 0 {
        return Some((Answer::Open, no_components(seen.lang)));
    }
    if unknown > 0 {
        return Some((Answer::Open, ends_unknown(seen.lang, unknown, whole)));
    }
    Some((Answer::Yes, none_ended(seen.lang)))
}

fn malicious(seen: &Seen<'_>) -> Judged {
    let found = seen.advice.findings.iter().filter(|it| it.kind == Kind::Malicious);
    let names: Vec<&str> = found.map(|it| it.name.as_str()).collect();
    if !names.is_empty() {
        return Some((Answer::No, some_malicious(seen.lang, &names.join(", "))));
    }
    if seen.held.facts.malicious == 0 {
        return Some((Answer::Open, no_malicious_data(seen.lang)));
    }
    Some((Answer::Yes, none_malicious(seen.lang)))
}

fn resolved(seen: &Seen<'_>) -> Judged {
    let nothing = crate::check::ignore::Ignores::default();
    let ignores = seen.ignores.unwrap_or(&nothing);
    let mut used = ignores.watch();
    let mut count = 0;
    for it in &seen.advice.findings {
        let is_accepted = ignores.of(it, seen.today, &mut used).is_some();
        count += usize::from(seen.policy.breaks(it).is_some() && !is_accepted);
    }
    let words = if count == 0 { none_breaks(seen.lang) } else { some_break(seen.lang, count) };
    Some((yes_if(count == 0), words))
}

fn priority(seen: &Seen<'_>) -> Judged {
    let (kev, epss) = (seen.held.facts.kev, seen.held.facts.epss);
    Some((yes_if(kev > 0 && epss > 0), priorities(seen.lang, kev, epss)))
}

fn exceptions(seen: &Seen<'_>) -> Judged {
    let entries = &seen.ignores?.entries;
    let is_bad = |it: &&crate::check::ignore::Ignore| it.by.is_none() || it.until < seen.today;
    let bad: Vec<&str> = entries.iter().filter(is_bad).map(|it| it.advisory.as_str()).collect();
    if bad.is_empty() {
        return Some((Answer::Yes, exceptions_good(seen.lang, entries.len())));
    }
    Some((Answer::No, exceptions_bad(seen.lang, &bad.join(", "))))
}

fn fresh(seen: &Seen<'_>) -> Judged {
    let days = seen.advice.age_days;
    let Some(most) = seen.policy.data.age_days_max else {
        return Some((Answer::No, no_age_rule(seen.lang, days)));
    };
    if days > most {
        return Some((Answer::No, data_fresh(seen.lang, days, most)));
    }
    // Origin and signature are proven when the bundle is taken in, not by the file itself.
    let words =
        format!("{}; {}", data_fresh(seen.lang, days, most), signature_elsewhere(seen.lang));
    Some((Answer::Open, words))
}

//! Answers drawn from what is given beside the project. What was not given is not answered.

use super::{Answer, Seen};
use crate::advice::shown_name;
use crate::licence::stated;
use naru_base::texts;
use naru_practice::Duty;
use naru_sbom::bom::{Bom, Component, Reach, Said};
use naru_sbom::licence::{Expression, Verdict};
use naru_sbom::purl::Purl;
use naru_sbom::vex::Status;
use std::collections::{BTreeMap, BTreeSet};

texts! {
    duties_known(count: usize) { ko: "구성요소 {count}개 모두의 의무를 배포 형태별로 압니다", en: "the duties of all {count} components are known by use case" }
    duties_unknown(count: usize, names: &str) { ko: "의무를 모르는 구성요소 {count}개: {names}", en: "the duties of {count} components are not known: {names}" }
    none_conflicts(under: &str) { ko: "{under}와 부딪히는 라이선스가 없습니다", en: "no licence conflicts with {under}" }
    some_conflict(under: &str, names: &str) { ko: "{under}와 함께 쓸 수 없거나 확인이 필요: {names}", en: "not, or not without a look, combined with {under}: {names}" }
    notice_whole(count: usize) { ko: "고지문에 구성요소 {count}개가 모두 있습니다", en: "the notice names all {count} components" }
    notice_lacks(count: usize, names: &str) { ko: "고지문에 없는 구성요소 {count}개: {names}", en: "the notice lacks {count} components: {names}" }
    bill_same { ko: "넘긴 SBOM이 서명되어 있고 지금 내용과 같습니다", en: "the delivered bill is signed and says what the project is" }
    bill_unsigned { ko: "넘긴 SBOM에 서명이 없습니다", en: "the delivered bill is not signed" }
    bill_differs(count: usize, names: &str) { ko: "넘긴 SBOM과 {count}개가 다릅니다: {names}", en: "the delivered bill differs in {count}: {names}" }
    licences_same(count: usize) { ko: "견준 {count}개에서 라이선스가 바뀐 것이 없습니다", en: "of {count} compared none has another licence" }
    licences_changed(names: &str) { ko: "라이선스가 바뀜: {names}", en: "another licence: {names}" }
    vex_whole(count: usize) { ko: "영향 없음 판단 {count}건에 모두 근거가 있습니다", en: "all {count} decisions that nothing is affected have a reason" }
    vex_lacks(names: &str) { ko: "근거 없는 영향 없음 판단: {names}", en: "not affected, without a reason: {names}" }
    none_unused { ko: "이어지지 않는 구성요소가 없습니다", en: "every component is needed by something" }
    some_unused(names: &str) { ko: "아무것도 필요로 하지 않는 구성요소: {names}", en: "needed by nothing: {names}" }
    no_edges { ko: "누가 누구를 필요로 하는지 파일이 말하지 않습니다", en: "the files do not tell who needs whom" }
    guard_clean(files: u64) { ko: "파일 {files}개를 점검했고 막을 것이 없습니다", en: "{files} files were looked into, and nothing is in the way" }
    guard_found(count: u64) { ko: "넘어가면 안 되는 것 {count}건", en: "{count} finds may not cross" }
    guard_unread(count: u64) { ko: "들여다보지 못한 것 {count}건", en: "{count} could not be looked into" }
    pinned(count: usize) { ko: "구성요소 {count}개의 버전이 모두 정해져 있습니다", en: "the versions of all {count} components are fixed" }
    not_pinned(names: &str) { ko: "버전이나 출처가 정해지지 않음: {names}", en: "without a fixed version or origin: {names}" }
    all_approved(count: usize) { ko: "직접 쓰는 {count}개가 모두 승인되어 있습니다", en: "all {count} direct dependencies are approved" }
    not_approved(names: &str) { ko: "승인이 없거나 끝남: {names}", en: "not approved, or no longer: {names}" }
    none_exploited { ko: "악용이 확인된 것이 없습니다", en: "nothing is known to be exploited" }
    some_exploited(names: &str) { ko: "악용이 확인됨: {names}", en: "known to be exploited: {names}" }
    no_kev { ko: "데이터베이스에 악용 확인 자료(KEV)가 없습니다", en: "the database holds no data on exploitation (KEV)" }
}

type Judged = Option<(Answer, String)>;

/// The answer to an item, if what was given says one.
pub(super) fn judge(id: &str, seen: &Seen<'_>) -> Judged {
    match id {
        "L2" => duties(seen),
        "L3" => conflicts(seen),
        "L4" => notice(seen),
        "I5" => bill(seen),
        "L7" => changed_licences(seen),
        "V5" => vex(seen),
        "D5" => unused(seen),
        "N1" => guard(seen, &PERSONAL),
        "N4" => guard(seen, &SECRET),
        "G1" => pins(seen),
        "G2" => approved(seen),
        "G3" => exploited(seen),
        _ => None,
    }
}

const PERSONAL: [&str; 7] = [
    "resident-registration",
    "foreigner-registration",
    "passport",
    "driver-licence",
    "card",
    "account",
    "connecting-information",
];
const SECRET: [&str; 3] = ["private-key", "token", "password"];

fn yes_if(is_so: bool) -> Answer {
    if is_so { Answer::Yes } else { Answer::No }
}

fn all<'a>(seen: &Seen<'a>) -> impl Iterator<Item = &'a Component> + use<'a> {
    seen.project.others().into_iter()
}

/// The first few of a list, and how many more.
fn some(mut names: Vec<String>) -> String {
    const NAMES_MAX: usize = 8;
    names.sort();
    names.dedup();
    let left = names.len().saturating_sub(NAMES_MAX);
    names.truncate(NAMES_MAX);
    if left > 0 {
        names.push(format!("+{left}"));
    }
    names.join(", ")
}

fn named(it: &Component) -> String {
    let version = it.version.known().map_or("", String::as_str);
    format!("{} {version}", shown_name(it)).trim_end().to_owned()
}

fn duties(seen: &Seen<'_>) -> Judged {
    let unknown = |it: &&Component| match stated(it, seen.sources) {
        Said::Is(text) => Duty::of(&text) == Duty::Unknown,
        _ => true,
    };
    let names: Vec<String> = all(seen).filter(unknown).map(named).collect();
    let whole = all(seen).count();
    if names.is_empty() && whole > 0 {
        return Some((Answer::Yes, duties_known(seen.lang, whole)));
    }
    Some((Answer::No, duties_unknown(seen.lang, names.len(), &some(names))))
}

fn conflicts(seen: &Seen<'_>) -> Judged {
    let (under, matrix) = seen.given.under.as_ref()?;
    let is_allowed = |it: &Component| match stated(it, seen.sources) {
        Said::Is(text) => {
            Expression::parse_lenient(&text).is_ok_and(|it| matrix.judge(under, &it).0.is_allowed())
        }
        _ => Verdict::Unknown.is_allowed(),
    };
    let names: Vec<String> = all(seen).filter(|it| !is_allowed(it)).map(named).collect();
    if names.is_empty() {
        return Some((Answer::Yes, none_conflicts(seen.lang, under)));
    }
    Some((Answer::No, some_conflict(seen.lang, under, &some(names))))
}

/// Each component stands in the notice with its name and version on one line.
fn notice(seen: &Seen<'_>) -> Judged {
    let notice = seen.given.notice.as_ref()?;
    let words = |it: &Component| (shown_name(it), it.version.known().cloned().unwrap_or_default());
    let is_there = |it: &&Component| {
        let (name, version) = words(it);
        notice.lines().any(|line| line.contains(&name) && line.contains(&version))
    };
    let delivered = || all(seen).filter(|it| it.scope != Some(naru_sbom::bom::Scope::Excluded));
    let names: Vec<String> = delivered().filter(|it| !is_there(it)).map(named).collect();
    if names.is_empty() {
        return Some((Answer::Yes, notice_whole(seen.lang, delivered().count())));
    }
    Some((Answer::No, notice_lacks(seen.lang, names.len(), &some(names))))
}

fn purls(bom: &Bom) -> BTreeSet<String> {
    bom.components.iter().filter_map(|it| it.purl.known().cloned()).collect()
}

fn bill(seen: &Seen<'_>) -> Judged {
    let bill = seen.given.bill.as_ref()?;
    // The project's own packages may stand in the bill, and need not.
    let needed = all(seen).filter_map(|it| it.purl.known().cloned());
    let needed: BTreeSet<String> = needed.collect();
    let mut allowed: BTreeSet<String> = BTreeSet::new();
    for source in &seen.project.sources {
        allowed.extend(source.bom.everything().filter_map(|it| it.purl.known().cloned()));
    }
    let there = purls(bill);
    let lacking = needed.difference(&there);
    let differing: Vec<String> = lacking.chain(there.difference(&allowed)).cloned().collect();
    if !differing.is_empty() {
        let words = bill_differs(seen.lang, differing.len(), &some(differing));
        return Some((Answer::No, words));
    }
    let is_signed = bill.metadata.is_signed;
    let words = if is_signed { bill_same(seen.lang) } else { bill_unsigned(seen.lang) };
    Some((yes_if(is_signed), words))
}

/// Licences by package, whatever its version.
fn licences<'a>(
    components: impl Iterator<Item = &'a Component>,
    seen: &Seen<'_>,
) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for it in components {
        let purl = it.purl.known().and_then(|it| Purl::parse_lenient(it).ok());
        if let (Some(purl), Said::Is(licence)) = (purl, stated(it, seen.sources)) {
            found.entry(purl.without_version().to_string()).or_default().insert(licence);
        }
    }
    found
}

fn changed_licences(seen: &Seen<'_>) -> Judged {
    let before = licences(seen.given.before.as_ref()?.components.iter(), seen);
    let now = licences(all(seen), seen);
    let both: Vec<_> =
        now.iter().filter_map(|(name, it)| Some((name, before.get(name)?, it))).collect();
    let joined = |it: &BTreeSet<String>| it.iter().cloned().collect::<Vec<_>>().join(" / ");
    let names: Vec<String> = both
        .iter()
        .filter(|(_, old, new)| old != new)
        .map(|(name, old, new)| format!("{name} ({} → {})", joined(old), joined(new)))
        .collect();
    if names.is_empty() {
        // Nothing compared is nothing watched.
        return (!both.is_empty()).then(|| (Answer::Yes, licences_same(seen.lang, both.len())));
    }
    Some((Answer::No, licences_changed(seen.lang, &some(names))))
}

fn vex(seen: &Seen<'_>) -> Judged {
    let all = seen.given.vex.as_ref()?;
    let harmless: Vec<_> = all
        .iter()
        .filter(|it| matches!(it.status, Status::NotAffected | Status::FalsePositive))
        .collect();
    let lacking: Vec<String> = harmless
        .iter()
        .filter(|it| it.justification.is_none() && it.detail.is_none())
        .map(|it| it.id.clone())
        .collect();
    if lacking.is_empty() {
        return Some((Answer::Yes, vex_whole(seen.lang, harmless.len())));
    }
    Some((Answer::No, vex_lacks(seen.lang, &some(lacking))))
}

fn unused(seen: &Seen<'_>) -> Judged {
    let mut names = Vec::new();
    let mut has_edges = false;
    for source in seen.project.sources.iter().filter(|it| !it.bom.depends.is_empty()) {
        has_edges = true;
        let graph = source.bom.graph();
        let unlinked = source.bom.components.iter();
        names.extend(unlinked.filter(|it| graph.reach(&it.id) == Reach::Unlinked).map(named));
    }
    if !has_edges {
        return Some((Answer::Open, no_edges(seen.lang)));
    }
    if names.is_empty() {
        return Some((Answer::Yes, none_unused(seen.lang)));
    }
    Some((Answer::No, some_unused(seen.lang, &some(names))))
}

fn guard(seen: &Seen<'_>, kinds: &[&str]) -> Judged {
    let report = seen.given.guard.as_ref()?;
    let counts = report.counts.iter().filter(|(kind, _)| kinds.contains(&kind.as_str()));
    let found: u64 = counts.map(|it| it.1.blocks).sum();
    if found > 0 {
        return Some((Answer::No, guard_found(seen.lang, found)));
    }
    if report.unread_count > 0 || report.files == 0 {
        return Some((Answer::No, guard_unread(seen.lang, report.unread_count)));
    }
    Some((Answer::Yes, guard_clean(seen.lang, report.files)))
}

/// A version that is not known, or a package straight from a repository, may be another tomorrow.
fn pins(seen: &Seen<'_>) -> Judged {
    let is_loose =
        |it: &&crate::finding::Unmatched| matches!(it.reason, "no-version" | "from-repository");
    let loose = seen.advice.unmatched.iter().filter(is_loose);
    let names: Vec<String> = loose.map(|it| it.name.clone()).collect();
    if names.is_empty() {
        return Some((Answer::Yes, pinned(seen.lang, seen.advice.components)));
    }
    Some((Answer::No, not_pinned(seen.lang, &some(names))))
}

fn approved(seen: &Seen<'_>) -> Judged {
    let approvals = seen.given.approved.as_ref()?;
    let is_approved = |it: &Component| {
        let Some(purl) = it.purl.known() else { return false };
        let bare = Purl::parse_lenient(purl).map(|it| it.without_version().to_string());
        approvals.iter().any(|approval| {
            let is_it = approval.package == *purl || bare.as_ref() == Ok(&approval.package);
            is_it && approval.until >= seen.today
        })
    };
    let mut names = Vec::new();
    let mut direct = 0;
    for source in &seen.project.sources {
        let graph = source.bom.graph();
        let asked = source.bom.components.iter();
        for it in asked.filter(|it| graph.reach(&it.id) == Reach::Direct) {
            direct += 1;
            if !is_approved(it) {
                names.push(named(it));
            }
        }
    }
    if names.is_empty() {
        return Some((Answer::Yes, all_approved(seen.lang, direct)));
    }
    Some((Answer::No, not_approved(seen.lang, &some(names))))
}

fn exploited(seen: &Seen<'_>) -> Judged {
    let found = seen.advice.findings.iter().filter(|it| it.kev);
    let names: Vec<String> = found.map(|it| format!("{} ({})", it.name, it.advisory)).collect();
    if !names.is_empty() {
        return Some((Answer::No, some_exploited(seen.lang, &some(names))));
    }
    if seen.held.facts.kev == 0 {
        return Some((Answer::Open, no_kev(seen.lang)));
    }
    Some((Answer::Yes, none_exploited(seen.lang)))
}

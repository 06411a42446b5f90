//! A verdict for people, for programs and for code review.

use super::{Gap, Standing, Verdict};
use crate::advice::Advice;
use crate::db::Held;
use crate::finding::{Finding, Line, Unmatched};
use crate::project::Project;
use crate::report;
use crate::report::table::Look;
use crate::{BROKEN, CLEAN};
use naru_base::{Lang, texts};
use serde::Serialize;

texts! {
    is_clean { ko: "통과: 정책에 어긋나는 것이 없습니다.", en: "CLEAN: nothing breaks the policy." }
    is_broken(count: usize) { ko: "실패: {count}건이 정책에 어긋납니다.", en: "BROKEN: {count} findings break the policy." }
    is_clean_part(left: usize) {
        ko: "통과: 판단한 것 가운데 정책에 어긋나는 것이 없습니다 (판단하지 못한 {left}건은 정책이 허용).",
        en: "CLEAN: nothing of what was judged breaks the policy (it lets {left} pass unjudged).",
    }
    is_unjudged { ko: "판단 불가: 통과라고 말할 수 없습니다.", en: "NOT JUDGED: it cannot be called clean." }
    by_rules(parts: &str) { ko: "어긋난 규칙: {parts}", en: "rules broken: {parts}" }
    ignored_line(id: &str, name: &str, reason: &str) {
        ko: "예외: {id} ({name}): {reason}", en: "ignored: {id} ({name}): {reason}",
    }
    known_line(count: usize) { ko: "기준선에 있던 {count}건은 세지 않았습니다.", en: "{count} known from the baseline do not count." }
    passed_line(count: usize) { ko: "정책이 문제 삼지 않는 발견 {count}건 (scan으로 볼 수 있습니다).", en: "{count} findings that no rule minds (scan shows them)." }
    expired_line(id: &str) {
        ko: "기한이 지난 예외라 다시 셉니다: {id}", en: "an exception is over and counts again: {id}",
    }
    idle_line(id: &str) { ko: "쓰이지 않는 예외입니다: {id}", en: "an exception that nothing needs: {id}" }
    unread(name: &str) { ko: "읽지 못한 파일: {name}", en: "a file that could not be read: {name}" }
    blind(name: &str, count: usize) {
        ko: "{name}: 패키지 {count}개 가운데 판단한 것이 하나도 없습니다",
        en: "{name}: not one of its {count} packages could be judged",
    }
    unlocked(name: &str) {
        ko: "{name}: 실제로 쓰는 버전을 알 수 있는 파일이 없어 판단하지 않았습니다",
        en: "{name}: no file that is read here says which versions are taken, so it was not judged",
    }
    old(days: u32, days_max: u32) {
        ko: "자료가 {days}일 전 것입니다 (최대 {days_max}일)", en: "the data is {days} days old (at most {days_max})",
    }
    unmatched(count: usize) {
        ko: "정책(unmatched.refuse)이 허용하지 않는, 판단할 수 없는 패키지 {count}건",
        en: "{count} packages that cannot be judged, and the policy minds (unmatched.refuse)",
    }
}

/// For people.
pub(super) fn table(verdict: &Verdict<'_>, advice: &Advice, look: Look) -> String {
    let lang = look.lang;
    let mut lines: Vec<String> = Vec::new();
    let mut out = report::table::rows(verdict.broken().map(|it| it.0), look);
    let mut rules: Vec<String> = Vec::new();
    for (_, rule) in verdict.broken() {
        let text = format!("{} ({})", rule.text(lang), rule.word());
        if !rules.contains(&text) {
            rules.push(text);
        }
    }
    if !rules.is_empty() {
        lines.push(by_rules(lang, &rules.join(", ")));
    }
    for (finding, standing) in &verdict.standings {
        if let Standing::Ignored(reason) = standing {
            lines.push(ignored_line(lang, &finding.advisory, &finding.name, reason));
        }
    }
    lines.extend(verdict.expired.iter().map(|it| expired_line(lang, it)));
    lines.extend(verdict.idle.iter().map(|it| idle_line(lang, it)));
    let count =
        |is_it: fn(&Standing) -> bool| verdict.standings.iter().filter(|it| is_it(&it.1)).count();
    let known = count(|it| matches!(it, Standing::Known));
    let passed = count(|it| matches!(it, Standing::Passed));
    lines.extend((known > 0).then(|| known_line(lang, known)));
    lines.extend((passed > 0).then(|| passed_line(lang, passed)));
    lines.push(report::table::of_all(lang, advice.components, advice.direct, advice.age_days));
    if !advice.unmatched.is_empty() {
        lines.push(report::table::unjudged_line(advice, lang));
    }
    lines.extend(verdict.gaps.iter().map(|it| gap(it, lang)));
    lines.push(match verdict.code() {
        CLEAN if !advice.unmatched.is_empty() => {
            look.good(&is_clean_part(lang, advice.unjudged().len()))
        }
        CLEAN => look.good(&is_clean(lang)),
        BROKEN => look.bad(&is_broken(lang, verdict.broken().count())),
        _ => look.bad(&is_unjudged(lang)),
    });
    out.push_str(&lines.join("\n"));
    out.push('\n');
    out
}

fn gap(it: &Gap, lang: Lang) -> String {
    match it {
        Gap::Unread(name) => unread(lang, name),
        Gap::Old { days, days_max } => old(lang, *days, *days_max),
        Gap::Unmatched(count) => unmatched(lang, *count),
        Gap::Blind(name, count) => blind(lang, name, *count),
        Gap::Unlocked(name) => unlocked(lang, name),
    }
}

#[derive(Serialize)]
struct Whole<'a> {
    verdict: &'static str,
    broken: Vec<Broken<'a>>,
    ignored: Vec<Ignored<'a>>,
    baseline: Vec<Line<'a>>,
    passed: Vec<Line<'a>>,
    expired: &'a [String],
    idle: &'a [String],
    gaps: Vec<String>,
    packages: Packages,
    unmatched: &'a [Unmatched],
    unread: Vec<&'a str>,
    unlocked: Vec<&'a str>,
    db: report::json::Data<'a>,
}

/// What the verdict rests on.
#[derive(Serialize)]
struct Packages {
    looked_at: usize,
    judged: usize,
}

#[derive(Serialize)]
struct Broken<'a> {
    rule: &'static str,
    #[serde(flatten)]
    finding: Line<'a>,
}

#[derive(Serialize)]
struct Ignored<'a> {
    reason: &'a str,
    #[serde(flatten)]
    finding: Line<'a>,
}

/// For programs.
pub(super) fn json(
    verdict: &Verdict<'_>,
    advice: &Advice,
    project: &Project,
    held: &Held,
) -> String {
    let lines = |is_it: fn(&Standing) -> bool| {
        let all = verdict.standings.iter().filter(move |it| is_it(&it.1));
        all.map(|it| it.0.line()).collect()
    };
    let ignored = verdict.standings.iter().filter_map(|(finding, standing)| match standing {
        Standing::Ignored(reason) => Some(Ignored { reason, finding: finding.line() }),
        _ => None,
    });
    let broken = verdict.broken();
    report::json::text(&Whole {
        verdict: match verdict.code() {
            CLEAN => "clean",
            BROKEN => "broken",
            _ => "unjudged",
        },
        broken: broken.map(|(it, rule)| Broken { rule: rule.word(), finding: it.line() }).collect(),
        ignored: ignored.collect(),
        baseline: lines(|it| matches!(it, Standing::Known)),
        passed: lines(|it| matches!(it, Standing::Passed)),
        expired: &verdict.expired,
        idle: &verdict.idle,
        gaps: verdict.gaps.iter().map(|it| gap(it, Lang::En)).collect(),
        packages: Packages { looked_at: advice.components, judged: advice.judged() },
        unmatched: &advice.unmatched,
        unread: project.failures.iter().map(|it| it.0.as_str()).collect(),
        unlocked: project.unlocked.iter().map(|it| it.0.as_str()).collect(),
        db: report::json::data(held, advice.age_days),
    })
}

/// For code review: what does not count is there too, as suppressed.
pub(super) fn sarif(verdict: &Verdict<'_>, lang: Lang) -> String {
    let all = verdict.standings.iter().filter_map(|(finding, standing)| {
        let finding: &Finding = finding;
        match standing {
            Standing::Breaks(_) => Some((finding, None)),
            Standing::Ignored(reason) => Some((finding, Some(reason.clone()))),
            Standing::Known => Some((finding, Some(known_line(lang, 1)))),
            Standing::Passed => None,
        }
    });
    report::sarif::whole(all)
}

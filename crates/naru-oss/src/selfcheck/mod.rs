//! `self-check`: the 48 items of open-source governance, of which this command answers those that
//! the files at hand prove, each with what it saw. What needs people, records or drills is
//! unanswered here and says so: unknown is never yes.

mod judge;

use crate::advice::{self, Advice};
use crate::check::ignore::Ignores;
use crate::check::policy::Policy;
use crate::cli;
use crate::db::Held;
use crate::files;
use crate::problem::Problem;
use crate::project::Project;
use crate::report::json;
use crate::sources::Sources;
use crate::{Around, CLEAN, UNJUDGED, scan};
use naru_base::{Lang, texts};
use serde::{Deserialize, Serialize};

texts! {
    yes { ko: "예", en: "yes" }
    no { ko: "아니오", en: "no" }
    open { ko: "미답", en: "open" }
    needs_record { ko: "담당자와 날짜가 있는 기록이 필요합니다", en: "needs a record with an owner and a date" }
    needs_exercise { ko: "시간을 재는 훈련이 필요합니다", en: "needs a timed exercise" }
    not_here { ko: "이 명령이 보는 파일로는 알 수 없습니다", en: "cannot be told from the files that this command sees" }
    total(yes: usize, no: usize, open: usize, all: usize) {
        ko: "{all}개 항목 가운데 예 {yes}, 아니오 {no}, 미답 {open}. 미답은 통과가 아닙니다.",
        en: "Of {all} items: yes {yes}, no {no}, open {open}. Open is not passed.",
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    item: Vec<Item>,
}

/// An item as the data file has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    id: String,
    ko: String,
    en: String,
    evidence: Evidence,
    maps: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Evidence {
    Computed,
    Record,
    Exercise,
}

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Answer {
    Yes,
    No,
    Open,
}

/// What the answers are drawn from.
pub(crate) struct Seen<'a> {
    pub(crate) project: &'a Project,
    pub(crate) advice: &'a Advice,
    pub(crate) held: &'a Held,
    pub(crate) policy: &'a Policy,
    pub(crate) ignores: Option<&'a Ignores>,
    pub(crate) sources: &'a Sources,
    pub(crate) today: jiff::civil::Date,
    pub(crate) lang: Lang,
}

#[derive(Serialize)]
struct Row {
    id: String,
    question: String,
    answer: Answer,
    evidence: Evidence,
    seen: String,
    maps: String,
}

/// Runs the command.
pub(crate) fn run(it: &cli::SelfCheck, around: &mut Around<'_>) -> Result<u8, Problem> {
    let held = Held::open(&it.db)?;
    let project = Project::open(&it.path)?;
    scan::tell_sources(&project, around);
    let advice = advice::ask(&project, &held, around.now)?;
    let policy = Policy::open(it.policy.as_deref())?;
    let ignores = it.ignore.as_deref().map(|it| Ignores::open(Some(it))).transpose()?;
    let sources = Sources::of(&it.path, &[])?;
    let seen = Seen {
        project: &project,
        advice: &advice,
        held: &held,
        policy: &policy,
        ignores: ignores.as_ref(),
        sources: &sources,
        today: crate::day::today(around.now),
        lang: around.lang,
    };
    let rows: Vec<Row> = items().into_iter().map(|item| row(item, &seen)).collect();
    let text = if it.json { json::text(&rows) } else { table(&rows, around.lang) };
    files::deliver(around, it.out.as_deref(), &text)?;
    Ok(if project.failures.is_empty() { CLEAN } else { UNJUDGED })
}

fn items() -> Vec<Item> {
    let list: List = toml::from_str(include_str!("items.toml"))
        .expect("a file of this crate, read by its tests");
    list.item
}

fn row(item: Item, seen: &Seen<'_>) -> Row {
    let (answer, words) = judge::judge(&item.id, seen).unwrap_or_else(|| {
        let words = match item.evidence {
            Evidence::Computed => not_here(seen.lang),
            Evidence::Record => needs_record(seen.lang),
            Evidence::Exercise => needs_exercise(seen.lang),
        };
        (Answer::Open, words)
    });
    Row {
        question: if seen.lang == Lang::Ko { item.ko } else { item.en },
        id: item.id,
        answer,
        evidence: item.evidence,
        seen: words,
        maps: item.maps,
    }
}

fn table(rows: &[Row], lang: Lang) -> String {
    let mut out = String::new();
    for it in rows {
        let word = match it.answer {
            Answer::Yes => yes(lang),
            Answer::No => no(lang),
            Answer::Open => open(lang),
        };
        let word = crate::report::width::padded(&word, 6);
        out.push_str(&format!("{}  {word}  {}\n            {}\n", it.id, it.question, it.seen));
    }
    let count = |answer| rows.iter().filter(|it| it.answer == answer).count();
    let (yes, no, open) = (count(Answer::Yes), count(Answer::No), count(Answer::Open));
    out.push_str(&format!("{}\n", total(lang, yes, no, open, rows.len())));
    out
}

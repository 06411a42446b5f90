//! `self-check`: the 48 items of open-source governance. Those that files prove are answered from
//! files, each with what was seen; those that people answer, from records with owner, date and
//! evidence. What neither answers is open: unknown is never yes.

pub(crate) mod args;
mod given;
mod judge;
mod more;
mod pack;
mod records;

use crate::advice::{self, Advice};
use crate::check::ignore::Ignores;
use crate::check::policy::Policy;
use crate::cli::{self, Evidence as Options};
use crate::db::Held;
use crate::files;
use crate::problem::Problem;
use crate::project::Project;
use crate::report::json;
use crate::sources::Sources;
use crate::{Around, CLEAN, UNJUDGED, scan};
use given::Given;
use naru_base::{Lang, texts};
use naru_practice::items::item;
use naru_practice::{Evidence, Item, Row, items};
use records::Records;
use std::path::Path;

pub(crate) use given::statements;
pub(crate) use naru_practice::Answer;

texts! {
    needs_record { ko: "담당자와 날짜가 있는 기록이 필요합니다 (--records)", en: "needs a record with an owner and a date (--records)" }
    needs_exercise { ko: "시간을 잰 훈련의 기록이 필요합니다 (--records)", en: "needs the record of a timed exercise (--records)" }
    not_here { ko: "이 명령이 보는 파일로는 알 수 없습니다", en: "cannot be told from the files that this command sees" }
    total(yes: usize, no: usize, open: usize, all: usize) {
        ko: "{all}개 항목 가운데 예 {yes}, 아니오 {no}, 미답 {open}. 미답은 통과가 아닙니다.",
        en: "Of {all} items: yes {yes}, no {no}, open {open}. Open is not passed.",
    }
    pack_written(path: &str) { ko: "자체 인증 자료를 {path}에 적었습니다.", en: "Wrote the self-certification pack to {path}." }
}

/// What the answers are drawn from.
pub(crate) struct Seen<'a> {
    pub(crate) project: &'a Project,
    pub(crate) advice: &'a Advice,
    pub(crate) held: &'a Held,
    pub(crate) policy: &'a Policy,
    pub(crate) ignores: Option<&'a Ignores>,
    pub(crate) sources: &'a Sources,
    pub(crate) given: &'a Given,
    pub(crate) today: jiff::civil::Date,
    pub(crate) lang: Lang,
}

/// Everything that was read.
pub(crate) struct Gathered {
    pub(crate) project: Project,
    held: Held,
    advice: Advice,
    policy: Policy,
    ignores: Option<Ignores>,
    sources: Sources,
    given: Given,
    records: Records,
}

impl Gathered {
    /// Reads the project and what was named beside it.
    pub(crate) fn open(
        path: &Path,
        db: &Path,
        it: &Options,
        around: &mut Around<'_>,
    ) -> Result<Gathered, Problem> {
        let held = Held::open(db)?;
        let project = Project::open(path)?;
        scan::tell_sources(&project, around);
        Ok(Gathered {
            advice: advice::ask(&project, &held, around.now)?,
            policy: Policy::open(it.policy.as_deref())?,
            ignores: it.ignore.as_deref().map(|it| Ignores::open(Some(it))).transpose()?,
            sources: Sources::of(path, &[])?,
            given: Given::open(it, &held)?,
            records: Records::open(it.records.as_deref(), items())?,
            project,
            held,
        })
    }

    /// The answer to an item or to a check of a gate: from files, else from records.
    pub(crate) fn answer(&self, id: &str, lang: Lang, around: &Around<'_>) -> (Answer, String) {
        let today = crate::day::today(around.now);
        let seen = Seen {
            project: &self.project,
            advice: &self.advice,
            held: &self.held,
            policy: &self.policy,
            ignores: self.ignores.as_ref(),
            sources: &self.sources,
            given: &self.given,
            today,
            lang,
        };
        let by_files = judge::judge(id, &seen).or_else(|| more::judge(id, &seen));
        let item = item(id);
        let by_record = || {
            let item = item?;
            self.records.judge(item, today, lang)
        };
        // What files tell in part, people complete.
        let is_part = matches!(by_files, Some((Answer::Open, _)));
        if is_part && let Some(answer) = by_record() {
            return answer;
        }
        by_files.or_else(by_record).unwrap_or_else(|| {
            let words = match item.map(|it| it.evidence) {
                Some(Evidence::Record) => needs_record(lang),
                Some(Evidence::Exercise) => needs_exercise(lang),
                Some(Evidence::Computed) | None => not_here(lang),
            };
            (Answer::Open, words)
        })
    }

    /// Every item with its answer, in a language.
    fn rows(&self, lang: Lang, around: &Around<'_>) -> Vec<Row> {
        let row = |item: &Item| {
            let (answer, seen) = self.answer(&item.id, lang, around);
            item.row(lang, answer, seen)
        };
        items().iter().map(row).collect()
    }
}

/// Runs the command.
pub(crate) fn run(it: &cli::SelfCheck, around: &mut Around<'_>) -> Result<u8, Problem> {
    let gathered = Gathered::open(&it.path, &it.db, &it.evidence, around)?;
    let rows = gathered.rows(around.lang, around);
    if let Some(folder) = &it.pack {
        pack::write(folder, &gathered, around)?;
        let line = pack_written(around.lang, &folder.display().to_string());
        around.talk(&line);
    }
    let text = if it.json { json::text(&rows) } else { table(&rows, around.lang) };
    files::deliver(around, it.out.as_deref(), &text)?;
    Ok(if gathered.project.failures.is_empty() { CLEAN } else { UNJUDGED })
}

/// The question of an item.
pub(crate) fn question(id: &str, lang: Lang) -> Option<String> {
    Some(item(id)?.question(lang).to_owned())
}

fn table(rows: &[Row], lang: Lang) -> String {
    let mut out = String::new();
    for it in rows {
        let word = it.answer.text(lang);
        let word = crate::report::width::padded(&word, 6);
        out.push_str(&format!("{}  {word}  {}\n            {}\n", it.id, it.question, it.seen));
    }
    let count = |answer| rows.iter().filter(|it| it.answer == answer).count();
    let (yes, no, open) = (count(Answer::Yes), count(Answer::No), count(Answer::Open));
    out.push_str(&format!("{}\n", total(lang, yes, no, open, rows.len())));
    out
}

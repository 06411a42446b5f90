//! `gate`: the phases of a system's life, each a short list of checks that must or should hold,
//! answered from files; one command with an exit code for any CI.
//!
//! The checks are those of the self-check, and three of its own. What cannot be answered is not
//! passed: a check that must hold and is open makes the exit code 2.

pub(crate) mod args;

use crate::cli::{self, VerdictForm};
use crate::problem::Problem;
use crate::report::table::Look;
use crate::report::width::padded;
use crate::report::{json, sarif};
use crate::selfcheck::{self, Answer, Gathered};
use crate::{Around, BROKEN, CLEAN, UNJUDGED, files};
use naru_base::{Lang, texts};
use serde::{Deserialize, Serialize};

texts! {
    is_clean(phase: &str) { ko: "통과: {phase} 단계의 필수 점검이 모두 맞습니다.", en: "CLEAN: every check that the phase {phase} needs holds." }
    is_broken(phase: &str, count: usize) { ko: "실패: {phase} 단계의 필수 점검 {count}건이 맞지 않습니다.", en: "BROKEN: {count} checks that the phase {phase} needs do not hold." }
    is_unjudged(phase: &str, count: usize) { ko: "판단 불가: {phase} 단계의 필수 점검 {count}건에 답이 없습니다.", en: "NOT JUDGED: {count} checks that the phase {phase} needs are open." }
    holds { ko: "맞음", en: "holds" }
    fails { ko: "어긋남", en: "fails" }
    open { ko: "미답", en: "open" }
    must { ko: "필수", en: "must" }
    should { ko: "권고", en: "should" }
    give(options: &str) { ko: "답하려면: {options}", en: "to answer it: {options}" }
    unknown_check(id: &str) { ko: "점검 {id}이(가) 없습니다", en: "there is no check {id}" }
    no_phase(phase: &str) { ko: "{phase} 단계가 파일에 없습니다", en: "the file has no phase {phase}" }
}

/// The phases to start from.
const SHIPPED: &str = include_str!("phases.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phases {
    /// Checks that the self-check does not have.
    #[serde(default)]
    check: Vec<Check>,
    /// Which options answer a check.
    #[serde(default)]
    answered: std::collections::BTreeMap<String, String>,
    phase: Vec<Phase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Check {
    id: String,
    ko: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phase {
    name: String,
    must: Vec<String>,
    #[serde(default)]
    should: Vec<String>,
}

#[derive(Serialize)]
struct Row {
    id: String,
    question: String,
    level: &'static str,
    answer: Answer,
    seen: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    to_answer: Option<String>,
}

#[derive(Serialize)]
struct Whole<'a> {
    phase: &'static str,
    verdict: &'static str,
    checks: &'a [Row],
    unread: Vec<&'a str>,
}

/// Runs the command.
pub(crate) fn run(it: &cli::Gate, around: &mut Around<'_>) -> Result<u8, Problem> {
    if it.print_phases {
        around.data(SHIPPED);
        return Ok(CLEAN);
    }
    let (Some(phase), Some(path), Some(db)) = (it.phase, &it.path, &it.db) else {
        unreachable!("the command line asks for all three unless the phases are printed");
    };
    let phases = phases(it)?;
    let word = phase.word();
    let Some(rules) = phases.phase.iter().find(|it| it.name == word) else {
        return Err(Problem::new(move |lang| no_phase(lang, word)));
    };
    let gathered = Gathered::open(path, db, &it.evidence, around)?;
    let level = |list: &'static str, ids: &[String]| -> Result<Vec<Row>, Problem> {
        ids.iter().map(|id| row(id, list, &phases, &gathered, around)).collect()
    };
    let mut rows = level("must", &rules.must)?;
    rows.extend(level("should", &rules.should)?);
    let unread: Vec<&str> = gathered.project.failures.iter().map(|it| it.0.as_str()).collect();
    let count = |answer| rows.iter().filter(|it| it.level == "must" && it.answer == answer).count();
    let (failed, left) = (count(Answer::No), count(Answer::Open) + unread.len());
    let code = match (failed, left) {
        (1.., _) => BROKEN,
        (0, 1..) => UNJUDGED,
        (0, 0) => CLEAN,
    };
    let text = match it.format {
        VerdictForm::Table => people(&rows, word, (failed, left, code), around),
        VerdictForm::Json => {
            let verdict = match code {
                CLEAN => "clean",
                BROKEN => "broken",
                _ => "unjudged",
            };
            json::text(&Whole { phase: word, verdict, checks: &rows, unread })
        }
        VerdictForm::Sarif => review(&rows, &gathered),
    };
    files::deliver(around, it.out.as_deref(), &text)?;
    Ok(code)
}

fn phases(it: &cli::Gate) -> Result<Phases, Problem> {
    let (name, text) = match &it.phases {
        Some(path) => (path.display().to_string(), files::read_text(path)?),
        None => ("phases.toml".to_owned(), SHIPPED.to_owned()),
    };
    toml::from_str(&text).map_err(|e| Problem::content(&name, e))
}

fn row(
    id: &str,
    level: &'static str,
    phases: &Phases,
    gathered: &Gathered,
    around: &Around<'_>,
) -> Result<Row, Problem> {
    let lang = around.lang;
    let own = phases.check.iter().find(|it| it.id == id);
    let question = match own {
        Some(it) => Some(if lang == Lang::Ko { it.ko.clone() } else { it.en.clone() }),
        None => selfcheck::question(id, lang),
    };
    let shown = id.to_owned();
    let question = question.ok_or_else(|| Problem::new(move |lang| unknown_check(lang, &shown)))?;
    let (answer, seen) = gathered.answer(id, around.lang, around);
    let to_answer = (answer == Answer::Open).then(|| phases.answered.get(id).cloned()).flatten();
    Ok(Row { id: id.to_owned(), question, level, answer, seen, to_answer })
}

fn people(rows: &[Row], phase: &str, judged: (usize, usize, u8), around: &Around<'_>) -> String {
    let look = Look { lang: around.lang, is_coloured: around.is_terminal };
    let lang = look.lang;
    let mut out = String::new();
    for it in rows {
        let word = match it.answer {
            Answer::Yes => look.good(&padded(&holds(lang), 6)),
            Answer::No => look.bad(&padded(&fails(lang), 6)),
            Answer::Open => padded(&open(lang), 6),
        };
        let level = if it.level == "must" { must(lang) } else { should(lang) };
        out.push_str(&format!(
            "{}  {word}  {}  {}\n                  {}\n",
            it.id,
            padded(&level, 6),
            it.question,
            look.dim(&it.seen)
        ));
        if let Some(options) = &it.to_answer {
            out.push_str(&format!("                  {}\n", look.dim(&give(lang, options))));
        }
    }
    let (failed, left, code) = judged;
    let verdict = match code {
        CLEAN => look.good(&is_clean(lang, phase)),
        BROKEN => look.bad(&is_broken(lang, phase, failed)),
        _ => look.bad(&is_unjudged(lang, phase, left)),
    };
    out.push_str(&format!("{verdict}\n"));
    out
}

/// SARIF: each check that does not hold, at the first file that was read.
fn review(rows: &[Row], gathered: &Gathered) -> String {
    let file = gathered.project.sources.first().map_or("", |it| it.name.as_str());
    let rules: Vec<(&str, &str)> =
        rows.iter().map(|it| (it.id.as_str(), it.question.as_str())).collect();
    let results = rows.iter().filter(|it| it.answer != Answer::Yes).map(|it| {
        let level = match (it.level, it.answer) {
            ("must", Answer::No) => "error",
            ("must", _) => "warning",
            _ => "note",
        };
        sarif::entry(&it.id, level, &format!("{}: {}", it.question, it.seen), file, 1)
    });
    sarif::document("naru oss gate", rules.into_iter(), results.collect())
}

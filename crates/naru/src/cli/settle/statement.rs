//! Banks' own statements against the book: compared, listed, explained.

use super::{ACTOR, Day, Place, Writing, reading, words};
use crate::data_dir::{self, DataDir};
use crate::installation::env;
use crate::problem::Problem;
use crate::stdio;
use naru_base::env::SystemClock;
use naru_base::{Answer, BankCode, BankTranId, BusinessDate, Fault, FaultKind, Lang};
use naru_core::relay::bankwire::BankOutcome;
use naru_core::settlement::csv::BadTable;
use naru_core::settlement::reconcile::{self, BadStatement, Theirs};
use naru_core::settlement::{self, Kept, Reconciled, Standing};
use naru_lab::bank::books::Books;
use naru_lab::bank::books::model::{Listed, State};
use naru_store::Tx;
use serde_json::{Value, json};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// Open differences that are listed at most.
const LISTED_MAX: i64 = 1_000;

pub(super) fn reconcile(
    day: &Day,
    bank: &BankCode,
    statement: Option<&Path>,
    as_json: bool,
    lang: Lang,
) -> Result<ExitCode, Problem> {
    let date = day.date;
    let given = statement.map(|file| read_statement(file, date)).transpose()?;
    let writing = Writing::open(&day.place)?;
    let theirs = match given {
        Some(theirs) => theirs,
        None => of_books(&writing.dir, bank, date)?,
    };
    let (env, code) = (env(), bank.clone());
    let compare =
        move |tx: &mut Tx<'_>| settlement::reconcile_day(tx, &env, ACTOR, (date, &code), &theirs);
    let done = writing.book().write_blocking(compare);
    writing.close()?;
    let done = done.map_err(words::problem)?;
    if as_json {
        stdio::json(&json!({
            "business_date": date.to_string(),
            "bank": bank.as_str(),
            "ours": done.ours,
            "theirs": done.theirs,
            "resolved": done.resolved,
            "differences": done.differences.iter().map(kept_json).collect::<Vec<_>>(),
        }));
    } else {
        say(&done, bank, date, lang);
    }
    let open = done.differences.iter().any(|it| it.standing == Standing::Open);
    Ok(if open { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn say(done: &Reconciled, bank: &BankCode, date: BusinessDate, lang: Lang) {
    let Reconciled { ours, theirs, differences, resolved } = done;
    let (bank, date) = (bank.as_str(), date.to_string());
    let found = differences.len();
    stdio::data(&words::compared(lang, bank, &date, *ours, *theirs, found, *resolved));
    differences.iter().for_each(|it| say_kept(it, lang));
}

fn say_kept(it: &Kept, lang: Lang) {
    let side = |word: Option<(&str, String)>| {
        word.map_or_else(|| "–".to_owned(), |(word, amount)| format!("{word} {amount}"))
    };
    let known = &it.difference;
    let ours = side(known.ours.map(|(state, amount)| (state.as_str(), amount.grouped())));
    let theirs = known.theirs.map(|(it, amount)| (reconcile::outcome_word(it), amount.grouped()));
    let (date, kind) = (it.date.to_string(), words::kind(lang, known.kind));
    let (bank, id) = (it.bank.as_str(), known.id.as_str());
    stdio::data(&words::difference(lang, &date, bank, id, &kind, &ours, &side(theirs)));
    match &it.explained {
        Some((by, why)) => stdio::data(&words::explained(lang, by, why)),
        None => stdio::data(&words::because(lang, &words::reason(lang, known.reason()))),
    }
}

fn kept_json(it: &Kept) -> Value {
    let known = &it.difference;
    json!({
        "business_date": it.date.to_string(),
        "bank": it.bank.as_str(),
        "bank_tran_id": known.id.as_str(),
        "kind": known.kind.as_str(),
        "our_state": known.ours.map(|(state, _)| state.as_str()),
        "our_amount": known.ours.map(|(_, amount)| amount.get()),
        "their_outcome": known.theirs.map(|(outcome, _)| reconcile::outcome_word(outcome)),
        "their_amount": known.theirs.map(|(_, amount)| amount.get()),
        "reason_ko": words::reason(Lang::Ko, known.reason()),
        "reason_en": words::reason(Lang::En, known.reason()),
        "state": it.standing.as_str(),
        "found_at": it.found_at.kst_dtm17(),
        "explanation": it.explained.as_ref().map(|(_, why)| why),
    })
}

pub(super) fn differences(place: &Place, as_json: bool, lang: Lang) -> Result<ExitCode, Problem> {
    let read = |tx: &mut Tx<'_>| Ok(settlement::open_differences(tx, LISTED_MAX)?);
    let open = reading(place)?.read_blocking(read)?;
    if as_json {
        stdio::json(&open.iter().map(kept_json).collect::<Vec<_>>());
    } else {
        open.iter().for_each(|it| say_kept(it, lang));
        if open.is_empty() {
            stdio::data(&words::none_open(lang));
        }
    }
    Ok(if open.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

pub(super) fn explain(
    day: &Day,
    bank: &BankCode,
    id: &BankTranId,
    because: String,
    lang: Lang,
) -> Result<ExitCode, Problem> {
    let writing = Writing::open(&day.place)?;
    let (env, date, bank, id) = (env(), day.date, bank.clone(), id.clone());
    let explain =
        move |tx: &mut Tx<'_>| settlement::explain(tx, &env, ACTOR, (date, &bank, &id), &because);
    let done = writing.book().write_blocking(explain);
    writing.close()?;
    stdio::data(&words::was_explained(lang, done.map_err(words::problem)?));
    Ok(ExitCode::SUCCESS)
}

fn read_statement(file: &Path, date: BusinessDate) -> Result<Vec<Theirs>, Problem> {
    let text = data_dir::read(file)?;
    let shown = file.display().to_string();
    reconcile::read_statement(&text, date).map_err(|bad| match bad {
        BadStatement::Table(bad) => bad_table(&shown, bad, &reconcile::COLUMNS),
        BadStatement::Value(at) => at_line(words::bad_line, &shown, at),
        BadStatement::OtherDate(at) => at_line(words::other_date, &shown, at),
        BadStatement::Twice(at) => at_line(words::twice, &shown, at),
    })
}

fn at_line(say: fn(Lang, &str, usize) -> String, shown: &str, at: usize) -> Problem {
    let shown = shown.to_owned();
    Problem::new(move |lang| say(lang, &shown, at)).hint(words::bad_table_hint)
}

/// Why a file is no table with these columns.
pub(super) fn bad_table(shown: &str, bad: BadTable, columns: &[&str]) -> Problem {
    match bad {
        BadTable::Header => {
            let (shown, columns) = (shown.to_owned(), columns.join(","));
            Problem::new(move |lang| words::bad_columns(lang, &shown, &columns))
                .hint(words::bad_table_hint)
        }
        BadTable::Quotes(at) | BadTable::Width(at) => at_line(words::bad_line, shown, at),
    }
}

/// The lines of a date in the books of a virtual bank.
fn of_books(dir: &DataDir, bank: &BankCode, date: BusinessDate) -> Result<Vec<Theirs>, Problem> {
    let file = dir.file(&format!("bank-{bank}.db"));
    if !file.exists() {
        let bank = bank.to_string();
        let problem = Problem::new(move |lang| words::no_books(lang, &bank));
        return Err(problem.hint(words::no_books_hint));
    }
    let books = Books::open_existing(&file, Arc::new(SystemClock))?;
    let mut out = Vec::new();
    for listed in books.transactions_blocking() {
        let listed = listed?;
        if listed.date == date {
            out.push(theirs(&listed)?);
        }
    }
    Ok(out)
}

fn theirs(it: &Listed) -> Answer<Theirs> {
    let id = BankTranId::parse(&it.id).map_err(|e| {
        Fault::because(FaultKind::Corrupt, "a bank's book has an id that is none", e)
    })?;
    let outcome = match it.state {
        State::Done => BankOutcome::Done,
        State::Failed => BankOutcome::Failed,
        State::Void => BankOutcome::Void,
        State::Processing => BankOutcome::Processing,
    };
    Ok(Theirs { id, amount: it.amount, outcome })
}

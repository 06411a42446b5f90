//! The bank holidays of a year: shown, and replaced.

use super::statement::bad_table;
use super::{ACTOR, Place, Writing, reading, words};
use crate::data_dir;
use crate::installation::env;
use crate::problem::Problem;
use crate::stdio;
use naru_base::{BusinessDate, Lang};
use naru_core::settlement::{self, Holiday, csv};
use naru_store::Tx;
use std::path::Path;
use std::process::ExitCode;

/// The columns of the table.
const COLUMNS: [&str; 4] = ["date", "name_ko", "name_en", "source"];

pub(super) fn show(
    place: &Place,
    year: i64,
    as_csv: bool,
    lang: Lang,
) -> Result<ExitCode, Problem> {
    let read = move |tx: &mut Tx<'_>| Ok(settlement::holidays_of(tx, year)?);
    let holidays = reading(place)?.read_blocking(read)?;
    if as_csv {
        stdio::data(&csv::line(&COLUMNS));
        for it in &holidays {
            let date = it.date.to_string();
            stdio::data(&csv::line(&[&date, &it.name_ko, &it.name_en, &it.source]));
        }
        return Ok(ExitCode::SUCCESS);
    }
    stdio::data(&words::year_line(lang, year, holidays.len()));
    for it in &holidays {
        let date = it.date.to_string();
        stdio::data(&words::holiday(lang, &date, &it.name_ko, &it.name_en, &it.source));
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn put(
    place: &Place,
    year: i64,
    file: &Path,
    source: String,
    lang: Lang,
) -> Result<ExitCode, Problem> {
    let holidays = read_table(file)?;
    let count = holidays.len();
    let writing = Writing::open(place)?;
    let env = env();
    let put =
        move |tx: &mut Tx<'_>| settlement::put_year(tx, &env, ACTOR, (year, &source), &holidays);
    let done = writing.book().write_blocking(put);
    writing.close()?;
    done.map_err(words::problem)?;
    stdio::data(&words::year_line(lang, year, count));
    Ok(ExitCode::SUCCESS)
}

fn read_table(file: &Path) -> Result<Vec<Holiday>, Problem> {
    let text = data_dir::read(file)?;
    let shown = file.display().to_string();
    let lines = csv::read(&text, &COLUMNS).map_err(|e| bad_table(&shown, e, &COLUMNS))?;
    let holiday = |(_, fields): csv::Line| {
        let [date, name_ko, name_en, source] = <[String; 4]>::try_from(fields).ok()?;
        let date = BusinessDate::parse(&date)?;
        (!name_ko.is_empty()).then_some(Holiday { date, name_ko, name_en, source })
    };
    let mut holidays = Vec::new();
    for line in lines {
        let at = line.0;
        let Some(read) = holiday(line) else {
            let shown = shown.clone();
            let problem = Problem::new(move |lang| words::bad_line(lang, &shown, at));
            return Err(problem.hint(words::bad_table_hint));
        };
        holidays.push(read);
    }
    Ok(holidays)
}

//! Days: closed, listed, shown, handed out.

use super::words;
use super::{ACTOR, Day, Form, Place, Writing, reading};
use crate::installation::env;
use crate::problem::Problem;
use crate::stdio;
use naru_base::{Answer, BusinessDate, Clock as _, Lang, Won, env::SystemClock};
use naru_core::settlement::{self, Moved, Party, Position, Window, export};
use naru_core::{identity, relay};
use naru_store::{Store, Tx};
use serde_json::Value;
use std::collections::BTreeMap;
use std::process::ExitCode;

pub(super) fn close(
    place: &Place,
    date: Option<BusinessDate>,
    as_json: bool,
    lang: Lang,
) -> Result<ExitCode, Problem> {
    let writing = Writing::open(place)?;
    let closed = match date {
        Some(date) => one(writing.book(), date).map(|it| vec![it]),
        None => all_due(writing.book()),
    };
    writing.close()?;
    let windows = closed.map_err(words::problem)?;
    if as_json {
        stdio::json(&windows.iter().map(export::window_json).collect::<Vec<_>>());
    } else {
        windows.iter().for_each(|it| say_window(it, lang));
        if windows.is_empty() {
            stdio::talk(&words::nothing_due(lang));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn one(book: &Store, date: BusinessDate) -> Answer<Window> {
    let env = env();
    let close = move |tx: &mut Tx<'_>| settlement::close_day(tx, &env, ACTOR, date);
    Ok(book.write_blocking(close)?.window)
}

fn all_due(book: &Store) -> Answer<Vec<Window>> {
    let mut all = Vec::new();
    loop {
        let env = env();
        let close = move |tx: &mut Tx<'_>| settlement::close_due(tx, &env, ACTOR);
        match book.write_blocking(close)? {
            Some(window) => all.push(window),
            None => return Ok(all),
        }
    }
}

pub(super) fn list(
    place: &Place,
    before: Option<BusinessDate>,
    most: i64,
    as_json: bool,
    lang: Lang,
) -> Result<ExitCode, Problem> {
    let before = before.unwrap_or_else(|| SystemClock.now().business_date());
    let read = move |tx: &mut Tx<'_>| Ok(settlement::windows(tx, before, most)?);
    let windows = reading(place)?.read_blocking(read)?;
    if as_json {
        stdio::json(&windows.iter().map(export::window_json).collect::<Vec<_>>());
    } else {
        windows.iter().for_each(|it| say_window(it, lang));
        if windows.is_empty() {
            stdio::talk(&words::nothing_closed(lang));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A closed day, with the names of who takes part.
struct Loaded {
    window: Window,
    positions: Vec<Position>,
    names: export::Names,
}

fn load(day: &Day) -> Result<Loaded, Problem> {
    let date = day.date;
    let read = move |tx: &mut Tx<'_>| {
        let Some(window) = settlement::window(tx, date)? else { return Ok(None) };
        let banks = relay::banks(tx)?.into_iter();
        let mut names: BTreeMap<_, _> =
            banks.map(|it| (it.code.to_string(), (it.name_ko, it.name_en))).collect();
        let institutions = identity::institutions(tx)?.into_iter();
        names.extend(institutions.map(|it| (it.code.to_string(), (it.name_ko, it.name_en))));
        Ok(Some(Loaded { window, positions: settlement::positions(tx, date)?, names }))
    };
    reading(&day.place)?.read_blocking(read)?.ok_or_else(|| {
        Problem::new(move |lang| words::not_closed(lang, &date.to_string()))
            .hint(words::not_closed_hint)
    })
}

pub(super) fn show(day: &Day, as_json: bool, lang: Lang) -> Result<ExitCode, Problem> {
    let loaded = load(day)?;
    if as_json {
        stdio::json(&day_json(&loaded));
        return Ok(ExitCode::SUCCESS);
    }
    say_window(&loaded.window, lang);
    for it in &loaded.positions {
        let who = match &it.party {
            Party::Operator => words::operator(lang),
            party => words::bank(lang, &loaded.name_of(party.code(), lang), party.code()),
        };
        let moved = |it: Moved| it.amount.grouped();
        let (collected, paid) = (moved(it.collected), moved(it.paid));
        let (fee, net) = (it.fee.grouped(), it.net.grouped());
        stdio::data(&words::position(lang, &who, &collected, &paid, &fee, &net));
    }
    if settlement::decide::is_balanced(&loaded.positions) {
        stdio::data(&words::sum_zero(lang));
    }
    Ok(ExitCode::SUCCESS)
}

impl Loaded {
    fn name_of(&self, code: &str, lang: Lang) -> String {
        let Some((ko, en)) = self.names.get(code) else { return String::new() };
        match lang {
            Lang::Ko => ko.clone(),
            Lang::En => en.clone(),
        }
    }
}

pub(super) fn export(day: &Day, form: Form, lang: Lang) -> Result<ExitCode, Problem> {
    let loaded = load(day)?;
    match form {
        Form::Json => stdio::json(&day_json(&loaded)),
        Form::Csv => {
            let name = |code: &str| loaded.name_of(code, lang);
            let table = export::day_csv(&loaded.window, &loaded.positions, name);
            table.lines().for_each(stdio::data);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn day_json(it: &Loaded) -> Value {
    export::day_json(&it.window, &it.positions, &it.names)
}

fn say_window(it: &Window, lang: Lang) {
    let (date, value_date) = (it.date.to_string(), it.value_date.to_string());
    let (amount, fee) = (it.moved.amount.grouped(), it.fee.grouped());
    stdio::data(&words::window_line(lang, &date, it.moved.count, &amount, &fee, &value_date));
    if it.carried.amount != Won::ZERO {
        stdio::data(&words::carried(lang, it.carried.count, &it.carried.amount.grouped()));
    }
}

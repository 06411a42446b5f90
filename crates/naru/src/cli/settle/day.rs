//! Days: closed, listed, shown, handed out.

use super::words;
use super::{ACTOR, Day, Form, Place, Writing, reading};
use crate::installation::env;
use crate::problem::Problem;
use crate::stdio;
use naru_base::{Answer, BusinessDate, Clock as _, Lang, Won, env::SystemClock};
use naru_core::settlement::{self, Moved, Party, Position, Window, csv};
use naru_core::{identity, relay};
use naru_store::{Store, Tx};
use serde_json::{Value, json};
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
        stdio::json(&windows.iter().map(window_json).collect::<Vec<_>>());
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
        stdio::json(&windows.iter().map(window_json).collect::<Vec<_>>());
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
    names: BTreeMap<String, (String, String)>,
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
            party => words::bank(lang, &loaded.name(party, lang), party.code()),
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
    fn name(&self, party: &Party, lang: Lang) -> String {
        let Some((ko, en)) = self.names.get(party.code()) else { return String::new() };
        match lang {
            Lang::Ko => ko.clone(),
            Lang::En => en.clone(),
        }
    }
}

/// Columns of an export, in this order for good: programs read them.
const COLUMNS: [&str; 11] = [
    "business_date",
    "value_date",
    "party_kind",
    "party",
    "name",
    "collected_count",
    "collected_amount",
    "paid_count",
    "paid_amount",
    "fee",
    "net",
];

pub(super) fn export(day: &Day, form: Form, lang: Lang) -> Result<ExitCode, Problem> {
    let loaded = load(day)?;
    match form {
        Form::Json => stdio::json(&day_json(&loaded)),
        Form::Csv => {
            stdio::data(&csv::line(&COLUMNS));
            loaded.positions.iter().for_each(|it| stdio::data(&loaded.csv_line(it, lang)));
        }
    }
    Ok(ExitCode::SUCCESS)
}

impl Loaded {
    fn csv_line(&self, it: &Position, lang: Lang) -> String {
        csv::line(&[
            self.window.date.to_string(),
            self.window.value_date.to_string(),
            it.party.kind().to_owned(),
            it.party.code().to_owned(),
            self.name(&it.party, lang),
            it.collected.count.to_string(),
            it.collected.amount.to_string(),
            it.paid.count.to_string(),
            it.paid.amount.to_string(),
            it.fee.to_string(),
            it.net.to_string(),
        ])
    }
}

fn day_json(it: &Loaded) -> Value {
    let position = |p: &Position| {
        let (ko, en) = it.names.get(p.party.code()).cloned().unwrap_or_default();
        json!({
            "party_kind": p.party.kind(),
            "party": p.party.code(),
            "name_ko": ko,
            "name_en": en,
            "collected": moved_json(p.collected),
            "paid": moved_json(p.paid),
            "fee": p.fee.get(),
            "net": p.net.get(),
        })
    };
    let mut out = window_json(&it.window);
    out["positions"] = it.positions.iter().map(position).collect();
    out
}

fn moved_json(it: Moved) -> Value {
    json!({ "count": it.count, "amount": it.amount.get() })
}

fn window_json(it: &Window) -> Value {
    json!({
        "business_date": it.date.to_string(),
        "value_date": it.value_date.to_string(),
        "closed_at": it.closed_at.kst_dtm17(),
        "count": it.moved.count,
        "amount": it.moved.amount.get(),
        "fee": it.fee.get(),
        "carried": moved_json(it.carried),
    })
}

fn say_window(it: &Window, lang: Lang) {
    let (date, value_date) = (it.date.to_string(), it.value_date.to_string());
    let (amount, fee) = (it.moved.amount.grouped(), it.fee.grouped());
    stdio::data(&words::window_line(lang, &date, it.moved.count, &amount, &fee, &value_date));
    if it.carried.amount != Won::ZERO {
        stdio::data(&words::carried(lang, it.carried.count, &it.carried.amount.grouped()));
    }
}

//! Finding transfers: the filter is the address, pages go by key.

use super::words as w;
use super::{kind_word, state_mark, state_of};
use crate::console::door::{Wrong, summary};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::names::Names;
use crate::console::pieces::{Ways, day, filter_told, moment, pager, parse_day, select};
use crate::console::typed::won_or_most;
use crate::console::{ConsoleState, format};
use axum::extract::{Query, State as With};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::{Post, Reach, Right, Scope};
use naru_base::{Answer, BankCode, BankTranId, BusinessDate, ClientUseCode, Lang, Micros, Won};
use naru_core::glance::Glance;
use naru_core::relay::{self, Key, Listed, Search, State};
use serde::Deserialize;

const PER_PAGE: usize = 50;
const DAYS_MAX: i64 = 31;

/// The filter, as the address has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    id: String,
    from: String,
    to: String,
    institution: String,
    bank: String,
    state: String,
    least: String,
    most: String,
    after: String,
}

/// `GET /console/transfers`
pub(crate) async fn page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Filter>,
) -> Response {
    let lang = ask.lang;
    let (glance, today) = (state.parts.source.glance(), state.now().business_date());
    let (search, wrongs) = read(lang, &given, today, &who.session.post);
    let found = match wrongs.is_empty() {
        true => sought(&state, &given, &search).await.map(Some),
        false => Ok(None),
    };
    let found = match found {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let main = html! {
        div class="head" { h1 { (w::transfers(lang)) } }
        (lead(lang, found.as_ref().map(Vec::len)))
        (summary(lang, &wrongs))
        (chips(lang, &given))
        (form(lang, (&given, &wrongs), &search, &who.session.post, &glance))
        @if let Some(found) = found { (list(lang, &given, &search, found, &glance)) }
    };
    let title = w::transfers(lang);
    let here = "/console/transfers";
    let page = Page { ask: &ask, who: &who, title, here, topic: Topic::Watch, main };
    let mut response = frame::page(&state, &page);
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

async fn sought(state: &ConsoleState, given: &Filter, search: &Search) -> Answer<Vec<Listed>> {
    let (id, search) = (BankTranId::parse(given.id.trim()).ok(), search.clone());
    let read = move |tx: &mut naru_store::Tx<'_>| match &id {
        Some(id) => by_id(tx, &search, id).map_err(Into::into),
        None => relay::search(tx, &search).map_err(Into::into),
    };
    state.parts.store.read(read).await
}

/// An id is unique for a business date only: each day of the range may have it.
fn by_id(
    tx: &mut naru_store::Tx<'_>,
    search: &Search,
    id: &BankTranId,
) -> Result<Vec<Listed>, naru_base::Fault> {
    let mut found = Vec::new();
    let mut date = search.to;
    for _ in 0..DAYS_MAX {
        if date < search.from {
            break;
        }
        let key = Key { date, id: id.clone() };
        let row = relay::row_facts(tx, &key)?.map(|it| it.listed);
        let fits = |it: &Listed| {
            search.institution.as_ref().is_none_or(|code| *code == it.institution)
                && search.bank.as_ref().is_none_or(|code| *code == it.bank)
        };
        found.extend(row.filter(fits));
        date = date.previous();
    }
    Ok(found)
}

/// What is looked for, never beyond the post's own; and what is wrong with the filter.
fn read(lang: Lang, given: &Filter, today: BusinessDate, post: &Post) -> (Search, Vec<Wrong>) {
    let mut wrongs = Vec::new();
    let from = parse_day(&given.from).unwrap_or(today);
    let to = parse_day(&given.to).unwrap_or(if given.from.is_empty() { today } else { from });
    let days = to.starts_at().since(from.starts_at()) / 86_400_000_000;
    for (field, text) in [("from", &given.from), ("to", &given.to)] {
        if !text.is_empty() && parse_day(text).is_none() {
            wrongs.push(Wrong { field, text: w::bad_day(lang) });
        }
    }
    if wrongs.is_empty() && !(0..DAYS_MAX).contains(&days) {
        wrongs.push(Wrong { field: "from", text: w::bad_dates(lang) });
    }
    let id = given.id.trim();
    if !id.is_empty() && BankTranId::parse(id).is_err() {
        wrongs.push(Wrong { field: "id", text: w::bad_id(lang) });
    }
    let mut won = |text: &str, field, without: i64| {
        if text.trim().is_empty() {
            return Won::new(without);
        }
        won_or_most(text).unwrap_or_else(|| {
            wrongs.push(Wrong { field, text: w::bad_amount(lang) });
            Won::new(without)
        })
    };
    let (least, most) = (won(&given.least, "least", 0), won(&given.most, "most", i64::MAX));
    if wrongs.is_empty() && least > most {
        wrongs.push(Wrong { field: "least", text: w::bad_amounts(lang) });
    }
    let after = given
        .after
        .split_once('.')
        .and_then(|(at, id)| Some((Micros::new(at.parse().ok()?), BankTranId::parse(id).ok()?)));
    let mut search = Search {
        from,
        to,
        institution: ClientUseCode::parse(&given.institution).ok(),
        bank: BankCode::parse(&given.bank).ok(),
        state: State::parse(&given.state),
        least,
        most,
        after,
        limit: i64::try_from(PER_PAGE + 1).unwrap_or(i64::MAX),
    };
    if post.reach(Right::TransfersRead) == Reach::Own {
        match post.scope() {
            Scope::Institution(code) => search.institution = Some(code.clone()),
            Scope::Bank(code) => search.bank = Some(code.clone()),
            Scope::Network | Scope::Insurer(_) => {}
        }
    }
    (search, wrongs)
}

/// `found`: none, if nothing was looked for.
fn lead(lang: Lang, found: Option<usize>) -> Markup {
    let text = match found {
        None => w::not_sought(lang),
        Some(0) => w::no_match(lang),
        Some(n) if n > PER_PAGE => w::lead_more(lang, PER_PAGE),
        Some(n) => w::lead_found(lang, n),
    };
    html! { p class="lead" { (text) } }
}

/// The filter's address with some of it changed.
fn address(given: &Filter, state: &str, after: &str) -> String {
    let pairs = [
        ("id", given.id.as_str()),
        ("from", &given.from),
        ("to", &given.to),
        ("institution", &given.institution),
        ("bank", &given.bank),
        ("state", state),
        ("least", &given.least),
        ("most", &given.most),
        ("after", after),
    ];
    let kept = pairs.iter().filter(|(_, value)| !value.is_empty());
    let query: Vec<String> =
        kept.map(|(name, value)| format!("{name}={}", format::query_value(value))).collect();
    if query.is_empty() {
        return "/console/transfers".to_owned();
    }
    format!("/console/transfers?{}", query.join("&"))
}

fn chips(lang: Lang, given: &Filter) -> Markup {
    let all = [State::InDoubt, State::Reserved, State::Settled, State::Released, State::Refused];
    html! {
        nav class="chips" aria-label=(w::state_label(lang)) {
            a href=(address(given, "", "")) aria-current=[given.state.is_empty().then_some("true")] {
                (w::every(lang))
            }
            @for it in all {
                a href=(address(given, it.as_str(), ""))
                    aria-current=[(given.state == it.as_str()).then_some("true")] {
                    (state_of(lang, it).2)
                }
            }
        }
    }
}

fn form(
    lang: Lang,
    (given, wrongs): (&Filter, &[Wrong]),
    search: &Search,
    post: &Post,
    glance: &Glance,
) -> Markup {
    let told = |(name, label): (&str, String), kind: &str, value: &str| {
        filter_told((name, &label), kind, value, wrongs)
    };
    let every = || vec![(String::new(), w::every(lang))];
    let mut institutions = every();
    institutions.extend(
        glance.institutions.iter().map(|it| (it.code.clone(), it.name.of(lang).to_owned())),
    );
    let mut banks = every();
    banks.extend(
        glance
            .banks
            .iter()
            .map(|it| (it.code.clone(), format!("{} {}", it.code, it.name.of(lang)))),
    );
    html! {
        form class="filter" method="get" action="/console/transfers" {
            input type="hidden" name="state" value=(given.state);
            (told(("from", w::from_label(lang)), "date", &day(search.from)))
            (told(("to", w::to_label(lang)), "date", &day(search.to)))
            @if !matches!(post.scope(), Scope::Institution(_)) {
                (select("institution", &w::institution_label(lang), &institutions, &given.institution))
            }
            @if !matches!(post.scope(), Scope::Bank(_)) {
                (select("bank", &w::bank_label(lang), &banks, &given.bank))
            }
            (told(("least", w::least_label(lang)), "text", &given.least))
            (told(("most", w::most_label(lang)), "text", &given.most))
            (told(("id", w::id_label(lang)), "text", &given.id))
            div class="acts" {
                button class="btn p" { (w::find_button(lang)) }
                a class="btn" href="/console/transfers" { (w::clear(lang)) }
            }
        }
    }
}

fn list(
    lang: Lang,
    given: &Filter,
    search: &Search,
    mut found: Vec<Listed>,
    glance: &Glance,
) -> Markup {
    let more = found.len() > PER_PAGE;
    found.truncate(PER_PAGE);
    let names = Names::of(lang, glance);
    let last = found.last().map(|it| format!("{}.{}", it.created_at.get(), it.key.id));
    let next = last.filter(|_| more).map(|it| address(given, &given.state, &it));
    let start = search.after.as_ref().map(|_| address(given, &given.state, ""));
    let ways = Ways::onward(lang, start, next);
    html! {
        section {
            div class="sh" {
                h2 { (w::list_head(lang)) } span class="sub" { (w::list_note(lang)) }
            }
            @if found.is_empty() {
                p class="none" {
                    b { (w::no_match(lang)) } " "
                    (w::no_match_note(lang, &day(search.from), &day(search.to)))
                }
            } @else {
                table class="rows" {
                    thead { tr {
                        th { (w::time_head(lang)) }
                        th { (w::way_head(lang)) }
                        th class="num" { (w::amount_head(lang)) }
                        th class="cell-l" { (w::state_label(lang)) }
                        th class="num" { (w::took_head(lang)) }
                        th class="num" { (w::asked_head(lang)) }
                        th class="cell-l" { (w::id_head(lang)) }
                    } }
                    tbody { @for it in &found { (row(lang, it, &names)) } }
                }
                (pager(lang, found.len(), ways))
            }
        }
    }
}

fn row(lang: Lang, it: &Listed, names: &Names) -> Markup {
    let took = it.closed_at.map(|at| u64::try_from(at.since(it.created_at)).unwrap_or(0));
    let kind = kind_word(lang, &it.kind);
    html! {
        tr {
            td class="nw" {
                a href=(format!("/console/transfers/{}/{}", it.key.date, it.key.id)) {
                    (moment(it.created_at))
                    span class="vh" { " " (kind) }
                }
            }
            td class="way" {
                (names.get(it.institution.as_str())) " → " (names.bank(it.bank.as_str()))
            }
            td class="num b" { (it.amount.grouped()) }
            td class="cell-l" { (state_mark(lang, it.state)) }
            td class="num" { (format::or_none(took, |us| format::span(lang, us))) }
            td class=(if it.inquiry_count > 0 { "num" } else { "num idc" }) data-l=(w::asked_head(lang)) {
                @if it.inquiry_count > 0 { (it.inquiry_count) } @else { span class="c-3" { "0" } }
            }
            td class="cell-l mono c-3 nw idc" { (it.key.id) }
        }
    }
}

//! 대사: the differences from banks' statements; the filter is the address, pages go by key.

use super::days::open_count;
use super::{kind, outcome, reason, side, standing, standing_class, words as w};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::names::Names;
use crate::console::pieces::{Ways, day, filter, moment, pager, parse_day, select};
use crate::console::transfers::state_of;
use crate::console::{ConsoleState, format};
use axum::extract::{Query, State};
use axum::response::Response;
use maud::{Markup, html};
use naru_base::{BankCode, BankTranId, BusinessDate, Lang};
use naru_core::glance::Glance;
use naru_core::settlement::reconcile::Kind;
use naru_core::settlement::{self, DifferenceSearch, Kept, Standing};
use serde::Deserialize;

const PER_PAGE: usize = 50;
/// Before and behind all business dates there are.
const FIRST: i64 = 20_000_101;
const LAST: i64 = 99_991_230;

/// The filter, as the address has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    state: String,
    bank: String,
    from: String,
    to: String,
    after: String,
}

impl Filter {
    /// What is looked for; at most `limit`.
    pub(super) fn search(&self, today: BusinessDate, limit: usize) -> DifferenceSearch {
        let date = |text: &str, without: i64| {
            parse_day(text).or_else(|| BusinessDate::from_yyyymmdd(without)).unwrap_or(today)
        };
        DifferenceSearch {
            from: date(&self.from, FIRST),
            to: date(&self.to, LAST),
            bank: BankCode::parse(&self.bank).ok(),
            standing: Standing::parse(&self.state),
            after: after(&self.after),
            limit: i64::try_from(limit).unwrap_or(i64::MAX),
        }
    }

    /// The filter's address with some of it changed.
    fn address(&self, path: &str, state: &str, after: &str) -> String {
        let pairs = [
            ("state", state),
            ("bank", &self.bank),
            ("from", &self.from),
            ("to", &self.to),
            ("after", after),
        ];
        let kept = pairs.iter().filter(|(_, value)| !value.is_empty());
        let query: Vec<String> =
            kept.map(|(name, value)| format!("{name}={}", format::query_value(value))).collect();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
    }
}

fn after(text: &str) -> Option<(BusinessDate, BankCode, BankTranId, Kind)> {
    let mut parts = text.split('.');
    Some((
        BusinessDate::parse(parts.next()?)?,
        BankCode::parse(parts.next()?).ok()?,
        BankTranId::parse(parts.next()?).ok()?,
        Kind::parse(parts.next()?)?,
    ))
}

/// `GET /console/reconciliation`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Filter>,
) -> Response {
    let lang = ask.lang;
    let (glance, today) = (state.parts.source.glance(), state.now().business_date());
    let search = given.search(today, PER_PAGE + 1);
    let read = state
        .parts
        .store
        .read(move |tx| Ok((settlement::search_differences(tx, &search)?, open_count(tx, today)?)));
    let (found, open) = match read.await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let path = "/console/reconciliation";
    let names = Names::of(lang, &glance);
    let main = html! {
        div class="head" {
            h1 { (w::recon_title(lang)) }
            p class="acts" {
                @for (ext, word) in [("csv", w::export_csv(lang)), ("json", w::export_json(lang))] {
                    @let file = format!("{path}/differences.{ext}");
                    a class="btn" href=(given.address(&file, &given.state, "")) { (word) }
                }
            }
        }
        p class="lead" {
            @if open > 0 { b class="c-warn wrap" { (w::recon_lead(lang, open)) } }
            @else { (w::recon_lead_none(lang)) }
        }
        (chips(lang, &given, path))
        (form(lang, &given, &glance))
        (list(lang, &given, found, &names))
    };
    let title = w::recon_title(lang);
    let (ask, who) = (&ask, &who);
    frame::page(&state, &Page { ask, who, title, here: path, topic: Topic::Watch, main })
}

fn chips(lang: Lang, given: &Filter, path: &str) -> Markup {
    html! {
        nav class="chips" aria-label=(w::state_head(lang)) {
            a href=(given.address(path, "", ""))
                aria-current=[given.state.is_empty().then_some("true")] {
                (w::every(lang))
            }
            @for it in Standing::ALL {
                a href=(given.address(path, it.as_str(), ""))
                    aria-current=[(given.state == it.as_str()).then_some("true")] {
                    (standing_class(lang, it).2)
                }
            }
        }
    }
}

fn form(lang: Lang, given: &Filter, glance: &Glance) -> Markup {
    let mut banks = vec![(String::new(), w::every(lang))];
    banks.extend(
        glance
            .banks
            .iter()
            .map(|it| (it.code.clone(), format!("{} {}", it.code, it.name.of(lang)))),
    );
    html! {
        form class="filter" method="get" action="/console/reconciliation" {
            input type="hidden" name="state" value=(given.state);
            (filter("from", &w::from_label(lang), "date", &given.from))
            (filter("to", &w::to_label(lang), "date", &given.to))
            (select("bank", &w::bank_label(lang), &banks, &given.bank))
            div class="acts" {
                button class="btn p" { (w::find(lang)) }
                a class="btn" href="/console/reconciliation" { (w::clear(lang)) }
            }
        }
    }
}

fn list(lang: Lang, given: &Filter, mut found: Vec<Kept>, names: &Names) -> Markup {
    let more = found.len() > PER_PAGE;
    found.truncate(PER_PAGE);
    let key = |it: &Kept| {
        let differs = &it.difference;
        format!("{}.{}.{}.{}", it.date, it.bank, differs.id, differs.kind.as_str())
    };
    let next = found.last().filter(|_| more);
    let address = |after: &str| given.address("/console/reconciliation", &given.state, after);
    let start = after(&given.after).map(|_| address(""));
    let ways = Ways::onward(lang, start, next.map(|it| address(&key(it))));
    let is_filtered = [&given.state, &given.bank, &given.from, &given.to, &given.after];
    let is_filtered = is_filtered.iter().any(|it| !it.is_empty());
    html! {
        section {
            div class="sh" { h2 { (w::recon_head(lang)) } span class="sub" { (w::recon_note(lang)) } }
            @if found.is_empty() {
                p class="none" {
                    @if is_filtered { (w::recon_none(lang)) } @else { (w::recon_never(lang)) }
                }
            } @else {
                (table(lang, &found, names, true))
                (pager(lang, found.len(), ways))
            }
        }
    }
}

/// Our side and the bank's side of a difference in words.
pub(super) fn sides(lang: Lang, it: &Kept) -> (String, String) {
    let ours = it.difference.ours.map(|(state, amount)| (state_of(lang, state).2, amount));
    let theirs = it.difference.theirs.map(|(said, amount)| (outcome(lang, said), amount));
    (side(lang, ours), side(lang, theirs))
}

/// Where one difference has its page.
pub(super) fn path_of(it: &Kept) -> String {
    format!("/console/reconciliation/{}/{}/{}", it.date, it.bank, it.difference.id)
}

/// Differences as a table; `with_day`: of more than one day.
pub(super) fn table(lang: Lang, all: &[Kept], names: &Names, with_day: bool) -> Markup {
    html! {
        table class="rows diffs" {
            thead { tr {
                @if with_day { th { (w::date_head(lang)) } }
                th { (w::kind_head(lang)) }
                th { (w::state_head(lang)) }
                th { (w::ours_head(lang)) }
                th { (w::theirs_head(lang)) }
                th { (w::found_head(lang)) }
                th { (w::id_head(lang)) }
            } }
            tbody { @for it in all {
                @let (ours, theirs) = sides(lang, it);
                tr {
                    @if with_day {
                        td class="nw" {
                            a href=(format!("/console/settlement/{}", it.date)) { (day(it.date)) }
                        }
                    }
                    td class="way" {
                        a class="b" href=(path_of(it)) {
                            (kind(lang, it.difference.kind))
                            span class="vh" { " " (it.difference.id) }
                        }
                        " " (names.bank(it.bank.as_str()))
                        span class="sub block" {
                            @match &it.explained {
                                Some((_, why)) => (why),
                                None => (reason(lang, it.difference.reason())),
                            }
                        }
                    }
                    td class="nw" { (standing(lang, it.standing)) }
                    td data-l=(w::ours_head(lang)) { (ours) }
                    td data-l=(w::theirs_head(lang)) { (theirs) }
                    td class="nw" data-l=(w::found_head(lang)) { (moment(it.found_at)) }
                    td class="mono c-3 nw idc" { (it.difference.id) }
                }
            } }
        }
    }
}

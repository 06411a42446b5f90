//! `GET /console/oss/findings` and `GET /console/oss/advisories`: what is open, page by page.

use super::foot::{Foot, bounded};
use super::system::{fixed, package};
use super::{
    Kinds, PER_PAGE, advisory_href, deadline, framed, grade, n, name_form, tabs, total, who_form,
    whose, words as w,
};
use crate::console::guard::{Ask, Entered};
use crate::console::pieces::moment;
use crate::console::shape::{Shape, state as shown};
use crate::console::{ConsoleState, format, frame};
use crate::oss::api::{key_of, sort_of};
use axum::extract::{Query, State as With};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::{Lang, Micros};
use naru_core::oss::portfolio::stance::{self, Alive};
use naru_core::oss::portfolio::{
    self, AdvisoryRow, FindingKey, FindingRow, FindingSort, Found, Grade, ListKey, State, Totals,
};
use serde::Deserialize;

/// Which findings, as the address has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    of: String,
    sort: String,
    grave: String,
    name: String,
    after: String,
    /// How many rows come before.
    at: String,
}

const SORTS: [(&str, FindingSort); 6] = [
    ("", FindingSort::Priority),
    ("due", FindingSort::Due),
    ("found", FindingSort::Found),
    ("system", FindingSort::System),
    ("package", FindingSort::Package),
    ("advisory", FindingSort::Advisory),
];

/// `GET /console/oss/findings`
pub(crate) async fn findings_page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Given>,
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let after = key_of(&given.after);
    let (is_grave, is_bearing) = (given.grave == "1", given.grave == "standing");
    let name = given.name.trim().to_owned();
    let asked = sort_of(&given.sort);
    let sort = if offers(asked, is_bearing, &name) { asked } else { FindingSort::Priority };
    let which = Found {
        institution: whose::chosen(&who, &given.of),
        grade_min: is_grave.then_some(Grade::Critical),
        is_bearing,
        ..Found::default()
    };
    let sought = name.clone();
    let read = state.parts.portfolio.store();
    let read = read.read(move |tx| look(tx, &which, &sought, (sort, after, now)));
    let ((mut rows, count, advisory), (beside, excepted), (totals, stands)) = match read.await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    // An advisory by its very name is what was asked for.
    if let Some(id) = advisory {
        return Redirect::to(&advisory_href(&id)).into_response();
    }
    let more = rows.len() > PER_PAGE;
    rows.truncate(PER_PAGE);
    let next = rows.last().filter(|_| more).map(|it| it.key(sort));
    let next = next.map(|key| format!("{}.{}", key.by, key.seq));
    let base = href(&given, &given.sort, &given.grave);
    let all = if name.is_empty() { Some(count) } else { bounded(count) };
    let foot = Foot::of(base, (&given.after, &given.at), (rows.len(), all), next);
    let kinds = Kinds::of(&state, lang, &who);
    let main = html! {
        div class="head" { h1 { (w::findings_title(lang)) } }
        @let trouble = state.parts.portfolio.trouble();
        (super::portfolio::data((lang, &who), &stands, trouble.as_deref()))
        (tabs(lang, &who, "/console/oss/findings"))
        (who_form(lang, ""))
        (name_form(lang, "/console/oss/findings", (w::search_finding(lang), &given.name),
            (whose::field(lang, &state, &who, &given.of),
                &[("sort", &given.sort), ("grave", &given.grave)])))
        (chips(lang, &given, sort))
        (orders_note(lang, asked, (is_bearing, &name)))
        section {
            (head(w::findings_head(lang), sort_word(lang, sort), found(lang, &name, count)
                .filter(|_| !knows_nothing(&totals, &stands))))
            @if is_bearing { (bearing_note(lang, excepted)) }
            @if rows.is_empty() && !name.is_empty() && !knows_nothing(&totals, &stands) {
                p class="none" { (w::no_match(lang)) }
            }
            @else if rows.is_empty() {
                (nothing_open(lang, &totals, &stands, none_of(lang, is_bearing, is_grave)))
            } @else {
                (table(lang, &kinds, (&rows, &beside), now))
                (foot.show(lang))
            }
        }
    };
    framed(&state, &ask, &who, w::findings_title(lang), main)
}

/// That there is nothing of what is asked for.
fn none_of(lang: Lang, is_bearing: bool, is_grave: bool) -> String {
    match (is_bearing, is_grave) {
        (true, _) => w::bearing_none(lang),
        (_, true) => w::grave_none(lang),
        _ => w::findings_none(lang),
    }
}

/// What a standing hangs on, and on how many of these it does not for now.
fn bearing_note(lang: Lang, excepted: i64) -> Markup {
    html! {
        p class="sub" {
            (w::bearing_note(lang))
            @if excepted > 0 { " " (w::bearing_excepted(lang, &n(excepted))) }
        }
    }
}

/// A page of findings with how many there are, and the advisory that is called so.
type Looked = ((Vec<FindingRow>, i64, Option<String>), Beside, (Totals, State));
/// What is said of each of them, and on how many of all no standing hangs for now.
type Beside = (Vec<Option<Alive>>, i64);

fn look(
    tx: &mut naru_store::Tx<'_>,
    which: &Found,
    name: &str,
    (sort, after, now): (FindingSort, Option<FindingKey>, Micros),
) -> naru_base::Answer<Looked> {
    let owner = which.institution.as_ref();
    let (totals, stands) = (portfolio::totals(tx, owner)?, portfolio::pending(tx)?);
    // Of a name they are not counted apart.
    let excepted = match which.is_bearing && name.is_empty() {
        true => portfolio::excepted(tx, owner, now)?.values().sum(),
        false => 0,
    };
    if name.is_empty() {
        let rows = portfolio::findings(tx, which, sort, after, PER_PAGE + 1)?;
        let count = match (which.is_bearing, which.grade_min) {
            (true, _) => totals.grave,
            (false, Some(_)) => totals.critical,
            (false, None) => totals.open,
        };
        let beside = stance::beside(tx, &rows, now)?;
        return Ok(((rows, count, None), (beside, excepted), (totals, stands)));
    }
    let order = (sort, after);
    let packages = portfolio::packages_named(tx, which, name)?;
    let of = (which, packages.as_slice());
    let rows = portfolio::findings_of(tx, of, order, PER_PAGE + 1)?;
    let count = portfolio::findings_of_count(tx, of)?;
    let advisory = portfolio::advisory(tx, name, owner)?.filter(|it| it.all > 0);
    let beside = stance::beside(tx, &rows, now)?;
    Ok(((rows, count, advisory.map(|it| it.row.id)), (beside, excepted), (totals, stands)))
}

/// Which findings, and in which order.
fn chips(lang: Lang, given: &Given, sort: FindingSort) -> Markup {
    let (is_bearing, name) = (given.grave == "standing", given.name.trim());
    html! {
        nav class="chips" aria-label=(w::which(lang)) {
            @for (value, word) in [
                ("", w::stances_all(lang)), ("1", w::only_grave(lang)),
                ("standing", w::only_bearing(lang)),
            ] {
                a href=(href(given, &given.sort, value))
                    aria-current=[(value == given.grave).then_some("true")] { (word) }
            }
        }
        nav class="chips" aria-label=(w::sorts(lang)) {
            @for (value, of) in SORTS {
                @if offers(of, is_bearing, name) {
                    a href=(href(given, value, &given.grave))
                        aria-current=[(of == sort).then_some("true")] { (sort_word(lang, of)) }
                } @else {
                    span aria-describedby="orders-note" { (sort_word(lang, of)) }
                }
            }
        }
    }
}

/// Whether nothing was compared with anything yet: then there is no count either.
fn knows_nothing(of: &Totals, stands: &State) -> bool {
    of.systems == of.unbilled || stands.data.is_empty()
}

/// How many findings there are; those with a name are counted to a bound only.
fn found(lang: Lang, name: &str, count: i64) -> Option<String> {
    Some(if name.is_empty() { w::total(lang, &n(count)) } else { total(lang, count) })
}

/// The head of a list; `count`: none if it is not known.
fn head(title: String, order: String, count: Option<String>) -> Markup {
    html! {
        div class="sh" {
            h2 { (title) }
            span class="sub" { (order) @if let Some(count) = count { " · " (count) } }
        }
    }
}

/// That nothing is open is only said where something was compared with something.
fn nothing_open(lang: Lang, of: &Totals, stands: &State, none: String) -> Markup {
    html! {
        p class="none" {
            @if knows_nothing(of, stands) { (w::nothing_compared(lang)) }
            @else {
                (none)
                @if of.unbilled > 0 { " " (w::lead_unbilled(lang, &n(of.unbilled))) }
            }
        }
    }
}

fn href(given: &Given, sort: &str, grave: &str) -> String {
    let value = format::query_value;
    let (sort, grave, name) = (value(sort), value(grave), value(&given.name));
    let of = whose::kept(&given.of);
    format!("/console/oss/findings?sort={sort}&grave={grave}&name={name}{of}")
}

/// Why some orders are not to be had here, and that the one that was asked for is not.
fn orders_note(lang: Lang, asked: FindingSort, (is_bearing, name): (bool, &str)) -> Markup {
    html! {
        @if is_bearing || !name.is_empty() {
            p class="sub" id="orders-note" {
                @if !offers(asked, is_bearing, name) {
                    b class="wrap" {
                        (w::order_not_here(lang, &sort_word(lang, asked),
                            &sort_word(lang, FindingSort::Priority)))
                    } " "
                }
                @if name.is_empty() { (w::orders_bearing(lang)) } @else { (w::orders_named(lang)) }
            }
        }
    }
}

/// Whether a list of this kind comes in this order: groups are walked from one to the next, which
/// neither a name nor a standing is found by.
fn offers(it: FindingSort, is_bearing: bool, name: &str) -> bool {
    match it {
        FindingSort::Priority | FindingSort::Due | FindingSort::Found => true,
        FindingSort::System => name.is_empty(),
        FindingSort::Package | FindingSort::Advisory => !is_bearing && name.is_empty(),
    }
}

fn sort_word(lang: Lang, it: FindingSort) -> String {
    match it {
        FindingSort::Priority => w::sort_priority(lang),
        FindingSort::Due => w::sort_due(lang),
        FindingSort::Found => w::sort_found(lang),
        FindingSort::System => w::sort_system(lang),
        FindingSort::Package => w::sort_package(lang),
        FindingSort::Advisory => w::sort_advisory(lang),
    }
}

fn table(
    lang: Lang,
    kinds: &Kinds,
    (rows, beside): (&[FindingRow], &[Option<Alive>]),
    now: Micros,
) -> Markup {
    html! {
        table class="rows" {
            thead { tr {
                th { (w::system_head(lang)) } th { (w::grade_head(lang)) }
                th { (w::advisory_head(lang)) } th { (w::package_head(lang)) }
                th { (w::fixed_head(lang)) } th { (w::due_by(lang)) }
                th class="num" { (w::found_head(lang)) }
            } }
            tbody { @for (it, beside) in rows.iter().zip(beside) { tr {
                td class="way" {
                    a href=(format!("/console/oss/systems/{}", it.system)) { (it.system_name) } " "
                    (kinds.get(&it.institution, it.duty))
                }
                td { (grade(lang, it.grade)) }
                // Names that say themselves what they are need no label on a telephone.
                td class="nw" { a href=(advisory_href(&it.advisory)) { (it.advisory) } }
                td { (package(it)) }
                td data-l=(w::fixed_head(lang)) { (fixed(lang, &it.fixed)) }
                td {
                    (deadline(lang, Some(it.due_at), now))
                    @if let Some(beside) = beside { " " (super::stance::beside(lang, beside)) }
                }
                td class="num wide" { (moment(it.found_at)) }
            } } }
        }
    }
}

/// Where the list of advisories goes on.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Start {
    of: String,
    name: String,
    after: String,
    /// How many rows come before.
    at: String,
}

/// `GET /console/oss/advisories`
pub(crate) async fn advisories_page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Start>,
) -> Response {
    let lang = ask.lang;
    let (owner, after) = (whose::chosen(&who, &given.of), ListKey::parse(&given.after));
    let name = given.name.clone();
    let read = state.parts.portfolio.store().read(move |tx| {
        let which = (owner.as_ref(), name.as_str());
        let rows = portfolio::advisories(tx, which, after.as_ref(), PER_PAGE + 1)?;
        let count = portfolio::advisories_count(tx, owner.as_ref(), &name)?;
        Ok(((rows, count), portfolio::totals(tx, owner.as_ref())?, portfolio::pending(tx)?))
    });
    let ((mut rows, count), totals, stands) = match read.await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let more = rows.len() > PER_PAGE;
    rows.truncate(PER_PAGE);
    let next = rows.last().filter(|_| more);
    let (sought, of) = (format::query_value(&given.name), whose::kept(&given.of));
    let next = next.map(|it| format!("{}.{}", it.priority, format::query_value(&it.id)));
    let base = format!("/console/oss/advisories?name={sought}{of}");
    let foot = Foot::of(base, (&given.after, &given.at), (rows.len(), bounded(count)), next);
    let main = html! {
        div class="head" { h1 { (w::advisories_title(lang)) } }
        @let trouble = state.parts.portfolio.trouble();
        (super::portfolio::data((lang, &who), &stands, trouble.as_deref()))
        (tabs(lang, &who, "/console/oss/advisories"))
        (who_form(lang, ""))
        (name_form(lang, "/console/oss/advisories", (w::search_advisory(lang), &given.name),
            (whose::field(lang, &state, &who, &given.of), &[])))
        section {
            @let count = if given.name.trim().is_empty() {
                w::total_concern(lang, &n(count))
            } else { total(lang, count) };
            (head(w::tab_advisories(lang), w::sort_priority(lang),
                Some(count).filter(|_| !knows_nothing(&totals, &stands))))
            @if rows.is_empty() && !given.name.trim().is_empty() {
                p class="none" { (w::no_match(lang)) }
            } @else if rows.is_empty() {
                (nothing_open(lang, &totals, &stands, w::advisories_none(lang)))
            }
            @else { (advisories(lang, &rows)) (foot.show(lang)) }
        }
    };
    framed(&state, &ask, &who, w::advisories_title(lang), main)
}

fn advisories(lang: Lang, rows: &[AdvisoryRow]) -> Markup {
    html! {
        table class="rows" {
            thead { tr {
                th { (w::advisory_head(lang)) } th { (w::grade_head(lang)) }
                th class="num" { (w::score(lang)) } th class="num" { (w::epss(lang)) }
                th { (w::exploited_head(lang)) } th class="num" { (w::users_head(lang)) }
                th class="num" { (w::published(lang)) }
            } }
            tbody { @for it in rows { tr {
                td class="way" {
                    a href=(advisory_href(&it.id)) { (it.id) } " "
                    span class="c-3" { (it.summary) }
                }
                td { (grade(lang, it.grade)) }
                td class="num" data-l=(w::score(lang)) { (score(lang, it)) }
                td class="num" data-l=(w::epss(lang)) { (epss(lang, it)) }
                td data-l=(w::exploited_head(lang)) { (kev(lang, it)) }
                td class="num" data-l=(w::users_head(lang)) { (n(it.open)) }
                td class="num" data-l=(w::published(lang)) {
                    (published(lang, it))
                }
            } } }
        }
    }
}

/// The day on which it was published. Some publishers write the year 1 for one that nobody knows.
pub(super) fn published(lang: Lang, it: &AdvisoryRow) -> String {
    let known = it.published.get(..10).filter(|day| !day.starts_with("0001-"));
    known.map_or_else(|| w::not_known(lang), str::to_owned)
}

/// A score as 9.8.
pub(super) fn score(lang: Lang, it: &AdvisoryRow) -> String {
    it.score.map_or_else(
        || w::not_known(lang),
        |tenths| format::tenths(u64::try_from(tenths).unwrap_or(0)),
    )
}

/// A chance in percent, to a tenth.
pub(super) fn epss(lang: Lang, it: &AdvisoryRow) -> String {
    it.epss_ppb.map_or_else(
        || w::not_known(lang),
        |ppb| w::percent(lang, &format::tenths(u64::try_from(ppb / 1_000_000).unwrap_or(0))),
    )
}

/// Whether it is known to be exploited.
pub(super) fn kev(lang: Lang, it: &AdvisoryRow) -> Markup {
    html! {
        @if it.is_kev { (shown("stop", Shape::Square, &w::kev(lang))) }
        @else { span class="c-3" { (w::kev_not(lang)) } }
    }
}

//! `GET /console/oss/advisories`: which of them concern somebody, the gravest first.

use super::foot::{Foot, bounded};
use super::lead::{knows_nothing, nothing_known};
use super::lists::head;
use super::{
    PER_PAGE, advisory_href, framed, grade, n, name_form, tabs, total, who_form, whose, words as w,
};
use crate::console::guard::{Ask, Entered};
use crate::console::shape::{Shape, state as shown};
use crate::console::{ConsoleState, format, frame};
use axum::extract::{Query, State as With};
use axum::response::Response;
use maud::{Markup, html};
use naru_base::Lang;
use naru_core::oss::portfolio::{self, AdvisoryRow, ListKey, Told};
use serde::Deserialize;

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
    // One that concerns nobody is none of the list, but is no unknown name either.
    let told = match state.parts.portfolio.told(given.name.trim()) {
        Ok(it) => it.filter(|_| rows.is_empty()),
        Err(no) => return frame::fault(&ask, &no),
    };
    let main = html! {
        div class="head" { h1 { (w::advisories_title(lang)) } }
        @if knows_nothing(&totals, &stands) {
            p class="lead" { (nothing_known(lang, &who, (&totals, &stands))) }
        } @else if given.name.trim().is_empty() {
            p class="lead" {
                @if count > 0 { (w::lead_advisories(lang, &n(count))) }
                @else { span class="c-ok" { (w::lead_advisories_none(lang)) } }
                @if totals.unbilled > 0 { " " (w::lead_unbilled(lang, &n(totals.unbilled))) }
            }
        }
        @let trouble = state.parts.portfolio.trouble();
        (super::portfolio::data((lang, &who), &stands, trouble.as_deref()))
        (tabs(lang, &who, "/console/oss/advisories"))
        (who_form(lang, ""))
        (name_form(lang, "/console/oss/advisories", (w::search_advisory(lang), &given.name),
            (whose::field(lang, &state, &who, &given.of), &[])))
        // That a whole list is empty the first sentence says.
        @if !rows.is_empty() {
            section {
                @let count = if given.name.trim().is_empty() {
                    w::total_concern(lang, &n(count))
                } else { total(lang, count) };
                (head(&w::tab_advisories(lang), &w::sort_priority(lang), &count))
                (advisories(lang, &rows)) (foot.show(lang))
            }
        } @else if !given.name.trim().is_empty() && !knows_nothing(&totals, &stands) {
            section {
                (no_match(lang, told.as_ref()))
            }
        }
    };
    framed(&state, &ask, &who, w::advisories_title(lang), main)
}

/// That none of the list has the name; `told`: the advisory that has it and concerns nobody.
fn no_match(lang: Lang, told: Option<&Told>) -> Markup {
    html! {
        p class="none" {
            @match told {
                Some(it) => {
                    a href=(advisory_href(&it.id)) { (it.id) } ": "
                    (w::advisory_told(lang)) " " (w::lead_advisories_none(lang))
                }
                None => (w::no_match(lang)),
            }
        }
    }
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
    day_of(lang, &it.published)
}

/// The day of a time as publishers write it.
pub(super) fn day_of(lang: Lang, published: &str) -> String {
    let known = published.get(..10).filter(|day| !day.starts_with("0001-"));
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

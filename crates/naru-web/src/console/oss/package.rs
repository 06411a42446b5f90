//! A component: its versions in use, who uses it, what is known against it. And the question that
//! the whole network is asked: who has it?

use super::foot::{Foot, bounded};
use super::parts::{fixed, in_parts, is_compared, licence, way, worst};
use super::{
    DOT, Kinds, PER_PAGE, advisory_href, deadline, framed, grade, list_head, n, owner, unknown,
    who_form, whose, words as w,
};
use crate::console::guard::{Ask, Entered};
use crate::console::{ConsoleState, format, frame};
use crate::oss::json as shown;
use axum::extract::{Path, Query, State as With};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::{Answer, Lang, Micros};
use naru_core::oss::portfolio::bill::short;
use naru_core::oss::portfolio::{
    self, Advisories, FindingRow, FindingSort, Found, PackageView, Question, State, Totals,
    USERS_MAX, UseKey, UseRow, UsedBy, grade_of,
};
use naru_core::oss::{approval, desk};
use serde::Deserialize;

/// Where the findings go on.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    after: String,
    /// How many rows come before.
    at: String,
}

/// `GET /console/oss/packages/{id}`
pub(crate) async fn page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<i64>,
    Query(given): Query<Given>,
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let (owner, after) = (owner(&who), crate::oss::api::key_of(&given.after));
    let sort = FindingSort::Priority;
    let read = state.parts.portfolio.store().read(move |tx| {
        let Some(package) = portfolio::package(tx, id, owner.as_ref())? else { return Ok(None) };
        let institution = owner.clone();
        let which = Found { package: Some(id), institution, ..Found::default() };
        let findings = portfolio::findings(tx, &which, sort, after, PER_PAGE + 1)?;
        let findings = (findings, portfolio::findings_of_count(tx, (&which, &[id]))?);
        let named = (package.ecosystem.as_str(), package.name.as_str());
        let approvals = approval::of_package(tx, named, owner.as_ref())?;
        Ok(Some((package, findings, approvals, portfolio::pending(tx)?)))
    });
    let (package, (mut findings, count), approvals, stands) = match read.await {
        Ok(Some(it)) if !it.0.versions.is_empty() => it,
        Ok(_) => return unknown(&state, &ask, &who),
        Err(no) => return frame::fault(&ask, &no),
    };
    let more = findings.len() > PER_PAGE;
    findings.truncate(PER_PAGE);
    let next = findings.last().filter(|_| more).map(|it| it.key(sort));
    let next = next.map(|key| format!("{}.{}", key.by, key.seq));
    let (base, from) = (format!("/console/oss/packages/{id}"), (&*given.after, &*given.at));
    let foot = Foot::of(base, from, (findings.len(), bounded(count)), next).part("findings");
    let kinds = Kinds::of(&state, lang, &who);
    let main = html! {
        p class="crumb" { a href="/console/oss" { (w::title(lang)) } " › " (package.ecosystem) }
        div class="head wrap" { h1 class="mono" { (in_parts(&package.name)) } }
        @let data = state.parts.portfolio.newest_data();
        @let is_known = data.is_some_and(|it| it.knows_ecosystem(&package.ecosystem));
        p class="lead" { (lead(lang, &package, count, (&stands, is_known))) }
        @let trouble = state.parts.portfolio.trouble();
        (super::portfolio::data((lang, &who), &stands, trouble.as_deref()))
        (who_form(lang, &package.name))
        (versions(lang, &package, is_known))
        section id="findings" {
            // What the page began with is not told again.
            @if findings.is_empty() {
                div class="sh" { h2 { (w::findings_head(lang)) } }
                p class="none" {
                    @if !is_known { (w::not_known_yet(lang)) }
                    @else { (w::package_none(lang)) }
                }
            }
            @else {
                (list_head(lang, &w::findings_head(lang), &w::sort_priority(lang), count))
                (of_package(lang, &kinds, &findings, now))
                (foot.show(lang))
            }
        }
        @let known = package.versions.iter().max_by_key(|it| it.users);
        @let known = known.map(|it| (it.purl.as_str(), it.licence.as_str()));
        (super::approval::of_package(lang, (&who, &kinds.names), &approvals, known))
    };
    framed(&state, &ask, &who, package.name.clone(), main)
}

/// In how many versions it is used, and what is open.
fn lead(lang: Lang, it: &PackageView, open: i64, (stands, is_known): (&State, bool)) -> Markup {
    let versions = n(i64::try_from(it.versions.len()).unwrap_or(i64::MAX));
    html! {
        @if stands.data.is_empty() { (w::lead_versions(lang, &versions)) " " (w::no_data(lang)) }
        @else if open == 0 && !is_known {
            (w::lead_versions(lang, &versions)) " " (w::not_compared(lang, &it.ecosystem))
        }
        @else if open == 0 {
            (w::lead_versions(lang, &versions)) " "
            span class="c-ok" { (w::package_clean(lang, &n(stands.advisories))) }
        } @else if bounded(open).is_none() {
            (w::lead_package_over(lang, &versions, &n(open - 1)))
        } @else { (w::lead_package(lang, &versions, &n(open))) }
    }
}

fn versions(lang: Lang, it: &PackageView, is_known: bool) -> Markup {
    html! {
        section {
            div class="sh" {
                h2 { (w::who_versions(lang)) } span class="sub" { (w::versions_note(lang)) }
            }
            table class="rows" {
                thead { tr {
                    th { (w::version_head(lang)) } th class="num" { (w::users_head(lang)) }
                    th { (w::worst(lang)) } th class="num" { (w::matters_head(lang)) }
                    th { (w::licence_head(lang)) }
                } }
                tbody { @for it in &it.versions { tr {
                    td class="way" {
                        a class="mono" href=(format!("/console/oss/who?q={}", format::query_value(&it.purl))) {
                            (it.version)
                        }
                    }
                    td class="num" data-l=(w::users_head(lang)) { (n(it.users)) }
                    td data-l=(w::worst(lang)) {
                        @if it.matters > 0 { (grade(lang, grade_of(it.worst))) }
                        @else if !is_known { span class="c-3" { (w::not_known(lang)) } }
                        @else { span class="c-3" { (w::nothing_known(lang)) } }
                    }
                    td class="num" data-l=(w::matters_head(lang)) {
                        @if is_known { (n(it.matters)) } @else { span class="c-3" { (format::NONE) } }
                    }
                    td data-l=(w::licence_head(lang)) { (licence(lang, &it.licence)) }
                } } }
            }
        }
    }
}

fn of_package(lang: Lang, kinds: &Kinds, rows: &[FindingRow], now: Micros) -> Markup {
    html! {
        table class="rows" {
            thead { tr {
                th { (w::system_head(lang)) } th { (w::grade_head(lang)) }
                th { (w::advisory_head(lang)) } th { (w::version_head(lang)) }
                th { (w::fixed_head(lang)) } th { (w::due_by(lang)) }
            } }
            tbody { @for it in rows { tr {
                td class="way" {
                    a href=(format!("/console/oss/systems/{}", it.system)) { (it.system_name) } " "
                    (kinds.get(&it.institution, it.duty))
                }
                td { (grade(lang, it.grade)) }
                td data-l=(w::advisory_head(lang)) {
                    a href=(advisory_href(&it.advisory)) { (it.advisory) }
                }
                td class="mono" data-l=(w::version_head(lang)) { (it.versions) }
                td data-l=(w::fixed_head(lang)) { (fixed(lang, &it.fixed)) }
                td data-l=(w::due_by(lang)) { (deadline(lang, Some(it.due_at), now)) }
            } } }
        }
    }
}

/// The question, as the address has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    of: String,
    after: String,
    /// How many rows come before.
    at: String,
}

/// What is told of who has it.
struct Told {
    used: UsedBy,
    /// Of a name that nobody uses: components that begin so.
    alike: Vec<desk::Hit>,
    stands: State,
    totals: Totals,
}

async fn answer(
    state: &ConsoleState,
    who: &Entered,
    (question, asked, limit): (Question, &Asked, usize),
) -> Answer<Told> {
    let (owner, after) = (whose::chosen(who, &asked.of), UseKey::parse(&asked.after));
    let viewer = owner.clone();
    let read = state.parts.portfolio.store().read(move |tx| {
        let owner = owner.as_ref();
        let used = portfolio::who_has(tx, &question, owner, (after.as_ref(), limit))?;
        let alike = match used.is_in_use {
            true => Vec::new(),
            false => desk::components(tx, &short(question.name()), &viewer)?,
        };
        let (stands, totals) = (portfolio::pending(tx)?, portfolio::totals(tx, owner)?);
        Ok(Told { used, alike, stands, totals })
    });
    read.await
}

/// The advisory that goes by this very name, if it concerns the reader.
async fn advisory_named(state: &ConsoleState, who: &Entered, name: &str) -> Answer<Option<String>> {
    let (owner, name) = (owner(who), name.trim().to_owned());
    let read = state.parts.portfolio.store().read(move |tx| {
        let found = portfolio::advisory(tx, &name, owner.as_ref())?;
        Ok(found.filter(|it| it.all > 0).map(|it| it.row.id))
    });
    read.await
}

/// `GET /console/oss/who.json`
pub(crate) async fn who_json(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(asked): Query<Asked>,
) -> Response {
    let Ok(question) = Question::parse(&asked.q) else {
        return (StatusCode::BAD_REQUEST, crate::oss::words::bad_question(ask.lang))
            .into_response();
    };
    match answer(&state, &who, (question, &asked, USERS_MAX)).await {
        Err(no) => frame::fault(&ask, &no),
        Ok(it) => {
            let kind = [(header::CONTENT_TYPE, "application/json; charset=utf-8")];
            (kind, shown::used_by(&it.used, &it.stands).to_string()).into_response()
        }
    }
}

/// `GET /console/oss/who`
pub(crate) async fn who_page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(asked): Query<Asked>,
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    match advisory_named(&state, &who, &asked.q).await {
        Ok(None) => {}
        Ok(Some(id)) => return Redirect::to(&advisory_href(&id)).into_response(),
        Err(no) => return frame::fault(&ask, &no),
    }
    let question = Question::parse(&asked.q);
    let found = match question {
        Ok(question) => match answer(&state, &who, (question, &asked, PER_PAGE)).await {
            Ok(it) => Some(it),
            Err(no) => return frame::fault(&ask, &no),
        },
        Err(_) => None,
    };
    let data = state.parts.portfolio.newest_data();
    let kinds = Kinds::of(&state, lang, &who);
    let main = html! {
        p class="crumb" { a href="/console/oss" { (w::title(lang)) } }
        div class="head wrap" {
            h1 {
                @if asked.q.is_empty() { (w::who_label(lang)) }
                @else { (w::who_title(lang, &asked.q)) }
            }
        }
        @match &found {
            None if asked.q.trim().is_empty() => {}
            None => p class="note warn" { (crate::oss::words::bad_question(lang)) },
            Some(it) => {
                p class="lead" { (who_lead(lang, it)) }
                @if !it.alike.is_empty() { (alike(lang, &it.alike)) }
                @let trouble = state.parts.portfolio.trouble();
                (super::portfolio::data((lang, &who), &it.stands, trouble.as_deref()))
            }
        }
        (super::who_ask(lang, &asked.q, &whose::field(lang, &state, &who, &asked.of)))
        @if let Some(it) = found.as_ref().filter(|it| it.used.uses > 0) {
            @let (q, of) = (format::query_value(&asked.q), whose::kept(&asked.of));
            @let base = format!("/console/oss/who?q={q}{of}");
            @let next = it.used.next.as_ref().map(ToString::to_string);
            @let (from, all) = ((&*asked.after, &*asked.at), Some(it.used.uses));
            @let foot = Foot::of(base, from, (it.used.rows.len(), all), next).part("users");
            (users(lang, &kinds, (&it.used, data.as_deref()), now))
            (foot.of_things().show(lang))
        }
    };
    framed(&state, &ask, &who, w::who_label(lang), main)
}

/// How many use it; of what nobody uses, whether it is the version or the name.
fn who_lead(lang: Lang, it: &Told) -> Markup {
    let billed = it.totals.systems - it.totals.unbilled;
    html! {
        @if it.used.uses > 0 {
            b { (w::who_found(lang, &n(it.used.uses), it.used.versions.len())) }
        }
        @else if billed == 0 { (w::who_unknown(lang)) }
        @else if it.used.is_in_use { (w::who_nobody(lang, &n(billed))) }
        @else { (w::who_unnamed(lang, &n(billed))) }
    }
}

/// Components whose names begin as what was asked for.
fn alike(lang: Lang, all: &[desk::Hit]) -> Markup {
    html! {
        p class="sub" { (w::who_alike(lang)) }
        ul class="links" { @for it in all {
            li {
                a href=(format!("/console/oss/packages/{}", it.package)) { (it.name) }
                " " span class="c-3" { (it.ecosystem) }
            }
        } }
    }
}

fn users(
    lang: Lang,
    kinds: &Kinds,
    (used, data): (&UsedBy, Option<&Advisories>),
    now: Micros,
) -> Markup {
    const VERSIONS: usize = 12;
    html! {
        section id="users" {
            div class="sh" {
                h2 { (w::exposed_head(lang)) }
                span class="sub mono" {
                    @for (i, (version, users)) in used.versions.iter().take(VERSIONS).enumerate() {
                        @if i > 0 { (DOT) } (version) " × " (n(*users))
                    }
                    @if let Some(more) = used.versions.len().checked_sub(VERSIONS + 1) {
                        (DOT) (w::who_versions_more(lang, more + 1))
                    }
                }
            }
            table class="rows" {
                thead { tr {
                    th { (w::system_head(lang)) } th { (w::version_head(lang)) }
                    th { (w::worst(lang)) } th { (w::due_by(lang)) } th { (w::reach_head(lang)) }
                } }
                tbody { @for it in &used.rows {
                    (user(lang, kinds, (it, is_compared(data, &it.purl)), now))
                } }
            }
        }
    }
}

fn user(lang: Lang, kinds: &Kinds, (it, is_known): (&UseRow, bool), now: Micros) -> Markup {
    html! {
        tr {
            td class="way" {
                a href=(format!("/console/oss/systems/{}", it.system)) { (it.system_name) } " "
                (kinds.get(&it.institution, it.duty))
            }
            td data-l=(w::version_head(lang)) {
                a class="mono" href=(format!("/console/oss/packages/{}", it.package)) { (it.version) }
            }
            td data-l=(w::worst(lang)) { (worst(lang, it, is_known)) }
            td data-l=(w::due_by(lang)) { (deadline(lang, it.due_at, now)) }
            td data-l=(w::reach_head(lang)) { (way(lang, it)) }
        }
    }
}

//! A component: its versions in use, who uses it, what is known against it. And the question that
//! the whole network is asked: who has it?

use super::foot::{Foot, bounded};
use super::parts::{Compared, fixed, in_parts, licence, way, worst};
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
use naru_base::{Lang, Micros};
use naru_core::oss::approval;
use naru_core::oss::portfolio::stance::{self, Alive};
use naru_core::oss::portfolio::{
    self, FindingRow, FindingSort, Found, PackageView, Question, State, USERS_MAX, UseKey, UseRow,
    UsedBy, grade_of,
};
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
        let beside = stance::beside(tx, &findings, now)?;
        let findings = (findings, beside, portfolio::findings_of_count(tx, (&which, &[id]))?);
        let named = (package.ecosystem.as_str(), package.name.as_str());
        let approvals = approval::of_package(tx, named, owner.as_ref())?;
        Ok(Some((package, findings, approvals, portfolio::pending(tx)?)))
    });
    let (package, (mut findings, beside, count), approvals, stands) = match read.await {
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
        @let compared = Compared::of(&state, &stands);
        @let is_known = compared.knows(&package.ecosystem);
        p class="lead" { (lead(lang, &package, (count, is_known), &stands)) }
        @let trouble = state.parts.portfolio.trouble();
        (super::portfolio::data((lang, &who), &stands, trouble.as_deref()))
        (who_form(lang, &package.name))
        (versions(lang, &package, is_known))
        section id="findings" {
            // What the page began with is not told again.
            @if findings.is_empty() {
                div class="sh" { h2 { (w::findings_head(lang)) } }
                p class="none" {
                    @if stands.data.is_empty() || !is_known { (w::not_known_yet(lang)) }
                    @else { (w::package_none(lang)) }
                }
            }
            @else {
                (list_head(lang, &w::findings_head(lang), &w::sort_priority(lang), count))
                (of_package(lang, &kinds, (&findings, &beside), now))
                (foot.show(lang))
            }
        }
        @let known = package.versions.iter().max_by_key(|it| it.users);
        @let known = known.map(|it| (it.purl.as_str(), it.licence.as_str()));
        (super::approval::of_package(lang, (&who, &kinds.names), &approvals, known))
    };
    framed(&state, &ask, &who, package.name.clone(), main)
}

/// In how many versions it is used, and what is open; `is_known`: it was compared with something.
fn lead(lang: Lang, it: &PackageView, (open, is_known): (i64, bool), stands: &State) -> Markup {
    let versions = n(i64::try_from(it.versions.len()).unwrap_or(i64::MAX));
    html! {
        @if stands.data.is_empty() { (w::lead_versions(lang, &versions)) " " (w::no_data(lang)) }
        @else if open == 0 && !is_known {
            (w::lead_versions(lang, &versions)) " "
            b class="c-warn wrap" { (w::package_uncompared(lang)) }
        } @else if open == 0 {
            (w::lead_versions(lang, &versions)) " "
            span class="c-ok" { (w::package_clean(lang, &n(stands.advisories))) }
        } @else if bounded(open).is_none() {
            (w::lead_package_over(lang, &versions, &n(open - 1)))
        } @else { (w::lead_package(lang, &versions, &n(open))) }
    }
}

fn versions(lang: Lang, it: &PackageView, has_data: bool) -> Markup {
    let name = it.name.as_str();
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
                        // A version that no question can name is among those of its package.
                        @let can_ask = Question::parse(&it.purl).is_ok();
                        @let asked = if can_ask { it.purl.as_str() } else { name };
                        a class="mono" href=(format!("/console/oss/who?q={}", format::query_value(asked))) {
                            (it.version)
                        }
                    }
                    td class="num" data-l=(w::users_head(lang)) { (n(it.users)) }
                    td data-l=(w::worst(lang)) {
                        @if !has_data { span class="c-3" { (w::not_known(lang)) } }
                        @else if it.matters > 0 { (grade(lang, grade_of(it.worst))) }
                        @else { span class="c-3" { (w::nothing_known(lang)) } }
                    }
                    td class="num" data-l=(w::matters_head(lang)) {
                        @if has_data { (n(it.matters)) } @else { span class="c-3" { (format::NONE) } }
                    }
                    td data-l=(w::licence_head(lang)) { (licence(lang, &it.licence)) }
                } } }
            }
        }
    }
}

fn of_package(
    lang: Lang,
    kinds: &Kinds,
    (rows, beside): (&[FindingRow], &[Option<Alive>]),
    now: Micros,
) -> Markup {
    html! {
        table class="rows" {
            thead { tr {
                th { (w::system_head(lang)) } th { (w::grade_head(lang)) }
                th { (w::advisory_head(lang)) } th { (w::version_head(lang)) }
                th { (w::fixed_head(lang)) } th { (w::due_by(lang)) }
            } }
            tbody { @for (it, beside) in rows.iter().zip(beside) { tr {
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
                td data-l=(w::due_by(lang)) {
                    @match beside {
                        Some(of) if of.is_approved => (super::stance::beside(lang, of)),
                        _ => (deadline(lang, Some(it.due_at), now)),
                    }
                }
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
    match state.parts.portfolio.who(question, owner(&who), (None, USERS_MAX)).await {
        Err(no) => frame::fault(&ask, &no),
        Ok((used, stands, _)) => {
            let kind = [(header::CONTENT_TYPE, "application/json; charset=utf-8")];
            let data = state.parts.portfolio.newest_data();
            (kind, shown::used_by(&used, &stands, data.as_deref()).to_string()).into_response()
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
    let question = Question::parse(&asked.q);
    let exactly = question.as_ref().ok().and_then(Question::exactly).map(str::to_owned);
    let (whose, after) = (whose::chosen(&who, &asked.of), UseKey::parse(&asked.after));
    let found = match question {
        Ok(question) => match state.parts.portfolio.who(question, whose, (after, PER_PAGE)).await {
            // A name that is an advisory's is asked for there.
            Ok((UsedBy { advisory: Some(id), .. }, ..)) => {
                return Redirect::to(&advisory_href(&id)).into_response();
            }
            Ok(it) => Some(it),
            Err(no) => return frame::fault(&ask, &no),
        },
        Err(_) => None,
    };
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
            None if asked.q.trim().is_empty() => p class="lead" { (w::who_lead(lang)) },
            None => p class="note warn" { (crate::oss::words::bad_question(lang)) },
            Some((used, stands, totals)) => {
                (told(lang, (used, exactly.as_deref()), totals.systems - totals.unbilled))
                @let trouble = state.parts.portfolio.trouble();
                (super::portfolio::data((lang, &who), stands, trouble.as_deref()))
            }
        }
        (super::who_ask(lang, &asked.q, &whose::field(lang, &state, &who, &asked.of)))
        @if let Some((used, stands, _)) = found.as_ref().filter(|it| it.0.uses > 0) {
            (users(lang, &kinds, (used, &Compared::of(&state, stands)), now))
            (foot(&asked, used).show(lang))
        }
    };
    framed(&state, &ask, &who, w::who_label(lang), main)
}

/// The foot of the list of users.
fn foot<'a>(asked: &'a Asked, used: &UsedBy) -> Foot<'a> {
    let (q, of) = (format::query_value(&asked.q), whose::kept(&asked.of));
    let next = used.next.as_ref().map(ToString::to_string);
    let shown = (used.rows.len(), Some(used.uses));
    let from = (asked.after.as_str(), asked.at.as_str());
    Foot::of(format!("/console/oss/who?q={q}{of}"), from, shown, next).part("users").of_things()
}

/// The answer in a sentence. That nobody has a version is said only where its package is known, and
/// with which one was looked for.
fn told(lang: Lang, (used, exactly): (&UsedBy, Option<&str>), billed: i64) -> Markup {
    html! {
        p class="lead" {
            @if used.uses > 0 { b { (w::who_found(lang, &n(used.systems), used.versions.len())) } }
            @else if billed == 0 { (w::who_unknown(lang)) }
            @else if used.packages.is_empty() {
                b class="c-warn wrap" { (w::who_no_package(lang, &n(billed))) }
            } @else if used.unordered == 0 {
                (w::who_nobody(lang, &n(billed)))
                @if let Some(version) = exactly { " " (w::who_exactly(lang, version)) }
            }
            @if used.unordered > 0 {
                " " b class="c-warn wrap" { (w::who_unordered(lang, &n(used.unordered))) }
            }
        }
        @if !used.near.is_empty() {
            p {
                (w::who_near(lang)) " "
                @for (i, (ecosystem, name)) in used.near.iter().enumerate() {
                    @if i > 0 { (DOT) }
                    a class="mono" href=(format!("/console/oss/who?q={}", format::query_value(name))) {
                        (in_parts(name))
                    }
                    " " span class="c-3" { (ecosystem) }
                }
            }
        }
    }
}

fn users(lang: Lang, kinds: &Kinds, (used, compared): (&UsedBy, &Compared), now: Micros) -> Markup {
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
                tbody { @for it in &used.rows { (user(lang, kinds, (it, compared), now)) } }
            }
        }
    }
}

fn user(lang: Lang, kinds: &Kinds, (it, compared): (&UseRow, &Compared), now: Micros) -> Markup {
    html! {
        tr {
            td class="way" {
                a href=(format!("/console/oss/systems/{}", it.system)) { (it.system_name) } " "
                (kinds.get(&it.institution, it.duty))
            }
            td data-l=(w::version_head(lang)) {
                a class="mono nw" href=(format!("/console/oss/packages/{}", it.package)) {
                    (it.version)
                }
            }
            td data-l=(w::worst(lang)) { (worst(lang, it, compared)) }
            td data-l=(w::due_by(lang)) {
                @if it.due_at.is_some() || it.excepted.is_none() {
                    (deadline(lang, it.due_at, now)) " "
                }
                @if let Some((id, until)) = it.excepted {
                    (super::stance::excepted(lang, id, until))
                }
            }
            td data-l=(w::reach_head(lang)) { (way(lang, it)) }
        }
    }
}

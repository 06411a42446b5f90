//! 사용 승인: the inbox of requests, and asking for one. [`super::approval_case`] shows one.

use super::approval_words as w;
use super::fields::{self, Label, answered, date, line, lines, whole};
use super::{MENU, framed, list_head, n, name_form, owner, tabs, theirs, whose, words as common};
use crate::console::door::{Wrong, summary};
use crate::console::guard::{Ask, Entered};
use crate::console::names::Names;
use crate::console::pieces::{capital, day, form_field, pager, parse_day};
use crate::console::shape::{Shape, state as shown};
use crate::console::{ConsoleState, frame, words as console};
use axum::extract::{Form, Query, State as With};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{ClientUseCode, Lang, No, Refusal};
use naru_core::oss::approval::{
    self, Approval, ApprovalRules, Class, Office, Order, PURL_CHARS_MAX, Seats, Standing,
    VERSIONS_CHARS_MAX, Waits, Which, Wish,
};
use serde::Deserialize;

const PER_PAGE: usize = 50;
pub(super) const HERE: &str = "/console/oss/approvals";

/// A standing: shape, word, colour.
pub(super) fn standing(lang: Lang, it: Standing) -> Markup {
    match it {
        Standing::Asked => shown("run", Shape::Half, &w::asked(lang)),
        Standing::Approved => shown("ok", Shape::Check, &w::approved(lang)),
        Standing::Reopened => shown("warn", Shape::Triangle, &w::reopened(lang)),
        Standing::Refused => shown("stop", Shape::Square, &w::refused(lang)),
        Standing::Withdrawn => shown("na", Shape::Hollow, &w::withdrawn(lang)),
        Standing::Lapsed => shown("na", Shape::Dashed, &w::lapsed(lang)),
    }
}

/// A risk class: shape, word, colour.
pub(super) fn class(lang: Lang, it: Class) -> Markup {
    match it {
        Class::High => shown("stop", Shape::Square, &w::class_high(lang)),
        Class::Medium => shown("warn", Shape::Triangle, &w::class_medium(lang)),
        Class::Low => shown("na", Shape::Circle, &w::class_low(lang)),
        Class::Quick => shown("na", Shape::Hollow, &w::class_quick(lang)),
    }
}

/// An office's name.
pub(super) fn office(lang: Lang, it: Office) -> String {
    match it {
        Office::Security => w::office_security(lang),
        Office::Manager => w::office_manager(lang),
        Office::Legal => w::office_legal(lang),
        Office::Board => w::office_board(lang),
    }
}

/// Which versions a request is about.
pub(super) fn versions(it: &Approval) -> &str {
    if it.wish.versions.is_empty() { &it.version } else { &it.wish.versions }
}

/// Which requests, as the address has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    of: String,
    show: String,
    name: String,
    after: String,
}

/// `GET /console/oss/approvals`
pub(crate) async fn page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Given>,
) -> Response {
    let lang = ask.lang;
    let (chosen, standings) = match given.show.as_str() {
        "all" => ("all", vec![]),
        "approved" => ("approved", vec![Standing::Approved]),
        "mine" => ("mine", vec![Standing::Asked, Standing::Reopened]),
        _ => ("asked", vec![Standing::Asked, Standing::Reopened]),
    };
    let is_undecided = matches!(chosen, "asked" | "mine");
    let portfolio = &state.parts.portfolio;
    let waits = match portfolio.seats().await {
        Ok(seats) => waits_for(&who, &seats),
        Err(no) => return frame::fault(&ask, &no),
    };
    let which = Which {
        institution: whose::chosen(&who, &given.of),
        standings,
        name: given.name.clone(),
        waits: waits.clone().filter(|_| chosen == "mine"),
        order: if is_undecided { Order::Oldest } else { Order::Newest },
        after: crate::oss::approval_key(&given.after),
    };
    let read = portfolio.store().read(move |tx| {
        let rows = (approval::list(tx, &which, PER_PAGE + 1)?, approval::count(tx, &which)?);
        Ok((rows, approval::seats_now(tx)?))
    });
    let (((mut rows, count), seats), rules) = match (read.await, portfolio.approval_rules()) {
        (Ok(rows), Ok(rules)) => (rows, rules),
        (Err(no), _) | (_, Err(no)) => return frame::fault(&ask, &no),
    };
    let more = rows.len() > PER_PAGE;
    rows.truncate(PER_PAGE);
    let name = crate::console::format::query_value(&given.name);
    let of = format!("{}&name={name}", whose::kept(&given.of));
    let next = rows.last().filter(|_| more);
    let next =
        next.map(|it| format!("{HERE}?show={chosen}{of}&after={}.{}", it.since.get(), it.id));
    let names = Names::of(lang, &state.parts.source.glance());
    let main = html! {
        div class="head wrap" {
            h1 { (w::title(lang)) }
            @if who.session.post.may(Right::OssManage) {
                div class="acts" {
                    a class="btn p" href=(format!("{HERE}/ask")) { (w::ask_link(lang)) }
                }
            }
        }
        p class="lead" { (w::lead(lang)) }
        (tabs(lang, &who, HERE))
        (name_form(lang, HERE, (common::search_package(lang), &given.name),
            (whose::field(lang, &state, &who, &given.of), &[("show", chosen)])))
        (chips(lang, chosen, &of, waits.as_ref()))
        section {
            @let order = if is_undecided { common::oldest_first(lang) } else { w::newest(lang) };
            (list_head(lang, &w::tab(lang), &order, count))
            @if rows.is_empty() {
                (nothing(lang, &given.name, waits.as_ref().filter(|_| chosen == "mine")))
            }
            @else { (table(lang, &names, &rows)) (pager(lang, rows.len(), next)) }
        }
        (duties(lang, &rules, &seats))
        p { a href=(super::seats::HERE) { (seats_link(lang, &who)) } }
    };
    framed(&state, &ask, &who, w::title(lang), main)
}

fn seats_link(lang: Lang, who: &Entered) -> String {
    if super::zone::may_ask(who) { w::to_seats(lang) } else { w::seats_title(lang) }
}

fn chips(lang: Lang, chosen: &str, of: &str, waits: Option<&Waits>) -> Markup {
    html! {
        nav class="chips" aria-label=(w::which(lang)) {
            @for (value, word) in [
                ("mine", mine(lang, waits)), ("asked", w::to_decide(lang)),
                ("approved", w::in_force(lang)), ("all", w::all(lang)),
            ] {
                @if value != "mine" || waits.is_some() {
                    a href=(format!("{HERE}?show={value}{of}"))
                        aria-current=[(value == chosen).then_some("true")] { (capital(&word)) }
                }
            }
        }
    }
}

/// That the list is empty; `waits`: what it was asked for.
fn nothing(lang: Lang, name: &str, waits: Option<&Waits>) -> Markup {
    html! {
        p class="none" {
            @if !name.trim().is_empty() { (common::no_match(lang)) }
            @else if waits.is_some() { (mine_none(lang, waits)) }
            @else { (w::none(lang)) }
        }
    }
}

/// For whom requests wait as far as the reader is meant: for their offices, or for those who asked.
fn waits_for(who: &Entered, seats: &Seats) -> Option<Waits> {
    let post = &who.session.post;
    if owner(who).is_some() {
        return post.may(Right::OssManage).then_some(Waits::ForAsker);
    }
    let offices = seats.of_role(post.role());
    let by = format!("staff:{}", who.session.account);
    (post.may(Right::OssDecide) && !offices.is_empty()).then_some(Waits::ForOffice { by, offices })
}

fn mine(lang: Lang, it: Option<&Waits>) -> String {
    if it == Some(&Waits::ForAsker) { w::to_settle(lang) } else { common::mine(lang) }
}

fn mine_none(lang: Lang, it: Option<&Waits>) -> String {
    if it == Some(&Waits::ForAsker) { w::settle_none(lang) } else { common::mine_none(lang) }
}

fn table(lang: Lang, names: &Names, rows: &[Approval]) -> Markup {
    html! {
        table class="rows" {
            thead { tr {
                th { (w::package(lang)) } th { (w::versions(lang)) } th { (w::class(lang)) }
                th { (w::state(lang)) } th { (w::issues(lang)) } th { (w::offices(lang)) }
                th class="num" { (w::until(lang)) }
            } }
            tbody { @for it in rows { tr {
                td class="way" {
                    a href=(format!("{HERE}/{}", it.id)) { (it.name) } " "
                    span class="c-3" { (names.get(it.institution.as_str())) }
                }
                td class="mono" data-l=(w::versions(lang)) { (versions(it)) }
                td data-l=(w::class(lang)) { (class(lang, it.class)) }
                td data-l=(w::state(lang)) { (standing(lang, it.standing)) }
                td data-l=(w::issues(lang)) { (issues(lang, it)) }
                td data-l=(w::offices(lang)) { (counted(lang, it)) }
                td class="num" data-l=(w::until(lang)) { (last_day(it)) }
            } } }
        }
    }
}

/// The last day of an approval: its end is the midnight after it.
pub(super) fn last_day(it: &Approval) -> String {
    day(it.wish.until.business_date().previous())
}

fn issues(lang: Lang, it: &Approval) -> Markup {
    let (open, all) = (it.open_issues(), it.issues.len());
    html! {
        @if all == 0 { span class="c-3" { (common::nothing_known(lang)) } }
        @else if open > 0 { (w::issues_open(lang, open, all)) }
        @else { span class="c-3" { (w::issues_settled(lang, all)) } }
    }
}

/// Who said yes in this round, of those that must.
fn counted(lang: Lang, it: &Approval) -> Markup {
    let yes: Vec<String> =
        it.said().filter(|it| it.is_yes).map(|it| office(lang, it.office)).collect();
    html! {
        (w::said_of(lang, yes.len(), it.offices.len()))
        @if !yes.is_empty() { " " span class="c-3" { (yes.join(" · ")) } }
    }
}

/// From which class on an office is asked.
pub(super) fn asked_from(lang: Lang, rules: &ApprovalRules, office: Office) -> Markup {
    let from = Class::ALL.into_iter().find(|it| rules.offices_of(*it).contains(&office));
    html! {
        @match from {
            Some(from) => (class(lang, from)),
            None => span class="c-3" { (w::never(lang)) },
        }
    }
}

/// Who fills which office, and from which class on it is asked.
fn duties(lang: Lang, rules: &ApprovalRules, seats: &Seats) -> Markup {
    html! {
        section {
            div class="sh" {
                h2 { (w::duties_head(lang)) } span class="sub" { (w::duties_note(lang)) }
            }
            table class="rows" {
                thead { tr {
                    th { (w::office(lang)) } th { (w::duty_role(lang)) } th { (w::duty_from(lang)) }
                } }
                tbody { @for seat in seats.all() { tr {
                    td class="way" { (office(lang, seat.office)) }
                    td data-l=(w::duty_role(lang)) { (frame::role(lang, seat.role)) }
                    td data-l=(w::duty_from(lang)) {
                        (asked_from(lang, rules, seat.office))
                    }
                } } }
            }
        }
    }
}

/// What is asked for, as the address or the form has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asking {
    form: String,
    institution: String,
    purl: String,
    versions: String,
    purpose: String,
    fit: String,
    alternatives: String,
    origin: String,
    licence: String,
    until: String,
}

/// Where the use of a package is asked for.
pub(super) fn ask_href(institution: &ClientUseCode, purl: &str, licence: &str) -> String {
    let value = crate::console::format::query_value;
    let (purl, licence) = (value(purl), value(licence));
    format!("{HERE}/ask?institution={institution}&purl={purl}&licence={licence}")
}

/// `GET /console/oss/approvals/ask`
pub(crate) async fn ask_page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Asking>,
) -> Response {
    show_asking(&state, &ask, &who, &given, &[])
}

fn show_asking(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    given: &Asking,
    wrongs: &[Wrong],
) -> Response {
    let lang = ask.lang;
    let names = Names::of(lang, &state.parts.source.glance());
    let owners = super::portfolio::owners(state, who, &names);
    let must = |name, label, help| Label::must(name, label, Some(help));
    let may = |name, label, help| Label::may(name, label, Some(help));
    let main = html! {
        p class="crumb" {
            a href=(MENU) { (common::title(lang)) } " › " a href=(HERE) { (w::tab(lang)) }
        }
        div class="head" { h1 { (w::ask_head(lang)) } }
        p class="lead" { (w::ask_lead(lang)) }
        (summary(lang, wrongs))
        form id="form" class="two" tabindex="-1" method="post" action=(HERE)
            aria-describedby=[fields::texts("form", false, wrongs)] {
            (form_field(who))
            (whole("form", wrongs))
            (super::portfolio::owner_field(lang, &owners, &given.institution, wrongs))
            (line(&must("purl", w::purl_label(lang), w::purl_help(lang)),
                ("text", &given.purl, PURL_CHARS_MAX), wrongs))
            (line(&may("versions", w::versions_label(lang), w::versions_help(lang)),
                ("text", &given.versions, VERSIONS_CHARS_MAX), wrongs))
            (line(&may("licence", w::licence_label(lang), w::licence_help(lang)),
                ("text", &given.licence, PURL_CHARS_MAX), wrongs))
            (lines(&must("purpose", w::purpose_label(lang), w::purpose_help(lang)),
                &given.purpose, wrongs))
            (lines(&must("fit", w::fit_label(lang), w::fit_help(lang)), &given.fit, wrongs))
            (lines(&must("alternatives", w::alternatives_label(lang), w::alternatives_help(lang)),
                &given.alternatives, wrongs))
            (lines(&may("origin", w::origin_label(lang), w::origin_help(lang)),
                &given.origin, wrongs))
            (date(&must("until", w::until(lang), w::until_help(lang)), &given.until, wrongs))
            button class="btn p" { (w::ask_submit(lang)) }
        }
    };
    answered(framed(state, ask, who, w::ask_head(lang), main), wrongs)
}

/// The field that a refusal is about; none of them: the form as a whole.
fn field_of(it: &Refusal) -> &'static str {
    match (it.code, fields::named(it)) {
        ("oss/approval-package" | "oss/approval-malicious", _) => "purl",
        ("oss/approval-versions", _) => "versions",
        ("oss/approval-until", _) => "until",
        (_, Some("fit")) => "fit",
        (_, Some("alternatives")) => "alternatives",
        (_, Some("origin")) => "origin",
        (_, Some("licence")) => "licence",
        (_, Some("purpose")) => "purpose",
        _ => "form",
    }
}

/// `POST /console/oss/approvals`
pub(crate) async fn ask_for(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Form(given): Form<Asking>,
) -> Response {
    let (lang, now) = (ask.lang, state.now());
    let again = |wrongs: &[Wrong]| show_asking(&state, &ask, &who, &given, wrongs);
    if !who.wrote(&given.form) {
        return again(&[Wrong { field: "form", text: console::stale_form(lang) }]);
    }
    let rules = match state.parts.portfolio.approval_rules() {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let institution = theirs(&state, &who, &given.institution);
    let wish = Wish {
        purl: given.purl.clone(),
        versions: given.versions.clone(),
        purpose: given.purpose.clone(),
        fit: given.fit.clone(),
        alternatives: given.alternatives.clone(),
        origin: given.origin.clone(),
        licence: given.licence.clone(),
        // To the end of the day; what is no day is none that fits.
        until: parse_day(&given.until).map_or(now, |it| it.next().starts_at()),
    };
    let nobody = || Wrong { field: "institution", text: common::bad_owner(lang) };
    let mut wrong: Vec<Wrong> = institution.is_none().then(nobody).into_iter().collect();
    wrong.extend(fields::wrongs(lang, approval::wrong_fields(&wish, &rules, now), field_of));
    let Some(institution) = institution.filter(|_| wrong.is_empty()) else { return again(&wrong) };
    let actor = format!("staff:{}", who.session.account);
    match state.parts.portfolio.ask_approval(actor, institution, wish).await {
        Ok(id) => Redirect::to(&format!("{HERE}/{id}")).into_response(),
        Err(No::Refusal(it)) => again(&fields::wrongs(lang, vec![it], field_of)),
        Err(no) => frame::fault(&ask, &no),
    }
}

/// How the use of a version is covered: what a system asks for itself without approval.
pub(super) fn uncovered(
    lang: Lang,
    institution: &ClientUseCode,
    direct: &[approval::Direct],
    may_ask: bool,
) -> Markup {
    use approval::Cover;
    const SHOWN: usize = 100;
    let without: Vec<&approval::Direct> =
        direct.iter().filter(|it| !matches!(it.cover, Cover::Approved(_))).collect();
    html! {
        section {
            div class="sh" {
                h2 { (w::uncovered_head(lang)) }
                span class="sub" { (w::uncovered_of(lang, without.len(), direct.len())) }
            }
            @if without.is_empty() { p class="none" { (w::uncovered_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::package(lang)) } th { (w::versions(lang)) } th { (w::cover(lang)) }
                        @if may_ask { th { span class="vh" { (w::ask_link(lang)) } } }
                    } }
                    tbody { @for it in without.iter().take(SHOWN) { tr {
                        td class="way" {
                            a href=(format!("/console/oss/packages/{}", it.package)) { (it.name) }
                        }
                        td class="mono" data-l=(w::versions(lang)) { (it.version) }
                        td data-l=(w::cover(lang)) { (cover(lang, it.cover)) }
                        @if may_ask { td {
                            @if it.cover == Cover::None {
                                a href=(ask_href(institution, &it.purl, &it.licence)) {
                                    (w::ask_link(lang))
                                }
                            }
                        } }
                    } } }
                }
                @if without.len() > SHOWN { p class="sub" { (w::first_only(lang, SHOWN)) } }
            }
        }
    }
}

fn cover(lang: Lang, it: approval::Cover) -> Markup {
    use approval::Cover;
    let (id, with) = match it {
        Cover::None => return html! { span class="c-3" { (w::cover_none(lang)) } },
        Cover::Asked(id) => (id, standing(lang, Standing::Asked)),
        Cover::Reopened(id) => (id, standing(lang, Standing::Reopened)),
        Cover::Approved(id) => (id, standing(lang, Standing::Approved)),
    };
    html! { a href=(format!("{HERE}/{id}")) { (with) } }
}

/// What was asked of a package.
pub(super) fn of_package(lang: Lang, names: &Names, rows: &[Approval]) -> Markup {
    html! {
        section {
            div class="sh" {
                h2 { (w::of_package(lang)) }
                span class="sub" { (n(i64::try_from(rows.len()).unwrap_or(i64::MAX))) }
            }
            @if rows.is_empty() { p class="none" { (w::of_package_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::institution(lang)) } th { (w::versions(lang)) }
                        th { (w::state(lang)) } th { (w::purpose_label(lang)) }
                        th class="num" { (w::until(lang)) }
                    } }
                    tbody { @for it in rows.iter().take(PER_PAGE) { tr {
                        td class="way" {
                            a href=(format!("{HERE}/{}", it.id)) { (names.get(it.institution.as_str())) }
                        }
                        td class="mono" data-l=(w::versions(lang)) { (versions(it)) }
                        td data-l=(w::state(lang)) { (standing(lang, it.standing)) }
                        td data-l=(w::purpose_label(lang)) { (it.wish.purpose) }
                        td class="num" data-l=(w::until(lang)) { (last_day(it)) }
                    } } }
                }
                @if rows.len() > PER_PAGE { p class="sub" { (w::first_only(lang, PER_PAGE)) } }
            }
        }
    }
}

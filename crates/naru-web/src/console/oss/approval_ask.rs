//! Where the use of a package is asked for.

use super::approval::HERE;
use super::approval_words as w;
use super::fields::{self, Label, answered, date, line, lines, whole};
use super::{MENU, framed, owner, theirs, unknown, words as common};
use crate::console::door::{Wrong, summary};
use crate::console::guard::{Ask, Entered};
use crate::console::names::Names;
use crate::console::pieces::{day, form_field, parse_day};
use crate::console::{ConsoleState, format, frame, words as console};
use axum::extract::{Form, Query, State as With};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::html;
use naru_base::{ClientUseCode, Id, Micros, No, Refusal};
use naru_core::oss::approval::{self, Approval, PURL_CHARS_MAX, VERSIONS_CHARS_MAX, Wish};
use serde::Deserialize;

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
    /// A request that was taken back, to be asked for again.
    again: String,
}

/// Where the use of a package is asked for.
pub(super) fn ask_href(institution: &ClientUseCode, purl: &str, licence: &str) -> String {
    let value = format::query_value;
    let (purl, licence) = (value(purl), value(&approval::licence_asked(licence)));
    format!("{HERE}/ask?institution={institution}&purl={purl}&licence={licence}")
}

/// Where one that was taken back is asked for again.
pub(super) fn again_href(it: &Approval) -> String {
    format!("{HERE}/ask?again={}", it.id)
}

/// What was asked for, to be asked for again; an end that is past is to be chosen anew.
fn taken_over(it: Approval, now: Micros) -> Asking {
    let wish = it.wish;
    let last = wish.until.business_date().previous();
    Asking {
        institution: it.institution.to_string(),
        purl: wish.purl,
        versions: wish.versions,
        purpose: wish.purpose,
        fit: wish.fit,
        alternatives: wish.alternatives,
        origin: wish.origin,
        licence: approval::licence_asked(&wish.licence),
        until: if wish.until > now { day(last) } else { String::new() },
        ..Asking::default()
    }
}

/// `GET /console/oss/approvals/ask`
pub(crate) async fn ask_page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Asking>,
) -> Response {
    let Ok(id) = Id::parse(&given.again) else {
        return show_asking(&state, &ask, &who, &given, (&[], None));
    };
    match state.parts.portfolio.approval(id, owner(&who).as_ref()).await {
        Ok(Some(it)) => show_asking(&state, &ask, &who, &taken_over(it, state.now()), (&[], None)),
        Ok(None) => unknown(&state, &ask, &who),
        Err(no) => frame::fault(&ask, &no),
    }
}

/// What the form's address has, so that the page is found again after a mistake.
fn query_of(it: &Asking) -> String {
    let named = [("institution", &it.institution), ("purl", &it.purl), ("licence", &it.licence)];
    let given = named.iter().filter(|(_, value)| !value.is_empty());
    let all: Vec<String> =
        given.map(|(name, value)| format!("{name}={}", format::query_value(value))).collect();
    if all.is_empty() { String::new() } else { format!("?{}", all.join("&")) }
}

fn show_asking(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    given: &Asking,
    (wrongs, there): (&[Wrong], Option<Id>),
) -> Response {
    let lang = ask.lang;
    let names = Names::of(lang, &state.parts.source.glance());
    let owners = super::portfolio::owners(state, who, &names);
    let most = match state.parts.portfolio.approval_rules() {
        Ok(it) => it.max_s / 86_400,
        Err(no) => return frame::fault(ask, &no),
    };
    let must = |name, label, help| Label::must(name, label, Some(help));
    let may = |name, label, help| Label::may(name, label, Some(help));
    let main = html! {
        p class="crumb" {
            a href=(MENU) { (common::title(lang)) } " › " a href=(HERE) { (w::tab(lang)) }
        }
        div class="head" { h1 { (w::ask_head(lang)) } }
        p class="lead" { (w::ask_lead(lang)) }
        @if state.parts.portfolio.newest_data().is_none() {
            p class="note warn" { (w::ask_no_data(lang)) }
        }
        (summary(lang, wrongs))
        @if let Some(id) = there {
            p class="note" {
                (w::there_lead(lang)) " "
                a href=(format!("{HERE}/{id}")) { (given.purl) }
            }
        }
        form id="form" class="two" tabindex="-1" method="post"
            action=(format!("{HERE}{}", query_of(given)))
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
            (date(&must("until", w::until(lang), w::until_help(lang, most)), &given.until, wrongs))
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
        ("oss/approval-licence", _) => "licence",
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
    let again = |wrongs: &[Wrong]| show_asking(&state, &ask, &who, &given, (wrongs, None));
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
        Err(No::Refusal(it)) => {
            // What was asked for already is to be found.
            let there = Id::parse(it.fact("request")).ok();
            let wrongs = fields::wrongs(lang, vec![it], field_of);
            show_asking(&state, &ask, &who, &given, (&wrongs, there))
        }
        Err(no) => frame::fault(&ask, &no),
    }
}

//! The licences of one system: what each asks for in its form of use, and what clashes.

use super::fields::{self, Label, answered, line, pick, whole};
use super::licence_words as w;
use super::licences::{HERE, duty, expression, form, no_matrix, why};
use super::licences_notice::{Publishing, notice_part};
use super::parts::in_parts;
use super::{framed, may_manage, n, owner, unknown, words as common};
use crate::console::door::{Wrong, summary};
use crate::console::guard::{Ask, Entered};
use crate::console::pieces::form_field;
use crate::console::shape::{Shape, state as shown};
use crate::console::{ConsoleState, format, frame, words as console};
use axum::extract::{Form, Path, State as With};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::{Id, Lang, No, Refusal};
use naru_core::oss::licence::{
    self, Clash, ClashWhy, Form as Use, Licensed, Notice, SystemLicences, Terms,
};
use naru_core::oss::portfolio::{self, System, SystemRow};
use serde::Deserialize;

/// What the page shows.
pub(super) struct Seen {
    pub(super) system: SystemRow,
    pub(super) licences: SystemLicences,
    pub(super) notices: Vec<Notice>,
}

/// The system, if there is one for this reader.
pub(super) async fn look(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    id: &str,
) -> Result<Seen, Response> {
    let Ok(id) = Id::parse(id) else { return Err(unknown(state, ask, who)) };
    let owner = owner(who);
    let read = state.parts.portfolio.store().read(move |tx| {
        let Some(system) = portfolio::system(tx, id)? else { return Ok(None) };
        if owner.as_ref().is_some_and(|code| *code != system.system.institution) {
            return Ok(None);
        }
        let Some(licences) = licence::of_system(tx, id)? else { return Ok(None) };
        Ok(Some(Seen { system, licences, notices: licence::notices(tx, id)? }))
    });
    match read.await {
        Ok(Some(it)) => Ok(it),
        Ok(None) => Err(unknown(state, ask, who)),
        Err(no) => Err(frame::fault(ask, &no)),
    }
}

/// `GET /console/oss/systems/{id}/licences`
pub(crate) async fn page(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
) -> Response {
    match look(&state, &ask, &who, &id).await {
        Ok(seen) => show(&state, &ask, &who, &seen, (&Typed::default(), &[])),
        Err(response) => response,
    }
}

/// What was typed into the forms before something was wrong.
#[derive(Default)]
pub(super) struct Typed {
    terms: Option<Saying>,
    notice: Option<Publishing>,
}

impl Typed {
    /// A publication in which something is wrong.
    pub(super) fn notice(it: &Publishing) -> Typed {
        Typed { notice: Some(it.clone()), ..Typed::default() }
    }
}

pub(super) fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    seen: &Seen,
    (typed, wrongs): (&Typed, &[Wrong]),
) -> Response {
    let lang = ask.lang;
    let years = match state.parts.portfolio.offer_years() {
        Ok(it) => it,
        Err(no) => return frame::fault(ask, &no),
    };
    let system = &seen.system.system;
    let terms = seen.licences.terms.clone().unwrap_or_default();
    let data = state.parts.portfolio.newest_data();
    let matrix = data.as_ref().and_then(|it| it.matrix());
    let clashes = licence::clashes(&seen.licences.licences, &terms, matrix);
    let may = system.retired_at.is_none() && may_manage(who, &system.institution);
    let title = w::title_of(lang, &system.name);
    let main = html! {
        p class="crumb" {
            a href="/console/oss" { (common::title(lang)) } " › "
            a href=(format!("/console/oss/systems/{}", system.id)) { (system.name) } " › "
            a href=(format!("{HERE}?of={}", system.institution)) { (w::tab(lang)) }
        }
        div class="head wrap" {
            h1 { (title) }
            @if seen.licences.terms.is_some() { span class="meta" { (form(lang, terms.form)) } }
        }
        p class="lead" { (lead(lang, &seen.licences, (clashes.len(), matrix.is_some(), may))) }
        (summary(lang, wrongs))
        @if seen.licences.is_billed { (no_matrix(lang, who, data.as_deref())) }
        (terms_part(lang, who, seen, may, (typed.terms.as_ref(), wrongs)))
        (clashing(lang, &clashes, &seen.licences, (matrix.is_some(), owner(who).is_some())))
        (licences(lang, system, &seen.licences.licences, terms.form))
        (notice_part(lang, who, seen, may.then_some(years), (typed.notice.as_ref(), wrongs)))
    };
    answered(framed(state, ask, who, title, main), wrongs)
}

/// What is to be done first; else how much there is. That nothing clashes is only said if pairs
/// were compared.
fn lead(
    lang: Lang,
    it: &SystemLicences,
    (clashes, has_matrix, may): (usize, bool, bool),
) -> String {
    if !it.is_billed {
        return w::lead_unbilled(lang);
    }
    let unknown = it.unknown();
    let mut said = Vec::new();
    if it.terms.is_none() {
        said.push(if may { w::lead_form_own(lang) } else { w::lead_form_theirs(lang) });
    }
    if clashes > 0 {
        said.push(w::lead_clash(lang, clashes));
    }
    if unknown > 0 {
        said.push(w::lead_check(lang, &n(unknown)));
    }
    if said.is_empty() {
        let parts = it.licences.iter().map(|it| it.count).sum();
        let named = it.licences.iter().filter(|it| !it.licence.is_empty()).count();
        said.push(w::lead(lang, &n(parts), named));
        said.extend(has_matrix.then(|| w::lead_clash_none(lang)));
    }
    said.join(" ")
}

fn terms_part(
    lang: Lang,
    who: &Entered,
    seen: &Seen,
    may: bool,
    (typed, wrongs): (Option<&Saying>, &[Wrong]),
) -> Markup {
    let terms = seen.licences.terms.clone().unwrap_or_default();
    // Nothing is said beforehand that nobody has said.
    let said = seen.licences.terms.as_ref().map_or("", |it| it.form.as_str());
    let used = typed.map_or(said, |it| it.used.as_str());
    let own = typed.map_or(terms.own.as_str(), |it| it.own.as_str());
    let is_open = seen.licences.terms.is_none() || typed.is_some();
    let first = (String::new(), w::form_choose(lang));
    let forms = Use::ALL.map(|it| (it.as_str().to_owned(), form(lang, it)));
    let forms: Vec<(String, String)> = std::iter::once(first).chain(forms).collect();
    let id = seen.system.system.id;
    html! {
        section {
            div class="sh" { h2 { (w::terms_head(lang)) } }
            dl class="kv" {
                dt { (w::form(lang)) }
                dd {
                    @if seen.licences.terms.is_some() { (form(lang, terms.form)) }
                    @else { (shown("warn", Shape::Dashed, &w::form_unsaid(lang))) }
                }
                dt { (w::own(lang)) }
                dd {
                    @if seen.licences.terms.is_none() { span class="c-3" { (w::own_unsaid(lang)) } }
                    @else if terms.own.is_empty() { (w::own_none(lang)) }
                    @else { (terms.own) }
                }
            }
            @if may {
                details class="ask" open[is_open] {
                    summary { (w::terms_submit(lang)) }
                    p { (w::terms_effect(lang)) }
                    form id="terms" tabindex="-1" method="post"
                        action=(format!("/console/oss/systems/{id}/terms"))
                        aria-describedby=[fields::texts("terms", false, wrongs)] {
                        (form_field(who))
                        (whole("terms", wrongs))
                        (pick(("use", w::form(lang)), &forms, used, wrongs))
                        (line(&Label::may("own", w::own(lang), Some(w::own_help(lang))),
                            ("text", own, 60), wrongs))
                        button class="btn p" { (w::terms_submit(lang)) }
                    }
                }
            }
        }
    }
}

fn clashing(
    lang: Lang,
    all: &[Clash],
    of: &SystemLicences,
    (has_matrix, is_own): (bool, bool),
) -> Markup {
    let unknown = of.unknown();
    html! {
        @if of.is_billed {
            section {
                div class="sh" { h2 { (w::clash_head(lang)) } }
                @if unknown > 0 {
                    p { b class="c-warn wrap" {
                        @if is_own { (w::clash_unknown(lang, &n(unknown))) }
                        @else { (w::clash_unknown_theirs(lang, &n(unknown))) }
                    } }
                }
                @if all.is_empty() {
                    p class="none" {
                        @if has_matrix && unknown > 0 { (w::clash_none_compared(lang)) }
                        @else if has_matrix { (w::clash_none(lang)) }
                        @else { (w::clash_none_apart(lang)) }
                    }
                }
                @else {
                    table class="rows" {
                        thead { tr {
                            th { (w::licence(lang)) } th { (w::with(lang)) } th { (w::why(lang)) }
                        } }
                        tbody { @for it in all { tr {
                            td class="way" { (clash_mark(it, &expression(lang, &it.licence))) }
                            td data-l=(w::with(lang)) {
                                @if it.with.is_empty() { (w::with_use(lang)) } @else { (it.with) }
                            }
                            td data-l=(w::why(lang)) { (why(lang, it)) }
                        } } }
                    }
                }
            }
        }
    }
}

/// What may not be is red; what somebody must look at is not.
fn clash_mark(it: &Clash, licence: &str) -> Markup {
    match it.why {
        ClashWhy::Reach | ClashWhy::Combined => shown("stop", Shape::Square, licence),
        ClashWhy::Unclear | ClashWhy::Restricted => shown("warn", Shape::Triangle, licence),
    }
}

fn licences(lang: Lang, of: &System, all: &[Licensed], used: Use) -> Markup {
    // What this system has under a licence.
    let href = |licence: &str| {
        let (licence, name) = (format::query_value(licence), format::query_value(&of.name));
        format!("{HERE}?of={}&licence={licence}&system={name}#users", of.institution)
    };
    html! {
        section {
            div class="sh" {
                h2 { (w::by_licence(lang)) } span class="sub" { (w::by_licence_note(lang)) }
            }
            @if all.is_empty() { p class="none" { (w::lead_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::licence(lang)) } th { (w::duty(lang)) }
                        th { (w::obligations(lang)) } th class="num" { (w::components(lang)) }
                        th { (w::example(lang)) }
                    } }
                    tbody { @for it in all { tr {
                        td class="way" {
                            a href=(href(&it.licence)) { (expression(lang, &it.licence)) }
                        }
                        td data-l=(w::duty(lang)) { (duty(lang, it.duty)) }
                        td data-l=(w::obligations(lang)) { (obligations(lang, &it.licence, used)) }
                        td class="num" data-l=(w::components(lang)) { (n(it.count)) }
                        td data-l=(w::example(lang)) { (example(&it.example)) }
                    } } }
                }
            }
        }
    }
}

/// A component by its name, as a way to whoever has it. A package URL spells its signs for
/// machines.
fn example(purl: &str) -> Markup {
    let Some((name, version)) = licence::named(purl) else {
        return html! { span class="mono" { (purl) } };
    };
    html! {
        a href=(format!("/console/oss/who?q={}", format::query_value(purl))) {
            (in_parts(&name))
        }
        @if let Some(version) = version { "\u{2002}" span class="mono nw" { (version) } }
    }
}

fn obligations(lang: Lang, licence: &str, used: Use) -> Markup {
    let Some(all) = licence::asks(licence, used) else {
        return html! { span class="c-warn" { (w::obligations_unknown(lang)) } };
    };
    html! {
        @if let Some(own) = licence::chosen(licence, used) {
            span class="c-3" { (w::choosing(lang, &own)) } " "
        }
        @if all.is_empty() { span class="c-3" { (w::obligations_none(lang)) } }
        @for it in &all {
            span class="block" { @match lang { Lang::Ko => (it.ko()), Lang::En => (it.en()) } }
        }
    }
}

/// The form of use, as the form has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saying {
    form: String,
    #[serde(rename = "use")]
    used: String,
    own: String,
}

/// `POST /console/oss/systems/{id}/terms`
pub(crate) async fn set_terms(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Saying>,
) -> Response {
    let lang = ask.lang;
    let seen = match look(&state, &ask, &who, &id).await {
        Ok(it) if may_manage(&who, &it.system.system.institution) => it,
        Ok(_) => return unknown(&state, &ask, &who),
        Err(response) => return response,
    };
    let again = |wrongs: &[Wrong]| {
        let typed = Typed { terms: Some(given.clone()), ..Typed::default() };
        show(&state, &ask, &who, &seen, (&typed, wrongs))
    };
    if !who.wrote(&given.form) {
        return again(&[Wrong { field: "terms", text: console::stale_form(lang) }]);
    }
    let form = Use::parse(&given.used);
    let own = given.own.trim().to_owned();
    // One that is none is told below.
    let terms = Terms { form: form.unwrap_or(Use::Service), own };
    let no_form = || Wrong { field: "use", text: w::bad_form(lang) };
    let mut wrong: Vec<Wrong> = form.is_none().then(no_form).into_iter().collect();
    let refused = licence::may_set(&terms).err();
    wrong.extend(fields::wrongs(lang, refused.into_iter().collect(), field_of));
    if !wrong.is_empty() {
        return again(&wrong);
    }
    let actor = format!("staff:{}", who.session.account);
    let system = seen.system.system.id;
    match state.parts.portfolio.set_terms(actor, system, terms).await {
        Ok(()) => back(system, ""),
        Err(No::Refusal(it)) => again(&fields::wrongs(lang, vec![it], |_| "terms")),
        Err(no) => frame::fault(&ask, &no),
    }
}

/// The page again, in a part of it.
pub(super) fn back(system: Id, part: &str) -> Response {
    Redirect::to(&format!("/console/oss/systems/{system}/licences{part}")).into_response()
}

/// The field that a refusal is about.
pub(super) fn field_of(it: &Refusal) -> &'static str {
    match it.code {
        "oss/licence-own" => "own",
        "oss/notice-years" => "years",
        _ => "contact",
    }
}

//! The notice of one system: what it is made of, how it is published, and its file.

use super::fields::{self, Label, line, whole};
use super::licence_words as w;
use super::licences::notice_state;
use super::licences_system::{Seen, Typed, back, field_of, look, show};
use super::{may_manage, n, owner, unknown};
use crate::console::door::Wrong;
use crate::console::guard::{Ask, Entered};
use crate::console::pieces::{day, form_field, hash, moment};
use crate::console::{ConsoleState, format, frame, words as console};
use axum::extract::{Form, Path, State as With};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};
use naru_base::{Lang, No};
use naru_core::oss::licence::{self, CONTACT_CHARS_MAX, Notice, NoticeDuty};
use serde::Deserialize;

/// `years`: for how many source code is to be offered at least; none if the reader may not publish.
pub(super) fn notice_part(
    lang: Lang,
    who: &Entered,
    seen: &Seen,
    years: Option<i64>,
    typed: (Option<&Publishing>, &[Wrong]),
) -> Markup {
    let id = seen.system.system.id;
    html! {
        section id="notice" {
            div class="sh" {
                h2 { (w::notice_head(lang)) } span class="sub" { (w::notice_note(lang)) }
            }
            p { (notice_state(lang, &seen.licences)) }
            @let unknown = seen.licences.unknown();
            @if licence::notice_duty(&seen.licences) == NoticeDuty::Unclear && unknown > 0 {
                p {
                    @if owner(who).is_some() { (w::notice_unclear_why(lang, &n(unknown))) }
                    @else { (w::notice_unclear_theirs(lang, &n(unknown))) }
                }
            }
            @if seen.licences.is_billed {
                @if seen.licences.noticed.is_none() { p { (w::notice_draft(lang)) } }
                p class="acts" {
                    a class="btn" href=(format!("/console/oss/systems/{id}/notice/ko")) download {
                        (w::notice_ko(lang))
                    }
                    " "
                    a class="btn" href=(format!("/console/oss/systems/{id}/notice/en")) download {
                        (w::notice_en(lang))
                    }
                }
                @if let Some(years) = years { (publish_form(lang, who, seen, years, typed)) }
            }
            (published(lang, &seen.notices))
        }
    }
}

fn publish_form(
    lang: Lang,
    who: &Entered,
    seen: &Seen,
    years: i64,
    (typed, wrongs): (Option<&Publishing>, &[Wrong]),
) -> Markup {
    let last = seen.notices.first();
    let contact = last.map_or("", |it| it.contact.as_str());
    let contact = typed.map_or(contact, |it| it.contact.as_str());
    let years = last.map_or(years, |it| it.years).to_string();
    let years = typed.map_or(years.as_str(), |it| it.years.as_str());
    html! {
        details class="ask" open[typed.is_some()] {
            summary { (w::publish_head(lang)) }
            p { (w::publish_effect(lang)) }
            form id="offer" tabindex="-1" method="post"
                action=(format!("/console/oss/systems/{}/notice", seen.system.system.id))
                aria-describedby=[fields::texts("offer", false, wrongs)] {
                (form_field(who))
                (whole("offer", wrongs))
                (line(&Label::must("contact", w::contact(lang), Some(w::contact_help(lang))),
                    ("text", contact, CONTACT_CHARS_MAX), wrongs))
                div class="field" {
                    label for="years" { (w::years(lang)) }
                    input id="years" name="years" value=(years) inputmode="numeric" required
                        maxlength="2" autocomplete="off"
                        aria-describedby=[fields::texts("years", false, wrongs)]
                        aria-invalid=[fields::is_wrong("years", wrongs)];
                    (fields::error("years", wrongs))
                }
                button class="btn p" { (w::publish_submit(lang)) }
            }
        }
    }
}

fn published(lang: Lang, all: &[Notice]) -> Markup {
    html! {
        h3 { (w::published(lang)) }
        @if all.is_empty() { p class="none" { (w::published_none(lang)) } }
        @else {
            table class="rows" {
                thead { tr {
                    th { (w::contact(lang)) } th class="num" { (w::years(lang)) }
                    th class="num" { (w::components(lang)) } th { (w::hash(lang)) }
                    th class="num" { (w::made_at(lang)) }
                } }
                tbody { @for it in all { tr {
                    td class="way" { (it.contact) }
                    td class="num" data-l=(w::years(lang)) { (it.years) }
                    td class="num" data-l=(w::components(lang)) {
                        (n(it.components.0))
                        @if it.components.1 > 0 {
                            " " span class="c-warn nw" { (w::unknown_in(lang, it.components.1)) }
                        }
                    }
                    td data-l=(w::hash(lang)) {
                        (w::notice_ko(lang)) " " (hash(&it.sha256[0])) br;
                        (w::notice_en(lang)) " " (hash(&it.sha256[1]))
                    }
                    td class="num" data-l=(w::made_at(lang)) { (moment(it.at)) }
                } } }
            }
        }
    }
}

/// A publication, as the form has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Publishing {
    form: String,
    contact: String,
    years: String,
}

/// `POST /console/oss/systems/{id}/notice`
pub(crate) async fn publish(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
    Form(given): Form<Publishing>,
) -> Response {
    let lang = ask.lang;
    let seen = match look(&state, &ask, &who, &id).await {
        Ok(it) if may_manage(&who, &it.system.system.institution) => it,
        Ok(_) => return unknown(&state, &ask, &who),
        Err(response) => return response,
    };
    let again =
        |wrongs: &[Wrong]| show(&state, &ask, &who, &seen, (&Typed::notice(&given), wrongs));
    if !who.wrote(&given.form) {
        return again(&[Wrong { field: "offer", text: console::stale_form(lang) }]);
    }
    let least = match state.parts.portfolio.offer_years() {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    // What is no number is none that fits.
    let years = given.years.trim().parse().unwrap_or(0);
    let wrong = licence::wrong_offer(&given.contact, (years, least));
    if !wrong.is_empty() {
        return again(&fields::wrongs(lang, wrong, field_of));
    }
    let actor = format!("staff:{}", who.session.account);
    let system = seen.system.system.id;
    let offer = (given.contact.clone(), years);
    match state.parts.portfolio.publish_notice(actor, system, offer).await {
        Ok(_) => back(system, "#notice"),
        Err(No::Refusal(it)) => again(&fields::wrongs(lang, vec![it], |_| "offer")),
        Err(no) => frame::fault(&ask, &no),
    }
}

/// `GET /console/oss/systems/{id}/notice/{lang}`
pub(crate) async fn notice(
    With(state): With<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path((id, lang)): Path<(String, String)>,
) -> Response {
    let seen = match look(&state, &ask, &who, &id).await {
        Ok(it) if it.licences.is_billed => it,
        Ok(_) => return unknown(&state, &ask, &who),
        Err(response) => return response,
    };
    let own = match lang.as_str() {
        "ko" => Lang::Ko,
        "en" => Lang::En,
        _ => return unknown(&state, &ask, &who),
    };
    let system = &seen.system.system;
    let text = match state.parts.portfolio.notice(system.id, system.name.clone(), own).await {
        Ok(it) => it,
        Err(no) => return frame::fault(&ask, &no),
    };
    let kind = "text/plain; charset=utf-8".to_owned();
    let rest = format!("-notice-{}.{lang}.txt", day(state.now().business_date()));
    let file = format::attachment(&system.name, &rest);
    ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, file)], text).into_response()
}

//! The door: login, one-time code, enrolment. Pages for people we do not know yet.

pub(crate) mod code;
pub(crate) mod enrol;
pub(crate) mod login;
pub(crate) mod passkey;
pub(crate) mod recover;

use crate::console::guard::{Ask, Jar, form_token};
use crate::console::shape::{Shape, shape};
use crate::console::{ConsoleState, frame, lines, words};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use naru_base::Lang;
use naru_core::staff::Token;

/// Something that is wrong with a form: in which field, and the sentence.
pub(crate) struct Wrong {
    pub(crate) field: &'static str,
    pub(crate) text: String,
}

/// A page at the door: the shore on the left, what to do on the right.
pub(crate) struct Door<'a> {
    pub(crate) ask: &'a Ask,
    pub(crate) title: String,
    pub(crate) form: Markup,
    /// Where the language link leads; with what must not be lost.
    pub(crate) query: String,
}

pub(crate) fn door(status: StatusCode, it: &Door<'_>) -> Response {
    let lang = it.ask.lang;
    let other = if lang == Lang::Ko { Lang::En } else { Lang::Ko };
    let link = |to: Lang| format!("{}?lang={}{}", it.ask.page.0, to.as_str(), it.query);
    let body = html! {
        (DOCTYPE)
        html lang=(lang.as_str()) {
            (frame::head(lang, &it.title, false))
            body {
                a class="skip" href="#main" { (words::skip(lang)) }
                div class="gate" {
                    aside class="shore" {
                        (currents())
                        p class="logo" { (frame::mark()) (words::naru(lang)) }
                        p class="slogan" { (words::slogan_a(lang)) br; (words::slogan_b(lang)) }
                        p class="about" { (words::door_about(lang)) }
                    }
                    div class="door" {
                        header class="langs" {
                            b lang=(lang.as_str()) { (words::other_language(other)) }
                            a href=(link(other)) lang=(other.as_str()) hreflang=(other.as_str())
                                data-language=(words::was_wrong(lang)) {
                                (words::other_language(lang))
                            }
                        }
                        main id="main" tabindex="-1" { (it.form) }
                        footer class="law" { (words::law(lang)) }
                    }
                }
            }
        }
    };
    (status, lines::sent(body)).into_response()
}

/// Quiet currents on the shore.
fn currents() -> Markup {
    html! {
        svg viewBox="0 0 720 900" preserveAspectRatio="xMidYMid slice" aria-hidden="true" {
            @for i in 0_i32..15 {
                @let y = 40 + i * 31;
                @let (a, b, end) = (y - 60 - i * 3, y + 96 - i * 5, y + 46 - i * 6);
                path class=(format!("w{}", i % 4))
                    d=(format!("M0 {y}C252 {a} 432 {b} 720 {end}")) {}
            }
        }
    }
}

/// The summary above a form: what is wrong, with a link to the field.
pub(crate) fn summary(lang: Lang, wrongs: &[Wrong]) -> Markup {
    summary_in(lang, "", wrongs)
}

/// The same of one of several forms of a page: its fields' ids end with the form's `part`.
pub(crate) fn summary_in(lang: Lang, part: &str, wrongs: &[Wrong]) -> Markup {
    html! {
        @if !wrongs.is_empty() {
            div class="note stop" role="alert" {
                b { (words::fix_one(lang)) }
                ul { @for it in wrongs { li {
                    a href=(format!("#{}{part}", it.field)) { (it.text) }
                } } }
            }
        }
    }
}

/// What is wrong with a field, below it.
pub(crate) fn error_below(id: &str, wrong: Option<&Wrong>) -> Markup {
    html! {
        @if let Some(wrong) = wrong {
            p class="error" id=(format!("{id}-error")) { (shape(Shape::Square)) (wrong.text) }
        }
    }
}

/// The texts that a field is described by: its help, if it has one, and what is wrong.
pub(crate) fn described(id: &str, has_help: bool, wrong: Option<&Wrong>) -> Option<String> {
    let help = has_help.then(|| format!("{id}-help"));
    let error = wrong.map(|_| format!("{id}-error"));
    let all: Vec<String> = help.into_iter().chain(error).collect();
    (!all.is_empty()).then(|| all.join(" "))
}

/// What a field is.
pub(crate) struct Field<'a> {
    pub(crate) name: &'static str,
    pub(crate) label: String,
    pub(crate) help: Option<String>,
    pub(crate) kind: &'static str,
    pub(crate) autocomplete: &'static str,
    pub(crate) value: &'a str,
    pub(crate) focus: bool,
}

/// A field: label above, help and error tied to it.
pub(crate) fn field(it: &Field<'_>, wrongs: &[Wrong]) -> Markup {
    field_in("", it, wrongs)
}

/// A field in one of several forms of a page: its id is its name and the form's `part`.
pub(crate) fn field_in(part: &str, it: &Field<'_>, wrongs: &[Wrong]) -> Markup {
    let wrong = wrongs.iter().find(|w| w.field == it.name);
    let is_code = it.kind == "code";
    let id = format!("{}{part}", it.name);
    html! {
        div class="field" {
            label for=(id) { (it.label) }
            @if let Some(text) = &it.help { p class="help" id=(format!("{id}-help")) { (text) } }
            input id=(id) name=(it.name) class=[is_code.then_some("otp")]
                type=(if is_code { "text" } else { it.kind })
                inputmode=[is_code.then_some("numeric")] maxlength=(if is_code { "6" } else { "256" })
                autocomplete=(it.autocomplete) autocapitalize="none" spellcheck="false" required
                autofocus[it.focus] value=[(!it.value.is_empty()).then_some(it.value)]
                aria-describedby=[described(&id, it.help.is_some(), wrong)]
                aria-invalid=[wrong.map(|_| "true")];
            (error_below(&id, wrong))
        }
    }
}

/// The token that ties forms to this browser: the one it has, or a new one with its cookie.
pub(crate) fn form_cookie(state: &ConsoleState, ask: &Ask) -> (Token, Option<(String, String)>) {
    if let Some(token) = ask.token(Jar::Form) {
        return (token, None);
    }
    let token = state.new_token();
    let (name, value) = ask.set(Jar::Form, Some(&token));
    (token, Some((name.to_string(), value)))
}

/// The hidden field with the form's token.
pub(crate) fn form_field(token: &Token) -> Markup {
    html! { input type="hidden" name="form" value=(form_token(token)); }
}

/// Adds a cookie to a response.
pub(crate) fn with_cookie(
    mut response: Response,
    cookie: Option<(impl AsRef<str>, String)>,
) -> Response {
    if let Some((name, value)) = cookie {
        append(response.headers_mut(), name.as_ref(), &value);
    }
    response
}

fn append(headers: &mut HeaderMap, name: &str, value: &str) {
    let name = axum::http::HeaderName::from_bytes(name.as_bytes());
    if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(value)) {
        headers.append(name, value);
    }
}

//! The frame around every page of staff: watch line, navigation, and the pages that say no.

use crate::console::guard::{Ask, form_token};
use crate::console::{assets, words};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use naru_base::role::Role;
use naru_base::{Lang, No};
use naru_core::staff::{Session, Token};

/// The mark: two banks and a crossing.
pub(crate) fn mark() -> Markup {
    html! {
        svg viewBox="0 0 22 22" aria-hidden="true" {
            path d="M3 2v18M19 2v18" stroke="currentColor" stroke-width="2.6" {}
            path class="ferry" d="M6.5 14.5 15.5 7.5" stroke-width="2.6" {}
        }
    }
}

/// The head of every document.
pub(crate) fn head(lang: Lang, title: &str, live: bool) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width,initial-scale=1";
            meta name="color-scheme" content="light dark";
            title { (title) " · " (words::naru(lang)) }
            link rel="icon" href=(assets::icon()) type="image/svg+xml";
            link rel="stylesheet" href=(assets::css());
            @if live { script src=(assets::live_js()) defer {} }
        }
    }
}

/// The link to the same page in the other language.
pub(crate) fn language_link(ask: &Ask) -> Markup {
    let other = if ask.lang == Lang::Ko { Lang::En } else { Lang::Ko };
    html! {
        a href=(format!("{}?lang={}", ask.path, other.as_str())) lang=(other.as_str())
            hreflang=(other.as_str()) { (words::other_language(ask.lang)) }
    }
}

/// A role in words.
pub(crate) fn role(lang: Lang, it: Role) -> String {
    match it {
        Role::Operator => words::role_operator(lang),
        Role::SecurityDesk => words::role_security(lang),
        Role::Auditor => words::role_auditor(lang),
        Role::Administrator => words::role_administrator(lang),
    }
}

/// A page of the console, opened by a member of staff.
pub(crate) struct Page<'a> {
    pub(crate) ask: &'a Ask,
    pub(crate) session: &'a Session,
    pub(crate) token: &'a Token,
    pub(crate) title: String,
    /// What stands in the watch line after the mark.
    pub(crate) watch: Markup,
    /// Where the page's live stream is, and the lamp's state at first.
    pub(crate) live: (&'static str, &'static str),
    pub(crate) main: Markup,
}

/// Puts a page into the frame.
pub(crate) fn page(it: &Page<'_>) -> Response {
    let lang = it.ask.lang;
    let (stream, lamp) = it.live;
    let body = html! {
        (DOCTYPE)
        html lang=(lang.as_str()) {
            (head(lang, &it.title, true))
            body data-live=(format!("{stream}?lang={}", lang.as_str())) data-lamp=(lamp)
                data-age=(words::ago_seconds(lang, "{n}")) {
                a class="skip" href="#main" { (words::skip(lang)) }
                header class="watch" {
                    a class="logo" href="/console" { (mark()) (words::naru(lang)) }
                    (it.watch)
                    div class="right" {
                        (language_link(it.ask))
                        span class="who" { b { (it.session.name) } " " (role(lang, it.session.role)) }
                        form method="post" action="/console/logout" {
                            input type="hidden" name="form" value=(form_token(it.token));
                            button { (words::log_out(lang)) }
                        }
                    }
                }
                div class="frame" {
                    nav class="nav" aria-label=(words::main_menu(lang)) {
                        p class="group" { (words::now_group(lang)) }
                        a href="/console" aria-current="page" { (words::network(lang)) }
                    }
                    main id="main" tabindex="-1" { (it.main) }
                }
            }
        }
    };
    Html(body.into_string()).into_response()
}

/// A plain page that says what is not possible, and what is still true.
pub(crate) fn notice(
    ask: &Ask,
    status: StatusCode,
    title: &str,
    text: &str,
    reference: Option<&str>,
) -> Response {
    let lang = ask.lang;
    let body = html! {
        (DOCTYPE)
        html lang=(lang.as_str()) {
            (head(lang, title, false))
            body {
                header class="watch" {
                    a class="logo" href="/console" { (mark()) (words::naru(lang)) }
                    div class="right" { (language_link(ask)) }
                }
                main id="main" class="notice" {
                    h1 { (title) }
                    p { (text) }
                    @if let Some(reference) = reference { p class="mono sub" { (reference) } }
                    p { a href="/console" { (words::back(lang)) } }
                }
            }
        }
    };
    (status, Html(body.into_string())).into_response()
}

/// Nothing has this address.
pub(crate) async fn not_found(ask: Ask) -> Response {
    let (title, text) = (words::not_found_head(ask.lang), words::not_found(ask.lang));
    notice(&ask, StatusCode::NOT_FOUND, &title, &text, None)
}

/// The role lacks the right.
pub(crate) fn forbidden(ask: &Ask) -> Response {
    let (title, text) = (words::forbidden_head(ask.lang), words::forbidden(ask.lang));
    notice(ask, StatusCode::FORBIDDEN, &title, &text, None)
}

/// Something failed. The page says so without inner words; the log has them under the reference.
pub(crate) fn fault(ask: &Ask, no: &No) -> Response {
    let reference = format!("F-{:08X}", fingerprint(&no.to_string()));
    tracing::error!(%no, reference, "a page of the console could not be shown");
    let (title, text) = (words::fault_head(ask.lang), words::fault(ask.lang));
    notice(ask, StatusCode::SERVICE_UNAVAILABLE, &title, &text, Some(&reference))
}

/// The same fault has the same reference, so that reports of it can be counted.
fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811C_9DC5, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

//! The frame around every page of staff: watch line, navigation, and the pages that say no.

use crate::console::guard::{Ask, Entered, form_token};
use crate::console::live::Topic;
use crate::console::names::Names;
use crate::console::{ConsoleState, assets, lines, menu, watch, words};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use naru_base::role::{Post, Reach, Right, Role};
use naru_base::{ClientUseCode, Lang, No};

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
            script src=(assets::passkey_js()) defer {}
            script src=(assets::typed_js()) defer {}
        }
    }
}

/// The link to the same page in the other language.
pub(crate) fn language_link(ask: &Ask) -> Markup {
    let other = if ask.lang == Lang::Ko { Lang::En } else { Lang::Ko };
    html! {
        @let (path, query) = &ask.page;
        @let kept = if query.is_empty() { String::new() } else { format!("&{query}") };
        a href=(format!("{path}?lang={}{kept}", other.as_str())) lang=(other.as_str())
            hreflang=(other.as_str()) data-language=(words::was_wrong(ask.lang)) {
            (words::other_language(ask.lang))
        }
        // With the script it stays.
        @if ask.is_form { noscript { " " span class="sub" { (words::typed_is_lost(ask.lang)) } } }
    }
}

/// A role in words.
pub(crate) fn role(lang: Lang, it: Role) -> String {
    match it {
        Role::Operator => words::role_operator(lang),
        Role::SecurityDesk => words::role_security(lang),
        Role::Inspector => words::role_inspector(lang),
        Role::Legal => words::role_legal(lang),
        Role::Regulator => words::role_regulator(lang),
        Role::Bank => words::role_bank(lang),
        Role::Fintech => words::role_fintech(lang),
        Role::Insurer => words::role_insurer(lang),
        Role::Auditor => words::role_auditor(lang),
        Role::Administrator => words::role_administrator(lang),
    }
}

/// A role with what it is held for.
pub(crate) fn post(lang: Lang, it: &Post) -> String {
    let name = role(lang, it.role());
    it.scope().code().map_or_else(|| name.clone(), |code| format!("{name} {code}"))
}

/// A role with the name of what it is held for, where the network knows one.
pub(crate) fn post_named(state: &ConsoleState, lang: Lang, it: &Post) -> String {
    let names = Names::of(lang, &state.parts.source.glance()).and_insurers(lang, state);
    match it.scope().code() {
        None => role(lang, it.role()),
        Some(code) => format!("{} {}", role(lang, it.role()), names.get(code)),
    }
}

/// A page of the console, opened by a member of staff.
pub(crate) struct Page<'a> {
    pub(crate) ask: &'a Ask,
    pub(crate) who: &'a Entered,
    pub(crate) title: String,
    /// The path of its menu item.
    pub(crate) here: &'static str,
    /// Which live fragments it takes in.
    pub(crate) topic: Topic,
    pub(crate) main: Markup,
}

/// Puts a page into the frame.
pub(crate) fn page(state: &ConsoleState, it: &Page<'_>) -> Response {
    let lang = it.ask.lang;
    let (glance, now) = (state.parts.source.glance(), state.now());
    let post = &it.who.session.post;
    let Entered { unread, checks, proposals, oss, .. } = *it.who;
    let counts = menu::Counts { unread, checks, proposals, oss };
    let menu = menu::links(lang, post, it.here, counts);
    let mut stream = format!("/console/live?lang={}&topic={}", lang.as_str(), it.topic.as_str());
    if it.topic == Topic::Run {
        // Whose run it is stands at the end of the page's own address.
        let of = it.ask.path.rsplit('/').find(|part| ClientUseCode::parse(part).is_ok());
        stream.push_str(&format!("&of={}", of.unwrap_or_default()));
    }
    let body = html! {
        (DOCTYPE)
        html lang=(lang.as_str()) {
            (head(lang, &it.title, true))
            body data-live=(stream) data-lamp=(watch::lamp_state(watch::age_of(&glance, now)))
                data-age=(words::ago_seconds(lang, "{n}")) {
                a class="skip" href="#main" { (words::skip(lang)) }
                header class="watch" {
                    a class="logo" href="/console" { (mark()) (words::naru(lang)) }
                    (watch::line(lang, (post, it.who.own.as_ref()), &glance, now))
                    div class="right" {
                        @if it.who.unread > 0 {
                            a class="unread" href="/console/inbox" {
                                (words::unread_link(lang, it.who.unread))
                            }
                        }
                        (language_link(it.ask))
                        a class="who" href="/console/me" {
                            b { (it.who.session.name) } " " (post_named(state, lang, post))
                        }
                        form method="post" action="/console/logout" {
                            input type="hidden" name="form" value=(form_token(&it.who.token));
                            button { (words::log_out(lang)) }
                        }
                    }
                }
                details class="menu" {
                    summary { (words::menu(lang)) }
                    nav aria-label=(words::main_menu(lang)) { (menu) }
                }
                div class="frame" {
                    nav class="nav" aria-label=(words::main_menu(lang)) { (menu) }
                    main id="main" tabindex="-1" { (it.main) }
                }
            }
        }
    };
    lines::sent(body).into_response()
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
    (status, lines::sent(body)).into_response()
}

/// Nothing has this address.
pub(crate) async fn not_found(ask: Ask) -> Response {
    let (title, text) = (words::not_found_head(ask.lang), words::not_found(ask.lang));
    notice(&ask, StatusCode::NOT_FOUND, &title, &text, None)
}

/// A role that has no page yet.
pub(crate) fn nothing_here(state: &ConsoleState, ask: &Ask, who: &Entered) -> Response {
    let lang = ask.lang;
    let title = words::nothing_here_head(lang);
    let main = html! {
        div class="head" { h1 { (title) } }
        p class="none" { (words::nothing_here(lang, &post(lang, &who.session.post))) }
    };
    page(state, &Page { ask, who, title, here: "/console", topic: Topic::Watch, main })
}

/// The role lacks the right. The menu stays.
pub(crate) fn forbidden(state: &ConsoleState, ask: &Ask, who: &Entered) -> Response {
    refused(state, ask, who, None)
}

/// The role lacks the right, and who has it.
pub(crate) fn refused(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    right: Option<Right>,
) -> Response {
    let (lang, title) = (ask.lang, words::forbidden_head(ask.lang));
    let has = |it: &Role| right.is_some_and(|right| right.reach(*it) != Reach::Nothing);
    let roles: Vec<String> = Role::ALL.into_iter().filter(has).map(|it| role(lang, it)).collect();
    let main = html! {
        div class="head" { h1 { (title) } }
        @if !roles.is_empty() { p { (words::forbidden_who(lang, &roles.join(", "))) } }
        p { (words::forbidden(lang)) }
    };
    let it = Page { ask, who, title, here: "", topic: Topic::Watch, main };
    let mut response = page(state, &it);
    *response.status_mut() = StatusCode::FORBIDDEN;
    response
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

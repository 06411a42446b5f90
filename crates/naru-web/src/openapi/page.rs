//! `/docs`: the description as a page to read, and `/openapi.json`: the same for programs.
//!
//! One page without script: the browser's own search finds everything, and each endpoint has an
//! address of its own (`/docs#transfer-withdraw-acnt_num`).

use super::answer::{self, Out, Shape};
use super::catalogue::{self, CATALOGUE, Described};
use super::document::{self, PARTS, example_answer, notes, operation_id};
use super::{example, field_words, words};
use crate::api::Endpoint;
use crate::console;
use crate::wire::{self, Field, Kind, Need, RspCode};
use axum::Router;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use hyper::Method;
use maud::{DOCTYPE, Markup, html};
use naru_base::Lang;
use std::sync::LazyLock;

/// The routes. They need nothing of a node.
pub fn router() -> Router {
    Router::new()
        .route("/openapi.json", get(json))
        .route("/docs", get(docs))
        .route("/docs/assets/{name}", get(console::serve_asset))
}

/// Everything comes from us, and there is no script at all.
const HEADERS: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; \
         form-action 'none'; base-uri 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::CACHE_CONTROL, "public, max-age=300"),
];

fn with_headers(mut response: Response) -> Response {
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn json() -> Response {
    static TEXT: LazyLock<String> = LazyLock::new(document::text);
    let kind = [(header::CONTENT_TYPE, "application/json; charset=UTF-8")];
    with_headers((kind, TEXT.as_str()).into_response())
}

async fn docs(uri: Uri, headers: HeaderMap) -> Response {
    static PAGES: [LazyLock<String>; 2] =
        [LazyLock::new(|| page(Lang::Ko)), LazyLock::new(|| page(Lang::En))];
    let asked = uri.query().unwrap_or_default().split('&');
    let asked = asked.filter_map(|pair| Lang::parse(pair.strip_prefix("lang=")?)).next();
    let wish = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let [ko, en] = &PAGES;
    let text = match asked.unwrap_or_else(|| wire::lang_of(wish)) {
        Lang::Ko => ko,
        Lang::En => en,
    };
    with_headers(Html(text.as_str()).into_response())
}

/// A file's address: this page is there also where the console is not.
fn asset_at(path: &str) -> String {
    path.replacen("/console/", "/docs/", 1)
}

fn page(lang: Lang) -> String {
    let other = if lang == Lang::Ko { Lang::En } else { Lang::Ko };
    let body = html! {
        (DOCTYPE)
        html lang=(lang.as_str()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (words::title(lang)) }
                link rel="icon" href=(asset_at(console::icon())) type="image/svg+xml";
                link rel="stylesheet" href=(asset_at(console::css()));
                link rel="stylesheet" href=(asset_at(console::docs_css()));
            }
            body class="docs" {
                a class="skip" href="#main" { (words::skip(lang)) }
                header class="watch" {
                    a class="logo" href="/docs" { (console::mark()) (words::title(lang)) }
                    div class="right" {
                        a href="/openapi.json" { (words::as_json(lang)) }
                        a href=(format!("/docs?lang={}", other.as_str())) lang=(other.as_str())
                            hreflang=(other.as_str()) { (words::other_language(lang)) }
                    }
                }
                div class="frame" {
                    nav class="nav" aria-label=(words::contents(lang)) { (contents(lang)) }
                    main id="main" tabindex="-1" { (main(lang)) }
                }
            }
        }
    };
    body.into_string()
}

fn contents(lang: Lang) -> Markup {
    html! {
        @for ((_, name), part) in PARTS.iter().zip(CATALOGUE) {
            p class="group" { (name(lang)) }
            @for it in part {
                a href=(format!("#{}", operation_id(it.endpoint))) {
                    (words::endpoint(it.endpoint, lang))
                }
            }
        }
        p class="group" { (words::title(lang)) }
        a href="#codes" { (words::part_codes(lang)) }
    }
}

fn main(lang: Lang) -> Markup {
    html! {
        div class="head" { h1 { (words::title(lang)) } }
        p class="lead" { (words::intro(lang)) }
        p { (words::checked_in_order(lang)) }
        p { (words::reading(lang)) }
        p class="sub" { (words::ours_intro(lang)) " " (words::made_from(lang)) }
        @for ((_, name), part) in PARTS.iter().zip(CATALOGUE) {
            h2 class="part" { (name(lang)) }
            @for it in part { (endpoint(lang, it)) }
        }
        (codes(lang))
    }
}

fn endpoint(lang: Lang, it: &Described) -> Markup {
    let id = operation_id(it.endpoint);
    let scopes: Vec<&str> = it.endpoint.scopes().iter().map(|scope| scope.as_str()).collect();
    html! {
        section id=(id) {
            h3 {
                a href=(format!("#{id}")) { (words::endpoint(it.endpoint, lang)) }
                " " code { b { (it.endpoint.method().as_str()) } " " (it.endpoint.path()) }
            }
            p class="sub2" {
                @if scopes.is_empty() { (words::no_token(lang)) }
                @else { (words::scopes(lang)) " " code { (scopes.join(", ")) } }
            }
            @for note in notes(it, lang) { p { (note) } }
            (request(lang, it))
            (answered(lang, it))
            p class="codes" {
                b { (words::codes(lang)) } " "
                @for code in it.codes() {
                    a href=(format!("#{}", code.as_str())) title=(code.message(lang)) {
                        (code.as_str())
                    }
                    " "
                }
            }
        }
    }
}

/// The name of a table, for readers who cannot see what stands above it.
fn caption(text: String) -> Markup {
    html! { caption { (text) } }
}

fn request(lang: Lang, it: &Described) -> Markup {
    if it.endpoint == Endpoint::Token {
        return token_request(lang);
    }
    if it.fields.is_empty() {
        return html! { p { (words::no_fields(lang)) } };
    }
    let is_get = it.endpoint.method() == Method::GET;
    let name = if is_get { words::in_query(lang) } else { words::in_body(lang) };
    let example = serde_json::Value::Object(example::request(it));
    html! {
        div class="wide" tabindex="0" {
            table {
                (caption(name))
                thead {
                    tr {
                        th scope="col" { (words::field(lang)) }
                        th scope="col" { (words::form(lang)) }
                        th scope="col" class="num" { (words::length(lang)) }
                        th scope="col" { (words::needed(lang)) }
                        th scope="col" { (words::meaning(lang)) }
                    }
                }
                tbody { (request_rows(lang, it.fields, "")) }
            }
        }
        @if !is_get { (shown(lang, &example)) }
    }
}

fn request_rows(lang: Lang, fields: &'static [Field], before: &str) -> Markup {
    html! {
        @for field in fields {
            @let name = format!("{before}{}", field.name);
            tr {
                th scope="row" { code { (name) } }
                td { (form(lang, field)) }
                td class="num" { (field.len_max) }
                td {
                    @match field.need {
                        Need::Required => (words::yes(lang)),
                        Need::Optional => (words::no(lang)),
                        Need::Conditional => (words::sometimes(lang)),
                    }
                }
                td {
                    (field_words::of(field.name, lang).unwrap_or_default())
                    @if let Some(also) = field.also { ". " (words::also_read(lang, also)) }
                }
            }
            @if let Kind::List { fields, .. } = field.kind {
                (request_rows(lang, fields, &format!("{name}[].")))
            }
        }
    }
}

fn token_request(lang: Lang) -> Markup {
    let rows = [
        ("grant_type", "client_credentials | authorization_code | refresh_token"),
        ("client_id", ""),
        ("client_secret", ""),
        ("scope", "client_credentials (sa | oob), refresh_token"),
        ("code", "authorization_code"),
        ("redirect_uri", "authorization_code"),
        ("refresh_token", "refresh_token"),
    ];
    html! {
        div class="wide" tabindex="0" {
            table {
                (caption(words::in_form(lang)))
                thead {
                    tr {
                        th scope="col" { (words::field(lang)) }
                        th scope="col" { (words::meaning(lang)) }
                        th scope="col" { "grant_type" }
                    }
                }
                tbody {
                    @for (name, when) in rows {
                        tr {
                            th scope="row" { code { (name) } }
                            td { (field_words::of(name, lang).unwrap_or_default()) }
                            td { code { (when) } }
                        }
                    }
                }
            }
        }
    }
}

fn answered(lang: Lang, it: &Described) -> Markup {
    let is_token = it.endpoint == Endpoint::Token;
    if it.answer.is_empty() && !is_token {
        return html! { p { (words::only_head(lang)) } };
    }
    let whole: Vec<&str> = it.whole.iter().map(|code| code.as_str()).collect();
    let outs: Vec<&Out> = match is_token {
        true => answer::TOKEN_OF_USER.iter().chain(answer::TOKEN_OF_INSTITUTION.last()).collect(),
        false => it.answered().collect(),
    };
    html! {
        div class="wide" tabindex="0" {
            table {
                (caption(words::answer(lang)))
                thead {
                    tr {
                        th scope="col" { (words::field(lang)) }
                        th scope="col" { (words::form(lang)) }
                        th scope="col" class="num" { (words::length(lang)) }
                        th scope="col" { (words::meaning(lang)) }
                    }
                }
                tbody { (answer_rows(lang, &outs, "")) }
            }
        }
        @if !is_token {
            p class="sub2" {
                (words::with_codes(lang, &whole.join(" "))) " " (words::head_first(lang))
            }
        }
        (shown(lang, &example_answer(it)))
    }
}

fn answer_rows(lang: Lang, outs: &[&Out], before: &str) -> Markup {
    html! {
        @for out in outs {
            @let name = format!("{before}{}", out.name);
            tr {
                th scope="row" { code { (name) } }
                td { (shape(lang, out)) }
                td class="num" { (out.len_max) }
                td {
                    (field_words::of(out.name, lang).unwrap_or_default())
                    @if out.ours { " " span class="tag" { (words::ours(lang)) } }
                }
            }
            @if let Shape::List(items) = out.shape {
                (answer_rows(lang, &items.iter().collect::<Vec<_>>(), &format!("{name}[].")))
            }
        }
    }
}

fn one_of(all: &[&str]) -> Markup {
    html! { @for word in all { code { (if *word == " " { "\u{2423}" } else { *word }) } " " } }
}

fn form(lang: Lang, field: &Field) -> Markup {
    let text = match field.kind {
        Kind::OneOf(all) => return one_of(all),
        Kind::List { items_max, .. } => words::form_list(lang, items_max),
        Kind::Digits => words::form_digits(lang),
        Kind::Alnum => words::form_alnum(lang),
        Kind::UpperAlnum => words::form_upper(lang),
        Kind::Text => words::form_text(lang),
        Kind::Amount => words::form_amount(lang),
        Kind::Dtime => words::form_dtime(lang),
        Kind::Date => words::form_date(lang),
        Kind::Time => words::form_time(lang),
        Kind::BankTranId => words::form_id(lang),
        Kind::Handle => words::form_handle(lang),
        Kind::BankCode => words::form_bank(lang),
        Kind::UserSeqNo => words::form_user(lang),
    };
    html! { (text) }
}

fn shape(lang: Lang, out: &Out) -> Markup {
    let text = match out.shape {
        Shape::OneOf(all) => return one_of(all),
        Shape::List(_) => words::form_list(lang, out.len_max),
        Shape::Digits => words::form_digits(lang),
        Shape::Signed => words::form_signed(lang),
        Shape::Alnum => words::form_alnum(lang),
        Shape::Marked => words::form_marked(lang),
        Shape::Text => words::form_text(lang),
        Shape::Number => words::form_number(lang),
    };
    html! { (text) }
}

fn shown(lang: Lang, value: &serde_json::Value) -> Markup {
    let text = serde_json::to_string_pretty(value).expect("JSON can be written");
    html! { details { summary { (words::example(lang)) } pre { code { (text) } } } }
}

fn codes(lang: Lang) -> Markup {
    let given = |code: RspCode| {
        let all: Vec<Endpoint> = catalogue::all()
            .filter(|it| it.codes().contains(&code))
            .map(|it| it.endpoint)
            .collect();
        // What every call may get need not be listed for each.
        if all.len() > 20 { Vec::new() } else { all }
    };
    html! {
        section id="codes" {
            h2 class="part" { (words::part_codes(lang)) }
            div class="wide" tabindex="0" {
                table {
                    (caption(words::part_codes(lang)))
                    thead {
                        tr {
                            th scope="col" { (words::code(lang)) }
                            th scope="col" { (words::meaning(lang)) }
                            th scope="col" { "API" }
                        }
                    }
                    tbody {
                        @for code in RspCode::ALL {
                            tr id=(code.as_str()) {
                                th scope="row" { code { (code.as_str()) } }
                                td { (code.message(lang)) }
                                td {
                                    @for it in given(*code) {
                                        a href=(format!("#{}", operation_id(it))) {
                                            (operation_id(it))
                                        }
                                        " "
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

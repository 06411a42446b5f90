//! The pages: functions from what is known to HTML.

use super::ask::Ask;
use super::code::minutes;
use super::proof::masked_phone;
use super::travel::{Kept, Travel};
use super::{Pages, words};
use crate::console::{asset_at, consent_css, css, icon, mark};
use crate::wire::ErrorCode;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use naru_base::{BankCode, Lang, Micros};
use naru_core::consent::{Agreement, Lives};
use naru_core::desk::mask;
use naru_core::identity::{Agreed, Scope};
use std::collections::BTreeMap;

/// Something that is wrong with a form: in which field, and the sentence.
pub(super) struct Wrong {
    pub(super) field: &'static str,
    pub(super) text: String,
}

/// An institution on the person's page.
pub(super) struct Mine {
    pub(super) institution: String,
    pub(super) name: (String, String),
    pub(super) login: Agreed,
    pub(super) accounts: Vec<MyAccount>,
}

/// An account on the person's page.
pub(super) struct MyAccount {
    pub(super) handle: String,
    pub(super) bank: (String, String),
    /// As the person recognises it, see [`shown_numbers`].
    pub(super) number: String,
    /// The name that the person gave it at the institution, if any.
    pub(super) alias: String,
    pub(super) inquiry: Agreed,
    pub(super) transfer: Agreed,
}

/// A page. `path` is where the language link leads; `None` leaves it out.
fn sheet(
    lang: Lang,
    status: StatusCode,
    title: &str,
    path: Option<&str>,
    main: &Markup,
) -> Response {
    let (other, code) = match lang {
        Lang::Ko => (Lang::En, "eng"),
        Lang::En => (Lang::Ko, "kor"),
    };
    let body = html! {
        (DOCTYPE)
        html lang=(lang.as_str()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · " (words::service(lang)) }
                link rel="icon" href=(asset_at(icon())) type="image/svg+xml";
                link rel="stylesheet" href=(asset_at(css()));
                link rel="stylesheet" href=(asset_at(consent_css()));
            }
            body class="consent" {
                a class="skip" href="#main" { (words::skip(lang)) }
                header class="bar" {
                    span class="logo" { (mark()) (words::service(lang)) }
                    @if let Some(path) = path {
                        a href=(format!("{path}?lang={code}")) lang=(other.as_str())
                            hreflang=(other.as_str()) { (words::other_language(lang)) }
                    }
                }
                main id="main" tabindex="-1" { (main) }
            }
        }
    };
    (status, Html(body.into_string())).into_response()
}

fn place(travel: &Travel) -> &'static str {
    if travel.bag.ask.is_some() { "/consent" } else { "/my" }
}

fn plain(lang: Lang, status: StatusCode, head: &str, text: &str) -> Response {
    let main = html! { h1 { (head) } p class="sub2" { (text) } };
    sheet(lang, status, head, None, &main)
}

pub(super) fn over(lang: Lang) -> Response {
    plain(lang, StatusCode::GONE, &words::over_head(lang), &words::over(lang))
}

pub(super) fn too_often(lang: Lang) -> Response {
    let status = StatusCode::TOO_MANY_REQUESTS;
    plain(lang, status, &words::too_often_head(lang), &words::too_often(lang))
}

pub(super) fn left(lang: Lang) -> Response {
    plain(lang, StatusCode::OK, &words::left_head(lang), &words::left(lang))
}

pub(super) fn failed(lang: Lang) -> Response {
    let status = StatusCode::SERVICE_UNAVAILABLE;
    plain(lang, status, &words::failed_head(lang), &words::failed(lang))
}

pub(super) fn refused(lang: Lang, code: ErrorCode) -> Response {
    let text = words::refused(lang, code.as_str());
    plain(lang, StatusCode::BAD_REQUEST, &words::refused_head(lang), &text)
}

fn summary(lang: Lang, wrongs: &[Wrong]) -> Markup {
    html! {
        @if !wrongs.is_empty() {
            div class="note stop" role="alert" {
                b { (words::fix(lang)) }
                ul { @for it in wrongs { li { a href=(format!("#{}", it.field)) { (it.text) } } } }
            }
        }
    }
}

/// A field of a form.
struct Field<'a> {
    name: &'static str,
    label: String,
    help: String,
    value: &'a str,
    kind: &'static str,
    autocomplete: &'static str,
    most: &'static str,
}

fn field(it: &Field<'_>, wrongs: &[Wrong]) -> Markup {
    let wrong = wrongs.iter().find(|w| w.field == it.name);
    let (help, error) = (format!("{}-help", it.name), format!("{}-error", it.name));
    let described = if wrong.is_some() { format!("{help} {error}") } else { help.clone() };
    let number = it.kind != "text";
    html! {
        div class="field" {
            label for=(it.name) { (it.label) }
            p class="help" id=(help) { (it.help) }
            input id=(it.name) name=(it.name) type=(if it.kind == "tel" { "tel" } else { "text" })
                class=[(it.name == "code").then_some("otp")]
                inputmode=[number.then_some("numeric")] maxlength=(it.most)
                autocomplete=(it.autocomplete) value=[(!it.value.is_empty()).then_some(it.value)]
                aria-describedby=(described) aria-invalid=[wrong.map(|_| "true")] required;
            @if let Some(wrong) = wrong { p class="error" id=(error) { (wrong.text) } }
        }
    }
}

fn form_token(pages: &Pages, travel: &Travel) -> Markup {
    html! { input type="hidden" name="form" value=(travel.form_token(pages)); }
}

fn institution(pages: &Pages, ask: &Ask, lang: Lang) -> String {
    let directory = pages.node.hub.directory();
    let known = ask.institution().and_then(|code| directory.institutions.get(&code).cloned());
    known.map_or(String::new(), |i| words::in_lang(lang, (&i.name_ko, &i.name_en)))
}

fn steps(travel: &Travel) -> usize {
    if travel.bag.ask.is_some() { 3 } else { 2 }
}

pub(super) fn identify(
    pages: &Pages,
    travel: &Travel,
    status: StatusCode,
    wrongs: &[Wrong],
) -> Response {
    let (lang, bag) = (travel.bag.lang(), &travel.bag);
    let (title, head, note) = match &bag.ask {
        Some(ask) => {
            let head = words::asks(lang, &institution(pages, ask, lang));
            (words::title_consent(lang), head, words::asks_note(lang))
        }
        None => (words::title_mine(lang), words::title_mine(lang), words::mine_note(lang)),
    };
    let fields = [
        Field {
            name: "name",
            label: words::name(lang),
            help: words::name_help(lang),
            value: &bag.name,
            kind: "text",
            autocomplete: "name",
            most: "40",
        },
        Field {
            name: "birth",
            label: words::birth(lang),
            help: words::birth_help(lang),
            value: &bag.birth,
            kind: "number",
            autocomplete: "off",
            most: "10",
        },
        Field {
            name: "phone",
            label: words::phone(lang),
            help: words::phone_help(lang),
            value: &bag.phone,
            kind: "tel",
            autocomplete: "tel-national",
            most: "16",
        },
    ];
    let main = html! {
        p class="xs sub" { (words::step(lang, 1, steps(travel))) }
        h1 { (head) }
        p class="sub2" { (note) }
        (summary(lang, wrongs))
        form method="post" action="/consent/identify" {
            (form_token(pages, travel))
            @for it in &fields { (field(it, wrongs)) }
            button class="btn p big" { (words::send_code(lang)) }
        }
        (leave(pages, travel))
    };
    sheet(lang, status, &title, Some(place(travel)), &main)
}

fn leave(pages: &Pages, travel: &Travel) -> Markup {
    let lang = travel.bag.lang();
    let word =
        if travel.bag.ask.is_some() { words::leave_go(lang) } else { words::mine_leave(lang) };
    html! {
        form method="post" action="/consent/leave" {
            (form_token(pages, travel))
            button class="btn wide" { (word) }
        }
    }
}

pub(super) fn code(
    pages: &Pages,
    travel: &Travel,
    status: StatusCode,
    wrongs: &[Wrong],
) -> Response {
    let lang = travel.bag.lang();
    let it = Field {
        name: "code",
        label: words::code_label(lang),
        help: words::code_help(lang),
        value: "",
        kind: "number",
        autocomplete: "one-time-code",
        most: "6",
    };
    let lasts = minutes(pages, |p| p.one_time_code_life_s);
    let again = |from: &str, word: String| {
        html! {
            form method="post" action="/consent/again" {
                (form_token(pages, travel))
                input type="hidden" name="from" value=(from);
                button class="btn" { (word) }
            }
        }
    };
    let main = html! {
        p class="xs sub" { (words::step(lang, 2, steps(travel))) }
        h1 { (words::code_head(lang)) }
        p class="sub2" { (words::code_note(lang, &masked_phone(&travel.bag.phone), lasts)) }
        (summary(lang, wrongs))
        form method="post" action="/consent/code" {
            (form_token(pages, travel))
            (field(&it, wrongs))
            button class="btn p big" { (words::code_go(lang)) }
        }
        div class="row" {
            (again("code", words::code_again(lang)))
            (again("start", words::start_again(lang)))
        }
        (leave(pages, travel))
    };
    sheet(lang, status, &words::code_head(lang), Some(place(travel)), &main)
}

/// `yyyy-mm-dd` in Korea.
fn date(at: Micros) -> String {
    let (year, month, day, _) = at.business_date().parts();
    format!("{year:04}-{month:02}-{day:02}")
}

/// What is agreed to with one service: to whom, what, what for, until when.
fn terms(lang: Lang, name: &str, what: &str, why: &str, until: Micros) -> Markup {
    html! {
        dl class="terms" {
            dt { (words::row_who(lang)) } dd { (name) }
            dt { (words::row_what(lang)) } dd { (what) }
            dt { (words::row_why(lang)) } dd { (why) }
            dt { (words::row_until(lang)) } dd { (words::until(lang, &date(until))) }
        }
    }
}

/// A bank's name, or its code if it has none here.
fn bank_name(pages: &Pages, lang: Lang, code: &str) -> String {
    let directory = pages.node.hub.directory();
    let known = BankCode::parse(code).ok().and_then(|c| directory.banks.get(&c).cloned());
    known.map_or(code.to_owned(), |b| words::in_lang(lang, (&b.name_ko, &b.name_en)))
}

/// The numbers as their owner recognises them: the last digits are what people know. Those that
/// would look the same at the same bank are counted through, so that more digits need not be shown.
pub(super) fn shown_numbers<'a>(all: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let all: Vec<(&str, String)> = all.map(|(bank, it)| (bank, mask::account(it))).collect();
    let mut seen: BTreeMap<&(&str, String), usize> = BTreeMap::new();
    let shown = all.iter().map(|it| {
        let nth = seen.entry(it).or_default();
        *nth += 1;
        let twins = all.iter().filter(|other| *other == it).count();
        if twins > 1 { format!("{} ({nth}/{twins})", it.1) } else { it.1.clone() }
    });
    shown.collect()
}

fn picks(pages: &Pages, lang: Lang, of: Agreement, accounts: &[Kept]) -> Markup {
    let numbers = shown_numbers(accounts.iter().map(|it| (it.bank.as_str(), it.number.as_str())));
    html! {
        @for (n, (it, number)) in accounts.iter().zip(&numbers).enumerate() {
            label class="pick" {
                input type="checkbox" name=(of.as_str()) value=(n);
                span {
                    b { (bank_name(pages, lang, &it.bank)) } " "
                    span class="nw" { (number) }
                }
                span class="sub xs" { (it.product) }
            }
        }
    }
}

pub(super) fn choose(
    pages: &Pages,
    travel: &Travel,
    ask: &Ask,
    status: StatusCode,
    wrongs: &[Wrong],
) -> Response {
    let (lang, bag) = (travel.bag.lang(), &travel.bag);
    let now = pages.node.clock.now();
    let lives = match pages.node.policy(now) {
        Ok(policy) => Lives::of(&policy),
        Err(_) => return failed(lang),
    };
    let name = institution(pages, ask, lang);
    let services = [
        (
            (Scope::Inquiry, Agreement::Inquiry, lives.inquiry_s),
            [words::inquiry_head(lang), words::inquiry_items(lang), words::inquiry_why(lang)],
            words::inquiry_agree(lang),
        ),
        (
            (Scope::Transfer, Agreement::Transfer, lives.transfer_s),
            [words::transfer_head(lang), words::transfer_items(lang), words::transfer_why(lang)],
            words::transfer_agree(lang),
        ),
    ];
    let silent: Vec<String> = bag.silent.iter().map(|code| bank_name(pages, lang, code)).collect();
    let wants_accounts = ask.wants(Scope::Inquiry) || ask.wants(Scope::Transfer);
    let main = html! {
        p class="xs sub" { (words::step(lang, 3, 3)) }
        h1 { (words::choose_head(lang, &name)) }
        p class="sub2" { (words::choose_note(lang)) }
        (summary(lang, wrongs))
        form method="post" action="/consent/agree" {
            (form_token(pages, travel))
            section {
                div class="sh" { h2 { (words::login_head(lang)) } }
                (terms(lang, &name, &words::login_items(lang), &words::login_why(lang),
                    now.plus_seconds(lives.login_s)))
                label class="pick" {
                    input id="login" type="checkbox" name="login" value="Y" required;
                    span { (words::login_agree(lang)) }
                }
            }
            @if wants_accounts && bag.accounts.is_empty() {
                p class="note warn" id="accounts" { (words::no_accounts(lang)) }
            }
            @for ((scope, of, life_s), [head, what, why], agree) in &services {
                @if ask.wants(*scope) && !bag.accounts.is_empty() {
                    @let is_first = *scope == Scope::Inquiry || !ask.wants(Scope::Inquiry);
                    section id=[is_first.then_some("accounts")] {
                        div class="sh" { h2 { (head) } }
                        (terms(lang, &name, what, why, now.plus_seconds(*life_s)))
                        fieldset {
                            legend { (agree) }
                            (picks(pages, lang, *of, &bag.accounts))
                        }
                    }
                }
            }
            @if !bag.silent.is_empty() {
                p class="note warn" { (words::silent(lang, &silent.join(", "))) }
            }
            p class="effect xs sub" { (words::agree_effect(lang, &name)) }
            button class="btn p big" { (words::agree_go(lang, &name)) }
        }
        (leave(pages, travel))
    };
    sheet(lang, status, &words::title_consent(lang), Some("/consent"), &main)
}

/// One agreement on the person's page.
struct Line<'a> {
    what: String,
    agreed: Agreed,
    take_back: String,
    fields: [(&'static str, &'a str); 3],
}

fn line(pages: &Pages, travel: &Travel, it: &Line<'_>) -> Markup {
    let (lang, now) = (travel.bag.lang(), pages.node.clock.now());
    let state = match it.agreed.until {
        None => words::never(lang),
        Some(until) if until <= now => words::ended(lang, &date(until)),
        Some(until) => words::holds(lang, &date(until)),
    };
    let class = if it.agreed.holds(now) { "st ok" } else { "st na" };
    html! {
        div class="line" {
            span { (it.what) }
            span class=(class) { (state) }
            @if it.agreed.holds(now) {
                details {
                    summary { (words::take_back(lang)) }
                    form method="post" action="/my/withdraw" {
                        (form_token(pages, travel))
                        @for (name, value) in it.fields {
                            input type="hidden" name=(name) value=(value);
                        }
                        button class="btn danger" { (it.take_back) }
                    }
                }
            }
        }
    }
}

pub(super) fn mine(pages: &Pages, travel: &Travel, status: StatusCode, all: &[Mine]) -> Response {
    let (lang, now) = (travel.bag.lang(), pages.node.clock.now());
    let in_force = |it: &Mine| {
        let of_accounts = it.accounts.iter().flat_map(|a| [a.inquiry, a.transfer]);
        std::iter::once(it.login).chain(of_accounts).filter(|a| a.holds(now)).count()
    };
    let count: usize = all.iter().map(in_force).sum();
    let of = all.iter().filter(|it| in_force(it) > 0).count();
    let main = html! {
        h1 { (words::mine_head(lang, &travel.bag.name)) }
        @if all.is_empty() { p class="sub2" { (words::mine_empty(lang)) } }
        @else { p class="sub2" { (words::mine_lead(lang, count, of)) } }
        @for it in all {
            @let name = words::in_lang(lang, (&it.name.0, &it.name.1));
            section {
                div class="sh" {
                    h2 { (name) }
                    span class="sub xs" { (words::code_of(lang, &it.institution)) }
                }
                (line(pages, travel, &Line {
                    what: words::login_head(lang),
                    agreed: it.login,
                    take_back: words::take_back_login(lang, &name),
                    fields: [("institution", &it.institution), ("what", "login"), ("account", "")],
                }))
                @for account in &it.accounts {
                    @let bank = words::in_lang(lang, (&account.bank.0, &account.bank.1));
                    h3 {
                        (bank) " " span class="nw" { (account.number) }
                        @if !account.alias.is_empty() { " " span class="sub" { (account.alias) } }
                    }
                    (line(pages, travel, &Line {
                        what: words::inquiry_head(lang),
                        agreed: account.inquiry,
                        take_back: words::take_back_inquiry(lang),
                        fields: [("institution", &it.institution), ("what", "inquiry"),
                            ("account", &account.handle)],
                    }))
                    (line(pages, travel, &Line {
                        what: words::transfer_head(lang),
                        agreed: account.transfer,
                        take_back: words::take_back_transfer(lang),
                        fields: [("institution", &it.institution), ("what", "transfer"),
                            ("account", &account.handle)],
                    }))
                }
            }
        }
        (leave(pages, travel))
    };
    sheet(lang, status, &words::title_mine(lang), Some("/my"), &main)
}

#[cfg(test)]
mod tests {
    use super::shown_numbers;

    #[test]
    fn numbers_that_look_the_same_are_counted_through() {
        let all = [("901", "9010010004821"), ("901", "9017770004821"), ("902", "9010010004821")];
        let shown = shown_numbers(all.into_iter());
        assert_eq!(shown[0], "901-******-4821 (1/2)");
        assert_eq!(shown[1], "901-******-4821 (2/2)");
        assert_eq!(shown[2], "901-******-4821", "at another bank it is told by the bank");
    }
}

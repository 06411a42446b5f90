//! Finding agreements: the filter is the address, pages go by the accounts' handles.

use super::{SOON_DAYS, agreed, words as w};
use crate::console::door::{Wrong, summary};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::names::Names;
use crate::console::pieces::{Ways, day, filter, pager, parse_day, select};
use crate::console::{ConsoleState, format};
use axum::extract::{Query, State};
use axum::response::Response;
use maud::{Markup, html};
use naru_base::{BankCode, ClientUseCode, Lang, Micros, UserSeqNo};
use naru_core::glance::Glance;
use naru_core::identity::{self, AgreedListed, AgreedSearch, AgreedTo, AgreedUntil};
use serde::Deserialize;

const PER_PAGE: usize = 50;

/// The filter, as the address has it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    state: String,
    institution: String,
    bank: String,
    scope: String,
    from: String,
    to: String,
    user: String,
    before: String,
}

const STATES: [&str; 4] = ["holds", "soon", "over", "none"];

fn state_word(lang: Lang, it: &str) -> String {
    match it {
        "holds" => w::st_holds(lang),
        "soon" => w::st_soon(lang),
        "over" => w::st_over(lang),
        _ => w::st_none(lang),
    }
}

/// `GET /console/consents`
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Query(given): Query<Filter>,
) -> Response {
    let lang = ask.lang;
    let (glance, now) = (state.parts.source.glance(), state.now());
    let (search, wrongs) = read(lang, &given, now);
    let read = state.parts.store.read(move |tx| Ok(identity::search_agreed(tx, &search)?)).await;
    let found = match read {
        Ok(it) if wrongs.is_empty() => it,
        Ok(_) => Vec::new(),
        Err(no) => return frame::fault(&ask, &no),
    };
    let main = html! {
        div class="head" { h1 { (w::title(lang)) } }
        p class="lead" {
            @if found.is_empty() && given.is_empty() { (w::lead_empty(lang)) }
            @else if found.is_empty() { (w::lead_none(lang)) }
            @else if found.len() > PER_PAGE { (w::lead_more(lang, PER_PAGE)) }
            @else { (w::lead_found(lang, found.len())) }
            span class="sub" { " " (w::about(lang)) }
        }
        (summary(lang, &wrongs))
        (chips(lang, &given))
        (form(lang, &given, &glance))
        (list(lang, &given, found, &glance, now))
    };
    let (ask, who, title) = (&ask, &who, w::title(lang));
    let here = "/console/consents";
    frame::page(&state, &Page { ask, who, title, here, topic: Topic::Watch, main })
}

/// The instants between which an agreement's end is looked for: after the first, and not after the
/// second. A state and two dates narrow it together.
fn ends(given: &Filter, now: Micros) -> (Micros, Micros) {
    let soon = now.plus_seconds(SOON_DAYS * 86_400);
    let (mut from, mut until) = match given.state.as_str() {
        "holds" => (now, Micros::new(i64::MAX)),
        "soon" => (now, soon),
        "over" => (Micros::new(i64::MIN), now),
        _ => (Micros::new(i64::MIN), Micros::new(i64::MAX)),
    };
    if let Some(date) = parse_day(&given.from) {
        from = from.max(Micros::new(date.starts_at().get().saturating_sub(1)));
    }
    if let Some(date) = parse_day(&given.to) {
        until = until.min(Micros::new(date.next().starts_at().get().saturating_sub(1)));
    }
    (from, until)
}

fn read(lang: Lang, given: &Filter, now: Micros) -> (AgreedSearch, Vec<Wrong>) {
    let mut wrongs = Vec::new();
    let user = given.user.trim();
    if !user.is_empty() && UserSeqNo::parse(user).is_err() {
        wrongs.push(Wrong { field: "user", text: w::bad_user(lang) });
    }
    let dates = parse_day(&given.from).zip(parse_day(&given.to));
    if dates.is_some_and(|(from, to)| to < from) {
        wrongs.push(Wrong { field: "from", text: w::bad_dates(lang) });
    }
    let is_narrowed = ["holds", "soon", "over"].contains(&given.state.as_str())
        || parse_day(&given.from).is_some()
        || parse_day(&given.to).is_some();
    let (from, until) = ends(given, now);
    let search = AgreedSearch {
        institution: ClientUseCode::parse(&given.institution).ok(),
        bank: BankCode::parse(&given.bank).ok(),
        user: UserSeqNo::parse(user).ok(),
        to: match given.scope.as_str() {
            "inquiry" => AgreedTo::Inquiry,
            "transfer" => AgreedTo::Transfer,
            _ => AgreedTo::Any,
        },
        until: match given.state.as_str() {
            "none" => AgreedUntil::Never,
            _ if is_narrowed => AgreedUntil::Within(from, until),
            _ => AgreedUntil::Whenever,
        },
        before: Some(given.before.clone())
            .filter(|it| it.bytes().all(|b| b.is_ascii_digit()))
            .filter(|it| !it.is_empty()),
        limit: i64::try_from(PER_PAGE + 1).unwrap_or(i64::MAX),
    };
    (search, wrongs)
}

impl Filter {
    fn is_empty(&self) -> bool {
        self.address("", "").ends_with("/consents") && self.state.is_empty()
    }

    /// The filter's address with some of it changed.
    fn address(&self, state: &str, before: &str) -> String {
        let pairs = [
            ("state", state),
            ("institution", &self.institution),
            ("bank", &self.bank),
            ("scope", &self.scope),
            ("from", &self.from),
            ("to", &self.to),
            ("user", &self.user),
            ("before", before),
        ];
        let kept = pairs.iter().filter(|(_, value)| !value.is_empty());
        let query: Vec<String> =
            kept.map(|(name, value)| format!("{name}={}", format::query_value(value))).collect();
        if query.is_empty() {
            return "/console/consents".to_owned();
        }
        format!("/console/consents?{}", query.join("&"))
    }
}

fn chips(lang: Lang, given: &Filter) -> Markup {
    html! {
        nav class="chips" aria-label=(w::state_label(lang)) {
            a href=(given.address("", "")) aria-current=[given.state.is_empty().then_some("true")] {
                (w::every(lang))
            }
            @for it in STATES {
                a href=(given.address(it, "")) aria-current=[(given.state == it).then_some("true")] {
                    (state_word(lang, it))
                }
            }
        }
    }
}

fn form(lang: Lang, given: &Filter, glance: &Glance) -> Markup {
    let every = || vec![(String::new(), w::every(lang))];
    let mut institutions = every();
    institutions.extend(
        glance.institutions.iter().map(|it| (it.code.clone(), it.name.of(lang).to_owned())),
    );
    let mut banks = every();
    banks.extend(
        glance
            .banks
            .iter()
            .map(|it| (it.code.clone(), format!("{} {}", it.code, it.name.of(lang)))),
    );
    let scopes = [
        ("", w::scope_any(lang)),
        ("inquiry", w::scope_inquiry(lang)),
        ("transfer", w::scope_transfer(lang)),
    ];
    let scopes = scopes.map(|(value, word)| (value.to_owned(), word));
    html! {
        form class="filter" method="get" action="/console/consents" {
            input type="hidden" name="state" value=(given.state);
            (select("institution", &w::institution_label(lang), &institutions, &given.institution))
            (select("bank", &w::bank_label(lang), &banks, &given.bank))
            (select("scope", &w::scope_label(lang), &scopes, &given.scope))
            (filter("from", &w::from_label(lang), "date", &given.from))
            (filter("to", &w::to_label(lang), "date", &given.to))
            (filter("user", &w::user_label(lang), "text", &given.user))
            div class="acts" {
                button class="btn p" { (w::find(lang)) }
                a class="btn" href="/console/consents" { (w::clear(lang)) }
            }
        }
    }
}

fn list(
    lang: Lang,
    given: &Filter,
    mut found: Vec<AgreedListed>,
    glance: &Glance,
    now: Micros,
) -> Markup {
    let more = found.len() > PER_PAGE;
    found.truncate(PER_PAGE);
    let names = Names::of(lang, glance);
    let last = found.last().filter(|_| more);
    let next = last.map(|it| given.address(&given.state, &it.fintech_use_num));
    let start = (!given.before.is_empty()).then(|| given.address(&given.state, ""));
    let ways = Ways::onward(lang, start, next);
    html! {
        @if !found.is_empty() {
            section {
                div class="sh" {
                    h2 { (w::list_head(lang)) } span class="sub" { (w::list_note(lang)) }
                }
                table class="rows" {
                    thead { tr {
                        th { (w::user_head(lang)) }
                        th { (w::institution_label(lang)) " · " (w::bank_label(lang)) }
                        th { (w::inquiry_head(lang)) }
                        th { (w::transfer_head(lang)) }
                        th class="num" { (w::since_head(lang)) }
                        th class="cell-l" { (w::handle_head(lang)) }
                    } }
                    tbody { @for it in &found { (row(lang, it, &names, now)) } }
                }
                (pager(lang, found.len(), ways))
            }
        }
    }
}

fn row(lang: Lang, it: &AgreedListed, names: &Names, now: Micros) -> Markup {
    html! {
        tr {
            td class="nw" {
                a class="mono" href=(format!("/console/consents/{}/{}", it.institution, it.user)) {
                    (it.user)
                }
            }
            td class="way" {
                (names.get(it.institution.as_str())) " · " (names.bank(it.bank.as_str()))
                @if it.cancelled_at.is_some() { " " span class="c-3" { (w::taken_off(lang)) } }
            }
            td data-l=(w::inquiry_head(lang)) { (agreed(lang, it.inquiry, now)) }
            td data-l=(w::transfer_head(lang)) { (agreed(lang, it.transfer, now)) }
            td class="num" data-l=(w::since_head(lang)) { (day(it.created_at.business_date())) }
            td class="cell-l mono c-3 nw idc" { (it.fintech_use_num) }
        }
    }
}

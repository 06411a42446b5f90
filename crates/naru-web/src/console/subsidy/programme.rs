//! One programme: its money, its applications, its journal, and what is carried over.

use super::fields::{Pairs, Typed, key, one};
use super::list::{
    PROPOSED, TO_DECIDE, Wanted, applications, applications_proposed, lead_proposed, terms,
    undecided,
};
use super::plain::{bar, free, kind, name, on, standing_word};
use super::words as w;
use crate::console::accounts::case::People;
use crate::console::door::{Wrong, summary};
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::pieces::{Span, Wants, Ways, capital, form_field, pages, select};
use crate::console::rows::Look;
use crate::console::{ConsoleState, format, sources, words};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Answer, Id, Lang, No, Won};
use naru_core::subsidy::{self, Application, Firm, Fund, Journal, Programme, Standing, Tallied};
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What the address asks for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    state: String,
    before: String,
    /// The line of the journal that the page before ended with.
    line: String,
}

/// What the page is made of.
pub(super) struct Loaded {
    pub(super) programme: Programme,
    pub(super) fund: Fund,
    page: Vec<Application>,
    /// How many stand before the page.
    before: usize,
    /// Whose each line of the journal is.
    firms: BTreeMap<Id, Firm>,
    tally: Vec<Tallied>,
    pub(super) journal: Vec<Journal>,
    later: Vec<Programme>,
    /// Every programme, for what was carried from one into another.
    all: Vec<Programme>,
    /// Its applications about which something is proposed.
    proposed: Vec<Application>,
}

pub(super) async fn load(
    state: &ConsoleState,
    code: &str,
    (of, before): (&str, Option<Id>),
) -> Answer<Option<Loaded>> {
    let (code, now) = (code.to_owned(), state.now());
    let (of, is_proposed) = (Standing::parse(of), of == PROPOSED);
    let read = move |tx: &mut naru_store::Tx<'_>| {
        let programme = subsidy::programme(tx, &code)?;
        let all: Vec<Programme> = subsidy::programmes(tx)?.into_iter().map(|(it, _)| it).collect();
        let later = all.iter().filter(|it| it.year > programme.year).cloned().collect();
        let mut proposed = applications_proposed(tx, now)?;
        proposed.retain(|it| it.programme == code);
        Ok(Loaded {
            fund: subsidy::fund(tx, &code)?,
            page: match is_proposed {
                true => proposed.clone(),
                false => subsidy::list(tx, (&code, of), before, now)?,
            },
            before: usize::try_from(subsidy::before(tx, (&code, of), before, now)?).unwrap_or(0),
            firms: subsidy::firms(tx, &code)?,
            tally: subsidy::tally(tx, &code)?,
            journal: subsidy::journal(tx, &code)?,
            proposed,
            programme,
            later,
            all,
        })
    };
    match state.parts.store.read(read).await {
        Ok(it) => Ok(Some(it)),
        Err(No::Refusal(_)) => Ok(None),
        Err(no) => Err(no),
    }
}

/// `GET /console/subsidy/programme/{code}`: for the network's people.
pub(crate) async fn page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(code): Path<String>,
    Query(filter): Query<Filter>,
) -> Response {
    show(&state, &ask, &who, (&code, &filter), (&Pairs::new(), &[])).await
}

pub(super) async fn show(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    (code, filter): (&str, &Filter),
    (given, wrongs): (&Pairs, &[Wrong]),
) -> Response {
    let lang = ask.lang;
    if super::own(who).is_some() {
        return super::unknown(ask);
    }
    let before = Id::parse(&filter.before).ok();
    let loaded = async {
        let loaded = load(state, code, (&filter.state, before)).await?;
        Ok::<_, No>((loaded, People::load(state).await?, state.wants(who).await?))
    };
    let (loaded, people, wants) = match loaded.await {
        Ok((Some(it), people, wants)) => (it, people, wants),
        Ok((None, ..)) => return super::unknown(ask),
        Err(no) => return frame::fault(ask, &no),
    };
    let (it, path) = (&loaded.programme, format!("/console/subsidy/programme/{code}"));
    let typed = Typed { given, wrongs };
    let main = html! {
        p class="crumb" { a href="/console/subsidy" { (w::subsidy(lang)) } " › " (name(lang, it)) }
        div class="head wrap" {
            h1 { (name(lang, it)) }
            @if state.now() >= it.closes_at { p class="meta" { (w::is_over(lang)) } }
            p class="acts" {
                a class="btn" href=(format!("{path}/applications.csv")) { (w::applications_csv(lang)) }
                a class="btn" href=(format!("{path}/journal.csv")) { (w::journal_csv(lang)) }
            }
        }
        p class="lead" {
            (lead(lang, &loaded))
            @if !loaded.proposed.is_empty() {
                " " (lead_proposed(lang, code, loaded.proposed.len()))
            }
        }
        (summary(lang, wrongs))
        (bar(lang, name(lang, it), &loaded.fund))
        (numbers(lang, &loaded.fund))
        (terms(lang, it))
        (chips(lang, &path, &loaded, &filter.state))
        @let proposed = loaded.proposed.iter().map(|it| it.id).collect::<BTreeSet<_>>();
        @let of = Wanted::Programme(Standing::parse(&filter.state), &proposed);
        @let below = older(lang, (&path, &filter.state), &loaded);
        (applications(state, lang, &loaded.page, (of, &below)))
        (journal(state, lang, (code, &path), &loaded, (&people, filter)))
        @if who.session.post.may(Right::SubsidyDecide) {
            (carry(lang, state, who, &loaded, (&typed, wants)))
        }
    };
    let (title, here) = (name(lang, it).to_owned(), "/console/subsidy");
    let mut response =
        frame::page(state, &Page { ask, who, title, here, topic: Topic::Watch, main });
    if !wrongs.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// What is left, and how many wait for it.
fn lead(lang: Lang, loaded: &Loaded) -> String {
    let count = |of| loaded.count(of);
    let left = format::won(lang, free(&loaded.fund));
    match (count(Standing::Applied), count(Standing::Claimed)) {
        (0, 0) => w::lead_programme_none(lang, &left),
        (n, 0) => w::lead_programme(lang, &left, n),
        (n, m) => format!("{} {}", w::lead_programme(lang, &left, n), w::lead_to_pay(lang, m)),
    }
}

impl Loaded {
    /// How many stand so; of those that two people are to decide about, without what is proposed.
    fn count(&self, of: Standing) -> i64 {
        match TO_DECIDE.contains(&of) {
            true => undecided(&self.tally, of, &self.programme.code, &self.proposed),
            false => self.tally.iter().map(|it| it.standing(of)).sum(),
        }
    }
}

/// Applications by where they stand.
fn chips(lang: Lang, path: &str, loaded: &Loaded, here: &str) -> Markup {
    let (all, proposed) = (&loaded.tally, loaded.proposed.len());
    let count = |of: Standing| loaded.count(of);
    html! {
        nav class="chips" aria-label=(w::state_head(lang)) {
            a href=(path) aria-current=[here.is_empty().then_some("true")] {
                (w::all_chip(lang)) " " (all.iter().map(|it| it.count).sum::<i64>())
            }
            @if proposed > 0 || here == PROPOSED {
                a href=(format!("{path}?state={PROPOSED}"))
                    aria-current=[(here == PROPOSED).then_some("true")] {
                    (capital(&w::st_proposed(lang))) " " (proposed)
                }
            }
            @for it in Standing::ALL {
                @if count(it) > 0 || here == it.as_str() {
                    a href=(format!("{path}?state={it}"))
                        aria-current=[(here == it.as_str()).then_some("true")] {
                        (capital(&standing_word(lang, it))) " " (count(it))
                    }
                }
            }
        }
    }
}

fn older(lang: Lang, (path, state): (&str, &str), it: &Loaded) -> Markup {
    let of = Standing::parse(state);
    let all = match of {
        _ if state == PROPOSED => it.page.len(),
        Some(of) => usize::try_from(it.count(of)).unwrap_or(0),
        None => usize::try_from(it.tally.iter().map(|it| it.count).sum::<i64>()).unwrap_or(0),
    };
    let span = Span { before: it.before, shown: it.page.len(), all };
    let goes_on = span.before + span.shown < all;
    let address = |last: &Application| format!("{path}?state={state}&before={}", last.id);
    let next = it.page.last().filter(|_| goes_on).map(address);
    let first = || (words::first_page(lang), format!("{path}?state={state}"));
    pages(lang, span, &Ways { back: (it.before > 0).then(first), next })
}

/// The money as a table: what the picture shows, and what it comes from.
pub(super) fn numbers(lang: Lang, it: &Fund) -> Markup {
    let lines = [
        (w::appropriation_head(lang), it.appropriation, ""),
        (w::carried_in_head(lang), it.carried_in, ""),
        (w::carried_out_head(lang), it.carried_out, "− "),
        (w::committed_head(lang), it.committed, "− "),
        (w::paid_head(lang), it.paid, "− "),
    ];
    html! {
        dl class="eq" {
            @for (word, won, sign) in lines {
                @if won > Won::ZERO || word != w::carried_out_head(lang) {
                    dt { (word) } dd { @if won > Won::ZERO { (sign) } (format::won(lang, won)) }
                }
            }
            dt class="t" { (w::free_head(lang)) } dd class="t" { (format::won(lang, free(it))) }
        }
    }
}

/// The journal, the latest line first, page by page.
fn journal(
    state: &ConsoleState,
    lang: Lang,
    (code, path): (&str, &str),
    loaded: &Loaded,
    (people, filter): (&People, &Filter),
) -> Markup {
    let (all, directory) = (&loaded.journal, state.parts.hub.directory());
    let firm = |it: &Journal| it.application.and_then(|id| loaded.firms.get(&id));
    let mut latest: Vec<&Journal> = all.iter().rev().collect();
    // What was booked at one instant stands in the order in which money can flow.
    latest.sort_by_key(|it| (Reverse(it.at), Reverse(it.kind as u8)));
    let look = Look { after: filter.line.clone(), ..Look::default() };
    let (shown, paged) = look.page(&latest, |it| it.id.to_string());
    let of = &filter.state;
    // Appropriations and what is carried over have a basis; a page of awards has none.
    let has_basis = shown.iter().any(|it| !it.basis.is_empty());
    html! {
        section id="journal" {
            div class="sh" {
                h2 { (w::journal_head(lang)) } span class="sub" { (w::journal_note(lang)) }
            }
            @if all.is_empty() { p class="none" { (w::journal_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::kind_head(lang)) }
                        th { (w::firm_head(lang)) }
                        th class="nw" { (w::date_head(lang)) }
                        th class="num" { (w::amount_head(lang)) }
                        th class="num" { (w::returned_head(lang)) }
                        @if has_basis { th class="cell-l" { (w::basis_head(lang)) } }
                        th { (w::two_head(lang)) }
                    } }
                    tbody { @for it in shown { tr {
                        td class="way nw" { (what(lang, (code, &loaded.all), it)) }
                        td class="nw" data-l=(w::firm_head(lang)) {
                            @match firm(it) {
                                Some(firm) => (super::firm_name(&directory, lang, firm)),
                                None => (format::NONE),
                            }
                        }
                        td class="nw" data-l=(w::date_head(lang)) { (on(it.date)) }
                        td class="num" data-l=(w::amount_head(lang)) { (it.amount.grouped()) }
                        td class="num" data-l=(w::returned_head(lang)) {
                            (if it.returned > Won::ZERO { it.returned.grouped() } else {
                                format::NONE.to_owned() })
                        }
                        @if has_basis {
                            td class="cell-l" data-l=(w::basis_head(lang)) {
                                @if it.basis.is_empty() { (format::NONE) }
                                @else { (sources::shown(lang, &it.basis)) }
                            }
                        }
                        td data-l=(w::two_head(lang)) {
                            (people.name(lang, it.by[0])) " · " (people.name(lang, it.by[1]))
                        }
                    } } }
                }
            }
            (pages(lang, paged.span(), &paged.ways(lang, |line| {
                format!("{path}?state={of}&line={line}#journal")
            })))
        }
    }
}

fn what(lang: Lang, (code, all): (&str, &[Programme]), it: &Journal) -> Markup {
    let word = kind(lang, it.kind);
    let named = |code: &str| {
        let known = all.iter().find(|it| it.code == code);
        known.map_or_else(|| code.to_owned(), |it| name(lang, it).to_owned())
    };
    html! {
        @match (it.application, &it.to) {
            (Some(id), _) => a href=(format!("/console/subsidy/application/{id}")) { (word) },
            (None, Some(to)) if to == code => {
                (word) " " (w::from_programme(lang, &named(&it.programme)))
            }
            (None, Some(to)) => { (word) " " (w::to_programme(lang, &named(to))) }
            (None, None) => (word),
        }
    }
}

fn carry(
    lang: Lang,
    state: &ConsoleState,
    who: &Entered,
    loaded: &Loaded,
    (typed, wants): (&Typed<'_>, Wants),
) -> Markup {
    let left = free(&loaded.fund);
    let later = loaded.later.iter().map(|it| (it.code.clone(), name(lang, it).to_owned()));
    let later: Vec<(String, String)> = later.collect();
    html! {
        section {
            div class="sh" { h2 { (w::do_head(lang)) } }
            @if left <= Won::ZERO {}
            @else if state.now() < loaded.programme.closes_at {
                p class="none" { (w::carry_early(lang)) }
            } @else if later.is_empty() {
                p class="none" { (w::carry_none(lang)) }
            } @else {
                details class="ask" open[!typed.wrongs.is_empty()] {
                    summary { (w::carry_head(lang)) }
                    form method="post" action=(format!("/console/subsidy/programme/{}/carry", loaded.programme.code)) {
                        (form_field(who))
                        (key(state.env().id(0)))
                        p { (w::carry_effect(lang)) }
                        (select("to", &w::carry_to_label(lang), &later, one(typed.given, "to")))
                        (typed.must("amount", w::amount_label(lang), None, "text", &left.grouped()))
                        (typed.must("basis", w::carry_basis_label(lang),
                            Some(w::carry_basis_help(lang)), "text", ""))
                        (typed.asks(lang, wants, &w::carry_button(lang)))
                    }
                }
            }
        }
    }
}

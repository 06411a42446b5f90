//! 오픈소스: systems and what they are made of, findings with their deadlines, advisories and the
//! race against them, and who has what. A participant's people see what is their own.

mod advisories;
mod advisory;
mod approval;
mod approval_ask;
mod approval_case;
mod approval_issues;
mod approval_lead;
mod approval_words;
mod bites;
mod by;
mod desk;
mod desk_case;
mod desk_words;
mod does;
mod fields;
mod foot;
mod guide;
mod guide_words;
mod lead;
mod licence_words;
mod licences;
mod licences_notice;
mod licences_system;
mod licences_under;
mod lists;
mod package;
mod parts;
mod portfolio;
mod race;
mod seats;
mod selfcheck;
mod selfcheck_item;
mod selfcheck_lacking;
mod selfcheck_words;
mod signer;
mod stance;
mod stance_ask;
mod stance_case;
mod system;
mod system_bills;
mod waiting;
mod whose;
mod words;
mod zone;
mod zone_case;
mod zone_words;

pub(crate) use advisories::advisories_page;
pub(crate) use advisory::page as advisory_page;
pub(crate) use approval::page as approvals_page;
pub(crate) use approval_ask::{ask_for as ask_approval, ask_page as ask_approval_page};
pub(crate) use approval_case::{act as act_on_approval, page as approval_page};
pub(crate) use desk::{ask_for as ask_question, page as desk_page};
pub(crate) use desk_case::{act as act_on_question, page as question_page};
pub(crate) use does::{confirm_product, declare, hand_in, retire};
pub(crate) use guide::{
    draft, one_page as guide_page, page as guide_list_page, read as read_guide,
};
pub(crate) use licences::page as licences_page;
pub(crate) use licences_notice::{notice, publish as publish_notice};
pub(crate) use licences_system::{page as system_licences_page, set_terms};
pub(crate) use lists::findings_page;
pub(crate) use package::{page as package_page, who_json, who_page};
pub(crate) use portfolio::page;
pub(crate) use seats::{
    came_to as seat_came_to, decide as decide_seat, headline as seat_headline, is_others,
    open_to as open_seat_changes, page as seats_page, propose as propose_seat,
};
pub(crate) use selfcheck::{affirm, pack as self_check_pack, page as self_check_page};
pub(crate) use selfcheck_item::{page as self_check_item_page, say as self_check_say};
pub(crate) use signer::{add as add_signer, page as signers_page, revoke as revoke_signer};
pub(crate) use stance::page as stances_page;
pub(crate) use stance_ask::{ask_for, ask_page};
pub(crate) use stance_case::{decide, one_page as stance_page};
pub(crate) use system::{page as system_page, vex};
pub(crate) use waiting::{Waiting, waiting};
pub(crate) use zone::{ask_for as ask_crossing, page as zone_page};
pub(crate) use zone_case::{act as act_on_crossing, one_page as crossing_page};

use crate::console::door::Wrong;
use crate::console::frame::{self, Page};
use crate::console::guard::{Ask, Entered};
use crate::console::live::Topic;
use crate::console::names::Names;
use crate::console::pieces::{filter, moment};
use crate::console::shape::{Shape, state as shown};
use crate::console::{ConsoleState, format, words as console};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use naru_base::role::{Post, Right, Scope};
use naru_base::{ClientUseCode, Lang, Micros};
use naru_core::oss::COUNTED_MAX;
use naru_core::oss::portfolio::stance::Alive;
use naru_core::oss::portfolio::{Duty, FindingRow, Gone, Grade, Reach};
use words as w;

/// Between parts of one line: where the line breaks, it ends the upper one.
const DOT: &str = "\u{a0}· ";
const PER_PAGE: usize = 50;
const MENU: &str = "/console/oss";

/// Whose things the reader sees: one institution's, or with none everybody's.
fn owner(who: &Entered) -> Option<ClientUseCode> {
    own_code(&who.session.post)
}

fn own_code(post: &Post) -> Option<ClientUseCode> {
    match post.scope() {
        Scope::Institution(code) => Some(code.clone()),
        _ => None,
    }
}

/// Whether the reader may change what is an institution's.
fn may_manage(who: &Entered, institution: &ClientUseCode) -> bool {
    who.session.post.may_on(Right::OssManage, &Scope::Institution(institution.clone()))
}

/// Whether it is the reader's own request: of their institution, or asked for by themselves.
fn is_requester(who: &Entered, institution: &ClientUseCode, asked_by: &str) -> bool {
    owner(who).as_ref() == Some(institution) || asked_by == format!("staff:{}", who.session.account)
}

/// Why somebody takes back what another asked for.
fn back_field(lang: Lang, value: &str, wrongs: &[Wrong]) -> Markup {
    let label = fields::Label::must("why", w::back_reason(lang), Some(w::back_help(lang)));
    fields::lines(&label, value, wrongs)
}

/// The institution of a form, if there is one and the reader may act for it.
fn theirs(state: &ConsoleState, who: &Entered, code: &str) -> Option<ClientUseCode> {
    let code = ClientUseCode::parse(code).ok()?;
    let is_there = state.parts.hub.directory().institutions.contains_key(&code);
    (is_there && may_manage(who, &code)).then_some(code)
}

/// A page in the frame.
fn framed(state: &ConsoleState, ask: &Ask, who: &Entered, title: String, main: Markup) -> Response {
    frame::page(state, &Page { ask, who, title, here: MENU, topic: Topic::Watch, main })
}

/// Nothing has this name, for this reader.
fn unknown(state: &ConsoleState, ask: &Ask, who: &Entered) -> Response {
    let text =
        html! { p { (w::unknown(ask.lang)) } p { a href=(MENU) { (w::to_systems(ask.lang)) } } };
    said(state, ask, who, (StatusCode::NOT_FOUND, w::unknown_head(ask.lang)), text)
}

/// That a page is not to be had, and why; the menu stays.
fn said(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    (status, title): (StatusCode, String),
    text: Markup,
) -> Response {
    let main = html! { div class="head" { h1 { (title) } } (text) };
    let mut response = framed(state, ask, who, title, main);
    *response.status_mut() = status;
    response
}

/// How many a list holds in all; a very long one is counted to a bound.
fn total(lang: Lang, count: i64) -> String {
    let most = i64::try_from(COUNTED_MAX).unwrap_or(i64::MAX);
    if count > most { w::total_over(lang, &n(most)) } else { w::total(lang, &n(count)) }
}

/// A command that fits a telephone stays in one line: a hyphen is no place to break it.
fn command_class(text: &str) -> &'static str {
    const CHARS_OF_A_LINE: usize = 40;
    if text.chars().count() <= CHARS_OF_A_LINE { "mono nw" } else { "mono" }
}

/// A sentence with its commands, which stand between backquotes, set off.
fn coded(text: &str) -> Markup {
    html! {
        @for (i, part) in text.split('`').enumerate() {
            @if i % 2 == 1 { code class=(command_class(part)) { (part) } } @else { (part) }
        }
    }
}

/// The head of a list: its order, and how many there are.
fn list_head(lang: Lang, title: &str, order: &str, count: i64) -> Markup {
    html! {
        div class="sh" {
            h2 { (title) }
            // Nothing has no order.
            @if count > 0 { span class="sub" { (order) (DOT) (total(lang, count)) } }
        }
    }
}

/// The same of systems or components, whose number is known, however many there are.
fn list_head_exact(lang: Lang, title: &str, order: &str, count: i64) -> Markup {
    html! {
        div class="sh" {
            h2 { (title) }
            @if count > 0 {
                span class="sub" { (order) (DOT) (w::total_things(lang, &n(count))) }
            }
        }
    }
}

/// A field to look for a part of a name; `kept` is what else the address says.
fn name_form(
    lang: Lang,
    path: &str,
    (label, name): (String, &str),
    (before, kept): (Markup, &[(&str, &str)]),
) -> Markup {
    html! {
        form class="filter" method="get" action=(path) role="search" {
            @for (key, value) in kept {
                @if !value.is_empty() { input type="hidden" name=(key) value=(value); }
            }
            (before)
            (filter("name", &label, "search", name))
            div class="acts" { button class="btn" { (w::search(lang)) } }
        }
    }
}

/// A count that stops at a bound.
fn many(count: i64) -> String {
    foot::bounded(count).map_or_else(|| format!("{}+", n(count - 1)), n)
}

/// A count of the store.
fn n(count: i64) -> String {
    format::count(u64::try_from(count).unwrap_or(0))
}

/// The pages beside each other.
fn tabs(lang: Lang, who: &Entered, here: &str) -> Markup {
    let mut all = vec![
        (MENU, w::tab_systems(lang)),
        ("/console/oss/findings", w::tab_findings(lang)),
        ("/console/oss/advisories", w::tab_advisories(lang)),
        (stance::HERE, w::tab_stances(lang)),
        (approval::HERE, approval_words::tab(lang)),
        (licences::HERE, licence_words::tab(lang)),
        (selfcheck::HERE, selfcheck_words::tab(lang)),
        (guide::HERE, guide_words::tab(lang)),
        (desk::HERE, desk_words::tab(lang)),
        (signer::HERE, w::signers_title(lang)),
    ];
    // The zone is nobody else's business.
    if zone::is_of_network(who) {
        all.push((zone::HERE, zone_words::tab(lang)));
    }
    html! {
        nav class="chips" aria-label=(w::tabs(lang)) {
            @for (href, word) in &all {
                a href=(href) aria-current=[(*href == here).then_some("page")] {
                    (word)
                    @let waits = who.oss.of(href);
                    @if waits > 0 {
                        " " (many(waits)) span class="vh" { " " (console::your_turn(lang)) }
                    }
                }
            }
        }
    }
}

/// The question that the whole network is asked.
fn who_form(lang: Lang, question: &str) -> Markup {
    who_field(lang, (&w::who_label(lang), ""), question, &html! {})
}

/// The same on its own page, whose title asks already.
fn who_ask(lang: Lang, question: &str, whose: &Markup) -> Markup {
    who_field(lang, (&w::who_field(lang), &w::who_help(lang)), question, whose)
}

fn who_field(lang: Lang, (label, help): (&str, &str), question: &str, whose: &Markup) -> Markup {
    html! {
        form class="filter" method="get" action="/console/oss/who" role="search" {
            (whose)
            div class="field wide" {
                label for="q" { (label) }
                @if !help.is_empty() { p class="help" id="q-help" { (help) } }
                input id="q" name="q" value=(question) maxlength="200" autocomplete="off"
                    autocapitalize="none" spellcheck="false"
                    placeholder=[help.is_empty().then(|| w::who_help(lang))]
                    aria-describedby=[(!help.is_empty()).then_some("q-help")];
            }
            div class="acts" { button class="btn p" { (w::who_ask(lang)) } }
        }
    }
}

fn duty(lang: Lang, it: Duty) -> String {
    match it {
        Duty::Live => w::duty_live(lang),
        Duty::Internal => w::duty_internal(lang),
    }
}

/// The same of several.
fn duties_word(lang: Lang, it: Duty) -> String {
    match it {
        Duty::Live => w::duties_live(lang),
        Duty::Internal => w::duty_internal(lang),
    }
}

/// What stands beside the name of a system: whose it is, and what it is for.
struct Kinds {
    lang: Lang,
    names: Names,
    is_own: bool,
}

impl Kinds {
    /// As this reader sees them. To an institution's own people, who see no others, its name says
    /// nothing.
    fn of(state: &ConsoleState, lang: Lang, who: &Entered) -> Kinds {
        let names = Names::of(lang, &state.parts.source.glance());
        Kinds { lang, names, is_own: owner(who).is_some() }
    }

    fn get(&self, institution: &ClientUseCode, it: Duty) -> Markup {
        html! {
            span class="c-3" {
                @if !self.is_own { (self.names.get(institution.as_str())) (DOT) }
                span class="nw" { (duty(self.lang, it)) }
            }
        }
    }
}

fn reach(lang: Lang, it: Reach) -> String {
    match it {
        Reach::Direct => w::reach_direct(lang),
        Reach::Transitive => w::reach_transitive(lang),
        Reach::Unlinked => w::reach_unlinked(lang),
    }
}

/// A grade: shape, word, colour.
fn grade(lang: Lang, it: Grade) -> Markup {
    let (class, with) = match it {
        Grade::Exploited | Grade::Critical => ("stop", Shape::Square),
        Grade::High => ("limit", Shape::Diamond),
        Grade::Medium => ("warn", Shape::Triangle),
        Grade::Low => ("na", Shape::Circle),
        Grade::None => ("na", Shape::Hollow),
    };
    shown(class, with, &grade_word(lang, it))
}

fn grade_word(lang: Lang, it: Grade) -> String {
    match it {
        Grade::Exploited => w::grade_exploited(lang),
        Grade::Critical => w::grade_critical(lang),
        Grade::High => w::grade_high(lang),
        Grade::Medium => w::grade_medium(lang),
        Grade::Low => w::grade_low(lang),
        Grade::None => w::grade_none(lang),
    }
}

/// What is left until a deadline, in one unit.
fn span(lang: Lang, us: i64) -> String {
    let minutes = us / 60_000_000;
    match minutes {
        m if m >= 7 * 24 * 60 => w::days(lang, m / (24 * 60)),
        // Whole days alone would name the day before.
        m if m >= 2 * 24 * 60 => {
            let (days, hours) = (m / (24 * 60), m % (24 * 60) / 60);
            format!("{} {}", w::days(lang, days), w::hours(lang, hours))
        }
        m if m >= 120 => w::hours(lang, m / 60),
        m => w::minutes(lang, m.max(0)),
    }
}

/// A deadline: when, and what is left.
fn deadline(lang: Lang, due_at: Option<Micros>, now: Micros) -> Markup {
    html! {
        @match due_at {
            None => span class="c-3" { (format::NONE) },
            Some(at) if at <= now => {
                span class="nw" { b class="c-stop" { (w::overdue(lang)) } " " (moment(at)) }
            }
            Some(at) => {
                span class="nw" title=(moment(at)) { (w::left(lang, &span(lang, at.since(now)))) }
            }
        }
    }
}

/// The deadline with its moment, which one that is past names itself.
fn deadline_and_when(lang: Lang, due_at: Micros, now: Micros) -> Markup {
    html! {
        (deadline(lang, Some(due_at), now))
        @if due_at > now { " " span class="c-3" { (moment(due_at)) } }
    }
}

/// The deadline, or what an approval has put in its place; beside it what was asked for.
fn deadline_beside(lang: Lang, due_at: Micros, beside: Option<&Alive>, now: Micros) -> Markup {
    html! {
        @match beside {
            Some(it) if it.is_approved => (stance::beside(lang, it)),
            Some(it) => { (deadline(lang, Some(due_at), now)) " " (stance::beside(lang, it)) }
            None => (deadline(lang, Some(due_at), now)),
        }
    }
}

/// Where a finding stands. `put_off`: an approval holds, so that it is never overdue.
fn finding_state(lang: Lang, it: &FindingRow, put_off: bool, now: Micros) -> Markup {
    match it.gone {
        None if it.due_at <= now && !put_off => {
            shown("stop", Shape::Square, &w::state_overdue(lang))
        }
        None => shown("run", Shape::Hollow, &w::state_open(lang)),
        Some((_, why)) => {
            let word = match why {
                Gone::Fixed => w::state_fixed(lang),
                Gone::Removed => w::state_removed(lang),
                Gone::Cleared => w::state_cleared(lang),
                Gone::Renamed => w::state_renamed(lang),
                Gone::Retired => w::state_retired(lang),
            };
            shown("ok", Shape::Check, &word)
        }
    }
}

/// An advisory's page.
fn advisory_href(id: &str) -> String {
    format!("/console/oss/advisories/{}", format::query_value(id))
}

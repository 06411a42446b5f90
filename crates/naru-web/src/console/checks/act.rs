//! What the reader may do with a check: an inspector's finding on the item and the steps of the
//! check; an institution's in `own.rs`. Each is a form, and works without script.

use super::Eyes;
use super::foresight::fail_effect;
use super::lead::last_day;
use super::one::View;
use super::plain::{how, value_look, value_word};
use super::words as w;
use super::{HERE, hand, own};
use crate::console::door::{Wrong, described, error_below};
use crate::console::letter::unbroken;
use crate::console::pieces::{form_field, fresh_code, reason, select};
use crate::console::shape::shape;
use maud::{Markup, html};
use naru_core::check::decide::{Stop, stops};
use naru_core::check::{How, Item, Opinion, State, Value, is_free};
use serde::Deserialize;

/// How many reasons a page names before it folds the rest.
const STOPS_MAX: usize = 6;

/// What was typed into one of the forms: what an inspector found of an item, a slot, a result, an
/// institution's word.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Given {
    pub(super) form: String,
    pub(super) item: String,
    pub(super) value: String,
    pub(super) how: String,
    pub(super) grounds: String,
    pub(super) demand: String,
    pub(super) key: String,
    pub(super) institution: String,
    pub(super) service: String,
    pub(super) text: String,
    pub(super) sha256: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) verdict: String,
    pub(super) until: String,
    pub(super) reason: String,
    pub(super) code: String,
    pub(super) sure: String,
}

pub(super) fn to(view: &View<'_>, deed: &str) -> String {
    format!("{HERE}/{}/{deed}", view.it().id)
}

/// The right column.
pub(super) fn aside(view: &View<'_>, at: usize) -> Markup {
    let Some(item) = view.dossier().list.items.get(at) else { return html! {} };
    let state = view.it().state;
    html! {
        @match view.eyes {
            // What the second inspector is to confirm stays as it was proposed.
            Eyes::Inspector if let Some(case) = &view.waits => {
                p class="act" {
                    (w::proposed_wait(view.lang)) " "
                    a class="nw" href=(format!("/console/check-proposals/{}", case.id)) {
                        (w::see_proposal(view.lang))
                    }
                }
            }
            Eyes::Inspector => {
                @if state == State::Scheduled {
                    (one_button(view, "begin", &w::begin_button(view.lang)))
                }
                @if state.is_being_checked() { (finding(view, item)) (ways_on(view)) }
                @if !matches!(state, State::Requested | State::Scheduled) && !state.is_final() {
                    (blocks(view)) (conclude(view))
                }
                @if matches!(state, State::Scheduled | State::UnderWay) { (hand::move_days(view)) }
                @if !state.is_final() { (hand::give_back(view)) }
                @if state.is_being_checked() { (keys(view)) }
            }
            Eyes::Colleague if is_free(view.it()) => { (hand::take(view)) (blocks(view)) }
            Eyes::Colleague => {
                (blocks(view))
                @if !state.is_final() { (hand::take_over(view)) }
            }
            Eyes::Own => {
                // What is judged lacks nothing that could still be prepared, until it is told.
                @let is_judged = state == State::UnderWay && view.left() == 0;
                @if view.shown.is_proposed { p class="act" { (w::no_result_proposed(view.lang)) } }
                @else if !state.is_final() && !is_judged {
                    (own::missing(view)) (own::say(view, item))
                }
                @if !state.is_final() { (own::steps(view)) }
            }
            Eyes::Reader => { (blocks(view)) }
        }
        (hand::history(view))
    }
}

pub(super) fn one_button(view: &View<'_>, deed: &str, word: &str) -> Markup {
    html! {
        form class="act" method="post" action=(to(view, deed)) {
            (form_field(view.who))
            button class="btn p" { (word) }
        }
    }
}

/// What was typed into a field; before anything was, `else_`.
pub(super) fn typed<'v>(view: &'v View<'_>, of: fn(&Given) -> &String, else_: &'v str) -> &'v str {
    view.given.map_or(else_, |it| of(it))
}

pub(super) fn wrong<'w>(wrongs: &'w [Wrong], name: &str) -> Option<&'w Wrong> {
    wrongs.iter().find(|it| it.field == name)
}

pub(super) fn date(view: &View<'_>, name: &str, label: &str, value: &str) -> Markup {
    let wrong = wrong(view.wrongs, name);
    html! {
        div class="field" {
            label for=(name) { (label) }
            input id=(name) name=(name) type="date" value=(value)
                aria-describedby=[described(name, false, wrong)]
                aria-invalid=[wrong.map(|_| "true")];
            (error_below(name, wrong))
        }
    }
}

/// The inspector's finding: four choices, how, grounds, what is to be put right.
fn finding(view: &View<'_>, item: &Item) -> Markup {
    let lang = view.lang;
    // What waits for another look is judged anew: nothing but the demand is taken over.
    let old = view.dossier().finding(&item.id);
    let last = old.filter(|_| !view.dossier().waits_for_look(&item.id));
    let given = view.given.filter(|it| it.item == item.id);
    let value = given.map_or_else(
        || last.map(|it| it.value.as_str().to_owned()).unwrap_or_default(),
        |it| it.value.clone(),
    );
    let default = match view.opinion(item) {
        Opinion::Unknown => How::Person,
        Opinion::Supports | Opinion::Refutes => How::Machine,
    };
    let last_how = last.map_or(default, |it| it.how);
    let chosen = given.map_or_else(|| last_how.as_str().to_owned(), |it| it.how.clone());
    let grounds = given.map_or_else(|| last.map_or("", |it| &it.grounds), |it| &it.grounds);
    let demand = given.map_or_else(|| old.map_or("", |it| &it.demand), |it| &it.demand);
    let hows = How::ALL.map(|it| (it.to_string(), how(lang, it)));
    html! {
        form class="act" method="post" action=(to(view, "found"))
            data-finding="" data-draft=(item.id) {
            (form_field(view.who))
            input type="hidden" name="item" value=(item.id);
            (draft_note(view))
            fieldset class="values" id="value" tabindex="-1" {
                legend { (w::verdict_head(lang)) }
                (error_below("value", wrong(view.wrongs, "value")))
                @for (n, it) in Value::ALL.into_iter().enumerate() {
                    @let (class, form) = value_look(it);
                    label class=(format!("value {class}")) {
                        input type="radio" name="value" value=(it) required
                            checked[value == it.as_str()] data-key=(n + 1);
                        kbd { (n + 1) } (shape(form)) " " (value_word(lang, it))
                    }
                }
            }
            (choice(view, ("how", &w::how_label(lang)), &hows, &chosen))
            (area("grounds", &w::grounds_label(lang), &w::grounds_help(lang), grounds, view.wrongs))
            (area("demand", &w::demand_label(lang), &w::demand_help(lang), demand, view.wrongs))
            button class="btn p wide" { (w::save_next(lang)) " " kbd { "Enter" } }
        }
    }
}

/// That something typed before and not saved stands in the form again; the script shows it.
pub(super) fn draft_note(view: &View<'_>) -> Markup {
    html! {
        p class="help" data-draft-note="" hidden {
            (w::draft_kept(view.lang)) " "
            button class="link" type="button" data-draft-drop="" { (w::draft_drop(view.lang)) }
        }
    }
}

/// A choice that says what is wrong with it.
pub(super) fn choice(
    view: &View<'_>,
    (name, label): (&str, &str),
    options: &[(String, String)],
    chosen: &str,
) -> Markup {
    let wrong = wrong(view.wrongs, name);
    html! {
        div class="field" {
            label for=(name) { (label) }
            select id=(name) name=(name) aria-describedby=[described(name, false, wrong)]
                aria-invalid=[wrong.map(|_| "true")] {
                @for (value, word) in options {
                    option value=(value) selected[value == chosen] { (word) }
                }
            }
            (error_below(name, wrong))
        }
    }
}

fn area(name: &str, label: &str, help: &str, value: &str, wrongs: &[Wrong]) -> Markup {
    let wrong = wrong(wrongs, name);
    html! {
        div class="field" {
            label for=(name) { (label) }
            p class="help" id=(format!("{name}-help")) { (help) }
            textarea id=(name) name=(name) rows="3" maxlength="2000"
                aria-describedby=[described(name, true, wrong)]
                aria-invalid=[wrong.map(|_| "true")] { (value) }
            (error_below(name, wrong))
        }
    }
}

/// Telling what was found: possible once every item is judged, and looked at again.
fn ways_on(view: &View<'_>) -> Markup {
    let (lang, left, days) = (view.lang, view.left(), view.shown.fix_days);
    let is_again = view.it().state == State::ReCheck;
    html! {
        @if view.open() > 0 && left > 0 {
            p class="act help" {
                ((if is_again { w::issue_again_later } else { w::issue_later })(lang, left))
            }
        } @else if view.open() > 0 {
            form class="act" method="post" action=(to(view, "issue")) {
                (form_field(view.who))
                @let said = if is_again { w::issue_again } else { w::issue_help };
                p class="help" { (said(lang, view.open(), days)) }
                button class="btn" { (w::issue_button(lang)) }
            }
        }
    }
}

/// What stands in the way, item by item.
fn blocks(view: &View<'_>) -> Markup {
    let lang = view.lang;
    let state = view.it().state;
    let has_begun = !matches!(state, State::Requested | State::Scheduled);
    if !view.sees_findings() || !has_begun || state.is_final() || view.waits.is_some() {
        return html! {};
    }
    let all = stops(view.dossier(), view.now);
    html! {
        div class="act" {
            b { (w::stops_head(lang)) }
            @if all.is_empty() { p { (w::stops_none(lang)) } }
            (stop_lines(view, &all[..all.len().min(STOPS_MAX)]))
            @if all.len() > STOPS_MAX {
                details {
                    summary { (w::more_n(lang, all.len() - STOPS_MAX)) }
                    (stop_lines(view, &all[STOPS_MAX..]))
                }
            }
        }
    }
}

fn stop_lines(view: &View<'_>, all: &[Stop<'_>]) -> Markup {
    html! {
        ul class="stops" { @for it in all { li {
            a href=(view.link(&it.item().id)) { (it.item().id) } " " (why(view, it))
        } } }
    }
}

fn why(view: &View<'_>, it: &Stop<'_>) -> String {
    let lang = view.lang;
    match it {
        Stop::Unanswered(_) => w::stop_unanswered(lang),
        Stop::NotMet(_) => w::stop_not_met(lang),
        Stop::Grave(_) => w::stop_grave(lang),
        Stop::Old(_) => w::stop_old(lang),
        Stop::Expired(..) => w::stop_expired(lang),
    }
}

/// The result, to be confirmed by a second inspector. What cannot be passed has one choice, and no
/// end of a pass.
fn conclude(view: &View<'_>) -> Markup {
    let (lang, it) = (view.lang, view.it());
    if view.waits.is_some() {
        return html! {};
    }
    let may_pass = it.state.is_being_checked() && stops(view.dossier(), view.now).is_empty();
    let options = [
        ("passed".to_owned(), w::conclude_pass(lang)),
        ("failed".to_owned(), w::conclude_fail(lang)),
    ];
    // The reason for giving it back, or for taking it over, has a field of the same name.
    let is_ours = view.given.is_some_and(|it| !it.verdict.is_empty());
    let wrongs = if is_ours { view.wrongs } else { &[] };
    let given = if is_ours { typed(view, |it| &it.reason, "") } else { "" };
    let open = ["reason", "code", "until"].iter().any(|it| wrong(wrongs, it).is_some());
    let until = wrong(wrongs, "until");
    html! {
        details class="ask" open[open] {
            summary { ((if may_pass { w::conclude_head } else { w::conclude_fail_head })(lang)) }
            form method="post" action=(to(view, "verdict")) {
                (form_field(view.who))
                input type="hidden" name="key" value=(view.key);
                @if may_pass {
                    (select("verdict", &w::conclude_label(lang), &options,
                        typed(view, |it| &it.verdict, "")))
                    div class="field" {
                        label for="until" { (w::until_label(lang)) }
                        p class="help" id="until-help" {
                            @match view.shown.longest {
                                Some(at) => (unbroken(&w::until_most(lang, &last_day(at)))),
                                None => (w::until_help(lang)),
                            }
                        }
                        input id="until" name="until" type="date"
                            value=(typed(view, |it| &it.until, ""))
                            aria-describedby=[described("until", true, until)]
                            aria-invalid=[until.map(|_| "true")];
                        (error_below("until", until))
                    }
                } @else { input type="hidden" name="verdict" value="failed"; }
                @if matches!(it.state, State::Findings | State::Fixing)
                    && let Some(at) = it.fix_by {
                    p class="help" { (unbroken(&w::still_theirs(lang, &last_day(at)))) }
                }
                p class="help" { (fail_effect(lang, view.shown.standings)) }
                (reason(lang, given, wrongs))
                (fresh_code(lang, view.wants, wrongs))
                button class="btn p" { (w::propose_button(lang)) }
            }
        }
    }
}

fn keys(view: &View<'_>) -> Markup {
    let lang = view.lang;
    let all = [
        ("j k", w::key_move(lang)),
        ("1 – 4", w::key_value(lang)),
        ("e", w::key_grounds(lang)),
        ("n", w::key_refuted(lang)),
        ("o", w::key_open(lang)),
        ("Enter", w::key_save(lang)),
        ("Ctrl Enter", w::key_save_typing(lang)),
        ("Esc", w::key_leave(lang)),
    ];
    html! {
        div class="act keys" {
            b { (w::keys_head(lang)) }
            dl class="kv" { @for (key, word) in all { dt { kbd { (key) } } dd { (word) } } }
        }
    }
}

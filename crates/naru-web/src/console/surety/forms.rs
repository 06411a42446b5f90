//! The forms of one institution's cover. Each stands folded, says what it does, and works without
//! script.

use super::plain::{item, kind};
use super::words as w;
use crate::console::door::{Field, Wrong, field};
use crate::console::guard::Entered;
use crate::console::pieces::{Wants, day, form_field, fresh_code, reason, select};
use maud::{Markup, html};
use naru_base::role::{Right, Scope};
use naru_base::{ClientUseCode, Id, Lang, Micros};
use naru_core::surety::{Facts, ITEMS, InstrumentKind};

/// Who stands before which institution's forms.
pub(super) struct Desk<'a> {
    pub(super) lang: Lang,
    pub(super) who: &'a Entered,
    pub(super) code: &'a ClientUseCode,
    pub(super) facts: &'a Facts,
    pub(super) now: Micros,
    pub(super) wrongs: &'a [Wrong],
    pub(super) wants: Wants,
}

/// Everything that this person may do here.
pub(super) fn all(desk: &Desk<'_>, key: Id) -> Markup {
    let lang = desk.lang;
    let owner = Scope::Institution(desk.code.clone());
    html! {
        section {
            div class="sh" { h2 { (w::do_head(lang)) } }
            @if desk.who.session.post.may_on(Right::SuretyManage, &owner) {
                (record(desk, key)) (release(desk, key)) (adjust(desk, key))
            } @else { p class="none" { (w::read_only(lang)) } }
        }
    }
}

fn given(name: &'static str, label: String, help: Option<String>, kind: &'static str) -> Markup {
    let it = Field { name, label, help, kind, autocomplete: "off", value: "", focus: false };
    field(&it, &[])
}

fn hidden(desk: &Desk<'_>, key: Id, deed: &str) -> Markup {
    html! {
        (form_field(desk.who))
        input type="hidden" name="key" value=(key);
        input type="hidden" name="deed" value=(deed);
    }
}

fn date(name: &str, label: &str, value: &str, is_needed: bool) -> Markup {
    html! {
        div class="field" {
            label for=(name) { (label) }
            input id=(name) name=(name) type="date" value=(value) required[is_needed];
        }
    }
}

fn to(desk: &Desk<'_>) -> String {
    format!("/console/surety/{}/propose", desk.code)
}

fn record(desk: &Desk<'_>, key: Id) -> Markup {
    let lang = desk.lang;
    let kinds = InstrumentKind::ALL.map(|it| (it.to_string(), kind(lang, it)));
    html! {
        details class="ask" open[!desk.wrongs.is_empty()] {
            summary { (w::record_head(lang)) }
            form method="post" action=(to(desk)) {
                (hidden(desk, key, "record"))
                p class="help" { (w::record_effect(lang)) }
                (select("kind", &w::kind_head(lang), &kinds, InstrumentKind::Insurance.as_str()))
                (given("issuer", w::issuer_label(lang), None, "text"))
                (given("reference", w::reference_label(lang), Some(w::reference_help(lang)), "text"))
                (given("amount", w::amount_label(lang), None, "text"))
                (date("from", &w::from_label(lang), &day(desk.now.business_date()), true))
                (date("until", &w::until_label(lang), "", true))
                (reason(lang, "", desk.wrongs))
                (fresh_code(lang, desk.wants, desk.wrongs))
                button class="btn p" { (w::record_button(lang)) }
            }
        }
    }
}

fn release(desk: &Desk<'_>, key: Id) -> Markup {
    let lang = desk.lang;
    let there = desk.facts.instruments.iter().filter(|it| it.counts_until() > desk.now);
    let there: Vec<(String, String)> = there
        .map(|it| {
            let word = kind(lang, it.kind);
            (it.id.to_string(), format!("{word} {} · {}", it.reference, it.amount.grouped()))
        })
        .collect();
    html! {
        @if !there.is_empty() {
            details class="ask" {
                summary { (w::release_head(lang)) }
                form method="post" action=(to(desk)) {
                    (hidden(desk, key, "release"))
                    p class="help" { (w::release_effect(lang)) }
                    (select("instrument", &w::instrument_label(lang), &there, ""))
                    (reason(lang, "", &[]))
                    (fresh_code(lang, desk.wants, &[]))
                    button class="btn d" { (w::release_button(lang)) }
                }
            }
        }
    }
}

fn adjust(desk: &Desk<'_>, key: Id) -> Markup {
    let lang = desk.lang;
    let items = ITEMS.map(|it| (it.name.to_owned(), item(lang, it.name)));
    let choices = [("yes".to_owned(), w::applies(lang)), ("no".to_owned(), w::applies_not(lang))];
    html! {
        details class="ask" {
            summary { (w::adjust_head(lang)) }
            form method="post" action=(to(desk)) {
                (hidden(desk, key, "adjust"))
                p class="help" { (w::adjust_effect(lang)) }
                (select("item", &w::item_head(lang), &items, ""))
                (select("applies", &w::applies_label(lang), &choices, "yes"))
                (date("until", &w::adjust_until_label(lang), "", false))
                (reason(lang, "", &[]))
                (fresh_code(lang, desk.wants, &[]))
                button class="btn" { (w::adjust_button(lang)) }
            }
        }
    }
}

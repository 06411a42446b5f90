//! The forms of one institution's cover. Each stands folded, says what it does, and works without
//! script.

use super::plain::{item, kind};
use super::{list, words as w};
use crate::console::guard::Entered;
use crate::console::pieces::{Wants, day, form_field};
use crate::console::typed::Back;
use maud::{Markup, html};
use naru_base::role::{Right, Scope};
use naru_base::{ClientUseCode, Id, InsurerCode, Lang, Micros, in_language};
use naru_core::surety::{Facts, ITEMS, InstrumentKind};
use std::collections::BTreeMap;

/// Who stands before which institution's forms.
pub(super) struct Desk<'a> {
    pub(super) lang: Lang,
    pub(super) who: &'a Entered,
    pub(super) code: &'a ClientUseCode,
    pub(super) facts: &'a Facts,
    pub(super) now: Micros,
    pub(super) back: &'a Back,
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
            } @else if desk.who.session.post.may_on(Right::GatesApply, &owner) {
                p class="none" {
                    (w::read_own(lang)) " "
                    a class="nw" href=(format!("/console/gates/{}", desk.code)) { (w::to_gates(lang)) }
                }
            } @else { p class="none" { (w::read_only(lang)) } }
        }
    }
}

fn hidden(desk: &Desk<'_>, key: Id, deed: &str) -> Markup {
    html! {
        (form_field(desk.who))
        input type="hidden" name="key" value=(key);
        input type="hidden" name="deed" value=(deed);
    }
}

fn to(desk: &Desk<'_>) -> String {
    format!("/console/surety/{}/propose", desk.code)
}

fn record(desk: &Desk<'_>, key: Id) -> Markup {
    let lang = desk.lang;
    let kinds = InstrumentKind::ALL.map(|it| (it.to_string(), kind(lang, it)));
    let form = desk.back.form("record");
    html! {
        details class="ask" open[form.is_back()] {
            summary { (w::record_head(lang)) }
            form method="post" action=(to(desk)) {
                (hidden(desk, key, "record"))
                p class="help" { (w::record_effect(lang)) }
                (form.pick("kind", &w::kind_head(lang), &kinds, InstrumentKind::Insurance.as_str()))
                (form.must("issuer", w::issuer_label(lang), Some(w::issuer_help(lang))))
                (form.may("insurer", &w::insurer_label(lang)))
                (form.must("reference", w::reference_label(lang), Some(w::reference_help(lang))))
                (form.must("amount", w::amount_label(lang), None))
                (form.day("from", &w::from_label(lang), &day(desk.now.business_date()), true))
                (form.day("until", &w::until_label(lang), "", true))
                (form.why(lang, desk.wants))
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
            let sum = match it.left() == it.amount {
                true => it.amount.grouped(),
                false => w::instrument_left(lang, &it.left().grouped(), &it.amount.grouped()),
            };
            (it.id.to_string(), format!("{word} {} · {sum}", it.reference))
        })
        .collect();
    let form = desk.back.form("release");
    html! {
        @if !there.is_empty() {
            details class="ask" open[form.is_back()] {
                summary { (w::release_head(lang)) }
                form method="post" action=(to(desk)) {
                    (hidden(desk, key, "release"))
                    p class="help" { (w::release_effect(lang)) }
                    (form.pick("instrument", &w::instrument_label(lang), &there, ""))
                    (form.why(lang, desk.wants))
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
    let form = desk.back.form("adjust");
    html! {
        details class="ask" open[form.is_back()] {
            summary { (w::adjust_head(lang)) }
            form method="post" action=(to(desk)) {
                (hidden(desk, key, "adjust"))
                p class="help" { (w::adjust_effect(lang)) }
                (form.pick("item", &w::item_head(lang), &items, ""))
                (form.pick("applies", &w::applies_label(lang), &choices, "yes"))
                (form.day("until", &w::adjust_until_label(lang), "", false))
                (form.why(lang, desk.wants))
                button class="btn" { (w::adjust_button(lang)) }
            }
        }
    }
}

/// That an insurer has another name: it changes for everybody who reads of it, so two people say
/// so.
pub(super) fn rename(
    lang: Lang,
    (who, wants): (&Entered, Wants),
    (insurers, back): (&BTreeMap<InsurerCode, String>, &Back),
    key: Id,
) -> Markup {
    let form = back.form(list::RENAME);
    let all: Vec<(String, String)> = insurers
        .iter()
        .map(|(code, name)| (code.to_string(), format!("{} {code}", in_language(lang, name))))
        .collect();
    html! {
        @if !all.is_empty() {
            section {
                div class="sh" { h2 { (w::do_head(lang)) } }
                details class="ask" open[form.is_back()] {
                    summary { (w::rename_head(lang)) }
                    form method="post" action="/console/surety/insurers" {
                        (form_field(who))
                        input type="hidden" name="key" value=(key);
                        p class="help" { (w::rename_effect(lang)) }
                        (form.pick("insurer", &w::insurer_head(lang), &all, ""))
                        (form.must("name", w::name_label(lang), Some(w::issuer_help(lang))))
                        (form.why(lang, wants))
                        button class="btn p" { (w::rename_button(lang)) }
                    }
                }
            }
        }
    }
}

//! What happened lately, the newest first.

use crate::console::network::section_head;
use crate::console::shape::{self, Shape};
use crate::console::{format, words};
use maud::{Markup, html};
use naru_base::Lang;
use naru_core::glance::{Event, EventKind, Glance};

const SHOWN: usize = 5;

/// The section.
pub(crate) fn section(lang: Lang, glance: &Glance) -> Markup {
    let shown = &glance.events[..glance.events.len().min(SHOWN)];
    let note = html! { @if !shown.is_empty() { (words::events_note(lang, shown.len())) } };
    html! {
        section id="events" {
            (section_head(lang, glance, &words::events(lang), &note))
            @if shown.is_empty() { p class="none" { (words::no_events(lang)) } }
            @else { ol class="strip" { @for it in shown { (event(lang, it)) } } }
        }
    }
}

fn event(lang: Lang, it: &Event) -> Markup {
    let (what, detail) = match &it.kind {
        EventKind::Started => (html! { (words::started(lang)) }, String::new()),
        EventKind::BankTrouble(bank, state) => {
            let (class, with, word) = shape::bank_state(lang, *state);
            let text = words::event_bank(lang, bank.of(lang), &word);
            (shape::state(class, with, &text), String::new())
        }
        EventKind::BankWell(bank, seconds) => {
            let after = words::event_after(lang, &format::age(lang, *seconds));
            (html! { (words::event_well(lang, bank.of(lang))) }, after)
        }
        EventKind::DoubtRose(bank, n) => {
            let text = words::event_doubt(lang, bank.of(lang));
            (shape::state("doubt", Shape::Doubt, &text), words::event_doubt_n(lang, *n))
        }
        EventKind::DoubtCleared(seconds) => {
            let after = words::event_after(lang, &format::age(lang, *seconds));
            (html! { (words::event_cleared(lang)) }, after)
        }
        EventKind::StandingChanged(who, standing) => {
            let (_, _, word) = shape::standing(lang, *standing);
            (html! { (words::event_standing(lang, who.of(lang), &word)) }, String::new())
        }
        EventKind::ChainVerified(true) => {
            (html! { (words::event_verified(lang)) }, words::chain_whole(lang))
        }
        EventKind::ChainVerified(false) => {
            (shape::state("stop", Shape::Square, &words::chain_broken(lang)), String::new())
        }
    };
    html! {
        li {
            time { (it.at.kst_clock()) }
            span { (what) }
            span class="sub" { (detail) }
        }
    }
}

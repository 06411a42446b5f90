//! Transfers in doubt, the oldest first.

use crate::console::network::section_head;
use crate::console::shape::{self, Shape};
use crate::console::{format, words};
use maud::{Markup, html};
use naru_base::{Lang, Micros};
use naru_core::glance::{BankAnswer, DoubtRow, Glance};

/// The section.
pub(crate) fn section(lang: Lang, glance: &Glance, now: Micros) -> Markup {
    let it = &glance.doubts;
    let shown = u64::try_from(it.oldest.len()).unwrap_or(u64::MAX);
    let note = html! {
        @if it.count > 0 {
            (words::doubt_note(lang, &format::count(shown), &format::count(it.count)))
        }
    };
    html! {
        section id="doubt" {
            (section_head(lang, glance, &words::doubts(lang), &note))
            @if it.oldest.is_empty() {
                p class="none" {
                    (shape::state("ok", Shape::Circle, &words::no_doubt(lang)))
                    @if let Some(at) = it.last_resolved_at {
                        (words::no_doubt_last(lang, &at.kst_clock()))
                    }
                }
            } @else { (table(lang, &it.oldest, now)) }
        }
    }
}

fn table(lang: Lang, rows: &[DoubtRow], now: Micros) -> Markup {
    html! {
        table class="d" {
            caption class="vh" { (words::doubts(lang)) }
            thead { tr {
                th scope="col" { (words::asked_at(lang)) }
                th scope="col" { (words::from_to(lang)) }
                th scope="col" class="num" { (words::amount_unit(lang)) }
                th scope="col" class="num" { (words::age_head(lang)) }
                th scope="col" class="num" { (words::inquiries(lang)) }
                th scope="col" class="cell-l" { (words::last_word(lang)) }
            } }
            tbody { @for it in rows { (row(lang, it, now)) } }
        }
    }
}

fn row(lang: Lang, it: &DoubtRow, now: Micros) -> Markup {
    let said = match it.last_answer {
        BankAnswer::NoAnswer => words::said_nothing(lang),
        BankAnswer::CannotTell => words::said_unsure(lang),
        BankAnswer::InProcess => words::said_working(lang),
        BankAnswer::Late => words::said_late(lang),
    };
    html! {
        tr {
            td class="nw at" { (it.at.kst_clock()) }
            td class="way" {
                span class="nw" { (it.institution.of(lang)) " →" } " "
                span class="nw" { (it.bank_code) " " (it.bank.of(lang)) }
            }
            td class="num amt" { (it.amount.grouped()) }
            td class="num b age" { (format::age_column(format::seconds_between(it.at, now))) }
            td class="num inq" { (words::times(lang, &format::count(it.inquiries))) }
            td class="cell-l said" { (shape::state("doubt", Shape::Doubt, &said)) }
        }
    }
}

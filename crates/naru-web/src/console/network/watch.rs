//! The watch line: what everybody must always know, on every page.

use crate::console::network::{age_of, as_of, lamp_state};
use crate::console::shape::{Shape, shape};
use crate::console::{format, words};
use maud::{Markup, html};
use naru_base::{Lang, Micros};
use naru_core::glance::Glance;

/// Lamp and figures.
pub(crate) fn line(lang: Lang, glance: &Glance, now: Micros) -> Markup {
    let age = age_of(glance, now);
    let clock = glance.at.kst_clock();
    let text = match lamp_state(age) {
        "live" => words::live(lang),
        "late" => words::late(lang, &age.to_string()),
        _ => words::cut(lang, &clock),
    };
    html! {
        p class="lamp" {
            i aria-hidden="true" {}
            span id="lamp" data-word=(words::live(lang))
                data-late=(words::late(lang, "{n}")) data-cut=(words::cut(lang, "{t}"))
                data-clock=(clock) data-old=(age) { (text) }
            span id="lamp-said" class="vh" role="status" {}
        }
        (figures(lang, glance))
    }
}

/// Clock, business date, ledger difference, in doubt, incidents.
pub(crate) fn figures(lang: Lang, glance: &Glance) -> Markup {
    let cases = |n: u64| words::cases(lang, &format::count(n));
    let difference = glance.money.as_ref().map(|m| (m.holds(), m.difference()));
    html! {
        dl id="watch-facts" aria-label=(words::watch_line(lang)) {
            div { dt { (words::kst(lang)) } dd { (glance.at.kst_clock()) } }
            div {
                dt { (words::business_day(lang)) }
                dd { (format::date(lang, glance.business_date)) }
            }
            div {
                dt { (words::ledger_diff(lang)) }
                dd data-mark="" {
                    a href="#money" {
                        @match difference {
                            Some((true, Some(won))) => {
                                (as_of(lang, glance.at))
                                span class="fig" { (shape(Shape::Check)) (format::won(lang, won)) }
                            }
                            Some((_, Some(won))) => {
                                (as_of(lang, glance.at))
                                span class="alarm" {
                                    (shape(Shape::Square)) (format::won(lang, won))
                                }
                            }
                            Some((_, None)) => span class="alarm" {
                                (shape(Shape::Square)) (words::unknown(lang))
                            },
                            None => span class="fig" { (shape(Shape::Dashed)) (words::unknown(lang)) },
                        }
                    }
                }
            }
            div {
                dt { (words::in_doubt(lang)) }
                dd data-mark="" { a href="#doubt" {
                    @if glance.doubts.count > 0 { (shape(Shape::Doubt)) }
                    (cases(glance.doubts.count))
                } }
            }
            div {
                dt { (words::incidents(lang)) }
                dd data-mark="" { a href="#events" {
                    @if glance.incidents > 0 { (shape(Shape::Triangle)) }
                    (cases(glance.incidents))
                } }
            }
        }
    }
}

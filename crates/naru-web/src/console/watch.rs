//! The watch line: what everybody must always know, on every page.

use crate::console::shape::{Shape, shape};
use crate::console::{format, words};
use maud::{Markup, html};
use naru_base::role::{Post, Right};
use naru_base::{Lang, Micros};
use naru_core::glance::Glance;

/// Seconds without news after which the lamp says "late", and "cut".
const LATE_SECONDS: u64 = 3;
const CUT_SECONDS: u64 = 15;

/// The lamp's state for facts of this age, as the stylesheet and the script know it.
pub(crate) const fn lamp_state(age: u64) -> &'static str {
    match age {
        0..LATE_SECONDS => "live",
        LATE_SECONDS..CUT_SECONDS => "late",
        _ => "cut",
    }
}

/// The age of the facts.
pub(crate) fn age_of(glance: &Glance, now: Micros) -> u64 {
    format::seconds_between(glance.at, now)
}

/// "14:31:55 기준": in the page always, seen only when the lamp is not live.
pub(crate) fn as_of(lang: Lang, at: Micros) -> Markup {
    html! { span class="asof" { (words::as_of(lang, &at.kst_clock())) " " } }
}

/// Lamp and figures.
pub(crate) fn line(lang: Lang, post: &Post, glance: &Glance, now: Micros) -> Markup {
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
        @if post.may(Right::NetworkRead) { (figures(lang, glance)) }
        @else { (times(lang, glance)) }
    }
}

/// Clock and business date: what those see who may not see the network's figures.
pub(crate) fn times(lang: Lang, glance: &Glance) -> Markup {
    html! {
        dl id="watch-facts" aria-label=(words::watch_line(lang)) { (clocks(lang, glance)) }
    }
}

fn clocks(lang: Lang, glance: &Glance) -> Markup {
    html! {
        div { dt { (words::kst(lang)) } dd { (glance.at.kst_clock()) } }
        div {
            dt { (words::business_day(lang)) }
            dd { (format::date(lang, glance.business_date)) }
        }
    }
}

/// Clock, business date, ledger difference, in doubt, incidents. Marked when it changes is the
/// figure alone: of when it is changes every second.
pub(crate) fn figures(lang: Lang, glance: &Glance) -> Markup {
    let cases = |n: u64| words::cases(lang, &format::count(n));
    let difference = glance.money.as_ref().map(|m| (m.holds(), m.difference()));
    html! {
        dl id="watch-facts" aria-label=(words::watch_line(lang)) {
            (clocks(lang, glance))
            div {
                dt { (words::ledger_diff(lang)) }
                dd {
                    a href="/console#money" {
                        @match difference {
                            Some((true, Some(won))) => {
                                (as_of(lang, glance.at))
                                span class="fig" data-mark="" {
                                    (shape(Shape::Check)) (format::won(lang, won))
                                }
                            }
                            Some((_, Some(won))) => {
                                (as_of(lang, glance.at))
                                span class="alarm" data-mark="" {
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
                dd data-mark="" { a href="/console#doubt" {
                    @if glance.doubts.count > 0 { (shape(Shape::Doubt)) }
                    (cases(glance.doubts.count))
                } }
            }
            div {
                dt { (words::incidents(lang)) }
                dd data-mark="" { a href="/console/incidents" {
                    @if glance.incidents > 0 { (shape(Shape::Triangle)) }
                    (cases(glance.incidents))
                } }
            }
        }
    }
}

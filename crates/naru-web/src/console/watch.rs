//! The watch line: what everybody must always know, on every page.

use crate::console::gates::rungs;
use crate::console::pieces::{date_time, day};
use crate::console::shape::{Shape, shape, standing};
use crate::console::{format, words};
use maud::{Markup, html};
use naru_base::role::{Post, Reach, Right, Scope};
use naru_base::{Answer, ClientUseCode, Id, Lang, Micros};
use naru_core::admission::{self, PATH};
use naru_core::claim;
use naru_core::glance::{Glance, Standing};
use naru_core::surety;
use naru_store::Tx;

/// Where an institution stands, for its own people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Own {
    standing: Standing,
    /// The date that comes next of anything that lowers it.
    next: Option<Micros>,
    /// The date by which it has to pay next, and in which claim.
    payment: Option<(Id, Micros)>,
}

impl Own {
    /// Of whose pages: the institution whose people see their own alone.
    pub(crate) fn code(post: &Post) -> Option<&ClientUseCode> {
        match (post.reach(Right::GatesRead), post.scope()) {
            (Reach::Own, Scope::Institution(code)) => Some(code),
            _ => None,
        }
    }

    /// As it is on record now.
    pub(crate) fn read(tx: &mut Tx<'_>, code: &ClientUseCode, now: Micros) -> Answer<Own> {
        let facts = admission::facts_of(tx, code)?;
        let cover = surety::position(tx, code, now)?.falls_short();
        let found = admission::admission(&facts, &PATH, now);
        let ahead = admission::ahead(&facts, &PATH, &found, cover, now);
        let next = ahead.next(found.next_end()).map(|it| it.at());
        let payment = claim::first_payment(tx, code, now)?;
        Ok(Own { standing: rungs(found.standing), next, payment })
    }

    /// What it has to pay, if that comes before the date of its standing.
    fn first_payment(&self) -> Option<(Id, Micros)> {
        self.payment.filter(|(_, by)| self.next.is_none_or(|at| *by < at))
    }
}

/// The standing and the date that comes next, each the way to what it is the date of.
pub(crate) fn own(lang: Lang, it: &Own, now: Micros) -> Markup {
    let (_, _, word) = standing(lang, it.standing);
    html! {
        dl id="watch-own" class="own" aria-label=(words::watch_own(lang)) {
            div { dt { (words::standing(lang)) } dd { a href="/console/gates" { (word) } } }
            @if let Some((claim, by)) = it.first_payment() {
                div {
                    dt { (words::watch_payment(lang)) }
                    dd {
                        a class=[(by <= now).then_some("alarm")]
                            href=(format!("/console/claims/{claim}")) {
                            @if by <= now { (shape(Shape::Square)) }
                            (date_time(by))
                            @if by <= now { " " (words::watch_over(lang)) }
                        }
                    }
                }
            } @else if let Some(at) = it.next {
                div {
                    dt { (words::watch_next(lang)) }
                    dd { a href="/console/gates" { (day(at.plus_seconds(-1).business_date())) } }
                }
            }
        }
    }
}

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
pub(crate) fn line(
    lang: Lang,
    (post, of): (&Post, Option<&Own>),
    glance: &Glance,
    now: Micros,
) -> Markup {
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
        @if let Some(it) = of { (own(lang, it, now)) }
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

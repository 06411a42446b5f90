//! 물길: institutions on the left bank, banks on the right, the streams between them.

use crate::console::network::{river, section_head};
use crate::console::shape::{self, Shape};
use crate::console::{format, words};
use maud::{Markup, html};
use naru_base::Lang;
use naru_core::glance::{BankRow, Glance, InstitutionRow, Standing};

/// Rows of institutions before the rest becomes one row.
const ROWS_MIN: usize = 12;

/// The section with both tables and the streams.
pub(crate) fn section(lang: Lang, glance: &Glance) -> Markup {
    let (shown, rest) = split(glance);
    let head = words::river_head(lang, &format::tenths(glance.total.rate_tenths));
    html! {
        section id="river" {
            (section_head(lang, glance, &words::river(lang), &html! { (words::river_note(lang)) }))
            @if glance.banks.is_empty() {
                p class="none" { (words::no_banks(lang)) }
            } @else {
                div class="cross" {
                    (institutions(lang, shown, rest))
                    div class="rv" {
                        div class="rvh" { (head) }
                        (river::streams(&words::river_label(lang), shown, rest, glance))
                        (landings(lang, &glance.banks))
                    }
                    (banks(lang, &glance.banks))
                }
            }
        }
    }
}

/// As many institutions as there are rows; the others are one row.
fn split(glance: &Glance) -> (&[InstitutionRow], &[InstitutionRow]) {
    let rows = ROWS_MIN.max(glance.banks.len());
    if glance.institutions.len() <= rows {
        (&glance.institutions, &[])
    } else {
        glance.institutions.split_at(rows - 1)
    }
}

/// From one percent on an institution's errors stand out.
const ERRORS_SEEN: u64 = 100;
/// From a second on a bank's median is a sign of its trouble.
const SLOW_P50_US: u64 = 1_000_000;

fn institutions(lang: Lang, shown: &[InstitutionRow], rest: &[InstitutionRow]) -> Markup {
    html! {
        table class="l" {
            caption class="vh" { (words::institution(lang)) }
            thead { tr {
                th scope="col" { (words::institution(lang)) }
                th scope="col" { (words::standing(lang)) }
                th scope="col" class="num" { (words::rate(lang)) }
                th scope="col" class="num" { (words::p99(lang)) }
                th scope="col" class="num" { (words::errors(lang)) }
            } }
            tbody {
                @if shown.is_empty() {
                    tr class="empty" { td colspan="5" { (words::no_institutions(lang)) } }
                }
                @for it in shown { (institution(lang, it)) }
                @if !rest.is_empty() {
                    @let sum: u64 = rest.iter().map(|it| it.rate_tenths).sum();
                    tr {
                        td class="who" { (words::others(lang, rest.len())) }
                        td class="st2 sub" { (standings(lang, rest)) }
                        td class="num key" { (format::tenths(sum)) }
                        td class="num k2" { (format::NONE) }
                        td class="num k3" { (format::NONE) }
                    }
                }
            }
        }
    }
}

fn institution(lang: Lang, it: &InstitutionRow) -> Markup {
    let seen = it.error_share.is_some_and(|share| share >= ERRORS_SEEN);
    html! {
        tr {
            td class="who" { (it.name.of(lang)) }
            td class="st2" data-mark="" { (shape::ladder(lang, it.standing)) }
            td class="num key" data-l=(words::rate(lang)) { (format::tenths(it.rate_tenths)) }
            td class="num k2" data-l=(words::p99(lang)) { (format::or_none(it.p99_us, format::ms)) }
            td class=(if seen { "num k3 c-warn b" } else { "num k3" }) data-l=(words::errors(lang)) {
                (format::or_none(it.error_share, format::share))
            }
        }
    }
}

/// How many of the rest have which standing: 정상 21 · 주의 2.
fn standings(lang: Lang, rest: &[InstitutionRow]) -> String {
    let mut of: Vec<Standing> = rest.iter().map(|it| it.standing).collect();
    of.sort_unstable();
    of.chunk_by(|a, b| a == b)
        .map(|same| format!("{} {}", shape::standing(lang, same[0]).2, same.len()))
        .collect::<Vec<_>>()
        .join(" · ")
}

fn banks(lang: Lang, banks: &[BankRow]) -> Markup {
    html! {
        table class="r" {
            caption class="vh" { (words::bank(lang)) }
            thead { tr {
                th scope="col" { (words::bank(lang)) }
                th scope="col" { (words::state(lang)) }
                th scope="col" class="num" { (words::rate(lang)) }
                th scope="col" class="num" { (words::p50(lang)) }
                th scope="col" class="num" { (words::p99(lang)) }
                th scope="col" class="num" { (words::failures(lang)) }
                th scope="col" class="num" { (words::in_doubt(lang)) }
                th scope="col" class="cell-l" { (words::last_hour(lang)) }
            } }
            tbody { @for it in banks { (bank(lang, it)) } }
        }
    }
}

fn bank(lang: Lang, it: &BankRow) -> Markup {
    let (class, with, word) = shape::bank_state(lang, it.state);
    // In trouble, what may be its sign stands out; a share of nothing is none.
    let figure = |is_sign: bool| match it.state.is_trouble() && is_sign {
        true => format!("num c-{class} b"),
        false => "num".to_owned(),
    };
    let fails = it.failure_share.is_some_and(|share| share > 0);
    let row = it.state.is_trouble().then(|| format!("tint-{class}"));
    html! {
        tr class=[row] {
            td class="who" { span class="c-3 mono" { (it.code) } " " (it.name.of(lang)) }
            td class="st2" data-mark="" { (shape::state(class, with, &word)) }
            td class="num key" data-l=(words::rate(lang)) { (format::tenths(it.rate_tenths)) }
            td class=(format!("{} hp", figure(it.p50_us.is_some_and(|us| us >= SLOW_P50_US)))) {
                (format::or_none(it.p50_us, format::ms))
            }
            td class=(format!("{} k2", figure(true))) data-l=(words::p99(lang)) {
                (format::or_none(it.p99_us, format::ms))
            }
            td class=(format!("{} hp", figure(fails))) {
                (format::or_none(it.failure_share, format::share))
            }
            td class="num k3" data-mark="" data-l=(words::in_doubt(lang)) {
                @if it.in_doubt > 0 { a class="c-doubt b" href="#doubt" { (format::count(it.in_doubt)) } }
                @else { span class="c-3" { "0" } }
            }
            td class="cell-l hp" { (shape::heat_strip(lang, it.name.of(lang), &it.cells)) }
        }
    }
}

/// The transfers in doubt, where their streams land.
fn landings(lang: Lang, banks: &[BankRow]) -> Markup {
    html! {
        ul class="rvt" aria-hidden="true" {
            @for it in banks {
                li {
                    @if it.in_doubt > 0 {
                        span class="tag doubt" {
                            (shape::shape(Shape::Doubt))
                            (words::cases(lang, &format::count(it.in_doubt)))
                        }
                    }
                }
            }
        }
    }
}

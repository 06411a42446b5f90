//! The first sentence: a pure function of the facts, in words.

use crate::console::shape::{Shape, shape};
use crate::console::{format, words};
use maud::{Markup, html};
use naru_base::texts::Josa;
use naru_base::{Lang, Micros, Won};
use naru_core::glance::{BankState, Glance, Lead, Name, Trouble, lead};

/// What a tired person must know first.
pub(crate) fn sentence(lang: Lang, glance: &Glance, now: Micros) -> Markup {
    let it = lead(glance);
    let clock = glance.at.kst_clock();
    html! {
        p class="lead" id="lead" {
            span class="asof" {
                b class="wrap" { (shape(Shape::Square)) " " (words::lead_old(lang, &clock)) }
                (words::lead_until(lang, &clock)) " "
            }
            @match &it.trouble {
                Trouble::Ledger(difference) => {
                    (bold("c-stop", Shape::Square, &ledger(lang, *difference)))
                    (words::ledger_do(lang))
                }
                Trouble::Chain => {
                    (bold("c-stop", Shape::Square, &words::chain_broken(lang)))
                    (words::chain_do(lang)) (ending(lang, &it, true))
                }
                Trouble::Bank { bank, state, since, p99_us, failure_share, in_doubt, others } => {
                    (bank_subject(lang, bank, *state))
                    (bank_since(lang, *state, *since, *p99_us, *failure_share))
                    (asking(lang, *in_doubt))
                    @if *others > 0 { (words::banks_more(lang, *others as u64)) }
                    (ending(lang, &it, true))
                }
                Trouble::Doubt { oldest_at } => {
                    (bold("c-doubt", Shape::Doubt, &words::doubt_subject(lang)))
                    (asking(lang, it.in_doubt))
                    @if let Some(at) = oldest_at {
                        @let age = format::age(lang, format::seconds_between(*at, now));
                        (words::doubt_oldest(lang, &age))
                    }
                    (ending(lang, &it, false))
                }
                Trouble::NoTraffic => {
                    (bold("c-3", Shape::Hollow, &words::no_traffic(lang)))
                    (ending(lang, &it, false))
                }
                Trouble::None => {
                    (bold("c-ok", Shape::Circle, &words::all_well(lang)))
                    (ending(lang, &it, false))
                }
            }
        }
    }
}

fn bold(class: &str, with: Shape, text: &str) -> Markup {
    html! { b class=(class) { (shape(with)) " " (text) } }
}

fn ledger(lang: Lang, difference: Option<Won>) -> String {
    match difference {
        None => words::ledger_unknown(lang),
        Some(Won::ZERO) => words::ledger_left(lang),
        Some(won) => words::ledger_broken(lang, &format::won(lang, won)),
    }
}

fn bank_subject(lang: Lang, bank: &Name, state: BankState) -> Markup {
    let subject = match lang {
        Lang::Ko => Josa::i_ga(&bank.ko).to_string(),
        Lang::En => bank.en.clone(),
    };
    match state {
        BankState::Down => bold("c-stop", Shape::Square, &words::bank_down(lang, &subject)),
        BankState::BreakerOpen => bold("c-stop", Shape::Square, &words::bank_cut(lang, &subject)),
        _ => bold("c-warn", Shape::Triangle, &words::bank_slow(lang, &subject)),
    }
}

fn bank_since(
    lang: Lang,
    state: BankState,
    since: Option<Micros>,
    p99_us: Option<u64>,
    failure_share: Option<u64>,
) -> String {
    let share = format::or_none(failure_share, format::share);
    match (state, since) {
        (BankState::BreakerOpen, _) => words::since_cut(lang),
        (BankState::Down, Some(at)) => words::since_down(lang, &format::hour_minute(at), &share),
        (_, Some(at)) => {
            let p99 = format::or_none(p99_us, |us| format::span(lang, us));
            let at = format::hour_minute(at);
            match failure_share {
                None | Some(0) => words::since_slow(lang, &at, &p99),
                Some(_) => words::since_failing(lang, &at, &p99, &share),
            }
        }
        (_, None) => String::new(),
    }
}

fn asking(lang: Lang, n: u64) -> Markup {
    html! {
        @if n > 0 {
            (words::asking_before(lang))
            b class="c-doubt" { (words::transfers(lang, &format::count(n), format::s(n))) }
            (words::asking_after(lang))
        }
    }
}

/// The banks that do well, and the money.
fn ending(lang: Lang, it: &Lead, rest: bool) -> Markup {
    let well = it.banks_well as u64;
    let banks = match (well, rest) {
        (0, _) => String::new(),
        (1, true) => words::rest_well_one(lang),
        (1, false) => words::banks_well_one(lang),
        (n, true) => words::rest_well(lang, n),
        (n, false) => words::banks_well(lang, n),
    };
    // A ledger that does not add up has its own sentence, so here it does or is not known.
    let money = match (well, it.money_holds.is_some()) {
        (0, true) => words::money_holds_too(lang),
        (0, false) => words::money_unknown_too(lang),
        (_, true) => words::money_holds(lang),
        (_, false) => words::money_unknown(lang),
    };
    html! { (banks) b class="wrap" { (money) } }
}

//! 정산: days netted by bank and institution, and what banks' statements say otherwise.

mod chart;
mod day;
mod days;
mod difference;
mod differences;
mod export;
mod words;

pub(crate) use day::page as day_page;
pub(crate) use days::{close, page as days_page};
pub(crate) use difference::{explain, page as difference_page};
pub(crate) use differences::page as differences_page;
pub(crate) use export::{day as day_export, differences as differences_export};

use crate::console::format;
use crate::console::names::Names;
use crate::console::shape::{Shape, state};
use maud::Markup;
use naru_base::{Lang, Refusal, Won};
use naru_core::relay::bankwire::BankOutcome;
use naru_core::settlement::reconcile::{Kind, Reason};
use naru_core::settlement::{Party, Standing};
use words as w;

/// A participant's name with its code.
fn party(lang: Lang, names: &Names, it: &Party) -> String {
    match it {
        Party::Bank(code) => names.bank(code.as_str()),
        Party::Institution(code) => names.get(code.as_str()).to_owned(),
        Party::Operator => w::operator(lang),
    }
}

fn standing_class(lang: Lang, it: Standing) -> (&'static str, Shape, String) {
    match it {
        Standing::Open => ("warn", Shape::Triangle, w::st_open(lang)),
        Standing::Explained => ("run", Shape::Half, w::st_explained(lang)),
        Standing::Resolved => ("ok", Shape::Check, w::st_resolved(lang)),
    }
}

fn standing(lang: Lang, it: Standing) -> Markup {
    let (class, shape, word) = standing_class(lang, it);
    state(class, shape, &word)
}

fn kind(lang: Lang, it: Kind) -> String {
    match it {
        Kind::MissingHere => w::missing_here(lang),
        Kind::MissingThere => w::missing_there(lang),
        Kind::AmountDiffers => w::amount_differs(lang),
        Kind::StateDiffers => w::state_differs(lang),
    }
}

fn reason(lang: Lang, it: Reason) -> String {
    match it {
        Reason::NotHeardYet => w::not_heard_yet(lang),
        Reason::PaidButReleased => w::paid_but_released(lang),
        Reason::SettledButNotPaid => w::settled_but_not_paid(lang),
        Reason::NeverOrdered => w::never_ordered(lang),
        Reason::OtherAmount => w::other_amount(lang),
    }
}

fn outcome(lang: Lang, it: BankOutcome) -> String {
    match it {
        BankOutcome::Done => w::bank_done(lang),
        BankOutcome::Failed => w::bank_failed(lang),
        BankOutcome::Void => w::bank_void(lang),
        BankOutcome::Processing => w::bank_processing(lang),
        BankOutcome::NotFound => w::bank_not_found(lang),
    }
}

/// What one side has: a word and an amount, or nothing.
fn side(lang: Lang, it: Option<(String, Won)>) -> String {
    it.map_or_else(
        || w::nothing(lang),
        |(word, amount)| format!("{word} {}", format::won(lang, amount)),
    )
}

/// A refusal of settlement in words.
fn refusal(lang: Lang, it: &Refusal) -> String {
    match it.code {
        "settlement/day-not-over" => w::no_not_over(lang),
        "settlement/nothing-to-close" => w::no_nothing(lang),
        "settlement/earlier-day-open" => w::no_earlier(lang, it.fact("first")),
        "settlement/being-asked" => w::no_asked(lang, it.fact("count")),
        "settlement/year-unknown" => w::no_year(lang, it.fact("year")),
        "settlement/explanation-length" => w::no_length(lang),
        "settlement/difference-unknown" => w::no_difference(lang),
        _ => w::no_other(lang),
    }
}

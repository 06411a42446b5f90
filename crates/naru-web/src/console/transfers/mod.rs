//! 이체: finding transfers, and one transfer's whole life.

mod answers;
mod find;
mod life;
mod parts;
mod picture;
mod words;

pub(crate) use parts::{bad_reference, reveal_form};

pub(crate) use find::page as find_page;
pub(crate) use life::{page as life_page, reveal};

use crate::console::shape::{Shape, state};
use maud::Markup;
use naru_base::Lang;
use naru_core::relay::State;

/// A transfer's state: colour class, shape and word.
pub(crate) fn state_of(lang: Lang, it: State) -> (&'static str, Shape, String) {
    match it {
        State::Refused => ("na", Shape::Square, words::st_refused(lang)),
        State::Reserved => ("run", Shape::Half, words::st_reserved(lang)),
        State::InDoubt => ("doubt", Shape::Doubt, words::st_doubt(lang)),
        State::Settled => ("ok", Shape::Circle, words::st_settled(lang)),
        State::Released => ("limit", Shape::Diamond, words::st_released(lang)),
    }
}

fn state_mark(lang: Lang, it: State) -> Markup {
    let (class, shape, word) = state_of(lang, it);
    state(class, shape, &word)
}

fn kind_word(lang: Lang, kind: &str) -> String {
    match kind {
        "withdraw" => words::kind_withdraw(lang),
        "deposit" => words::kind_deposit(lang),
        "return" => words::kind_return(lang),
        "fund" => words::kind_fund(lang),
        _ => words::kind_other(lang),
    }
}

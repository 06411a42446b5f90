//! 동의: what users agreed to: found, and one user's agreements from the first day on.

mod find;
mod life;
mod parts;
mod words;

pub(crate) use find::page as find_page;
pub(crate) use life::{page as life_page, reveal};

use crate::console::pieces::day;
use crate::console::shape::{Shape, state};
use maud::{Markup, html};
use naru_base::{Lang, Micros};
use naru_core::identity::Agreed;
use words as w;

/// An agreement is shown as ending soon from so many days on.
const SOON_DAYS: i64 = 30;

fn days_left(until: Micros, now: Micros) -> i64 {
    until.days_left(now)
}

/// One agreement: whether it holds, and until when.
fn agreed(lang: Lang, it: Agreed, now: Micros) -> Markup {
    let Some(until) = it.until else {
        return state("na", Shape::Hollow, &w::not_agreed(lang));
    };
    let date = day(until.business_date());
    let left = days_left(until, now);
    if until <= now {
        html! { span class="c-3" { (state("na", Shape::Square, &w::ended(lang, &date))) } }
    } else if left < SOON_DAYS {
        state("warn", Shape::Triangle, &w::until_left(lang, &date, left))
    } else {
        state("ok", Shape::Circle, &w::until(lang, &date))
    }
}

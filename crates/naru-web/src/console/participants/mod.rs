//! 참가: institutions and banks, how they do now and how old what they sign with is.

pub(crate) mod banks;
pub(crate) mod institutions;
mod words;

use crate::console::pieces::day;
use maud::{Markup, html};
use naru_base::role::{Post, Right, Scope};
use naru_base::{BankCode, ClientUseCode, Lang, Micros};

/// A certificate is shown as ending soon from so many days on.
const SOON_DAYS: i64 = 30;

fn days(micros: i64) -> i64 {
    micros.div_euclid(86_400_000_000)
}

fn is_own_institution(post: &Post, code: &str) -> bool {
    ClientUseCode::parse(code)
        .is_ok_and(|code| post.may_on(Right::InstitutionsRead, &Scope::Institution(code)))
}

fn is_own_bank(post: &Post, code: &str) -> bool {
    BankCode::parse(code).is_ok_and(|code| post.may_on(Right::BanksRead, &Scope::Bank(code)))
}

/// When a certificate ends, coloured by how soon.
fn ending(lang: Lang, not_after: Micros, now: Micros) -> Markup {
    use crate::console::shape::{Shape, state};
    let left = days(not_after.since(now));
    let date = day(not_after.business_date());
    if not_after <= now {
        state("stop", Shape::Square, &words::ended(lang, &date))
    } else if left <= SOON_DAYS {
        state("warn", Shape::Triangle, &words::ends(lang, &date, left))
    } else {
        html! { (words::ends(lang, &date, left)) }
    }
}

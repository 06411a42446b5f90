//! 참가: institutions and banks, how they do now and how old what they sign with is.

pub(crate) mod banks;
pub(crate) mod contract;
mod contract_words;
pub(crate) mod enter;
mod enter_words;
pub(crate) mod institutions;
pub(crate) mod one;
mod words;

use crate::console::door::Wrong;
use crate::console::guard::{Ask, Entered};
use crate::console::pieces::{Proof, day};
use crate::console::{ConsoleState, frame};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use naru_base::role::{Post, Right, Scope};
use naru_base::{BankCode, ClientUseCode, Lang, Micros};

/// A certificate is shown as ending soon from so many days on.
const SOON_DAYS: i64 = 30;

fn days(micros: i64) -> i64 {
    micros.div_euclid(86_400_000_000)
}

/// Why a form goes no further.
enum Stopped {
    /// The one-time code is to be put right.
    Wrong(Wrong),
    /// The answer is not the form.
    Answer(Response),
}

/// Takes the fresh one-time code of a form.
async fn prove(state: &ConsoleState, ask: &Ask, who: &Entered, code: &str) -> Result<(), Stopped> {
    let text = || crate::console::words::code_refused(ask.lang);
    match state.prove(who, code).await {
        Ok(Proof::Fresh) => Ok(()),
        Ok(Proof::Wrong) => Err(Stopped::Wrong(Wrong { field: "code", text: text() })),
        Ok(Proof::Over) => {
            Err(Stopped::Answer(Redirect::to("/console/login?said=again").into_response()))
        }
        Err(no) => Err(Stopped::Answer(frame::fault(ask, &no))),
    }
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

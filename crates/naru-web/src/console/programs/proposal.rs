//! A proposal of a program in words, and its page: the same as of accounts, for other eyes.

use super::{HERE, last_day, scope, words as w};
use crate::console::ConsoleState;
use crate::console::accounts::proposals::{self, Corner, Given};
use crate::console::guard::{Ask, Entered};
use axum::extract::{Form, Path, State};
use axum::response::Response;
use naru_base::Lang;
use naru_base::role::Right;
use naru_core::program::deeds;
use naru_core::proposal::Case;

/// Where proposals of this slice are shown, and to whom.
static CORNER: Corner = Corner {
    path: "/console/program-proposals",
    here: HERE,
    back: HERE,
    word: w::programs,
    is_here: |case, who| {
        case.kind.starts_with(deeds::PREFIX) && who.session.post.may(Right::ProgramsRead)
    },
    place: |_| None,
};

/// `GET /console/program-proposals/{id}`
pub(crate) async fn case_page(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path(id): Path<String>,
) -> Response {
    proposals::show(&state, &ask, &who, (&CORNER, &id), &[]).await
}

/// `POST /console/program-proposals/{id}/{deed}`: `confirm`, `reject` or `withdraw`.
pub(crate) async fn decide(
    State(state): State<ConsoleState>,
    ask: Ask,
    who: Entered,
    Path((id, deed)): Path<(String, String)>,
    Form(given): Form<Given>,
) -> Response {
    proposals::decide_at(&state, ask, who, (&CORNER, &id, &deed), &given).await
}

/// The deed's name.
pub(crate) fn deed(lang: Lang) -> String {
    w::deed_issue(lang)
}

/// What it is about: the program's name.
pub(crate) fn object(case: &Case) -> String {
    deeds::wish_of(case).map(|it| it.name).unwrap_or_default()
}

/// What exactly happens when it is confirmed.
pub(crate) fn effect(lang: Lang, case: &Case) -> String {
    let Ok(it) = deeds::wish_of(case) else { return String::new() };
    let what: Vec<String> = it.scopes.iter().map(|one| scope(lang, *one)).collect();
    w::fx_issue(lang, &it.name, &what.join(" · "), &last_day(it.until))
}

/// A refusal of this slice in words.
pub(crate) fn refusal(lang: Lang, code: &str) -> Option<String> {
    Some(match code {
        "program/account-unfit" => w::no_unfit(lang),
        "program/name-malformed" | "program/proposal-unreadable" => w::no_name(lang),
        "program/scopes-missing" => w::no_scopes(lang),
        "program/scope-beyond-rights" => w::no_beyond(lang),
        "program/life-out-of-range" => w::no_life(lang),
        "program/other-role" => w::no_role(lang),
        "program/two-secrets-live" => w::no_two(lang),
        "program/over" | "program/known" => w::no_over(lang),
        "program/not-yours" => w::no_yours(lang),
        "program/unknown" => w::unknown(lang),
        _ => return None,
    })
}

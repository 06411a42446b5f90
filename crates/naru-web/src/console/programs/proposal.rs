//! A proposal of a program in words, and its page: the same as of accounts, for other eyes.

use super::{HERE, last_day, scope, words as w};
use crate::console::accounts::proposals::Corner;
use naru_base::role::Right;
use naru_base::{Lang, in_language};
use naru_core::program::deeds;
use naru_core::proposal::Case;

/// Where proposals of this slice are shown, and to whom.
pub(crate) static CORNER: Corner = Corner {
    path: "/console/program-proposals",
    here: HERE,
    back: HERE,
    word: w::programs,
    is_here: |case, who| {
        case.kind.starts_with(deeds::PREFIX) && who.session.post.may(Right::ProgramsRead)
    },
    place: |_| None,
};

/// The deed's name.
pub(crate) fn deed(lang: Lang) -> String {
    w::deed_issue(lang)
}

/// What it is about: the program's name.
pub(crate) fn object(lang: Lang, case: &Case) -> String {
    let name = deeds::wish_of(case).map(|it| it.name).unwrap_or_default();
    in_language(lang, &name).to_owned()
}

/// What exactly happens when it is confirmed.
pub(crate) fn effect(lang: Lang, case: &Case) -> String {
    let Ok(it) = deeds::wish_of(case) else { return String::new() };
    let what: Vec<String> = it.scopes.iter().map(|one| scope(lang, *one)).collect();
    w::fx_issue(lang, in_language(lang, &it.name), &what.join(" · "), &last_day(it.until))
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

//! A proposal of this slice in words, and its page: the same as of accounts, for other eyes.

use super::plain::{item, kind, points, when};
use super::words as w;
use crate::console::accounts::proposals::Corner;
use crate::console::deadlines::Called;
use crate::console::format;
use naru_base::role::{Reach, Right, Scope};
use naru_base::{ClientUseCode, Lang, Won, in_language};
use naru_core::proposal::Case;
use naru_core::surety::{Adjusted, deeds};

/// Where proposals of this slice are shown, and to whom.
pub(crate) static CORNER: Corner = Corner {
    path: "/console/surety-proposals",
    here: "/console/surety",
    back: "/console/surety",
    word: w::surety,
    is_here: |case, who| {
        case.kind.starts_with(deeds::PREFIX)
            && who.is_told(case, Right::SuretyRead)
            && match case.kind.as_str() {
                deeds::RENAME => who.session.post.reach(Right::SuretyRead) == Reach::Everything,
                _ => deeds::about(&case.subject).is_some_and(|code| {
                    who.session.post.may_on(Right::SuretyRead, &Scope::Institution(code))
                }),
            }
    },
    place: |case| deeds::about(&case.subject).map(|code| format!("/console/surety/{code}")),
};

/// The deed's name.
pub(crate) fn deed(lang: Lang, kind: &str) -> String {
    match kind {
        deeds::RECORD => w::deed_record(lang),
        deeds::RELEASE => w::deed_release(lang),
        deeds::RENAME => w::deed_rename(lang),
        _ => w::deed_adjust(lang),
    }
}

/// What it is about: the institution, and the instrument or the item.
pub(crate) fn object(lang: Lang, called: &Called<'_>, case: &Case) -> String {
    if let (deeds::RENAME, Ok((code, before, _))) = (case.kind.as_str(), deeds::renamed_of(case)) {
        return format!("{} {code}", in_language(lang, &before));
    }
    let code = deeds::about(&case.subject);
    let name = code.map(|it| (called.institution)(it.as_str())).unwrap_or_default();
    match case.kind.as_str() {
        deeds::RECORD => deeds::recorded_of(case).map_or_else(
            |_| name.clone(),
            |(_, it)| format!("{name} · {} {}", kind(lang, it.kind), it.reference),
        ),
        deeds::ADJUST => deeds::adjusted_of(case)
            .map_or_else(|_| name.clone(), |(_, it)| format!("{name} · {}", item(lang, it.item))),
        _ => name,
    }
}

/// What exactly happens when it is confirmed.
pub(crate) fn effect(
    lang: Lang,
    called: &Called<'_>,
    case: &Case,
    comes: Option<&Adjusted>,
) -> String {
    let named = |code: &ClientUseCode| (called.institution)(code.as_str());
    let text = match case.kind.as_str() {
        deeds::RECORD => deeds::recorded_of(case).map(|(code, it)| {
            // An insurer of the network is named as the network names it.
            let typed = in_language(lang, &it.issuer).to_owned();
            let insurer = it.insurer.map(|code| ((called.institution)(code.as_str()), code));
            let issuer = match insurer {
                // Its first contract: the network does not know its name yet.
                Some((name, code)) if name == code.as_str() => format!("{typed}, {code}"),
                Some((name, _)) => name,
                None => typed,
            };
            let what = format!("{} {} ({issuer})", kind(lang, it.kind), it.reference);
            let amount = format::won(lang, it.amount);
            let (from, until) = (when(it.valid_from), super::plain::until(it.valid_until));
            w::fx_record(lang, &named(&code), &what, &amount, &from, &until)
        }),
        deeds::RELEASE => {
            deeds::released_of(case).map(|(code, _)| w::fx_release(lang, &named(&code)))
        }
        deeds::RENAME => {
            deeds::renamed_of(case).map(|(_, before, name)| w::fx_rename(lang, &before, &name))
        }
        _ => deeds::adjusted_of(case).map(|(code, it)| {
            let name = item(lang, it.item);
            let said = match (it.applies, it.valid_until) {
                (true, None) => w::fx_adjust(lang, &named(&code), &name),
                (true, Some(at)) => {
                    w::fx_adjust_until(lang, &named(&code), &name, &super::plain::until(at))
                }
                (false, _) => w::fx_adjust_end(lang, &named(&code), &name),
            };
            format!("{said} {}", comes_to(lang, comes))
        }),
    };
    text.unwrap_or_default()
}

/// What becomes of the factor and of what must be covered; of a proposal that is over, as things
/// were then, only that they changed.
fn comes_to(lang: Lang, it: Option<&Adjusted>) -> String {
    let Some(it) = it else { return w::fx_adjust_at_once(lang) };
    let won = |sum: Won| format::won(lang, sum);
    let points = points(lang, it.points);
    let ([before, after], [was, is]) = (it.percent, it.required);
    let said = match before == after {
        true => w::fx_factor_same(lang, &points, after, &won(is)),
        false => w::fx_factor(lang, &points, before, after, &won(was), &won(is)),
    };
    match it.missing > Won::ZERO {
        true => format!("{said} {}", w::fx_missing(lang, &won(it.missing))),
        false => said,
    }
}

/// What whoever confirms it is to look at first.
pub(crate) fn before(lang: Lang, kind: &str) -> Option<String> {
    match kind {
        deeds::RECORD => Some(w::look_at_paper(lang)),
        deeds::RENAME => Some(w::look_at_name(lang)),
        _ => None,
    }
}

/// A refusal of this slice in words.
pub(crate) fn refusal(lang: Lang, code: &str) -> Option<String> {
    Some(match code {
        "surety/instrument-malformed" | "surety/proposal-unreadable" => w::no_malformed(lang),
        "surety/validity-out-of-range" => w::no_validity(lang),
        "surety/instrument-known" => w::no_known(lang),
        "surety/too-many" => w::no_many(lang),
        "surety/instrument-unknown" => w::no_unknown(lang),
        "surety/cover-in-use" => w::no_in_use(lang),
        "surety/cover-short" => w::no_short(lang),
        "surety/cover-ends-before" => w::no_ends(lang),
        "surety/item-unknown" => w::no_item(lang),
        "surety/item-does-not-apply" => w::no_applies(lang),
        "surety/insurer-named-otherwise" => w::no_named_otherwise(lang),
        "surety/insurer-unknown" => w::bad_choice(lang),
        "surety/insurer-name-same" => w::no_same_name(lang),
        "surety/institution-unknown" => w::no_institution(lang),
        _ => return None,
    })
}

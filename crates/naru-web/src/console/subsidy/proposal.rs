//! A proposal of this slice in words.

use super::plain::grounds;
use super::words as w;
use crate::console::format;
use crate::console::sources;
use naru_base::{Lang, Won, in_language};
use naru_core::proposal::Case;
use naru_core::subsidy::{Grounds, deeds};

/// Whether a kind of proposal is of this slice.
pub(crate) fn is_ours(kind: &str) -> bool {
    kind.starts_with(deeds::PREFIX)
}

/// The deed's name.
pub(crate) fn deed(lang: Lang, kind: &str) -> String {
    match kind {
        deeds::PROGRAMME => w::deed_programme(lang),
        deeds::INSPECTOR => w::deed_inspector(lang),
        deeds::AWARD => w::deed_award(lang),
        deeds::DECLINE => w::deed_decline(lang),
        deeds::PAY => w::deed_pay(lang),
        deeds::RELEASE => w::deed_release(lang),
        _ => w::deed_carry(lang),
    }
}

/// What it is about: the programme, the inspector, or the firm, by the name that it has in this
/// language if there is one.
pub(crate) fn object(lang: Lang, case: &Case, firm: Option<&str>) -> String {
    let of = |ko: String, en: String| if lang == Lang::Ko { ko } else { en };
    let named = match case.kind.as_str() {
        deeds::PROGRAMME => deeds::programme_of(case).map(|it| of(it.name_ko, it.name_en)),
        deeds::INSPECTOR => deeds::inspector_of(case).map(|it| of(it.name_ko, it.name_en)),
        deeds::CARRY => deeds::carried_of(case).map(|(from, it)| format!("{from} → {}", it.to)),
        _ => deeds::wish_of(case)
            .map(|it| firm.unwrap_or_else(|| in_language(lang, &it.firm)).to_owned()),
    };
    named.unwrap_or_else(|_| case.subject.clone())
}

/// What exactly happens when it is confirmed.
pub(crate) fn effect(lang: Lang, case: &Case, firm: Option<&str>) -> String {
    let object = object(lang, case, firm);
    let sum = |won: i64| format::won(lang, Won::new(won));
    let text = match case.kind.as_str() {
        deeds::PROGRAMME => deeds::programme_of(case).map(|it| {
            let (amount, cap) = (sum(it.appropriation.get()), sum(it.firm_cap.get()));
            w::fx_programme(
                lang,
                &object,
                &amount,
                it.share_percent,
                &cap,
                sources::shown(lang, &it.basis),
            )
        }),
        deeds::INSPECTOR => deeds::inspector_of(case)
            .map(|it| w::fx_inspector(lang, &object, sources::shown(lang, &it.basis))),
        deeds::CARRY => deeds::carried_of(case).map(|(from, it)| {
            w::fx_carry(lang, &sum(it.amount), &from, &it.to, sources::shown(lang, &it.basis))
        }),
        kind => deeds::wish_of(case).map(|it| match kind {
            deeds::AWARD => w::fx_award(lang, &object, &sum(it.amount)),
            deeds::PAY => w::fx_pay(lang, &object, &sum(it.amount)),
            deeds::RELEASE => w::fx_release(lang, &object, &sum(it.amount)),
            _ => {
                let why = Grounds::parse(&it.grounds).map(|it| grounds(lang, it));
                w::fx_decline(lang, &object, &why.unwrap_or_default())
            }
        }),
    };
    text.unwrap_or_default()
}

/// A refusal of this slice in words.
pub(crate) fn refusal(lang: Lang, code: &str) -> Option<String> {
    Some(match code {
        "subsidy/malformed" | "subsidy/proposal-unreadable" => w::bad_form(lang),
        "subsidy/not-open" => w::no_open(lang),
        "subsidy/class-not-helped" => w::no_class(lang),
        "subsidy/inspector-not-recognised" => w::no_inspector(lang),
        "subsidy/already-decided" => w::no_decided(lang),
        "subsidy/over-share" => w::no_share(lang),
        "subsidy/not-enough-left" => w::no_money(lang),
        "subsidy/nothing-to-claim" => w::no_claim(lang),
        "subsidy/evidence-missing" => w::no_evidence(lang),
        "subsidy/claim-changed" => w::no_changed(lang),
        "subsidy/own-application" => w::no_own(lang),
        "subsidy/still-open" => w::no_early(lang),
        "subsidy/not-a-later-year" => w::no_later(lang),
        "subsidy/code-taken" => w::no_taken(lang),
        "subsidy/too-many-waiting" => w::no_waiting(lang),
        "subsidy/application-unknown"
        | "subsidy/programme-unknown"
        | "subsidy/inspector-unknown" => w::no_known(lang),
        _ => return None,
    })
}

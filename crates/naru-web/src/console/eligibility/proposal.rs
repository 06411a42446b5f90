//! A proposal of this slice in words.

use super::plain::{grounds, last_day, on_day};
use super::words as w;
use naru_base::{Lang, in_language};
use naru_core::eligibility::deeds;
use naru_core::proposal::Case;

/// Whether a kind of proposal is of this slice.
pub(crate) fn is_ours(kind: &str) -> bool {
    kind.starts_with(deeds::PREFIX)
}

/// Whether it is about one institution's form, not about a sheet.
pub(crate) fn is_form(kind: &str) -> bool {
    is_ours(kind) && kind != deeds::SHEET
}

/// The deed's name.
pub(crate) fn deed(lang: Lang, kind: &str) -> String {
    match kind {
        deeds::SHEET => w::deed_sheet(lang),
        _ => w::deed_decide(lang),
    }
}

/// What it is about: the institution's code, or the sheet's.
pub(crate) fn object(case: &Case) -> String {
    let subject = case.subject.as_str();
    subject.split_once(':').map_or(subject, |(_, code)| code).to_owned()
}

/// What exactly happens when it is confirmed. `name` is the institution's; `is_large`: whether it
/// may authenticate users itself, where that is known and asked for.
pub(crate) fn effect(lang: Lang, case: &Case, name: &str, is_large: Option<bool>) -> String {
    if case.kind == deeds::SHEET {
        let text = deeds::sheet_of(case).map(|it| {
            w::fx_sheet(lang, &it.code, &on_day(it.valid_from), it.points_min, it.items.len())
        });
        return text.unwrap_or_default();
    }
    let Ok((_, wish)) = deeds::wish_of(case) else { return String::new() };
    if let Some(why) = wish.grounds {
        let said = w::fx_refuse(lang, name, &grounds(lang, why));
        return match wish.note.as_str() {
            "" => said,
            note => format!("{said} {}", w::fx_note(lang, in_language(lang, note))),
        };
    }
    let until = wish.holds_until.map(last_day).unwrap_or_default();
    let points = wish.scores.values().sum();
    let points = (!wish.scores.is_empty()).then(|| w::fx_points(lang, points));
    let scored = match is_large {
        None => None,
        Some(true) => Some(w::fx_large(lang)),
        Some(false) if points.is_none() => Some(w::fx_no_score(lang)),
        Some(false) => Some(w::fx_not_large(lang)),
    };
    let approved = Some(w::fx_approve(lang, name, &until));
    [approved, points, scored].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// A refusal of this slice in words.
pub(crate) fn refusal(lang: Lang, code: &str) -> Option<String> {
    Some(match code {
        "eligibility/form-malformed" => w::bad_model(lang),
        "eligibility/proposal-unreadable" => w::bad_form(lang),
        "eligibility/score-malformed" => w::bad_score(lang),
        "eligibility/note-missing" => w::no_note(lang),
        "eligibility/note-malformed" => w::bad_note(lang),
        "eligibility/end-missing" => w::bad_until(lang),
        "eligibility/sheet-malformed" => w::bad_sheet(lang),
        "eligibility/not-applied" => w::lead_not_applied(lang),
        "eligibility/no-form" => w::no_form(lang),
        "eligibility/form-changed" => w::no_changed(lang),
        "eligibility/already-decided" => w::no_decided(lang),
        "eligibility/own-form" => w::no_own(lang),
        "eligibility/class-not-allowed" => w::no_class(lang),
        "eligibility/excluded" => w::no_excluded(lang),
        "eligibility/paper-missing" => w::no_paper(lang),
        "desk/form-on-file" => w::no_around(lang),
        _ => return None,
    })
}

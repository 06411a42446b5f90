//! What is wrong with a field of a form of subsidy.

use super::words as w;
use crate::console::format;
use naru_base::Lang;
use naru_core::subsidy::decide::AMOUNT_MAX;

pub(super) use crate::console::typed::{
    Pairs, Typed, begin_of, end_of, key, one, sha256, won_or_most,
};

/// What the ids of the form that came back end with.
pub(super) fn part_of(given: &Pairs) -> String {
    match one(given, "deed") {
        "" => String::new(),
        deed => format!("-{deed}"),
    }
}

/// What is wrong with a field that the core names.
pub(super) fn malformed(lang: Lang, field: &str) -> (&'static str, String) {
    let bad_amount = |lang| w::bad_amount(lang, &format::won(lang, AMOUNT_MAX));
    match field {
        "code" => ("code_of", w::bad_code(lang)),
        "name_ko" => ("name_ko", w::bad_name(lang)),
        "name_en" => ("name_en", w::bad_name(lang)),
        "firm" => ("firm", w::bad_name(lang)),
        "basis" => ("basis", w::bad_basis(lang)),
        "registration" => ("registration", w::bad_registration(lang)),
        "designation" => ("designation", w::bad_designation(lang)),
        "quote" => ("quote", bad_amount(lang)),
        "cost" => ("cost", bad_amount(lang)),
        "amount" => ("amount", bad_amount(lang)),
        "appropriation" => {
            ("appropriation", w::bad_appropriation(lang, &format::won(lang, AMOUNT_MAX)))
        }
        "cap" => ("cap", bad_amount(lang)),
        "share" => ("share", w::bad_share(lang)),
        "year" => ("year", w::bad_year(lang)),
        "closes" => ("closes", w::bad_period(lang)),
        "until" => ("until", w::bad_period(lang)),
        "classes" => ("classes", w::bad_classes(lang)),
        "checked_on" => ("checked_on", w::bad_checked(lang)),
        "engagement" => ("engagement", w::bad_engagement(lang)),
        "report" => ("report", w::same_papers(lang)),
        _ => ("reason", w::bad_form(lang)),
    }
}

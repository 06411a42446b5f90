//! A proposal of this slice in words.

use super::plain::cause;
use super::words as w;
use crate::console::deadlines::Called;
use crate::console::format;
use crate::console::pieces::day;
use naru_base::{Lang, Won};
use naru_core::claim::{Cause, Claim, Party, deeds};
use naru_core::notify::short;
use naru_core::proposal::Case;

/// Whether a kind of proposal is of this slice.
pub(crate) fn is_ours(kind: &str) -> bool {
    kind.starts_with(deeds::PREFIX)
}

/// The deed's name.
pub(crate) fn deed(lang: Lang, kind: &str) -> String {
    match kind {
        deeds::PAY => w::pay_head(lang),
        deeds::RETURN => w::return_head(lang),
        deeds::DECIDE => w::decide_head(lang),
        deeds::SURETY => w::surety_head(lang),
        deeds::SURETY_REFUSED => w::refused_head(lang),
        deeds::RECOVER => w::recover_head(lang),
        deeds::WRITE_OFF => w::off_head(lang),
        deeds::CLOSE => w::close_head(lang),
        deeds::REJECT => w::reject_head(lang),
        _ => w::change_head(lang),
    }
}

/// What it is about: whose damage, how much, why, and which claim of several; or the cause of the
/// table's row.
pub(crate) fn object(
    lang: Lang,
    called: &Called<'_>,
    known: Option<&Claim>,
    case: &Case,
) -> String {
    if let Some(it) = known {
        let institution = (called.institution)(it.institution.as_str());
        let why = cause(lang, it.cause.unwrap_or(it.said));
        let (id, day) = (it.id.to_string(), day(it.reported_at.business_date()));
        let which = w::reported_on(lang, &day, short(&id));
        return w::object(lang, &institution, &format::won(lang, it.loss), &why, &which);
    }
    match (deeds::claim_of(case), deeds::table_of(case)) {
        (Some(id), _) => w::title(lang, &id.to_string()),
        (None, Ok(row)) => cause(lang, row.cause),
        _ => case.subject.clone(),
    }
}

/// A party by its name, or its word.
fn party(lang: Lang, called: &Called<'_>, text: &str) -> String {
    match Party::parse(text) {
        Some(Party::Operator) => w::p_operator(lang),
        Some(Party::Consumer) => w::p_consumer(lang),
        Some(Party::Surety) => w::p_surety(lang),
        _ => (called.institution)(text),
    }
}

/// What exactly happens when it is confirmed.
pub(crate) fn effect(lang: Lang, called: &Called<'_>, case: &Case) -> String {
    if let (deeds::TABLE, Ok(it)) = (case.kind.as_str(), deeds::table_of(case)) {
        let parts = [it.institution, it.bank, it.operator, it.consumer];
        return w::fx_table(lang, &cause(lang, it.cause), parts[0], parts[1], parts[2], parts[3]);
    }
    let Ok(it) = deeds::wish_of(case) else { return String::new() };
    let (amount, who) = (format::won(lang, Won::new(it.amount)), party(lang, called, &it.party));
    match case.kind.as_str() {
        deeds::PAY => w::fx_pay(lang, &amount, &it.evidence),
        deeds::RETURN => w::fx_return(lang, &who, &amount, &it.evidence),
        deeds::DECIDE => {
            let why = Cause::parse(&it.cause).map(|it| cause(lang, it)).unwrap_or_default();
            w::fx_decide(lang, &why)
        }
        deeds::SURETY => w::fx_surety(lang, &amount),
        deeds::SURETY_REFUSED => w::refused_effect(lang),
        deeds::RECOVER => w::fx_recover(lang, &who, &amount, &it.evidence),
        deeds::WRITE_OFF => w::fx_off(lang, &who, &amount, &it.evidence),
        deeds::CLOSE => w::close_effect(lang),
        _ => w::reject_effect(lang),
    }
}

/// A refusal of this slice in words.
pub(crate) fn refusal(lang: Lang, code: &str) -> Option<String> {
    Some(match code {
        "claim/proposal-unreadable" => w::bad_form(lang),
        "claim/words-malformed" => w::no_words(lang),
        "claim/transfers-count" => w::no_count(lang),
        "claim/transfer-unknown" => w::no_transfer(lang),
        "claim/transfer-twice" => w::no_twice(lang),
        "claim/transfer-not-settled" => w::no_settled(lang),
        "claim/transfer-claimed" => w::no_claimed(lang),
        "claim/nothing-lost" => w::no_loss(lang),
        "claim/not-now" => w::no_now(lang),
        "claim/evidence-malformed" => w::no_evidence(lang),
        "claim/amount-changed" => w::no_amount(lang),
        "claim/more-than-owed" => w::no_more(lang),
        "claim/instrument-unknown" => w::no_instrument(lang),
        "claim/instrument-too-small" => w::no_cover(lang),
        "claim/nothing-owed" => w::no_owed(lang),
        "claim/nothing-due" => w::no_due(lang),
        "claim/paid-on-unfit" => w::no_paid_on(lang),
        "claim/told-already" => w::no_told_twice(lang),
        "claim/told-too-often" => w::no_told_more(lang),
        "claim/still-owed" => w::no_close(lang),
        "claim/own-report" => w::own_report(lang),
        "claim/not-yours" => w::no_yours(lang),
        "claim/shares-not-hundred" => w::no_hundred(lang),
        "claim/source-missing" => w::no_source(lang),
        "claim/table-in-the-past" | "claim/table-taken" => w::no_table(lang),
        "claim/unknown" => w::unknown(lang),
        _ => return None,
    })
}

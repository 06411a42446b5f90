//! What notices of claims say: the deed that is told, its sum, and what the reader has to do.
//!
//! **Must never know** why a claim stands where it does, or whose turn it is: it is told both.

use super::compensation_words as w;
use super::content::{Called, ClaimTodo, Content};
use naru_base::{Lang, Won};

/// Of a claim's number so much tells it apart in a line.
const SHORT_CHARS: usize = 6;

/// What an institution has to do once it was decided that nothing is compensated: a duty of
/// notices alone, for the claim is over.
pub const EXPLAIN: &str = "explain";

/// The end of a number, which tells it apart where its beginning is only the day.
pub fn short(id: &str) -> &str {
    id.get(id.len().saturating_sub(SHORT_CHARS)..).unwrap_or(id)
}

impl Content {
    /// The claim that it is about.
    pub fn claim(&self) -> Option<&str> {
        match self {
            Content::ClaimReported { claim, .. }
            | Content::ClaimMoved { claim, .. }
            | Content::ClaimLate { claim, .. } => Some(claim),
            _ => None,
        }
    }

    /// One line of a claim: whose, how much, what happened, and which it is.
    pub(super) fn claim_title(&self, lang: Lang, called: &Called<'_>) -> String {
        match self {
            Content::ClaimReported { claim, institution, loss, .. } => {
                let sum = won(lang, *loss);
                w::title(lang, &called(institution), &w::reported_line(lang, &sum), short(claim))
            }
            Content::ClaimMoved {
                claim,
                institution,
                state,
                loss,
                deed,
                amount,
                party,
                cause,
                ..
            } => {
                let happened = match deed.as_str() {
                    "" => w::moved_line(lang, &won(lang, *loss), &state_word(lang, state)),
                    _ => deed_line(
                        lang,
                        deed,
                        &won(lang, *amount),
                        (&of(lang, party, called), cause),
                    ),
                };
                w::title(lang, &called(institution), &happened, short(claim))
            }
            Content::ClaimLate { claim, institution, step, loss, .. } => {
                let late = w::late_line(lang, &won(lang, *loss), &step_word(lang, step));
                w::title(lang, &called(institution), &late, short(claim))
            }
            _ => String::new(),
        }
    }

    /// What to know of a claim, and what to do.
    pub(super) fn claim_text(&self, lang: Lang, called: &Called<'_>) -> String {
        match self {
            Content::ClaimReported { claim, pay_by, freezing, to_do, .. } => {
                let traced = match freezing.as_str() {
                    "nowhere" => w::freezing_nowhere(lang),
                    "outside" => w::freezing_outside(lang),
                    _ => w::freezing_asked(lang),
                };
                let to_do = match to_do.duty.as_str() {
                    "" => w::paid_by(lang, pay_by),
                    _ => claim_todo(lang, to_do, called),
                };
                [traced, to_do, w::number(lang, claim)].join(" ")
            }
            Content::ClaimMoved { claim, loss, deed, amount, party, cause, to_do, .. } => {
                let happened = match deed.as_str() {
                    "" => w::damage(lang, &won(lang, *loss)),
                    _ => deed_text(
                        lang,
                        deed,
                        &won(lang, *amount),
                        (&of(lang, party, called), cause),
                    ),
                };
                [happened, claim_todo(lang, to_do, called), w::number(lang, claim)].join(" ")
            }
            Content::ClaimLate { claim, step, due, .. } => {
                let late = match step.as_str() {
                    "freeze" => w::late_freeze(lang, due),
                    "payment" => w::late_payment(lang, due),
                    "cause" => w::late_cause(lang, due),
                    "surety" => w::late_surety(lang, due),
                    _ => w::late_other(lang, due),
                };
                [late, w::number(lang, claim)].join(" ")
            }
            _ => String::new(),
        }
    }
}

fn won(lang: Lang, amount: i64) -> String {
    w::won(lang, &Won::new(amount).grouped())
}

/// Whom a deed concerns, by name.
fn of(lang: Lang, party: &str, called: &Called<'_>) -> String {
    match party {
        "operator" => w::operator(lang),
        "consumer" => w::consumer(lang),
        "surety" => w::surety(lang),
        code => called(code),
    }
}

/// From whom something comes or would have come: of a person Korean says it in another way than of
/// a house.
fn from(lang: Lang, who: &str) -> String {
    match lang {
        Lang::Ko if who == w::consumer(lang) => w::from_consumer(lang),
        Lang::Ko => w::from_house(lang, who),
        Lang::En => who.to_owned(),
    }
}

fn deed_line(lang: Lang, deed: &str, sum: &str, (who, cause): (&str, &str)) -> String {
    match deed {
        "frozen" => w::frozen_line(lang, sum),
        "nothing-frozen" => w::unfrozen_line(lang),
        "paid" => w::paid_line(lang, sum),
        "returned" | "returned-uneven" => w::returned_line(lang, who, sum),
        "decided" => w::decided_line(lang, &cause_word(lang, cause)),
        "surety-claimed" => w::asked_line(lang, who, sum),
        "surety-refused" => w::refused_line(lang, who, sum),
        "remitted" => w::remitted_line(lang, who, sum),
        "remittance-withdrawn" => w::taken_back_line(lang, who, sum),
        "not-arrived" => w::not_arrived_line(lang, &from(lang, who), sum),
        "recovered" => w::recovered_line(lang, &from(lang, who), sum),
        "written-off" => w::given_up_line(lang, &from(lang, who), sum),
        "closed" => w::closed_line(lang, sum),
        "rejected" => w::rejected_line(lang, sum),
        "withdrawn" => w::withdrawn_line(lang, sum),
        other => other.to_owned(),
    }
}

fn deed_text(lang: Lang, deed: &str, sum: &str, (who, cause): (&str, &str)) -> String {
    match deed {
        "frozen" => w::frozen_text(lang, sum),
        "nothing-frozen" => w::unfrozen_text(lang),
        "paid" => w::paid_text(lang, who, sum),
        "returned" => w::returned_text(lang, who, sum),
        "returned-uneven" => {
            format!("{} {}", w::returned_text(lang, who, sum), w::uneven_text(lang))
        }
        "decided" => w::decided_text(lang, &cause_word(lang, cause)),
        "surety-claimed" => w::asked_text(lang, who, sum),
        "surety-refused" => w::refused_text(lang, who, sum),
        "remitted" => w::remitted_text(lang, who, sum),
        "remittance-withdrawn" => w::taken_back_text(lang, who, sum),
        "not-arrived" => w::not_arrived_text(lang, &from(lang, who), sum),
        "recovered" => w::recovered_text(lang, &from(lang, who), sum),
        "written-off" => w::given_up_text(lang, &from(lang, who), sum),
        "closed" => w::closed_text(lang),
        "rejected" => w::rejected_text(lang),
        "withdrawn" => w::withdrawn_text(lang),
        other => other.to_owned(),
    }
}

/// What somebody has to do in a claim, in words.
pub fn claim_todo(lang: Lang, it: &ClaimTodo, called: &Called<'_>) -> String {
    todo(lang, it, called, &w::tell_at(lang))
}

/// The same for whoever reads it on the page of the claim, above the form that it names.
pub fn claim_todo_here(lang: Lang, it: &ClaimTodo, called: &Called<'_>) -> String {
    todo(lang, it, called, &w::tell_below(lang))
}

/// `at`: where whoever has paid says so.
fn todo(lang: Lang, it: &ClaimTodo, called: &Called<'_>, at: &str) -> String {
    let (sum, by) = (won(lang, it.amount), it.due.as_str());
    let payee = match it.payee.as_str() {
        "" => w::first_payer(lang),
        known => of(lang, known, called),
    };
    match it.duty.as_str() {
        "freeze" => w::todo_freeze(lang, &sum, by),
        "pay" => w::todo_pay(lang, &sum, by),
        "pay-and-show" => w::todo_pay_and_show(lang, &sum, by, at),
        "book" => w::todo_book(lang, &sum, by),
        "decide" => w::todo_decide(lang, by),
        "ask-surety" => w::todo_ask_surety(lang, &sum, by),
        "collect" => w::todo_collect(lang, &sum),
        "share" if by.is_empty() => w::todo_share(lang, &sum, &payee, at),
        "share" => w::todo_share_by(lang, &sum, by, &payee, at),
        "answer" => w::todo_answer(lang, &sum, &payee, at),
        "close" => w::todo_close(lang),
        EXPLAIN => w::todo_explain(lang),
        "none" => w::todo_none(lang),
        _ => w::todo_look(lang),
    }
}

/// Where a claim stands, in words; a word of a later version as it is.
fn state_word(lang: Lang, it: &str) -> String {
    match it {
        "reported" => w::is_reported(lang),
        "frozen" => w::is_frozen(lang),
        "paid" => w::is_paid(lang),
        "decided" => w::is_decided(lang),
        "surety-claimed" => w::is_at_surety(lang),
        "recourse" => w::is_in_recourse(lang),
        "closed" => w::is_closed(lang),
        "rejected" => w::is_rejected(lang),
        "withdrawn" => w::is_withdrawn(lang),
        other => other.to_owned(),
    }
}

fn step_word(lang: Lang, it: &str) -> String {
    match it {
        "freeze" => w::step_freeze(lang),
        "payment" => w::step_payment(lang),
        "cause" => w::step_cause(lang),
        "surety" => w::step_surety(lang),
        other => other.to_owned(),
    }
}

/// A cause of damage, in words; a word of a later version as it is.
pub fn cause_word(lang: Lang, it: &str) -> String {
    match it {
        "forged-means" => w::cause_forged(lang),
        "processing" => w::cause_processing(lang),
        "intrusion" => w::cause_intrusion(lang),
        "institution-fault" => w::cause_institution(lang),
        "bank-fault" => w::cause_bank(lang),
        "operator-fault" => w::cause_operator(lang),
        "stolen-identity" => w::cause_identity(lang),
        "user-negligence" => w::cause_negligence(lang),
        "user-intent" => w::cause_intent(lang),
        other => other.to_owned(),
    }
}

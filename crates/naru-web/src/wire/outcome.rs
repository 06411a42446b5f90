//! The one mapping from what happened to what an institution reads. Total: a new state, reason or
//! fault does not compile until it has its code here.
//!
//! Invariants: what is not known is A0001 and never a failure (I7); a transient fault never looks
//! like a decision (I12).

use super::RspCode;
use naru_base::{Fault, FaultKind, Id, No};
use naru_core::relay::{BankSaid, Decline, LineClosed, Outward, Told};

/// How a withdrawal ended, as far as the institution's call is concerned.
pub enum Ending {
    /// The book has it.
    Told(Box<Told>),
    /// The id stands for another order.
    Conflict,
    /// The bank cannot be asked at present; nothing was recorded.
    LineClosed(LineClosed),
    /// Nothing was recorded: the store said so.
    NotRecorded(Fault),
    /// It may have been recorded, or was, and what became of it is not known here.
    Unknown,
}

/// What an institution reads of a withdrawal.
pub struct Verdict<'e> {
    /// The relay's code.
    pub code: RspCode,
    /// What the book has, if the order reached the book and was not declined.
    pub told: Option<&'e Told>,
    /// The bank's words, once it decided.
    pub bank: Option<&'e BankSaid>,
    /// Whether the log has more to say about it.
    pub has_reference: bool,
}

/// What an institution reads of a withdrawal.
pub fn outcome(ending: &Ending) -> Verdict<'_> {
    let plain = |code| Verdict { code, told: None, bank: None, has_reference: false };
    let told = match ending {
        Ending::Told(told) => told.as_ref(),
        Ending::Conflict => return plain(RspCode::A0326),
        Ending::LineClosed(LineClosed::Full | LineClosed::BreakerOpen) => {
            return plain(RspCode::A0016);
        }
        Ending::NotRecorded(fault) => {
            let code = fault_code(fault);
            return Verdict { has_reference: code == RspCode::A0003, ..plain(code) };
        }
        Ending::Unknown => return plain(RspCode::A0001),
    };
    let recorded =
        |code| Verdict { code, told: Some(told), bank: told.bank.as_ref(), has_reference: false };
    match told.state.outward() {
        Outward::Done => recorded(RspCode::A0000),
        Outward::Processing => recorded(RspCode::A0001),
        // Released without a word of the bank: it never received the order.
        Outward::Failed if told.bank.is_none() => recorded(RspCode::A0016),
        Outward::Failed => recorded(RspCode::A0002),
        Outward::Refused => match told.decline {
            Some(decline) => plain(decline_code(decline)),
            None => Verdict { has_reference: true, ..plain(RspCode::A0003) },
        },
    }
}

const fn decline_code(decline: Decline) -> RspCode {
    match decline {
        Decline::InstitutionInactive => RspCode::A0013,
        Decline::ContractUnknown => RspCode::A0322,
        Decline::BankUnknown => RspCode::A0302,
        Decline::UserUnknown => RspCode::A0337,
        Decline::AccountUnknown => RspCode::A0323,
        Decline::NotAgreed => RspCode::A0306,
        Decline::AgreementExpired => RspCode::A0319,
        Decline::PersonDailyLimit => RspCode::A0112,
    }
}

/// A fault of an operation that changes nothing, or before anything was changed.
pub const fn fault_code(fault: &Fault) -> RspCode {
    match fault.kind {
        FaultKind::Busy => RspCode::O0007,
        FaultKind::OutcomeUnknown => RspCode::A0001,
        FaultKind::Retryable | FaultKind::Permanent | FaultKind::Corrupt => RspCode::A0003,
    }
}

impl Ending {
    /// Of the first commit: what a `No` of it means. `reference` names it in the log.
    pub fn of_reserve(no: No, reference: Id) -> Ending {
        let fault = match no {
            No::Fault(fault) => fault,
            // The relay declines by record, never by refusal: a refusal here is our error.
            No::Refusal(refusal) => Fault::because(
                FaultKind::Permanent,
                "the relay refused an order without a record",
                refusal,
            ),
        };
        tracing::error!(%reference, why = %fault, "an order could not be brought to the book");
        match fault.kind {
            FaultKind::OutcomeUnknown => Ending::Unknown,
            _ => Ending::NotRecorded(fault),
        }
    }
}

//! The one mapping from what happened to what an institution reads. Total: a new state, reason or
//! fault does not compile until it has its code here.
//!
//! Invariants: what is not known is A0001 and never a failure (I7); a transient fault never looks
//! like a decision (I12).

use super::RspCode;
use naru_base::{Fault, FaultKind, Id, No};
use naru_core::relay::bankwire::NAME_DIFFERS;
use naru_core::relay::{BankSaid, Decline, Kind, LineClosed, Outward, Told};

/// How a transfer ended, as far as the institution's call is concerned.
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

/// What an institution reads of a transfer.
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

/// What an institution reads of a transfer.
pub fn outcome(ending: &Ending, kind: Kind) -> Verdict<'_> {
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
        Outward::Failed => recorded(failure_code(kind, told.bank.as_ref())),
        Outward::Refused => match told.decline {
            Some(decline) => plain(decline_code(decline, kind)),
            None => Verdict { has_reference: true, ..plain(RspCode::A0003) },
        },
    }
}

/// A bank's refusal: a withdrawal says so itself, a deposit says that its one item failed, or that
/// the payee has another name.
fn failure_code(kind: Kind, said: Option<&BankSaid>) -> RspCode {
    match kind {
        Kind::Deposit if said.is_some_and(|s| s.code == NAME_DIFFERS) => RspCode::A0312,
        Kind::Deposit => RspCode::A0009,
        Kind::Withdraw | Kind::Return | Kind::Fund => RspCode::A0002,
    }
}

const fn decline_code(decline: Decline, kind: Kind) -> RspCode {
    let is_deposit = matches!(kind, Kind::Deposit);
    match decline {
        Decline::InstitutionInactive | Decline::NotAdmitted | Decline::StandingSuspended => {
            RspCode::A0013
        }
        Decline::InquiryOnly => RspCode::A0011,
        Decline::ContractUnknown => RspCode::A0322,
        Decline::PassPhraseWrong => RspCode::A0307,
        Decline::HandleUnknown => RspCode::A0304,
        Decline::BankUnknown => RspCode::A0302,
        Decline::UserUnknown => RspCode::A0337,
        Decline::UserMismatch => RspCode::A0313,
        Decline::AccountUnknown => RspCode::A0323,
        Decline::ReceiveUnfit => RspCode::A0317,
        Decline::NotAgreed => RspCode::A0306,
        Decline::AgreementExpired => RspCode::A0319,
        Decline::InstitutionOnceLimit if is_deposit => RspCode::A0106,
        Decline::InstitutionOnceLimit => RspCode::A0105,
        Decline::PersonOnceLimit => RspCode::A0111,
        Decline::InstitutionDailyLimit if is_deposit => RspCode::A0101,
        Decline::InstitutionDailyLimit => RspCode::A0103,
        Decline::InstitutionMonthlyLimit if is_deposit => RspCode::A0102,
        Decline::InstitutionMonthlyLimit => RspCode::A0104,
        Decline::PersonDailyLimit => RspCode::A0112,
        // The network has no code for it; the paying account's limit of the day is the nearest.
        Decline::ContractFunds => RspCode::A0101,
        Decline::OriginalUnknown | Decline::ClaimTooLate => RspCode::A0310,
        Decline::ClaimOverOriginal => RspCode::A0005,
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

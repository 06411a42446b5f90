//! One crossing: the order of steps from a durable reservation to its conclusion, without I/O.
//!
//! Whoever drives it (the server, the simulator) does the I/O and brings back what happened; what
//! that means, and what comes next, is decided here only.

use super::bankwire::{self, Doubt, InquiryRequest, Proof, TransferReply};
use super::model::{BankSaid, Conclusion, Due, Outbound};
use naru_base::{Micros, Won};

/// What came back from asking a bank.
pub enum Reply {
    /// A well-formed message, its signature good.
    Message(Box<TransferReply>),
    /// Not a byte left this house: the connection was refused.
    NotSent,
    /// No answer by the deadline, or the connection broke.
    Silence,
    /// Something that is not a valid signed message.
    Unreadable,
}

/// What a reply to the original request proves. Only a request that never left is known not to
/// have been executed without the bank saying so.
pub fn of_request(out: &Outbound, reply: &Reply, clock_skew_ms: i64) -> Conclusion {
    match reply {
        Reply::NotSent => Conclusion::NotSent,
        other => judge(out.key.id.as_str(), out.amount, out.expires_at, other, clock_skew_ms),
    }
}

/// What a reply to an inquiry proves. An inquiry that was not sent proves nothing: the original
/// may have been.
pub fn of_inquiry(due: &Due, reply: &Reply, clock_skew_ms: i64) -> Conclusion {
    judge(due.key.id.as_str(), due.amount, due.expires_at, reply, clock_skew_ms)
}

fn judge(
    id: &str,
    amount: Won,
    expires_at: Micros,
    reply: &Reply,
    clock_skew_ms: i64,
) -> Conclusion {
    let message = match reply {
        Reply::NotSent | Reply::Silence => return Conclusion::Doubt(Doubt::NoAnswer),
        Reply::Unreadable => return Conclusion::Doubt(Doubt::Unreadable),
        Reply::Message(message) => message,
    };
    let said = || BankSaid {
        code: message.bank_rsp_code.clone(),
        message: message.bank_rsp_message.clone(),
        tran_date: message.bank_tran_date.clone(),
        holder: message.account_holder_name.clone(),
    };
    match bankwire::prove(message, id, amount, expires_at, clock_skew_ms) {
        Proof::Done => Conclusion::Paid(said()),
        Proof::NotDone => Conclusion::NotPaid(said()),
        Proof::Nothing(doubt) => Conclusion::Doubt(doubt),
    }
}

/// The inquiry to send for a transfer that is due.
pub fn inquiry(due: &Due) -> InquiryRequest {
    InquiryRequest {
        bank_tran_id: due.key.id.to_string(),
        business_date: due.key.date.to_string(),
        tran_amt: due.amount.to_string(),
    }
}

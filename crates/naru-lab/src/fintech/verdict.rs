//! What an answer of the relay means to an institution: pure. The unknown-outcome rule stands here.

use super::api::Reply;
use serde::{Deserialize, Serialize};

/// What an answer says of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It went through.
    Done,
    /// It did not and will not.
    Failed,
    /// Not known: inquire, never repeat under another id.
    Unknown,
    /// The relay has no such transfer (an inquiry's answer only).
    NotFound,
    /// The access token was not accepted; nothing was read of the request.
    NoAccess,
}

/// Why there is no reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Silence {
    /// No connection: nothing was sent.
    #[error("the relay does not accept connections")]
    NotSent,
    /// No answer in time, or the connection broke.
    #[error("the relay did not answer")]
    NoAnswer,
    /// An answer that is not one.
    #[error("the relay's answer cannot be read")]
    Unreadable,
}

impl Silence {
    /// The name that errors are counted under.
    pub const fn as_str(self) -> &'static str {
        match self {
            Silence::NotSent => "not-sent",
            Silence::NoAnswer => "no-answer",
            Silence::Unreadable => "unreadable",
        }
    }
}

/// The relay says that it has not decided.
const UNDECIDED: [&str; 3] = ["A0001", "A0007", "A0017"];
/// The bank's codes that mean the same.
const BANK_UNDECIDED: [&str; 5] = ["400", "803", "804", "819", "822"];
/// The access token is refused or has expired.
const NO_ACCESS: [&str; 2] = ["O0002", "O0003"];

/// What the answer to an order means.
pub fn of_order(reply: &Result<Reply, Silence>) -> Verdict {
    let Ok(reply) = reply else { return Verdict::Unknown };
    let (code, bank) = (reply.rsp_code.as_str(), reply.bank_rsp_code.as_str());
    if NO_ACCESS.contains(&code) {
        return Verdict::NoAccess;
    }
    if UNDECIDED.contains(&code) || BANK_UNDECIDED.contains(&bank) {
        return Verdict::Unknown;
    }
    match (code, bank) {
        ("A0000", "000") => Verdict::Done,
        // Success without the bank's word for it is not success.
        ("A0000" | "", "") => Verdict::Unknown,
        _ => Verdict::Failed,
    }
}

/// What the answer to a result inquiry says of the order.
pub fn of_inquiry(reply: &Result<Reply, Silence>) -> Verdict {
    let Ok(reply) = reply else { return Verdict::Unknown };
    let (code, bank) = (reply.rsp_code.as_str(), reply.bank_rsp_code.as_str());
    if NO_ACCESS.contains(&code) {
        return Verdict::NoAccess;
    }
    if code == "A0310" || bank == "701" {
        return Verdict::NotFound;
    }
    if UNDECIDED.contains(&code) || BANK_UNDECIDED.contains(&bank) || bank.is_empty() {
        // Without a bank's code the answer is about the inquiry itself, not about the transfer.
        return Verdict::Unknown;
    }
    if bank == "000" {
        let clear = code == "A0000";
        return if clear { Verdict::Done } else { Verdict::Unknown };
    }
    Verdict::Failed
}

//! The messages by which a bank is asked to freeze what is on an account (지급정지), and to let it
//! go. Signed like all between the hub and banks (docs/bank-protocol.md).

use serde::{Deserialize, Serialize};

/// Path of the request.
pub const FREEZE_PATH: &str = "/naru/v1/freeze";
/// Path of the request to let it go.
pub const UNFREEZE_PATH: &str = "/naru/v1/unfreeze";

/// Naru asks a bank to keep so much on an account. Done at most once per `request_id`: sent again,
/// the bank answers what it did. Of what is not there nothing is kept.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreezeRequest {
    /// Naru's id of the request.
    pub request_id: String,
    /// The account. Personal.
    pub account_num: String,
    /// Won, as digits: what went there.
    pub tran_amt: String,
}

/// Naru asks a bank to let go what it kept under an id.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnfreezeRequest {
    /// The id of the request to freeze.
    pub request_id: String,
}

/// A bank's answer to either.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreezeReply {
    /// Echo of the request.
    pub request_id: String,
    /// `000` is success; any other code says why nothing was done.
    pub bank_rsp_code: String,
    /// The bank's text for the code.
    pub bank_rsp_message: String,
    /// Won, as digits: what is kept under the id now. `0` once it was let go.
    pub frozen_amt: String,
}

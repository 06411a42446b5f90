//! The message by which a bank is asked which accounts a person has there: for the consent pages,
//! after the person was identified.

use serde::{Deserialize, Serialize};

/// Path of the request.
pub const ACCOUNTS_PATH: &str = "/naru/v1/accounts";

/// Naru asks for the open accounts of a person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountsRequest {
    /// Naru's id of the question.
    pub request_id: String,
    /// The person's name. Personal.
    pub account_holder_name: String,
    /// The person's date of birth, `yyyyMMdd`. Personal.
    pub account_holder_info: String,
}

/// One account.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountEntry {
    /// Its number. Personal.
    pub account_num: String,
    /// KFTC `account_type`.
    pub account_type: String,
    /// Name of the product.
    pub product_name: String,
}

/// A bank's answer: none is an answer too.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountsReply {
    /// Echo of the request.
    pub request_id: String,
    /// `000` is success.
    pub bank_rsp_code: String,
    /// The bank's text for the code.
    pub bank_rsp_message: String,
    /// The accounts, by number; fifty at most.
    #[serde(default)]
    pub accounts: Vec<AccountEntry>,
}

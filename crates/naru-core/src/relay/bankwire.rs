//! The messages between Naru and a bank, and what an answer proves.
//!
//! The hub's protocol towards banks is not public, so this one is ours (docs/bank-protocol.md):
//! JSON over HTTP, signed in both directions. Its heart is the inquiry: asked about an id it does
//! not have, a bank may answer `void`, the durable promise that it never will execute that id.

use naru_base::{Micros, Won};
use serde::{Deserialize, Serialize};

/// Path of the withdrawal request.
pub const WITHDRAW_PATH: &str = "/naru/v1/withdraw";
/// Path of the deposit request.
pub const DEPOSIT_PATH: &str = "/naru/v1/deposit";
/// Path of the request to give a deposit back.
pub const RETURN_PATH: &str = "/naru/v1/return";
/// Path of the inquiry after an earlier request.
pub const INQUIRY_PATH: &str = "/naru/v1/inquiry";
/// Path of the balance request.
pub const BALANCE_PATH: &str = "/naru/v1/balance";

/// Naru asks a bank to debit a customer. Executed at most once per (`business_date`,
/// `bank_tran_id`), and never after the signature's expiry.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawRequest {
    /// The institution's transaction id.
    pub bank_tran_id: String,
    /// The business date, `yyyyMMdd`.
    pub business_date: String,
    /// The account to debit. Personal.
    pub account_num: String,
    /// Won, as digits.
    pub tran_amt: String,
    /// Text on the customer's statement.
    pub print_content: String,
    /// Who asked for it. Personal.
    pub req_client_name: String,
}

/// Naru asks a bank to credit a customer. Executed at most once, like a withdrawal and among the
/// same names.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepositRequest {
    /// The institution's transaction id.
    pub bank_tran_id: String,
    /// The business date, `yyyyMMdd`.
    pub business_date: String,
    /// The account to credit. Personal.
    pub account_num: String,
    /// Won, as digits.
    pub tran_amt: String,
    /// Text on the customer's statement.
    pub print_content: String,
    /// Who asked for it. Personal.
    pub req_client_name: String,
    /// The holder's name, which the bank compares: it refuses with 815 if it is another. Empty:
    /// not compared. Personal.
    #[serde(default)]
    pub payee_name: String,
}

/// Naru asks a bank to give back a deposit that it executed: to debit whom it credited, if that
/// person and the law allow it. A bank may take days over it (`processing`).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnRequest {
    /// The claim's transaction id.
    pub bank_tran_id: String,
    /// The claim's business date, `yyyyMMdd`.
    pub business_date: String,
    /// The deposit's transaction id.
    pub org_bank_tran_id: String,
    /// The deposit's business date, `yyyyMMdd`.
    pub org_business_date: String,
    /// The account that was credited. Personal.
    pub account_num: String,
    /// Won to give back, as digits: all of the deposit or a part.
    pub tran_amt: String,
    /// Why: the claim's code.
    pub claim_code: String,
    /// Why, in words.
    #[serde(default)]
    pub claim_message: String,
}

/// A request that moves money.
#[derive(Clone, PartialEq, Eq)]
pub enum Request {
    /// Debit a customer.
    Withdraw(WithdrawRequest),
    /// Credit a customer.
    Deposit(DepositRequest),
    /// Give a deposit back.
    Return(ReturnRequest),
}

impl Request {
    /// Where it is sent.
    pub const fn path(&self) -> &'static str {
        match self {
            Request::Withdraw(_) => WITHDRAW_PATH,
            Request::Deposit(_) => DEPOSIT_PATH,
            Request::Return(_) => RETURN_PATH,
        }
    }

    /// The message.
    pub fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        match self {
            Request::Withdraw(it) => serde_json::to_vec(it),
            Request::Deposit(it) => serde_json::to_vec(it),
            Request::Return(it) => serde_json::to_vec(it),
        }
    }

    /// Its transaction id.
    pub fn bank_tran_id(&self) -> &str {
        match self {
            Request::Withdraw(it) => &it.bank_tran_id,
            Request::Deposit(it) => &it.bank_tran_id,
            Request::Return(it) => &it.bank_tran_id,
        }
    }
}

/// Naru asks what became of a withdrawal, a deposit or a return.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InquiryRequest {
    /// The original's transaction id.
    pub bank_tran_id: String,
    /// The original's business date, `yyyyMMdd`.
    pub business_date: String,
    /// The original's amount, as digits.
    pub tran_amt: String,
}

/// Naru asks for a balance.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BalanceRequest {
    /// The institution's transaction id of this inquiry.
    pub bank_tran_id: String,
    /// The account. Personal.
    pub account_num: String,
}

/// What a bank says of a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BankOutcome {
    /// The money has moved, durably.
    Done,
    /// Refused, durably; `bank_rsp_code` says why.
    Failed,
    /// Not decided yet: ask again.
    Processing,
    /// No record of it at present. Proves nothing before the original has expired.
    NotFound,
    /// No record of it, and the bank has durably promised never to execute it.
    Void,
}

/// A bank's answer to a request that moves money, or to an inquiry after one.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferReply {
    /// Echo of the request.
    pub bank_tran_id: String,
    /// Echo of the request.
    pub tran_amt: String,
    /// What became of it.
    pub outcome: BankOutcome,
    /// The participating bank's code, three characters; `000` is success.
    pub bank_rsp_code: String,
    /// The bank's text for the code.
    pub bank_rsp_message: String,
    /// The bank's business date, `yyyyMMdd`; may differ from the request's.
    pub bank_tran_date: String,
    /// Name of the account's holder when done. Personal.
    #[serde(default)]
    pub account_holder_name: String,
    /// The bank's clock, microseconds since 1970 UTC.
    pub bank_time: i64,
}

/// A bank's answer to a balance request.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BalanceReply {
    /// Echo of the request.
    pub bank_tran_id: String,
    /// `000` is success.
    pub bank_rsp_code: String,
    /// The bank's text for the code.
    pub bank_rsp_message: String,
    /// The bank's business date, `yyyyMMdd`.
    pub bank_tran_date: String,
    /// Balance in won; may be negative. Empty unless successful, like all that follow.
    #[serde(default)]
    pub balance_amt: String,
    /// What can be withdrawn, in won.
    #[serde(default)]
    pub available_amt: String,
    /// KFTC `account_type`.
    #[serde(default)]
    pub account_type: String,
    /// Name of the product.
    #[serde(default)]
    pub product_name: String,
    /// Day of opening, `yyyyMMdd`.
    #[serde(default)]
    pub account_issue_date: String,
    /// Day of maturity, `yyyyMMdd`, or empty.
    #[serde(default)]
    pub maturity_date: String,
    /// Day of the last transaction, `yyyyMMdd`, or empty.
    #[serde(default)]
    pub last_tran_date: String,
}

/// 예금주명 불일치: the name that was to be compared is not the holder's.
pub const NAME_DIFFERS: &str = "815";

/// Codes that mean "not decided": never a failure, always an inquiry. Source: kftc-api.md
/// section 5 (one public client); their texts are not published.
const UNDECIDED_CODES: [&str; 5] = ["400", "803", "804", "819", "822"];

/// What a reply proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The bank has moved the money.
    Done,
    /// The bank has not and will not.
    NotDone,
    /// Nothing: ask again.
    Nothing(Doubt),
}

/// Why nothing is proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// No answer within the deadline, or the connection broke after sending.
    NoAnswer,
    /// An answer that is not a valid signed message.
    Unreadable,
    /// The answer speaks of another transaction or amount, or contradicts itself.
    Contradictory,
    /// The bank says that it has not decided, or uses a code that means so.
    Processing,
    /// The bank has no record, but the original may still arrive.
    NotFoundYet,
}

impl Doubt {
    /// The form in the store and in the audit trail.
    pub const fn as_str(self) -> &'static str {
        match self {
            Doubt::NoAnswer => "no-answer",
            Doubt::Unreadable => "unreadable",
            Doubt::Contradictory => "contradictory",
            Doubt::Processing => "processing",
            Doubt::NotFoundYet => "not-found-yet",
        }
    }
}

/// Judges a reply: the one place where a bank's words become a fact about money.
///
/// `expires_at` is when the bank stops accepting the original, `skew_ms` how far its clock may be
/// off. Anything that is not plainly a success or a failure proves nothing.
pub fn prove(
    reply: &TransferReply,
    bank_tran_id: &str,
    amount: Won,
    expires_at: Micros,
    skew_ms: i64,
) -> Proof {
    let same =
        reply.bank_tran_id == bank_tran_id && Won::parse_tran_amt(&reply.tran_amt) == Some(amount);
    if !same {
        return Proof::Nothing(Doubt::Contradictory);
    }
    let undecided = UNDECIDED_CODES.contains(&reply.bank_rsp_code.as_str());
    let success = reply.bank_rsp_code == "000";
    match reply.outcome {
        BankOutcome::Done if success => Proof::Done,
        BankOutcome::Processing => Proof::Nothing(Doubt::Processing),
        BankOutcome::Failed if undecided => Proof::Nothing(Doubt::Processing),
        BankOutcome::Failed if !success => Proof::NotDone,
        BankOutcome::Done | BankOutcome::Failed => Proof::Nothing(Doubt::Contradictory),
        BankOutcome::Void => Proof::NotDone,
        BankOutcome::NotFound if Micros::new(reply.bank_time) > expires_at.plus_ms(skew_ms) => {
            Proof::NotDone
        }
        BankOutcome::NotFound => Proof::Nothing(Doubt::NotFoundYet),
    }
}

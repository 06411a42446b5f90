//! A virtual institution: a client of the relay's public API that behaves as a good one should.
//!
//! Invariants: an outcome that is not known is inquired about by the original id, and the order is
//! never repeated under another id; what was told is written down before it is acted on, so that a
//! checker can prove after any crash that nothing acknowledged was lost.
//!
//! Start reading at [`verdict`], then [`Fintech::transfer`].
//!
//! **Must never know** more of the relay than its public API says.

mod access;
mod api;
pub mod candidate;
pub mod deed;
pub mod ids;
pub mod inquiry;
pub mod journal;
pub mod pursuit;
pub mod stats;
pub mod traffic;
pub mod verdict;

pub use access::{Access, Codes, Soon};
pub use api::{Api, ApiConfig, Reply};
pub use pursuit::{Fintech, Outcome, Patience};

use naru_base::{BankCode, BusinessDate, Micros, Won};
use serde::{Deserialize, Serialize};

/// A customer of the institution, with one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// The customer's number at this institution.
    pub user_seq_no: String,
    /// Name. Personal.
    pub name: String,
    /// Day of birth, `yyyyMMdd`. Personal.
    pub birth: String,
    /// The bank.
    pub bank: BankCode,
    /// The account. Personal.
    pub account_num: String,
    /// The institution's handle for the account (핀테크이용번호).
    pub handle: String,
}

/// Which way an order moves money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// From the customer to the institution.
    Withdraw,
    /// From the institution to the customer.
    Deposit,
}

/// An account of the institution: where it collects withdrawals, or from where it pays deposits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// `N` an account, `C` a ledger account.
    pub account_type: String,
    /// Its number.
    pub account_num: String,
}

/// One order, as it is sent however often it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Which way.
    pub kind: Kind,
    /// The id, made once.
    pub bank_tran_id: String,
    /// When it was made: its business date is that of the transfer.
    pub made: Micros,
    /// From whom, or to whom.
    pub customer: Customer,
    /// How much.
    pub amount: Won,
}

impl Order {
    /// The transfer's business date.
    pub fn date(&self) -> BusinessDate {
        self.made.business_date()
    }
}

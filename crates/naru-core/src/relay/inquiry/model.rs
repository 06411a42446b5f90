//! What an inquiry is about, and what is kept of it.

use super::InquiryDecline;
use crate::relay::Key;
use naru_base::seal::LookupHash;
use naru_base::secret::SecretText;
use naru_base::{BankCode, BankTranId, BusinessDate, ClientUseCode, Micros, UserSeqNo, Won};

/// To what end an inquiry is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CallPurpose {
    /// 잔액조회.
    Balance,
    /// 거래내역조회.
    Transactions,
    /// 계좌실명조회.
    RealName,
    /// 수취조회.
    Receive,
    /// 송금인정보조회.
    RemitList,
    /// 사용자계좌등록: no inquiry, but it names an account and has an id of the same kind.
    Register,
    /// 참가기관 등록 계좌정보변경.
    AccountUpdate,
    /// 계좌정보조회.
    AccountInfo,
    /// 계좌해지.
    Cancel,
}

impl CallPurpose {
    /// Every purpose.
    pub const ALL: [CallPurpose; 9] = [
        CallPurpose::Balance,
        CallPurpose::Transactions,
        CallPurpose::RealName,
        CallPurpose::Receive,
        CallPurpose::RemitList,
        CallPurpose::Register,
        CallPurpose::AccountUpdate,
        CallPurpose::AccountInfo,
        CallPurpose::Cancel,
    ];

    /// The form in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            CallPurpose::Balance => "balance",
            CallPurpose::Transactions => "transactions",
            CallPurpose::RealName => "real_name",
            CallPurpose::Receive => "receive",
            CallPurpose::RemitList => "remit_list",
            CallPurpose::Register => "register",
            CallPurpose::AccountUpdate => "account-update",
            CallPurpose::AccountInfo => "account-info",
            CallPurpose::Cancel => "cancel",
        }
    }
}

/// A right beyond the scopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permit {
    /// Holders may be checked by resident and other full registration numbers.
    FullNumber,
}

impl Permit {
    /// The form in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Permit::FullNumber => "full-number",
        }
    }
}

/// What an inquiry names. Account numbers are personal: no Debug.
#[derive(Clone)]
pub enum Target {
    /// A user's account by its number, for an institution that authenticates its own users.
    Registered {
        /// The bank.
        bank: BankCode,
        /// The number.
        account_num: String,
        /// Whose it is to be.
        user: UserSeqNo,
    },
    /// A user's account by the institution's handle.
    Handle {
        /// `fintech_use_num`.
        fintech_use_num: String,
        /// Whose own token it came with; `None` for an institution's token, which speaks for all
        /// of its users.
        asker: Option<UserSeqNo>,
    },
    /// An account that a deposit is meant for, by the institution's handle. Being paid needs no
    /// consent to inquiries.
    PayeeHandle {
        /// `fintech_use_num`.
        fintech_use_num: String,
        /// The contract account that pays.
        from: (char, String),
    },
    /// An account that a deposit is meant for, by its number.
    Payee {
        /// The bank.
        bank: BankCode,
        /// The number.
        account_num: String,
        /// The contract account that pays.
        from: (char, String),
    },
    /// Anybody's account, whose holder is to be checked.
    Holder {
        /// The bank.
        bank: BankCode,
        /// The number.
        account_num: String,
        /// Whether by a full registration number.
        by_full_number: bool,
    },
    /// A contract account of the institution itself.
    Own {
        /// The bank.
        bank: BankCode,
        /// The number.
        account_num: String,
    },
}

/// What an inquiry is about, once the book was asked.
#[derive(Clone)]
pub struct Resolved {
    /// The bank; `None` if a handle leads nowhere.
    pub bank: Option<BankCode>,
    /// The account's number. Personal; `None` as above, or if its person was erased.
    pub account_num: Option<SecretText>,
    /// The account's keyed hash.
    pub account: Option<LookupHash>,
    /// Whose it is, if known.
    pub person: Option<LookupHash>,
    /// The institution's handle for it; empty if there is none.
    pub fintech_use_num: String,
    /// Whether the inquiry may be made.
    pub decision: Result<(), InquiryDecline>,
}

/// One inquiry, as the call log keeps it.
#[derive(Clone)]
pub struct Call {
    /// The institution's id of it, on its business date.
    pub key: Key,
    /// Who asked.
    pub institution: ClientUseCode,
    /// Whose own token it was.
    pub asker: Option<UserSeqNo>,
    /// The relay's id of it.
    pub api_tran_id: String,
    /// To what end.
    pub purpose: CallPurpose,
    /// About whom, if known.
    pub person: Option<LookupHash>,
    /// At which bank.
    pub bank: Option<BankCode>,
    /// About which account.
    pub account: Option<LookupHash>,
    /// What was answered: the relay's response code.
    pub outcome: String,
    /// What the bank answered.
    pub bank_rsp_code: Option<String>,
    /// When it was asked.
    pub asked_at: Micros,
    /// When the answer was ready.
    pub answered_at: Micros,
}

/// What is kept of an answered receive inquiry, for the deposit that names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receive {
    /// The business date of the inquiry.
    pub date: BusinessDate,
    /// Its id.
    pub id: BankTranId,
    /// Whose inquiry it was.
    pub institution: ClientUseCode,
    /// The payee's bank.
    pub bank: BankCode,
    /// The payee's account.
    pub account: LookupHash,
    /// The amount asked about.
    pub amount: Won,
    /// The holder that the bank told, as [`super::holder_hash`] makes it.
    pub holder: LookupHash,
    /// When it was answered.
    pub answered_at: Micros,
}

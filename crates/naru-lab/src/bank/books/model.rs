//! What a virtual bank knows: accounts, transactions, and the words for what became of them.

use super::line::{InOut, NewLine, Remitter};
use naru_base::{BusinessDate, Micros, Won};
use naru_store::{FromVal, ToVal, Val};

/// The account that collects what customers pay out: the bank's position towards the network.
pub const SETTLEMENT: &str = "SETTLEMENT";
/// The account that every opening balance came from, so that the books sum to zero.
pub const CAPITAL: &str = "CAPITAL";

macro_rules! stored_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// The form in the store.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }
        }
        impl ToVal for $name {
            fn to_val(&self) -> Val<'_> { Val::Text(self.as_str()) }
        }
        impl FromVal for $name {
            fn from_val(val: Val<'_>) -> Option<Self> {
                match val { $(Val::Text($text) => Some($name::$variant),)* _ => None }
            }
        }
    };
}
pub(super) use stored_enum;

stored_enum! {
    /// What became of a transaction.
    State {
        /// Debited and credited.
        Done = "done",
        /// Refused for good; the code says why.
        Failed = "failed",
        /// The id will never be executed: somebody asked about it before it arrived.
        Void = "void",
        /// Accepted and not decided.
        Processing = "processing",
    }
}

stored_enum! {
    /// Which way a transaction moves money.
    Kind {
        /// From the customer to the network.
        Withdraw = "withdraw",
        /// From the network to the customer.
        Deposit = "deposit",
        /// From the customer to the network: a deposit that is given back.
        Return = "return",
        /// Neither: the original of a void id never arrived.
        None = "",
    }
}

stored_enum! {
    /// What an undecided transaction will become.
    Intent {
        /// Decided already.
        None = "",
        /// It will be tried when it is no longer hidden.
        Execute = "execute",
        /// It will be given up when it is no longer hidden.
        Abandon = "abandon",
    }
}

stored_enum! {
    /// Whether an account can be used.
    AccountState {
        /// In use.
        Open = "open",
        /// Closed by its holder (해약계좌).
        Closed = "closed",
    }
}

/// The codes that this bank uses, with their texts: Korean first, as on a bank's wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code(&'static str);

impl Code {
    /// 정상.
    pub const OK: Code = Code("000");
    /// Not decided.
    pub const PROCESSING: Code = Code("400");
    /// 해당계좌 없음.
    pub const NO_ACCOUNT: Code = Code("412");
    /// 해약계좌.
    pub const CLOSED: Code = Code("415");
    /// 예금잔액 부족.
    pub const NO_FUNDS: Code = Code("453");
    /// 건별 한도초과.
    pub const OVER_ONCE: Code = Code("455");
    /// 일일 한도초과.
    pub const OVER_DAY: Code = Code("456");
    /// 실명번호 상이.
    pub const OTHER_HOLDER: Code = Code("463");
    /// 기타 처리불가.
    pub const OTHER: Code = Code("499");
    /// 예금주명 불일치.
    pub const NAME_DIFFERS: Code = Code("815");
    /// 원거래 없음.
    pub const NO_ORIGINAL: Code = Code("701");

    /// Three digits. A code that this bank does not know (a fault can order any) keeps its digits.
    pub fn text(stored: &str) -> &'static str {
        match stored {
            "000" => "정상 처리되었습니다",
            "400" => "처리 중입니다",
            "412" => "해당 계좌가 없습니다",
            "415" => "해약된 계좌입니다",
            "453" => "예금 잔액이 부족합니다",
            "455" => "건별 한도를 초과했습니다",
            "456" => "일일 한도를 초과했습니다",
            "463" => "실명번호가 일치하지 않습니다",
            "815" => "예금주명이 일치하지 않습니다",
            "701" => "원거래가 없으며 앞으로도 처리하지 않습니다",
            _ => "처리할 수 없습니다",
        }
    }

    /// The three digits.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

/// An account, as far as a decision needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Name of the holder. Personal.
    pub holder: String,
    /// Whether it can be used.
    pub state: AccountState,
    /// What is on it.
    pub balance: Won,
    /// Most that one withdrawal may take; zero is no limit.
    pub limit_once: Won,
    /// Most that a day's withdrawals may take; zero is no limit.
    pub limit_day: Won,
    /// The day of `taken`.
    pub taken_on: i64,
    /// What was taken on that day.
    pub taken: Won,
    /// Day of opening, `yyyymmdd`.
    pub opened_on: i64,
    /// What of the balance is kept for others, because the hub asked for it.
    pub kept: Won,
}

impl Account {
    /// What may be taken out.
    pub fn available(&self) -> Won {
        self.balance.minus(self.kept).unwrap_or(Won::ZERO)
    }
}

/// A transaction on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Which way.
    pub kind: Kind,
    /// What became of it.
    pub state: State,
    /// The amount.
    pub amount: Won,
    /// The customer's account; empty for a void id.
    pub account_num: String,
    /// The bank's code.
    pub code: String,
    /// How many inquiries still get "processing".
    pub hidden: i64,
    /// What it will become if undecided.
    pub intent: Intent,
    /// When it was last decided.
    pub at: Micros,
}

/// The name of a transaction: what it is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The network's business date.
    pub date: BusinessDate,
    /// The institution's id.
    pub id: String,
}

/// An order to move a customer's money, read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Its name.
    pub key: Key,
    /// Which way.
    pub kind: Kind,
    /// The customer's account.
    pub account_num: String,
    /// The name to compare with the holder's; empty if none. Personal.
    pub payee_name: String,
    /// Of a return: the deposit.
    pub original: Option<Key>,
    /// How much.
    pub amount: Won,
    /// Text on the statement.
    pub print_content: String,
    /// From this instant the bank must not execute it.
    pub expires: Micros,
    /// How this order is to be mishandled on command.
    pub twist: Twist,
}

/// What an ordered fault does to the books: never a lie in them, only a different truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twist {
    /// Nothing: executed as usual.
    None,
    /// Refused with this code.
    Refuse(Refusal),
    /// Recorded, but "processing" for so many inquiries.
    Unknown {
        /// What really happens.
        truth: Truth,
        /// How many inquiries are answered "processing".
        hidden: u16,
    },
}

/// A three-digit code given from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal(pub [u8; 3]);

impl Refusal {
    /// The code as text. Parsed from digits, so it is text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("499")
    }
}

/// What really becomes of an order that is answered "processing".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// Executed at once.
    Now,
    /// Executed when the inquiries have been answered.
    Later,
    /// Never executed.
    Never,
}

/// What the bank says of a transaction, before it is put on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What became of it, as told.
    pub state: State,
    /// The recorded amount.
    pub amount: Won,
    /// The code, three digits.
    pub code: String,
    /// The holder's name if done. Personal.
    pub holder: String,
    /// When it was decided.
    pub at: Micros,
}

/// One line of a day's list, for a comparison with the relay's book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Which way.
    pub kind: Kind,
    /// The network's business date.
    pub date: BusinessDate,
    /// The institution's id.
    pub id: String,
    /// The amount.
    pub amount: Won,
    /// What became of it.
    pub state: State,
}

/// An account to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    /// Its number, up to 16 letters and digits.
    pub account_num: String,
    /// Name of the holder. Personal.
    pub holder: String,
    /// What is on it at first.
    pub opening: Won,
    /// Whether it can be used.
    pub state: AccountState,
    /// Most that one withdrawal may take; zero is no limit.
    pub limit_once: Won,
    /// Most that a day's withdrawals may take; zero is no limit.
    pub limit_day: Won,
    /// Day of opening.
    pub opened_on: BusinessDate,
    /// By what the holder is known: a birth date (`yyyyMMdd`) or a business number; empty if by
    /// nothing. Personal.
    pub ident: String,
    /// The statement up to now, which has to make the opening; empty: one line that does.
    pub history: Vec<NewLine>,
}

impl NewAccount {
    /// An open account without limits.
    pub fn open(account_num: &str, holder: &str, opening: Won, opened_on: BusinessDate) -> Self {
        NewAccount {
            account_num: account_num.into(),
            holder: holder.into(),
            opening,
            state: AccountState::Open,
            limit_once: Won::ZERO,
            limit_day: Won::ZERO,
            opened_on,
            ident: String::new(),
            history: Vec::new(),
        }
    }

    /// The same, its holder known by this.
    #[must_use]
    pub fn known_by(self, ident: &str) -> Self {
        NewAccount { ident: ident.into(), ..self }
    }

    /// The same, with a past.
    #[must_use]
    pub fn with_history(self, history: Vec<NewLine>) -> Self {
        NewAccount { history, ..self }
    }

    /// The lines that the account begins with.
    pub(super) fn first_lines(&self) -> Vec<NewLine> {
        if !self.history.is_empty() || self.opening <= Won::ZERO {
            return self.history.clone();
        }
        vec![NewLine {
            at: self.opened_on.starts_at().plus_seconds(8 * 3600),
            inout: InOut::In,
            kind: "대체",
            print_content: "신규".into(),
            amount: self.opening,
            branch: "본점",
            remitter: Remitter::default(),
        }]
    }
}

/// Sums over the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// All balances, customers and the bank's own: zero.
    pub sum: Won,
    /// Paid out to the network so far, less what came from it.
    pub settlement: Won,
    /// What the transactions done make of that.
    pub net: Won,
    /// Number of transactions done.
    pub done: i64,
    /// Their amount.
    pub done_amount: Won,
    /// Number refused.
    pub failed: i64,
    /// Number of void ids.
    pub void: i64,
    /// Number not decided.
    pub processing: i64,
}

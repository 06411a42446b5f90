//! What settlement knows.

use naru_base::{BankCode, BusinessDate, ClientUseCode, Micros, Won};

/// A day on which banks are closed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holiday {
    /// The day.
    pub date: BusinessDate,
    /// Korean name.
    pub name_ko: String,
    /// English name.
    pub name_en: String,
    /// Where it stands, and what of it is to check.
    pub source: String,
}

/// Who takes part in a settlement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// A bank.
    Bank(BankCode),
    /// An institution.
    Institution(ClientUseCode),
    /// Who runs the network, and is paid the fees.
    Operator,
}

impl Party {
    /// What it is: `bank`, `institution`, `operator`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Party::Bank(_) => "bank",
            Party::Institution(_) => "institution",
            Party::Operator => "operator",
        }
    }

    /// Its code; empty for the operator.
    pub fn code(&self) -> &str {
        match self {
            Party::Bank(code) => code.as_str(),
            Party::Institution(code) => code.as_str(),
            Party::Operator => "",
        }
    }

    /// From the two words of the store.
    pub fn parse(kind: &str, code: &str) -> Option<Party> {
        match kind {
            "bank" => BankCode::parse(code).ok().map(Party::Bank),
            "institution" => ClientUseCode::parse(code).ok().map(Party::Institution),
            "operator" if code.is_empty() => Some(Party::Operator),
            _ => None,
        }
    }
}

/// How many transfers, and how much they moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// How many.
    pub count: i64,
    /// Won.
    pub amount: Won,
}

/// What one participant has in a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Who.
    pub party: Party,
    /// From customers' accounts to the institution.
    pub collected: Moved,
    /// From the institution to customers' accounts.
    pub paid: Moved,
    /// Fees of these transfers: owed by the institution, due to the operator.
    pub fee: Won,
    /// What it pays in; below zero, what it is paid.
    pub net: Won,
}

/// A business date that was netted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// The business date.
    pub date: BusinessDate,
    /// The business day on which its positions are paid.
    pub value_date: BusinessDate,
    /// When it was closed.
    pub closed_at: Micros,
    /// Transfers in it, and what they moved.
    pub moved: Moved,
    /// Their fees.
    pub fee: Won,
    /// In doubt at the close: they count in the window of the day on which they are decided.
    pub carried: Moved,
}

//! What fraud detection knows of a finding.

use naru_base::{BankCode, BankTranId, BusinessDate, ClientUseCode, Id, Micros, Won};

/// What was done about a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The transfer was refused.
    Blocked,
    /// It went on; people were told.
    Noticed,
}

impl Action {
    /// The form in the store and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Action::Blocked => "blocked",
            Action::Noticed => "noticed",
        }
    }
    pub(super) fn parse(text: &str) -> Option<Action> {
        [Action::Blocked, Action::Noticed].into_iter().find(|a| a.as_str() == text)
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detection {
    /// Its id.
    pub id: Id,
    /// Whose transfer it is about.
    pub institution: ClientUseCode,
    /// When it was found.
    pub at: Micros,
    /// The transfer's business date.
    pub transfer_date: BusinessDate,
    /// The transfer's id.
    pub transfer_id: BankTranId,
    /// The customer's bank.
    pub bank: BankCode,
    /// Won.
    pub amount: Won,
    /// The rule that found it.
    pub rule: String,
    /// What was done.
    pub action: Action,
}

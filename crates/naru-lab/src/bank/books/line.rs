//! Lines of a statement, and which of them are asked for.

use super::model::stored_enum;
use naru_base::{Micros, Won};
use naru_store::{FromVal, ToVal, Val};

stored_enum! {
    /// Which way a line's money went.
    InOut {
        /// 입금.
        In = "in",
        /// 출금.
        Out = "out",
        /// 기타: no money moved.
        Other = "other",
    }
}

impl InOut {
    /// The word on a statement.
    pub const fn word(self) -> &'static str {
        match self {
            InOut::In => "입금",
            InOut::Out => "출금",
            InOut::Other => "기타",
        }
    }
}

/// Who paid. Personal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remitter {
    /// The name.
    pub name: String,
    /// From which bank.
    pub bank: String,
    /// From which account.
    pub account_num: String,
}

/// A line to be written, its number and balance left to the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLine {
    /// When.
    pub at: Micros,
    /// Which way.
    pub inout: InOut,
    /// The bank's word for it.
    pub kind: &'static str,
    /// The text on the statement.
    pub print_content: String,
    /// Won.
    pub amount: Won,
    /// The branch.
    pub branch: &'static str,
    /// Who paid; empty if unknown.
    pub remitter: Remitter,
}

/// A line as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number in the account.
    pub line_no: i64,
    /// When.
    pub at: Micros,
    /// Which way.
    pub inout: InOut,
    /// The bank's word for it.
    pub kind: String,
    /// The text on the statement.
    pub print_content: String,
    /// Won.
    pub amount: Won,
    /// The balance after it.
    pub balance_after: Won,
    /// The branch.
    pub branch: String,
    /// Who paid.
    pub remitter: Remitter,
}

/// Which lines of an account are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The account.
    pub account_num: String,
    /// Only these; `None` is all.
    pub inout: Option<InOut>,
    /// From this instant on.
    pub from: Micros,
    /// Before this instant.
    pub until: Micros,
    /// Newest first.
    pub newest_first: bool,
    /// Beyond this line.
    pub after: Option<i64>,
    /// So many at most.
    pub most: i64,
}

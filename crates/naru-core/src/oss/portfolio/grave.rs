//! What standings hang on, in pages of systems: each page is whole by itself, so that the book
//! follows it in a commit of its own, however many there are.
//!
//! **Must never know** the book, or what a standing is.

use super::model::Grade;
use super::sql_list;
use naru_base::{ClientUseCode, Fault, Id, Micros};
use naru_store::Tx;

/// An open finding that the standing of an institution hangs on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grave {
    /// Whose.
    pub institution: ClientUseCode,
    /// The system.
    pub system: Id,
    /// Its name.
    pub system_name: String,
    /// The package's ecosystem and name.
    pub name: String,
    /// The same, and the versions that are affected.
    pub package: String,
    /// The advisory.
    pub advisory: String,
    /// How grave.
    pub grade: Grade,
    /// Versions that repair it.
    pub fixed: String,
    /// By when it is to be put right.
    pub due_at: Micros,
}

impl Grave {
    /// Whether it is about a package in whatever versions, as such texts name it.
    pub fn is_of(&self, package: &str) -> bool {
        package
            .strip_prefix(&self.name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    }
}

/// Systems after one, up to another; none: from the first, to the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// After this one.
    pub after: Option<Id>,
    /// Up to this one, with it.
    pub until: Option<Id>,
}

impl Span {
    /// Both ends as the store has them; empty: no end.
    pub(crate) fn texts(self) -> (String, String) {
        let text = |it: Option<Id>| it.map(|it| it.to_string()).unwrap_or_default();
        (text(self.after), text(self.until))
    }
}

/// What standings hang on in some systems.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GravePage {
    /// Which systems these are.
    pub span: Span,
    /// Every such finding in them.
    pub findings: Vec<Grave>,
    /// Those on which none hangs for now, as a stance about them is in force.
    pub excepted: Vec<Excepted>,
}

/// A finding on which a standing would hang, but for an approved stance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excepted {
    /// The system.
    pub system: Id,
    /// The package, as [`Grave`] has it.
    pub package: String,
    /// The advisory.
    pub advisory: String,
    /// Until when.
    pub until: Micros,
    /// The newest stance by which it is.
    pub stance: Id,
}

/// Systems that are looked at at once for what is grave.
pub const GRAVE_SYSTEMS: usize = 500;

/// Every open finding that a standing hangs on: critical or known to be exploited, in a system that
/// serves users, without an approved stance in force. In so many systems after one: those after the
/// page's end are on the next, and a page without an end is the last.
pub fn grave(
    tx: &mut Tx<'_>,
    now: Micros,
    after: Option<Id>,
    systems: usize,
) -> Result<GravePage, Fault> {
    let until = sql_list::grave_until(tx, after, systems)?;
    let span = Span { after, until };
    let findings = sql_list::grave(tx, now, span)?;
    let excepted = sql_list::excepted(tx, now, span)?;
    Ok(GravePage { span, findings, excepted })
}

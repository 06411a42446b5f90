//! Lists of systems: in every order that somebody asks for, page by page, and sums over them.

use super::lists::{ListKey, owner};
use super::model::{Duty, System};
use super::sql_systems;
use naru_base::{ClientUseCode, Fault, Id, Micros};
use naru_store::Tx;
use std::collections::BTreeMap;

/// A system in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemRow {
    /// It.
    pub system: System,
    /// When its bill in force came; none: it has none.
    pub billed_at: Option<Micros>,
    /// Components in it.
    pub components: i64,
    /// Open findings.
    pub open: i64,
    /// Those of them that its institution's standing may hang on.
    pub grave: i64,
    /// Those of these on which none hangs now, as an exception is in force; told of systems that
    /// serve users, where a reader says when now is.
    pub excepted: i64,
    /// The priority of the gravest.
    pub worst: i64,
    /// By when the next is to be put right.
    pub next_due_at: Option<Micros>,
}

/// By what a list of systems is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SystemSort {
    /// Those with the gravest finding first.
    #[default]
    Worst,
    /// By name.
    Name,
    /// Those with the most open findings first.
    Open,
    /// Those on which most of a standing hangs first.
    Grave,
    /// The largest first.
    Components,
    /// The first due first; where nothing is due, last.
    Due,
    /// Those whose bill is the oldest first, before them those that have none.
    Billed,
}

impl SystemSort {
    /// Every order.
    pub const ALL: [SystemSort; 7] = [
        SystemSort::Worst,
        SystemSort::Name,
        SystemSort::Open,
        SystemSort::Grave,
        SystemSort::Components,
        SystemSort::Due,
        SystemSort::Billed,
    ];

    /// The word in an address; nothing for the usual order.
    pub const fn as_str(self) -> &'static str {
        match self {
            SystemSort::Worst => "",
            SystemSort::Name => "name",
            SystemSort::Open => "open",
            SystemSort::Grave => "grave",
            SystemSort::Components => "components",
            SystemSort::Due => "due",
            SystemSort::Billed => "billed",
        }
    }

    /// The order of a word; the usual one for a word that is none.
    pub fn parse(word: &str) -> SystemSort {
        SystemSort::ALL.into_iter().find(|it| it.as_str() == word).unwrap_or_default()
    }

    /// Before everything in this order.
    pub(super) fn begin(self) -> ListKey {
        let by = match self {
            SystemSort::Name | SystemSort::Due | SystemSort::Billed => i64::MIN,
            _ => i64::MAX,
        };
        ListKey { by, id: String::new() }
    }
}

impl SystemRow {
    /// Findings that its institution's standing hangs on: of a system that serves users, and not
    /// excepted.
    pub fn bearing(&self) -> i64 {
        if self.system.duty == Duty::Live { self.grave - self.excepted } else { 0 }
    }

    /// Where a list that ends with it goes on.
    pub fn key(&self, sort: SystemSort) -> ListKey {
        let by = match sort {
            SystemSort::Worst => self.worst,
            // The system itself says where it stands.
            SystemSort::Name => 0,
            SystemSort::Open => self.open,
            SystemSort::Grave => self.bearing(),
            SystemSort::Components => self.components,
            SystemSort::Due => self.next_due_at.map_or(i64::MAX, Micros::get),
            SystemSort::Billed => self.billed_at.map_or(0, Micros::get),
        };
        ListKey { by, id: self.system.id.to_string() }
    }
}

/// Which systems, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Systems {
    /// Of one institution; none: of all.
    pub institution: Option<ClientUseCode>,
    /// A part of the name; empty: any.
    pub name: String,
    /// What they are for; none: whatever it is.
    pub duty: Option<Duty>,
    /// In which order.
    pub sort: SystemSort,
}

/// Systems in use, with what is excepted at `now`.
pub fn systems(
    tx: &mut Tx<'_>,
    which: &Systems,
    (after, now): (Option<&ListKey>, Micros),
    limit: usize,
) -> Result<Vec<SystemRow>, Fault> {
    let excepted = sql_systems::excepted(tx, owner(which.institution.as_ref()), now)?;
    let mut rows = sql_systems::list(tx, which, (after, now), limit)?;
    for it in &mut rows {
        it.excepted = excepted.get(&it.system.id).copied().unwrap_or(0);
    }
    Ok(rows)
}

/// One system, whatever is excepted.
pub fn system(tx: &mut Tx<'_>, id: Id) -> Result<Option<SystemRow>, Fault> {
    sql_systems::find(tx, id)
}

/// One system, with what is excepted at `now`: the next deadline is that of a finding without an
/// approved stance in force.
pub fn system_at(tx: &mut Tx<'_>, id: Id, now: Micros) -> Result<Option<SystemRow>, Fault> {
    let Some(mut it) = sql_systems::find(tx, id)? else { return Ok(None) };
    let excepted = sql_systems::excepted(tx, it.system.institution.as_str(), now)?;
    it.excepted = excepted.get(&it.system.id).copied().unwrap_or(0);
    it.next_due_at = sql_systems::next_due(tx, id, now)?;
    Ok(Some(it))
}

/// Sums over the systems in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Systems.
    pub systems: i64,
    /// Those without a bill.
    pub unbilled: i64,
    /// Their components, a component once for each system.
    pub components: i64,
    /// Open findings.
    pub open: i64,
    /// Critical and exploited ones, in whatever system.
    pub critical: i64,
    /// Grave ones in systems that serve users: standings hang on them, but for [`excepted`] ones.
    pub grave: i64,
    /// Systems that serve users.
    pub live: i64,
}

/// By system, the grave findings on which no standing hangs now, as a stance about them is approved
/// and in force. Systems without any are left out.
pub fn excepted(
    tx: &mut Tx<'_>,
    institution: Option<&ClientUseCode>,
    now: Micros,
) -> Result<BTreeMap<Id, i64>, Fault> {
    sql_systems::excepted(tx, owner(institution), now)
}

/// How many systems each institution that has any has in use.
pub fn by_institution(tx: &mut Tx<'_>) -> Result<Vec<(ClientUseCode, i64)>, Fault> {
    sql_systems::by_owner(tx)
}

/// Sums over the systems in use, of one institution or of all.
pub fn totals(tx: &mut Tx<'_>, institution: Option<&ClientUseCode>) -> Result<Totals, Fault> {
    sql_systems::totals(tx, owner(institution))
}

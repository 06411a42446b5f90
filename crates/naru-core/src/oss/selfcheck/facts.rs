//! What is known when the items are judged. Counts and names only: every answer is a function of
//! these, so that a changed fact changes it.

use crate::oss::licence::Overview;
use naru_base::Micros;
use naru_base::role::Role;

/// Everything that the items are judged by.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Of the data on advisories; none: there are none.
    pub data: Option<DataFacts>,
    /// Requests to use a package.
    pub requests: Requests,
    /// Exceptions and "not affected".
    pub stances: Stances,
    /// Bills that came, accepted and refused.
    pub bills: (i64, i64),
    /// Who has read the guide: of so many people, how many all its pages on governance.
    pub readers: (usize, usize),
    /// When the whole was last confirmed.
    pub affirmed_at: Option<Micros>,
    /// What only an institution has.
    pub own: Option<OwnFacts>,
    /// What only the operator's house has.
    pub zone: Option<ZoneFacts>,
    /// What the book tells.
    pub book: BookFacts,
}

/// The data on advisories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataFacts {
    /// Known exploited vulnerabilities in it.
    pub kev: u64,
    /// Forecasts of exploitation in it.
    pub epss: u64,
    /// Packages that are attacks in it.
    pub malicious: u64,
    /// The newest change in it.
    pub newest: Option<Micros>,
    /// Whether everything was judged by it.
    pub is_judged: bool,
}

/// Requests to use a package.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requests {
    /// Asked, approved or reopened.
    pub alive: usize,
    /// Those of them whose project's activity is known.
    pub health_known: usize,
    /// Those of them of whose project it is known when its support ends.
    pub ends_known: usize,
    /// Those of them whose origin and signature are stated.
    pub origin_stated: usize,
    /// Those of them with an open issue about the licence.
    pub licence_open: usize,
    /// Those of them with an issue that support is over or nobody maintains it.
    pub ended: usize,
    /// Words of offices, about requests and stances.
    pub votes: usize,
    /// Those of them by whoever had asked.
    pub own_votes: usize,
}

/// Stances in force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stances {
    /// Exceptions.
    pub exceptions: usize,
    /// Those without reason, control, end or enough yeses.
    pub exceptions_bad: usize,
    /// "Not affected".
    pub vex: usize,
    /// Those without a reason.
    pub vex_bad: usize,
}

/// What an institution has.
#[derive(Clone, Debug, Default)]
pub struct OwnFacts {
    /// Its live systems.
    pub systems: Systems,
    /// Their findings.
    pub findings: Findings,
    /// What they ask for themselves: of so many, how many without a request; none: too many to look
    /// at here.
    pub direct: Option<(usize, usize)>,
    /// Compared with what was approved, and those that have another licence now.
    pub relicensed: Option<(usize, Vec<String>)>,
    /// Their licences.
    pub licences: Overview,
}

/// Live systems.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Systems {
    /// In use.
    pub live: i64,
    /// Without a bill.
    pub unbilled: i64,
    /// With a bill that is too old.
    pub stale: i64,
    /// With a bill that knows no transitive dependency.
    pub flat: i64,
    /// With a bill that no registered key was found to have signed.
    pub unsigned: i64,
    /// Components.
    pub parts: i64,
    /// Those that nothing needs.
    pub unlinked: i64,
    /// Without checksum, licence, producer.
    pub lacking: [i64; 3],
}

/// Findings in live systems.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Open ones past their deadline.
    pub overdue: i64,
    /// Open ones that a standing hangs on.
    pub grave: i64,
    /// Open ones about something that nobody maintains.
    pub unmaintained: i64,
    /// Open ones about an attack.
    pub malicious: i64,
    /// Put right within a year.
    pub fixed: i64,
    /// Those of them past their deadline.
    pub late: i64,
}

/// Crossings of the R&D zone's border.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ZoneFacts {
    /// Looked through on their way in, and out.
    pub looked: (usize, usize),
    /// That crossed in, and out.
    pub crossed: (usize, usize),
    /// Those of them that should not have: found in, not looked into, or not approved by two.
    pub wrong: (usize, usize),
    /// Pseudonymised ones that crossed, and those of them without a registration.
    pub pseudonymised: (usize, usize),
}

/// What the book tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BookFacts {
    /// People with an account.
    pub people: Vec<String>,
    /// Offices' roles that nobody fills.
    pub lacking: Vec<Role>,
    /// Whether the functional test, and the security check of every service, hold.
    pub gates: Option<(bool, bool)>,
}

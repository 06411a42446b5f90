//! The words of the border: directions, modes, verdicts, standings.

use super::look::Looked;
use crate::policy::{self, Parameter};
use naru_base::role::Role;
use naru_base::{Fault, Id, Micros};

/// The longest purpose, registration, method or note.
pub const TEXT_CHARS_MAX: usize = 1_000;
/// The shortest that says something.
pub const TEXT_CHARS_MIN: usize = 10;
/// The longest registration: a number or a name.
pub const REGISTRATION_CHARS_MAX: usize = 100;
/// The largest file that is looked through here; larger ones are looked through by the command.
pub const FILE_BYTES_MAX: usize = 16 * 1024 * 1024;

words! {
    /// Which way.
    Direction {
        /// 반입: into the zone.
        In "in",
        /// 반출: out of it.
        Out "out",
    }

    /// What may be in it.
    Mode {
        /// No data of persons at all.
        None "none",
        /// Pseudonymised data, registered: no unique identifiers either.
        Pseudonymised "pseudonymised",
    }

    /// What the look came to.
    Verdict {
        /// Nothing was found.
        Clean "clean",
        /// Data of persons was found that its registration lets through.
        Registered "registered",
        /// Something was found that may not cross.
        Broken "broken",
        /// Something could not be looked into, which is never called clean.
        Unjudged "unjudged",
    }

    /// Where a crossing stands.
    Standing {
        /// It may never cross: what was found, or could not be looked into.
        Blocked "blocked",
        /// Two are to approve.
        Asked "asked",
        /// It may cross until its time is over.
        Approved "approved",
        /// Somebody said no.
        Refused "refused",
        /// Whoever asked took it back.
        Withdrawn "withdrawn",
        /// It did not cross in time.
        Lapsed "lapsed",
        /// It crossed.
        Crossed "crossed",
    }

    /// What happens to it.
    Event {
        /// The second of two said yes.
        Agreed "agreed",
        /// Somebody said no.
        Denied "denied",
        /// It is taken back.
        TakenBack "taken-back",
        /// Its time is over.
        Over "over",
        /// It is taken across.
        Taken "taken",
    }
}

impl Verdict {
    /// Whether it may cross at all.
    pub const fn may_cross(self) -> bool {
        matches!(self, Verdict::Clean | Verdict::Registered)
    }
}

impl Standing {
    /// The one way on; none: that cannot happen to it.
    pub const fn next(self, event: Event) -> Option<Standing> {
        use {Event as E, Standing as S};
        match (self, event) {
            (S::Asked, E::Agreed) => Some(S::Approved),
            (S::Asked, E::Denied) => Some(S::Refused),
            (S::Asked | S::Approved, E::TakenBack) => Some(S::Withdrawn),
            (S::Asked | S::Approved, E::Over) => Some(S::Lapsed),
            (S::Approved, E::Taken) => Some(S::Crossed),
            _ => None,
        }
    }
}

/// How long an approval may wait for its crossing, and how many must say yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZoneRules {
    /// From the asking to the crossing at most.
    pub valid_s: i64,
    /// People who must say yes.
    pub quorum: i64,
}

impl ZoneRules {
    /// The rules in force at `now`.
    pub fn at(parameters: &[Parameter], now: Micros) -> Result<ZoneRules, Fault> {
        let number = |name| policy::number(parameters, name, now);
        Ok(ZoneRules { valid_s: number("zone_crossing_valid_s")?, quorum: number("zone_quorum")? })
    }
}

/// What somebody wants to cross.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Which way.
    pub direction: Direction,
    /// What may be in it.
    pub mode: Mode,
    /// What for.
    pub purpose: String,
    /// The registration of a pseudonymised dataset; else empty.
    pub registration: String,
    /// How it was pseudonymised; else empty.
    pub method: String,
}

/// The word of one of the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// By whom.
    pub by: String,
    /// In which role.
    pub role: Role,
    /// Yes or no.
    pub is_yes: bool,
    /// Why.
    pub note: String,
    /// When.
    pub at: Micros,
}

/// A crossing on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crossing {
    /// Its id.
    pub id: Id,
    /// Its count.
    pub seq: i64,
    /// What was wanted.
    pub wish: Wish,
    /// The name of the file, masked where it is a find itself.
    pub file_name: String,
    /// How long it is.
    pub size_bytes: i64,
    /// Its SHA-256: this file crosses, and no other.
    pub sha256: [u8; 32],
    /// What the look came to.
    pub verdict: Verdict,
    /// What was found, masked.
    pub looked: Looked,
    /// When it was asked, and by whom.
    pub asked_at: Micros,
    /// By whom.
    pub asked_by: String,
    /// Where it stands.
    pub standing: Standing,
    /// Until when it may cross.
    pub until: Micros,
    /// Since when it stands so.
    pub since: Micros,
    /// Who recorded that it was taken across; empty: it was not.
    pub crossed_by: String,
    /// What was said.
    pub votes: Vec<Vote>,
}

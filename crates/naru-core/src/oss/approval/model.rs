//! The words of approvals: offices and who fills them, risk classes, issues, standings.

use super::report::Report;
use crate::oss::portfolio::{Grade, Range};
use crate::policy::{self, Parameter};
use naru_base::{ClientUseCode, Fault, Id, Micros};

/// The longest text of a request, a note or a reason.
pub const TEXT_CHARS_MAX: usize = 1_000;
/// The shortest that says something.
pub const TEXT_CHARS_MIN: usize = 10;
/// The shortest list of alternatives: a name, or that there are none.
pub const ALTERNATIVES_LEAST: usize = 2;
/// The longest package URL, and the longest range of versions.
pub const PURL_CHARS_MAX: usize = 300;
/// The longest range of versions.
pub const VERSIONS_CHARS_MAX: usize = 100;

words! {
    /// Where a request stands.
    Standing {
        /// Issues are to be settled, offices to decide.
        Asked "asked",
        /// It may be used.
        Approved "approved",
        /// It was approved, and something new is known against it: looked at again.
        Reopened "reopened",
        /// An office said no.
        Refused "refused",
        /// Whoever asked took it back.
        Withdrawn "withdrawn",
        /// Its time is over.
        Lapsed "lapsed",
    }

    /// What happens to a request.
    Event {
        /// The last office that must said yes.
        Agreed "agreed",
        /// An office said no.
        Denied "denied",
        /// It is taken back.
        TakenBack "taken-back",
        /// Its date has come.
        Over "over",
        /// Something new is known against it.
        News "news",
    }

    /// An office that decides, in the order in which a class asks for them.
    Office {
        /// 보안: what is known against it, where it comes from.
        Security "security",
        /// 총괄: whether it is needed, and who keeps it.
        Manager "manager",
        /// 법무: its licence and what that asks for.
        Legal "legal",
        /// 심의: what nobody of the house should decide alone.
        Board "board",
    }

    /// Where a change of who fills an office stands.
    SeatStanding {
        /// Another person is to confirm it.
        Proposed "proposed",
        /// It holds.
        Confirmed "confirmed",
        /// Another person refused it.
        Refused "refused",
        /// Whoever proposed it took it back.
        Withdrawn "withdrawn",
        /// Nobody confirmed it in time.
        Lapsed "lapsed",
    }

    /// How much it takes: the least first.
    Class {
        /// Approved for somebody already, in this version, and nothing new against it.
        Quick "quick",
        /// Nothing weighty against it.
        Low "low",
        /// A licence that reaches far or is not known, an end of support, something high or medium.
        Medium "medium",
        /// Critical, or exploited.
        High "high",
    }

    /// What speaks against it.
    IssueKind {
        /// An advisory affects the version.
        Advisory "advisory",
        /// There are no data of its ecosystem: what speaks against it is not known.
        RecordUnknown "record-unknown",
        /// Nobody maintains it any more, says an advisory.
        Unmaintained "unmaintained",
        /// Its support is over, or its repository closed.
        Ended "ended",
        /// Nothing was released for two years, or one person keeps it.
        Inactive "inactive",
        /// How alive it is, is not known.
        ActivityUnknown "activity-unknown",
        /// Its licence is not stated, or not known.
        LicenceUnknown "licence-unknown",
        /// The bills of the institution's systems call it otherwise.
        LicenceDiffers "licence-differs",
        /// Its licence reaches beyond it: source must be given.
        LicenceReach "licence-reach",
        /// Nothing is said of a signature or a checksum.
        Unsigned "unsigned",
    }

    /// Where an issue stands.
    IssueState {
        /// Nobody has settled it.
        Open "open",
        /// Whoever asked put it right.
        Resolved "resolved",
        /// An office lives with it.
        Accepted "accepted",
    }
}

impl Standing {
    /// The one way on; none: that cannot happen to it.
    pub const fn next(self, event: Event) -> Option<Standing> {
        use {Event as E, Standing as S};
        match (self, event) {
            (S::Asked | S::Reopened, E::Agreed) => Some(S::Approved),
            (S::Asked | S::Reopened, E::Denied) => Some(S::Refused),
            (S::Asked | S::Approved | S::Reopened, E::TakenBack) => Some(S::Withdrawn),
            (S::Asked | S::Approved | S::Reopened, E::Over) => Some(S::Lapsed),
            (S::Asked, E::News) => Some(S::Asked),
            (S::Approved | S::Reopened, E::News) => Some(S::Reopened),
            _ => None,
        }
    }

    /// Whether it is still to be decided.
    pub const fn is_to_decide(self) -> bool {
        matches!(self, Standing::Asked | Standing::Reopened)
    }

    /// Whether something may still happen to it.
    pub const fn is_alive(self) -> bool {
        matches!(self, Standing::Asked | Standing::Approved | Standing::Reopened)
    }
}

/// How many offices a class takes, and how long an approval may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApprovalRules {
    /// By class, in the order of [`Class::ALL`].
    pub offices: [i64; Class::ALL.len()],
    /// The longest approval.
    pub max_s: i64,
    /// A project that released nothing for so long is called inactive.
    pub inactive_days: i64,
}

impl ApprovalRules {
    /// The rules in force at `now`.
    pub fn at(parameters: &[Parameter], now: Micros) -> Result<ApprovalRules, Fault> {
        let number = |name| policy::number(parameters, name, now);
        Ok(ApprovalRules {
            offices: [
                number("oss_approval_offices_quick")?,
                number("oss_approval_offices_low")?,
                number("oss_approval_offices_medium")?,
                number("oss_approval_offices_high")?,
            ],
            max_s: number("oss_approval_max_s")?,
            inactive_days: number("oss_inactive_days")?,
        })
    }

    /// The offices that a class asks for.
    pub fn offices_of(&self, class: Class) -> Vec<Office> {
        let count = usize::try_from(self.offices[class as usize]).unwrap_or(Office::ALL.len());
        Office::ALL.into_iter().take(count.max(1)).collect()
    }
}

/// What somebody asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// The package in the version that is to be used first, as a package URL.
    pub purl: String,
    /// Which versions: `>=1.0, <2`; empty: that version only.
    pub versions: String,
    /// What it is for.
    pub purpose: String,
    /// Why it fits.
    pub fit: String,
    /// What else was looked at.
    pub alternatives: String,
    /// Where it comes from, and by which signature or checksum that is known; may be empty.
    pub origin: String,
    /// Its licence, as an SPDX expression; may be empty: not known.
    pub licence: String,
    /// Until when.
    pub until: Micros,
}

/// Something that speaks against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Its count within the request.
    pub seq: i64,
    /// What it is.
    pub kind: IssueKind,
    /// About what: the advisory, the licence, a day; empty if there is nothing to name.
    pub subject: String,
    /// How grave.
    pub grade: Grade,
    /// Where it stands.
    pub state: IssueState,
    /// Why.
    pub note: String,
    /// By whom.
    pub by: String,
    /// Since when.
    pub at: Micros,
}

/// The word of an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// In which round.
    pub round: i64,
    /// Which office.
    pub office: Office,
    /// By whom.
    pub by: String,
    /// Yes or no.
    pub is_yes: bool,
    /// Why.
    pub note: String,
    /// When.
    pub at: Micros,
}

/// A request on record, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Its id.
    pub id: Id,
    /// Whose.
    pub institution: ClientUseCode,
    /// What was asked for.
    pub wish: Wish,
    /// The package's ecosystem.
    pub ecosystem: String,
    /// Its name there.
    pub name: String,
    /// The version that was asked about.
    pub version: String,
    /// How much it takes.
    pub class: Class,
    /// The offices that must say yes.
    pub offices: Vec<Office>,
    /// What was known when it was asked.
    pub report: Report,
    /// The round of deciding: every time something new comes, the next.
    pub round: i64,
    /// When it was asked.
    pub asked_at: Micros,
    /// By whom.
    pub asked_by: String,
    /// Where it stands.
    pub standing: Standing,
    /// Since when.
    pub since: Micros,
    /// Why somebody else took it back; empty if nobody did.
    pub taken_back: String,
    /// Its place among what waits, as a list by urgency has it; 0: it was not listed so.
    pub need: i64,
    /// What speaks against it.
    pub issues: Vec<Issue>,
    /// What the offices said, in every round.
    pub votes: Vec<Vote>,
}

/// Places of what waits that are of one kind: beyond every moment.
pub(super) const RANK: i64 = 1_000_000_000_000_000_000;
/// An end of the time asked for is near when it is so many seconds away: a request that nobody
/// decides until then lapses.
pub(super) const NEAR_S: i64 = 30 * 86_400;

/// Why a request stands where it does in a list by urgency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Urgency {
    /// A live service of the institution uses the package.
    pub is_live: bool,
    /// By when something of it is due: what a standing hangs on in such a service, or its own end
    /// if that is near.
    pub by: Option<Micros>,
}

impl Approval {
    /// Why it stands where it does in a list by urgency.
    pub fn urgency(&self) -> Urgency {
        let kind = self.need / RANK;
        let by = (kind % 2 == 0 && self.need > 0).then(|| Micros::new(self.need % RANK));
        Urgency { is_live: kind < 2, by }
    }

    /// Whether it speaks of a version of its package.
    pub fn covers(&self, version: &str) -> bool {
        match self.wish.versions.is_empty() {
            true => self.version == version,
            false => Range::parse(&self.wish.versions)
                .is_some_and(|it| it.holds(&self.ecosystem, version)),
        }
    }

    /// What the offices said in the round that counts.
    pub fn said(&self) -> impl Iterator<Item = &Vote> {
        self.votes.iter().filter(|it| it.round == self.round)
    }

    /// Whether it is to be decided, and was asked for when there were no data on its ecosystem.
    pub fn lacked_data(&self) -> bool {
        let is_it =
            |it: &Issue| it.kind == IssueKind::RecordUnknown && it.state == IssueState::Open;
        self.standing.is_to_decide() && self.issues.iter().any(is_it)
    }

    /// Issues that nobody has settled.
    pub fn open_issues(&self) -> usize {
        self.issues.iter().filter(|it| it.state == IssueState::Open).count()
    }
}

/// How the use of a version is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cover {
    /// Nobody has asked.
    None,
    /// It was asked for, and taken back.
    Withdrawn(Id),
    /// It was asked for, and refused.
    Refused(Id),
    /// It is asked for.
    Asked(Id),
    /// It was approved, and is looked at again.
    Reopened(Id),
    /// It is approved.
    Approved(Id),
}

impl Cover {
    /// Whether it is asked for or approved: then it is not asked for again.
    pub const fn is_asked(self) -> bool {
        matches!(self, Cover::Asked(_) | Cover::Reopened(_) | Cover::Approved(_))
    }
}

//! The words of the portfolio: systems, grades, how a component came in, why a finding is gone.

use crate::policy::{self, Parameter};
use naru_base::{ClientUseCode, Fault, Id, Micros};

/// The longest name of a system.
pub const NAME_CHARS_MAX: usize = 60;
/// Systems of one institution.
pub const SYSTEMS_MAX: i64 = 10_000;

words! {
    /// What a system is for.
    Duty {
        /// It serves users through the network: what it is made of bears on the standing.
        Live "live",
        /// It does not.
        Internal "internal",
    }

    /// How a component came in.
    Reach {
        /// The system asks for it itself.
        Direct "direct",
        /// Something that it asks for needs it.
        Transitive "transitive",
        /// Nothing in the bill says how.
        Unlinked "unlinked",
    }

    /// How grave a finding is, for its deadline; the mildest first.
    Grade {
        /// Not scored, or no vulnerability: unmaintained, a notice.
        None "none",
        /// CVSS up to 3.9.
        Low "low",
        /// Up to 6.9.
        Medium "medium",
        /// Up to 8.9.
        High "high",
        /// From 9.0.
        Critical "critical",
        /// Known to be exploited, or an attack itself.
        Exploited "exploited",
    }

    /// Why a finding is gone.
    Gone {
        /// The system has a version now that is not affected.
        Fixed "fixed",
        /// The system does not have the component any more.
        Removed "removed",
        /// The advisory was taken back, or speaks no longer of the version.
        Cleared "cleared",
        /// The same matter goes on under another identifier.
        Renamed "renamed",
        /// The system is not in use any more.
        Retired "retired",
    }
}

/// Added to the priority of what a live system has: beyond every score, below the next grade.
pub(super) const LIVE: i64 = 500_000;

impl Duty {
    /// The priority of a matter in a system of this kind: within a grade, what a standing may hang
    /// on comes before what it does not, whatever the scores.
    pub(super) const fn priority_of(self, matter: i64) -> i64 {
        match self {
            Duty::Live => matter + LIVE,
            Duty::Internal => matter,
        }
    }
}

impl Grade {
    /// Whether the standing of a live system's institution hangs on it.
    pub const fn is_grave(self) -> bool {
        matches!(self, Grade::Critical | Grade::Exploited)
    }

    /// The rule that says how long it may stay open.
    pub const fn rule(self) -> &'static str {
        match self {
            Grade::Exploited => "oss_patch_exploited_s",
            Grade::Critical => "oss_patch_critical_s",
            Grade::High => "oss_patch_high_s",
            Grade::Medium => "oss_patch_medium_s",
            Grade::Low => "oss_patch_low_s",
            Grade::None => "oss_patch_none_s",
        }
    }
}

/// How long findings may stay open, by grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    limits_s: [i64; Grade::ALL.len()],
    is_signed: bool,
}

impl Rules {
    /// The rules in force at `now`.
    pub fn at(parameters: &[Parameter], now: Micros) -> Result<Rules, Fault> {
        let mut limits_s = [0; Grade::ALL.len()];
        for (limit, grade) in limits_s.iter_mut().zip(Grade::ALL) {
            *limit = policy::number(parameters, grade.rule(), now)?;
        }
        let is_signed = policy::number(parameters, "oss_bill_signed", now)? != 0;
        Ok(Rules { limits_s, is_signed })
    }

    /// Whether a bill of such a system must be signed by a key of its institution.
    pub const fn must_sign(&self, duty: Duty) -> bool {
        self.is_signed && matches!(duty, Duty::Live)
    }

    /// How long a finding of this grade may stay open.
    pub const fn limit_s(&self, grade: Grade) -> i64 {
        self.limits_s[grade as usize]
    }
}

/// A system of an institution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct System {
    /// Its id.
    pub id: Id,
    /// Whose.
    pub institution: ClientUseCode,
    /// What its people call it.
    pub name: String,
    /// What it is for.
    pub duty: Duty,
    /// When it was declared.
    pub declared_at: Micros,
    /// When it was taken out of use.
    pub retired_at: Option<Micros>,
}

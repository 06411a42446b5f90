//! What a program is, and what it may ask for.

use naru_base::role::{Post, Reach, Right, Role};
use naru_base::seal::LookupHash;
use naru_base::{Id, Micros};
use std::collections::BTreeSet;

/// What a program may ask for; least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Standings, checks, evidence, deadlines.
    GatesRead,
    /// Cover of every institution.
    SuretyRead,
    /// Claims: lists, one, its steps.
    ClaimsRead,
    /// Programmes of subsidy and their sums.
    SubsidyRead,
    /// Findings in the checks of whoever answers for the program.
    ChecksWrite,
    /// Hand in scanners' files for an institution.
    EvidenceWrite,
    /// Report a claim, and take back what it reported.
    ClaimsWrite,
}

impl Scope {
    /// Every one.
    pub const ALL: [Scope; 7] = [
        Scope::GatesRead,
        Scope::SuretyRead,
        Scope::ClaimsRead,
        Scope::SubsidyRead,
        Scope::ChecksWrite,
        Scope::EvidenceWrite,
        Scope::ClaimsWrite,
    ];

    /// The form in the store, on the wire and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Scope::GatesRead => "gates.read",
            Scope::SuretyRead => "surety.read",
            Scope::ClaimsRead => "claims.read",
            Scope::SubsidyRead => "subsidy.read",
            Scope::ChecksWrite => "checks.write",
            Scope::EvidenceWrite => "evidence.write",
            Scope::ClaimsWrite => "claims.write",
        }
    }

    /// Reads the form of [`Scope::as_str`].
    pub fn parse(text: &str) -> Option<Scope> {
        Scope::ALL.into_iter().find(|it| it.as_str() == text)
    }

    /// The right that whoever answers for the program must hold, on the whole network.
    pub const fn right(self, role: Role) -> Right {
        match (self, role) {
            (Scope::GatesRead, _) => Right::GatesRead,
            (Scope::SuretyRead, _) => Right::SuretyRead,
            (Scope::ClaimsRead, _) => Right::ClaimsRead,
            (Scope::SubsidyRead, _) => Right::SubsidyRead,
            // An inspector hands in what it scanned itself; the operator what it was given.
            (Scope::ChecksWrite, _) | (Scope::EvidenceWrite, Role::Inspector) => {
                Right::ChecksDecide
            }
            (Scope::EvidenceWrite, _) => Right::GatesApply,
            (Scope::ClaimsWrite, _) => Right::ClaimsReport,
        }
    }

    /// Whether somebody of this post may answer for a program that may this.
    pub fn fits(self, post: &Post) -> bool {
        post.reach(self.right(post.role())) == Reach::Everything
    }
}

/// Reads words with blanks or commas between; `None`: one of them is none.
pub fn named(text: &str) -> Option<BTreeSet<Scope>> {
    let words = text.split([' ', ',']).filter(|it| !it.is_empty());
    words.map(Scope::parse).collect()
}

/// A program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// Its id.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// Who answers for it.
    pub account: Id,
    /// What it may ask for.
    pub scopes: BTreeSet<Scope>,
    /// Since when.
    pub made_at: Micros,
    /// Who made it: `proposal:…`, or `system:host`.
    pub made_by: String,
    /// From then on it opens nothing.
    pub until: Micros,
    /// When it was revoked, and by whom.
    pub ended: Option<(Micros, String)>,
    /// Its secrets, the earlier first.
    pub secrets: Vec<Secret>,
}

impl Program {
    /// Whether it opens anything at `now`, as far as itself is concerned.
    pub fn is_live(&self, now: Micros) -> bool {
        self.ended.is_none() && now < self.until
    }

    /// The scopes as the store has them.
    pub fn words(&self) -> String {
        words(&self.scopes)
    }
}

/// Scopes in one line.
pub(super) fn words(all: &BTreeSet<Scope>) -> String {
    all.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(" ")
}

/// A secret of a program: its keyed hash, and how long it opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// The hash.
    pub hash: LookupHash,
    /// When it was made.
    pub made_at: Micros,
    /// When it ends; the newest has no end of its own.
    pub until: Option<Micros>,
}

impl Secret {
    /// Whether it opens at `now`.
    pub fn is_live(&self, now: Micros) -> bool {
        self.until.is_none_or(|until| now < until)
    }
}

/// A program as somebody wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// What it is called.
    pub name: String,
    /// What it may ask for.
    pub scopes: BTreeSet<Scope>,
    /// Until when.
    pub until: Micros,
}

/// A secret that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// Until when the earlier secret opens, if there is one.
    pub earlier_until: Option<Micros>,
    /// When the program ends.
    pub until: Micros,
}

/// A program that showed a secret of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admitted {
    /// Which.
    pub program: Id,
    /// Who answers for it.
    pub account: Id,
    /// What it may ask for: what was agreed, as far as that person still may.
    pub scopes: BTreeSet<Scope>,
}

impl Admitted {
    /// Who it is in the audit trail.
    pub fn actor(&self) -> String {
        format!("program:{}", self.program)
    }
}

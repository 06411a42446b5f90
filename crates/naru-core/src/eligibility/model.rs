//! The words and records of eligibility.

use crate::admission::Class;
use crate::identity::Scope;
use naru_base::{ClientUseCode, Id, Micros, Won, words};
use std::collections::{BTreeMap, BTreeSet};

/// SHA-256 of a document.
pub type Sha256 = [u8; 32];

words! {
    /// What keeps a firm out.
    Exclusion {
        /// Gambling and the like.
        Gambling "gambling",
        /// It is bankrupt.
        Bankrupt "bankrupt",
        /// What it does is unlawful.
        IllegalModel "illegal-model",
        /// It lacks a licence that it needs.
        LicenceMissing "licence-missing",
        /// It collects bills periodically.
        PeriodicBilling "periodic-billing",
    }

    /// What a firm brings.
    Paper {
        /// 사업자등록증.
        Registration "registration",
        /// 인허가 또는 등록증.
        Licence "licence",
        /// 사업계획서.
        Plan "plan",
        /// 재무제표.
        Finance "finance",
    }

    /// What a sheet looks at.
    Area {
        /// 재무건전성.
        Soundness "soundness",
        /// 사업안정성.
        Stability "stability",
        /// 위험관리.
        Risk "risk",
    }

    /// Why a firm is not approved.
    Grounds {
        /// Its class is not allowed.
        Class "class",
        /// An exclusion applies.
        Excluded "excluded",
        /// Its papers are not complete, or not true.
        Papers "papers",
        /// Its model is not sound.
        Model "model",
        /// Something else, told by letter.
        Other "other",
    }
}

/// The classes and exclusions in force at one instant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// Allowed classes with the papers they bring and the source.
    pub classes: BTreeMap<Class, (BTreeSet<Paper>, String)>,
    /// What excludes, with the source.
    pub exclusions: BTreeMap<Exclusion, String>,
}

/// One item of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its area.
    pub area: Area,
    /// Its code.
    pub code: String,
    /// Its most points.
    pub points_max: i64,
    /// Its name in Korean.
    pub name_ko: String,
    /// Its name in English.
    pub name_en: String,
}

/// The scoring sheet of large businesses, from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its code.
    pub code: String,
    /// From when it counts.
    pub valid_from: Micros,
    /// The capital of a large business.
    pub capital_min: Won,
    /// The points of a large business.
    pub points_min: i64,
    /// Where it comes from.
    pub source: String,
    /// Its items, in order.
    pub items: Vec<Item>,
}

/// An application form as it was filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its id.
    pub id: Id,
    /// Whose.
    pub institution: ClientUseCode,
    /// As what.
    pub class: Class,
    /// Its capital.
    pub capital: Won,
    /// What it does with the network, in its own words.
    pub model: String,
    /// What it asks for.
    pub scopes: Vec<Scope>,
    /// The exclusions that it says apply.
    pub declared: BTreeSet<Exclusion>,
    /// Which document is which paper.
    pub papers: BTreeMap<Paper, Sha256>,
    /// When.
    pub filed_at: Micros,
    /// By whom.
    pub filed_by: String,
}

/// What keeps a form from being approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// The class may not take part.
    Class(Class),
    /// An exclusion applies.
    Excluded(Exclusion),
    /// A paper is missing.
    Missing(Paper),
}

/// What two people decided about a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Why not; none: approved.
    pub grounds: Option<Grounds>,
    /// What the applicant is told of it: what is wrong, and what to change. May be empty.
    pub note: String,
    /// By which sheet.
    pub sheet: String,
    /// The points of each item; empty: it was not scored.
    pub scores: BTreeMap<String, i64>,
    /// Their sum; none: it was not scored.
    pub points: Option<i64>,
    /// Whether it is a large business.
    pub is_large: bool,
    /// What it may ask for.
    pub scopes: Vec<Scope>,
    /// Until when the approval holds.
    pub holds_until: Option<Micros>,
    /// When it was decided.
    pub decided_at: Micros,
    /// Who proposed and who confirmed.
    pub by: [Id; 2],
}

impl Grounds {
    /// Whether they say nothing that an applicant could put right without a word more.
    pub const fn needs_note(self) -> bool {
        matches!(self, Grounds::Papers | Grounds::Other)
    }
}

impl Outcome {
    /// Whether it was approved.
    pub const fn is_approved(&self) -> bool {
        self.grounds.is_none()
    }
}

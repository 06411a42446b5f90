//! Rules with a date, and what is on record about one institution under one of them.

use crate::admission::model::{Class, Gate, Sha256};
use naru_base::{ClientUseCode, Id, Micros};
use serde::{Deserialize, Serialize};

/// Whom a rule concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concerned {
    /// Institutions of a class.
    Class(Class),
    /// Those that are listed.
    Listed,
}

impl Concerned {
    /// The form in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Concerned::Class(class) => class.as_str(),
            Concerned::Listed => "listed",
        }
    }

    /// Reads the form in the store.
    pub fn parse(text: &str) -> Option<Concerned> {
        if text == "listed" {
            return Some(Concerned::Listed);
        }
        Class::parse(text).map(Concerned::Class)
    }
}

/// A text in both languages, as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// 한국어.
    pub ko: String,
    /// English.
    pub en: String,
}

/// A rule that makes a requirement stricter by a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name, in kebab-case.
    pub id: String,
    /// Whom it concerns.
    pub concerned: Concerned,
    /// The gate that must hold.
    pub requirement: Gate,
    /// What it is called.
    pub title: Text,
    /// What held before.
    pub old: Text,
    /// What holds from now on.
    pub new: Text,
    /// From when.
    pub effective_at: Micros,
    /// Before when it must be met.
    pub due_at: Micros,
    /// Where it comes from.
    pub source: String,
}

/// A check that was applied for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Booking {
    /// When.
    pub applied_at: Micros,
    /// When the inspector's slot ends; `None`: no slot is given yet.
    pub slot_ends_at: Option<Micros>,
}

/// What a participant says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Its id.
    pub id: Id,
    /// Which ground.
    pub ground: String,
    /// Until when more time is asked for.
    pub asked_until: Micros,
    /// The words, sealed.
    pub sealed: Vec<u8>,
    /// The document that shows it.
    pub sha256: Option<Sha256>,
    /// When.
    pub at: Micros,
    /// Who.
    pub by: String,
}

/// More time, by decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// The proposal's id.
    pub id: Id,
    /// On which ground.
    pub ground: String,
    /// To before when.
    pub until: Micros,
    /// When it was decided.
    pub at: Micros,
    /// Who proposed and who confirmed.
    pub by: [Id; 2],
}

/// What is on record about one institution under one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The check that was applied for last.
    pub booking: Option<Booking>,
    /// What it answered, in order.
    pub replies: Vec<Reply>,
    /// More time, in order.
    pub extensions: Vec<Extension>,
}

impl Known {
    /// Before when the rule must be met here.
    pub fn due(&self, rule: &Rule) -> Micros {
        self.extensions.iter().map(|it| it.until).fold(rule.due_at, Ord::max)
    }
}

/// One institution under one rule.
pub type Place = (ClientUseCode, String);

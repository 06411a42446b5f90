//! The words of the self-check: whose it is, where an answer comes from, what a person says.

use crate::policy::{self, Parameter};
use naru_base::{ClientUseCode, Fault, Id, Micros};
use naru_practice::{Answer, Item};
use std::fmt;

/// The longest words, evidence or note.
pub const TEXT_CHARS_MAX: usize = 1_000;
/// The shortest words that say something.
pub const TEXT_CHARS_MIN: usize = 10;
/// The shortest name of evidence, and of its owner.
pub const NAME_CHARS_MIN: usize = 2;
/// The longest owner.
pub const OWNER_CHARS_MAX: usize = 60;

/// Whose self-check it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The operator's own house.
    Network,
    /// An institution's.
    Institution(ClientUseCode),
}

impl Subject {
    /// Reads the form in the store.
    pub fn parse(text: &str) -> Option<Subject> {
        match text {
            "network" => Some(Subject::Network),
            code => ClientUseCode::parse(code).ok().map(Subject::Institution),
        }
    }

    /// The institution; none for the operator's house.
    pub const fn institution(&self) -> Option<&ClientUseCode> {
        match self {
            Subject::Network => None,
            Subject::Institution(code) => Some(code),
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::Network => f.write_str("network"),
            Subject::Institution(code) => write!(f, "{code}"),
        }
    }
}

/// Where the evidence of an answer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The systems and their bills.
    Systems,
    /// Open findings.
    Findings,
    /// Advisories, and the data that they come from.
    Advisories,
    /// Exceptions and "not affected".
    Stances,
    /// What may be used at all.
    Approvals,
    /// Licences, and what they ask for.
    Licences,
    /// The guide.
    Guide,
    /// The border of the R&D zone.
    Zone,
    /// The gates.
    Gates,
    /// The self-check itself.
    Here,
}

/// What facts say of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Live {
    /// The answer; open: facts tell a part, a person's word may complete it.
    pub answer: Answer,
    /// What was seen.
    pub seen: String,
    /// Where.
    pub place: Place,
}

/// What a person says of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// Which.
    pub item: String,
    /// Yes or no.
    pub is_yes: bool,
    /// In which words.
    pub words: String,
    /// Where it can be looked up.
    pub evidence: String,
    /// Who answers for it.
    pub owner: String,
}

/// The same on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its id.
    pub id: Id,
    /// What was said.
    pub spoken: Spoken,
    /// When.
    pub at: Micros,
    /// By whom.
    pub by: String,
    /// Until when it answers the item.
    pub until: Micros,
}

/// Somebody confirmed the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affirmed {
    /// Items answered yes, no, and not at all.
    pub counts: (i64, i64, i64),
    /// In which words.
    pub note: String,
    /// When.
    pub at: Micros,
    /// By whom.
    pub by: String,
}

/// Where an answer comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Facts.
    Fact(Place),
    /// A person's word, which still holds.
    Word(Said),
    /// A person's word, which is past its time.
    Past(Said),
    /// Nothing.
    Nothing,
}

/// An item with its answer.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The item.
    pub item: &'static Item,
    /// The answer.
    pub answer: Answer,
    /// What it rests on, in words.
    pub seen: String,
    /// Where it comes from.
    pub source: Source,
}

/// The rules by which facts are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SelfRules {
    /// A bill older than this is not a current one.
    pub bill_s: i64,
    /// Data older than this are old.
    pub data_s: i64,
    /// Whoever read a page within this knows it.
    pub read_s: i64,
    /// Whoever confirmed the whole within this has confirmed it.
    pub affirm_s: i64,
    /// People who must agree to a crossing of the zone's border.
    pub zone_quorum: i64,
}

impl SelfRules {
    /// The rules in force at `now`.
    pub fn at(parameters: &[Parameter], now: Micros) -> Result<SelfRules, Fault> {
        let number = |name| policy::number(parameters, name, now);
        Ok(SelfRules {
            bill_s: number("oss_bill_current_s")?,
            data_s: number("oss_data_current_s")?,
            read_s: number("oss_guide_read_s")?,
            affirm_s: number("oss_affirmed_s")?,
            zone_quorum: number("zone_quorum")?,
        })
    }
}

impl Checked {
    /// Whether a fact answers it, so that no word of a person counts.
    pub fn is_by_fact(&self) -> bool {
        matches!(self.source, Source::Fact(_)) && self.answer != Answer::Open
    }
}

//! CVSS scores of versions 2, 3.0, 3.1 and 4.0, with temporal and environmental metrics.
//!
//! Whole numbers only. Versions 2 and 4 are exact; version 3 keeps seventeen decimal places, which
//! is exact but for the power in the impact of a changed scope, and that is cut far below a tenth.
//! Rounding is as each standard says: half up to a tenth (2, 4), up to the next tenth (3).

mod decimal;
mod four;
mod macrovectors;
mod three;
mod two;
mod vector;

use std::fmt;
use vector::Vector;

/// How grave, in the five words of CVSS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rating {
    /// Score 0.0.
    None,
    /// Up to 3.9.
    Low,
    /// Up to 6.9.
    Medium,
    /// Up to 8.9.
    High,
    /// From 9.0.
    Critical,
}

impl Rating {
    /// All ratings, the mildest first.
    pub const ALL: [Rating; 5] =
        [Rating::None, Rating::Low, Rating::Medium, Rating::High, Rating::Critical];
    /// The word of the JSON output.
    pub fn word(self) -> &'static str {
        match self {
            Rating::None => "none",
            Rating::Low => "low",
            Rating::Medium => "medium",
            Rating::High => "high",
            Rating::Critical => "critical",
        }
    }
    /// A rating as sources write it: `MODERATE`, `High`, `low`.
    pub fn of_word(word: &str) -> Option<Rating> {
        Some(match word.to_ascii_lowercase().as_str() {
            "none" => Rating::None,
            "low" | "negligible" => Rating::Low,
            "medium" | "moderate" => Rating::Medium,
            "high" | "important" => Rating::High,
            "critical" => Rating::Critical,
            _ => return None,
        })
    }
}

/// A score from 0.0 to 10.0, in tenths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u8);

impl Score {
    /// The score in tenths, 0 to 100.
    pub fn tenths(self) -> u8 {
        self.0
    }
    /// A score of tenths, or nothing above 100.
    pub fn of_tenths(tenths: u8) -> Option<Score> {
        (tenths <= 100).then_some(Score(tenths))
    }
    /// The word for it.
    pub fn rating(self) -> Rating {
        match self.0 {
            0 => Rating::None,
            1..=39 => Rating::Low,
            40..=69 => Rating::Medium,
            70..=89 => Rating::High,
            _ => Rating::Critical,
        }
    }
    /// A score of tenths that the formulas keep within bounds.
    fn clamped(tenths: i64) -> Score {
        Score(u8::try_from(tenths.clamp(0, 100)).expect("a hundred fits"))
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

/// Why a text is no vector.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a CVSS vector: {0}")]
pub struct CvssError(String);

/// Version of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// 2.0
    V2,
    /// 3.0
    V30,
    /// 3.1
    V31,
    /// 4.0
    V40,
}

/// A vector, all of it checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cvss {
    version: Version,
    vector: Vector,
}

impl Cvss {
    /// Reads a vector of any version.
    ///
    /// # Errors
    /// When a metric or value is unknown, there twice, or a base metric is missing.
    pub fn parse(text: &str) -> Result<Cvss, CvssError> {
        let text = text.trim();
        let (version, rest) = match text.strip_prefix("CVSS:") {
            Some(rest) => match rest.split_once('/') {
                Some(("3.0", rest)) => (Version::V30, rest),
                Some(("3.1", rest)) => (Version::V31, rest),
                Some(("4.0", rest)) => (Version::V40, rest),
                _ => return Err(CvssError("it begins with CVSS:3.0/, 3.1/ or 4.0/".to_owned())),
            },
            None => (Version::V2, text.trim_start_matches('(').trim_end_matches(')')),
        };
        let metrics = match version {
            Version::V2 => two::METRICS,
            Version::V30 | Version::V31 => three::METRICS,
            Version::V40 => four::METRICS,
        };
        Ok(Cvss { version, vector: Vector::read(rest, metrics)? })
    }

    /// Version of the standard.
    pub fn version(&self) -> Version {
        self.version
    }
    /// Score of the base metrics alone.
    pub fn base(&self) -> Score {
        match self.version {
            Version::V2 => two::base(&self.vector),
            Version::V30 | Version::V31 => three::base(&self.vector),
            Version::V40 => four::score(&self.vector.only_base()),
        }
    }
    /// Score with the temporal metrics. Version 2 has one only if such a metric is given; 4.0 has
    /// none apart from [`score`](Cvss::score).
    pub fn temporal(&self) -> Option<Score> {
        match self.version {
            Version::V2 => self.has_temporal().then(|| two::temporal(&self.vector)),
            Version::V30 | Version::V31 => Some(three::temporal(&self.vector)),
            Version::V40 => None,
        }
    }
    /// Score with the environmental metrics, under the same conditions.
    pub fn environmental(&self) -> Option<Score> {
        match self.version {
            Version::V2 => self.has_environmental().then(|| two::environmental(&self.vector)),
            Version::V30 => Some(three::environmental(&self.vector, false)),
            Version::V31 => Some(three::environmental(&self.vector, true)),
            Version::V40 => None,
        }
    }
    /// The score that counts: with all that the vector says.
    pub fn score(&self) -> Score {
        let environmental = if self.has_environmental() { self.environmental() } else { None };
        let temporal = || if self.has_temporal() { self.temporal() } else { None };
        match self.version {
            Version::V40 => four::score(&self.vector),
            _ => environmental.or_else(temporal).unwrap_or_else(|| self.base()),
        }
    }
    /// Whether a temporal (4.0: threat) metric is given.
    pub fn has_temporal(&self) -> bool {
        self.vector.has_any(vector::Group::Temporal)
    }
    /// Whether an environmental metric is given.
    pub fn has_environmental(&self) -> bool {
        self.vector.has_any(vector::Group::Environmental)
    }
}

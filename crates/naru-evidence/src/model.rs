//! What was read from a scanner's file.
//!
//! **Must never** hold a judgement: whether a finding speaks against an institution is decided
//! elsewhere, by people and rules.

use crate::read::Format;
use serde::{Serialize, Serializer};
use sha2::Digest;

/// SHA-256 of some bytes.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    sha2::Sha256::digest(bytes).into()
}

fn hex<S: Serializer>(bytes: &[u8; 32], to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&hex_of(bytes))
}

/// A hash as people and files write it.
pub(crate) fn hex_of(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // a String takes whatever is written to it
        text
    })
}

/// One file of a scanner, read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The format it is in.
    pub format: Format,
    /// The version of the format or, where the format has none, of the tool that defines it.
    pub format_version: Option<String>,
    /// What made it.
    pub tools: Vec<Tool>,
    /// What was looked at, as the tool names it.
    pub targets: Vec<String>,
    /// When it was looked at, by the tool's own clock.
    pub observed: Option<Observed>,
    /// Whether the tool came to its end on every target. What did not run proves nothing.
    pub is_finished: bool,
    /// What findings are about; findings name theirs by index.
    pub rules: Vec<Rule>,
    /// What was found, and what was looked at and found in order.
    pub findings: Vec<Finding>,
    /// What the thing consists of, where the file says so.
    pub components: Vec<Component>,
    /// Further words about the run as a whole: name and value.
    pub words: Vec<(String, String)>,
    /// What a reader should know before relying on it.
    pub remarks: Vec<Remark>,
    /// What was not understood, as it was.
    pub kept: Vec<Kept>,
    /// Single values in the file.
    pub values_count: usize,
    /// How many of these stand in `kept`.
    pub values_kept_count: usize,
}

/// A tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// Its version, if it says so.
    pub version: Option<String>,
}

/// An instant in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Observed {
    /// Microseconds since 1970 UTC.
    pub at_us: i64,
    /// As it was written.
    pub said: String,
    /// Whether a time zone was written; without one the time was taken for UTC.
    pub has_zone: bool,
}

/// What findings are about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Rule {
    /// The tool's own name for it.
    pub id: String,
    /// In a few words.
    pub title: String,
    /// Weaknesses (CWE), in the order given.
    pub cwes: Vec<u32>,
    /// Further words of the tool: name and value.
    pub words: Vec<(String, String)>,
}

/// How grave the tool says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing wrong.
    None,
    /// Worth knowing.
    Info,
    /// Low.
    Low,
    /// The tool does not say, or in a word that is not known: somebody has to look.
    Unknown,
    /// Medium.
    Medium,
    /// High.
    High,
    /// Critical.
    Critical,
}

impl Severity {
    /// All of them, the slightest first.
    pub const ALL: [Severity; 7] = [
        Self::None,
        Self::Info,
        Self::Low,
        Self::Unknown,
        Self::Medium,
        Self::High,
        Self::Critical,
    ];

    /// The scale of the checklists, 0 to 5. What is not known weighs like medium.
    #[must_use]
    pub const fn weight(self) -> u8 {
        match self {
            Self::None => 0,
            Self::Info => 1,
            Self::Low => 2,
            Self::Unknown | Self::Medium => 3,
            Self::High => 4,
            Self::Critical => 5,
        }
    }

    /// The word in files and stores.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Info => "info",
            Self::Low => "low",
            Self::Unknown => "unknown",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// Reads the word of `as_str`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }
}

/// What became of a finding, as the tool says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It is there.
    Open,
    /// The tool asks for a person's eye.
    Review,
    /// Looked at, and in order.
    Passed,
    /// It was there and is mended.
    Fixed,
    /// It is there, and somebody wrote that it is accepted.
    Suppressed,
    /// It does not concern this product.
    NotAffected,
}

impl State {
    /// All of them.
    pub const ALL: [State; 6] =
        [Self::Open, Self::Review, Self::Passed, Self::Fixed, Self::Suppressed, Self::NotAffected];

    /// The word in files and stores.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Review => "review",
            Self::Passed => "passed",
            Self::Fixed => "fixed",
            Self::Suppressed => "suppressed",
            Self::NotAffected => "not-affected",
        }
    }

    /// Reads the word of `as_str`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }

    /// Whether somebody has to do something about it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Review)
    }
}

/// Something that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it is about: index into the report's rules.
    pub rule: usize,
    /// What the tool says of this one; may be empty.
    pub message: String,
    /// How grave.
    pub severity: Severity,
    /// The tool's own word for that.
    pub severity_said: String,
    /// What became of it.
    pub state: State,
    /// Where: address, file and line, host and port.
    pub location: String,
    /// The same for the same thing in another run of the same tool.
    #[serde(serialize_with = "hex")]
    pub fingerprint: [u8; 32],
    /// Further words of the tool: name and value.
    pub words: Vec<(String, String)>,
    /// Where it stands in the file, as a JSON pointer.
    pub place: String,
}

/// A part of what the thing consists of.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Component {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: Option<String>,
    /// Its package URL.
    pub purl: Option<String>,
    /// Its licences, as written.
    pub licences: Vec<String>,
    /// Its name inside of the file.
    pub id: Option<String>,
    /// Where it stands in the file, as a JSON pointer.
    pub place: String,
}

/// A part of a file that was not understood, as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// Where it stands, as a JSON pointer. Elements of XML count from 0 under their name.
    pub place: String,
    /// SHA-256 of `text`.
    #[serde(serialize_with = "hex")]
    pub sha256: [u8; 32],
    /// It, as JSON.
    pub text: String,
    /// Single values in it.
    pub values_count: usize,
}

/// What a reader should know before relying on a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the sentences below say what each field is")]
pub enum Remark {
    /// The version is not one that was tested: it was read as far as it is understood.
    OtherVersion { found: String, known: String },
    /// No version is said.
    NoVersion,
    /// The file does not say when the tool ran.
    NoTime,
    /// The time has no zone.
    NoZone { said: String },
    /// A time that cannot be read.
    BadTime { said: String },
    /// The tool says that something went wrong.
    ToolFailed { what: String },
    /// A target was not reached.
    NotReached { target: String },
    /// The tool ran and looked at nothing.
    NothingTested,
    /// A word for severity that is not known.
    OddSeverity { said: String },
    /// A standard's own schema refuses the document; it was read nevertheless.
    NotToStandard { at: String, what: String },
    /// There is nothing in the file.
    Empty,
}

impl Remark {
    /// The sentence in Korean.
    #[must_use]
    pub fn ko(&self) -> String {
        match self {
            Self::OtherVersion { found, known } => format!(
                "판 {found}은(는) 확인된 판({known})이 아닙니다. 이해한 만큼만 읽고 나머지는 그대로 보관했습니다."
            ),
            Self::NoVersion => "도구나 형식의 판이 적혀 있지 않습니다.".to_owned(),
            Self::NoTime => {
                "도구가 언제 실행되었는지 적혀 있지 않습니다. 제출자가 시각을 밝혀야 합니다."
                    .to_owned()
            }
            Self::NoZone { said } => {
                format!("시각 \"{said}\"에 시간대가 없어 UTC로 읽었습니다.")
            }
            Self::BadTime { said } => format!("시각 \"{said}\"을(를) 읽을 수 없습니다."),
            Self::ToolFailed { what } => format!("도구가 끝까지 실행되지 않았습니다: {what}"),
            Self::NotReached { target } => format!("대상 {target}에 닿지 못했습니다."),
            Self::NothingTested => {
                "도구가 점검한 것이 하나도 없습니다. 아무것도 증명하지 않습니다.".to_owned()
            }
            Self::OddSeverity { said } => {
                format!("모르는 심각도 \"{said}\"은(는) 사람이 확인할 것으로 두었습니다.")
            }
            Self::NotToStandard { at, what } => {
                format!("표준 스키마에 맞지 않는 곳이 있으나 읽었습니다({at}): {what}")
            }
            Self::Empty => "파일에 내용이 없습니다. 아무것도 증명하지 않습니다.".to_owned(),
        }
    }

    /// The sentence in English.
    #[must_use]
    pub fn en(&self) -> String {
        match self {
            Self::OtherVersion { found, known } => format!(
                "Version {found} is not one that was tested ({known}): read as far as it is understood, the rest kept as it is."
            ),
            Self::NoVersion => "No version of tool or format is given.".to_owned(),
            Self::NoTime => {
                "The file does not say when the tool ran; whoever hands it in must.".to_owned()
            }
            Self::NoZone { said } => {
                format!("The time \"{said}\" has no zone and was taken for UTC.")
            }
            Self::BadTime { said } => format!("The time \"{said}\" cannot be read."),
            Self::ToolFailed { what } => format!("The tool did not come to its end: {what}"),
            Self::NotReached { target } => format!("The target {target} was not reached."),
            Self::NothingTested => "The tool looked at nothing. It proves nothing.".to_owned(),
            Self::OddSeverity { said } => {
                format!("The severity \"{said}\" is not known; a person has to look.")
            }
            Self::NotToStandard { at, what } => {
                format!("The standard's schema refuses a place; it was read anyway ({at}): {what}")
            }
            Self::Empty => "There is nothing in the file. It proves nothing.".to_owned(),
        }
    }
}

impl Report {
    /// The rule of a finding.
    #[must_use]
    pub fn rule_of(&self, finding: &Finding) -> &Rule {
        &self.rules[finding.rule]
    }

    /// How many findings somebody has to do something about, of that severity.
    #[must_use]
    pub fn open_count(&self, severity: Severity) -> usize {
        let is_it = |it: &&Finding| it.state.is_open() && it.severity == severity;
        self.findings.iter().filter(is_it).count()
    }

    /// What was kept, by place with `*` for positions: place, parts, values.
    #[must_use]
    pub fn kept_kinds(&self) -> Vec<(String, usize, usize)> {
        let mut kinds = std::collections::BTreeMap::<String, (usize, usize)>::new();
        for part in &self.kept {
            let is_position =
                |step: &str| !step.is_empty() && step.bytes().all(|b| b.is_ascii_digit());
            let steps = part.place.split('/').map(|it| if is_position(it) { "*" } else { it });
            let kind = kinds.entry(steps.collect::<Vec<_>>().join("/")).or_default();
            kind.0 += 1;
            kind.1 += part.values_count;
        }
        kinds.into_iter().map(|(place, (parts, values))| (place, parts, values)).collect()
    }
}

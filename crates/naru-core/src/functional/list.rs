//! The list of cases: data, not code. The shipped one is a reconstruction and says so.

use crate::identity::Scope;
use naru_base::Lang;
use ring::digest::{SHA256, digest};
use serde::Deserialize;
use std::fmt;
use std::sync::LazyLock;

const CLIENT_1: &str = include_str!("../../data/functional/client-1.json");

/// The same in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Korean, the original.
    pub ko: String,
    /// English.
    pub en: String,
}

impl Words {
    /// In one language.
    pub fn of(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ko => &self.ko,
            Lang::En => &self.en,
        }
    }
}

/// Names one version of one list: `client@1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListKey {
    /// Its name.
    pub id: String,
    /// Its version.
    pub version: i64,
}

impl ListKey {
    /// Reads `client@1`.
    pub fn parse(text: &str) -> Option<ListKey> {
        let (id, version) = text.split_once('@')?;
        let version = version.parse().ok().filter(|it| *it > 0)?;
        Some(ListKey { id: id.to_owned(), version })
    }
}

impl fmt::Display for ListKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.id, self.version)
    }
}

/// A list of cases.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseList {
    /// Its name.
    pub id: String,
    /// Its version.
    pub version: i64,
    /// What it is called.
    pub title: Words,
    /// Who wrote it.
    pub source: String,
    /// What a reader must know of where it comes from.
    pub source_note: Words,
    /// Which answers leave an outcome unknown.
    pub unknown: Unknown,
    /// Its parts, in the order in which they are shown.
    pub groups: Vec<Group>,
    /// Its cases.
    pub cases: Vec<Case>,
}

/// Which answers leave an outcome unknown.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unknown {
    /// By the relay's code.
    pub codes: Vec<String>,
    /// By the bank's.
    pub bank_codes: Vec<String>,
    /// Where that comes from.
    pub source: String,
}

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its name.
    pub id: String,
    /// What it is called.
    pub title: Words,
}

/// A case.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Its name.
    pub id: String,
    /// The part it stands in.
    pub group: String,
    /// What it is called.
    pub title: Words,
    /// What the client is asked to do.
    pub ask: Words,
    /// What is judged.
    pub judged: Words,
    /// Where it comes from.
    pub source: String,
    /// It is asked of whoever has one of these scopes; none: of everybody.
    pub scopes: Vec<String>,
    /// And only of whoever has one of these as well; none: nothing more is asked.
    #[serde(default)]
    pub also: Vec<String>,
    /// How it is judged.
    pub rule: Rule,
}

/// How a case is judged from the calls that were seen.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Rule {
    /// A call of this path was answered with one of these codes.
    Answered {
        /// The path.
        path: String,
        /// The codes.
        codes: Vec<String>,
    },
    /// A list was followed page by page to its end.
    Paged {
        /// What the paths begin with.
        path: String,
    },
    /// An unknown transfer of this amount was inquired about until its end was known.
    Inquired {
        /// What the paths begin with.
        path: String,
        /// The amount, in won.
        amount: i64,
    },
    /// No unknown transfer was ordered again under another id.
    NeverResent,
    /// An order refused with one of these codes was not repeated.
    Refused {
        /// What the paths begin with.
        path: String,
        /// The relay's codes.
        codes: Vec<String>,
        /// The bank's codes.
        bank_codes: Vec<String>,
    },
    /// A token that was refused was not used again.
    TokenObeyed {
        /// After a withdrawal of so many won the sandbox takes all tokens back.
        amount: i64,
        /// For so long calls may still be on their way.
        grace_s: i64,
    },
    /// What was cancelled was not asked about any more.
    ConsentObeyed,
    /// Ids are well formed and used once.
    Ids {
        /// So many must have been seen.
        at_least: usize,
    },
    /// The caller's clock is right.
    Clock {
        /// So many must have been seen.
        at_least: usize,
        /// How far it may be off.
        off_s_max: i64,
    },
}

impl CaseList {
    /// Its name and version.
    pub fn key(&self) -> ListKey {
        ListKey { id: self.id.clone(), version: self.version }
    }

    /// The cases that are asked of whoever has these scopes.
    pub fn asked<'l>(&'l self, scopes: &'l [Scope]) -> impl Iterator<Item = &'l Case> {
        let has = |of: &[String]| {
            of.is_empty() || of.iter().any(|it| scopes.iter().any(|s| s.as_str() == it))
        };
        self.cases.iter().filter(move |it| has(&it.scopes) && has(&it.also))
    }

    /// The amounts whose replies the sandbox's bank loses.
    pub fn loses_replies(&self) -> impl Iterator<Item = i64> {
        self.cases.iter().filter_map(|it| match it.rule {
            Rule::Inquired { amount, .. } => Some(amount),
            _ => None,
        })
    }

    /// The withdrawal after which the sandbox takes all tokens back.
    pub fn ends_tokens(&self) -> Option<i64> {
        self.cases.iter().find_map(|it| match it.rule {
            Rule::TokenObeyed { amount, .. } => Some(amount),
            _ => None,
        })
    }

    /// The case of this name.
    pub fn case(&self, id: &str) -> Option<&Case> {
        self.cases.iter().find(|it| it.id == id)
    }
}

/// The list that new runs begin with.
pub fn current() -> &'static CaseList {
    static LIST: LazyLock<CaseList> = LazyLock::new(|| {
        serde_json::from_str(CLIENT_1).expect("a test reads the list that is shipped")
    });
    &LIST
}

/// The list of this name and version.
pub fn of(key: &ListKey) -> Option<&'static CaseList> {
    Some(current()).filter(|it| it.key() == *key)
}

/// SHA-256 of the file of a list that is shipped.
pub fn sha256() -> [u8; 32] {
    digest(&SHA256, CLIENT_1.as_bytes()).as_ref().try_into().expect("SHA-256 has 32 bytes")
}

//! The rules file: finds that are known to be harmless, and datasets that may cross although they
//! hold credit data. Each entry has a reason or a registration, an end, and what it is about; one
//! whose time is over no longer holds and is told.

use super::args::Mode;
use crate::files;
use crate::problem::Problem;
use jiff::civil::Date;
use naru_base::texts;
use naru_sbom::guard::Kind;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

texts! {
    empty(what: &str) { ko: "{what} 값이 비어 있습니다", en: "{what} is empty" }
    bad_day(what: &str) {
        ko: "{what}: until은 2027-03-31 같은 날짜여야 합니다",
        en: "{what}: until must be a date such as 2027-03-31",
    }
    bad_kind(word: &str, known: &str) {
        ko: "종류 \"{word}\"을(를) 모릅니다. 아는 종류: {known}",
        en: "there is no kind \"{word}\"; there are {known}",
    }
    bad_hash(what: &str) {
        ko: "{what}: sha256은 16진수 64자여야 합니다", en: "{what}: sha256 must be 64 hexadecimal digits",
    }
    never(word: &str) {
        ko: "고유식별정보({word})는 등록된 가명정보에도 있을 수 없습니다",
        en: "a unique identifier ({word}) may not be in a registered dataset either",
    }
}

/// What stands in the file, checked.
#[derive(Debug, Default)]
pub(super) struct Rules {
    accept: Vec<Accept>,
    datasets: Vec<Dataset>,
}

#[derive(Debug)]
struct Accept {
    file: String,
    kinds: Vec<Kind>,
    reason: String,
    until: Date,
}

#[derive(Debug)]
struct Dataset {
    sha256: String,
    registration: String,
    kinds: Vec<Kind>,
    by: String,
    until: Date,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileText {
    #[serde(default)]
    accept: Vec<AcceptText>,
    #[serde(default)]
    dataset: Vec<DatasetText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AcceptText {
    file: String,
    #[serde(default)]
    kinds: Vec<String>,
    reason: String,
    until: toml::Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DatasetText {
    sha256: String,
    registration: String,
    kinds: Vec<String>,
    by: String,
    until: toml::Value,
}

/// What the rules say of the finds of one kind in one file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// It may not cross.
    Blocks,
    /// Known to be harmless, for this reason.
    Accepted(String),
    /// Part of a dataset that is registered under this number.
    Registered(String),
    /// Not data of a person and no secret: only told.
    Told,
}

/// Which entries were needed.
#[derive(Clone, Debug, Default)]
pub(super) struct Used {
    held: BTreeSet<usize>,
    expired: BTreeSet<usize>,
}

impl Used {
    /// Adds what another part needed.
    pub(super) fn absorb(&mut self, other: Used) {
        self.held.extend(other.held);
        self.expired.extend(other.expired);
    }
}

impl Rules {
    /// Reads a file; no file is no exception.
    pub(super) fn open(path: Option<&Path>) -> Result<Rules, Problem> {
        let Some(path) = path else { return Ok(Rules::default()) };
        let name = path.display().to_string();
        let text = files::read_text(path)?;
        let file: FileText = toml::from_str(&text).map_err(|e| Problem::content(&name, e))?;
        let accept = file.accept.into_iter().map(|it| accept(it, &name));
        let datasets = file.dataset.into_iter().map(|it| dataset(it, &name));
        Ok(Rules {
            accept: accept.collect::<Result<_, _>>()?,
            datasets: datasets.collect::<Result<_, _>>()?,
        })
    }

    /// Whether some file's hash may matter.
    pub(super) fn has_datasets(&self) -> bool {
        !self.datasets.is_empty()
    }

    /// Judges the finds of a kind in a file.
    pub(super) fn of(&self, about: &About<'_>, kind: Kind, used: &mut Used) -> Standing {
        if !kind.is_personal() && !kind.is_secret() {
            return Standing::Told;
        }
        for (at, it) in self.accept.iter().enumerate() {
            let is_kind = it.kinds.is_empty() || it.kinds.contains(&kind);
            if is_kind && matches(&it.file, about.name) {
                if it.until >= about.today {
                    used.held.insert(at);
                    return Standing::Accepted(format!("{} ({})", it.reason, it.until));
                }
                used.expired.insert(at);
            }
        }
        if about.mode == Mode::Pseudonymised {
            for (at, it) in self.datasets.iter().enumerate() {
                let at = self.accept.len() + at;
                if it.kinds.contains(&kind) && Some(it.sha256.as_str()) == about.sha256 {
                    if it.until >= about.today {
                        used.held.insert(at);
                        let words = format!("{} ({}, {})", it.registration, it.by, it.until);
                        return Standing::Registered(words);
                    }
                    used.expired.insert(at);
                }
            }
        }
        Standing::Blocks
    }

    /// Entries whose time is over although something needs them.
    pub(super) fn expired(&self, used: &Used) -> Vec<String> {
        used.expired.iter().filter_map(|at| self.shown(*at)).collect()
    }

    /// Entries that nothing needs.
    pub(super) fn idle(&self, used: &Used) -> Vec<String> {
        let is_idle = |at: &usize| !used.held.contains(at) && !used.expired.contains(at);
        let all = 0..self.accept.len() + self.datasets.len();
        all.filter(is_idle).filter_map(|at| self.shown(at)).collect()
    }

    fn shown(&self, at: usize) -> Option<String> {
        if let Some(it) = self.accept.get(at) {
            return Some(format!("{} ({})", it.file, it.until));
        }
        let it = self.datasets.get(at.checked_sub(self.accept.len())?)?;
        Some(format!("{} ({})", it.registration, it.until))
    }
}

/// What is judged.
pub(super) struct About<'a> {
    pub(super) name: &'a str,
    pub(super) mode: Mode,
    /// Of the file as it lies there, if it was asked for.
    pub(super) sha256: Option<&'a str>,
    pub(super) today: Date,
}

fn accept(it: AcceptText, name: &str) -> Result<Accept, Problem> {
    full(&it.reason, "reason", name)?;
    full(&it.file, "file", name)?;
    let until = day(&it.until, &it.file, name)?;
    let kinds = kinds(&it.kinds, name)?;
    Ok(Accept { file: it.file, kinds, reason: it.reason, until })
}

fn dataset(it: DatasetText, name: &str) -> Result<Dataset, Problem> {
    full(&it.registration, "registration", name)?;
    full(&it.by, "by", name)?;
    let until = day(&it.until, &it.registration, name)?;
    let is_hash = it.sha256.len() == 64 && it.sha256.bytes().all(|it| it.is_ascii_hexdigit());
    if !is_hash {
        let what = it.registration;
        return Err(Problem::file(name).because_in(move |lang| bad_hash(lang, &what)));
    }
    let kinds = kinds(&it.kinds, name)?;
    if let Some(kind) = kinds.iter().find(|it| it.is_unique_identifier()) {
        let word = kind.code();
        return Err(Problem::file(name).because_in(move |lang| never(lang, word)));
    }
    let sha256 = it.sha256.to_ascii_lowercase();
    Ok(Dataset { sha256, registration: it.registration, kinds, by: it.by, until })
}

fn full(value: &str, what: &'static str, name: &str) -> Result<(), Problem> {
    if value.trim().is_empty() {
        return Err(Problem::file(name).because_in(move |lang| empty(lang, what)));
    }
    Ok(())
}

fn day(value: &toml::Value, what: &str, name: &str) -> Result<Date, Problem> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let what = what.to_owned();
    text.parse().map_err(|_| Problem::file(name).because_in(move |lang| bad_day(lang, &what)))
}

fn kinds(words: &[String], name: &str) -> Result<Vec<Kind>, Problem> {
    let of = |word: &String| {
        Kind::ALL.into_iter().find(|it| it.code() == word).ok_or_else(|| {
            let word = word.clone();
            let known = Kind::ALL.map(Kind::code).join(", ");
            Problem::file(name).because_in(move |lang| bad_kind(lang, &word, &known))
        })
    };
    words.iter().map(of).collect()
}

/// Whether a name fits a pattern, in which `*` stands for anything.
fn matches(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

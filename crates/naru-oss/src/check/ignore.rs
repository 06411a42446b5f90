//! Exceptions: what does not count, why, and until when. One without a reason or an end is refused;
//! one whose time is over no longer counts and is told.

use crate::files;
use crate::finding::Finding;
use crate::problem::Problem;
use jiff::civil::Date;
use naru_base::texts;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

texts! {
    no_reason(id: &str) { ko: "{id}: 사유(reason)가 비어 있습니다", en: "{id}: the reason is empty" }
    bad_day(id: &str) {
        ko: "{id}: until은 2027-03-31 같은 날짜여야 합니다",
        en: "{id}: until must be a date such as 2027-03-31",
    }
}

/// An ignore file.
#[derive(Debug, Default)]
pub(crate) struct Ignores {
    pub(crate) entries: Vec<Ignore>,
}

/// An exception.
#[derive(Debug)]
pub(crate) struct Ignore {
    pub(crate) advisory: String,
    pub(crate) package: Option<String>,
    pub(crate) reason: String,
    pub(crate) until: Date,
    /// Who accepted it.
    pub(crate) by: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileText {
    #[serde(default)]
    ignore: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    advisory: String,
    package: Option<String>,
    reason: String,
    until: toml::Value,
    by: Option<String>,
}

impl Ignores {
    /// Reads a file; no file is no exception.
    pub(crate) fn open(path: Option<&Path>) -> Result<Ignores, Problem> {
        let Some(path) = path else { return Ok(Ignores::default()) };
        let name = path.display().to_string();
        let text = files::read_text(path)?;
        let file: FileText = toml::from_str(&text).map_err(|e| Problem::content(&name, e))?;
        let entries =
            file.ignore.into_iter().map(|it| read(it, &name)).collect::<Result<_, _>>()?;
        Ok(Ignores { entries })
    }

    /// Who was asked for, to tell afterwards.
    pub(crate) fn watch(&self) -> Used {
        Used::default()
    }

    /// The reason and the end of an exception that holds for a finding today.
    pub(crate) fn of(&self, it: &Finding, today: Date, used: &mut Used) -> Option<String> {
        let mut holding = None;
        for (at, entry) in self.entries.iter().enumerate() {
            if !entry.is_about(it) {
                continue;
            }
            if entry.until < today {
                used.expired.insert(at);
            } else {
                used.held.insert(at);
                let by = entry.by.as_ref().map(|it| format!(", {it}")).unwrap_or_default();
                holding = Some(format!("{} ({}{by})", entry.reason, entry.until));
            }
        }
        holding
    }
}

fn read(it: Entry, file: &str) -> Result<Ignore, Problem> {
    let Entry { advisory, package, reason, until, by } = it;
    let id = advisory.clone();
    if reason.trim().is_empty() {
        return Err(Problem::file(file).because_in(move |lang| no_reason(lang, &id)));
    }
    let text = match &until {
        toml::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match text.parse::<Date>() {
        Ok(until) => Ok(Ignore { advisory, package, reason, until, by }),
        Err(_) => Err(Problem::file(file).because_in(move |lang| bad_day(lang, &id))),
    }
}

impl Ignore {
    fn is_about(&self, it: &Finding) -> bool {
        let is_id = it.ids().any(|id| id.eq_ignore_ascii_case(&self.advisory));
        let is_package = self.package.as_ref().is_none_or(|package| {
            *package == it.name
                || *package == it.purl
                || it.purl.starts_with(&format!("{package}@"))
        });
        is_id && is_package
    }
}

/// Which exceptions were needed.
#[derive(Debug, Default)]
pub(crate) struct Used {
    held: BTreeSet<usize>,
    expired: BTreeSet<usize>,
}

impl Used {
    /// Exceptions whose time is over although something needs them.
    pub(crate) fn expired(&self, ignores: &Ignores) -> Vec<String> {
        let all = self.expired.iter().filter_map(|at| ignores.entries.get(*at));
        all.map(|it| format!("{} ({})", it.advisory, it.until)).collect()
    }
    /// Exceptions that nothing needs.
    pub(crate) fn idle(&self, ignores: &Ignores) -> Vec<String> {
        let is_idle = |at: &usize| !self.held.contains(at) && !self.expired.contains(at);
        let all = (0..ignores.entries.len()).filter(is_idle);
        all.filter_map(|at| ignores.entries.get(at)).map(|it| it.advisory.clone()).collect()
    }
}

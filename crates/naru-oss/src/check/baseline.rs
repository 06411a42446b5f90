//! A baseline: what was known on the day it was written. A later version of the same package with
//! the same advisory is still the same old finding.

use crate::files;
use crate::finding::Finding;
use crate::problem::Problem;
use crate::report::json;
use naru_base::texts;
use naru_sbom::purl::Purl;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::Path;

texts! {
    write_one {
        ko: "기준 파일은 이렇게 만듭니다: naru oss check 경로 --db oss.db --write-baseline old.json",
        en: "a baseline is written so: naru oss check PATH --db oss.db --write-baseline old.json",
    }
}

/// What was known.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Baseline {
    findings: BTreeSet<Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    package: String,
    advisory: String,
}

impl Baseline {
    pub(super) fn open(path: Option<&Path>) -> Result<Baseline, Problem> {
        let Some(path) = path else { return Ok(Baseline::default()) };
        let text = files::read_text(path)?;
        serde_json::from_str(&text)
            .map_err(|e| Problem::content(&path.display().to_string(), e).hint(write_one))
    }
    pub(super) fn of(findings: &[Finding]) -> Baseline {
        Baseline { findings: findings.iter().map(|it| entry(it, &it.advisory)).collect() }
    }
    pub(super) fn text(&self) -> String {
        json::text(self)
    }
    /// Whether a finding was there, under any of its ids.
    pub(super) fn holds(&self, it: &Finding) -> bool {
        it.ids().any(|id| self.findings.contains(&entry(it, id)))
    }
}

fn entry(it: &Finding, id: &str) -> Entry {
    let package = match Purl::parse_lenient(&it.purl) {
        Ok(purl) => purl.without_version().to_string(),
        Err(_) => it.name.clone(),
    };
    Entry { package, advisory: id.to_owned() }
}

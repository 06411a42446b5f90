//! The database file: advisories as a compiled table that is asked without being decoded, and
//! beside it what is known of projects and licences, with where all of it comes from.
//!
//! The parts lie one after the other and are not compressed: a newer file then shares long runs of
//! bytes with an older one, which is what makes differences small.

use crate::day;
use crate::files::DATABASE_BYTES_MAX;
use crate::health::Health;
use crate::part::Part;
use crate::problem::Problem;
use jiff::civil::Date;
use naru_base::{Micros, texts};
use naru_sbom::advisory::{Bytes, Compiled, Database, FileError, FileParts, join_file};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

texts! {
    not_a_database {
        ko: "취약점 데이터베이스 파일이 아닙니다", en: "it is not a database of advisories",
    }
    cut_off { ko: "파일이 중간에 끊겼습니다", en: "the file is cut off" }
    make_one {
        ko: "만드는 법: naru oss db import --from 자료… --out oss.db (번들에서는 naru oss db verify 번들 --trust 키 --out oss.db)",
        en: "make one: naru oss db import --from DATA… --out oss.db (from a bundle: naru oss db verify BUNDLE --trust KEY --out oss.db)",
    }
}

/// What is known of the file as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Facts {
    /// When it was made, RFC 3339.
    pub(crate) made: String,
    /// The newest change of any advisory in it: how old the data is.
    pub(crate) newest: Option<String>,
    /// Advisories by ecosystem.
    pub(crate) ecosystems: BTreeMap<String, u64>,
    /// Advisories, withdrawn ones included.
    pub(crate) advisories: u64,
    /// Advisories that were taken back.
    pub(crate) withdrawn: u64,
    /// Advisories about packages that are attacks.
    #[serde(default)]
    pub(crate) malicious: u64,
    /// Known exploited vulnerabilities.
    pub(crate) kev: u64,
    /// Forecasts of exploitation.
    pub(crate) epss: u64,
    /// Projects whose health is known.
    pub(crate) health: u64,
    /// Licences of the lists that were read.
    pub(crate) licences: u64,
    /// What was read.
    pub(crate) sources: Vec<SourceFacts>,
}

/// What one source gave.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SourceFacts {
    pub(crate) name: String,
    pub(crate) newest: Option<String>,
    pub(crate) records: u64,
    pub(crate) refused: u64,
}

/// What is kept beside the advisories.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Beside {
    /// By package URL without a version.
    #[serde(default)]
    pub(crate) health: BTreeMap<String, Health>,
    /// By SPDX id.
    #[serde(default)]
    pub(crate) licences: BTreeMap<String, LicenceFacts>,
    /// Which licences may be combined, in the shape in which OSADL publishes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) matrix: Option<String>,
}

/// What a licence list says of a licence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LicenceFacts {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) is_osi_approved: bool,
    #[serde(default)]
    pub(crate) is_deprecated: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) category: Option<String>,
}

/// An open database.
pub(crate) struct Held {
    /// What is known of it.
    pub(crate) facts: Facts,
    compiled: Compiled<Part>,
    beside: Part,
}

/// Puts a database together. The same content gives the same bytes, but for the time of making.
pub(crate) fn encode(
    database: &Database,
    facts: &Facts,
    beside: &Beside,
) -> Result<Vec<u8>, Problem> {
    let compiled = database.encode().map_err(|e| Problem::content("database", e))?;
    let (facts, beside) = (json(facts), json(beside));
    Ok(join_file(facts.as_bytes(), &compiled, beside.as_bytes()))
}

/// As JSON.
fn json<T: Serialize>(it: &T) -> String {
    serde_json::to_string(it).expect("records of texts and numbers with text keys")
}

impl Held {
    /// Opens a file.
    pub(crate) fn open(path: &Path) -> Result<Held, Problem> {
        let whole = Part::of_file(path, DATABASE_BYTES_MAX).map_err(|it| it.hint(make_one))?;
        Held::of(&path.display().to_string(), &whole)
    }

    /// Opens bytes that stand for a file.
    pub(crate) fn of_bytes(shown: &str, bytes: Vec<u8>) -> Result<Held, Problem> {
        Held::of(shown, &Part::of_bytes(bytes))
    }

    fn of(shown: &str, whole: &Part) -> Result<Held, Problem> {
        let wrong = |why: fn(naru_base::Lang) -> String| {
            Problem::file(shown).because_in(why).hint(make_one)
        };
        let parts = FileParts::of(whole).map_err(|e| match e {
            FileError::NotADatabase => wrong(not_a_database),
            FileError::CutOff => wrong(cut_off),
            FileError::Unread(e) => Problem::content(shown, e),
        })?;
        let facts = whole.within(parts.facts);
        let facts = facts.all().map_err(|e| Problem::content(shown, e))?;
        let facts: Facts = serde_json::from_slice(&facts)
            .map_err(|e| Problem::content(shown, e).hint(make_one))?;
        let compiled =
            Compiled::open(whole.within(parts.compiled)).map_err(|e| Problem::content(shown, e))?;
        Ok(Held { facts, compiled, beside: whole.within(parts.beside) })
    }

    /// The table of advisories.
    pub(crate) fn advisories(&self) -> &Compiled<impl Bytes + use<>> {
        &self.compiled
    }

    /// All advisories, decoded.
    pub(crate) fn whole(&self) -> Result<Database, Problem> {
        self.compiled.decode().map_err(|e| Problem::content("database", e))
    }

    /// What is known of projects and licences.
    pub(crate) fn beside(&self) -> Result<Beside, Problem> {
        let beside = self.beside.all().map_err(|e| Problem::content("database", e))?;
        serde_json::from_slice(&beside).map_err(|e| Problem::content("database", e))
    }

    /// How many days old the data is: since its newest change, or since it was made.
    pub(crate) fn age_days(&self, now: Micros) -> u32 {
        let of = |text: &Option<String>| text.as_deref().and_then(day::parse);
        let newest: Option<Date> = of(&self.facts.newest).or_else(|| day::parse(&self.facts.made));
        newest.map_or(u32::MAX, |it| day::between(it, day::today(now)))
    }

    /// Whether there are advisories of an ecosystem, its release aside.
    pub(crate) fn knows(&self, ecosystem: &str) -> bool {
        self.facts.ecosystems.contains_key(ecosystem)
    }
}

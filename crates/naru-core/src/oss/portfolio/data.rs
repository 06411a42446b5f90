//! The database of advisories, as `naru oss db import` wrote it, and what it says of a version.

use super::model::Grade;
use naru_sbom::advisory::{
    Advisory, Compiled, FileError, FileParts, Finding, Kind, Matches, Package,
};
use naru_sbom::cvss::Rating;
use naru_sbom::licence::Matrix;
use naru_sbom::purl::Purl;
use naru_sbom::version::{Ecosystem, Scheme};
use ring::digest::{Context, SHA256, digest};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// Texts of advisories are cut to this many characters.
const TEXT_CHARS_MAX: usize = 300;
/// Identifiers of one matter that are kept.
const ALIASES_MAX: usize = 12;
/// Versions that repair a matter that are kept.
const FIXED_MAX: usize = 6;

/// Packages that are told of one advisory.
const PACKAGES_MAX: usize = 20;

/// Why a file is no database that can be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DataError {
    /// Its frame is wrong.
    #[error(transparent)]
    File(#[from] FileError),
    /// Its head is not what it should be.
    #[error("the head of the database cannot be read: {0}")]
    Head(String),
    /// Its table is damaged.
    #[error("the table of advisories is damaged: {0}")]
    Table(String),
}

/// What the file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Head {
    /// When it was made, RFC 3339.
    pub made: String,
    /// The newest change of any advisory in it.
    #[serde(default)]
    pub newest: Option<String>,
    /// Advisories in it.
    pub advisories: u64,
    /// The same by ecosystem; empty: it does not say.
    #[serde(default)]
    pub ecosystems: BTreeMap<String, u64>,
    /// Known exploited vulnerabilities in it.
    #[serde(default)]
    pub kev: u64,
    /// Forecasts of exploitation in it.
    #[serde(default)]
    pub epss: u64,
    /// Advisories about packages that are attacks.
    #[serde(default)]
    pub malicious: u64,
}

/// What is known of a project, measured elsewhere and carried in with the data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Health {
    /// Day of the newest release.
    pub last_release: Option<String>,
    /// People who contributed within a year.
    pub contributors: Option<u32>,
    /// Whether its repository is closed for changes.
    pub archived: Option<bool>,
    /// Day from which it is no longer supported.
    pub end_of_life: Option<String>,
    /// OpenSSF Scorecard, in tenths.
    pub scorecard_tenths: Option<u32>,
}

/// What is kept beside the advisories and asked for here.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Beside {
    /// By package URL without a version.
    health: BTreeMap<String, Health>,
    /// Which licences may be combined.
    matrix: Option<String>,
}

/// A part of the file.
#[derive(Clone)]
struct Slice(Arc<[u8]>, Range<usize>);

impl AsRef<[u8]> for Slice {
    fn as_ref(&self) -> &[u8] {
        self.0.get(self.1.clone()).unwrap_or_default()
    }
}

/// An open database.
#[derive(Clone)]
pub struct Advisories {
    /// What it says of itself.
    pub head: Head,
    /// SHA-256 of the file, hexadecimal: the same data have the same name.
    pub sha256: String,
    table: Compiled<Slice>,
    health: Arc<BTreeMap<String, Health>>,
    matrix: Option<Arc<Matrix>>,
}

/// What the advisories say of a version, ready to be saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// Digest of all of it: the same digest, the same words.
    pub seen: [u8; 32],
    /// What affects it, the gravest first.
    pub matters: Vec<Matter>,
}

/// A matter that affects a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// The identifier to speak of it by.
    pub id: String,
    /// All its other identifiers.
    pub aliases: Vec<String>,
    /// What it is about.
    pub kind: Kind,
    /// How grave.
    pub grade: Grade,
    /// For the order of lists: the higher, the sooner.
    pub priority: i64,
    /// CVSS in tenths.
    pub score: Option<u8>,
    /// Chance of exploitation within 30 days, in billionths.
    pub epss_ppb: Option<u32>,
    /// Whether it is known to be exploited.
    pub is_kev: bool,
    /// One line.
    pub summary: String,
    /// When it was published.
    pub published: String,
    /// Where to read more.
    pub url: String,
    /// Versions that repair it.
    pub fixed: Vec<String>,
}

/// What the data say of an advisory itself, whether or not it affects anything in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its identifier.
    pub id: String,
    /// Its other identifiers.
    pub aliases: Vec<String>,
    /// One line.
    pub summary: String,
    /// When it was published; empty: nobody says.
    pub published: String,
    /// Whether it was taken back.
    pub is_withdrawn: bool,
    /// The packages that it is about: ecosystem and name.
    pub packages: Vec<(String, String)>,
}

impl Told {
    fn of(it: &Advisory) -> Told {
        let mut packages: Vec<(String, String)> = it
            .affected
            .iter()
            .map(|it| (cut(it.ecosystem.base()), cut(&it.name)))
            .take(PACKAGES_MAX)
            .collect();
        packages.dedup();
        Told {
            id: cut(&it.id),
            aliases: it.aliases.iter().take(ALIASES_MAX).map(|it| cut(it)).collect(),
            summary: cut(&it.summary),
            published: it.published.as_deref().map(cut).unwrap_or_default(),
            is_withdrawn: it.withdrawn.is_some(),
            packages,
        }
    }
}

impl Advisories {
    /// Opens the bytes of a file.
    pub fn open(bytes: Vec<u8>) -> Result<Advisories, DataError> {
        let parts = FileParts::of(&bytes)?;
        let head = serde_json::from_slice(&bytes[parts.facts]);
        let head: Head = head.map_err(|e| DataError::Head(e.to_string()))?;
        let beside = serde_json::from_slice(&bytes[parts.beside]);
        let beside: Beside = beside.map_err(|e| DataError::Head(e.to_string()))?;
        let sha256 = data_encoding::HEXLOWER.encode(digest(&SHA256, &bytes).as_ref());
        let slice = Slice(Arc::from(bytes), parts.compiled);
        let table = Compiled::open(slice).map_err(|e| DataError::Table(e.to_string()))?;
        let matrix = beside.matrix.as_deref().map(Matrix::of_csv).transpose();
        let matrix = matrix.map_err(|e| DataError::Head(e.to_string()))?.map(Arc::new);
        Ok(Advisories { head, sha256, table, health: Arc::new(beside.health), matrix })
    }

    /// Which licences may be combined; none: the data do not say.
    pub fn matrix(&self) -> Option<&Matrix> {
        self.matrix.as_deref()
    }

    /// What is known against a package URL. Of a type that no advisory speaks of: nothing.
    pub fn judge(&self, purl: &str) -> Result<Judged, DataError> {
        let names = Purl::parse(purl).map(|it| Package::all_of_purl(&it)).unwrap_or_default();
        let found = names.iter().map(|it| self.table.find(it));
        let found = found.collect::<Result<Vec<_>, _>>();
        let found = Matches::together(found.map_err(|e| DataError::Table(e.to_string()))?);
        Ok(Judged::of(found.findings.iter().map(Matter::of).collect()))
    }

    /// The packages, by ecosystem and name, of which these data may say something else than older
    /// ones; of every other they say the same. An ecosystem without a name is each of its packages:
    /// those of RPM are asked about by two names, and kept under one.
    pub fn concerned_since(
        &self,
        older: &Advisories,
    ) -> Result<BTreeSet<(String, String)>, DataError> {
        let found = self.table.concerned_since(&older.table);
        let found = found.map_err(|e| DataError::Table(e.to_string()))?;
        let is_by_two = |it: &str| Ecosystem::new(it).scheme() == Some(Scheme::Rpm);
        let kept = |(ecosystem, name): (String, String)| {
            let name = if is_by_two(&ecosystem) { String::new() } else { name };
            (ecosystem, name)
        };
        Ok(found.into_iter().map(kept).collect())
    }

    /// Whether there are data of a package's ecosystem: else nothing said is no good news.
    pub fn knows(&self, purl: &Purl) -> bool {
        Package::of_purl(purl).is_some_and(|it| self.knows_ecosystem(it.ecosystem.base()))
    }

    /// The same of a package URL; of what is none, there are none.
    pub fn is_compared(&self, purl: &str) -> bool {
        Purl::parse(purl).is_ok_and(|it| self.knows(&it))
    }

    /// The same of an ecosystem as the portfolio names it. Of a type of package URL that no
    /// advisory speaks of there never are any.
    pub fn knows_ecosystem(&self, ecosystem: &str) -> bool {
        let all = &self.head.ecosystems;
        !ecosystem.starts_with(super::bill::NO_ECOSYSTEM)
            && (all.is_empty() || all.contains_key(ecosystem))
    }

    /// What is said of the advisory of a name, its own or another one, whatever it affects.
    pub fn named(&self, id: &str) -> Result<Option<Told>, DataError> {
        for id in spellings(id) {
            let all = self.table.named(&id).map_err(|e| DataError::Table(e.to_string()))?;
            let own = all.iter().position(|it| it.id == id);
            if let Some(it) = all.get(own.unwrap_or(0)) {
                return Ok(Some(Told::of(it)));
            }
        }
        Ok(None)
    }

    /// Advisories that speak of the package in any version, those that were taken back aside.
    pub fn spoken_of(&self, purl: &Purl) -> Result<usize, DataError> {
        let mut all = BTreeSet::new();
        for package in Package::all_of_purl(purl) {
            let some = self.table.candidates(&package);
            let some = some.map_err(|e| DataError::Table(e.to_string()))?;
            all.extend(some.into_iter().filter(|it| it.withdrawn.is_none()).map(|it| it.id));
        }
        Ok(all.len())
    }

    /// What is known of the project behind a package; none: nothing is.
    pub fn health(&self, purl: &Purl) -> Option<&Health> {
        self.health.get(&purl.without_version().to_string())
    }
}

/// The name of an advisory as it may be meant: as it is written, then as publishers write theirs,
/// in capitals, and after GHSA small.
pub(super) fn spellings(id: &str) -> Vec<String> {
    let mut all = vec![id.to_owned(), id.to_ascii_uppercase()];
    if let Some((head, tail)) = id.split_once('-') {
        all.push(format!("{}-{}", head.to_ascii_uppercase(), tail.to_ascii_lowercase()));
    }
    all.dedup();
    all
}

impl Judged {
    /// Nothing is known against it.
    pub fn nothing() -> Judged {
        Judged::of(Vec::new())
    }

    fn of(matters: Vec<Matter>) -> Judged {
        let mut all = Context::new(&SHA256);
        let mut add = |text: &str| {
            all.update(text.as_bytes());
            all.update(b"\0");
        };
        for it in &matters {
            add(&it.id);
            it.aliases.iter().chain(&it.fixed).for_each(|text| add(text));
            [&it.summary, &it.published, &it.url].into_iter().for_each(|text| add(text));
            add(it.kind.word());
            // Forecasts change a little every day: only a whole percent is news.
            add(&it.epss_percent().to_string());
            add(&format!("{:?} {} {}", it.score, it.is_kev, it.grade));
        }
        let seen = all.finish().as_ref().try_into().expect("SHA-256 has 32 bytes");
        Judged { seen, matters }
    }
}

impl Matter {
    fn of(it: &Finding) -> Matter {
        let score = it.score.map(|it| it.tenths());
        let is_kev = it.kev.is_some();
        let grade = grade_of(it.kind, is_kev, it.rating);
        let mut out = Matter {
            id: cut(&it.advisory),
            aliases: it.aliases.iter().take(ALIASES_MAX).map(|it| cut(it)).collect(),
            kind: it.kind,
            grade,
            priority: 0,
            score,
            epss_ppb: it.epss.map(|it| it.probability_ppb),
            is_kev,
            summary: cut(&it.summary),
            published: it.published.as_deref().map(cut).unwrap_or_default(),
            url: it.url.as_deref().map(cut).unwrap_or_default(),
            fixed: it.fixed.iter().take(FIXED_MAX).map(|it| cut(it)).collect(),
        };
        let score = i64::from(score.unwrap_or(0));
        out.priority = grade as i64 * 1_000_000 + score * 1_000 + i64::from(out.epss_percent());
        out
    }

    /// Whether both say the same of the matter, whatever versions repair it where.
    pub(super) fn says_the_same(&self, other: &Matter) -> bool {
        let of = |it: &Matter| (it.kind, it.grade, it.priority, it.score, it.epss_ppb, it.is_kev);
        of(self) == of(other)
            && self.aliases == other.aliases
            && self.summary == other.summary
            && self.published == other.published
            && self.url == other.url
    }

    fn epss_percent(&self) -> u32 {
        self.epss_ppb.unwrap_or(0) / 10_000_000
    }
}

/// How grave a matter is: exploitation before any score, and a deadline only for vulnerabilities.
fn grade_of(kind: Kind, is_kev: bool, rating: Option<Rating>) -> Grade {
    match (kind, rating) {
        (Kind::Malicious, _) => Grade::Exploited,
        _ if is_kev => Grade::Exploited,
        (Kind::Notice | Kind::Unmaintained | Kind::Unsound, _) => Grade::None,
        (Kind::Vulnerability, Some(Rating::Critical)) => Grade::Critical,
        (Kind::Vulnerability, Some(Rating::High)) => Grade::High,
        // Nobody has scored it: as if it were in the middle, not as if it were nothing.
        (Kind::Vulnerability, Some(Rating::Medium) | None) => Grade::Medium,
        (Kind::Vulnerability, Some(Rating::Low)) => Grade::Low,
        (Kind::Vulnerability, Some(Rating::None)) => Grade::None,
    }
}

fn cut(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(plain).take(TEXT_CHARS_MAX).collect()
}

//! Advisories in memory, and the index by which a package finds its own.

use super::encode::CodeError;
use super::feeds::{Epss, Kev};
use super::finding::{Exploitation, Matches, judge};
use super::model::{Advisory, Source};
use super::package::Package;
use crate::version::normal_name;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a source gave when it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceInfo {
    /// Its name: `RustSec`, `OSV PyPI`, `CISA KEV` …
    pub name: String,
    /// The instant of its snapshot, RFC 3339, as the importer knows it.
    pub taken_at: Option<String>,
    /// Records that were read.
    pub records: u64,
    /// Records that could not be read.
    pub refused: u64,
    /// Licence of the data.
    pub licence: Option<String>,
}

/// Advisories with what is known of their exploitation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Database {
    /// Where it comes from.
    pub sources: Vec<SourceInfo>,
    /// Advisories by their identifier.
    pub advisories: BTreeMap<String, Advisory>,
    /// Known exploited vulnerabilities by CVE.
    pub kev: BTreeMap<String, Kev>,
    /// Forecasts by CVE.
    pub epss: BTreeMap<String, Epss>,
}

impl Database {
    /// Takes an advisory in. Of two with one identifier the database of origin wins over an
    /// export of it, then the one changed later.
    pub fn put(&mut self, advisory: Advisory) {
        let rank =
            |advisory: &Advisory| (advisory.source == Source::RustSec, advisory.modified.clone());
        match self.advisories.get(&advisory.id) {
            Some(known) if rank(known) > rank(&advisory) => {}
            _ => {
                self.advisories.insert(advisory.id.clone(), advisory);
            }
        }
    }
    /// The index of this state.
    pub fn index(&self) -> Index<'_> {
        Index::new(self)
    }
}

impl Exploitation for Database {
    fn kev(&self, id: &str) -> Result<Option<Kev>, CodeError> {
        Ok(self.kev.get(id).cloned())
    }
    fn epss(&self, id: &str) -> Result<Option<Epss>, CodeError> {
        Ok(self.epss.get(id).copied())
    }
}

/// The keys under which an advisory is found: ecosystem without release, and normal name. A module
/// of Go is found as its path is written and as package URLs write it.
pub(crate) fn keys(advisory: &Advisory) -> BTreeSet<(String, String)> {
    let mut all = BTreeSet::new();
    for affected in &advisory.affected {
        let name = normal_name(&affected.ecosystem, &affected.name).into_owned();
        let ecosystem = affected.ecosystem.base();
        if ecosystem == "Go" && name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            all.insert((ecosystem.to_owned(), name.to_ascii_lowercase()));
        }
        all.insert((ecosystem.to_owned(), name));
    }
    all
}

/// Advisories by package. A look-up touches only what concerns the package.
pub struct Index<'a> {
    database: &'a Database,
    by_package: HashMap<String, HashMap<String, Vec<&'a Advisory>>>,
    by_id: HashMap<&'a str, Vec<&'a Advisory>>,
}

impl<'a> Index<'a> {
    /// Indexes a database.
    pub fn new(database: &'a Database) -> Index<'a> {
        let mut by_package: HashMap<String, HashMap<String, Vec<&'a Advisory>>> = HashMap::new();
        let mut by_id: HashMap<&'a str, Vec<&'a Advisory>> = HashMap::new();
        for advisory in database.advisories.values() {
            for (ecosystem, name) in keys(advisory) {
                by_package.entry(ecosystem).or_default().entry(name).or_default().push(advisory);
            }
            for id in advisory.ids() {
                by_id.entry(id).or_default().push(advisory);
            }
        }
        Index { database, by_package, by_id }
    }
    /// Advisories that speak of a package, in the order of their identifiers.
    pub fn candidates(&self, package: &Package) -> &[&'a Advisory] {
        self.by_package
            .get(package.ecosystem.base())
            .and_then(|names| names.get(&package.name))
            .map_or(&[], Vec::as_slice)
    }
    /// Advisories that bear an identifier, as their own or as an alias.
    pub fn named(&self, id: &str) -> &[&'a Advisory] {
        self.by_id.get(id).map_or(&[], Vec::as_slice)
    }
    /// What affects a package.
    pub fn find(&self, package: &Package) -> Matches {
        judge(package, self.candidates(package).iter().copied(), self.database)
            .expect("what is in memory is not damaged")
    }
}

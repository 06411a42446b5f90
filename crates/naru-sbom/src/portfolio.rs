//! Many bills of materials against many advisories: who has what, what stands against whom, and
//! what a change of the advisories changes.
//!
//! A package in a version is judged once, however many bills hold it; new advisories touch only
//! the packages that they speak of; findings go away as well as they come. What a caller keeps
//! elsewhere it tells apart by a bill's number.
//!
//! **Must never** know what a bill belongs to, nor who is told: it answers what changed.

use crate::advisory::{Finding, Index, Kind, Package, Rating};
use crate::cvss::Score;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Something that stands against a package; the whole of it is found again by its identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matter {
    /// Identifier to speak of it by.
    pub advisory: String,
    /// What it is about.
    pub kind: Kind,
    /// How grave.
    pub rating: Option<Rating>,
    /// The highest score.
    pub score: Option<Score>,
    /// Whether it is known to be exploited.
    pub is_exploited: bool,
    /// Versions that repair it.
    pub fixed: Vec<String>,
}

impl From<Finding> for Matter {
    fn from(it: Finding) -> Matter {
        Matter {
            advisory: it.advisory,
            kind: it.kind,
            rating: it.rating,
            score: it.score,
            is_exploited: it.kev.is_some(),
            fixed: it.fixed,
        }
    }
}

/// The number of a package in a version.
pub type PackageNumber = u32;

/// What changed for one package; every bill that holds it is concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Of what.
    pub package: PackageNumber,
    /// What stands against it now and did not, or not so.
    pub added: Vec<Matter>,
    /// What stood against it and does no longer, or not so.
    pub removed: Vec<Matter>,
}

/// Which packages are judged.
#[derive(Debug, Clone, Copy)]
pub enum Which<'a> {
    /// All, anew.
    All,
    /// Those that were never judged.
    New,
    /// Those of these names: ecosystem without release, and normal name, as [`concerned`] says.
    Named(&'a BTreeSet<(String, String)>),
}

/// The packages that an advisory speaks of.
pub fn concerned(advisory: &crate::advisory::Advisory) -> BTreeSet<(String, String)> {
    crate::advisory::keys(advisory)
}

struct Entry {
    package: Package,
    /// Bills that hold it, in order.
    holders: Vec<u32>,
    /// Nothing before it is judged.
    matters: Option<Vec<Matter>>,
}

/// The bills, and what stands against them.
#[derive(Default)]
pub struct Portfolio {
    entries: Vec<Entry>,
    by_name: HashMap<String, HashMap<String, Vec<PackageNumber>>>,
    bills: BTreeMap<u32, Vec<PackageNumber>>,
    rows: u64,
}

impl Portfolio {
    /// Takes a bill in, or another edition of it.
    pub fn put(&mut self, bill: u32, packages: impl IntoIterator<Item = Package>) {
        self.remove(bill);
        let mut numbers: Vec<PackageNumber> =
            packages.into_iter().map(|it| self.number_of(it)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        for number in &numbers {
            let holders = &mut self.entry_mut(*number).holders;
            if let Err(place) = holders.binary_search(&bill) {
                holders.insert(place, bill);
            }
        }
        self.rows += numbers.len() as u64;
        self.bills.insert(bill, numbers);
    }

    /// Takes a bill out.
    pub fn remove(&mut self, bill: u32) {
        for number in self.bills.remove(&bill).unwrap_or_default() {
            self.rows -= 1;
            let entry = self.entry_mut(number);
            if let Ok(place) = entry.holders.binary_search(&bill) {
                entry.holders.remove(place);
            }
            // Nobody asks about it; whoever takes it in again has it judged again.
            if entry.holders.is_empty() {
                entry.matters = None;
            }
        }
    }

    fn entry(&self, number: PackageNumber) -> &Entry {
        &self.entries[number as usize]
    }

    fn entry_mut(&mut self, number: PackageNumber) -> &mut Entry {
        &mut self.entries[number as usize]
    }

    fn number_of(&mut self, package: Package) -> PackageNumber {
        let names = self.by_name.entry(package.ecosystem.base().to_owned()).or_default();
        let numbers = names.entry(package.name.clone()).or_default();
        let known = |number: &&PackageNumber| self.entries[**number as usize].package == package;
        if let Some(number) = numbers.iter().find(known) {
            return *number;
        }
        let number = PackageNumber::try_from(self.entries.len())
            .expect("four thousand million packages do not fit in memory");
        numbers.push(number);
        self.entries.push(Entry { package, holders: Vec::new(), matters: None });
        number
    }

    /// Judges packages on as many threads as the caller gives, and answers what changed.
    pub fn judge(&mut self, index: &Index<'_>, which: Which<'_>, threads: usize) -> Vec<Change> {
        let due = self.due(which);
        let share = due.len().div_ceil(threads.max(1)).max(1);
        let entries = &self.entries;
        let judged: Vec<Vec<(PackageNumber, Vec<Matter>)>> = std::thread::scope(|scope| {
            let work = |numbers: &[PackageNumber]| -> Vec<(PackageNumber, Vec<Matter>)> {
                let one = |number: &PackageNumber| {
                    (*number, matters(index, &entries[*number as usize].package))
                };
                numbers.iter().map(one).collect()
            };
            let running: Vec<_> =
                due.chunks(share).map(|numbers| scope.spawn(move || work(numbers))).collect();
            let join = |it: std::thread::ScopedJoinHandle<'_, _>| it.join();
            running.into_iter().map(join).map(|it| it.expect("judging does not panic")).collect()
        });
        let mut changes = Vec::new();
        for (number, now) in judged.into_iter().flatten() {
            let entry = self.entry_mut(number);
            let before = entry.matters.replace(now);
            changes.extend(change(number, &before.unwrap_or_default(), entry));
        }
        changes
    }

    /// The numbers of what is judged, each once, of those that somebody holds.
    fn due(&self, which: Which<'_>) -> Vec<PackageNumber> {
        let held = |number: &PackageNumber| !self.entry(*number).holders.is_empty();
        let all = 0..PackageNumber::try_from(self.entries.len()).unwrap_or(PackageNumber::MAX);
        match which {
            Which::All => all.filter(held).collect(),
            Which::New => all.filter(held).filter(|it| self.entry(*it).matters.is_none()).collect(),
            Which::Named(names) => {
                let of = |(ecosystem, name): &(String, String)| self.named(ecosystem, name);
                names.iter().flat_map(of).copied().filter(held).collect()
            }
        }
    }

    fn named(&self, ecosystem: &str, name: &str) -> &[PackageNumber] {
        let names = self.by_name.get(ecosystem);
        names.and_then(|names| names.get(name)).map_or(&[], Vec::as_slice)
    }

    /// Who has a package, in any version that the caller asks for: the versions, each with its
    /// bills. `ecosystem` is without a release, `name` is the normal one.
    pub fn who<'p>(
        &'p self,
        ecosystem: &str,
        name: &str,
        is_meant: impl Fn(&Package) -> bool,
    ) -> Vec<(&'p Package, &'p [u32])> {
        let entries = self.named(ecosystem, name).iter().map(|number| self.entry(*number));
        entries
            .filter(|it| !it.holders.is_empty() && is_meant(&it.package))
            .map(|it| (&it.package, it.holders.as_slice()))
            .collect()
    }

    /// A package by its number.
    pub fn package(&self, number: PackageNumber) -> &Package {
        &self.entry(number).package
    }

    /// The bills that hold a package.
    pub fn holders(&self, number: PackageNumber) -> &[u32] {
        &self.entry(number).holders
    }

    /// What stands against a bill, by package.
    pub fn against(&self, bill: u32) -> impl Iterator<Item = (&Package, &Matter)> {
        let numbers = self.bills.get(&bill).map_or(&[][..], Vec::as_slice);
        numbers.iter().map(|number| self.entry(*number)).flat_map(|entry| {
            entry.matters.iter().flatten().map(move |matter| (&entry.package, matter))
        })
    }

    /// How many bills, how many packages in them, how many different ones, how many findings.
    pub fn counts(&self) -> Counts {
        let held = || self.entries.iter().filter(|it| !it.holders.is_empty());
        let of = |it: &Entry| it.matters.as_ref().map_or(0, Vec::len) * it.holders.len();
        Counts {
            bills: self.bills.len(),
            rows: self.rows,
            packages: held().count(),
            findings: held().map(|it| of(it) as u64).sum(),
        }
    }
}

/// How much there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Bills of materials.
    pub bills: usize,
    /// Packages in them, counted in each.
    pub rows: u64,
    /// Different packages in versions.
    pub packages: usize,
    /// Findings, counted in each bill.
    pub findings: u64,
}

fn matters(index: &Index<'_>, package: &Package) -> Vec<Matter> {
    if index.candidates(package).is_empty() {
        return Vec::new();
    }
    index.find(package).findings.into_iter().map(Matter::from).collect()
}

fn change(package: PackageNumber, before: &[Matter], entry: &Entry) -> Option<Change> {
    let now = entry.matters.as_deref().unwrap_or_default();
    let missing = |from: &[Matter], other: &[Matter]| -> Vec<Matter> {
        from.iter().filter(|it| !other.contains(it)).cloned().collect()
    };
    let (added, removed) = (missing(now, before), missing(before, now));
    (!added.is_empty() || !removed.is_empty()).then_some(Change { package, added, removed })
}

//! An encoded database that is asked without being decoded.

use super::bytes::Bytes;
use super::code::{Entry, Table};
use super::database::{Database, SourceInfo, keys};
use super::encode::{
    CodeError, Extent, Layout, Sections, package_key, read_epss, read_kev, read_record, record_of,
};
use super::feeds::{Epss, Kev};
use super::finding::{Exploitation, Matches, judge};
use super::model::Advisory;
use super::package::Package;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// An encoded database. Opening it reads the head and the keys of packages; a look-up reads what
/// concerns a package.
#[derive(Debug, Clone)]
pub struct Compiled<B> {
    bytes: B,
    layout: Layout,
}

impl<B: Bytes> Compiled<B> {
    /// Opens what [`Database::encode`](super::Database::encode) wrote.
    ///
    /// # Errors
    /// When the bytes are no database, of another version, or cut off.
    pub fn open(mut bytes: B) -> Result<Compiled<B>, CodeError> {
        let layout = Layout::of(&bytes)?;
        bytes.keep(layout.keys_of_packages())?;
        if let Some(places) = layout.places_of_records() {
            bytes.keep(places)?;
        }
        Ok(Compiled { bytes, layout })
    }
    /// The bytes it is asked from.
    pub fn bytes(&self) -> &B {
        &self.bytes
    }
    fn sections(&self) -> Sections<'_> {
        Sections::new(&self.bytes, &self.layout)
    }
    /// All of it, decoded and checked.
    ///
    /// # Errors
    /// When the bytes are damaged.
    pub fn decode(&self) -> Result<Database, CodeError> {
        let all = self.bytes.part(0..self.bytes.length())?;
        Database::decode(&all.unwrap_or_default())
    }
    /// Where it comes from.
    ///
    /// # Errors
    /// When the bytes are damaged.
    pub fn sources(&self) -> Result<Vec<SourceInfo>, CodeError> {
        self.sections().sources()
    }
    /// How many advisories, known exploited vulnerabilities and forecasts it holds.
    ///
    /// # Errors
    /// When the bytes are damaged.
    pub fn counts(&self) -> Result<(usize, usize, usize), CodeError> {
        let sections = self.sections();
        Ok((sections.records.len(), sections.kev.len(), sections.epss.len()))
    }
    /// Advisories that speak of a package.
    ///
    /// # Errors
    /// When the bytes are damaged.
    pub fn candidates(&self, package: &Package) -> Result<Vec<Advisory>, CodeError> {
        self.of_package(package, Extent::Whole)
    }
    fn of_package(&self, package: &Package, extent: Extent) -> Result<Vec<Advisory>, CodeError> {
        let sections = self.sections();
        let key = package_key(package.ecosystem.base(), &package.name);
        records(&sections, sections.packages.find(&key)?, extent)
    }
    /// Advisories that bear an identifier, as their own or as an alias.
    ///
    /// # Errors
    /// When the bytes are damaged.
    pub fn named(&self, id: &str) -> Result<Vec<Advisory>, CodeError> {
        let sections = self.sections();
        records(&sections, sections.ids.find(id.as_bytes())?, Extent::Whole)
    }
    /// What affects a package.
    ///
    /// # Errors
    /// When the bytes are damaged.
    pub fn find(&self, package: &Package) -> Result<Matches, CodeError> {
        let candidates = self.of_package(package, Extent::WithoutDetails)?;
        if candidates.is_empty() {
            return Ok(Matches::default());
        }
        judge(package, &candidates, &self.sections())
    }
}

impl<B: Bytes> Compiled<B> {
    /// The packages of which this database may say something else than an older one: ecosystem
    /// without release, and normal name. Of every other package both say the same.
    ///
    /// # Errors
    /// When the bytes of either are damaged.
    pub fn concerned_since<C: Bytes>(
        &self,
        older: &Compiled<C>,
    ) -> Result<BTreeSet<(String, String)>, CodeError> {
        let both = [self.sections(), older.sections()];
        let [new, old] = &both;
        let mut names = BTreeSet::new();
        changed(new.records, old.records, |id| {
            for sections in &both {
                if let Some(entry) = sections.records.find(id)? {
                    names.extend(keys(&record_of(&entry, Extent::WithoutDetails)?));
                }
            }
            Ok(())
        })?;
        let mut known = BTreeSet::new();
        for (new, old) in [(new.kev, old.kev), (new.epss, old.epss)] {
            changed(new, old, |id| {
                known.insert(id.to_vec());
                Ok(())
            })?;
        }
        let count = if known.is_empty() { 0 } else { new.records.len() };
        for at in 0..count {
            let advisory = read_record(new, at)?;
            let upstream = advisory.upstream.iter().map(String::as_str);
            if advisory.ids().chain(upstream).any(|id| known.contains(id.as_bytes())) {
                names.extend(keys(&advisory));
            }
        }
        Ok(names)
    }
}

/// The keys that only one of two tables has, or that do not mean the same in both.
fn changed(
    new: Table<'_>,
    old: Table<'_>,
    mut told: impl FnMut(&[u8]) -> Result<(), CodeError>,
) -> Result<(), CodeError> {
    let (mut i, mut j) = (0, 0);
    loop {
        let (one, other) = (new.get(i)?, old.get(j)?);
        let order = match (&one, &other) {
            (None, None) => return Ok(()),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(one), Some(other)) => one.key().cmp(other.key()),
        };
        match (order, &one, &other) {
            (Ordering::Less, Some(it), _) | (Ordering::Greater, _, Some(it)) => told(it.key())?,
            (_, Some(one), Some(other)) if one.rest() != other.rest() => told(one.key())?,
            _ => {}
        }
        i += usize::from(order != Ordering::Greater);
        j += usize::from(order != Ordering::Less);
    }
}

fn records(
    sections: &Sections<'_>,
    found: Option<Entry<'_>>,
    extent: Extent,
) -> Result<Vec<Advisory>, CodeError> {
    let Some(entry) = found else { return Ok(Vec::new()) };
    let numbers = entry.reader().list(|reader| reader.small())?;
    let read = |at: u32| {
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        record_of(&sections.records.entry(at)?, extent)
    };
    numbers.into_iter().map(read).collect()
}

impl Exploitation for Sections<'_> {
    fn kev(&self, id: &str) -> Result<Option<Kev>, CodeError> {
        self.kev.find(id.as_bytes())?.map(|it| read_kev(&mut it.reader())).transpose()
    }
    fn epss(&self, id: &str) -> Result<Option<Epss>, CodeError> {
        self.epss.find(id.as_bytes())?.map(|it| read_epss(&mut it.reader())).transpose()
    }
}

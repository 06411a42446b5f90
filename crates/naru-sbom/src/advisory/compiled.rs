//! An encoded database that is asked without being decoded.

use super::code::Table;
use super::database::{Database, SourceInfo, keys};
use super::encode::{
    CodeError, Sections, package_key, read_epss, read_kev, read_record, read_sources,
};
use super::feeds::{Epss, Kev};
use super::finding::{Exploitation, Matches, judge};
use super::model::Advisory;
use super::package::Package;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// An encoded database. Opening it reads the head; a look-up reads what concerns a package.
#[derive(Debug, Clone)]
pub struct Compiled<B> {
    bytes: B,
}

impl<B: AsRef<[u8]>> Compiled<B> {
    /// Opens what [`Database::encode`](super::Database::encode) wrote.
    ///
    /// # Errors
    /// When the bytes are no database, of another version, or cut off.
    pub fn open(bytes: B) -> Result<Compiled<B>, CodeError> {
        Sections::open(bytes.as_ref())?;
        Ok(Compiled { bytes })
    }
    fn sections(&self) -> Result<Sections<'_>, CodeError> {
        Sections::open(self.bytes.as_ref())
    }
    /// All of it, decoded and checked.
    ///
    /// # Errors
    /// When the bytes are damaged.
    pub fn decode(&self) -> Result<Database, CodeError> {
        Database::decode(self.bytes.as_ref())
    }
    /// Where it comes from.
    ///
    /// # Errors
    /// When the bytes are damaged.
    pub fn sources(&self) -> Result<Vec<SourceInfo>, CodeError> {
        read_sources(self.sections()?.sources)
    }
    /// How many advisories, known exploited vulnerabilities and forecasts it holds.
    ///
    /// # Errors
    /// When the bytes are damaged.
    pub fn counts(&self) -> Result<(usize, usize, usize), CodeError> {
        let sections = self.sections()?;
        Ok((sections.records.len(), sections.kev.len(), sections.epss.len()))
    }
    /// Advisories that speak of a package.
    ///
    /// # Errors
    /// When the bytes are damaged.
    pub fn candidates(&self, package: &Package) -> Result<Vec<Advisory>, CodeError> {
        let sections = self.sections()?;
        let key = package_key(package.ecosystem.base(), &package.name);
        records(&sections, sections.packages.find(&key)?)
    }
    /// Advisories that bear an identifier, as their own or as an alias.
    ///
    /// # Errors
    /// When the bytes are damaged.
    pub fn named(&self, id: &str) -> Result<Vec<Advisory>, CodeError> {
        let sections = self.sections()?;
        records(&sections, sections.ids.find(id.as_bytes())?)
    }
    /// What affects a package.
    ///
    /// # Errors
    /// When the bytes are damaged.
    pub fn find(&self, package: &Package) -> Result<Matches, CodeError> {
        let candidates = self.candidates(package)?;
        if candidates.is_empty() {
            return Ok(Matches::default());
        }
        judge(package, &candidates, &self.sections()?)
    }
}

impl<B: AsRef<[u8]>> Compiled<B> {
    /// The packages of which this database may say something else than an older one: ecosystem
    /// without release, and normal name. Of every other package both say the same.
    ///
    /// # Errors
    /// When the bytes of either are damaged.
    pub fn concerned_since<C: AsRef<[u8]>>(
        &self,
        older: &Compiled<C>,
    ) -> Result<BTreeSet<(String, String)>, CodeError> {
        let both = [self.sections()?, older.sections()?];
        let [new, old] = &both;
        let mut names = BTreeSet::new();
        changed(new.records, old.records, |id| {
            for sections in &both {
                if let Some(at) = sections.records.place(id)? {
                    names.extend(keys(&read_record(sections, at)?));
                }
            }
            Ok(())
        })?;
        let mut known = BTreeSet::new();
        for (new, old) in [(new.kev, old.kev), (new.epss, old.epss)] {
            changed(new, old, |id| {
                known.insert(id);
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
fn changed<'a>(
    new: Table<'a>,
    old: Table<'a>,
    mut told: impl FnMut(&'a [u8]) -> Result<(), CodeError>,
) -> Result<(), CodeError> {
    let at = |table: Table<'a>, at: usize| (at < table.len()).then(|| table.raw(at)).transpose();
    let (mut i, mut j) = (0, 0);
    loop {
        let order = match (at(new, i)?, at(old, j)?) {
            (None, None) => return Ok(()),
            (Some((key, _)), None) => (Ordering::Less, Some(key)),
            (None, Some((key, _))) => (Ordering::Greater, Some(key)),
            (Some(one), Some(other)) => match one.0.cmp(other.0) {
                Ordering::Less => (Ordering::Less, Some(one.0)),
                Ordering::Greater => (Ordering::Greater, Some(other.0)),
                Ordering::Equal => (Ordering::Equal, (one.1 != other.1).then_some(one.0)),
            },
        };
        if let Some(key) = order.1 {
            told(key)?;
        }
        i += usize::from(order.0 != Ordering::Greater);
        j += usize::from(order.0 != Ordering::Less);
    }
}

fn records(
    sections: &Sections<'_>,
    found: Option<super::code::Reader<'_>>,
) -> Result<Vec<Advisory>, CodeError> {
    let Some(mut reader) = found else { return Ok(Vec::new()) };
    let numbers = reader.list(|reader| reader.small())?;
    let read = |at: u32| read_record(sections, usize::try_from(at).unwrap_or(usize::MAX));
    numbers.into_iter().map(read).collect()
}

impl Exploitation for Sections<'_> {
    fn kev(&self, id: &str) -> Result<Option<Kev>, CodeError> {
        self.kev.find(id.as_bytes())?.map(|mut reader| read_kev(&mut reader)).transpose()
    }
    fn epss(&self, id: &str) -> Result<Option<Epss>, CodeError> {
        self.epss.find(id.as_bytes())?.map(|mut reader| read_epss(&mut reader)).transpose()
    }
}

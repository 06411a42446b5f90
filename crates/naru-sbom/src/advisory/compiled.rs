//! An encoded database that is asked without being decoded.

use super::database::{Database, SourceInfo};
use super::encode::{
    CodeError, Sections, package_key, read_epss, read_kev, read_record, read_sources,
};
use super::feeds::{Epss, Kev};
use super::finding::{Exploitation, Matches, judge};
use super::model::Advisory;
use super::package::Package;

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

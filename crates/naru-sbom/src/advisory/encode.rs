//! The database as bytes, for a start without reading anything anew.
//!
//! A head with a magic word and the lengths of six sections, then the sections: sources, known
//! exploited, forecasts, records, keys of packages, identifiers. All but the first are sorted
//! tables.

use super::bytes::Bytes;
use super::code::{Entry, Reader, Table, TableWriter, Writer};
use super::database::{Database, SourceInfo, keys};
use super::feeds::{Epss, Kev};
use super::model::{Advisory, Affected, AffectedPath, Kind, Reference, Severity, Source};
use super::range::{Bound, Interval, Range, RangeKind};
use crate::cvss::Rating;
use crate::version::Ecosystem;
use std::collections::BTreeMap;

/// First bytes of every encoded database; the last of them is the version of the encoding.
pub(super) const MAGIC: &[u8; 8] = b"NARUADV\x01";
/// Sections after the head.
const SECTIONS: usize = 6;
const HEAD: usize = MAGIC.len() + 8 * SECTIONS;
/// The section of the records themselves.
const RECORDS: usize = 3;
/// The most places of records that are kept in memory.
const PLACES_BYTES_MAX: usize = 64 * 1024;

/// Why bytes are no database, or a database becomes no bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// The first bytes are not a database's.
    #[error("this is no advisory database (it does not begin with NARUADV)")]
    NotADatabase,
    /// The encoding is another version.
    #[error("this advisory database has the encoding {0}; this build reads 1: import it anew")]
    OtherVersion(u8),
    /// Something does not fit.
    #[error("the advisory database is damaged at byte {at} of a section: {what}; import it anew")]
    Damaged {
        /// Where in its section.
        at: usize,
        /// What does not fit.
        what: &'static str,
    },
    /// Its bytes could not be had.
    #[error("the advisory database could not be read: {0}")]
    Unread(String),
    /// More than four gibibytes in one section.
    #[error("the advisory database is too large to encode (4 GiB in one section)")]
    TooLarge,
}

/// Where the sections lie and how many entries each has: read once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    places: [(usize, usize); SECTIONS],
    /// Of sources, which are no table, none.
    counts: [usize; SECTIONS],
}

impl Layout {
    pub(super) fn of(bytes: &dyn Bytes) -> Result<Layout, CodeError> {
        let places = places(bytes)?;
        let mut counts = [0; SECTIONS];
        for (count, place) in counts.iter_mut().zip(places).skip(1) {
            *count = Table::open(bytes, place.0..place.1)?.len();
        }
        Ok(Layout { places, counts })
    }

    /// Where the keys of packages lie: every look-up goes through them.
    pub(super) fn keys_of_packages(&self) -> std::ops::Range<usize> {
        self.places[4].0..self.places[4].1
    }

    /// Where it stands in which place each record begins, if that is little: a look-up goes through
    /// it for each record that it finds.
    pub(super) fn places_of_records(&self) -> Option<std::ops::Range<usize>> {
        let (from, until) = self.places[RECORDS];
        let end = from.checked_add(self.counts[RECORDS].checked_mul(4)?.checked_add(4)?)?;
        (end <= until && end - from <= PLACES_BYTES_MAX).then_some(from..end)
    }
}

/// The sections of an encoded database.
#[derive(Clone, Copy)]
pub(super) struct Sections<'a> {
    bytes: &'a dyn Bytes,
    sources: (usize, usize),
    pub(super) kev: Table<'a>,
    pub(super) epss: Table<'a>,
    pub(super) records: Table<'a>,
    pub(super) packages: Table<'a>,
    pub(super) ids: Table<'a>,
}

impl<'a> Sections<'a> {
    pub(super) fn open(bytes: &'a dyn Bytes) -> Result<Sections<'a>, CodeError> {
        Ok(Sections::new(bytes, &Layout::of(bytes)?))
    }

    /// Of bytes that are laid out so.
    pub(super) fn new(bytes: &'a dyn Bytes, layout: &Layout) -> Sections<'a> {
        let table = |at: usize| {
            let (from, until) = layout.places[at];
            Table::new(bytes, from..until, layout.counts[at])
        };
        Sections {
            bytes,
            sources: layout.places[0],
            kev: table(1),
            epss: table(2),
            records: table(RECORDS),
            packages: table(4),
            ids: table(5),
        }
    }

    /// Where the database comes from.
    pub(super) fn sources(&self) -> Result<Vec<SourceInfo>, CodeError> {
        let bytes = self.bytes.part(self.sources.0..self.sources.1)?.unwrap_or_default();
        read_sources(&bytes)
    }
}

/// Where the sections lie, told by the head.
fn places(bytes: &dyn Bytes) -> Result<[(usize, usize); SECTIONS], CodeError> {
    let magic = bytes.part(0..MAGIC.len())?.ok_or(CodeError::NotADatabase)?;
    if magic[..7] != MAGIC[..7] {
        return Err(CodeError::NotADatabase);
    }
    if magic[7] != MAGIC[7] {
        return Err(CodeError::OtherVersion(magic[7]));
    }
    let damaged = |what| CodeError::Damaged { at: 0, what };
    let head = bytes.part(MAGIC.len()..HEAD)?.ok_or(damaged("the head is cut off"))?;
    let mut places = [(0, 0); SECTIONS];
    let mut at = HEAD;
    for (place, length) in places.iter_mut().zip(head.chunks_exact(8)) {
        let length = u64::from_le_bytes(length.try_into().expect("eight bytes were taken"));
        let end = usize::try_from(length).ok().and_then(|it| at.checked_add(it));
        let end = end.filter(|it| *it <= bytes.length()).ok_or(damaged("a section is cut off"))?;
        *place = (at, end);
        at = end;
    }
    if at != bytes.length() {
        return Err(damaged("something follows the last section"));
    }
    Ok(places)
}

/// The key of a package in its table.
pub(super) fn package_key(ecosystem: &str, name: &str) -> Vec<u8> {
    [ecosystem.as_bytes(), b"\0", name.as_bytes()].concat()
}

impl Database {
    /// The database as bytes. The same database gives the same bytes.
    ///
    /// # Errors
    /// When a section would be larger than four gibibytes.
    pub fn encode(&self) -> Result<Vec<u8>, CodeError> {
        let mut sources = Writer::default();
        sources.list(&self.sources, write_source);
        let (mut kev, mut epss) = (TableWriter::default(), TableWriter::default());
        for (id, entry) in &self.kev {
            kev.put(id.as_bytes(), |writer| write_kev(writer, entry));
        }
        for (id, entry) in &self.epss {
            epss.put(id.as_bytes(), |writer| write_epss(writer, *entry));
        }
        let mut records = TableWriter::default();
        let mut by_package: BTreeMap<Vec<u8>, Vec<usize>> = BTreeMap::new();
        let mut by_id: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, advisory) in self.advisories.values().enumerate() {
            records.put(advisory.id.as_bytes(), |writer| write_advisory(writer, advisory));
            for (ecosystem, name) in keys(advisory) {
                by_package.entry(package_key(&ecosystem, &name)).or_default().push(at);
            }
            for id in advisory.ids() {
                by_id.entry(id).or_default().push(at);
            }
        }
        let (mut packages, mut ids) = (TableWriter::default(), TableWriter::default());
        for (key, at) in &by_package {
            packages.put(key, |writer| writer.list(at, |writer, at| writer.count(*at)));
        }
        for (id, at) in &by_id {
            ids.put(id.as_bytes(), |writer| writer.list(at, |writer, at| writer.count(*at)));
        }
        let sections = [
            sources.bytes,
            kev.finish()?,
            epss.finish()?,
            records.finish()?,
            packages.finish()?,
            ids.finish()?,
        ];
        let mut bytes = MAGIC.to_vec();
        for section in &sections {
            bytes.extend_from_slice(&(section.len() as u64).to_le_bytes());
        }
        for section in sections {
            bytes.extend_from_slice(&section);
        }
        Ok(bytes)
    }

    /// The database behind bytes, all of it checked.
    ///
    /// # Errors
    /// When the bytes are no database, of another version, or damaged.
    pub fn decode(bytes: &[u8]) -> Result<Database, CodeError> {
        let sections = Sections::open(&bytes)?;
        let mut database = Database { sources: sections.sources()?, ..Database::default() };
        for at in 0..sections.kev.len() {
            let entry = sections.kev.entry(at)?;
            database.kev.insert(key_text(&entry)?, read_kev(&mut entry.reader())?);
        }
        for at in 0..sections.epss.len() {
            let entry = sections.epss.entry(at)?;
            database.epss.insert(key_text(&entry)?, read_epss(&mut entry.reader())?);
        }
        for at in 0..sections.records.len() {
            let advisory = read_record(&sections, at)?;
            database.advisories.insert(advisory.id.clone(), advisory);
        }
        Ok(database)
    }
}

fn key_text(entry: &Entry<'_>) -> Result<String, CodeError> {
    let text = std::str::from_utf8(entry.key());
    Ok(text.map_err(|_| entry.reader().damaged("a key is not UTF-8"))?.to_owned())
}

/// One record by its number.
pub(super) fn read_record(sections: &Sections<'_>, at: usize) -> Result<Advisory, CodeError> {
    record_of(&sections.records.entry(at)?, Extent::Whole)
}

/// How much of a record is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    Whole,
    /// Without the long text, which no judgement looks at and which is most of a record.
    WithoutDetails,
}

/// The record of an entry.
pub(super) fn record_of(entry: &Entry<'_>, extent: Extent) -> Result<Advisory, CodeError> {
    read_advisory(key_text(entry)?, &mut entry.reader(), extent)
}

fn read_sources(bytes: &[u8]) -> Result<Vec<SourceInfo>, CodeError> {
    Reader::new(bytes, 0).list(|reader| {
        Ok(SourceInfo {
            name: reader.text()?,
            taken_at: reader.optional()?,
            records: reader.number()?,
            refused: reader.number()?,
            licence: reader.optional()?,
        })
    })
}

fn write_source(writer: &mut Writer, source: &SourceInfo) {
    writer.text(&source.name);
    writer.optional(source.taken_at.as_deref());
    writer.number(source.records);
    writer.number(source.refused);
    writer.optional(source.licence.as_deref());
}

fn write_kev(writer: &mut Writer, kev: &Kev) {
    writer.text(&kev.added);
    writer.text(&kev.due);
    writer.text(&kev.product);
    writer.number(u64::from(kev.is_ransomware));
}

pub(super) fn read_kev(reader: &mut Reader<'_>) -> Result<Kev, CodeError> {
    Ok(Kev {
        added: reader.text()?,
        due: reader.text()?,
        product: reader.text()?,
        is_ransomware: reader.number()? == 1,
    })
}

fn write_epss(writer: &mut Writer, epss: Epss) {
    writer.number(u64::from(epss.probability_ppb));
    writer.number(u64::from(epss.percentile_ppb));
}

pub(super) fn read_epss(reader: &mut Reader<'_>) -> Result<Epss, CodeError> {
    Ok(Epss { probability_ppb: reader.small()?, percentile_ppb: reader.small()? })
}

const SOURCES: [Source; 2] = [Source::Osv, Source::RustSec];
const RANGES: [RangeKind; 4] =
    [RangeKind::SemVer, RangeKind::Ecosystem, RangeKind::Git, RangeKind::Custom];

/// The place of a choice in the list of all, as one byte.
fn write_choice<T: PartialEq>(writer: &mut Writer, of: &[T], choice: &T) {
    let at = of.iter().position(|one| one == choice).expect("the list holds every choice");
    writer.count(at);
}

fn write_advisory(writer: &mut Writer, advisory: &Advisory) {
    write_choice(writer, &SOURCES, &advisory.source);
    write_choice(writer, &Kind::ALL, &advisory.kind);
    match &advisory.rating {
        None => writer.count(0),
        Some(rating) => {
            writer.count(1);
            write_choice(writer, &Rating::ALL, rating);
        }
    }
    writer.texts(&advisory.aliases);
    writer.texts(&advisory.related);
    writer.texts(&advisory.upstream);
    writer.text(&advisory.summary);
    writer.text(&advisory.details);
    for instant in [&advisory.published, &advisory.modified, &advisory.withdrawn] {
        writer.optional(instant.as_deref());
    }
    writer.list(&advisory.severities, write_severity);
    writer.texts(&advisory.categories);
    writer.list(&advisory.affected, write_affected);
    writer.list(&advisory.references, |writer, reference| {
        writer.text(&reference.kind);
        writer.text(&reference.url);
    });
}

fn read_advisory(
    id: String,
    reader: &mut Reader<'_>,
    extent: Extent,
) -> Result<Advisory, CodeError> {
    Ok(Advisory {
        id,
        source: reader.pick(&SOURCES)?,
        kind: reader.pick(&Kind::ALL)?,
        rating: match reader.byte()? {
            0 => None,
            _ => Some(reader.pick(&Rating::ALL)?),
        },
        aliases: reader.texts()?,
        related: reader.texts()?,
        upstream: reader.texts()?,
        summary: reader.text()?,
        details: match extent {
            Extent::Whole => reader.text()?,
            Extent::WithoutDetails => reader.slice().map(|_| String::new())?,
        },
        published: reader.optional()?,
        modified: reader.optional()?,
        withdrawn: reader.optional()?,
        severities: reader.list(read_severity)?,
        categories: reader.texts()?,
        affected: reader.list(read_affected)?,
        references: reader
            .list(|reader| Ok(Reference { kind: reader.text()?, url: reader.text()? }))?,
    })
}

fn write_severity(writer: &mut Writer, severity: &Severity) {
    writer.text(&severity.kind);
    writer.text(&severity.score);
}

fn read_severity(reader: &mut Reader<'_>) -> Result<Severity, CodeError> {
    Ok(Severity { kind: reader.text()?, score: reader.text()? })
}

fn write_affected(writer: &mut Writer, affected: &Affected) {
    writer.text(affected.ecosystem.as_str());
    writer.text(&affected.name);
    writer.list(&affected.ranges, |writer, range| {
        write_choice(writer, &RANGES, &range.kind);
        writer.optional(range.repo.as_deref());
        writer.list(&range.intervals, |writer, interval| {
            write_bound(writer, &interval.from);
            write_bound(writer, &interval.to);
        });
    });
    writer.texts(&affected.versions);
    writer.list(&affected.severities, write_severity);
    writer.list(&affected.paths, |writer, path| {
        writer.text(&path.path);
        writer.texts(&path.symbols);
        writer.texts(&path.os);
        writer.texts(&path.arch);
    });
}

fn read_affected(reader: &mut Reader<'_>) -> Result<Affected, CodeError> {
    Ok(Affected {
        ecosystem: Ecosystem::new(&reader.text()?),
        name: reader.text()?,
        ranges: reader.list(|reader| {
            Ok(Range {
                kind: reader.pick(&RANGES)?,
                repo: reader.optional()?,
                intervals: reader.list(|reader| {
                    Ok(Interval { from: read_bound(reader)?, to: read_bound(reader)? })
                })?,
            })
        })?,
        versions: reader.texts()?,
        severities: reader.list(read_severity)?,
        paths: reader.list(|reader| {
            Ok(AffectedPath {
                path: reader.text()?,
                symbols: reader.texts()?,
                os: reader.texts()?,
                arch: reader.texts()?,
            })
        })?,
    })
}

fn write_bound(writer: &mut Writer, bound: &Bound) {
    match bound {
        Bound::Open => writer.count(0),
        Bound::With(version) => {
            writer.count(1);
            writer.text(version);
        }
        Bound::Without(version) => {
            writer.count(2);
            writer.text(version);
        }
    }
}

fn read_bound(reader: &mut Reader<'_>) -> Result<Bound, CodeError> {
    Ok(match reader.byte()? {
        0 => Bound::Open,
        1 => Bound::With(reader.text()?),
        2 => Bound::Without(reader.text()?),
        _ => return Err(reader.damaged("a bound is not known")),
    })
}

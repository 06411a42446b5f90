//! What a lock file says, in one shape for all of them.

use super::encoding;
use super::xml::{self, Element};
use crate::purl::{Parts, Purl, PurlError};
use std::collections::BTreeMap;

/// Why a file cannot be read: where, and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {what}")]
pub struct ReadError {
    /// A line and column, or the way to the value through the file.
    pub place: String,
    /// What is wrong.
    pub what: String,
}

impl ReadError {
    pub(crate) fn new(place: impl Into<String>, what: impl Into<String>) -> ReadError {
        ReadError { place: place.into(), what: what.into() }
    }
    /// At a line, counted from 1.
    pub(crate) fn at_line(line: usize, what: impl Into<String>) -> ReadError {
        ReadError::new(format!("line {line}"), what)
    }
}

/// How a package came in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Asked for by the project itself.
    Direct,
    /// Asked for by another package only.
    Transitive,
    /// The file does not say.
    #[default]
    Unknown,
}

/// What a package is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Part of what is delivered, as far as the file says.
    #[default]
    Runtime,
    /// For building and testing only.
    Development,
    /// May be missing.
    Optional,
}

/// Where a package was taken from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// The ecosystem's usual registry, or one that the file does not name.
    #[default]
    Registry,
    /// A registry or archive at this address.
    Address(String),
    /// A repository, with the commit if it is known.
    Repository(String),
    /// A folder beside the project: part of it, unknown to any registry.
    Folder,
}

/// Where a file of the disk comes from: an archive is somebody's package, as sites without internet
/// keep them beside the project; a folder is part of the project.
pub(crate) fn origin_of_path(path: &str) -> Origin {
    const ARCHIVES: [&str; 7] = [".tgz", ".tar.gz", ".tar.bz2", ".tar.xz", ".tar", ".whl", ".zip"];
    let file = path.split(['#', '?']).next().unwrap_or(path);
    let file = file.split("::").next().unwrap_or(file).to_ascii_lowercase();
    if ARCHIVES.iter().any(|end| file.ends_with(end)) {
        Origin::Address(path.to_owned())
    } else {
        Origin::Folder
    }
}

/// A checksum of what was downloaded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash {
    /// As CycloneDX spells it: `SHA-256`, `SHA-512`, `SHA-1`, `MD5`; or the ecosystem's own word.
    pub algorithm: &'static str,
    /// In lower-case hexadecimal; for an ecosystem's own algorithm, its own text.
    pub value: String,
}

/// A package at a version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Package {
    /// The type of its package URL, such as `cargo`.
    pub kind: &'static str,
    /// The namespace of its package URL: a scope, a group, a distribution.
    pub namespace: Option<String>,
    /// Its name within the namespace.
    pub name: String,
    /// Its exact version. None: the file gives only a range, or nothing.
    pub version: Option<String>,
    /// What stands for the version where it is not exact, as it is written.
    pub wanted: Option<String>,
    /// Qualifiers of its package URL.
    pub qualifiers: BTreeMap<&'static str, String>,
    /// How it came in.
    pub relation: Relation,
    /// What it is for.
    pub scope: Scope,
    /// What it needs, as places in [`Inventory::packages`].
    pub needs: Vec<usize>,
    /// Checksums.
    pub hashes: Vec<Hash>,
    /// Its licence as the file writes it.
    pub licence: Option<String>,
    /// Where it was taken from.
    pub origin: Origin,
    /// The source package under which advisories of a distribution know it, if it has another name.
    pub source_package: Option<(String, String)>,
}

impl Package {
    pub(crate) fn new(kind: &'static str, name: &str, version: &str) -> Package {
        let version = if version.is_empty() { None } else { Some(version.to_owned()) };
        Package { kind, name: name.to_owned(), version, ..Package::default() }
    }

    /// With the part before the last `/` as its namespace.
    pub(crate) fn scoped(kind: &'static str, full: &str, version: &str) -> Package {
        match full.rsplit_once('/') {
            Some((space, name)) => {
                let package = Package::new(kind, name, version);
                Package { namespace: Some(space.to_owned()), ..package }
            }
            None => Package::new(kind, full, version),
        }
    }

    /// Its package URL.
    ///
    /// # Errors
    /// When the name is one that its type refuses.
    pub fn purl(&self) -> Result<Purl, PurlError> {
        let qualifiers = self.qualifiers.iter().map(|it| ((*it.0).to_owned(), it.1.clone()));
        let mut qualifiers: BTreeMap<String, String> = qualifiers.collect();
        if let Some(upstream) = self.upstream() {
            qualifiers.insert("upstream".to_owned(), upstream);
        }
        Parts {
            kind: self.kind.to_owned(),
            namespace: self.namespace.clone(),
            name: self.name.clone(),
            version: self.version.clone(),
            qualifiers,
            subpath: None,
        }
        .build()
    }

    /// The source package in short, where it is another one or has another version.
    fn upstream(&self) -> Option<String> {
        let (name, version) = self.source_package.as_ref()?;
        if Some(version) != self.version.as_ref() {
            return Some(format!("{name}@{version}"));
        }
        (*name != self.name).then(|| name.clone())
    }

    /// Namespace and name as people write them.
    pub fn full_name(&self) -> String {
        let between = if self.kind == "maven" { ':' } else { '/' };
        match &self.namespace {
            Some(space) if !matches!(self.kind, "deb" | "apk" | "rpm" | "conan") => {
                format!("{space}{between}{}", self.name)
            }
            _ => self.name.clone(),
        }
    }
}

/// What the file describes: the project at the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// Its name.
    pub name: String,
    /// Its version, if written.
    pub version: Option<String>,
}

/// Kinds of what could not be taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// Named without an exact version.
    NoExactVersion,
    /// Refers to a place that was not read.
    NotFollowed,
    /// Written in a way that is not understood.
    NotUnderstood,
}

/// Something that the file mentions and the inventory does not know fully.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// What kind of gap it is.
    pub kind: NoteKind,
    /// The name or the text as it stands in the file.
    pub subject: String,
}

impl Note {
    pub(crate) fn new(kind: NoteKind, subject: impl Into<String>) -> Note {
        Note { kind, subject: subject.into() }
    }
}

/// Everything that a file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inventory {
    /// The project itself.
    pub root: Option<Root>,
    /// The packages; no two are the same package at the same version.
    pub packages: Vec<Package>,
    /// What could not be taken in.
    pub notes: Vec<Note>,
}

/// A file beside the one that is read.
#[derive(Clone, Copy, Debug)]
pub struct Companion<'a> {
    /// Its name, as `companion_names` has it.
    pub name: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
}

pub(crate) struct Beside<'a>(pub(crate) &'a [Companion<'a>]);

impl Beside<'_> {
    /// The text of a companion, if it is there and is text.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|it| it.name == name)?;
        text_of(found.bytes).ok()
    }
    /// The text of a companion in XML.
    pub(crate) fn xml(&self, name: &str) -> Option<Element> {
        let found = self.0.iter().find(|it| it.name == name)?;
        xml::read(&encoding::xml(found.bytes).ok()?).ok()
    }
}

/// UTF-8 without a byte-order mark, or where it ceases to be.
pub(crate) fn text_of(bytes: &[u8]) -> Result<&str, ReadError> {
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let good = bytes.get(..e.valid_up_to()).unwrap_or_default();
        let line = good.iter().filter(|it| **it == b'\n').count() + 1;
        ReadError::at_line(line, "not UTF-8 text")
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// A checksum in hexadecimal, if it is one of a known length.
pub(crate) fn hex_hash(hex: &str) -> Option<Hash> {
    let algorithm = match hex.len() {
        32 => "MD5",
        40 => "SHA-1",
        64 => "SHA-256",
        96 => "SHA-384",
        128 => "SHA-512",
        _ => return None,
    };
    // Without a branch for each letter: lock files hold a checksum for each package.
    let is_hex = hex.bytes().fold(true, |all, it| all & it.is_ascii_hexdigit());
    is_hex.then(|| Hash { algorithm, value: hex.to_ascii_lowercase() })
}

/// A checksum as the web writes it: `sha512-` and Base64.
pub(crate) fn integrity(text: &str) -> Vec<Hash> {
    text.split_whitespace()
        .filter_map(|word| {
            let (name, base64) = word.split_once('-')?;
            let algorithm = match name {
                "sha1" => "SHA-1",
                "sha256" => "SHA-256",
                "sha384" => "SHA-384",
                "sha512" => "SHA-512",
                _ => return None,
            };
            Some(Hash { algorithm, value: hex_of_base64(base64)? })
        })
        .collect()
}

fn hex_of_base64(text: &str) -> Option<String> {
    let mut bits: u32 = 0;
    let mut held = 0;
    let mut hex = String::new();
    for byte in text.trim_end_matches('=').bytes() {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = ((bits << 6) | u32::from(six)) & 0xFFFF;
        held += 6;
        if held >= 8 {
            held -= 8;
            hex.push_str(&format!("{:02x}", (bits >> held) & 0xFF));
        }
    }
    Some(hex)
}

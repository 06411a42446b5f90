//! A bill of materials, whatever format it came in: components, what they depend on, and what is
//! said about the document itself.
//!
//! What a document says about a value is a [`Said`]: a value, "there is none", "not known", "known
//! and withheld", or nothing at all. **Must never** turn one of the latter four into another.

mod accept;
mod graph;
mod merge;
mod source;

use std::collections::BTreeMap;

pub use accept::{Fault, FaultKind, acceptance};
pub use graph::{Graph, Reach};
pub use merge::{fold_same_purls, merge, same_thing};

use crate::vex::Statement;

/// What a document says about a value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Said<T> {
    /// The value.
    Is(T),
    /// That there is none (`NONE`).
    Nothing,
    /// That it is not known (`NOASSERTION`, unknown).
    Unknown,
    /// That it is known to the author and withheld.
    Withheld,
    /// Nothing at all.
    #[default]
    Missing,
}

impl<T> Said<T> {
    /// The value, if there is one.
    #[must_use]
    pub const fn known(&self) -> Option<&T> {
        if let Self::Is(value) = self { Some(value) } else { None }
    }

    /// A value, or nothing said.
    #[must_use]
    pub fn of(value: Option<T>) -> Self {
        value.map_or(Self::Missing, Self::Is)
    }

    /// Whether nothing at all is said.
    #[must_use]
    pub const fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }

    /// This, or the other if it says more: a value before any remark, a remark before silence.
    #[must_use]
    pub fn or_better(self, other: Self) -> Self {
        match (&self, &other) {
            (Self::Is(_), _) => self,
            (_, Self::Is(_)) | (Self::Missing, _) => other,
            _ => self,
        }
    }
}

/// A bill of materials.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bom {
    /// The format and version it was read from, as `CycloneDX 1.6`; empty if it was made here.
    pub format: String,
    /// Its own identifier: serial number or document namespace.
    pub serial: Option<String>,
    /// Its revision under the same identifier.
    pub revision: Option<u64>,
    /// What is said about the document.
    pub metadata: Metadata,
    /// The product that the document is about.
    pub top: Option<Component>,
    /// Everything else, each with an `id` of its own.
    pub components: Vec<Component>,
    /// Who depends on whom, by id. A component without an entry said nothing of its dependencies;
    /// one with an empty list said that it has none.
    pub depends: BTreeMap<String, Vec<String>>,
    /// What is said about vulnerabilities in these components.
    pub vulnerabilities: Vec<Statement>,
}

/// What is said about the document itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata {
    /// When it was made, RFC 3339.
    pub timestamp: Option<String>,
    /// What made it.
    pub tools: Vec<Tool>,
    /// Who answers for it.
    pub authors: Vec<String>,
    /// Who supplies the product.
    pub supplier: Said<String>,
    /// In which phase it was made, as `build` or `operations`.
    pub phases: Vec<String>,
    /// Whether the document is signed inside.
    pub is_signed: bool,
    /// Whether its author says that the dependencies are all there; nothing if he says nothing.
    pub is_complete: Option<bool>,
}

/// A tool that made a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tool {
    /// Who makes it.
    pub vendor: Option<String>,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: Option<String>,
}

/// What kind of thing a component is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Kind {
    /// Code that others link or load.
    #[default]
    Library,
    /// A program.
    Application,
    /// A framework.
    Framework,
    /// A container image.
    Container,
    /// A platform that others run on.
    Platform,
    /// An operating system.
    OperatingSystem,
    /// Hardware.
    Device,
    /// A driver of hardware.
    DeviceDriver,
    /// Firmware.
    Firmware,
    /// A file.
    File,
    /// A model.
    Model,
    /// Data.
    Data,
    /// A key, certificate, algorithm or protocol.
    Cryptography,
}

/// Whether a component is needed when the product runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// It is.
    Required,
    /// It may be.
    Optional,
    /// It is not: tests, build tools.
    Excluded,
}

/// A component.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Component {
    /// Its name inside of the document.
    pub id: String,
    /// What kind of thing it is.
    pub kind: Kind,
    /// Group, namespace or scope of its name.
    pub group: Option<String>,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: Said<String>,
    /// Its package URL, as written.
    pub purl: Said<String>,
    /// Its CPE.
    pub cpe: Option<String>,
    /// Who made or supplies it.
    pub producer: Said<String>,
    /// Its hashes.
    pub hashes: Vec<Hash>,
    /// Its licences.
    pub licences: Said<Vec<Licence>>,
    /// Whether it is needed when the product runs.
    pub scope: Option<Scope>,
    /// Its description.
    pub description: Option<String>,
    /// Where it was downloaded from.
    pub origin: Option<String>,
    /// The id of the component that it is a part of.
    pub part_of: Option<String>,
    /// Further remarks, by name.
    pub properties: Vec<(String, String)>,
}

impl Component {
    /// The remark with which a bill says of a component that something else brought it in, where
    /// nothing says what: a list of modules, such as that of Go, knows that much and no more.
    pub const TRANSITIVE: (&'static str, &'static str) = ("naru:relation", "transitive");

    /// The remark with which a bill says of a component that it is the product's own package: part
    /// of the product, and no open source of others.
    pub const OWN: (&'static str, &'static str) = ("naru:own", "true");

    /// Whether the bill says that something else brought it in.
    #[must_use]
    pub fn is_said_transitive(&self) -> bool {
        self.is_said(Self::TRANSITIVE)
    }

    /// Whether the bill says that it is the product's own.
    #[must_use]
    pub fn is_said_own(&self) -> bool {
        self.is_said(Self::OWN)
    }

    fn is_said(&self, (name, value): (&str, &str)) -> bool {
        self.properties.iter().any(|it| it.0 == name && it.1 == value)
    }
}

/// A hash of a component.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash {
    /// The algorithm as CycloneDX spells it: `SHA-256`.
    pub algorithm: String,
    /// The value in hexadecimal.
    pub value: String,
}

/// A licence as it was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Licence {
    /// An id of the SPDX list.
    Id(String),
    /// An SPDX expression.
    Expression(String),
    /// Any name.
    Name(String),
}

impl Licence {
    /// The words.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Id(text) | Self::Expression(text) | Self::Name(text) => text,
        }
    }
}

impl Component {
    /// A library of that name and version, to be filled further.
    #[must_use]
    pub fn library(id: &str, name: &str, version: &str) -> Self {
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            version: Said::Is(version.to_owned()),
            ..Self::default()
        }
    }

    /// Group and name as people write them: `group/name`, or the name alone.
    #[must_use]
    pub fn full_name(&self) -> String {
        match self.group.as_deref() {
            Some(group) if !group.is_empty() => format!("{group}/{}", self.name),
            _ => self.name.clone(),
        }
    }
}

impl Bom {
    /// Says that one component depends on another, once.
    pub fn link(&mut self, from: &str, to: &str) {
        let list = self.depends.entry(from.to_owned()).or_default();
        if !list.iter().any(|known| known == to) {
            list.push(to.to_owned());
        }
    }

    /// All components, the product first.
    pub fn everything(&self) -> impl Iterator<Item = &Component> {
        self.top.iter().chain(&self.components)
    }

    /// Who depends on whom, ready to be walked.
    #[must_use]
    pub fn graph(&self) -> Graph<'_> {
        Graph::of(self)
    }
}

/// The kinds with their words in CycloneDX and in SPDX.
pub(crate) const KINDS: [(Kind, &str, &str); 13] = [
    (Kind::Library, "library", "LIBRARY"),
    (Kind::Application, "application", "APPLICATION"),
    (Kind::Framework, "framework", "FRAMEWORK"),
    (Kind::Container, "container", "CONTAINER"),
    (Kind::Platform, "platform", "OTHER"),
    (Kind::OperatingSystem, "operating-system", "OPERATING-SYSTEM"),
    (Kind::Device, "device", "DEVICE"),
    (Kind::DeviceDriver, "device-driver", "OTHER"),
    (Kind::Firmware, "firmware", "FIRMWARE"),
    (Kind::File, "file", "FILE"),
    (Kind::Model, "machine-learning-model", "OTHER"),
    (Kind::Data, "data", "OTHER"),
    (Kind::Cryptography, "cryptographic-asset", "OTHER"),
];

/// Algorithms as CycloneDX and as SPDX spell them; the former alone where SPDX has none.
pub(crate) const ALGORITHMS: [(&str, &str); 14] = [
    ("MD5", "MD5"),
    ("SHA-1", "SHA1"),
    ("SHA-256", "SHA256"),
    ("SHA-384", "SHA384"),
    ("SHA-512", "SHA512"),
    ("SHA3-256", "SHA3-256"),
    ("SHA3-384", "SHA3-384"),
    ("SHA3-512", "SHA3-512"),
    ("BLAKE2b-256", "BLAKE2b-256"),
    ("BLAKE2b-384", "BLAKE2b-384"),
    ("BLAKE2b-512", "BLAKE2b-512"),
    ("BLAKE3", "BLAKE3"),
    ("Streebog-256", ""),
    ("Streebog-512", ""),
];

/// The property by which a document says which fields of a component are withheld. Neither
/// CycloneDX nor SPDX has a word for it, so it is spelled out: `version,licences`.
pub(crate) const WITHHELD: &str = "sbom:withheld";

/// Whether a text stands for "withheld" instead of a value.
pub(crate) fn is_withheld(text: &str) -> bool {
    let text = text.trim_matches(['[', ']', '(', ')', '<', '>']);
    text.eq_ignore_ascii_case("withheld") || text.eq_ignore_ascii_case("redacted")
}

/// What a text says: `NONE`, `NOASSERTION` and withheld are remarks, not values.
pub(crate) fn said(text: Option<&str>) -> Said<String> {
    match text.map(str::trim) {
        None => Said::Missing,
        Some("") => Said::Missing,
        Some("NONE") => Said::Nothing,
        Some("NOASSERTION") => Said::Unknown,
        Some(text) if is_withheld(text) => Said::Withheld,
        Some(text) => Said::Is(text.to_owned()),
    }
}

//! Package URLs: parse, build and write in canonical form, with the rules of each type.
//!
//! A [`Purl`] is always canonical: whoever holds one may compare and hash it. **Must never** guess
//! a missing part; what a type demands and is not there is an error.

pub(crate) mod escape;
mod parse;
mod rules;

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// Longest package URL that is read. Real ones stay under a few hundred bytes.
pub const PURL_BYTES_MAX: usize = 16 * 1024;

/// Why something is no package URL. The text names the part and what it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a package URL: {part}: {why}")]
pub struct PurlError {
    /// Which part: `scheme`, `type`, `namespace`, `name`, `version`, `qualifiers`, `subpath`.
    pub part: &'static str,
    /// What is wrong with it and what it should be.
    pub why: String,
}

impl PurlError {
    fn new(part: &'static str, why: impl Into<String>) -> PurlError {
        PurlError { part, why: why.into() }
    }
}

/// The parts of a package URL as a caller has them: decoded, perhaps not yet canonical.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Parts {
    /// Type: `cargo`, `npm`, `maven` …
    pub kind: String,
    /// Namespace, segments joined by `/`.
    pub namespace: Option<String>,
    /// Name.
    pub name: String,
    /// Version.
    pub version: Option<String>,
    /// Qualifiers; empty values are left out.
    pub qualifiers: BTreeMap<String, String>,
    /// Path within the package.
    pub subpath: Option<String>,
}

impl Parts {
    /// The canonical package URL of these parts.
    ///
    /// # Errors
    /// When a part is missing or its type refuses it.
    pub fn build(self) -> Result<Purl, PurlError> {
        rules::canonical(self).map(|parts| Purl { parts })
    }
}

/// A package URL in canonical form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Purl {
    parts: Parts,
}

impl Purl {
    /// Reads a package URL as the specification demands.
    ///
    /// # Errors
    /// When a part is missing, malformed, or refused by its type.
    pub fn parse(text: &str) -> Result<Purl, PurlError> {
        parse::parts(text, parse::Keys::AsWritten)?.build()
    }

    /// Reads a package URL as found in the wild: keys of qualifiers in any case.
    ///
    /// # Errors
    /// When a part is missing, malformed, or refused by its type.
    pub fn parse_lenient(text: &str) -> Result<Purl, PurlError> {
        parse::parts(text, parse::Keys::AnyCase)?.build()
    }

    /// The usual case: a type, a namespace that may be missing, a name, a version.
    ///
    /// # Errors
    /// When a part is missing or refused by its type.
    pub fn of(
        kind: &str,
        namespace: Option<&str>,
        name: &str,
        version: Option<&str>,
    ) -> Result<Purl, PurlError> {
        Parts {
            kind: kind.to_owned(),
            namespace: namespace.map(str::to_owned),
            name: name.to_owned(),
            version: version.map(str::to_owned),
            ..Parts::default()
        }
        .build()
    }

    /// Type, in lower case.
    pub fn kind(&self) -> &str {
        &self.parts.kind
    }
    /// Namespace, segments joined by `/`.
    pub fn namespace(&self) -> Option<&str> {
        self.parts.namespace.as_deref()
    }
    /// Name.
    pub fn name(&self) -> &str {
        &self.parts.name
    }
    /// Version.
    pub fn version(&self) -> Option<&str> {
        self.parts.version.as_deref()
    }
    /// Qualifiers, in the order of their keys.
    pub fn qualifiers(&self) -> &BTreeMap<String, String> {
        &self.parts.qualifiers
    }
    /// One qualifier.
    pub fn qualifier(&self, key: &str) -> Option<&str> {
        self.parts.qualifiers.get(key).map(String::as_str)
    }
    /// Path within the package.
    pub fn subpath(&self) -> Option<&str> {
        self.parts.subpath.as_deref()
    }
    /// The parts, to change some and build again.
    pub fn into_parts(self) -> Parts {
        self.parts
    }
    /// The same package without version, qualifiers and subpath.
    pub fn without_version(&self) -> Purl {
        let Parts { kind, namespace, name, .. } = self.parts.clone();
        Purl { parts: Parts { kind, namespace, name, ..Parts::default() } }
    }
}

impl Purl {
    /// Writes it. A text in memory takes it in sooner than by way of a formatter.
    ///
    /// # Errors
    /// Those of what it is written to.
    pub fn write_to<W: fmt::Write>(&self, f: &mut W) -> fmt::Result {
        let Parts { kind, namespace, name, version, qualifiers, subpath } = &self.parts;
        f.write_str("pkg:")?;
        f.write_str(kind)?;
        f.write_str("/")?;
        if let Some(namespace) = namespace {
            escape::write_segments(f, namespace)?;
            f.write_str("/")?;
        }
        if kind == "git" {
            escape::write_segments(f, name)?;
        } else {
            escape::write_escaped(f, name)?;
        }
        if let Some(version) = version {
            f.write_str("@")?;
            escape::write_escaped(f, version)?;
        }
        for (at, (key, value)) in qualifiers.iter().enumerate() {
            write!(f, "{}{key}=", if at == 0 { '?' } else { '&' })?;
            escape::write_escaped(f, value)?;
        }
        if let Some(subpath) = subpath {
            f.write_str("#")?;
            escape::write_segments(f, subpath)?;
        }
        Ok(())
    }
}

impl fmt::Display for Purl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_to(f)
    }
}

impl FromStr for Purl {
    type Err = PurlError;
    fn from_str(text: &str) -> Result<Purl, PurlError> {
        Purl::parse(text)
    }
}

impl serde::Serialize for Purl {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Purl {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Purl, D::Error> {
        let text = String::deserialize(deserializer)?;
        Purl::parse_lenient(&text).map_err(serde::de::Error::custom)
    }
}

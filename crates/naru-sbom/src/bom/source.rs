//! The source package that a distribution's package was built from, where a bill tells it beside
//! the package URL. Advisories of Debian, Alpine and others speak of source packages only.

use super::{Bom, Component};
use crate::purl::Purl;

/// Remarks with which Trivy tells name and version in parts.
const IN_PARTS: &str = "aquasecurity:trivy:Src";
/// Tools that name the source in the package URL wherever it has another name.
const ALWAYS_TELL: [&str; 2] = ["naru", "syft"];

impl Component {
    /// The remark that names the source package: its name, and after a blank its version.
    pub const SOURCE: &'static str = "sbom:source";

    /// Its package URL with the source package in it, if the bill tells one beside it.
    #[must_use]
    pub fn with_source(&self, purl: Purl) -> Purl {
        let is_told = purl.qualifier("upstream").or_else(|| purl.qualifier("source")).is_some();
        if is_told || !matches!(purl.kind(), "apk" | "deb" | "rpm") {
            return purl;
        }
        let Some(source) = self.source() else { return purl };
        let (name, version) = (purl.name().to_owned(), purl.version().map(str::to_owned));
        let upstream = match source {
            (own, None) if own == name => return purl,
            (own, told) if own == name && told == version => return purl,
            (own, Some(told)) if Some(&told) != version.as_ref() => format!("{own}@{told}"),
            (own, _) => own,
        };
        let mut parts = purl.clone().into_parts();
        parts.qualifiers.insert("upstream".to_owned(), upstream);
        parts.build().unwrap_or(purl)
    }

    fn source(&self) -> Option<(String, Option<String>)> {
        if let Some(text) = self.property(Self::SOURCE) {
            return Some(match text.split_once(' ') {
                Some((name, version)) => (name.to_owned(), Some(version.trim().to_owned())),
                None => (text.to_owned(), None),
            });
        }
        let part = |of: &str| self.property(&format!("{IN_PARTS}{of}"));
        let name = part("Name")?.to_owned();
        let Some(version) = part("Version") else { return Some((name, None)) };
        let epoch = part("Epoch").filter(|it| *it != "0").map(|it| format!("{it}:"));
        let release = part("Release").map(|it| format!("-{it}"));
        let (epoch, release) = (epoch.unwrap_or_default(), release.unwrap_or_default());
        Some((name, Some(format!("{epoch}{version}{release}"))))
    }

    fn property(&self, name: &str) -> Option<&str> {
        let found = self.properties.iter().find(|it| it.0 == name);
        found.map(|it| it.1.as_str()).filter(|it| !it.is_empty())
    }
}

impl Bom {
    /// Whether it can be told of its packages of Debian or Alpine which source they were built
    /// from: where no package names another one, its tool may not know of sources at all.
    #[must_use]
    pub fn tells_sources(&self) -> bool {
        let is_known = |name: &str| {
            let name = name.to_ascii_lowercase();
            ALWAYS_TELL.iter().any(|it| name.split([' ', '-']).next() == Some(it))
        };
        self.metadata.tools.iter().any(|it| is_known(&it.name))
            || self.components.iter().any(|it| {
                let purl = it.purl.known().map_or("", String::as_str);
                let is_of_source = purl.starts_with("pkg:deb/") || purl.starts_with("pkg:apk/");
                is_of_source && (purl.contains("upstream=") || it.source().is_some())
            })
    }
}

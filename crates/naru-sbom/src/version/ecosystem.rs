//! Ecosystems by the names that OSV gives them, and how each writes a package's name.

use super::{Scheme, release};
use std::borrow::Cow;
use std::fmt;

/// An ecosystem as an advisory or a package names it: `crates.io`, `Debian:12`.
///
/// One that is not known is kept as it is; it has no [`Scheme`], so only listed versions match.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ecosystem {
    text: Cow<'static, str>,
    base: usize,
}

/// Names of OSV (in lower case), how they are written, and their order.
static KNOWN: &[(&str, &str, Scheme)] = &[
    ("almalinux", "AlmaLinux", Scheme::Rpm),
    ("alpaquita", "Alpaquita", Scheme::Alpine),
    ("alpine", "Alpine", Scheme::Alpine),
    ("arch linux", "Arch Linux", Scheme::Alpm),
    ("azure linux", "Azure Linux", Scheme::Rpm),
    ("bellsoft hardened containers", "BellSoft Hardened Containers", Scheme::Alpine),
    ("bioconductor", "Bioconductor", Scheme::SemVer),
    ("bitnami", "Bitnami", Scheme::SemVer),
    ("chainguard", "Chainguard", Scheme::Alpine),
    ("conancenter", "ConanCenter", Scheme::Conan),
    ("cran", "CRAN", Scheme::Cran),
    ("crates.io", "crates.io", Scheme::SemVer),
    ("debian", "Debian", Scheme::Debian),
    ("echo", "Echo", Scheme::Debian),
    ("erlang", "Hex", Scheme::SemVer),
    ("ghc", "GHC", Scheme::Hackage),
    ("github actions", "GitHub Actions", Scheme::SemVer),
    ("go", "Go", Scheme::SemVer),
    ("hackage", "Hackage", Scheme::Hackage),
    ("hex", "Hex", Scheme::SemVer),
    ("julia", "Julia", Scheme::SemVer),
    ("kubernetes", "Kubernetes", Scheme::SemVer),
    ("mageia", "Mageia", Scheme::Rpm),
    ("maven", "Maven", Scheme::Maven),
    ("minimos", "MinimOS", Scheme::Alpine),
    ("npm", "npm", Scheme::SemVer),
    ("nuget", "NuGet", Scheme::NuGet),
    ("openeuler", "openEuler", Scheme::Rpm),
    ("opensuse", "openSUSE", Scheme::Rpm),
    ("packagist", "Packagist", Scheme::Packagist),
    ("photon os", "Photon OS", Scheme::Rpm),
    ("pub", "Pub", Scheme::Pub),
    ("pypi", "PyPI", Scheme::PyPi),
    ("red hat", "Red Hat", Scheme::Rpm),
    ("rocky linux", "Rocky Linux", Scheme::Rpm),
    ("rubygems", "RubyGems", Scheme::RubyGems),
    ("rust", "Rust", Scheme::SemVer),
    ("suse", "SUSE", Scheme::Rpm),
    ("swifturl", "SwiftURL", Scheme::SemVer),
    ("ubuntu", "Ubuntu", Scheme::Debian),
    ("vscode", "VSCode", Scheme::SemVer),
    ("wolfi", "Wolfi", Scheme::Alpine),
];

impl Ecosystem {
    /// An ecosystem by its name, in any case, with or without a release after a colon.
    pub fn new(name: &str) -> Ecosystem {
        let (base, release) = name.split_once(':').map_or((name, None), |(b, r)| (b, Some(r)));
        let written = known(base).map(|(_, written, _)| *written);
        let text = match (release, written) {
            (Some(release), _) => Cow::Owned(format!("{}:{release}", written.unwrap_or(base))),
            (None, Some(written)) => Cow::Borrowed(written),
            (None, None) => Cow::Owned(base.to_owned()),
        };
        Ecosystem { text, base: written.unwrap_or(base).len() }
    }
    /// The whole name: `Debian:12`.
    pub fn as_str(&self) -> &str {
        &self.text
    }
    /// The name without a release: `Debian`.
    pub fn base(&self) -> &str {
        &self.text[..self.base]
    }
    /// The release: `12`.
    pub fn release(&self) -> Option<&str> {
        self.text.get(self.base + 1..)
    }
    /// The order of its versions, if it is known.
    pub fn scheme(&self) -> Option<Scheme> {
        known(self.base()).map(|(_, _, scheme)| *scheme)
    }
    /// Whether something said about the one holds for the other: the same name, and the same
    /// release unless one of them names none.
    pub fn covers(&self, other: &Ecosystem) -> bool {
        self.base() == other.base()
            && match (self.release(), other.release()) {
                (Some(a), Some(b)) => a == b || release::is_same(self.base(), a, b),
                _ => true,
            }
    }
    /// Whether it speaks only of packages built for FIPS: they bear the word in their versions, and
    /// every other is older in the order of versions, which says nothing of it.
    pub fn is_of_fips(&self) -> bool {
        self.release().is_some_and(|release| release.contains("FIPS"))
    }
}

impl fmt::Display for Ecosystem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn known(base: &str) -> Option<&'static (&'static str, &'static str, Scheme)> {
    if !base.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return KNOWN.binary_search_by(|(lower, ..)| (*lower).cmp(base)).ok().map(|at| &KNOWN[at]);
    }
    let lower = base.to_ascii_lowercase();
    KNOWN.binary_search_by(|(key, ..)| (*key).cmp(lower.as_str())).ok().map(|at| &KNOWN[at])
}

/// A package's name in the one form that its registry takes for the same.
pub fn normal_name<'a>(ecosystem: &Ecosystem, name: &'a str) -> Cow<'a, str> {
    match ecosystem.base() {
        "PyPI" => pypi_name(name),
        "NuGet" | "Packagist" | "Hex" | "GitHub Actions" | "SwiftURL" | "VSCode"
            if name.bytes().any(|byte| byte.is_ascii_uppercase()) =>
        {
            Cow::Owned(name.to_ascii_lowercase())
        }
        _ => Cow::Borrowed(name),
    }
}

/// PEP 503: lower case, and runs of `-`, `_`, `.` are one dash.
fn pypi_name(name: &str) -> Cow<'_, str> {
    let is_gap = |c: char| matches!(c, '-' | '_' | '.');
    let is_normal = !name.contains(|c: char| c.is_ascii_uppercase() || matches!(c, '_' | '.'))
        && !name.contains("--");
    if is_normal {
        return Cow::Borrowed(name);
    }
    let parts: Vec<String> =
        name.split(is_gap).filter(|part| !part.is_empty()).map(str::to_ascii_lowercase).collect();
    Cow::Owned(parts.join("-"))
}

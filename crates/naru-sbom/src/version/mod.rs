//! Version order of each ecosystem, as its own tools decide it.
//!
//! [`compare`] works on the texts themselves: no parsing ahead, no allocation on the usual path.
//! It has an answer for every pair of texts, also for those that their ecosystem would refuse.
//! **Must never** fall back from one ecosystem's rule to another's.

mod alpine;
mod conan;
mod debian;
mod ecosystem;
mod gentoo;
mod instant;
mod maven;
mod number;
mod packagist;
mod plain;
mod pypi;
mod release;
mod rpm;
mod rubygems;
mod semver;

use std::borrow::Cow;
use std::cmp::Ordering;

pub use ecosystem::{Ecosystem, normal_name};

/// A rule of order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// Alpine, Wolfi, Chainguard packages.
    Alpine,
    /// Arch Linux packages.
    Alpm,
    /// Conan packages (C and C++).
    Conan,
    /// R packages.
    Cran,
    /// Instants in RFC 3339.
    Datetime,
    /// Debian and Ubuntu packages.
    Debian,
    /// Runs of digits and letters, for what has no rule of its own.
    Generic,
    /// Gentoo packages.
    Gentoo,
    /// Haskell packages.
    Hackage,
    /// Whole numbers with dots; anything after them is ignored.
    IntDot,
    /// Bytes of the text.
    Lexicographic,
    /// Java packages.
    Maven,
    /// .NET packages.
    NuGet,
    /// OpenSSL, with its letters before 3.0.
    OpenSsl,
    /// PHP packages.
    Packagist,
    /// Dart packages.
    Pub,
    /// Python packages.
    PyPi,
    /// RPM packages of all distributions.
    Rpm,
    /// Ruby packages.
    RubyGems,
    /// Semantic versions: crates.io, npm, Go, Hex and others.
    SemVer,
}

impl Scheme {
    /// The rule for a type of package URL or of `vers` range.
    pub fn of_kind(kind: &str) -> Option<Scheme> {
        Some(match kind {
            "apk" | "alpine" => Scheme::Alpine,
            "alpm" | "arch" => Scheme::Alpm,
            "cargo" | "npm" | "golang" | "hex" | "semver" | "swift" | "github" | "nginx"
            | "bitnami" | "julia" | "otp" => Scheme::SemVer,
            "composer" => Scheme::Packagist,
            "conan" => Scheme::Conan,
            "cran" => Scheme::Cran,
            "datetime" => Scheme::Datetime,
            "deb" => Scheme::Debian,
            "gem" => Scheme::RubyGems,
            "gentoo" | "ebuild" => Scheme::Gentoo,
            "generic" => Scheme::Generic,
            "hackage" => Scheme::Hackage,
            "intdot" => Scheme::IntDot,
            "lexicographic" => Scheme::Lexicographic,
            "maven" => Scheme::Maven,
            "nuget" => Scheme::NuGet,
            "openssl" => Scheme::OpenSsl,
            "pub" | "dart" => Scheme::Pub,
            "pypi" => Scheme::PyPi,
            "rpm" => Scheme::Rpm,
            _ => return None,
        })
    }
}

/// Which of two versions is older.
pub fn compare(scheme: Scheme, a: &str, b: &str) -> Ordering {
    if a == b {
        return Ordering::Equal;
    }
    match scheme {
        Scheme::Alpine => alpine::compare(a, b),
        Scheme::Alpm => rpm::compare_alpm(a, b),
        Scheme::Conan => conan::compare(a, b),
        Scheme::Cran | Scheme::Hackage => plain::compare_lists(a, b),
        Scheme::Datetime => instant::compare(a, b),
        Scheme::Debian => debian::compare(a, b),
        Scheme::Generic => plain::compare_runs(a, b),
        Scheme::Gentoo => gentoo::compare(a, b),
        Scheme::IntDot => plain::compare_numbers(a, b),
        Scheme::Lexicographic => a.as_bytes().cmp(b.as_bytes()),
        Scheme::Maven => maven::compare(a, b),
        Scheme::NuGet => semver::compare_nuget(a, b),
        Scheme::OpenSsl => plain::compare_openssl(a, b),
        Scheme::Packagist => packagist::compare(a, b),
        Scheme::Pub => semver::compare_pub(a, b),
        Scheme::PyPi => pypi::compare(a, b),
        Scheme::Rpm => rpm::compare(a, b),
        Scheme::RubyGems => rubygems::compare(a, b),
        Scheme::SemVer => semver::compare(a, b),
    }
}

/// A version as its ecosystem writes it: nuget.org knows pre-releases in lower case only.
pub fn written(scheme: Scheme, version: &str) -> Cow<'_, str> {
    let end = version.find('+').unwrap_or(version.len());
    let (main, build) = version.split_at(end);
    if scheme == Scheme::NuGet && main.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Cow::Owned(format!("{}{build}", main.to_ascii_lowercase()));
    }
    Cow::Borrowed(version)
}

/// Sorts by any comparison, also one that is no lawful order, such as that of two broken versions.
/// Equal ones stay as they came. (The standard library's sort may panic on an unlawful order.)
pub fn sorted_by<T>(mut items: Vec<T>, order: &impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    if items.len() < 2 {
        return items;
    }
    let right = items.split_off(items.len() / 2);
    let mut merged = Vec::with_capacity(items.len() + right.len());
    let mut left = sorted_by(items, order).into_iter().peekable();
    let mut right = sorted_by(right, order).into_iter().peekable();
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        let next = if order(a, b) == Ordering::Greater { right.next() } else { left.next() };
        merged.extend(next);
    }
    merged.extend(left);
    merged.extend(right);
    merged
}

/// Whether a text is an instant in RFC 3339.
pub(crate) fn is_instant(text: &str) -> bool {
    instant::Instant::parse(text).is_some()
}

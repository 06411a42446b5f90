//! Whether an advisory affects a package.

use super::model::{Advisory, Affected};
use super::package::Package;
use super::range::{Bound, Interval, Range, RangeKind};
use crate::version::{Scheme, compare, normal_name};
use std::cmp::Ordering;

/// Why there is neither yes nor no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unsure {
    /// The package's version is missing or a word such as `(devel)`.
    NoVersion,
    /// The order of the ecosystem's versions is not known to this build.
    NoOrder,
    /// The advisory names neither versions nor ranges.
    NoRange,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It does; these versions repair it (none: nothing does yet).
    Affected {
        /// Versions that repair it and are newer than the package's own.
        fixed: Vec<String>,
    },
    /// It does not.
    NotAffected,
    /// It speaks of this package, and nobody can tell.
    Unknown(Unsure),
}

/// Whether an advisory affects a package. A withdrawn one affects nothing.
pub fn affects(advisory: &Advisory, package: &Package) -> Verdict {
    if advisory.withdrawn.is_some() {
        return Verdict::NotAffected;
    }
    let mut unsure = None;
    let mut fixed: Option<Vec<String>> = None;
    for affected in advisory.affected.iter().filter(|affected| is_about(affected, package)) {
        match one(affected, package) {
            Verdict::Affected { fixed: more } => {
                let known = fixed.get_or_insert_default();
                for version in more {
                    if !known.contains(&version) {
                        known.push(version);
                    }
                }
            }
            Verdict::Unknown(why) => unsure = unsure.or(Some(why)),
            Verdict::NotAffected => {}
        }
    }
    match (fixed, unsure) {
        (Some(fixed), _) => Verdict::Affected { fixed },
        (None, Some(why)) => Verdict::Unknown(why),
        (None, None) => Verdict::NotAffected,
    }
}

/// Whether an entry speaks of this package at all.
pub(super) fn is_about(affected: &Affected, package: &Package) -> bool {
    let is_of_fips = |version: &String| version.contains("fips");
    affected.ecosystem.covers(&package.ecosystem)
        && (!affected.ecosystem.is_of_fips() || package.version.as_ref().is_none_or(is_of_fips))
        && package.is_named(&normal_name(&affected.ecosystem, &affected.name))
}

fn one(affected: &Affected, package: &Package) -> Verdict {
    let scheme = package.ecosystem.scheme();
    let Some(version) = package.version.as_deref().and_then(|version| cleaned(package, version))
    else {
        return Verdict::Unknown(Unsure::NoVersion);
    };
    let is_listed = affected.versions.iter().any(|listed| match scheme {
        Some(scheme) => compare(scheme, listed, version) == Ordering::Equal,
        None => listed == version,
    });
    if is_listed {
        return Verdict::Affected { fixed: newer(affected, scheme, version) };
    }
    let mut has_range = false;
    for range in affected.ranges.iter().filter(|range| range.kind.is_ordered()) {
        has_range = true;
        let order = scheme.or_else(|| own_order(range, version));
        for interval in &range.intervals {
            match order {
                Some(order) if interval.contains(order, version) => {
                    return Verdict::Affected { fixed: newer(affected, Some(order), version) };
                }
                Some(_) => {}
                // All versions are affected, whatever their order.
                None if *interval == EVERYTHING => {
                    return Verdict::Affected { fixed: Vec::new() };
                }
                None => return Verdict::Unknown(Unsure::NoOrder),
            }
        }
    }
    if has_range || !affected.versions.is_empty() {
        return Verdict::NotAffected;
    }
    Verdict::Unknown(Unsure::NoRange)
}

const EVERYTHING: Interval = Interval { from: Bound::Open, to: Bound::Open };

/// In an ecosystem that is not known, a range that calls its versions semantic says their order.
fn own_order(range: &Range, version: &str) -> Option<Scheme> {
    let is_semantic = range.kind == RangeKind::SemVer && begins_with_number(version);
    is_semantic.then_some(Scheme::SemVer)
}

fn begins_with_number(version: &str) -> bool {
    let number = version.strip_prefix(['v', 'V']).unwrap_or(version);
    number.starts_with(|c: char| c.is_ascii_digit())
}

/// Words that tools write where they know no version.
const NO_VERSIONS: [&str; 9] = [
    "latest",
    "unknown",
    "unspecified",
    "undefined",
    "none",
    "null",
    "n/a",
    "noassertion",
    "(devel)",
];

/// A version that can be compared. Where versions are numbers, a word is none: `(devel)` of Go, a
/// branch of Composer, an address of npm. Nowhere is it one to say which would do: `latest`,
/// `>= 3.0, < 4.2`, `4.*`. Go writes `go1.22` for its own.
pub(super) fn cleaned<'a>(package: &Package, version: &'a str) -> Option<&'a str> {
    let version = version.trim();
    let version = match package.ecosystem.base() {
        "Go" => version.strip_prefix("go").unwrap_or(version),
        _ => version,
    };
    let is_condition = version.starts_with(['<', '>', '=', '!', '^', '~', '[', '(', '$', '{'])
        || version.contains(['*', '|', ',', '<', '>'])
        || version.contains(char::is_whitespace);
    if is_condition || NO_VERSIONS.iter().any(|word| version.eq_ignore_ascii_case(word)) {
        return None;
    }
    let is_version = match package.ecosystem.scheme() {
        Some(Scheme::SemVer | Scheme::NuGet | Scheme::Pub) => {
            let is_any = |part: &str| part.eq_ignore_ascii_case("x");
            begins_with_number(version) && !version.split('.').take(3).any(is_any)
        }
        Some(Scheme::Packagist) => begins_with_number(version) && !version.ends_with("-dev"),
        Some(Scheme::RubyGems) => begins_with_number(version),
        _ => !version.is_empty(),
    };
    is_version.then_some(version)
}

/// Versions that repair it and are newer than this one.
fn newer(affected: &Affected, scheme: Option<Scheme>, version: &str) -> Vec<String> {
    let is_newer = |fixed: &String| match scheme {
        Some(scheme) => {
            let bare = fixed.strip_prefix("> ").unwrap_or(fixed);
            compare(scheme, bare, version) != Ordering::Less
        }
        None => true,
    };
    affected.fixed().into_iter().filter(is_newer).collect()
}

//! Whether an advisory affects a package.

use super::model::{Advisory, Affected};
use super::package::Package;
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
                known.extend(
                    more.into_iter().filter(|version| !known.contains(version)).collect::<Vec<_>>(),
                );
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
    affected.ecosystem.covers(&package.ecosystem)
        && normal_name(&affected.ecosystem, &affected.name) == package.name.as_str()
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
        for interval in &range.intervals {
            match scheme {
                Some(scheme) if interval.contains(scheme, version) => {
                    return Verdict::Affected { fixed: newer(affected, Some(scheme), version) };
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

const EVERYTHING: super::range::Interval =
    super::range::Interval { from: super::range::Bound::Open, to: super::range::Bound::Open };

/// A version that can be compared: Go writes `go1.22` for its own, and `(devel)` for none.
fn cleaned<'a>(package: &Package, version: &'a str) -> Option<&'a str> {
    let version = version.trim();
    if version.is_empty() {
        return None;
    }
    if package.ecosystem.base() != "Go" {
        return Some(version);
    }
    let version = version.strip_prefix("go").unwrap_or(version);
    let number = version.strip_prefix('v').unwrap_or(version);
    number.starts_with(|c: char| c.is_ascii_digit()).then_some(version)
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

//! A package as one asks about it.

use crate::purl::Purl;
use crate::version::{Ecosystem, normal_name};
use std::borrow::Cow;

/// A package in a version, by the names of its ecosystem.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Package {
    /// Ecosystem, with a release if it is known.
    pub ecosystem: Ecosystem,
    /// Name, in the form that its registry takes for the same.
    pub name: String,
    /// Version; nothing if it is not known.
    pub version: Option<String>,
}

impl Package {
    /// A package by its ecosystem's name, its own name and its version.
    pub fn new(ecosystem: &str, name: &str, version: Option<&str>) -> Package {
        let ecosystem = Ecosystem::new(ecosystem);
        let name = normal_name(&ecosystem, name).into_owned();
        let version = version.filter(|version| !version.is_empty()).map(str::to_owned);
        Package { ecosystem, name, version }
    }

    /// The package that a package URL names, or nothing if no advisory speaks of its type.
    pub fn of_purl(purl: &Purl) -> Option<Package> {
        let namespace = purl.namespace();
        let plain = || Cow::Borrowed(purl.name());
        let joined = |gap: &str| match namespace {
            Some(namespace) => Cow::Owned(format!("{namespace}{gap}{}", purl.name())),
            None => plain(),
        };
        let (ecosystem, name): (Cow<str>, Cow<str>) = match purl.kind() {
            "bitnami" => ("Bitnami".into(), plain()),
            "cargo" => ("crates.io".into(), plain()),
            "composer" => ("Packagist".into(), joined("/")),
            "conan" => ("ConanCenter".into(), plain()),
            "cran" => ("CRAN".into(), plain()),
            "gem" => ("RubyGems".into(), plain()),
            "github" | "githubactions" => ("GitHub Actions".into(), joined("/")),
            "golang" => ("Go".into(), joined("/")),
            "hackage" => ("Hackage".into(), plain()),
            "hex" => ("Hex".into(), plain()),
            "julia" => ("Julia".into(), plain()),
            "maven" => ("Maven".into(), joined(":")),
            "npm" => ("npm".into(), joined("/")),
            "nuget" => ("NuGet".into(), plain()),
            "pub" => ("Pub".into(), plain()),
            "pypi" => ("PyPI".into(), plain()),
            "swift" => ("SwiftURL".into(), joined("/")),
            "vscode-extension" => ("VSCode".into(), joined("/")),
            "apk" | "deb" | "rpm" | "alpm" => distribution(purl)?,
            _ => return None,
        };
        let version = purl.version().map(|version| version_of(purl, version));
        Some(Package::new(&ecosystem, &name, version.as_deref()))
    }
}

/// Distributions speak of source packages; a package URL may name the source in `upstream`.
fn distribution(purl: &Purl) -> Option<(Cow<'static, str>, Cow<'_, str>)> {
    let base = match purl.namespace()? {
        "alpine" => "Alpine",
        "almalinux" => "AlmaLinux",
        "arch" => "Arch Linux",
        "chainguard" => "Chainguard",
        "debian" => "Debian",
        "mageia" => "Mageia",
        "minimos" => "MinimOS",
        "openeuler" => "openEuler",
        "opensuse" => "openSUSE",
        "photon" => "Photon OS",
        "redhat" | "rhel" => "Red Hat",
        "rocky" | "rocky-linux" => "Rocky Linux",
        "suse" | "sles" => "SUSE",
        "ubuntu" => "Ubuntu",
        "wolfi" => "Wolfi",
        _ => return None,
    };
    let release = purl.qualifier("distro").and_then(|distro| release_of(base, distro));
    let ecosystem = match release {
        Some(release) => Cow::Owned(format!("{base}:{release}")),
        None => Cow::Borrowed(base),
    };
    let upstream = purl.qualifier("upstream").or_else(|| purl.qualifier("source"));
    let source = upstream.map(|text| text.split('@').next().unwrap_or(text));
    Some((ecosystem, Cow::Borrowed(source.unwrap_or(purl.name()))))
}

/// `debian-12` → `12`; `alpine-3.18.4` → `v3.18`. What is not sure names no release.
fn release_of(base: &str, distro: &str) -> Option<String> {
    let number = distro.rsplit_once('-').map_or(distro, |(_, number)| number);
    if !number.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut parts = number.split('.');
    let (major, minor) = (parts.next()?, parts.next());
    match (base, minor) {
        ("Debian", _) | ("Rocky Linux" | "AlmaLinux", _) => Some(major.to_owned()),
        ("Alpine", Some(minor)) => Some(format!("v{major}.{minor}")),
        _ => None,
    }
}

/// RPM package URLs carry the epoch beside the version.
fn version_of<'p>(purl: &Purl, version: &'p str) -> Cow<'p, str> {
    match purl.qualifier("epoch") {
        Some(epoch) if purl.kind() == "rpm" && epoch != "0" && !version.contains(':') => {
            Cow::Owned(format!("{epoch}:{version}"))
        }
        _ => Cow::Borrowed(version),
    }
}

//! A package as one asks about it.

use crate::purl::Purl;
use crate::version::{Ecosystem, normal_name};

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
        let joined = |gap: &str| match namespace {
            Some(namespace) => format!("{namespace}{gap}{}", purl.name()),
            None => purl.name().to_owned(),
        };
        let plain = || purl.name().to_owned();
        let (ecosystem, name) = match purl.kind() {
            "bitnami" => ("Bitnami".to_owned(), plain()),
            "cargo" => ("crates.io".to_owned(), plain()),
            "composer" => ("Packagist".to_owned(), joined("/")),
            "conan" => ("ConanCenter".to_owned(), plain()),
            "cran" => ("CRAN".to_owned(), plain()),
            "gem" => ("RubyGems".to_owned(), plain()),
            "github" | "githubactions" => ("GitHub Actions".to_owned(), joined("/")),
            "golang" => ("Go".to_owned(), joined("/")),
            "hackage" => ("Hackage".to_owned(), plain()),
            "hex" => ("Hex".to_owned(), plain()),
            "julia" => ("Julia".to_owned(), plain()),
            "maven" => ("Maven".to_owned(), joined(":")),
            "npm" => ("npm".to_owned(), joined("/")),
            "nuget" => ("NuGet".to_owned(), plain()),
            "pub" => ("Pub".to_owned(), plain()),
            "pypi" => ("PyPI".to_owned(), plain()),
            "swift" => ("SwiftURL".to_owned(), joined("/")),
            "vscode-extension" => ("VSCode".to_owned(), joined("/")),
            "apk" | "deb" | "rpm" | "alpm" => distribution(purl)?,
            _ => return None,
        };
        let version = purl.version().map(|version| version_of(purl, version));
        Some(Package::new(&ecosystem, &name, version.as_deref()))
    }
}

/// Distributions speak of source packages; a package URL may name the source in `upstream`.
fn distribution(purl: &Purl) -> Option<(String, String)> {
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
    let ecosystem = release.map_or_else(|| base.to_owned(), |release| format!("{base}:{release}"));
    let upstream = purl.qualifier("upstream").or_else(|| purl.qualifier("source"));
    let source = upstream.map(|text| text.split('@').next().unwrap_or(text));
    Some((ecosystem, source.unwrap_or(purl.name()).to_owned()))
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
fn version_of(purl: &Purl, version: &str) -> String {
    match purl.qualifier("epoch") {
        Some(epoch) if purl.kind() == "rpm" && epoch != "0" && !version.contains(':') => {
            format!("{epoch}:{version}")
        }
        _ => version.to_owned(),
    }
}

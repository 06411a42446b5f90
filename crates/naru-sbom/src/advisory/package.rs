//! A package as one asks about it.

use super::verdict::cleaned;
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

    /// Whether its version is one that can be compared; a word such as `latest` is none, nor is a
    /// condition on versions.
    pub fn has_version(&self) -> bool {
        self.version.as_deref().and_then(|version| cleaned(self, version)).is_some()
    }

    /// Whether two bear the same name. Package URLs of Go are written in small letters, whatever
    /// letters the path of the module has.
    pub fn is_named(&self, name: &str) -> bool {
        match self.ecosystem.base() {
            "Go" => self.name.eq_ignore_ascii_case(name),
            _ => self.name == name,
        }
    }

    /// All packages under which advisories may speak of what a package URL names; the first is
    /// [`Package::of_purl`]. Some distributions of RPM packages speak of what is installed, others
    /// of the source that it was built from. A module of Go is asked in small letters too.
    pub fn all_of_purl(purl: &Purl) -> Vec<Package> {
        let Some(first) = Package::of_purl(purl) else { return Vec::new() };
        if purl.kind() == "golang" && first.name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            let small = Package { name: first.name.to_ascii_lowercase(), ..first.clone() };
            return vec![first, small];
        }
        if purl.kind() != "rpm" || first.name == purl.name() {
            return vec![first];
        }
        let version = purl.version().map(|version| version_of(purl, version));
        let own = Package::new(first.ecosystem.as_str(), purl.name(), version.as_deref());
        vec![first, own]
    }

    /// The package that a package URL names, or nothing if no advisory speaks of its type: of a
    /// distribution's package the source that it was built from, if that is told.
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
            "apk" | "deb" | "rpm" | "alpm" => return distribution(purl),
            _ => return None,
        };
        Some(Package::new(&ecosystem, &name, purl.version()))
    }
}

fn distribution(purl: &Purl) -> Option<Package> {
    let base = match purl.namespace()? {
        "alpine" => "Alpine",
        "alma" | "almalinux" => "AlmaLinux",
        "arch" => "Arch Linux",
        "azurelinux" | "cbl-mariner" | "mariner" => "Azure Linux",
        "chainguard" => "Chainguard",
        "debian" => "Debian",
        "mageia" => "Mageia",
        "minimos" => "MinimOS",
        "openeuler" => "openEuler",
        "opensuse"
        | "opensuse-leap"
        | "opensuse-tumbleweed"
        | "opensuse-leap-micro"
        | "opensuse.leap"
        | "opensuse.tumbleweed" => "openSUSE",
        "photon" => "Photon OS",
        "redhat" | "rhel" => "Red Hat",
        "rocky" | "rocky-linux" => "Rocky Linux",
        "suse" | "sles" | "sles_sap" | "sle_hpc" | "sle-micro" | "sl-micro" => "SUSE",
        "ubuntu" => "Ubuntu",
        "wolfi" => "Wolfi",
        _ => return None,
    };
    let release = purl.qualifier("distro").and_then(|distro| release_of(base, distro));
    let ecosystem = match release {
        Some(release) => Cow::Owned(format!("{base}:{release}")),
        None => Cow::Borrowed(base),
    };
    let own = purl.version().map(|version| version_of(purl, version));
    Some(match upstream(purl) {
        Some((source, version)) => {
            let version = version.map(|it| of_same_epoch(purl, it)).or(own);
            Package::new(&ecosystem, source, version.as_deref())
        }
        None => Package::new(&ecosystem, purl.name(), own.as_deref()),
    })
}

/// The source package that a package URL names, and its version if it names one. Written are
/// `openssl`, `gcc-12@12.2.0-14` and the name of the file, `openssl-3.0.7-24.el9.src.rpm`.
fn upstream(purl: &Purl) -> Option<(&str, Option<&str>)> {
    let text = purl.qualifier("upstream").or_else(|| purl.qualifier("source"))?;
    let file = text.strip_suffix(".src.rpm").or_else(|| text.strip_suffix(".nosrc.rpm"));
    if let Some((rest, _)) = file.and_then(|file| file.rsplit_once('-'))
        && let Some((name, _)) = rest.rsplit_once('-')
    {
        return Some((name, file.and_then(|file| file.get(name.len() + 1..))));
    }
    Some(match text.split_once('@') {
        Some((name, version)) => (name, Some(version).filter(|it| !it.is_empty())),
        None => (text, None),
    })
}

/// The version of a source RPM. Its file bears no epoch; that of what was built from it is the
/// same, unless somebody says otherwise.
fn of_same_epoch<'p>(purl: &Purl, version: &'p str) -> Cow<'p, str> {
    if purl.kind() == "rpm" { version_of(purl, version) } else { Cow::Borrowed(version) }
}

/// `debian-12` → `12`; `alpine-3.18.4` → `v3.18`. What is not sure names no release.
fn release_of(base: &str, distro: &str) -> Option<String> {
    if base == "openSUSE" && distro.to_ascii_lowercase().contains("tumbleweed") {
        return Some("Tumbleweed".to_owned());
    }
    let number = distro.rsplit_once('-').map_or(distro, |(_, number)| number);
    if !number.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut parts = number.split('.');
    let (major, minor) = (parts.next()?, parts.next());
    match (base, minor) {
        ("Debian" | "Rocky Linux" | "AlmaLinux" | "Azure Linux" | "Mageia", _) => {
            Some(major.to_owned())
        }
        ("Alpine", Some(minor)) => Some(format!("v{major}.{minor}")),
        ("Ubuntu" | "Photon OS", Some(minor)) => Some(format!("{major}.{minor}")),
        ("Red Hat" | "SUSE" | "openSUSE", Some(minor)) => Some(format!("{major}.{minor}")),
        ("Red Hat" | "SUSE" | "openSUSE", None) => Some(major.to_owned()),
        _ => None,
    }
}

/// The version with its epoch, which package URLs of RPM carry beside it, and those that some
/// tools write of Debian packages.
fn version_of<'p>(purl: &Purl, version: &'p str) -> Cow<'p, str> {
    match purl.qualifier("epoch") {
        Some(epoch)
            if matches!(purl.kind(), "rpm" | "deb") && epoch != "0" && !version.contains(':') =>
        {
            Cow::Owned(format!("{epoch}:{version}"))
        }
        _ => Cow::Borrowed(version),
    }
}

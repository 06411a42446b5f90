//! The database of rpm in its three containers: SQLite, rpm's own "ndb", Berkeley DB (hash).
//! Tables other than `Packages` are indexes of it and are not read.

use super::super::model::{Beside, Inventory, Package, ReadError};
use super::header::{self, Header};
use super::release::Release;
use super::{berkeley, ndb, sqlite};
use std::collections::BTreeMap;

/// What holds the headers.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Container {
    Sqlite,
    Ndb,
    Berkeley,
}

pub(crate) fn read(
    container: Container,
    bytes: &[u8],
    beside: &Beside<'_>,
) -> Result<Inventory, ReadError> {
    let blobs = match container {
        Container::Sqlite => sqlite::blobs(bytes, "Packages")?,
        Container::Ndb => ndb::blobs(bytes)?,
        Container::Berkeley => berkeley::blobs(bytes)?,
    };
    let release = Release::of(beside);
    let mut packages = Vec::new();
    let mut headers = Vec::new();
    for blob in &blobs {
        let header = header::read(blob)?;
        if header.name == "gpg-pubkey" {
            continue; // a key that was imported, kept where packages are kept
        }
        packages.push(package(&header, &release));
        headers.push(header);
    }
    let mut provided: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, header) in headers.iter().enumerate() {
        for name in header.provides.iter().chain([&header.name]) {
            provided.entry(name).or_insert(at);
        }
    }
    for (package, header) in packages.iter_mut().zip(&headers) {
        let asked = header.requires.iter();
        package.needs = asked.filter_map(|it| provided.get(it.as_str()).copied()).collect();
    }
    Ok(Inventory { root: None, packages, notes: Vec::new() })
}

fn package(header: &Header, release: &Release) -> Package {
    let version = format!("{}-{}", header.version, header.release);
    let mut package = Package::new("rpm", &header.name, &version);
    package.namespace = Some(release.id.clone().unwrap_or_else(|| "redhat".to_owned()));
    package.licence.clone_from(&header.licence);
    package.qualifiers.extend(header.arch.clone().map(|it| ("arch", it)));
    package
        .qualifiers
        .extend(header.epoch.filter(|it| *it > 0).map(|it| ("epoch", it.to_string())));
    package.qualifiers.extend(release.distro().map(|it| ("distro", it)));
    package.source_package = header.source_rpm.as_deref().and_then(source);
    package
}

/// `bash-5.1.8-6.el9.src.rpm` is name, version and release.
fn source(file: &str) -> Option<(String, String)> {
    let stem = file.strip_suffix(".rpm")?;
    let stem = stem.strip_suffix(".src").or_else(|| stem.strip_suffix(".nosrc"))?;
    let (rest, release) = stem.rsplit_once('-')?;
    let (name, version) = rest.rsplit_once('-')?;
    Some((name.to_owned(), format!("{version}-{release}")))
}

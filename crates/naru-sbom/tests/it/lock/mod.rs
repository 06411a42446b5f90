//! Lock files and package databases, in the shape in which their tools write them.

mod generations;
mod go;
mod hostile;
mod jvm;
mod languages;
mod operating;
mod web;

use naru_sbom::lock::{Companion, Format, Inventory, Origin, Relation, Scope, format_of, read};
use std::fmt::Write as _;

/// The inventory of a file by its name, with what stands beside it.
fn inventory(path: &str, text: &[u8], beside: &[(&str, &str)]) -> Inventory {
    let format = format_of(path).expect("the name is known");
    let companions: Vec<Companion<'_>> =
        beside.iter().map(|(name, text)| Companion { name, bytes: text.as_bytes() }).collect();
    read(format, text, &companions).expect("the sample is in order")
}

/// One line a package, in the order of the file: purl, relation, scope, needs, and what else.
fn shown(path: &str, text: &str, beside: &[(&str, &str)]) -> String {
    let found = inventory(path, text.as_bytes(), beside);
    let mut out = String::new();
    for package in &found.packages {
        let purl = package.purl().expect("the sample's names are good");
        let relation = match package.relation {
            Relation::Direct => "direct",
            Relation::Transitive => "transitive",
            Relation::Unknown => "unknown",
        };
        write!(out, "{purl} {relation}").expect("a text takes all");
        match package.scope {
            Scope::Runtime => {}
            Scope::Development => out.push_str(" dev"),
            Scope::Optional => out.push_str(" optional"),
        }
        match &package.origin {
            Origin::Registry => {}
            Origin::Folder => out.push_str(" folder"),
            Origin::Address(it) | Origin::Repository(it) => {
                write!(out, " from {it}").expect("a text takes all");
            }
        }
        for need in &package.needs {
            write!(out, " >{}", found.packages[*need].full_name()).expect("a text takes all");
        }
        for hash in &package.hashes {
            let head: String = hash.value.chars().take(12).collect();
            write!(out, " {}={head}", hash.algorithm).expect("a text takes all");
        }
        if let Some(licence) = &package.licence {
            write!(out, " [{licence}]").expect("a text takes all");
        }
        out.push('\n');
    }
    for note in &found.notes {
        writeln!(out, "note {:?}: {}", note.kind, note.subject).expect("a text takes all");
    }
    out
}

#[test]
fn files_are_known_by_their_names() {
    for (path, format) in [
        ("Cargo.lock", Some(Format::CargoLock)),
        ("a/b/pom.xml", Some(Format::MavenPom)),
        ("requirements-dev.txt", Some(Format::PipRequirements)),
        ("dev-requirements.txt", Some(Format::PipRequirements)),
        ("deploy/requirements/base.txt", Some(Format::PipRequirements)),
        ("src/App/App.csproj", Some(Format::MsbuildProject)),
        ("rootfs/var/lib/dpkg/status", Some(Format::DpkgStatus)),
        ("rootfs/var/lib/dpkg/status.d/base", Some(Format::DpkgStatus)),
        ("rootfs/var/lib/dpkg/status.d/base.md5sums", None),
        ("lib/apk/db/installed", Some(Format::ApkInstalled)),
        ("var/lib/rpm/rpmdb.sqlite", Some(Format::RpmSqlite)),
        ("var/lib/rpm/Packages", Some(Format::RpmBerkeley)),
        ("settings-gradle.lockfile", Some(Format::GradleLock)),
        ("app/gradle/dependency-locks/runtimeClasspath.lockfile", Some(Format::GradleLock)),
        ("app/locks/runtimeClasspath.lockfile", None),
        ("Packages", None),
        ("status", None),
        ("notes.txt", None),
    ] {
        assert_eq!(format_of(path), format, "{path}");
    }
}

//! What is asked of advisories about a package, and why nothing can be asked of some.

use naru_sbom::advisory::Package as Asked;
use naru_sbom::bom::Component;
use naru_sbom::lock::{Origin, Package};
use naru_sbom::purl::Purl;

/// Why nothing can be said about a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reason {
    /// Its version is not known.
    NoVersion,
    /// No package URL, or one of a type that no advisory speaks of.
    NoEcosystem,
    /// It was taken from a repository, not from a registry: its version says little.
    FromRepository,
    /// The database holds no advisories of its ecosystem.
    NoData,
    /// Which source package it was built from is not told, and advisories speak of those.
    NoSource,
}

impl Reason {
    /// The word in machine-readable output.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Reason::NoVersion => "no-version",
            Reason::NoEcosystem => "no-ecosystem",
            Reason::FromRepository => "from-repository",
            Reason::NoData => "no-data",
            Reason::NoSource => "no-source",
        }
    }
}

/// What is asked about a component.
#[derive(Debug)]
pub(crate) enum Question {
    /// Whether an advisory affects it, under one of these names.
    Ask(Vec<Asked>),
    /// Nothing: it is part of the project itself.
    Own,
    /// Nothing can be asked.
    Cannot(Reason),
}

/// The remark with which a bill says of a component that it was taken from a repository.
pub(crate) const OF_REPOSITORY: (&str, &str) = ("naru:origin", "repository");

/// What to ask about a component of a bill.
pub(crate) fn of_component(component: &Component) -> Question {
    let is_of_repository = |it: &(String, String)| (it.0.as_str(), it.1.as_str()) == OF_REPOSITORY;
    if component.properties.iter().any(is_of_repository) {
        return Question::Cannot(Reason::FromRepository);
    }
    let names = asked(component);
    if names.is_empty() {
        return Question::Cannot(Reason::NoEcosystem);
    }
    match names.iter().all(Asked::has_version) {
        true => Question::Ask(names),
        false => Question::Cannot(Reason::NoVersion),
    }
}

/// The packages under which advisories may speak of a component of a bill.
fn asked(component: &Component) -> Vec<Asked> {
    let purl = component.purl.known().and_then(|it| Purl::parse_lenient(it).ok());
    let names = purl.map(|it| Asked::all_of_purl(&component.with_source(it))).unwrap_or_default();
    let version = component.version.known();
    let told = |it: Asked| Asked { version: it.version.or_else(|| version.cloned()), ..it };
    names.into_iter().map(told).collect()
}

/// Every name by which people may ask for a component, whether or not advisories are asked by it:
/// those of its source, and its own.
pub(crate) fn names_of(component: &Component, question: &Question) -> Vec<Asked> {
    let mut names = match question {
        Question::Ask(names) => names.clone(),
        Question::Own | Question::Cannot(_) => asked(component),
    };
    let purl = component.purl.known().and_then(|it| Purl::parse_lenient(it).ok());
    if let (Some(purl), Some(first)) = (purl, names.first())
        && matches!(purl.kind(), "apk" | "deb" | "rpm")
    {
        let version = component.version.known().map(String::as_str);
        let own = Asked::new(first.ecosystem.as_str(), purl.name(), version);
        if !names.iter().any(|it| it.name == own.name) {
            names.push(own);
        }
    }
    names
}

/// What to ask about a package of a lock file. Crates of a folder are asked about too: that is how
/// a vendored copy of a public crate stands in the file.
pub(crate) fn of_package(package: &Package, purl: Option<&Purl>) -> Question {
    if matches!(package.origin, Origin::Repository(_)) {
        return Question::Cannot(Reason::FromRepository);
    }
    if package.origin == Origin::Folder && package.kind != "cargo" {
        return Question::Own;
    }
    let Some(purl) = purl else { return Question::Cannot(Reason::NoEcosystem) };
    let mut names = Asked::all_of_purl(purl);
    if let ("golang", Some(only)) = (package.kind, names.first_mut()) {
        // As written: letters of a module's path may be large, those of its package URL may not.
        only.name = package.full_name();
    }
    match names.first() {
        None => Question::Cannot(Reason::NoEcosystem),
        Some(first) if first.version.is_none() => Question::Cannot(Reason::NoVersion),
        Some(_) => Question::Ask(names),
    }
}

//! What a path holds: its lock files and bills of materials, each as a bill with, for each
//! component, what advisories are asked about it.

use crate::files::{self, DOCUMENT_BYTES_MAX};
use crate::manifest;
use crate::members;
use crate::problem::Problem;
use crate::question::{self, OF_REPOSITORY, Question};
use crate::walk::{self, Found, What};
use naru_base::texts;
use naru_sbom::bom::{Bom, Component, Hash, Licence, Said, Scope};
use naru_sbom::lock::{self, Companion, Inventory, Note, Origin, Package, Relation};
use naru_sbom::purl::Purl;
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

texts! {
    no_such_path(path: &str) { ko: "{path} 경로가 없습니다", en: "there is no file or folder {path}" }
    nothing_here(path: &str) {
        ko: "{path} 아래에 잠금 파일이나 SBOM이 없습니다",
        en: "there is no lock file and no bill of materials under {path}",
    }
    known_names {
        ko: "알아보는 이름: Cargo.lock, package-lock.json, yarn.lock, pnpm-lock.yaml, pom.xml, gradle.lockfile, go.mod, requirements.txt, poetry.lock, uv.lock, Pipfile.lock, composer.lock, Gemfile.lock, packages.lock.json, *.csproj, pubspec.lock, mix.lock, conan.lock, dpkg·apk·rpm 데이터베이스, CycloneDX·SPDX JSON",
        en: "known names: Cargo.lock, package-lock.json, yarn.lock, pnpm-lock.yaml, pom.xml, gradle.lockfile, go.mod, requirements.txt, poetry.lock, uv.lock, Pipfile.lock, composer.lock, Gemfile.lock, packages.lock.json, *.csproj, pubspec.lock, mix.lock, conan.lock, databases of dpkg, apk and rpm, CycloneDX and SPDX as JSON",
    }
    not_known(path: &str) {
        ko: "{path} 파일이 무엇인지 알 수 없습니다", en: "cannot tell what {path} is",
    }
}

/// One file that says what is used.
#[derive(Debug)]
pub(crate) struct Source {
    /// Its path from the place that was named.
    pub(crate) name: String,
    /// What it says.
    pub(crate) bom: Bom,
    /// What is asked about each thing of the bill, in the order of [`Bom::everything`].
    pub(crate) questions: Vec<Question>,
    /// Whether it knows which source a distribution's package was built from.
    pub(crate) tells_sources: bool,
    /// Packages of folders, by name and id: the project's own, or copies of others'.
    pub(crate) of_folders: Vec<(String, String)>,
    /// Where its manifest lies, of a lock file that was found on the disk.
    pub(crate) folder: Option<PathBuf>,
    /// What it mentions and does not tell fully.
    pub(crate) notes: Vec<Note>,
}

impl Source {
    /// The ids of its components that are the project's own packages. Of crates of folders only
    /// those that the workspace names as its members: others may be copies of what others made.
    pub(crate) fn own(&self) -> BTreeSet<&str> {
        let is_cargo = |id: &str| id.starts_with("pkg:cargo/");
        let has_crates = self.of_folders.iter().any(|it| is_cargo(&it.1));
        let members = match &self.folder {
            Some(folder) if has_crates => members::of(folder),
            _ => BTreeSet::new(),
        };
        let is_own = |name: &str, id: &str| !is_cargo(id) || members.contains(name);
        let own = self.of_folders.iter().filter(|(name, id)| is_own(name, id));
        let said = self.bom.components.iter().filter(|it| it.is_said_own());
        own.map(|it| it.1.as_str()).chain(said.map(|it| it.id.as_str())).collect()
    }
}

/// Everything under a path.
#[derive(Default)]
pub(crate) struct Project {
    /// A name to show: of the folder or of the file.
    pub(crate) name: String,
    /// What was read.
    pub(crate) sources: Vec<Source>,
    /// What was found and could not be read, with the reason.
    pub(crate) failures: Vec<(String, Problem)>,
    /// Manifests without a lock file, and what makes one.
    pub(crate) unlocked: Vec<(String, &'static str)>,
    /// Those among them that ask for something of others.
    pub(crate) wishing: Vec<String>,
}

impl Project {
    /// Reads a file or walks a folder.
    pub(crate) fn open(path: &Path) -> Result<Project, Problem> {
        let shown = path.display().to_string();
        if !path.exists() {
            return Err(Problem::new(move |lang| no_such_path(lang, &shown)));
        }
        let name = name_of(path);
        if !path.is_dir() {
            let source = file(path)?;
            return Ok(Project { name, sources: vec![source], ..Project::default() });
        }
        let mut project = Project { name, ..Project::default() };
        let walked = walk::walk(path)?;
        let names: Vec<&str> = walked.found.iter().map(|it| it.name.as_str()).collect();
        let unsettled = manifest::unsettled(&walked.manifests, &names);
        let told = |(name, kind): &(&str, &manifest::Kind)| {
            ((*name).to_owned(), kind.with(&path.join(name), path))
        };
        project.unlocked = unsettled.iter().map(told).collect();
        let wishing = project.unlocked.iter().map(|it| it.0.clone());
        project.wishing = wishing.filter(|it| manifest::asks_for_others(&path.join(it))).collect();
        for found in walked.found {
            match open(&found) {
                Ok(source) => project.sources.push(source),
                Err(problem) => project.failures.push((found.name, problem)),
            }
        }
        if project.sources.is_empty() && project.failures.is_empty() {
            let none = Problem::new(move |lang| nothing_here(lang, &shown));
            return Err(match project.unlocked.into_iter().next() {
                None => none.hint(known_names),
                Some((name, with)) => {
                    let of = name.clone();
                    none.because_in(move |lang| manifest::why(lang, &name))
                        .hint(move |lang| manifest::remedy(lang, &of, with))
                }
            });
        }
        Ok(project)
    }

    /// What comes from others, each once in however many files it stands: what the project calls
    /// its own is no open source that it uses.
    pub(crate) fn others(&self) -> Vec<&Component> {
        let mut seen = HashSet::new();
        let all = self.sources.iter().flat_map(|source| {
            let own = source.own();
            source.bom.components.iter().filter(move |it| !own.contains(it.id.as_str()))
        });
        all.filter(|it| seen.insert(it.purl.known().unwrap_or(&it.id))).collect()
    }

    /// Adds what another path holds.
    pub(crate) fn absorb(&mut self, other: Project) {
        self.sources.extend(other.sources);
        self.failures.extend(other.failures);
        self.unlocked.extend(other.unlocked);
        self.wishing.extend(other.wishing);
    }
}

/// What lies beneath a path, if anything does: a file that says nothing of packages is none.
pub(crate) fn beneath(path: &Path) -> Result<Project, Problem> {
    let mut project = Project { name: name_of(path), ..Project::default() };
    let found = if path.is_dir() {
        walk::walk(path)?.found
    } else {
        walk::of_name(path).into_iter().collect()
    };
    for found in found {
        match open(&found) {
            Ok(source) => project.sources.push(source),
            Err(problem) => project.failures.push((found.name, problem)),
        }
    }
    Ok(project)
}

/// What a file inside of an archive says; nothing if its name says that it says nothing.
pub(crate) fn of_bytes(name: &str, bytes: &[u8]) -> Result<Option<Source>, Problem> {
    match walk::what_is(name.rsplit("!/").next().unwrap_or(name)) {
        None => Ok(None),
        Some(What::Bom) => bill(name, bytes).map(Some),
        Some(What::Lock(format)) => {
            let inventory =
                lock::read(format, bytes, &[]).map_err(|e| Problem::content(name, e))?;
            Ok(Some(of_inventory(name, Path::new(name), inventory)))
        }
    }
}

/// The last part of a path that has a name; of `.` the folder's own.
fn name_of(path: &Path) -> String {
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    whole.file_name().map_or_else(|| "/".to_owned(), |it| it.to_string_lossy().into_owned())
}

/// A file that was named on the command line: by its name, or else by what it holds.
fn file(path: &Path) -> Result<Source, Problem> {
    let name = path.display().to_string();
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let by_name = lock::format_of(&whole.to_string_lossy());
    let what = match by_name {
        Some(format) => What::Lock(format),
        None => What::Bom,
    };
    let found = Found { path: path.to_path_buf(), name, what };
    match (open(&found), by_name) {
        (Err(problem), None) if !walk::is_bom_name(&name_of(path)) => {
            let shown = path.display().to_string();
            if let Some(kind) = manifest::kind_of(&shown) {
                let of = shown.clone();
                let why = Problem::new(move |lang| manifest::why(lang, &shown));
                let with = kind.with(path, path.parent().unwrap_or(path));
                return Err(why.hint(move |lang| manifest::remedy(lang, &of, with)));
            }
            let unknown = Problem::new(move |lang| not_known(lang, &shown)).hint(known_names);
            // Why it is no bill helps only with what looks like one.
            Err(if is_like_a_bill(path) {
                unknown.because_in(move |lang| problem.line(lang))
            } else {
                unknown
            })
        }
        (opened, _) => opened,
    }
}

/// Whether a file begins as bills of materials do: JSON, XML, or tags and values of SPDX.
fn is_like_a_bill(path: &Path) -> bool {
    let bytes = files::read(path, DOCUMENT_BYTES_MAX).unwrap_or_default();
    let text = bytes.trim_ascii_start();
    let begins = |with: &[u8]| text.starts_with(with);
    begins(b"{") || begins(b"<?xml") || begins(b"<bom") || begins(b"SPDXVersion")
}

fn open(found: &Found) -> Result<Source, Problem> {
    let bytes = files::read(&found.path, DOCUMENT_BYTES_MAX)?;
    match found.what {
        What::Bom => bill(&found.name, &bytes),
        What::Lock(format) => {
            let beside = companions(found, format)?;
            let companions: Vec<Companion<'_>> =
                beside.iter().map(|(name, bytes)| Companion { name, bytes }).collect();
            let inventory = lock::read(format, &bytes, &companions)
                .map_err(|e| Problem::content(&found.name, e))?;
            let folder = found.path.parent().map(Path::to_path_buf);
            Ok(Source { folder, ..of_inventory(&found.name, &found.path, inventory) })
        }
    }
}

/// Where package databases lie in a root file system.
const DATABASES: [&str; 5] = [
    "var/lib/dpkg/status",
    "lib/apk/db/installed",
    "var/lib/rpm/rpmdb.sqlite",
    "usr/lib/sysimage/rpm/rpmdb.sqlite",
    "var/lib/rpm/Packages",
];

/// The same of a system that has a file for each package.
const STATUS_FOLDER: &str = "var/lib/dpkg/status.d";

/// How many folders above a file belong to what was named: that of a whole machine is not asked
/// what a copy in some project is of.
fn folders_above(found: &Found) -> usize {
    let is_named_itself = found.path == Path::new(&found.name);
    let is_of_many = found.path.parent().is_some_and(|it| it.ends_with(STATUS_FOLDER));
    let usual = DATABASES.iter().find(|it| found.path.ends_with(it));
    match (is_named_itself, usual) {
        (true, None) if is_of_many => STATUS_FOLDER.split('/').count() + 1,
        (true, None) => 1,
        (true, Some(usual)) => usual.split('/').count(),
        (false, _) => found.name.split('/').count(),
    }
}

/// Files beside a lock file; `os-release` lies where the root file system has it.
fn companions(of: &Found, format: lock::Format) -> Result<Vec<(&'static str, Vec<u8>)>, Problem> {
    let path = &of.path;
    let mut found = Vec::new();
    let folder = path.parent().map_or_else(PathBuf::new, Path::to_path_buf);
    for name in lock::companion_names(format) {
        let places = if *name == "os-release" {
            let above = path.ancestors().skip(1).take(folders_above(of));
            above
                .flat_map(|it| [it.join("etc/os-release"), it.join("usr/lib/os-release")])
                .collect()
        } else {
            vec![folder.join(name)]
        };
        if let Some(place) = places.iter().find(|it| it.is_file()) {
            found.push((*name, files::read(place, DOCUMENT_BYTES_MAX)?));
        }
    }
    Ok(found)
}

fn bill(name: &str, bytes: &[u8]) -> Result<Source, Problem> {
    let bom = crate::sbom::read(name, bytes)?;
    // The product itself is asked nothing about.
    let product = bom.top.iter().map(|_| Question::Own);
    let questions = product.chain(bom.components.iter().map(question::of_component)).collect();
    Ok(Source {
        name: name.to_owned(),
        tells_sources: bom.tells_sources(),
        bom,
        questions,
        of_folders: Vec::new(),
        folder: None,
        notes: Vec::new(),
    })
}

/// A bill of what a lock file says.
fn of_inventory(name: &str, path: &Path, inventory: Inventory) -> Source {
    let Inventory { root, packages, notes } = inventory;
    let mut bom = Bom::default();
    let (top_name, version) = match root {
        Some(root) => (root.name, root.version),
        None => (path.parent().map(name_of).unwrap_or_else(|| name.to_owned()), None),
    };
    let purls: Vec<Option<Purl>> = packages.iter().map(|it| it.purl().ok()).collect();
    let ids: Vec<String> =
        packages.iter().zip(&purls).map(|(it, purl)| id_of(it, purl.as_ref())).collect();
    let own = packages.iter().position(|it| is_root(it, &top_name, &version));
    let top_id = own.and_then(|at| ids.get(at).cloned()).unwrap_or_else(|| format!("top:{name}"));
    let has_edges = packages.iter().any(|it| !it.needs.is_empty());
    bom.components.reserve(packages.len());
    let mut of_top = Question::Own;
    let mut questions = Vec::with_capacity(packages.len() + 1);
    let mut of_folders = Vec::new();
    for ((package, purl), id) in packages.into_iter().zip(&purls).zip(&ids) {
        if package.relation == Relation::Direct && *id != top_id {
            bom.link(&top_id, id);
        }
        if has_edges {
            let list = bom.depends.entry(id.clone()).or_default();
            list.extend(package.needs.iter().filter_map(|it| ids.get(*it).cloned()));
        }
        let question = question::of_package(&package, purl.as_ref());
        if package.origin == Origin::Folder {
            of_folders.push((package.name.clone(), id.clone()));
        }
        let component = component(package, purl.is_some(), id, has_edges);
        if *id == top_id {
            bom.top = Some(component);
            of_top = question;
        } else {
            bom.components.push(component);
            questions.push(question);
        }
    }
    questions.insert(0, of_top);
    let mut top = bom.top.unwrap_or_else(|| Component {
        id: top_id,
        name: top_name,
        version: Said::of(version),
        ..Component::default()
    });
    top.kind = naru_sbom::bom::Kind::Application;
    bom.top = Some(top);
    for list in bom.depends.values_mut() {
        list.sort();
        list.dedup();
    }
    Source {
        name: name.to_owned(),
        bom,
        questions,
        tells_sources: true,
        of_folders,
        folder: None,
        notes,
    }
}

fn is_root(package: &Package, name: &str, version: &Option<String>) -> bool {
    package.origin == Origin::Folder && package.name == name && package.version == *version
}

/// How long package URLs are, mostly.
const ID_BYTES_USUAL: usize = 64;

/// Its package URL, or what its people call it where it has none.
fn id_of(package: &Package, purl: Option<&Purl>) -> String {
    let Some(purl) = purl else {
        let version = package.version.as_deref().unwrap_or_default();
        return format!("{}@{version}", package.full_name());
    };
    // Room for most of them at once: there are as many as packages.
    let mut id = String::with_capacity(ID_BYTES_USUAL);
    purl.write_to(&mut id).expect("a text in memory takes whatever is written");
    id
}

fn component(package: Package, has_purl: bool, id: &str, has_edges: bool) -> Component {
    let is_usual = |it: &lock::Hash| it.algorithm.contains("SHA") || it.algorithm == "MD5";
    let hashes = package.hashes.into_iter().filter(is_usual);
    let mut properties = Vec::new();
    if let Some(wanted) = package.wanted {
        properties.push(("naru:wanted".to_owned(), wanted));
    }
    match package.relation {
        Relation::Unknown => {
            properties.push(("naru:relation".to_owned(), "unknown".to_owned()));
        }
        Relation::Transitive if !has_edges => {
            let (name, value) = Component::TRANSITIVE;
            properties.push((name.to_owned(), value.to_owned()));
        }
        _ => {}
    }
    if matches!(package.origin, Origin::Repository(_)) {
        let (name, value) = OF_REPOSITORY;
        properties.push((name.to_owned(), value.to_owned()));
    }
    Component {
        id: id.to_owned(),
        group: package.namespace,
        name: package.name,
        version: package.version.map_or(Said::Unknown, Said::Is),
        purl: Said::of(has_purl.then(|| id.to_owned())),
        hashes: hashes
            .map(|it| Hash { algorithm: it.algorithm.to_owned(), value: it.value })
            .collect(),
        licences: match package.licence {
            Some(licence) => Said::Is(vec![Licence::Expression(licence)]),
            None => Said::Missing,
        },
        scope: Some(match package.scope {
            lock::Scope::Runtime => Scope::Required,
            lock::Scope::Optional => Scope::Optional,
            lock::Scope::Development => Scope::Excluded,
        }),
        origin: match package.origin {
            Origin::Address(it) | Origin::Repository(it) => Some(it),
            Origin::Registry | Origin::Folder => None,
        },
        properties,
        ..Component::default()
    }
}

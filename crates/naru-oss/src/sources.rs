//! The packages' own files, where they are at hand: the licence they state and the texts that must
//! be passed on. Folders as package managers lay them out: `vendor/NAME`, `NAME-VERSION`,
//! `node_modules/@scope/name`, `NAME@VERSION`.

use crate::files::{self, DOCUMENT_BYTES_MAX};
use crate::problem::Problem;
use naru_base::texts;
use naru_sbom::bom::Component;
use naru_sbom::licence::{Detected, detect};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

texts! {
    no_folder(path: &str) { ko: "{path} 폴더가 없습니다", en: "there is no folder {path}" }
}

/// A text of a licence or notice is never longer.
const TEXT_BYTES_MAX: u64 = 1 << 20;
/// A package has a handful of them.
const TEXTS_MAX: usize = 20;
/// Files that hold what must be passed on begin so.
const BEGINNINGS: [&str; 7] =
    ["license", "licence", "copying", "notice", "copyright", "unlicense", "authors"];

/// What a package's own files say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Own {
    /// The licence that it states.
    pub(crate) licence: Option<String>,
    /// Texts by the name of their file.
    pub(crate) texts: BTreeMap<String, String>,
}

/// Folders of packages.
pub(crate) struct Sources {
    folders: Vec<PathBuf>,
}

/// A folder, and what Cargo puts into it for each registry (`index.crates.io-1949cf8c6b5b557f`).
fn registries(folder: &Path) -> Vec<PathBuf> {
    const HASH_DIGITS: usize = 16;
    let is_registry = |name: &str| {
        let hash = name.rsplit_once('-').map(|it| it.1).unwrap_or_default();
        name.contains('.')
            && hash.len() == HASH_DIGITS
            && hash.bytes().all(|it| it.is_ascii_hexdigit())
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let inner = entries.filter(|it| is_registry(&it.file_name().to_string_lossy()));
    let mut found: Vec<PathBuf> = inner.map(|it| it.path()).filter(|it| it.is_dir()).collect();
    found.sort();
    found.insert(0, folder.to_path_buf());
    found
}

impl Sources {
    /// The folders that were named, and those that projects have by custom.
    pub(crate) fn of(project: &Path, named: &[PathBuf]) -> Result<Sources, Problem> {
        for folder in named {
            if !folder.is_dir() {
                let shown = folder.display().to_string();
                return Err(Problem::new(move |lang| no_folder(lang, &shown)));
            }
        }
        let root = if project.is_dir() { project } else { project.parent().unwrap_or(project) };
        let usual = ["vendor", "node_modules"].map(|it| root.join(it));
        let usual = usual.into_iter().filter(|it| it.is_dir());
        let folders = named.iter().flat_map(|it| registries(it)).chain(usual).collect();
        Ok(Sources { folders })
    }

    /// What the files of a component say, if they are there.
    pub(crate) fn look(&self, component: &Component) -> Option<Own> {
        let version = component.version.known().map_or("", String::as_str);
        let full = component.full_name();
        let name = &component.name;
        // A name from outside must not lead out of the folder.
        if full.split('/').any(|it| matches!(it, ".." | "." | "")) || version.contains('/') {
            return None;
        }
        let places = [
            format!("{full}-{version}"),
            format!("{full}@{version}"),
            format!("{name}-{version}"),
            full.clone(),
            name.clone(),
        ];
        let all = self.folders.iter().flat_map(|folder| places.iter().map(|it| folder.join(it)));
        all.filter(|it| it.is_dir()).find_map(|it| read(&it, version))
    }
}

/// Reads a package's folder, unless it states another version.
fn read(folder: &Path, version: &str) -> Option<Own> {
    let mut own = Own::default();
    let manifest = |name: &str| {
        files::read(&folder.join(name), DOCUMENT_BYTES_MAX)
            .ok()
            .and_then(|it| String::from_utf8(it).ok())
    };
    if let Some(text) = manifest("Cargo.toml") {
        let table: toml::Table = toml::from_str(&text).ok()?;
        let package = table.get("package")?;
        let text = |key: &str| package.get(key).and_then(toml::Value::as_str);
        if text("version").is_some_and(|it| it != version) {
            return None;
        }
        own.licence = text("license").map(str::to_owned);
    } else if let Some(text) = manifest("package.json") {
        let value: Value = serde_json::from_str(&text).ok()?;
        if value["version"].as_str().is_some_and(|it| it != version) {
            return None;
        }
        own.licence = value["license"].as_str().map(str::to_owned);
    }
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .ok()?
        .filter_map(|it| it.ok())
        .filter(|it| it.file_type().is_ok_and(|kind| kind.is_file()))
        .map(|it| it.file_name().to_string_lossy().into_owned())
        .filter(|it| BEGINNINGS.iter().any(|head| it.to_ascii_lowercase().starts_with(head)))
        .collect();
    names.sort();
    for name in names.into_iter().take(TEXTS_MAX) {
        if let Ok(bytes) = files::read(&folder.join(&name), TEXT_BYTES_MAX) {
            let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
            own.texts.insert(name, text);
        }
    }
    if own.licence.is_none() {
        own.licence = recognised(&own.texts);
    }
    Some(own)
}

/// What the texts are, where no manifest says it; of several all, for nobody said that one may
/// choose. A text that is only near a licence leaves the whole unknown.
fn recognised(texts: &BTreeMap<String, String>) -> Option<String> {
    const LICENCES: [&str; 4] = ["license", "licence", "copying", "unlicense"];
    let is_licence = |name: &&String| {
        let name = name.to_ascii_lowercase();
        LICENCES.iter().any(|it| name.starts_with(it))
    };
    let mut ids = Vec::new();
    for name in texts.keys().filter(is_licence) {
        ids.push(detect(&texts[name]).filter(Detected::is_certain)?.id);
    }
    ids.sort();
    ids.dedup();
    (!ids.is_empty()).then(|| ids.join(" AND "))
}

//! The status file of dpkg: paragraphs of fields.

use super::super::model::{Beside, Inventory, Note, NoteKind, Package, ReadError};
use super::super::tree::shortened;
use super::release::Release;
use std::collections::BTreeMap;

pub(crate) fn read(text: &str, beside: &Beside<'_>) -> Result<Inventory, ReadError> {
    let release = Release::of(beside);
    let mut packages = Vec::new();
    let mut asked: Vec<Vec<String>> = Vec::new();
    let mut provided: BTreeMap<String, usize> = BTreeMap::new();
    let mut notes = Vec::new();
    let paragraphs = paragraphs(text)?;
    if paragraphs.is_empty() {
        return Err(ReadError::at_line(1, "no paragraph: not a database of dpkg"));
    }
    for (line, fields) in paragraphs {
        let field = |name: &str| fields.get(name).map(String::as_str);
        // The third word of `install ok installed`. Whatever is unpacked, waits for triggers or is
        // half done has its files on the disk.
        let state = field("status").and_then(|it| it.rsplit(' ').next()).unwrap_or("installed");
        if matches!(state, "not-installed" | "config-files") {
            continue; // never there, or removed with its configuration left behind
        }
        let (Some(name), Some(version)) = (field("package"), field("version")) else {
            if let (Some(name), "half-installed") = (field("package"), state) {
                notes.push(Note::new(NoteKind::NoExactVersion, shortened(name)));
                continue;
            }
            let what = "a paragraph needs Package and Version";
            return Err(ReadError::at_line(line, what));
        };
        let mut package = Package::new("deb", name, version);
        package.namespace = Some(release.id.clone().unwrap_or_else(|| "debian".to_owned()));
        package.qualifiers.extend(field("architecture").map(|it| ("arch", it.to_owned())));
        package.qualifiers.extend(release.distro().map(|it| ("distro", it)));
        package.source_package = field("source").map(|it| match it.split_once(" (") {
            Some((source, version)) => {
                (source.to_owned(), version.trim_end_matches(')').to_owned())
            }
            None => (it.to_owned(), version.to_owned()),
        });
        let names = |list: &str| names(field(list).unwrap_or_default());
        provided.insert(name.to_owned(), packages.len());
        for name in names("provides") {
            provided.entry(name).or_insert(packages.len());
        }
        asked.push([names("pre-depends"), names("depends")].concat());
        packages.push(package);
    }
    for (package, names) in packages.iter_mut().zip(asked) {
        package.needs = names.iter().filter_map(|it| provided.get(it).copied()).collect();
    }
    Ok(Inventory { root: None, packages, notes })
}

/// `libc6 (>= 2.36), perl:any | perl5` becomes the names; of alternatives all, as one is there.
fn names(list: &str) -> Vec<String> {
    let each = list.split([',', '|']).map(|it| it.trim().split([' ', ':', '(']).next());
    each.flatten().filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

/// The line where a paragraph begins, and its fields by their names in small letters.
type Paragraph = (usize, BTreeMap<String, String>);

fn paragraphs(text: &str) -> Result<Vec<Paragraph>, ReadError> {
    let mut all = Vec::new();
    let mut fields: BTreeMap<String, String> = BTreeMap::new();
    let mut first = 1;
    for (at, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            if !fields.is_empty() {
                all.push((first, std::mem::take(&mut fields)));
            }
            first = at + 2;
            continue;
        }
        if line.starts_with([' ', '\t']) {
            continue; // the rest of a description or of a list of files
        }
        let Some((name, value)) = line.split_once(':') else {
            let what = format!("`{}` is not a field", shortened(line));
            return Err(ReadError::at_line(at + 1, what));
        };
        fields.insert(name.to_lowercase(), value.trim().to_owned());
    }
    if !fields.is_empty() {
        all.push((first, fields));
    }
    Ok(all)
}

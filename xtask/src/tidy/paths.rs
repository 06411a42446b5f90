//! Paths in documents: what a document for people points at is there. A map that names a place
//! that is gone costs a stranger more than no map.

use super::{Finding, Project};

/// The endings by which a word in backticks is taken for a file of the tree.
const ENDINGS: &[&str] = &["rs", "md", "toml", "json", "sql", "css", "js", "png", "svg", "sha256"];

pub(super) fn check(project: &Project) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in project.files.iter().filter(|file| is_document(&file.path)) {
        let mut is_fenced = false;
        for (at, line) in file.text.lines().enumerate() {
            if line.trim_start().starts_with("```") {
                is_fenced = !is_fenced;
            }
            if is_fenced {
                continue;
            }
            let quoted = quoted(line).filter(|path| !is_quoted_right(project, path));
            let linked = linked(line).filter(|to| !is_linked_right(project, &file.path, to));
            for gone in quoted.chain(linked) {
                let text = format!("`{gone}` is not in the tree: name the place where it is now");
                found.push(Finding::new(&file.path, at + 1, "document-path", text));
            }
        }
    }
    found
}

/// What is read to find one's way. The changelog tells of what was, so its paths may be gone.
fn is_document(path: &str) -> bool {
    let is_there = path.starts_with("docs/") || !path.contains('/');
    is_there && path.ends_with(".md") && path != "CHANGELOG.md"
}

/// The words in backticks that read as paths.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-./".contains(c);
    line.split('`').skip(1).step_by(2).filter(move |word| {
        word.contains('/') && !word.starts_with('/') && word.chars().all(is_plain)
    })
}

/// A path in backticks is written from the root or from any folder above the place, as one speaks.
fn is_quoted_right(project: &Project, path: &str) -> bool {
    let parts: Vec<&str> = path.trim_end_matches('/').split('/').collect();
    let ending = parts.last().and_then(|name| name.rsplit_once('.')).map_or("", |it| it.1);
    let top = format!("{}/", parts[0]);
    let is_ours = project.files.iter().any(|file| file.path.starts_with(&top));
    let is_folder = path.ends_with('/') && parts.len() > 1;
    if !(is_ours || is_folder || ENDINGS.contains(&ending)) {
        return true;
    }
    let wanted = format!("/{}", parts.join("/"));
    let folder = format!("{wanted}/");
    project.files.iter().any(|file| {
        let whole = format!("/{}", file.path);
        whole.ends_with(&wanted) || whole.contains(&folder)
    })
}

/// Where the links of a line go, those to other sites and within the page excepted.
fn linked(line: &str) -> impl Iterator<Item = &str> {
    let targets = line.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next());
    targets
        .filter(|to| !to.contains("://") && !to.starts_with("mailto:"))
        .filter_map(|to| to.split('#').next())
        .filter(|to| !to.is_empty())
}

/// A link is written from the folder of its document.
fn is_linked_right(project: &Project, from: &str, to: &str) -> bool {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in to.trim_end_matches('/').split('/') {
        match part {
            "." => {}
            ".." if parts.pop().is_none() => return false,
            ".." => {}
            name => parts.push(name),
        }
    }
    let path = parts.join("/");
    let folder = format!("{path}/");
    project.files.iter().any(|file| file.path == path || file.path.starts_with(&folder))
}

//! `requirements.txt`: lines for pip. Only `==` names a version; everything else is a wish.

use super::model::{
    Hash, Inventory, Note, NoteKind, Origin, Package, ReadError, Relation, hex_hash,
};
use super::python::{normal_name, requirement_name};
use super::tree::shortened;

pub(crate) fn read(text: &str) -> Result<Inventory, ReadError> {
    let mut inventory = Inventory::default();
    let mut is_any_good = false;
    let mut first_odd: Option<(usize, String)> = None;
    for (number, line) in joined(text) {
        let line = without_comment(&line).trim().to_owned();
        if line.is_empty() {
            continue;
        }
        if line.starts_with('-') {
            option(&line, &mut inventory);
            continue;
        }
        let via_pip_compile = comment_names_others(text, number);
        match requirement(&line, number, via_pip_compile, &mut inventory)? {
            Line::Good => is_any_good = true,
            Line::Path => {}
            Line::Odd => drop(first_odd.get_or_insert((number, line))),
        }
    }
    // One odd line is told; a file of nothing else is a page of a web server, or a pointer to a
    // file that is kept elsewhere.
    match first_odd {
        Some((number, line)) if !is_any_good => {
            let what = format!("`{}` is not a requirement", shortened(&line));
            Err(ReadError::at_line(number, what))
        }
        _ => Ok(inventory),
    }
}

/// Lines with their number; a backslash at the end joins the next one.
fn joined(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    let mut goes_on = false;
    for (at, line) in text.lines().enumerate() {
        let (part, continues) = match line.trim_end().strip_suffix('\\') {
            Some(part) => (part, true),
            None => (line, false),
        };
        match lines.last_mut() {
            Some((_, whole)) if goes_on => whole.push_str(part),
            _ => lines.push((at + 1, part.to_owned())),
        }
        goes_on = continues;
    }
    lines
}

fn without_comment(line: &str) -> &str {
    if line.trim_start().starts_with('#') {
        return "";
    }
    let is_comment = |at: &usize| line[..*at].ends_with(char::is_whitespace);
    let start = line.match_indices('#').map(|it| it.0).find(is_comment);
    start.map_or(line, |at| &line[..at])
}

/// pip-compile writes below each line who asked for it; only the project's own files are direct.
fn comment_names_others(text: &str, number: usize) -> Option<Relation> {
    let mut is_told = None;
    for line in text.lines().skip(number) {
        let line = line.trim();
        let Some(comment) = line.strip_prefix('#') else {
            if line.starts_with("--hash") {
                continue;
            }
            break;
        };
        let comment = comment.trim().trim_start_matches("via").trim();
        let of_project = ["(pyproject.toml)", "(setup.py)", "(setup.cfg)"];
        if comment.starts_with("-r ") || of_project.iter().any(|it| comment.contains(it)) {
            return Some(Relation::Direct);
        }
        if !comment.is_empty() {
            is_told = Some(Relation::Transitive);
        }
    }
    is_told
}

/// What another file would bring in is said, not followed: the caller decides what is read.
fn option(line: &str, inventory: &mut Inventory) {
    let names_another = ["-r", "--requirement", "-c", "--constraint", "-e", "--editable"];
    if names_another.iter().any(|it| line.starts_with(it)) {
        inventory.notes.push(Note::new(NoteKind::NotFollowed, shortened(line)));
    }
}

/// What a line is to pip.
enum Line {
    Good,
    Path,
    /// What pip refuses.
    Odd,
}

fn requirement(
    line: &str,
    number: usize,
    relation: Option<Relation>,
    inventory: &mut Inventory,
) -> Result<Line, ReadError> {
    let mut hashes: Vec<Hash> = Vec::new();
    let mut words = Vec::new();
    for word in line.split_whitespace() {
        match word.strip_prefix("--hash=") {
            Some(hash) => hashes.extend(hash.split_once(':').and_then(|it| hex_hash(it.1))),
            None if word.starts_with("--") => {}
            None => words.push(word),
        }
    }
    let wish = words.join(" ");
    let wish = wish.split(';').next().unwrap_or_default().trim();
    let name = requirement_name(wish);
    if wish.starts_with('<') || (name.is_empty() && !is_path(wish)) {
        inventory.notes.push(Note::new(NoteKind::NotUnderstood, shortened(line)));
        return Ok(Line::Odd);
    }
    if is_path(wish) {
        inventory.notes.push(Note::new(NoteKind::NotFollowed, shortened(line)));
        return Ok(Line::Path);
    }
    let rest = wish[name.len()..].trim_start();
    let rest = match rest.strip_prefix('[') {
        Some(extras) => {
            let Some((_, after)) = extras.split_once(']') else {
                return Err(ReadError::at_line(number, "`[` without `]`"));
            };
            after.trim_start()
        }
        None => rest,
    };
    let is_good = rest.is_empty() || rest.starts_with(['=', '<', '>', '!', '~', '(', '@']);
    let exact = exact_version(rest);
    let mut package = Package::new("pypi", &normal_name(name), exact.unwrap_or_default());
    package.relation = relation.unwrap_or_default();
    package.hashes = hashes;
    if let Some(address) = rest.strip_prefix('@') {
        package.origin = Origin::Address(address.trim().to_owned());
    }
    if exact.is_none() {
        package.wanted = Some(rest.to_owned());
        inventory.notes.push(Note::new(NoteKind::NoExactVersion, shortened(wish)));
    }
    inventory.packages.push(package);
    Ok(if is_good { Line::Good } else { Line::Odd })
}

fn is_path(wish: &str) -> bool {
    let head = wish.split('@').next().unwrap_or(wish);
    head.contains('/') || head.contains('\\') || head.ends_with(".whl") || head.starts_with('.')
}

fn exact_version(rest: &str) -> Option<&str> {
    let inner = rest.trim_start_matches('(').trim_end_matches(')');
    let version = inner.strip_prefix("===").or_else(|| inner.strip_prefix("=="))?.trim();
    let is_exact = !version.is_empty() && !version.contains([',', '*', ' ']);
    is_exact.then_some(version)
}

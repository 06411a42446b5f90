//! `mix.lock`: one Elixir map, an entry a line, read without evaluating anything.

use super::graph;
use super::model::{Beside, Inventory, Origin, Package, ReadError, hex_hash};
use super::tree::shortened;
use std::collections::BTreeMap;

const DEPTH_MAX: usize = 32;

/// A term, as far as these files use them.
#[derive(Debug)]
enum Term {
    Text(String),
    Atom(String),
    /// A tuple or a list; of `key: value` the value.
    Group(Vec<Term>),
}

impl Term {
    fn text(&self) -> Option<&str> {
        match self {
            Term::Text(it) | Term::Atom(it) => Some(it),
            Term::Group(_) => None,
        }
    }
    fn members(&self) -> &[Term] {
        match self {
            Term::Group(members) => members,
            _ => &[],
        }
    }
}

pub(crate) fn read(text: &str, beside: &Beside<'_>) -> Result<Inventory, ReadError> {
    let mut packages = Vec::new();
    let mut needs: Vec<Vec<String>> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (at, line) in text.lines().enumerate() {
        let Some(line) = line.trim().trim_start_matches("%{").trim_start().strip_prefix('"') else {
            continue;
        };
        let Some((name, rest)) = line.split_once("\":") else {
            return Err(ReadError::at_line(at + 1, "an entry is a quoted name and a colon"));
        };
        let mut reader = Reader { rest: rest.trim_start() };
        let term = reader.term(0).map_err(|e| ReadError::at_line(at + 1, e))?;
        let Some((package, asked)) = entry(name, &term) else {
            let what = format!("`{}` is neither :hex nor :git", shortened(name));
            return Err(ReadError::at_line(at + 1, what));
        };
        places.insert(name.to_owned(), packages.len());
        packages.push(package);
        needs.push(asked);
    }
    if packages.is_empty() && !text.contains("%{") {
        return Err(ReadError::at_line(1, "no map: not a lock file of mix"));
    }
    for (package, asked) in packages.iter_mut().zip(needs) {
        package.needs = asked.iter().filter_map(|it| places.get(it).copied()).collect();
    }
    if let Some(manifest) = beside.text("mix.exs") {
        graph::mark_direct(&mut packages, |it| manifest.contains(&format!("{{:{},", it.name)));
    }
    Ok(Inventory { root: None, packages, notes: Vec::new() })
}

/// `{:hex, :name, "version", "hash", [tools], [{:needed, …}], "hexpm", "hash"}` or
/// `{:git, "url", "commit", [options]}`
fn entry(name: &str, term: &Term) -> Option<(Package, Vec<String>)> {
    let members = term.members();
    let text = |at: usize| members.get(at).and_then(Term::text).unwrap_or_default();
    match text(0) {
        "hex" => {
            let mut package = Package::new("hex", text(1), text(2));
            package.hashes =
                [text(3), text(7)].iter().rev().find_map(|it| hex_hash(it)).into_iter().collect();
            let asked = members.get(5).map_or(&[][..], Term::members).iter();
            let names = asked.filter_map(|it| it.members().first()?.text()).map(str::to_owned);
            Some((package, names.collect()))
        }
        "git" => {
            let mut package = Package::new("hex", name, "");
            package.origin = Origin::Repository(format!("{}#{}", text(1), text(2)));
            package.wanted = Some(text(2).to_owned());
            Some((package, Vec::new()))
        }
        _ => None,
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn skip(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', ',', '\t']);
    }

    fn term(&mut self, depth: usize) -> Result<Term, String> {
        if depth > DEPTH_MAX {
            return Err(format!("nested deeper than {DEPTH_MAX} levels"));
        }
        self.skip();
        let mut chars = self.rest.chars();
        match chars.next() {
            Some('"') => self.quoted(),
            Some('{') => self.group('}', depth),
            Some('[') => self.group(']', depth),
            Some(':') if self.rest.starts_with(":\"") => {
                self.rest = &self.rest[1..];
                self.quoted()
            }
            Some(_) => self.word(depth),
            None => Err("ends within an entry".to_owned()),
        }
    }

    fn quoted(&mut self) -> Result<Term, String> {
        let mut out = String::new();
        let mut chars = self.rest.char_indices().skip(1);
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    self.rest = &self.rest[at + 1..];
                    return Ok(Term::Text(out));
                }
                '\\' => out.extend(chars.next().map(|it| it.1)),
                _ => out.push(c),
            }
        }
        Err("a text is not closed".to_owned())
    }

    fn group(&mut self, end: char, depth: usize) -> Result<Term, String> {
        self.rest = &self.rest[1..];
        let mut members = Vec::new();
        loop {
            self.skip();
            match self.rest.strip_prefix(end) {
                Some(rest) => {
                    self.rest = rest;
                    return Ok(Term::Group(members));
                }
                None => members.push(self.term(depth + 1)?),
            }
        }
    }

    /// `:atom`, `true`, `12`, or `key: value`, of which the value counts.
    fn word(&mut self, depth: usize) -> Result<Term, String> {
        let body = self.rest.strip_prefix(':').unwrap_or(self.rest);
        let is_part = |c: char| c.is_alphanumeric() || "_?!@.-~<>=".contains(c);
        let length = body.find(|c| !is_part(c)).unwrap_or(body.len());
        if length == 0 {
            return Err(format!("`{}` is not understood", shortened(self.rest)));
        }
        let (word, after) = body.split_at(length);
        let word = word.to_owned();
        match after.strip_prefix(": ") {
            Some(value) => {
                self.rest = value;
                self.term(depth + 1)
            }
            None => {
                self.rest = after;
                Ok(Term::Atom(word))
            }
        }
    }
}

//! YAML as lock files use it. Aliases are refused: no lock file needs them, and a few of them can
//! stand for more memory than there is.

use super::model::ReadError;
use super::tree::{Tree, insert, shortened};
use saphyr_parser::{Event, Parser, ScalarStyle};
use std::collections::BTreeSet;

const DEPTH_MAX: usize = 64;

/// What is open while the events come.
enum Open {
    List(Vec<Tree>),
    Map { entries: Vec<(String, Tree)>, seen: BTreeSet<String>, key: Option<String> },
}

/// Reads the only document; more of them are refused, as what they say would be lost.
pub(crate) fn yaml(text: &str) -> Result<Tree, ReadError> {
    let mut all = documents(text)?.into_iter();
    match (all.next(), all.next()) {
        (_, Some(_)) => Err(ReadError::new("the file", "has more than one document of YAML")),
        (one, None) => Ok(one.unwrap_or(Tree::Null)),
    }
}

/// Reads all documents that are not empty.
pub(crate) fn documents(text: &str) -> Result<Vec<Tree>, ReadError> {
    let mut documents = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|e| {
            let place = format!("line {}, column {}", e.marker().line(), e.marker().col() + 1);
            ReadError::new(place, e.info())
        })?;
        let line = span.start.line();
        let done = match event {
            Event::Alias(_) => return Err(ReadError::at_line(line, "aliases are not read")),
            Event::SequenceStart(..) => {
                open.push(Open::List(Vec::new()));
                None
            }
            Event::MappingStart(..) => {
                open.push(Open::Map { entries: Vec::new(), seen: BTreeSet::new(), key: None });
                None
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(|it| match it {
                Open::List(members) => Tree::List(members),
                Open::Map { entries, .. } => Tree::Map(entries),
            }),
            Event::Scalar(text, style, ..) => Some(scalar(text.into_owned(), style)),
            _ => None,
        };
        if open.len() > DEPTH_MAX {
            let what = format!("nested deeper than {DEPTH_MAX} levels");
            return Err(ReadError::at_line(line, what));
        }
        let Some(value) = done else { continue };
        match open.last_mut() {
            None if value.is_null() => {}
            None => documents.push(value),
            Some(parent) => add(parent, value).map_err(|e| ReadError::at_line(line, e))?,
        }
    }
    Ok(documents)
}

fn add(parent: &mut Open, value: Tree) -> Result<(), String> {
    match parent {
        Open::List(members) => members.push(value),
        Open::Map { entries, seen, key } => match key.take() {
            Some(name) => insert(entries, seen, name, value)?,
            None => match value {
                Tree::Text(text) => *key = Some(text),
                Tree::Null => *key = Some("null".to_owned()),
                Tree::Bool(it) => *key = Some(it.to_string()),
                other => return Err(format!("a key must be a text, not {}", name_of(&other))),
            },
        },
    }
    Ok(())
}

fn name_of(value: &Tree) -> String {
    match value {
        Tree::List(_) => "a list".to_owned(),
        Tree::Map(_) => "a mapping".to_owned(),
        other => shortened(&format!("{other:?}")),
    }
}

/// Numbers stay texts: `1.10` is a version here, not a number.
fn scalar(text: String, style: ScalarStyle) -> Tree {
    if style != ScalarStyle::Plain {
        return Tree::Text(text);
    }
    match text.as_str() {
        "" | "~" | "null" => Tree::Null,
        "true" => Tree::Bool(true),
        "false" => Tree::Bool(false),
        _ => Tree::Text(text),
    }
}

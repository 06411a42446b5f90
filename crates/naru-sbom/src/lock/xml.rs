//! XML as build files use it. Document types are refused: no build file needs one, and entities
//! that it declares can stand for more memory than there is.

use super::model::ReadError;
use super::tree::shortened;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

const DEPTH_MAX: usize = 64;
/// Elements take many times the memory of their text: more than this is no document of a build.
const ELEMENTS_MAX: usize = 2_000_000;

/// An element.
#[derive(Debug, Default)]
pub(crate) struct Element {
    /// Its name without a prefix.
    pub(crate) name: String,
    /// Where it begins, from 1.
    pub(crate) line: usize,
    attributes: Vec<(String, String)>,
    /// The elements within.
    pub(crate) children: Vec<Element>,
    text: String,
}

impl Element {
    /// The first child of that name.
    pub(crate) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|it| it.name == name)
    }
    /// The text of the first child of that name, if it is not empty.
    pub(crate) fn child_text(&self, name: &str) -> Option<&str> {
        self.child(name).map(Element::text).filter(|it| !it.is_empty())
    }
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|it| it.0 == name).map(|it| it.1.as_str())
    }
    /// Its own text without the white space around it.
    pub(crate) fn text(&self) -> &str {
        self.text.trim()
    }
    /// The elements of that name at any depth, in order.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        let mut waiting = vec![self];
        std::iter::from_fn(move || {
            while let Some(next) = waiting.pop() {
                waiting.extend(next.children.iter().rev());
                if next.name == name {
                    return Some(next);
                }
            }
            None
        })
    }
}

/// Reads a document and answers its root.
pub(crate) fn read(text: &str) -> Result<Element, ReadError> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element> = vec![Element::default()];
    let mut lines = Lines { text, upto: 0, line: 1 };
    let mut elements = 0;
    loop {
        let line = lines.at(reader.buffer_position());
        let event = reader.read_event().map_err(|e| ReadError::at_line(line, e.to_string()))?;
        elements += usize::from(matches!(event, Event::Start(_) | Event::Empty(_)));
        if elements > ELEMENTS_MAX {
            let what = format!("more than {ELEMENTS_MAX} elements");
            return Err(ReadError::at_line(line, what));
        }
        match event {
            Event::Start(start) => {
                if open.len() > DEPTH_MAX {
                    let what = format!("nested deeper than {DEPTH_MAX} levels");
                    return Err(ReadError::at_line(line, what));
                }
                open.push(element(&start, line)?);
            }
            Event::Empty(start) => {
                let child = element(&start, line)?;
                open.last_mut().expect("the document stays open").children.push(child);
            }
            Event::End(_) => {
                let child = open.pop().expect("the reader matches ends with starts");
                open.last_mut().expect("the document stays open").children.push(child);
            }
            Event::Text(text) => add_text(&mut open, &text.xml10_content()),
            Event::CData(text) => add_text(&mut open, &text.xml10_content()),
            Event::GeneralRef(name) => {
                let known = match &*name.xml10_content() {
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "amp" => Some('&'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => name.resolve_char_ref().ok().flatten(),
                };
                let Some(c) = known else {
                    let what = format!("unknown entity `{}`", shortened(&name.xml10_content()));
                    return Err(ReadError::at_line(line, what));
                };
                add_text(&mut open, c.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => {
                return Err(ReadError::at_line(line, "document types are not read"));
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    let mut document = open.pop().expect("the document stays open");
    if !open.is_empty() {
        let what = format!("`{}` is not closed", shortened(&document.name));
        return Err(ReadError::at_line(document.line, what));
    }
    match document.children.pop() {
        Some(root) if document.children.is_empty() => Ok(root),
        _ => Err(ReadError::at_line(1, "a document has one root element")),
    }
}

fn add_text(open: &mut [Element], text: &str) {
    open.last_mut().expect("the document stays open").text.push_str(text);
}

fn element(start: &BytesStart<'_>, line: usize) -> Result<Element, ReadError> {
    let name = start.local_name().as_ref().to_owned();
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|e| ReadError::at_line(line, e.to_string()))?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|e| ReadError::at_line(line, e.to_string()))?;
        attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
    }
    Ok(Element { name, line, attributes, ..Element::default() })
}

/// Counts lines as the reader goes on, each byte once.
struct Lines<'a> {
    text: &'a str,
    upto: usize,
    line: usize,
}

impl Lines<'_> {
    fn at(&mut self, position: u64) -> usize {
        let position = usize::try_from(position).unwrap_or(usize::MAX).min(self.text.len());
        let passed = self.text.as_bytes().get(self.upto..position).unwrap_or_default();
        self.line += passed.iter().filter(|it| **it == b'\n').count();
        self.upto = self.upto.max(position);
        self.line
    }
}

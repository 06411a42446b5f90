//! XML as a tree. Entities that a document declares are refused, not expanded: they can stand for
//! more memory than there is, and for files of the machine that reads them.

use super::Node;
use naru_sbom::json::Limits;
use naru_sbom::refused::{Refused, Why, excerpt};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::collections::BTreeMap;

/// Attributes of one element.
const ATTRIBUTES_MAX: usize = 1_000;

#[derive(Default)]
struct Open {
    name: String,
    line: usize,
    attributes: Vec<(String, Node)>,
    children: Vec<(String, Node)>,
    text: String,
}

/// Reads a document: an object with the root element under its name.
pub(crate) fn read(text: &str, limits: Limits) -> Result<Node, Refused> {
    let mut reader = Reader::from_str(text);
    let mut open = vec![Open::default()];
    let mut lines = Lines { text, upto: 0, line: 1 };
    let mut values = 0_usize;
    loop {
        let line = lines.at(reader.buffer_position());
        let bad = |detail: String| wrong(line, &detail);
        match reader.read_event().map_err(|e| bad(e.to_string()))? {
            Event::Start(start) => {
                if open.len() > limits.depth_max {
                    let why = Why::TooDeep { depth_max: limits.depth_max };
                    return Err(Refused::at(path(&open), why));
                }
                open.push(opened(&start, line, &mut values)?);
            }
            Event::Empty(start) => {
                let it = opened(&start, line, &mut values)?;
                close(&mut open, it);
            }
            Event::End(_) => {
                let it = open.pop().expect("the reader matches ends with starts");
                close(&mut open, it);
            }
            Event::Text(it) => add(&mut open, &it.xml10_content()),
            Event::CData(it) => add(&mut open, &it.xml10_content()),
            Event::GeneralRef(name) => {
                let c = known(&name.xml10_content(), || name.resolve_char_ref().ok().flatten());
                let Some(c) = c else {
                    let detail = format!("entity `{}`", excerpt(&name.xml10_content()));
                    return Err(bad(detail));
                };
                add(&mut open, c.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(it) if it.xml10_content().contains(['[', '&', '%']) => {
                return Err(Refused::whole(Why::Entities { line }));
            }
            Event::Comment(it) => aside(&mut open, "#comment", &it.xml10_content()),
            Event::PI(it) => aside(&mut open, "#instruction", &it),
            Event::DocType(it) => aside(&mut open, "#doctype", &it.xml10_content()),
            Event::Decl(_) => {}
            Event::Eof => break,
        }
        if values > limits.values_max {
            let why = Why::TooMany { values_max: limits.values_max };
            return Err(Refused::at(path(&open), why));
        }
    }
    let document = open.pop().expect("the document stays open");
    if !open.is_empty() {
        let what = format!("`{}` is not closed", excerpt(&document.name));
        return Err(wrong(document.line, &what));
    }
    let roots = document.children.iter().filter(|it| !it.0.starts_with('#')).count();
    if roots != 1 || !document.text.trim().is_empty() {
        return Err(wrong(1, "a document has one root element"));
    }
    Ok(Node::Object(grouped(document.children)))
}

fn wrong(line: usize, detail: &str) -> Refused {
    Refused::whole(Why::Markup { line, detail: excerpt(detail) })
}

fn path(open: &[Open]) -> String {
    const STEPS_MAX: usize = 8;
    let names = open.iter().skip(1).take(STEPS_MAX);
    names.fold(String::new(), |at, it| at + "/" + &naru_sbom::json::escape(&it.name))
}

fn known(name: &str, number: impl FnOnce() -> Option<char>) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => number(),
    }
}

fn add(open: &mut [Open], text: &str) {
    open.last_mut().expect("the document stays open").text.push_str(text);
}

fn aside(open: &mut [Open], name: &str, text: &str) {
    let text = Node::Text(text.trim().to_owned());
    open.last_mut().expect("the document stays open").children.push((name.to_owned(), text));
}

fn opened(start: &BytesStart<'_>, line: usize, values: &mut usize) -> Result<Open, Refused> {
    let name = start.local_name().as_ref().to_owned();
    let mut attributes = Vec::new();
    *values += 1;
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|e| wrong(line, &e.to_string()))?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|e| wrong(line, &e.to_string()))?;
        let key = format!("@{}", attribute.key.as_ref());
        attributes.push((key, Node::Text(value.into_owned())));
        if attributes.len() > ATTRIBUTES_MAX {
            return Err(Refused::whole(Why::TooMany { values_max: ATTRIBUTES_MAX }));
        }
    }
    *values += attributes.len();
    Ok(Open { name, line, attributes, ..Open::default() })
}

fn close(open: &mut [Open], it: Open) {
    let text = it.text.trim();
    let node = if it.attributes.is_empty() && it.children.is_empty() {
        Node::Text(text.to_owned())
    } else {
        let mut fields = it.attributes;
        if !text.is_empty() {
            fields.push(("#text".to_owned(), Node::Text(text.to_owned())));
        }
        fields.extend(grouped(it.children));
        Node::Object(fields)
    };
    open.last_mut().expect("the document stays open").children.push((it.name, node));
}

/// Children by name, each name a list, in the order of first appearance.
fn grouped(children: Vec<(String, Node)>) -> Vec<(String, Node)> {
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    let mut fields: Vec<(String, Node)> = Vec::new();
    for (name, node) in children {
        let is_same = fields.last().is_some_and(|it| it.0 == name);
        let index = if is_same { Some(fields.len() - 1) } else { at.get(&name).copied() };
        match index.map(|index| &mut fields[index].1) {
            Some(Node::List(items)) => items.push(node),
            _ => {
                at.insert(name.clone(), fields.len());
                fields.push((name, Node::List(vec![node])));
            }
        }
    }
    fields
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

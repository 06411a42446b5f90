//! JSON schema, as far as the standard schemas of bills of material use it (draft 7 without its
//! rarer words), with faults that a person can act on: of the forms that a value might have had,
//! the one that came closest is reported.
//!
//! Compiled once. **Must never** be given a schema from outside: it trusts what it compiles.

use std::collections::BTreeMap;

use regex::Regex;
use serde_json::{Map, Value};

use super::check;

/// Several schemas that refer to each other by file name.
#[derive(Debug, Default)]
pub struct SchemaSet {
    documents: BTreeMap<String, Value>,
}

/// A compiled schema.
#[derive(Debug)]
pub struct Schema {
    pub(super) nodes: Vec<Node>,
    pub(super) root: usize,
}

/// What is said about names that a schema does not list.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Others {
    #[default]
    Any,
    No,
    Like(usize),
}

/// One schema object, with the schemas inside of it as indices.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub never: bool,
    pub same_as: Option<usize>,
    pub types: Vec<String>,
    pub fields: BTreeMap<String, usize>,
    pub required: Vec<String>,
    pub others: Others,
    pub field_patterns: Vec<(Regex, usize)>,
    pub items: Option<usize>,
    /// A schema for each place of an array; `rest` is for what follows them.
    pub places: Vec<usize>,
    pub rest: Others,
    pub contains: Option<usize>,
    pub items_min: Option<u64>,
    pub items_max: Option<u64>,
    pub unique: bool,
    pub listed: Option<Vec<Value>>,
    pub pattern: Option<Regex>,
    pub format: Option<String>,
    pub length_min: Option<u64>,
    pub length_max: Option<u64>,
    pub minimum: Option<f64>,
    pub maximum: Option<f64>,
    pub above: Option<f64>,
    pub all_of: Vec<usize>,
    pub any_of: Vec<usize>,
    pub one_of: Vec<usize>,
    pub not: Option<usize>,
    pub condition: Option<(usize, Option<usize>, Option<usize>)>,
}

impl SchemaSet {
    /// Adds a schema under the name by which others refer to it.
    ///
    /// # Panics
    ///
    /// If the text is not JSON: schemas are part of this library.
    #[must_use]
    pub fn with(mut self, name: &str, text: &str) -> Self {
        let document = serde_json::from_str(text).expect("a schema of this library is JSON");
        self.documents.insert(name.to_owned(), document);
        self
    }

    /// Compiles the schema of that name.
    #[must_use]
    pub fn compile(&self, name: &str) -> Schema {
        let mut compiler = Compiler { set: self, nodes: Vec::new(), known: BTreeMap::new() };
        let root = compiler.reference(name, "#");
        Schema { nodes: compiler.nodes, root }
    }
}

impl Schema {
    /// Everything that is wrong with a value, in the order of the document, at most `faults_max`.
    #[must_use]
    pub fn faults(&self, value: &Value, faults_max: usize) -> Vec<crate::refused::Refused> {
        check::faults(self, value, faults_max)
    }
}

struct Compiler<'s> {
    set: &'s SchemaSet,
    nodes: Vec<Node>,
    known: BTreeMap<String, usize>,
}

impl Compiler<'_> {
    /// The node for a reference, seen from a document. Registered before it is filled: schemas are
    /// recursive.
    fn reference(&mut self, document: &str, reference: &str) -> usize {
        let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let file = if file.is_empty() { document } else { file };
        let key = format!("{file}#{pointer}");
        if let Some(index) = self.known.get(&key) {
            return *index;
        }
        let root = self.set.documents.get(file).expect("a schema refers to one of its set");
        let target = root.pointer(pointer).expect("a schema refers to a place that exists");
        let index = self.nodes.len();
        self.nodes.push(Node::default());
        self.known.insert(key, index);
        let node = self.node(file, target);
        self.nodes[index] = node;
        index
    }

    fn add(&mut self, document: &str, schema: &Value) -> usize {
        let node = self.node(document, schema);
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    fn add_each(&mut self, document: &str, schemas: Option<&Value>) -> Vec<usize> {
        let list = schemas.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        list.iter().map(|schema| self.add(document, schema)).collect()
    }

    fn others(&mut self, document: &str, word: Option<&Value>) -> Others {
        match word {
            Some(Value::Bool(false)) => Others::No,
            Some(schema @ Value::Object(_)) => Others::Like(self.add(document, schema)),
            _ => Others::Any,
        }
    }

    fn node(&mut self, document: &str, schema: &Value) -> Node {
        let Some(words) = schema.as_object() else {
            return Node { never: schema == &Value::Bool(false), ..Node::default() };
        };
        if let Some(reference) = words.get("$ref").and_then(Value::as_str) {
            // Draft 7: whatever stands beside a reference does not count.
            let same_as = Some(self.reference(document, reference));
            return Node { same_as, ..Node::default() };
        }
        let mut node = Node {
            types: strings(words.get("type")),
            required: strings(words.get("required")),
            items_min: words.get("minItems").and_then(Value::as_u64),
            items_max: words.get("maxItems").and_then(Value::as_u64),
            unique: words.get("uniqueItems") == Some(&Value::Bool(true)),
            listed: listed(words),
            pattern: words.get("pattern").and_then(Value::as_str).map(regex),
            format: words.get("format").and_then(Value::as_str).map(str::to_owned),
            length_min: words.get("minLength").and_then(Value::as_u64),
            length_max: words.get("maxLength").and_then(Value::as_u64),
            minimum: words.get("minimum").and_then(Value::as_f64),
            maximum: words.get("maximum").and_then(Value::as_f64),
            above: words.get("exclusiveMinimum").and_then(Value::as_f64),
            ..Node::default()
        };
        self.parts(document, words, &mut node);
        node
    }

    fn parts(&mut self, document: &str, words: &Map<String, Value>, node: &mut Node) {
        if let Some(fields) = words.get("properties").and_then(Value::as_object) {
            for (name, schema) in fields {
                let index = self.add(document, schema);
                node.fields.insert(name.clone(), index);
            }
        }
        if let Some(patterns) = words.get("patternProperties").and_then(Value::as_object) {
            for (pattern, schema) in patterns {
                let index = self.add(document, schema);
                node.field_patterns.push((regex(pattern), index));
            }
        }
        node.others = self.others(document, words.get("additionalProperties"));
        let mut one = |word: &str| words.get(word).map(|schema| self.add(document, schema));
        node.contains = one("contains");
        node.not = one("not");
        if let Some(condition) = one("if") {
            node.condition = Some((condition, one("then"), one("else")));
        }
        if words.get("items").is_some_and(Value::is_array) {
            node.places = self.add_each(document, words.get("items"));
            node.rest = self.others(document, words.get("additionalItems"));
        } else {
            node.items = words.get("items").map(|schema| self.add(document, schema));
        }
        node.all_of = self.add_each(document, words.get("allOf"));
        node.any_of = self.add_each(document, words.get("anyOf"));
        node.one_of = self.add_each(document, words.get("oneOf"));
    }
}

fn strings(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(one)) => vec![one.clone()],
        Some(Value::Array(many)) => {
            many.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

fn listed(words: &Map<String, Value>) -> Option<Vec<Value>> {
    let constant = words.get("const").map(|value| vec![value.clone()]);
    constant.or_else(|| words.get("enum").and_then(Value::as_array).cloned())
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of a schema of this library is one that is known here")
}

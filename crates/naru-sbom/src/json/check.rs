//! A value against a compiled schema.
//!
//! **Must never** descend deeper than the value: the reader has bounded that.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::{Map, Value};

use super::schema::{Node, Others, Schema};
use super::{escape, kind_of};
use crate::refused::{Refused, Why, excerpt};

pub(super) fn faults(schema: &Schema, value: &Value, faults_max: usize) -> Vec<Refused> {
    let mut run = Run { schema, at: Vec::new(), found: Vec::new(), faults_max };
    run.value(schema.root, value);
    run.found
}

#[derive(Clone, Copy)]
enum Step<'v> {
    Name(&'v str),
    Index(usize),
}

struct Run<'s, 'v> {
    schema: &'s Schema,
    at: Vec<Step<'v>>,
    found: Vec<Refused>,
    faults_max: usize,
}

impl<'v> Run<'_, 'v> {
    fn refuse(&mut self, why: Why) {
        if self.found.len() < self.faults_max {
            let at = self.at.iter().fold(String::new(), |at, step| match step {
                Step::Name(name) => at + "/" + &escape(name),
                Step::Index(index) => at + "/" + &index.to_string(),
            });
            self.found.push(Refused { at, why });
        }
    }

    fn inside(&mut self, step: Step<'v>, node: usize, value: &'v Value) {
        if self.found.len() < self.faults_max {
            self.at.push(step);
            self.value(node, value);
            self.at.pop();
        }
    }

    fn value(&mut self, index: usize, value: &'v Value) {
        let schema = self.schema;
        let node = &schema.nodes[index];
        if let Some(same_as) = node.same_as {
            return self.value(same_as, value);
        }
        if node.never {
            return self.refuse(Why::Forbidden);
        }
        if !has_type(&node.types, value) {
            let wanted = node.types.join(" / ");
            return self.refuse(Why::WrongType { wanted, found: kind_of(value) });
        }
        if node.listed.as_ref().is_some_and(|listed| !listed.contains(value)) {
            return self.refuse(Why::NotListed { value: shown(value) });
        }
        match value {
            Value::String(text) => self.text(node, text),
            Value::Number(number) => self.number(node, number.as_f64().unwrap_or(f64::NAN)),
            Value::Array(items) => self.items(node, items),
            Value::Object(fields) => self.fields(node, fields),
            Value::Null | Value::Bool(_) => {}
        }
        self.combinations(node, value);
    }

    fn text(&mut self, node: &Node, text: &str) {
        let bad = |shape: &str| Why::BadShape { value: excerpt(text), shape: shape.to_owned() };
        if let Some(pattern) = &node.pattern
            && !pattern.is_match(text)
        {
            self.refuse(bad(pattern.as_str()));
        }
        if let Some(format) = &node.format
            && !super::format::is_of(format, text)
        {
            self.refuse(bad(format));
        }
        if node.length_min.is_some() || node.length_max.is_some() {
            self.count(text.chars().count(), node.length_min, node.length_max);
        }
    }

    fn number(&mut self, node: &Node, number: f64) {
        let low = node.minimum.is_some_and(|minimum| number < minimum)
            || node.above.is_some_and(|above| number <= above);
        if low || node.maximum.is_some_and(|maximum| number > maximum) {
            self.refuse(Why::OutOfRange);
        }
    }

    fn count(&mut self, count: usize, min: Option<u64>, max: Option<u64>) {
        let count = count as u64;
        if let Some(min) = min.filter(|min| count < *min) {
            self.refuse(Why::TooShort { min });
        }
        if let Some(max) = max.filter(|max| count > *max) {
            self.refuse(Why::TooLong { max });
        }
    }

    fn items(&mut self, node: &Node, items: &'v [Value]) {
        self.count(items.len(), node.items_min, node.items_max);
        if node.unique
            && let Some((first, again)) = repeated(items)
        {
            self.at.push(Step::Index(again));
            self.refuse(Why::NotUnique { first });
            self.at.pop();
        }
        for (index, item) in items.iter().enumerate() {
            let step = Step::Index(index);
            match (node.items.or_else(|| node.places.get(index).copied()), node.rest) {
                (Some(inner), _) | (None, Others::Like(inner)) => self.inside(step, inner, item),
                (None, Others::No) => {
                    return self.refuse(Why::TooLong { max: node.places.len() as u64 });
                }
                (None, Others::Any) => {}
            }
        }
        if let Some(inner) = node.contains
            && !items.iter().any(|item| self.tried(inner, item).is_empty())
        {
            self.refuse(Why::NoFormFits);
        }
    }

    fn fields(&mut self, node: &Node, fields: &'v Map<String, Value>) {
        for name in node.required.iter().filter(|name| !fields.contains_key(*name)) {
            self.refuse(Why::MissingField { name: name.clone() });
        }
        for (name, value) in fields {
            let step = Step::Name(name);
            if let Some(inner) = node.fields.get(name) {
                self.inside(step, *inner, value);
                continue;
            }
            let by_pattern = node.field_patterns.iter().find(|(pattern, _)| pattern.is_match(name));
            match (by_pattern, node.others) {
                (Some((_, inner)), _) => self.inside(step, *inner, value),
                (None, Others::Like(inner)) => self.inside(step, inner, value),
                (None, Others::No) => self.refuse(Why::UnknownField { name: excerpt(name) }),
                (None, Others::Any) => {}
            }
        }
    }

    /// The faults that a value would have as another form, without reporting them.
    fn tried(&mut self, node: usize, value: &'v Value) -> Vec<Refused> {
        let kept = std::mem::take(&mut self.found);
        // One fault is enough to say that a form does not fit; a few, to say which came closest.
        let faults_max = std::mem::replace(&mut self.faults_max, 4);
        self.value(node, value);
        self.faults_max = faults_max;
        std::mem::replace(&mut self.found, kept)
    }

    fn combinations(&mut self, node: &Node, value: &'v Value) {
        for inner in &node.all_of {
            self.value(*inner, value);
        }
        if !node.any_of.is_empty() {
            self.forms(&node.any_of, value, false);
        }
        if !node.one_of.is_empty() {
            self.forms(&node.one_of, value, true);
        }
        if let Some(inner) = node.not
            && self.tried(inner, value).is_empty()
        {
            self.refuse(Why::Forbidden);
        }
        if let Some((condition, then, otherwise)) = node.condition {
            let holds = self.tried(condition, value).is_empty();
            if let Some(inner) = if holds { then } else { otherwise } {
                self.value(inner, value);
            }
        }
    }

    fn forms(&mut self, forms: &[usize], value: &'v Value, one_only: bool) {
        let mut fits = 0_usize;
        let mut closest: Option<(usize, Vec<Refused>)> = None;
        for form in forms {
            let faults = self.tried(*form, value);
            if faults.is_empty() {
                fits += 1;
                continue;
            }
            let depth = faults.iter().map(|fault| fault.at.len()).max().unwrap_or(0);
            if closest.as_ref().is_none_or(|(best, _)| depth > *best) {
                closest = Some((depth, faults));
            }
        }
        if fits > 1 && one_only {
            self.refuse(Why::SeveralFormsFit);
        }
        if fits > 0 {
            return;
        }
        match closest {
            Some((_, faults)) if forms.len() == 1 || is_deeper(&faults, self.at.len()) => {
                let left = self.faults_max.saturating_sub(self.found.len());
                self.found.extend(faults.into_iter().take(left));
            }
            _ => self.refuse(Why::NoFormFits),
        }
    }
}

fn is_deeper(faults: &[Refused], depth: usize) -> bool {
    faults.iter().any(|fault| fault.at.matches('/').count() > depth)
}

fn has_type(types: &[String], value: &Value) -> bool {
    let kind = kind_of(value);
    types.is_empty()
        || types.iter().any(|wanted| {
            wanted == kind
                || (wanted == "number" && kind == "integer")
                || (wanted == "integer" && is_whole(value))
        })
}

fn is_whole(value: &Value) -> bool {
    value.as_f64().is_some_and(|number| number.fract() == 0.0)
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => excerpt(text),
        Value::Array(_) | Value::Object(_) => kind_of(value).to_owned(),
        other => other.to_string(),
    }
}

/// The first element that repeats an earlier one, and that earlier one.
fn repeated(items: &[Value]) -> Option<(usize, usize)> {
    let mut seen: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        let mut hasher = DefaultHasher::new();
        item.hash(&mut hasher);
        let same = seen.entry(hasher.finish()).or_default();
        if let Some(first) = same.iter().find(|first| items[**first] == *item) {
            return Some((*first, index));
        }
        same.push(index);
    }
    None
}

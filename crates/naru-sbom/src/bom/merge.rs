//! One document per product out of several, and one entry per package.
//!
//! Two components are the same if their package URLs are, order of qualifiers and escapes apart.
//! **Must never** fold what only looks alike: without a package URL a component stays as it is.

use std::collections::{BTreeMap, BTreeSet};

use super::{Bom, Component, Said};

/// The package URL in the form in which equal ones are equal, or nothing if there is none.
#[must_use]
pub fn same_thing(component: &Component) -> Option<String> {
    let purl = component.purl.known()?;
    let Ok(parsed) = crate::purl::Purl::parse(purl) else { return Some(purl.clone()) };
    Some(parsed.to_string())
}

/// Folds components of the same package URL into one each: hashes, licences and remarks are united,
/// and dependencies lead to the one that stays.
#[must_use]
pub fn fold_same_purls(mut bom: Bom) -> Bom {
    let mut kept: Vec<Component> = Vec::new();
    let mut by_purl: BTreeMap<String, usize> = BTreeMap::new();
    let mut now_called: BTreeMap<String, String> = BTreeMap::new();
    for component in std::mem::take(&mut bom.components) {
        let purl = same_thing(&component);
        match purl.as_ref().and_then(|purl| by_purl.get(purl)) {
            Some(index) => {
                let first: &mut Component = &mut kept[*index];
                now_called.insert(component.id.clone(), first.id.clone());
                unite(first, component);
            }
            None => {
                if let Some(purl) = purl {
                    by_purl.insert(purl, kept.len());
                }
                kept.push(component);
            }
        }
    }
    bom.components = kept;
    rename(&mut bom, &now_called);
    bom
}

fn unite(first: &mut Component, other: Component) {
    let hashes: BTreeSet<_> = first.hashes.drain(..).chain(other.hashes).collect();
    first.hashes = hashes.into_iter().collect();
    first.licences = std::mem::take(&mut first.licences).or_better(other.licences);
    first.producer = std::mem::take(&mut first.producer).or_better(other.producer);
    first.version = std::mem::take(&mut first.version).or_better(other.version);
    // Needed in one place is needed.
    first.scope = match (first.scope, other.scope) {
        (Some(one), Some(two)) => Some(one.min(two)),
        _ => None,
    };
    first.cpe = first.cpe.take().or(other.cpe);
    first.description = first.description.take().or(other.description);
    first.origin = first.origin.take().or(other.origin);
    for property in other.properties {
        if !first.properties.contains(&property) {
            first.properties.push(property);
        }
    }
}

fn rename(bom: &mut Bom, now_called: &BTreeMap<String, String>) {
    if now_called.is_empty() {
        return;
    }
    let name = |id: String| now_called.get(&id).cloned().unwrap_or(id);
    for (from, list) in std::mem::take(&mut bom.depends) {
        let from = name(from);
        bom.depends.entry(from.clone()).or_default();
        for to in list {
            let to = name(to);
            if to != from {
                bom.link(&from, &to);
            }
        }
    }
    for component in &mut bom.components {
        component.part_of = component.part_of.take().map(name).filter(|id| *id != component.id);
    }
    for statement in &mut bom.vulnerabilities {
        for affected in &mut statement.affects {
            affected.reference = name(std::mem::take(&mut affected.reference));
        }
        statement.affects.dedup();
    }
}

/// One document out of several: the products of the parts become direct dependencies of the new
/// product. The ids of part `n` get the prefix `n/`, then equal packages are folded.
#[must_use]
pub fn merge(top: Component, parts: Vec<Bom>) -> Bom {
    let mut whole = Bom::default();
    let root = top.id.clone();
    whole.top = Some(top);
    for (index, mut part) in parts.into_iter().enumerate() {
        let prefix = |id: &str| format!("{index}/{id}");
        let direct: Vec<String> = match part.top.take() {
            Some(product) => {
                let id = prefix(&product.id);
                part.components.insert(0, product);
                vec![id]
            }
            None => part.components.iter().map(|component| prefix(&component.id)).collect(),
        };
        for mut component in part.components {
            component.id = prefix(&component.id);
            component.part_of = component.part_of.map(|id| prefix(&id));
            whole.components.push(component);
        }
        for (from, list) in part.depends {
            let list = list.iter().map(|to| prefix(to)).collect();
            whole.depends.insert(prefix(&from), list);
        }
        for mut statement in part.vulnerabilities {
            for affected in &mut statement.affects {
                affected.reference = prefix(&affected.reference);
            }
            whole.vulnerabilities.push(statement);
        }
        for to in direct {
            whole.link(&root, &to);
        }
        whole.metadata.tools.extend(part.metadata.tools);
    }
    whole.metadata.tools.dedup();
    whole.metadata.supplier = Said::Missing;
    fold_same_purls(whole)
}

//! What all readers share about the graph: one entry for each package at each version, and who is
//! direct when the file does not say.

use super::model::{Inventory, Package, ReadError, Relation, Scope};
use super::{EDGES_MAX, PACKAGES_MAX};
use std::collections::BTreeSet;

/// Refuses what is too large to be a lock file.
pub(crate) fn guard(inventory: &Inventory) -> Result<(), ReadError> {
    let packages = inventory.packages.len();
    if packages > PACKAGES_MAX {
        let what = format!("more than {PACKAGES_MAX} packages");
        return Err(ReadError::new("the file", what));
    }
    let edges: usize = inventory.packages.iter().map(|it| it.needs.len()).sum();
    if edges > EDGES_MAX {
        let what = format!("more than {EDGES_MAX} dependencies between packages");
        return Err(ReadError::new("the file", what));
    }
    Ok(())
}

/// Merges entries that are the same package at the same version, and settles relations.
pub(crate) fn tidy(inventory: &mut Inventory) -> Result<(), ReadError> {
    guard(inventory)?;
    let old = std::mem::take(&mut inventory.packages);
    let firsts = firsts(&old);
    let mut moved: Vec<usize> = Vec::with_capacity(old.len());
    let mut kept: Vec<Package> = Vec::with_capacity(old.len());
    for (package, first) in old.into_iter().zip(firsts) {
        // Whoever comes first is in its place already when another of it comes.
        let at = moved.get(first).copied().unwrap_or(kept.len());
        moved.push(at);
        match kept.get_mut(at) {
            None => kept.push(package),
            Some(known) => merge(known, package),
        }
    }
    for (at, package) in kept.iter_mut().enumerate() {
        let needs = &mut package.needs;
        // In place: whoever has none to lose keeps its list.
        needs.retain_mut(|it| match moved.get(*it) {
            Some(to) if *to != at => {
                *it = *to;
                true
            }
            _ => false,
        });
        needs.sort_unstable();
        needs.dedup();
        package.hashes.sort();
        package.hashes.dedup();
    }
    inventory.packages = kept;
    settle_relations(inventory);
    inventory.notes.sort();
    inventory.notes.dedup();
    Ok(())
}

/// For each package the place of the first that is the same at the same version: sorted, because
/// lock files are mostly so already.
fn firsts(packages: &[Package]) -> Vec<usize> {
    let identity = |at: usize| {
        let Package { kind, namespace, name, version, qualifiers, .. } = &packages[at];
        (name, *kind, namespace, version, qualifiers)
    };
    let mut order: Vec<usize> = (0..packages.len()).collect();
    order.sort_by(|a, b| identity(*a).cmp(&identity(*b)));
    let mut firsts: Vec<usize> = (0..packages.len()).collect();
    for same in order.chunk_by(|a, b| identity(*a) == identity(*b)) {
        for at in same {
            firsts[*at] = same[0];
        }
    }
    firsts
}

fn merge(known: &mut Package, other: Package) {
    known.needs.extend(other.needs);
    known.hashes.extend(other.hashes);
    known.licence = known.licence.take().or(other.licence);
    known.relation = known.relation.min(other.relation);
    // What is needed at run time by one is needed at run time.
    known.scope = known.scope.min(other.scope);
    known.wanted = known.wanted.take().or(other.wanted);
}

/// Where nothing is known to be direct, what no other package needs was asked for by the project.
fn settle_relations(inventory: &mut Inventory) {
    let packages = &mut inventory.packages;
    let is_told = packages.iter().any(|it| it.relation != Relation::Unknown);
    if is_told {
        return;
    }
    let needed: BTreeSet<usize> = packages.iter().flat_map(|it| it.needs.clone()).collect();
    if needed.is_empty() {
        return;
    }
    for (at, package) in packages.iter_mut().enumerate() {
        if !needed.contains(&at) {
            package.relation = Relation::Direct;
        }
    }
}

/// Marks what is asked for, and everything else as transitive.
pub(crate) fn mark_direct(packages: &mut [Package], is_direct: impl Fn(&Package) -> bool) {
    for package in packages.iter_mut() {
        let direct = is_direct(package);
        package.relation = if direct { Relation::Direct } else { Relation::Transitive };
    }
}

/// Whatever only these roots reach is for development.
pub(crate) fn mark_development(packages: &mut [Package], runtime_roots: &[usize]) {
    let mut reached = vec![false; packages.len()];
    let mut waiting: Vec<usize> = runtime_roots.to_vec();
    while let Some(at) = waiting.pop() {
        if let (Some(mark), Some(package)) = (reached.get_mut(at), packages.get(at))
            && !std::mem::replace(mark, true)
        {
            waiting.extend(&package.needs);
        }
    }
    for (package, is_reached) in packages.iter_mut().zip(reached) {
        if !is_reached {
            package.scope = Scope::Development;
        }
    }
}

//! Who depends on whom: direct and transitive told apart, and the shortest way by which a component
//! came in.
//!
//! Dependencies may form circles and may name what is not there. **Must never** recurse, and never
//! visit a component twice.

use std::collections::{HashMap, VecDeque};

use super::{Bom, Component};

/// How a component came into the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// The product itself.
    Top,
    /// The product depends on it or contains it.
    Direct,
    /// Something that the product depends on needs it.
    Transitive,
    /// Nothing in the document leads to it.
    Unlinked,
}

/// A walk over the dependencies of a document.
#[derive(Debug)]
pub struct Graph<'b> {
    things: Vec<&'b Component>,
    by_id: HashMap<&'b str, usize>,
    next: Vec<Vec<usize>>,
    /// For each thing the distance from the product and the thing before it.
    from: Vec<Option<(usize, usize)>>,
    dangling: Vec<(&'b str, &'b str)>,
}

impl<'b> Graph<'b> {
    pub(super) fn of(bom: &'b Bom) -> Self {
        let things: Vec<&Component> = bom.everything().collect();
        let by_id: HashMap<&str, usize> =
            things.iter().enumerate().map(|(index, thing)| (thing.id.as_str(), index)).collect();
        let mut next = vec![Vec::new(); things.len()];
        let mut dangling = Vec::new();
        for (from, list) in &bom.depends {
            let place = by_id.get(from.as_str());
            for to in list {
                match (place, by_id.get(to.as_str())) {
                    (Some(place), Some(to)) => next[*place].push(*to),
                    _ => dangling.push((from.as_str(), to.as_str())),
                }
            }
        }
        for (index, thing) in things.iter().enumerate() {
            if let Some(whole) = thing.part_of.as_deref().and_then(|id| by_id.get(id)) {
                next[*whole].push(index);
            }
        }
        let from = distances(&next, bom.top.is_some());
        Self { things, by_id, next, from, dangling }
    }

    /// How a component came in.
    #[must_use]
    pub fn reach(&self, id: &str) -> Reach {
        reach(self.by_id.get(id).and_then(|index| self.from[*index]))
    }

    /// How each came in, in the order of [`Bom::everything`].
    pub fn reaches(&self) -> impl Iterator<Item = Reach> {
        self.from.iter().copied().map(reach)
    }

    /// The shortest way from the product to a component, both included; empty if there is none.
    #[must_use]
    pub fn path(&self, id: &str) -> Vec<&'b Component> {
        let Some(mut at) = self.by_id.get(id).copied() else { return Vec::new() };
        let mut path = Vec::new();
        while let Some((distance, before)) = self.from[at] {
            path.push(self.things[at]);
            if distance == 0 {
                break;
            }
            at = before;
        }
        path.reverse();
        path
    }

    /// The shortest ways through each of a component's dependants, at most `paths_max`.
    #[must_use]
    pub fn paths(&self, id: &str, paths_max: usize) -> Vec<Vec<&'b Component>> {
        let Some(target) = self.by_id.get(id).copied() else { return Vec::new() };
        let mut paths: Vec<Vec<&Component>> = Vec::new();
        for (index, next) in self.next.iter().enumerate() {
            if next.contains(&target) && self.from[index].is_some() {
                let mut path = self.path(&self.things[index].id);
                // A way through the component itself is no way by which it came in.
                if !path.iter().any(|thing| thing.id == id) {
                    path.push(self.things[target]);
                    paths.push(path);
                }
            }
        }
        paths.sort_by_key(Vec::len);
        paths.truncate(paths_max);
        paths
    }

    /// What is named as a dependency or a dependant and is not in the document: (from, to).
    #[must_use]
    pub fn dangling(&self) -> &[(&'b str, &'b str)] {
        &self.dangling
    }

    /// Whether some component depends on itself by way of others.
    #[must_use]
    pub fn has_circle(&self) -> bool {
        let mut waiting = vec![0_usize; self.next.len()];
        for to in self.next.iter().flatten() {
            waiting[*to] += 1;
        }
        let mut free: Vec<usize> = (0..waiting.len()).filter(|at| waiting[*at] == 0).collect();
        let mut done = 0;
        while let Some(at) = free.pop() {
            done += 1;
            for to in &self.next[at] {
                waiting[*to] -= 1;
                if waiting[*to] == 0 {
                    free.push(*to);
                }
            }
        }
        done < self.next.len()
    }
}

fn reach(from: Option<(usize, usize)>) -> Reach {
    match from {
        Some((0, _)) => Reach::Top,
        Some((1, _)) => Reach::Direct,
        Some(_) => Reach::Transitive,
        None => Reach::Unlinked,
    }
}

/// Breadth first from the first thing.
fn distances(next: &[Vec<usize>], has_top: bool) -> Vec<Option<(usize, usize)>> {
    let mut from = vec![None; next.len()];
    if !has_top {
        return from;
    }
    from[0] = Some((0, 0));
    let mut queue = VecDeque::from([(0_usize, 0_usize)]);
    while let Some((at, distance)) = queue.pop_front() {
        for to in &next[at] {
            if from[*to].is_none() {
                from[*to] = Some((distance + 1, at));
                queue.push_back((*to, distance + 1));
            }
        }
    }
    from
}

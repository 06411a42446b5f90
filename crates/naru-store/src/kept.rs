//! What the writer has read by key and keeps from one batch to the next: facts that nearly every
//! command asks for and that change seldom.
//!
//! Nothing kept can be stale: all that is written goes through the one writer, and a statement that
//! names one of the tables makes it forget. A statement run for one owner
//! ([`crate::Tx::exec_for`]) makes it forget that owner's facts alone; any other forgets all.
//! Whatever undoes a write forgets all too.
//!
//! It must never know what is kept.

use crate::value::Val;
use std::any::Any;
use std::collections::HashMap;
use std::sync::Arc;

/// Facts of one kind, read from these tables.
#[derive(Debug)]
pub struct Kept {
    /// A statement that names one of them may change a fact.
    pub tables: &'static [&'static str],
}

/// Owners in one generation. There are two: what was not asked for during one goes with it.
const OWNERS_MAX: usize = 1 << 15;

type Fact = Arc<dyn Any + Send + Sync>;
/// An owner's facts by the rest of their keys. Few: a list is searched faster than a map.
type Facts = Vec<(Box<[u8]>, Fact)>;

#[derive(Debug, Default)]
struct Generations {
    young: HashMap<Box<[u8]>, Facts>,
    old: HashMap<Box<[u8]>, Facts>,
}

impl Generations {
    fn clear(&mut self) {
        self.young.clear();
        self.old.clear();
    }

    fn forget(&mut self, owner: &[u8]) {
        self.young.remove(owner);
        self.old.remove(owner);
    }

    /// The owner's facts, among the young.
    fn of(&mut self, owner: &[u8]) -> &mut Facts {
        if !self.young.contains_key(owner) {
            if self.young.len() >= OWNERS_MAX {
                self.old = std::mem::take(&mut self.young);
            }
            let facts = self.old.remove(owner).unwrap_or_default();
            self.young.insert(owner.into(), facts);
        }
        self.young.get_mut(owner).expect("it was there or was put there just now")
    }
}

/// Everything that a writer keeps.
#[derive(Debug, Default)]
pub(crate) struct Keeps {
    kinds: Vec<(&'static Kept, Generations)>,
    /// Whether a statement, by its place in memory, names a table of something kept.
    concerned: HashMap<(usize, usize), bool>,
    /// The bytes of the last owner and of the last key, so that finding a fact allocates nothing.
    owner: Vec<u8>,
    rest: Vec<u8>,
}

impl Keeps {
    /// Forgets everything: what was written is undone.
    pub(crate) fn clear(&mut self) {
        for (_, facts) in &mut self.kinds {
            facts.clear();
        }
    }

    /// A statement that may write is about to run.
    pub(crate) fn before(&mut self, sql: &'static str) {
        let kinds = &self.kinds;
        let names = |kept: &Kept| kept.tables.iter().any(|table| sql.contains(table));
        let is = || kinds.iter().any(|(kept, _)| names(kept));
        if *self.concerned.entry((sql.as_ptr().addr(), sql.len())).or_insert_with(is) {
            self.clear();
        }
    }

    /// A statement that changes facts of this owner alone is about to run.
    pub(crate) fn forget(&mut self, kept: &'static Kept, owner: &[Val<'_>]) {
        crate::tally::encode(owner, &mut self.owner);
        let place = self.place(kept);
        self.kinds[place].1.forget(&self.owner);
    }

    pub(crate) fn find<T: Send + Sync + 'static>(
        &mut self,
        kept: &'static Kept,
        owner: &[Val<'_>],
        rest: &[Val<'_>],
    ) -> Option<Arc<T>> {
        crate::tally::encode(owner, &mut self.owner);
        crate::tally::encode(rest, &mut self.rest);
        let place = self.place(kept);
        let facts = self.kinds[place].1.of(&self.owner);
        let (_, fact) = facts.iter().find(|(key, _)| **key == *self.rest)?;
        fact.clone().downcast().ok()
    }

    /// Keeps what [`Keeps::find`] did not find under the same key just before.
    pub(crate) fn keep<T: Send + Sync + 'static>(
        &mut self,
        kept: &'static Kept,
        owner: &[Val<'_>],
        rest: &[Val<'_>],
        fact: Arc<T>,
    ) {
        crate::tally::encode(owner, &mut self.owner);
        crate::tally::encode(rest, &mut self.rest);
        let place = self.place(kept);
        let facts = self.kinds[place].1.of(&self.owner);
        facts.retain(|(key, _)| **key != *self.rest);
        facts.push((self.rest.as_slice().into(), fact));
    }

    fn place(&mut self, kept: &'static Kept) -> usize {
        let found = self.kinds.iter().position(|(it, _)| std::ptr::eq(*it, kept));
        found.unwrap_or_else(|| {
            self.concerned.clear();
            self.kinds.push((kept, Generations::default()));
            self.kinds.len() - 1
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args;

    static USERS: Kept = Kept { tables: &["kept_user"] };
    const OTHER: &str = "UPDATE something_else SET a = 1";
    const WRITES: &str = "UPDATE kept_user SET a = 1";

    fn keep(keeps: &mut Keeps, owner: i64, rest: &str, fact: i64) {
        keeps.keep(&USERS, args![owner], args![rest], Arc::new(fact));
    }

    fn found(keeps: &mut Keeps, owner: i64, rest: &str) -> Option<i64> {
        keeps.find::<i64>(&USERS, args![owner], args![rest]).map(|it| *it)
    }

    #[test]
    fn a_fact_is_found_until_something_may_have_changed_it() {
        let mut keeps = Keeps::default();
        assert_eq!(found(&mut keeps, 1, "a"), None);
        keep(&mut keeps, 1, "a", 11);
        keep(&mut keeps, 1, "b", 12);
        keep(&mut keeps, 2, "a", 21);
        keeps.before(OTHER);
        assert_eq!(found(&mut keeps, 1, "a"), Some(11));
        keeps.forget(&USERS, args![1_i64]);
        assert_eq!(found(&mut keeps, 1, "a"), None);
        assert_eq!(found(&mut keeps, 1, "b"), None);
        assert_eq!(found(&mut keeps, 2, "a"), Some(21), "another owner's");
        keeps.before(WRITES);
        assert_eq!(found(&mut keeps, 2, "a"), None, "nobody knows whose this statement changes");
    }

    #[test]
    fn what_is_not_asked_for_goes() {
        let mut keeps = Keeps::default();
        keep(&mut keeps, -1, "a", 1);
        keep(&mut keeps, -2, "a", 2);
        let many = i64::try_from(OWNERS_MAX).unwrap();
        for owner in 0..2 * many {
            keep(&mut keeps, owner, "a", owner);
            assert_eq!(found(&mut keeps, -1, "a"), Some(1));
        }
        assert_eq!(found(&mut keeps, -2, "a"), None);
        let kept = keeps.kinds[0].1.young.len() + keeps.kinds[0].1.old.len();
        assert!(kept <= 2 * OWNERS_MAX, "{kept}");
    }
}

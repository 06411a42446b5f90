//! Version ranges in the `vers` notation, and from the ecosystems' own notations.
//!
//! `vers:npm/>=1.0.0|<2.0.0`: signposts in the order of versions. [`Vers::parse`] takes the
//! canonical form and nothing else, as the specification demands; [`Vers::parse_lenient`] puts in
//! order what others wrote. **Must never** decide order itself: that is [`crate::version`]'s.

mod native;
mod parse;

use crate::purl::escape;
use crate::version::{Scheme, compare, sorted_by};
use std::cmp::Ordering;
use std::fmt;

/// Longest range that is read.
pub const VERS_BYTES_MAX: usize = 256 * 1024;

/// Why a text is no range. It says what and what it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a version range: {0}")]
pub struct VersError(String);

/// What a constraint demands of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparator {
    /// `=`, written as nothing.
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `*`, alone.
    Any,
}

impl Comparator {
    /// As the specification names it.
    pub fn sign(self) -> &'static str {
        match self {
            Comparator::Equal => "=",
            Comparator::NotEqual => "!=",
            Comparator::Less => "<",
            Comparator::LessOrEqual => "<=",
            Comparator::Greater => ">",
            Comparator::GreaterOrEqual => ">=",
            Comparator::Any => "*",
        }
    }
    fn opens(self) -> bool {
        matches!(self, Comparator::Greater | Comparator::GreaterOrEqual)
    }
    fn closes(self) -> bool {
        matches!(self, Comparator::Less | Comparator::LessOrEqual)
    }
}

/// A comparator and the version it speaks of; none for `*`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Constraint {
    /// What is demanded.
    pub comparator: Comparator,
    /// Of which version.
    pub version: String,
}

/// A range of versions.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Vers {
    kind: String,
    constraints: Vec<Constraint>,
}

impl Vers {
    /// Reads a range in canonical form.
    ///
    /// # Errors
    /// When it is not canonical: white space, order, duplicates, comparators that make no sense.
    pub fn parse(text: &str) -> Result<Vers, VersError> {
        parse::canonical(text)
    }
    /// Reads a range and puts its constraints in order.
    ///
    /// # Errors
    /// When it cannot be read at all.
    pub fn parse_lenient(text: &str) -> Result<Vers, VersError> {
        parse::lenient(text)
    }
    /// The range behind an ecosystem's own notation: `^1.2` of npm, `~> 2.0` of RubyGems.
    ///
    /// # Errors
    /// When the notation is not known or the text is none of it.
    pub fn of_native(kind: &str, text: &str) -> Result<Vers, VersError> {
        native::range(kind, text)
    }
    /// The type, which says how versions are ordered.
    pub fn kind(&self) -> &str {
        &self.kind
    }
    /// The constraints in the order of their versions.
    pub fn constraints(&self) -> &[Constraint] {
        &self.constraints
    }

    /// Whether a version lies in the range. Nothing if that needs an order that is not known.
    pub fn contains(&self, version: &str) -> Option<bool> {
        match self.kind.as_str() {
            "all" => return Some(true),
            "none" => return Some(false),
            _ => {}
        }
        if self.constraints.iter().any(|one| one.comparator == Comparator::Any) {
            return Some(true);
        }
        let Some(scheme) = Scheme::of_kind(&self.kind) else { return self.contains_text(version) };
        let is_at = |one: &&Constraint| compare(scheme, &one.version, version) == Ordering::Equal;
        let mut here = self.constraints.iter().filter(is_at);
        if here.clone().any(|one| one.comparator == Comparator::NotEqual) {
            return Some(false);
        }
        let with = |one: &Constraint| {
            matches!(
                one.comparator,
                Comparator::Equal | Comparator::LessOrEqual | Comparator::GreaterOrEqual
            )
        };
        if here.any(with) {
            return Some(true);
        }
        let posts = self.simplified(scheme);
        if posts.is_empty() {
            let has_equal = self.constraints.iter().any(|one| one.comparator == Comparator::Equal);
            // Only exceptions: everything else is in.
            return Some(!has_equal && !self.constraints.is_empty());
        }
        let mut is_inside = posts[0].comparator.closes();
        for post in posts {
            match compare(scheme, version, &post.version) {
                Ordering::Less => return Some(is_inside),
                Ordering::Equal => return Some(false),
                Ordering::Greater => is_inside = post.comparator.opens(),
            }
        }
        Some(is_inside)
    }

    /// Without an order only equality can be told.
    fn contains_text(&self, version: &str) -> Option<bool> {
        let here = self.constraints.iter().find(|one| one.version == version);
        match here.map(|one| one.comparator) {
            Some(Comparator::NotEqual) => Some(false),
            Some(Comparator::Equal | Comparator::LessOrEqual | Comparator::GreaterOrEqual) => {
                Some(true)
            }
            _ => None,
        }
    }

    /// The opening and closing constraints that are left when the redundant ones are gone: of two
    /// that open the first counts, of two that close the last.
    fn simplified(&self, scheme: Scheme) -> Vec<&Constraint> {
        let posts =
            self.constraints.iter().filter(|one| one.comparator.opens() || one.comparator.closes());
        let posts = sorted_by(posts.collect(), &|a: &&Constraint, b: &&Constraint| {
            compare(scheme, &a.version, &b.version)
        });
        let mut kept: Vec<&Constraint> = Vec::new();
        for post in posts {
            match kept.last() {
                Some(last) if last.comparator.opens() && post.comparator.opens() => {}
                Some(last) if last.comparator.closes() && post.comparator.closes() => {
                    kept.pop();
                    kept.push(post);
                }
                _ => kept.push(post),
            }
        }
        kept
    }

    /// The constraints sorted by version; at one version what closes comes before what opens.
    fn sorted(kind: &str, mut constraints: Vec<Constraint>) -> Vers {
        if let Some(scheme) = Scheme::of_kind(kind) {
            constraints = sorted_by(constraints, &|a: &Constraint, b: &Constraint| {
                let rank = |one: &Constraint| (!one.comparator.closes(), one.comparator.opens());
                compare(scheme, &a.version, &b.version).then_with(|| rank(a).cmp(&rank(b)))
            });
        }
        Vers { kind: kind.to_owned(), constraints }
    }
}

impl fmt::Display for Vers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "vers:{}/", self.kind)?;
        for (at, one) in self.constraints.iter().enumerate() {
            if at > 0 {
                f.write_str("|")?;
            }
            if one.comparator != Comparator::Equal {
                f.write_str(one.comparator.sign())?;
            }
            escape::write_reserved(f, &one.version, parse::is_reserved)?;
        }
        Ok(())
    }
}

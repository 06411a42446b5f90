//! Whether a component's licence may be combined into work under another: from a matrix given as
//! data, in the shape in which OSADL publishes it.
//!
//! **Must never** take "unknown", "look at the dependency" or a licence that the matrix does not
//! know for "yes".

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::expression::{Expression, Term};

/// What a matrix says of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It may not.
    No,
    /// Nobody knows, or the matrix does not have the pair.
    Unknown,
    /// It depends on how they are combined.
    CheckDependency,
    /// It may.
    Yes,
    /// It is the same licence.
    Same,
}

impl Verdict {
    /// Whether it may be combined without anybody looking at it.
    #[must_use]
    pub const fn is_allowed(self) -> bool {
        matches!(self, Self::Yes | Self::Same)
    }

    /// The word that the matrix has for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::No => "No",
            Self::Unknown => "Unknown",
            Self::CheckDependency => "Check dependency",
            Self::Yes => "Yes",
            Self::Same => "Same",
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        let all = [Self::No, Self::Unknown, Self::CheckDependency, Self::Yes, Self::Same];
        all.into_iter().find(|verdict| verdict.word() == word)
    }

    /// The sentence in Korean.
    #[must_use]
    pub const fn ko(self) -> &'static str {
        match self {
            Self::No => "함께 배포할 수 없습니다.",
            Self::Unknown => "양립 여부를 알 수 없습니다. 법무 검토가 필요합니다.",
            Self::CheckDependency => "결합 방식에 따라 다릅니다. 결합 방식을 확인하십시오.",
            Self::Yes => "함께 배포할 수 있습니다.",
            Self::Same => "같은 라이선스입니다.",
        }
    }

    /// The sentence in English.
    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Self::No => "They cannot be distributed together.",
            Self::Unknown => "Whether they are compatible is not known. A lawyer must look at it.",
            Self::CheckDependency => "It depends on how they are combined. Check that.",
            Self::Yes => "They can be distributed together.",
            Self::Same => "It is the same licence.",
        }
    }
}

/// A matrix of licences: rows lead, columns are combined into them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matrix {
    names: BTreeMap<String, usize>,
    order: Vec<String>,
    cells: Vec<Verdict>,
}

/// Why a text is no matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatrixError {
    /// It has no line of names.
    Empty,
    /// A line has not as many cells as there are names: the line, counted from 1.
    Ragged(usize),
    /// A line's name is not that of its column: the line, counted from 1.
    OutOfOrder(usize),
    /// A word that is no verdict: line and column, counted from 1.
    BadWord(usize, usize),
    /// A name appears twice.
    Repeated(String),
}

impl fmt::Display for MatrixError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the matrix has no line of names"),
            Self::Ragged(line) => write!(f, "line {line} has not one cell for each name"),
            Self::OutOfOrder(line) => write!(f, "line {line} is not in the order of the columns"),
            Self::BadWord(line, column) => {
                write!(f, "line {line}, column {column} is no verdict of the matrix")
            }
            Self::Repeated(name) => write!(f, "the licence {name} appears twice"),
        }
    }
}

impl std::error::Error for MatrixError {}

impl Matrix {
    /// Reads a matrix: names in the first line, then a line for each name, cells parted by commas.
    ///
    /// # Errors
    ///
    /// The line and column at which it is no matrix.
    pub fn of_csv(text: &str) -> Result<Self, MatrixError> {
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        let head = lines.next().ok_or(MatrixError::Empty)?;
        let order: Vec<String> =
            head.split(',').skip(1).map(|name| name.trim().to_owned()).collect();
        let mut names = BTreeMap::new();
        for (index, name) in order.iter().enumerate() {
            if names.insert(name.clone(), index).is_some() {
                return Err(MatrixError::Repeated(name.clone()));
            }
        }
        let mut cells = Vec::with_capacity(order.len() * order.len());
        let mut rows = 0;
        for (row, line) in lines.enumerate() {
            let mut parts = line.split(',');
            if parts.next().map(str::trim) != order.get(row).map(String::as_str) {
                return Err(MatrixError::OutOfOrder(row + 2));
            }
            for (column, word) in parts.enumerate() {
                let verdict = Verdict::of_word(word.trim());
                cells.push(verdict.ok_or(MatrixError::BadWord(row + 2, column + 2))?);
            }
            if cells.len() != (row + 1) * order.len() {
                return Err(MatrixError::Ragged(row + 2));
            }
            rows = row + 1;
        }
        if order.is_empty() || rows != order.len() {
            return Err(MatrixError::Ragged(rows + 1));
        }
        Ok(Self { names, order, cells })
    }

    /// The licences that the matrix knows, in its order.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.order
    }

    /// What the matrix says of a pair; unknown if it does not know one of them.
    #[must_use]
    pub fn verdict(&self, leading: &str, subordinate: &str) -> Verdict {
        let pair = self.names.get(leading).zip(self.names.get(subordinate));
        let cell = pair.and_then(|(row, column)| self.cells.get(row * self.order.len() + column));
        cell.copied().unwrap_or(Verdict::Unknown)
    }

    fn of_term(&self, leading: &str, term: &Term) -> Verdict {
        // An exception changes what a licence asks for; the matrix may know it by its full name.
        if term.exception.is_some() {
            let whole = self.verdict(leading, &term.to_string());
            if whole != Verdict::Unknown {
                return whole;
            }
            // It only gives further permissions: what goes without it goes with it, nothing else.
            let bare = self.verdict(leading, &term.licence);
            return if bare.is_allowed() { Verdict::Yes } else { Verdict::Unknown };
        }
        self.verdict(leading, &term.licence)
    }

    /// Whether work under a leading licence may take in a component: the best of the component's
    /// choices, each as good as its worst term. Answers with the choice.
    #[must_use]
    pub fn judge<'e>(
        &self,
        leading: &str,
        component: &'e Expression,
    ) -> (Verdict, Option<&'e BTreeSet<Term>>) {
        let worst = |choice: &BTreeSet<Term>| {
            let verdicts = choice.iter().map(|term| self.of_term(leading, term));
            verdicts.min().unwrap_or(Verdict::Unknown)
        };
        let mut best = (Verdict::No, None);
        for choice in component.choices() {
            let verdict = worst(choice);
            if best.1.is_none() || verdict > best.0 {
                best = (verdict, Some(choice));
            }
        }
        if best.1.is_none() { (Verdict::Unknown, None) } else { best }
    }
}

//! SPDX expressions: what must be obeyed together, and what may be chosen.
//!
//! **Must never** choose: it lists the choices.

use std::collections::BTreeSet;
use std::fmt;

use ::spdx::expression::{ExprNode, Operator};
use ::spdx::{LicenseItem, LicenseReq, ParseMode, error::Reason};

/// Longer expressions are not read.
const LENGTH_MAX: usize = 4096;
/// More choices than this are not listed: somebody must look at the expression.
const CHOICES_MAX: usize = 64;

/// One licence as an expression names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    /// The id of the SPDX list, or a reference `LicenseRef-…`.
    pub licence: String,
    /// The exception after `WITH`.
    pub exception: Option<String>,
    /// Whether later versions may be chosen (`+`, `-or-later`).
    pub or_later: bool,
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.licence)?;
        if self.or_later && !self.licence.ends_with("-or-later") {
            f.write_str("+")?;
        }
        match &self.exception {
            Some(exception) => write!(f, " WITH {exception}"),
            None => Ok(()),
        }
    }
}

/// An expression that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    text: String,
    /// Each is one way to obey: all of its terms together.
    choices: Vec<BTreeSet<Term>>,
}

/// Why a text is no expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpressionError {
    /// The first byte that is wrong, and the one after the last.
    pub span: (usize, usize),
    ko: &'static str,
    en: &'static str,
}

impl ExpressionError {
    /// The reason in Korean.
    #[must_use]
    pub const fn ko(&self) -> &'static str {
        self.ko
    }

    /// The reason in English.
    #[must_use]
    pub const fn en(&self) -> &'static str {
        self.en
    }
}

impl fmt::Display for ExpressionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (bytes {} to {})", self.en, self.span.0, self.span.1)
    }
}

impl std::error::Error for ExpressionError {}

const fn error(span: (usize, usize), ko: &'static str, en: &'static str) -> ExpressionError {
    ExpressionError { span, ko, en }
}

impl Expression {
    /// Reads an expression as the standard has it.
    ///
    /// # Errors
    ///
    /// The place and the reason: an unknown id, a parenthesis too many, an operator without terms.
    pub fn parse(text: &str) -> Result<Self, ExpressionError> {
        let strict = ParseMode { allow_deprecated: true, ..ParseMode::STRICT };
        Self::parse_as(text, strict)
    }

    /// Reads an expression as package registries have it: `MIT/Apache-2.0`, `GPL-3.0+`, `gplv2`.
    ///
    /// # Errors
    ///
    /// As [`Expression::parse`].
    pub fn parse_lenient(text: &str) -> Result<Self, ExpressionError> {
        Self::parse_as(text, ParseMode::LAX)
    }

    fn parse_as(text: &str, mode: ParseMode) -> Result<Self, ExpressionError> {
        if text.len() > LENGTH_MAX {
            let span = (LENGTH_MAX, text.len());
            return Err(error(span, "표현식이 너무 깁니다.", "The expression is too long."));
        }
        let read = ::spdx::Expression::parse_mode(text, mode).map_err(|refused| {
            let (ko, en) = reason(&refused.reason);
            error((refused.span.start, refused.span.end), ko, en)
        })?;
        let mut stack: Vec<Vec<BTreeSet<Term>>> = Vec::new();
        for node in read.iter() {
            let choices = match node {
                ExprNode::Req(wanted) => vec![BTreeSet::from([term(&wanted.req)])],
                ExprNode::Op(operator) => {
                    let right = stack.pop().unwrap_or_default();
                    let left = stack.pop().unwrap_or_default();
                    match operator {
                        Operator::Or => either(left, right),
                        Operator::And => both(&left, &right),
                    }
                }
            };
            if choices.len() > CHOICES_MAX {
                let span = (0, text.len());
                return Err(error(
                    span,
                    "고를 수 있는 방법이 너무 많습니다. 표현식을 줄이십시오.",
                    "It has too many choices. Shorten the expression.",
                ));
            }
            stack.push(choices);
        }
        let choices = stack.pop().unwrap_or_default();
        Ok(Self { text: text.trim().to_owned(), choices })
    }

    /// The expression as it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The ways to obey it; each is a set of terms that must all be obeyed.
    #[must_use]
    pub fn choices(&self) -> &[BTreeSet<Term>] {
        &self.choices
    }

    /// Every term, chosen or not.
    #[must_use]
    pub fn terms(&self) -> BTreeSet<&Term> {
        self.choices.iter().flatten().collect()
    }

    /// Whether it can be obeyed with the terms that a test allows: in some choice all of them.
    pub fn is_met(&self, mut is_allowed: impl FnMut(&Term) -> bool) -> bool {
        self.choices.iter().any(|choice| choice.iter().all(&mut is_allowed))
    }
}

fn either(mut left: Vec<BTreeSet<Term>>, right: Vec<BTreeSet<Term>>) -> Vec<BTreeSet<Term>> {
    for choice in right {
        if !left.contains(&choice) {
            left.push(choice);
        }
    }
    left
}

fn both(left: &[BTreeSet<Term>], right: &[BTreeSet<Term>]) -> Vec<BTreeSet<Term>> {
    // One more than is kept is enough to be refused.
    let pairs = left.iter().flat_map(|one| right.iter().map(move |two| one | two));
    let mut all: Vec<BTreeSet<Term>> = Vec::new();
    for choice in pairs.take((CHOICES_MAX + 1) * (CHOICES_MAX + 1)) {
        if !all.contains(&choice) {
            all.push(choice);
        }
        if all.len() > CHOICES_MAX {
            break;
        }
    }
    all
}

fn term(wanted: &LicenseReq) -> Term {
    let (licence, or_later) = match &wanted.license {
        LicenseItem::Spdx { id, or_later } => {
            let name = id.name.to_owned();
            let is_later = *or_later || name.ends_with("-or-later");
            (name, is_later)
        }
        LicenseItem::Other(other) => (other.to_string(), false),
    };
    Term { licence, exception: wanted.addition.as_ref().map(ToString::to_string), or_later }
}

fn reason(reason: &Reason) -> (&'static str, &'static str) {
    match reason {
        Reason::UnknownLicense | Reason::UnknownTerm => (
            "SPDX 목록에 없는 라이선스입니다. 목록에 없으면 LicenseRef-로 적으십시오.",
            "The licence is not on the SPDX list. Write LicenseRef- for one that is not.",
        ),
        Reason::UnknownException => {
            ("SPDX 목록에 없는 예외입니다.", "The exception is not on the SPDX list.")
        }
        Reason::InvalidCharacters => {
            ("표현식에 쓸 수 없는 글자입니다.", "It has characters that an expression cannot have.")
        }
        Reason::UnclosedParens => ("괄호가 닫히지 않았습니다.", "A parenthesis is not closed."),
        Reason::UnopenedParens => {
            ("열지 않은 괄호를 닫았습니다.", "A parenthesis was never opened.")
        }
        Reason::Empty => ("표현식이 비었습니다.", "The expression is empty."),
        Reason::Unexpected(_) => ("여기에 올 수 없는 말입니다.", "This word cannot stand here."),
        Reason::SeparatedPlus => {
            ("+ 앞에 빈칸이 있습니다.", "There is a space before the plus sign.")
        }
        Reason::GnuNoPlus | Reason::GnuPlusWithSuffix => (
            "GNU 라이선스는 + 대신 -or-later로 적으십시오.",
            "Write -or-later instead of a plus sign for a GNU licence.",
        ),
        Reason::DeprecatedLicenseId => {
            ("더는 쓰지 않는 식별자입니다.", "The identifier is deprecated.")
        }
    }
}

/// Whether an id is on the SPDX list.
#[must_use]
pub fn is_listed(id: &str) -> bool {
    ::spdx::license_id(id).is_some_and(|known| known.name == id)
}

/// Whether an id is an exception on the SPDX list.
#[must_use]
pub fn is_listed_exception(id: &str) -> bool {
    ::spdx::exception_id(id).is_some_and(|known| known.name == id)
}

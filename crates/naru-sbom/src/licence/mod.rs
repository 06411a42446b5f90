//! Licences: expressions, texts, obligations and compatibility.
//!
//! **Must never** give legal comfort by silence: what is not known is said to be not known, and
//! never counts as allowed.

mod compat;
mod expression;
mod obligations;

pub use compat::{Matrix, MatrixError, Verdict};
pub use expression::{Expression, ExpressionError, Term, is_listed, is_listed_exception};
pub use obligations::{Obligation, Reach, UseCase, obligations, reach_of};

//! Security advisories in CSAF 2.0: the standard's mandatory tests (6.1.1 to 6.1.33), and what an
//! advisory says of each product, as VEX.
//!
//! A finding names the test, the place and the reason. **Must never** read statements out of a
//! document that fails a mandatory test.

mod cwe;
mod document;
mod history;
mod products;
mod scores;
mod shape;
mod statements;
mod texts;
mod tree;

use serde_json::Value;

use crate::json::{self, Limits};
use crate::refused::Refused;
use crate::vex::Statement;

pub use texts::TESTS;

/// A mandatory test that a document fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The number of the test, as `6.1.8`; `schema` if the document has not the shape of CSAF.
    pub test: &'static str,
    /// JSON pointer to the place.
    pub at: String,
    /// What it is about: an id, a value.
    pub about: String,
    /// Why it has not the shape, for `schema`.
    pub refused: Option<Refused>,
}

impl Finding {
    fn new(test: &'static str, at: impl Into<String>, about: impl Into<String>) -> Self {
        let about = crate::refused::excerpt(&about.into());
        Self { test, at: at.into(), about, refused: None }
    }

    fn of_shape(refused: Refused) -> Self {
        let (at, about) = (refused.at.clone(), String::new());
        Self { test: "schema", at, about, refused: Some(refused) }
    }
}

/// What an advisory says, and about what.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Advisory {
    /// Its tracking id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Its profile, as `csaf_vex`.
    pub category: String,
    /// Its version.
    pub version: String,
    /// When it was released in this version, RFC 3339.
    pub released: String,
    /// One statement for each vulnerability, status and reason.
    pub statements: Vec<Statement>,
}

/// Reads an advisory.
///
/// # Errors
///
/// Every mandatory test that it fails.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Advisory, Vec<Finding>> {
    let document = json::read(bytes, limits).map_err(|refused| vec![Finding::of_shape(refused)])?;
    let findings = judge(&document);
    if findings.is_empty() { Ok(statements::advisory(&document)) } else { Err(findings) }
}

/// Every mandatory test that a document fails, in the order of the tests.
#[must_use]
pub fn judge(document: &Value) -> Vec<Finding> {
    let shape = shape::faults(document);
    if !shape.is_empty() {
        return shape.into_iter().map(Finding::of_shape).collect();
    }
    let mut findings = Vec::new();
    let tree = tree::Tree::of(document);
    products::judge(document, &tree, &mut findings);
    scores::judge(document, &mut findings);
    document::judge(document, &tree, &mut findings);
    history::judge(document, &mut findings);
    findings.sort_by_key(|finding| TESTS.iter().position(|(test, _, _)| *test == finding.test));
    findings
}

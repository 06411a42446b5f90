//! SPDX 2.2 and 2.3, in JSON and in tag-value form, read into a [`Bom`]; written as 2.3 in JSON.
//!
//! **Must never** take `NOASSERTION` for `NONE`, nor either for silence.

mod check;
mod read;
mod tags;
mod write;

use serde_json::Value;

use crate::bom::Bom;
use crate::json::{self, Limits};
use crate::refused::Refused;

pub use write::write;

/// The versions that are read.
pub const VERSIONS: [&str; 2] = ["SPDX-2.2", "SPDX-2.3"];

/// At most so many faults of one document are told.
const FAULTS_MAX: usize = 20;

/// Reads a document in JSON.
///
/// # Errors
///
/// Everything that is wrong with it, at most twenty faults, each with its place.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Bom, Vec<Refused>> {
    let document = json::read(bytes, limits).map_err(|refused| vec![refused])?;
    of_value(&document)
}

/// Reads a document in tag-value form. Places are those of the same document in JSON.
///
/// # Errors
///
/// Everything that is wrong with it, at most twenty faults, each with its place.
pub fn read_tags(bytes: &[u8], limits: Limits) -> Result<Bom, Vec<Refused>> {
    let document = tags::read(bytes, limits).map_err(|refused| vec![refused])?;
    of_value(&document)
}

/// Reads a document that is already JSON.
///
/// # Errors
///
/// Everything that is wrong with it, at most twenty faults, each with its place.
pub fn of_value(document: &Value) -> Result<Bom, Vec<Refused>> {
    let faults = check::faults(document);
    if faults.is_empty() { Ok(read::bom(document)) } else { Err(faults) }
}

/// The document within an answer of GitHub's interface (`/dependency-graph/sbom`), which puts one
/// into an object of its own.
#[must_use]
pub fn of_github(document: &Value) -> Option<&Value> {
    document.get("sbom").filter(|inner| is_spdx(inner))
}

/// Whether a JSON value claims to be an SPDX document. One of SPDX 3 is refused by its version.
#[must_use]
pub fn is_spdx(document: &Value) -> bool {
    document.get("spdxVersion").is_some() || check::version_of_graph(document).is_some()
}

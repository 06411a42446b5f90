//! One reader for each format. Each takes from the tree what it understands and tells the draft;
//! what it leaves is kept as it is.

pub(crate) mod cyclonedx;
pub(crate) mod mobsf;
pub(crate) mod mobsfscan;
pub(crate) mod nmap;
pub(crate) mod nuclei;
pub(crate) mod oscal;
pub(crate) mod qark;
pub(crate) mod sarif;
mod sarif_places;
mod sarif_rules;
mod sarif_taxa;
pub(crate) mod semgrep;
pub(crate) mod spdx;
pub(crate) mod spdx3;
pub(crate) mod sslyze;
mod sslyze_checks;
pub(crate) mod testssl;
pub(crate) mod wapiti;
pub(crate) mod zap;

use crate::tree::Node;

/// Takes these fields as words under their own names; lists of texts one by one.
pub(crate) fn words(node: &mut Node, names: &[&str]) -> Vec<(String, String)> {
    let mut words = Vec::new();
    for name in names {
        let texts = node.take_texts(name).into_iter().filter(|it| !it.trim().is_empty());
        words.extend(texts.map(|it| ((*name).to_owned(), it)));
    }
    words
}

/// Where an item of a list stands.
pub(crate) fn at(place: &str, index: usize) -> String {
    format!("{place}/{index}")
}

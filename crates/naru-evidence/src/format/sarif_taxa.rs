//! The weaknesses that rules and results of a SARIF run name: in tags, in properties, and in
//! taxonomies, which they point into by name, position or GUID.

use crate::tree::Node;
use crate::weakness;

/// The taxonomies of a run.
pub(super) struct Taxonomies(Vec<Taxonomy>);

struct Taxonomy {
    name: String,
    guid: Option<String>,
    taxa: Vec<Taxon>,
}

struct Taxon {
    id: String,
    guid: Option<String>,
}

impl Taxonomies {
    pub(super) fn of(run: &Node) -> Taxonomies {
        let taxon = |it: &Node| Taxon { id: it.text("id").unwrap_or_default(), guid: guid_of(it) };
        let taxonomy = |it: &Node| Taxonomy {
            name: it.text("name").unwrap_or_default(),
            guid: guid_of(it),
            taxa: list(it.get("taxa")).iter().map(taxon).collect(),
        };
        Taxonomies(list(run.get("taxonomies")).iter().map(taxonomy).collect())
    }

    /// The weaknesses that a rule or a result names.
    pub(super) fn cwes_of(&self, node: &Node) -> Vec<u32> {
        let mut found = Vec::new();
        let properties = node.get("properties");
        let tags = list(properties.get("tags")).iter().filter_map(Node::as_text);
        for tag in tags.filter(|it| is_named(it)) {
            weakness::join(&mut found, weakness::cwes_in(&tag));
        }
        for name in ["cwe", "CWE", "cwes", "cwe-id", "cwe_id", "cweId"] {
            let texts: Vec<String> = match properties.get(name) {
                Node::List(items) => items.iter().filter_map(Node::as_text).collect(),
                other => other.as_text().into_iter().collect(),
            };
            texts.iter().for_each(|it| weakness::join(&mut found, weakness::cwes_in(it)));
        }
        for item in list(node.get("relationships")) {
            weakness::join(&mut found, self.cwes_at(item.get("target")));
        }
        for item in list(node.get("taxa")) {
            weakness::join(&mut found, self.cwes_at(item));
        }
        found
    }

    /// The weaknesses that a reference to a taxon means.
    fn cwes_at(&self, reference: &Node) -> Vec<u32> {
        let component = reference.get("toolComponent");
        let name = component.text("name");
        let taxonomy = self.find(component);
        let index = position(reference);
        let guid = guid_of(reference);
        let known = taxonomy.and_then(|it| {
            let by_guid = || it.taxa.iter().find(|it| guid.is_some() && it.guid == guid);
            index.and_then(|at| it.taxa.get(at)).or_else(by_guid)
        });
        let id = reference.text("id").or(known.map(|it| it.id.clone())).unwrap_or_default();
        let is_of_cwe = |it: &str| it.eq_ignore_ascii_case("cwe");
        let is_cwe =
            name.is_some_and(|it| is_of_cwe(&it)) || taxonomy.is_some_and(|it| is_of_cwe(&it.name));
        if is_cwe || is_named(&id) { weakness::cwes_in(&id) } else { Vec::new() }
    }

    fn find(&self, component: &Node) -> Option<&Taxonomy> {
        let guid = guid_of(component);
        let by_guid = || self.0.iter().find(|it| guid.is_some() && it.guid == guid);
        position(component).and_then(|at| self.0.get(at)).or_else(by_guid)
    }
}

/// The position that a reference names.
pub(super) fn position(reference: &Node) -> Option<usize> {
    reference.text("index").and_then(|it| it.parse().ok())
}

/// The GUID of a thing or a reference, in small letters.
pub(super) fn guid_of(node: &Node) -> Option<String> {
    node.text("guid").map(|it| it.to_ascii_lowercase())
}

/// The items of a list; nothing of anything else.
pub(super) fn list(node: &Node) -> &[Node] {
    match node {
        Node::List(items) => items,
        _ => &[],
    }
}

fn is_named(text: &str) -> bool {
    text.to_ascii_lowercase().contains("cwe")
}

//! The products of an advisory: where each is defined, and where it is referred to.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::value::{list, text};

/// An id and the place where it stands.
pub(super) type Placed<'d> = (String, &'d str);

/// Products, groups, and every reference to them.
#[derive(Debug, Default)]
pub(super) struct Tree<'d> {
    pub products: Vec<Placed<'d>>,
    pub groups: Vec<Placed<'d>>,
    pub members: BTreeMap<&'d str, Vec<&'d str>>,
    pub product_refs: Vec<Placed<'d>>,
    pub group_refs: Vec<Placed<'d>>,
    /// The definition of each product.
    pub definitions: Vec<(String, &'d Value)>,
    /// Branches: place, category and name.
    pub branches: Vec<(String, &'d str, &'d str)>,
}

/// The lists of a product status.
pub(super) const STATES: [&str; 8] = [
    "first_affected",
    "first_fixed",
    "fixed",
    "known_affected",
    "known_not_affected",
    "last_affected",
    "recommended",
    "under_investigation",
];

impl<'d> Tree<'d> {
    pub fn of(document: &'d Value) -> Self {
        let mut tree = Self::default();
        if let Some(root) = document.get("product_tree") {
            tree.define(root);
        }
        for (index, vulnerability) in list(document, "vulnerabilities").iter().enumerate() {
            tree.refer(vulnerability, &format!("/vulnerabilities/{index}"));
        }
        tree
    }

    fn product(&mut self, at: String, product: &'d Value) {
        if let Some(id) = text(product, "product_id") {
            self.products.push((format!("{at}/product_id"), id));
        }
        self.definitions.push((at, product));
    }

    fn define(&mut self, root: &'d Value) {
        let top = "/product_tree";
        for (index, product) in list(root, "full_product_names").iter().enumerate() {
            self.product(format!("{top}/full_product_names/{index}"), product);
        }
        let mut waiting = vec![(top.to_owned(), root)];
        while let Some((at, outer)) = waiting.pop() {
            for (index, branch) in list(outer, "branches").iter().enumerate() {
                let at = format!("{at}/branches/{index}");
                let category = text(branch, "category").unwrap_or_default();
                let name = text(branch, "name").unwrap_or_default();
                if let Some(product) = branch.get("product") {
                    self.product(format!("{at}/product"), product);
                }
                self.branches.push((at.clone(), category, name));
                waiting.push((at, branch));
            }
        }
        for (index, relation) in list(root, "relationships").iter().enumerate() {
            let at = format!("{top}/relationships/{index}");
            if let Some(product) = relation.get("full_product_name") {
                self.product(format!("{at}/full_product_name"), product);
            }
            for name in ["product_reference", "relates_to_product_reference"] {
                if let Some(id) = text(relation, name) {
                    self.product_refs.push((format!("{at}/{name}"), id));
                }
            }
        }
        for (index, group) in list(root, "product_groups").iter().enumerate() {
            let at = format!("{top}/product_groups/{index}");
            let id = text(group, "group_id").unwrap_or_default();
            self.groups.push((format!("{at}/group_id"), id));
            let members = self.refer_products(group, &at, "product_ids");
            self.members.entry(id).or_default().extend(members);
        }
    }

    fn refer_products(&mut self, value: &'d Value, at: &str, name: &str) -> Vec<&'d str> {
        let ids = list(value, name).iter().enumerate();
        let ids: Vec<Placed<'d>> = ids
            .filter_map(|(index, id)| Some((format!("{at}/{name}/{index}"), id.as_str()?)))
            .collect();
        self.product_refs.extend(ids.iter().cloned());
        ids.into_iter().map(|(_, id)| id).collect()
    }

    fn refer(&mut self, vulnerability: &'d Value, at: &str) {
        for field in ["flags", "remediations", "threats", "scores"] {
            let name = if field == "scores" { "products" } else { "product_ids" };
            for (index, item) in list(vulnerability, field).iter().enumerate() {
                let at = format!("{at}/{field}/{index}");
                self.refer_products(item, &at, name);
                for (index, id) in list(item, "group_ids").iter().enumerate() {
                    if let Some(id) = id.as_str() {
                        self.group_refs.push((format!("{at}/group_ids/{index}"), id));
                    }
                }
            }
        }
        if let Some(status) = vulnerability.get("product_status") {
            for state in STATES {
                self.refer_products(status, &format!("{at}/product_status"), state);
            }
        }
    }

    /// The products that a flag, remediation or threat is about: named, and by way of groups.
    pub fn concerned(&self, item: &'d Value) -> BTreeSet<&'d str> {
        let named = list(item, "product_ids").iter().filter_map(Value::as_str);
        let groups = list(item, "group_ids").iter().filter_map(Value::as_str);
        let grouped = groups.flat_map(|id| self.members.get(id).into_iter().flatten().copied());
        named.chain(grouped).collect()
    }
}

//! What makes an SPDX document: the fields that must be there, ids that are used once, relations
//! between things that exist.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{FAULTS_MAX, VERSIONS};
use crate::json::kind_of;
use crate::refused::{Refused, Why, excerpt};

pub(super) fn faults(document: &Value) -> Vec<Refused> {
    let mut run = Run { found: Vec::new() };
    if let Some(found) = version_of_graph(document) {
        return vec![Refused::at("/@graph", Why::UnknownVersion { found: excerpt(found) })];
    }
    let Some(version) = document.get("spdxVersion").and_then(Value::as_str) else {
        return vec![Refused::at("/spdxVersion", Why::NotThisFormat { wanted: "SPDX" })];
    };
    if !VERSIONS.contains(&version) {
        let why = Why::UnknownVersion { found: excerpt(version) };
        return vec![Refused::at("/spdxVersion", why)];
    }
    run.head(document);
    let mut ids = BTreeSet::from(["SPDXRef-DOCUMENT"]);
    for (field, is_package) in [("packages", true), ("files", false), ("snippets", false)] {
        for (index, element) in run.list(document, "", field).iter().enumerate() {
            let at = format!("/{field}/{index}");
            if let Some(id) = run.text(element, &at, "SPDXID") {
                run.id(id, &at, &mut ids);
            }
            if is_package {
                run.package(element, &at);
            }
        }
    }
    run.relations(document, &ids);
    run.found.truncate(FAULTS_MAX);
    run.found
}

/// The version of an SPDX 3 document: a graph in its context, another form altogether.
pub(super) fn version_of_graph(document: &Value) -> Option<&str> {
    let graph = document.get("@graph")?.as_array()?;
    let context = document.get("@context")?;
    let mut contexts =
        context.as_array().map_or(std::slice::from_ref(context), Vec::as_slice).iter();
    contexts.find(|it| it.as_str().is_some_and(|it| it.contains("spdx.org/rdf/3")))?;
    let version = graph.iter().find_map(|it| it.get("specVersion").and_then(Value::as_str));
    Some(version.unwrap_or("3"))
}

struct Run {
    found: Vec<Refused>,
}

impl Run {
    fn refuse(&mut self, at: impl Into<String>, why: Why) {
        if self.found.len() < FAULTS_MAX {
            self.found.push(Refused::at(at, why));
        }
    }

    /// A text that must be there.
    fn text<'v>(&mut self, value: &'v Value, at: &str, name: &str) -> Option<&'v str> {
        match value.get(name) {
            Some(Value::String(text)) if !text.is_empty() => return Some(text),
            Some(Value::String(_)) => {
                self.refuse(format!("{at}/{name}"), Why::TooShort { min: 1 });
            }
            Some(other) => self.wrong_type(format!("{at}/{name}"), "string", other),
            None => self.refuse(at, Why::MissingField { name: name.to_owned() }),
        }
        None
    }

    fn wrong_type(&mut self, at: String, wanted: &str, found: &Value) {
        self.refuse(at, Why::WrongType { wanted: wanted.to_owned(), found: kind_of(found) });
    }

    /// The elements of a field that may be missing.
    fn list<'v>(&mut self, value: &'v Value, at: &str, name: &str) -> &'v [Value] {
        match value.get(name) {
            None | Some(Value::Null) => &[],
            Some(Value::Array(items)) => items,
            Some(other) => {
                self.wrong_type(format!("{at}/{name}"), "array", other);
                &[]
            }
        }
    }

    fn head(&mut self, document: &Value) {
        self.text(document, "", "name");
        self.text(document, "", "documentNamespace");
        if let Some(id) = self.text(document, "", "SPDXID")
            && id != "SPDXRef-DOCUMENT"
        {
            let shape = "SPDXRef-DOCUMENT".to_owned();
            self.refuse("/SPDXID", Why::BadShape { value: excerpt(id), shape });
        }
        if let Some(licence) = self.text(document, "", "dataLicense")
            && licence != "CC0-1.0"
        {
            let shape = "CC0-1.0".to_owned();
            self.refuse("/dataLicense", Why::BadShape { value: excerpt(licence), shape });
        }
        let Some(creation) = document.get("creationInfo") else {
            return self.refuse("", Why::MissingField { name: "creationInfo".to_owned() });
        };
        let at = "/creationInfo";
        if let Some(created) = self.text(creation, at, "created")
            && !crate::json::format::is_date_time(created)
        {
            let shape = "date-time".to_owned();
            self.refuse("/creationInfo/created", Why::BadShape { value: excerpt(created), shape });
        }
        let creators = self.list(creation, at, "creators");
        if creators.is_empty() {
            self.refuse(at, Why::MissingField { name: "creators".to_owned() });
        }
        for (index, creator) in creators.iter().enumerate() {
            let text = creator.as_str().unwrap_or_default();
            if !["Tool:", "Person:", "Organization:"].iter().any(|kind| text.starts_with(kind)) {
                let shape = "Tool: | Person: | Organization:".to_owned();
                let why = Why::BadShape { value: excerpt(text), shape };
                self.refuse(format!("{at}/creators/{index}"), why);
            }
        }
    }

    fn id<'v>(&mut self, id: &'v str, at: &str, ids: &mut BTreeSet<&'v str>) {
        let tail = id.strip_prefix("SPDXRef-").unwrap_or_default();
        // An underscore is not in the standard's alphabet, and widespread all the same.
        let fits = |b: u8| b.is_ascii_alphanumeric() || b".-+_".contains(&b);
        if tail.is_empty() || !tail.bytes().all(fits) {
            let shape = "SPDXRef-[A-Za-z0-9.-]+".to_owned();
            self.refuse(format!("{at}/SPDXID"), Why::BadShape { value: excerpt(id), shape });
        }
        if !ids.insert(id) {
            self.refuse(format!("{at}/SPDXID"), Why::DuplicateId { id: excerpt(id) });
        }
    }

    fn package(&mut self, package: &Value, at: &str) {
        self.text(package, at, "name");
        self.text(package, at, "downloadLocation");
        for (index, checksum) in self.list(package, at, "checksums").iter().enumerate() {
            let at = format!("{at}/checksums/{index}");
            self.text(checksum, &at, "algorithm");
            if let Some(value) = self.text(checksum, &at, "checksumValue")
                && !value.bytes().all(|b| b.is_ascii_hexdigit())
            {
                let shape = "[0-9a-f]+".to_owned();
                let why = Why::BadShape { value: excerpt(value), shape };
                self.refuse(format!("{at}/checksumValue"), why);
            }
        }
        for (index, reference) in self.list(package, at, "externalRefs").iter().enumerate() {
            let at = format!("{at}/externalRefs/{index}");
            for name in ["referenceCategory", "referenceType", "referenceLocator"] {
                self.text(reference, &at, name);
            }
        }
    }

    fn relations(&mut self, document: &Value, ids: &BTreeSet<&str>) {
        for (index, relation) in self.list(document, "", "relationships").iter().enumerate() {
            let at = format!("/relationships/{index}");
            self.text(relation, &at, "relationshipType");
            for name in ["spdxElementId", "relatedSpdxElement"] {
                let Some(id) = self.text(relation, &at, name) else { continue };
                let is_elsewhere = id.starts_with("DocumentRef-");
                let is_remark =
                    name == "relatedSpdxElement" && matches!(id, "NONE" | "NOASSERTION");
                if !is_elsewhere && !is_remark && !ids.contains(id) {
                    self.refuse(format!("{at}/{name}"), Why::DanglingRef { id: excerpt(id) });
                }
            }
        }
        for (index, id) in self.list(document, "", "documentDescribes").iter().enumerate() {
            if let Some(id) = id.as_str().filter(|id| !ids.contains(id)) {
                let why = Why::DanglingRef { id: excerpt(id) };
                self.refuse(format!("/documentDescribes/{index}"), why);
            }
        }
    }
}

//! SPDX in tag-value form, turned into the shape of its JSON form.
//!
//! **Must never** keep more than the document has: one pass, no look back.

use serde_json::{Map, Value, json};

use crate::json::Limits;
use crate::refused::{Refused, Why};

pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Value, Refused> {
    if bytes.len() > limits.bytes_max {
        let why = Why::TooLarge { bytes: bytes.len(), bytes_max: limits.bytes_max };
        return Err(Refused::whole(why));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes)
        .map_err(|error| Refused::whole(Why::NotUtf8 { offset: error.valid_up_to() }))?;
    let mut document = Document::default();
    let mut lines = text.lines().enumerate();
    let mut values = 0_usize;
    while let Some((index, line)) = lines.next() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        values += 1;
        if values > limits.values_max {
            return Err(Refused::whole(Why::TooMany { values_max: limits.values_max }));
        }
        let bad = || Refused::whole(Why::Line { line: index + 1 });
        let (tag, value) = line.split_once(':').ok_or_else(bad)?;
        let value = match value.trim().strip_prefix("<text>") {
            Some(begun) => long_text(begun, &mut lines).ok_or_else(bad)?,
            None => value.trim().to_owned(),
        };
        document.take(tag.trim(), value).ok_or_else(bad)?;
    }
    Ok(document.finish())
}

/// A text over several lines, to its closing mark.
fn long_text<'t>(
    begun: &str,
    lines: &mut impl Iterator<Item = (usize, &'t str)>,
) -> Option<String> {
    if let Some((text, _)) = begun.split_once("</text>") {
        return Some(text.to_owned());
    }
    let mut text = begun.to_owned();
    loop {
        let (_, line) = lines.next()?;
        text.push('\n');
        match line.split_once("</text>") {
            Some((end, _)) => {
                text.push_str(end);
                return Some(text);
            }
            None => text.push_str(line),
        }
    }
}

/// What the tags that follow are about.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Place {
    #[default]
    Head,
    Package,
    File,
    Other,
}

#[derive(Default)]
struct Document {
    head: Map<String, Value>,
    creation: Map<String, Value>,
    packages: Vec<Value>,
    files: Vec<Value>,
    relations: Vec<Value>,
    place: Place,
}

/// Tags of a package that are one text each, and their names in JSON.
const OF_PACKAGE: [(&str, &str); 14] = [
    ("PackageVersion", "versionInfo"),
    ("PackageSupplier", "supplier"),
    ("PackageOriginator", "originator"),
    ("PackageDownloadLocation", "downloadLocation"),
    ("PackageHomePage", "homepage"),
    ("PackageLicenseConcluded", "licenseConcluded"),
    ("PackageLicenseDeclared", "licenseDeclared"),
    ("PackageCopyrightText", "copyrightText"),
    ("PackageSummary", "summary"),
    ("PackageDescription", "description"),
    ("PackageComment", "comment"),
    ("PackageSourceInfo", "sourceInfo"),
    ("PrimaryPackagePurpose", "primaryPackagePurpose"),
    ("PackageFileName", "packageFileName"),
];

impl Document {
    fn take(&mut self, tag: &str, value: String) -> Option<()> {
        match tag {
            "SPDXVersion" => self.set("spdxVersion", value),
            "DataLicense" => self.set("dataLicense", value),
            "DocumentName" => self.set("name", value),
            "DocumentNamespace" => self.set("documentNamespace", value),
            "Created" => drop(self.creation.insert("created".to_owned(), json!(value))),
            "Creator" => {
                let creators = self.creation.entry("creators").or_insert_with(|| json!([]));
                creators.as_array_mut()?.push(json!(value));
            }
            "SPDXID" => self.id(value),
            "PackageName" => {
                self.place = Place::Package;
                self.packages.push(json!({ "name": value }));
            }
            "FileName" => {
                self.place = Place::File;
                self.files.push(json!({ "fileName": value }));
            }
            "SnippetSPDXID" | "LicenseID" | "Annotator" | "Reviewer" => self.place = Place::Other,
            "Relationship" => {
                let mut words = value.split_whitespace();
                let (from, kind, to) = (words.next()?, words.next()?, words.next()?);
                self.relations.push(json!({
                    "spdxElementId": from, "relationshipType": kind, "relatedSpdxElement": to,
                }));
            }
            "PackageChecksum" => {
                let (algorithm, sum) = value.split_once(':')?;
                let sum = json!({ "algorithm": algorithm, "checksumValue": sum.trim() });
                self.push_to_package("checksums", sum);
            }
            "ExternalRef" => {
                let mut words = value.split_whitespace();
                let (category, kind, place) = (words.next()?, words.next()?, words.next()?);
                let reference = json!({
                    "referenceCategory": category, "referenceType": kind, "referenceLocator": place,
                });
                self.push_to_package("externalRefs", reference);
            }
            other => {
                let known = OF_PACKAGE.iter().find(|(tag, _)| *tag == other);
                if let (Some((_, name)), Some(package)) = (known, self.packages.last_mut()) {
                    package[*name] = json!(value);
                }
            }
        }
        Some(())
    }

    fn set(&mut self, name: &str, value: String) {
        self.head.insert(name.to_owned(), Value::String(value));
    }

    fn id(&mut self, value: String) {
        match self.place {
            Place::Head => self.set("SPDXID", value),
            Place::Package => {
                if let Some(package) = self.packages.last_mut() {
                    package["SPDXID"] = json!(value);
                }
            }
            Place::File => {
                if let Some(file) = self.files.last_mut() {
                    file["SPDXID"] = json!(value);
                }
            }
            Place::Other => {}
        }
    }

    fn push_to_package(&mut self, name: &str, value: Value) {
        if let Some(package) = self.packages.last_mut().and_then(Value::as_object_mut)
            && let Some(list) = package.entry(name).or_insert_with(|| json!([])).as_array_mut()
        {
            list.push(value);
        }
    }

    fn finish(mut self) -> Value {
        if !self.creation.is_empty() {
            self.head.insert("creationInfo".to_owned(), Value::Object(self.creation));
        }
        self.head.insert("packages".to_owned(), Value::Array(self.packages));
        self.head.insert("files".to_owned(), Value::Array(self.files));
        self.head.insert("relationships".to_owned(), Value::Array(self.relations));
        Value::Object(self.head)
    }
}

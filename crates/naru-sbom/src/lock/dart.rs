//! `pubspec.lock`.

use super::model::{Hash, Inventory, Origin, Package, ReadError, Relation, Scope, hex_hash};
use super::tree::shortened;
use super::yaml::yaml;

pub(crate) fn read(text: &str) -> Result<Inventory, ReadError> {
    let file = yaml(text)?;
    let mut inventory = Inventory::default();
    for (name, entry) in file.need_map("packages")? {
        let place = format!("`packages`, `{}`", shortened(name));
        let mut package = Package::new("pub", name, entry.need("version", &place)?);
        (package.relation, package.scope) = match entry.text_at("dependency") {
            Some("direct main" | "direct overridden") => (Relation::Direct, Scope::Runtime),
            Some("direct dev") => (Relation::Direct, Scope::Development),
            Some("transitive") => (Relation::Transitive, Scope::Runtime),
            _ => (Relation::Unknown, Scope::Runtime),
        };
        let description = entry.at("description");
        let hash: Option<Hash> = description.text_at("sha256").and_then(hex_hash);
        package.hashes = hash.into_iter().collect();
        let url = description.text_at("url").unwrap_or_default();
        package.origin = match entry.text_at("source") {
            Some("git") => Origin::Repository(url.to_owned()),
            Some("path") => Origin::Folder,
            Some("sdk") => {
                // Comes with the tool chain under its version; no registry knows it.
                package.version = None;
                Origin::Folder
            }
            _ if url.is_empty() || url == "https://pub.dev" => Origin::Registry,
            _ if url == "https://pub.dartlang.org" => Origin::Registry,
            _ => Origin::Address(url.to_owned()),
        };
        inventory.packages.push(package);
    }
    Ok(inventory)
}

//! Vendored assets: each file listed in `vendor.toml` has the hash written there, and each file in
//! a folder named `vendor` is listed.

use super::{Finding, Project};
use crate::sha256;

const LIST: &str = "vendor.toml";

pub(super) fn check(project: &Project) -> Result<Vec<Finding>, String> {
    let tables = project.read_toml(LIST)?;
    let assets: Vec<_> = tables.iter().filter(|table| table.name == "asset").collect();
    let mut found = Vec::new();
    for asset in &assets {
        for key in ["path", "version", "source", "licence", "sha256"] {
            if asset.text(key).is_none() {
                let text = format!("an [[asset]] has no `{key}`");
                found.push(Finding::new(LIST, 0, "vendor", text));
            }
        }
        let (Some(path), Some(wanted)) = (asset.text("path"), asset.text("sha256")) else {
            continue;
        };
        match project.file(path).map(|file| sha256::hex(&file.bytes)) {
            None => {
                found.push(Finding::new(LIST, 0, "vendor", format!("{path} is not in the tree")));
            }
            Some(real) if real != wanted => {
                let text = format!("its SHA-256 is {real}, {LIST} says {wanted}: was it edited?");
                found.push(Finding::new(path, 0, "vendor", text));
            }
            Some(_) => {}
        }
    }
    for file in &project.files {
        let is_listed = assets.iter().any(|asset| asset.text("path") == Some(file.path.as_str()));
        if file.path.starts_with("crates/") && file.path.contains("/vendor/") && !is_listed {
            let text = format!("list it in {LIST} with version, source, licence and sha256");
            found.push(Finding::new(&file.path, 0, "vendor", text));
        }
    }
    Ok(found)
}

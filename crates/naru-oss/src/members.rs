//! Which crates a workspace of Cargo names as its own: the package of its manifest and its members.
//!
//! A lock file does not tell them from copies of other people's crates in the same tree.

use crate::files::{self, DOCUMENT_BYTES_MAX};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// More members than this no workspace has.
const MEMBERS_MAX: usize = 10_000;

/// The names of the crates of the manifest in a folder, and of its members. What cannot be read
/// names none.
pub(crate) fn of(folder: &Path) -> BTreeSet<String> {
    let Some(manifest) = manifest(folder) else { return BTreeSet::new() };
    let members = manifest.get("workspace").and_then(|it| it.get("members"));
    let members = members.and_then(toml::Value::as_array).into_iter().flatten();
    let folders = members.filter_map(toml::Value::as_str).flat_map(|it| folders(folder, it));
    let own = folders.take(MEMBERS_MAX).filter_map(|it| self::manifest(&it));
    own.chain([manifest.clone()]).filter_map(|it| name(&it)).collect()
}

fn manifest(folder: &Path) -> Option<toml::Table> {
    let bytes = files::read(&folder.join("Cargo.toml"), DOCUMENT_BYTES_MAX).ok()?;
    toml::from_str(std::str::from_utf8(&bytes).ok()?).ok()
}

fn name(manifest: &toml::Table) -> Option<String> {
    Some(manifest.get("package")?.get("name")?.as_str()?.to_owned())
}

/// The folders that a member's path means: it may end with `*`, for all that lie there. Of other
/// patterns nothing is known.
fn folders(root: &Path, member: &str) -> Vec<PathBuf> {
    let is_outside = Path::new(member).is_absolute() || member.split('/').any(|it| it == "..");
    if is_outside {
        return Vec::new();
    }
    let all = match member.strip_suffix('*') {
        None => return vec![root.join(member)],
        Some(above) if above.is_empty() || above.ends_with('/') => root.join(above),
        Some(_) => return Vec::new(),
    };
    let entries = std::fs::read_dir(all).into_iter().flatten();
    entries.filter_map(|it| Some(it.ok()?.path())).filter(|it| it.is_dir()).collect()
}

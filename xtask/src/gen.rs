//! `cargo xtask gen`: rewrites what is derived. Today that is `migrations.sha256`.

use crate::tidy::migrations::{FROZEN, is_migration, is_released, read_frozen, sum};
use crate::tree;

/// Freezes new migrations; with `refreeze` also edited ones, as long as nothing is released.
pub(crate) fn command(refreeze: bool) -> Result<(), String> {
    let root = tree::root();
    let files = tree::files(&root)?;
    let text_of = |path: &str| {
        files.iter().find(|file| file.path == path).map_or("", |file| file.text.as_str())
    };
    if refreeze && is_released(text_of("CHANGELOG.md")) {
        return Err("a version is released (CHANGELOG.md), so its migrations are final; write a \
                    new migration instead"
            .to_owned());
    }
    let frozen = read_frozen(text_of(FROZEN));
    let mut lines = String::new();
    for file in files.iter().filter(|file| is_migration(&file.path)) {
        let known = frozen.iter().find(|(path, _)| *path == file.path).map(|(_, sum)| sum.clone());
        let line_sum = match known {
            Some(known) if !refreeze => known,
            _ => sum(file),
        };
        lines.push_str(&format!("{line_sum}  {}\n", file.path));
    }
    if lines == text_of(FROZEN) {
        println!("{FROZEN} is up to date");
        return Ok(());
    }
    std::fs::write(root.join(FROZEN), &lines).map_err(|e| format!("cannot write {FROZEN}: {e}"))?;
    println!("{FROZEN} written, {} migrations", lines.lines().count());
    Ok(())
}

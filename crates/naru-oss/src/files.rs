//! Reading within a limit, and writing so that a file is there whole or not at all.

use crate::problem::Problem;
use naru_base::texts;
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::Path;

texts! {
    too_large(bytes_max: u64) {
        ko: "{bytes_max}바이트보다 커서 읽지 않습니다",
        en: "it is larger than {bytes_max} bytes, the most that is read",
    }
}

/// The longest lock file, manifest or bill of materials that is read.
pub(crate) const DOCUMENT_BYTES_MAX: u64 = 256 << 20;
/// The longest database or bundle.
pub(crate) const DATABASE_BYTES_MAX: u64 = 4 << 30;

/// A whole file, at most so long.
pub(crate) fn read(path: &Path, bytes_max: u64) -> Result<Vec<u8>, Problem> {
    let file = File::open(path).map_err(|e| Problem::read(path, e))?;
    let length = file.metadata().map(|it| it.len()).unwrap_or_default();
    let mut bytes = Vec::with_capacity(usize::try_from(length.min(bytes_max)).unwrap_or_default());
    let count = file
        .take(bytes_max.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|e| Problem::read(path, e))?;
    if u64::try_from(count).unwrap_or(u64::MAX) > bytes_max {
        let path = path.display().to_string();
        return Err(Problem::new(move |lang| format!("{path}: {}", too_large(lang, bytes_max))));
    }
    Ok(bytes)
}

/// A text file.
pub(crate) fn read_text(path: &Path) -> Result<String, Problem> {
    let bytes = read(path, DOCUMENT_BYTES_MAX)?;
    String::from_utf8(bytes).map_err(|e| Problem::read(path, e.utf8_error()))
}

/// Writes beside the place and renames: whoever reads sees the old file or the new one.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let fail = |e: std::io::Error| Problem::write(path, e);
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::Builder::new()
        .prefix(".naru-oss-")
        .permissions(permissions())
        .tempfile_in(folder)
        .map_err(fail)?;
    file.write_all(bytes).map_err(fail)?;
    file.as_file().sync_all().map_err(fail)?;
    file.persist(path).map_err(|e| Problem::write(path, e.error))?;
    Ok(())
}

/// As if the file had been made in the usual way; the usual mask applies.
fn permissions() -> std::fs::Permissions {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::Permissions::from_mode(0o666)
}

/// Writes a file that only its owner may read, and never over another one.
pub(crate) fn write_secret(path: &Path, text: &str) -> Result<(), Problem> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let fail = |e: std::io::Error| Problem::write(path, e);
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(fail)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(fail)
}

/// To standard output, or to the file that was named.
pub(crate) fn deliver(
    around: &mut crate::Around<'_>,
    to: Option<&Path>,
    text: &str,
) -> Result<(), Problem> {
    match to {
        Some(path) => write(path, text.as_bytes()),
        None => {
            around.data(text);
            Ok(())
        }
    }
}

//! The files of a path: a folder's, an archive's, or the path itself. One at a time, each within a
//! limit, the whole within a limit: what unpacks to more than that is an attack or a mistake.

use crate::problem::Problem;
use flate2::read::GzDecoder;
use naru_base::texts;
use naru_sbom::guard::long_name;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

texts! {
    entry_too_large(name: &str, bytes_max: u64) {
        ko: "{name} 항목이 {bytes_max}바이트보다 큽니다",
        en: "the entry {name} is larger than {bytes_max} bytes",
    }
    whole_too_large(bytes_max: u64) {
        ko: "풀면 {bytes_max}바이트를 넘습니다", en: "it unpacks to more than {bytes_max} bytes",
    }
    too_many(entries_max: u64) {
        ko: "항목이 {entries_max}개를 넘습니다", en: "it holds more than {entries_max} entries",
    }
}

const ENTRY_BYTES_MAX: u64 = 256 << 20;
const WHOLE_BYTES_MAX: u64 = 16 << 30;
const ENTRIES_MAX: u64 = 5_000_000;
const DEPTH_MAX: usize = 40;

/// What is done with each file: its name and its bytes.
type Take<'a> = &'a mut dyn FnMut(&str, &[u8]);

/// What has been read so far.
#[derive(Default)]
struct Used {
    entries: u64,
    bytes: u64,
}

/// Calls for each file.
pub(super) fn each(path: &Path, take: Take<'_>) -> Result<(), Problem> {
    let mut used = Used::default();
    if path.is_dir() { folder(path, take, &mut used) } else { file(path, None, take, &mut used) }
}

fn folder(path: &Path, take: Take<'_>, used: &mut Used) -> Result<(), Problem> {
    let mut waiting = vec![(path.to_path_buf(), String::new(), 0)];
    while let Some((folder, name, depth)) = waiting.pop() {
        let mut entries = Vec::new();
        for entry in std::fs::read_dir(&folder).map_err(|e| Problem::read(&folder, e))? {
            entries.push(entry.map_err(|e| Problem::read(&folder, e))?);
        }
        entries.sort_by_key(|it| std::cmp::Reverse(it.file_name()));
        for entry in entries {
            let inner = entry.file_name().to_string_lossy().into_owned();
            let whole = if name.is_empty() { inner.clone() } else { format!("{name}/{inner}") };
            let kind = entry.file_type().map_err(|e| Problem::read(&entry.path(), e))?;
            if kind.is_dir() && inner != ".git" && depth < DEPTH_MAX {
                waiting.push((entry.path(), whole, depth + 1));
            } else if kind.is_file() {
                file(&entry.path(), Some(&whole), take, used)?;
            }
        }
    }
    Ok(())
}

fn file(path: &Path, name: Option<&str>, take: Take<'_>, used: &mut Used) -> Result<(), Problem> {
    let shown = path.display().to_string();
    let name = name.unwrap_or(&shown);
    let open = || File::open(path).map(BufReader::new).map_err(|e| Problem::read(path, e));
    let fail = |e: std::io::Error| Problem::read(path, e);
    if name.ends_with(".zip") {
        return zipped(path, take, used);
    }
    if name.ends_with(".tar.gz") || name.ends_with(".tgz") {
        return tarred(path, GzDecoder::new(open()?), take, used);
    }
    if name.ends_with(".tar") {
        return tarred(path, open()?, take, used);
    }
    if let Some(inner) = name.strip_suffix(".gz") {
        let bytes = within(GzDecoder::new(open()?), inner, path, used)?;
        take(inner, &bytes);
        return Ok(());
    }
    let is_ours = [".json", ".csv", ".md"].iter().any(|it| name.ends_with(it));
    if is_ours {
        let length = std::fs::metadata(path).map_err(fail)?.len();
        if length > 0 {
            let bytes = within(open()?, name, path, used)?;
            take(name, &bytes);
        }
    }
    Ok(())
}

fn tarred(path: &Path, from: impl Read, take: Take<'_>, used: &mut Used) -> Result<(), Problem> {
    let fail = |e: std::io::Error| Problem::read(path, e);
    let mut archive = tar::Archive::new(from.take(WHOLE_BYTES_MAX + 1));
    let mut long = None;
    for entry in archive.entries().map_err(fail)?.raw(true) {
        let mut entry = entry.map_err(fail)?;
        let kind = entry.header().entry_type();
        if kind.is_gnu_longname() || kind.is_pax_local_extensions() {
            let found = long_name(&mut entry, kind.is_pax_local_extensions()).map_err(fail)?;
            long = found.or(long);
            continue;
        }
        let own = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let name = long.take().unwrap_or(own);
        if !kind.is_file() {
            continue;
        }
        let bytes = within(entry, &name, path, used)?;
        take(&name, &bytes);
    }
    Ok(())
}

fn zipped(path: &Path, take: Take<'_>, used: &mut Used) -> Result<(), Problem> {
    let file = File::open(path).map_err(|e| Problem::read(path, e))?;
    let mut archive =
        zip::ZipArchive::new(BufReader::new(file)).map_err(|e| Problem::read(path, e))?;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|e| Problem::read(path, e))?;
        if !entry.is_file() {
            continue;
        }
        let name = entry.name().map_err(|e| Problem::read(path, e))?.into_owned();
        let bytes = within(entry, &name, path, used)?;
        take(&name, &bytes);
    }
    Ok(())
}

/// The bytes of an entry, counted as they come: what a head claims about lengths proves nothing.
fn within(from: impl Read, name: &str, path: &Path, used: &mut Used) -> Result<Vec<u8>, Problem> {
    let shown = path.display().to_string();
    let mut bytes = Vec::new();
    from.take(ENTRY_BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| Problem::content(&shown, format!("{name}: {e}")))?;
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    used.entries += 1;
    used.bytes = used.bytes.saturating_add(length);
    let name = name.to_owned();
    if length > ENTRY_BYTES_MAX {
        let why = move |lang| entry_too_large(lang, &name, ENTRY_BYTES_MAX);
        return Err(Problem::file(&shown).because_in(why));
    }
    if used.bytes > WHOLE_BYTES_MAX {
        let why = |lang| whole_too_large(lang, WHOLE_BYTES_MAX);
        return Err(Problem::file(&shown).because_in(why));
    }
    if used.entries > ENTRIES_MAX {
        return Err(Problem::file(&shown).because_in(|lang| too_many(lang, ENTRIES_MAX)));
    }
    Ok(bytes)
}

//! What there is to look at: every file beneath the paths, in the order of names. Left out, and
//! told, are only the history of version control, which is packed, and links.

use crate::problem::Problem;
use naru_base::texts;
use naru_sbom::guard::Unread;
use std::path::{Path, PathBuf};

texts! {
    no_such_path(path: &str) { ko: "{path} 경로가 없습니다", en: "there is no {path}" }
    too_many(most: usize) {
        ko: "파일과 폴더가 {most}개를 넘습니다. 나누어 검사하십시오",
        en: "there are more than {most} files and folders; scan it in parts",
    }
}

/// Packed by version control: not what crosses when an archive of the sources is made.
const LEFT_OUT: [&str; 3] = [".git", ".hg", ".svn"];
const DEPTH_MAX: usize = 200;
const ENTRIES_MAX: usize = 2_000_000;

/// A file to look at.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) path: PathBuf,
    /// As it is told: from the path that was named.
    pub(super) name: String,
    pub(super) bytes: u64,
}

/// Everything beneath the paths.
#[derive(Debug, Default)]
pub(super) struct List {
    pub(super) files: Vec<Listed>,
    /// Folders that were left out, and links.
    pub(super) left_out: Vec<String>,
    /// What cannot be opened.
    pub(super) unread: Vec<(String, Unread)>,
}

/// Lists everything.
pub(super) fn list(paths: &[PathBuf]) -> Result<List, Problem> {
    let mut list = List::default();
    let mut seen = 0;
    for path in paths {
        let shown = path.display().to_string();
        let Ok(facts) = std::fs::metadata(path) else {
            return Err(Problem::new(move |lang| no_such_path(lang, &shown)));
        };
        if facts.is_dir() {
            folder(path, &mut list, &mut seen)?;
        } else {
            list.files.push(Listed { path: path.clone(), name: shown, bytes: facts.len() });
        }
    }
    list.files.sort_by(|a, b| a.name.cmp(&b.name));
    list.files.dedup_by(|a, b| a.path == b.path);
    Ok(list)
}

fn folder(top: &Path, list: &mut List, seen: &mut usize) -> Result<(), Problem> {
    let top_name = match top.display().to_string() {
        dot if dot == "." => String::new(),
        name => format!("{}/", name.trim_end_matches('/')),
    };
    let mut waiting = vec![(top.to_path_buf(), top_name, 0_usize)];
    while let Some((folder, name, depth)) = waiting.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(e) => {
                list.unread.push((name, Unread::Broken(e.to_string())));
                continue;
            }
        };
        for entry in entries {
            let found = entry.and_then(|it| Ok((it.file_name(), it.path(), it.metadata()?)));
            let (own, path, facts) = match found {
                Ok(found) => found,
                Err(e) => {
                    list.unread.push((name.clone(), Unread::Broken(e.to_string())));
                    continue;
                }
            };
            *seen += 1;
            if *seen > ENTRIES_MAX {
                return Err(Problem::new(|lang| too_many(lang, ENTRIES_MAX)));
            }
            let own = own.to_string_lossy();
            let whole = format!("{name}{own}");
            if facts.is_dir() {
                if LEFT_OUT.contains(&own.as_ref()) {
                    list.left_out.push(whole);
                } else if depth < DEPTH_MAX {
                    waiting.push((path, format!("{whole}/"), depth + 1));
                } else {
                    list.unread.push((whole, Unread::TooDeep(DEPTH_MAX)));
                }
            } else if facts.is_file() {
                list.files.push(Listed { path, name: whole, bytes: facts.len() });
            } else {
                // A link is only a name; where it leads is looked at if it lies beneath the paths.
                list.left_out.push(whole);
            }
        }
    }
    Ok(())
}

//! `licence --texts`: the licence texts that lie in a checkout, recognised by their words, and what
//! the heads of its files say (`SPDX-License-Identifier`).
//!
//! A text that is only near a licence is shown as near, never as that licence.

use crate::problem::Problem;
use crate::report::json;
use crate::report::width::{of, padded};
use crate::{Around, CLEAN, UNJUDGED, files};
use naru_base::{Lang, texts};
use naru_sbom::licence::{Expression, detect};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;

texts! {
    near(id: &str, percent: u16) { ko: "{id}와 {percent}% 닮았으나 그것은 아님", en: "{percent}% like {id}, but not that" }
    nothing { ko: "아는 라이선스와 닮은 데가 없음", en: "like no licence that is known" }
    also(ids: &str) { ko: "같은 글: {ids}", en: "the same words: {ids}" }
    heads { ko: "파일 머리의 SPDX-License-Identifier:", en: "SPDX-License-Identifier in the heads of files:" }
    not_valid { ko: "SPDX 표현이 아님", en: "no SPDX expression" }
    none_here { ko: "라이선스 글도 SPDX 표시도 없습니다.", en: "There is no licence text and no SPDX mark." }
    counted(texts: usize, known: usize, heads: usize) {
        ko: "라이선스 글 {texts}개 가운데 {known}개를 알아보았고, 파일 {heads}개에 SPDX 표시가 있습니다.",
        en: "Of {texts} licence texts {known} are recognised; {heads} files have an SPDX mark.",
    }
}

/// Files that hold a licence begin so.
const BEGINNINGS: [&str; 4] = ["license", "licence", "copying", "unlicense"];
/// A licence is never longer.
const TEXT_BYTES_MAX: u64 = 1 << 20;
/// The head of a file, in which its mark stands.
const HEAD_BYTES: u64 = 4 << 10;
/// Folders of what was built, not of what was written.
const SKIPPED: [&str; 4] = [".git", "target", ".hg", ".svn"];
const DEPTH_MAX: usize = 60;
const ENTRIES_MAX: usize = 2_000_000;
const MARK: &str = "SPDX-License-Identifier:";

#[derive(Serialize)]
struct Text {
    file: String,
    licence: Option<String>,
    also: Vec<String>,
    /// The nearest, if it is none of the known ones.
    nearest: Option<String>,
    /// How near, in thousandths.
    likeness: u16,
}

#[derive(Default, Serialize)]
struct Found {
    texts: Vec<Text>,
    /// Files by what their heads say.
    heads: BTreeMap<String, u64>,
    unread: Vec<String>,
}

/// Looks through a folder.
pub(crate) fn run(path: &Path, is_json: bool, around: &mut Around<'_>) -> Result<u8, Problem> {
    let mut found = Found::default();
    let mut waiting = vec![(path.to_path_buf(), String::new(), 0)];
    let mut seen = 0;
    while let Some((folder, name, depth)) = waiting.pop() {
        for entry in std::fs::read_dir(&folder).map_err(|e| Problem::read(&folder, e))? {
            let entry = entry.map_err(|e| Problem::read(&folder, e))?;
            let kind = entry.file_type().map_err(|e| Problem::read(&entry.path(), e))?;
            let own = entry.file_name().to_string_lossy().into_owned();
            let whole = if name.is_empty() { own.clone() } else { format!("{name}/{own}") };
            seen += 1;
            if seen > ENTRIES_MAX {
                let why = format!("more than {ENTRIES_MAX} files and folders");
                return Err(Problem::read(&folder, why));
            }
            if kind.is_dir() && depth < DEPTH_MAX && !SKIPPED.contains(&own.as_str()) {
                waiting.push((entry.path(), whole, depth + 1));
            } else if kind.is_file() {
                look(&entry.path(), whole, &own, &mut found);
            }
        }
    }
    found.texts.sort_by(|a, b| a.file.cmp(&b.file));
    found.unread.sort();
    let text = if is_json { json::text(&found) } else { people(&found, around.lang) };
    around.data(&text);
    Ok(if found.unread.is_empty() { CLEAN } else { UNJUDGED })
}

fn look(path: &Path, name: String, own: &str, found: &mut Found) {
    let own = own.to_ascii_lowercase();
    let is_code = [".rs", ".js", ".ts", ".py", ".go", ".java", ".c", ".h", ".toml", ".json"];
    let is_licence = BEGINNINGS.iter().any(|it| own.starts_with(it))
        && !is_code.iter().any(|it| own.ends_with(it));
    if is_licence {
        match files::read(path, TEXT_BYTES_MAX) {
            Ok(bytes) => found.texts.push(text(name, &String::from_utf8_lossy(&bytes))),
            Err(_) => found.unread.push(name),
        }
        return;
    }
    let mut head = Vec::new();
    let read = std::fs::File::open(path).and_then(|it| it.take(HEAD_BYTES).read_to_end(&mut head));
    if read.is_err() {
        found.unread.push(name);
        return;
    }
    let head = String::from_utf8_lossy(&head);
    let marked = head.lines().find_map(|line| line.split_once(MARK)).map(|it| it.1);
    if let Some(marked) = marked {
        let end = ["*/", "-->", "#}", "\"", "'"].iter().filter_map(|it| marked.find(it)).min();
        let expression = marked[..end.unwrap_or(marked.len())].trim();
        // A program that looks for marks, as this one does, holds the word and nothing after it.
        if !expression.is_empty() && expression.len() < 200 {
            *found.heads.entry(expression.to_owned()).or_default() += 1;
        }
    }
}

fn text(file: String, words: &str) -> Text {
    let Some(near) = detect(words) else {
        return Text { file, licence: None, also: Vec::new(), nearest: None, likeness: 0 };
    };
    let (likeness, is_certain) = (near.likeness, near.is_certain());
    Text {
        file,
        likeness,
        licence: is_certain.then(|| near.id.clone()),
        also: if is_certain { near.also } else { Vec::new() },
        nearest: (!is_certain).then_some(near.id),
    }
}

fn people(found: &Found, lang: Lang) -> String {
    if found.texts.is_empty() && found.heads.is_empty() {
        return format!("{}\n", none_here(lang));
    }
    let width = found.texts.iter().map(|it| of(&it.file)).max().unwrap_or_default();
    let mut out = String::new();
    for it in &found.texts {
        let words = match (&it.licence, &it.nearest) {
            (Some(id), _) if it.also.is_empty() => id.clone(),
            (Some(id), _) => format!("{id} ({})", also(lang, &it.also.join(", "))),
            (None, Some(id)) => near(lang, id, it.likeness / 10),
            (None, None) => nothing(lang),
        };
        out.push_str(&format!("{}  {words}\n", padded(&it.file, width)));
    }
    if !found.heads.is_empty() {
        out.push_str(&format!("{}\n", heads(lang)));
    }
    for (expression, count) in &found.heads {
        let is_valid = Expression::parse_lenient(expression).is_ok();
        let remark = if is_valid { String::new() } else { format!("  ({})", not_valid(lang)) };
        out.push_str(&format!("{count:>7}  {expression}{remark}\n"));
    }
    let known = found.texts.iter().filter(|it| it.licence.is_some()).count();
    let marked = found.heads.values().sum::<u64>();
    let marked = usize::try_from(marked).unwrap_or(usize::MAX);
    out.push_str(&format!("{}\n", counted(lang, found.texts.len(), known, marked)));
    out
}

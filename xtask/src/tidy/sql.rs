//! Where SQL may stand, and which words of one engine must not stand in the SQL both engines run.

use super::{Finding, Project, file_name};
use crate::lines::{Literal, words_at};

/// Words that only one engine knows, or that break paging and replay. Any case.
const ENGINE_WORDS: [(&str, &str); 11] = [
    ("now()", "the time comes in as a parameter"),
    ("random()", "random values come in as parameters"),
    ("::", "write cast(x as type)"),
    ("ilike", "compare a lowered column"),
    ("jsonb", "JSON is TEXT, read in Rust"),
    ("json_each", "read the JSON in Rust"),
    ("rowid", "name the key"),
    ("autoincrement", "ids are made by Env"),
    ("insert or", "write ON CONFLICT"),
    ("for update", "the single writer needs no row locks"),
    ("select *", "name the columns"),
];

/// The same, but also ordinary words in lower case.
const ENGINE_WORDS_UPPER: [(&str, &str); 3] = [
    ("OFFSET", "page by key"),
    ("SERIAL", "ids are made by Env"),
    ("BIGSERIAL", "ids are made by Env"),
];

pub(super) fn check(project: &Project) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in &project.rust {
        if !file.path.starts_with("crates/") {
            continue; // xtask speaks about SQL, it runs none
        }
        for literal in &file.source.literals {
            if !looks_like_sql(&literal.text) || !file.is_product(literal.line) {
                continue;
            }
            if !may_hold_sql(&file.path) {
                let text = "SQL stands in the slice's sql.rs only: move it there, call a function";
                found.push(Finding::new(&file.path, literal.line, "sql-place", text));
            } else if !is_engine_file(&file.path) {
                found.extend(engine_words(&file.path, literal));
            }
        }
    }
    for file in project.files.iter().filter(|f| super::migrations::is_migration(&f.path)) {
        let text = shared_lines(&file.text);
        found.extend(engine_words(&file.path, &Literal { line: 1, at: 0, text }));
    }
    found
}

fn looks_like_sql(text: &str) -> bool {
    let update = words_at(text, "UPDATE").iter().any(|at| {
        let words: Vec<&str> = text[at + "UPDATE".len()..].split_whitespace().take(4).collect();
        matches!(words.as_slice(), [_, "SET", ..] | [_, "AS" | "as", _, "SET"])
    });
    let create = !words_at(text, "CREATE TABLE").is_empty();
    let others = ["SELECT ", "INSERT INTO", "DELETE FROM"];
    update || create || others.iter().any(|word| !words_at(text, word).is_empty())
}

fn may_hold_sql(path: &str) -> bool {
    let name = file_name(path);
    path.starts_with("crates/naru-store/")
        || path.contains("/testbed/")
        || name == "sql.rs"
        || (name.starts_with("sql_") && name.ends_with(".rs"))
        || path.contains("/sql/")
}

/// Files that hold the SQL of one engine on purpose.
fn is_engine_file(path: &str) -> bool {
    let in_store = path.starts_with("crates/naru-store/");
    let parts = || path.split(['/', '.', '_']);
    file_name(path) == "sql_hot.rs"
        || (in_store && parts().any(|part| matches!(part, "sqlite" | "postgres" | "pg")))
}

fn engine_words(path: &str, literal: &Literal) -> Vec<Finding> {
    let lower = literal.text.to_lowercase();
    let any_case = ENGINE_WORDS.iter().flat_map(|(word, why)| {
        words_at(&lower, word).into_iter().map(move |at| (at, *word, *why))
    });
    let upper = ENGINE_WORDS_UPPER.iter().flat_map(|(word, why)| {
        words_at(&literal.text, word).into_iter().map(move |at| (at, *word, *why))
    });
    let mut found: Vec<Finding> = any_case
        .chain(upper)
        .map(|(at, word, why)| {
            let before = literal.text.as_bytes().iter().take(at).filter(|b| **b == b'\n').count();
            let text = format!("`{word}` is not in the SQL both engines run: {why}");
            Finding::new(path, literal.line + before, "sql-engine", text)
        })
        .collect();
    found.sort();
    found
}

/// A migration without comments and without its blocks for one engine; same lines.
fn shared_lines(text: &str) -> String {
    let mut is_shared = true;
    let mut kept = String::new();
    for line in text.lines() {
        if let Some(marker) = line.trim().strip_prefix("-- @") {
            is_shared = !matches!(marker.split_whitespace().next(), Some("sqlite" | "postgres"));
        }
        if is_shared {
            kept.push_str(line.split("--").next().unwrap_or(""));
        }
        kept.push('\n');
    }
    kept
}

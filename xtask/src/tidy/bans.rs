//! Words that must not stand in some part of the tree: `[[ban]]` in `floors.toml`.
//!
//! `in` are path beginnings, `words` what is refused, `why` the reason with its way out.
//! `tests = "too"` includes test code; `text = "too"` includes comments and strings.

use super::{Finding, Project};
use crate::lines::words_at;

pub(super) fn check(project: &Project) -> Vec<Finding> {
    let mut found = Vec::new();
    for ban in project.floors.iter().filter(|table| table.name == "ban") {
        let why = ban.text("why").unwrap_or("refused by floors.toml");
        let with_tests = ban.text("tests") == Some("too");
        let with_text = ban.text("text") == Some("too");
        for file in &project.rust {
            if !ban.list("in").iter().any(|start| file.path.starts_with(start.as_str())) {
                continue;
            }
            if ban.list("except").iter().any(|start| file.path.starts_with(start.as_str())) {
                continue;
            }
            let where_to_look = if with_text { &file.text } else { &file.source.code };
            for word in ban.list("words") {
                for at in words_at(where_to_look, word) {
                    let line = where_to_look.as_bytes()[..at].iter().filter(|b| **b == b'\n');
                    let line = line.count() + 1;
                    if with_tests || file.is_product(line) {
                        let text = format!("`{word}`: {why}");
                        found.push(Finding::new(&file.path, line, "banned-word", text));
                    }
                }
            }
        }
    }
    found
}

//! QARK: a list of issues of an Android app.

use super::{at, words};
use crate::draft::{Draft, Told, digest};
use crate::model::Rule;
use crate::tree::Node;

pub(crate) fn read(draft: &mut Draft, root: &mut Node) {
    draft.tool("QARK", None);
    for (index, issue) in root.own_items().iter_mut().enumerate() {
        let name = issue.take_text("name").unwrap_or_default();
        let described = words(issue, &["category"]);
        let rule =
            draft.rule(Rule { id: name.clone(), title: name, words: described, ..Rule::default() });
        let file = issue.take_text("file_object").unwrap_or_default();
        let message = issue.take_text("description").unwrap_or_default();
        let lines = issue.take_texts("line_number");
        let location = lines.first().map_or(file.clone(), |line| format!("{file}:{line}"));
        let mut told = words(issue, &["apk_exploit_dict"]);
        told.extend(lines.into_iter().map(|it| ("line_number".to_owned(), it)));
        draft.finding(Told {
            rule,
            severity: issue.take_text("severity").unwrap_or_default(),
            location,
            words: told,
            place: at("", index),
            key: vec![file, digest(&message)],
            message,
            ..Told::default()
        });
    }
}

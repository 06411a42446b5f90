//! As much of TOML as our own files use: tables, arrays of tables, strings, lists of strings.
//!
//! Anything else (numbers, inline tables) is kept as its raw text. Order is kept.

/// A table with its header, such as `crate.naru-core`; the top of the file has an empty name.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// The header between the brackets.
    pub(crate) name: String,
    entries: Vec<(String, Value)>,
}

#[derive(Debug)]
enum Value {
    Text(String),
    List(Vec<String>),
    Raw(String),
}

impl Table {
    /// The keys, in order.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(key, _)| key.as_str())
    }
    /// The text of a string entry, or the raw text of any other scalar.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.entries.iter().find(|(k, _)| k == key).and_then(|(_, value)| match value {
            Value::Text(text) | Value::Raw(text) => Some(text.as_str()),
            Value::List(_) => None,
        })
    }
    /// The strings of a list entry; empty if there is none.
    pub(crate) fn list(&self, key: &str) -> &[String] {
        match self.entries.iter().find(|(k, _)| k == key) {
            Some((_, Value::List(list))) => list,
            _ => &[],
        }
    }
}

/// Reads a file. A line that is not understood is an error that names it.
pub(crate) fn parse(text: &str) -> Result<Vec<Table>, String> {
    let mut tables = vec![Table::default()];
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        let line = without_comment(line).trim().to_owned();
        if line.is_empty() {
            continue;
        }
        if let Some(rest) = line.strip_prefix('[') {
            let name = rest.trim_matches(|c| c == '[' || c == ']').trim().to_owned();
            tables.push(Table { name, entries: Vec::new() });
            continue;
        }
        let Some((key, value)) = line.split_once('=') else {
            return Err(format!("line {}: expected `key = value`, found `{line}`", at + 1));
        };
        let mut value = value.trim().to_owned();
        while value.starts_with('[') && !closes(&value) {
            let Some((_, more)) = lines.next() else {
                return Err(format!("line {}: the list is never closed", at + 1));
            };
            value.push(' ');
            value.push_str(without_comment(more).trim());
        }
        if let Some(table) = tables.last_mut() {
            table.entries.push((key.trim().trim_matches('"').to_owned(), read_value(&value)));
        }
    }
    Ok(tables)
}

fn read_value(value: &str) -> Value {
    if value.starts_with('[') {
        return Value::List(strings(value));
    }
    match strings(value).pop() {
        Some(text) if value.starts_with(['"', '\'']) => Value::Text(text),
        _ => Value::Raw(value.to_owned()),
    }
}

/// The quoted strings of a value, in order.
fn strings(value: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut chars = value.chars();
    while let Some(quote) = chars.by_ref().find(|c| *c == '"' || *c == '\'') {
        let mut text = String::new();
        while let Some(c) = chars.next() {
            match c {
                '\\' if quote == '"' => text.extend(chars.next()),
                c if c == quote => break,
                c => text.push(c),
            }
        }
        found.push(text);
    }
    found
}

fn closes(list: &str) -> bool {
    let mut depth = 0_i32;
    outside_strings(list, |c| match c {
        '[' => depth += 1,
        ']' => depth -= 1,
        _ => {}
    });
    depth == 0
}

fn without_comment(line: &str) -> &str {
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (None, '#') => return &line[..at],
            (None, '"' | '\'') => quote = Some(c),
            (Some('"'), '\\') if !escaped => {
                escaped = true;
                continue;
            }
            (Some(open), c) if c == open && !escaped => quote = None,
            _ => {}
        }
        escaped = false;
    }
    line
}

fn outside_strings(text: &str, mut see: impl FnMut(char)) {
    let mut quote = None;
    for c in text.chars() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            (None, c) => see(c),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_subset_is_read() {
        let text = "top = \"a # b\" # note\n[crate.x]\nmay = [\n  \"one\", # why\n  'two',\n]\n\
                    n = 7\nserde.workspace = true\n[[ban]]\nwhy = \"a \\\"quoted\\\" word\"\n";
        let tables = parse(text).unwrap();
        assert_eq!(tables[0].text("top"), Some("a # b"));
        assert_eq!(tables[1].name, "crate.x");
        assert_eq!(tables[1].list("may"), ["one", "two"]);
        assert_eq!(tables[1].text("n"), Some("7"));
        assert_eq!(tables[1].keys().collect::<Vec<_>>(), ["may", "n", "serde.workspace"]);
        assert_eq!(tables[2].name, "ban");
        assert_eq!(tables[2].text("why"), Some("a \"quoted\" word"));
    }

    #[test]
    fn a_broken_line_is_named() {
        assert_eq!(
            parse("\nnonsense\n").unwrap_err(),
            "line 2: expected `key = value`, found `nonsense`"
        );
        assert_eq!(parse("a = [\n\"b\"\n").unwrap_err(), "line 1: the list is never closed");
    }
}

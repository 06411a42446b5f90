//! The part of TOML in which Cargo writes its lock files: tables, lists of tables, texts without
//! escapes, whole numbers and lists of texts, a thing a line. A scan takes a third less time
//! with it than by the reader of the whole language.
//!
//! **Must never** read what it does not wholly understand: whatever else stands in a file, also
//! what is wrong, is left to the reader of the whole language, who then says what and where.

use super::tree::Tree;

/// A value, as it stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Plain<'t> {
    Text(&'t str),
    List(Vec<Plain<'t>>),
    Map(Vec<(&'t str, Plain<'t>)>),
}

impl From<Plain<'_>> for Tree {
    fn from(it: Plain<'_>) -> Tree {
        match it {
            Plain::Text(text) => Tree::Text(text.to_owned()),
            Plain::List(members) => Tree::List(members.into_iter().map(Tree::from).collect()),
            Plain::Map(entries) => Tree::Map(
                entries.into_iter().map(|(key, it)| (key.to_owned(), Tree::from(it))).collect(),
            ),
        }
    }
}

/// What a package has in a lock file of Cargo.
const KEYS_USUAL: usize = 5;
/// The most keys of one table here; more are left to a reader that indexes them.
const KEYS_MAX: usize = 16;
const PIECE_BYTES: usize = 4096;

/// The tree, if the file is plain.
pub(crate) fn read(text: &str) -> Option<Plain<'_>> {
    // Of control characters TOML allows a tabulator and ends of lines; plain files have the latter.
    // Told by pieces, each without a branch: many bytes are looked at in one step then.
    let is_odd = |it: &u8| (*it != b'\n') & ((*it < b' ') | (*it == 0x7f));
    let mut pieces = text.as_bytes().chunks(PIECE_BYTES);
    if pieces.any(|it| it.iter().fold(false, |odd, it| odd | is_odd(it))) {
        return None;
    }
    let mut file = File::default();
    let mut lines = Lines { rest: Some(text) };
    while let Some(line) = lines.next() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix("[[") {
            file.begin(bare(name.strip_suffix("]]")?)?, true)?;
        } else if let Some(name) = line.strip_prefix('[') {
            file.begin(bare(name.strip_suffix(']')?)?, false)?;
        } else {
            let (key, value) = key_and_value(line)?;
            let value = if value == "[" { list(&mut lines)? } else { scalar(value)? };
            file.put(bare(key)?, value)?;
        }
    }
    file.end()
}

/// The lines of a text, found by vector instructions: there are ten for each package.
struct Lines<'t> {
    rest: Option<&'t str>,
}

impl<'t> Iterator for Lines<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let text = self.rest?;
        let end = memchr::memchr(b'\n', text.as_bytes());
        self.rest = end.and_then(|it| text.get(it + 1..));
        end.map_or(Some(text), |it| text.get(..it))
    }
}

/// `key = value`; keys are short.
fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let end = line.bytes().position(|it| it == b' ')?;
    Some((line.get(..end)?, line.get(end..)?.strip_prefix(" = ")?))
}

/// A file being read: what is done, and the table that is open.
#[derive(Default)]
struct File<'t> {
    /// Keys of the file itself, lists of tables among them.
    top: Vec<(&'t str, Plain<'t>)>,
    open: Option<Open<'t>>,
}

struct Open<'t> {
    name: &'t str,
    in_list: bool,
    entries: Vec<(&'t str, Plain<'t>)>,
}

impl<'t> File<'t> {
    fn begin(&mut self, name: &'t str, in_list: bool) -> Option<()> {
        self.close()?;
        self.open = Some(Open { name, in_list, entries: Vec::with_capacity(KEYS_USUAL) });
        Some(())
    }

    fn put(&mut self, key: &'t str, value: Plain<'t>) -> Option<()> {
        let entries = match &mut self.open {
            Some(open) => &mut open.entries,
            None => &mut self.top,
        };
        let is_new = entries.iter().all(|it| it.0 != key);
        if !is_new || entries.len() == KEYS_MAX {
            return None;
        }
        entries.push((key, value));
        Some(())
    }

    fn close(&mut self) -> Option<()> {
        let Some(Open { name, in_list, entries }) = self.open.take() else { return Some(()) };
        let known = self.top.iter_mut().find(|it| it.0 == name);
        let table = Plain::Map(entries);
        match (known, in_list) {
            // A list that was written as a value is closed for tables.
            (Some((_, Plain::List(list))), true) if matches!(list.first(), Some(Plain::Map(_))) => {
                list.push(table);
            }
            (None, true) => self.top.push((name, Plain::List(vec![table]))),
            (None, false) => self.top.push((name, table)),
            (Some(_), _) => return None,
        }
        (self.top.len() <= KEYS_MAX).then_some(())
    }

    fn end(mut self) -> Option<Plain<'t>> {
        self.close()?;
        Some(Plain::Map(self.top))
    }
}

/// A key without quotes and dots.
fn bare(key: &str) -> Option<&str> {
    let is_bare = |it: u8| it.is_ascii_alphanumeric() || it == b'-' || it == b'_';
    (!key.is_empty() && key.bytes().all(is_bare)).then_some(key)
}

fn scalar(value: &str) -> Option<Plain<'_>> {
    if value.starts_with('"') {
        return quoted(value).map(Plain::Text);
    }
    // A leading zero is an error, a number of many digits may be none: both are told elsewhere.
    let is_number = value.bytes().all(|it| it.is_ascii_digit())
        && (1..=15).contains(&value.len())
        && (value.len() == 1 || !value.starts_with('0'));
    is_number.then_some(Plain::Text(value))
}

fn quoted(value: &str) -> Option<&str> {
    let inner = value.strip_prefix('"')?.strip_suffix('"')?;
    memchr::memchr2(b'"', b'\\', inner.as_bytes()).is_none().then_some(inner)
}

/// The members of a list, each with a line of its own.
fn list<'t>(lines: &mut impl Iterator<Item = &'t str>) -> Option<Plain<'t>> {
    let mut members = Vec::new();
    loop {
        let line = lines.next()?;
        if line == "]" {
            return Some(Plain::List(members));
        }
        members.push(Plain::Text(quoted(line.strip_prefix(' ')?.strip_suffix(',')?)?));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lock::tree;
    use proptest::prelude::*;

    /// The same tree with the keys of each table in their order.
    fn sorted(tree: Tree) -> Tree {
        match tree {
            Tree::Map(mut entries) => {
                entries.sort_by(|a, b| a.0.cmp(&b.0));
                Tree::Map(entries.into_iter().map(|it| (it.0, sorted(it.1))).collect())
            }
            Tree::List(members) => Tree::List(members.into_iter().map(sorted).collect()),
            other => other,
        }
    }

    #[test]
    fn what_cargo_writes_is_plain() {
        let lock = include_str!("../../../../Cargo.lock");
        let plain = Tree::from(read(lock).expect("a lock file of Cargo"));
        assert!(plain.at("package").members().len() > 100);
        assert_eq!(sorted(plain), sorted(tree::whole_toml(lock).unwrap()));
    }

    #[test]
    fn what_is_not_plain_is_left() {
        for text in [
            "a.b = 1",
            "a = 'x'",
            "a = \"\\n\"",
            "a = \"\"\"",
            "a = \"x\" # why",
            "a = 01",
            "a = true",
            "a = [\"x\"]",
            "a = [\n \"x\"\n]",
            "a = [",
            "a=1",
            " a = 1",
            "a = 1\r\nb = 2",
            "a = 1\na = 2",
            "[a]\n[a]",
            "[a]\n[[a]]",
            "a = [\n]\n[[a]]",
            "[a.b]",
            "[\"a\"]",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_here_is_read_alike_by_the_whole_language(
            lines in proptest::collection::vec(prop_oneof![
                "(version|name|a|b) = (\"[a-z \\\\\"#=é가]{0,3}\"|[0-9]{1,3}|\\[|true)",
                " \"[a-z ]{0,4}\",?",
                "\\]",
                "\\[\\[?(package|root|a|b)\\]\\]?",
                "# [a-z\"\\[]{0,3}",
                "",
            ], 0..12)
        ) {
            let text = lines.join("\n");
            if let Some(plain) = read(&text).map(Tree::from) {
                let whole = tree::whole_toml(&text).map_err(|e| {
                    TestCaseError::fail(format!("{text:?} is wrong: {e:?}"))
                })?;
                prop_assert_eq!(sorted(plain), sorted(whole), "{}", text);
            }
        }
    }
}

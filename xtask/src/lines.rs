//! A Rust file taken apart just far enough for tidy: code, string literals, which lines are tests.
//!
//! Knows comments (nested), strings, raw strings, characters and lifetimes. Deliberately no parser.

/// A string literal.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Literal {
    /// Line of the opening quote, from 1.
    pub(crate) line: usize,
    /// Where its opening quote stands in [`Source::code`].
    pub(crate) at: usize,
    /// What stands between the quotes, escapes as written.
    pub(crate) text: String,
}

/// A Rust file in pieces.
pub(crate) struct Source {
    /// The file with comments and the insides of literals turned to blanks; same lines.
    pub(crate) code: String,
    /// Every string literal, in order.
    pub(crate) literals: Vec<Literal>,
    /// For each line, from 0: whether it stands in a `#[cfg(test)]` block.
    pub(crate) is_test: Vec<bool>,
}

/// A function: its name, its first line (from 1) and how many lines it has.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Function {
    /// Name after `fn`.
    pub(crate) name: String,
    /// Line of `fn`, from 1.
    pub(crate) line: usize,
    /// Lines from `fn` to the closing brace.
    pub(crate) length: usize,
}

impl Source {
    /// Takes a file apart.
    pub(crate) fn new(text: &str) -> Source {
        let mut scan = Scan {
            chars: text.chars().collect(),
            at: 0,
            line: 1,
            source: Source { code: String::new(), literals: Vec::new(), is_test: Vec::new() },
        };
        scan.run();
        let mut source = scan.source;
        source.is_test = test_lines(&source.code);
        source
    }

    /// The line, from 1, of a place in the code.
    pub(crate) fn line_of(&self, at: usize) -> usize {
        self.code.as_bytes()[..at].iter().filter(|b| **b == b'\n').count() + 1
    }

    /// Whether a line, from 1, stands in a test block.
    pub(crate) fn in_test(&self, line: usize) -> bool {
        self.is_test.get(line.saturating_sub(1)).copied().unwrap_or(false)
    }

    /// Where `word` stands in the code, not as a part of a longer name.
    pub(crate) fn places_of(&self, word: &str) -> Vec<usize> {
        words_at(&self.code, word)
    }

    /// Every function that has a body.
    pub(crate) fn functions(&self) -> Vec<Function> {
        let mut found = Vec::new();
        for at in self.places_of("fn") {
            let rest = self.code[at + 2..].trim_start();
            let name: String = rest.chars().take_while(|c| is_name(*c)).collect();
            if name.is_empty() {
                continue; // a function type, or a macro's `fn $name`
            }
            if let Some(open) = body(&self.code, at) {
                let line = self.line_of(at);
                let last = self.line_of(closing_brace(&self.code, open));
                found.push(Function { name, line, length: last - line + 1 });
            }
        }
        found
    }
}

/// Where `word` stands in `text`, not as a part of a longer name.
pub(crate) fn words_at(text: &str, word: &str) -> Vec<usize> {
    let open = word.chars().next().is_some_and(is_name);
    let close = word.chars().next_back().is_some_and(is_name);
    text.match_indices(word)
        .map(|(at, _)| at)
        .filter(|at| {
            let before = text[..*at].chars().next_back().is_some_and(is_name);
            let after = text[at + word.len()..].chars().next().is_some_and(is_name);
            !(open && before || close && after)
        })
        .collect()
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The opening brace of the body of the function at `at`; none for a declaration without one.
fn body(code: &str, at: usize) -> Option<usize> {
    let mut depth = 0_i32;
    for (offset, c) in code[at..].char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '{' if depth == 0 => return Some(at + offset),
            ';' | '}' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// The brace that closes the one at `open`, or the end of a file that never closes it.
fn closing_brace(code: &str, open: usize) -> usize {
    let mut depth = 0_i32;
    for (offset, c) in code[open..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return open + offset;
        }
    }
    code.len()
}

fn test_lines(code: &str) -> Vec<bool> {
    let line_of = |at: usize| code.as_bytes()[..at].iter().filter(|b| **b == b'\n').count();
    let mut is_test = vec![false; line_of(code.len()) + 1];
    for (at, marker) in code.match_indices("#[cfg(test)]") {
        // `mod tests;` or a `use`: nothing of this file follows.
        if let Some(open) = body(code, at + marker.len()) {
            let last = line_of(closing_brace(code, open));
            is_test[line_of(at)..=last].fill(true);
        }
    }
    is_test
}

struct Scan {
    chars: Vec<char>,
    at: usize,
    line: usize,
    source: Source,
}

impl Scan {
    fn peek(&self, ahead: usize) -> char {
        self.chars.get(self.at + ahead).copied().unwrap_or('\0')
    }

    /// Moves on by one character, keeping it in the code or blanking it.
    fn step(&mut self, keep: bool) -> char {
        let c = self.peek(0);
        self.at += 1;
        if c == '\n' {
            self.line += 1;
        }
        self.source.code.push(if keep || c == '\n' { c } else { ' ' });
        c
    }

    fn run(&mut self) {
        while self.at < self.chars.len() {
            match (self.peek(0), self.peek(1)) {
                ('/', '/') => {
                    while self.at < self.chars.len() && self.peek(0) != '\n' {
                        self.step(false);
                    }
                }
                ('/', '*') => self.block_comment(),
                ('"', _) => self.string(),
                ('r', '"' | '#') if self.starts_raw() => self.raw_string(),
                ('\'', _) => self.quote(),
                _ => {
                    self.step(true);
                }
            }
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0_u32;
        while self.at < self.chars.len() {
            match (self.peek(0), self.peek(1)) {
                ('/', '*') => depth += 1,
                ('*', '/') => depth -= 1,
                _ => {
                    self.step(false);
                    continue;
                }
            }
            self.step(false);
            self.step(false);
            if depth == 0 {
                return;
            }
        }
    }

    fn string(&mut self) {
        let (line, at) = (self.line, self.source.code.len());
        let mut text = String::new();
        self.step(true);
        while self.at < self.chars.len() && self.peek(0) != '"' {
            if self.peek(0) == '\\' {
                text.push(self.step(false));
            }
            text.push(self.step(false));
        }
        self.step(true);
        self.source.literals.push(Literal { line, at, text });
    }

    /// `r"…"`, `r#"…"#`, also after `b` or `c`; not `r#name` and not a name that ends in r.
    fn starts_raw(&self) -> bool {
        let mut ahead = 1;
        while self.peek(ahead) == '#' {
            ahead += 1;
        }
        let before = |back: usize| {
            self.at.checked_sub(back).and_then(|at| self.chars.get(at)).copied().unwrap_or(' ')
        };
        let alone = !is_name(before(1)) || (matches!(before(1), 'b' | 'c') && !is_name(before(2)));
        self.peek(ahead) == '"' && alone
    }

    fn raw_string(&mut self) {
        self.step(true);
        let mut hashes = 0;
        while self.peek(0) == '#' {
            self.step(false);
            hashes += 1;
        }
        let (line, at) = (self.line, self.source.code.len());
        let mut text = String::new();
        self.step(true);
        while self.at < self.chars.len() {
            if self.peek(0) == '"' && (1..=hashes).all(|n| self.peek(n) == '#') {
                break;
            }
            text.push(self.step(false));
        }
        self.step(true);
        for _ in 0..hashes {
            self.step(false);
        }
        self.source.literals.push(Literal { line, at, text });
    }

    /// A character, or the start of a lifetime.
    fn quote(&mut self) {
        let is_char = self.peek(1) == '\\' || self.peek(2) == '\'';
        self.step(true);
        if !is_char {
            return;
        }
        if self.peek(0) == '\\' {
            self.step(false);
        }
        self.step(false);
        while self.at < self.chars.len() && self.peek(0) != '\'' {
            self.step(false);
        }
        self.step(true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_and_comments_are_blanked() {
        let source = Source::new(
            "let a = \"x { \\\" y\"; // { no\nlet b = r#\"raw \" { \"#; /* { /* { */ */ let c = '{';\n\
             let d: &'static str = b\"bytes\"; let e = '\\''; let r#fn = 1;",
        );
        assert!(!source.code.contains('{'), "{}", source.code);
        let texts: Vec<&str> = source.literals.iter().map(|l| l.text.as_str()).collect();
        assert_eq!(texts, ["x { \\\" y", "raw \" { ", "bytes"]);
        assert_eq!(source.literals[2].line, 3);
        assert!(source.code.contains("&'static str"));
    }

    #[test]
    fn functions_are_measured_by_their_braces() {
        let source = Source::new(
            "fn one(f: impl Fn(u8) -> [u8; 2]) {\n    let s = \"}\";\n}\n\
             trait T {\n    fn declared(&self);\n    fn two(&self) -> u8 {\n        '}' as u8\n    }\n}\n\
             type F = fn(u8);\n",
        );
        let found: Vec<_> =
            source.functions().into_iter().map(|f| (f.name, f.line, f.length)).collect();
        assert_eq!(found, [("one".to_owned(), 1, 3), ("two".to_owned(), 6, 3)]);
    }

    #[test]
    fn test_blocks_are_known() {
        let source =
            Source::new("fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\nfn c() {}\n");
        let marks: Vec<bool> = (1..=6).map(|line| source.in_test(line)).collect();
        assert_eq!(marks, [false, true, true, true, true, false]);
        assert!(!Source::new("#[cfg(test)]\nmod tests;\nfn a() {}\n").in_test(3));
    }

    #[test]
    fn words_have_edges() {
        assert_eq!(words_at("f64 bf64 f64x (f64)", "f64"), [0, 15]);
        assert_eq!(words_at("x.await y", ".await"), [1]);
    }
}

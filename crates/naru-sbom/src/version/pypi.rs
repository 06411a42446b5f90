//! Python packages: PEP 440, and below it the older order of setuptools for what is none.

use super::number;
use super::semver;
use std::cmp::Ordering;

struct Version<'a> {
    epoch: &'a [u8],
    release: &'a [u8],
    pre: Option<(u8, &'a [u8])>,
    post: Option<&'a [u8]>,
    dev: Option<&'a [u8]>,
    local: &'a [u8],
}

impl<'a> Version<'a> {
    fn parse(text: &'a str) -> Option<Version<'a>> {
        let text = text.trim().as_bytes();
        let text = match text {
            [b'v' | b'V', rest @ ..] => rest,
            _ => text,
        };
        let (digits, rest) = number::take(text);
        let (epoch, text) = match rest.strip_prefix(b"!") {
            Some(rest) if !digits.is_empty() => (digits, rest),
            _ => (&text[..0], text),
        };
        let (release, rest) = take_release(text)?;
        let (pre, rest) = take_pre(rest);
        let (post, rest) = take_post(rest);
        let (dev, rest) = match take_word(rest, &[(b"dev", 0)]) {
            Some((_, digits, rest)) => (Some(digits), rest),
            None => (None, rest),
        };
        let local = match rest {
            [] => rest,
            [b'+', local @ ..] if is_local(local) => local,
            _ => return None,
        };
        Some(Version { epoch, release, pre, post, dev, local })
    }

    /// `1.0.dev1` comes before every pre-release of 1.0, and 1.0 after all of them.
    fn pre_key(&self) -> (u8, &'a [u8]) {
        match self.pre {
            Some((letter, digits)) => (letter, digits),
            None if self.post.is_none() && self.dev.is_some() => (0, &[]),
            None => (u8::MAX, &[]),
        }
    }
}

fn take_release(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let (first, mut rest) = number::take(text);
    if first.is_empty() {
        return None;
    }
    while let [b'.', next, ..] = rest {
        if !next.is_ascii_digit() {
            break;
        }
        rest = number::take(&rest[1..]).1;
    }
    Some(text.split_at(text.len() - rest.len()))
}

type Words = [(&'static [u8], u8)];

/// The spellings of each kind of pre-release, the longer before what it begins with.
static PRE: &Words = &[
    (b"alpha", b'a'),
    (b"beta", b'b'),
    (b"preview", b'r'),
    (b"pre", b'r'),
    (b"rc", b'r'),
    (b"a", b'a'),
    (b"b", b'b'),
    (b"c", b'r'),
];
static POST: &Words = &[(b"post", 0), (b"rev", 0), (b"r", 0)];

fn take_separator(text: &[u8]) -> &[u8] {
    match text {
        [b'-' | b'_' | b'.', rest @ ..] => rest,
        _ => text,
    }
}

/// A word, with or without a separator before it and a number after it.
fn take_word<'a>(text: &'a [u8], words: &Words) -> Option<(u8, &'a [u8], &'a [u8])> {
    let text = take_separator(text);
    let (word, letter) = words
        .iter()
        .find(|(word, _)| text.get(..word.len()).is_some_and(|t| t.eq_ignore_ascii_case(word)))?;
    let (digits, rest) = number::take(take_separator(&text[word.len()..]));
    Some((*letter, digits, rest))
}

fn take_pre(text: &[u8]) -> (Option<(u8, &[u8])>, &[u8]) {
    match take_word(text, PRE) {
        Some((letter, digits, rest)) => (Some((letter, digits)), rest),
        None => (None, text),
    }
}

/// `-1` alone is a post-release too.
fn take_post(text: &[u8]) -> (Option<&[u8]>, &[u8]) {
    if let [b'-', next, ..] = text
        && next.is_ascii_digit()
    {
        let (digits, rest) = number::take(&text[1..]);
        return (Some(digits), rest);
    }
    match take_word(text, POST) {
        Some((_, digits, rest)) => (Some(digits), rest),
        None => (None, text),
    }
}

fn is_separator(byte: &u8) -> bool {
    matches!(byte, b'-' | b'_' | b'.')
}

fn is_local(text: &[u8]) -> bool {
    text.split(is_separator).all(|s| !s.is_empty() && s.iter().all(u8::is_ascii_alphanumeric))
}

pub(super) fn compare(a_text: &str, b_text: &str) -> Ordering {
    match (Version::parse(a_text), Version::parse(b_text)) {
        (Some(a), Some(b)) => versions(&a, &b),
        (Some(_), None) => Ordering::Greater,
        (None, Some(_)) => Ordering::Less,
        (None, None) => legacy(a_text).cmp(&legacy(b_text)),
    }
}

fn versions(a: &Version<'_>, b: &Version<'_>) -> Ordering {
    number::compare(a.epoch, b.epoch)
        .then_with(|| semver::numbers(a.release, b.release))
        .then_with(|| {
            let (left, right) = (a.pre_key(), b.pre_key());
            left.0.cmp(&right.0).then_with(|| number::compare(left.1, right.1))
        })
        .then_with(|| match (a.post, b.post) {
            (Some(a), Some(b)) => number::compare(a, b),
            (a, b) => a.is_some().cmp(&b.is_some()),
        })
        .then_with(|| match (a.dev, b.dev) {
            (Some(a), Some(b)) => number::compare(a, b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        })
        .then_with(|| local(a.local, b.local))
}

/// Segments: numbers by value and after words; the shorter list first; none before any.
fn local(a: &[u8], b: &[u8]) -> Ordering {
    if a.is_empty() || b.is_empty() {
        return a.len().cmp(&b.len());
    }
    let (mut left, mut right) = (a.split(is_separator), b.split(is_separator));
    loop {
        let order = match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(a), Some(b)) => match (number::is(a), number::is(b)) {
                (true, true) => number::compare(a, b),
                (true, false) => Ordering::Greater,
                (false, true) => Ordering::Less,
                (false, false) => {
                    a.iter().map(u8::to_ascii_lowercase).cmp(b.iter().map(u8::to_ascii_lowercase))
                }
            },
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// The parts by which setuptools ordered whatever there was before PEP 440.
fn legacy(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let mut rest = text.as_bytes();
    let mut parts: Vec<String> = Vec::new();
    while let [first, ..] = rest {
        let is_digits = first.is_ascii_digit();
        let (run, after) = match first {
            b'0'..=b'9' => number::take(rest),
            b'a'..=b'z' => number::take_while(rest, |byte| byte.is_ascii_lowercase()),
            _ => rest.split_at(1),
        };
        rest = after;
        let run = String::from_utf8_lossy(run);
        match run.as_ref() {
            "pre" | "preview" | "rc" => push_legacy(&mut parts, "*c"),
            "dev" => push_legacy(&mut parts, "*@"),
            "-" => push_legacy(&mut parts, "*final-"),
            _ if is_digits => parts.push(format!("{run:0>8}")),
            word if first.is_ascii_lowercase() => push_legacy(&mut parts, &format!("*{word}")),
            _ => {}
        }
    }
    push_legacy(&mut parts, "*final");
    parts
}

fn push_legacy(parts: &mut Vec<String>, word: &str) {
    if word < "*final" {
        while parts.last().is_some_and(|last| last == "*final-") {
            parts.pop();
        }
    }
    while parts.last().is_some_and(|last| last == "00000000") {
        parts.pop();
    }
    parts.push(word.to_owned());
}

//! From text to constraints.

use super::{Comparator, Constraint, VERS_BYTES_MAX, Vers, VersError};
use crate::purl::escape;
use crate::version::{Scheme, compare, is_instant};
use std::cmp::Ordering;

/// Bytes that a version holds only in escaped form.
pub(super) fn is_reserved(byte: u8) -> bool {
    matches!(byte, b'>' | b'<' | b'=' | b'!' | b'*' | b'|' | b'%') || !byte.is_ascii_graphic()
}

fn refuse<T>(why: impl Into<String>) -> Result<T, VersError> {
    Err(VersError(why.into()))
}

pub(super) fn canonical(text: &str) -> Result<Vers, VersError> {
    if text.bytes().any(|byte| byte.is_ascii_whitespace()) {
        return refuse("it holds white space");
    }
    let (kind, rest) = head(text)?;
    if kind.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return refuse(format!("the type `{kind}` must be in lower case"));
    }
    if rest.is_empty() {
        return refuse("no constraint follows the type");
    }
    let mut constraints = Vec::new();
    for part in rest.split('|') {
        if part.is_empty() {
            return refuse("a `|` at its beginning, at its end or beside another");
        }
        let one = constraint(part)?;
        check_escapes(kind, part)?;
        if kind == "datetime" && one.comparator != Comparator::Any {
            check_instant(&one.version)?;
        }
        constraints.push(one);
    }
    check_any(&constraints)?;
    if matches!(kind, "all" | "none") && rest != "*" {
        return refuse(format!("the type {kind} is written vers:{kind}/*"));
    }
    if let Some(scheme) = Scheme::of_kind(kind) {
        check_order(scheme, &constraints)?;
    }
    check_sequence(&constraints)?;
    Ok(Vers { kind: kind.to_owned(), constraints })
}

pub(super) fn lenient(text: &str) -> Result<Vers, VersError> {
    let text: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let (kind, rest) = head(&text)?;
    let parts = rest.split('|').filter(|part| !part.is_empty());
    let constraints = parts.map(constraint).collect::<Result<Vec<_>, _>>()?;
    if constraints.is_empty() {
        return refuse("no constraint follows the type");
    }
    check_any(&constraints)?;
    Ok(Vers::sorted(&kind.to_ascii_lowercase(), constraints))
}

/// The type, and what follows it.
fn head(text: &str) -> Result<(&str, &str), VersError> {
    if text.len() > VERS_BYTES_MAX {
        return refuse(format!("{} bytes, at most {VERS_BYTES_MAX} are read", text.len()));
    }
    let Some((kind, rest)) = text.strip_prefix("vers:").and_then(|rest| rest.split_once('/'))
    else {
        return refuse("it is written vers:TYPE/CONSTRAINTS");
    };
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    if !kind.starts_with(|c: char| c.is_ascii_alphabetic()) || !kind.chars().all(is_word) {
        return refuse(format!("the type `{kind}`: a letter, then letters, digits, `.` and `-`"));
    }
    Ok((kind, rest))
}

fn constraint(part: &str) -> Result<Constraint, VersError> {
    if part == "*" {
        return Ok(Constraint { comparator: Comparator::Any, version: String::new() });
    }
    let (comparator, rest) = split_comparator(part);
    if rest.is_empty() {
        return refuse(format!("`{part}` names no version"));
    }
    let version = escape::decoded(rest).map_err(|why| VersError(format!("`{part}`: {why}")))?;
    Ok(Constraint { comparator, version })
}

/// The comparator at the beginning; none means equal.
pub(super) fn split_comparator(text: &str) -> (Comparator, &str) {
    for comparator in [
        Comparator::GreaterOrEqual,
        Comparator::LessOrEqual,
        Comparator::NotEqual,
        Comparator::Greater,
        Comparator::Less,
        Comparator::Equal,
    ] {
        if let Some(rest) = text.strip_prefix(comparator.sign()) {
            return (comparator, rest);
        }
    }
    (Comparator::Equal, text)
}

/// What is reserved is escaped, with capitals, and nothing else is.
fn check_escapes(kind: &str, part: &str) -> Result<(), VersError> {
    if part == "*" {
        return Ok(());
    }
    let (comparator, version) = split_comparator(part);
    let is_bare = |byte: u8| byte != b'%' && is_reserved(byte);
    if version.bytes().any(is_bare) {
        return refuse(format!("`{part}`: a reserved character is not escaped"));
    }
    if comparator == Comparator::Equal && part.starts_with('=') {
        return refuse(format!("`{part}`: equality is written without a sign"));
    }
    for (at, _) in part.match_indices('%') {
        let digits = part.get(at + 1..at + 3).unwrap_or_default();
        if digits.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return refuse(format!("`{part}`: `%{digits}` is written with capitals"));
        }
        let byte = u8::from_str_radix(digits, 16).unwrap_or_default();
        let is_plain = byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'~');
        if is_plain || (kind == "datetime" && byte == b':') {
            return refuse(format!("`{part}`: `%{digits}` need not be escaped"));
        }
    }
    Ok(())
}

fn check_instant(version: &str) -> Result<(), VersError> {
    if version.contains(['t', 'z']) {
        return refuse(format!("`{version}`: T and Z are written as capitals"));
    }
    if !is_instant(version) {
        return refuse(format!("`{version}` is no instant in RFC 3339"));
    }
    Ok(())
}

fn check_any(constraints: &[Constraint]) -> Result<(), VersError> {
    let has_any = constraints.iter().any(|one| one.comparator == Comparator::Any);
    if has_any && constraints.len() > 1 { refuse("`*` stands alone") } else { Ok(()) }
}

fn check_order(scheme: Scheme, constraints: &[Constraint]) -> Result<(), VersError> {
    for pair in constraints.windows(2) {
        let (a, b) = (&pair[0].version, &pair[1].version);
        match compare(scheme, a, b) {
            Ordering::Less => {}
            Ordering::Equal => return refuse(format!("`{b}` is there twice")),
            Ordering::Greater => return refuse(format!("`{b}` must stand before `{a}`")),
        }
    }
    Ok(())
}

/// What may follow what: after what closes something opens, after what opens something closes, and
/// a single version stands outside.
fn check_sequence(constraints: &[Constraint]) -> Result<(), VersError> {
    let posts: Vec<Comparator> = constraints
        .iter()
        .map(|one| one.comparator)
        .filter(|comparator| *comparator != Comparator::NotEqual)
        .collect();
    for pair in posts.windows(2) {
        let is_wrong = match (pair[0], pair[1]) {
            (first, second) if first.opens() => !second.closes(),
            (_, second) => second.closes(),
        };
        if is_wrong {
            let (a, b) = (pair[0].sign(), pair[1].sign());
            return refuse(format!("`{b}` after `{a}` says nothing more"));
        }
    }
    Ok(())
}

//! The ecosystems' own notations.
//!
//! As the specification's cases have them: nothing is simplified, and in npm a version with less
//! than three numbers stands for itself with zeros.

use super::parse::split_comparator;
use super::{Comparator, Constraint, VERS_BYTES_MAX, Vers, VersError};

use Comparator::{Any, Equal, Greater, GreaterOrEqual, Less, LessOrEqual};

type Found = Result<Vec<Constraint>, VersError>;

pub(super) fn range(kind: &str, text: &str) -> Result<Vers, VersError> {
    if text.len() > VERS_BYTES_MAX {
        let why = format!("{} bytes, at most {VERS_BYTES_MAX} are read", text.len());
        return Err(VersError(why));
    }
    let constraints = match kind {
        "npm" | "cargo" | "semver" => npm(kind, text)?,
        "conan" => conan(text)?,
        "gem" => listed(text, gem)?,
        "pypi" => listed(text, pypi)?,
        "openssl" => listed(text, |part| Ok(vec![one(Equal, part)]))?,
        "nginx" => listed(text, nginx)?,
        "nuget" => intervals(text, GreaterOrEqual)?,
        "maven" => intervals(text, Equal)?,
        _ => return Err(VersError(format!("the notation of {kind} is not known"))),
    };
    Ok(Vers::sorted(kind, constraints))
}

fn one(comparator: Comparator, version: &str) -> Constraint {
    Constraint { comparator, version: version.to_owned() }
}

fn two(from: &str, comparator: Comparator, to: &str) -> Vec<Constraint> {
    vec![one(GreaterOrEqual, from), one(comparator, to)]
}

fn unreadable<T>(text: &str) -> Result<T, VersError> {
    Err(VersError(format!("`{text}` cannot be read")))
}

/// Parts with commas between them.
fn listed(text: &str, read: impl Fn(&str) -> Found) -> Found {
    let mut found = Vec::new();
    for part in text.split(',').map(str::trim) {
        if part.is_empty() {
            return unreadable(text);
        }
        found.extend(read(part)?);
    }
    Ok(found)
}

/// A comparator (also `^`, `~`) and a version.
type Token<'a> = (&'a str, &'a str);

/// `>= 1.2 <2` as tokens, whatever the white space.
fn tokens(text: &str) -> Result<Vec<Token<'_>>, VersError> {
    let is_sign = |c: char| matches!(c, '<' | '>' | '=' | '^' | '~' | '!');
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest.find(|c| !is_sign(c)).unwrap_or(rest.len());
        let (sign, after) = rest.split_at(end);
        let after = after.trim_start();
        let end = after.find(|c: char| c.is_whitespace() || is_sign(c)).unwrap_or(after.len());
        let (version, after) = after.split_at(end);
        if version.is_empty() {
            return unreadable(text);
        }
        found.push((sign, version));
        rest = after.trim_start();
    }
    Ok(found)
}

/// The whole numbers at the beginning of a version.
fn numbers(version: &str) -> Vec<u64> {
    let end = version.find(['-', '+']).unwrap_or(version.len());
    version[..end].split('.').map_while(|number| number.parse().ok()).collect()
}

/// The first numbers up to one place, that one raised by one: `(1.4.2, 1)` gives `1.5`.
fn raised(numbers: &[u64], at: usize) -> String {
    let mut kept: Vec<String> = numbers.iter().take(at).map(u64::to_string).collect();
    kept.push(numbers.get(at).copied().unwrap_or(0).saturating_add(1).to_string());
    kept.join(".")
}

/// The place of the leftmost number that is not zero: what a caret holds on to.
fn breaking(numbers: &[u64]) -> usize {
    numbers.iter().position(|number| *number != 0).unwrap_or(numbers.len().saturating_sub(1))
}

/// With zeros up to three numbers.
fn padded(version: &str) -> String {
    let end = version.find(['-', '+']).unwrap_or(version.len());
    let (numbers, rest) = version.split_at(end);
    let missing = 3_usize.saturating_sub(numbers.split('.').count());
    format!("{numbers}{}{rest}", ".0".repeat(missing))
}

fn npm(kind: &str, text: &str) -> Found {
    let mut found = Vec::new();
    for part in text.split("||").map(str::trim) {
        let is_all = matches!(part, "" | "*" | "x" | "X" | "latest");
        if is_all {
            return Ok(vec![one(Any, "")]);
        }
        if let Some((from, to)) = part.split_once(" - ") {
            found.extend(two(&padded(bare(from.trim())), LessOrEqual, &padded(bare(to.trim()))));
            continue;
        }
        for (sign, version) in tokens(&part.replace(',', " "))? {
            let sign = if kind == "cargo" && sign.is_empty() { "^" } else { sign };
            found.extend(npm_token(sign, bare(version))?);
        }
    }
    Ok(found)
}

fn bare(version: &str) -> &str {
    version.strip_prefix(['v', 'V']).unwrap_or(version)
}

fn npm_token(sign: &str, version: &str) -> Found {
    let is_any = |part: &str| matches!(part, "x" | "X" | "*");
    if is_any(version) {
        return Ok(vec![one(Any, "")]);
    }
    let parts = numbers(version);
    if parts.is_empty() {
        return unreadable(version);
    }
    if version.split('.').any(is_any) {
        let next = padded(&raised(&parts, parts.len() - 1));
        let given: Vec<String> = parts.iter().map(u64::to_string).collect();
        return Ok(two(&padded(&given.join(".")), Less, &next));
    }
    let full = padded(version);
    Ok(match sign {
        "^" => two(&full, Less, &padded(&raised(&parts, breaking(&parts)))),
        "~" | "~>" => tilde(&full, &parts),
        "" | "=" | "==" | "<" | "<=" | ">" | ">=" => vec![one(split_comparator(sign).0, &full)],
        _ => return unreadable(sign),
    })
}

/// `~1.2.3` up to the next minor version. With a pre-release the specification's cases keep to the
/// pre-releases of that version and to that version itself.
fn tilde(full: &str, parts: &[u64]) -> Vec<Constraint> {
    let Some((release, _)) = full.split_once('-') else {
        return two(full, Less, &padded(&raised(parts, parts.len().saturating_sub(1).min(1))));
    };
    let mut found = two(full, Less, release);
    found.extend(two(release, Less, &raised(parts, 2)));
    found
}

fn conan(text: &str) -> Found {
    let mut found = Vec::new();
    for part in text.split("||") {
        // What follows a comma is an option, not a version.
        let part = part.split(',').next().unwrap_or_default();
        for (sign, version) in tokens(part)? {
            let version = version.strip_suffix('-').unwrap_or(version);
            if version == "*" {
                found.push(one(GreaterOrEqual, "0.0.0"));
                continue;
            }
            let parts = numbers(version);
            // A dash at the end stands before every pre-release of that version.
            let below = |at| format!("{}-", raised(&parts, at));
            match sign {
                "^" => found.extend(two(version, Less, &below(breaking(&parts)))),
                "~" => {
                    let at = parts.len().saturating_sub(1).min(1);
                    found.extend(two(version, Less, &below(at)));
                }
                "" | "=" | "<" | "<=" | ">" | ">=" => {
                    found.push(one(split_comparator(sign).0, version));
                }
                _ => return unreadable(sign),
            }
        }
    }
    Ok(found)
}

/// `~> 2.0.8` up to `2.1`, `~> 2.0` up to `3`.
fn gem(part: &str) -> Found {
    if let Some(version) = part.strip_prefix("~>") {
        let version = version.trim();
        let parts = numbers(version);
        if parts.is_empty() {
            return unreadable(part);
        }
        return Ok(two(version, Less, &raised(&parts, parts.len().saturating_sub(2))));
    }
    plain(part)
}

fn plain(part: &str) -> Found {
    let (comparator, version) = split_comparator(part);
    let version = version.trim();
    if version.is_empty() || version.contains(char::is_whitespace) {
        return unreadable(part);
    }
    Ok(vec![one(comparator, version)])
}

/// Specifiers of PEP 440.
fn pypi(part: &str) -> Found {
    if let Some(version) = part.strip_prefix("~=") {
        let version = version.trim();
        let parts = numbers(version);
        if parts.len() < 2 {
            return unreadable(part);
        }
        return Ok(two(version, Less, &raised(&parts, parts.len() - 2)));
    }
    let part = part.strip_prefix("===").or_else(|| part.strip_prefix("==")).unwrap_or(part).trim();
    match part.strip_suffix(".*") {
        Some(version) if !version.starts_with(['!', '<', '>']) => {
            let parts = numbers(version);
            if parts.is_empty() {
                return unreadable(part);
            }
            Ok(two(version, Less, &raised(&parts, parts.len() - 1)))
        }
        Some(_) => unreadable(part),
        None => plain(part),
    }
}

/// `1.4.1+`, `0.7.52-0.8.39`, `0.9.10`. Even minor versions are stable branches that end with the
/// next one; odd ones run on.
fn nginx(part: &str) -> Found {
    if let Some(from) = part.strip_suffix('+') {
        let parts = numbers(from);
        let is_stable = parts.get(1).is_some_and(|minor| minor % 2 == 0);
        return Ok(if is_stable {
            two(from, Less, &padded(&raised(&parts, 1)))
        } else {
            vec![one(GreaterOrEqual, from)]
        });
    }
    Ok(match part.split_once('-') {
        Some((from, to)) => two(from, LessOrEqual, to),
        None => vec![one(Equal, part)],
    })
}

/// `[1.0,2.0)`, several with commas between them, or a version alone.
fn intervals(text: &str, alone: Comparator) -> Found {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if !rest.starts_with(['[', '(']) {
            if !found.is_empty() || rest.contains(['[', '(', ']', ')', ',']) {
                return unreadable(text);
            }
            return Ok(vec![one(alone, rest)]);
        }
        let Some(end) = rest.find([']', ')']) else { return unreadable(text) };
        let (inner, with_from) = (&rest[1..end], rest.starts_with('['));
        let with_to = rest[end..].starts_with(']');
        match inner.split_once(',') {
            None if with_from && with_to => found.push(one(Equal, inner.trim())),
            None => return unreadable(text),
            Some((from, to)) => {
                let (from, to) = (from.trim(), to.trim());
                if !from.is_empty() {
                    found.push(one(if with_from { GreaterOrEqual } else { Greater }, from));
                }
                if !to.is_empty() {
                    found.push(one(if with_to { LessOrEqual } else { Less }, to));
                }
            }
        }
        rest = rest[end + 1..].trim_start().trim_start_matches(',').trim_start();
    }
    if found.is_empty() { Ok(vec![one(Any, "")]) } else { Ok(found) }
}

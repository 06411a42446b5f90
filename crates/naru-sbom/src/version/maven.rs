//! Java packages: the order of the POM reference, with what Maven's own code adds to it.

use super::number;
use smallvec::SmallVec;
use std::cmp::Ordering;

/// Qualifiers that have a place of their own, in order. All others come after them.
const KNOWN: [&[u8]; 7] = [b"alpha", b"beta", b"milestone", b"rc", b"snapshot", b"", b"sp"];
/// The place of the release itself: no qualifier, `ga`, `final`, `release`.
const RELEASE: u8 = 5;
const SERVICE_PACK: u8 = 6;
const UNKNOWN: u8 = 7;

#[derive(Clone, Copy)]
enum Value<'a> {
    /// Digits without leading zeros.
    Number(&'a [u8]),
    /// A qualifier: its place, and its text if the place is `UNKNOWN`.
    Word(u8, &'a [u8]),
    /// The zero that fills up a shorter version.
    Filling,
}

#[derive(Clone, Copy)]
struct Token<'a> {
    /// `.`, `-`, or zero for the first.
    separator: u8,
    value: Value<'a>,
}

type Tokens<'a> = SmallVec<[Token<'a>; 12]>;

fn tokens(text: &str) -> Tokens<'_> {
    let mut found = Tokens::new();
    let mut rest = text.as_bytes();
    let mut separator = 0;
    loop {
        let (segment, after) = number::take_while(rest, |byte| byte != b'.' && byte != b'-');
        push_segment(&mut found, separator, segment);
        match after {
            [next, after @ ..] => (separator, rest) = (*next, after),
            [] => break,
        }
    }
    trim(&mut found);
    found
}

/// The runs of digits and of others in a segment; a change between them counts as a hyphen.
fn push_segment<'a>(found: &mut Tokens<'a>, separator: u8, segment: &'a [u8]) {
    if segment.is_empty() {
        push(found, Token { separator, value: Value::Number(segment) });
        return;
    }
    let mut separator = separator;
    let mut rest = segment;
    while let [first, ..] = rest {
        let is_digits = first.is_ascii_digit();
        let (run, after) = number::take_while(rest, |byte| byte.is_ascii_digit() == is_digits);
        let value = match is_digits {
            true => Value::Number(number::significant(run)),
            false => word(run, !after.is_empty()),
        };
        push(found, Token { separator, value });
        separator = b'-';
        rest = after;
    }
}

/// At each hyphen, and at the end, what means nothing is dropped from what stands before.
fn push<'a>(found: &mut Tokens<'a>, token: Token<'a>) {
    if token.separator == b'-' {
        trim(found);
    }
    found.push(token);
}

fn trim(found: &mut Tokens<'_>) {
    let means_nothing =
        |value| matches!(value, Value::Number([]) | Value::Word(RELEASE, _) | Value::Filling);
    while found.len() > 1 && found.last().is_some_and(|last| means_nothing(last.value)) {
        found.pop();
    }
}

fn word(run: &[u8], before_number: bool) -> Value<'_> {
    let is = |text: &[u8]| run.eq_ignore_ascii_case(text);
    if is(b"cr") {
        return Value::Word(3, run);
    }
    if is(b"ga") || is(b"final") || is(b"release") {
        return Value::Word(RELEASE, run);
    }
    if before_number {
        for (place, letter) in [(0, b"a"), (1, b"b"), (2, b"m")] {
            if is(letter) {
                return Value::Word(place, run);
            }
        }
    }
    for (place, known) in (0..).zip(KNOWN) {
        if is(known) {
            return Value::Word(place, run);
        }
    }
    Value::Word(UNKNOWN, run)
}

pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (left, right) = (tokens(a), tokens(b));
    for at in 0..left.len().max(right.len()) {
        let order = match (left.get(at), right.get(at)) {
            (Some(a), Some(b)) => pair(*a, *b),
            (Some(a), None) => pair(*a, filling(*a)),
            (None, Some(b)) => pair(filling(*b), *b),
            (None, None) => Ordering::Equal,
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    Ordering::Equal
}

/// What stands against a token where the other version has ended.
fn filling(token: Token<'_>) -> Token<'_> {
    let value = match (token.separator, token.value) {
        (b'.', Value::Word(SERVICE_PACK, _)) | (b'-', _) => Value::Word(RELEASE, &[]),
        _ => Value::Filling,
    };
    Token { separator: token.separator, value }
}

fn pair(a: Token<'_>, b: Token<'_>) -> Ordering {
    if a.separator != b.separator {
        return weight(a).cmp(&weight(b));
    }
    let digits = |value| match value {
        Value::Number(digits) => Some(digits),
        Value::Filling => Some(&[][..]),
        Value::Word(..) => None,
    };
    if let (Some(a), Some(b)) = (digits(a.value), digits(b.value)) {
        return number::compare(a, b);
    }
    match (a.value, b.value) {
        (Value::Number(_), _) => Ordering::Greater,
        (_, Value::Number(_)) => Ordering::Less,
        (a, b) => qualifier(a).0.cmp(&qualifier(b).0).then_with(|| {
            let (a, b) = (qualifier(a).1, qualifier(b).1);
            a.iter().map(u8::to_ascii_lowercase).cmp(b.iter().map(u8::to_ascii_lowercase))
        }),
    }
}

/// Place and text; the filling zero is like an unknown word that comes before letters.
fn qualifier(value: Value<'_>) -> (u8, &[u8]) {
    match value {
        Value::Word(UNKNOWN, text) => (UNKNOWN, text),
        Value::Word(place, _) => (place, &[]),
        Value::Filling | Value::Number(_) => (UNKNOWN, b"0"),
    }
}

/// `.qualifier` < `-qualifier` < `-number` < `.number`.
fn weight(token: Token<'_>) -> u8 {
    match (token.value, token.separator) {
        (Value::Word(..), b'.') => 0,
        (Value::Word(..), _) => 1,
        (_, b'-') => 2,
        (_, _) => 3,
    }
}

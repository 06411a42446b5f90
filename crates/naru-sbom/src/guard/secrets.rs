//! Secrets: private keys, tokens of known services, connecting information, and passwords written
//! into text.

use std::sync::OnceLock;

use aho_corasick::packed::{self, Config, Searcher};
use aho_corasick::{AhoCorasick, Input, MatchKind};

use super::context::{self, Words};
use super::{Confidence, Find, Kind};

use Confidence::{High, Low, Medium};

/// How a token of a known service goes on after its beginning.
struct Token {
    begins: &'static str,
    min: usize,
    max: usize,
}

const TOKENS: [Token; 26] = [
    Token { begins: "AKIA", min: 16, max: 16 },
    Token { begins: "ASIA", min: 16, max: 16 },
    Token { begins: "ghp_", min: 36, max: 255 },
    Token { begins: "gho_", min: 36, max: 255 },
    Token { begins: "ghu_", min: 36, max: 255 },
    Token { begins: "ghs_", min: 36, max: 255 },
    Token { begins: "ghr_", min: 36, max: 255 },
    Token { begins: "github_pat_", min: 22, max: 255 },
    Token { begins: "glpat-", min: 20, max: 255 },
    Token { begins: "xoxb-", min: 20, max: 255 },
    Token { begins: "xoxp-", min: 20, max: 255 },
    Token { begins: "xoxa-", min: 20, max: 255 },
    Token { begins: "xoxs-", min: 20, max: 255 },
    Token { begins: "sk_live_", min: 20, max: 255 },
    Token { begins: "rk_live_", min: 20, max: 255 },
    Token { begins: "AIza", min: 35, max: 35 },
    Token { begins: "npm_", min: 36, max: 36 },
    Token { begins: "pypi-AgEI", min: 50, max: 400 },
    Token { begins: "hf_", min: 34, max: 40 },
    Token { begins: "dop_v1_", min: 64, max: 64 },
    Token { begins: "shpat_", min: 32, max: 32 },
    Token { begins: "SG.", min: 60, max: 80 },
    Token { begins: "AGE-SECRET-KEY-1", min: 58, max: 58 },
    Token { begins: "hvs.", min: 24, max: 255 },
    Token { begins: "eyJhbGciOi", min: 60, max: 4096 },
    Token { begins: "eyJ0eXAiOi", min: 60, max: 4096 },
];

const PRIVATE_KEYS: [&str; 6] = [
    "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN RSA PRIVATE KEY-----",
    "-----BEGIN EC PRIVATE KEY-----",
    "-----BEGIN ENCRYPTED PRIVATE KEY-----",
    "-----BEGIN OPENSSH PRIVATE KEY-----",
    "-----BEGIN PGP PRIVATE KEY BLOCK-----",
];

/// Words that name a secret when a value is assigned to them. Found in any case.
const NAMES: [&str; 12] = [
    "password",
    "passwd",
    "pwd",
    "secret",
    "api_key",
    "apikey",
    "api-key",
    "access_key",
    "accesskey",
    "token",
    "private_key",
    "비밀번호",
];

/// A few words, looked for as fast as the machine can.
enum Few {
    /// By vector instructions.
    Packed(Searcher),
    /// Where there are none.
    Automaton(AhoCorasick),
}

impl Few {
    fn of(words: &[Vec<u8>]) -> Few {
        let mut builder = Config::new().match_kind(packed::MatchKind::LeftmostFirst).builder();
        if let Some(searcher) = builder.extend(words).build() {
            return Few::Packed(searcher);
        }
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(words);
        Few::Automaton(automaton.expect("a few words make an automaton"))
    }

    /// The first of the words from a place on: where, and which.
    fn find(&self, bytes: &[u8], from: usize) -> Option<(usize, usize)> {
        let span = from..bytes.len();
        let found = match self {
            Few::Packed(it) => it.find_in(bytes, span.into()),
            Few::Automaton(it) => it.find(Input::new(bytes).range(span)),
        };
        found.map(|it| (it.start(), it.pattern().as_usize()))
    }
}

struct Finder {
    /// Tokens, then private keys. None is the beginning of another.
    exact: Few,
    /// How names begin, in every way of writing.
    names: Few,
}

/// Bytes of a name by which it is found.
const NAME_BEGINS: usize = 3;

fn finder() -> &'static Finder {
    static FINDER: OnceLock<Finder> = OnceLock::new();
    FINDER.get_or_init(|| {
        let exact = TOKENS.iter().map(|token| token.begins).chain(PRIVATE_KEYS);
        let exact: Vec<Vec<u8>> = exact.map(|it| it.as_bytes().to_vec()).collect();
        let mut names: Vec<Vec<u8>> = Vec::new();
        for name in NAMES {
            // Each letter large or small.
            for way in 0..1 << NAME_BEGINS {
                let letter = |(at, byte): (usize, &u8)| match way >> at & 1 {
                    0 => byte.to_ascii_lowercase(),
                    _ => byte.to_ascii_uppercase(),
                };
                let begins = name.as_bytes()[..NAME_BEGINS].iter().enumerate().map(letter);
                names.push(begins.collect());
            }
        }
        names.sort();
        names.dedup();
        Finder { exact: Few::of(&exact), names: Few::of(&names) }
    })
}

/// Bytes after the end of a piece that a secret may need to be recognised.
pub(super) const AHEAD_BYTES: usize = 512;

/// Finds every secret that begins in a part of the text (connecting information: that ends there).
pub(super) fn scan(bytes: &[u8], from: usize, to: usize, finds: &mut Vec<Find>) {
    let finder = finder();
    let seen = &bytes[..bytes.len().min(to + 64)];
    let mut at = from;
    while let Some((start, which)) = finder.exact.find(seen, at).filter(|it| it.0 < to) {
        at = start + 1;
        if let Some(rule) = TOKENS.get(which) {
            finds.extend(token(bytes, start, rule));
        } else if let Some(begins) = PRIVATE_KEYS.get(which - TOKENS.len()) {
            let end = start + begins.len();
            finds.push(Find { kind: Kind::PrivateKey, confidence: High, start, end });
        }
    }
    let mut at = from;
    while let Some((start, _)) = finder.names.find(seen, at).filter(|it| it.0 < to) {
        let is_it = |name: &&&str| {
            seen[start..]
                .get(..name.len())
                .is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()))
        };
        match NAMES.iter().find(is_it) {
            Some(name) => {
                at = start + name.len();
                finds.extend(assigned(bytes, at));
            }
            None => at = start + 1,
        }
    }
    let mut at = from;
    while let Some(skip) = memchr::memmem::find(&seen[at..], b"==").filter(|skip| at + skip < to) {
        finds.extend(connecting_information(bytes, at + skip + 2));
        at += skip + 1;
    }
}

const fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

fn token(bytes: &[u8], start: usize, rule: &Token) -> Option<Find> {
    if start.checked_sub(1).is_some_and(|at| is_token_byte(bytes[at])) {
        return None;
    }
    let body = start + rule.begins.len();
    let length = bytes[body..].iter().take_while(|byte| is_token_byte(**byte)).count();
    let kept = length.min(AHEAD_BYTES);
    let fits = (rule.min..=rule.max).contains(&length);
    let end = body + kept;
    (fits && is_varied(&bytes[body..end])).then_some(Find {
        kind: Kind::Token,
        confidence: High,
        start,
        end,
    })
}

/// Whether a text looks drawn by lot: enough different bytes, letters and digits.
fn is_varied(text: &[u8]) -> bool {
    let mut seen = [false; 256];
    let mut different = 0_usize;
    for byte in text {
        if !std::mem::replace(&mut seen[usize::from(*byte)], true) {
            different += 1;
        }
    }
    different >= 6.min(text.len()) && different * 8 >= text.len().min(48)
}

/// 88 characters of Base64 with padding. Checksums of 512 bits have the same shape and say so.
fn connecting_information(bytes: &[u8], end: usize) -> Option<Find> {
    const LENGTH: usize = 88;
    let start = end.checked_sub(LENGTH)?;
    let body = &bytes[start..end - 2];
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let before = start.checked_sub(1).map(|at| &bytes[at]);
    let is_longer = before.is_some_and(is_base64) || bytes.get(end) == Some(&b'=');
    if is_longer || !body.iter().all(is_base64) || !is_varied(body) {
        return None;
    }
    let before = &bytes[start.saturating_sub(8)..start];
    let is_checksum = before.windows(3).any(|part| part.eq_ignore_ascii_case(b"sha"))
        || before.ends_with(b"512-");
    if is_checksum {
        return None;
    }
    let is_named = context::near(bytes, start, end).has(Words::CI);
    let confidence = if is_named { High } else { Low };
    Some(Find { kind: Kind::Ci, confidence, start, end })
}

/// A quoted value that is assigned to a name which ended at a place.
fn assigned(bytes: &[u8], from: usize) -> Option<Find> {
    const VALUE_MIN: usize = 8;
    const VALUE_MAX: usize = 128;
    let rest = &bytes[from..bytes.len().min(from + VALUE_MAX + 16)];
    let is_between = |byte: &&u8| matches!(byte, b'"' | b'\'' | b' ' | b'\t' | b'`');
    let mut at = rest.iter().take_while(is_between).count().min(3);
    if !matches!(rest.get(at), Some(b'=' | b':')) {
        return None;
    }
    at += rest[at..].iter().take_while(|byte| matches!(byte, b'=' | b':' | b'>')).count();
    at += rest[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let quote = *rest.get(at).filter(|byte| matches!(byte, b'"' | b'\'' | b'`'))?;
    let value = &rest[at + 1..];
    let length = memchr::memchr(quote, value)?;
    let value = &value[..length];
    let start = from + at + 1;
    let is_secret = (VALUE_MIN..=VALUE_MAX).contains(&length) && is_drawn(value);
    is_secret.then_some(Find {
        kind: Kind::Password,
        confidence: Medium,
        start,
        end: start + length,
    })
}

/// Whether a value is one that somebody chose, not a placeholder, a version or a sentence.
fn is_drawn(value: &[u8]) -> bool {
    let lower = value.to_ascii_lowercase();
    let placeholders: [&[u8]; 9] = [
        b"example",
        b"changeme",
        b"placeholder",
        b"your",
        b"xxxx",
        b"****",
        b"${",
        b"{{",
        b"dummy",
    ];
    let is_placeholder =
        placeholders.iter().any(|word| memchr::memmem::find(&lower, word).is_some());
    let is_version = matches!(value.first(), Some(b'^' | b'~' | b'>' | b'<' | b'=' | b'*'))
        || value.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    let has = |test: fn(&u8) -> bool| value.iter().any(test);
    !is_placeholder
        && !is_version
        && !has(|byte| byte.is_ascii_whitespace())
        && value.is_ascii()
        && has(u8::is_ascii_alphabetic)
        && has(|byte| byte.is_ascii_digit() || byte.is_ascii_punctuation() && *byte != b'_')
        && has(u8::is_ascii_digit)
        && is_varied(value)
}

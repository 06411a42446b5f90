//! Secrets: private keys, tokens of known services and connecting information. Passwords have
//! their rules beside this.

use std::sync::OnceLock;

use super::context::{self, Words};
use super::few::Few;
use super::passwords;
use super::{Confidence, Find, Kind};

use Confidence::{High, Low};

/// How a token of a known service goes on after its beginning.
struct Token {
    begins: &'static str,
    min: usize,
    max: usize,
}

const TOKENS: [Token; 39] = [
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
    Token { begins: "sk-proj-", min: 32, max: 255 },
    Token { begins: "sk-svcacct-", min: 32, max: 255 },
    Token { begins: "sk-ant-", min: 32, max: 255 },
    Token { begins: "xapp-", min: 20, max: 255 },
    Token { begins: "glrt-", min: 20, max: 255 },
    Token { begins: "gldt-", min: 20, max: 255 },
    Token { begins: "whsec_", min: 32, max: 255 },
    Token { begins: "GOCSPX-", min: 28, max: 28 },
    Token { begins: "dckr_pat_", min: 27, max: 27 },
    Token { begins: "live_sk_", min: 20, max: 255 },
    Token { begins: "live_gsk_", min: 20, max: 255 },
    Token { begins: "squ_", min: 40, max: 40 },
    Token { begins: "sqp_", min: 40, max: 40 },
];

/// How a key of any kind begins, and how the line goes on if it is a private one.
const KEY_BEGINS: &str = "-----BEGIN ";
const PUTTY_BEGINS: &str = "PuTTY-User-Key-File-";

struct Finder {
    /// Tokens, then keys.
    exact: Few,
    /// How names begin, in every way of writing.
    names: Few,
}

/// Bytes of a name by which it is found.
const NAME_BEGINS: usize = 3;

fn finder() -> &'static Finder {
    static FINDER: OnceLock<Finder> = OnceLock::new();
    FINDER.get_or_init(|| {
        let others = [KEY_BEGINS, PUTTY_BEGINS];
        let exact = TOKENS.iter().map(|token| token.begins).chain(others);
        let exact: Vec<Vec<u8>> = exact.map(|it| it.as_bytes().to_vec()).collect();
        let mut names: Vec<Vec<u8>> = Vec::new();
        for name in passwords::NAMES {
            // Each letter large or small.
            for way in 0..1 << NAME_BEGINS {
                let letter = |(at, byte): (usize, &u8)| match way >> at & 1 {
                    0 => byte.to_ascii_lowercase(),
                    _ => byte.to_ascii_uppercase(),
                };
                let begins = name[..NAME_BEGINS].iter().enumerate().map(letter);
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
        match TOKENS.get(which) {
            Some(rule) => finds.extend(token(bytes, start, rule)),
            None => finds.extend(match which - TOKENS.len() {
                0 => private_key(bytes, start),
                _ => putty_key(bytes, start),
            }),
        }
    }
    let mut at = from;
    while let Some((start, _)) = finder.names.find(seen, at).filter(|it| it.0 < to) {
        let is_it = |name: &&&[u8]| {
            seen[start..].get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name))
        };
        match passwords::NAMES.iter().find(is_it) {
            Some(name) => {
                at = start + name.len();
                finds.extend(passwords::assigned(bytes, start, at));
            }
            None => at = start + 1,
        }
    }
    let ends = memchr::memchr_iter(b'@', &bytes[from..to]);
    finds.extend(ends.filter_map(|skip| passwords::in_address(bytes, from + skip)));
    let mut at = from;
    while let Some(skip) = memchr::memmem::find(&seen[at..], b"==").filter(|skip| at + skip < to) {
        finds.extend(connecting_information(bytes, at + skip + 2));
        at += skip + 1;
    }
}

/// `-----BEGIN RSA PRIVATE KEY-----`, of whatever kind.
fn private_key(bytes: &[u8], start: usize) -> Option<Find> {
    const KIND_MAX: usize = 24;
    const ENDS: [&[u8]; 2] = [b"PRIVATE KEY-----", b"PRIVATE KEY BLOCK-----"];
    let from = start + KEY_BEGINS.len();
    let rest = bytes.get(from..)?;
    let is_kind = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b' ';
    let kind = rest.iter().take(KIND_MAX * 2).take_while(|byte| is_kind(byte)).count();
    let line = rest.get(..kind + ENDS[1].len()).unwrap_or(rest);
    let ends = ENDS.iter().find_map(|end| Some(memchr::memmem::find(line, end)? + end.len()))?;
    let end = from + ends;
    Some(Find { kind: Kind::PrivateKey, confidence: High, start, end })
}

fn putty_key(bytes: &[u8], start: usize) -> Option<Find> {
    let end = start + PUTTY_BEGINS.len();
    let version = bytes.get(end..end + 2)?;
    let is_it = version[0].is_ascii_digit() && version[1] == b':';
    is_it.then_some(Find { kind: Kind::PrivateKey, confidence: High, start, end: end + 2 })
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
pub(super) fn is_varied(text: &[u8]) -> bool {
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

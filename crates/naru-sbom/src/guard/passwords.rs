//! Passwords and keys that are written into text: assigned to a name that says so, in quotes or
//! without, in an attribute or an element; and in the address of a service.
//!
//! **Must never** take a placeholder, a reference or a line of a program for one: whoever is told
//! of each mention of a password stops reading.

use super::secrets::is_varied;
use super::{Confidence, Find, Kind};

/// Words that name a secret when a value is assigned to them. Found in any case.
pub(super) const NAMES: [&[u8]; 18] = [
    b"password",
    b"passwd",
    b"passphrase",
    b"pwd",
    b"secret_key",
    b"secretkey",
    b"secret",
    b"api_key",
    b"apikey",
    b"api-key",
    b"access_key",
    b"accesskey",
    b"token",
    b"private_key",
    "비밀번호".as_bytes(),
    "암호".as_bytes(),
    // The same in CP949.
    b"\xba\xf1\xb9\xd0\xb9\xf8\xc8\xa3",
    b"\xbe\xcf\xc8\xa3",
];

const VALUE_MIN: usize = 8;
const VALUE_MAX: usize = 128;

/// A value that is assigned to a name which stands at a place.
pub(super) fn assigned(bytes: &[u8], start: usize, end: usize) -> Option<Find> {
    let rest = &bytes[end..bytes.len().min(end + VALUE_MAX + 48)];
    let (at, length) =
        quoted(rest).or_else(|| in_markup(rest)).or_else(|| bare(bytes, start, rest))?;
    found(end + at, length)
}

fn found(start: usize, length: usize) -> Option<Find> {
    let end = start + length;
    Some(Find { kind: Kind::Password, confidence: Confidence::Medium, start, end })
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

const fn is_quote(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`')
}

/// How many bytes at the beginning of a text are such ones.
fn count(text: &[u8], is_it: impl Fn(u8) -> bool) -> usize {
    text.iter().take_while(|byte| is_it(**byte)).count()
}

/// `= "value"`: where the value begins, and how long it is.
fn quoted(rest: &[u8]) -> Option<(usize, usize)> {
    let mut at = count(rest, |it| is_quote(it) || is_space(it)).min(3);
    if !matches!(rest.get(at), Some(b'=' | b':')) {
        return None;
    }
    at += count(&rest[at..], |it| matches!(it, b'=' | b':' | b'>'));
    at += count(&rest[at..], is_space);
    let quote = *rest.get(at).filter(|it| is_quote(**it))?;
    in_quotes(rest, at + 1, quote)
}

fn in_quotes(rest: &[u8], at: usize, quote: u8) -> Option<(usize, usize)> {
    let value = rest.get(at..)?;
    let value = &value[..memchr::memchr(quote, value)?];
    let fits = (VALUE_MIN..=VALUE_MAX).contains(&value.len()) && is_drawn(value);
    fits.then_some((at, value.len()))
}

/// `name="password" value="…"`, `<password>…</password>`, `<entry key="password">…</entry>`.
fn in_markup(rest: &[u8]) -> Option<(usize, usize)> {
    let closed = usize::from(rest.first().is_some_and(|it| is_quote(*it)));
    let spaces = count(&rest[closed..], is_space);
    let tail = &rest[closed + spaces..];
    if closed == 1 && spaces > 0 && tail.starts_with(b"value") {
        let mut at = closed + spaces + b"value".len();
        at += count(&rest[at..], is_space);
        if rest.get(at) != Some(&b'=') {
            return None;
        }
        at += 1 + count(&rest[at + 1..], is_space);
        let quote = *rest.get(at).filter(|it| is_quote(**it))?;
        return in_quotes(rest, at + 1, quote);
    }
    if spaces > 0 || tail.first() != Some(&b'>') {
        return None;
    }
    let at = closed + 1;
    let value = &tail[1..];
    let length = memchr::memchr(b'<', value).filter(|it| value[*it..].starts_with(b"</"))?;
    let value = &value[..length];
    let fits = (VALUE_MIN..=VALUE_MAX).contains(&length) && is_drawn(value) && is_chosen(value);
    fits.then_some((at, length))
}

/// Without quotes: `name=value` up to where such a value ends, or `name: value` and `name = value`
/// up to the end of a line that says nothing else.
fn bare(bytes: &[u8], start: usize, rest: &[u8]) -> Option<(usize, usize)> {
    let before = count(rest, is_space);
    let mark = *rest.get(before).filter(|it| matches!(it, b'=' | b':'))?;
    let at = before + 1 + count(&rest[before + 1..], is_space);
    let value = rest.get(at..)?;
    let mut length = count(value, |it| matches!(it, b'!'..=b'~') && !is_quote(it));
    let is_tight = mark == b'=' && at == 1;
    if is_tight {
        // In an address, a list of settings, or on the command line.
        length = count(&value[..length], |it| !matches!(it, b'&' | b';' | b',' | b'<'));
    }
    let (value, behind) = value.split_at(length);
    let is_alone = is_tight && !behind.first().is_some_and(|it| is_quote(*it));
    let is_whole_line = || is_line_end(behind) && is_setting(bytes, start);
    let fits = (VALUE_MIN..=VALUE_MAX).contains(&length)
        && is_drawn(value)
        && is_chosen(value)
        && !is_program(value)
        && (is_alone || is_whole_line());
    fits.then_some((at, length))
}

/// Whether a line ends here, or only a comment follows.
fn is_line_end(behind: &[u8]) -> bool {
    let spaces = count(behind, is_space);
    match behind.get(spaces) {
        None | Some(b'\r' | b'\n') => true,
        Some(mark) => spaces > 0 && *mark == b'#',
    }
}

/// Whether the line up to a name is that of a setting: the rest of the name, and at most a word
/// like `export` before it. Programs declare and call.
fn is_setting(bytes: &[u8], start: usize) -> bool {
    const LINE_MAX: usize = 80;
    const DECLARED: [&[u8]; 14] = [
        b"let", b"val", b"var", b"const", b"final", b"def", b"return", b"if", b"private",
        b"public", b"static", b"String", b"string", b"self",
    ];
    let line = &bytes[start.saturating_sub(LINE_MAX)..start];
    let line = match memchr::memrchr2(b'\n', b'\r', line) {
        Some(at) => &line[at + 1..],
        None if start > LINE_MAX => return false,
        None => line,
    };
    let is_name = |byte: &u8| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b'_' | b'.' | b'-' | b' ' | b'\t' | b'#' | 0x80..)
    };
    let words = || line.split(|byte| is_space(*byte) || *byte == b'.').filter(|it| !it.is_empty());
    line.iter().all(is_name)
        && line.trim_ascii().split(|byte| is_space(*byte)).count() <= 3
        && !words().any(|word| DECLARED.contains(&word))
}

/// Whether a value is a part of a program or names where the value is: a call, a variable, a path.
fn is_program(value: &[u8]) -> bool {
    let has = |part: &[u8]| memchr::memmem::find(value, part).is_some();
    let begins = |it: &[u8]| value.starts_with(it);
    let is_odd = |byte: &u8| matches!(byte, b'(' | b')' | b'{' | b'}' | b'[' | b']' | b'<' | b'>');
    value.iter().any(|byte| is_odd(byte) || matches!(byte, b'\\' | b'|'))
        || matches!(value.last(), Some(b';' | b',' | b':'))
        || matches!(value.first(), Some(b'/' | b'.' | b'$' | b'*' | b'&' | b'%' | b'=' | b':'))
        || has(b"://")
        || has(b"::")
        || has(b"->")
        || begins(b"~/")
        || begins(b"http")
}

/// Whether a value without quotes looks chosen or drawn by lot, and not like a name.
fn is_chosen(value: &[u8]) -> bool {
    const NAMES_WITH_NUMBERS: [&[u8]; 16] = [
        b"sha", b"hmac", b"aes", b"base64", b"utf", b"rsa", b"ecdsa", b"secp", b"x509", b"argon",
        b"bcrypt", b"md5", b"25519", b"rfc", b"pbkdf", b"uint",
    ];
    const DRAWN_MIN: usize = 20;
    let number = |test: fn(&u8) -> bool| value.iter().filter(|byte| test(byte)).count();
    let (digits, marks) = (number(u8::is_ascii_digit), number(u8::is_ascii_punctuation));
    let joints = number(|byte| matches!(byte, b'_' | b'-' | b'.' | b'/' | b':'));
    let has_both = number(u8::is_ascii_uppercase) > 0 && number(u8::is_ascii_lowercase) > 0;
    let lower = value.to_ascii_lowercase();
    let is_name = NAMES_WITH_NUMBERS.iter().any(|it| memchr::memmem::find(&lower, it).is_some());
    // As long as the keys of AWS.
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    if value.len() == 40 && has_both && value.iter().all(is_base64) {
        return true;
    }
    if marks > joints || (value.len() >= DRAWN_MIN && digits >= 4) {
        return (marks > joints || has_both || joints == 0) && !(joints > 0 && is_name);
    }
    joints == 0 && !is_name && (digits >= 3 || has_both && digits >= 2)
}

/// `//user:password@host`, by the place of the mark before the host. A password may have the mark
/// in it; then the last one counts.
pub(super) fn in_address(bytes: &[u8], end: usize) -> Option<Find> {
    const SECRET_MIN: usize = 6;
    const BEHIND_MAX: usize = 150;
    const BEGINS: &[u8] = b"://";
    let is_part = |it: u8| {
        matches!(it, b'!'..=b'~')
            && !matches!(it, b'/' | b'?' | b'#' | b'"' | b'<' | b'>' | b'`' | b'{' | b'}' | b'(')
    };
    let before = &bytes[end.saturating_sub(BEHIND_MAX)..end];
    let length = before.iter().rev().take_while(|it| is_part(**it)).count();
    let (ahead, part) = before.split_at(before.len() - length);
    let user = memchr::memchr(b':', part).filter(|_| ahead.ends_with(BEGINS))?;
    let secret = &part[user + 1..];
    let host = &bytes[end + 1..bytes.len().min(end + 1 + VALUE_MAX)];
    let host = &host[..count(host, is_part)];
    let is_example = memchr::memmem::find(&host.to_ascii_lowercase(), b"example").is_some();
    let fits = (SECRET_MIN..=VALUE_MAX).contains(&secret.len())
        && !host.is_empty()
        && memchr::memchr(b'@', host).is_none()
        && !is_example
        && !matches!(secret[0], b'$' | b'%' | b'*')
        && is_drawn(secret);
    if fits { found(end - secret.len(), secret.len()) } else { None }
}

/// Whether a value is one that somebody chose, not a placeholder, a version or a sentence.
fn is_drawn(value: &[u8]) -> bool {
    const PLACEHOLDERS: [&[u8]; 13] = [
        b"example",
        b"changeme",
        b"placeholder",
        b"your",
        b"xxxx",
        b"****",
        b"${",
        b"{{",
        b"dummy",
        b"redacted",
        b"[a-z",
        b"[0-9",
        b"#{",
    ];
    const DRAWN_MIN: usize = 32;
    let lower = value.to_ascii_lowercase();
    let has = |test: fn(&u8) -> bool| value.iter().any(test);
    let plain = without_escapes(value);
    // In what is drawn by lot a word says nothing.
    let is_code = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    let is_lot = value.len() >= DRAWN_MIN && value.iter().all(is_code);
    let is_placeholder =
        !is_lot && PLACEHOLDERS.iter().any(|word| memchr::memmem::find(&lower, word).is_some());
    let is_version = matches!(value.first(), Some(b'^' | b'~' | b'>' | b'<' | b'=' | b'*'))
        || value.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    let is_constant = has(|byte| *byte == b'_')
        && value.iter().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit() || *it == b'_');
    !is_placeholder
        && !is_version
        && !is_constant
        && !has(u8::is_ascii_whitespace)
        && value.is_ascii()
        && plain.iter().any(u8::is_ascii_alphabetic)
        && plain.iter().any(u8::is_ascii_digit)
        && is_varied(value)
}

/// A value without the digits by which addresses write other bytes (`%2B`).
fn without_escapes(value: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(value.len());
    let mut rest = value;
    while let [byte, tail @ ..] = rest {
        plain.push(*byte);
        let is_escaped =
            *byte == b'%' && tail.get(..2).is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit));
        rest = if is_escaped { &tail[2..] } else { tail };
    }
    plain
}

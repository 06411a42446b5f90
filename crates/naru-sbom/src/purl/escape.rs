//! Percent-encoding as package URLs and `vers` ranges use it.

use std::fmt;

/// Whether a byte stands for itself.
pub(crate) fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'~' | b':')
}

/// Writes a text, escaping all that does not stand for itself.
pub(crate) fn write_escaped<W: fmt::Write>(f: &mut W, text: &str) -> fmt::Result {
    write_reserved(f, text, |byte| !is_plain(byte))
}

/// Writes a text, escaping the bytes that are reserved, and whole characters beyond ASCII.
pub(crate) fn write_reserved<W: fmt::Write>(
    f: &mut W,
    text: &str,
    is_reserved: impl Fn(u8) -> bool,
) -> fmt::Result {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| !byte.is_ascii() || is_reserved(byte)) {
        f.write_str(&rest[..at])?;
        let mut end = at + 1;
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        for byte in rest[at..end].bytes() {
            write!(f, "%{byte:02X}")?;
        }
        rest = &rest[end..];
    }
    f.write_str(rest)
}

/// Writes segments that are joined by `/`, each escaped.
pub(crate) fn write_segments<W: fmt::Write>(f: &mut W, text: &str) -> fmt::Result {
    for (at, segment) in text.split('/').enumerate() {
        if at > 0 {
            f.write_str("/")?;
        }
        write_escaped(f, segment)?;
    }
    Ok(())
}

/// The text behind percent-encoding, or why there is none.
pub(crate) fn decoded(text: &str) -> Result<String, &'static str> {
    if !text.contains('%') {
        return Ok(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        if byte != b'%' {
            bytes.push(byte);
            rest = after;
            continue;
        }
        let pair = after.get(..2).ok_or("a percent sign needs two hexadecimal digits after it")?;
        let digits: Option<Vec<u32>> = pair.iter().map(|c| char::from(*c).to_digit(16)).collect();
        let digits = digits.ok_or("a percent sign needs two hexadecimal digits after it")?;
        let value = u8::try_from(digits[0] * 16 + digits[1]).expect("two hexadecimal digits fit");
        bytes.push(value);
        rest = &after[2..];
    }
    String::from_utf8(bytes).map_err(|_| "its percent-encoding does not give UTF-8")
}

//! Bytes of a file as text: UTF-8 for all, and what else the tools of a format take.
//!
//! Of Korean encodings nothing but the ASCII in them is told: that is where names and versions of
//! packages stand. **Must never** let a name pass that was written in other letters.

use super::Format;
use super::model::{Inventory, ReadError, text_of};
use std::borrow::Cow;

/// Stands for a letter that is not told.
const UNTOLD: char = char::REPLACEMENT_CHARACTER;
/// An XML declaration is shorter.
const DECLARATION_BYTES_MAX: usize = 200;

/// The text of a file of this format.
pub(crate) fn text(format: Format, bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    match format {
        // As PowerShell writes what pip lists; pip reads it too.
        Format::PipRequirements => match utf16(bytes) {
            Some(decoded) => decoded.map(Cow::Owned),
            None => text_of(bytes).map(Cow::Borrowed),
        },
        Format::MavenPom | Format::MsbuildProject | Format::NugetConfig => xml(bytes),
        _ => text_of(bytes).map(Cow::Borrowed),
    }
}

/// The text of an XML document.
pub(crate) fn xml(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    if let Some(decoded) = utf16(bytes) {
        return decoded.map(Cow::Owned);
    }
    text_of(bytes).map(Cow::Borrowed).or_else(|e| {
        let declared = declared(bytes).unwrap_or_default().to_ascii_lowercase();
        match declared.as_str() {
            "euc-kr" | "ks_c_5601-1987" | "ksc5601" | "cp949" | "ms949" | "x-windows-949" => {
                Ok(Cow::Owned(korean(bytes)))
            }
            "iso-8859-1" | "latin1" | "windows-1252" | "cp1252" => {
                Ok(Cow::Owned(bytes.iter().map(|it| char::from(*it)).collect()))
            }
            _ => Err(e),
        }
    })
}

/// Refuses packages whose name holds a letter that was not told.
pub(crate) fn guard(inventory: &Inventory) -> Result<(), ReadError> {
    let is_untold = |it: Option<&String>| it.is_some_and(|it| it.contains(UNTOLD));
    let untold = inventory.packages.iter().find(|it| {
        let parts = [it.namespace.as_ref(), Some(&it.name), it.version.as_ref()];
        parts.into_iter().any(is_untold)
    });
    match untold {
        Some(package) => {
            let place = format!("package `{}`", super::tree::shortened(&package.full_name()));
            Err(ReadError::new(place, "is named in letters that are not read here: save as UTF-8"))
        }
        None => Ok(()),
    }
}

/// Text in UTF-16, if it begins with the mark of it.
fn utf16(bytes: &[u8]) -> Option<Result<String, ReadError>> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xFF, 0xFE, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let (pairs, rest) = bytes.get(2..)?.as_chunks::<2>();
    let decoded: Result<String, _> = char::decode_utf16(pairs.iter().map(|it| unit(*it))).collect();
    Some(match decoded {
        Ok(text) if rest.is_empty() => Ok(text),
        _ => Err(ReadError::new("the file", "begins as UTF-16 and is none")),
    })
}

/// What an XML declaration says about the encoding.
fn declared(bytes: &[u8]) -> Option<&str> {
    let head = bytes.strip_prefix(b"<?xml")?;
    let head = head.get(..head.len().min(DECLARATION_BYTES_MAX))?;
    let end = head.iter().position(|it| *it == b'>')?;
    let inner = std::str::from_utf8(head.get(..end)?).ok()?;
    let value = inner.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|it| matches!(it, '"' | '\''))?;
    value.get(1..)?.split(quote).next()
}

/// Two bytes from 0x81 on are one letter; the second is never a sign of XML.
fn korean(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if first.is_ascii() {
            text.push(char::from(*first));
            continue;
        }
        text.push(UNTOLD);
        let is_second = |it: &u8| it.is_ascii_alphabetic() || !it.is_ascii();
        if after.first().is_some_and(is_second) {
            rest = &after[1..];
        }
    }
    text
}

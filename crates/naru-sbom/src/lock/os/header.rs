//! One package of rpm's database: an index of tags and a store of their values.

use super::super::model::ReadError;
use super::bytes::Bytes;

/// No header of a real package has more tags or bytes.
const TAGS_MAX: usize = 65_536;
const STRING_BYTES_MAX: usize = 65_536;
const STRINGS_MAX: usize = 100_000;

const NAME: usize = 1000;
const VERSION: usize = 1001;
const RELEASE: usize = 1002;
const EPOCH: usize = 1003;
const LICENCE: usize = 1014;
const ARCH: usize = 1022;
const SOURCE_RPM: usize = 1044;
const PROVIDES: usize = 1047;
const REQUIRES: usize = 1049;

const INT32: usize = 4;

/// What is read of a header.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) release: String,
    pub(super) epoch: Option<usize>,
    pub(super) licence: Option<String>,
    pub(super) arch: Option<String>,
    pub(super) source_rpm: Option<String>,
    pub(super) provides: Vec<String>,
    pub(super) requires: Vec<String>,
}

/// Reads a header.
pub(super) fn read(blob: &[u8]) -> Result<Header, ReadError> {
    let bytes = Bytes::big(blob);
    let tags = bytes.number32(0)?;
    let store_length = bytes.number32(4)?;
    if tags > TAGS_MAX {
        let what = format!("{tags} tags, at most {TAGS_MAX}");
        return Err(ReadError::new("a header of rpm", what));
    }
    let store = Bytes::big(bytes.part(8 + tags * 16, store_length)?);
    let mut header = Header::default();
    for at in 0..tags {
        let entry = 8 + at * 16;
        let tag = bytes.number32(entry)?;
        let kind = bytes.number32(entry + 4)?;
        let offset = bytes.number32(entry + 8)?;
        let count = bytes.number32(entry + 12)?;
        match tag {
            NAME => header.name = string(&store, offset)?.0,
            VERSION => header.version = string(&store, offset)?.0,
            RELEASE => header.release = string(&store, offset)?.0,
            EPOCH if kind == INT32 => header.epoch = Some(store.number32(offset)?),
            LICENCE => header.licence = Some(string(&store, offset)?.0),
            ARCH => header.arch = Some(string(&store, offset)?.0),
            SOURCE_RPM => header.source_rpm = Some(string(&store, offset)?.0),
            PROVIDES => header.provides = strings(&store, offset, count)?,
            REQUIRES => header.requires = strings(&store, offset, count)?,
            _ => {}
        }
    }
    if header.name.is_empty() {
        return Err(ReadError::new("a header of rpm", "has no name"));
    }
    Ok(header)
}

/// A text that ends with a zero, and where the next one begins.
fn string(store: &Bytes<'_>, offset: usize) -> Result<(String, usize), ReadError> {
    let rest = store.part(offset, store.len().saturating_sub(offset))?;
    let end = rest
        .iter()
        .take(STRING_BYTES_MAX)
        .position(|it| *it == 0)
        .ok_or_else(|| ReadError::new("a header of rpm", "a text does not end"))?;
    let text = String::from_utf8_lossy(&rest[..end]).into_owned();
    Ok((text, offset + end + 1))
}

fn strings(store: &Bytes<'_>, offset: usize, count: usize) -> Result<Vec<String>, ReadError> {
    if count > STRINGS_MAX {
        let what = format!("{count} texts in one tag, at most {STRINGS_MAX}");
        return Err(ReadError::new("a header of rpm", what));
    }
    let mut all = Vec::new();
    let mut next = offset;
    for _ in 0..count {
        let (text, after) = string(store, next)?;
        all.push(text);
        next = after;
    }
    Ok(all)
}

//! The file format of SQLite, as far as one table of one blob a row needs it. A database that is
//! in use keeps its newest pages in a file beside it (`-wal`), which is not read.

use super::super::PACKAGES_MAX;
use super::super::model::ReadError;
use super::bytes::Bytes;

const MAGIC: &[u8] = b"SQLite format 3\0";
const DEPTH_MAX: usize = 20;
const INTERIOR: u8 = 5;
const LEAF: u8 = 13;

struct File<'a> {
    bytes: Bytes<'a>,
    page_size: usize,
    /// Bytes of a page that hold cells.
    usable: usize,
}

/// The last blob of each row of a table.
pub(super) fn blobs(bytes: &[u8], table: &str) -> Result<Vec<Vec<u8>>, ReadError> {
    if !bytes.starts_with(MAGIC) {
        return Err(ReadError::new("byte 0", "not a database of SQLite"));
    }
    let bytes = Bytes::big(bytes);
    let page_size = match bytes.number16(16)? {
        1 => 65_536,
        size if size >= 512 && size.is_power_of_two() => size,
        size => return Err(ReadError::new("byte 16", format!("{size} is no size of a page"))),
    };
    let usable = page_size - usize::from(bytes.byte(20)?);
    if usable < 480 {
        return Err(ReadError::new("byte 20", "leaves too little of a page"));
    }
    let file = File { bytes, page_size, usable };
    let root = file.root_of(table)?;
    let mut found = Vec::new();
    for record in file.records(root)? {
        let columns = columns(&record)?;
        let blob = columns.into_iter().rev().find(|it| it.is_blob);
        let Some(blob) = blob else {
            return Err(ReadError::new(format!("table {table}"), "a row holds no blob"));
        };
        found.push(blob.value.to_vec());
    }
    Ok(found)
}

impl File<'_> {
    /// The first page of a table, from the table of tables at page 1.
    fn root_of(&self, table: &str) -> Result<usize, ReadError> {
        for record in self.records(1)? {
            let columns = columns(&record)?;
            let [kind, name, _, root, ..] = columns.as_slice() else { continue };
            if kind.value == b"table" && name.value == table.as_bytes() {
                return Ok(root.value.iter().fold(0, |all, it| (all << 8) | usize::from(*it)));
            }
        }
        Err(ReadError::new("the database", format!("has no table {table}")))
    }

    /// The payload of each row of a table.
    fn records(&self, root: usize) -> Result<Vec<Vec<u8>>, ReadError> {
        let mut found = Vec::new();
        let mut waiting = vec![(root, 0)];
        let pages = self.bytes.len() / self.page_size;
        let mut visited = 0;
        let mut total = 0;
        while let Some((page, depth)) = waiting.pop() {
            visited += 1;
            if depth > DEPTH_MAX || visited > pages {
                return Err(self.damaged(page, "the tree of pages goes in circles"));
            }
            let start = self.start(page)?;
            let head = if page == 1 { start + 100 } else { start };
            let kind = self.bytes.byte(head)?;
            let cells = self.bytes.number16(head + 3)?;
            let list = head + if kind == INTERIOR { 12 } else { 8 };
            for at in 0..cells {
                let cell = start + self.bytes.number16(list + at * 2)?;
                match kind {
                    INTERIOR => waiting.push((self.bytes.number32(cell)?, depth + 1)),
                    LEAF => {
                        let payload = self.payload(cell)?;
                        total += payload.len();
                        found.push(payload);
                    }
                    _ => return Err(self.damaged(page, "is not a page of a table")),
                }
                if found.len() > PACKAGES_MAX || total > self.bytes.len() {
                    return Err(ReadError::new("the database", "holds more than it is long"));
                }
            }
            if kind == INTERIOR {
                waiting.push((self.bytes.number32(head + 8)?, depth + 1));
            }
        }
        Ok(found)
    }

    fn start(&self, page: usize) -> Result<usize, ReadError> {
        let start = page.checked_sub(1).and_then(|it| it.checked_mul(self.page_size));
        start.ok_or_else(|| self.damaged(page, "is no number of a page"))
    }

    fn damaged(&self, page: usize, what: &str) -> ReadError {
        ReadError::new(format!("page {page}"), what)
    }

    /// The payload of a cell, with what overflowed onto other pages.
    fn payload(&self, cell: usize) -> Result<Vec<u8>, ReadError> {
        let (length, at) = varint(&self.bytes, cell)?;
        let (_row, at) = varint(&self.bytes, at)?;
        if length > self.bytes.len() {
            return Err(ReadError::new(format!("byte {cell}"), "a row longer than the file"));
        }
        let most = self.usable - 35;
        if length <= most {
            return Ok(self.bytes.part(at, length)?.to_vec());
        }
        let least = (self.usable - 12) * 32 / 255 - 23;
        let fitting = least + (length - least) % (self.usable - 4);
        let local = if fitting <= most { fitting } else { least };
        let mut payload = self.bytes.part(at, local)?.to_vec();
        let mut next = self.bytes.number32(at + local)?;
        while payload.len() < length {
            let start = self.start(next)?;
            let wanted = (length - payload.len()).min(self.usable - 4);
            payload.extend_from_slice(self.bytes.part(start + 4, wanted)?);
            next = self.bytes.number32(start)?;
        }
        Ok(payload)
    }
}

struct Column<'a> {
    is_blob: bool,
    value: &'a [u8],
}

/// The columns of a row: a list of types, then the values.
fn columns(record: &[u8]) -> Result<Vec<Column<'_>>, ReadError> {
    let bytes = Bytes::big(record);
    let (head, mut at) = varint(&bytes, 0)?;
    let mut value_at = head;
    let mut found = Vec::new();
    while at < head {
        let (kind, next) = varint(&bytes, at)?;
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => kind,
            5 => 6,
            6 | 7 => 8,
            _ => kind.saturating_sub(12) / 2,
        };
        let is_blob = kind >= 12 && kind.is_multiple_of(2);
        found.push(Column { is_blob, value: bytes.part(value_at, length)? });
        value_at += length;
        at = next;
    }
    Ok(found)
}

/// A number of one to nine bytes, and where the next thing begins.
fn varint(bytes: &Bytes<'_>, at: usize) -> Result<(usize, usize), ReadError> {
    let mut value: u64 = 0;
    for offset in 0..9 {
        let byte = bytes.byte(at + offset)?;
        if offset == 8 {
            value = (value << 8) | u64::from(byte);
        } else {
            value = (value << 7) | u64::from(byte & 0x7F);
        }
        if byte < 0x80 || offset == 8 {
            return Ok((usize::try_from(value).unwrap_or(usize::MAX), at + offset + 1));
        }
    }
    unreachable!("the ninth byte ends a number")
}

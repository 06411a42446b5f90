//! Bytes: numbers of variable length, texts with their length before them, sorted tables.
//!
//! The reader trusts nothing: every length is checked against what is left, and no list reserves
//! more room than the bytes it could come from. A table reads no more than the entries asked for.

use super::bytes::Bytes;
use super::encode::CodeError;
use std::borrow::Cow;
use std::ops::Range;

/// Writes.
#[derive(Default)]
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
}

impl Writer {
    pub(super) fn number(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.bytes.push(value.to_le_bytes()[0] | 0x80);
            value >>= 7;
        }
        self.bytes.push(value.to_le_bytes()[0]);
    }
    pub(super) fn count(&mut self, count: usize) {
        self.number(count as u64);
    }
    pub(super) fn text(&mut self, text: &str) {
        self.count(text.len());
        self.bytes.extend_from_slice(text.as_bytes());
    }
    pub(super) fn optional(&mut self, text: Option<&str>) {
        match text {
            Some(text) => {
                self.bytes.push(1);
                self.text(text);
            }
            None => self.bytes.push(0),
        }
    }
    pub(super) fn list<T>(&mut self, list: &[T], mut write: impl FnMut(&mut Writer, &T)) {
        self.count(list.len());
        for item in list {
            write(self, item);
        }
    }
    pub(super) fn texts(&mut self, texts: &[String]) {
        self.list(texts, |writer, text| writer.text(text));
    }
}

/// Reads.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Where the bytes begin in what errors name a place of.
    place: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Reader<'a> {
        Reader { bytes, at, place: 0 }
    }
    pub(super) fn damaged(&self, what: &'static str) -> CodeError {
        CodeError::Damaged { at: self.place + self.at, what }
    }
    fn left(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }
    pub(super) fn byte(&mut self) -> Result<u8, CodeError> {
        let byte = *self.left().first().ok_or_else(|| self.damaged("it ends too early"))?;
        self.at += 1;
        Ok(byte)
    }
    pub(super) fn number(&mut self) -> Result<u64, CodeError> {
        let mut value = 0_u64;
        for shift in (0..63).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(self.damaged("a number is too large"))
    }
    pub(super) fn small(&mut self) -> Result<u32, CodeError> {
        u32::try_from(self.number()?).map_err(|_| self.damaged("a number is too large"))
    }
    /// A count of things that take at least a byte each.
    pub(super) fn count(&mut self) -> Result<usize, CodeError> {
        let count = usize::try_from(self.number()?).unwrap_or(usize::MAX);
        if count > self.left().len() {
            return Err(self.damaged("a length goes beyond the end"));
        }
        Ok(count)
    }
    pub(super) fn slice(&mut self) -> Result<&'a [u8], CodeError> {
        let length = self.count()?;
        let slice = &self.left()[..length];
        self.at += length;
        Ok(slice)
    }
    pub(super) fn text(&mut self) -> Result<String, CodeError> {
        let slice = self.slice()?;
        let text = std::str::from_utf8(slice).map_err(|_| self.damaged("a text is not UTF-8"))?;
        Ok(text.to_owned())
    }
    pub(super) fn optional(&mut self) -> Result<Option<String>, CodeError> {
        if self.byte()? == 0 { Ok(None) } else { self.text().map(Some) }
    }
    pub(super) fn list<T>(
        &mut self,
        mut read: impl FnMut(&mut Reader<'a>) -> Result<T, CodeError>,
    ) -> Result<Vec<T>, CodeError> {
        let count = self.count()?;
        let mut found = Vec::new();
        for _ in 0..count {
            found.push(read(self)?);
        }
        Ok(found)
    }
    pub(super) fn texts(&mut self) -> Result<Vec<String>, CodeError> {
        self.list(Reader::text)
    }
    pub(super) fn pick<T: Copy>(&mut self, of: &[T]) -> Result<T, CodeError> {
        let at = usize::from(self.byte()?);
        of.get(at).copied().ok_or_else(|| self.damaged("a choice is not known"))
    }
}

/// A sorted table: a count, the place of each entry, the entries. An entry begins with its key.
#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    bytes: &'a dyn Bytes,
    /// Where it begins.
    from: usize,
    length: usize,
    count: usize,
}

/// An entry of a table: its key, and what follows it.
pub(super) struct Entry<'a> {
    bytes: Cow<'a, [u8]>,
    /// Where in its table it begins.
    place: usize,
    key: Range<usize>,
}

impl Entry<'_> {
    pub(super) fn key(&self) -> &[u8] {
        &self.bytes[self.key.clone()]
    }
    /// Everything after the key, up to the next entry.
    pub(super) fn rest(&self) -> &[u8] {
        &self.bytes[self.key.end..]
    }
    /// A reader of what follows the key.
    pub(super) fn reader(&self) -> Reader<'_> {
        Reader { bytes: &self.bytes, at: self.key.end, place: self.place }
    }
}

impl<'a> Table<'a> {
    pub(super) fn open(bytes: &'a dyn Bytes, range: Range<usize>) -> Result<Table<'a>, CodeError> {
        let length = range.len();
        let damaged = |what| CodeError::Damaged { at: 0, what };
        let table = Table::new(bytes, range, 0);
        let count = table.words::<1>(0)?.ok_or(damaged("a table has no count"))?[0];
        let fits = count.checked_mul(4).and_then(|n| n.checked_add(4)).is_some_and(|n| n <= length);
        if !fits {
            return Err(damaged("a table is longer than its bytes"));
        }
        Ok(Table { count, ..table })
    }
    /// A table that was opened before.
    pub(super) fn new(bytes: &'a dyn Bytes, range: Range<usize>, count: usize) -> Table<'a> {
        Table { bytes, from: range.start, length: range.len(), count }
    }
    pub(super) fn len(&self) -> usize {
        self.count
    }
    fn part(&self, range: Range<usize>) -> Result<Option<Cow<'a, [u8]>>, CodeError> {
        if range.end > self.length {
            return Ok(None);
        }
        self.bytes.part(self.from + range.start..self.from + range.end)
    }
    /// Numbers of four bytes, the lowest first.
    fn words<const N: usize>(&self, at: usize) -> Result<Option<[usize; N]>, CodeError> {
        let Some(bytes) = self.part(at..at + 4 * N)? else { return Ok(None) };
        let mut words = [0; N];
        for (word, bytes) in words.iter_mut().zip(bytes.chunks_exact(4)) {
            let value = u32::from_le_bytes(bytes.try_into().expect("four bytes were taken"));
            *word = usize::try_from(value).unwrap_or(usize::MAX);
        }
        Ok(Some(words))
    }
    /// An entry by its number.
    pub(super) fn entry(&self, at: usize) -> Result<Entry<'a>, CodeError> {
        let head = 4 + 4 * at;
        let damaged = |what| CodeError::Damaged { at: head, what };
        let places = match self.count.checked_sub(at + 1) {
            None => None,
            Some(0) => self.words::<1>(head)?.map(|[place]| (place, self.length)),
            Some(_) => self.words::<2>(head)?.map(|[place, next]| (place, next)),
        };
        let (place, next) = places.ok_or(damaged("a table has no such entry"))?;
        let bytes = if place <= next { self.part(place..next)? } else { None };
        let bytes = bytes.ok_or(damaged("a table is not in order"))?;
        let mut reader = Reader { bytes: &bytes, at: 0, place };
        let length = reader.count()?;
        let key = reader.at..reader.at + length;
        Ok(Entry { bytes, place, key })
    }
    /// An entry by its number; nothing beyond the last.
    pub(super) fn get(&self, at: usize) -> Result<Option<Entry<'a>>, CodeError> {
        if at < self.count { self.entry(at).map(Some) } else { Ok(None) }
    }
    /// The entry of a key.
    pub(super) fn find(&self, key: &[u8]) -> Result<Option<Entry<'a>>, CodeError> {
        let held = self.bytes.held(self.from..self.from + self.length);
        // What is damaged is told by the search below, which says where.
        match held.and_then(|it| place_of(it, self.count, key)) {
            Some(Some(at)) => return self.entry(at).map(Some),
            Some(None) => return Ok(None),
            None => {}
        }
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = low + (high - low) / 2;
            let there = self.entry(middle)?;
            match there.key().cmp(key) {
                std::cmp::Ordering::Equal => return Ok(Some(there)),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        Ok(None)
    }
}

/// Where in a table that is in memory the entry of a key is, if it has one. Nothing at all if the
/// table is damaged.
fn place_of(table: &[u8], count: usize, key: &[u8]) -> Option<Option<usize>> {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        let head = table.get(4 + 4 * middle..)?.first_chunk::<4>()?;
        let place = usize::try_from(u32::from_le_bytes(*head)).ok()?;
        let mut reader = Reader::new(table, place);
        match reader.slice().ok()?.cmp(key) {
            std::cmp::Ordering::Equal => return Some(Some(middle)),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    Some(None)
}

/// Builds a table from entries in the order of their keys.
#[derive(Default)]
pub(super) struct TableWriter {
    places: Vec<usize>,
    entries: Writer,
}

impl TableWriter {
    pub(super) fn put(&mut self, key: &[u8], write: impl FnOnce(&mut Writer)) {
        self.places.push(self.entries.bytes.len());
        self.entries.count(key.len());
        self.entries.bytes.extend_from_slice(key);
        write(&mut self.entries);
    }
    pub(super) fn finish(self) -> Result<Vec<u8>, CodeError> {
        let head = 4 + 4 * self.places.len();
        let word = |value: usize| u32::try_from(value).map_err(|_| CodeError::TooLarge);
        let mut bytes = Vec::with_capacity(head + self.entries.bytes.len());
        bytes.extend_from_slice(&word(self.places.len())?.to_le_bytes());
        for place in self.places {
            bytes.extend_from_slice(&word(head + place)?.to_le_bytes());
        }
        bytes.extend_from_slice(&self.entries.bytes);
        Ok(bytes)
    }
}

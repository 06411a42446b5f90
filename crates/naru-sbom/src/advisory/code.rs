//! Bytes: numbers of variable length, texts with their length before them, sorted tables.
//!
//! The reader trusts nothing: every length is checked against what is left, and no list reserves
//! more room than the bytes it could come from.

use super::encode::CodeError;

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
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Reader<'a> {
        Reader { bytes, at }
    }
    pub(super) fn damaged(&self, what: &'static str) -> CodeError {
        CodeError::Damaged { at: self.at, what }
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
    /// Four bytes, the lowest first.
    fn word(&self, at: usize) -> Option<usize> {
        let bytes = self.bytes.get(at..at.checked_add(4)?)?;
        let value = u32::from_le_bytes(bytes.try_into().expect("four bytes were taken"));
        usize::try_from(value).ok()
    }
}

/// A sorted table: a count, the place of each entry, the entries. An entry begins with its key.
#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    bytes: &'a [u8],
    count: usize,
}

impl<'a> Table<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Table<'a>, CodeError> {
        let reader = Reader::new(bytes, 0);
        let count = reader.word(0).ok_or_else(|| reader.damaged("a table has no count"))?;
        let fits =
            count.checked_mul(4).and_then(|n| n.checked_add(4)).is_some_and(|n| n <= bytes.len());
        if !fits {
            return Err(reader.damaged("a table is longer than its bytes"));
        }
        Ok(Table { bytes, count })
    }
    pub(super) fn len(&self) -> usize {
        self.count
    }
    /// The key of an entry, and a reader of what follows it.
    pub(super) fn entry(&self, at: usize) -> Result<(&'a [u8], Reader<'a>), CodeError> {
        let head = Reader::new(self.bytes, 0);
        let place = if at < self.count { head.word(4 + 4 * at) } else { None };
        let place = place.ok_or_else(|| head.damaged("a table has no such entry"))?;
        let mut reader = Reader::new(self.bytes, place);
        let key = reader.slice()?;
        Ok((key, reader))
    }
    /// The key of an entry, and all bytes up to the next entry.
    pub(super) fn raw(&self, at: usize) -> Result<(&'a [u8], &'a [u8]), CodeError> {
        let (key, reader) = self.entry(at)?;
        let next =
            Reader::new(self.bytes, 0).word(4 + 4 * (at + 1)).filter(|_| at + 1 < self.count);
        let bytes = self.bytes.get(reader.at..next.unwrap_or(self.bytes.len()));
        bytes.map(|it| (key, it)).ok_or_else(|| reader.damaged("a table is not in order"))
    }
    /// The reader of what follows a key.
    pub(super) fn find(&self, key: &[u8]) -> Result<Option<Reader<'a>>, CodeError> {
        let found = self.place(key)?.map(|at| self.entry(at)).transpose()?;
        Ok(found.map(|(_, reader)| reader))
    }
    /// Which entry has a key.
    pub(super) fn place(&self, key: &[u8]) -> Result<Option<usize>, CodeError> {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = low + (high - low) / 2;
            let (there, _) = self.entry(middle)?;
            match there.cmp(key) {
                std::cmp::Ordering::Equal => return Ok(Some(middle)),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        Ok(None)
    }
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

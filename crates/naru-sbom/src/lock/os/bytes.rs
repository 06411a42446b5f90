//! Reading numbers out of bytes that may be too short.

use super::super::model::ReadError;

/// Bytes with their order.
#[derive(Clone, Copy)]
pub(super) struct Bytes<'a> {
    bytes: &'a [u8],
    is_big_endian: bool,
}

impl<'a> Bytes<'a> {
    pub(super) fn big(bytes: &'a [u8]) -> Bytes<'a> {
        Bytes { bytes, is_big_endian: true }
    }
    pub(super) fn little(bytes: &'a [u8]) -> Bytes<'a> {
        Bytes { bytes, is_big_endian: false }
    }
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }
    /// Part of it, or where it ends too early.
    pub(super) fn part(&self, at: usize, length: usize) -> Result<&'a [u8], ReadError> {
        let end = at.checked_add(length);
        end.and_then(|end| self.bytes.get(at..end)).ok_or_else(|| {
            let what = format!("{length} bytes are wanted, but the file ends");
            ReadError::new(format!("byte {at}"), what)
        })
    }
    pub(super) fn byte(&self, at: usize) -> Result<u8, ReadError> {
        self.part(at, 1).map(|it| it[0])
    }
    pub(super) fn number16(&self, at: usize) -> Result<usize, ReadError> {
        let two: [u8; 2] = self.part(at, 2)?.try_into().expect("two bytes were asked for");
        let number =
            if self.is_big_endian { u16::from_be_bytes(two) } else { u16::from_le_bytes(two) };
        Ok(usize::from(number))
    }
    pub(super) fn number32(&self, at: usize) -> Result<usize, ReadError> {
        let four: [u8; 4] = self.part(at, 4)?.try_into().expect("four bytes were asked for");
        let number =
            if self.is_big_endian { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) };
        Ok(usize::try_from(number).unwrap_or(usize::MAX))
    }
}

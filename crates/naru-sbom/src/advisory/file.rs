//! The file of a database as `naru oss db import` writes it: a mark, then three parts with their
//! lengths in front: what is known of the whole, the encoded database, and what is kept beside it.
//!
//! **Must never know** what the first and the third part hold.

use super::bytes::Bytes;
use super::encode::CodeError;
use std::ops::Range;

/// What the file begins with.
const MARK: &[u8; 8] = b"NARUOSS1";
const LENGTH_BYTES: usize = 8;

/// Why bytes are no such file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// It begins with something else.
    #[error("not a database of this program's version")]
    NotADatabase,
    /// A part ends after the file does.
    #[error("the file is cut off")]
    CutOff,
    /// It could not be read.
    #[error(transparent)]
    Unread(#[from] CodeError),
}

/// Where the parts lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileParts {
    /// What is known of the whole.
    pub facts: Range<usize>,
    /// The encoded database: for [`Compiled::open`](super::Compiled::open).
    pub compiled: Range<usize>,
    /// What is kept beside it.
    pub beside: Range<usize>,
}

impl FileParts {
    /// Finds the parts.
    ///
    /// # Errors
    /// When the bytes are no such file, end too early or cannot be read.
    pub fn of<B: Bytes + ?Sized>(bytes: &B) -> Result<FileParts, FileError> {
        if bytes.part(0..MARK.len())?.is_none_or(|it| *it != *MARK) {
            return Err(FileError::NotADatabase);
        }
        let mut at = MARK.len();
        let mut next = || -> Result<Range<usize>, FileError> {
            let from = at.checked_add(LENGTH_BYTES).ok_or(FileError::CutOff)?;
            let length = bytes.part(at..from)?.and_then(|it| (*it).try_into().ok());
            let length = length.map(u64::from_le_bytes).and_then(|it| usize::try_from(it).ok());
            let end = length.and_then(|it| from.checked_add(it));
            at = end.filter(|it| *it <= bytes.length()).ok_or(FileError::CutOff)?;
            Ok(from..at)
        };
        Ok(FileParts { facts: next()?, compiled: next()?, beside: next()? })
    }
}

/// Puts a file together.
#[must_use]
pub fn join_file(facts: &[u8], compiled: &[u8], beside: &[u8]) -> Vec<u8> {
    let mut out = MARK.to_vec();
    for part in [facts, compiled, beside] {
        let length = u64::try_from(part.len()).expect("a length fits in 64 bits");
        out.extend(length.to_le_bytes());
        out.extend(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_as_it_was_written_and_never_beyond_its_end() {
        let file = join_file(b"facts", b"", b"beside it");
        let parts = FileParts::of(&file).unwrap();
        assert_eq!(&file[parts.facts], b"facts");
        assert_eq!(&file[parts.compiled], b"");
        assert_eq!(&file[parts.beside], b"beside it");
        for end in MARK.len()..file.len() {
            assert_eq!(FileParts::of(&file[..end]), Err(FileError::CutOff), "{end}");
        }
        assert_eq!(FileParts::of(b"NARU"), Err(FileError::NotADatabase));
        let mut huge = MARK.to_vec();
        huge.extend(u64::MAX.to_le_bytes());
        assert_eq!(FileParts::of(&huge), Err(FileError::CutOff));
    }
}

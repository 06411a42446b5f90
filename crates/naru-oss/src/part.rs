//! A part of a database file of which only what is asked for is read: a scan asks of a database of
//! hundreds of megabytes what concerns some hundred packages.
//!
//! **Must never know** what the bytes mean.

use crate::files;
use crate::problem::Problem;
use naru_sbom::advisory::{Bytes, CodeError};
use std::borrow::Cow;
use std::fs::File;
use std::ops::Range;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::sync::Arc;

/// Bytes in memory, or in a file that stays open: whoever puts another in its place changes
/// nothing here.
#[derive(Clone)]
enum Whole {
    Memory(Arc<Vec<u8>>),
    File(Arc<File>),
}

/// A part of the whole.
#[derive(Clone)]
pub(crate) struct Part {
    whole: Whole,
    range: Range<usize>,
    /// What is asked for again and again: where in this part each begins, and its bytes.
    kept: Vec<(usize, Vec<u8>)>,
}

impl Part {
    /// All of a file, at most so long.
    pub(crate) fn of_file(path: &Path, bytes_max: u64) -> Result<Part, Problem> {
        let file = File::open(path).map_err(|e| Problem::read(path, e))?;
        let known = file.metadata().map_err(|e| Problem::read(path, e))?;
        // What is no plain file can be read once only; what is too long is refused there.
        if !known.is_file() || known.len() > bytes_max {
            return Ok(Part::of_bytes(files::read(path, bytes_max)?));
        }
        let length = usize::try_from(known.len()).unwrap_or(usize::MAX);
        Ok(Part { whole: Whole::File(Arc::new(file)), range: 0..length, kept: Vec::new() })
    }

    /// All of some bytes.
    pub(crate) fn of_bytes(bytes: Vec<u8>) -> Part {
        let range = 0..bytes.len();
        Part { whole: Whole::Memory(Arc::new(bytes)), range, kept: Vec::new() }
    }

    /// A part of this one, which has no end beyond it.
    pub(crate) fn within(&self, range: Range<usize>) -> Part {
        let range = self.range.start + range.start..self.range.start + range.end;
        Part { whole: self.whole.clone(), range, kept: Vec::new() }
    }

    /// All of it.
    pub(crate) fn all(&self) -> Result<Cow<'_, [u8]>, CodeError> {
        Ok(self.part(0..self.length())?.unwrap_or_default())
    }

    fn kept(&self, range: &Range<usize>) -> Option<&[u8]> {
        self.kept.iter().find_map(|(from, kept)| {
            kept.get(range.start.checked_sub(*from)?..range.end.checked_sub(*from)?)
        })
    }

    fn fetched(&self, range: Range<usize>) -> Result<Cow<'_, [u8]>, CodeError> {
        match &self.whole {
            Whole::Memory(bytes) => Ok(Cow::Borrowed(bytes.get(range).unwrap_or_default())),
            Whole::File(file) => {
                let mut bytes = vec![0; range.len()];
                let at = u64::try_from(range.start).unwrap_or(u64::MAX);
                let read = file.read_exact_at(&mut bytes, at);
                read.map_err(|e| CodeError::Unread(e.to_string()))?;
                Ok(Cow::Owned(bytes))
            }
        }
    }
}

impl Bytes for Part {
    fn length(&self) -> usize {
        self.range.len()
    }

    fn part(&self, range: Range<usize>) -> Result<Option<Cow<'_, [u8]>>, CodeError> {
        if range.start > range.end || range.end > self.length() {
            return Ok(None);
        }
        if let Some(bytes) = self.kept(&range) {
            return Ok(Some(Cow::Borrowed(bytes)));
        }
        let start = self.range.start;
        self.fetched(start + range.start..start + range.end).map(Some)
    }

    fn held(&self, range: Range<usize>) -> Option<&[u8]> {
        if range.start > range.end || range.end > self.length() {
            return None;
        }
        let start = self.range.start;
        match &self.whole {
            Whole::Memory(bytes) => bytes.get(start + range.start..start + range.end),
            Whole::File(_) => self.kept(&range),
        }
    }

    fn keep(&mut self, range: Range<usize>) -> Result<(), CodeError> {
        if let (Whole::File(_), Some(bytes)) = (&self.whole, self.part(range.clone())?) {
            self.kept.push((range.start, bytes.into_owned()));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn whole(path: &Path) -> Part {
        Part::of_file(path, 1000).ok().expect("it can be opened")
    }

    #[test]
    fn a_file_and_bytes_answer_alike_also_beyond_the_end() {
        let bytes: Vec<u8> = (0..200).collect();
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(&bytes).unwrap();
        for kept in [0..0, 5..30, 0..150] {
            let mut both =
                [whole(file.path()).within(20..170), Part::of_bytes(bytes.clone()).within(20..170)];
            for part in &mut both {
                part.keep(kept.clone()).unwrap();
                assert_eq!(part.length(), 150);
                assert_eq!(*part.all().unwrap(), bytes[20..170]);
                for (from, until) in
                    [(0, 0), (0, 10), (4, 6), (5, 30), (6, 29), (29, 31), (149, 150)]
                {
                    let found = part.part(from..until).unwrap().unwrap();
                    assert_eq!(*found, bytes[20 + from..20 + until], "{from}..{until}");
                    let held = part.held(from..until);
                    assert!(held.is_none_or(|it| *it == *found), "{from}..{until}");
                    let is_kept = kept.start <= from && until <= kept.end;
                    assert!(held.is_some() || !is_kept, "{from}..{until} of {kept:?}");
                }
                for (from, until) in [(0, 151), (150, 151), (1000, 1001)] {
                    assert_eq!(part.part(from..until).unwrap(), None, "{from}..{until}");
                    assert_eq!(part.held(from..until), None, "{from}..{until}");
                }
            }
        }
        assert!(Part::of_file(file.path(), 199).is_err(), "too long");
    }

    #[test]
    fn a_file_that_is_cut_off_meanwhile_is_said_to_be_unread() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(&[7; 100]).unwrap();
        let part = whole(file.path());
        file.as_file().set_len(50).unwrap();
        assert!(part.part(0..50).is_ok());
        assert!(matches!(part.part(0..51), Err(CodeError::Unread(_))));
    }
}

//! Where an encoded database lies: in memory, or somewhere of which only what is asked for is read.
//!
//! **Must never know** what the bytes mean.

use super::encode::CodeError;
use std::borrow::Cow;
use std::ops::Range;

/// Bytes of which parts are read.
pub trait Bytes {
    /// How many there are.
    fn length(&self) -> usize;

    /// A part of them; nothing if they end before it does.
    ///
    /// # Errors
    /// When they cannot be read.
    fn part(&self, range: Range<usize>) -> Result<Option<Cow<'_, [u8]>>, CodeError>;

    /// A part that is in memory already; nothing if it would have to be read.
    fn held(&self, range: Range<usize>) -> Option<&[u8]>;

    /// Says that this part will be asked for again and again.
    ///
    /// # Errors
    /// When it cannot be read.
    fn keep(&mut self, range: Range<usize>) -> Result<(), CodeError>;
}

impl<T: AsRef<[u8]> + ?Sized> Bytes for T {
    fn length(&self) -> usize {
        self.as_ref().len()
    }

    fn part(&self, range: Range<usize>) -> Result<Option<Cow<'_, [u8]>>, CodeError> {
        Ok(self.as_ref().get(range).map(Cow::Borrowed))
    }

    fn held(&self, range: Range<usize>) -> Option<&[u8]> {
        self.as_ref().get(range)
    }

    fn keep(&mut self, _: Range<usize>) -> Result<(), CodeError> {
        Ok(())
    }
}

//! Secrets in memory: never printed, wiped when dropped, compared without telling how far they
//! agree.
//!
//! **Must never know** what a secret is for. Copies made by the cryptographic library (expanded key
//! schedules) are out of this module's reach and are not wiped.

use std::fmt;
use zeroize::Zeroize;

/// A value that may be used but not shown: `Debug` and `Display` print `***`, dropping wipes it.
#[derive(Clone, Default)]
pub struct Secret<T: Zeroize>(T);

/// Secret bytes of any length.
pub type SecretBytes = Secret<Vec<u8>>;

/// Secret text, such as a client secret or a key file's content.
pub type SecretText = Secret<String>;

impl<T: Zeroize> Secret<T> {
    /// Takes the value in.
    pub const fn new(value: T) -> Self {
        Secret(value)
    }
    /// The value itself. Every call is a place where a secret can leak: keep the borrow short.
    pub const fn expose(&self) -> &T {
        &self.0
    }
    /// The value itself, to be filled in place so that no copy is left behind.
    pub const fn expose_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl<T: Zeroize> fmt::Display for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl<T: Zeroize + AsRef<[u8]>> PartialEq for Secret<T> {
    fn eq(&self, other: &Self) -> bool {
        constant_time_eq(self.0.as_ref(), other.0.as_ref())
    }
}

impl<T: Zeroize + AsRef<[u8]>> Eq for Secret<T> {}

/// Whether two byte strings are equal, in a time that depends on their length only.
#[must_use]
pub fn constant_time_eq(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let differing = a.iter().zip(b).fold(0_u8, |seen, (x, y)| {
        // The barrier keeps the compiler from leaving the loop at the first difference.
        std::hint::black_box(seen | (x ^ y))
    });
    differing == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_printed() {
        let secret = Secret::new(String::from("otter"));
        assert_eq!(format!("{secret} {secret:?} {:?}", Some(&secret)), "*** *** Some(***)");
        assert_eq!(secret.expose(), "otter");
    }

    #[test]
    fn equality_is_of_all_bytes() {
        assert!(constant_time_eq(b"", b""));
        assert!(constant_time_eq(b"abc", b"abc"));
        for other in [&b"abd"[..], b"bbc", b"ab", b"abcd", b""] {
            assert!(!constant_time_eq(b"abc", other));
        }
        assert!(Secret::new([7_u8; 32]) == Secret::new([7; 32]));
        assert!(Secret::new([7_u8; 32]) != Secret::new([8; 32]));
    }
}

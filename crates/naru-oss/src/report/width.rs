//! Columns on a screen: a Hangul syllable takes two.

use unicode_width::UnicodeWidthStr as _;

/// The text with spaces behind it, to a width.
pub(crate) fn padded(text: &str, width: usize) -> String {
    let own = text.width();
    format!("{text}{}", " ".repeat(width.saturating_sub(own)))
}

/// How many columns a text takes.
pub(crate) fn of(text: &str) -> usize {
    text.width()
}

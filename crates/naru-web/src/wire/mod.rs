//! What stands on the wire: fields and their forms, response codes, JSON in and out.
//!
//! Pure. **Must never know** sockets or the store.

mod code;
mod field;
pub(crate) mod form;
mod json;
mod outcome;
mod read;
mod words;

pub use code::{ErrorCode, RspCode};
pub(crate) use field::table;
pub use field::{BadField, Field, Kind, Need, Wrong};
pub use json::JsonText;
pub use outcome::{Ending, Verdict, fault_code, outcome};
pub use read::{Doc, NotAnObject, read, read_query};
pub(crate) use words::{
    a_reference, bad_body, bad_field, bad_media_type, bad_query, body_too_long, lang_of,
    never_received, not_told, oauth_refused,
};

/// The account number with its last three characters hidden.
pub fn masked(account_num: &str) -> String {
    let keep = account_num.chars().count().saturating_sub(3);
    account_num.chars().take(keep).chain("***".chars()).collect()
}

/// Length as the wire counts it for Korean text (AH): two bytes for each character outside ASCII,
/// as in EUC-KR.
pub fn ah_len(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// What of a text from outside fits into a field: at most `max` bytes as [`ah_len`] counts,
/// without control characters.
pub fn clipped(text: &str, max: usize) -> String {
    let mut left = max;
    let fits = |c: &char| {
        let len = if c.is_ascii() { 1 } else { 2 };
        let ok = left >= len;
        left = left.saturating_sub(len);
        ok
    };
    text.chars().filter(|c| !field::is_hidden(*c)).take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_three_are_hidden() {
        for (num, shown) in [("1002003004", "1002003***"), ("12", "***"), ("", "***")] {
            assert_eq!(masked(num), shown);
        }
    }

    #[test]
    fn hangul_counts_twice() {
        assert_eq!(ah_len("나래pay"), 7);
        assert_eq!(clipped("나래pay", 5), "나래p");
        assert_eq!(clipped("나래", 3), "나");
        assert_eq!(clipped("a\nb\u{202e}c", 10), "abc");
    }
}

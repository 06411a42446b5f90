//! Where the next page of a list begins: `befor_inquiry_trace_info` (AN20).
//!
//! Nine characters are the place in the bank's list, eleven are a keyed hash of that place and of
//! the whole question. So it needs no memory: it holds across restarts and nodes, and one that was
//! made for another question, another account or by another hand is recognised.

use naru_base::keyring::Keyring;

const DIGITS: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const PLACE_LEN: usize = 9;
const HASH_LEN: usize = 11;

/// The question that a page belongs to: every field that must be the same for the next page.
pub type Question<'q> = [&'q [u8]];

/// The cursor after the line `place` of the answer to `question`; `None` if the place is not one.
pub fn write(keys: &Keyring, question: &Question<'_>, place: i64) -> Option<String> {
    let mut left = u64::try_from(place).ok()?;
    let mut text = [b'0'; PLACE_LEN];
    for digit in text.iter_mut().rev() {
        *digit = DIGITS[usize::try_from(left % 36).ok()?];
        left /= 36;
    }
    if left != 0 {
        return None;
    }
    let place = String::from_utf8(text.to_vec()).ok()?;
    let hash = hash(keys, question, &place);
    Some(place + &hash)
}

/// The place that a cursor names, if it was made for this question.
pub fn read(keys: &Keyring, question: &Question<'_>, cursor: &str) -> Option<i64> {
    if cursor.len() != PLACE_LEN + HASH_LEN || !cursor.is_ascii() {
        return None;
    }
    let (place, given) = cursor.split_at(PLACE_LEN);
    if hash(keys, question, place) != given {
        return None;
    }
    place.bytes().try_fold(0_i64, |sum, byte| {
        let digit = DIGITS.iter().position(|d| *d == byte)?;
        sum.checked_mul(36)?.checked_add(i64::try_from(digit).ok()?)
    })
}

fn hash(keys: &Keyring, question: &Question<'_>, place: &str) -> String {
    let parts: Vec<&[u8]> = question.iter().copied().chain([place.as_bytes()]).collect();
    let hash = keys.lookup("inquiry.trace", &parts);
    // Bytes modulo 36 are near enough to even: this only has to be hard to guess.
    let digit = |byte: &u8| char::from(DIGITS[usize::from(byte % 36)]);
    hash.as_bytes().iter().take(HASH_LEN).map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use naru_base::Micros;
    use naru_base::env::SystemEntropy;
    use naru_base::keyring::RootKey;

    #[test]
    fn a_cursor_fits_its_own_question_only() {
        let entropy = SystemEntropy::default();
        let root = RootKey::generate(&entropy);
        let keys = Keyring::create(&root, &entropy, Micros::new(0));
        let other = Keyring::create(&root, &entropy, Micros::new(0));
        let question: &Question<'_> = &[b"M202600001", b"A"];
        for place in [0, 1, 35, 36, 25_000, 36_i64.pow(9) - 1] {
            let cursor = write(&keys, question, place).expect("a place");
            assert_eq!(cursor.len(), 20);
            assert!(cursor.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()));
            assert_eq!(read(&keys, question, &cursor), Some(place));
            assert_eq!(read(&keys, &[b"M202600002", b"A"], &cursor), None);
            assert_eq!(read(&keys, &[b"M202600001A", b""], &cursor), None);
            assert_eq!(read(&other, question, &cursor), None);
            let mut forged = cursor.clone();
            forged.replace_range(8..9, if cursor.as_bytes()[8] == b'0' { "1" } else { "0" });
            assert_eq!(read(&keys, question, &forged), None, "{forged}");
        }
        assert_eq!(write(&keys, question, -1), None);
        assert_eq!(write(&keys, question, 36_i64.pow(9)), None);
        for bad in ["", "0", "가나다라마바사", &"0".repeat(20), &"0".repeat(21)] {
            assert_eq!(read(&keys, question, bad), None, "{bad}");
        }
    }
}

//! One-time codes by time: RFC 6238 with HMAC-SHA-1, six digits, thirty seconds. Pure.
//!
//! SHA-1 because that is what every authenticator app does by default; HMAC does not rest on the
//! collision resistance that SHA-1 has lost.

use crate::staff::password::same;
use data_encoding::BASE32_NOPAD;
use naru_base::{Entropy, Micros};
use ring::hmac;

const STEP_SECONDS: i64 = 30;

/// A new secret: 160 bits, as RFC 4226 recommends.
pub fn new_secret(entropy: &dyn Entropy) -> [u8; 20] {
    let mut secret = [0; 20];
    entropy.fill(&mut secret);
    secret
}

/// The secret as people type it: base 32 without padding.
pub fn secret_text(secret: &[u8]) -> String {
    BASE32_NOPAD.encode(secret)
}

/// Reads the form of [`secret_text`].
pub fn parse_secret(text: &str) -> Option<Vec<u8>> {
    BASE32_NOPAD.decode(text.as_bytes()).ok()
}

/// The number of the step that `at` lies in.
pub const fn step_at(at: Micros) -> i64 {
    at.unix_seconds().div_euclid(STEP_SECONDS)
}

/// The code of one step, with `digits` digits (at most 9).
pub fn code(secret: &[u8], step: i64, digits: u32) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let mac = tag.as_ref();
    let from = usize::from(mac[mac.len() - 1] & 0x0F);
    let word = u32::from_be_bytes([mac[from] & 0x7F, mac[from + 1], mac[from + 2], mac[from + 3]]);
    let number = word % 10_u32.pow(digits.min(9));
    format!("{number:0width$}", width = digits.min(9) as usize)
}

/// The step that this code belongs to, if it is of the present step or of one beside it and lies
/// after `last`, the last step that was accepted. A code therefore works once.
pub fn accept(secret: &[u8], given: &str, now: Micros, last: i64) -> Option<i64> {
    let present = step_at(now);
    (present - 1..=present + 1)
        .find(|step| *step > last && same(code(secret, *step, 6).as_bytes(), given.as_bytes()))
}

/// The address that authenticator apps read from a QR code.
pub fn otpauth_uri(secret: &[u8], login: &str) -> String {
    // The login's alphabet (decide::check_form) needs no escaping.
    format!("otpauth://totp/Naru:{login}?secret={}&issuer=Naru", secret_text(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RFC_SECRET: &[u8] = b"12345678901234567890";

    #[test]
    fn the_vectors_of_rfc_6238() {
        let vectors = [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ];
        for (seconds, want) in vectors {
            let step = step_at(Micros::new(0).plus_seconds(seconds));
            assert_eq!(code(RFC_SECRET, step, 8), want, "at {seconds}");
        }
    }

    #[test]
    fn a_code_works_one_step_around_and_once() {
        let now = Micros::new(0).plus_seconds(1_111_111_111);
        let step = step_at(now);
        for (of, want) in [(-2, None), (-1, Some(-1)), (0, Some(0)), (1, Some(1)), (2, None)] {
            let given = code(RFC_SECRET, step + of, 6);
            assert_eq!(accept(RFC_SECRET, &given, now, 0), want.map(|d| step + d), "{of}");
            assert_eq!(accept(RFC_SECRET, &given, now, step + 1), None, "replayed {of}");
        }
        for given in ["", "12345", "1234567", "１２３４５６"] {
            assert_eq!(accept(RFC_SECRET, given, now, 0), None, "{given:?}");
        }
    }

    #[test]
    fn secrets_keep_their_text() {
        assert_eq!(secret_text(RFC_SECRET), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(parse_secret(&secret_text(RFC_SECRET)).as_deref(), Some(RFC_SECRET));
        assert_eq!(parse_secret("no base 32!"), None);
    }
}

//! Escrow: the root key split among custodians, any `threshold` of whom can bring it back, and
//! fewer of whom know nothing about it (Shamir's scheme, byte by byte over GF(256)).
//!
//! A share is one printable line, made to be typed in from paper: base 32 in groups of four, with a
//! checksum, the number of shares needed, and the fingerprint of the key it belongs to.

use super::error::{KeyError, Why};
use super::record::Fingerprint;
use super::root::RootKey;
use crate::env::Entropy;
use crate::secret::{Secret, SecretText, constant_time_eq};
use data_encoding::{BASE32_NOPAD, HEXLOWER};
use ring::digest::{SHA256, digest};

const SHARE_HEAD: &str = "naru-share-1";

/// Splits the root key into printable shares.
pub fn split(
    root: &RootKey,
    shares: u8,
    threshold: u8,
    entropy: &dyn Entropy,
) -> Result<Vec<SecretText>, KeyError> {
    if threshold < 2 || threshold > shares {
        return Err(KeyError::BadThreshold { shares, threshold });
    }
    let mut set = [0; 4];
    entropy.fill(&mut set);
    // One polynomial for each byte of the key: the byte itself and threshold-1 random coefficients.
    let mut coefficients = Secret::new(vec![0; 32 * (usize::from(threshold) - 1)]);
    entropy.fill(coefficients.expose_mut());
    let text = |x: u8| {
        let mut y = Secret::new([0; 32]);
        for (i, out) in y.expose_mut().iter_mut().enumerate() {
            let column = coefficients.expose().chunks_exact(32).map(|c| c[i]);
            *out = evaluate(root.expose()[i], column, x);
        }
        Share { threshold, shares, x, set, key: root.fingerprint(), y }.text()
    };
    Ok((1..=shares).map(text).collect())
}

/// Brings the root key back from at least as many different shares as the threshold says. Shares
/// beyond the threshold are checked against the others.
pub fn recover(texts: &[&str]) -> Result<RootKey, KeyError> {
    let mut shares: Vec<Share> = Vec::with_capacity(texts.len());
    for (position, text) in (1..).zip(texts) {
        let share = Share::parse(text).map_err(|why| KeyError::ShareText { position, why })?;
        let mismatch = |why| Err(KeyError::ShareMismatch { position, why });
        if let Some(first) = shares.first() {
            if share.key != first.key {
                return mismatch(Why::OtherKey);
            }
            if share.set != first.set || share.threshold != first.threshold {
                return mismatch(Why::OtherSplitting);
            }
        }
        if shares.iter().any(|s| s.x == share.x) {
            continue; // The same share twice helps nobody, and harms nobody.
        }
        shares.push(share);
    }
    let have = shares.len();
    let need = shares.first().map_or(2, |s| usize::from(s.threshold));
    if have < need {
        return Err(KeyError::TooFewShares { have, need });
    }
    let (used, spare) = shares.split_at(need);
    let root = RootKey::from_bytes(*interpolate(used, 0).expose());
    let spare_fits = |s: &Share| constant_time_eq(interpolate(used, s.x).expose(), s.y.expose());
    if root.fingerprint() != used[0].key || !spare.iter().all(spare_fits) {
        return Err(KeyError::SharesDisagree(used[0].key));
    }
    Ok(root)
}

struct Share {
    threshold: u8,
    shares: u8,
    x: u8,
    set: [u8; 4],
    key: Fingerprint,
    y: Secret<[u8; 32]>,
}

impl Share {
    fn text(&self) -> SecretText {
        let body = Secret::new(BASE32_NOPAD.encode(self.y.expose()));
        let mut out = Secret::new(String::with_capacity(160));
        let text = out.expose_mut();
        *text = self.head();
        for (i, c) in body.expose().chars().enumerate() {
            if i > 0 && i % 4 == 0 {
                text.push('-');
            }
            text.push(c);
        }
        text.push(':');
        text.push_str(&self.checksum());
        out
    }

    fn head(&self) -> String {
        let Share { threshold, shares, x, key, .. } = self;
        let set = HEXLOWER.encode(&self.set);
        format!("{SHARE_HEAD}:{threshold}of{shares}:{x}:{key}:{set}:")
    }

    fn checksum(&self) -> String {
        let mut text = Secret::new(self.head().into_bytes());
        text.expose_mut().extend_from_slice(self.y.expose());
        HEXLOWER.encode(&digest(&SHA256, text.expose()).as_ref()[..4])
    }

    fn parse(text: &str) -> Result<Share, Why> {
        let parts: Vec<&str> = text.trim().split(':').collect();
        let &[head, of, x, key, set, body, sum] = &parts[..] else {
            return Err(Why::WrongParts);
        };
        if head != SHARE_HEAD {
            return Err(Why::WrongHead);
        }
        let numbers = || {
            let (threshold, shares) = of.split_once("of")?;
            let set = HEXLOWER.decode(set.as_bytes()).ok()?.try_into().ok()?;
            let (threshold, shares) = (threshold.parse().ok()?, shares.parse().ok()?);
            Some((threshold, shares, x.parse().ok()?, Fingerprint::parse(key)?, set))
        };
        let (threshold, shares, x, key, set) = numbers().ok_or(Why::WrongNumbers)?;
        let typed = |c: &char| !matches!(c, '-' | ' ');
        let body: String = body.chars().filter(typed).map(|c| c.to_ascii_uppercase()).collect();
        let body = Secret::new(body);
        let y = BASE32_NOPAD.decode(body.expose().as_bytes()).map(Secret::new);
        let y = y.map_err(|_| Why::WrongCharacter)?;
        let y = y.expose()[..].try_into().map_err(|_| Why::WrongCharacter)?;
        let share = Share { threshold, shares, x, set, key, y: Secret::new(y) };
        if !constant_time_eq(sum.as_bytes(), share.checksum().as_bytes()) {
            return Err(Why::WrongChecksum);
        }
        // A share at 0 would be the key itself; an honest splitting never makes one.
        if share.x == 0 || share.x > share.shares || share.threshold < 2 {
            return Err(Why::WrongNumbers);
        }
        Ok(share)
    }
}

/// The polynomial `constant + c₁x + c₂x² + …` at `x`.
fn evaluate(constant: u8, coefficients: impl DoubleEndedIterator<Item = u8>, x: u8) -> u8 {
    multiply(coefficients.rev().fold(0, |sum, c| multiply(sum, x) ^ c), x) ^ constant
}

/// The values at `at` of the polynomials through the shares.
fn interpolate(shares: &[Share], at: u8) -> Secret<[u8; 32]> {
    let mut out = Secret::new([0; 32]);
    for (i, share) in shares.iter().enumerate() {
        let mut weight = 1;
        for (j, other) in shares.iter().enumerate() {
            if i != j {
                let part = multiply(at ^ other.x, inverse(share.x ^ other.x));
                weight = multiply(weight, part);
            }
        }
        for (sum, y) in out.expose_mut().iter_mut().zip(share.y.expose()) {
            *sum ^= multiply(weight, *y);
        }
    }
    out
}

/// Multiplication in GF(256) with AES's polynomial x⁸+x⁴+x³+x+1. Without tables or branches, so
/// that its time says nothing about the key.
fn multiply(a: u8, b: u8) -> u8 {
    let (mut a, mut product) = (a, 0);
    for bit in 0..8 {
        product ^= a & 0_u8.wrapping_sub((b >> bit) & 1);
        a = (a << 1) ^ (0x1b & 0_u8.wrapping_sub(a >> 7));
    }
    product
}

/// The inverse of a value that is not 0: its 254th power.
fn inverse(a: u8) -> u8 {
    let (mut power, mut out) = (a, 1);
    for _ in 0..7 {
        power = multiply(power, power);
        out = multiply(out, power);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_field_is_a_field() {
        // Two products published with AES itself (FIPS 197, 4.2).
        assert_eq!(multiply(0x57, 0x83), 0xc1);
        assert_eq!(multiply(0x57, 0x13), 0xfe);
        for a in 1..=255 {
            assert_eq!(multiply(a, inverse(a)), 1, "{a}");
            assert_eq!(multiply(a, 1), a);
            assert_eq!(multiply(a, 0), 0);
        }
    }
}

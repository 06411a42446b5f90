//! The difference of two files: runs that the older one has too are named by their place, the rest
//! is there whole. Both are cut where their own content says so, so that what moved is found again.

use ring::digest::{SHA256, digest};
use std::collections::BTreeMap;

/// Shortest and longest piece, and the mask that makes a cut about every thousand bytes.
const PIECE_BYTES_MIN: usize = 256;
const PIECE_BYTES_MAX: usize = 8_192;
const CUT_MASK: u64 = 0x3FF << 40;

const COPY: u8 = 0;
const FRESH: u8 = 1;

/// Instructions that make `new` out of `old`.
pub(super) fn between(old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut places: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
    for (start, end) in pieces(old) {
        places.entry(key(&old[start..end])).or_insert(start);
    }
    let mut out = Vec::new();
    let mut fresh = 0..0;
    let mut copied = 0..0;
    for (start, end) in pieces(new) {
        let piece = &new[start..end];
        match places.get(&key(piece)) {
            Some(place) if copied.end == *place && !copied.is_empty() => {
                copied.end += piece.len();
            }
            Some(place) => {
                write_copy(&mut out, &mut copied);
                write_fresh(&mut out, new, &mut fresh);
                copied = *place..*place + piece.len();
            }
            None => {
                write_copy(&mut out, &mut copied);
                if fresh.is_empty() {
                    fresh = start..end;
                } else {
                    fresh.end = end;
                }
            }
        }
        if !copied.is_empty() {
            write_fresh(&mut out, new, &mut fresh);
        }
    }
    write_copy(&mut out, &mut copied);
    write_fresh(&mut out, new, &mut fresh);
    out
}

fn key(piece: &[u8]) -> Vec<u8> {
    digest(&SHA256, piece).as_ref().to_vec()
}

fn write_copy(out: &mut Vec<u8>, run: &mut std::ops::Range<usize>) {
    if run.start < run.end {
        out.push(COPY);
        write_number(out, run.start);
        write_number(out, run.len());
        *run = 0..0;
    }
}

fn write_fresh(out: &mut Vec<u8>, new: &[u8], run: &mut std::ops::Range<usize>) {
    if run.start < run.end {
        out.push(FRESH);
        write_number(out, run.len());
        out.extend(&new[run.clone()]);
        *run = 0..0;
    }
}

fn write_number(out: &mut Vec<u8>, number: usize) {
    out.extend(u64::try_from(number).expect("a length fits in 64 bits").to_le_bytes());
}

/// Where a file is cut: after bytes whose rolling sum has zeros where the mask has ones.
fn pieces(bytes: &[u8]) -> impl Iterator<Item = (usize, usize)> {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= bytes.len() {
            return None;
        }
        let limit = (start + PIECE_BYTES_MAX).min(bytes.len());
        let mut rolling: u64 = 0;
        let mut end = limit;
        for (at, byte) in bytes[start..limit].iter().enumerate() {
            rolling = (rolling << 1).wrapping_add(spread(*byte));
            if at >= PIECE_BYTES_MIN && rolling & CUT_MASK == 0 {
                end = start + at + 1;
                break;
            }
        }
        let piece = (start, end);
        start = end;
        Some(piece)
    })
}

/// A number for each byte, without a pattern (the finaliser of splitmix64).
fn spread(byte: u8) -> u64 {
    let mut it = (u64::from(byte) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    it = (it ^ (it >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    it = (it ^ (it >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    it ^ (it >> 31)
}

/// The new file; nothing if the instructions do not fit.
pub(super) fn applied(old: &[u8], instructions: &[u8], bytes_max: u64) -> Option<Vec<u8>> {
    let mut out: Vec<u8> = Vec::new();
    let mut rest = instructions;
    while let Some((word, after)) = rest.split_first() {
        rest = after;
        match *word {
            COPY => {
                let start = read_number(&mut rest)?;
                let length = read_number(&mut rest)?;
                out.extend(old.get(start..start.checked_add(length)?)?);
            }
            FRESH => {
                let length = read_number(&mut rest)?;
                out.extend(rest.get(..length)?);
                rest = rest.get(length..)?;
            }
            _ => return None,
        }
        if u64::try_from(out.len()).unwrap_or(u64::MAX) > bytes_max {
            return None;
        }
    }
    Some(out)
}

fn read_number(rest: &mut &[u8]) -> Option<usize> {
    let bytes: [u8; 8] = rest.get(..8)?.try_into().ok()?;
    *rest = rest.get(8..)?;
    usize::try_from(u64::from_le_bytes(bytes)).ok()
}

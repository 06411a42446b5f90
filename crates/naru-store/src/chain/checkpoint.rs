//! Signed checkpoints: where the chain stood, in a form that outside witnesses can keep.
//!
//! Whoever has the key and the file could rewrite the whole chain; nobody can rewrite a line that
//! somebody else holds. A witness's file has one line per checkpoint and only grows.

use super::{Head, read_head};
use crate::args;
use crate::tx::{Row, Tx};
use naru_base::{Fault, FaultKind, Micros};
use std::fmt;

/// Signs checkpoints (Ed25519 in production).
pub trait CheckpointSigner: Send + Sync {
    /// Names the key, so that a checkpoint can be verified after the key was changed.
    fn key_id(&self) -> &str;
    /// The signature over `bytes`.
    fn sign(&self, bytes: &[u8]) -> Vec<u8>;
}

/// A signed statement of where the chain stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Where the chain stood.
    pub head: Head,
    /// When it was stated.
    pub at: Micros,
    /// Whose signature.
    pub key_id: String,
    /// Over [`Checkpoint::signed_bytes`].
    pub signature: Vec<u8>,
}

const FORM: &str = "naru-checkpoint-1";
const ADD: &str = "INSERT INTO audit_checkpoint (commit_no, seq, at, hash, key_id, signature) \
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (commit_no) DO NOTHING";
const AT: &str = "SELECT commit_no, seq, at, hash, key_id, signature FROM audit_checkpoint \
     WHERE commit_no = $1";
const AFTER: &str = "SELECT commit_no, seq, at, hash, key_id, signature FROM audit_checkpoint \
     WHERE commit_no > $1 ORDER BY commit_no LIMIT 256";

pub(super) const STATEMENTS: &[&str] = &[ADD, AT, AFTER];

/// States where the chain stands before this commit, signed and kept. `None`: the chain is empty.
/// The line for the witnesses is the result's [`fmt::Display`]; hand it out after the commit.
pub fn checkpoint(
    tx: &mut Tx<'_>,
    at: Micros,
    signer: &dyn CheckpointSigner,
) -> Result<Option<Checkpoint>, Fault> {
    let (head, _) = read_head(tx)?;
    if head == Head::EMPTY {
        return Ok(None);
    }
    let key_id = signer.key_id();
    if key_id.is_empty() || key_id.contains(char::is_whitespace) {
        let what = "a checkpoint key's name is one word: it stands in a line of words";
        return Err(Fault::new(FaultKind::Permanent, what));
    }
    let mut made = Checkpoint { head, at, key_id: key_id.to_owned(), signature: Vec::new() };
    made.signature = signer.sign(&made.signed_bytes());
    let args = args![head.commit_no, head.seq, at, head.hash, made.key_id, made.signature];
    if tx.exec(ADD, args)? == 0 {
        // Nothing happened since the last one: that one stands.
        made = tx.one(AT, args![head.commit_no], read)?;
    }
    Ok(Some(made))
}

/// The next checkpoints after `commit_no`, a page of them.
pub(super) fn page_after(tx: &mut Tx<'_>, commit_no: i64) -> Result<Vec<Checkpoint>, Fault> {
    tx.all(AFTER, args![commit_no], read)
}

fn read(row: &Row<'_>) -> Result<Checkpoint, Fault> {
    let head = Head { commit_no: row.get(0)?, seq: row.get(1)?, hash: row.get(3)? };
    Ok(Checkpoint { head, at: row.get(2)?, key_id: row.get(4)?, signature: row.get(5)? })
}

impl Checkpoint {
    /// What the signature covers: the line without the signature.
    pub fn signed_bytes(&self) -> Vec<u8> {
        self.unsigned_line().into_bytes()
    }

    fn unsigned_line(&self) -> String {
        let Head { commit_no, seq, hash } = &self.head;
        let at = self.at.get();
        format!("{FORM} {commit_no} {seq} {at} {} {}", hex(hash), self.key_id)
    }

    /// Reads one line of a witness's file.
    pub fn parse(line: &str) -> Option<Checkpoint> {
        let words: Vec<&str> = line.split(' ').collect();
        let [FORM, commit_no, seq, at, hash, key_id, signature] = words[..] else { return None };
        let head = Head {
            commit_no: number(commit_no)?,
            seq: number(seq)?,
            hash: unhex(hash)?.try_into().ok()?,
        };
        let signature = unhex(signature)?;
        let at = Micros::new(number(at)?);
        (!key_id.is_empty()).then(|| Checkpoint { head, at, key_id: key_id.to_owned(), signature })
    }
}

impl fmt::Display for Checkpoint {
    /// The line for the witnesses.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.unsigned_line(), hex(&self.signature))
    }
}

/// Reads a witness's file and verifies it: each line has its form, its number is higher than the
/// one before, and `is_genuine(key_id, signed bytes, signature)` says yes.
pub fn parse_witness(
    text: &str,
    is_genuine: impl Fn(&str, &[u8], &[u8]) -> bool,
) -> Result<Vec<Checkpoint>, Fault> {
    let mut all: Vec<Checkpoint> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let refuse = |why: &str| {
            let what = format!("line {} of the witness's file {why}; ask for a copy", at + 1);
            Fault::new(FaultKind::Corrupt, what)
        };
        let next = Checkpoint::parse(line).ok_or_else(|| refuse("is not a checkpoint"))?;
        if all.last().is_some_and(|last| next.head.commit_no <= last.head.commit_no) {
            return Err(refuse("does not come after the line before it"));
        }
        if !is_genuine(&next.key_id, &next.signed_bytes(), &next.signature) {
            return Err(refuse("does not carry the signature of the key it names"));
        }
        all.push(next);
    }
    Ok(all)
}

/// Only the form that is written is read: no sign, no leading zeros.
fn number(text: &str) -> Option<i64> {
    let it: i64 = text.parse().ok()?;
    (it >= 0 && it.to_string() == text).then_some(it)
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |it: u8| char::from(DIGITS[usize::from(it)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |b: u8| match b {
        b'0'..=b'9' => Some(b - b'0'),
        b'a'..=b'f' => Some(b - b'a' + 10),
        _ => None,
    };
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| Some((digit(pair[0])? << 4) | digit(*pair.get(1)?)?)).collect()
}

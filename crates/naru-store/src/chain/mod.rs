//! The audit chain: SHA-256, one link per commit over its records, its head sealed with a key.
//!
//! Invariant (I10): the records of a commit and their link are in that commit.

mod checkpoint;
mod read;
mod verify;

pub use checkpoint::{Checkpoint, CheckpointSigner, checkpoint, parse_witness};
pub use read::{Link, Recorded, SUBJECTS_MAX, Search, about, link, search};
pub use verify::{Finding, Report, verify, verify_after};

use crate::args;
use crate::tx::Tx;
use naru_base::{AuditRecord, Fault, FaultKind, Micros};
use ring::digest::{Context, SHA256};
use std::sync::Arc;

/// Seals the head of the chain, so that whoever can edit the file but has no key cannot shorten it.
pub trait ChainKey: Send + Sync + 'static {
    /// A keyed hash (HMAC-SHA-256 in production).
    fn mac(&self, bytes: &[u8]) -> [u8; 32];
}

/// A link's hash.
pub type LinkHash = [u8; 32];

/// Where the chain stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Number of the last link, 0 before the first.
    pub commit_no: i64,
    /// Number of the last record, 0 before the first.
    pub seq: i64,
    /// Hash of the last link; zeros before the first.
    pub hash: LinkHash,
}

impl Head {
    /// The head of an empty chain.
    pub const EMPTY: Head = Head { commit_no: 0, seq: 0, hash: [0; 32] };

    /// The bytes that the head's seal covers.
    pub fn sealed_bytes(&self) -> Vec<u8> {
        let mut bytes = b"naru-audit-head-1".to_vec();
        bytes.extend(self.commit_no.to_be_bytes());
        bytes.extend(self.seq.to_be_bytes());
        bytes.extend(self.hash);
        bytes
    }
}

const HEAD: &str = "SELECT commit_no, seq, hash, mac FROM audit_head WHERE id = 1";
const HEAD_SET: &str = "UPDATE audit_head SET commit_no = $1, seq = $2, hash = $3, mac = $4 \
     WHERE id = 1";
const RECORD_ADD: &str = "INSERT INTO audit_record \
     (business_date, seq, commit_no, at, actor, action, subject, body, mark) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const LINK_ADD: &str = "INSERT INTO audit_link \
     (business_date, commit_no, at, first_seq, record_count, prev_hash, hash) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)";

const LINK_AT: &str = "SELECT hash, first_seq + record_count - 1 FROM audit_link \
     WHERE commit_no = $1 ORDER BY business_date";

/// Every statement of the chain, for the test that prepares them on both engines.
pub const STATEMENTS: &[&[&str]] = &[
    &[HEAD, HEAD_SET, RECORD_ADD, LINK_ADD, LINK_AT],
    checkpoint::STATEMENTS,
    read::STATEMENTS,
    verify::STATEMENTS,
];

/// Where the chain stands, as its head says; whether that is true is for [`verify()`] to tell.
pub fn head(tx: &mut Tx<'_>) -> Result<Head, Fault> {
    read_head(tx).map(|(head, _)| head)
}

/// The writer's view of the chain: the durable head, and the head as this commit would leave it.
pub(crate) struct Chain {
    head: Head,
    next: Head,
    key: Arc<dyn ChainKey>,
}

impl Chain {
    pub(crate) fn load(tx: &mut Tx<'_>, key: Arc<dyn ChainKey>) -> Result<Chain, Fault> {
        let (head, mac) = read_head(tx)?;
        let broken = |what: &str| {
            let what = format!("{what}; find out how far with `naru audit verify`");
            Err(Fault::new(FaultKind::Corrupt, what))
        };
        if !is_sealed(&head, &mac, &*key) {
            return broken("the audit chain's head does not carry the seal of this key");
        }
        if head.commit_no > 0 && head_at(tx, head.commit_no)? != Some(head) {
            return broken("the audit chain's last link is not the one its head names");
        }
        Ok(Chain { head, next: head, key })
    }

    /// Adds the records of one commit and their link. No records, no link.
    pub(crate) fn append(
        &mut self,
        tx: &mut Tx<'_>,
        at: Micros,
        records: &[AuditRecord],
    ) -> Result<(), Fault> {
        if records.is_empty() {
            return Ok(());
        }
        let commit_no = self.head.commit_no + 1;
        let first_seq = self.head.seq + 1;
        let mut root = Context::new(&SHA256);
        let mut seq = self.head.seq;
        let date = at.business_date();
        for record in records {
            seq += 1;
            let texts = [&*record.actor, record.action, &*record.subject, &*record.body];
            let hash = record_hash(seq, record.at, texts);
            root.update(&hash);
            tx.exec(
                RECORD_ADD,
                args![
                    date,
                    seq,
                    commit_no,
                    record.at,
                    record.actor,
                    record.action,
                    record.subject,
                    record.body,
                    mark(&hash)
                ],
            )?;
        }
        let count = seq - self.head.seq;
        let root = finish(root);
        let numbers = [commit_no, date.yyyymmdd(), at.get(), first_seq, count];
        let hash = link_hash(&self.head.hash, numbers, &root);
        let prev = self.head.hash;
        tx.exec(LINK_ADD, args![date, commit_no, at, first_seq, count, prev, hash])?;
        let next = Head { commit_no, seq, hash };
        tx.exec(HEAD_SET, args![commit_no, seq, hash, self.key.mac(&next.sealed_bytes())])?;
        self.next = next;
        Ok(())
    }

    /// Whether the store's head is this one: not, if somebody else wrote or the store went back.
    pub(crate) fn stands(&self, tx: &mut Tx<'_>) -> Result<bool, Fault> {
        Ok(read_head(tx)?.0 == self.head)
    }

    /// The commit is durable.
    pub(crate) fn keep(&mut self) {
        self.head = self.next;
    }

    /// The commit was rolled back.
    pub(crate) fn forget(&mut self) {
        self.next = self.head;
    }
}

/// The head as it is stored, with its seal.
fn read_head(tx: &mut Tx<'_>) -> Result<(Head, LinkHash), Fault> {
    tx.one(HEAD, &[], |row| {
        let head = Head { commit_no: row.get(0)?, seq: row.get(1)?, hash: row.get(2)? };
        Ok((head, row.get(3)?))
    })
}

fn is_sealed(head: &Head, mac: &LinkHash, key: &dyn ChainKey) -> bool {
    // The migration has no key: an empty chain carries zeros.
    (*head == Head::EMPTY && *mac == [0; 32]) || *mac == key.mac(&head.sealed_bytes())
}

/// The head as link `commit_no` left it, if exactly one link has that number.
fn head_at(tx: &mut Tx<'_>, commit_no: i64) -> Result<Option<Head>, Fault> {
    let found = tx.all(LINK_AT, args![commit_no], |row| {
        Ok(Head { commit_no, hash: row.get(0)?, seq: row.get(1)? })
    })?;
    Ok(if let [one] = found[..] { Some(one) } else { None })
}

/// The hash of one record: every column, each with its length, so that no two records share bytes.
fn record_hash(seq: i64, at: Micros, texts: [&str; 4]) -> LinkHash {
    let mut context = Context::new(&SHA256);
    context.update(&seq.to_be_bytes());
    context.update(&at.get().to_be_bytes());
    for text in texts {
        context.update(&(text.len() as u64).to_be_bytes());
        context.update(text.as_bytes());
    }
    finish(context)
}

/// The part of a record's hash that is kept beside it.
fn mark(hash: &LinkHash) -> i64 {
    let mut head = [0; 8];
    head.copy_from_slice(&hash[..8]);
    i64::from_be_bytes(head)
}

/// The hash of a link: commit number, business date, time, first record, count; then its records.
fn link_hash(prev: &LinkHash, numbers: [i64; 5], root: &LinkHash) -> LinkHash {
    let mut context = Context::new(&SHA256);
    context.update(b"naru-audit-link-1");
    context.update(prev);
    for number in numbers {
        context.update(&number.to_be_bytes());
    }
    context.update(root);
    finish(context)
}

fn finish(context: Context) -> LinkHash {
    let mut out = [0; 32];
    out.copy_from_slice(context.finish().as_ref());
    out
}

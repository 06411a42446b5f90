//! Reads the whole chain in its order and names whatever is not as it was sealed.
//!
//! Memory is bounded (pages), and so is each read: a link below the head never changes, so pages
//! need no common snapshot and the verification can run beside the writer for as long as it takes.

use super::{
    ChainKey, Head, LinkHash, checkpoint, finish, head_at, is_sealed, link_hash, mark, read_head,
    record_hash,
};
use crate::args;
use crate::engine::{Role, Session, on_own_thread};
use crate::store::Location;
use crate::tx::Tx;
use naru_base::{Fault, Micros};
use ring::digest::{Context, SHA256};
use std::fmt;

const LINKS: &str = "SELECT business_date, commit_no, at, first_seq, record_count, prev_hash, hash \
     FROM audit_link WHERE commit_no > $1 AND commit_no <= $2 \
     ORDER BY commit_no, business_date LIMIT 256";
const RECORDS: &str = "SELECT seq, commit_no, at, actor, action, subject, body, mark \
     FROM audit_record WHERE business_date = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT 256";
const LINKS_BEYOND: &str = "SELECT count(*) FROM audit_link WHERE commit_no > $1";
const RECORDS_BEYOND: &str = "SELECT count(*) FROM audit_record WHERE seq > $1";
const RECORDS_UP_TO: &str = "SELECT count(*) FROM audit_record WHERE seq > $1 AND seq <= $2";

pub(super) const STATEMENTS: &[&str] =
    &[LINKS, RECORDS, LINKS_BEYOND, RECORDS_BEYOND, RECORDS_UP_TO];

/// Findings kept; a chain that was changed everywhere is not listed link by link.
const FINDINGS_MAX: usize = 100;

/// One thing that is not as it was sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// `audit_record`: the record was changed, or has another's number.
    RecordChanged {
        /// Its commit.
        commit_no: i64,
        /// Its number.
        seq: i64,
    },
    /// `audit_record`: records are gone.
    RecordsMissing {
        /// Their commit.
        commit_no: i64,
        /// The first.
        from: i64,
        /// The last.
        to: i64,
    },
    /// `audit_record`: there are records that no link covers.
    RecordsForeign {
        /// How many.
        count: i64,
    },
    /// `audit_link`: links are gone.
    LinksMissing {
        /// The first.
        from: i64,
        /// The last.
        to: i64,
    },
    /// `audit_link`: the link's hash does not follow from what it covers.
    LinkChanged {
        /// Which link.
        commit_no: i64,
    },
    /// `audit_link`: the link does not follow the one before it.
    LinkOutOfOrder {
        /// Which link.
        commit_no: i64,
    },
    /// `audit_link`: there are links beyond the head.
    LinksBeyondHead {
        /// Where the head stands.
        commit_no: i64,
        /// How many links are beyond it.
        count: i64,
    },
    /// `audit_head`: its seal was not made with the key.
    HeadNotSealed,
    /// `audit_head`: the last link is not the one it names.
    HeadContradicted {
        /// Where the head stands.
        commit_no: i64,
    },
    /// A checkpoint kept here or by a witness says that the chain was another.
    CheckpointContradicted {
        /// Where the chain stood.
        commit_no: i64,
        /// Whether a witness said so, not the table `audit_checkpoint`.
        by_witness: bool,
    },
}

impl Finding {
    /// The table it is in.
    pub const fn table(&self) -> &'static str {
        match self {
            Finding::RecordChanged { .. }
            | Finding::RecordsMissing { .. }
            | Finding::RecordsForeign { .. } => "audit_record",
            Finding::LinksMissing { .. }
            | Finding::LinkChanged { .. }
            | Finding::LinkOutOfOrder { .. }
            | Finding::LinksBeyondHead { .. } => "audit_link",
            Finding::HeadNotSealed | Finding::HeadContradicted { .. } => "audit_head",
            Finding::CheckpointContradicted { .. } => "audit_checkpoint",
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.table())?;
        match self {
            Finding::RecordChanged { commit_no, seq } => write!(
                f,
                "record {seq} of commit {commit_no} was changed; compare it with a backup"
            ),
            Finding::RecordsMissing { commit_no, from, to } => write!(
                f,
                "records {from} to {to} of commit {commit_no} are gone; \
                 take them from a backup"
            ),
            Finding::RecordsForeign { count } => write!(
                f,
                "{count} record(s) are covered by no link: they were not written by the \
                 program; compare the table with a backup"
            ),
            Finding::LinksMissing { from, to } => {
                write!(f, "links {from} to {to} are gone; take them from a backup")
            }
            Finding::LinkChanged { commit_no } => write!(
                f,
                "link {commit_no} or one of its records was changed; compare both with a backup"
            ),
            Finding::LinkOutOfOrder { commit_no } => write!(
                f,
                "link {commit_no} does not follow the one before it: one of them was changed \
                 or exchanged; compare both with a backup"
            ),
            Finding::LinksBeyondHead { commit_no, count } => write!(
                f,
                "{count} link(s) stand beyond commit {commit_no}, where the head stands: \
                 an older head was put back, or links were added; compare with a witness"
            ),
            Finding::HeadNotSealed => f.write_str(
                "the head's seal was not made with this key: it was rewritten, or the key is \
                 another; check the key first, then compare with a witness",
            ),
            Finding::HeadContradicted { commit_no } => write!(
                f,
                "the head at commit {commit_no} and the last link differ; \
                 compare with a witness"
            ),
            Finding::CheckpointContradicted { commit_no, by_witness } => write!(
                f,
                "{} says that commit {commit_no} was another or that it is gone: the chain \
                 was shortened or rewritten; stop writing and restore",
                if *by_witness { "a witness" } else { "a signed checkpoint" }
            ),
        }
    }
}

/// What a verification read and found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Links read.
    pub links: i64,
    /// Records read.
    pub records: i64,
    /// Checkpoints compared.
    pub checkpoints: i64,
    /// Where the chain stands, as its head says.
    pub head: Head,
    /// What is not as it was sealed; the first hundred.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Whether all is as it was sealed.
    pub fn is_whole(&self) -> bool {
        self.findings.is_empty()
    }

    fn add(&mut self, finding: Finding) {
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(finding);
        }
    }
}

/// Verifies the whole chain. `witness` is the last checkpoint that somebody outside holds.
pub fn verify(
    location: &Location,
    key: &dyn ChainKey,
    witness: Option<&Head>,
) -> Result<Report, Fault> {
    verify_after(location, key, witness, &Head::EMPTY)
}

/// Verifies what comes after `moved_out`: days that were closed and moved out ended there.
pub fn verify_after(
    location: &Location,
    key: &dyn ChainKey,
    witness: Option<&Head>,
    moved_out: &Head,
) -> Result<Report, Fault> {
    on_own_thread(location, || {
        let mut session = Session::open(location, Role::Reader)?;
        let report =
            Report { links: 0, records: 0, checkpoints: 0, head: Head::EMPTY, findings: vec![] };
        let mut walk = Walk { session: &mut session, report, last: *moved_out };
        walk.head(key)?;
        walk.links()?;
        walk.end(moved_out)?;
        walk.checkpoints(moved_out, witness)?;
        Ok(walk.report)
    })
}

struct Link {
    /// As stored: a date that is none must be found, not refused.
    date: i64,
    commit_no: i64,
    at: Micros,
    first_seq: i64,
    count: i64,
    prev: LinkHash,
    hash: LinkHash,
}

struct Walk<'s> {
    session: &'s mut Session,
    report: Report,
    /// The chain as far as it was read.
    last: Head,
}

impl Walk<'_> {
    fn read<T>(&mut self, f: impl FnOnce(&mut Tx<'_>) -> Result<T, Fault>) -> Result<T, Fault> {
        self.session.begin_read()?;
        let out = f(&mut self.session.tx());
        self.session.rollback();
        out
    }

    fn head(&mut self, key: &dyn ChainKey) -> Result<(), Fault> {
        // In one snapshot: the writer moves the head and adds its link in one commit.
        let ((head, mac), links, records) = self.read(|tx| {
            let head = read_head(tx)?;
            let count = |row: &crate::tx::Row<'_>| row.get::<i64>(0);
            let links = tx.one(LINKS_BEYOND, args![head.0.commit_no], count)?;
            Ok((head, links, tx.one(RECORDS_BEYOND, args![head.0.seq], count)?))
        })?;
        self.report.head = head;
        if !is_sealed(&head, &mac, key) {
            self.report.add(Finding::HeadNotSealed);
        }
        if links > 0 {
            let commit_no = head.commit_no;
            self.report.add(Finding::LinksBeyondHead { commit_no, count: links });
        }
        if records > 0 {
            self.report.add(Finding::RecordsForeign { count: records });
        }
        Ok(())
    }

    fn links(&mut self) -> Result<(), Fault> {
        let end = self.report.head.commit_no;
        let mut after = self.last.commit_no;
        loop {
            let page = self.read(|tx| {
                tx.all(LINKS, args![after, end], |row| {
                    Ok(Link {
                        date: row.get(0)?,
                        commit_no: row.get(1)?,
                        at: row.get(2)?,
                        first_seq: row.get(3)?,
                        count: row.get(4)?,
                        prev: row.get(5)?,
                        hash: row.get(6)?,
                    })
                })
            })?;
            let Some(last) = page.last() else { return Ok(()) };
            after = last.commit_no;
            for link in &page {
                self.link(link)?;
            }
        }
    }

    fn link(&mut self, link: &Link) -> Result<(), Fault> {
        let commit_no = link.commit_no;
        self.report.links += 1;
        let expected = self.last.commit_no + 1;
        if commit_no > expected {
            self.report.add(Finding::LinksMissing { from: expected, to: commit_no - 1 });
        } else if commit_no < expected
            || link.prev != self.last.hash
            || link.first_seq != self.last.seq.saturating_add(1)
        {
            self.report.add(Finding::LinkOutOfOrder { commit_no });
        }
        let found_before = self.report.findings.len();
        let to = link.first_seq.saturating_add(link.count).saturating_sub(1);
        let root = self.records(link, to)?;
        let numbers = [commit_no, link.date, link.at.get(), link.first_seq, link.count];
        let hash = link_hash(&link.prev, numbers, &root);
        // If a record is named already, the link's hash says nothing more.
        if hash != link.hash && self.report.findings.len() == found_before {
            self.report.add(Finding::LinkChanged { commit_no });
        }
        self.last = Head { commit_no, seq: to, hash: link.hash };
        Ok(())
    }

    /// Reads a link's records up to number `to`; gives the hash over theirs.
    fn records(&mut self, link: &Link, to: i64) -> Result<LinkHash, Fault> {
        let commit_no = link.commit_no;
        let mut root = Context::new(&SHA256);
        let mut after = link.first_seq.saturating_sub(1);
        loop {
            let page = self.read(|tx| {
                tx.all(RECORDS, args![link.date, after, to], |row| {
                    let texts: [String; 4] = [row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?];
                    let seq: i64 = row.get(0)?;
                    let hash = record_hash(seq, row.get(2)?, texts.each_ref().map(|it| &**it));
                    let is_whole =
                        row.get::<i64>(7)? == mark(&hash) && row.get::<i64>(1)? == commit_no;
                    Ok((seq, hash, is_whole))
                })
            })?;
            if page.is_empty() {
                break;
            }
            for (seq, hash, is_whole) in page {
                if seq > after + 1 {
                    let gap = Finding::RecordsMissing { commit_no, from: after + 1, to: seq - 1 };
                    self.report.add(gap);
                }
                if !is_whole {
                    self.report.add(Finding::RecordChanged { commit_no, seq });
                }
                self.report.records += 1;
                root.update(&hash);
                after = seq;
            }
        }
        if after < to {
            self.report.add(Finding::RecordsMissing { commit_no, from: after + 1, to });
        }
        Ok(finish(root))
    }

    fn end(&mut self, moved_out: &Head) -> Result<(), Fault> {
        let (head, last) = (self.report.head, self.last);
        if last.commit_no < head.commit_no {
            let (from, to) = (last.commit_no + 1, head.commit_no);
            self.report.add(Finding::LinksMissing { from, to });
        } else if last != head {
            self.report.add(Finding::HeadContradicted { commit_no: head.commit_no });
        }
        // Only records under another date than their link's are not met on the way.
        let all = self.read(|tx| {
            let args = args![moved_out.seq, head.seq];
            tx.one(RECORDS_UP_TO, args, |row| row.get::<i64>(0))
        })?;
        let missed = all.saturating_sub(self.report.records);
        if missed > 0 && last.commit_no == head.commit_no {
            self.report.add(Finding::RecordsForeign { count: missed });
        }
        Ok(())
    }

    fn checkpoints(&mut self, moved_out: &Head, witness: Option<&Head>) -> Result<(), Fault> {
        let mut after = moved_out.commit_no;
        loop {
            let page = self.read(|tx| checkpoint::page_after(tx, after))?;
            let Some(last) = page.last() else { break };
            after = last.head.commit_no;
            for kept in &page {
                self.compare(&kept.head, false)?;
            }
        }
        match witness {
            Some(it) if it.commit_no == moved_out.commit_no && it != moved_out => {
                let commit_no = it.commit_no;
                let by_witness = true;
                self.report.add(Finding::CheckpointContradicted { commit_no, by_witness });
            }
            Some(it) if it.commit_no > moved_out.commit_no => self.compare(it, true)?,
            _ => {}
        }
        Ok(())
    }

    fn compare(&mut self, stood: &Head, by_witness: bool) -> Result<(), Fault> {
        self.report.checkpoints += 1;
        let commit_no = stood.commit_no;
        if self.read(|tx| head_at(tx, commit_no))?.as_ref() != Some(stood) {
            self.report.add(Finding::CheckpointContradicted { commit_no, by_witness });
        }
        Ok(())
    }
}

//! Reading the audit trail: by subject, actor, deed and day, newest first, pages by key. A record
//! comes with its link, and with whether it still is what was hashed.

use super::{LinkHash, mark, record_hash};
use crate::args;
use crate::tx::{Row, Tx};
use naru_base::{BusinessDate, Fault, Micros};

const SEARCH: &str = "SELECT r.seq, r.commit_no, r.at, r.actor, r.action, r.subject, r.body, \
     r.mark, l.hash FROM audit_record r JOIN audit_link l \
     ON l.business_date = r.business_date AND l.commit_no = r.commit_no \
     WHERE r.business_date >= $1 AND r.business_date <= $2 AND r.seq < $3 \
     AND ($4 = '' OR r.subject = $4) AND ($5 = '' OR r.actor = $5) \
     AND ($6 = '' OR r.action = $6) \
     ORDER BY r.business_date DESC, r.seq DESC LIMIT $7";
const ABOUT: &str = "SELECT r.seq, r.commit_no, r.at, r.actor, r.action, r.subject, r.body, \
     r.mark, l.hash FROM audit_record r JOIN audit_link l \
     ON l.business_date = r.business_date AND l.commit_no = r.commit_no \
     WHERE r.business_date >= $1 AND r.business_date <= $2 \
     AND r.subject IN ($3, $4, $5, $6, $7, $8, $9, $10) \
     ORDER BY r.business_date DESC, r.seq DESC LIMIT $11";
const LINK: &str = "SELECT commit_no, at, first_seq, record_count, prev_hash, hash \
     FROM audit_link WHERE commit_no = $1";

pub(super) const STATEMENTS: &[&str] = &[SEARCH, ABOUT, LINK];

/// What is looked for. Empty texts match everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// From this business date on.
    pub from: BusinessDate,
    /// Up to this one.
    pub to: BusinessDate,
    /// To which thing.
    pub subject: String,
    /// By whom.
    pub actor: String,
    /// What was done.
    pub action: String,
    /// Only records before this one: the last of the page before.
    pub before: Option<i64>,
    /// At most so many.
    pub limit: i64,
}

/// A record as it stands in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its number in the chain.
    pub seq: i64,
    /// The link (commit) it belongs to.
    pub commit_no: i64,
    /// When the deed was decided.
    pub at: Micros,
    /// Who.
    pub actor: String,
    /// What.
    pub action: String,
    /// To which thing.
    pub subject: String,
    /// The facts, JSON.
    pub body: String,
    /// Whether the record still has the mark it was written with. Only the chain's verification
    /// proves it; this shows a record that was changed.
    pub is_intact: bool,
    /// Its link's hash.
    pub link: LinkHash,
}

fn recorded(row: &Row<'_>) -> Result<Recorded, Fault> {
    let (seq, at): (i64, Micros) = (row.get(0)?, row.get(2)?);
    let (actor, action): (String, String) = (row.get(3)?, row.get(4)?);
    let (subject, body): (String, String) = (row.get(5)?, row.get(6)?);
    let hash = record_hash(seq, at, [&actor, &action, &subject, &body]);
    let is_intact = row.get::<i64>(7)? == mark(&hash);
    let (commit_no, link) = (row.get(1)?, row.get(8)?);
    Ok(Recorded { seq, commit_no, at, actor, action, subject, body, is_intact, link })
}

/// The records that fit, newest first.
pub fn search(tx: &mut Tx<'_>, it: &Search) -> Result<Vec<Recorded>, Fault> {
    let before = it.before.unwrap_or(i64::MAX);
    let args = args![it.from, it.to, before, it.subject, it.actor, it.action, it.limit];
    tx.all(SEARCH, args, recorded)
}

/// How many subjects [`about`] takes.
pub const SUBJECTS_MAX: usize = 8;

/// The records about any of some things, newest first; at most [`SUBJECTS_MAX`] things.
pub fn about(
    tx: &mut Tx<'_>,
    (from, to): (BusinessDate, BusinessDate),
    subjects: &[String],
    limit: i64,
) -> Result<Vec<Recorded>, Fault> {
    let mut all = [""; SUBJECTS_MAX];
    all.iter_mut().zip(subjects).for_each(|(place, it)| *place = it);
    let [a, b, c, d, e, f, g, h] = all;
    let args = args![from, to, a, b, c, d, e, f, g, h, limit];
    tx.all(ABOUT, args, recorded)
}

/// A link of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its number.
    pub commit_no: i64,
    /// When it was committed.
    pub at: Micros,
    /// Its first record.
    pub first_seq: i64,
    /// How many records it has.
    pub record_count: i64,
    /// The link before it.
    pub prev: LinkHash,
    /// Its own hash.
    pub hash: LinkHash,
}

/// A link by its number.
pub fn link(tx: &mut Tx<'_>, commit_no: i64) -> Result<Option<Link>, Fault> {
    tx.opt(LINK, args![commit_no], |row| {
        Ok(Link {
            commit_no: row.get(0)?,
            at: row.get(1)?,
            first_seq: row.get(2)?,
            record_count: row.get(3)?,
            prev: row.get(4)?,
            hash: row.get(5)?,
        })
    })
}

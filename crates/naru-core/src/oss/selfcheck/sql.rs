//! SQL of what people say in a self-check, and of who has read the guide.

use super::model::{Affirmed, Said, Spoken, Subject};
use naru_base::{Fault, Id, Micros};
use naru_store::{Tx, args};

const SAY: &str = "INSERT INTO oss_answer (id, subject, item, yes, words, evidence, owner, \
     said_at, said_by, until_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const SAID: &str = "SELECT id, item, yes, words, evidence, owner, said_at, said_by, until_at \
     FROM oss_answer WHERE subject = $1 ORDER BY said_at DESC, id DESC LIMIT $2";
const AFFIRM: &str = "INSERT INTO oss_affirmed (id, subject, yes_count, no_count, open_count, \
     note, said_at, said_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const AFFIRMED: &str = "SELECT yes_count, no_count, open_count, note, said_at, said_by \
     FROM oss_affirmed WHERE subject = $1 ORDER BY said_at DESC, id DESC LIMIT 1";
const READ: &str = "INSERT INTO oss_guide_read (staff, page, read_at) VALUES ($1, $2, $3) \
     ON CONFLICT (staff, page) DO UPDATE SET read_at = excluded.read_at";
const READS: &str = "SELECT page, read_at FROM oss_guide_read WHERE staff = $1 ORDER BY page";

/// Every statement of this file.
pub(super) const STATEMENTS: &[&str] = &[SAY, SAID, AFFIRM, AFFIRMED, READ, READS];

/// Words of one subject that are looked at: two years of all items, many times over.
const SAID_MAX: i64 = 1_000;

pub(super) fn add(tx: &mut Tx<'_>, subject: &Subject, it: &Said) -> Result<(), Fault> {
    let (id, subject, spoken) = (it.id.to_string(), subject.to_string(), &it.spoken);
    let args = args![
        id,
        subject,
        spoken.item,
        spoken.is_yes,
        spoken.words,
        spoken.evidence,
        spoken.owner,
        it.at,
        it.by,
        it.until
    ];
    tx.exec(SAY, args).map(drop)
}

/// What was said, the newest first.
pub(super) fn said(tx: &mut Tx<'_>, subject: &Subject) -> Result<Vec<Said>, Fault> {
    tx.all(SAID, args![subject.to_string(), SAID_MAX], |row| {
        Ok(Said {
            id: row.get(0)?,
            spoken: Spoken {
                item: row.get(1)?,
                is_yes: row.get(2)?,
                words: row.get(3)?,
                evidence: row.get(4)?,
                owner: row.get(5)?,
            },
            at: row.get(6)?,
            by: row.get(7)?,
            until: row.get(8)?,
        })
    })
}

pub(super) fn affirm(
    tx: &mut Tx<'_>,
    id: Id,
    subject: &Subject,
    it: &Affirmed,
) -> Result<(), Fault> {
    let (yes, no, open) = it.counts;
    let (id, subject) = (id.to_string(), subject.to_string());
    tx.exec(AFFIRM, args![id, subject, yes, no, open, it.note, it.at, it.by]).map(drop)
}

pub(super) fn affirmed(tx: &mut Tx<'_>, subject: &Subject) -> Result<Option<Affirmed>, Fault> {
    tx.opt(AFFIRMED, args![subject.to_string()], |row| {
        Ok(Affirmed {
            counts: (row.get(0)?, row.get(1)?, row.get(2)?),
            note: row.get(3)?,
            at: row.get(4)?,
            by: row.get(5)?,
        })
    })
}

pub(super) fn read_page(
    tx: &mut Tx<'_>,
    (staff, page): (&str, &str),
    now: Micros,
) -> Result<(), Fault> {
    tx.exec(READ, args![staff, page, now]).map(drop)
}

/// The pages that somebody has read, and when.
pub(super) fn reads_of(tx: &mut Tx<'_>, staff: &str) -> Result<Vec<(String, Micros)>, Fault> {
    tx.all(READS, args![staff], |row| Ok((row.get(0)?, row.get(1)?)))
}

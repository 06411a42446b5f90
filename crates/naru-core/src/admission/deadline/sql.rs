//! SQL of deadlines.

use super::model::{Booking, Concerned, Extension, Known, Place, Reply, Rule, Text};
use crate::admission::model::Gate;
use naru_base::{ClientUseCode, Fault, FaultKind, Id, Micros};
use naru_store::{Row, Tx, args};
use std::collections::{BTreeMap, BTreeSet};

const RULE_ADD: &str = "INSERT INTO deadline_rule (rule_id, class, requirement, title_ko, \
     title_en, old_ko, old_en, new_ko, new_en, effective_at, due_at, source) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING";
const RULES: &str = "SELECT rule_id, class, requirement, title_ko, title_en, old_ko, old_en, \
     new_ko, new_en, effective_at, due_at, source FROM deadline_rule ORDER BY due_at, rule_id";
const MEMBER_ADD: &str = "INSERT INTO deadline_member (rule_id, client_use_code) VALUES ($1, $2) \
     ON CONFLICT DO NOTHING";
const MEMBERS: &str =
    "SELECT client_use_code, rule_id FROM deadline_member ORDER BY client_use_code, rule_id";
const BOOKING_ADD: &str = "INSERT INTO deadline_booking (rule_id, client_use_code, revision, \
     applied_at, slot_ends_at, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7)";
const BOOKING_LAST: &str = "SELECT cast(coalesce(max(revision), 0) as bigint) \
     FROM deadline_booking WHERE rule_id = $1 AND client_use_code = $2";
const ANSWER_ADD: &str = "INSERT INTO deadline_answer (answer_id, rule_id, client_use_code, \
     ground, asked_until, sealed, sha256, answered_at, answered_by) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING";
const EXTENSION_ADD: &str = "INSERT INTO deadline_extension (extension_id, rule_id, \
     client_use_code, ground, extended_until, decided_at, proposed_by, confirmed_by) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
// Of one institution, or with an empty code of all.
const BOOKINGS: &str = "SELECT client_use_code, rule_id, applied_at, slot_ends_at \
     FROM deadline_booking WHERE $1 = '' OR client_use_code = $1 \
     ORDER BY client_use_code, rule_id, revision";
const ANSWERS: &str = "SELECT client_use_code, rule_id, answer_id, ground, asked_until, sealed, \
     sha256, answered_at, answered_by FROM deadline_answer \
     WHERE $1 = '' OR client_use_code = $1 \
     ORDER BY client_use_code, rule_id, answered_at, answer_id";
const EXTENSIONS: &str = "SELECT client_use_code, rule_id, extension_id, ground, extended_until, \
     decided_at, proposed_by, confirmed_by FROM deadline_extension \
     WHERE $1 = '' OR client_use_code = $1 \
     ORDER BY client_use_code, rule_id, decided_at, extension_id";
const GROUNDS_LAST: &str = "SELECT l.body FROM deadline_ground_list l \
     JOIN deadline_ground_release r ON r.version = l.version ORDER BY l.version DESC LIMIT 1";
const GROUNDS_WAITING: &str = "SELECT l.body FROM deadline_ground_list l WHERE NOT EXISTS \
     (SELECT 1 FROM deadline_ground_release r WHERE r.version >= l.version) ORDER BY l.version";
const GROUNDS_RELEASE: &str = "INSERT INTO deadline_ground_release \
     (version, released_at, proposed_by, confirmed_by) VALUES ($1, $2, $3, $4) \
     ON CONFLICT DO NOTHING";
const GROUNDS_ADD: &str = "INSERT INTO deadline_ground_list \
     (version, body, sha256, imported_at, imported_by) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT DO NOTHING";

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[
    RULE_ADD,
    RULES,
    MEMBER_ADD,
    MEMBERS,
    BOOKING_ADD,
    BOOKING_LAST,
    ANSWER_ADD,
    EXTENSION_ADD,
    BOOKINGS,
    ANSWERS,
    EXTENSIONS,
    GROUNDS_LAST,
    GROUNDS_WAITING,
    GROUNDS_RELEASE,
    GROUNDS_ADD,
];

fn corrupt(what: &str) -> Fault {
    Fault::new(FaultKind::Corrupt, format!("a record of deadlines says `{what}`"))
}

/// The list of grounds of the highest version that was released; `None`: there is none.
pub(super) fn grounds(tx: &mut Tx<'_>) -> Result<Option<String>, Fault> {
    tx.opt(GROUNDS_LAST, &[], |row| row.get(0))
}

/// Lists that are newer than the one that counts, and not released yet.
pub(super) fn waiting_grounds(tx: &mut Tx<'_>) -> Result<Vec<String>, Fault> {
    tx.all(GROUNDS_WAITING, &[], |row| row.get(0))
}

/// `false`: it was released before.
pub(super) fn release_grounds(
    tx: &mut Tx<'_>,
    (version, now): (i64, Micros),
    by: [Id; 2],
) -> Result<bool, Fault> {
    let [proposed, confirmed] = by.map(|it| it.to_string());
    Ok(tx.exec(GROUNDS_RELEASE, args![version, now, proposed, confirmed])? == 1)
}

/// `false`: there is one of this version.
pub(super) fn add_grounds(
    tx: &mut Tx<'_>,
    (version, body, sha256): (i64, &str, &[u8; 32]),
    (now, by): (Micros, &str),
) -> Result<bool, Fault> {
    Ok(tx.exec(GROUNDS_ADD, args![version, body, *sha256, now, by])? == 1)
}

/// `false` if there is a rule of this name.
pub(super) fn add_rule(tx: &mut Tx<'_>, it: &Rule) -> Result<bool, Fault> {
    let (class, gate) = (it.concerned.as_str(), it.requirement.as_str());
    let (title, old, new) = (&it.title, &it.old, &it.new);
    let args = args![
        it.id,
        class,
        gate,
        title.ko,
        title.en,
        old.ko,
        old.en,
        new.ko,
        new.en,
        it.effective_at,
        it.due_at,
        it.source
    ];
    Ok(tx.exec(RULE_ADD, args)? == 1)
}

pub(super) fn rules(tx: &mut Tx<'_>) -> Result<Vec<Rule>, Fault> {
    tx.all(RULES, &[], |row| {
        let (class, gate): (String, String) = (row.get(1)?, row.get(2)?);
        Ok(Rule {
            id: row.get(0)?,
            concerned: Concerned::parse(&class).ok_or_else(|| corrupt(&class))?,
            requirement: Gate::parse(&gate).ok_or_else(|| corrupt(&gate))?,
            title: Text { ko: row.get(3)?, en: row.get(4)? },
            old: Text { ko: row.get(5)?, en: row.get(6)? },
            new: Text { ko: row.get(7)?, en: row.get(8)? },
            effective_at: row.get(9)?,
            due_at: row.get(10)?,
            source: row.get(11)?,
        })
    })
}

/// `false` if it is listed already.
pub(super) fn add_member(tx: &mut Tx<'_>, rule: &str, code: &ClientUseCode) -> Result<bool, Fault> {
    Ok(tx.exec(MEMBER_ADD, args![rule, code])? == 1)
}

pub(super) fn members(tx: &mut Tx<'_>) -> Result<BTreeSet<Place>, Fault> {
    Ok(tx.all(MEMBERS, &[], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
}

/// The last one counts.
pub(super) fn add_booking(
    tx: &mut Tx<'_>,
    (rule, code): (&str, &ClientUseCode),
    it: Option<&Booking>,
    (now, by): (Micros, &str),
) -> Result<(), Fault> {
    let last = tx.opt(BOOKING_LAST, args![rule, code], |row| row.get::<i64>(0))?.unwrap_or(0);
    let seq = last.saturating_add(1);
    let (applied, slot) = (it.map(|it| it.applied_at), it.and_then(|it| it.slot_ends_at));
    let args = args![rule, code, seq, applied, slot, now, by];
    tx.exec(BOOKING_ADD, args).map(drop)
}

pub(super) fn add_answer(
    tx: &mut Tx<'_>,
    (rule, code): (&str, &ClientUseCode),
    it: &Reply,
) -> Result<bool, Fault> {
    let id = it.id.to_string();
    let (sha, until) = (it.sha256, it.asked_until);
    let args = args![id, rule, code, it.ground, until, it.sealed, sha, it.at, it.by];
    Ok(tx.exec(ANSWER_ADD, args)? == 1)
}

pub(super) fn add_extension(
    tx: &mut Tx<'_>,
    (rule, code): (&str, &ClientUseCode),
    it: &Extension,
) -> Result<(), Fault> {
    let id = it.id.to_string();
    let [proposed, confirmed] = it.by.map(|id| id.to_string());
    let args = args![id, rule, code, it.ground, it.until, it.at, proposed, confirmed];
    tx.exec(EXTENSION_ADD, args).map(drop)
}

fn place(row: &Row<'_>) -> Result<Place, Fault> {
    Ok((row.get(0)?, row.get(1)?))
}

/// What is on record, of one institution or with an empty code of all.
pub(super) fn known(tx: &mut Tx<'_>, code: &str) -> Result<BTreeMap<Place, Known>, Fault> {
    let mut all: BTreeMap<Place, Known> = BTreeMap::new();
    let bookings = tx.all(BOOKINGS, args![code], |row| {
        let (applied, slot_ends_at): (Option<Micros>, _) = (row.get(2)?, row.get(3)?);
        Ok((place(row)?, applied.map(|applied_at| Booking { applied_at, slot_ends_at })))
    })?;
    for (place, it) in bookings {
        all.entry(place).or_default().booking = it;
    }
    let answers = tx.all(ANSWERS, args![code], |row| {
        let it = Reply {
            id: row.get(2)?,
            ground: row.get(3)?,
            asked_until: row.get(4)?,
            sealed: row.get(5)?,
            sha256: row.get(6)?,
            at: row.get(7)?,
            by: row.get(8)?,
        };
        Ok((place(row)?, it))
    })?;
    for (place, it) in answers {
        all.entry(place).or_default().replies.push(it);
    }
    let extensions = tx.all(EXTENSIONS, args![code], |row| {
        let it = Extension {
            id: row.get(2)?,
            ground: row.get(3)?,
            until: row.get(4)?,
            at: row.get(5)?,
            by: [row.get(6)?, row.get(7)?],
        };
        Ok((place(row)?, it))
    })?;
    for (place, it) in extensions {
        all.entry(place).or_default().extensions.push(it);
    }
    Ok(all)
}

//! The slice's SQL, all of it.

use super::hand::Hand;
use super::list::ListKey;
use super::model::{Engagement, Evidence, Finding, How, Opinion, State, Statement, Value};
use crate::admission::{ServiceKey, Sha256};
use naru_base::{ClientUseCode, Fault, FaultKind, Id, Micros};
use naru_store::{Row, Tx, args};

macro_rules! select_engagement {
    ($rest:literal) => {
        concat!(
            "SELECT id, client_use_code, service, list_id, list_version, state, inspector, \
             slot_from, slot_to, fix_by, requested_at, changed_at FROM check_engagement ",
            $rest
        )
    };
}

const LIST_ADD: &str = "INSERT INTO check_list (list_id, version, kind, sha256, body, \
     imported_at, imported_by) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
const RELEASE_ADD: &str = "INSERT INTO check_release (list_id, version, released_at, \
     proposed_by, confirmed_by) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
const LISTS: &str = "SELECT l.list_id, l.version, l.sha256, l.body, l.imported_at, \
     l.imported_by, r.released_at FROM check_list l LEFT JOIN check_release r \
     ON r.list_id = l.list_id AND r.version = l.version ORDER BY l.list_id, l.version";
const LIST_BODY: &str = "SELECT body FROM check_list WHERE list_id = $1 AND version = $2";
const ENGAGEMENT_ADD: &str = "INSERT INTO check_engagement (id, client_use_code, service, \
     list_id, list_version, state, requested_at, requested_by, changed_at) \
     VALUES ($1, $2, $3, $4, $5, 'requested', $6, $7, $6) ON CONFLICT DO NOTHING";
const ENGAGEMENT: &str = select_engagement!("WHERE id = $1");
const OPEN: &str = select_engagement!(
    "WHERE ($1 = '' OR client_use_code = $1) AND state NOT IN ('passed', 'failed', 'withdrawn') \
     ORDER BY requested_at, id LIMIT $2"
);
const CLOSED: &str = select_engagement!(
    "WHERE ($1 = '' OR client_use_code = $1) AND state IN ('passed', 'failed', 'withdrawn') \
     ORDER BY changed_at DESC, id DESC LIMIT $2"
);
const TO_PUT_RIGHT: &str = select_engagement!(
    "WHERE state IN ('findings', 'fixing') AND fix_by <= $1 ORDER BY fix_by, id LIMIT $2"
);
const MOVE: &str = "UPDATE check_engagement SET state = $3, inspector = $4, slot_from = $5, \
     slot_to = $6, fix_by = $7, changed_at = $8 WHERE id = $1 AND state = $2";
const FINDING_ADD: &str = "INSERT INTO check_finding (engagement_id, item, revision, value, how, \
     opinion, sealed, found_at, found_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const FINDINGS: &str = "SELECT item, revision, value, how, opinion, sealed, found_at, found_by \
     FROM check_finding WHERE engagement_id = $1 ORDER BY item, revision";
const STATEMENT_ADD: &str = "INSERT INTO check_statement (engagement_id, item, revision, sealed, \
     stated_at, stated_by) VALUES ($1, $2, $3, $4, $5, $6)";
const STATEMENTS_OF: &str = "SELECT item, revision, sealed, stated_at, stated_by \
     FROM check_statement WHERE engagement_id = $1 ORDER BY item, revision";
const EVIDENCE_ADD: &str = "INSERT INTO check_evidence (engagement_id, item, client_use_code, \
     sha256, named_at, named_by) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
const EVIDENCE_REMOVE: &str = "DELETE FROM check_evidence WHERE engagement_id = $1 AND item = $2 \
     AND sha256 = $3";
const EVIDENCE_OF: &str = "SELECT item, sha256, named_at, named_by FROM check_evidence \
     WHERE engagement_id = $1 ORDER BY item, sha256";
const ANSWERED: &str = "SELECT cast(count(DISTINCT item) as bigint) FROM check_finding \
     WHERE engagement_id = $1";
const HAND_ADD: &str = "INSERT INTO check_hand (engagement_id, number, handed_at, from_staff, \
     to_staff, sealed) VALUES ($1, $2, $3, $4, $5, $6)";
const HANDS: &str = "SELECT number, handed_at, from_staff, to_staff, sealed FROM check_hand \
     WHERE engagement_id = $1 ORDER BY number";
const TURN: &str = "SELECT cast(count(*) as bigint) FROM check_engagement e \
     WHERE e.state IN ('scheduled', 'under-way', 're-check') AND e.inspector = $1 \
     AND NOT EXISTS (SELECT 1 FROM proposal_case p WHERE p.kind = 'check.verdict' \
     AND p.state = 'open' AND p.expires_at > $2 \
     AND p.subject = 'engagement:' || e.client_use_code || '/' || e.id)";
const TO_CONFIRM: &str = "SELECT cast(count(*) as bigint) FROM proposal_case p \
     WHERE p.kind = 'check.verdict' AND p.state = 'open' AND p.expires_at > $2 \
     AND p.proposed_by <> $1";

/// Every statement of this slice, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[
    LIST_ADD,
    RELEASE_ADD,
    LISTS,
    LIST_BODY,
    ENGAGEMENT_ADD,
    ENGAGEMENT,
    OPEN,
    CLOSED,
    TO_PUT_RIGHT,
    MOVE,
    FINDING_ADD,
    FINDINGS,
    STATEMENT_ADD,
    STATEMENTS_OF,
    EVIDENCE_ADD,
    EVIDENCE_REMOVE,
    EVIDENCE_OF,
    ANSWERED,
    HAND_ADD,
    HANDS,
    TURN,
    TO_CONFIRM,
];

fn word<T>(row: &Row<'_>, i: usize, parse: fn(&str) -> Option<T>) -> Result<T, Fault> {
    let text: String = row.get(i)?;
    parse(&text)
        .ok_or_else(|| Fault::new(FaultKind::Corrupt, format!("a check's record says `{text}`")))
}

/// A list as it was imported.
pub(super) struct ListRow {
    pub(super) key: ListKey,
    pub(super) sha256: Sha256,
    pub(super) body: String,
    pub(super) imported_at: Micros,
    pub(super) imported_by: String,
    pub(super) released_at: Option<Micros>,
}

/// `false` if this version is there already.
pub(super) fn add_list(tx: &mut Tx<'_>, it: &ListRow, kind: &str) -> Result<bool, Fault> {
    let (key, at, by) = (&it.key, it.imported_at, &it.imported_by);
    Ok(tx.exec(LIST_ADD, args![key.id, key.version, kind, it.sha256, it.body, at, by])? == 1)
}

/// `false` if it was released already.
pub(super) fn release(
    tx: &mut Tx<'_>,
    key: &ListKey,
    at: Micros,
    by: [Id; 2],
) -> Result<bool, Fault> {
    let [proposed, confirmed] = by.map(|id| id.to_string());
    Ok(tx.exec(RELEASE_ADD, args![key.id, key.version, at, proposed, confirmed])? == 1)
}

pub(super) fn lists(tx: &mut Tx<'_>) -> Result<Vec<ListRow>, Fault> {
    tx.all(LISTS, &[], |row| {
        Ok(ListRow {
            key: ListKey { id: row.get(0)?, version: row.get(1)? },
            sha256: row.get(2)?,
            body: row.get(3)?,
            imported_at: row.get(4)?,
            imported_by: row.get(5)?,
            released_at: row.get(6)?,
        })
    })
}

pub(super) fn list_body(tx: &mut Tx<'_>, key: &ListKey) -> Result<Option<String>, Fault> {
    tx.opt(LIST_BODY, args![key.id, key.version], |row| row.get(0))
}

/// `false` if the id, or an open check of the same thing, is there already.
pub(super) fn add_engagement(tx: &mut Tx<'_>, it: &Engagement, by: &str) -> Result<bool, Fault> {
    let service = it.service.as_ref().map(ServiceKey::to_string).unwrap_or_default();
    let (id, list, at) = (it.id.to_string(), &it.list, it.requested_at);
    let args = args![id, it.institution, service, list.id, list.version, at, by];
    Ok(tx.exec(ENGAGEMENT_ADD, args)? == 1)
}

fn engagement(row: &Row<'_>) -> Result<Engagement, Fault> {
    let service: String = row.get(2)?;
    let service = if service.is_empty() { None } else { Some(word(row, 2, ServiceKey::parse)?) };
    let (from, to) = (row.get(7)?, row.get(8)?);
    Ok(Engagement {
        id: row.get(0)?,
        institution: row.get(1)?,
        service,
        list: ListKey { id: row.get(3)?, version: row.get(4)? },
        state: word(row, 5, State::parse)?,
        inspector: row.get(6)?,
        slot: Option::zip(from, to),
        fix_by: row.get(9)?,
        requested_at: row.get(10)?,
        changed_at: row.get(11)?,
    })
}

pub(super) fn find(tx: &mut Tx<'_>, id: Id) -> Result<Option<Engagement>, Fault> {
    tx.opt(ENGAGEMENT, args![id.to_string()], engagement)
}

/// Of one institution, or with an empty code of all: open ones, the oldest first.
pub(super) fn open(tx: &mut Tx<'_>, code: &str, limit: i64) -> Result<Vec<Engagement>, Fault> {
    tx.all(OPEN, args![code, limit], engagement)
}

/// Those that are over, the last first.
pub(super) fn closed(tx: &mut Tx<'_>, code: &str, limit: i64) -> Result<Vec<Engagement>, Fault> {
    tx.all(CLOSED, args![code, limit], engagement)
}

/// Those in which what was found is to be put right by then, the first due first.
pub(super) fn to_put_right(
    tx: &mut Tx<'_>,
    until: Micros,
    limit: i64,
) -> Result<Vec<Engagement>, Fault> {
    tx.all(TO_PUT_RIGHT, args![until, limit], engagement)
}

/// Writes an engagement down as it is now; `false` if its state is not `before` any more.
pub(super) fn change(tx: &mut Tx<'_>, before: State, it: &Engagement) -> Result<bool, Fault> {
    let (id, was, is) = (it.id.to_string(), before.as_str(), it.state.as_str());
    let inspector = it.inspector.map(|id| id.to_string());
    let (from, to) = (it.slot.map(|it| it.0), it.slot.map(|it| it.1));
    let args = args![id, was, is, inspector, from, to, it.fix_by, it.changed_at];
    Ok(tx.exec(MOVE, args)? == 1)
}

pub(super) fn add_finding(tx: &mut Tx<'_>, id: Id, it: &Finding) -> Result<(), Fault> {
    let (id, value, how) = (id.to_string(), it.value.as_str(), it.how.as_str());
    let (opinion, sealed) = (it.opinion.as_str(), &it.sealed);
    let args = args![id, it.item, it.revision, value, how, opinion, sealed, it.at, it.by];
    tx.exec(FINDING_ADD, args).map(drop)
}

pub(super) fn findings(tx: &mut Tx<'_>, id: Id) -> Result<Vec<Finding>, Fault> {
    tx.all(FINDINGS, args![id.to_string()], |row| {
        Ok(Finding {
            item: row.get(0)?,
            revision: row.get(1)?,
            value: word(row, 2, Value::parse)?,
            how: word(row, 3, How::parse)?,
            opinion: word(row, 4, Opinion::parse)?,
            grounds: String::new(),
            demand: String::new(),
            sealed: row.get(5)?,
            at: row.get(6)?,
            by: row.get(7)?,
        })
    })
}

pub(super) fn add_statement(tx: &mut Tx<'_>, id: Id, it: &Statement) -> Result<(), Fault> {
    let id = id.to_string();
    let args = args![id, it.item, it.revision, it.sealed, it.at, it.by];
    tx.exec(STATEMENT_ADD, args).map(drop)
}

pub(super) fn statements(tx: &mut Tx<'_>, id: Id) -> Result<Vec<Statement>, Fault> {
    tx.all(STATEMENTS_OF, args![id.to_string()], |row| {
        Ok(Statement {
            item: row.get(0)?,
            revision: row.get(1)?,
            text: String::new(),
            sealed: row.get(2)?,
            at: row.get(3)?,
            by: row.get(4)?,
        })
    })
}

/// `false` if it was named already.
pub(super) fn add_evidence(
    tx: &mut Tx<'_>,
    (id, code): (Id, &ClientUseCode),
    it: &Evidence,
) -> Result<bool, Fault> {
    let id = id.to_string();
    let args = args![id, it.item, code, it.sha256, it.at, it.by];
    Ok(tx.exec(EVIDENCE_ADD, args)? == 1)
}

/// `false` if it is not named any more.
pub(super) fn remove_evidence(tx: &mut Tx<'_>, id: Id, it: &Evidence) -> Result<bool, Fault> {
    Ok(tx.exec(EVIDENCE_REMOVE, args![id.to_string(), it.item, it.sha256])? == 1)
}

pub(super) fn evidence(tx: &mut Tx<'_>, id: Id) -> Result<Vec<Evidence>, Fault> {
    tx.all(EVIDENCE_OF, args![id.to_string()], |row| {
        Ok(Evidence { item: row.get(0)?, sha256: row.get(1)?, at: row.get(2)?, by: row.get(3)? })
    })
}

/// How many items have been answered.
pub(super) fn answered(tx: &mut Tx<'_>, id: Id) -> Result<i64, Fault> {
    tx.one(ANSWERED, args![id.to_string()], |row| row.get(0))
}

pub(super) fn add_hand(tx: &mut Tx<'_>, id: Id, it: &Hand) -> Result<(), Fault> {
    let (id, from, to) = (id.to_string(), it.from.to_string(), it.to.map(|id| id.to_string()));
    tx.exec(HAND_ADD, args![id, it.number, it.at, from, to, it.sealed]).map(drop)
}

pub(super) fn hands(tx: &mut Tx<'_>, id: Id) -> Result<Vec<Hand>, Fault> {
    tx.all(HANDS, args![id.to_string()], |row| {
        Ok(Hand {
            number: row.get(0)?,
            at: row.get(1)?,
            from: row.get(2)?,
            to: row.get(3)?,
            reason: String::new(),
            sealed: row.get(4)?,
        })
    })
}

/// How many checks wait for this inspector; a result that waits for another person does not.
pub(super) fn turn(tx: &mut Tx<'_>, who: Id, now: Micros) -> Result<i64, Fault> {
    let count = |tx: &mut Tx<'_>, of| tx.one(of, args![who.to_string(), now], |row| row.get(0));
    let (own, others): (i64, i64) = (count(tx, TURN)?, count(tx, TO_CONFIRM)?);
    Ok(own.saturating_add(others))
}

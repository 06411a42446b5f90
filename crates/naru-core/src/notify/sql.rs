//! SQL of notices and their deliveries.

use super::model::{Channel, Delivery, Message, Party, Severity, State, Status};
use super::topic::Topic;
use super::why::Why;
use naru_base::{Fault, FaultKind, Id, Micros};
use naru_store::{Row, Tx, args};

macro_rules! select_notice {
    ($rest:literal) => {
        concat!(
            "SELECT d.id, d.message_id, d.party, d.channel, d.recipient, d.state, d.attempts, \
             d.next_attempt_at, d.last_error, d.created_at, d.delivered_at, d.read_at, \
             d.acknowledged_at, d.acknowledged_by, m.event, m.topic, m.severity, m.status, \
             m.sealed FROM notify_delivery d JOIN notify_message m ON m.id = d.message_id ",
            $rest
        )
    };
}

const ADD: &str = "INSERT INTO notify_message \
     (id, event, topic, severity, status, sealed, created_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
const ADD_DELIVERY: &str = "INSERT INTO notify_delivery \
     (id, message_id, party, channel, recipient, state, attempts, next_attempt_at, created_at, \
     delivered_at) VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9) ON CONFLICT DO NOTHING";
const NOTICE_OF: &str = "SELECT id FROM notify_message WHERE event = $1";
const FIND: &str = select_notice!("WHERE d.id = $1");
const IS_DUE: &str = "SELECT id FROM notify_delivery \
     WHERE next_attempt_at IS NOT NULL AND next_attempt_at <= $1 \
     ORDER BY next_attempt_at, id LIMIT 1";
// Of each recipient a few, the gravest first: a receiver that answers nothing holds up itself.
const DUE: &str = select_notice!(
    "WHERE d.id IN (SELECT id FROM (SELECT x.id AS id, row_number() OVER \
     (PARTITION BY x.recipient ORDER BY y.severity DESC, x.next_attempt_at, x.id) AS place \
     FROM notify_delivery x JOIN notify_message y ON y.id = x.message_id \
     WHERE x.next_attempt_at IS NOT NULL AND x.next_attempt_at <= $1) waiting WHERE place <= $2) \
     ORDER BY m.severity DESC, d.next_attempt_at, d.id LIMIT $3"
);
const INBOX: &str = select_notice!(
    "WHERE d.party = $1 AND d.channel = 'inbox' AND ($2 = '' OR d.state = $2) \
     AND m.severity >= $3 AND ($4 = '' OR m.topic = $4) AND ($5 = '' OR d.id < $5) \
     ORDER BY d.id DESC LIMIT $6"
);
const OUT: &str = select_notice!(
    "WHERE d.channel <> 'inbox' AND ($1 = '' OR d.state = $1) AND ($2 = '' OR d.id < $2) \
     ORDER BY d.id DESC LIMIT $3"
);
const UNREAD: &str = "SELECT count(*) FROM notify_delivery \
     WHERE party = $1 AND channel = 'inbox' AND state = 'delivered'";
const CLAIM: &str = "UPDATE notify_delivery SET attempts = attempts + 1, next_attempt_at = $2 \
     WHERE id = $1";
const CONCLUDE: &str = "UPDATE notify_delivery SET state = $2, next_attempt_at = $3, \
     last_error = $4, delivered_at = $5 WHERE id = $1";
const READ: &str = "UPDATE notify_delivery SET state = 'read', read_at = $2, read_by = $3 \
     WHERE id = $1";
const ACKNOWLEDGE: &str = "UPDATE notify_delivery SET state = 'acknowledged', \
     acknowledged_at = $2, acknowledged_by = $3 WHERE id = $1";
const REVIVE: &str = "UPDATE notify_delivery SET state = 'queued', attempts = 0, \
     next_attempt_at = $2 WHERE id = $1";
const OF_RECIPIENT: &str = select_notice!(
    "WHERE d.recipient = $1 AND d.next_attempt_at IS NOT NULL ORDER BY d.id LIMIT $2"
);
const COUNTS: &str = "SELECT count(*), \
     cast(coalesce(sum(CASE WHEN state = 'failed' THEN 1 ELSE 0 END), 0) as bigint) \
     FROM notify_delivery WHERE next_attempt_at IS NOT NULL";
const GIVEN_UP: &str = "SELECT count(*) FROM notify_delivery WHERE state = 'given-up'";

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[
    ADD,
    ADD_DELIVERY,
    NOTICE_OF,
    FIND,
    IS_DUE,
    DUE,
    INBOX,
    OUT,
    UNREAD,
    CLAIM,
    CONCLUDE,
    READ,
    ACKNOWLEDGE,
    REVIVE,
    OF_RECIPIENT,
    COUNTS,
    GIVEN_UP,
];

/// A delivery with its notice, what it says still sealed.
pub(super) struct Sealed {
    pub(super) delivery: Delivery,
    pub(super) event: String,
    pub(super) topic: Topic,
    pub(super) severity: Severity,
    pub(super) status: Status,
    pub(super) sealed: Vec<u8>,
}

fn word<T>(it: Option<T>, what: &str) -> Result<T, Fault> {
    it.ok_or_else(|| Fault::new(FaultKind::Corrupt, format!("a notice has an unknown {what}")))
}

fn why(text: Option<String>) -> Result<Option<Why>, Fault> {
    text.map(|it| word(Why::parse(&it), "reason")).transpose()
}

fn sealed(row: &Row<'_>) -> Result<Sealed, Fault> {
    let text = |i: usize| row.get::<String>(i);
    let channel = word(Channel::parse(&text(3)?), "channel")?;
    let recipient = text(4)?;
    Ok(Sealed {
        delivery: Delivery {
            id: row.get(0)?,
            notice: row.get(1)?,
            party: word(Party::parse(&text(2)?), "party")?,
            channel,
            contact: match channel {
                Channel::Inbox => None,
                _ => Some(word(Id::parse(&recipient).ok(), "contact")?),
            },
            state: word(State::parse(&text(5)?), "state")?,
            attempts: row.get(6)?,
            next_attempt_at: row.get(7)?,
            last_error: why(row.get(8)?)?,
            created_at: row.get(9)?,
            delivered_at: row.get(10)?,
            read_at: row.get(11)?,
            acknowledged_at: row.get(12)?,
            acknowledged_by: row.get(13)?,
        },
        event: row.get(14)?,
        topic: word(Topic::parse(&text(15)?), "topic")?,
        severity: word(Severity::of_rank(row.get(16)?), "severity")?,
        status: word(Status::parse(&text(17)?), "status")?,
        sealed: row.get(18)?,
    })
}

/// `false` if the event was enqueued before.
pub(super) fn add(
    tx: &mut Tx<'_>,
    id: Id,
    it: &Message,
    sealed: &[u8],
    now: Micros,
) -> Result<bool, Fault> {
    let (topic, status) = (it.content.topic().as_str(), it.status.as_str());
    let (id, rank) = (id.to_string(), it.severity.rank());
    let args = args![id, it.event, topic, rank, status, sealed, now];
    Ok(tx.exec(ADD, args)? == 1)
}

/// A delivery to be added.
pub(super) struct NewDelivery<'n> {
    pub(super) id: Id,
    pub(super) notice: Id,
    pub(super) party: &'n Party,
    pub(super) channel: Channel,
    pub(super) recipient: &'n str,
}

/// `false` if this recipient has it on this channel already.
pub(super) fn add_delivery(
    tx: &mut Tx<'_>,
    it: &NewDelivery<'_>,
    now: Micros,
) -> Result<bool, Fault> {
    // The console's inbox is in the book itself: what stands here has arrived.
    let (state, due, delivered) = match it.channel {
        Channel::Inbox => (State::Delivered, None, Some(now)),
        _ => (State::Queued, Some(now), None),
    };
    let (id, notice, party) = (it.id.to_string(), it.notice.to_string(), it.party.to_string());
    let (channel, state) = (it.channel.as_str(), state.as_str());
    let args = args![id, notice, party, channel, it.recipient, state, due, now, delivered];
    Ok(tx.exec(ADD_DELIVERY, args)? == 1)
}

pub(super) fn notice_of(tx: &mut Tx<'_>, event: &str) -> Result<Id, Fault> {
    tx.one(NOTICE_OF, args![event], |row| row.get(0))
}

pub(super) fn find(tx: &mut Tx<'_>, id: Id) -> Result<Option<Sealed>, Fault> {
    tx.opt(FIND, args![id.to_string()], sealed)
}

pub(super) fn is_due(tx: &mut Tx<'_>, now: Micros) -> Result<bool, Fault> {
    Ok(tx.opt(IS_DUE, args![now], |row| row.get::<Id>(0))?.is_some())
}

pub(super) fn due(
    tx: &mut Tx<'_>,
    now: Micros,
    of_one: i64,
    limit: i64,
) -> Result<Vec<Sealed>, Fault> {
    tx.all(DUE, args![now, of_one, limit], sealed)
}

pub(super) fn of_recipient(tx: &mut Tx<'_>, contact: Id, limit: i64) -> Result<Vec<Sealed>, Fault> {
    tx.all(OF_RECIPIENT, args![contact.to_string(), limit], sealed)
}

pub(super) fn inbox(
    tx: &mut Tx<'_>,
    party: &Party,
    (state, severity, topic): (&str, i64, &str),
    before: &str,
    limit: i64,
) -> Result<Vec<Sealed>, Fault> {
    tx.all(INBOX, args![party.to_string(), state, severity, topic, before, limit], sealed)
}

pub(super) fn out(
    tx: &mut Tx<'_>,
    state: &str,
    before: &str,
    limit: i64,
) -> Result<Vec<Sealed>, Fault> {
    tx.all(OUT, args![state, before, limit], sealed)
}

pub(super) fn unread(tx: &mut Tx<'_>, party: &Party) -> Result<i64, Fault> {
    tx.one(UNREAD, args![party.to_string()], |row| row.get(0))
}

pub(super) fn claim(tx: &mut Tx<'_>, id: Id, again_at: Micros) -> Result<(), Fault> {
    tx.exec(CLAIM, args![id.to_string(), again_at]).map(drop)
}

pub(super) fn conclude(
    tx: &mut Tx<'_>,
    id: Id,
    state: State,
    next_attempt_at: Option<Micros>,
    (error, delivered_at): (Option<Why>, Option<Micros>),
) -> Result<(), Fault> {
    let (id, state, error) = (id.to_string(), state.as_str(), error.map(|it| it.to_string()));
    let args = args![id, state, next_attempt_at, error, delivered_at];
    tx.exec(CONCLUDE, args).map(drop)
}

pub(super) fn read(tx: &mut Tx<'_>, id: Id, by: Id, now: Micros) -> Result<(), Fault> {
    tx.exec(READ, args![id.to_string(), now, by.to_string()]).map(drop)
}

pub(super) fn acknowledge(tx: &mut Tx<'_>, id: Id, by: Id, now: Micros) -> Result<(), Fault> {
    tx.exec(ACKNOWLEDGE, args![id.to_string(), now, by.to_string()]).map(drop)
}

pub(super) fn revive(tx: &mut Tx<'_>, id: Id, now: Micros) -> Result<(), Fault> {
    tx.exec(REVIVE, args![id.to_string(), now]).map(drop)
}

/// What waits and what was given up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Deliveries that wait for an attempt, those that failed so far included.
    pub waiting: i64,
    /// Of which failed so far.
    pub failed: i64,
    /// Deliveries that are not tried again.
    pub given_up: i64,
}

/// Counts what waits and what was given up.
pub fn counts(tx: &mut Tx<'_>) -> Result<Counts, Fault> {
    let (waiting, failed) = tx.one(COUNTS, &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let given_up = tx.one(GIVEN_UP, &[], |row| row.get(0))?;
    Ok(Counts { waiting, failed, given_up })
}

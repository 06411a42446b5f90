//! SQL of contacts.

use super::model::{Channel, Contact, Party, Severity};
use naru_base::{Fault, FaultKind, Id, Lang, Micros};
use naru_store::{Row, Tx, args};

macro_rules! select_contact {
    ($rest:literal) => {
        concat!(
            "SELECT id, party, channel, severity_min, lang, sealed_address, created_at, \
             earlier_secret_until FROM notify_contact WHERE closed_at IS NULL ",
            $rest
        )
    };
}

const ADD: &str = "INSERT INTO notify_contact (id, party, channel, severity_min, lang, \
     sealed_address, sealed_secret, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
     ON CONFLICT DO NOTHING";
const OF_PARTY: &str = select_contact!("AND party = $1 ORDER BY id");
const ALL: &str = select_contact!("ORDER BY party, id LIMIT $1");
const FIND: &str = select_contact!("AND id = $1");
const SECRETS: &str = "SELECT sealed_secret, sealed_secret_earlier, earlier_secret_until \
     FROM notify_contact WHERE id = $1";
const CHANGE: &str = "UPDATE notify_contact SET severity_min = $2, lang = $3 WHERE id = $1";
const ROTATE: &str = "UPDATE notify_contact SET sealed_secret_earlier = sealed_secret, \
     earlier_secret_until = $3, sealed_secret = $2 WHERE id = $1";
const CLOSE: &str = "UPDATE notify_contact SET closed_at = $2 WHERE id = $1";

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[ADD, OF_PARTY, ALL, FIND, SECRETS, CHANGE, ROTATE, CLOSE];

fn contact(row: &Row<'_>) -> Result<Contact, Fault> {
    let unknown = |what| Fault::new(FaultKind::Corrupt, format!("a contact has an unknown {what}"));
    let text = |i: usize| row.get::<String>(i);
    Ok(Contact {
        id: row.get(0)?,
        party: Party::parse(&text(1)?).ok_or_else(|| unknown("party"))?,
        channel: Channel::parse(&text(2)?).ok_or_else(|| unknown("channel"))?,
        severity_min: Severity::of_rank(row.get(3)?).ok_or_else(|| unknown("severity"))?,
        lang: Lang::parse(&text(4)?).ok_or_else(|| unknown("language"))?,
        sealed_address: row.get(5)?,
        created_at: row.get(6)?,
        earlier_secret_until: row.get(7)?,
    })
}

/// `false` if the id is there, or the party has an inbox contact and this is another.
pub(super) fn add(
    tx: &mut Tx<'_>,
    it: &Contact,
    sealed_secret: Option<&[u8]>,
) -> Result<bool, Fault> {
    let (id, party, channel) = (it.id.to_string(), it.party.to_string(), it.channel.as_str());
    let (rank, lang) = (it.severity_min.rank(), it.lang.as_str());
    let address = it.sealed_address.as_deref();
    let args = args![id, party, channel, rank, lang, address, sealed_secret, it.created_at];
    Ok(tx.exec(ADD, args)? == 1)
}

pub(super) fn of_party(tx: &mut Tx<'_>, party: &Party) -> Result<Vec<Contact>, Fault> {
    tx.all(OF_PARTY, args![party.to_string()], contact)
}

pub(super) fn all(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<Contact>, Fault> {
    tx.all(ALL, args![limit], contact)
}

pub(super) fn find(tx: &mut Tx<'_>, id: Id) -> Result<Option<Contact>, Fault> {
    tx.opt(FIND, args![id.to_string()], contact)
}

/// The present secret, and the earlier one with its end.
type SealedSecrets = (Option<Vec<u8>>, Option<Vec<u8>>, Option<Micros>);

pub(super) fn secrets(tx: &mut Tx<'_>, id: Id) -> Result<SealedSecrets, Fault> {
    tx.one(SECRETS, args![id.to_string()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

pub(super) fn change(
    tx: &mut Tx<'_>,
    id: Id,
    severity_min: Severity,
    lang: Lang,
) -> Result<(), Fault> {
    tx.exec(CHANGE, args![id.to_string(), severity_min.rank(), lang.as_str()]).map(drop)
}

pub(super) fn rotate(
    tx: &mut Tx<'_>,
    id: Id,
    sealed_secret: &[u8],
    earlier_until: Micros,
) -> Result<(), Fault> {
    tx.exec(ROTATE, args![id.to_string(), sealed_secret, earlier_until]).map(drop)
}

pub(super) fn close(tx: &mut Tx<'_>, id: Id, now: Micros) -> Result<(), Fault> {
    tx.exec(CLOSE, args![id.to_string(), now]).map(drop)
}

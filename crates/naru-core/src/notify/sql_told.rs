//! SQL of what a party was told, and when its people answered.

use super::model::{Party, Severity, State, Status};
use naru_base::{Fault, FaultKind, Micros};
use naru_store::{Row, Tx, args};

// The party's own inbox by its index; the other channels by the index of what goes out.
const IN: &str = "SELECT m.severity, m.status, d.state, d.created_at, d.read_at, \
     d.acknowledged_at FROM notify_delivery d JOIN notify_message m ON m.id = d.message_id \
     WHERE d.party = $1 AND d.channel = 'inbox' AND d.created_at >= $2 \
     ORDER BY d.id DESC LIMIT $3";
const OUT: &str = "SELECT m.severity, m.status, d.state, d.created_at, d.read_at, \
     d.acknowledged_at FROM notify_delivery d JOIN notify_message m ON m.id = d.message_id \
     WHERE d.party = $1 AND d.channel <> 'inbox' AND d.state = 'given-up' \
     AND d.created_at >= $2 ORDER BY d.id DESC LIMIT $3";

/// Every statement here, for the test that prepares them on both engines.
pub const TOLD_STATEMENTS: &[&str] = &[IN, OUT];

/// The most that is looked at.
const TOLD_MAX: i64 = 1_000;

/// One notice to a party, without what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// How much it matters.
    pub severity: Severity,
    /// Whether it is real.
    pub status: Status,
    /// Where it stands.
    pub state: State,
    /// When it was told.
    pub at: Micros,
    /// When a person opened it.
    pub read_at: Option<Micros>,
    /// When a person acknowledged it.
    pub acknowledged_at: Option<Micros>,
}

fn told_row(row: &Row<'_>) -> Result<Told, Fault> {
    let (status, state): (String, String) = (row.get(1)?, row.get(2)?);
    let odd = || Fault::new(FaultKind::Corrupt, "a notice's record has an unknown word");
    Ok(Told {
        severity: Severity::of_rank(row.get(0)?).ok_or_else(odd)?,
        status: Status::parse(&status).ok_or_else(odd)?,
        state: State::parse(&state).ok_or_else(odd)?,
        at: row.get(3)?,
        read_at: row.get(4)?,
        acknowledged_at: row.get(5)?,
    })
}

/// What a party's inbox was told since an instant, and what reached it by no other way.
pub fn told(tx: &mut Tx<'_>, party: &Party, since: Micros) -> Result<Vec<Told>, Fault> {
    let party = party.to_string();
    let mut all = tx.all(IN, args![party, since, TOLD_MAX], told_row)?;
    all.extend(tx.all(OUT, args![party, since, TOLD_MAX], told_row)?);
    Ok(all)
}

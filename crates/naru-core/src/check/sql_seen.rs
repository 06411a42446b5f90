//! SQL of what was seen of an institution's calls, and of its own look through its accounts.

use super::signal::{Seen, What};
use naru_base::{BusinessDate, ClientUseCode, Fault, FaultKind, Micros};
use naru_store::{Tx, args};

const SEEN_ADD: &str = "INSERT INTO check_seen (client_use_code, business_date, what, detail, \
     seen_count, most, first_at, last_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
     ON CONFLICT (client_use_code, business_date, what, detail) DO UPDATE SET \
     seen_count = check_seen.seen_count + excluded.seen_count, \
     most = CASE WHEN excluded.most > check_seen.most THEN excluded.most \
     ELSE check_seen.most END, last_at = excluded.last_at";
const SEEN: &str = "SELECT what, detail, cast(sum(seen_count) as bigint), \
     cast(max(most) as bigint), cast(min(first_at) as bigint), cast(max(last_at) as bigint) \
     FROM check_seen WHERE client_use_code = $1 AND business_date >= $2 \
     GROUP BY what, detail ORDER BY what, detail";
const REVIEW_ADD: &str = "INSERT INTO check_review \
     (client_use_code, reviewed_at, reviewed_by, account_count) VALUES ($1, $2, $3, $4) \
     ON CONFLICT DO NOTHING";
const REVIEWED: &str = "SELECT reviewed_at FROM check_review WHERE client_use_code = $1 \
     ORDER BY reviewed_at DESC LIMIT 1";

/// Every statement here, for the test that prepares them on both engines.
pub const SEEN_STATEMENTS: &[&str] = &[SEEN_ADD, SEEN, REVIEW_ADD, REVIEWED];

/// What a node saw of one institution on one day, since it last wrote it down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// Whose calls.
    pub institution: ClientUseCode,
    /// On which day.
    pub date: BusinessDate,
    /// What.
    pub seen: Seen,
}

/// Adds what was seen to what is on record.
pub fn note_seen(tx: &mut Tx<'_>, all: &[Sighting]) -> Result<(), Fault> {
    for it in all {
        let (code, date, what) = (&it.institution, it.date, it.seen.what.as_str());
        let (detail, count, most) = (&it.seen.detail, it.seen.count, it.seen.most);
        let (first, last) = (it.seen.first_at, it.seen.last_at);
        tx.exec(SEEN_ADD, args![code, date, what, detail, count, most, first, last])?;
    }
    Ok(())
}

/// What was seen of an institution from a day on.
pub fn seen(tx: &mut Tx<'_>, code: &ClientUseCode, from: BusinessDate) -> Result<Vec<Seen>, Fault> {
    tx.all(SEEN, args![code, from], |row| {
        let what: String = row.get(0)?;
        let unknown = || Fault::new(FaultKind::Corrupt, format!("`{what}` was never seen"));
        Ok(Seen {
            what: What::parse(&what).ok_or_else(unknown)?,
            detail: row.get(1)?,
            count: row.get(2)?,
            most: row.get(3)?,
            first_at: row.get(4)?,
            last_at: row.get(5)?,
        })
    })
}

/// When the institution's people last looked through their accounts.
pub fn reviewed(tx: &mut Tx<'_>, code: &ClientUseCode) -> Result<Option<Micros>, Fault> {
    tx.opt(REVIEWED, args![code], |row| row.get(0))
}

/// `false` if it is on record already.
pub(super) fn add_review(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    (at, by): (Micros, &str),
    accounts: i64,
) -> Result<bool, Fault> {
    Ok(tx.exec(REVIEW_ADD, args![code, at, by, accounts])? == 1)
}

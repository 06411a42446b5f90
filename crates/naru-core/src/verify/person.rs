//! What persons have taken from their limits, against their transfers, date by date.

use super::model::Check;
use super::sql;
use naru_base::Fault;
use naru_base::seal::LookupHash;
use naru_store::Tx;

pub(super) fn days(tx: &mut Tx<'_>) -> Result<Check, Fault> {
    let mut check = Check::new("person-days-equal-transfers");
    let mut compare = |date: i64, person: LookupHash, taken: i64, moved: i64| {
        check.looked();
        if taken != moved {
            check.find(|| {
                format!("on {date:08} {person:?} has taken {taken}, the transfers say {moved}")
            });
        }
    };
    let mut newer = sql::not_written(tx)?;
    for date in sql::dates(tx)? {
        sql::taken(tx, date, |person, taken, moved| {
            compare(date, person, newer.remove(&(date, person)).unwrap_or(taken), moved);
        })?;
    }
    // Whoever is counted must have a transfer on that date, even one that was given back.
    newer.into_iter().for_each(|((date, person), taken)| compare(date, person, taken, 0));
    Ok(check)
}

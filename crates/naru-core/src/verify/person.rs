//! What persons have taken from their limits, against their transfers, date by date.

use super::model::Check;
use super::sql;
use naru_base::Fault;
use naru_store::Tx;

pub(super) fn days(tx: &mut Tx<'_>) -> Result<Check, Fault> {
    let mut check = Check::new("person-days-equal-transfers");
    for date in sql::dates(tx)? {
        sql::taken(tx, date, |person, taken, moved| {
            check.looked();
            if taken != moved {
                check.find(|| {
                    format!("on {date:08} {person:?} has taken {taken}, the transfers say {moved}")
                });
            }
        })?;
    }
    Ok(check)
}

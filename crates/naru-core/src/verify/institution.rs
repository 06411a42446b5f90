//! What institutions have moved and claimed back, against their transfers.

use super::model::Check;
use super::sql;
use naru_base::Fault;
use naru_store::Tx;

/// The counters behind an institution's limits and fees.
pub(super) fn used(tx: &mut Tx<'_>) -> Result<Check, Fault> {
    let mut check = Check::new("institution-use-equals-transfers");
    sql::used(tx, |row| {
        check.looked();
        for ((counted, there), what) in row.pairs.into_iter().zip(["amount", "count", "fee"]) {
            if counted != there {
                check.find(|| {
                    format!("{}: {what} is {counted}, the transfers say {there}", row.name)
                });
            }
        }
    })?;
    Ok(check)
}

/// What no longer counts against an institution's surety cover.
pub(super) fn netted(tx: &mut Tx<'_>) -> Result<Check, Fault> {
    let mut check = Check::new("netted-equals-windows");
    sql::netted(tx, |code, counted, closed| {
        check.looked();
        if counted != closed {
            check.find(|| {
                format!("{code}: {counted} counts as netted, closed windows hold {closed}")
            });
        }
    })?;
    Ok(check)
}

/// No deposit is given back beyond its amount, by another account, or before it was one.
pub(super) fn returns(tx: &mut Tx<'_>) -> Result<Check, Fault> {
    let mut check = Check::new("returns-within-deposits");
    sql::claimed(tx, |key, claimed, deposited| {
        check.looked();
        if claimed > deposited {
            check.find(|| format!("{key} was {deposited}, and {claimed} is claimed back of it"));
        }
    })?;
    Ok(check)
}

//! What members of staff do about settlement.

use crate::settlement::{self, Closed};
use crate::staff::{self, TokenHash};
use naru_base::role::{Post, Right};
use naru_base::{Answer, BankCode, BankTranId, BusinessDate, Env, Id, Refusal};
use naru_store::Tx;

fn must_manage(post: &Post) -> Answer<()> {
    if post.may(Right::SettlementManage) {
        return Ok(());
    }
    Err(Refusal::new("desk/no-right").into())
}

/// Closes a day that is over, with a fresh one-time code: the node would do the same within the
/// hour, so it takes one person; but it cannot be undone, so it must be that person.
pub fn close_day(
    tx: &mut Tx<'_>,
    env: &Env,
    session: &TokenHash,
    (who, post): (Id, &Post),
    date: BusinessDate,
) -> Answer<Closed> {
    must_manage(post)?;
    staff::must_be_fresh(tx, session, env.now)?;
    settlement::close_day(tx, env, &format!("staff:{who}"), date)
}

/// Says why a transfer differs from a bank's statement.
pub fn explain(
    tx: &mut Tx<'_>,
    env: &Env,
    (who, post): (Id, &Post),
    which: (BusinessDate, &BankCode, &BankTranId),
    why: &str,
) -> Answer<usize> {
    must_manage(post)?;
    settlement::explain(tx, env, &format!("staff:{who}"), which, why)
}

//! A day before the demonstration began, so that there is one that is over: money arrived on the
//! institutions' paying accounts. The node nets it by itself, as every day that is over.

use crate::problem::Problem;
use naru_base::{BankTranId, ClientUseCode, Fault, FaultKind, Won};
use naru_core::relay::{self, Funding};
use naru_core::settlement;
use naru_store::Tx;
use naru_web::Node;

/// What arrived, the first institution's first.
const ARRIVED: [i64; 3] = [80_000_000, 25_000_000, 12_500_000];

/// Books it, once, while nothing is netted yet.
pub(super) async fn samples(node: &Node, own: &[ClientUseCode]) -> Result<(), Problem> {
    let today = node.env().now.business_date();
    let yesterday = today.previous();
    let read = move |tx: &mut Tx<'_>| {
        let is_first = settlement::next_open(tx)?.is_none_or(|it| it == today);
        Ok(is_first && settlement::windows(tx, today.next(), 1)?.is_empty())
    };
    if !node.book.read(read).await? {
        return Ok(());
    }
    node.book.prepare_days(yesterday, today).await?;
    for (code, amount) in own.iter().zip(ARRIVED) {
        let (hub, mut env) = (node.hub.clone(), node.env());
        env.now = env.now.plus_seconds(-86_400);
        let id = BankTranId::parse(&format!("{code}O000000002"));
        let id = id.map_err(|_| Fault::new(FaultKind::Permanent, "an id has not its form"));
        let funding = Funding {
            id: id.map_err(naru_base::No::from)?,
            institution: code.clone(),
            amount: Won::new(amount),
            evidence: "demo-2".to_owned(),
        };
        let write = move |tx: &mut Tx<'_>| relay::fund(tx, &hub, &env, "system:demo", &funding);
        node.book.write(write).await?;
    }
    Ok(())
}

//! The demonstration's subsidy programme: firms of the network and from outside, at every stage.

use super::cast;
use crate::problem::Problem;
use crate::sealer::DataKeySealer;
use naru_base::ClientUseCode;
use naru_base::role::Role;
use naru_core::subsidy::{self, Check, Grounds};
use naru_lab::subsidy::{Clerks, Stage, Wanted, begin, bring};
use naru_store::Tx;
use naru_web::Node;

/// Firm, whether for its organisation or a service, quote, stage. The first three are institutions
/// of the demonstration, the others firms from outside.
const FIRMS: [(&str, Check, i64, Stage); 7] = [
    ("나래페이", Check::Organisation, 8_000_000, Stage::Paid),
    ("도래핀", Check::Service, 6_000_000, Stage::Claimed),
    ("여울지갑", Check::Organisation, 7_200_000, Stage::Applied),
    ("바람보험비교 / Baram Insurance Compare", Check::Service, 5_400_000, Stage::Awarded),
    ("고운신용 / Goun Credit", Check::Organisation, 22_000_000, Stage::Awarded),
    ("해솔자산 / Haesol Assets", Check::Service, 4_800_000, Stage::Applied),
    ("너른중개 / Neoreun Broker", Check::Service, 3_900_000, Stage::Declined(Grounds::Papers)),
];

/// Opens the programme of this year, once.
pub(super) async fn open(node: &Node, institutions: &[ClientUseCode]) -> Result<(), Problem> {
    let (hub, env) = (node.hub.clone(), node.env());
    let institutions = institutions.to_vec();
    let write = move |tx: &mut Tx<'_>| {
        if !subsidy::programmes(tx)?.is_empty() {
            return Ok(());
        }
        let sealer = DataKeySealer(hub.keys.clone());
        let operators = super::admission::two(tx, &sealer, Role::Operator)?;
        let clerks = Clerks { operators, sealer: &sealer };
        let year = env.now.business_date().yyyymmdd() / 10_000;
        let programme = begin(tx, &env, &clerks, year)?;
        for (n, (name, check, quote, stage)) in (0..).zip(FIRMS) {
            let institution = institutions.get(n).cloned();
            if institution.is_none() && n < cast::PARTIES.len() {
                continue;
            }
            let n = u32::try_from(n).unwrap_or(0) + 1;
            let wanted = Wanted { n, institution, name, check, quote, stage };
            bring(tx, &env, &clerks, &programme, &wanted)?;
        }
        Ok(())
    };
    Ok(node.book.write(write).await?)
}

//! Institutions besides the demonstration's own: for whoever wants to see the pages full.

use super::admission::two;
use crate::problem::Problem;
use crate::sealer::DataKeySealer;
use naru_base::role::Role;
use naru_core::subsidy::{self, Check};
use naru_lab::admission::Panel;
use naru_lab::crowd::{bring, member};
use naru_lab::subsidy::{Clerks, Wanted};
use naru_store::Tx;
use naru_web::Node;

/// Applications of the crowd are numbered from here, behind those of the demonstration's own.
const FIRST_APPLICATION: u32 = 100;

/// Brings so many institutions to where they stand, whoever is not there yet.
pub(super) async fn enter(node: &Node, count: u32) -> Result<(), Problem> {
    for it in (0..count).map(member) {
        if node.hub.directory().institutions.contains_key(&it.code) {
            continue;
        }
        let (hub, env) = (node.hub.clone(), node.env());
        let sealer = DataKeySealer(node.hub.keys.clone());
        let write = move |tx: &mut Tx<'_>| {
            let operators = two(tx, &sealer, Role::Operator)?;
            let panel = Panel { operators, inspectors: two(tx, &sealer, Role::Inspector)? };
            bring(tx, &env, (&hub.keys, &sealer), panel, &it)?;
            Ok(hub.directory_changed(tx)?)
        };
        node.book.write(write).await?;
    }
    Ok(())
}

/// Has them ask for public money, in the programme that is open.
pub(super) async fn apply_for_subsidy(node: &Node, count: u32) -> Result<(), Problem> {
    for it in (0..count).map(member) {
        let Some(stage) = it.way.subsidy else { continue };
        let env = node.env();
        let sealer = DataKeySealer(node.hub.keys.clone());
        let write = move |tx: &mut Tx<'_>| {
            let Some((programme, _)) = subsidy::programmes(tx)?.into_iter().next() else {
                return Ok(());
            };
            if !subsidy::list_of(tx, &it.code, None)?.is_empty() {
                return Ok(());
            }
            let clerks = Clerks { operators: two(tx, &sealer, Role::Operator)?, sealer: &sealer };
            let wanted = Wanted {
                n: FIRST_APPLICATION + it.n,
                institution: Some(it.code.clone()),
                name: &it.name_ko,
                check: Check::Organisation,
                quote: 4_000_000 + i64::from(it.n) * 25_000,
                stage,
            };
            naru_lab::subsidy::bring(tx, &env, &clerks, &programme.code, &wanted)?;
            Ok(())
        };
        node.book.write(write).await?;
    }
    Ok(())
}

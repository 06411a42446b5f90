//! A node's memory against what would be rebuilt from the store.

use super::model::Check;
use crate::hub::Hub;
use naru_base::{Fault, Micros};
use naru_store::Tx;
use std::sync::Arc;

/// Rebuilds the memory from the book and compares: participants, rules, live tokens.
pub fn memory(tx: &mut Tx<'_>, hub: &Hub, now: Micros) -> Result<Check, Fault> {
    let mut check = Check::new("memory-equals-store");
    let rebuilt = Hub::load(tx, Arc::clone(&hub.keys), now)?;
    let (is, want) = (hub.directory(), rebuilt.directory());
    let mut same = |what: &str, same: bool| {
        check.looked();
        if !same {
            check.find(|| format!("the {what} in memory are not those in the store"));
        }
    };
    same("institutions", is.institutions == want.institutions);
    same("clients", is.clients == want.clients);
    same("contract accounts", is.contracts == want.contracts);
    same("banks", is.banks == want.banks);
    same("access", is.access == want.access);
    same("pass phrases", is.pass_phrases == want.pass_phrases);
    same("covers", is.covers == want.covers);
    same("rules", is.parameters == want.parameters);
    same("rules of single institutions", is.overrides == want.overrides);
    same("live tokens", hub.live_tokens(now) == rebuilt.live_tokens(now));
    Ok(check)
}

//! An institution entered, and its earlier secret ended, by staff with a fresh one-time code. What
//! changes is in this node's memory before anybody is answered. A new secret stands in
//! `reactions`: others are told of it.

use crate::hub::Hub;
use crate::identity::{self, Checked, Credentials, Replaced};
use crate::staff::{self, TokenHash};
use naru_base::{Answer, ClientUseCode, Env, Micros};
use naru_store::Tx;
use std::sync::Arc;

/// Enters an institution.
pub fn enter_institution(
    tx: &mut Tx<'_>,
    (env, hub): (&Env, &Arc<Hub>),
    (session, actor): (&TokenHash, &str),
    checked: &Checked,
    given: &Credentials,
) -> Answer<()> {
    staff::must_be_fresh(tx, session, env.now)?;
    identity::enter(tx, env, &hub.keys, actor, checked, given)?;
    Ok(hub.directory_changed(tx)?)
}

/// Sets when the earlier of two secrets ends.
pub fn end_secret(
    tx: &mut Tx<'_>,
    (env, hub): (&Env, &Arc<Hub>),
    (session, actor): (&TokenHash, &str),
    institution: &ClientUseCode,
    at: Micros,
) -> Answer<Replaced> {
    staff::must_be_fresh(tx, session, env.now)?;
    let ended = identity::end_earlier_secret(tx, env, actor, institution, at)?;
    hub.directory_changed(tx)?;
    Ok(ended)
}

//! Proposals as members of staff make and decide them. What kinds there are stands here, in one
//! list; a slice with dangerous deeds adds its own.

use crate::admission;
use crate::hub::Hub;
use crate::proposal::{self, Deciding, Draft, Kind};
use crate::staff::{self, TokenHash};
use naru_base::{Answer, Env, Id};
use naru_store::Tx;
use std::sync::{Arc, LazyLock};

static KINDS: LazyLock<Vec<Kind>> =
    LazyLock::new(|| staff::deeds::KINDS.into_iter().chain(admission::deeds::KINDS).collect());

/// Every kind of proposal there is.
pub fn kinds() -> &'static [Kind] {
    &KINDS
}

/// Proposes, with a fresh one-time code.
pub fn propose(
    tx: &mut Tx<'_>,
    env: &Env,
    session: &TokenHash,
    who: &Deciding<'_>,
    draft: &Draft,
) -> Answer<Id> {
    staff::must_be_fresh(tx, session, env.now)?;
    proposal::propose(tx, env, kinds(), who, draft)
}

/// Confirms and does, with a fresh one-time code. What a deed does to participants is in this
/// node's memory before anybody is answered.
pub fn confirm(
    tx: &mut Tx<'_>,
    (hub, env): (&Arc<Hub>, &Env),
    session: &TokenHash,
    who: &Deciding<'_>,
    id: Id,
    link: (&TokenHash, &[u8]),
) -> Answer<()> {
    staff::must_be_fresh(tx, session, env.now)?;
    proposal::confirm(tx, env, kinds(), who, id, link)?;
    Ok(hub.directory_changed(tx)?)
}

/// Says no. Nothing happens by it, so it wants no fresh code.
pub fn reject(tx: &mut Tx<'_>, env: &Env, who: &Deciding<'_>, id: Id) -> Answer<()> {
    proposal::reject(tx, env, kinds(), who, id)
}

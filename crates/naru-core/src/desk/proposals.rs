//! Proposals as members of staff make and decide them. What kinds there are stands here, in one
//! list; a slice with dangerous deeds adds its own.

use super::funds;
use crate::admission;
use crate::hub::Hub;
use crate::proposal::{self, Deciding, Draft, Kind};
use crate::staff::{self, TokenHash};
use crate::subsidy;
use naru_base::role::{Post, Right};
use naru_base::{Answer, Env, Id};
use naru_store::Tx;
use std::sync::{Arc, LazyLock};

static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    let others = [funds::KIND].into_iter().chain(admission::deeds::KINDS);
    let others = others.chain(subsidy::deeds::KINDS);
    staff::deeds::KINDS.into_iter().chain(others).collect()
});

/// Every kind of proposal there is.
pub fn kinds() -> &'static [Kind] {
    &KINDS
}

/// Whether the post may see a proposal of this kind: who may decide it, and who may read all that
/// belongs to it.
pub fn may_see(post: &Post, kind: &str) -> bool {
    let known = kinds().iter().find(|it| it.name == kind);
    let read = match kind {
        funds::FUND => Right::SettlementRead,
        gates if gates.starts_with(admission::deeds::PREFIX) => Right::GatesRead,
        help if help.starts_with(subsidy::deeds::PREFIX) => Right::SubsidyRead,
        _ => Right::AccountsRead,
    };
    known.is_some_and(|it| post.may(it.right)) || post.may(read)
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
    (env, hub): (&Env, &Arc<Hub>),
    session: &TokenHash,
    who: &Deciding<'_>,
    id: Id,
    link: (&TokenHash, &[u8]),
) -> Answer<()> {
    staff::must_be_fresh(tx, session, env.now)?;
    proposal::confirm(tx, env, kinds(), who, id, link)?;
    match proposal::find(tx, id)? {
        Some(case) if case.kind == funds::FUND => funds::book(tx, hub, env, &case),
        Some(case) if case.kind.starts_with(admission::deeds::PREFIX) => {
            Ok(hub.directory_changed(tx)?)
        }
        _ => Ok(()),
    }
}

/// Says no. Nothing happens by it, so it wants no fresh code.
pub fn reject(tx: &mut Tx<'_>, env: &Env, who: &Deciding<'_>, id: Id) -> Answer<()> {
    proposal::reject(tx, env, kinds(), who, id)
}

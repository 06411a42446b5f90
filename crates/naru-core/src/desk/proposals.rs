//! Proposals as members of staff make and decide them. What kinds there are stands here, in one
//! list; a slice with dangerous deeds adds its own.

use super::{contract, funds};
use crate::admission::{self, Gate, Verdict};
use crate::check;
use crate::claim;
use crate::eligibility;
use crate::functional;
use crate::hub::Hub;
use crate::identity;
use crate::program;
use crate::proposal::{self, Case, Deciding, Draft, Kind};
use crate::staff::{self, TokenHash};
use crate::subsidy;
use crate::surety;
use naru_base::role::{Post, Right};
use naru_base::{Answer, Env, Id, Refusal};
use naru_store::Tx;
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    let gates = admission::deeds::KINDS.into_iter().map(|it| match it.name {
        // Where it rests on a signed record, the record must hold.
        name if name == functional::deeds::KIND.name => functional::deeds::KIND,
        // Where a check is open, its result decides.
        name => check::deeds::AT_GATES.into_iter().find(|of| of.name == name).unwrap_or(it),
    });
    let others = [funds::KIND, contract::KIND].into_iter().chain(gates);
    let others = others.chain(admission::deadline::deeds::KINDS);
    let others = others.chain(check::deeds::KINDS).chain(surety::deeds::KINDS);
    let others = others.chain(subsidy::deeds::KINDS).chain(eligibility::deeds::KINDS);
    let others = others.chain(claim::deeds::KINDS).chain(program::deeds::KINDS);
    staff::deeds::KINDS.into_iter().chain(others).collect()
});

/// Every kind of proposal there is.
pub fn kinds() -> &'static [Kind] {
    &KINDS
}

/// Whether a deed of this kind may change what an institution may do.
pub fn is_of_gates(kind: &str) -> bool {
    [admission::deeds::PREFIX, check::deeds::PREFIX].iter().any(|it| kind.starts_with(it))
}

/// The same, or what covers it: such deeds are shown with the gates, and the nodes' memory follows.
pub fn is_elsewhere(kind: &str) -> bool {
    is_of_gates(kind) || kind.starts_with(surety::deeds::PREFIX)
}

/// Whether the post may see a proposal of this kind: who may decide it, and who may read all that
/// belongs to it.
pub fn may_see(post: &Post, kind: &str) -> bool {
    let known = kinds().iter().find(|it| it.name == kind);
    let read = match kind {
        funds::FUND => Right::SettlementRead,
        contract::CHANGE_CONTRACT => Right::InstitutionsRead,
        gates if is_of_gates(gates) => Right::GatesRead,
        form if form.starts_with(eligibility::deeds::PREFIX) => Right::GatesRead,
        cover if cover.starts_with(surety::deeds::PREFIX) => Right::SuretyRead,
        help if help.starts_with(subsidy::deeds::PREFIX) => Right::SubsidyRead,
        damage if damage.starts_with(claim::deeds::PREFIX) => Right::ClaimsRead,
        theirs if theirs.starts_with(program::deeds::PREFIX) => Right::ProgramsRead,
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
    let id = proposal::propose(tx, env, kinds(), who, draft)?;
    if let Some(case) = proposal::find(tx, id)? {
        goes_by_its_form(tx, &case)?;
    }
    Ok(id)
}

/// Whoever has filed a form of eligibility passes that gate by it, not around it.
fn goes_by_its_form(tx: &mut Tx<'_>, case: &Case) -> Answer<()> {
    if case.kind != admission::deeds::kind_of(Gate::Eligibility) {
        return Ok(());
    }
    let (code, wish) = admission::deeds::wish_of(case)?;
    if wish.verdict == Verdict::Passed && eligibility::latest(tx, &code)?.is_some() {
        return Err(Refusal::new("desk/form-on-file").into());
    }
    Ok(())
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
    let mut before = Vec::new();
    if let Some(case) = proposal::find(tx, id)? {
        goes_by_its_form(tx, &case)?;
        if case.kind == eligibility::deeds::DECIDE {
            before = identity::live_tokens(tx, env.now)?;
        }
    }
    proposal::confirm(tx, env, kinds(), who, id, link)?;
    match proposal::find(tx, id)? {
        Some(case) if case.kind == funds::FUND => funds::book(tx, hub, env, &case),
        Some(case) if case.kind == contract::CHANGE_CONTRACT => Ok(hub.directory_changed(tx)?),
        // What a surety has paid it no longer covers.
        Some(case) if is_elsewhere(&case.kind) || case.kind == claim::deeds::RECOVER => {
            Ok(hub.directory_changed(tx)?)
        }
        Some(case) if case.kind == eligibility::deeds::DECIDE => {
            // Scopes that were taken away have ended tokens.
            let after = identity::live_tokens(tx, env.now)?.into_iter().map(|it| it.id);
            let after: BTreeSet<String> = after.collect();
            let ended = before.into_iter().map(|it| it.id).filter(|it| !after.contains(it));
            hub.tokens_revoked(tx, ended.collect());
            Ok(hub.directory_changed(tx)?)
        }
        _ => Ok(()),
    }
}

/// Says no, for a reason. Nothing happens by it, so it wants no fresh code.
pub fn reject(
    tx: &mut Tx<'_>,
    env: &Env,
    who: &Deciding<'_>,
    id: Id,
    sealed_reason: &[u8],
) -> Answer<()> {
    proposal::reject(tx, env, kinds(), who, id, sealed_reason)
}

//! An order on its way: taken on within the limits, its handle looked up, crossed on a task of its
//! own.

use super::caller;
use super::cross::{Crossed, Crosses, Crossing, Named};
use crate::api::{Call, Reply};
use crate::node::{Busy, Dropped, Node, Permit};
use crate::wire::{self, Ending, RspCode, Verdict, outcome};
use naru_base::{Answer, ClientUseCode, Micros, No, UserSeqNo};
use naru_core::identity;
use naru_core::policy::Policy;
use naru_core::relay::{Kind, inquiry};
use std::sync::Arc;

/// A call that is taken on: it counts until this is dropped.
pub(super) struct Admitted {
    pub(super) institution: ClientUseCode,
    pub(super) policy: Arc<Policy>,
    pub(super) permit: Permit,
}

/// Takes a call on, or says that nothing was done.
pub(super) fn admit(node: &Arc<Node>, call: &Call, kind: Kind) -> Result<Admitted, Reply> {
    let (institution, policy) = match (caller(call), node.policy(call.env.now)) {
        (Ok(institution), Ok(policy)) => (institution.clone(), policy),
        (Err(fault), _) => return Err(not_recorded(call, kind, fault.into())),
        (_, Err(no)) => return Err(not_recorded(call, kind, no)),
    };
    match node.admit(&institution, &policy) {
        Ok(permit) => Ok(Admitted { institution, policy, permit }),
        Err(Busy::Node) => Err(call.says(RspCode::O0007)),
        Err(Busy::Institution) => Err(call.says(RspCode::O0008)),
    }
}

/// Crosses an order or a claim; gives it as it was ordered, its account looked up. `Err(reply)` if
/// it did not come to the book.
pub(super) async fn cross<T: Crosses>(
    node: &Arc<Node>,
    call: &Call,
    admitted: Admitted,
    order: T,
) -> Result<Result<(Arc<T>, Crossed), Reply>, Dropped> {
    let Admitted { institution, policy, permit } = admitted;
    let kind = order.kind();
    let looked = async {
        let order = looked_up(node, &institution, call.user.as_ref(), order).await?;
        with_receive(node, &institution, call.env.now, order).await
    };
    let order = match looked.await {
        Ok(order) => Arc::new(order),
        Err(no) => return Ok(Err(not_recorded(call, kind, no))),
    };
    let crossing = Crossing {
        node: node.clone(),
        env: call.env,
        policy,
        institution,
        order: order.clone(),
        permit,
    };
    // On a task of its own: a caller who hangs up drops this future, not the crossing.
    let crossed = match tokio::spawn(crossing.run()).await {
        Ok(crossed) => crossed?,
        Err(e) => {
            tracing::error!(id = %order.id(), why = %e, "a crossing ended in a panic");
            Crossed { ending: Ending::Unknown, bank_us: None }
        }
    };
    Ok(Ok((order, crossed)))
}

/// The order with the account behind its handle; as it was, if nobody has that handle: the book
/// says what becomes of it.
async fn looked_up<T: Crosses>(
    node: &Node,
    institution: &ClientUseCode,
    token_user: Option<&UserSeqNo>,
    order: T,
) -> Answer<T> {
    let Some(handle) = order.handle().map(str::to_owned) else { return Ok(order) };
    let (keys, institution) = (node.hub.keys.clone(), institution.clone());
    let read = move |tx: &mut naru_store::Tx<'_>| {
        let Some(it) = identity::find_by_handle(tx, &institution, &handle)? else {
            return Ok(None);
        };
        // An erased person has no number any more; that the user is gone, the book finds.
        let number = identity::account_num(&keys, &it)?.unwrap_or_default();
        Ok(Some((it.user, it.bank, number)))
    };
    let found = node.book.read(read).await?;
    let token_user = token_user.cloned();
    Ok(match found {
        None => order,
        Some((user, bank, account_num)) => {
            order.with_account(Named { user, token_user, bank, account_num })
        }
    })
}

/// The order with the receive inquiry that it names, from the shelf of calls; as it was, if there
/// is none: the book says what becomes of it.
async fn with_receive<T: Crosses>(
    node: &Node,
    institution: &ClientUseCode,
    now: Micros,
    order: T,
) -> Answer<T> {
    let Some(id) = order.names_receive() else { return Ok(order) };
    let institution = institution.clone();
    let read =
        move |tx: &mut naru_store::Tx<'_>| inquiry::find_named_receive(tx, &institution, &id, now);
    Ok(order.with_receive(node.calls.read(read).await?))
}

fn not_recorded(call: &Call, kind: Kind, no: No) -> Reply {
    let ending = Ending::of_reserve(no, call.env.id(9));
    head_only(call, &outcome(&ending, kind))
}

/// An answer that is only a head.
pub(super) fn head_only(call: &Call, verdict: &Verdict<'_>) -> Reply {
    if !verdict.has_reference {
        return call.says(verdict.code);
    }
    let sentence = verdict.code.message(call.lang);
    call.says_that(verdict.code, &wire::a_reference(call.lang, &sentence, call.env.id(9)))
}

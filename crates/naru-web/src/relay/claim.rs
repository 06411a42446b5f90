//! Ids under way. An id is used once in a business date, be it for a transfer or for an inquiry,
//! but the two are recorded on two shelves: while a call with an id is under way, a call of the
//! other kind with the same id is turned away here, and each kind looks into the other's shelf
//! before it begins (docs/decisions/0011).

use crate::node::Node;
use naru_base::{Answer, BankTranId, ClientUseCode, Env};
use naru_core::relay::{Key, inquiry};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What an id is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    Transfer,
    Inquiry,
}

/// The ids under way on this node.
#[derive(Default)]
pub(crate) struct Claims {
    by_id: Mutex<BTreeMap<BankTranId, (Use, usize)>>,
}

impl Claims {
    /// Claims an id; `None` if a call of the other kind has it.
    pub(crate) fn take(self: &Arc<Self>, id: &BankTranId, to: Use) -> Option<Claim> {
        let mut by_id = self.lock();
        let (used, count) = by_id.entry(id.clone()).or_insert((to, 0));
        if *used != to {
            return None;
        }
        *count += 1;
        Some(Claim { claims: Arc::clone(self), id: id.clone() })
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<BankTranId, (Use, usize)>> {
        self.by_id.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An id under way, until it is dropped.
pub(crate) struct Claim {
    claims: Arc<Claims>,
    id: BankTranId,
}

impl Drop for Claim {
    fn drop(&mut self) {
        let mut by_id = self.claims.lock();
        if let Some((_, count)) = by_id.get_mut(&self.id) {
            *count -= 1;
            if *count == 0 {
                by_id.remove(&self.id);
            }
        }
    }
}

/// Claims an id for a transfer. `None`: it is an inquiry's, and that it was refused is on record.
pub(super) async fn for_transfer(
    node: &Node,
    env: &Env,
    institution: &ClientUseCode,
    id: &BankTranId,
) -> Answer<Option<Claim>> {
    let claim = node.claims.take(id, Use::Transfer);
    let key = Key { date: env.now.business_date(), id: id.clone() };
    let is_an_inquirys = match &claim {
        None => true,
        Some(_) => node.calls.read(move |tx| inquiry::call_is_recorded(tx, &key)).await?,
    };
    if !is_an_inquirys {
        return Ok(claim);
    }
    let (env, institution, id) = (*env, institution.clone(), id.clone());
    node.book.write(move |tx| inquiry::refuse_used_id(tx, &env, &institution, &id)).await?;
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_under_way_has_one_use() {
        let claims = Arc::new(Claims::default());
        let id = BankTranId::parse("M202600001U000000001").expect("an id");
        let first = claims.take(&id, Use::Transfer).expect("free");
        let again = claims.take(&id, Use::Transfer).expect("the same use");
        assert!(claims.take(&id, Use::Inquiry).is_none());
        drop(first);
        assert!(claims.take(&id, Use::Inquiry).is_none(), "the second is still under way");
        drop(again);
        assert!(claims.take(&id, Use::Inquiry).is_some());
        assert!(claims.lock().is_empty());
    }
}

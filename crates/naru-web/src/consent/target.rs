//! Which account a call means: by the institution's handle, or by bank and number.

use super::Asking;
use crate::wire::RspCode;
use naru_base::seal::LookupHash;
use naru_base::{BankCode, No, UserSeqNo};
use naru_core::identity;

/// An account that the institution has registered.
pub(super) struct Target {
    pub(super) user: UserSeqNo,
    pub(super) person: LookupHash,
    pub(super) bank: BankCode,
    pub(super) hash: LookupHash,
}

/// Why there is none.
pub(super) enum Miss {
    /// A code of the relay.
    Code(RspCode),
    /// The user is not there, or not any more: banks say 555.
    NoUser(BankCode, LookupHash),
    /// It could not be looked up.
    Failed(No),
}

/// The account of a handle. A user's own token opens no other user's.
pub(super) async fn by_handle(asking: &Asking<'_>, handle: &str) -> Result<Target, Miss> {
    let (institution, handle) = (asking.institution.clone(), handle.to_owned());
    let found = asking
        .node
        .book
        .read(move |tx| Ok(identity::find_by_handle(tx, &institution, &handle)?))
        .await
        .map_err(Miss::Failed)?;
    let own = found.filter(|it| asking.call.user.as_ref().is_none_or(|user| *user == it.user));
    let it = own.ok_or(Miss::Code(RspCode::A0304))?;
    Ok(Target { user: it.user, person: it.person, bank: it.bank, hash: it.hash })
}

/// The account of a user by bank and number.
pub(super) async fn by_number(
    asking: &Asking<'_>,
    user: UserSeqNo,
    bank: BankCode,
    number: &str,
) -> Result<Target, Miss> {
    if !asking.node.hub.directory().banks.contains_key(&bank) {
        return Err(Miss::Code(RspCode::A0302));
    }
    let hash = identity::account_hash(&asking.node.hub.keys, &bank, number);
    let (institution, who, at) = (asking.institution.clone(), user.clone(), bank.clone());
    let read = asking.node.book.read(move |tx| {
        let record = identity::find_user(tx, &institution, &who)?;
        let account = identity::find_account(tx, (&institution, &who), &at, &hash)?;
        Ok((record, account))
    });
    let (record, account) = read.await.map_err(Miss::Failed)?;
    let there = record.filter(|it| it.closed_at.is_none() && it.sealed_key.is_some());
    let Some(record) = there else { return Err(Miss::NoUser(bank, hash)) };
    if account.is_none() {
        return Err(Miss::Code(RspCode::A0323));
    }
    Ok(Target { user, person: record.person, bank, hash })
}

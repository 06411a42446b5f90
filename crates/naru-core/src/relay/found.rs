//! What the book says of a transfer to whoever asks.

use super::decline::Decline;
use super::model::{BankSaid, Due, Key, State, Told, Transfer};
use super::order::{KeptOrder, Kind};
use super::seal;
use super::service::corrupt;
use super::sql;
use crate::hub::Hub;
use naru_base::{Answer, BankTranId, BusinessDate, ClientUseCode, Micros, Won};
use naru_store::Tx;

pub(super) fn told(transfer: &Transfer, bank: Option<BankSaid>) -> Told {
    Told {
        key: transfer.key.clone(),
        state: transfer.state,
        decline: transfer.reason.as_deref().and_then(Decline::parse),
        bank,
        limit_remain: transfer.limit_remain,
    }
}

pub(super) fn told_at(tx: &mut Tx<'_>, hub: &Hub, key: &Key) -> Answer<Told> {
    let transfer = sql::find(tx, key)?.ok_or_else(|| corrupt(key, "vanished while it was read"))?;
    let said = seal::opened_reply(hub, &transfer)?;
    Ok(told(&transfer, said))
}

/// Open transfers whose bank is to be asked by now, at most `limit` for each bank.
pub fn due(tx: &mut Tx<'_>, now: Micros, limit: i64) -> Answer<Vec<Due>> {
    Ok(sql::due(tx, now, limit)?)
}

/// A transfer found for a result inquiry, with what its institution may see of it.
#[derive(Clone)]
pub struct Found {
    /// The transfer.
    pub transfer: Transfer,
    /// What is to be told about it.
    pub told: Told,
    /// The order; `None` once the person was erased, or if it was declined.
    pub order: Option<KeptOrder>,
}

/// Finds a transfer for `/transfer/result`: id, date, amount and kind must all
/// match. The date is the
/// bank's, or the one on which the order was given (all that is known when no answer came).
pub fn find_result(
    tx: &mut Tx<'_>,
    hub: &Hub,
    institution: &ClientUseCode,
    (date, id): (BusinessDate, &BankTranId),
    amount: Won,
    kind: Kind,
) -> Answer<Option<Found>> {
    let Some(transfer) = find(tx, institution, (date, id), amount, kind)? else {
        return Ok(None);
    };
    let said = seal::opened_reply(hub, &transfer)?;
    let order = seal::open(&hub.keys, &transfer, "relay_order", transfer.sealed_order.as_deref())?;
    Ok(Some(Found { told: told(&transfer, said), order, transfer }))
}

/// A transfer that was not declined, by its names, its amount and its kind.
pub(super) fn find(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    name: (BusinessDate, &BankTranId),
    amount: Won,
    kind: Kind,
) -> Answer<Option<Transfer>> {
    let found = find_any_amount(tx, institution, name, kind)?;
    Ok(found.filter(|t| t.amount == amount))
}

/// The same, whatever its amount.
pub(super) fn find_any_amount(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    (date, id): (BusinessDate, &BankTranId),
    kind: Kind,
) -> Answer<Option<Transfer>> {
    if !id.is_of(institution) {
        return Ok(None);
    }
    let fits = |t: &Transfer| t.kind == kind && t.state != State::Refused;
    Ok(match sql::find(tx, &Key { date, id: id.clone() })?.filter(fits) {
        Some(transfer) => Some(transfer),
        None => sql::find_by_bank_date(tx, date, id)?.filter(fits),
    })
}

//! SQL of inquiries: the call log on its shelf, permits in the book.

use super::model::{Call, Permit, Receive};
use crate::relay::Key;
use naru_base::seal::LookupHash;
use naru_base::{BankTranId, BusinessDate, ClientUseCode, Fault, Micros};
use naru_store::{Tx, args};

const CALL_ADD: &str = "INSERT INTO relay_call (business_date, bank_tran_id, client_use_code, \
     api_tran_id, purpose, user_seq_no, person, bank_code, account, outcome, bank_rsp_code, \
     asked_at, answered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
     ON CONFLICT DO NOTHING";
const REPEAT_ADD: &str = "INSERT INTO relay_call_repeat (business_date, api_tran_id, \
     bank_tran_id, client_use_code, purpose, user_seq_no, person, bank_code, account, asked_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const CALL_FIND: &str = "SELECT asked_at FROM relay_call \
     WHERE business_date = $1 AND bank_tran_id = $2";
const RECEIVE_ADD: &str = "INSERT INTO relay_receive (business_date, bank_tran_id, \
     client_use_code, bank_code, account, amount, holder, answered_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const RECEIVE_FIND: &str = "SELECT client_use_code, bank_code, account, amount, holder, \
     answered_at FROM relay_receive WHERE business_date = $1 AND bank_tran_id = $2";
const PERMIT_ADD: &str = "INSERT INTO relay_permit (client_use_code, permit, source, granted_at) \
     VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
const PERMIT_FIND: &str = "SELECT granted_at FROM relay_permit \
     WHERE client_use_code = $1 AND permit = $2";

/// Every statement on the shelf of calls.
pub const CALL_STATEMENTS: &[&str] = &[CALL_ADD, REPEAT_ADD, CALL_FIND, RECEIVE_ADD, RECEIVE_FIND];
/// Every statement on the book.
pub const BOOK_STATEMENTS: &[&str] = &[PERMIT_ADD, PERMIT_FIND];

/// Records a call; `false` if its id was used before on that date.
pub(super) fn add(tx: &mut Tx<'_>, it: &Call) -> Result<bool, Fault> {
    let added = tx.exec(
        CALL_ADD,
        args![
            it.key.date,
            it.key.id,
            it.institution,
            it.api_tran_id,
            it.purpose.as_str(),
            it.asker,
            it.person.as_ref().map(LookupHash::as_bytes),
            it.bank,
            it.account.as_ref().map(LookupHash::as_bytes),
            it.outcome,
            it.bank_rsp_code,
            it.asked_at,
            it.answered_at
        ],
    )?;
    Ok(added == 1)
}

/// Records a call whose id was used before.
pub(super) fn add_repeat(tx: &mut Tx<'_>, it: &Call) -> Result<(), Fault> {
    tx.exec(
        REPEAT_ADD,
        args![
            it.key.date,
            it.api_tran_id,
            it.key.id,
            it.institution,
            it.purpose.as_str(),
            it.asker,
            it.person.as_ref().map(LookupHash::as_bytes),
            it.bank,
            it.account.as_ref().map(LookupHash::as_bytes),
            it.asked_at
        ],
    )
    .map(drop)
}

pub(super) fn is_recorded(tx: &mut Tx<'_>, key: &Key) -> Result<bool, Fault> {
    Ok(tx.opt(CALL_FIND, args![key.date, key.id], |_| Ok(()))?.is_some())
}

pub(super) fn add_receive(tx: &mut Tx<'_>, it: &Receive) -> Result<(), Fault> {
    tx.exec(
        RECEIVE_ADD,
        args![
            it.date,
            it.id,
            it.institution,
            it.bank,
            it.account.as_bytes(),
            it.amount,
            it.holder.as_bytes(),
            it.answered_at
        ],
    )
    .map(drop)
}

pub(super) fn find_receive(
    tx: &mut Tx<'_>,
    date: BusinessDate,
    id: &BankTranId,
) -> Result<Option<Receive>, Fault> {
    tx.opt(RECEIVE_FIND, args![date, id], |row| {
        Ok(Receive {
            date,
            id: id.clone(),
            institution: row.get(0)?,
            bank: row.get(1)?,
            account: LookupHash::from_bytes(row.get(2)?),
            amount: row.get(3)?,
            holder: LookupHash::from_bytes(row.get(4)?),
            answered_at: row.get(5)?,
        })
    })
}

pub(super) fn add_permit(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    permit: Permit,
    source: &str,
    now: Micros,
) -> Result<bool, Fault> {
    Ok(tx.exec(PERMIT_ADD, args![institution, permit.as_str(), source, now])? == 1)
}

pub(super) fn has_permit(
    tx: &mut Tx<'_>,
    institution: &ClientUseCode,
    permit: Permit,
) -> Result<bool, Fault> {
    Ok(tx.opt(PERMIT_FIND, args![institution, permit.as_str()], |_| Ok(()))?.is_some())
}

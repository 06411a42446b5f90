//! SQL of the relay.

use super::model::{Checks, Due, Key, State, Transfer};
use super::order::{Fingerprint, Kind};
use naru_base::seal::LookupHash;
use naru_base::{BankCode, BankTranId, BusinessDate, Fault, FaultKind, Micros, Won};
use naru_store::{Row, Tally, Tx, args};

/// The fields of a transfer that [`transfer`] reads, in its order.
macro_rules! select_transfer {
    ($rest:literal) => {
        concat!(
            "SELECT t.business_date, t.bank_tran_id, t.client_use_code, t.state, t.fingerprint, \
             t.person, t.bank_code, t.amount, t.fee, t.created_at, t.expires_at, \
             t.inquiry_count, t.reason, t.bank_rsp_code, t.bank_tran_date, t.limit_remain, \
             t.sealed_order, t.sealed_reply, p.sealed_key, t.kind, t.account FROM relay_transfer t \
             LEFT JOIN identity_person p ON p.person = t.person ",
            $rest
        )
    };
}

const TRANSFER: &str = select_transfer!("WHERE t.business_date = $1 AND t.bank_tran_id = $2");
const TRANSFER_BY_BANK_DATE: &str = select_transfer!(
    "WHERE t.bank_tran_date = $1 AND t.bank_tran_date <> t.business_date \
     AND t.bank_tran_id = $2 ORDER BY t.business_date DESC LIMIT 1"
);
const FINGERPRINT: &str = "SELECT fingerprint FROM relay_transfer \
     WHERE business_date = $1 AND bank_tran_id = $2";
const TRANSFER_ADD: &str = "INSERT INTO relay_transfer (business_date, bank_tran_id, \
     client_use_code, kind, state, fingerprint, api_tran_id, person, bank_code, account, amount, \
     fee, check_standing, check_cover, check_fds, created_at, expires_at, next_inquiry_at, \
     inquiry_count, closed_at, reason, limit_remain, sealed_order, original_date, original_id) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 0, \
     $19, $20, $21, $22, $23, $24) ON CONFLICT (business_date, bank_tran_id) DO NOTHING";
const TRANSFER_DOUBT: &str = "UPDATE relay_transfer SET state = 'in_doubt', \
     next_inquiry_at = $3, inquiry_count = $4, reason = $5 WHERE business_date = $1 \
     AND bank_tran_id = $2 AND state IN ('reserved', 'in_doubt')";
/// The window is chosen here, in the commit that closes (I11): a day that was netted takes no more.
const TRANSFER_CLOSE: &str = "UPDATE relay_transfer SET state = $3, next_inquiry_at = NULL, \
     closed_at = $4, reason = $5, bank_rsp_code = $6, bank_tran_date = $7, sealed_reply = $8, \
     closed_on = CASE WHEN $9 >= (SELECT coalesce(max(open_from), 0) FROM relay_open_day) \
     THEN $9 ELSE (SELECT max(open_from) FROM relay_open_day) END WHERE business_date = $1 AND bank_tran_id = $2 AND state IN ('reserved', 'in_doubt')";
/// So many for each bank: one bank that is down must not fill the sweep of the others.
const DUE: &str = "SELECT business_date, bank_tran_id, bank_code, amount, expires_at, \
     inquiry_count FROM (SELECT business_date, bank_tran_id, bank_code, amount, expires_at, \
     inquiry_count, next_inquiry_at, row_number() OVER (PARTITION BY bank_code \
     ORDER BY next_inquiry_at, business_date, bank_tran_id) AS place FROM relay_transfer \
     WHERE state IN ('reserved', 'in_doubt') AND next_inquiry_at <= $1) AS waiting \
     WHERE place <= $2 ORDER BY next_inquiry_at, business_date, bank_tran_id";
const CLAIMED: &str = "SELECT cast(coalesce(sum(amount), 0) AS BIGINT) FROM relay_transfer \
     WHERE original_date = $1 AND original_id = $2 AND kind = 'return' \
     AND state IN ('reserved', 'in_doubt', 'settled')";
const ORIGINAL: &str = "SELECT original_date, original_id FROM relay_transfer \
     WHERE business_date = $1 AND bank_tran_id = $2 AND kind = 'return'";
const TAKEN: &str = "SELECT taken FROM relay_person_day WHERE business_date = $1 AND person = $2";
const TAKEN_ADD: &str =
    "INSERT INTO relay_person_day (business_date, person, taken) VALUES ($1, $2, $3)";
const TAKEN_SET: &str =
    "UPDATE relay_person_day SET taken = $3 WHERE business_date = $1 AND person = $2";
/// What a person has taken from the daily limit. Written later: persons of a day are many, and lie
/// scattered by their hashes.
pub static PERSON_DAY: Tally = Tally {
    table: "relay_person_day",
    load: TAKEN,
    insert: TAKEN_ADD,
    update: TAKEN_SET,
    is_never_negative: true,
};

/// Every statement on the book, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[
    TRANSFER,
    TRANSFER_BY_BANK_DATE,
    FINGERPRINT,
    TRANSFER_ADD,
    TRANSFER_DOUBT,
    TRANSFER_CLOSE,
    DUE,
    CLAIMED,
    ORIGINAL,
    TAKEN,
    TAKEN_ADD,
    TAKEN_SET,
];

fn transfer(row: &Row<'_>) -> Result<Transfer, Fault> {
    let state: String = row.get(3)?;
    let state = State::parse(&state)
        .ok_or_else(|| Fault::new(FaultKind::Corrupt, format!("unknown state {state}")))?;
    let kind: String = row.get(19)?;
    let kind = Kind::parse(&kind)
        .ok_or_else(|| Fault::new(FaultKind::Corrupt, format!("unknown kind {kind}")))?;
    Ok(Transfer {
        key: Key { date: row.get(0)?, id: row.get(1)? },
        kind,
        institution: row.get(2)?,
        state,
        fingerprint: row.get(4)?,
        person: row.get::<Option<[u8; 32]>>(5)?.map(LookupHash::from_bytes),
        bank: row.get(6)?,
        amount: row.get(7)?,
        fee: row.get(8)?,
        created_at: row.get(9)?,
        expires_at: row.get(10)?,
        inquiry_count: row.get(11)?,
        reason: row.get(12)?,
        bank_rsp_code: row.get(13)?,
        bank_tran_date: row.get(14)?,
        limit_remain: row.get(15)?,
        sealed_order: row.get(16)?,
        sealed_reply: row.get(17)?,
        sealed_key: row.get(18)?,
        account: LookupHash::from_bytes(row.get(20)?),
    })
}

/// A transfer by its name.
pub fn find(tx: &mut Tx<'_>, key: &Key) -> Result<Option<Transfer>, Fault> {
    tx.opt(TRANSFER, args![key.date, key.id], transfer)
}

pub(super) fn find_by_bank_date(
    tx: &mut Tx<'_>,
    date: BusinessDate,
    id: &BankTranId,
) -> Result<Option<Transfer>, Fault> {
    tx.opt(TRANSFER_BY_BANK_DATE, args![date, id], transfer)
}

pub(super) fn fingerprint(tx: &mut Tx<'_>, key: &Key) -> Result<Option<Fingerprint>, Fault> {
    tx.opt(FINGERPRINT, args![key.date, key.id], |row| row.get(0))
}

/// A transfer to be recorded.
pub(super) struct NewTransfer<'n> {
    pub(super) key: &'n Key,
    pub(super) institution: &'n str,
    pub(super) kind: Kind,
    pub(super) state: State,
    pub(super) fingerprint: &'n Fingerprint,
    pub(super) api_tran_id: &'n str,
    pub(super) person: Option<&'n LookupHash>,
    pub(super) bank: &'n BankCode,
    pub(super) account: &'n LookupHash,
    pub(super) amount: Won,
    pub(super) fee: Won,
    pub(super) checks: Checks,
    pub(super) created_at: Micros,
    pub(super) expires_at: Micros,
    pub(super) next_inquiry_at: Option<Micros>,
    pub(super) closed_at: Option<Micros>,
    pub(super) reason: Option<&'static str>,
    pub(super) limit_remain: Option<Won>,
    pub(super) sealed_order: Option<&'n [u8]>,
    pub(super) original: Option<&'n Key>,
}

/// Records a transfer, unless its id is recorded already under its date: `false`, and nothing is
/// written.
pub(super) fn add_transfer(tx: &mut Tx<'_>, it: &NewTransfer<'_>) -> Result<bool, Fault> {
    let added = tx.exec(
        TRANSFER_ADD,
        args![
            it.key.date,
            it.key.id,
            it.institution,
            it.kind.as_str(),
            it.state.as_str(),
            it.fingerprint,
            it.api_tran_id,
            it.person.map(LookupHash::as_bytes),
            it.bank,
            it.account.as_bytes(),
            it.amount,
            it.fee,
            it.checks.standing.as_str(),
            it.checks.cover.as_str(),
            it.checks.fds.as_str(),
            it.created_at,
            it.expires_at,
            it.next_inquiry_at,
            it.closed_at,
            it.reason,
            it.limit_remain,
            it.sealed_order,
            it.original.map(|key| key.date),
            it.original.map(|key| &key.id)
        ],
    )?;
    Ok(added == 1)
}

pub(super) fn doubt(
    tx: &mut Tx<'_>,
    key: &Key,
    next_inquiry_at: Micros,
    inquiry_count: i64,
    reason: &str,
) -> Result<(), Fault> {
    let args = args![key.date, key.id, next_inquiry_at, inquiry_count, reason];
    let changed = tx.exec(TRANSFER_DOUBT, args)?;
    must_be_one(changed, key)
}

/// How a transfer ends.
pub(super) struct Closing<'c> {
    pub(super) state: State,
    pub(super) at: Micros,
    pub(super) reason: Option<&'c str>,
    pub(super) bank_rsp_code: Option<&'c str>,
    pub(super) bank_tran_date: Option<BusinessDate>,
    pub(super) sealed_reply: Option<&'c [u8]>,
}

pub(super) fn close(tx: &mut Tx<'_>, key: &Key, it: &Closing<'_>) -> Result<(), Fault> {
    let changed = tx.exec(
        TRANSFER_CLOSE,
        args![
            key.date,
            key.id,
            it.state.as_str(),
            it.at,
            it.reason,
            it.bank_rsp_code,
            it.bank_tran_date,
            it.sealed_reply,
            it.at.business_date()
        ],
    )?;
    must_be_one(changed, key)
}

fn must_be_one(changed: u64, key: &Key) -> Result<(), Fault> {
    if changed == 1 {
        return Ok(());
    }
    Err(Fault::new(FaultKind::Corrupt, format!("transfer {key} is not open in the book")))
}

/// Open transfers whose bank is to be asked by now, the longest overdue first; at most `limit` for
/// each bank.
pub(super) fn due(tx: &mut Tx<'_>, now: Micros, limit: i64) -> Result<Vec<Due>, Fault> {
    tx.all(DUE, args![now, limit], |row| {
        Ok(Due {
            key: Key { date: row.get(0)?, id: row.get(1)? },
            bank: row.get(2)?,
            amount: row.get(3)?,
            expires_at: row.get(4)?,
            inquiry_count: row.get(5)?,
        })
    })
}

/// What of a deposit is claimed back and not refused.
pub(super) fn claimed(tx: &mut Tx<'_>, original: &Key) -> Result<Won, Fault> {
    tx.one(CLAIMED, args![original.date, original.id], |row| row.get(0))
}

/// The deposit that a return is of.
pub(super) fn original(tx: &mut Tx<'_>, key: &Key) -> Result<Option<Key>, Fault> {
    tx.opt(ORIGINAL, args![key.date, key.id], |row| Ok(Key { date: row.get(0)?, id: row.get(1)? }))
}

pub(super) fn taken(
    tx: &mut Tx<'_>,
    date: BusinessDate,
    person: &LookupHash,
) -> Result<Won, Fault> {
    let [taken] = tx.counted(&PERSON_DAY, args![date, person.as_bytes()])?;
    Ok(Won::new(taken))
}

pub(super) fn take(
    tx: &mut Tx<'_>,
    date: BusinessDate,
    person: &LookupHash,
    amount: Won,
) -> Result<(), Fault> {
    tx.add(&PERSON_DAY, args![date, person.as_bytes()], [amount.get()]).map(|[_]| ())
}

pub(super) fn give_back(
    tx: &mut Tx<'_>,
    date: BusinessDate,
    person: &LookupHash,
    amount: Won,
) -> Result<(), Fault> {
    tx.add(&PERSON_DAY, args![date, person.as_bytes()], [-amount.get()]).map(|[_]| ())
}

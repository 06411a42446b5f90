//! The slice's SQL, all of it.

use super::decide;
use super::model::{Adjustment, Draw, Facts, Instrument, InstrumentKind};
use naru_base::{ClientUseCode, Fault, FaultKind, Id, InsurerCode, Micros, Won};
use naru_store::{Row, Tally, Tx, args};
use std::collections::BTreeMap;

/// Hot rows: each withdrawal of an institution reads its own.
static ACCOUNTS: Tally = Tally {
    table: "surety_account",
    load: ACCOUNT,
    insert: ACCOUNT_ADD,
    update: ACCOUNT_SET,
    is_never_negative: true,
};
const ACCOUNT: &str =
    "SELECT netted, version, claimed FROM surety_account WHERE client_use_code = $1";
const ACCOUNT_ADD: &str = "INSERT INTO surety_account (client_use_code, netted, version, claimed) \
     VALUES ($1, $2, $3, $4)";
const ACCOUNT_SET: &str = "UPDATE surety_account SET netted = $2, version = $3, claimed = $4 \
     WHERE client_use_code = $1";
const VERSIONS: &str =
    "SELECT client_use_code, version FROM surety_account ORDER BY client_use_code";
const INSTRUMENT_ADD: &str = "INSERT INTO surety_instrument (instrument_id, client_use_code, kind, \
     issuer, insurer, reference, amount, valid_from, valid_until, recorded_at, proposed_by, \
     confirmed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
const RELEASE_ADD: &str = "INSERT INTO surety_release \
     (instrument_id, released_at, proposed_by, confirmed_by) VALUES ($1, $2, $3, $4) \
     ON CONFLICT DO NOTHING";
const DRAW_ADD: &str = "INSERT INTO surety_draw (draw_id, instrument_id, amount, drawn_at) \
     VALUES ($1, $2, $3, $4)";
const ADJUSTMENT_ADD: &str = "INSERT INTO surety_adjustment (adjustment_id, client_use_code, item, \
     valid_from, valid_until, proposed_by, confirmed_by) VALUES ($1, $2, $3, $4, $5, $6, $7)";
// Of one institution, of one insurer, or with empty codes of all.
const INSTRUMENTS: &str = "SELECT i.instrument_id, i.client_use_code, i.kind, i.issuer, \
     i.reference, i.amount, i.valid_from, i.valid_until, i.recorded_at, i.proposed_by, \
     i.confirmed_by, r.released_at, coalesce(d.drawn, 0), i.insurer FROM surety_instrument i \
     LEFT JOIN surety_release r ON r.instrument_id = i.instrument_id \
     LEFT JOIN (SELECT instrument_id, cast(sum(amount) AS BIGINT) AS drawn FROM surety_draw \
     GROUP BY instrument_id) d ON d.instrument_id = i.instrument_id \
     WHERE ($1 = '' OR i.client_use_code = $1) AND ($2 = '' OR i.insurer = $2) \
     ORDER BY i.client_use_code, i.valid_from, i.instrument_id";
// The latest instrument says what its insurer is called.
const INSURERS: &str = "SELECT i.insurer, i.issuer FROM surety_instrument i \
     WHERE i.insurer IS NOT NULL AND NOT EXISTS (SELECT 1 FROM surety_instrument l \
     WHERE l.insurer = i.insurer AND (l.recorded_at > i.recorded_at \
     OR (l.recorded_at = i.recorded_at AND l.instrument_id > i.instrument_id))) \
     ORDER BY i.insurer";
// Since when each insurer that changed its name is called what, oldest first.
const NAMES: &str = "SELECT insurer, name FROM surety_insurer_name ORDER BY named_at, proposal_id";
const NAME_ADD: &str = "INSERT INTO surety_insurer_name (proposal_id, insurer, name, named_at, \
     proposed_by, confirmed_by) VALUES ($1, $2, $3, $4, $5, $6)";
const ADJUSTMENTS: &str = "SELECT client_use_code, adjustment_id, item, valid_from, valid_until, \
     proposed_by, confirmed_by FROM surety_adjustment WHERE $1 = '' OR client_use_code = $1 \
     ORDER BY client_use_code, valid_from, adjustment_id";
const DRAWS: &str = "SELECT d.instrument_id, d.amount, d.drawn_at FROM surety_draw d \
     JOIN surety_instrument i ON i.instrument_id = d.instrument_id WHERE i.client_use_code = $1 \
     ORDER BY d.drawn_at, d.draw_id";

/// Every statement of this slice, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[
    ACCOUNT,
    ACCOUNT_ADD,
    ACCOUNT_SET,
    VERSIONS,
    INSTRUMENT_ADD,
    RELEASE_ADD,
    DRAW_ADD,
    ADJUSTMENT_ADD,
    INSTRUMENTS,
    INSURERS,
    NAMES,
    NAME_ADD,
    ADJUSTMENTS,
    DRAWS,
];

/// What is counted of an institution.
pub(super) struct Account {
    /// What of its withdrawals is netted.
    pub(super) netted: Won,
    /// The count of changes of its cover.
    pub(super) version: i64,
    /// The damage that it may have to answer for.
    pub(super) claimed: Won,
}

pub(super) fn account(tx: &mut Tx<'_>, code: &ClientUseCode) -> Result<Account, Fault> {
    let [netted, version, claimed] = tx.counted(&ACCOUNTS, args![code])?;
    Ok(Account { netted: Won::new(netted), version, claimed: Won::new(claimed) })
}

pub(super) fn add_netted(tx: &mut Tx<'_>, code: &ClientUseCode, amount: Won) -> Result<(), Fault> {
    let _: [i64; 3] = tx.add(&ACCOUNTS, args![code], [amount.get(), 0, 0])?;
    Ok(())
}

pub(super) fn add_claimed(tx: &mut Tx<'_>, code: &ClientUseCode, more: Won) -> Result<(), Fault> {
    let _: [i64; 3] = tx.add(&ACCOUNTS, args![code], [0, 0, more.get()])?;
    Ok(())
}

/// An instrument has paid so much.
pub(super) fn draw(
    tx: &mut Tx<'_>,
    (draw, instrument): (Id, Id),
    amount: Won,
    now: Micros,
) -> Result<(), Fault> {
    tx.exec(DRAW_ADD, args![draw.to_string(), instrument.to_string(), amount, now]).map(drop)
}

/// What the instruments of an institution have paid.
pub(super) fn draws(tx: &mut Tx<'_>, code: &ClientUseCode) -> Result<Vec<Draw>, Fault> {
    tx.all(DRAWS, args![code], |row| {
        Ok(Draw { instrument: row.get(0)?, amount: row.get(1)?, at: row.get(2)? })
    })
}

pub(super) fn changed(tx: &mut Tx<'_>, code: &ClientUseCode) -> Result<(), Fault> {
    let _: [i64; 3] = tx.add(&ACCOUNTS, args![code], [0, 1, 0])?;
    Ok(())
}

/// The count of changes of each institution's cover.
pub(super) fn versions(tx: &mut Tx<'_>) -> Result<BTreeMap<ClientUseCode, i64>, Fault> {
    let all: Vec<(ClientUseCode, i64)> =
        tx.all(VERSIONS, &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(all.into_iter().collect())
}

pub(super) fn add_instrument(tx: &mut Tx<'_>, it: &Instrument) -> Result<(), Fault> {
    let id = it.id.to_string();
    let [proposed, confirmed] = it.by.map(|id| id.to_string());
    let (kind, code, at) = (it.kind.as_str(), &it.institution, it.recorded_at);
    let (from, until) = (it.valid_from, it.valid_until);
    let insurer = it.insurer.as_ref().map(InsurerCode::as_str);
    let args = args![
        id,
        code,
        kind,
        it.issuer,
        insurer,
        it.reference,
        it.amount,
        from,
        until,
        at,
        proposed,
        confirmed
    ];
    tx.exec(INSTRUMENT_ADD, args).map(drop)
}

/// `false` if it was given back already.
pub(super) fn release(tx: &mut Tx<'_>, id: Id, now: Micros, by: [Id; 2]) -> Result<bool, Fault> {
    let [proposed, confirmed] = by.map(|id| id.to_string());
    Ok(tx.exec(RELEASE_ADD, args![id.to_string(), now, proposed, confirmed])? == 1)
}

pub(super) fn add_adjustment(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    it: &Adjustment,
) -> Result<(), Fault> {
    let id = it.id.to_string();
    let [proposed, confirmed] = it.by.map(|id| id.to_string());
    let args = args![id, code, it.item, it.valid_from, it.valid_until, proposed, confirmed];
    tx.exec(ADJUSTMENT_ADD, args).map(drop)
}

fn corrupt(what: &str) -> Fault {
    Fault::new(FaultKind::Corrupt, format!("a record of surety says `{what}`"))
}

fn instrument(row: &Row<'_>) -> Result<Instrument, Fault> {
    let kind: String = row.get(2)?;
    Ok(Instrument {
        id: row.get(0)?,
        institution: row.get(1)?,
        kind: InstrumentKind::parse(&kind).ok_or_else(|| corrupt(&kind))?,
        issuer: row.get(3)?,
        reference: row.get(4)?,
        amount: row.get(5)?,
        valid_from: row.get(6)?,
        valid_until: row.get(7)?,
        recorded_at: row.get(8)?,
        by: [row.get(9)?, row.get(10)?],
        released_at: row.get(11)?,
        drawn: row.get(12)?,
        insurer: insurer(row.get(13)?)?,
    })
}

fn insurer(text: Option<String>) -> Result<Option<InsurerCode>, Fault> {
    let read = |it: String| InsurerCode::parse(&it).map_err(|_| corrupt(&it));
    text.map(read).transpose()
}

fn adjustment(row: &Row<'_>) -> Result<(ClientUseCode, Adjustment), Fault> {
    let item: String = row.get(2)?;
    let it = Adjustment {
        id: row.get(1)?,
        item: decide::item(&item).ok_or_else(|| corrupt(&item))?.name,
        valid_from: row.get(3)?,
        valid_until: row.get(4)?,
        by: [row.get(5)?, row.get(6)?],
    };
    Ok((row.get(0)?, it))
}

/// What is on record, of one institution or with an empty code of all.
pub(super) fn facts(tx: &mut Tx<'_>, code: &str) -> Result<BTreeMap<ClientUseCode, Facts>, Fault> {
    let mut all: BTreeMap<ClientUseCode, Facts> = BTreeMap::new();
    for it in tx.all(INSTRUMENTS, args![code, ""], instrument)? {
        all.entry(it.institution.clone()).or_default().instruments.push(it);
    }
    for (code, it) in tx.all(ADJUSTMENTS, args![code], adjustment)? {
        all.entry(code).or_default().adjustments.push(it);
    }
    Ok(all)
}

/// The instruments for which one insurer of the network answers.
pub(super) fn of_insurer(tx: &mut Tx<'_>, code: &InsurerCode) -> Result<Vec<Instrument>, Fault> {
    tx.all(INSTRUMENTS, args!["", code.as_str()], instrument)
}

/// What each insurer of the network is called: what it was named last takes the place of what its
/// contracts say, as none may say anything else from then on.
pub(super) fn insurers(tx: &mut Tx<'_>) -> Result<BTreeMap<InsurerCode, String>, Fault> {
    let named = |row: &Row<'_>| {
        let code: String = row.get(0)?;
        Ok((InsurerCode::parse(&code).map_err(|_| corrupt(&code))?, row.get(1)?))
    };
    let by_contract: Vec<(InsurerCode, String)> = tx.all(INSURERS, &[], named)?;
    let mut all: BTreeMap<InsurerCode, String> = by_contract.into_iter().collect();
    all.extend(tx.all(NAMES, &[], named)?);
    Ok(all)
}

/// An insurer is called so from now on.
pub(super) fn add_name(
    tx: &mut Tx<'_>,
    (id, at): (Id, Micros),
    (code, name): (&InsurerCode, &str),
    by: [Id; 2],
) -> Result<(), Fault> {
    let [proposed, confirmed] = by.map(|id| id.to_string());
    let (id, code) = (id.to_string(), code.as_str());
    tx.exec(NAME_ADD, args![id, code, name, at, proposed, confirmed]).map(drop)
}

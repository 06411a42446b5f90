//! The slice's SQL of claims, their lines and the table of liability.

use super::model::{
    Cause, Claim, Line, LineKind, Loss, Party, Payer, Requests, Shares, State, Step,
};
use super::service::{Filter, Found};
use crate::relay::Key;
use naru_base::{Fault, FaultKind, Id, InsurerCode, Micros, Won};
use naru_store::{Row, Tx, args};

/// After every id there can be.
const LAST_ID: &str = "~";

const CASE_ADD: &str = "INSERT INTO claim_case (claim_id, client_use_code, said, sealed_words, \
     state, loss, payer, reported_at, reported_by, freeze_due_at, payment_due_at, cause_due_at, \
     frozen_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
const CASE_SET: &str = "UPDATE claim_case SET state = $3, surety_due_at = $4, frozen_at = $5, \
     paid_at = $6, cause = $7, decided_at = $8, surety_at = $9, instrument_id = $10, \
     insurer = $11, closed_at = $12 WHERE claim_id = $1 AND state = $2";
const LINK_SET: &str = "UPDATE claim_case SET link_hash = $2, link_at = $3 WHERE claim_id = $1";
const WORDS: &str = "SELECT sealed_words FROM claim_case WHERE claim_id = $1";
// What of a claim is read: its row, and its requests to freeze counted.
macro_rules! columns {
    () => {
        "c.claim_id, c.client_use_code, c.said, c.state, c.loss, c.payer, c.reported_at, \
         c.reported_by, c.freeze_due_at, c.payment_due_at, c.cause_due_at, c.surety_due_at, \
         c.frozen_at, c.paid_at, c.cause, c.decided_at, c.surety_at, c.instrument_id, c.insurer, \
         c.closed_at, c.link_at, \
         (SELECT count(*) FROM claim_trace r WHERE r.claim_id = c.claim_id), \
         (SELECT count(*) FROM claim_trace r WHERE r.claim_id = c.claim_id \
             AND r.state = 'outside'), \
         (SELECT count(*) FROM claim_trace r WHERE r.claim_id = c.claim_id \
             AND r.state = 'waiting'), \
         (SELECT count(*) FROM claim_trace r WHERE r.claim_id = c.claim_id \
             AND r.state = 'refused'), \
         (SELECT count(*) FROM claim_trace r WHERE r.claim_id = c.claim_id \
             AND r.state IN ('releasing', 'released')), \
         (SELECT cast(coalesce(sum(r.frozen), 0) AS BIGINT) FROM claim_trace r \
             WHERE r.claim_id = c.claim_id)"
    };
}
/// How many columns that is: what stands behind them begins here.
pub(super) const COLUMNS: usize = 27;
macro_rules! select_case {
    ($rest:literal) => {
        concat!("SELECT ", columns!(), " FROM claim_case c ", $rest)
    };
}
const FIND: &str = select_case!("WHERE c.claim_id = $1");
const BY_LINK: &str = select_case!("WHERE c.link_hash = $1");
// Of one institution, bank, insurer, state, or with empty texts of all; late at an instant, or
// with 0 whatever the clocks say; of the institutions named between commas, or of a number.
macro_rules! that_fit {
    ($select:expr, $rest:literal) => {
        concat!(
            $select,
            "WHERE ($1 = '' OR c.client_use_code = $1) AND ($2 = '' \
             OR EXISTS (SELECT 1 FROM claim_transfer t WHERE t.claim_id = c.claim_id \
             AND t.bank_code = $2) OR EXISTS (SELECT 1 FROM claim_trace r \
             WHERE r.claim_id = c.claim_id AND r.bank_code = $2)) AND ($3 = '' OR c.insurer = $3) \
             AND ($4 = '' OR c.state = $4) AND ($5 = cast(0 AS BIGINT) OR (c.closed_at IS NULL AND ( \
             (c.frozen_at IS NULL AND c.freeze_due_at <= $5) \
             OR (c.paid_at IS NULL AND c.payment_due_at <= $5) \
             OR (c.decided_at IS NULL AND c.cause_due_at <= $5) \
             OR (c.surety_at IS NULL AND c.surety_due_at <= $5)))) \
             AND ($6 = '' OR $6 LIKE '%,' || c.client_use_code || ',%' OR c.claim_id LIKE $7) ",
            $rest
        )
    };
}
pub(super) use {columns, that_fit};
const LIST: &str =
    that_fit!(select_case!(""), "AND c.claim_id < $8 ORDER BY c.claim_id DESC LIMIT $9");
const COUNTS: &str = that_fit!(
    "SELECT c.state, count(*), cast(sum(c.loss) AS BIGINT) FROM claim_case c ",
    "GROUP BY c.state ORDER BY c.state"
);
const TRANSFER_ADD: &str = "INSERT INTO claim_transfer (claim_id, business_date, bank_tran_id, \
     is_loss, bank_code, amount) VALUES ($1, $2, $3, $4, $5, $6)";
const TRANSFERS: &str = "SELECT business_date, bank_tran_id, is_loss, bank_code, amount \
     FROM claim_transfer WHERE claim_id = $1 ORDER BY business_date, bank_tran_id";
const CLAIMED: &str = "SELECT t.claim_id FROM claim_transfer t \
     JOIN claim_case c ON c.claim_id = t.claim_id WHERE t.business_date = $1 \
     AND t.bank_tran_id = $2 AND t.is_loss = 1 \
     AND NOT (c.state = 'rejected' OR c.state = 'withdrawn') LIMIT 1";
// The claim that names a transfer, as lost or as where the money went; the one that has it as lost
// first, then the latest.
const NAMED: &str = "SELECT t.claim_id FROM claim_transfer t \
     JOIN claim_case c ON c.claim_id = t.claim_id WHERE t.business_date = $1 \
     AND t.bank_tran_id = $2 AND NOT (c.state = 'rejected' OR c.state = 'withdrawn') \
     ORDER BY t.is_loss DESC, t.claim_id DESC LIMIT 1";
// Claims that had a transfer of this one as lost before it, and ended without compensation.
const EARLIER: &str = "SELECT DISTINCT e.claim_id FROM claim_transfer t \
     JOIN claim_case n ON n.claim_id = t.claim_id \
     JOIN claim_transfer e ON e.business_date = t.business_date \
         AND e.bank_tran_id = t.bank_tran_id AND e.is_loss = 1 AND e.claim_id <> t.claim_id \
     JOIN claim_case c ON c.claim_id = e.claim_id \
     WHERE t.claim_id = $1 AND t.is_loss = 1 AND c.state IN ('rejected', 'withdrawn') \
     AND c.reported_at < n.reported_at ORDER BY e.claim_id";
const LINE_ADD: &str = "INSERT INTO claim_line (journal_id, leg, claim_id, seq, kind, party, \
     amount, evidence, business_date, booked_at, proposed_by, confirmed_by, for_party) \
     VALUES ($1, $2, $3, (SELECT count(*) FROM claim_line WHERE claim_id = $3), $4, $5, $6, $7, \
     $8, $9, $10, $11, $12)";
// Of one claim, or with an empty id of all.
const LINES: &str = "SELECT l.journal_id, l.leg, l.claim_id, c.client_use_code, c.payer, l.kind, \
     l.party, l.amount, l.evidence, l.business_date, l.booked_at, l.proposed_by, l.confirmed_by, \
     l.for_party FROM claim_line l JOIN claim_case c ON c.claim_id = l.claim_id \
     WHERE $1 = '' OR l.claim_id = $1 ORDER BY l.claim_id, l.seq";
const TABLE_ADD: &str = "INSERT INTO claim_liability (cause, valid_from, institution, bank, \
     operator, consumer, source, proposed_by, confirmed_by) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING";
const TABLE: &str = "SELECT cause, valid_from, institution, bank, operator, consumer, source \
     FROM claim_liability ORDER BY cause, valid_from";

/// Every statement of this file, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[
    CASE_ADD,
    CASE_SET,
    LINK_SET,
    WORDS,
    FIND,
    BY_LINK,
    LIST,
    COUNTS,
    TRANSFER_ADD,
    TRANSFERS,
    CLAIMED,
    NAMED,
    EARLIER,
    LINE_ADD,
    LINES,
    TABLE_ADD,
    TABLE,
];

pub(super) fn corrupt(what: &str) -> Fault {
    Fault::new(FaultKind::Corrupt, format!("a record of claims says `{what}`"))
}

pub(super) fn word<T>(row: &Row<'_>, i: usize, parse: fn(&str) -> Option<T>) -> Result<T, Fault> {
    let text: String = row.get(i)?;
    parse(&text).ok_or_else(|| corrupt(&text))
}

pub(super) fn may_word<T>(
    row: &Row<'_>,
    i: usize,
    parse: fn(&str) -> Option<T>,
) -> Result<Option<T>, Fault> {
    let text: Option<String> = row.get(i)?;
    text.map(|text| parse(&text).ok_or_else(|| corrupt(&text))).transpose()
}

fn id(text: &str) -> Option<Id> {
    Id::parse(text).ok()
}

pub(super) fn add(tx: &mut Tx<'_>, it: &Claim, sealed_words: &[u8]) -> Result<(), Fault> {
    let (key, said, state) = (it.id.to_string(), it.said.as_str(), it.state.as_str());
    let [freeze, payment, cause, _] = it.due_at;
    let payer = it.payer.as_str();
    let frozen_at = it.done_at[Step::Freeze as usize];
    tx.exec(
        CASE_ADD,
        args![
            key,
            it.institution,
            said,
            sealed_words,
            state,
            it.loss,
            payer,
            it.reported_at,
            it.reported_by,
            freeze,
            payment,
            cause,
            frozen_at
        ],
    )
    .map(drop)
}

/// Writes a claim as it is now; `false` if it is no longer where it was.
pub(super) fn set(tx: &mut Tx<'_>, from: State, it: &Claim) -> Result<bool, Fault> {
    let [frozen_at, paid_at, _, surety_at] = it.done_at;
    let (key, from, to) = (it.id.to_string(), from.as_str(), it.state.as_str());
    let surety_due = it.due_at[Step::Surety as usize];
    let cause = it.cause.map(Cause::as_str);
    let instrument = it.instrument.map(|id| id.to_string());
    let insurer = it.insurer.as_ref().map(InsurerCode::as_str);
    let done = tx.exec(
        CASE_SET,
        args![
            key,
            from,
            to,
            surety_due,
            frozen_at,
            paid_at,
            cause,
            it.decided_at,
            surety_at,
            instrument,
            insurer,
            it.closed_at
        ],
    )?;
    Ok(done == 1)
}

pub(super) fn set_link(
    tx: &mut Tx<'_>,
    claim: Id,
    hash: &[u8; 32],
    now: Micros,
) -> Result<(), Fault> {
    tx.exec(LINK_SET, args![claim.to_string(), hash, now]).map(drop)
}

pub(super) fn sealed_words(tx: &mut Tx<'_>, claim: Id) -> Result<Option<Vec<u8>>, Fault> {
    tx.opt(WORDS, args![claim.to_string()], |row| row.get(0))
}

pub(super) fn case(row: &Row<'_>) -> Result<Claim, Fault> {
    let decided_at: Option<Micros> = row.get(15)?;
    Ok(Claim {
        id: row.get(0)?,
        institution: row.get(1)?,
        said: word(row, 2, Cause::parse)?,
        state: word(row, 3, State::parse)?,
        loss: row.get(4)?,
        payer: word(row, 5, Payer::parse)?,
        reported_at: row.get(6)?,
        reported_by: row.get(7)?,
        due_at: [row.get(8)?, row.get(9)?, row.get(10)?, row.get(11)?],
        done_at: [row.get(12)?, row.get(13)?, decided_at, row.get(16)?],
        cause: may_word(row, 14, Cause::parse)?,
        decided_at,
        instrument: may_word(row, 17, id)?,
        insurer: may_word(row, 18, |text| InsurerCode::parse(text).ok())?,
        closed_at: row.get(19)?,
        link_at: row.get(20)?,
        requests: Requests {
            all: row.get(21)?,
            outside: row.get(22)?,
            waiting: row.get(23)?,
            refused: row.get(24)?,
            released: row.get(25)?,
            frozen: row.get(26)?,
        },
    })
}

pub(super) fn find(tx: &mut Tx<'_>, claim: Id) -> Result<Option<Claim>, Fault> {
    tx.opt(FIND, args![claim.to_string()], case)
}

pub(super) fn by_link(tx: &mut Tx<'_>, hash: &[u8; 32]) -> Result<Option<Claim>, Fault> {
    tx.opt(BY_LINK, args![hash], case)
}

/// How many claims fit, and what was lost in them, by state.
pub(super) fn counts(tx: &mut Tx<'_>, it: &Filter) -> Result<Vec<(State, i64, Won)>, Fault> {
    let institution = it.institution.as_ref().map_or("", |it| it.as_str());
    let bank = it.bank.as_ref().map_or("", |it| it.as_str());
    let insurer = it.insurer.as_ref().map_or("", |it| it.as_str());
    let state = it.state.map_or("", State::as_str);
    let late = it.late_at.map_or(0, Micros::get);
    let (found, id) = it.found.as_ref().map(Found::terms).unwrap_or_default();
    tx.all(COUNTS, args![institution, bank, insurer, state, late, found, id], |row| {
        Ok((word(row, 0, State::parse)?, row.get(1)?, row.get(2)?))
    })
}

pub(super) fn list(tx: &mut Tx<'_>, it: &Filter, limit: i64) -> Result<Vec<Claim>, Fault> {
    let before = it.before.map_or_else(|| LAST_ID.to_owned(), |id| id.to_string());
    let institution = it.institution.as_ref().map_or("", |it| it.as_str());
    let bank = it.bank.as_ref().map_or("", |it| it.as_str());
    let insurer = it.insurer.as_ref().map_or("", |it| it.as_str());
    let state = it.state.map_or("", State::as_str);
    let late = it.late_at.map_or(0, Micros::get);
    let (found, id) = it.found.as_ref().map(Found::terms).unwrap_or_default();
    tx.all(LIST, args![institution, bank, insurer, state, late, found, id, before, limit], case)
}

pub(super) fn add_transfer(tx: &mut Tx<'_>, claim: Id, it: &Loss) -> Result<(), Fault> {
    let (date, id) = (it.key.date, &it.key.id);
    let claim = claim.to_string();
    let args = args![claim, date, id, it.is_loss, it.bank, it.amount];
    tx.exec(TRANSFER_ADD, args).map(drop)
}

pub(super) fn transfers(tx: &mut Tx<'_>, claim: Id) -> Result<Vec<Loss>, Fault> {
    tx.all(TRANSFERS, args![claim.to_string()], |row| {
        let is_loss: i64 = row.get(2)?;
        Ok(Loss {
            key: Key { date: row.get(0)?, id: row.get(1)? },
            is_loss: is_loss == 1,
            bank: row.get(3)?,
            amount: row.get(4)?,
        })
    })
}

pub(super) fn claimed_in(tx: &mut Tx<'_>, key: &Key) -> Result<Option<Id>, Fault> {
    tx.opt(CLAIMED, args![key.date, key.id], |row| row.get(0))
}

pub(super) fn named_in(tx: &mut Tx<'_>, key: &Key) -> Result<Option<Id>, Fault> {
    tx.opt(NAMED, args![key.date, key.id], |row| row.get(0))
}

pub(super) fn earlier(tx: &mut Tx<'_>, id: Id) -> Result<Vec<Id>, Fault> {
    tx.all(EARLIER, args![id.to_string()], |row| row.get(0))
}

pub(super) fn add_line(tx: &mut Tx<'_>, it: &Line) -> Result<(), Fault> {
    let (journal, claim) = (it.journal.to_string(), it.claim.to_string());
    let (kind, party) = (it.kind.as_str(), it.party.to_string());
    let of = it.of.as_ref().map(ToString::to_string);
    let mut by = it.by.iter();
    let (proposed, confirmed) = (by.next(), by.next());
    tx.exec(
        LINE_ADD,
        args![
            journal,
            it.leg,
            claim,
            kind,
            party,
            it.amount,
            it.evidence,
            it.date,
            it.at,
            proposed,
            confirmed,
            of
        ],
    )
    .map(drop)
}

/// The lines of one claim, or of all; oldest first.
pub(super) fn lines(tx: &mut Tx<'_>, claim: Option<Id>) -> Result<Vec<Line>, Fault> {
    let of = claim.map_or_else(String::new, |id| id.to_string());
    tx.all(LINES, args![of], |row| {
        let institution = row.get(3)?;
        let payer = match word(row, 4, Payer::parse)? {
            Payer::Operator => Party::Operator,
            Payer::Institution => Party::Institution(naru_base::ClientUseCode::clone(&institution)),
        };
        let confirmed: Option<String> = row.get(12)?;
        let amount: Won = row.get(7)?;
        Ok(Line {
            journal: row.get(0)?,
            leg: row.get(1)?,
            claim: row.get(2)?,
            institution,
            payer,
            kind: word(row, 5, LineKind::parse)?,
            party: word(row, 6, Party::parse)?,
            of: may_word(row, 13, Party::parse)?,
            amount,
            evidence: row.get(8)?,
            date: row.get(9)?,
            at: row.get(10)?,
            by: [Some(row.get::<String>(11)?), confirmed].into_iter().flatten().collect(),
        })
    })
}

/// `false` if there is a row of this cause and instant.
pub(super) fn add_shares(tx: &mut Tx<'_>, it: &Shares, by: [Id; 2]) -> Result<bool, Fault> {
    let [proposed, confirmed] = by.map(|id| id.to_string());
    let Shares { valid_from, institution, bank, operator, consumer, source, .. } = it;
    let cause = it.cause.as_str();
    let args = args![
        cause,
        valid_from,
        institution,
        bank,
        operator,
        consumer,
        source,
        proposed,
        confirmed
    ];
    Ok(tx.exec(TABLE_ADD, args)? == 1)
}

pub(super) fn shares(tx: &mut Tx<'_>) -> Result<Vec<Shares>, Fault> {
    tx.all(TABLE, &[], |row| {
        Ok(Shares {
            cause: word(row, 0, Cause::parse)?,
            valid_from: row.get(1)?,
            institution: row.get(2)?,
            bank: row.get(3)?,
            operator: row.get(4)?,
            consumer: row.get(5)?,
            source: row.get(6)?,
        })
    })
}

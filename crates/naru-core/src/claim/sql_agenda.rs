//! The slice's SQL of claims in the order in which they are due for a reader, and of what a bank or
//! an insurer has in all of them.

use super::agenda::{Listed, Part, Place, Reader, Wanted};
use super::model::State;
use super::service::Found;
use super::sql::{COLUMNS, case, columns, that_fit};
use naru_base::{BankCode, ClientUseCode, Fault, FaultKind, Id, InsurerCode, Micros, Won};
use naru_store::{Tx, Val, args};
use std::collections::BTreeMap;

// Of each claim: 0 if it is the reader's ($8, $9) turn at an instant ($10), 1 if another's, 2 if
// nobody's any more; and the clock that runs out first. What is over comes last, the latest first.
// The same rule stands in `duty.rs`, and a test compares the two. About which a proposal waits,
// that is the turn of nobody who decides: who confirms finds it among the proposals.
// What of a duty a party says that it has paid and nobody has booked.
macro_rules! told_of {
    ($party:literal) => {
        concat!(
            "coalesce((SELECT w.amount FROM claim_waiting w \
             WHERE w.claim_id = x.claim_id AND w.party = ",
            $party,
            "), 0)"
        )
    };
}
macro_rules! keys {
    () => {
        concat!(
            "(SELECT x.claim_id, \
             CASE WHEN x.closed_at IS NOT NULL THEN cast(2 AS BIGINT) \
             WHEN $8 = 'decides' AND x.reported_by <> $9 \
                 AND NOT EXISTS (SELECT 1 FROM proposal_case p \
                     WHERE p.subject = 'claim:' || x.claim_id \
                     AND p.state = 'open' AND p.expires_at > $10) \
                 AND (NOT (x.state = 'surety-claimed' OR (x.state IN ('decided', 'recourse') \
                     AND x.surety_at IS NULL AND coalesce(x.surety_due_at, 0) > $10)) \
                 OR (x.state = 'surety-claimed' AND (SELECT coalesce(sum(CASE WHEN l.kind = 'surety' THEN l.amount \
                     WHEN l.kind = 'surety-refused' THEN -l.amount \
                     WHEN l.party = 'surety' AND l.kind IN ('recourse', 'write-off') THEN -l.amount \
                     WHEN l.for_party = 'surety' THEN -l.amount \
                     ELSE 0 END), 0) FROM claim_line l WHERE l.claim_id = x.claim_id) = 0) \
                 OR EXISTS (SELECT 1 FROM claim_waiting w \
                     WHERE w.claim_id = x.claim_id AND w.amount > 0)) THEN cast(0 AS BIGINT) \
             WHEN $8 = 'institution' AND x.client_use_code = $9 AND ((x.payer = 'institution' \
                 AND x.state IN ('reported', 'frozen') AND x.loss > ",
            told_of!("$9"),
            ") OR (x.decided_at IS NOT NULL \
                 AND NOT (x.state IN ('decided', 'recourse') AND x.surety_at IS NULL \
                     AND coalesce(x.surety_due_at, $10 + 1) <= $10) \
                 AND (SELECT coalesce(sum(CASE \
                     WHEN l.kind = 'share' AND x.payer = 'institution' THEN 0 \
                     WHEN l.kind = 'share' AND l.party = $9 THEN l.amount \
                     WHEN l.kind = 'surety' THEN -l.amount \
                     WHEN l.kind = 'surety-refused' THEN l.amount \
                     WHEN l.party = $9 AND l.kind IN ('recourse', 'write-off') THEN -l.amount \
                     WHEN l.for_party = $9 AND x.payer <> 'institution' THEN -l.amount \
                     ELSE 0 END), 0) FROM claim_line l WHERE l.claim_id = x.claim_id) > ",
            told_of!("$9"),
            " + CASE WHEN x.state IN ('decided', 'recourse') AND x.surety_at IS NOT NULL THEN ",
            told_of!("'surety'"),
            " ELSE 0 END)) THEN cast(0 AS BIGINT) \
             WHEN $8 = 'bank' AND (EXISTS (SELECT 1 FROM claim_trace r \
                 WHERE r.claim_id = x.claim_id AND r.bank_code = $9 AND r.state = 'waiting') \
                 OR (SELECT coalesce(sum(CASE WHEN l.kind = 'share' THEN l.amount \
                     WHEN l.kind IN ('recourse', 'write-off') THEN -l.amount \
                     WHEN l.for_party = $9 THEN -l.amount \
                     ELSE 0 END), 0) FROM claim_line l WHERE l.claim_id = x.claim_id \
                     AND (l.party = $9 OR l.for_party = $9)) > ",
            told_of!("$9"),
            ") THEN cast(0 AS BIGINT) \
             WHEN $8 = 'insurer' AND x.insurer = $9 \
                 AND (SELECT coalesce(sum(CASE WHEN l.kind = 'surety' THEN l.amount \
                     WHEN l.kind = 'surety-refused' THEN -l.amount \
                     WHEN l.party = 'surety' AND l.kind IN ('recourse', 'write-off') THEN -l.amount \
                     WHEN l.for_party = 'surety' THEN -l.amount \
                     ELSE 0 END), 0) FROM claim_line l WHERE l.claim_id = x.claim_id) > ",
            told_of!("'surety'"),
            " THEN cast(0 AS BIGINT) \
             ELSE cast(1 AS BIGINT) END AS turn, \
             CASE WHEN x.closed_at IS NOT NULL THEN 9000000000000000000 - x.closed_at \
             ELSE coalesce((SELECT min(d.due) FROM ( \
                 SELECT x.freeze_due_at AS due WHERE x.frozen_at IS NULL \
                 UNION ALL SELECT x.payment_due_at WHERE x.paid_at IS NULL \
                 UNION ALL SELECT x.cause_due_at WHERE x.decided_at IS NULL \
                 UNION ALL SELECT x.surety_due_at WHERE x.surety_at IS NULL) d), \
                 8000000000000000000) END AS due FROM claim_case x) k ON k.claim_id = c.claim_id "
        )
    };
}
const AGENDA: &str = that_fit!(
    concat!("SELECT ", columns!(), ", k.turn, k.due FROM claim_case c JOIN ", keys!()),
    "AND ($11 = cast(0 AS BIGINT) OR k.turn = 0) AND (k.turn, k.due, c.claim_id) > ($12, $13, $14) \
     ORDER BY k.turn, k.due, c.claim_id LIMIT $15"
);
const TURNS: &str =
    that_fit!(concat!("SELECT count(*) FROM claim_case c JOIN ", keys!()), "AND k.turn = 0");
// Of those that fit: how many, and how many up to a place.
const PLACED: &str = that_fit!(
    concat!(
        "SELECT count(*), cast(coalesce(sum(CASE WHEN k.turn < $12 OR (k.turn = $12 AND (k.due < $13 \
         OR (k.due = $13 AND c.claim_id <= $14))) THEN 1 ELSE 0 END), 0) AS BIGINT) \
         FROM claim_case c JOIN ",
        keys!()
    ),
    "AND ($11 = cast(0 AS BIGINT) OR k.turn = 0)"
);
// The date by which the reader, an institution, has to pay: first, or what it was decided to bear.
// A share for which no surety can be asked has none, and comes after all that have one.
const FIRST_PAYMENT: &str = that_fit!(
    concat!(
        "SELECT c.claim_id, coalesce(CASE WHEN c.state IN ('reported', 'frozen') \
         THEN c.payment_due_at WHEN c.surety_at IS NULL THEN c.surety_due_at END, \
         9000000000000000000) AS pay_by FROM claim_case c JOIN ",
        keys!()
    ),
    "AND k.turn = 0 ORDER BY pay_by, c.claim_id LIMIT 1"
);
// Of one claim, or with an empty id of all: still to answer, frozen for a claim that is open, and
// still owed. Of what is over the banks are asked to let go.
const OF_BANK: &str = "SELECT \
     (SELECT cast(coalesce(sum(r.amount), 0) AS BIGINT) FROM claim_trace r \
         WHERE r.bank_code = $1 AND ($2 = '' OR r.claim_id = $2) AND r.state = 'waiting'), \
     (SELECT cast(coalesce(sum(r.frozen), 0) AS BIGINT) FROM claim_trace r \
         JOIN claim_case c ON c.claim_id = r.claim_id AND c.closed_at IS NULL \
         WHERE r.bank_code = $1 AND ($2 = '' OR r.claim_id = $2)) \
     - (SELECT cast(coalesce(sum(l.amount), 0) AS BIGINT) FROM claim_line l \
         JOIN claim_case c ON c.claim_id = l.claim_id AND c.closed_at IS NULL \
         WHERE l.party = $1 AND ($2 = '' OR l.claim_id = $2) AND l.kind = 'returned'), \
     (SELECT cast(coalesce(sum(CASE WHEN l.kind = 'share' THEN l.amount \
         WHEN l.kind IN ('recourse', 'write-off') THEN -l.amount \
         WHEN l.for_party = $1 THEN -l.amount ELSE 0 END), 0) AS BIGINT) FROM claim_line l \
         WHERE (l.party = $1 OR l.for_party = $1) AND ($2 = '' OR l.claim_id = $2))";
// The same of an institution: what it pays first, and what it bears and has not paid.
const OF_INSTITUTION: &str = "SELECT \
     (SELECT cast(coalesce(sum(c.loss), 0) AS BIGINT) FROM claim_case c \
         WHERE c.client_use_code = $1 AND ($2 = '' OR c.claim_id = $2) \
         AND c.payer = 'institution' AND c.state IN ('reported', 'frozen')), \
     (SELECT cast(coalesce(sum(CASE \
         WHEN l.kind = 'share' AND c.payer = 'institution' THEN 0 \
         WHEN l.kind = 'share' AND l.party = $1 THEN l.amount \
         WHEN l.kind = 'surety' THEN -l.amount \
         WHEN l.kind = 'surety-refused' THEN l.amount \
         WHEN l.party = $1 AND l.kind IN ('recourse', 'write-off') THEN -l.amount \
         WHEN l.for_party = $1 AND c.payer <> 'institution' THEN -l.amount \
         ELSE 0 END), 0) AS BIGINT) FROM claim_line l \
         JOIN claim_case c ON c.claim_id = l.claim_id \
         WHERE c.client_use_code = $1 AND ($2 = '' OR c.claim_id = $2) \
         AND c.decided_at IS NOT NULL AND c.closed_at IS NULL)";
const OF_INSURER: &str = "SELECT cast(coalesce(sum(CASE WHEN l.kind = 'surety' THEN l.amount \
     WHEN l.kind = 'surety-refused' THEN -l.amount \
     WHEN l.for_party = 'surety' THEN -l.amount ELSE 0 END), 0) AS BIGINT), \
     cast(coalesce(sum(CASE WHEN l.kind = 'recourse' AND l.party = 'surety' THEN l.amount \
     ELSE 0 END), 0) AS BIGINT), \
     cast(coalesce(sum(CASE WHEN l.kind = 'write-off' AND l.party = 'surety' THEN l.amount \
     ELSE 0 END), 0) AS BIGINT) FROM claim_line l \
     JOIN claim_case c ON c.claim_id = l.claim_id \
     WHERE c.insurer = $1 AND ($2 = '' OR l.claim_id = $2)";

const OF_INSTRUMENTS: &str = "SELECT c.instrument_id, cast(sum(CASE WHEN l.kind = 'surety' \
     THEN l.amount WHEN l.kind = 'surety-refused' THEN -l.amount \
     WHEN l.party = 'surety' AND l.kind IN ('recourse', 'write-off') THEN -l.amount \
                     WHEN l.for_party = 'surety' THEN -l.amount \
     ELSE 0 END) AS BIGINT) FROM claim_line l JOIN claim_case c ON c.claim_id = l.claim_id \
     WHERE c.insurer = $1 AND c.instrument_id IS NOT NULL GROUP BY c.instrument_id";

/// Every statement of this file, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] =
    &[AGENDA, TURNS, PLACED, FIRST_PAYMENT, OF_BANK, OF_INSTITUTION, OF_INSURER, OF_INSTRUMENTS];

fn reader(it: &Reader) -> (&'static str, &str) {
    match it {
        Reader::Nobody => ("", ""),
        Reader::Decides(actor) => ("decides", actor),
        Reader::Institution(code) => ("institution", code.as_str()),
        Reader::Bank(code) => ("bank", code.as_str()),
        Reader::Insurer(code) => ("insurer", code.as_str()),
    }
}

/// What a page of claims asks for, as the statements take it.
struct Asked<'a> {
    institution: &'a str,
    bank: &'a str,
    insurer: &'a str,
    state: &'a str,
    late: i64,
    found: String,
    id: String,
    reader: (&'static str, &'a str),
    now: i64,
    is_mine: bool,
    // The place after which the page begins; the one before all without it.
    after: (i64, i64, String),
}

/// What a payment without a date is given as its own.
const NO_DATE: i64 = 9_000_000_000_000_000_000;
/// How many parameters say which claims fit, for whom and when.
const THAT_FIT: usize = 10;

impl Asked<'_> {
    fn of(it: &Wanted) -> Asked<'_> {
        let Wanted { filter, reader: who, now, is_mine, after } = it;
        let (found, id) = filter.found.as_ref().map(Found::terms).unwrap_or_default();
        let begin = (-1, 0, String::new());
        Asked {
            institution: filter.institution.as_ref().map_or("", |it| it.as_str()),
            bank: filter.bank.as_ref().map_or("", |it| it.as_str()),
            insurer: filter.insurer.as_ref().map_or("", |it| it.as_str()),
            state: filter.state.map_or("", State::as_str),
            late: filter.late_at.map_or(0, Micros::get),
            found,
            id,
            reader: reader(who),
            now: now.get(),
            is_mine: *is_mine,
            after: after.as_ref().map_or(begin, |it| (it.turn, it.due, it.id.to_string())),
        }
    }

    /// The parameters in the order in which every statement of this file names them.
    fn args(&self) -> [Val<'_>; 14] {
        let (kind, who) = self.reader;
        let (turn, due, after) = &self.after;
        [
            Val::Text(self.institution),
            Val::Text(self.bank),
            Val::Text(self.insurer),
            Val::Text(self.state),
            Val::Int(self.late),
            Val::Text(&self.found),
            Val::Text(&self.id),
            Val::Text(kind),
            Val::Text(who),
            Val::Int(self.now),
            Val::Int(i64::from(self.is_mine)),
            Val::Int(*turn),
            Val::Int(*due),
            Val::Text(after),
        ]
    }
}

pub(super) fn agenda(tx: &mut Tx<'_>, it: &Wanted, limit: i64) -> Result<Vec<Listed>, Fault> {
    let asked = Asked::of(it);
    let mut args = asked.args().to_vec();
    args.push(Val::Int(limit));
    tx.all(AGENDA, &args, |row| {
        let claim = case(row)?;
        let (turn, due) = (row.get(COLUMNS)?, row.get(COLUMNS + 1)?);
        Ok(Listed { place: Place { turn, due, id: claim.id }, claim })
    })
}

/// How many claims fit, and how many of them stand before the page that is asked for.
pub(super) fn placed(tx: &mut Tx<'_>, it: &Wanted) -> Result<(i64, i64), Fault> {
    tx.one(PLACED, &Asked::of(it).args(), |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Of how many claims that fit it is the reader's turn.
pub(super) fn turns(tx: &mut Tx<'_>, it: &Wanted) -> Result<i64, Fault> {
    tx.one(TURNS, &Asked::of(it).args()[..THAT_FIT], |row| row.get(0))
}

/// Of what an institution has to pay the date that comes first, and in which claim.
pub(super) fn first_payment(
    tx: &mut Tx<'_>,
    it: &ClientUseCode,
    now: Micros,
) -> Result<Option<(Id, Micros)>, Fault> {
    let reader = Reader::Institution(it.clone());
    let wanted = Wanted { reader, now, ..Wanted::default() };
    let first = tx.opt(FIRST_PAYMENT, &Asked::of(&wanted).args()[..THAT_FIT], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok(first.filter(|(_, by): &(Id, Micros)| by.get() < NO_DATE))
}

/// What a bank is asked to freeze, holds frozen and has to pay, in one claim or in all.
pub(super) fn of_bank(tx: &mut Tx<'_>, bank: &BankCode, claim: &str) -> Result<Part, Fault> {
    tx.one(OF_BANK, args![bank, claim], |row| {
        let (open, held, owed): (Won, Won, Won) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(Part { done: held.max(Won::ZERO), open, owed, ..Part::default() })
    })
}

/// What an institution has to pay, in one claim or in all.
pub(super) fn of_institution(
    tx: &mut Tx<'_>,
    it: &ClientUseCode,
    claim: &str,
) -> Result<Part, Fault> {
    let (first, share): (Won, Won) =
        tx.one(OF_INSTITUTION, args![it, claim], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let corrupt = || Fault::new(FaultKind::Corrupt, "the claims of an institution do not add up");
    Ok(Part { owed: first.plus(share).ok_or_else(corrupt)?, ..Part::default() })
}

/// What an insurer is asked for under each of its contracts and has not answered.
pub(super) fn of_instruments(
    tx: &mut Tx<'_>,
    it: &InsurerCode,
) -> Result<BTreeMap<Id, Won>, Fault> {
    let all = tx.all(OF_INSTRUMENTS, args![it.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(all.into_iter().collect())
}

/// What an insurer is asked for, has paid and has still to pay, in one claim or in all.
pub(super) fn of_insurer(tx: &mut Tx<'_>, it: &InsurerCode, claim: &str) -> Result<Part, Fault> {
    let (asked, done, given_up): (Won, Won, Won) =
        tx.one(OF_INSURER, args![it.as_str(), claim], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
    let open = asked.minus(done).and_then(|it| it.minus(given_up)).unwrap_or(Won::ZERO);
    Ok(Part { asked, done, open, owed: open, ..Part::default() })
}

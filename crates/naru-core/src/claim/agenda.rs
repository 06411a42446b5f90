//! Claims in the order in which they are due: those in which it is the reader's turn first, of
//! these what is late or runs out first; what is over last. And what a participant has in them.

use super::duty::{self, Duty, Todo};
use super::model::{Claim, Party};
use super::remit::notices;
use super::service::{self, CLAIMS_PER_PAGE, Filter};
use super::{sql, sql_agenda, sql_remit};
use naru_base::{BankCode, ClientUseCode, Fault, FaultKind, Id, InsurerCode, Micros, Won};
use naru_store::Tx;
use std::collections::BTreeMap;
use std::fmt;

/// Whose turn it may be in a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reader {
    /// Somebody who only reads.
    #[default]
    Nobody,
    /// Somebody who decides: `staff:…`. What they reported themselves is not theirs to decide.
    Decides(String),
    /// An institution's own people.
    Institution(ClientUseCode),
    /// A bank's own people.
    Bank(BankCode),
    /// An insurer's own people.
    Insurer(InsurerCode),
}

/// Which claims, for whom, after which.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Which fit; its `before` does not count here.
    pub filter: Filter,
    /// For whom.
    pub reader: Reader,
    /// When: whose turn it is may change as a time ends.
    pub now: Micros,
    /// Only those in which it is the reader's turn.
    pub is_mine: bool,
    /// After this place of the page before.
    pub after: Option<Place>,
}

/// Where a claim stands in the order of one reader. It holds no clock, so a page goes on where the
/// one before ended, however long that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// 0: the reader's turn, 1: somebody else's, 2: over.
    pub turn: i64,
    /// The clock that runs out first, as a number that grows in the order of the list.
    pub due: i64,
    /// The claim.
    pub id: Id,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.turn, self.due, self.id)
    }
}

impl Place {
    /// Whether it is the reader's turn.
    pub const fn is_mine(&self) -> bool {
        self.turn == 0
    }

    /// Reads the form of `Display`.
    pub fn parse(text: &str) -> Option<Place> {
        let (turn, rest) = text.split_once('.')?;
        let (due, id) = rest.split_once('.')?;
        Some(Place { turn: turn.parse().ok()?, due: due.parse().ok()?, id: Id::parse(id).ok()? })
    }
}

/// A claim with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The claim.
    pub claim: Claim,
    /// Its place in the reader's order.
    pub place: Place,
}

/// What a participant has in one claim, or in all of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// What an insurer was asked for. Of a bank nothing.
    pub asked: Won,
    /// What an insurer paid; what a bank holds frozen, without what it gave back.
    pub done: Won,
    /// What an insurer has still to pay; what a bank has still to answer for.
    pub open: Won,
    /// What it has to pay: of an institution its share, or what it pays first.
    pub owed: Won,
    /// What of that it says that it has paid, and nobody has booked.
    pub told: Won,
    /// Of an institution: what it need not pay as long as nobody has looked whether its surety,
    /// which is on record as refusing, has paid it as it says. Not in what is owed.
    pub held: Won,
}

/// A page of the claims that fit, what is due first at its head.
pub fn agenda(tx: &mut Tx<'_>, wanted: &Wanted) -> Result<Vec<Listed>, Fault> {
    sql_agenda::agenda(tx, wanted, CLAIMS_PER_PAGE)
}

/// How many claims fit, and how many of them stand before the page that is wanted.
pub fn placed(tx: &mut Tx<'_>, wanted: &Wanted) -> Result<(i64, i64), Fault> {
    sql_agenda::placed(tx, wanted)
}

/// Of how many claims that fit it is the reader's turn, whatever page is looked at.
pub fn turns(tx: &mut Tx<'_>, wanted: &Wanted) -> Result<i64, Fault> {
    sql_agenda::turns(tx, wanted)
}

/// What the reader has in a claim, or in all; nothing of a reader without a part.
pub fn part_of(tx: &mut Tx<'_>, it: &Reader, claim: Option<Id>) -> Result<Option<Part>, Fault> {
    let told = told_by(tx, it, claim)?;
    let claim = claim.map_or_else(String::new, |id| id.to_string());
    let part = match it {
        Reader::Bank(code) => sql_agenda::of_bank(tx, code, &claim)?,
        Reader::Insurer(code) => sql_agenda::of_insurer(tx, code, &claim)?,
        Reader::Institution(code) => sql_agenda::of_institution(tx, code, &claim)?,
        Reader::Decides(_) | Reader::Nobody => return Ok(None),
    };
    let held = held_of(tx, it, &claim)?;
    let corrupt =
        || Fault::new(FaultKind::Corrupt, "what an institution has to pay is below nothing");
    let owed = part.owed.minus(held).ok_or_else(corrupt)?;
    Ok(Some(Part { told, held, owed, ..part }))
}

/// What an institution need not pay yet, in one claim or in all that are open.
fn held_of(tx: &mut Tx<'_>, it: &Reader, claim: &str) -> Result<Won, Fault> {
    let Reader::Institution(code) = it else { return Ok(Won::ZERO) };
    let mut sum = Won::ZERO;
    for id in sql_remit::open_of(tx, &Party::Surety, "")? {
        let of = sql::find(tx, id)?.filter(|it| it.institution == *code);
        let Some(of) = of.filter(|_| claim.is_empty() || claim == id.to_string()) else { continue };
        let (money, told) = (service::money_of(tx, id)?, notices(tx, id)?);
        let side = Party::Institution(code.clone());
        sum = sum.plus(duty::held_of(&of, &money, &told, &side)).unwrap_or(sum);
    }
    Ok(sum)
}

/// What a participant's people say that they have paid, in one claim or in all that are open.
fn told_by(tx: &mut Tx<'_>, it: &Reader, claim: Option<Id>) -> Result<Won, Fault> {
    let Some(side) = it.side() else { return Ok(Won::ZERO) };
    let insurer = match it {
        Reader::Insurer(code) => code.as_str(),
        _ => "",
    };
    let mut sum = Won::ZERO;
    for id in sql_remit::open_of(tx, &side, insurer)? {
        if claim.is_some_and(|only| only != id) {
            continue;
        }
        let Some(of) = sql::find(tx, id)? else { continue };
        let (money, told) = (service::money_of(tx, id)?, notices(tx, id)?);
        let more = duty::told_of(&of, &money, &told, &side);
        let corrupt = || Fault::new(FaultKind::Corrupt, "what was told to be paid does not fit");
        sum = sum.plus(more).ok_or_else(corrupt)?;
    }
    Ok(sum)
}

/// Who says in a claim that it has paid, where nobody has booked it yet.
pub fn told_in(tx: &mut Tx<'_>, it: &Claim) -> Result<Vec<(Party, Won)>, Fault> {
    let told = notices(tx, it.id)?;
    Ok(duty::told_now(it, &told))
}

/// Of what an institution has to pay itself and has not told that it paid: the date that comes
/// first, and in which claim.
pub fn first_payment(
    tx: &mut Tx<'_>,
    it: &ClientUseCode,
    now: Micros,
) -> Result<Option<(Id, Micros)>, Fault> {
    sql_agenda::first_payment(tx, it, now)
}

/// What an insurer is asked for under each of its contracts and has not answered.
pub fn asked_by_instrument(tx: &mut Tx<'_>, it: &InsurerCode) -> Result<BTreeMap<Id, Won>, Fault> {
    sql_agenda::of_instruments(tx, it)
}

impl Reader {
    /// The side of a claim on which a participant's people stand; nobody else is on one.
    pub fn side(&self) -> Option<Party> {
        match self {
            Reader::Institution(code) => Some(Party::Institution(code.clone())),
            Reader::Bank(code) => Some(Party::Bank(code.clone())),
            Reader::Insurer(_) => Some(Party::Surety),
            Reader::Decides(_) | Reader::Nobody => None,
        }
    }
}

/// What a participant's people have to do in a claim, by when; nothing for whoever decides or only
/// looks on.
pub fn todo_of(
    tx: &mut Tx<'_>,
    it: &Claim,
    reader: &Reader,
    now: Micros,
) -> Result<Option<Todo>, Fault> {
    let Some(side) = reader.side() else { return Ok(None) };
    let (money, traces) = (service::money_of(tx, it.id)?, service::traces(tx, it.id)?);
    let told = notices(tx, it.id)?;
    Ok(Some(duty::todo(it, (&money, &traces, &told), &side, now)))
}

/// What whoever decides has to do in a claim.
pub fn duty_of_operator(tx: &mut Tx<'_>, it: &Claim, now: Micros) -> Result<Duty, Fault> {
    let (money, traces) = (service::money_of(tx, it.id)?, service::traces(tx, it.id)?);
    let told = notices(tx, it.id)?;
    Ok(duty::todo(it, (&money, &traces, &told), &Party::Operator, now).duty)
}

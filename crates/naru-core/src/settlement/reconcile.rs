//! Our book against a bank's own statement, transfer by transfer. Pure.

use super::csv::{self, BadTable};
use crate::relay::bankwire::BankOutcome;
use crate::relay::{AtBank, State};
use naru_base::{BankTranId, BusinessDate, Won};
use std::collections::BTreeMap;

/// One line of a bank's statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theirs {
    /// The id of the request.
    pub id: BankTranId,
    /// Won.
    pub amount: Won,
    /// What became of it.
    pub outcome: BankOutcome,
}

/// In what the two differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The bank has it, we do not.
    MissingHere,
    /// It is settled here, and the bank does not have it.
    MissingThere,
    /// Both have it, with another amount.
    AmountDiffers,
    /// Both have it, and say otherwise what became of it.
    StateDiffers,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 4] =
        [Kind::MissingHere, Kind::MissingThere, Kind::AmountDiffers, Kind::StateDiffers];

    /// The form in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::MissingHere => "missing-here",
            Kind::MissingThere => "missing-there",
            Kind::AmountDiffers => "amount-differs",
            Kind::StateDiffers => "state-differs",
        }
    }

    /// Reads the form in the store.
    pub fn parse(text: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Of which transfer.
    pub id: BankTranId,
    /// In what.
    pub kind: Kind,
    /// What we have.
    pub ours: Option<(State, Won)>,
    /// What the bank has.
    pub theirs: Option<(BankOutcome, Won)>,
}

/// What most likely lies behind a difference, and so what to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// In doubt here and decided there: the next inquiry will bring it in.
    NotHeardYet,
    /// The bank has paid, or may still pay, what we gave back.
    PaidButReleased,
    /// We took for paid what the bank has not paid: money is here that nobody gave.
    SettledButNotPaid,
    /// The bank has an order that we never sent it.
    NeverOrdered,
    /// The amounts are not the same.
    OtherAmount,
}

impl Difference {
    /// What most likely lies behind it.
    pub fn reason(&self) -> Reason {
        match (self.kind, self.ours.map(|(state, _)| state)) {
            (Kind::MissingHere, _) | (_, None) => Reason::NeverOrdered,
            (Kind::AmountDiffers, _) => Reason::OtherAmount,
            (_, Some(State::Reserved | State::InDoubt)) => Reason::NotHeardYet,
            (_, Some(State::Settled)) => Reason::SettledButNotPaid,
            (_, Some(State::Released)) => Reason::PaidButReleased,
            (_, Some(State::Refused)) => Reason::NeverOrdered,
        }
    }
}

/// Compares. The order of either side does not matter.
pub fn reconcile(ours: &[AtBank], theirs: &[Theirs]) -> Vec<Difference> {
    let mut there: BTreeMap<&BankTranId, &Theirs> = theirs.iter().map(|it| (&it.id, it)).collect();
    let mut out: Vec<Difference> =
        ours.iter().filter_map(|it| differ(it, there.remove(&it.id))).collect();
    out.extend(there.into_values().map(|it| Difference {
        id: it.id.clone(),
        kind: Kind::MissingHere,
        ours: None,
        theirs: Some((it.outcome, it.amount)),
    }));
    out.sort_by(|a, b| a.id.as_str().cmp(b.id.as_str()));
    out
}

fn differ(ours: &AtBank, theirs: Option<&Theirs>) -> Option<Difference> {
    let kind = match theirs {
        None => (ours.state == State::Settled).then_some(Kind::MissingThere),
        Some(theirs) if !agree(ours.state, theirs.outcome) => Some(Kind::StateDiffers),
        // Of what was not paid the bank may have recorded nothing but the id.
        Some(theirs) => (theirs.outcome == BankOutcome::Done && theirs.amount != ours.amount)
            .then_some(Kind::AmountDiffers),
    }?;
    Some(Difference {
        id: ours.id.clone(),
        kind,
        ours: Some((ours.state, ours.amount)),
        theirs: theirs.map(|it| (it.outcome, it.amount)),
    })
}

/// Whether both say the same of it. What is undecided on both sides is the same.
const fn agree(ours: State, theirs: BankOutcome) -> bool {
    match ours {
        State::Settled => matches!(theirs, BankOutcome::Done),
        State::Released => matches!(theirs, BankOutcome::Failed | BankOutcome::Void),
        State::Reserved | State::InDoubt => matches!(theirs, BankOutcome::Processing),
        State::Refused => false,
    }
}

/// Why a statement is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadStatement {
    /// It is no table, or has other columns.
    Table(BadTable),
    /// This line has a value that is none.
    Value(usize),
    /// This line is of another date.
    OtherDate(usize),
    /// This line has an id that came before.
    Twice(usize),
}

/// The columns of a statement.
pub const COLUMNS: [&str; 4] = ["bank_tran_id", "date", "amount", "outcome"];

/// Reads a statement of one date. Taken whole or not at all: half a statement would report
/// everything in the other half as missing.
pub fn read_statement(text: &str, date: BusinessDate) -> Result<Vec<Theirs>, BadStatement> {
    let mut seen: BTreeMap<BankTranId, Theirs> = BTreeMap::new();
    for (at, fields) in csv::read(text, &COLUMNS).map_err(BadStatement::Table)? {
        let bad = BadStatement::Value(at);
        if BusinessDate::parse(&fields[1]).ok_or(bad)? != date {
            return Err(BadStatement::OtherDate(at));
        }
        let id = BankTranId::parse(&fields[0]).map_err(|_| bad)?;
        let amount = Won::parse_tran_amt(&fields[2]).ok_or(bad)?;
        let outcome = parse_outcome(&fields[3]).ok_or(bad)?;
        if seen.insert(id.clone(), Theirs { id, amount, outcome }).is_some() {
            return Err(BadStatement::Twice(at));
        }
    }
    Ok(seen.into_values().collect())
}

/// The word for an outcome, in statements and in the store.
pub const fn outcome_word(outcome: BankOutcome) -> &'static str {
    match outcome {
        BankOutcome::Done => "done",
        BankOutcome::Failed => "failed",
        BankOutcome::Void => "void",
        BankOutcome::Processing => "processing",
        BankOutcome::NotFound => "not-found",
    }
}

/// Reads the word for an outcome.
pub fn parse_outcome(text: &str) -> Option<BankOutcome> {
    [BankOutcome::Done, BankOutcome::Failed, BankOutcome::Void, BankOutcome::Processing]
        .into_iter()
        .find(|it| outcome_word(*it) == text)
}

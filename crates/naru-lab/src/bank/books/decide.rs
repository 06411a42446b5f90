//! Decisions of a virtual bank: pure, from what is known to what is to be recorded and said.

use super::model::{
    Account, AccountState, Code, Intent, Kind, Order, Recorded, State, Told, Truth, Twist,
};
use naru_base::{Micros, Won};

/// What is to be done about an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Say what is on record; change nothing.
    Repeat(Told),
    /// The id is on record with other content: refused, never applied.
    Contradiction,
    /// Record this, move the money if `moves`, and say so.
    Record {
        /// The row.
        row: Recorded,
        /// Whether the money moves in this commit.
        moves: bool,
        /// The answer.
        told: Told,
    },
}

/// Decides an order. First applicable: the record; expiry; an ordered refusal; of a return, that
/// the deposit is not there or was less (701); 412, 415, 815, 455, 456, 453. `original` is the
/// deposit that a return names.
pub fn execute(
    known: Option<&Recorded>,
    account: Option<&Account>,
    original: Option<&Recorded>,
    order: &Order,
    today: i64,
    now: Micros,
) -> Decision {
    if let Some(recorded) = known {
        return repeat(recorded, account, order);
    }
    if now >= order.expires {
        // Recorded as void and not only refused: the answer must stay true if the id comes again
        // under a fresh signature.
        let void = row(State::Void, order, "701", now);
        let row = Recorded { account_num: String::new(), kind: Kind::None, ..void };
        return record(row, false, account);
    }
    if let Twist::Refuse(code) = &order.twist {
        return record(row(State::Failed, order, code.as_str(), now), false, account);
    }
    let may = match order.kind {
        Kind::Return => may_give_back(original, order),
        Kind::Withdraw | Kind::Deposit | Kind::None => Ok(()),
    };
    let may = may.and_then(|()| may_move(order.kind, account, order.amount, today));
    if let Err(code) = may.and_then(|()| is_holder(account, &order.payee_name)) {
        return record(row(State::Failed, order, code.as_str(), now), false, account);
    }
    match order.twist {
        Twist::Unknown { truth: Truth::Now, hidden } => {
            let done = row(State::Done, order, Code::OK.as_str(), now);
            record(Recorded { hidden: i64::from(hidden), ..done }, true, account)
        }
        Twist::Unknown { truth, hidden } => {
            let intent = if truth == Truth::Later { Intent::Execute } else { Intent::Abandon };
            let waiting = row(State::Processing, order, Code::PROCESSING.as_str(), now);
            // At least one inquiry must find it undecided, or nothing would ever decide it.
            let hidden = i64::from(hidden.max(1));
            record(Recorded { hidden, intent, ..waiting }, false, account)
        }
        Twist::None | Twist::Refuse(_) => {
            record(row(State::Done, order, Code::OK.as_str(), now), true, account)
        }
    }
}

/// What is to be done about an inquiry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Say it; change nothing.
    Say(Told),
    /// Record the row in place of what was there, move the money if `moves`, and say so.
    Record {
        /// The row.
        row: Recorded,
        /// Whether the money moves in this commit.
        moves: bool,
        /// The answer.
        told: Told,
    },
}

/// Decides an inquiry. An unknown id becomes void in this commit: the promise that the
/// answer makes is kept by the record, not by hope.
pub fn inquire(
    asked: Won,
    known: Option<&Recorded>,
    account: Option<&Account>,
    today: i64,
    now: Micros,
) -> Found {
    let Some(known) = known else {
        let row = Recorded {
            kind: Kind::None,
            state: State::Void,
            amount: asked,
            account_num: String::new(),
            code: Code::NO_ORIGINAL.as_str().into(),
            hidden: 0,
            intent: Intent::None,
            at: now,
        };
        let told = tell(&row, account);
        return Found::Record { row, moves: false, told };
    };
    if known.hidden > 0 {
        let row = Recorded { hidden: known.hidden - 1, ..known.clone() };
        let told = tell(known, account);
        return Found::Record { row, moves: false, told };
    }
    let decided = match known.intent {
        Intent::None => return Found::Say(tell(known, account)),
        Intent::Abandon => Err(Code::OTHER),
        Intent::Execute => may_move(known.kind, account, known.amount, today),
    };
    let (state, code) = match decided {
        Ok(()) => (State::Done, Code::OK),
        Err(code) => (State::Failed, code),
    };
    let code = code.as_str().to_owned();
    let row = Recorded { state, code, hidden: 0, intent: Intent::None, at: now, ..known.clone() };
    let told = tell(&row, account);
    Found::Record { row, moves: state == State::Done, told }
}

/// Whether the deposit is there, went to this account, and was as much.
fn may_give_back(original: Option<&Recorded>, order: &Order) -> Result<(), Code> {
    let is_it = |it: &&Recorded| {
        (it.kind, it.state) == (Kind::Deposit, State::Done)
            && it.account_num == order.account_num
            && it.amount >= order.amount
    };
    original.filter(is_it).map(|_| ()).ok_or(Code::NO_ORIGINAL)
}

/// Whether the holder is who the order says.
fn is_holder(account: Option<&Account>, payee_name: &str) -> Result<(), Code> {
    let same = payee_name.is_empty() || account.is_some_and(|a| a.holder == payee_name);
    if same { Ok(()) } else { Err(Code::NAME_DIFFERS) }
}

/// Whether the account bears the amount today. Order of the reasons: 412, 415, 455, 456, 453. A
/// limit is for withdrawals only; what is kept may still be given back, but not taken out.
fn may_move(kind: Kind, account: Option<&Account>, amount: Won, today: i64) -> Result<(), Code> {
    let account = account.ok_or(Code::NO_ACCOUNT)?;
    if account.state == AccountState::Closed {
        return Err(Code::CLOSED);
    }
    match kind {
        Kind::Deposit | Kind::None => return Ok(()),
        Kind::Return if amount > account.balance => return Err(Code::NO_FUNDS),
        Kind::Return => return Ok(()),
        Kind::Withdraw => {}
    }
    if account.limit_once != Won::ZERO && amount > account.limit_once {
        return Err(Code::OVER_ONCE);
    }
    let taken = taken_today(account, today).plus(amount).ok_or(Code::OVER_DAY)?;
    if account.limit_day != Won::ZERO && taken > account.limit_day {
        return Err(Code::OVER_DAY);
    }
    if amount > account.available() { Err(Code::NO_FUNDS) } else { Ok(()) }
}

/// What was withdrawn from the account on `today` so far.
pub fn taken_today(account: &Account, today: i64) -> Won {
    if account.taken_on == today { account.taken } else { Won::ZERO }
}

fn repeat(known: &Recorded, account: Option<&Account>, order: &Order) -> Decision {
    if known.state == State::Void {
        let told = Told { state: State::Failed, ..tell(known, account) };
        return Decision::Repeat(Told { amount: order.amount, ..told });
    }
    let same = (known.kind, known.amount) == (order.kind, order.amount);
    if !same || known.account_num != order.account_num {
        return Decision::Contradiction;
    }
    Decision::Repeat(tell(known, account))
}

fn row(state: State, order: &Order, code: &str, now: Micros) -> Recorded {
    Recorded {
        kind: order.kind,
        state,
        amount: order.amount,
        account_num: order.account_num.clone(),
        code: code.into(),
        hidden: 0,
        intent: Intent::None,
        at: now,
    }
}

fn record(row: Recorded, moves: bool, account: Option<&Account>) -> Decision {
    let told = tell(&row, account);
    Decision::Record { row, moves, told }
}

/// The record in words: while it is hidden, only that it is being processed.
fn tell(row: &Recorded, account: Option<&Account>) -> Told {
    let hidden = row.hidden > 0 || row.state == State::Processing;
    let state = if hidden { State::Processing } else { row.state };
    let holder = match (state, account) {
        (State::Done, Some(account)) => account.holder.clone(),
        _ => String::new(),
    };
    let code = if hidden { Code::PROCESSING.as_str().into() } else { row.code.clone() };
    Told { state, amount: row.amount, code, holder, at: row.at }
}

//! Whose turn it is in a claim: what each side has to do next, how much, and by when. Pure.

use super::book::Money;
use super::model::{Claim, Party, Payer, State, Step, Trace, TraceState};
use super::notice::{Notice, waiting};
use naru_base::{Micros, Won, words};

words! {
    /// What somebody has to do in a claim.
    Duty {
        /// Nothing.
        None "none",
        /// A bank has to answer whether it froze the money.
        Freeze "freeze",
        /// To pay the consumer first.
        Pay "pay",
        /// To pay the consumer first and to send the document to the operator, who books it.
        PayAndShow "pay-and-show",
        /// To book that the institution has paid the consumer first.
        Book "book",
        /// To decide the cause.
        Decide "decide",
        /// To ask the surety for the institution's share, or the institution itself.
        AskSurety "ask-surety",
        /// To book what those who bear a share pay.
        Collect "collect",
        /// To pay what was decided to be borne.
        Share "share",
        /// A surety has to pay what it was asked for, or to refuse.
        Answer "answer",
        /// To close.
        Close "close",
    }
}

/// A duty with its sum and its time, where it has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Todo {
    /// What.
    pub duty: Duty,
    /// How much; zero where no sum is meant.
    pub amount: Won,
    /// By when.
    pub due_at: Option<Micros>,
}

const NOTHING: Todo = Todo { duty: Duty::None, amount: Won::ZERO, due_at: None };

/// What is known of a claim beside itself: its sums, its requests to freeze, and what its parties
/// say that they paid.
pub type Known<'k> = (&'k Money, &'k [Trace], &'k [Notice]);

/// What a party has to pay now, whether it says that it has paid it or not.
pub fn to_pay(it: &Claim, money: &Money, side: &Party) -> Won {
    let is_own = matches!(side, Party::Institution(code) if *code == it.institution);
    match (side, it.state) {
        (_, state) if state.is_final() => Won::ZERO,
        (Party::Institution(_), _) if !is_own => Won::ZERO,
        (Party::Institution(_), State::Reported | State::Frozen) => {
            if it.payer == Payer::Institution { it.loss } else { Won::ZERO }
        }
        // Until the cause is decided nobody knows what is its own of what was paid.
        (Party::Institution(_), State::Paid) => Won::ZERO,
        (Party::Institution(_) | Party::Bank(_) | Party::Surety, _) => {
            money.of_party(&it.institution, side)
        }
        (Party::Operator | Party::Consumer, _) => Won::ZERO,
    }
}

/// What of that a party says that it has paid, as long as nobody has booked it: whatever became of
/// the sum since it was said.
pub fn told_of(it: &Claim, money: &Money, told: &[Notice], side: &Party) -> Won {
    to_pay(it, money, side).min(waiting(told, side))
}

/// What a surety says that it paid though it is on record as refusing, and is not asked.
pub fn told_and_refused(it: &Claim, money: &Money, told: &[Notice]) -> Won {
    // Once it was asked, only its no leads back to these.
    let is_back = matches!(it.state, State::Decided | State::Recourse);
    let is_refused = is_back && it.done_at[Step::Surety as usize].is_some();
    match is_refused && money.on_surety <= Won::ZERO {
        true => waiting(told, &Party::Surety),
        false => Won::ZERO,
    }
}

/// What of an institution's own part it need not pay yet: whoever pays what the surety has paid
/// already pays it twice. What it says itself that it paid is not among it.
pub fn held_of(it: &Claim, money: &Money, told: &[Notice], side: &Party) -> Won {
    let Party::Institution(_) = side else { return Won::ZERO };
    let owed = to_pay(it, money, side).minus(told_of(it, money, told, side));
    owed.unwrap_or(Won::ZERO).min(told_and_refused(it, money, told))
}

/// Until when an institution may pay its share itself before its surety is asked for it.
fn own_until(it: &Claim) -> Option<Micros> {
    let step = Step::Surety as usize;
    let is_theirs = matches!(it.state, State::Decided | State::Recourse);
    it.due_at[step].filter(|_| is_theirs && it.done_at[step].is_none())
}

/// Whether that time is over: from then on the operator asks the surety.
pub fn is_own_time_over(it: &Claim, now: Micros) -> bool {
    own_until(it).is_some_and(|until| until <= now)
}

/// Whether an institution's own time runs, and the claim waits for nobody else meanwhile.
pub fn is_own_time(it: &Claim, now: Micros) -> bool {
    own_until(it).is_some_and(|until| now < until)
}

/// What waits to be looked at: who says that it has paid, whatever became of the sum since. What is
/// over waits for nobody.
pub fn told_now(it: &Claim, told: &[Notice]) -> Vec<(Party, Won)> {
    let mut out: Vec<(Party, Won)> = Vec::new();
    for party in told.iter().filter(|_| !it.state.is_final()).map(|it| &it.said.party) {
        let amount = waiting(told, party);
        if amount > Won::ZERO && out.iter().all(|known| known.0 != *party) {
            out.push((party.clone(), amount));
        }
    }
    out
}

/// What a side has to do at `now`. Those who decide stand for the operator. Of an institution's
/// share one side has the word: the institution until its own time is over, then the operator, who
/// asks the surety.
pub fn todo(it: &Claim, (money, traces, told): Known<'_>, side: &Party, now: Micros) -> Todo {
    if it.state.is_final() {
        return NOTHING;
    }
    // Nobody is asked to send again what it says that it has sent.
    let told_own = told_of(it, money, told, side);
    let owed = to_pay(it, money, side).minus(told_own);
    let owed = owed.and_then(|sum| sum.minus(held_of(it, money, told, side))).unwrap_or(Won::ZERO);
    let pays = owed > Won::ZERO;
    match side {
        Party::Operator => of_operator(it, money, told, now),
        Party::Institution(_) if is_own_time_over(it, now) => NOTHING,
        Party::Institution(_) if pays => of_institution(it, owed),
        Party::Bank(code) => {
            let asked = traces
                .iter()
                .filter(|trace| trace.bank == *code && trace.state == TraceState::Waiting);
            let asked = asked.fold(Won::ZERO, |sum, it| sum.plus(it.amount).unwrap_or(sum));
            match (asked > Won::ZERO, pays) {
                (true, _) => Todo {
                    duty: Duty::Freeze,
                    amount: asked,
                    due_at: it.due_at[Step::Freeze as usize],
                },
                (false, true) => Todo { duty: Duty::Share, amount: owed, due_at: None },
                (false, false) => NOTHING,
            }
        }
        Party::Surety if pays => Todo { duty: Duty::Answer, amount: owed, due_at: None },
        _ => NOTHING,
    }
}

fn of_operator(it: &Claim, money: &Money, told: &[Notice], now: Micros) -> Todo {
    let own = Party::Institution(it.institution.clone());
    let collects = told_of(it, money, told, &own) == money.on_institution;
    let due = |step: Step| it.due_at[step as usize];
    let open = money.open(&it.institution).into_iter();
    let open = open.fold(Won::ZERO, |sum, (_, won)| sum.plus(won).unwrap_or(sum));
    match it.state {
        State::Reported | State::Frozen => {
            let duty = if it.payer == Payer::Operator { Duty::Pay } else { Duty::Book };
            Todo { duty, amount: it.loss, due_at: due(Step::Payment) }
        }
        State::Paid => Todo { duty: Duty::Decide, amount: it.loss, due_at: due(Step::Cause) },
        // Whoever was asked has the word, unless somebody says that it has paid.
        State::SuretyClaimed if money.on_surety > Won::ZERO && told_now(it, told).is_empty() => {
            NOTHING
        }
        _ if open == Won::ZERO => Todo { duty: Duty::Close, ..NOTHING },
        // The institution has the word until its time is over, unless somebody has told a payment.
        _ if is_own_time(it, now) && told_now(it, told).is_empty() => NOTHING,
        _ if is_own_time_over(it, now) && !collects => {
            Todo { duty: Duty::AskSurety, amount: money.on_institution, due_at: due(Step::Surety) }
        }
        _ => Todo { duty: Duty::Collect, amount: open, due_at: None },
    }
}

fn of_institution(it: &Claim, amount: Won) -> Todo {
    if matches!(it.state, State::Reported | State::Frozen) {
        let due_at = it.due_at[Step::Payment as usize];
        return Todo { duty: Duty::PayAndShow, amount, due_at };
    }
    let due_at =
        it.due_at[Step::Surety as usize].filter(|_| it.done_at[Step::Surety as usize].is_none());
    Todo { duty: Duty::Share, amount, due_at }
}

//! Whose turn it is in a claim: what each side has to do next, how much, and by when. Pure.

use super::book::Money;
use super::model::{Claim, Party, Payer, State, Step, Trace, TraceState};
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

/// What a side has to do now. Those who decide stand for the operator.
pub fn todo(it: &Claim, (money, traces): (&Money, &[Trace]), side: &Party) -> Todo {
    if it.state.is_final() {
        return NOTHING;
    }
    match side {
        Party::Operator => of_operator(it, money),
        Party::Institution(code) if *code == it.institution => of_institution(it, money),
        Party::Bank(code) => {
            let asked = traces
                .iter()
                .filter(|trace| trace.bank == *code && trace.state == TraceState::Waiting);
            let asked = asked.fold(Won::ZERO, |sum, it| sum.plus(it.amount).unwrap_or(sum));
            let owed = money.of_party(&it.institution, side);
            match (asked > Won::ZERO, owed > Won::ZERO) {
                (true, _) => Todo {
                    duty: Duty::Freeze,
                    amount: asked,
                    due_at: it.due_at[Step::Freeze as usize],
                },
                (false, true) => Todo { duty: Duty::Share, amount: owed, due_at: None },
                (false, false) => NOTHING,
            }
        }
        Party::Surety if money.on_surety > Won::ZERO => {
            Todo { duty: Duty::Answer, amount: money.on_surety, due_at: None }
        }
        _ => NOTHING,
    }
}

fn of_operator(it: &Claim, money: &Money) -> Todo {
    let due = |step: Step| it.due_at[step as usize];
    let open = money.open(&it.institution).into_iter();
    let open = open.fold(Won::ZERO, |sum, (_, won)| sum.plus(won).unwrap_or(sum));
    match it.state {
        State::Reported | State::Frozen => {
            let duty = if it.payer == Payer::Operator { Duty::Pay } else { Duty::Book };
            Todo { duty, amount: it.loss, due_at: due(Step::Payment) }
        }
        State::Paid => Todo { duty: Duty::Decide, amount: it.loss, due_at: due(Step::Cause) },
        // Whoever was asked has the word.
        State::SuretyClaimed if money.on_surety > Won::ZERO => NOTHING,
        _ if open == Won::ZERO => Todo { duty: Duty::Close, ..NOTHING },
        State::Decided if money.on_institution > Won::ZERO && due(Step::Surety).is_some() => {
            Todo { duty: Duty::AskSurety, amount: money.on_institution, due_at: due(Step::Surety) }
        }
        _ => Todo { duty: Duty::Collect, amount: open, due_at: None },
    }
}

fn of_institution(it: &Claim, money: &Money) -> Todo {
    match it.state {
        State::Reported | State::Frozen if it.payer == Payer::Institution => {
            let due_at = it.due_at[Step::Payment as usize];
            Todo { duty: Duty::PayAndShow, amount: it.loss, due_at }
        }
        State::Decided | State::SuretyClaimed | State::Recourse
            if money.on_institution > Won::ZERO =>
        {
            let due_at = it.due_at[Step::Surety as usize]
                .filter(|_| it.done_at[Step::Surety as usize].is_none());
            Todo { duty: Duty::Share, amount: money.on_institution, due_at }
        }
        _ => NOTHING,
    }
}

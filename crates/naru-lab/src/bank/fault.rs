//! Faults on command: how a bank misbehaves, for which requests, and how often.
//!
//! Invariant: whether a rule with a probability strikes follows from the plan's seed, the rule's
//! place, the operation and the transaction id alone, so that a replay misbehaves alike. A rule
//! with a count strikes the first requests that come. A fault changes what is answered, or what is
//! true; it never makes the books lie.

use super::books::model::{Refusal, Truth, Twist};
use crate::seed::mix;
use naru_base::Won;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is asked of a bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// A debit.
    Withdraw,
    /// A credit.
    Deposit,
    /// A deposit that is claimed back.
    Return,
    /// What became of one of these.
    Inquiry,
    /// A balance.
    Balance,
    /// A page of a statement.
    Statement,
    /// Whose an account is.
    Holder,
    /// Which accounts a person has.
    Accounts,
    /// Keeping what is on an account.
    Freeze,
    /// Letting it go.
    Unfreeze,
}

/// A way to misbehave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "mode", rename_all = "snake_case")]
pub enum Mode {
    /// Executes after a delay, whether or not anybody still waits.
    Slow {
        /// The delay.
        ms: u32,
    },
    /// Executes, then closes the connection without an answer.
    LostReply,
    /// Executes at once, answers late.
    LateReply {
        /// How late.
        ms: u32,
    },
    /// Executes, then says something that does not fit: another amount, or success and failure in
    /// one answer.
    Contradictory,
    /// Answers "processing", and so do the next inquiries; then the truth, which is one of:
    /// executed at once, executed later, never executed.
    Unknown {
        /// How many inquiries are answered "processing".
        #[serde(default)]
        hidden: u16,
    },
    /// Executes nothing.
    Down {
        /// How.
        #[serde(default)]
        how: Down,
    },
    /// Refuses with a bank's code.
    Refuse {
        /// Three digits, not 000.
        code: String,
    },
}

/// How a bank is down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Down {
    /// It answers 503.
    #[default]
    Unavailable,
    /// It closes connections without an answer.
    Closed,
}

/// One rule of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// What happens.
    #[serde(flatten)]
    pub mode: Mode,
    /// To which operation; `None` is all for `slow` and `down`, whatever moves money for the
    /// others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Operation>,
    /// To how many of a thousand requests.
    #[serde(default = "always")]
    pub per_mille: u16,
    /// To requests about exactly so many won; `None` is any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<i64>,
    /// To how many requests in all; `None` is no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
}

const fn always() -> u16 {
    1000
}

impl Rule {
    /// A rule that strikes whatever moves money.
    pub const fn always(mode: Mode) -> Self {
        Rule { mode, on: None, per_mille: always(), amount: None, count: None }
    }

    /// A rule that strikes the next `count` requests.
    pub const fn times(mode: Mode, count: u32) -> Self {
        Rule { mode, on: None, per_mille: always(), amount: None, count: Some(count) }
    }

    fn is_about(&self, operation: Operation) -> bool {
        match (self.on, &self.mode) {
            (Some(on), _) => on == operation,
            (None, Mode::Slow { .. } | Mode::Down { .. }) => true,
            (None, _) => {
                matches!(operation, Operation::Withdraw | Operation::Deposit | Operation::Return)
            }
        }
    }
}

/// The faults ordered of a bank. The first rule that strikes decides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// What the strikes follow from.
    #[serde(default)]
    pub seed: u64,
    /// The rules, in order.
    #[serde(default)]
    pub rules: Vec<Rule>,
}

/// Why a plan is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("rule {rule}: {why}")]
pub struct BadPlan {
    /// Which rule, counted from 0.
    pub rule: usize,
    /// What is wrong with it.
    pub why: &'static str,
}

/// Rules in a plan, at most.
const RULES_MAX: usize = 32;
/// The longest delay: longer than any caller waits, short enough to end with a test.
const DELAY_MS_MAX: u32 = 600_000;

impl Plan {
    /// A plan of these rules.
    pub const fn new(seed: u64, rules: Vec<Rule>) -> Self {
        Plan { seed, rules }
    }

    /// Says what is wrong with it.
    pub fn check(&self) -> Result<(), BadPlan> {
        if self.rules.len() > RULES_MAX {
            return Err(BadPlan { rule: RULES_MAX, why: "at most 32 rules" });
        }
        for (rule, it) in self.rules.iter().enumerate() {
            let bad = |why| Err(BadPlan { rule, why });
            if it.per_mille > 1000 {
                return bad("per_mille is 0 to 1000");
            }
            match &it.mode {
                Mode::Slow { ms } | Mode::LateReply { ms } if *ms > DELAY_MS_MAX => {
                    return bad("a delay is at most 600000 ms");
                }
                Mode::Refuse { code } if refusal(code).is_none() => {
                    return bad("a refusal's code is three digits and not 000 or 400");
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether rule `i` strikes this request, its count aside.
    fn strikes(&self, i: usize, operation: Operation, id: &str, attempt: u32) -> bool {
        let Some(rule) = self.rules.get(i) else { return false };
        if !rule.is_about(operation) {
            return false;
        }
        rule.per_mille == 1000
            || self.dice(i, operation, id, attempt) % 1000 < u64::from(rule.per_mille)
    }

    fn dice(&self, i: usize, operation: Operation, id: &str, attempt: u32) -> u64 {
        let word = [i as u64, operation as u64, u64::from(attempt)].map(u64::to_be_bytes);
        mix(self.seed, &[word.as_flattened(), id.as_bytes()])
    }
}

/// A fault that struck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strike {
    /// What happens.
    pub mode: Mode,
    /// Decides what the mode leaves open. Follows from the seed as the strike does.
    pub dice: u64,
}

impl Strike {
    /// What it does to the books.
    pub fn twist(&self) -> Twist {
        match &self.mode {
            Mode::Refuse { code } => refusal(code).map_or(Twist::None, Twist::Refuse),
            Mode::Unknown { hidden } => {
                // Half was executed all along: the case that costs money if it is got wrong.
                let truth = match self.dice / 1000 % 4 {
                    0 | 1 => Truth::Now,
                    2 => Truth::Later,
                    _ => Truth::Never,
                };
                Twist::Unknown { truth, hidden: *hidden }
            }
            _ => Twist::None,
        }
    }
}

/// A code that means a refusal: not success, and not "processing".
fn refusal(code: &str) -> Option<Refusal> {
    let digits: [u8; 3] = code.as_bytes().try_into().ok()?;
    let ok = digits.iter().all(u8::is_ascii_digit) && code != "000" && code != "400";
    ok.then_some(Refusal(digits))
}

/// The plan in force, and how often each rule has struck.
#[derive(Debug, Default)]
pub struct Board {
    state: Mutex<State>,
    /// No rules: the usual case costs one load.
    calm: AtomicBool,
    /// New connections are closed at once.
    closed: AtomicBool,
}

#[derive(Debug, Default)]
struct State {
    plan: Plan,
    struck: Vec<u32>,
    /// How often an id was asked about, so that an inquiry that was lost once is not lost for ever.
    attempts: HashMap<String, u32>,
}

/// Ids whose inquiries are counted, at most; then counting starts anew.
const ATTEMPTS_MAX: usize = 100_000;

impl Board {
    /// A board with a plan.
    pub fn new(plan: Plan) -> Self {
        let board = Board::default();
        board.set(plan);
        board
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a plan in force; the counts start anew.
    pub fn set(&self, plan: Plan) {
        let closes = |r: &Rule| {
            r.mode == Mode::Down { how: Down::Closed }
                && (r.on, r.per_mille, r.count) == (None, 1000, None)
        };
        let mut state = self.state();
        self.calm.store(plan.rules.is_empty(), Ordering::Release);
        self.closed.store(plan.rules.iter().any(closes), Ordering::Release);
        *state = State { struck: vec![0; plan.rules.len()], plan, attempts: HashMap::new() };
    }

    /// The plan in force, and how often each rule has struck.
    pub fn get(&self) -> (Plan, Vec<u32>) {
        let state = self.state();
        (state.plan.clone(), state.struck.clone())
    }

    /// Whether new connections are closed at once.
    pub fn refuses_connections(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    /// What strikes this request, if anything.
    pub fn pick(&self, operation: Operation, (id, amount): (&str, Option<Won>)) -> Option<Strike> {
        if self.calm.load(Ordering::Acquire) {
            return None;
        }
        let mut state = self.state();
        let state = &mut *state;
        let attempt = if operation == Operation::Inquiry {
            if state.attempts.len() >= ATTEMPTS_MAX {
                state.attempts.clear();
            }
            let seen = state.attempts.entry(id.to_owned()).or_insert(0);
            *seen = seen.saturating_add(1);
            *seen
        } else {
            0
        };
        for (i, rule) in state.plan.rules.iter().enumerate() {
            let spent = rule.count.is_some_and(|count| state.struck[i] >= count);
            let is_other = rule.amount.is_some_and(|it| amount != Some(Won::new(it)));
            if !spent && !is_other && state.plan.strikes(i, operation, id, attempt) {
                state.struck[i] = state.struck[i].saturating_add(1);
                let dice = state.plan.dice(i, operation, id, attempt);
                return Some(Strike { mode: rule.mode.clone(), dice });
            }
        }
        None
    }
}

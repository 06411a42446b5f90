//! The line to one bank: how much may be under way (bulkhead), and whether to ask at all (breaker).
//!
//! A state machine without I/O: the caller brings the time and what was heard.

use super::model::LineClosed;
use crate::policy::Policy;
use naru_base::Micros;

/// The breaker of one bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breaker {
    /// Requests pass; so many in a row were not answered.
    Closed {
        /// Unanswered in a row.
        failures: i64,
    },
    /// Nothing passes until then.
    Open {
        /// When one probe may pass.
        until: Micros,
    },
    /// One probe is under way.
    Probing,
}

/// The line to one bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankLine {
    breaker: Breaker,
    in_flight: i64,
    /// Transfers at this bank that were in doubt when the book was last asked.
    doubts: i64,
}

impl Default for BankLine {
    fn default() -> Self {
        BankLine { breaker: Breaker::Closed { failures: 0 }, in_flight: 0, doubts: 0 }
    }
}

/// What a request came to, as far as the line is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// The bank answered, whatever it said.
    Answer,
    /// It did not: refused connection, no answer in time, broken connection, HTTP error.
    Silence,
    /// The request was given up before it was sent; says nothing about the bank.
    Nothing,
}

/// A change of the breaker that must be told: it changes whether money moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The breaker opened.
    Opened,
    /// The breaker closed again.
    Closed,
}

impl BankLine {
    /// Asks for a place on the line for an order. On `Ok`, [`BankLine::heard`] must follow,
    /// whatever happens.
    ///
    /// What is in doubt is worked off before more orders may come to be in doubt: so doubts at a
    /// bank stay below a bound, however much is ordered and however slow it is.
    pub fn enter(&mut self, policy: &Policy, now: Micros) -> Result<(), LineClosed> {
        if self.doubts >= policy.bank_doubts_max {
            return Err(LineClosed::Full);
        }
        self.enter_to_read(policy, now)
    }

    /// [`BankLine::enter`] for what leaves nothing behind: a balance, a statement, a name.
    pub fn enter_to_read(&mut self, policy: &Policy, now: Micros) -> Result<(), LineClosed> {
        self.enter_below(policy.bank_inflight_max, now)
    }

    /// Notes how many of the bank's transfers are in doubt, as the book says.
    pub fn note_doubts(&mut self, count: i64) {
        self.doubts = count;
    }

    /// [`BankLine::enter`] for an inquiry about a transfer in doubt, which has places of its own
    /// beyond the traffic's: a line full of new orders must not keep old ones in doubt.
    pub fn enter_to_inquire(&mut self, policy: &Policy, now: Micros) -> Result<(), LineClosed> {
        self.enter_below(policy.bank_inflight_max.saturating_add(policy.bank_inquiry_places), now)
    }

    fn enter_below(&mut self, most: i64, now: Micros) -> Result<(), LineClosed> {
        if self.in_flight >= most {
            return Err(LineClosed::Full);
        }
        match self.breaker {
            Breaker::Closed { .. } => {}
            Breaker::Open { until } if now >= until => self.breaker = Breaker::Probing,
            Breaker::Open { .. } | Breaker::Probing => return Err(LineClosed::BreakerOpen),
        }
        self.in_flight += 1;
        Ok(())
    }

    /// Gives the place back with what was heard.
    pub fn heard(&mut self, policy: &Policy, now: Micros, heard: Heard) -> Option<Turn> {
        self.in_flight = (self.in_flight - 1).max(0);
        let open = Breaker::Open { until: now.plus_ms(policy.breaker_open_ms) };
        let (next, turn) = match (self.breaker, heard) {
            (Breaker::Closed { failures }, Heard::Silence) => {
                let failures = failures + 1;
                if failures >= policy.breaker_failures {
                    (open, Some(Turn::Opened))
                } else {
                    (Breaker::Closed { failures }, None)
                }
            }
            (Breaker::Closed { .. }, Heard::Answer) => (Breaker::Closed { failures: 0 }, None),
            (Breaker::Probing, Heard::Silence) => (open, None),
            // Requests sent before the breaker opened still come back: any answer closes it.
            (Breaker::Probing | Breaker::Open { .. }, Heard::Answer) => {
                (Breaker::Closed { failures: 0 }, Some(Turn::Closed))
            }
            (Breaker::Probing, Heard::Nothing) => (Breaker::Open { until: now }, None),
            (same, _) => (same, None),
        };
        self.breaker = next;
        turn
    }

    /// The breaker, for screens.
    pub const fn breaker(&self) -> Breaker {
        self.breaker
    }

    /// Requests under way, for screens.
    pub const fn in_flight(&self) -> i64 {
        self.in_flight
    }
}

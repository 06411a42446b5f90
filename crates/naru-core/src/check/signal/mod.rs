//! Live signals (살아 있는 신호): what the system itself saw of an institution, and what that says
//! about an item of a list. Pure: facts in, an opinion out.
//!
//! Invariant: what was not seen is unknown, never a support. A signal supports or refutes; a
//! person closes the item.
//!
//! **Must never know** where the facts come from.

mod facts;
mod judge;
#[cfg(test)]
mod tests;

pub use facts::{Account, Contact, Limits, Notice, Release, Seen, What, Witnessed};
pub use judge::{Observation, Signal, observe, of_item};

//! A virtual bank's books: accounts, and what became of each withdrawal. Durable, its own store.
//!
//! Invariants: the balances sum to zero; a customer's balance is the opening less what is done; at
//! most one effect per (business date, transaction id); the same id with other content is refused;
//! a void id is never executed; what was once said to be final is said again, word for word.
//!
//! **Must never know** HTTP, signatures, or what faults were ordered beyond the one twist that
//! comes with an order.

pub mod decide;
pub mod history;
pub mod hold;
pub mod line;
pub mod model;
mod service;
mod sql;
mod sql_hold;
mod sql_line;

pub use service::{Books, CONTRADICTORY};
pub use sql::{MIGRATIONS, STATEMENTS};
pub use sql_hold::HOLD_STATEMENTS;
pub use sql_line::LINE_STATEMENTS;

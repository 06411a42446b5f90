//! The store: SQLite and PostgreSQL behind one [`Store`] and one [`Tx`].
//!
//! Writes are closures queued to a single writer, which takes whatever waits, runs the closures one
//! by one (as if each had its own savepoint), appends one audit link over their records, commits
//! once, and only then answers. Everything above is synchronous inside a transaction, so no
//! transaction can contain a network call.
//!
//! **Must never know** a business word: migrations of the slices come in from outside.

pub mod chain;
mod checkpoint;
mod engine;
mod guard;
pub mod jobs;
mod kept;
mod later;
pub mod migrate;
mod postgres;
mod prepare;
mod sqlite;
mod store;
mod tally;
mod threads;
mod tx;
mod value;
mod work;
mod writer;

pub use kept::Kept;
pub use later::STATEMENTS as LATER_STATEMENTS;
pub use migrate::Migration;
pub use prepare::{effort, prepare_all};
pub use store::{Durability, Location, Options, Store};
pub use tally::Tally;
pub use tx::{Row, Tx};
pub use value::{FromVal, ToVal, Val};

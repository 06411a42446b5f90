//! The proof of the book: what must be true of every transfer, posting and balance, read back from
//! the store and compared. Runs offline (`naru verify`) and beside the writer.
//!
//! Memory is bounded: the book is read in pages, in the order of its keys; what is held at once is
//! one page, one balance for each participant, and the first findings of each check.
//!
//! **Must never know** how a transfer is decided: a proof that calls what it proves proves nothing.

mod bank;
mod book;
mod claim;
mod institution;
mod memory;
mod model;
mod person;
mod sql;
mod subsidy;
mod window;

pub use bank::{BankRecord, against_bank};
pub use book::book;
pub use memory::memory;
pub use model::{Check, Report};
pub use sql::STATEMENTS;

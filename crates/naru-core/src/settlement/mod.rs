//! Settlement (정산): the net amounts between participants, day by day, and what banks' own
//! statements say of them.
//!
//! Invariants: each settled transfer belongs to exactly one window (I11), that of the business
//! date of its closing commit, and a window that was netted takes no more; the positions of a
//! window sum to zero; windows follow each other without a gap and are never changed; a year whose
//! holidays are not known is an error, never a guess; a difference from a bank's statement stays
//! until somebody explains it or it is gone.
//!
//! Read [`decide`] first, then [`calendar`] and [`reconcile`].
//!
//! **Must never know** files, screens, or how a transfer is decided: it reads the relay
//! through its public face.

pub mod calendar;
pub mod csv;
pub mod decide;
mod difference;
pub mod export;
mod holidays;
mod model;
pub mod reconcile;
mod service;
mod sql;
mod sql_difference;
#[cfg(test)]
mod tests;

pub use calendar::{Calendar, MissingYear};
pub use difference::{
    EXPLANATION_CHARS_MAX, Kept, Reconciled, Standing, differences_of, explain, open_differences,
    reconcile_day,
};
pub use model::{Holiday, Moved, Party, Position, Window};
pub use service::{
    Closed, add_holiday, calendar_of, close_day, close_due, install_shipped, next_open, placed,
    positions, put_year, remove_holiday, windows,
};
pub use sql::{STATEMENTS, holidays_of, window};
pub use sql_difference::{
    DIFFERENCE_STATEMENTS, DifferenceSearch, Differences, difference_counts, search_differences,
};

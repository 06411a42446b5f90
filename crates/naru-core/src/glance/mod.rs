//! The network at a glance: a read model without a store. What the page shows is one plain value,
//! [`Glance`]; the page adds nothing to it but words and shapes.
//!
//! Invariants: integers only · every list is bounded · what is not known is `None`, never 0.
//!
//! **Must never know** about SQL, HTTP or languages. [`LiveMeter`] is told what happened and when;
//! it reads no clock.

mod build;
mod histogram;
mod lead;
mod meter;
mod model;
mod ring;
#[cfg(test)]
mod tests;

pub use build::{Facts, Thresholds, bank_state, build, cell_level};
pub use histogram::Histogram;
pub use lead::{Lead, Trouble, lead};
pub use meter::{CallKind, CallOutcome, Figures, LiveMeter, Measured};
pub use model::{
    AuditFacts, BankAnswer, BankRow, BankState, Cell, DoubtRow, Doubts, Event, EventKind, Flow,
    Glance, InstitutionRow, Latency, Mix, MoneyProof, Name, NodeFacts, Standing, Success, Total,
};

/// Gives the present state of the network. Cheap: a snapshot, not a query.
pub trait GlanceSource: Send + Sync + 'static {
    /// The state as of [`Glance::at`].
    fn glance(&self) -> Glance;
}

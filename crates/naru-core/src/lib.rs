//! The slices of Naru: what is decided, and what is recorded.
//!
//! Every command is load → decide → save in one transaction of the store, with its audit record.
//! Synchronous throughout. **Must never know** HTTP, sockets, templates, the ambient clock or
//! ambient randomness.

pub mod access;
pub mod admission;
pub mod check;
pub mod claim;
pub mod consent;
pub mod desk;
pub mod eligibility;
pub mod fds;
pub mod functional;
pub mod glance;
pub mod hub;
pub mod identity;
pub mod incident;
pub mod ledger;
pub mod notify;
pub mod oss;
pub mod planted;
pub mod policy;
pub mod program;
pub mod proposal;
pub mod reactions;
pub mod relay;
pub mod schema;
pub mod settlement;
pub mod staff;
pub mod subsidy;
pub mod surety;
pub mod verify;

//! Fraud detection (이상금융거래 탐지): what was found in an institution's transfers.
//!
//! As yet the table of detections and its reading; the rules that fill it come with their own
//! slice of work. Invariant: a detection is written in the commit that decides the transfer.
//!
//! **Must never know** a person's name or account: a detection names its transfer.

mod model;
mod sql;

pub use model::{Action, Detection};
pub use sql::{STATEMENTS, detections, record};

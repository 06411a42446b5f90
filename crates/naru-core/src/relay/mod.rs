//! The relay (중계): one withdrawal from order to settlement.
//!
//! Invariants: I1 conservation, I2 at most one effect per (institution, business date,
//! bank_tran_id), I3 same id with other content is refused, I5 final means nothing reserved,
//! I6 outward states only move forward, I7 unknown is never failed, I8 limits hold with
//! reservations counted, I10 an audit record in the same commit.
//!
//! Read [`decide`] first. The path: [`service::reserve`] → the bank (asked by whoever drives
//! [`crossing::Crossing`]) → [`service::conclude`]; what stays in doubt is found by [`sweep`].

pub mod bankwire;

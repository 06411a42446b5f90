//! Delivery of notices: signed webhooks and e-mail. Sockets only; what is due, how often it is
//! tried and what becomes of it is `naru_core::notify`'s.
//!
//! Invariants: a call goes only to an address that was looked at, and never follows anybody to
//! another; no attempt takes longer than its time or reads more than its bytes; an attempt is
//! counted in the book before it is made.
//!
//! **Must never know** what a notice is about.

pub mod call;
pub mod guard;
mod mail;
pub mod sign;
mod webhook;
mod worker;

pub use call::{Answered, Caller, CallerParts, NoTrust, may_be_given};
pub use guard::Guard;
pub use mail::{Mail, MailParts, MailTls, NoMail};
pub use webhook::{body, headers};
pub use worker::{Courier, run, run_once};

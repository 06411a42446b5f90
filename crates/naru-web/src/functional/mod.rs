//! The functional test on the wire: what a sandbox's tenants do is seen and written down, and the
//! console's hand on the sandbox.
//!
//! A sandbox is a second [`crate::Node`] on a book of its own, behind a socket of its own.
//! Production's node never observes anything here, and a call costs it one look at a flag.
//!
//! **Must never know** how a case is judged: `naru_core::functional` does.

mod observe;
mod place;
mod read;

pub(crate) use observe::observe;
pub use place::{SandboxBank, SandboxPlace, Soon};

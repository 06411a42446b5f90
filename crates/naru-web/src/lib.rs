//! HTTP: the Open Banking API, OAuth, the console, and the sockets towards banks.
//!
//! [`Node`] is what the tasks of one process share; [`serve()`] puts it on a socket. A call goes
//! [`serve`](mod@serve) → [`api`] (whose call, may it, what does it say) → [`relay`] (the order of
//! I/O around the core's commits) → [`bank`] (a signed question, a verified answer) → [`wire`]
//! (the one mapping from what happened to what an institution reads).
//!
//! **Must never know** SQL, or how a decision is made: both belong to `naru-core`.

pub mod api;
pub mod bank;
pub mod consent;
pub mod console;
pub mod freeze;
pub mod functional;
pub mod gates;
pub mod meter;
pub mod metrics;
pub mod node;
pub mod notify;
pub mod oauth;
pub mod openapi;
mod operations;
pub mod oss;
mod programs;
pub mod relay;
mod seen;
pub mod serve;
pub mod standing;
pub mod tls;
pub mod vault;
pub mod wire;

pub use meter::{CallFacts, Meter, NoMeter};
pub use node::{Limits, Node, NodeParts};
pub use relay::sweep;
pub use serve::{Front, serve};

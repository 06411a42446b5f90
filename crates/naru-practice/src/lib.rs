//! How open source is kept under control (오픈소스 관리): the 48 items of the self-check and the
//! materials of the standards that they serve, the guide with its drafts, what licences ask for,
//! and the notice. The command `naru oss` and the server say the same because both ask here.
//!
//! **Must never know** files, the network, the clock, or what either of them holds.

pub mod duty;
pub mod guide;
pub mod items;
pub mod materials;
pub mod notice;
pub mod pack;
pub mod paper;

pub use duty::Duty;
pub use items::{Answer, Evidence, Item, Row, items};

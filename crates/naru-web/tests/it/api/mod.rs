//! The Open Banking API through its socket, with a virtual bank behind it.

mod access;
mod auth;
mod balance;
pub mod bed;
pub mod consent;
mod doubt;
mod impostor;
mod input;
mod inquiry;
mod limits;
mod reference;
mod result;
mod token;
mod withdraw;

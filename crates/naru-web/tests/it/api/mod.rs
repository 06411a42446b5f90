//! The Open Banking API through its socket, with a virtual bank behind it.

mod access;
mod auth;
mod balance;
pub mod bed;
pub mod consent;
mod deposit;
mod doubt;
mod gates;
mod impostor;
mod input;
mod inquiry;
mod limits;
mod manage;
mod reference;
mod result;
mod returns;
mod token;
mod withdraw;

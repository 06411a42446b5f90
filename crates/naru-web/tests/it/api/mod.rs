//! The Open Banking API through its socket, with a virtual bank behind it.

mod access;
mod auth;
mod balance;
pub mod bed;
pub mod consent;
mod deposit;
mod described;
mod doubt;
mod gates;
mod gates_calls;
mod hooks;
mod impostor;
mod input;
mod inquiry;
mod limits;
mod mail;
mod mail_tls;
mod manage;
mod notices;
mod oss;
mod reference;
mod result;
mod returns;
mod seen;
mod token;
mod withdraw;

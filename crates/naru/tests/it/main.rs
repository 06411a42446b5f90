//! The `naru` command from outside: what a person, a script and an orchestrator see.

#![expect(clippy::unwrap_used, reason = "the beds of tests stop at whatever they do not expect")]

mod banks;
mod bed;
mod bench;
mod book;
mod cli;
mod config;
mod conform;
mod crash;
mod demo;
mod http;
mod incident;
mod institution;
mod journey;
mod keys;
mod migrate;
mod oss;
mod owner;
mod postgres;
mod proof;
mod running;
mod serve;
mod settle;
mod sim;
mod staff;

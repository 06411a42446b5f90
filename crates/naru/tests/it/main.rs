//! The `naru` command from outside: what a person, a script and an orchestrator see.

mod bed;
mod cli;
mod keys;

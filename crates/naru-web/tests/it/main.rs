//! Tests of naru-web through its public door.

mod api;
mod bed;
mod browser;
mod console;
mod fixtures;

//! Tests of naru-web through its public door.

mod api;
mod bed;
mod browser;
mod browser_driver;
mod console;
mod fixtures;

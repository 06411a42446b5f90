//! The readers against real files of scanners, against small ones of our own, and against damage.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod bills;
mod formats;
mod formats_newer;
mod hostile;
mod items;
mod lists;
mod oscal;
mod runs;
mod scanners;
mod scans;
mod suites;
mod times;

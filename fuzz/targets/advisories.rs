//! Advisories and what ranks them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use naru_sbom::advisory;
use naru_sbom::json::{self, Limits};

fuzz_target!(|bytes: &[u8]| {
    let _ = advisory::parse_osv(bytes);
    let _ = advisory::parse_rustsec("crates/rope/RUSTSEC-2026-0001.md", bytes);
    let _ = advisory::parse_kev(bytes);
    let _ = advisory::parse_epss(bytes);
    let limits = Limits { bytes_max: 1 << 20, depth_max: 32, values_max: 10_000 };
    let _ = json::read(bytes, limits);
});

//! Archives: nothing unpacks to more than its limits.
#![no_main]

use libfuzzer_sys::fuzz_target;
use naru_sbom::guard::{Limits, Unread, Visit, unpack};
use std::io::{Cursor, Read, Result};

const UNPACKED_MAX: u64 = 1 << 20;
const NAMES: [&str; 5] = ["a.zip", "a.tar", "a.tar.gz", "a.gz", "a"];

#[derive(Default)]
struct Count(u64);

impl Visit for Count {
    fn file(&mut self, _: &str, bytes: &mut dyn Read) -> Result<()> {
        self.0 += std::io::copy(bytes, &mut std::io::sink())?;
        Ok(())
    }
    fn unread(&mut self, _: &str, _: Unread) {}
}

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits {
        depth_max: 3,
        entries_max: 1_000,
        unpacked_bytes_max: UNPACKED_MAX,
        nested_bytes_max: 1 << 16,
    };
    let Some((which, rest)) = bytes.split_first() else { return };
    let mut count = Count::default();
    unpack(NAMES[usize::from(*which) % NAMES.len()], Cursor::new(rest), limits, &mut count);
    let most = UNPACKED_MAX + rest.len() as u64;
    assert!(count.0 <= most, "{} bytes unpacked to {}", rest.len(), count.0);
});

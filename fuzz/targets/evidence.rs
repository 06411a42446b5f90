//! What security scanners write.
#![no_main]

use libfuzzer_sys::fuzz_target;
use naru_sbom::json::Limits;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { bytes_max: 1 << 20, depth_max: 32, values_max: 10_000 };
    match naru_evidence::read_as(bytes, limits) {
        Ok(report) => {
            let same = naru_evidence::read_as(bytes, limits).expect("it was read a moment ago");
            assert_eq!(report, same, "the same bytes are the same report");
        }
        Err(refused) => assert!(!refused.ko().is_empty() && !refused.en().is_empty()),
    }
});

//! Bills of materials and what is said about them: whatever is read is written, and is valid.
#![no_main]

use libfuzzer_sys::fuzz_target;
use naru_sbom::json::Limits;
use naru_sbom::{bom, csaf, cyclonedx, spdx, vex};

const LIMITS: Limits = Limits { bytes_max: 1 << 20, depth_max: 32, values_max: 10_000 };

fuzz_target!(|bytes: &[u8]| {
    let read =
        [cyclonedx::read(bytes, LIMITS), spdx::read(bytes, LIMITS), spdx::read_tags(bytes, LIMITS)];
    for bill in read.into_iter().flatten() {
        let _ = (bom::acceptance(&bill), bill.graph().has_circle());
        let text = cyclonedx::write(&bill);
        let faults = cyclonedx::validate(text.as_bytes(), Limits::default());
        assert_eq!(faults, [], "what is written is valid: {text}");
        let _ = spdx::write(&bom::fold_same_purls(bill));
    }
    let _ = csaf::read(bytes, LIMITS);
    let _ = vex::openvex::read(bytes, LIMITS);
});

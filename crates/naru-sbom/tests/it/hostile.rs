//! Whatever the bytes are: every reader answers, none panics.

use naru_sbom::json::Limits;
use naru_sbom::{bom, cyclonedx, spdx};
use proptest::prelude::*;

use crate::cyclonedx::sample;

/// A good document with some bytes changed, some cut off, and some inserted.
fn damaged(good: &str, edits: &[(usize, u8)], keep: usize) -> Vec<u8> {
    let mut bytes = good.as_bytes().to_vec();
    for (at, byte) in edits {
        let at = at % bytes.len();
        if byte % 3 == 0 {
            bytes.insert(at, *byte);
        } else {
            bytes[at] = *byte;
        }
    }
    bytes.truncate(keep % (2 * good.len()));
    bytes
}

fn read_all(bytes: &[u8]) {
    let limits = Limits { bytes_max: 1 << 20, depth_max: 32, values_max: 10_000 };
    let read =
        [cyclonedx::read(bytes, limits), spdx::read(bytes, limits), spdx::read_tags(bytes, limits)];
    for outcome in read {
        match outcome {
            Ok(read) => {
                let _ = (bom::acceptance(&read), read.graph().has_circle());
                let text = cyclonedx::write(&read);
                let again = cyclonedx::validate(text.as_bytes(), Limits::default());
                assert_eq!(again, [], "what is written is valid: {text}");
                let _ = spdx::write(&bom::fold_same_purls(read));
            }
            Err(faults) => {
                assert!(!faults.is_empty());
                assert!(faults.iter().all(|fault| !fault.ko().is_empty()));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read_all(&bytes);
    }

    #[test]
    fn damaged_documents_are_answered(
        edits in prop::collection::vec((any::<usize>(), any::<u8>()), 0..6),
        keep in any::<usize>(),
    ) {
        let good = [
            cyclonedx::write(&sample()),
            spdx::write(&sample()).expect("the sample can be written"),
        ];
        for good in &good {
            read_all(&damaged(good, &edits, keep.max(good.len())));
            read_all(&damaged(good, &edits, keep));
        }
    }

    #[test]
    fn any_relations_end(links in prop::collection::vec((0_usize..12, 0_usize..12), 0..60)) {
        let top = Some(bom::Component::library("0", "top", "1"));
        let mut bill = bom::Bom { top, ..bom::Bom::default() };
        for id in 1..12 {
            bill.components.push(bom::Component::library(&id.to_string(), "part", "1"));
        }
        for (from, to) in links {
            bill.link(&from.to_string(), &to.to_string());
        }
        let graph = bill.graph();
        for part in &bill.components {
            let path = graph.path(&part.id);
            prop_assert_eq!(path.is_empty(), graph.reach(&part.id) == bom::Reach::Unlinked);
            for pair in path.windows(2) {
                prop_assert!(bill.depends[&pair[0].id].contains(&pair[1].id));
            }
        }
    }
}

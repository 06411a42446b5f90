//! `naru sim`: its JSON, its seeds, its exit code.

use crate::bed::{Bed, Ran};
use serde_json::Value;

fn sim(words: &[&str]) -> Ran {
    let ran = Bed::new().naru(&[&["sim"], words].concat());
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    ran
}

#[test]
fn the_same_seed_gives_the_same_digest_in_another_process() {
    let first = sim(&["--seed", "7", "--json"]);
    let text = first.out.as_str();
    let order = ["\"seeds\":", "\"violations\":", "\"transfers\":", "\"faults\":", "\"digest\":"];
    let places: Vec<usize> = order.iter().map(|name| text.find(name).expect(text)).collect();
    assert!(places.is_sorted(), "{text}");
    let said: Value = serde_json::from_str(text).unwrap();
    assert_eq!(said.as_object().unwrap().len(), order.len(), "{text}");
    assert_eq!(said["seeds"], 1);
    assert_eq!(said["violations"], serde_json::json!([]));
    assert!(said["transfers"].as_u64().unwrap() > 50 && said["faults"].as_u64().unwrap() > 50);
    let digest = said["digest"].as_str().unwrap();
    assert!(digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit()), "{digest}");

    let again = sim(&["--seed", "7"]);
    assert!(again.err.starts_with("seed 7: "), "{}", again.err);
    let lines: Vec<&str> = again.out.lines().collect();
    assert!(lines[0].starts_with("1 seeds, ") && lines[0].ends_with(" 0 violations"), "{lines:?}");
    assert_eq!(lines[1], format!("digest {digest}"), "the same run");
}

//! Keys: rotate, hold back, escrow, recover.

use crate::bed::{Bed, Ran, text};

/// The table without what differs from run to run: times and fingerprints.
fn redacted(ran: &Ran) -> String {
    assert_eq!(ran.code, 0, "{}", ran.err);
    let line = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["root", "key", _] => "root key [FINGERPRINT]".to_owned(),
            [purpose, version, state, _, _, _] => {
                format!("{purpose} {version} {state} [TIME] [FP]")
            }
            other => panic!("unexpected line {other:?}"),
        }
    };
    ran.out.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn status_shows_versions_and_no_secret() {
    let (bed, _) = Bed::installed();
    let status = || bed.naru(&["keys", "status", "--data", bed.data_text()]);
    insta::assert_snapshot!("keys_status", redacted(&status()));

    assert_eq!(bed.naru(&["keys", "rotate", "tokens", "--data", bed.data_text()]).code, 0);
    let hold = ["keys", "rotate", "bank-signing", "--hold", "--data", bed.data_text()];
    assert_eq!(bed.naru(&hold).code, 0);
    insta::assert_snapshot!("keys_status_rotated", redacted(&status()));

    let activate = ["keys", "activate", "bank-signing", "2", "--data", bed.data_text()];
    assert_eq!(bed.naru(&activate).code, 0);
    insta::assert_snapshot!("keys_status_activated", redacted(&status()));

    let shown = bed.naru(&["keys", "status", "--json", "--data", bed.data_text()]);
    let json: serde_json::Value = serde_json::from_str(&shown.out).unwrap();
    assert_eq!(json["keys"].as_array().unwrap().len(), 9);
    let stored = std::fs::read_to_string(bed.data().join("keys.naru")).unwrap();
    let stored: serde_json::Value = serde_json::from_str(&stored).unwrap();
    for key in stored["keys"].as_array().unwrap() {
        assert!(!shown.out.contains(key["wrapped"].as_str().unwrap()));
    }
}

#[test]
fn a_rotation_of_all_leaves_what_cannot_be_rotated() {
    let (bed, _) = Bed::installed();
    let ran = bed.naru(&["keys", "rotate", "--data", bed.data_text()]);
    insta::assert_snapshot!("keys_rotate_all", ran.shown(&bed));
    let ran = bed.naru(&["keys", "rotate", "lookup", "--data", bed.data_text()]);
    insta::assert_snapshot!("keys_rotate_lookup", ran.shown(&bed));
}

#[test]
fn custodians_bring_a_lost_root_key_back() {
    let (bed, _) = Bed::installed();
    let (data, key) = (bed.data_text(), bed.data().join("root.key"));
    let before = std::fs::read_to_string(&key).unwrap();
    let split = bed.naru(&["keys", "escrow", "--shares", "5", "--threshold", "3", "--data", data]);
    let shares: Vec<&str> = split.out.lines().collect();
    assert_eq!(shares.len(), 5, "{}", split.err);
    std::fs::remove_file(&key).unwrap();
    assert_eq!(bed.naru(&["migrate", "--data", data]).code, 1, "nothing opens without it");

    let recover = ["keys", "recover", "--root-key", text(&key), "--data", data];
    let two = bed.naru_with(&recover, &shares[..2].join("\n"));
    insta::assert_snapshot!("recover_too_few", two.shown(&bed));
    assert!(!key.exists());

    let three = [shares[4], shares[0], shares[2]].join("\n");
    let ran = bed.naru_with(&recover, &three);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(std::fs::read_to_string(&key).unwrap(), before);
    assert_eq!(bed.naru(&["migrate", "--data", data]).code, 0);
}

#[test]
fn shares_of_another_root_key_recover_nothing() {
    let (bed, _) = Bed::installed();
    let (other, _) = Bed::installed();
    let split = other.naru(&[
        "keys",
        "escrow",
        "--shares",
        "2",
        "--threshold",
        "2",
        "--data",
        other.data_text(),
    ]);
    let file = bed.path("recovered.key");
    let recover = ["keys", "recover", "--root-key", text(&file), "--data", bed.data_text()];
    let ran = bed.naru_with(&recover, &split.out);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("opens none of the stored keys"), "{}", ran.err);
    assert!(!file.exists(), "a key that opens nothing must not be written");
}

#[test]
fn a_damaged_key_file_is_said_and_not_overwritten() {
    let (bed, _) = Bed::installed();
    let keys = bed.data().join("keys.naru");
    let text = std::fs::read_to_string(&keys).unwrap();
    std::fs::write(&keys, &text[..text.len() / 2]).unwrap();
    let ran = bed.naru(&["keys", "rotate", "tokens", "--data", bed.data_text()]);
    insta::assert_snapshot!("keys_damaged", ran.shown(&bed));
    assert_eq!(std::fs::read_to_string(&keys).unwrap(), text[..text.len() / 2]);
}

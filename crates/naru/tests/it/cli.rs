//! What the command line says: help, wrong usage, what is missing, what is in the way.

use crate::bed::{Bed, command};
use std::os::unix::fs::PermissionsExt as _;

#[test]
fn help_teaches() {
    let bed = Bed::new();
    for words in [
        "",
        "demo",
        "init",
        "serve",
        "keys",
        "keys init",
        "keys rotate",
        "keys activate",
        "keys status",
        "keys escrow",
        "keys public",
        "keys recover",
        "migrate",
        "verify",
        "settle",
        "settle close",
        "settle list",
        "settle show",
        "settle export",
        "settle reconcile",
        "settle differences",
        "settle explain",
        "settle calendar",
        "surety",
        "surety list",
        "claim",
        "claim list",
        "access",
        "access add-network",
        "institution",
        "institution list",
        "institution add",
        "institution add-secret",
        "institution end-secret",
        "openapi",
        "audit",
        "incident",
        "incident list",
        "incident show",
        "staff",
        "staff recover",
        "staff invite",
        "staff list",
        "program",
        "program issue",
        "audit verify",
        "audit checkpoint",
        "bank",
        "conform",
        "sim",
        "bench",
    ] {
        let mut words: Vec<&str> = words.split_whitespace().collect();
        words.push("--help");
        let ran = bed.naru(&words);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{words:?}");
        insta::assert_snapshot!(format!("help_{}", words.join("_").replace("--", "")), ran.out);
    }
}

#[test]
fn wrong_usage_ends_with_two() {
    let bed = Bed::new();
    for (name, words) in [
        ("no_command", &[][..]),
        ("unknown_command", &["ferry"]),
        ("no_data", &["migrate"]),
        ("two_root_keys", &["init", "--data", "x", "--root-key", "a", "--root-key-command", "b"]),
        ("no_such_purpose", &["keys", "rotate", "pigeons", "--data", "x"]),
    ] {
        let ran = bed.naru(words);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{words:?}");
        insta::assert_snapshot!(format!("usage_{name}"), ran.err);
    }
}

#[test]
fn a_missing_installation_is_said_with_a_hint_in_both_languages() {
    let bed = Bed::new();
    let words = ["migrate", "--data", bed.data_text()];
    insta::assert_snapshot!("missing_en", bed.naru(&words).shown(&bed));
    let korean = bed.naru(&[&words[..], &["--lang", "ko"]].concat());
    insta::assert_snapshot!("missing_ko", korean.shown(&bed));
    assert!(!bed.data().exists(), "looking for an installation must not make a directory");
}

#[test]
fn the_environment_chooses_the_language() {
    let run = |locale: &str| {
        let mut it = command(&["migrate", "--data", "/nonexistent"]);
        let out = it.env("LC_ALL", locale).output().unwrap();
        String::from_utf8(out.stderr).unwrap()
    };
    assert!(run("ko_KR.UTF-8").starts_with("오류:"));
    assert!(run("en_GB.UTF-8").starts_with("error:"));
    assert!(run("").starts_with("오류:"), "Korean is the original");
}

#[test]
fn init_prints_two_links_and_refuses_a_second_time() {
    let (bed, first) = Bed::installed();
    let links: Vec<&str> = first.out.lines().collect();
    assert_eq!(links.len(), 2, "{}", first.out);
    assert_ne!(links[0], links[1]);
    for link in &links {
        let token = link.strip_prefix("http://127.0.0.1:8080/console/enrol/").expect(link);
        assert_eq!(token.len(), 43, "{link}");
    }
    insta::assert_snapshot!("init_talk", first.err.replace(bed.data_text(), "[DATA]"));

    let second = bed.naru(&["init", "--data", bed.data_text()]);
    insta::assert_snapshot!("init_again", second.shown(&bed));
    let status = bed.naru(&["keys", "status", "--data", bed.data_text()]);
    assert_eq!(status.code, 0, "the first installation still stands: {}", status.err);
}

#[test]
fn nobody_else_can_read_the_data_directory() {
    let (bed, _) = Bed::installed();
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&bed.data()), 0o700);
    for entry in std::fs::read_dir(bed.data()).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

#[test]
fn a_root_key_elsewhere_is_used_and_not_copied() {
    let bed = Bed::new();
    let key = bed.path("naru.root");
    let key_text = crate::bed::text(&key);
    assert_eq!(bed.naru(&["keys", "init", "--root-key", key_text]).code, 0);
    let before = std::fs::read_to_string(&key).unwrap();
    let command = format!("cat {key_text}");
    let init = ["init", "--data", bed.data_text(), "--root-key-command", &command];
    let ran = bed.naru(&init);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!ran.err.contains("warning"), "{}", ran.err);
    assert!(!bed.data().join("root.key").exists());
    assert_eq!(std::fs::read_to_string(&key).unwrap(), before);
    for entry in std::fs::read_dir(bed.data()).unwrap() {
        let path = entry.unwrap().path();
        let secret = before.split(':').nth(1).unwrap();
        let bytes = std::fs::read(&path).unwrap();
        let found = bytes.windows(secret.len()).any(|w| w == secret.as_bytes());
        assert!(!found, "the root key lies in {}", path.display());
    }
    std::fs::remove_file(&key).unwrap();
    let ran = bed.naru(&["migrate", "--data", bed.data_text()]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("the root key command failed"), "{}", ran.err);
}

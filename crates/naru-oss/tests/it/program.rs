//! The small program `naru-oss`: the same commands as `naru oss` and `naru guard`.

use crate::bed::Bed;
use std::process::{Command, Output};

/// Runs it in the folder, without the locale of whoever runs the tests.
fn program(bed: &Bed, words: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_naru-oss"));
    command.current_dir(bed.path(".")).args(words.split(' '));
    command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", "en_US.UTF-8");
    command.output().expect("the program was built with these tests")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn it_finds_what_the_command_of_the_whole_program_finds() {
    let bed = Bed::with_data();
    let ours = program(&bed, "scan ship --db oss.db --format json");
    assert_eq!(ours.status.code(), Some(0), "{}", text(&ours.stderr));
    let found: serde_json::Value = serde_json::from_slice(&ours.stdout).expect("it is JSON");
    let whole = bed.run("scan ship --db oss.db --format json").json();
    assert!(!found["findings"].as_array().expect("a list").is_empty());
    assert_eq!(found["findings"], whole["findings"]);
    assert_eq!(found["unmatched"], whole["unmatched"]);
}

#[test]
fn its_exit_codes_and_languages_are_those_of_the_command() {
    let bed = Bed::with_data();
    let broken = program(&bed, "check ship --db oss.db");
    assert_eq!(broken.status.code(), Some(1), "{}", text(&broken.stderr));
    let nothing = program(&bed, "scan not-there --db oss.db");
    assert_eq!(nothing.status.code(), Some(2));
    assert!(text(&nothing.stderr).contains("there is no file or folder not-there"));
    let korean = program(&bed, "--lang ko scan not-there --db oss.db");
    assert!(text(&korean.stderr).contains("not-there 경로가 없습니다"));
}

#[test]
fn the_guard_is_in_it_too() {
    let bed = Bed::new();
    bed.file("out/people.csv", "name,number\n홍길동,900101-1234568\n");
    let ran = program(&bed, "guard scan out");
    assert_eq!(ran.status.code(), Some(1), "{}{}", text(&ran.stdout), text(&ran.stderr));
    assert!(!text(&ran.stdout).contains("1234568"), "the hit itself is never shown");
}

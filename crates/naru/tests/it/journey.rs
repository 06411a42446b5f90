//! What a fintech's developer does after `naru demo --credentials FILE`: the example client's whole
//! journey, with a real browser where a person would use one, and every command of the tour.

use crate::bed::{Bed, text};
use crate::demo::demo;
use crate::running::{Running, spawn};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

#[expect(clippy::disallowed_methods, reason = "the harness is told by the environment")]
fn is_required() -> bool {
    std::env::var("NARU_TEST_BROWSER").is_ok_and(|it| it == "1")
}

/// Whether there is what the journeys need; its absence fails where it is said to be there.
fn can_travel() -> bool {
    let has = |program: &str| {
        let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).output();
        found.is_ok_and(|it| it.status.success())
    };
    let needed = ["python3", "curl", "jq", "chromium", "chromedriver"];
    let missing: Vec<&str> = needed.into_iter().filter(|it| !has(it)).collect();
    assert!(missing.is_empty() || !is_required(), "NARU_TEST_BROWSER=1, but no {missing:?}");
    if !missing.is_empty() {
        eprintln!("left out: no {missing:?} on this machine");
    }
    missing.is_empty()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// A demonstration with its traffic, and where its credentials are.
fn visited(bed: &Bed) -> (Running, PathBuf) {
    let file = bed.path("credentials.json");
    let (mut demo, _) = demo(bed.data_text(), &["--rate", "5", "--credentials", text(&file)]);
    demo.out.until("how to stop", |line| line.contains("Ctrl-C").then_some(()));
    (demo, file)
}

fn holds_afterwards(bed: &Bed, demo: Running) {
    let ran = demo.stopped();
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let verify = bed.naru(&["verify", "--data", bed.data_text()]);
    assert_eq!(verify.code, 0, "{}{}", verify.out, verify.err);
}

/// A block of commands on a page, and what the page says they print.
struct Step {
    code: String,
    prints: Vec<String>,
}

/// The blocks of a page, in order.
fn steps(page: &Path) -> Vec<Step> {
    let text = std::fs::read_to_string(page).unwrap();
    let mut steps: Vec<Step> = Vec::new();
    for block in text.split("\n```").skip(1).step_by(2) {
        let (kind, body) = block.split_once('\n').expect("a block has lines");
        match kind {
            "sh" => steps.push(Step { code: body.to_owned(), prints: Vec::new() }),
            "text" => {
                let before = steps.last_mut().expect("what is printed stands behind a command");
                before.prints = body.lines().map(str::to_owned).collect();
            }
            other => panic!("a block of {other:?} in {}", page.display()),
        }
    }
    steps
}

/// Whether a line is as the page has it; `…` is anything.
fn fits(line: &str, pattern: &str) -> bool {
    let mut parts = pattern.split('…');
    let Some(mut rest) = line.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, between)) = parts.split_last() else { return rest.is_empty() };
    for part in between {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

fn prints_what_it_says(step: &Step, out: &str) {
    let mut lines = out.lines();
    for wanted in &step.prints {
        let found = lines.by_ref().any(|line| fits(line.trim_end(), wanted));
        assert!(found, "{}\nprints no {wanted:?}, but\n{out}", step.code);
    }
}

#[test]
fn both_tours_have_the_same_commands() {
    let of = |name: &str| {
        let steps = steps(&root().join("docs").join(name));
        steps.into_iter().map(|it| (it.code, it.prints)).collect::<Vec<_>>()
    };
    let (english, korean) = (of("tour.md"), of("tour.ko.md"));
    assert!(english.len() > 15, "{}", english.len());
    assert_eq!(english, korean);
    assert!(fits("A0000 won", "A…won") && !fits("A0000", "A…won") && !fits("xA", "A"));
}

/// A place that looks like the repository's root to the tour, where `cargo run` is this build.
fn visit(bed: &Bed) -> (PathBuf, String) {
    let (here, tools) = (bed.path("visit"), bed.path("tools"));
    for dir in [&here, &tools] {
        std::fs::create_dir(dir).unwrap();
    }
    std::os::unix::fs::symlink(root().join("examples"), here.join("examples")).unwrap();
    let cargo = format!(
        "#!/bin/sh\n[ \"$1 $2 $3\" = 'run --release --' ] || exit 64\nshift 3\n\
         [ \"$1\" = demo ] && set -- \"$@\" --listen 127.0.0.1:0 --customers 40 --rate 5\n\
         exec {} \"$@\"\n",
        env!("CARGO_BIN_EXE_naru")
    );
    std::fs::write(tools.join("cargo"), cargo).unwrap();
    std::fs::set_permissions(tools.join("cargo"), PermissionsExt::from_mode(0o700)).unwrap();
    #[expect(clippy::disallowed_methods, reason = "the tour's programs are where this one's are")]
    let path = std::env::var("PATH").unwrap_or_default();
    (here, format!("{}:{path}", tools.display()))
}

mod browser {
    use super::*;

    #[test]
    fn every_command_of_the_tour_does_what_it_says() {
        if !can_travel() {
            return;
        }
        let bed = Bed::new();
        let (here, path) = visit(&bed);
        let bash = |arguments: &[&str]| {
            let mut command = Command::new("bash");
            command.args(arguments).current_dir(&here).env("PATH", &path);
            let utf8 = [("LC_ALL", "C.UTF-8"), ("PYTHONUTF8", "1")];
            command.envs(utf8).env("PYTHONDONTWRITEBYTECODE", "1");
            command
        };
        let all = steps(&root().join("docs/tour.md"));
        let [first, tour @ .., last] = all.as_slice() else { panic!("a tour has steps") };
        let mut demo = spawn(bash(&["-c", &format!("exec {}", first.code)]));
        demo.out.until("how to stop", |line| line.contains("Ctrl-C").then_some(()));

        let script: String =
            tour.iter().enumerate().map(|(n, it)| format!("{}\necho '@@{n}'\n", it.code)).collect();
        std::fs::write(here.join("tour.sh"), script).unwrap();
        let ran = bash(&["-euo", "pipefail", "tour.sh"]).output().unwrap();
        let out = String::from_utf8(ran.stdout).unwrap();
        let said = format!("{out}{}", String::from_utf8_lossy(&ran.stderr));
        let mut rest = out.as_str();
        for (n, step) in tour.iter().enumerate() {
            let end = rest.split_once(&format!("@@{n}\n"));
            let (printed, behind) = end.unwrap_or_else(|| panic!("{}\nfailed: {said}", step.code));
            prints_what_it_says(step, printed);
            rest = behind;
        }
        assert!(ran.status.success(), "{said}");

        demo.signal("INT");
        let ended = demo.ended();
        assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
        let proof = bash(&["-c", &last.code]).output().unwrap();
        assert!(proof.status.success(), "{}", String::from_utf8_lossy(&proof.stderr));
        prints_what_it_says(last, &String::from_utf8(proof.stdout).unwrap());
    }

    #[test]
    fn the_example_client_walks_the_whole_journey() {
        if !can_travel() {
            return;
        }
        let bed = Bed::new();
        let (demo, file) = visited(&bed);
        let example = root().join("examples/journey/journey.py");
        let walked = Command::new("python3")
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("PYTHONUTF8", "1")
            .args([text(&example), "--credentials", text(&file)])
            .output()
            .unwrap();
        let (out, err) =
            (String::from_utf8_lossy(&walked.stdout), String::from_utf8_lossy(&walked.stderr));
        assert!(walked.status.success(), "{out}{err}");
        for step in ["authorized in a browser", "two pages, 50 lines", "returned (02)", "A0305"] {
            assert!(out.contains(step), "{step} is missing in {out}");
        }
        assert!(out.trim_end().ends_with("the journey is over: 15 steps"), "{out}");
        holds_afterwards(&bed, demo);
    }
}

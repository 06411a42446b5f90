//! Runs the real binary and keeps what it said.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A place for one test's installation.
pub struct Bed {
    dir: TempDir,
}

/// What a run of the binary said.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Bed {
    pub fn new() -> Bed {
        Bed { dir: tempfile::tempdir().unwrap() }
    }

    /// A bed with an installation in it, and what `naru init` printed.
    pub fn installed() -> (Bed, Ran) {
        let bed = Bed::new();
        let ran = bed.naru(&["init", "--data", bed.data_text()]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        (bed, ran)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }
    pub fn data(&self) -> PathBuf {
        self.path("data")
    }
    pub fn data_text(&self) -> &'static str {
        text(&self.data())
    }

    /// A copy of a data directory at rest, to do something to.
    pub fn copy(&self, from: &Path, name: &str) -> PathBuf {
        let to = self.path(name);
        copy_all(from, &to);
        to
    }

    /// Runs `naru` with these words, in English.
    pub fn naru(&self, words: &[&str]) -> Ran {
        self.naru_with(words, "")
    }

    /// [`Bed::naru`] with something on standard input.
    pub fn naru_with(&self, words: &[&str], input: &str) -> Ran {
        let mut child = command(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that refuses its words does not read.
        drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
        let output = child.wait_with_output().unwrap();
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// The binary under test, in an environment that says nothing but English.
pub fn command(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_naru"));
    for name in ["NARU_DATA", "NARU_LOG", "LANG", "LC_MESSAGES"] {
        command.env_remove(name);
    }
    command.args(words).env("LC_ALL", "en_US.UTF-8");
    command
}

/// Arguments are texts, and a test's few paths may stay for its life.
pub fn text(path: &Path) -> &'static str {
    Box::leak(path.to_str().unwrap().to_owned().into_boxed_str())
}

impl Ran {
    /// All that was said, with what differs from run to run replaced.
    pub fn shown(&self, bed: &Bed) -> String {
        let dir = bed.dir.path().to_str().unwrap();
        let clean = |text: &str| text.replace(dir, "[TMP]");
        format!(
            "exit {}\n--- stdout\n{}--- stderr\n{}",
            self.code,
            clean(&self.out),
            clean(&self.err)
        )
    }
}

/// A text with every moment in it, `20261122 12:00:07`, replaced.
pub fn without_moments(text: &str) -> String {
    let is_moment = |at: &[u8]| {
        at.len() >= 17
            && at[..17].iter().enumerate().all(|(i, b)| match i {
                8 => *b == b' ',
                11 | 14 => *b == b':',
                _ => b.is_ascii_digit(),
            })
    };
    let mut out = String::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        if is_moment(rest.as_bytes()) {
            out.push_str("[TIME]");
            rest = &rest[17..];
        } else {
            out.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    out
}

fn copy_all(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_all(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

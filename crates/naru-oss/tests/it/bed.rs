//! A folder of its own with projects and data, and the command run in it.

use naru_base::env::SystemClock;
use naru_base::{Lang, Micros};
use naru_oss::Around;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// 2026-08-01 09:00 in Korea.
const NOW: Micros = Micros::new(1_785_542_400_000_000);

/// What a run gave.
#[derive(Debug)]
pub struct Ran {
    pub code: u8,
    pub out: String,
    pub err: String,
}

/// A folder.
pub struct Bed {
    folder: TempDir,
    now: Micros,
    lang: Lang,
}

impl Bed {
    pub fn new() -> Bed {
        let folder = tempfile::tempdir().expect("a folder for a test can be made");
        Bed { folder, now: NOW, lang: Lang::En }
    }
    /// With the data of [`crate::data`] imported as `oss.db`; one of its records is broken.
    pub fn with_data() -> Bed {
        let bed = Bed::new();
        crate::data::write(&bed);
        let ran = bed.run("db import --from data --out oss.db");
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains("OSV: 3 records read, 1 could not be read"), "{}", ran.err);
        bed
    }
    /// Read by somebody who reads Korean.
    pub fn in_korean(mut self) -> Bed {
        self.lang = Lang::Ko;
        self
    }
    /// So many days later.
    pub fn later(mut self, days: i64) -> Bed {
        self.now = self.now.plus_seconds(days * 86_400);
        self
    }
    /// A place in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
    /// Writes a file, with its folders.
    pub fn file(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        let parent = path.parent().unwrap_or_else(|| Path::new("."));
        std::fs::create_dir_all(parent).expect("folders can be made");
        std::fs::write(path, text).expect("a file can be written");
    }
    /// Reads a file.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("the file is there")
    }
    /// The bytes of a file.
    pub fn read_bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).expect("the file is there")
    }
    /// Runs words. A word with a dot or slash in it, or one of a known folder, is a place here.
    pub fn run(&self, words: &str) -> Ran {
        let words: Vec<&str> = words.split_whitespace().collect();
        self.run_words(&words)
    }
    /// Runs the words of `naru guard`.
    pub fn guard(&self, words: &str) -> Ran {
        let words: Vec<&str> = words.split_whitespace().collect();
        self.run_by(naru_oss::run_guard, &words)
    }
    /// Runs words that may hold spaces.
    pub fn run_words(&self, words: &[&str]) -> Ran {
        self.run_by(naru_oss::run, words)
    }
    fn run_by(&self, run: fn(&[&str], &mut Around<'_>) -> u8, words: &[&str]) -> Ran {
        let placed: Vec<String> = words.iter().map(|it| self.placed(it)).collect();
        let words: Vec<&str> = placed.iter().map(String::as_str).collect();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut around = Around {
            out: &mut out,
            err: &mut err,
            is_terminal: false,
            is_watched: false,
            now: self.now,
            clock: &SystemClock,
            lang: self.lang,
        };
        let code = run(&words, &mut around);
        let text = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).expect("the command writes text");
            text.replace(&format!("{}/", self.folder.path().display()), "")
        };
        Ran { code, out: text(out), err: text(err) }
    }
    fn placed(&self, word: &str) -> String {
        let is_place = !word.starts_with("pkg:")
            && !word.starts_with('/')
            && (word.contains('.') || word.contains('/') || self.path(word).exists());
        if is_place && word != "." {
            self.path(word).display().to_string()
        } else {
            word.to_owned()
        }
    }
}

impl Ran {
    /// Code, data and talk, for a snapshot.
    pub fn shown(&self) -> String {
        format!("exit {}\n--- out\n{}--- err\n{}", self.code, self.out, self.err)
    }
    /// The data as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).expect("the command writes JSON")
    }
}

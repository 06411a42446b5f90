//! The envelope keys at rest: `keys.naru`, one JSON document, every key closed by the root key.
//!
//! Replaced as a whole, so that a reader sees the keys before or after a change, never between.

use crate::data_dir::{self, DataDir};
use crate::problem::Problem;
use data_encoding::BASE64URL_NOPAD;
use naru_base::keyring::{
    Fingerprint, KeyState, KeyVersion, Keyring, Purpose, RootKey, WrappedKey,
};
use naru_base::{Micros, texts};
use serde::{Deserialize, Serialize};

const FORMAT: &str = "naru-keys-1";

texts! {
    damaged(path: &str) {
        ko: "키 파일 `{path}`이(가) 손상되었습니다",
        en: "the key file `{path}` is damaged",
    }
    damaged_hint {
        ko: "백업에서 되살리십시오. 루트 키가 있으면 안의 키는 그대로 열립니다",
        en: "restore it from a backup; with the root key its keys open as before",
    }
}

/// What the key file says.
pub struct Stored {
    /// The root key that opens the keys.
    pub root: Fingerprint,
    /// The keys, closed.
    pub records: Vec<WrappedKey>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    format: String,
    root: String,
    keys: Vec<Line>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    purpose: String,
    version: u16,
    state: String,
    created_at: i64,
    fingerprint: String,
    wrapped: String,
}

impl Line {
    fn of(record: &WrappedKey) -> Line {
        Line {
            purpose: record.purpose.to_string(),
            version: record.version.get(),
            state: record.state.to_string(),
            created_at: record.created_at.get(),
            fingerprint: record.fingerprint.to_string(),
            wrapped: BASE64URL_NOPAD.encode(&record.wrapped),
        }
    }

    fn record(&self) -> Option<WrappedKey> {
        Some(WrappedKey {
            purpose: Purpose::parse(&self.purpose)?,
            version: KeyVersion::new(self.version)?,
            state: KeyState::parse(&self.state)?,
            created_at: Micros::new(self.created_at),
            wrapped: BASE64URL_NOPAD.decode(self.wrapped.as_bytes()).ok()?,
            fingerprint: Fingerprint::parse(&self.fingerprint)?,
        })
    }
}

/// Reads the key file.
pub fn read(dir: &DataDir) -> Result<Stored, Problem> {
    let text = data_dir::read(&dir.keys())?;
    parse(&text).ok_or_else(|| {
        let shown = dir.keys().display().to_string();
        Problem::new(move |lang| damaged(lang, &shown)).hint(damaged_hint)
    })
}

fn parse(text: &str) -> Option<Stored> {
    let document: Document = serde_json::from_str(text).ok()?;
    if document.format != FORMAT {
        return None;
    }
    let records = document.keys.iter().map(Line::record).collect::<Option<Vec<_>>>()?;
    Some(Stored { root: Fingerprint::parse(&document.root)?, records })
}

/// Opens the keys of an installation.
pub fn open(dir: &DataDir, root: &RootKey) -> Result<Keyring, Problem> {
    Ok(Keyring::open(root, &read(dir)?.records)?)
}

/// Writes the keys of a new installation.
pub fn create(dir: &DataDir, root: &RootKey, keys: &Keyring) -> Result<(), Problem> {
    data_dir::create_new(&dir.keys(), text(root, keys).as_bytes())
}

/// Lets `change` change the keys and stores the outcome. One at a time: two people who rotate at
/// once must not undo each other.
pub fn change<T>(
    dir: &DataDir,
    root: &RootKey,
    change: impl FnOnce(&mut Keyring) -> Result<T, Problem>,
) -> Result<T, Problem> {
    let path = dir.file("keys.lock");
    let lock = std::fs::File::create(&path).map_err(|e| data_dir::write_failed(&path, &e))?;
    lock.lock().map_err(|e| data_dir::write_failed(&path, &e))?;
    let mut keys = open(dir, root)?;
    let outcome = change(&mut keys)?;
    data_dir::replace(&dir.keys(), text(root, &keys).as_bytes())?;
    Ok(outcome)
}

fn text(root: &RootKey, keys: &Keyring) -> String {
    let document = Document {
        format: FORMAT.to_owned(),
        root: root.fingerprint().to_string(),
        keys: keys.records().iter().map(Line::of).collect(),
    };
    let text = serde_json::to_string_pretty(&document);
    text.expect("texts and numbers can be written as JSON") + "\n"
}

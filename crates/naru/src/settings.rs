//! What an installation must know to open itself: where the store is, and where the root key comes
//! from. Never the root key itself.

use crate::data_dir::{self, DataDir};
use crate::problem::Problem;
use naru_base::texts;
use naru_store::Location;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

texts! {
    unreadable(path: &str) {
        ko: "설정 `{path}`을(를) 이해할 수 없습니다",
        en: "the settings in `{path}` are not understood",
    }
    unreadable_hint {
        ko: "`naru init`이 쓴 모습은 docs/operate.md에 있습니다",
        en: "docs/operate.md shows what `naru init` writes",
    }
}

/// The settings, as they stand in `naru.toml`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Where the store is.
    pub store: StorePlace,
    /// Where the root key comes from.
    pub root_key: RootKeyPlace,
}

/// Where the store is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StorePlace {
    /// A PostgreSQL server; without it, SQLite files in the data directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Where the root key comes from.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RootKeyPlace {
    /// A file; a relative path counts from the data directory.
    File(PathBuf),
    /// A command that prints the file's content.
    Command(String),
}

impl Settings {
    /// Reads the settings of an installation.
    pub fn read(dir: &DataDir) -> Result<Settings, Problem> {
        let path = dir.settings();
        toml::from_str(&data_dir::read(&path)?).map_err(|e| {
            let shown = path.display().to_string();
            Problem::new(move |lang| unreadable(lang, &shown)).because(&e).hint(unreadable_hint)
        })
    }

    /// Writes the settings of a new installation.
    pub fn write(&self, dir: &DataDir) -> Result<(), Problem> {
        let text = toml::to_string(self).expect("three texts can be written as TOML");
        data_dir::create_new(&dir.settings(), text.as_bytes())
    }

    /// Where the shelf called `name` is.
    pub fn location(&self, dir: &DataDir, name: &str) -> Location {
        match &self.store.url {
            None => Location::Sqlite(dir.file(&format!("{name}.db"))),
            Some(url) => Location::Postgres { url: url.clone(), schema: format!("naru_{name}") },
        }
    }
}

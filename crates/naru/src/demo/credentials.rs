//! Everything a visitor of the demonstration needs to log in and to call: one JSON file, made anew
//! for each data directory, readable by its owner alone. It is also where a demonstration that is
//! started again finds its own secrets.

use crate::data_dir::{self, DataDir};
use crate::problem::Problem;
use naru_base::texts;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

texts! {
    unreadable(path: &str) {
        ko: "시연의 자격 정보 `{path}`을(를) 이해할 수 없습니다",
        en: "the demonstration's credentials in `{path}` are not understood",
    }
    unreadable_hint {
        ko: "그 디렉터리를 지우고 다시 시작하면 새로 만듭니다",
        en: "remove the directory and start again: everything is made anew",
    }
}

/// The file.
#[derive(Clone, Serialize, Deserialize)]
pub struct Credentials {
    /// Where the API is.
    pub base_url: String,
    /// Where the console is.
    pub console_url: String,
    /// Where one-time passwords for users are written.
    pub otp_log: String,
    /// The institutions.
    pub fintechs: Vec<FintechAccess>,
    /// The users.
    pub users: Vec<User>,
    /// The staff.
    pub staff: Vec<StaffAccess>,
}

/// An institution.
#[derive(Clone, Serialize, Deserialize)]
pub struct FintechAccess {
    pub name: String,
    pub client_id: String,
    pub client_secret: String,
    pub client_use_code: String,
    pub redirect_uri: String,
    pub withdraw_account: String,
    pub deposit_account: String,
    pub pass_phrase: String,
    pub scopes: Vec<String>,
}

/// A user, registered at each institution named in the maps.
#[derive(Clone, Serialize, Deserialize)]
pub struct User {
    pub name: String,
    pub birth: String,
    pub phone: String,
    pub user_ci: String,
    pub user_seq_no: BTreeMap<String, String>,
    pub accounts: Vec<UserAccount>,
}

/// A user's account.
#[derive(Clone, Serialize, Deserialize)]
pub struct UserAccount {
    pub bank_code_std: String,
    pub account_num: String,
    pub balance: i64,
    pub fintech_use_num: BTreeMap<String, String>,
}

/// A member of staff.
#[derive(Clone, Serialize, Deserialize)]
pub struct StaffAccess {
    pub role: String,
    /// `network`, or the participant that the role is held for: `bank:901`.
    pub scope: String,
    pub name: String,
    pub login: String,
    pub password: String,
    pub totp_secret: String,
}

impl Credentials {
    /// Where the file is in a data directory.
    pub fn place(dir: &DataDir) -> PathBuf {
        dir.file("credentials.json")
    }

    /// Reads the file, if it is there.
    pub fn read(dir: &DataDir) -> Result<Option<Self>, Problem> {
        let path = Self::place(dir);
        if !path.exists() {
            return Ok(None);
        }
        serde_json::from_str(&data_dir::read(&path)?).map(Some).map_err(|e| {
            let shown = path.display().to_string();
            Problem::new(move |lang| unreadable(lang, &shown)).because(&e).hint(unreadable_hint)
        })
    }

    /// Writes the file of a data directory.
    pub fn write(&self, dir: &DataDir) -> Result<(), Problem> {
        self.write_to(&Self::place(dir))
    }

    /// Writes the file somewhere.
    pub fn write_to(&self, path: &Path) -> Result<(), Problem> {
        let text = serde_json::to_string_pretty(self).expect("texts and numbers, with text keys");
        data_dir::replace(path, text.as_bytes())
    }

    /// The demonstration listens there now.
    pub fn stands_at(&mut self, addr: SocketAddr) {
        self.base_url = format!("http://{addr}");
        self.console_url = format!("http://{addr}/console");
    }
}

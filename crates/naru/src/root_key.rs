//! Reads the root key: from a file or from a command's output. It is never written to a log, and
//! never to the settings or the store.

use crate::data_dir::{self, DataDir};
use crate::problem::Problem;
use crate::settings::RootKeyPlace;
use naru_base::keyring::RootKey;
use naru_base::secret::SecretText;
use naru_base::texts;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

texts! {
    command_failed(how: &str) {
        ko: "루트 키 명령이 실패했습니다 ({how})",
        en: "the root key command failed ({how})",
    }
    command_failed_hint {
        ko: "같은 명령을 직접 실행해 보십시오. `naru-root-1:`로 시작하는 한 줄을 표준 출력에 써야 합니다",
        en: "run the command yourself: it must print one line that begins with `naru-root-1:`",
    }
}

/// The root key of an installation.
pub fn read(dir: &DataDir, place: &RootKeyPlace) -> Result<RootKey, Problem> {
    match place {
        RootKeyPlace::File(path) => from_file(&dir.path().join(path)),
        RootKeyPlace::Command(command) => from_command(command),
    }
}

/// The root key in a file.
pub fn from_file(path: &Path) -> Result<RootKey, Problem> {
    let text = SecretText::new(data_dir::read(path)?);
    Ok(RootKey::parse_file(text.expose())?)
}

/// The root key that a command prints.
pub fn from_command(command: &str) -> Result<RootKey, Problem> {
    let failed = |how: String| {
        Problem::new(move |lang| command_failed(lang, &how)).hint(command_failed_hint)
    };
    let output = Command::new("/bin/sh")
        .args(["-c", command])
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|e| failed(e.to_string()))?;
    let text = SecretText::new(String::from_utf8_lossy(&output.stdout).into_owned());
    if !output.status.success() {
        return Err(failed(output.status.to_string()));
    }
    Ok(RootKey::parse_file(text.expose())?)
}

/// Writes a root key to a new file that only its owner may read.
pub fn write_new(path: &Path, key: &RootKey) -> Result<(), Problem> {
    data_dir::create_new(path, key.file_text().expose().as_bytes())
}

/// The path by which the settings name the file: relative if it lies in the data directory, so that
/// the directory can be moved; absolute otherwise, so that it does not depend on where one stands.
pub fn path_in_settings(dir: &DataDir, path: &Path) -> Result<PathBuf, Problem> {
    if path == dir.root_key() {
        return Ok(PathBuf::from("root.key"));
    }
    std::path::absolute(path).map_err(|e| data_dir::write_failed(path, &e))
}

//! The shelf of evidence files: each sealed under its own SHA-256, written once, never changed.
//! Bulk that must not wait in the money's queue; the book holds the hash.
//!
//! Invariant: a file that `put` named is on disk whole. **Must never know** what is in a file.

use naru_base::keyring::Keyring;
use naru_base::seal::Nonce;
use naru_base::{Entropy, Fault, FaultKind};
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The shelf.
pub struct Vault {
    dir: PathBuf,
    keys: Arc<Keyring>,
    entropy: Arc<dyn Entropy>,
}

fn context(sha: &[u8; 32]) -> String {
    format!("admission.scan:{}", data_encoding::HEXLOWER.encode(sha))
}

fn failed(path: &Path, error: std::io::Error) -> Fault {
    let what = format!(
        "the file of evidence {} cannot be kept or read; check place, permissions and space",
        path.display()
    );
    Fault::because(FaultKind::Retryable, what, error)
}

impl Vault {
    /// The shelf in a folder, which is made when the first file comes.
    pub fn new(dir: PathBuf, keys: Arc<Keyring>, entropy: Arc<dyn Entropy>) -> Vault {
        Vault { dir, keys, entropy }
    }

    /// The folder of evidence in a data directory.
    pub fn beside(data: &Path, keys: Arc<Keyring>, entropy: Arc<dyn Entropy>) -> Vault {
        Vault::new(data.join("evidence"), keys, entropy)
    }

    fn path(&self, sha: &[u8; 32]) -> PathBuf {
        let name = data_encoding::HEXLOWER.encode(sha);
        self.dir.join(&name[..2]).join(name)
    }

    /// Puts a file on the shelf and answers its SHA-256. The same file twice is one.
    pub fn put(&self, bytes: &[u8]) -> Result<[u8; 32], Fault> {
        let sha = naru_evidence::sha256(bytes);
        let path = self.path(&sha);
        if path.exists() {
            return Ok(sha);
        }
        let sealed =
            self.keys.seal_with_data_key(&context(&sha), bytes, Nonce::random(&*self.entropy));
        self.write(&path, &sealed).map_err(|error| failed(&path, error))?;
        Ok(sha)
    }

    /// Whole or not at all: written beside under a name of its own, then renamed.
    fn write(&self, path: &Path, sealed: &[u8]) -> std::io::Result<()> {
        let folder = path.parent().unwrap_or(&self.dir);
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        let mut mark = [0; 8];
        self.entropy.fill(&mut mark);
        let beside = path.with_extension(data_encoding::HEXLOWER.encode(&mark));
        let written = || {
            let mut file =
                OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
            file.write_all(sealed)?;
            file.sync_all()?;
            std::fs::rename(&beside, path)?;
            File::open(folder)?.sync_all()
        };
        written().inspect_err(|_| {
            // What is left of it takes space only.
            drop(std::fs::remove_file(&beside));
        })
    }

    /// A file, if it is on the shelf. One that was altered is a fault.
    pub fn get(&self, sha: &[u8; 32]) -> Result<Option<Vec<u8>>, Fault> {
        let path = self.path(sha);
        let sealed = match std::fs::read(&path) {
            Ok(sealed) => sealed,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(&path, error)),
        };
        let corrupt = |error| {
            let what =
                format!("the file of evidence {} does not open; check the keys", path.display());
            Fault::because(FaultKind::Corrupt, what, error)
        };
        let opened = self.keys.open_with_data_key(&context(sha), &sealed).map_err(corrupt)?;
        Ok(Some(opened.expose().clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use naru_base::Micros;
    use naru_base::env::SystemEntropy;
    use naru_base::keyring::RootKey;

    fn vault(dir: &Path) -> Vault {
        let root = RootKey::from_bytes([7; 32]);
        let entropy = Arc::new(SystemEntropy::default());
        let keys = Arc::new(Keyring::create(&root, &*entropy, Micros::new(0)));
        Vault::beside(dir, keys, entropy)
    }

    #[test]
    fn a_file_comes_back_whole_is_kept_once_and_sealed() {
        let dir = tempfile::tempdir().unwrap();
        let vault = vault(dir.path());
        let sha = vault.put(b"{\"secret\":\"hunter2\"}").unwrap();
        assert_eq!(vault.put(b"{\"secret\":\"hunter2\"}").unwrap(), sha);
        assert_eq!(vault.get(&sha).unwrap().as_deref(), Some(&b"{\"secret\":\"hunter2\"}"[..]));
        assert_eq!(vault.get(&[0; 32]).unwrap(), None);
        let path = vault.path(&sha);
        let on_disk = std::fs::read(&path).unwrap();
        assert!(!on_disk.windows(7).any(|it| it == b"hunter2"));
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
        let mut altered = on_disk;
        *altered.last_mut().unwrap() ^= 1;
        std::fs::write(&path, altered).unwrap();
        assert_eq!(vault.get(&sha).unwrap_err().kind, FaultKind::Corrupt);
    }
}

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

fn paper_context(owner: &str, sha: &[u8; 32]) -> String {
    format!("admission.paper:{owner}:{}", data_encoding::HEXLOWER.encode(sha))
}

fn place(dir: &Path, sha: &[u8; 32]) -> PathBuf {
    let name = data_encoding::HEXLOWER.encode(sha);
    dir.join(&name[..2]).join(name)
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
        place(&self.dir, sha)
    }

    /// Where the papers of one owner stand: the same bytes of another are another paper.
    fn paper_path(&self, owner: &str, sha: &[u8; 32]) -> PathBuf {
        place(&self.dir.join("papers").join(owner), sha)
    }

    /// Puts a file on the shelf and answers its SHA-256. The same file twice is one.
    pub fn put(&self, bytes: &[u8]) -> Result<[u8; 32], Fault> {
        let sha = naru_evidence::sha256(bytes);
        self.keep(self.path(&sha), &context(&sha), bytes)?;
        Ok(sha)
    }

    /// Puts a paper of one owner on the shelf and answers its SHA-256. `owner` is a code of the
    /// network: letters and digits.
    pub fn put_for(&self, owner: &str, bytes: &[u8]) -> Result<[u8; 32], Fault> {
        let sha = naru_evidence::sha256(bytes);
        self.keep(self.paper_path(owner, &sha), &paper_context(owner, &sha), bytes)?;
        Ok(sha)
    }

    fn keep(&self, path: PathBuf, context: &str, bytes: &[u8]) -> Result<(), Fault> {
        if path.exists() {
            return Ok(());
        }
        let sealed = self.keys.seal_with_data_key(context, bytes, Nonce::random(&*self.entropy));
        self.write(&path, &sealed).map_err(|error| failed(&path, error))
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
        self.opened(self.path(sha), &context(sha))
    }

    /// A paper of one owner, if it is on the shelf.
    pub fn get_for(&self, owner: &str, sha: &[u8; 32]) -> Result<Option<Vec<u8>>, Fault> {
        self.opened(self.paper_path(owner, sha), &paper_context(owner, sha))
    }

    fn opened(&self, path: PathBuf, context: &str) -> Result<Option<Vec<u8>>, Fault> {
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
        let opened = self.keys.open_with_data_key(context, &sealed).map_err(corrupt)?;
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

    #[test]
    fn a_paper_is_its_owners_alone() {
        let dir = tempfile::tempdir().unwrap();
        let vault = vault(dir.path());
        let (one, other) = ("M202600001", "M202600002");
        let sha = vault.put_for(one, b"%PDF-1.7 secret %%EOF").unwrap();
        assert_eq!(vault.put_for(one, b"%PDF-1.7 secret %%EOF").unwrap(), sha);
        let kept = vault.get_for(one, &sha).unwrap();
        assert_eq!(kept.as_deref(), Some(&b"%PDF-1.7 secret %%EOF"[..]));
        assert_eq!((vault.get_for(other, &sha).unwrap(), vault.get(&sha).unwrap()), (None, None));
        // Moved to another's place it does not open.
        let (from, to) = (vault.paper_path(one, &sha), vault.paper_path(other, &sha));
        assert!(!std::fs::read(&from).unwrap().windows(6).any(|it| it == b"secret"));
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::rename(from, to).unwrap();
        assert_eq!(vault.get_for(other, &sha).unwrap_err().kind, FaultKind::Corrupt);
    }
}

//! A bank's private key in a file that only its owner reads.

use naru_base::ed25519::SigningKey;
use naru_base::{Entropy, Fault, FaultKind};
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

/// Reads the key in `file`, or makes one and writes it there, readable by its owner only.
pub fn load_or_create(file: &Path, entropy: &dyn Entropy) -> Result<SigningKey, Fault> {
    match fs::read_to_string(file) {
        Ok(text) => SigningKey::parse(text.trim()).map_err(|e| fault("read", file, e)),
        Err(e) if e.kind() == ErrorKind::NotFound => create(file, entropy),
        Err(e) => Err(fault("read", file, e)),
    }
}

fn create(file: &Path, entropy: &dyn Entropy) -> Result<SigningKey, Fault> {
    let key = SigningKey::generate(entropy);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let write = || {
        let mut out = options.open(file)?;
        writeln!(out, "{}", key.text().expose())?;
        out.sync_all()
    };
    write().map_err(|e| fault("write", file, e))?;
    Ok(key)
}

fn fault(
    did: &str,
    file: &Path,
    source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> Fault {
    let what = format!("could not {did} a bank's key in {}", file.display());
    Fault::because(FaultKind::Permanent, what, source)
}

//! A scanner's file comes in, from a form or from a program: read beside the runtime, put on its
//! shelf, imported in one command.

use crate::vault::Vault;
use naru_base::{ClientUseCode, Env, Fault, FaultKind, Micros, No, Refusal};
use naru_core::admission::ServiceKey;
use naru_core::admission::evidence::{self, Digest, Handed, Imported};
use naru_evidence::items::Table;
use naru_store::Store;
use std::sync::Arc;

/// The longest title.
pub(crate) const TITLE_CHARS_MAX: usize = 100;

/// What is handed in.
pub(crate) struct Handing {
    /// What the file is called.
    pub(crate) title: String,
    /// `kind:name:version`, or empty for the institution as a whole.
    pub(crate) service: String,
    /// What was looked at, in words.
    pub(crate) scope: String,
    /// When, if the file does not say it.
    pub(crate) observed: Option<Micros>,
    /// Who hands it in.
    pub(crate) by: String,
    /// The file.
    pub(crate) file: Vec<u8>,
}

/// Why nothing was imported.
pub(crate) enum Refusing {
    /// The file could not be read.
    Unread(Box<naru_evidence::Refused>),
    /// It was read, and not taken.
    No(No),
}

impl From<No> for Refusing {
    fn from(no: No) -> Self {
        Refusing::No(no)
    }
}

/// Imports a file. What was read, and what it means for what is known.
pub(crate) async fn import(
    (store, vault): (&Store, &Arc<Vault>),
    env: Env,
    code: &ClientUseCode,
    given: Handing,
) -> Result<(Imported, [u8; 32]), Refusing> {
    let service = match given.service.as_str() {
        "" => None,
        text => {
            let unknown = || No::Refusal(Refusal::new("admission/service-unknown"));
            Some(ServiceKey::parse(text).ok_or_else(unknown)?)
        }
    };
    let title: String =
        given.title.chars().filter(|c| !c.is_control()).take(TITLE_CHARS_MAX).collect();
    let (vault, file) = (vault.clone(), given.file);
    let read = move || -> Result<(Digest, [u8; 32], usize), Refusing> {
        let report = naru_evidence::read(&file).map_err(|it| Refusing::Unread(Box::new(it)))?;
        let digest = evidence::digest(&report, Table::shipped());
        let sha = vault.put(&file).map_err(|fault| Refusing::No(fault.into()))?;
        Ok((digest, sha, file.len()))
    };
    let read = tokio::task::spawn_blocking(read).await.map_err(|error| {
        let what = "a file of evidence could not be read; its reader ended";
        No::from(Fault::because(FaultKind::Permanent, what, error))
    });
    let (digest, sha256, size) = read??;
    let handed = Handed {
        title: if title.trim().is_empty() { "scan".to_owned() } else { title },
        sha256,
        size_bytes: i64::try_from(size).expect("64 MiB fit"),
        service,
        scope: given.scope,
        observed_at: given.observed,
        by: given.by,
    };
    let code = code.clone();
    let write =
        move |tx: &mut naru_store::Tx<'_>| evidence::import(tx, &env, &code, &handed, &digest);
    Ok((store.write(write).await?, sha256))
}

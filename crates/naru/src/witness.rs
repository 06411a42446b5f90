//! The audit chain's signed checkpoints: made, handed out to `witness.log`, and checked.
//!
//! The file stands for the witnesses outside: whoever copies it away holds what nobody can rewrite.

use crate::data_dir::{self, DataDir};
use crate::installation::Installation;
use crate::problem::Problem;
use naru_base::env::SystemClock;
use naru_base::keyring::{Keyring, Purpose};
use naru_base::{Answer, Clock as _, texts};
use naru_store::chain::{self, Checkpoint, CheckpointSigner, Head, Report};
use naru_store::{Store, Tx};
use std::fs::OpenOptions;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::Arc;

/// Signs with the audit key, which it names by its version: `audit-1`.
struct AuditSigner {
    keys: Arc<Keyring>,
    key_id: String,
}

impl AuditSigner {
    fn new(keys: Arc<Keyring>) -> Self {
        let key_id = format!("audit-{}", keys.audit_signer().0);
        AuditSigner { keys, key_id }
    }
}

impl CheckpointSigner for AuditSigner {
    fn key_id(&self) -> &str {
        &self.key_id
    }
    fn sign(&self, bytes: &[u8]) -> Vec<u8> {
        self.keys.audit_signer().1.sign(bytes).to_vec()
    }
}

fn is_genuine(keys: &Keyring, key_id: &str, bytes: &[u8], signature: &[u8]) -> bool {
    let keys = keys.verifying_keys(Purpose::Audit);
    let named = keys.iter().find(|(version, _)| format!("audit-{version}") == key_id);
    named.is_some_and(|(_, key)| key.verify(bytes, signature))
}

/// The command that states where the chain stands.
fn statement(keys: Arc<Keyring>) -> impl Fn(&mut Tx<'_>) -> Answer<Option<Checkpoint>> + Send {
    let signer = AuditSigner::new(keys);
    move |tx| Ok(chain::checkpoint(tx, SystemClock.now(), &signer)?)
}

/// States where the chain stands and hands the statement out. `None`: the chain is empty.
pub fn checkpoint(
    book: &Store,
    keys: &Arc<Keyring>,
    dir: &DataDir,
) -> Result<Option<Checkpoint>, Problem> {
    let made = book.write_blocking(statement(Arc::clone(keys)))?;
    if let Some(made) = &made {
        append(&dir.witness(), made)?;
    }
    Ok(made)
}

/// Adds a line, unless it is there already. A line that a dying process left unfinished goes first.
fn append(path: &Path, made: &Checkpoint) -> Result<(), Problem> {
    let written = || {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(path)?;
        let mut text = String::new();
        // Only the end matters, and one line is far shorter than this.
        let end = file.metadata()?.len();
        let from = end.saturating_sub(4096);
        file.seek(SeekFrom::Start(from))?;
        file.read_to_string(&mut text)?;
        let whole = text.rfind('\n').map_or(0, |at| at + 1);
        let keep = end - (text.len() - whole) as u64;
        file.set_len(keep)?;
        let last = text[..whole].lines().next_back().and_then(Checkpoint::parse);
        if last.is_some_and(|it| it.head.commit_no >= made.head.commit_no) {
            return Ok(());
        }
        file.seek(SeekFrom::Start(keep))?;
        writeln!(file, "{made}")?;
        file.sync_data()
    };
    written().map_err(|e| data_dir::write_failed(path, &e))
}

texts! {
    not_believed(path: &str) {
        ko: "증인 기록 `{path}`을(를) 믿을 수 없습니다",
        en: "the statements in `{path}` cannot be believed",
    }
    not_believed_hint {
        ko: "증인에게 맡긴 사본을 그 자리에 두고 다시 해 보십시오. 자세한 것은 docs/operate.md의 \
             “Checkpoints and witnesses”에 있습니다",
        en: "put the copy that a witness keeps in its place and try again; see “Checkpoints and \
             witnesses” in docs/operate.md",
    }
}

/// The last statement in the witness's file, all of which must be genuine.
fn last_statement(keys: &Keyring, path: &Path) -> Result<Option<Head>, Problem> {
    if !path.exists() {
        return Ok(None);
    }
    let text = data_dir::read(path)?;
    let whole = text.rfind('\n').map_or(0, |at| at + 1);
    let all =
        chain::parse_witness(&text[..whole], |id, bytes, sig| is_genuine(keys, id, bytes, sig));
    let all = all.map_err(|fault| {
        let shown = path.display().to_string();
        Problem::new(move |lang| not_believed(lang, &shown)).because(&fault).hint(not_believed_hint)
    })?;
    Ok(all.last().map(|it| it.head))
}

/// Verifies the chain of each shelf; the book's against the witness too.
pub fn verify(installation: &Installation) -> Result<Vec<(&'static str, Report)>, Problem> {
    let witness = last_statement(&installation.keys, &installation.dir.witness())?;
    let shelves = installation.shelves().into_iter().zip([witness, None, None]);
    shelves
        .map(|((shelf, options), witness)| {
            let key = options.chain_key;
            let report = chain::verify(&options.location, &*key, witness.as_ref())?;
            Ok((shelf, report))
        })
        .collect()
}

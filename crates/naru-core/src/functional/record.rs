//! The record of a run: which cases, by which list, on which calls; signed, and with an end.
//!
//! A record is a file of two lines: what is stated, and who signed it. The file's SHA-256 is what
//! the admission path holds as evidence.

use super::list::{self, CaseList};
use super::model::{Judged, Overall, Run, Seen};
use data_encoding::{BASE64, HEXLOWER};
use naru_base::keyring::{Keyring, Purpose};
use naru_base::{ClientUseCode, Micros};
use ring::digest::{Context, SHA256, digest};
use serde::{Deserialize, Serialize};

/// What is signed begins so: no signature for something else is one of a record.
const CONTEXT: &[u8] = b"naru-functional-record-1\n";
/// The largest file that is read as a record.
pub const RECORD_BYTES_MAX: usize = 256 * 1024;

/// What a record states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// `naru-functional-record`.
    pub what: String,
    /// The run.
    pub run: String,
    /// Whose client.
    pub applicant: String,
    /// Under which code it called.
    pub tenant: String,
    /// By which list.
    pub list: String,
    /// The list's SHA-256.
    pub list_sha256: String,
    /// When the run began, in microseconds.
    pub begun_at: i64,
    /// When it was closed.
    pub closed_at: i64,
    /// From then on it says nothing any more.
    pub expires_at: i64,
    /// Whether every case is passed.
    pub is_passed: bool,
    /// How many calls were seen.
    pub calls: usize,
    /// SHA-256 over all of them.
    pub calls_sha256: String,
    /// What was found of each case.
    pub cases: Vec<Line>,
}

/// A case in a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Which.
    pub case: String,
    /// How it stands.
    pub state: String,
    /// Why it is failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The call that decided it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<String>,
}

/// A record as it is kept and handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// What it states.
    pub record: Record,
    /// The file.
    pub file: String,
    /// The file's SHA-256.
    pub sha256: [u8; 32],
}

/// Why a file is no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bad {
    /// It is not in the form of one.
    Form,
    /// It is signed by nobody whom this installation knows.
    Key,
    /// The signature does not fit what is stated.
    Signature,
}

/// What a run comes to.
pub(super) fn record(
    (run, applicant): (&Run, &ClientUseCode),
    list: &CaseList,
    (judged, overall): (&[Judged], Overall),
    calls: &[Seen],
    (closed_at, expires_at): (Micros, Micros),
) -> Record {
    let line = |it: &Judged| Line {
        case: it.case.clone(),
        state: it.state.to_string(),
        why: it.why.map(|it| it.to_string()),
        call: it.call.clone(),
    };
    Record {
        what: "naru-functional-record".to_owned(),
        run: run.id.to_string(),
        applicant: applicant.to_string(),
        tenant: run.tenant.to_string(),
        list: list.key().to_string(),
        list_sha256: HEXLOWER.encode(&list::sha256()),
        begun_at: run.begun_at.get(),
        closed_at: closed_at.get(),
        expires_at: expires_at.get(),
        is_passed: overall == Overall::Passed,
        calls: calls.len(),
        calls_sha256: HEXLOWER.encode(&calls_sha256(calls)),
        cases: judged.iter().map(line).collect(),
    }
}

/// SHA-256 over calls in their order, each field with its length.
pub fn calls_sha256(calls: &[Seen]) -> [u8; 32] {
    let mut hash = Context::new(&SHA256);
    let mut add = |text: &str| {
        hash.update(&u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(text.as_bytes());
    };
    for it in calls {
        add(&it.id);
        add(&it.at.get().to_string());
        add(&it.clock.map(|it| it.get().to_string()).unwrap_or_default());
        add(if it.is_dead { "dead" } else { "" });
        let texts = [&it.endpoint, &it.token, &it.code, &it.wish, &it.user];
        texts.into_iter().for_each(|it| add(it));
        [&it.cursor_sent, &it.cursor_given].into_iter().for_each(|it| add(it));
        add(&it.items.len().to_string());
        for item in &it.items {
            [&item.id, &item.about, &item.bank_code].into_iter().for_each(|it| add(it));
            add(&item.amount.to_string());
        }
    }
    hash.finish().as_ref().try_into().expect("SHA-256 has 32 bytes")
}

impl Signed {
    /// Signs with the key that signs the audit trail's statements too.
    pub fn new(record: Record, keys: &Keyring) -> Signed {
        let text = serde_json::to_string(&record).expect("strings and numbers are always JSON");
        let (version, key) = keys.audit_signer();
        let signature = BASE64.encode(&key.sign(&stated(&text)));
        let file = format!("{text}\naudit-{version} {signature}\n");
        let sha256 = sha256(&file);
        Signed { record, file, sha256 }
    }

    /// Reads a file and proves who signed it.
    pub fn read(file: &str, keys: &Keyring) -> Result<Signed, Bad> {
        if file.len() > RECORD_BYTES_MAX {
            return Err(Bad::Form);
        }
        let mut lines = file.lines();
        let (text, by) = lines.next().zip(lines.next()).ok_or(Bad::Form)?;
        let (key_id, signature) = by.split_once(' ').ok_or(Bad::Form)?;
        let signature = BASE64.decode(signature.as_bytes()).map_err(|_| Bad::Form)?;
        let record: Record = serde_json::from_str(text).map_err(|_| Bad::Form)?;
        if lines.next().is_some() || record.what != "naru-functional-record" {
            return Err(Bad::Form);
        }
        let known = keys.verifying_keys(Purpose::Audit);
        let named = known.iter().find(|(version, _)| format!("audit-{version}") == key_id);
        let (_, key) = named.ok_or(Bad::Key)?;
        if !key.verify(&stated(text), &signature) {
            return Err(Bad::Signature);
        }
        Ok(Signed { record, file: file.to_owned(), sha256: sha256(file) })
    }
}

fn stated(text: &str) -> Vec<u8> {
    [CONTEXT, text.as_bytes()].concat()
}

fn sha256(file: &str) -> [u8; 32] {
    digest(&SHA256, file.as_bytes()).as_ref().try_into().expect("SHA-256 has 32 bytes")
}

impl Record {
    /// Whether it says something at `now`.
    pub fn holds(&self, now: Micros) -> bool {
        self.is_passed && now.get() < self.expires_at
    }
}

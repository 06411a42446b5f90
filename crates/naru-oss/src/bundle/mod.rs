//! A bundle: the database, or what is different from an older one, as one signed file for sites
//! without internet.
//!
//! The head says what is in it and is signed together with the hash of the content; nothing is
//! unpacked before the signature holds. A bundle that is cut off, changed, signed by somebody else,
//! older than what is installed, or made for another database is refused, each with its own words.

mod difference;

use crate::db::Held;
use crate::problem::Problem;
use data_encoding::HEXLOWER;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use naru_base::ed25519::{SIGNATURE_LEN, SigningKey, VerifyingKey};
use naru_base::texts;
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use std::io::{Read as _, Write as _};

texts! {
    not_a_bundle { ko: "번들 파일이 아닙니다", en: "it is not a bundle" }
    truncated(have: usize, want: usize) {
        ko: "번들이 끊겼습니다: {want}바이트여야 하는데 {have}바이트입니다 (다시 복사하십시오)",
        en: "the bundle is cut off: {have} bytes of {want} (copy it again)",
    }
    tampered {
        ko: "번들이 바뀌었습니다: 서명이 내용과 맞지 않습니다 (쓰지 말고 보낸 쪽에 확인하십시오)",
        en: "the bundle was changed: its signature does not fit its content (do not use it; ask whoever sent it)",
    }
    stranger(key: &str) {
        ko: "믿는 키가 아니라 {key} 키로 서명되었습니다",
        en: "it is signed by {key}, which is not the key that is trusted",
    }
    older(made: &str, installed: &str) {
        ko: "{made}에 만든 번들로, 설치된 데이터베이스({installed})보다 오래되었습니다",
        en: "it was made {made}, before the installed database ({installed})",
    }
    needs_installed {
        ko: "차이만 담은 번들이라 --installed로 이전 데이터베이스를 주어야 합니다",
        en: "it holds only a difference: give the older database with --installed",
    }
    other_base {
        ko: "다른 데이터베이스에 대한 차이입니다 (전체 번들을 받으십시오)",
        en: "it is a difference to another database than the installed one (ask for a full bundle)",
    }
    newer_format(version: u8) {
        ko: "이 프로그램보다 새로운 번들 형식({version})입니다", en: "its format ({version}) is newer than this program",
    }
}

const MAGIC: &[u8; 7] = b"NARUOSB";
const VERSION: u8 = 1;
const PURPOSE: &[u8] = b"naru oss bundle 1\0";
/// The longest head, and the most that a bundle unpacks to.
const HEAD_BYTES_MAX: usize = 65_536;
const UNPACKED_BYTES_MAX: u64 = 4 << 30;

/// What a bundle says of itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Head {
    /// `full` or `difference`.
    pub(crate) kind: Kind,
    /// When the database in it was made.
    pub(crate) made: String,
    /// The newest change in it.
    pub(crate) newest: Option<String>,
    /// Advisories in the database.
    pub(crate) advisories: u64,
    /// The hash of the database that it becomes.
    pub(crate) result: String,
    /// The hash of the database that a difference is to.
    pub(crate) base: Option<String>,
    /// Who signed it.
    pub(crate) key: String,
    packed_bytes: usize,
    unpacked_bytes: u64,
    packed_hash: String,
}

/// The two kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Full,
    Difference,
}

fn hash(bytes: &[u8]) -> String {
    HEXLOWER.encode(digest(&SHA256, bytes).as_ref())
}

/// Makes a bundle of a database, or of what is different from an older one.
pub(crate) fn make(
    database: &[u8],
    base: Option<&[u8]>,
    key: &SigningKey,
) -> Result<(Head, Vec<u8>), Problem> {
    let facts = Held::of_bytes("database", database.to_vec())?.facts;
    let content = base.map(|base| difference::between(base, database));
    let content = content.as_deref().unwrap_or(database);
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::default());
    let packed = packer.write_all(content).and_then(|()| packer.finish());
    let packed = packed.expect("memory takes everything");
    let head = Head {
        kind: if base.is_some() { Kind::Difference } else { Kind::Full },
        made: facts.made,
        newest: facts.newest,
        advisories: facts.advisories,
        result: hash(database),
        base: base.map(hash),
        key: key.verifying_key().to_string(),
        packed_bytes: packed.len(),
        unpacked_bytes: u64::try_from(content.len()).unwrap_or(u64::MAX),
        packed_hash: hash(&packed),
    };
    let words = serde_json::to_vec(&head).expect("a record of texts and numbers");
    let length = u32::try_from(words.len()).expect("a head is short");
    let mut out = MAGIC.to_vec();
    out.push(VERSION);
    out.extend(length.to_le_bytes());
    out.extend(&words);
    let signature = key.sign(&[PURPOSE, &out].concat());
    out.extend(signature);
    out.extend(&packed);
    Ok((head, out))
}

/// A bundle whose signature holds.
pub(crate) struct Verified<'a> {
    pub(crate) head: Head,
    packed: &'a [u8],
}

/// Verifies a bundle against the key that is trusted.
pub(crate) fn verify<'a>(
    shown: &str,
    bundle: &'a [u8],
    trusted: VerifyingKey,
) -> Result<Verified<'a>, Problem> {
    let refuse = |why: Box<dyn Fn(naru_base::Lang) -> String>| Problem::file(shown).because_in(why);
    let start = MAGIC.len() + 5;
    let have = bundle.len();
    let cut = |want: usize| refuse(Box::new(move |lang| truncated(lang, have, want)));
    if !MAGIC.starts_with(&bundle[..bundle.len().min(MAGIC.len())]) {
        return Err(refuse(Box::new(not_a_bundle)));
    }
    let Some(front) = bundle.get(..start) else { return Err(cut(start)) };
    let version = front[MAGIC.len()];
    if version != VERSION {
        return Err(refuse(Box::new(move |lang| newer_format(lang, version))));
    }
    let length: [u8; 4] = front[MAGIC.len() + 1..].try_into().expect("four bytes are left");
    let length = usize::try_from(u32::from_le_bytes(length)).unwrap_or(usize::MAX);
    if length > HEAD_BYTES_MAX {
        return Err(refuse(Box::new(tampered)));
    }
    let signed = start + length;
    let Some(signature) = bundle.get(signed..signed + SIGNATURE_LEN) else {
        return Err(cut(signed + SIGNATURE_LEN));
    };
    let head: Head = match serde_json::from_slice(&bundle[start..signed]) {
        Ok(head) => head,
        Err(_) => return Err(refuse(Box::new(tampered))),
    };
    if head.key != trusted.to_string() {
        let key = head.key.clone();
        return Err(refuse(Box::new(move |lang| stranger(lang, &key))));
    }
    if !trusted.verify(&[PURPOSE, &bundle[..signed]].concat(), signature) {
        return Err(refuse(Box::new(tampered)));
    }
    let packed = &bundle[signed + SIGNATURE_LEN..];
    if packed.len() < head.packed_bytes {
        return Err(cut(signed + SIGNATURE_LEN + head.packed_bytes));
    }
    if packed.len() != head.packed_bytes || hash(packed) != head.packed_hash {
        return Err(refuse(Box::new(tampered)));
    }
    Ok(Verified { head, packed })
}

impl Verified<'_> {
    /// The database in it; for a difference out of the installed one.
    pub(crate) fn database(
        &self,
        shown: &str,
        installed: Option<&[u8]>,
    ) -> Result<Vec<u8>, Problem> {
        let refuse =
            |why: Box<dyn Fn(naru_base::Lang) -> String>| Problem::file(shown).because_in(why);
        if let Some(installed) = installed {
            let held = Held::of_bytes("installed", installed.to_vec())?;
            let (made, there) = (self.head.made.clone(), held.facts.made);
            if made < there {
                return Err(refuse(Box::new(move |lang| older(lang, &made, &there))));
            }
        }
        let mut content = Vec::new();
        let limit = self.head.unpacked_bytes.min(UNPACKED_BYTES_MAX);
        DeflateDecoder::new(self.packed)
            .take(limit.saturating_add(1))
            .read_to_end(&mut content)
            .map_err(|e| Problem::content(shown, e))?;
        let database = match (self.head.kind, installed) {
            (Kind::Full, _) => content,
            (Kind::Difference, None) => return Err(refuse(Box::new(needs_installed))),
            (Kind::Difference, Some(installed)) => {
                if Some(hash(installed)) != self.head.base {
                    return Err(refuse(Box::new(other_base)));
                }
                difference::applied(installed, &content, UNPACKED_BYTES_MAX)
                    .ok_or_else(|| refuse(Box::new(tampered)))?
            }
        };
        if hash(&database) != self.head.result {
            return Err(refuse(Box::new(tampered)));
        }
        Ok(database)
    }
}

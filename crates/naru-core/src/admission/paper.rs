//! Papers (서류): documents of an institution that are kept themselves, beside their hash. What a
//! file may be, that it is on file, and that somebody opened it.
//!
//! Invariants: a paper is its institution's alone · it is what its first and last bytes say, and
//! nothing that runs · whoever opens it is in the audit trail before it is shown.
//!
//! **Must never know** where the bytes lie.

use super::facts::Evidence;
use super::model::{Sha256, words};
use super::service::{audit, facts_of, hand_in};
use super::sql_paper as sql;
use crate::policy;
use naru_base::{Answer, ClientUseCode, Env, Fault, Micros, Refusal};
use naru_store::Tx;
use std::collections::BTreeMap;

words! {
    /// What a paper is.
    PaperKind {
        /// A document.
        Pdf "pdf",
        /// A picture.
        Png "png",
        /// A photograph.
        Jpeg "jpeg",
        /// Plain text.
        Text "text",
    }
}

/// How far from its end a PDF may say that it ends, and a photograph.
const TAIL_BYTES: usize = 1024;

impl PaperKind {
    /// What the bytes are, by themselves; the name of a file says nothing.
    pub fn of(bytes: &[u8]) -> Option<PaperKind> {
        let tail = &bytes[bytes.len().saturating_sub(TAIL_BYTES)..];
        let ends = |mark: &[u8]| tail.windows(mark.len()).any(|it| it == mark);
        if bytes.starts_with(b"%PDF-") {
            return ends(b"%%EOF").then_some(PaperKind::Pdf);
        }
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            return ends(b"IEND").then_some(PaperKind::Png);
        }
        if bytes.starts_with(b"\xff\xd8\xff") {
            return ends(b"\xff\xd9").then_some(PaperKind::Jpeg);
        }
        let text = std::str::from_utf8(bytes).ok()?;
        let is_plain = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
        (!text.trim().is_empty() && text.chars().all(is_plain)).then_some(PaperKind::Text)
    }

    /// How it is named to a browser.
    pub const fn media_type(self) -> &'static str {
        match self {
            PaperKind::Pdf => "application/pdf",
            PaperKind::Png => "image/png",
            PaperKind::Jpeg => "image/jpeg",
            PaperKind::Text => "text/plain; charset=utf-8",
        }
    }

    /// How a file of it is called.
    pub const fn extension(self) -> &'static str {
        match self {
            PaperKind::Pdf => "pdf",
            PaperKind::Png => "png",
            PaperKind::Jpeg => "jpg",
            PaperKind::Text => "txt",
        }
    }
}

/// How large a paper may be.
pub fn bytes_max(tx: &mut Tx<'_>, now: Micros) -> Result<i64, Fault> {
    policy::number(&policy::list(tx)?, "paper_bytes_max", now)
}

/// Whether a file may be kept, and as what.
pub fn may_keep(bytes: &[u8], bytes_max: i64) -> Result<PaperKind, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::new("admission/paper-empty"));
    }
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    if size > bytes_max {
        return Err(Refusal::new("admission/paper-too-large").with("most", bytes_max));
    }
    PaperKind::of(bytes).ok_or(Refusal::new("admission/paper-of-no-kind"))
}

/// Puts a paper on record: the document by its hash, and that it is kept.
pub fn keep_paper(
    tx: &mut Tx<'_>,
    env: &Env,
    code: &ClientUseCode,
    (it, kind): (&Evidence, PaperKind),
) -> Answer<()> {
    hand_in(tx, env, code, it)?;
    Ok(keep_apart(tx, env, code, (&it.sha256, kind), &it.received_by)?)
}

/// The same of a paper that is none of the institution's documents: it stands with what it was
/// handed in for, and gates and checks know nothing of it.
pub fn keep_apart(
    tx: &mut Tx<'_>,
    env: &Env,
    code: &ClientUseCode,
    (sha256, kind): (&Sha256, PaperKind),
    by: &str,
) -> Result<(), Fault> {
    if sql::add(tx, (code, sha256), kind, (env.now, by))? {
        let sha = data_encoding::HEXLOWER.encode(sha256);
        let body = format!(r#"{{"kind":"{kind}","sha256":"{sha}"}}"#);
        audit(tx, env, (by, "admission.paper.kept"), code, body);
    }
    Ok(())
}

/// Which papers somebody may open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opens {
    /// Documents of gates and checks.
    pub documents: bool,
    /// What stands apart.
    pub apart: bool,
}

/// The papers of an institution: which of its documents are kept themselves, and what they are.
pub fn papers(tx: &mut Tx<'_>, code: &ClientUseCode) -> Result<BTreeMap<Sha256, PaperKind>, Fault> {
    Ok(sql::of(tx, code)?.into_iter().collect())
}

/// Writes down that somebody opens a paper, and answers what it is. The bytes are shown after this
/// commit, never before.
pub fn open_paper(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    code: &ClientUseCode,
    (sha256, opens): (&Sha256, Opens),
) -> Answer<PaperKind> {
    let unknown = || Refusal::new("admission/evidence-unknown");
    let kind = papers(tx, code)?.remove(sha256).ok_or_else(unknown)?;
    let is_document = facts_of(tx, code)?.evidence.iter().any(|it| it.sha256 == *sha256);
    if !(if is_document { opens.documents } else { opens.apart }) {
        return Err(unknown().into());
    }
    let body = format!(r#"{{"sha256":"{}"}}"#, data_encoding::HEXLOWER.encode(sha256));
    audit(tx, env, (actor, "admission.paper.opened"), code, body);
    Ok(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_bytes_say() {
        let large = [b"%PDF-1.7\n".as_slice(), &[b'x'; 5_000], b"\n%%EOF\n"].concat();
        let table: [(&[u8], Option<PaperKind>); 12] = [
            (&large, Some(PaperKind::Pdf)),
            (b"%PDF-1.4 cut off", None),
            (b"\x89PNG\r\n\x1a\n....IEND\xae\x42\x60\x82", Some(PaperKind::Png)),
            (b"\x89PNG\r\n\x1a\n....", None),
            (b"\xff\xd8\xff\xe0....\xff\xd9", Some(PaperKind::Jpeg)),
            (b"\xff\xd8\xff\xe0....", None),
            ("사업계획서\n둘째 줄\t끝".as_bytes(), Some(PaperKind::Text)),
            (b"", None),
            (b"  \n", None),
            (b"PK\x03\x04word/document.xml", None),
            (b"MZ\x90\x00", None),
            (b"\xd0\xcf\x11\xe0", None),
        ];
        for (bytes, want) in table {
            assert_eq!(PaperKind::of(bytes), want, "{:?}", bytes.get(..12));
        }
        assert_eq!(may_keep(&large, 5_000).unwrap_err().code, "admission/paper-too-large");
        assert_eq!(may_keep(&large, 6_000), Ok(PaperKind::Pdf));
        assert_eq!(may_keep(b"MZ\x90\x00", 10).unwrap_err().code, "admission/paper-of-no-kind");
    }
}

//! Records that answer what no file of a project can: who said so, when, and where it stands. A
//! record without evidence, from the future, or past its time answers no.

use super::Answer;
use crate::files::{self, DOCUMENT_BYTES_MAX};
use crate::problem::Problem;
use jiff::Span;
use jiff::civil::Date;
use naru_base::{Lang, texts};
use naru_practice::Item;
use ring::digest;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

texts! {
    said(owner: &str, date: &str, evidence: &str) {
        ko: "{owner}, {date}: {evidence}", en: "{owner}, {date}: {evidence}",
    }
    over(date: &str, months: i32) {
        ko: "{date} 기록은 {months}개월이 지나 더는 유효하지 않습니다",
        en: "the record of {date} is older than {months} months",
    }
    from_future(date: &str) { ko: "기록의 날짜({date})가 오늘보다 뒤입니다", en: "the record is dated {date}, which is yet to come" }
    no_owner { ko: "기록에 담당자가 없습니다", en: "the record names no owner" }
    no_evidence { ko: "기록에 증적이 없습니다", en: "the record names no evidence" }
    not_there(path: &str) { ko: "증적 파일이 없거나 비어 있습니다: {path}", en: "the evidence is not there or empty: {path}" }
    bad_day(item: &str) {
        ko: "{item}: date는 2026-06-01 같은 날짜여야 합니다", en: "{item}: date must be a day such as 2026-06-01",
    }
    no_item(item: &str) { ko: "자가점검 항목 {item}이(가) 없습니다", en: "the self-check has no item {item}" }
}

/// The records of a file, and where it stands.
#[derive(Debug, Default)]
pub(crate) struct Records {
    folder: PathBuf,
    records: Vec<Record>,
}

#[derive(Debug)]
struct Record {
    item: String,
    owner: String,
    date: Date,
    evidence: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileText {
    #[serde(default)]
    record: Vec<RecordText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordText {
    item: String,
    owner: String,
    date: toml::Value,
    #[serde(default)]
    evidence: Vec<String>,
}

/// A piece of evidence, as it is written into a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Piece {
    pub(super) item: String,
    pub(super) owner: String,
    pub(super) date: String,
    /// A file beside the records, or an address.
    pub(super) evidence: String,
    /// Of the file as it was when the pack was made.
    pub(super) sha256: Option<String>,
}

impl Records {
    /// Reads a file; no file is no record.
    pub(super) fn open(path: Option<&Path>, items: &[Item]) -> Result<Records, Problem> {
        let Some(path) = path else { return Ok(Records::default()) };
        let name = path.display().to_string();
        let text = files::read_text(path)?;
        let file: FileText = toml::from_str(&text).map_err(|e| Problem::content(&name, e))?;
        let mut records = Vec::new();
        for it in file.record {
            if !items.iter().any(|item| item.id == it.item) {
                return Err(Problem::file(&name).because_in(move |lang| no_item(lang, &it.item)));
            }
            let date = it.date.as_str().map_or_else(|| it.date.to_string(), str::to_owned);
            let Ok(date) = date.parse() else {
                return Err(Problem::file(&name).because_in(move |lang| bad_day(lang, &it.item)));
            };
            let RecordText { item, owner, evidence, .. } = it;
            records.push(Record { item, owner, date, evidence });
        }
        let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
        Ok(Records { folder, records })
    }

    /// What the newest record of an item says; nothing if there is none.
    pub(super) fn judge(&self, item: &Item, today: Date, lang: Lang) -> Option<(Answer, String)> {
        let months = item.valid_months;
        let mine = self.records.iter().filter(|it| it.item == item.id);
        let record = mine.max_by_key(|it| it.date)?;
        let day = record.date.to_string();
        let words = if record.owner.trim().is_empty() {
            no_owner(lang)
        } else if record.date > today {
            from_future(lang, &day)
        } else if record.date.checked_add(Span::new().months(months)).is_ok_and(|end| end < today) {
            over(lang, &day, months)
        } else if record.evidence.is_empty() {
            no_evidence(lang)
        } else if let Some(lost) = record.evidence.iter().find(|it| !self.is_there(it)) {
            not_there(lang, lost)
        } else {
            let words = said(lang, &record.owner, &day, &record.evidence.join(", "));
            return Some((Answer::Yes, words));
        };
        Some((Answer::No, words))
    }

    /// An address is taken as it is; a file must hold something.
    fn is_there(&self, evidence: &str) -> bool {
        if evidence.contains("://") {
            return true;
        }
        let path = self.folder.join(evidence);
        path.is_file() && std::fs::metadata(&path).is_ok_and(|it| it.len() > 0)
    }

    /// Every piece of evidence, with the hash of what is at hand.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let hash = |evidence: &str| {
            let bytes = files::read(&self.folder.join(evidence), DOCUMENT_BYTES_MAX).ok()?;
            let hash = digest::digest(&digest::SHA256, &bytes);
            Some(data_encoding::HEXLOWER.encode(hash.as_ref()))
        };
        let of = |it: &Record| -> Vec<Piece> {
            let piece = |evidence: &String| Piece {
                item: it.item.clone(),
                owner: it.owner.clone(),
                date: it.date.to_string(),
                evidence: evidence.clone(),
                sha256: hash(evidence),
            };
            it.evidence.iter().map(piece).collect()
        };
        self.records.iter().flat_map(of).collect()
    }
}

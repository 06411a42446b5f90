//! The pack for a self-certification: the answers, each material of ISO/IEC 5230 and 18974 with
//! the items that serve it, and the evidence with its hashes. The words of the standards are not
//! in it; the short names are ours.

use super::Gathered;
use super::records::Piece;
use crate::Around;
use crate::files;
use crate::problem::Problem;
use crate::report::json;
use naru_base::{Lang, texts};
use naru_practice::materials::judged;
use naru_practice::paper::{Paper, Record, page};
use std::path::Path;

texts! {
    caution {
        ko: "항목의 답은 이 명령이 본 파일과 기록에 따른 것입니다. 표준의 원문과 대조하고 책임자가 확인한 뒤에 제출하십시오.",
        en: "The answers follow from the files and records that this command saw. Compare them with the text of the standard, and have whoever is responsible confirm them before they are handed in.",
    }
}

/// Writes the pack into a folder: a document in each language, and the same for programs.
pub(super) fn write(
    folder: &Path,
    gathered: &Gathered,
    around: &Around<'_>,
) -> Result<(), Problem> {
    std::fs::create_dir_all(folder).map_err(|e| Problem::write(folder, e))?;
    let put = |name: &str, text: String| files::write(&folder.join(name), text.as_bytes());
    let pieces = gathered.records.pieces();
    put("evidence.json", json::text(&pieces))?;
    let records: Vec<Record> = pieces.into_iter().map(record).collect();
    for (code, lang) in [("ko", Lang::Ko), ("en", Lang::En)] {
        let rows = gathered.rows(lang, around);
        let document = page(
            lang,
            &Paper {
                subject: &gathered.project.name,
                at: &around.now.rfc3339(),
                caution: &caution(lang),
                rows: &rows,
                records: &records,
                confirmed: None,
            },
        );
        put(&format!("self-check.{code}.html"), document)?;
        put(&format!("self-check.{code}.json"), json::text(&rows))?;
        put(&format!("materials.{code}.json"), json::text(&judged(&rows, lang)))?;
    }
    Ok(())
}

/// A piece of evidence, as the document has it. How long it holds depends on its item.
fn record(it: Piece) -> Record {
    Record {
        item: it.item,
        owner: it.owner,
        date: it.date,
        until: None,
        evidence: it.evidence,
        sha256: it.sha256.unwrap_or_default(),
    }
}

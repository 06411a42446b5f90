//! The pack for a self-certification: the answers, each material of ISO/IEC 5230 and 18974 with
//! the items that serve it, and the evidence with its hashes. The words of the standards are not
//! in it; the short names are ours.

use super::{Gathered, Row};
use crate::Around;
use crate::files;
use crate::problem::Problem;
use crate::report::json;
use naru_base::{Lang, texts};
use naru_practice::materials::{judged, page};
use std::path::Path;

texts! {
    caution {
        ko: "항목의 답은 이 명령이 본 파일과 기록에 따른 것입니다. 표준의 원문과 대조하고 책임자가 확인한 뒤에 제출하십시오.",
        en: "The answers follow from the files and records that this command saw. Compare them with the text of the standard, and have whoever is responsible confirm them before they are handed in.",
    }
}

/// Writes the pack into a folder.
pub(super) fn write(
    folder: &Path,
    rows: &[Row],
    gathered: &Gathered,
    around: &Around<'_>,
) -> Result<(), Problem> {
    std::fs::create_dir_all(folder).map_err(|e| Problem::write(folder, e))?;
    let at = around.now.rfc3339();
    let put = |name: &str, text: String| files::write(&folder.join(name), text.as_bytes());
    put("self-check.json", json::text(&rows))?;
    put("evidence.json", json::text(&gathered.records.pieces()))?;
    put("materials.json", json::text(&judged(rows, Lang::En)))?;
    for (name, lang) in [("materials.ko.md", Lang::Ko), ("materials.en.md", Lang::En)] {
        let about = (gathered.project.name.as_str(), at.as_str());
        put(name, page(lang, &judged(rows, lang), about, &caution(lang)))?;
    }
    Ok(())
}

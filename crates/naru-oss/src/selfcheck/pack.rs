//! The pack for a self-certification: the answers, each material of ISO/IEC 5230 and 18974 with
//! the items that serve it, and the evidence with its hashes. The words of the standards are not
//! in it; the short names are ours.

use super::{Answer, Gathered, Row};
use crate::files;
use crate::problem::Problem;
use crate::report::json;
use crate::Around;
use naru_base::{Lang, texts};
use serde::{Deserialize, Serialize};
use std::path::Path;

texts! {
    title { ko: "오픈소스 자체 인증 자료", en: "Open source: self-certification pack" }
    made(project: &str, at: &str) { ko: "{project}, {at} 작성", en: "{project}, made {at}" }
    counted(standard: &str, shown: usize, all: usize) {
        ko: "{standard}: 자료 {all}건 가운데 {shown}건을 보일 수 있습니다.",
        en: "{standard}: {shown} of {all} materials can be shown.",
    }
    head { ko: "| 자료 | 내용 | 항목 | 상태 |", en: "| material | what it is | items | state |" }
    shown { ko: "있음", en: "shown" }
    lacking { ko: "없음", en: "lacking" }
    caution {
        ko: "항목의 답은 이 명령이 본 파일과 기록에 따른 것입니다. 표준의 원문과 대조하고 책임자가 확인한 뒤에 제출하십시오.",
        en: "The answers follow from the files and records that this command saw. Compare them with the text of the standard, and have whoever is responsible confirm them before they are handed in.",
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Materials {
    material: Vec<Material>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Material {
    standard: String,
    id: String,
    ko: String,
    en: String,
    items: Vec<String>,
}

#[derive(Serialize)]
struct Judged {
    standard: String,
    id: String,
    what: String,
    items: Vec<String>,
    is_shown: bool,
}

/// Writes the pack into a folder.
pub(super) fn write(
    folder: &Path,
    rows: &[Row],
    gathered: &Gathered,
    around: &Around<'_>,
) -> Result<(), Problem> {
    std::fs::create_dir_all(folder).map_err(|e| Problem::write(folder, e))?;
    let put = |name: &str, text: String| files::write(&folder.join(name), text.as_bytes());
    put("self-check.json", json::text(&rows))?;
    put("evidence.json", json::text(&gathered.records.pieces()))?;
    put("materials.json", json::text(&judged(rows, Lang::En)))?;
    for (name, lang) in [("materials.ko.md", Lang::Ko), ("materials.en.md", Lang::En)] {
        put(name, page(rows, &gathered.project.name, &around.now.rfc3339(), lang))?;
    }
    Ok(())
}

fn materials() -> Vec<Material> {
    let list: Materials = toml::from_str(include_str!("materials.toml"))
        .expect("a file of this crate, read by its tests");
    list.material
}

/// A material can be shown if every item that serves it is answered yes.
fn judged(rows: &[Row], lang: Lang) -> Vec<Judged> {
    let is_yes = |id: &String| rows.iter().any(|it| it.id == *id && it.answer == Answer::Yes);
    let one = |it: Material| Judged {
        is_shown: it.items.iter().all(is_yes),
        what: if lang == Lang::Ko { it.ko } else { it.en },
        standard: it.standard,
        id: it.id,
        items: it.items,
    };
    materials().into_iter().map(one).collect()
}

fn page(rows: &[Row], project: &str, at: &str, lang: Lang) -> String {
    let all = judged(rows, lang);
    let mut out =
        format!("# {}\n\n{}\n\n{}\n", title(lang), made(lang, project, at), caution(lang));
    let mut standards: Vec<&str> = all.iter().map(|it| it.standard.as_str()).collect();
    standards.dedup();
    for standard in standards {
        let mine = || all.iter().filter(|it| it.standard == standard);
        let have = mine().filter(|it| it.is_shown).count();
        out.push_str(&format!("\n## {}\n\n", counted(lang, standard, have, mine().count())));
        out.push_str(&format!("{}\n|---|---|---|---|\n", head(lang)));
        for it in mine() {
            let state = if it.is_shown { shown(lang) } else { lacking(lang) };
            out.push_str(&format!(
                "| {} | {} | {} | {state} |\n",
                it.id,
                it.what,
                it.items.join(", ")
            ));
        }
    }
    out
}

//! What ISO/IEC 5230 and 18974 ask to be shown, and which of it the answers of the self-check show.
//! The words of the standards are not in it; the short names are ours.

use crate::items::{Answer, Row};
use naru_base::{Lang, texts};
use serde::{Deserialize, Serialize};

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
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
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

/// A material, and whether it can be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Judged {
    /// The standard that asks for it.
    pub standard: String,
    /// Its number there.
    pub id: String,
    /// What it is.
    pub what: String,
    /// The items that serve it.
    pub items: Vec<String>,
    /// Whether every one of them is answered yes.
    pub is_shown: bool,
}

/// Every material. It can be shown if every item that serves it is answered yes.
pub fn judged(rows: &[Row], lang: Lang) -> Vec<Judged> {
    let list: List = toml::from_str(include_str!("materials.toml"))
        .expect("a file of this crate, read by the tests of whoever asks it");
    let is_yes = |id: &String| rows.iter().any(|it| it.id == *id && it.answer == Answer::Yes);
    let one = |it: Material| Judged {
        is_shown: it.items.iter().all(is_yes),
        what: if lang == Lang::Ko { it.ko } else { it.en },
        standard: it.standard,
        id: it.id,
        items: it.items,
    };
    list.material.into_iter().map(one).collect()
}

/// By standard: how many can be shown, of how many.
pub fn counts(all: &[Judged]) -> Vec<(String, usize, usize)> {
    let mut out: Vec<(String, usize, usize)> = Vec::new();
    for it in all {
        match out.last_mut() {
            Some(last) if last.0 == it.standard => {
                last.1 += usize::from(it.is_shown);
                last.2 += 1;
            }
            _ => out.push((it.standard.clone(), usize::from(it.is_shown), 1)),
        }
    }
    out
}

/// The page of the pack, as Markdown. `caution` says where the answers come from.
pub fn page(lang: Lang, all: &[Judged], (subject, at): (&str, &str), caution: &str) -> String {
    let mut out = format!("# {}\n\n{}\n\n{caution}\n", title(lang), made(lang, subject, at));
    for (standard, have, count) in counts(all) {
        out.push_str(&format!("\n## {}\n\n", counted(lang, &standard, have, count)));
        out.push_str(&format!("{}\n|---|---|---|---|\n", head(lang)));
        for it in all.iter().filter(|it| it.standard == standard) {
            let state = if it.is_shown { shown(lang) } else { lacking(lang) };
            let items = it.items.join(", ");
            out.push_str(&format!("| {} | {} | {items} | {state} |\n", it.id, it.what));
        }
    }
    out
}

//! What ISO/IEC 5230 and 18974 ask to be shown, and which of it the answers of the self-check show.
//! The words of the standards are not in it; the short names are ours.

use crate::items::{Answer, Row};
use naru_base::Lang;
use serde::{Deserialize, Serialize};

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

//! The 48 items of the self-check, and how an answer is written down.

use naru_base::{Lang, texts};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

texts! {
    yes { ko: "예", en: "yes" }
    no { ko: "아니오", en: "no" }
    open { ko: "미답", en: "open" }
    group_p { ko: "정책", en: "Policy" }
    group_o { ko: "조직과 역할", en: "Organisation and roles" }
    group_s { ko: "선정", en: "Selection" }
    group_i { ko: "식별", en: "Identification" }
    group_v { ko: "취약점", en: "Vulnerabilities" }
    group_l { ko: "라이선스", en: "Licences" }
    group_d { ko: "설계부터 폐기까지", en: "From design to retirement" }
    group_n { ko: "연구·개발망", en: "R&D zone" }
    group_x { ko: "바깥과의 관계", en: "Towards the outside" }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    /// For how many months a record holds, unless its item says otherwise.
    valid_months: i32,
    item: Vec<Text>,
}

/// An item as the data file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    id: String,
    ko: String,
    en: String,
    evidence: Evidence,
    maps: Maps,
    valid_months: Option<i32>,
}

/// What an item serves: numbers, which every language has, or words.
#[derive(Deserialize)]
#[serde(untagged)]
enum Maps {
    Numbers(String),
    Words { ko: String, en: String },
}

impl Maps {
    fn both(self) -> [String; 2] {
        match self {
            Maps::Numbers(it) => [it.clone(), it],
            Maps::Words { ko, en } => [ko, en],
        }
    }
}

/// An item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its name: `P1`.
    pub id: String,
    /// The question, in Korean and in English.
    pub question: [String; 2],
    /// How it is answered.
    pub evidence: Evidence,
    /// The materials and guides that it serves, in Korean and in English.
    pub maps: [String; 2],
    /// For how many months a record answers it.
    pub valid_months: i32,
}

/// How an item is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    /// From facts.
    Computed,
    /// From a record with an owner and a date.
    Record,
    /// From a timed exercise, of which there is a record.
    Exercise,
}

/// An answer. What is not known is open, which is never yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// It is so.
    Yes,
    /// It is not.
    No,
    /// Nobody and nothing says.
    Open,
}

/// An item with its answer, as the pack has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The item.
    pub id: String,
    /// Its question.
    pub question: String,
    /// The answer.
    pub answer: Answer,
    /// How it is answered.
    pub evidence: Evidence,
    /// What the answer rests on.
    pub seen: String,
    /// The materials that it serves.
    pub maps: String,
}

impl Item {
    /// The question in a language.
    pub fn question(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ko => &self.question[0],
            Lang::En => &self.question[1],
        }
    }

    /// The materials and guides that it serves, in a language.
    pub fn maps(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ko => &self.maps[0],
            Lang::En => &self.maps[1],
        }
    }

    /// The item with its answer.
    pub fn row(&self, lang: Lang, answer: Answer, seen: String) -> Row {
        Row {
            id: self.id.clone(),
            question: self.question(lang).to_owned(),
            answer,
            evidence: self.evidence,
            seen,
            maps: self.maps(lang).to_owned(),
        }
    }
}

impl Answer {
    /// For people.
    pub fn text(self, lang: Lang) -> String {
        match self {
            Answer::Yes => yes(lang),
            Answer::No => no(lang),
            Answer::Open => open(lang),
        }
    }
}

static ITEMS: LazyLock<Vec<Item>> = LazyLock::new(|| {
    let list: List = toml::from_str(include_str!("items.toml"))
        .expect("a file of this crate, read by the tests of whoever asks it");
    let of = |it: Text| Item {
        id: it.id,
        question: [it.ko, it.en],
        evidence: it.evidence,
        maps: it.maps.both(),
        valid_months: it.valid_months.unwrap_or(list.valid_months),
    };
    list.item.into_iter().map(of).collect()
});

/// All of them, in their order.
pub fn items() -> &'static [Item] {
    &ITEMS
}

/// One of them.
pub fn item(id: &str) -> Option<&'static Item> {
    items().iter().find(|it| it.id == id)
}

/// The groups of items: the letter with which the names of each begin, and what it is called.
pub fn groups(lang: Lang) -> [(&'static str, String); 9] {
    [
        ("P", group_p(lang)),
        ("O", group_o(lang)),
        ("S", group_s(lang)),
        ("I", group_i(lang)),
        ("V", group_v(lang)),
        ("L", group_l(lang)),
        ("D", group_d(lang)),
        ("N", group_n(lang)),
        ("X", group_x(lang)),
    ]
}

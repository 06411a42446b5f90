//! Why a JSON file was not read: as facts of a refusal, and in a reader's words.
//!
//! The reader of JSON speaks English alone. Only where, what kind, and the name in backquotes are
//! taken over from it.

use crate::texts;
use crate::{Lang, Refusal};
use serde_json::error::Category;

texts! {
    no_json { ko: "JSON으로 읽을 수 없습니다", en: "this is not JSON" }
    missing(name: &str) { ko: "`{name}` 항목이 없습니다", en: "`{name}` is missing" }
    not_known(name: &str) {
        ko: "`{name}`은(는) 여기에 올 수 없는 이름입니다", en: "`{name}` is no name that belongs here",
    }
    twice(name: &str) { ko: "`{name}` 항목이 두 번 있습니다", en: "`{name}` stands there twice" }
    other_kind {
        ko: "여기에 올 수 없는 종류의 값입니다", en: "a value of another kind belongs here",
    }
    place(line: &str, column: &str, what: &str) {
        ko: "{line}번째 줄 {column}번째 칸: {what}", en: "line {line}, column {column}: {what}",
    }
}

/// Adds to a refusal why the file was not read: `why`, `at` (the name it is about), `line`,
/// `column`.
#[must_use]
pub fn because(refusal: Refusal, e: &serde_json::Error) -> Refusal {
    let said = e.to_string();
    let name = said.split('`').nth(1).unwrap_or_default();
    let starts = |it: &str| said.starts_with(it);
    let why = match e.classify() {
        Category::Data if starts("missing field") => "missing",
        Category::Data if starts("unknown field") || starts("unknown variant") => "unknown",
        Category::Data if starts("duplicate field") => "twice",
        Category::Data => "kind",
        Category::Io | Category::Syntax | Category::Eof => "json",
    };
    // Of a value of another kind the quotes hold the value, which is nobody's business.
    let at = if matches!(why, "kind" | "json") { "" } else { name };
    refusal.with("why", why).with("at", at).with("line", e.line()).with("column", e.column())
}

/// What such a refusal says to people, without a full stop: where, and what is wrong there; nothing
/// if the refusal has another reason.
pub fn said(lang: Lang, it: &Refusal) -> Option<String> {
    let what = match it.fact("why") {
        "json" => no_json(lang),
        "missing" => missing(lang, it.fact("at")),
        "unknown" => not_known(lang, it.fact("at")),
        "twice" => twice(lang, it.fact("at")),
        "kind" => other_kind(lang),
        _ => return None,
    };
    Some(place(lang, it.fact("line"), it.fact("column"), &what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "lowercase")]
    #[expect(dead_code, reason = "it is read only")]
    struct Small {
        name: String,
        state: Sort,
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Sort {
        Open,
    }

    #[test]
    fn each_reason_is_told_with_its_place_in_both_languages() {
        let cases = [
            ("{\n\"name\": \"a\"", "json", "", "2번째 줄 11번째 칸: JSON으로"),
            ("x", "json", "", "1번째 줄 1번째 칸: JSON으로"),
            ("{\"state\": \"open\"}", "missing", "name", "`name` 항목이 없습니다"),
            ("{\"nam\": 1}", "unknown", "nam", "`nam`은(는) 여기에 올 수 없는"),
            ("{\"name\": \"a\", \"name\": \"b\"}", "twice", "name", "`name` 항목이 두 번"),
            ("{\"name\": 3}", "kind", "", "1번째 줄 10번째 칸: 여기에 올 수 없는 종류"),
            ("{\"state\": \"shut\"}", "unknown", "shut", "`shut`은(는) 여기에"),
        ];
        for (text, why, at, told) in cases {
            let e = serde_json::from_str::<Small>(text).expect_err(text);
            let it = because(Refusal::new("test/unreadable"), &e);
            assert_eq!((it.fact("why"), it.fact("at")), (why, at), "{e}");
            let ko = said(Lang::Ko, &it).expect("a reason of the reader");
            let en = said(Lang::En, &it).expect("a reason of the reader");
            assert!(ko.contains(told), "{ko}");
            assert!(en.starts_with("line ") && en != ko, "{en}");
        }
        assert_eq!(said(Lang::Ko, &Refusal::new("test/other").with("why", "size")), None);
        assert!(serde_json::from_str::<Small>("{\"name\":\"a\",\"state\":\"open\"}").is_ok());
    }
}

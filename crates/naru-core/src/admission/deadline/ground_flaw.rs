//! What is wrong with a file of grounds: as facts of a refusal, and in a reader's words.

use super::ground::{
    FILE_BYTES_MAX, GROUNDS_MAX, INSPECTOR_LATE, MOSTS, NAME_LEN_MAX, TEXT_CHARS_MAX,
};
use naru_base::{Lang, Refusal, texts, unreadable};

texts! {
    too_large(kib: usize) { ko: "파일이 {kib}KB보다 큽니다", en: "the file is larger than {kib} kB" }
    bad_version { ko: "`version`은 1 이상의 정수입니다", en: "`version` is a whole number from 1" }
    bad_count(most: usize) {
        ko: "`grounds`에 사유가 1개에서 {most}개까지 있어야 합니다",
        en: "`grounds` has 1 to {most} grounds",
    }
    bad_text(at: &str, most: usize) {
        ko: "`{at}`에는 1자에서 {most}자까지 적습니다", en: "`{at}` has 1 to {most} characters",
    }
    bad_name(at: &str, most: usize) {
        ko: "`{at}`은 영문 소문자, 숫자, 붙임표로 {most}자까지이고, 사유마다 달라야 합니다",
        en: "`{at}` is of small letters, digits and hyphens, {most} at most, and of one ground only",
    }
    bad_most(at: &str, known: &str) {
        ko: "`{at}`은 {known} 가운데 하나입니다", en: "`{at}` is one of {known}",
    }
    no_inspector(name: &str) {
        ko: "엔진이 스스로 찾는 사유 `{name}`이(가) 목록에 없습니다",
        en: "the ground `{name}`, which the engine finds by itself, is not in the list",
    }
}

/// The refusal's code.
const CODE: &str = "admission/grounds-malformed";

/// A list whose file, place or value is wrong: `why` and where.
pub(super) fn flaw(why: Why, at: &str) -> Refusal {
    Refusal::new(CODE).with("why", why.as_str()).with("at", at)
}

/// What can be wrong with a file that reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    Size,
    Version,
    Count,
    Text,
    Name,
    Most,
    Inspector,
}

impl Why {
    const fn as_str(self) -> &'static str {
        match self {
            Why::Size => "size",
            Why::Version => "version",
            Why::Count => "count",
            Why::Text => "text",
            Why::Name => "name",
            Why::Most => "most",
            Why::Inspector => "inspector",
        }
    }
}

/// A file that does not read as JSON of this form.
pub(super) fn unread(e: &serde_json::Error) -> Refusal {
    unreadable::because(Refusal::new(CODE), e)
}

/// What a refusal of a list says to people, without a full stop: where, and what belongs there.
pub fn malformed(lang: Lang, it: &Refusal) -> String {
    let at = it.fact("at");
    match it.fact("why") {
        "size" => too_large(lang, FILE_BYTES_MAX / 1024),
        "version" => bad_version(lang),
        "count" => bad_count(lang, GROUNDS_MAX),
        "text" => bad_text(lang, at, TEXT_CHARS_MAX),
        "name" => bad_name(lang, at, NAME_LEN_MAX),
        "most" => bad_most(lang, at, &MOSTS.join(", ")),
        "inspector" => no_inspector(lang, INSPECTOR_LATE),
        _ => unreadable::said(lang, it).unwrap_or_else(|| it.to_string()),
    }
}

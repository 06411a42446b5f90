//! What banks say about registered users, in both languages.

use naru_base::{Lang, texts};

texts! {
    fine { ko: "정상 처리되었습니다", en: "Done" }
    ended_already { ko: "이미 해지된 사용자입니다", en: "Ended already" }
    no_user { ko: "해당 사용자가 없습니다", en: "No such user" }
    no_account { ko: "해당 계좌가 없습니다", en: "No such account" }
    other_holder { ko: "실명번호가 일치하지 않습니다", en: "Another holder" }
    not_registered {
        ko: "예금주명이 일치하지 않습니다. 등록되지 않았습니다.",
        en: "The account's holder has another name. Nothing was registered."
    }
    other { ko: "처리할 수 없습니다", en: "Not possible" }
}

/// The text of a bank's code.
pub(super) fn bank_code(lang: Lang, code: &str) -> String {
    match code {
        "000" => fine(lang),
        "551" => ended_already(lang),
        "555" => no_user(lang),
        "412" => no_account(lang),
        "463" => other_holder(lang),
        _ => other(lang),
    }
}

//! The sentences of notices of what somebody proposed.

use naru_base::texts;

texts! {
    rejected(what: &str) { ko: "{what}: 제안 반려", en: "{what}: proposal rejected" }
    rejected_of(institution: &str, what: &str) {
        ko: "{institution} {what}: 제안 반려", en: "{institution}, {what}: proposal rejected"
    }
    rejected_text(reason: &str) {
        ko: "두 번째 사람이 제안을 반려했습니다. 아무것도 바뀌지 않았습니다. 사유: {reason}",
        en: "A second person rejected the proposal. Nothing has changed. Reason: {reason}"
    }
    of_check { ko: "점검", en: "check" }
    of_gate { ko: "관문", en: "gate" }
    of_surety { ko: "보증", en: "surety" }
    of_claim { ko: "피해보상", en: "compensation" }
    of_subsidy { ko: "점검비 지원", en: "subsidy" }
    of_account { ko: "직원 계정", en: "staff account" }
    of_program { ko: "프로그램", en: "program" }
    other { ko: "운영", en: "operation" }
}

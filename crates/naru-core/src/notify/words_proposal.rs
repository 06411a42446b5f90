//! The sentences of notices of what somebody proposed.

use naru_base::texts;

texts! {
    rejected(what: &str) { ko: "{what}: 제안 반려", en: "{what}: proposal rejected" }
    rejected_of(whose: &str, what: &str) {
        ko: "{whose} {what}: 제안 반려", en: "{what}, {whose}: proposal rejected"
    }
    rejected_text(reason: &str) {
        ko: "두 번째 사람이 제안을 반려했습니다. 아무것도 바뀌지 않았습니다. 사유: {reason}",
        en: "A second person rejected the proposal. Nothing has changed. Reason: {reason}"
    }
}

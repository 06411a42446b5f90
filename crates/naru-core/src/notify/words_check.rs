//! What notices of the steps of a security check say.

use naru_base::texts;

texts! {
    of_organisation { ko: "기관점검", en: "organisation check" }
    requested(institution: &str, what: &str) {
        ko: "{institution} 점검 신청: {what}", en: "{institution} asks for a check: {what}"
    }
    requested_text {
        ko: "아직 맡은 점검관이 없습니다. 콘솔의 점검에서 맡고 일정을 정해 주십시오.",
        en: "Nobody has taken it yet. Take it up and set the days under Checks in the console."
    }
    scheduled(institution: &str, what: &str, from: &str, to: &str) {
        ko: "{institution} {what} 일정: {from} ~ {to}",
        en: "{institution}: {what} from {from} to {to}"
    }
    scheduled_text {
        ko: "점검관이 일정을 정했거나 옮겼습니다. 그 전에 항목마다 문서와 설명을 준비해 주십시오.",
        en: "The inspector has set the days, or moved them. Name documents and explain each item before."
    }
    unscheduled(institution: &str, what: &str) {
        ko: "{institution} {what} 일정 취소", en: "{institution}: days of the {what} cancelled"
    }
    unscheduled_text {
        ko: "맡은 점검관이 바뀌어 정해진 일정이 없어졌습니다. 다른 점검관이 새 일정을 정하면 알려 드립니다. 하실 일은 없습니다.",
        en: "Its inspector changes, so the days that were set do not count any more. You are told of the new ones; there is nothing for you to do."
    }
    findings(institution: &str, what: &str, n: usize) {
        ko: "{institution} {what} 지적 {n}개 통보", en: "{institution}: findings of the {what}: {n}"
    }
    findings_text(last_day: &str) {
        ko: "지적 사항을 읽고 {last_day}까지 보완한 뒤 콘솔의 점검에서 보완을 마쳤다고 알려 주십시오.",
        en: "Read what was found, put it right by {last_day}, and say so under Checks in the console."
    }
    fixed(institution: &str, what: &str) {
        ko: "{institution} {what} 보완 완료: 재점검 대기",
        en: "{institution}: {what} put right, waits for the re-check"
    }
    fixed_text {
        ko: "이용기관이 보완을 마쳤다고 알렸습니다. 맡은 점검관이 지적 항목을 다시 보아 주십시오.",
        en: "The institution says that it has put right what was found. Its inspector looks at those items again."
    }
    withdrawn(institution: &str, what: &str) {
        ko: "{institution} {what} 취하", en: "{institution} has taken the {what} back"
    }
    withdrawn_text {
        ko: "이용기관이 점검 신청을 거두었습니다. 잡은 일정은 비었습니다.",
        en: "The institution has taken its request back. The days that were set are free."
    }
    taken_over(institution: &str, what: &str) {
        ko: "{institution} {what}: 다른 점검관이 넘겨받음",
        en: "{institution}: {what} taken over by a colleague"
    }
    taken_over_text(reason: &str) {
        ko: "이제 넘겨받은 점검관이 이 점검을 맡습니다. 이유: {reason}",
        en: "The colleague has it from now on. Reason: {reason}"
    }
    given_back(institution: &str, what: &str) {
        ko: "{institution} {what}: 맡은 점검관 없음",
        en: "{institution}: {what} has no inspector"
    }
    given_back_text(reason: &str) {
        ko: "맡았던 점검관이 내놓았습니다. 콘솔의 점검에서 맡고 일정을 정해 주십시오. 이유: {reason}",
        en: "Its inspector has given it back. Take it up and set the days under Checks in the console. Reason: {reason}"
    }
}

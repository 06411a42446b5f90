//! Words of the inbox.

use naru_base::texts;

texts! {
    inbox { ko: "알림함", en: "Inbox" }
    lead_unread(n: i64) { ko: "읽지 않은 알림이 {n}건 있습니다.", en: "Notices you have not read: {n}." }
    lead_none { ko: "읽지 않은 알림이 없습니다.", en: "You have read every notice." }
    list_head { ko: "알림", en: "Notices" }
    list_note(desk: &str) { ko: "{desk} 앞으로 온 것, 새것부터", en: "to {desk}, newest first" }
    none { ko: "알림이 없습니다. 사건이나 기한처럼 알아야 할 일이 생기면 이 자리에 나옵니다.", en: "No notices. Incidents, deadlines and the like appear here." }
    none_fits { ko: "조건에 맞는 알림이 없습니다.", en: "No notice fits." }
    clear { ko: "조건 지우기", en: "Clear the filter" }
    filter_state { ko: "상태", en: "State" }
    filter_severity { ko: "중요도", en: "Severity" }
    filter_topic { ko: "종류", en: "About" }
    any { ko: "모두", en: "All" }
    from_on(severity: &str) { ko: "{severity} 이상", en: "{severity} and above" }
    find { ko: "찾기", en: "Find" }
    head_state { ko: "상태", en: "State" }
    head_severity { ko: "중요도", en: "Severity" }
    head_topic { ko: "종류", en: "About" }
    head_title { ko: "내용", en: "What" }
    head_at { ko: "시각", en: "Time" }
    exercise { ko: "훈련 EXERCISE", en: "훈련 EXERCISE" }
    severity_info { ko: "참고", en: "Info" }
    severity_warning { ko: "주의", en: "Warning" }
    severity_urgent { ko: "긴급", en: "Urgent" }
    severity_critical { ko: "위급", en: "Critical" }
    state_queued { ko: "보낼 차례", en: "queued" }
    state_failed { ko: "다시 시도", en: "trying again" }
    state_delivered { ko: "도착", en: "delivered" }
    state_unread { ko: "안 읽음", en: "unread" }
    state_read { ko: "읽음", en: "read" }
    state_acknowledged { ko: "수신 확인", en: "acknowledged" }
    state_given_up { ko: "보내지 못함", en: "given up" }
    unknown_head { ko: "알림을 찾을 수 없습니다", en: "No such notice" }
    unknown { ko: "이 알림함에는 없는 알림입니다.", en: "This inbox has no such notice." }
    at { ko: "온 때", en: "Came" }
    read_at { ko: "처음 읽은 때", en: "First read" }
    acknowledged_at { ko: "수신 확인", en: "Acknowledged" }
    by(name: &str, at: &str) { ko: "{at}, {name}", en: "{at}, {name}" }
    somebody { ko: "닫힌 계정", en: "a closed account" }
    to_application { ko: "이 신청 보기", en: "See the application" }
    to_claim { ko: "이 청구 보기", en: "See the claim" }
    to_proposal { ko: "제안 보기", en: "See the proposal" }
    to_check { ko: "이 점검 보기", en: "See the check" }
    to_open_source { ko: "오픈소스 화면에서 보기", en: "See it under open source" }
    to_surety { ko: "이 이용기관의 보증 보기", en: "See the institution’s cover" }
    to_deadline { ko: "이 기한 보기", en: "See the date" }
    to_gates { ko: "이 이용기관의 관문 보기", en: "See the institution’s gates" }
    to_incident { ko: "이 사건 보기", en: "See the incident" }
    to_deliveries { ko: "알림 전달 보기", en: "See deliveries" }
    acknowledge_head { ko: "수신 확인", en: "Acknowledge" }
    acknowledge_note { ko: "누가 언제 확인했는지 기록에 남고, 같은 직무의 모두에게 보입니다.", en: "Who did, and when, is recorded and shown to everybody of this desk." }
    acknowledge { ko: "수신을 확인합니다", en: "Acknowledge this notice" }
}

//! What the queue of checks says.

use naru_base::texts;

texts! {
    lead_open(n: usize) { ko: "열린 점검은 {n}건입니다.", en: "Open checks:\u{a0}{n}." }
    lead_none { ko: "열린 점검이 없습니다.", en: "No check is open." }
    lead_turn(n: usize) { ko: "그중 내 차례는 {n}건입니다.", en: "My turn:\u{a0}{n}." }
    lead_no_turn { ko: "지금 내 차례인 것은 없습니다.", en: "None of them is yours to act on now." }
    lead_free(n: usize) { ko: "맡은 점검관이 없는 것은 {n}건입니다.", en: "Unassigned:\u{a0}{n}." }
    lead_second(n: usize) {
        ko: "두 번째 확인을 기다리는 결과는 {n}건입니다.",
        en: "Results that wait for a second person:\u{a0}{n}."
    }
    lead_late(n: usize) { ko: "기한이 지난 것은 {n}건입니다.", en: "Past their date:\u{a0}{n}." }
    lead_ours(n: usize) {
        ko: "그중 우리 기관 차례는 {n}건입니다.",
        en: "Those that wait for you:\u{a0}{n}."
    }
    lead_theirs { ko: "모두 점검기관 차례입니다.", en: "All are with the inspection body." }
    lead_first(day: &str) { ko: "보완 기한은 가장 이른 것이 {day}입니다.", en: "The first date to put right by is {day}." }
    all_chip(n: usize) { ko: "모두 {n}", en: "All {n}" }
    turn_chip(n: usize) { ko: "내 차례 {n}", en: "My turn {n}" }
    mine_chip(n: usize) { ko: "내 것 {n}", en: "Mine {n}" }
    free_chip(n: usize) { ko: "맡은 사람 없음 {n}", en: "Unassigned {n}" }
    theirs_chip(n: usize) { ko: "이용기관 차례 {n}", en: "The institution’s turn {n}" }
    second_chip(n: usize) { ko: "두 번째 사람 {n}", en: "A second person {n}" }
    limited_chip(n: usize) { ko: "이미 제한됨 {n}", en: "Limited already {n}" }
    late_chip(n: usize) { ko: "기한 지남 {n}", en: "Past their date {n}" }
    open_note {
        ko: "재점검 대기부터, 그다음 일정(보완 중은 보완 기한)·관문의 끝·맡은 사람 없는 첫 심사의 신청일 가운데 이른 것부터",
        en: "re-checks first; then by whichever is earliest: the check’s date (while mending, the date to put right by), the gate’s end, the day of a first request that nobody has taken"
    }
    mine_note { ko: "왼쪽 줄은 내가 맡은 점검", en: "the bar on the left: those that are yours" }
    gate_over(standing: &str) { ko: "관문 만료됨, {standing}", en: "gate ended: {standing}" }
    gate_failed(standing: &str) { ko: "관문 닫힘, {standing}", en: "gate closed: {standing}" }
    gate_days(n: i64) { ko: "관문 D-{n}", en: "gate D-{n}" }
    gate_today(at: &str) { ko: "관문 오늘 {at} 끝", en: "gate ends today {at}" }
    first_time { ko: "첫 심사", en: "first admission" }
    no_date { ko: "정한 날 없음", en: "no date set yet" }
    confirm_by(at: &str) { ko: "{at}까지 확인", en: "confirm by {at}" }
    own_proposal(at: &str) {
        ko: "내가 제안함 · 다른 점검관의 확인을 기다림\u{a0}· {at}에 사라짐",
        en: "proposed by you · a second inspector has to confirm\u{a0}· lapses {at}"
    }
    proposed_by(name: &str, at: &str, until: &str) {
        ko: "{name} 제안 {at}\u{a0}· {until}에 사라짐",
        en: "proposed by {name} {at}\u{a0}· lapses {until}"
    }
    review_text(n: usize) {
        ko: "아래 계정 {n}개를 확인했다고 기록합니다. 쓰지 않는 계정은 먼저 계정 관리자에게 닫아 달라고 하십시오.",
        en: "Puts on record that the {n} accounts below were looked through. Have unused ones closed first."
    }
    review_more(n: usize) { ko: "그 밖에 {n}개", en: "{n} more" }
    account_head { ko: "담당자", en: "Account" }
    role_head { ko: "역할", en: "Role" }
    entered_head { ko: "마지막 접속", en: "Last entry" }
    never_entered { ko: "없음", en: "never" }
    not_active { ko: "초대됨 또는 잠김", en: "invited or locked" }
    request_help {
        ko: "점검기관에 신청이 가고, 점검관이 맡아 일정을 정하면 알려 드립니다. 지금 쓰는 목록으로 판정합니다.",
        en: "The inspection body gets the request; you are told once an inspector has set the days. It is judged by the list in force now."
    }
    option_until(what: &str, day: &str) { ko: "{what} · {day}까지 유효", en: "{what} · until {day}" }
    option_open(what: &str) { ko: "{what} · 유효한 통과 없음", en: "{what} · not passed now" }
}

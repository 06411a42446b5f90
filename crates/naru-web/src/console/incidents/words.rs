//! Words of the pages about incidents.

use naru_base::texts;

texts! {
    incidents { ko: "사건", en: "Incidents" }
    lead_open(n: i64) { ko: "열려 있는 사건이 {n}건 있습니다.", en: "Open incidents: {n}." }
    lead_none { ko: "열려 있는 사건이 없습니다.", en: "No open incident." }
    open_button { ko: "사건 열기", en: "Open an incident" }
    list_head { ko: "사건", en: "Incidents" }
    list_note { ko: "새것부터", en: "newest first" }
    chip_open { ko: "열림", en: "Open" }
    chip_closed { ko: "종료", en: "Closed" }
    chip_all { ko: "모두", en: "All" }
    chips { ko: "어느 사건", en: "Which incidents" }
    none { ko: "이 목록에 사건이 없습니다.", en: "No incident in this list." }
    head_grade { ko: "등급", en: "Grade" }
    head_state { ko: "상태", en: "State" }
    head_title { ko: "사건", en: "Incident" }
    head_opened { ko: "열린 때", en: "Opened" }
    head_closed { ko: "종료된 때", en: "Closed" }
    head_entries { ko: "경과", en: "Entries" }
    grade(n: u8) { ko: "{n}등급", en: "Grade {n}" }
    grade_1 { ko: "1등급: 망 전체나 많은 이의 돈이 위험합니다", en: "Grade 1: the network, or many people’s money, is in danger" }
    grade_2 { ko: "2등급: 참가 기관이나 서비스 하나가 멈추었습니다", en: "Grade 2: a participant or a service is down" }
    grade_3 { ko: "3등급: 일부 호출이나 이용자에게 영향이 있습니다", en: "Grade 3: some calls or people are affected" }
    grade_4 { ko: "4등급: 지켜봅니다", en: "Grade 4: to be watched" }
    st_open { ko: "열림", en: "open" }
    st_closed { ko: "종료", en: "closed" }
    open_head { ko: "사건 열기", en: "Open an incident" }
    open_lead {
        ko: "열면 운영, 보안 관제, 감독기관, 감사의 알림함과 연락처로 곧바로 알립니다.",
        en: "Operations, the security desk, supervision and audit are told at once, in their inboxes and by their contacts."
    }
    status_label { ko: "실제인지 훈련인지", en: "Real or an exercise" }
    status_actual { ko: "실제", en: "Real" }
    status_exercise { ko: "훈련 EXERCISE", en: "훈련 EXERCISE" }
    grade_label { ko: "등급", en: "Grade" }
    title_label { ko: "무엇", en: "What" }
    title_help { ko: "한 줄로, 개인정보 없이 적습니다.", en: "In one line, without personal data." }
    text_label { ko: "지금까지 아는 것", en: "What is known so far" }
    text_help { ko: "무엇이 언제부터 어떻게인지 적습니다. 개인정보는 적지 않습니다.", en: "What, since when and how. No personal data." }
    open_submit { ko: "사건을 열고 알립니다", en: "Open and tell" }
    unknown_head { ko: "사건을 찾을 수 없습니다", en: "No such incident" }
    unknown { ko: "그런 사건은 없습니다.", en: "There is no such incident." }
    by(name: &str) { ko: "{name}", en: "{name}" }
    somebody { ko: "닫힌 계정", en: "a closed account" }
    timeline { ko: "경과", en: "Timeline" }
    timeline_note { ko: "처음부터", en: "from the beginning" }
    kind_opened { ko: "열림", en: "Opened" }
    kind_note { ko: "기록", en: "Note" }
    kind_regraded(n: u8) { ko: "{n}등급으로", en: "To grade {n}" }
    kind_closed { ko: "종료", en: "Closed" }
    head_when { ko: "시각", en: "Time" }
    head_who { ko: "누가", en: "Who" }
    head_kind { ko: "무엇", en: "What" }
    head_text { ko: "내용", en: "Words" }
    note_head { ko: "경과 기록", en: "Add to the timeline" }
    note_label { ko: "알게 된 것, 한 것", en: "What was found or done" }
    note_submit { ko: "경과에 기록합니다", en: "Write into the timeline" }
    regrade_head { ko: "등급 바꾸기", en: "Change the grade" }
    regrade_note { ko: "알린 모두에게 다시 알립니다.", en: "Everybody who was told is told again." }
    regrade_label { ko: "새 등급", en: "New grade" }
    reason_label { ko: "까닭", en: "Why" }
    regrade_submit { ko: "등급을 바꾸고 알립니다", en: "Change the grade and tell" }
    close_head { ko: "사건 종료", en: "Close the incident" }
    close_note { ko: "종료하면 더 바꿀 수 없고, 알린 모두에게 다시 알립니다.", en: "A closed incident does not change any more. Everybody who was told is told again." }
    close_submit { ko: "사건을 종료하고 알립니다", en: "Close the incident and tell" }
    closed_note { ko: "종료된 사건입니다. 더 바꾸지 않습니다.", en: "This incident is closed and does not change any more." }
    read_only { ko: "이 직무로는 읽을 수만 있습니다.", en: "This role reads only." }
    bad_length(most: usize) { ko: "비우지 말고 {most}글자까지 적어 주세요.", en: "Write something, up to {most} characters." }
    bad_title(most: usize) { ko: "제목은 한 줄, {most}글자까지입니다.", en: "The title: one line, up to {most} characters." }
    bad_grade { ko: "다른 등급을 골라 주세요.", en: "Choose another grade." }
    bad_closed { ko: "이미 종료된 사건입니다.", en: "The incident is closed already." }
    bad_choice { ko: "등급과 실제 여부를 골라 주세요.", en: "Choose a grade, and whether it is real." }
    bad_full { ko: "경과가 가득 찼습니다. 종료하고 이어지는 사건을 여십시오.", en: "The timeline is full: close it and open another." }
}

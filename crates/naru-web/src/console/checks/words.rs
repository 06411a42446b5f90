//! 점검: what its pages say.

use naru_base::texts;

texts! {
    checks { ko: "점검", en: "Checks" }
    organisation { ko: "기관점검", en: "Organisation check" }
    web { ko: "웹 점검", en: "Web check" }
    app { ko: "앱 점검", en: "App check" }
    unknown_head { ko: "이런 점검이 없습니다", en: "No such check" }
    unknown { ko: "주소를 다시 보아 주세요.", en: "Please check the address." }
    to_confirm { ko: "확인 대기", en: "to confirm" }
    st_requested { ko: "신청", en: "requested" }
    st_scheduled { ko: "일정 확정", en: "scheduled" }
    st_under_way { ko: "점검 중", en: "under way" }
    st_findings { ko: "지적 통보", en: "findings told" }
    st_fixing { ko: "보완 중", en: "being put right" }
    st_re_check { ko: "재점검", en: "re-check" }
    st_passed { ko: "적합", en: "passed" }
    st_failed { ko: "부적합", en: "failed" }
    st_withdrawn { ko: "취하", en: "withdrawn" }
    val_pass { ko: "적합", en: "Met" }
    val_partial { ko: "부분", en: "In part" }
    val_fail { ko: "부적합", en: "Not met" }
    val_na { ko: "해당 없음", en: "Does not apply" }
    val_untold { ko: "통보 전", en: "not told yet" }
    val_open { ko: "판정 전", en: "not judged" }
    val_unconfirmed { ko: "결과 확정 뒤 공개", en: "shown once the result is confirmed" }
    contradicts_now { ko: "지금 불일치", en: "now contradicts" }
    how_machine { ko: "기계 확인", en: "machine-checked" }
    how_person { ko: "사람 확인", en: "person-checked" }
    how_document { ko: "문서만", en: "document only" }
    look_again { ko: "다시 볼 것", en: "look again" }
    op_supports { ko: "일치", en: "supports" }
    op_refutes { ko: "불일치", en: "contradicts" }
    op_unknown { ko: "모름", en: "unknown" }
    turn_inspector { ko: "점검기관", en: "the inspection body" }
    turn_institution { ko: "이용기관", en: "the institution" }
    turn_second { ko: "두 번째 사람", en: "a second person" }
    turn_nobody { ko: "–", en: "–" }
    days_left(n: i64) { ko: "D-{n}", en: "D-{n}" }
    over_days(n: i64) { ko: "{n}일 지남", en: "{n} d over" }
}

// The queue.
texts! {
    open_head { ko: "열린 점검", en: "Open checks" }
    open_none_named(name: &str) {
        ko: "‘{name}’의 열린 점검은 없습니다. 끝난 점검은 아래에 있습니다.",
        en: "No check of “{name}” is open. Those that are over stand below."
    }
    open_none_fits { ko: "조건에 맞는 열린 점검이 없습니다.", en: "No open check fits this filter." }
    request_none { ko: "신청할 수 있는 점검이 모두 진행 중입니다.", en: "Every check that you can ask for is open already." }
    open_none { ko: "열린 점검이 없습니다. 점검은 이용기관이 신청합니다.", en: "No check is open. Institutions ask for checks." }
    closed_head { ko: "끝난 점검", en: "Checks that are over" }
    closed_note { ko: "최근 것부터", en: "the latest first" }
    all_closed(n: usize) { ko: "끝난 점검 {n}건 모두 보기", en: "All {n} that are over" }
    to_open { ko: "열린 점검", en: "Open checks" }
    closed_none {
        ko: "나루에서 진행해 끝난 점검이 없습니다. 문서로 통과한 것은 관문에 있습니다.",
        en: "None carried out here yet. What was passed by documents stands at the gates."
    }
    institution_head { ko: "이용기관", en: "Institution" }
    what_head { ko: "점검", en: "Check" }
    state_head { ko: "상태", en: "State" }
    answered_head { ko: "판정", en: "Judged" }
    of(done: i64, all: usize) { ko: "{done}/{all}", en: "{done}/{all}" }
    inspector_head { ko: "점검관", en: "Inspector" }
    due_head { ko: "기한", en: "Due" }
    turn_head { ko: "차례", en: "Turn" }
    asked_head { ko: "신청일", en: "Requested" }
    ended_head { ko: "끝난 때", en: "Ended" }
    nobody { ko: "아직 없음", en: "not assigned" }
    lists_link { ko: "점검 목록", en: "Lists of items" }
    request_head { ko: "점검 신청", en: "Request a check" }
    request_label { ko: "점검 종류", en: "Type of check" }
    request_button { ko: "점검을 신청", en: "Request the check" }
    review_head { ko: "계정 정기 검토", en: "Account review" }
    review_button { ko: "검토 기록", en: "Record the review" }
    reviewed_last(day: &str) { ko: "지난 검토 {day}", en: "last time {day}" }
    reviewed_never { ko: "아직 검토 기록이 없습니다.", en: "Not reviewed yet." }
}

// One check.
texts! {
    progress(done: usize, all: usize, pass: usize, partial: usize, fail: usize, na: usize) {
        ko: "{done}/{all} 판정 · 적합 {pass} · 부분 {partial} · 부적합 {fail} · 해당\u{a0}없음 {na}",
        en: "{done}/{all} judged · met {pass} · in part {partial} · not met {fail} · does\u{a0}not\u{a0}apply\u{a0}{na}"
    }
    progress_untold(done: usize, all: usize) {
        ko: "{done}/{all} 판정 · 내용은 지적 통보나 결과 확정 뒤에 보입니다",
        en: "{done} of {all} judged · what was found is shown once it is told or the result is confirmed"
    }
    progress_hidden(all: usize) { ko: "{all}항목", en: "{all} items" }
    inspector_is(name: &str) { ko: "점검관 {name}", en: "Inspector {name}" }
    nobody_has_it { ko: "맡은 점검관 없음", en: "no inspector" }
    waits_since(day: &str) { ko: "{day}부터 재점검 대기", en: "waits for the re-check since {day}" }
    files_head { ko: "내려받기", en: "Files" }
    put_right_by { ko: "보완 기한", en: "to be put right by" }
    slot_is(from: &str, to: &str) { ko: "일정 {from} ~ {to}", en: "planned {from} to {to}" }
    by_list(list: &str) { ko: "목록 {list}", en: "list {list}" }
    reconstruction { ko: "나루 재구성본", en: "reconstruction by Naru" }
    gate_link { ko: "관문", en: "Gates" }
    tools_link { ko: "도구 증거", en: "Tools" }
    print_link { ko: "보고서", en: "Report" }
    csv_link { ko: "CSV", en: "CSV" }
    json_link { ko: "JSON", en: "JSON" }
    oscal_link { ko: "OSCAL", en: "OSCAL" }
    catalog_link { ko: "OSCAL 목록", en: "OSCAL catalogue" }
    items_label { ko: "점검 항목", en: "Items" }
    must { ko: "필수", en: "must" }
    should { ko: "권고", en: "should" }
    severity(n: i64) { ko: "중요도 {n}", en: "severity {n}" }
    seen_head { ko: "나루가 본 것", en: "What Naru saw" }
    seen_note(days: i64) { ko: "기계가 확인한 사실, 최근 {days}일", en: "facts the machine found, last {days} days" }
    seen_none {
        ko: "나루가 볼 수 없는 항목이고 도구 증거도 없습니다. 문서와 면담으로 판단해야 합니다.",
        en: "Naru cannot see this and no tool speaks of it. Documents and interviews have to answer it."
    }
    seen_none_but_tools {
        ko: "나루가 거래에서 보는 사실은 없습니다.",
        en: "Naru sees nothing of this in its traffic."
    }
    tools_say(word: &str) { ko: "도구 증거: {word}", en: "Evidence from tools: {word}" }
    tools_loose(open: usize, grave: usize) {
        ko: "점검 항목에 걸리지 않은 열린 발견 {open}건 (높음 이상 {grave}건)",
        en: "Open findings that concern no item: {open} (high or critical: {grave})"
    }
    tools_open(word: &str, n: usize) {
        ko: "도구 증거: {word}, 열린 발견 {n}건",
        en: "Evidence from tools: {word}, open findings {n}"
    }
    opinion_head { ko: "판단", en: "Says" }
    signal_head { ko: "신호", en: "Signal" }
    saw_head { ko: "본 것", en: "Saw" }
    documents_head { ko: "제출 문서", en: "Documents" }
    documents_note { ko: "해시로 고정됨", en: "known by their hash" }
    documents_none { ko: "이 항목에 걸린 문서가 없습니다.", en: "No document is named for this item." }
    document_head { ko: "문서", en: "Document" }
    hash_head { ko: "SHA-256", en: "SHA-256" }
    valid_head { ko: "유효", en: "Valid" }
    valid_until(day: &str) { ko: "{day}까지", en: "until {day}" }
    valid_over(day: &str) { ko: "{day} 만료", en: "ended {day}" }
    statement_head { ko: "이용기관의 설명", en: "What the institution says" }
    statement_none { ko: "아직 설명이 없습니다.", en: "Nothing yet." }
    history_head { ko: "이 항목의 판정", en: "Findings about this item" }
    history_none { ko: "아직 판정하지 않았습니다.", en: "Not judged yet." }
    history_hidden {
        ko: "지적이 통보되거나 결과가 확정되면 보입니다.",
        en: "Shown once the findings are told or the result is confirmed."
    }
    machine_then(word: &str) { ko: "당시 나루: {word}", en: "Naru then: {word}" }
    machine_now(word: &str) { ko: "지금 나루: {word}", en: "Naru now: {word}" }
    demand_is(text: &str) { ko: "보완 요구: {text}", en: "To put right: {text}" }
    put_right_is(text: &str) { ko: "보완됨: {text}", en: "Put right: {text}" }
    earlier { ko: "앞 항목", en: "Previous" }
    later { ko: "다음 항목", en: "Next" }
    refs { ko: "참고", en: "See" }
    ref_isms(n: &str) { ko: "ISMS-P {n}", en: "ISMS-P {n}" }
    ref_fsi(n: &str) {
        ko: "금융보안원 전자금융기반시설 평가기준(2026) {n}번",
        en: "FSI criteria for e-finance infrastructure (2026), no. {n}"
    }
}

// What may be done.
texts! {
    verdict_head { ko: "판정", en: "Finding" }
    how_label { ko: "무엇으로 확인했습니까", en: "How was it found?" }
    grounds_label { ko: "근거", en: "Grounds" }
    grounds_help {
        ko: "무엇을 보고 그렇게 판단했는지. 기계의 판단과 다르면 20자 이상.",
        en: "What you saw. At least 20 characters when the machine says otherwise."
    }
    demand_label { ko: "보완 요구", en: "To be put right" }
    demand_help { ko: "부분·부적합일 때 필수", en: "needed for in part and not met" }
    save_next { ko: "저장하고 다음", en: "Save and next" }
    keys_head { ko: "단축키", en: "Keys" }
    key_move { ko: "다음·앞 항목", en: "next, previous item" }
    key_value { ko: "판정", en: "finding" }
    key_grounds { ko: "근거 쓰기", en: "write grounds" }
    key_refuted { ko: "다음 불일치", en: "next contradiction" }
    key_save { ko: "저장하고 다음", en: "save and next" }
    key_save_typing { ko: "쓰던 칸에서 저장하고 다음", en: "the same from a field" }
    key_leave { ko: "칸에서 나오기", en: "leave a field" }
    draft_kept { ko: "저장하지 않은 내용을 되살렸습니다.", en: "What you had not saved is here again." }
    draft_drop { ko: "버리기", en: "Discard it" }
    stops_head { ko: "통과를 막는 것", en: "What stands in the way" }
    stop_unanswered { ko: "판정 전", en: "not judged" }
    stop_not_met { ko: "필수 항목 미충족", en: "must be met" }
    stop_grave { ko: "중요도 높은 지적", en: "grave finding" }
    stop_old { ko: "오래된 지적", en: "old finding" }
    stop_expired { ko: "문서 만료", en: "document ended" }
    more_n(n: usize) { ko: "그 밖에 {n}개", en: "{n} more" }
    take_head { ko: "이 점검 맡기", en: "Take this check" }
    from_label { ko: "시작", en: "From" }
    to_label { ko: "끝", en: "To" }
    take_button { ko: "맡기", en: "Take" }
    retake_button { ko: "바꾸기", en: "Move" }
    retake_head { ko: "일정 옮기기", en: "Move its days" }
    retake_help { ko: "이용기관에 새 일정을 알립니다.", en: "The institution is told of the new days." }
    end_head { ko: "끝나는 날 옮기기", en: "Move its last day" }
    take_over_head { ko: "이 점검 넘겨받기", en: "Take this check over" }
    take_over_help {
        ko: "지금 맡은 점검관을 대신해 이어서 점검합니다. 일정과 판정은 그대로이고, 점검관 모두에게 이유와 함께 알립니다.",
        en: "You go on in place of its inspector. Days and findings stay as they are; inspectors are told, with the reason."
    }
    take_over_button { ko: "넘겨받기", en: "Take over" }
    give_back_head { ko: "이 점검 내놓기", en: "Give this check back" }
    give_back_help {
        ko: "다른 점검관이 맡을 때까지 맡은 사람이 없습니다. 판정은 그대로이고, 점검관 모두에게 이유와 함께 알립니다.",
        en: "Nobody has it until a colleague takes it up. Findings stay as they are; inspectors are told, with the reason."
    }
    give_back_scheduled {
        ko: "정해진 일정이 없어지고, 다른 점검관이 맡아 새로 정합니다. 이용기관에는 일정이 없어졌다고, 점검관 모두에게는 이유와 함께 알립니다.",
        en: "Its days do not count any more; a colleague takes it up and sets others. The institution is told so, and inspectors with the reason."
    }
    hand_reason { ko: "왜 맡은 사람이 바뀌는지 5자 이상 적습니다. 점검관에게 알리고, 봉인되어 저장됩니다.", en: "Why it changes hands, in 5 characters or more. Inspectors are told. It is stored sealed." }
    give_back_button { ko: "내놓기", en: "Give back" }
    hands_head { ko: "맡은 사람이 바뀐 기록", en: "Changes of the inspector" }
    begin_button { ko: "점검 시작", en: "Begin" }
    issue_button { ko: "지적 통보", en: "Tell what was found" }
    issue_help(n: usize, days: i64) {
        ko: "지적 {n}개를 이용기관이 보게 되고, {days}일 안에 보완해야 합니다.",
        en: "The institution sees what was found ({n}) and has {days} days to put it right."
    }
    issue_again(n: usize, days: i64) {
        ko: "남은 지적 {n}개를 다시 통보하고, 보완 기한을 {days}일 새로 줍니다.",
        en: "What is left ({n}) is told again; the institution has another {days} days to put it right."
    }
    issue_again_later(n: usize) {
        ko: "다시 볼 지적 {n}개를 마치면 남은 지적을 다시 통보할 수 있습니다.",
        en: "What is left can be told again once you have looked at these findings: {n}."
    }
    proposed_wait {
        ko: "제안한 결과가 확인을 기다리는 동안에는 판정과 일정을 바꾸지 않습니다. 바꾸려면 먼저 제안을 거두십시오.",
        en: "While the proposed result waits, findings and days stay as they are. Take it back first to change them."
    }
    issue_later(n: usize) {
        ko: "판정하지 않은 {n}개를 마치면 지적을 통보할 수 있습니다.",
        en: "What was found can be told once the {n} left are judged."
    }
    conclude_fail_head { ko: "부적합 제안", en: "Propose: failed" }
    conclude_fail { ko: "부적합: 관문을 통과하지 못합니다", en: "Failed: the gate is not passed" }
    still_theirs(day: &str) {
        ko: "이용기관의 보완 기한은 {day}까지입니다.",
        en: "The institution has until {day} to put it right."
    }
    conclude_head { ko: "결과 제안", en: "Propose the result" }
    conclude_label { ko: "결과", en: "Result" }
    conclude_pass { ko: "적합: 관문을 엽니다", en: "Passed: opens the gate" }
    until_label { ko: "유효 기한", en: "Holds until" }
    without_end { ko: "끝 없음", en: "no end" }
    until_help { ko: "비우면 끝이 없습니다.", en: "Empty: without an end." }
    until_most(day: &str) {
        ko: "늦어도 {day}까지입니다. 비우면 {day}까지입니다.",
        en: "{day} at the latest. Empty: {day}."
    }
    propose_button { ko: "두 번째 점검관에게 제안", en: "Propose to a second inspector" }
    promise_button { ko: "지적을 확인했고 보완합니다", en: "We have read it and put it right" }
    fixed_button { ko: "보완을 마쳤습니다", en: "Everything is put right" }
    withdraw_button { ko: "신청 취하", en: "Take the request back" }
    fixed_bare(n: usize) {
        ko: "지적 {n}개에는 답변도 문서도 없습니다. 그래도 보완을 마쳤다고 알립니다.",
        en: "{n} of the findings have neither an answer nor a document. We say so all the same."
    }
    mend_head { ko: "보완할 지적", en: "To be put right" }
    mend_state(said: &str, shown: &str) { ko: "답변 {said} · 문서 {shown}", en: "answer {said} · document {shown}" }
    there { ko: "있음", en: "there" }
    not_there { ko: "없음", en: "missing" }
    say_head { ko: "설명", en: "Your explanation" }
    say_button { ko: "저장", en: "Save" }
    name_label { ko: "이 항목에 연결할 문서", en: "Document about this item" }
    name_nothing { ko: "연결하지 않음", en: "none" }
    hand_in_where { ko: "새 문서를 내는 곳:", en: "New documents are handed in here:" }
    hand_in_link { ko: "관문의 ‘문서 내기’", en: "the gates, “Hand in a document”" }
    name_none {
        ko: "연결할 수 있는 문서가 없습니다. 유효 기간이 지난 문서는 나오지 않습니다.",
        en: "No document on file can be named. Those that no longer count are left out."
    }
    stops_none { ko: "막는 것이 없습니다. 적합을 제안할 수 있습니다.", en: "Nothing. It can be proposed as passed." }
    key_open { ko: "다음에 볼 항목", en: "next to look at" }
    waits_own_pass {
        ko: "적합을 제안했습니다. 다른 점검관의 확인을 기다립니다.",
        en: "You have proposed it as passed. A second inspector has to confirm."
    }
    waits_own_fail {
        ko: "부적합을 제안했습니다. 다른 점검관의 확인을 기다립니다.",
        en: "You have proposed it as failed. A second inspector has to confirm."
    }
    waits_pass {
        ko: "적합이 제안되어 두 번째 점검관의 확인을 기다립니다.",
        en: "It is proposed as passed and waits for a second inspector."
    }
    waits_fail {
        ko: "부적합이 제안되어 두 번째 점검관의 확인을 기다립니다.",
        en: "It is proposed as failed and waits for a second inspector."
    }
    next_free {
        ko: "맡은 점검관이 없습니다. 맡고 일정을 정하십시오.",
        en: "Nobody has it. Take it up and set the days."
    }
    next_free_read { ko: "맡은 점검관이 아직 없습니다.", en: "No inspector has taken it up yet." }
    next_begin(day: &str) {
        ko: "{day}부터 점검합니다. 점검을 시작하면 항목마다 판정할 수 있습니다.",
        en: "It is checked from {day} on. Items can be judged once you begin."
    }
    next_begins(day: &str) {
        ko: "점검관이 {day}부터 점검합니다.",
        en: "The inspector checks it from {day} on."
    }
    next_read_under_way {
        ko: "점검관이 항목을 판정하고 있습니다.",
        en: "The inspector is judging its items."
    }
    next_left(n: usize) {
        ko: "판정할 항목이 {n}개 남았습니다.",
        en: "Items left to judge: {n}."
    }
    next_re_check_left(n: usize) {
        ko: "이용기관이 보완을 마쳤다고 알렸습니다. 다시 볼 지적이 {n}개 남았습니다.",
        en: "The institution says that everything is put right. Findings left to look at again: {n}."
    }
    next_judged_open(n: usize) {
        ko: "모두 판정했습니다. 지적 {n}개를 통보하거나 결과를 제안하십시오.",
        en: "All judged. Tell what was found ({n}), or propose the result."
    }
    next_judged {
        ko: "모두 판정했습니다. 결과를 제안하십시오.",
        en: "All judged. Propose the result."
    }
    next_judged_read {
        ko: "모두 판정했습니다. 점검관이 지적을 통보하거나 결과를 제안합니다.",
        en: "All judged. The inspector tells what was found, or proposes the result."
    }
    next_judged_read_clear {
        ko: "모두 판정했습니다. 점검관이 결과를 제안합니다.",
        en: "All judged. The inspector proposes the result."
    }
    next_theirs(n: usize, day: &str) {
        ko: "지적 {n}개를 이용기관이 {day}까지 보완합니다.",
        en: "The institution puts what was found ({n}) right by {day}."
    }
    next_gate_first(day: &str, standing: &str) {
        ko: "관문은 {day}에 끝나며, 그때까지 통과하지 않으면 자격이 {standing} 상태로 내려갑니다.",
        en: "The gate ends on {day}; unless it is passed by then the standing is: {standing}."
    }
    next_own_judged {
        ko: "판정이 끝났고, 점검기관이 결과를 통보합니다.",
        en: "Everything is judged; the inspection body tells you what was found."
    }
    see_proposal { ko: "제안 보기", en: "See the proposal" }
    next_own_wait { ko: "점검기관이 일정을 잡으면 알려 드립니다. 그동안 항목마다 문서와 설명을 준비하십시오.", en: "An inspector will set the days. Meanwhile name documents and explain each item." }
    next_own_under_way { ko: "점검이 진행 중입니다. 문서와 설명은 언제든 더할 수 있습니다.", en: "The check is under way. Documents and explanations can be added at any time." }
    next_own_findings(n: usize) { ko: "지적 {n}개가 통보되었습니다. 읽고 보완을 시작하십시오.", en: "Findings told: {n}. Read them and begin to put them right." }
    next_own_fixing(n: usize) { ko: "지적 {n}개를 보완하는 중입니다. 마치면 아래 단추로 알리십시오.", en: "Findings being put right: {n}. Say so below when it is done." }
    next_own_re_check { ko: "점검관이 보완을 다시 봅니다.", en: "The inspector looks at it again." }
    next_own_failed(standing: &str) { ko: "이 점검은 부적합으로 끝났고, 지금 자격은 {standing}입니다. 지적 사항을 확인해 보완한 뒤 점검을 다시 신청하십시오.", en: "This check was not passed; the present standing is: {standing}. Put right what was found, then ask for a new check." }
    ask_anew { ko: "점검 신청", en: "Ask for a check" }
    next_failed(standing: &str) { ko: "이 점검은 부적합으로 끝났고, 지금 자격은 {standing}입니다. 이용기관이 보완한 뒤 다시 신청할 차례입니다.", en: "This check was not passed; the present standing is: {standing}. It is the institution’s turn to put it right and to ask anew." }
    next_passed { ko: "이 점검은 적합으로 끝났습니다.", en: "This check is over: passed." }
    next_failed_once { ko: "이 점검은 부적합으로 끝났습니다.", en: "This check is over: not passed." }
    next_done { ko: "이 점검은 끝났습니다.", en: "This check is over." }
    missing_head { ko: "남은 준비", en: "Still missing" }
    missing_documents(n: usize) { ko: "유효한 문서가 없는 항목 {n}개", en: "{n} items without a valid document" }
    refuted_n(n: usize) {
        ko: "나루가 불일치로 본 항목 {n}개",
        en: "Items where Naru saw otherwise: {n}"
    }
    missing_none { ko: "모든 항목에 문서가 있습니다.", en: "Every item has a document." }
}

// Refusals.
texts! {
    no_not_now { ko: "지금 상태에서는 할 수 없습니다. 화면을 새로 고쳐 주세요.", en: "Not in its present state. Please reload the page." }
    no_not_yours { ko: "이 점검을 맡은 점검관만 할 수 있습니다.", en: "Only the inspector who took this check can do that." }
    no_value { ko: "점검 결과를 네 가지 가운데 하나로 고르세요.", en: "Choose one of the four findings." }
    no_slot { ko: "일정은 오늘 이후에 끝나야 하고, 끝은 시작보다 빠를 수 없습니다.", en: "The days must end today or later, and not before they begin." }
    no_day { ko: "날짜를 골라 주세요.", en: "Choose a day." }
    no_until(day: &str) {
        ko: "오늘부터 {day}까지의 날을 고르거나 비워 두세요.",
        en: "Choose a day from today to {day}, or leave it empty."
    }
    no_bare(n: usize) {
        ko: "지적 {n}개에 답변도 문서도 없습니다. 항목마다 답하거나, 그대로 알린다고 표시하세요.",
        en: "{n} of the findings have neither an answer nor a document. Answer them, or say that you know."
    }
    no_word { ko: "설명을 적거나 고치고, 또는 연결할 문서를 고르세요.", en: "Write or change the explanation, or choose a document." }
    no_slot_begun {
        ko: "이미 시작한 점검은 끝나는 날만 옮길 수 있습니다.",
        en: "It has begun: only its last day can be moved."
    }
    no_reason { ko: "이유를 5자 이상 500자 이하로 적어 주세요.", en: "Give a reason of 5 to 500 characters." }
    no_item { ko: "목록에 없는 항목입니다.", en: "The list has no such item." }
    no_length { ko: "비어 있거나 2,000자를 넘었습니다.", en: "Empty, or longer than 2,000 characters." }
    no_machine { ko: "기계가 그렇게 말하지 않습니다. 사람 확인이나 문서를 고르세요.", en: "The machine does not say so. Choose person or document." }
    no_evidence { ko: "문서만으로 판정하려면 이 항목에 문서가 걸려 있어야 합니다.", en: "To find by document alone, a document must be named for this item." }
    no_grounds { ko: "근거를 다섯 자 이상 적어 주세요.", en: "Give grounds of at least five characters." }
    no_against { ko: "기계는 불일치라고 합니다. 왜 적합인지 20자 이상 적어 주세요.", en: "The machine contradicts. Say in at least 20 characters why it is met." }
    no_demand { ko: "무엇을 바로잡아야 하는지 적어 주세요.", en: "Say what is to be put right." }
    no_changed { ko: "제안한 뒤에 판정이 바뀌었습니다. 제안을 거두고 다시 제안해 주세요.", en: "Findings changed since it was proposed. Take it back and propose anew." }
    no_not_passed { ko: "아직 통과를 막는 항목이 있습니다.", en: "Some items still stand in the way." }
    no_unanswered { ko: "판정하지 않은 항목이 있습니다.", en: "Some items are not judged yet." }
    no_not_looked_at { ko: "다시 보지 않은 지적이 있습니다.", en: "Some findings are not looked at again yet." }
    no_proposed {
        ko: "제안한 결과가 확인을 기다립니다. 제안을 거두어야 판정을 바꿀 수 있습니다.",
        en: "The proposed result waits to be confirmed. Take it back to change a finding."
    }
    no_result_proposed {
        ko: "결과가 제안되어 두 번째 점검관의 확인을 기다리는 동안에는 설명과 문서를 더할 수 없습니다. 확인을 기다리거나, 점검관에게 제안을 거두어 달라고 요청해 주십시오.",
        en: "A result is proposed and waits for a second inspector: meanwhile no explanation or document is added. Wait for it, or ask the inspector to take the proposal back."
    }
    no_nothing { ko: "보완할 지적이 없습니다. 바로 결과를 제안하세요.", en: "Nothing is to be put right. Propose the result." }
    no_open { ko: "같은 대상의 점검이 이미 열려 있습니다.", en: "A check of the same thing is open already." }
    no_applied { ko: "먼저 관문 화면에서 신청해야 합니다.", en: "Apply on the page of the gates first." }
    no_service { ko: "쓰고 있는 서비스가 아닙니다.", en: "That is not a service in use." }
    take_off_button { ko: "이 항목에서 빼기", en: "Take off this item" }
    no_take_off { ko: "문서를 고른 사람만 뺄 수 있습니다.", en: "Only whoever named a document takes it off." }
    no_take_off_judged {
        ko: "점검관이 이 문서로 판정한 항목입니다. 문서를 뺄 수 없습니다.",
        en: "The item was judged by this document: it stays."
    }
    no_document { ko: "제출한 문서가 아닙니다.", en: "That document is not on file." }
    no_much { ko: "더 적을 수 없습니다. 점검을 끝내고 새로 신청하세요.", en: "It is full. Conclude it and ask for a new one." }
    no_list_read(why: &str) { ko: "목록을 읽을 수 없습니다. {why}.", en: "The list does not read: {why}." }
    no_list_form(at: &str) { ko: "목록을 읽을 수 없습니다. 잘못된 곳: {at}", en: "The list does not read. Wrong at: {at}" }
    no_list_what(at: &str, what: &str) { ko: "목록을 읽을 수 없습니다. {at}: {what}.", en: "The list does not read. {at}: {what}." }
    lw_twice { ko: "같은 이름이 두 번 있습니다", en: "its name stands there twice" }
    lw_name { ko: "이름(id)은 영문자, 숫자, 붙임표, 점으로 40자까지입니다", en: "an id has letters, digits, hyphens and dots: 40 at most" }
    lw_text { ko: "글은 한국어와 영어로 1,000자까지, 한 줄로 적습니다", en: "texts stand in Korean and English, each in one line of 1,000 characters at most" }
    lw_area(it: &str) { ko: "영역(area) ‘{it}’이(가) 목록에 없습니다", en: "the list has no area “{it}”" }
    lw_severity(it: &str) { ko: "심각도(severity)는 1부터 5까지인데 {it}입니다", en: "a severity is 1 to 5, and this is {it}" }
    lw_validity(it: &str) { ko: "문서 유효 일수(validity_days)는 1부터 3,660까지인데 {it}입니다", en: "validity_days are 1 to 3,660, and these are {it}" }
    lw_evidence(it: &str) { ko: "‘{it}’은(는) 문서 종류(evidence)가 아닙니다", en: "“{it}” is no kind of evidence" }
    lw_refs { ko: "참조(refs)는 하나에 80자까지입니다", en: "a reference has 80 characters at most" }
    lw_signal(it: &str) { ko: "‘{it}’은(는) 나루가 보는 신호(signals)가 아닙니다", en: "“{it}” is no signal that Naru sees" }
    not_in_use_yet { ko: "아직 쓰지 않는 목록입니다.", en: "This list is not in use yet." }
    no_list_known { ko: "이 판은 이미 있습니다. 판 번호를 올려 주세요.", en: "This version is on file. Raise its number." }
    no_list { ko: "그런 목록이 없거나 이미 쓰고 있습니다.", en: "No such list, or it is in use already." }
    no_other { ko: "할 수 없습니다.", en: "That is not possible." }
}

// Proposals and lists.
texts! {
    deed_verdict { ko: "점검 결과", en: "Result of a check" }
    deed_release { ko: "점검 목록 사용", en: "Use of a list" }
    which_check(what: &str, list: &str, day: &str) {
        ko: "{what} (목록 {list}, {day} 신청)",
        en: "{what} (list {list}, asked for on {day})"
    }
    fx_pass(gate: &str, until: &str) {
        ko: "점검이 적합으로 끝나고, {gate} 관문이 {until}까지 유효합니다.",
        en: "The check ends as passed, and the gate ({gate}) holds until {until}."
    }
    fx_fail(gate: &str) {
        ko: "점검이 부적합으로 끝나고, {gate} 관문이 닫힙니다. 지금 통과한 관문이면 자격이 바로 낮아집니다.",
        en: "The check ends as failed, and the gate ({gate}) closes. If it holds now, the standing falls at once."
    }
    fx_falls(before: &str, after: &str) {
        ko: "부적합이 확인되는 순간 자격이 {before}에서 {after} 상태로 내려갑니다.",
        en: "The standing falls from {before} to {after} the moment it is confirmed."
    }
    fx_stays(standing: &str) {
        ko: "부적합이 확인되어도 지금 자격({standing})은 바뀌지 않습니다.",
        en: "The present standing ({standing}) does not change by it."
    }
    fx_opens { ko: "지금은 이 관문이 유효하지 않습니다.", en: "At present the gate does not hold." }
    fx_same_end {
        ko: "관문의 유효 기한은 지금과 같습니다.",
        en: "The end of the gate stays as it is."
    }
    fx_other_end(now: &str, then: &str) {
        ko: "유효 기한이 {now}에서 {then}까지로 바뀝니다.",
        en: "The gate’s end moves from {now} to {then}."
    }
    fx_no_end(now: &str) {
        ko: "유효 기한이 {now}에서 기한 없음으로 바뀝니다.",
        en: "It held until {now}; now it holds without an end."
    }
    found_sum(done: usize, all: usize, pass: usize, partial: usize, fail: usize, na: usize) {
        ko: "판정 {done}/{all} · 적합 {pass} · 부분 {partial} · 부적합 {fail} · 해당\u{a0}없음 {na}",
        en: "Judged {done}/{all} · met {pass} · in part {partial} · not met {fail} · does\u{a0}not\u{a0}apply\u{a0}{na}"
    }
    found_against(n: usize) {
        ko: "· 나루가 불일치로 보았으나 적합 {n}",
        en: "· met though Naru saw otherwise {n}"
    }
    found_against_now(n: usize) {
        ko: "적합이나 지금 나루는 불일치로 봄 {n}",
        en: "met, but contradicted by Naru now {n}"
    }
    see_items { ko: "목록의 항목 보기", en: "See its items" }
    list_differs(before: &str, was: usize, is: usize, new: usize, changed: usize, gone: usize) {
        ko: "지금 쓰는 목록({before})과 견주면 항목 {was} → {is}: 새 항목 {new}, 바뀐 항목 {changed}, 빠진 항목 {gone}.",
        en: "Against {before}, in force now, items {was} → {is}: new {new}, changed {changed}, gone {gone}."
    }
    list_in_force { ko: "지금 쓰는 목록입니다.", en: "This list is in force." }
    list_unknown { ko: "그런 목록이 없습니다.", en: "No such list." }
    mark_new { ko: "새 항목", en: "new" }
    mark_changed { ko: "바뀜", en: "changed" }
    gone_head { ko: "빠진 항목", en: "Items that are gone" }
    verify_head { ko: "확인 방법", en: "How it is checked" }
    level_head { ko: "구분", en: "Level" }
    severity_head { ko: "중요도", en: "Severity" }
    signals_head { ko: "나루가 보는 것", en: "What Naru watches" }
    list_json { ko: "JSON", en: "JSON" }
    profile_link { ko: "OSCAL 프로필(필수)", en: "OSCAL profile (must)" }
    waits_head { ko: "두 번째 확인을 기다리는 결과", en: "Results that wait for a second person" }
    fx_release(list: &str) {
        ko: "지금부터 새로 신청하는 점검은 {list} 목록으로 판정합니다. 진행 중인 점검은 바뀌지 않습니다.",
        en: "Checks asked for from now on are judged by {list}. Those under way keep theirs."
    }
    lists_head { ko: "점검 목록", en: "Lists of items" }
    lists_lead {
        ko: "점검은 신청할 때 쓰던 목록 판으로 끝까지 판정합니다. 새 판은 두 점검관이 확인한 뒤의 신청부터 씁니다.",
        en: "A check is judged to its end by the version in force when it was asked for. A new version is used for what is asked for after two inspectors released it."
    }
    list_head { ko: "목록", en: "List" }
    source_head { ko: "출처", en: "Source" }
    items_head { ko: "항목", en: "Items" }
    watched_head { ko: "나루가 보는 항목", en: "Items Naru watches" }
    use_head { ko: "사용", en: "Use" }
    shipped { ko: "기본 제공", en: "comes with Naru" }
    in_use_since(day: &str) { ko: "{day}부터", en: "since {day}" }
    not_released { ko: "확인 전", en: "not released" }
    import_head { ko: "목록 가져오기", en: "Import a list" }
    import_label { ko: "목록 파일의 내용 (JSON)", en: "The list's file (JSON)" }
    import_help {
        ko: "공식 목록을 한 파일로 넣습니다. 위 목록의 JSON과 같은 형식입니다.",
        en: "An official list as one file, in the form of the JSON of the lists above."
    }
    import_button { ko: "목록 가져오기", en: "Import the list" }
    release_button { ko: "사용 제안", en: "Propose its use" }
    imported_done { ko: "가져왔습니다. 두 점검관이 확인하면 씁니다.", en: "Imported. It is used once two inspectors released it." }
}

// The report.
texts! {
    report_title { ko: "보안점검 결과 보고서", en: "Report of a security check" }
    report_no { ko: "점검 번호", en: "Check" }
    report_list { ko: "판정 기준", en: "Judged against" }
    report_period { ko: "점검 일정", en: "Planned days" }
    report_state { ko: "결과", en: "Result" }
    report_stage { ko: "지금 단계", en: "Stage" }
    report_hash { ko: "보고서 해시 (SHA-256)", en: "Report's hash (SHA-256)" }
    report_rule { ko: "통과 규칙", en: "Rule" }
    report_must {
        ko: "모든 항목을 판정하고 필수 항목이 모두 적합해야 합니다. 권고 항목은 다음 규칙을 따릅니다.",
        en: "Every item is judged and every required item is met; recommended items follow this rule."
    }
    report_slot(from: &str, to: &str) { ko: "{from} ~ {to}", en: "{from} to {to}" }
    report_sum { ko: "요약", en: "Summary" }
    report_items { ko: "항목별 판정", en: "Findings" }
    report_no_head { ko: "번호", en: "No." }
    report_item_head { ko: "항목", en: "Item" }
    report_how_head { ko: "확인 방법 · 나루가 본 것", en: "How checked · what Naru saw" }
    report_ground_head { ko: "근거 · 보완 요구", en: "Grounds · to be put right" }
    report_docs { ko: "근거 문서", en: "Documents" }
    report_proposed_pass {
        ko: "적합이 제안되어 두 번째 확인 대기",
        en: "proposed as passed, waits for a second person"
    }
    report_proposed_fail {
        ko: "부적합이 제안되어 두 번째 확인 대기",
        en: "proposed as failed, waits for a second person"
    }
    report_fix_by { ko: "보완 기한", en: "To be put right by" }
    of_the_body_first { ko: "점검관 (점검기관)", en: "An inspector of the inspection body" }
    of_the_body_second { ko: "다른 점검관 (점검기관)", en: "Another inspector of the inspection body" }
    inspection_body { ko: "점검기관", en: "Inspection body" }
    report_sign_first { ko: "점검관", en: "Inspector" }
    report_sign_second { ko: "확인자", en: "Confirmed by" }
    report_printed(at: &str) { ko: "{at} 현재", en: "as of {at}" }
    report_ended(at: &str) { ko: "{at} 확정", en: "confirmed {at}" }
    report_print { ko: "인쇄는 브라우저의 인쇄 기능을 쓰십시오.", en: "Print with your browser." }
    no_report_head { ko: "아직 보고서가 없습니다", en: "No report yet" }
    no_report {
        ko: "점검 판정이 하나도 없어 보고할 내용이 없습니다. 점검관이 첫 항목을 판정하면 보고서가 생깁니다.",
        en: "Nothing was found yet, so there is nothing to report. The report is there once an inspector has answered the first item."
    }
    report_back { ko: "점검으로 돌아가기", en: "Back to the check" }
    report_draft { ko: "진행 중인 점검의 중간 보고서입니다.", en: "An interim report: the check is not over." }
}

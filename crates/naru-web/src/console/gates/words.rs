//! 관문: what its pages say.

use naru_base::texts;

texts! {
    gates { ko: "관문", en: "Gates" }
    eligibility { ko: "이용적합성", en: "Eligibility" }
    functional { ko: "기능테스트", en: "Functional test" }
    organisation { ko: "기관점검", en: "Organisation check" }
    service { ko: "서비스 점검", en: "Service check" }
    web { ko: "웹", en: "Web" }
    app { ko: "앱", en: "App" }
    check_web(name: &str, version: &str) { ko: "웹 점검 {name}\u{a0}{version}", en: "Web check {name}\u{a0}{version}" }
    check_app(name: &str, version: &str) { ko: "앱 점검 {name}\u{a0}{version}", en: "App check {name}\u{a0}{version}" }
    surety { ko: "보증", en: "Surety" }
    contract { ko: "계약", en: "Contract" }
    start { ko: "개시", en: "Start" }
    meta(all: usize, live: usize, on_way: usize) {
        ko: "이용기관 {all} · 이용 가능 {live} · 심사 중 {on_way}",
        en: "institutions {all} · may call {live} · on the way {on_way}"
    }
    lead(soon: usize, stopped: usize) {
        ko: "7일 안에 기한이 오는 곳이 {soon}곳, 이미 제한된 곳이 {stopped}곳입니다.",
        en: "With a date within 7 days: {soon}. Limited already: {stopped}."
    }
    lead_soon(soon: usize) {
        ko: "7일 안에 기한이 오는 곳이 {soon}곳이고, 제한된 곳은 없습니다.",
        en: "With a date within 7 days: {soon}. Nobody is limited."
    }
    lead_limited(stopped: usize) {
        ko: "이미 제한된 곳이 {stopped}곳이고, 7일 안에 오는 기한은 없습니다.",
        en: "Limited already: {stopped}. No date falls within 7 days."
    }
    lead_calm {
        ko: "7일 안에 오는 기한도, 제한된 곳도 없습니다.",
        en: "No date falls within 7 days, and nobody is limited."
    }
    lead_lacking_cover(n: usize) { ko: "보증 부족 {n}곳.", en: "Short of cover: {n}." }
    lead_appeals(n: usize) {
        ko: "이의 신청 {n}건이 답변을 기다립니다.", en: "Appeals that wait for an answer: {n}."
    }
    lead_proposed(n: usize) {
        ko: "두 번째 확인을 기다리는 제안은 {n}건입니다.",
        en: "Proposals that wait for a second person: {n}."
    }
    lead_empty {
        ko: "아직 이용기관이 없습니다. 이용기관을 등록하고 그 기관이 참가를 신청하면, 어느 관문에 있고 누구 차례인지 여기에 나옵니다.",
        en: "There are no institutions yet. Once one is entered and has applied, this page shows at which gate it is, and whose turn it is."
    }
    enter_first { ko: "이용기관 등록", en: "Enter an institution" }
    report_of { ko: "점검 보고서", en: "Report of the check" }
    all_chip(n: usize) { ko: "모두 {n}", en: "All {n}" }
    limited_chip(n: usize) { ko: "제한된 곳 {n}", en: "Limited {n}" }
    week_chip(n: usize) { ko: "7일 안 {n}", en: "Within 7 days {n}" }
    month_chip(n: usize) { ko: "30일 안 {n}", en: "Within 30 days {n}" }
    way_chip(n: usize) { ko: "심사 중 {n}", en: "On the way {n}" }
    turn_chip(whose: &str, n: usize) { ko: "{whose} 차례 {n}", en: "Turn of {whose} {n}" }
    proposed_chip(n: usize) { ko: "확인 대기 {n}", en: "With proposals {n}" }
    across_head { ko: "이용기관", en: "Institutions" }
    appeal_chip(n: usize) { ko: "이의 신청 {n}", en: "Appeals {n}" }
    board_label { ko: "이용기관과 관문", en: "Institutions and gates" }
    live_head { ko: "운영을 시작한 이용기관", en: "Institutions in production" }
    live_note { ko: "제한·보증 부족 먼저, 그다음 기한이 이른 순, 숫자는 남은 날", en: "limited and short of cover first, then by the next date; D-5: 5 days left" }
    way_head { ko: "심사 중", en: "On the way" }
    way_note {
        ko: "운영 인증키는 모든 관문을 통과한 순간부터 쓸 수 있습니다",
        en: "production keys work from the moment every gate is passed"
    }
    none_live { ko: "해당하는 이용기관이 없습니다.", en: "No institution fits this." }
    none_way { ko: "심사 중인 이용기관이 없습니다.", en: "Nobody is on the way." }
    next_due { ko: "다음 기한", en: "Next due" }
    blocks { ko: "막거나 낮추는 것 · 누구 차례", en: "What blocks or lowers · whose turn" }
    nothing_blocks { ko: "없음", en: "nothing" }
    to_apply { ko: "신청 전", en: "has not applied" }
    turn_of_time { ko: "적용일을 기다림", en: "waits for its day" }
    turn_institution { ko: "이용기관", en: "the institution" }
    turn_operator { ko: "운영기관", en: "the operator" }
    turn_inspector { ko: "점검기관", en: "the inspection body" }
    turn_second { ko: "두 번째 확인자", en: "a second person" }
    measure_begins(from: &str, standing: &str, rule: &str) {
        ko: "{from}부터 {standing}: {rule}", en: "{standing} from {from}: {rule}"
    }
    measure_begins_unless(from: &str, standing: &str, rule: &str) {
        ko: "요건을 충족하지 않으면 {from}부터 {standing}: {rule}",
        en: "{standing} from {from} unless met: {rule}"
    }
    gate_ends(gate: &str, day: &str, standing: &str) {
        ko: "{gate} {day}에 끝나면 {standing}", en: "{standing} when the {gate} ends on {day}"
    }
    re_check(gate: &str) { ko: "재점검 대기: {gate}", en: "Waits for a re-check: {gate}" }
    proposed_gate(gate: &str) { ko: "새 판정 제안: {gate}", en: "Decision proposed: {gate}" }
    gate_before(gate: &str, at: &str, standing: &str) {
        ko: "{gate} {at}에 끝나므로, 새로 통과하지 않으면 그때부터 {standing}입니다.",
        en: "The {gate} ends on {at}; unless it is passed anew, the standing is then: {standing}."
    }
    gate_ended(gate: &str, at: &str, standing: &str) {
        ko: "{gate} {at}에 끝나 지금 {standing}이며, 새로 통과할 때까지 그렇습니다.",
        en: "The {gate} ended on {at}: the standing is {standing} already, until it is passed anew."
    }
    proposed_of(deed: &str) { ko: "제안: {deed}", en: "Proposed: {deed}" }
    until_met { ko: "요건을 충족할 때까지", en: "until the requirement is met" }
    measure_due(standing: &str) { ko: "조치: {standing}", en: "Measure: {standing}" }
    appeal_waits { ko: "이의 신청", en: "appeal" }
    measure_blocks(rule: &str) { ko: "조치: {rule}", en: "measure: {rule}" }
    waiting { ko: "대기", en: "waiting" }
    proposed { ko: "확인 대기", en: "to confirm" }
    open_check { ko: "열린 점검", en: "Open check" }
    done { ko: "완료", en: "done" }
    failed { ko: "부적합", en: "failed" }
    revoked { ko: "취소됨", en: "revoked" }
    not_applicable { ko: "해당 없음", en: "n/a" }
    days_left(n: i64) { ko: "D-{n}", en: "D-{n}" }
    today_at(clock: &str) { ko: "오늘 {clock}", en: "today {clock}" }
    ended_today { ko: "오늘 만료됨", en: "ended today" }
    ended_days(n: i64) { ko: "만료 {n}일 지남", en: "over {n} d" }
    ended_ago(n: i64) { ko: "{n}일 지남", en: "{n} d over" }
    no_end { ko: "끝 없음", en: "no end" }
    all_on_way(n: usize) { ko: "심사 중 {n}곳 모두 보기", en: "All {n} on the way" }
    json { ko: "JSON", en: "JSON" }
    checks { ko: "점검", en: "Checks" }
}

texts! {
    unknown_head { ko: "이런 이용기관이 없습니다", en: "No such institution" }
    unknown { ko: "주소를 다시 보아 주세요.", en: "Please check the address." }
    lead_live { ko: "모든 관문이 유효합니다.", en: "Every gate holds." }
    lead_together(at: &str, all: &str) {
        ko: "가장 먼저 끝나는 때는 {at}이며, 함께 끝나는 관문은 {all}입니다.", en: "The first to end, together on {at}: {all}."
    }
    lead_next(next: &str) { ko: "가장 먼저 끝나는 것은 {next}입니다.", en: "The first to end: {next}." }
    lead_no_end { ko: "끝나는 때가 정해진 것은 없습니다.", en: "Nothing here has an end." }
    lead_way(left: usize, next: &str, turn: &str) {
        ko: "운영까지 관문 {left}개가 남았습니다. 다음은 {next}, 차례는 {turn}입니다.",
        en: "Gates left: {left}. Next: {next}; it is the turn of {turn}."
    }
    lead_lapsed(what: &str, standing: &str, turn: &str) {
        ko: "{what} 때문에 지금 자격은 {standing}입니다. 차례는 {turn}입니다.",
        en: "Because of {what} the standing is now: {standing}. It is the turn of {turn}."
    }
    lead_ended(what: &str, at: &str, standing: &str, turn: &str) {
        ko: "{what} {at}에 끝나 지금 자격은 {standing}입니다. 새로 통과하는 순간 이 제한은 풀립니다. 차례는 {turn}입니다.",
        en: "The {what} ended on {at}, so the standing is now: {standing}, until it is passed anew. It is the turn of {turn}."
    }
    lead_slot(day: &str) {
        ko: "점검은 {day}까지 잡혀 있습니다.", en: "The check is planned to end on {day}."
    }
    no_check_open {
        ko: "이 관문의 점검이 열려 있습니다. 통과는 그 점검의 결과로만 정합니다. 점검을 마치거나 취하한 뒤 제안해 주세요.",
        en: "A check of this gate is open: it is passed by that check’s result only. Finish or withdraw the check first."
    }
    lead_ends(what: &str, at: &str, standing: &str) {
        ko: "{what} {at}에 끝나고, 그 전에 새로 통과하지 않으면 자격이 {standing}까지 내려갑니다.",
        en: "The {what} ends on {at}; unless it is passed anew before, the standing is then: {standing}."
    }
    quoted(rule: &str) { ko: "‘{rule}’", en: "“{rule}”" }
    lead_measure(standing: &str) {
        ko: "조치로 지금 자격은 {standing}입니다. 아래에 근거와 이의 신청이 있습니다.",
        en: "By a measure the standing is now: {standing}. Its ground and the appeal stand below."
    }
    lead_exposed(standing: &str) {
        ko: "고치지 않은 오픈소스 취약점 때문에 지금 자격은 {standing}입니다. 아래에 대상과 기한이 있습니다.",
        en: "Because of an open weakness of a component the standing is now: {standing}. System and dates stand below."
    }
    cover_short_since(at: &str, missing: &str) {
        ko: "{at}부터 보증이 필요한 만큼보다 {missing} 모자랍니다.",
        en: "Since {at}, {missing} less is covered than must be."
    }
    cover_short(missing: &str) {
        ko: "보증이 필요한 만큼보다 {missing} 모자랍니다.",
        en: "{missing} less is covered than must be."
    }
    cover_out { ko: "보증 여력이 없어 지금 출금이체가 거절됩니다.", en: "No cover is free: withdrawals are refused now." }
    cover_link { ko: "보증 보기", en: "See its surety" }
    cover_out_cell { ko: "출금 막힘", en: "blocked" }
    cover_short_cell { ko: "보증 부족", en: "short" }
    cover_out_word { ko: "보증 여력 없음, 출금 막힘", en: "no cover is free, withdrawals blocked" }
    cover_short_word { ko: "보증 부족", en: "short of cover" }
    cover_end(kind: &str) { ko: "{kind} 만료", en: "{kind} ends" }
    cover_more { ko: "필요한 보증이 늘어 모자람", en: "more must be covered than is" }
    cover_will_grow(at: &str, missing: &str) {
        ko: "{at}부터 필요한 보증이 늘어 {missing} 모자랍니다.",
        en: "From {at} on more must be covered: {missing} more than is."
    }
    cover_will_end(at: &str, missing: &str) {
        ko: "{at}부터 보증이 필요한 만큼보다 {missing} 모자랍니다.",
        en: "From {at} on, {missing} less is covered than must be."
    }
    cover_soon_cell(n: i64) { ko: "부족 D-{n}", en: "short D-{n}" }
    form_waits { ko: "결정 대기", en: "to decide" }
    form_to_decide { ko: "이용적합성 새 신청서 결정 대기", en: "a new form of eligibility is to be decided" }
    since(what: &str, at: &str) { ko: "{what} ({at}부터)", en: "{what} (since {at})" }
    lead_begins(rule: &str, at: &str, standing: &str) {
        ko: "{rule}에 따라 결정된 조치로 {at}부터 자격이 {standing} 이하로 제한됩니다.",
        en: "By a measure under {rule}, from {at} on the standing is at best: {standing}."
    }
    lead_begins_unless(rule: &str, at: &str, standing: &str) {
        ko: "{rule}의 요건을 {at}까지 충족하지 않으면 자격이 {standing} 이하로 제한됩니다.",
        en: "Unless what {rule} asks for is met before {at}, the standing is then at best: {standing}."
    }
    lead_begin_several(at: &str, standing: &str, n: usize) {
        ko: "{at}부터 자격이 {standing} 이하로 제한됩니다(아래 조치 {n}건).",
        en: "From {at} on the standing is at best: {standing} ({n} measures, see below)."
    }
    lead_begin_several_unless(at: &str, standing: &str, n: usize) {
        ko: "요건을 충족하지 않으면 {at}부터 자격이 {standing} 이하로 제한됩니다(아래 조치 {n}건).",
        en: "Unless what they ask for is met in time, from {at} on the standing is at best: {standing} ({n} measures, see below)."
    }
    lead_lacks(kinds: &str) {
        ko: "{kinds} 종류의 문서가 있어야 결정할 수 있는데 아직 없습니다.",
        en: "It can only be decided with a document of this kind, and there is none yet: {kinds}."
    }
    lead_may_appeal(at: &str) {
        ko: "조치에 대한 이의는 {at}까지 신청할 수 있습니다.",
        en: "You can appeal against the measure until {at}."
    }
    lead_they_may_appeal(at: &str) {
        ko: "이용기관은 조치에 대한 이의를 {at}까지 신청할 수 있습니다.",
        en: "The institution can appeal against the measure until {at}."
    }
    see_found { ko: "지적 사항 보기", en: "See what was found" }
    go_on_at(gate: &str) { ko: "{gate} 화면으로", en: "Go on: {gate}" }
    lead_why(why: &str) { ko: "사유: {why}", en: "Reason: {why}" }
    lead_appeal {
        ko: "조치에 대한 이의 신청이 기다립니다. 운영기관 차례입니다.",
        en: "An appeal against a measure waits: it is the turn of the operator."
    }
    lead_not_applied { ko: "아직 신청하지 않았습니다. 참가 신청으로 시작합니다. 그 아래가 통과할 관문입니다.", en: "Not applied yet. It begins with the application; below it is the path." }
    path_head { ko: "통과할 관문", en: "The path" }
    path_note {
        ko: "관문마다 운영기관이나 점검기관 두 사람이 판정하고, 기한이 지나면 시스템이 그 순간 자격을 낮춥니다",
        en: "at each gate two people of the operator, or of the inspection body, decide; when its time is over the system lowers the standing by itself"
    }
    gate_head { ko: "관문", en: "Gate" }
    state_head { ko: "상태", en: "State" }
    until_head { ko: "유효 기한", en: "Valid until" }
    decided_head { ko: "판정", en: "Decided" }
    grounds_documents { ko: "근거 문서", en: "Documents it rests on" }
    grounds_head { ko: "증빙", en: "Evidence" }
    lapse_head { ko: "기한이 지나면", en: "If it lapses" }
    pending_version { ko: "새 버전, 점검 전", en: "new version, not checked yet" }
    cover_came { ko: "운영기관에 알렸습니다. 두 사람이 확인해 보증으로 등록합니다.", en: "The operator was told; two people look at it and record the cover." }
    evidence_head { ko: "낸 문서", en: "Documents" }
    evidence_note { ko: "해시(SHA-256)로 기록하고, 파일로 낸 것은 봉인해 보관합니다", en: "recorded by SHA-256; what was handed in as a file is kept sealed" }
    just_in(title: &str) { ko: "냈습니다: {title}.", en: "Handed in: {title}." }
    evidence_in_scans { ko: "도구 증거에 있음", en: "in evidence from tools" }
    evidence_none { ko: "아직 낸 문서가 없습니다.", en: "No documents yet." }
    title_head { ko: "제목", en: "Title" }
    kind_head { ko: "종류", en: "Kind" }
    hash_head { ko: "해시", en: "Hash" }
    observed_head { ko: "작성일", en: "Dated" }
    received_head { ko: "받은 때", en: "Received" }
    measures_head { ko: "조치", en: "Measures" }
    exposure_blocks(advisory: &str) { ko: "오픈소스 취약점 {advisory}", en: "Open source: {advisory}" }
    and_more(what: &str, n: usize) { ko: "{what} 외 {n}건", en: "{what} and {n} more" }
    exposed_next(at: &str, standing: &str) {
        ko: "고치지 않으면 {at}에 자격이 {standing}까지 내려갑니다.",
        en: "Unless it is fixed, the standing becomes {standing} on {at}."
    }
    exposures_head { ko: "오픈소스 취약점", en: "Weaknesses of components" }
    exposures_note { ko: "기한이 지나면 자격이 스스로 내려가고, 고친 SBOM이 오면 곧바로 풀립니다", en: "past the deadline the standing goes down by itself; with an SBOM that shows the fix it is over at once" }
    exposure_system { ko: "시스템", en: "System" }
    exposure_package { ko: "구성요소", en: "Component" }
    exposure_advisory { ko: "권고", en: "Advisory" }
    exposure_cut { ko: "한도 축소", en: "Limits cut" }
    exposure_stop { ko: "이체 정지", en: "Transfers stop" }
    measures_none { ko: "내려진 조치가 없습니다.", en: "No measures." }
    standing_head { ko: "자격", en: "Standing" }
    rule_head { ko: "근거", en: "Rule" }
    notice_head { ko: "통지", en: "Told" }
    due_head { ko: "적용", en: "From" }
    ends_head { ko: "종료", en: "Ends" }
    appeal_head { ko: "이의 신청", en: "Appeal" }
    lifted(at: &str) { ko: "{at} 해제", en: "lifted {at}" }
    appealed(at: &str) { ko: "{at} 신청함", en: "appealed {at}" }
    appeal_until(at: &str) { ko: "{at}까지 가능", en: "possible until {at}" }
    appeal_over { ko: "기한 지남", en: "too late" }
    answered(at: &str, ruling: &str) { ko: "{at} {ruling}", en: "{ruling} {at}" }
    r_upheld { ko: "인용", en: "upheld" }
    r_dismissed { ko: "기각", en: "dismissed" }
    appeal_kept {
        ko: "이의 신청 내용은 해당 기관과 답변하는 운영기관만 봅니다.",
        en: "Its words are for the institution and those of the operator who answer."
    }
    answer_head { ko: "답변", en: "Answer" }
    answer_why { ko: "이유", en: "Reason" }
    answer_waits { ko: "운영기관의 답변을 기다립니다.", en: "It waits for the operator's answer." }
    answer_moot { ko: "답변 전에 조치가 해제되었습니다.", en: "The measure was lifted before an answer." }
    answer_form_head { ko: "이의 신청에 답변 제안", en: "Propose an answer" }
    reason_is_read {
        ko: "두 번째 확인자가 읽고 판단합니다. 확인되면 이용기관에도 그대로 보입니다.",
        en: "The second person judges by it. Once confirmed, the institution reads it as you write it."
    }
    answer_button { ko: "답변을 제안", en: "Propose the answer" }
    ruling_label { ko: "답변", en: "Answer" }
    ruling_choose { ko: "고르세요", en: "choose" }
    open_head { ko: "두 번째 확인을 기다리는 제안", en: "Waiting for a second person" }
    open_none { ko: "기다리는 제안이 없습니다.", en: "No proposal waits." }
}

texts! {
    do_head { ko: "할 수 있는 일", en: "What you can do" }
    read_only {
        ko: "보기만 할 수 있는 역할입니다. 관문마다 운영기관이나 점검기관 두 사람이 결정합니다.",
        en: "Your role may look, not change. At each gate two people of the operator, or of the inspection body, decide."
    }
    apply_head { ko: "참가 신청", en: "Apply" }
    class_label { ko: "기관 구분", en: "Class" }
    class_bank { ko: "은행", en: "Bank" }
    class_e_finance { ko: "전자금융업자", en: "Electronic financial business" }
    class_assistant { ko: "전자금융보조업자", en: "Assistant of electronic finance" }
    class_fintech { ko: "핀테크기업", en: "Fintech" }
    services_label { ko: "서비스", en: "Services" }
    services_help {
        ko: "종류:이름:버전, 빈칸으로 나누어 적습니다. 종류는 web 또는 app. 예: web:narae:1.0",
        en: "kind:name:version, separated by spaces; kind is web or app. For example web:narae:1.0"
    }
    apply_button { ko: "신청하기", en: "Apply" }
    service_button { ko: "서비스 신고", en: "Declare" }
    declare_head { ko: "새 서비스나 새 버전 신고", en: "Declare a service or a new version" }
    hand_in_head { ko: "문서 내기", en: "Hand in a document" }
    title_label { ko: "제목", en: "Title" }
    sha_instead { ko: "파일 대신 해시만 낼 때: SHA-256(64자리 16진수)과 크기. 문서는 기관이 보관합니다.", en: "Instead of the file, its hash alone: SHA-256 (64 hexadecimal digits) and size. The document stays with the institution." }
    sha_label { ko: "SHA-256", en: "SHA-256" }
    size_label { ko: "크기(바이트)", en: "Size in bytes" }
    observed_label { ko: "작성일", en: "Dated on" }
    hand_in_button { ko: "문서 내기", en: "Hand in" }
    appeal_label { ko: "이의 내용", en: "What is wrong with it" }
    appeal_button { ko: "이의 신청", en: "Appeal" }
    decide_head { ko: "판정 제안", en: "Propose a decision" }
    decide_in_check {
        ko: "이 관문에는 열린 점검이 있습니다. 결과는 그 점검에서 제안합니다.",
        en: "A check for this gate is open. Its result is proposed there."
    }
    gate_label { ko: "관문", en: "Gate" }
    verdict_label { ko: "판정", en: "Verdict" }
    v_passed { ko: "적합", en: "Passed" }
    v_failed { ko: "부적합", en: "Failed" }
    v_revoked { ko: "취소", en: "Revoked" }
    until_label { ko: "유효 기한", en: "Valid until the end of" }
    until_help { ko: "비우면 규칙이 허락하는 가장 먼 날", en: "left empty: as long as the rule allows" }
    grounds_label { ko: "근거 문서", en: "Grounds" }
    propose_button { ko: "다른 사람에게 확인을 청함", en: "Propose to another person" }
    measure_head { ko: "자격을 낮추는 조치 제안", en: "Propose a measure" }
    rule_label { ko: "근거 규정", en: "Rule" }
    due_label { ko: "적용일", en: "From the start of" }
    due_help {
        ko: "비우면 통지 기간이 지난 날. 급하면 아래를 고릅니다",
        en: "left empty: when the notice is over; if it is urgent, say so below"
    }
    urgent_label { ko: "급함: 확인하는 순간부터", en: "Urgent: from the confirmation on" }
    measure_button { ko: "조치를 제안", en: "Propose the measure" }
    lift_button { ko: "해제를 제안", en: "Propose to lift it" }
    lift_head { ko: "조치 해제 제안", en: "Propose to lift a measure" }
    measure_label { ko: "조치", en: "Measure" }
}

texts! {
    deed_gate(gate: &str) { ko: "{gate} 판정", en: "Decision on {gate}" }
    deed_measure { ko: "자격 조치", en: "Measure" }
    deed_lift { ko: "조치 해제", en: "Lifting a measure" }
    deed_answer { ko: "이의 신청 답변", en: "Answer to an appeal" }
    deed_retire { ko: "서비스 종료", en: "Retiring a service" }
    fx_passed(what: &str, until: &str) {
        ko: "{what} 관문이 {until}까지 유효해집니다. 확인하는 순간부터 중계에 적용됩니다.",
        en: "The gate {what} holds until {until}. It takes effect in the relay with the confirmation."
    }
    fx_passed_then(what: &str, until: &str) {
        ko: "{what} 관문의 통과입니다. 유효 기한은 {until}까지입니다.",
        en: "A pass of the gate {what}, valid until {until}."
    }
    fx_passed_anew(what: &str, from: &str, until: &str) {
        ko: "{what} 관문의 유효 기한이 {from}에서 {until}까지로 바뀝니다. 확인하는 순간부터 중계에 적용됩니다.",
        en: "The gate {what} holds until {until} instead of {from}. It takes effect in the relay with the confirmation."
    }
    fx_passed_same(what: &str, until: &str) {
        ko: "{what} 관문을 새로 통과하며, 유효 기한은 지금처럼 {until}까지입니다.",
        en: "The gate {what} is passed anew; it holds until {until}, as now."
    }
    fx_start(who: &str) {
        ko: "{who}의 운영 인증키가 확인하는 순간부터 쓸 수 있습니다.",
        en: "The production keys of {who} work from the confirmation on."
    }
    fx_failed(what: &str) {
        ko: "{what} 관문이 부적합이 됩니다.", en: "The gate {what} is failed."
    }
    fx_revoked(what: &str) {
        ko: "{what} 관문의 통과를 취소합니다.", en: "The pass of the gate {what} is taken back."
    }
    fx_falls(before: &str, after: &str) {
        ko: "확인하는 순간 자격이 {before}에서 {after} 상태로 내려갑니다.",
        en: "The standing falls from {before} to {after} with the confirmation."
    }
    fx_stays(standing: &str) {
        ko: "지금 자격({standing})은 바뀌지 않습니다.", en: "The present standing ({standing}) does not change by it."
    }
    fx_measure(standing: &str, due: &str, rule: &str) {
        ko: "자격이 {due}부터 {standing}보다 나을 수 없습니다. 근거: {rule}",
        en: "From {due} the standing is at best: {standing}. Rule: {rule}"
    }
    fx_measure_now(standing: &str, rule: &str) {
        ko: "확인하는 순간부터 자격이 {standing}보다 나을 수 없습니다. 근거: {rule}",
        en: "From the confirmation on the standing is at best: {standing}. Rule: {rule}"
    }
    fx_lift { ko: "조치가 확인하는 순간 풀립니다.", en: "The measure ends with the confirmation." }
    fx_about(standing: &str, rule: &str) {
        ko: "대상 조치: {standing} · {rule}.", en: "The measure: {standing} · {rule}."
    }
    appeal_says { ko: "이의 신청 내용", en: "What the appeal says" }
    fx_upheld {
        ko: "이의 신청을 인용합니다. 확인하는 순간 조치가 풀리고, 아래 사유가 이용기관에 보입니다.",
        en: "The appeal is upheld. The measure ends with the confirmation, and the institution reads the reason below."
    }
    fx_dismissed {
        ko: "이의 신청을 기각합니다. 조치는 그대로이고, 아래 사유가 이용기관에 보입니다.",
        en: "The appeal is dismissed. The measure stands, and the institution reads the reason below."
    }
    fx_retire(what: &str) {
        ko: "{what} 서비스를 더는 쓰지 않는 것으로 적습니다. 자격에 세지 않습니다.",
        en: "The service {what} is out of use and no longer counts for the standing."
    }
    k_document { ko: "문서", en: "Document" }
    k_attestation { ko: "확인서", en: "Attestation" }
    k_interview { ko: "면담·현장 기록", en: "Interview notes" }
    k_conformance { ko: "기능테스트 기록", en: "Test record" }
    k_report { ko: "점검 보고서", en: "Report" }
    k_scan { ko: "도구 결과", en: "Tool output" }
    k_sbom { ko: "구성요소 목록", en: "Bill of materials" }
    k_cover { ko: "보증 증권", en: "Cover" }
    k_contract { ko: "계약서", en: "Contract" }
}

texts! {
    no_not_applied { ko: "아직 신청하지 않은 이용기관입니다.", en: "The institution has not applied." }
    no_applied { ko: "이미 신청했습니다.", en: "It has applied already." }
    no_before { ko: "앞선 관문이 먼저 유효해야 합니다.", en: "An earlier gate must hold first." }
    no_run { ko: "기능테스트 관문은 시험장에서 통과한 실행의 서명된 기록으로만 통과합니다.", en: "The functional test is passed only on the signed record of a run in the sandbox." }
    no_record { ko: "기능테스트 기록이 만료되었거나 이 이용기관의 것이 아닙니다. 시험장에서 다시 시험하십시오.", en: "The record of the functional test is over, or not this institution's. Test anew in the sandbox." }
    no_grounds { ko: "이 관문에 필요한 종류의 문서를 하나 이상 고르세요.", en: "Name at least one document of a kind that this gate asks for." }
    no_grounds_of(kinds: &str) {
        ko: "이 관문에는 {kinds} 종류의 문서를 하나 이상 골라야 합니다. 목록에 없으면 먼저 ‘문서 내기’로 내십시오.",
        en: "Name at least one document of this kind: {kinds}. If there is none in the list, it is handed in first."
    }
    no_validity { ko: "유효 기한이 규칙보다 길거나 이미 지났습니다.", en: "The date is later than the rule allows, or over." }
    no_longer(most: &str) {
        ko: "유효 기한은 오늘부터 {most}까지의 날입니다.", en: "A day from today to {most}."
    }
    no_past { ko: "이미 지난 날입니다.", en: "That day is over." }
    no_due_past { ko: "적용일은 오늘이나 그 뒤의 날입니다.", en: "It applies from today or from a later day." }
    no_service { ko: "신고된 서비스가 아닙니다.", en: "No such service is declared." }
    no_services { ko: "서비스를 하나에서 쉰 개까지 적으세요.", en: "Between one and fifty services." }
    no_service_keys { ko: "서비스를 하나에서 쉰 개까지, 종류:이름:버전으로 적으세요.", en: "Between one and fifty services, each as kind:name:version." }
    no_file { ko: "파일을 고르거나, 아래에 그 해시와 크기를 적으세요.", en: "Choose a file, or give its hash and size below." }
    no_sha { ko: "SHA-256은 16진수 64자입니다.", en: "A SHA-256 has 64 hexadecimal digits." }
    no_twice(title: &str) { ko: "이미 낸 문서입니다: {title}", en: "This document is handed in already: {title}" }
    no_same_sha { ko: "적은 해시가 파일의 해시와 다릅니다. 파일을 다시 고르거나 해시를 지우세요.", en: "The hash is not the file's: choose the file again, or clear the hash." }
    no_same_size(n: &str) { ko: "적은 크기가 파일의 크기({n}바이트)와 다릅니다.", en: "The size is not the file's, which is {n} bytes." }
    no_size { ko: "크기를 바이트로 적으세요.", en: "Give the size in bytes." }
    no_observed { ko: "작성일은 오늘이나 그 앞의 날입니다.", en: "It was made today or before." }
    no_day { ko: "날짜를 다시 보아 주세요.", en: "Please check the date." }
    no_why { ko: "이의 내용을 5자 이상 적으세요. 이의 신청은 한 번만 할 수 있습니다.", en: "Say what is wrong with it in at least 5 characters; one can appeal only once." }
    no_known { ko: "이미 신고한 버전입니다.", en: "This version is declared already." }
    no_revoke { ko: "취소할 통과가 없습니다.", en: "There is no pass to take back." }
    no_notice { ko: "통지 기간보다 이릅니다. 급하면 그렇게 고르세요.", en: "Sooner than the notice allows; if it is urgent, say so." }
    no_notice_from(day: &str) { ko: "통지 기간이 있어 {day}부터 적용할 수 있습니다. 급하면 그렇게 고르세요.", en: "Because of the notice, {day} is the first day possible; if it is urgent, say so." }
    no_rule { ko: "근거 규정을 적으세요.", en: "Name the rule." }
    no_measure { ko: "이런 조치가 없거나 이미 풀렸습니다.", en: "No such measure, or it was lifted." }
    no_appeal { ko: "이의 신청은 한 번, 기한 안에 할 수 있습니다.", en: "One appeal, and in time." }
    no_ruling { ko: "인용이나 기각을 고르세요.", en: "Choose: upheld or dismissed." }
    no_appeal_there { ko: "이 조치에는 이의 신청이 없습니다.", en: "Nobody appealed against this measure." }
    no_answered { ko: "이미 답변한 이의 신청입니다.", en: "The appeal has been answered." }
    no_evidence { ko: "제목, 해시, 크기와 작성일을 다시 보아 주세요.", en: "Check title, hash, size and date." }
    no_title { ko: "제목을 한 줄로, 120자까지 적으세요.", en: "Give a title: one line, of 120 characters at most." }
    no_room { ko: "이 이용기관의 문서 목록이 가득 찼습니다. 운영기관에 문의하세요.", en: "The list of this institution's documents is full: ask the operator." }
    no_last { ko: "마지막 서비스는 종료할 수 없습니다.", en: "The last service cannot be retired." }
    no_malformed { ko: "적은 값을 다시 보아 주세요.", en: "Please check what you gave." }
}

//! 기한: what its pages say.

use naru_base::texts;

texts! {
    deadlines { ko: "기한", en: "Deadlines" }
    meta(rules: usize, places: usize) { ko: "규정 {rules} · 대상 {places}건", en: "rules {rules} · cases {places}" }
    lead_decide(n: usize) { ko: "결정할 것이 {n}건입니다.", en: "To decide:\u{a0}{n}." }
    lead_decide_read(n: usize) { ko: "운영기관이 결정할 것이 {n}건입니다.", en: "For the operator to decide:\u{a0}{n}." }
    lead_decide_none { ko: "결정할 기한이 없습니다.", en: "Nothing to decide." }
    lead_confirm(n: usize) { ko: "확인을 기다리는 것이 {n}건입니다.", en: "To confirm:\u{a0}{n}." }
    lead_restricted(n: usize) { ko: "제한이 결정된 것이 {n}건입니다.", en: "Restriction decided:\u{a0}{n}." }
    lead_ahead(n: usize) { ko: "{n}건은 시간이 남았습니다.", en: "Time left:\u{a0}{n}." }
    lead_met(n: usize) { ko: "{n}건을 충족했습니다.", en: "Met:\u{a0}{n}." }
    lead_none { ko: "지금 규정의 대상이 되는 이용기관이 없습니다.", en: "No institution is concerned by a rule now." }
    lead_own_none { ko: "지금 우리 기관에 걸린 기한이 없습니다.", en: "No rule with a date concerns you now." }
    lead_own(open: usize) {
        ko: "충족하지 못한 규정이 {open}건입니다. 사정이 있으면 기한 전에 사유를 내세요.",
        en: "Rules not met yet:\u{a0}{open}. If there is a reason, give your grounds before the date."
    }
    lead_own_met { ko: "걸린 기한을 모두 충족했습니다.", en: "Every rule that concerns you is met." }
    rules_head { ko: "규정", en: "Rules" }
    rules_note { ko: "기한과 내용은 출처가 있는 자료입니다", en: "dates and contents are data with a source" }
    rule_head { ko: "규정", en: "Rule" }
    concerned_head { ko: "대상", en: "Concerns" }
    listed { ko: "명단", en: "those listed" }
    requirement_head { ko: "요건", en: "Requirement" }
    change_head { ko: "종전 → 변경", en: "Before → now" }
    due_head { ko: "기한", en: "Due" }
    source_head { ko: "출처", en: "Source" }
    places_head { ko: "대상 이용기관", en: "Who is concerned" }
    places_note { ko: "결정할 것이 먼저", en: "those to decide first" }
    places_note_read { ko: "결정을 기다리는 것이 먼저", en: "those that wait for a decision first" }
    own_head { ko: "우리 기관에 걸린 규정", en: "Rules that concern you" }
    own_note { ko: "충족하지 못한 것이 먼저", en: "not met first" }
    none { ko: "해당하는 곳이 없습니다.", en: "None." }
    institution_head { ko: "이용기관", en: "Institution" }
    state_head { ko: "상태", en: "State" }
    why_head { ko: "시스템의 판단", en: "What the system finds" }
    days(n: i64) { ko: "D-{n}", en: "D-{n}" }
    over(n: i64) { ko: "{n}일 지남", en: "{n} d over" }
    s_met { ko: "충족", en: "met" }
    s_ahead { ko: "시간 있음", en: "time left" }
    s_extend { ko: "연장 검토", en: "extension to decide" }
    s_restrict { ko: "제한 검토", en: "restriction to decide" }
    s_warn { ko: "주의 검토", en: "warning to decide" }
    to_decide(what: &str, rule: &str) { ko: "{what}: {rule}", en: "{what}: {rule}" }
    due_is(day: &str) { ko: "기한 {day}", en: "due {day}" }
    s_restricted { ko: "제한 결정됨", en: "restriction decided" }
    s_proposed { ko: "확인 대기", en: "to confirm" }
    y_met { ko: "기한의 요건을 충족했습니다.", en: "The requirement is met." }
    y_met_late(day: &str) { ko: "기한 뒤 {day}에 충족했습니다.", en: "Met after the date, on {day}." }
    lead_met_late(n: usize) { ko: "그중 {n}건은 기한 뒤에 충족했습니다.", en: "Of these after the date:\u{a0}{n}." }
    y_fix_until(day: &str) { ko: "보완 기한은 {day}입니다.", en: "To be put right by {day}." }
    y_re_check { ko: "보완을 마쳤다고 알렸고 재점검을 기다립니다.", en: "Said to be put right; it waits for the re-check." }
    fix_head { ko: "보완 기한", en: "To be put right by" }
    y_ahead { ko: "아직 충족하지 않았고 기한이 남았습니다.", en: "Not met yet; there is time." }
    met_by(gate: &str, day: &str) {
        ko: "통과한 관문은 {gate}({day})입니다.", en: "Met by: {gate}, passed on {day}."
    }
    y_open { ko: "아직 충족하지 않았습니다.", en: "Not met yet." }
    y_slot_until(day: &str) {
        ko: "점검은 {day}까지로 잡혀 있습니다.", en: "The check is planned to end on {day}."
    }
    y_slot_over {
        ko: "점검 일정이 끝났고 아직 결과가 없습니다.", en: "Its slot is over; there is no result yet."
    }
    y_check_anew {
        ko: "점검 일정이 끝났고 아직 통과하지 않았습니다. 열린 점검이 없으므로, 고칠 것을 고치고 점검을 새로 신청해야 합니다.",
        en: "Its slot is over; it is not passed yet, and no check is open: what was found is mended first, then a check is asked for anew."
    }
    y_answered_own(at: &str, from: &str) {
        ko: "{at}에 사유를 냈습니다. 운영기관이 {from}부터 보고 정합니다.",
        en: "You gave your grounds on {at}. The operator decides on it from {from} on."
    }
    y_answered(at: &str, from: &str) {
        ko: "이용기관이 {at}에 사유를 냈습니다. 연장은 {from}부터 제안할 수 있습니다.",
        en: "The institution gave its grounds on {at}. More time can be proposed from {from} on."
    }
    y_answered_proposed(at: &str) {
        ko: "이용기관이 {at}에 사유를 냈습니다.", en: "The institution gave its grounds on {at}."
    }
    y_answered_slot(at: &str) {
        ko: "{at}에 사유를 냈습니다. 점검기관 지연은 점검 일정으로 확인합니다.",
        en: "Grounds were given on {at}. That the inspection body is late is seen from the check’s dates."
    }
    counts { ko: "이 사유로 정합니다", en: "the one that counts" }
    y_never_yet { ko: "아직 충족하지 않았고 점검을 신청하지 않았습니다.", en: "Not met yet; no check was applied for." }
    inquires { ko: "이미 조회 전용", en: "Inquiry only already" }
    warn_effect_already(until: &str) {
        ko: "두 번째 사람이 확인하면 {until}까지 주의를 받습니다. 지금도 다른 사유로 조회만 할 수 있고, 그것은 바뀌지 않습니다.",
        en: "Once a second person confirms, it is warned until {until}. It may only inquire already, for another reason; that stays as it is."
    }
    inquires_already {
        ko: "지금도 다른 사유로 조회만 할 수 있고, 그것은 바뀌지 않습니다.",
        en: "It may only inquire already, for another reason; that stays as it is."
    }
    chip_slot(n: usize) { ko: "일정이 기한 뒤 {n}", en: "Slot after the date {n}" }
    see_check { ko: "점검 보기", en: "See its check" }
    y_no_slot { ko: "신청한 점검이 일정을 기다립니다.", en: "Its check waits for its days." }
    y_restricted { ko: "제한이 결정되었습니다. 요건을 충족하면 제한하지 않거나 그 순간 풉니다.", en: "A restriction was decided. Once the rule is met it does not begin, or ends at once." }
    y_proposed { ko: "아직 충족하지 않았고, 제안이 두 번째 사람의 확인을 기다립니다.", en: "Not met yet; a proposal waits for a second person." }
    restricted_from(day: &str) { ko: "제한 시작일은 {day}입니다.", en: "It takes effect on {day}." }
    y_never { ko: "점검을 신청하지 않았습니다.", en: "No check was applied for." }
    y_late { ko: "신청 시한이 지난 뒤에 점검을 신청했습니다.", en: "The check was applied for after the last day to apply." }
    y_slot { ko: "제때 신청했으나 점검 일정이 기한 뒤입니다.", en: "Applied for in time; the check’s days end after the date." }
    y_mending { ko: "점검을 마치고 지적 사항을 고치는 중입니다.", en: "Checked; what was found is being mended." }
    y_not_mended { ko: "점검 뒤 고치는 기간이 지났습니다.", en: "The time to mend what was found is over." }
    y_ground { ko: "사유와 증빙이 접수되었습니다.", en: "A ground was shown with a document." }
    y_over { ko: "연장된 기한도 지납니다.", en: "The extension is over too." }
    to_extend(at: &str) { ko: "{at}까지 연장할지 운영기관 두 사람이 결정해야 합니다.", en: "Two people of the operator must decide on more time until {at}." }
    to_warn(at: &str) { ko: "{at}까지 주의를 줄지 운영기관 두 사람이 결정해야 합니다.", en: "Two people of the operator must decide on a warning until {at}." }
    to_restrict(at: &str) { ko: "{at}부터 제한할지 운영기관 두 사람이 결정해야 합니다.", en: "Two people of the operator must decide on a restriction from {at}." }
    chip_all(n: usize) { ko: "모두 {n}", en: "All {n}" }
    chip_decide(n: usize) { ko: "결정할 것 {n}", en: "To decide {n}" }
    chip_decide_read(n: usize) { ko: "결정 대기 {n}", en: "Waiting for a decision {n}" }
    chip_confirm(n: usize) { ko: "확인 대기 {n}", en: "To confirm {n}" }
    chip_soon(n: usize) { ko: "30일 안 {n}", en: "Within 30 days {n}" }
    chip_restricted(n: usize) { ko: "제한 결정 {n}", en: "Restriction decided {n}" }
    json { ko: "JSON", en: "JSON" }
    unknown_head { ko: "이런 기한이 없습니다", en: "No such deadline" }
    unknown { ko: "주소를 다시 보아 주세요.", en: "Please check the address." }
}

texts! {
    grounds_differ(before: i64, new: usize, changed: usize, gone: usize) {
        ko: "쓰이는 {before}판과 견주면 새 사유 {new}, 바뀐 사유 {changed}, 빠진 사유 {gone}.",
        en: "Against edition {before}, which counts: new {new}, changed {changed}, gone {gone}."
    }
    mark_new { ko: "새 사유", en: "new" }
    gone_head { ko: "빠진 사유:", en: "Gone:" }
    rule_was { ko: "종전 요건", en: "Old rule" }
    rule_is { ko: "새 요건", en: "New rule" }
    booking_head { ko: "점검 신청과 일정", en: "The check" }
    booking_none { ko: "신청한 점검이 없습니다.", en: "No check was applied for." }
    applied_head { ko: "신청한 날", en: "Applied for" }
    slot_head { ko: "점검 일정의 끝", en: "The slot ends" }
    no_slot { ko: "미정", en: "not given yet" }
    given_at(at: &str) { ko: "{at}에 냄", en: "given on {at}" }
    answers_head { ko: "낸 사유", en: "Grounds that were given" }
    answers_none { ko: "낸 사유가 없습니다.", en: "None was given." }
    grounds_head { ko: "연장 사유", en: "Grounds for more time" }
    needs_document { ko: "증빙 필요", en: "needs one" }
    needs_none { ko: "일정으로 확인", en: "seen from the check’s dates" }
    most_head { ko: "가장 길게", en: "At most" }
    most_days(n: i64) { ko: "{n}일", en: "{n} days" }
    deed_grounds { ko: "연장 사유 목록 사용", en: "Use a list of grounds" }
    fx_grounds(version: i64) {
        ko: "확인하는 순간부터 사유 목록 {version}판으로 사유와 연장을 봅니다. 이미 낸 사유와 연장은 그대로이고, 새 목록에 없는 사유로는 더 연장하지 않습니다.",
        en: "From the confirmation on, edition {version} counts for grounds and extensions. What was given stands; a ground that it has not gives no more time."
    }
    import_head { ko: "새 사유 목록 들여오기", en: "Import a newer list of grounds" }
    import_effect {
        ko: "들여온 목록은 이 페이지에 올라올 뿐입니다. 한 사람이 쓰자고 제안하고 다른 사람이 확인한 때부터 쓰입니다. 그 전에 준 기한은 그대로입니다.",
        en: "The list is only put on file. It counts once one operator has proposed it and another confirmed. What was given before stands."
    }
    import_label { ko: "목록 파일", en: "File of the list" }
    import_help { ko: "JSON, 64KB까지. 판 번호는 쓰이는 것보다 높아야 합니다.", en: "JSON, 64 kB at most; its version is higher than the one that counts." }
    import_begin { ko: "지금 쓰이는 목록을 파일로 받기", en: "The list that counts, as a file to begin with" }
    import_button { ko: "목록 가져오기", en: "Import the list" }
    import_none { ko: "파일을 고르세요.", en: "Choose a file." }
    import_malformed(why: &str) { ko: "사유 목록으로 읽을 수 없습니다. {why}.", en: "This does not read as a list of grounds: {why}." }
    import_no_text { ko: "UTF-8로 쓴 글이 아닙니다", en: "it is not text in UTF-8" }
    import_known(last: &str) { ko: "쓰이는 {last}판보다 높은 판이 아니거나 이미 들여온 판입니다. 판 번호를 올려 주세요.", en: "It is not newer than edition {last}, which counts, or is on file already: raise its version." }
    grounds_wait { ko: "들여온 목록입니다. 운영기관 두 사람이 확인해야 쓰입니다.", en: "It was imported. It counts once two people of the operator agree." }
    release_button { ko: "이 목록을 쓰자고 제안", en: "Propose to use this list" }
    see_proposal { ko: "두 번째 확인을 기다리는 제안 보기", en: "See the proposal that waits for a second person" }
    no_grounds_list { ko: "이 목록은 없거나, 이미 쓰이고 있거나, 쓰이는 것보다 옛것입니다.", en: "This list is not there, counts already, or is older than the one that counts." }
    grounds_edition(version: i64) { ko: "사유 목록 {version}판", en: "List of grounds, edition {version}" }
    grounds_of(version: i64, source: &str) {
        ko: "사유 목록 {version}판. {source}",
        en: "List of grounds, edition {version}. {source}"
    }
    ground_head { ko: "사유", en: "Ground" }
    asked_head { ko: "요청한 기한", en: "Asked until" }
    document_head { ko: "증빙", en: "Document" }
    words_head { ko: "설명", en: "In words" }
    at_head { ko: "때", en: "When" }
    extensions_head { ko: "연장", en: "Extensions" }
    extensions_none { ko: "연장된 일이 없습니다.", en: "No extension." }
    until_head { ko: "연장된 기한", en: "Until" }
    by_head { ko: "확인", en: "Decided by" }
    two_people { ko: "운영기관 두 사람", en: "two people of the operator" }
    do_head { ko: "할 수 있는 일", en: "What you can do" }
    do_reader {
        ko: "보기만 할 수 있는 역할입니다. 운영기관 두 사람이 결정합니다.",
        en: "Your role may look, not change. Two people of the operator decide."
    }
    do_none { ko: "지금 하실 일이 없습니다.", en: "Nothing to do now." }
    extend_head { ko: "연장 제안", en: "Propose more time" }
    extend_not(until: &str) {
        ko: "연장하지 않으려면 제안하지 않거나, 제안을 다른 사람이 사유를 적어 반려합니다. 그래도 이 사유가 인정하는 {until}까지는 제한을 제안하지 않습니다.",
        en: "To give none, propose nothing, or let the second person reject it with a reason. Until {until}, for which this ground counts, no restriction is proposed either."
    }
    extend_effect(until: &str) {
        ko: "두 번째 사람이 확인하면 이 이용기관의 기한이 {until}까지로 늘어납니다.",
        en: "Once a second person confirms, this institution has until {until}."
    }
    extend_button { ko: "연장을 제안", en: "Propose more time" }
    restrict_head { ko: "제한 제안", en: "Propose a restriction" }
    restrict_effect(from: &str) {
        ko: "두 번째 사람이 확인하면 {from}부터 조회만 할 수 있습니다. 그 전에, 또는 그 뒤에라도 요건을 충족하면 그 순간 풀립니다.",
        en: "Once a second person confirms, it may only inquire from {from} on, and is free at the instant it meets the rule, before or after."
    }
    restrict_button { ko: "제한을 제안", en: "Propose the restriction" }
    warn_head { ko: "주의 제안", en: "Propose a warning" }
    warn_effect(until: &str) {
        ko: "두 번째 사람이 확인하면 {until}까지 주의를 받습니다. 이체는 그대로 할 수 있습니다.",
        en: "Once a second person confirms, it is warned until {until}. Transfers go on."
    }
    warn_button { ko: "주의를 제안", en: "Propose the warning" }
    book_head { ko: "점검 일정 기록", en: "Record the check" }
    book_button { ko: "일정을 기록", en: "Record it" }
    answer_head { ko: "사유 제출", en: "Give grounds" }
    answer_effect {
        ko: "운영기관 두 사람이 보고 정합니다. 점검기관 지연이 아니면 증빙 문서가 있어야 연장될 수 있습니다.",
        en: "Two people of the operator decide on it. Unless the inspection body is late, only a document can give more time."
    }
    ground_until(title: &str, last: &str) { ko: "{title} ({last}까지)", en: "{title} (until {last})" }
    ground_over(title: &str) { ko: "{title} (더 연장할 수 없음)", en: "{title} (no more time)" }
    answer_until { ko: "언제까지 필요합니까", en: "Until when" }
    answer_words { ko: "설명", en: "In your words" }
    answer_document { ko: "증빙 문서", en: "Document" }
    no_document { ko: "없음", en: "none" }
    answer_button { ko: "사유를 제출", en: "Send the grounds" }
    rule_add_head { ko: "규정 추가", en: "Add a rule" }
    rule_id_label { ko: "이름 (영문 소문자, 숫자, 붙임표)", en: "Name (small letters, digits, hyphens)" }
    title_ko_label { ko: "제목 (한국어)", en: "Title (Korean)" }
    title_en_label { ko: "제목 (영어)", en: "Title (English)" }
    old_ko_label { ko: "종전 (한국어)", en: "Before (Korean)" }
    old_en_label { ko: "종전 (영어)", en: "Before (English)" }
    new_ko_label { ko: "변경 (한국어)", en: "Now (Korean)" }
    new_en_label { ko: "변경 (영어)", en: "Now (English)" }
    effective_label { ko: "시행일", en: "In force from" }
    last_day_label { ko: "기한의 마지막 날", en: "Last day" }
    rule_add_button { ko: "규정을 추가", en: "Add the rule" }
    no_list_not_applied {
        ko: "아직 참가를 신청하지 않은 이용기관입니다. 먼저 그 기관이 관문에서 참가를 신청해야 합니다.",
        en: "The institution has not applied. It applies at its gates first."
    }
    list_head { ko: "대상 추가", en: "List an institution" }
    list_button { ko: "명단에 추가", en: "List it" }
    deed_extend { ko: "기한 연장", en: "More time" }
    deed_lower { ko: "기한 미충족 조치", en: "Measure for a missed date" }
    fx_extend(name: &str, rule: &str, until: &str, ground: &str) {
        ko: "‘{rule}’에 따른 {name}의 기한이 {until}까지로 늘어납니다. 연장 사유: {ground}.",
        en: "{name} has until {until} to meet “{rule}”. Ground for more time: {ground}."
    }
    fx_extend_from(name: &str, rule: &str, from: &str, until: &str, ground: &str) {
        ko: "‘{rule}’에 따른 {name}의 기한이 {from}에서 {until}까지로 늘어납니다. 연장 사유: {ground}.",
        en: "{name} has until {until} instead of {from} to meet “{rule}”. Ground for more time: {ground}."
    }
    fx_lifts { ko: "이 규정으로 정해진 제한은 풀립니다.", en: "The restriction under this rule is lifted." }
    fx_lifts_if {
        ko: "이 규정으로 정해진 제한이 있으면 풀립니다.",
        en: "If a restriction under this rule was decided, it is lifted."
    }
    fx_restrict(name: &str, rule: &str, from: &str) {
        ko: "‘{rule}’의 요건을 충족할 때까지 {name}에 {from}부터 조회만 허용합니다. 충족하는 순간 풀립니다.",
        en: "From {from} on {name} may only inquire until it meets “{rule}”; it is free at that instant."
    }
    fx_warn(name: &str, rule: &str) {
        ko: "‘{rule}’의 지적 사항을 고치는 동안 {name}에 주의를 줍니다. 이 조치로 막히는 이체는 없습니다.",
        en: "{name} is warned while it mends what was found under “{rule}”. It stops no transfers."
    }
    bad_day { ko: "날짜를 골라 주세요.", en: "Choose a day." }
    bad_choice { ko: "목록에서 골라 주세요.", en: "Choose from the list." }
    bad_words { ko: "설명을 5자 이상 적어 주세요.", en: "Say it in at least 5 characters." }
    no_until(title: &str, first: &str, last: &str) {
        ko: "‘{title}’ 사유로는 {first}부터 {last}까지의 날을 청할 수 있습니다.",
        en: "On the ground “{title}” it is a day from {first} to {last}."
    }
    no_more_time(title: &str) {
        ko: "‘{title}’ 사유로는 더 연장할 수 없습니다.", en: "The ground “{title}” gives no more time."
    }
    no_named { ko: "이 사유에는 증빙 문서가 필요합니다. 없으면 먼저 문서를 내 주세요.", en: "This ground takes a document. If there is none, hand it in first." }
    bad_id { ko: "영문 소문자, 숫자, 붙임표로 60자까지 적어 주세요.", en: "Small letters, digits and hyphens, 60 at most." }
    bad_text { ko: "1자에서 300자까지 적어 주세요.", en: "Between 1 and 300 characters." }
    bad_last { ko: "시행일이나 그 뒤의 날이어야 합니다.", en: "It is the first day or a later one." }
    bad_applied { ko: "신청한 날은 오늘이나 그 앞의 날입니다.", en: "It was applied for today or before." }
    bad_slot { ko: "일정의 끝은 신청한 날이나 그 뒤의 날입니다.", en: "The slot ends on the day of the application or later." }
    no_ground { ko: "이 사유는 증빙이 없거나 일정으로 확인되지 않습니다.", en: "This ground is not shown by a document or by the check’s dates." }
    no_met { ko: "이미 충족한 규정입니다.", en: "The rule is met." }
    no_short { ko: "지금 기한보다 뒤의 날이어야 합니다.", en: "It must be after the present date." }
    no_long { ko: "이 사유로 줄 수 있는 기간을 넘습니다.", en: "More than this ground carries." }
    no_before { ko: "기한 전에는 제한할 수 없습니다.", en: "Nobody is restricted before the date." }
    no_rule { ko: "규정의 이름, 글, 날짜를 다시 보아 주세요.", en: "Please check name, texts and dates of the rule." }
    no_known { ko: "같은 이름의 규정이 있습니다.", en: "There is a rule of this name." }
    no_concern { ko: "이 규정의 대상이 아닙니다.", en: "The rule does not concern it." }
    no_class { ko: "명단이 아니라 종류로 정해지는 규정입니다.", en: "The rule concerns a class, not a list." }
    no_booking { ko: "신청한 날과 일정을 다시 보아 주세요.", en: "Please check the two days." }
    no_many { ko: "사유를 더 낼 수 없습니다.", en: "No more grounds can be given." }
}

//! Sentences of the border of the R&D zone.

use naru_base::texts;

texts! {
    tab { ko: "망 반출입", en: "Zone crossings" }
    title { ko: "연구·개발망 반출입", en: "Crossings of the R&D zone" }
    lead {
        ko: "연구·개발망 경계를 넘는 파일은 모두 먼저 검사하고, 서로 다른 두 부서의 두 사람이 승인한 뒤에만 넘길 수 있습니다. 고유식별정보·신용정보·비밀값과 취약한 패키지를 봅니다. 이름·전화번호·주소는 보지 않으니 승인하는 사람이 직접 보아야 합니다. 찾은 값과 파일은 저장하지 않습니다.",
        en: "Every file crossing the border of the R&D zone is first scanned for unique identifiers, credit data, secrets and vulnerable packages, and crosses only once two people from two desks have approved it. Names, telephone numbers and addresses are left to whoever approves. Neither the file nor the values found in it are kept."
    }
    lead_mine(n: &str) { ko: "결정을 기다리는 반출입이 {n}건 있습니다. 오래 기다린 것부터 답하십시오.", en: "Crossings that wait for your decision:\u{a0}{n}. Begin with the longest waiting." }
    lead_asked(n: &str) { ko: "승인을 기다리는 반출입이 {n}건 있습니다.", en: "Crossings to be approved:\u{a0}{n}." }
    lead_approved(n: &str) { ko: "승인되어 넘길 수 있는 반출입이 {n}건 있습니다. 기한이 지나면 넘길 수 없습니다.", en: "Approved and not yet across:\u{a0}{n}. After its deadline none may cross." }
    lead_crossed(n: &str) { ko: "경계를 넘은 반출입이 {n}건 있습니다.", en: "Crossings made:\u{a0}{n}." }
    lead_blocked(n: &str) { ko: "검사에서 차단된 반출입이 {n}건 있습니다.", en: "Blocked by the scan:\u{a0}{n}." }
    lead_every(n: &str) { ko: "반출입 신청이 모두 {n}건 있습니다.", en: "Crossings asked for in all:\u{a0}{n}." }
    desks_left(desks: &str) { ko: "남은 부서: {desks}", en: "still to answer: {desks}" }
    turn_desks(desks: &str, until: &str) {
        ko: "{desks}의 승인을 기다립니다. {until}까지 넘기지 않으면 기한이 끝납니다.",
        en: "Still to answer: {desks}. It lapses unless it crosses by {until}."
    }
    turn_cross(until: &str) {
        ko: "승인되었습니다. {until}까지 한 번 넘길 수 있고, 넘긴 사람이 그 파일의 SHA-256을 기록합니다.",
        en: "Approved. It may cross once by {until}; whoever takes it across records the SHA-256 of the file."
    }
    came_refused(why: &str) { ko: "거절되었습니다. 사유: {why}", en: "Refused: {why}" }
    came_crossed(at: &str) { ko: "{at}에 넘겼습니다.", en: "It crossed on {at}." }
    came_lapsed(at: &str) { ko: "{at}까지 넘기지 않아 기한이 끝났습니다.", en: "It did not cross by {at}, and lapsed." }
    came_back { ko: "신청을 거두었습니다.", en: "The request was withdrawn." }
    which { ko: "어느 것", en: "Which" }
    all { ko: "모두", en: "All" }
    none { ko: "이 목록에 반출입이 없습니다.", en: "Nothing in this list." }
    newest { ko: "새것부터", en: "the newest first" }
    file { ko: "파일", en: "File" }
    direction { ko: "방향", en: "Direction" }
    direction_in { ko: "반입", en: "in" }
    direction_out { ko: "반출", en: "out" }
    mode { ko: "허용 범위", en: "Data allowed" }
    mode_none { ko: "개인정보 없음", en: "no personal data" }
    mode_pseudonymised { ko: "가명처리·등록", en: "pseudonymised, registered" }
    verdict { ko: "검사 결과", en: "Scan" }
    verdict_clean { ko: "찾지 못함", en: "nothing found" }
    verdict_registered { ko: "등록 범위", en: "within the registration" }
    verdict_broken { ko: "막을 것 발견", en: "must not cross" }
    verdict_unjudged { ko: "판단 불가", en: "could not be judged" }
    state { ko: "상태", en: "State" }
    blocked { ko: "차단", en: "blocked" }
    asked { ko: "승인 대기", en: "to be approved" }
    approved { ko: "승인", en: "approved" }
    refused { ko: "거절", en: "refused" }
    withdrawn { ko: "거둠", en: "withdrawn" }
    lapsed { ko: "기한 끝남", en: "lapsed" }
    crossed { ko: "넘겨짐", en: "crossed" }
    asked_at { ko: "신청한 때", en: "Asked" }
    ask_head { ko: "반출입 신청", en: "Ask for a crossing" }
    ask_help {
        ko: "올리면 바로 검사합니다. 압축파일 안까지 보고, 볼 수 없는 것이 있으면 넘기지 못합니다. 16 MB까지이며, 더 큰 것은 나누십시오.",
        en: "It is looked through at once, archives too; with anything in it that cannot be looked into it does not cross. Up to 16 MB; divide what is larger."
    }
    purpose { ko: "목적", en: "Purpose" }
    purpose_help { ko: "누가 무엇에 쓰려고 넘기는지.", en: "Who needs it, for what." }
    registration { ko: "가명정보 등록번호", en: "Registration of the dataset" }
    registration_help { ko: "가명처리한 자료일 때만.", en: "Of pseudonymised data only." }
    method { ko: "가명처리 방법", en: "How it was pseudonymised" }
    method_help { ko: "가명처리한 자료일 때만. 고유식별정보는 등록해도 넘길 수 없습니다.", en: "Of pseudonymised data only. A unique identifier never crosses, registered or not." }
    ask_submit { ko: "파일을 올려 검사", en: "Upload and scan the file" }
    file_again { ko: "파일을 다시 고르십시오.", en: "Choose the file again." }
    bad_direction { ko: "방향을 고르십시오.", en: "Choose a direction." }
    bad_mode { ko: "허용 범위를 고르십시오.", en: "Choose the data allowed." }
    bad_sha256 { ko: "SHA-256은 16진수 64자입니다. 넘긴 파일의 것을 그대로 적으십시오.", en: "A SHA-256 is 64 hexadecimal digits: give that of the file taken across." }
    crossed_by { ko: "넘긴 사람과 때", en: "Taken across by, and when" }
    wish_head { ko: "신청 내용", en: "What is asked for" }
    size { ko: "크기", en: "Size" }
    bytes(n: &str) { ko: "{n}바이트", en: "{n} bytes" }
    sha256 { ko: "SHA-256", en: "SHA-256" }
    until { ko: "넘길 수 있는 기한", en: "Cross by" }
    to_cross { ko: "승인, 넘길 것", en: "approved, to cross" }
    not_theirs_head { ko: "운영기관의 망입니다", en: "The zone is the operator’s" }
    not_theirs {
        ko: "이 화면은 운영기관의 연구·개발망 경계를 넘는 파일을 다룹니다. 운영기관과 감독기관, 감사 담당만 볼 수 있고, 참가 기관의 자료는 여기 없습니다.",
        en: "This page is about files crossing the border of the operator’s own R&D zone. Only the operator’s offices, the regulator and the auditor see it; nothing of participants is in it."
    }
    not_theirs_own {
        ko: "귀 기관의 연구·개발망에서는 naru guard scan으로 반출입 파일을 검사할 수 있습니다.",
        en: "For your own R&D zone, scan files with naru guard scan before they cross."
    }
    found_head { ko: "검사 결과", en: "What was found" }
    found_note(files: &str) { ko: "파일 {files}개를 검사함, 값은 가렸습니다", en: "files scanned:\u{a0}{files}, values masked" }
    found_files(files: &str) { ko: "파일 {files}개를 검사함", en: "files scanned:\u{a0}{files}" }
    found_nothing_in { ko: "볼 수 있었던 것에서는 고유식별정보, 신용정보, 비밀값을 찾지 못했습니다.", en: "In what could be looked into, no unique identifier, credit data or secret was found." }
    found_nothing { ko: "고유식별정보, 신용정보, 비밀값을 찾지 못했습니다.", en: "No unique identifier, credit data or secret was found." }
    not_looked_for { ko: "이름·전화번호·주소는 찾지 않으니 승인하는 사람이 직접 보아야 합니다.", en: "Names, telephone numbers and addresses are not looked for: whoever approves must look." }
    media(n: &str) { ko: "글이 아닌 파일(그림·소리·프로그램 등) {n}개: 무엇이 담겼는지 모르므로 승인하는 사람이 직접 보아야 합니다.", en: "Files that are no text (pictures, sounds, programs):\u{a0}{n}. What they hold is not known, so whoever approves must look." }
    unlooked_head { ko: "볼 수 없었던 것", en: "What could not be looked into" }
    kind { ko: "종류", en: "Kind" }
    line { ko: "줄", en: "Line" }
    in_name { ko: "이름", en: "name" }
    sure { ko: "확실성", en: "Confidence" }
    sure_high { ko: "높음", en: "high" }
    sure_medium { ko: "보통", en: "medium" }
    mask { ko: "가린 값", en: "Masked value" }
    count { ko: "건수", en: "Count" }
    why { ko: "까닭", en: "Why" }
    why_broken { ko: "손상됨", en: "damaged" }
    why_encrypted { ko: "암호가 걸림", en: "needs a password" }
    why_format(format: &str) { ko: "풀 수 없는 형식 {format}", en: "a format that is not unpacked: {format}" }
    why_deep { ko: "압축이 너무 깊음", en: "archives too deep in one another" }
    why_large { ko: "풀면 너무 큼", en: "unpacks to too much" }
    why_many { ko: "항목이 너무 많음", en: "too many entries" }
    first_only(n: usize) { ko: "처음 {n}곳만 보입니다. 건수는 전부입니다.", en: "The first {n} places; the counts are of all." }
    packages_head { ko: "오픈소스 패키지", en: "Open-source packages" }
    packages_named(n: &str) { ko: "잠금 파일·SBOM·꾸러미가 밝힌 {n}개", en: "named by lock files, SBOMs and archives:\u{a0}{n}" }
    packages_no_data { ko: "권고 데이터베이스가 없어 취약점을 묻지 못했습니다. 승인하는 사람이 따로 확인하십시오.", en: "There is no database of advisories: nothing was asked. Whoever approves must look elsewhere." }
    packages_part(n: &str) { ko: "{n}개는 그 생태계의 자료가 없어 묻지 못했습니다.", en: "Not asked about, because there are no data of their ecosystem:\u{a0}{n}." }
    packages_grave(n: &str) { ko: "심각하거나 악용이 확인된 취약점이 있는 패키지가 {n}개라 넘길 수 없습니다. 고친 버전으로 바꾸십시오.", en: "Packages with a critical or exploited vulnerability:\u{a0}{n}. It may not cross; take repaired versions." }
    packages_clean { ko: "알려진 취약점이 없습니다.", en: "Nothing is known against them." }
    packages_first(n: usize, all: &str) { ko: "{all}개 가운데 급한 {n}개입니다.", en: "The gravest {n}\u{a0}of\u{a0}{all}." }
    packages_unread(files: &str) { ko: "목록을 읽을 수 없어 무엇이 들었는지 모릅니다: {files}", en: "Nobody knows what is in lists that cannot be read: {files}" }
    package { ko: "패키지", en: "Package" }
    votes_head { ko: "두 사람의 승인", en: "Approval by two" }
    votes_note { ko: "보안 관제 한 사람과 운영 한 사람, 신청한 사람은 안 됨", en: "one of the security desk, one of operations, never whoever asked" }
    votes_none { ko: "아직 아무도 답하지 않았습니다.", en: "Nobody has answered yet." }
    votes_never { ko: "아무도 답하지 않은 채 끝났습니다.", en: "It ended before anybody answered." }
    who { ko: "부서", en: "Desk" }
    who_security { ko: "보안 관제", en: "security desk" }
    who_operator { ko: "운영", en: "operations" }
    answer { ko: "답", en: "Answer" }
    yes { ko: "승인", en: "approved" }
    no { ko: "거절", en: "refused" }
    when { ko: "때", en: "When" }
    decide_head { ko: "결정", en: "Decide" }
    decide_effect(until: &str) {
        ko: "두 사람이 승인하면 이 파일을 {until}까지 한 번 넘길 수 있습니다. 한 사람이라도 거절하면 거절됩니다.",
        en: "Once two have approved, this file may cross once, until {until}. One refusal is enough to refuse it."
    }
    decide_own { ko: "직접 신청한 것이라 승인할 수 없습니다.", en: "You asked for this: you do not approve it." }
    decide_said { ko: "이 부서나 사람은 이미 답했습니다.", en: "This desk or person has answered." }
    note { ko: "까닭 (거절할 때 필수)", en: "Reason (required to refuse)" }
    agree { ko: "반출입을 승인", en: "Approve the crossing" }
    refuse { ko: "반출입을 거절", en: "Refuse the crossing" }
    cross_head { ko: "넘긴 기록", en: "Record the crossing" }
    cross_help { ko: "실제로 넘긴 파일의 SHA-256을 적으십시오. 검사한 파일과 다르면 기록되지 않고, 넘겨서도 안 됩니다.", en: "Give the SHA-256 of the file that is taken across. If it is not the one that was looked through, nothing is recorded and it may not cross." }
    cross_submit { ko: "넘김으로 기록", en: "Record it as crossed" }
    withdraw { ko: "반출입 신청을 거두기", en: "Withdraw the request" }
    withdraw_help { ko: "이 신청을 없던 것으로 합니다. 기록은 남습니다.", en: "Takes the request back. The record stays." }
    blocked_note { ko: "넘길 수 없습니다. 문제가 된 것을 빼고 다시 신청하십시오. 이 기록은 남습니다.", en: "This file may not cross. Remove what is listed below and apply again. This record is kept." }
}

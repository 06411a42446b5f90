//! Sentences about the calls of gates, and of their refusals.

use naru_base::{Lang, Refusal, texts};

texts! {
    title { ko: "나루 관문 API", en: "Naru gates API" }
    about {
        ko: "이용기관의 프로그램이 자기 기관의 참가 절차를 묻고 도구 증거를 제출합니다. 이용기관의 접근토큰(scope sa 또는 oob)이 필요하고, 주소와 인증서의 규칙은 다른 호출과 같습니다. 남의 것은 보이지 않습니다. 시각은 1970년 UTC부터의 마이크로초, 해시는 16진수입니다.",
        en: "Programs of an institution ask about its own way through the gates and hand in evidence from tools. An access token of the institution (scope sa or oob) is needed; addresses and certificates count as with every call. Nobody sees another's. Times are microseconds since 1970, UTC; hashes are hexadecimal."
    }
    good { ko: "답", en: "The answer" }
    body { ko: "스캐너가 쓴 파일 그대로", en: "The file as the scanner wrote it" }
    c_standing { ko: "참가 상태와 관문", en: "Standing, and the gates it rests on" }
    c_eligibility { ko: "이용적합성 신청과 결정", en: "The eligibility form, and what was decided" }
    c_checks { ko: "점검 목록", en: "Security checks" }
    c_check { ko: "점검 하나: 항목, 지적, 보완 기한", en: "One check: items, findings, the day to put them right" }
    c_oscal { ko: "점검 결과를 OSCAL로", en: "One check as OSCAL assessment results" }
    c_scans { ko: "제출한 도구 증거와 항목별 상태", en: "Evidence from tools, and what it says of items" }
    c_hand_in { ko: "도구 증거 제출", en: "Hand in a scanner's file" }
    c_deadlines { ko: "기한이 있는 규정과 우리 기관의 상태", en: "Rules with a date, and where the institution stands" }
    c_surety { ko: "보증: 필요, 유효, 여력", en: "Surety: required, active, free" }
    q_service { ko: "서비스 kind:name:version, 비우면 기관 전체", en: "A service, kind:name:version; without it the institution as a whole" }
    q_title { ko: "파일의 이름", en: "What the file is called" }
    q_scope { ko: "살펴본 범위", en: "What was looked at, in words" }
    q_observed_at { ko: "도구를 실행한 시각, 파일에 없을 때", en: "When the tool ran, if the file does not say it" }
    q_check { ko: "점검 번호", en: "The check's id" }
    r_token { ko: "쓸 수 있는 토큰이 없음", en: "No token that counts" }
    r_scope { ko: "이 토큰으로는 할 수 없음", en: "The token does not reach so far" }
    r_busy { ko: "바쁨, 다시 보내면 됨", en: "Busy; send it again" }
    r_check { ko: "우리 기관에 그런 점검이 없음", en: "The institution has no such check" }
    r_unread { ko: "파일을 읽지 못함, 아무것도 바뀌지 않음", en: "The file could not be read; nothing changed" }
    r_large { ko: "파일이 너무 큼", en: "The file is too large" }
    r_not_taken { ko: "읽었으나 받지 않음", en: "It was read, and not taken" }
}

// Fields.
texts! {
    f_at { ko: "본 시각", en: "When it was looked at" }
    f_institution { ko: "이용기관코드", en: "The institution's code" }
    f_name { ko: "이용기관 이름", en: "Its name" }
    f_standing { ko: "참가 상태: not-admitted, live, warned, limit-cut, inquiry-only, suspended", en: "Its standing: not-admitted, live, warned, limit-cut, inquiry-only, suspended" }
    f_applied_at { ko: "참가를 신청한 시각", en: "When it applied" }
    f_class { ko: "종류", en: "Its class" }
    f_blocked_by { ko: "막고 있는 첫 관문", en: "The first gate in its way" }
    f_next_end { ko: "이용을 막을 것 가운데 가장 먼저 오는 날: kind가 gate(관문 만료), measure(조치 시작), exposure(구성요소 취약점), cover(보증 부족)", en: "What comes next of anything that stops it, with its time: kind gate (a gate ends), measure (one begins), exposure (a component's weakness), cover (less than must be)" }
    f_gates { ko: "관문마다의 상태, 결정, 증거", en: "State, decision and evidence of each gate" }
    f_measures { ko: "조치: 근거, 기한, 이의 신청과 답변(upheld, dismissed)", en: "Measures: rule, due date, appeal and its answer (upheld, dismissed)" }
    f_exposures { ko: "상태에 걸리는 구성요소 취약점", en: "Weaknesses of components that bear on the standing" }
    f_form { ko: "유효한 신청서", en: "The form that counts" }
    f_outcome { ko: "결정", en: "What was decided" }
    f_checks { ko: "점검마다의 상태와 일정", en: "State and slot of each" }
    f_engagement { ko: "점검 번호", en: "The check's id" }
    f_kind { ko: "organisation, web, app", en: "organisation, web, app" }
    f_state { ko: "점검의 단계", en: "Where the check stands" }
    f_list { ko: "판정한 목록과 판", en: "By which list and version it is judged" }
    f_reconstruction { ko: "공식 목록이 아닌 재구성본인지", en: "Whether the list is a reconstruction" }
    f_slot { ko: "점검 일정의 첫날과 끝날", en: "First and last day of the slot" }
    f_fix_by { ko: "보완 기한", en: "Before when findings are to be put right" }
    f_requested_at { ko: "신청한 시각", en: "When it was asked for" }
    f_changed_at { ko: "단계가 바뀐 시각", en: "When its state last changed" }
    f_stops { ko: "적합을 막는 항목과 까닭", en: "Items that stand in its way, and why" }
    f_items { ko: "항목마다의 판정, 근거, 요구", en: "Finding, grounds and demand of each item" }
    f_report { ko: "결정이 딛는 보고서", en: "The report that a decision rests on" }
    f_findings_withheld { ko: "지적을 아직 통보하지 않아 판정을 뺐는지", en: "Whether findings are left out because they are not told yet" }
    f_report_sha256 { ko: "그 해시", en: "Its hash" }
    f_oscal { ko: "OSCAL 1.2.1 assessment-results", en: "OSCAL 1.2.1 assessment results" }
    f_scans { ko: "가져온 파일", en: "Files that were imported" }
    f_scan_items { ko: "항목마다의 상태", en: "What they say of each item" }
    f_sha256 { ko: "파일의 해시", en: "The file's hash" }
    f_known { ko: "이미 가져온 파일인지", en: "Whether the file had been imported before" }
    f_new { ko: "처음 본 발견", en: "Findings seen for the first time" }
    f_again { ko: "다시 본 발견", en: "Findings seen again" }
    f_gone { ko: "없어진 발견", en: "Findings that are there no more" }
    f_rules { ko: "기한이 있는 규정", en: "Rules with a date" }
    f_grounds_version { ko: "연장 사유 목록의 판", en: "Which edition of the list of grounds" }
    f_grounds_source { ko: "그 목록의 출처", en: "Where that list comes from" }
    f_grounds { ko: "연장 사유", en: "Grounds for more time" }
    f_places { ko: "우리 기관의 기한과 판단", en: "The institution's dates, and what is found" }
    f_daily_limit { ko: "하루 출금 한도, 원", en: "Its daily withdrawal limit, won" }
    f_factor { ko: "배율, %", en: "The factor, percent" }
    f_factor_base { ko: "기본 배율, %", en: "The base factor, percent" }
    f_factor_items { ko: "가감 항목", en: "What is added and taken off" }
    f_required { ko: "필요한 보증, 원", en: "Required cover, won" }
    f_active { ko: "유효한 보증, 원", en: "Active cover, won" }
    f_claimed { ko: "피해보상에 잡아 둔 금액, 원", en: "Held for claims, won" }
    f_exposure { ko: "미정산 출금, 원", en: "Unsettled exposure, won" }
    f_free { ko: "보증 여력, 원", en: "Free cover, won" }
    f_short_since { ko: "필요에 못 미친 때부터", en: "Since when it falls short" }
    f_short_from { ko: "필요에 못 미치기 시작하는 시각", en: "From when it falls short" }
    f_instruments { ko: "보증 수단", en: "Its instruments" }
}

// Refusals.
texts! {
    bad_time { ko: "시각을 RFC 3339로 적으십시오.", en: "Write the time as RFC 3339 does." }
    no_check { ko: "그런 점검이 없습니다.", en: "There is no such check." }
    no_time { ko: "파일에 실행 시각이 없습니다. observed_at을 적으십시오.", en: "The file does not say when the tool ran; give observed_at." }
    wrong_time { ko: "실행 시각이 앞날입니다. 도구를 돌린 기기의 시계를 확인하십시오.", en: "It was observed in the future; check the clock of the machine that scanned." }
    too_many { ko: "열린 발견이 너무 많습니다. 대상을 나누어 실행하십시오.", en: "Too many open findings; split the run by targets." }
    not_evidence { ko: "항목 목록이지 증거가 아닙니다.", en: "This is a list of controls, not evidence." }
    no_service { ko: "신고된 서비스가 아닙니다.", en: "No such service is declared." }
    not_applied { ko: "참가를 신청한 뒤에 할 수 있습니다.", en: "The institution has not applied yet." }
    other { ko: "지금은 할 수 없습니다.", en: "This is not possible as things are." }
}

/// What a refusal says.
pub(super) fn refusal(lang: Lang, it: &Refusal) -> String {
    known(lang, it.code).unwrap_or_else(|| other(lang))
}

/// What a refusal of this code says; `None`: another family knows.
pub(super) fn known(lang: Lang, code: &str) -> Option<String> {
    Some(match code {
        "check/unknown" => no_check(lang),
        "admission/scan-time-unknown" => no_time(lang),
        "admission/scan-time-wrong" => wrong_time(lang),
        "admission/scan-findings-too-many" => too_many(lang),
        "admission/scan-not-evidence" => not_evidence(lang),
        "admission/service-unknown" => no_service(lang),
        "admission/not-applied" => not_applied(lang),
        _ => return None,
    })
}

//! The sentences of notices.

use naru_base::texts;

texts! {
    exercise(title: &str) { ko: "[훈련] {title}", en: "[EXERCISE] {title}" }
    topic_incident { ko: "사건", en: "Incidents" }
    topic_consent { ko: "동의", en: "Agreements" }
    topic_credential { ko: "자격 증명", en: "Credentials" }
    topic_oss { ko: "오픈소스", en: "Open source" }
    topic_account { ko: "직원 계정", en: "Staff accounts" }
    topic_deadline { ko: "기한", en: "Deadlines" }
    topic_claim { ko: "피해보상", en: "Compensation" }
    topic_gates { ko: "관문", en: "Gates" }
    topic_delivery { ko: "알림 전달", en: "Deliveries" }
    channel_inbox { ko: "알림함", en: "inbox" }
    channel_webhook { ko: "웹훅", en: "webhook" }
    channel_email { ko: "전자우편", en: "e-mail" }
    desk(role: &str) { ko: "담당 {role}", en: "desk {role}" }
    institution(name: &str) { ko: "이용기관 {name}", en: "institution {name}" }
    bank(name: &str) { ko: "은행 {name}", en: "bank {name}" }
    insurer(name: &str) { ko: "보증기관 {name}", en: "insurer {name}" }

    incident_opened(grade: u8, title: &str) {
        ko: "{grade}등급 사건 발생: {title}", en: "Grade {grade} incident: {title}"
    }
    incident_opened_text(title: &str, which: &str) {
        ko: "‘{title}’ 사건(#{which})이 열렸습니다. 사건 화면에서 경과를 보고 수신을 확인해 주십시오.",
        en: "The incident “{title}” (#{which}) was opened. See its timeline in the console and acknowledge."
    }
    incident_regraded(before: u8, grade: u8, title: &str) {
        ko: "사건 등급 {before} → {grade}: {title}", en: "Incident grade {before} → {grade}: {title}"
    }
    incident_regraded_text(title: &str, which: &str) {
        ko: "‘{title}’ 사건(#{which})의 등급이 바뀌었습니다. 까닭은 사건 화면의 경과에 있습니다.",
        en: "The grade of the incident “{title}” (#{which}) has changed. Its timeline says why."
    }
    incident_closed(title: &str) { ko: "사건 종료: {title}", en: "Incident closed: {title}" }
    incident_closed_text(title: &str, which: &str, reason: &str) {
        ko: "‘{title}’ 사건(#{which})이 종료되었습니다. {reason}",
        en: "The incident “{title}” (#{which}) is closed. {reason}"
    }

    agreed_login { ko: "이용자 정보 제공 동의", en: "agreement to be identified" }
    agreed_inquiry { ko: "조회 동의", en: "agreement to inquiries" }
    agreed_transfer { ko: "출금 동의", en: "agreement to debits" }
    consent_ending(agreed: &str, ends_on: &str) {
        ko: "{agreed} 만료 예정: {ends_on}", en: "A user’s {agreed} ends on {ends_on}"
    }
    account_ending_text(user: &str, handle: &str, days: i64) {
        ko: "이용자 {user}의 계좌 {handle}에 대한 동의가 {days}일 안에 끝납니다. 이용자가 다시 동의하지 않으면 그 뒤의 호출은 거절됩니다.",
        en: "The agreement of user {user} about account {handle} ends within {days} days. Unless the user agrees anew, later calls are refused."
    }
    login_ending_text(user: &str, days: i64) {
        ko: "이용자 {user}의 동의가 {days}일 안에 끝납니다. 이용자가 다시 동의하지 않으면 그 뒤의 호출은 거절됩니다.",
        en: "The agreement of user {user} ends within {days} days. Unless the user agrees anew, later calls are refused."
    }

    exposed(system: &str, advisory: &str) {
        ko: "{system}: {advisory} 조치 필요", en: "{system}: {advisory} must be put right"
    }
    exposed_text(package: &str, todo: &str, cut_at: &str, stop_at: &str) {
        ko: "{package}에 심각한 취약점이 있습니다. {todo} {cut_at}까지 고친 SBOM이 없으면 이체 한도가 줄고, {stop_at}부터 이체가 멈춥니다. 고친 SBOM을 올리면 곧바로 풀립니다.",
        en: "{package} has a grave weakness. {todo} Without an SBOM that shows the fix, limits are cut at {cut_at} and transfers stop at {stop_at}. With it, that is over at once."
    }
    exposed_fix(fixed: &str) { ko: "{fixed} 이상으로 올리십시오.", en: "Take {fixed} or later." }
    exposed_unfixed { ko: "아직 고친 버전이 없습니다. 구성요소를 빼거나 막을 길을 찾으십시오.", en: "No version repairs it yet: remove the component, or shut the way to it." }
    over(system: &str, advisory: &str) { ko: "{system}: {advisory} 해소", en: "{system}: {advisory} is put right" }
    over_text(package: &str) { ko: "{package}의 이 취약점은 더는 자격에 영향을 주지 않습니다.", en: "This weakness of {package} bears on the standing no longer." }
    over_last_text(package: &str) { ko: "{package}의 이 취약점은 더는 자격에 영향을 주지 않습니다. 자격에 영향을 주는 다른 취약점은 없습니다.", en: "This weakness of {package} bears on the standing no longer, and no other does." }
    over_others_text(package: &str, left: i64) { ko: "{package}의 이 취약점은 더는 자격에 영향을 주지 않습니다. 다른 {left}건은 아직 자격에 영향을 줍니다.", en: "This weakness of {package} bears on the standing no longer. Others still do: {left}." }
    excepted(system: &str, advisory: &str) { ko: "{system}: {advisory} 예외·VEX 승인", en: "{system}: exception for {advisory} approved" }
    excepted_text(package: &str, until: &str) {
        ko: "{package}: 예외·VEX가 승인되어 {until}까지 자격에 영향을 주지 않습니다. 그 뒤에는 다시 영향을 주니, 그 전에 고친 버전의 SBOM을 올리거나 다시 신청하십시오.",
        en: "{package}: an exception is approved, and until {until} it does not bear on the standing. After that it does: hand in an SBOM with a fixed version before, or ask anew."
    }
    request_stance { ko: "예외·VEX", en: "an exception" }
    request_approval { ko: "사용 승인", en: "an approval" }
    request_crossing { ko: "반출입", en: "a crossing" }
    request_approved(kind: &str, subject: &str) { ko: "{kind} 신청이 승인되었습니다: {subject}", en: "Your request for {kind} is approved: {subject}" }
    request_refused(kind: &str, subject: &str) { ko: "{kind} 신청이 거절되었습니다: {subject}", en: "Your request for {kind} is refused: {subject}" }
    stance_approved_text(until: &str) {
        ko: "{until}까지 유효합니다. 그때까지 이 발견의 기한은 적용되지 않고 자격에도 영향을 주지 않습니다. 계속 필요하면 끝나기 전에 다시 신청하십시오.",
        en: "It holds until {until}: until then the finding has no deadline and does not bear on the standing. If you need it longer, ask anew before it ends."
    }
    request_approved_text(until: &str) { ko: "{until}까지 유효합니다. 계속 필요하면 끝나기 전에 다시 신청하십시오.", en: "It holds until {until}. If you need it longer, ask anew before it ends." }
    request_refused_text(reason: &str) { ko: "거절한 사유: {reason}. 사유를 해소하고 다시 신청할 수 있습니다.", en: "Why it was refused: {reason}. You may ask again once that is resolved." }
    crossing_approved_text(until: &str) { ko: "이 파일을 {until}까지 한 번 넘길 수 있습니다. 넘긴 뒤 SHA-256을 기록하십시오.", en: "This file may cross once, until {until}. Record its SHA-256 once it has." }
    crossing_refused_text(reason: &str) { ko: "거절한 사유: {reason}. 이 파일은 넘길 수 없습니다.", en: "Why it was refused: {reason}. This file may not cross." }

    office_security { ko: "보안", en: "security" }
    office_manager { ko: "총괄", en: "manager" }
    office_legal { ko: "법무", en: "legal" }
    office_board { ko: "심의", en: "review board" }
    role_operator { ko: "운영", en: "Operations" }
    role_security { ko: "보안 관제", en: "Security desk" }
    role_inspector { ko: "점검기관", en: "Inspection body" }
    role_legal { ko: "법무", en: "Legal" }
    seat_proposed(office: &str, role: &str) { ko: "심사 부서의 담당 변경 제안: {office} 부서의 새 담당 ‘{role}’", en: "Proposed: {role} fills the office {office}" }
    seat_proposed_text(source: &str) {
        ko: "제안한 사람이 아닌 운영 담당자가 확정하거나 거절해 주십시오. 그 전에는 아무것도 바뀌지 않습니다. 근거: {source}.",
        en: "Somebody of operations other than whoever proposed it confirms or refuses it. Nothing changes before. Source: {source}."
    }
    seat_confirmed(office: &str, role: &str) { ko: "심사 부서의 담당 변경: {office} 부서의 새 담당 ‘{role}’", en: "{role} fills the office {office} now" }
    seat_confirmed_text(office: &str, role: &str, before: &str) {
        ko: "{office} 부서의 심사를 지금부터 {before} 대신 {role} 담당자가 합니다. 기다리던 신청도 그렇습니다.",
        en: "From now on {role} decides for the office {office} instead of {before}, also of requests that were waiting."
    }
    seat_refused(office: &str, role: &str) { ko: "심사 부서의 담당 변경이 거절되었습니다: {office} 부서의 새 담당 ‘{role}’", en: "Refused: {role} fills the office {office}" }
    seat_refused_text(reason: &str) { ko: "거절한 사유: {reason}. 아무것도 바뀌지 않았습니다.", en: "Why it was refused: {reason}. Nothing has changed." }
    question_asked(title: &str) { ko: "오픈소스 질문: {title}", en: "A question on open source: {title}" }
    question_asked_text(institution: &str) { ko: "{institution}에서 질문을 올렸습니다. 콘솔의 오픈소스, 묻고 답하기에서 답하십시오.", en: "{institution} asks. Answer in the console, under open source, questions and answers." }
    question_answered(title: &str) { ko: "답이 왔습니다: {title}", en: "Answered: {title}" }
    question_answered_text { ko: "콘솔의 오픈소스, 묻고 답하기에서 읽을 수 있습니다.", en: "Read it in the console, under open source, questions and answers." }
    taken_back(kind: &str, subject: &str) { ko: "운영기관이 {kind} 신청을 거두었습니다: {subject}", en: "The operator has withdrawn your request for {kind}: {subject}" }
    taken_back_text(reason: &str) {
        ko: "사유: {reason}. 승인되어 있던 것이면 이제 효력이 없습니다. 계속 필요하면 사유를 해소하고 다시 신청하십시오.",
        en: "Reason: {reason}. If it had been approved, it no longer holds. If you still need it, resolve the reason and ask again."
    }
    approval_reopened(package: &str) { ko: "사용 승인을 다시 봅니다: {package}", en: "An approval is looked at again: {package}" }
    approval_reopened_text(institution: &str, advisories: &str) {
        ko: "새로 알려진 것: {advisories}. {institution}의 신청이 다시 열렸고 이전 동의는 세지 않습니다. 신청 기관은 쟁점을 풀고, 심사 부서는 콘솔의 사용 승인에서 다시 답하십시오.",
        en: "Newly known: {advisories}. The request of {institution} is open again, and earlier agreement does not count. Whoever asked settles the issues; the offices answer anew in the console, under approvals."
    }

    secret { ko: "클라이언트 비밀키", en: "client secret" }
    certificate { ko: "클라이언트 인증서", en: "client certificate" }
    token { ko: "기관 토큰", en: "token of its own" }
    deadline_near(institution: &str, title: &str, last_day: &str) {
        ko: "{institution} {title}: {last_day}까지", en: "{institution}: {title}, by {last_day}"
    }
    deadline_near_text(rule: &str, days: i64) {
        ko: "아직 충족하지 않은 규정: {rule}. {days}일 안에 기한이 끝납니다. 콘솔의 기한에서 점검 일정을 확인하고, 사정이 있으면 그 전에 답해 주십시오.",
        en: "Not met yet: {rule}. The date comes within {days} days. See the check and answer, if there is a reason, under Deadlines in the console."
    }
    fix_near(institution: &str, last_day: &str) {
        ko: "{institution} 점검 지적 사항 보완: {last_day}까지",
        en: "{institution}: put right what the check found, by {last_day}"
    }
    fix_near_text(open: usize, days: i64) {
        ko: "아직 보완하지 않은 항목이 {open}개이고 {days}일 안에 기한이 끝납니다. 고친 뒤 콘솔의 점검에서 보완 완료를 알려 주십시오.",
        en: "Items not put right yet: {open}. The date comes within {days} days. Once they are, say so under Checks in the console."
    }
    fix_missed(institution: &str, last_day: &str) {
        ko: "{institution} 점검 지적 사항 보완 기한 지남: {last_day}",
        en: "{institution}: what the check found was not put right by {last_day}"
    }
    fix_missed_text(open: usize) {
        ko: "보완하지 않은 항목이 {open}개입니다. 이용기관은 콘솔의 점검에서 보완 완료를 알리고, 점검관은 재점검하거나 결론을 제안하십시오.",
        en: "Items not put right: {open}. The institution says under Checks when they are; the inspector checks again or proposes a verdict."
    }
    credential_ending(institution: &str, what: &str, ends_on: &str) {
        ko: "{institution} {what} 만료 예정: {ends_on}", en: "{institution}: {what} ends on {ends_on}"
    }
    credential_ending_text(name: &str, days: i64, todo: &str) {
        ko: "{name}: {days}일 안에 끝납니다. {todo}", en: "{name} ends within {days} days. {todo}"
    }
    secret_todo {
        ko: "모든 서버가 새 비밀키를 쓰는지 확인해 주십시오.",
        en: "Check that every server uses the new secret."
    }
    certificate_todo {
        ko: "새 인증서를 등록해 주십시오. 두 장을 함께 쓸 수 있습니다.",
        en: "Have the next certificate registered; two are accepted at once."
    }
    token_todo {
        ko: "뒤를 이을 토큰이 없습니다. 새 토큰을 받아 주십시오.",
        en: "No later token has been issued. Ask for a new one."
    }

    program_ending(name: &str, ends_on: &str) {
        ko: "직원 프로그램 만료 예정: {name}, {ends_on}", en: "The program {name} ends on {ends_on}"
    }
    program_ending_text(days: i64) {
        ko: "{days}일 안에 끝나고, 그때부터 아무것도 열지 못합니다. 계속 쓰려면 새 프로그램을 제안해 주십시오.",
        en: "It ends within {days} days and opens nothing from then on. To go on, propose a new program."
    }
    program_secret_ending(name: &str, ends_on: &str) {
        ko: "직원 프로그램의 앞 비밀 만료 예정: {name}, {ends_on}",
        en: "The earlier secret of the program {name} ends on {ends_on}"
    }
    program_secret_ending_text(days: i64) {
        ko: "{days}일 안에 끝납니다. 프로그램이 새 비밀을 쓰는지 확인해 주십시오.",
        en: "It ends within {days} days. Check that the program uses the new one."
    }
    secret_added(institution: &str) {
        ko: "{institution} 새 클라이언트 비밀키", en: "{institution}: a new client secret"
    }
    secret_added_text(name: &str, ends_on: &str) {
        ko: "{name}: 새 비밀키가 만들어졌습니다. 앞의 것은 {ends_on}까지 쓸 수 있습니다. 요청한 적이 없으면 바로 운영자에게 알려 주십시오.",
        en: "{name} was given a new secret; the earlier one works until {ends_on}. If nobody asked for it, tell the operator at once."
    }
    recovered_on_host(login: &str) {
        ko: "서버에서 계정 관리자 복구: {login}", en: "An administrator recovered on the host: {login}"
    }
    recovered_on_host_text {
        ko: "루트 키를 가진 사람이 서버에서 이 계정을 다시 열 링크를 만들었습니다. 아는 일이 아니면 계정을 닫고 사건을 여십시오.",
        en: "Somebody with the root key made a link on the host that opens this account anew. If you do not know of it, have the account closed and open an incident."
    }
    invited_on_host {
        ko: "서버에서 계정 관리자 초대", en: "An administrator invited on the host"
    }
    invited_on_host_text(until: &str) {
        ko: "루트 키를 가진 사람이 서버에서 새 계정 관리자의 등록 링크를 만들었습니다 ({until}까지). 아는 일이 아니면 사건을 여십시오.",
        en: "Somebody with the root key made an enrolment link for another administrator on the host (until {until}). If you do not know of it, open an incident."
    }

    standing_live { ko: "정상", en: "Live" }
    standing_not_admitted { ko: "개시 전", en: "Not live yet" }
    standing_warned { ko: "주의", en: "Warned" }
    standing_limit { ko: "한도 축소", en: "Limit cut" }
    standing_inquiry { ko: "조회 전용", en: "Inquiry only" }
    standing_suspended { ko: "이용 정지", en: "Suspended" }
    measure_decided(institution: &str, standing: &str, begins: &str) { ko: "{institution} 자격 조치: {begins}부터 {standing}", en: "{institution}: by a measure, {standing} from {begins}" }
    measure_decided_text(rule: &str, end: &str, appeal: &str) {
        ko: "운영기관 두 사람이 결정했습니다. 근거: {rule}. {end} 이의 신청은 {appeal}까지 관문 화면에서 할 수 있습니다.",
        en: "Two people of the operator decided it. Rule: {rule}. {end} An appeal is possible until {appeal}, on the page of gates."
    }
    measure_end(at: &str) { ko: "{at}에 끝납니다.", en: "It ends {at}." }
    measure_no_end { ko: "해제할 때까지 이어집니다.", en: "It lasts until it is lifted." }
    measure_lifted(institution: &str, standing: &str) {
        ko: "{institution} 조치 해제: {standing}", en: "{institution}: measure lifted ({standing})"
    }
    measure_lifted_text(rule: &str) {
        ko: "운영기관 두 사람이 조치를 풀었습니다. 근거였던 규정: {rule}. 지금 자격은 관문 화면에 있습니다.",
        en: "Two people of the operator lifted the measure that rested on: {rule}. The standing of now is on the page of gates."
    }
    measure_appealed(institution: &str, standing: &str) {
        ko: "{institution} 이의 신청: {standing} 조치", en: "{institution} appeals: measure ({standing})"
    }
    measure_appealed_text(rule: &str, begins: &str) {
        ko: "조치의 근거: {rule}, 적용: {begins}부터. 운영기관이 답할 차례입니다. 운영기관 두 사람이 인용하거나 조치를 해제할 때까지 조치는 그대로입니다.",
        en: "Rule of the measure: {rule}; from {begins} on. It is the operator's turn to answer. The measure stands until two people of the operator uphold the appeal or lift the measure."
    }
    house_operator { ko: "운영기관", en: "the operator" }
    house_inspector { ko: "점검기관", en: "the inspection body" }
    gate_eligibility { ko: "이용적합성", en: "eligibility" }
    gate_functional { ko: "기능테스트", en: "functional test" }
    gate_organisation { ko: "기관점검", en: "organisation check" }
    gate_service { ko: "서비스 점검", en: "service check" }
    gate_surety { ko: "보증", en: "surety" }
    gate_contract { ko: "계약", en: "contract" }
    gate_start { ko: "개시", en: "start" }
    check_web(name: &str, version: &str) { ko: "웹 점검 {name} {version}", en: "web check {name} {version}" }
    check_app(name: &str, version: &str) { ko: "앱 점검 {name} {version}", en: "app check {name} {version}" }
    verdict_passed { ko: "적합", en: "passed" }
    verdict_failed { ko: "부적합", en: "failed" }
    verdict_revoked { ko: "취소", en: "revoked" }
    cover_handed_in(name: &str, title: &str) { ko: "{name} 보증 서류 제출: {title}", en: "{name} handed in a paper of its cover: {title}" }
    cover_handed_in_text { ko: "하실 일: 서류를 확인하고 보증 화면에서 보증 등록을 제안해 주십시오. 두 사람이 필요합니다.", en: "For you to do: look at the paper and propose the instrument on the page of its cover; it takes two people." }
    form_filed(name: &str) { ko: "{name} 이용적합성 신청서 제출", en: "{name} filed its form of eligibility" }
    form_filed_text { ko: "하실 일: 신청서와 서류를 확인하고 이용적합성 화면에서 결정을 제안해 주십시오. 두 사람이 필요합니다.", en: "For you to do: look at the form and its papers, and propose a decision on the page of eligibility; it takes two people." }
    form_filed_anew(name: &str) { ko: "{name} 이용적합성 신청서 다시 제출", en: "{name} filed its form of eligibility anew" }
    form_filed_anew_text {
        ko: "결정을 기다리던 앞의 신청서를 대신합니다. 앞의 신청서에 대한 제안은 확인할 수 없습니다. 하실 일: 새 신청서와 서류를 확인하고 이용적합성 화면에서 결정을 제안해 주십시오. 두 사람이 필요합니다.",
        en: "It takes the place of the form that waited; a proposal about that one cannot be confirmed any more. For you to do: look at the new form and its papers, and propose a decision on the page of eligibility; it takes two people."
    }
    gate_decided(institution: &str, gate: &str, verdict: &str) {
        ko: "{institution} {gate} 판정: {verdict}", en: "{institution}: {gate} {verdict}"
    }
    gate_passed_text(whose: &str) {
        ko: "{whose} 두 사람이 적합으로 판정했습니다. 다음 관문은 콘솔의 관문 화면에 있습니다.",
        en: "Two people of {whose} found it passed. What comes next stands on the page of gates in the console."
    }
    gate_passed_until_text(whose: &str, until: &str) {
        ko: "{whose} 두 사람이 적합으로 판정했고 {until}까지 유효합니다. 그 전에 다시 통과해야 합니다. 다음 관문은 콘솔의 관문 화면에 있습니다.",
        en: "Two people of {whose} found it passed; it holds until {until} and must be passed anew before. What comes next stands on the page of gates in the console."
    }
    gate_failed_text(whose: &str) {
        ko: "{whose} 두 사람이 부적합으로 판정했습니다. 보완한 뒤 다시 신청해 주십시오. 근거와 지금 자격은 콘솔의 관문 화면에 있습니다.",
        en: "Two people of {whose} found it not passed. Put it right and apply anew. The grounds and the standing of now are on the page of gates in the console."
    }
    check_failed_text(whose: &str) {
        ko: "{whose} 두 사람이 부적합으로 판정했습니다. 점검 화면에서 지적 사항을 확인해 보완한 뒤 점검을 다시 신청해 주십시오.",
        en: "Two people of {whose} found it not passed. The page of the check has what was found: put it right, then ask for a new check."
    }
    standing_then(standing: &str) { ko: "판정 뒤의 자격은 {standing}입니다.", en: "The standing after it: {standing}." }
    gate_failed_note_text(whose: &str, note: &str) {
        ko: "{whose} 두 사람이 부적합으로 판정했습니다. {note} 보완한 뒤 다시 신청해 주십시오. 근거와 지금 자격은 콘솔의 관문 화면에 있습니다.",
        en: "Two people of {whose} found it not passed. {note} Put it right and apply anew. The grounds and the standing of now are on the page of gates in the console."
    }
    gate_revoked_text(whose: &str) {
        ko: "{whose} 두 사람이 통과를 취소했습니다. 지금 자격은 콘솔의 관문 화면에 있습니다.",
        en: "Two people of {whose} took the pass back. The standing of now is on the page of gates in the console."
    }
    deadline_answered(institution: &str, rule: &str) {
        ko: "{institution} 기한 연장 사유 제출: {rule}", en: "{institution} asks for more time: {rule}"
    }
    deadline_answered_text(ground: &str, until: &str, from: &str) {
        ko: "사유: {ground}. 요청한 기한은 {until}입니다. 하실 일: {from}부터 기한 화면에서 연장을 제안하실 수 있습니다. 두 사람이 필요합니다.",
        en: "Ground: {ground}. It asks for time until {until}. For you to do: from {from} on more time can be proposed on the page of deadlines; it takes two people."
    }
    deadline_extended(institution: &str, title: &str, last_day: &str) {
        ko: "{institution} 기한 연장: {title}, {last_day}까지", en: "{institution}: more time for {title}, until {last_day}"
    }
    deadline_extended_text(last_day: &str) {
        ko: "운영기관 두 사람이 연장을 승인했습니다. 새 기한은 {last_day}입니다. 사유는 콘솔의 기한에 있습니다.",
        en: "Two people of the operator agreed to it. The last day is now {last_day}. The ground stands under Deadlines in the console."
    }
    ruling_upheld { ko: "인용", en: "upheld" }
    ruling_dismissed { ko: "기각", en: "dismissed" }
    appeal_answered(institution: &str, standing: &str, ruling: &str) {
        ko: "{institution} 이의 신청 {ruling}: {standing} 조치", en: "{institution}: appeal {ruling}, measure ({standing})"
    }
    appeal_upheld_text(rule: &str) {
        ko: "운영기관 두 사람이 이의 신청을 받아들여 조치를 해제했습니다. 근거였던 규정: {rule}. 이유는 관문 화면에 있습니다.",
        en: "Two people of the operator upheld the appeal and lifted the measure. It rested on: {rule}. The reason stands on the page of gates."
    }
    appeal_dismissed_text(rule: &str) {
        ko: "운영기관 두 사람이 이의 신청을 기각했습니다. 조치는 그대로 유지됩니다. 근거: {rule}. 이유는 관문 화면에 있습니다.",
        en: "Two people of the operator dismissed the appeal: the measure stands. Rule: {rule}. The reason stands on the page of gates."
    }

    given_up(party: &str, channel: &str) {
        ko: "알림이 전달되지 않음: {party}, {channel}", en: "A notice did not arrive: {party}, {channel}"
    }
    given_up_text(attempts: i64) {
        ko: "{attempts}번 시도하고 멈추었습니다. 알림 전달 화면에서 연락처를 고치고 다시 보내 주십시오.",
        en: "Given up after {attempts} attempts. Put the contact right on the page of deliveries, then send again."
    }

    why_unresolved { ko: "주소의 이름을 찾을 수 없습니다.", en: "The name in the address is not found." }
    why_inner {
        ko: "내부망 주소라서 부르지 않았습니다.", en: "The address is of an inner network: not called."
    }
    why_plain { ko: "TLS가 없는 주소라서 부르지 않았습니다.", en: "The address is without TLS: not called." }
    why_no_connection { ko: "연결되지 않았습니다.", en: "No connection came about." }
    why_no_tls {
        ko: "TLS가 맺어지지 않았습니다. 상대의 인증서를 확인해 주십시오.",
        en: "TLS failed; look at the other end’s certificate."
    }
    why_no_answer { ko: "제때 응답이 없었습니다.", en: "No answer in time." }
    why_bad_address { ko: "주소가 올바르지 않습니다.", en: "The address is not one." }
    why_no_secret { ko: "서명할 비밀키가 올바르지 않습니다.", en: "The secret cannot sign." }
    why_no_mail {
        ko: "이 노드에는 전자우편 설정이 없습니다.", en: "This node is not set up to send e-mail."
    }
    why_closed { ko: "연락처가 닫혔습니다.", en: "The contact was closed." }
    why_node_ended {
        ko: "시도할 때마다 노드가 멈추었습니다.", en: "The node ended over every attempt."
    }
    why_does_not_open {
        ko: "지금 있는 키로 연락처가 열리지 않습니다.", en: "The contact does not open with the present keys."
    }
    why_status(code: u16) { ko: "상대의 응답은 {code}입니다.", en: "The other end answered {code}." }
    why_redirect(code: u16) {
        ko: "다른 곳으로 보내는 응답({code})은 따라가지 않습니다.",
        en: "It answered {code}: redirects are not followed."
    }
    why_mail(code: u16) { ko: "메일 서버가 거절했습니다(응답 {code}).", en: "The mail server refused with {code}." }
}

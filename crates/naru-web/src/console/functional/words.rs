//! What the pages of the functional test say.

use naru_base::texts;

texts! {
    functional { ko: "기능테스트", en: "Functional test" }
    unknown_head { ko: "없는 자료입니다", en: "Nothing here" }
    unknown { ko: "이 주소의 이용기관이 없거나, 볼 수 있는 역할이 아닙니다.", en: "There is no such institution, or not for your role." }
    no_place { ko: "이 노드에는 시험장이 열려 있지 않습니다. 설정의 [serve]에 sandbox_listen을 적고 다시 시작하십시오.", en: "This node has no sandbox open. Set sandbox_listen under [serve] in the settings and start again." }
    lead(n: usize, passed: usize, failed: usize) { ko: "시험장에 {n}곳이 있습니다. 모든 항목을 통과한 곳 {passed}곳, 탈락한 곳 {failed}곳입니다.", en: "In the sandbox: {n}. Passed every case: {passed}. Failed one: {failed}." }
    lead_only_anew(n: usize) { ko: "처음 시험하는 이용기관은 없습니다. 통과한 뒤 다시 시험하는 곳은 {n}곳입니다.", en: "Nobody is tested for the first time. Tested anew after passing: {n}." }
    lead_none { ko: "시험장에 들어온 이용기관이 없습니다. 이용적합성이 승인되면 이용기관이 스스로 엽니다.", en: "No institution has a place in the sandbox yet. Each opens its own once its eligibility is approved." }
    list_head { ko: "기능테스트 현황", en: "Functional tests" }
    list_note { ko: "관문 판정을 기다리는 곳과 탈락한 곳부터, 다시 시험하는 곳은 마지막", en: "first those that wait for the gate’s decision and those that failed; tested anew last" }
    list_judged { ko: "나루가 실제로 본 호출로 판정합니다. 보지 못한 것은 통과가 아닙니다.", en: "Judged from the calls seen on the wire. What was not seen is not passed." }
    institution_head { ko: "이용기관", en: "Institution" }
    state_head { ko: "상태", en: "State" }
    passed_head { ko: "통과", en: "Passed" }
    calls_head { ko: "호출", en: "Calls" }
    last_head { ko: "마지막 호출", en: "Last call" }
    begun_head { ko: "시작", en: "Begun" }
    none_yet { ko: "없음", en: "none" }
    all_chip { ko: "모두", en: "All" }
    st_none { ko: "시험장을 열 수 있음", en: "may open a sandbox" }
    st_early { ko: "이용적합성 전", en: "before eligibility" }
    st_under_way { ko: "진행 중", en: "under way" }
    st_passed { ko: "통과", en: "passed" }
    st_failed { ko: "탈락", en: "failed" }
    st_sealed { ko: "기록 서명됨", en: "record signed" }
    st_waiting { ko: "아직", en: "not seen" }
    gates_link { ko: "관문 보기", en: "See the gates" }
    lead_gate_passed { ko: "이 관문은 통과했고 지금 유효합니다. 다시 시험하려면 시험장을 새로 엽니다.", en: "This gate is passed and holds. A further test needs a new sandbox." }
    lead_anew { ko: "이미 통과하여 이용 중인 기관이 다시 시험하는 것으로, 결과와 관계없이 지금 자격은 그대로입니다.", en: "This is a further test of an institution that has passed: whatever comes of it, its standing stays." }
    lead_anew_own { ko: "다시 한 시험이라 지금 자격은 그대로입니다.", en: "This was a further test: your standing stays as it is." }
    by_bank(code: &str) { ko: "은행 응답 {code}", en: "bank answered {code}" }
    anew_chip { ko: "통과 뒤 다시 시험", en: "tested anew" }
    anew { ko: "통과한 뒤 다시 시험", en: "passed, tested anew" }
    lead_also(n: usize) { ko: "이미 통과한 뒤 다시 시험하는 곳 {n}곳은 따로 셉니다.", en: "Tested anew after passing: {n}, counted apart." }
    lead_no_tenant { ko: "아직 시험장이 없습니다. 열면 시험장에서만 쓰는 접속 정보가 바로 나옵니다.", en: "There is no sandbox yet. Opening one gives credentials that work at once, and only there." }
    lead_no_tenant_read { ko: "아직 시험장이 없습니다. 이용적합성이 승인되면 이용기관이 스스로 엽니다.", en: "There is no sandbox yet. The institution opens its own once its eligibility is approved." }
    lead_gate_passed_read { ko: "이 관문은 통과했고 지금 유효합니다.", en: "This gate is passed and holds." }
    lead_passed_read(all: usize) { ko: "{all}가지를 모두 통과했습니다. 이용기관이 기록에 서명하면 관문의 증거가 됩니다.", en: "All {all} cases are passed. Once the institution signs the record it is evidence at the gate." }
    lead_failed_read(what: &str) { ko: "{what}에서 탈락했습니다. 이용기관이 고친 뒤 처음부터 다시 시험합니다.", en: "Failed at {what}. The institution puts it right and starts again." }
    failed_one(case: &str) { ko: "‘{case}’", en: "“{case}”" }
    failed_more(case: &str, n: usize) { ko: "‘{case}’ 외 {n}가지", en: "“{case}” and {n} more" }
    lead_over(day: &str) { ko: "시험장의 기한이 {day}에 끝나 더는 호출을 받지 않습니다.", en: "The time of the sandbox ended on {day}; it takes no more calls." }
    lead_over_do { ko: "처음부터 다시 시작하십시오.", en: "Start again." }
    lead_under_way(n: usize, all: usize) { ko: "{all}가지 가운데 {n}가지를 통과했습니다.", en: "{n} of {all} cases are passed." }
    lead_next(what: &str) { ko: "다음: {what}.", en: "Next: {what}." }
    lead_passed(all: usize) { ko: "{all}가지를 모두 통과했습니다. 기록에 서명하면 관문의 증거가 됩니다.", en: "All {all} cases are passed. Sign the record and it is evidence at the gate." }
    lead_failed(what: &str) { ko: "{what}에서 탈락했습니다. 고친 뒤 처음부터 다시 시작하십시오.", en: "Failed at {what}. Put it right and start again." }
    lead_sealed(until: &str) {
        ko: "모두 통과했고 기록에 서명했습니다. 기록은 {until}까지 쓸 수 있습니다. 다음은 관문에서 운영기관 두 사람이 확인하는 일입니다.",
        en: "All cases passed and the record is signed. It can be used until {until}. Next, two people of the operator confirm it at the gate."
    }
    lead_sealed_held(until: &str) {
        ko: "모두 통과했고 기록에 서명했습니다. 기록은 {until}까지 쓸 수 있습니다.",
        en: "All cases passed and the record is signed. It can be used until {until}."
    }
    lead_decided(until: &str) {
        ko: "운영기관 두 사람이 이 기록으로 관문을 통과시켰습니다. 기록 자체는 {until}까지 근거로 쓸 수 있습니다.",
        en: "Two people of the operator passed the gate on this record. The record itself can be used as grounds until {until}."
    }
    open_head { ko: "시험장 열기", en: "Open a sandbox" }
    open_effect { ko: "시험용 이용기관코드와 접속 정보, 가상의 사람과 계좌가 생깁니다. 실제 계좌와 사용자에는 닿지 않습니다. 접속 정보는 한 번만 보입니다.", en: "A test code, credentials and fictitious persons with accounts are made. Nothing real is reached. The credentials are shown once." }
    open_button { ko: "시험장 열기", en: "Open the sandbox" }
    open_not_applied { ko: "먼저 관문에서 참여를 신청하십시오.", en: "Apply at the gates first." }
    open_not_eligible { ko: "이용적합성이 승인된 뒤에 열 수 있습니다.", en: "It can be opened once eligibility is approved." }
    given_head(name: &str) { ko: "{name}의 시험장이 열렸습니다", en: "The sandbox of {name} is open" }
    renewed_head(name: &str) { ko: "{name}의 시험장 비밀을 새로 만들었습니다", en: "New secrets for the sandbox of {name}" }
    given_once { ko: "이 비밀은 지금 한 번만 보입니다. 적어 두십시오. 시험장에서만 쓸 수 있습니다.", en: "These secrets are shown now and never again. Keep them. They work in the sandbox only." }
    client_label { ko: "client_id", en: "client_id" }
    secret_label { ko: "client_secret", en: "client_secret" }
    phrase_label { ko: "입금이체용 암호문구", en: "pass phrase for deposits" }
    to_run { ko: "시험 보기", en: "To the test" }
    place_head { ko: "시험장", en: "The sandbox" }
    place_note(until: &str) { ko: "접속 정보는 {until}까지 유효합니다", en: "credentials work until {until}" }
    url_label { ko: "주소", en: "Address" }
    code_label { ko: "시험용 이용기관코드", en: "Test code" }
    scopes_label { ko: "권한", en: "Scopes" }
    collects_label { ko: "출금이체 약정 계좌", en: "Collecting account" }
    pays_label { ko: "입금이체 약정 계좌", en: "Paying account" }
    bank_label { ko: "시험용 은행", en: "Test bank" }
    people_head { ko: "시험용 사용자", en: "Test users" }
    people_note { ko: "모두 가상의 사람입니다", en: "all fictitious" }
    people_codes { ko: "동의 화면의 인증번호는 아래 주소에서 봅니다. 주소 끝은 그 사람의 전화번호입니다:", en: "One-time codes are at this address; it ends in the person’s telephone number:" }
    person_head { ko: "이름", en: "Name" }
    birth_head { ko: "생년월일", en: "Born" }
    phone_head { ko: "전화", en: "Telephone" }
    account_head { ko: "계좌", en: "Account" }
    opening_head { ko: "처음 잔액 (원)", en: "Opening (₩)" }
    ci_head { ko: "CI", en: "CI" }
    case_head { ko: "항목", en: "Case" }
    ask_head { ko: "할 일", en: "What to do" }
    found_head { ko: "나루가 본 것", en: "What Naru saw" }
    by_call(call: &str) { ko: "호출 {call}", en: "call {call}" }
    more_head { ko: "판정과 출처", en: "How it is judged" }
    seen_head { ko: "확인된 호출", en: "Calls observed" }
    seen_note(n: usize, of: usize) { ko: "마지막 {n}건, 모두 {of}건", en: "the last {n} of {of}" }
    seen_all(n: usize) { ko: "모두 {n}건", en: "{n} in all" }
    seen_before(n: usize) { ko: "그 전의 호출 {n}건", en: "{n} calls before" }
    passed_all(n: usize) { ko: "{n}/{n} 통과", en: "{n}/{n} passed" }
    kind_account { ko: "계좌(N)", en: "account (N)" }
    kind_ledger { ko: "계정(C)", en: "ledger (C)" }
    seen_none { ko: "아직 본 호출이 없습니다. 위의 주소로 토큰을 받는 것부터 시작하십시오.", en: "No call was seen yet. Begin by asking for a token at the address above." }
    at_head { ko: "시각", en: "Time" }
    endpoint_head { ko: "API", en: "API" }
    answer_head { ko: "응답", en: "Answer" }
    ids_head { ko: "거래고유번호", en: "Transaction id" }
    dead_token { ko: "폐기된 토큰", en: "revoked token" }
    do_head { ko: "할 수 있는 일", en: "What you can do" }
    renew_head { ko: "비밀을 잃었을 때", en: "Lost the secret?" }
    renew_effect { ko: "시험장의 클라이언트 비밀키와 암호문구를 새로 만듭니다. 지금 것은 바로 끝나고, 시험은 이어집니다. 새것은 한 번만 보입니다.", en: "The sandbox’s client secret and pass phrase are made anew. The present ones end at once; the run goes on. The new ones are shown once." }
    renew_button { ko: "새로 만들기", en: "Make new ones" }
    no_tenant { ko: "시험장에 자리가 없거나 기한이 지났습니다. 시험을 다시 시작하십시오.", en: "There is no place in the sandbox, or its time is over. Begin the run anew." }
    begin_head { ko: "처음부터 다시", en: "Start again" }
    begin_effect { ko: "지금까지 본 호출은 이 시험에 더 이상 쓰이지 않고, 모든 항목이 ‘아직’으로 돌아갑니다. 서명한 기록은 남습니다.", en: "The calls seen so far no longer count, and every case goes back to “not seen”. Signed records stay." }
    begin_button { ko: "처음부터 다시 시작", en: "Start again" }
    seal_head { ko: "기록에 서명", en: "Sign the record" }
    seal_effect { ko: "통과한 항목과 본 호출의 지문을 이 설치의 열쇠로 서명하고, 관문의 증거로 올립니다. 이 시험은 끝납니다.", en: "The cases and the fingerprint of the calls are signed with this installation's key and put on file as evidence. This run ends." }
    seal_button { ko: "서명하고 증거로 올리기", en: "Sign and put on file" }
    records_head { ko: "서명한 기록", en: "Signed records" }
    records_note { ko: "naru gate functional verify 명령으로 확인합니다", en: "proven by naru gate functional verify" }
    hash_head { ko: "지문", en: "Hash" }
    closed_head { ko: "서명", en: "Signed" }
    expires_head { ko: "만료", en: "Expires" }
    file_head { ko: "파일", en: "File" }
    download { ko: "내려받기", en: "Download" }
    over { ko: "만료됨", en: "over" }
    to_gate { ko: "관문에서 제안하기", en: "Propose at the gate" }
    why_resent { ko: "결과를 모르는 이체를 새 거래고유번호로 다시 보냈습니다", en: "An unknown transfer was sent again under another id" }
    why_refused_again { ko: "거절된 주문을 되풀이했습니다", en: "A refused order was repeated" }
    why_dead_token { ko: "거부된 토큰을 다시 썼습니다", en: "A refused token was used again" }
    why_after_end { ko: "동의가 끝난 뒤에 물었습니다", en: "Asked after the consent had ended" }
    why_id_malformed { ko: "거래고유번호의 형식이 틀렸습니다", en: "An id is malformed" }
    why_id_reused { ko: "다른 호출에 같은 거래고유번호를 썼습니다", en: "Two different calls share an id" }
    why_clock_off { ko: "요청일시가 맞지 않습니다", en: "The clock of a request is off" }
    why_cursor_invented { ko: "받지 않은 위치로 다음 쪽을 물었습니다", en: "A page was asked for by a place never given" }
    no_open_already { ko: "시험장이 이미 열려 있습니다.", en: "The sandbox is open already." }
    no_applicant { ko: "이 이용기관코드로는 시험장을 열 수 없습니다.", en: "No sandbox can be opened for this code." }
    no_not_passed { ko: "모든 항목을 통과해야 서명할 수 있습니다.", en: "A record is signed once every case is passed." }
    no_evidence { ko: "증거로 올리지 못했습니다. 관문에서 참여 신청을 확인하십시오.", en: "It could not be put on file. Check the application at the gates." }
}

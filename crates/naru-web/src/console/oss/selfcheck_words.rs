//! Words of the self-check.

use naru_base::texts;

texts! {
    tab { ko: "자가점검", en: "Self-check" }
    title { ko: "오픈소스 자가점검", en: "Self-check of open source" }
    title_of(name: &str) { ko: "{name} 자가점검", en: "Self-check: {name}" }
    house { ko: "운영기관", en: "the operator" }
    whose { ko: "어느 기관", en: "Institution" }
    show { ko: "보기", en: "Show" }
    lead(all: usize, yes: i64, no: i64, open: i64) {
        ko: "{all}개 항목 가운데 예 {yes}, 아니오 {no}, 미답 {open}. 미답은 통과가 아닙니다.",
        en: "Of {all} items: yes {yes}, no {no}, open {open}. Open is not passed."
    }
    by_fact(n: usize) { ko: "{n}개는 나루가 아는 사실로 답했습니다.", en: "Answered by what Naru knows:\u{a0}{n}." }
    only_live { ko: "운영 서비스만 셉니다. SBOM 검사(I6), 다시 판단(V6), 신청은 모두 셉니다.", en: "Of systems only live services count; tests of SBOMs (I6), judging anew (V6) and requests count all." }
    which { ko: "어느 답", en: "Which answers" }
    all { ko: "모두", en: "All" }
    yes { ko: "예", en: "yes" }
    no { ko: "아니오", en: "no" }
    open { ko: "미답", en: "open" }
    item { ko: "항목", en: "Item" }
    answer { ko: "답", en: "Answer" }
    seen { ko: "근거", en: "What it rests on" }
    source { ko: "답한 쪽", en: "Answered by" }
    fact { ko: "나루", en: "Naru" }
    partly { ko: "나루 일부", en: "Naru, in part" }
    word { ko: "사람", en: "person" }
    past { ko: "기한 지남", en: "lapsed" }
    nothing { ko: "–", en: "–" }
    look { ko: "증거 보기", en: "Evidence" }
    say_it { ko: "답하기", en: "Answer" }
    say_again { ko: "다시 답하기", en: "Answer anew" }
    none { ko: "이 답을 가진 항목이 없습니다.", en: "No item has this answer." }
    standards { ko: "국제표준 자료", en: "Evidence for the standards" }
    standards_note { ko: "항목의 답에서 나온 수이며 인증이 아닙니다", en: "counted from the answers; not a certificate" }
    standard { ko: "표준", en: "Standard" }
    can_show { ko: "보여 줄 수 있음", en: "Covered" }
    of(have: usize, all: usize) { ko: "{have}/{all}", en: "{have}\u{a0}of\u{a0}{all}" }
    pack { ko: "자체 인증 자료 내려받기 (ZIP)", en: "Download the self-certification pack (ZIP)" }
    caution {
        ko: "항목의 답은 나루가 본 사실과 사람이 남긴 기록에 따른 것입니다. 표준의 원문과 대조하고 책임자가 확인한 뒤에 제출하십시오.",
        en: "The answers follow from the facts that Naru saw and the records that people made. Compare them with the text of the standard, and have whoever is responsible confirm them before they are handed in."
    }
    affirmed_head { ko: "전체 확인", en: "Confirmation of the whole" }
    affirmed_none { ko: "아직 아무도 전체를 확인하지 않았습니다.", en: "Nobody has confirmed the whole yet." }
    affirmed_at(at: &str, yes: i64, no: i64, open: i64) {
        ko: "{at} 확인: 예 {yes}, 아니오 {no}, 미답 {open}", en: "Confirmed {at}: yes {yes}, no {no}, open {open}"
    }
    affirm_head { ko: "전체를 확인", en: "Confirm the whole" }
    affirm_effect(yes: i64, no: i64, open: i64) {
        ko: "누르면 지금의 답(예 {yes}, 아니오 {no}, 미답 {open})을 확인했다고 이름과 함께 기록합니다. 18개월 동안 유효합니다.",
        en: "Records with your name that you confirm the answers as they are: yes {yes}, no {no}, open {open}. It holds for 18 months."
    }
    note { ko: "확인하는 말", en: "In which words" }
    note_help { ko: "10자 이상. 무엇을 보고 확인했는지 적습니다.", en: "At least 10 characters: what was looked at." }
    affirm_submit { ko: "전체 확인을 기록", en: "Record the confirmation" }
    maps { ko: "대응", en: "Serves" }
    now_head { ko: "지금의 답", en: "The answer now" }
    fact_note { ko: "시스템의 사실이 답하는 항목입니다. 사실이 바뀌면 답도 바뀌며, 사람이 고쳐 적을 수 없습니다.", en: "Facts answer this item. When a fact changes so does the answer; nobody can write another." }
    fact_later(what: &str) { ko: "사실이 답할 수 있는 항목입니다. {what} 사실이 답하고, 그때부터 사람의 답은 쓰이지 않습니다.", en: "Facts can answer this item. {what} they answer it; a person’s answer no longer counts then." }
    brings_bills { ko: "시스템을 등록하고 SBOM을 올리면", en: "Once systems and their SBOMs are on record" }
    put_right { ko: "지난 1년에 고친 발견", en: "Put right within a year" }
    put_right_at { ko: "고친 때", en: "Put right" }
    put_right_late { ko: "기한을 넘김", en: "late" }
    put_right_in_time { ko: "기한 안", en: "in time" }
    brings_fixed { ko: "고친 발견이 생기면", en: "Once a finding has been fixed" }
    brings_attacks { ko: "시스템의 SBOM과 악성 패키지 자료가 모두 있으면", en: "Once there are both SBOMs and data on attacks" }
    brings_duties { ko: "모든 구성요소의 의무를 알면", en: "Once the duties of every component are known" }
    brings_licences { ko: "라이선스를 적어 신청한 구성요소가 SBOM에 있으면", en: "Once a component asked for with a licence is in an SBOM" }
    brings_notice { ko: "고지문을 발행하면", en: "Once a notice is published" }
    brings_pseudonymised { ko: "가명정보가 망 경계를 넘으면", en: "Once pseudonymised data have crossed" }
    brings_crossed { ko: "파일이 망 경계를 넘으면", en: "Once a file has crossed" }
    brings_data { ko: "운영기관이 권고 자료를 넣으면", en: "Once the operator has loaded data on advisories" }
    brings_requests { ko: "기관이 사용 승인을 신청하면", en: "Once an approval is asked for" }
    brings_stances { ko: "예외·VEX가 승인되면", en: "Once an exception is approved" }
    brings_answers { ko: "심사 부서가 신청에 답하면", en: "Once an office has answered a request" }
    brings_gates { ko: "기관의 관문 기록이 생기면", en: "Once the institution’s gates are on record" }
    brings_whole { ko: "책임자가 전체를 확인하면", en: "Once the whole is confirmed" }
    brings_in { ko: "연구·개발망으로 반입하려는 파일을 검사하면", en: "Once a file on its way into the R&D zone was scanned" }
    brings_out { ko: "연구·개발망에서 반출하려는 파일을 검사하면", en: "Once a file on its way out of the R&D zone was scanned" }
    lacking_activity { ko: "프로젝트 활동을 모르는 신청", en: "Requests whose project’s activity is not known" }
    lacking_origin { ko: "출처와 서명을 확인할 신청 (밝히지 않은 것부터)", en: "Requests whose origin is to be verified; those that state none first" }
    lacking_end { ko: "지원이 끝났거나 끝나는 날을 모르는 신청", en: "Requests whose support is over, or whose end of support is not known" }
    lacking_licence { ko: "라이선스 쟁점이 남은 신청", en: "Requests with an open issue about the licence" }
    lacking_unmaintained { ko: "관리가 중단된 구성요소의 발견", en: "Findings about what nobody maintains" }
    lacking_flat { ko: "전이 의존성이 없는 SBOM의 운영 서비스", en: "Live services whose SBOM knows no transitive dependency" }
    lacking_fields { ko: "필수 항목이 빠진 SBOM의 운영 서비스", en: "Live services whose SBOM lacks fields" }
    lacking_signature { ko: "등록한 키의 서명이 없는 SBOM의 운영 서비스", en: "Live services whose SBOM no registered key signed" }
    lacking_unlinked { ko: "쓰이지 않는 구성요소가 있는 운영 서비스", en: "Live services with components that nothing needs" }
    lacking_refused { ko: "검사에서 거절한 SBOM", en: "SBOMs that were tested and refused" }
    lack_activity { ko: "프로젝트 활동", en: "Activity" }
    lack_origin { ko: "출처와 서명", en: "Origin and signature" }
    lack_end { ko: "지원이 끝나는 날", en: "End of support" }
    lack_licence { ko: "라이선스", en: "Licence" }
    lack_hash { ko: "해시 없음", en: "No hash" }
    lack_licence_none { ko: "라이선스 없음", en: "No licence" }
    lack_maker { ko: "생산자 없음", en: "No producer" }
    lack_unlinked { ko: "쓰이지 않음", en: "Not needed" }
    lacking_readers { ko: "다 읽지 않은 사람", en: "Who has not read all of them" }
    lacking_readers_note { ko: "관리 체계 쪽 가운데 확인하지 않았거나 확인한 지 오래된 것이 있음", en: "of the pages on governance, some not confirmed or too long ago" }
    lacking_asked { ko: "신청이 없는 직접 구성요소", en: "Direct components that were never asked for" }
    lacking_none { ko: "없습니다.", en: "None." }
    lacking_many { ko: "구성요소가 너무 많아 여기서 모두 볼 수 없습니다. 시스템마다 보십시오.", en: "There are too many components to look at here. Look at them system by system." }
    lacking_first(n: usize, all: &str) { ko: "{all}개 가운데 처음 {n}개만 보입니다.", en: "The first {n}\u{a0}of\u{a0}{all} are shown." }
    person { ko: "사람", en: "Person" }
    component { ko: "구성요소", en: "Component" }
    version { ko: "버전", en: "Version" }
    licence { ko: "라이선스", en: "Licence" }
    systems { ko: "운영 서비스", en: "Live services" }
    ask { ko: "승인 신청", en: "Ask for approval" }
    form_head { ko: "답하기", en: "Answer" }
    choose { ko: "답을 고르십시오", en: "Choose an answer" }
    form_effect(name: &str, months: i32) { ko: "{name}의 답으로 기록합니다. 누르면 이 답을 이름과 함께 기록합니다. {months}개월 뒤 다시 답해야 합니다.", en: "Records this as the answer of {name}, with your name. It is to be given anew after {months} months." }
    owner { ko: "담당자", en: "Who answers for it" }
    owner_help { ko: "사람이나 부서의 이름.", en: "A person or a department." }
    words { ko: "답의 내용", en: "How it is done" }
    words_help { ko: "10자 이상. 어떻게 하고 있는지 적습니다.", en: "At least 10 characters: how it is done." }
    evidence { ko: "증적", en: "Evidence" }
    evidence_help { ko: "문서 번호나 주소처럼 찾아볼 수 있는 것.", en: "Something that can be looked up: a document's number, an address." }
    say_submit { ko: "답을 기록", en: "Record the answer" }
    history { ko: "남긴 답", en: "Answers given" }
    history_note { ko: "새것부터, 고쳐 쓰지 않습니다", en: "the newest first; none is overwritten" }
    history_none { ko: "사람이 남긴 답이 없습니다.", en: "Nobody has answered it." }
    when { ko: "때", en: "When" }
    until { ko: "유효", en: "Until" }
    wrong { ko: "답을 예와 아니오에서 고르십시오.", en: "Choose yes or no." }
}

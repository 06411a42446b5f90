//! Words of the guide's pages.

use naru_base::texts;

texts! {
    tab { ko: "안내서", en: "Guide" }
    title { ko: "오픈소스 안내서", en: "Guide to open source" }
    lead {
        ko: "고르고, 들여오고, 배포하고, 고치고, 그만 쓸 때 무엇을 하는지 적은 안내서와 자주 묻는 질문, 고쳐 쓸 초안입니다.",
        en: "What to do when choosing, bringing in, releasing, repairing and retiring open source; answered questions; and drafts to start from."
    }
    lead_left(n: usize) { ko: "읽고 확인할 쪽이 {n}개 남았습니다.", en: "Pages that you have yet to read and confirm:\u{a0}{n}." }
    lead_done { ko: "확인할 쪽을 모두 읽고 확인했습니다.", en: "You have read and confirmed every page that is to be confirmed." }
    search_label { ko: "안내서에서 찾기", en: "Search the guide" }
    search { ko: "찾기", en: "Find" }
    found(n: usize, words: &str) { ko: "“{words}”: {n}건", en: "“{words}”:\u{a0}{n} found" }
    found_none { ko: "안내서에 없습니다. 묻고 답하기에서 물어보십시오.", en: "The guide does not speak of it. Ask the desk." }
    to_desk { ko: "묻고 답하기", en: "Questions and answers" }
    pages { ko: "안내", en: "Pages" }
    page { ko: "쪽", en: "Page" }
    phase { ko: "단계", en: "Phase" }
    phase_govern { ko: "관리 체계", en: "governance" }
    phase_design { ko: "설계", en: "design" }
    phase_build { ko: "개발", en: "build" }
    phase_test { ko: "시험", en: "test" }
    phase_release { ko: "배포", en: "release" }
    phase_operate { ko: "운영", en: "operation" }
    phase_retire { ko: "폐기", en: "retirement" }
    read { ko: "읽음", en: "Read" }
    read_on(day: &str) { ko: "{day}", en: "{day}" }
    read_past(day: &str) { ko: "다시 확인 필요 ({day})", en: "to be confirmed anew ({day})" }
    pages_note { ko: "‘관리 체계’ 쪽은 모두가 읽고 확인합니다(자가점검 P2)", en: "everybody reads and confirms those on governance (self-\u{2060}check\u{a0}P2)" }
    free_to_read { ko: "선택", en: "optional" }
    required { ko: "확인 필요", en: "to be confirmed" }
    questions { ko: "자주 묻는 질문", en: "Frequently asked questions" }
    drafts { ko: "고쳐 쓸 초안 (우수사례)", en: "Drafts to start from (best practice)" }
    drafts_note { ko: "Markdown 파일", en: "Markdown files" }
    draft { ko: "초안", en: "Draft" }
    draft_policy { ko: "오픈소스 정책", en: "Open-source policy" }
    draft_process { ko: "관리 절차", en: "Process" }
    draft_request { ko: "사용 신청서", en: "Request form" }
    korean { ko: "한국어", en: "Korean" }
    english { ko: "영어", en: "English" }
    read_head { ko: "읽었음을 확인", en: "Confirm that you read it" }
    read_effect { ko: "누르면 이 쪽을 읽었다고 이름과 함께 기록합니다. 1년 뒤 다시 확인합니다.", en: "Records with your name that you read this page; to be confirmed anew after a year." }
    read_counts { ko: "자가점검 P2가 이것을 셉니다.", en: "The self-check counts it (P2)." }
    read_submit { ko: "읽었음을 기록", en: "Record that I have read it" }
    was_read(day: &str) { ko: "{day}에 읽었다고 확인했습니다.", en: "You confirmed on {day} that you read it." }
    related { ko: "같은 단계", en: "Same phase" }
}

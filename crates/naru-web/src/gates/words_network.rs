//! Sentences about the calls of programs of staff.

use naru_base::texts;

texts! {
    c_standings { ko: "모든 기관의 참가 상태", en: "Where every institution stands" }
    c_standing { ko: "한 기관의 참가 상태와 관문", en: "One institution's standing, and the gates it rests on" }
    c_checks { ko: "네트워크의 점검", en: "Security checks of the network" }
    c_check { ko: "점검 하나: 항목, 판정, 근거", en: "One check: items, findings, grounds" }
    c_find { ko: "점검 항목 하나의 판정을 적음. 프로그램을 책임지는 점검관이 맡은 점검이어야 합니다", en: "Write down the finding on one item, in a check that the inspector who answers for the program has taken" }
    c_scans { ko: "한 기관의 도구 증거와 항목별 상태", en: "Evidence from tools of one institution, and what it says of items" }
    c_hand_in { ko: "한 기관의 도구 증거 제출", en: "Hand in a scanner's file for an institution" }
    c_deadlines { ko: "기한이 있는 규정, 사유, 모든 기관의 상태", en: "Rules with a date, grounds, and where every institution stands" }
    c_claims { ko: "피해보상 청구, 새것부터 한 쪽씩", en: "Compensation claims, the latest first, a page at a time" }
    c_claim { ko: "청구 하나: 단계, 거래, 지급정지, 모든 금액", en: "One claim: steps, transfers, freezes, every won" }
    c_report { ko: "피해를 신고함. 같은 번호로 다시 보내면 한 번 신고한 것입니다", en: "Report a claim. The same id again reports once" }
    c_withdraw { ko: "이 프로그램이 신고한 청구를, 지급되기 전에 거두어들임", en: "Take back a claim that this program reported, before anybody was paid" }
    c_surety { ko: "모든 기관의 보증", en: "Every institution's surety" }
    c_surety_of { ko: "한 기관의 보증", en: "One institution's surety" }
    c_subsidy { ko: "점검 예산지원 사업의 합계", en: "Programmes of subsidy and their sums" }
    q_code { ko: "이용기관코드", en: "The institution's code" }
    q_id { ko: "번호", en: "Its id" }
    q_institution { ko: "이 기관의 것만, 이용기관코드", en: "Only this institution's, by code" }
    q_state { ko: "이 단계의 것만", en: "Only those that stand here" }
    q_late { ko: "`yes`: 기한을 넘긴 단계가 있는 것만", en: "`yes`: only those of which a step is over its time" }
    q_before { ko: "앞 쪽의 `next`", en: "`next` of the page before" }
    b_item { ko: "항목 번호", en: "The item" }
    b_value { ko: "pass, partial, fail, not-applicable", en: "pass, partial, fail, not-applicable" }
    b_how { ko: "machine, person, document", en: "machine, person, document" }
    b_grounds { ko: "근거", en: "On what grounds" }
    b_demand { ko: "보완 요구", en: "What is to be put right" }
    b_claim { ko: "청구 번호: 보내는 쪽이 정한 새 ULID", en: "The claim's id: a new ULID that the sender makes" }
    b_words { ko: "신고 내용, 봉인해 보관", en: "What happened, in words; kept sealed" }
    b_transfers { ko: "거래마다 yyyyMMdd/거래고유번호", en: "Transfers, each yyyyMMdd/bank_tran_id" }
    body { ko: "JSON 객체", en: "A JSON object" }
    r_institution { ko: "그런 이용기관이 없음", en: "There is no such institution" }
    r_check { ko: "그런 점검이 없음", en: "There is no such check" }
    r_claim { ko: "그런 청구가 없음", en: "There is no such claim" }
    r_not_done { ko: "지금은 할 수 없음, 까닭은 코드와 문장에", en: "Not possible as things are; code and sentence say why" }
    r_bad_body { ko: "JSON이 적힌 대로가 아님", en: "The JSON is not as described" }
    f_standings { ko: "기관마다 networkStanding과 같음", en: "Each as networkStanding has it" }
    f_item { ko: "판정이 적힌 항목", en: "The item with its finding" }
    f_places { ko: "규정과 기관마다의 기한과 판단", en: "Each institution's date under each rule, and what is found" }
    f_claims { ko: "청구", en: "Claims" }
    f_next { ko: "다음 쪽이 있으면 `before`에 적을 번호", en: "If there is another page, what to give as `before`" }
    f_claim { ko: "청구 번호", en: "The claim's id" }
    f_claim_state { ko: "reported, frozen, paid, decided, surety-claimed, recourse, closed, rejected, withdrawn", en: "reported, frozen, paid, decided, surety-claimed, recourse, closed, rejected, withdrawn" }
    f_said { ko: "신고한 원인", en: "What it was, as it was reported" }
    f_cause { ko: "결정된 원인", en: "The cause that was decided" }
    f_loss { ko: "피해 금액, 원", en: "What was lost, won" }
    f_payer { ko: "먼저 지급하는 곳", en: "Who pays first" }
    f_reported_at { ko: "신고한 시각", en: "When it was reported" }
    f_cause_at { ko: "원인이 결정된 시각", en: "When the cause was decided" }
    f_closed_at { ko: "종결한 시각", en: "When it was closed" }
    f_instrument { ko: "청구한 보증 수단", en: "The instrument that was claimed" }
    f_insurer { ko: "그 보증기관", en: "Its insurer" }
    f_freezing { ko: "지급정지가 어떻게 되었는지: nowhere, outside, asked, held, released, refused, nothing", en: "What became of freezing: nowhere, outside, asked, held, released, refused, nothing" }
    f_frozen { ko: "지급정지된 금액, 원", en: "What is frozen, won" }
    f_late { ko: "기한을 넘긴 단계가 있는지", en: "Whether a step is over its time" }
    f_clocks { ko: "단계마다의 기한과 상태", en: "Steps with their dates, and where each stands" }
    f_transfers { ko: "거래", en: "Its transfers" }
    f_freezes { ko: "지급정지 요청과 답", en: "Requests to freeze, and what was answered" }
    f_lines { ko: "장부의 줄", en: "Lines of its book" }
    f_remittances { ko: "지급했다고 알린 것: 상대, 금액, 증빙 번호, 지급한 날", en: "What parties say that they paid: who, how much, document, day" }
    f_owed { ko: "남은 의무", en: "What is still owed" }
    f_positions { ko: "기관마다 networkSuretyOf와 같음, 보증 수단 제외", en: "Each as networkSuretyOf has it, without instruments" }
    f_programmes { ko: "사업마다의 예산, 약정, 지급, 신청", en: "Each programme's appropriation, promises, payments, applications" }
    about {
        ko: "`/gates/v1/network/…`은 운영자와 점검관의 프로그램이 쓰며, 프로그램 자신의 비밀(naru-program.…)을 bearer 토큰으로 보냅니다. 호출마다 필요한 권한은 x-program-scope에 있습니다.",
        en: "`/gates/v1/network/…` is for programs of the operator's and the inspectors' people, with the program's own secret (naru-program.…) as the bearer token. x-program-scope says what each call needs."
    }
    no_token { ko: "프로그램의 유효한 비밀이 필요합니다.", en: "A program's secret that counts is needed." }
    bad_body { ko: "본문이 적힌 형식의 JSON이 아닙니다.", en: "The body is not JSON of the form described." }
    no_institution { ko: "그런 이용기관이 없습니다.", en: "There is no such institution." }
}

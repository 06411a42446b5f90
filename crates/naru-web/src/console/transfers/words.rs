//! Words of the pages about transfers.

use naru_base::texts;

texts! {
    transfers { ko: "이체", en: "Transfers" }
    lead_found(n: usize) { ko: "조건에 맞는 이체 {n}건을 보입니다.", en: "Transfers that fit: {n}." }
    lead_more(n: usize) {
        ko: "조건에 맞는 이체 가운데 새것 {n}건을 보입니다.", en: "The newest {n} transfers that fit are shown."
    }
    filter_head { ko: "찾기", en: "Find" }
    id_label { ko: "거래번호", en: "Transaction id" }
    from_label { ko: "영업일 부터", en: "Business date from" }
    to_label { ko: "까지", en: "to" }
    institution_label { ko: "이용기관", en: "Institution" }
    bank_label { ko: "은행", en: "Bank" }
    state_label { ko: "상태", en: "State" }
    least_label { ko: "금액 이상 (원)", en: "At least (₩)" }
    most_label { ko: "금액 이하 (원)", en: "At most (₩)" }
    every { ko: "모두", en: "all" }
    find_button { ko: "찾기", en: "Find" }
    clear { ko: "조건 지우기", en: "Clear the filter" }
    bad_dates { ko: "날짜는 31일까지, 이른 날부터 늦은 날 순서로 적어 주세요.", en: "Dates: at most 31 days, the earlier first." }
    bad_day { ko: "날짜를 골라 주십시오.", en: "Choose a date." }
    not_sought { ko: "조건이 올바르지 않아 찾지 않았습니다. 표시한 칸을 고치고 다시 찾으십시오.", en: "Nothing was searched: the filter is wrong. Mend what is marked and find again." }
    bad_id { ko: "거래번호는 스무 글자입니다.", en: "A transaction id has twenty characters." }
    bad_amount { ko: "금액은 숫자로 적어 주세요.", en: "Write amounts as numbers." }
    bad_amounts { ko: "금액은 작은 것부터 큰 것 순서로 적어 주세요.", en: "Amounts: the smaller first." }
    no_match { ko: "조건에 맞는 이체가 없습니다.", en: "No transfer fits." }
    no_match_note(from: &str, to: &str) {
        ko: "영업일 {from}부터 {to}까지에서 찾았습니다.", en: "Searched from {from} to {to}."
    }
    list_head { ko: "이체 목록", en: "List" }
    list_note { ko: "새것부터", en: "newest first" }
    time_head { ko: "시각", en: "Time" }
    way_head { ko: "이용기관 → 은행", en: "Institution → bank" }
    amount_head { ko: "금액 (원)", en: "Amount (₩)" }
    took_head { ko: "걸린 시간", en: "Took" }
    asked_head { ko: "재조회", en: "Asked" }
    id_head { ko: "거래번호", en: "Transaction id" }
    st_refused { ko: "받지 않음", en: "Refused" }
    st_reserved { ko: "진행 중", en: "Under way" }
    st_doubt { ko: "확인 중", en: "In doubt" }
    st_settled { ko: "완료", en: "Settled" }
    st_released { ko: "되지 않음", en: "Not made" }
    kind_withdraw { ko: "출금이체", en: "Withdrawal" }
    kind_deposit { ko: "입금이체", en: "Deposit" }
    kind_return { ko: "자금반환", en: "Return" }
    kind_fund { ko: "예치", en: "Funding" }
    kind_other { ko: "이체", en: "Transfer" }

    unknown_head { ko: "이런 이체가 없습니다", en: "No such transfer" }
    unknown_transfer { ko: "날짜와 거래번호를 다시 보아 주세요. 볼 수 있는 이체만 나옵니다.", en: "Check date and id. Only transfers that you may see are shown." }
    what_q { ko: "무슨 일이었나", en: "What happened" }
    why_q { ko: "왜", en: "Why" }
    who_q { ko: "누가", en: "Who" }
    now_q { ko: "지금 할 수 있는 일", en: "What can be done now" }
    what_settled(bank: &str, took: &str) {
        ko: "{bank} {took} 만에 이체를 확인해 결제되었습니다.", en: "{bank} confirmed it within {took}; it is settled."
    }
    what_settled_doubt(bank: &str, doubt: &str) {
        ko: "{bank}의 답을 받지 못해 {doubt} 동안 확인 중이었고, 다시 물어 이체를 확인했습니다. 결제되었습니다.",
        en: "{bank} did not answer; it was in doubt for {doubt} until asking again confirmed it. It is settled."
    }
    what_released(bank: &str) {
        ko: "{bank}에서 이체되지 않았음을 확인해 예약한 돈을 모두 돌려주었습니다.", en: "{bank} has not paid and will not; everything reserved was given back."
    }
    what_refused { ko: "규칙에 따라 받지 않았습니다. 돈은 움직이지 않았습니다.", en: "It was refused by a rule. No money moved." }
    what_reserved(age: &str) { ko: "돈을 예약하고 은행에 물었습니다. {age} 지났습니다.", en: "Money is reserved and the bank is being asked, for {age}." }
    what_doubt(bank: &str, age: &str) {
        ko: "{bank}의 답을 받지 못해 {age}째 확인 중입니다. 실패라고 하지 않습니다. 돈은 예약되어 있습니다.",
        en: "{bank} did not answer; it has been in doubt for {age}. It is not failed. The money is reserved."
    }
    why_rule(code: &str) { ko: "규칙 {code}", en: "Rule {code}" }
    why_bank(code: &str) { ko: "은행 응답 {code}", en: "The bank’s answer {code}" }
    why_doubt(code: &str) { ko: "은행의 마지막 답: {code}", en: "The bank’s last word: {code}" }
    why_normal { ko: "따로 적힌 까닭이 없습니다. 평소대로 진행되었습니다.", en: "Nothing unusual is recorded." }
    who_none { ko: "사람의 손은 닿지 않았습니다.", en: "No person had a hand in it." }
    who_looked(n: usize) { ko: "담당자가 {n}번 이름과 계좌를 열어 보았습니다.", en: "Looks of staff at names and accounts: {n}." }
    who_hidden { ko: "감사 기록을 볼 수 있는 역할만 압니다.", en: "Only roles that may read the audit trail know." }
    now_open { ko: "기다리면 됩니다. 나루가 원거래번호로 다시 묻고, 결과가 확인되면 바로 닫습니다.", en: "Wait. Naru asks again by the original id and closes it as soon as the bank is certain." }
    now_settled { ko: "끝났습니다. 되돌리려면 자금반환청구가 필요합니다.", en: "It is final. To undo it takes a return claim." }
    to_damage { ko: "피해로 신고된 이체: 청구 보기", en: "Reported as damage: see the claim" }
    in_damage { ko: "피해로 신고된 이체", en: "Reported as damage" }
    report_damage { ko: "이 이체를 피해로 신고", en: "Report it as damage" }
    now_failed { ko: "끝났습니다. 이용기관은 새 거래번호로 다시 보낼 수 있습니다.", en: "It is final. The institution may send a new order under a new id." }
    next_at(t: &str) { ko: "다음 재조회 {t}", en: "next inquiry {t}" }

    course { ko: "처리 과정", en: "Course" }
    course_note { ko: "시간 축은 구간마다 다릅니다 · 빗금은 확인 중", en: "the time axis differs by stretch · hatched: in doubt" }
    course_label(what: &str) { ko: "이체의 처리 과정: {what} 아래 표에 같은 내용이 있습니다.", en: "The course of the transfer: {what} The table below says the same." }
    pic_request { ko: "요청", en: "order" }
    pic_ask { ko: "은행에 요청", en: "asks bank" }
    pic_reserved(won: &str) { ko: "{won} 예약", en: "{won} reserved" }
    pic_doubt(span: &str) { ko: "확인 중 {span}", en: "in doubt {span}" }
    pic_asked(n: i64) { ko: "재조회 {n}회", en: "asked {n}×" }
    pic_answer(code: &str) { ko: "응답 {code}", en: "answer {code}" }
    pic_settled { ko: "결제", en: "settled" }
    pic_released { ko: "돌려줌", en: "given back" }
    pic_refused { ko: "받지 않음", en: "refused" }
    record { ko: "전체 기록", en: "Full record" }
    record_note(n: usize) { ko: "{n}건 · KST, 밀리초", en: "{n} entries · KST, ms" }
    record_row_only { ko: "장부의 행에서 · KST, 밀리초", en: "from the book’s row · KST, ms" }
    elapsed_head { ko: "경과 (초)", en: "Elapsed (s)" }
    actor_head { ko: "누가", en: "Who" }
    deed_head { ko: "무엇을", en: "What" }
    link_head { ko: "감사 고리", en: "Audit link" }
    did_reserved { ko: "주문을 받고 돈을 예약함", en: "Took the order and reserved the money" }
    did_refused { ko: "받지 않음", en: "Refused it" }
    did_doubted { ko: "답이 없어 확인 중으로 적음", en: "No answer: recorded as in doubt" }
    did_settled { ko: "은행 확인을 받고 결제함", en: "Settled on the bank’s word" }
    did_released { ko: "예약한 돈을 돌려줌", en: "Gave the reserved money back" }
    did_contradicted { ko: "닫힌 뒤 은행이 다르게 말함", en: "The bank said otherwise afterwards" }
    did_conflict { ko: "같은 번호에 다른 내용이 와서 거절함", en: "Refused other content under the same id" }
    did_revealed { ko: "이름과 계좌를 열어 봄", en: "Looked at names and accounts" }
    did_taken { ko: "주문을 받음", en: "Took the order" }
    did_closed { ko: "닫음", en: "Closed it" }
    inquiries_made(n: i64) {
        ko: "은행에 다시 물은 것은 {n}회. 결과를 바꾸지 못한 재조회는 횟수만 적습니다.",
        en: "Times the bank was asked again: {n}. Inquiries that proved nothing are only counted."
    }
    facts { ko: "내용", en: "Facts" }
    debit_label { ko: "출금 계좌", en: "Debited" }
    holder_label { ko: "예금주", en: "Holder" }
    requester_label { ko: "요청 고객", en: "Customer" }
    payee_label { ko: "최종 수취", en: "Final payee" }
    fee_label { ko: "수수료", en: "Fee" }
    outward_label { ko: "바깥 상태", en: "Seen outside" }
    api_label { ko: "나루 번호", en: "Naru’s id" }
    bank_date_label { ko: "은행 거래일", en: "Bank’s date" }
    limit_label { ko: "남은 한도", en: "Limit left" }
    checks_label { ko: "자격·보증·이상거래", en: "Standing · cover · fraud" }
    check_absent { ko: "해당 없음", en: "not asked" }
    check_passed { ko: "통과", en: "passed" }
    check_refused { ko: "거절", en: "refused" }
    masked_note {
        ko: "이름과 계좌는 가려져 있습니다. 보려면 사유가 필요하고, 본 사람과 사유가 감사에 남습니다.",
        en: "Names and accounts are masked. Seeing them takes a reason; who looked and why stays in the audit trail."
    }
    masked_only { ko: "이름과 계좌는 가려져 있습니다. 열어 보는 것은 운영과 보안 관제만 할 수 있습니다.", en: "Names and accounts are masked. Only operations and the security desk may see them." }
    reveal_head { ko: "사유 적고 보기", en: "State a reason to see" }
    reveal_button { ko: "사유를 남기고 이름과 계좌 보기", en: "Record the reason and show names and accounts" }
    revealed_note { ko: "지금 본 것이 감사에 남았습니다. 이 쪽을 떠나면 다시 가려집니다.", en: "That you looked is in the audit trail. Leave the page and they are masked again." }
    reveal_why { ko: "사유", en: "Reason" }
    reveal_ref { ko: "문의·사건 번호", en: "Case number" }
    reveal_ref_help { ko: "영문, 숫자, 붙임표. 이름을 적지 마십시오.", en: "Letters, digits, hyphens. No names." }
    bad_ref { ko: "번호는 영문, 숫자, 붙임표 1자에서 32자입니다.", en: "A case number has 1 to 32 letters, digits or hyphens." }
    why_customer { ko: "고객 문의", en: "A customer’s question" }
    why_in_doubt { ko: "확인 중 이체 확인", en: "A transfer in doubt" }
    why_fraud { ko: "이상거래 의심", en: "Suspected fraud" }
    why_incident { ko: "사건 대응", en: "An incident" }
    why_authority { ko: "감독·수사기관 요청", en: "An authority’s request" }
    ledger { ko: "장부", en: "Ledger" }
    ledger_note { ko: "복식 · 원", en: "double entry · ₩" }
    no_entries { ko: "장부에 적힌 것이 없습니다. 받지 않은 이체는 돈을 움직이지 않습니다.", en: "Nothing was booked: a refused order moves no money." }
    posting_head { ko: "분개", en: "Posting" }
    account_head { ko: "계정", en: "Account" }
    debit_head { ko: "차변", en: "Debit" }
    credit_head { ko: "대변", en: "Credit" }
    step_reserve { ko: "예약", en: "Reserve" }
    step_close { ko: "닫음", en: "Close" }
    pending_of(name: &str) { ko: "{name} 예정", en: "{name}, pending" }
    acc_bank(name: &str) { ko: "{name} 채권", en: "{name}, receivable" }
    acc_inst(name: &str) { ko: "{name} 채무", en: "{name}, payable" }
    acc_fee(name: &str) { ko: "{name} 수수료", en: "{name}, fees" }
    acc_income { ko: "수수료 수익", en: "Fee income" }
    total { ko: "합", en: "Total" }
    audit { ko: "감사", en: "Audit" }
    audit_note(n: usize) { ko: "기록 {n}건, SHA-256 고리", en: "{n} records, SHA-256 chain" }
}

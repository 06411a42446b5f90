//! Words of settlement and reconciliation.

use naru_base::texts;

texts! {
    // Days
    title { ko: "정산", en: "Settlement" }
    lead_none {
        ko: "정산할 이체가 아직 없습니다. 이체가 끝나면 그날이 이곳에 나옵니다.",
        en: "There is nothing to settle yet. Once a transfer ends, its day appears here."
    }
    lead_closed(last: &str) { ko: "{last}까지 마감했습니다.", en: "Closed up to {last}." }
    lead_first { ko: "아직 마감한 날이 없습니다.", en: "No day is closed yet." }
    lead_due(n: usize, first: &str) {
        ko: " {first}부터 {n}일이 끝났는데 마감되지 않았습니다.", en: " Days that are over and not closed: {n}, from {first} on."
    }
    lead_open(n: i64) {
        ko: " 설명되지 않은 차이가 {n}건 있습니다.", en: " Unexplained differences: {n}."
    }
    lead_agreed { ko: " 설명되지 않은 차이는 없습니다.", en: " No difference is unexplained." }
    days_head { ko: "영업일", en: "Business days" }
    days_note { ko: "새것부터 · 하루의 차액은 합하면 0원입니다", en: "newest first · the net positions of a day sum to ₩0" }
    date_head { ko: "영업일", en: "Business day" }
    state_head { ko: "상태", en: "State" }
    value_head { ko: "정산일", en: "Value date" }
    count_head { ko: "이체", en: "Transfers" }
    amount_head { ko: "금액 (원)", en: "Amount (₩)" }
    fee_head { ko: "수수료 (원)", en: "Fees (₩)" }
    carried_head { ko: "확인 중 이월", en: "Carried in doubt" }
    differences_head { ko: "차이", en: "Differences" }
    st_closed { ko: "마감", en: "Closed" }
    st_running { ko: "진행 중", en: "Running" }
    st_due { ko: "마감 전", en: "Not closed" }
    diff_counts(open: i64, all: i64) { ko: "{all}건 중 {open}건 미설명", en: "{open} of {all} open" }
    diff_done(all: i64) { ko: "{all}건, 모두 설명 또는 해소", en: "{all}, all accounted for" }
    no_days_closed { ko: "마감된 날이 없습니다.", en: "No day is closed." }

    // Closing
    close_head(date: &str) { ko: "{date} 마감", en: "Close {date}" }
    close_effect(date: &str) {
        ko: "누르면 {date}의 이체를 은행과 이용기관별로 상계하고, 그날에는 더 들어가지 않습니다. 되돌릴 수 없습니다.",
        en: "Pressing nets the transfers of {date} by bank and institution; nothing more goes into that day. It cannot be undone."
    }
    close_why {
        ko: "서버가 한 시간마다 스스로 마감합니다. 그보다 먼저 필요할 때만 누르세요.",
        en: "The server closes past days by itself every hour. Press only if it is needed sooner."
    }
    close_button(date: &str) { ko: "{date} 마감을 확정", en: "Close {date}" }

    // One day
    day_title(date: &str) { ko: "{date} 정산", en: "Settlement of {date}" }
    day_closed_at(t: &str) { ko: "{t}에 마감", en: "closed at {t}" }
    day_lead(n: &str, gross: &str, value: &str, parties: usize, net: &str) {
        ko: "이체 {n}건 {gross}을 상계했습니다. {value}에 참가자 {parties}곳 사이에서 {net}만 움직입니다.",
        en: "{n} transfers of {gross} were netted. On {value} only {net} moves between {parties} participants."
    }
    day_lead_none {
        ko: "이날 끝난 이체가 없어 주고받을 돈이 없습니다.", en: "No transfer ended on this day: nothing is to be paid."
    }
    day_not_closed {
        ko: "아직 마감하지 않은 날입니다. 마감하면 차액과 정산일이 이곳에 나옵니다.",
        en: "This day is not closed yet. Positions and the value date appear here once it is."
    }
    unknown_head { ko: "이런 날이 없습니다", en: "No such day" }
    unknown_day { ko: "주소를 다시 보아 주세요.", en: "Please check the address." }
    carried_note(n: i64, amount: &str) {
        ko: "마감할 때 확인 중이던 {n}건 {amount}은 결정되는 날의 정산에 들어갑니다.",
        en: "In doubt at the close: {n} transfers of {amount}. They count on the day on which they are decided."
    }
    net_head { ko: "차액", en: "Net positions" }
    net_note { ko: "오른쪽은 내는 곳, 왼쪽은 받는 곳", en: "right: pays in · left: is paid" }
    chart_label(date: &str, payers: usize, payees: usize) {
        ko: "{date}의 차액 그림. 내는 곳 {payers}곳, 받는 곳 {payees}곳. 같은 숫자가 옆 표에 있습니다.",
        en: "Net positions of {date}: {payers} pay in, {payees} are paid. The table beside has the same numbers."
    }
    chart_rest(n: usize) { ko: "그 밖의 {n}곳", en: "{n} others" }
    table_head { ko: "참가자별", en: "By participant" }
    party_head { ko: "참가자", en: "Participant" }
    collected_head { ko: "모음", en: "Collected" }
    paid_head { ko: "지급", en: "Paid out" }
    fees_head { ko: "수수료", en: "Fees" }
    net_col { ko: "차액", en: "Net" }
    won_note { ko: "원 · 차액이 0보다 크면 내고, 작으면 받습니다", en: "₩ · above zero: pays in; below: is paid" }
    operator { ko: "운영기관", en: "Operator" }
    total { ko: "합계", en: "Total" }
    export_csv { ko: "CSV로 받기", en: "Download CSV" }
    export_json { ko: "JSON으로 받기", en: "Download JSON" }

    // Reconciliation
    recon_title { ko: "대사", en: "Reconciliation" }
    recon_lead(open: i64) {
        ko: "은행 명세와 다르고 아직 설명되지 않은 것이 {open}건입니다.", en: "Unexplained differences from banks’ statements: {open}."
    }
    recon_lead_none {
        ko: "은행 명세와의 차이 가운데 설명되지 않은 것이 없습니다.", en: "No difference from a bank’s statement is unexplained."
    }
    every { ko: "전체", en: "All" }
    st_open { ko: "미설명", en: "Open" }
    st_explained { ko: "설명됨", en: "Explained" }
    st_resolved { ko: "해소", en: "Resolved" }
    bank_label { ko: "은행", en: "Bank" }
    from_label { ko: "영업일 부터", en: "Business date from" }
    to_label { ko: "까지", en: "to" }
    find { ko: "찾기", en: "Find" }
    clear { ko: "조건 지우기", en: "Clear the filter" }
    recon_head { ko: "차이", en: "Differences" }
    recon_note {
        ko: "새 영업일부터 · naru settle reconcile이 은행 명세와 견줄 때 생기고, 다음 명세가 맞으면 해소됩니다",
        en: "newest day first · found by naru settle reconcile, resolved when a later statement agrees"
    }
    recon_none { ko: "조건에 맞는 차이가 없습니다.", en: "No difference fits." }
    day_agrees {
        ko: "이날은 은행 명세와 다른 것이 발견되지 않았습니다.", en: "Nothing was found to differ from banks’ statements on this day."
    }
    recon_never {
        ko: "은행 명세와 견준 차이가 아직 없습니다. 명세를 받으면 naru settle reconcile로 견줍니다.",
        en: "No difference was ever found. When a bank’s statement comes, compare it with naru settle reconcile."
    }
    kind_head { ko: "무엇이 다른가", en: "What differs" }
    ours_head { ko: "장부", en: "Book" }
    theirs_head { ko: "은행", en: "Bank says" }
    id_head { ko: "거래번호", en: "Transaction id" }
    found_head { ko: "찾은 때", en: "Found" }
    missing_here { ko: "장부에 없음", en: "Missing here" }
    missing_there { ko: "은행에 없음", en: "Missing at the bank" }
    amount_differs { ko: "금액이 다름", en: "Amount differs" }
    state_differs { ko: "상태가 다름", en: "State differs" }
    nothing { ko: "없음", en: "nothing" }
    bank_done { ko: "지급함", en: "paid" }
    bank_failed { ko: "지급하지 않음", en: "not paid" }
    bank_void { ko: "무효로 함", en: "voided" }
    bank_processing { ko: "처리 중", en: "processing" }
    bank_not_found { ko: "모름", en: "not known" }
    not_heard_yet {
        ko: "여기서는 확인 중이고 은행에서는 결정되었습니다. 다음 확인이 들여오면 다시 견주세요.",
        en: "In doubt here, decided at the bank: the next inquiry brings it in; compare again after that."
    }
    paid_but_released {
        ko: "여기서 돌려준 것을 은행이 지급했거나 지급할 수 있습니다. 은행과 확인하고 사건으로 다루세요.",
        en: "The bank has paid, or may still pay, what was given back here. Settle it with the bank; treat it as an incident."
    }
    settled_but_not_paid {
        ko: "여기서 지급된 것으로 적은 것을 은행은 지급하지 않았습니다. 은행의 서명된 답과 견주세요.",
        en: "Settled here, and the bank has not paid it. Compare with the bank’s signed answer."
    }
    never_ordered {
        ko: "여기서 보낸 적이 없는 거래입니다. 누가 보냈는지 은행에 물으세요.",
        en: "This was never sent from here. Ask the bank who sent it."
    }
    other_amount {
        ko: "두 금액이 다릅니다. 은행의 서명된 답과 견주세요.", en: "The amounts differ. Compare with the bank’s signed answer."
    }
    explained_by(who: &str, t: &str) { ko: "설명: {who}, {t}", en: "Explained by {who}, {t}" }
    explain_link { ko: "설명 적기", en: "Explain" }
    look { ko: "보기", en: "Open" }
    one_title(id: &str) { ko: "차이: {id}", en: "Difference: {id}" }
    one_unknown { ko: "이런 차이가 없습니다", en: "No such difference" }
    to_transfer { ko: "이 이체의 전체 기록", en: "This transfer’s whole life" }
    explain_head { ko: "왜 다른지 설명", en: "Explain the difference" }
    explain_effect {
        ko: "적으면 이 거래의 미설명 차이가 모두 설명됨이 되고, 누가 적었는지 감사 기록에 남습니다. 다음 명세에서 내용이 달라지면 다시 미설명이 됩니다.",
        en: "All open differences of this transaction become explained; who wrote it stays in the audit trail. If a later statement says otherwise, they are open again."
    }
    explain_label { ko: "설명", en: "Explanation" }
    explain_help {
        ko: "무엇을 보고 그렇게 판단했는지 500자까지. 이름이나 계좌번호는 적지 마세요.",
        en: "What you saw that says so, up to 500 characters. No names or account numbers."
    }
    explain_button { ko: "설명을 남기기", en: "Record the explanation" }
    explain_right { ko: "설명은 운영기관이 적습니다.", en: "The operator writes explanations." }

    // Refusals
    no_not_over { ko: "아직 끝나지 않은 날입니다.", en: "The day is not over." }
    no_nothing { ko: "그날까지 정산할 이체가 없습니다.", en: "There is nothing to settle up to that day." }
    no_earlier(first: &str) { ko: "먼저 마감할 날이 있습니다: {first}.", en: "An earlier day comes first: {first}." }
    no_asked(n: &str) {
        ko: "지금 은행에 처음 묻는 이체가 {n}건 있습니다. 1분 뒤 다시 해 주세요.",
        en: "Transfers being asked for the first time right now: {n}. Try again in a minute."
    }
    no_year(year: &str) {
        ko: "{year}년의 은행 휴일이 등록되지 않아 정산일을 정할 수 없습니다. naru settle calendar로 등록해 주세요.",
        en: "The bank holidays of {year} are not known. Give them with naru settle calendar."
    }
    no_length { ko: "설명은 1자에서 500자까지입니다.", en: "An explanation has 1 to 500 characters." }
    no_difference { ko: "설명할 차이가 남아 있지 않습니다.", en: "No difference is left to explain." }
    no_other { ko: "지금은 할 수 없습니다.", en: "This is not possible now." }
}

//! 피해보상: what its pages, letters and the consumer's page say.

use naru_base::texts;

texts! {
    claims { ko: "피해보상", en: "Compensation" }
    object(institution: &str, loss: &str, cause: &str, which: &str) {
        ko: "{institution} 이용자의 피해 {loss} ({cause}), {which}", en: "{loss} lost by a user of {institution} ({cause}), {which}"
    }
    reported_on(day: &str, which: &str) { ko: "{day} 신고 #{which}", en: "reported {day} #{which}" }
    title(id: &str) { ko: "피해보상 {id}", en: "Claim {id}" }
    lead_open(open: i64, sum: &str) {
        ko: "진행 중인 청구는 {open}건, 피해는 {sum}입니다.",
        en: "Open: {open}, with {sum} of damage."
    }
    lead_open_none { ko: "진행 중인 청구가 없습니다.", en: "No claim is open." }
    lead_none_late { ko: "기한을 넘긴 것은 없습니다.", en: "None is overdue." }
    lead_some_late(late: i64) { ko: "{late}건이 기한을 넘겼습니다.", en: "Overdue: {late}." }
    lead_none { ko: "아직 신고된 피해가 없습니다.", en: "No damage has been reported." }
    table_link { ko: "책임분담표", en: "Table of liability" }
    list_head { ko: "청구", en: "Claims" }
    list_note { ko: "급한 것부터, 종결된 것은 맨 뒤에", en: "what is due first stands first, what is over last" }
    list_note_mine { ko: "내 차례부터, 급한 것부터, 종결된 것은 맨 뒤에", en: "your turn first, of these what is due first; what is over last" }
    mine_chip(n: i64) { ko: "내 차례 {n}", en: "Your turn {n}" }
    is_mine { ko: "내 차례", en: "your turn" }
    lead_insurer(asked: &str, paid: &str, open: &str) {
        ko: "보증 청구 {asked} 가운데 {paid}을 지급했고, {open}이 남았습니다.",
        en: "{open} of the {asked} claimed from you is outstanding; {paid} is paid."
    }
    lead_insurer_settled(paid: &str) {
        ko: "응답을 기다리는 보증 청구는 없습니다. 지금까지 {paid}을 지급했습니다.",
        en: "Nothing claimed from you waits for an answer; {paid} is paid."
    }
    lead_to_freeze(open: &str) {
        ko: "지급정지 여부를 응답할 금액은 {open}입니다.",
        en: "{open} waits for your answer whether it is frozen."
    }
    lead_nothing_to_freeze {
        ko: "응답을 기다리는 지급정지 요청은 없습니다.",
        en: "No request to freeze waits for your answer."
    }
    lead_held(sum: &str) { ko: "지금 지급정지하고 있는 금액은 {sum}입니다.", en: "{sum} is frozen at you now." }
    lead_turns(n: i64) { ko: "내 차례인 청구는 {n}건입니다.", en: "Claims that wait for you: {n}." }
    lead_turns_by(n: i64, by: &str) {
        ko: "내 차례인 청구는 {n}건이고, 가장 이른 기한은 {by}입니다.",
        en: "Claims that wait for you: {n}, the first by {by}."
    }
    lead_turns_none { ko: "내 차례인 청구는 없습니다.", en: "No claim waits for you." }
    lead_owed(sum: &str) { ko: "지급하실 금액은 {sum}입니다.", en: "{sum} is yours to pay." }
    lead_owed_told(sum: &str, told: &str) {
        ko: "지급하실 금액은 {sum}입니다. 그중 {told}은 지급을 알리셔서 운영기관의 확인을 기다립니다.",
        en: "{sum} is yours to pay; of that you have told that {told} is paid, and the operator checks it."
    }
    lead_owed_all_told(sum: &str) {
        ko: "지급하실 {sum}은 모두 지급을 알리셨고, 운영기관의 확인을 기다립니다.",
        en: "Of all that is yours, {sum}, you have told that it is paid; the operator checks it."
    }
    told_wait { ko: "지급 통지함 · 운영기관 확인 대기", en: "told · the operator checks it" }
    surety_wait { ko: "보증기관 지급 통지 · 운영기관 확인 대기", en: "told by the surety · the operator checks it" }
    turn_institution { ko: "이용기관 차례 · 지급", en: "The institution’s turn · payment" }
    turn_operator { ko: "운영기관 차례 · 보증 청구", en: "The operator’s turn · claim on the surety" }
    told_check { ko: "지급 통지 확인", en: "Payment told, to check" }
    lead_owed_none { ko: "지금 지급하실 금액은 없습니다.", en: "There is nothing for you to pay now." }
    to_pay_head { ko: "지급할 금액", en: "For you to pay" }
    to_pay_later { ko: "원인 결정 뒤 정해짐", en: "known once the cause is decided" }
    to_pay_won_head { ko: "지급할 금액 (원)", en: "For you to pay (₩)" }
    own_payment { ko: "내 지급", en: "Your payment" }
    own_payment_else { ko: "내 지급 (내지 않으면 보증에 청구)", en: "Your payment (what is not paid is asked of your surety)" }
    lead_none_insurer { ko: "귀사에 보증을 청구한 피해가 없습니다.", en: "No damage has been claimed from you." }
    asked_head { ko: "귀사에 청구", en: "Claimed from you" }
    asked_won_head { ko: "귀사에 청구 (원)", en: "Claimed from you (₩)" }
    paid_head { ko: "지급", en: "Paid" }
    paid_won_head { ko: "지급 (원)", en: "Paid (₩)" }
    outstanding_head { ko: "남은 청구", en: "Outstanding" }
    outstanding_won_head { ko: "남은 청구 (원)", en: "Outstanding (₩)" }
    to_freeze_head { ko: "응답할 지급정지", en: "To freeze" }
    to_freeze_won_head { ko: "응답할 지급정지 (원)", en: "To freeze (₩)" }
    frozen_here_head { ko: "귀행에서 지급정지 중", en: "Frozen at you now" }
    frozen_here_won_head { ko: "귀행에서 지급정지 중 (원)", en: "Frozen at you now (₩)" }
    list_none { ko: "조건에 맞는 청구가 없습니다.", en: "No claim fits this." }
    all_chip { ko: "모두", en: "All" }
    late_chip(n: i64) { ko: "기한 초과 {n}", en: "Late {n}" }
    claim_head { ko: "청구", en: "Claim" }
    find_label { ko: "이용기관 이름이나 청구 번호", en: "Institution or number of a claim" }
    find_own_label { ko: "청구 번호", en: "Number of a claim" }
    state_head { ko: "상태", en: "State" }
    clock_head { ko: "기한", en: "Due" }
    institution_head { ko: "이용기관", en: "Institution" }
    loss_head { ko: "피해 금액", en: "Damage" }
    loss_won_head { ko: "피해 금액 (원)", en: "Damage (₩)" }
    reported_head { ko: "신고", en: "Reported" }
    unknown_head { ko: "이런 청구가 없습니다", en: "No such claim" }
    unknown { ko: "주소를 다시 보아 주세요.", en: "Please check the address." }
    read_only { ko: "피해 신고는 이용기관과 운영기관이 접수합니다.", en: "Damage is reported by institutions and by the operator." }
    do_head { ko: "할 수 있는 일", en: "What you can do" }

    st_reported { ko: "신고 접수", en: "reported" }
    st_frozen { ko: "추적 완료", en: "funds traced" }
    st_paid { ko: "선지급 완료", en: "paid in advance" }
    st_decided { ko: "원인 결정 완료", en: "cause decided" }
    st_surety { ko: "보증 청구 중", en: "at the surety" }
    st_recourse { ko: "구상 진행", en: "recourse" }
    st_closed { ko: "종결", en: "closed" }
    st_rejected { ko: "대상 아님", en: "rejected" }
    st_withdrawn { ko: "취하", en: "withdrawn" }

    step_freeze { ko: "지급정지", en: "Freeze" }
    step_payment { ko: "선지급", en: "Payment in advance" }
    step_cause { ko: "원인 결정", en: "Decision on the cause" }
    step_surety { ko: "보증 청구", en: "Claim on the surety" }

    ck_met(early: &str) { ko: "기한보다 {early} 먼저", en: "{early} early" }
    ck_late(late: &str) { ko: "{late} 늦음", en: "{late} late" }
    ck_running(left: &str) { ko: "{left} 남음", en: "{left} left" }
    ck_over(late: &str) { ko: "{late} 지남", en: "over by {late}" }
    ck_not_begun { ko: "시작 전", en: "not begun" }
    ck_no_more { ko: "해당 없음", en: "does not apply" }
    fz_nowhere { ko: "돈이 간 계좌 미확인, 지급정지 없음", en: "not known where it went, nothing frozen" }
    fz_outside { ko: "망 밖의 은행: 직접 요청", en: "outside the network: asked by hand" }
    fz_nothing { ko: "지급정지할 돈 없음", en: "nothing to freeze" }
    fz_refused { ko: "은행이 거절", en: "refused by the bank" }
    fz_releasing { ko: "지급정지 해제 요청", en: "asked to let go" }
    fz_released { ko: "지급정지 해제", en: "let go" }
    fz_asked { ko: "은행 응답 대기", en: "waiting for the bank" }

    tr_waiting { ko: "은행 응답 대기", en: "waiting for the bank" }
    tr_frozen { ko: "전액 지급정지", en: "all frozen" }
    tr_partly { ko: "일부 지급정지", en: "a part frozen" }
    tr_nothing { ko: "남은 돈 없음", en: "nothing left" }
    tr_refused { ko: "은행이 거절", en: "refused by the bank" }
    tr_outside { ko: "망 밖의 은행: 직접 요청", en: "outside the network: ask by hand" }
    tr_releasing { ko: "해제 요청 중", en: "being let go" }
    tr_released { ko: "해제", en: "let go" }

    l_report { ko: "신고: 지급 예정액", en: "Report: set aside" }
    l_payment { ko: "선지급", en: "Paid in advance" }
    l_ended { ko: "지급 예정액 해제", en: "No longer set aside" }
    l_returned { ko: "지급정지된 돈 회수", en: "Frozen money came back" }
    l_share { ko: "책임분담", en: "Share" }
    l_surety { ko: "보증 청구", en: "Asked of the surety" }
    l_refused { ko: "보증 거절", en: "Refused by the surety" }
    l_recourse { ko: "구상금 수령", en: "Recourse received" }
    l_off { ko: "구상 포기", en: "Given up" }

    p_operator { ko: "운영기관", en: "Operator" }
    p_consumer { ko: "소비자", en: "Consumer" }
    p_surety { ko: "보증기관", en: "Surety" }
    the_operator { ko: "운영기관", en: "the operator" }
    the_consumer { ko: "소비자", en: "the consumer" }
    the_surety { ko: "보증기관", en: "the surety" }
}

texts! {
    next_pay(payer: &str, by: &str) {
        ko: "{payer} {by}까지 소비자에게 먼저 지급합니다. 은행 응답을 기다리지 않습니다.",
        en: "{payer} pays the consumer first, by {by}, without waiting for the banks."
    }
    next_decide(by: &str) {
        ko: "소비자는 지급을 받았습니다. {by}까지 운영기관 두 사람이 원인을 결정합니다.",
        en: "The consumer is paid. Two people of the operator decide the cause by {by}."
    }
    next_surety(sum: &str, by: &str) {
        ko: "이용기관 몫 {sum}을 {by}까지 이용기관이 내지 않으면 보증에 청구합니다.",
        en: "What the institution has not paid of its share of {sum} by {by} is asked of its surety."
    }
    next_surety_now(sum: &str, by: &str) {
        ko: "이용기관이 {by}까지 내지 않은 몫 {sum}을 보증에 청구합니다.",
        en: "The share of {sum}, which the institution has not paid by {by}, is to be asked of its surety."
    }
    lead_own_over(sum: &str, by: &str) {
        ko: "내실 {sum}의 기한({by})이 지나 운영기관이 보증에 청구할 차례입니다. 이미 지급하셨으면 아래에서 알려 주십시오.",
        en: "The time for your {sum} ended on {by}: the operator asks your surety now. If you have paid, say so below."
    }
    next_told(who: &str, sum: &str, document: &str) {
        ko: "{who} {sum}을 지급했다고 알렸습니다 (증빙 {document}).",
        en: "{who} says it paid {sum} (document {document})."
    }
    next_told_part(who: &str, sum: &str, document: &str, booked: &str, left: &str) {
        ko: "{who} 지급했다고 알린 {sum}(증빙 {document}) 가운데 {booked}은 기록되었고, {left}은 기록되지 않았습니다.",
        en: "Of the {sum} that {who} says it paid (document {document}), {booked} is booked and {left} is not."
    }
    next_check { ko: "운영기관 두 사람이 입금을 확인하고 기록합니다.", en: "Two people of the operator see that it came, and book it." }
    next_check_paid { ko: "운영기관 두 사람이 소비자에게 지급한 것을 확인하고 기록합니다.", en: "Two people of the operator see that the consumer was paid, and book it." }
    next_check_at(payee: &str) { ko: "운영기관 두 사람이 {payee}에 입금된 것을 확인하고 기록합니다.", en: "Two people of the operator see that it came to {payee}, and book it." }
    next_can_book(sum: &str) { ko: "지금 기록할 수 있는 금액은 {sum}입니다.", en: "{sum} of it can be booked now." }
    next_unbooked(who: &str, sum: &str, document: &str) {
        ko: "{who} 지급했다고 알린 {sum}(증빙 {document})은 아직 기록되지 않았습니다.",
        en: "{who} says it paid {sum} (document {document}), which is not booked yet."
    }
    next_told_over {
        ko: "받을 것이 없는 돈입니다. 들어왔으면 돌려보내고, 어느 쪽이든 종결하기 전에 ‘들어오지 않음’으로 뺍니다.",
        en: "Nothing of it is owed. If it has come, send it back; either way take the notice off by “Has not come” before closing."
    }
    next_told_asked {
        ko: "그 사이에 보증에 청구했습니다. 입금되었으면 두 번 받지 않도록 보증기관에 알리고 ‘보증 거절’로 이용기관 몫을 되돌린 뒤 ‘구상금 수령’으로 기록합니다. 들어오지 않았으면 ‘들어오지 않음’으로 뺍니다.",
        en: "The surety was asked meanwhile. If the money has come, tell the surety, so that it is not paid twice; book “Refused by the surety”, which gives the share back to the institution, then “Recourse received”. If it has not, take the notice off by “Has not come”."
    }
    lead_institution_told(sum: &str, document: &str) {
        ko: "이용기관이 같은 몫 {sum}을 지급했다고 알렸고(증빙 {document}) 운영기관이 확인합니다. 두 번 내지 않도록 지급하기 전에 운영기관에 확인하십시오.",
        en: "The institution says that it paid {sum} of the same share (document {document}); the operator checks it. Ask the operator before you pay, so that it is not paid twice."
    }
    next_ask_again { ko: "보증은 거절로 기록되어 있습니다. 입금되었으면 ‘보증 청구’를 다시 한 뒤 ‘구상금 수령’으로 기록합니다.", en: "The surety is on record as refusing: if the money has come, the surety is asked again, and then it is booked by “Recourse received”." }
    lead_comes_to_you(of: &str) {
        ko: "귀사가 소비자에게 먼저 지급했으므로 귀사가 받을 금액입니다: {of}. 입금되면 운영기관에 알려 주십시오. 운영기관 두 사람이 확인하고 기록합니다.",
        en: "You have paid the consumer first, so this is paid to you: {of}. Tell the operator once it has come; two people there check and book it."
    }
    next_besides(rest: &str) { ko: "그 밖에 받을 금액: {rest}.", en: "Owed besides: {rest}." }
    next_recover(sum: &str, of: &str) {
        ko: "구상할 금액이 {sum} 남았습니다: {of}.",
        en: "{sum} is still to be recovered: {of}."
    }
    next_recover_to(who: &str, sum: &str, of: &str) {
        ko: "{who} 구상할 금액이 {sum} 남았습니다: {of}.",
        en: "{who} has still to recover {sum}: {of}."
    }
    next_close { ko: "받을 금액이 없습니다. 운영기관 두 사람이 종결할 수 있습니다.", en: "Nothing is owed. Two people of the operator may close it." }
    lead_closed { ko: "모두 정리되었습니다. 남은 금액이 없습니다.", en: "All is settled, nothing is left." }
    lead_rejected { ko: "보상 대상이 아닌 것으로 결정했습니다. 지급정지한 돈이 있으면 풀립니다.", en: "Decided not to be compensated. Anything that was frozen is let go." }
    lead_withdrawn { ko: "신고가 취하되었습니다. 지급정지한 돈이 있으면 풀립니다.", en: "The report was taken back. Anything that was frozen is let go." }
    clocks_head { ko: "기한", en: "Deadlines" }
    step_head { ko: "단계", en: "Step" }
    due_head { ko: "언제까지", en: "Due" }
    done_head { ko: "처리한 때", en: "Done" }
    earlier_head { ko: "같은 이체의 앞선 청구", en: "Earlier claim of a transfer" }
    payer_head { ko: "먼저 지급하는 곳", en: "Advance paid by" }
    link_head { ko: "소비자 링크", en: "Consumer’s link" }
    link_none { ko: "아직 주지 않음", en: "not given" }
    since(at: &str) { ko: "{at}부터", en: "since {at}" }
    transfers_head { ko: "관련 이체", en: "Transfers" }
    transfer_head { ko: "이체", en: "Transfer" }
    role_head { ko: "무엇", en: "What" }
    is_loss { ko: "잃은 돈", en: "lost" }
    is_trace { ko: "돈이 간 곳", en: "where it went" }
    bank_head { ko: "은행", en: "Bank" }
    amount_head { ko: "금액 (원)", en: "Amount (₩)" }
    traces_head { ko: "받는 은행과 지급정지", en: "Receiving banks" }
    traces_note { ko: "은행이 서명한 응답", en: "as the banks’ signed answers say" }
    traces_none { ko: "돈이 간 계좌가 주문에 없습니다. 막을 곳이 없습니다.", en: "No order says to which account it went: nowhere to freeze." }
    went_head { ko: "간 돈 (원)", en: "Went there (₩)" }
    frozen_head { ko: "지급정지", en: "Frozen" }
    frozen_won_head { ko: "지급정지 (원)", en: "Frozen (₩)" }
    answered_head { ko: "응답", en: "Answered" }
    asked(n: i64) { ko: "{n}번 물음", en: "asked {n}×" }
    money_head { ko: "돈의 기록", en: "Every won of it" }
    money_note { ko: "줄마다 원장에 있습니다", en: "each line stands in the ledger" }
    owes(who: &str) { ko: "{who} 낼 금액", en: "Owed by {who}" }
    cause_open { ko: "선지급하고 원인 결정을 기다리는 금액", en: "Paid in advance, cause open" }
    share_of(who: &str) { ko: "보증기관 ({who}의 몫)", en: "Surety (share of {who})" }
    instrument_head { ko: "보증 수단", en: "Instrument" }
    instrument_left(what: &str, left: &str) { ko: "{what}, 남은 보증 {left}", en: "{what}, {left} left" }
    came_back(returned: &str, held: &str) {
        ko: "지급정지된 돈 가운데 {returned}이 돌아왔고, {held}은 아직 지급정지 중입니다.",
        en: "Of what was frozen, {returned} came back; {held} is still frozen."
    }
    came_back_released(returned: &str) {
        ko: "지급정지된 돈 가운데 {returned}이 돌아왔고, 남은 지급정지는 풀렸습니다.",
        en: "Of what was frozen, {returned} came back; the rest is let go."
    }
    came_back_all(returned: &str) {
        ko: "지급정지된 돈 {returned}이 모두 돌아왔습니다.",
        en: "All that was frozen, {returned}, came back."
    }
    still_held(held: &str) { ko: "{held}은 아직 지급정지 중입니다.", en: "{held} is still frozen." }
    held_decided {
        ko: "돌아오면 운영기관이 기록하고 그만큼 각자의 몫이 줄어듭니다. 남은 지급정지는 청구를 종결하면 풀립니다.",
        en: "If it comes back the operator books it, and everybody’s part is lowered by it. What is still frozen is let go when the claim is closed."
    }
    held_short(left: &str) {
        ko: "기록할 수 있는 것은 아직 받지 못한 금액 {left}까지입니다. 그보다 더 돌아온 돈은 그 몫을 이미 낸 곳에 돌려주고, 낸 곳끼리 정산합니다.",
        en: "What can be booked goes up to what is not paid yet, {left}. What comes back beyond that goes back to whoever paid; they settle it among themselves."
    }
    held_settled {
        ko: "남은 몫이 없어 더 기록할 것이 없고, 청구를 종결하면 지급정지가 풀립니다.",
        en: "Nobody’s part is left to be lowered by it; it is let go when the claim is closed."
    }
    came_for(bank: &str, of: &str) { ko: "{bank} → {of} 몫", en: "{bank} → part of {of}" }
    of_it_back(sum: &str) { ko: "그중 {sum} 회수", en: "of that {sum} came back" }
    still_frozen { ko: "아직 지급정지 중", en: "Still frozen" }
    line_head { ko: "기록", en: "Line" }
    party_head { ko: "상대", en: "Party" }
    rsp_code(code: &str) { ko: "응답코드 {code}", en: "code {code}" }
    evidence_head { ko: "증빙", en: "Document" }
    by_shipped { ko: "책임분담표", en: "table of liability" }
    by_table(at: &str) { ko: "책임분담표 ({at}부터)", en: "table of liability (since {at})" }
    booked_head { ko: "기록한 때", en: "Booked" }
    by_two { ko: "운영기관 두 사람", en: "two people of the operator" }
    by_one { ko: "신고자", en: "the reporter" }
    overpaid(who: &str, sum: &str, from: &str) {
        ko: "{who} 이미 낸 금액은 돌아온 돈으로 줄지 않아 제 몫보다 {sum}을 더 냈습니다. 그만큼 덜 낸 곳({from})에서 돌려받아 서로 정산하며, 원장에는 기록하지 않습니다.",
        en: "{who} has paid {sum} more than its part: what is paid is not lowered by what came back. It gets that from whoever was relieved by so much ({from}); they settle it among themselves, and the ledger books none of it."
    }
    told_taken_back { ko: "거둠", en: "taken back" }
    told_not_arrived { ko: "들어오지 않음", en: "has not come" }
    take_back_head { ko: "지급 통지 거두기", en: "Take back a payment that you told" }
    take_back_effect {
        ko: "실제로 지급되지 않은 통지를 거둡니다. 통지와 사유는 기록에 남고 운영기관에 알립니다. 낼 금액은 다시 귀사 차례가 됩니다.",
        en: "Takes back what was not paid after all. The notice and your reason stay on record, the operator is told, and what is due is yours again."
    }
    take_back_why { ko: "사유", en: "Why" }
    off_readers { ko: "5자 이상. 이 청구를 볼 수 있는 곳이 그대로 읽습니다.", en: "5 characters or more. Whoever may read this claim reads it as it stands." }
    take_back_button { ko: "통지 거두기", en: "Take it back" }
    not_arrived_head { ko: "들어오지 않음", en: "Has not come" }
    not_arrived_effect {
        ko: "지급했다고 알렸으나 들어오지 않은 통지를 기다리는 것에서 뺍니다. 통지와 사유는 기록에 남고, 알린 곳에 알립니다.",
        en: "Takes off what was told as paid and has not come. The notice and the reason stay on record, and whoever told it is told."
    }
    not_arrived_button { ko: "들어오지 않음 제안", en: "Propose that it has not come" }
    fx_not_arrived(who: &str, sum: &str, document: &str) {
        ko: "{who} 지급했다고 알린 {sum}(증빙 {document})이 들어오지 않아 기다리는 것에서 뺍니다. 낼 금액은 그대로입니다. 돈은 움직이지 않습니다.",
        en: "{who} told that it paid {sum} (document {document}); it has not come and waits no more. What is due stays due. No money moves."
    }
    no_waits { ko: "기다리는 통지가 아닙니다. 화면을 다시 열어 주세요.", en: "Nothing of that waits. Open the page again." }
    no_replaced { ko: "이 제안이 따른 지급 통지는 그 사이에 정정되어 이 제안은 확인할 수 없습니다. 이 제안을 거두거나 반려한 뒤 정정된 통지로 다시 제안해 주세요.", en: "The payment told that this goes by was replaced in between, so this cannot be confirmed. Withdraw or reject it, then propose anew by the one that replaced it." }
    no_off { ko: "이 제안이 따른 지급 통지는 그 사이에 거두어졌거나 들어오지 않음으로 기록되어 이 제안은 확인할 수 없습니다. 사유는 청구 화면에 있습니다. 이 제안을 거두거나 반려해 주세요.", en: "The payment told that this goes by was taken off in between, so this cannot be confirmed. Why stands on the page of the claim. Withdraw or reject this." }
    no_booked { ko: "이 지급 통지는 그 사이에 모두 기록되어 이 제안은 확인할 수 없습니다. 이 제안을 거두거나 반려해 주세요.", en: "All of that payment was booked in between, so this cannot be confirmed. Withdraw or reject it." }
    waiting_overtaken { ko: "지급 통지가 바뀌어 확인할 수 없는 제안이 있습니다. 거두거나 반려하십시오", en: "A proposal can no longer be confirmed, as the payment told has changed: withdraw or reject it" }
    told_head { ko: "지급 통지", en: "Payments told" }
    told_note { ko: "낼 곳이 알린 것입니다. 운영기관 두 사람이 기록해야 돈의 기록에 들어갑니다", en: "as the payer says; it counts once two people of the operator have booked it" }
    told_by_head { ko: "지급한 곳", en: "Who paid" }
    told_at_head { ko: "알린 때", en: "Told" }
    paid_on_head { ko: "지급한 날", en: "Day of the payment" }
    told_open(who: &str, sum: &str, document: &str) {
        ko: "확인되지 않은 통지: {who} {document} · {sum}",
        en: "Told and not checked: {who} {document} · {sum}"
    }
    told_open_part(who: &str, document: &str, sum: &str, booked: &str, left: &str) {
        ko: "{who} {document}: {sum} 가운데 {booked} 기록, {left}은 기록되지 않음",
        en: "{who} {document}: of {sum}, {booked} is booked and {left} is not"
    }
    told_replaced { ko: "정정됨", en: "replaced" }
    told_booked(sum: &str) { ko: "그중 {sum} 기록", en: "of that {sum} booked" }
    told_done { ko: "낼 곳이 알린 것입니다. 기다리는 통지는 없습니다. 기록된 돈은 위의 ‘돈의 기록’에 있습니다", en: "as the payer said; none waits: what was booked stands above" }
    lead_told(sum: &str, document: &str) { ko: "{sum}(증빙 {document})을 지급했다고 알리셨습니다.", en: "You have told that you paid {sum} (document {document})." }
    lead_told_part(sum: &str, document: &str, booked: &str, left: &str) {
        ko: "지급했다고 알리신 {sum}(증빙 {document}) 가운데 {booked}은 기록되었고, {left}은 기록되지 않았습니다.",
        en: "Of the {sum} that you have told as paid (document {document}), {booked} is booked and {left} is not."
    }
    lead_told_checks { ko: "운영기관 두 사람이 확인하고 기록합니다. 다시 보내지 마십시오.", en: "Two people of the operator check and book it. Do not send it again." }
    lead_told_asked {
        ko: "아직 확인되지 않았고, 이용기관 몫이 보증에 청구되었습니다. 운영기관에 확인을 요청하십시오.",
        en: "That is not checked yet, and your surety was asked for your share. Ask the operator to check it."
    }
    lead_told_ask { ko: "지금 귀사가 내실 금액에는 들어 있지 않습니다. 운영기관에 확인을 요청하십시오.", en: "It is not part of what you owe now. Ask the operator to check it." }
    lead_told_refused { ko: "보증은 그 뒤 거절로 기록되었습니다. 운영기관에 확인을 요청하십시오.", en: "The surety is on record as refusing. Ask the operator to check it." }
    lead_surety_told(sum: &str, document: &str) {
        ko: "보증이 거절되었습니다. 보증기관이 {sum}을 지급했다고 알린 것(증빙 {document})을 운영기관이 확인할 때까지 기다리십시오.",
        en: "The surety refused. It says that it paid {sum} (document {document}): wait until the operator has checked that."
    }
    letter_link { ko: "안내문", en: "Letter" }
    is_proposed { ko: "확인 대기", en: "to confirm" }
    lead_proposed(n: usize) { ko: "제안되어 두 번째 사람의 확인을 기다리는 청구는 {n}건입니다.", en: "Claims about which a proposal waits for a second person:\u{a0}{n}." }
    waiting_proposal { ko: "이 청구에 대한 제안이 확인을 기다립니다", en: "A proposal about this claim waits for another person" }
    link_made { ko: "소비자에게 줄 링크", en: "The consumer’s link" }
    link_note {
        ko: "지금 한 번만 보입니다. 이 링크를 가진 사람은 진행 상황을 볼 수 있습니다. 앞서 준 링크는 더는 열리지 않습니다.",
        en: "Shown this once. Whoever has it sees how the claim stands. A link given before no longer opens."
    }
}

texts! {
    report_head { ko: "피해 신고", en: "Report damage" }
    report_effect {
        ko: "신고하면 받는 은행에 곧바로 지급정지를 요청하고, 그 금액만큼 이용기관의 보증 여력이 줄어듭니다.",
        en: "The receiving banks are asked to freeze the money at once, and so much less of the institution’s cover is free."
    }
    institution_label { ko: "이용기관 코드", en: "Institution’s code" }
    institution_help { ko: "피해가 일어난 이용기관", en: "Through whom it happened" }
    said_label { ko: "신고한 원인", en: "Cause as reported" }
    transfers_label { ko: "이체", en: "Transfers" }
    transfers_help {
        ko: "한 줄에 하나, 영업일/거래번호 (20261126/M202600001U000000042). 돈이 간 입금이체를 알면 함께 적습니다.",
        en: "One a line, date/id (20261126/M202600001U000000042). Add the deposits where the money went on, if known."
    }
    words_label { ko: "신고 내용", en: "What happened" }
    words_help { ko: "주민등록번호와 비밀번호는 적지 마세요. 암호화해 보관합니다.", en: "No resident numbers, no passwords. Kept encrypted." }
    report_button { ko: "신고", en: "Report" }
    amount_label { ko: "금액 (원)", en: "Amount (₩)" }
    evidence_label { ko: "증빙 번호", en: "Document’s number" }
    evidence_help { ko: "송금·수납 증빙의 번호, 40자까지", en: "Of the payment or receipt, up to 40 characters" }
    own_report { ko: "신고한 사람은 결정에 참여하지 않습니다.", en: "Whoever reported it takes no part in deciding it." }

    pay_head { ko: "선지급", en: "Pay the consumer in advance" }
    pay_effect(payer: &str, sum: &str) {
        ko: "소비자에게 {sum}을 지급했음을 기록합니다 (지급한 곳: {payer}).",
        en: "Books that {sum} was paid to the consumer, by: {payer}."
    }
    pay_button { ko: "선지급을 제안", en: "Propose the payment" }
    reject_head { ko: "보상 대상 아님", en: "Not to be compensated" }
    reject_effect {
        ko: "청구를 끝냅니다. 지급정지가 풀리고 보증 여력이 돌아옵니다.",
        en: "The claim ends. What is frozen is let go, and the cover is free again."
    }
    reject_button { ko: "끝내기를 제안", en: "Propose to end it" }
    decide_head { ko: "원인 결정", en: "Decide the cause" }
    decide_effect {
        ko: "분담은 책임분담표대로 나뉩니다. 원인마다 이렇게 됩니다:",
        en: "Shares follow the table of liability. By cause they would be:"
    }
    decide_button { ko: "원인을 제안", en: "Propose the cause" }
    return_head { ko: "지급정지된 돈 회수", en: "Frozen money came back" }
    return_effect {
        ko: "받는 은행이 돌려준 금액만큼 나눌 피해가 줄어듭니다. 원인을 결정한 뒤에 돌아오면 그때 각자의 몫에서 뺍니다.",
        en: "So much less is left to be shared. What comes back after the decision lowers everybody’s part then."
    }
    return_effect_decided {
        ko: "받는 은행이 돌려준 금액만큼, 부담하는 비율대로 각자의 몫이 줄어듭니다. 이미 낸 몫은 줄지 않습니다. 누구의 몫이 얼마나 줄어드는지는 제안에 나옵니다.",
        en: "Everybody’s part is lowered by what the bank sent back, in proportion to what each bears; what was paid already is not. The proposal says whose part is lowered by how much."
    }
    decide_held(held: &str) {
        ko: "{held}이 아직 지급정지 중입니다. 이미 돌아왔으면 먼저 아래 ‘지급정지된 돈 회수’로 기록하십시오. 지금 결정하면 그 금액까지 나누고, 나중에 돌아오면 그만큼 각자의 몫을 줄입니다.",
        en: "{held} is still frozen. If it has come back, book that first under “Frozen money came back” below. Decided now, that sum is shared too; if it comes back later, everybody’s part is lowered by it."
    }
    why_shown {
        ko: "두 번째 확인자가 읽고, 결정되면 이용기관에 그대로 보이며 이용기관이 소비자에게 설명합니다.",
        en: "The second person reads it. Once decided it is shown to the institution as it is, which tells the consumer."
    }
    why_label { ko: "결정 사유", en: "Reason of the decision" }
    return_button { ko: "회수를 제안", en: "Propose to book it" }
    surety_head { ko: "보증 청구", en: "Ask the surety" }
    surety_effect { ko: "이용기관 몫을 신고 때 유효했던 보증에 청구합니다.", en: "The institution’s share is asked of cover that was valid at the report." }
    surety_none { ko: "신고 때 유효했던 보증이 없어 보증에 청구할 수 없습니다.", en: "No cover was valid at the report: there is no surety to ask." }
    surety_told(who: &str, sum: &str, document: &str) {
        ko: "{who} {sum}을 지급했다고 알렸습니다 (증빙 {document}, 확인 전). 입금되었으면 보증에 청구하지 말고 ‘구상금 수령’으로 기록하세요.",
        en: "{who} says it paid {sum} (document {document}, not checked yet). If it has come, book it by “Recourse received” and do not ask the surety."
    }
    refused_told(who: &str, sum: &str, document: &str) {
        ko: "{who} {sum}을 지급했다고 알렸습니다 (증빙 {document}, 확인 전). 입금되었으면 거절로 기록하지 말고 ‘구상금 수령’으로 기록하세요.",
        en: "{who} says it paid {sum} (document {document}, not checked yet). If it has come, book it by “Recourse received”, not as refused."
    }
    off_told(who: &str, sum: &str, document: &str) {
        ko: "{who} {sum}을 지급했다고 알렸습니다 (증빙 {document}, 확인 전). 입금되었으면 포기하지 말고 ‘구상금 수령’으로 기록하세요.",
        en: "{who} says it paid {sum} (document {document}, not checked yet). If it has come, book it by “Recourse received” and do not give it up."
    }
    off_told_refused(who: &str, sum: &str, document: &str) {
        ko: "{who} {sum}을 지급했다고 알렸습니다 (증빙 {document}, 확인 전). 입금되었으면 포기하지 마세요. 보증은 거절로 기록되어 있으니 보증기관의 돈은 먼저 ‘보증 청구’를 다시 한 뒤 ‘구상금 수령’으로 기록하세요.",
        en: "{who} says it paid {sum} (document {document}, not checked yet). If it has come, do not give it up. The surety is on record as refusing: of its money, ask the surety again first, then book it by “Recourse received”."
    }
    close_told(who: &str, sum: &str, document: &str) {
        ko: "{who} 지급했다고 알린 {sum}(증빙 {document})을 아직 확인하지 않았습니다. 종결하면 기록할 수 없습니다. 받을 것이 없는 돈이 들어왔으면 먼저 돌려보내고 ‘들어오지 않음’으로 뺍니다.",
        en: "{who} says it paid {sum} (document {document}), and nobody has looked yet. After closing it cannot be booked. Money that came though nothing was owed is sent back first, and the notice taken off by “Has not come”."
    }
    reject_told(who: &str, sum: &str, document: &str) {
        ko: "{who} 소비자에게 {sum}을 지급했다고 알렸습니다 (증빙 {document}, 확인 전). 지급했으면 ‘선지급’으로 먼저 기록하세요.",
        en: "{who} says it paid the consumer {sum} (document {document}, not checked yet). If that is so, book it by “Pay the consumer in advance” first."
    }
    instrument_label { ko: "보증 수단", en: "Instrument" }
    insurer_label { ko: "보증기관 코드", en: "Insurer’s code" }
    insurer_help { ko: "그 기관에 알림이 갑니다. 비우면 보증에 적힌 보증기관입니다.", en: "It is told. Left empty: the one on record with the instrument." }
    surety_button { ko: "보증 청구를 제안", en: "Propose to ask it" }
    refused_head { ko: "보증 거절", en: "The surety refused" }
    refused_effect { ko: "금액이 다시 이용기관 몫이 됩니다.", en: "The sum is the institution’s again." }
    refused_button { ko: "거절 기록을 제안", en: "Propose to book it" }
    recover_head { ko: "구상금 수령", en: "Recourse received" }
    recover_effect(payer: &str) { ko: "{payer} 받은 금액을 기록합니다. 보증에서 받으면 그만큼 보증이 줄어듭니다.", en: "{payer} has received it: books what came. What a surety paid it no longer covers." }
    recover_button { ko: "수령을 제안", en: "Propose to book it" }
    off_head { ko: "구상 포기", en: "Give up a share" }
    off_effect(payer: &str) { ko: "먼저 지급한 곳({payer})이 이 금액을 떠안습니다.", en: "Whoever paid in advance bears it: {payer}." }
    off_button { ko: "포기를 제안", en: "Propose to give it up" }
    close_head { ko: "종결", en: "Close" }
    close_effect { ko: "남은 금액이 없는 청구를 종결합니다. 아직 지급정지 중인 돈이 있으면 풀립니다.", en: "Closes a claim of which nothing is owed. Whatever is still frozen is let go." }
    close_button { ko: "종결을 제안", en: "Propose to close it" }
    remit_head { ko: "지급 통지", en: "Tell that you paid" }
    remit_again_head { ko: "지급 통지 정정", en: "Correct what you told" }
    remit_sent_effect(sum: &str) {
        ko: "{sum}을 이미 보내셨으면 증빙 번호와 날짜를 알려 주십시오. 아직 보내지 않으셨으면 지금 보내지 마십시오.",
        en: "If you have sent {sum} already, give the document’s number and the day. If not, do not send it now."
    }
    remit_effect(sum: &str, payee: &str) {
        ko: "{payee}에 {sum}을 보낸 뒤 증빙 번호와 지급한 날을 알립니다. 운영기관이 확인해 기록합니다.",
        en: "After you have sent {sum} to {payee}: give the document’s number and the day. The operator checks and books it."
    }
    remit_again_effect(sum: &str, document: &str) {
        ko: "알리신 {sum}(증빙 {document})의 증빙 번호나 지급한 날을 바로잡습니다. 돈을 다시 보내지 마십시오.",
        en: "Puts the number or the day of the {sum} right that you have told (document {document}). Do not send the money again."
    }
    remit_first_effect(sum: &str) {
        ko: "소비자에게 {sum}을 지급한 뒤 증빙 번호와 지급한 날을 알립니다. 운영기관이 확인해 기록합니다.",
        en: "After you have paid {sum} to the consumer: give the document’s number and the day. The operator checks and books it."
    }
    remit_button { ko: "지급을 알리기", en: "Tell that you paid" }
    recover_told_part(who: &str, sum: &str, part: &str) {
        ko: "{who}에서 알린 {sum} 가운데 지금 기록할 수 있는 {part}과 증빙 번호를 넣어 두었습니다. 입금을 확인하고 제안하세요.",
        en: "{who} has told {sum}; filled in are the document and the {part} that can be booked now. See that the money has come before you propose it."
    }
    recover_told(who: &str) { ko: "{who}에서 알린 금액과 증빙 번호를 넣어 두었습니다. 입금을 확인하고 제안하세요.", en: "Filled in as {who} has told. See that the money has come before you propose it." }
    give_head { ko: "소비자 링크", en: "The consumer’s link" }
    give_effect {
        ko: "로그인 없이 진행 상황만 보는 링크를 새로 만듭니다. 앞서 준 링크는 닫힙니다.",
        en: "Makes a link that shows, without a login, how the claim stands. The one before closes."
    }
    give_button { ko: "링크 만들기", en: "Make the link" }
    withdraw_head { ko: "신고 취하", en: "Take it back" }
    withdraw_effect { ko: "소비자가 원할 때만 하세요. 지급정지가 풀립니다.", en: "Only if the consumer wishes so. What is frozen is let go." }
    withdraw_button { ko: "취하", en: "Take back" }

    fx_pay(payer: &str, sum: &str, evidence: &str) { ko: "{payer}소비자에게 {sum}을 먼저 지급한 것으로 기록합니다 (증빙 {evidence}).", en: "{sum} is booked as paid to the consumer{payer} (document {evidence})." }
    fx_by(payer: &str) { ko: "{payer} ", en: " by {payer}" }
    fx_to(payer: &str) { ko: "{payer} ", en: " to {payer}" }
    fx_return(who: &str, sum: &str, evidence: &str) { ko: "{who}에서 돌아온 {sum}을 기록합니다 (증빙 {evidence}).", en: "{sum} that came back from {who} is booked (document {evidence})." }
    fx_decide(why: &str) { ko: "결정할 원인은 ‘{why}’입니다. 책임분담표대로 나눕니다.", en: "The cause is decided to be “{why}”; shares follow the table of liability." }
    fx_surety(sum: &str) { ko: "이용기관 몫 {sum}을 보증에 청구합니다.", en: "{sum} of the institution’s share is asked of its surety." }
    fx_recover(payer: &str, who: &str, sum: &str, evidence: &str) { ko: "{payer}{who} 받은 {sum}을 기록합니다 (증빙 {evidence}).", en: "{sum} that came{payer} from {who} is booked (document {evidence})." }
    fx_of_told(sum: &str, part: &str) {
        ko: "이 번호로 알린 금액 {sum} 가운데 {part}입니다.",
        en: "That is {part} of the {sum} told under this number."
    }
    fx_all_told(sum: &str) {
        ko: "이 번호로 알린 금액은 {sum}입니다.",
        en: "Told under this number: {sum}."
    }
    from_consumer { ko: "소비자에게서", en: "the consumer" }
    from_house(who: &str) { ko: "{who}에서", en: "{who}" }
    fx_off(payer: &str, who: &str, sum: &str) { ko: "{payer}{who} 받을 {sum}을 포기합니다.", en: "{sum} owed{payer} by {who} is given up." }
    fx_bears(payer: &str) { ko: "그 금액은 {payer} 떠안습니다.", en: "That sum is borne by {payer}." }
    fx_known(number: &str, list: &str) { ko: "이미 있는 증빙 번호입니다 ({number}): {list}.", en: "The number {number} is known already: {list}." }
    seen_told(who: &str) { ko: "{who} 지급을 알린 번호", en: "{who} told a payment under it" }
    seen_booked(kind: &str, who: &str) { ko: "‘{kind}’ ({who}) 기록의 번호", en: "booked: {kind} ({who})" }
    seen_elsewhere(what: &str, which: &str) { ko: "다른 청구 #{which}에서 {what}", en: "in another claim, #{which}: {what}" }
    no_known_number(list: &str) {
        ko: "이미 있는 번호입니다: {list}. 번호와 상대를 다시 보고, 맞으면 그대로 다시 보내 주세요.",
        en: "This number is known already: {list}. Check it and whose it is; if it is right, send the form again."
    }
    fx_lowers(parts: &str) { ko: "그만큼 줄어드는 몫: {parts}.", en: "Lowered by it: {parts}." }
    fx_shares(shares: &str) { ko: "몫: {shares}.", en: "Shares: {shares}." }
    fx_held(sum: &str) {
        ko: "{sum}이 아직 지급정지 중입니다. 지금 결정하면 그 금액까지 나누고, 나중에 돌아오면 그만큼 각자의 몫을 줄입니다.",
        en: "{sum} is still frozen. Decided now, that sum is shared too; if it comes back later, everybody’s part is lowered by it."
    }
    fx_surety_of(sum: &str, what: &str, left: &str) {
        ko: "이용기관 몫 {sum}을 보증에 청구합니다. 보증: {what}, 남은 보증 {left}.",
        en: "{sum} of the institution’s share is asked of its surety: {what}, {left} left."
    }
    fx_surety_told(who: &str, sum: &str, document: &str) {
        ko: "{who} {sum}을 지급했다고 알렸고 (증빙 {document}) 아직 확인되지 않았습니다.",
        en: "{who} says it paid {sum} (document {document}); that is not checked yet."
    }
    fx_refused(sum: &str) { ko: "보증에 청구한 {sum}이 거절된 것으로 기록합니다. 이 금액은 다시 이용기관 몫이 됩니다.", en: "The surety’s refusal of {sum} is booked. The sum is the institution’s again." }
    fx_table_before(institution: i64, bank: i64, operator: i64, consumer: i64) {
        ko: "지금은 이용기관 {institution}%, 은행 {bank}%, 운영기관 {operator}%, 소비자 {consumer}%입니다.",
        en: "Now it is {institution}% institution, {bank}% bank, {operator}% operator, {consumer}% consumer."
    }
    fx_table_at_once { ko: "확인하는 순간부터 씁니다.", en: "It holds from the moment of the confirmation." }
    fx_table_from(day: &str) { ko: "{day}부터 씁니다.", en: "It holds from {day}." }
    fx_table(cause: &str, institution: i64, bank: i64, operator: i64, consumer: i64) {
        ko: "‘{cause}’의 분담을 이용기관 {institution}%, 은행 {bank}%, 운영기관 {operator}%, 소비자 {consumer}%로 바꿉니다. 지난 결정은 그대로입니다.",
        en: "“{cause}” is shared {institution}% institution, {bank}% bank, {operator}% operator, {consumer}% consumer from then on. Earlier decisions stand."
    }
}

texts! {
    liability { ko: "책임분담표", en: "Table of liability" }
    liability_lead {
        ko: "원인에 따라 누가 얼마를 부담하는지 정합니다. 운영기관의 두 사람이 바꿀 수 있고, 지난 결정에는 영향이 없습니다.",
        en: "Who bears how much, by cause. Two people of the operator may change it; earlier decisions stand."
    }
    in_force_head { ko: "지금 쓰는 표", en: "In force" }
    later_head { ko: "앞으로 바뀔 것", en: "To come" }
    cause_label { ko: "원인", en: "Cause" }
    share_institution { ko: "이용기관 (%)", en: "Institution (%)" }
    share_bank { ko: "은행 (%)", en: "Bank (%)" }
    share_operator { ko: "운영기관 (%)", en: "Operator (%)" }
    share_consumer { ko: "소비자 (%)", en: "Consumer (%)" }
    source_label { ko: "근거", en: "Source" }
    from_label { ko: "시작일", en: "First day" }
    shipped { ko: "설치할 때의 값", en: "as installed" }
    change_head { ko: "책임분담표 변경", en: "Change the table" }
    change_effect { ko: "넷을 더해 100이어야 합니다. 시작일이 오늘이면 다른 사람이 확인하는 순간부터 씁니다.", en: "The four add up to 100. If the first day is today, it holds from the moment of the confirmation." }
    change_button { ko: "변경을 제안", en: "Propose the change" }

    letter_taken { ko: "피해보상 접수 안내", en: "We have received your claim" }
    letter_paid { ko: "피해보상 선지급 안내", en: "You were paid in advance" }
    letter_decided { ko: "피해 원인 결정 안내", en: "Decision on the cause of your loss" }
    letter_closed { ko: "피해보상 종결 안내", en: "Your claim is closed" }
    letter_rejected { ko: "피해보상 심사 결과 안내", en: "The outcome of your claim" }
    letter_withdrawn { ko: "피해 신고 취하 확인", en: "Your report was taken back" }
    dear { ko: "피해를 신고하신 고객님", en: "The customer who reported the loss" }
    say_taken(sum: &str) {
        ko: "오픈뱅킹 이체로 입으신 피해 {sum}에 대한 신고를 접수했습니다.",
        en: "We have received your report of {sum} lost through open-banking transfers."
    }
    traced_asked { ko: "돈을 받은 은행에 지급정지를 요청했습니다.", en: "The bank that received the money was asked to freeze it." }
    traced_held(sum: &str) { ko: "돈을 받은 은행에서 {sum}이 지급정지되었습니다.", en: "{sum} is frozen at the bank that received the money." }
    traced_nowhere { ko: "돈이 간 계좌를 확인할 수 없어 지급정지하지 못했습니다.", en: "It could not be found to which account the money went, so nothing could be frozen." }
    traced_outside { ko: "돈이 오픈뱅킹에 참가하지 않는 은행으로 갔습니다. 그 은행에는 따로 지급정지를 요청합니다.", en: "The money went to a bank outside open banking. That bank is asked separately to freeze it." }
    traced_nothing { ko: "돈을 받은 계좌에 남은 돈이 없어 지급정지된 금액이 없습니다.", en: "Nothing was left on the account that received the money, so nothing is frozen." }
    traced_refused { ko: "돈을 받은 은행이 지급정지 요청을 받아들이지 않았습니다.", en: "The bank that received the money did not freeze it." }
    after_taken(by: &str) { ko: "{by}까지 피해 금액을 먼저 지급해 드립니다.", en: "You will be paid the damage by {by}." }
    after_taken_late(by: &str) {
        ko: "{by}까지 피해 금액을 먼저 지급해 드려야 했으나 아직 지급하지 못했습니다. 늦어져 죄송합니다. 운영기관이 이를 알고 처리하고 있습니다. 이용기관이나 운영기관에 문의하시거나 금융분쟁조정을 신청하실 수 있습니다.",
        en: "The damage was to be paid to you by {by} and has not been paid yet. We are sorry. The operator knows and is at it. You may ask the institution or the operator, or apply for financial dispute mediation."
    }
    after_paid_late(by: &str) {
        ko: "{by}까지 원인을 결정하여 알려 드려야 했으나 아직 결정하지 못했습니다. 늦어져 죄송합니다. 운영기관이 이를 알고 처리하고 있습니다.",
        en: "The cause was to be decided by {by} and has not been yet. We are sorry. The operator knows and is at it."
    }
    paid_on { ko: "선지급일", en: "Paid in advance on" }
    decided_on { ko: "원인 결정일", en: "Decided on" }
    no_date { ko: "정해진 기한 없음", en: "no date set" }
    held_apart(sum: &str) {
        ko: "아직 지급정지 중인 {sum}은 부담을 나눌 때 빼지 않았습니다. 이 돈이 돌아와 고객님 부담이 줄면 다시 알려 드립니다. 돌아오지 않은 채 청구를 종결하면 지급정지가 풀리고 고객님 부담은 그대로입니다.",
        en: "The {sum} that is still frozen was not taken off what is shared. If it comes back and your part is lowered by it, you are told again. If it has not come back when the claim is closed, it is let go and your part stays as it is."
    }
    part_lowered(part: &str, before: &str) { ko: "{part} (돌아온 돈으로 {before}에서 줄었음)", en: "{part} (lowered from {before} by what came back)" }
    part_waived(part: &str) { ko: "{part} (면제되어 내실 금액 없음)", en: "{part} (waived: nothing to pay)" }
    part_of_it_waived(part: &str, waived: &str) { ko: "{part} (그중 {waived} 면제)", en: "{part} (of that {waived} waived)" }
    is_late { ko: "지남", en: "over" }
    lead_late { ko: "기한이 지났습니다. ", en: "The time is over. " }
    say_paid(sum: &str) { ko: "피해 금액 {sum}을 먼저 지급해 드렸습니다.", en: "{sum}, the whole damage, was paid to you in advance, before it is decided who bears it." }
    after_paid(by: &str) {
        ko: "{by}까지 원인을 결정하여 알려 드립니다. 결정에 따라 고객님이 일부를 부담하실 수도 있습니다.",
        en: "The cause will be decided by {by}, and you will be told. You may have to bear a part."
    }
    say_decided { ko: "신고하신 피해의 원인과 부담을 아래와 같이 정했습니다.", en: "What caused the damage you reported, and what part of it is yours, stands below." }
    follow_decided {
        ko: "신고하신 피해의 원인을 결정했습니다. 자세한 내용은 보내 드린 안내문에 있습니다.",
        en: "What caused the damage you reported has been decided. The letter sent to you has the details."
    }
    paid_won { ko: "선지급액", en: "Paid in advance" }
    returned_won { ko: "회수한 금액", en: "Came back" }
    shared_won { ko: "나누어 부담할 금액", en: "To be shared" }
    after_decided_settled(sum: &str) {
        ko: "고객님이 부담하실 {sum}은 정리되어 더 내실 금액이 없습니다. 결정에 이의가 있으시면 이용기관이나 운영기관에 말씀하시거나 금융분쟁조정을 신청하실 수 있습니다.",
        en: "Your part of {sum} is settled; there is nothing left to pay. If you disagree, say so to the institution or the operator, or apply for financial dispute mediation."
    }
    your_part { ko: "고객님 부담", en: "Your own part" }
    after_decided {
        ko: "기관 사이의 정산은 고객님과 관계없이 진행됩니다. 고객님이 부담하실 금액이 있는지는 가장 나중에 받으신 안내문에 있습니다. 결정에 이의가 있으시면 이용기관이나 운영기관에 말씀하시거나 금융분쟁조정을 신청하실 수 있습니다.",
        en: "What institutions and banks owe each other does not concern you. Whether a part is yours stands in the last letter you were given. If you disagree, say so to the institution or the operator, or apply for financial dispute mediation."
    }
    after_decided_none {
        ko: "고객님이 부담하실 금액은 없습니다. 기관 사이의 정산은 고객님과 관계없이 진행됩니다. 결정에 이의가 있으시면 이용기관이나 운영기관에 말씀하시거나 금융분쟁조정을 신청하실 수 있습니다.",
        en: "You bear nothing. What institutions and banks owe each other does not concern you. If you disagree, say so to the institution or the operator, or apply for financial dispute mediation."
    }
    after_decided_part(sum: &str) {
        ko: "고객님이 부담하실 금액은 {sum}이며, 내실 방법은 따로 안내해 드립니다. 결정에 이의가 있으시면 이용기관이나 운영기관에 말씀하시거나 금융분쟁조정을 신청하실 수 있습니다.",
        en: "Your part is {sum}; you are told separately how to pay it. If you disagree, say so to the institution or the operator, or apply for financial dispute mediation."
    }
    say_closed { ko: "피해보상 절차가 모두 끝났습니다.", en: "Your claim is settled in full." }
    after_closed { ko: "더 하실 일은 없습니다.", en: "There is nothing left to do." }
    say_rejected { ko: "신고하신 내용은 보상 대상이 아닌 것으로 결정했습니다.", en: "What you reported was decided not to be compensated." }
    after_rejected {
        ko: "결정 사유는 신고하신 곳에서 설명해 드립니다. 이의가 있으시면 이용기관이나 운영기관에 말씀하시거나 금융분쟁조정을 신청하실 수 있습니다.",
        en: "Where you reported, you are told why. If you disagree, say so to the institution or the operator, or apply for financial dispute mediation."
    }
    say_withdrawn { ko: "피해 신고를 취하하셨습니다.", en: "You have taken your report back." }
    after_withdrawn { ko: "같은 이체를 다시 신고하실 수 있습니다.", en: "The same transfers can be reported again." }

    follow_title { ko: "피해보상 진행 상황", en: "How your claim stands" }
    follow_unknown_head { ko: "열리지 않는 링크입니다", en: "This link does not open" }
    follow_unknown { ko: "새 링크가 만들어졌거나 주소가 다릅니다. 신고하신 곳에 문의해 주십시오.", en: "A newer link was made, or the address differs. Ask where you reported." }
    steps_head { ko: "단계", en: "Steps" }
    follow_note { ko: "이 화면은 이름과 계좌를 보여 주지 않습니다. 링크를 남에게 주지 마십시오.", en: "This page shows no names and no accounts. Do not pass the link on." }
}

texts! {
    bad_form { ko: "양식을 읽을 수 없습니다. 다시 열어 보내 주세요.", en: "The form cannot be read. Open it again and send it." }
    bad_institution { ko: "그런 이용기관이 없습니다.", en: "There is no such institution." }
    bad_transfers(line: &str) { ko: "읽을 수 없는 줄: ‘{line}’. 영업일/거래번호로 한 줄에 하나씩 적어 주세요.", en: "“{line}” cannot be read. Write date/id, one a line." }
    bad_amount { ko: "금액을 1원 이상의 숫자로 적어 주세요.", en: "Write an amount of at least ₩1, in digits." }
    no_range(most: &str) { ko: "1원부터 {most}까지 적을 수 있습니다.", en: "From ₩1 to {most}." }
    no_range_open(most: &str) {
        ko: "아직 받지 못한 금액까지, 1원부터 {most}까지 적을 수 있습니다. 그보다 더 돌아온 돈은 그 몫을 이미 낸 곳에 돌려줍니다.",
        en: "Up to what is not paid yet: from ₩1 to {most}. What came back beyond that goes back to whoever paid."
    }
    no_left { ko: "남은 금액이 없습니다.", en: "Nothing is left." }
    no_past { ko: "시작일은 오늘이나 그 뒤의 날입니다.", en: "The first day is today or later." }
    unknown_insurer { ko: "이 코드의 보증기관이 없습니다. 코드를 다시 보거나, 먼저 그 보증기관의 계정을 만들어 주세요.", en: "There is no insurer of this code. Check it, or invite the insurer first." }
    bad_insurer { ko: "보증기관 코드는 대문자 하나와 숫자 아홉 개입니다.", en: "An insurer’s code is a capital letter and nine digits." }
    bad_date { ko: "날짜를 다시 보아 주세요.", en: "Please check the date." }
    bad_choice { ko: "목록에서 골라 주세요.", en: "Choose one of the list." }
    no_words { ko: "신고 내용을 적어 주세요 (2,000자까지).", en: "Say what happened, in up to 2,000 characters." }
    no_count { ko: "이체를 1건에서 20건까지 적어 주세요.", en: "Name one to twenty transfers." }
    no_transfer { ko: "이 이용기관의 그런 이체가 없습니다.", en: "There is no such transfer of this institution." }
    no_twice { ko: "같은 이체를 두 번 적었습니다.", en: "A transfer is named twice." }
    no_settled { ko: "끝나지 않았거나 돈이 움직이지 않은 이체입니다.", en: "A transfer is not settled: no money has moved." }
    no_claimed_in(transfer: &str, claim: &str) { ko: "{transfer}: 이미 신고된 이체입니다 (청구 {claim}).", en: "{transfer} is reported already (claim {claim})." }
    to_known_claim { ko: "그 청구 보기", en: "See that claim" }
    no_claimed { ko: "다른 청구에 이미 있는 이체입니다.", en: "A transfer is in another claim already." }
    no_loss { ko: "잃은 출금이체가 하나는 있어야 합니다.", en: "At least one withdrawal must have been lost." }
    no_now { ko: "지금 상태에서는 할 수 없습니다. 화면을 다시 열어 주세요.", en: "Not as it stands now. Open the page again." }
    no_evidence { ko: "증빙 번호는 빈칸 없이 글자, 숫자, - . /로 40자까지이고, 글자나 숫자로 시작합니다.", en: "A document’s number has up to 40 letters, digits, hyphens, dots and slashes, no spaces, and begins with a letter or digit." }
    no_amount { ko: "지급액은 피해 금액과 같아야 합니다.", en: "What is paid must be the damage." }
    no_more { ko: "남은 금액보다 많습니다.", en: "More than is owed." }
    no_instrument { ko: "신고 때 유효했던 보증이 아닙니다.", en: "That cover was not valid at the report." }
    no_cover { ko: "보증에 남은 금액보다 많습니다.", en: "More than is left of that cover." }
    no_owed { ko: "보증에 청구한 금액이 없습니다.", en: "Nothing is asked of the surety." }
    no_due { ko: "지금 지급하실 금액이 없습니다.", en: "There is nothing for you to pay now." }
    no_due_changed { ko: "그 사이 지급하실 금액이 바뀌었습니다. 화면을 다시 열어 주세요.", en: "What is due has changed meanwhile. Open the page again." }
    no_paid_on { ko: "지급한 날은 신고한 날부터 오늘까지입니다.", en: "The day lies between the report and today." }
    no_told_twice { ko: "이미 알린 증빙 번호입니다.", en: "This document was told already." }
    no_told_more { ko: "이 청구에는 더 알릴 수 없습니다. 운영기관 담당자에게 연락해 주세요.", en: "No more can be told of this claim. Call your contact at the operator." }
    no_close { ko: "아직 받을 금액이 있습니다.", en: "Something is still owed." }
    no_yours { ko: "신고한 사람만 취하할 수 있습니다.", en: "Only whoever reported it takes it back." }
    no_hundred { ko: "넷을 더해 100이어야 합니다.", en: "The four must add up to 100." }
    no_source { ko: "근거를 적어 주세요.", en: "Name the source." }
    no_table { ko: "그 시각의 표가 이미 있습니다. 다시 제안해 주세요.", en: "There is a row of that moment. Propose again." }
}

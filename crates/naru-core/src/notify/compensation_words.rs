//! The sentences of notices of claims.

use naru_base::texts;

texts! {
    won(amount: &str) { ko: "{amount}원", en: "₩{amount}" }
    title(institution: &str, what: &str, which: &str) { ko: "{institution} {what} · #{which}", en: "{institution}: {what} · #{which}" }
    number(claim: &str) { ko: "(청구 번호 {claim})", en: "(Claim {claim})" }
    operator { ko: "운영기관", en: "the operator" }
    consumer { ko: "소비자", en: "the consumer" }
    surety { ko: "보증기관", en: "the surety" }
    from_consumer { ko: "소비자에게서", en: "the consumer" }
    from_house(who: &str) { ko: "{who}에서", en: "{who}" }

    reported_line(sum: &str) { ko: "피해 신고: {sum}", en: "damage of {sum} reported" }
    moved_line(sum: &str, state: &str) { ko: "피해보상 {sum}: {state}", en: "compensation of {sum}, {state}" }
    late_line(sum: &str, step: &str) { ko: "피해보상 {sum} 기한 초과: {step}", en: "compensation of {sum} is late: {step}" }
    frozen_line(sum: &str) { ko: "피해보상: {sum} 지급정지", en: "compensation, {sum} frozen" }
    unfrozen_line { ko: "피해보상: 지급정지된 금액 없음", en: "compensation, nothing could be frozen" }
    paid_line(sum: &str) { ko: "피해보상: 소비자에게 {sum} 선지급", en: "compensation, {sum} paid to the consumer" }
    returned_line(who: &str, sum: &str) { ko: "피해보상: {who}에서 {sum} 회수", en: "compensation, {sum} came back from {who}" }
    decided_line(cause: &str) { ko: "피해보상: 원인 결정 ({cause})", en: "compensation, cause decided: {cause}" }
    asked_line(who: &str, sum: &str) { ko: "피해보상: {who}에 {sum} 청구", en: "compensation, {sum} claimed from {who}" }
    refused_line(who: &str, sum: &str) { ko: "피해보상: {who}에 청구한 {sum} 거절됨", en: "compensation, {sum} refused by {who}" }
    recovered_line(who: &str, sum: &str) { ko: "피해보상: {who} {sum} 받음", en: "compensation, {sum} received from {who}" }
    taken_back_line(who: &str, sum: &str) { ko: "피해보상: {who} {sum} 지급 통지 거둠", en: "compensation, {who} takes back that it paid {sum}" }
    not_arrived_line(whence: &str, sum: &str) { ko: "피해보상: {whence} {sum} 들어오지 않음", en: "compensation, {sum} has not come from {whence}" }
    taken_back_text(who: &str, sum: &str) { ko: "{who}에서 {sum}을 지급했다고 알린 것을 거두었습니다. 사유는 청구 화면에 있습니다.", en: "{who} takes back that it paid {sum}. Why stands on the page of the claim." }
    not_arrived_text(whence: &str, sum: &str) { ko: "{whence} 지급했다고 알린 {sum}이 들어오지 않아 통지를 뺐습니다. 사유는 청구 화면에 있습니다.", en: "The {sum} told as paid has not come from {whence}: that is taken off. Why stands on the page of the claim." }
    remitted_line(who: &str, sum: &str) { ko: "피해보상: {who} {sum} 지급 통지", en: "compensation, {who} says it paid {sum}" }
    given_up_line(who: &str, sum: &str) { ko: "피해보상: {who} 받을 {sum} 포기", en: "compensation, {sum} owed by {who} given up" }
    closed_line(sum: &str) { ko: "피해보상 {sum} 종결", en: "compensation of {sum} closed" }
    rejected_line(sum: &str) { ko: "피해 신고 {sum}: 보상 대상 아님", en: "damage of {sum}, not to be compensated" }
    withdrawn_line(sum: &str) { ko: "피해 신고 {sum} 취하", en: "report of {sum} withdrawn" }

    freezing_asked { ko: "받는 은행에 지급정지를 요청했습니다.", en: "The banks that received the money were asked to freeze it." }
    freezing_nowhere { ko: "돈이 간 계좌를 확인할 수 없어 지급정지를 요청하지 못했습니다.", en: "It is not known to which account the money went, so no bank was asked to freeze it." }
    freezing_outside { ko: "돈이 망 밖의 은행으로 갔습니다. 운영기관이 그 은행에 직접 지급정지를 요청해야 합니다.", en: "The money went to a bank outside the network: the operator has to ask that bank by hand." }
    paid_by(by: &str) { ko: "소비자에게 {by}까지 먼저 지급해야 합니다.", en: "The consumer must be paid first, by {by}." }
    damage(sum: &str) { ko: "피해 금액은 {sum}입니다.", en: "The damage is {sum}." }
    frozen_text(sum: &str) { ko: "받는 은행이 모두 응답했고, {sum}이 지급정지되었습니다.", en: "Every receiving bank has answered; {sum} is frozen." }
    unfrozen_text { ko: "받는 은행이 모두 응답했으나 지급정지된 금액은 없습니다.", en: "Every receiving bank has answered; nothing is frozen." }
    paid_text(who: &str, sum: &str) { ko: "소비자에게 {sum}을 먼저 지급했습니다. 지급한 곳은 {who}입니다.", en: "The consumer was paid {sum}, by {who}." }
    returned_text(who: &str, sum: &str) { ko: "{who}에서 지급정지했던 {sum}이 돌아왔습니다. 나누어 부담할 금액이 그만큼 줄었습니다.", en: "{sum} that was frozen at {who} came back. So much less is left to be shared." }
    uneven_text { ko: "이미 낸 금액은 줄지 않아 제 몫보다 더 낸 곳이 있습니다. 누가 누구에게서 얼마를 돌려받는지는 청구 화면에 있고, 서로 정산합니다.", en: "What was paid already is not lowered, so somebody has paid more than its part. Who gets how much back from whom stands on the page of the claim; they settle it among themselves." }
    decided_text(cause: &str) { ko: "운영기관 두 사람이 피해 원인을 결정했습니다. 원인은 ‘{cause}’이고, 책임분담표에 따라 나누어 부담합니다.", en: "Two people of the operator decided the cause: {cause}. It is shared by the table of liability." }
    asked_text(who: &str, sum: &str) { ko: "이용기관이 부담할 {sum}을 {who}에 청구했습니다.", en: "{sum} of the institution’s share was claimed from {who}." }
    refused_text(who: &str, sum: &str) { ko: "{who}에 청구한 {sum}이 거절되었습니다. 이 금액은 다시 이용기관이 부담합니다.", en: "{who} refused to pay {sum}. The institution bears it again." }
    recovered_text(who: &str, sum: &str) { ko: "{who} {sum}을 받아 기록했습니다.", en: "{sum} was received from {who} and booked." }
    remitted_text(who: &str, sum: &str) { ko: "{who}에서 {sum}을 지급했다고 알렸습니다. 증빙 번호는 청구 화면에 있습니다.", en: "{who} says that it paid {sum}. The document’s number stands on the page of the claim." }
    given_up_text(who: &str, sum: &str) { ko: "{who} 받을 {sum}을 받지 않기로 했습니다. 먼저 지급한 곳이 부담합니다.", en: "{sum} owed by {who} was given up. Whoever paid in advance bears it." }
    closed_text { ko: "남은 금액이 없어 청구를 종결했습니다. 아직 지급정지 중인 돈이 있으면 풀립니다.", en: "Nothing is owed any more; the claim is closed. Whatever is still frozen is let go." }
    rejected_text { ko: "운영기관 두 사람이 보상 대상이 아닌 것으로 결정했습니다. 지급정지된 돈이 있으면 풀립니다.", en: "Two people of the operator decided that it is not to be compensated. Whatever was frozen is let go." }
    withdrawn_text { ko: "신고한 사람이 신고를 취하했습니다. 지급정지된 돈이 있으면 풀립니다.", en: "Whoever reported it took it back. Whatever was frozen is let go." }

    late_freeze(due: &str) { ko: "은행이 {due}까지 지급정지에 응답하지 않았습니다. 은행에 직접 확인해 주십시오.", en: "A bank has not answered by {due} whether it froze the money. Ask it directly." }
    late_payment(due: &str) { ko: "{due}까지 소비자에게 지급해야 했습니다. 지금 지급하고 증빙 번호와 함께 기록을 제안해 주십시오.", en: "The consumer was to be paid by {due}. Pay now, and propose to book it with the document’s number." }
    late_cause(due: &str) { ko: "{due}까지 원인을 결정해야 했습니다. 청구 화면에서 원인을 제안해 주십시오.", en: "The cause was to be decided by {due}. Propose it on the page of the claim." }
    late_surety(due: &str) { ko: "{due}까지 보증에 청구해야 했습니다. 청구 화면에서 보증 청구를 제안하거나 이용기관에서 받아 기록해 주십시오.", en: "The surety was to be asked by {due}. Propose it on the page of the claim, or book what the institution pays." }
    late_other(due: &str) { ko: "기한은 {due}까지였습니다. 지금 처리해 주십시오.", en: "It was due by {due}. See to it now." }

    todo_freeze(sum: &str, by: &str) { ko: "하실 일: {by}까지 {sum}의 지급정지 여부를 응답해 주십시오.", en: "For you to do: answer by {by} whether {sum} is frozen." }
    todo_pay(sum: &str, by: &str) { ko: "하실 일: {by}까지 소비자에게 {sum}을 지급하고, 증빙 번호와 함께 기록을 제안해 주십시오.", en: "For you to do: pay the consumer {sum} by {by}, and propose to book it with the document’s number." }
    tell_at { ko: "청구 화면의 ‘지급 통지’", en: "under “Tell that you paid” on the page of the claim" }
    tell_below { ko: "아래 ‘지급 통지’", en: "below, under “Tell that you paid”" }
    todo_pay_and_show(sum: &str, by: &str, at: &str) { ko: "하실 일: {by}까지 소비자에게 {sum}을 지급하고, {at}에 증빙 번호를 적어 주십시오.", en: "For you to do: pay the consumer {sum} by {by}, and give the document’s number {at}." }
    todo_book(sum: &str, by: &str) { ko: "하실 일: 이용기관이 {by}까지 소비자에게 {sum}을 지급하는지 확인하고, 증빙 번호와 함께 기록을 제안해 주십시오.", en: "For you to do: see that the institution pays the consumer {sum} by {by}, and propose to book it with the document’s number." }
    todo_decide(by: &str) { ko: "하실 일: {by}까지 원인을 결정해 주십시오. 운영기관 두 사람이 필요합니다.", en: "For you to do: decide the cause by {by}; it takes two people of the operator." }
    todo_ask_surety(sum: &str, by: &str) { ko: "하실 일: 이용기관이 부담할 {sum}을 {by}까지 보증기관에 청구하거나 이용기관에서 받아 주십시오.", en: "For you to do: claim the institution’s {sum} from its surety by {by}, or have the institution pay." }
    todo_collect(sum: &str) { ko: "하실 일: 남은 {sum}을 받아 증빙 번호와 함께 기록을 제안해 주십시오.", en: "For you to do: collect the {sum} that is left, and propose to book it with the document’s number." }
    first_payer { ko: "먼저 지급한 곳", en: "whoever paid in advance" }
    todo_share(sum: &str, payee: &str, at: &str) { ko: "하실 일: 부담하실 {sum}을 {payee}에 보내고, {at}에 증빙 번호를 적어 주십시오.", en: "For you to do: pay your {sum} to {payee}, and give the document’s number {at}." }
    todo_share_by(sum: &str, by: &str, payee: &str, at: &str) { ko: "하실 일: 부담하실 {sum}을 {by}까지 {payee}에 보내고, {at}에 증빙 번호를 적어 주십시오. 보증기관에 청구되면 따로 알려 드립니다.", en: "For you to do: pay your {sum} to {payee} by {by}, and give the document’s number {at}. If it is claimed from your surety, you are told." }
    todo_answer(sum: &str, payee: &str, at: &str) { ko: "하실 일: {payee}에 {sum}을 지급하고, {at}에 증빙 번호를 적어 주십시오. 지급하지 않으면 그 사유를 운영기관 담당자에게 알려 주십시오.", en: "For you to do: pay {sum} to {payee}, and give the document’s number {at}; or tell your contact at the operator why you do not pay." }
    todo_close { ko: "하실 일: 남은 금액이 없습니다. 종결을 제안해 주십시오.", en: "For you to do: nothing is owed; propose to close it." }
    todo_explain { ko: "하실 일: 결정 사유가 청구 화면에 있습니다. 소비자에게 그 사유를 설명해 주십시오.", en: "For you to do: the reason stands on the page of the claim. Tell the consumer why." }
    todo_none { ko: "지금 하실 일은 없습니다.", en: "There is nothing for you to do now." }
    todo_look { ko: "다음 할 일은 이 청구의 화면에 있습니다.", en: "What comes next stands on the page of the claim." }

    is_reported { ko: "신고 접수", en: "reported" }
    is_frozen { ko: "추적 완료", en: "funds traced" }
    is_paid { ko: "선지급 완료", en: "paid in advance" }
    is_decided { ko: "원인 결정", en: "cause decided" }
    is_at_surety { ko: "보증 청구", en: "claimed from the surety" }
    is_in_recourse { ko: "구상 진행", en: "recourse under way" }
    is_closed { ko: "종결", en: "closed" }
    is_rejected { ko: "보상 대상 아님", en: "rejected" }
    is_withdrawn { ko: "신고 취하", en: "withdrawn" }
    step_freeze { ko: "지급정지", en: "freezing" }
    step_payment { ko: "선지급", en: "payment in advance" }
    step_cause { ko: "원인 결정", en: "cause" }
    step_surety { ko: "보증 청구", en: "surety" }

    cause_forged { ko: "접근매체 위조·변조", en: "Means of access forged" }
    cause_processing { ko: "전송·처리 사고", en: "Accident in processing" }
    cause_intrusion { ko: "침입으로 얻은 접근매체", en: "Means got by intrusion" }
    cause_institution { ko: "이용기관 과실", en: "Institution’s fault" }
    cause_bank { ko: "은행 과실", en: "Bank’s fault" }
    cause_operator { ko: "운영기관 과실", en: "Operator’s fault" }
    cause_identity { ko: "명의도용", en: "Stolen identity" }
    cause_negligence { ko: "이용자 중과실", en: "User’s gross negligence" }
    cause_intent { ko: "이용자 고의·피해 없음", en: "User’s intent, or no damage" }
}

//! Words of paying accounts and the money on them.

use naru_base::texts;

texts! {
    title { ko: "입금 재원", en: "Paying accounts" }
    lead(n: usize) {
        ko: "입금이체를 내보낼 재원을 맡긴 이용기관은 {n}곳입니다. 재원이 모자라면 입금이체가 거절됩니다.",
        en: "Institutions with a paying account: {n}. Deposits are refused when its money runs out."
    }
    lead_none { ko: "입금 재원 계좌를 약정한 이용기관이 없습니다.", en: "No institution has agreed on a paying account." }
    list_head { ko: "남은 재원", en: "What is left" }
    list_note { ko: "원장에서 · 예약은 지금 은행에 묻고 있는 입금이체", en: "from the ledger · reserved: deposits that a bank is being asked about" }
    institution_head { ko: "이용기관", en: "Institution" }
    account_head { ko: "약정 계좌", en: "Contract account" }
    left_head { ko: "남음 (원)", en: "Left (₩)" }
    reserved_head { ko: "예약 (원)", en: "Reserved (₩)" }
    funded_head { ko: "넣은 기록", en: "Bookings" }
    funded_link { ko: "이체 보기", en: "Transfers" }
    propose_head { ko: "들어온 재원을 적자고 제안", en: "Propose to book money that arrived" }
    propose_effect {
        ko: "다른 운영자가 확인하면 그때 원장에 적히고, 곧바로 입금이체에 쓰입니다. 은행 계좌에 실제로 들어온 뒤에 제안하세요.",
        en: "Once another operator confirms, it is booked and deposits can be paid from it at once. Propose only after the money is in the bank account."
    }
    amount_label { ko: "금액 (원)", en: "Amount (₩)" }
    evidence_label { ko: "은행 입금 번호", en: "The bank’s reference" }
    evidence_help {
        ko: "영문, 숫자, 붙임표 40자까지. 확인하는 사람이 은행에서 찾을 번호입니다. 같은 날 같은 번호는 한 번만 적힙니다.",
        en: "Up to 40 letters, digits, hyphens: the second person looks it up at the bank. The same one is booked once a day."
    }
    bad_amount { ko: "금액은 1원 이상의 숫자입니다.", en: "An amount is a number of at least ₩1." }
    bad_evidence { ko: "은행 입금 번호는 영문, 숫자, 붙임표 1자에서 40자입니다.", en: "A reference has 1 to 40 letters, digits or hyphens." }
    bad_institution { ko: "이용기관을 골라 주세요.", en: "Choose an institution." }
    propose_button { ko: "이 입금을 적자고 제안", en: "Propose this booking" }
    deed_fund { ko: "재원 입금", en: "Book arrived money" }
    object(name: &str, amount: &str) { ko: "{name} {amount}", en: "{name} {amount}" }
    fx_fund(name: &str, amount: &str, evidence: &str) {
        ko: "은행 입금 {evidence}에 따라 {name}의 입금 재원이 {amount} 늘어납니다. 바로 입금이체에 쓰이며, 되돌리려면 반대 거래가 필요합니다. 은행 계좌에서 이 번호와 금액을 직접 보고 확인하세요.",
        en: "By the bank’s reference {evidence}, {amount} more can be paid from the account of {name}, at once. Undoing it takes a transfer back. Look the reference and the amount up at the bank yourself before you confirm."
    }
    no_paying { ko: "입금 재원 계좌를 약정하지 않은 이용기관입니다.", en: "The institution has no paying account." }
    no_known { ko: "이 은행 입금 번호는 오늘 이미 적혔습니다.", en: "This reference was booked today already." }
    no_malformed { ko: "제안의 내용이 올바르지 않습니다.", en: "The proposal is malformed." }
    manage_only { ko: "제안은 운영기관이 합니다.", en: "The operator makes proposals." }
}

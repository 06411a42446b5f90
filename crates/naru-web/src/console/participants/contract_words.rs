//! Words of changing a contract account.

use naru_base::texts;

texts! {
    head { ko: "약정 계좌를 바꾸자고 제안", en: "Propose another contract account" }
    effect {
        ko: "다른 운영자가 확인하면 그때부터 새 계좌번호로 낸 요청만 받고 옛 번호는 거절합니다. 이미 받은 이체는 그대로 끝까지 갑니다. 암호문구는 바뀌지 않습니다.",
        en: "Once another operator confirms, only requests with the new number are taken, and the old one is refused. Transfers accepted before go to their end. The pass phrase stays."
    }
    purpose_label { ko: "용도", en: "For" }
    bank_label { ko: "은행", en: "Bank" }
    kind_label { ko: "계좌 종류", en: "Kind" }
    kind_account { ko: "계좌", en: "account" }
    kind_ledger { ko: "계정", en: "ledger account" }
    num_label { ko: "새 계좌번호", en: "New account number" }
    holder_label { ko: "예금주", en: "Holder" }
    submit { ko: "이 계좌로 바꾸자고 제안", en: "Propose this account" }
    deed { ko: "약정 계좌 변경", en: "Change a contract account" }
    fx(name: &str, purpose: &str, new: &str) {
        ko: "{name}의 {purpose}: 확인하는 순간부터 {new}만 씁니다. 옛 번호로 낸 요청은 거절하고, 이미 받은 이체는 그대로 끝까지 갑니다. 계약서에서 번호와 예금주를 직접 보고 확인하세요.",
        en: "{name}, {purpose}: from the moment you confirm, {new} alone counts. Requests with the old number are refused; transfers accepted before go to their end. Compare number and holder with the contract yourself before you confirm."
    }
    no_none { ko: "이 용도의 약정 계좌가 없습니다.", en: "There is no contract account for this." }
    no_bank { ko: "참가하고 있는 은행이 아닙니다.", en: "The bank does not take part." }
    no_same { ko: "지금 쓰는 계좌와 같습니다.", en: "That is the account in use." }
    no_taken { ko: "이 기관이 다른 용도로 쓰는 계좌입니다.", en: "The institution uses that account for something else." }
    no_malformed { ko: "제안의 내용이 올바르지 않습니다.", en: "The proposal is malformed." }
}

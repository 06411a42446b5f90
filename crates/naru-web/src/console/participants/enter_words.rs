//! Words of entering an institution and of its secrets.

use naru_base::{Lang, texts};
use naru_core::identity::{ContractPurpose, Scope};

texts! {
    head { ko: "이용기관 등록", en: "Enter an institution" }
    lead {
        ko: "계약한 내용을 적습니다. 등록만으로는 아무 거래도 할 수 없고, 참가 관문을 두 사람이 모두 통과시켜야 열립니다.",
        en: "What is agreed with it. Entered, it can do nothing yet: two people take it through the admission gates first."
    }
    code_label { ko: "이용기관 코드", en: "Institution code" }
    code_help { ko: "영문 대문자 하나와 숫자 아홉 개. 나중에 바꿀 수 없습니다.", en: "A capital letter and nine digits. It never changes." }
    name_ko_label { ko: "이름 (한글)", en: "Name in Korean" }
    name_en_label { ko: "이름 (로마자)", en: "Name in Latin letters" }
    scopes_label { ko: "권한 범위", en: "Scopes" }
    scope_login { ko: "이용자 확인", en: "who a user is" }
    scope_inquiry { ko: "이용자 계좌의 잔액과 거래내역", en: "balances and transactions of users" }
    scope_transfer { ko: "이용자 계좌에서 출금", en: "withdrawals from users’ accounts" }
    scope_oob { ko: "실명·수취 조회, 입금이체, 결과 조회", en: "holder inquiries, deposits, results" }
    scope_sa { ko: "이용자를 스스로 인증하는 기관", en: "institutions that authenticate their own users" }
    addresses_label { ko: "리디렉션 주소", en: "Redirect URIs" }
    addresses_help {
        ko: "한 줄에 하나, https 주소. 한 글자라도 다르면 거절됩니다. 앞의 세 권한에 필요합니다.",
        en: "One a line, https; compared to the letter. The first three scopes need one."
    }
    withdraw { ko: "출금 약정 계좌", en: "Contract account for withdrawals" }
    withdraw_help { ko: "출금한 돈이 모이는 계좌. 없으면 비웁니다.", en: "Collects what is withdrawn. Leave it empty if there is none." }
    deposit { ko: "입금 약정 계좌", en: "Contract account for deposits" }
    deposit_help { ko: "입금이체를 내보내는 계좌. 암호문구가 함께 만들어집니다.", en: "Pays deposits out. A pass phrase is made with it." }
    fee { ko: "수수료 계좌", en: "Account for fees" }
    fee_help { ko: "이용 수수료를 내는 계좌.", en: "Pays the network’s fees." }
    bank_label { ko: "은행 코드", en: "Bank code" }
    num_label { ko: "계좌번호", en: "Account number" }
    holder_label { ko: "예금주 (비우면 기관 이름)", en: "Holder (else the institution)" }
    submit { ko: "등록하고 비밀키 보기", en: "Enter, and show the secret" }
    is_there { ko: "이 코드의 이용기관이 이미 있습니다.", en: "An institution with this code is there already." }
    entered_head(name: &str) { ko: "{name} 등록됨", en: "{name} is entered" }
    once {
        ko: "지금 한 번만 보입니다. 이용기관에 안전하게 전하고 이 화면을 닫으세요. 잃어버리면 새 비밀키를 주어야 합니다.",
        en: "Shown this once. Hand it over safely and close this page; if it is lost, give a new secret."
    }
    client_label { ko: "클라이언트 id", en: "Client id" }
    secret_label { ko: "클라이언트 비밀키", en: "Client secret" }
    phrase_label { ko: "입금이체 암호문구", en: "Pass phrase of deposits" }
    next_steps {
        ko: "다음은 참가 신청입니다. 관문을 모두 지나면 이 자격 증명으로 호출할 수 있습니다.",
        en: "Next it applies. Once it has come through every gate, calls with these credentials are served."
    }
    to_gates { ko: "참가 관문으로", en: "To its gates" }
    to_institution { ko: "이용기관 보기", en: "The institution" }

    unknown_head { ko: "이런 이용기관이 없습니다", en: "No such institution" }
    unknown_text { ko: "주소를 다시 보아 주세요.", en: "Please check the address." }
    clients_head { ko: "클라이언트와 비밀키", en: "Clients and secrets" }
    clients_note { ko: "비밀키는 만든 때에만 보입니다", en: "a secret is seen when it is made only" }
    live_secrets(n: usize) { ko: "유효한 비밀키 {n}개", en: "Valid secrets: {n}" }
    earlier_until(at: &str) { ko: "앞의 비밀키는 {at}까지", en: "the earlier one until {at}" }
    earlier_works(at: &str) {
        ko: "앞의 비밀키는 {at}까지 함께 쓸 수 있습니다.", en: "The earlier one works beside it until {at}."
    }
    addresses_head { ko: "리디렉션 주소", en: "Redirect URIs" }
    contracts_head { ko: "약정 계좌", en: "Contract accounts" }
    contracts_none { ko: "약정 계좌가 없습니다. 이체를 할 수 없습니다.", en: "No contract accounts: no transfers." }
    purpose_head { ko: "용도", en: "For" }
    account_head { ko: "계좌", en: "Account" }
    holder_head { ko: "예금주", en: "Holder" }
    second_head { ko: "새 비밀키 주기", en: "Give a new secret" }
    second_note(after: &str) {
        ko: "새 비밀키는 바로 쓸 수 있고, 지금 비밀키는 {after} 뒤 만료됩니다. 이용기관과 운영자 모두에게 바로 알립니다.",
        en: "The new secret works at once; the present one expires after {after}. The institution and every operator are told at once."
    }
    hours(n: i64) { ko: "{n}시간", en: "{n} hours" }
    days(n: i64) { ko: "{n}일", en: "{n} days" }
    gates_link { ko: "관문", en: "Gates" }
    eligibility_link { ko: "이용적합성", en: "Eligibility" }
    surety_link { ko: "보증", en: "Surety" }
    transfers_link { ko: "이체", en: "Transfers" }
    client_head { ko: "클라이언트", en: "Client" }
    second_submit { ko: "새 비밀키 만들기", en: "Make a new secret" }
    second_done(name: &str) { ko: "{name}의 새 비밀키", en: "A new secret of {name}" }
    end_head { ko: "앞의 비밀키 끝내기", en: "End the earlier secret" }
    end_note {
        ko: "새 비밀키를 모든 서버가 쓰는 것을 확인한 뒤에 끝내세요. 끝나면 앞의 비밀키로는 아무것도 열리지 않습니다.",
        en: "End it once every server uses the new one: from then on the earlier secret opens nothing."
    }
    end_at_label { ko: "언제 (한국 시각)", en: "When (Korea)" }
    end_at_help { ko: "비우면 지금 끝납니다.", en: "Empty: now." }
    end_submit { ko: "앞의 비밀키 끝내기", en: "End the earlier secret" }
    bad_time { ko: "때를 알아볼 수 없습니다.", en: "The time is not understood." }
    bad_past { ko: "이미 지난 때입니다.", en: "That time is over." }
    bad_long { ko: "규칙이 허용하는 기간보다 깁니다.", en: "Longer than the rules let two secrets live." }
    bad_two { ko: "유효한 비밀키가 이미 두 개입니다. 앞의 것을 먼저 끝내세요.", en: "Two secrets are valid already: end the earlier one first." }
    bad_one { ko: "유효한 비밀키가 하나뿐입니다.", en: "Only one secret is live." }
    back { ko: "이용기관으로 돌아가기", en: "Back to the institution" }
    enter_link { ko: "이용기관 등록", en: "Enter an institution" }
}

/// What a scope opens.
pub(super) fn scope(lang: Lang, it: Scope) -> String {
    match it {
        Scope::Login => scope_login(lang),
        Scope::Inquiry => scope_inquiry(lang),
        Scope::Transfer => scope_transfer(lang),
        Scope::Oob => scope_oob(lang),
        Scope::Sa => scope_sa(lang),
    }
}

/// What a contract account is for.
pub(super) fn purpose(lang: Lang, it: ContractPurpose) -> String {
    match it {
        ContractPurpose::Withdraw => withdraw(lang),
        ContractPurpose::Deposit => deposit(lang),
        ContractPurpose::Fee => fee(lang),
    }
}

/// The sentence below it.
pub(super) fn account_help(lang: Lang, it: ContractPurpose) -> String {
    match it {
        ContractPurpose::Withdraw => withdraw_help(lang),
        ContractPurpose::Deposit => deposit_help(lang),
        ContractPurpose::Fee => fee_help(lang),
    }
}

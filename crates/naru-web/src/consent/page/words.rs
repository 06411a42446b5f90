//! What the consent pages say. Korean first.

use naru_base::{Lang, texts};

texts! {
    service { ko: "나루 오픈뱅킹", en: "Naru open banking" }
    other_language { ko: "English", en: "한국어" }
    skip { ko: "본문으로", en: "Skip to the content" }
    step(n: usize, of: usize) { ko: "{of}단계 중 {n}단계", en: "Step {n} of {of}" }
    title_consent { ko: "정보 제공 동의", en: "Your consent" }
    title_mine { ko: "내 동의", en: "My consents" }
    fix { ko: "다음을 고쳐 주십시오.", en: "Please put this right:" }

    asks(name: &str) {
        ko: "{name}에서 회원님의 금융정보를 쓰려고 합니다",
        en: "{name} would like to use your financial data"
    }
    asks_note {
        ko: "먼저 본인인지 확인합니다. 계좌를 고르고 동의하기 전에는 아무것도 전달되지 않습니다.",
        en: "First we make sure that it is you. Nothing is passed on before you choose accounts and agree."
    }
    mine_note {
        ko: "이용기관에 한 동의를 모두 보고 철회할 수 있습니다. 먼저 본인인지 확인합니다.",
        en: "See everything you have agreed to, and take back any of it. First we make sure that it is you."
    }
    name { ko: "이름", en: "Name" }
    name_help { ko: "신분증에 적힌 이름", en: "As on your identity card" }
    birth { ko: "생년월일", en: "Date of birth" }
    birth_help { ko: "숫자 여덟 자리, 예: 19900131", en: "Eight digits, for example 19900131" }
    phone { ko: "휴대전화 번호", en: "Mobile number" }
    phone_help { ko: "본인 명의의 번호로 일회용 비밀번호를 보냅니다", en: "A one-time code is sent to this number" }
    send_code { ko: "일회용 비밀번호 받기", en: "Send me a one-time code" }
    name_missing { ko: "이름을 적어 주십시오.", en: "Enter your name." }
    birth_wrong {
        ko: "생년월일을 숫자 여덟 자리로 적어 주십시오.",
        en: "Enter your date of birth in eight digits."
    }
    phone_wrong {
        ko: "01로 시작하는 휴대전화 번호를 적어 주십시오.",
        en: "Enter a mobile number that begins with 01."
    }
    sent_too_often(minutes: i64) {
        ko: "이 번호로 비밀번호를 너무 자주 보냈습니다. {minutes}분 뒤에 다시 해 주십시오.",
        en: "Too many codes were sent to this number. Try again in {minutes} minutes."
    }

    code_head { ko: "일회용 비밀번호를 적어 주십시오", en: "Enter the one-time code" }
    code_note(phone: &str, minutes: i64) {
        ko: "적으신 내용이 맞으면 {phone} 번호로 여섯 자리 비밀번호를 보냈습니다. {minutes}분 동안 쓸 수 있습니다.",
        en: "If what you entered is right, a six-digit code was sent to {phone}. It counts for {minutes} minutes."
    }
    code_label { ko: "일회용 비밀번호", en: "One-time code" }
    code_help { ko: "숫자 여섯 자리", en: "Six digits" }
    code_go { ko: "비밀번호 확인하고 계속", en: "Check the code and go on" }
    code_again { ko: "비밀번호 다시 받기", en: "Send another code" }
    start_again { ko: "이름·번호 고치기", en: "Change name or number" }
    code_wrong(left: i64) {
        ko: "비밀번호가 맞지 않습니다. {left}번 더 적을 수 있습니다.",
        en: "The code is not right. {left} tries left."
    }
    code_late {
        ko: "비밀번호의 시간이 지났습니다. 다시 받아 주십시오.",
        en: "The time of the code is over. Ask for another one."
    }
    code_text(code: &str, minutes: i64) {
        ko: "[나루] 일회용 비밀번호 {code}. {minutes}분 동안 쓸 수 있습니다. 아무에게도 알려 주지 마십시오.",
        en: "[Naru] One-time code {code}. It counts for {minutes} minutes. Do not tell it to anybody."
    }

    choose_head(name: &str) {
        ko: "{name}에 무엇을 허락하시겠습니까?",
        en: "What may {name} do?"
    }
    choose_note {
        ko: "항목마다 따로 동의합니다. 동의하지 않아도 은행 거래에는 영향이 없고, 동의한 뒤에도 언제든지 철회할 수 있습니다.",
        en: "You agree to each item apart. Your bank business does not depend on it, and you can take it back at any time."
    }
    login_head { ko: "본인 정보 제공", en: "Who you are" }
    login_items { ko: "이름, 생년월일, 휴대전화 번호, 연계정보(CI), 등록한 계좌의 목록", en: "Name, date of birth, mobile number, CI, the list of accounts you register" }
    login_why { ko: "회원 확인과 계좌 등록", en: "To know you and to register your accounts" }
    login_agree { ko: "본인 정보 제공에 동의합니다 (필수)", en: "I agree that this is passed on (required)" }
    inquiry_head { ko: "계좌 조회", en: "Reading accounts" }
    inquiry_items { ko: "고른 계좌의 잔액과 거래내역", en: "Balance and transactions of the accounts you choose" }
    inquiry_why { ko: "서비스에서 잔액과 거래내역 표시", en: "To show them to you in its service" }
    inquiry_agree { ko: "조회에 동의하는 계좌", en: "I agree for these accounts" }
    transfer_head { ko: "출금이체", en: "Withdrawals" }
    transfer_items { ko: "고른 계좌에서 회원님이 요청한 금액의 출금", en: "Withdrawing what you order from the accounts you choose" }
    transfer_why { ko: "송금·결제·충전 등 회원님이 요청한 거래", en: "Remittances, payments and charges that you order" }
    transfer_agree { ko: "출금에 동의하는 계좌", en: "I agree for these accounts" }
    row_who { ko: "받는 곳", en: "Receives" }
    row_what { ko: "항목", en: "What" }
    row_why { ko: "목적", en: "What for" }
    row_until { ko: "기간", en: "Until" }
    until(date: &str) { ko: "{date}까지 (그 전에 다시 동의하면 연장)", en: "{date}, longer if you agree again" }
    no_accounts {
        ko: "참가은행에서 회원님 명의의 계좌를 찾지 못했습니다.",
        en: "No account in your name was found at the participating banks."
    }
    silent(banks: &str) {
        ko: "답하지 않은 은행: {banks}. 그 은행의 계좌는 나중에 추가할 수 있습니다.",
        en: "Did not answer: {banks}. Accounts there can be added later."
    }
    login_needed {
        ko: "본인 정보 제공에 동의해야 계속할 수 있습니다.",
        en: "Without agreeing to who you are, nothing can be registered."
    }
    account_needed {
        ko: "조회나 출금에 동의할 계좌를 하나 이상 골라 주십시오.",
        en: "Choose one account at least, to read or to withdraw from."
    }
    agree_go(name: &str) { ko: "동의하고 돌아가기 ({name})", en: "Agree and go back to {name}" }
    agree_effect(name: &str) {
        ko: "누르면 고른 동의가 바로 효력을 가지며 {name}에 알려집니다.",
        en: "What you chose takes effect at once, and {name} is told."
    }
    leave_go { ko: "동의하지 않고 돌아가기", en: "Go back without agreeing" }

    mine_head(name: &str) { ko: "{name}님의 동의", en: "Consents of {name}" }
    mine_lead(count: usize, of: usize) {
        ko: "이용기관 {of}곳에 동의 {count}건이 유효합니다. 철회하면 그 기관의 다음 요청부터 거절됩니다.",
        en: "Consents in force: {count}; institutions: {of}. Taking one back refuses the institution's next request."
    }
    mine_empty {
        ko: "이용기관에 한 동의가 없습니다.",
        en: "You have not agreed to anything at any institution."
    }
    code_of(code: &str) { ko: "이용기관코드 {code}", en: "Institution code {code}" }
    holds(date: &str) { ko: "{date}까지", en: "until {date}" }
    ended(date: &str) { ko: "{date}에 끝남", en: "ended {date}" }
    never { ko: "동의하지 않음", en: "not agreed" }
    take_back { ko: "철회", en: "Take back" }
    take_back_login(name: &str) {
        ko: "본인 정보 제공 동의를 철회하고 {name}의 접근 토큰을 모두 끝내기",
        en: "Take back who I am, and end all tokens of {name}"
    }
    take_back_inquiry { ko: "이 계좌의 조회 동의 철회", en: "Take back reading this account" }
    take_back_transfer { ko: "이 계좌의 출금 동의 철회", en: "Take back withdrawals from this account" }
    mine_leave { ko: "나가기", en: "Leave" }

    over_head { ko: "시간이 지났거나 이미 마쳤습니다", en: "Time is over, or it is done already" }
    over {
        ko: "동의 절차는 잠시 동안만 열려 있습니다. 이용하던 서비스에서 다시 시작해 주십시오. 마치지 않은 동의는 전달되지 않았습니다.",
        en: "These pages stay open for a short time only. Begin again from the service you came from. Nothing unfinished was passed on."
    }
    too_often_head { ko: "비밀번호를 너무 많이 틀렸습니다", en: "Too many wrong codes" }
    too_often {
        ko: "안전을 위해 이번 절차를 끝냈습니다. 이용하던 서비스에서 다시 시작해 주십시오.",
        en: "To be safe, this was ended. Begin again from the service you came from."
    }
    left_head { ko: "나왔습니다", en: "You have left" }
    left { ko: "이 창을 닫아도 됩니다.", en: "You may close this window." }
    failed_head { ko: "지금은 처리할 수 없습니다", en: "Not possible at present" }
    failed {
        ko: "처리 중 문제가 생겼습니다. 동의는 전달되지 않았습니다. 잠시 후 다시 해 주십시오.",
        en: "Something went wrong. Nothing was passed on. Try again in a moment."
    }
    refused_head { ko: "인증 요청이 올바르지 않습니다", en: "This request is not right" }
    refused(code: &str) {
        ko: "이용하던 서비스가 보낸 요청에 문제가 있습니다. O0001 인증 파라미터 오류({code}). 서비스에 이 번호를 알려 주십시오.",
        en: "The service you came from sent a request that is not right. O0001 parameter error ({code}). Tell it this number."
    }
}

/// A name in the reader's language; Korean if there is no other.
pub(super) fn in_lang(lang: Lang, (ko, en): (&str, &str)) -> String {
    match lang {
        Lang::En if !en.is_empty() => en.to_owned(),
        _ => ko.to_owned(),
    }
}

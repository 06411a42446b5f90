//! The sentences of the description, in both languages.

use crate::api::Endpoint;
use naru_base::{Lang, texts};

texts! {
    title { ko: "나루 오픈뱅킹 API", en: "Naru Open Banking API" }
    intro {
        ko: "오픈뱅킹공동업무 API v2.0과 같은 경로·항목·응답코드로 말합니다. 모든 응답은 HTTP 200이고 결과는 본문의 rsp_code에 있습니다. \
             A0001과 무응답은 실패가 아니라 아직 모른다는 뜻이니 이체결과조회로 확인하십시오.",
        en: "Speaks the Korean Open Banking API v2.0: paths, fields and codes are the network's own. Every answer \
             is HTTP 200, its outcome stands in rsp_code. A0001 and silence are no failure: nobody knows yet, so \
             ask for the result."
    }
    ours_intro {
        ko: "「나루」 표시는 공개된 규격에 없어 나루가 정한 것입니다.",
        en: "What is marked “ours” the network does not publish: Naru has defined it."
    }
    made_from {
        ko: "이 문서는 요청을 검사하는 표와 응답코드 표에서 만들어집니다.",
        en: "This page is made from the tables that check requests and from the table of codes."
    }
    as_json { ko: "OpenAPI 3.1 문서", en: "OpenAPI 3.1 document" }
    contents { ko: "차례", en: "Contents" }
    part_transfers { ko: "토큰·이체·집계", en: "Token, transfers, use" }
    part_users { ko: "사용자·계좌", en: "Users and accounts" }
    part_inquiries { ko: "조회", en: "Inquiries" }
    part_codes { ko: "응답코드", en: "Codes" }
    part_forms { ko: "항목의 형식", en: "Forms of fields" }
    scopes { ko: "토큰 scope", en: "Scopes" }
    no_token { ko: "토큰이 필요 없습니다", en: "no token needed" }
    request { ko: "요청", en: "Request" }
    in_query { ko: "요청 (쿼리)", en: "Request (query)" }
    in_form { ko: "요청 (폼)", en: "Request (form)" }
    in_body { ko: "요청 (JSON 본문)", en: "Request (JSON body)" }
    no_fields { ko: "요청 항목이 없습니다.", en: "There are no fields." }
    answer { ko: "응답", en: "Answer" }
    only_head { ko: "응답은 공통부뿐입니다.", en: "The answer is only a head." }
    head_first {
        ko: "공통부 api_tran_id, api_tran_dtm, rsp_code, rsp_message가 앞에 옵니다. 그 밖의 코드에서는 공통부만 옵니다.",
        en: "Begins with api_tran_id, api_tran_dtm, rsp_code and rsp_message. With any other code these come alone."
    }
    with_codes(codes: &str) {
        ko: "응답코드 {codes}에서 아래 항목이 모두 옵니다.",
        en: "With {codes} all of these come."
    }
    codes { ko: "응답코드", en: "Codes" }
    example { ko: "예", en: "Example" }
    field { ko: "항목", en: "Field" }
    form { ko: "형식", en: "Form" }
    length { ko: "길이", en: "Length" }
    needed { ko: "필수", en: "Needed" }
    meaning { ko: "뜻", en: "Meaning" }
    code { ko: "코드", en: "Code" }
    yes { ko: "예", en: "yes" }
    no { ko: "아니요", en: "no" }
    sometimes { ko: "조건부", en: "see below" }
    ours { ko: "나루", en: "ours" }
    also_read(name: &str) { ko: "옛 표기 {name}도 받습니다", en: "also read as {name}, an old misspelling" }
    one_way(these: &str, or: &str) {
        ko: "{these} 또는 {or} 가운데 하나로만 씁니다. 함께 쓰거나 둘 다 없으면 A0004입니다.",
        en: "Either {these}, or {or}: never both and never neither (A0004)."
    }
    needed_if(field: &str, value: &str, then: &str, code: &str) {
        ko: "{field} 값이 {value}이면 {then}이(가) 필요합니다 (없으면 {code}).",
        en: "If {field} is {value}, {then} is needed ({code} otherwise)."
    }
    needed_unless(field: &str, value: &str, then: &str, code: &str) {
        ko: "{field} 값이 {value}이(가) 아니면 {then}이(가) 필요합니다 (없으면 {code}).",
        en: "Unless {field} is {value}, {then} is needed ({code} otherwise)."
    }
    ours_answer {
        ko: "응답 항목은 공개되어 있지 않아 나루가 정했습니다.",
        en: "The fields of the answer are not published: ours."
    }
    ours_meaning {
        ko: "응답 항목과 값의 뜻은 공개되어 있지 않아 나루가 정했습니다.",
        en: "Neither the fields of the answer nor what values mean is published: ours."
    }
    moves_money { ko: "자금이 움직입니다.", en: "Moves money." }
    form_digits { ko: "N 숫자", en: "N" }
    form_alnum { ko: "AN 영문·숫자", en: "AN" }
    form_upper { ko: "AN 영문 대문자·숫자", en: "AN, capitals" }
    form_text { ko: "AH 한글 포함 (EUC-KR 바이트)", en: "AH, bytes as EUC-KR" }
    form_marked { ko: "ANS", en: "ANS" }
    form_signed { ko: "N 음수 가능", en: "N, may be negative" }
    form_number { ko: "JSON 숫자", en: "a JSON number" }
    form_amount { ko: "N 원 단위 1 이상", en: "N, won, 1 or more" }
    form_dtime { ko: "N yyyyMMddHHmmss", en: "N, yyyyMMddHHmmss" }
    form_date { ko: "N yyyyMMdd", en: "N, yyyyMMdd" }
    form_time { ko: "N HHmmss", en: "N, HHmmss" }
    form_id { ko: "AN 거래고유번호", en: "AN, transaction id" }
    form_handle { ko: "N 24자리", en: "N, 24 digits" }
    form_bank { ko: "N 금융기관코드", en: "N, bank code" }
    form_user { ko: "N 사용자일련번호", en: "N, user number" }
    form_list(most: usize) { ko: "목록, 최대 {most}건", en: "a list of {most} at most" }
    reading {
        ko: "값은 문자열이나 정수입니다. 빈 문자열과 null은 없는 것과 같습니다. 모르는 항목은 무시합니다. 소수, true·false, 겹친 객체, \
             두 번 나온 항목, 128단계보다 깊은 본문은 A0004입니다. 본문은 65,536바이트까지입니다.",
        en: "A value is a text or a whole number. An empty text and null mean that the field is not there. Unknown \
             fields are ignored. Fractions, true and false, nested values, a field that comes twice and a body \
             deeper than 128 are A0004. A body has at most 65,536 bytes."
    }
    checked_in_order {
        ko: "경로(O0005), 메서드(O0010), 토큰과 주소(O0001 O0002 O0003 O0006 O0004), 형식(A0004), 수용량(O0007 O0008), 업무 순서로 검사하고 \
             처음 어긋난 것을 답합니다.",
        en: "Checked in this order, and the first that fails is answered: path (O0005), method (O0010), token and \
             address (O0001 O0002 O0003 O0006 O0004), form (A0004), capacity (O0007 O0008), business."
    }
    skip { ko: "본문으로", en: "To the content" }
    other_language { ko: "English", en: "한국어" }
}

/// What an endpoint is.
pub(super) fn endpoint(it: Endpoint, lang: Lang) -> String {
    match it {
        Endpoint::Token => token(lang),
        Endpoint::Withdraw => withdraw(lang),
        Endpoint::WithdrawFin => withdraw_fin(lang),
        Endpoint::Deposit => deposit(lang),
        Endpoint::DepositFin => deposit_fin(lang),
        Endpoint::Balance => balance(lang),
        Endpoint::BalanceFin => balance_fin(lang),
        Endpoint::Transactions => transactions(lang),
        Endpoint::TransactionsFin => transactions_fin(lang),
        Endpoint::RealName => real_name(lang),
        Endpoint::Receive => receive(lang),
        Endpoint::RemitList => remit_list(lang),
        Endpoint::BankStatus => bank_status(lang),
        Endpoint::FdsDetect => fds_detect(lang),
        Endpoint::Result => result(lang),
        Endpoint::ReturnClaim => return_claim(lang),
        Endpoint::ReturnResult => return_result(lang),
        Endpoint::ManageFee => manage_fee(lang),
        Endpoint::ManageCount => manage_count(lang),
        Endpoint::ManageWdLimit => manage_wd_limit(lang),
        Endpoint::UserMe => user_me(lang),
        Endpoint::UserRegister => user_register(lang),
        Endpoint::UserUnlink => user_unlink(lang),
        Endpoint::UserClose => user_close(lang),
        Endpoint::AccountList => account_list(lang),
        Endpoint::AccountUpdateInfo => account_update_info(lang),
        Endpoint::AccountUpdate => account_update(lang),
        Endpoint::AccountInfo => account_info(lang),
        Endpoint::AccountCancel => account_cancel(lang),
        Endpoint::Unknown => String::new(),
    }
}

texts! {
    token { ko: "토큰 발급", en: "A token" }
    withdraw { ko: "출금이체 (계좌번호)", en: "Withdrawal by account number" }
    withdraw_fin { ko: "출금이체 (핀테크이용번호)", en: "Withdrawal by handle" }
    deposit { ko: "입금이체 (계좌번호)", en: "Deposit by account number" }
    deposit_fin { ko: "입금이체 (핀테크이용번호)", en: "Deposit by handle" }
    balance { ko: "잔액조회 (계좌번호)", en: "Balance by account number" }
    balance_fin { ko: "잔액조회 (핀테크이용번호)", en: "Balance by handle" }
    transactions { ko: "거래내역조회 (계좌번호)", en: "Transactions by account number" }
    transactions_fin { ko: "거래내역조회 (핀테크이용번호)", en: "Transactions by handle" }
    real_name { ko: "계좌실명조회", en: "Whose an account is" }
    receive { ko: "수취조회", en: "Who would be paid" }
    remit_list { ko: "송금인정보조회", en: "Who paid in" }
    bank_status { ko: "참가기관 상태조회", en: "Which banks can be asked" }
    fds_detect { ko: "이상금융거래 탐지내역조회", en: "What was detected" }
    result { ko: "이체결과조회", en: "What became of transfers" }
    return_claim { ko: "자금반환청구", en: "A deposit claimed back" }
    return_result { ko: "자금반환결과조회", en: "What became of a claim" }
    manage_fee { ko: "수수료조회", en: "Fees" }
    manage_count { ko: "집계조회", en: "Counts" }
    manage_wd_limit { ko: "출금이체한도조회", en: "Limits of withdrawals" }
    user_me { ko: "사용자정보조회", en: "Who a user is" }
    user_register { ko: "사용자계좌등록", en: "An account registered" }
    user_unlink { ko: "로그인 연결동의 해제", en: "No longer told who a user is" }
    user_close { ko: "사용자탈퇴", en: "A user leaves" }
    account_list { ko: "등록계좌조회", en: "A user's accounts" }
    account_update_info { ko: "계좌정보변경 (별명)", en: "The user's name for an account" }
    account_update { ko: "계좌정보변경 (이메일)", en: "The e-mail address of an account" }
    account_info { ko: "계좌정보조회", en: "What was agreed for an account" }
    account_cancel { ko: "계좌해지", en: "An agreement taken back" }
}

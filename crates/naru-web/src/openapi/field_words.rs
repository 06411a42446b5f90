//! What each field is, in both languages, by its name.

use naru_base::{Lang, texts};

macro_rules! fields {
    ($($name:ident { ko: $ko:literal, en: $en:literal })*) => {
        texts! { $($name { ko: $ko, en: $en })* }

        /// What the field of this name is; nothing if nobody has written it down.
        pub(super) fn of(name: &str, lang: Lang) -> Option<String> {
            match name {
                $(stringify!($name) => Some($name(lang)),)*
                _ => None,
            }
        }
    };
}

fields! {
    access_token { ko: "접근 토큰", en: "access token: send it as a Bearer token" }
    account_alias { ko: "계좌별명", en: "the user's own name for the account" }
    account_holder_info { ko: "예금주 인증정보. 통과할 뿐 보관하지 않습니다", en: "number by which the holder is checked; passes through, kept nowhere" }
    account_holder_info_type { ko: "예금주 인증정보 구분코드", en: "by what the holder is checked" }
    account_holder_name { ko: "예금주명", en: "account holder's name" }
    account_holder_type { ko: "예금주 구분", en: "kind of holder" }
    account_issue_date { ko: "계좌개설일", en: "date of opening" }
    account_num { ko: "계좌번호", en: "account number" }
    account_num_masked { ko: "출력용 계좌번호", en: "account number, the last three hidden" }
    account_seq { ko: "회차번호", en: "number within the account" }
    account_state { ko: "계좌상태", en: "01 in use, 09 taken off" }
    account_type { ko: "계좌종류", en: "kind of account" }
    after_balance_amt { ko: "거래후잔액", en: "balance after it, won" }
    agmt_data_type { ko: "동의자료구분", en: "how agreement was given: paper, certificate, certificate, recording, telephone, other" }
    agree_dtime { ko: "동의일시", en: "since when the agreement holds" }
    agree_yn { ko: "동의여부", en: "Y while the agreement holds" }
    api_tran_dtm { ko: "거래일시(밀리세컨드)", en: "when the call came, Korean time" }
    api_tran_id { ko: "거래고유번호(API)", en: "this call; quote it when you ask" }
    available_amt { ko: "출금가능금액", en: "amount that can be withdrawn, won" }
    balance_amt { ko: "계좌잔액", en: "balance, won; may be negative" }
    bank_code_std { ko: "금융기관코드", en: "bank" }
    bank_code_sub { ko: "금융기관 점별코드", en: "branch" }
    bank_code_tran { ko: "응답코드를 부여한 참가기관", en: "bank that was asked" }
    bank_name { ko: "금융기관명", en: "bank's name" }
    bank_rsp_code { ko: "참가기관 응답코드", en: "bank's code: 000 done, empty while it has said nothing" }
    bank_rsp_message { ko: "참가기관 응답메시지", en: "bank's sentence" }
    bank_status { ko: "참가기관 상태", en: "1 answers, 2 has not answered for a while, 3 does not take part" }
    bank_tran_date { ko: "참가기관 거래일자", en: "bank's date of the transaction" }
    bank_tran_id { ko: "은행거래고유번호", en: "your transaction id: your code, U, nine capitals or digits; new for each order of a business date" }
    befor_inquiry_trace_info { ko: "직전조회추적정보", en: "where the next page begins; empty for the first" }
    branch_name { ko: "거래점명", en: "branch where it was done" }
    check_type { ko: "이체구분: 1 출금이체, 2 입금이체", en: "1 withdrawals, 2 deposits" }
    claim_bank_tran_date { ko: "청구 거래일자", en: "date of the claim" }
    claim_bank_tran_id { ko: "청구 은행거래고유번호", en: "id of the claim" }
    claim_code { ko: "청구사유코드: 01 수취인 착오, 02 금액 착오, 03 중복 이체, 04 사기, 05 기타", en: "01 wrong payee, 02 wrong amount, 03 paid twice, 04 fraud, 05 other" }
    claim_message { ko: "청구사유", en: "reason of the claim" }
    client_id { ko: "클라이언트 ID", en: "your client id" }
    client_secret { ko: "클라이언트 비밀 값", en: "your client secret" }
    client_use_code { ko: "이용기관코드", en: "your institution code" }
    cms_num { ko: "CMS 번호", en: "CMS number" }
    cntr_account_num { ko: "약정 계좌·계정 번호", en: "your contract account" }
    cntr_account_type { ko: "약정 계좌·계정 구분: N 계좌, C 계정", en: "N account, C ledger account" }
    code { ko: "사용자 인증 뒤 받은 코드", en: "the code that the person's browser brought" }
    detect_action { ko: "조치: blocked 차단, noticed 통지", en: "blocked the transfer, or noticed it" }
    detect_dtime { ko: "탐지일시", en: "when it was detected" }
    detect_id { ko: "탐지번호", en: "id of the detection" }
    detect_rule { ko: "탐지규칙", en: "rule that found it" }
    dps_account_holder_name { ko: "입금계좌 예금주명", en: "holder of the account paid to" }
    dps_account_num_masked { ko: "출력용 입금계좌번호", en: "account paid to, the last three hidden" }
    dps_amt { ko: "입금이체 금액 합계", en: "deposits, won" }
    dps_bank_code_std { ko: "입금기관 표준코드", en: "bank paid to" }
    dps_bank_code_sub { ko: "입금기관 점별코드", en: "its branch" }
    dps_bank_name { ko: "입금기관명", en: "its name" }
    dps_cnt { ko: "입금이체 건수", en: "deposits, count" }
    dps_fee { ko: "입금이체 수수료 합계", en: "fees of deposits, won" }
    dps_fintech_use_num { ko: "입금계좌 핀테크이용번호", en: "handle of the account paid to" }
    dps_print_content { ko: "입금계좌 인자내역", en: "text on the statement of the account paid to" }
    dps_savings_bank_name { ko: "입금기관 개별저축은행명", en: "savings bank" }
    expires_in { ko: "만료까지 남은 초", en: "seconds of life; a number" }
    fintech_use_num { ko: "핀테크이용번호", en: "your handle for a user's account" }
    from_date { ko: "조회시작일자", en: "first date" }
    from_time { ko: "조회시작시각", en: "first second" }
    grant_type { ko: "토큰 발급 방식", en: "what the token is asked for with" }
    include_cancel_yn { ko: "해지계좌 포함여부", en: "whether accounts that were taken off are listed; N if not there" }
    info_prvd_agmt_yn { ko: "제3자정보제공동의 여부", en: "agreement to inquiries" }
    inout_type { ko: "입출금구분: 입금, 출금, 지급, 기타", en: "the words 입금, 출금, 지급 or 기타; for 기타 the amount is 0" }
    inquiry_agree_dtime { ko: "조회서비스 동의일시", en: "since when inquiries are agreed to" }
    inquiry_agree_yn { ko: "조회서비스 동의여부", en: "Y while the agreement to inquiries holds" }
    inquiry_base { ko: "조회기준: D 일자, T 시간", en: "D by date, T by time" }
    inquiry_date { ko: "조회일자", en: "date asked about" }
    inquiry_type { ko: "조회구분: A 전체, I 입금, O 출금", en: "A all, I in, O out" }
    last_tran_date { ko: "최종거래일", en: "date of the last transaction" }
    maturity_date { ko: "만기일", en: "date of maturity" }
    name_check_option { ko: "수취인 성명 검증: on 검증, off 미검증", en: "whether the payee's name is verified; on unless off is said" }
    next_page_yn { ko: "다음페이지 존재여부", en: "Y if there are more" }
    org_bank_tran_date { ko: "원거래 거래일자", en: "date of the original" }
    org_bank_tran_id { ko: "원거래 은행거래고유번호", en: "id of the original" }
    org_dps_account_num { ko: "원거래 입금계좌번호", en: "account that the deposit went to" }
    org_dps_account_num_masked { ko: "출력용 원거래 입금계좌번호", en: "account that the deposit went to, the last three hidden" }
    org_dps_bank_code_std { ko: "원거래 입금기관", en: "bank that the deposit went to" }
    org_dps_fintech_use_num { ko: "원거래 입금계좌 핀테크이용번호", en: "handle that the deposit went to" }
    org_tran_amt { ko: "원거래 금액", en: "amount of the original, won" }
    org_wd_bank_code_std { ko: "원거래 출금기관", en: "bank of the paying account" }
    page_record_cnt { ko: "현재페이지 레코드건수", en: "lines on this page, 25 at most" }
    payer_num { ko: "납부자번호", en: "empty" }
    print_content { ko: "인자내역", en: "text on the statement" }
    product_name { ko: "상품명", en: "product" }
    recv_bank_tran_id { ko: "수취조회 은행거래고유번호", en: "id of the receive inquiry before it" }
    recv_client_account_num { ko: "최종수취고객 계좌번호", en: "account of the last payee" }
    recv_client_bank_code { ko: "최종수취고객 금융기관", en: "bank of the last payee" }
    recv_client_name { ko: "최종수취고객 성명", en: "name of the last payee" }
    redirect_uri { ko: "인증에 쓴 redirect_uri 그대로", en: "the address the code was sent to, to the letter" }
    refresh_token { ko: "갱신 토큰. 한 번만 쓸 수 있습니다", en: "refresh token: works once" }
    register_account_num { ko: "등록계좌번호", en: "account to register" }
    register_account_seq { ko: "등록계좌 회차번호", en: "number within the account" }
    remitter_account_num { ko: "송금계좌번호", en: "account it came from" }
    remitter_bank_code_std { ko: "송금기관", en: "bank it came from" }
    remitter_name { ko: "송금인 성명", en: "who paid; empty if the bank does not know" }
    req_client_account_num { ko: "요청고객 계좌번호", en: "account of who asked you" }
    req_client_bank_code { ko: "요청고객 금융기관", en: "bank of who asked you" }
    req_client_fintech_use_num { ko: "요청고객 핀테크이용번호", en: "handle of who asked you" }
    req_client_name { ko: "요청고객 성명", en: "who asked you for it" }
    req_client_num { ko: "요청고객 회원번호", en: "your number for who asked you" }
    req_cnt { ko: "요청건수", en: "how many items follow" }
    req_list { ko: "요청목록", en: "the items" }
    res_cnt { ko: "응답건수", en: "how many items follow" }
    res_list { ko: "응답목록", en: "the items" }
    return_account_num { ko: "반환받을 계좌번호", en: "the paying account, where the money comes back to" }
    return_status { ko: "반환상태: 01 청구 중, 02 반환, 03 거절", en: "01 claimed, 02 returned, 03 refused" }
    return_tran_amt { ko: "반환청구 금액", en: "amount claimed, won" }
    rsp_code { ko: "응답코드", en: "the code" }
    rsp_message { ko: "응답메시지", en: "its sentence" }
    savings_bank_name { ko: "개별저축은행명", en: "savings bank" }
    scope { ko: "서비스 구분", en: "what it is about or opens" }
    sort_order { ko: "정렬순서: D 최신순, A 과거순", en: "D newest first, A oldest first" }
    sub_frnc_business_num { ko: "하위가맹점 사업자등록번호", en: "business number of the merchant behind you" }
    sub_frnc_name { ko: "하위가맹점명", en: "the merchant behind you" }
    sub_frnc_num { ko: "하위가맹점번호", en: "your number for the merchant" }
    to_date { ko: "조회종료일자", en: "last date" }
    to_time { ko: "조회종료시각", en: "last second" }
    token_type { ko: "토큰 종류", en: "kind of token" }
    total_fee { ko: "수수료 합계", en: "fees together, won" }
    total_return_yn { ko: "전액반환 여부", en: "Y all of it, N a part" }
    tran_amt { ko: "거래금액(원)", en: "won: no sign, no fraction, no comma" }
    tran_date { ko: "거래일자", en: "date" }
    tran_dtime { ko: "요청일시. 내용의 일부가 아닙니다", en: "your time of the request, Korean time; not part of the content" }
    tran_no { ko: "거래순번", en: "your number of the line" }
    tran_time { ko: "거래시각", en: "time" }
    tran_type { ko: "거래구분", en: "the bank's word for it" }
    transfer_agree_dtime { ko: "출금서비스 동의일시", en: "since when debits are agreed to" }
    transfer_agree_yn { ko: "출금서비스 동의여부", en: "Y while the agreement to debits holds" }
    transfer_purpose { ko: "이체용도: TR 송금, ST 결제, RC 충전, AU 인증, WD 출금, EX 환전", en: "TR remittance, ST payment, RC top-up, AU authentication, WD pay-out, EX exchange" }
    update_user_email { ko: "변경할 이메일", en: "new e-mail address" }
    use_org_contact { ko: "이용기관 담당자 연락처", en: "telephone of your desk" }
    use_org_email { ko: "이용기관 담당자 이메일", en: "e-mail of your desk" }
    user_cell_no { ko: "휴대전화번호", en: "mobile number" }
    user_ci { ko: "사용자 CI", en: "the user's CI" }
    user_email { ko: "사용자 이메일", en: "e-mail address" }
    user_gender { ko: "성별", en: "empty: not known" }
    user_info { ko: "생년월일", en: "date of birth" }
    user_name { ko: "사용자명", en: "the user's name" }
    user_seq_no { ko: "사용자일련번호", en: "the user at your institution" }
    wd_account_holder_name { ko: "출금계좌 예금주명", en: "holder of the account paid from" }
    wd_account_num { ko: "출금계좌번호", en: "account to debit" }
    wd_account_num_masked { ko: "출력용 출금계좌번호", en: "account paid from, the last three hidden" }
    wd_agmt_yn { ko: "출금동의 여부", en: "agreement to debits" }
    wd_amt { ko: "출금이체 금액 합계", en: "withdrawals, won" }
    wd_bank_code_std { ko: "출금기관 표준코드", en: "bank paid from" }
    wd_bank_code_sub { ko: "출금기관 점별코드", en: "its branch" }
    wd_bank_name { ko: "출금기관명", en: "its name" }
    wd_cnt { ko: "출금이체 건수", en: "withdrawals, count" }
    wd_fee { ko: "출금이체 수수료 합계", en: "fees of withdrawals, won" }
    wd_fintech_use_num { ko: "출금계좌 핀테크이용번호", en: "handle of the account paid from" }
    wd_limit_daily_amt { ko: "1일 출금이체 한도", en: "limit of the day, won" }
    wd_limit_daily_remain_amt { ko: "1일 출금이체 한도 잔여", en: "left of the day, won" }
    wd_limit_monthly_amt { ko: "월간 출금이체 한도", en: "limit of the month, won" }
    wd_limit_monthly_remain_amt { ko: "월간 출금이체 한도 잔여", en: "left of the month, won" }
    wd_limit_once_amt { ko: "건당 출금이체 한도", en: "limit of one withdrawal, won" }
    wd_limit_remain_amt { ko: "사용자 1일 출금한도 잔여금액", en: "left of the person's limit of the day, won" }
    wd_pass_phrase { ko: "입금이체용 암호문구", en: "the phrase registered for the paying account" }
    wd_print_content { ko: "출금계좌 인자내역", en: "text on the statement of the account paid from" }
    wd_savings_bank_name { ko: "출금기관 개별저축은행명", en: "savings bank" }
    withdraw_bank_tran_id { ko: "출금이체 은행거래고유번호", en: "id of the withdrawal that the deposit passes on" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openapi::answer::{self, Out, Shape};
    use crate::openapi::catalogue;
    use crate::wire::{Field, Kind};

    fn requested(fields: &[Field], names: &mut Vec<&'static str>) {
        for field in fields {
            names.push(field.name);
            if let Kind::List { fields, .. } = field.kind {
                requested(fields, names);
            }
        }
    }

    fn answered<'o>(outs: impl Iterator<Item = &'o Out>, names: &mut Vec<&'static str>) {
        for out in outs {
            names.push(out.name);
            if let Shape::List(items) = out.shape {
                answered(items.iter(), names);
            }
        }
    }

    #[test]
    fn every_field_is_explained() {
        let mut names = vec!["grant_type", "client_id", "client_secret", "code", "redirect_uri"];
        answered(answer::HEAD.iter(), &mut names);
        answered(answer::TOKEN_OF_USER.iter(), &mut names);
        for it in catalogue::all() {
            requested(it.fields, &mut names);
            answered(it.answered(), &mut names);
        }
        for name in names {
            for lang in [Lang::Ko, Lang::En] {
                assert!(of(name, lang).is_some_and(|text| !text.is_empty()), "{name}");
            }
        }
    }
}

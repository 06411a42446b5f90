//! The sentences of the API, in both languages. Korean unless the caller asks for English.

use super::code::ErrorCode;
use super::field::{BadField, Wrong};
use naru_base::{Id, Lang, texts};

texts! {
    done { ko: "처리 성공", en: "Done" }
    processing {
        ko: "처리 중입니다. 이체결과조회로 결과를 확인해 주십시오.",
        en: "Being processed: ask for the result, and do not send it under a new id."
    }
    bank_refused {
        ko: "참가기관이 거절했습니다. 참가기관 응답코드를 확인해 주십시오.",
        en: "The bank refused: see its response code."
    }
    failed {
        ko: "내부 처리 오류입니다. 처리되지 않았습니다.",
        en: "An error on our side. Nothing was done."
    }
    bad_form { ko: "요청전문 형식 오류입니다.", en: "The request is not in its form." }
    not_known_in_time {
        ko: "처리 결과를 제때 확인하지 못했습니다. 같은 내용을 다시 요청할 수 있습니다.",
        en: "Whether it was done is not known in time. The same may be asked again."
    }
    user_left { ko: "탈퇴한 사용자입니다.", en: "The user has left." }
    handle_unknown {
        ko: "핀테크이용번호가 일치하지 않습니다.",
        en: "The fintech_use_num does not fit."
    }
    other_user {
        ko: "접근 토큰의 사용자가 아닙니다.",
        en: "Another user than the access token's."
    }
    inquiry_registered {
        ko: "이미 조회 서비스에 등록된 계좌입니다.",
        en: "The account is registered for inquiries already."
    }
    debit_registered {
        ko: "이미 출금 서비스에 등록된 계좌입니다.",
        en: "The account is registered for debits already."
    }
    login_not_agreed {
        ko: "사용자의 정보 제공 동의(인증)가 없습니다.",
        en: "The user has not agreed that the institution is told who he is."
    }
    login_expired {
        ko: "사용자의 정보 제공 동의(인증) 기간이 끝났습니다.",
        en: "The user's agreement that the institution is told who he is has expired."
    }
    not_for_its_standing {
        ko: "이용기관이 이 API를 쓸 권한이 없습니다. 지금은 조회만 할 수 있습니다.",
        en: "The institution may not use this API: at present it may only inquire."
    }
    institution_inactive {
        ko: "이용기관의 서비스 이용이 중지되어 있습니다.",
        en: "The institution does not take part at present."
    }
    not_sent {
        ko: "참가기관에 전문을 보내지 못했습니다. 처리되지 않았습니다.",
        en: "The bank could not be asked. Nothing was done."
    }
    bank_silent {
        ko: "참가기관이 제한 시간 안에 응답하지 않았습니다. 조회이므로 움직인 자금은 없습니다.",
        en: "The bank did not answer in time. This was an inquiry: no money has moved."
    }
    no_transactions { ko: "거래내역이 없습니다.", en: "There are no transactions to list." }
    full_number_not_permitted {
        ko: "실명번호(전체)로 조회할 권한이 없습니다.",
        en: "The institution may not inquire by full registration numbers."
    }
    holder_info_form {
        ko: "실명번호 구분코드와 실명번호의 형식이 일치하지 않습니다.",
        en: "The account_holder_info has not the form of its type."
    }
    person_limit {
        ko: "사용자의 1일 출금이체 한도를 초과합니다.",
        en: "The user's daily withdrawal limit would be passed."
    }
    person_once {
        ko: "사용자의 건당 출금이체 한도를 초과합니다.",
        en: "More than a user may withdraw at once."
    }
    withdraw_once {
        ko: "이용기관의 건당 출금이체 한도를 초과합니다.",
        en: "More than the institution may withdraw at once."
    }
    deposit_once {
        ko: "이용기관의 건당 입금이체 한도를 초과합니다.",
        en: "More than the institution may deposit at once."
    }
    withdraw_daily {
        ko: "이용기관의 1일 출금이체 한도를 초과합니다.",
        en: "The institution's daily withdrawal limit would be passed."
    }
    withdraw_monthly {
        ko: "이용기관의 월간 출금이체 한도를 초과합니다.",
        en: "The institution's monthly withdrawal limit would be passed."
    }
    deposit_daily {
        ko: "이용기관의 1일 입금이체 한도 또는 출금 약정계좌의 잔액을 초과합니다.",
        en: "The institution's daily deposit limit, or what its paying account holds, would be passed."
    }
    deposit_monthly {
        ko: "이용기관의 월간 입금이체 한도를 초과합니다.",
        en: "The institution's monthly deposit limit would be passed."
    }
    item_failed {
        ko: "세부업무 처리에 실패했습니다. 건별 결과를 확인해 주십시오.",
        en: "The item failed: see its own result."
    }
    claim_over {
        ko: "반환을 청구한 금액이 남은 입금 금액보다 많습니다.",
        en: "More is claimed back than is left of the deposit."
    }
    phrase_wrong { ko: "이체 암호문구가 일치하지 않습니다.", en: "The pass phrase is not the right one." }
    name_differs {
        ko: "예금주명이 일치하지 않습니다. 이체되지 않았습니다.",
        en: "The account's holder has another name. Nothing was transferred."
    }
    bank_unknown {
        ko: "참가기관이 아니거나 이용할 수 없는 참가기관입니다.",
        en: "The bank does not take part."
    }
    inquiry_not_agreed {
        ko: "사용자가 조회에 동의하지 않은 계좌입니다.",
        en: "The user has not agreed to inquiries on this account."
    }
    debit_not_agreed {
        ko: "사용자가 출금에 동의하지 않은 계좌입니다.",
        en: "The user has not agreed to debits from this account."
    }
    no_transfer { ko: "이체 내역이 없습니다.", en: "There is no such transfer." }
    inquiry_expired {
        ko: "조회 동의 기간이 끝났습니다.",
        en: "The user's consent to inquiries has expired."
    }
    receive_unfit {
        ko: "등록되지 않은 수취계좌입니다. 같은 수취계좌의 유효한 수취조회가 필요합니다.",
        en: "The payee is not the one of the receive inquiry named, or that inquiry is too old or none."
    }
    debit_expired {
        ko: "출금 동의 기간이 끝났습니다.",
        en: "The user's agreement to debits has expired."
    }
    contract_unknown {
        ko: "등록되지 않은 이용기관 약정 계좌·계정입니다.",
        en: "The contract account is not registered."
    }
    account_unknown {
        ko: "이용기관에 등록된 사용자 계좌가 아닙니다.",
        en: "The account is not registered for this user at the institution."
    }
    id_used {
        ko: "이미 사용한 거래고유번호입니다. 새로 처리되지 않았습니다.",
        en: "The transaction id was used before. Nothing new was done."
    }
    user_unknown { ko: "해당 사용자가 없습니다.", en: "There is no such user." }
    auth_refused { ko: "인증 요청이 거부되었습니다.", en: "The authentication is refused." }
    token_refused { ko: "접근 토큰이 거부되었습니다.", en: "The access token is not accepted." }
    token_expired { ko: "접근 토큰이 만료되었습니다.", en: "The access token has expired." }
    not_permitted {
        ko: "이 API에 대한 접근 권한이 없습니다.",
        en: "The access token does not permit this API."
    }
    no_such_api { ko: "제공하지 않는 API입니다.", en: "There is no such API." }
    wrong_address {
        ko: "등록되지 않은 IP에서 온 요청입니다.",
        en: "The request comes from an address that is not registered."
    }
    busy {
        ko: "지금은 요청을 처리할 수 없습니다. 처리되지 않았으니 잠시 후 다시 요청해 주십시오.",
        en: "Too busy at present. Nothing was done: try again in a moment."
    }
    institution_busy {
        ko: "이용기관이 동시에 요청할 수 있는 한도를 넘었습니다. 처리되지 않았습니다.",
        en: "Too many calls of this institution are under way. Nothing was done."
    }
    too_often {
        ko: "요청이 너무 잦습니다. 잠시 후 다시 요청해 주십시오.",
        en: "Too many attempts: try again in a moment."
    }
    wrong_method { ko: "허용되지 않은 HTTP 메서드입니다.", en: "Not with this HTTP method." }

    never_received {
        ko: "참가기관에 접수되지 않은 거래입니다.",
        en: "The bank never received this transaction."
    }
    not_told { ko: "원거래가 없습니다.", en: "There is no such original transaction." }
    body_too_long(limit: usize) {
        ko: "요청 본문이 {limit}바이트를 넘습니다.",
        en: "The request body is longer than {limit} bytes."
    }
    bad_body {
        ko: "요청 본문이 올바른 JSON 객체(UTF-8)가 아닙니다.",
        en: "The request body is not a JSON object in UTF-8."
    }
    bad_query {
        ko: "요청 파라미터의 인코딩이 올바르지 않습니다.",
        en: "The query is not percent-encoded UTF-8."
    }
    bad_media_type(wanted: &str) {
        ko: "Content-Type이 {wanted}이어야 합니다.",
        en: "The Content-Type has to be {wanted}."
    }
    reference(sentence: &str, id: &str) {
        ko: "{sentence} (문의번호 {id})",
        en: "{sentence} (reference {id})"
    }
    oauth(sentence: &str, code: &str) {
        ko: "{sentence} 인증 파라미터 오류({code})",
        en: "{sentence} Parameter error ({code})"
    }
    field(name: &str, why: &str) {
        ko: "{name} 항목 오류: {why}",
        en: "Field {name}: {why}"
    }
    missing { ko: "필수 항목이 없습니다.", en: "required, but missing." }
    too_long { ko: "허용 길이를 넘습니다.", en: "longer than allowed." }
    alphabet { ko: "허용되지 않은 문자가 있습니다.", en: "has a character that is not allowed." }
    form { ko: "값이 올바르지 않습니다.", en: "not a valid value." }
    wrong_type { ko: "문자열이나 정수가 아닙니다.", en: "neither text nor a whole number." }
    not_a_list { ko: "목록이 아니거나 너무 깁니다.", en: "not a list, or too long a list." }
    doubled { ko: "같은 항목이 두 번 있습니다.", en: "occurs more than once." }
    exclusive {
        ko: "함께 쓸 수 없는 항목이 같이 있습니다.",
        en: "may not stand beside the other way to say it."
    }
    foreign {
        ko: "이 이용기관이 발급한 번호가 아닙니다.",
        en: "was not issued by this institution."
    }
    not_the_count {
        ko: "목록의 건수와 다릅니다.",
        en: "not the number of items in the list."
    }
}

/// Korean, unless the caller prefers English.
pub(crate) fn lang_of(accept_language: Option<&str>) -> Lang {
    match accept_language {
        Some(text) if text.trim_start().get(..2).is_some_and(|l| l.eq_ignore_ascii_case("en")) => {
            Lang::En
        }
        _ => Lang::Ko,
    }
}

/// Names the field and what is wrong with it; never its value.
pub(crate) fn bad_field(lang: Lang, bad: &BadField) -> String {
    let why = match bad.why {
        Wrong::Missing => missing(lang),
        Wrong::TooLong => too_long(lang),
        Wrong::Alphabet => alphabet(lang),
        Wrong::Form => form(lang),
        Wrong::Type => wrong_type(lang),
        Wrong::NotAList => not_a_list(lang),
        Wrong::Doubled => doubled(lang),
        Wrong::Exclusive => exclusive(lang),
        Wrong::Foreign => foreign(lang),
        Wrong::NotTheCount => not_the_count(lang),
    };
    field(lang, bad.name, &why)
}

/// A sentence with the number by which the log can be asked about it.
pub(crate) fn a_reference(lang: Lang, sentence: &str, id: Id) -> String {
    reference(lang, sentence, &id.to_string())
}

/// The text of O0001 with the error code it carries.
pub(crate) fn oauth_refused(lang: Lang, code: ErrorCode) -> String {
    oauth(lang, &auth_refused(lang), code.as_str())
}

//! What is wrong with an entry, for people.

use naru_base::texts;

texts! {
    bad_code {
        ko: "이용기관 코드는 영문 대문자 하나와 숫자 아홉 개입니다",
        en: "an institution's code is a capital letter and nine digits",
    }
    bad_name(most: usize) {
        ko: "이름은 한글과 로마자로 각각 {most}자까지 적습니다",
        en: "a name is needed in Korean and in Latin letters, of {most} characters at most",
    }
    bad_scopes {
        ko: "권한 범위는 login, inquiry, transfer, oob, sa 가운데 하나 이상입니다",
        en: "scopes are one or more of login, inquiry, transfer, oob, sa",
    }
    bad_redirect_uris(most: usize) {
        ko: "돌려보낼 주소는 https 주소로 {most}개까지입니다. #과 공백은 쓸 수 없습니다 (개발할 때만 http://127.0.0.1)",
        en: "addresses to send people back to are https, {most} at most, without # or spaces \
             (http://127.0.0.1 for development only)",
    }
    no_redirect_uri {
        ko: "login, inquiry, transfer에는 돌려보낼 주소가 필요합니다",
        en: "login, inquiry and transfer need an address to send people back to",
    }
    bad_purpose {
        ko: "약정 계좌는 출금, 입금, 수수료에 하나씩까지 둡니다 (withdraw, deposit, fee)",
        en: "there is at most one contract account each for withdraw, deposit and fee",
    }
    bad_account_type { ko: "계좌 종류는 N 아니면 C입니다", en: "an account's type is N or C" }
    bad_account_num(most: usize) {
        ko: "계좌번호는 숫자와 영문 {most}자까지입니다",
        en: "an account number has up to {most} digits and letters",
    }
    account_twice {
        ko: "한 계좌를 두 가지 용도에 쓸 수 없습니다",
        en: "one account cannot serve two purposes",
    }
    bad_base_url {
        ko: "은행을 부를 https 주소입니다. ?, #, @과 공백은 쓸 수 없습니다 (우리 회선이면 http)",
        en: "where the bank is called: an https address without ?, #, @ or spaces (http on a line of \
             your own)",
    }
    bad_public_key {
        ko: "은행이 응답에 서명하는 Ed25519 공개키입니다 (base64url 43자)",
        en: "the Ed25519 public key that the bank signs with (43 characters of base64url)",
    }
    bad_bank { ko: "은행 코드는 숫자 세 개입니다", en: "a bank's code has three digits" }
    unknown_bank(bank: &str, known: &str) {
        ko: "은행 코드 {bank}: 이 망에 참가하는 은행이 아닙니다. 참가하는 은행은 {known}입니다. 없는 은행은 서버를 멈추고 `naru banks put`으로 먼저 등록합니다",
        en: "{bank} is no bank of this network; its banks are {known}. Another is entered first, with \
             the server stopped, by `naru banks put`",
    }
    no_bank_yet(bank: &str) {
        ko: "은행 코드 {bank}: 이 망에 참가하는 은행이 아직 하나도 없습니다. 서버를 멈추고 `naru banks put`으로 은행을 먼저 등록합니다",
        en: "there is no bank {bank}: this network has no banks yet. Enter it first, with the server \
             stopped, by `naru banks put`",
    }
    bad_holder(most: usize) {
        ko: "예금주는 {most}자까지 적습니다",
        en: "the account's holder is needed, of {most} characters at most",
    }
}

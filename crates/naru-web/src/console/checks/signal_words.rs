//! What each signal is called, and what its figures say.

use naru_base::{Lang, Won, texts};
use naru_core::check::signal::{Limits, Observation, Signal};

texts! {
    contact_roster { ko: "콘솔 밖 알림 연락처", en: "Contacts outside the console" }
    contact_roster_saw(a: &str, b: &str, min: i64) { ko: "콘솔 밖 {a}개(기준 {min}개 이상), 모두 {b}개", en: "{a} outside the console ({min} are wanted), {b} in all" }
    urgent { ko: "긴급 알림에 답하는 시간", en: "Time to answer urgent notices" }
    urgent_saw(a: &str, b: &str) { ko: "중앙값 {a}분, 알림 {b}건", en: "median {a} min, {b} notices" }
    unread { ko: "늦게 읽은 경고", en: "Warnings read late" }
    of_notices(a: &str, b: &str) { ko: "{a}건, 알림 {b}건 가운데", en: "{a} of {b} notices" }
    exercise { ko: "훈련 알림 응답", en: "Answers to exercises" }
    exercise_saw(a: &str, b: &str) { ko: "응답 {a}건, 훈련 {b}건", en: "{a} answers to {b} exercises" }
    reach { ko: "닿지 않은 알림", en: "Notices that reached nobody" }
    unfinished { ko: "쓰기 시작하지 않은 계정", en: "Accounts never put to use" }
    of_accounts(a: &str, b: &str) { ko: "{a}개, 계정 {b}개 가운데", en: "{a} of {b} accounts" }
    dormant { ko: "오래 쓰지 않은 계정", en: "Dormant accounts" }
    factor { ko: "2차 인증이 없는 계정", en: "Accounts without a second factor" }
    reviewed { ko: "계정 정기 검토", en: "Look through accounts" }
    days_of(a: &str, b: &str) { ko: "{a}일 전, 기준 {b}일", en: "{a} days ago, limit {b}" }
    none_on_record { ko: "기록 없음", en: "nothing on record" }
    secret_age { ko: "인증키 나이", en: "Age of secrets" }
    secret_age_saw(a: &str, b: &str) { ko: "가장 오래된 것 {a}일, 쓰는 것 {b}개", en: "the oldest {a} days, {b} in use" }
    secret_wrong { ko: "틀린 인증키", en: "Wrong secrets" }
    secret_wrong_saw(a: &str, b: &str) { ko: "틀림 {a}회, 토큰 발급 {b}회", en: "wrong {a} times, {b} tokens given" }
    undeclared { ko: "등록하지 않은 곳의 호출", en: "Calls from undeclared places" }
    undeclared_saw(a: &str, b: &str) { ko: "거절 {a}회, 받은 호출 {b}회", en: "{a} refused, {b} accepted" }
    registered { ko: "등록한 네트워크", en: "Registered networks" }
    registered_saw(a: &str, b: &str) { ko: "등록 {a}개, 쓰인 주소 {b}개", en: "{a} registered, {b} addresses used" }
    certificate { ko: "클라이언트 인증서", en: "Client certificate" }
    certificate_saw(a: &str, b: &str) { ko: "쓴 호출 {a}회, 유효 {b}개", en: "{a} calls with one, {b} valid" }
    tls { ko: "전송 암호화", en: "Encryption in transit" }
    tls_saw(a: &str, b: &str) { ko: "암호화 없음 {a}회, 호출 {b}회", en: "{a} without, of {b} calls" }
    unused { ko: "쓰지 않는 권한", en: "Scopes not used" }
    unused_saw(a: &str, b: &str) { ko: "{a}개, 받은 권한 {b}개 가운데", en: "{a} of {b} scopes given" }
    exceeded { ko: "권한 밖 호출", en: "Calls beyond the scope" }
    of_calls(a: &str, b: &str) { ko: "{a}회, 호출 {b}회 가운데", en: "{a} of {b} calls" }
    revoked { ko: "폐기된 토큰으로 한 호출", en: "Calls with revoked tokens" }
    over { ko: "동의가 끝난 뒤의 호출", en: "Calls after an agreement ended" }
    surety { ko: "보증 관문", en: "Surety gate" }
    surety_saw { ko: "관문의 지금 상태", en: "the gate as it stands" }
    unchecked { ko: "점검받지 않은 새 판", en: "New versions without a check" }
    of_versions(a: &str, b: &str) { ko: "{a}개, 서비스 {b}개 가운데", en: "{a} of {b} services" }
    bill_new { ko: "새 판의 구성요소 목록", en: "Bill of materials of the new version" }
    bill_new_saw(a: &str, b: &str) { ko: "새 판 {a}일 전, 받은 목록 {b}개", en: "newest version {a} d ago, bills on file: {b}" }
    bill_age { ko: "구성요소 목록 나이", en: "Age of the bill of materials" }
    ratio { ko: "이체에 견준 조회", en: "Inquiries for each transfer" }
    ratio_saw(a: &str, b: &str) { ko: "조회 {a}회, 이체 {b}회", en: "{a} inquiries, {b} transfers" }
    skew { ko: "시각 차이", en: "Clock" }
    skew_saw(a: &str, b: &str) { ko: "가장 큰 차이 {a} ms, 기준 {b} ms", en: "off by {a} ms at most, limit {b}" }
    malformed { ko: "형식이 틀린 호출", en: "Malformed calls" }
    malformed_saw(a: &str, b: &str) { ko: "천 번에 {a}번, 호출 {b}회", en: "{a} in a thousand, of {b} calls" }
    reused { ko: "거래고유번호 재사용", en: "Ids used again for something else" }
    doubt { ko: "확인 중인 이체의 결과조회", en: "Inquiries after unknown outcomes" }
    doubt_saw(a: &str, b: &str) { ko: "확인 중 {a}회, 결과조회 {b}회", en: "{a} unknown, {b} inquiries" }
}

/// What a signal is called.
pub(super) fn title(lang: Lang, it: Signal) -> String {
    match it {
        Signal::ContactRoster => contact_roster(lang),
        Signal::UrgentAnswerTime => urgent(lang),
        Signal::NoticesUnread => unread(lang),
        Signal::ExerciseAnswered => exercise(lang),
        Signal::NoticesReach => reach(lang),
        Signal::UnfinishedAccounts => unfinished(lang),
        Signal::DormantAccounts => dormant(lang),
        Signal::SecondFactor => factor(lang),
        Signal::AccessReviewed => reviewed(lang),
        Signal::SecretAge => secret_age(lang),
        Signal::SecretRefused => secret_wrong(lang),
        Signal::UndeclaredPlaces => undeclared(lang),
        Signal::RegisteredPlaces => registered(lang),
        Signal::CertificateUsed => certificate(lang),
        Signal::TlsNegotiated => tls(lang),
        Signal::ScopeUnused => unused(lang),
        Signal::ScopeExceeded => exceeded(lang),
        Signal::RevokedTokenUsed => revoked(lang),
        Signal::AgreementOverUsed => over(lang),
        Signal::SuretyHolds => surety(lang),
        Signal::UncheckedVersion => unchecked(lang),
        Signal::BillOfVersion => bill_new(lang),
        Signal::BillAge => bill_age(lang),
        Signal::InquiryRatio => ratio(lang),
        Signal::ClockSkew => skew(lang),
        Signal::MalformedShare => malformed(lang),
        Signal::IdReused => reused(lang),
        Signal::DoubtFollowed => doubt(lang),
    }
}

/// What was seen, in figures and names.
pub(super) fn saw(lang: Lang, it: &Observation, limits: &Limits) -> String {
    let [a, b] = it.figures.map(|n| Won::new(n).grouped());
    let (a, b) = (a.as_str(), b.as_str());
    let figures = match it.signal {
        Signal::ContactRoster => contact_roster_saw(lang, a, b, limits.contacts_min),
        Signal::UrgentAnswerTime if it.figures[1] == 0 => none_on_record(lang),
        Signal::UrgentAnswerTime => urgent_saw(lang, a, b),
        Signal::NoticesUnread | Signal::NoticesReach => of_notices(lang, a, b),
        Signal::ExerciseAnswered => exercise_saw(lang, a, b),
        Signal::UnfinishedAccounts | Signal::DormantAccounts | Signal::SecondFactor => {
            of_accounts(lang, a, b)
        }
        Signal::AccessReviewed | Signal::BillAge
            if it.opinion == naru_core::check::Opinion::Unknown =>
        {
            none_on_record(lang)
        }
        Signal::AccessReviewed | Signal::BillAge => days_of(lang, a, b),
        Signal::SecretAge => secret_age_saw(lang, a, b),
        Signal::SecretRefused => secret_wrong_saw(lang, a, b),
        Signal::UndeclaredPlaces => undeclared_saw(lang, a, b),
        Signal::RegisteredPlaces => registered_saw(lang, a, b),
        Signal::CertificateUsed => certificate_saw(lang, a, b),
        Signal::TlsNegotiated => tls_saw(lang, a, b),
        Signal::ScopeUnused => unused_saw(lang, a, b),
        Signal::ScopeExceeded
        | Signal::RevokedTokenUsed
        | Signal::AgreementOverUsed
        | Signal::IdReused => of_calls(lang, a, b),
        Signal::SuretyHolds => surety_saw(lang),
        Signal::UncheckedVersion => of_versions(lang, a, b),
        Signal::BillOfVersion => bill_new_saw(lang, a, b),
        Signal::InquiryRatio => ratio_saw(lang, a, b),
        Signal::ClockSkew => skew_saw(lang, a, b),
        Signal::MalformedShare => malformed_saw(lang, a, b),
        Signal::DoubtFollowed => doubt_saw(lang, a, b),
    };
    // That a call came without encryption has no name; the figure says it.
    let named = it.details.iter().map(String::as_str).filter(|it| *it != "none");
    let named: Vec<&str> = named.collect();
    if named.is_empty() { figures } else { format!("{figures} ({})", named.join(", ")) }
}

//! What deeds that take two people are called, wherever somebody is told of one.

use naru_base::{Lang, texts};

texts! {
    eligibility { ko: "이용적합성 판정", en: "Decision on Eligibility" }
    functional { ko: "기능테스트 판정", en: "Decision on Functional test" }
    organisation { ko: "기관점검 판정", en: "Decision on Organisation check" }
    service { ko: "서비스 점검 판정", en: "Decision on Service check" }
    surety { ko: "보증 판정", en: "Decision on Surety" }
    contract { ko: "계약 판정", en: "Decision on Contract" }
    start { ko: "개시 판정", en: "Decision on Start" }
    measure { ko: "자격 조치", en: "Measure" }
    lift { ko: "조치 해제", en: "Lifting a measure" }
    appeal { ko: "이의 신청 답변", en: "Answer to an appeal" }
    retire { ko: "서비스 종료", en: "Retiring a service" }
    extension { ko: "기한 연장", en: "More time" }
    restriction { ko: "기한 미충족 조치", en: "Measure for a missed date" }
    grounds { ko: "연장 사유 목록 사용", en: "Use a list of grounds" }
    check_verdict { ko: "점검 결과", en: "Result of a check" }
    check_release { ko: "점검 목록 사용", en: "Use of a list" }
    form { ko: "이용적합성 결정", en: "Decide on eligibility" }
    sheet { ko: "대형사업자 심사표", en: "Sheet of large businesses" }
    insurer_name { ko: "보증기관 이름 변경", en: "Rename an insurer" }
    cover { ko: "보증 등록", en: "Record cover" }
    cover_release { ko: "보증 반환", en: "Give cover back" }
    cover_adjust { ko: "배율 조정", en: "Adjust the factor" }
    programme { ko: "예산지원 사업 열기", en: "Open a subsidy programme" }
    inspector { ko: "점검기관 인정", en: "Recognise an inspection body" }
    award { ko: "예산지원 결정", en: "Award subsidy" }
    decline { ko: "예산지원 안 함", en: "Decline subsidy" }
    subsidy_pay { ko: "예산지원 지급", en: "Pay subsidy" }
    award_release { ko: "예산지원 결정 취소", en: "Take an award back" }
    carry { ko: "예산 이월", en: "Carry over" }
    pay { ko: "선지급", en: "Pay the consumer in advance" }
    returned { ko: "지급정지된 돈 회수", en: "Frozen money came back" }
    cause { ko: "원인 결정", en: "Decide the cause" }
    ask_surety { ko: "보증 청구", en: "Ask the surety" }
    surety_refused { ko: "보증 거절", en: "The surety refused" }
    recourse { ko: "구상금 수령", en: "Recourse received" }
    not_arrived { ko: "들어오지 않음", en: "Has not come" }
    write_off { ko: "구상 포기", en: "Give up a share" }
    close { ko: "종결", en: "Close" }
    not_compensated { ko: "보상 대상 아님", en: "Not to be compensated" }
    table { ko: "책임분담표 변경", en: "Change the table" }
    invite { ko: "새 계정 초대", en: "Invite a new account" }
    close_account { ko: "계정 닫기", en: "Close an account" }
    second_factor { ko: "인증 앱 다시 등록", en: "New second factor" }
    recover { ko: "계정 되찾기", en: "Give back an account" }
    program { ko: "프로그램 만들기", en: "Create a program" }
    fund { ko: "재원 입금", en: "Book arrived money" }
    account { ko: "약정 계좌 변경", en: "Change a contract account" }
}

/// What a kind of deed is called; of one that is not known its own name.
pub fn deed_word(lang: Lang, kind: &str) -> String {
    match kind.split_once('.') {
        Some(("admission", it)) => of_gates(lang, it),
        Some(("claim", it)) => of_claims(lang, it),
        Some(("subsidy", it)) => of_subsidy(lang, it),
        Some(("staff", it)) => of_accounts(lang, it),
        _ => of_others(lang, kind),
    }
    .unwrap_or_else(|| kind.to_owned())
}

fn of_gates(lang: Lang, it: &str) -> Option<String> {
    Some(match it {
        "eligibility" => eligibility(lang),
        "functional" => functional(lang),
        "organisation" => organisation(lang),
        "service" => service(lang),
        "surety" => surety(lang),
        "contract" => contract(lang),
        "start" => start(lang),
        "measure" => measure(lang),
        "lift" => lift(lang),
        "appeal" => appeal(lang),
        "retire" => retire(lang),
        "extension" => extension(lang),
        "restriction" => restriction(lang),
        "grounds" => grounds(lang),
        _ => return None,
    })
}

fn of_claims(lang: Lang, it: &str) -> Option<String> {
    Some(match it {
        "pay" => pay(lang),
        "return" => returned(lang),
        "decide" => cause(lang),
        "surety" => ask_surety(lang),
        "surety-refused" => surety_refused(lang),
        "recover" => recourse(lang),
        "write-off" => write_off(lang),
        "not-arrived" => not_arrived(lang),
        "close" => close(lang),
        "reject" => not_compensated(lang),
        "table" => table(lang),
        _ => return None,
    })
}

fn of_subsidy(lang: Lang, it: &str) -> Option<String> {
    Some(match it {
        "programme" => programme(lang),
        "inspector" => inspector(lang),
        "award" => award(lang),
        "decline" => decline(lang),
        "pay" => subsidy_pay(lang),
        "release" => award_release(lang),
        "carry-over" => carry(lang),
        _ => return None,
    })
}

fn of_accounts(lang: Lang, it: &str) -> Option<String> {
    Some(match it {
        "invite" => invite(lang),
        "close" => close_account(lang),
        "second-factor" => second_factor(lang),
        "recover" => recover(lang),
        _ => return None,
    })
}

fn of_others(lang: Lang, kind: &str) -> Option<String> {
    Some(match kind {
        "check.verdict" => check_verdict(lang),
        "check.release" => check_release(lang),
        "eligibility.decide" => form(lang),
        "eligibility.sheet" => sheet(lang),
        "surety.instrument" => cover(lang),
        "surety.release" => cover_release(lang),
        "surety.adjust" => cover_adjust(lang),
        "surety.insurer-name" => insurer_name(lang),
        "program.issue" => program(lang),
        "relay.fund" => fund(lang),
        "identity.contract" => account(lang),
        _ => return None,
    })
}

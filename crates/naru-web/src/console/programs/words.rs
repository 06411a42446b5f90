//! Sentences about programs of staff.

use naru_base::texts;

texts! {
    programs { ko: "프로그램", en: "Programs" }
    lead {
        ko: "직원의 프로그램이 관문 API로 콘솔과 같은 것을 묻습니다. 프로그램마다 책임자가 있고, 책임자의 권한을 넘지 못하며, 두 사람이 정한 것만 할 수 있습니다.",
        en: "Programs of staff ask the gates API for what the console shows. Each has somebody who answers for it, may never more than that person, and only what two people agreed to."
    }
    none { ko: "아직 프로그램이 없습니다.", en: "There are no programs yet." }
    name_head { ko: "이름", en: "Name" }
    who_head { ko: "책임자", en: "Answers for it" }
    scopes_head { ko: "할 수 있는 것", en: "What it may" }
    state_head { ko: "상태", en: "State" }
    until_head { ko: "기한", en: "Until" }
    secrets_head { ko: "비밀", en: "Secrets" }
    secrets_none { ko: "없음: 아직 아무것도 열지 못함", en: "none: it opens nothing yet" }
    secrets_n(n: usize) { ko: "유효한 비밀 {n}개", en: "live: {n}" }
    earlier_until(at: &str) { ko: "앞의 것은 {at}까지", en: "the earlier until {at}" }
    made_proposal { ko: "두 사람의 제안", en: "by a proposal of two" }
    made_on_host { ko: "서버에서 만듦", en: "on the host" }
    made_head { ko: "만든 날", en: "Made" }
    st_live { ko: "유효", en: "Live" }
    st_over { ko: "기한 지남", en: "Over" }
    st_revoked { ko: "폐기됨", en: "Revoked" }
    ended_at(at: &str, by: &str) { ko: "{at} 폐기, {by}", en: "Revoked {at} by {by}" }
    waiting_head { ko: "확인을 기다리는 제안", en: "Waiting for a second person" }
    propose_head { ko: "새 프로그램 제안", en: "Propose a program" }
    propose_effect {
        ko: "제안한 사람이 책임자가 됩니다. 같은 직무의 다른 사람이 확인하면 만들어지고, 비밀은 그다음에 만듭니다.",
        en: "Whoever proposes it answers for it. It is made once somebody else of the same role confirms; its secret comes after that."
    }
    name_help { ko: "무엇을 하는 프로그램인지. 60자까지", en: "What it does; at most 60 characters" }
    scopes_help { ko: "꼭 필요한 것만 고르십시오.", en: "Choose only what it needs." }
    until_help { ko: "이 날까지, 길어야 1년", en: "The last day; a year at most" }
    propose_button { ko: "제안", en: "Propose" }
    sc_gates_read { ko: "참가 상태, 점검, 도구 증거, 기한 읽기", en: "Read standings, checks, evidence, deadlines" }
    sc_surety_read { ko: "보증 읽기", en: "Read surety" }
    sc_claims_read { ko: "피해보상 읽기", en: "Read claims" }
    sc_subsidy_read { ko: "예산지원 합계 읽기", en: "Read sums of subsidy" }
    sc_checks_write { ko: "책임자가 맡은 점검에 판정 적기", en: "Write findings in checks that you have taken" }
    sc_evidence_write { ko: "도구 증거 제출", en: "Hand in evidence from tools" }
    sc_claims_write { ko: "피해 신고, 자기 신고 거두기", en: "Report claims, take own reports back" }
    secret_head { ko: "비밀 만들기", en: "Make a secret" }
    secret_first {
        ko: "한 번만 보입니다. 프로그램은 이것을 bearer 토큰으로 보냅니다.",
        en: "Shown once. The program sends it as its bearer token."
    }
    secret_more(days: i64) {
        ko: "새 비밀이 생기고 지금의 것은 {days}일 뒤에 끝납니다.",
        en: "A new one is made; the present one ends in {days} days."
    }
    at_once_label { ko: "지금의 비밀을 바로 끝냄 (새었을 때)", en: "End the present secrets now (if one leaked)" }
    secret_button { ko: "비밀 만들기", en: "Make a secret" }
    revoke_head { ko: "폐기", en: "Revoke" }
    revoke_effect {
        ko: "다음 호출부터 아무것도 열지 못하며, 되돌릴 수 없습니다. 한 사람이 할 수 있습니다.",
        en: "It opens nothing from its next call on, for good. One person may do this."
    }
    revoke_button { ko: "폐기", en: "Revoke" }
    made_title(name: &str) { ko: "{name}: 새 비밀", en: "{name}: a new secret" }
    once { ko: "지금 한 번만 보입니다. 안전한 곳에 옮긴 뒤 이 화면을 닫으십시오.", en: "Shown this once. Put it where it is safe, then close this page." }
    secret_label { ko: "비밀", en: "Secret" }
    back { ko: "프로그램으로", en: "Back to the program" }
    deed_issue { ko: "프로그램 만들기", en: "Create a program" }
    fx_issue(name: &str, what: &str, until: &str) {
        ko: "새 프로그램: {name}. 제안한 사람이 책임자입니다. 할 수 있는 것: {what}. 기한: {until}까지. 비밀은 따로 만듭니다.",
        en: "A new program: {name}. Whoever proposed it answers for it. It may: {what}. Until {until}. Its secret is made afterwards."
    }
    unknown_head { ko: "없는 프로그램", en: "No such program" }
    unknown { ko: "그런 프로그램이 없습니다.", en: "There is no such program." }
    no_unfit { ko: "이 계정은 프로그램을 책임질 수 없습니다.", en: "This account cannot answer for a program." }
    no_name { ko: "이름을 1~60자로 적으십시오.", en: "Write a name of 1 to 60 characters." }
    no_scopes { ko: "할 수 있는 것을 하나 이상 고르십시오.", en: "Choose at least one thing that it may." }
    no_beyond { ko: "본인의 권한에 없는 것이 있습니다.", en: "It asks for more than you may." }
    no_life { ko: "기한은 오늘부터 1년 안이어야 합니다.", en: "The last day is within a year from now." }
    no_role { ko: "같은 직무의 다른 사람만 확인할 수 있습니다.", en: "Only somebody else of the same role can confirm." }
    no_two { ko: "유효한 비밀이 이미 두 개입니다. 바로 끝내거나 앞의 것이 끝나기를 기다리십시오.", en: "Two secrets are valid already. End them now, or wait until the earlier one ends." }
    no_over { ko: "기한이 지났거나 폐기된 프로그램입니다.", en: "The program is over or revoked." }
    no_yours { ko: "같은 직무의 프로그램만 다룰 수 있습니다.", en: "You can only manage programs of your own role." }
}

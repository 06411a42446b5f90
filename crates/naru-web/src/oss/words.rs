//! Sentences of refusals about open source, for the API and the console.

use naru_base::{Lang, Refusal, texts};

texts! {
    name(most: &str) {
        ko: "이름은 1자에서 {most}자까지 한 줄로 적으십시오.",
        en: "Give a name of one line, 1 to {most} characters.",
    }
    number(most: &str) {
        ko: "한 기관이 둘 수 있는 시스템은 {most}개까지입니다.",
        en: "One institution may have {most} systems.",
    }
    known { ko: "같은 이름의 시스템이 이미 있습니다.", en: "There is a system of that name already." }
    unknown { ko: "그런 시스템은 없습니다.", en: "There is no such system." }
    retired { ko: "쓰지 않기로 한 시스템입니다.", en: "The system is not in use any more." }
    finding_gone { ko: "열려 있는 발견이 아닙니다. 이미 고쳐졌을 수 있습니다.", en: "There is no open finding like this; it may be put right already." }
    stance_there { ko: "이 발견에는 이미 심사 중이거나 유효한 신청이 있습니다.", en: "There is a request about this finding already, asked or in force." }
    stance_reason(least: &str) { ko: "까닭을 {least}자 이상, 1,000자까지 적으십시오.", en: "Give the reason in {least} to 1,000 characters." }
    stance_control(least: &str) { ko: "예외에는 보완통제를 {least}자 이상 적으십시오.", en: "An exception needs a compensating control of at least {least} characters." }
    stance_until(days: &str) { ko: "끝나는 날은 내일부터 {days}일 안이어야 합니다.", en: "It must end within {days} days from now." }
    stance_unknown { ko: "그런 신청은 없습니다.", en: "There is no such request." }
    stance_decided { ko: "이미 판정되었거나 끝난 신청입니다.", en: "It is decided already, or over." }
    stance_own { ko: "신청한 사람은 승인할 수 없습니다.", en: "Whoever asked does not decide." }
    stance_voted { ko: "이 부서나 사람은 이미 답했습니다.", en: "This office or person has answered already." }
    stance_office { ko: "심사하는 부서가 아닙니다.", en: "Your role is none of the offices that decide." }
    other { ko: "지금은 할 수 없습니다. 화면을 새로 여십시오.", en: "This is not possible as things are. Open the page anew." }
    bad_json { ko: "본문이 올바른 JSON이 아니거나 필드가 다릅니다.", en: "The body is not JSON with the right fields." }
    bad_question {
        ko: "이렇게 적으십시오: log4j-core < 2.15, org.example:log >=1.0,<1.2, pkg:npm/x@1.2.3",
        en: "Write it so: log4j-core < 2.15, org.example:log >=1.0,<1.2, pkg:npm/x@1.2.3",
    }
}

/// What a refusal says.
pub(crate) fn refusal(lang: Lang, it: &Refusal) -> String {
    let fact = |name: &str| {
        let found = it.facts.iter().find(|(own, _)| *own == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    match it.code {
        "oss/system-name" => name(lang, fact("most")),
        "oss/systems-number" => number(lang, fact("most")),
        "oss/system-known" => known(lang),
        "oss/system-unknown" => unknown(lang),
        "oss/system-retired" => retired(lang),
        "oss/finding-unknown" => finding_gone(lang),
        "oss/stance-there" => stance_there(lang),
        "oss/stance-reason" => stance_reason(lang, fact("least")),
        "oss/stance-control" => stance_control(lang, fact("least")),
        "oss/stance-until" => stance_until(lang, fact("days")),
        "oss/stance-unknown" => stance_unknown(lang),
        "oss/stance-decided" => stance_decided(lang),
        "oss/stance-own" => stance_own(lang),
        "oss/stance-voted" => stance_voted(lang),
        "oss/stance-office" => stance_office(lang),
        _ => other(lang),
    }
}

//! Sentences of refusals about open source, for the API and the console.

use naru_base::{Lang, Refusal, Won, texts};

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
    signer_key { ko: "Ed25519 공개키가 아닙니다. naru oss db key가 출력한 base64url 43자를 적으십시오.", en: "This is no Ed25519 public key. Give the 43 characters of base64url that naru oss db key prints." }
    signer_private { ko: "개인키입니다. 등록하지 않았고 어디에도 남기지 않았습니다. 이 키를 다른 곳에도 붙여 넣었다면 새 키를 만들고, naru oss db key가 출력한 공개키를 적으십시오.", en: "This is the private key. It was not registered and is kept nowhere. If it was pasted elsewhere too, make another; give the public key that naru oss db key prints." }
    signer_known { ko: "이미 등록했거나 철회한 키입니다. 철회한 키는 다시 쓸 수 없습니다.", en: "The key is registered already, or was revoked; a revoked key cannot come back." }
    signer_unknown { ko: "쓰고 있는 그런 서명 키는 없습니다.", en: "There is no such signing key in force." }
    signers_number(most: &str) {
        ko: "한 기관이 등록할 수 있는 서명 키는 철회한 것까지 {most}개입니다.",
        en: "One institution may have {most} signing keys, revoked ones counted.",
    }
    finding_gone { ko: "열려 있는 발견이 아닙니다. 이미 고쳐졌을 수 있습니다.", en: "There is no open finding like this; it may be put right already." }
    stance_there { ko: "이 발견에는 이미 심사 중이거나 유효한 신청이 있습니다.", en: "There is a request about this finding already, asked or in force." }
    stance_reason(least: &str) { ko: "까닭을 {least}자 이상, 1,000자까지 적으십시오.", en: "Give the reason in {least} to 1,000 characters." }
    stance_control(least: &str) { ko: "예외에는 보완통제를 {least}자 이상 적으십시오 (1,000자까지).", en: "An exception needs a compensating control of at least {least} characters (up to 1,000)." }
    stance_until(days: &str) { ko: "끝나는 날은 내일부터 {days}일 안이어야 합니다.", en: "It must end within {days} days from now." }
    stance_unknown { ko: "그런 신청은 없습니다.", en: "There is no such request." }
    stance_decided { ko: "이미 판정되었거나 끝난 신청입니다.", en: "It is decided already, or over." }
    stance_own { ko: "신청한 사람은 승인할 수 없습니다.", en: "Whoever asked does not decide." }
    stance_voted { ko: "이 부서나 사람은 이미 답했습니다.", en: "This office or person has answered already." }
    stance_office { ko: "심사하는 부서가 아닙니다.", en: "Your role is none of the offices that decide." }
    approval_package { ko: "버전이 하나로 적힌 패키지 URL을 적으십시오. 예: pkg:maven/org.example/log@2.17.1. 1.x처럼 여럿을 뜻하는 버전은 버전 범위에 >=1,<2로 적습니다.", en: "Give a package URL with one version, such as pkg:maven/org.example/log@2.17.1. What means many, such as 1.x, belongs in the range as >=1,<2." }
    approval_versions { ko: "버전 범위는 >=2.17, <3 처럼 적고, 신청한 버전이 그 안에 있어야 합니다.", en: "Write the range as >=2.17, <3; the version asked about must be in it." }
    approval_licence {
        ko: "SPDX 표현이 끝나지 않았거나 맞지 않습니다. 여럿이면 MIT OR Apache-2.0처럼 AND, OR, WITH로 잇고, SPDX에 없는 이름은 “사내 라이선스”처럼 따옴표로 묶거나 LicenseRef-로 시작해 적으십시오. 모르면 비워 두십시오.",
        en: "This is no whole SPDX expression. Join several by AND, OR or WITH, such as MIT OR Apache-2.0; put a name that SPDX does not have in quotation marks, or begin it with LicenseRef-. Leave it empty if it is not known."
    }
    approval_until(days: &str) { ko: "끝나는 날은 내일부터 {days}일 안이어야 합니다.", en: "It must end within {days} days from now." }
    approval_there { ko: "이 버전은 이미 신청했거나 승인되어 있습니다.", en: "This version is asked for or approved already." }
    approval_malicious { ko: "공격으로 알려진 패키지입니다. 신청할 수 없습니다. 이미 쓰고 있다면 침해로 보고 대응하십시오.", en: "The package is known to be an attack: it cannot be asked for. If it is in use, treat that as a breach." }
    approval_unknown { ko: "그런 승인 신청은 없습니다.", en: "There is no such request." }
    approval_decided { ko: "이미 결정되었거나 끝난 신청입니다.", en: "It is decided already, or over." }
    approval_own { ko: "신청한 사람은 수용하거나 승인할 수 없습니다.", en: "Whoever asked neither accepts nor approves." }
    approval_voted { ko: "이 부서나 사람은 이번 회차에 이미 답했습니다.", en: "This office or person has answered in this round already." }
    approval_office { ko: "이 신청을 심사하는 부서가 아닙니다.", en: "Your role does not fill an office that decides this." }
    approval_issues(open: &str) { ko: "아직 해소하거나 수용하지 않은 쟁점이 {open}건 있습니다.", en: "Issues neither put right nor accepted: {open}." }
    approval_issue { ko: "이미 처리되었거나 없는 쟁점입니다.", en: "The issue is settled already, or there is none." }
    zone_registration { ko: "가명처리한 자료에는 등록번호가 있어야 합니다 (100자까지).", en: "Pseudonymised data needs its registration (up to 100 characters)." }
    zone_unknown { ko: "그런 반출입은 없습니다.", en: "There is no such crossing." }
    zone_decided { ko: "이미 결정되었거나 기한이 지났습니다.", en: "It is decided already, or its time is over." }
    zone_office { ko: "승인은 보안 관제와 운영이 합니다.", en: "The security desk and an operator approve." }
    zone_own { ko: "신청한 사람은 승인하지 못하고, 거두는 것은 신청한 사람만 합니다.", en: "Whoever asked does not approve, and nobody else takes it back." }
    zone_voted { ko: "이 부서나 사람은 이미 답했습니다.", en: "This desk or person has answered already." }
    zone_other { ko: "검사한 파일의 SHA-256이 아닙니다. 넘기면 안 됩니다.", en: "This is not the SHA-256 of the file that was looked through. It may not cross." }
    zone_not_approved { ko: "두 사람이 승인한 것만 넘길 수 있고, 한 번만 넘깁니다.", en: "Only what two have approved may cross, once." }
    selfcheck_item { ko: "자가점검에 그런 항목이 없습니다.", en: "The self-check has no such item." }
    selfcheck_fact { ko: "시스템의 사실이 답하는 항목이라 따로 적을 수 없습니다. 사실을 바꾸면 답이 바뀝니다.", en: "Facts answer this item; nobody can write another answer. Change the fact, and the answer changes." }
    guide_unknown { ko: "안내서에 그런 쪽이 없습니다.", en: "The guide has no such page." }
    licence_own { ko: "SPDX 식별자가 아닙니다. 예: MIT. 공개하지 않으면 비워 두십시오.", en: "This is no SPDX identifier, such as MIT. Leave it empty if the system is not opened." }
    notice_no_bill { ko: "SBOM이 없는 시스템은 고지문을 만들 수 없습니다.", en: "A system without an SBOM has no notice." }
    notice_contact(most: &str) { ko: "요청할 곳을 5자 이상, {most}자까지 한 줄로 적으십시오.", en: "Give one line of 5 to {most} characters where source code is asked for." }
    notice_years(least: &str) { ko: "제공 기간은 {least}년 이상, 20년까지입니다.", en: "Source code is offered for {least} to 20 years." }
    desk_unknown { ko: "그런 물음은 없습니다.", en: "There is no such question." }
    desk_withdrawn { ko: "거둔 물음입니다.", en: "The question was taken back." }
    desk_unanswered { ko: "답한 물음만 공개할 수 있습니다.", en: "Only what is answered is published." }
    desk_answered { ko: "답했거나 거둔 물음은 거둘 수 없습니다.", en: "It is answered or taken back already." }
    product_changed { ko: "유효한 SBOM이 바뀌었거나 이미 확인되었습니다. 지금의 이름을 다시 보십시오.", en: "The SBOM in force is another one now, or its name is confirmed already. Look at it again." }
    seat_role { ko: "심사할 수 있는 직무가 아닙니다.", en: "This role may not decide." }
    seat_same { ko: "이미 그 직무가 맡고 있습니다.", en: "That role fills it already." }
    seat_pending { ko: "이 부서에는 확정을 기다리는 변경이 있습니다.", en: "A change of this office waits to be confirmed." }
    seat_source(least: &str) { ko: "근거를 {least}자 이상 적으십시오.", en: "Give a source of at least {least} characters." }
    seat_why(least: &str) { ko: "거절하는 사유를 {least}자 이상 적으십시오.", en: "Give a reason of at least {least} characters to refuse it." }
    seat_others { ko: "제안한 사람만 거둘 수 있습니다.", en: "Only whoever proposed it takes it back." }
    seat_own { ko: "제안한 사람은 확정하거나 거절하지 못합니다.", en: "Whoever proposed it does not decide it." }
    seat_decided { ko: "이미 결정되었거나 없는 변경입니다.", en: "It is decided already, or there is none." }
    other { ko: "지금은 할 수 없습니다. 화면을 새로 여십시오.", en: "This is not possible as things are. Open the page anew." }
    bad_crossing { ko: "주소에 name, direction, mode, purpose를 적고 본문에 파일을 보내십시오. 값은 docs/portfolio.md에 있습니다.", en: "Give name, direction, mode and purpose in the address, and the file as the body; docs/portfolio.md has their values." }
    bad_json { ko: "본문이 올바른 JSON이 아니거나 필드가 다릅니다.", en: "The body is not JSON with the right fields." }
    bad_search { ko: "찾을 말을 q에 주십시오.", en: "Give the words to look for in q." }
    bad_question {
        ko: "이렇게 적으십시오: log4j-core < 2.15, log4j-core@2.14.1, org.example:log >=1.0,<1.2, pkg:npm/x@1.2.3. 버전에는 숫자가 있어야 하고, 1.x는 >=1,<2로 적습니다.",
        en: "Write it so: log4j-core < 2.15, log4j-core@2.14.1, org.example:log >=1.0,<1.2, pkg:npm/x@1.2.3. A version has a digit; for 1.x write >=1,<2.",
    }
    advisory_unknown { ko: "그런 권고가 없거나, 귀 기관의 시스템 가운데 해당하는 것이 없습니다.", en: "There is no such advisory, or it does not concern any of your systems." }
}

texts! {
    length_of(what: &str, least: &str, most: &str) {
        ko: "{what}: {least}자 이상, {most}자까지 적으십시오.", en: "{what}: {least} to {most} characters."
    }
    w_use { ko: "용도", en: "Use" }
    w_purpose { ko: "목적", en: "Purpose" }
    w_fit { ko: "적합성", en: "Fit" }
    w_alternatives { ko: "검토한 대안", en: "Alternatives" }
    w_origin { ko: "출처와 서명", en: "Origin and signature" }
    w_licence { ko: "라이선스", en: "Licence" }
    w_method { ko: "가명처리 방법", en: "How it was pseudonymised" }
    w_note { ko: "까닭", en: "Why" }
    w_title { ko: "제목", en: "Title" }
    w_question { ko: "물음", en: "Question" }
    w_words { ko: "답의 내용", en: "How it is done" }
    w_answer { ko: "답", en: "Answer" }
    w_owner { ko: "담당자", en: "Who answers for it" }
    w_evidence { ko: "증적", en: "Evidence" }
}

/// How long a text must be, and which of a form's texts it is.
fn length(lang: Lang, it: &Refusal, most: &str) -> String {
    let what = match it.fact("field") {
        "purpose" if it.code == "oss/approval-text" => w_use(lang),
        "words" if it.code == "oss/desk-text" => w_question(lang),
        "purpose" => w_purpose(lang),
        "fit" => w_fit(lang),
        "alternatives" => w_alternatives(lang),
        "origin" => w_origin(lang),
        "licence" => w_licence(lang),
        "method" => w_method(lang),
        "title" => w_title(lang),
        "words" => w_words(lang),
        "answer" => w_answer(lang),
        "owner" => w_owner(lang),
        "evidence" => w_evidence(lang),
        _ => w_note(lang),
    };
    length_of(lang, &what, it.fact("least"), most)
}

/// What a refusal says.
pub(crate) fn refusal(lang: Lang, it: &Refusal) -> String {
    // A limit is written as counts are: 4,000.
    let fact = |name: &str| match it.fact(name).parse() {
        Ok(count) if name == "most" => Won::new(count).grouped(),
        _ => it.fact(name).to_owned(),
    };
    match it.code {
        "oss/system-name" => name(lang, &fact("most")),
        "oss/systems-number" => number(lang, &fact("most")),
        "oss/system-known" => known(lang),
        "oss/system-unknown" => unknown(lang),
        "oss/system-retired" => retired(lang),
        "oss/product-changed" => product_changed(lang),
        "oss/signer-key" => signer_key(lang),
        "oss/signer-private" => signer_private(lang),
        "oss/signer-known" => signer_known(lang),
        "oss/signer-unknown" => signer_unknown(lang),
        "oss/signers-number" => signers_number(lang, &fact("most")),
        "oss/finding-unknown" => finding_gone(lang),
        "oss/stance-there" => stance_there(lang),
        "oss/stance-reason" => stance_reason(lang, &fact("least")),
        "oss/stance-control" => stance_control(lang, &fact("least")),
        "oss/stance-until" => stance_until(lang, &fact("days")),
        "oss/stance-unknown" => stance_unknown(lang),
        "oss/stance-decided" => stance_decided(lang),
        "oss/stance-own" => stance_own(lang),
        "oss/stance-voted" => stance_voted(lang),
        "oss/stance-office" => stance_office(lang),
        "oss/approval-package" => approval_package(lang),
        "oss/approval-versions" => approval_versions(lang),
        "oss/approval-licence" => approval_licence(lang),
        "oss/approval-until" => approval_until(lang, &fact("days")),
        "oss/approval-there" => approval_there(lang),
        "oss/approval-malicious" => approval_malicious(lang),
        "oss/approval-unknown" => approval_unknown(lang),
        "oss/approval-decided" => approval_decided(lang),
        "oss/approval-own" => approval_own(lang),
        "oss/approval-voted" => approval_voted(lang),
        "oss/approval-office" => approval_office(lang),
        "oss/approval-issues" => approval_issues(lang, &fact("open")),
        "oss/approval-issue" => approval_issue(lang),
        "oss/zone-registration" => zone_registration(lang),
        "oss/zone-unknown" => zone_unknown(lang),
        "oss/zone-decided" => zone_decided(lang),
        "oss/zone-office" => zone_office(lang),
        "oss/zone-own" => zone_own(lang),
        "oss/zone-voted" => zone_voted(lang),
        "oss/zone-other-file" => zone_other(lang),
        "oss/zone-not-approved" => zone_not_approved(lang),
        "oss/selfcheck-item" => selfcheck_item(lang),
        "oss/selfcheck-fact" => selfcheck_fact(lang),
        "oss/guide-unknown" => guide_unknown(lang),
        "oss/licence-own" => licence_own(lang),
        "oss/notice-no-bill" => notice_no_bill(lang),
        "oss/notice-contact" => notice_contact(lang, &fact("most")),
        "oss/notice-years" => notice_years(lang, &fact("least")),
        "oss/approval-text" | "oss/zone-text" => length(lang, it, "1,000"),
        "oss/selfcheck-text" | "oss/desk-text" => length(lang, it, &fact("most")),
        "oss/desk-unknown" => desk_unknown(lang),
        "oss/desk-withdrawn" => desk_withdrawn(lang),
        "oss/desk-unanswered" => desk_unanswered(lang),
        "oss/desk-answered" => desk_answered(lang),
        code => seat(lang, code, &fact("least")).unwrap_or_else(|| other(lang)),
    }
}

/// What a refusal of a change of who fills an office says.
fn seat(lang: Lang, code: &str, least: &str) -> Option<String> {
    Some(match code {
        "oss/seat-role" => seat_role(lang),
        "oss/seat-same" => seat_same(lang),
        "oss/seat-pending" => seat_pending(lang),
        "oss/seat-source" => seat_source(lang, least),
        "oss/seat-why" => seat_why(lang, least),
        "oss/seat-others" => seat_others(lang),
        "oss/seat-own" => seat_own(lang),
        "oss/seat-decided" => seat_decided(lang),
        _ => return None,
    })
}

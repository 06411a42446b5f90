//! Words of accounts and proposals.

use naru_base::texts;

texts! {
    accounts { ko: "계정", en: "Accounts" }
    lead(n: usize, open: usize) {
        ko: "쓸 수 있는 계정은 {n}개이고, 두 번째 확인을 기다리는 제안은 {open}건입니다.",
        en: "Accounts that can be used: {n}. Proposals that wait for a second person: {open}."
    }
    invite_button { ko: "새 계정 초대를 제안", en: "Propose an invitation" }
    list_head { ko: "계정 목록", en: "List" }
    name_head { ko: "이름", en: "Name" }
    login_head { ko: "아이디", en: "Login" }
    role_head { ko: "역할", en: "Role" }
    state_head { ko: "상태", en: "State" }
    last_head { ko: "마지막 들어옴", en: "Last login" }
    made_head { ko: "만든 날", en: "Made" }
    never { ko: "아직 없음", en: "never" }
    st_active { ko: "사용", en: "In use" }
    st_pending { ko: "등록 중", en: "Enrolling" }
    st_reset { ko: "복구 중", en: "Recovering" }
    st_closed { ko: "닫힘", en: "Closed" }
    st_held { ko: "잠시 막힘", en: "Held" }
    unknown_head { ko: "이런 계정이 없습니다", en: "No such account" }
    unknown_account { ko: "주소를 다시 보아 주세요.", en: "Please check the address." }
    what_can { ko: "제안할 수 있는 일", en: "What can be proposed" }
    what_note { ko: "다른 계정 관리자가 확인해야 이루어집니다", en: "another administrator must confirm" }
    own_account { ko: "자기 계정에 대한 일은 다른 두 관리자가 합니다.", en: "Deeds on one’s own account are for two others." }
    nothing_to_do { ko: "닫힌 계정입니다. 할 수 있는 일이 없습니다.", en: "The account is closed. Nothing can be done." }
    read_only { ko: "보기만 할 수 있는 역할입니다.", en: "Your role may look, not change." }
    deed_label { ko: "무엇을", en: "What" }
    propose_button { ko: "이 일을 제안", en: "Propose this" }
    invite_head { ko: "새 계정 초대를 제안", en: "Propose an invitation" }
    invite_lead {
        ko: "확인되면 하루 동안 한 번 쓸 수 있는 링크가 생깁니다. 링크는 확인한 사람이, 코드는 제안한 사람이 따로 전합니다.",
        en: "Once confirmed there is a link that works once, for a day. The confirmer hands over the link, the proposer the code."
    }
    post_label { ko: "역할과 소속", en: "Role, and for whom" }
    insurer_label { ko: "보증기관 코드 (보증기관일 때만)", en: "Insurer’s code (insurers only)" }
    insurer_help { ko: "대문자 하나와 숫자 아홉 개.", en: "A capital letter and nine digits." }
    insurer_option { ko: "보증기관: 아래 코드", en: "Insurer: the code below" }
    bad_post { ko: "역할에 맞는 소속을 골라 주세요.", en: "Choose a participant that fits the role." }
    bad_reason { ko: "사유를 5자 이상 적어 주세요.", en: "Give a reason of at least 5 characters." }

    proposals { ko: "제안", en: "Proposals" }
    none_open { ko: "두 번째 확인을 기다리는 제안이 없습니다.", en: "No proposal waits for a second person." }
    open_n(n: usize, mine: usize) {
        ko: "두 번째 확인을 기다리는 제안이 {n}건이고, 그중 {mine}건은 당신이 확인할 수 있습니다.",
        en: "Proposals that wait for a second person: {n}. You can decide {mine}."
    }
    open_none_yours(n: usize) {
        ko: "두 번째 확인을 기다리는 제안이 {n}건입니다. 당신이 확인할 수 있는 것은 없습니다.",
        en: "Proposals that wait for a second person: {n}. None is yours to decide."
    }
    open_head { ko: "기다리는 제안", en: "Waiting" }
    recent_head { ko: "끝난 제안", en: "Decided" }
    recent_note { ko: "최근에 끝난 것부터", en: "the latest first" }
    refusal_why { ko: "반려 사유", en: "Why rejected" }
    reject_head { ko: "반려", en: "Reject" }
    reject_help {
        ko: "무엇을 고쳐야 하는지 5자 이상 적습니다. 제안한 쪽에 알리고, 봉인되어 저장됩니다.",
        en: "What has to be put right, in 5 characters or more. Whoever proposed it is told. It is stored sealed."
    }
    rejected_by { ko: "반려", en: "Rejected by" }
    withdrawn_by { ko: "거둠", en: "Withdrawn by" }
    nobody_decided(t: &str) { ko: "{t}까지 아무도 확인하지 않았습니다.", en: "Nobody confirmed it by {t}." }
    refused_line(deed: &str, by: &str, t: &str, why: &str) {
        ko: "{deed} 제안이 반려되었습니다({by}, {t}). 사유: {why}",
        en: "The proposal was rejected: {deed} ({by}, {t}). Reason: {why}"
    }
    refused_bare(deed: &str, by: &str, t: &str) {
        ko: "{deed} 제안이 반려되었습니다({by}, {t}).",
        en: "The proposal was rejected: {deed} ({by}, {t})."
    }
    see_refused { ko: "반려된 제안 보기", en: "See the rejected proposal" }
    recent_none { ko: "끝난 제안이 아직 없습니다.", en: "None has been decided yet." }
    when_head { ko: "언제", en: "When" }
    by_head { ko: "제안", en: "Proposed by" }
    decided_head { ko: "결정", en: "Decided by" }
    st_open { ko: "확인 대기", en: "to confirm" }
    st_executed { ko: "확인, 이루어짐", en: "Confirmed and done" }
    st_rejected { ko: "반려", en: "Rejected" }
    st_withdrawn { ko: "거둠", en: "Withdrawn" }
    st_expired { ko: "기한 지남", en: "Lapsed" }
    reason_why { ko: "제안 이유", en: "Why proposed" }
    effect { ko: "이렇게 됩니다.", en: "What happens." }
    effect_proposed { ko: "제안한 내용.", en: "What was proposed." }
    proposed_by { ko: "제안", en: "Proposed" }
    confirm_by { ko: "두 번째 확인", en: "Second person" }
    anyone_else(roles: &str) { ko: "제안한 사람이 아닌 다른 사람 ({roles})", en: "another person than the proposer ({roles})" }
    for_roles(roles: &str) { ko: "확인할 수 있는 곳: {roles}", en: "may be confirmed by: {roles}" }
    lapses(t: &str) { ko: "{t}까지 확인하지 않으면 사라짐", en: "lapses unless confirmed by {t}" }
    to_check(of: &str) { ko: "{of}의 점검 보기", en: "See the check of {of}" }
    to_claim { ko: "이 청구 보기", en: "See the claim" }
    to_application { ko: "이 신청 보기", en: "See the application" }
    to_list { ko: "점검 목록 보기", en: "See the list of items" }
    to_gates(of: &str) { ko: "{of}의 관문 보기", en: "See the gates of {of}" }
    to_grounds { ko: "사유 목록 보기", en: "See the list of grounds" }
    to_deadline(of: &str) { ko: "{of}의 기한 보기", en: "See the deadline of {of}" }
    actor_system { ko: "시스템", en: "the system" }
    to_surety(of: &str) { ko: "{of}의 보증 보기", en: "See the surety of {of}" }
    look_only { ko: "보기", en: "Look" }
    look { ko: "보고 결정", en: "Look and decide" }
    you_proposed { ko: "당신이 제안했으므로 당신이 확인할 수는 없습니다.", en: "You proposed it, so you cannot confirm it." }
    you_concerned { ko: "당신의 계정에 대한 일이므로 다른 사람이 결정합니다.", en: "It is about your own account, so others decide." }
    you_may_not(roles: &str) { ko: "다른 사람이 결정합니다 ({roles}).", en: "Somebody else decides ({roles})." }
    confirm_button(deed: &str) { ko: "확인하고 바로 실행: {deed}", en: "Confirm and do: {deed}" }
    reject_button { ko: "이 제안을 반려", en: "Reject this proposal" }
    withdraw_button { ko: "내 제안을 거둠", en: "Withdraw my proposal" }
    your_code { ko: "전할 코드", en: "The code to hand over" }
    your_code_note {
        ko: "제안한 당신에게만 보입니다. 당사자에게 직접 또는 전화로 전하십시오. 링크를 전하는 사람에게 알려 주지 마십시오.",
        en: "Only you, the proposer, see it. Give it to the person in person or by phone, and not to whoever hands over the link."
    }
    your_link { ko: "전할 링크", en: "The link to hand over" }
    your_link_note {
        ko: "확인한 당신에게만 보입니다. 한 번, 하루 동안 쓸 수 있습니다. 코드는 제안한 사람이 따로 전합니다.",
        en: "Only you, the confirmer, see it. It works once, for a day. The proposer hands over the code."
    }
    no_proposal_head { ko: "이런 제안이 없습니다", en: "No such proposal" }

    deed_invite { ko: "새 계정 초대", en: "Invite a new account" }
    deed_close { ko: "계정 닫기", en: "Close an account" }
    deed_reset { ko: "인증 앱 다시 등록", en: "New second factor" }
    deed_recover { ko: "계정 되찾기", en: "Give back an account" }
    fx_invite(post: &str) {
        ko: "{post} 역할의 계정을 만들 수 있는 링크가 하루 동안 한 번 열립니다. 코드가 있어야 씁니다.",
        en: "A link opens once, for a day, to make an account as {post}. It needs the code."
    }
    fx_close(name: &str) {
        ko: "{name} 계정을 다시는 쓸 수 없고, 열린 세션이 바로 끝납니다. 한 일의 기록은 남습니다.",
        en: "The account of {name} can never be used again and its sessions end at once. Its records stay."
    }
    fx_reset(name: &str) {
        ko: "{name} 계정의 지금 인증 앱과 세션이 바로 끊깁니다. 비밀번호와 코드를 아는 본인이 링크로 새 인증 앱을 등록합니다.",
        en: "The present authenticator and sessions of {name} stop at once. By the link, with password and code, a new authenticator is added."
    }
    fx_recover(name: &str) {
        ko: "{name} 계정의 비밀번호, 인증 앱, 세션이 바로 끊깁니다. 코드를 받은 본인이 링크로 모두 새로 정합니다.",
        en: "Password, authenticator and sessions of {name} stop at once. By the link, with the code, all are set anew."
    }
    two_people { ko: "두 사람", en: "two people" }
    two_of(house: &str) { ko: "{house} 두 사람", en: "two people of {house}" }
    house_operator { ko: "운영기관", en: "the operator" }
    house_inspector { ko: "점검기관", en: "the inspection body" }
    somebody(login: &str) { ko: "알 수 없음 {login}", en: "unknown {login}" }

    no_right { ko: "이 일을 할 권한이 없습니다.", en: "Your role may not do this." }
    no_own { ko: "자기 제안을 확인할 수는 없습니다.", en: "Nobody confirms their own proposal." }
    no_concerned { ko: "자기 계정에 대한 일은 다른 사람이 합니다.", en: "Deeds on one’s own account are for others." }
    no_decided { ko: "이미 결정된 제안입니다.", en: "It was decided already." }
    no_expired { ko: "기한이 지난 제안입니다. 다시 제안해 주세요.", en: "It has lapsed. Propose it anew." }
    no_already { ko: "같은 제안이 이미 기다리고 있습니다.", en: "The same proposal is waiting already." }
    no_too_few { ko: "계정 관리자는 둘 이상 남아야 합니다. 먼저 새 관리자를 초대해 주세요.", en: "At least two administrators must stay. Invite another first." }
    no_closed { ko: "닫혔거나 아직 쓰지 않는 계정입니다.", en: "The account is closed or not yet in use." }
    no_fresh { ko: "인증 앱의 새 번호가 필요합니다.", en: "A fresh code of your authenticator is needed." }
    no_other { ko: "할 수 없는 일입니다.", en: "This cannot be done." }
}

//! Sentences of the approval pages.

use naru_base::texts;

texts! {
    tab { ko: "사용 승인", en: "Approvals" }
    title { ko: "오픈소스 사용 승인", en: "Approval of open source" }
    lead {
        ko: "무엇을, 어느 버전을, 무슨 용도로, 언제까지 쓸 수 있는지 정합니다. 신청한 사람은 승인하지 않고, 쟁점이 남아 있으면 아무도 승인하지 않으며, 새 권고가 나오면 다시 심사합니다.",
        en: "What may be used, in which versions, for what and until when. Whoever asks does not approve, nobody approves while an issue is open, and a new advisory opens an approval again."
    }
    lead_nothing { ko: "이 목록에 신청이 없습니다.", en: "No request is in this list." }
    lead_settle(n: &str) { ko: "쟁점을 처리할 신청이 {n}건 있습니다. 처리해야 심사 부서가 승인할 수 있습니다.", en: "Requests with an issue for you to settle:\u{a0}{n}. They can be approved only once it is settled." }
    lead_mine(n: &str) { ko: "결정을 기다리는 신청이 {n}건 있습니다.", en: "Requests that wait for your decision:\u{a0}{n}." }
    lead_urgent { ko: "급한 것부터 답하십시오.", en: "Begin with the most urgent." }
    urgent_first {
        ko: "운영 서비스에서 쓰는 것부터, 그 안에서는 기한이 가까운 것, 오래 기다린 것 순",
        en: "first what live services use; of it by the nearest deadline, then the longest waiting"
    }
    used_live { ko: "운영 서비스에서 사용", en: "used in live services" }
    due { ko: "기한", en: "due" }
    there_lead { ko: "그 신청 보기:", en: "The request:" }
    lead_longest { ko: "오래 기다린 것부터 답하십시오.", en: "Begin with the longest waiting." }
    lead_ready(ready: &str, open: &str) { ko: "{ready}건은 지금 승인할 수 있고, {open}건은 쟁점을 먼저 처리해야 승인할 수 있습니다.", en: "Of these, {ready} can be approved now; {open} only once their issues are settled." }
    lead_none_ready { ko: "모두 쟁점을 먼저 처리해야 승인할 수 있습니다.", en: "Each can be approved only once its issues are settled." }
    lead_settled_first { ko: "쟁점이 남은 것은 쟁점을 먼저 처리해야 승인할 수 있습니다.", en: "Those with open issues can be approved only once these are settled." }
    lead_asked(n: &str) { ko: "심사 중인 신청이 {n}건 있습니다.", en: "Requests to be decided:\u{a0}{n}." }
    lead_approved(n: &str) { ko: "승인된 사용이 {n}건 있습니다.", en: "Approved uses:\u{a0}{n}." }
    lead_every(n: &str) { ko: "신청이 모두 {n}건 있습니다.", en: "Requests in all:\u{a0}{n}." }
    lead_again(n: &str) { ko: "거두고 다시 신청할 것이 {n}건 있습니다. 신청할 때 없던 권고 자료가 지금은 있습니다.", en: "Requests to withdraw and ask for again:\u{a0}{n}. The data on advisories that they lacked are there now." }
    lead_again_of(n: &str) { ko: "그 가운데 {n}건은 신청할 때 없던 권고 자료가 지금은 있으니 거두고 다시 신청하십시오.", en: "Of these, withdraw and ask again for {n}: the data that they lacked are there now." }
    since_reopened { ko: "재심사 시작", en: "reopened" }
    offices_left(offices: &str) { ko: "남은 부서: {offices}", en: "still to answer: {offices}" }
    ask_no_data { ko: "지금은 권고 데이터베이스가 없어 보안 이력을 채울 수 없습니다. 지금 신청하면 그것이 쟁점으로 남고, 자료가 들어온 뒤 다시 신청해야 합니다.", en: "There is no database of advisories now, so the security record cannot be filled in. Asked for now, it stays an issue, and is asked for again once the data are there." }
    data_came { ko: "신청할 때 없던 권고 자료가 지금은 있습니다. 거두고 다시 신청하십시오. 보안 이력을 지금의 자료로 다시 봅니다.", en: "The data on advisories that were lacking are there now. Withdraw it and ask again: its security record is then looked up anew." }
    data_came_theirs { ko: "신청할 때 없던 권고 자료가 지금은 있습니다. 신청한 기관이 거두고 다시 신청하면 보안 이력을 지금의 자료로 다시 봅니다.", en: "The data on advisories that were lacking are there now. Once the institution withdraws it and asks again, its security record is looked up anew." }
    seats_headline(change: &str) { ko: "심사 부서의 담당 변경: {change}", en: "Who fills an office: {change}" }
    seats_change_of(office: &str, role: &str) { ko: "{office} 부서의 새 담당 ‘{role}’", en: "{role} for the office {office}" }
    seats_lapses(at: &str) { ko: "{at}까지 확정되지 않으면 만료", en: "lapses {at}" }
    seats_came_confirmed { ko: "이 제안은 확정되었습니다.", en: "This proposal was confirmed." }
    seats_came_refused { ko: "이 제안은 거절되었습니다.", en: "This proposal was refused." }
    seats_came_withdrawn { ko: "제안한 사람이 이 제안을 거두었습니다. 할 일이 없습니다.", en: "Whoever proposed it took it back. There is nothing to do." }
    seats_came_lapsed { ko: "기한 안에 확정되지 않아 이 제안은 만료되었습니다.", en: "Nobody confirmed this proposal in time; it has lapsed." }
    again_own { ko: "거두고 다시 신청할 것", en: "to withdraw and ask for again" }
    again_theirs { ko: "기관이 거두고 다시 신청할 것", en: "for its institution to withdraw and ask again" }
    turn_again { ko: "기관이 거두고 다시 신청할 차례입니다.", en: "Its institution is to withdraw it and ask again." }
    back_first { ko: "먼저 거두기", en: "Withdraw it first" }
    came_approved(until: &str) { ko: "승인되었습니다. {until}까지 쓸 수 있습니다.", en: "Approved: it may be used until {until}." }
    came_refused(office: &str, why: &str) { ko: "거절되었습니다. {office} 부서의 사유: {why}", en: "Refused by {office}: {why}" }
    came_refused_bare { ko: "거절되었습니다.", en: "Refused." }
    came_back { ko: "신청한 곳에서 거두었습니다.", en: "Whoever asked withdrew it." }
    came_back_theirs(why: &str) { ko: "운영기관이 거두었습니다. 사유: {why}", en: "The operator withdrew it: {why}" }
    came_lapsed(day: &str) { ko: "{day}에 기한이 끝났습니다.", en: "Its time ended on {day}." }
    asked_again { ko: "적었던 내용을 그대로 가져와 다시 신청할 수 있습니다.", en: "It can be asked for again with what was written." }
    ask_again { ko: "다시 신청", en: "Ask again" }
    seats_lead_own {
        ko: "심사는 나루 운영기관과 점검기관의 부서가 합니다. 누가 어느 부서를 맡는지는 운영기관이 정하며, 사용 승인과 예외·VEX에 함께 쓰입니다.",
        en: "Offices of the operator of Naru and of the inspection body decide. The operator says who fills them, for approvals and for exceptions."
    }
    which { ko: "어느 것", en: "Which" }
    to_decide { ko: "심사 중", en: "To be decided" }
    to_settle { ko: "우리가 할 것", en: "For us to do" }
    settle_none { ko: "지금 우리가 할 것이 없습니다.", en: "Nothing is for you to do now." }
    issue_licence_differs(asked: &str, bills: &str) {
        ko: "신청한 라이선스와 SBOM의 라이선스가 다름: 신청 {asked}, SBOM {bills}",
        en: "the licence differs from the SBOM’s: asked for {asked}, SBOM says {bills}"
    }
    licence_bills { ko: "SBOM의 라이선스", en: "Licence in the SBOMs" }
    licence_bills_none { ko: "쓰는 SBOM이 아직 없음", en: "in no SBOM yet" }
    licence_bills_differ { ko: "신청과 다름", en: "differs from the request" }
    in_force { ko: "승인", en: "Approved" }
    all { ko: "모두", en: "All" }
    newest { ko: "최근에 바뀐 것부터", en: "the latest change first" }
    package { ko: "패키지", en: "Package" }
    versions { ko: "버전", en: "Versions" }
    class { ko: "위험", en: "Risk" }
    class_quick { ko: "간이", en: "quick" }
    class_low { ko: "낮음", en: "low" }
    class_medium { ko: "보통", en: "medium" }
    class_high { ko: "높음", en: "high" }
    issues { ko: "쟁점", en: "Issues" }
    issues_open(open: usize, all: usize) { ko: "{all}건 중 {open}건 남음", en: "{open}\u{a0}of\u{a0}{all} open" }
    issues_settled(all: usize) { ko: "{all}건 모두 처리", en: "all {all} settled" }
    state { ko: "상태", en: "State" }
    asked { ko: "심사 중", en: "to be decided" }
    approved { ko: "승인", en: "approved" }
    reopened { ko: "재심사", en: "reopened" }
    refused { ko: "거절", en: "refused" }
    withdrawn { ko: "거둠", en: "withdrawn" }
    lapsed { ko: "기한 끝남", en: "lapsed" }
    offices { ko: "승인 부서", en: "Offices" }
    said_of(yes: usize, of: usize) { ko: "{yes}/{of} 승인", en: "{yes}\u{a0}of\u{a0}{of} approved" }
    until { ko: "끝나는 날", en: "Until" }
    office_security { ko: "보안", en: "security" }
    office_manager { ko: "총괄", en: "manager" }
    office_legal { ko: "법무", en: "legal" }
    office_board { ko: "심의", en: "review board" }
    ask_head { ko: "사용 승인 신청", en: "Ask for approval" }
    ask_link { ko: "승인 신청", en: "Ask for approval" }
    ask_lead {
        ko: "보안 이력, 프로젝트 활동, 지원 종료, 라이선스 의무는 권고 데이터베이스에서 자동으로 채웁니다. 채우지 못한 것은 쟁점이 됩니다.",
        en: "The security record, the project's activity, its end of support and the duties of its licence are filled in from the database of advisories. What is not known becomes an issue."
    }
    institution { ko: "기관", en: "Institution" }
    purl_label { ko: "패키지 URL (처음 쓸 버전까지)", en: "Package URL, with the version to be used first" }
    purl_head { ko: "패키지 URL", en: "Package URL" }
    purl_help { ko: "예: pkg:maven/org.example/log@2.17.1", en: "Such as pkg:maven/org.example/log@2.17.1" }
    versions_label { ko: "버전 범위 (선택)", en: "Range of versions (optional)" }
    versions_help { ko: "예: >=2.17, <3. 비우면 위의 버전 하나만입니다.", en: "Such as >=2.17, <3. Empty: that version only." }
    purpose_label { ko: "용도", en: "Use" }
    purpose_help { ko: "어느 시스템에서 무엇에 쓰는지. 10자 이상.", en: "In which system, for what; at least 10 characters." }
    fit_label { ko: "적합성", en: "Fit" }
    fit_help { ko: "왜 이것이 맞는지: 기능, 성능, 팀의 경험. 10자 이상.", en: "Why it is the right one: what it does, how fast, who knows it; at least 10 characters." }
    alternatives_label { ko: "검토한 대안", en: "Alternatives" }
    alternatives_help { ko: "살펴본 다른 것과 고르지 않은 까닭. 없으면 ‘없음’.", en: "What else was looked at and why not. If there is none, say so." }
    origin_label { ko: "출처와 서명 (선택)", en: "Origin and signature (optional)" }
    origin_help { ko: "어디서 받고, 어떤 서명이나 체크섬으로 확인했는지. 비우면 쟁점이 됩니다.", en: "Where it is taken from, and which signature or checksum was verified. Empty: an issue." }
    licence_label { ko: "라이선스 (SPDX, 선택)", en: "Licence (SPDX, optional)" }
    origin_head { ko: "출처와 서명", en: "Origin and signature" }
    licence_head { ko: "라이선스", en: "Licence" }
    licence_help { ko: "예: Apache-2.0, MIT OR GPL-2.0-only. SPDX에 없는 이름은 따옴표로 묶습니다: “사내 라이선스”", en: "Such as Apache-2.0, or MIT OR GPL-2.0-only. A name that SPDX does not have stands in quotation marks: “Our own”" }
    until_help(days: i64) { ko: "이날까지 쓸 수 있습니다. 최대 {days}일이며, 뒤에는 다시 심사받습니다.", en: "It may be used to the end of this day, {days} days ahead at most; then it is looked at anew." }
    ask_submit { ko: "사용 승인을 신청", en: "Ask for approval" }
    wish_head { ko: "신청 내용", en: "What is asked for" }
    report_head { ko: "선정 보고", en: "Selection report" }
    report_by(made: &str) { ko: "{made}에 만든 자료 기준", en: "by data made {made}" }
    report_no_data { ko: "신청할 때 권고 자료가 없었습니다", en: "there were no data when it was asked" }
    record { ko: "보안 이력", en: "Security record" }
    record_of(ever: usize, now: usize) {
        ko: "알려진 권고 {ever}건, 이 버전에 해당하는 것 {now}건",
        en: "advisories ever:\u{a0}{ever}, of which affect this version:\u{a0}{now}"
    }
    unknown { ko: "미상", en: "not known" }
    activity { ko: "활동", en: "Activity" }
    released(day: &str) { ko: "최근 배포 {day}", en: "last release {day}" }
    people(n: u32) { ko: "기여자 {n}명", en: "contributors:\u{a0}{n}" }
    scored(score: &str) { ko: "스코어카드 {score}", en: "scorecard {score}" }
    end_of_life { ko: "지원 종료", en: "End of support" }
    ends_on(day: &str) { ko: "{day}", en: "{day}" }
    archived { ko: "저장소가 닫힘", en: "repository closed" }
    no_end { ko: "알려진 종료일 없음", en: "none announced" }
    duties { ko: "라이선스 의무", en: "Duties of the licence" }
    duties_none { ko: "의무 없음", en: "none" }
    issue_advisory(id: &str) { ko: "이 버전이 권고 {id}에 해당", en: "advisory {id} affects the version" }
    issue_record_unknown { ko: "신청할 때 이 생태계의 권고 자료가 없었음", en: "no advisory data for this ecosystem when it was asked" }
    issue_unmaintained(id: &str) { ko: "관리 중단 ({id})", en: "nobody maintains it ({id})" }
    issue_ended(day: &str) { ko: "지원 종료 {day}", en: "support is over {day}" }
    issue_inactive(day: &str) { ko: "활동이 뜸하거나 한 사람이 관리 {day}", en: "little activity, or kept by one person {day}" }
    issue_activity_unknown { ko: "프로젝트 활동을 알 수 없음", en: "the project's activity is not known" }
    issue_licence_unknown(text: &str) { ko: "라이선스를 알 수 없음: {text}", en: "the licence is not known: {text}" }
    issue_licence_unstated { ko: "라이선스가 적혀 있지 않음", en: "no licence is stated" }
    issue_licence_reach(text: &str) { ko: "소스를 내놓아야 하는 라이선스: {text}", en: "the licence asks for source: {text}" }
    issue_unsigned { ko: "출처와 서명을 확인했다는 말이 없음", en: "nothing is said of origin and signature" }
    issues_none { ko: "걸리는 것이 없습니다.", en: "Nothing speaks against it." }
    issue_open { ko: "남음", en: "open" }
    issue_resolved { ko: "해소", en: "put right" }
    issue_accepted { ko: "수용", en: "accepted" }
    issue_head { ko: "쟁점", en: "Issue" }
    grade_head { ko: "등급", en: "Grade" }
    reason { ko: "까닭", en: "Why" }
    settle_head { ko: "쟁점 처리", en: "Settle an issue" }
    settle_choose { ko: "쟁점을 고르십시오.", en: "Choose the issue." }
    turn_issues(open: usize, offices: &str) { ko: "남은 쟁점 {open}건을 처리하면 승인할 수 있습니다. 답할 부서: {offices}.", en: "It can be approved once its open issues are settled:\u{a0}{open}. Still to answer: {offices}." }
    turn_offices(offices: &str) { ko: "답을 기다리는 부서: {offices}.", en: "Still to answer: {offices}." }
    settle_anyway { ko: "그래도 쟁점을 처리하려면", en: "Settle an issue all the same" }
    settle_which { ko: "어느 쟁점", en: "Which" }
    settle_resolve {
        ko: "‘쟁점을 해소로 처리’는 신청 기관이 고치거나 확인해 쟁점을 없앴다는 것입니다.",
        en: "Put right: the institution that asked has repaired or checked it."
    }
    settle_resolve_theirs {
        ko: "‘쟁점을 해소로 처리’는 신청 기관이 합니다.",
        en: "Putting it right is for the institution that asked."
    }
    settle_accept {
        ko: "‘쟁점을 수용’은 심사 부서가 알고도 쓰기로 하는 것입니다.",
        en: "Accept: an office knows of it and lets it be used all the same."
    }
    settle_accept_theirs {
        ko: "‘쟁점을 수용’은 심사 부서가 하며, 신청한 사람은 하지 못합니다.",
        en: "Accepting it is for an office, and not for whoever asked."
    }
    settle_reason { ko: "10자 이상.", en: "At least 10 characters." }
    resolve { ko: "쟁점을 해소로 처리", en: "Put the issue right" }
    accept { ko: "쟁점을 수용", en: "Accept the issue" }
    votes_head { ko: "부서의 판단", en: "What the offices say" }
    votes_need(offices: &str) { ko: "{offices} 모두 승인해야 합니다", en: "all must approve: {offices}" }
    office { ko: "부서", en: "Office" }
    answer { ko: "답", en: "Answer" }
    round { ko: "회차", en: "Round" }
    yes { ko: "승인", en: "approved" }
    no { ko: "거절", en: "refused" }
    waiting { ko: "기다림", en: "waiting" }
    when { ko: "때", en: "When" }
    decide_head { ko: "결정", en: "Decide" }
    decide_effect(what: &str, day: &str) {
        ko: "모든 부서가 승인하면 {day}까지 쓸 수 있습니다: {what}. 한 부서가 거절하면 거절됩니다.",
        en: "Once every office has approved, {what} may be used until {day}. One refusal is enough to refuse it."
    }
    decide_own { ko: "직접 신청한 것이라 수용하거나 승인할 수 없습니다.", en: "You asked for this: you neither accept nor approve." }
    decide_said { ko: "이번 회차에 이미 답했습니다.", en: "You have answered in this round." }
    decide_issues(open: usize) { ko: "쟁점 {open}건을 먼저 처리해야 승인할 수 있습니다.", en: "Issues still open:\u{a0}{open}. Settle them before anyone approves." }
    decide_as { ko: "어느 부서로", en: "Speak for" }
    note_label { ko: "까닭 (거절할 때 필수)", en: "Reason (required to refuse)" }
    agree { ko: "사용을 승인", en: "Approve the use" }
    refuse { ko: "사용 승인을 거절", en: "Refuse the request" }
    withdraw { ko: "신청을 거두기", en: "Withdraw the request" }
    withdraw_approved { ko: "승인을 거두기", en: "Withdraw the approval" }
    withdraw_help { ko: "이 신청을 없던 것으로 합니다. 기록은 남습니다.", en: "Takes the request back. The record stays." }
    withdraw_approved_help { ko: "승인을 없던 것으로 합니다. 기록은 남습니다.", en: "Takes the approval back. The record stays." }
    duties_head { ko: "누가 무엇을 맡는가", en: "Who does what" }
    duties_note { ko: "한 사람은 한 회차에 한 부서로만 답합니다", en: "one person speaks for one office of a round" }
    duty_role { ko: "맡는 직무", en: "Filled by" }
    duty_from { ko: "사용 승인: 이 등급부터", en: "Approvals: from class" }
    never { ko: "지금은 필요 없음", en: "not at present" }
    duty_exceptions { ko: "예외·VEX", en: "Exceptions, VEX" }
    duty_every_grade { ko: "모든 등급에 답함", en: "answers, whatever the grade" }
    duty_not_asked { ko: "답하지 않음", en: "does not answer" }
    quorum_of(grades: &str, n: i64) { ko: "{grades} {n}곳", en: "{grades}:\u{a0}{n}" }
    quorums(all: &str) {
        ko: "예외·VEX는 답하는 부서 가운데 등급마다 정한 수가 동의해야 합니다: {all}.",
        en: "Of the offices that answer on exceptions, so many must agree: {all}."
    }
    of_package { ko: "사용 승인", en: "Approvals" }
    of_package_none_own { ko: "우리 기관은 이 패키지의 승인을 신청하지 않았습니다.", en: "Your institution has not asked for this package." }
    of_package_none { ko: "이 패키지의 승인을 신청한 곳이 없습니다.", en: "Nobody has asked for this package." }
    uncovered_head { ko: "승인 없이 쓰는 직접 구성요소", en: "Direct components without approval" }
    uncovered_of(without: usize, all: usize) { ko: "직접 구성요소 {all}개 중 {without}개", en: "{without}\u{a0}of\u{a0}{all} direct components" }
    uncovered_none { ko: "직접 쓰는 구성요소가 모두 승인되어 있습니다.", en: "Every direct component is approved." }
    cover { ko: "승인", en: "Approval" }
    cover_none { ko: "신청 없음", en: "not asked for" }
    first_only(n: usize) { ko: "처음 {n}개만 보입니다.", en: "The first {n} are shown." }
    to_seats { ko: "심사 부서의 담당 바꾸기", en: "Change who fills which office" }
    seats_title { ko: "심사 부서와 담당", en: "Offices and who fills them" }
    seats_lead {
        ko: "어느 부서를 누가 맡는지는 근거와 함께 바꿀 수 있습니다. 사용 승인과 예외·VEX에 함께 쓰입니다. 한 사람이 제안하고 다른 사람이 확정하면 그때부터 유효합니다. 등급마다 몇 부서가 필요한지는 바뀌지 않습니다.",
        en: "Who fills which office, of approvals and of exceptions, can be changed with a source: one person proposes, another confirms, and it holds from then on. How many offices a class takes does not change with it."
    }
    seats_since { ko: "언제부터", en: "Since" }
    seats_source { ko: "근거", en: "Source" }
    seats_source_help { ko: "10자 이상. 규정의 조항이나 의결 번호.", en: "At least 10 characters: a section of a rule, the number of a decision." }
    seats_shipped { ko: "설치할 때", en: "installation" }
    seats_source_shipped { ko: "나루 기본값", en: "Naru default" }
    seats_pending { ko: "확정을 기다리는 변경", en: "Changes to be confirmed" }
    seats_pending_none { ko: "기다리는 변경이 없습니다.", en: "No change is waiting." }
    seats_propose { ko: "변경을 제안", en: "Propose a change" }
    seats_effect { ko: "누르면 운영 담당자들에게 알립니다. 다른 운영 담당자가 확정하기 전에는 아무것도 바뀌지 않습니다.", en: "Operations are told. Nothing changes before another of them confirms it." }
    seats_confirm { ko: "변경을 확정", en: "Confirm the change" }
    seats_refuse { ko: "변경을 거절", en: "Refuse the change" }
    seats_withdraw { ko: "제안을 거두기", en: "Take the proposal back" }
    seats_why { ko: "거절 사유", en: "Reason of refusal" }
    seats_why_help { ko: "10자 이상. 봉인해 보관하고 제안한 사람에게 알립니다.", en: "At least 10 characters. Kept sealed and told to whoever proposed it." }
    seats_ended { ko: "지난 변경", en: "Earlier changes" }
    seats_ended_confirmed { ko: "확정", en: "confirmed" }
    seats_change { ko: "변경", en: "Change" }
    seats_result { ko: "결과", en: "Result" }
    seats_proposer { ko: "제안", en: "Proposed by" }
    seats_decider { ko: "처리", en: "Ended by" }
    seats_to_decide(n: &str) { ko: "확정을 기다리는 변경 {n}건", en: "changes to be confirmed:\u{a0}{n}" }
    seats_own { ko: "직접 제안한 것이라 확정하지 못합니다.", en: "You proposed it: another person confirms." }
    seats_bad { ko: "부서와 담당을 고르십시오.", en: "Choose an office and a role." }
}

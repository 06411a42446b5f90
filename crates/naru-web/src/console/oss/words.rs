//! Words of the pages about open source.

use naru_base::texts;

texts! {
    title { ko: "오픈소스", en: "Open source" }
    tab_systems { ko: "시스템", en: "Systems" }
    tab_findings { ko: "발견", en: "Findings" }
    tab_advisories { ko: "권고", en: "Advisories" }
    tab_stances { ko: "예외·VEX", en: "Exceptions, VEX" }
    stances_title { ko: "예외와 VEX", en: "Exceptions and VEX" }
    stances_lead {
        ko: "고치는 대신 ‘영향 없음’을 밝히거나 시간을 더 얻습니다. 심각할수록 여러 곳의 동의가 필요하고, 신청한 사람은 승인하지 않으며, 모두 끝이 있습니다.",
        en: "Instead of fixing, say that a system is not affected, or ask for more time. The more serious the finding, the more offices must agree; nobody decides their own request; every exception ends."
    }
    total(n: &str) { ko: "모두\u{a0}{n}건", en: "{n}\u{a0}in\u{a0}all" }
    total_things(n: &str) { ko: "모두\u{a0}{n}개", en: "{n}\u{a0}in\u{a0}all" }
    total_over(n: &str) { ko: "{n}건이 넘습니다", en: "more than {n}" }
    mine { ko: "내가 결정할 것", en: "Mine to decide" }
    mine_none { ko: "지금 결정하실 것이 없습니다.", en: "Nothing waits for your decision." }
    oldest_first { ko: "오래 기다린 것부터", en: "longest waiting first" }
    by_need { ko: "자격이 걸린 기한이 급한 것부터, 그다음 오래 기다린 것", en: "first by the deadline that a standing hangs on, then the longest waiting" }
    search_stance { ko: "시스템, 패키지, 권고 이름", en: "System, package or advisory" }
    search_package { ko: "패키지 이름", en: "Package name" }
    search_finding { ko: "패키지나 권고 이름", en: "Package or advisory" }
    search_advisory { ko: "권고 이름이나 내용", en: "Advisory or what it says" }
    search_component { ko: "구성요소 이름", en: "Component name" }
    no_match { ko: "찾는 이름과 맞는 것이 없습니다.", en: "Nothing by that name." }
    only_bearing { ko: "자격에 영향을 주는 것만", en: "Only what lowers a standing" }
    bearing_excepted(n: &str) { ko: "이 가운데 {n}건은 예외가 승인되어 지금은 영향을 주지 않습니다.", en: "Of these, {n} do not count now: an exception is approved." }
    bearing_note {
        ko: "운영 서비스에서 나온 심각·악용 확인 발견입니다. 알린 때부터 자격을 ‘주의’로 낮추고, 기한이 지나면 한도가 줄고 이어서 이체가 정지됩니다. 승인된 예외가 있는 것도 함께 보이지만, 예외가 끝날 때까지는 영향을 주지 않습니다.",
        en: "Critical and exploited findings in live services. From notice on they lower the standing to Warned; after their deadline limits are cut, then transfers stop. One with an approved exception is listed too, but does not count until the exception ends."
    }
    bearing_none { ko: "자격에 영향을 주는 열린 발견이 없습니다.", en: "No open finding lowers a standing." }
    to_systems { ko: "오픈소스 시스템 목록으로", en: "To the list of systems" }
    back_reason { ko: "거두는 사유", en: "Reason" }
    back_help {
        ko: "10자 이상. 신청한 기관에 알림으로 그대로 전합니다.",
        en: "At least 10 characters. The institution that asked is told in these words."
    }
    back_head { ko: "운영기관이 거둔 사유", en: "Why the operator withdrew it" }
    severity_head { ko: "심각도", en: "Severity" }
    severity(score: &str, epss: &str) { ko: "CVSS {score}\u{a0}· 30일 안 공격 확률 {epss}", en: "CVSS {score}\u{a0}· chance of attack within 30 days: {epss}" }
    finding_gone { ko: "이 발견은 이미 닫혔습니다.", en: "This finding is already closed." }
    system_unbilled_theirs(who: &str) {
        ko: "아직 SBOM이 없어 무엇이 들었는지 모릅니다. {who} 맨 먼저 SBOM을 올려야 합니다.",
        en: "Without an SBOM nothing is known of what is in it. {who} has to hand one in first."
    }
    system_overdue_theirs(n: &str, at: &str, who: &str) {
        ko: "열린 발견 {n}건 가운데 {at} 기한을 이미 넘긴 것이 있습니다. {who} 고친 버전으로 바꿔 새 SBOM을 올리거나 예외를 신청해야 합니다.",
        en: "Open findings:\u{a0}{n}. The deadline of {at} has passed: {who} has to move to a fixed version and hand in a new SBOM, or to ask for an exception."
    }
    system_due_theirs(n: &str, at: &str, who: &str) {
        ko: "열린 발견 {n}건. 첫 기한은 {at}입니다. 그때까지 {who} 고친 버전으로 바꿔 새 SBOM을 올리거나 예외를 신청해야 합니다.",
        en: "Open findings:\u{a0}{n}. The first is due {at}: by then {who} has to move to a fixed version and hand in a new SBOM, or to ask for an exception."
    }
    system_unbilled {
        ko: "아직 SBOM이 없어 무엇이 들었는지 모릅니다. 맨 먼저 SBOM을 올리십시오.",
        en: "Without an SBOM nothing is known of what is in it. Hand one in first."
    }
    system_clean(n: &str) { ko: "열린 발견이 없습니다 (권고 {n}건과 대조).", en: "No open finding (advisories compared:\u{a0}{n})." }
    system_excepted(n: &str) { ko: "열린 발견 {n}건에 모두 예외·VEX가 승인되어 있어, 지금 지킬 기한이 없습니다.", en: "Open findings:\u{a0}{n}. For each an exception is approved: no deadline counts now." }
    signer_unknown { ko: "모르는 키", en: "unknown key" }
    signature_wrong { ko: "맞지 않는 서명", en: "does not fit" }
    signature_stranger { ko: "등록하지 않은 키", en: "unregistered key" }
    signature_untold { ko: "검증하지 않음", en: "not verified" }
    system_overdue(n: &str, at: &str) {
        ko: "열린 발견 {n}건 가운데 {at} 기한을 이미 넘긴 것이 있습니다. 고친 버전으로 바꿔 새 SBOM을 올리거나 예외를 신청하십시오.",
        en: "Open findings:\u{a0}{n}. The deadline of {at} has passed: move to a fixed version and hand in a new SBOM, or ask for an exception."
    }
    system_due(n: &str, at: &str) {
        ko: "열린 발견 {n}건. 첫 기한은 {at}입니다. 그때까지 고친 버전으로 바꿔 새 SBOM을 올리거나 예외를 신청하십시오.",
        en: "Open findings:\u{a0}{n}. The first is due {at}: by then move to a fixed version and hand in a new SBOM, or ask for an exception."
    }
    system_bearing(n: &str) { ko: "{n}건은 기한이 지나면 기관의 자격을 낮춥니다.", en: "Of these, {n} lower the standing once overdue." }
    stances_which { ko: "어느 것", en: "Which" }
    stances_in_force { ko: "유효", en: "In force" }
    stances_all { ko: "모두", en: "All" }
    stances_note { ko: "먼저 끝나는 것부터", en: "ending soonest first" }
    stances_from { ko: "신청은 시스템 화면의 발견에서 합니다.", en: "Ask from a finding on a system’s page." }
    stance_asked { ko: "심사 중", en: "to be decided" }
    stance_approved { ko: "승인", en: "approved" }
    stance_refused { ko: "거절", en: "refused" }
    stance_withdrawn { ko: "거둠", en: "withdrawn" }
    stance_lapsed { ko: "끝남", en: "lapsed" }
    claim_head { ko: "주장", en: "Claim" }
    claim_not_present { ko: "영향 없음: 구성요소가 제품에 없음", en: "Not affected: the component is not in the product" }
    claim_code_not_present { ko: "영향 없음: 취약한 코드가 없음", en: "Not affected: the vulnerable code is not there" }
    claim_code_not_run { ko: "영향 없음: 취약한 코드가 실행되지 않음", en: "Not affected: the vulnerable code is never run" }
    claim_not_steered { ko: "영향 없음: 공격자가 조종할 수 없음", en: "Not affected: no attacker can steer it" }
    claim_mitigated { ko: "영향 없음: 이미 막는 장치가 있음", en: "Not affected: something stops the attack already" }
    claim_needs_longer { ko: "예외: 시간이 더 필요함", en: "Exception: needs longer" }
    claim_exception { ko: "예외", en: "Exception" }
    office_security { ko: "보안", en: "security" }
    office_manager { ko: "총괄", en: "manager" }
    office_board { ko: "심의", en: "review board" }
    office_head { ko: "부서", en: "Office" }
    votes_head { ko: "동의한 부서", en: "Agreement" }
    votes_of(yes: usize, quorum: i64) { ko: "{yes}/{quorum}", en: "{yes}\u{a0}of\u{a0}{quorum}" }
    votes_need(quorum: i64, offices: &str) { ko: "{offices} 가운데 {quorum}곳이 동의해야 합니다", en: "{quorum} must agree of: {offices}" }
    turn(n: i64, offices: &str) { ko: "{n}곳의 동의를 더 기다립니다. 답할 수 있는 부서: {offices}.", en: "Offices still to agree:\u{a0}{n}, of: {offices}." }
    votes_none { ko: "아직 아무도 답하지 않았습니다.", en: "Nobody has answered yet." }
    vote_head { ko: "답", en: "Answer" }
    vote_yes { ko: "동의", en: "agreed" }
    vote_no { ko: "거절", en: "refused" }
    when_head { ko: "때", en: "When" }
    until_head { ko: "끝나는 날", en: "Until" }
    asked_head { ko: "신청한 사람과 때", en: "Asked by, and when" }
    by_head { ko: "답한 사람", en: "By" }
    ask_head { ko: "예외·VEX 신청", en: "Ask for an exception, or say that it is not affected" }
    stance_facts { ko: "신청 내용", en: "What is asked for" }
    ask_link { ko: "예외·VEX 신청", en: "Ask for an exception" }
    excepted(until: &str) { ko: "예외·VEX 승인, {until}까지", en: "exception approved until {until}" }
    exception_asked { ko: "예외·VEX 심사 중", en: "exception to be decided" }
    ask_renews { ko: "지금의 것이 곧 끝납니다. 승인되면 이어집니다:", en: "The present one ends soon; once approved, this one follows it:" }
    ask_taken { ko: "이 발견에는 이미 신청이 있어 새로 신청할 수 없습니다.", en: "Something is already asked for this finding; a new request is not taken." }
    ask_lead {
        ko: "승인될 때까지는 기한이 그대로 갑니다. 승인되면 끝나는 날까지 자격에 영향을 주지 않고, 버전이 바뀌면 다시 판단합니다.",
        en: "Until it is approved the deadline runs on. Approved, the finding does not lower the standing until its end; with another version it is judged anew."
    }
    ask_lead_apart {
        ko: "승인될 때까지는 기한이 그대로 갑니다. 이 발견은 자격에 영향을 주지 않습니다. 승인되면 끝나는 날까지 그 판단이 기록에 남고, 버전이 바뀌면 다시 판단합니다.",
        en: "Until it is approved the deadline runs on. This finding does not lower the standing. Approved, the claim is on record until its end; with another version it is judged anew."
    }
    why_label { ko: "까닭", en: "Why" }
    why_help { ko: "10자 이상. 확인한 사람이 따라 할 수 있게 근거를 적습니다.", en: "At least 10 characters; so that whoever checks can follow." }
    control_label { ko: "보완통제", en: "Compensating control" }
    control_help { ko: "예외라면 그동안 무엇으로 막는지 적습니다.", en: "For an exception: what stops the attack meanwhile." }
    until_label { ko: "언제까지", en: "Until" }
    until_help { ko: "예외는 90일, ‘영향 없음’은 1년까지입니다. 그날이 끝날 때까지 유효합니다.", en: "An exception for 90 days at most, “not affected” for a year; to the end of that day." }
    bad_until { ko: "끝나는 날을 내일 이후로 고르십시오.", en: "Choose a last day from tomorrow on." }
    bad_claim { ko: "주장을 고르십시오.", en: "Choose the claim." }
    ask_submit { ko: "예외·VEX를 신청", en: "Submit the claim" }
    decide_head(office: &str) { ko: "{office} 부서로 답합니다", en: "You answer for: {office}" }
    decide_effect(until: &str) {
        ko: "필요한 동의가 모이면 {until}까지 이 발견은 기관의 자격을 낮추지 않습니다. 한 곳이라도 거절하면 거절됩니다.",
        en: "Once enough offices agree, this finding does not lower the standing until {until}. One refusal is enough to refuse it."
    }
    decide_effect_apart(until: &str) {
        ko: "필요한 동의가 모이면 {until}까지 승인된 것으로 기록됩니다. 이 발견은 자격에 영향을 주지 않습니다. 한 곳이라도 거절하면 거절됩니다.",
        en: "Once enough offices agree, the claim is on record as approved until {until}. This finding does not lower the standing. One refusal is enough to refuse it."
    }
    decide_own { ko: "신청한 사람은 답할 수 없습니다.", en: "Whoever asked does not answer." }
    decide_said { ko: "이미 답했습니다.", en: "Your office has answered." }
    note_label { ko: "덧붙일 말 (거절에는 까닭이 필요합니다)", en: "Note (a refusal needs a reason)" }
    agree_submit { ko: "예외·VEX에 동의", en: "Agree to the claim" }
    refuse_submit { ko: "예외·VEX를 거절", en: "Refuse the claim" }
    withdraw_asked { ko: "예외·VEX 신청을 거두기", en: "Withdraw the request" }
    withdraw_approved { ko: "예외·VEX 승인을 거두기", en: "Withdraw the approval" }
    withdraw_asked_help { ko: "이 신청을 없던 것으로 합니다. 기록은 남습니다.", en: "Takes the request back. The record stays." }
    withdraw_approved_help { ko: "승인을 없던 것으로 하면 발견의 기한이 다시 자격에 영향을 줍니다. 기록은 남습니다.", en: "Without the approval the finding lowers the standing again once overdue. The record stays." }
    withdraw_apart_help { ko: "승인을 없던 것으로 합니다. 기록은 남습니다.", en: "Takes the approval back. The record stays." }
    not_known_yet { ko: "아직 알 수 없습니다.", en: "Not known yet." }
    claim_choose { ko: "주장을 고르십시오", en: "Choose the claim" }
    total_concern(n: &str) { ko: "쓰는 시스템이 있는 것 {n}건", en: "{n} that concern a system in use" }
    tabs { ko: "오픈소스 화면", en: "Pages on open source" }
    lead_none {
        ko: "등록된 시스템이 없습니다. 시스템을 등록하고 SBOM을 올리면 알려진 취약점과 기한이 여기 보입니다.",
        en: "No system is registered. Register one and hand in its SBOM: known vulnerabilities and deadlines then stand here."
    }
    lead_systems(systems: &str, components: &str) {
        ko: "시스템 {systems}개, 구성요소 {components}개.", en: "Systems:\u{a0}{systems}, components:\u{a0}{components}."
    }
    lead_grave(n: &str) { ko: "자격이 걸린 발견이 {n}건 있습니다.", en: "Findings that bear on a standing:\u{a0}{n}." }
    lead_grave_then(n: &str) { ko: "기한이 지나면 자격을 낮추는 발견이 {n}건 있습니다.", en: "Findings that lower a standing once overdue:\u{a0}{n}." }
    bites(n: &str, to: &str) { ko: "발견 {n}건 때문에 지금 자격은 ‘{to}’입니다.", en: "The standing is now: {to}. Findings that lower it:\u{a0}{n}." }
    bites_beside(n: &str, to: &str, stands: &str) { ko: "발견 {n}건이 자격을 ‘{to}’까지 낮추고, 다른 사정이 더해져 지금 자격은 ‘{stands}’입니다.", en: "Findings ({n}) lower the standing to: {to}. For other grounds it is now: {stands}." }
    bites_next_cut(cut: &str, stop: &str) { ko: "고치지 않으면 {cut}부터 한도가 줄고 {stop}부터 이체가 정지됩니다.", en: "Unless fixed, limits are cut from {cut} and transfers stop from {stop}." }
    bites_next_stop(stop: &str) { ko: "한도가 줄어 있고, 고치지 않으면 {stop}부터 이체가 정지됩니다.", en: "Limits are cut; unless fixed, transfers stop from {stop}." }
    bites_until_fixed { ko: "이체가 정지되어 있고, 고친 SBOM을 올리면 풀립니다.", en: "Transfers are stopped until an SBOM shows the fix." }
    bites_others(n: &str) { ko: "그 밖에 {n}건에도 자격이 걸려 있습니다.", en: "Others bear on it too:\u{a0}{n}." }
    lead_grave_late(n: &str) { ko: "자격에 영향을 주는 발견이 {n}건 있고, 기한을 넘긴 것이 있습니다.", en: "Findings that lower a standing:\u{a0}{n}, some of them overdue." }
    none_registered { ko: "등록된 시스템이 없어 아직 알 수 없습니다.", en: "No system is registered: nothing is known yet." }
    none_billed { ko: "올린 SBOM이 없어 아직 알 수 없습니다.", en: "No SBOM is on record: nothing is known yet." }
    no_data { ko: "권고 자료가 없어 아직 알 수 없습니다.", en: "Without data on advisories nothing is known yet." }
    lead_advisories(n: &str) { ko: "쓰고 있는 시스템에 해당하는 권고가 {n}건 있습니다.", en: "Advisories that concern a system in use:\u{a0}{n}." }
    lead_advisories_none { ko: "쓰고 있는 시스템에 해당하는 권고가 없습니다.", en: "No advisory concerns a system in use." }
    lead_package(versions: &str, open: &str) { ko: "버전 {versions}가지를 쓰고 있고, 열린 발견이 {open}건 있습니다.", en: "Versions in use:\u{a0}{versions}; open findings:\u{a0}{open}." }
    lead_package_over(versions: &str, open: &str) { ko: "버전 {versions}가지를 쓰고 있고, 열린 발견이 {open}건을 넘습니다.", en: "Versions in use:\u{a0}{versions}; open findings: more than {open}." }
    lead_versions(n: &str) { ko: "버전 {n}가지를 쓰고 있습니다.", en: "Versions in use:\u{a0}{n}." }
    due_bears { ko: "자격에 영향", en: "bears on the standing" }
    nobody_answered { ko: "아무도 답하지 않았습니다.", en: "Nobody answered." }
    stances_mine_apart(n: &str) { ko: "결정을 기다리는 예외·VEX가 {n}건 있습니다. 오래 기다린 것부터 답하십시오.", en: "Exceptions that wait for your decision:\u{a0}{n}. Begin with those that have waited longest." }
    stances_mine(n: &str) { ko: "결정을 기다리는 예외·VEX가 {n}건 있습니다. 자격이 걸린 발견의 기한이 급한 것부터 답하십시오.", en: "Exceptions that wait for your decision:\u{a0}{n}. Begin with those whose deadline lowers a standing soonest." }
    stances_waiting(n: &str) { ko: "심사 중인 예외·VEX가 {n}건 있습니다. 승인될 때까지 기한이 그대로 갑니다.", en: "Exceptions to be decided:\u{a0}{n}. Their deadlines run on until they are approved." }
    stances_force(n: &str) { ko: "유효한 예외·VEX가 {n}건 있습니다. 끝나면 발견의 기한이 다시 적용되니, 그 전에 고친 버전의 SBOM을 올리거나 다시 신청하십시오.", en: "Exceptions in force:\u{a0}{n}. When one ends, the finding’s deadline counts again: before that hand in an SBOM with a fixed version, or ask anew." }
    stances_every(n: &str) { ko: "예외·VEX 신청이 모두 {n}건 있습니다.", en: "Exceptions asked for in all:\u{a0}{n}." }
    stances_lead_none { ko: "이 목록에 예외·VEX가 없습니다.", en: "No exception is in this list." }
    finding_due { ko: "발견의 기한", en: "Finding due" }
    asked_when { ko: "신청한 때", en: "Asked" }
    until_wished { ko: "신청한 끝 날", en: "Asked until" }
    renew { ko: "이어서 신청", en: "Ask anew" }
    stance_holds(until: &str) { ko: "승인되었습니다. {until}까지 이 발견은 자격에 영향을 주지 않습니다.", en: "Approved. Until {until} this finding does not lower the standing." }
    stance_holds_apart(until: &str) { ko: "승인되었습니다. {until}까지 유효합니다.", en: "Approved. It holds until {until}." }
    stance_no(office: &str, why: &str) { ko: "거절되었습니다. {office} 부서의 사유: {why}", en: "Refused by {office}: {why}" }
    stance_no_bare { ko: "거절되었습니다.", en: "Refused." }
    stance_back { ko: "신청한 곳에서 거두었습니다.", en: "Whoever asked withdrew it." }
    stance_deadline { ko: "발견의 기한이 그대로 적용됩니다.", en: "The finding’s deadline counts." }
    stance_back_theirs(why: &str) { ko: "운영기관이 거두었습니다. 사유: {why}", en: "The operator withdrew it: {why}" }
    stance_again { ko: "다시 신청", en: "Ask again" }
    lapsed_time(day: &str) { ko: "{day}에 기간이 끝났습니다.", en: "Its time ended on {day}." }
    lapsed_due { ko: "발견의 기한이 다시 적용됩니다.", en: "The finding’s deadline counts again." }
    lapsed_versions(before: &str, now: &str) { ko: "새 SBOM에서 버전이 {before}에서 {now}(으)로 바뀌어 끝났습니다. 버전이 다르면 다시 판단해야 합니다.", en: "The new SBOM has {now} instead of {before}: it ended, as another version is judged anew." }
    lapsed_changed { ko: "신청한 뒤 발견이 닫히거나 버전이 바뀌어 끝났습니다.", en: "It ended because the finding closed or its version changed after it was asked." }
    lapsed_closed { ko: "발견이 닫혀 끝났습니다.", en: "It ended because the finding closed." }
    renew_note_theirs { ko: "곧 끝납니다. 끝나면 발견의 기한이 다시 적용됩니다.", en: "It ends soon; then the finding’s deadline counts again." }
    renew_note { ko: "곧 끝납니다. 이어서 쓰려면 끝나기 전에 다시 신청하십시오.", en: "It ends soon. To go on, ask anew before it ends." }
    lead_excepted(n: &str) { ko: "예외가 승인되어 지금은 영향을 주지 않는 것 {n}건.", en: "Not counted, as an exception is approved:\u{a0}{n}." }
    lead_open(n: &str) { ko: "열린 발견 {n}건.", en: "Open findings:\u{a0}{n}." }
    lead_clean(n: &str) { ko: "SBOM이 있는 시스템에는 열린 발견이 없습니다 (권고 {n}건과 대조).", en: "No open finding in systems with an SBOM (advisories compared:\u{a0}{n})." }
    lead_unbilled(n: &str) { ko: "SBOM이 없는 시스템 {n}개는 알 수 없습니다.", en: "Nothing is known of {n} without an SBOM." }
    data_line(advisories: &str, newest: &str) {
        ko: "권고 {advisories}건, 가장 새로운 변경 {newest}", en: "Advisories:\u{a0}{advisories}, newest change {newest}"
    }
    data_none {
        ko: "권고 데이터베이스가 아직 없습니다. `naru oss db import`로 만든 파일을 데이터 디렉터리에 oss.db로 두면 곧 읽습니다.",
        en: "No database of advisories yet. Put the file that `naru oss db import` makes into the data directory as oss.db; it is taken at once."
    }
    data_none_own {
        ko: "권고 데이터베이스가 아직 없습니다. 운영기관이 자료를 넣으면 권고와 발견을 볼 수 있습니다.",
        en: "No database of advisories yet. Advisories and findings are shown once the operator has loaded one."
    }
    data_trouble(why: &str) {
        ko: "권고 파일을 쓸 수 없어 이전 자료로 판단하고 있습니다: {why}",
        en: "The file of advisories cannot be used; the earlier data hold: {why}"
    }
    data_running(todo: &str) {
        ko: "새 자료로 다시 판단하는 중입니다 (남은 일 {todo}개). 그동안에도 SBOM을 받습니다.",
        en: "Judging anew by newer data ({todo} left to do). SBOMs are accepted meanwhile."
    }
    who_label { ko: "누가 이것을 쓰는가", en: "Who has it?" }
    who_field { ko: "패키지 이름과 버전 조건", en: "Package and versions" }
    product_help(product: &str) {
        ko: "제품 이름이 ‘{product}’(으)로 바뀐 것이면 확인하십시오. 확인한 사람과 때가 기록되고, 다음 SBOM부터 새 이름과 비교합니다. 다른 시스템의 SBOM이면 맞는 SBOM을 올리십시오.",
        en: "If the product is called ‘{product}’ now, confirm it: who did and when is recorded, and later SBOMs are compared with the new name. If this SBOM is of another system, hand in the right one."
    }
    product_confirmed(by: &str, at: &str) { ko: "새 이름 확인: {by} {at}", en: "New name confirmed: {by} {at}" }
    product_confirm { ko: "새 이름이 맞음을 확인", en: "Confirm the new name" }
    doubt_product { ko: "다른 제품의 SBOM인지 확인 필요", en: "SBOM of another product?" }
    doubt_future { ko: "SBOM 작성 시각 확인 필요", en: "SBOM made in the future?" }
    who_lead { ko: "패키지 이름과 버전 조건, 패키지 URL이나 권고 이름으로 묻습니다. 쓰는 시스템과 경로, 발견의 기한이 나옵니다.", en: "Ask by a package’s name and a condition on its version, by a package URL, or by an advisory’s name: you see the systems, the way it came in and its deadline." }
    who_help { ko: "예: log4j-core < 2.15", en: "Such as log4j-core < 2.15" }
    who_ask { ko: "묻기", en: "Ask" }
    who_title(q: &str) { ko: "누가 쓰는가: {q}", en: "Who has it: {q}" }
    who_found(uses: &str, versions: usize) {
        ko: "시스템 {uses}개에서 씁니다 (버전 {versions}가지).", en: "Systems:\u{a0}{uses}, versions:\u{a0}{versions}."
    }
    who_nobody(systems: &str) {
        ko: "SBOM이 있는 시스템 {systems}개에는 없습니다. SBOM이 없는 시스템은 알 수 없습니다.",
        en: "In none of the systems with an SBOM ({systems}). Of systems without one nothing is known."
    }
    who_no_package(systems: &str) {
        ko: "그런 이름의 패키지나 권고가 없습니다. SBOM이 있는 시스템 {systems}개에서 찾았으니, 이름을 다시 확인하십시오.",
        en: "There is no package or advisory of that name in the {systems} systems with an SBOM: check how it is written."
    }
    who_near { ko: "이름이 이렇게 시작하는 패키지:", en: "Packages whose names begin so:" }
    who_unordered(n: &str) {
        ko: "{n}곳은 그 생태계의 버전 순서를 몰라 판단하지 못했습니다. 패키지 이름만으로 물어 직접 확인하십시오.",
        en: "Of {n} nobody can say, as the order of their versions is not known: ask for the name alone and look."
    }
    who_unknown { ko: "받은 SBOM이 아직 없어 알 수 없습니다.", en: "No SBOM is on record yet: nothing is known." }
    who_versions_more(n: usize) { ko: "그 밖에 {n}가지", en: "and {n} more" }
    who_exactly(version: &str) {
        ko: "꼭 {version}인 버전만 찾았습니다. 범위는 >=1,<2처럼 적으십시오.",
        en: "Only version {version} itself was looked for; write a range as >=1,<2."
    }
    versions_note { ko: "발견이 심각한 것부터, 그다음 새 버전부터", en: "gravest finding first, then the newest" }
    who_versions { ko: "쓰이는 버전", en: "Versions in use" }
    system_head { ko: "시스템", en: "System" }
    institution { ko: "기관", en: "Institution" }
    duty { ko: "쓰임", en: "Kind of system" }
    duty_live { ko: "운영 서비스", en: "live service" }
    duties_live { ko: "운영 서비스", en: "live services" }
    duty_internal { ko: "내부", en: "internal" }
    components { ko: "구성요소", en: "Components" }
    open_head { ko: "열린 발견", en: "Open" }
    grave_head { ko: "자격 영향", en: "Lowers standing" }
    worst { ko: "가장 높은 등급", en: "Worst" }
    due { ko: "다음 기한", en: "Next deadline" }
    due_by { ko: "기한", en: "Deadline" }
    bill_head { ko: "SBOM 받은 때", en: "SBOM received" }
    bill_none { ko: "없음: 모름", en: "none: unknown" }
    overdue { ko: "기한 지남", en: "overdue" }
    left(age: &str) { ko: "{age} 남음", en: "{age} left" }
    grade_none { ko: "정보", en: "informational" }
    grade_low { ko: "낮음", en: "low" }
    grade_medium { ko: "보통", en: "medium" }
    grade_high { ko: "높음", en: "high" }
    grade_critical { ko: "심각", en: "critical" }
    grade_exploited { ko: "악용 확인", en: "exploited" }
    nothing_known { ko: "없음", en: "none" }
    search_name { ko: "시스템 이름", en: "System name" }
    search { ko: "찾기", en: "Find" }
    none_match { ko: "조건에 맞는 시스템이 없습니다.", en: "No system matches." }
    declare_head { ko: "시스템 등록", en: "Register a system" }
    by_system { ko: "시스템", en: "the system" }
    declare_help {
        ko: "망을 거쳐 이용자에게 서비스하면 ‘운영 서비스’를 고르십시오. 운영 서비스의 심각한 취약점은 알린 때부터 자격을 ‘주의’로 낮추고, 기한이 지나면 한도가 줄고 이어서 이체가 정지됩니다.",
        en: "A system that serves users through the network is a live service: its critical findings lower the standing to Warned from notice on; after their deadline limits are cut, then transfers stop."
    }
    declare_name { ko: "이름", en: "Name" }
    everybody { ko: "모든 기관", en: "All institutions" }
    show { ko: "보기", en: "Show" }
    declare_owner { ko: "기관", en: "Institution" }
    declare_submit { ko: "시스템을 등록", en: "Register the system" }
    bill_form_head { ko: "SBOM 올리기", en: "Hand in an SBOM" }
    bill_form_help {
        ko: "CycloneDX 1.4~1.7 또는 SPDX 2.2~2.3. 실제 purl, 전이 의존성, 작성 시각, 작성 도구, 제품의 이름과 버전이 있어야 받습니다. 만드는 법: `naru oss sbom . --product 이름@버전`, 서명하는 법: `naru oss sign`. 문서 안의 서명(JSF)도 Ed25519, ES256, RS256이면 검증합니다. XML 서명은 검증하지 않습니다.",
        en: "CycloneDX 1.4 to 1.7 or SPDX 2.2 and 2.3. It must have real package URLs, transitive dependencies, a timestamp, a tool, and the name and version of the product. To make one: `naru oss sbom . --product NAME@VERSION`; to sign it: `naru oss sign`. A signature inside the document (JSF) is verified too: Ed25519, ES256, RS256. XML signatures are not."
    }
    bill_file { ko: "파일", en: "File" }
    bill_submit { ko: "SBOM을 올려 검사", en: "Hand in and check the SBOM" }
    bill_refused { ko: "받지 않았습니다. 이전 SBOM이 그대로 유효합니다.", en: "Not accepted. The SBOM before it stays in force." }
    bill_refused_first { ko: "받지 않았습니다. 아직 유효한 SBOM이 없습니다.", en: "Not accepted. There is still no SBOM in force." }
    bill_unreadable { ko: "SBOM으로 읽을 수 없습니다.", en: "It cannot be read as an SBOM." }
    bill_accepted(components: &str, changed: &str) {
        ko: "받았습니다. 구성요소 {components}개, 달라진 발견 {changed}건.",
        en: "Accepted. Components:\u{a0}{components}; findings that changed:\u{a0}{changed}."
    }
    bill_doubted { ko: "지금 유효한 SBOM에 확인할 점이 있습니다.", en: "To be checked about the SBOM in force:" }
    bill_remarks { ko: "SBOM에서 확인할 점", en: "To be checked about this SBOM" }
    bills_newest(shown: usize, all: &str) { ko: "최근 {shown}건, 모두 {all}건", en: "the newest {shown} of {all}" }
    bills_head { ko: "받은 SBOM", en: "SBOMs received" }
    bills_none { ko: "아직 올린 SBOM이 없습니다.", en: "No SBOM has come yet." }
    bills_note { ko: "읽을 수 없는 파일은 남기지 않고, 거절한 것은 사유와 함께 남깁니다", en: "refused ones are kept with the reasons; files that are no SBOM are not" }
    bill_ok { ko: "합격", en: "accepted" }
    bill_bad { ko: "거절", en: "refused" }
    bill_received { ko: "받은 때", en: "Received" }
    bill_verdict { ko: "판정", en: "Verdict" }
    bill_format { ko: "형식", en: "Format" }
    bill_tool { ko: "작성 도구", en: "Tool" }
    bill_made { ko: "작성 시각", en: "Made" }
    signers_title { ko: "서명 키", en: "Signing keys" }
    signers_lead {
        ko: "SBOM에 서명하는 키입니다. 등록한 키로 서명한 SBOM에는 서명한 키의 이름이 붙고, 봉투(DSSE)의 서명이 모르는 키나 철회한 키의 것이면 받지 않습니다. 문서 안의 서명이 등록하지 않은 키의 것이면 서명이 없는 것으로 봅니다. 철회한 키는 다시 쓸 수 없습니다.",
        en: "Keys for signing SBOMs. An SBOM signed with a registered key shows the key’s name; an envelope (DSSE) signed with an unknown or revoked key is refused; a signature inside the document by a key that is not registered counts as none. A revoked key cannot come back."
    }
    signers_in_force(n: usize) { ko: "사용 중인 키가 {n}개 있습니다.", en: "Keys in force:\u{a0}{n}." }
    signers_must { ko: "지금 규칙: 운영 서비스의 SBOM은 서명해야 합니다.", en: "Current rule: SBOMs of live services must be signed." }
    signers_may { ko: "지금 규칙: 서명은 하지 않아도 됩니다.", en: "Current rule: SBOMs need not be signed." }
    signers_none { ko: "등록한 서명 키가 없습니다.", en: "No key is registered." }
    signers_link { ko: "서명 키", en: "Signing keys" }
    signer_name_head { ko: "이름", en: "Name" }
    signer_owner { ko: "기관", en: "Institution" }
    signer_key_head { ko: "공개키", en: "Public key" }
    signer_added { ko: "등록", en: "Registered" }
    signer_bills { ko: "서명한 SBOM", en: "SBOMs signed" }
    signer_state { ko: "상태", en: "State" }
    signer_ok { ko: "사용 중", en: "in force" }
    signer_gone { ko: "철회", en: "revoked" }
    signer_add { ko: "서명 키 등록", en: "Register a key" }
    signer_key_help { ko: "한 줄", en: "One line" }
    signer_add_help {
        ko: "`naru oss db key`가 출력한 공개키를 적으십시오. 개인키는 SBOM을 만드는 곳에만 두고 여기에 적지 마십시오.",
        en: "Give the public key that `naru oss db key` printed. The private key stays where SBOMs are made; never enter it here."
    }
    signer_name_help { ko: "이 키를 가진 곳. 예: 모바일팀 CI", en: "Who holds it, such as: mobile team's CI" }
    signer_revoke { ko: "키를 철회", en: "Revoke the key" }
    signer_revoke_effect {
        ko: "철회하면 이 키로 서명한 SBOM을 더는 받지 않습니다. 철회한 키는 되살릴 수 없습니다.",
        en: "No SBOM signed with this key is taken any more, and a revoked key cannot come back."
    }
    signer_revoke_sure { ko: "이 키를 철회합니다", en: "Revoke this key" }
    bill_signer { ko: "서명", en: "Signed" }
    unsigned { ko: "없음", en: "no" }
    signer_revoked { ko: "철회한 키", en: "key revoked" }
    vex_get { ko: "판단을 VEX로 받기:", en: "Download these judgements as VEX:" }
    bill_faults { ko: "사유", en: "Reasons" }
    retire_submit { ko: "시스템 사용을 중지", en: "Take the system out of use" }
    retire_help { ko: "이 시스템을 더는 쓰지 않습니다. 열린 발견이 닫히고 되돌릴 수 없습니다.", en: "The system is not used any more. Its findings close; this cannot be undone." }
    retired_note { ko: "사용을 중지한 시스템입니다. 더는 판단하지 않습니다.", en: "This system is not in use any more, and is judged no more." }
    retired_unjudged { ko: "사용을 중지해 더는 판단하지 않습니다.", en: "Not judged any more: the system is not in use." }
    findings_head { ko: "발견", en: "Findings" }
    package_clean(n: &str) { ko: "이 패키지에는 열린 발견이 없습니다 (권고 {n}건과 대조).", en: "No open finding in this package (advisories compared:\u{a0}{n})." }
    package_uncompared { ko: "이 생태계의 권고 자료가 없어 대조하지 못했습니다.", en: "It was compared with nothing: there are no data of its ecosystem." }
    system_uncompared(n: &str) { ko: "구성요소 {n}개는 그 생태계의 자료가 없어 대조하지 못했습니다.", en: "Components compared with nothing, as there are no data of their ecosystem:\u{a0}{n}." }
    package_none { ko: "없습니다.", en: "None." }
    advisory_told { ko: "권고 자료에 있는 권고입니다.", en: "It is in the data on advisories." }
    advisory_withdrawn { ko: "발행한 곳이 거둔 권고입니다.", en: "Its publisher has withdrawn it." }
    advisory_packages { ko: "해당 패키지", en: "Packages" }
    advisory_nobody_own(n: &str) { ko: "우리 기관에는 해당하는 시스템이 없습니다 (SBOM이 있는 시스템 {n}개와 대조).", en: "It concerns none of your systems (those with an SBOM:\u{a0}{n})." }
    advisory_nobody_unbilled { ko: "SBOM이 있는 시스템이 아직 없어 해당하는 것이 있는지 알 수 없습니다.", en: "No system has an SBOM yet: whom it concerns is not known." }
    advisory_nobody(n: &str) { ko: "이 권고에 해당하는 시스템이 없습니다 (SBOM이 있는 시스템 {n}개와 대조).", en: "No system is concerned (systems with an SBOM:\u{a0}{n})." }
    findings_none { ko: "열린 발견이 없습니다.", en: "No open finding." }
    findings_unknown { ko: "SBOM이 없어 알 수 없습니다.", en: "Without an SBOM nothing is known." }
    grave_none { ko: "심각 이상의 열린 발견이 없습니다.", en: "No open finding is critical." }
    which { ko: "어느 것", en: "Which" }
    package_head { ko: "패키지", en: "Package" }
    version_head { ko: "버전", en: "Version" }
    fixed_head { ko: "고친 버전", en: "Fixed in" }
    fixed_none { ko: "아직 없음", en: "none yet" }
    advisory_head { ko: "권고", en: "Advisory" }
    grade_head { ko: "등급", en: "Grade" }
    found_head { ko: "발견한 때", en: "Found" }
    sort_priority { ko: "급한 순", en: "Most urgent first" }
    sort_due { ko: "기한 순", en: "First due" }
    sort_name { ko: "이름 순", en: "By name" }
    sort_open { ko: "열린 발견이 많은 순", en: "Most open" }
    sort_grave { ko: "자격 영향이 큰 순", en: "Most that lower a standing" }
    sort_components { ko: "구성요소가 많은 순", en: "Largest" }
    sort_billed { ko: "SBOM이 오래된 순", en: "Oldest SBOM" }
    sort_found { ko: "새것 순", en: "Newest" }
    sort_system { ko: "시스템 순", en: "By system" }
    sort_package { ko: "패키지 순", en: "By package" }
    sort_advisory { ko: "권고 순", en: "By advisory" }
    orders_named { ko: "이름으로 찾을 때는 시스템·패키지·권고 순으로 볼 수 없습니다.", en: "A search by name does not come by system, package or advisory." }
    orders_named_many {
        ko: "이 이름의 발견이 너무 많아 급한 순으로만 봅니다. 이름을 더 적거나 기관을 고르십시오.",
        en: "So many go by this name that they come by urgency only. Give more of the name, or choose an institution."
    }
    orders_advisory { ko: "권고 하나의 발견은 기한 순으로만 봅니다.", en: "Findings of one advisory come by deadline only." }
    to_advisory(id: &str) { ko: "권고 {id} 화면으로", en: "To the page of {id}" }
    orders_bearing { ko: "자격에 영향을 주는 것만 볼 때는 패키지·권고 순으로 볼 수 없습니다.", en: "What lowers a standing does not come by package or advisory." }
    order_not_here(asked: &str, shown: &str) { ko: "‘{asked}’으로 볼 수 없어 ‘{shown}’으로 보여 드립니다.", en: "Not to be had here: {asked}. Shown instead: {shown}." }
    sorts { ko: "순서", en: "Order" }
    only_grave { ko: "심각 이상만", en: "Critical and above" }
    components_head { ko: "구성요소", en: "Components" }
    components_note { ko: "purl 순", en: "by package URL" }
    components_none { ko: "구성요소가 없습니다.", en: "No components." }
    reach_head { ko: "경로", en: "Dependency path" }
    reach_direct { ko: "직접", en: "direct" }
    reach_transitive { ko: "전이", en: "transitive" }
    reach_unlinked { ko: "연결 없음", en: "unlinked" }
    licence_head { ko: "라이선스", en: "Licence" }
    licence_none { ko: "미상", en: "unknown" }
    users_head { ko: "쓰는 시스템", en: "Systems" }
    matters_head { ko: "권고 수", en: "Advisories" }
    advisories_none { ko: "열린 권고가 없습니다.", en: "No advisory is open." }
    score { ko: "CVSS", en: "CVSS" }
    epss { ko: "공격 확률", en: "Chance of attack" }
    percent(n: &str) { ko: "{n}%", en: "{n} %" }
    kev { ko: "실제 악용됨", en: "known exploited" }
    kev_not { ko: "악용 확인 없음", en: "no known exploitation" }
    published { ko: "공개", en: "Published" }
    aliases { ko: "다른 이름", en: "Also" }
    source { ko: "출처", en: "Source" }
    exploited_head { ko: "악용", en: "Exploited" }
    lead_advisory(all: &str, fixed: &str) { ko: "시스템 {all}개에서 나왔고 {fixed}개를 고쳤습니다.", en: "Systems in which it was found:\u{a0}{all}. Fixed:\u{a0}{fixed}." }
    lead_left(open: &str) { ko: "{open}개가 남았습니다.", en: "{open} still open." }
    lead_bearing(n: &str) { ko: "그 가운데 {n}개에 자격이 걸려 있습니다.", en: "Of these, {n} bear on the standing." }
    lead_bearing_then(n: &str) { ko: "그 가운데 {n}개는 기한이 지나면 자격을 낮춥니다.", en: "Of these, {n} lower the standing once overdue." }
    lead_all_done { ko: "모두 닫혔습니다.", en: "All are closed." }
    race_head { ko: "패치 진행", en: "Patch progress" }
    race_note(from: &str, gap: &str) { ko: "{from}부터, 고치는 데 걸린 중앙값 {gap}", en: "since {from}; median {gap}" }
    race_note_open(from: &str) { ko: "{from}부터", en: "since {from}" }
    race_label(most: i64, open: i64) {
        ko: "노출된 시스템: 많을 때 {most}개, 지금 {open}개", en: "Systems exposed: {most} at most, {open} now"
    }
    race_now { ko: "지금", en: "now" }
    race_due { ko: "기한", en: "deadline" }
    race_due_first { ko: "첫 기한", en: "first deadline" }
    race_due_last { ko: "마지막 기한", en: "last deadline" }
    exposed_head { ko: "해당 시스템", en: "Who has it" }
    exposed_note { ko: "열린 운영 서비스, 열린 내부 시스템, 닫힌 것 순, 그 안에서 기한 순", en: "open live services, open internal systems, closed; each by deadline" }
    state_head { ko: "상태", en: "State" }
    state_open { ko: "열림", en: "open" }
    state_overdue { ko: "기한 지남", en: "overdue" }
    state_fixed { ko: "고침", en: "fixed" }
    state_removed { ko: "뺌", en: "removed" }
    state_cleared { ko: "권고 철회", en: "cleared" }
    state_renamed { ko: "이름 바뀜", en: "renamed" }
    state_retired { ko: "사용 중지", en: "retired" }
    after_due { ko: "기한이 지나면", en: "After the deadline" }
    after_live { ko: "자격이 내려갑니다", en: "the standing is lowered" }
    after_lowered(to: &str) { ko: "지금 ‘{to}’", en: "now: {to}" }
    after_internal { ko: "기록에 남습니다", en: "recorded only" }
    by_institution { ko: "기관별", en: "By institution" }
    exposure_open { ko: "열림", en: "Open" }
    exposure_gone { ko: "닫힘", en: "Closed" }
    unknown_head { ko: "찾을 수 없습니다", en: "Not found" }
    advisory_unknown(id: &str) { ko: "권고 {id}: 자료에 없거나 볼 권한이 없습니다.", en: "The advisory {id} is not in the data, or is not yours to see." }
    unknown { ko: "그런 시스템이나 구성요소, 권고가 없거나 볼 권한이 없습니다.", en: "There is no such thing here, or it is not yours to see." }
    bad_file { ko: "파일이 끝까지 오지 않았습니다. 다시 고르십시오.", en: "The file did not arrive whole. Choose it again." }
    file_missing { ko: "파일을 고르십시오.", en: "Choose a file." }
    file_empty { ko: "빈 파일입니다. 다른 파일을 고르십시오.", en: "The file is empty. Choose another." }
    file_too_long { ko: "파일이 16 MB를 넘습니다. 더 작은 파일을 고르십시오.", en: "The file is over 16 MB. Choose a smaller one." }
    choose { ko: "고르십시오", en: "Choose" }
    bad_duty { ko: "쓰임을 고르십시오.", en: "Choose the kind of system." }
    owner_choose { ko: "기관을 고르십시오", en: "Choose an institution" }
    not_known { ko: "모름", en: "unknown" }
    bad_owner { ko: "기관을 고르십시오.", en: "Choose an institution." }
    findings_title { ko: "오픈소스 발견", en: "Open-source findings" }
    advisories_title { ko: "오픈소스 권고", en: "Open-source advisories" }
    days(n: i64) { ko: "{n}일", en: "{n} d" }
    hours(n: i64) { ko: "{n}시간", en: "{n} h" }
    minutes(n: i64) { ko: "{n}분", en: "{n} min" }
}

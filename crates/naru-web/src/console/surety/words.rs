//! 보증: what its pages say.

use naru_base::texts;

texts! {
    surety { ko: "보증", en: "Surety" }
    meta(n: usize) { ko: "이용기관 {n}곳", en: "Institutions: {n}" }
    lead(n: usize, required: &str, active: &str, exposure: &str) {
        ko: "개시한 이용기관 {n}곳에 필요한 보증은 모두 {required}, 지금 유효한 보증은 {active}, 아직 정산되지 않은 출금은 {exposure}입니다.",
        en: "Institutions that have begun: {n}. Cover required: {required}, active: {active}; withdrawals not settled: {exposure}."
    }
    lead_enough_all(n: usize, required: &str, exposure: &str) {
        ko: "개시한 이용기관 {n}곳에 필요한 보증 {required}이 모두 있고, 아직 정산되지 않은 출금은 {exposure}입니다.",
        en: "Institutions that have begun: {n}. All of the {required} of cover that they need is active; withdrawals not settled: {exposure}."
    }
    lead_lacking(n: usize) { ko: "{n}곳은 보증이 모자랍니다.", en: "Short of cover: {n}." }
    lead_some_ending(n: usize) { ko: "{n}곳은 30일 안에 보증이 끝나거나 모자라게 됩니다.", en: "Cover ends or falls short within 30\u{a0}days: {n}." }
    lead_not_live { ko: "아직 개시한 이용기관이 없습니다.", en: "No institution has begun yet." }
    lead_none { ko: "아직 이용기관이 없습니다. 이용기관을 등록하면 필요한 보증이 여기에 나옵니다.", en: "There are no institutions yet. Once one is entered, the cover it needs is shown here." }
    all_chip(n: usize) { ko: "모두 {n}", en: "All {n}" }
    out_chip(n: usize) { ko: "출금 막힘 {n}", en: "Withdrawals blocked {n}" }
    short_chip(n: usize) { ko: "보증 부족 {n}", en: "Short of cover {n}" }
    new_chip(n: usize) { ko: "개시 전 {n}", en: "Not live yet {n}" }
    ending_chip(n: usize) { ko: "30일 안 만료·부족 {n}", en: "Ends or falls short within 30 days {n}" }
    low_chip(n: usize) { ko: "여력 하루 미만 {n}", en: "Less than a day left {n}" }
    table_head { ko: "이용기관과 보증", en: "Institutions and their cover" }
    lead_waiting(n: usize) { ko: "두 번째 확인을 기다리는 제안이 {n}건입니다.", en: "Proposals that wait for a second person: {n}." }
    table_note(base: i64) {
        ko: "필요 = 1일 한도의 {base} % (다르면 따로 적음) · 여력 = 유효 보증 − 미정산 출금 − 피해보상에 잡아 둔 금액. 여력을 넘는 출금이체는 그 자리에서 거절합니다 (A0021)",
        en: "required = {base} % of the daily limit unless said; free = active − unsettled withdrawals − held for claims; a withdrawal beyond it is refused at once (A0021)"
    }
    none { ko: "조건에 맞는 이용기관이 없습니다.", en: "No institution fits this." }
    institution_head { ko: "이용기관", en: "Institution" }
    state_head { ko: "상태", en: "State" }
    required_head { ko: "필요 (원)", en: "Required (₩)" }
    active_head { ko: "유효 (원)", en: "Active (₩)" }
    exposure_head { ko: "미정산 (원)", en: "Unsettled (₩)" }
    claimed_head { ko: "피해보상에 잡아 둔 금액 (원)", en: "Held for claims (₩)" }
    free_head { ko: "여력 (원)", en: "Free (₩)" }
    days_head { ko: "여력 지속 (지금 추세로)", en: "Free lasts (at this pace)" }
    st_out { ko: "출금 막힘", en: "blocked" }
    st_short { ko: "부족", en: "short" }
    st_ending(n: i64) { ko: "만료 D-{n}", en: "ends D-{n}" }
    st_falling(n: i64) { ko: "부족 D-{n}", en: "short D-{n}" }
    st_low { ko: "하루 미만", en: "under a day" }
    st_enough { ko: "충분", en: "enough" }
    st_new { ko: "개시 전", en: "not live yet" }
    json { ko: "JSON", en: "JSON" }
    unknown_head { ko: "이런 이용기관이 없습니다", en: "No such institution" }
    unknown { ko: "주소를 다시 보아 주세요.", en: "Please check the address." }
}

texts! {
    insured_none {
        ko: "이 보증기관의 보증이 아직 없습니다. 운영기관이 이 보증기관 코드로 보증을 등록하면 여기에 나옵니다.",
        en: "You guarantee nothing yet. What the operator records under this insurer’s code stands here."
    }
    insured_lead(n: usize, amount: &str, drawn: &str, left: &str) {
        ko: "유효한 보증은 {n}건, {amount}입니다. 그중 보상에 {drawn}을 썼고 {left}이 남아 있습니다.",
        en: "In force: {n}, for {amount}. Of that {drawn} was paid out for damage, and {left} is left."
    }
    insured_whole(n: usize, amount: &str) {
        ko: "유효한 보증은 {n}건, {amount}이고 아직 보상에 쓰지 않았습니다.",
        en: "In force: {n}, for {amount}; nothing was paid out yet."
    }
    insured_asked(sum: &str) { ko: "{sum}이 청구되어 지급을 기다립니다.", en: "{sum} is claimed from you and not paid." }
    insured_head { ko: "보증한 계약", en: "What you guarantee" }
    insured_note {
        ko: "기관 여력 = 그 이용기관의 모든 보증 − 미정산 출금 − 피해보상에 잡아 둔 금액 (귀사에 청구한 것 포함)",
        en: "institution’s free cover = all of its cover − unsettled withdrawals − what is held for claims, yours included"
    }
    insured_empty { ko: "해당하는 보증이 없습니다.", en: "No such contract." }
    force_chip(n: usize) { ko: "유효 {n}", en: "In force {n}" }
    paid_chip(n: usize) { ko: "지급 있음 {n}", en: "Paid out {n}" }
    over_chip(n: usize) { ko: "끝남 {n}", en: "Over {n}" }
    cover_head { ko: "보증 금액 (원)", en: "Cover (₩)" }
    paid_head { ko: "지급 (원)", en: "Paid out (₩)" }
    asked_head { ko: "귀사에 청구 (원)", en: "Claimed from you (₩)" }
    left_head { ko: "남은 보증 (원)", en: "Left (₩)" }
    institution_free_head { ko: "기관 여력 (원)", en: "Institution’s free (₩)" }
    last_day_head { ko: "마지막 날", en: "Last day" }
}

texts! {
    lead_enough(free: &str, ends: &str) {
        ko: "보증이 필요한 만큼 있습니다. 보증 여력은 {free}이고, 출금은 1일 출금한도 안에서만 됩니다.{ends}",
        en: "The cover is as high as it must be; {free} of it is free. Withdrawals stay within the daily limit.{ends}"
    }
    enough_short_from(at: &str, missing: &str) { ko: " {at}부터 필요한 보증보다 {missing} 모자랍니다.", en: " From {at} on, {missing} less is covered than must be." }
    enough_gate(at: &str) { ko: " 보증 관문은 {at}까지 유효합니다.", en: " The gate of surety holds until {at}." }
    enough_until(at: &str) { ko: " 보증은 {at}에 끝납니다.", en: " The cover ends on {at}." }
    lead_low(free: &str) {
        ko: "여력이 {free} 남았습니다. 지금처럼 출금하면 하루를 넘기지 못합니다.",
        en: "{free} is left: less than what is withdrawn in a day."
    }
    lead_short(missing: &str) {
        ko: "필요한 보증보다 {missing} 모자랍니다. 보증을 늘리거나 한도를 낮추어야 합니다.",
        en: "{missing} less is covered than must be: more cover, or a lower limit, is needed."
    }
    lead_new(required: &str, active: &str) {
        ko: "아직 개시 전입니다. 보증 관문을 지나려면 {required}이 필요하고, 지금 유효한 보증은 {active}입니다.",
        en: "Not live yet. The gate of surety asks for {required} of cover; {active} is active."
    }
    lead_out {
        ko: "보증 여력이 없어 지금 출금이체가 거절됩니다. 정산이 끝나거나 보증이 늘면 풀립니다.",
        en: "No cover is free, so withdrawals are refused now, until days are settled or cover is added."
    }
    lead_gate_ending(at: &str) {
        ko: "보증 관문이 {at}에 끝납니다. 그 전에 새 보증을 등록하고 관문을 다시 통과해야 합니다.",
        en: "The gate of surety ends on {at}. New cover must be recorded and the gate passed anew before then."
    }
    lead_ending(at: &str, missing: &str) {
        ko: "{at}부터 필요한 보증보다 {missing} 모자랍니다. 그 전에 새 보증을 등록해야 합니다.",
        en: "From {at} on, {missing} less is covered than must be. New cover must be recorded before then."
    }
    sum_head { ko: "계산", en: "How it is made up" }
    sum_note { ko: "원장과 규정에서 바로 셉니다", en: "straight from the ledger and the rules" }
    limit_row { ko: "1일 출금한도", en: "Daily withdrawal limit" }
    base_row { ko: "기본 배율", en: "Base factor" }
    factor_row { ko: "배율", en: "Factor" }
    required_row { ko: "필요한 보증", en: "Cover required" }
    active_row { ko: "유효한 보증", en: "Cover active" }
    exposure_row { ko: "미정산 출금", en: "Unsettled withdrawals" }
    claimed_row { ko: "피해보상에 잡아 둔 금액 (이용기관이 책임질 수 있는 몫)", en: "Held for claims (what the institution may have to answer for)" }
    drawn(sum: &str) { ko: "보상에 {sum} 씀", en: "{sum} paid out" }
    free_row { ko: "여력", en: "Free" }
    today_row { ko: "오늘 출금 (지난 7일의 기록 없음)", en: "Withdrawn today (nothing on record of the 7 days before)" }
    per_day_row { ko: "하루 출금 (최근 7일 평균)", en: "Withdrawn a day (mean of the last 7 days)" }
    days_row { ko: "지금 추세로 출금할 때 여력 지속 기간", en: "At this pace the free cover lasts" }
    days_many { ko: "999일 넘게", en: "more than 999 days" }
    days_of_cover { ko: "보증이 끝날 때까지", en: "until the cover ends" }
    days(n: &str) { ko: "{n}일", en: "{n} days" }
    no_flow { ko: "출금 없음", en: "nothing withdrawn" }
    percent(n: i64) { ko: "{n} %", en: "{n} %" }
    of_limit(n: i64) { ko: "한도의 {n} %", en: "{n} % of the daily limit" }
    points_plus(n: i64) { ko: "+{n}", en: "+{n}" }
    points_minus(n: i64) { ko: "−{n}", en: "−{n}" }
    bank_head { ko: "은행", en: "Bank" }
    banks_head { ko: "은행별 미정산 출금", en: "Unsettled withdrawals by bank" }
    banks_note { ko: "실제 거래에서", en: "from real transfers" }
    banks_none { ko: "정산되지 않은 출금이 없습니다.", en: "No withdrawal is unsettled." }
    count_head { ko: "건수", en: "Count" }
    amount_head { ko: "금액 (원)", en: "Amount (₩)" }
    share_head { ko: "비중", en: "Share" }
    instruments_head { ko: "보증 수단", en: "Instruments" }
    instruments_none { ko: "등록된 보증이 없습니다.", en: "No instruments." }
    kind_head { ko: "종류", en: "Kind" }
    issuer_head { ko: "보증 기관", en: "Issuer" }
    reference_head { ko: "번호", en: "Number" }
    valid_head { ko: "유효 기간", en: "Valid" }
    decided_head { ko: "확인", en: "Recorded by" }
    span(from: &str, until: &str) { ko: "{from}부터 {until}까지", en: "{from} to {until}" }
    k_insurance { ko: "보증보험", en: "Guarantee insurance" }
    k_integrated { ko: "통합보증", en: "Integrated contract" }
    k_deposit { ko: "예치금", en: "Deposit" }
    k_pledge { ko: "질권", en: "Pledge" }
    it_counts { ko: "유효", en: "active" }
    it_waits { ko: "시작 전", en: "not yet" }
    it_ended { ko: "만료", en: "ended" }
    it_released(at: &str) { ko: "{at} 반환", en: "given back {at}" }
    two_people { ko: "운영기관 두 사람", en: "two people of the operator" }
    papers_head { ko: "등록을 기다리는 보증 서류", en: "Papers that wait to be recorded" }
    papers_note { ko: "마지막 등록 뒤에 받은 것. 확인하고 아래에서 보증 등록을 제안합니다", en: "received since cover was last recorded; look at them and propose the instrument below" }
    papers_note_own { ko: "마지막 등록 뒤에 내신 것. 운영기관 두 사람이 확인해 등록합니다", en: "handed in since cover was last recorded; two people of the operator look at them and record it" }
    paper_head { ko: "서류", en: "Paper" }
    received_head { ko: "받은 때", en: "Received" }
    file_head { ko: "파일", en: "File" }
    adjustments_head { ko: "배율 조정", en: "Adjustments of the factor" }
    adjustments_none { ko: "조정 항목이 없습니다. 기본 배율 그대로입니다.", en: "No adjustments: the factor is the base." }
    item_head { ko: "항목", en: "Item" }
    points_head { ko: "포인트", en: "Points" }
    i_large { ko: "대형사업자", en: "large business" }
    i_clean { ko: "1년 무사고", en: "a year without incident" }
    i_new { ko: "신규 이용기관", en: "new institution" }
    i_incident { ko: "사고 발생", en: "an incident" }
    i_findings { ko: "미조치 점검 사항", en: "open findings" }
    i_drill { ko: "훈련 미흡", en: "a failed drill" }
    open_head { ko: "두 번째 확인을 기다리는 제안", en: "Waiting for a second person" }
    open_none { ko: "확인을 기다리는 제안이 없습니다.", en: "No proposal waits." }
    to_confirm { ko: "확인 대기", en: "to confirm" }
}

texts! {
    do_head { ko: "할 수 있는 일", en: "What you can do" }
    read_own { ko: "새 증권은 관문 화면에 문서로 내십시오. 운영기관 두 사람이 확인해 등록합니다.", en: "Hand in a new policy as a document at your gates; two people of the operator check and record it." }
    to_gates { ko: "관문 보기", en: "See the gates" }
    read_only { ko: "보증의 등록과 조정은 운영기관 두 사람이 합니다.", en: "Two people of the operator record and adjust cover." }
    record_head { ko: "보증 등록 제안", en: "Propose an instrument" }
    record_effect {
        ko: "운영기관의 다른 사람이 증권을 확인하면 유효 기간의 첫 순간부터 여력에 더해집니다.",
        en: "Once another person of the operator has looked at the paper and confirms, it counts from the first instant of its validity."
    }
    issuer_label { ko: "보증 기관", en: "Issuer" }
    issuer_help { ko: "영문 이름도 있으면 ‘한글 이름 / 영문 이름’으로 적습니다", en: "With a name in both languages: “Korean name / English name”" }
    to_claims { ko: "피해보상 청구 보기", en: "See the claims" }
    insurer_label { ko: "보증기관 코드 (망의 보증기관일 때만)", en: "Insurer’s code (only if it is one of the network’s)" }
    bad_insurer { ko: "보증기관 코드는 대문자 하나와 숫자 아홉 개입니다.", en: "An insurer’s code is a capital letter and nine digits." }
    reference_label { ko: "증권·계약·접수 번호", en: "Number of the policy, contract or receipt" }
    reference_help { ko: "영문, 숫자, 붙임표 40자까지", en: "Up to 40 letters, digits and hyphens" }
    amount_label { ko: "보증 금액 (원)", en: "Amount (₩)" }
    from_label { ko: "시작일", en: "First day" }
    until_label { ko: "마지막 날", en: "Last day" }
    record_button { ko: "보증 등록을 제안", en: "Propose the instrument" }
    release_head { ko: "보증 반환 제안", en: "Propose to give cover back" }
    release_effect {
        ko: "남은 보증이 미정산 출금과 필요한 보증을 덮을 때만 됩니다. 확인하는 순간부터 여력에서 빠집니다.",
        en: "Only if the rest covers what is unsettled and what is required. It no longer counts from the confirmation on."
    }
    instrument_label { ko: "보증 수단", en: "Instrument" }
    release_button { ko: "보증 반환을 제안", en: "Propose to give it back" }
    adjust_head { ko: "배율 조정 제안", en: "Propose an adjustment" }
    adjust_effect {
        ko: "배율은 기본에 항목의 포인트를 더한 값이며 100 %에서 300 % 사이입니다. 포인트는 규정표의 값입니다.",
        en: "The factor is the base and the points of its items, between 100 % and 300 %. The points are rules."
    }
    applies_label { ko: "적용", en: "It is to" }
    applies { ko: "적용한다", en: "apply" }
    applies_not { ko: "끝낸다", en: "end" }
    adjust_until_label { ko: "언제까지 (비우면 끝낼 때까지)", en: "Until (empty: until somebody ends it)" }
    adjust_button { ko: "배율 조정을 제안", en: "Propose the adjustment" }
    deed_record { ko: "보증 등록", en: "Record cover" }
    deed_release { ko: "보증 반환", en: "Give cover back" }
    deed_adjust { ko: "배율 조정", en: "Adjust the factor" }
    fx_record(code: &str, what: &str, amount: &str, from: &str, until: &str) {
        ko: "{code}에 {what} {amount}이 {from}부터 {until}까지 더해집니다.",
        en: "{code} has {amount} more cover by {what}, from {from} to {until}."
    }
    look_at_paper {
        ko: "증권이나 증서의 번호, 금액, 기간을 직접 보고 확인하세요.",
        en: "Look at number, amount and dates on the paper before you confirm."
    }
    fx_release(code: &str) {
        ko: "{code}의 이 보증이 확인하는 순간부터 여력에서 빠집니다. 남은 여력을 넘는 출금이체는 거절됩니다.",
        en: "This cover of {code} no longer counts from the confirmation on. Withdrawals beyond what is left are refused."
    }
    fx_adjust(code: &str, item: &str) {
        ko: "{code}의 배율에 '{item}' 항목이 적용됩니다.",
        en: "The item “{item}” applies to the factor of {code}."
    }
    fx_adjust_until(code: &str, item: &str, until: &str) {
        ko: "{code}의 배율에 '{item}' 항목이 {until}까지 적용됩니다.",
        en: "The item “{item}” applies to the factor of {code} until the end of {until}."
    }
    fx_adjust_end(code: &str, item: &str) {
        ko: "{code}의 배율에서 '{item}' 항목이 끝납니다.",
        en: "The item “{item}” no longer applies to the factor of {code}."
    }
    fx_adjust_at_once { ko: "필요한 보증이 바로 달라집니다.", en: "What must be covered changes at once." }
    fx_factor(points: &str, before: i64, after: i64, was: &str, is: &str) {
        ko: "포인트는 {points}이고, 확인하는 순간 배율이 {before} %에서 {after} %로, 필요한 보증이 {was}에서 {is}으로 바뀝니다.",
        en: "Its points are {points}: with the confirmation the factor goes from {before} % to {after} %, and the cover required from {was} to {is}."
    }
    fx_factor_same(points: &str, after: i64, is: &str) {
        ko: "포인트는 {points}이고, 배율 {after} %와 필요한 보증 {is}은 그대로입니다.",
        en: "Its points are {points}; the factor of {after} % and the cover required, {is}, stay as they are."
    }
    fx_missing(sum: &str) {
        ko: "그러면 유효한 보증이 {sum} 모자랍니다.",
        en: "Then {sum} less is covered than must be."
    }
    insurer_head { ko: "보증기관", en: "Insurer" }
    rename_head { ko: "보증기관 이름 변경 제안", en: "Propose an insurer’s new name" }
    rename_effect {
        ko: "망의 보증기관이 이름을 바꾸었을 때만 씁니다. 다른 사람이 확인하는 순간부터 모든 화면과 알림에 새 이름이 나오고, 새 계약도 새 이름으로 등록합니다.",
        en: "Only if an insurer of the network has changed its name. Once another person confirms, every page and notice has the new one, and new contracts are recorded under it."
    }
    name_label { ko: "새 이름", en: "New name" }
    rename_button { ko: "이름 변경을 제안", en: "Propose the name" }
    deed_rename { ko: "보증기관 이름 변경", en: "Rename an insurer" }
    fx_rename(before: &str, name: &str) {
        ko: "보증기관 ‘{before}’의 이름이 확인하는 순간부터 ‘{name}’입니다. 기록된 계약은 그대로이고 화면과 알림의 이름만 바뀝니다.",
        en: "The insurer “{before}” is called “{name}” from the confirmation on. Contracts on record stay as they are; pages and notices have the new name."
    }
    look_at_name { ko: "등기나 공시에서 바뀐 이름을 직접 확인하세요.", en: "See the new name in the register or a public notice before you confirm." }
    no_same_name { ko: "지금 이름과 같습니다.", en: "That is its name already." }
    no_named_otherwise { ko: "이 코드의 보증기관은 그 사이 다른 이름으로 등록되었습니다. 같은 코드의 계약은 같은 이름이어야 합니다. 거절하고 이름을 확인해 다시 제안하세요.", en: "The insurer of this code is on record under another name by now: contracts of one code have one name. Reject this, check the name, and propose it again." }
    days_short { ko: "지금 필요한 보증보다 모자람", en: "less than is required already" }
    bad_amount(most: &str) { ko: "1원부터 {most}까지의 금액을 숫자로 적어 주세요.", en: "Write an amount from ₩1 to {most}, in digits." }
    bad_issuer { ko: "보증 기관의 이름을 60자 이내로 적어 주세요.", en: "Name the issuer, in up to 60 characters." }
    other_issuer(known: &str) { ko: "이 코드의 보증기관은 ‘{known}’입니다. 이름이나 코드를 다시 보아 주세요.", en: "The insurer of this code is “{known}”: check the name, or the code." }
    bad_reference { ko: "번호는 영문, 숫자, 붙임표 40자까지이고 영문이나 숫자가 있어야 합니다.", en: "The number has up to 40 letters, digits and hyphens, not hyphens alone." }
    no_insurer(code: &str) { ko: "{code} 코드의 보증기관이 없습니다. 코드를 다시 보거나, 먼저 그 보증기관의 계정을 초대해 주세요. 망의 보증기관이 아니면 비워 두세요.", en: "There is no insurer {code}. Check the code, or invite that insurer first; leave it empty if it is none of the network’s." }
    bad_day { ko: "날짜를 골라 주세요.", en: "Choose a day." }
    bad_choice { ko: "목록에서 골라 주세요.", en: "Choose from the list." }
    no_malformed { ko: "번호, 보증 기관, 금액을 다시 보아 주세요.", en: "Please check number, issuer and amount." }
    no_validity { ko: "마지막 날이 이미 지났거나 시작일보다 이릅니다.", en: "The last day is over, or before the first." }
    no_known { ko: "이 번호의 보증은 이 기간에 이미 등록되어 있습니다. 붙임표나 대소문자, 보증 기관의 표기가 달라도 같은 보증으로 봅니다.", en: "An instrument of this number covers these days already, however its number and issuer are written." }
    no_many { ko: "더 등록할 수 없습니다.", en: "No more can be recorded." }
    no_unknown { ko: "그런 보증이 없거나 이미 끝났습니다.", en: "There is no such instrument, or it is over." }
    no_in_use_left(left: &str, held: &str) {
        ko: "돌려주면 보증이 {left} 남아, 미정산 출금과 피해보상에 잡아 둔 금액을 더한 {held}보다 적어집니다. 지금은 돌려줄 수 없습니다.",
        en: "{left} of cover would be left: less than the {held} that is unsettled and held for claims. It cannot be given back now."
    }
    no_short_left(left: &str, required: &str) {
        ko: "돌려주면 보증이 {left} 남아 필요한 보증 {required}에 못 미칩니다. 미정산 출금이 있는 동안은 돌려줄 수 없습니다.",
        en: "{left} of cover would be left, less than the {required} required. It cannot be given back while anything is unsettled."
    }
    instrument_left(left: &str, amount: &str) { ko: "{amount} 가운데 {left} 남음", en: "{left} left of {amount}" }
    no_in_use { ko: "남는 보증이 미정산 출금보다 적어 돌려줄 수 없습니다.", en: "The rest would not cover what is unsettled." }
    no_short { ko: "유효한 보증이 필요한 보증에 못 미칩니다.", en: "Less is covered than must be." }
    no_ends { ko: "보증이 그 전에 끝납니다. 더 이른 날을 고르거나 보증을 늘려 주세요.", en: "The cover ends before: choose an earlier day, or add cover." }
    no_item { ko: "그런 항목이 없습니다.", en: "There is no such item." }
    no_applies { ko: "이 항목은 지금 적용되고 있지 않습니다.", en: "The item does not apply now." }
    no_institution { ko: "이런 이용기관이 없습니다.", en: "There is no such institution." }
}

//! What the pages, letters and tables of subsidy say.

use naru_base::texts;

texts! {
    subsidy { ko: "점검 예산지원", en: "Subsidy" }
    unknown_head { ko: "없는 자료입니다", en: "Nothing here" }
    unknown { ko: "이 주소의 사업이나 신청이 없거나, 볼 수 있는 역할이 아닙니다.", en: "There is no such programme or application, or not for your role." }
    lead(free: &str, waiting: i64) {
        ko: "지금 나눌 수 있는 돈은 {free}이고, 결정을 기다리는 신청은 {waiting}건입니다.",
        en: "{free} can be awarded now. Applications to decide: {waiting}."
    }
    lead_proposed(n: usize) { ko: "제안되어 두 번째 사람의 확인을 기다리는 신청은 {n}건입니다.", en: "Applications about which a proposal waits for a second person:\u{a0}{n}." }
    st_proposed { ko: "확인 대기", en: "to confirm" }
    lead_paid_own(won: &str) { ko: "{won}을 받으셨습니다.", en: "{won} was paid to you." }
    lead_awarded_own(won: &str) { ko: "{won}까지 지원하기로 결정되었습니다. 점검이 끝나면 아래에서 지급을 청구하십시오.", en: "Up to {won} is awarded. Claim payment below once the check is over." }
    lead_claimed_own(won: &str) { ko: "{won}까지 지원하기로 결정되었고, 지급을 청구하셨습니다. 운영기관의 결정을 기다립니다.", en: "Up to {won} is awarded and you claimed payment. The operator decides." }
    lead_to_pay(n: i64) { ko: "지급을 기다리는 청구는 {n}건입니다.", en: "Payments to decide: {n}." }
    lead_over(sum: &str) { ko: "신청이 끝난 사업에 이월할 수 있는 {sum}이 남아 있습니다.", en: "{sum} is left in programmes that are over, to be carried over." }
    lead_programme(left: &str, waiting: i64) { ko: "{left}이 남았고, 결정을 기다리는 신청은 {waiting}건입니다.", en: "{left} is left; applications to decide: {waiting}." }
    lead_programme_none(left: &str) { ko: "{left}이 남았고, 결정을 기다리는 신청은 없습니다.", en: "{left} is left; nothing waits for a decision." }
    lead_none { ko: "아직 예산지원 사업이 없습니다. 운영기관 두 사람이 사업을 열면 신청을 받습니다.", en: "There is no programme yet. Once two people of the operator open one, applications are taken." }
    lead_own { ko: "보안점검 비용의 일부를 정부 예산에서 돌려받습니다.", en: "A share of what a security check costs is paid from public money." }
    lead_own_paid(sum: &str) { ko: "지금까지 {sum}을 받았습니다.", en: "{sum} was paid to you so far." }
    lead_own_left(sum: &str) { ko: "지금 사업에서 더 받을 수 있는 금액은 {sum}까지입니다.", en: "Up to {sum} more is possible in the present programme." }
    lead_own_waits(n: usize) { ko: "결정을 기다리는 신청은 {n}건입니다.", en: "Applications that wait for a decision: {n}." }
    lead_own_none { ko: "결정을 기다리는 신청은 없습니다.", en: "Nothing waits for a decision." }
    programmes_head { ko: "사업", en: "Programmes" }
    programmes_note { ko: "원 단위 · 남음 = 예산 + 이월받음 − 이월보냄 − 결정(미지급) − 지급", en: "in won · left = appropriation + carried in − carried out − awarded, not paid − paid" }
    programme_head { ko: "사업", en: "Programme" }
    appropriation_head { ko: "예산", en: "Appropriation" }
    carried_in_head { ko: "이월받음", en: "Carried in" }
    carried_out_head { ko: "이월보냄", en: "Carried out" }
    committed_head { ko: "결정 (미지급)", en: "Awarded, not paid" }
    paid_head { ko: "지급", en: "Paid" }
    free_head { ko: "남음", en: "Left" }
    period_head { ko: "신청 기간", en: "Applications" }
    period(from: &str, to: &str) { ko: "{from}부터 {to}까지, 접수 순서대로", en: "{from} to {to}, first come, first served" }
    share_head { ko: "지원 비율", en: "Share" }
    share(n: i64) { ko: "점검 비용의 {n} %", en: "{n} % of the cost of a check" }
    share_capped(share: &str, cap: &str) { ko: "{share}, 기업당 한도 {cap}", en: "{share}, at most {cap} for one firm" }
    cap_head { ko: "기업당 한도", en: "Most for one firm" }
    classes_head { ko: "대상", en: "Who" }
    basis_head { ko: "근거", en: "Basis" }
    class_open { ko: "오픈뱅킹 참여기업", en: "open-banking participant" }
    class_innovative { ko: "혁신금융서비스 지정기업", en: "designated innovative financial service" }
    check_organisation { ko: "이용기관 보안점검", en: "Organisation check" }
    check_service { ko: "핀테크서비스 취약점 점검", en: "Service check" }
    st_applied { ko: "결정 대기", en: "to decide" }
    st_claimed { ko: "지급 청구 들어옴", en: "payment claimed" }
    is_over { ko: "끝남", en: "over" }
    st_awarded { ko: "지원 결정", en: "awarded" }
    st_declined { ko: "지원 안 함", en: "declined" }
    st_withdrawn { ko: "신청 취소", en: "withdrawn" }
    st_paid { ko: "지급 완료", en: "paid" }
    st_released { ko: "결정 취소", en: "taken back" }
    gr_class { ko: "지원 대상에 들지 않음", en: "not of a class that is supported" }
    gr_papers { ko: "서류가 갖추어지지 않음", en: "papers not complete" }
    gr_check { ko: "지원하는 점검이 아님", en: "not a check that is supported" }
    gr_inspector { ko: "인정된 점검기관이 아님", en: "inspection body not recognised" }
    gr_money { ko: "예산이 모두 결정됨", en: "all money is awarded already" }
    gr_other { ko: "그 밖의 사유", en: "another reason" }
    jk_appropriation { ko: "예산 받음", en: "appropriation" }
    jk_award { ko: "지원 결정", en: "award" }
    jk_payment { ko: "지급", en: "payment" }
    jk_release { ko: "결정 취소", en: "taken back" }
    jk_carry { ko: "이월", en: "carry-over" }
    applications_head { ko: "신청", en: "Applications" }
    applications_note { ko: "새것부터", en: "newest first" }
    applications_none { ko: "신청이 없습니다.", en: "No applications." }
    firm_head { ko: "기업", en: "Firm" }
    check_head { ko: "점검", en: "Check" }
    quote_word { ko: "점검 견적", en: "Quote of the check" }
    awarded_word { ko: "결정액", en: "Awarded" }
    paid_word { ko: "지급액", en: "Paid" }
    cost_word { ko: "실제 점검 비용", en: "What the check cost" }
    quote_head { ko: "견적 (원)", en: "Quote (₩)" }
    awarded_head { ko: "결정액 (원)", en: "Awarded (₩)" }
    paid_won_head { ko: "지급액 (원)", en: "Paid (₩)" }
    state_head { ko: "상태", en: "State" }
    applied_head { ko: "신청일", en: "Applied" }
    outside { ko: "공동망 밖", en: "outside the network" }
    journal_head { ko: "장부", en: "Journal" }
    journal_note { ko: "운영기관 두 사람의 결정마다 한 줄 · 원장에 함께 적힙니다", en: "a line for each decision of two people of the operator · entered in the ledger at the same time" }
    journal_none { ko: "아직 움직인 돈이 없습니다.", en: "No money has moved yet." }
    date_head { ko: "영업일", en: "Date" }
    kind_head { ko: "무엇", en: "What" }
    amount_head { ko: "금액 (원)", en: "Amount (₩)" }
    returned_head { ko: "되돌아옴 (원)", en: "Free again (₩)" }
    two_head { ko: "제안 · 확인", en: "Proposed · confirmed" }
    to_programme(name: &str) { ko: "{name} 사업으로", en: "to {name}" }
    from_programme(name: &str) { ko: "{name} 사업에서", en: "from {name}" }
    applications_csv { ko: "신청 CSV", en: "Applications CSV" }
    journal_csv { ko: "장부 CSV", en: "Journal CSV" }
    all_chip { ko: "모두", en: "All" }
    waiting_read { ko: "결정을 기다리는 신청", en: "Waiting for a decision" }
    claimed_read { ko: "지급을 기다리는 청구", en: "Waiting for payment" }
    claimed_link { ko: "지급할 청구", en: "To pay" }
    waiting_link { ko: "결정할 신청", en: "To decide" }
    public_link { ko: "공개 현황", en: "Public summary" }
    fund_label(name: &str) { ko: "{name}: 돈의 쓰임", en: "{name}: use of funds" }
    inspectors_head { ko: "인정된 점검기관", en: "Recognised inspection bodies" }
    inspectors_none { ko: "아직 인정된 점검기관이 없습니다.", en: "No inspection body is recognised yet." }
    inspectors_note { ko: "인정된 곳이면 어디서 점검받아도 지원합니다", en: "checks by any of them qualify" }
    since(day: &str) { ko: "{day}부터", en: "since {day}" }
    until(from: &str, to: &str) { ko: "{from}부터 {to} 전까지", en: "{from} until before {to}" }
    do_head { ko: "할 수 있는 일", en: "What you can do" }
    read_only { ko: "보기만 할 수 있는 역할입니다. 결정은 운영기관 두 사람이 합니다.", en: "Your role may look, not change. Two people of the operator decide." }
    open_head { ko: "새 사업을 열자고 제안", en: "Propose a new programme" }
    open_effect { ko: "운영기관의 다른 사람이 확인하면 예산이 원장에 들어오고, 신청 기간부터 신청을 받습니다. 한번 연 사업의 조건은 바꾸지 않습니다.", en: "Once another person of the operator confirms, the appropriation is booked and applications are taken in its period. The terms of an open programme do not change." }
    code_label { ko: "코드", en: "Code" }
    code_help { ko: "영문 소문자, 숫자, 붙임표. 예: check-2027", en: "Small letters, digits, hyphens. E.g. check-2027" }
    name_ko_label { ko: "이름 (한국어)", en: "Name in Korean" }
    name_en_label { ko: "이름 (영어)", en: "Name in English" }
    basis_label { ko: "근거 (예산, 지침)", en: "Basis (budget, rules)" }
    carry_basis_label { ko: "이월의 법적 근거", en: "Legal basis of the carry-over" }
    carry_basis_help { ko: "예: 국고보조금 통합관리지침 제25조제2항", en: "E.g. 국고보조금 통합관리지침 제25조제2항" }
    year_label { ko: "예산 연도", en: "Budget year" }
    opens_label { ko: "신청 시작일", en: "Applications from" }
    closes_label { ko: "신청 마지막 날", en: "Last day of applications" }
    appropriation_label { ko: "예산 (원)", en: "Appropriation (₩)" }
    share_label { ko: "지원 비율 (%)", en: "Share (%)" }
    cap_label { ko: "기업당 한도 (원)", en: "Most for one firm (₩)" }
    open_button { ko: "이 사업을 열자고 제안", en: "Propose this programme" }
    recognise_head { ko: "점검기관을 인정하자고 제안", en: "Propose to recognise an inspection body" }
    from_label { ko: "인정 시작일", en: "Recognised from" }
    until_label { ko: "인정 마지막 날 (없으면 비움)", en: "Last day (empty: none)" }
    recognise_button { ko: "이 점검기관을 인정하자고 제안", en: "Propose to recognise it" }
    apply_head { ko: "지원 신청", en: "Apply for subsidy" }
    apply_for_head { ko: "기업을 대신해 신청을 적기", en: "Write down a firm’s application" }
    apply_effect { ko: "운영기관 두 사람이 결정하고, 결정되면 그만큼의 돈을 떼어 둡니다. 점검이 끝나면 보고서와 청구서로 지급을 청구합니다.", en: "Two people of the operator decide; what is awarded is set aside. After the check you claim payment with the report and the invoice." }
    apply_for_note { ko: "공동망 밖의 기업은 서면으로 신청합니다. 적은 사람은 그 신청을 결정할 수 없습니다.", en: "Firms outside the network apply on paper. Whoever writes it down does not decide about it." }
    programme_label { ko: "사업", en: "Programme" }
    class_label { ko: "신청 자격", en: "Applies as" }
    institution_label { ko: "이용기관코드 (공동망 밖이면 비움)", en: "Institution code (empty: outside the network)" }
    firm_label { ko: "기업 이름", en: "Name of the firm" }
    registration_label { ko: "사업자등록번호", en: "Business registration number" }
    registration_help { ko: "숫자 10자리", en: "Ten digits" }
    designation_label { ko: "혁신금융서비스 지정번호 (해당할 때만)", en: "Designation number (if that is what you apply as)" }
    check_label { ko: "받을 점검", en: "Check" }
    inspector_label { ko: "점검기관", en: "Inspection body" }
    quote_label { ko: "점검 견적 (원)", en: "Quote of the check (₩)" }
    apply_button { ko: "지원을 신청", en: "Apply for subsidy" }
    closed_now { ko: "지금 신청을 받는 사업이 없습니다.", en: "No programme takes applications now." }
    carry_head { ko: "남은 돈을 다음 해로 이월하자고 제안", en: "Propose to carry over what is left" }
    carry_effect { ko: "확인되면 두 사업의 장부와 원장에 함께 적힙니다. 신청 기간이 끝난 뒤에, 더 늦은 연도의 사업으로만 넘길 수 있습니다.", en: "Once confirmed, it stands in the journals of both and in the ledger. Only after the end of applications, and into a later year." }
    carry_to_label { ko: "받을 사업", en: "Into" }
    amount_label { ko: "금액 (원)", en: "Amount (₩)" }
    carry_button { ko: "이월을 제안", en: "Propose the carry-over" }
    carry_none { ko: "이월받을 다음 연도의 사업이 없습니다.", en: "There is no programme of a later year to carry into." }
    carry_early { ko: "신청 기간이 끝난 뒤에 이월할 수 있습니다.", en: "After the end of applications, what is left can be carried over." }
    award_head { ko: "지원을 결정하자고 제안", en: "Propose an award" }
    award_most(won: &str) { ko: "지금 줄 수 있는 가장 큰 금액은 {won}입니다 (비율, 기업당 한도, 남은 예산 중 작은 것).", en: "The most possible now is {won}: the smallest of the share, the firm’s cap, and what is left." }
    award_nothing { ko: "기업당 한도나 예산이 다 차서 줄 수 있는 금액이 없습니다.", en: "Nothing can be awarded: the firm’s cap or the programme is used up." }
    award_button { ko: "이 금액의 지원을 제안", en: "Propose this award" }
    decline_head { ko: "지원하지 않기로 제안", en: "Propose to decline" }
    grounds_word { ko: "사유", en: "Reason" }
    grounds_label { ko: "통지서에 적을 사유", en: "Reason for the letter" }
    grounds_help { ko: "통지서에 적히는 사유입니다.", en: "It stands in the letter." }
    decline_button { ko: "지원하지 않기로 제안", en: "Propose to decline" }
    pay_head { ko: "지급을 제안", en: "Propose the payment" }
    pay_effect(paid: &str, returned: &str) { ko: "청구된 비용에 따라 {paid}을 지급합니다. 결정액 가운데 {returned}은 다시 나눌 수 있는 돈이 됩니다.", en: "By the cost claimed, {paid} is paid; {returned} of what was promised is free again." }
    pay_effect_all(paid: &str) { ko: "청구된 비용에 따라 {paid}을 지급합니다. 결정액을 모두 씁니다.", en: "By the cost claimed, {paid} is paid: all that was promised." }
    pay_button { ko: "이 금액의 지급을 제안", en: "Propose this payment" }
    pay_wait { ko: "점검이 끝났다는 청구를 기다립니다.", en: "Waiting for the claim that the check was done." }
    release_head { ko: "결정을 취소하자고 제안", en: "Propose to take the award back" }
    release_effect(won: &str) { ko: "떼어 둔 {won}이 다시 나눌 수 있는 돈이 됩니다.", en: "The {won} set aside is free again." }
    release_button { ko: "결정 취소를 제안", en: "Propose to take it back" }
    claim_section { ko: "지급 청구", en: "Payment claim" }
    report_hash { ko: "보고서 해시", en: "Report’s hash" }
    invoice_hash { ko: "청구서 해시", en: "Invoice’s hash" }
    claim_head { ko: "지급 청구", en: "Claim payment" }
    claim_again_head { ko: "지급 청구 고치기", en: "Correct the claim" }
    claim_effect { ko: "점검이 끝나면 실제 비용과 두 문서를 냅니다. 원본은 보관하고 있다가 요구받으면 보여 줍니다.", en: "After the check: what it did cost, and two documents. Keep the originals; they may be asked for." }
    claim_effect_hashes { ko: "점검이 끝나면 실제 비용과 두 문서의 해시(SHA-256)를 냅니다. 원본은 보관하고 있다가 요구받으면 보여 줍니다.", en: "After the check: what it did cost, and the hashes (SHA-256) of two documents. Keep the originals; they may be asked for." }
    claim_effect_files {
        ko: "파일은 봉인해 보관합니다. 귀사에서 신청을 맡은 사람과 지급을 결정하는 운영기관 사람만 열 수 있고, 열 때마다 기록이 남습니다. 관문과 점검의 문서에는 올리지 않습니다. 파일 대신 해시만 낼 수도 있습니다.",
        en: "Files are kept sealed. Only your own people who apply, and those of the operator who decide on the payment, can open them; each opening is on record. They do not stand among the documents of gates and checks. A hash may be given in place of a file."
    }
    sha_help_filled { ko: "해시가 맞으면 파일은 다시 고르지 않아도 됩니다. 16진수 64자. sha256sum 파일이름", en: "If the hash is right, the file need not be chosen again. 64 hexadecimal digits: sha256sum FILE" }
    report_file { ko: "점검 보고서 파일", en: "File of the report" }
    invoice_file { ko: "청구서 파일", en: "File of the invoice" }
    report_title { ko: "예산지원 점검 보고서", en: "Report of a subsidised check" }
    invoice_title { ko: "예산지원 점검 청구서", en: "Invoice of a subsidised check" }
    engagement_label { ko: "점검기관의 점검 번호", en: "The inspection body’s number of the check" }
    checked_label { ko: "점검이 끝난 날", en: "The check ended on" }
    cost_label { ko: "실제 점검 비용 (원)", en: "What the check cost (₩)" }
    report_label { ko: "점검 보고서의 SHA-256", en: "SHA-256 of the report" }
    invoice_label { ko: "청구서의 SHA-256", en: "SHA-256 of the invoice" }
    sha_help { ko: "16진수 64자. sha256sum 파일이름", en: "64 hexadecimal digits: sha256sum FILE" }
    claim_button { ko: "지급을 청구", en: "Claim payment" }
    claim_none { ko: "아직 지급 청구가 없습니다.", en: "No claim for payment yet." }
    claimed_at_head { ko: "청구한 때", en: "Claimed" }
    claimed_by_head { ko: "청구를 적은 사람", en: "Claim written by" }
    withdraw_head { ko: "신청 취소", en: "Take the application back" }
    withdraw_effect { ko: "심사를 멈춥니다. 되돌릴 수 없고, 다시 신청할 수 있습니다.", en: "The decision stops. It cannot be undone; you may apply again." }
    withdraw_button { ko: "이 신청을 취소", en: "Take this application back" }
    letter_link { ko: "통지서", en: "Letter" }
    waiting_proposal { ko: "두 번째 사람의 확인을 기다리는 제안이 있습니다.", en: "A proposal waits for a second person." }
    no_letter { ko: "아직 결정되지 않아 통지서가 없습니다.", en: "There is no letter before a decision." }
    registration_head { ko: "사업자등록번호", en: "Registration number" }
    designation_head { ko: "지정번호", en: "Designation" }
    decided_head { ko: "결정일", en: "Decided on" }
    awarded_on { ko: "결정일", en: "Awarded on" }
    paid_on { ko: "지급일", en: "Paid on" }
    released_on { ko: "결정 취소일", en: "Taken back on" }
    withdrawn_on { ko: "신청 취소일", en: "Withdrawn on" }
    lead_applied(most: &str) { ko: "결정을 기다립니다. 지금 줄 수 있는 금액은 {most}까지입니다.", en: "Waits for a decision. Up to {most} can be awarded now." }
    lead_second { ko: "제안이 두 번째 사람의 확인을 기다립니다.", en: "What is proposed waits for a second person." }
    lead_applied_own { ko: "운영기관의 결정을 기다립니다.", en: "Waits for the operator’s decision." }
    lead_awarded(won: &str) { ko: "{won}까지 지원하기로 결정되었고, 점검이 끝난 뒤의 청구를 기다립니다.", en: "Up to {won} is awarded; the claim after the check is awaited." }
    lead_claimed(won: &str) { ko: "{won}까지 지원하기로 결정되었고, 지급 청구가 들어왔습니다. 운영기관 두 사람이 지급을 결정합니다.", en: "Up to {won} is awarded; payment was claimed. Two people of the operator decide about it." }
    lead_paid(won: &str) { ko: "{won}을 지급했습니다.", en: "{won} was paid." }
    lead_declined(why: &str) { ko: "지원하지 않기로 했습니다: {why}.", en: "Declined: {why}." }
    lead_withdrawn(who: &str) { ko: "신청이 취소되었습니다. 취소한 사람: {who}", en: "It was taken back by: {who}" }
    lead_withdrawn_once { ko: "신청이 취소되었습니다.", en: "It was taken back." }
    lead_released { ko: "결정을 취소해 돈이 다시 나눌 수 있게 되었습니다.", en: "The award was taken back; the money is free again." }
    waiting_note { ko: "먼저 접수된 것부터", en: "first come, first" }
    bad_form { ko: "적은 내용이 올바르지 않습니다.", en: "Something in the form is not right." }
    bad_amount(most: &str) { ko: "1원부터 {most}까지의 금액을 숫자로 적어 주세요.", en: "Write an amount from ₩1 to {most}, in digits." }
    bad_appropriation(most: &str) { ko: "0원부터 {most}까지의 금액을 숫자로 적어 주세요.", en: "Write an amount from ₩0 to {most}, in digits." }
    bad_checked { ko: "점검이 끝난 날은 오늘이나 그 앞의 날입니다.", en: "The check ended today or before." }
    no_checked(from: &str) { ko: "점검기관이 인정된 기간({from}부터)과 오늘 사이의 날을 골라 주세요. 그 밖의 날에 끝난 점검에는 지급하지 않습니다.", en: "Choose a day from {from}, since when the inspection body is recognised, to today: no other check is paid for." }
    bad_date { ko: "날짜를 골라 주세요.", en: "Choose a date." }
    bad_report { ko: "점검 보고서 파일을 고르거나 그 SHA-256(16진수 64자)을 적어 주세요. 청구서와는 달라야 합니다.", en: "Choose the file of the report, or give its SHA-256 of 64 hexadecimal digits; it is not the invoice." }
    bad_invoice { ko: "청구서 파일을 고르거나 그 SHA-256(16진수 64자)을 적어 주세요. 점검 보고서와는 달라야 합니다.", en: "Choose the file of the invoice, or give its SHA-256 of 64 hexadecimal digits; it is not the report." }
    same_papers { ko: "점검 보고서와 청구서가 같은 파일입니다. 서로 다른 두 문서를 내 주세요.", en: "Report and invoice are the same file: hand in two documents." }
    no_shelf { ko: "이용 신청을 한 이용기관의 파일만 보관합니다. SHA-256을 적어 주세요.", en: "Files are kept of institutions that have applied to the network: give the SHA-256." }
    bad_registration { ko: "사업자등록번호가 맞지 않습니다. 숫자 10자리를 다시 보아 주세요.", en: "This is no business registration number. Check the ten digits." }
    bad_designation { ko: "혁신금융서비스로 신청할 때는 지정번호를 적고, 아니면 비워 둡니다.", en: "Give the designation number if you apply as a designated service, else leave it empty." }
    bad_name { ko: "이름은 글자나 숫자로 시작하는 80자 이내입니다.", en: "A name begins with a letter or a digit and has at most 80 characters." }
    other_firm(known: &str) { ko: "이 코드의 이용기관은 ‘{known}’입니다. 이름이나 코드를 다시 보아 주세요.", en: "The institution of this code is “{known}”: check the name, or the code." }
    bad_basis { ko: "근거를 200자 이내로 적어 주세요.", en: "Give the basis, in at most 200 characters." }
    bad_code { ko: "코드는 영문 소문자, 숫자, 붙임표 40자까지입니다.", en: "A code has up to 40 small letters, digits and hyphens." }
    bad_institution { ko: "이 코드의 이용기관이 없습니다.", en: "There is no institution of this code." }
    bad_period { ko: "마지막 날은 시작일보다 늦어야 합니다.", en: "The last day comes after the first." }
    bad_classes { ko: "대상을 하나 이상 골라 주세요.", en: "Choose at least one class." }
    bad_share { ko: "비율은 1에서 100 사이의 숫자입니다.", en: "A share is a number from 1 to 100." }
    bad_year { ko: "연도는 2019부터 2199까지의 숫자입니다.", en: "A year is a number from 2019 to 2199." }
    bad_engagement { ko: "점검 번호는 글자, 숫자, 붙임표 40자까지입니다.", en: "The number has up to 40 letters, digits and hyphens." }
    no_open { ko: "신청을 받는 기간이 아닙니다.", en: "The programme takes no applications now." }
    no_class { ko: "이 사업의 지원 대상이 아닙니다. 오픈뱅킹 참여기업은 이용기관코드가 있어야 합니다.", en: "The programme does not help this class. An open-banking participant has an institution code." }
    no_inspector { ko: "그 날 인정된 점검기관이 아닙니다.", en: "The inspection body is not recognised on that day." }
    no_decided { ko: "이미 결정되었거나 취소된 신청입니다.", en: "The application is decided or withdrawn already." }
    no_share { ko: "비율이나 기업당 한도를 넘는 금액입니다.", en: "That is more than the share or the firm’s cap." }
    no_range(most: &str) { ko: "1원부터 {most}까지 적을 수 있습니다.", en: "From ₩1 to {most}." }
    no_money { ko: "남은 예산보다 많습니다.", en: "That is more than what is left." }
    no_claim { ko: "지원이 결정된 신청만 청구할 수 있습니다.", en: "Only what is awarded can be claimed." }
    no_evidence { ko: "지급 청구가 아직 없습니다.", en: "There is no claim for payment yet." }
    no_changed { ko: "청구가 그 사이에 바뀌어 금액이 다릅니다. 다시 제안해 주세요.", en: "The claim has changed and so has the amount: propose anew." }
    no_own { ko: "신청을 적은 사람은 그 신청을 결정할 수 없습니다.", en: "Whoever wrote the application down does not decide about it." }
    no_own_claim { ko: "지급 청구를 적은 사람은 그 지급을 결정할 수 없습니다.", en: "Whoever wrote the claim for payment does not decide about it." }
    no_early { ko: "신청 기간이 아직 끝나지 않은 사업입니다.", en: "The programme still takes applications." }
    no_later { ko: "더 늦은 연도의 사업으로만 이월합니다.", en: "Money is carried over into a later year only." }
    no_taken { ko: "이미 쓰는 코드입니다.", en: "The code is taken." }
    no_waiting { ko: "결정을 기다리는 신청이나 고친 청구가 너무 많습니다.", en: "Too many applications wait, or too many corrections." }
    no_known { ko: "없는 사업, 점검기관 또는 신청입니다.", en: "No such programme, inspection body or application." }
    deed_programme { ko: "예산지원 사업 열기", en: "Open a subsidy programme" }
    deed_inspector { ko: "점검기관 인정", en: "Recognise an inspection body" }
    deed_award { ko: "예산지원 결정", en: "Award subsidy" }
    deed_decline { ko: "예산지원 안 함", en: "Decline subsidy" }
    deed_pay { ko: "예산지원 지급", en: "Pay subsidy" }
    deed_release { ko: "예산지원 결정 취소", en: "Take an award back" }
    deed_carry { ko: "예산 이월", en: "Carry over" }
    fx_programme(name: &str, amount: &str, share: i64, cap: &str, basis: &str) {
        ko: "{name} 사업이 열리고 예산 {amount}이 원장에 들어옵니다. 점검 비용의 {share} %, 기업당 {cap}까지 지원합니다. 근거: {basis}. 조건은 나중에 바꿀 수 없습니다.",
        en: "{name} opens and its appropriation of {amount} is booked. It pays {share} % of a check, up to {cap} for one firm. Basis: {basis}. Its terms cannot be changed later."
    }
    fx_terms(period: &str, classes: &str) { ko: "신청 기간: {period}. 대상: {classes}.", en: "Applications: {period}. For: {classes}." }
    fx_claimed(engagement: &str, day: &str, cost: &str) {
        ko: "청구: 점검 {engagement}, 점검이 끝난 날 {day}, 실제 비용 {cost}.",
        en: "Claimed: check {engagement}, ended on {day}, cost {cost}."
    }
    fx_hashes(report: &str, invoice: &str) { ko: "보고서 SHA-256 {report}. 청구서 SHA-256 {invoice}.", en: "Report SHA-256 {report}. Invoice SHA-256 {invoice}." }
    fx_inspector(name: &str, basis: &str) { ko: "{name}의 점검이 예산지원의 대상이 됩니다. 근거: {basis}.", en: "Checks by {name} are helped with. Basis: {basis}." }
    fx_award(firm: &str, amount: &str) { ko: "{firm}에 {amount}까지 지원하기로 하고 그만큼 떼어 둡니다. 지급은 점검이 끝난 뒤에 다시 운영기관 두 사람이 결정합니다.", en: "Up to {amount} is awarded to {firm} and set aside. Two people of the operator decide again about the payment, after the check." }
    fx_decline(firm: &str, why: &str) { ko: "{firm}의 신청을 지원하지 않습니다. 통지서에 적히는 사유: {why}. 되돌릴 수 없고, 기업은 다시 신청할 수 있습니다.", en: "The application of {firm} is declined. Grounds in the letter: {why}. It cannot be undone; the firm may apply again." }
    fx_pay(firm: &str, amount: &str) { ko: "{firm}에 {amount}을 지급한 것으로 원장에 적습니다. 쓰지 않은 결정액은 다시 나눌 수 있는 돈이 됩니다. 보고서와 청구서를 아래 해시와 직접 맞추어 보고 확인하세요.", en: "{amount} is booked as paid to {firm}; what was promised and not needed is free again. Compare report and invoice with the hashes below yourself before you confirm." }
    fx_release(firm: &str, amount: &str) { ko: "{firm}에 하기로 한 지원 {amount}을 취소합니다. 돈은 다시 나눌 수 있게 됩니다.", en: "The award of {amount} to {firm} is taken back; the money is free again." }
    fx_carry(amount: &str, from: &str, to: &str, basis: &str) { ko: "{amount}이 {from} 사업에서 {to} 사업으로 넘어갑니다. 근거: {basis}. 두 사업의 장부와 원장에 함께 적힙니다.", en: "{amount} goes from {from} to {to}. Basis: {basis}. It stands in both journals and in the ledger." }
    letter_awarded { ko: "보안점검 예산지원 결정 통지서", en: "Notice of award: security check subsidy" }
    letter_declined { ko: "보안점검 예산지원 심사 결과 통지서", en: "Notice of decision: security check subsidy" }
    letter_paid { ko: "보안점검 예산지원 지급 통지서", en: "Notice of payment: security check subsidy" }
    letter_released { ko: "보안점검 예산지원 결정 취소 통지서", en: "Notice: award taken back" }
    dear(firm: &str) { ko: "{firm} 귀중", en: "{firm}" }
    say_awarded(programme: &str, date: &str) { ko: "귀사가 {date}에 신청한 {programme} 건의 지원을 아래와 같이 결정하였음을 알려 드립니다.", en: "On your application of {date} to {programme}, the following was decided." }
    say_declined(programme: &str, date: &str) { ko: "귀사가 {date}에 신청한 {programme} 건은 아래 사유로 지원하지 않기로 하였음을 알려 드립니다.", en: "Your application of {date} to {programme} could not be granted, for the reason below." }
    say_paid(programme: &str, date: &str) { ko: "귀사가 {date}에 신청한 {programme} 건의 지원금을 아래와 같이 지급하였음을 알려 드립니다.", en: "On your application of {date} to {programme}, the following was paid." }
    say_released(programme: &str, date: &str) { ko: "귀사가 {date}에 신청한 {programme} 건의 지원 결정을 취소하였음을 알려 드립니다.", en: "The award on your application of {date} to {programme} was taken back." }
    next_awarded(share: i64, awarded: &str) { ko: "점검이 끝나면 점검 보고서와 청구서를 갖추어 지급을 청구하시기 바랍니다. 실제 점검 비용의 {share} %\u{2060}를 {awarded} 안에서 지급합니다.", en: "After the check, claim payment with the report and the invoice: {share} % of the actual cost, up to {awarded}." }
    next_declined { ko: "사유를 고쳐 신청 기간 안에 다시 신청하실 수 있습니다. 이 결정에 이의가 있으면 운영기관에 서면으로 알려 주시기 바랍니다.", en: "You may apply again within the period once the reason is gone. If you object to this decision, write to the operator." }
    next_paid { ko: "지원금의 지급 근거인 점검 보고서와 청구서는 사후 확인을 위하여 보관하시기 바랍니다.", en: "Keep the report and the invoice that the payment rests on: they may be examined later." }
    next_released { ko: "떼어 두었던 지원금은 다른 기업의 지원에 쓰입니다. 필요하면 신청 기간 안에 다시 신청하실 수 있습니다.", en: "What was set aside helps other firms. You may apply again within the period." }
    letter_cost { ko: "실제 점검 비용", en: "Cost of the check" }
    letter_engagement { ko: "점검 번호", en: "Number of the check" }
    public_title { ko: "보안점검 예산지원 현황", en: "Security check subsidy: where the money is" }
    public_lead {
        ko: "핀테크기업의 보안점검 비용 일부를 정부 예산으로 지원합니다. 아래 숫자는 장부에서 바로 계산한 것입니다.",
        en: "Public money covers part of what fintechs pay for security checks. These figures are taken directly from the ledger."
    }
    public_none { ko: "지금은 지원 사업이 없습니다.", en: "There is no programme now." }
    public_as_of(at: &str) { ko: "{at} 기준", en: "as of {at}" }
    public_firms { ko: "신청과 결정", en: "Applications and decisions" }
    count_head { ko: "건수", en: "Count" }
    class_head { ko: "자격", en: "Class" }
    used(n: &str) { ko: "예산의 {n} %가 결정되거나 지급되었습니다.", en: "{n} % of the money is awarded or paid." }
    used_little { ko: "예산의 1 % 미만이 결정되거나 지급되었습니다.", en: "Less than 1 % of the money is awarded or paid." }
    used_none { ko: "아직 결정된 지원이 없습니다.", en: "Nothing is awarded yet." }
}

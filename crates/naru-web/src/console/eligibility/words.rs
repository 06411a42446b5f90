//! What the pages and letters of eligibility say.

use naru_base::texts;

texts! {
    eligibility { ko: "이용적합성", en: "Eligibility" }
    unknown_head { ko: "없는 자료입니다", en: "Nothing here" }
    unknown { ko: "이 주소의 이용기관이 없거나, 볼 수 있는 역할이 아닙니다.", en: "There is no such institution, or not for your role." }
    lead(n: usize, open: usize) { ko: "신청서 {n}건 가운데 {open}건이 결정을 기다립니다.", en: "Waiting for a decision:\u{a0}{open} of {n}." }
    lead_none_left(n: usize) { ko: "새로 결정할 신청서는 없습니다 (모두 {n}건).", en: "Nothing is left to propose ({n} in all)." }
    lead_proposed(n: usize) { ko: "두 번째 확인을 기다리는 제안은 {n}건입니다.", en: "Proposals that wait for a second person: {n}." }
    lead_calm(n: usize) { ko: "결정을 기다리는 신청서가 없습니다 (모두 {n}건).", en: "Nothing to decide ({n} in all)." }
    to_form { ko: "신청서와 서류 보기", en: "See the form and its papers" }
    lead_none { ko: "아직 들어온 신청서가 없습니다. 이용기관이 관문에서 신청한 뒤 신청서를 냅니다.", en: "No form was filed yet. An institution applies at the gates, then files its form." }
    forms_head { ko: "신청서", en: "Forms" }
    forms_note { ko: "판정 전은 오래된 것부터, 판정한 것은 최근 것부터", en: "undecided first, the oldest on top; then decided, the latest on top" }
    institution_head { ko: "이용기관", en: "Institution" }
    class_head { ko: "업종", en: "Class" }
    capital_head { ko: "자본금 (원)", en: "Capital (₩)" }
    state_head { ko: "상태", en: "State" }
    filed_head { ko: "낸 날", en: "Filed" }
    findings_head { ko: "규칙 점검", en: "Rule check" }
    st_waiting { ko: "결정 대기", en: "waiting for a decision" }
    st_proposed { ko: "확인 대기", en: "to confirm" }
    st_approved { ko: "승인", en: "approved" }
    st_large { ko: "승인 (대형사업자)", en: "approved (large business)" }
    st_refused { ko: "불승인", en: "not approved" }
    st_taken { ko: "승인 취소", en: "approval taken back" }
    st_suspended { ko: "승인 (이용 정지 중)", en: "approved (suspended)" }
    st_over { ko: "승인 만료", en: "approval over" }
    clean { ko: "제외 사유 없음", en: "no grounds for exclusion" }
    f_class(it: &str) { ko: "참여할 수 없는 업종: {it}", en: "class not allowed: {it}" }
    f_excluded(it: &str) { ko: "제외 사유: {it}", en: "excluded: {it}" }
    f_missing(it: &str) { ko: "빠진 서류: {it}", en: "missing: {it}" }
    c_bank { ko: "은행", en: "bank" }
    c_efinance { ko: "전자금융업자", en: "electronic financial business" }
    c_assistant { ko: "전자금융보조업자", en: "assistant of electronic finance" }
    c_fintech { ko: "핀테크기업", en: "fintech" }
    x_gambling { ko: "사행 업종", en: "gambling" }
    x_bankrupt { ko: "파산", en: "bankrupt" }
    x_illegal { ko: "자금세탁 등 불법 사업모델", en: "unlawful model, such as laundering" }
    x_licence { ko: "필요한 인허가 없음", en: "lacks a licence it needs" }
    x_billing { ko: "정기적인 대금 수납", en: "periodic collection of bills" }
    p_registration { ko: "사업자등록증", en: "Business registration" }
    p_licence { ko: "인허가·등록증", en: "Licence or registration" }
    p_plan { ko: "사업계획서", en: "Business plan" }
    p_finance { ko: "재무제표", en: "Financial statements" }
    g_class { ko: "참여할 수 있는 업종이 아님", en: "class not allowed" }
    g_excluded { ko: "제외 사유에 해당", en: "an exclusion applies" }
    g_papers { ko: "서류가 갖추어지지 않았거나 사실과 다름", en: "papers incomplete or not true" }
    g_model { ko: "사업모델이 건전하지 않음", en: "model not sound" }
    g_other { ko: "그 밖의 사유", en: "another reason" }
    a_soundness { ko: "재무건전성", en: "Financial soundness" }
    a_stability { ko: "사업안정성", en: "Business stability" }
    a_risk { ko: "위험관리", en: "Risk management" }
    s_login { ko: "로그인", en: "login" }
    s_inquiry { ko: "계좌 조회", en: "account inquiry" }
    s_transfer { ko: "출금이체", en: "transfer" }
    s_oob { ko: "실명·수취 조회/입금이체/결과 조회", en: "holder inquiries/deposits/results" }
    s_sa { ko: "이용자 자체 인증", en: "own user authentication" }
    rules_head { ko: "업종과 제외 사유", en: "Classes and exclusions" }
    rules_note { ko: "날짜가 있는 자료이며 출처가 있습니다", en: "dated rows with their source" }
    papers_head { ko: "내야 할 서류", en: "Papers" }
    source_head { ko: "출처", en: "Source" }
    exclusion_head { ko: "제외 사유", en: "Exclusion" }
    sheet_head(code: &str) { ko: "대형사업자 심사표 {code}", en: "Sheet of large businesses {code}" }
    sheet_rule(capital: &str, points: i64) { ko: "자본금 {capital} 이상이고 {points}점 이상이면 대형사업자로서 이용자를 스스로 인증할 수 있습니다.", en: "With a capital of at least {capital} and {points} points, a business is large and may authenticate its own users." }
    sheet_from(day: &str) { ko: "{day}부터", en: "from {day}" }
    area_head { ko: "영역", en: "Area" }
    item_head { ko: "항목", en: "Item" }
    most_head { ko: "배점", en: "Points at most" }
    points_head { ko: "점수", en: "Points" }
    sum_head { ko: "합계", en: "Sum" }
    lead_no_form { ko: "아직 신청서를 내지 않았습니다.", en: "No form was filed yet." }
    lead_not_applied { ko: "먼저 관문에서 참가를 신청한 뒤 신청서를 냅니다.", en: "Apply at the gates first, then file the form." }
    lead_waiting { ko: "신청서가 들어왔고, 운영기관 두 사람의 결정을 기다립니다.", en: "The form is filed; two people of the operator decide." }
    lead_confirm { ko: "신청서에 대한 결정이 제안되어 두 번째 사람의 확인을 기다립니다.", en: "A decision is proposed; it waits for a second person." }
    lead_missing(n: usize) { ko: "신청서에 서류 {n}가지가 빠져 있어 승인할 수 없습니다. 새 신청서로 모두 내야 합니다.", en: "The form cannot be approved: papers missing: {n}. File a new one with all of them." }
    lead_held(day: &str) { ko: "지금 승인은 새 신청서가 결정될 때까지, 늦어도 {day}까지 유효합니다. 새 신청서가 불승인되면 앞의 승인도 끝납니다.", en: "The present approval holds until the new form is decided, at the latest until {day}. If the new form is not approved, it ends too." }
    lead_approved(day: &str) { ko: "승인되었습니다. {day}까지 유효합니다.", en: "Approved; valid until {day}." }
    lead_over(day: &str) { ko: "승인이 {day}에 끝났습니다. 새 신청서가 필요합니다.", en: "The approval ended on {day}. A new form is needed." }
    lead_revoked(day: &str) { ko: "승인이 {day}에 취소되었습니다. 다시 이용하려면 새 신청서가 필요합니다.", en: "The approval was taken back on {day}. A new form is needed." }
    lead_failed_since(day: &str) { ko: "승인된 뒤 {day}에 부적합으로 판정되어 승인의 효력이 없습니다. 다시 이용하려면 새 신청서가 필요합니다.", en: "After the approval it was found not passed on {day}: it counts no more. A new form is needed." }
    lead_lowered(standing: &str) { ko: "다만 지금 자격은 {standing}입니다. 이유는 관문에서 볼 수 있습니다.", en: "The present standing is lower all the same: {standing}. The gates say why." }
    lead_not_allowed(what: &str) { ko: "승인할 수 없는 신청서입니다({what}). 운영기관 두 사람이 불승인을 결정합니다.", en: "The form cannot be approved ({what}); two people of the operator decide that it is not." }
    lead_replaced { ko: "새 신청서가 들어와 앞 신청서에 대한 제안은 확인할 수 없습니다. 그 제안을 거두거나 반려한 뒤 새 신청서로 다시 제안하십시오.", en: "A new form took the place of the one that a proposal is about: it cannot be confirmed. Withdraw or reject it, then propose anew." }
    lead_ended(standing: &str) { ko: "앞의 승인도 이 결정으로 끝났고, 지금 자격은 {standing}입니다.", en: "The earlier approval ended by this decision; the present standing: {standing}." }
    lead_refused(why: &str) { ko: "승인되지 않았습니다: {why}.", en: "Not approved: {why}." }
    form_head { ko: "낸 신청서", en: "The form" }
    model_head { ko: "사업모델", en: "Model" }
    wanted_head { ko: "신청한 범위", en: "Scopes asked for" }
    none_filed { ko: "낸 서류가 없습니다.", en: "No papers were handed in." }
    given_head { ko: "허용된 범위", en: "Scopes given" }
    declared_head { ko: "스스로 밝힌 제외 사유", en: "Declared exclusions" }
    none_declared { ko: "없음", en: "none" }
    documents_head { ko: "서류", en: "Documents" }
    decided_by { ko: "결정한 사람", en: "Decided by" }
    two_people { ko: "운영기관 두 사람", en: "two people of the operator" }
    do_head { ko: "할 수 있는 일", en: "What you can do" }
    read_only {
        ko: "보기만 할 수 있는 역할입니다. 운영기관 두 사람이 결정합니다.",
        en: "Your role may look, not change. Two people of the operator decide."
    }
    file_head { ko: "신청서 내기", en: "File a form" }
    file_again_head { ko: "새 신청서 내기", en: "File a new form" }
    file_effect { ko: "새 신청서는 결정되지 않은 앞의 신청서를 대신합니다. 파일로 낸 서류는 봉인해 보관합니다. 해시만 내면 원본은 기관이 보관하고 있다가 점검 때 보여 줍니다.", en: "A new form takes the place of one that is not decided. Papers that are handed in as files are kept sealed. Of those handed in by their hash keep the originals: they are looked at in the check." }
    file_ends { ko: "새 신청서가 불승인되면 앞의 승인도 끝납니다.", en: "If the new form is not approved, the earlier approval ends too." }
    capital_word { ko: "자본금", en: "Capital" }
    capital_label { ko: "자본금 (원)", en: "Capital (₩)" }
    model_label { ko: "공동망으로 무엇을 하려는지 (사업모델)", en: "What you do with the network (model)" }
    scopes_label { ko: "필요한 범위", en: "Scopes you need" }
    declare_label { ko: "해당하는 것을 모두 밝혀 주세요", en: "Declare what applies" }
    paper_label(name: &str) { ko: "{name}의 SHA-256", en: "{name}: SHA-256" }
    paper_help { ko: "SHA-256은 파일 대신 해시만 낼 때 적습니다. 16진수 64자, sha256sum 파일이름", en: "A SHA-256 stands in place of the file: 64 hexadecimal digits, sha256sum FILE" }
    file_button { ko: "신청서 제출", en: "File the form" }
    decide_head { ko: "승인 여부를 제안", en: "Propose a decision" }
    decide_effect { ko: "다른 운영자가 확인하면 이용적합성 관문과 허용 범위가 그 순간에 바뀝니다.", en: "Once another operator confirms, the eligibility gate and the scopes change at that moment." }
    verdict_label { ko: "결정", en: "Decision" }
    approve_word { ko: "승인", en: "Approve" }
    refuse_word(why: &str) { ko: "불승인: {why}", en: "Do not approve: {why}" }
    note_head { ko: "고칠 것", en: "What to put right" }
    note_label { ko: "신청한 기관에 전할 말 (불승인일 때)", en: "To the applicant (if not approved)" }
    note_help { ko: "무엇이 잘못되었고 무엇을 고쳐 다시 내면 되는지 적습니다. 서류를 사유로 하거나 그 밖의 사유이면 꼭 적습니다. 통지서와 알림에 그대로 실리므로 개인정보는 적지 마십시오. 두 언어로 보이려면 ‘한국어 / 영어’로 적습니다.", en: "What is wrong, and what to change before filing again. Needed if it is about papers or another reason. The letter and the notice carry it as it stands: name no persons. To be read in both languages: “Korean / English”." }
    until_label { ko: "승인의 마지막 날 (비우면 규칙이 허용하는 가장 긴 기간)", en: "Last day of the approval (empty: as long as the rules allow)" }
    score_head { ko: "심사 점수 (대형사업자만, 아니면 모두 비움)", en: "Points (large businesses only; else leave all empty)" }
    score_label(name: &str, most: i64) { ko: "{name} (0–{most})", en: "{name} (0–{most})" }
    decide_button { ko: "이 결정을 제안", en: "Propose this decision" }
    sheet_form_head { ko: "새 심사표를 제안", en: "Propose a new sheet" }
    sheet_effect { ko: "확인되면 시작일부터 그 심사표로 심사합니다. 이미 결정된 것은 그날의 심사표로 남습니다.", en: "Once confirmed, it counts from its day. What was decided stays decided by the sheet of its day." }
    sheet_code_label { ko: "심사표 코드", en: "Code of the sheet" }
    sheet_from_label { ko: "시작일", en: "From" }
    points_min_label { ko: "대형사업자의 최소 점수", en: "Points of a large business" }
    capital_min_label { ko: "대형사업자의 최소 자본금 (원)", en: "Capital of a large business (₩)" }
    sheet_source_label { ko: "출처", en: "Source" }
    items_label { ko: "항목 (한 줄에 하나: 영역,코드,배점,한국어,영어)", en: "Items (one a line: area,code,points,Korean,English)" }
    items_help { ko: "영역은 soundness, stability, risk 가운데 하나입니다.", en: "Areas: soundness, stability, risk." }
    sheet_button { ko: "이 심사표를 제안", en: "Propose this sheet" }
    see_proposal { ko: "제안 보기", en: "See the proposal" }
    gates_link { ko: "관문 보기", en: "See the gates" }
    letter_link { ko: "통지서", en: "Letter" }
    no_letter { ko: "아직 결정되지 않아 통지서가 없습니다.", en: "There is no letter before a decision." }
    bad_form { ko: "적은 내용이 올바르지 않습니다.", en: "Something in the form is not right." }
    bad_amount { ko: "금액을 1원 이상의 숫자로 적어 주세요.", en: "Enter an amount of at least ₩1." }
    bad_scopes { ko: "이용하려는 것을 하나 이상 고르십시오.", en: "Choose at least one." }
    bad_sha { ko: "SHA-256은 16진수 64자입니다.", en: "A SHA-256 has 64 hexadecimal digits." }
    bad_model { ko: "사업모델을 2,000자까지 적고 범위를 하나 이상 골라 주세요.", en: "Describe the model (up to 2,000 characters) and choose at least one scope." }
    bad_score { ko: "점수는 모든 항목에 배점 안의 숫자로 적거나, 모두 비웁니다.", en: "Give points within the most for every item, or for none." }
    bad_until { ko: "승인 기간은 규칙이 허용하는 기간 안의 앞날입니다.", en: "The approval ends in the future and within what the rules allow." }
    no_longer(most: &str) { ko: "승인의 마지막 날은 오늘부터 {most}까지의 날입니다.", en: "A day from today to {most}." }
    no_note { ko: "어느 서류가 잘못되었고 무엇을 고쳐야 하는지 신청한 기관에 전할 말을 적으십시오.", en: "Tell the applicant which paper is wrong and what to change." }
    bad_note { ko: "신청한 기관에 전할 말은 불승인일 때만, 500자까지 적습니다.", en: "A word to the applicant goes with a refusal only: 500 characters at most." }
    bad_sheet { ko: "심사표가 올바르지 않습니다. 시작일은 지금 심사표보다 늦고, 코드와 출처가 있어야 합니다.", en: "The sheet is not right: it begins after the present one, with a code and a source of its own." }
    bad_sheet_code { ko: "코드는 지금 심사표와 다른 소문자, 숫자, 붙임표 40자까지입니다.", en: "A code that the present sheet does not have: small letters, digits and hyphens, 40 at most." }
    bad_sheet_from { ko: "시작일은 지금 심사표의 시작일보다 늦은 날입니다.", en: "It begins on a day after the present sheet." }
    bad_item(line: usize) { ko: "{line}번째 줄이 영역,코드,배점,한국어,영어가 아닙니다. 영역은 soundness, stability, risk 가운데 하나입니다.", en: "Line {line} is not area,code,points,Korean,English; an area is soundness, stability or risk." }
    bad_items { ko: "항목은 하나에서 마흔 개, 코드는 서로 다르게, 배점은 1에서 1,000까지, 이름은 두 말로 80자까지 적습니다.", en: "Between one and forty items, each with a code of its own, 1 to 1,000 points and both names, of 80 characters at most." }
    bad_points_min { ko: "최소 점수는 0에서 항목 배점의 합까지입니다.", en: "The points are a number from 0 to the sum of the items'." }
    bad_source { ko: "출처를 한 줄로, 200자까지 적으세요.", en: "Name the source: one line, of 200 characters at most." }
    all_chip(n: usize) { ko: "모두 {n}", en: "All {n}" }
    waiting_chip(n: usize) { ko: "결정 전 {n}", en: "Undecided {n}" }
    none_waits { ko: "결정을 기다리는 신청서가 없습니다.", en: "No form waits for a decision." }
    no_form { ko: "신청서가 없습니다.", en: "There is no form." }
    no_changed { ko: "그 사이에 새 신청서가 들어와 이 제안은 확인할 수 없습니다. 이 제안을 거두거나 반려한 뒤 새 신청서로 다시 제안해 주세요.", en: "A new form was filed in between, so this cannot be confirmed. Withdraw or reject it, then propose anew." }
    no_decided { ko: "이미 결정된 신청서입니다.", en: "The form is decided already." }
    no_own { ko: "신청서를 낸 사람은 결정할 수 없습니다.", en: "Whoever filed the form does not decide about it." }
    no_class { ko: "참여할 수 없는 업종은 승인할 수 없습니다.", en: "A class that is not allowed cannot be approved." }
    no_excluded { ko: "제외 사유가 있으면 승인할 수 없습니다.", en: "With an exclusion it cannot be approved." }
    no_paper { ko: "빠진 서류가 있으면 승인할 수 없습니다.", en: "With a paper missing it cannot be approved." }
    no_around { ko: "신청서가 들어온 이용기관은 이용적합성 페이지에서 승인합니다.", en: "An institution with a form is approved on the page of eligibility." }
    deed_decide { ko: "이용적합성 결정", en: "Decide on eligibility" }
    deed_sheet { ko: "대형사업자 심사표", en: "Sheet of large businesses" }
    fx_approve(who: &str, until: &str) { ko: "{who}의 이용적합성이 {until}까지 승인되고, 신청한 범위가 바로 허용됩니다.", en: "{who} is approved until {until}, and what it asks for is allowed at once." }
    fx_points(points: i64) { ko: "심사 점수 {points}점.", en: "{points} points." }
    fx_large { ko: "자본금과 점수가 심사표를 채워 이용자 자체 인증도 허용됩니다.", en: "Capital and points reach the sheet’s: own user authentication is allowed too." }
    fx_not_large { ko: "자본금이나 점수가 심사표에 미치지 못해 이용자 자체 인증은 허용되지 않습니다.", en: "Capital or points do not reach the sheet’s: own user authentication is not allowed." }
    fx_no_score { ko: "심사 점수가 없으므로 이용자 자체 인증은 허용되지 않습니다.", en: "Without points, own user authentication is not allowed." }
    fx_refuse(who: &str, why: &str) { ko: "{who}의 이용적합성이 승인되지 않습니다. 통지서에 적히는 사유: {why}.", en: "{who} is not approved. Grounds in the letter: {why}." }
    fx_note(note: &str) { ko: "신청한 기관에 전할 말: {note}", en: "To the applicant: {note}" }
    fx_sheet(code: &str, day: &str, points: i64, n: usize) { ko: "{day}부터 심사표 {code}(항목 {n}개, {points}점 이상)로 심사합니다.", en: "From {day} on, sheet {code} counts ({n} items, {points} points)." }
    letter_approved { ko: "이용적합성 승인 통지서", en: "Notice of approval: eligibility" }
    letter_refused { ko: "이용적합성 심사 결과 통지서", en: "Notice of decision: eligibility" }
    say_approved(date: &str) { ko: "귀사가 {date}에 제출한 신청서를 심사하여 오픈뱅킹 공동망 이용을 아래와 같이 승인하였음을 알려 드립니다.", en: "Your form of {date} was examined, and your use of the open banking network is approved as follows." }
    say_refused(date: &str) { ko: "귀사가 {date}에 제출한 신청서를 심사한 결과 아래 사유로 승인하지 않기로 하였음을 알려 드립니다.", en: "Your form of {date} was examined and could not be approved, for the reason below." }
    next_approved { ko: "다음 단계인 기능테스트를 준비하시기 바랍니다. 승인 기간이 끝나기 전에 새 신청서를 내지 않으면 이용이 정지됩니다.", en: "Please prepare the functional test, the next step. Unless a new form is filed before the approval ends, your use is suspended." }
    next_approved_anew { ko: "승인 기간이 끝나기 전에 새 신청서를 내지 않으면 이용이 정지됩니다.", en: "Unless a new form is filed before the approval ends, your use is suspended." }
    next_taken(said: &str) { ko: "이 통지서를 보낸 뒤 달라진 점이 있습니다. {said}", en: "Since this letter: {said}" }
    next_refused { ko: "사유를 고쳐 다시 신청하실 수 있습니다. 이 결정에 이의가 있으면 운영기관에 서면으로 알려 주시기 바랍니다.", en: "You may file again once the reason is gone. If you object to this decision, write to the operator." }
    grounds_head { ko: "사유", en: "Grounds" }
    until_head { ko: "승인의 마지막 날", en: "Last day of the approval" }
    large_head { ko: "대형사업자", en: "Large business" }
    large_yes { ko: "해당 (이용자 자체 인증 허용)", en: "yes (own user authentication allowed)" }
    large_no { ko: "해당 없음 (공동망의 인증을 이용)", en: "no (users authenticate with the network)" }
}

//! Words of the pages about licences.

use naru_base::texts;

texts! {
    tab { ko: "라이선스", en: "Licences" }
    title { ko: "라이선스 의무", en: "Licence obligations" }
    title_of(name: &str) { ko: "{name} 라이선스 의무", en: "Licence obligations of {name}" }
    lead_choose { ko: "기관을 고르면 쓰고 있는 라이선스와 그 의무를 보여 줍니다.", en: "Choose an institution to see which licences it uses and what they ask for." }
    lead_none { ko: "SBOM이 있는 시스템이 없어 라이선스를 알 수 없습니다.", en: "Without a system that has an SBOM no licence is known." }
    lead(parts: &str, licences: usize) { ko: "구성요소 {parts}개, 라이선스 {licences}가지.", en: "Components:\u{a0}{parts}, licences:\u{a0}{licences}." }
    lead_unknown(n: &str) { ko: "의무를 모르는 구성요소 {n}개: 라이선스를 확인해 SBOM에 적고 다시 올리십시오.", en: "Components whose duties are not known:\u{a0}{n}. Find out the licence, state it in the SBOM and hand that in." }
    lead_clash(n: usize) { ko: "이용 형태와 부딪히거나 함께 쓸 수 없는 것 {n}건.", en: "Clashes with the use or with one another:\u{a0}{n}." }
    lead_clash_none { ko: "부딪히는 라이선스가 없습니다.", en: "None clashes." }
    no_matrix { ko: "권고 자료에 양립성 표가 없어 라이선스끼리는 견주지 못했습니다. OSADL 표를 `naru oss db import`에 함께 주십시오.", en: "The data contain no compatibility matrix, so licences are not compared with one another. Add the OSADL matrix when you run `naru oss db import`." }
    no_matrix_own { ko: "라이선스 양립성 표가 아직 없어 서로 견주지 못했습니다. 운영기관이 자료를 넣으면 견줍니다.", en: "Licences are not yet compared with one another; the operator has to load the compatibility matrix." }
    whose { ko: "기관", en: "Institution" }
    show { ko: "보기", en: "Show" }
    by_licence { ko: "라이선스별", en: "By licence" }
    by_licence_note { ko: "요구가 큰 것부터", en: "those that ask for most first" }
    licence { ko: "라이선스", en: "Licence" }
    licence_none { ko: "(적혀 있지 않음)", en: "(not stated)" }
    duty { ko: "배포할 때의 요구", en: "When handed on" }
    components { ko: "구성요소", en: "Components" }
    systems { ko: "시스템", en: "Systems" }
    systems_note(n: usize) { ko: "{n}개, 이름 순", en: "{n}, by name" }
    which { ko: "어느 것", en: "Which" }
    all { ko: "모두", en: "All" }
    no_notice { ko: "고지문 없음", en: "No notice" }
    system { ko: "시스템", en: "System" }
    form { ko: "이용 형태", en: "Form of use" }
    form_service { ko: "네트워크 서비스", en: "service over a network" }
    form_binary { ko: "프로그램 배포 (앱)", en: "handed on as a program" }
    form_source { ko: "소스 배포", en: "handed on as source" }
    form_internal { ko: "내부 전용", en: "in-house only" }
    form_unsaid { ko: "정하지 않음 (서비스로 봄)", en: "not stated (a service)" }
    own { ko: "시스템의 라이선스", en: "Its own licence" }
    own_none { ko: "공개하지 않음", en: "not published" }
    own_unsaid { ko: "모름 (적지 않음)", en: "unknown (not stated)" }
    own_help { ko: "소스를 공개하는 시스템이면 SPDX 식별자, 아니면 비워 둡니다.", en: "The SPDX identifier if the system’s source is published; otherwise leave empty." }
    unknown { ko: "모르는 구성요소", en: "Unknown components" }
    unknown_some { ko: "모르는 구성요소 있음", en: "With unknown components" }
    clashes { ko: "부딪힘", en: "Clashes" }
    not_compared { ko: "견주지 못함", en: "not compared" }
    none_clash_apart { ko: "견준 것 가운데에는 이용 형태와 부딪히는 시스템이 없습니다. 라이선스끼리는 견주지 못했습니다.", en: "Of what was compared, nothing clashes with its form of use. Licences were not compared with one another." }
    notice_needless { ko: "이 형태에서는 필요 없음", en: "not needed in this form" }
    owners_head { ko: "시스템이 있는 기관", en: "Institutions with systems" }
    owners_note(n: usize) { ko: "{n}곳, 이름 순", en: "{n}, by name" }
    notice { ko: "고지문", en: "Notice" }
    notice_current { ko: "지금 SBOM과 같음", en: "of the SBOM in force" }
    notice_none { ko: "없음", en: "none" }
    notice_old { ko: "이전 SBOM의 것", en: "of an earlier SBOM" }
    notice_unclear { ko: "필요한지 모름", en: "not known if needed" }
    no_bill { ko: "SBOM 없음", en: "no SBOM" }
    systems_none { ko: "등록된 시스템이 없습니다.", en: "No system is registered." }
    live_none { ko: "운영 서비스가 없습니다.", en: "There is no live service." }
    lead_live(n: usize) { ko: "운영 서비스 {n}개:", en: "Live services:\u{a0}{n}." }
    clash_head { ko: "부딪히거나 확인할 것", en: "Clashes and points to check" }
    clash_none { ko: "없습니다.", en: "Nothing." }
    clash_unknown(n: &str) {
        ko: "라이선스나 그 의무를 모르는 구성요소 {n}개는 견주지 못했습니다. 아래 표에서 열어 라이선스를 확인하고, SBOM에 적어 다시 올리십시오.",
        en: "Components whose licence or duties are not known:\u{a0}{n}. They were not compared. Open them in the table below, find out the licence, state it in the SBOM and hand that in."
    }
    clash_unknown_theirs(n: &str) {
        ko: "라이선스나 그 의무를 모르는 구성요소 {n}개는 견주지 못했습니다. 기관이 라이선스를 확인해 SBOM에 적고 다시 올려야 합니다.",
        en: "Components whose licence or duties are not known:\u{a0}{n}. They were not compared. The institution has to find out the licence, state it in the SBOM and hand that in."
    }
    notice_unclear_theirs(n: &str) {
        ko: "기관이 라이선스를 모르는 구성요소 {n}개를 확인해야 고지문이 필요한지 알 수 있습니다.",
        en: "Whether a notice must go with it can be told once the institution has found out the licences of {n} components."
    }
    lead_form_own { ko: "이용 형태를 정하지 않았습니다. 아래에서 기록하십시오.", en: "The form of use is not stated: record it below." }
    lead_form_theirs { ko: "기관이 이용 형태를 정하지 않아 서비스로 보고 판단합니다.", en: "The institution has not stated the form of use: it is judged as a service." }
    lead_check(n: &str) { ko: "라이선스나 의무를 모르는 구성요소 {n}개를 확인해야 합니다.", en: "Components whose licence or duties are to be found out:\u{a0}{n}." }
    lead_unbilled { ko: "SBOM이 없어 라이선스를 알 수 없습니다.", en: "Without an SBOM no licence is known." }
    clash_none_apart { ko: "견준 것 가운데에는 이용 형태와 부딪히는 것이 없습니다.", en: "Of what was compared, nothing clashes with the form of use." }
    notice_unclear_why(n: &str) {
        ko: "라이선스를 모르는 구성요소 {n}개를 확인해야 고지문이 필요한지 알 수 있습니다. 위의 ‘라이선스별’ 표에서 열어 확인하십시오.",
        en: "Whether a notice must go with it can be told once the licences of {n} components are known. Open them in the table “By licence” above."
    }
    lead_unknown_theirs(n: &str) { ko: "의무를 모르는 구성요소 {n}개: 기관이 라이선스를 확인해 SBOM에 적고 다시 올려야 합니다.", en: "Components whose duties are not known:\u{a0}{n}. The institution has to find out the licence, state it in the SBOM and hand that in." }
    unsaid { ko: "이용 형태 안 정함", en: "Form not stated" }
    unclear { ko: "의무를 다 알지 못함", en: "Duties not clear" }
    clash_none_compared { ko: "견준 것 가운데에는 부딪히는 것이 없습니다.", en: "Of what was compared, nothing clashes." }
    with { ko: "무엇과", en: "With" }
    with_use { ko: "이용 형태", en: "the form of use" }
    why { ko: "까닭", en: "Why" }
    why_reach { ko: "결합된 시스템 전체의 소스를 같은 라이선스로 요구하는데, 시스템은 공개하지 않습니다.", en: "It asks for the source of the whole under the same licence, and the system’s source is not published." }
    why_restricted { ko: "허용된 용도가 정해져 있습니다. 법무 검토를 받으십시오.", en: "Only some uses are allowed. Have a lawyer look." }
    obligations { ko: "지금 이용 형태의 의무·조건", en: "In the present form of use" }
    obligations_none { ko: "이 형태에서는 할 일이 없습니다.", en: "nothing to do in this form of use" }
    obligations_unknown { ko: "모릅니다. 사람이 확인해야 합니다.", en: "Not known; needs checking." }
    example { ko: "구성요소 예", en: "Example" }
    terms_head { ko: "이용 형태", en: "Form of use" }
    terms_effect { ko: "의무는 이용 형태에 달려 있습니다. 누르면 이름과 함께 기록하고, 아래 표와 자가점검이 이에 따라 바뀝니다.", en: "What licences ask for hangs on the form of use. Recorded with your name; the table below and the self-check follow it." }
    terms_submit { ko: "이용 형태를 기록", en: "Record the form of use" }
    notice_head { ko: "오픈소스 고지문", en: "Open-source notice" }
    notice_note { ko: "지금의 SBOM으로 만듭니다", en: "made of the SBOM in force" }
    notice_draft { ko: "지금의 SBOM으로 발행한 것이 없어, 내려받는 것은 연락처가 빈 초안입니다.", en: "None is published of the SBOM in force: what is downloaded is a draft without a contact." }
    notice_ko { ko: "고지문 (한국어)", en: "Notice (Korean)" }
    notice_en { ko: "고지문 (영어)", en: "Notice (English)" }
    publish_head { ko: "고지문 발행", en: "Publish the notice" }
    publish_effect { ko: "누르면 지금 SBOM의 고지문을 발행한 것으로 기록합니다. 한국어와 영어 본문의 SHA-256이 남습니다.", en: "Records that the notice of the SBOM in force is published, with the SHA-256 of its Korean and English texts." }
    contact { ko: "소스 코드를 요청할 곳", en: "Where source code is asked for" }
    contact_help { ko: "고지문에 실립니다. 전자우편이나 주소.", en: "It stands in the notice: an e-mail or an address." }
    years { ko: "제공 기간 (년)", en: "Offered for (years)" }
    publish_submit { ko: "고지문을 발행", en: "Publish the notice" }
    published { ko: "발행한 고지문", en: "Published notices" }
    published_none { ko: "발행한 고지문이 없습니다.", en: "None is published." }
    made_at { ko: "발행", en: "Published" }
    hash { ko: "SHA-256", en: "SHA-256" }
    unknown_in(n: i64) { ko: "모름 {n}", en: "unknown:\u{a0}{n}" }
    users_head(licence: &str) { ko: "{licence}: 쓰는 구성요소", en: "Components under {licence}" }
    users_none { ko: "이 라이선스의 구성요소가 없습니다.", en: "No component is under this licence." }
    component { ko: "구성요소", en: "Component" }
    choosing(own: &str) { ko: "{own} 선택 기준:", en: "with {own}:" }
    form_choose { ko: "이용 형태를 고르십시오", en: "Choose the form of use" }
    users_note(system: &str, n: &str) { ko: "{system}: {n}개", en: "{system}:\u{a0}{n}" }
    users_of(systems: usize, n: &str) { ko: "시스템 {systems}개, 구성요소 {n}개", en: "Systems:\u{a0}{systems}, components:\u{a0}{n}" }
    all_systems { ko: "모든 시스템", en: "All systems" }
    users_close { ko: "모든 라이선스", en: "All licences" }
    bad_form { ko: "이용 형태를 고르십시오.", en: "Choose the form of use." }
    to_licences { ko: "라이선스와 고지문", en: "Licences and notice" }
}

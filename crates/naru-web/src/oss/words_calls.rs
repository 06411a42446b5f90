//! Sentences about the calls of open source.

use naru_base::texts;

texts! {
    title { ko: "나루 오픈소스 API", en: "Naru open source API" }
    about {
        ko: "이용기관의 프로그램이 자기 기관의 시스템과 SBOM, 발견, 사용 승인, 라이선스, 자가점검을 다룹니다. 이용기관의 접근토큰(scope sa 또는 oob)이 필요하고, 주소와 인증서의 규칙은 다른 호출과 같습니다. 남의 것은 보이지 않습니다. 시각은 1970년 UTC부터의 마이크로초, 해시는 16진수입니다.",
        en: "Programs of an institution see to its own systems: bills of materials, findings, approvals, licences, the self-check. An access token of the institution (scope sa or oob) is needed; addresses and certificates count as with every call. Nobody sees another's. Times are microseconds since 1970, UTC; hashes are hexadecimal."
    }
    good { ko: "답", en: "The answer" }
    body { ko: "JSON 객체", en: "A JSON object" }
    bill { ko: "SBOM 그대로: CycloneDX, SPDX, 또는 서명한 봉투(DSSE)", en: "The bill as it is: CycloneDX, SPDX, or in a signed envelope (DSSE)" }
    file { ko: "넘길 파일 그대로", en: "The file that is to cross, as it is" }
}

texts! {
    c_systems { ko: "우리 기관의 시스템, 100개씩", en: "The institution's systems, 100 at a time" }
    c_declare { ko: "시스템을 올림", en: "Declare a system" }
    c_bill { ko: "시스템의 SBOM을 제출하고 판정을 받음", en: "Hand in a system's bill of materials and have it judged" }
    c_vex { ko: "열린 발견에 대해 말한 것: CycloneDX 또는 OpenVEX 문서 그대로", en: "What is said of open findings: a document of CycloneDX or OpenVEX as it is" }
    c_licences { ko: "시스템의 라이선스: 의무와 충돌", en: "A system's licences: what they ask for, and what clashes" }
    c_notice { ko: "시스템의 고지문", en: "A system's notice" }
    c_self_check { ko: "자가점검 48항목의 답과 근거", en: "The self-check: 48 items, answers and what they rest on" }
    c_desk { ko: "안내서, 물음, 쓰는 구성요소를 한 번에 찾음", en: "One search over guide, questions and components in use" }
    c_signers { ko: "SBOM에 서명하는 키", en: "Keys by which bills are signed" }
    c_findings { ko: "열린 발견, 100개씩", en: "Open findings, 100 at a time" }
    c_who { ko: "어느 시스템이 이 패키지를 쓰는지", en: "Which systems have a package" }
    c_advisory { ko: "권고 하나와 그것이 걸리는 우리 시스템. 다른 이름(CVE 등)으로도 찾습니다", en: "An advisory by any of its names, and whom of the systems it concerns" }
    c_approvals { ko: "사용 승인 신청, 새로 바뀐 것부터", en: "Requests to use something, the latest change first" }
    c_ask { ko: "사용 승인을 신청함", en: "Ask for a use" }
    c_approval { ko: "신청 하나: 알려진 것, 쟁점, 부서의 답", en: "One request: what is known, issues, what the offices said" }
    c_ask_crossing { ko: "망 경계를 넘길 파일을 검사받고 승인을 신청함", en: "Have a file looked through that is to cross the border of the zone, and ask for approval" }
    c_crossing { ko: "이 기관이 신청한 반출입 하나", en: "One crossing that this institution asked for" }
    c_cross { ko: "승인된 파일을 넘겼음을 기록함, 한 번만", en: "Record that an approved file is taken across, once" }
}

texts! {
    q_sort_systems { ko: "name, open, grave, components, due, billed. 비우면 심각한 것부터", en: "name, open, grave, components, due, billed; else the worst first" }
    q_after { ko: "앞 쪽의 `next`", en: "`next` of the page before" }
    q_name { ko: "이름의 일부", en: "A part of the name" }
    q_form { ko: "cyclonedx 또는 openvex", en: "cyclonedx or openvex" }
    q_lang { ko: "ko 또는 en", en: "ko or en" }
    q_words { ko: "찾을 말", en: "The words to look for" }
    q_sort { ko: "priority, due, found, system, package, advisory", en: "priority, due, found, system, package, advisory" }
    q_who { ko: "log4j-core < 2.15, org.example:log >=1.0,<1.2, pkg:npm/x@1.2.3처럼", en: "Such as log4j-core < 2.15, org.example:log >=1.0,<1.2, pkg:npm/x@1.2.3" }
    q_file { ko: "파일 이름", en: "The file's name" }
    q_direction { ko: "in 또는 out", en: "in or out" }
    q_mode { ko: "none 또는 pseudonymised", en: "none or pseudonymised" }
    q_purpose { ko: "목적", en: "What for" }
    q_registration { ko: "가명처리 자료의 등록번호", en: "The registration of pseudonymised data" }
    q_method { ko: "가명처리 방법", en: "How it was pseudonymised" }
    q_system { ko: "시스템 번호", en: "The system's id" }
    q_advisory { ko: "권고의 이름", en: "A name of the advisory" }
    q_approval { ko: "신청 번호", en: "The request's id" }
    q_crossing { ko: "반출입 번호", en: "The crossing's id" }
}

texts! {
    b_name { ko: "시스템 이름", en: "The system's name" }
    b_duty { ko: "live: 이용자에게 서비스함, internal: 안에서만 씀", en: "live: serves users; internal: does not" }
    b_purl { ko: "버전이 있는 패키지 URL", en: "A package URL with a version" }
    b_versions { ko: "승인받을 버전 범위, >=2.17, <3처럼. 비우면 그 버전만", en: "The range to be approved, as >=2.17, <3; else that version alone" }
    b_purpose { ko: "어디에 쓰는지", en: "What it is for" }
    b_fit { ko: "왜 알맞은지", en: "Why it fits" }
    b_alternatives { ko: "견주어 본 대안", en: "What was compared with it" }
    b_origin { ko: "출처와 서명", en: "Origin and signature" }
    b_licence { ko: "라이선스, SPDX 식", en: "Its licence, as an SPDX expression" }
    b_until { ko: "끝나는 날, yyyyMMdd", en: "The last day, yyyyMMdd" }
    b_sha256 { ko: "넘기는 파일의 SHA-256", en: "SHA-256 of the file that is taken across" }
    r_token { ko: "쓸 수 있는 토큰이 없음", en: "No token that counts" }
    r_scope { ko: "이 토큰으로는 할 수 없음", en: "The token does not reach so far" }
    r_busy { ko: "바쁨, 다시 보내면 됨", en: "Busy; send it again" }
    r_bad_body { ko: "본문이 적힌 대로가 아님", en: "The body is not as described" }
    r_bad_question { ko: "물음을 읽지 못함", en: "The question is not understood" }
    r_bad_crossing { ko: "주소나 본문이 적힌 대로가 아님", en: "Address or body are not as described" }
    r_large { ko: "본문이 너무 큼", en: "The body is too large" }
    r_unknown { ko: "우리 기관에 그런 것이 없음", en: "The institution has none of that name" }
    r_not_done { ko: "지금은 할 수 없음, 까닭은 코드와 문장에", en: "Not possible as things are; code and sentence say why" }
    r_unreadable { ko: "SBOM을 읽지 못함, 아무것도 바뀌지 않음", en: "The bill could not be read; nothing changed" }
    r_refused { ko: "SBOM을 읽었으나 받지 않음, 까닭은 reasons에", en: "The bill was read, and not accepted: reasons say why" }
}

// Fields.
texts! {
    f_systems { ko: "시스템마다 구성요소, 열린 발견, 다음 기한", en: "Each with components, open findings, the next deadline" }
    f_next { ko: "다음 쪽은 이것 뒤에서. 없으면 끝", en: "The next page begins after this; none: it was the last" }
    f_system { ko: "시스템 번호", en: "The system's id" }
    f_name { ko: "이름", en: "Its name" }
    f_verdict { ko: "accepted, refused, unreadable", en: "accepted, refused, unreadable" }
    f_bill { ko: "SBOM의 번호", en: "The bill's id" }
    f_components { ko: "구성요소의 수", en: "How many components it lists" }
    f_changed { ko: "바뀐 발견의 수", en: "How many findings changed" }
    f_remarks { ko: "받았으나 고칠 점, 두 언어로", en: "What is to be better next time, in both languages" }
    f_reasons { ko: "까닭, 두 언어로", en: "Why, in both languages" }
    f_form { ko: "쓰는 모습: 서비스, 배포 등", en: "How the system is used or passed on" }
    f_form_is_said { ko: "기관이 말한 것인지", en: "Whether the institution said so" }
    f_own { ko: "시스템 자체의 라이선스", en: "The system's own licence" }
    f_has_bill { ko: "받은 SBOM이 있는지", en: "Whether a bill is in force" }
    f_licences { ko: "라이선스마다 의무와 구성요소 수. obligations가 null이면 모르는 것", en: "Each with what it asks for and how many components; obligations null: not known" }
    f_clashes { ko: "함께 쓸 수 없는 것", en: "What cannot stand together" }
    f_compared { ko: "서로 견주어 보았는지", en: "Whether pairs were compared at all" }
    f_notice_current { ko: "공개한 고지문이 지금 SBOM의 것인지", en: "Whether a published notice is of the bill in force" }
    f_notice_state { ko: "published 또는 draft", en: "published or draft" }
    f_lang { ko: "글의 언어", en: "The language of the text" }
    f_text { ko: "고지문", en: "The notice" }
    f_institution { ko: "이용기관코드", en: "The institution's code" }
    f_counts { ko: "예, 아니오, 답 없음의 수", en: "How many are yes, no, open" }
    f_items { ko: "항목마다 답, 근거, 증거", en: "Each with its answer, on what it rests, the evidence" }
    f_confirmed { ko: "전체를 확인한 기록", en: "When and with what counts the whole was confirmed" }
    f_guide { ko: "안내서의 쪽", en: "Pages of the guide" }
    f_questions { ko: "물음과 답: 우리 것과 공개된 것", en: "Questions and answers: its own, and published ones" }
    f_used { ko: "쓰는 구성요소", en: "Components in use" }
    f_signers { ko: "키마다 이름, 등록한 시각, 철회한 시각", en: "Each with its name, when it was added, when revoked" }
    f_findings { ko: "발견마다 시스템, 패키지, 권고, 등급, 기한", en: "Each with system, package, advisory, grade, deadline" }
    f_packages { ko: "물음에 맞는 패키지. 비어 있으면 그런 이름의 패키지가 없음", en: "Packages that the question means; empty: there is none of that name" }
    f_near { ko: "그런 이름의 패키지가 없을 때, 이름이 그렇게 시작하는 패키지", en: "Where there is none of that name: packages whose names begin so" }
    f_meant_advisory { ko: "그런 이름의 패키지가 없고 권고가 있으면 그 권고", en: "The advisory of that name, where no package has it" }
    f_unordered { ko: "버전의 앞뒤를 알 수 없어 판단하지 못한 곳의 수", en: "Places that could not be judged, as nobody knows the order of their versions" }
    f_versions { ko: "버전마다 쓰는 시스템 수", en: "How many systems use each version" }
    f_uses { ko: "쓰는 곳의 수. 버전이 둘인 시스템은 두 번", en: "In how many places it is used; a system with two versions twice" }
    f_using { ko: "쓰는 시스템의 수. 저마다 한 번", en: "In how many systems it is used; each once" }
    f_rows { ko: "시스템마다 버전, 들어온 길, 등급, 기한", en: "Each system with version, way in, grade, deadline" }
    f_data { ko: "어느 자료로 판정했는지", en: "By which data it is judged" }
    f_advisory { ko: "권고의 이름", en: "The advisory's name" }
    f_aliases { ko: "다른 이름", en: "Its other names" }
    f_kind { ko: "vulnerability, malicious, unmaintained, unsound, notice", en: "vulnerability, malicious, unmaintained, unsound, notice" }
    f_grade { ko: "none, low, medium, high, critical, exploited", en: "none, low, medium, high, critical, exploited" }
    f_cvss { ko: "CVSS 점수의 열 배", en: "CVSS score in tenths" }
    f_epss { ko: "EPSS 확률의 10억 배", en: "EPSS probability in parts of a thousand million" }
    f_kev { ko: "공격에 쓰인다고 알려졌는지", en: "Whether it is known to be exploited" }
    f_summary { ko: "한 줄 설명", en: "What it is, in a line" }
    f_published { ko: "발표한 때, 자료가 적은 대로", en: "When it was published, as the data write it" }
    f_url { ko: "원문", en: "Where it stands" }
    f_open { ko: "우리 기관의 열린 발견", en: "Open findings of the institution" }
    f_put_right { ko: "고친 발견", en: "Findings that were put right" }
    f_exposed { ko: "걸리는 시스템", en: "The systems that it concerns" }
    f_approvals { ko: "신청마다 단계, 쟁점, 부서의 답", en: "Each with where it stands, issues, what the offices said" }
    f_approval { ko: "신청 번호", en: "The request's id" }
    f_until { ko: "끝나는 시각", en: "When it ends" }
    f_class { ko: "위험 등급", en: "The class of risk" }
    f_offices { ko: "답해야 하는 부서", en: "Which offices must say yes" }
    f_standing { ko: "신청의 단계", en: "Where it stands" }
    f_since { ko: "단계가 바뀐 시각", en: "Since when" }
    f_round { ko: "심사 회차", en: "Which round of hearing it is" }
    f_known { ko: "신청할 때 알려져 있던 것", en: "What was known when it was asked for" }
    f_issues { ko: "쟁점과 처리", en: "Issues, and what became of each" }
    f_said { ko: "부서의 답", en: "What the offices said" }
    f_crossing { ko: "반출입 번호", en: "The crossing's id" }
    f_file { ko: "파일 이름", en: "The file's name" }
    f_sha256 { ko: "SHA-256", en: "SHA-256" }
    f_direction { ko: "in 또는 out", en: "in or out" }
    f_pseudonymised { ko: "가명처리한 자료인지", en: "Whether it is pseudonymised" }
    f_looked_verdict { ko: "검사의 결론", en: "What looking through it came to" }
    f_crossing_state { ko: "asked, approved, blocked, crossed 등", en: "asked, approved, blocked, crossed and so on" }
    f_files { ko: "살펴본 파일 수", en: "How many files were looked at" }
    f_found { ko: "종류마다 찾은 수", en: "How many were found of each kind" }
    f_places { ko: "찾은 자리, 가림", en: "Where, masked" }
    f_unlooked { ko: "살펴보지 못한 것", en: "What could not be looked at" }
    f_media { ko: "글이 아닌 파일(그림·소리·프로그램 등)의 수: 무엇이 담겼는지는 승인하는 사람이 봄", en: "How many files are no text (pictures, sounds, programs): whoever approves looks at these" }
    f_named { ko: "파일이 부르는 패키지와 권고", en: "Packages that the file names, and advisories about them" }
}

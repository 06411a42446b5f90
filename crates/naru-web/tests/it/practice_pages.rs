//! 자가점검, 안내서, 묻고 답하기 and 라이선스 의무 through the router: each sees its own, facts turn
//! answers, people answer the rest, and nobody does what is not theirs.

use crate::bed::{Bed, Seen, Visitor, form_of, in_line, said};
use crate::fixtures;
use crate::oss_pages::{LOG, WEB, advice, data, declare, fintech, hand_in, institutions, operator};
use axum::http::{StatusCode, header};
use naru_base::role::Role;
use naru_lab::oss::bill;

const CHECK: &str = "/console/oss/self-check";
const ONE: &str = "M202600001";

pub async fn post_at(visitor: &mut Visitor, page: &str, path: &str, more: &[(&str, &str)]) -> Seen {
    let form = form_of(&visitor.get(page).await.body);
    let mut given = vec![("form", form.as_str())];
    given.extend(more);
    visitor.post(path, &given).await
}

pub async fn reader(bed: &Bed, role: Role, login: &str) -> Visitor {
    bed.staff(role, login).await;
    bed.logged_in(login).await
}

/// The row of an item: from its name to the end of the row.
fn row(body: &str, id: &str) -> String {
    let start = format!(">{id}</span>");
    let from = body.split(start.as_str()).nth(1).unwrap_or_default();
    said(from.split("</tr>").next().unwrap_or_default())
}

#[tokio::test]
async fn facts_answer_the_self_check_and_a_changed_fact_turns_the_answer() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 2).await;
    let mut own = fintech(&bed, 1).await;
    let body = own.get(CHECK).await.body;
    let text = said(&body);
    assert!(text.contains("48개 항목 가운데") && text.contains("미답은 통과가 아닙니다"), "{text}");
    assert!(row(&body, "I1").contains("미답"), "{}", row(&body, "I1"));
    let offices = row(&body, "O1");
    assert!(offices.contains("나루에 담당자가 없는 직무") && offices.contains("미답"), "{offices}");
    assert!(text.contains("ISO/IEC 5230:2020") && text.contains("ISO/IEC 18974:2023"), "{text}");

    let page = declare(&mut own, 1, "앱 서버").await;
    assert!(row(&own.get(CHECK).await.body, "I1").contains("아니오"));
    hand_in(&mut own, &page, &bill("shop", "1.0", &[LOG, WEB])).await;
    let body = own.get(CHECK).await.body;
    assert!(row(&body, "I1").contains("최신 SBOM이 있습니다"), "{}", row(&body, "I1"));
    data(&bed, &[advice()]).await;
    let body = own.get(CHECK).await.body;
    assert!(row(&body, "V1").contains("조치되지 않은"), "{}", row(&body, "V1"));
    assert!(body.contains("href=\"/console/oss/findings\""), "a way to the evidence");
    assert!(body.contains("duty=live&amp;sort=billed"), "to the systems that the item counts");
    for (role, login) in [
        (Role::Operator, "op"),
        (Role::SecurityDesk, "sec"),
        (Role::Inspector, "ins"),
        (Role::Legal, "law"),
    ] {
        bed.staff(role, login).await;
    }
    let body = own.get(CHECK).await.body;
    assert!(row(&body, "O1").contains("담당자가 있습니다"), "{}", row(&body, "O1"));
    assert!(row(&body, "O1").contains("미답"), "of developers people answer");
    let english = own.get(&format!("{CHECK}?show=no&lang=en")).await.body;
    assert!(said(&english).contains("Open is not passed"), "{}", said(&english));
    assert!(!english.contains(">O1</span>") && english.contains(">V1</span>"), "only the noes");
}

#[tokio::test]
async fn people_answer_what_facts_do_not_and_nobody_writes_over_a_fact() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 2).await;
    let mut own = fintech(&bed, 1).await;
    let item = format!("{CHECK}/P1?of={ONE}");
    let full = [
        ("answer", "yes"),
        ("owner", "정보보호부"),
        ("words", "이사회가 올해 정책을 검토하고 의결함"),
        ("evidence", "문서 OSS-POL-2"),
    ];
    let body = own.get(&item).await.body;
    assert!(
        body.contains("<option value=\"\" selected>답을 고르십시오"),
        "no answer is chosen: {body}"
    );
    let mut bare = full;
    bare[3] = ("evidence", "");
    let refused = post_at(&mut own, &item, &item, &bare).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("이사회가 올해"), "what was written is kept");
    let done = post_at(&mut own, &item, &item, &full).await;
    assert_eq!(done.location(), item, "{}", said(&done.body));
    let text = said(&own.get(&item).await.body);
    assert!(text.contains("문서 OSS-POL-2") && text.contains("정보보호부"), "{text}");
    assert!(row(&own.get(CHECK).await.body, "P1").contains("예"));

    // A fact answers this one: there is no form, and a form of one's own does not help.
    declare(&mut own, 1, "SBOM이 없는 앱").await;
    let by_fact = format!("{CHECK}/I1?of={ONE}");
    let body = own.get(&by_fact).await.body;
    assert!(said(&body).contains("사실이 답하는 항목"), "{}", said(&body));
    assert!(!body.contains("name=\"evidence\""));
    let form = form_of(&own.get(&item).await.body);
    let mut forced = vec![("form", form.as_str())];
    forced.extend(full);
    let refused = own.post(&by_fact, &forced).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("사실이 답하는 항목이라"), "{}", said(&refused.body));

    let note = [("of", ONE), ("note", "부서별로 근거를 대조함")];
    let done = post_at(&mut own, CHECK, &format!("{CHECK}/affirm"), &note).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", said(&done.body));
    let body = own.get(CHECK).await.body;
    assert!(row(&body, "X5").contains("전체를 확인했습니다"), "{}", row(&body, "X5"));
    let pack = own.get(&format!("{CHECK}/pack")).await;
    assert_eq!(pack.headers[header::CONTENT_TYPE], "application/zip");
    for name in ["self-check.ko.html", "self-check.en.html", "materials.en.json", "evidence.json"] {
        assert!(pack.body.contains(name), "{name}");
    }

    // Another institution's is not there; the network's people see both, and only some answer.
    let mut other = fintech(&bed, 2).await;
    for path in [format!("{CHECK}?of={ONE}"), item.clone(), format!("{CHECK}/pack?of={ONE}")] {
        assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let house = format!("{CHECK}?of=network");
    assert_eq!(other.get(&house).await.status, StatusCode::NOT_FOUND);
    let own_form = form_of(&other.get(CHECK).await.body);
    let mut foreign = vec![("form", own_form.as_str())];
    foreign.extend(full);
    assert_eq!(other.post(&item, &foreign).await.status, StatusCode::NOT_FOUND);
    let mut auditor = reader(&bed, Role::Auditor, "auditor").await;
    let body = auditor.get(&format!("{CHECK}?of={ONE}")).await.body;
    assert!(row(&body, "P1").contains("정보보호부"), "{}", row(&body, "P1"));
    assert!(!body.contains("self-check/affirm"), "who reads does not confirm");
    assert_eq!(auditor.post(&item, &foreign).await.status, StatusCode::FORBIDDEN);
    assert!(row(&auditor.get(&house).await.body, "P1").contains("미답"), "the house has its own");
    let mut operator = operator(&bed).await;
    let item = format!("{CHECK}/P1?of=network");
    assert_eq!(post_at(&mut operator, &item, &item, &full).await.location(), item);
    let nowhere = operator.get(&format!("{CHECK}?of=M202699999")).await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_guide_is_read_searched_and_its_drafts_are_taken() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut own = fintech(&bed, 1).await;
    let guide = "/console/oss/guide";
    let body = own.get(guide).await.body;
    let text = said(&body);
    for want in ["어디서 시작합니까", "고쳐 쓸 초안", "policy.ko.md", "확인 필요"]
    {
        assert!(text.contains(want), "{want} in {text}");
    }
    let found = said(&own.get(&format!("{guide}?q=agpl&lang=en")).await.body);
    assert!(found.contains("AGPL") && found.contains("found"), "{found}");
    let none = said(&own.get(&format!("{guide}?q=zeppelin&lang=ko")).await.body);
    assert!(none.contains("묻고 답하기"), "{none}");
    for page in ["start", "roles", "zone"] {
        let path = format!("{guide}/{page}");
        let done = post_at(&mut own, &path, &format!("{path}/read"), &[]).await;
        assert_eq!(done.location(), path);
    }
    assert!(said(&own.get(&format!("{guide}/start")).await.body).contains("읽었다고 확인했습니다"));
    let body = own.get(CHECK).await.body;
    assert!(row(&body, "P2").contains("1명 가운데\u{a0}1명"), "{}", row(&body, "P2"));
    let draft = own.get("/console/oss/drafts/policy.en.md").await;
    assert!(
        draft.body.starts_with("# ") && draft.headers.contains_key(header::CONTENT_DISPOSITION)
    );
    for path in ["/console/oss/drafts/policy.fr.md", "/console/oss/guide/nowhere"] {
        assert_eq!(own.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    // What was confirmed a year ago is to be confirmed anew.
    bed.pass(367 * 86_400);
    let mut own = bed.logged_in("fintech-1").await;
    for path in [guide.to_owned(), format!("{guide}/start")] {
        let text = said(&own.get(&path).await.body);
        assert!(text.contains("다시 확인 필요 ("), "{path}: {text}");
        assert!(!text.contains("읽었다고 확인했습니다"), "{path}: {text}");
    }
    let mut bank = reader(&bed, Role::Bank, "bank").await;
    assert_eq!(bank.get(guide).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_guide_names_the_page_before_the_command() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut own = fintech(&bed, 1).await;
    let body = own.get("/console/oss/guide/faq-who-has").await.body;
    let at = |part: &str| body.find(part).unwrap_or_else(|| panic!("{part} in {body}"));
    assert!(at("누가 이것을 쓰는가") < at(">naru oss impact"), "{body}");
    assert!(body.contains("<code class=\"mono"), "a command is set off: {body}");
}

#[tokio::test]
async fn a_question_is_asked_answered_told_and_published_without_whose_it_was() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 2).await;
    let desk = "/console/oss/desk";
    let mut one = fintech(&bed, 1).await;
    let mut two = fintech(&bed, 2).await;
    let mut operator = operator(&bed).await;
    let asked =
        [("title", "내부망에서만 쓰는 AGPL"), ("words", "직원만 쓰는 시스템도 소스를 공개합니까")];
    let short = post_at(&mut one, desk, desk, &[("title", "AGPL"), asked[1]]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = post_at(&mut one, desk, desk, &asked).await;
    let case = done.location().to_owned();
    assert!(case.starts_with("/console/oss/desk/"), "{}", said(&done.body));
    assert_eq!(bed.portfolio.tell().await.unwrap(), 1);
    assert_eq!(bed.portfolio.tell().await.unwrap(), 0, "once");
    let inbox = said(&operator.get("/console/inbox").await.body);
    assert!(inbox.contains("내부망에서만 쓰는 AGPL"), "{inbox}");
    let list = said(&one.get(desk).await.body);
    assert!(list.contains("우리 기관의 물음 1건이 답을 기다립니다"), "{list}");
    let list = said(&two.get(desk).await.body);
    assert!(list.contains("답을 기다리는 우리 기관의 물음이 없습니다"), "{list}");
    let list = said(&operator.get(desk).await.body);
    assert!(list.contains("답을 기다리는 물음이 1건"), "{list}");

    // It is nobody else's business before it is published, and not everybody answers.
    assert_eq!(two.get(&case).await.status, StatusCode::NOT_FOUND);
    let answer = [("answer", "직원에게만 보이면 소스를 요구하지 않습니다"), ("published", "yes")];
    let own = post_at(&mut one, &case, &format!("{case}/answer"), &answer).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN);
    let mut auditor = reader(&bed, Role::Auditor, "auditor").await;
    assert!(!auditor.get(&case).await.body.contains("/answer"), "who reads does not answer");
    let form = form_of(&auditor.get("/console/oss").await.body);
    let seen = auditor.post(&format!("{case}/answer"), &[("form", form.as_str()), answer[0]]).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    let mut inspector = reader(&bed, Role::Inspector, "inspector").await;
    assert!(!inspector.get(&case).await.body.contains("/answer"), "of another house");

    // Too short: what was typed and what was chosen come back.
    let short = [("answer", "아니요"), answer[1]];
    let bad = post_at(&mut operator, &case, &format!("{case}/answer"), &short).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.body.contains("name=\"published\" value=\"yes\" checked"), "{}", bad.body);
    let done = post_at(&mut operator, &case, &format!("{case}/answer"), &answer).await;
    assert_eq!(done.location(), case, "{}", said(&done.body));
    assert_eq!(bed.portfolio.tell().await.unwrap(), 1);
    let inbox = said(&one.get("/console/inbox").await.body);
    assert!(inbox.contains("답이 왔습니다"), "{inbox}");
    // The operator reads who asked; who asked reads the role of whoever answered.
    let text = in_line(&operator.get(&case).await.body);
    assert!(text.contains("나래페이 · 김나래"), "{text}");
    let text = in_line(&one.get(&case).await.body);
    assert!(text.contains("운영기관 ·") && !text.contains("정하윤"), "{text}");
    let text = said(&two.get(&case).await.body);
    assert!(text.contains("요구하지 않습니다") && text.contains("다른 기관"), "{text}");
    assert!(!text.contains("나래페이"), "without whose it was: {text}");
    assert!(!text.contains("정하윤"), "{text}");
    let found = said(&two.get(&format!("{desk}?q=AGPL")).await.body);
    for want in ["안내서", "물음과 답", "내부망에서만 쓰는 AGPL"] {
        assert!(found.contains(want), "{want} in {found}");
    }
    let done = post_at(&mut operator, &case, &format!("{case}/unpublish"), &[]).await;
    assert_eq!(done.location(), case);
    assert_eq!(two.get(&case).await.status, StatusCode::NOT_FOUND);
    let late = post_at(&mut one, &case, &format!("{case}/withdraw"), &[]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn licences_say_what_they_ask_for_and_the_notice_is_published_and_taken() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 2).await;
    let licences = "/console/oss/licences";
    let mut own = fintech(&bed, 1).await;
    let empty = said(&own.get(licences).await.body);
    assert!(empty.contains("등록된 시스템이 없습니다"), "{empty}");
    // Whoever has internal systems alone is told so, and has the way back.
    let mut two = fintech(&bed, 2).await;
    let of_two = [("institution", "M202600002"), ("name", "내부 도구"), ("duty", "internal")];
    post_at(&mut two, "/console/oss", "/console/oss/systems", &of_two).await;
    let live = two.get(&format!("{licences}?duty=live")).await.body;
    assert!(said(&live).contains("운영 서비스가 없습니다"), "{}", said(&live));
    assert!(
        live.contains(">모든 시스템</a>") && !live.contains("등록된 시스템이 없습니다"),
        "{live}"
    );
    let system = declare(&mut own, 1, "앱").await;
    let page = format!("{system}/licences");
    assert!(said(&own.get(&page).await.body).contains("SBOM 없음"));
    assert_eq!(own.get(&format!("{system}/notice/ko")).await.status, StatusCode::NOT_FOUND);
    let gpl = bill("shop", "1.0", &[LOG, WEB]).replacen("Apache-2.0", "GPL-2.0-only", 1);
    hand_in(&mut own, &system, &gpl).await;
    let text = said(&own.get(&page).await.body);
    assert!(text.contains("정하지 않음") && text.contains("GPL-2.0-only"), "{text}");
    assert!(!text.contains("공개하지 않습니다"), "a service hands nothing on: {text}");

    let list = said(&own.get(licences).await.body);
    assert!(list.contains("견주지 못함"), "without a matrix nothing was compared: {list}");
    let mut operator = operator(&bed).await;
    let choose = operator.get(licences).await.body;
    assert!(choose.contains(&format!("{licences}?of={ONE}\"")), "who has systems: {choose}");
    assert!(choose.contains("<option value=\"\" selected>기관을 고르십시오"), "nobody is chosen");

    // Whether a notice is needed hangs on what nobody has said yet; then on the form of use.
    let unnoticed = format!("{licences}?show=notice#systems");
    assert!(row(&own.get(CHECK).await.body, "L4").contains("미답"), "nobody has said the form");
    let terms = format!("{system}/terms");
    let said_service = [("use", "service"), ("own", "")];
    assert_eq!(post_at(&mut own, &page, &terms, &said_service).await.location(), page);
    let needless = row(&own.get(CHECK).await.body, "L4");
    assert!(needless.contains("예") && needless.contains("필요한 시스템이 없습니다"), "{needless}");
    assert!(said(&own.get(&page).await.body).contains("이 형태에서는 필요 없음"));
    let none = said(&own.get(&unnoticed).await.body);
    assert!(none.contains("조건에 맞는 시스템이 없습니다"), "it needs none: {none}");
    let bad = post_at(&mut own, &page, &terms, &[("use", "binary"), ("own", "ours")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = post_at(&mut own, &page, &terms, &[("use", "binary"), ("own", "")]).await;
    assert_eq!(done.location(), page);
    let text = said(&own.get(&page).await.body);
    assert!(text.contains("시스템은 공개하지 않습니다"), "it reaches into the app: {text}");
    assert!(text.contains("소스 제공 약정서를 함께 전달합니다"), "{text}");
    let list = said(&own.get(&format!("{licences}?licence=GPL-2.0-only")).await.body);
    assert!(list.contains("쓰는 구성요소") && list.contains("시스템 1개, 구성요소 1개"), "{list}");
    assert!(!list.contains("2.14.1"), "system by system: {list}");
    let of_app = format!("{licences}?licence=GPL-2.0-only&system=%EC%95%B1");
    let own_list = said(&own.get(&of_app).await.body);
    assert!(own_list.contains("쓰는 구성요소") && own_list.contains("2.14.1"), "{own_list}");
    assert!(list.contains("함께 쓸 수 없는 것 1건"), "{list}");

    let lacking = row(&own.get(CHECK).await.body, "L4");
    assert!(lacking.contains("아니오") && lacking.contains("1개 가운데\u{a0}1개"), "{lacking}");
    let listed = said(&own.get(&unnoticed).await.body);
    assert!(listed.contains("1개, 이름 순"), "it needs one and has none: {listed}");
    let draft = own.get(&format!("{system}/notice/ko")).await.body;
    assert!(draft.contains("연락처를 적어야 합니다"), "a draft: {draft:.300}");
    let notice = format!("{system}/notice");
    let short = [("contact", "oss@narae.example"), ("years", "1")];
    let bad = post_at(&mut own, &page, &notice, &short).await;
    assert!(bad.body.contains("3년 이상"), "{}", said(&bad.body));
    let full = [("contact", "oss@narae.example"), ("years", "3")];
    let done = post_at(&mut own, &page, &notice, &full).await;
    assert!(done.location().starts_with(&page), "{}", said(&done.body));
    let korean = own.get(&format!("{system}/notice/ko")).await.body;
    let english = own.get(&format!("{system}/notice/en")).await.body;
    assert!(korean.starts_with("앱 오픈소스 고지문") && korean.contains("oss@narae.example"));
    assert!(english.contains("Written offer of source code"), "{english:.300}");
    let sum = ring::digest::digest(&ring::digest::SHA256, korean.as_bytes());
    let sum = data_encoding::HEXLOWER.encode(sum.as_ref());
    assert!(own.get(&page).await.body.contains(&sum), "what is taken is what was published");
    let kept = row(&own.get(CHECK).await.body, "L4");
    assert!(kept.contains("예") && kept.contains("지금의 SBOM"), "{kept}");
    assert!(said(&own.get(&unnoticed).await.body).contains("조건에 맞는 시스템이 없습니다"));
    hand_in(&mut own, &system, &gpl.replacen("\"1.0\"", "\"1.1\"", 1)).await;
    let old = said(&own.get(&page).await.body);
    assert!(old.contains("이전 SBOM의 것"), "another SBOM is in force: {old}");

    // Another institution's is not there; who reads for the network changes nothing.
    for path in [&page, &format!("{system}/notice/ko"), &format!("{licences}?of={ONE}")] {
        assert_eq!(two.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let form = form_of(&two.get("/console/oss").await.body);
    let given = [("form", form.as_str()), ("use", "internal"), ("own", "")];
    assert_eq!(two.post(&terms, &given).await.status, StatusCode::NOT_FOUND);
    let given = [("form", form.as_str()), full[0], full[1]];
    assert_eq!(two.post(&notice, &given).await.status, StatusCode::NOT_FOUND);
    let mut auditor = reader(&bed, Role::Auditor, "auditor").await;
    let text = said(&auditor.get(licences).await.body);
    assert!(text.contains("기관을 고르면"), "{text}");
    let body = auditor.get(&format!("{licences}?of={ONE}")).await.body;
    assert!(said(&body).contains("GPL-2.0-only"), "{}", said(&body));
    assert!(!auditor.get(&page).await.body.contains("/terms"), "who reads changes nothing");
}

#[tokio::test]
async fn who_fills_an_office_is_changed_by_two_people_and_shown() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let seats = "/console/oss/seats";
    let mut one = operator(&bed).await;
    let body = one.get("/console/oss/approvals").await.body;
    assert!(said(&body).contains("법무") && body.contains(seats), "{}", said(&body));
    let wish =
        [("office", "board"), ("role", "legal"), ("source", "오픈소스 심의 규정 3조에 따라")];
    let same = [("office", "legal"), wish[1], wish[2]];
    let refused = post_at(&mut one, seats, seats, &same).await;
    assert!(refused.body.contains("이미 그 직무가 맡고"), "{}", said(&refused.body));
    let reads = [wish[0], ("role", "auditor"), wish[2]];
    let refused = post_at(&mut one, seats, seats, &reads).await;
    assert!(refused.body.contains("심사할 수 있는 직무가 아닙니다"), "{}", said(&refused.body));
    assert_eq!(post_at(&mut one, seats, seats, &wish).await.location(), seats);
    let body = one.get(seats).await.body;
    assert!(said(&body).contains("확정하지 못합니다"), "{}", said(&body));
    assert!(!body.contains("/confirm"), "not by whoever proposed it");

    let mut two = reader(&bed, Role::Operator, "second").await;
    let body = two.get(seats).await.body;
    let at = body.find("/confirm").expect("a way to confirm");
    let start = body[..at].rfind("/console/oss/seats/").expect("its address");
    let deed = body[start..at + "/confirm".len()].to_owned();
    let own = post_at(&mut one, seats, &deed, &[]).await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", said(&own.body));
    let mut theirs = fintech(&bed, 1).await;
    let seen = theirs.get(seats).await;
    assert!(said(&seen.body).contains("점검"), "who decides is for everybody to see");
    assert!(!seen.body.contains("/confirm") && !seen.body.contains("심의 규정 3조"));
    let form = form_of(&theirs.get("/console/oss").await.body);
    let seen = theirs.post(&deed, &[("form", form.as_str())]).await;
    assert_eq!(seen.status, StatusCode::NOT_FOUND);
    let mut legal = reader(&bed, Role::Legal, "legal").await;
    assert!(said(&legal.get(seats).await.body).contains("점검"), "not yet");
    assert_eq!(
        post_at(&mut legal, "/console/oss/approvals", &deed, &[]).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(post_at(&mut two, seats, &deed, &[]).await.location(), seats);
    let text = said(&legal.get(seats).await.body);
    assert!(text.contains("오픈소스 심의 규정 3조"), "{text}");
    let twice = post_at(&mut two, seats, &deed, &[]).await;
    assert!(twice.body.contains("이미 결정되었거나"), "{}", said(&twice.body));
}

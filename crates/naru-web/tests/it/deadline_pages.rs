//! 기한 through the router, on a real book: the engine proposes, two people decide, the participant
//! answers.

use crate::bed::{Bed, Visitor, form_of, post, said};
use crate::fixtures;
use crate::gates_pages::{code, confirm, institutions};
use crate::records::Records;
use axum::http::StatusCode;
use naru_base::role::{Post, Role, Scope};
use naru_base::{ClientUseCode, Id};
use naru_core::admission::deadline::deeds;
use naru_core::admission::{Gate, deadline};
use naru_core::check::{self, Request};
use naru_core::identity::{self, Institution, NewInstitution};
use naru_core::proposal::{self, Deciding, Draft};
use naru_core::reactions;
use naru_lab::admission::{Applicant, Panel, PlainSealer, pass};
use naru_store::Tx;

async fn enter(bed: &Bed, post: Post, login: &str, name: &str) -> Visitor {
    bed.named(name, post, login).await;
    bed.logged_in(login).await
}

fn value_of<'b>(body: &'b str, before: &str) -> &'b str {
    let at = body.find(before).unwrap_or_else(|| panic!("{before} in {body}")) + before.len();
    body[at..].split('"').next().unwrap()
}

#[tokio::test]
async fn the_shipped_rules_are_shown_when_nobody_is_concerned() {
    let bed = Bed::new(fixtures::full());
    let mut visitor = enter(&bed, post(Role::Regulator), "regulator", "서지안").await;
    let page = visitor.get("/console/deadlines").await.body;
    for text in [
        "대상이 되는 이용기관이 없습니다",
        "기존 이용기관 추가점검",
        "2020-03-31",
        "금융위 2019-12-13",
    ] {
        assert!(page.contains(text), "{text} in {page}");
    }
    assert!(!page.contains("규정을 추가"), "a reader adds nothing");
}

/// A newer list comes in through the page; by itself it changes nothing.
#[tokio::test]
async fn a_list_of_grounds_is_imported_on_the_page() {
    let bed = Bed::new(fixtures::full());
    let at = "/console/deadlines";
    let to = format!("{at}/grounds/import");
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let form = form_of(&one.get(at).await.body);
    let own = [("form", form.as_str())];
    let file = one.get(&format!("{at}/grounds.json")).await;
    assert_eq!(file.status, StatusCode::OK);
    let newer = file.body.replace("\"version\": 1", "\"version\": 2");
    assert_ne!(newer, file.body, "{}", file.body);
    for (text, says) in [
        (file.body.as_str(), "1판보다 높은 판이 아니거나"),
        ("{}", "사유 목록으로 읽을 수 없습니다. 1번째 줄 2번째 칸: `version` 항목이 없습니다."),
        ("", "JSON으로 읽을 수 없습니다"),
    ] {
        let back = one.post_file(&to, &own, ("grounds.json", text.as_bytes())).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
        assert!(back.body.contains(says), "{says} in {}", back.body);
        for mark in [r#"id="file-import-error""#, r##"href="#file-import""##] {
            assert!(back.body.contains(mark), "{mark} in {}", back.body);
        }
        assert_eq!(back.body.matches(r#"<details class="ask" open>"#).count(), 1);
    }
    let forged = one.post_file(&to, &[("form", "x")], ("grounds.json", newer.as_bytes())).await;
    assert_eq!(forged.status, StatusCode::UNPROCESSABLE_ENTITY);
    let none = one.post_file(&to, &own, ("", b"")).await;
    assert!(none.body.contains("파일을 고르세요."), "{}", said(&none.body));
    let mut reader = enter(&bed, post(Role::Auditor), "auditor", "서지안").await;
    let form = form_of(&reader.get(at).await.body);
    let sent = reader.post_file(&to, &[("form", &form)], ("grounds.json", newer.as_bytes())).await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
    assert!(!said(&one.get(at).await.body).contains("사유 목록 2판"), "nothing is on file so far");

    let sent = one.post_file(&to, &own, ("grounds.json", newer.as_bytes())).await;
    assert_eq!(sent.location(), at, "{}", sent.body);
    let page = said(&one.get(at).await.body);
    assert!(page.contains("사유 목록 2판") && page.contains("두 사람이 확인해야"), "{page}");
    let counts = bed.store.read(|tx| Ok(deadline::grounds(tx)?.version)).await.unwrap();
    assert_eq!(counts, 1, "it does not count yet");
}

/// A list of grounds that was imported counts once two people agree.
#[tokio::test]
async fn two_people_release_a_list_of_grounds() {
    let bed = Bed::new(fixtures::full());
    let env = bed.env();
    let list = r#"{"version":2,"source":"감독규정 2027","grounds":[{"name":"inspector-late",
        "title":{"ko":"점검기관 사정","en":"the inspector could not"},"needs_document":false,
        "most":"deadline_special_max_s","source":"감독규정 2027"}]}"#;
    let write =
        move |tx: &mut Tx<'_>| deadline::import_grounds(tx, &env, "system:gate", list).map(drop);
    bed.store.write(write).await.unwrap();
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let at = "/console/deadlines";
    let page = one.get(at).await.body;
    assert!(
        page.contains("사유 목록 1판") && page.contains("두 사람이 확인해야"),
        "{}",
        said(&page)
    );
    assert!(page.contains("제3자 때문에") && page.contains("일</td>"), "days, not a rule's name");
    assert!(!page.contains("deadline_special_max_s"), "{}", said(&page));
    let form = form_of(&page);
    let key = value_of(&page, r#"name="key" value=""#).to_owned();
    let given = |reason: &'static str| {
        [
            ("form", form.clone()),
            ("key", key.clone()),
            ("version", "2".to_owned()),
            ("reason", reason.to_owned()),
        ]
    };
    let send = async |one: &mut Visitor, it: [(&'static str, String); 4]| {
        let it: Vec<(&str, &str)> = it.iter().map(|(k, v)| (*k, v.as_str())).collect();
        one.post(&format!("{at}/grounds"), &it).await
    };
    let bare = send(&mut one, given("")).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "without a reason");
    let sent = send(&mut one, given("규정이 바뀌었음")).await;
    let case = sent.location().to_owned();
    assert!(case.starts_with("/console/gate-proposals/"), "{}", sent.body);
    assert!(one.get(at).await.body.contains(&case), "the page leads to what waits");
    let shown = said(&other.get(&format!("{case}?lang=ko")).await.body);
    assert!(shown.contains("연장 사유 목록 사용: 사유 목록 2판"), "{shown}");
    // What changes stands on the list's page and beside the proposal, which leads there.
    let whole = other.get(&format!("{case}?lang=ko")).await.body;
    assert!(whole.contains(r#"href="/console/deadlines#grounds-2""#), "{whole}");
    for page in [&whole, &one.get(at).await.body] {
        let text = crate::bed::in_line(page);
        assert!(text.contains("새 사유 0, 바뀐 사유 1, 빠진 사유 3."), "{text}");
        assert!(text.contains("180일 → 90일"), "{text}");
        assert!(text.contains("빠진 사유: 제3자 때문에 조치 지연"), "{text}");
    }
    assert!(one.get(at).await.body.contains(r#"id="grounds-2""#), "the way leads to it");
    let form = form_of(&other.get(&case).await.body);
    let done = other.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    assert_eq!(done.location(), case, "{}", done.body);
    let page = said(&one.get(at).await.body);
    assert!(page.contains("사유 목록 2판") && page.contains("점검기관 사정"), "{page}");
    assert!(!page.contains("제3자 때문에") && !page.contains("두 사람이 확인해야"), "{page}");
}

#[tokio::test]
async fn the_engine_proposes_two_decide_and_the_participant_answers() {
    let bed = Bed::new(fixtures::full());
    let _records = Records::begin(&bed).await;
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let page = one.get("/console/deadlines").await.body;
    let form = form_of(&page);
    // A rule that asks for a check after the one that the bed's institutions have ends.
    let rule = |last: &'static str| {
        vec![
            ("form", form.as_str()),
            ("id", "2027-recheck"),
            ("class", "fintech"),
            ("requirement", "organisation"),
            ("title_ko", "2027년 재점검"),
            ("title_en", "Check of 2027"),
            ("old_ko", "한 번 점검"),
            ("old_en", "checked once"),
            ("new_ko", "새로 점검"),
            ("new_en", "checked anew"),
            ("effective", "2026-11-25"),
            ("last", last),
            ("source", "시험"),
        ]
    };
    let wrong = one.post("/console/deadlines/rules", &rule("")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
    let done = one.post("/console/deadlines/rules", &rule("2027-11-30")).await;
    assert_eq!(done.location(), "/console/deadlines", "{}", done.body);
    let list = one.get("/console/deadlines?lang=en").await.body;
    assert!(list.contains("Check of 2027") && list.contains("time left"), "{list}");
    assert!(list.contains("Not met yet; no check was applied for."), "{list}");
    bed.pass(360 * 86_400);
    let mut one = bed.logged_in("ha-yun.jung").await;
    let mut other = {
        drop(other);
        bed.logged_in("ji-an.seo").await
    };
    let list = one.get("/console/deadlines?show=decide").await.body;
    assert!(list.contains("제한 검토") && list.contains("점검을 신청하지 않았습니다"), "{list}");
    // It stands on the board and on the path with whose turn it is, and leads to its page.
    let board = crate::bed::in_line(&one.get("/console/gates?show=turn").await.body);
    assert!(board.contains("제한 검토: 2027년 재점검 운영기관"), "{board}");
    assert!(board.contains("운영기관 차례 2"), "{board}");
    let gates = one.get("/console/gates/M202600001").await.body;
    let link = r#"href="/console/deadlines/2027-recheck/M202600001">제한 검토: 2027년 재점검"#;
    assert!(gates.contains(link), "{gates}");
    let path = "/console/deadlines/2027-recheck/M202600001";
    // The participant answers with a document.
    let own = Scope::Institution(ClientUseCode::parse("M202600001").unwrap());
    let mut theirs = enter(&bed, Post::new(Role::Fintech, own).unwrap(), "narae", "김나래").await;
    let page = theirs.get("/console/deadlines").await.body;
    assert!(
        page.contains("사정이 있으면 기한 전에 사유를 내세요") && !page.contains("M202600002"),
        "{page}"
    );
    // Whoever does not read a document's title reads its kind, with the title behind.
    let form = form_of(&page);
    let sha = "ab".repeat(32);
    let document = [
        ("form", form.as_str()),
        ("title", "침수 피해 확인서"),
        ("kind", "attestation"),
        ("sha256", sha.as_str()),
        ("size", "1234"),
        ("observed", "2026-11-01"),
    ];
    let handed = theirs.post("/console/gates/M202600001/evidence", &document).await;
    assert_eq!(handed.status, StatusCode::SEE_OTHER, "{}", handed.body);
    let english = theirs.get(&format!("{path}?lang=en")).await.body;
    assert!(
        english.contains("Attestation (침수 피해 확인서) · 2026-11-01 · abababab…</option>"),
        "{english}"
    );
    let korean = theirs.get(&format!("{path}?lang=ko")).await.body;
    assert!(korean.contains(">침수 피해 확인서 · 2026-11-01 · abababab…</option>"), "{korean}");
    let page = theirs.get(path).await.body;
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let documents = page.split(r#"<select id="document-answer""#).nth(1).unwrap();
    let sha = value_of(documents.split("</option>").nth(1).unwrap(), r#"value=""#);
    let answer = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("ground", "disaster"),
        ("until", "2027-12-31"),
        ("words", "전산실 침수"),
        ("document", sha),
    ];
    let refused = theirs.post(&format!("{path}/propose"), &[("form", &form)]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    // Of several wrong fields each is told at once, and what was typed stays.
    let wrong = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("ground", "disaster"),
        ("until", "2020-01-01"),
        ("words", " "),
        ("document", "xyz"),
    ];
    let back = theirs.post(&format!("{path}/answer"), &wrong).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    for text in ["words-answer-error", "until-answer-error", "document-answer-error"] {
        assert!(back.body.contains(text), "{text} in {}", back.body);
    }
    assert!(back.body.contains(r#"value="2020-01-01""#), "{}", back.body);
    // What is too long is kept whole, and not cut.
    let lines =
        |letters: usize| format!("전산실 침수\r\n{}끝말", "둘\r\n".repeat((letters - 9) / 2));
    let long = lines(2_001);
    let with = answer.map(|it| if it.0 == "words" { ("words", long.as_str()) } else { it });
    let back = theirs.post(&format!("{path}/answer"), &with).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(back.body.contains("2000자까지 쓸 수 있습니다. 지금 2001자이니"), "{}", back.body);
    assert!(back.body.contains("끝말</textarea>"), "{}", back.body);
    let done = theirs.post(&format!("{path}/answer"), &answer).await;
    assert_eq!(done.location(), path, "{}", done.body);
    let foreign = theirs.get("/console/deadlines/2027-recheck/M202600002").await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    // The engine turns to more time; two people give it.
    let page = one.get(path).await.body;
    assert!(page.contains("전산실 침수") && page.contains("연장을 제안"), "{page}");
    let propose = async |one: &mut Visitor, path: &str| {
        let page = one.get(path).await.body;
        let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
        let given = [("form", form.as_str()), ("key", key.as_str()), ("reason", "기록을 확인했음")];
        let sent = one.post(&format!("{path}/propose"), &given).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        sent.location().to_owned()
    };
    // One that is rejected is said on the page, with its reason, and told by deed and object.
    let case = propose(&mut one, path).await;
    let form = form_of(&other.get(&case).await.body);
    let no = [("form", form.as_str()), ("reason", "증빙이 없음")];
    assert_eq!(other.post(&format!("{case}/reject"), &no).await.location(), case);
    let page = crate::bed::in_line(&one.get(&format!("{path}?lang=ko")).await.body);
    assert!(
        page.contains("기한 연장 제안이 반려되었습니다") && page.contains("증빙이 없음"),
        "{page}"
    );
    let over = crate::bed::in_line(&other.get(&case).await.body);
    assert!(over.contains("늘어납니다") && !over.contains("제한이 있으면"), "{over}");
    let inbox = crate::bed::in_line(&one.get("/console/inbox?topic=gates").await.body);
    assert!(inbox.contains("나래페이 · 2027년 재점검 기한 연장: 제안 반려"), "{inbox}");
    let page = theirs.get(path).await.body;
    assert!(!page.contains("반려") && !page.contains("증빙이 없음"), "{page}");
    bed.pass(1);
    let case = propose(&mut one, path).await;
    let page = one.get(path).await.body;
    assert!(!page.contains("반려되었습니다"), "it is proposed anew: {page}");
    // Whoever waits for a second person is counted as that, and not as to be decided.
    let list = one.get("/console/deadlines?lang=en").await.body;
    assert!(list.contains("To decide:\u{a0}1. To confirm:\u{a0}1.</p>"), "{list}");
    assert!(list.contains(">To decide 1</a>") && list.contains("those to decide first"), "{list}");
    // Whoever only reads has nothing to decide.
    let mut reader = enter(&bed, post(Role::Inspector), "seo-jeong.yun", "윤서정").await;
    for (lang, chip, not) in [
        ("ko", ">결정 대기 1</a>", "결정할 것 1"),
        ("en", ">Waiting for a decision 1</a>", "To decide"),
    ] {
        let list = reader.get(&format!("/console/deadlines?lang={lang}")).await.body;
        assert!(list.contains(chip) && !list.contains(not), "{list}");
    }
    let row = |n| format!(r#"href="/console/deadlines/2027-recheck/M20260000{n}""#);
    let confirm = one.get("/console/deadlines?show=confirm&lang=ko").await.body;
    assert!(confirm.contains(&row(1)) && !confirm.contains(&row(2)), "{confirm}");
    let decide = one.get("/console/deadlines?show=decide").await.body;
    assert!(!decide.contains(&row(1)) && decide.contains(&row(2)), "{decide}");
    let board = crate::bed::in_line(&one.get("/console/gates?show=turn").await.body);
    assert!(board.contains("운영기관 차례 1"), "what is proposed is the second one's: {board}");
    // The participant does not read what is only proposed about it.
    for page in [path, "/console/deadlines", "/console/gates"] {
        let page = theirs.get(page).await.body;
        assert!(!page.contains("gate-proposals") && !page.contains("확인 대기"), "{page}");
    }
    assert_eq!(theirs.get(&case).await.status, StatusCode::NOT_FOUND);
    let shown = other.get(&case).await.body;
    assert!(shown.contains("기한 연장") && shown.contains("연장 사유: "), "{shown}");
    let effect = crate::bed::in_line(&shown);
    assert!(effect.contains("기한이 2027-11-30 에서 2027-12-31 까지로 늘어납니다"), "{effect}");
    assert!(effect.contains("제안 이유 기록을 확인했음"), "{effect}");
    // There is no restriction that it could lift, and its gate ends before the new date.
    assert!(!effect.contains("제한"), "{effect}");
    assert!(effect.contains("에 끝나므로, 새로 통과하지 않으면"), "{effect}");
    let crumb = r#"<p class="crumb"><a href="/console/deadlines">"#;
    assert!(shown.contains(crumb), "the way back is the list it comes from: {shown}");
    let gates = one.get("/console/gates/M202600001").await.body;
    assert!(gates.contains(&case), "the path shows what waits: {gates}");
    let form = form_of(&shown);
    let done = other.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    assert_eq!(done.location(), case, "{}", done.body);
    assert_eq!(theirs.get(&case).await.status, StatusCode::OK);
    let inbox = theirs.get("/console/inbox?topic=deadline").await.body;
    let inbox = crate::bed::in_line(&inbox);
    assert!(inbox.contains("기한 연장: 2027년 재점검, 2027-12-31 까지"), "{inbox}");
    let page = one.get(path).await.body;
    assert!(page.contains("2027-12-31"), "{page}");
    insta::assert_snapshot!("deadline_one_ko", said(&page));
    // The other institution said nothing.
    let path = "/console/deadlines/2027-recheck/M202600002";
    let case = propose(&mut one, path).await;
    let shown = other.get(&format!("{case}?lang=en")).await.body;
    assert!(shown.contains("may only inquire until it meets “Check of 2027”"), "{shown}");
    let form = form_of(&shown);
    let done = other.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    assert_eq!(done.location(), case, "{}", done.body);
    // Its page says where it stands, under which date, and that it is restricted; the measure is
    // called by the rule's title.
    let page = one.get(&format!("{path}?lang=ko")).await.body;
    let line = page.split(r#"<p class="meta">"#).nth(1).unwrap().split("</p>").next().unwrap();
    let line = crate::bed::said(line);
    for text in ["정상", "제한 결정됨", "2027-11-30", "M202600002"] {
        assert!(line.contains(text), "{text} in {line}");
    }
    let gates = one.get("/console/gates/M202600002?lang=en").await.body;
    let measures = gates.split(r#"<section id="measures">"#).nth(1).unwrap();
    let measures = measures.split("</table>").next().unwrap();
    assert!(measures.contains("Check of 2027"), "{measures}");
    assert!(!measures.contains("(2027-recheck)"), "{measures}");
    let json = one.get("/console/deadlines.json").await;
    let said: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    let of = |code: &str| {
        let all = said["places"].as_array().unwrap();
        all.iter().find(|it| it["institution"] == code).unwrap()["finding"].clone()
    };
    assert_eq!((of("M202600001"), of("M202600002")), ("ahead".into(), "restricted".into()));
}

/// While a proposal waits it is not said from when on one can be made; nor is an institution listed
/// that has not applied, and the form says at its field what is to be done first.
#[tokio::test]
async fn what_waits_or_cannot_be_yet_is_said_where_it_is_asked() {
    let bed = Bed::new(fixtures::full());
    let _records = Records::begin(&bed).await;
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let form = form_of(&one.get("/console/deadlines").await.body);
    let rule = |id: &'static str, class: &'static str| {
        vec![
            ("form", form.as_str()),
            ("id", id),
            ("class", class),
            ("requirement", "organisation"),
            ("title_ko", "재점검"),
            ("title_en", "Check anew"),
            ("old_ko", "한 번 점검"),
            ("old_en", "checked once"),
            ("new_ko", "새로 점검"),
            ("new_en", "checked anew"),
            ("effective", "2026-11-25"),
            ("last", "2027-11-30"),
            ("source", "시험"),
        ]
    };
    for (id, class) in [("recheck", "fintech"), ("some", "listed")] {
        let done = one.post("/console/deadlines/rules", &rule(id, class)).await;
        assert_eq!(done.location(), "/console/deadlines", "{}", said(&done.body));
    }
    let (hub, env) = (bed.hub.clone(), bed.env());
    let fresh = ClientUseCode::parse("M202600077").unwrap();
    let new = NewInstitution {
        institution: Institution {
            code: fresh.clone(),
            name_ko: "새핀".to_owned(),
            name_en: "Saefin".to_owned(),
            scopes: vec![],
            active: true,
        },
        secret_hash: identity::secret_hash(&hub.keys, "client-77", "secret"),
        client_id: "client-77".to_owned(),
        redirect_uri: "https://fintech.example/".to_owned(),
        contracts: vec![],
    };
    let write = move |tx: &mut Tx<'_>| {
        identity::add_institution(tx, &env, "system:test", &new)?;
        Ok(hub.directory_changed(tx)?)
    };
    bed.store.write(write).await.unwrap();
    let given = [("form", form.as_str()), ("rule", "some"), ("institution", fresh.as_str())];
    let seen = one.post("/console/deadlines/list", &given).await;
    assert!(seen.body.contains(r#"id="institution-list-error""#), "{}", said(&seen.body));
    assert!(seen.body.contains("먼저 그 기관이 관문에서 참가를 신청해야"), "{}", said(&seen.body));

    let path = format!("/console/deadlines/recheck/{}", code(1));
    let held = Scope::Institution(code(1));
    let mut own = enter(&bed, Post::new(Role::Fintech, held).unwrap(), "narae", "김나래").await;
    let theirs = form_of(&own.get(&path).await.body);
    let sha = "ab".repeat(32);
    let document = [
        ("form", theirs.as_str()),
        ("title", "지연 확인서"),
        ("kind", "attestation"),
        ("sha256", sha.as_str()),
        ("size", "1234"),
        ("observed", "2026-11-01"),
    ];
    let handed = own.post(&format!("/console/gates/{}/evidence", code(1)), &document).await;
    assert_eq!(handed.status, StatusCode::SEE_OTHER, "{}", said(&handed.body));
    let page = own.get(&path).await.body;
    let (theirs, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let answer = [
        ("form", theirs.as_str()),
        ("key", key.as_str()),
        ("ground", "third-party"),
        ("until", "2027-12-31"),
        ("words", "점검 일정이 밀렸습니다"),
        ("document", sha.as_str()),
    ];
    let done = own.post(&format!("{path}/answer"), &answer).await;
    assert_eq!(done.location(), path, "{}", said(&done.body));
    let (came, from) = ("에 사유를 냈습니다.", "부터 제안할 수 있습니다");
    let page = crate::bed::in_line(&one.get(&path).await.body);
    assert!(page.contains(came) && page.contains(from), "{page}");
    let until = bed.now().plus_seconds(400 * 86_400);
    let env = bed.env();
    let write = move |tx: &mut Tx<'_>| {
        let held = post(Role::Operator);
        let who = Deciding { who: Id::from_parts(9, 9), post: &held };
        let wish = deeds::Wish { rule: "recheck".into(), ground: "third-party".into(), until };
        let draft = Draft {
            id: Id::from_parts(9, 1),
            kind: deeds::EXTEND.into(),
            subject: deeds::subject(&code(1), "recheck"),
            body: deeds::body(&wish),
            sealed_reason: b"proposal.reason|because".to_vec(),
            code: None,
        };
        proposal::propose(tx, &env, &deeds::KINDS, &who, &draft)
    };
    bed.store.write(write).await.unwrap();
    let page = crate::bed::in_line(&one.get(&path).await.body);
    assert!(page.contains(came) && !page.contains(from), "{page}");
}

/// A restriction that will begin says what would avert it, and whose turn that is; of what its gate
/// takes before, the lead of the path threatens with no later date.
#[tokio::test]
async fn a_restriction_ahead_is_the_inspectors_once_the_check_is() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1, 1, 1, |_| 10).await;
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let day = |days: i64| {
        let text = bed.now().plus_seconds(days * 86_400).business_date().to_string();
        format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..])
    };
    let form = form_of(&one.get("/console/deadlines").await.body);
    let (effective, last) = (day(0), day(11));
    let rule = [
        ("form", form.as_str()),
        ("id", "2027-recheck"),
        ("class", "fintech"),
        ("requirement", "organisation"),
        ("title_ko", "2027년 재점검"),
        ("title_en", "Check of 2027"),
        ("old_ko", "한 번 점검"),
        ("old_en", "checked once"),
        ("new_ko", "새로 점검"),
        ("new_en", "checked anew"),
        ("effective", effective.as_str()),
        ("last", last.as_str()),
        ("source", "시험"),
    ];
    let done = one.post("/console/deadlines/rules", &rule).await;
    assert_eq!(done.location(), "/console/deadlines", "{}", done.body);
    // A rule that its gate outlasts is met, by what the page names.
    let (met, soon) = (rule.map(|it| if it.0 == "id" { ("id", "2026-met") } else { it }), day(5));
    let met = met.map(|it| if it.0 == "last" { ("last", soon.as_str()) } else { it });
    one.post("/console/deadlines/rules", &met).await;
    let page = one.get(&format!("/console/deadlines/2026-met/{}", code(1))).await.body;
    assert!(crate::bed::in_line(&page).contains("통과한 관문은 기관점검("), "{page}");
    let path = format!("/console/deadlines/2027-recheck/{}", code(1));
    let page = one.get(&path).await.body;
    let costs = "에 끝나므로, 새로 통과하지 않으면 그때부터 조회 전용입니다.";
    assert!(page.contains(costs), "what is decided here averts it not: {page}");
    let says = "부터 제한할지 운영기관 두 사람이 결정해야 합니다.";
    assert!(page.contains("점검을 신청하지 않았습니다.") && page.contains(says), "{page}");
    // Whoever only reads is told who decides.
    let mut reader = enter(&bed, post(Role::Regulator), "regulator", "서지안").await;
    let seen = reader.get(&path).await.body;
    assert!(seen.contains("운영기관 두 사람이 결정합니다."), "{seen}");
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let given = [("form", form.as_str()), ("key", key.as_str()), ("reason", "기록을 확인했음")];
    let case = one.post(&format!("{path}/propose"), &given).await.location().to_owned();
    confirm(&mut other, &case).await;
    let from = day(12);
    let list = crate::bed::in_line(&one.get("/console/deadlines").await.body);
    assert!(list.contains(&format!("제한 시작일은 {from} 입니다.")), "{list}");
    let averts = format!("요건을 충족하지 않으면 {from} 부터 조회 전용: 2027년 재점검");
    let board = crate::bed::in_line(&one.get("/console/gates").await.body);
    assert!(board.contains(&format!("{averts} 이용기관")), "{board}");
    let (env, id) = (bed.env(), Id::from_parts(7, 7));
    let write = move |tx: &mut Tx<'_>| {
        let it = Request { id, institution: code(1), service: None };
        check::request(tx, &env, "staff:f", &it)?;
        let today = env.now.business_date();
        check::schedule(tx, &env, Id::from_parts(1, 3), id, (today, today.next()))?;
        reactions::follow_checks(tx, &env, None).map(drop)
    };
    bed.store.write(write).await.unwrap();
    let board = crate::bed::in_line(&one.get("/console/gates").await.body);
    assert!(board.contains(&format!("{averts} 점검기관")), "{board}");
    // The check that the date rests on is one step away.
    let page = one.get(&path).await.body;
    assert!(page.contains(r#"<a href="/console/checks?name=M202600001">"#), "{page}");
    let page = crate::bed::in_line(&one.get(&format!("/console/gates/{}", code(1))).await.body);
    let lead = page.split("통과할 관문").next().unwrap();
    assert!(lead.contains("자격이 조회 전용까지 내려갑니다"), "{lead}");
    assert!(!lead.contains("이하로 제한됩니다"), "passing the gate averts it too: {lead}");
    // Its own people go by the rule.
    let own = Scope::Institution(code(1));
    let mut theirs = enter(&bed, Post::new(Role::Fintech, own).unwrap(), "narae", "김나래").await;
    let page = theirs.get("/console/deadlines").await.body;
    assert!(page.contains("우리 기관에 걸린 규정"), "{page}");
    assert!(page.contains(&format!(r#"href="{path}">2027년 재점검</a>"#)), "{page}");
}

/// Two rules about one check say the same of it while findings are put right, and no end of a slot
/// that nobody has set; what is met after its date is said to be.
#[tokio::test]
async fn rules_of_one_check_agree_and_what_is_met_late_says_so() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1, 1, 1, |_| 5).await;
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let day = |days: i64| {
        let text = bed.now().plus_seconds(days * 86_400).business_date().to_string();
        format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..])
    };
    let form = form_of(&one.get("/console/deadlines").await.body);
    // What the bed's gate does not last for is met by nothing.
    for (id, last) in [("2026-late", day(10)), ("2028-a", day(500)), ("2028-b", day(600))] {
        let rule = [
            ("form", form.as_str()),
            ("id", id),
            ("class", "fintech"),
            ("requirement", "organisation"),
            ("title_ko", "재점검"),
            ("title_en", "Check"),
            ("old_ko", "한 번 점검"),
            ("old_en", "checked once"),
            ("new_ko", "새로 점검"),
            ("new_en", "checked anew"),
            ("effective", &day(0)),
            ("last", last.as_str()),
            ("source", "시험"),
        ];
        let done = one.post("/console/deadlines/rules", &rule).await;
        assert_eq!(done.location(), "/console/deadlines", "{}", done.body);
    }
    let (hub, env, id) = (bed.hub.clone(), bed.env(), Id::from_parts(7, 7));
    let inspector = Id::from_parts(1, 3);
    let write = move |tx: &mut Tx<'_>| {
        let it = Request { id, institution: code(1), service: None };
        check::request(tx, &env, "staff:f", &it)?;
        let today = env.now.business_date();
        check::schedule(tx, &env, inspector, id, (today, today.next()))?;
        check::begin(tx, &env, inspector, id)?;
        crate::check_pages::told(tx, &env, &hub.keys, (inspector, id))?;
        naru_core::reactions::follow_checks(tx, &env, None).map(drop)
    };
    bed.store.write(write).await.unwrap();
    let (slot, fix_by) = (day(1), day(30));
    let list = crate::bed::in_line(&one.get("/console/deadlines").await.body);
    let said = "점검을 마치고 지적 사항을 고치는 중입니다. 보완 기한은 ";
    assert_eq!(list.matches(said).count(), 2, "{list}");
    let path = format!("/console/deadlines/2028-a/{}", code(1));
    let page = crate::bed::in_line(&one.get(&path).await.body);
    assert!(page.contains(&format!("점검 일정의 끝 {slot}")), "its own days: {page}");
    assert!(page.contains(&format!("보완 기한 {fix_by}")), "{page}");
    // The gate has ended, the first rule's date passes, and the gate is passed anew after it.
    bed.pass(12 * 86_400);
    let env = bed.env();
    let write = move |tx: &mut Tx<'_>| {
        let [a, b, c, d] = [1, 2, 3, 4].map(|n| Id::from_parts(1, n));
        let (code, panel) = (code(1), Panel { operators: [a, b], inspectors: [c, d] });
        let services = &["web:narae:1.0", "app:narae:1.0"];
        let it = Applicant { code: &code, services, panel, sealer: &PlainSealer };
        pass(tx, &env, &it, Gate::Organisation, None)
    };
    bed.store.write(write).await.unwrap();
    let (mut one, met) = (bed.logged_in("ha-yun.jung").await, day(0));
    let list = one.get("/console/deadlines").await.body;
    let text = crate::bed::in_line(&list);
    assert!(text.contains(&format!("기한 뒤 {met} 에 충족했습니다.")), "{text}");
    assert!(text.contains("그중 1건은 기한 뒤에 충족했습니다."), "{text}");
    let page = one.get(&format!("/console/deadlines/2026-late/{}", code(1))).await.body;
    assert!(
        crate::bed::in_line(&page).contains(&format!("기한 뒤 {met} 에 충족했습니다.")),
        "{page}"
    );
    assert!(page.contains(&format!(r#"href="/console/gates/{}""#, code(1))), "{page}");
}

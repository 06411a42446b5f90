//! Appeals against measures, cover and the path before it begins, through the router.

use crate::bed::{Bed, Visitor, form_of, post, said};
use crate::fixtures;
use crate::gate_forms::form_at;
use crate::gates_pages::{code, confirm, enter, institutions, propose, value_of};
use axum::http::StatusCode;
use naru_base::Won;
use naru_base::role::{Post, Role, Scope as Held};
use naru_core::admission::{self, Application, Class, Gate, PATH, ServiceKey, Standing};
use naru_core::oss::portfolio::{Grade, Grave, GravePage};
use naru_core::proposal::{self, Deciding, Draft};
use naru_core::reactions;
use naru_core::surety::{self, deeds as cover};
use naru_lab::admission::{Applicant, Panel, PlainSealer, pass};
use naru_store::Tx;

const URGENT: [(&str, &str); 4] =
    [("deed", "measure"), ("standing", "suspended"), ("rule", "이용약관 제12조"), ("urgent", "1")];

struct Court {
    bed: Bed,
    one: Visitor,
    other: Visitor,
    theirs: Visitor,
    path: String,
}

/// An institution that is suspended by a measure, and has appealed.
async fn court() -> Court {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 2, 2, 2, |_| 300).await;
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let case = propose(&mut one, 1, &URGENT).await;
    confirm(&mut other, &case).await;
    let own = Post::new(Role::Fintech, Held::Institution(code(1))).unwrap();
    let mut theirs = enter(&bed, own, "narae", "김나래").await;
    let path = format!("/console/gates/{}", code(1));
    let page = theirs.get("/console/gates").await.body;
    // Why it was decided, and until when it may be appealed against: first of all, and in its row.
    let text = words(&page);
    assert_eq!(text.matches("사유: 점검 결과를 내지 않았음").count(), 2, "{text}");
    assert!(
        text.contains("조치에 대한 이의는") && text.contains("까지 신청할 수 있습니다"),
        "{text}"
    );
    let (form, id) = (form_of(&page), measure_of(&page));
    let why = "점검 결과를 11월 2일에 이미 냈습니다\n접수 번호는 77입니다";
    let appeal = [("form", form.as_str()), ("measure", id.as_str()), ("why", why)];
    let done = theirs.post(&format!("{path}/appeal"), &appeal).await;
    assert_eq!(done.location(), path, "{}", done.body);
    Court { bed, one, other, theirs, path }
}

/// The words of a page in one line.
fn words(body: &str) -> String {
    said(body).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn measure_of(page: &str) -> String {
    value_of(page, r#"name="measure" value=""#).to_owned()
}

#[tokio::test]
async fn an_appeal_that_is_dismissed_stands_answered_with_its_reason() {
    let Court { bed, mut one, mut other, mut theirs, path } = court().await;
    // Whoever answers reads what was said; whoever only watches does not.
    let page = one.get(&path).await.body;
    let lines = "점검 결과를 11월 2일에 이미 냈습니다\n접수 번호는 77입니다";
    assert!(page.contains(&format!(r#"<p class="lines">{lines}</p>"#)), "{page}");
    let mut auditor = enter(&bed, post(Role::Auditor), "auditor", "한감사").await;
    let seen = auditor.get(&path).await.body;
    assert!(seen.contains("운영기관의 답변을 기다립니다.") && !seen.contains("11월 2일"), "{seen}");
    assert!(seen.contains("이의 신청 내용은 해당 기관과"), "that they are kept is said: {seen}");
    assert!(!seen.contains(r#"name="ruling""#), "only who decides answers");
    let board = one.get("/console/gates").await.body;
    assert!(board.contains("이용약관 제12조 · 이의 신청"), "{board}");
    // The forms whose reasons the institution reads say so, each in one help.
    for (action, inside) in [("/propose", r#"name="ruling""#), ("/propose", r#"value="measure""#)] {
        let it = form_at(&page, action, inside);
        assert!(it.contains("확인되면 이용기관에도 그대로 보입니다."), "{it}");
        assert!(!it.contains("봉인되어 저장됩니다"), "{it}");
    }
    // Nothing is chosen by leaving the form as it stood, and what was typed stays.
    let (form, id) = (form_of(&page), measure_of(&page));
    let key = value_of(&page, r#"name="key" value=""#).to_owned();
    let none = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("deed", "answer"),
        ("measure", id.as_str()),
        ("ruling", ""),
        ("reason", "기한이 지난 뒤에 받았습니다"),
    ];
    let back = one.post(&format!("{path}/propose"), &none).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(back.body.contains("ruling-answer-error"), "{}", back.body);
    assert!(back.body.contains("기한이 지난 뒤에 받았습니다</textarea>"), "{}", back.body);
    let what = [("deed", "answer"), ("measure", id.as_str()), ("ruling", "dismissed")];
    let case = propose(&mut one, 1, &what).await;
    let shown = other.get(&case).await.body;
    assert!(shown.contains("이의 신청을 기각합니다. 조치는 그대로이고"), "{shown}");
    assert!(shown.contains(&format!(r#"<span class="lines">{lines}</span>"#)), "{shown}");
    // Which measure, and what is said against it: whoever confirms needs no other page.
    for text in ["대상 조치: 이용 정지 · 이용약관 제12조.", "11월 2일에 이미 냈습니다"]
    {
        assert!(words(&shown).contains(text), "{text} in {shown}");
    }
    let seen = words(&auditor.get(&case).await.body);
    assert!(!seen.contains("11월 2일") && seen.contains("이의 신청 내용은"), "{seen}");
    assert!(theirs.get("/console/gates").await.body.contains("답변을 기다립니다"));
    confirm(&mut other, &case).await;
    assert_eq!(bed.hub.directory().standing(&code(1), bed.now()), Standing::Suspended);
    let page = words(&theirs.get("/console/gates").await.body);
    for text in ["답변 기각", "이유 점검 결과를 내지 않았음", "운영기관 두 사람"]
    {
        assert!(page.contains(text), "{text} in {page}");
    }
    assert!(!page.contains("정하윤") && !page.contains("서지안"), "roles, and no names: {page}");
    assert!(!page.contains("이의 신청이 기다립니다"), "{page}");
    let board = one.get("/console/gates").await.body;
    assert!(!board.contains("이용약관 제12조 · 이의 신청"), "it waits no more: {board}");
    let inbox = theirs.get("/console/inbox?topic=gates&lang=en").await.body;
    assert!(inbox.contains("appeal dismissed, measure (Suspended)"), "{inbox}");
    // The page of the measure's own proposal names nobody to the institution either.
    let own = theirs.get(&format!("{case}?lang=ko")).await.body;
    assert!(own.contains("운영") && !own.contains("정하윤") && !own.contains("서지안"), "{own}");
    // Answered once.
    let again = [("deed", "answer"), ("measure", id.as_str()), ("ruling", "upheld")];
    let page = one.get(&path).await.body;
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let mut given = vec![("form", form.as_str()), ("key", key.as_str())];
    given.extend_from_slice(&again);
    given.push(("reason", "다시 보았습니다, 맞습니다"));
    let back = one.post(&format!("{path}/propose"), &given).await;
    assert!(back.body.contains(r##"href="#measures""##), "{}", back.body);
    assert!(back.body.contains("이미 답변한 이의 신청입니다."), "{}", back.body);
}

#[tokio::test]
async fn an_appeal_that_is_upheld_ends_the_measure_at_once() {
    let Court { bed, mut one, mut other, mut theirs, path } = court().await;
    let id = measure_of(&one.get(&path).await.body);
    let what = [("deed", "answer"), ("measure", id.as_str()), ("ruling", "upheld")];
    let case = propose(&mut one, 1, &what).await;
    confirm(&mut other, &case).await;
    assert_eq!(bed.hub.directory().standing(&code(1), bed.now()), Standing::Live);
    let page = words(&theirs.get("/console/gates?lang=en").await.body);
    assert!(page.contains("Answer upheld") && page.contains("lifted"), "{page}");
    let inbox = theirs.get("/console/inbox?topic=gates&lang=en").await.body;
    assert!(inbox.contains("appeal upheld") && inbox.contains("measure lifted"), "{inbox}");
    let json = one.get(&format!("{path}/json")).await.body;
    let said: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(said["measures"][0]["appeal_ruling"], "upheld");
    assert_eq!(said["measures"][0]["appeal_answered_at"], bed.now().get());
}

/// Two operators let an item raise the factor of an institution's cover.
async fn raise(bed: &Bed, n: usize) {
    let (hub, env) = (bed.hub.clone(), bed.env());
    let write = move |tx: &mut Tx<'_>| {
        let (valid_from, valid_until) = (env.now, None);
        let wish = cover::AdjustWish { item: "incident", applies: true, valid_from, valid_until };
        let draft = Draft {
            id: env.id(77),
            kind: cover::ADJUST.to_owned(),
            subject: cover::subject(&code(n), "incident"),
            body: cover::adjust_body(&wish),
            sealed_reason: b"because".to_vec(),
            code: None,
        };
        let post = post(Role::Operator);
        let [one, other] =
            [1, 2].map(|n| Deciding { who: naru_base::Id::from_parts(1, n), post: &post });
        proposal::propose(tx, &env, &cover::KINDS, &one, &draft)?;
        proposal::confirm(tx, &env, &cover::KINDS, &other, draft.id, (&[0; 32], &[]))?;
        Ok(hub.directory_changed(tx)?)
    };
    bed.store.write(write).await.unwrap();
}

/// While less is covered than must be, neither board nor path says that all is well.
#[tokio::test]
async fn cover_that_is_short_is_said_where_gates_are_shown() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 3, 3, 2, |_| 300).await;
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let path = format!("/console/gates/{}", code(2));
    let before = one.get(&path).await.body;
    assert!(before.contains("모든 관문이 유효합니다."), "{before}");
    bed.pass(3_600);
    raise(&bed, 2).await;
    let since = bed.now();
    bed.pass(86_400);
    let mut one = bed.logged_in("ha-yun.jung").await;
    let now = bed.now();
    let position = move |tx: &mut Tx<'_>| Ok(surety::position(tx, &code(2), now)?);
    let position = bed.store.read(position).await.unwrap();
    assert_eq!(position.short_since, Some(since), "since the item applies");
    assert!(position.missing() > Won::ZERO && !position.is_out());
    let missing = position.missing().grouped();
    let page = one.get(&path).await.body;
    assert!(!page.contains("모든 관문이 유효합니다."), "{page}");
    let text = words(&page);
    assert!(
        text.contains(&format!("부터 보증이 필요한 만큼보다 {missing}원 모자랍니다.")),
        "{text}"
    );
    assert!(page.contains(&format!(r#"<a href="/console/surety/{}">보증 보기"#, code(2))));
    let board = one.get("/console/gates").await.body;
    let at = |n| board.find(&format!("/console/gates/{}\"", code(n))).unwrap();
    assert!(at(2) < at(1), "who is short of cover stands before who is not");
    assert!(board[at(2)..at(1)].contains("보증 부족 ("), "{board}");
    // Whoever is not admitted yet lacks nothing.
    let way = one.get(&format!("/console/gates/{}", code(3))).await.body;
    assert!(!way.contains("모자랍니다") && !way.contains("출금이체가 거절"), "{way}");
    let json = one.get("/console/gates.json").await.body;
    let said: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(said["institutions"][0]["next_end"]["kind"], "gate", "{said}");
}

/// Whoever has not applied finds first what to do.
#[tokio::test]
async fn before_the_application_its_form_stands_first() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1, 0, 0, |_| 300).await;
    let own = Post::new(Role::Fintech, Held::Institution(code(1))).unwrap();
    let mut theirs = enter(&bed, own, "narae", "김나래").await;
    let page = theirs.get("/console/gates").await.body;
    let (form, gates) = (page.find("/apply\"").unwrap(), page.find("<h2>통과할 관문").unwrap());
    assert!(form < gates, "{page}");
    assert!(!page.contains("낸 문서") && !page.contains("내려진 조치가 없습니다"), "{page}");
}

/// Every proposal is found in one list by whoever may read about it, with the way to its page; the
/// institution hears of what was decided at its gate.
#[tokio::test]
async fn proposals_of_gates_and_cover_are_in_the_list() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1, 1, 1, |_| 300).await;
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let what = [("deed", "decide"), ("gate", "contract "), ("verdict", "revoked")];
    let gate = propose(&mut one, 1, &what).await;
    let at = format!("/console/surety/{}", code(1));
    let page = one.get(&at).await.body;
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let given = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("deed", "adjust"),
        ("item", "incident"),
        ("applies", "yes"),
        ("from", ""),
        ("until", ""),
        ("reason", "사고가 있었음을 확인했음"),
    ];
    let sent = one.post(&format!("{at}/propose"), &given).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let adjusted = sent.location().to_owned();
    for case in [&gate, &adjusted] {
        let list = other.get("/console/proposals").await.body;
        assert!(list.contains(&format!(r#"href="{case}""#)), "{case} in {list}");
        assert!(list.contains("그중 2건은 당신이 확인할 수 있습니다"), "{list}");
        assert!(list.contains("확인할 수 있는 곳: 운영기관"), "{list}");
        let own = one.get("/console/proposals").await.body;
        assert!(own.contains("당신이 확인할 수 있는 것은 없습니다"), "{own}");
    }
    let mut auditor = enter(&bed, post(Role::Auditor), "auditor", "한감사").await;
    assert!(auditor.get("/console/proposals").await.body.contains(&gate));
    let mut keeper = enter(&bed, post(Role::Administrator), "keeper", "한계정").await;
    let list = keeper.get("/console/proposals").await.body;
    assert!(!list.contains(&gate) && !list.contains(&adjusted), "no business of accounts: {list}");
    confirm(&mut other, &gate).await;
    let recent = other.get("/console/proposals").await.body;
    assert!(recent.contains(&format!(r#"<a href="{gate}">"#)), "{recent}");
    let own = Post::new(Role::Fintech, Held::Institution(code(1))).unwrap();
    let mut theirs = enter(&bed, own, "narae", "김나래").await;
    let inbox = theirs.get("/console/inbox?topic=gates").await.body;
    assert!(inbox.contains("계약 판정: 취소"), "{inbox}");
}

/// A gate that nobody can decide for want of a document: which kind, and the way to hand it in.
#[tokio::test]
async fn a_gate_without_its_document_says_which_kind_is_missing() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1, 0, 0, |_| 0).await;
    let env = bed.env();
    let write = move |tx: &mut Tx<'_>| {
        let [a, b, c, d] = [1, 2, 3, 4].map(|n| naru_base::Id::from_parts(1, n));
        let panel = Panel { operators: [a, b], inspectors: [c, d] };
        let services = &["web:narae:1.0", "app:narae:1.0"];
        let it = Applicant { code: &code(1), services, panel, sealer: &PlainSealer };
        let keys = services.iter().map(|it| ServiceKey::parse(it).unwrap()).collect();
        let wish = Application { class: Class::Fintech, services: keys };
        admission::apply(tx, &env, "system:test", it.code, &wish)?;
        for step in PATH.iter().take_while(|it| it.gate != Gate::Contract) {
            pass(tx, &env, &it, step.gate, None)?;
        }
        Ok(())
    };
    bed.store.write(write).await.unwrap();
    let path = format!("/console/gates/{}", code(1));
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let page = one.get(&path).await.body;
    let lacks = "계약서 종류의 문서가 있어야 결정할 수 있는데 아직 없습니다.";
    assert_eq!(page.matches(lacks).count(), 2, "in the lead and in the form: {page}");
    let way = format!(r#"href="{path}?open=hand-in#hand-in""#);
    assert!(page.contains(&way) && page.contains(r#"id="hand-in""#), "{page}");
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let given = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("gate", "contract "),
        ("verdict", "passed"),
        ("until", ""),
        ("reason", "계약을 맺었습니다"),
    ];
    let refused = one.post(&format!("{path}/propose"), &given).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = "이 관문에는 계약서 종류의 문서를 하나 이상 골라야 합니다";
    assert!(refused.body.contains(told), "{}", refused.body);
    assert!(refused.body.contains(r#"id="grounds-decide-error""#), "{}", refused.body);
}

/// Of several weaknesses the board names the one that lowers the standing first, and counts the
/// others.
#[tokio::test]
async fn the_board_names_the_weakness_that_is_due_first() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1, 1, 1, |_| 300).await;
    let (hub, env) = (bed.hub.clone(), bed.env());
    let write = move |tx: &mut Tx<'_>| {
        let found = |n: u128, advisory: &str, days: i64| Grave {
            institution: code(1),
            system: naru_base::Id::from_parts(9, n),
            system_name: "나래 앱".to_owned(),
            name: "Maven log4j-core".to_owned(),
            package: "Maven log4j-core".to_owned(),
            advisory: advisory.to_owned(),
            grade: Grade::Critical,
            fixed: "2.17.1".to_owned(),
            due_at: env.now.plus_seconds(days * 86_400),
        };
        let findings = vec![
            found(1, "GHSA-aaaa-late", 20),
            found(2, "GHSA-bbbb-soon", 2),
            found(3, "GHSA-cccc-next", 9),
        ];
        let page = GravePage { findings, ..GravePage::default() };
        reactions::follow_portfolio(tx, &env, &hub.keys, &page)?;
        Ok(hub.directory_changed(tx)?)
    };
    bed.store.write(write).await.unwrap();
    bed.pass(60);
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let board = one.get("/console/gates?lang=ko").await.body;
    assert!(board.contains("오픈소스 취약점 GHSA-bbbb-soon 외 2건"), "{board}");
    let board = one.get("/console/gates?lang=en").await.body;
    assert!(board.contains("Open source: GHSA-bbbb-soon and 2 more"), "{board}");
}

/// An open weakness of a component is no measure: the path says what lowers the standing.
#[tokio::test]
async fn a_weakness_alone_is_not_called_a_measure() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1, 1, 1, |_| 300).await;
    let (hub, env) = (bed.hub.clone(), bed.env());
    let write = move |tx: &mut Tx<'_>| {
        let found = Grave {
            institution: code(1),
            system: naru_base::Id::from_parts(9, 9),
            system_name: "나래 앱".to_owned(),
            name: "Maven log4j-core".to_owned(),
            package: "Maven log4j-core".to_owned(),
            advisory: "GHSA-jfh8-c2jp-5v3q".to_owned(),
            grade: Grade::Critical,
            fixed: "2.17.1".to_owned(),
            due_at: env.now.plus_seconds(3_600),
        };
        let page = GravePage { findings: vec![found], ..GravePage::default() };
        reactions::follow_portfolio(tx, &env, &hub.keys, &page)?;
        Ok(hub.directory_changed(tx)?)
    };
    bed.store.write(write).await.unwrap();
    bed.pass(60);
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let page = one.get(&format!("/console/gates/{}", code(1))).await.body;
    let lead = page.split(r#"<p class="lead">"#).nth(1).unwrap().split("</p>").next().unwrap();
    assert!(lead.contains("오픈소스 취약점 때문에 지금 자격은 주의입니다"), "{lead}");
    assert!(!lead.contains("조치"), "{lead}");
}

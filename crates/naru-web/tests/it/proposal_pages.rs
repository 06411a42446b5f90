//! Proposals that come to nothing: rejected for a reason, taken back; and the list of what is over.

use crate::bed::{Bed, Visitor, form_of, in_line, post};
use crate::check_pages::{applied, ask, begin, code, enter, find, value_of};
use crate::fixtures;
use crate::gates_pages::{self, institutions};
use axum::http::StatusCode;
use naru_base::Id;
use naru_base::role::{Post, Role, Scope};
use naru_core::admission::{self, Evidence, EvidenceKind};
use naru_core::check::{self, Request};
use naru_core::proposal::{Deciding, Draft};
use naru_core::{desk, proposal};
use naru_store::Tx;

async fn propose(one: &mut Visitor, at: &str) -> String {
    let page = one.get(at).await.body;
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let wish = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("verdict", "passed"),
        ("until", ""),
        ("reason", "서른 항목을 모두 확인했음"),
    ];
    let sent = one.post(&format!("{at}/verdict"), &wish).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    sent.location().to_owned()
}

#[tokio::test]
async fn a_result_is_rejected_for_a_reason_that_is_told() {
    let bed = Bed::new(fixtures::full());
    applied(&bed).await;
    let own = Post::new(Role::Fintech, Scope::Institution(code())).unwrap();
    let mut own = enter(&bed, own, "narae", "김나래").await;
    let mut one = enter(&bed, post(Role::Inspector), "seo-jeong.yun", "윤서정").await;
    let mut two = enter(&bed, post(Role::Inspector), "do-yun.han", "한도윤").await;
    let at = ask(&mut own).await;
    begin(&bed, &mut one, &at).await;
    for n in 1..=30 {
        let done = find(&mut one, &at, &format!("ORG-{n:02}"), "pass").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    }
    let case = propose(&mut one, &at).await;
    // The menu counts it for whoever may decide it, and for nobody else.
    let counted = r#">제안<span class="w">1<span class="vh"> 건 내 차례"#;
    let (list, elsewhere) = (two.get("/console/proposals").await, two.get("/console/me").await);
    assert!(list.body.contains("나래페이") && list.body.contains(counted), "{}", list.body);
    assert!(elsewhere.body.contains(counted), "on every page: {}", elsewhere.body);
    assert!(!one.get("/console/me").await.body.contains(r#">제안<span class="w">"#), "its own");
    let form = form_of(&two.get(&case).await.body);
    for short in ["", "  ", "왜"] {
        let no = [("form", form.as_str()), ("reason", short)];
        let seen = two.post(&format!("{case}/reject"), &no).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        for mark in [r##"href="#reason""##, r#"id="reason-error""#, r#"class="ask" open"#] {
            assert!(seen.body.contains(mark), "{mark} in {}", seen.body);
        }
    }
    let why = "07번 항목의 증적이 없음";
    let no = [("form", form.as_str()), ("reason", why)];
    assert_eq!(two.post(&format!("{case}/reject"), &no).await.location(), case);
    // Whoever said no is not who confirmed.
    let page = in_line(&two.get(&case).await.body);
    assert!(page.contains("반려 한도윤") && !page.contains("두 번째 확인"), "{page}");
    assert!(page.contains(&format!("반려 사유 {why}")), "{page}");
    let page = in_line(&two.get(&format!("{case}?lang=en")).await.body);
    assert!(page.contains("Rejected by 한도윤") && page.contains("Why rejected"), "{page}");
    two.get("/console?lang=ko").await;
    assert!(!two.get("/console/me").await.body.contains(r#">제안<span class="w">"#), "decided");
    // The check says so in a line, with the way there; and whoever proposed it is told.
    let page = one.get(&at).await.body;
    let said = in_line(&page);
    assert!(said.contains("점검 결과 제안이 반려되었습니다") && said.contains(why), "{said}");
    assert!(page.contains(&format!(r#"href="{case}""#)), "{page}");
    let inbox = one.get("/console/inbox?topic=gates").await.body;
    assert!(inbox.contains("나래페이 점검 결과: 제안 반려"), "{inbox}");
    let notice = inbox.split("나래페이 점검 결과: 제안 반려").next().unwrap();
    let notice = notice.rsplit("/console/inbox/").next().unwrap().split('"').next().unwrap();
    let notice = one.get(&format!("/console/inbox/{notice}")).await.body;
    assert!(notice.contains(why) && notice.contains(&format!(r#"href="{case}""#)), "{notice}");
    // Nothing is open: to a colleague only the result is left, as to its owner.
    let page = two.get(&at).await.body;
    let lead = gates_pages::lead(&page);
    assert!(lead.contains("점검관이 결과를 제안합니다") && !lead.contains("통보"), "{lead}");
    // The institution reads nothing of it.
    let page = own.get(&at).await.body;
    assert!(!page.contains(why) && !page.contains("반려"), "{page}");

    // One that is taken back names whoever took it back, and the line is gone.
    bed.pass(1);
    let again = propose(&mut one, &at).await;
    assert_ne!(again, case);
    assert!(!one.get(&at).await.body.contains("제안이 반려되었습니다"));
    let form = form_of(&one.get(&again).await.body);
    let back = one.post(&format!("{again}/withdraw"), &[("form", &form)]).await;
    assert_eq!(back.location(), again, "{}", back.body);
    let page = in_line(&one.get(&again).await.body);
    assert!(page.contains("거둠 윤서정") && !page.contains("두 번째 확인"), "{page}");
    let list = in_line(&one.get("/console/proposals").await.body);
    let (rejected, taken) = (list.find("반려 윤서정 한도윤"), list.find("거둠 윤서정 윤서정"));
    assert!(taken.unwrap() < rejected.unwrap(), "the latest first: {list}");
}

#[tokio::test]
async fn whoever_confirms_a_gate_opens_what_it_rests_on() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1, 0, 0, |_| 0).await;
    let own = Post::new(Role::Fintech, Scope::Institution(gates_pages::code(1))).unwrap();
    let mut own = enter(&bed, own, "narae", "김나래").await;
    let path = format!("/console/gates/{}", gates_pages::code(1));
    let form = form_of(&own.get(&path).await.body);
    let given = [("form", form.as_str()), ("class", "fintech"), ("services", "web:narae:1.0")];
    own.post(&format!("{path}/apply"), &given).await;
    let file = b"the outline of the business".as_slice();
    for (title, bytes) in [("사업 개요", file), ("다른 서류", b"another paper".as_slice())]
    {
        let fields = [
            ("form", form.as_str()),
            ("title", title),
            ("kind", "document"),
            ("observed", "2026-11-01"),
        ];
        let sent = own.post_file(&format!("{path}/evidence"), &fields, ("a.txt", bytes)).await;
        assert!(sent.location().starts_with(&format!("{path}?in=")), "{}", sent.body);
    }
    let sha = ring::digest::digest(&ring::digest::SHA256, file);
    let sha = data_encoding::HEXLOWER.encode(sha.as_ref());
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let page = one.get(&path).await.body;
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let wish = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("gate", "eligibility "),
        ("verdict", "passed"),
        ("until", ""),
        ("reason", "서류를 모두 확인했음"),
        ("grounds", sha.as_str()),
    ];
    let sent = one.post(&format!("{path}/propose"), &wish).await;
    let case = sent.location().to_owned();
    let page = other.get(&case).await.body;
    let said = in_line(&page);
    assert!(said.contains("근거 문서 사업 개요"), "{said}");
    assert!(said.contains("2026-11-01") && said.contains(&sha[..8]), "{said}");
    assert!(!said.contains("다른 서류"), "only what it rests on: {said}");
    let paper = format!("{path}/papers/{sha}");
    assert!(page.contains(&format!(r#"href="{paper}""#)), "{page}");
    assert_eq!(other.get(&paper).await.status, StatusCode::OK);
    // Rejected, it stands on the path in a line.
    let form = form_of(&page);
    let no = [("form", form.as_str()), ("reason", "자본금 증빙이 없음")];
    assert_eq!(other.post(&format!("{case}/reject"), &no).await.location(), case);
    let page = in_line(&one.get(&path).await.body);
    assert!(page.contains("제안이 반려되었습니다(서지안"), "{page}");
    assert!(page.contains("자본금 증빙이 없음"), "{page}");
    assert!(!own.get(&path).await.body.contains("자본금 증빙이 없음"), "not theirs to read");
    // What is over is not told as if it were still to come.
    let page = in_line(&other.get(&case).await.body);
    assert!(page.contains("이용적합성 관문의 통과입니다. 유효 기한은 20"), "{page}");
    assert!(!page.contains("확인하는 순간부터"), "{page}");
}

/// What the system made itself is opened by its title, and not called a hash alone.
#[tokio::test]
async fn whoever_confirms_opens_the_report_that_it_rests_on() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1, 1, 1, |_| 300).await;
    let (env, of) = (bed.env(), gates_pages::code(1));
    let check = bed.env().id(7);
    let report = Evidence {
        sha256: [7; 32],
        kind: EvidenceKind::Report,
        title: format!("org@1 {check}"),
        size_bytes: 10,
        observed_at: env.now,
        received_at: env.now,
        received_by: "system:check".to_owned(),
    };
    let write = move |tx: &mut Tx<'_>| {
        let it = Request { id: check, institution: of.clone(), service: None };
        check::request(tx, &env, "system:test", &it)?;
        admission::hand_in(tx, &env, &of, &report)?;
        check::name_evidence(tx, &env, ("system:test", check), "ORG-01", [7; 32])
    };
    bed.store.write(write).await.unwrap();
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let sha = "07".repeat(32);
    let wish = [("gate", "contract "), ("verdict", "failed"), ("grounds", sha.as_str())];
    let case = gates_pages::propose(&mut one, 1, &wish).await;
    let link = format!(r#"<a href="/console/checks/{check}/report">"#);
    let page = other.get(&case).await.body;
    assert!(page.contains(&link) && !page.contains("해시만 있음"), "{page}");
    let mut inspector = enter(&bed, post(Role::Inspector), "seo-jeong.yun", "윤서정").await;
    let page = inspector.get(&format!("/console/checks/{check}?item=ORG-01")).await.body;
    assert!(page.contains(&link) && !page.contains("해시만 있음"), "{page}");
    // Grounds of one name are told apart by their day.
    let path = format!("/console/gates/{}", gates_pages::code(1));
    let grounds = in_line(&one.get(&path).await.body);
    assert!(grounds.contains("점검 보고서 org@1 2026-"), "{grounds}");
}

/// By when they were decided, page by page: none is left out.
#[tokio::test]
async fn proposals_that_are_over_go_on_page_by_page() {
    let bed = Bed::new(fixtures::small());
    let mut one = enter(&bed, post(Role::Administrator), "arin", "송아린").await;
    let list = one.get("/console/accounts").await.body;
    let me = format!("0{}", value_of(&list, r#"href="/console/accounts/0"#));
    let (env, me) = (bed.env(), Id::parse(&me).unwrap());
    let write = move |tx: &mut Tx<'_>| {
        let admin = post(Role::Administrator);
        let who = Deciding { who: me, post: &admin };
        for n in 0..60 {
            let id = Id::from_parts(9, n);
            let draft = Draft {
                id,
                kind: "staff.invite".into(),
                subject: format!("invite:{n}"),
                body: r#"{"role":"auditor","scope":"network"}"#.into(),
                sealed_reason: format!("proposal.reason:{id}|because").into_bytes(),
                code: None,
            };
            proposal::propose(tx, &env, desk::kinds(), &who, &draft)?;
            proposal::withdraw(tx, &env, &who, id)?;
        }
        Ok(())
    };
    bed.store.write(write).await.unwrap();
    let rows = |body: &str| body.matches(r#"href="/console/proposals/0"#).count();
    let first = one.get("/console/proposals").await.body;
    assert_eq!(rows(&first), 50, "{first}");
    let next = first.split(r#"href="/console/proposals?before="#).nth(1).expect("a way on");
    let next = format!("/console/proposals?before={}", next.split(['"', '#']).next().unwrap());
    let second = one.get(&next).await.body;
    assert_eq!(rows(&second), 10, "{second}");
    assert!(!second.contains("?before="), "that was all: {second}");
}

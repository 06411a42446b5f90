//! 사용 승인 through the router: asked for, settled, heard by the offices, opened again by an
//! advisory; and what a system uses without it.

use crate::bed::{Bed, Seen, Visitor, form_of, said};
use crate::fixtures;
use crate::oss_pages::{
    LOG, LOG_FIXED, WEB, advice, data, day_in, declare, fintech, hand_in, institutions, operator,
};
use axum::http::StatusCode;
use naru_base::role::Role;
use naru_lab::oss::bill;

pub const REASON: &str = "검토를 마쳤고 조건을 지키기로 함";

pub async fn ask(visitor: &mut Visitor, purl: &str, versions: &str, until: &str) -> Seen {
    ask_with(visitor, (purl, versions), "Apache-2.0", until).await
}

pub async fn ask_with(
    visitor: &mut Visitor,
    (purl, versions): (&str, &str),
    licence: &str,
    until: &str,
) -> Seen {
    let form = form_of(&visitor.get("/console/oss/approvals/ask").await.body);
    let given = [
        ("form", form.as_str()),
        ("institution", "M202600001"),
        ("purl", purl),
        ("versions", versions),
        ("purpose", "앱 서버의 기록을 남기는 데 씀"),
        ("fit", "우리 틀이 이미 이 인터페이스를 씀"),
        ("alternatives", "logback"),
        ("origin", "Maven Central, PGP 서명 확인"),
        ("licence", licence),
        ("until", until),
    ];
    visitor.post("/console/oss/approvals", &given).await
}

pub async fn act(visitor: &mut Visitor, case: &str, deed: &str, more: &[(&str, &str)]) -> Seen {
    let form = form_of(&visitor.get(case).await.body);
    let mut given = vec![("form", form.as_str())];
    given.extend(more);
    visitor.post(&format!("{case}/{deed}"), &given).await
}

pub async fn desk(bed: &Bed, role: Role, login: &str) -> Visitor {
    bed.staff(role, login).await;
    bed.logged_in(login).await
}

#[tokio::test]
async fn a_use_is_asked_for_approved_by_every_office_and_opened_again_by_an_advisory() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 2).await;
    data(&bed, &[]).await;
    let mut one = fintech(&bed, 1).await;
    let empty = said(&one.get("/console/oss/approvals").await.body);
    assert!(empty.contains("이 목록에 신청이 없습니다"), "{empty}");
    let page = declare(&mut one, 1, "앱").await;
    hand_in(&mut one, &page, &bill("shop", "1.0", &[LOG, WEB])).await;
    let body = one.get(&page).await.body;
    assert!(said(&body).contains("직접 구성요소 1개 중 1개"), "{}", said(&body));
    assert!(body.contains("/console/oss/approvals/ask?institution=M202600001"), "a way to ask");

    let until = day_in(&bed, 365);
    let bad = ask(&mut one, "log", "", &until).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.body.contains("버전이 하나로 적힌 패키지 URL"), "{}", said(&bad.body));
    let late = ask(&mut one, LOG_FIXED, "", &day_in(&bed, 5_000)).await;
    assert!(late.body.contains("730일 안이어야"), "{}", said(&late.body));
    let asked = ask(&mut one, LOG_FIXED, ">=2.14, <3", &until).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    let case = asked.location().to_owned();
    let body = one.get(&case).await.body;
    let lead = body.split(r#"<p class="lead">"#).nth(1).and_then(|it| it.split("</p>").next());
    assert!(lead.is_some_and(|it| it.contains("보안")), "whose answer waits: {lead:?}");
    let text = said(&body);
    for want in ["알려진 권고 0건", "라이선스 전문을 함께 전달합니다", "프로젝트 활동을 알 수 없음"]
    {
        assert!(text.contains(want), "{want} in {text}");
    }
    // Another institution sees nothing of it; whoever asked neither accepts nor says yes.
    let mut two = fintech(&bed, 2).await;
    assert_eq!(two.get(&case).await.status, StatusCode::NOT_FOUND);
    let own = act(&mut one, &case, "accept", &[("issue", "1"), ("reason", REASON)]).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN);
    let mut security = desk(&bed, Role::SecurityDesk, "security").await;
    let early = act(&mut security, &case, "agree", &[("office", "security")]).await;
    assert!(early.body.contains("쟁점이 1건"), "{}", said(&early.body));
    let bare = act(&mut security, &case, "accept", &[("issue", "1"), ("reason", "네")]).await;
    assert!(bare.body.contains("10자 이상"), "{}", said(&bare.body));
    let done = act(&mut security, &case, "accept", &[("issue", "1"), ("reason", REASON)]).await;
    assert_eq!(done.location(), case, "{}", done.body);
    let done = act(&mut security, &case, "agree", &[("office", "security")]).await;
    assert_eq!(done.location(), case, "{}", done.body);
    let mut manager = operator(&bed).await;
    let list = said(&manager.get("/console/oss/approvals").await.body);
    assert!(list.contains("1/2") && list.contains("보안"), "{list}");
    let wrong = act(&mut manager, &case, "agree", &[("office", "security")]).await;
    assert!(wrong.body.contains("심사하는 부서가 아닙니다"), "{}", said(&wrong.body));
    let done = act(&mut manager, &case, "agree", &[("office", "manager")]).await;
    assert_eq!(done.location(), case, "{}", done.body);
    let text = said(&one.get("/console/oss/approvals?show=approved&lang=en").await.body);
    assert!(text.contains("log-core") && text.contains("approved"), "{text}");
    let text = said(&one.get(&format!("{page}?lang=ko")).await.body);
    assert!(text.contains("직접 쓰는 구성요소가 모두 승인되어 있습니다"), "{text}");

    // An advisory affects the version in use, which the range covers.
    data(&bed, &[advice()]).await;
    assert_eq!(bed.portfolio.watch_approvals().await.unwrap(), 1);
    assert_eq!(bed.portfolio.tell().await.unwrap(), 1);
    for (visitor, who) in [(&mut one, "whoever asked"), (&mut security, "an office")] {
        let inbox = said(&visitor.get("/console/inbox").await.body);
        assert!(inbox.contains("사용 승인을 다시 봅니다"), "{who}: {inbox}");
    }
    let text = said(&one.get(&case).await.body);
    assert!(text.contains("재심사") && text.contains("권고 GHSA-aaaa-bbbb-cccc"), "{text}");
    let text = said(&one.get(&page).await.body);
    assert!(text.contains("직접 구성요소 1개 중 1개") && text.contains("재심사"), "{text}");
    let done = act(&mut one, &case, "resolve", &[("issue", "2"), ("reason", REASON)]).await;
    assert_eq!(done.location(), case, "{}", done.body);
    // It takes every office now; one person speaks for one office.
    act(&mut security, &case, "agree", &[("office", "security")]).await;
    act(&mut manager, &case, "agree", &[("office", "manager")]).await;
    let both = act(&mut manager, &case, "agree", &[("office", "legal")]).await;
    assert!(both.body.contains("심사하는 부서가 아닙니다"), "{}", said(&both.body));
    let mut legal = desk(&bed, Role::Legal, "legal").await;
    act(&mut legal, &case, "agree", &[("office", "legal")]).await;
    let mut board = desk(&bed, Role::Inspector, "board").await;
    let done = act(&mut board, &case, "agree", &[("office", "board")]).await;
    assert_eq!(done.location(), case, "{}", done.body);
    let text = said(&one.get("/console/oss/approvals?show=approved").await.body);
    assert!(text.contains("4/4"), "{text}");
    // The component's page shows it; taken back, it covers nothing.
    let found = one.get("/console/oss/who?q=log-core").await.body;
    let at = found.find("/console/oss/packages/").unwrap();
    let package: String = found[at..].chars().take_while(|c| *c != '"').collect();
    let text = said(&one.get(&package).await.body);
    assert!(text.contains("앱 서버의 기록을 남기는 데 씀"), "{text}");
    let done = act(&mut one, &case, "withdraw", &[]).await;
    assert_eq!(done.location(), case, "{}", done.body);
    assert!(said(&one.get(&case).await.body).contains("거둠"));
    let late = act(&mut board, &case, "refuse", &[("office", "board"), ("note", REASON)]).await;
    assert!(late.body.contains("이미 결정되었거나 끝난"), "{}", said(&late.body));
}

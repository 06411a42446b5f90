//! 망 반출입 through the router: a file looked through, approved by two, recorded when it crosses.

use crate::bed::{Bed, Seen, Visitor, form_of, in_line, said};
use crate::fixtures;
use crate::oss_pages::{fintech, institutions, operator};
use axum::http::StatusCode;
use naru_base::role::Role;

async fn ask(visitor: &mut Visitor, mode: &str, purpose: &str, file: &str) -> Seen {
    let form = form_of(&visitor.get("/console/oss/zone").await.body);
    let fields = [
        ("form", form.as_str()),
        ("direction", "out"),
        ("mode", mode),
        ("purpose", purpose),
        ("registration", ""),
        ("method", ""),
    ];
    visitor.upload_with("/console/oss/zone", &fields, ("file", "result.csv"), file).await
}

async fn act(visitor: &mut Visitor, case: &str, deed: &str, more: &[(&str, &str)]) -> Seen {
    let form = form_of(&visitor.get(case).await.body);
    let mut given = vec![("form", form.as_str())];
    given.extend(more);
    visitor.post(&format!("{case}/{deed}"), &given).await
}

#[tokio::test]
async fn a_file_is_looked_through_approved_by_two_and_recorded_when_it_crosses() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut one = operator(&bed).await;
    let empty = said(&one.get("/console/oss/zone").await.body);
    assert!(empty.contains("이 목록에 반출입이 없습니다"), "{empty}");
    let short = ask(&mut one, "none", "보고", "x").await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.body.contains("10자 이상"), "{}", said(&short.body));
    let bare = ask(&mut one, "pseudonymised", "모형 평가 결과를 보고", "x").await;
    assert!(bare.body.contains("등록번호가 있어야"), "{}", said(&bare.body));

    // Of what could not be looked into nothing is said, and nothing is chosen beforehand.
    let shut = ask(&mut one, "none", "모형 평가 결과를 보고", "PK\u{3}\u{4}not an archive").await;
    let text = said(&one.get(shut.location()).await.body);
    assert!(text.contains("볼 수 있었던 것에서는 고유식별정보"), "{text}");
    let form = one.get("/console/oss/zone").await.body;
    assert_eq!(form.matches("<option value=\"\" selected>고르십시오").count(), 2, "{form}");

    let text = "이름,주민등록번호\n가명,900101-1234568\n";
    let blocked = ask(&mut one, "none", "모형 평가 결과를 보고", text).await;
    assert_eq!(blocked.status, StatusCode::SEE_OTHER, "{}", blocked.body);
    let body = one.get(blocked.location()).await.body;
    let text = said(&body);
    assert!(text.contains("넘길 수 없습니다") && text.contains("주민등록번호"), "{text}");
    assert!(!body.contains("1234568"), "only a mask is shown");
    assert!(!body.contains("/agree"), "there is nothing to approve");

    let asked = ask(&mut one, "none", "모형 평가 결과를 보고", "week,sum\n1,200\n").await;
    let case = asked.location().to_owned();
    let shown = in_line(&one.get(&case).await.body);
    assert!(shown.contains("신청한 사람과 때 정하윤"), "who asked is named: {shown}");
    let own = act(&mut one, &case, "agree", &[]).await;
    assert!(own.body.contains("신청한 사람은 승인하지 못하고"), "{}", said(&own.body));
    bed.staff(Role::SecurityDesk, "security").await;
    let mut security = bed.logged_in("security").await;
    let first = security.get("/console/oss/zone").await.body;
    assert!(first.contains(r#"aria-current="true">내가 결정할 것"#), "whose turn it is: {first}");
    // The menu and the tab count what waits for them, on every page; not for whoever asked.
    let (menu, tab) =
        (r#">오픈소스<span class="w">1<"#, r#"망 반출입 1<span class="vh"> 건 내 차례"#);
    let systems = security.get("/console/oss").await.body;
    assert!(systems.contains(menu) && systems.contains(tab), "{systems}");
    assert!(security.get("/console/me").await.body.contains(menu), "on every page");
    let theirs = one.get("/console/oss").await.body;
    assert!(!theirs.contains(r#">오픈소스<span class="w">"#), "{theirs}");
    assert_eq!(act(&mut security, &case, "agree", &[]).await.location(), case);
    let then = security.get("/console/oss/zone").await.body;
    assert!(then.contains(r#"aria-current="true">승인 대기"#), "nothing is left: {then}");
    assert!(!then.contains(menu), "{then}");
    bed.staff(Role::Operator, "second").await;
    let mut second = bed.logged_in("second").await;
    assert_eq!(act(&mut second, &case, "agree", &[]).await.location(), case);
    let body = one.get(&case).await.body;
    let sum = ring::digest::digest(&ring::digest::SHA256, b"week,sum\n1,200\n");
    let sum = data_encoding::HEXLOWER.encode(sum.as_ref());
    assert!(said(&body).contains(&sum), "the file is named by its SHA-256");
    let other = act(&mut one, &case, "cross", &[("sha256", &"0".repeat(64))]).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(other.body.contains("넘기면 안 됩니다"), "{}", said(&other.body));
    assert_eq!(act(&mut one, &case, "cross", &[("sha256", &sum)]).await.location(), case);
    let text = said(&one.get("/console/oss/zone?show=crossed&lang=en").await.body);
    assert!(text.contains("result.csv") && text.contains("crossed"), "{text}");
    let twice = act(&mut one, &case, "cross", &[("sha256", &sum)]).await;
    assert!(twice.body.contains("once"), "{}", said(&twice.body));

    // It is nobody else's business; whoever reads changes nothing.
    let mut theirs = fintech(&bed, 1).await;
    for path in ["/console/oss/zone", &case] {
        let seen = theirs.get(path).await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{path}");
        assert!(said(&seen.body).contains("운영기관의 망입니다"), "{path}: {}", said(&seen.body));
        assert!(seen.body.contains("/console/logout"), "the menu stays: {path}");
        assert!(!seen.body.contains("result.csv"), "{path}");
    }
    assert!(!theirs.get("/console/oss").await.body.contains("/console/oss/zone"));
    bed.staff(Role::Auditor, "auditor").await;
    let mut auditor = bed.logged_in("auditor").await;
    assert!(said(&auditor.get(&case).await.body).contains("result.csv"));
    let refused = act(&mut auditor, &case, "agree", &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

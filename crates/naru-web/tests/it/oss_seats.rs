//! Changes of who fills an office: told to those concerned, decided with a reason, taken back.

use crate::bed::{Bed, Visitor, in_line, said};
use crate::fixtures;
use crate::oss_pages::{institutions, operator};
use crate::practice_pages::{post_at, reader};
use axum::http::StatusCode;
use naru_base::role::Role;
use naru_core::oss::approval::seat_changes_ended;

const SEATS: &str = "/console/oss/seats";
const WHY: &str = "심의 규정 3조는 점검기관을 정하고 있음";

/// The newest notice whose title holds this, as its own page has it.
async fn notice(visitor: &mut Visitor, title: &str) -> String {
    let list = visitor.get("/console/inbox").await.body;
    let row = list.split("<tr").find(|it| it.contains(title)).unwrap_or_else(|| panic!("{list}"));
    let at = row.find("/console/inbox/").expect("its page");
    let path: String = row[at..].chars().take_while(|c| *c != '"').collect();
    visitor.get(&path).await.body
}

/// Proposes that the lawyers fill the review board; gives the address of the change.
async fn propose(visitor: &mut Visitor) -> String {
    let wish =
        [("office", "board"), ("role", "legal"), ("source", "오픈소스 심의 규정 3조에 따라")];
    let done = post_at(visitor, SEATS, SEATS, &wish).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", said(&done.body));
    let body = visitor.get(SEATS).await.body;
    let end = body.find("/withdraw").expect("a way to take it back");
    let start = body[..end].rfind(SEATS).expect("its address");
    body[start..end].to_owned()
}

#[tokio::test]
async fn a_change_of_an_office_is_told_counted_and_refused_with_a_reason() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut one = operator(&bed).await;
    let mut two = reader(&bed, Role::Operator, "second").await;
    let mut legal = reader(&bed, Role::Legal, "legal").await;
    let change = propose(&mut one).await;
    assert_eq!(bed.portfolio.tell().await.unwrap(), 1);
    assert_eq!(bed.portfolio.tell().await.unwrap(), 0, "once");
    let told = notice(&mut two, "담당 변경 제안: 심의 부서의 새 담당 ‘법무’").await;
    assert!(told.contains("href=\"/console/oss/seats#changes\""), "{told}");
    assert!(!said(&legal.get("/console/inbox").await.body).contains("담당 변경"), "not yet");
    let waits = "확정을 기다리는 변경 1건";
    let approvals = "/console/oss/approvals";
    assert!(said(&two.get(approvals).await.body).contains(waits));
    assert!(!said(&one.get(approvals).await.body).contains(waits), "not for whoever proposed it");
    let page = two.get(SEATS).await.body;
    assert!(
        in_line(&page).contains("심의 부서의 새 담당 ‘법무’ 정하윤"),
        "who proposed it: {}",
        in_line(&page)
    );
    assert!(!page.contains("/withdraw"), "another's is not taken back");

    let bare = post_at(&mut two, SEATS, &format!("{change}/refuse"), &[("why", "아니요")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.body.contains("거절하는 사유를 10자 이상"), "{}", said(&bare.body));
    assert!(bare.body.contains(">아니요</textarea>"), "what was written stays: {}", bare.body);
    let done = post_at(&mut two, SEATS, &format!("{change}/refuse"), &[("why", WHY)]).await;
    assert_eq!(done.location(), SEATS, "{}", said(&done.body));
    assert_eq!(bed.portfolio.tell().await.unwrap(), 1);
    let told = notice(&mut one, "담당 변경이 거절되었습니다: 심의 부서의 새 담당 ‘법무’").await;
    assert!(said(&told).contains(WHY), "{}", said(&told));
    // Everybody of the network reads it; the shelf holds no word of it.
    let text = in_line(&legal.get(SEATS).await.body);
    assert!(text.contains("지난 변경") && text.contains(WHY), "{text}");
    let read = bed.portfolio.store().read(|tx| Ok(seat_changes_ended(tx, 5)?)).await.unwrap();
    let sealed = read[0].sealed_why.clone().expect("sealed");
    assert!(!String::from_utf8_lossy(&sealed).contains("심의"), "sealed");
}

#[tokio::test]
async fn a_change_is_taken_back_by_whoever_proposed_it_and_told_when_it_holds() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut one = operator(&bed).await;
    let mut two = reader(&bed, Role::Operator, "second").await;
    let first = propose(&mut one).await;
    let others = post_at(&mut two, SEATS, &format!("{first}/withdraw"), &[]).await;
    assert!(others.body.contains("제안한 사람만"), "{}", said(&others.body));
    let done = post_at(&mut one, SEATS, &format!("{first}/withdraw"), &[]).await;
    assert_eq!(done.location(), SEATS, "{}", said(&done.body));
    bed.portfolio.tell().await.unwrap();
    assert!(!said(&two.get("/console/inbox").await.body).contains("담당 변경"), "told to nobody");
    let late = post_at(&mut two, SEATS, &format!("{first}/confirm"), &[]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(in_line(&two.get(SEATS).await.body).contains("거둠"));

    let second = propose(&mut one).await;
    let done = post_at(&mut two, SEATS, &format!("{second}/confirm"), &[]).await;
    assert_eq!(done.location(), SEATS, "{}", said(&done.body));
    bed.portfolio.tell().await.unwrap();
    for (role, login) in [(Role::Legal, "legal"), (Role::Inspector, "inspector")] {
        let mut desk = reader(&bed, role, login).await;
        let told = notice(&mut desk, "심사 부서의 담당 변경: 심의 부서의 새 담당 ‘법무’").await;
        assert!(said(&told).contains("점검기관 대신 법무 담당자가"), "{}", said(&told));
    }
}

#[tokio::test]
async fn a_change_waits_among_the_proposals_lapses_as_they_do_and_its_notice_says_so() {
    const PROPOSALS: &str = "/console/proposals";
    const WHAT: &str = "심사 부서의 담당 변경: 심의 부서의 새 담당 ‘법무’";
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut one = operator(&bed).await;
    let mut two = reader(&bed, Role::Operator, "second").await;
    let menu = |body: &str| {
        let nav = body.split("<nav class=\"nav\"").nth(1).expect("a menu");
        let item = nav.split(&format!("href=\"{PROPOSALS}\"")).nth(1).expect("an item");
        let item = item.split("</a>").next().unwrap_or_default();
        in_line(&format!("<main><a{item}")).split_whitespace().find_map(|it| it.parse::<i64>().ok())
    };
    assert_eq!(menu(&two.get(PROPOSALS).await.body), None);
    let first = propose(&mut one).await;
    bed.portfolio.tell().await.unwrap();
    let theirs = two.get(PROPOSALS).await.body;
    assert!(said(&theirs).contains(WHAT) && said(&theirs).contains("정하윤"), "{}", said(&theirs));
    assert!(theirs.contains("href=\"/console/oss/seats#changes\""), "{theirs}");
    let own = one.get(PROPOSALS).await.body;
    assert!(said(&own).contains(WHAT), "whoever proposed it sees that it waits");
    assert_eq!((menu(&theirs), menu(&own)), (Some(1), None), "counted for whoever may decide");
    let told = notice(&mut two, "담당 변경 제안").await;
    assert!(!said(&told).contains("이 제안은"), "it waits: {}", said(&told));

    let done = post_at(&mut two, SEATS, &format!("{first}/refuse"), &[("why", WHY)]).await;
    assert_eq!(done.location(), SEATS, "{}", said(&done.body));
    let told = notice(&mut two, "담당 변경 제안").await;
    assert!(said(&told).contains("이 제안은 거절되었습니다"), "{}", said(&told));
    assert!(!said(&two.get(PROPOSALS).await.body).contains(WHAT), "it waits no more");

    let second = propose(&mut one).await;
    bed.pass(86_401);
    let mut one = bed.logged_in("ha-yun.jung").await;
    let mut two = bed.logged_in("second").await;
    assert!(!said(&two.get(PROPOSALS).await.body).contains(WHAT), "its time is over");
    let late = post_at(&mut two, SEATS, &format!("{second}/confirm"), &[]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", said(&late.body));
    assert_eq!(bed.portfolio.lapse_seats().await.unwrap(), 1);
    assert_eq!(bed.portfolio.lapse_seats().await.unwrap(), 0, "once");
    assert!(in_line(&two.get(SEATS).await.body).contains("기한 끝남"), "on record");
    propose(&mut one).await;
}

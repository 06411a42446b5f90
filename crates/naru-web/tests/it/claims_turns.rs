//! Whose turn a claim is, as its list and its page say to each reader; through the router.

use crate::bed::{Bed, form_of, post};
use crate::claims_pages::{LIST, banks_answer, done, enter, flat, own, report, sent, two};
use crate::fixtures;
use crate::records::Records;
use axum::http::StatusCode;
use naru_base::role::Role;

/// What a proposal waits for is the second person's, who finds it among the proposals: the list
/// counts it as nobody's turn, and says that it waits.
#[tokio::test]
async fn what_is_proposed_is_no_turn_and_is_counted_as_waiting() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let mut places = Vec::new();
    for n in 1..=2 {
        let lost = records.went_on(1, n, 17_000, 2).await;
        places.push(report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned());
    }
    banks_answer(&bed, 0).await;
    let (mut one, mut other) = two(&bed).await;
    let mut desk = enter(&bed, post(Role::Auditor), "audit", "감사인").await;
    let list = flat(&one.get(LIST).await.body);
    assert!(list.contains("내 차례 2") && !list.contains("확인 대기"), "{list}");
    let pay = [("amount", "17000"), ("evidence", "P-1")];
    let seen = sent(&mut one, &places[0], "pay", &pay).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", flat(&seen.body));
    let waits = "확인을 기다리는 청구는 1건입니다";
    for who in [&mut one, &mut other] {
        let body = who.get(LIST).await.body;
        let list = flat(&body);
        assert!(list.contains("내 차례 1 ") && list.contains("내 차례인 청구는 1건"), "{list}");
        assert_eq!(list.matches("· 내 차례").count(), 1, "{list}");
        assert_eq!(list.matches("· 확인 대기").count(), 1, "{list}");
        assert!(list.contains(waits), "{list}");
        assert!(body.contains(r#"<a href="/console/proposals">제안되어"#), "{body}");
        let mine = flat(&who.get(&format!("{LIST}?mine=1")).await.body);
        assert!(mine.contains("· 내 차례") && !mine.contains("· 확인 대기"), "{mine}");
    }
    let list = flat(&desk.get(LIST).await.body);
    assert!(list.contains("· 확인 대기") && !list.contains("내 차례"), "{list}");
    assert!(!list.contains(waits), "who decides nothing finds no proposals: {list}");
    let list = flat(&firm.get(LIST).await.body);
    assert!(!list.contains("· 확인 대기"), "nor does the institution: {list}");
    let case = seen.location().to_owned();
    let form = form_of(&other.get(&case).await.body);
    other.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    let list = flat(&one.get(LIST).await.body);
    assert!(list.contains("내 차례 2") && !list.contains("확인 대기"), "{list}");
}

/// A share is the institution's turn until its own time is over, and the operator's from then on;
/// the other reads whose turn it is.
#[tokio::test]
async fn a_share_is_the_institutions_turn_until_its_time_is_over() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let lost = records.went_on(1, 1, 17_000, 2).await;
    let at = report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned();
    banks_answer(&bed, 0).await;
    let (mut one, mut other) = two(&bed).await;
    let pay = [("amount", "17000"), ("evidence", "P-1")];
    done((&mut one, &mut other), &at, "pay", &pay).await;
    done((&mut one, &mut other), &at, "decide", &[("cause", "institution-fault")]).await;
    let list = flat(&one.get(LIST).await.body);
    assert!(list.contains("내 차례 0") && list.contains("이용기관 차례 · 지급 ·"), "{list}");
    let page = flat(&one.get(&at).await.body);
    assert!(page.contains("까지 이용기관이 내지 않으면 보증에 청구합니다"), "{page}");
    let list = flat(&firm.get(LIST).await.body);
    assert!(list.contains("내 차례 1") && list.contains("내 지급 · 30일"), "{list}");

    bed.pass(31 * 86_400);
    let mut one = bed.logged_in("ha-yun.jung").await;
    let mut firm = bed.logged_in("narae").await;
    let list = flat(&one.get(LIST).await.body);
    assert!(list.contains("내 차례 1") && list.contains("보증 청구 ·"), "{list}");
    assert!(!list.contains("이용기관 차례"), "{list}");
    let page = flat(&one.get(&at).await.body);
    assert!(page.contains("까지 내지 않은 몫 17,000원을 보증에 청구합니다"), "{page}");
    let list = flat(&firm.get(LIST).await.body);
    assert!(list.contains("내 차례 0") && list.contains("운영기관 차례 · 보증 청구"), "{list}");
    let page = flat(&firm.get(&at).await.body);
    assert!(page.contains("이 지나 운영기관이 보증에 청구할 차례입니다"), "{page}");
    let line = firm.get("/console/me").await.body;
    assert!(!line.contains("피해보상 지급 기한"), "{line}");
}

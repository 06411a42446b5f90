//! The console through its router, on a real store.

use crate::bed::Bed;
use crate::fixtures;
use axum::http::StatusCode;
use naru_base::role::Role;

#[tokio::test]
async fn a_person_logs_in_and_sees_the_network() {
    let bed = Bed::new(fixtures::full());
    bed.staff(Role::Operator, "ha-yun.jung").await;
    let mut visitor = bed.logged_in("ha-yun.jung").await;
    let page = visitor.get("/console").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("너울은행이 느립니다."), "{}", page.body);
}

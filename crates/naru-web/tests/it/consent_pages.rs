//! What users agreed to through the router, on a real book.

use crate::bed::{Bed, Visitor, form_of, post, said};
use crate::fixtures;
use crate::records::Records;
use axum::http::StatusCode;
use naru_base::role::Role;

const DAY: i64 = 86_400;
const LIFE: &str = "/console/consents/M202600001/1100000007";

async fn enter(bed: &Bed, role: Role, login: &str, name: &str) -> Visitor {
    bed.named(name, post(role), login).await;
    bed.logged_in(login).await
}

/// One user with five accounts whose agreements stand in every way there is.
async fn every_way(records: &Records<'_>, bed: &Bed) {
    let in_days = |n: i64| Some(bed.now().plus_seconds(n * DAY));
    let accounts = vec![
        (in_days(300), in_days(300)),
        (in_days(20), None),
        (in_days(-1), in_days(400)),
        (None, in_days(-10)),
        (None, None),
    ];
    records.user(7, accounts).await;
}

#[tokio::test]
async fn consents_are_found_by_institution_state_scope_and_end() {
    let bed = Bed::new(fixtures::full());
    let mut visitor = enter(&bed, Role::Operator, "ha-yun.jung", "정하윤").await;
    let empty = visitor.get("/console/consents").await.body;
    assert!(empty.contains("등록된 계좌가 아직 없습니다."), "{empty}");
    let records = Records::begin(&bed).await;
    every_way(&records, &bed).await;
    // Two more: the one account of each institution's first user, who agreed to debits for a year.
    let cases: [(&str, usize); 14] = [
        ("", 7),
        ("?institution=M202600001", 6),
        ("?institution=M202600002", 1),
        ("?bank=902&institution=M202600001", 2),
        ("?user=1100000007", 5),
        ("?state=holds&user=1100000007", 3),
        ("?state=soon", 1),
        ("?state=over", 2),
        ("?state=none", 1),
        ("?state=holds&scope=inquiry", 2),
        ("?state=over&scope=transfer", 1),
        ("?state=none&scope=inquiry&user=1100000007", 2),
        ("?from=2026-12-01&to=2026-12-31", 1),
        ("?state=holds&to=2026-12-31&scope=transfer", 0),
    ];
    for (query, count) in cases {
        let seen = visitor.get(&format!("/console/consents{query}")).await;
        assert_eq!(seen.status, StatusCode::OK);
        let rows = seen.body.matches("class=\"mono\" href=\"/console/consents/").count();
        assert_eq!(rows, count, "{query}");
        assert!(!seen.body.contains("홍나루"), "no person in a list");
    }
    let list = visitor.get("/console/consents?user=1100000007").await.body;
    insta::assert_snapshot!("consents_ko", said(&list));
    let list = visitor.get("/console/consents?user=1100000007&lang=en").await.body;
    insta::assert_snapshot!("consents_en", said(&list));
    let wrong = visitor.get("/console/consents?user=7&from=2026-12-02&to=2026-12-01&lang=ko").await;
    assert!(wrong.body.contains("사용자 일련번호는 숫자 열 자리입니다."), "{}", wrong.body);
    assert!(wrong.body.contains("이른 날부터 늦은 날 순서로"), "{}", wrong.body);
}

#[tokio::test]
async fn a_list_of_consents_goes_on_by_key() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let until = Some(bed.now().plus_seconds(100 * DAY));
    records.user(9, vec![(until, until); 53]).await;
    let mut visitor = enter(&bed, Role::Regulator, "regulator", "한가온").await;
    let first = visitor.get("/console/consents?user=1100000009").await.body;
    let next = first.split("href=\"/console/consents?user=1100000009&amp;before=").nth(1);
    let next = next.expect("a next page").split('"').next().unwrap().to_owned();
    let second =
        visitor.get(&format!("/console/consents?user=1100000009&before={next}")).await.body;
    let of = |body: &str| -> Vec<String> {
        let rows = body.split("nw idc\">").skip(1);
        rows.map(|it| it.split('<').next().unwrap().to_owned()).collect()
    };
    let start = "<a class=\"btn\" href=\"/console/consents?user=1100000009\">처음으로</a>";
    assert!(second.contains(start) && !first.contains("처음으로"), "{second}");
    let (mut all, rest) = (of(&first), of(&second));
    assert_eq!((all.len(), rest.len()), (50, 3));
    all.extend(rest);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 53, "no row twice");
}

#[tokio::test]
async fn one_user_shows_everything_agreed_to_and_the_person_only_for_a_reason() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    every_way(&records, &bed).await;
    let mut visitor = enter(&bed, Role::SecurityDesk, "desk", "윤서해").await;
    let page = visitor.get(LIFE).await.body;
    assert!(page.contains("홍*루") && page.contains("010-****-0000"), "{page}");
    assert!(!page.contains("홍나루") && !page.contains("1102200700000"), "{page}");
    let until_record = |page: &str| said(page).split("\n기록\n").next().unwrap().to_owned();
    insta::assert_snapshot!("consent_life_ko", until_record(&page));
    let english = visitor.get(&format!("{LIFE}?lang=en")).await.body;
    let english = said(&english).split("\nRecord\n").next().unwrap().to_owned();
    insta::assert_snapshot!("consent_life_en", english);
    let page = visitor.get(&format!("{LIFE}?lang=ko")).await.body;
    let (form, to) = (form_of(&page), format!("{LIFE}/reveal"));
    let stated = |form: &'static str, reference: &'static str| {
        [("form", form), ("reason", "customer-question"), ("reference", reference)]
    };
    let forged = visitor.post(&to, &stated("", "CS-1")).await;
    assert_eq!(forged.status, StatusCode::SEE_OTHER);
    let mut bad = stated("", "홍나루 문의");
    bad[0].1 = Box::leak(form.clone().into_boxed_str());
    let refused = visitor.post(&to, &bad).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!refused.body.contains("1102200700000"));
    let mut good = stated("", "CS-2026-119");
    good[0].1 = bad[0].1;
    let shown = visitor.post(&to, &good).await;
    assert!(shown.body.contains("홍나루") && shown.body.contains("1102200700000"));
    let again = visitor.get(LIFE).await.body;
    assert!(!again.contains("1102200700000"), "masked again");
    assert!(again.contains("CS-2026-119"), "the look is in the record: {again}");
    bed.pass(30);
    let mut regulator = enter(&bed, Role::Regulator, "regulator", "한가온").await;
    let page = regulator.get(LIFE).await.body;
    assert!(page.contains("홍*루") && !page.contains("/reveal"), "{page}");
    assert_eq!(regulator.post(&to, &[]).await.status, StatusCode::FORBIDDEN);
    let nobody = regulator.get("/console/consents/M202600001/1199999999").await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
}

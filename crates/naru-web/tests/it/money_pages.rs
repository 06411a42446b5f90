//! Settlement and reconciliation through the router, on a real book.

use crate::bed::{Bed, Visitor, form_of, post, said};
use crate::fixtures;
use crate::records::Records;
use axum::http::{StatusCode, header};
use naru_base::BusinessDate;
use naru_base::role::Role;
use naru_core::settlement;

async fn enter(bed: &Bed, role: Role, login: &str, name: &str) -> Visitor {
    bed.named(name, post(role), login).await;
    bed.logged_in(login).await
}

/// A day with two settled withdrawals and one in doubt, and the day after it.
pub async fn a_day(bed: &Bed) -> (Records<'_>, BusinessDate) {
    let records = Records::begin(bed).await;
    let date = bed.now().business_date();
    let first = records.order(1, 1, 870_000).await;
    records.paid(&first).await;
    let second = records.order(2, 2, 120_000).await;
    records.paid(&second).await;
    let doubted = records.order(1, 3, 30_000).await;
    records.doubt(&doubted).await;
    bed.pass(86_400);
    (records, date)
}

#[tokio::test]
async fn a_day_that_is_over_is_closed_by_one_person_with_a_fresh_code() {
    let bed = Bed::new(fixtures::full());
    let (_records, date) = a_day(&bed).await;
    let mut visitor = enter(&bed, Role::Operator, "ha-yun.jung", "정하윤").await;
    let list = visitor.get("/console/settlement").await.body;
    assert!(list.contains("11월 25일 (수)부터 1일이 끝났는데 마감되지 않았습니다."), "{list}");
    insta::assert_snapshot!("settlement_due_ko", said(&list));
    bed.pass(6 * 60);
    let page = visitor.get("/console/settlement").await.body;
    assert!(page.contains(r#"name="code""#), "the last code is too old: {page}");
    let form = form_of(&page);
    let given = |code: String| {
        let form = form.clone();
        [("form", form), ("date", "2026-11-25".to_owned()), ("code", code)]
    };
    let send = |it: [(&'static str, String); 3], mut visitor: Visitor| async move {
        let it: Vec<(&str, &str)> = it.iter().map(|(k, v)| (*k, v.as_str())).collect();
        visitor.post("/console/settlement/close", &it).await
    };
    let refused = send(given(String::new()), visitor.clone()).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    let unclosed = visitor.get(&format!("/console/settlement/{date}")).await.body;
    assert!(unclosed.contains("아직 마감하지 않은 날입니다."), "{unclosed}");
    let closed = send(given(bed.code()), visitor.clone()).await;
    assert_eq!(closed.location(), format!("/console/settlement/{date}"), "{}", closed.body);
    let day = visitor.get(closed.location()).await.body;
    // 990,000 won move; the two institutions are paid that without their fees of 30 won each.
    for text in
        ["이체 2건 990,000원을 상계했습니다.", "확인 중이던 1건 30,000원", "-869,970", "-60"]
    {
        assert!(day.contains(text), "{text} in {day}");
    }
    insta::assert_snapshot!("settlement_day_ko", said(&day));
    let english = visitor.get(&format!("/console/settlement/{date}?lang=en")).await.body;
    insta::assert_snapshot!("settlement_day_en", said(&english));
    let early = send(
        [("form", form.clone()), ("date", "2026-11-26".to_owned()), ("code", String::new())],
        visitor.clone(),
    );
    let early = early.await;
    assert!(early.body.contains("The day is not over."), "{}", early.body);
    let list = visitor.get("/console/settlement?lang=en").await.body;
    insta::assert_snapshot!("settlement_closed_en", said(&list));
}

#[tokio::test]
async fn a_day_is_handed_out_as_files() {
    let bed = Bed::new(fixtures::full());
    let (records, date) = a_day(&bed).await;
    let mut auditor = enter(&bed, Role::Auditor, "auditor", "노유진").await;
    let csv = format!("/console/settlement/{date}/positions.csv");
    assert_eq!(auditor.get(&csv).await.status, StatusCode::NOT_FOUND, "not closed");
    records.close_due().await;
    let seen = auditor.get(&csv).await;
    let disposition = seen.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert!(disposition.contains("naru-settlement-20261125.csv"), "{disposition}");
    let lines: Vec<&str> = seen.body.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines.len(), 6, "{lines:?}");
    assert!(lines[1].starts_with("20261125,20261126,bank,901,가온은행,1,870000,0,0,0,870000"));
    let json = auditor.get(&format!("/console/settlement/{date}/positions.json")).await.body;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let nets = json["positions"].as_array().unwrap().iter().map(|it| it["net"].as_i64().unwrap());
    assert_eq!(nets.sum::<i64>(), 0);
    assert_eq!(json["amount"], 990_000);
    let other = auditor.get(&format!("/console/settlement/{date}/secrets.csv")).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_difference_stays_open_until_somebody_explains_it() {
    let bed = Bed::new(fixtures::full());
    let (records, date) = a_day(&bed).await;
    let mut visitor = enter(&bed, Role::Operator, "ha-yun.jung", "정하윤").await;
    let none = visitor.get("/console/reconciliation").await.body;
    assert!(none.contains("은행 명세와 견준 차이가 아직 없습니다."), "{none}");
    // The bank does not have the first, and says that the one in doubt was paid.
    records.statement(date, 1, &[(3, 30_000)]).await;
    // The other has another amount, and one that was never ordered.
    records.statement(date, 2, &[(2, 120_001), (77, 5_000)]).await;
    let all = visitor.get("/console/reconciliation").await.body;
    insta::assert_snapshot!("reconciliation_ko", said(&all));
    let cases = [
        ("?state=open", 4),
        ("?state=explained", 0),
        ("?bank=901", 2),
        ("?bank=902&state=open", 2),
        ("?from=2026-11-26", 0),
        ("?from=2026-11-25&to=2026-11-25", 4),
        ("?to=2026-11-24", 0),
    ];
    for (query, count) in cases {
        let seen = visitor.get(&format!("/console/reconciliation{query}")).await.body;
        let rows = seen.matches("class=\"b\" href=\"/console/reconciliation/").count();
        assert_eq!(rows, count, "{query}");
    }
    let one = format!("/console/reconciliation/{date}/901/M202600001U000000001");
    let page = visitor.get(&one).await.body;
    assert!(page.contains("은행의 서명된 답과 견주세요."), "{page}");
    let form = form_of(&page);
    let empty = visitor.post(&one, &[("form", &form), ("why", "  ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("설명은 1자에서 500자까지입니다."), "{}", empty.body);
    let forged = visitor.post(&one, &[("form", "no"), ("why", "괜찮음")]).await;
    assert_eq!(forged.status, StatusCode::UNPROCESSABLE_ENTITY);
    let why = "은행의 명세가 마감 뒤 보낸 건을 빠뜨림, 은행 담당자와 통화";
    let done = visitor.post(&one, &[("form", &form), ("why", why)]).await;
    assert_eq!(done.location(), one, "{}", done.body);
    let page = visitor.get(&one).await.body;
    assert!(page.contains(why) && page.contains("설명: 정하윤"), "{page}");
    assert!(!page.contains("<textarea"), "nothing is left to explain");
    let again = visitor.post(&one, &[("form", &form), ("why", why)]).await;
    assert!(again.body.contains("설명할 차이가 남아 있지 않습니다."), "{}", again.body);
    let open = visitor.get("/console/reconciliation?state=open&lang=en").await.body;
    assert!(open.contains("Unexplained differences from banks’ statements: 3."), "{open}");
    insta::assert_snapshot!("reconciliation_en", said(&open));
    let csv = visitor.get("/console/reconciliation/differences.csv?state=explained").await.body;
    assert!(csv.lines().nth(1).unwrap().contains("missing-there") && csv.contains(why), "{csv}");
    bed.pass(30);
    let mut auditor = enter(&bed, Role::Auditor, "auditor", "노유진").await;
    let other = format!("/console/reconciliation/{date}/902/M202600002U000000002");
    let page = auditor.get(&other).await.body;
    assert!(page.contains("설명은 운영기관이 적습니다.") && !page.contains("<textarea"), "{page}");
}

#[tokio::test]
async fn days_are_counted_and_lead_back_to_the_newest() {
    let bed = Bed::new(fixtures::full());
    let (_records, _) = a_day(&bed).await;
    bed.pass(53 * 86_400);
    for _ in 0..53 {
        let env = bed.env();
        let close = move |tx: &mut naru_store::Tx<'_>| settlement::close_due(tx, &env, "system");
        assert!(bed.store.write(close).await.unwrap().is_some(), "a day to close");
    }
    let mut visitor = enter(&bed, Role::Regulator, "regulator", "한가온").await;
    let first = visitor.get("/console/settlement").await.body;
    // 53 that are closed, one that is over and not closed, and today.
    assert!(first.contains("55건 중 1–52") && !first.contains("처음으로"), "{first}");
    let next = first.split("href=\"/console/settlement?before=").nth(1).expect("a next page");
    let next = next.split('"').next().unwrap().to_owned();
    let rest = visitor.get(&format!("/console/settlement?before={next}")).await.body;
    assert!(rest.contains("55건 중 53–55") && !rest.contains("진행 중"), "{rest}");
    assert!(rest.contains("<a class=\"btn\" href=\"/console/settlement\">처음으로</a>"), "{rest}");
}

#[tokio::test]
async fn differences_go_on_by_key() {
    let bed = Bed::new(fixtures::full());
    let (records, date) = a_day(&bed).await;
    let lines: Vec<(u32, i64)> = (100..154).map(|n| (n, 1_000)).collect();
    records.statement(date, 1, &lines).await;
    let mut visitor = enter(&bed, Role::Regulator, "regulator", "한가온").await;
    let first = visitor.get("/console/reconciliation").await.body;
    let next = first.split("href=\"/console/reconciliation?after=").nth(1).expect("a next page");
    let next = next.split('"').next().unwrap();
    let second = visitor.get(&format!("/console/reconciliation?after={next}")).await.body;
    let of = |body: &str| -> Vec<String> {
        let rows = body.split("class=\"b\" href=\"").skip(1);
        rows.map(|it| it.split('"').next().unwrap().to_owned()).collect()
    };
    let start = "<a class=\"btn\" href=\"/console/reconciliation\">처음으로</a>";
    assert!(second.contains(start) && !first.contains("처음으로"), "{second}");
    let (mut all, rest) = (of(&first), of(&second));
    // 54 that were never ordered here, and the one that is settled and not on the statement.
    assert_eq!((all.len(), rest.len()), (50, 5));
    all.extend(rest);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 55, "no row twice");
}

/// The value of the hidden field `key`.
fn key_of(body: &str) -> String {
    let at = body.find(r#"name="key" value=""#).expect("a key") + 18;
    body[at..].split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn money_that_arrived_is_booked_once_by_two_operators() {
    let bed = Bed::new(fixtures::full());
    let _records = Records::begin(&bed).await;
    let mut first = enter(&bed, Role::Operator, "ha-yun.jung", "정하윤").await;
    let mut second = enter(&bed, Role::Operator, "do-yun.kim", "김도윤").await;
    let mut administrator = enter(&bed, Role::Administrator, "arin", "송아린").await;
    let page = first.get("/console/funds").await.body;
    let (form, key) = (form_of(&page), key_of(&page));
    let given = |amount: &'static str, evidence: &'static str| {
        [
            ("form", form.clone()),
            ("key", key.clone()),
            ("institution", "M202600001".to_owned()),
            ("amount", amount.to_owned()),
            ("evidence", evidence.to_owned()),
            ("reason", "가온은행 앱에서 입금을 확인함".to_owned()),
        ]
    };
    let send = |it: [(&'static str, String); 6], mut visitor: Visitor| async move {
        let it: Vec<(&str, &str)> = it.iter().map(|(k, v)| (*k, v.as_str())).collect();
        visitor.post("/console/funds/propose", &it).await
    };
    for (amount, evidence, said) in [
        ("0", "BK-2026-1", "금액은 1원 이상의 숫자입니다."),
        ("many", "BK-2026-1", "금액은 1원 이상의 숫자입니다."),
        ("50,000", "홍나루 입금", "은행 입금 번호는 영문"),
    ] {
        let wrong = send(given(amount, evidence), first.clone()).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains(said), "{said} in {}", wrong.body);
    }
    // All that is wrong is said in one round.
    let mut all = given("0", "홍나루 입금");
    all[5].1 = "-".to_owned();
    let wrong = send(all, first.clone()).await;
    for field in ["amount", "evidence", "reason"] {
        let way = format!("href=\"#{field}\"");
        assert!(wrong.body.contains(&way), "{way} in {}", wrong.body);
    }
    let proposed = send(given("5,000,000", "BK-2026-1"), first.clone()).await;
    let case = proposed.location().to_owned();
    assert!(case.starts_with("/console/proposals/"), "{}", proposed.body);
    assert!(first.get(&case).await.body.contains("당신이 확인할 수는 없습니다"));
    let none = first.get("/console/funds").await.body;
    assert!(none.contains(r#"data-l="남음 (원)">0<"#), "nothing is booked yet: {none}");
    // Another right's people do not see it.
    assert_eq!(administrator.get(&case).await.status, StatusCode::NOT_FOUND);
    let list = administrator.get("/console/proposals").await.body;
    assert!(!list.contains("재원 입금"), "{list}");
    let page = second.get(&case).await.body;
    assert!(page.contains("재원 입금: 나래페이 5,000,000원"), "{page}");
    assert!(page.contains("은행 입금 BK-2026-1에 따라"), "{page}");
    let form = form_of(&page);
    let confirmed = second.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    assert_eq!(confirmed.location(), case, "{}", confirmed.body);
    let booked = second.get("/console/funds").await.body;
    assert!(booked.contains(r#"data-l="남음 (원)">5,000,000<"#), "{booked}");
    let again = second.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "decided already");
    // The same reference once more on this day: proposed, but not booked.
    let page = first.get("/console/funds").await.body;
    let (form, key) = (form_of(&page), key_of(&page));
    let mut once_more = given("5,000,000", "BK-2026-1");
    (once_more[0].1, once_more[1].1) = (form, key);
    let case = send(once_more, first.clone()).await.location().to_owned();
    let form = form_of(&second.get(&case).await.body);
    let refused = second.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    assert!(refused.body.contains("오늘 이미 적혔습니다."), "{}", refused.body);
    let same = second.get("/console/funds").await.body;
    assert!(same.contains(r#"data-l="남음 (원)">5,000,000<"#), "{same}");
    let trail = second.get("/console/audit?action=relay.fund.settled").await.body;
    assert!(trail.contains("1건 표시, 더 없습니다.") && trail.contains("BK-2026-1"), "{trail}");
}

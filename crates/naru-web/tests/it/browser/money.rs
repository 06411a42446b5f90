//! Consents, settlement and reconciliation in a real browser: looked at empty and full, and by
//! keyboard where something is decided.

use super::staff::look;
use super::{ENTER, TAB, log_in};
use crate::bed::Bed;
use crate::browser_driver::journey;
use crate::fixtures;
use crate::money_pages::a_day;
use naru_base::role::Role;

const DAY: i64 = 86_400;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn settlement_is_closed_and_a_difference_explained_at_the_keyboard() {
    let bed = Bed::new(fixtures::full());
    bed.staff(Role::Operator, "ha-yun.jung").await;
    journey(bed.router.clone(), |tab| async move {
        tab.width(1440, 900).await;
        tab.open("/console/login?lang=ko").await;
        log_in(&tab, &bed, "ha-yun.jung").await;
        look(&tab, "/console/settlement", "settlement.empty").await;
        look(&tab, "/console/reconciliation", "reconciliation.empty").await;
        let (records, date) = a_day(&bed).await;
        tab.open("/console/login?lang=ko").await;
        log_in(&tab, &bed, "ha-yun.jung").await;
        look(&tab, "/console/settlement", "settlement.due").await;
        bed.pass(6 * 60);
        tab.open("/console/settlement?lang=ko").await;
        tab.script("document.getElementById('code').focus()").await;
        tab.keys(&bed.code()).await;
        tab.keys(ENTER).await;
        tab.until("h1", "11월 25일 (수) 정산").await;
        records.statement(date, 1, &[(3, 30_000)]).await;
        records.statement(date, 2, &[(2, 120_001), (77, 5_000)]).await;
        look(&tab, &format!("/console/settlement/{date}"), "settlement.day").await;
        look(&tab, "/console/settlement", "settlement.full").await;
        look(&tab, "/console/reconciliation", "reconciliation.full").await;
        tab.open("/console/reconciliation?lang=ko").await;
        tab.script("document.querySelector('td.way a').focus()").await;
        tab.keys(ENTER).await;
        tab.until("h1", "차이: M202600002U").await;
        tab.script("document.getElementById('why').focus()").await;
        tab.keys("은행이 시험 거래를 명세에 넣었다고 알려 옴").await;
        tab.keys(TAB).await;
        tab.keys(ENTER).await;
        tab.until(".kv", "설명: 정하윤").await;
        let case = tab.script("return location.pathname").await;
        look(&tab, case.as_str().unwrap(), "difference").await;
        look(&tab, "/console/funds", "funds").await;
        assert_eq!(tab.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn consents_fit_bar_nobody_and_show_the_person_for_a_reason() {
    let bed = Bed::new(fixtures::full());
    bed.staff(Role::SecurityDesk, "ha-yun.jung").await;
    journey(bed.router.clone(), |tab| async move {
        tab.width(1440, 900).await;
        tab.open("/console/login?lang=ko").await;
        log_in(&tab, &bed, "ha-yun.jung").await;
        look(&tab, "/console/consents", "consents.empty").await;
        let records = crate::records::Records::begin(&bed).await;
        let in_days = |n: i64| Some(bed.now().plus_seconds(n * DAY));
        let ways = vec![
            (in_days(300), in_days(300)),
            (in_days(20), None),
            (in_days(-1), in_days(400)),
            (None, in_days(-10)),
            (None, None),
        ];
        records.user(7, ways).await;
        look(&tab, "/console/consents", "consents.full").await;
        let life = "/console/consents/M202600001/1100000007";
        look(&tab, life, "consent.life").await;
        tab.open(&format!("{life}?lang=ko")).await;
        tab.script("document.querySelector('.ask summary').focus()").await;
        tab.keys(ENTER).await;
        tab.keys(TAB).await;
        tab.keys(TAB).await;
        tab.keys("CS-2026-119").await;
        tab.keys(ENTER).await;
        tab.until(".note.warn", "그대로 보였습니다").await;
        tab.until(".kv", "홍나루").await;
        assert_eq!(tab.barriers().await, Vec::<String>::new());
        tab.picture("consent.revealed.1440.ko").await;
        assert_eq!(tab.complaints().await, Vec::<String>::new());
    })
    .await;
}

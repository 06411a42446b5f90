//! A person on the consent pages, by keyboard alone, on a telephone and on a desk.

use super::{ENTER, TAB};
use crate::api::bed::*;
use crate::api::consent::pages::query;
use crate::browser_driver::{Tab, journey};
use std::sync::Arc;

/// What is wrong with the page that is shown.
async fn looked_at(tab: &Tab, name: &str) {
    tab.picture(name).await;
    assert_eq!(tab.barriers().await, Vec::<String>::new(), "{name}");
    assert_eq!(tab.overhang().await, 0, "{name} is wider than the window");
}

async fn type_code(tab: &Tab, bed: &Bed) {
    let sent = bed.sent().pop().expect("a code was sent").1;
    let code: String = sent.chars().filter(char::is_ascii_digit).take(6).collect();
    tab.click("#code").await;
    tab.keys(&code).await;
    tab.keys(ENTER).await;
}

async fn identify(tab: &Tab) {
    tab.click("#name").await;
    for field in ["김가람", TAB, "19900101", TAB, "01000000001", ENTER] {
        tab.keys(field).await;
    }
}

async fn agree(tab: &Tab, bed: &Bed, words: [&str; 4], name: &str) {
    let [lang, asks, code, choose] = words;
    tab.open(&format!("/oauth/2.0/authorize?{}&lang={lang}", query("login+inquiry+transfer")))
        .await;
    tab.until("h1", asks).await;
    looked_at(tab, &format!("consent.1.{name}")).await;
    identify(tab).await;
    tab.until("h1", code).await;
    tab.click("#code").await;
    tab.keys("000000").await;
    tab.keys(ENTER).await;
    tab.until("#code-error", "4").await;
    looked_at(tab, &format!("consent.2.{name}")).await;
    type_code(tab, bed).await;
    tab.until("h1", choose).await;
    looked_at(tab, &format!("consent.3.{name}")).await;
    // To the first box, and on through all of them, by keyboard.
    tab.click("#login").await;
    tab.keys(TAB).await;
    tab.keys(" ").await;
    looked_at(tab, &format!("consent.4.{name}")).await;
    let complaints = tab.complaints().await;
    assert!(complaints.iter().all(|it| it.contains("status of 422")), "{complaints:?}");
    tab.keys(ENTER).await;
    for _ in 0..2_000 {
        let at = tab.client.current_url().await.expect("an address").to_string();
        if at.starts_with("https://narae.example/callback?code=") {
            assert!(at.contains("&state=0123456789abcdef"), "{at}");
            assert!(at.contains("scope=login%20inquiry&"), "only what was ticked: {at}");
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("the browser never came back to the client");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_agrees_on_a_telephone_and_takes_it_back_on_a_desk() {
    let bed = Arc::new(Bed::new().await);
    let pages = bed.pages();
    journey(pages, |tab| async move {
        tab.width(390, 844).await;
        let ko = ["kor", "나래페이에서", "일회용 비밀번호", "무엇을 허락"];
        agree(&tab, &bed, ko, "390.ko").await;
        tab.width(1440, 900).await;
        let en = ["eng", "would like to use", "one-time code", "What may"];
        agree(&tab, &bed, en, "1440.en").await;
        tab.open("/my").await;
        tab.until("h1", "내 동의").await;
        identify(&tab).await;
        tab.until("h1", "일회용 비밀번호").await;
        type_code(&tab, &bed).await;
        tab.until("h1", "김가람님의 동의").await;
        looked_at(&tab, "mine.1440.ko").await;
        tab.width(390, 844).await;
        tab.open("/my?lang=en").await;
        tab.until("h1", "Consents of").await;
        tab.click("section .line:nth-of-type(2) summary").await;
        looked_at(&tab, "mine.390.en").await;
        let before = bed.audited("consent.login.withdrawn").await;
        tab.click("section .line:nth-of-type(2) details .btn").await;
        tab.until("section .line:nth-of-type(2)", "not agreed").await;
        assert_eq!(bed.audited("consent.login.withdrawn").await, before + 1);
        looked_at(&tab, "mine.taken.390.en").await;
    })
    .await;
}

//! The other language of a page keeps what was typed and chosen in its forms, and nothing secret.

use super::log_in;
use crate::bed::Bed;
use crate::browser_driver::{Tab, journey};
use crate::fixtures;
use crate::oss_pages::institutions;
use naru_base::role::Role;

const OTHER: &str = "a[data-language]";

/// The value of a field.
async fn value(tab: &Tab, css: &str) -> String {
    let script = format!("return document.querySelector('{css}').value");
    tab.script(&script).await.as_str().expect("a value").to_owned()
}

async fn type_in(tab: &Tab, css: &str, text: &str) {
    tab.click(css).await;
    tab.until_focused(css).await;
    tab.keys(text).await;
}

/// What is kept in the tab, and how many of the page's folds are open.
async fn kept(tab: &Tab) -> (i64, i64) {
    let script = "return [sessionStorage.length, \
         document.querySelectorAll('main details[open]').length]";
    let said = tab.script(script).await;
    (said[0].as_i64().expect("a number"), said[1].as_i64().expect("a number"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_language_keeps_what_was_typed_and_nothing_secret() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    bed.staff(Role::Operator, "ha-yun.jung").await;
    journey(bed.router.clone(), |tab| async move {
        tab.width(1440, 900).await;
        tab.open("/console/login?lang=ko").await;
        type_in(&tab, "#login", "ha-yun.jung").await;
        type_in(&tab, "#password", "a secret of mine").await;
        tab.click(OTHER).await;
        tab.until("h1", "Log in to Naru").await;
        assert_eq!(value(&tab, "#login").await, "ha-yun.jung");
        assert_eq!(value(&tab, "#password").await, "", "a password is never kept");
        tab.click(OTHER).await;
        tab.until("h1", "나루에 들어가기").await;
        tab.script("document.querySelector('#login').value = ''").await;
        log_in(&tab, &bed, "ha-yun.jung").await;

        // A form with a mistake, of a fold, with choices.
        tab.open("/console/oss/zone").await;
        tab.click("main details summary").await;
        let choose = "const it = document.querySelector('#direction'); it.value = 'out';";
        tab.script(choose).await;
        type_in(&tab, "#purpose", "짧음").await;
        tab.script("document.querySelector('#form').noValidate = true").await;
        tab.click("#form button").await;
        tab.until("#purpose-error", "10자 이상").await;
        type_in(&tab, "#purpose", " 모형 결과").await;
        tab.click(OTHER).await;
        tab.until("html[lang=en] h1", "").await;
        assert_eq!(value(&tab, "#purpose").await, "짧음 모형 결과", "also what came after");
        tab.until("#form #was-wrong", "Something was to be put right").await;
        assert_eq!(value(&tab, "#direction").await, "out");
        assert_eq!(kept(&tab).await, (0, 1), "put back once, the fold open");
        let said = "return document.querySelectorAll('#was-wrong').length";
        // Opened anew it is as it always is.
        tab.open("/console/oss/zone").await;
        assert_eq!(tab.script(said).await, 0, "nothing was wrong");
        assert_eq!(value(&tab, "#purpose").await, "");
        assert_eq!(kept(&tab).await, (0, 0));

        // A private key in the wrong place goes nowhere.
        tab.open("/console/oss/signers").await;
        tab.script("document.querySelectorAll('main details').forEach(it => { it.open = true })")
            .await;
        type_in(&tab, "#name", "CI").await;
        type_in(&tab, "#key", "naru-private-key:AAAA").await;
        tab.click(OTHER).await;
        tab.until("html[lang=ko] h1", "").await;
        assert_eq!(value(&tab, "#name").await, "CI");
        assert_eq!(value(&tab, "#key").await, "");
        // What somebody wrote on one page is not put into another.
        tab.script(
            "sessionStorage.setItem('naru-typed', JSON.stringify({path: '/elsewhere', \
             forms: [], folds: []}))",
        )
        .await;
        tab.open("/console/oss/signers").await;
        assert_eq!(value(&tab, "#name").await, "");
        assert_eq!(kept(&tab).await.0, 0);
        let complaints = tab.complaints().await;
        assert!(complaints.iter().all(|it| it.contains("status of 422")), "{complaints:?}");
    })
    .await;
}

//! A passkey in a real browser, with the browser's own virtual authenticator: added on one's own
//! page, good for a login and for a dangerous deed, removed.

use super::log_in;
use super::staff::look;
use super::{ENTER, TAB};
use crate::bed::{Bed, PASSWORD};
use crate::browser_driver::{Tab, journey};
use crate::fixtures;
use naru_base::role::Role;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_passkey_is_added_opens_a_login_proves_and_is_removed() {
    let bed = Bed::new(fixtures::full());
    bed.staff(Role::Administrator, "ha-yun.jung").await;
    journey(bed.router.clone(), |tab| async move {
        // A number is no name, and passkeys are made for names.
        let tab = Tab { base: tab.base.replace("127.0.0.1", "localhost"), ..tab };
        tab.plug_in_authenticator().await;
        tab.width(1440, 900).await;
        tab.open("/console/login?lang=ko").await;
        log_in(&tab, &bed, "ha-yun.jung").await;
        look(&tab, "/console/me", "me.none").await;
        tab.open("/console/me?lang=ko").await;
        tab.click("#name").await;
        tab.keys("업무용 노트북").await;
        tab.keys(TAB).await;
        tab.keys(ENTER).await;
        tab.until(".note.ok", "패스키를 더했습니다").await;
        tab.until("table.rows", "업무용 노트북").await;
        tab.until("table.rows", "localhost").await;

        tab.click(".watch button").await;
        tab.until(".note.ok", "나왔습니다").await;
        tab.until_focused("#login").await;
        tab.keys("ha-yun.jung").await;
        tab.keys(TAB).await;
        tab.keys(PASSWORD).await;
        tab.keys(ENTER).await;
        tab.until("h1", "여섯 자리").await;
        tab.picture("login.passkey.1440.ko").await;
        assert_eq!(tab.barriers().await, Vec::<String>::new());
        tab.click("[data-passkey=enter]").await;
        tab.until(".who", "정하윤").await;

        bed.pass(6 * 60);
        look(&tab, "/console/me", "me.one").await;
        tab.open("/console/me?lang=ko").await;
        tab.click("form[action$=remove] [data-passkey=prove]").await;
        tab.until("form[action$=remove] .note.ok", "패스키로 확인했습니다").await;
        tab.picture("me.proved.1440.ko").await;
        tab.until_focused("form[action$=remove] .btn.d").await;
        tab.keys(ENTER).await;
        tab.until(".note.ok", "패스키를 지웠습니다").await;
        tab.until(".lead", "인증 앱으로 들어옵니다").await;
        // Chromium would have RSA offered too, for authenticators of long ago.
        let complaints = tab.complaints().await;
        assert!(complaints.iter().all(|it| it.contains("pubKeyCredParams")), "{complaints:?}");
    })
    .await;
}

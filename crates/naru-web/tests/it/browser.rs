//! Journeys in a real browser, in both languages.

mod checks;
mod consent;
mod gates;
mod language;
mod money;
mod notices;
mod passkey;
mod practice;
mod safety;
mod staff;

use crate::bed::{Bed, PASSWORD};
use crate::browser_driver::{Tab, journey};
use crate::fixtures;
use naru_base::role::Role;
use naru_core::glance::Glance;
use naru_core::staff::totp;

const ESCAPE: &str = "\u{E00C}";
const CONTROL: &str = "\u{E009}";
const ENTER: &str = "\u{E007}";
const TAB: &str = "\u{E004}";

/// Logs in by keyboard alone: every field is reached by typing and Enter.
async fn log_in(tab: &Tab, bed: &Bed, login: &str) {
    tab.open("/console").await;
    tab.until_focused("#login").await;
    tab.keys(login).await;
    tab.keys(TAB).await;
    tab.keys(PASSWORD).await;
    tab.keys(ENTER).await;
    tab.until("h1", "여섯 자리").await;
    tab.until_focused(".otp").await;
    tab.keys(&bed.code()).await;
    tab.keys(ENTER).await;
    tab.until(".who", "").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_member_of_staff_enrols_and_logs_in() {
    let bed = Bed::new(fixtures::full());
    let token = bed.invite(Role::Administrator).await;
    journey(bed.router.clone(), |tab| async move {
        tab.width(1440, 900).await;
        tab.open(&format!("/console/enrol/{token}?lang=ko")).await;
        tab.picture("enrol.1440.ko").await;
        assert_eq!(tab.barriers().await, Vec::<String>::new());
        tab.until_focused("#name").await;
        tab.keys("서지안").await;
        tab.keys(TAB).await;
        tab.keys("ji-an.seo").await;
        tab.keys(TAB).await;
        tab.keys("짧다").await;
        tab.keys(ENTER).await;
        tab.until("#password-error", "12자 이상").await;
        tab.picture("enrol.wrong.1440.ko").await;
        tab.click("#password").await;
        tab.keys(PASSWORD).await;
        tab.keys(ENTER).await;
        tab.until("h1", "인증 앱에").await;
        tab.picture("enrol.qr.1440.ko").await;
        assert_eq!(tab.barriers().await, Vec::<String>::new());
        let secret = totp::parse_secret(&tab.text("#secret").await.replace(' ', "")).unwrap();
        let code = |bed: &Bed| totp::code(&secret, totp::step_at(bed.now()), 6);
        tab.until_focused(".otp").await;
        tab.keys(&code(&bed)).await;
        tab.keys(ENTER).await;
        tab.until(".note.ok", "등록이 끝났습니다").await;
        // The code that ended the enrolment is spent: the login needs the next one.
        bed.pass(30);
        tab.until_focused("#login").await;
        tab.keys("ji-an.seo").await;
        tab.keys(TAB).await;
        tab.keys(PASSWORD).await;
        tab.keys(ENTER).await;
        tab.until("h1", "여섯 자리").await;
        tab.until_focused(".otp").await;
        tab.keys(&code(&bed)).await;
        tab.keys(ENTER).await;
        tab.until(".who", "서지안").await;
        let complaints = tab.complaints().await;
        // Chromium reports every answer of 4xx, here the form that was refused on purpose.
        assert!(complaints.iter().all(|it| it.contains("status of 422")), "{complaints:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_lives_goes_stale_and_speaks_both_languages() {
    let bed = Bed::new(fixtures::full());
    bed.staff(Role::Operator, "ha-yun.jung").await;
    journey(bed.router.clone(), |tab| async move {
        tab.width(1440, 900).await;
        tab.open("/console/login?lang=ko").await;
        log_in(&tab, &bed, "ha-yun.jung").await;
        tab.until("#lamp", "실시간").await;
        tab.until("#meters", "412.3").await;
        bed.shown.0.lock().unwrap().total.rate_tenths = 9_876;
        bed.pass(1);
        tab.until("#meters", "987.6").await;
        tab.until("#watch-facts", "14:32:08").await;
        let marked = "return document.querySelectorAll('.watch .changed, .eq .changed').length";
        let marked = tab.script(marked).await;
        assert_eq!(marked, 0, "what is the same a second later is not marked as changed");
        // The server goes on, its figures do not.
        bed.stall(10);
        tab.until("#lamp", "늦음 1").await;
        bed.stall(10);
        tab.until("#lamp", "끊김 14:32:08부터").await;
        let shown =
            tab.script("return getComputedStyle(document.querySelector('.eq .asof')).display");
        assert_eq!(shown.await, "inline", "money says of when it is");
        let said = tab.text("#lead").await;
        assert!(said.starts_with("14:32:08 뒤의 일은 이 화면이 모릅니다."), "{said}");
        tab.picture("network.stale.1440.ko").await;
        bed.shown.0.lock().unwrap().at = bed.now();
        bed.pass(1);
        tab.until("#lamp", "실시간").await;
        tab.click("a[hreflang=en]").await;
        tab.until("h1", "Network").await;
        tab.until("#lead", "Neoul Bank is slow.").await;
        // Pages that were left hold no connection, or the seventh would wait for one.
        for _ in 0..8 {
            tab.open("/console").await;
            tab.until("#lamp", "Live").await;
            assert!(tab.waited_ms().await < 5_000.0, "the page waited for the pages before it");
        }
        // And one that is shown again lives again.
        tab.open("/console/transfers").await;
        tab.client.back().await.unwrap();
        tab.until("h1", "Network").await;
        bed.shown.0.lock().unwrap().total.rate_tenths = 5_432;
        bed.pass(1);
        tab.until("#meters", "543.2").await;
        assert_eq!(tab.complaints().await, Vec::<String>::new());
        tab.click(".watch button").await;
        tab.until(".note.ok", "You are logged out").await;
        tab.open("/console").await;
        tab.until("h1", "Log in to Naru").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_open_page_leaves_when_the_session_ends() {
    let bed = Bed::new(fixtures::small());
    bed.staff(Role::Auditor, "ha-yun.jung").await;
    journey(bed.router.clone(), |tab| async move {
        tab.open("/console/login?lang=ko").await;
        log_in(&tab, &bed, "ha-yun.jung").await;
        tab.until("#lamp", "실시간").await;
        bed.pass(31 * 60);
        tab.until("h1", "나루에 들어가기").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_fits_and_bars_nobody() {
    let bed = Bed::new(fixtures::empty());
    bed.staff(Role::Operator, "ha-yun.jung").await;
    journey(bed.router.clone(), |tab| async move {
        tab.width(1440, 900).await;
        for lang in ["ko", "en"] {
            tab.open(&format!("/console/login?lang={lang}")).await;
            look(&tab, &format!("login.{lang}")).await;
        }
        tab.open("/console/login?lang=ko").await;
        log_in(&tab, &bed, "ha-yun.jung").await;
        let cases = [
            ("empty", fixtures::empty()),
            ("small", fixtures::small()),
            ("full", fixtures::full()),
        ];
        for (name, glance) in cases {
            bed.pass(1);
            *bed.shown.0.lock().unwrap() = Glance { at: bed.now(), ..glance };
            for lang in ["ko", "en"] {
                tab.open(&format!("/console?lang={lang}")).await;
                tab.until("#lamp", if lang == "ko" { "실시간" } else { "Live" }).await;
                look(&tab, &format!("network.{name}.{lang}")).await;
            }
        }
        assert_eq!(tab.complaints().await, Vec::<String>::new());
    })
    .await;
}

/// Looks at the open page in all widths and both themes.
async fn look(tab: &Tab, name: &str) {
    for (width, height) in [(1440, 900), (1024, 768), (390, 844), (320, 640)] {
        tab.width(width, height).await;
        assert_eq!(tab.overhang().await, 0, "{name} is wider than {width} pixels");
        assert_eq!(tab.spills().await, Vec::<String>::new(), "{name} at {width} pixels");
        for theme in ["light", "dark"] {
            tab.theme(theme).await;
            let barriers = match (width, theme) {
                (1440, "light") => tab.barriers().await,
                (1440, _) => tab.dim_places().await,
                (390, "light") => tab.barriers_but_colours().await,
                _ => Vec::new(),
            };
            assert_eq!(barriers, Vec::<String>::new(), "{name} {width} {theme}");
            tab.picture(&format!("{name}.{width}.{theme}")).await;
        }
    }
}

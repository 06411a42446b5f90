//! The pages of staff in a real browser: looked at in both languages, at both widths, empty and
//! full, by keyboard where something is decided.

use super::{ENTER, TAB, log_in};
use crate::bed::{Bed, post};
use crate::browser_driver::{Tab, journey, pictures};
use crate::fixtures;
use crate::records::Records;
use naru_base::role::Role;

/// Looks at a page: as wide as the window, nobody barred, a picture for people.
pub async fn look(tab: &Tab, path: &str, name: &str) {
    for lang in ["ko", "en"] {
        let mark = if path.contains('?') { '&' } else { '?' };
        for width in [1440, 1024, 390, 320] {
            tab.width(width, 900).await;
            if width == 1440 {
                tab.open(&format!("{path}{mark}lang={lang}")).await;
            }
            assert_eq!(tab.overhang().await, 0, "{name} {lang} is wider than {width} pixels");
            if width == 1440 || width == 390 {
                // One language at each width: what bars a person is the same in both.
                let barriers = match (width, lang) {
                    (1440, "ko") => tab.barriers().await,
                    (390, "en") => tab.barriers_but_colours().await,
                    _ => Vec::new(),
                };
                assert_eq!(barriers, Vec::<String>::new(), "{name} {width} {lang}");
                tab.picture(&format!("{name}.{width}.{lang}")).await;
                if (width, lang) == (1440, "en") {
                    tab.theme("dark").await;
                    assert_eq!(tab.dim_places().await, Vec::<String>::new(), "{name} dark");
                    tab.picture(&format!("{name}.{width}.{lang}.dark")).await;
                    tab.theme("light").await;
                }
            }
        }
    }
    tab.width(1440, 900).await;
    more_pictures(tab, path, name).await;
}

/// For people who look at every page: a small desk, and the telephone in the dark. Nothing is
/// checked here, so it costs nothing where no pictures are wanted.
async fn more_pictures(tab: &Tab, path: &str, name: &str) {
    if pictures().is_none() {
        return;
    }
    for (lang, width, theme) in
        [("ko", 1280, "dark"), ("en", 1280, "light"), ("ko", 390, "dark"), ("en", 390, "dark")]
    {
        let mark = if path.contains('?') { '&' } else { '?' };
        tab.theme(theme).await;
        tab.width(width, 900).await;
        tab.open(&format!("{path}{mark}lang={lang}")).await;
        tab.picture(&format!("{name}.{width}.{lang}.{theme}")).await;
    }
    tab.theme("light").await;
    tab.width(1440, 900).await;
}

/// Some of everything that can become of a transfer.
async fn transfers(bed: &Bed) -> (String, String) {
    let records = Records::begin(bed).await;
    for n in 1..=8 {
        let key = records.order(1 + n as usize % 2, n, i64::from(n) * 137_000).await;
        bed.pass(1);
        match n % 4 {
            0 => records.not_paid(&key).await,
            1 => {}
            _ => records.paid(&key).await,
        }
    }
    let long = records.order(1, 20, 870_000).await;
    bed.pass(5);
    records.doubt(&long).await;
    bed.pass(12);
    records.doubt(&long).await;
    records.doubt(&long).await;
    bed.pass(28);
    records.paid(&long).await;
    let open = records.order(2, 21, 1_500_000).await;
    bed.pass(5);
    records.doubt(&open).await;
    bed.pass(40);
    // More than a day's limit allows: refused by a rule.
    records.order(1, 22, 9_900_000).await;
    let path = |key: &naru_core::relay::Key| format!("/console/transfers/{}/{}", key.date, key.id);
    (path(&long), path(&open))
}

/// A book that has been in use for a while.
async fn thousands(bed: &Bed) {
    let records = Records::of(bed);
    for n in 100..3_100 {
        let key = records.order(1 + n as usize % 2, n, 1_000 + i64::from(n % 7) * 350).await;
        if n % 10 == 0 {
            bed.pass(1);
        }
        match n % 100 {
            7 => records.doubt(&key).await,
            13 => records.not_paid(&key).await,
            _ => records.paid(&key).await,
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_operators_pages_fit_and_bar_nobody() {
    let bed = Bed::new(fixtures::full());
    bed.staff(Role::Operator, "ha-yun.jung").await;
    journey(bed.router.clone(), |tab| async move {
        tab.width(1440, 900).await;
        tab.open("/console/login?lang=ko").await;
        log_in(&tab, &bed, "ha-yun.jung").await;
        look(&tab, "/console/transfers", "transfers.empty").await;
        let (long, open) = transfers(&bed).await;
        look(&tab, "/console/transfers", "transfers.full").await;
        look(&tab, &long, "transfer.settled").await;
        look(&tab, &open, "transfer.doubt").await;
        if pictures().is_some() {
            thousands(&bed).await;
            more_pictures(&tab, "/console/transfers", "transfers.thousands").await;
            more_pictures(&tab, "/console/audit", "audit.thousands").await;
        }
        assert_eq!(tab.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn participants_and_the_trail_fit_bar_nobody_and_live() {
    let bed = Bed::new(fixtures::full());
    bed.staff(Role::Operator, "ha-yun.jung").await;
    transfers(&bed).await;
    journey(bed.router.clone(), |tab| async move {
        tab.width(1440, 900).await;
        tab.open("/console/login?lang=ko").await;
        log_in(&tab, &bed, "ha-yun.jung").await;
        look(&tab, "/console/institutions", "institutions").await;
        look(&tab, "/console/banks", "banks").await;
        look(&tab, "/console/audit", "audit").await;
        look(&tab, "/console/audit?link=2", "audit.link").await;
        tab.open("/console/banks?lang=ko").await;
        bed.shown.0.lock().unwrap().banks[0].rate_tenths = 7_654;
        bed.pass(1);
        tab.until("#rates", "765.4").await;
        assert_eq!(tab.complaints().await, Vec::<String>::new());
    })
    .await;
}

/// An operator and two administrators.
async fn house(bed: &Bed) {
    bed.named("정하윤", post(Role::Operator), "ha-yun.jung").await;
    bed.named("송아린", post(Role::Administrator), "arin").await;
    bed.named("구찬솔", post(Role::Administrator), "chan-sol").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_administrators_pages_fit_and_bar_nobody() {
    let bed = Bed::new(fixtures::full());
    house(&bed).await;
    journey(bed.router.clone(), |tab| async move {
        tab.width(1440, 900).await;
        tab.open("/console/login?lang=ko").await;
        log_in(&tab, &bed, "arin").await;
        look(&tab, "/console/proposals", "proposals.empty").await;
        look(&tab, "/console/accounts", "accounts").await;
        look(&tab, "/console/accounts/invite", "invite").await;
        tab.open("/console/accounts?lang=ko").await;
        tab.script("document.querySelectorAll('td a')[2].click()").await;
        tab.until("h1", "정하윤").await;
        let account = tab.script("return location.pathname").await;
        look(&tab, account.as_str().unwrap(), "account").await;
        assert_eq!(tab.complaints().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_is_closed_by_two_at_the_keyboard() {
    let bed = Bed::new(fixtures::full());
    house(&bed).await;
    journey(bed.router.clone(), |tab| async move {
        tab.width(1440, 900).await;
        tab.open("/console/login?lang=ko").await;
        log_in(&tab, &bed, "arin").await;
        tab.script("document.querySelectorAll('td a')[2].focus()").await;
        tab.keys(ENTER).await;
        tab.until("h1", "정하윤").await;
        tab.script("document.getElementById('deed').focus()").await;
        // The last of the three: to close the account.
        tab.keys("\u{E010}").await;
        tab.keys(TAB).await;
        tab.keys("퇴사하여 더는 일하지 않음").await;
        tab.keys(TAB).await;
        tab.keys(ENTER).await;
        tab.until("h1", "계정 닫기: 정하윤").await;
        assert_eq!(tab.barriers().await, Vec::<String>::new());
        tab.picture("proposal.own.1440.ko").await;
        let case = tab.script("return location.pathname").await;
        let case = case.as_str().unwrap().to_owned();
        tab.click(".watch button").await;
        tab.until(".note.ok", "나왔습니다").await;
        bed.pass(30);
        log_in(&tab, &bed, "chan-sol").await;
        bed.pass(6 * 60);
        tab.open("/console/proposals?lang=en").await;
        tab.until("main", "Close an account: 정하윤").await;
        tab.picture("proposals.1440.en").await;
        tab.open(&format!("{case}?lang=ko")).await;
        tab.until("main", "퇴사하여").await;
        assert_eq!(tab.barriers().await, Vec::<String>::new());
        tab.picture("proposal.other.1440.ko").await;
        tab.script("document.getElementById('code').focus()").await;
        tab.keys(&bed.code()).await;
        tab.keys(ENTER).await;
        tab.until(".meta", "확인, 이루어짐").await;
        tab.picture("proposal.done.1440.ko").await;
        assert_eq!(tab.complaints().await, Vec::<String>::new());
    })
    .await;
}

//! 관문 and the API's description in a real browser: looked at in both languages, at both widths,
//! empty and full; a decision on a gate is proposed by keyboard.

use super::staff::look;
use super::{ENTER, TAB, log_in};
use crate::bed::{Bed, post};
use crate::browser_driver::{Tab, journey};
use crate::fixtures;
use crate::gates_pages::{code, institutions};
use naru_base::role::{Post, Role, Scope};

/// The page is long: it is scanned once, where a table is most likely to be in somebody's way.
async fn description(tab: &Tab) {
    for lang in ["ko", "en"] {
        for width in [1440, 1024, 390, 320] {
            tab.width(width, 900).await;
            tab.open(&format!("/docs?lang={lang}")).await;
            assert_eq!(tab.overhang().await, 0, "docs {lang} is wider than {width} pixels");
            tab.picture(&format!("docs.{width}.{lang}")).await;
            if (lang, width) == ("en", 390) {
                assert_eq!(tab.barriers().await, Vec::<String>::new(), "docs {lang}");
            }
        }
    }
    tab.theme("dark").await;
    assert_eq!(tab.dim_places().await, Vec::<String>::new(), "docs dark");
    tab.theme("light").await;
}

/// On a telephone chips stand below each other in three lines at most, in their order, and none is
/// pushed out of sight.
async fn chips_wrap(tab: &Tab) {
    tab.width(390, 844).await;
    for lang in ["ko", "en"] {
        tab.open(&format!("/console/gates?show=week&lang={lang}")).await;
        let seen = tab
            .script(
                "return (() => { const it = document.querySelector('.chips'); \
                 const tops = [...it.children].map((a) => a.getBoundingClientRect().top); \
                 const is_sorted = tops.every((top, n) => n === 0 || top >= tops[n - 1]); \
                 return [it.scrollWidth <= it.clientWidth, new Set(tops).size <= 3, is_sorted, \
                 it.children.length > 4].join(); })()",
            )
            .await;
        assert_eq!(seen, "true,true,true,true", "{lang}");
    }
    // A dot between two facts within a chip is no chip of its own.
    let drawn = "return (() => { const it = document.querySelector('.chips > a'); \
        it.insertAdjacentHTML('beforeend', \
        '<span class=\"mid\"><span class=\"vh\"> ·</span> </span>1'); \
        return [...it.querySelectorAll('span')].map((own) => \
        getComputedStyle(own).borderTopStyle).join(); })()";
    assert_eq!(tab.script(drawn).await, "none,none");
    tab.width(1440, 900).await;
}

/// The watch line of an institution has room for its standing and its next date.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_watch_line_of_an_institution_fits() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1, 1, 1, |_| 9).await;
    let own = Post::new(Role::Fintech, Scope::Institution(code(1))).unwrap();
    bed.named("김나래", own, "narae").await;
    journey(bed.router.clone(), |tab| async move {
        tab.width(1440, 900).await;
        tab.open("/console/login?lang=ko").await;
        log_in(&tab, &bed, "narae").await;
        for lang in ["ko", "en"] {
            for width in [1440, 1280, 1024, 800, 390, 320] {
                tab.width(width, 900).await;
                tab.open(&format!("/console/gates?lang={lang}")).await;
                assert_eq!(tab.overhang().await, 0, "{lang} at {width}");
                assert_eq!(tab.spills().await, Vec::<String>::new(), "{lang} at {width}");
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn gates_and_the_description_fit_and_bar_nobody() {
    let bed = Bed::new(fixtures::full());
    bed.named("정하윤", post(Role::Operator), "ha-yun.jung").await;
    let router = bed.router.clone().merge(naru_web::openapi::router());
    journey(router, |tab| async move {
        tab.width(1440, 900).await;
        tab.open("/console/login?lang=ko").await;
        log_in(&tab, &bed, "ha-yun.jung").await;
        look(&tab, "/console/gates", "gates.empty").await;
        institutions(&bed, 14, 12, 10, |i| i64::try_from(i).unwrap() * 9).await;
        bed.pass(20 * 86_400);
        tab.open("/console/login?lang=ko").await;
        log_in(&tab, &bed, "ha-yun.jung").await;
        chips_wrap(&tab).await;
        look(&tab, "/console/gates", "gates.full").await;
        look(&tab, &format!("/console/gates/{}", code(1)), "gate.lapsed").await;
        look(&tab, &format!("/console/gates/{}", code(14)), "gate.new").await;
        let path = format!("/console/gates/{}", code(9));
        tab.open(&format!("{path}?lang=ko")).await;
        tab.script("document.querySelector('details:has(#reason-decide) > summary').focus()").await;
        tab.keys(ENTER).await;
        tab.script("document.querySelector('[name=grounds]').focus()").await;
        tab.keys(" ").await;
        tab.script("document.getElementById('reason-decide').focus()").await;
        tab.keys("서류를 모두 다시 확인했음").await;
        tab.keys(TAB).await;
        tab.keys(ENTER).await;
        tab.until("main", "서류를 모두 다시 확인했음").await;
        let case = tab.path().await;
        assert!(case.starts_with("/console/gate-proposals/"), "{case}");
        look(&tab, &case, "gate.proposal").await;
        description(&tab).await;
        assert_eq!(tab.complaints().await, Vec::<String>::new());
    })
    .await;
}

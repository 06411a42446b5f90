//! Functional test, deadlines, compensation, surety and subsidy in a real browser: each page with
//! nothing and with something in it, in both languages, on a desk and on telephones; by keyboard
//! where somebody does something.

use super::{ENTER, TAB, log_in};
use crate::bed::{Bed, TestClock, post};
use crate::browser_driver::{Tab, journey};
use crate::fixtures;
use crate::functional_pages::place;
use crate::records::Records;
use naru_base::ClientUseCode;
use naru_base::role::{Post, Role, Scope};
use naru_core::admission::Gate;
use naru_core::admission::deadline::{self, Concerned, Rule, Text};
use naru_core::functional::{self, Item, Seen};
use naru_core::subsidy::Check;
use naru_lab::admission::PlainSealer;
use naru_lab::subsidy::{Clerks, Stage, Wanted, begin, bring};
use naru_store::Tx;
use naru_web::functional::SandboxPlace;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

const RULE: &str = "recheck";
/// Makes every sum of the page one of twelve digits.
const LARGE: &str = "const texts = document.createTreeWalker(document.querySelector('main'), 4); \
     while (texts.nextNode()) { const it = texts.currentNode; \
     it.nodeValue = it.nodeValue.replace(/\\d{1,3}(,\\d{3})+/g, '999,999,999,999'); }";

fn code() -> ClientUseCode {
    ClientUseCode::parse("M202600001").unwrap()
}

/// Looks at a page: no wider than any window; whom it bars is asked where it is told apart most.
async fn look(tab: &Tab, path: &str, name: &str) {
    for lang in ["ko", "en"] {
        let mark = if path.contains('?') { '&' } else { '?' };
        tab.width(1280, 900).await;
        tab.open(&format!("{path}{mark}lang={lang}")).await;
        for width in [1280, 390, 320] {
            tab.width(width, 900).await;
            fits(tab, &format!("{name} {lang} {width}")).await;
            let barriers = match (lang, width) {
                ("ko", 1280) => tab.barriers().await,
                ("en", 390) => tab.barriers_but_colours().await,
                _ => Vec::new(),
            };
            assert_eq!(barriers, Vec::<String>::new(), "{name} {lang} {width}");
            if width != 320 {
                tab.picture(&format!("{name}.{width}.{lang}")).await;
            }
        }
        tab.width(390, 900).await;
        tab.script(LARGE).await;
        fits(tab, &format!("{name} {lang} with large sums")).await;
        tab.picture(&format!("{name}.large.390.{lang}")).await;
    }
    tab.width(1280, 900).await;
}

async fn fits(tab: &Tab, what: &str) {
    assert_eq!(tab.overhang().await, 0, "{what}: wider than the window");
    assert_eq!(tab.spills().await, Vec::<String>::new(), "{what}");
}

/// What came back after a form was filled in with something wrong.
async fn look_at_wrong(tab: &Tab, name: &str) {
    tab.until("[role=alert]", "").await;
    assert_eq!(tab.barriers().await, Vec::<String>::new(), "{name}");
    for width in [1280, 390, 320] {
        tab.width(width, 900).await;
        fits(tab, &format!("{name} {width}")).await;
        tab.picture(&format!("{name}.{width}.ko")).await;
    }
    tab.width(1280, 900).await;
}

async fn focus(tab: &Tab, css: &str) {
    let css = serde_json::to_string(css).unwrap();
    tab.script(&format!("document.querySelector({css}).focus()")).await;
}

/// A browser without a check of its own sends what is empty too.
async fn any_may_be_empty(tab: &Tab) {
    tab.script("document.querySelectorAll('[required]').forEach(e => e.required = false)").await;
}

async fn leave(tab: &Tab) {
    tab.open("/console/me?lang=ko").await;
    focus(tab, ".watch form button").await;
    tab.keys(ENTER).await;
    tab.until("h1", "나루에 들어가기").await;
}

/// A rule that asks for a check after the one that there is.
async fn rule(bed: &Bed) {
    let (env, now) = (bed.env(), bed.now());
    let write = move |tx: &mut Tx<'_>| {
        let text = |ko: &str, en: &str| Text { ko: ko.to_owned(), en: en.to_owned() };
        let it = Rule {
            id: RULE.to_owned(),
            concerned: Concerned::Listed,
            requirement: Gate::Organisation,
            title: text("기관점검 갱신", "Organisation checks renewed"),
            old: text("한 번 점검", "checked once"),
            new: text("기한까지 유효한 점검", "a check that is valid on the date"),
            effective_at: now,
            due_at: now.plus_seconds(375 * 86_400).business_date().starts_at(),
            source: "시험".to_owned(),
        };
        deadline::add_rule(tx, &env, "system:test", &it)?;
        deadline::list_in(tx, &env, "system:test", (&code(), RULE))
    };
    bed.store.write(write).await.unwrap();
}

/// A deposit whose outcome was not known, sent again under another id.
async fn sent_again(place: &SandboxPlace, bed: &Bed) {
    let (tenant, at) = (functional::tenant_code(&code()).unwrap(), bed.now());
    let write = move |tx: &mut Tx<'_>| {
        for n in 1..=2 {
            let id = format!("{tenant}U{n:09}");
            let item = Item { id, about: "a".to_owned(), amount: 7_778, bank_code: String::new() };
            let call = Seen {
                id: format!("call-{n}"),
                at,
                endpoint: "/v2.0/transfer/deposit/acnt_num".to_owned(),
                token: "token-1".to_owned(),
                code: "A0001".to_owned(),
                clock: Some(at),
                items: vec![item],
                ..Seen::default()
            };
            functional::note(tx, &tenant, &call)?;
        }
        Ok(())
    };
    place.node.book.write(write).await.unwrap();
}

/// A programme with an application at some of its stages.
async fn programme(bed: &Bed) -> String {
    let env = bed.env();
    let write = move |tx: &mut Tx<'_>| {
        let operators = [naru_base::Id::from_parts(1, 1), naru_base::Id::from_parts(1, 2)];
        let clerks = Clerks { operators, sealer: &PlainSealer };
        let programme = begin(tx, &env, &clerks, 2026)?;
        let mut last = None;
        for (n, stage) in (1..).zip([Stage::Applied, Stage::Awarded, Stage::Claimed]) {
            let (name, check) = (format!("바깥기술{n}"), Check::Service);
            let (institution, quote) = (None, 8_000_000);
            let it = Wanted { n, institution, name: &name, check, quote, stage };
            last = Some(bring(tx, &env, &clerks, &programme, &it)?);
        }
        Ok(format!("/console/subsidy/application/{}", last.expect("three were brought")))
    };
    bed.store.write(write).await.unwrap()
}

/// The institution's own people: a sandbox, a claim, a date.
async fn as_institution(tab: &Tab, bed: &Bed, place: &SandboxPlace, lost: &str) -> String {
    log_in(tab, bed, "narae").await;
    tab.open("/console/functional?lang=ko").await;
    focus(tab, "form[action$='/open'] button").await;
    tab.keys(ENTER).await;
    tab.until("#client-secret", "").await;
    sent_again(place, bed).await;
    look(tab, "/console/functional", "functional.failed").await;
    tab.open("/console/claims?lang=ko").await;
    focus(tab, "details.ask summary").await;
    tab.keys(ENTER).await;
    focus(tab, "#transfers").await;
    tab.keys("어제 보낸 돈").await;
    tab.keys(TAB).await;
    tab.keys("새벽에 모르는 출금이 있었습니다").await;
    tab.keys(TAB).await;
    tab.keys(ENTER).await;
    look_at_wrong(tab, "claims.wrong").await;
    tab.script("document.querySelector('#transfers').value = ''").await;
    focus(tab, "#transfers").await;
    tab.keys(lost).await;
    tab.keys(TAB).await;
    tab.keys(TAB).await;
    tab.keys(ENTER).await;
    tab.until("main", "새벽에 모르는").await;
    let claim = tab.path().await;
    assert!(claim.starts_with("/console/claims/"), "{claim}");
    focus(tab, "details:has(form[action$='/link']) > summary").await;
    tab.keys(ENTER).await;
    tab.keys(TAB).await;
    tab.keys(ENTER).await;
    tab.until("#claim-link", "/claim/").await;
    let link = tab.text("#claim-link").await;
    let follow = &link[link.find("/claim/").unwrap()..];
    look(tab, follow, "claim.follow").await;
    look(tab, &format!("/console/deadlines/{RULE}/{}", code()), "deadline.own").await;
    leave(tab).await;
    claim
}

/// An operator, before whom it all lies.
async fn as_operator(tab: &Tab, claim: &str, application: &str) {
    look(tab, "/console/functional", "functional.list").await;
    look(tab, "/console/deadlines", "deadlines").await;
    let place = format!("/console/deadlines/{RULE}/{}", code());
    tab.open(&format!("{place}?lang=ko")).await;
    any_may_be_empty(tab).await;
    focus(tab, "form[action$='/propose'] [name=reason]").await;
    tab.keys(TAB).await;
    tab.keys(ENTER).await;
    look_at_wrong(tab, "deadline.wrong").await;
    focus(tab, "form[action$='/propose'] [name=reason]").await;
    tab.keys("신청 기록이 없음을 확인했음").await;
    tab.keys(TAB).await;
    tab.keys(ENTER).await;
    tab.until("main", "기관점검 갱신").await;
    assert!(tab.path().await.starts_with("/console/gate-proposals/"), "{}", tab.path().await);
    look(tab, &place, "deadline.proposed").await;
    look(tab, "/console/claims", "claims").await;
    look(tab, claim, "claim").await;
    tab.open(&format!("{claim}?lang=ko")).await;
    focus(tab, "details.ask summary").await;
    tab.keys(ENTER).await;
    focus(tab, "#evidence-pay").await;
    tab.keys("P-2026-1").await;
    tab.keys(TAB).await;
    tab.keys("이체 기록과 신고를 대조했음").await;
    tab.keys(TAB).await;
    tab.keys(ENTER).await;
    tab.until("main", "P-2026-1").await;
    let case = tab.path().await;
    assert!(case.starts_with("/console/proposals/"), "{case}");
    let cover = format!("/console/surety/{}", code());
    look(tab, &cover, "surety.one").await;
    tab.open(&format!("{cover}?lang=ko")).await;
    focus(tab, "details.ask summary").await;
    tab.keys(ENTER).await;
    any_may_be_empty(tab).await;
    focus(tab, "form[action$='/propose'] button").await;
    tab.keys(ENTER).await;
    look_at_wrong(tab, "surety.wrong").await;
    look(tab, "/console/claims/liability", "claims.liability").await;
    look(tab, &case, "claim.proposal").await;
    look(tab, "/console/surety", "surety").await;
    look(tab, "/console/subsidy/programme/check-2026", "subsidy.programme").await;
    look(tab, &format!("{claim}/letter"), "claim.letter").await;
    look(tab, "/console/subsidy", "subsidy").await;
    look(tab, application, "subsidy.application").await;
    look(tab, "/subsidy", "subsidy.public").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_keeps_consumers_safe_fits_bars_nobody_and_is_done_by_keys() {
    let glance = fixtures::full();
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(TestClock(AtomicI64::new(glance.at.get())));
    let place = place(&dir, clock).await;
    let bed = Bed::beside(glance, Some(place.clone()));
    let own = Post::new(Role::Fintech, Scope::Institution(code())).unwrap();
    bed.named("김나래", own, "narae").await;
    bed.named("정하윤", post(Role::Operator), "ha-yun.jung").await;
    bed.named("한보증", post(Role::Insurer), "han").await;
    journey(bed.router.clone(), |tab| async move {
        tab.width(1280, 900).await;
        tab.open("/console/login?lang=ko").await;
        log_in(&tab, &bed, "ha-yun.jung").await;
        for page in ["functional", "deadlines", "claims", "surety", "subsidy"] {
            for lang in ["ko", "en"] {
                tab.open(&format!("/console/{page}?lang={lang}")).await;
                for width in [390, 320, 1280] {
                    tab.width(width, 900).await;
                    fits(&tab, &format!("{page} empty {lang} {width}")).await;
                    tab.picture(&format!("{page}.empty.{width}.{lang}")).await;
                }
            }
        }
        leave(&tab).await;
        let records = Records::begin(&bed).await;
        let lost = records.went_on(1, 1, 300_000, 2).await;
        rule(&bed).await;
        let application = programme(&bed).await;
        let lost = format!("{}/{}", lost.date, lost.id);
        let claim = as_institution(&tab, &bed, &place, &lost).await;
        // A day on which the check is over, and the date of the rule near.
        bed.pass(366 * 86_400);
        log_in(&tab, &bed, "ha-yun.jung").await;
        as_operator(&tab, &claim, &application).await;
        leave(&tab).await;
        log_in(&tab, &bed, "han").await;
        look(&tab, "/console/surety", "surety.insured").await;
        let complaints = tab.complaints().await;
        // Chromium reports every answer of 4xx: here the forms that were refused on purpose.
        assert!(complaints.iter().all(|it| it.contains("status of 422")), "{complaints:?}");
    })
    .await;
}

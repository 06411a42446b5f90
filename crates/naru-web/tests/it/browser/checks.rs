//! Checks in a real browser: the queue and the working screen with nothing, a little and a lot, and
//! items answered by keys alone.

use super::staff::look;
use super::{CONTROL, ENTER, ESCAPE, log_in};
use crate::bed::{Bed, post};
use crate::browser_driver::journey;
use crate::check_pages::{applied, code};
use crate::fixtures;
use naru_base::Id;
use naru_base::role::{Post, Role, Scope};
use naru_core::check::signal::{Seen, What};
use naru_core::check::{self, Request, Sighting, State};
use naru_store::Tx;

/// What was seen of its calls: enough to speak, and something that speaks against it.
async fn calls(bed: &Bed) {
    let now = bed.now();
    let write = move |tx: &mut Tx<'_>| {
        let seen = |what, detail: &str, count, most| {
            let detail = detail.to_owned();
            let seen = Seen { what, detail, count, most, first_at: now, last_at: now };
            Sighting { institution: code(), date: now.business_date(), seen }
        };
        let all = [
            seen(What::Call, "/v2.0/transfer/withdraw/fin_num", 1_842_210, 0),
            seen(What::Call, "/v2.0/transfer/result", 12, 0),
            seen(What::Code, "A0001", 9, 0),
            seen(What::Source, "198.51.100.21", 1_800_000, 0),
            seen(What::Source, "198.51.100.22", 42_222, 0),
            seen(What::SourceRefused, "203.0.113.77", 14, 0),
            seen(What::Tls, "1.3", 1_842_222, 0),
            seen(What::ScopeGiven, "transfer", 8, 0),
            seen(What::ScopeUsed, "transfer", 1_842_222, 0),
            seen(What::Skew, "", 1_842_222, 320),
        ];
        Ok(check::note_seen(tx, &all)?)
    };
    bed.store.write(write).await.unwrap();
}

/// An inspector has everything but what the keys do below.
async fn asked(bed: &Bed, services: usize) -> Id {
    let (env, id) = (bed.env(), bed.env().id(77));
    let write = move |tx: &mut Tx<'_>| {
        let it = Request { id, institution: code(), service: None };
        check::request(tx, &env, "system:test", &it)?;
        for n in 0..services {
            let key = format!("web:extra{n}:1.0");
            let key = naru_core::admission::ServiceKey::parse(&key).unwrap();
            naru_core::admission::declare_service(tx, &env, "system:test", &code(), &key)?;
            let id = env.id(100 + u32::try_from(n).unwrap());
            let it = Request { id, institution: code(), service: Some(key) };
            check::request(tx, &env, "system:test", &it)?;
        }
        Ok(())
    };
    bed.store.write(write).await.unwrap();
    id
}

async fn state(bed: &Bed, id: Id) -> (State, usize) {
    let read = move |tx: &mut Tx<'_>| Ok(check::dossier(tx, id)?.unwrap());
    let it = bed.store.read(read).await.unwrap();
    (it.engagement.state, it.findings.len())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_inspector_answers_items_by_keys_alone() {
    let bed = Bed::new(fixtures::full());
    bed.named("윤서정", post(Role::Inspector), "seo-jeong.yun").await;
    let own = Post::new(Role::Fintech, Scope::Institution(code())).unwrap();
    bed.named("김나래", own, "narae").await;
    journey(bed.router.clone(), |tab| async move {
        tab.width(1440, 900).await;
        tab.open("/console/login?lang=ko").await;
        log_in(&tab, &bed, "seo-jeong.yun").await;
        look(&tab, "/console/checks", "checks.empty").await;
        look(&tab, "/console/checks/lists", "checks.lists").await;
        applied(&bed).await;
        calls(&bed).await;
        let id = asked(&bed, 40).await;
        let at = format!("/console/checks/{id}");
        look(&tab, "/console/checks", "checks.queue").await;
        look(&tab, &at, "check.asked").await;
        tab.open(&format!("{at}?lang=ko")).await;
        tab.script("document.querySelector('.act button').focus()").await;
        tab.keys(ENTER).await;
        tab.until(".head", "일정 확정").await;
        tab.script("document.querySelector('form[action$=\"/begin\"] button').focus()").await;
        tab.keys(ENTER).await;
        tab.until(".head", "점검 중").await;
        tab.until("h2.item", "01").await;
        // j moves on, k back, n to what the machine contradicts.
        tab.script("document.activeElement.blur()").await;
        tab.keys("j").await;
        tab.until("h2.item", "02").await;
        tab.keys("k").await;
        tab.until("h2.item", "01").await;
        // With a Hangul layout the same keys give other letters.
        tab.script(&pressed("ㅓ", "KeyJ")).await;
        tab.until("h2.item", "02").await;
        tab.script(&pressed("ㅏ", "KeyK")).await;
        tab.until("h2.item", "01").await;
        tab.keys("1").await;
        tab.until_focused("input[data-key='1']").await;
        tab.keys("e").await;
        tab.until_focused("#grounds").await;
        tab.keys("최고경영층 승인 기록을 확인함").await;
        // What was typed is there again after a look at another item.
        tab.keys(ESCAPE).await;
        tab.keys("j").await;
        tab.until("h2.item", "02").await;
        let grounds = "return document.querySelector('#grounds').value";
        assert_eq!(tab.script(grounds).await, "", "a draft is of its item");
        tab.keys("k").await;
        tab.until("h2.item", "01").await;
        tab.until_shown("[data-draft-note]").await;
        assert_eq!(tab.script(grounds).await, "최고경영층 승인 기록을 확인함");
        let chosen = "return document.querySelector('input[data-key=\"1\"]').checked";
        assert_eq!(tab.script(chosen).await, true);
        // From the field it is saved without leaving it; and once it is, it is no draft.
        tab.keys("e").await;
        tab.until_focused("#grounds").await;
        tab.keys(&format!("{CONTROL}{ENTER}")).await;
        tab.until("h2.item", "02").await;
        tab.until(".steps", "1/30 판정").await;
        let drafts = "return Object.keys(sessionStorage)\
            .filter((it) => it.startsWith('naru-draft')).length";
        assert_eq!(tab.script(drafts).await, 0, "what was saved is no draft");
        // A key that scrolls chooses nothing, also on a number pad.
        tab.script(&pressed("ArrowDown", "Numpad2")).await;
        let partial = "return document.querySelector('input[data-key=\"2\"]').checked";
        assert_eq!(tab.script(partial).await, false);
        tab.keys("k").await;
        tab.until("h2.item", "01").await;
        let note = "return document.querySelector('[data-draft-note]').hidden";
        assert_eq!(tab.script(note).await, true);
        tab.keys("j").await;
        tab.until("h2.item", "02").await;
        tab.keys("n").await;
        tab.until("h2.item", "03").await;
        look(&tab, &format!("{at}?item=ORG-26"), "check.refuted").await;
        look(&tab, &format!("{at}?item=ORG-13"), "check.unseen").await;
        let (was, found) = state(&bed, id).await;
        assert_eq!((was, found), (State::UnderWay, 1));
        answered(&bed, id).await;
        look(&tab, &format!("{at}?item=ORG-19"), "check.full").await;
        look(&tab, &format!("{at}/report"), "check.report").await;
        assert_eq!(tab.complaints().await, Vec::<String>::new());
        let issue = "document.querySelector('form[action$=\"/issue\"] button').focus()";
        tab.open(&format!("{at}?lang=ko")).await;
        tab.script(issue).await;
        tab.keys(ENTER).await;
        tab.until(".head", "지적 통보").await;
        // The institution's own eyes.
        tab.script("document.querySelector('.watch form button').focus()").await;
        tab.keys(ENTER).await;
        tab.until("h1", "나루에 들어가기").await;
        log_in(&tab, &bed, "narae").await;
        look(&tab, "/console/checks", "checks.own").await;
        look(&tab, &format!("{at}?item=ORG-19"), "check.own").await;
        assert_eq!(tab.complaints().await, Vec::<String>::new());
    })
    .await;
}

/// A key as a keyboard of another layout gives it.
fn pressed(key: &str, code: &str) -> String {
    format!(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', \
         {{ key: '{key}', code: '{code}', bubbles: true }}))"
    )
}

/// Everything is answered, and two items are not met.
async fn answered(bed: &Bed, id: Id) {
    let (keys, mut n) = (bed.hub.keys.clone(), 0);
    let read = move |tx: &mut Tx<'_>| Ok(check::dossier(tx, id)?.unwrap());
    let it = bed.store.read(read).await.unwrap();
    let inspector = it.engagement.inspector.unwrap();
    for item in it.list.items {
        n += 1;
        let (keys, env) = (keys.clone(), bed.env());
        let value = match n {
            3 => check::Value::Partial,
            19 => check::Value::Fail,
            14 => check::Value::NotApplicable,
            _ => check::Value::Pass,
        };
        let word = check::decide::Answer {
            item: item.id,
            value,
            how: check::How::Person,
            grounds: "담당자와 함께 문서와 화면, 기록을 하나씩 대조하여 확인했습니다.".to_owned(),
            demand: "12월 2일까지 구성요소 목록과 조치 계획을 다시 낼 것".to_owned(),
        };
        let write = move |tx: &mut Tx<'_>| {
            naru_core::desk::find_item(tx, &env, &keys, (inspector, id), &word)
        };
        bed.store.write(write).await.unwrap();
    }
}

/// Grounds that were sent when the session was over are not taken: they stand in the form again,
/// and are no draft once they are saved.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_met_the_login_page_is_still_a_draft() {
    let bed = Bed::new(fixtures::full());
    bed.named("윤서정", post(Role::Inspector), "seo-jeong.yun").await;
    journey(bed.router.clone(), |tab| async move {
        tab.width(1440, 900).await;
        tab.open("/console/login?lang=ko").await;
        log_in(&tab, &bed, "seo-jeong.yun").await;
        applied(&bed).await;
        let at = format!("/console/checks/{}", asked(&bed, 0).await);
        tab.open(&at).await;
        tab.script("document.querySelector('.act button').click()").await;
        tab.until(".head", "일정 확정").await;
        tab.script("document.querySelector('form[action$=\"/begin\"] button').click()").await;
        tab.until(".head", "점검 중").await;
        tab.until("h2.item", "01").await;
        tab.script("document.activeElement.blur()").await;
        tab.keys("1").await;
        tab.keys("e").await;
        tab.until_focused("#grounds").await;
        tab.keys("최고경영층 승인 기록을 확인함").await;
        bed.pass(9 * 3600);
        tab.keys(&format!("{CONTROL}{ENTER}")).await;
        tab.until_focused("#login").await;
        log_in(&tab, &bed, "seo-jeong.yun").await;
        // Not the page that the login leads to, and the list before it: a detour loses nothing.
        tab.open("/console/checks").await;
        tab.open(&format!("{at}?item=ORG-02")).await;
        tab.until("h2.item", "02").await;
        tab.open(&format!("{at}?item=ORG-01")).await;
        tab.until_shown("[data-draft-note]").await;
        let grounds = "return document.querySelector('#grounds').value";
        assert_eq!(tab.script(grounds).await, "최고경영층 승인 기록을 확인함");
        tab.keys("e").await;
        tab.until_focused("#grounds").await;
        tab.keys(&format!("{CONTROL}{ENTER}")).await;
        tab.until("h2.item", "02").await;
        let drafts = "return Object.keys(sessionStorage)\
            .filter((it) => it.startsWith('naru-draft')).length";
        assert_eq!(tab.script(drafts).await, 0, "what was saved is no draft");
    })
    .await;
}

/// What an institution typed about an item and did not send is there when it comes back, of that
/// item alone, and is no draft once it is sent; nobody else who uses the tab sees it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_institution_finds_its_draft_again() {
    let bed = Bed::new(fixtures::full());
    applied(&bed).await;
    let own = |name| Post::new(name, Scope::Institution(code())).unwrap();
    bed.named("김나래", own(Role::Fintech), "narae").await;
    bed.named("이나래", own(Role::Fintech), "narae.lee").await;
    journey(bed.router.clone(), |tab| async move {
        tab.width(1440, 900).await;
        tab.open("/console/login?lang=ko").await;
        log_in(&tab, &bed, "narae").await;
        let at = format!("/console/checks/{}", asked(&bed, 0).await);
        let item = |n: u32| format!("{at}?item=ORG-{n:02}");
        let typed = "return document.querySelector('#text').value";
        let is_noted = "return !document.querySelector('[data-draft-note]').hidden";
        let drafts = "return Object.keys(sessionStorage)\
            .filter((it) => it.startsWith('naru-draft')).length";
        let said = "접근 권한을 분기마다 검토함";
        tab.open(&item(2)).await;
        assert_eq!(tab.script(is_noted).await, false, "nothing was typed");
        tab.script("document.querySelector('#text').focus()").await;
        tab.until_focused("#text").await;
        tab.keys(said).await;
        tab.open(&item(3)).await;
        tab.until("h2.item", "03").await;
        assert_eq!(tab.script(typed).await, "", "it is of another item");
        assert_eq!(tab.script(is_noted).await, false);
        tab.open(&item(2)).await;
        tab.until_shown("[data-draft-note]").await;
        assert_eq!(tab.script(typed).await, said);

        // A colleague in the same tab finds nothing of it.
        tab.script("document.querySelector('form[action$=\"/logout\"] button').click()").await;
        tab.until_focused("#login").await;
        log_in(&tab, &bed, "narae.lee").await;
        tab.open(&item(2)).await;
        tab.until("h2.item", "02").await;
        assert_eq!(tab.script(typed).await, "", "not theirs");
        assert_eq!(tab.script(drafts).await, 0, "nor kept for them");

        tab.script("document.querySelector('#text').focus()").await;
        tab.until_focused("#text").await;
        tab.keys(said).await;
        tab.keys(&format!("{CONTROL}{ENTER}")).await;
        tab.until("article", said).await;
        assert_eq!(tab.script(drafts).await, 0, "what was sent is no draft");
        assert_eq!(tab.script(is_noted).await, false);
        assert_eq!(tab.script(typed).await, said, "it stands in the form as it was taken");
    })
    .await;
}

/// In a narrow window the state of a check stands whole below its name, titles in the list of items
/// keep their room, and no line ends with the dot between two facts.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_in_a_narrow_window_tears_nothing() {
    let bed = Bed::new(fixtures::full());
    bed.named("윤서정", post(Role::Inspector), "seo-jeong.yun").await;
    journey(bed.router.clone(), |tab| async move {
        tab.width(1280, 900).await;
        tab.open("/console/login?lang=ko").await;
        log_in(&tab, &bed, "seo-jeong.yun").await;
        applied(&bed).await;
        calls(&bed).await;
        let id = asked(&bed, 0).await;
        let at = format!("/console/checks/{id}");
        tab.open(&format!("{at}?lang=en")).await;
        tab.script("document.querySelector('.act button').click()").await;
        tab.until(".head", "planned").await;
        tab.script("document.querySelector('form[action$=\"/begin\"] button').click()").await;
        tab.until("h2.item", "01").await;
        answered(&bed, id).await;
        let torn = "return [...document.querySelectorAll('.mid')].filter((it) => {\
            const line = it.getBoundingClientRect(), next = it.nextSibling;\
            if (!line.width || !next) return false;\
            const range = document.createRange();\
            range.selectNode(next);\
            return range.getClientRects()[0].top > line.bottom;\
        }).map((it) => it.parentElement.innerText)";
        let shown = "return [...document.querySelectorAll('.head .mid')]\
            .filter((it) => it.getBoundingClientRect().width > 4).length > 1";
        for width in [1440, 1280, 1024, 390] {
            tab.width(width, 900).await;
            tab.open(&at).await;
            assert_eq!(tab.script(torn).await, serde_json::json!([]), "at {width}");
            if width > 1000 {
                assert_eq!(tab.script(shown).await, true, "dots are drawn at {width}");
                let lines = "return document.querySelector('.head .meta').offsetHeight < 40";
                assert_eq!(tab.script(lines).await, true, "the state is one line at {width}");
            }
            let room = "return Math.min(...[...document.querySelectorAll('.items .t')]\
                .map((it) => it.offsetWidth)) >= 100";
            assert_eq!(tab.script(room).await, true, "titles have room at {width}");
        }
    })
    .await;
}

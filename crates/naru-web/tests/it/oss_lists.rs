//! Lists of open source begin with what waits for the reader, say how many there are and are
//! searched by name; and what a case shows to whoever decides it.

use crate::approval_pages::{REASON, act, ask, ask_with, desk};
use crate::bed::{Bed, Visitor, form_of, said};
use crate::fixtures;
use crate::oss_pages::{
    LOG, LOG_FIXED, WEB, advice, data, day_in, declare, fintech, hand_in, institutions, operator,
};
use axum::http::StatusCode;
use naru_base::Id;
use naru_base::role::Role;
use naru_lab::oss::{Advice, MEDIUM, bill};

const FINDINGS: &str = "/console/oss/findings";
const APPROVALS: &str = "/console/oss/approvals";

/// The first sentence of a page.
fn lead(body: &str) -> String {
    let from = body.split(r#"<p class="lead">"#).nth(1).expect("a lead");
    from.split("</p>").next().unwrap_or_default().to_owned()
}

/// An advisory that concerns nobody has no race to be shown; one that does, has.
#[tokio::test]
async fn an_advisory_that_concerns_nobody_shows_no_race() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut one = fintech(&bed, 1).await;
    let system = declare(&mut one, 1, "옛 앱").await;
    hand_in(&mut one, &system, &bill("shop", "1.0", &[WEB, LOG])).await;
    let id = Id::parse(system.rsplit('/').next().unwrap()).unwrap();
    bed.portfolio.retire("system:test".to_owned(), id).await.unwrap();
    data(&bed, &[advice()]).await;
    let mut operator = operator(&bed).await;
    let at = "/console/oss/advisories/GHSA-aaaa-bbbb-cccc";
    let page = operator.get(at).await;
    assert!(page.status.is_success(), "{}", page.body);
    assert!(!page.body.contains(r#"<svg class="race""#), "{}", said(&page.body));
    let system = declare(&mut one, 1, "앱").await;
    hand_in(&mut one, &system, &bill("shop", "1.0", &[WEB, LOG])).await;
    let page = operator.get(at).await.body;
    assert!(page.contains(r#"<svg class="race""#), "{}", said(&page));
}

async fn text(visitor: &mut Visitor, path: &str) -> String {
    said(&visitor.get(path).await.body)
}

fn web_advice() -> Advice<'static> {
    Advice {
        id: "GHSA-wwww-wwww-wwww",
        cve: "CVE-2026-0002",
        package: ("Maven", "org.example.web:web"),
        fixed: "6.0.0",
        vector: MEDIUM,
        is_exploited: false,
    }
}

/// Asks for an exception on the exploited finding of a system; gives the address of the case.
pub async fn exception(bed: &Bed, visitor: &mut Visitor, page: &str) -> String {
    let body = visitor.get(page).await.body;
    let hrefs = body.split("/console/oss/stances/ask").skip(1);
    let query = hrefs
        .filter_map(|it| it.split('"').next())
        .find(|it| it.contains("GHSA-aaaa"))
        .expect("a way to ask")
        .replace("&amp;", "&");
    let value = |name: &str| {
        let from = query.split(&format!("{name}=")).nth(1).expect("a value");
        from.split('&').next().unwrap_or_default().to_owned()
    };
    let (system, package, until) = (value("system"), value("package"), day_in(bed, 30));
    let form = form_of(&visitor.get(&format!("/console/oss/stances/ask{query}")).await.body);
    let given = [
        ("form", form.as_str()),
        ("system", &system),
        ("package", &package),
        ("advisory", "GHSA-aaaa-bbbb-cccc"),
        ("claim", "exception"),
        ("reason", "고친 판이 아직 우리 틀과 맞지 않음"),
        ("control", "조회 인자를 관문에서 걸러냄"),
        ("until", &until),
    ];
    let done = visitor.post("/console/oss/stances", &given).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", said(&done.body));
    done.location().to_owned()
}

#[tokio::test]
async fn findings_are_counted_searched_and_narrowed_to_what_a_standing_hangs_on() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 2).await;
    let mut operator = operator(&bed).await;
    for n in 1..=2 {
        let page = declare(&mut operator, n, &format!("서비스 {n}")).await;
        hand_in(&mut operator, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    }
    let form = form_of(&operator.get("/console/oss").await.body);
    let given = [
        ("form", form.as_str()),
        ("institution", "M202600001"),
        ("name", "내부 도구"),
        ("duty", "internal"),
    ];
    let inside = operator.post("/console/oss/systems", &given).await.location().to_owned();
    hand_in(&mut operator, &inside, &bill("tool", "1.0", &[LOG])).await;
    data(&bed, &[advice(), web_advice()]).await;

    // No standing hangs on what is internal, and nothing is claimed or chosen beforehand.
    let found = operator.get(&inside).await.body;
    let href = &found[found.find("/console/oss/stances/ask").expect("a way to ask")..];
    let href = href.split('"').next().unwrap_or_default().replace("&amp;", "&");
    let asking = operator.get(&href).await.body;
    assert!(said(&asking).contains("이 발견은 자격에 영향을 주지 않습니다"), "{}", said(&asking));
    assert!(asking.contains(r#"<option value="" selected>주장을 고르십시오"#), "{asking}");
    let asking = operator.get("/console/oss/approvals/ask").await.body;
    assert!(asking.contains(r#"<option value="" selected>기관을 고르십시오"#), "{asking}");

    let body = operator.get("/console/oss").await.body;
    assert!(body.contains(r#"href="/console/oss/findings?grave=standing"#), "{body}");
    assert!(said(&body).contains("자격이 걸린 발견이 2건"), "{}", said(&body));
    let one = operator.get("/console/oss?of=M202600001").await.body;
    let kept = "/console/oss/findings?grave=standing&amp;sort=due&amp;of=M202600001";
    assert!(one.contains(kept), "the count leads to what was counted: {one}");
    for (address, count, has_inside) in [
        (FINDINGS.to_owned(), "모두\u{a0}5건", true),
        (format!("{FINDINGS}?grave=1"), "모두\u{a0}3건", true),
        (format!("{FINDINGS}?grave=1&sort=due"), "모두\u{a0}3건", true),
        (format!("{FINDINGS}?grave=standing"), "모두\u{a0}2건", false),
        (format!("{FINDINGS}?grave=standing&sort=due"), "모두\u{a0}2건", false),
        (format!("{FINDINGS}?grave=standing&sort=found"), "모두\u{a0}2건", false),
        (format!("{FINDINGS}?grave=standing&sort=system"), "모두\u{a0}2건", false),
        (format!("{FINDINGS}?grave=standing&sort=package"), "모두\u{a0}2건", false),
        (format!("{FINDINGS}?name=log"), "모두\u{a0}3건", true),
        (format!("{FINDINGS}?name=log&grave=standing&sort=due"), "모두\u{a0}2건", false),
        (format!("{FINDINGS}?name=log&grave=standing&of=M202600001"), "모두\u{a0}1건", false),
        (format!("{FINDINGS}?grave=standing&sort=due&of=M202600001"), "모두\u{a0}1건", false),
        (format!("{FINDINGS}?grave=standing&sort=system&of=M202600001"), "모두\u{a0}1건", false),
        (format!("{FINDINGS}?grave=standing&of=M202600001"), "모두\u{a0}1건", false),
    ] {
        let text = text(&mut operator, &address).await;
        assert!(text.contains(count), "{count} of {address}: {text}");
        assert!(text.contains("서비스 1"), "{address}: {text}");
        assert_eq!(text.contains("내부 도구"), has_inside, "{address}: {text}");
        assert!(!text.contains("web") || !address.contains("log"), "{address}: {text}");
    }
    let none = text(&mut operator, &format!("{FINDINGS}?name=zeppelin")).await;
    assert!(none.contains("맞는 것이 없습니다"), "{none}");
    // An order that is not to be had is shown as such, and not fallen back from in silence.
    let body = operator.get(&format!("{FINDINGS}?grave=standing&sort=package")).await.body;
    assert!(body.contains("<span aria-describedby=\"orders-note\">패키지 순</span>"), "{body}");
    let fallen = said(&body);
    assert!(fallen.contains("‘패키지 순’으로 볼 수 없어 ‘급한 순’으로"), "{fallen}");
    let body = operator.get(&format!("{FINDINGS}?name=log&sort=due")).await.body;
    assert!(body.contains("\"orders-note\">시스템 순</span>"), "{body}");
    assert!(said(&body).contains("이름으로 찾을 때는") && !said(&body).contains("볼 수 없어"));
    assert!(!operator.get(FINDINGS).await.body.contains("orders-note"), "all are to be had");
    let by_id = operator.get(&format!("{FINDINGS}?name=CVE-2026-0001")).await;
    assert_eq!(by_id.location(), "/console/oss/advisories/GHSA-aaaa-bbbb-cccc");

    let advisories = "/console/oss/advisories";
    assert!(text(&mut operator, advisories).await.contains("쓰는 시스템이 있는 것 2건"));
    let found = text(&mut operator, &format!("{advisories}?name=cve-2026-0002")).await;
    assert!(found.contains("모두\u{a0}1건") && found.contains("GHSA-wwww"), "{found}");
    assert!(!found.contains("GHSA-aaaa"), "{found}");
    let none = text(&mut operator, &format!("{advisories}?name=zeppelin")).await;
    assert!(none.contains("맞는 것이 없습니다") && !none.contains("0건"), "{none}");
}

#[tokio::test]
async fn a_systems_page_says_first_what_is_to_be_done_and_by_when() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut one = fintech(&bed, 1).await;
    let page = declare(&mut one, 1, "앱").await;
    assert!(text(&mut one, &page).await.contains("맨 먼저 SBOM을 올리십시오"));
    hand_in(&mut one, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    data(&bed, &[advice()]).await;
    let body = one.get(&page).await.body;
    let shown = said(&body);
    assert!(shown.contains("열린 발견 1건. 첫 기한은"), "{shown}");
    assert!(shown.contains("1건은 기한이 지나면 기관의 자격을 낮춥니다"), "{shown}");
    let at = |part: &str| body.find(part).unwrap_or_else(|| panic!("{part}: {body}"));
    assert!(at(r#"id="components""#) < at("/bill\""), "what it is made of, then the form");
    assert!(!shown.contains("2026-11-25T09:00:00Z"), "a time is shown as times are: {shown}");
    assert!(shown.contains("2026-11-25 18:00"), "{shown}");
    let found = one.get(&format!("{page}?name=LOG-core")).await.body;
    let found = found.split("id=\"components\"").nth(1).expect("components");
    let found = said(found.split("</section>").next().unwrap_or_default());
    assert!(found.contains("모두\u{a0}1개"), "{found}");
    assert!(found.contains("log-core") && !found.contains("org.example.web"), "{found}");
    bed.pass(30 * 86_400);
    let mut one = bed.logged_in("fintech-1").await;
    assert!(text(&mut one, &page).await.contains("기한을 이미 넘긴 것이 있습니다"));
    hand_in(&mut one, &page, &bill("shop", "1.1", &[WEB, LOG_FIXED])).await;
    assert!(text(&mut one, &page).await.contains("열린 발견이 없습니다"));
}

#[tokio::test]
async fn requests_that_wait_come_first_and_each_office_sees_its_own() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    data(&bed, &[]).await;
    let mut one = fintech(&bed, 1).await;
    let until = day_in(&bed, 300);
    let first = ask(&mut one, LOG_FIXED, "", &until).await.location().to_owned();
    bed.pass(60);
    let second = ask(&mut one, WEB, "", &until).await.location().to_owned();
    let body = one.get(APPROVALS).await.body;
    let at = |part: &str| body.find(part).expect("a row");
    assert!(at("log-core</span></a>") < at("web</a>"), "the longest waiting first");
    assert!(said(&body).contains("모두\u{a0}2건"), "{}", said(&body));
    let mine = text(&mut one, &format!("{APPROVALS}?show=mine")).await;
    assert!(mine.contains("우리가 할 것") && mine.contains("모두\u{a0}2건"), "{mine}");
    let found = text(&mut one, &format!("{APPROVALS}?name=WEB")).await;
    assert!(found.contains("모두\u{a0}1건") && !found.contains("log-core"), "{found}");
    let chosen = |body: &str, word: &str| body.contains(&format!("aria-current=\"true\">{word}<"));
    let body = one.get(APPROVALS).await.body;
    assert!(chosen(&body, "우리가 할 것"), "it opens on what waits for the reader: {body}");

    let mut security = desk(&bed, Role::SecurityDesk, "security").await;
    let mine = format!("{APPROVALS}?show=mine");
    assert!(text(&mut security, &mine).await.contains("모두\u{a0}2건"));
    let body = security.get(&first).await.body;
    assert!(!body.contains("/resolve\""), "whoever asked puts it right, not an office");
    let forced = act(&mut security, &first, "resolve", &[("issue", "1"), ("reason", REASON)]).await;
    assert_eq!(forced.status, StatusCode::FORBIDDEN);
    act(&mut security, &first, "accept", &[("issue", "1"), ("reason", REASON)]).await;
    act(&mut security, &first, "agree", &[("office", "security")]).await;
    let body = security.get(APPROVALS).await.body;
    assert!(chosen(&body, "내가 결정할 것"), "{body}");
    let left = text(&mut security, &mine).await;
    assert!(left.contains("모두\u{a0}1건") && !left.contains("log-core"), "{left}");
    // What others decide is all that is left to the institution: its own undecided ones.
    act(&mut one, &second, "resolve", &[("issue", "1"), ("reason", REASON)]).await;
    let body = one.get(APPROVALS).await.body;
    assert!(chosen(&body, "심사 중") && said(&body).contains("모두\u{a0}2건"), "{}", said(&body));
    let mut manager = operator(&bed).await;
    assert!(
        text(&mut manager, &mine).await.contains("모두\u{a0}2건"),
        "another office has not spoken"
    );
    // Who fills which office is for everybody to see; only the network changes it.
    let seats = one.get("/console/oss/seats").await;
    assert_eq!(seats.status, StatusCode::OK);
    assert!(said(&seats.body).contains("나루 기본값"), "{}", said(&seats.body));
    assert!(!seats.body.contains("name=\"office\""), "whoever reads changes nothing");
    let refused = one.post("/console/oss/seats", &[]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert!(refused.body.contains("/console/logout"), "the menu stays: {}", refused.body);
}

#[tokio::test]
async fn a_licence_that_the_bills_call_otherwise_is_an_issue_with_both_named() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    data(&bed, &[]).await;
    let mut one = fintech(&bed, 1).await;
    let page = declare(&mut one, 1, "앱").await;
    hand_in(&mut one, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    let until = day_in(&bed, 300);
    let case = ask_with(&mut one, (LOG, ""), "MIT", &until).await.location().to_owned();
    let shown = text(&mut one, &case).await;
    assert!(shown.contains("신청 MIT, SBOM Apache-2.0"), "{shown}");
    assert!(shown.contains("신청과 다름"), "{shown}");
    // As it was asked for: nothing to say, until a bill calls it otherwise.
    let case = ask_with(&mut one, (WEB, ""), "Apache-2.0", &until).await.location().to_owned();
    let shown = text(&mut one, &case).await;
    assert!(!shown.contains("SBOM의 라이선스가 다름"), "{shown}");
    let mut security = desk(&bed, Role::SecurityDesk, "security").await;
    let mut manager = operator(&bed).await;
    act(&mut security, &case, "accept", &[("issue", "1"), ("reason", REASON)]).await;
    act(&mut security, &case, "agree", &[("office", "security")]).await;
    act(&mut manager, &case, "agree", &[("office", "manager")]).await;
    assert!(text(&mut one, &format!("{APPROVALS}?show=approved")).await.contains("web"));
    let other = bill("shop", "1.1", &[WEB, LOG]).replace("Apache-2.0", "GPL-2.0-only");
    hand_in(&mut one, &page, &other).await;
    let shown = text(&mut one, &case).await;
    assert!(shown.contains("재심사"), "{shown}");
    assert!(shown.contains("신청 Apache-2.0, SBOM GPL-2.0-only"), "{shown}");
    hand_in(&mut one, &page, &other).await;
    let again = text(&mut one, &case).await;
    assert_eq!(again.matches("SBOM의 라이선스가 다름").count(), 2, "in the table and the choice");
}

#[tokio::test]
async fn the_list_to_decide_speaks_of_a_standing_only_where_one_hangs() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut operator = operator(&bed).await;
    let form = form_of(&operator.get("/console/oss").await.body);
    let given = [
        ("form", form.as_str()),
        ("institution", "M202600001"),
        ("name", "내부 도구"),
        ("duty", "internal"),
    ];
    let inside = operator.post("/console/oss/systems", &given).await.location().to_owned();
    let live = declare(&mut operator, 1, "앱").await;
    for page in [&inside, &live] {
        hand_in(&mut operator, page, &bill("shop", "1.0", &[WEB, LOG])).await;
    }
    data(&bed, &[advice()]).await;
    let mut security = desk(&bed, Role::SecurityDesk, "security").await;
    let mine = "/console/oss/stances?show=mine";
    exception(&bed, &mut operator, &inside).await;
    let shown = text(&mut security, mine).await;
    assert!(shown.contains("오래 기다린 것부터 답하십시오"), "{shown}");
    assert!(!shown.contains("자격에 영향"), "{shown}");
    exception(&bed, &mut operator, &live).await;
    let shown = text(&mut security, mine).await;
    assert!(shown.contains("자격이 걸린 발견의 기한이 급한 것부터"), "{shown}");
    assert_eq!(shown.matches("자격에 영향").count(), 1, "{shown}");
}

#[tokio::test]
async fn whoever_decides_an_exception_sees_what_it_is_about_and_what_is_theirs() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut one = fintech(&bed, 1).await;
    let page = declare(&mut one, 1, "앱").await;
    hand_in(&mut one, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    data(&bed, &[advice(), web_advice()]).await;
    let case = exception(&bed, &mut one, &page).await;
    let mut security = desk(&bed, Role::SecurityDesk, "security").await;
    // It begins with whose answer it waits for.
    let waits = lead(&security.get(&case).await.body);
    assert!(waits.contains("보안"), "{waits}");
    let shown = text(&mut security, &case).await;
    for want in ["운영 서비스", "CVSS 10.0", "실제 악용됨", "2.15.0", "남음"] {
        assert!(shown.contains(want), "{want} in {shown}");
    }
    let first = security.get("/console/oss/stances").await.body;
    assert!(first.contains(r#"aria-current="true">내가 결정할 것"#), "whose turn it is: {first}");
    let mine = "/console/oss/stances?show=mine";
    assert!(text(&mut security, mine).await.contains("모두\u{a0}1건"));
    let found = text(&mut security, &format!("{mine}&name=log-core")).await;
    assert!(found.contains("모두\u{a0}1건"), "{found}");
    let none = text(&mut security, &format!("{mine}&name=zeppelin")).await;
    assert!(none.contains("맞는 것이 없습니다"), "{none}");
    act(&mut security, &case, "agree", &[]).await;
    let waits = lead(&security.get(&case).await.body);
    assert!(!waits.contains("보안"), "it has answered: {waits}");
    assert!(text(&mut security, mine).await.contains("지금 결정하실 것이 없습니다"));
    assert!(text(&mut security, "/console/oss/stances").await.contains("모두\u{a0}1건"));

    // The operator takes it back: with a reason, which the institution is told.
    let mut operator = operator(&bed).await;
    let bare = act(&mut operator, &case, "withdraw", &[]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.body.contains("id=\"why-error\""), "{}", said(&bare.body));
    let why = "같은 신청이 다른 건으로 들어와 있음";
    let done = act(&mut operator, &case, "withdraw", &[("why", why)]).await;
    assert_eq!(done.location(), case, "{}", said(&done.body));
    assert_eq!(bed.portfolio.tell().await.unwrap(), 1);
    assert_eq!(bed.portfolio.tell().await.unwrap(), 0, "once");
    let inbox = one.get("/console/inbox").await.body;
    let at = inbox.find("/console/inbox/").expect("a notice");
    let notice: String = inbox[at..].chars().take_while(|c| *c != '"').collect();
    let told = text(&mut one, &notice).await;
    assert!(
        told.contains("운영기관이 예외·VEX 신청을 거두었습니다") && told.contains(why),
        "{told}"
    );
    assert!(text(&mut one, &case).await.contains(why));
    // Whoever asked needs no reason, and nobody is told.
    let until = day_in(&bed, 300);
    let own = ask(&mut one, LOG_FIXED, "", &until).await.location().to_owned();
    assert_eq!(act(&mut one, &own, "withdraw", &[]).await.location(), own);
    let theirs = ask(&mut one, LOG_FIXED, "", &until).await.location().to_owned();
    let bare = act(&mut operator, &theirs, "withdraw", &[("why", "없음")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    act(&mut operator, &theirs, "withdraw", &[("why", why)]).await;
    assert_eq!(bed.portfolio.tell().await.unwrap(), 1, "one's own is not told");
    assert!(text(&mut one, &theirs).await.contains(why));
}

#[tokio::test]
async fn questions_and_crossings_that_wait_come_first() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 2).await;
    let (mut one, mut two) = (fintech(&bed, 1).await, fintech(&bed, 2).await);
    let here = "/console/oss/desk";
    let mut operator = operator(&bed).await;
    let empty = text(&mut operator, here).await;
    assert!(empty.contains("답을 기다리는 물음이 없습니다"), "{empty}");
    let mut cases = Vec::new();
    for title in ["먼저 물은 것", "나중에 물은 것"] {
        let form = form_of(&one.get(here).await.body);
        let given =
            [("form", form.as_str()), ("title", title), ("words", "어떻게 하면 됩니까, 예를 들어")];
        cases.push(one.post(here, &given).await.location().to_owned());
    }
    let body = operator.get(here).await.body;
    let at = |part: &str| body.find(part).expect("a row");
    assert!(at("먼저 물은 것") < at("나중에 물은 것"), "the longest waiting first");
    assert!(said(&body).contains("모두\u{a0}2건"), "{}", said(&body));
    let form = form_of(&operator.get(&cases[0]).await.body);
    let answer = [
        ("form", form.as_str()),
        ("answer", "이렇게 하시면 됩니다, 예를 들어"),
        ("published", "yes"),
    ];
    operator.post(&format!("{}/answer", cases[0]), &answer).await;
    let left = text(&mut operator, here).await;
    assert!(left.contains("모두\u{a0}1건") && !left.contains("먼저 물은 것"), "{left}");
    assert!(text(&mut two, here).await.contains("먼저 물은 것"), "what is published is for all");
    assert!(!text(&mut two, &format!("{here}?show=own")).await.contains("먼저 물은 것"));
    assert!(text(&mut one, &format!("{here}?show=own")).await.contains("모두\u{a0}2건"));

    let zone = "/console/oss/zone";
    for name in ["first.csv", "second.csv"] {
        let form = form_of(&operator.get(zone).await.body);
        let given = [
            ("form", form.as_str()),
            ("direction", "out"),
            ("mode", "none"),
            ("purpose", "모형 평가 결과를 보고"),
            ("registration", ""),
            ("method", ""),
        ];
        operator.upload_with(zone, &given, ("file", name), "week,sum\n1,200\n").await;
    }
    let body = operator.get(zone).await.body;
    let at = |part: &str| body.find(part).expect("a row");
    assert!(at("first.csv") < at("second.csv") && said(&body).contains("모두\u{a0}2건"), "{body}");
    let mine = format!("{zone}?show=mine");
    assert!(text(&mut operator, &mine).await.contains("지금 결정하실 것이 없습니다"), "own ones");
    let mut security = desk(&bed, Role::SecurityDesk, "security").await;
    assert!(text(&mut security, &mine).await.contains("모두\u{a0}2건"));
    let found = text(&mut security, &format!("{zone}?name=SECOND")).await;
    assert!(found.contains("모두\u{a0}1건") && !found.contains("first.csv"), "{found}");
}

#[tokio::test]
async fn what_is_not_known_is_said_of_licences_and_what_is_there_is_counted() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut one = fintech(&bed, 1).await;
    let page = declare(&mut one, 1, "앱").await;
    let text_of = bill("shop", "1.0", &[WEB, LOG]);
    hand_in(
        &mut one,
        &page,
        &text_of.replacen(r#""id":"Apache-2.0""#, r#""name":"House terms""#, 1),
    )
    .await;
    let shown = text(&mut one, &format!("{page}/licences")).await;
    assert!(shown.contains("모르는 구성요소 1개는 견주지 못했습니다"), "{shown}");
    let lead = "이용 형태를 정하지 않았습니다. 아래에서 기록하십시오. 라이선스나 의무를 모르는";
    assert!(shown.contains(lead), "{shown}");
    assert_eq!(shown.matches("라이선스끼리는").count(), 0, "the note says it: {shown}");
    let mut network = operator(&bed).await;
    let theirs = text(&mut network, &format!("{page}/licences")).await;
    assert!(theirs.contains("기관이 라이선스를 모르는 구성요소 1개를 확인해야"), "{theirs}");
    assert!(shown.contains("견준 것 가운데에는 이용 형태와 부딪히는 것이 없습니다"), "{shown}");
    // What is under a licence is one way off, of this system alone.
    let body = one.get(&format!("{page}/licences")).await.body;
    let at = body.find("/console/oss/licences?of=M202600001&amp;licence=House").expect("a way");
    let href: String = body[at..].chars().take_while(|c| *c != '"').collect();
    let listed = text(&mut one, &href.replace("&amp;", "&")).await;
    assert!(listed.contains("앱: 1개"), "{listed}");
    let later = declare(&mut one, 1, "앱 다음").await;
    hand_in(&mut one, &later, &bill("later", "1.0", &[LOG])).await;
    let of_app = "/console/oss/licences?licence=Apache-2.0&system=%EC%95%B1";
    let listed = one.get(of_app).await.body;
    let listed = &listed[listed.find(r#"<section id="users""#).expect("a list")..];
    let listed = said(&listed[..listed.find("</section>").expect("its end")]);
    assert!(listed.contains("앱: 1개") && !listed.contains("앱 다음"), "{listed}");
    assert!(body.contains("<option value=\"\" selected>이용 형태를 고르십시오"), "{body}");
    // The file says nothing of how much is in it: what it says of the systems here counts.
    data(&bed, &[advice()]).await;
    let shown = text(&mut one, "/console/oss/self-check").await;
    assert!(shown.contains("EPSS 자료가 없어 KEV\u{a0}1건만으로"), "{shown}");
    assert!(shown.contains("자료는 운영기관이 넣어야 합니다"), "{shown}");
    // Nothing by this name, and not for this role: the menu stays, and who may is said.
    let missing = one.get("/console/oss/systems/none").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert!(missing.body.contains("/console/logout"), "{}", missing.body);
    let mut bank = desk(&bed, Role::Bank, "bank").await;
    let refused = bank.get("/console/oss").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let shown = said(&refused.body);
    assert!(
        refused.body.contains("/console/logout") && shown.contains("이 화면을 쓰는 직무"),
        "{shown}"
    );
}

//! What comes first in lists of open source, what the menu counts of it, and forms that bring again
//! what was written in them.

use crate::approval_pages::{act, ask, desk};
use crate::bed::{Bed, Visitor, form_of, in_line, said};
use crate::fixtures;
use crate::oss_lists::exception;
use crate::oss_pages::{
    LOG, LOG_FIXED, WEB, advice, data, day_in, declare, fintech, hand_in, institutions, operator,
};
use axum::http::StatusCode;
use naru_base::role::Role;
use naru_lab::oss::{Advice, MEDIUM, bill};

const APPROVALS: &str = "/console/oss/approvals";
const DESK: &str = "/console/oss/desk";

async fn text(visitor: &mut Visitor, path: &str) -> String {
    in_line(&visitor.get(path).await.body)
}

/// The names in the first cells of a list's rows.
fn rows(body: &str) -> Vec<String> {
    let rows = body.split("<tbody>").nth(1).unwrap_or_else(|| panic!("no list in {body}"));
    let rows = rows.split("</tbody>").next().unwrap_or_default().split("<td class=\"way\">");
    rows.skip(1).map(|it| in_line(&format!("<main{}", it.split("</td>").next().unwrap()))).collect()
}

#[tokio::test]
async fn requests_come_by_use_in_live_services_then_by_deadline_then_by_age() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut one = fintech(&bed, 1).await;
    data(&bed, &[]).await;
    let page = declare(&mut one, 1, "앱").await;
    hand_in(&mut one, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    let far = day_in(&bed, 300);
    ask(&mut one, "pkg:maven/org.example.a/idle@1.0.0", "", &far).await;
    bed.pass(60);
    let mut security = desk(&bed, Role::SecurityDesk, "security").await;
    let alone = text(&mut security, APPROVALS).await;
    assert!(alone.contains("오래 기다린 것부터 · 모두"), "nothing is urgent: {alone}");
    ask(&mut one, "pkg:maven/org.example.b/short@1.0.0", "", &day_in(&bed, 20)).await;
    bed.pass(60);
    ask(&mut one, WEB, "", &far).await;
    bed.pass(60);
    ask(&mut one, LOG_FIXED, "", &far).await;
    let order = async |visitor: &mut Visitor| {
        let body = visitor.get(APPROVALS).await.body;
        let named = |it: &String| {
            let all = ["idle", "short", "example.web", "log-core"];
            all.into_iter().find(|name| it.contains(name)).unwrap_or("?")
        };
        rows(&body).iter().map(named).collect::<Vec<_>>()
    };
    assert_eq!(order(&mut security).await, ["example.web", "log-core", "short", "idle"]);
    // A finding that is due in a live service comes before what only waits.
    data(&bed, &[advice()]).await;
    assert_eq!(order(&mut security).await, ["log-core", "example.web", "short", "idle"]);
    let body = security.get(APPROVALS).await.body;
    let shown = in_line(&body);
    assert!(shown.contains("운영 서비스에서 쓰는 것부터, 그 안에서는 기한이"), "{shown}");
    let first = &rows(&body)[0];
    assert!(first.contains("운영 서비스에서 사용") && first.contains("남음"), "why: {first}");
    assert!(!rows(&body)[3].contains("운영 서비스"), "{:?}", rows(&body));
    // What an exception puts off is not due.
    let case = exception(&bed, &mut one, &page).await;
    for (role, login) in [(Role::Operator, "op"), (Role::Inspector, "inspector")] {
        let mut office = desk(&bed, role, login).await;
        act(&mut office, &case, "agree", &[]).await;
    }
    act(&mut security, &case, "agree", &[]).await;
    assert_eq!(order(&mut security).await, ["example.web", "log-core", "short", "idle"]);
}

#[tokio::test]
async fn a_long_list_by_urgency_goes_on_where_it_ended() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut one = fintech(&bed, 1).await;
    let page = declare(&mut one, 1, "앱").await;
    hand_in(&mut one, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    for n in 0..51 {
        let purl = format!("pkg:maven/org.example.n{n}/part@1.0.0");
        ask(&mut one, &purl, "", &day_in(&bed, 300)).await;
    }
    ask(&mut one, WEB, "", &day_in(&bed, 300)).await;
    let body = one.get(&format!("{APPROVALS}?show=asked")).await.body;
    let first = rows(&body);
    assert!(first.len() == 50 && first[0].contains("web"), "{first:?}");
    let next = body.split("href=\"").find(|it| it.contains("after=")).expect("it goes on");
    let next = next.split('"').next().unwrap_or_default().replace("&amp;", "&");
    let rest = one.get(&next).await.body;
    let last = rows(&rest);
    assert_eq!(last.len(), 2, "{last:?}");
    assert!(last.iter().all(|it| !first.contains(it)), "each once");
    assert!(in_line(&rest).contains("운영 서비스에서 쓰는 것부터"), "the order is the list's");
}

#[tokio::test]
async fn versions_come_by_the_gravest_finding_then_the_newest_first() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut one = fintech(&bed, 1).await;
    let purl = |version: &str| format!("pkg:maven/org.example.log/log-core@{version}");
    for (name, version) in
        [("가", "2.17.1"), ("나", "2.9.0"), ("다", "2.14.1"), ("라", "2.20.0"), ("마", "2.17.1")]
    {
        let page = declare(&mut one, 1, name).await;
        hand_in(&mut one, &page, &bill("shop", "1.0", &[&purl(version), WEB])).await;
    }
    let newer = Advice {
        id: "GHSA-newe-newe-newe",
        cve: "CVE-2026-0003",
        fixed: "2.18.0",
        vector: MEDIUM,
        is_exploited: false,
        ..advice()
    };
    data(&bed, &[advice(), newer]).await;
    let found = one.get("/console/oss/who?q=log-core").await.body;
    let shown = in_line(&found);
    assert!(shown.contains("2.14.1 × 1 · 2.9.0 × 1 · 2.17.1 × 2 · 2.20.0 × 1"), "{shown}");
    let systems: Vec<String> = rows(&found).iter().map(|it| it.chars().take(1).collect()).collect();
    assert_eq!([&systems[0], &systems[1], &systems[4]], ["다", "나", "라"], "{systems:?}");
    let at = found.find("/console/oss/packages/").expect("its page");
    let package: String = found[at..].chars().take_while(|c| *c != '"').collect();
    let versions = rows(&one.get(&package).await.body);
    assert_eq!(versions, ["2.14.1", "2.9.0", "2.17.1", "2.20.0"]);
}

#[tokio::test]
async fn the_menu_counts_exceptions_requests_and_questions_that_wait_for_the_reader() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut one = fintech(&bed, 1).await;
    let page = declare(&mut one, 1, "앱").await;
    hand_in(&mut one, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    data(&bed, &[advice()]).await;
    let mut operator = operator(&bed).await;
    let mut security = desk(&bed, Role::SecurityDesk, "security").await;
    // The count beside the item of the menu and beside each tab.
    let count = |body: &str, href: &str, end: &str| {
        let from = body.split(&format!("href=\"{href}\"")).nth(1).expect("an item");
        let item = from.split(end).next().unwrap_or_default();
        in_line(&format!("<main><a{item}")).split_whitespace().find_map(|it| it.parse::<i64>().ok())
    };
    let menu = |body: &str| {
        let nav = body.split("<nav class=\"nav\"").nth(1).expect("a menu");
        count(nav, "/console/oss", "</a>")
    };
    let tabs = |body: &str| {
        let main = body.split("<main").nth(1).expect("a page");
        ["/console/oss/stances", APPROVALS, DESK].map(|href| count(main, href, "</a>"))
    };
    let home = "/console/oss";
    let before = security.get(home).await.body;
    assert_eq!((menu(&before), tabs(&before)), (None, [None, None, None]));
    exception(&bed, &mut one, &page).await;
    let body = security.get(home).await.body;
    assert_eq!((menu(&body), tabs(&body)), (Some(1), [Some(1), None, None]));
    for purl in [WEB, LOG_FIXED] {
        ask(&mut one, purl, "", &day_in(&bed, 300)).await;
    }
    let body = security.get(home).await.body;
    assert_eq!((menu(&body), tabs(&body)), (Some(3), [Some(1), Some(2), None]));
    let form = form_of(&one.get(DESK).await.body);
    let given = [
        ("form", form.as_str()),
        ("title", "GPL 구성요소를 앱에 넣을 수 있습니까"),
        ("words", "배포하는 앱에 GPL-2.0 구성요소를 넣어도 됩니까"),
    ];
    one.post(DESK, &given).await;
    let body = operator.get(home).await.body;
    assert_eq!((menu(&body), tabs(&body)), (Some(4), [Some(1), Some(2), Some(1)]));
}

#[tokio::test]
async fn an_exception_is_asked_for_again_with_what_was_written() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 2).await;
    let mut one = fintech(&bed, 1).await;
    let page = declare(&mut one, 1, "앱").await;
    hand_in(&mut one, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    data(&bed, &[advice()]).await;
    let case = exception(&bed, &mut one, &page).await;
    act(&mut one, &case, "withdraw", &[]).await;
    let shown = one.get(&case).await.body;
    let at = shown.find("/console/oss/stances/ask?").expect("a way to ask again");
    let way: String = shown[at..].chars().take_while(|c| *c != '"').collect();
    let way = way.replace("&amp;", "&");
    let form = one.get(&way).await.body;
    let until = day_in(&bed, 30);
    for want in
        ["고친 판이 아직 우리 틀과 맞지 않음", "조회 인자를 관문에서 걸러냄", until.as_str()]
    {
        assert!(form.contains(want), "{want}: {}", said(&form));
    }
    assert!(form.contains("value=\"exception\" selected"), "{form}");
    let mut two = fintech(&bed, 2).await;
    assert_eq!(two.get(&way).await.status, StatusCode::NOT_FOUND, "not another's");
    // Nothing of it is brought to another system's finding.
    let other = declare(&mut two, 2, "남의 앱").await;
    hand_in(&mut two, &other, &bill("shop", "1.0", &[WEB, LOG])).await;
    let ids = [&page, &other].map(|it| it.rsplit('/').next().expect("an id").to_owned());
    let theirs = two.get(&way.replace(&ids[0], &ids[1])).await;
    assert_eq!(theirs.status, StatusCode::OK);
    assert!(!theirs.body.contains("고친 판이 아직"), "{}", said(&theirs.body));
}

#[tokio::test]
async fn a_refusal_names_the_field_as_its_form_does_and_counts_as_written() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut one = fintech(&bed, 1).await;
    let mut network = operator(&bed).await;
    let form = form_of(&one.get(DESK).await.body);
    let given = [("form", form.as_str()), ("title", "어떻게 합니까"), ("words", "예")];
    let seen = said(&one.post(DESK, &given).await.body);
    assert!(seen.contains("물음: 10자 이상, 4,000자까지"), "{seen}");
    let form = form_of(&one.get(&format!("{APPROVALS}/ask")).await.body);
    let seen = said(&one.post(APPROVALS, &[("form", form.as_str())]).await.body);
    assert!(seen.contains("용도: 10자 이상, 1,000자까지"), "{seen}");
    let item = "/console/oss/self-check/P1?of=network";
    let form = form_of(&network.get(item).await.body);
    let seen = said(&network.post(item, &[("form", form.as_str())]).await.body);
    assert!(seen.contains("답의 내용: 10자 이상, 1,000자까지"), "{seen}");
    let zone = "/console/oss/zone";
    let form = form_of(&network.get(zone).await.body);
    let given = [("form", form.as_str())];
    let seen = said(&network.upload_with(zone, &given, ("file", "a.csv"), "1").await.body);
    assert!(seen.contains("목적: 10자 이상, 1,000자까지"), "{seen}");
    // Over a list of nothing there is no head.
    for (visitor, list, head) in [(&mut one, DESK, "물음"), (&mut network, zone, "망 반출입")]
    {
        let empty = visitor.get(&format!("{list}?show=asked")).await.body;
        assert!(!empty.contains(&format!("<h2>{head}</h2>")), "{list}: {}", said(&empty));
    }
}

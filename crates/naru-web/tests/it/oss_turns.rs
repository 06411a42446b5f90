//! What pages of open source begin with: how much waits for the reader, what of it can be done now,
//! and each thing once.

use crate::approval_pages::{REASON, act, ask, desk};
use crate::bed::{BETWEEN, Bed, Visitor, form_of, in_line, said};
use crate::fixtures;
use crate::oss_lists::exception;
use crate::oss_pages::{
    LOG, LOG_FIXED, WEB, advice, data, day_in, declare, fintech, hand_in, institutions, operator,
};
use naru_base::role::Role;
use naru_base::{ClientUseCode, Id};
use naru_core::oss::approval::Wish;
use naru_lab::oss::bill;
use std::collections::BTreeSet;

const APPROVALS: &str = "/console/oss/approvals";
const ZONE: &str = "/console/oss/zone";
const DESK: &str = "/console/oss/desk";
const PROGRAM: &str = "institution:M202600001";

async fn text(visitor: &mut Visitor, path: &str) -> String {
    in_line(&visitor.get(path).await.body)
}

/// The first sentence of a page.
fn lead(body: &str) -> String {
    let from = body.split(r#"<p class="lead">"#).nth(1).expect("a lead");
    in_line(&format!("<main><p>{}", from.split("</p>").next().unwrap_or_default()))
}

fn own() -> ClientUseCode {
    ClientUseCode::parse("M202600001").unwrap()
}

/// Asks by the institution's own program.
async fn ask_by_program(bed: &Bed, purl: &str) -> Id {
    let wish = Wish {
        purl: purl.to_owned(),
        versions: String::new(),
        purpose: "앱 서버의 기록을 남기는 데 씀".to_owned(),
        fit: "우리 틀이 이미 이 인터페이스를 씀".to_owned(),
        alternatives: "logback".to_owned(),
        origin: "Maven Central, PGP 서명 확인".to_owned(),
        licence: "Apache-2.0".to_owned(),
        until: bed.env().now.plus_seconds(100 * 86_400),
    };
    bed.portfolio.ask_approval(PROGRAM.to_owned(), own(), wish).await.unwrap()
}

#[tokio::test]
async fn requests_that_can_be_decided_are_counted_apart_also_of_more_than_a_page() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut one = fintech(&bed, 1).await;
    let mut first = None;
    for i in 0..52 {
        let id = ask_by_program(&bed, &format!("pkg:maven/org.example.n{i}/part@1.0.0")).await;
        first.get_or_insert(id);
    }
    let before = lead(&one.get(APPROVALS).await.body);
    assert!(before.contains("쟁점을 처리할 신청이 52건"), "no data yet: {before}");
    data(&bed, &[]).await;
    let all = lead(&one.get(APPROVALS).await.body);
    assert!(all.contains("거두고 다시 신청할 것이 52건"), "{all}");
    let last = ask(&mut one, LOG_FIXED, "", &day_in(&bed, 300)).await.location().to_owned();
    let body = one.get(APPROVALS).await.body;
    let some = lead(&body);
    assert!(some.contains("53건") && some.contains("그 가운데 52건은"), "two pages: {some}");
    assert!(said(&body).contains("53건 중 1–50"), "{}", said(&body));

    // What is rather to be asked for again is no office's turn.
    let mut security = desk(&bed, Role::SecurityDesk, "security").await;
    let body = security.get(APPROVALS).await.body;
    let none = lead(&body);
    assert!(none.contains("결정을 기다리는 신청이 1건") && none.contains("모두 쟁점을"), "{none}");
    assert!(!said(&body).contains("다시 신청할 것"), "{}", said(&body));
    let menu = body.split("href=\"/console/oss\"").nth(1).expect("a menu");
    let menu = in_line(&format!("<main><a{}", menu.split("</a>").next().unwrap_or_default()));
    assert!(menu.contains('1') && !menu.contains("53"), "the menu counts the same: {menu}");
    let every = security.get(&format!("{APPROVALS}?show=asked")).await.body;
    assert!(said(&every).contains("53건 중 1–50"), "{}", said(&every));
    assert!(said(&every).contains("기관이 거두고 다시 신청할 것"), "{}", said(&every));
    let case = format!("{APPROVALS}/{}", first.expect("the first request"));
    let page = lead(&security.get(&case).await.body);
    assert!(page.contains("기관이 거두고 다시 신청할 차례입니다"), "{page}");
    ask(&mut one, WEB, "", &day_in(&bed, 300)).await;
    act(&mut security, &last, "accept", &[("issue", "1"), ("reason", REASON)]).await;
    let ready = lead(&security.get(APPROVALS).await.body);
    assert!(ready.contains("1건은 지금 승인할 수 있고, 1건은 쟁점을"), "{ready}");
    let english = lead(&security.get(&format!("{APPROVALS}?lang=en")).await.body);
    assert!(english.contains("Of these, 1 can be approved now; 1 only once"), "{english}");
}

/// News raise what a request takes, and change nothing about when it was asked.
#[tokio::test]
async fn a_request_says_when_it_was_asked_whatever_became_known_since() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    data(&bed, &[]).await;
    let mut one = fintech(&bed, 1).await;
    ask(&mut one, LOG, "", &day_in(&bed, 300)).await;
    let cell = |body: &str, head: &str| {
        let from = body.split(&format!("data-l=\"{head}\"")).nth(1).expect("a cell");
        in_line(&format!("<main><td{}", from.split("</td>").next().unwrap_or_default()))
    };
    let list = format!("{APPROVALS}?show=asked");
    let before = one.get(&list).await.body;
    bed.pass(3_600);
    data(&bed, &[advice()]).await;
    assert_eq!(bed.portfolio.watch_approvals().await.unwrap(), 1, "there is news");
    let mut one = bed.logged_in("fintech-1").await;
    let after = one.get(&list).await.body;
    assert_ne!(cell(&before, "쟁점"), cell(&after, "쟁점"), "there is news: {}", said(&after));
    assert_eq!(cell(&before, "신청한 때"), cell(&after, "신청한 때"));
}

#[tokio::test]
async fn crossings_begin_with_those_that_wait_for_the_reader() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut one = operator(&bed).await;
    let form = form_of(&one.get(ZONE).await.body);
    let fields = [
        ("form", form.as_str()),
        ("direction", "out"),
        ("mode", "none"),
        ("purpose", "모형 평가 결과를 보고"),
        ("registration", ""),
        ("method", ""),
    ];
    let asked = one.upload_with(ZONE, &fields, ("file", "result.csv"), "week,sum\n1,200\n").await;
    let case = asked.location().to_owned();
    let mut security = desk(&bed, Role::SecurityDesk, "security").await;
    let body = security.get(ZONE).await.body;
    assert!(lead(&body).starts_with("결정을 기다리는 반출입이 1건"), "{}", lead(&body));
    assert!(said(&body).contains("연구·개발망 경계를 넘는 파일은"), "the rule stands after it");
    act(&mut security, &case, "agree", &[]).await;
    let left = lead(&security.get(ZONE).await.body);
    assert_eq!(left, "승인을 기다리는 반출입이 1건 있습니다.");
    let none = lead(&security.get(&format!("{ZONE}?show=mine")).await.body);
    assert_eq!(none, "지금 결정하실 것이 없습니다.");
    let found = security.get(&format!("{ZONE}?show=all&name=nothing")).await.body;
    assert!(said(&found).contains("찾는 이름과 맞는 것이 없습니다"), "{}", said(&found));
    // A deadline in a sentence stays in one line.
    let english = security.get(&format!("{case}?lang=en")).await.body;
    let turn = english.split(r#"<p class="lead">"#).nth(1).expect("whose turn it is");
    let turn = turn.split("</p>").next().unwrap_or_default();
    let deadline = turn.split("by ").nth(1).expect("a deadline");
    assert!(!deadline.contains(' ') && deadline.contains('\u{a0}'), "{deadline}");
}

#[tokio::test]
async fn a_page_without_anything_says_so_once() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let (mut one, mut network) = (fintech(&bed, 1).await, operator(&bed).await);
    for lang in ["ko", "en"] {
        for page in ["", "/findings", "/advisories", "/stances", "/approvals", "/desk", "/licences"]
        {
            let path = format!("/console/oss{page}?lang={lang}");
            for visitor in [&mut one, &mut network] {
                let shown = said(&visitor.get(&path).await.body);
                let mut told = BTreeSet::new();
                for sentence in shown.lines().filter(|it| it.ends_with('.')) {
                    assert!(told.insert(sentence), "{path} says twice: {sentence}\n{shown}");
                }
                assert!(told.iter().any(|it| it.contains("없") || it.contains("No")), "{shown}");
            }
        }
    }
    // With an SBOM in which nothing is wrong, and with data: the same.
    let page = declare(&mut one, 1, "앱").await;
    hand_in(&mut one, &page, &bill("shop", "1.0", &[WEB])).await;
    for is_known in [false, true] {
        if is_known {
            data(&bed, &[]).await;
        }
        for path in [page.as_str(), "/console/oss/findings", "/console/oss/advisories"] {
            let shown = said(&one.get(&format!("{path}?lang=ko")).await.body);
            let mut told = BTreeSet::new();
            for sentence in shown.lines().filter(|it| it.ends_with('.')) {
                assert!(told.insert(sentence), "{path} says twice: {sentence}\n{shown}");
            }
        }
    }
}

#[tokio::test]
async fn what_a_program_asked_for_names_its_institution_once() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    data(&bed, &[]).await;
    let (mut one, mut network) = (fintech(&bed, 1).await, operator(&bed).await);
    let words = ("라이선스를 고르는 법".to_owned(), "둘 가운데 하나를 고르면 됩니까".to_owned());
    let question = bed.portfolio.ask_question(PROGRAM.to_owned(), own(), words).await.unwrap();
    let question = format!("{DESK}/{question}");
    let request = format!("{APPROVALS}/{}", ask_by_program(&bed, LOG).await);
    let sent = one.get(&question).await.sent;
    assert!(sent.contains(&format!("우리 기관{BETWEEN}")), "it begins and ends no line: {sent}");
    let mine = text(&mut one, &question).await;
    assert!(mine.contains("우리 기관 ·") && !mine.contains("나래페이"), "{mine}");
    assert_eq!(text(&mut network, &question).await.matches("나래페이").count(), 1);
    for (visitor, times) in [(&mut one, 0), (&mut network, 1)] {
        let shown = text(visitor, &request).await;
        assert!(shown.contains("신청한 때") && !shown.contains("신청한 사람과"), "{shown}");
        assert_eq!(shown.matches("나래페이").count(), times, "{shown}");
    }
}

#[tokio::test]
async fn taking_back_names_only_what_stands() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut one = fintech(&bed, 1).await;
    let page = declare(&mut one, 1, "앱").await;
    hand_in(&mut one, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    data(&bed, &[advice()]).await;
    let case = exception(&bed, &mut one, &page).await;
    let asked = text(&mut one, &case).await;
    assert!(
        asked.contains("예외·VEX 신청을 거두기") && !asked.contains("승인을 거두기"),
        "{asked}"
    );
    assert!(asked.contains("발견의 기한"), "as in the list: {asked}");
    for role in [Role::SecurityDesk, Role::Operator, Role::Inspector] {
        let mut office = desk(&bed, role, &format!("office-{role}")).await;
        act(&mut office, &case, "agree", &[]).await;
    }
    let approved = text(&mut one, &case).await;
    assert!(approved.contains("예외·VEX 승인을 거두기"), "{approved}");
    assert!(approved.contains("기한이 다시 자격에 영향을") && !approved.contains("신청을 거두기"));
    let request = ask(&mut one, LOG_FIXED, "", &day_in(&bed, 300)).await.location().to_owned();
    let shown = text(&mut one, &request).await;
    assert!(shown.contains("이 신청을 없던 것으로") && !shown.contains("승인을 없던"), "{shown}");
    // A package that nobody asked for has no count over nothing.
    let found = one.get("/console/oss/who?q=web").await.body;
    let at = found.find("/console/oss/packages/").expect("a package");
    let package: String = found[at..].chars().take_while(|c| *c != '"').collect();
    let package = text(&mut one, &package).await;
    assert!(package.contains("사용 승인 우리 기관은 이 패키지의"), "{package}");
}

/// How many pages there are of who has it, and the systems on them.
async fn all_pages(visitor: &mut Visitor, first: &str) -> (usize, BTreeSet<String>) {
    let (mut at, mut pages, mut seen) = (first.to_owned(), 0, BTreeSet::new());
    loop {
        let body = visitor.get(&at).await.body;
        pages += 1;
        let ways: Vec<&str> =
            body.split("href=\"").skip(1).filter_map(|it| it.split('"').next()).collect();
        let systems = ways.iter().filter_map(|it| it.strip_prefix("/console/oss/systems/"));
        seen.extend(systems.map(|it| (*it).to_owned()));
        let is_next = |it: &&&str| it.starts_with("/console/oss/who?q=") && it.contains("after=");
        match ways.iter().find(is_next) {
            Some(it) => at = it.replace("&amp;", "&"),
            None => return (pages, seen),
        }
    }
}

#[tokio::test]
async fn who_has_it_is_told_to_the_last_system_and_of_one_institution() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 2).await;
    let mut network = operator(&bed).await;
    for i in 0..51 {
        let page = declare(&mut network, 1 + i % 2, &format!("앱 {i}")).await;
        hand_in(&mut network, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    }
    let who = "/console/oss/who?q=log-core";
    let (pages, systems) = all_pages(&mut network, who).await;
    assert_eq!((pages, systems.len()), (2, 51), "each of them is told");
    let theirs = network.get(&format!("{who}&of=M202600002")).await.body;
    assert!(said(&theirs).contains("시스템 25개에서"), "of one institution: {}", said(&theirs));
    // Whoever has two versions is one system.
    let both = declare(&mut network, 1, "둘 다").await;
    hand_in(&mut network, &both, &bill("both", "1.0", &[LOG, LOG_FIXED])).await;
    let all = text(&mut network, who).await;
    assert!(all.contains("시스템 52개에서 씁니다 (버전 2가지)"), "{all}");
    // Out of use, nothing is judged of it and nothing leads to what has no page.
    let id = both.rsplit('/').next().and_then(|it| Id::parse(it).ok()).expect("an id");
    bed.portfolio.retire("system:test".to_owned(), id).await.unwrap();
    let retired = network.get(&both).await.body;
    assert!(said(&retired).contains("더는 판단하지 않습니다"), "{}", said(&retired));
    assert!(!retired.contains("c-3\">모름<") && !retired.contains("/oss/packages/"), "{retired}");
    // One version alone, or many: neither is called absent without a word.
    let one = text(&mut network, "/console/oss/who?q=log-core+2").await;
    assert!(one.contains("꼭 2인 버전만 찾았습니다"), "{one}");
    let many = text(&mut network, "/console/oss/who?q=log-core+2.x").await;
    assert!(
        many.contains("숫자가 있어야 하고, 1.x는") && !many.contains("SBOM이 있는 시스템"),
        "{many}"
    );
}

#[tokio::test]
async fn the_guide_is_counted_of_the_operators_own_people() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut network = operator(&bed).await;
    for (role, login) in [
        (Role::Administrator, "admin"),
        (Role::Inspector, "inspector"),
        (Role::Regulator, "regulator"),
    ] {
        bed.staff(role, login).await;
    }
    bed.staff(Role::Legal, "legal").await;
    let item = text(&mut network, "/console/oss/self-check/P2").await;
    assert!(item.contains("2명 가운데 0명"), "the operator and the legal office: {item}");
}

#[tokio::test]
async fn what_was_put_right_is_listed_where_the_self_check_counts_it() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut one = fintech(&bed, 1).await;
    let page = declare(&mut one, 1, "앱").await;
    hand_in(&mut one, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    data(&bed, &[advice()]).await;
    let item = "/console/oss/self-check/P4?of=M202600001";
    let before = text(&mut one, item).await;
    assert!(before.contains("고친 발견이 생기면 사실이 답하고"), "what is lacking: {before}");
    bed.pass(30 * 86_400);
    let mut one = bed.logged_in("fintech-1").await;
    hand_in(&mut one, &page, &bill("shop", "1.1", &[WEB, LOG_FIXED])).await;
    let after = text(&mut one, item).await;
    assert!(after.contains("지난 1년에 고친 발견"), "{after}");
    assert!(after.contains("GHSA-aaaa-bbbb-cccc") && after.contains("기한을 넘김"), "{after}");
    let list = one.get("/console/oss/self-check?of=M202600001").await.body;
    assert!(list.contains("/console/oss/self-check/P4?of=M202600001#lacking"), "{list}");
}

//! What pages of open source say of a standing: as it is now, and what comes next.

use crate::approval_pages::act;
use crate::bed::{Bed, Visitor, said};
use crate::fixtures;
use crate::gates_pages;
use crate::oss_lists::exception;
use crate::oss_pages::{LOG, WEB, advice, data, declare, fintech, hand_in, institutions, operator};
use crate::practice_pages::reader;
use naru_base::role::Role;
use naru_lab::oss::bill;

const ADVISORY: &str = "/console/oss/advisories/GHSA-aaaa-bbbb-cccc";
const DAY_S: i64 = 86_400;

async fn text(visitor: &mut Visitor, path: &str) -> String {
    said(&visitor.get(path).await.body)
}

#[tokio::test]
async fn a_standing_is_told_as_it_is_now_and_what_comes_next() {
    let bed = Bed::new(fixtures::full());
    gates_pages::institutions(&bed, 1, 1, 1, |_| 300).await;
    let mut own = fintech(&bed, 1).await;
    let page = declare(&mut own, 1, "앱").await;
    hand_in(&mut own, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    data(&bed, &[advice()]).await;
    bed.portfolio.follow().await.unwrap();
    let pages = ["/console/oss", page.as_str(), ADVISORY, "/console/oss/findings"];
    for path in pages {
        let now = text(&mut own, path).await;
        assert!(now.contains("발견 1건 때문에 지금 자격은 ‘주의’입니다"), "{path}: {now}");
        assert!(now.contains("부터 한도가 줄고"), "what comes next, {path}: {now}");
        assert!(!now.contains("기한이 지나면 자격을 낮추는"), "{path}: {now}");
    }
    let english = text(&mut own, "/console/oss?lang=en").await;
    assert!(
        english.contains("The standing is now: Warned. Findings that lower it:\u{a0}1."),
        "{english}"
    );
    own.get("/console/oss?lang=ko").await;
    // Of all institutions together nobody has one standing.
    let mut all = operator(&bed).await;
    let sum = text(&mut all, "/console/oss").await;
    assert!(sum.contains("자격이 걸린 발견이 1건") && !sum.contains("지금 자격은"), "{sum}");
    let sum = text(&mut all, ADVISORY).await;
    assert!(sum.contains("그 가운데 1개에 자격이 걸려 있습니다"), "{sum}");
    assert!(sum.contains("자격이 내려갑니다"), "{sum}");
    let one = text(&mut all, "/console/oss?of=M202600001").await;
    assert!(one.contains("지금 자격은 ‘주의’입니다"), "of one it is told: {one}");

    bed.pass(30 * DAY_S);
    let mut own = bed.logged_in("fintech-1").await;
    let low = text(&mut own, &page).await;
    let (cut, stopped) = (low.contains("‘한도 축소’입니다"), low.contains("‘조회 전용’입니다"));
    assert!(cut || stopped, "its deadline is past: {low}");
    let row = text(&mut own, ADVISORY).await;
    assert!(row.contains("지금 ‘") && !row.contains("자격이 내려갑니다"), "it is lowered: {row}");
    bed.pass(60 * DAY_S);
    let mut own = bed.logged_in("fintech-1").await;
    let stopped = text(&mut own, "/console/oss").await;
    assert!(stopped.contains("‘조회 전용’입니다. 이체가 정지되어"), "{stopped}");
}

#[tokio::test]
async fn a_finding_that_an_exception_puts_off_has_no_deadline_where_its_users_are_told() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut own = fintech(&bed, 1).await;
    let page = declare(&mut own, 1, "앱").await;
    hand_in(&mut own, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    data(&bed, &[advice()]).await;
    let row = |body: &str| {
        let users = body.split("id=\"users\"").nth(1).expect("users").to_owned();
        said(users.split("</section>").next().unwrap_or_default())
    };
    let case = exception(&bed, &mut own, &page).await;
    let asked = row(&own.get("/console/oss/who?q=log-core").await.body);
    assert!(asked.contains("남음") && !asked.contains("예외·VEX"), "asked is not granted: {asked}");
    for role in [Role::SecurityDesk, Role::Operator, Role::Inspector] {
        let mut office = reader(&bed, role, &format!("office-{role}")).await;
        act(&mut office, &case, "agree", &[]).await;
    }
    let found = own.get("/console/oss/who?q=log-core").await.body;
    let shown = row(&found);
    assert!(shown.contains("예외·VEX 승인") && !shown.contains("남음"), "{shown}");
    assert!(found.contains(&format!("href=\"{case}\"")), "the way to it: {found}");
    let told = own.get("/console/oss/who.json?q=log-core").await.body;
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    let told = &told["rows"][0];
    assert!(told["due_at"].is_null() && told["excepted_until"].is_i64(), "{told}");
    let at = found.find("/console/oss/packages/").expect("its page");
    let package: String = found[at..].chars().take_while(|c| *c != '"').collect();
    let findings = text(&mut own, &package).await;
    assert!(findings.contains("예외·VEX 승인") && !findings.contains("남음"), "{findings}");
}

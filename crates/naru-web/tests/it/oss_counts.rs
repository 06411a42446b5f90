//! What pages of open source count, and that the ways beside a count lead to what was counted.

use crate::approval_pages::act;
use crate::bed::{Bed, Visitor, form_of, said};
use crate::fixtures;
use crate::oss_lists::exception;
use crate::oss_pages::{LOG, WEB, advice, data, declare, fintech, hand_in, institutions, operator};
use crate::practice_pages::{post_at, reader};
use naru_base::role::Role;
use naru_lab::oss::bill;

const CHECK: &str = "/console/oss/self-check";
const ONE: &str = "M202600001";
const ADVISORY: &str = "/console/oss/advisories/GHSA-aaaa-bbbb-cccc";
/// What is said of systems on whose findings a standing hangs.
const LOWERS: &str = "기한이 지나면 자격을 낮춥니다";

async fn text(visitor: &mut Visitor, path: &str) -> String {
    said(&visitor.get(path).await.body)
}

#[tokio::test]
async fn an_approved_exception_is_left_out_of_what_a_standing_hangs_on() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut own = fintech(&bed, 1).await;
    let page = declare(&mut own, 1, "앱").await;
    hand_in(&mut own, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    data(&bed, &[advice()]).await;
    let bearing = "/console/oss/findings?grave=standing";
    let case = exception(&bed, &mut own, &page).await;
    assert!(
        text(&mut own, "/console/oss").await.contains("기한이 지나면 자격을 낮추는 발견이 1건")
    );
    assert!(text(&mut own, ADVISORY).await.contains(&format!("그 가운데 1개는 {LOWERS}")));
    assert!(
        text(&mut own, &page).await.contains("1건은 기한이 지나면"),
        "asked for is not granted"
    );
    assert!(!text(&mut own, bearing).await.contains("예외가 승인되어"));

    for role in [Role::SecurityDesk, Role::Operator, Role::Inspector] {
        let mut office = reader(&bed, role, &format!("office-{role}")).await;
        act(&mut office, &case, "agree", &[]).await;
    }
    let lead = text(&mut own, "/console/oss").await;
    assert!(!lead.contains("자격을 낮추는 발견이"), "{lead}");
    assert!(lead.contains("지금은 영향을 주지 않는 것 1건"), "{lead}");
    let system = text(&mut own, &page).await;
    assert!(!system.contains("기관의 자격을 낮춥니다"), "{system}");
    let list = text(&mut own, bearing).await;
    assert!(
        list.contains("모두\u{a0}1건") && list.contains("이 가운데 1건은 예외가 승인되어"),
        "{list}"
    );
    let exposed = text(&mut own, ADVISORY).await;
    assert!(exposed.contains("1개가 남았습니다") && !exposed.contains(LOWERS), "{exposed}");
    let check = text(&mut own, &format!("{CHECK}/V1?of={ONE}")).await;
    assert!(
        check.contains("조치되지 않은 심각·악용 확인 발견이 없습니다"),
        "as the self-check: {check}"
    );
    // Its end comes by itself.
    bed.pass(31 * 86_400);
    let mut own = bed.logged_in("fintech-1").await;
    assert!(text(&mut own, "/console/oss").await.contains("발견이 1건 있고, 기한을 넘긴"));
}

#[tokio::test]
async fn a_long_list_says_where_one_is_and_leads_back() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut own = fintech(&bed, 1).await;
    let page = declare(&mut own, 1, "앱").await;
    let purls: Vec<String> =
        (10..62).map(|n| format!("pkg:maven/org.example.n{n}/part@1.0.0")).collect();
    let purls: Vec<&str> = purls.iter().map(String::as_str).collect();
    hand_in(&mut own, &page, &bill("shop", "1.0", &purls)).await;
    let first = own.get(&page).await.body;
    let shown = said(&first);
    assert!(shown.contains("52개 중 1–50") && !shown.contains("처음으로"), "{shown}");
    let href = first.split("href=\"").find(|it| it.contains("at=50#components")).expect("on");
    let href = href.split('"').next().unwrap_or_default().replace("&amp;", "&");
    let rest = own.get(&href).await.body;
    let shown = said(&rest);
    assert!(shown.contains("52개 중 51–52"), "{shown}");
    assert!(rest.contains(&format!("href=\"{page}?name=#components\">처음으로</a>")), "{rest}");
    // A short list needs none of it.
    let one = text(&mut own, &format!("{page}?name=n10")).await;
    assert!(one.contains("모두\u{a0}1개") && !one.contains("개 중 1–"), "{one}");
}

#[tokio::test]
async fn whose_a_system_is_stands_beside_it_where_several_are_seen() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut own = fintech(&bed, 1).await;
    let page = declare(&mut own, 1, "앱").await;
    hand_in(&mut own, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    data(&bed, &[advice()]).await;
    let mut operator = operator(&bed).await;
    let row = |body: &str| {
        let row = body.split("<td class=\"way\">").nth(1).expect("a row").to_owned();
        said(row.split("</td>").next().unwrap_or_default())
    };
    for list in ["/console/oss", "/console/oss/findings", ADVISORY] {
        let theirs = row(&operator.get(list).await.body);
        assert!(theirs.contains("나래페이") && theirs.contains("운영 서비스"), "{list}: {theirs}");
        let mine = row(&own.get(list).await.body);
        assert!(!mine.contains("나래페이") && mine.contains("운영 서비스"), "{list}: {mine}");
    }
}

#[tokio::test]
async fn systems_are_narrowed_to_those_that_the_self_check_counts() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut own = fintech(&bed, 1).await;
    let live = declare(&mut own, 1, "앱 서버").await;
    hand_in(&mut own, &live, &bill("shop", "1.0", &[WEB, LOG])).await;
    let form = form_of(&own.get("/console/oss").await.body);
    let given = [
        ("form", form.as_str()),
        ("institution", ONE),
        ("name", "내부 도구"),
        ("duty", "internal"),
    ];
    let inside = own.post("/console/oss/systems", &given).await.location().to_owned();
    hand_in(&mut own, &inside, &bill("tool", "1.0", &[LOG])).await;

    let all = text(&mut own, "/console/oss").await;
    for want in ["모두 2", "운영 서비스 1", "내부 1", "앱 서버", "내부 도구"] {
        assert!(all.contains(want), "{want} in {all}");
    }
    for (duty, has, lacks) in
        [("live", "앱 서버", "내부 도구"), ("internal", "내부 도구", "앱 서버")]
    {
        let some = text(&mut own, &format!("/console/oss?duty={duty}")).await;
        assert!(some.contains(has) && !some.contains(lacks), "{duty}: {some}");
        assert!(some.contains("모두\u{a0}1개"), "the head counts these: {some}");
    }
    let body = own.get(CHECK).await.body;
    for want in [
        format!("/console/oss?of={ONE}&amp;duty=live&amp;sort=billed"),
        format!("/console/oss/licences?of={ONE}&amp;show=unclear&amp;duty=live#systems"),
    ] {
        assert!(body.contains(&want), "{want} in {body}");
    }
    assert!(said(&body).contains("운영 서비스만 셉니다"), "{}", said(&body));
    let licences = text(&mut own, &format!("/console/oss/licences?of={ONE}&duty=live")).await;
    assert!(licences.contains("앱 서버") && !licences.contains("내부 도구"), "{licences}");
    assert!(licences.contains("구성요소 2개"), "of these systems only: {licences}");
    let english = text(&mut own, "/console/oss?lang=en").await;
    assert!(english.contains("Live services 1"), "{english}");
}

#[tokio::test]
async fn the_self_check_names_who_has_not_read_and_what_nobody_asked_for() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut own = fintech(&bed, 1).await;
    let (readers, asked) = (format!("{CHECK}/P2?of={ONE}"), format!("{CHECK}/S1?of={ONE}"));
    assert!(text(&mut own, &readers).await.contains("김나래"), "nobody has read anything");
    let body = own.get(CHECK).await.body;
    assert!(body.contains(&format!("{CHECK}/P2?of={ONE}#lacking")), "a way to the names: {body}");
    for page in ["start", "roles", "zone"] {
        let path = format!("/console/oss/guide/{page}");
        post_at(&mut own, &path, &format!("{path}/read"), &[]).await;
    }
    let lacking = own.get(&readers).await.body;
    let lacking = lacking.split("id=\"lacking\"").nth(1).expect("the part");
    let lacking = said(lacking.split("</section>").next().unwrap_or_default());
    assert!(lacking.contains("없습니다.") && !lacking.contains("김나래"), "{lacking}");

    // Facts would answer it, had anybody declared a system.
    let early = text(&mut own, &format!("{CHECK}/I2?of={ONE}")).await;
    assert!(early.contains("사실이 답할 수 있는 항목입니다"), "{early}");
    let page = declare(&mut own, 1, "앱 서버").await;
    hand_in(&mut own, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    let body = own.get(&asked).await.body;
    assert!(said(&body).contains("신청이 없는 직접 구성요소"), "{}", said(&body));
    assert!(body.contains("org.example.web:<wbr>web"), "{}", said(&body));
    assert!(body.contains("/console/oss/approvals/ask?institution=M202600001"), "{body}");
    let late = text(&mut own, &format!("{CHECK}/I2?of={ONE}")).await;
    assert!(!late.contains("사실이 답할 수 있는 항목입니다"), "{late}");
    // Of the border of the zone facts tell the operator's house only, of systems institutions only.
    let zone = text(&mut own, &format!("{CHECK}/N1?of={ONE}")).await;
    assert!(!zone.contains("사실이 답할 수 있는 항목입니다"), "{zone}");
    let mut network = operator(&bed).await;
    let zone = text(&mut network, &format!("{CHECK}/N1?of=network")).await;
    assert!(zone.contains("사실이 답할 수 있는 항목입니다"), "{zone}");
    let bills = text(&mut network, &format!("{CHECK}/I2?of=network")).await;
    assert!(!bills.contains("사실이 답할 수 있는 항목입니다"), "{bills}");
    // Who reads for the network sees it and asks for nothing.
    let mut auditor = reader(&bed, Role::Auditor, "auditor").await;
    let body = auditor.get(&asked).await.body;
    assert!(body.contains("org.example.web:<wbr>web"), "{}", said(&body));
    assert!(!body.contains("approvals/ask?institution"), "{body}");
    assert!(text(&mut network, &format!("{CHECK}/P2?of=network")).await.contains("정하윤"));
}

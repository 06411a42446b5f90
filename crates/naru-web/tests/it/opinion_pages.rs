//! What the machine says now beside what was found then.

use crate::bed::{Bed, form_of, post};
use crate::check_pages::{applied, ask, begin, code, enter, find, report_of, value_of};
use crate::fixtures;
use axum::http::StatusCode;
use naru_base::ClientUseCode;
use naru_base::role::{Post, Role, Scope as Held};
use naru_core::check::signal::{Seen, What};
use naru_core::check::{self, Sighting};
use naru_store::Tx;

/// Calls from an address that nobody declared: the machine holds them against ORG-03 and ORG-26.
async fn calls_from_elsewhere(bed: &Bed) {
    let now = bed.now();
    let write = move |tx: &mut Tx<'_>| {
        let seen = |what, detail: &str, count| {
            let detail = detail.to_owned();
            let seen = Seen { what, detail, count, most: 0, first_at: now, last_at: now };
            Sighting { institution: code(), date: now.business_date(), seen }
        };
        let all = [
            seen(What::Call, "/v2.0/transfer/withdraw/fin_num", 40),
            seen(What::SourceRefused, "203.0.113.77", 14),
        ];
        Ok(check::note_seen(tx, &all)?)
    };
    bed.store.write(write).await.unwrap();
}

/// What the machine turns against after an item was found met stands in the list, in the report and
/// before the second inspector; a failed result that waits is not called untold.
#[tokio::test]
async fn what_the_machine_says_now_stands_beside_what_was_found_then() {
    let bed = Bed::new(fixtures::full());
    applied(&bed).await;
    let own = Post::new(Role::Fintech, Held::Institution(code())).unwrap();
    let mut own = enter(&bed, own, "narae", "김나래").await;
    let mut one = enter(&bed, post(Role::Inspector), "seo-jeong.yun", "윤서정").await;
    let mut two = enter(&bed, post(Role::Inspector), "do-yun.han", "한도윤").await;
    let mut reader = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let at = ask(&mut own).await;
    begin(&bed, &mut one, &at).await;
    find(&mut one, &at, "ORG-03", "pass").await;
    let page = one.get(&at).await.body;
    assert!(!page.contains("지금 불일치"), "{page}");
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let wish = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("verdict", "failed"),
        ("reason", "자료를 내지 않아 끝냄"),
    ];
    let case = one.post(&format!("{at}/verdict"), &wish).await.location().to_owned();
    let against = "적합이나 지금 나루는 불일치로 봄 1";
    assert!(!two.get(&case).await.body.contains(against));
    calls_from_elsewhere(&bed).await;
    let page = two.get(&at).await.body;
    assert!(page.contains("지금 불일치"), "{page}");
    let report = report_of(&mut two, &at).await;
    assert!(report.contains("지금 나루: 불일치"), "{report}");
    let shown = two.get(&case).await.body;
    assert!(shown.contains(against), "{shown}");
    // Whoever is told of the proposal and not of what was found reads that it waits.
    let report = report_of(&mut reader, &at).await;
    assert!(report.contains("결과 확정 뒤 공개") && !report.contains("통보 전"), "{report}");
}

#[tokio::test]
async fn what_the_machine_saw_stands_beside_the_item_and_cannot_be_overlooked() {
    let bed = Bed::new(fixtures::full());
    applied(&bed).await;
    let own = Post::new(Role::Fintech, Held::Institution(code())).unwrap();
    let mut own = enter(&bed, own, "narae", "김나래").await;
    let mut one = enter(&bed, post(Role::Inspector), "seo-jeong.yun", "윤서정").await;
    let at = ask(&mut own).await;
    begin(&bed, &mut one, &at).await;
    calls_from_elsewhere(&bed).await;
    let page = one.get(&format!("{at}?item=ORG-26")).await.body;
    for text in ["등록하지 않은 곳의 호출", "거절 14회", "203.0.113.77", "불일치"] {
        assert!(page.contains(text), "{text} in {page}");
    }
    let form = form_of(&page);
    let given = |how: &'static str, grounds: &'static str| {
        [("form", form.clone()), ("item", "ORG-26".into()), ("value", "pass".into())]
            .into_iter()
            .chain([("how", how.to_owned()), ("grounds", grounds.to_owned())])
            .collect::<Vec<_>>()
    };
    let mut say = async |how, grounds| {
        let given = given(how, grounds);
        let pairs: Vec<(&str, &str)> = given.iter().map(|(n, v)| (*n, v.as_str())).collect();
        one.post(&format!("{at}/found"), &pairs).await
    };
    let wrong = say("machine", "").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("기계가 그렇게 말하지 않습니다"), "{}", wrong.body);
    let wrong = say("person", "문제없음을 확인").await;
    assert!(wrong.body.contains("20자 이상"), "{}", wrong.body);
    assert!(wrong.body.contains("문제없음을 확인</textarea>"), "what was written stays");
    let done =
        say("person", "그 주소는 폐쇄한 옛 시험 서버로, 폐쇄 기록을 직접 확인했습니다").await;
    assert_eq!(done.location(), format!("{at}?item=ORG-27#item"), "{}", done.body);

    // What it says now stands beside what was found; of then it differs only where it turned since.
    let in_list = |page: &str, item: &str| {
        let line = page.split(&format!("?item={item}#item\"")).nth(1).unwrap();
        crate::bed::said(&format!("<main{}</main>", line.split("</a>").next().unwrap()))
    };
    let page = one.get(&at).await.body;
    assert!(in_list(&page, "ORG-26").contains("지금 불일치"), "{page}");
    let report = report_of(&mut one, &at).await;
    assert!(report.contains("당시 나루: 불일치"), "{report}");
    let of = report.split(r#"<td class="nw">ORG-26</td>"#).nth(1).unwrap();
    let of = of.split("</tr>").next().unwrap();
    assert!(of.contains("당시") && !of.contains("지금"), "it says now what it said then: {of}");
    // Items that nobody has judged yet are in the sum of an interim report.
    assert!(report.contains("판정 전</th>"), "{report}");
    // The institution sees it too, and whoever is not meant to see the check does not.
    let page = own.get(&at).await.body;
    assert!(page.contains("나루가 불일치로 본 항목"), "{page}");
    let other =
        Post::new(Role::Fintech, Held::Institution(ClientUseCode::parse("M202600002").unwrap()));
    let mut other = enter(&bed, other.unwrap(), "other", "박다른").await;
    for file in ["", "/report", "/csv", "/json"] {
        let seen = other.get(&format!("{at}{file}")).await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{file}");
    }
    // Its people look through their accounts, which stand there by name.
    let page = own.get("/console/checks").await.body;
    for text in ["아직 검토 기록이 없습니다", "아래 계정 1개를", "김나래", "마지막 접속"]
    {
        assert!(page.contains(text), "{text} in {page}");
    }
    assert!(!page.contains("박다른") && !page.contains("윤서정"), "nobody else's: {page}");
    let done = own.post("/console/checks/review", &[("form", &form_of(&page))]).await;
    assert_eq!(done.location(), "/console/checks", "{}", done.body);
    assert!(own.get("/console/checks").await.body.contains("지난 검토"));
}

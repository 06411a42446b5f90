//! What is said beside a deed on open source: remarks on a bill that was taken, whether a standing
//! still hangs on another version, and of whom it is true that they are told.

use crate::approval_pages::act;
use crate::bed::{Bed, form_of, in_line, said};
use crate::fixtures;
use crate::gates_pages;
use crate::oss_pages::{LOG, WEB, advice, data, declare, fintech, hand_in, institutions, operator};
use crate::practice_pages::{post_at, reader};
use axum::http::StatusCode;
use naru_base::Id;
use naru_base::role::{Post, Role, Scope as Held};
use naru_core::oss::portfolio::{Grade, Grave, GravePage};
use naru_core::reactions;
use naru_lab::oss::bill;
use naru_store::Tx;

const MADE: &str = "2026-11-25T09:00:00Z";

/// The first sentence of a page.
fn lead(body: &str) -> String {
    let lead = body.split(r#"<p class="lead">"#).nth(1).unwrap_or_else(|| panic!("{body}"));
    in_line(&format!("<main><p>{}", lead.split("</p>").next().unwrap_or_default()))
}

#[tokio::test]
async fn an_accepted_bill_says_at_once_what_is_to_be_checked() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut own = fintech(&bed, 1).await;
    let page = declare(&mut own, 1, "앱").await;
    let made = |at: &str, product: &str| bill(product, "1.0", &[WEB, LOG]).replace(MADE, at);
    let first = hand_in(&mut own, &page, &made("2026-10-01T00:00:00Z", "shop")).await;
    assert_eq!(first.status, StatusCode::OK, "{}", said(&first.body));
    assert!(!first.body.contains("SBOM에서 확인할 점"), "{}", said(&first.body));
    let other: &[&str] = &["앞선 SBOM의 제품(‘shop’)", "다른 제품(‘bank’)"];
    let wants: [(&str, &str, usize, &[&str]); 4] = [
        ("2019-06-01T00:00:00Z", "shop", 1, &["지금까지 유효하던 SBOM(2026-10-01 09:00)"]),
        ("2019-06-01T00:00:00Z", "bank", 1, other),
        ("2027-06-01T00:00:00Z", "bank", 2, &["아직 오지 않은 때입니다(2027-06-01 09:00)"]),
        // What was in doubt is not what the next is compared with.
        ("2027-06-01T00:00:00Z", "bank", 2, other),
    ];
    for (at, product, count, all) in wants {
        let seen = hand_in(&mut own, &page, &made(at, product)).await;
        assert_eq!(seen.status, StatusCode::OK, "{}", said(&seen.body));
        let note = seen.body.split("SBOM에서 확인할 점").nth(1).expect("remarks in the answer");
        let note = note.split("</ul>").next().unwrap_or_default();
        assert_eq!(note.matches("<li>").count(), count, "nothing else: {note}");
        for want in all {
            assert!(note.contains(want), "{want}: {note}");
        }
    }
    // What was remarked before was remarked of every bill.
    let apart = made("2027-06-01T00:00:00Z", "bank").replacen(
        "\"version\":\"2.14.1\"",
        "\"version\":\"2.14.2\"",
        1,
    );
    let seen = hand_in(&mut own, &page, &apart).await;
    let note = seen.body.split("SBOM에서 확인할 점").nth(1).expect("remarks in the answer");
    let note = note.split("</ul>").next().unwrap_or_default();
    assert!(note.contains("구성요소의 버전"), "{note}");
    let body = own.get(&page).await.body;
    for year in ["2019-06-01 09:00", "2027-06-01 09:00"] {
        assert!(body.contains(year), "with its year: {}", said(&body));
    }
    assert!(!body.contains("최근 10건"), "all are shown: {}", said(&body));
    for _ in 0..6 {
        hand_in(&mut own, &page, &made("2027-06-01T00:00:00Z", "bank")).await;
    }
    let text = said(&own.get(&page).await.body);
    assert!(text.contains("최근 10건, 모두 12건"), "{text}");
    // The doubt stands first as long as that bill is in force, and goes with the right one.
    let doubted = "지금 유효한 SBOM에 확인할 점이 있습니다.";
    let told = lead(&own.get(&page).await.body);
    for text in [doubted, "아직 오지 않은 때입니다", "다른 제품(‘bank’)"] {
        assert!(told.contains(text), "{text}: {told}");
    }
    let seen = hand_in(&mut own, &page, &made("2026-11-01T00:00:00Z", "shop")).await;
    assert!(!seen.body.contains("다른 제품(‘shop’)"), "{}", said(&seen.body));
    let told = lead(&own.get(&page).await.body);
    assert!(!told.contains(doubted), "{told}");
}

#[tokio::test]
async fn a_new_name_of_a_product_is_confirmed_once_and_a_doubt_stands_in_the_list() {
    const OSS: &str = "/console/oss";
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut own = fintech(&bed, 1).await;
    let page = declare(&mut own, 1, "앱").await;
    hand_in(&mut own, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    let doubt = "다른 제품의 SBOM인지 확인 필요";
    assert!(!said(&own.get(OSS).await.body).contains(doubt));
    bed.pass(60);
    hand_in(&mut own, &page, &bill("bank", "1.0", &[WEB, LOG])).await;
    assert!(said(&own.get(OSS).await.body).contains(doubt), "the list says what the page says");
    let body = own.get(&page).await.body;
    assert!(body.contains("새 이름이 맞음을 확인"), "{}", said(&body));

    let path = format!("{page}/product");
    let wrong = post_at(&mut own, &page, &path, &[("product", "other")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(said(&wrong.body).contains("지금의 이름을 다시 보십시오"), "{}", said(&wrong.body));
    let done = post_at(&mut own, &page, &path, &[("product", "bank")]).await;
    assert_eq!(done.location(), page, "{}", said(&done.body));
    assert!(!said(&own.get(OSS).await.body).contains(doubt));
    let body = own.get(&page).await.body;
    assert!(!lead(&body).contains("다른 제품("));
    let row = said(body.split("id=\"bills\"").nth(1).expect("the bills"));
    assert!(row.contains("새 이름 확인: ") && !row.contains("다른 제품("), "by whom: {row}");
    let twice = post_at(&mut own, &page, &path, &[("product", "bank")]).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "once");
    // From now on the new name is what others are compared with.
    let note = |body: &str| {
        let note = body.split("SBOM에서 확인할 점").nth(1).unwrap_or_default();
        note.split("</ul>").next().unwrap_or_default().to_owned()
    };
    bed.pass(60);
    let next = hand_in(&mut own, &page, &bill("bank", "1.1", &[WEB, LOG])).await;
    assert!(!note(&next.body).contains("다른 제품("), "{}", said(&next.body));
    bed.pass(60);
    let back = hand_in(&mut own, &page, &bill("shop", "1.2", &[WEB, LOG])).await;
    assert!(note(&back.body).contains("앞선 SBOM의 제품(‘bank’)"), "{}", said(&back.body));
}

#[tokio::test]
async fn documents_on_a_system_are_named_by_it_and_by_the_day() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut own = fintech(&bed, 1).await;
    let page = declare(&mut own, 1, "앱 server").await;
    hand_in(&mut own, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    data(&bed, &[advice()]).await;
    let named = |seen: &crate::bed::Seen| {
        let head = seen.headers.get("content-disposition").expect("a name");
        head.to_str().expect("plain letters").to_owned()
    };
    let seen = own.get(&format!("{page}/vex?form=cyclonedx")).await;
    let name = named(&seen);
    assert!(name.starts_with("attachment; filename=\"server-vex-20"), "{name}");
    assert!(name.contains("filename*=UTF-8''%EC%95%B1%20server-vex-20"), "{name}");
    assert!(name.ends_with(".cyclonedx.json"), "{name}");
    let vex: serde_json::Value = serde_json::from_str(&seen.body).expect("JSON");
    let about = &vex["metadata"]["component"];
    assert_eq!(
        (about["name"].as_str(), about["version"].as_str()),
        (Some("앱 server"), Some("1.0"))
    );
    assert_eq!(about["type"], "application", "{about}");
    let name = named(&own.get(&format!("{page}/notice/ko")).await);
    assert!(name.starts_with("attachment; filename=\"server-notice-20"), "{name}");
    let id = page.rsplit('/').next().unwrap_or_default();
    assert!(name.ends_with(".ko.txt") && !name.contains(id), "no number of ours: {name}");
}

#[tokio::test]
async fn another_version_with_the_same_weakness_is_no_repair() {
    let bed = Bed::new(fixtures::full());
    gates_pages::institutions(&bed, 1, 1, 1, |_| 300).await;
    let code = gates_pages::code(1);
    let found = |system: u128, version: &str| Grave {
        institution: code.clone(),
        system: Id::from_parts(9, system),
        system_name: "나래 앱".to_owned(),
        name: "Maven log4j-core".to_owned(),
        package: format!("Maven log4j-core {version}"),
        advisory: "GHSA-1111".to_owned(),
        grade: Grade::Critical,
        fixed: "2.17.1".to_owned(),
        due_at: bed.now().plus_seconds(3 * 86_400),
    };
    let page = |findings: Vec<Grave>| GravePage { findings, ..GravePage::default() };
    let step = async |page: GravePage| {
        let (hub, env) = (bed.hub.clone(), bed.env());
        let write = move |tx: &mut Tx<'_>| {
            reactions::follow_portfolio(tx, &env, &hub.keys, &page)?;
            Ok(hub.directory_changed(tx)?)
        };
        bed.store.write(write).await.unwrap();
        bed.pass(60);
    };
    step(page(vec![found(1, "2.14.0, 2.14.1")])).await;
    step(page(vec![found(1, "2.14.2")])).await;
    let post = Post::new(Role::Fintech, Held::Institution(code.clone())).unwrap();
    let mut own = gates_pages::enter(&bed, post, "narae", "김나래").await;
    let inbox = said(&own.get("/console/inbox").await.body);
    assert!(!inbox.contains("GHSA-1111 해소"), "it still hangs on it: {inbox}");
    assert_eq!(inbox.matches("GHSA-1111").count(), 2, "both versions were told: {inbox}");
    // In another system it is another matter.
    step(page(vec![found(2, "2.14.2")])).await;
    let inbox = said(&own.get("/console/inbox").await.body);
    assert!(inbox.contains("GHSA-1111 해소"), "{inbox}");
}

#[tokio::test]
async fn only_whoever_asked_is_promised_an_answer_and_what_was_withdrawn_waits_no_more() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let desk = "/console/oss/desk";
    let mut own = fintech(&bed, 1).await;
    let asked =
        [("title", "내부망에서만 쓰는 AGPL"), ("words", "직원만 쓰는 시스템도 소스를 공개합니까")];
    let case = post_at(&mut own, desk, desk, &asked).await.location().to_owned();
    let promise = "알림함으로 알려 드립니다";
    assert!(lead(&own.get(&case).await.body).contains(promise));
    let mut legal = reader(&bed, Role::Legal, "legal").await;
    let theirs = lead(&legal.get(&case).await.body);
    assert!(theirs.contains("담당이 답할 차례입니다") && !theirs.contains(promise), "{theirs}");
    post_at(&mut own, &case, &format!("{case}/withdraw"), &[]).await;
    let body = own.get(&case).await.body;
    assert_eq!(lead(&body), "거둔 물음입니다. 더는 답하지 않습니다.");
    assert!(!said(&body).contains("아직 답하지"), "{}", said(&body));

    let mut network = operator(&bed).await;
    let zone = "/console/oss/zone";
    let form = form_of(&network.get(zone).await.body);
    let fields = [
        ("form", form.as_str()),
        ("direction", "out"),
        ("mode", "none"),
        ("purpose", "모형 평가 결과를 보고"),
        ("registration", ""),
        ("method", ""),
    ];
    let sent = network.upload_with(zone, &fields, ("file", "result.csv"), "week,sum\n1,200\n");
    let case = sent.await.location().to_owned();
    assert!(said(&network.get(&case).await.body).contains("아직 아무도 답하지"));
    act(&mut network, &case, "withdraw", &[]).await;
    let text = said(&network.get(&case).await.body);
    assert!(text.contains("아무도 답하지 않은 채 끝났습니다"), "{text}");
    assert!(!text.contains("아직 아무도"), "{text}");
}

#[tokio::test]
async fn where_no_page_of_the_guide_has_every_word_those_with_any_are_found() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut own = fintech(&bed, 1).await;
    let one = said(&own.get("/console/oss/guide?q=AGPL").await.body);
    assert!(one.contains("AGPL"), "{one}");
    let both = own.get("/console/oss/guide?q=AGPL+%EC%97%86%EB%8A%94%EB%82%B1%EB%A7%90").await;
    let found = |body: &str| body.matches("href=\"/console/oss/guide/faq").count();
    let alone = own.get("/console/oss/guide?q=AGPL").await.body;
    assert!(found(&alone) > 0, "{}", said(&alone));
    assert_eq!(found(&both.body), found(&alone), "{}", said(&both.body));
}

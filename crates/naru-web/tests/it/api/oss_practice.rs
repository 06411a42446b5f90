//! The self-check, the desk, licences and notices, asked by institutions' programs.

use super::bed::*;
use super::oss::{LOG, Story, WEB, story_by};
use naru_base::ClientUseCode;
use naru_lab::oss::bill;
use serde_json::{Value, json};

async fn answer(it: &Story, item: &str) -> Value {
    let (status, said) = it.get(&it.narae, "/oss/v1/self-check", "lang=en").await;
    assert_eq!(status, 200, "{said}");
    let items = said["items"].as_array().cloned().unwrap_or_default();
    assert_eq!(items.len(), 48, "every item is told, also what is open");
    let counts = &said["counts"];
    let sum = ["yes", "no", "open"].map(|it| counts[it].as_i64().unwrap_or(-1));
    assert_eq!(sum.iter().sum::<i64>(), 48, "{counts}");
    items.into_iter().find(|it| it["item"] == item).expect("an item")
}

async fn programs_ask_of_practice(place: impl AsyncFnOnce(With) -> Option<Bed>) {
    let Some(it) = story_by(place, &[]).await else { return };
    let system = it.declare(&it.narae, "모바일 앱 서버").await;
    // A fact flips the answer, and it is said on what it rests.
    let before = answer(&it, "I1").await;
    assert_eq!((&before["answer"], &before["source"]), (&json!("no"), &json!("fact")), "{before}");
    let licences = format!("/oss/v1/systems/{system}/licences");
    let notice = format!("/oss/v1/systems/{system}/notice");
    let (_, said) = it.get(&it.narae, &licences, "").await;
    assert_eq!((&said["has_bill"], &said["licences"]), (&json!(false), &json!([])), "{said}");
    assert_eq!(it.get(&it.narae, &notice, "").await.0, 404, "without a bill there is no notice");
    let (status, said) = it.hand_in(&it.narae, &system, &bill("app", "1.0", &[WEB, LOG])).await;
    assert_eq!(status, 201, "{said}");
    let after = answer(&it, "I1").await;
    assert_eq!((&after["answer"], &after["evidence"]["place"]), (&json!("yes"), &json!("systems")));
    let open = answer(&it, "P1").await;
    assert_eq!((&open["answer"], &open["source"]), (&json!("open"), &json!("nothing")), "{open}");

    let (_, said) = it.get(&it.narae, &licences, "").await;
    let first = &said["licences"][0];
    assert_eq!((&first["licence"], &first["components"]), (&json!("Apache-2.0"), &json!(2)));
    assert!(first["obligations"].as_array().is_some_and(|it| !it.is_empty()), "{said}");
    assert_eq!((&said["form_is_said"], &said["compared"]), (&json!(false), &json!(false)));
    for (lang, want) in [("ko", "오픈소스"), ("en", "Apache License")] {
        let (_, said) = it.get(&it.narae, &notice, &format!("lang={lang}")).await;
        assert_eq!(said["state"], "draft", "{said}");
        assert!(said["text"].as_str().is_some_and(|it| it.contains(want)), "{said}");
    }
    // Nobody sees another's, and nobody anything without a token.
    for path in [licences.as_str(), notice.as_str()] {
        assert_eq!(it.get(&it.maru, path, "").await.0, 404, "{path}");
        assert_eq!(it.get("nonsense", path, "").await.0, 401, "{path}");
    }
    for path in ["/oss/v1/self-check", "/oss/v1/desk"] {
        assert_eq!(it.get("nonsense", path, "q=SBOM").await.0, 401, "{path}");
    }
}

async fn programs_search_the_desk(place: impl AsyncFnOnce(With) -> Option<Bed>) {
    let Some(it) = story_by(place, &[]).await else { return };
    let system = it.declare(&it.narae, "모바일 앱 서버").await;
    it.hand_in(&it.narae, &system, &bill("app", "1.0", &[WEB, LOG])).await;
    let own = ClientUseCode::parse(NARAE).expect("a code");
    let asked = ("log-core를 앱에 넣어도 됩니까?".to_owned(), "정적으로 결합합니다.".repeat(2));
    let portfolio = it.bed.portfolio();
    portfolio.ask_question("staff:test".to_owned(), own, asked).await.expect("asked");
    let search = async |token: &str, query: &str| it.get(token, "/oss/v1/desk", query).await;
    let (status, said) = search(&it.narae, "q=log-core").await;
    assert_eq!(status, 200, "{said}");
    assert_eq!(
        (&said["questions"][0]["own"], &said["questions"][0]["answer"]),
        (&json!(true), &Value::Null)
    );
    assert_eq!(said["components"][0]["name"], "org.example.log:log-core", "{said}");
    // What is not published and what is another's is not found.
    let (_, said) = search(&it.maru, "q=log-core").await;
    assert_eq!((&said["questions"], &said["components"]), (&json!([]), &json!([])), "{said}");
    let (_, said) = search(&it.maru, "q=SBOM&lang=ko").await;
    assert!(said["guide"].as_array().is_some_and(|it| !it.is_empty()), "{said}");
    let (status, said) = search(&it.narae, "q=%20").await;
    assert_eq!((status, &said["error"]["code"]), (400, &json!("oss/bad-question")), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_ask_for_the_self_check_licences_and_a_notice() {
    programs_ask_of_practice(async |with| Some(Bed::with(with).await)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_ask_for_the_self_check_licences_and_a_notice_on_postgres() {
    programs_ask_of_practice(Bed::postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_search_the_desk_and_find_their_own() {
    programs_search_the_desk(async |with| Some(Bed::with(with).await)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_search_the_desk_and_find_their_own_on_postgres() {
    programs_search_the_desk(Bed::postgres).await;
}

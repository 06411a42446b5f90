//! The API's description: the committed document is the program's own, and the page shows it.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use naru_web::api::Endpoint;
use naru_web::oss::calls::Call;
use naru_web::wire::RspCode;
use naru_web::{gates, openapi, oss};
use serde_json::Value;
use tower::ServiceExt as _;

/// The document in the tree, read when the test runs: it is written by the program itself.
pub fn committed() -> String {
    let place = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
    std::fs::read_to_string(place).expect("the committed document")
}

async fn get(path: &str, headers: &[(&str, &str)]) -> (axum::http::HeaderMap, String) {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).expect("a request");
    let response = openapi::router().oneshot(request).await.expect("an answer");
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    let (head, body) = response.into_parts();
    let body = body.collect().await.expect("a body").to_bytes();
    (head.headers, String::from_utf8(body.to_vec()).expect("UTF-8"))
}

#[tokio::test]
async fn the_committed_document_is_the_programs_own() {
    let (own, committed) = (openapi::text(), committed());
    let differs = own.lines().zip(committed.lines()).find(|(own, old)| own != old);
    assert!(
        own == committed,
        "docs/openapi.json is not what the program says, first at {differs:?}: \
         cargo run -p naru -- openapi > docs/openapi.json"
    );
    let (headers, served) = get("/openapi.json", &[]).await;
    assert_eq!(headers["content-type"], "application/json; charset=UTF-8");
    assert!(served == committed, "what is served is what is committed");
}

/// A document in the tree is the program's own, and the page that people read names every call.
fn is_committed(own: &str, (file, flag): (&str, &str), page: &str, calls: &[Call]) {
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs");
    let read = |name: &str| std::fs::read_to_string(format!("{docs}/{name}")).expect("committed");
    let committed = read(file);
    let differs = own.lines().zip(committed.lines()).find(|(own, old)| own != old);
    assert!(
        own == committed,
        "docs/{file} is not what the program says, first at {differs:?}: \
         cargo run -p naru -- openapi {flag} > docs/{file}"
    );
    let text = read(page);
    for it in calls {
        let call = format!("`{} {}", it.method.to_uppercase(), it.path);
        let is_named = text.split(&call).skip(1).any(|rest| rest.starts_with(['`', '?']));
        assert!(is_named, "{call} is not in docs/{page}");
    }
}

#[test]
fn the_committed_document_about_gates_is_the_programs_own() {
    let own = naru_web::gates::text();
    is_committed(&own, ("gates-openapi.json", "--gates"), "gates-api.md", &gates::calls::CALLS);
}

#[test]
fn the_committed_document_about_open_source_is_the_programs_own() {
    let own = naru_web::oss::text();
    is_committed(&own, ("oss-openapi.json", "--oss"), "portfolio.md", &oss::calls::CALLS);
}

#[test]
fn the_document_describes_every_endpoint() {
    let document: Value = serde_json::from_str(&committed()).expect("JSON");
    assert_eq!(document["openapi"], "3.1.0");
    let paths = document["paths"].as_object().expect("paths");
    assert_eq!(paths.len(), Endpoint::ALL.len());
    let mut ids = Vec::new();
    for endpoint in Endpoint::ALL {
        let method = endpoint.method().as_str().to_ascii_lowercase();
        let it = &paths[endpoint.path()][&method];
        let scopes: Vec<&str> = endpoint.scopes().iter().map(|s| s.as_str()).collect();
        let said: Vec<&str> =
            it["x-scopes"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        assert_eq!(said, scopes, "{}", endpoint.path());
        ids.push(it["operationId"].as_str().expect("an id").to_owned());
        for text in ["summary", "x-summary-ko"] {
            assert!(it[text].as_str().is_some_and(|text| !text.is_empty()), "{endpoint:?} {text}");
        }
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), Endpoint::ALL.len(), "each operation has a name of its own");
    let codes = document["x-rsp-codes"].as_object().expect("codes");
    assert_eq!(codes.len(), RspCode::ALL.len());
}

#[tokio::test]
async fn the_page_is_there_in_both_languages_without_script() {
    for (path, wish, lang, other) in [
        ("/docs", "", "ko", "/docs?lang=en"),
        ("/docs", "en-GB,ko", "en", "/docs?lang=ko"),
        ("/docs?lang=en", "ko", "en", "/docs?lang=ko"),
        ("/docs?lang=ko", "en", "ko", "/docs?lang=en"),
    ] {
        let (headers, page) = get(path, &[("accept-language", wish)]).await;
        assert!(page.contains(&format!("<html lang=\"{lang}\">")), "{path} {wish}");
        assert!(page.contains(other) && page.contains("href=\"/openapi.json\""), "{path}");
        assert!(!page.contains("<script") && !page.contains("style="), "{path}");
        assert!(!page.contains("http://") && !page.contains("https://"), "nothing from elsewhere");
        let policy = headers["content-security-policy"].to_str().expect("text");
        assert!(policy.contains("default-src 'none'") && !policy.contains("script-src"));
    }
}

#[tokio::test]
async fn every_endpoint_and_every_code_has_a_place_on_the_page() {
    let (_, page) = get("/docs?lang=ko", &[]).await;
    let ids: Vec<&str> =
        page.split(" id=\"").skip(1).filter_map(|it| it.split('"').next()).collect();
    for endpoint in Endpoint::ALL {
        assert!(page.contains(endpoint.path()), "{}", endpoint.path());
    }
    for code in RspCode::ALL {
        assert!(ids.contains(&code.as_str()), "{}", code.as_str());
        assert!(page.contains(&code.message(naru_base::Lang::Ko)), "{}", code.as_str());
    }
    // Each link on the page leads to something that is there, once.
    let links = page.split("href=\"#").skip(1).filter_map(|it| it.split('"').next());
    for link in links {
        assert_eq!(ids.iter().filter(|id| **id == link).count(), 1, "#{link}");
    }
    let style = page.split("href=\"/docs/assets/").skip(1).filter_map(|it| it.split('"').next());
    for name in style {
        get(&format!("/docs/assets/{name}"), &[]).await;
    }
}

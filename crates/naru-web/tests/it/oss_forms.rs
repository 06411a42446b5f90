//! Forms of open source that come back: every field that is wrong is named at once, above the form
//! and beside itself, and marked; what is wrong with the whole is said of no field.

use crate::bed::{Bed, HOST, Seen, form_of};
use crate::fixtures;
use crate::oss_pages::{
    LOG, WEB, advice, data, day_in, declare, fintech, hand_in, institutions, operator,
};
use axum::http::StatusCode;
use naru_lab::oss::bill;

/// Names of forms as wholes; all others are fields.
const WHOLE: [&str; 4] = ["form", "terms", "offer", "changes"];

/// A page names these, in this order, and nothing else.
fn names(seen: &Seen, wanted: &[&str]) {
    let body = &seen.body;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{wanted:?}: {body}");
    let above = body.split(r#"role="alert""#).nth(1).and_then(|it| it.split("</ul>").next());
    let above = above.expect("a summary");
    let links: Vec<&str> =
        above.split(r##"href="#"##).skip(1).filter_map(|it| it.split('"').next()).collect();
    assert_eq!(links, wanted);
    for name in wanted {
        let error = format!(r#"id="{name}-error""#);
        assert_eq!(body.matches(&error).count(), 1, "{name} of {wanted:?}: {body}");
        assert_eq!(body.matches(&format!(r#" id="{name}""#)).count(), 1, "{name}: {body}");
    }
    let fields = wanted.iter().filter(|it| !WHOLE.contains(it)).count();
    assert_eq!(body.matches(r#"aria-invalid="true""#).count(), fields, "{wanted:?}: {body}");
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once_beside_itself() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 2).await;
    let mut operator = operator(&bed).await;
    let system = declare(&mut operator, 1, "앱").await;
    hand_in(&mut operator, &system, &bill("shop", "1.0", &[WEB, LOG])).await;
    let id = system.rsplit('/').next().expect("an id").to_owned();
    let form = form_of(&operator.get("/console/oss").await.body);
    let (terms, notice) = (format!("{system}/terms"), format!("{system}/notice"));
    /// Where a form goes, what is written in it, and the fields that are wrong.
    type Case<'c> = (&'c str, &'c [(&'c str, &'c str)], &'c [&'c str]);
    let cases: [Case<'_>; 11] = [
        (
            "/console/oss/systems",
            &[("institution", "M202600009"), ("duty", "both")],
            &["institution", "system", "duty"],
        ),
        (
            "/console/oss/stances",
            &[("system", &id), ("package", "1"), ("advisory", "GHSA"), ("claim", "none")],
            &["claim", "reason", "until"],
        ),
        (
            "/console/oss/stances",
            &[("system", &id), ("package", "1"), ("claim", "exception"), ("until", "2020-01-01")],
            &["reason", "control", "until"],
        ),
        (
            "/console/oss/approvals",
            &[("versions", "about two"), ("until", "soon")],
            &["institution", "purl", "versions", "purpose", "fit", "alternatives", "until"],
        ),
        (
            "/console/oss/approvals",
            &[("institution", "M202600001"), ("purl", LOG), ("purpose", "기록을 남기는 데 씀")],
            &["fit", "alternatives", "until"],
        ),
        ("/console/oss/signers", &[("key", "no key")], &["institution", "name", "key"]),
        (
            "/console/oss/seats",
            &[("office", "none"), ("role", "none")],
            &["office", "role", "source"],
        ),
        (
            "/console/oss/self-check/P1?of=network",
            &[("answer", "perhaps")],
            &["answer", "owner", "words", "evidence"],
        ),
        (&terms, &[("use", "none"), ("own", "Our own")], &["use", "own"]),
        (&notice, &[("contact", "me"), ("years", "many")], &["contact", "years"]),
        (&notice, &[("contact", "oss@narae.example"), ("years", "")], &["years"]),
    ];
    for (path, given, wanted) in cases {
        let given = [&[("form", form.as_str())], given].concat();
        names(&operator.post(path, &given).await, wanted);
    }
    let given = [("form", form.as_str()), ("direction", "up"), ("mode", "pseudonymised")];
    let seen = operator.upload_with("/console/oss/zone", &given, ("file", "a.csv"), "").await;
    names(&seen, &["direction", "purpose", "registration", "method", "file"]);
    let mut one = fintech(&bed, 1).await;
    let form = form_of(&one.get("/console/oss/desk").await.body);
    let given = [("form", form.as_str()), ("title", "a"), ("words", "예?")];
    names(&one.post("/console/oss/desk", &given).await, &["title", "words"]);
}

#[tokio::test]
async fn what_is_wrong_with_the_whole_is_said_of_no_field() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1).await;
    let mut one = fintech(&bed, 1).await;
    let page = declare(&mut one, 1, "앱").await;
    hand_in(&mut one, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    data(&bed, &[advice()]).await;
    let body = one.get(&page).await.body;
    let at = body.find("/console/oss/stances/ask").expect("a way to ask");
    let href: String = body[at..].chars().take_while(|c| *c != '"').collect();
    let asking = one.get(&href.replace("&amp;", "&")).await.body;
    let value = |name: &str| {
        let before = format!(r#"name="{name}" value=""#);
        let at = asking.find(&before).expect("a field") + before.len();
        asking[at..].split('"').next().expect("its end").to_owned()
    };
    let (form, system, package) = (value("form"), value("system"), value("package"));
    let until = day_in(&bed, 30);
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
    // However often it comes back, in the other language it is about the same finding.
    let at = asking.find("/console/oss/stances?").expect("the address of the form");
    let action: String = asking[at..].chars().take_while(|c| *c != '"').collect();
    let action = action.replace("&amp;", "&");
    for came in [href.replace("&amp;", "&"), action.clone()] {
        one.came = Some(format!("http://{HOST}{came}"));
        let missing = one.post(&action, &given[..4]).await;
        names(&missing, &["claim", "reason", "until"]);
        let at = missing.body.find("hreflang=\"en\"").expect("the other language");
        let link = missing.body[..at].rsplit("href=\"").next().expect("its address");
        let link = link.split('"').next().expect("its end").replace("&amp;", "&");
        // Without the script that keeps it, what was typed is lost, and that is said beforehand.
        assert!(missing.body.contains("<noscript>"), "{}", missing.body);
        assert!(missing.body.contains("입력한 내용은 지워집니다"), "{}", missing.body);
        let english = one.get(&link).await;
        assert!(!english.body.contains("<noscript>"), "nothing was typed on a page");
        assert_eq!(english.status, StatusCode::OK, "{link}");
        assert!(english.body.contains("GHSA-aaaa-bbbb-cccc"), "{link}");
        one.get(&link.replace("lang=en", "lang=ko")).await;
    }
    one.came = None;
    // Of a form that stands at its own address, the same.
    let mut network = operator(&bed).await;
    let item = "/console/oss/self-check/P1?of=M202600001";
    let form = form_of(&network.get(item).await.body);
    network.came = Some(format!("http://{HOST}{item}"));
    let wrong = network.post(item, &[("form", form.as_str())]).await;
    assert!(wrong.body.contains("P1?lang=en&amp;of=M202600001"), "{}", wrong.body);
    let first = one.post("/console/oss/stances", &given).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    let again = one.post("/console/oss/stances", &given).await;
    names(&again, &["form"]);
    assert!(again.body.contains("이미 심사 중이거나 유효한 신청"), "{}", again.body);
    assert!(again.body.contains("고친 판이 아직 우리 틀과"), "what was typed stays");
    // The same of a form that is too old, and of keys in a list.
    let stale = [&[("form", "none")], &given[1..]].concat();
    names(&one.post("/console/oss/stances", &stale).await, &["form"]);
    names(&one.post(&format!("{page}/terms"), &stale).await, &["terms"]);
    names(&one.post(&format!("{page}/notice"), &stale).await, &["offer"]);
}

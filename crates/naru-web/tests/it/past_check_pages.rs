//! A gate is not passed past its open check, through the router.

use crate::bed::{Bed, form_of, post, said};
use crate::fixtures;
use crate::gates_pages::{code, enter, institutions, value_of};
use axum::http::StatusCode;
use naru_base::Id;
use naru_base::role::Role;
use naru_core::admission::{Gate, facts_of, step};
use naru_core::check::{self, Request};
use naru_store::Tx;

#[tokio::test]
async fn an_open_check_alone_passes_its_gate() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1, 1, 1, |_| 300).await;
    let env = bed.env();
    let id = Id::from_parts(7, 1);
    let write = move |tx: &mut Tx<'_>| {
        let it = Request { id, institution: code(1), service: None };
        check::request(tx, &env, "staff:f", &it)
    };
    bed.store.write(write).await.unwrap();
    let mut one = enter(&bed, post(Role::Inspector), "seo-jeong.yun", "윤서정").await;
    let path = format!("/console/gates/{}", code(1));
    let page = one.get(&path).await.body;
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let facts = bed.store.read(|tx| Ok(facts_of(tx, &code(1))?)).await.unwrap();
    let fits = &step(Gate::Organisation).evidence;
    let report = facts.evidence.iter().find(|it| fits.contains(&it.kind)).unwrap().sha256;
    let report = data_encoding::HEXLOWER.encode(&report);
    let given = |gate: &'static str, verdict: &'static str| {
        [
            ("form", form.clone()),
            ("key", key.clone()),
            ("gate", gate.to_owned()),
            ("verdict", verdict.to_owned()),
            ("grounds", report.clone()),
            ("reason", "보고서를 모두 확인했음".to_owned()),
        ]
    };
    let past = given("organisation ", "passed");
    let past: Vec<(&str, &str)> = past.iter().map(|it| (it.0, it.1.as_str())).collect();
    let back = one.post(&format!("{path}/check"), &past).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", said(&back.body));
    assert!(back.body.contains("통과는 그 점검의 결과로만 정합니다"), "{}", said(&back.body));
    // Taking a pass back does not wait for the check.
    let failed = given("organisation ", "revoked");
    let failed: Vec<(&str, &str)> = failed.iter().map(|it| (it.0, it.1.as_str())).collect();
    let done = one.post(&format!("{path}/check"), &failed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", said(&done.body));
}

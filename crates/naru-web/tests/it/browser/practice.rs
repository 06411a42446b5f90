//! Self-check, guide, desk and licences in a real browser: both languages, both widths, empty, with
//! a little and with a lot.

use super::log_in;
use super::staff::look;
use crate::bed::{Bed, Visitor};
use crate::browser_driver::{Tab, journey, pictures};
use crate::fixtures;
use crate::oss_pages::{LOG, WEB, advice, data, declare, fintech, hand_in, institutions};
use crate::practice_pages::{post_at, reader};
use naru_base::dsse;
use naru_base::ed25519::SigningKey;
use naru_base::role::{Post, Role, Scope};
use naru_base::{ClientUseCode, Id};
use naru_core::oss::desk;
use naru_lab::oss::bill;

/// Licences that ask for much, for little, and for what nobody knows.
const LICENCES: [&str; 9] = [
    "MIT",
    "Apache-2.0",
    "BSD-3-Clause",
    "LGPL-2.1-only",
    "MPL-2.0",
    "GPL-2.0-only",
    "AGPL-3.0-only",
    "EPL-2.0",
    "LicenseRef-Narae-Proprietary-Agreement-2019",
];

/// A bill with components under each of them.
fn bill_of_many() -> String {
    let purls: Vec<String> = (0..LICENCES.len() * 3)
        .map(|n| {
            format!("pkg:maven/org.example.component{n}/a-component-with-a-long-name-{n}@1.{n}.0")
        })
        .collect();
    let mut text = bill("shop", "1.0", &purls.iter().map(String::as_str).collect::<Vec<_>>());
    for n in 0..purls.len() {
        text = text.replacen("{\"id\":\"Apache-2.0\"}", &licence(LICENCES[n % LICENCES.len()]), 1);
    }
    text
}

fn licence(id: &str) -> String {
    // Written so that the next replacement does not meet it.
    if id.starts_with("LicenseRef") {
        return format!("{{\"name\":\"{id}\"}}");
    }
    format!("{{\"id\": \"{id}\"}}")
}

async fn many_questions(bed: &Bed) -> Id {
    let code = ClientUseCode::parse("M202600001").unwrap();
    let mut last = None;
    for n in 0..55 {
        let (env, code) = (bed.env(), code.clone());
        let title = format!("내부망에서만 쓰는 AGPL 구성요소의 소스를 공개해야 합니까 ({n})");
        let write = move |tx: &mut naru_store::Tx<'_>| {
            let words = "직원과 협력사 직원만 쓰는 시스템입니다.\n이때도 소스를 제공합니까?";
            let id = desk::ask(tx, &env, ("staff:x", &code), (&title, words))?;
            if n % 3 == 0 {
                let said = "협력사 직원은 네트워크로 쓰는 이용자입니다. 소스를 제공해야 합니다.";
                desk::answer(tx, &env, "staff:y", id, (said, n % 2 == 0))?;
            }
            Ok(id)
        };
        last = Some(bed.portfolio.store().write(write).await.unwrap());
        bed.pass(1);
    }
    last.unwrap()
}

async fn fill(bed: &Bed, own: &mut Visitor) -> String {
    let first = declare(own, 1, "모바일 앱 서버").await;
    hand_in(own, &first, &bill_of_many()).await;
    let second = declare(own, 1, "정산 배치").await;
    hand_in(own, &second, &bill("batch", "1.0", &[LOG, WEB])).await;
    declare(own, 1, "새 시스템").await;
    data(bed, &[advice()]).await;
    let page = format!("{first}/licences");
    post_at(own, &page, &format!("{first}/terms"), &[("use", "binary"), ("own", "")]).await;
    let full = [("contact", "oss@narae.example"), ("years", "3")];
    post_at(own, &page, &format!("{first}/notice"), &full).await;
    let item = "/console/oss/self-check/P1?of=M202600001";
    let words = [
        ("answer", "yes"),
        ("owner", "정보보호부"),
        ("words", "이사회가 올해 정책을 검토하고 의결함"),
        ("evidence", "문서 OSS-POL-2 (2026-09-01)"),
    ];
    post_at(own, item, item, &words).await;
    let guide = "/console/oss/guide/start";
    post_at(own, guide, &format!("{guide}/read"), &[]).await;
    first
}

/// A key, and a bill that it signed.
async fn signed(tab: &Tab, own: &mut Visitor, system: &str) {
    let here = "/console/oss/signers";
    look(tab, here, "practice.signers.empty").await;
    let key = SigningKey::from_seed(&[1; 32]);
    let public = key.verifying_key().to_string();
    let named = [("institution", "M202600001"), ("name", "모바일팀 CI"), ("key", public.as_str())];
    post_at(own, here, here, &named).await;
    hand_in(own, system, &dsse::sign("application/json", bill_of_many().as_bytes(), &key)).await;
    look(tab, here, "practice.signers").await;
    look(tab, system, "practice.signed").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pages_of_practice_fit_and_bar_nobody() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 2).await;
    let scope = Scope::Institution(ClientUseCode::parse("M202600001").unwrap());
    bed.named("김나래", Post::new(Role::Fintech, scope).unwrap(), "na-rae.kim").await;
    let mut own = fintech(&bed, 1).await;
    journey(bed.router.clone(), |tab| async move {
        tab.width(1440, 900).await;
        tab.open("/console/login?lang=ko").await;
        log_in(&tab, &bed, "na-rae.kim").await;
        look(&tab, "/console/oss/self-check", "practice.check.empty").await;
        if pictures().is_some() {
            look(&tab, "/console/oss/licences", "practice.licences.empty").await;
        }
        look(&tab, "/console/oss/desk", "practice.desk.empty").await;
        let system = fill(&bed, &mut own).await;
        let question = many_questions(&bed).await;
        look(&tab, "/console/oss/self-check", "practice.check").await;
        signed(&tab, &mut own, &system).await;
        look(&tab, "/console/oss/guide", "practice.guide").await;
        look(&tab, "/console/oss/guide/start", "practice.page").await;
        look(&tab, "/console/oss/desk", "practice.desk").await;
        // For people who look at every page.
        if pictures().is_some() {
            look(&tab, "/console/oss/self-check/P1", "practice.item").await;
            look(&tab, "/console/oss/desk?q=log-core", "practice.search").await;
        }
        look(&tab, "/console/oss/licences?licence=MIT", "practice.licences").await;
        look(&tab, &format!("{system}/licences"), "practice.system").await;
        let mut operator = reader(&bed, Role::Operator, "ha-yun.jung").await;
        let case = format!("/console/oss/desk/{question}");
        let answer = [
            ("answer", "협력사 직원도 이용자입니다. 소스를 제공해야 합니다."),
            ("published", "yes"),
        ];
        post_at(&mut operator, &case, &format!("{case}/answer"), &answer).await;
        look(&tab, &case, "practice.question").await;
        assert_eq!(tab.complaints().await, Vec::<String>::new());
    })
    .await;
}

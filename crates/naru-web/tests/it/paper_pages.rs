//! 서류 through the router: handed in as files by the institution, kept sealed, opened by its own
//! people and by those who decide, beside the item and in the form; by nobody else, and never
//! without a record.

use crate::bed::{Bed, Seen, Visitor, form_of, post};
use crate::check_pages::{applied, code};
use crate::fixtures;
use axum::http::{StatusCode, header};
use naru_base::Id;
use naru_base::role::{Post, Role, Scope};
use naru_core::admission::{self, Evidence, EvidenceKind};
use naru_core::policy::{self, Parameter};
use naru_core::{check, eligibility};
use naru_store::Tx;
use naru_store::chain::{self, Search};

const PATH: &str = "/console/gates/M202600001";
const PDF: &str = "%PDF-1.7\n정보보호 정책, 3판\n%%EOF\n";

async fn enter(bed: &Bed, post: Post, login: &str, name: &str) -> Visitor {
    bed.named(name, post, login).await;
    bed.logged_in(login).await
}

async fn hand_in(own: &mut Visitor, title: &str, name: &str, file: &str) -> Seen {
    let form = form_of(&own.get(PATH).await.body);
    let fields = [
        ("form", form.as_str()),
        ("title", title),
        ("kind", "document"),
        ("observed", "2026-11-01"),
    ];
    own.upload_with(&format!("{PATH}/evidence"), &fields, ("file", name), file).await
}

/// The address of the paper of these bytes.
fn address(file: &str) -> (String, [u8; 32]) {
    let sha: [u8; 32] =
        ring::digest::digest(&ring::digest::SHA256, file.as_bytes()).as_ref().try_into().unwrap();
    (format!("{PATH}/papers/{}", data_encoding::HEXLOWER.encode(&sha)), sha)
}

async fn openings(bed: &Bed) -> Vec<String> {
    let today = bed.now().business_date();
    let sought = Search {
        from: today,
        to: today,
        subject: "institution:M202600001".to_owned(),
        actor: String::new(),
        action: "admission.paper.opened".to_owned(),
        before: None,
        limit: 50,
    };
    let read = move |tx: &mut Tx<'_>| {
        Ok(chain::search(tx, &sought)?.into_iter().map(|it| it.actor).collect())
    };
    bed.store.read(read).await.unwrap()
}

#[tokio::test]
async fn a_paper_is_kept_and_opened_by_those_who_decide_and_its_own_people() {
    let bed = Bed::new(fixtures::full());
    applied(&bed).await;
    let mut own = enter(&bed, post(Role::Fintech), "narae", "김나래").await;
    let (at, sha) = address(PDF);
    // A hash and a size that are another file's are said at their fields, and nothing is kept.
    let form = form_of(&own.get(PATH).await.body);
    let given = |sha: &str, size: usize| {
        let fields = [("title", ""), ("kind", "document"), ("observed", "2026-11-01")];
        let more = [("form", form.clone()), ("sha256", sha.to_owned()), ("size", size.to_string())];
        let fields = fields.map(|(name, it)| (name, it.to_owned()));
        fields.into_iter().chain(more).collect::<Vec<_>>()
    };
    let wrong = given(&"aa".repeat(32), PDF.len() + 1);
    let wrong: Vec<(&str, &str)> = wrong.iter().map(|(name, it)| (*name, it.as_str())).collect();
    let to = format!("{PATH}/evidence");
    let bad = own.upload_with(&to, &wrong, ("file", "policy.pdf"), PDF).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    for text in ["적은 해시가 파일의 해시와 다릅니다", "적은 크기가 파일의 크기"]
    {
        assert!(bad.body.contains(text), "{text} in {}", bad.body);
    }
    assert!(!own.get(PATH).await.body.contains(&at), "nothing was kept");
    let right = given(&data_encoding::HEXLOWER.encode(&sha), PDF.len());
    let right: Vec<(&str, &str)> = right.iter().map(|(name, it)| (*name, it.as_str())).collect();
    let sent = own.upload_with(&to, &right, ("file", "policy.pdf"), PDF).await;
    // The page shows at once what came in: said, and first of all.
    let after = sent.location().strip_suffix("#documents").expect("at the documents").to_owned();
    let page = own.get(&after).await.body;
    let documents = page.split(r#"<section id="documents""#).nth(1).unwrap();
    assert!(documents.contains("냈습니다: policy.pdf"), "{documents}");
    let first = documents.split("<tbody>").nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(first.contains("policy.pdf"), "{documents}");
    let page = own.get(PATH).await.body;
    assert!(!page.contains("냈습니다:"), "{page}");
    // Whoever comes to hand something in finds the form unfolded.
    let form = r#"<details class="ask" open><summary id="hand-in">"#;
    assert!(!page.contains(form), "{page}");
    assert!(own.get(&format!("{PATH}?open=hand-in")).await.body.contains(form));
    assert!(page.contains("policy.pdf") && page.contains(&at), "{page}");
    assert!(
        page.contains("해시만 있음"),
        "what was handed in by its hash alone is said so: {page}"
    );
    let english = own.get(&format!("{PATH}?lang=en")).await.body;
    assert!(english.contains("hash only") && english.contains("PDF, PNG, JPEG or plain text"));

    // Beside the item, to the inspector.
    let (env, id) = (bed.env(), bed.env().id(7));
    let name = move |tx: &mut Tx<'_>| {
        let it = check::Request { id, institution: code(), service: None };
        check::request(tx, &env, "system:test", &it)?;
        check::name_evidence(tx, &env, ("system:test", id), "ORG-01", sha)
    };
    bed.store.write(name).await.unwrap();
    let mut inspector = enter(&bed, post(Role::Inspector), "do-hyun.baek", "백도현").await;
    let item = inspector.get(&format!("/console/checks/{id}?item=ORG-01")).await.body;
    assert!(item.contains(&at), "beside the item: {item}");
    assert!(openings(&bed).await.is_empty(), "a link is no opening");

    let mut operator = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    for visitor in [&mut own, &mut inspector, &mut operator] {
        let seen = visitor.get(&at).await;
        assert_eq!((seen.status, seen.body.as_str()), (StatusCode::OK, PDF));
        let head = |name: header::HeaderName| seen.headers[name].to_str().unwrap().to_owned();
        assert_eq!(head(header::CONTENT_TYPE), "application/pdf");
        assert!(head(header::CONTENT_DISPOSITION).starts_with("attachment; filename="));
        assert_eq!(head(header::CACHE_CONTROL), "no-store");
        assert_eq!(head(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    }
    assert_eq!(openings(&bed).await.len(), 3, "each opening is on record");

    // Nobody else, and nothing of it is on record.
    let other = Post::new(Role::Fintech, Scope::parse("institution:M202600002").unwrap()).unwrap();
    for (post, login) in [
        (post(Role::Regulator), "regulator"),
        (post(Role::Auditor), "auditor"),
        (post(Role::SecurityDesk), "security"),
        (other, "dorae"),
    ] {
        let mut visitor = enter(&bed, post, login, "서지안").await;
        assert_eq!(visitor.get(&at).await.status, StatusCode::NOT_FOUND, "{login}");
        assert!(!visitor.get(PATH).await.body.contains(&at), "{login}");
    }
    assert_eq!(openings(&bed).await.len(), 3);
    assert_eq!(own.get(&format!("{PATH}/papers/nonsense")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_no_paper_is_not_kept_and_anothers_is_not_reached_by_its_hash() {
    let bed = Bed::new(fixtures::full());
    applied(&bed).await;
    let mut own = enter(&bed, post(Role::Fintech), "narae", "김나래").await;
    for (name, file, word) in [
        ("virus.exe", "MZ\u{90}\u{0}", "PDF, PNG, JPEG, 글(UTF-8) 파일만"),
        ("cut.pdf", "%PDF-1.7 cut off", "PDF, PNG, JPEG, 글(UTF-8) 파일만"),
        ("page.html", "<script>\u{1}</script>", "PDF, PNG, JPEG, 글(UTF-8) 파일만"),
        ("none.pdf", "", "빈 파일입니다. 내용이 있는 파일을 고르십시오"),
    ] {
        let wrong = hand_in(&mut own, "서류", name, file).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(wrong.body.contains(word), "{word} in {}", wrong.body);
        for text in [r#"id="file-evidence-error""#, r#"value="서류""#] {
            assert!(wrong.body.contains(text), "{text} in {}", wrong.body);
        }
        assert!(!wrong.body.contains("파일을 다시 고르십시오"), "{}", wrong.body);
    }
    // Where another field is wrong, the file that was chosen is named: it has to be chosen again.
    let long = hand_in(&mut own, &"긴".repeat(121), "policy.pdf", PDF).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    for text in [
        r#"id="title-evidence-error""#,
        "파일을 다시 고르십시오: policy.pdf",
        r#"aria-describedby="file-evidence-help file-evidence-again""#,
    ] {
        assert!(long.body.contains(text), "{text} in {}", long.body);
    }
    let rule = Parameter {
        name: "paper_bytes_max".to_owned(),
        valid_from: bed.now(),
        value: 10,
        source: "test".to_owned(),
    };
    bed.store.write(move |tx| Ok(policy::add(tx, &rule)?)).await.unwrap();
    let wrong = hand_in(&mut own, "서류", "large.pdf", PDF).await;
    assert!(wrong.body.contains("파일이 너무 큽니다"), "{}", wrong.body);
    let (at, sha) = address(PDF);
    assert_eq!(own.get(&at).await.status, StatusCode::NOT_FOUND, "nothing was kept");

    // The hash of a paper that another institution has opens nothing here.
    let vault = bed.evidence.clone();
    assert_eq!(vault.put_for("M202600002", PDF.as_bytes()).unwrap(), sha);
    let env = bed.env();
    let write = move |tx: &mut Tx<'_>| {
        let it = Evidence {
            sha256: sha,
            kind: EvidenceKind::Document,
            title: "남의 서류".to_owned(),
            size_bytes: 1,
            observed_at: env.now,
            received_at: env.now,
            received_by: "staff:test".to_owned(),
        };
        admission::hand_in(tx, &env, &code(), &it)
    };
    bed.store.write(write).await.unwrap();
    assert_eq!(own.get(&at).await.status, StatusCode::NOT_FOUND);
    assert!(openings(&bed).await.is_empty());
    // A hash alone may still be handed in.
    let form = form_of(&own.get(PATH).await.body);
    let hash = "ab".repeat(32);
    let given = [
        ("form", form.as_str()),
        ("title", "보관 중인 서류"),
        ("kind", "document"),
        ("sha256", hash.as_str()),
        ("size", "10"),
        ("observed", "2026-11-01"),
    ];
    let sent = own.post(&format!("{PATH}/evidence"), &given).await;
    assert_eq!(sent.location(), format!("{PATH}?in={hash}#documents"), "{}", sent.body);
}

#[tokio::test]
async fn papers_of_eligibility_come_with_the_form() {
    let bed = Bed::new(fixtures::full());
    applied(&bed).await;
    let mut own = enter(&bed, post(Role::Fintech), "narae", "김나래").await;
    let path = "/console/eligibility/M202600001";
    let page = own.get(path).await.body;
    let key = page.split(r#"name="key" value=""#).nth(1).unwrap().split('"').next().unwrap();
    let form = form_of(&page);
    let fields = [
        ("form", form.as_str()),
        ("key", key),
        ("deed", "file"),
        ("capital", "500000000"),
        ("model", "간편송금"),
        ("scopes", "login"),
    ];
    let to = format!("{path}/file");
    let wrong = own.upload_with(&to, &fields, ("paper-plan-file", "x.exe"), "MZ\u{90}\u{0}").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for text in
        [r#"id="paper-plan-file-file-error""#, r#"value="500000000""#, "간편송금</textarea>"]
    {
        assert!(wrong.body.contains(text), "{text} in {}", wrong.body);
    }
    let sent = own.upload_with(&to, &fields, ("paper-plan-file", "plan.pdf"), PDF).await;
    assert_eq!(sent.location(), path, "{}", sent.body);
    let (at, sha) = address(PDF);
    let read = |tx: &mut Tx<'_>| Ok(eligibility::latest(tx, &code())?.unwrap().0.papers);
    let papers = bed.store.read(read).await.unwrap();
    assert_eq!(papers.values().collect::<Vec<_>>(), [&sha]);
    let mut operator = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    assert!(operator.get(path).await.body.contains(&at), "whoever decides opens it from the form");
    assert_eq!(operator.get(&at).await.body, PDF);
    // A later form without papers says that there are none.
    bed.pass(1);
    let (form, key) = (form_of(&own.get(path).await.body), Id::from_parts(9, 9).to_string());
    let fields = fields.map(|(name, value)| match name {
        "form" => (name, form.as_str()),
        "key" => (name, key.as_str()),
        _ => (name, value),
    });
    assert_eq!(own.post(&to, &fields).await.location(), path);
    assert!(own.get(path).await.body.contains("낸 서류가 없습니다."));
}

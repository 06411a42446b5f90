//! Evidence from tools through the router: a file is handed in, read and shown by item; what is
//! broken leaves nothing; who may not, may not.

use crate::bed::{Bed, Visitor, form_of, post};
use crate::fixtures;
use axum::http::StatusCode;
use naru_base::role::{Post, Role, Scope as Held};
use naru_base::{ClientUseCode, Id};
use naru_core::admission::{Application, Class, ServiceKey, apply};
use naru_core::check::{self, Request};
use naru_core::identity::{self, Institution, NewInstitution};
use naru_store::Tx;

const PATH: &str = "/console/gates/M202600001/scans";
const SERVICE: &str = "web:narae:1.0";

fn code(n: usize) -> ClientUseCode {
    ClientUseCode::parse(&format!("M2026{n:05}")).unwrap()
}

/// Two institutions that have applied.
async fn applied(bed: &Bed) {
    for n in 1..=2 {
        let (hub, env) = (bed.hub.clone(), bed.env());
        let write = move |tx: &mut Tx<'_>| {
            let client_id = format!("client-{n}");
            let new = NewInstitution {
                institution: Institution {
                    code: code(n),
                    name_ko: "나래페이".to_owned(),
                    name_en: format!("Fintech {n}"),
                    scopes: vec![],
                    active: true,
                },
                secret_hash: identity::secret_hash(&hub.keys, &client_id, "secret"),
                client_id,
                redirect_uri: "https://fintech.example/".to_owned(),
                contracts: vec![],
            };
            identity::add_institution(tx, &env, "system:test", &new)?;
            let services = vec![ServiceKey::parse(SERVICE).unwrap()];
            let it = Application { class: Class::Fintech, services };
            apply(tx, &env, "system:test", &code(n), &it)?;
            Ok(hub.directory_changed(tx)?)
        };
        bed.store.write(write).await.unwrap();
    }
}

async fn enter(bed: &Bed, post: Post, login: &str) -> Visitor {
    bed.named("김나래", post, login).await;
    bed.logged_in(login).await
}

fn own() -> Post {
    Post::new(Role::Fintech, Held::Institution(code(1))).unwrap()
}

fn zap(bed: &Bed) -> String {
    let at = bed.now().unix_seconds() - 3_600;
    format!(
        r#"{{"@version":"2.15.0","created":"{at}","site":[{{"@name":"https://pay.example","alerts":[
        {{"pluginid":"40018","name":"SQL <Injection>","riskcode":"3","riskdesc":"High","cweid":"89",
        "instances":[{{"uri":"https://pay.example/x?id=7","method":"GET","param":"id"}}]}}]}}]}}"#
    )
}

/// What an analysis of code found, of a weakness that no item of the institution names.
const SARIF: &str = r#"{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"CodeQL",
    "version":"2.19.0","rules":[{"id":"js/xss","shortDescription":{"text":"Cross-site scripting"},
    "properties":{"security-severity":"7.8","tags":["external/cwe/cwe-079"]}}]}},
    "results":[{"ruleId":"js/xss","level":"error","message":{"text":"Cross-site scripting"},
    "locations":[{"physicalLocation":{"artifactLocation":{"uri":"src/pay.js"},
    "region":{"startLine":7}}}]}]}]}"#;

fn given<'a>(form: &'a str, service: &'a str, observed: &'a str) -> [(&'a str, &'a str); 4] {
    [("form", form), ("service", service), ("scope", ""), ("observed", observed)]
}

#[tokio::test]
async fn a_file_is_handed_in_and_shown_by_item() {
    let bed = Bed::new(fixtures::full());
    applied(&bed).await;
    let mut visitor = enter(&bed, own(), "narae").await;
    let page = visitor.get(PATH).await.body;
    assert!(page.contains("모르는 것은 충족이 아닙니다"), "{page}");
    let form = form_of(&page);
    let file = zap(&bed);
    let fields = given(&form, SERVICE, "");
    let done = visitor.post_file(PATH, &fields, ("zap.json", file.as_bytes())).await;
    assert!(
        done.location().starts_with(&format!("{PATH}?service={SERVICE}&came=")),
        "{}",
        done.body
    );
    let page = visitor.get(done.location()).await.body;
    assert!(page.contains("결과 파일을 받았습니다. 발견은 1건입니다."), "{page}");
    for text in ["WEB-06", "반박", "SQL &lt;Injection&gt;", "https://pay.example/x?id", "CWE-89"]
    {
        assert!(page.contains(text), "{text} in {page}");
    }
    assert!(!page.contains("id=7"), "no value of a query is shown");
    // Of something else neither the items nor the file are shown.
    let sha = naru_evidence::sha256(file.as_bytes());
    let mark = &data_encoding::HEXLOWER.encode(&sha)[..8];
    let whole = visitor.get(&format!("{PATH}?service=")).await.body;
    assert!(page.contains(mark) && !whole.contains(mark), "{mark} in {whole}");
    assert!(!whole.contains("WEB-06"), "{whole}");
    // Without a word of which, the page opens where there is something.
    let first = visitor.get(PATH).await.body;
    assert!(first.contains(mark) && first.contains("WEB-06"), "{first}");
    assert_eq!(bed.evidence.get(&sha).unwrap().as_deref(), Some(file.as_bytes()));
    // The same file again changes nothing.
    let again = visitor.post_file(PATH, &fields, ("zap.json", file.as_bytes())).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let page = visitor.get(again.location()).await.body;
    assert!(page.contains("에 이미 받은 파일입니다. 바뀐 것이 없습니다."), "{page}");
    let narrow = visitor.get(&format!("{PATH}?service={SERVICE}&item=WEB-09&lang=en")).await.body;
    assert!(narrow.contains("There are no findings") && narrow.contains("WEB-09 only"), "{narrow}");
    let gates = visitor.get("/console/gates/M202600001?lang=ko").await.body;
    assert!(gates.contains("zap.json"), "gates can rest on it");
    let kept = format!(r#"href="{PATH}?service={SERVICE}">도구 증거에 있음</a>"#);
    assert!(gates.contains(&kept) && !gates.contains("해시만 있음"), "the file is kept: {gates}");
    let oscal = visitor.get(&format!("{PATH}.json?service={SERVICE}")).await.body;
    let report = naru_evidence::read(oscal.as_bytes()).unwrap();
    let against = report.findings.iter().find(|it| it.location == "web-06_obj").unwrap();
    assert_eq!(against.state, naru_evidence::State::Open, "{oscal}");
}

#[tokio::test]
async fn what_cannot_be_read_says_where_and_leaves_nothing() {
    let bed = Bed::new(fixtures::full());
    applied(&bed).await;
    let mut visitor = enter(&bed, own(), "narae").await;
    let form = form_of(&visitor.get(PATH).await.body);
    let stale = given("0", SERVICE, "");
    let undeclared = given(&form, "web:narae:9.9", "");
    let plain = given(&form, SERVICE, "");
    let broken = b"{\"version\":\"2.1.0\",\n\"runs\":[{\"tool\":";
    let timeless = br#"{"version":"2.1.0","runs":[]}"#;
    let whole = zap(&bed);
    /// Fields, the file's name and bytes; and what the page says.
    type Case<'c> = (&'c [(&'c str, &'c str)], &'c str, &'c [u8], &'c str);
    let cases: [Case<'_>; 6] = [
        (&stale, "a.json", timeless, "화면이 오래되어"),
        (&plain, "a.sarif", broken, "2행"),
        (&plain, "a.xml", b"<!DOCTYPE x [<!ENTITY e \"e\">]><nmaprun/>", "엔터티"),
        (&plain, "a.bin", b"MZ\x00\x01", "읽을 수 있는 형식이 아닙니다"),
        (&plain, "a.sarif", timeless, "실행한 날을 적으세요"),
        (&undeclared, "a.json", whole.as_bytes(), "신고된 서비스가 아닙니다"),
    ];
    for (fields, name, file, wanted) in cases {
        let seen = visitor.post_file(PATH, fields, (name, file)).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {wanted}");
        assert!(seen.body.contains(wanted), "{wanted} in {}", seen.body);
        assert!(seen.body.contains("아직 가져온 도구 결과가 없습니다"), "{}", seen.body);
        assert!(!seen.body.contains("OSCAL 내려받기"), "{}", seen.body);
    }
    // What was typed stays, and what is wrong is said at its field.
    let named =
        [("form", form.as_str()), ("service", SERVICE), ("scope", "app-repo"), ("observed", "")];
    let seen = visitor.post_file(PATH, &named, ("a.sarif", timeless)).await.body;
    for mark in [
        r#"value="app-repo""#,
        r#"id="observed-scan-error""#,
        r##"href="#observed-scan""##,
        "파일을 다시 고르십시오: a.sarif",
    ] {
        assert!(seen.contains(mark), "{mark} in {seen}");
    }
    assert!(seen.contains(&format!(r#"<option value="{SERVICE}" selected>"#)), "{seen}");
    // Nothing is cut: what is too long is refused with all of it kept.
    let scope = format!("{}끝", "가".repeat(256));
    let long =
        [("form", form.as_str()), ("service", ""), ("scope", &scope), ("observed", "2026-11-01")];
    let seen = visitor.post_file(PATH, &long, ("a.sarif", timeless)).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", seen.body);
    for mark in [
        format!(r#"value="{scope}""#).as_str(),
        r#"id="scope-scan-error""#,
        "256자까지 쓸 수 있습니다. 지금 257자이니",
        r#"value="2026-11-01""#,
    ] {
        assert!(seen.body.contains(mark), "{mark} in {}", seen.body);
    }
    let dated = given(&form, SERVICE, "2026-11-01");
    let name = format!("{}.sarif", "a".repeat(95));
    let seen = visitor.post_file(PATH, &dated, (&name, timeless)).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", seen.body);
    assert!(seen.body.contains("파일 이름은 100자까지입니다. 지금 101자"), "{}", seen.body);
    assert!(seen.body.contains(r#"id="file-scan-error""#), "{}", seen.body);
    let done = visitor.post_file(PATH, &dated, ("a.sarif", timeless)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
}

#[tokio::test]
async fn inspectors_import_others_only_read() {
    let bed = Bed::new(fixtures::full());
    applied(&bed).await;
    let file = zap(&bed);
    let file = ("zap.json", file.as_bytes());
    let mut inspector = enter(&bed, post(Role::Inspector), "inspector").await;
    let page = inspector.get(PATH).await.body;
    assert!(page.contains(r#"action="/console/gates/M202600001/scans/inspect""#), "{page}");
    let form = form_of(&page);
    let fields = given(&form, SERVICE, "");
    assert_eq!(inspector.post_file(PATH, &fields, file).await.status, StatusCode::FORBIDDEN);
    let door = format!("{PATH}/inspect");
    let done = inspector.post_file(&door, &fields, file).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let mut regulator = enter(&bed, post(Role::Regulator), "regulator").await;
    let page = regulator.get(PATH).await.body;
    assert!(page.contains("WEB-06") && !page.contains("type=\"file\""), "{page}");
    // The check that judges the item says what tools found of it, and leads to it.
    let (env, [id, in_whole]) = (bed.env(), [1, 2].map(|n| Id::from_parts(7, n)));
    let ask = move |tx: &mut Tx<'_>| {
        for (id, service) in [(id, ServiceKey::parse(SERVICE)), (in_whole, None)] {
            let it = Request { id, institution: code(1), service };
            check::request(tx, &env, "staff:f", &it)?;
        }
        Ok(())
    };
    bed.store.write(ask).await.unwrap();
    let item = inspector.get(&format!("/console/checks/{id}?item=WEB-06")).await.body;
    let way = format!(r##"href="{PATH}?service={SERVICE}&amp;item=WEB-06#findings">도구 증거: "##);
    assert!(item.contains(&way), "{item}");
    let other = inspector.get(&format!("/console/checks/{in_whole}?item=ORG-01")).await.body;
    assert!(other.contains("도구 증거도 없습니다"), "{other}");
    // Another service, and the institution, are asked other items than these.
    let form = form_of(&inspector.get(PATH).await.body);
    let done = inspector.post_file(&door, &given(&form, "", ""), file).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let whole = regulator.get(&format!("{PATH}?service=")).await.body;
    assert!(whole.contains("<b>") && !whole.contains("WEB-06"), "{whole}");
    // What is told is of what is chosen, and the numbers beside the others are of files.
    assert!(whole.contains("기관 전체 · ") && whole.contains("· 파일 1"), "{whole}");
    // It concerns none of their items, and is told all the same, there and in the check.
    let told = "점검 항목에 걸리지 않은 열린 발견이 1건이고, 그중 높음 이상이 1건입니다.";
    assert!(whole.contains(told) && !whole.contains("열린 발견이 없습니다"), "{whole}");
    let observed = bed.now().plus_seconds(-86_400).business_date().to_string();
    let observed = format!("{}-{}-{}", &observed[..4], &observed[4..6], &observed[6..]);
    let form = form_of(&inspector.get(PATH).await.body);
    let code_ql = ("codeql.sarif", SARIF.as_bytes());
    let done = inspector.post_file(&door, &given(&form, "", &observed), code_ql).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let at = format!("/console/checks/{in_whole}?item=ORG-16");
    let item = inspector.get(&at).await.body;
    let way = format!(
        r##"href="{PATH}?service=#findings">점검 항목에 걸리지 않은 열린 발견 2건 (높음 이상 2건)"##
    );
    assert!(item.contains(&way), "{item}");
    let mut stranger = enter(&bed, own(), "narae").await;
    let other = "/console/gates/M202600002/scans";
    assert_eq!(stranger.get(other).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.get(&format!("{other}.json")).await.status, StatusCode::NOT_FOUND);
    let form = form_of(&stranger.get(PATH).await.body);
    let tried = stranger.post_file(other, &given(&form, "", ""), file).await;
    assert_eq!(tried.status, StatusCode::NOT_FOUND);
}

//! 오픈소스 through the router: systems and bills by hand, findings, an advisory's race, who has it.

use crate::bed::{Bed, Visitor, form_of, in_line, post, said};
use crate::fixtures;
use axum::http::StatusCode;
use naru_base::ClientUseCode;
use naru_base::dsse;
use naru_base::ed25519::SigningKey;
use naru_base::role::{Post, Role, Scope as Held};
use naru_core::identity::{self, Institution, NewInstitution};
use naru_lab::oss::{Advice, CRITICAL, MEDIUM, bill, database};

pub const LOG: &str = "pkg:maven/org.example.log/log-core@2.14.1";
pub const LOG_FIXED: &str = "pkg:maven/org.example.log/log-core@2.17.1";
pub const WEB: &str = "pkg:maven/org.example.web/web@5.0.0";

fn code(n: usize) -> ClientUseCode {
    ClientUseCode::parse(&format!("M2026{n:05}")).unwrap()
}

pub fn advice() -> Advice<'static> {
    Advice {
        id: "GHSA-aaaa-bbbb-cccc",
        cve: "CVE-2026-0001",
        package: ("Maven", "org.example.log:log-core"),
        fixed: "2.15.0",
        vector: CRITICAL,
        is_exploited: true,
    }
}

/// Institutions 1 to `n` on the book.
pub async fn institutions(bed: &Bed, n: usize) {
    for i in 1..=n {
        let (hub, env) = (bed.hub.clone(), bed.env());
        let write = move |tx: &mut naru_store::Tx<'_>| {
            let client_id = format!("client-{i}");
            let new = NewInstitution {
                institution: Institution {
                    code: code(i),
                    name_ko: format!("핀테크{i}"),
                    name_en: format!("Fintech {i}"),
                    scopes: vec![],
                    active: true,
                },
                secret_hash: identity::secret_hash(&hub.keys, &client_id, "secret"),
                client_id,
                redirect_uri: "https://fintech.example/".to_owned(),
                contracts: vec![],
            };
            identity::add_institution(tx, &env, "system:test", &new)?;
            Ok(hub.directory_changed(tx)?)
        };
        bed.store.write(write).await.unwrap();
    }
}

pub async fn fintech(bed: &Bed, n: usize) -> Visitor {
    let own = Post::new(Role::Fintech, Held::Institution(code(n))).unwrap();
    let login = format!("fintech-{n}");
    bed.named("김나래", own, &login).await;
    bed.logged_in(&login).await
}

pub async fn operator(bed: &Bed) -> Visitor {
    bed.staff(Role::Operator, "ha-yun.jung").await;
    bed.logged_in("ha-yun.jung").await
}

/// Declares a system by the form; gives the address of its page.
pub async fn declare(visitor: &mut Visitor, n: usize, name: &str) -> String {
    let form = form_of(&visitor.get("/console/oss").await.body);
    let institution = code(n).to_string();
    let given = [
        ("form", form.as_str()),
        ("institution", institution.as_str()),
        ("name", name),
        ("duty", "live"),
    ];
    let done = visitor.post("/console/oss/systems", &given).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    done.location().to_owned()
}

pub async fn hand_in(visitor: &mut Visitor, page: &str, text: &str) -> crate::bed::Seen {
    let form = form_of(&visitor.get(page).await.body);
    visitor.upload(&format!("{page}/bill"), &form, "bill", text).await
}

pub async fn data(bed: &Bed, all: &[Advice<'_>]) {
    bed.portfolio.take(database(all)).await.unwrap();
    bed.portfolio.renew().await.unwrap();
}

#[tokio::test]
async fn a_bill_is_handed_in_and_judged_and_each_sees_its_own() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 2).await;
    let mut one = fintech(&bed, 1).await;
    let empty = one.get("/console/oss").await;
    assert!(said(&empty.body).contains("등록된 시스템이 없습니다"), "{}", said(&empty.body));
    assert!(
        empty.body.contains("운영기관이 자료를 넣으면"),
        "it says who has to do it: {}",
        empty.body
    );
    let page = declare(&mut one, 1, "모바일 앱 서버").await;
    assert!(said(&one.get(&page).await.body).contains("SBOM이 없어 알 수 없습니다"));

    let bad = hand_in(&mut one, &page, &bill("shop", "1.0", &["pkg:generic/x@1"])).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.body.contains("generic 유형"), "the reason is told: {}", bad.body);
    assert!(
        bad.body.contains("아직 유효한 SBOM이 없습니다"),
        "none was there before: {}",
        bad.body
    );
    let none = hand_in(&mut one, &page, "hello").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("SBOM으로 읽을 수 없습니다"), "{}", none.body);
    let good = hand_in(&mut one, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    assert_eq!(good.status, StatusCode::OK, "{}", good.body);
    assert!(good.body.contains("구성요소 2개"), "{}", said(&good.body));
    let bad = hand_in(&mut one, &page, &bill("shop", "1.0", &["pkg:generic/x@1"])).await;
    assert!(bad.body.contains("이전 SBOM이 그대로"), "{}", bad.body);
    // Without data to compare with, nothing is known, which is not none.
    let text = in_line(&one.get(&page).await.body);
    assert!(!text.contains("권고 0건과 대조") && text.contains("아직 알 수 없습니다"), "{text}");
    assert!(text.contains("모름") && !text.contains("log-core@2.14.1 없음"), "{text}");
    let list = in_line(&one.get("/console/oss").await.body);
    assert!(list.contains("모름 – – 2"), "components are counted, findings not known: {list}");

    data(&bed, &[advice()]).await;
    let body = one.get(&page).await.body;
    let text = said(&body);
    for want in ["GHSA-aaaa-bbbb-cccc", "악용 확인", "2.15.0", "Apache-2.0", "합격", "거절"]
    {
        assert!(text.contains(want), "{want} in {text}");
    }
    let text = in_line(&body);
    assert!(text.contains("shop@1.0 › web@5.0.0 › log-core@2.14.1"), "{text}");
    let at = body.find("web@5.0.0</a>").expect("a component");
    let at = body[..at].rfind("/console/oss/packages/").expect("its page");
    let package: String = body[at..].chars().take_while(|c| *c != '"').collect();
    let text = said(&one.get(&package).await.body);
    assert!(text.contains("이 패키지에는 열린 발견이 없습니다"), "of this package: {text}");
    assert!(text.contains("우리 기관은 이 패키지의 승인을 신청하지 않았습니다"), "{text}");
    // Nobody sees another's.
    let mut two = fintech(&bed, 2).await;
    assert_eq!(two.get(&page).await.status, StatusCode::NOT_FOUND);
    let theirs = two.get("/console/oss/advisories/GHSA-aaaa-bbbb-cccc").await;
    assert!(said(&theirs.body).contains("해당하는 것이 있는지 알 수 없습니다"), "{}", theirs.body);
    assert!(!theirs.body.contains("모바일 앱 서버"), "it concerns nothing of its own");
    let form = form_of(&two.get("/console/oss").await.body);
    let foreign = two.upload(&format!("{page}/bill"), &form, "bill", "{}").await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    let given =
        [("form", form.as_str()), ("institution", "M202600001"), ("name", "x"), ("duty", "live")];
    let foreign = two.post("/console/oss/systems", &given).await;
    assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", foreign.body);
    // A form of nobody's is refused.
    let forged = one.upload(&format!("{page}/bill"), "none", "bill", &bill("a", "1", &[LOG])).await;
    assert_eq!(forged.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn an_advisory_names_who_is_exposed_and_shows_the_race() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 3).await;
    let mut operator = operator(&bed).await;
    let mut pages = Vec::new();
    for n in 1..=3 {
        let page = declare(&mut operator, n, &format!("서비스 {n}")).await;
        let log = if n == 3 { LOG_FIXED } else { LOG };
        let done = hand_in(&mut operator, &page, &bill("shop", "1.0", &[WEB, log])).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.body);
        pages.push(page);
    }
    data(&bed, &[advice(), Advice { vector: MEDIUM, is_exploited: false, ..web_advice() }]).await;
    let body = operator.get("/console/oss/advisories/CVE-2026-0001").await.body;
    let text = said(&body);
    assert!(text.contains("시스템 2개에서 나왔고 0개를 고쳤습니다"), "{text}");
    assert!(text.contains("서비스 1") && text.contains("서비스 2"), "{text}");
    assert!(!text.contains("서비스 3"), "whoever is not exposed is not named: {text}");
    assert!(text.contains("자격이 내려갑니다"), "{text}");
    bed.pass(86_400);
    // A session ends over night.
    let mut operator = bed.logged_in("ha-yun.jung").await;
    hand_in(&mut operator, &pages[0], &bill("shop", "1.1", &[WEB, LOG_FIXED])).await;
    let body = operator.get("/console/oss/advisories/GHSA-aaaa-bbbb-cccc?lang=en").await.body;
    let text = said(&body);
    assert!(text.contains("Systems in which it was found:\u{a0}2. Fixed:\u{a0}1."), "{text}");
    assert!(body.contains("Systems exposed: 2 at most, 1 now"), "the picture: {body}");
    assert!(text.contains("fixed"), "{text}");
    bed.pass(3 * 86_400);
    let mut operator = bed.logged_in("ha-yun.jung").await;
    let text = said(&operator.get("/console/oss/findings?sort=due&grave=1&lang=ko").await.body);
    assert!(text.contains("기한 지남") && !text.contains("CVE-2026-0002"), "{text}");
    let text = said(&operator.get("/console/oss/advisories").await.body);
    assert!(text.contains("GHSA-wwww-wwww-wwww") && text.contains("GHSA-aaaa-bbbb-cccc"), "{text}");
    let text = said(&operator.get("/console/oss").await.body);
    assert!(text.contains("발견이 1건 있고, 기한을 넘긴"), "{text}");
}

fn web_advice() -> Advice<'static> {
    Advice {
        id: "GHSA-wwww-wwww-wwww",
        cve: "CVE-2026-0002",
        package: ("Maven", "org.example.web:web"),
        fixed: "6.0.0",
        vector: MEDIUM,
        is_exploited: false,
    }
}

#[tokio::test]
async fn who_has_it_is_one_question_on_one_screen_and_in_one_call() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 3).await;
    let mut operator = operator(&bed).await;
    let text = said(&operator.get("/console/oss/who?q=log-core").await.body);
    assert!(text.contains("받은 SBOM이 아직 없어 알 수 없습니다"), "{text}");
    let none = said(&operator.get("/console/oss/findings").await.body);
    assert!(!none.contains("0건"), "what is not known is not none: {none}");
    for n in 1..=3 {
        let page = declare(&mut operator, n, &format!("서비스 {n}")).await;
        let log = if n == 3 { LOG_FIXED } else { LOG };
        hand_in(&mut operator, &page, &bill("shop", "1.0", &[WEB, log])).await;
    }
    data(&bed, &[advice()]).await;
    let text = said(&operator.get("/console/oss/who?q=log-core+%3C+2.15").await.body);
    assert!(text.contains("시스템 2개에서 씁니다"), "{text}");
    assert!(text.contains("서비스 1") && !text.contains("서비스 3"), "{text}");
    let json = operator.get("/console/oss/who.json?q=log-core+%3C+2.15").await;
    let told: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert_eq!((&told["uses"], &told["systems"]), (&2.into(), &2.into()));
    assert_eq!(told["rows"][0]["grade"], "exploited");
    assert!(told["rows"][0]["due_at"].is_i64() && told["data"]["advisories"] == 1, "{told}");
    let odd = operator.get("/console/oss/who?q=%3C%3C").await;
    assert!(odd.body.contains("log4j-core"), "it says how to ask: {}", odd.body);
    let text = said(&operator.get("/console/oss/who?q=nothing").await.body);
    assert!(text.contains("그런 이름의 패키지나 권고가 없습니다"), "{text}");
    let text = said(&operator.get("/console/oss/who?q=log-core+%3E+9").await.body);
    assert!(text.contains("SBOM이 있는 시스템 3개에는 없습니다"), "{text}");
    let found = operator.get("/console/oss/who?q=log-core").await.body;
    let at = found.find("/console/oss/packages/").unwrap();
    let package: String = found[at..].chars().take_while(|c| *c != '"').collect();
    let text = said(&operator.get(&package).await.body);
    assert!(text.contains("2.17.1") && text.contains("2.14.1"), "{text}");
    bed.staff(Role::Auditor, "auditor").await;
    let mut auditor = bed.logged_in("auditor").await;
    assert_eq!(auditor.get("/console/oss").await.status, StatusCode::OK);
    let refused = auditor.post("/console/oss/systems", &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "who reads changes nothing");
    assert!(!post(Role::Auditor).may(naru_base::role::Right::OssManage));
}

/// A day so many days from now, as a date field has it.
pub fn day_in(bed: &Bed, days: i64) -> String {
    let text = bed.now().plus_seconds(days * 86_400).business_date().to_string();
    format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..])
}

#[tokio::test]
async fn an_exception_is_asked_for_decided_by_three_offices_and_shown() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 2).await;
    let mut one = fintech(&bed, 1).await;
    let page = declare(&mut one, 1, "앱").await;
    hand_in(&mut one, &page, &bill("shop", "1.0", &[WEB, LOG])).await;
    data(&bed, &[advice()]).await;
    let body = one.get(&page).await.body;
    let at = body.find("/console/oss/stances/ask").expect("a way to ask");
    let href: String = body[at..].chars().take_while(|c| *c != '"').collect();
    let form_page = one.get(&href.replace("&amp;", "&")).await.body;
    let value = |name: &str| {
        let before = format!(r#"name="{name}" value=""#);
        let at = form_page.find(&before).expect("a field") + before.len();
        form_page[at..].split('"').next().unwrap().to_owned()
    };
    let (form, system) = (value("form"), value("system"));
    let (package, until) = (value("package"), day_in(&bed, 30));
    let mut given = vec![
        ("form", form.as_str()),
        ("system", system.as_str()),
        ("package", package.as_str()),
        ("advisory", "GHSA-aaaa-bbbb-cccc"),
        ("claim", "exception"),
        ("reason", "고친 판이 아직 우리 틀과 맞지 않음"),
        ("control", ""),
        ("until", until.as_str()),
    ];
    let bare = one.post("/console/oss/stances", &given).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.body.contains("보완통제를 10자 이상"), "{}", said(&bare.body));
    given[6].1 = "조회 인자를 관문에서 걸러냄";
    let asked = one.post("/console/oss/stances", &given).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    let case = asked.location().to_owned();
    // The finding says so from now on, and nothing more is asked for it.
    let shown = one.get(&page).await.body;
    assert!(said(&shown).contains("예외·VEX 심사 중") && shown.contains(&case), "{shown}");
    assert!(!shown.contains("/console/oss/stances/ask"), "{shown}");
    let again = said(&one.get(&href.replace("&amp;", "&")).await.body);
    assert!(again.contains("이미 신청이 있어"), "{again}");
    // Another institution's people see nothing of it; whoever asked decides nothing.
    let mut two = fintech(&bed, 2).await;
    assert_eq!(two.get(&case).await.status, StatusCode::NOT_FOUND);
    let form = form_of(&one.get(&case).await.body);
    let own = one.post(&format!("{case}/agree"), &[("form", &form)]).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN);
    for (i, role) in [Role::SecurityDesk, Role::Operator, Role::Inspector].into_iter().enumerate() {
        let login = format!("office-{role}");
        bed.staff(role, &login).await;
        let mut office = bed.logged_in(&login).await;
        let list = said(&office.get("/console/oss/stances").await.body);
        assert!(list.contains(&format!("{i}/3")), "{list}");
        let shown = office.get(&case).await.body;
        assert!(shown.contains("조회 인자를 관문에서 걸러냄"), "{shown}");
        let form = form_of(&shown);
        let done = office.post(&format!("{case}/agree"), &[("form", &form)]).await;
        assert_eq!(done.location(), case, "{}", done.body);
        let again = office.post(&format!("{case}/agree"), &[("form", &form)]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "an office says it once");
    }
    let approved = format!("예외·VEX 승인, {until}까지");
    let advisory = "/console/oss/advisories/GHSA-aaaa-bbbb-cccc";
    for path in [page.as_str(), "/console/oss/findings", advisory] {
        let text = said(&one.get(path).await.body);
        assert!(text.contains(&approved), "{path}: {text}");
    }
    let text = said(&one.get(advisory).await.body);
    assert!(!text.contains("자격이 내려갑니다"), "the exception holds until then: {text}");
    // The institution reads its own by name and the operator's people by role.
    let text = in_line(&one.get(&case).await.body);
    assert!(text.contains("승인") && text.contains("심의"), "{text}");
    for want in ["신청한 사람과 때 김나래", "보안 동의 보안 관제", "심의 동의 점검기관"]
    {
        assert!(text.contains(want), "{want} in {text}");
    }
    assert!(!text.contains("정하윤"), "{text}");
    bed.pass(60);
    let mut security = bed.logged_in("office-security-desk").await;
    let text = in_line(&security.get(&case).await.body);
    assert!(
        text.contains("신청한 사람과 때 김나래") && text.contains("보안 동의 정하윤"),
        "{text}"
    );
    let text = said(&one.get("/console/oss/stances?show=approved&lang=en").await.body);
    assert!(text.contains("Exception") && text.contains("3\u{a0}of\u{a0}3"), "{text}");
}

#[tokio::test]
async fn keys_are_named_shown_and_revoked_by_their_institution() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 2).await;
    let mut one = fintech(&bed, 1).await;
    let here = "/console/oss/signers";
    let page = one.get(here).await;
    let text = said(&page.body);
    assert!(text.contains("등록한 서명 키가 없습니다"), "{text}");
    assert!(text.contains("지금 규칙: 서명은 하지 않아도 됩니다"), "{text}");
    let tab = format!("href=\"{here}\"");
    assert!(one.get("/console/oss").await.body.contains(&tab), "a way to the keys");
    assert!(page.body.contains(&format!("{tab} aria-current=\"page\"")), "{}", page.body);
    let command = "<code class=\"mono nw\">naru oss db key</code>";
    assert!(page.body.contains(command), "a command is set off: {}", page.body);
    let form = form_of(&page.body);
    let key = SigningKey::from_seed(&[1; 32]);
    let public = key.verifying_key().to_string();
    let mut given = vec![
        ("form", form.as_str()),
        ("institution", "M202600001"),
        ("name", "모바일팀 CI"),
        ("key", "not a key"),
    ];
    let wrong = one.post(here, &given).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(said(&wrong.body).contains("base64url 43자"), "{}", said(&wrong.body));
    assert!(wrong.body.contains("모바일팀 CI"), "what was filled in stays");
    given[3].1 = public.as_str();
    given[1].1 = "M202600002";
    let foreign = one.post(here, &given).await;
    assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY, "another's: {}", foreign.body);
    given[1].1 = "M202600001";
    let forged = one.post(here, &[&[("form", "none")], &given[1..]].concat()).await;
    assert_eq!(forged.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(one.post(here, &given).await.status, StatusCode::SEE_OTHER);
    let twice = one.post(here, &given).await;
    assert!(said(&twice.body).contains("이미 등록했거나"), "{}", said(&twice.body));
    // It signs a bill by hand.
    let system = declare(&mut one, 1, "앱").await;
    let text = dsse::sign("application/json", bill("shop", "1.0", &[WEB]).as_bytes(), &key);
    let done = hand_in(&mut one, &system, &text).await;
    assert_eq!(done.status, StatusCode::OK, "{}", said(&done.body));
    assert!(said(&done.body).contains("모바일팀 CI"), "{}", said(&done.body));
    let text = said(&one.get(&format!("{here}?lang=en")).await.body);
    assert!(text.contains("in force") && text.contains(&public), "{text}");
    // To revoke it is asked for once more, and what that means is said before.
    assert!(text.contains("a revoked key cannot come back"), "{text}");
    // Another sees none of it and takes nothing away; the operator sees all.
    let mut two = fintech(&bed, 2).await;
    let page = two.get(here).await.body;
    assert!(!page.contains(&public), "{page}");
    let revoke = format!("{here}/revoke");
    let form = form_of(&page);
    let theirs = [("form", form.as_str()), ("institution", "M202600001"), ("key", &public)];
    let foreign = two.post(&revoke, &theirs).await;
    assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut operator = operator(&bed).await;
    let page = operator.get(here).await.body;
    assert!(page.contains(&public), "{page}");
    let form = form_of(&page);
    let own = [("form", form.as_str()), ("institution", "M202600001"), ("key", &public)];
    assert_eq!(operator.post(&revoke, &own).await.status, StatusCode::SEE_OTHER);
    let text = said(&one.get(&format!("{here}?lang=ko")).await.body);
    assert!(text.contains("철회"), "{text}");
    let again = operator.post(&revoke, &own).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "only once");
    let text = said(&one.get(&system).await.body);
    assert!(text.contains("철회한 키"), "a bill that it signed says so: {text}");
    // The file of what is said, for whoever may see the system.
    let vex = one.get(&format!("{system}/vex?form=openvex")).await;
    assert_eq!(vex.status, StatusCode::OK);
    assert!(vex.body.contains("https://openvex.dev/ns"), "{}", vex.body);
    assert_eq!(two.get(&format!("{system}/vex")).await.status, StatusCode::NOT_FOUND);
}

//! 점검 예산지원 through the router, on a real book: from the programme to the payment, for each
//! role's eyes, and the summary for everybody.

use crate::bed::{Bed, Visitor, form_of, post, said};
use crate::fixtures;
use crate::records::Records;
use axum::http::{StatusCode, header};
use naru_base::role::{Post, Role, Scope as Held};
use naru_base::{ClientUseCode, Id, Won};
use naru_core::identity::{self, Institution, NewInstitution};
use naru_core::subsidy::{self, Check, Grounds};
use naru_lab::admission::PlainSealer;
use naru_lab::subsidy::{Clerks, Stage, Wanted, begin, bring, registration};
use naru_store::Tx;

fn code(n: usize) -> ClientUseCode {
    ClientUseCode::parse(&format!("M2026{n:05}")).unwrap()
}

/// What a page says, on one line.
fn flat(body: &str) -> String {
    said(body).split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn enter(bed: &Bed, post: Post, login: &str, name: &str) -> Visitor {
    bed.named(name, post, login).await;
    bed.logged_in(login).await
}

fn own(n: usize) -> Post {
    Post::new(Role::Fintech, Held::Institution(code(n))).unwrap()
}

fn value_of<'b>(body: &'b str, before: &str) -> &'b str {
    let at = body.find(before).unwrap_or_else(|| panic!("{before} in {body}")) + before.len();
    body[at..].split('"').next().unwrap()
}

async fn institutions(bed: &Bed) {
    for (n, name) in [(1, "나래페이"), (2, "두루송금")] {
        let (hub, env) = (bed.hub.clone(), bed.env());
        let write = move |tx: &mut Tx<'_>| {
            let client_id = format!("client-{n}");
            let new = NewInstitution {
                institution: Institution {
                    code: code(n),
                    name_ko: name.to_owned(),
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
            Ok(hub.directory_changed(tx)?)
        };
        bed.store.write(write).await.unwrap();
    }
}

/// This year's programme, and an application of a firm for each stage.
async fn sample(bed: &Bed, stages: &[Stage]) -> Vec<Id> {
    let (env, stages) = (bed.env(), stages.to_vec());
    let write = move |tx: &mut Tx<'_>| {
        let operators = [Id::from_parts(1, 1), Id::from_parts(1, 2)];
        let clerks = Clerks { operators, sealer: &PlainSealer };
        let programme = begin(tx, &env, &clerks, 2026)?;
        let mut ids = Vec::new();
        for (n, stage) in (1..).zip(&stages) {
            let (name, check) = (format!("바깥기술{n}"), Check::Service);
            let (institution, quote, stage) = (None, 8_000_000, *stage);
            let it = Wanted { n, institution, name: &name, check, quote, stage };
            ids.push(bring(tx, &env, &clerks, &programme, &it)?);
        }
        Ok(ids)
    };
    bed.store.write(write).await.unwrap()
}

/// Sends the form of a deed on an application, and gives the proposal's address.
async fn propose(one: &mut Visitor, page: &str, deed: &str, more: &[(&str, &str)]) -> String {
    let body = one.get(page).await.body;
    let form = form_of(&body);
    let key = Id::from_parts(77, u128::try_from(deed.len()).unwrap()).to_string();
    let mut given = vec![("form", form.as_str()), ("key", key.as_str()), ("deed", deed)];
    given.extend_from_slice(more);
    given.push(("reason", "서류를 모두 확인했음"));
    let sent = one.post(&format!("{page}/propose"), &given).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    sent.location().to_owned()
}

async fn confirm(other: &mut Visitor, case: &str) {
    let form = form_of(&other.get(case).await.body);
    let done = other.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    assert_eq!(done.location(), case, "{}", done.body);
}

#[tokio::test]
async fn a_firm_applies_two_decide_and_the_money_is_paid() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed).await;
    sample(&bed, &[]).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let page = firm.get("/console/subsidy").await.body;
    assert!(page.contains("지원 신청") && page.contains("점검 비용의 75 %"), "{page}");
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let number = registration(1);
    let mut given = vec![
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("programme", "check-2026"),
        ("class", "open-banking"),
        ("check", "organisation"),
        ("inspector", "pureun"),
        ("quote", "8,000,000"),
        ("deed", "apply"),
        ("registration", "1234567890"),
    ];
    let wrong = firm.post("/console/subsidy/apply", &given).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("사업자등록번호가 맞지 않습니다"), "{}", wrong.body);
    assert!(wrong.body.contains(r#"value="1234567890""#), "nobody types it twice");
    given.pop();
    given.push(("registration", number.as_str()));
    let sent = firm.post("/console/subsidy/apply", &given).await;
    let at = sent.location().to_owned();
    assert!(at.starts_with("/console/subsidy/application/"), "{}", sent.body);
    let again = firm.post("/console/subsidy/apply", &given).await;
    assert_eq!(again.location(), at, "the same form twice is one application");

    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let page = one.get(&at).await.body;
    assert!(page.contains("나래페이") && page.contains("6,000,000원까지"), "{page}");
    for sum in ["0", "6000001", "99999999999999999999"] {
        let key = Id::from_parts(78, 1).to_string();
        let given = [
            ("form", &*form_of(&page)),
            ("key", &*key),
            ("deed", "award"),
            ("amount", sum),
            ("reason", "서류를 모두 확인했음"),
        ];
        let seen = one.post(&format!("{at}/propose"), &given).await.body;
        assert!(seen.contains("1원부터 6,000,000원까지 적을 수"), "{sum}: {}", said(&seen));
        assert!(seen.contains(r#"id="amount-award-error""#), "{seen}");
    }
    let case = propose(&mut one, &at, "award", &[("amount", "6,000,000")]).await;
    let shown = other.get(&case).await.body;
    assert!(shown.contains("6,000,000원까지 지원하기로") && shown.contains("나래페이"), "{shown}");
    let list = flat(&other.get("/console/proposals").await.body);
    assert!(
        list.contains("예산지원 결정: 나래페이 · 이용기관 보안점검 · 2026년"),
        "which check, of which programme: {list}"
    );
    confirm(&mut other, &case).await;

    // Its people are told what was decided, with the way there.
    let inbox = firm.get("/console/inbox").await.body;
    assert!(flat(&inbox).contains("나래페이 점검 예산지원 결정: 6,000,000원까지 지원"), "{inbox}");
    let notice = value_of(&inbox, r#"href="/console/inbox/"#).to_owned();
    let notice = firm.get(&format!("/console/inbox/{notice}")).await.body;
    assert!(notice.contains(&format!(r#"href="{at}""#)), "{}", said(&notice));
    let letter = firm.get(&format!("{at}/letter")).await.body;
    assert!(letter.contains("예산지원 결정 통지서") && letter.contains("6,000,000원"), "{letter}");
    assert!(!letter.contains("정하윤"), "no names of people");
    let english = firm.get(&format!("{at}/letter?lang=en")).await.body;
    assert!(english.contains("Notice of award") && english.contains("₩6,000,000"), "{english}");
    // The network knows its English name, and English pages say it.
    assert!(english.contains("Fintech 1") && !english.contains("나래페이"), "{english}");
    let programme = "/console/subsidy/programme/check-2026";
    for path in [at.as_str(), programme, &case] {
        let page = one.get(&format!("{path}?lang=en")).await.body;
        let is_named = page.contains("Fintech 1") || page.contains("Narae Pay");
        assert!(is_named && !page.contains("나래페이"), "{path}: {}", said(&page));
    }
    one.get(&format!("{at}?lang=ko")).await;
    let page = firm.get(&format!("{at}?lang=ko")).await.body;
    let form = form_of(&page);
    let (report, invoice) = ("ab".repeat(32), "cd".repeat(32));
    let claim = [
        ("form", form.as_str()),
        ("engagement", "P-2026-11"),
        ("checked_on", "2026-11-20"),
        ("cost", "6000000"),
        ("report", report.as_str()),
        ("invoice", invoice.as_str()),
    ];
    // A check of a day on which its inspector was not recognised is refused at its day, to whoever
    // claims: nobody would pay for it.
    for (day, says) in
        [("2010-01-01", "기간(2019-01-01부터)과 오늘"), ("2999-01-01", "오늘이나 그 앞")]
    {
        let mut bad = claim;
        bad[2].1 = day;
        let sent = firm.post(&format!("{at}/claim"), &bad).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{day}");
        assert!(sent.body.contains(says), "{says} in {}", sent.body);
    }
    let sent = firm.post(&format!("{at}/claim"), &claim).await;
    assert_eq!(sent.location(), at, "{}", sent.body);
    // To put it right, nothing is typed twice.
    let mend = firm.get(&at).await.body;
    for value in ["P-2026-11", "2026-11-20", "6,000,000", &report, &invoice] {
        assert!(mend.contains(&format!("value=\"{value}\"")), "{value} in {mend}");
    }
    // The operator is told, and finds it without opening every application.
    let inbox = one.get("/console/inbox").await.body;
    assert!(
        flat(&inbox).contains("나래페이 점검 예산지원 지급 청구: 점검 비용 6,000,000원"),
        "{inbox}"
    );
    let notice = value_of(&inbox, r#"href="/console/inbox/"#).to_owned();
    let notice = one.get(&format!("/console/inbox/{notice}")).await.body;
    assert!(notice.contains(&format!(r#"href="{at}""#)), "{}", said(&notice));
    // Put right, it takes the place of the one before, and the notice says so.
    for cost in ["5000000", "6000000"] {
        let mut mended = claim;
        mended[3].1 = cost;
        bed.pass(1);
        let sent = firm.post(&format!("{at}/claim"), &mended).await;
        assert_eq!(sent.location(), at, "{}", sent.body);
    }
    let inbox = one.get("/console/inbox").await.body;
    let mended = "지급 청구 정정: 점검 비용 5,000,000원 → 6,000,000원";
    assert!(flat(&inbox).contains(mended), "{}", said(&inbox));
    let notice = value_of(&inbox, r#"href="/console/inbox/"#).to_owned();
    let notice = flat(&one.get(&format!("/console/inbox/{notice}")).await.body);
    assert!(notice.contains("(5,000,000원)를 대신합니다. 두 번째 청구가 아닙니다"), "{notice}");
    let list = flat(&one.get("/console/subsidy").await.body);
    assert!(
        list.contains("지급을 기다리는 청구는 1건입니다") && list.contains("지급할 청구"),
        "{list}"
    );
    let programme = "/console/subsidy/programme/check-2026";
    let page = one.get(&format!("{programme}?state=claimed")).await.body;
    assert!(page.contains(&format!(r#"href="{at}""#)), "{}", said(&page));
    let page = flat(&page);
    assert!(page.contains("지급 청구 들어옴 1") && page.contains("청구는 1건입니다"), "{page}");
    let csv = one.get(&format!("{programme}/applications.csv")).await.body;
    assert!(csv.contains(",2026-11-25,2026-11-25,yes,,"), "{csv}");
    let page = one.get(&at).await.body;
    // The claim is the firm's own: the operator has no form for it, and a form sent all the same
    // goes nowhere.
    assert!(!page.contains(&format!(r#"action="{at}/claim""#)), "{}", said(&page));
    assert!(flat(&page).contains("청구를 적은 사람 김나래"), "{}", flat(&page));
    let mut forged = claim;
    let form_of_one = form_of(&page);
    (forged[0].1, forged[3].1) = (&form_of_one, "1000");
    let sent = one.post(&format!("{at}/claim"), &forged).await;
    assert_eq!(sent.status, StatusCode::NOT_FOUND, "{}", sent.body);
    assert!(page.contains("4,500,000원을 지급합니다") && page.contains("1,500,000원은"), "{page}");
    let case = propose(&mut one, &at, "pay", &[("amount", "4500000")]).await;
    let shown = flat(&other.get(&case).await.body);
    for text in
        ["점검 P-2026-11, 점검이 끝난 날 2026-11-20", "실제 비용 6,000,000원", &report, &invoice]
    {
        assert!(shown.contains(text), "{text} in {shown}");
    }
    confirm(&mut other, &case).await;
    let page = firm.get(&at).await.body;
    assert!(page.contains("4,500,000원을 받으셨습니다"), "{page}");
    let inbox = flat(&firm.get("/console/inbox").await.body);
    assert!(inbox.contains("나래페이 점검 예산지원 지급: 4,500,000원"), "{inbox}");
    let letter = firm.get(&format!("{at}/letter")).await.body;
    assert!(letter.contains("지급 통지서") && letter.contains("P-2026-11"), "{letter}");
    assert!(flat(&letter).contains("점검이 끝난 날 2026-11-20"), "a date has its name: {letter}");
    let fund = bed.store.read(|tx| subsidy::fund(tx, "check-2026")).await.unwrap();
    assert_eq!((fund.paid, fund.committed), (Won::new(4_500_000), Won::ZERO));
    let journal = one.get("/console/subsidy/programme/check-2026").await.body;
    assert!(journal.contains("1,500,000") && journal.contains("정하윤 · 서지안"), "{journal}");
}

#[tokio::test]
async fn an_institution_sees_and_moves_only_its_own() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed).await;
    let ids = sample(&bed, &[Stage::Applied, Stage::Awarded]).await;
    let mut firm = enter(&bed, own(2), "duru", "박두루").await;
    let page = firm.get("/console/subsidy").await.body;
    assert!(!page.contains("바깥기술") && page.contains("신청이 없습니다"), "{page}");
    let form = form_of(&page);
    for id in &ids {
        let at = format!("/console/subsidy/application/{id}");
        assert_eq!(firm.get(&at).await.status, StatusCode::NOT_FOUND);
        assert_eq!(firm.get(&format!("{at}/letter")).await.status, StatusCode::NOT_FOUND);
        for deed in ["withdraw", "claim"] {
            let sent = firm.post(&format!("{at}/{deed}"), &[("form", &form)]).await;
            assert_eq!(sent.status, StatusCode::NOT_FOUND, "{deed}");
        }
        let sent = firm.post(&format!("{at}/propose"), &[("form", &form)]).await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN);
    }
    for path in [
        "/console/subsidy/programme/check-2026",
        "/console/subsidy/programme/check-2026/journal.csv",
    ] {
        assert_eq!(firm.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    // Whoever reads for the network reads everything and changes nothing.
    let mut auditor = enter(&bed, post(Role::Auditor), "auditor", "노유진").await;
    let at = format!("/console/subsidy/application/{}", ids[0]);
    let page = auditor.get(&at).await.body;
    assert!(page.contains("바깥기술1") && !page.contains("<textarea"), "{page}");
    let form = form_of(&page);
    let sent = auditor.post(&format!("{at}/propose"), &[("form", &form)]).await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
}

/// What the operator writes down for a firm: the name fits the code, whoever wrote it is offered
/// nothing to decide about it, and a firm that took nothing back is not said to have.
#[tokio::test]
async fn what_an_operator_writes_down_another_decides() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed).await;
    let awarded = sample(&bed, &[Stage::Awarded]).await[0];
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let form = form_of(&one.get("/console/subsidy").await.body);
    let (key, number) = (Id::from_parts(79, 1).to_string(), registration(2));
    let given = |firm: &'static str| {
        [
            ("form", form.as_str()),
            ("key", key.as_str()),
            ("deed", "apply"),
            ("programme", "check-2026"),
            ("class", "open-banking"),
            ("institution", "M202600002"),
            ("firm", firm),
            ("registration", number.as_str()),
            ("check", "service"),
            ("inspector", "pureun"),
            ("quote", "8,000,000"),
        ]
    };
    let wrong = one.post("/console/subsidy/apply", &given("바깥회사")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains(r#"id="firm-apply-error""#), "{}", said(&wrong.body));
    assert!(wrong.body.contains("이 코드의 이용기관은 ‘두루송금’입니다"), "{}", said(&wrong.body));
    let sent = one.post("/console/subsidy/apply", &given("Fintech 2")).await;
    let at = sent.location().to_owned();
    let page = flat(&one.get(&at).await.body);
    assert!(page.contains("두루송금"), "by its name, whichever was typed: {page}");
    assert!(page.contains("신청을 적은 사람은 그 신청을 결정할 수 없습니다"), "{page}");
    assert!(!page.contains("이 금액의 지원을 제안"), "{page}");
    // As the second person neither.
    let case = propose(&mut other, &at, "award", &[("amount", "6,000,000")]).await;
    let list = flat(&one.get("/console/proposals").await.body);
    assert!(list.contains("당신이 확인할 수 있는 것은 없습니다"), "{list}");
    let page = one.get(&case).await.body;
    assert!(!page.contains(&format!("{case}/confirm")), "{}", said(&page));
    assert!(flat(&page).contains("신청을 적은 사람은"), "{}", flat(&page));
    let form_of_other = form_of(&other.get(&case).await.body);
    other.post(&format!("{case}/withdraw"), &[("form", &form_of_other)]).await;
    let sent = one.post(&format!("{at}/withdraw"), &[("form", &form)]).await;
    assert_eq!(sent.location(), at, "{}", sent.body);
    let page = flat(&other.get(&at).await.body);
    assert!(page.contains("취소한 사람: 정하윤") && !page.contains("기업이"), "{page}");
    let mut firm = enter(&bed, own(2), "duru", "박두루").await;
    let page = flat(&firm.get(&at).await.body);
    assert!(page.contains("취소한 사람: 운영기관") && !page.contains("정하윤"), "{page}");
    // For a firm from outside the operator claims, and somebody else decides about the payment.
    let at = format!("/console/subsidy/application/{awarded}");
    let page = one.get(&at).await.body;
    let same = "ab".repeat(32);
    let claim = |engagement: &'static str, cost: &'static str, invoice: &'static str| {
        [
            ("form", form.clone()),
            ("deed", "claim".to_owned()),
            ("engagement", engagement.to_owned()),
            ("checked_on", "2026-11-20".to_owned()),
            ("cost", cost.to_owned()),
            ("report", same.clone()),
            ("invoice", invoice.repeat(32)),
        ]
    };
    assert!(page.contains(&format!(r#"action="{at}/claim""#)), "{}", said(&page));
    let bad = claim("", "", "ab");
    let bad: Vec<(&str, &str)> = bad.iter().map(|(name, it)| (*name, it.as_str())).collect();
    let bad = one.post(&format!("{at}/claim"), &bad).await.body;
    for field in ["engagement", "cost", "report"] {
        assert!(bad.contains(&format!(r#"id="{field}-claim-error""#)), "{field} in {bad}");
    }
    assert!(bad.contains("같은 파일입니다"), "{}", said(&bad));
    let good = claim("P-1", "7,000,000", "cd");
    let good: Vec<(&str, &str)> = good.iter().map(|(name, it)| (*name, it.as_str())).collect();
    let sent = one.post(&format!("{at}/claim"), &good).await;
    assert_eq!(sent.location(), at, "{}", said(&sent.body));
    let page = flat(&one.get(&at).await.body);
    assert!(page.contains("지급 청구를 적은 사람은 그 지급을 결정할 수 없습니다"), "{page}");
    assert!(!page.contains("이 금액의 지급을 제안"), "{page}");
    assert!(flat(&other.get(&at).await.body).contains("이 금액의 지급을 제안"));
}

#[tokio::test]
async fn everybody_sees_the_sums_and_no_firm() {
    let bed = Bed::new(fixtures::full());
    let mut visitor = bed.browser();
    let empty = visitor.get("/subsidy").await;
    assert_eq!(empty.status, StatusCode::OK);
    assert!(empty.body.contains("지원 사업이 없습니다"), "{}", empty.body);
    let no = Stage::Declined(Grounds::Money);
    sample(&bed, &[Stage::Applied, Stage::Awarded, Stage::Paid, no]).await;
    let page = visitor.get("/subsidy").await.body;
    let text = said(&page);
    for text_wanted in
        ["985,000,000원", "6,000,000원", "5,400,000원", "973,600,000원", "예산의 1.1 %가"]
    {
        assert!(text.contains(text_wanted), "{text_wanted} in {text}");
    }
    assert!(!page.contains("바깥기술") && !page.contains(&registration(1)), "{page}");
    let english = visitor.get("/subsidy?lang=en").await.body;
    assert!(english.contains("Appropriation") && english.contains("₩973,600,000"), "{english}");
    let json = visitor.get("/subsidy.json").await.body;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let it = &json["programmes"][0];
    assert_eq!(
        (it["free"].as_i64(), it["committed"].as_i64()),
        (Some(973_600_000), Some(6_000_000))
    );
    let csv = visitor.get("/subsidy.csv").await;
    assert_eq!(csv.headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
    assert!(csv.body.starts_with('\u{feff}'), "{}", csv.body);
    let line = csv.body.lines().nth(1).unwrap();
    assert!(line.starts_with("check-2026,2026,"), "{line}");
    assert!(line.ends_with("985000000,0,0,6000000,5400000,973600000,4,2,1"), "{line}");
}

/// Each decision keeps its own day, however many follow; letters to one firm have numbers of their
/// own, and name their reason as a letter does.
#[tokio::test]
async fn each_decision_keeps_its_day_and_its_letter() {
    let bed = Bed::new(fixtures::full());
    let no = Stage::Declined(Grounds::Papers);
    let ids = sample(&bed, &[Stage::Claimed, no]).await;
    let at = |n: usize| format!("/console/subsidy/application/{}", ids[n]);
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let letter = flat(&one.get(&format!("{}/letter", at(0))).await.body);
    assert!(letter.contains(&format!("check-2026-{}-1", ids[0])), "{letter}");
    let letter = flat(&one.get(&format!("{}/letter", at(1))).await.body);
    assert!(letter.contains("사유") && !letter.contains("통지서에 적을 사유"), "{letter}");
    bed.pass(3 * 86_400);
    let mut one = bed.logged_in("ha-yun.jung").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let case = propose(&mut one, &at(0), "pay", &[("amount", "5400000")]).await;
    confirm(&mut other, &case).await;
    let page = flat(&one.get(&at(0)).await.body);
    for text in ["결정일 2026-11-25", "지급일 2026-11-28", "2026-11-25 "] {
        assert!(page.contains(text), "{text} in {page}");
    }
    let page = flat(&one.get(&at(1)).await.body);
    assert!(page.contains("결정일 2026-11-25"), "{page}");
    let letter = flat(&one.get(&format!("{}/letter", at(0))).await.body);
    assert!(letter.contains(&format!("check-2026-{}-2", ids[0])), "{letter}");
}

/// What waits stands in the order in which it came, whoever came last; the journal names the firm
/// of each line; and whoever only reads is not told to decide.
#[tokio::test]
async fn who_came_first_is_decided_first() {
    let bed = Bed::new(fixtures::full());
    let mut ids = sample(&bed, &[Stage::Applied, Stage::Awarded, Stage::Applied]).await;
    ids.remove(1);
    ids.sort();
    let at = "/console/subsidy/programme/check-2026";
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let link = |id: &Id| format!(r#"href="/console/subsidy/application/{id}""#);
    let places = |body: &str| ids.iter().map(|id| body.find(&link(id))).collect::<Vec<_>>();
    let waiting = one.get(&format!("{at}?state=applied")).await.body;
    let [first, second] = places(&waiting)[..] else { panic!("two wait") };
    assert!(first < second && first.is_some(), "{}", said(&waiting));
    assert!(waiting.contains("먼저 접수된 것부터") && !waiting.contains("새것부터"));
    // Where nothing is decided, columns of decisions would be empty.
    assert!(!waiting.contains("결정액 (원)") && !waiting.contains("지급액 (원)"));
    let all = one.get(at).await.body;
    assert!(all.contains("결정액 (원)"), "{}", said(&all));
    let english = said(&one.get(&format!("{at}?lang=en")).await.body);
    assert!(english.contains("To decide 2") || english.contains("To decide\n2"), "{english}");
    one.get(&format!("{at}?lang=ko")).await;
    let [first, second] = places(&all)[..] else { panic!("two wait") };
    assert!(second < first, "the latest first among all: {}", said(&all));
    let text = said(&all);
    assert!(text.contains("남았고, 결정을 기다리는 신청은 2건입니다"), "{text}");
    let journal = all.split(r#"id="journal""#).nth(1).unwrap();
    assert!(journal.contains("바깥기술2"), "{}", said(journal));
    let rest = one.get(&format!("{at}?state=applied&before={}", ids[0])).await.body;
    assert_eq!((places(&rest)[0], places(&rest)[1].is_some()), (None, true));
    let page = said(&one.get("/console/subsidy").await.body);
    assert!(page.contains("결정할 신청") && page.contains("예산 985,000,000원"), "{page}");
    let mut auditor = enter(&bed, post(Role::Auditor), "auditor", "노유진").await;
    let page = said(&auditor.get("/console/subsidy").await.body);
    assert!(page.contains("결정을 기다리는 신청") && !page.contains("결정할 신청"), "{page}");
}

/// What is proposed waits for the second person only: it is no longer counted as to be decided, has
/// a count and a list of its own, and its own page says so.
#[tokio::test]
async fn what_is_proposed_is_not_to_be_decided_again() {
    let bed = Bed::new(fixtures::full());
    let ids = sample(&bed, &[Stage::Applied, Stage::Applied]).await;
    let at = "/console/subsidy/programme/check-2026";
    let page = |n: usize| format!("/console/subsidy/application/{}", ids[n]);
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let list = flat(&one.get("/console/subsidy").await.body);
    assert!(list.contains("신청은 2건입니다") && !list.contains("두 번째 사람의"), "{list}");
    let case = propose(&mut one, &page(0), "award", &[("amount", "1000")]).await;
    let waits = "제안되어 두 번째 사람의 확인을 기다리는 신청은 1건입니다";
    for who in [&mut one, &mut other] {
        let body = who.get("/console/subsidy").await.body;
        let list = flat(&body);
        assert!(
            list.contains("결정을 기다리는 신청은 1건입니다") && list.contains(waits),
            "{list}"
        );
        assert!(body.contains(&format!(r#"<a href="{at}?state=proposed">제안되어"#)), "{body}");
        let shown = flat(&who.get(at).await.body);
        assert!(shown.contains("결정 대기 1") && shown.contains("확인 대기 1"), "{shown}");
        assert!(shown.contains("결정을 기다리는 신청은 1건입니다"), "{shown}");
        let body = who.get(&format!("{at}?state=applied")).await.body;
        let rows = body.split(r#"id="journal""#).next().unwrap();
        assert!(rows.contains(&page(1)) && !rows.contains(&page(0)), "{}", flat(rows));
        let body = who.get(&format!("{at}?state=proposed")).await.body;
        let rows = body.split(r#"id="journal""#).next().unwrap();
        assert!(rows.contains(&page(0)) && !rows.contains(&page(1)), "{}", flat(rows));
        let meta = who.get(&page(0)).await.body;
        let meta = meta.split(r#"<p class="meta">"#).nth(1).unwrap().split("</p>").next().unwrap();
        assert!(flat(meta).contains("확인 대기") && !flat(meta).contains("결정 대기"), "{meta}");
    }
    let second = propose(&mut one, &page(1), "decline", &[("grounds", "papers")]).await;
    let list = flat(&one.get("/console/subsidy").await.body);
    assert!(list.contains("신청은 0건입니다") && !list.contains("결정할 신청"), "{list}");
    confirm(&mut other, &case).await;
    confirm(&mut other, &second).await;
    let list = flat(&one.get("/console/subsidy").await.body);
    assert!(!list.contains("두 번째 사람의 확인"), "{list}");
}

/// The journal begins with its last line, and goes on page by page.
#[tokio::test]
async fn a_long_journal_goes_on_page_by_page() {
    let bed = Bed::new(fixtures::full());
    sample(&bed, &[Stage::Paid; 30]).await;
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let at = "/console/subsidy/programme/check-2026";
    let journal = |body: &str| body.split(r#"id="journal""#).nth(1).unwrap().to_owned();
    let rows = |body: &str| body.matches("<tr><td class=\"way nw\">").count();
    let first = journal(&one.get(at).await.body);
    assert_eq!(rows(&first), 50, "{first}");
    assert!(first.contains("61건 중 1–50"), "{first}");
    let next = value_of(&first, r#"class="btn" href=""#).replace("&amp;", "&");
    assert!(next.contains("line=") && next.ends_with("#journal"), "{next}");
    let second = journal(&one.get(next.split('#').next().unwrap()).await.body);
    assert_eq!(rows(&second), 11, "{second}");
    let both = format!("{first}{second}");
    assert_eq!(both.matches("985,000,000").count(), 1, "each line once");
    let back = value_of(&second, r#"class="btn" href=""#).replace("&amp;", "&");
    assert!(second.contains("61건 중 51–61") && second.contains("이전 50"), "{second}");
    assert_eq!(journal(&one.get(back.split('#').next().unwrap()).await.body), first);
    assert!(!second.contains("다음 50"), "it ends there");
}

/// Those that wait are read as they came, all others the latest first; each line of the journal
/// names its firm; the letter and the page say what the last day was of.
#[tokio::test]
async fn what_waits_is_read_as_it_came() {
    let bed = Bed::new(fixtures::full());
    let stages = [Stage::Applied, Stage::Paid, Stage::Applied, Stage::Declined(Grounds::Papers)];
    let ids: Vec<String> = sample(&bed, &stages).await.iter().map(Id::to_string).collect();
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let at = "/console/subsidy/programme/check-2026";
    let links = |body: &str| -> Vec<String> {
        let all = body.split(r#"<td class="way"><a href="/console/subsidy/application/"#).skip(1);
        all.map(|it| it.split('"').next().unwrap().to_owned()).collect()
    };
    let all = links(one.get(at).await.body.split(r#"id="journal""#).next().unwrap());
    // Of one instant ids stand for the order in which they came.
    let sorted = |of: &[&String]| {
        let mut of: Vec<String> = of.iter().map(|it| (*it).clone()).collect();
        of.sort();
        of
    };
    let mut latest = sorted(&[&ids[0], &ids[1], &ids[2], &ids[3]]);
    latest.reverse();
    assert_eq!(all, latest, "the latest first");
    let body = one.get(&format!("{at}?state=applied")).await.body;
    let (list, journal) = body.split_once(r#"id="journal""#).unwrap();
    assert_eq!(links(list), sorted(&[&ids[0], &ids[2]]), "the first comer first");
    assert!(said(list).contains("먼저 접수된 것부터"), "{list}");
    let firm = bed.store.read(|tx| Ok(subsidy::firms(tx, "check-2026")?)).await.unwrap();
    let paid = &firm[&Id::parse(&ids[1]).unwrap()].name;
    let line = journal.split("<tr>").find(|it| it.contains(&ids[1])).unwrap();
    assert!(line.contains(paid.as_str()), "{paid} in {line}");
    let page = said(&one.get(&format!("/console/subsidy/application/{}", ids[1])).await.body);
    assert!(page.contains("지급일") && page.contains("결정일"), "each its own day: {page}");
    let letter = format!("/console/subsidy/application/{}/letter", ids[3]);
    let letter = said(&one.get(&letter).await.body);
    assert!(letter.contains("사유") && !letter.contains("통지서에 적을"), "{letter}");
}

#[tokio::test]
async fn tables_for_programs_and_a_programme_by_form() {
    let bed = Bed::new(fixtures::full());
    sample(&bed, &[Stage::Paid, Stage::Applied]).await;
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let at = "/console/subsidy/programme/check-2026";
    let csv = one.get(&format!("{at}/applications.csv")).await;
    assert_eq!(csv.body.lines().count(), 3, "{}", csv.body);
    assert!(csv.body.contains(&registration(2)) && csv.body.contains(",paid,6000000,5400000,"));
    assert!(csv.body.starts_with('\u{feff}') && csv.body.contains(",2026-11-25"), "{}", csv.body);
    let csv = one.get(&format!("{at}/journal.csv")).await.body;
    assert!(csv.starts_with('\u{feff}') && csv.contains(",2026-11-25,"), "{csv}");
    let kinds = ["appropriation", "award", "payment"];
    assert!(kinds.iter().all(|it| csv.contains(it)), "{csv}");
    assert_eq!(one.get(&format!("{at}/other.csv")).await.status, StatusCode::NOT_FOUND);

    let page = one.get("/console/subsidy").await.body;
    let (form, key) = (form_of(&page), Id::from_parts(99, 1).to_string());
    let mut given = vec![
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("deed", "programme"),
        ("code_of", "check-2027"),
        ("name_ko", "2027년 예산지원"),
        ("name_en", "Subsidy 2027"),
        ("basis", "2027년 예산"),
        ("year", "2027"),
        ("opens", "2027-01-01"),
        ("closes", "2027-12-31"),
        ("appropriation", "703,000,000"),
        ("share", "75"),
        ("cap", "15,000,000"),
        ("reason", "예산이 확정되었음"),
    ];
    let bare = one.post("/console/subsidy/propose", &given).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.body.contains("대상을 하나 이상"), "{}", bare.body);
    assert!(bare.body.contains(r#"value="2027년 예산지원""#), "nobody types it twice");
    // Of a form with nothing in it, everything is named at once.
    let empty = [given[0], given[1], ("deed", "programme")];
    let seen = one.post("/console/subsidy/propose", &empty).await.body;
    for field in ["code_of", "name_ko", "name_en", "basis", "opens", "closes", "cap", "reason"] {
        let marks = [format!("id=\"{field}-programme-error\""), format!("id=\"{field}-error\"")];
        assert!(marks.iter().any(|it| seen.contains(it)), "{field} in {seen}");
    }
    given.push(("classes", "open-banking"));
    let sent = one.post("/console/subsidy/propose", &given).await;
    let case = sent.location().to_owned();
    assert!(case.starts_with("/console/proposals/"), "{}", sent.body);
    let shown = other.get(&case).await.body;
    assert!(
        shown.contains("703,000,000원이 원장에") || shown.contains("예산 703,000,000원"),
        "{shown}"
    );
    let terms = flat(&shown);
    for text in ["check-2027", "신청 기간: 2027-01-01 부터 2027-12-31 까지", "대상: 오픈뱅킹"]
    {
        assert!(terms.contains(text), "{text} in {terms}");
    }
    confirm(&mut other, &case).await;
    let page = one.get("/console/subsidy").await.body;
    assert!(page.contains("2027년 예산지원"), "{page}");
    // A code that is taken is refused to whoever proposes it.
    let key = Id::from_parts(99, 3).to_string();
    given[1].1 = &key;
    let taken = one.post("/console/subsidy/propose", &given).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.body.contains("이미 쓰는 코드입니다"), "{}", taken.body);
    // While applications are taken, nothing is carried over.
    let page = one.get(at).await.body;
    assert!(page.contains("신청 기간이 끝난 뒤에"), "{page}");
    let key = Id::from_parts(99, 2).to_string();
    let carry = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("to", "check-2027"),
        ("amount", "1"),
        ("basis", "국고보조금 통합관리지침 제25조제2항"),
        ("reason", "남은 예산을 넘김"),
    ];
    let mut bad = carry;
    (bad[3].1, bad[4].1, bad[5].1) = ("0", "", "");
    let wrong = one.post(&format!("{at}/carry"), &bad).await.body;
    for text in ["1원부터 1,000,000,000,000원까지", "근거를 200자", "사유를 5자 이상"]
    {
        assert!(wrong.contains(text), "{text} in {}", said(&wrong));
    }
    let early = one.post(&format!("{at}/carry"), &carry).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.body.contains("아직 끝나지 않은"), "{}", early.body);
}

/// A share that one firm's cap held down is told with the cap in the letter; another without.
#[tokio::test]
async fn a_letter_names_the_cap_that_held_an_award_down() {
    let bed = Bed::new(fixtures::full());
    let env = bed.env();
    let write = move |tx: &mut Tx<'_>| {
        let operators = [Id::from_parts(1, 1), Id::from_parts(1, 2)];
        let clerks = Clerks { operators, sealer: &PlainSealer };
        let programme = begin(tx, &env, &clerks, 2026)?;
        let mut ids = Vec::new();
        for (n, quote) in [(1, 22_000_000), (2, 8_000_000)] {
            let (name, check, stage) = ("바깥기술", Check::Service, Stage::Awarded);
            let it = Wanted { n, institution: None, name, check, quote, stage };
            ids.push(bring(tx, &env, &clerks, &programme, &it)?);
        }
        Ok(ids)
    };
    let ids = bed.store.write(write).await.unwrap();
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut letters = Vec::new();
    for id in ids {
        let at = format!("/console/subsidy/application/{id}/letter");
        letters.push(one.get(&at).await.body);
    }
    // The share does not break from its sign.
    let share = r#"<span class="nw">75 %</span>"#;
    let capped = format!("15,000,000원 (점검 비용의 {share}, 기업당 한도 15,000,000원)");
    assert!(letters[0].contains(&capped), "{}", letters[0]);
    let whole = format!("6,000,000원 (점검 비용의 {share})");
    assert!(letters[1].contains(&whole), "{}", letters[1]);
}

/// What is left of a programme that takes no applications any more cannot be awarded, and is not
/// said to be: it can be carried over.
#[tokio::test]
async fn what_is_left_of_a_programme_that_is_over_is_told_apart() {
    let bed = Bed::new(fixtures::full());
    sample(&bed, &[Stage::Claimed]).await;
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let page = flat(&one.get("/console/subsidy").await.body);
    assert!(page.contains("지금 나눌 수 있는 돈은 979,000,000원"), "{page}");
    assert!(!page.contains("이월할 수 있는") && !page.contains("· 끝남"), "{page}");
    bed.pass(60 * 86_400);
    let mut one = bed.logged_in("ha-yun.jung").await;
    let page = flat(&one.get("/console/subsidy").await.body);
    assert!(page.contains("지금 나눌 수 있는 돈은 0원"), "{page}");
    assert!(page.contains("이월할 수 있는 979,000,000원이 남아"), "{page}");
    assert!(page.contains("· 끝남") && page.contains("지급을 기다리는 청구는 1건"), "{page}");
}

/// Report and invoice are taken as files of an institution that has applied: kept, and opened by
/// whoever decides.
#[tokio::test]
async fn report_and_invoice_are_handed_in_as_files() {
    let bed = Bed::new(fixtures::full());
    Records::begin(&bed).await;
    let env = bed.env();
    let write = move |tx: &mut Tx<'_>| {
        let operators = [Id::from_parts(1, 1), Id::from_parts(1, 2)];
        let clerks = Clerks { operators, sealer: &PlainSealer };
        let programme = begin(tx, &env, &clerks, 2026)?;
        let (name, check, stage) = ("나래페이", Check::Organisation, Stage::Awarded);
        let it = Wanted { n: 1, institution: Some(code(1)), name, check, quote: 8_000_000, stage };
        bring(tx, &env, &clerks, &programme, &it)
    };
    let id = bed.store.write(write).await.unwrap();
    let at = format!("/console/subsidy/application/{id}");
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let page = firm.get(&at).await.body;
    assert!(page.contains(r#"name="report-file""#), "{page}");
    let (form, invoice) = (form_of(&page), "cd".repeat(32));
    let given = [
        ("form", form.as_str()),
        ("deed", "claim"),
        ("engagement", "P-2026-11"),
        ("checked_on", "2026-11-20"),
        ("cost", "6000000"),
        ("report", ""),
        ("invoice", ""),
    ];
    let file = ("report-file", "report.pdf");
    let to = format!("{at}/claim");
    // One is missing: the file that came is to be chosen again, and goes on by no hash alone.
    let bad = firm.upload_with(&to, &given, file, "%PDF-1.7 the report\n%%EOF\n").await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.body.contains(r#"id="invoice-claim-error""#), "{}", bad.body);
    let asked = flat(&bad.body);
    assert!(
        asked.contains("청구서 파일을 고르거나") && !asked.contains("점검 보고서 파일을 고르거나")
    );
    assert!(asked.contains("해시가 맞으면 파일은 다시 고르지 않아도 됩니다"), "{asked}");
    let report = value_of(&bad.body, r#"name="report" value=""#).to_owned();
    let mut given = given;
    given[6].1 = &invoice;
    // A file that is none is said together with the day that is wrong.
    let mut day = given;
    day[3].1 = "tomorrow";
    let bad = firm.upload_with(&to, &day, file, "\u{0}\u{1}").await.body;
    assert!(bad.contains(r#"id="report-file-claim-error""#), "{bad}");
    assert!(bad.contains(r#"id="checked_on-claim-error""#), "{bad}");
    assert!(!bad.contains(r#"id="report-claim-error""#), "{bad}");
    // Put right without choosing it again: what came with the wrong form is kept with the claim.
    given[5].1 = &report;
    let sent = firm.post(&to, &given).await;
    assert_eq!(sent.location(), at, "{}", said(&sent.body));
    let page = firm.get(&at).await.body;
    assert!(page.contains(&format!("/papers/{report}")), "{}", said(&page));
    let told = flat(&page);
    assert!(told.contains("지급을 결정하는 운영기관 사람만 열 수 있고"), "{told}");
    // A claim that is corrected is a later one.
    bed.pass(1);
    given[5].1 = "";
    let sent = firm.upload_with(&to, &given, file, "%PDF-1.7 the report\n%%EOF\n").await;
    assert_eq!(sent.location(), at, "{}", said(&sent.body));
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let page = one.get(&at).await.body;
    let way =
        value_of(&page, r#"<a class="nw" href="/console/gates/M202600001/papers/"#).to_owned();
    let opened = one.get(&format!("/console/gates/M202600001/papers/{way}")).await;
    assert_eq!(opened.status, StatusCode::OK, "{}", said(&page));
    assert!(opened.body.contains("the report"), "{}", opened.body);
    assert!(said(&page).contains("해시만 있음"), "of the invoice: {}", said(&page));
    // It is none of the institution's documents, and whoever checks it does not open it.
    let gates = one.get("/console/gates/M202600001").await.body;
    assert!(!gates.contains(&report[..8]), "{}", said(&gates));
    let mut inspector = enter(&bed, post(Role::Inspector), "do-hyun.baek", "백도현").await;
    let opened = inspector.get(&format!("/console/gates/M202600001/papers/{report}")).await;
    assert_eq!(opened.status, StatusCode::NOT_FOUND);
    let opened = firm.get(&format!("/console/gates/M202600001/papers/{report}")).await;
    assert_eq!(opened.status, StatusCode::OK, "its own people");
}

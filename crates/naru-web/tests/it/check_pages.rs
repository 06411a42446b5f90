//! 점검 through the router, on a real book: asked for by the institution, worked on by an inspector,
//! concluded by two, and who sees what meanwhile.

use crate::bed::{Bed, Visitor, form_of, post};
use crate::fixtures;
use axum::http::StatusCode;
use naru_base::role::{Post, Role, Scope as Held};
use naru_base::{ClientUseCode, Id};
use naru_core::admission::{self, Gate, GateState, PATH};
use naru_core::check;
use naru_core::identity::{self, Institution, NewInstitution};
use naru_lab::admission::{Applicant, Panel, PlainSealer, apply, pass};
use naru_store::Tx;

pub fn code() -> ClientUseCode {
    ClientUseCode::parse("M202600001").unwrap()
}

/// 나래페이 has applied; its papers and its test were passed.
pub async fn applied(bed: &Bed) {
    let (hub, env) = (bed.hub.clone(), bed.env());
    let write = move |tx: &mut Tx<'_>| {
        let new = NewInstitution {
            institution: Institution {
                code: code(),
                name_ko: "나래페이".to_owned(),
                name_en: "Narae Pay".to_owned(),
                scopes: vec![],
                active: true,
            },
            secret_hash: identity::secret_hash(&hub.keys, "client-1", "secret"),
            client_id: "client-1".to_owned(),
            redirect_uri: "https://narae.example/".to_owned(),
            contracts: vec![],
        };
        identity::add_institution(tx, &env, "system:test", &new)?;
        let [a, b, c, d] = [1, 2, 3, 4].map(|n| Id::from_parts(1, n));
        let (code, panel) = (code(), Panel { operators: [a, b], inspectors: [c, d] });
        let services = &["web:narae:1.0"];
        let it = Applicant { code: &code, services, panel, sealer: &PlainSealer };
        apply(tx, &env, &it)?;
        pass(tx, &env, &it, Gate::Eligibility, None)?;
        pass(tx, &env, &it, Gate::Functional, None)?;
        Ok(hub.directory_changed(tx)?)
    };
    bed.store.write(write).await.unwrap();
}

pub async fn enter(bed: &Bed, post: Post, login: &str, name: &str) -> Visitor {
    bed.named(name, post, login).await;
    bed.logged_in(login).await
}

pub fn value_of<'b>(body: &'b str, before: &str) -> &'b str {
    let at = body.find(before).unwrap_or_else(|| panic!("{before} in {body}")) + before.len();
    body[at..].split('"').next().unwrap()
}

/// Asks for a check of the institution; where it is.
pub async fn ask(own: &mut Visitor) -> String {
    let page = own.get("/console/checks").await.body;
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let given = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("institution", "M202600001"),
        ("service", ""),
    ];
    let done = own.post("/console/checks/request", &given).await;
    assert_eq!(done.location(), format!("/console/checks/{key}"), "{}", done.body);
    done.location().to_owned()
}

async fn press(visitor: &mut Visitor, at: &str, deed: &str, more: &[(&'static str, &str)]) {
    let form = form_of(&visitor.get(at).await.body);
    let mut given = vec![("form", form.as_str())];
    given.extend_from_slice(more);
    let done = visitor.post(&format!("{at}/{deed}"), &given).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{deed}: {}", done.body);
}

/// Takes the check and begins it.
pub async fn begin(bed: &Bed, inspector: &mut Visitor, at: &str) {
    let day = bed.now().business_date().to_string();
    let day = format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]);
    press(inspector, at, "take", &[("from", &day), ("to", &day)]).await;
    press(inspector, at, "begin", &[]).await;
}

pub async fn find(inspector: &mut Visitor, at: &str, item: &str, value: &str) -> crate::bed::Seen {
    let form = form_of(&inspector.get(&format!("{at}?item={item}")).await.body);
    let given = [
        ("form", form.as_str()),
        ("item", item),
        ("value", value),
        ("how", "person"),
        (
            "grounds",
            "담당자와 함께 화면과 기록을 하나씩 대조함 / Screens and records were compared",
        ),
        ("demand", if value == "fail" { "출입기록을 갖출 것" } else { "" }),
    ];
    inspector.post(&format!("{at}/found"), &given).await
}

fn check_of(
    at: &str,
) -> impl Fn(&mut Tx<'_>) -> naru_base::Answer<check::Engagement> + Send + 'static {
    let id = Id::parse(at.rsplit('/').next().unwrap()).unwrap();
    move |tx| Ok(check::find(tx, id)?.unwrap())
}

fn state_of(at: &str) -> impl Fn(&mut Tx<'_>) -> naru_base::Answer<check::State> + Send + 'static {
    let id = Id::parse(at.rsplit('/').next().unwrap()).unwrap();
    move |tx| Ok(check::find(tx, id)?.unwrap().state)
}

pub async fn report_of(visitor: &mut Visitor, at: &str) -> String {
    visitor.get(&format!("{at}/report")).await.body
}

#[tokio::test]
async fn a_check_goes_from_the_request_to_the_gate_through_its_pages() {
    let bed = Bed::new(fixtures::full());
    applied(&bed).await;
    let own = Post::new(Role::Fintech, Held::Institution(code())).unwrap();
    let mut own = enter(&bed, own, "narae", "김나래").await;
    let mut one = enter(&bed, post(Role::Inspector), "seo-jeong.yun", "윤서정").await;
    let mut two = enter(&bed, post(Role::Inspector), "do-yun.han", "한도윤").await;
    let offered = |body: &str| {
        let of = body.split(r#"name="service""#).nth(1).unwrap().split("</select>").next();
        (of.unwrap().contains("기관점검"), of.unwrap().contains("web:narae:1.0"))
    };
    assert_eq!(offered(&own.get("/console/checks").await.body), (true, true));
    let at = ask(&mut own).await;
    // What is asked for already is not on offer again.
    assert_eq!(offered(&own.get("/console/checks").await.body), (false, true));
    // Inspectors hear of it, so that somebody takes it up.
    let inbox = one.get("/console/inbox?topic=gates").await.body;
    assert!(inbox.contains("나래페이 점검 신청: 기관점검"), "{inbox}");
    let notice = format!("/console/inbox/{}", value_of(&inbox, r#"href="/console/inbox/"#));
    let notice = one.get(&notice).await.body;
    assert!(notice.contains(&format!(r#"href="{at}""#)), "{notice}");
    let page = own.get(&at).await.body;
    assert!(page.contains("점검기관이 일정을 잡으면") && page.contains("남은 준비"), "{page}");
    assert!(!page.contains("data-finding"), "the institution answers no items");
    // What was only asked for has nothing to report, on the page and by its address.
    for file in ["report", "oscal"] {
        assert!(!page.contains(&format!("{at}/{file}")), "{file} in {page}");
        let seen = own.get(&format!("{at}/{file}")).await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{file}");
        assert!(seen.body.contains("아직 보고서가 없습니다"), "{file}: {}", seen.body);
    }

    // Days that are wrong stay as they were typed; so does a finding without its value.
    let form = form_of(&one.get(&at).await.body);
    let days = [("form", form.as_str()), ("from", "2027-02-03"), ("to", "2027-02-01")];
    let seen = one.post(&format!("{at}/take"), &days).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", seen.body);
    for mark in [r#"value="2027-02-03""#, r#"value="2027-02-01""#, r#"id="to-error""#] {
        assert!(seen.body.contains(mark), "{mark} in {}", seen.body);
    }
    begin(&bed, &mut one, &at).await;
    let seen = find(&mut one, &at, "ORG-01", "").await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", seen.body);
    for text in [
        "점검 결과를 네 가지 가운데",
        r##"href="#value""##,
        "하나씩 대조함 / Screens and records were compared</textarea>",
    ] {
        assert!(seen.body.contains(text), "{text} in {}", seen.body);
    }
    let queue = one.get("/console/checks").await.body;
    assert!(queue.contains("그중 내 차례는 1건") && queue.contains("0/30"), "{queue}");
    let items: Vec<String> = (1..=30).map(|n| format!("ORG-{n:02}")).collect();
    for (n, item) in items.iter().enumerate() {
        let value = if item == "ORG-13" { "fail" } else { "pass" };
        let done = find(&mut one, &at, item, value).await;
        // After the last one the page is read from its top, which says what comes now.
        let next = items.get(n + 1).map_or(item.clone(), |it| format!("{it}#item"));
        assert_eq!(done.location(), format!("{at}?item={next}"), "{}", done.body);
    }
    let page = one.get(&format!("{at}?item=ORG-13")).await.body;
    for text in ["30/30 판정", "적합 29", "부적합 1", "출입기록을 갖출 것", "필수 항목 미충족"]
    {
        assert!(page.contains(text), "{text} in {page}");
    }
    // What was found is the inspector's until it is told.
    let page = own.get(&format!("{at}?item=ORG-13")).await.body;
    assert!(
        page.contains("지적이 통보되거나 결과가 확정되면") && !page.contains("출입기록을 갖출 것"),
        "{page}"
    );
    let csv = own.get(&format!("{at}/csv")).await.body;
    assert!(!csv.contains("출입기록을 갖출 것") && csv.contains("ORG-13"), "{csv}");
    let oscal = own.get(&format!("{at}/oscal")).await.body;
    assert!(!oscal.contains("출입기록을 갖출 것") && !oscal.contains("org-13_obj"), "{oscal}");
    // What is withheld is said to be; hash and state agree with the printed report.
    assert!(oscal.contains("findings withheld"), "{oscal}");
    let said = |body: &str| serde_json::from_str::<serde_json::Value>(body).unwrap();
    let theirs = said(&own.get(&format!("{at}/json")).await.body);
    let whole = said(&one.get(&format!("{at}/json")).await.body);
    assert_eq!(theirs["findings_withheld"], true);
    assert_eq!(whole["findings_withheld"], false);
    assert_eq!(theirs["report_sha256"], whole["report_sha256"]);
    assert_eq!(theirs["stops"], serde_json::json!([]), "what is not met is not told");
    assert_eq!(whole["stops"][0]["why"], "not-met");
    assert!(theirs["report"]["items"].as_array().unwrap().iter().all(|it| it["found"].is_null()));
    assert!(report_of(&mut own, &at).await.contains(theirs["report_sha256"].as_str().unwrap()));
    // The list and the page say alike how far it is.
    let queue = own.get("/console/checks").await.body;
    let page = own.get(&at).await.body;
    assert!(queue.contains("30/30") && page.contains("30/30 판정"), "{page}");
    // Who checks is not told: a column of it would say the same as that of turns, in every row.
    assert!(queue.contains("차례</th>") && !queue.contains("점검관</th>"), "{queue}");
    assert!(!queue.contains(r#"data-l="점검관""#), "{queue}");
    assert!(page.contains("판정이 끝났고, 점검기관이 결과를 통보합니다"), "{page}");
    let is_asked = page.contains("남은 준비") || page.contains(r#"id="text""#);
    assert!(!is_asked, "what is judged lacks nothing more: {page}");
    let page = one.get(&at).await.body;
    assert!(page.contains("모두 판정했습니다. 지적 1개를 통보하거나"), "{page}");
    assert!(page.contains(r#"<h2 class="item">13 "#), "it opens at the finding: {page}");
    assert!(page.contains("부적합 제안") && !page.contains(r#"name="until""#), "{page}");
    press(&mut one, &at, "issue", &[]).await;
    let inbox = own.get("/console/inbox?topic=gates").await.body;
    for text in ["나래페이 기관점검 지적 1개 통보", "나래페이 기관점검 일정:"]
    {
        assert!(inbox.contains(text), "{text} in {inbox}");
    }
    let oscal = own.get(&format!("{at}/oscal")).await.body;
    let read = naru_evidence::read(oscal.as_bytes()).expect("our own reader");
    let open = read.findings.iter().filter(|it| it.state == naru_evidence::State::Open);
    let open: Vec<_> = open.map(|it| (it.location.as_str(), it.message.as_str())).collect();
    assert_eq!(open.len(), 1, "{oscal}");
    assert!(open[0].0 == "org-13_obj" && open[0].1.contains("출입기록을 갖출 것"), "{open:?}");
    let page = own.get(&format!("{at}?item=ORG-13")).await.body;
    assert!(page.contains("출입기록을 갖출 것") && page.contains("지적 1개"), "{page}");
    assert!(!page.contains("윤서정"), "no names for the institution: {page}");
    press(&mut own, &at, "promise", &[]).await;
    press(&mut own, &at, "say", &[("item", "ORG-13"), ("text", "출입기록을 갖췄음")]).await;
    press(&mut own, &at, "fixed", &[]).await;
    let page = one.get(&at).await.body;
    assert!(page.contains("출입기록을 갖췄음"), "it opens at what waits for a look: {page}");
    assert!(page.contains("다시 볼 지적이 1개 남았습니다"), "{page}");
    // It is judged anew, and not told again unseen.
    assert!(page.contains("다시 볼 지적 1개를 마치면") && page.contains("다시 볼 것"), "{page}");
    assert!(!page.contains(&format!("{at}/issue")), "{page}");
    let grounds = page.split(r#"id="grounds""#).nth(1).unwrap().split("</textarea>").next();
    assert!(grounds.unwrap().ends_with('>') && !page.contains(" checked"), "{page}");
    assert!(page.contains("출입기록을 갖출 것</textarea>"), "the demand stays: {page}");
    let form = form_of(&page);
    let unseen = one.post(&format!("{at}/issue"), &[("form", &form)]).await;
    assert!(unseen.body.contains("다시 보지 않은 지적이 있습니다"), "{}", unseen.body);
    let queue = one.get("/console/checks").await.body;
    assert!(queue.contains("부터 재점검 대기"), "{queue}");
    let inbox = one.get("/console/inbox?topic=gates").await.body;
    assert!(inbox.contains("나래페이 기관점검 보완 완료: 재점검 대기"), "{inbox}");
    find(&mut one, &at, "ORG-13", "pass").await;

    // The first proposes, the second confirms, and the gate follows.
    let page = one.get(&at).await.body;
    assert!(page.contains("막는 것이 없습니다"), "{page}");
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let wish = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("verdict", "passed"),
        ("until", ""),
        ("reason", "서른 항목을 모두 확인했음"),
    ];
    let form = form_of(&two.get(&at).await.body);
    let other = two.post(&format!("{at}/verdict"), &[("form", &form)]).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY, "only whoever took it");
    let proposed = one.post(&format!("{at}/verdict"), &wish).await;
    let case = proposed.location().to_owned();
    assert!(case.starts_with("/console/check-proposals/"), "{}", proposed.body);
    assert!(one.get(&case).await.body.contains("당신이 확인할 수는 없습니다"));
    let page = one.get(&at).await.body;
    assert!(page.contains("적합을 제안했습니다. 다른 점검관의 확인을"), "{page}");
    assert!(!page.contains("적합을 제안할 수 있습니다"), "it is proposed already: {page}");
    // What the second one is to confirm does not change meanwhile.
    assert!(page.contains("바꾸려면 먼저 제안을 거두십시오"), "{page}");
    assert!(!page.contains("data-finding") && !page.contains("끝나는 날 옮기기"), "{page}");
    let late = find(&mut one, &at, "ORG-13", "pass").await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.body.contains("제안한 결과가 확인을 기다립니다"), "{}", late.body);
    // Nor does the institution add to it: the page says so instead of the forms, and so does the
    // answer to one that was sent all the same.
    let page = own.get(&format!("{at}?item=ORG-13")).await.body;
    let waits = "기다리는 동안에는 설명과 문서를 더할 수 없습니다";
    assert!(page.contains(waits) && !page.contains(r#"id="text""#), "{page}");
    let form = form_of(&page);
    let late = [("form", form.as_str()), ("item", "ORG-13"), ("text", "덧붙임")];
    let late = own.post(&format!("{at}/say"), &late).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.body.contains(waits), "{}", late.body);
    let queue = one.get("/console/checks").await.body;
    for text in [
        "두 번째 사람</td>",
        "확인 대기",
        "까지 확인",
        "지금 내 차례인 것은 없습니다",
        "내가 제안함 · 다른 점검관",
    ] {
        assert!(queue.contains(text), "{text} in {queue}");
    }
    // The second one reads what was found and how the end changes, with the way to the report.
    let shown = two.get(&case).await.body;
    for text in [
        "관문이",
        "서른 항목을",
        "판정 30/30 · 적합 30 · 부분 0 · 부적합 0",
        "지금은 이 관문이 유효하지 않습니다",
        &format!(r#"href="{at}/report""#),
    ] {
        assert!(shown.contains(text), "{text} in {shown}");
    }
    // To confirm it is the turn of the second one: the menu and the queue count it alike.
    let queue = two.get("/console/checks").await.body;
    let turn = r#"<span class="w">1<span class="vh"> 건 내 차례"#;
    assert!(queue.contains(turn) && queue.contains("그중 내 차례는 1건입니다"), "{queue}");
    assert!(!one.get("/console/checks").await.body.contains("건 내 차례"), "not of the first");
    // Everywhere it says which check: whose, of what, by which list, asked for when.
    let it = bed.store.read(check_of(&at)).await.unwrap();
    let day = it.requested_at.business_date().to_string();
    let day = format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]);
    let which = format!("점검 결과: 나래페이 · 기관점검 (목록 {}, {day} 신청)", it.list);
    let queue = two.get("/console/checks").await.body;
    let path = two.get(&format!("/console/gates/{}", code())).await.body;
    for page in [&shown, &queue, &path] {
        assert!(crate::bed::in_line(page).contains(&which), "{which} in {page}");
    }
    assert!(queue.contains(&case) && path.contains(&case), "and leads to the proposal");
    assert!(shown.contains(&format!(r#"href="{at}""#)), "which leads to the check: {shown}");
    // It is among the proposals of whoever reads about it, first where it is to be confirmed.
    for inspector in [&mut two, &mut one] {
        let list = inspector.get("/console/proposals").await.body;
        assert!(list.contains(&which) && list.contains(&format!(r#"href="{case}""#)), "{list}");
    }
    assert!(two.get("/console/proposals").await.body.contains("그중 1건은 당신이"));
    let draft = report_of(&mut two, &at).await;
    assert!(draft.contains("지금 단계</dt>") && !draft.contains("판정 전"), "{draft}");
    assert!(draft.contains("확인자</dt><dd></dd>"), "nobody has confirmed: {draft}");
    assert!(draft.contains("적합이 제안되어 두 번째 확인 대기"), "{draft}");
    let mut reader = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let board = reader.get("/console/gates").await.body;
    assert!(board.contains("확인 대기"), "{board}");
    // The institution itself reads of a result once two agreed on it, and on no page before.
    let own = Post::new(Role::Fintech, Held::Institution(code())).unwrap();
    let mut theirs = enter(&bed, own, "narae-reads", "김나래").await;
    assert_eq!(theirs.get(&case).await.status, StatusCode::NOT_FOUND);
    for page in ["/console/gates", "/console/checks", at.as_str()] {
        let page = theirs.get(page).await.body;
        for text in ["check-proposals", "확인 대기", "점검 결과:", "두 번째 확인"] {
            assert!(!page.contains(text), "{text} in {page}");
        }
    }
    let done = two.post(&format!("{case}/confirm"), &[("form", &form_of(&shown))]).await;
    assert_eq!(done.location(), case, "{}", done.body);
    assert_eq!(theirs.get(&case).await.status, StatusCode::OK);
    assert_eq!(bed.store.read(state_of(&at)).await.unwrap(), check::State::Passed);
    let facts = bed.store.read(|tx| Ok(admission::facts_of(tx, &code())?)).await.unwrap();
    let gate = admission::admission(&facts, &PATH, bed.now());
    let gate = gate.gates.iter().find(|it| it.gate == Gate::Organisation).unwrap().state;
    assert_eq!(gate, GateState::Holds);

    // On the path it is called by what it is, and leads there.
    let path = two.get(&format!("/console/gates/{}?lang=ko", code())).await.body;
    let link = format!(r#"<a href="{at}/report">점검 보고서</a>"#);
    assert!(path.contains(&link), "{link} in {path}");

    // The report, in both languages, and the table.
    let report = report_of(&mut two, &at).await;
    assert!(report.contains("확인자</dt><dd>한도윤</dd>"), "{report}");
    let own_report = report_of(&mut theirs, &at).await;
    assert!(
        own_report.contains("확인자</dt><dd>다른 점검관 (점검기관)</dd>"),
        "no names: {own_report}"
    );
    let inbox = theirs.get("/console/inbox?topic=gates").await.body;
    assert!(inbox.contains("나래페이 기관점검 판정: 적합"), "{inbox}");
    for text in ["보안점검 결과 보고서", "나래페이", "윤서정", "재구성한", "ORG-30", "보고서 해시"]
    {
        assert!(report.contains(text), "{text} in {report}");
    }
    // It says when the result was confirmed, and not when it was opened.
    assert!(report.contains(" 확정") && !report.contains(" 현재"), "{report}");
    let english = two.get(&format!("{at}/report?lang=en")).await.body;
    assert!(english.contains("Report of a security check") && english.contains("Rebuilt by Naru"));
    // Grounds are evidence: they stand there whole, in whichever language they were written.
    for page in [&report, &english] {
        assert!(page.contains("하나씩 대조함 / Screens and records were compared</p>"), "{page}");
    }
    let csv = two.get(&format!("{at}/csv")).await.body;
    assert_eq!(csv.trim().lines().count(), 31, "{csv}");
    assert!(csv.starts_with('\u{feff}') && csv.contains("+09:00\r\n"), "{csv}");
    let json = two.get(&format!("{at}/json")).await.body;
    let said: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&said["state"], &said["stops"]), (&"passed".into(), &serde_json::json!([])));
    assert_eq!(said["report"]["items"].as_array().unwrap().len(), 30);
}

/// What is over stands below what is open, the first few of it; all of it goes on page by page.
#[tokio::test]
async fn checks_that_are_over_go_on_page_by_page() {
    let bed = Bed::new(fixtures::full());
    applied(&bed).await;
    let env = bed.env();
    let write = move |tx: &mut Tx<'_>| {
        for n in 0..60 {
            let id = Id::from_parts(7, n);
            let it = check::Request { id, institution: code(), service: None };
            check::request(tx, &env, "staff:f", &it)?;
            check::withdraw(tx, &env, "staff:f", id)?;
        }
        Ok(())
    };
    bed.store.write(write).await.unwrap();
    let mut one = enter(&bed, post(Role::Inspector), "seo-jeong.yun", "윤서정").await;
    let rows = |body: &str| body.matches(r#"aria-label="나래페이 · 기관점검""#).count();
    let queue = one.get("/console/checks").await.body;
    assert_eq!(rows(&queue), 10, "{queue}");
    assert!(queue.contains("끝난 점검 60건 모두 보기"), "{queue}");
    let first = one.get("/console/checks?show=closed").await.body;
    assert_eq!(rows(&first), 50);
    assert!(!first.contains("열린 점검이 없습니다"), "of what is over only");
    let next = value_of(&first, r#"class="btn" href="/console/checks?show=closed&amp;"#);
    let last = one.get(&format!("/console/checks?show=closed&{next}")).await.body;
    assert_eq!(rows(&last), 10, "{last}");
    // Whose checks are over is known, and told so.
    let named = one.get(&format!("/console/checks?name={}", code())).await.body;
    assert!(named.contains("끝난 점검은 아래에 있습니다"), "{named}");
    assert_eq!(rows(&named), 10, "{named}");
    let none = one.get("/console/checks?show=closed&name=nobody").await.body;
    assert_eq!(rows(&none), 0, "{none}");
}

#[tokio::test]
async fn a_list_is_imported_by_one_and_released_by_two() {
    let bed = Bed::new(fixtures::full());
    applied(&bed).await;
    let mut one = enter(&bed, post(Role::Inspector), "seo-jeong.yun", "윤서정").await;
    let mut two = enter(&bed, post(Role::Inspector), "do-yun.han", "한도윤").await;
    let path = "/console/checks/lists";
    let page = one.get(path).await.body;
    assert!(page.contains("org@1") && page.contains("재구성본"), "{page}");
    let catalog = one.get("/console/checks/lists/org@1/oscal").await.body;
    let read = naru_evidence::read(catalog.as_bytes()).expect("our own reader");
    assert_eq!(read.components.len(), 30);
    let must = one.get("/console/checks/lists/org@1/profile").await.body;
    assert!(must.contains("with-ids"), "{must}");
    let none = one.get("/console/checks/lists/org@9/oscal").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    let shipped = check::list::shipped().iter().find(|it| it.id == "web").unwrap();
    let mut official = shipped.clone();
    (official.version, official.source) = (2, "example-office".to_owned());
    let text = serde_json::to_string(&official).unwrap();
    let form = form_of(&page);
    let broken = text.replace("WEB-03", "WEB-02");
    let wrong = one.post(path, &[("form", &form), ("text", &broken)]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("WEB-02"), "it says where: {}", wrong.body);
    let done = one.post(path, &[("form", &form), ("text", &text)]).await;
    assert_eq!(done.location(), path, "{}", done.body);
    let page = one.get(path).await.body;
    assert!(page.contains("web@2") && page.contains("확인 전"), "{page}");
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let wish = [("form", form.as_str()), ("key", &key), ("reason", "공식 목록을 받았음")];
    let proposed = one.post(&format!("{path}/web@2/propose"), &wish).await;
    let case = proposed.location().to_owned();
    let shown = two.get(&case).await.body;
    assert!(shown.contains("web@2 목록으로 판정합니다"), "{shown}");
    let done = two.post(&format!("{case}/confirm"), &[("form", &form_of(&shown))]).await;
    assert_eq!(done.location(), case, "{}", done.body);
    let current = bed.store.read(|tx| check::current(tx, check::Kind::Web)).await.unwrap();
    assert_eq!(current.key().to_string(), "web@2");
    // Who does not judge checks imports none.
    let mut operator = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let form = form_of(&operator.get("/console/gates").await.body);
    let refused = operator.post(path, &[("form", &form), ("text", &text)]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

/// What is due first stands first, and what nobody has taken yet last.
#[tokio::test]
async fn the_queue_begins_with_what_is_due_first() {
    let bed = Bed::new(fixtures::full());
    crate::gates_pages::institutions(&bed, 3, 3, 1, |_| 300).await;
    let ids = [1, 2, 3].map(|n| Id::from_parts(7, n));
    let write = {
        let env = bed.env();
        move |tx: &mut Tx<'_>| {
            for (n, id) in (1..).zip(ids) {
                let institution = crate::gates_pages::code(n);
                let it = check::Request { id, institution, service: None };
                check::request(tx, &env, "staff:f", &it)?;
            }
            let day = env.now.business_date();
            let late = [(ids[1], day.next().next()), (ids[2], day)];
            for (id, to) in late {
                check::schedule(tx, &env, Id::from_parts(1, 3), id, (day, to))?;
            }
            Ok(())
        }
    };
    bed.store.write(write).await.unwrap();
    bed.pass(86_400 + 60);
    let mut one = enter(&bed, post(Role::Inspector), "seo-jeong.yun", "윤서정").await;
    let queue = one.get("/console/checks").await.body;
    let at = |n: usize| queue.find(&format!("/console/checks/{}", ids[n])).unwrap();
    assert!(at(2) < at(1) && at(1) < at(0), "overdue, due, not taken: {queue}");
    // A filter that nothing fits says so, and does not call the queue empty.
    let none = one.get("/console/checks?show=theirs").await.body;
    assert!(none.contains("조건에 맞는 열린 점검이 없습니다"), "{none}");
    assert!(!none.contains("열린 점검이 없습니다. 점검은") && !none.contains(&ids[0].to_string()));
    // Whoever only reads has none of its own, and is not told how many.
    let mut reader = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let queue = reader.get("/console/checks").await.body;
    assert!(!queue.contains("내 것"), "{queue}");
}

/// A colleague takes over for a reason, also while it goes on; whoever had it judges no more and
/// gives back what is its own.
#[tokio::test]
async fn a_check_is_taken_over_and_given_back() {
    let bed = Bed::new(fixtures::full());
    applied(&bed).await;
    let own = Post::new(Role::Fintech, Held::Institution(code())).unwrap();
    let mut own = enter(&bed, own, "narae", "김나래").await;
    let mut one = enter(&bed, post(Role::Inspector), "seo-jeong.yun", "윤서정").await;
    let mut two = enter(&bed, post(Role::Inspector), "do-yun.han", "한도윤").await;
    let at = ask(&mut own).await;
    begin(&bed, &mut one, &at).await;
    find(&mut one, &at, "ORG-01", "pass").await;
    let page = two.get(&at).await.body;
    assert!(page.contains("이 점검 넘겨받기") && !page.contains("data-finding"), "{page}");
    // Without a reason it stays where it is, and what was typed stays too.
    let form = form_of(&page);
    let given = [("form", form.as_str()), ("reason", "병가")];
    let wrong = two.post(&format!("{at}/take-over"), &given).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("사유를 5자 이상") && wrong.body.contains("병가</textarea>"));
    press(&mut two, &at, "take-over", &[("reason", "윤서정 점검관 병가로 이어받음")]).await;
    let page = two.get(&at).await.body;
    for text in
        ["data-finding", "판정할 항목이 29개 남았습니다", "병가로 이어받음", "윤서정 → 한도윤"]
    {
        assert!(page.contains(text), "{text} in {page}");
    }
    let refused = find(&mut one, &at, "ORG-02", "pass").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "it is the colleague's now");
    let inbox = one.get("/console/inbox?topic=gates").await.body;
    assert!(inbox.contains("나래페이 기관점검: 다른 점검관이 넘겨받음"), "{inbox}");
    // Neither names nor reasons for whoever is checked, nor the deed for whoever does not check.
    let page = own.get(&at).await.body;
    assert!(!page.contains("병가") && !page.contains("한도윤"), "{page}");
    let mut operator = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    assert!(!operator.get(&at).await.body.contains("병가로 이어받음"));
    for deed in ["take-over", "give-back"] {
        let form = form_of(&operator.get("/console/gates").await.body);
        let given = [("form", form.as_str()), ("reason", "운영기관이 대신 가져감")];
        let refused = operator.post(&format!("{at}/{deed}"), &given).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{deed}");
    }
    // Its last day moves while it goes on.
    let day = |n: i64| {
        let day = bed.now().plus_seconds(n * 86_400).business_date().to_string();
        format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..])
    };
    press(&mut two, &at, "take", &[("from", &day(0)), ("to", &day(3))]).await;
    assert!(own.get(&at).await.body.contains(&format!("~ {}</span>", day(3))));
    press(&mut two, &at, "give-back", &[("reason", "다른 점검으로 옮겨 감")]).await;
    let it = bed.store.read(check_of(&at)).await.unwrap();
    assert_eq!((it.state, it.inspector), (check::State::UnderWay, None));
    let page = one.get(&at).await.body;
    assert!(page.contains("맡은 점검관이 없습니다. 맡고 일정을") && page.contains("이 점검 맡기"));
    press(&mut one, &at, "take", &[("from", &day(0)), ("to", &day(2))]).await;
    let done = find(&mut one, &at, "ORG-02", "pass").await;
    assert_eq!(done.location(), format!("{at}?item=ORG-03#item"), "{}", done.body);
    // Round again: after the last one comes what was left out.
    let done = find(&mut one, &at, "ORG-30", "pass").await;
    assert_eq!(done.location(), format!("{at}?item=ORG-03#item"), "{}", done.body);
}

/// A list is read item by item, against the one in force, and goes back in as it came out.
#[tokio::test]
async fn a_list_is_read_and_what_comes_out_goes_in_again() {
    let bed = Bed::new(fixtures::full());
    applied(&bed).await;
    let mut one = enter(&bed, post(Role::Inspector), "seo-jeong.yun", "윤서정").await;
    let mut two = enter(&bed, post(Role::Inspector), "do-yun.han", "한도윤").await;
    let path = "/console/checks/lists";
    let file = one.get(&format!("{path}/web@1/json")).await.body;
    let shipped = check::list::shipped().iter().find(|it| it.id == "web").unwrap();
    assert_eq!(&check::Checklist::read(&file).unwrap(), shipped);
    let hash = data_encoding::HEXLOWER.encode(&check::report::sha256(file.as_bytes()));
    let page = one.get(path).await.body;
    assert!(page.contains(&hash[..8]), "the hash of what comes with Naru: {page}");
    let page = one.get(&format!("{path}/web@1")).await.body;
    for text in ["지금 쓰는 목록입니다", "WEB-12", "필수"] {
        assert!(page.contains(text), "{text} in {page}");
    }
    assert_eq!(one.get(&format!("{path}/web@9")).await.status, StatusCode::NOT_FOUND);

    // An official one: another version, an item more, one changed, one gone.
    let mut official = shipped.clone();
    official.version = 2;
    let mut new = official.items[0].clone();
    new.id = "WEB-13".to_owned();
    official.items[1].severity = 6 - official.items[1].severity.min(4);
    official.items.remove(2);
    official.items.push(new);
    let text = serde_json::to_string_pretty(&official).unwrap();
    let form = form_of(&one.get(path).await.body);
    let done = one.post(path, &[("form", &form), ("text", &text)]).await;
    assert_eq!(done.location(), path, "{}", done.body);
    // Byte for byte what was imported.
    assert_eq!(one.get(&format!("{path}/web@2/json")).await.body, text);
    let differs =
        "지금 쓰는 목록(web@1)과 견주면 항목 12 → 12: 새 항목 1, 바뀐 항목 1, 빠진 항목 1.";
    let page = one.get(&format!("{path}/web@2")).await.body;
    for text in [differs, "새 항목</span>", "바뀜</span>", "빠진 항목", "WEB-03 "] {
        assert!(page.contains(text), "{text} in {page}");
    }
    let page = one.get(path).await.body;
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let wish = [("form", form.as_str()), ("key", &key), ("reason", "공식 목록을 받았음")];
    let proposed = one.post(&format!("{path}/web@2/propose"), &wish).await;
    let shown = two.get(proposed.location()).await.body;
    assert!(shown.contains(differs), "{shown}");
    assert!(shown.contains(&format!(r#"href="{path}/web@2""#)), "{shown}");
}

/// Every item judged, one of them not met, and told.
pub fn told(
    tx: &mut Tx<'_>,
    env: &naru_base::Env,
    keys: &naru_base::keyring::Keyring,
    (inspector, id): (Id, Id),
) -> naru_base::Answer<()> {
    for n in 1..=30 {
        let value = if n == 13 { check::Value::Fail } else { check::Value::Pass };
        let word = check::decide::Answer {
            item: format!("ORG-{n:02}"),
            value,
            how: check::How::Person,
            grounds: "담당자와 함께 화면과 기록을 하나씩 대조하여 확인함".to_owned(),
            demand: "출입기록을 갖출 것".to_owned(),
        };
        naru_core::desk::find_item(tx, env, keys, (inspector, id), &word)?;
    }
    check::issue(tx, env, inspector, id)
}

/// The queue knows what a check is for: whose gate has ended stands before whose slot is near, what
/// waits for a re-check before both, and each row says so.
#[tokio::test]
async fn the_queue_knows_what_waits_and_whom_it_limits() {
    let bed = Bed::new(fixtures::full());
    // The gates of the first end in a day, of the second in five, of the rest much later.
    let ends = |i: usize| match i {
        1 => 1,
        2 => 7,
        _ => 300,
    };
    crate::gates_pages::institutions(&bed, 12, 12, 11, ends).await;
    let mut one = enter(&bed, post(Role::Inspector), "seo-jeong.yun", "윤서정").await;
    bed.named("한도윤", post(Role::Inspector), "do-yun.han").await;
    let ids: Vec<Id> = (1..=12).map(|n| Id::from_parts(7, n)).collect();
    let of = |n: usize| format!("/console/checks/{}", ids[n - 1]);
    let requests = ids.clone();
    let env = bed.env();
    let write = move |tx: &mut Tx<'_>| {
        for (n, id) in (1..).zip(&requests) {
            let institution = crate::gates_pages::code(n);
            let it = check::Request { id: *id, institution, service: None };
            check::request(tx, &env, "staff:f", &it)?;
        }
        Ok(())
    };
    bed.store.write(write).await.unwrap();
    let day = |n: i64| {
        let day = bed.now().plus_seconds(n * 86_400).business_date().to_string();
        format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..])
    };
    // Two have slots three weeks ahead, one has a slot tomorrow.
    for (n, to) in [(1, 20), (2, 20), (3, 3)] {
        press(&mut one, &of(n), "take", &[("from", &day(0)), ("to", &day(to))]).await;
    }
    // One is put right already and waits for a look; its date to put right lies a month ahead.
    begin(&bed, &mut one, &of(4)).await;
    let inspector = bed.store.read(check_of(&of(4))).await.unwrap().inspector.unwrap();
    let (hub, env, id) = (bed.hub.clone(), bed.env(), ids[3]);
    let write = move |tx: &mut Tx<'_>| {
        told(tx, &env, &hub.keys, (inspector, id))?;
        check::promise(tx, &env, "staff:f", id)?;
        check::fixed(tx, &env, "staff:f", id)
    };
    bed.store.write(write).await.unwrap();
    bed.pass(2 * 86_400);
    let mut one = bed.logged_in("seo-jeong.yun").await;
    let mut two = bed.logged_in("do-yun.han").await;
    let queue = one.get("/console/checks").await.body;
    let place = |n: usize| queue.find(&format!(r#"href="{}""#, of(n))).unwrap();
    // A first admission that nobody has taken up waits since it was asked for; a renewal stands
    // where its gate ends.
    let order = [4, 12, 1, 3, 2, 5];
    assert!(order.windows(2).all(|it| place(it[0]) < place(it[1])), "{queue}");
    assert!(queue.contains("관문 D-298"), "{queue}");
    let named = format!(r#"href="{}" aria-label=""#, of(5));
    assert!(queue.contains(&named), "the name leads to the check: {queue}");
    for text in [
        "부터 재점검 대기",
        "관문 만료됨, 조회 전용",
        "관문 D-5",
        "첫 심사",
        "열린 점검은 12건입니다. 그중 내 차례는 4건입니다. 맡은 점검관이 없는 것은 8건입니다.",
        "내 차례 4</a>",
        "이미 제한됨 1</a>",
    ] {
        assert!(queue.contains(text), "{text} in {queue}");
    }
    assert!(
        !queue.contains("기한이 지난 것"),
        "a re-check has no date that it could miss: {queue}"
    );
    let limited = one.get("/console/checks?show=limited").await.body;
    assert!(limited.contains(&of(1)) && !limited.contains(&of(2)), "{limited}");
    let turn = one.get("/console/checks?show=turn").await.body;
    assert!(turn.contains(&of(4)) && !turn.contains(&of(5)), "{turn}");
    assert!(!turn.contains("끝난 점검"), "a filter shows what it asks for alone: {turn}");
    let nobody = one.get("/console/checks?name=zzz").await.body;
    assert!(!nobody.contains("끝난 점검이 없습니다"), "{nobody}");
    // The board names the re-check too, though its gate holds.
    let board = one.get("/console/gates?show=turn").await.body;
    assert!(board.contains("재점검 대기: 기관점검") && board.contains("점검기관 차례"), "{board}");
    // The menu counts the same, and a login leads here.
    assert!(queue.contains(r#"<span class="w">4<span class="vh"> 건 내 차례"#), "{queue}");
    assert_eq!(one.get("/console").await.location(), "/console/checks");
    let others = two.get("/console/checks").await.body;
    assert!(others.contains("지금 내 차례인 것은 없습니다"), "{others}");
    assert!(!others.contains("건 내 차례"), "{others}");

    // What a fail would do is said where it is proposed, and what it does to a live standing.
    let page = one.get(&of(4)).await.body;
    let falls = "부적합이 확인되는 순간 자격이 정상에서 조회 전용 상태로 내려갑니다.";
    assert!(page.contains(falls), "{page}");
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let wish = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("verdict", "failed"),
        ("reason", "보완이 이루어지지 않았음"),
    ];
    let proposed = one.post(&format!("{}/verdict", of(4)), &wish).await;
    let case = proposed.location().to_owned();
    assert!(case.starts_with("/console/check-proposals/"), "{}", proposed.body);
    let shown = two.get(&case).await.body;
    assert!(shown.contains(falls) && shown.contains("판정 30/30 · 적합 29"), "{shown}");
    assert!(one.get("/console/checks").await.body.contains(r#"<span class="w">3<span"#));

    // Of findings whose gate ends before they are due, the gate's end is said too.
    press(&mut one, &of(2), "begin", &[]).await;
    let (hub, env, id) = (bed.hub.clone(), bed.env(), ids[1]);
    let write = move |tx: &mut Tx<'_>| told(tx, &env, &hub.keys, (inspector, id));
    bed.store.write(write).await.unwrap();
    let page = crate::bed::in_line(&two.get(&of(2)).await.body);
    let last = page.contains("에 끝나며, 그때까지 통과하지 않으면 자격이 조회 전용 상태로");
    assert!(last && page.contains("지적 1개를 이용기관이"), "{page}");
}

//! 관문 through the router, on a real book: the board, one path, forms and the two people.

use crate::bed::{Bed, Visitor, form_of, in_line, next_page, post};
use crate::fixtures;
use crate::gate_forms::{form_at, open_forms};
use axum::http::StatusCode;
use naru_base::role::{Post, Role, Scope as Held};
use naru_base::{ClientUseCode, Id};
use naru_core::admission::{self, EvidenceKind, Gate, GateState, PATH, Standing};
use naru_core::check::{self, Request};
use naru_core::identity::{self, Institution, NewInstitution};
use naru_lab::admission::{Applicant, Panel, PlainSealer, apply, pass};
use naru_lab::crowd;
use naru_store::Tx;

const NAMES: [&str; 6] = ["나래페이", "두루송금", "모아지갑", "이음결제", "여울페이", "달빛머니"];
const DAY_S: i64 = 86_400;

pub fn code(n: usize) -> ClientUseCode {
    ClientUseCode::parse(&format!("M2026{n:05}")).unwrap()
}

/// Institutions 1 to `n`: the first `applied` have applied, of which the first `live` are live
/// until so many days from now.
pub async fn institutions(
    bed: &Bed,
    n: usize,
    applied: usize,
    live: usize,
    days: fn(usize) -> i64,
) {
    let (hub, now) = (bed.hub.clone(), bed.now());
    for i in 1..=n {
        let (hub, env) = (hub.clone(), bed.env());
        let write = move |tx: &mut Tx<'_>| {
            let code = code(i);
            let name = format!("{}{}", NAMES[i % NAMES.len()], if i > 6 { i } else { 0 });
            let client_id = format!("client-{i}");
            let new = NewInstitution {
                institution: Institution {
                    code: code.clone(),
                    name_ko: name.trim_end_matches('0').to_owned(),
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
            let [a, b, c, d] = [1, 2, 3, 4].map(|n| Id::from_parts(1, n));
            let panel = Panel { operators: [a, b], inspectors: [c, d] };
            let services = &["web:narae:1.0", "app:narae:1.0"];
            let it = Applicant { code: &code, services, panel, sealer: &PlainSealer };
            if i <= applied {
                apply(tx, &env, &it)?;
            }
            if i <= live {
                let until = now.plus_seconds(days(i) * DAY_S);
                for step in &PATH {
                    let short = step.gate == Gate::Organisation;
                    pass(tx, &env, &it, step.gate, short.then_some(until))?;
                }
            }
            Ok(hub.directory_changed(tx)?)
        };
        bed.store.write(write).await.unwrap();
    }
}

pub async fn enter(bed: &Bed, post: Post, login: &str, name: &str) -> Visitor {
    bed.named(name, post, login).await;
    bed.logged_in(login).await
}

pub fn value_of<'b>(body: &'b str, before: &str) -> &'b str {
    let at = body.find(before).unwrap_or_else(|| panic!("{before} in {body}")) + before.len();
    body[at..].split('"').next().unwrap()
}

#[tokio::test]
async fn the_board_puts_the_most_urgent_first_and_says_whose_turn_it_is() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 6, 5, 4, |i| i64::try_from(i).unwrap() * 10).await;
    bed.pass(11 * DAY_S);
    let mut visitor = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let seen = visitor.get("/console/gates").await;
    assert_eq!(seen.status, StatusCode::OK);
    let order: Vec<usize> =
        (1..=6).filter_map(|n| seen.body.find(&format!("/console/gates/{}\"", code(n)))).collect();
    assert_eq!(order.len(), 6, "everybody is on the board");
    assert!(order.is_sorted(), "the first to end stands first: {order:?}");
    // Its check is over, and it has asked for no other: it is its turn.
    let turn = r#"기관점검<span class="sub block">이용기관</span>"#;
    // Another has handed in its papers, and nobody has decided on them.
    let to_decide = r#"이용적합성<span class="sub block">운영기관</span>"#;
    for text in ["조회 전용", "만료 1일", "D-9", "심사 중", "신청 전", turn, to_decide]
    {
        assert!(seen.body.contains(text), "{text} in {}", seen.body);
    }
    // A name that nobody has is said once, and nothing else is said to be empty.
    let none = visitor.get("/console/gates?name=zzz").await.body;
    assert_eq!(none.matches("‘zzz’에 맞는 곳이 없습니다.").count(), 1, "{none}");
    assert!(!none.contains("심사 중인 이용기관이 없습니다"), "{none}");
    let limited = visitor.get("/console/gates?show=limited").await.body;
    assert!(limited.contains(code(1).as_str()) && !limited.contains(code(2).as_str()));
    let way = visitor.get("/console/gates?show=way&lang=en").await.body;
    assert!(way.contains(code(5).as_str()) && !way.contains(code(4).as_str()));
    assert!(way.contains("Has not applied"), "{way}");
    let json = visitor.get("/console/gates.json").await;
    let said: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    let all = said["institutions"].as_array().unwrap();
    assert_eq!(all.len(), 6);
    assert_eq!(all[0]["standing"], "inquiry-only");
    assert_eq!(all[0]["blocked_by"], "organisation");
    assert_eq!(all[1]["standing"], "live");
    assert_eq!(all[5]["applied_at"], serde_json::Value::Null);
}

/// A network that has just begun says what this page will show, and how it begins.
#[tokio::test]
async fn a_network_without_institutions_says_how_it_begins() {
    let bed = Bed::new(fixtures::full());
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let page = one.get("/console/gates").await.body;
    assert!(page.contains("아직 이용기관이 없습니다"), "{page}");
    assert!(page.contains(r#"href="/console/institutions/enter""#) && !page.contains("7일 안"));
    let mut reader = enter(&bed, post(Role::Regulator), "regulator", "서지안").await;
    let page = reader.get("/console/gates?lang=en").await.body;
    assert!(page.contains("There are no institutions yet"), "{page}");
    assert!(!page.contains("/console/institutions/enter"), "a reader enters nobody");
}

/// Each gate leads to where it is worked on.
#[tokio::test]
async fn a_gate_leads_to_where_it_is_worked_on() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 2, 2, 1, |_| 30).await;
    let code = code(2);
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let page = one.get(&format!("/console/gates/{code}")).await.body;
    for place in ["eligibility/", "functional/", "checks?name=", "surety/"] {
        let link = format!(r#"<a class="b" href="/console/{place}{code}">"#);
        assert!(page.contains(&link), "{link} in {page}");
    }
    // What is on file by its hash alone is not called nothing.
    let tools = one.get(&format!("/console/gates/{code}/scans")).await.body;
    assert!(tools.contains("해시만 낸 도구 결과가 1건 있습니다"), "{tools}");
    assert!(tools.contains("파일은 없고 해시만 있음"), "{tools}");
    // Whoever may not open a page of surety is not led there.
    let mut inspector = enter(&bed, post(Role::Inspector), "seo-jeong.yun", "윤서정").await;
    let page = inspector.get(&format!("/console/gates/{code}")).await.body;
    assert!(page.contains("/console/checks?name=") && !page.contains("/console/surety/"), "{page}");
    let own = Post::new(Role::Fintech, Held::Institution(code.clone())).unwrap();
    let mut theirs = enter(&bed, own, "duru", "박두루").await;
    let page = theirs.get("/console/gates").await.body;
    assert!(page.contains(r#"<a class="b" href="/console/checks">"#), "{page}");
}

/// The row of an institution on the board, as it is read.
async fn row(one: &mut Visitor, n: usize) -> String {
    let board = one.get("/console/gates?lang=ko").await.body;
    let at = format!("/console/gates/{}\"", code(n));
    let row = board.split("<tr").find(|it| it.contains(&at));
    in_line(row.unwrap_or_else(|| panic!("{at} in {board}")).split("</tr>").next().unwrap())
}

/// A check of the institution's organisation.
async fn ask_for_check(bed: &Bed, n: usize) {
    let env = bed.env();
    let write = move |tx: &mut Tx<'_>| {
        let (id, service) = (Id::from_parts(7, n as u128), None);
        check::request(tx, &env, "staff:f", &Request { id, institution: code(n), service })
    };
    bed.store.write(write).await.unwrap();
}

/// What ends within two weeks says what it costs, and whose turn it is by its check.
#[tokio::test]
async fn a_gate_that_ends_soon_says_what_it_costs_and_whose_turn_it_is() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 3, 3, 3, |i| if i == 3 { 15 } else { 10 }).await;
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let day = bed.now().plus_seconds(10 * DAY_S).business_date().to_string();
    let day = format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]);
    let costs = format!("기관점검이 {day} 에 끝나면 조회 전용 이용기관");
    assert!(row(&mut one, 1).await.ends_with(&costs), "{costs} in {}", row(&mut one, 1).await);
    assert!(row(&mut one, 3).await.ends_with("없음"), "not before two weeks");
    ask_for_check(&bed, 1).await;
    let inspector = format!("기관점검이 {day} 에 끝나면 조회 전용 점검기관");
    assert!(row(&mut one, 1).await.ends_with(&inspector), "{}", row(&mut one, 1).await);
    // The path says the same, and threatens with nothing that comes later.
    let page = one.get(&format!("/console/gates/{}", code(2))).await.body;
    let told = "에 끝나고, 그 전에 새로 통과하지 않으면 자격이 조회 전용까지 내려갑니다.";
    assert!(lead(&page).contains(told), "{}", lead(&page));
    let page = one.get(&format!("/console/gates/{}?lang=en", code(2))).await.body;
    assert!(lead(&page).contains("The organisation check ends on "), "{}", lead(&page));

    // New cover takes longer: of its end the board speaks as early as the pages of cover do.
    bed.pass(60);
    let (env, until) = (bed.env(), bed.now().plus_seconds(20 * DAY_S));
    let write = move |tx: &mut Tx<'_>| {
        let [a, b, c, d] = [1, 2, 3, 4].map(|n| Id::from_parts(1, n));
        let panel = Panel { operators: [a, b], inspectors: [c, d] };
        let services = &["web:narae:1.0", "app:narae:1.0"];
        let it = Applicant { code: &code(3), services, panel, sealer: &PlainSealer };
        pass(tx, &env, &it, Gate::Surety, Some(until))
    };
    bed.store.write(write).await.unwrap();
    let said = row(&mut one, 3).await;
    assert!(said.contains("보증이 ") && said.ends_with("에 끝나면 조회 전용 이용기관"), "{said}");
}

/// Of a gate that has ended the lead says until when its next check is planned.
#[tokio::test]
async fn an_ended_gate_says_until_when_its_check_is_planned() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1, 1, 1, |_| 10).await;
    bed.pass(11 * DAY_S);
    ask_for_check(&bed, 1).await;
    let (env, id) = (bed.env(), Id::from_parts(7, 1));
    let last = env.now.business_date().next().next();
    let write = move |tx: &mut Tx<'_>| {
        check::schedule(tx, &env, Id::from_parts(1, 3), id, (env.now.business_date(), last))
    };
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let path = format!("/console/gates/{}", code(1));
    let day = last.to_string();
    let day = format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]);
    let page = one.get(&path).await.body;
    assert!(!lead(&page).contains(&day), "{}", lead(&page));
    bed.store.write(write).await.unwrap();
    let page = one.get(&path).await.body;
    assert!(lead(&page).contains(&day), "{}", lead(&page));
}

/// What is proposed about an institution stands in its row, and the count leads to it; a result
/// that two people have to agree on moves an end that the proposal names.
#[tokio::test]
async fn a_proposal_stands_in_its_row_and_says_the_present_end() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 2, 2, 2, |_| 300).await;
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let calm = one.get("/console/gates").await.body;
    assert!(lead(&calm).contains("7일 안에 오는 기한도, 제한된 곳도 없습니다."), "{}", lead(&calm));
    assert!(!lead(&calm).contains('0'), "nothing is counted that nobody has");
    let measure = [("deed", "measure"), ("standing", "warned"), ("rule", "제3조"), ("urgent", "1")];
    propose(&mut one, 1, &measure).await;
    let said = row(&mut one, 1).await;
    assert!(said.ends_with("제안: 자격 조치 두 번째 확인자"), "{said}");
    let board = one.get("/console/gates").await.body;
    let link =
        r#"<a href="/console/gates?show=proposed">두 번째 확인을 기다리는 제안은 1건입니다.</a>"#;
    assert!(board.contains(link), "{}", lead(&board));
    let facts = bed.store.read(|tx| Ok(admission::facts_of(tx, &code(2))?)).await.unwrap();
    let paper = facts.evidence.iter().find(|it| it.kind == EvidenceKind::Contract).unwrap();
    let sha = data_encoding::HEXLOWER.encode(&paper.sha256);
    let wish = [
        ("gate", "contract "),
        ("verdict", "passed"),
        ("until", "2027-06-30"),
        ("grounds", sha.as_str()),
    ];
    let path = format!("/console/gates/{}", code(2));
    let page = one.get(&path).await.body;
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let own = [("form", form.as_str()), ("key", &key), ("reason", "계약을 새로 맺었음")];
    let sent = one.post(&format!("{path}/propose"), &[&own[..], &wish].concat()).await;
    let case = sent.location().to_owned();
    let shown = in_line(&one.get(&case).await.body);
    let moves = "계약 관문의 유효 기한이 ";
    assert!(shown.contains(moves) && shown.contains("까지로 바뀝니다"), "{shown}");
    let path = in_line(&one.get(&path).await.body);
    assert!(path.contains(moves), "and where it waits: {path}");
    // At a gate that holds it is seen all the same.
    let said = row(&mut one, 2).await;
    assert!(
        said.contains("확인 대기") && said.ends_with("새 판정 제안: 계약 두 번째 확인자"),
        "{said}"
    );
    let chosen = one.get("/console/gates?show=proposed").await.body;
    assert!(chosen.contains("확인 대기 2</a>") && chosen.contains(code(1).as_str()), "{chosen}");
    assert!(!one.get("/console/gates?show=turn").await.body.contains("class=\"way\""));

    // What ends when it ends now says so: for as long as the rules allow, of one day each time.
    let path = format!("/console/gates/{}", code(1));
    let facts = bed.store.read(|tx| Ok(admission::facts_of(tx, &code(1))?)).await.unwrap();
    let paper = facts.evidence.iter().find(|it| it.kind == EvidenceKind::Contract).unwrap();
    let sha = data_encoding::HEXLOWER.encode(&paper.sha256);
    let wish = [("gate", "contract "), ("verdict", "passed"), ("until", ""), ("grounds", &sha)];
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let mut shown = String::new();
    for is_first in [true, false] {
        let page = one.get(&path).await.body;
        let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
        let own = [("form", form.as_str()), ("key", &key), ("reason", "같은 계약을 다시 확인함")];
        let sent = one.post(&format!("{path}/propose"), &[&own[..], &wish].concat()).await;
        shown = in_line(&one.get(sent.location()).await.body);
        if is_first {
            confirm(&mut other, sent.location()).await;
        }
    }
    assert!(shown.contains("유효 기한은 지금처럼 "), "{shown}");
}

#[tokio::test]
async fn two_hundred_go_on_page_by_page() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 200, 196, 190, |i| i64::try_from(i).unwrap() + 20).await;
    let mut visitor = enter(&bed, post(Role::Regulator), "regulator", "서지안").await;
    let mut seen = Vec::new();
    let mut next = "/console/gates".to_owned();
    for _ in 0..4 {
        let body = visitor.get(&next).await.body;
        let live = body.split("심사 중인").next().unwrap();
        let rows = live.split("<td class=\"way\"><a href=\"/console/gates/").skip(1);
        seen.extend(rows.map(|it| it.split('"').next().unwrap().to_owned()));
        match next_page(&body) {
            Some(it) => next = it,
            None => break,
        }
    }
    let mut once = seen.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), 200, "all of them, those on the way below the first page");
    assert!(seen.len() >= 200);
}

#[tokio::test]
async fn two_people_decide_and_it_holds_at_once() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1, 0, 0, |_| 0).await;
    let own = Post::new(Role::Fintech, Held::Institution(code(1))).unwrap();
    let mut applicant = enter(&bed, own, "narae", "김나래").await;
    let path = format!("/console/gates/{}", code(1));
    let page = applicant.get("/console/gates").await.body;
    assert!(page.contains("아직 신청하지 않았습니다"), "{page}");
    let form = form_of(&page);
    let given = [("form", form.as_str()), ("class", "fintech"), ("services", "web:narae:1.0")];
    let bad = [("form", form.as_str()), ("class", "fintech"), ("services", "narae")];
    let wrong = applicant.post(&format!("{path}/apply"), &bad).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
    let done = applicant.post(&format!("{path}/apply"), &given).await;
    assert_eq!(done.location(), path, "{}", done.body);
    let sha = "ab".repeat(32);
    let document = [
        ("form", form.as_str()),
        ("title", "사업 개요"),
        ("kind", "document"),
        ("sha256", sha.as_str()),
        ("size", "1234"),
        ("observed", "2026-11-01"),
    ];
    let done = applicant.post(&format!("{path}/evidence"), &document).await;
    assert!(done.location().starts_with(&format!("{path}?in=")), "{}", done.body);
    // Who applies decides nothing, and sees no other's path.
    let refused = applicant.post(&format!("{path}/propose"), &[("form", &form)]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let foreign = applicant.get(&format!("/console/gates/{}", code(2))).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);

    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let page = one.get(&path).await.body;
    assert!(page.contains("사업 개요") && page.contains("abababab"), "{page}");
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let mut wish = vec![
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("gate", "eligibility "),
        ("verdict", "passed"),
        ("until", ""),
        ("reason", "서류를 모두 확인했음"),
    ];
    let bare = one.post(&format!("{path}/propose"), &wish).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "no grounds");
    assert!(bare.body.contains("문서를 하나 이상"), "{}", bare.body);
    wish.push(("grounds", sha.as_str()));
    let proposed = one.post(&format!("{path}/propose"), &wish).await;
    let case = proposed.location().to_owned();
    assert!(case.starts_with("/console/gate-proposals/"), "{}", proposed.body);
    let own = one.get(&case).await.body;
    assert!(own.contains("당신이 확인할 수는 없습니다"), "{own}");
    let board = one.get("/console/gates").await.body;
    assert!(board.contains("두 번째 확인자"), "{board}");
    // What is only proposed an applicant's own people neither read nor decide.
    let theirs = applicant.get(&case).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    let theirs = applicant.get(&path).await.body;
    assert!(!theirs.contains("/console/gate-proposals/") && !theirs.contains("확인 대기"));
    let form = form_of(&theirs);
    let refused = applicant.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let mut keeper = enter(&bed, post(Role::Administrator), "keeper", "송아린").await;
    let id = case.rsplit('/').next().unwrap();
    let elsewhere = keeper.get(&format!("/console/proposals/{id}")).await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND, "accounts and business do not mix");

    let shown = other.get(&case).await.body;
    assert!(shown.contains("관문이") && shown.contains("서류를 모두 확인했음"), "{shown}");
    let form = form_of(&shown);
    let done = other.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    assert_eq!(done.location(), case, "{}", done.body);
    assert_eq!(applicant.get(&case).await.status, StatusCode::OK, "what is decided they read");
    let page = applicant.get(&path).await.body;
    assert!(page.contains("두 사람") && !page.contains("정하윤"), "no names for the applicant");
    assert!(page.contains("기능테스트"), "the next gate is named: {page}");
    assert_eq!(bed.hub.directory().standing(&code(1), bed.now()), Standing::NotAdmitted);
}

/// Proposes something about an institution; gives the proposal's page.
pub async fn propose(one: &mut Visitor, n: usize, more: &[(&'static str, &str)]) -> String {
    let path = format!("/console/gates/{}", code(n));
    let page = one.get(&path).await.body;
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let mut given = vec![("form", form.as_str()), ("key", key.as_str())];
    given.extend_from_slice(more);
    given.push(("reason", "점검 결과를 내지 않았음"));
    let sent = one.post(&format!("{path}/propose"), &given).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    sent.location().to_owned()
}

pub async fn confirm(other: &mut Visitor, case: &str) {
    let form = form_of(&other.get(case).await.body);
    let done = other.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    assert_eq!(done.location(), case, "{}", done.body);
}

/// The lead of a page.
pub fn lead(body: &str) -> &str {
    body.split("<p class=\"lead\">").nth(1).unwrap().split("</p>").next().unwrap()
}

/// A measure that was decided and has not begun is on path and board from its decision on, as the
/// next date; its institution is told, and the operators of the appeal.
#[tokio::test]
async fn a_measure_that_has_not_begun_and_its_appeal_are_seen_and_told() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 3, 3, 3, |i| if i == 2 { 30 } else { 300 }).await;
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let own = Post::new(Role::Fintech, Held::Institution(code(1))).unwrap();
    let mut theirs = enter(&bed, own, "narae", "김나래").await;
    assert!(
        lead(&theirs.get("/console/gates").await.body)
            .contains("모든 관문이 유효합니다. 가장 먼저 끝나는")
    );
    let due = naru_base::BusinessDate::parse("20261226").unwrap();
    assert!(due.starts_at() > bed.now().plus_seconds(7 * DAY_S), "the notice is long enough");
    let what = [
        ("deed", "measure"),
        ("standing", "limit-cut"),
        ("rule", "이용약관 제12조"),
        ("due", "2026-12-26"),
    ];
    let case = propose(&mut one, 1, &what).await;
    confirm(&mut other, &case).await;
    // It is the next date, before what ends later, and nothing says that there is nothing.
    let page = theirs.get("/console/gates").await.body;
    assert!(
        lead(&page).contains("2026-12-26 00:00</span>") && lead(&page).contains("한도 축소"),
        "{page}"
    );
    let board = one.get("/console/gates").await.body;
    let at = |n| board.find(&format!("/console/gates/{}\"", code(n))).unwrap();
    assert!(at(2) < at(1) && at(1) < at(3), "what lowers it first stands first");
    let row = board[at(1)..at(3)].to_owned();
    for text in
        ["2026-12-26</span>부터 한도 축소: 이용약관 제12조", "조치: 한도 축소", "이용기관</span>"]
    {
        assert!(row.contains(text), "{text} in {row}");
    }
    assert!(!row.contains("없음") && board[at(3)..].contains("없음"), "{row}");
    let inbox = theirs.get("/console/inbox?topic=gates").await.body;
    let inbox = in_line(&inbox);
    assert!(inbox.contains("자격 조치: 2026-12-26 00:00 부터 한도 축소"), "{inbox}");
    let path = format!("/console/gates/{}", code(1));
    let page = theirs.get("/console/gates").await.body;
    let (form, id) = (form_of(&page), value_of(&page, r#"name="measure" value=""#).to_owned());
    let appeal = [("form", form.as_str()), ("measure", id.as_str()), ("why", "이미 냈습니다")];
    let done = theirs.post(&format!("{path}/appeal"), &appeal).await;
    assert_eq!(done.location(), path, "{}", done.body);
    let page = theirs.get("/console/gates").await.body;
    assert!(lead(&page).contains("이의 신청이 기다립니다. 운영기관 차례입니다."), "{page}");
    let board = one.get("/console/gates").await.body;
    let appealed = r#"이용약관 제12조 · 이의 신청<span class="sub block">운영기관</span>"#;
    assert!(board.contains(appealed), "{board}");
    let inbox = one.get("/console/inbox?topic=gates&lang=en").await.body;
    assert!(inbox.contains("appeals: measure (Limit cut)"), "{inbox}");
    let notice = format!("/console/inbox/{}", value_of(&inbox, r#"href="/console/inbox/"#));
    let notice = one.get(&notice).await.body;
    assert!(notice.contains(&format!(r#"href="{path}""#)), "{notice}");
}

/// A suspended institution is counted as such and not as live, on each page that counts.
#[tokio::test]
async fn live_is_whoever_may_call_now_and_the_suspended_stand_first() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 4, 3, 3, |i| i64::try_from(i).unwrap() * 20).await;
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let count = "institutions 4 · may call 3 · on the way 1</p>";
    let board = one.get("/console/gates?lang=en").await.body;
    assert!(board.contains(count), "{board}");
    let what = [
        ("deed", "measure"),
        ("standing", "suspended"),
        ("rule", "이용약관 제12조"),
        ("urgent", "1"),
    ];
    let case = propose(&mut one, 3, &what).await;
    confirm(&mut other, &case).await;
    let board = one.get("/console/gates?lang=en").await.body;
    let count = "institutions 4 · may call 2 · on the way 1 · suspended 1</p>";
    assert!(board.contains(count), "{board}");
    let at = |n| board.find(&format!("/console/gates/{}\"", code(n))).unwrap();
    assert!(at(3) < at(1) && at(1) < at(2) && at(2) < at(4), "the suspended one stands first");
}

#[tokio::test]
async fn a_measure_is_shown_appealed_and_lifted() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed, 1, 1, 1, |_| 300).await;
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let path = format!("/console/gates/{}", code(1));
    let standing = |bed: &Bed| bed.hub.directory().standing(&code(1), bed.now());
    let measure = [
        ("deed", "measure"),
        ("standing", "suspended"),
        ("rule", "이용약관 제12조"),
        ("urgent", "1"),
    ];
    let case = propose(&mut one, 1, &measure).await;
    assert_eq!(standing(&bed), Standing::Live, "one person does nothing");
    confirm(&mut other, &case).await;
    assert_eq!(standing(&bed), Standing::Suspended, "with the confirmation, at once");
    let own = Post::new(Role::Fintech, Held::Institution(code(1))).unwrap();
    let mut theirs = enter(&bed, own, "narae", "김나래").await;
    let page = theirs.get("/console/gates").await.body;
    assert!(page.contains("이용약관 제12조") && page.contains("이의 신청"), "{page}");
    let id = value_of(&page, r#"name="measure" value=""#).to_owned();
    let form = form_of(&page);
    // There is only one: a letter is none.
    let empty = [("form", form.as_str()), ("measure", id.as_str()), ("why", "짧")];
    let back = theirs.post(&format!("{path}/appeal"), &empty).await;
    assert_eq!((back.status, open_forms(&back.body)), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    let it = form_at(&back.body, "/appeal", "why");
    assert!(it.contains("why-appeal-error") && it.contains(r#"aria-invalid="true""#), "{it}");
    let appeal = [("form", form.as_str()), ("measure", id.as_str()), ("why", "이미 냈습니다")];
    let done = theirs.post(&format!("{path}/appeal"), &appeal).await;
    assert_eq!(done.location(), path, "{}", done.body);
    let case = propose(&mut one, 1, &[("deed", "lift"), ("measure", id.as_str())]).await;
    let shown = other.get(&case).await.body;
    assert!(shown.contains("대상 조치: 이용 정지 · 이용약관 제12조."), "{shown}");
    confirm(&mut other, &case).await;
    assert_eq!(standing(&bed), Standing::Live);
    // Of what a gate rests on each document has its way, or that its owner has it.
    let page = one.get(&path).await.body;
    let gates = page.split("통과할 관문").nth(1).unwrap().split("</table>").next().unwrap();
    assert!(gates.contains("해시만 있음"), "{gates}");
}

/// Sixty institutions everywhere on the path, brought there by everybody's commands.
async fn crowd(bed: &Bed) {
    for n in 0..60 {
        let (hub, env) = (bed.hub.clone(), bed.env());
        let write = move |tx: &mut Tx<'_>| {
            let [a, b, c, d] = [1, 2, 3, 4].map(|n| Id::from_parts(1, n));
            let panel = Panel { operators: [a, b], inspectors: [c, d] };
            crowd::bring(tx, &env, (&hub.keys, &PlainSealer), panel, &crowd::member(n))?;
            Ok(hub.directory_changed(tx)?)
        };
        bed.store.write(write).await.unwrap();
    }
}

/// An organisation check that was passed on papers of its time, and has ended with yesterday; what
/// else the institution needs still holds, and its standing is on record since.
async fn held_for_a_year(bed: &Bed, code: ClientUseCode) {
    let (now, its) = (bed.now(), code.clone());
    let read = move |tx: &mut Tx<'_>| {
        Ok((admission::facts_of(tx, &its)?, admission::noted_since(tx)?.remove(&its)))
    };
    let (facts, since) = bed.store.read(read).await.unwrap();
    let applied = facts.applied.unwrap().0;
    let path = admission::admission(&facts, &PATH, now);
    let stopped = path.counted().filter(|it| it.state != GateState::Holds);
    let [stopped] = stopped.collect::<Vec<_>>()[..] else { panic!("{code}: {path:?}") };
    assert_eq!((stopped.gate, stopped.state), (Gate::Organisation, GateState::Expired));
    let last = stopped.decision.unwrap();
    let until = last.holds_until.unwrap();
    assert!(until.since(last.decided_at) > 364 * DAY_S * 1_000_000, "{last:?}");
    assert!(until <= now && now.since(until) < 2 * DAY_S * 1_000_000, "{last:?}");
    assert_eq!((path.standing, since), (Standing::InquiryOnly, Some(until)));
    let paper = |sha| facts.evidence.iter().find(|it| it.sha256 == sha).unwrap();
    for it in &facts.decisions {
        let named = it.evidence.iter().map(|sha| paper(*sha).received_at);
        let is_in_time = named.chain([applied]).all(|at| at <= it.decided_at);
        assert!(is_in_time, "{code} passed {} before its papers came", it.gate);
    }
}

/// The rows of a page: the links to `path` in its tables.
fn rows(body: &str, path: &str) -> usize {
    body.matches(&format!("<td class=\"way\"><a href=\"{path}/M2025")).count()
}

#[tokio::test]
async fn a_crowd_goes_on_page_by_page_and_is_found_by_name() {
    let bed = Bed::new(fixtures::full());
    crowd(&bed).await;
    let mut visitor = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    for (path, all) in
        [("/console/eligibility", 60), ("/console/surety", 60), ("/console/gates", 36)]
    {
        let first = visitor.get(path).await.body;
        let of = path.trim_end_matches('/');
        let next = first
            .split(&format!("href=\"{path}?after="))
            .nth(1)
            .map(|it| it.split('"').next().unwrap());
        let found = visitor.get(&format!("{path}?name=M202500017")).await.body;
        assert_eq!(rows(&found, of), 1, "{path} finds by code");
        let found = visitor.get(&format!("{path}?name=nobody")).await.body;
        assert_eq!(rows(&found, of), 0, "{path} finds nobody");
        let Some(after) = next else {
            assert!(all <= 50, "{path} has {all} rows on one page");
            continue;
        };
        assert_eq!(rows(&first, of), 50, "{path}");
        let second = visitor.get(&format!("{path}?after={after}")).await.body;
        assert_eq!(rows(&second, of), all - 50, "{path}");
        assert!(!second.contains(&format!("href=\"{path}?after=")), "{path} ends there");
    }
    // Whoever is not live yet lacks no cover, and is behind whoever does.
    let surety = visitor.get("/console/surety?show=new&lang=en").await.body;
    assert_eq!(rows(&surety, "/console/surety"), 24);
    assert!(!surety.contains("tint-stop"), "{surety}");
    // Three whose checks held for a year, until yesterday, have stopped by themselves.
    let limited = visitor.get("/console/gates?show=limited&lang=en").await.body;
    assert_eq!(rows(&limited, "/console/gates"), 3);
    for n in [9, 29, 49] {
        held_for_a_year(&bed, crowd::member(n).code).await;
    }
    // The queue by whose turn it is.
    for (show, count) in [("", 24), ("free", 6), ("theirs", 6), ("mine", 0)] {
        let queue = visitor.get(&format!("/console/checks?show={show}&lang=en")).await.body;
        let open = queue.split("Checks that are over").next().unwrap();
        assert_eq!(open.matches("<td class=\"way\">").count(), count, "{show}");
    }
    let named = visitor.get("/console/checks?name=M202500004&lang=ko").await.body;
    assert!(named.contains("새벽페이") && !named.contains("구름페이"), "{named}");
}

//! 보증 through the router, on a real book: the list, one institution's sum, two people.

use crate::bed::{Bed, Visitor, form_of, post, said};
use crate::fixtures;
use crate::records::Records;
use axum::http::StatusCode;
use naru_base::role::{Post, Role, Scope};
use naru_base::{ClientUseCode, Id, InsurerCode, Won};
use naru_core::admission::Gate;
use naru_core::identity::{self, Institution, NewInstitution};
use naru_core::surety;
use naru_lab::admission::{of_bed, pass};
use naru_store::Tx;

async fn enter(bed: &Bed, post: Post, login: &str, name: &str) -> Visitor {
    bed.named(name, post, login).await;
    bed.logged_in(login).await
}

fn value_of<'b>(body: &'b str, before: &str) -> &'b str {
    let at = body.find(before).unwrap_or_else(|| panic!("{before} in {body}")) + before.len();
    body[at..].split('"').next().unwrap()
}

/// Institutions that have nothing: neither limits of their own nor cover.
pub async fn bare(bed: &Bed, from: usize, to: usize) {
    let (hub, env) = (bed.hub.clone(), bed.env());
    let write = move |tx: &mut Tx<'_>| {
        for i in from..=to {
            let client_id = format!("client-{i}");
            let new = NewInstitution {
                institution: Institution {
                    code: ClientUseCode::parse(&format!("M2026{i:05}")).unwrap(),
                    name_ko: format!("여울페이{i}"),
                    name_en: format!("Yeoul Pay {i}"),
                    scopes: vec![],
                    active: true,
                },
                secret_hash: identity::secret_hash(&hub.keys, &client_id, "secret"),
                client_id,
                redirect_uri: "https://fintech.example/".to_owned(),
                contracts: vec![],
            };
            identity::add_institution(tx, &env, "system:test", &new)?;
        }
        Ok(hub.directory_changed(tx)?)
    };
    bed.store.write(write).await.unwrap();
}

#[tokio::test]
async fn an_empty_network_says_so() {
    let bed = Bed::new(fixtures::full());
    let mut visitor = enter(&bed, post(Role::Regulator), "regulator", "서지안").await;
    let seen = visitor.get("/console/surety").await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(seen.body.contains("아직 이용기관이 없습니다."), "{}", seen.body);
}

#[tokio::test]
async fn the_worst_stands_first_and_two_hundred_go_on_page_by_page() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let key = records.order(1, 1, 870_000).await;
    records.paid(&key).await;
    bare(&bed, 901, 1_100).await;
    let mut visitor = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let list = visitor.get("/console/surety").await.body;
    for text in ["출금 막힘 0", "개시 전 200", "870,000원", "200,000,000,000"] {
        assert!(list.contains(text), "{text} in {list}");
    }
    let lasts = "보증이 끝날 때까지";
    assert!(list.contains(lasts) && !list.contains("999일"), "never longer than cover: {list}");
    assert!(said(&list).contains("이 모두 있고"), "equal sums are said once: {}", said(&list));
    let first = value_of(&list, "<td class=\"way\"><a href=\"/console/surety/").to_owned();
    assert_eq!(first, "M202600001", "whoever is not live yet lacks nothing");
    let mut seen = Vec::new();
    let mut next = "/console/surety?show=new".to_owned();
    for _ in 0..5 {
        let body = visitor.get(&next).await.body;
        let rows = body.split("<td class=\"way\"><a href=\"/console/surety/").skip(1);
        seen.extend(rows.map(|it| it.split('"').next().unwrap().to_owned()));
        match crate::bed::next_page(&body) {
            Some(it) => next = it,
            None => break,
        }
    }
    assert_eq!(seen.len(), 200);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 200, "each once");
    let json = visitor.get("/console/surety.json").await;
    let said: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    let all = said["institutions"].as_array().unwrap();
    assert_eq!(all.len(), 202);
    let own = all.iter().find(|it| it["institution"] == "M202600001").unwrap();
    assert_eq!(
        (own["exposure"].as_i64(), own["factor_percent"].as_i64()),
        (Some(870_000), Some(200))
    );
    // Both that are live, nearly a year later: their cover ends soon. Then it has ended.
    bed.pass(350 * 86_400);
    let mut visitor = bed.logged_in("ha-yun.jung").await;
    let soon = visitor.get("/console/surety").await.body;
    assert!(soon.contains("2곳은 30일 안에 보증이 끝나거나 모자라게 됩니다"), "{soon}");
    bed.pass(50 * 86_400);
    let mut visitor = bed.logged_in("ha-yun.jung").await;
    let out = visitor.get("/console/surety?show=out").await.body;
    assert!(out.contains("출금 막힘 2") && out.contains("tint-stop"), "{out}");
}

#[tokio::test]
async fn two_people_record_cover_and_it_is_free_at_once() {
    let bed = Bed::new(fixtures::full());
    bare(&bed, 7, 7).await;
    let code = ClientUseCode::parse("M202600007").unwrap();
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let path = "/console/surety/M202600007";
    let page = one.get(path).await.body;
    // Whoever is not live yet is told what the gate asks for: nothing is blocked.
    assert!(page.contains("아직 개시 전입니다. 보증 관문을 지나려면"), "{page}");
    assert!(!page.contains("출금 막힘") && !page.contains("거절됩니다"), "{page}");
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let given_by = |amount: &'static str, until: &'static str, insurer: &str| {
        vec![
            ("form", form.clone()),
            ("key", key.clone()),
            ("deed", "record".to_owned()),
            ("kind", "deposit".to_owned()),
            ("issuer", "오픈뱅킹센터".to_owned()),
            ("insurer", insurer.to_owned()),
            ("reference", "D-2026-1".to_owned()),
            ("amount", amount.to_owned()),
            ("from", "2026-11-25".to_owned()),
            ("until", until.to_owned()),
            ("reason", "예치금 접수증을 확인했음".to_owned()),
        ]
    };
    let given = |amount, until| given_by(amount, until, "G202600001");
    let send = async |one: &mut Visitor, it: Vec<(&'static str, String)>| {
        let it: Vec<(&str, &str)> = it.iter().map(|(k, v)| (*k, v.as_str())).collect();
        one.post(&format!("{path}/propose"), &it).await
    };
    // An insurer that nobody is would never see it.
    let wrong = send(&mut one, given_by("5", "2027-11-24", "G999999999")).await;
    assert!(wrong.body.contains("G999999999 코드의 보증기관이 없습니다"), "{}", wrong.body);
    let insurer = InsurerCode::parse("G202600001").unwrap();
    let theirs = Post::new(Role::Insurer, Scope::Insurer(insurer)).unwrap();
    enter(&bed, theirs, "hanul", "한누리").await;
    for (amount, until, word) in [
        ("none", "2027-11-24", "1원부터 10,000,000,000,000,000원까지의 금액을"),
        ("0", "2027-11-24", "1원부터 10,000,000,000,000,000원까지의 금액을"),
        ("99999999999999999999", "2027-11-24", "1원부터 10,000,000,000,000,000원까지"),
        ("5", "", "날짜를 골라 주세요."),
        ("5", "2026-11-01", "마지막 날이 이미 지났거나 시작일보다 이릅니다."),
    ] {
        let wrong = send(&mut one, given(amount, until)).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains(word), "{word} in {}", wrong.body);
        let at_field = wrong.body.contains(r#"id="amount-record-error""#)
            || wrong.body.contains(r#"id="until-record-error""#);
        assert!(at_field, "{}", wrong.body);
    }
    // All that is wrong is named at once.
    let mut bad = given("none", "");
    bad[4].1 = String::new();
    bad[6].1 = "D 1".to_owned();
    let wrong = send(&mut one, bad).await.body;
    for field in ["issuer", "reference", "amount", "until"] {
        assert!(wrong.contains(&format!("id=\"{field}-record-error\"")), "{field} in {wrong}");
    }
    let wrong = send(&mut one, given_by("5", "2027-11-24", "한울보증")).await;
    assert!(wrong.body.contains("보증기관 코드는 대문자 하나와"), "{}", wrong.body);
    assert!(wrong.body.contains(r#"value="한울보증""#), "nobody types it twice");
    let sent = send(&mut one, given("250,000,000,000", "2027-11-24")).await;
    let case = sent.location().to_owned();
    assert!(case.starts_with("/console/surety-proposals/"), "{}", sent.body);
    let mut keeper = enter(&bed, post(Role::Administrator), "keeper", "송아린").await;
    let id = case.rsplit('/').next().unwrap();
    let elsewhere = keeper.get(&format!("/console/proposals/{id}")).await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND, "accounts and business do not mix");
    let shown = other.get(&case).await.body;
    assert!(shown.contains("예치금 D-2026-1") && shown.contains("250,000,000,000원"), "{shown}");
    assert!(shown.contains("이렇게 됩니다") && shown.contains("직접 보고 확인"), "{shown}");
    assert!(shown.contains(">달빛머니의 보증 보기</a>"), "the way to whose it is: {shown}");
    assert!(shown.contains("제안한 사람이 아닌 다른 사람 ("), "who may decide: {shown}");
    let own = one.get(&case).await.body;
    assert!(!own.contains("직접 보고 확인"), "who may not confirm is not told how: {own}");
    let form = form_of(&shown);
    let done = other.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    assert_eq!(done.location(), case, "{}", done.body);
    let over = other.get(&case).await.body;
    assert!(over.contains("제안한 내용") && !over.contains("직접 보고 확인"), "{over}");
    let now = bed.now();
    assert_eq!(bed.hub.directory().covers[&code].active(now), Won::new(250_000_000_000));
    // The same contract in another spelling counts once.
    let mut again = given_by("250,000,000,000", "2027-11-24", "");
    (again[1].1, again[4].1) = (Id::from_parts(9, 9).to_string(), "센터 / Centre".to_owned());
    again[6].1 = "d20261".to_owned();
    let wrong = send(&mut one, again).await;
    assert!(wrong.body.contains("이 번호의 보증은 이 기간에 이미 등록되어"), "{}", wrong.body);
    assert!(wrong.body.contains(r#"id="reference-record-error""#), "{}", wrong.body);
    // A slip would rename an insurer that is known; all else that is wrong is said with it.
    let mut slip = given_by("5", "2026-11-01", "G202600001");
    (slip[1].1, slip[4].1) = (Id::from_parts(9, 10).to_string(), "센터보증".to_owned());
    slip[6].1 = "D-2026-2".to_owned();
    let wrong = send(&mut one, slip).await.body;
    assert!(wrong.contains("이 코드의 보증기관은 ‘오픈뱅킹센터’입니다"), "{wrong}");
    for field in ["issuer", "until"] {
        assert!(wrong.contains(&format!("id=\"{field}-record-error\"")), "{field} in {wrong}");
    }
    // All of them stand above in the order of the form.
    let mut none = given_by("0", "", "g2");
    (none[4].1, none[6].1, none[10].1) = (String::new(), "--".to_owned(), String::new());
    let wrong = send(&mut one, none).await.body;
    let at = ["issuer", "insurer", "reference", "amount", "until", "reason"].map(|it| {
        wrong.find(&format!("href=\"#{it}-record\"")).unwrap_or_else(|| panic!("{it}: {wrong}"))
    });
    assert!(at.is_sorted(), "{at:?}");
    let page = one.get(path).await.body;
    let day = r#"보증은 <span class="nw">2027-11-24</span>에 끝납니다"#;
    for text in ["보증이 필요한 만큼 있습니다", "1일 출금한도", "예치금", "250,000,000,000", day]
    {
        assert!(page.contains(text), "{text} in {page}");
    }
    let english = one.get(&format!("{path}?lang=en")).await.body;
    for text in ["The cover is as high as it must be", "Daily withdrawal limit", "Deposit"] {
        assert!(english.contains(text), "{text} in {english}");
    }
    // Its own people read it, without names, and propose nothing; of others they see nothing.
    let own = Post::new(Role::Fintech, Scope::Institution(code.clone())).unwrap();
    let mut theirs = enter(&bed, own, "yeoul", "김여울").await;
    let page = theirs.get("/console/surety").await.body;
    assert!(page.contains("D-2026-1") && page.contains("두 사람") && !page.contains("정하윤"));
    let refused = theirs.post(&format!("{path}/propose"), &[("form", "x")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let foreign = theirs.get("/console/surety/M202600001").await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    // Whoever guarantees it sees it at once.
    let mut insurer = enter(&bed, post(Role::Insurer), "han", "한보증").await;
    let page = said(&insurer.get("/console/surety").await.body);
    assert!(page.contains("여울페이7") && page.contains("D-2026-1"), "{page}");
    let read = move |tx: &mut Tx<'_>| Ok(surety::position(tx, &code, now)?);
    assert_eq!(bed.store.read(read).await.unwrap().free, Won::new(250_000_000_000));
}

#[tokio::test]
async fn adjustments_and_giving_back_say_what_they_do() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let key = records.order(1, 1, 870_000).await;
    records.paid(&key).await;
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let path = "/console/surety/M202600001";
    let page = one.get(path).await.body;
    assert!(page.contains("은행별 미정산 출금") && page.contains("100.00 %"), "{page}");
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let instrument =
        value_of(&page, r#"<select id="instrument-release" name="instrument"><option value=""#);
    let release = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("deed", "release"),
        ("instrument", instrument),
        ("reason", "보증기관의 반환 요청"),
    ];
    let refused = one.post(&format!("{path}/propose"), &release).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let why = said(&refused.body).replace('\n', " ");
    assert!(why.contains("돌려주면 보증이 0원 남아"), "{why}");
    assert!(why.contains("더한 870,000원보다 적어집니다"), "{why}");
    let adjust = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("deed", "adjust"),
        ("item", "incident"),
        ("applies", "yes"),
        ("until", "2027-11-24"),
        ("reason", "2026년 11월 사고 조치"),
    ];
    let sent = one.post(&format!("{path}/propose"), &adjust).await;
    let case = sent.location().to_owned();
    let shown = other.get(&case).await.body;
    // Dates and sums stand in elements that keep them on one line: their spaces are left out.
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let flat = |body: &str| bare(&said(body));
    // Points, factor and sum before and after, what is missing then, and the last day as typed.
    for text in [
        "'사고 발생' 항목이 2027-11-24까지 적용됩니다",
        "포인트는 +50이고",
        "배율이 200 %에서 250 %로",
        "200,000,000,000원에서 250,000,000,000원으로",
        "50,000,000,000원 모자랍니다",
    ] {
        assert!(flat(&shown).contains(&bare(text)), "{text} in {}", flat(&shown));
    }
    assert!(flat(&one.get(path).await.body).contains("배율이200%에서250%로"));
    let form = form_of(&shown);
    other.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    let page = one.get(path).await.body;
    for text in ["250 %", "+50", "부족", "모자랍니다", "지금 필요한 보증보다 모자람"]
    {
        assert!(page.contains(text), "{text} in {page}");
    }
    assert!(!page.contains("보증이 끝날 때까지"), "what is short lasts for nothing: {page}");
    assert!(flat(&page).contains("~2027-11-24"), "the last day as it was typed: {}", flat(&page));
    let over = flat(&other.get(&case).await.body);
    assert!(over.contains("바로달라집니다") && !over.contains("200%에서"), "{over}");
    // The institution and the insurer of its contract are told, each with its own way there.
    for (role, login, way) in
        [(Role::Fintech, "narae", path), (Role::Insurer, "han", "/console/surety")]
    {
        let mut told = enter(&bed, crate::bed::post(role), login, "받는이").await;
        let inbox = told.get("/console/inbox").await.body;
        for text in
            ["나래페이 배율 조정: ‘사고 발생’ 적용, 250 %", "나래페이 보증 부족: 50,000,000,000원"]
        {
            assert!(flat(&inbox).contains(&bare(text)), "{text} in {}", flat(&inbox));
        }
        let notice = value_of(&inbox, r#"href="/console/inbox/"#).to_owned();
        let notice = told.get(&format!("/console/inbox/{notice}")).await.body;
        assert!(notice.contains(&format!(r#"class="btn" href="{way}""#)), "{way} in {notice}");
    }
    // Short already, nothing of the cover is told as the end that comes next.
    let gates = flat(&one.get("/console/gates").await.body);
    assert!(gates.contains("보증부족1곳.") && !gates.contains("보증만료"), "{gates}");
    let gates = flat(&one.get("/console/gates/M202600001").await.body);
    assert!(!gates.contains("보증만료"), "{gates}");
}

/// An insurer reads of the instruments that were recorded under its code, and of nothing else.
#[tokio::test]
async fn an_insurer_sees_what_it_guarantees_and_nothing_else() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let key = records.order(1, 1, 870_000).await;
    records.paid(&key).await;
    let at = "/console/surety";
    let mut own = enter(&bed, post(Role::Insurer), "han", "한보증").await;
    let page = own.get(at).await;
    assert_eq!(page.status, StatusCode::OK);
    let text = said(&page.body);
    let wanted = ["유효한 보증은 2건, 400,000,000,000원", "나래페이", "LAB-M202600001-20261125"];
    for wanted in wanted.into_iter().chain(["199,999,130,000", "남은 보증", "모두 2", "유효 2"])
    {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    let english = said(&own.get(&format!("{at}?lang=en")).await.body);
    assert!(english.contains("What you guarantee") && english.contains("Paid out"), "{english}");
    own.get(&format!("{at}?lang=ko")).await;
    let none = said(&own.get(&format!("{at}?show=over")).await.body);
    assert!(none.contains("해당하는 보증이 없습니다."), "{none}");
    let json = own.get("/console/surety.json").await.body;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let all = json["instruments"].as_array().unwrap();
    assert_eq!(all.len(), 2);
    let one = all.iter().find(|it| it["institution"] == "M202600001").unwrap();
    let sums = ["amount", "drawn", "left", "institution_free"].map(|it| one[it].as_i64().unwrap());
    assert_eq!(sums, [200_000_000_000, 0, 200_000_000_000, 199_999_130_000]);
    // Pages of institutions are not its own, and it proposes nothing.
    let form = form_of(&page.body);
    for path in [format!("{at}/M202600001"), format!("{at}/M202600001/json")] {
        assert_eq!(own.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let sent = own.post(&format!("{at}/M202600001/propose"), &[("form", &form)]).await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
    // Another insurer guarantees nothing here, and is told so.
    let code = InsurerCode::parse("G202600002").unwrap();
    let other = Post::new(Role::Insurer, Scope::Insurer(code)).unwrap();
    let mut other = enter(&bed, other, "daon", "다온보").await;
    let page = other.get(at).await.body;
    assert!(page.contains("이 보증기관의 보증이 아직 없습니다."), "{}", said(&page));
    assert!(!page.contains("나래페이") && !page.contains("LAB-"), "{}", said(&page));
    let json = other.get("/console/surety.json").await.body;
    assert!(json.contains(r#""instruments":[]"#), "{json}");
    // A year and more later the contracts are over, and it says so.
    bed.pass(400 * 86_400);
    let mut own = bed.logged_in("han").await;
    let text = said(&own.get(&format!("{at}?show=over")).await.body);
    assert!(text.contains("끝남 2") && text.contains("유효 0"), "{text}");
}

/// Where the gate of surety ends before the cover does, its end is what the pages warn of. A
/// proposal about cover that waits is told in the list.
#[tokio::test]
async fn the_gate_that_ends_first_and_what_waits_are_told() {
    let bed = Bed::new(fixtures::full());
    let _records = Records::begin(&bed).await;
    // Of two decisions of one instant nobody could say which is the later.
    bed.pass(1);
    let (env, until) = (bed.env(), bed.now().plus_seconds(20 * 86_400));
    let write = move |tx: &mut Tx<'_>| {
        let code = ClientUseCode::parse("M202600001").unwrap();
        pass(tx, &env, &of_bed(&code), Gate::Surety, Some(until))
    };
    bed.store.write(write).await.unwrap();
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let list = said(&one.get("/console/surety").await.body);
    assert!(
        list.contains("1곳은 30일 안에 보증이 끝나거나 모자라게 됩니다") && list.contains("D-20"),
        "{list}"
    );
    assert!(!list.contains("제안이 1건"), "{list}");
    assert_eq!(list.matches("한도의 200 %").count(), 1, "the base stands in the note: {list}");
    let at = "/console/surety/M202600001";
    let page = one.get(at).await.body;
    let flat = said(&page).replace('\n', " ");
    assert!(flat.contains("보증 관문이 2026-12-15 14:3"), "{flat}");
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let given = [
        ("form", form.as_str()),
        ("key", &key),
        ("deed", "record"),
        ("kind", "deposit"),
        ("issuer", "한울보증"),
        ("insurer", "G202600001"),
        ("reference", "D-2026-9"),
        ("amount", "1,000"),
        ("from", "2026-11-25"),
        ("until", "2027-11-25"),
        ("reason", "예치금 접수증을 확인했음"),
    ];
    let sent = one.post(&format!("{at}/propose"), &given).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", said(&sent.body));
    let list = one.get("/console/surety").await.body;
    assert!(list.contains("두 번째 확인을 기다리는 제안이 1건입니다."), "{list}");
    assert!(list.contains("확인 대기"), "{list}");
    let page = said(&one.get(at).await.body);
    assert!(page.contains("까지 확인하지 않으면 사라짐"), "who, when, until when: {page}");
    let whose = page.replace('\n', " ");
    assert!(whose.contains("D-2026-9 (한울보증)"), "by the insurer's name: {whose}");
    // Whoever only reads is told who decides.
    let mut reader = enter(&bed, post(Role::Regulator), "regulator", "서지안").await;
    let case = said(&reader.get(sent.location()).await.body);
    assert!(case.contains("다른 사람이 결정합니다 (운영기관)."), "{case}");
    assert!(case.contains("까지 확인하지 않으면 사라짐"), "{case}");
}

/// A form that records cover of a new insurer, by somebody; gives the proposal, or the form again.
async fn recorded(one: &mut Visitor, path: &str, n: u128, issuer: &str) -> crate::bed::Seen {
    let form = form_of(&one.get(path).await.body);
    let (key, number) = (Id::from_parts(31, n).to_string(), format!("N-{n}"));
    let given = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("deed", "record"),
        ("kind", "insurance"),
        ("issuer", issuer),
        ("insurer", "G202600009"),
        ("reference", number.as_str()),
        ("amount", "1,000,000"),
        ("from", "2026-11-25"),
        ("until", "2027-11-25"),
        ("reason", "증권을 직접 확인했음"),
    ];
    one.post(&format!("{path}/propose"), &given).await
}

/// Two people wait with two names for a code that nobody has used: the second is refused, and why.
/// That an insurer changed its name two people say; everybody reads the new one from then on.
#[tokio::test]
async fn an_insurer_has_one_name_until_two_people_say_that_it_changed() {
    let bed = Bed::new(fixtures::full());
    bare(&bed, 7, 8).await;
    let insurer = InsurerCode::parse("G202600009").unwrap();
    let theirs = Post::new(Role::Insurer, Scope::Insurer(insurer.clone())).unwrap();
    let mut theirs = enter(&bed, theirs, "nuri", "한누리").await;
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let (path, next) = ("/console/surety/M202600007", "/console/surety/M202600008");
    let first = recorded(&mut one, path, 1, "누리보증").await.location().to_owned();
    let second = recorded(&mut one, next, 2, "나리보증").await.location().to_owned();
    let mut confirm = async |case: &str| {
        let form = form_of(&other.get(case).await.body);
        other.post(&format!("{case}/confirm"), &[("form", &form)]).await
    };
    assert_eq!(confirm(&first).await.location(), first);
    let refused = confirm(&second).await.body;
    assert!(refused.contains("그 사이 다른 이름으로 등록되었습니다"), "{}", said(&refused));
    assert_eq!(bed.hub.directory().insurers[&insurer], "누리보증");

    let list = one.get("/console/surety").await.body;
    let (form, key) = (form_of(&list), value_of(&list, r#"name="key" value=""#).to_owned());
    let mut given = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("insurer", "G202600009"),
        ("name", ""),
        ("reason", ""),
    ];
    let wrong = one.post("/console/surety/insurers", &given).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["name", "reason"] {
        let error = format!("id=\"{field}-rename-error\"");
        assert!(wrong.body.contains(&error), "{field}: {}", said(&wrong.body));
    }
    given[4].1 = "등기부의 상호 변경을 확인했음";
    given[3].1 = "누리보증";
    let same = one.post("/console/surety/insurers", &given).await.body;
    assert!(same.contains("지금 이름과 같습니다"), "{}", said(&same));
    given[3].1 = "누리안전보증 / Nuri Safety";
    let case = one.post("/console/surety/insurers", &given).await.location().to_owned();
    let list = said(&one.get("/console/surety").await.body);
    assert!(list.contains("제안이 2건입니다"), "what was refused waits too: {list}");
    let effect = "‘누리보증’의 이름이 확인하는 순간부터 ‘누리안전보증 / Nuri Safety’입니다";
    let shown = said(&one.get(&case).await.body).replace('\n', " ");
    assert!(shown.contains(effect), "{shown}");
    assert_eq!(confirm(&case).await.location(), case);
    assert_eq!(bed.hub.directory().insurers[&insurer], "누리안전보증 / Nuri Safety");
    let page = one.get(path).await.body;
    assert!(page.contains("누리안전보증") && !page.contains("누리보증"), "{}", said(&page));
    // The old name is another one now; the new one, in either language, is its own.
    let old = recorded(&mut one, path, 3, "누리보증").await.body;
    assert!(old.contains("이 코드의 보증기관은 ‘누리안전보증’입니다"), "{}", said(&old));
    let new = recorded(&mut one, path, 4, "Nuri Safety").await;
    assert_eq!(new.status, StatusCode::SEE_OTHER, "{}", said(&new.body));
    // Who only guarantees, or only reads, renames nobody.
    let refused = theirs.post("/console/surety/insurers", &given).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(!theirs.get("/console/surety").await.body.contains("이름 변경"));
}

/// A paper of its cover that an institution hands in is told to the operator, and stands on the
/// page of its cover until somebody has recorded cover; whoever sent it is told that it came.
#[tokio::test]
async fn a_paper_of_cover_is_told_and_waits_to_be_recorded() {
    let bed = Bed::new(fixtures::full());
    let _records = Records::begin(&bed).await;
    bed.pass(60);
    let code = ClientUseCode::parse("M202600001").unwrap();
    let own = Post::new(Role::Fintech, Scope::Institution(code)).unwrap();
    let mut own = enter(&bed, own, "narae", "김나래").await;
    let gates = "/console/gates/M202600001";
    let send = async |own: &mut Visitor, kind: &str, title: &str| {
        let form = form_of(&own.get(gates).await.body);
        let fields =
            [("form", form.as_str()), ("title", title), ("kind", kind), ("observed", "2026-11-24")];
        let text = format!("{title}: 보증보험증권 NEW-2026-7");
        own.upload_with(&format!("{gates}/evidence"), &fields, ("file", "new.txt"), &text).await
    };
    let sent = send(&mut own, "document", "다른 문서").await;
    let page = said(&own.get(sent.location().split('#').next().unwrap()).await.body);
    assert!(page.contains("냈습니다: 다른 문서."), "{page}");
    assert!(!page.contains("운영기관에 알렸습니다"), "nobody was told of it: {page}");
    let sent = send(&mut own, "cover", "새 증권").await;
    let page = said(&own.get(sent.location().split('#').next().unwrap()).await.body);
    assert!(page.contains("냈습니다: 새 증권."), "{page}");
    assert!(page.contains("운영기관에 알렸습니다"), "{page}");
    let bare = said(&own.get(gates).await.body);
    assert!(!bare.contains("냈습니다:"), "said once: {bare}");
    let mine = said(&own.get("/console/surety").await.body);
    assert!(mine.contains("등록을 기다리는 보증 서류") && mine.contains("새 증권"), "{mine}");

    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let inbox = one.get("/console/inbox").await.body;
    let text = said(&inbox);
    assert_eq!(text.matches("보증 서류 제출").count(), 1, "{text}");
    assert!(text.contains("나래페이 보증 서류 제출: 새 증권"), "{text}");
    let notice = value_of(&inbox, r#"href="/console/inbox/"#).to_owned();
    let notice = one.get(&format!("/console/inbox/{notice}")).await.body;
    let at = "/console/surety/M202600001";
    assert!(notice.contains(&format!(r#"href="{at}""#)), "{}", said(&notice));
    let page = one.get(at).await.body;
    assert!(page.contains("새 증권") && page.contains(&format!("{gates}/papers/")), "{page}");
    assert!(!said(&page).contains("다른 문서"), "no paper of cover: {page}");
    bed.pass(60);
    let (env, until) = (bed.env(), bed.now().plus_seconds(30 * 86_400));
    let write = move |tx: &mut Tx<'_>| {
        let code = ClientUseCode::parse("M202600001").unwrap();
        naru_lab::admission::insure(
            tx,
            &env,
            &of_bed(&code),
            &surety::decide::Wish {
                kind: surety::InstrumentKind::Deposit,
                issuer: "오픈뱅킹센터".to_owned(),
                insurer: None,
                reference: "NEW-2026-7".to_owned(),
                amount: Won::new(1_000),
                valid_from: env.now,
                valid_until: until,
            },
        )
    };
    bed.store.write(write).await.unwrap();
    let page = said(&one.get(at).await.body);
    assert!(!page.contains("등록을 기다리는 보증 서류"), "recorded: {page}");
}

/// Proposes that an item applies until a day, and confirms it.
async fn applies((one, other): (&mut Visitor, &mut Visitor), item: &str, until: &str) {
    let path = "/console/surety/M202600001";
    let page = one.get(path).await.body;
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let adjust = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("deed", "adjust"),
        ("item", item),
        ("applies", "yes"),
        ("until", until),
        ("reason", "2026년 11월 심사 결과"),
    ];
    let sent = one.post(&format!("{path}/propose"), &adjust).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", said(&sent.body));
    let form = form_of(&other.get(sent.location()).await.body);
    other.post(&format!("{}/confirm", sent.location()), &[("form", &form)]).await;
}

/// Where nothing ends but more must be covered, every page says from which day on, and the gate
/// counts to it, whatever else comes before.
#[tokio::test]
async fn cover_that_will_be_too_little_is_said_as_what_begins() {
    let bed = Bed::new(fixtures::full());
    let _records = Records::begin(&bed).await;
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    applies((&mut one, &mut other), "large-operator", "2026-12-10").await;
    bed.pass(1);
    applies((&mut one, &mut other), "incident", "2027-11-24").await;
    let flat = |body: &str| said(body).split_whitespace().collect::<String>();
    let page = flat(&one.get("/console/surety/M202600001").await.body);
    assert!(page.contains("2026-12-11부터"), "{page}");
    let list = flat(&one.get("/console/surety").await.body);
    assert!(list.contains("부족D-") && !list.contains("만료D-"), "{list}");
    let page = flat(&one.get("/console/gates/M202600001").await.body);
    assert!(page.contains("2026-12-11부터필요한보증이늘어"), "{page}");
    assert!(page.contains("부족D-") && !page.contains("가장먼저끝나는것은"), "{page}");
    let board = flat(&one.get("/console/gates").await.body);
    assert!(board.contains("필요한보증이늘어모자람"), "{board}");
    assert!(list.contains("부족D-15") && board.matches("D-15").count() >= 2, "{list} {board}");
}

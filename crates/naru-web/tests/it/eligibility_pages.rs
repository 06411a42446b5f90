//! 이용적합성 through the router, on a real book: the form, two people, the gate, the scopes, the
//! letter, and a new sheet.

use crate::bed::{Bed, Visitor, form_of, post, said};
use crate::fixtures;
use axum::http::StatusCode;
use naru_base::role::{Post, Role, Scope as Held};
use naru_base::{ClientUseCode, Id};
use naru_core::admission::{self, Application, Class, GateState, PATH, ServiceKey};
use naru_core::identity::{self, Institution, NewInstitution, Scope};
use naru_store::Tx;

fn code(n: usize) -> ClientUseCode {
    ClientUseCode::parse(&format!("M2026{n:05}")).unwrap()
}

async fn enter(bed: &Bed, post: Post, login: &str, name: &str) -> Visitor {
    bed.named(name, post, login).await;
    bed.logged_in(login).await
}

/// Two institutions that have applied at the gates.
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
            let services = vec![ServiceKey::parse("web:main:1.0").unwrap()];
            let it = Application { class: Class::Fintech, services };
            admission::apply(tx, &env, "system:test", &code(n), &it)?;
            Ok(hub.directory_changed(tx)?)
        };
        bed.store.write(write).await.unwrap();
    }
}

fn own(n: usize) -> Post {
    Post::new(Role::Fintech, Held::Institution(code(n))).unwrap()
}

/// A form with three papers.
async fn file(firm: &mut Visitor, n: u64, capital: &str, more: &[(&str, &str)]) -> StatusCode {
    let at = format!("/console/eligibility/{}", code(1));
    let page = firm.get("/console/eligibility").await.body;
    let (form, key) = (form_of(&page), Id::from_parts(n, 0).to_string());
    let shas = [1, 2, 3].map(|n| format!("{n:02}").repeat(32));
    let mut given = vec![
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("deed", "file"),
        ("capital", capital),
        (
            "model",
            "이용자의 계좌를 모아 보여 주고 송금합니다 / It gathers accounts and sends money",
        ),
        ("scopes", "inquiry"),
        ("scopes", "transfer"),
        ("scopes", "sa"),
        ("paper-registration", shas[0].as_str()),
        ("paper-plan", shas[1].as_str()),
        ("paper-finance", shas[2].as_str()),
    ];
    given.extend_from_slice(more);
    let sent = firm.post(&format!("{at}/file"), &given).await;
    if sent.status == StatusCode::SEE_OTHER {
        assert_eq!(sent.location(), at);
    }
    sent.status
}

async fn decide(
    (one, other): (&mut Visitor, &mut Visitor),
    n: u64,
    more: &[(&str, &str)],
) -> Result<String, String> {
    let at = format!("/console/eligibility/{}", code(1));
    let form = form_of(&one.get(&at).await.body);
    let key = Id::from_parts(n, 9).to_string();
    let mut given = vec![("form", form.as_str()), ("key", key.as_str()), ("deed", "decide")];
    given.extend_from_slice(more);
    given.push(("reason", "서류를 모두 확인했음"));
    let sent = one.post(&format!("{at}/propose"), &given).await;
    if sent.status != StatusCode::SEE_OTHER {
        return Err(sent.body);
    }
    let case = sent.location().to_owned();
    let shown = other.get(&case).await.body;
    let form = form_of(&shown);
    let done = other.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    assert_eq!(done.location(), case, "{}", done.body);
    Ok(shown)
}

const SCORES: [(&str, &str); 8] = [
    ("score-equity", "12"),
    ("score-liquidity", "12"),
    ("score-earnings", "8"),
    ("score-record", "7"),
    ("score-volume", "7"),
    ("score-model", "6"),
    ("score-security", "10"),
    ("score-relief", "10"),
];

#[tokio::test]
async fn a_large_operator_is_approved_and_reads_its_letter() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let page = firm.get("/console/eligibility").await.body;
    assert!(
        page.contains("아직 신청서를 내지 않았습니다") && page.contains("신청서 내기"),
        "{page}"
    );
    assert!(page.contains("paper-plan") && !page.contains("paper-licence"), "a fintech needs none");
    let bad = file(&mut firm, 1, "2000000000", &[("paper-licence", "xyz")]).await;
    assert_eq!(bad, StatusCode::UNPROCESSABLE_ENTITY);
    // Everything that is wrong is said at once, each at its field.
    let form = form_of(&page);
    let none = [("form", form.as_str()), ("capital", "0"), ("paper-plan", "xyz")];
    let at = format!("/console/eligibility/{}/file", code(1));
    let bad = firm.post(&at, &none).await.body;
    for field in ["capital", "model", "scopes", "paper-plan"] {
        assert!(bad.contains(&format!(r#"id="{field}-file-error""#)), "{field} in {bad}");
    }
    assert_eq!(file(&mut firm, 1, "2,000,000,000", &[]).await, StatusCode::SEE_OTHER);

    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let list = one.get("/console/eligibility").await.body;
    assert!(list.contains("나래페이") && list.contains("제외 사유 없음"), "{list}");
    let filed = one.get(&format!("/console/eligibility/{}", code(1))).await.body;
    assert!(filed.contains("송금합니다 / It gathers accounts and sends money</dd>"), "{filed}");
    assert!(list.contains("사행 업종") && list.contains("정보보호 조직과 통제"), "rules: {list}");
    let half = [("verdict", "approve"), ("until", ""), SCORES[0], ("score-liquidity", "99")];
    let bad = decide((&mut one, &mut other), 1, &half).await.unwrap_err();
    for text in
        [r#"id="scores-decide-error""#, r#"value="12""#, r#"value="99" aria-invalid="true""#]
    {
        assert!(bad.contains(text), "{text} in {bad}");
    }
    let mut wish = vec![("verdict", "approve"), ("until", "")];
    wish.extend_from_slice(&SCORES);
    let shown = decide((&mut one, &mut other), 1, &wish).await.unwrap();
    assert!(shown.contains("나래페이") && shown.contains("심사 점수 72점"), "{shown}");
    let facts = bed.store.read(|tx| Ok(admission::facts_of(tx, &code(1))?)).await.unwrap();
    let gates = admission::admission(&facts, &PATH, bed.now()).gates;
    assert_eq!(gates[0].state, GateState::Holds);
    let scopes = bed.hub.directory().institutions[&code(1)].scopes.clone();
    assert_eq!(scopes, [Scope::Inquiry, Scope::Transfer, Scope::Sa], "in memory at once");

    let letter = firm.get(&format!("/console/eligibility/{}/letter", code(1))).await;
    let letter = letter.body;
    assert!(
        letter.contains("이용적합성 승인 통지서") && letter.contains("자체 인증 허용"),
        "{letter}"
    );
    assert!(letter.contains("계좌 조회, 출금이체, 이용자 자체 인증"), "{letter}");
    assert!(!letter.contains("정하윤"), "no names of people");
    let path = format!("/console/eligibility/{}/letter?lang=en", code(1));
    let english = firm.get(&path).await.body;
    assert!(english.contains("Notice of approval") && english.contains("72 ("), "{english}");
    // What is on file as a form goes by that page.
    let gate = format!("/console/gates/{}", code(1));
    let page = one.get(&format!("{gate}?lang=ko")).await.body;
    let (form, key, sha) = (form_of(&page), Id::from_parts(5, 5).to_string(), "01".repeat(32));
    let around = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("gate", "eligibility "),
        ("verdict", "passed"),
        ("until", ""),
        ("grounds", sha.as_str()),
        ("reason", "서류를 확인했음"),
    ];
    let refused = one.post(&format!("{gate}/propose"), &around).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("이용적합성 페이지에서"), "{}", refused.body);
    // A new form waits: what is in force stays, and what a later form replaces is counted no more.
    for (n, capital) in [(2, "2,000,000,000"), (3, "2,100,000,000")] {
        assert_eq!(file(&mut firm, n, capital, &[]).await, StatusCode::SEE_OTHER);
    }
    let page = firm.get("/console/eligibility?lang=ko").await.body;
    assert!(page.contains("두 사람의 결정을 기다립니다. 지금 승인은"), "{}", said(&page));
    let at = format!("/console/eligibility/{}/letter", code(1));
    assert!(page.contains(&format!(r#"href="{at}""#)), "the way to its letter: {page}");
    let letter = firm.get(&at).await;
    assert_eq!(letter.status, StatusCode::OK);
    let letter = letter.body;
    assert!(letter.contains("승인 통지서") && letter.contains("2,000,000,000"), "{letter}");
    let list = one.get("/console/eligibility?lang=ko").await.body;
    assert!(list.contains("신청서 2건 가운데 1건이 결정을 기다립니다"), "{}", said(&list));
}

/// A decision that waits for a second person is said, and one that was rejected; of papers that are
/// wrong the applicant is told which.
#[tokio::test]
async fn what_is_proposed_about_a_form_is_said_and_a_refusal_tells_what_to_change() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    assert_eq!(file(&mut firm, 1, "100", &[]).await, StatusCode::SEE_OTHER);
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let at = format!("/console/eligibility/{}", code(1));
    let note = "재무제표가 작년 것입니다. / The statements are of last year.";
    let [ko, en] = ["재무제표가 작년 것입니다.", "The statements are of last year."];
    let propose = async |one: &mut Visitor, n: u64, note: &str| {
        let form = form_of(&one.get(&at).await.body);
        let key = Id::from_parts(n, 9).to_string();
        let given = [
            ("form", form.as_str()),
            ("key", key.as_str()),
            ("verdict", "papers"),
            ("note", note),
            ("reason", "재무제표를 대조했음"),
        ];
        one.post(&format!("{at}/propose"), &given).await
    };
    let bare = propose(&mut one, 1, " ").await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.body.contains(r#"id="note-decide-error""#), "{}", bare.body);
    let case = propose(&mut one, 1, note).await.location().to_owned();
    let list = said(&one.get("/console/eligibility").await.body);
    assert!(list.contains("새로 결정할 신청서는 없습니다") && list.contains("확인 대기"), "{list}");
    assert!(list.contains("두 번째 확인을 기다리는 제안은 1건입니다"), "{list}");
    let page = one.get(&at).await.body;
    let told = said(&page);
    assert!(
        told.contains("두 번째 사람의 확인을 기다립니다") && told.contains("확인 대기"),
        "{told}"
    );
    assert!(
        page.contains(&format!(r#"href="{case}""#)) && !told.contains("두 사람의 결정"),
        "{told}"
    );
    let theirs = said(&firm.get(&at).await.body);
    assert!(theirs.contains("두 사람의 결정을 기다립니다") && !theirs.contains("제안"), "{theirs}");

    let shown = other.get(&case).await.body;
    assert!(said(&shown).contains(&format!("전할 말: {ko}")), "{}", said(&shown));
    let form = form_of(&shown);
    let why = "올해 것이 맞습니다";
    let no = [("form", form.as_str()), ("reason", why)];
    assert_eq!(other.post(&format!("{case}/reject"), &no).await.location(), case);
    let told = crate::bed::in_line(&one.get(&at).await.body);
    assert!(told.contains("이용적합성 결정 제안이 반려되었습니다") && told.contains(why), "{told}");
    assert!(told.contains("두 사람의 결정을 기다립니다"), "it is to be decided again: {told}");
    assert!(!firm.get(&at).await.body.contains(why), "not theirs to read");
    let inbox = one.get("/console/inbox?topic=gates").await.body;
    assert!(inbox.contains("나래페이 이용적합성 결정: 제안 반려"), "{inbox}");

    bed.pass(1);
    let case = propose(&mut one, 2, note).await.location().to_owned();
    assert!(!one.get(&at).await.body.contains("반려되었습니다"), "it is proposed anew");
    let form = form_of(&other.get(&case).await.body);
    let done = other.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    assert_eq!(done.location(), case, "{}", done.body);
    for (place, note) in [("", ko), ("/letter", ko), ("/letter?lang=en", en)] {
        let told = said(&firm.get(&format!("{at}{place}")).await.body);
        assert!(told.contains(note) && !told.contains(&format!("{ko} /")), "{place}: {told}");
    }
    let inbox = firm.get("/console/inbox?lang=ko").await.body;
    let notice = inbox.split(r#"href="/console/inbox/"#).nth(1).unwrap().split('"').next().unwrap();
    let notice = said(&firm.get(&format!("/console/inbox/{notice}")).await.body);
    assert!(notice.contains(ko), "{notice}");
}

#[tokio::test]
async fn what_the_rules_find_is_shown_and_not_offered_for_approval() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    assert_eq!(file(&mut firm, 1, "100", &[("declared", "gambling")]).await, StatusCode::SEE_OTHER);
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let at = format!("/console/eligibility/{}", code(1));
    let page = one.get(&at).await.body;
    assert!(page.contains("제외 사유: 사행 업종"), "{page}");
    assert!(!page.contains(r#"value="approve""#), "{page}");
    assert!(said(&page).contains("승인할 수 없는 신청서입니다(제외 사유: 사행 업종)"), "{page}");
    let forced = decide((&mut one, &mut other), 1, &[("verdict", "approve")]).await.unwrap_err();
    assert!(forced.contains(r#"id="verdict-decide-error""#), "{forced}");
    assert!(forced.contains("서류를 모두 확인했음</textarea>"), "{forced}");
    assert!(forced.contains("제외 사유가 있으면 승인할 수 없습니다"), "{forced}");
    decide((&mut one, &mut other), 2, &[("verdict", "excluded")]).await.unwrap();
    let page = firm.get("/console/eligibility").await.body;
    assert!(page.contains("승인되지 않았습니다: 제외 사유에 해당"), "{page}");
    assert!(!page.contains("앞의 승인도"), "there was none: {page}");
    let letter = firm.get(&format!("{at}/letter")).await.body;
    assert!(letter.contains("심사 결과 통지서") && letter.contains("제외 사유에 해당"), "{letter}");
}

#[tokio::test]
async fn an_institution_reads_and_files_only_its_own_and_decides_nothing() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    assert_eq!(file(&mut firm, 1, "100", &[]).await, StatusCode::SEE_OTHER);
    let mut stranger = enter(&bed, own(2), "duru", "박두루").await;
    let at = format!("/console/eligibility/{}", code(1));
    assert_eq!(stranger.get(&at).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.get(&format!("{at}/letter")).await.status, StatusCode::NOT_FOUND);
    let form = form_of(&stranger.get("/console/eligibility").await.body);
    let filed = stranger.post(&format!("{at}/file"), &[("form", &form)]).await;
    assert_eq!(filed.status, StatusCode::NOT_FOUND);
    for deed in [format!("{at}/propose"), "/console/eligibility/sheet".to_owned()] {
        let sent = firm.post(&deed, &[("form", &form)]).await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN, "{deed}");
    }
}

/// What Naru ships rests on sources that are read in either language.
#[tokio::test]
async fn every_shipped_source_is_read_in_both_languages() {
    let bed = Bed::new(fixtures::full());
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    for (path, en, ko) in [
        ("/console/eligibility", "FSC 2019-06-20", "금융위 2019-06-20"),
        ("/console/deadlines", "FSC 2019-12-13", "금융위 2019-12-13"),
        ("/console/claims/liability", "Electronic Financial Transactions Act", "전자금융거래법"),
    ] {
        let korean = one.get(&format!("{path}?lang=ko")).await.body;
        assert!(korean.contains(ko) && !korean.contains(en), "{path}: {}", said(&korean));
        let rest = ["FSC ", "Naru:", "Press "].map(|it| korean.contains(it));
        assert_eq!(rest, [false; 3], "{path}: {}", said(&korean));
        let english = one.get(&format!("{path}?lang=en")).await.body;
        assert!(english.contains(en) && !english.contains(ko), "{path}: {}", said(&english));
    }
}

#[tokio::test]
async fn a_new_sheet_by_form() {
    let bed = Bed::new(fixtures::full());
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let page = one.get("/console/eligibility").await.body;
    assert!(page.contains("soundness,equity,15,자기자본 수준,Level of equity"), "{page}");
    let (form, key) = (form_of(&page), Id::from_parts(3, 3).to_string());
    let mut given = vec![
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("code_of", "2027"),
        ("from", "2027-01-01"),
        ("capital_min", "3,000,000,000"),
        ("points_min", "70"),
        ("source", "운영기관 심사기준 2027"),
        ("items", "soundness,equity,60,자기자본,Equity\nrisk,security,40,정보보호"),
        ("reason", "심사기준을 바꿈"),
    ];
    let bad = one.post("/console/eligibility/sheet", &given).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY, "a line without its English name");
    let wrongs = |body: &str| body.matches(r#"aria-invalid="true""#).count();
    for text in [
        r##"href="#items-sheet""##,
        "2번째 줄이 영역,코드,배점,한국어,영어가 아닙니다",
        r#"id="items-sheet-error""#,
        "risk,security,40,정보보호</textarea>",
        r#"value="운영기관 심사기준 2027""#,
        "심사기준을 바꿈</textarea>",
    ] {
        assert!(bad.body.contains(text), "{text} in {}", bad.body);
    }
    assert_eq!(wrongs(&bad.body), 1, "{}", bad.body);
    for (name, value, field) in [
        ("from", "", "from"),
        ("points_min", "101", "points_min"),
        ("capital_min", "많이", "capital_min"),
        ("code_of", "둘", "code_of"),
        ("items", "soundness,equity,60,자기자본,Equity\nrisk,equity,40,정보보호,Security", "items"),
    ] {
        let mut flawed = given.clone();
        flawed.retain(|(it, _)| *it != name && *it != "items");
        let items = "soundness,equity,60,자기자본,Equity\nrisk,security,40,정보보호,Security";
        flawed.push(("items", if name == "items" { value } else { items }));
        if name != "items" {
            flawed.push((name, value));
        }
        let bad = one.post("/console/eligibility/sheet", &flawed).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        let mark = format!(r#"id="{field}-sheet-error""#);
        assert!(bad.body.contains(&mark), "{mark} in {}", bad.body);
        assert_eq!(wrongs(&bad.body), 1, "{name}: {}", bad.body);
    }
    given.retain(|(name, _)| *name != "items");
    given
        .push(("items", "soundness,equity,60,자기자본,Equity\nrisk,security,40,정보보호,Security"));
    let sent = one.post("/console/eligibility/sheet", &given).await;
    let case = sent.location().to_owned();
    assert!(case.starts_with("/console/proposals/"), "{}", sent.body);
    let shown = other.get(&case).await.body;
    assert!(shown.contains("2027-01-01</span>부터 심사표 2027"), "{shown}");
    let form = form_of(&shown);
    let done = other.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    assert_eq!(done.location(), case, "{}", done.body);
    let page = one.get("/console/eligibility").await.body;
    assert!(page.contains("심사표 2027") && page.contains("3,000,000,000원 이상"), "{page}");
}

/// What two people take back at the gate is said on the form's page, in the list and in the letter;
/// so is a standing that a measure lowers. Before, the proposal says what becomes of the standing.
#[tokio::test]
async fn an_approval_is_told_by_the_gate_as_it_stands() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    assert_eq!(file(&mut firm, 1, "2,000,000,000", &[]).await, StatusCode::SEE_OTHER);
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let mut wish = vec![("verdict", "approve"), ("until", "")];
    wish.extend_from_slice(&SCORES);
    let shown = decide((&mut one, &mut other), 1, &wish).await.unwrap();
    assert!(said(&shown).contains("이용자 자체 인증도 허용됩니다"), "{}", said(&shown));
    let at = format!("/console/eligibility/{}", code(1));
    let letter = said(&firm.get(&format!("{at}/letter")).await.body);
    assert!(letter.contains("다음 단계인 기능테스트를 준비"), "{letter}");

    bed.pass(60);
    let revoked = [("gate", "eligibility "), ("verdict", "revoked"), ("until", "")];
    let case = crate::gates_pages::propose(&mut one, 1, &revoked).await;
    let shown = said(&other.get(&case).await.body);
    assert!(shown.contains("통과를 취소합니다. 지금 자격(개시 전)은 바뀌지 않습니다"), "{shown}");
    crate::gates_pages::confirm(&mut other, &case).await;
    let today = bed.now().business_date().to_string();
    let today = format!("{}-{}-{}", &today[..4], &today[4..6], &today[6..]);
    // A date that is not torn stands by itself.
    let flat = |page: &str| said(page).split_whitespace().collect::<String>();
    let taken = format!("승인이{today}에취소되었습니다");
    for place in [at.clone(), format!("{at}/letter")] {
        for reader in [&mut firm, &mut one] {
            let told = flat(&reader.get(&place).await.body);
            assert!(told.contains(&taken), "{place}: {told}");
            assert!(!told.contains("기능테스트를준비") && !told.contains("유효합니다"), "{told}");
        }
    }
    let list = said(&one.get("/console/eligibility").await.body);
    assert!(list.contains("승인 취소"), "{list}");
    // A new form waits: what was taken back is not in force.
    assert_eq!(file(&mut firm, 2, "2,000,000,000", &[]).await, StatusCode::SEE_OTHER);
    let told = flat(&firm.get(&at).await.body);
    assert!(told.contains("두사람의결정을기다립니다.") && told.contains(&taken), "{told}");
}

/// A new form puts the approval at stake that is in force: that is said before, and once it is
/// refused, with the present standing.
#[tokio::test]
async fn an_approval_that_ends_with_a_refused_form_is_told() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    assert_eq!(file(&mut firm, 1, "100", &[]).await, StatusCode::SEE_OTHER);
    let at = format!("/console/eligibility/{}", code(1));
    let risk = "불승인되면 앞의 승인도 끝납니다";
    assert!(!firm.get(&at).await.body.contains(risk), "nothing is in force");
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let wish = [("verdict", "approve"), ("until", "")];
    decide((&mut one, &mut other), 1, &wish).await.unwrap();
    let page = firm.get(&at).await.body;
    let form = page.split(r#"enctype="multipart/form-data""#).nth(1).expect("a form");
    assert!(form.contains(risk), "{form}");
    bed.pass(60);
    assert_eq!(file(&mut firm, 2, "100", &[]).await, StatusCode::SEE_OTHER);
    let told = said(&firm.get(&at).await.body);
    assert!(told.contains("새 신청서가 결정될 때까지") && told.contains(risk), "{told}");
    bed.pass(60);
    let note = ("note", "자본금 증빙이 없습니다");
    decide((&mut one, &mut other), 2, &[("verdict", "other"), note]).await.unwrap();
    let ended = "앞의 승인도 이 결정으로 끝났고, 지금 자격은 개시 전입니다.";
    for place in [at.clone(), format!("{at}/letter")] {
        let told = crate::bed::in_line(&firm.get(&place).await.body);
        assert!(told.contains(ended), "{place}: {told}");
    }
    assert_eq!(file(&mut firm, 3, "100", &[]).await, StatusCode::SEE_OTHER);
    assert!(!firm.get(&at).await.body.contains(risk), "nothing is in force any more");
}

/// A proposal about a form that was replaced offers no confirmation and says what to do; nor is a
/// decision offered to whoever filed the form.
#[tokio::test]
async fn a_proposal_about_a_form_that_was_replaced_says_so() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    assert_eq!(file(&mut firm, 1, "100", &[]).await, StatusCode::SEE_OTHER);
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    let at = format!("/console/eligibility/{}", code(1));
    let form = form_of(&one.get(&at).await.body);
    let key = Id::from_parts(1, 9).to_string();
    let given = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("verdict", "model"),
        ("reason", "사업모델을 읽었음"),
    ];
    // The board counts the form, and then the proposal about it, as it does those at its own gates.
    let gates = format!("/console/gates/{}", code(1));
    for page in ["/console/gates", "/console/gates?show=way", &gates] {
        let page = said(&one.get(page).await.body);
        assert!(page.contains("결정 대기") && !page.contains("확인 대기 1"), "{page}");
    }
    let case = one.post(&format!("{at}/propose"), &given).await.location().to_owned();
    let board = said(&other.get("/console/gates").await.body);
    assert!(board.contains("제안은 1건") && board.contains("확인 대기 1"), "{board}");
    assert!(said(&other.get("/console/gates?show=proposed").await.body).contains("나래페이"));
    let page = other.get(&gates).await.body;
    assert!(page.contains(&format!(r#"href="{case}""#)), "it leads there: {}", said(&page));
    assert!(!said(&firm.get(&gates).await.body).contains("확인 대기"), "not theirs to read");
    let shown = other.get(&case).await.body;
    assert!(said(&shown).contains("지금 자격(개시 전)은 바뀌지 않습니다"), "{}", said(&shown));
    assert!(shown.contains(&format!(r#"action="{case}/confirm""#)), "{shown}");

    assert_eq!(file(&mut firm, 2, "100", &[]).await, StatusCode::SEE_OTHER);
    let way_out = "거두거나 반려한 뒤";
    let shown = other.get(&case).await.body;
    assert!(!shown.contains("/confirm") && shown.contains("/reject"), "{shown}");
    assert!(said(&shown).contains(way_out), "{}", said(&shown));
    let shown = one.get(&case).await.body;
    assert!(shown.contains("/withdraw") && said(&shown).contains(way_out), "{}", said(&shown));
    let page = one.get(&at).await.body;
    assert!(said(&page).contains(way_out) && page.contains(&case), "{}", said(&page));
    assert!(!said(&firm.get(&at).await.body).contains(way_out), "not theirs to read");
    let form = form_of(&shown);
    let done = one.post(&format!("{case}/withdraw"), &[("form", &form)]).await;
    assert_eq!(done.location(), case, "{}", done.body);
    assert!(one.get(&at).await.body.contains("/propose"), "it can be proposed anew");
}

/// Everything that is wrong with a decision is said in one round, each at its field.
#[tokio::test]
async fn what_is_wrong_with_a_decision_is_said_at_once() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    assert_eq!(file(&mut firm, 1, "100", &[]).await, StatusCode::SEE_OTHER);
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let at = format!("/console/eligibility/{}", code(1));
    let form = form_of(&one.get(&at).await.body);
    let key = Id::from_parts(1, 9).to_string();
    let given = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("verdict", "approve"),
        ("until", "2099-01-01"),
        ("score-equity", "999"),
        ("reason", "짧"),
    ];
    let bad = one.post(&format!("{at}/propose"), &given).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["until", "scores", "reason"] {
        let mark = format!(r#"id="{field}-decide-error""#);
        assert!(bad.body.contains(&mark), "{mark} in {}", bad.body);
    }
    let gate = format!("/console/gates/{}", code(1));
    let page = one.get(&gate).await.body;
    let (form, key) = (form_of(&page), Id::from_parts(2, 9).to_string());
    let given = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("gate", "contract "),
        ("verdict", "passed"),
        ("until", "2020-01-01"),
        ("reason", "짧"),
    ];
    let bad = one.post(&format!("{gate}/propose"), &given).await;
    for field in ["until", "reason"] {
        let mark = format!(r#"id="{field}-decide-error""#);
        assert!(bad.body.contains(&mark), "{mark} in {}", bad.body);
    }
}

/// Whoever decides hears of a form, is led to it, and hears that a new one takes its place; nobody
/// else does.
#[tokio::test]
async fn operators_are_told_of_a_form_and_led_to_it() {
    let bed = Bed::new(fixtures::full());
    institutions(&bed).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut inspector = enter(&bed, post(Role::Inspector), "seo-jeong.yun", "윤서정").await;
    let filed = "나래페이 이용적합성 신청서 제출";
    let unread = |n: usize| format!(r#"<span class="w">{n}<span class="vh"> 건 안 읽음"#);
    assert!(!one.get("/console/inbox").await.body.contains(filed));
    assert_eq!(file(&mut firm, 1, "100", &[]).await, StatusCode::SEE_OTHER);
    let inbox = one.get("/console/inbox?topic=gates").await.body;
    assert!(inbox.contains(filed) && inbox.contains(&unread(1)), "{inbox}");
    let first = |inbox: &str| {
        let notice = inbox.split(r#"href="/console/inbox/"#).nth(1).unwrap();
        format!("/console/inbox/{}", notice.split('"').next().unwrap())
    };
    let notice = one.get(&first(&inbox)).await.body;
    let way = format!(r#"<a class="btn" href="/console/eligibility/{}">"#, code(1));
    assert!(notice.contains(&way), "{notice}");
    let told = said(&notice);
    assert!(told.contains("결정을 제안해 주십시오") && !told.contains("대신합니다"), "{told}");

    bed.pass(60);
    assert_eq!(file(&mut firm, 2, "200", &[]).await, StatusCode::SEE_OTHER);
    let inbox = one.get("/console/inbox?topic=gates").await.body;
    assert!(inbox.contains("나래페이 이용적합성 신청서 다시 제출"), "{inbox}");
    assert!(inbox.contains(&unread(1)), "the first one was read: {inbox}");
    let told = said(&one.get(&format!("{}?lang=en", first(&inbox))).await.body);
    assert!(told.contains("It takes the place of the form that waited"), "{told}");
    for reader in [&mut firm, &mut inspector] {
        assert!(!reader.get("/console/inbox?lang=ko").await.body.contains("이용적합성 신청서"));
    }
    // Whoever only reads is not told to decide.
    let list = said(&inspector.get("/console/eligibility?lang=en").await.body);
    assert!(list.contains("Waiting for a decision:\u{a0}1 of 1."), "{list}");
    assert!(list.contains("waiting for a decision") && !list.to_lowercase().contains("to decide"));
}

/// An approval whose gate was found not passed since counts no more, and one whose institution is
/// suspended says so: in the list, on its page and in the letter.
#[tokio::test]
async fn an_approval_that_failed_since_or_is_suspended_says_so() {
    let bed = Bed::new(fixtures::full());
    crate::gates_pages::institutions(&bed, 1, 1, 1, |_| 300).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let mut one = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let mut other = enter(&bed, post(Role::Operator), "ji-an.seo", "서지안").await;
    bed.pass(60);
    assert_eq!(file(&mut firm, 1, "100", &[]).await, StatusCode::SEE_OTHER);
    decide((&mut one, &mut other), 1, &[("verdict", "approve"), ("until", "")]).await.unwrap();
    let at = format!("/console/eligibility/{}", code(1));
    let flat = |page: &str| said(page).split_whitespace().collect::<String>();
    let list = said(&one.get("/console/eligibility").await.body);
    assert!(list.contains("승인") && !list.contains("이용 정지 중"), "{list}");
    let told = flat(&firm.get(&at).await.body);
    assert!(!told.contains("다만지금자격은"), "{told}");

    bed.pass(60);
    let measure =
        [("deed", "measure"), ("standing", "suspended"), ("rule", "제12조"), ("urgent", "1")];
    let case = crate::gates_pages::propose(&mut one, 1, &measure).await;
    crate::gates_pages::confirm(&mut other, &case).await;
    let list = said(&one.get("/console/eligibility").await.body);
    assert!(list.contains("승인 (이용 정지 중)"), "{list}");
    for reader in [&mut firm, &mut one] {
        let told = flat(&reader.get(&at).await.body);
        assert!(told.contains("다만지금자격은이용정지입니다."), "{told}");
    }

    bed.pass(60);
    let failed = [("gate", "eligibility "), ("verdict", "failed"), ("until", "")];
    let case = crate::gates_pages::propose(&mut one, 1, &failed).await;
    crate::gates_pages::confirm(&mut other, &case).await;
    let today = bed.now().business_date().to_string();
    let today = format!("{}-{}-{}", &today[..4], &today[4..6], &today[6..]);
    let since = format!("승인된뒤{today}에부적합으로판정되어승인의효력이없습니다.");
    for place in [at.clone(), format!("{at}/letter")] {
        for reader in [&mut firm, &mut one] {
            let told = flat(&reader.get(&place).await.body);
            assert!(told.contains(&since), "{place}: {told}");
            assert!(!told.contains("유효합니다"), "{place}: {told}");
        }
    }
    let list = said(&one.get("/console/eligibility").await.body);
    assert!(list.contains("승인 취소") && !list.contains("이용 정지 중"), "{list}");
}

//! Institutions entered in the console, and their secrets: shown once, replaced, ended.

use crate::bed::{Bed, Seen, Visitor, form_of, post};
use crate::fixtures;
use crate::records::Records;
use axum::http::StatusCode;
use naru_base::BankCode;
use naru_base::role::Role;
use naru_core::identity::{self, Bank, Client, ContractPurpose};
use naru_core::notify;
use naru_store::Tx;

const CODE: &str = "M202600009";
const ENTER: &str = "/console/institutions/enter";
const PAGE: &str = "/console/institutions/M202600009";

async fn enter(bed: &Bed, role: Role, login: &str) -> Visitor {
    bed.named("정하윤", post(role), login).await;
    bed.logged_in(login).await
}

/// A form without flaws.
fn given(form: &str) -> Vec<(&str, &str)> {
    vec![
        ("form", form),
        ("institution", CODE),
        ("name_ko", "가온핀"),
        ("name_en", "Gaon Fin"),
        ("oob", "y"),
        ("login", "y"),
        ("redirect_uris", "https://gaonfin.example/back\r\nhttps://gaonfin.example/more"),
        ("withdraw_bank", "901"),
        ("withdraw_num", "9010100000101"),
        ("deposit_bank", "901"),
        ("deposit_num", "9010100000102"),
        ("deposit_holder", "가온핀 입금"),
    ]
}

fn with<'g>(
    mut all: Vec<(&'g str, &'g str)>,
    name: &'g str,
    value: &'g str,
) -> Vec<(&'g str, &'g str)> {
    all.retain(|(it, _)| *it != name);
    all.push((name, value));
    all
}

/// What stands in a place of the page.
fn at<'b>(seen: &'b Seen, id: &str) -> &'b str {
    let mark = format!("id=\"{id}\">");
    let (_, rest) = seen.body.split_once(&mark).expect(&seen.body);
    rest.split('<').next().unwrap()
}

async fn client(bed: &Bed) -> Client {
    let read = |tx: &mut Tx<'_>| Ok(identity::clients(tx)?);
    let all = bed.store.read(read).await.unwrap();
    all.into_iter().find(|it| it.institution.as_str() == CODE).expect("a client")
}

/// Whether a secret opens at the token endpoint of this node, as its memory has it.
fn opens(bed: &Bed, client_id: &str, secret: &str) -> bool {
    let directory = bed.hub.directory();
    let client = directory.clients.get(client_id);
    identity::authenticate_client(&bed.hub.keys, client, client_id, secret, bed.now()).is_some()
}

/// A bank of the network.
async fn bank(bed: &Bed, code: &str, name: &str, active: bool) {
    let bank = Bank {
        code: BankCode::parse(code).unwrap(),
        name_ko: name.to_owned(),
        name_en: format!("Bank {code}"),
        base_url: "https://bank.example".to_owned(),
        public_key: "TksUP3MrmkUyhpIz2oAFJGafux2ozJrO3TH2C59SkSM".to_owned(),
        active,
    };
    let env = bed.env();
    let put = move |tx: &mut Tx<'_>| identity::enter_bank(tx, &env, "system:test", &bank);
    bed.store.write(put).await.unwrap();
}

#[tokio::test]
async fn without_banks_nobody_has_a_contract_account() {
    let bed = Bed::new(fixtures::small());
    let mut visitor = enter(&bed, Role::Operator, "ha-yun.jung").await;
    let form = form_of(&visitor.get(ENTER).await.body);
    let seen = visitor.post(ENTER, &given(&form)).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    for text in ["은행이 아직 하나도 없습니다", "`naru banks put`", "href=\"#withdraw_bank\""]
    {
        assert!(seen.body.contains(text), "{text}: {}", seen.body);
    }
    assert!(bed.hub.directory().institutions.is_empty());
    // Who moves nothing needs none.
    let bare: Vec<_> = given(&form)
        .into_iter()
        .filter(|(name, _)| !name.starts_with("withdraw") && !name.starts_with("deposit"))
        .collect();
    assert_eq!(visitor.post(ENTER, &bare).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_institution_is_entered_and_its_secrets_are_shown_once() {
    let bed = Bed::new(fixtures::small());
    bank(&bed, "901", "가온은행", true).await;
    bank(&bed, "902", "두루은행", false).await;
    let mut visitor = enter(&bed, Role::Operator, "ha-yun.jung").await;
    assert!(visitor.get("/console/institutions").await.body.contains(ENTER));
    let form = form_of(&visitor.get(ENTER).await.body);
    for (name, value, says) in [
        ("institution", "M1", "영문 대문자 하나와 숫자 아홉 개"),
        ("name_en", " ", "이름은 한글과 로마자로"),
        ("redirect_uris", "http://gaonfin.example", "https 주소로"),
        ("deposit_bank", "90", "은행 코드는 숫자 세 개"),
        ("deposit_num", "9010100000101", "한 계좌를 두 가지 용도에"),
        ("deposit_bank", "907", "참가하는 은행은 901 가온은행입니다."),
        ("deposit_bank", "902", "`naru banks put`"),
    ] {
        let seen = visitor.post(ENTER, &with(given(&form), name, value)).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(seen.body.contains(says), "{name}: {}", seen.body);
        assert!(seen.body.contains("가온핀 입금"), "what was written stays");
        for mark in [format!("href=\"#{name}\""), format!("id=\"{name}-error\"")] {
            assert!(seen.body.contains(&mark), "{mark}: {}", seen.body);
        }
    }
    let many = with(with(given(&form), "institution", "M1"), "deposit_bank", "90");
    let seen = visitor.post(ENTER, &with(many, "deposit_holder", "")).await.body;
    assert_eq!(seen.matches("aria-invalid=\"true\"").count(), 2, "the holder may be left out");
    assert!(
        ["#institution", "#deposit_bank"].iter().all(|it| seen.contains(&format!("href=\"{it}\"")))
    );
    let forged = visitor.post(ENTER, &with(given(&form), "form", "x")).await;
    assert_eq!(forged.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bed.hub.directory().institutions.is_empty(), "nothing was entered so far");

    let seen = visitor.post(ENTER, &given(&form)).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    let (id, secret, phrase) =
        (at(&seen, "client"), at(&seen, "client-secret"), at(&seen, "phrase"));
    assert_eq!((id.len(), secret.len(), phrase.len()), (20, 40, 32));
    assert!(opens(&bed, id, secret), "in this node's memory at once");
    let directory = bed.hub.directory();
    assert_eq!(directory.contracts.len(), 2);
    assert_eq!(directory.contracts[0].holder_name, "가온핀", "the institution's own name");
    assert_eq!(directory.pass_phrases.len(), 1);

    let page = visitor.get(PAGE).await;
    assert_eq!(page.status, StatusCode::OK);
    for text in ["가온핀", "9010100000102", "https://gaonfin.example/more", id] {
        assert!(page.body.contains(text), "{text}: {}", page.body);
    }
    assert!(!page.body.contains(secret) && !page.body.contains(phrase), "never again");
    let again = visitor.post(ENTER, &given(&form)).await;
    assert!(again.body.contains("이 코드의 이용기관이 이미 있습니다."), "{}", again.body);
}

#[tokio::test]
async fn a_secret_is_replaced_told_of_and_ended() {
    let bed = Bed::new(fixtures::small());
    bank(&bed, "901", "가온은행", true).await;
    let mut visitor = enter(&bed, Role::Operator, "ha-yun.jung").await;
    let form = form_of(&visitor.get(ENTER).await.body);
    let entered = visitor.post(ENTER, &given(&form)).await;
    let (id, first) = (at(&entered, "client").to_owned(), at(&entered, "client-secret").to_owned());
    let to = |deed: &str| format!("{PAGE}/{deed}");

    // Too long after the last code: a fresh one is asked for, and a wrong one opens nothing.
    bed.pass(600);
    let refused = visitor.post(&to("secret"), &[("form", &form), ("code", "000000")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(client(&bed).await.secrets.len(), 1);
    let code = bed.code();
    let made = visitor.post(&to("secret"), &[("form", &form), ("code", &code)]).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let second = at(&made, "client-secret").to_owned();
    assert!(opens(&bed, &id, &first) && opens(&bed, &id, &second), "both, for a while");
    let third = visitor.post(&to("secret"), &[("form", &form)]).await;
    assert!(third.body.contains("유효한 비밀키가 이미 두 개입니다"), "{}", third.body);
    let inbox = visitor.get("/console/inbox").await.body;
    assert!(inbox.contains("가온핀 새 클라이언트 비밀키"), "{inbox}");
    let told = |tx: &mut Tx<'_>| {
        notify::unread(tx, &notify::Party::parse("institution:M202600009").expect("a party"))
    };
    assert_eq!(bed.store.read(told).await.unwrap(), 1, "the institution is told too");

    for (at, says) in [
        ("2026-01-01T00:00", "이미 지난 때입니다."),
        ("2099-01-01T00:00", "규칙이 허용하는 기간보다 깁니다."),
        ("tomorrow", "때를 알아볼 수 없습니다."),
    ] {
        let seen = visitor.post(&to("end"), &[("form", &form), ("at", at)]).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{at}");
        assert!(seen.body.contains(says), "{at}: {}", seen.body);
    }
    assert_eq!(visitor.post(&to("end"), &[("form", &form)]).await.location(), PAGE);
    assert!(!opens(&bed, &id, &first) && opens(&bed, &id, &second));
    let last = visitor.post(&to("end"), &[("form", &form)]).await;
    assert!(last.body.contains("유효한 비밀키가 하나뿐입니다."), "{}", last.body);
}

/// A fintech sees its own institution and changes nothing; others see none.
#[tokio::test]
async fn an_institution_is_seen_by_its_own_and_changed_by_operators_only() {
    let bed = Bed::new(fixtures::small());
    bank(&bed, "901", "가온은행", true).await;
    let mut operator = enter(&bed, Role::Operator, "ha-yun.jung").await;
    let form = form_of(&operator.get(ENTER).await.body);
    operator.post(ENTER, &given(&form)).await;
    for (role, page) in [
        (Role::SecurityDesk, StatusCode::OK),
        (Role::Auditor, StatusCode::OK),
        (Role::Bank, StatusCode::FORBIDDEN),
        (Role::Administrator, StatusCode::FORBIDDEN),
        // Of another institution.
        (Role::Fintech, StatusCode::NOT_FOUND),
    ] {
        let mut visitor = enter(&bed, role, &format!("somebody.{role}")).await;
        let seen = visitor.get(PAGE).await;
        assert_eq!(seen.status, page, "{role}");
        assert!(!seen.body.contains("/secret\""), "{role} is offered nothing");
        let form = form_of(&visitor.get("/console/inbox").await.body);
        let changed = visitor.post(&format!("{PAGE}/secret"), &[("form", &form)]).await;
        assert_eq!(changed.status, StatusCode::FORBIDDEN, "{role}");
        assert_eq!(visitor.get(ENTER).await.status, StatusCode::FORBIDDEN, "{role}");
    }
    assert_eq!(client(&bed).await.secrets.len(), 1);
    assert_eq!(
        operator.get("/console/institutions/M209900001").await.status,
        StatusCode::NOT_FOUND
    );
}

/// Another contract account counts from the confirmation of a second operator on, and not before.
#[tokio::test]
async fn a_contract_account_is_changed_by_two_operators() {
    let bed = Bed::new(fixtures::full());
    let _records = Records::begin(&bed).await;
    let mut first = enter(&bed, Role::Operator, "ha-yun.jung").await;
    let mut second = enter(&bed, Role::Operator, "do-yun.kim").await;
    let own = "/console/institutions/M202600001";
    let present = || {
        let all = bed.hub.directory().contracts.clone();
        let mut own = all.into_iter().filter(|it| {
            it.institution.as_str() == "M202600001" && it.purpose == ContractPurpose::Deposit
        });
        own.next().expect("a paying account")
    };
    let before = present();
    let page = first.get(own).await.body;
    assert!(page.contains("약정 계좌를 바꾸자고 제안"), "{page}");
    let form = form_of(&page);
    let key = page.split(r#"name="key" value=""#).nth(1).expect("a key");
    let key = key.split('"').next().unwrap().to_owned();
    let given = |bank: &'static str, num: &'static str, holder: &'static str| {
        let to = before.account_num.clone();
        let num = if num.is_empty() { to } else { num.to_owned() };
        [
            ("form", form.clone()),
            ("key", key.clone()),
            ("purpose", "deposit".to_owned()),
            ("bank", bank.to_owned()),
            ("account_type", "N".to_owned()),
            ("account_num", num),
            ("holder", holder.to_owned()),
            ("reason", "계약 변경서 2026-11을 확인함".to_owned()),
        ]
    };
    let send = |it: [(&'static str, String); 8], mut visitor: Visitor| async move {
        let it: Vec<(&str, &str)> = it.iter().map(|(k, v)| (*k, v.as_str())).collect();
        visitor.post(&format!("{own}/contract/propose"), &it).await
    };
    for (bank, num, holder, says) in [
        ("901", "12-34", "나래페이", "계좌번호는"),
        ("901", "9010000000777", " ", "예금주"),
        ("909", "9010000000777", "나래페이", "참가하고 있는 은행이 아닙니다."),
    ] {
        let wrong = send(given(bank, num, holder), first.clone()).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{says}");
        assert!(wrong.body.contains(says), "{says} in {}", wrong.body);
        assert!(wrong.body.contains("계약 변경서 2026-11"), "what was written stays");
    }
    let proposed = send(given("902", "9020000000777", "나래페이 새계좌"), first.clone()).await;
    let case = proposed.location().to_owned();
    assert!(case.starts_with("/console/proposals/"), "{}", proposed.body);
    assert_eq!(present(), before, "nothing is changed yet");
    assert!(first.get(&case).await.body.contains("당신이 확인할 수는 없습니다"));
    let page = second.get(&case).await.body;
    assert!(page.contains("약정 계좌 변경: 나래페이"), "{page}");
    assert!(page.contains("902 9020000000777 (나래페이 새계좌)만"), "{page}");
    let form = form_of(&page);
    let confirmed = second.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    assert_eq!(confirmed.location(), case, "{}", confirmed.body);
    let after = present();
    assert_eq!((after.account_num.as_str(), after.bank.as_str()), ("9020000000777", "902"));
    let trail = second.get("/console/audit?action=identity.contract.changed").await.body;
    assert!(trail.contains("1건 표시, 더 없습니다."), "{trail}");
}

//! The pages of staff through the router, on a real book.

use crate::bed::{Bed, Visitor, form_of, post};
use crate::fixtures;
use crate::records::Records;
use axum::http::StatusCode;
use naru_base::role::Role;
use naru_core::relay::Key;

async fn enter(bed: &Bed, role: Role, login: &str, name: &str) -> Visitor {
    bed.named(name, post(role), login).await;
    bed.logged_in(login).await
}

fn path(key: &Key) -> String {
    format!("/console/transfers/{}/{}", key.date, key.id)
}

/// The value of the hidden field `key`.
fn key_of(body: &str) -> String {
    let at = body.find(r#"name="key" value=""#).expect("a key") + 18;
    body[at..].split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn transfers_are_found_by_what_is_known_of_them() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let settled = records.order(1, 1, 870_000).await;
    records.paid(&settled).await;
    bed.pass(5);
    let doubted = records.order(2, 2, 30_000).await;
    records.doubt(&doubted).await;
    let mut visitor = enter(&bed, Role::Operator, "ha-yun.jung", "정하윤").await;
    let cases = [
        ("", true, true),
        ("?state=in_doubt", false, true),
        ("?state=settled", true, false),
        ("?bank=902", false, true),
        ("?institution=M202600001", true, false),
        ("?least=100,000", true, false),
        ("?most=100000", false, true),
        ("?from=2026-11-24&to=2026-11-24", false, false),
        ("?id=M202600001U000000001", true, false),
    ];
    for (query, first, second) in cases {
        let seen = visitor.get(&format!("/console/transfers{query}")).await;
        assert_eq!(seen.status, StatusCode::OK);
        let has = |key: &Key| seen.body.contains(&path(key));
        assert_eq!((has(&settled), has(&doubted)), (first, second), "{query}");
        assert!(!seen.body.contains("홍나루"), "no person in a list");
    }
    let wrong = visitor.get("/console/transfers?id=short&least=many").await;
    assert!(wrong.body.contains("거래번호는 스무 글자입니다."), "{}", wrong.body);
    assert!(wrong.body.contains("금액은 숫자로"), "{}", wrong.body);
    // Each at its field; nothing is said to have been searched.
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for mark in [r#"id="id-error""#, r#"id="least-error""#, r##"href="#least""##, "찾지 않았습니다"]
    {
        assert!(wrong.body.contains(mark), "{mark} in {}", wrong.body);
    }
    let wrong = visitor.get("/console/transfers?from=2026-13-01&most=-5").await.body;
    assert!(
        wrong.contains(r#"id="from-error""#) && wrong.contains(r#"id="most-error""#),
        "{wrong}"
    );
    assert!(!wrong.contains("에서 찾았습니다") && !wrong.contains("이체가 없습니다"), "{wrong}");
    let wrong = visitor.get("/console/transfers?least=2,000&most=1,000").await.body;
    assert!(wrong.contains(r#"id="least-error""#) && wrong.contains("작은 것부터"), "{wrong}");
    assert!(!wrong.contains("이체가 없습니다"), "{wrong}");
}

#[tokio::test]
async fn a_list_goes_on_by_key() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    for n in 1..=53 {
        // Three at the same instant: the id decides the order.
        if n % 3 == 0 {
            bed.pass(1);
        }
        records.order(1, n, 1_000).await;
    }
    let mut visitor = enter(&bed, Role::Operator, "ha-yun.jung", "정하윤").await;
    let first = visitor.get("/console/transfers").await.body;
    let next = first.split("href=\"/console/transfers?after=").nth(1).expect("a next page");
    let next = next.split('"').next().unwrap();
    let second = visitor.get(&format!("/console/transfers?after={next}")).await.body;
    let of = |body: &str| -> Vec<String> {
        let rows = body.split("/console/transfers/2026").skip(1);
        rows.map(|it| it.split('"').next().unwrap().to_owned()).collect()
    };
    let (mut all, rest) = (of(&first), of(&second));
    assert_eq!((all.len(), rest.len()), (50, 3));
    all.extend(rest);
    let count = all.len();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), count, "no row twice");
}

#[tokio::test]
async fn one_transfer_tells_its_whole_life_and_persons_only_for_a_reason() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let key = records.order(1, 1, 870_000).await;
    bed.pass(5);
    records.doubt(&key).await;
    bed.pass(40);
    records.doubt(&key).await;
    records.paid(&key).await;
    let mut visitor = enter(&bed, Role::Operator, "ha-yun.jung", "정하윤").await;
    let seen = visitor.get(&path(&key)).await;
    for text in [
        "출금이체 870,000원",
        "40.0초 동안 확인 중이었고",
        "홍*루",
        "결제함",
        "수수료 수익",
        "일치",
    ] {
        assert!(seen.body.contains(text), "{text} in {}", seen.body);
    }
    assert!(!seen.body.contains("홍나루") && !seen.body.contains("1102203314821"));
    let form = form_of(&seen.body);
    let to = format!("{}/reveal", path(&key));
    let stated =
        |reference: &'static str| [("form", ""), ("reason", "doubt"), ("reference", reference)];
    let mut bad = stated("홍나루 문의");
    bad[0].1 = &form;
    let refused = visitor.post(&to, &bad).await;
    assert!(refused.body.contains("번호는 영문"), "{}", refused.body);
    assert!(!refused.body.contains("1102203314821"));
    let forged = visitor.post(&to, &stated("CS-1")).await;
    assert_eq!(forged.status, StatusCode::SEE_OTHER);
    let mut good = stated("CS-2026-118");
    good[0].1 = &form;
    let shown = visitor.post(&to, &good).await;
    assert!(shown.body.contains("1102203314821") && shown.body.contains("홍나루"));
    let again = visitor.get(&path(&key)).await;
    assert!(!again.body.contains("1102203314821"), "masked again");
    assert!(again.body.contains("CS-2026-118"), "the look is in the record: {}", again.body);
    let mut auditor = enter(&bed, Role::Auditor, "auditor", "노유진").await;
    let seen = auditor.get(&path(&key)).await;
    assert!(!seen.body.contains("/reveal"), "{}", seen.body);
    let seen = auditor.post(&to, &[]).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_participant_finds_only_its_own() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let own = records.order(1, 1, 10_000).await;
    let foreign = records.order(2, 2, 10_000).await;
    for (role, login) in [(Role::Fintech, "fintech"), (Role::Bank, "bank")] {
        let mut visitor = enter(&bed, role, login, "강나래").await;
        // Asking for the other's by name does not help.
        for query in ["", "?institution=M202600002&bank=902", "?id=M202600002U000000002"] {
            let seen = visitor.get(&format!("/console/transfers{query}")).await;
            assert!(!seen.body.contains(&path(&foreign)), "{role} {query}");
        }
        assert_eq!(visitor.get(&path(&foreign)).await.status, StatusCode::NOT_FOUND);
        let seen = visitor.get(&path(&own)).await;
        assert_eq!(seen.status, StatusCode::OK);
        assert!(!seen.body.contains("감사 고리</th>") || !seen.body.contains("link="));
    }
    // A code works once: the next login of the same person needs the next one.
    bed.pass(30);
    let mut visitor = bed.logged_in("fintech").await;
    let seen = visitor.get("/console/institutions").await;
    assert!(seen.body.contains("나래페이") && !seen.body.contains("두루송금"));
}

#[tokio::test]
async fn the_trail_is_searched_and_a_link_shows_its_commit() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let key = records.order(1, 1, 870_000).await;
    records.paid(&key).await;
    let mut visitor = enter(&bed, Role::Auditor, "auditor", "노유진").await;
    let subject = format!("transfer%3A{}%2F{}", key.date, key.id);
    let seen = visitor.get(&format!("/console/audit?subject={subject}")).await;
    assert!(seen.body.contains("relay.<wbr>withdraw.<wbr>settled"), "{}", seen.body);
    assert!(seen.body.contains("2건 표시, 더 없습니다."), "{}", seen.body);
    let seen = visitor.get("/console/audit?action=relay.withdraw.settled").await;
    assert!(seen.body.contains("1건 표시, 더 없습니다."), "{}", seen.body);
    let start = "&amp;action=relay.withdraw.settled\">처음으로</a>";
    assert!(!seen.body.contains("처음으로"), "{}", seen.body);
    let seen = visitor.get("/console/audit?action=relay.withdraw.settled&before=9999").await;
    assert!(seen.body.contains(start), "{}", seen.body);
    let seen = visitor.get("/console/audit?actor=nobody").await;
    assert!(seen.body.contains("조건에 맞는 기록이 없습니다."));
    let seen = visitor.get("/console/audit?link=1").await;
    assert!(seen.body.contains("고리 #1") && seen.body.contains("앞 고리의 해시"), "{}", seen.body);
    let seen = visitor.get("/console/audit?link=99999").await;
    assert!(seen.body.contains("고리 99999이 없습니다."), "{}", seen.body);
}

/// Two administrators and a person who lost a phone: from the proposal to the new authenticator.
#[tokio::test]
async fn two_administrators_give_back_an_account() {
    let bed = Bed::new(fixtures::small());
    let mut arin = enter(&bed, Role::Administrator, "arin", "송아린").await;
    let mut chan = enter(&bed, Role::Administrator, "chan-sol", "구찬솔").await;
    let mut lost = enter(&bed, Role::Operator, "ha-yun.jung", "정하윤").await;
    let list = arin.get("/console/accounts").await.body;
    let id = list.split("정하윤").next().unwrap().rsplit("/console/accounts/").next().unwrap();
    let id = id.split('"').next().unwrap().to_owned();
    let page = arin.get(&format!("/console/accounts/{id}")).await.body;
    let (form, key) = (form_of(&page), key_of(&page));
    let to = format!("/console/accounts/{id}/propose");
    let deed = |reason: &'static str| [("deed", "staff.second-factor"), ("reason", reason)];
    let given = |form: &str, key: &str, reason: &'static str| {
        let mut out = vec![("form", form.to_owned()), ("key", key.to_owned())];
        out.extend(deed(reason).map(|(k, v)| (k, v.to_owned())));
        out
    };
    let send = |it: &[(&'static str, String)]| -> Vec<(&'static str, String)> { it.to_vec() };
    let short = send(&given(&form, &key, "잃음"));
    let short: Vec<(&str, &str)> = short.iter().map(|(k, v)| (*k, v.as_str())).collect();
    assert_eq!(arin.post(&to, &short).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let full = send(&given(&form, &key, "휴대전화를 지하철에서 잃어버렸다고 직접 찾아와 말함"));
    let full: Vec<(&str, &str)> = full.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let proposed = arin.post(&to, &full).await;
    assert_eq!(proposed.status, StatusCode::SEE_OTHER, "{}", proposed.body);
    let case = proposed.location().to_owned();
    assert_eq!(arin.post(&to, &full).await.location(), case, "the form sent twice proposes once");
    let own = arin.get(&case).await.body;
    let code = between(&own, r#"id="handover-code">"#, "<");
    assert!(own.contains("당신이 확인할 수는 없습니다"), "{own}");
    let form = form_of(&own);
    let refused = arin.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("자기 제안을 확인할 수는 없습니다."));
    // The second person reads the reason, not the code; five minutes later a fresh code is needed.
    bed.pass(6 * 60);
    let other = chan.get(&case).await.body;
    assert!(other.contains("지하철에서") && !other.contains(&code), "{other}");
    let form = form_of(&other);
    let stale = chan.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY, "no fresh code");
    assert_eq!(lost.get("/console").await.status, StatusCode::OK);
    let fresh = bed.code();
    let done = chan.post(&format!("{case}/confirm"), &[("form", &form), ("code", &fresh)]).await;
    assert_eq!(done.location(), case, "{}", done.body);
    assert_eq!(lost.get("/console").await.status, StatusCode::SEE_OTHER, "its session is over");
    let shown = chan.get(&case).await.body;
    let link = between(&shown, r#"id="handover-link">"#, "<");
    assert!(!shown.contains(&code), "the confirmer never sees the code");
    assert!(!arin.get(&case).await.body.contains(&link), "nor the proposer the link");
    let door = link.split("8080").nth(1).unwrap();
    let mut person = bed.browser();
    let form = person.form(door).await;
    let step = [
        ("form", form.as_str()),
        ("handover", code.as_str()),
        ("login", "ha-yun.jung"),
        ("password", crate::bed::PASSWORD),
    ];
    let begun = person.post(door, &step).await;
    assert_eq!(begun.location(), door, "{}", begun.body);
    let page = person.get(door).await.body;
    // On the telephone that holds the authenticator nobody photographs a picture.
    let letters = between(&page, r#"id="secret" class="mono">"#, "<").replace(' ', "");
    let link = format!("otpauth://totp/Naru:ha-yun.jung?secret={letters}&amp;issuer=Naru");
    assert!(page.contains(&format!(r#"href="{link}">이 전화의 인증 앱으로 열기</a>"#)), "{page}");
}

fn between(text: &str, before: &str, after: &str) -> String {
    let rest = text.split(before).nth(1).unwrap_or_else(|| panic!("{before} in {text}"));
    rest.split(after).next().unwrap().to_owned()
}

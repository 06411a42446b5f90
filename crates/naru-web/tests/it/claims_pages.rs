//! 피해보상 through the router, on a real book: from the report to the end, for each role's eyes,
//! and what the consumer sees by the link.

use crate::bed::{Bed, Seen, Visitor, form_of, post, said};
use crate::fixtures;
use crate::records::Records;
use axum::http::{StatusCode, header};
use naru_base::role::{Post, Role, Scope as Held};
use naru_base::{BankCode, ClientUseCode, Id, InsurerCode, Won};
use naru_core::claim::freezewire::FreezeReply;
use naru_core::claim::{self, State};
use naru_core::relay::Key;
use naru_core::{policy, reactions, surety};
use naru_lab::admission::{insure, of_bed};
use naru_store::Tx;

pub(crate) const LIST: &str = "/console/claims";

/// What a page says, on one line.
pub(crate) fn flat(body: &str) -> String {
    said(body).split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(crate) async fn enter(bed: &Bed, post: Post, login: &str, name: &str) -> Visitor {
    bed.named(name, post, login).await;
    bed.logged_in(login).await
}

pub(crate) fn own(n: usize) -> Post {
    let code = ClientUseCode::parse(&format!("M20260000{n}")).unwrap();
    Post::new(Role::Fintech, Held::Institution(code)).unwrap()
}

pub(crate) fn of_bank(n: usize) -> Post {
    let code = BankCode::parse(&format!("90{n}")).unwrap();
    Post::new(Role::Bank, Held::Bank(code)).unwrap()
}

pub(crate) fn of_insurer(code: &str) -> Post {
    Post::new(Role::Insurer, Held::Insurer(InsurerCode::parse(code).unwrap())).unwrap()
}

fn value_of<'b>(body: &'b str, before: &str) -> &'b str {
    let at = body.find(before).unwrap_or_else(|| panic!("{before} in {body}")) + before.len();
    body[at..].split('"').next().unwrap()
}

/// Sends the form of a report by an institution's own people.
pub(crate) async fn report(
    who: &mut Visitor,
    keys: &[Key],
    words: &str,
    more: &[(&str, &str)],
) -> Seen {
    let page = who.get(LIST).await.body;
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let transfers: Vec<String> = keys.iter().map(ToString::to_string).collect();
    let transfers = transfers.join("\n");
    let mut given = vec![
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("said", "intrusion"),
        ("transfers", transfers.as_str()),
        ("words", words),
    ];
    given.extend_from_slice(more);
    who.post(&format!("{LIST}/report"), &given).await
}

/// The receiving bank answers what is due.
pub(crate) async fn banks_answer(bed: &Bed, frozen: i64) {
    let (keys, now) = (bed.hub.keys.clone(), bed.now());
    let due = bed.store.read(move |tx| claim::due(tx, &keys, now, 10)).await.unwrap();
    for it in due {
        let (env, hub) = (bed.env(), bed.hub.clone());
        let reply = FreezeReply {
            request_id: it.id.to_string(),
            bank_rsp_code: "000".to_owned(),
            bank_rsp_message: String::new(),
            frozen_amt: frozen.to_string(),
        };
        let write = move |tx: &mut Tx<'_>| {
            reactions::conclude_freeze(tx, &env, &hub.keys, it.id, Some(&reply))
        };
        bed.store.write(write).await.unwrap();
    }
}

/// Sends the form of a deed on a claim; gives what came back.
pub(crate) async fn sent(one: &mut Visitor, page: &str, deed: &str, more: &[(&str, &str)]) -> Seen {
    let form = form_of(&one.get(page).await.body);
    // Each form is made with an id of its own; the same one sent twice has the same.
    let text = more.iter().flat_map(|it| it.1.bytes());
    let mix = |n: u128, b: u8| n.wrapping_mul(31).wrapping_add(u128::from(b));
    let n = page.bytes().chain(deed.bytes()).chain(text).fold(0, mix);
    let key = Id::from_parts(77, n).to_string();
    let mut given = vec![("form", form.as_str()), ("key", key.as_str()), ("deed", deed)];
    given.extend_from_slice(more);
    given.push(("reason", "서류를 모두 확인했음"));
    // Numbers of documents are taken as they are, known or not.
    let number =
        more.iter().find(|it| it.0 == "evidence" && !more.iter().any(|it| it.0 == "known"));
    given.extend(number.map(|it| ("known", it.1)));
    one.post(&format!("{page}/propose"), &given).await
}

/// The same, confirmed by the other.
pub(crate) async fn done(
    (one, other): (&mut Visitor, &mut Visitor),
    page: &str,
    deed: &str,
    more: &[(&str, &str)],
) -> String {
    let seen = sent(one, page, deed, more).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{deed}: {}", said(&seen.body));
    let case = seen.location().to_owned();
    let shown = other.get(&case).await.body;
    let form = form_of(&shown);
    let confirmed = other.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    assert_eq!(confirmed.location(), case, "{deed}: {}", said(&confirmed.body));
    said(&shown)
}

pub(crate) async fn two(bed: &Bed) -> (Visitor, Visitor) {
    let one = enter(bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    (one, enter(bed, post(Role::Operator), "ji-an.seo", "서지안").await)
}

#[tokio::test]
async fn an_institution_reports_and_two_operators_bring_it_to_the_end() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let lost = records.went_on(1, 1, 300_000, 2).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let empty = firm.get(LIST).await.body;
    assert!(empty.contains("아직 신고된 피해가 없습니다"), "{empty}");
    let unfit = report(&mut firm, &[], "모르는 출금", &[]).await;
    assert_eq!(unfit.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unfit.body.contains("1건에서 20건까지"), "{}", said(&unfit.body));
    let seen = report(&mut firm, &[lost], "새벽에 모르는 출금이 있었습니다", &[]).await;
    let at = seen.location().to_owned();
    assert!(at.starts_with("/console/claims/"), "{}", said(&seen.body));
    let page = said(&firm.get(&at).await.body);
    assert!(page.contains("300,000원") && page.contains("은행 응답 대기"), "{page}");
    assert!(page.contains("새벽에 모르는") && !page.contains("2200033"), "no account: {page}");
    banks_answer(&bed, 100_000).await;

    let (mut one, mut other) = two(&bed).await;
    let page = said(&one.get(&at).await.body);
    assert!(page.contains("일부 지급정지") && page.contains("추적 완료"), "{page}");
    let bare = sent(&mut one, &at, "pay", &[("amount", "300000"), ("evidence", "")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.body.contains("증빙 번호는"), "{}", said(&bare.body));
    // All that is wrong is said at once, what only the book knows too.
    let bare = sent(&mut one, &at, "pay", &[("amount", "299999"), ("evidence", "")]).await;
    for text in ["증빙 번호는", "지급액은 피해 금액과 같아야"] {
        assert!(bare.body.contains(text), "{text}: {}", said(&bare.body));
    }
    let pair = (&mut one, &mut other);
    let shown = done(pair, &at, "pay", &[("amount", "300000"), ("evidence", "P-2026-1")]).await;
    assert!(shown.contains("300,000원을 먼저 지급") && shown.contains("P-2026-1"), "{shown}");
    // Whose damage, how much and why: nobody decides by a number alone.
    let whose = "나래페이 이용자의 피해 300,000원 (침입으로 얻은 접근매체)";
    let which = format!("신고 #{}", &at[at.len() - 6..]);
    assert!(shown.contains(whose) && shown.contains(&which), "{whose} {which} in {shown}");
    let list = said(&one.get("/console/proposals?lang=en").await.body);
    assert!(list.contains("₩300,000 lost by a user of Narae Pay"), "{list}");
    one.get("/console/proposals?lang=ko").await;
    let body = one.get(&at).await.body;
    // Of a cause its field says who reads the reason, and nothing else says otherwise.
    let help = body.split(r#"id="reason-decide-help">"#).nth(1).unwrap();
    assert!(help.starts_with("두 번째 확인자가 읽고, 결정되면 이용기관에 그대로"), "{help}");
    assert_eq!(body.matches("이용기관에 그대로 보이며").count(), 1, "{}", said(&body));
    let page = said(&body);
    assert!(page.contains("소비자는 지급을 받았습니다"), "{page}");
    assert!(page.contains("60,000원"), "the split by cause is shown: {page}");

    let back = [("party", "902"), ("amount", "100,000"), ("evidence", "R-1")];
    let shown = done((&mut one, &mut other), &at, "return", &back).await;
    assert!(!shown.contains("은행 902"), "a bank by its name: {shown}");
    let shown = done((&mut one, &mut other), &at, "decide", &[("cause", "intrusion")]).await;
    // Who bears how much stands in what is confirmed.
    let shares = shown.split("몫: ").nth(1).expect("the shares");
    assert!(shares.contains("나래페이 160,000원") && shares.contains("40,000원."), "{shown}");
    let page = said(&one.get(&at).await.body);
    assert!(page.contains("160,000") && page.contains("40,000"), "four fifths: {page}");
    let too_much = [("party", "901"), ("amount", "40,001"), ("evidence", "R-2")];
    let seen = sent(&mut one, &at, "recover", &too_much).await;
    assert!(seen.body.contains("1원부터 40,000원까지 적을 수"), "{}", said(&seen.body));
    // A code is not asked for, and not spent, as long as something else is wrong.
    bed.pass(600);
    let seen = sent(&mut one, &at, "recover", &too_much).await;
    assert!(seen.body.contains("1원부터 40,000원까지 적을 수"), "{}", said(&seen.body));
    assert!(seen.body.contains(r#"name="code""#), "it would be asked for: {}", said(&seen.body));
    assert!(!seen.body.contains("code-recover-error"), "{}", said(&seen.body));
    (one, other) = (bed.logged_in("ha-yun.jung").await, bed.logged_in("ji-an.seo").await);
    for sum in ["0", "99999999999999999999"] {
        let bad = [("party", "901"), ("amount", sum), ("evidence", "R-2")];
        let seen = sent(&mut one, &at, "recover", &bad).await;
        assert!(seen.body.contains("1원부터 40,000원까지 적을 수"), "{}", said(&seen.body));
        assert!(seen.body.contains(r##"href="#amount-recover""##), "{}", seen.body);
    }
    let own = [("party", "M202600001"), ("amount", "160,000"), ("evidence", "R-3")];
    done((&mut one, &mut other), &at, "recover", &own).await;
    let page = said(&one.get(&at).await.body);
    let owing = page.split("구상할 금액이 40,000원 남았습니다: ").nth(1).expect("who owes it");
    assert!(owing.split('\n').next().unwrap().ends_with(" 40,000원."), "{page}");
    let body = one.get(&at).await.body;
    let field = body.split(r#"id="amount-write-off""#).nth(1).unwrap();
    assert_eq!(value_of(field, r#"value=""#), "40,000", "begins at what is left");
    let rest = [("party", "901"), ("amount", "40,000"), ("evidence", "R-4")];
    done((&mut one, &mut other), &at, "write-off", &rest).await;
    done((&mut one, &mut other), &at, "close", &[]).await;
    let page = said(&one.get(&at).await.body);
    assert!(page.contains("종결") && page.contains("남은 금액이 없습니다"), "{page}");
    let english = said(&one.get(&format!("{at}?lang=en")).await.body);
    assert!(english.contains("All is settled") && english.contains("Given up"), "{english}");
    let id = Id::parse(at.rsplit('/').next().unwrap()).unwrap();
    let it = bed.store.read(move |tx| claim::find(tx, id)).await.unwrap();
    assert_eq!(it.state, State::Closed);
    let now = bed.now();
    let code = ClientUseCode::parse("M202600001").unwrap();
    let position = bed.store.read(move |tx| Ok(surety::position(tx, &code, now)?)).await.unwrap();
    assert_eq!(position.claimed, Won::ZERO);
    // It was told all along, by its name in the reader's language.
    let inbox = said(&firm.get("/console/inbox?lang=ko").await.body);
    assert!(inbox.contains("나래페이 피해 신고: 300,000원"), "{inbox}");
    assert!(!inbox.contains("M202600001"), "{inbox}");
    let inbox = firm.get("/console/inbox?lang=en").await.body;
    let short = &at[at.len() - 6..];
    // Each tells its own deed with its sum, and the end of the claim's number.
    assert!(inbox.contains(&format!("· #{short}")), "{}", said(&inbox));
    for text in [
        "damage of ₩300,000 reported",
        "compensation, ₩100,000 frozen",
        "compensation, ₩300,000 paid to the consumer",
        "compensation, ₩100,000 came back from",
        "compensation, cause decided: Means got by intrusion",
        "compensation, ₩160,000 received from Narae Pay",
        "compensation of ₩300,000 closed",
    ] {
        let text = format!("Narae Pay: {text}");
        assert!(inbox.contains(&text), "{text} in {}", said(&inbox));
    }
    // And a notice leads to the claim.
    let notice = inbox.split(r#"href="/console/inbox/"#).nth(1).unwrap().split('"').next().unwrap();
    let notice = firm.get(&format!("/console/inbox/{notice}")).await.body;
    assert!(notice.contains(&format!(r#"href="{at}""#)), "{notice}");
}

/// Who reported decides nothing, and the page says so before anybody tries.
#[tokio::test]
async fn whoever_reported_sees_no_decision_and_may_take_it_back() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let lost = records.went_on(1, 1, 300_000, 2).await;
    let (mut one, mut other) = two(&bed).await;
    let seen = report(&mut one, &[lost], "민원 접수", &[("institution", "M202600001")]).await;
    let at = seen.location().to_owned();
    let page = said(&one.get(&at).await.body);
    assert!(page.contains("신고한 사람은 결정에") && !page.contains("선지급을 제안"), "{page}");
    let seen = sent(&mut one, &at, "reject", &[]).await;
    assert!(seen.body.contains("신고한 사람은 결정에"), "{}", said(&seen.body));
    let page = other.get(&at).await.body;
    assert!(!page.contains("/withdraw"), "only the reporter takes it back");
    let form = form_of(&page);
    let seen = other.post(&format!("{at}/withdraw"), &[("form", &form)]).await;
    assert!(seen.body.contains("신고한 사람만"), "{}", said(&seen.body));
    let form = form_of(&one.get(&at).await.body);
    let seen = one.post(&format!("{at}/withdraw"), &[("form", &form)]).await;
    assert_eq!(seen.location(), at);
    let page = said(&one.get(&at).await.body);
    assert!(page.contains("취하") && page.contains("해제 요청 중"), "{page}");
}

/// The consumer's link is shown once, opens without a login, shows nobody, and dies with the next.
#[tokio::test]
async fn the_consumer_follows_by_a_link() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let lost = records.went_on(1, 1, 300_000, 2).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let at = report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned();
    let form = form_of(&firm.get(&at).await.body);
    let made = firm.post(&format!("{at}/link"), &[("form", &form)]).await.body;
    let token = made.split("/claim/").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert_eq!(token.len(), 43, "{token}");
    assert!(!firm.get(&at).await.body.contains(&token), "shown once");
    let mut consumer = bed.browser();
    let path = format!("/claim/{token}");
    let page = consumer.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    let text = said(&page.body);
    assert!(text.contains("피해 300,000원에 대한 신고를") && text.contains("선지급"), "{text}");
    for personal in ["홍나루", "모르는이", "2200033", "모르는 출금", "김나래", "1102203314821"]
    {
        assert!(!page.body.contains(personal), "{personal} in {text}");
    }
    let english = said(&consumer.get(&format!("{path}?lang=en")).await.body);
    assert!(english.contains("How your claim stands") && english.contains("₩300,000"), "{english}");
    bed.pass(2 * 86_400);
    let late = said(&consumer.get(&format!("{path}?lang=en")).await.body);
    assert!(late.contains("has not been paid yet"), "{late}");
    assert!(!late.contains("You will be paid the damage by"), "{late}");
    let mut firm = bed.logged_in("narae").await;
    let form = form_of(&firm.get(&at).await.body);
    firm.post(&format!("{at}/link"), &[("form", &form)]).await;
    for dead in [path.as_str(), "/claim/0", &format!("/claim/{}", "A".repeat(43))] {
        let seen = consumer.get(dead).await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{dead}");
        let leads = [r#"<a href="/console"#, r#"href="/console">"#];
        assert!(leads.iter().all(|it| !seen.body.contains(it)), "{}", seen.body);
    }
}

/// An institution, a bank, an insurer: each sees the claims in which it has a part, and no other.
#[tokio::test]
async fn each_participant_sees_its_own_claims_only() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    // Institution 1 and bank 1 lost it, bank 2 received it.
    let lost = records.went_on(1, 1, 300_000, 2).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let at = report(&mut firm, std::slice::from_ref(&lost), "모르는 출금", &[])
        .await
        .location()
        .to_owned();
    let mut table = [
        (enter(&bed, own(2), "duru", "박두루").await, false, "another institution"),
        (enter(&bed, of_bank(1), "bank-1", "은행일").await, true, "the consumer's bank"),
        (enter(&bed, of_bank(2), "bank-2", "은행이").await, true, "the receiving bank"),
        (enter(&bed, of_bank(3), "bank-3", "은행삼").await, false, "a third bank"),
        (enter(&bed, of_insurer("G202600001"), "han", "한보증").await, false, "an insurer"),
        (enter(&bed, post(Role::Regulator), "fsc", "강감독").await, true, "the regulator"),
        (enter(&bed, post(Role::Auditor), "audit", "노유진").await, true, "the auditor"),
    ];
    for (who, sees, what) in &mut table {
        let wanted = if *sees { StatusCode::OK } else { StatusCode::NOT_FOUND };
        for path in [at.clone(), format!("{at}/letter"), format!("{at}/json")] {
            assert_eq!(who.get(&path).await.status, wanted, "{what} {path}");
        }
        let listed = who.get(LIST).await.body.contains(&at);
        let json = who.get("/console/claims.json").await.body.contains("intrusion");
        assert_eq!((listed, json), (*sees, *sees), "{what}");
        let page = who.get(&at).await.body;
        assert!(!page.contains("모르는 출금"), "{what} reads what the consumer said");
        assert!(!page.contains("<textarea"), "{what} decides");
        if *what == "another institution" {
            let form = form_of(&who.get(LIST).await.body);
            for deed in ["withdraw", "link"] {
                let seen = who.post(&format!("{at}/{deed}"), &[("form", &form)]).await;
                assert_eq!(seen.status, StatusCode::NOT_FOUND, "{deed}");
            }
            let seen = report(who, std::slice::from_ref(&lost), "남의 것", &[]).await;
            assert!(seen.body.contains("그런 이체가 없습니다"), "{}", said(&seen.body));
        }
    }
}

/// Letters for each state, the list by state and clock, a table for programs.
#[tokio::test]
async fn letters_and_lists_say_where_a_claim_stands() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let mut ids = Vec::new();
    for n in 1..=3 {
        let lost = records.went_on(1, n, 10_000 * i64::from(n), 2).await;
        ids.push(report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned());
    }
    let (mut one, mut other) = two(&bed).await;
    let pay = [("amount", "20000"), ("evidence", "P-2")];
    done((&mut one, &mut other), &ids[1], "pay", &pay).await;
    done((&mut one, &mut other), &ids[2], "reject", &[]).await;
    let wanted = [
        ("피해보상 접수 안내", "We have received your claim"),
        ("피해보상 선지급 안내", "You were paid in advance"),
        ("피해보상 심사 결과 안내", "The outcome of your claim"),
    ];
    for (id, (ko, en)) in ids.iter().zip(wanted) {
        let letter = one.get(&format!("{id}/letter?lang=ko")).await.body;
        assert!(letter.contains(ko) && !letter.contains("정하윤"), "{}", said(&letter));
        let letter = one.get(&format!("{id}/letter?lang=en")).await.body;
        assert!(letter.contains(en), "{}", said(&letter));
    }
    one.get("/console/claims?lang=ko").await;
    // No date for a step that nobody will take any more; one to come has not begun.
    let rejected = one.get(&ids[2]).await.body;
    assert!(rejected.contains(r#"<td data-l="언제까지">–</td>"#), "{rejected}");
    assert!(said(&rejected).contains("해당 없음"), "{}", said(&rejected));
    let begun = one.get(&ids[0]).await.body;
    assert!(said(&begun).contains("시작 전") && !begun.contains("해당 없음"), "{begun}");
    let paid = said(&one.get("/console/claims?state=paid").await.body);
    assert!(paid.contains("선지급 완료 1") && paid.contains("20,000"), "{paid}");
    let late = said(&one.get("/console/claims?late=1").await.body);
    assert!(late.contains("기한 초과 0") && late.contains("조건에 맞는 청구가 없습니다"), "{late}");
    bed.pass(2 * 86_400);
    let mut one = bed.logged_in("ha-yun.jung").await;
    let late = said(&one.get("/console/claims?late=1").await.body);
    assert!(late.contains("기한 초과 2") && late.contains("지남"), "{late}");
    // What is late is not promised for a time that is over.
    let letter = said(&one.get(&format!("{}/letter?lang=ko", ids[0])).await.body);
    assert!(letter.contains("먼저 지급해 드려야 했으나 아직"), "{letter}");
    let page = said(&one.get(&ids[0]).await.body);
    assert!(page.contains("기한이 지났습니다."), "{page}");
    let csv = one.get("/console/claims.csv").await;
    assert_eq!(csv.headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
    assert_eq!(csv.body.lines().count(), 4, "{}", csv.body);
    assert!(csv.body.contains(",rejected,intrusion,,30000,operator,"), "{}", csv.body);
    assert!(csv.body.starts_with('\u{feff}'), "a spreadsheet reads Hangul only so");
    let reported = csv.body.lines().nth(1).unwrap().split(',').nth(7).unwrap();
    assert!(reported.len() == 25 && reported.ends_with("+09:00"), "{reported}");
    assert_eq!(&reported[..10], "2026-11-25");
}

#[tokio::test]
async fn two_change_the_table_of_liability() {
    let bed = Bed::new(fixtures::full());
    Records::begin(&bed).await;
    let (mut one, mut other) = two(&bed).await;
    let at = "/console/claims/liability";
    let page = one.get(at).await.body;
    assert!(
        page.contains("침입으로 얻은 접근매체") && page.contains(">80</td>"),
        "{}",
        said(&page)
    );
    let (form, key) = (form_of(&page), value_of(&page, r#"name="key" value=""#).to_owned());
    let mut given = vec![
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("cause", "intrusion"),
        ("institution", "40"),
        ("bank", "61"),
        ("operator", "0"),
        ("consumer", "0"),
        ("source", "2027 분담기준"),
        ("from", "2026-01-01"),
        ("reason", "기준이 바뀌었음"),
    ];
    let unfit = one.post(at, &given).await;
    assert_eq!(unfit.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unfit.body.contains("더해 100이어야"), "{}", said(&unfit.body));
    given[4].1 = "60";
    let past = one.post(at, &given).await;
    assert!(past.body.contains("시작일은 오늘이나 그 뒤의 날"), "{}", said(&past.body));
    let today = today_of(&bed);
    given[8].1 = &today;
    let case = one.post(at, &given).await.location().to_owned();
    let shown = other.get(&case).await.body;
    assert!(said(&shown).contains("이용기관 40%, 은행 60%"), "{}", said(&shown));
    let text = flat(&shown);
    assert!(text.contains("지금은 이용기관 80%, 은행 20%"), "what it takes the place of: {text}");
    assert!(text.contains("확인하는 순간부터 씁니다"), "and from when: {text}");
    let form = form_of(&shown);
    other.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    let page = one.get(at).await.body;
    assert!(page.contains("2027 분담기준") && page.contains(">60</td>"), "{}", said(&page));
    let mut auditor = enter(&bed, post(Role::Auditor), "audit", "노유진").await;
    let page = auditor.get(at).await.body;
    assert!(
        page.contains("2027 분담기준") && !page.contains("<textarea"),
        "reads, changes nothing"
    );
    let form = form_of(&page);
    let seen = auditor.post(at, &[("form", &form)]).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
}

/// An institution has a claim that knows nowhere to freeze, one of which nothing was left, and one
/// of which a part was: only the last is told as done, on every page.
#[tokio::test]
async fn nothing_to_freeze_is_told_as_what_it_is() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let bare = records.order(1, 1, 10_000).await;
    records.paid(&bare).await;
    let nowhere = report(&mut firm, &[bare], "모르는 출금", &[]).await.location().to_owned();
    let lost = records.went_on(1, 2, 20_000, 2).await;
    let nothing = report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned();
    banks_answer(&bed, 0).await;
    let lost = records.went_on(1, 3, 30_000, 2).await;
    let partly = report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned();
    banks_answer(&bed, 12_345).await;
    let done = "기한보다";
    for (at, words, letter_says) in [
        (&nowhere, "돈이 간 계좌 미확인, 지급정지 없음", "지급정지하지 못했습니다"),
        (&nothing, "지급정지할 돈 없음", "지급정지된 금액이 없습니다"),
        (&partly, done, "12,345원이 지급정지되었습니다"),
    ] {
        let page = said(&firm.get(&format!("{at}?lang=ko")).await.body);
        assert!(page.contains(words), "{words} in {page}");
        assert_eq!(page.contains(done), words == done, "{page}");
        // Of nothing there is no moment at which it was done.
        let is_bare = |row: &str| row.lines().filter(|it| !it.is_empty()).nth(1) == Some("–");
        assert_eq!(page.split(words).skip(1).any(is_bare), words != done, "{page}");
        let letter = said(&firm.get(&format!("{at}/letter")).await.body);
        assert!(letter.contains(letter_says), "{letter_says} in {letter}");
        let form = form_of(&firm.get(at).await.body);
        let made = firm.post(&format!("{at}/link"), &[("form", &form)]).await.body;
        let token = made.split("/claim/").nth(1).unwrap().split('<').next().unwrap().to_owned();
        let page = said(&bed.browser().get(&format!("/claim/{token}")).await.body);
        assert!(page.contains(letter_says), "{letter_says} in {page}");
        assert_eq!(page.contains(words), words != done, "{words} in {page}");
        let json = firm.get(&format!("{at}/json")).await.body;
        let state = if words == done { "met" } else { "nothing" };
        assert!(json.contains(&format!(r#""state":"{state}","step":"freeze""#)), "{json}");
    }
    // The notices too.
    let inbox = said(&firm.get("/console/inbox").await.body);
    assert!(
        inbox.contains("지급정지된 금액 없음") && inbox.contains("12,345원 지급정지"),
        "{inbox}"
    );
}

/// What is due first for the reader stands first, whatever came last; a chip shows the reader's own
/// turn; pages of the list hold each claim once.
#[tokio::test]
async fn the_list_begins_with_what_is_due_first_for_the_reader() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let mut ids = Vec::new();
    for n in 1..=52 {
        let lost = records.went_on(1, n, 1_000, 2).await;
        ids.push(report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned());
        bed.pass(1);
    }
    let (mut one, mut other) = two(&bed).await;
    done((&mut one, &mut other), &ids[0], "reject", &[]).await;
    let listed = |body: &str| -> Vec<String> {
        let links = body.split(r#"href="/console/claims/01"#).skip(1);
        links.map(|it| format!("/console/claims/01{}", it.split('"').next().unwrap())).collect()
    };
    let first = one.get(LIST).await.body;
    let next = first.split(r#"href="/console/claims?after="#).last().unwrap();
    let next = format!("{LIST}?after={}", next.split('"').next().unwrap().replace("&amp;", "&"));
    let rest = one.get(&next).await.body;
    assert!(said(&first).contains("52건 중 1–50") && !first.contains("처음으로"), "{first}");
    assert!(said(&rest).contains("52건 중 51–52") && rest.contains("처음으로"), "{rest}");
    let seen: Vec<String> = listed(&first).into_iter().chain(listed(&rest)).collect();
    let mut wanted = ids[1..].to_vec();
    wanted.push(ids[0].clone());
    assert_eq!(seen, wanted, "the oldest open one first, what is over last");
    // It is the operator's turn in all that are open; in those nobody else's but the bank's.
    let page = said(&first);
    assert!(page.contains("내 차례 51") && page.contains("모두 52"), "{page}");
    let mine = one.get("/console/claims?mine=1").await.body;
    assert!(!mine.contains(&ids[0]) && mine.contains(&ids[1]), "{}", said(&mine));
    // By the institution or by a part of the number; chips and pages keep what is looked for.
    let number = ids[7].rsplit('/').next().unwrap().to_lowercase();
    let found = one.get(&format!("{LIST}?name={}", &number[8..])).await.body;
    assert_eq!(listed(&found), [ids[7].clone()], "{found}");
    assert!(said(&found).contains("모두 1") && said(&found).contains("진행 중인 청구는 51건"));
    let found = one.get(&format!("{LIST}?name=narae&mine=1")).await.body;
    assert!(said(&found).contains("51건 중 1–50") && found.contains("name=narae"), "{found}");
    let next = found.split(r#"href="/console/claims?mine=1&amp;name=narae&amp;after="#).nth(1);
    let next =
        format!("{LIST}?mine=1&name=narae&after={}", next.unwrap().split('"').next().unwrap());
    assert_eq!(listed(&one.get(&next).await.body).len(), 1);
    let found = said(&one.get(&format!("{LIST}?name=M202600002")).await.body);
    assert!(found.contains("‘M202600002’에 맞는 곳이 없습니다"), "{found}");
    let page = said(&firm.get(LIST).await.body);
    assert!(page.contains("내 차례 0"), "the institution waits: {page}");
    let mut bank = enter(&bed, of_bank(2), "bank-2", "은행이").await;
    let page = said(&bank.get(LIST).await.body);
    assert!(page.contains("내 차례 51"), "{page}");
    assert!(page.contains("응답할 금액은 51,000원입니다"), "{page}");
    banks_answer(&bed, 400).await;
    let page = said(&bank.get(LIST).await.body);
    assert!(page.contains("응답할 금액은 41,000원입니다"), "{page}");
    assert!(page.contains("지금 지급정지하고 있는 금액은 4,000원입니다"), "{page}");
    assert!(page.contains("귀행에서 지급정지 중 (원)") && page.contains("내 차례 41"), "{page}");
    let mut auditor = enter(&bed, post(Role::Auditor), "audit", "노유진").await;
    let page = said(&auditor.get(LIST).await.body);
    assert!(!page.contains("내 차례"), "it is never an auditor's turn: {page}");
}

/// A bank reads what it has to pay of a claim, in its row and in all, and that this has no date; an
/// institution reads its own. Of the transfers a bank is led to its own only.
#[tokio::test]
async fn whoever_bears_a_share_reads_what_to_pay() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let lost = records.went_on(1, 1, 100_000, 2).await;
    let at = report(&mut firm, std::slice::from_ref(&lost), "모르는 출금", &[])
        .await
        .location()
        .to_owned();
    let (mut one, mut other) = two(&bed).await;
    let mut bank = enter(&bed, of_bank(1), "bank-1", "문은행").await;
    let page = said(&bank.get(LIST).await.body);
    assert!(page.contains("내 차례 0") && !page.contains("지급하실 금액은"), "{page}");
    let pay = [("amount", "100,000"), ("evidence", "P-1")];
    done((&mut one, &mut other), &at, "pay", &pay).await;
    let line = |body: String| {
        let line = body.split(r#"<dl id="watch-own""#).nth(1).unwrap().to_owned();
        line.split("</dl>").next().unwrap().to_owned()
    };
    let before = line(firm.get("/console/me").await.body);
    assert!(!before.contains("피해보상 지급 기한"), "nobody knows yet what it bears: {before}");
    done((&mut one, &mut other), &at, "decide", &[("cause", "intrusion")]).await;
    // On every page it reads by when it has to pay, if that comes before its standing's date.
    let after = line(firm.get("/console/me").await.body);
    assert!(after.contains("피해보상 지급 기한") && after.contains(&at), "{after}");
    assert!(!after.contains("자격의 다음 기한") && !after.contains("지남"), "{after}");
    let page = said(&bank.get(LIST).await.body);
    assert!(page.contains("지급하실 금액은 20,000원입니다"), "{page}");
    assert!(page.contains("지급할 금액 (원)") && page.contains("20,000"), "{page}");
    assert!(page.contains("내 차례 1") && page.contains("정해진 기한 없음"), "{page}");
    let page = said(&firm.get(LIST).await.body);
    assert!(page.contains("지급하실 금액은 80,000원입니다"), "{page}");
    assert!(page.contains("내 지급 ·\n30일") && !page.contains("보증 청구 29일"), "{page}");
    let link = format!(r#"href="/console/transfers/{}/{}""#, lost.date, lost.id);
    assert!(bank.get(&at).await.body.contains(&link), "its own customer's transfer");
    let mut receiving = enter(&bed, of_bank(2), "bank-2", "은행이").await;
    let body = receiving.get(&at).await.body;
    assert!(body.contains(&lost.to_string()) && !body.contains(&link), "{body}");
    let paid = [("party", "901"), ("amount", "20,000"), ("evidence", "B-1")];
    done((&mut one, &mut other), &at, "recover", &paid).await;
    let page = said(&bank.get(LIST).await.body);
    assert!(page.contains("내 차례 0") && !page.contains("지급하실 금액은"), "{page}");
}

/// An insurer is named, and reads what was claimed from it, what it paid and what is outstanding.
#[tokio::test]
async fn an_insurer_sees_its_name_and_its_sums() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let (code, from) = (ClientUseCode::parse("M202600001").unwrap(), bed.now());
    let cover = surety::decide::Wish {
        kind: surety::InstrumentKind::Insurance,
        issuer: "한울보증 / Hanul Guarantee".to_owned(),
        insurer: InsurerCode::parse("G202600001").ok(),
        reference: "G-7".to_owned(),
        amount: Won::new(900_000),
        valid_from: from,
        valid_until: from.plus_seconds(90 * 86_400),
    };
    let later = surety::decide::Wish {
        reference: "G-8".to_owned(),
        amount: Won::new(100),
        ..cover.clone()
    };
    let (env, hub) = (bed.env(), bed.hub.clone());
    let write = move |tx: &mut Tx<'_>| {
        let id = insure(tx, &env, &of_bed(&code), &cover)?;
        hub.directory_changed(tx)?;
        Ok(id)
    };
    let guarantee = bed.store.write(write).await.unwrap().to_string();
    let lost = records.went_on(1, 1, 300_000, 2).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let at = report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned();
    // A contract that was recorded once the damage was known, though it begins earlier.
    bed.pass(1);
    let (mut late, env, hub) = (later, bed.env(), bed.hub.clone());
    late.valid_from = from.business_date().starts_at();
    let write = move |tx: &mut Tx<'_>| {
        insure(tx, &env, &of_bed(&ClientUseCode::parse("M202600001").unwrap()), &late)?;
        Ok(hub.directory_changed(tx)?)
    };
    bed.store.write(write).await.unwrap();
    let mut insurer = enter(&bed, of_insurer("G202600001"), "han", "류새봄").await;
    let page = insurer.get(LIST).await.body;
    assert!(page.contains("귀사에 보증을 청구한 피해가 없습니다"), "{page}");
    assert!(page.contains("한울보증") && !page.contains("G202600001"), "by its name: {page}");
    let (mut one, mut other) = two(&bed).await;
    let pay = [("amount", "300000"), ("evidence", "P-1")];
    done((&mut one, &mut other), &at, "pay", &pay).await;
    done((&mut one, &mut other), &at, "decide", &[("cause", "institution-fault")]).await;
    let nobody =
        [("instrument", guarantee.as_str()), ("amount", "300,000"), ("insurer", "G999999999")];
    let seen = sent(&mut one, &at, "surety", &nobody).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.body.contains("이 코드의 보증기관이 없습니다"), "{}", said(&seen.body));
    // What the institution says that it paid is warned of wherever the surety is asked for it.
    let page = one.get(&at).await.body;
    let place = |of: &str| page.find(of).unwrap_or_else(|| panic!("{of} in {page}"));
    assert!(place(" G-7 · ") < place(" G-8 · "), "on record at the report: first");
    assert!(!page.contains("입금되었으면 보증에 청구하지 말고"), "{}", flat(&page));
    let begins = page.split(r#"id="amount-recover""#).nth(1).unwrap();
    assert_eq!(value_of(begins, r#"value=""#), "300,000", "with what is left");
    let page = firm.get(&at).await.body;
    let (form, key, today) = (form_of(&page), key_of(&page), today_of(&bed));
    let tells = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("deed", "remit"),
        ("amount", "300000"),
        ("evidence", "FT-16"),
        ("day", today.as_str()),
    ];
    assert_eq!(firm.post(&format!("{at}/remittance"), &tells).await.location(), at);
    let page = flat(&one.get(&at).await.body);
    let warns = "나래페이가 300,000원을 지급했다고 알렸습니다 (증빙 FT-16, 확인 전). 입금되었으면";
    assert!(page.contains(warns), "{page}");
    let ask = [("instrument", guarantee.as_str()), ("amount", "300,000")];
    let shown = done((&mut one, &mut other), &at, "surety", &ask).await;
    let warns = "나래페이가 300,000원을 지급했다고 알렸고 (증빙 FT-16) 아직 확인되지 않았습니다.";
    assert!(shown.replace('\n', " ").contains(warns), "{shown}");
    let page = flat(&one.get(&at).await.body);
    assert!(page.contains("확인되지 않은 통지: 나래페이 FT-16 · 300,000원"), "{page}");
    assert!(!page.contains("기다리는 통지는 없습니다"), "{page}");
    let page = flat(&firm.get(&at).await.body);
    assert!(page.contains("300,000원(증빙 FT-16)을 지급했다고 알리셨습니다. 아직 확인"), "{page}");
    assert!(page.contains("이용기관 몫이 보증에 청구되었습니다"), "{page}");
    let which = "보증: 보증보험 G-7 (한울보증), 남은 보증 900,000원";
    assert!(shown.contains(which), "of which contract: {shown}");
    let paid = [("party", "surety"), ("amount", "100,000"), ("evidence", "S-1")];
    done((&mut one, &mut other), &at, "recover", &paid).await;
    let page = said(&insurer.get(LIST).await.body);
    let lead = "보증 청구 300,000원 가운데 100,000원을 지급했고, 200,000원이 남았습니다";
    assert!(page.contains(lead), "{page}");
    assert!(page.contains("남은 청구 (원)") && page.contains("내 차례 1"), "{page}");
    assert!(page.contains("정해진 기한 없음"), "{page}");
    let body = insurer.get(&at).await.body;
    let page = said(&body);
    assert!(page.contains("하실 일: 운영기관에 200,000원을 지급하고, 아래"), "{page}");
    // The lead sends its reader to the form on this very page; a notice sends to the page.
    assert!(body.contains(r##"<a href="#tell">‘지급 통지’</a>"##), "{page}");
    assert!(body.contains(r#"<details class="ask" id="tell""#), "{page}");
    let notices = insurer.get("/console/inbox").await.body;
    let notice = value_of(&notices, r#"href="/console/inbox/"#);
    let told = flat(&insurer.get(&format!("/console/inbox/{notice}")).await.body);
    assert!(told.contains("청구 화면의 ‘지급 통지’에"), "{told}");
    assert!(page.contains("귀사에 청구") && page.contains("한울보증"), "{page}");
    assert!(page.contains("보증보험 G-7, 남은 보증 800,000원"), "of which contract: {page}");
    assert!(page.contains("보증기관 (나래페이의 몫)"), "whose share: {page}");
    assert!(!page.contains("G202600001"), "{page}");
    let inbox = said(&insurer.get("/console/inbox").await.body);
    assert!(inbox.contains("한울보증에 300,000원 청구"), "{inbox}");
    let contracts = insurer.get("/console/surety").await.body;
    assert!(
        contracts.contains("귀사에 청구 (원)") && contracts.contains(">200,000</td>"),
        "{contracts}"
    );
    let english = one.get("/console/surety/M202600001?lang=en").await.body;
    assert!(english.contains("Hanul Guarantee") && !english.contains("한울보증"), "{english}");
    // What is held for claims leads to them.
    let way = r#"<a href="/console/claims?name=M202600001">See the claims</a>"#;
    assert!(english.contains(way), "{english}");
    let whole = r#"href="/console/claims">피해보상 청구 보기"#;
    let own_page = firm.get("/console/surety").await.body;
    assert!(own_page.contains(whole), "its own are all there are: {}", said(&own_page));
    let english = said(&insurer.get("/console/claims?lang=en").await.body);
    let lead = "₩200,000 of the ₩300,000 claimed from you is outstanding; ₩100,000 is paid.";
    assert!(english.contains(lead), "{english}");
    // All is received: it may be closed, and nothing is asked for any more.
    one.get("/console/claims?lang=ko").await;
    let rest = [("party", "surety"), ("amount", "200,000"), ("evidence", "S-2")];
    done((&mut one, &mut other), &at, "recover", &rest).await;
    let page = flat(&one.get(&at).await.body);
    assert!(page.contains("받을 금액이 없습니다. 운영기관 두 사람이 종결할 수"), "{page}");
    assert!(!page.contains("0원 남았습니다"), "{page}");
}

/// A bank and an institution read what they have to pay, to whom and by when; a bank opens its own
/// transfers only; what came back is frozen no more.
#[tokio::test]
async fn whoever_bears_a_share_reads_how_much_to_whom_and_by_when() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let lost = records.went_on(1, 1, 300_000, 2).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let at = report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned();
    let page = flat(&firm.get(&at).await.body);
    assert!(page.contains("운영기관이 2026-"), "who pays, not what the reader must: {page}");
    banks_answer(&bed, 100_000).await;
    let (mut one, mut other) = two(&bed).await;
    let pay = [("amount", "300000"), ("evidence", "P-1")];
    done((&mut one, &mut other), &at, "pay", &pay).await;
    let mut receiving = enter(&bed, of_bank(2), "bank-2", "은행이").await;
    let page = flat(&receiving.get(LIST).await.body);
    assert!(page.contains("지급정지하고 있는 금액은 100,000원입니다"), "{page}");
    let back = [("party", "902"), ("amount", "60,000"), ("evidence", "R-1")];
    done((&mut one, &mut other), &at, "return", &back).await;
    let page = flat(&receiving.get(LIST).await.body);
    assert!(page.contains("응답을 기다리는 지급정지 요청은 없습니다"), "{page}");
    assert!(page.contains("지급정지하고 있는 금액은 40,000원입니다"), "{page}");
    let page = flat(&receiving.get(&at).await.body);
    assert!(page.contains("지급할 금액 원인 결정 뒤 정해짐"), "{page}");
    // Before the decision it is said what becomes of the money that is still frozen.
    let body = one.get(&at).await.body;
    let page = flat(&body);
    assert!(page.contains("40,000원이 아직 지급정지 중입니다. 이미 돌아왔으면 먼저"), "{page}");
    assert!(page.contains("그중 60,000 회수") && page.contains(" · 40,000원"), "{page}");
    assert!(body.contains(r#"<option value="intrusion" selected>"#), "as it was reported: {page}");
    let shown = done((&mut one, &mut other), &at, "decide", &[("cause", "intrusion")]).await;
    assert!(shown.contains("40,000원이 아직 지급정지 중입니다"), "{shown}");
    let page = flat(&one.get(&at).await.body);
    assert!(page.contains("돌아오면 운영기관이 기록하고 그만큼"), "{page}");
    assert!(page.contains("피해보상 › 나래페이 · 300,000원"), "{page}");
    let held = "60,000원이 돌아왔고, 40,000원은 아직 지급정지 중입니다";
    assert!(page.contains(held), "{page}");
    assert!(page.contains("그 밖에 받을 금액:") && page.contains("48,000원"), "{page}");
    let letter = flat(&one.get(&format!("{at}/letter")).await.body);
    assert!(letter.contains("아직 지급정지 중") && letter.contains("40,000원"), "{letter}");

    let page = flat(&firm.get(LIST).await.body);
    assert!(page.contains("지급하실 금액은 192,000원입니다"), "{page}");
    assert!(page.contains("지급할 금액 (원)") && !page.contains("이용기관 상태"), "{page}");
    let page = flat(&firm.get(&at).await.body);
    assert!(page.contains("까지 운영기관에 보내고, 아래 ‘지급 통지’ 에 증빙 번호를"), "{page}");
    let mut bank = enter(&bed, of_bank(1), "bank-1", "은행일").await;
    let page = flat(&bank.get(LIST).await.body);
    assert!(page.contains("지급하실 금액은 48,000원입니다"), "{page}");
    assert!(page.contains("지급 · 정해진 기한 없음"), "{page}");
    // The lost transfer is bank 1's.
    let link = r#"href="/console/transfers/"#;
    assert!(bank.get(&at).await.body.contains(link));
    assert!(!receiving.get(&at).await.body.contains(link), "no link to what it may not open");
    // After one of them has paid, the surety is still to be asked in time.
    let own = [("party", "901"), ("amount", "48,000"), ("evidence", "R-2")];
    done((&mut one, &mut other), &at, "recover", &own).await;
    let page = flat(&one.get(&at).await.body);
    assert!(page.contains("까지 이용기관이 내지 않으면 보증에 청구합니다."), "{page}");
}

/// A claim is found by the institution's name and by its own number; the chosen chip stays.
#[tokio::test]
async fn claims_are_found_by_name_and_number() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let mut ids = Vec::new();
    for n in 1..=51 {
        let lost = records.went_on(1, n, 1_000, 2).await;
        ids.push(report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned());
    }
    let (mut one, _) = two(&bed).await;
    let page = one.get("/console/claims?state=reported").await.body;
    assert!(page.contains(r#"<input type="hidden" name="state" value="reported">"#), "{page}");
    let page = one.get("/console/claims?name=%EB%82%98%EB%9E%98").await.body;
    assert!(said(&page).contains("51건 중 1–50"), "{}", said(&page));
    assert!(page.contains("name=%EB%82%98%EB%9E%98&amp;after="), "the next page keeps it: {page}");
    let number = ids[7].rsplit('/').next().unwrap();
    let found = one.get(&format!("{LIST}?name={number}")).await.body;
    assert!(found.contains(&ids[7]) && !found.contains(&ids[8]), "{}", said(&found));
    let none = said(&one.get(&format!("{LIST}?name=nobody")).await.body);
    assert!(none.contains("‘nobody’에 맞는 곳이 없습니다"), "{none}");
    // Whoever reads its own claims only looks for a number.
    let labels = [one.get(LIST).await.body, firm.get(LIST).await.body];
    let has_names = labels.map(|it| it.contains("이용기관 이름이나 청구 번호"));
    assert_eq!(has_names, [true, false]);
    let csv = one.get(&format!("/console/claims.csv?name={number}")).await.body;
    assert_eq!(csv.lines().count(), 2, "a file holds what is found: {csv}");
}

/// A form names everything that is wrong with it at once, and keeps what was typed.
#[tokio::test]
async fn a_form_names_every_wrong_field_at_once() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let (mut one, _) = two(&bed).await;
    let more = [("institution", "M999999999"), ("transfers", "어제 그 이체")];
    let seen = report(&mut one, &[], "", &more).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = said(&seen.body);
    for text in ["그런 이용기관이 없습니다", "신고 내용을 적어", "1건에서 20건까지"]
    {
        assert!(page.contains(text), "{text} in {page}");
    }
    let key = Id::from_parts(9, 9).to_string();
    let form = form_of(&one.get(LIST).await.body);
    let given = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("institution", "M202600001"),
        ("said", "bank-fault"),
        ("transfers", "어제 그 이체"),
        ("words", ""),
    ];
    let seen = one.post(&format!("{LIST}/report"), &given).await.body;
    let page = said(&seen);
    assert!(
        page.contains("읽을 수 없는 줄: ‘어제’") && page.contains("신고 내용을 적어"),
        "{page}"
    );
    assert!(!page.contains("그런 이용기관이 없습니다"), "{page}");
    assert!(seen.contains("어제 그 이체</textarea>"), "{page}");
    assert!(seen.contains(r#"value="M202600001""#), "{page}");
    assert!(seen.contains(r#"<option value="bank-fault" selected"#), "{seen}");

    let lost = records.went_on(1, 1, 300_000, 2).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let at = report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned();
    let form = form_of(&one.get(&at).await.body);
    let given = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("deed", "pay"),
        ("amount", "삼십만"),
        ("evidence", "!"),
        ("reason", ""),
    ];
    let page = said(&one.post(&format!("{at}/propose"), &given).await.body);
    for text in ["금액을 1원 이상의", "증빙 번호는", "사유를 5자 이상"] {
        assert!(page.contains(text), "{text} in {page}");
    }
}

/// What the consumer bears is said in the letter of the decision, also if it is nothing.
#[tokio::test]
async fn the_letter_says_what_the_consumer_bears() {
    for (cause, says) in [
        ("bank-fault", "고객님이 부담하실 금액은 없습니다"),
        ("user-intent", "고객님이 부담하실 금액은 20,000원이며"),
    ] {
        let bed = Bed::new(fixtures::full());
        let records = Records::begin(&bed).await;
        let mut firm = enter(&bed, own(1), "narae", "김나래").await;
        let (mut one, mut other) = two(&bed).await;
        let lost = records.went_on(1, 1, 20_000, 2).await;
        let at = report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned();
        let pay = [("amount", "20,000"), ("evidence", "P-9")];
        done((&mut one, &mut other), &at, "pay", &pay).await;
        let letter = said(&one.get(&format!("{at}/letter")).await.body);
        assert!(letter.contains("고객님이 일부를 부담하실 수도 있습니다"), "{letter}");
        done((&mut one, &mut other), &at, "decide", &[("cause", cause)]).await;
        let letter = said(&one.get(&format!("{at}/letter")).await.body);
        assert!(letter.contains(says), "{says} in {letter}");
        if cause == "user-intent" {
            // What the consumer paid is not asked for again.
            let paid = [("party", "consumer"), ("amount", "20,000"), ("evidence", "C-1")];
            done((&mut one, &mut other), &at, "recover", &paid).await;
            let letter = said(&one.get(&format!("{at}/letter")).await.body);
            assert!(letter.contains("20,000원은 정리되어 더 내실 금액이 없습니다"), "{letter}");
        }
    }
}

/// Whoever has to pay names its document in a form of its own: the operator is told and finds it in
/// the form that books it. Nobody may say it for another, and who only looks on not at all.
#[tokio::test]
async fn whoever_has_to_pay_names_its_document() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let lost = records.went_on(1, 1, 300_000, 2).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let at = report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned();
    let to = format!("{at}/remittance");
    assert!(!firm.get(&at).await.body.contains(&to), "nothing to pay yet");
    banks_answer(&bed, 0).await;
    let (mut one, mut other) = two(&bed).await;
    let pay = [("amount", "300000"), ("evidence", "P-1")];
    done((&mut one, &mut other), &at, "pay", &pay).await;
    done((&mut one, &mut other), &at, "decide", &[("cause", "intrusion")]).await;

    let page = firm.get(&at).await.body;
    assert!(page.contains(&to) && flat(&page).contains("운영기관에 240,000원을 보낸 뒤"), "{page}");
    let english = flat(&firm.get(&format!("{at}?lang=en")).await.body);
    assert!(english.contains("sent ₩240,000 to the operator: give"), "{english}");
    assert!(
        flat(&firm.get(&format!("{at}?lang=ko")).await.body)
            .contains("아래 ‘지급 통지’ 에 증빙 번호")
    );
    let (form, key) = (form_of(&page), key_of(&page));
    let send = async |who: &mut Visitor, form: &str, more: &[(&str, &str)]| {
        let mut given = vec![("form", form), ("key", &key), ("deed", "remit")];
        given.push(("amount", "240000"));
        given.extend_from_slice(more);
        who.post(&to, &given).await
    };
    let today = today_of(&bed);
    let bad = send(&mut firm, &form, &[("evidence", "?"), ("day", "tomorrow")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.body.contains("증빙 번호는") && bad.body.contains("날짜를"), "{}", bad.body);
    let good = [("evidence", "N-77"), ("day", today.as_str())];
    let stale = send(&mut firm, "not ours", &good).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (role, login) in [(Role::Operator, "ops"), (Role::Regulator, "reg"), (Role::Auditor, "aud")]
    {
        let mut reader = enter(&bed, post(role), login, "박다른").await;
        let form = form_of(&reader.get("/console/me").await.body);
        assert_eq!(send(&mut reader, &form, &good).await.status, StatusCode::FORBIDDEN, "{role}");
    }
    let mut stranger = enter(&bed, own(2), "dorae", "이도래").await;
    let strange = form_of(&stranger.get(LIST).await.body);
    assert_eq!(send(&mut stranger, &strange, &good).await.status, StatusCode::NOT_FOUND);
    let mut receiving = enter(&bed, of_bank(2), "bank-2", "은행이").await;
    let form_2 = form_of(&receiving.get(&at).await.body);
    let none = send(&mut receiving, &form_2, &good).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "a bank that owes nothing");

    assert_eq!(send(&mut firm, &form, &good).await.location(), at);
    assert_eq!(send(&mut firm, &form, &good).await.location(), at, "twice is once");
    let page = flat(&firm.get(&at).await.body);
    assert!(page.contains("지급했다고 알리셨습니다"), "{page}");
    assert!(page.contains("지급 통지 정정") && page.contains("N-77"), "{page}");
    let list = flat(&firm.get(LIST).await.body);
    assert!(list.contains("내 차례 0"), "{list}");
    assert!(list.contains("지급하실 240,000원은 모두 지급을 알리셨고"), "{list}");
    assert!(list.contains("지급 통지함 · 운영기관 확인 대기"), "{list}");
    // Nobody is sent to the surety for what is paid.
    let page = flat(&one.get(&at).await.body);
    assert!(page.contains("나래페이가 240,000원을 지급했다고 알렸습니다"), "{page}");
    assert!(!page.contains("이용기관이 내지 않으면 보증에 청구"), "{page}");
    assert!(page.contains("그 밖에 받을 금액:"), "{page}");
    let list = flat(&one.get(LIST).await.body);
    assert!(list.contains("지급 통지 확인") && !list.contains("보증 청구 ·"), "{list}");
    let again = send(&mut firm, &form, &[("evidence", "N-78"), ("day", &today)]).await;
    assert_eq!(again.location(), at, "the same form says it once: {}", again.body);
    assert!(!flat(&firm.get(&at).await.body).contains("N-78"));

    let inbox = flat(&one.get("/console/inbox").await.body);
    assert!(inbox.contains("나래페이 240,000원 지급 통지"), "{inbox}");
    let page = one.get(&at).await.body;
    assert!(page.contains(r#"value="N-77""#) && page.contains(r#"value="240,000""#), "{page}");
    assert!(page.contains(r#"<option value="M202600001" selected>"#), "{page}");
    let json = one.get(&format!("{at}/json")).await.body;
    assert!(json.contains(r#""document":"N-77""#), "{json}");
    let paid = [("party", "M202600001"), ("amount", "240,000"), ("evidence", "N-77")];
    done((&mut one, &mut other), &at, "recover", &paid).await;
    let page = firm.get(&at).await.body;
    assert!(!page.contains(&to), "nothing is due any more");
    assert!(flat(&page).contains("기다리는 통지는 없습니다"), "{}", flat(&page));
}

/// Two people decide that nothing is compensated: whoever reported it reads their reason and is
/// asked to tell the consumer; banks read neither.
#[tokio::test]
async fn whoever_reported_reads_why_it_was_rejected() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let lost = records.went_on(1, 1, 300_000, 2).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let at = report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned();
    let mut bank = enter(&bed, of_bank(1), "bank-1", "은행일").await;
    let (mut one, mut other) = two(&bed).await;
    let page = flat(&one.get(&at).await.body);
    assert!(page.contains("결정되면 이용기관에 그대로 보이며"), "who writes it knows: {page}");
    assert!(!page.contains("결정 사유"), "{page}");
    done((&mut one, &mut other), &at, "reject", &[]).await;
    let why = "결정 사유 서류를 모두 확인했음";
    for (who, reads) in [(&mut firm, true), (&mut one, true), (&mut bank, false)] {
        let page = flat(&who.get(&at).await.body);
        assert_eq!(page.contains(why), reads, "{page}");
    }
    let notice = async |who: &mut Visitor| {
        let inbox = who.get("/console/inbox").await.body;
        let all = inbox.split(r#"href="/console/inbox/"#).skip(1);
        let one = all.map(str::to_owned).find(|it| it.contains("보상 대상 아님"));
        let one = one.unwrap_or_else(|| panic!("it was told: {}", flat(&inbox)));
        flat(&who.get(&format!("/console/inbox/{}", one.split('"').next().unwrap())).await.body)
    };
    let told = "소비자에게 그 사유를 설명해 주십시오";
    let (of_firm, of_bank) = (notice(&mut firm).await, notice(&mut bank).await);
    assert!(of_firm.contains(told) && !of_bank.contains(told), "{of_firm} {of_bank}");
    // Of a cause too.
    let lost = records.went_on(1, 2, 20_000, 2).await;
    let at = report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned();
    let pay = [("amount", "20000"), ("evidence", "P-1")];
    done((&mut one, &mut other), &at, "pay", &pay).await;
    done((&mut one, &mut other), &at, "decide", &[("cause", "stolen-identity")]).await;
    let page = flat(&firm.get(&at).await.body);
    assert!(page.contains(why), "{page}");
    // The consumer's part is given up: the last letter says that nothing of it is to be paid.
    for (deed, party, sum) in [
        ("write-off", "consumer", "4,000"),
        ("recover", "901", "6,000"),
        ("recover", "M202600001", "10,000"),
    ] {
        let booked = [("party", party), ("amount", sum), ("evidence", "B-1")];
        let shown = done((&mut one, &mut other), &at, deed, &booked).await;
        assert!(party != "consumer" || shown.contains("소비자에게서 받을 4,000원"), "{shown}");
    }
    done((&mut one, &mut other), &at, "close", &[]).await;
    let letter = flat(&firm.get(&format!("{at}/letter")).await.body);
    assert!(letter.contains("4,000원 (면제되어 내실 금액 없음)"), "{letter}");
}

/// A report names the line that does not fit and leads to the claim that has it; a transfer's own
/// page leads to the form with its name filled in, whoever may report it.
#[tokio::test]
async fn a_transfer_is_reported_from_its_page() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let (one, two) =
        (records.went_on(1, 1, 300_000, 2).await, records.went_on(1, 2, 20_000, 2).await);
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let at = report(&mut firm, std::slice::from_ref(&one), "모르는 출금", &[]).await;
    let at = at.location().to_owned();
    let seen = report(&mut firm, &[two.clone(), one.clone()], "또 다른 출금", &[]).await;
    let text = flat(&seen.body);
    let number = at.rsplit('/').next().unwrap();
    assert!(text.contains(&format!("{one}: 이미 신고된 이체입니다 (청구 {number})")), "{text}");
    assert!(seen.body.contains(&format!(r#"<a href="{at}">그 청구 보기</a>"#)), "{text}");
    let life = format!("/console/transfers/{}/{}", two.date, two.id);
    let body = firm.get(&life).await.body;
    let way = format!("/console/claims?transfer={two}#report");
    assert!(body.contains(&format!(r#"href="{way}""#)), "{}", said(&body));
    let form = firm.get(way.split('#').next().unwrap()).await.body;
    assert!(form.contains(&format!("{two}</textarea>")), "{}", said(&form));
    assert!(form.contains(r#"<details class="ask" id="report" open"#), "{}", said(&form));
    let mut operator = enter(&bed, post(Role::Operator), "ha-yun.jung", "정하윤").await;
    let form = operator.get(way.split('#').next().unwrap()).await.body;
    assert!(form.contains(r#"value="M202600001""#), "whose it is: {}", said(&form));
    // Of one that is in a claim the way there stands instead, for whoever may read it.
    let known = format!("/console/transfers/{}/{}", one.date, one.id);
    let mut bank = enter(&bed, of_bank(1), "bank-1", "은행일").await;
    for who in [&mut firm, &mut operator, &mut bank] {
        let body = who.get(&known).await.body;
        assert!(body.contains(&format!(r#"href="{at}">피해로 신고된 이체: 청구 보기"#)), "{body}");
        assert!(!body.contains("?transfer="), "{}", said(&body));
    }
    let mut auditor = enter(&bed, post(Role::Regulator), "fsc", "강감독").await;
    assert!(!auditor.get(&life).await.body.contains("?transfer="), "who may not report");
}

/// What a bank sends back after the decision is booked on the claim's page: the proposal says whose
/// part it lowers, the record of every won too, and the consumer's letter that theirs is lower.
#[tokio::test]
async fn what_comes_back_after_the_decision_is_booked_and_told() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let lost = records.went_on(1, 1, 300_000, 2).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let at = report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned();
    banks_answer(&bed, 100_000).await;
    let (mut one, mut other) = two(&bed).await;
    let pay = [("amount", "300000"), ("evidence", "P-1")];
    done((&mut one, &mut other), &at, "pay", &pay).await;
    let why = [("cause", "stolen-identity")];
    done((&mut one, &mut other), &at, "decide", &why).await;
    let letter = flat(&firm.get(&format!("{at}/letter")).await.body);
    assert!(
        letter.contains("아직 지급정지 중인 100,000원은 부담을 나눌 때 빼지 않았습니다"),
        "{letter}"
    );
    assert!(letter.contains("고객님 부담 60,000원"), "{letter}");
    let body = one.get(&at).await.body;
    let form = body.split(r#"name="deed" value="return""#).nth(1).expect("it can be booked");
    assert_eq!(value_of(form, r#"<option value=""#), "902");
    assert!(flat(form).contains("이미 낸 몫은 줄지 않습니다"), "{}", flat(form));
    let much = [("party", "902"), ("amount", "100,001"), ("evidence", "R-1")];
    let seen = sent(&mut one, &at, "return", &much).await;
    assert!(seen.body.contains("1원부터 100,000원까지 적을 수"), "{}", said(&seen.body));
    assert!(!seen.body.contains("아직 받지 못한 금액까지"), "what is frozen is the limit");
    bed.pass(1);
    // Half the institution's, three tenths the bank's, a fifth the consumer's.
    let back = [("party", "902"), ("amount", "50,000"), ("evidence", "R-1")];
    let shown = done((&mut one, &mut other), &at, "return", &back).await;
    let parts = shown.split("그만큼 줄어드는 몫: ").nth(1).expect("whose").to_owned();
    let parts = parts.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in ["나래페이 25,000원", "15,000원", "소비자 10,000원."] {
        assert!(parts.contains(part), "{part} in {parts}");
    }
    let page = flat(&one.get(&at).await.body);
    assert!(page.contains("→ 소비자 몫") && page.contains("→ 나래페이 몫"), "{page}");
    let letter = flat(&firm.get(&format!("{at}/letter")).await.body);
    assert!(
        letter.contains("-3-2 ")
            && letter.contains("고객님 부담 50,000원 (돌아온 돈으로 60,000원에서 줄었음)"),
        "{letter}"
    );
    assert!(letter.contains("부담하실 금액은 50,000원"), "{letter}");
    let page = flat(&firm.get(LIST).await.body);
    assert!(page.contains("지급하실 금액은 125,000원입니다"), "{page}");
    let json = one.get(&format!("{at}/json")).await.body;
    assert!(json.contains(r#""of":"consumer""#), "{json}");
    let inbox = said(&firm.get("/console/inbox").await.body);
    assert!(inbox.contains("50,000원 회수"), "{inbox}");
}

/// Where more is frozen than anybody still owes, it is said how much of what comes back is booked,
/// and where the rest goes.
#[tokio::test]
async fn more_than_is_still_owed_goes_back_to_whoever_paid() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let lost = records.went_on(1, 1, 300_000, 2).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let at = report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned();
    banks_answer(&bed, 100_000).await;
    let (mut one, mut other) = two(&bed).await;
    let pay = [("amount", "300000"), ("evidence", "P-1")];
    done((&mut one, &mut other), &at, "pay", &pay).await;
    done((&mut one, &mut other), &at, "decide", &[("cause", "intrusion")]).await;
    let limit = "기록할 수 있는 것은 아직 받지 못한 금액";
    assert!(!flat(&one.get(&at).await.body).contains(limit), "all of it can be booked");
    let paid = [("party", "M202600001"), ("amount", "210,000"), ("evidence", "R-3")];
    done((&mut one, &mut other), &at, "recover", &paid).await;
    let page = flat(&one.get(&at).await.body);
    // Beside what is frozen, and in the form.
    assert_eq!(page.matches(&format!("{limit} 90,000원까지입니다.")).count(), 2, "{page}");
    assert_eq!(page.matches("이미 낸 곳에 돌려주고").count(), 2, "{page}");
    let much = [("party", "902"), ("amount", "90,001"), ("evidence", "R-4")];
    let seen = flat(&sent(&mut one, &at, "return", &much).await.body);
    assert!(seen.contains("아직 받지 못한 금액까지, 1원부터 90,000원까지 적을 수"), "{seen}");
}

/// What a party says that it paid.
pub(crate) async fn tells(who: &mut Visitor, bed: &Bed, at: &str, (sum, number): (&str, &str)) {
    let page = who.get(at).await.body;
    let (form, today) = (form_of(&page), today_of(bed));
    let key = Id::from_parts(78, number.bytes().map(u128::from).sum()).to_string();
    let given = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("deed", "remit"),
        ("amount", sum),
        ("evidence", number),
        ("day", today.as_str()),
    ];
    let seen = who.post(&format!("{at}/remittance"), &given).await;
    assert_eq!(seen.location(), at, "{}", said(&seen.body));
}

/// A notice stays in view, of payer and operator, in leads, forms and proposals, whatever becomes
/// of the sum that is owed; and says what of it is booked.
#[tokio::test]
async fn a_notice_stays_in_view_until_it_is_booked() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let lost = records.went_on(1, 1, 17_000, 2).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let at = report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned();
    banks_answer(&bed, 0).await;
    let (mut one, mut other) = two(&bed).await;
    let pay = [("amount", "17000"), ("evidence", "P-1")];
    done((&mut one, &mut other), &at, "pay", &pay).await;
    done((&mut one, &mut other), &at, "decide", &[("cause", "institution-fault")]).await;
    tells(&mut firm, &bed, &at, ("17000", "FT-17000")).await;
    // A part of it is given up: the sum owed is another, the notice is the same.
    let off = [("party", "M202600001"), ("amount", "5,000")];
    let shown = done((&mut one, &mut other), &at, "write-off", &off).await;
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains("운영기관이 나래페이에서 받을 5,000원을 포기합니다."), "{shown}");
    let warns = "나래페이가 17,000원을 지급했다고 알렸고 (증빙 FT-17000) 아직 확인되지 않았습니다.";
    assert!(shown.contains(warns), "{shown}");
    let page = flat(&firm.get(&at).await.body);
    let lead = "17,000원(증빙 FT-17000)을 지급했다고 알리셨습니다.";
    assert!(page.contains(lead) && page.contains("다시 보내지 마십시오"), "{page}");
    assert!(!page.contains("하실 일:") && page.contains("지급 통지 정정"), "{page}");
    let list = flat(&firm.get(LIST).await.body);
    assert!(list.contains("지급하실 12,000원은 모두 지급을 알리셨고"), "{list}");
    let body = one.get(&at).await.body;
    let page = flat(&body);
    assert!(page.contains("나래페이가 17,000원을 지급했다고 알렸습니다 (증빙 FT-17000)"), "{page}");
    assert!(page.contains("지금 기록할 수 있는 금액은 12,000원입니다"), "{page}");
    let off = body.split(r#"name="deed" value="write-off""#).nth(1).expect("a form");
    assert!(flat(off).contains("포기하지 말고 ‘구상금 수령’으로 기록하세요"), "{}", flat(off));
    assert!(!off.contains(r#"name="evidence""#), "no money moves: {}", flat(off));
    let begins = body.split(r#"id="amount-recover""#).nth(1).unwrap();
    assert_eq!(value_of(begins, r#"value=""#), "12,000");
    assert!(body.contains(r#"value="FT-17000""#), "{page}");
    let paid = [("party", "M202600001"), ("amount", "12,000"), ("evidence", "FT-17000")];
    done((&mut one, &mut other), &at, "recover", &paid).await;
    for who in [&mut one, &mut firm] {
        let page = flat(&who.get(&at).await.body);
        let says = "FT-17000: 17,000원 가운데 12,000원 기록, 5,000원은 기록되지 않음";
        assert!(page.contains(says), "{page}");
        assert!(!page.contains("기다리는 통지는 없습니다"), "{page}");
    }
    let page = flat(&one.get(&at).await.body);
    assert!(page.contains("알린 5,000원(증빙 FT-17000)은 아직 기록되지 않았습니다"), "{page}");
}

/// The number of a document that another told, or that stands in the book, is said at its field
/// once, and in the proposal.
#[tokio::test]
async fn a_number_that_is_known_is_said_before_it_is_booked_again() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let lost = records.went_on(1, 1, 300_000, 2).await;
    let at = report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned();
    let lost = records.went_on(1, 2, 20_000, 2).await;
    let next = report(&mut firm, &[lost], "또 모르는 출금", &[]).await.location().to_owned();
    banks_answer(&bed, 0).await;
    let (mut one, mut other) = two(&bed).await;
    let pay = [("amount", "300000"), ("evidence", "PAY-256"), ("known", "")];
    done((&mut one, &mut other), &at, "pay", &pay).await;
    done((&mut one, &mut other), &at, "decide", &[("cause", "intrusion")]).await;
    tells(&mut firm, &bed, &at, ("240000", "FT-1")).await;
    // Filled in for one party, sent for another.
    let wrong = [("party", "901"), ("amount", "60,000"), ("evidence", "FT-1"), ("known", "")];
    let seen = sent(&mut one, &at, "recover", &wrong).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = flat(&seen.body);
    assert!(page.contains("이미 있는 번호입니다: 나래페이가 지급을 알린 번호."), "{page}");
    assert!(seen.body.contains(r#"name="known" value="FT-1""#), "{page}");
    assert!(seen.body.contains(r##"href="#evidence-recover""##), "{page}");
    // Of another claim too; sent again it is taken, and the second person reads it.
    let short = &at[at.len() - 6..];
    let pay = [("amount", "20000"), ("evidence", "PAY-256"), ("known", "")];
    let page = flat(&sent(&mut one, &next, "pay", &pay).await.body);
    let known = format!("다른 청구 #{short}에서 ‘선지급’ (운영기관) 기록의 번호");
    assert!(page.contains(&known), "{known} in {page}");
    let pay = [("amount", "20000"), ("evidence", "PAY-256"), ("known", "PAY-256")];
    let shown = done((&mut one, &mut other), &next, "pay", &pay).await;
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains(&format!("이미 있는 증빙 번호입니다 (PAY-256): {known}.")), "{shown}");
    // Its own word is no news.
    let own = [("party", "M202600001"), ("amount", "240,000"), ("evidence", "FT-1"), ("known", "")];
    let shown = done((&mut one, &mut other), &at, "recover", &own).await;
    assert!(!shown.contains("이미 있는 증빙"), "{shown}");
}

/// A claim of a transfer that was claimed before names that claim; what was proposed last and
/// rejected stands on its page with the reason; what is still to be let go is not let go; and when
/// nothing was frozen no file says that it was.
#[tokio::test]
async fn a_claim_names_the_one_before_and_what_was_rejected() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let lost = records.went_on(1, 1, 300_000, 2).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let keys = std::slice::from_ref(&lost);
    let before = report(&mut firm, keys, "모르는 출금", &[]).await.location().to_owned();
    bed.pass(1);
    let letter =
        async |who: &mut Visitor, at: &str| flat(&who.get(&format!("{at}/letter")).await.body);
    let number = before.rsplit('/').next().unwrap().to_owned();
    let asked = letter(&mut firm, &before).await;
    assert!(asked.contains(&format!("{number}-1 ")), "{asked}");
    banks_answer(&bed, 0).await;
    let answered = letter(&mut firm, &before).await;
    assert!(answered.contains(&format!("{number}-1-2 ")), "it says something else: {answered}");
    let csv = firm.get("/console/claims.csv").await.body;
    let row = csv.lines().find(|it| it.starts_with(&number)).expect("a row").to_owned();
    let cell = row.split(',').nth(8).map(str::to_owned);
    assert_eq!(cell.as_deref(), Some(""), "nothing was frozen: {row}");
    let form = form_of(&firm.get(&before).await.body);
    firm.post(&format!("{before}/withdraw"), &[("form", &form)]).await;
    bed.pass(1);
    let at = report(&mut firm, keys, "다시 모르는 출금", &[]).await.location().to_owned();
    let body = firm.get(&at).await.body;
    let way = format!(r#"<a href="{before}">{number}</a>"#);
    assert!(body.contains("같은 이체의 앞선 청구") && body.contains(&way), "{}", flat(&body));
    assert!(!firm.get(&before).await.body.contains("같은 이체의 앞선 청구"));
    banks_answer(&bed, 300_000).await;

    let (mut one, mut other) = two(&bed).await;
    let pay = [("amount", "300000"), ("evidence", "P-1")];
    let case = sent(&mut one, &at, "pay", &pay).await.location().to_owned();
    let form = form_of(&other.get(&case).await.body);
    let no = [("form", form.as_str()), ("reason", "증빙이 다른 사람의 것")];
    assert_eq!(other.post(&format!("{case}/reject"), &no).await.location(), case);
    let page = flat(&one.get(&at).await.body);
    assert!(page.contains("증빙이 다른 사람의 것"), "{page}");
    let form = form_of(&firm.get(&at).await.body);
    firm.post(&format!("{at}/withdraw"), &[("form", &form)]).await;
    let taken_back = letter(&mut firm, &at).await;
    assert!(taken_back.contains("지급정지 해제 요청"), "{taken_back}");
}

/// Where the institution pays the consumer first, what comes in and what is given up is its money:
/// leads and proposals say so.
#[tokio::test]
async fn whose_money_it_is_is_said_where_the_institution_pays_first() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let now = bed.now();
    let rule = policy::Parameter {
        name: "claim_first_payer".to_owned(),
        valid_from: now,
        value: 2,
        source: "test: the institution's contract".to_owned(),
    };
    bed.store.write(move |tx: &mut Tx<'_>| Ok(policy::add(tx, &rule)?)).await.unwrap();
    bed.pass(1);
    let lost = records.went_on(1, 1, 300_000, 2).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let at = report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned();
    banks_answer(&bed, 0).await;
    tells(&mut firm, &bed, &at, ("300000", "C-1")).await;
    let (mut one, mut other) = two(&bed).await;
    let page = flat(&one.get(&at).await.body);
    assert!(page.contains("두 사람이 소비자에게 지급한 것을 확인하고 기록합니다"), "{page}");
    assert!(page.contains("지급했으면 ‘선지급’으로 먼저 기록하세요"), "{page}");
    let pay = [("amount", "300000"), ("evidence", "C-1")];
    let shown = done((&mut one, &mut other), &at, "pay", &pay).await;
    assert!(shown.contains("나래페이가 소비자에게 300,000원을 먼저 지급한"), "{shown}");
    done((&mut one, &mut other), &at, "decide", &[("cause", "stolen-identity")]).await;
    let page = flat(&one.get(&at).await.body);
    assert!(page.contains("나래페이가 구상할 금액이 150,000원 남았습니다:"), "{page}");
    let page = flat(&firm.get(&at).await.body);
    assert!(page.contains("귀사가 받을 금액입니다:") && page.contains("소비자 60,000원"), "{page}");
    let off = [("party", "consumer"), ("amount", "60,000")];
    let shown = done((&mut one, &mut other), &at, "write-off", &off).await;
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains("나래페이가 소비자에게서 받을 60,000원을 포기합니다."), "{shown}");
    assert!(shown.contains("그 금액은 나래페이가 떠안습니다."), "{shown}");
    let came = [("party", "901"), ("amount", "90,000"), ("evidence", "B-1")];
    let shown = done((&mut one, &mut other), &at, "recover", &came).await;
    assert!(shown.contains("나래페이가") && shown.contains("받은 90,000원을 기록"), "{shown}");
}

fn key_of(body: &str) -> String {
    value_of(body, r#"name="key" value=""#).to_owned()
}

pub(crate) fn today_of(bed: &Bed) -> String {
    let day = bed.now().business_date().to_string();
    format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..])
}

/// What is not decided is not nothing; what was paid in advance is owed by nobody until it is; the
/// leads say whose turn it is, how often and by when; each letter has a number of its own.
#[tokio::test]
async fn what_is_open_is_not_owed_and_each_letter_has_its_number() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let lost = records.went_on(1, 1, 300_000, 2).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let at = report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned();
    banks_answer(&bed, 100_000).await;
    let row = |body: &str| {
        let cell = body.split(r#"data-l="지급할 금액 (원)">"#).nth(1).expect("a cell");
        cell.split('<').next().unwrap().to_owned()
    };
    assert_eq!(row(&firm.get(LIST).await.body), "–");
    let letter = async |who: &mut Visitor| flat(&who.get(&format!("{at}/letter")).await.body);
    assert!(letter(&mut firm).await.contains("-1 "), "the first letter");
    let (mut one, mut other) = two(&bed).await;
    let list = flat(&one.get(LIST).await.body);
    assert!(list.contains("내 차례인 청구는 1건이고, 가장 이른 기한은 2026-"), "{list}");
    let pay = [("amount", "300000"), ("evidence", "P-1")];
    done((&mut one, &mut other), &at, "pay", &pay).await;
    let page = flat(&one.get(&at).await.body);
    assert!(page.contains("선지급하고 원인 결정을 기다리는 금액 300,000원"), "{page}");
    let paid = letter(&mut one).await;
    assert!(paid.contains("-2 ") && paid.contains("이 지급은 운영기관 두 사람이"), "{paid}");
    let list = flat(&firm.get(LIST).await.body);
    assert!(list.contains("내 차례인 청구는 없습니다."), "{list}");
    done((&mut one, &mut other), &at, "decide", &[("cause", "intrusion")]).await;
    assert_eq!(row(&firm.get(LIST).await.body), "240,000");
    let page = flat(&firm.get(&at).await.body);
    assert!(page.contains("나래페이가 낼 금액 240,000원"), "{page}");
    assert!(page.contains("내 지급 (내지 않으면 보증에 청구)"), "{page}");
    let decided = letter(&mut one).await;
    assert!(
        decided.contains("-3 ") && decided.contains("이 결정은 운영기관 두 사람이"),
        "{decided}"
    );
    let list = flat(&firm.get(LIST).await.body);
    assert!(list.contains("내 차례인 청구는 1건이고, 가장 이른"), "{list}");
    for (deed, party, sum) in [("recover", "M202600001", "240,000"), ("write-off", "901", "60,000")]
    {
        let booked = [("party", party), ("amount", sum), ("evidence", "B-1")];
        done((&mut one, &mut other), &at, deed, &booked).await;
    }
    let shown = done((&mut one, &mut other), &at, "close", &[]).await;
    assert!(shown.contains("아직 지급정지 중인 돈이 있으면 풀립니다"), "{shown}");
    let mut receiving = enter(&bed, of_bank(2), "bank-2", "은행이").await;
    let list = flat(&receiving.get(LIST).await.body);
    assert!(!list.contains("지금 지급정지하고 있는 금액"), "what is over is let go: {list}");
}

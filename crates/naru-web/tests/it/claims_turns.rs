//! Whose turn a claim is, as its list and its page say to each reader; through the router.

use crate::bed::{Bed, Visitor, form_of, post};
use crate::claims_pages::{
    LIST, banks_answer, done, enter, flat, of_bank, own, report, sent, tells, two,
};
use crate::fixtures;
use crate::records::Records;
use axum::http::StatusCode;
use naru_base::role::Role;

/// What a proposal waits for is the second person's, who finds it among the proposals: the list
/// counts it as nobody's turn, and says that it waits.
#[tokio::test]
async fn what_is_proposed_is_no_turn_and_is_counted_as_waiting() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let mut places = Vec::new();
    for n in 1..=2 {
        let lost = records.went_on(1, n, 17_000, 2).await;
        places.push(report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned());
    }
    banks_answer(&bed, 0).await;
    let (mut one, mut other) = two(&bed).await;
    let mut desk = enter(&bed, post(Role::Auditor), "audit", "감사인").await;
    let list = flat(&one.get(LIST).await.body);
    assert!(list.contains("내 차례 2") && !list.contains("확인 대기"), "{list}");
    let pay = [("amount", "17000"), ("evidence", "P-1")];
    let seen = sent(&mut one, &places[0], "pay", &pay).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", flat(&seen.body));
    let waits = "확인을 기다리는 청구는 1건입니다";
    for who in [&mut one, &mut other] {
        let body = who.get(LIST).await.body;
        let list = flat(&body);
        assert!(list.contains("내 차례 1 ") && list.contains("내 차례인 청구는 1건"), "{list}");
        assert_eq!(list.matches("· 내 차례").count(), 1, "{list}");
        assert_eq!(list.matches("· 확인 대기").count(), 1, "{list}");
        assert!(list.contains(waits), "{list}");
        assert!(body.contains(r#"<a href="/console/proposals">제안되어"#), "{body}");
        let mine = flat(&who.get(&format!("{LIST}?mine=1")).await.body);
        assert!(mine.contains("· 내 차례") && !mine.contains("· 확인 대기"), "{mine}");
    }
    let list = flat(&desk.get(LIST).await.body);
    assert!(list.contains("· 확인 대기") && !list.contains("내 차례"), "{list}");
    assert!(!list.contains(waits), "who decides nothing finds no proposals: {list}");
    let list = flat(&firm.get(LIST).await.body);
    assert!(!list.contains("· 확인 대기"), "nor does the institution: {list}");
    let case = seen.location().to_owned();
    let form = form_of(&other.get(&case).await.body);
    other.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    let list = flat(&one.get(LIST).await.body);
    assert!(list.contains("내 차례 2") && !list.contains("확인 대기"), "{list}");
}

/// What is paid is not lowered by what comes back later: whoever paid too much reads what goes back
/// to it and from whom, in the proposal too.
#[tokio::test]
async fn whoever_has_paid_too_much_is_told_what_goes_back() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let lost = records.went_on(1, 1, 300_000, 2).await;
    let at = report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned();
    banks_answer(&bed, 100_000).await;
    let (mut one, mut other) = two(&bed).await;
    let pay = [("amount", "300000"), ("evidence", "P-1")];
    done((&mut one, &mut other), &at, "pay", &pay).await;
    done((&mut one, &mut other), &at, "decide", &[("cause", "intrusion")]).await;
    let paid = [("party", "901"), ("amount", "60,000"), ("evidence", "B-1")];
    done((&mut one, &mut other), &at, "recover", &paid).await;
    let mut bank = enter(&bed, of_bank(1), "bank-1", "문은행").await;
    assert!(!flat(&bank.get(&at).await.body).contains("제 몫보다"));
    let back = [("party", "902"), ("amount", "100,000"), ("evidence", "R-1")];
    let shown = done((&mut one, &mut other), &at, "return", &back).await;
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    for text in [&shown, &flat(&bank.get(&at).await.body), &flat(&firm.get(&at).await.body)] {
        assert!(text.contains("제 몫보다 20,000원을 더 냈습니다"), "{text}");
        assert!(text.contains("덜 낸 곳(나래페이 20,000원)에서"), "{text}");
    }
    for who in [&mut bank, &mut firm] {
        let inbox = who.get("/console/inbox?lang=ko").await.body;
        let notice = inbox.split("/console/inbox/").find(|it| it.contains("100,000원 회수"));
        let id = notice.expect("a notice").split('"').next().unwrap().to_owned();
        let told = flat(&who.get(&format!("/console/inbox/{id}")).await.body);
        assert!(told.contains("제 몫보다 더 낸 곳이 있습니다"), "{told}");
    }
}

/// A share is the institution's turn until its own time is over, and the operator's from then on;
/// the other reads whose turn it is.
#[tokio::test]
async fn a_share_is_the_institutions_turn_until_its_time_is_over() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let lost = records.went_on(1, 1, 17_000, 2).await;
    let at = report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned();
    banks_answer(&bed, 0).await;
    let (mut one, mut other) = two(&bed).await;
    let pay = [("amount", "17000"), ("evidence", "P-1")];
    done((&mut one, &mut other), &at, "pay", &pay).await;
    done((&mut one, &mut other), &at, "decide", &[("cause", "institution-fault")]).await;
    let list = flat(&one.get(LIST).await.body);
    assert!(list.contains("내 차례 0") && list.contains("이용기관 차례 · 지급 ·"), "{list}");
    let page = flat(&one.get(&at).await.body);
    assert!(page.contains("까지 이용기관이 내지 않으면 보증에 청구합니다"), "{page}");
    let list = flat(&firm.get(LIST).await.body);
    assert!(list.contains("내 차례 1") && list.contains("내 지급 · 30일"), "{list}");

    bed.pass(31 * 86_400);
    let mut one = bed.logged_in("ha-yun.jung").await;
    let mut firm = bed.logged_in("narae").await;
    let list = flat(&one.get(LIST).await.body);
    assert!(list.contains("내 차례 1") && list.contains("보증 청구 ·"), "{list}");
    assert!(!list.contains("이용기관 차례"), "{list}");
    let page = flat(&one.get(&at).await.body);
    assert!(page.contains("까지 내지 않은 몫 17,000원을 보증에 청구합니다"), "{page}");
    let list = flat(&firm.get(LIST).await.body);
    assert!(list.contains("내 차례 0") && list.contains("운영기관 차례 · 보증 청구"), "{list}");
    let page = flat(&firm.get(&at).await.body);
    assert!(page.contains("이 지나 운영기관이 보증에 청구할 차례입니다"), "{page}");
    let line = firm.get("/console/me").await.body;
    assert!(!line.contains("피해보상 지급 기한"), "{line}");
}

/// What was told and was never paid is taken back by whoever told it, or taken off by two people of
/// the operator; the page says so for good, to both.
#[tokio::test]
async fn what_was_told_and_never_paid_is_taken_off() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let lost = records.went_on(1, 1, 17_000, 2).await;
    let at = report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned();
    banks_answer(&bed, 0).await;
    let (mut one, mut other) = two(&bed).await;
    let pay = [("amount", "17000"), ("evidence", "P-1")];
    done((&mut one, &mut other), &at, "pay", &pay).await;
    done((&mut one, &mut other), &at, "decide", &[("cause", "institution-fault")]).await;
    let before = firm.get(&at).await.body;
    assert!(!before.contains("지급 통지 거두기"), "nothing is told yet");
    tells(&mut firm, &bed, &at, ("17000", "FT-1")).await;
    let body = firm.get(&at).await.body;
    let notice = body.split(r#"name="notice""#).nth(1).expect("a choice");
    let notice = notice.split(r#"option value=""#).nth(1).unwrap().split('"').next().unwrap();
    let form = form_of(&body);
    let give = |words: &'static str| {
        vec![
            ("form", form.clone()),
            ("deed", "remit-off".to_owned()),
            ("notice", notice.to_owned()),
            ("words", words.to_owned()),
        ]
    };
    let place = format!("{at}/remittance/off");
    let mut bank = enter(&bed, of_bank(1), "bank-1", "문은행").await;
    let strange = form_of(&bank.get(&at).await.body);
    let given = [("form", strange.as_str()), ("notice", notice), ("words", "남의 통지를 거둠")];
    let refused = bank.post(&place, &given).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "not its own");
    let send = async |who: &mut Visitor, it: Vec<(&'static str, String)>| {
        let it: Vec<(&str, &str)> = it.iter().map(|(k, v)| (*k, v.as_str())).collect();
        who.post(&place, &it).await
    };
    let short = send(&mut firm, give("-")).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY, "it asks why");
    let back = send(&mut firm, give("은행이 이체를 취소함")).await;
    assert_eq!(back.location(), at, "{}", flat(&back.body));
    for who in [&mut firm, &mut one] {
        let page = flat(&who.get(&at).await.body);
        assert!(page.contains("FT-1 거둠 ·") && page.contains("은행이 이체를 취소함"), "{page}");
        assert!(!page.contains("확인되지 않은 통지"), "{page}");
    }
    assert!(flat(&firm.get(LIST).await.body).contains("내 차례 1"));

    tells(&mut firm, &bed, &at, ("17000", "FT-2")).await;
    let body = one.get(&at).await.body;
    let notice = body.split(r#"name="notice""#).nth(1).expect("a choice");
    let notice = notice.split(r#"option value=""#).nth(1).unwrap().split('"').next().unwrap();
    let notice = notice.to_owned();
    let shown =
        done((&mut one, &mut other), &at, "not-arrived", &[("notice", notice.as_str())]).await;
    assert!(shown.contains("17,000원(증빙 FT-2)이 들어오지 않아"), "{shown}");
    for who in [&mut firm, &mut one] {
        let page = flat(&who.get(&at).await.body);
        assert!(page.contains("FT-2 들어오지 않음 ·"), "{page}");
        assert!(page.contains("서류를 모두 확인했음"), "why: {page}");
    }
    let list = flat(&firm.get(LIST).await.body);
    assert!(list.contains("내 차례 1"), "{list}");
    let inbox = flat(&firm.get("/console/inbox?lang=ko").await.body);
    assert!(inbox.contains("17,000원 들어오지 않음"), "{inbox}");
}

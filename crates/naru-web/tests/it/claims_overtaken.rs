//! What becomes of what goes by the notice of a payment once that was put right, taken off or told
//! while somebody else was asked for the same; through the router.

use crate::bed::{Bed, Visitor, form_of};
use crate::claims_pages::{
    LIST, banks_answer, done, enter, flat, of_insurer, own, report, sent, tells, today_of, two,
};
use crate::fixtures;
use crate::records::Records;
use axum::http::StatusCode;
use naru_base::{ClientUseCode, Id, InsurerCode, Won};
use naru_core::surety;
use naru_lab::admission::{insure, of_bed};
use naru_store::Tx;

const LOSS: &str = "17000";

/// A claim of which the institution bears all, paid first by the operator.
async fn decided(bed: &Bed, records: &Records<'_>) -> (Visitor, Visitor, Visitor, String) {
    let lost = records.went_on(1, 1, 17_000, 2).await;
    let mut firm = enter(bed, own(1), "narae", "김나래").await;
    let at = report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned();
    banks_answer(bed, 0).await;
    let (mut one, mut other) = two(bed).await;
    let pay = [("amount", LOSS), ("evidence", "P-1")];
    done((&mut one, &mut other), &at, "pay", &pay).await;
    done((&mut one, &mut other), &at, "decide", &[("cause", "institution-fault")]).await;
    (firm, one, other, at)
}

/// The last notice that a form on the page offers.
fn notice_of(body: &str) -> String {
    let choice = body.split(r#"name="notice""#).nth(1).expect("a choice");
    choice.split(r#"option value=""#).nth(1).unwrap().split('"').next().unwrap().to_owned()
}

async fn takes_off(who: &mut Visitor, at: &str) {
    let body = who.get(at).await.body;
    let (form, notice) = (form_of(&body), notice_of(&body));
    let given = [
        ("form", form.as_str()),
        ("deed", "remit-off"),
        ("notice", notice.as_str()),
        ("words", "반려되어 다시 보낼 예정"),
    ];
    let seen = who.post(&format!("{at}/remittance/off"), &given).await;
    assert_eq!(seen.location(), at, "{}", flat(&seen.body));
}

/// Proposes, and gives the place of the proposal.
async fn proposed(one: &mut Visitor, at: &str, deed: &str, more: &[(&str, &str)]) -> String {
    let seen = sent(one, at, deed, more).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", flat(&seen.body));
    seen.location().to_owned()
}

/// What cannot be confirmed any more says why, offers to be rejected only, is not done by whoever
/// confirms it all the same, and leaves the claim's other deeds.
async fn is_only_rejectable(
    (one, other): (&mut Visitor, &mut Visitor),
    (at, case): (&str, &str),
    why: &str,
) {
    let body = other.get(case).await.body;
    let page = flat(&body);
    assert!(page.contains(why), "{page}");
    assert!(!body.contains(&format!("{case}/confirm")), "{page}");
    assert!(body.contains(&format!("{case}/reject")), "{page}");
    let form = form_of(&body);
    let seen = other.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(flat(&seen.body).contains(why), "{}", flat(&seen.body));
    let body = one.get(at).await.body;
    assert!(flat(&body).contains("확인할 수 없는 제안이 있습니다"), "{}", flat(&body));
    assert!(body.contains(&format!(r#"href="{case}""#)));
    assert!(body.contains(r#"name="deed" value="recover""#), "{}", flat(&body));
    let form = form_of(&other.get(case).await.body);
    let no = [("form", form.as_str()), ("reason", "통지가 바뀌었음")];
    assert_eq!(other.post(&format!("{case}/reject"), &no).await.location(), case);
}

#[tokio::test]
async fn a_proposal_by_a_notice_that_changed_can_only_be_rejected() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let (mut firm, mut one, mut other, at) = decided(&bed, &records).await;
    tells(&mut firm, &bed, &at, (LOSS, "FT-1")).await;
    let came = [("party", "M202600001"), ("amount", "17,000"), ("evidence", "FT-1")];
    let case = proposed(&mut one, &at, "recover", &came).await;
    let page = flat(&other.get(&case).await.body);
    assert!(page.contains("이 번호로 알린 금액은 17,000원입니다"), "{page}");
    bed.pass(1);
    takes_off(&mut firm, &at).await;
    let page = flat(&other.get(&case).await.body);
    assert!(!page.contains("이 번호로 알린 금액은"), "{page}");
    let why = "그 사이에 거두어졌거나 들어오지 않음으로 기록되어";
    is_only_rejectable((&mut one, &mut other), (&at, &case), why).await;

    // What was rejected is told to the institution without a way that is shut to it, until the
    // claim moves on.
    let body = firm.get(&at).await.body;
    assert!(flat(&body).contains("통지가 바뀌었음"), "{}", flat(&body));
    assert!(!body.contains(&case), "it may not read it");
    assert!(one.get(&at).await.body.contains(&format!(r#"href="{case}""#)));
    bed.pass(1);
    tells(&mut firm, &bed, &at, (LOSS, "FT-2")).await;
    assert!(!flat(&firm.get(&at).await.body).contains("통지가 바뀌었음"));

    let notice = notice_of(&one.get(&at).await.body);
    let case = proposed(&mut one, &at, "not-arrived", &[("notice", notice.as_str())]).await;
    bed.pass(1);
    let form = form_of(&firm.get(&at).await.body);
    let (key, today) = (Id::from_parts(3, 79).to_string(), today_of(&bed));
    let right = [
        ("form", form.as_str()),
        ("key", key.as_str()),
        ("deed", "remit"),
        ("amount", LOSS),
        ("evidence", "FT-3"),
        ("day", today.as_str()),
    ];
    let seen = firm.post(&format!("{at}/remittance"), &right).await;
    assert_eq!(seen.location(), at, "{}", flat(&seen.body));
    let page = flat(&other.get(&case).await.body);
    assert!(page.contains("17,000원(증빙 FT-2)"), "it says what it was about: {page}");
    is_only_rejectable((&mut one, &mut other), (&at, &case), "그 사이에 정정되어").await;

    // A number that stands is booked as ever.
    let came = [("party", "M202600001"), ("amount", "17,000"), ("evidence", "FT-3")];
    done((&mut one, &mut other), &at, "recover", &came).await;
    assert!(flat(&one.get(&at).await.body).contains("받을 금액이 없습니다"));
}

/// Cover by an insurer of the network, from now on.
async fn guaranteed(bed: &Bed) -> String {
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
    let (env, hub) = (bed.env(), bed.hub.clone());
    let write = move |tx: &mut Tx<'_>| {
        let id = insure(tx, &env, &of_bed(&code), &cover)?;
        hub.directory_changed(tx)?;
        Ok(id)
    };
    bed.store.write(write).await.unwrap().to_string()
}

/// The institution tells that it paid while its surety is being asked: somebody looks, and whoever
/// is asked knows before it pays the same again. Once the surety takes back what it told, the
/// institution that waited for it is told.
#[tokio::test]
async fn what_is_told_while_the_surety_is_asked_is_looked_at() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let guarantee = guaranteed(&bed).await;
    let (mut firm, mut one, mut other, at) = decided(&bed, &records).await;
    let ask = [("instrument", guarantee.as_str()), ("amount", "17,000")];
    let case = proposed(&mut one, &at, "surety", &ask).await;
    tells(&mut firm, &bed, &at, (LOSS, "FT-1")).await;
    let form = form_of(&other.get(&case).await.body);
    let seen = other.post(&format!("{case}/confirm"), &[("form", &form)]).await;
    assert_eq!(seen.location(), case, "{}", flat(&seen.body));
    let list = flat(&one.get(LIST).await.body);
    assert!(list.contains("내 차례 1 ") && list.contains("지급 통지 확인"), "{list}");
    let page = flat(&one.get(&at).await.body);
    assert!(page.contains("그 사이에 보증에 청구했습니다. 입금되었으면"), "{page}");
    let list = flat(&firm.get(LIST).await.body);
    assert!(list.contains("지급 통지함 · 운영기관 확인 대기"), "{list}");
    let mut insurer = enter(&bed, of_insurer("G202600001"), "han", "류새봄").await;
    let page = flat(&insurer.get(&at).await.body);
    let knows = "이용기관이 같은 몫 17,000원을 지급했다고 알렸고(증빙 FT-1)";
    assert!(page.contains(knows) && page.contains("하실 일:"), "{page}");
    assert!(!page.contains("보증 거절’로"), "what the operator does is not its own: {page}");

    // Taken off, nothing of it waits, and whoever was asked is asked as ever.
    takes_off(&mut firm, &at).await;
    assert!(!flat(&insurer.get(&at).await.body).contains("같은 몫"));
    assert!(flat(&one.get(LIST).await.body).contains("내 차례 0 "));

    tells(&mut insurer, &bed, &at, (LOSS, "IN-1")).await;
    done((&mut one, &mut other), &at, "surety-refused", &[]).await;
    let body = firm.get(&at).await.body;
    let tell = body.split(r#"id="tell""#).nth(1).expect("a form");
    assert!(!tell.starts_with(" open"), "whoever waits is asked for nothing");
    assert!(flat(tell).contains("이미 보내셨으면"), "{}", flat(tell));
    let inbox = flat(&firm.get("/console/inbox?lang=ko").await.body);
    assert!(!inbox.contains("지급 통지 거둠"), "{inbox}");
    takes_off(&mut insurer, &at).await;
    let page = flat(&firm.get(&at).await.body);
    assert!(page.contains("하실 일:"), "{page}");
    let inbox = flat(&firm.get("/console/inbox?lang=ko").await.body);
    assert!(inbox.contains("17,000원 지급 통지 거둠"), "{inbox}");
    let tell = firm.get(&at).await.body;
    let tell = tell.split(r#"id="tell""#).nth(1).expect("a form").to_owned();
    assert!(tell.starts_with(" open"), "{tell}");
}

//! What whoever has to pay in a claim has told: put right, booked in part, and told by a surety
//! that is on record as refusing; through the router.

use crate::bed::{Bed, Seen, Visitor, form_of};
use crate::claims_pages::{
    banks_answer, done, enter, flat, of_insurer, own, report, sent, tells, today_of, two,
};
use crate::fixtures;
use crate::records::Records;
use axum::http::StatusCode;
use naru_base::{ClientUseCode, Id, InsurerCode, Won};
use naru_core::surety;
use naru_lab::admission::{insure, of_bed};
use naru_store::Tx;

/// Tells what is due in the form as it stands, but for what is given.
async fn put_right(who: &mut Visitor, at: &str, n: u64, more: &[(&str, &str)]) -> Seen {
    let form = form_of(&who.get(at).await.body);
    let key = Id::from_parts(n, 79).to_string();
    let mut given = vec![("form", form.as_str()), ("key", key.as_str()), ("deed", "remit")];
    given.push(("amount", "17000"));
    given.extend_from_slice(more);
    who.post(&format!("{at}/remittance"), &given).await
}

/// The day alone can be put right: the form stands as it was told, the same number with another day
/// takes its place, and with the same day it says nothing new.
#[tokio::test]
async fn a_notice_is_put_right_by_its_day_alone_and_read_beside_what_is_booked() {
    let bed = Bed::new(fixtures::full());
    let records = Records::begin(&bed).await;
    let lost = records.went_on(1, 1, 17_000, 2).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let at = report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned();
    banks_answer(&bed, 0).await;
    let first_day = today_of(&bed);
    bed.pass(86_400);
    let (mut one, mut other) = two(&bed).await;
    let mut firm = bed.logged_in("narae").await;
    let pay = [("amount", "17000"), ("evidence", "P-1")];
    done((&mut one, &mut other), &at, "pay", &pay).await;
    done((&mut one, &mut other), &at, "decide", &[("cause", "institution-fault")]).await;
    let today = today_of(&bed);
    assert_ne!(first_day, today);
    tells(&mut firm, &bed, &at, ("17000", "FT-1")).await;
    let form = |body: &str| body.split(r#"id="tell""#).nth(1).expect("a form").to_owned();
    let it = form(&firm.get(&at).await.body);
    assert!(it.contains(r#"value="FT-1""#) && it.contains(&format!(r#"value="{today}""#)), "{it}");
    // Nothing is another.
    let same = [("evidence", "FT-1"), ("day", today.as_str())];
    let back = put_right(&mut firm, &at, 1, &same).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(back.body.contains("이미 알린 증빙 번호입니다."), "{}", flat(&back.body));
    bed.pass(1);
    let day = [("evidence", "FT-1"), ("day", first_day.as_str())];
    let done_so = put_right(&mut firm, &at, 2, &day).await;
    assert_eq!(done_so.location(), at, "{}", flat(&done_so.body));
    let body = firm.get(&at).await.body;
    assert!(form(&body).contains(&format!(r#"value="{first_day}""#)), "{}", form(&body));
    assert!(flat(&body).contains("FT-1 정정됨"), "{}", flat(&body));

    // Booked in part: the second person reads of how much it is a part.
    let part = [("party", "M202600001"), ("amount", "7,000"), ("evidence", "FT-1")];
    let shown = done((&mut one, &mut other), &at, "recover", &part).await;
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let says = "이 번호로 알린 금액 17,000원 가운데 7,000원입니다.";
    assert!(shown.contains(says), "{shown}");
    let page = flat(&one.get(&at).await.body);
    let fills = "알린 17,000원 가운데 지금 기록할 수 있는 10,000원과 증빙 번호를 넣어";
    assert!(page.contains(fills), "{page}");
}

/// A surety refuses though it has told a payment: nobody pays twice, and whoever decides reads by
/// which way that money is booked.
#[tokio::test]
async fn what_a_refusing_surety_has_told_is_waited_for() {
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
    let (env, hub) = (bed.env(), bed.hub.clone());
    let write = move |tx: &mut Tx<'_>| {
        let id = insure(tx, &env, &of_bed(&code), &cover)?;
        hub.directory_changed(tx)?;
        Ok(id)
    };
    let guarantee = bed.store.write(write).await.unwrap().to_string();
    let lost = records.went_on(1, 1, 17_000, 2).await;
    let mut firm = enter(&bed, own(1), "narae", "김나래").await;
    let at = report(&mut firm, &[lost], "모르는 출금", &[]).await.location().to_owned();
    banks_answer(&bed, 0).await;
    let (mut one, mut other) = two(&bed).await;
    let pay = [("amount", "17000"), ("evidence", "P-1")];
    done((&mut one, &mut other), &at, "pay", &pay).await;
    done((&mut one, &mut other), &at, "decide", &[("cause", "institution-fault")]).await;
    let ask = [("instrument", guarantee.as_str()), ("amount", "17,000")];
    done((&mut one, &mut other), &at, "surety", &ask).await;
    let mut insurer = enter(&bed, of_insurer("G202600001"), "han", "류새봄").await;
    tells(&mut insurer, &bed, &at, ("17000", "INS-1")).await;
    let before = flat(&insurer.get(&at).await.body);
    assert!(!before.contains("거절로 기록"), "{before}");
    done((&mut one, &mut other), &at, "surety-refused", &[]).await;

    let page = flat(&insurer.get(&at).await.body);
    assert!(page.contains("보증은 그 뒤 거절로 기록되었습니다. 운영기관에 확인을"), "{page}");
    assert!(!page.contains("내실 금액에는 들어 있지 않습니다"), "{page}");
    let page = flat(&firm.get(&at).await.body);
    let waits = "보증이 거절되었습니다. 보증기관이 17,000원을 지급했다고 알린 것(증빙 INS-1)을";
    assert!(page.contains(waits) && page.contains("기다리십시오"), "{page}");
    assert!(!page.contains("하실 일:"), "{page}");
    let list = flat(&firm.get("/console/claims").await.body);
    assert!(list.contains("내 차례 0") && list.contains("지금 지급하실 금액은 없습니다"), "{list}");
    assert!(list.contains("보증기관 지급 통지 · 운영기관 확인 대기"), "{list}");
    let line = firm.get("/console/me").await.body;
    assert!(!line.contains("피해보상 지급 기한"), "{line}");
    let body = one.get(&at).await.body;
    let page = flat(&body);
    assert!(page.contains("입금되었으면 ‘보증 청구’를 다시 한 뒤 ‘구상금 수령’으로"), "{page}");
    let off = body.split(r#"name="deed" value="write-off""#).nth(1).expect("a form");
    assert!(flat(off).contains("먼저 ‘보증 청구’를 다시 한 뒤"), "{}", flat(off));

    // That way works, and then nothing of it is said any more.
    let ask = [("instrument", guarantee.as_str()), ("amount", "17000")];
    done((&mut one, &mut other), &at, "surety", &ask).await;
    let page = flat(&firm.get(&at).await.body);
    assert!(!page.contains("보증이 거절되었습니다. 보증기관이"), "{page}");
    let came = [("party", "surety"), ("amount", "17,000"), ("evidence", "INS-1")];
    let seen = sent(&mut one, &at, "recover", &came).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", flat(&seen.body));
}

//! What the node sees of an institution's calls, and what the signals of its checks say of it.

use super::bed::*;
use naru_base::{BusinessDate, ClientUseCode};
use naru_core::access::{self, Change};
use naru_core::check::signal::{Seen, Signal, What, observe};
use naru_core::check::{self, Opinion};
use naru_core::{desk, identity};
use naru_store::Tx;

fn narae() -> ClientUseCode {
    ClientUseCode::parse(NARAE).unwrap()
}

async fn seen(bed: &Bed) -> Vec<Seen> {
    bed.node().write_down_seen().await.expect("written down");
    let first = BusinessDate::parse("20200101").unwrap();
    let read = move |tx: &mut Tx<'_>| Ok(check::seen(tx, &narae(), first)?);
    bed.node().book.read(read).await.expect("reads")
}

fn count(all: &[Seen], what: What, detail: &str) -> i64 {
    all.iter().filter(|it| it.what == what && it.detail == detail).map(|it| it.count).sum()
}

async fn opinion(bed: &Bed, signal: Signal) -> Opinion {
    bed.node().write_down_seen().await.expect("written down");
    let now = bed.node().clock.now();
    let read = move |tx: &mut Tx<'_>| desk::witnessed(tx, &narae(), now);
    let (known, limits) = bed.node().book.read(read).await.expect("reads");
    observe(signal, &known, &limits, now).opinion
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_are_counted_by_what_they_are_and_speak_for_or_against_a_claim() {
    let bed = Bed::new().await;
    for _ in 0..20 {
        assert_eq!(bed.withdraw(&bed.order(1_000)).await["rsp_code"], "A0000");
    }
    let order = bed.order(1_000);
    bed.withdraw(&order).await;
    let all = seen(&bed).await;
    let path = "/v2.0/transfer/withdraw/acnt_num";
    assert_eq!(count(&all, What::Call, path), 21, "{all:?}");
    assert_eq!(count(&all, What::Code, "A0000"), 21);
    assert_eq!(count(&all, What::Source, "127.0.0.1"), 21);
    assert_eq!(count(&all, What::Tls, "none"), 21);
    assert_eq!(count(&all, What::ScopeUsed, "sa"), 21);
    assert!(all.iter().any(|it| it.what == What::Skew && it.count == 21), "{all:?}");
    assert_eq!(seen(&bed).await, all, "nothing is counted twice");

    // The same id for something else.
    assert_eq!(opinion(&bed, Signal::IdReused).await, Opinion::Supports);
    let mut other = order.clone();
    other["tran_amt"] = serde_json::json!("2000");
    assert_eq!(bed.withdraw(&other).await["rsp_code"], "A0326");
    assert_eq!(opinion(&bed, Signal::IdReused).await, Opinion::Refutes);

    // A wrong secret, a right one, and a token that was taken back.
    let before = count(&seen(&bed).await, What::ScopeGiven, "sa");
    let wrong = token_form(NARAE, "sa").replace("client_secret=", "client_secret=x");
    assert_eq!(bed.token_with(&wrong).await["rsp_code"], "O0001");
    let token = bed.token_of(NARAE, "sa").await;
    let all = seen(&bed).await;
    assert_eq!(count(&all, What::SecretWrong, "127.0.0.1"), 1, "{all:?}");
    assert_eq!(count(&all, What::ScopeGiven, "sa"), before + 1, "{all:?}");
    assert_eq!(opinion(&bed, Signal::RevokedTokenUsed).await, Opinion::Supports);
    let (hub, env) = (bed.node().hub.clone(), bed.node().env());
    let id = naru_base::token::verify(&token, &hub.keys, env.now).expect("genuine").jti;
    let revoke = move |tx: &mut Tx<'_>| {
        identity::revoke_token(tx, &env, "system:test", &id)?;
        hub.token_revoked(tx, &id);
        Ok(())
    };
    bed.node().book.write(revoke).await.expect("taken back");
    let request = bed.post(path, &token, bed.order(1_000).to_string());
    let answer = bed.send(request).await.expect("an answer").1;
    assert_eq!(answer["rsp_code"], "O0002", "{answer}");
    assert_eq!(opinion(&bed, Signal::RevokedTokenUsed).await, Opinion::Refutes);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_from_elsewhere_is_seen_although_it_is_refused() {
    let bed = Bed::new().await;
    assert_eq!(bed.withdraw(&bed.order(1_000)).await["rsp_code"], "A0000");
    assert_eq!(opinion(&bed, Signal::RegisteredPlaces).await, Opinion::Refutes);
    let (hub, env) = (bed.node().hub.clone(), bed.node().env());
    let declare = move |tx: &mut Tx<'_>| {
        let institution = narae();
        let it = Change { env: &env, actor: "staff:test", institution: &institution };
        access::add_source(tx, &it, "203.0.113.0/24".parse().unwrap())?;
        Ok(hub.directory_changed(tx)?)
    };
    bed.node().book.write(declare).await.expect("declared");
    assert_eq!(opinion(&bed, Signal::RegisteredPlaces).await, Opinion::Supports);
    assert_eq!(opinion(&bed, Signal::UndeclaredPlaces).await, Opinion::Unknown, "one call");
    assert_eq!(bed.withdraw(&bed.order(1_000)).await["rsp_code"], "O0006");
    let all = seen(&bed).await;
    assert_eq!(count(&all, What::SourceRefused, "127.0.0.1"), 1, "{all:?}");
    assert_eq!(opinion(&bed, Signal::UndeclaredPlaces).await, Opinion::Refutes);
}

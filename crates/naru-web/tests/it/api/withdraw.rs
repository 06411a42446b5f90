//! A withdrawal goes through, and what it leaves behind.

use super::bed::*;
use naru_core::relay::State;

#[tokio::test(flavor = "multi_thread")]
async fn money_moves_once() {
    let bed = Bed::new().await;
    let order = bed.order(10_000);
    let answer = bed.withdraw(&order).await;
    assert_eq!(answer["rsp_code"], "A0000", "{answer}");
    assert_eq!(answer["bank_rsp_code"], "000");
    assert_eq!(bed.state(&order).await, Some(State::Settled));
    assert_eq!(bed.posted("bank:901").await, (10_000, 0));
    assert_eq!(bed.posted("inst:M202600001").await, (-10_000, 0));
    assert_eq!(bed.posted("inst-fee:M202600001").await, (50, 0));
    bed.verify().await;
}

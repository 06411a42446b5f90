//! At the instant an agreement ends it is over; a microsecond before it is not.

use super::super::bed::*;
use super::people::*;
use crate::bed::TestClock;
use naru_base::env::SystemClock;
use naru_base::{Clock as _, Micros};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

const YEAR_S: i64 = 31_536_000;

struct Ends {
    bed: Bed,
    clock: Arc<TestClock>,
    began: Micros,
    user: String,
    account: &'static str,
}

/// One person agrees to everything at one instant; inquiries end a day before the rest.
async fn agreed(place: impl AsyncFnOnce(With) -> Option<Bed>) -> Option<Ends> {
    let clock = Arc::new(TestClock(AtomicI64::new(SystemClock.now().get())));
    let with = With {
        clock: clock.clone(),
        rules: vec![
            ("consent_inquiry_life_s", YEAR_S - 86_400),
            ("token_life_s", 2 * YEAR_S),
            ("refresh_token_life_s", 600),
        ],
        ..With::default()
    };
    let bed = place(with).await?;
    let began = clock.now();
    let account = "1002003005";
    let user = bed.agree(NARAE, person(5), &[(BANK, account)]).await.user.to_string();
    Some(Ends { bed, clock, began, user, account })
}

impl Ends {
    fn at(&self, seconds: i64, micros: i64) {
        let now = self.began.plus_seconds(seconds).get() + micros;
        self.clock.0.store(now, Ordering::SeqCst);
    }

    async fn balance(&self) -> String {
        let mut question = self.bed.balance();
        question["user_seq_no"] = json!(self.user);
        question["account_num"] = json!(self.account);
        self.bed.ask(BALANCE, &question).await["rsp_code"].as_str().expect("text").to_owned()
    }

    async fn withdraw(&self) -> String {
        let mut order = self.bed.order(1_000);
        order["user_seq_no"] = json!(self.user);
        order["wd_account_num"] = json!(self.account);
        self.bed.withdraw(&order).await["rsp_code"].as_str().expect("text").to_owned()
    }
}

async fn each_agreement_ends_at_its_instant(it: Ends) {
    let token = it.bed.token.clone();
    it.at(YEAR_S - 86_400, -1);
    assert_eq!(it.balance().await, "A0000");
    it.at(YEAR_S - 86_400, 0);
    assert_eq!(it.balance().await, "A0316");
    assert_eq!(it.withdraw().await, "A0000", "debits were agreed to for longer");
    it.at(YEAR_S, -1);
    assert_eq!(it.bed.code_of_me(&token, &it.user).await, "A0000");
    assert_eq!(it.withdraw().await, "A0000");
    it.at(YEAR_S, 0);
    assert_eq!(it.bed.code_of_me(&token, &it.user).await, "A0334");
    assert_eq!(it.withdraw().await, "A0319");
    // Agreed to again, everything opens on the next call.
    it.bed.agree(NARAE, person(5), &[(BANK, it.account)]).await;
    assert_eq!(it.bed.code_of_me(&token, &it.user).await, "A0000");
    assert_eq!(it.balance().await, "A0000");
    assert_eq!(it.withdraw().await, "A0000");
    it.bed.verify().await;
}

async fn codes_and_refresh_tokens_end_too(it: Ends) {
    let refused = async |form: String| {
        let answer = it.bed.token_with(&form).await;
        answer["rsp_message"].as_str().is_some_and(|text| text.contains("3002110"))
    };
    let late = it.bed.code_for(NARAE, &it.user, "login").await;
    it.at(180, 0);
    assert!(refused(code_form(NARAE, &late)).await, "a code at its end");
    let just = it.bed.code_for(NARAE, &it.user, "login").await;
    it.at(360, -1);
    let pair = Pair::of(&it.bed.token_with(&code_form(NARAE, &just)).await);
    it.at(360 + 600, -2);
    let next = Pair::of(&it.bed.token_with(&refresh_form(NARAE, &pair.refresh)).await);
    it.at(360 + 1_200, -2);
    assert!(refused(refresh_form(NARAE, &next.refresh)).await, "a refresh token at its end");
    it.bed.verify().await;
}

macro_rules! at_the_boundary {
    ($($name:ident => $body:ident;)*) => {
        $(mod $name {
            use super::*;
            #[tokio::test(flavor = "multi_thread")]
            async fn sqlite() {
                let place = async |with| Some(Bed::with(with).await);
                $body(agreed(place).await.expect("a bed")).await;
            }
            #[tokio::test(flavor = "multi_thread")]
            async fn postgres() {
                if let Some(it) = agreed(Bed::postgres).await {
                    $body(it).await;
                }
            }
        })*
    };
}

at_the_boundary! {
    agreements => each_agreement_ends_at_its_instant;
    grants => codes_and_refresh_tokens_end_too;
}

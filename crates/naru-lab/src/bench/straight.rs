//! Withdrawals straight to a bank, signed as the relay signs them: what the relay is compared with.

use super::child::Served;
use super::drive::Script;
use super::fixture::{self, LOAD_KEY_ID, customer};
use super::http::{Answer, post};
use super::order::{AMOUNT, bank_tran_id, person_at};
use naru_base::env::{SystemClock, SystemEntropy};
use naru_base::httpsig::{self, MESSAGE_ID, SignParams, SigningKey};
use naru_base::{Env, Micros};
use naru_core::relay::bankwire::{WITHDRAW_PATH, WithdrawRequest};

/// How long a question's signature holds.
const LIFETIME_S: i64 = 10;

pub(super) struct Straight {
    authorities: Vec<String>,
    key: SigningKey,
    entropy: SystemEntropy,
}

impl Straight {
    pub(super) fn new(banks: &[Served]) -> Straight {
        Straight {
            authorities: banks.iter().map(|it| it.addr.to_string()).collect(),
            key: fixture::load_key(),
            entropy: SystemEntropy::default(),
        }
    }

    fn headers(&self, env: &Env, authority: &str, body: &str) -> Option<String> {
        let message_id = env.id(20).to_string();
        let created = Micros::unix_seconds(env.now);
        let params = SignParams {
            created,
            expires: created + LIFETIME_S,
            keyid: LOAD_KEY_ID.to_owned(),
            nonce: env.id(21).to_string(),
        };
        let signed = [(MESSAGE_ID, message_id.as_str()), ("content-type", "application/json")];
        let request = httpsig::Request {
            method: "POST",
            path: WITHDRAW_PATH,
            authority,
            headers: &signed,
            body: body.as_bytes(),
        };
        let signature = httpsig::sign_request(&self.key, &request, &params).ok()?;
        let mut lines = format!("{MESSAGE_ID}: {message_id}\r\n");
        for (name, value) in signature.iter() {
            lines += &format!("{name}: {value}\r\n");
        }
        Some(lines)
    }
}

impl Script for Straight {
    fn write(&self, n: u64, lane: usize, out: &mut Vec<u8>) {
        let env = Env::new(&SystemClock, &self.entropy);
        let it = customer(person_at(n, lane));
        let question = WithdrawRequest {
            bank_tran_id: bank_tran_id(&it.institution, n),
            business_date: env.now.business_date().to_string(),
            account_num: it.account_num,
            tran_amt: AMOUNT.to_string(),
            print_content: "나래페이".to_owned(),
            req_client_name: it.name,
        };
        let body = serde_json::to_string(&question).unwrap_or_default();
        let authority = &self.authorities[lane];
        // Without a signature the bank refuses, and the bench counts an error.
        let headers = self.headers(&env, authority, &body).unwrap_or_default();
        post(out, WITHDRAW_PATH, authority, &headers, &body);
    }

    fn is_done(&self, _n: u64, answer: &Answer<'_>) -> bool {
        const DONE: &[u8] = br#""outcome":"done""#;
        answer.status == 200 && answer.body.windows(DONE.len()).any(|it| it == DONE)
    }
}

//! A bank to test, and a caller that signs like the relay.

use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use naru_base::env::SystemEntropy;
use naru_base::httpsig::{
    Policy, Request, Response, SignParams, SigningKey, VerifyingKey, sign_request, verify_response,
};
use naru_base::{BankCode, BusinessDate, Clock, Micros, Won};
use naru_core::relay::bankwire::{
    BALANCE_PATH, BalanceReply, INQUIRY_PATH, TransferReply, WITHDRAW_PATH,
};
use naru_lab::bank::books::model::{AccountState, NewAccount};
use naru_lab::bank::fault::Plan;
use naru_lab::bank::{self, BankConfig, BankHandle};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use tempfile::TempDir;

pub const NOON: &str = "20261123120000";
pub const TODAY: &str = "20261123";
pub const RICH: &str = "90100000000001";
pub const LIMITED: &str = "90100000000002";
pub const CLOSED: &str = "90100000000003";

/// A clock that stands until it is moved.
pub struct Stopped(AtomicI64);

impl Stopped {
    pub fn at_noon() -> Arc<Self> {
        let noon = Micros::parse_kst_dtime14(NOON).expect("a time");
        Arc::new(Stopped(AtomicI64::new(noon.get())))
    }
    pub fn forward_s(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Clock for Stopped {
    fn now(&self) -> Micros {
        Micros::new(self.0.load(Ordering::SeqCst))
    }
}

pub fn accounts() -> Vec<NewAccount> {
    let opened = BusinessDate::parse("20240229").expect("a date");
    let open = |num, won| NewAccount::open(num, "김나루", Won::new(won), opened);
    vec![
        open(RICH, 1_000_000),
        NewAccount {
            limit_once: Won::new(50_000),
            limit_day: Won::new(80_000),
            ..open(LIMITED, 70_000)
        },
        NewAccount { state: AccountState::Closed, ..open(CLOSED, 500) },
    ]
}

pub fn relay_key() -> SigningKey {
    SigningKey::from_seed(&[1; 32])
}

pub fn config(dir: &Path, clock: Arc<dyn Clock>) -> BankConfig {
    let relay = vec![("relay".to_owned(), relay_key().verifying_key())];
    let key = SigningKey::from_seed(&[2; 32]);
    let code = BankCode::parse("901").expect("a code");
    let entropy = Arc::new(SystemEntropy::default());
    let mut config = BankConfig::new(code, dir.join("bank.db"), key, relay, clock, entropy);
    config.accounts = accounts();
    config
}

pub struct Bed {
    pub dir: TempDir,
    pub clock: Arc<Stopped>,
    pub bank: BankHandle,
    pub relay: Relay,
}

impl Bed {
    pub async fn new() -> Bed {
        Bed::with(Plan::default()).await
    }

    pub async fn with(faults: Plan) -> Bed {
        let dir = tempfile::tempdir().expect("a directory");
        let clock = Stopped::at_noon();
        let mut config = config(dir.path(), clock.clone());
        config.faults = Some(faults);
        let bank = bank::spawn(config).await.expect("a bank");
        let relay = Relay::to(bank.addr, bank.public_key, clock.clone());
        Bed { dir, clock, bank, relay }
    }

    /// Stops the bank and starts it again on the same books.
    pub async fn restart(self) -> Bed {
        let Bed { dir, clock, bank, .. } = self;
        bank.stop().await;
        let bank = bank::spawn(config(dir.path(), clock.clone())).await.expect("a bank");
        let relay = Relay::to(bank.addr, bank.public_key, clock.clone());
        Bed { dir, clock, bank, relay }
    }

    pub async fn balance_of(&self, account: &str) -> i64 {
        let found = self.bank.books.account(account.to_owned()).await.expect("books");
        found.expect("an account").balance.get()
    }

    pub async fn assert_books_hold(&self) {
        assert_eq!(self.bank.books.verify().await.expect("books"), Vec::<String>::new());
    }
}

/// A request to be sent, so that a test can spoil it.
#[derive(Clone)]
pub struct Signed {
    pub path: &'static str,
    pub body: Vec<u8>,
    pub headers: Vec<(String, String)>,
}

/// What came back, its signature checked if it had to be.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
    pub signed: bool,
}

impl Answer {
    pub fn outcome(&self) -> (&str, &str) {
        (
            self.body["outcome"].as_str().unwrap_or("-"),
            self.body["bank_rsp_code"].as_str().unwrap_or("-"),
        )
    }
    pub fn withdrawal(&self) -> TransferReply {
        serde_json::from_value(self.body.clone()).expect("a reply")
    }
}

/// The caller: signs as the relay does, verifies as it does.
pub struct Relay {
    client: Client<HttpConnector, Full<Bytes>>,
    addr: SocketAddr,
    bank_key: VerifyingKey,
    clock: Arc<dyn Clock>,
    sent: AtomicU64,
    pub key: SigningKey,
}

pub fn order(id: &str, account: &str, amount: &str) -> Value {
    json!({
        "bank_tran_id": id, "business_date": TODAY, "account_num": account, "tran_amt": amount,
        "print_content": "나래페이", "req_client_name": "김나루",
    })
}

pub fn id(n: u32) -> String {
    format!("M202600001U{n:09}")
}

impl Relay {
    pub fn to(addr: SocketAddr, bank_key: VerifyingKey, clock: Arc<dyn Clock>) -> Relay {
        let client = Client::builder(TokioExecutor::new()).build_http();
        Relay { client, addr, bank_key, clock, sent: AtomicU64::new(0), key: relay_key() }
    }

    pub fn sign(&self, path: &'static str, body: &Value) -> Signed {
        self.sign_for(path, body, &self.addr.to_string(), 30)
    }

    pub fn sign_for(
        &self,
        path: &'static str,
        body: &Value,
        authority: &str,
        lifetime_s: i64,
    ) -> Signed {
        let body = serde_json::to_vec(body).expect("json");
        let n = self.sent.fetch_add(1, Ordering::SeqCst);
        let mut headers = vec![
            ("host".to_owned(), authority.to_owned()),
            ("content-type".to_owned(), "application/json".to_owned()),
            ("naru-message-id".to_owned(), format!("m-{n}")),
        ];
        let created = self.clock.now().unix_seconds();
        let params = SignParams {
            created,
            expires: created + lifetime_s,
            keyid: "relay".into(),
            nonce: format!("nonce-of-sixteen-{n}"),
        };
        let view = views(&headers);
        let request = Request { method: "POST", path, authority, headers: &view, body: &body };
        let signature = sign_request(&self.key, &request, &params).expect("signs");
        headers.extend(signature.iter().map(|(n, v)| (n.to_owned(), v.to_owned())));
        Signed { path, body, headers }
    }

    /// Sends; `None` if the connection was closed without an answer.
    pub async fn send(&self, signed: &Signed) -> Option<Answer> {
        let mut request = hyper::Request::post(format!("http://{}{}", self.addr, signed.path));
        for (name, value) in &signed.headers {
            request = request.header(name, value);
        }
        let request = request.body(Full::new(Bytes::from(signed.body.clone()))).expect("valid");
        let response = self.client.request(request).await.ok()?;
        let (parts, body) = response.into_parts();
        let body = body.collect().await.ok()?.to_bytes();
        let headers: Vec<(String, String)> = parts
            .headers
            .iter()
            .map(|(n, v)| (n.to_string(), v.to_str().unwrap_or("").to_owned()))
            .collect();
        let view = views(&headers);
        let asked = views(&signed.headers);
        let host = asked.iter().find(|(n, _)| *n == "host").map_or("", |(_, v)| *v);
        let request = Request {
            method: "POST",
            path: signed.path,
            authority: host,
            headers: &asked,
            body: &signed.body,
        };
        let response = Response { status: parts.status.as_u16(), headers: &view, body: &body };
        let policy = Policy { skew_s_max: 5, lifetime_s_max: 120 };
        let key = |id: &str| (id == "bank-901").then_some(self.bank_key);
        let signed = parts.headers.contains_key("signature");
        if signed {
            verify_response(&response, &request, self.clock.now(), policy, &key)
                .expect("the bank's signature holds");
        }
        let status = parts.status.as_u16();
        Some(Answer { status, body: serde_json::from_slice(&body).expect("json"), signed })
    }

    pub async fn ask(&self, path: &'static str, body: &Value) -> Answer {
        self.send(&self.sign(path, body)).await.expect("an answer")
    }

    pub async fn withdraw(&self, n: u32, account: &str, amount: i64) -> Answer {
        self.ask(WITHDRAW_PATH, &order(&id(n), account, &amount.to_string())).await
    }

    /// A withdrawal whose answer does not come.
    pub async fn withdraw_unanswered(&self, n: u32, account: &str, amount: i64) {
        let signed = self.sign(WITHDRAW_PATH, &order(&id(n), account, &amount.to_string()));
        assert!(self.send(&signed).await.is_none(), "no answer was to come");
    }

    pub async fn inquire(&self, n: u32, amount: i64) -> Answer {
        let body = json!({
            "bank_tran_id": id(n), "business_date": TODAY, "tran_amt": amount.to_string(),
        });
        self.ask(INQUIRY_PATH, &body).await
    }

    pub async fn balance(&self, n: u32, account: &str) -> BalanceReply {
        let body = json!({ "bank_tran_id": id(n), "account_num": account });
        serde_json::from_value(self.ask(BALANCE_PATH, &body).await.body).expect("a reply")
    }
}

fn views(headers: &[(String, String)]) -> Vec<(&str, &str)> {
    headers.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect()
}

//! A double of the relay's public API that behaves as the script says, and remembers what came.

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use naru_base::env::SystemClock;
use naru_base::secret::SecretText;
use naru_base::{BankCode, ClientUseCode, Clock as _};
use naru_lab::fintech::ids::Ids;
use naru_lab::fintech::journal::{History, Journal};
use naru_lab::fintech::stats::Stats;
use naru_lab::fintech::traffic::Party;
use naru_lab::fintech::{Access, Api, ApiConfig, Contract, Customer, Fintech, Patience};
use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpListener;

/// What the double does with the next call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Applies it (a withdrawal) and answers with the truth.
    Honest,
    /// Applies it and closes the connection.
    Swallow,
    /// Closes the connection without applying it.
    Lose,
    /// Applies it and never answers.
    Hang,
    /// Answers with these codes without applying it.
    Say(&'static str, &'static str),
    /// Applies it and answers with these codes.
    ApplyAndSay(&'static str, &'static str),
    /// Answers 500 with something that is no JSON, without applying it.
    Garbage,
}

#[derive(Default)]
pub struct State {
    pub withdraw: VecDeque<Mood>,
    pub result: VecDeque<Mood>,
    /// Orders as they came, in order.
    pub orders: Vec<Value>,
    /// How often a result was asked for.
    pub asked: usize,
    pub balances: usize,
    pub tokens: usize,
    /// Amounts by id: what went through.
    pub applied: BTreeMap<String, String>,
}

pub type Shared = Arc<Mutex<State>>;

#[derive(Debug)]
struct Closed;
impl std::fmt::Display for Closed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("closed")
    }
}
impl std::error::Error for Closed {}

type Reply = hyper::Response<Full<Bytes>>;

pub async fn start() -> (SocketAddr, Shared) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let addr = listener.local_addr().expect("an address");
    let state = Shared::default();
    let shared = state.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let shared = shared.clone();
            let service = service_fn(move |request| handle(shared.clone(), request));
            let connection = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service);
            tokio::spawn(connection);
        }
    });
    (addr, state)
}

async fn handle(state: Shared, request: hyper::Request<Incoming>) -> Result<Reply, Closed> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.expect("a body").to_bytes();
    if parts.uri.path() == "/oauth/2.0/token" {
        return Ok(token(&state, &body));
    }
    assert_eq!(parts.headers["content-type"], "application/json; charset=UTF-8");
    let body: Value = serde_json::from_slice(&body).expect("json");
    let bearer = parts.headers["authorization"].to_str().expect("text").to_owned();
    let (mood, truth) = {
        let mut state = state.lock().expect("no panic");
        if bearer != format!("Bearer token-{}", state.tokens) {
            return Ok(say(json!({ "rsp_code": "O0002", "rsp_message": "" })));
        }
        match parts.uri.path() {
            "/v2.0/transfer/withdraw/acnt_num" => withdraw(&mut state, &body),
            "/v2.0/transfer/result" => result(&mut state, &body),
            "/v2.0/account/balance/acnt_num" => {
                state.balances += 1;
                let balance = json!({
                    "rsp_code": "A0000", "bank_rsp_code": "000", "balance_amt": "5000",
                });
                (Mood::Honest, balance)
            }
            other => panic!("an unknown path: {other}"),
        }
    };
    match mood {
        Mood::Honest => Ok(say(truth)),
        Mood::Swallow | Mood::Lose => Err(Closed),
        Mood::Hang => std::future::pending().await,
        Mood::Say(code, bank) | Mood::ApplyAndSay(code, bank) => {
            Ok(say(json!({ "rsp_code": code, "bank_rsp_code": bank, "res_list": [] })))
        }
        Mood::Garbage => {
            let mut reply = Reply::new(Full::new(Bytes::from("<html>")));
            *reply.status_mut() = hyper::StatusCode::INTERNAL_SERVER_ERROR;
            Ok(reply)
        }
    }
}

fn token(state: &Shared, body: &[u8]) -> Reply {
    let want = "client_id=id&client_secret=s%2Bcret&scope=sa&grant_type=client_credentials";
    assert_eq!(std::str::from_utf8(body), Ok(want));
    let mut state = state.lock().expect("no panic");
    state.tokens += 1;
    let token = format!("token-{}", state.tokens);
    say(json!({ "access_token": token, "token_type": "Bearer", "expires_in": "7775999" }))
}

fn withdraw(state: &mut State, body: &Value) -> (Mood, Value) {
    let mood = state.withdraw.pop_front().unwrap_or(Mood::Honest);
    state.orders.push(body.clone());
    let text = |name: &str| body[name].as_str().expect("a text").to_owned();
    if matches!(mood, Mood::Honest | Mood::Swallow | Mood::Hang | Mood::ApplyAndSay(..)) {
        let known = state.applied.insert(text("bank_tran_id"), text("tran_amt"));
        assert!(known.is_none_or(|amount| amount == text("tran_amt")), "other content");
    }
    let truth = json!({
        "rsp_code": "A0000", "bank_rsp_code": "000", "bank_tran_id": text("bank_tran_id"),
        "tran_amt": text("tran_amt"),
    });
    (mood, truth)
}

fn result(state: &mut State, body: &Value) -> (Mood, Value) {
    state.asked += 1;
    let mood = state.result.pop_front().unwrap_or(Mood::Honest);
    let id = body["req_list"][0]["org_bank_tran_id"].as_str().expect("an id");
    let truth = match state.applied.get(id) {
        Some(amount) => json!({
            "rsp_code": "A0000", "res_cnt": "1",
            "res_list": [{ "bank_tran_id": id, "bank_rsp_code": "000", "tran_amt": amount }],
        }),
        None => json!({ "rsp_code": "A0310", "res_cnt": "0", "res_list": [] }),
    };
    (mood, truth)
}

fn say(body: Value) -> Reply {
    Reply::new(Full::new(Bytes::from(body.to_string())))
}

/// An institution with a double of the relay.
pub struct Bed {
    pub dir: TempDir,
    pub state: Shared,
    pub fintech: Arc<Fintech>,
}

pub fn customer(n: u32) -> Customer {
    Customer {
        user_seq_no: format!("11000000{n:02}"),
        name: "김나루".into(),
        birth: "19900101".into(),
        bank: BankCode::parse("901").expect("a code"),
        account_num: format!("901000000000{n:02}"),
        handle: format!("1202600001{n:014}"),
    }
}

impl Bed {
    pub async fn new() -> Bed {
        let (addr, state) = start().await;
        Bed::at(addr, state, Duration::from_millis(300))
    }

    pub fn at(addr: SocketAddr, state: Shared, timeout: Duration) -> Bed {
        let dir = tempfile::tempdir().expect("a directory");
        let code = ClientUseCode::parse("M202600001").expect("a code");
        let api = Api::new(ApiConfig {
            base_url: format!("http://{addr}/"),
            client_id: "id".into(),
            client_secret: SecretText::new("s+cret".into()),
            access: Access::Own,
            contract: Contract { account_type: "N".into(), account_num: "100000000001".into() },
            paying: Contract { account_type: "N".into(), account_num: "100000000002".into() },
            pass_phrase: SecretText::new("열려라".into()),
            print_content: "나래페이".into(),
            timeout,
            clock: Arc::new(SystemClock),
        });
        let fintech = Arc::new(Fintech {
            api,
            ids: Ids::from(code, SystemClock.now()),
            journal: Journal::open(&dir.path().join("journal.jsonl")).expect("a journal"),
            stats: Arc::new(Stats::default()),
            patience: Patience {
                first: Duration::from_millis(1),
                longest: Duration::from_millis(10),
                give_up: Duration::from_secs(5),
            },
            clock: Arc::new(SystemClock),
        });
        Bed { dir, state, fintech }
    }

    /// The institution as traffic knows it, with these customers.
    pub fn party(&self, customers: Vec<Customer>) -> Vec<Party> {
        vec![Party { fintech: self.fintech.clone(), customers, weight: 1 }]
    }

    pub fn history(&self) -> History {
        History::read(&self.dir.path().join("journal.jsonl")).expect("a journal")
    }
}

//! A bank's address at which somebody says what a test tells him, signed or not.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, Response};
use http_body_util::BodyExt as _;
use naru_base::env::{Clock as _, SystemClock};
use naru_base::httpsig::{self, SignParams, SigningKey};
use naru_core::relay::bankwire::{BankOutcome, TransferReply};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

/// What is said.
#[derive(Clone)]
pub enum Says {
    /// Signed by the bank's key.
    Signed(Vec<u8>),
    /// Signed by another key.
    Forged(Vec<u8>),
    /// Signed, then changed.
    Changed(Vec<u8>),
    /// Not signed at all.
    Plain(u16, Vec<u8>),
}

pub struct Impostor {
    pub addr: SocketAddr,
    pub public_key: String,
    says: Arc<Mutex<Says>>,
}

impl Impostor {
    pub async fn start(says: Says) -> Impostor {
        let key = Arc::new(SigningKey::from_seed(&[3; 32]));
        let public_key = key.verifying_key().to_string();
        let says = Arc::new(Mutex::new(says));
        let told = says.clone();
        let router = Router::new().fallback(move |request: Request<Body>| {
            let (key, says) = (key.clone(), told.lock().expect("no panic").clone());
            async move { answer(&key, says, request).await }
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("binds");
        let addr = listener.local_addr().expect("an address");
        tokio::spawn(async move { axum::serve(listener, router).await });
        Impostor { addr, public_key, says }
    }

    pub fn says(&self, says: Says) {
        *self.says.lock().expect("no panic") = says;
    }
}

async fn answer(key: &SigningKey, says: Says, request: Request<Body>) -> Response<Body> {
    let (head, body) = request.into_parts();
    let asked = body.collect().await.expect("a body").to_bytes();
    let (status, said, key) = match &says {
        Says::Signed(said) | Says::Changed(said) => (200, said, Some(key.text())),
        Says::Forged(said) => (200, said, Some(SigningKey::from_seed(&[4; 32]).text())),
        Says::Plain(status, said) => (*status, said, None),
    };
    let mut response = Response::new(Body::from(match says {
        Says::Changed(_) => [said.as_slice(), b" "].concat(),
        _ => said.clone(),
    }));
    *response.status_mut() = axum::http::StatusCode::from_u16(status).expect("a status");
    let Some(key) = key else { return response };
    let key = SigningKey::parse(key.expose()).expect("a key");
    let seal = seal(&key, &head.headers, head.uri.path(), &asked, said);
    for (name, value) in seal.iter() {
        response.headers_mut().insert(name, value.parse().expect("a value"));
    }
    response
}

fn seal(
    key: &SigningKey,
    headers: &HeaderMap,
    path: &str,
    asked: &Bytes,
    said: &[u8],
) -> httpsig::SignatureHeaders {
    let headers: Vec<(&str, &str)> =
        headers.iter().map(|(n, v)| (n.as_str(), v.to_str().expect("text"))).collect();
    let host = headers.iter().find(|(n, _)| *n == "host").expect("a host").1;
    let request =
        httpsig::Request { method: "POST", path, authority: host, headers: &headers, body: asked };
    let response = httpsig::Response { status: 200, headers: &[], body: said };
    let created = SystemClock.now().unix_seconds();
    let params = SignParams {
        created,
        expires: created + 30,
        keyid: "bank-902".into(),
        nonce: "a-nonce-of-sixteen-and-more".into(),
    };
    httpsig::sign_response(key, &response, &request, &params).expect("signs")
}

/// A reply that speaks of this order.
pub fn reply_to(order: &serde_json::Value, outcome: BankOutcome, code: &str) -> Vec<u8> {
    let text = |field: &str| order[field].as_str().expect("text").to_owned();
    let reply = TransferReply {
        bank_tran_id: text("bank_tran_id"),
        tran_amt: text("tran_amt"),
        outcome,
        bank_rsp_code: code.into(),
        bank_rsp_message: "은행의 말".into(),
        bank_tran_date: "20190101".into(),
        account_holder_name: "김가람".into(),
        bank_time: SystemClock.now().get(),
    };
    serde_json::to_vec(&reply).expect("JSON")
}

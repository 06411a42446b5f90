//! The relay's public API over HTTP: token, withdrawal, balance, result. One call each, no policy.

use super::verdict::Silence;
use super::{Contract, Customer, Order};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::Method;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use naru_base::secret::SecretText;
use naru_base::{BusinessDate, Clock, Micros, Won};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The largest answer that is read.
const BODY_MAX: usize = 1 << 20;
/// A token is renewed this long before it expires.
const TOKEN_MARGIN_S: i64 = 60;

/// How to reach the relay, and as whom.
pub struct ApiConfig {
    /// `http://host:port`, with or without a slash at the end.
    pub base_url: String,
    /// The client's id.
    pub client_id: String,
    /// The client's secret.
    pub client_secret: SecretText,
    /// Where withdrawals are collected.
    pub contract: Contract,
    /// Text on customers' statements, at most 20 bytes.
    pub print_content: String,
    /// How long an answer is waited for.
    pub timeout: Duration,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

/// An answer, as far as a decision needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// The relay's code.
    pub rsp_code: String,
    /// The bank's code; of the one item in a result inquiry. Empty if there is none.
    pub bank_rsp_code: String,
    /// The bank's business date, or empty.
    pub bank_tran_date: String,
    /// The amount, or the balance in an answer about one; empty if there is none.
    pub amount: String,
}

#[derive(Deserialize)]
struct Wire {
    #[serde(default)]
    rsp_code: String,
    #[serde(default)]
    bank_rsp_code: String,
    #[serde(default)]
    bank_tran_date: String,
    #[serde(default)]
    tran_amt: String,
    #[serde(default)]
    balance_amt: String,
    #[serde(default)]
    res_list: Vec<WireItem>,
}

#[derive(Deserialize)]
struct WireItem {
    #[serde(default)]
    bank_tran_id: String,
    #[serde(default)]
    bank_rsp_code: String,
    #[serde(default)]
    bank_tran_date: String,
    #[serde(default)]
    tran_amt: String,
}

#[derive(Deserialize)]
struct Token {
    access_token: Option<String>,
    // Seen as a text and as a number.
    #[serde(default)]
    expires_in: Value,
}

struct Held {
    token: String,
    renew_at: Micros,
}

/// The relay's API.
pub struct Api {
    pub(super) config: ApiConfig,
    client: Client<HttpConnector, Full<Bytes>>,
    held: Mutex<Option<Held>>,
    fetching: tokio::sync::Mutex<()>,
}

impl Api {
    /// A client of the relay.
    pub fn new(config: ApiConfig) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        connector.set_connect_timeout(Some(Duration::from_secs(3)));
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(Duration::from_secs(30))
            .build(connector);
        Api { config, client, held: Mutex::new(None), fetching: tokio::sync::Mutex::new(()) }
    }

    /// Forgets the token: the next call gets another.
    pub fn forget_token(&self) {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn held(&self, now: Micros) -> Option<String> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.as_ref().filter(|it| now < it.renew_at).map(|it| it.token.clone())
    }

    async fn token(&self) -> Result<String, Silence> {
        let now = self.config.clock.now();
        if let Some(token) = self.held(now) {
            return Ok(token);
        }
        // One at a time: a hundred calls at once need one token, not a hundred.
        let _fetching = self.fetching.lock().await;
        if let Some(token) = self.held(now) {
            return Ok(token);
        }
        let form = [
            ("client_id", self.config.client_id.as_str()),
            ("client_secret", self.config.client_secret.expose()),
            ("scope", "sa"),
            ("grant_type", "client_credentials"),
        ];
        let body = form.map(|(name, value)| format!("{name}={}", percent(value))).join("&");
        let form = "application/x-www-form-urlencoded";
        let answer = self.post("/oauth/2.0/token", form, None, body.into()).await?;
        let token: Token = serde_json::from_slice(&answer).map_err(|_| Silence::Unreadable)?;
        let seconds = match &token.expires_in {
            Value::Number(n) => n.as_i64(),
            Value::String(s) => s.parse().ok(),
            _ => None,
        };
        // Refused credentials too: to this client there is no token, whatever the reason.
        let token = token.access_token.ok_or(Silence::Unreadable)?;
        let life = seconds.unwrap_or(0).saturating_sub(TOKEN_MARGIN_S).max(1);
        let held = Held { token: token.clone(), renew_at: now.plus_seconds(life) };
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = Some(held);
        Ok(token)
    }

    /// Orders a withdrawal.
    pub async fn withdraw(&self, order: &Order) -> Result<Reply, Silence> {
        let Customer { user_seq_no, name, bank, account_num } = &order.customer;
        let Contract { account_type, account_num: contract } = &self.config.contract;
        let print = &self.config.print_content;
        let body = json!({
            "bank_tran_id": order.bank_tran_id,
            "cntr_account_type": account_type,
            "cntr_account_num": contract,
            "dps_print_content": print,
            "wd_bank_code_std": bank.as_str(),
            "wd_account_num": account_num,
            "user_seq_no": user_seq_no,
            "wd_print_content": print,
            "tran_amt": order.amount.to_string(),
            "tran_dtime": self.dtime(),
            "req_client_name": name,
            "req_client_bank_code": bank.as_str(),
            "req_client_account_num": account_num,
            "req_client_num": user_seq_no,
            "transfer_purpose": "RC",
        });
        self.call("/v2.0/transfer/withdraw/acnt_num", &body).await
    }

    /// Asks for a balance.
    pub async fn balance(&self, id: &str, customer: &Customer) -> Result<Reply, Silence> {
        let body = json!({
            "bank_tran_id": id,
            "bank_code_std": customer.bank.as_str(),
            "account_num": customer.account_num,
            "user_seq_no": customer.user_seq_no,
            "tran_dtime": self.dtime(),
        });
        self.call("/v2.0/account/balance/acnt_num", &body).await
    }

    /// Asks what became of a withdrawal.
    pub async fn result(
        &self,
        id: &str,
        date: BusinessDate,
        amount: Won,
    ) -> Result<Reply, Silence> {
        let body = json!({
            "check_type": "1",
            "tran_dtime": self.dtime(),
            "req_cnt": "1",
            "req_list": [{
                "tran_no": "1",
                "org_bank_tran_id": id,
                "org_bank_tran_date": date.to_string(),
                "org_tran_amt": amount.to_string(),
            }],
        });
        self.call("/v2.0/transfer/result", &body).await
    }

    pub(super) fn dtime(&self) -> String {
        let mut text = self.config.clock.now().kst_dtm17();
        text.truncate(14);
        text
    }

    async fn call(&self, path: &str, body: &Value) -> Result<Reply, Silence> {
        let asked = body["req_list"][0]["org_bank_tran_id"].as_str();
        // Without a token nothing was sent of the call itself.
        let token = self.token().await.map_err(|_| Silence::NotSent)?;
        let kind = "application/json; charset=UTF-8";
        let answer = self.post(path, kind, Some(&token), body.to_string().into()).await?;
        let wire: Wire = serde_json::from_slice(&answer).map_err(|_| Silence::Unreadable)?;
        if wire.rsp_code.is_empty() {
            return Err(Silence::Unreadable);
        }
        Ok(read(wire, asked))
    }

    async fn post(
        &self,
        path: &str,
        kind: &'static str,
        token: Option<&str>,
        body: Bytes,
    ) -> Result<Bytes, Silence> {
        let uri = format!("{}{path}", self.config.base_url.trim_end_matches('/'));
        let mut request = hyper::Request::post(uri).header(CONTENT_TYPE, kind);
        if let Some(token) = token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        // Only a base URL or a token that is none fails here, before anything is sent.
        let request = request.body(Full::new(body)).map_err(|_| Silence::NotSent)?;
        self.exchange(request).await
    }

    /// Calls with the fields where they belong: in the query of a GET, else in a JSON body.
    pub(super) async fn ask(
        &self,
        method: Method,
        path: &str,
        fields: &Value,
    ) -> Result<Value, Silence> {
        let token = self.token().await.map_err(|_| Silence::NotSent)?;
        let answer = if method == Method::GET {
            let uri =
                format!("{}{path}?{}", self.config.base_url.trim_end_matches('/'), query(fields));
            let request = hyper::Request::get(uri).header(AUTHORIZATION, format!("Bearer {token}"));
            let request = request.body(Full::default()).map_err(|_| Silence::NotSent)?;
            self.exchange(request).await?
        } else {
            let kind = "application/json; charset=UTF-8";
            self.post(path, kind, Some(&token), fields.to_string().into()).await?
        };
        let answer: Value = serde_json::from_slice(&answer).map_err(|_| Silence::Unreadable)?;
        if answer["rsp_code"].is_string() { Ok(answer) } else { Err(Silence::Unreadable) }
    }

    async fn exchange(&self, request: hyper::Request<Full<Bytes>>) -> Result<Bytes, Silence> {
        let exchange = async {
            let answer =
                self.client.request(request).await.map_err(|e| {
                    if e.is_connect() { Silence::NotSent } else { Silence::NoAnswer }
                })?;
            let ok = answer.status().is_success();
            let body = Limited::new(answer.into_body(), BODY_MAX).collect().await;
            let body = body.map_err(|_| Silence::NoAnswer)?.to_bytes();
            // The API says everything with 200; another status is not the API speaking.
            if ok { Ok(body) } else { Err(Silence::Unreadable) }
        };
        tokio::time::timeout(self.config.timeout, exchange).await.map_err(|_| Silence::NoAnswer)?
    }
}

/// Fields as a query.
fn query(fields: &Value) -> String {
    let fields = fields.as_object().into_iter().flatten();
    let pair = |(name, value): (&String, &Value)| {
        format!("{name}={}", percent(value.as_str().unwrap_or_default()))
    };
    fields.map(pair).collect::<Vec<_>>().join("&")
}

/// Reduces an answer; of a result inquiry, to the one item that was asked for.
fn read(wire: Wire, asked: Option<&str>) -> Reply {
    let Wire { rsp_code, bank_rsp_code, bank_tran_date, tran_amt, balance_amt, res_list } = wire;
    if let Some(asked) = asked {
        let item = res_list.into_iter().find(|item| item.bank_tran_id == asked);
        return item.map_or_else(
            || Reply { rsp_code: rsp_code.clone(), ..Reply::default() },
            |item| Reply {
                rsp_code: rsp_code.clone(),
                bank_rsp_code: item.bank_rsp_code,
                bank_tran_date: item.bank_tran_date,
                amount: item.tran_amt,
            },
        );
    }
    let amount = if tran_amt.is_empty() { balance_amt } else { tran_amt };
    Reply { rsp_code, bank_rsp_code, bank_tran_date, amount }
}

/// A form's value: everything but letters, digits and `-._~` by its bytes.
fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

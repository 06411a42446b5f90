//! The relay's public API over HTTP: withdrawal, deposit, result. One call each, no policy.

use super::access::{Access, Tokens, percent};
use super::verdict::Silence;
use super::{Contract, Kind, Order};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::Method;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use naru_base::secret::SecretText;
use naru_base::{BusinessDate, Clock, Won};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// The largest answer that is read.
const BODY_MAX: usize = 1 << 20;

/// How to reach the relay, and as whom.
pub struct ApiConfig {
    /// `http://host:port`, with or without a slash at the end.
    pub base_url: String,
    /// The client's id.
    pub client_id: String,
    /// The client's secret.
    pub client_secret: SecretText,
    /// How it comes by its tokens.
    pub access: Access,
    /// Where withdrawals are collected.
    pub contract: Contract,
    /// From where deposits are paid.
    pub paying: Contract,
    /// The pass phrase of the paying account.
    pub pass_phrase: SecretText,
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
    /// The bank's code; of the one item in a list. Empty if there is none.
    pub bank_rsp_code: String,
    /// The bank's business date, or empty.
    pub bank_tran_date: String,
    /// The amount; empty if there is none.
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

/// The relay's API.
pub struct Api {
    pub(super) config: ApiConfig,
    client: Client<HttpConnector, Full<Bytes>>,
    pub(super) tokens: Tokens,
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
        Api { config, client, tokens: Tokens::default() }
    }

    /// Sends an order.
    pub async fn order(&self, order: &Order) -> Result<Reply, Silence> {
        match order.kind {
            Kind::Withdraw => self.withdraw(order).await,
            Kind::Deposit => self.deposit(order).await,
        }
    }

    /// Orders a withdrawal: by account number, or by handle if users authorize the institution.
    async fn withdraw(&self, order: &Order) -> Result<Reply, Silence> {
        let customer = &order.customer;
        let Contract { account_type, account_num: contract } = &self.config.contract;
        let print = &self.config.print_content;
        let mut body = json!({
            "bank_tran_id": order.bank_tran_id,
            "cntr_account_type": account_type,
            "cntr_account_num": contract,
            "dps_print_content": print,
            "wd_print_content": print,
            "tran_amt": order.amount.to_string(),
            "tran_dtime": self.dtime(),
            "req_client_name": customer.name,
            "req_client_bank_code": customer.bank.as_str(),
            "req_client_account_num": customer.account_num,
            "req_client_num": customer.user_seq_no,
            "transfer_purpose": "RC",
        });
        let path = if self.config.access.is_by_users() {
            body["fintech_use_num"] = json!(customer.handle);
            "/v2.0/transfer/withdraw/fin_num"
        } else {
            body["wd_bank_code_std"] = json!(customer.bank.as_str());
            body["wd_account_num"] = json!(customer.account_num);
            body["user_seq_no"] = json!(customer.user_seq_no);
            "/v2.0/transfer/withdraw/acnt_num"
        };
        self.call(Some(&customer.user_seq_no), path, &body, None).await
    }

    /// Orders a deposit to the customer, whose name the bank is to compare.
    async fn deposit(&self, order: &Order) -> Result<Reply, Silence> {
        let customer = &order.customer;
        let Contract { account_type, account_num } = &self.config.paying;
        let print = &self.config.print_content;
        let body = json!({
            "cntr_account_type": account_type,
            "cntr_account_num": account_num,
            "wd_pass_phrase": self.config.pass_phrase.expose(),
            "wd_print_content": print,
            "name_check_option": "on",
            "tran_dtime": self.dtime(),
            "req_cnt": "1",
            "req_list": [{
                "tran_no": "1",
                "bank_tran_id": order.bank_tran_id,
                "bank_code_std": customer.bank.as_str(),
                "account_num": customer.account_num,
                "account_holder_name": customer.name,
                "print_content": print,
                "tran_amt": order.amount.to_string(),
                "req_client_name": customer.name,
                "req_client_bank_code": customer.bank.as_str(),
                "req_client_account_num": customer.account_num,
                "req_client_num": customer.user_seq_no,
                "transfer_purpose": "WD",
            }],
        });
        let id = Some(order.bank_tran_id.as_str());
        self.call(None, "/v2.0/transfer/deposit/acnt_num", &body, id).await
    }

    /// Asks what became of an order.
    pub async fn result(
        &self,
        kind: Kind,
        id: &str,
        date: BusinessDate,
        amount: Won,
    ) -> Result<Reply, Silence> {
        let body = json!({
            "check_type": match kind { Kind::Withdraw => "1", Kind::Deposit => "2" },
            "tran_dtime": self.dtime(),
            "req_cnt": "1",
            "req_list": [{
                "tran_no": "1",
                "org_bank_tran_id": id,
                "org_bank_tran_date": date.to_string(),
                "org_tran_amt": amount.to_string(),
            }],
        });
        self.call(None, "/v2.0/transfer/result", &body, Some(id)).await
    }

    pub(super) fn dtime(&self) -> String {
        let mut text = self.config.clock.now().kst_dtm17();
        text.truncate(14);
        text
    }

    /// `item` is the id of the one item whose outcome is wanted, if the answer has a list.
    async fn call(
        &self,
        user: Option<&str>,
        path: &str,
        body: &Value,
        item: Option<&str>,
    ) -> Result<Reply, Silence> {
        // Without a token nothing was sent of the call itself.
        let token = self.token(user).await.map_err(|_| Silence::NotSent)?;
        let kind = "application/json; charset=UTF-8";
        let answer = self.post(path, kind, Some(&token), body.to_string().into()).await?;
        let wire: Wire = serde_json::from_slice(&answer).map_err(|_| Silence::Unreadable)?;
        if wire.rsp_code.is_empty() {
            return Err(Silence::Unreadable);
        }
        Ok(read(wire, item))
    }

    pub(super) async fn post(
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
        user: Option<&str>,
        method: Method,
        path: &str,
        fields: &Value,
    ) -> Result<Value, Silence> {
        let token = self.token(user).await.map_err(|_| Silence::NotSent)?;
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

/// Reduces an answer; of a list, to the one item that was asked for.
fn read(wire: Wire, asked: Option<&str>) -> Reply {
    let Wire { rsp_code, bank_rsp_code, bank_tran_date, tran_amt, res_list } = wire;
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
    Reply { rsp_code, bank_rsp_code, bank_tran_date, amount: tran_amt }
}

//! `naru demo --admission-story`: a fourth fintech goes from application to live before the
//! reader's eyes. Its production key is tried over HTTP before every gate; then its organisation
//! check, made short on purpose, expires, and the relay refuses its transfers by itself.
//!
//! **Must never know** a way around the gates: the demonstration's own staff decide, two at each.

use super::admission::applicant;
use super::credentials::{Credentials, User};
use super::functional;
use crate::problem::Problem;
use crate::sealer::DataKeySealer;
use crate::stdio;
use bytes::Bytes;
use data_encoding::BASE64URL_NOPAD;
use http_body_util::{BodyExt as _, Full};
use hyper::Request;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use naru_base::env::{SystemClock, SystemEntropy};
use naru_base::{
    Answer, BankCode, BankTranId, ClientUseCode, Clock as _, Entropy as _, Fault, FaultKind, Lang,
    Micros, Won, texts,
};
use naru_core::admission::{Gate, PATH};
use naru_core::identity::{self, Contract, ContractPurpose, Institution, NewInstitution, Scope};
use naru_core::relay::{self, Funding};
use naru_lab::admission::{apply, check, pass, pass_on};
use naru_store::Tx;
use naru_web::Node;
use naru_web::functional::SandboxPlace;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

texts! {
    head { ko: "관문 이야기: 물결페이가 신청부터 운영까지 갑니다", en: "The story of the gates: Mulgyeol Pay goes from application to live" }
    applied { ko: "  신청함. 문서는 해시로 기록했습니다", en: "  has applied; its documents are on record by their hash" }
    before(gate: &str) { ko: "  {gate} 전: 운영 인증키 거절", en: "  before {gate}: the production key is refused" }
    passed(gate: &str) { ko: "  {gate} 통과: 두 사람이 판정했습니다", en: "  {gate} passed: two people decided" }
    tested(cases: usize, calls: usize) { ko: "  기능테스트: 시험장에서 클라이언트가 {cases}가지를 통과했습니다. 호출 {calls}건을 보고 판정한 기록에 서명했습니다", en: "  functional test: the client passed {cases} cases in the sandbox; the record, judged from {calls} calls, is signed" }
    checked(gate: &str) { ko: "  {gate} 통과: 점검관이 항목마다 판정하고, 두 사람이 결과를 냈습니다", en: "  {gate} passed: an inspector answered every item, two people concluded" }
    key_works(ms: i64) { ko: "  개시 {ms}밀리초 뒤 운영 인증키가 통합니다", en: "  {ms} ms after the start the production key works" }
    moved { ko: "  입금이체 1,000원이 은행까지 갔습니다", en: "  a deposit of 1,000 won has reached the bank" }
    waits(clock: &str) { ko: "  기관점검은 {clock}에 끝납니다. 아무도 손대지 않습니다", en: "  the organisation check ends at {clock}; nobody touches anything" }
    stopped(code: &str, ms: i64) { ko: "  기한 {ms}밀리초 뒤 이체를 거절했습니다: {code} (조회 전용)", en: "  {ms} ms after its end a transfer is refused: {code} (inquiries only)" }
    asks { ko: "  조회는 그대로 됩니다. 콘솔의 ‘관문’에서 볼 수 있습니다", en: "  inquiries go on. See ‘Gates’ in the console" }
    other(what: &str) { ko: "  ✗ 이야기가 달라졌습니다: {what}", en: "  ✗ the story went otherwise: {what}" }
}

/// The fourth institution.
const CODE: &str = "M202600004";
const NAMES: (&str, &str) = ("물결페이", "Mulgyeol Pay");
const BANK: &str = "901";
const PAYING: &str = "9010100000402";
const PHRASE: &str = "mulgyeol";
/// Between two gates, so that a reader can follow.
const PACE: Duration = Duration::from_millis(700);
/// How long the organisation check holds.
const CHECK_S: i64 = 12;

/// Where the story is told.
struct Stage {
    node: Arc<Node>,
    sandbox: SandboxPlace,
    client: Client<HttpConnector, Full<Bytes>>,
    base_url: String,
    secret: String,
    payee: User,
    lang: Lang,
}

/// Tells it. Gives whether everything went as it must; on a book that has the institution already
/// there is nothing to tell.
pub(super) async fn tell(
    (node, sandbox): (Arc<Node>, SandboxPlace),
    credentials: Credentials,
    lang: Lang,
) -> Result<bool, Problem> {
    let code = ClientUseCode::parse(CODE).expect("a code in its form");
    if node.hub.directory().institutions.contains_key(&code) {
        return Ok(true);
    }
    let Some(payee) = credentials.users.first().cloned() else { return Ok(true) };
    let mut secret = [0; 32];
    SystemEntropy::default().fill(&mut secret);
    let stage = Stage {
        node,
        sandbox,
        client: Client::builder(TokioExecutor::new()).build_http(),
        base_url: credentials.base_url.clone(),
        secret: BASE64URL_NOPAD.encode(&secret),
        payee,
        lang,
    };
    match stage.play(&code).await? {
        None => Ok(true),
        Some(what) => {
            stdio::data(&other(lang, &what));
            Ok(false)
        }
    }
}

impl Stage {
    /// `Some`: what went otherwise.
    async fn play(&self, code: &ClientUseCode) -> Result<Option<String>, Problem> {
        let lang = self.lang;
        stdio::data(&head(lang));
        self.enter(code).await?;
        stdio::data(&applied(lang));
        let mut until = SystemClock.now();
        for step in &PATH {
            if let Ok(token) = self.token().await? {
                return Ok(Some(format!("a key before {}: {}", step.gate, token.len())));
            }
            stdio::data(&before(lang, step.gate.as_str()));
            if step.gate == Gate::Organisation {
                until = SystemClock.now().plus_seconds(CHECK_S);
            }
            let short = (step.gate == Gate::Organisation).then_some(until);
            match step.gate {
                Gate::Functional => self.test(code).await?,
                gate => self.pass(code, gate, short).await?,
            }
            let told = match step.gate {
                Gate::Organisation | Gate::Service => checked(lang, step.gate.as_str()),
                gate => passed(lang, gate.as_str()),
            };
            stdio::data(&told);
            if step.gate != Gate::Start {
                tokio::time::sleep(PACE).await;
            }
        }
        let started = SystemClock.now();
        let token = match self.token().await? {
            Ok(token) => token,
            Err(answer) => return Ok(Some(format!("no key after the start: {answer}"))),
        };
        stdio::data(&key_works(lang, SystemClock.now().since(started) / 1_000));
        let answer = self.deposit(&token).await?;
        if answer["rsp_code"] != "A0000" {
            return Ok(Some(format!("a deposit: {answer}")));
        }
        stdio::data(&moved(lang));
        stdio::data(&waits(lang, &until.kst_clock()));
        self.end(&token, until).await
    }

    /// The check ends by itself.
    async fn end(&self, token: &str, until: Micros) -> Result<Option<String>, Problem> {
        let left_us = until.since(SystemClock.now()).max(0);
        tokio::time::sleep(Duration::from_micros(left_us.unsigned_abs())).await;
        let answer = self.deposit(token).await?;
        let after_ms = SystemClock.now().since(until) / 1_000;
        let code = answer["rsp_code"].as_str().unwrap_or_default().to_owned();
        if code != "A0011" {
            return Ok(Some(format!("{after_ms} ms after the end: {answer}")));
        }
        stdio::data(&stopped(self.lang, &code, after_ms));
        let answer = self.get("/v2.0/bank/status", token).await?;
        if answer["rsp_code"] != "A0000" {
            return Ok(Some(format!("an inquiry: {answer}")));
        }
        stdio::data(&asks(self.lang));
        Ok(None)
    }

    /// Enters the institution into the book, and applies.
    async fn enter(&self, code: &ClientUseCode) -> Result<(), Problem> {
        let (hub, env) = (self.node.hub.clone(), self.node.env());
        let contract = |account_num: &str, purpose| Contract {
            institution: code.clone(),
            account_type: 'N',
            account_num: account_num.to_owned(),
            purpose,
            bank: BankCode::parse(BANK).expect("a code in its form"),
            holder_name: NAMES.0.to_owned(),
        };
        let new = NewInstitution {
            institution: Institution {
                code: code.clone(),
                name_ko: NAMES.0.to_owned(),
                name_en: NAMES.1.to_owned(),
                scopes: vec![Scope::Oob],
                active: true,
            },
            client_id: CODE.to_owned(),
            secret_hash: identity::secret_hash(&hub.keys, CODE, &self.secret),
            redirect_uri: "https://mulgyeol.example/callback".to_owned(),
            contracts: vec![contract(PAYING, ContractPurpose::Deposit)],
        };
        let phrase = identity::pass_phrase_hash(&hub.keys, code, PHRASE);
        let funding = Funding {
            institution: code.clone(),
            id: BankTranId::parse(&format!("{code}O000000001")).expect("an id in its form"),
            amount: Won::new(1_000_000),
            evidence: "demo".to_owned(),
        };
        let sealer = DataKeySealer(hub.keys.clone());
        let code = code.clone();
        let write = move |tx: &mut Tx<'_>| {
            let actor = "system:demo";
            identity::add_institution(tx, &env, actor, &new)?;
            identity::set_pass_phrase(tx, &env, actor, &code, ('N', PAYING), &phrase)?;
            let it = applicant(tx, &code, &sealer)?;
            apply(tx, &env, &it)?;
            hub.directory_changed(tx)?;
            Ok(())
        };
        self.node.book.write(write).await?;
        let (hub, env) = (self.node.hub.clone(), self.node.env());
        let fund = move |tx: &mut Tx<'_>| relay::fund(tx, &hub, &env, "system:demo", &funding);
        self.node.book.write(fund).await?;
        Ok(())
    }

    async fn pass(
        &self,
        code: &ClientUseCode,
        gate: Gate,
        until: Option<Micros>,
    ) -> Result<(), Problem> {
        let (hub, env, code) = (self.node.hub.clone(), self.node.env(), code.clone());
        let sealer = DataKeySealer(hub.keys.clone());
        let write = move |tx: &mut Tx<'_>| -> Answer<()> {
            let it = applicant(tx, &code, &sealer)?;
            match gate {
                Gate::Organisation | Gate::Service => {
                    check(tx, &env, &hub.keys, &it, (gate, until))?;
                }
                gate => pass(tx, &env, &it, gate, until)?,
            }
            Ok(hub.directory_changed(tx)?)
        };
        Ok(self.node.book.write(write).await?)
    }

    /// The functional test, by a real client in the sandbox; then two people decide on its record.
    async fn test(&self, code: &ClientUseCode) -> Result<(), Problem> {
        let signed = functional::run(&self.node, &self.sandbox, code).await?;
        let record = &signed.record;
        stdio::data(&tested(self.lang, record.cases.len(), record.calls));
        let (hub, env, code) = (self.node.hub.clone(), self.node.env(), code.clone());
        let sealer = DataKeySealer(hub.keys.clone());
        let write = move |tx: &mut Tx<'_>| {
            let it = applicant(tx, &code, &sealer)?;
            pass_on(tx, &env, &it, (Gate::Functional, vec![signed.sha256]))?;
            Ok(hub.directory_changed(tx)?)
        };
        Ok(self.node.book.write(write).await?)
    }

    /// A token, or what was answered instead.
    async fn token(&self) -> Result<Result<String, Value>, Problem> {
        let form = format!(
            "grant_type=client_credentials&scope=oob&client_id={CODE}&client_secret={}",
            self.secret
        );
        let request = Request::post(self.url("/oauth/2.0/token"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Full::new(Bytes::from(form)));
        let answer = self.send(request).await?;
        Ok(match answer["access_token"].as_str() {
            Some(token) => Ok(token.to_owned()),
            None => Err(answer),
        })
    }

    async fn deposit(&self, token: &str) -> Result<Value, Problem> {
        let Some(account) = self.payee.accounts.first() else { return Ok(Value::Null) };
        let id = format!("{CODE}U{:09}", SystemClock.now().unix_ms() % 1_000_000_000);
        let body = json!({
            "cntr_account_type": "N",
            "cntr_account_num": PAYING,
            "wd_pass_phrase": PHRASE,
            "wd_print_content": "환급",
            "name_check_option": "on",
            "tran_dtime": &SystemClock.now().kst_dtm17()[..14],
            "req_cnt": "1",
            "req_list": [{
                "tran_no": "1",
                "bank_tran_id": id,
                "bank_code_std": account.bank_code_std,
                "account_num": account.account_num,
                "account_holder_name": self.payee.name,
                "print_content": NAMES.0,
                "tran_amt": "1000",
                "req_client_name": self.payee.name,
                "req_client_bank_code": account.bank_code_std,
                "req_client_account_num": account.account_num,
                "req_client_num": "MULGYEOL1",
                "transfer_purpose": "TR",
                "cms_num": "",
            }],
        });
        let request = Request::post(self.url("/v2.0/transfer/deposit/acnt_num"))
            .header("content-type", "application/json; charset=UTF-8")
            .header("authorization", format!("Bearer {token}"))
            .body(Full::new(Bytes::from(body.to_string())));
        self.send(request).await
    }

    async fn get(&self, path: &str, token: &str) -> Result<Value, Problem> {
        let request = Request::get(self.url(path))
            .header("authorization", format!("Bearer {token}"))
            .body(Full::new(Bytes::new()));
        self.send(request).await
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }

    async fn send(
        &self,
        request: Result<Request<Full<Bytes>>, hyper::http::Error>,
    ) -> Result<Value, Problem> {
        let failed = |why: Box<dyn std::error::Error + Send + Sync>| {
            let what = "the demonstration could not call its own relay";
            naru_base::No::from(Fault::because(FaultKind::Retryable, what, why))
        };
        let request = request.map_err(|e| failed(e.into()))?;
        let answer = self.client.request(request).await.map_err(|e| failed(e.into()))?;
        let body = answer.into_body().collect().await.map_err(|e| failed(e.into()))?;
        Ok(serde_json::from_slice(&body.to_bytes()).map_err(|e| failed(e.into()))?)
    }
}

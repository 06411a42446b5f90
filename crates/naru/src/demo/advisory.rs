//! `naru demo --advisory-story`: an advisory for a component that two fintechs use arrives. Both
//! are named and told; one fixes, one does not; at the deadline the relay restricts the second by
//! itself, and only that one; it fixes, and is back.
//!
//! **Must never know** a way around the doors: bills come by the API, the advisory by the file that
//! `naru oss db import` writes, and what the relay does is seen by calling it.

use super::credentials::{Credentials, FintechAccess, User};
use crate::data_dir::{self, DataDir};
use crate::problem::Problem;
use crate::server::OSS_FILE;
use crate::stdio;
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::Request;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use naru_base::env::SystemClock;
use naru_base::{Clock as _, Fault, FaultKind, Lang, Micros, texts};
use naru_core::policy::{self, Parameter};
use naru_lab::oss::{Advice, CRITICAL, bill, osv};
use naru_oss::Around;
use naru_store::Tx;
use naru_web::Node;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

texts! {
    head { ko: "권고 이야기: 두 핀테크가 쓰는 구성요소에 권고가 옵니다", en: "The story of an advisory: a component that two fintechs use" }
    has_bill(name: &str) { ko: "  {name}: SBOM을 올렸고 합격했습니다", en: "  {name}: has handed in its SBOM, accepted" }
    arrives(id: &str) { ko: "  권고 {id} 도착: 실제 악용됨", en: "  advisory {id} arrives: known to be exploited" }
    named(name: &str, ms: i64) { ko: "  {name}: {ms}밀리초 뒤 이름이 올랐습니다. 콘솔 ‘오픈소스’에서 볼 수 있습니다", en: "  {name}: named after {ms} ms; see ‘Open source’ in the console" }
    fixes(name: &str) { ko: "  {name}: 고친 버전의 SBOM을 올렸습니다", en: "  {name}: hands in the SBOM of a fixed version" }
    waits(name: &str, clock: &str) { ko: "  {name}: 고치지 않습니다. 기한은 {clock}, 아무도 손대지 않습니다", en: "  {name}: does not fix; its deadline is {clock}, nobody touches anything" }
    stopped(name: &str, code: &str, ms: i64) { ko: "  {name}: 기한 {ms}밀리초 뒤 이체를 거절했습니다: {code} (조회 전용)", en: "  {name}: {ms} ms after the deadline a transfer is refused: {code} (inquiries only)" }
    goes_on(name: &str) { ko: "  {name}: 이체가 그대로 됩니다", en: "  {name}: its transfers go on" }
    back(name: &str, ms: i64) { ko: "  {name}: 고치고 {ms}밀리초 뒤 이체가 다시 됩니다", en: "  {name}: fixes, and {ms} ms later its transfers work again" }
    other(what: &str) { ko: "  ✗ 이야기가 달라졌습니다: {what}", en: "  ✗ the story went otherwise: {what}" }
}

const ID: &str = "NARU-2026-0117";
const OLD: &str = "pkg:maven/org.example.maru/maru-log-core@2.14.1";
const FIXED: &str = "pkg:maven/org.example.maru/maru-log-core@2.17.1";
const WEB: &str = "pkg:maven/org.example.maru/maru-web@5.0.2";

/// The rules of the story, so that it fits a viewing: due after, told before.
const RULES: [(&str, i64); 3] =
    [("oss_patch_exploited_s", 12), ("oss_notice_s", 6), ("oss_inquiry_only_after_s", 0)];
/// Between two looks at what has to come.
const LOOK: Duration = Duration::from_millis(50);
/// After which what has not come will not.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two steps, so that a reader can follow.
const PACE: Duration = Duration::from_millis(700);

/// A fintech of the story.
struct Player<'c> {
    access: &'c FintechAccess,
    token: String,
    system: String,
}

struct Stage<'c> {
    node: Arc<Node>,
    dir: DataDir,
    client: Client<HttpConnector, Full<Bytes>>,
    base_url: &'c str,
    payee: &'c User,
    lang: Lang,
}

/// What went otherwise, if anything did.
type Went<T> = Result<Result<T, String>, Problem>;

/// Tells it. Gives whether everything went as it must.
pub(super) async fn tell(
    node: Arc<Node>,
    dir: DataDir,
    credentials: Credentials,
    lang: Lang,
) -> Result<bool, Problem> {
    let (Some(payee), [one, other_one, ..]) =
        (credentials.users.first(), credentials.fintechs.as_slice())
    else {
        return Ok(true);
    };
    let client = Client::builder(TokioExecutor::new()).build_http();
    let base_url = credentials.base_url.as_str();
    let stage = Stage { node, dir, client, base_url, payee, lang };
    stage.rule(&RULES).await?;
    let went = stage.play(one, other_one).await;
    // Whatever came of it, the shipped rules hold again.
    let shipped = RULES.map(|(name, _)| {
        let found = policy::SHIPPED.iter().find(|it| it.0 == name);
        (name, found.map_or(0, |it| it.1))
    });
    stage.rule(&shipped).await?;
    match went? {
        Ok(()) => Ok(true),
        Err(what) => {
            stdio::data(&other(lang, &what));
            Ok(false)
        }
    }
}

impl<'c> Stage<'c> {
    async fn play(&self, one: &'c FintechAccess, two: &'c FintechAccess) -> Went<()> {
        let lang = self.lang;
        stdio::data(&head(lang));
        let mut players = Vec::new();
        for access in [one, two] {
            match self.enter(access).await? {
                Ok(player) => players.push(player),
                Err(what) => return Ok(Err(what)),
            }
            stdio::data(&has_bill(lang, &access.name));
        }
        tokio::time::sleep(PACE).await;
        let arrived = SystemClock.now();
        self.advisory_arrives()?;
        stdio::data(&arrives(lang, ID));
        let mut due_at = arrived;
        for it in &players {
            match self.named(it).await? {
                Ok(at) => due_at = at,
                Err(what) => return Ok(Err(what)),
            }
            let ms = SystemClock.now().since(arrived) / 1_000;
            stdio::data(&named(lang, &it.access.name, ms));
        }
        let [first, second] = players.as_slice() else { return Ok(Err("two players".into())) };
        tokio::time::sleep(PACE).await;
        if let Err(what) = self.hand_in(first, FIXED).await? {
            return Ok(Err(what));
        }
        stdio::data(&fixes(lang, &first.access.name));
        stdio::data(&waits(lang, &second.access.name, &due_at.kst_clock()));
        self.end(first, second, due_at).await
    }

    /// The deadline of the second comes.
    async fn end(&self, first: &Player<'_>, second: &Player<'_>, due_at: Micros) -> Went<()> {
        let lang = self.lang;
        let left_us = due_at.since(SystemClock.now()).max(0);
        tokio::time::sleep(Duration::from_micros(left_us.unsigned_abs())).await;
        let code = self.deposit(second).await?;
        let ms = SystemClock.now().since(due_at) / 1_000;
        if code != "A0011" {
            return Ok(Err(format!("{ms} ms after the deadline: {code}")));
        }
        stdio::data(&stopped(lang, &second.access.name, &code, ms));
        let code = self.deposit(first).await?;
        if code != "A0000" {
            return Ok(Err(format!("whoever has fixed it: {code}")));
        }
        stdio::data(&goes_on(lang, &first.access.name));
        tokio::time::sleep(PACE).await;
        let fixed_at = SystemClock.now();
        if let Err(what) = self.hand_in(second, FIXED).await? {
            return Ok(Err(what));
        }
        let code = self.deposit(second).await?;
        let ms = SystemClock.now().since(fixed_at) / 1_000;
        if code != "A0000" || ms > 1_000 {
            return Ok(Err(format!("{ms} ms after its fix: {code}")));
        }
        stdio::data(&back(lang, &second.access.name, ms));
        Ok(Ok(()))
    }

    /// A token, a system, a bill with the component.
    async fn enter(&self, access: &'c FintechAccess) -> Went<Player<'c>> {
        let scope = if access.scopes.iter().any(|it| it == "sa") { "sa" } else { "oob" };
        let form = format!(
            "grant_type=client_credentials&scope={scope}&client_id={}&client_secret={}",
            access.client_id, access.client_secret
        );
        let request = Request::post(self.url("/oauth/2.0/token"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Full::new(Bytes::from(form)));
        let answer = self.send(request).await?;
        let Some(token) = answer["access_token"].as_str() else {
            return Ok(Err(format!("no token: {answer}")));
        };
        let token = token.to_owned();
        // On a directory that is there a second telling takes a system of its own.
        // A story told again on the same book has systems of its own.
        let now = SystemClock.now();
        let name = format!("app server {} {}", now.business_date(), now.kst_clock());
        let body = json!({"name": name, "duty": "live"}).to_string();
        let answer = self.post("/oss/v1/systems", &token, body).await?;
        let Some(system) = answer["system"].as_str() else {
            return Ok(Err(format!("no system: {answer}")));
        };
        let player = Player { access, token, system: system.to_owned() };
        Ok(self.hand_in(&player, OLD).await?.map(|()| player))
    }

    async fn hand_in(&self, it: &Player<'_>, log: &str) -> Went<()> {
        let path = format!("/oss/v1/systems/{}/bill", it.system);
        let answer = self.post(&path, &it.token, bill("app-server", "1.0", &[WEB, log])).await?;
        Ok(match answer["verdict"] == "accepted" {
            true => Ok(()),
            false => Err(format!("a bill: {answer}")),
        })
    }

    /// The advisory, as the file that `naru oss db import` writes from what is published.
    fn advisory_arrives(&self) -> Result<(), Problem> {
        let from = self.dir.file("advisories");
        let (cve, now) = ("CVE-2026-90417", SystemClock.now());
        let advice = Advice {
            id: ID,
            cve,
            package: ("Maven", "org.example.maru:maru-log-core"),
            fixed: "2.15.0",
            vector: CRITICAL,
            is_exploited: true,
        };
        let kev = json!({
            "catalogVersion": "2026.11.26",
            "vulnerabilities": [{"cveID": cve, "dateAdded": "2026-11-26"}],
        });
        std::fs::create_dir_all(&from).map_err(|e| data_dir::write_failed(&from, &e))?;
        data_dir::replace(&from.join("advisory.json"), osv(&advice).to_string().as_bytes())?;
        data_dir::replace(&from.join("kev.json"), kev.to_string().as_bytes())?;
        let (from, made, file) =
            (shown(&from), self.dir.file("oss.new.db"), self.dir.file(OSS_FILE));
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut around = Around {
            out: &mut out,
            err: &mut err,
            is_terminal: false,
            is_watched: false,
            now,
            clock: &SystemClock,
            lang: self.lang,
        };
        let made_text = shown(&made);
        let words = ["db", "import", "--from", from.as_str(), "--out", made_text.as_str()];
        let code = naru_oss::run(&words, &mut around);
        if code != 0 {
            let what = format!("naru oss db import: {}", String::from_utf8_lossy(&err));
            return Err(naru_base::No::from(Fault::new(FaultKind::Permanent, what)).into());
        }
        std::fs::rename(&made, &file).map_err(|e| data_dir::write_failed(&file, &e))
    }

    /// Until the institution sees itself named; gives its deadline.
    async fn named(&self, it: &Player<'_>) -> Went<Micros> {
        let until = tokio::time::Instant::now() + PATIENCE;
        while tokio::time::Instant::now() < until {
            let said = self.get("/oss/v1/findings", &it.token).await?;
            let own = said["findings"].as_array().into_iter().flatten();
            let mut own = own.filter(|row| row["system"] == it.system.as_str());
            if let Some(due_at) = own.find_map(|row| row["due_at"].as_i64()) {
                return Ok(Ok(Micros::new(due_at)));
            }
            tokio::time::sleep(LOOK).await;
        }
        Ok(Err(format!("{} is not named", it.access.name)))
    }

    /// Puts rules in force, for the viewing.
    async fn rule(&self, rules: &[(&'static str, i64)]) -> Result<(), Problem> {
        let (hub, env, rules) = (self.node.hub.clone(), self.node.env(), rules.to_vec());
        let write = move |tx: &mut Tx<'_>| {
            for (name, value) in &rules {
                let (name, source) = ((*name).to_owned(), "demo".to_owned());
                policy::add(tx, &Parameter { name, valid_from: env.now, value: *value, source })?;
            }
            Ok(hub.directory_changed(tx)?)
        };
        Ok(self.node.book.write(write).await?)
    }

    /// The code of a deposit's answer.
    async fn deposit(&self, it: &Player<'_>) -> Result<String, Problem> {
        let Some(account) = self.payee.accounts.first() else { return Ok(String::new()) };
        let code = &it.access.client_use_code;
        let id = format!("{code}U{:09}", SystemClock.now().get() / 100 % 1_000_000_000);
        let body = json!({
            "cntr_account_type": "N",
            "cntr_account_num": it.access.deposit_account,
            "wd_pass_phrase": it.access.pass_phrase,
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
                "print_content": it.access.name,
                "tran_amt": "1000",
                "req_client_name": self.payee.name,
                "req_client_bank_code": account.bank_code_std,
                "req_client_account_num": account.account_num,
                "req_client_num": "STORY1",
                "transfer_purpose": "TR",
                "cms_num": "",
            }],
        });
        let path = "/v2.0/transfer/deposit/acnt_num";
        let answer = self.post(path, &it.token, body.to_string()).await?;
        Ok(answer["rsp_code"].as_str().unwrap_or_default().to_owned())
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }

    async fn post(&self, path: &str, token: &str, body: String) -> Result<Value, Problem> {
        let request = Request::post(self.url(path))
            .header("content-type", "application/json; charset=UTF-8")
            .header("authorization", format!("Bearer {token}"))
            .body(Full::new(Bytes::from(body)));
        self.send(request).await
    }

    async fn get(&self, path: &str, token: &str) -> Result<Value, Problem> {
        let request = Request::get(self.url(path))
            .header("authorization", format!("Bearer {token}"))
            .body(Full::new(Bytes::new()));
        self.send(request).await
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

fn shown(path: &Path) -> String {
    path.display().to_string()
}

//! A client that goes through the functional test as the list asks it to; or, on command, makes a
//! mistake that the test must find.
//!
//! **Must never know** more of the sandbox than what its operator hands out.

use super::api::Api;
use super::ids::Ids;
use super::inquiry::next_page;
use super::verdict::Silence;
use hyper::Method;
use naru_base::{BankCode, ClientUseCode, Clock, Micros};
use naru_core::functional::{Customer, contracts, customers};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// Between two questions what became of a transfer.
const PAUSE: Duration = Duration::from_millis(100);
/// Questions until the candidate gives up.
const QUESTIONS_MAX: usize = 600;

/// So many payees an institution without users looks up.
const PAYEES: usize = 6;
/// Answers that leave the outcome unknown.
const UNKNOWN: [&str; 2] = ["A0001", "A0007"];

/// What the candidate does wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// Nothing.
    None,
    /// It sends an unknown withdrawal again under another id, and leaves it at that.
    Resends,
}

/// Where a candidate did not get on.
#[derive(Debug, thiserror::Error)]
pub enum Stumble {
    /// There was no answer.
    #[error("{0} was not answered")]
    Silent(&'static str, #[source] Silence),
    /// Another answer than the list leads one to expect.
    #[error("{path} answered {answer}")]
    Unexpected {
        /// What was called.
        path: &'static str,
        /// What was answered.
        answer: String,
    },
}

/// A client of a sandbox.
pub struct Candidate {
    api: Api,
    code: ClientUseCode,
    bank: BankCode,
    people: [Customer; 3],
    ids: Ids,
    clock: Arc<dyn Clock>,
    phrase: String,
}

/// A registered person.
struct User<'c> {
    of: &'c Customer,
    seq: String,
    handle: String,
}

impl Candidate {
    /// A candidate that calls under a tenant's code.
    pub fn new(
        api: Api,
        (code, bank): (ClientUseCode, BankCode),
        phrase: &str,
        clock: Arc<dyn Clock>,
    ) -> Candidate {
        let people = customers(&bank, &code);
        let ids = Ids::from(code.clone(), clock.now());
        Candidate { api, code, bank, people, ids, clock, phrase: phrase.to_owned() }
    }

    fn now(&self) -> String {
        self.clock.now().kst_dtm17().chars().take(14).collect()
    }

    fn day(&self, days_ago: i64) -> String {
        let now: Micros = self.clock.now();
        now.plus_seconds(-86_400 * days_ago).business_date().to_string()
    }

    /// Calls; a token that is refused is fetched anew, once.
    async fn call(
        &self,
        (method, path): (Method, &'static str),
        fields: Value,
        codes: &[&str],
    ) -> Result<Value, Stumble> {
        let silent = |silence| Stumble::Silent(path, silence);
        let mut answer = self.api.ask(None, method.clone(), path, &fields).await.map_err(silent)?;
        if answer["rsp_code"] == "O0002" {
            self.api.forget_token("");
            answer = self.api.ask(None, method, path, &fields).await.map_err(silent)?;
        }
        match answer["rsp_code"].as_str() {
            Some(code) if codes.contains(&code) => Ok(answer),
            _ => Err(Stumble::Unexpected { path, answer: answer.to_string() }),
        }
    }

    async fn get(&self, path: &'static str, fields: Value) -> Result<Value, Stumble> {
        self.call((Method::GET, path), fields, &["A0000"]).await
    }

    async fn post(&self, path: &'static str, fields: Value) -> Result<Value, Stumble> {
        self.call((Method::POST, path), fields, &["A0000"]).await
    }

    /// Goes through what is asked of an institution that only pays out: scope `oob` alone.
    pub async fn go_through_as_payer(&self) -> Result<(), Stumble> {
        let [of, ..] = &self.people;
        let payee = User { of, seq: String::new(), handle: String::new() };
        // Everybody is looked up before he is paid.
        for _ in 0..PAYEES {
            self.real_name(&payee).await?;
        }
        self.ask_around().await?;
        self.pay(&payee).await?;
        self.unknown_deposit(&payee).await
    }

    /// The mistake of an institution that only pays out: a deposit whose outcome is not known is
    /// ordered again under another id.
    pub async fn pay_twice(&self) -> Result<(), Stumble> {
        let [of, ..] = &self.people;
        let payee = User { of, seq: String::new(), handle: String::new() };
        self.ask_around().await?;
        for _ in 0..2 {
            self.deposit(&payee, 7_778, (false, &UNKNOWN)).await?;
        }
        Ok(())
    }

    /// Begins, and asks only about itself and the network.
    pub async fn look_around(&self) -> Result<(), Stumble> {
        self.ask_around().await
    }

    /// Goes through the whole list.
    pub async fn go_through(&self, slip: Slip) -> Result<(), Stumble> {
        let [rich, poor, leaving] = &self.people;
        let rich = self.register(rich).await?;
        if slip == Slip::Resends {
            return self.resend(&rich).await;
        }
        let poor = self.register(poor).await?;
        let leaving = self.register(leaving).await?;
        self.inquire(&rich).await?;
        self.real_name(&rich).await?;
        self.ask_around().await?;
        self.pages(&rich).await?;
        self.transfers(&rich).await?;
        self.deposit(&rich, 1_300, (true, &["A0000"])).await?;
        self.pay(&rich).await?;
        let id = self.withdraw(&rich, 7_777, &UNKNOWN).await?;
        self.until_known((&id, 7_777), "1").await?;
        self.unknown_deposit(&rich).await?;
        self.withdraw(&poor, 10_000, &["A0002"]).await?;
        self.withdraw(&rich, 10_000_001, &["A0105", "A0111"]).await?;
        self.withdraw(&rich, 7_779, &["A0000"]).await?;
        self.balance(&rich).await?;
        self.goodbye(&leaving).await?;
        self.balance(&rich).await
    }

    async fn register<'c>(&self, of: &'c Customer) -> Result<User<'c>, Stumble> {
        let mut last = Value::Null;
        for (scope, agreed) in [("inquiry", "info_prvd_agmt_yn"), ("transfer", "wd_agmt_yn")] {
            let mut fields = json!({
                "bank_tran_id": self.ids.next(), "bank_code_std": self.bank.as_str(),
                "register_account_num": of.account_num, "user_info": of.birth,
                "user_name": of.name, "user_ci": of.ci, "scope": scope,
                "agmt_data_type": "2", "tran_dtime": self.now(),
            });
            fields[agreed] = json!("Y");
            last = self.post("/v2.0/user/register", fields).await?;
        }
        let text = |name: &str| last[name].as_str().unwrap_or_default().to_owned();
        Ok(User { of, seq: text("user_seq_no"), handle: text("fintech_use_num") })
    }

    /// What an account is named by, beside a fresh id.
    fn named(&self, it: &User<'_>) -> Value {
        json!({
            "bank_tran_id": self.ids.next(), "bank_code_std": self.bank.as_str(),
            "account_num": it.of.account_num, "user_seq_no": it.seq, "tran_dtime": self.now(),
        })
    }

    async fn balance(&self, it: &User<'_>) -> Result<(), Stumble> {
        self.post("/v2.0/account/balance/acnt_num", self.named(it)).await.map(drop)
    }

    async fn inquire(&self, it: &User<'_>) -> Result<(), Stumble> {
        let user = json!({ "user_seq_no": it.seq });
        self.get("/v2.0/user/me", user).await?;
        let list = json!({ "user_seq_no": it.seq, "include_cancel_yn": "N", "sort_order": "D" });
        self.get("/v2.0/account/list", list).await?;
        let mut info = self.named(it);
        info["scope"] = json!("inquiry");
        self.post("/v2.0/account/info", info.clone()).await?;
        info["bank_tran_id"] = json!(self.ids.next());
        info["update_user_email"] = json!("test@naru.example");
        self.post("/v2.0/account/update", info).await?;
        self.balance(it).await?;
        let by_handle = json!({
            "bank_tran_id": self.ids.next(), "fintech_use_num": it.handle,
            "tran_dtime": self.now(),
        });
        self.get("/v2.0/account/balance/fin_num", by_handle).await.map(drop)
    }

    async fn real_name(&self, it: &User<'_>) -> Result<(), Stumble> {
        let mut name = self.named(it);
        name["account_holder_info_type"] = json!(" ");
        name["account_holder_info"] = json!(it.of.birth.get(2..));
        self.post("/v2.0/inquiry/real_name", name).await.map(drop)
    }

    /// What an institution asks about itself and the network.
    async fn ask_around(&self) -> Result<(), Stumble> {
        let [collecting, _] = contracts(&self.bank, &self.code);
        let remit = json!({
            "bank_tran_id": self.ids.next(), "bank_code_std": self.bank.as_str(),
            "account_num": collecting.account_num, "from_date": self.day(30),
            "from_time": "000000", "to_date": self.day(0), "to_time": "235959",
            "sort_order": "D", "tran_dtime": self.now(),
        });
        let codes = ["A0000", "A0018"];
        self.call((Method::POST, "/v2.0/inquiry/remit_list"), remit, &codes).await?;
        self.get("/v2.0/bank/status", json!({})).await?;
        let today = json!({
            "inquiry_date": self.day(0), "from_time": "000000", "to_time": "235959",
        });
        self.call((Method::GET, "/v2.0/inquiry/fds_detect"), today, &codes).await?;
        let days = json!({ "from_date": self.day(7), "to_date": self.day(0) });
        self.get("/v2.0/manage/fee", days).await?;
        self.get("/v2.0/manage/wd_limit", json!({})).await?;
        self.get("/v2.0/manage/count", json!({ "inquiry_date": self.day(0) })).await.map(drop)
    }

    /// Follows a statement to its end, by number and by handle.
    async fn pages(&self, it: &User<'_>) -> Result<(), Stumble> {
        let mut trace = String::new();
        loop {
            let range = json!({
                "bank_tran_id": self.ids.next(), "bank_code_std": self.bank.as_str(),
                "account_num": it.of.account_num, "user_seq_no": it.seq, "inquiry_type": "A",
                "inquiry_base": "D", "from_date": self.day(100), "to_date": self.day(0),
                "sort_order": "D", "tran_dtime": self.now(), "befor_inquiry_trace_info": trace,
            });
            let page = self.post("/v2.0/account/transaction_list/acnt_num", range).await?;
            match next_page(&page) {
                Some(next) => next.clone_into(&mut trace),
                None => break,
            }
        }
        let first = json!({
            "bank_tran_id": self.ids.next(), "fintech_use_num": it.handle, "inquiry_type": "A",
            "inquiry_base": "D", "from_date": self.day(5), "to_date": self.day(0),
            "sort_order": "D", "tran_dtime": self.now(),
        });
        self.get("/v2.0/account/transaction_list/fin_num", first).await.map(drop)
    }

    /// Orders a withdrawal by account number; gives its id.
    async fn withdraw(
        &self,
        it: &User<'_>,
        amount: i64,
        codes: &[&str],
    ) -> Result<String, Stumble> {
        let id = self.ids.next();
        let mut order = self.order(it, amount);
        order["bank_tran_id"] = json!(id);
        order["wd_bank_code_std"] = json!(self.bank.as_str());
        order["wd_account_num"] = json!(it.of.account_num);
        order["user_seq_no"] = json!(it.seq);
        let path = "/v2.0/transfer/withdraw/acnt_num";
        self.call((Method::POST, path), order, codes).await?;
        Ok(id)
    }

    /// What every withdrawal says.
    fn order(&self, it: &User<'_>, amount: i64) -> Value {
        let [collecting, _] = contracts(&self.bank, &self.code);
        json!({
            "cntr_account_type": "N", "cntr_account_num": collecting.account_num,
            "dps_print_content": "시험", "wd_print_content": "시험",
            "tran_amt": amount.to_string(), "tran_dtime": self.now(),
            "req_client_name": it.of.name, "req_client_bank_code": self.bank.as_str(),
            "req_client_account_num": it.of.account_num, "req_client_num": "TEST1",
            "transfer_purpose": "RC",
        })
    }

    /// Orders a deposit; gives its id.
    async fn deposit(
        &self,
        it: &User<'_>,
        amount: i64,
        (by_handle, codes): (bool, &[&str]),
    ) -> Result<String, Stumble> {
        let [_, paying] = contracts(&self.bank, &self.code);
        let id = self.ids.next();
        let mut line = json!({
            "tran_no": "1", "bank_tran_id": id, "print_content": "시험",
            "tran_amt": amount.to_string(), "req_client_name": it.of.name,
            "req_client_bank_code": self.bank.as_str(),
            "req_client_account_num": it.of.account_num, "req_client_num": "TEST1",
            "transfer_purpose": "TR",
        });
        let path = if by_handle {
            line["fintech_use_num"] = json!(it.handle);
            "/v2.0/transfer/deposit/fin_num"
        } else {
            line["bank_code_std"] = json!(self.bank.as_str());
            line["account_num"] = json!(it.of.account_num);
            line["account_holder_name"] = json!(it.of.name);
            "/v2.0/transfer/deposit/acnt_num"
        };
        let order = json!({
            "cntr_account_type": "N", "cntr_account_num": paying.account_num,
            "wd_pass_phrase": self.phrase, "wd_print_content": "시험",
            "name_check_option": "on", "tran_dtime": self.now(), "req_cnt": "1",
            "req_list": [line],
        });
        self.call((Method::POST, path), order, codes).await?;
        Ok(id)
    }

    /// Asks what became of a transfer until it is known.
    async fn until_known(&self, (id, amount): (&str, i64), kind: &str) -> Result<(), Stumble> {
        let path = "/v2.0/transfer/result";
        let mut answer = Value::Null;
        for _ in 0..QUESTIONS_MAX {
            let question = json!({
                "check_type": kind, "tran_dtime": self.now(), "req_cnt": "1",
                "req_list": [{
                    "tran_no": "1", "org_bank_tran_id": id, "org_bank_tran_date": self.day(0),
                    "org_tran_amt": amount.to_string(),
                }],
            });
            answer = self.call((Method::POST, path), question, &["A0000", "A0001"]).await?;
            if answer["rsp_code"] == "A0000" {
                return Ok(());
            }
            tokio::time::sleep(PAUSE).await;
        }
        Err(Stumble::Unexpected { path, answer: answer.to_string() })
    }

    async fn transfers(&self, it: &User<'_>) -> Result<(), Stumble> {
        self.withdraw(it, 1_000, &["A0000"]).await?;
        let mut order = self.order(it, 1_100);
        order["bank_tran_id"] = json!(self.ids.next());
        order["fintech_use_num"] = json!(it.handle);
        self.post("/v2.0/transfer/withdraw/fin_num", order).await.map(drop)
    }

    /// Pays somebody, and claims it back.
    async fn pay(&self, it: &User<'_>) -> Result<(), Stumble> {
        let [_, paying] = contracts(&self.bank, &self.code);
        let mut receive = self.named(it);
        receive["cntr_account_type"] = json!("N");
        receive["cntr_account_num"] = json!(paying.account_num);
        for (name, value) in [
            ("print_content", "시험"),
            ("tran_amt", "1200"),
            ("req_client_name", it.of.name),
            ("req_client_bank_code", self.bank.as_str()),
            ("req_client_account_num", it.of.account_num.as_str()),
            ("req_client_num", "TEST1"),
            ("transfer_purpose", "TR"),
        ] {
            receive[name] = json!(value);
        }
        self.post("/v2.0/inquiry/receive", receive).await?;
        let deposited = self.deposit(it, 1_200, (false, &["A0000"])).await?;
        let claim = self.ids.next();
        let fields = json!({
            "bank_tran_id": claim, "org_bank_tran_date": self.day(0),
            "org_bank_tran_id": deposited, "org_dps_bank_code_std": self.bank.as_str(),
            "org_dps_account_num": it.of.account_num, "org_tran_amt": "1200",
            "org_wd_bank_code_std": self.bank.as_str(), "claim_code": "02",
            "claim_message": "시험", "total_return_yn": "Y",
            "return_account_num": paying.account_num, "use_org_contact": "0200000000",
            "use_org_email": "",
        });
        let open = ["A0000", "A0001"];
        self.call((Method::POST, "/v2.0/return/claim"), fields, &open).await?;
        let fields = json!({ "claim_bank_tran_date": self.day(0), "claim_bank_tran_id": claim });
        self.call((Method::POST, "/v2.0/return/result"), fields, &open).await.map(drop)
    }

    /// The deposit whose reply the bank loses.
    async fn unknown_deposit(&self, it: &User<'_>) -> Result<(), Stumble> {
        let id = self.deposit(it, 7_778, (false, &UNKNOWN)).await?;
        self.until_known((&id, 7_778), "2").await
    }

    /// The mistake: what is not known is ordered once more.
    async fn resend(&self, it: &User<'_>) -> Result<(), Stumble> {
        self.withdraw(it, 7_777, &UNKNOWN).await?;
        self.withdraw(it, 7_777, &UNKNOWN).await.map(drop)
    }

    async fn goodbye(&self, it: &User<'_>) -> Result<(), Stumble> {
        for scope in ["inquiry", "transfer"] {
            let fields = json!({
                "bank_tran_id": self.ids.next(), "scope": scope, "fintech_use_num": it.handle,
            });
            self.post("/v2.0/account/cancel", fields).await?;
        }
        let fields = json!({ "client_use_code": self.code.as_str(), "user_seq_no": it.seq });
        self.post("/v2.0/user/close", fields).await.map(drop)
    }
}

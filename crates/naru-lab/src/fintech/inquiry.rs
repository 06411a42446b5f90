//! The inquiries of the relay's API. One call each, no policy; the answer as it came, which is a
//! JSON object with an `rsp_code`.

use super::verdict::Silence;
use super::{Api, Contract, Customer};
use hyper::Method;
use naru_base::{BankCode, BusinessDate, Won};
use serde_json::{Value, json};

/// Which lines of a statement are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// The first day.
    pub from: BusinessDate,
    /// The last day.
    pub to: BusinessDate,
    /// `A` all, `I` what came in, `O` what went out.
    pub inquiry_type: &'static str,
    /// `A` oldest first, `D` newest first.
    pub sort_order: &'static str,
}

impl Range {
    /// Everything of these days, newest first.
    pub const fn newest_first(from: BusinessDate, to: BusinessDate) -> Range {
        Range { from, to, inquiry_type: "A", sort_order: "D" }
    }
}

/// Where the next page begins, if an answer says that there is one.
pub fn next_page(answer: &Value) -> Option<&str> {
    let more = answer["next_page_yn"] == "Y";
    answer["befor_inquiry_trace_info"].as_str().filter(|trace| more && !trace.is_empty())
}

impl Api {
    /// A balance: by account number, or by handle if users authorize the institution.
    pub async fn balance(&self, id: &str, customer: &Customer) -> Result<Value, Silence> {
        if self.config.access.is_by_users() {
            let fields = json!({
                "bank_tran_id": id,
                "fintech_use_num": customer.handle,
                "tran_dtime": self.dtime(),
            });
            let path = "/v2.0/account/balance/fin_num";
            return self.ask(Some(&customer.user_seq_no), Method::GET, path, &fields).await;
        }
        let fields = json!({
            "bank_tran_id": id,
            "bank_code_std": customer.bank.as_str(),
            "account_num": customer.account_num,
            "user_seq_no": customer.user_seq_no,
            "tran_dtime": self.dtime(),
        });
        self.ask(None, Method::POST, "/v2.0/account/balance/acnt_num", &fields).await
    }

    /// A page of an account's statement, by its handle; `after` is the page before's trace.
    pub async fn transactions(
        &self,
        id: &str,
        customer: &Customer,
        range: &Range,
        after: Option<&str>,
    ) -> Result<Value, Silence> {
        let fields = json!({
            "bank_tran_id": id,
            "fintech_use_num": customer.handle,
            "inquiry_type": range.inquiry_type,
            "inquiry_base": "D",
            "from_date": range.from.to_string(),
            "to_date": range.to.to_string(),
            "sort_order": range.sort_order,
            "tran_dtime": self.dtime(),
            "befor_inquiry_trace_info": after.unwrap_or(""),
        });
        let path = "/v2.0/account/transaction_list/fin_num";
        self.ask(Some(&customer.user_seq_no), Method::GET, path, &fields).await
    }

    /// Whether the account's holder was born on the customer's birthday.
    pub async fn real_name(&self, id: &str, customer: &Customer) -> Result<Value, Silence> {
        // Six digits: without the century.
        let birth = customer.birth.get(2..).unwrap_or_default();
        let fields = json!({
            "bank_tran_id": id,
            "bank_code_std": customer.bank.as_str(),
            "account_num": customer.account_num,
            "account_holder_info_type": " ",
            "account_holder_info": birth,
            "tran_dtime": self.dtime(),
        });
        self.ask(None, Method::POST, "/v2.0/inquiry/real_name", &fields).await
    }

    /// Who would be paid, from the paying account.
    pub async fn receive(
        &self,
        id: &str,
        customer: &Customer,
        amount: Won,
    ) -> Result<Value, Silence> {
        let Contract { account_type, account_num } = &self.config.paying;
        let fields = json!({
            "bank_tran_id": id,
            "cntr_account_type": account_type,
            "cntr_account_num": account_num,
            "bank_code_std": customer.bank.as_str(),
            "account_num": customer.account_num,
            "print_content": self.config.print_content,
            "tran_amt": amount.to_string(),
            "req_client_name": customer.name,
            "req_client_bank_code": customer.bank.as_str(),
            "req_client_account_num": customer.account_num,
            "req_client_num": customer.user_seq_no,
            "transfer_purpose": "TR",
        });
        self.ask(None, Method::POST, "/v2.0/inquiry/receive", &fields).await
    }

    /// Who paid into the collecting account, which `bank` keeps; `after` as for a statement.
    pub async fn remit_list(
        &self,
        id: &str,
        bank: &BankCode,
        range: &Range,
        after: Option<&str>,
    ) -> Result<Value, Silence> {
        let fields = json!({
            "bank_tran_id": id,
            "bank_code_std": bank.as_str(),
            "account_num": self.config.contract.account_num,
            "from_date": range.from.to_string(),
            "from_time": "000000",
            "to_date": range.to.to_string(),
            "to_time": "235959",
            "sort_order": range.sort_order,
            "tran_dtime": self.dtime(),
            "befor_inquiry_trace_info": after.unwrap_or(""),
        });
        self.ask(None, Method::POST, "/v2.0/inquiry/remit_list", &fields).await
    }

    /// Which banks can be asked.
    pub async fn bank_status(&self) -> Result<Value, Silence> {
        self.ask(None, Method::GET, "/v2.0/bank/status", &json!({})).await
    }

    /// What was detected on a day.
    pub async fn detections(&self, date: BusinessDate) -> Result<Value, Silence> {
        let fields = json!({
            "inquiry_date": date.to_string(), "from_time": "000000", "to_time": "235959",
        });
        self.ask(None, Method::GET, "/v2.0/inquiry/fds_detect", &fields).await
    }
}

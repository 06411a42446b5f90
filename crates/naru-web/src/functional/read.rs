//! Reads a call and its answer once more, generously: what an endpoint refused is seen too.

use crate::wire::form;
use serde_json::Value;
use std::collections::BTreeMap;

/// Lines of one call that are looked at.
const LINES_MAX: usize = 25;

/// How a call names an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Account {
    /// Not at all.
    None,
    /// By its bank and number.
    Number(String, String),
    /// By the institution's handle.
    Handle(String),
}

/// A transaction that a call is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) id: String,
    pub(super) account: Account,
    pub(super) amount: i64,
    pub(super) bank_code: String,
}

/// Fields by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields(BTreeMap<String, Value>);

impl Fields {
    /// Of a query or a form.
    pub(super) fn of_form(given: &[u8]) -> Fields {
        let pairs = form::read(given).unwrap_or_default();
        let value = |it: &str| Value::String(it.to_owned());
        Fields(pairs.into_iter().map(|(name, it)| (name, value(it.expose()))).collect())
    }

    /// Of a JSON body.
    pub(super) fn of_json(given: &[u8]) -> Fields {
        match serde_json::from_slice(given) {
            Ok(Value::Object(fields)) => Fields(fields.into_iter().collect()),
            _ => Fields::default(),
        }
    }

    /// A field's text; empty if it is not there.
    pub(super) fn text(&self, name: &str) -> String {
        self.0.get(name).map(text).unwrap_or_default()
    }

    fn list(&self, name: &str) -> Vec<Fields> {
        let Some(Value::Array(lines)) = self.0.get(name) else { return Vec::new() };
        let fields = |it: &Value| match it {
            Value::Object(fields) => {
                Fields(fields.iter().map(|(name, it)| (name.clone(), it.clone())).collect())
            }
            _ => Fields::default(),
        };
        lines.iter().take(LINES_MAX).map(fields).collect()
    }

    /// The first of these fields that is there.
    fn one_of(&self, names: &[&str]) -> String {
        names.iter().map(|name| self.text(name)).find(|it| !it.is_empty()).unwrap_or_default()
    }

    fn id(&self) -> String {
        self.one_of(&["bank_tran_id", "org_bank_tran_id", "claim_bank_tran_id"])
    }

    fn account(&self) -> Account {
        let number = [
            ("wd_bank_code_std", "wd_account_num"),
            ("bank_code_std", "account_num"),
            ("bank_code_std", "register_account_num"),
            ("org_dps_bank_code_std", "org_dps_account_num"),
        ];
        let both = |(bank, num): (&str, &str)| (self.text(bank), self.text(num));
        let named = number.into_iter().map(both).find(|it| !it.0.is_empty() && !it.1.is_empty());
        let handle = self.one_of(&["fintech_use_num", "org_dps_fintech_use_num"]);
        match named {
            Some((bank, num)) => Account::Number(bank, num),
            None if handle.is_empty() => Account::None,
            None => Account::Handle(handle),
        }
    }

    fn line(&self, bank_code: String) -> Line {
        let amount = self.one_of(&["tran_amt", "org_tran_amt"]).parse().unwrap_or(0);
        Line { id: self.id(), account: self.account(), amount, bank_code }
    }

    /// What the call is about, with what the answer says of it.
    pub(super) fn lines(&self, answer: &Fields) -> Vec<Line> {
        let told = answer.list("res_list");
        let asked = self.list("req_list");
        if asked.is_empty() {
            let line = self.line(answer.text("bank_rsp_code"));
            let is_about = !line.id.is_empty() || line.account != Account::None;
            return is_about.then_some(line).into_iter().collect();
        }
        let one = |it: &Fields| {
            let id = it.id();
            let of = told.iter().find(|told| told.text("bank_tran_id") == id);
            it.line(of.map(|told| told.text("bank_rsp_code")).unwrap_or_default())
        };
        asked.iter().map(one).collect()
    }

    /// The place where the next page begins, if the answer says that there is one.
    pub(super) fn next_page(&self) -> String {
        let more = self.text("next_page_yn") == "Y";
        if more { self.text("befor_inquiry_trace_info") } else { String::new() }
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_read_by_whatever_it_names() {
        let call = Fields::of_json(
            br#"{"bank_tran_id":"T1","wd_bank_code_std":"912","wd_account_num":"1","tran_amt":"7777"}"#,
        );
        let answer = Fields::of_json(br#"{"rsp_code":"A0002","bank_rsp_code":"453"}"#);
        let number = Account::Number("912".into(), "1".into());
        let line = |id: &str, account, amount, bank: &str| Line {
            id: id.into(),
            account,
            amount,
            bank_code: bank.into(),
        };
        assert_eq!(call.lines(&answer), [line("T1", number, 7_777, "453")]);
        let call = Fields::of_form(b"bank_tran_id=T2&fintech_use_num=120");
        assert_eq!(call.lines(&answer), [line("T2", Account::Handle("120".into()), 0, "453")]);
        let call = Fields::of_json(
            br#"{"req_list":[{"org_bank_tran_id":"A","org_tran_amt":5},{"org_bank_tran_id":"B"}]}"#,
        );
        let answer =
            Fields::of_json(br#"{"res_list":[{"bank_tran_id":"B","bank_rsp_code":"000"}]}"#);
        let none = Account::None;
        let want = [line("A", none.clone(), 5, ""), line("B", none, 0, "000")];
        assert_eq!(call.lines(&answer), want);
        assert_eq!(Fields::of_json(b"no JSON").lines(&answer), []);
    }

    #[test]
    fn the_next_page_is_only_where_the_answer_says_that_there_is_one() {
        let page = |yn: &str| {
            let text = format!(r#"{{"next_page_yn":"{yn}","befor_inquiry_trace_info":"x"}}"#);
            Fields::of_json(text.as_bytes()).next_page()
        };
        assert_eq!((page("Y").as_str(), page("N").as_str()), ("x", ""));
    }
}

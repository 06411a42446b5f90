//! Inquiries: by handle, statements page by page, holders, payees, remitters, and their record.

mod handle;
mod holder;
pub mod input;
mod lists;
mod receive;
mod record;
mod reference;
mod statement;

pub use input::good;

use super::bed::Bed;
use serde_json::Value;

/// The call log: id, purpose, outcome, whether a person and an account are on record.
async fn logged(bed: &Bed) -> Vec<(String, String, String)> {
    let read = |tx: &mut naru_store::Tx<'_>| {
        let sql = "SELECT bank_tran_id, purpose, outcome FROM relay_call ORDER BY bank_tran_id";
        Ok(tx.all(sql, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?)
    };
    bed.node().calls.read(read).await.expect("reads")
}

async fn repeats(bed: &Bed) -> i64 {
    let read = |tx: &mut naru_store::Tx<'_>| {
        let sql = "SELECT count(*) FROM relay_call_repeat";
        Ok(tx.one(sql, &[], |row| row.get(0))?)
    };
    bed.node().calls.read(read).await.expect("reads")
}

fn text<'v>(answer: &'v Value, name: &str) -> &'v str {
    answer[name].as_str().unwrap_or_else(|| panic!("{name} is no text: {answer}"))
}

/// Every value is a text, or a list of objects of texts.
fn all_texts(answer: &Value) {
    for (name, value) in answer.as_object().expect("an object") {
        match value {
            Value::String(_) => {}
            Value::Array(items) => items.iter().for_each(all_texts),
            _ => panic!("{name} is neither text nor list: {answer}"),
        }
    }
}

/// The names of an answer's fields, in order.
fn names(answer: &Value) -> Vec<&str> {
    let mut names: Vec<&str> =
        answer.as_object().expect("an object").keys().map(String::as_str).collect();
    names.sort_unstable();
    names
}

fn sorted(names: &[&'static str]) -> Vec<&'static str> {
    let mut names = names.to_vec();
    names.sort_unstable();
    names
}

const HEAD: [&str; 9] = [
    "api_tran_id",
    "api_tran_dtm",
    "rsp_code",
    "rsp_message",
    "bank_tran_id",
    "bank_tran_date",
    "bank_code_tran",
    "bank_rsp_code",
    "bank_rsp_message",
];

/// An answer has these fields beside the head and the bank part, and no others.
fn has_fields(answer: &Value, own: &[&'static str]) {
    all_texts(answer);
    assert_eq!(names(answer), sorted(&[&HEAD[..], own].concat()), "{answer}");
}

//! docs/api-inquiry.md says what the program does: its tables of requests are the program's own,
//! its tables of answers have the fields of real answers.

use super::super::bed::*;
use super::input::{ask, good};
use naru_web::api::Endpoint;
use naru_web::relay::inquiry as tables;
use naru_web::wire::{Field, Kind, Need};
use serde_json::Value;
use std::collections::BTreeSet;

const PAGE: &str = include_str!("../../../../../../docs/api-inquiry.md");

fn under<'p>(page: &'p str, rank: &str, head: &str) -> &'p str {
    let mark = format!("\n{rank} ");
    let found = page
        .split(mark.as_str())
        .skip(1)
        .find(|part| part.lines().next().is_some_and(|first| first.contains(head)));
    found.unwrap_or_else(|| panic!("the page has no heading `{rank} … {head}`"))
}

/// The rows of the first table in `text` whose cells begin with a word in backticks.
fn rows(text: &str, cells: usize) -> Vec<Vec<String>> {
    let rows = text.lines().skip_while(|line| !line.starts_with("| `"));
    rows.take_while(|line| line.starts_with("| `"))
        .map(|line| line.split('|').skip(1).take(cells).map(|c| c.trim().to_owned()).collect())
        .collect()
}

fn form(kind: Kind) -> String {
    match kind {
        Kind::Digits => "N".to_owned(),
        Kind::Alnum => "AN".to_owned(),
        Kind::UpperAlnum => "AN, capitals".to_owned(),
        Kind::Text => "AH".to_owned(),
        Kind::Amount => "N, won".to_owned(),
        Kind::Dtime => "N, `yyyyMMddHHmmss`".to_owned(),
        Kind::Date => "N, `yyyyMMdd`".to_owned(),
        Kind::Time => "N, `HHmmss`".to_owned(),
        Kind::Handle => "N, 24 digits".to_owned(),
        Kind::BankTranId => "transaction id".to_owned(),
        Kind::BankCode => "N, bank code".to_owned(),
        Kind::UserSeqNo => "N, user number".to_owned(),
        Kind::OneOf(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
            format!("one of {}", words.join(" "))
        }
        Kind::List { .. } => panic!("no inquiry has a list"),
    }
}

fn row(field: &Field) -> Vec<String> {
    let need = match field.need {
        Need::Required => "yes",
        Need::Optional => "no",
        Need::Conditional => "see below",
    };
    vec![format!("`{}`", field.name), form(field.kind), field.len_max.to_string(), need.to_owned()]
}

/// The fields of an answer that are not in its head; those of its list as `list[].name`.
fn fields(answer: &Value) -> BTreeSet<String> {
    let head = ["api_tran_id", "api_tran_dtm", "rsp_code", "rsp_message"];
    let mut out = BTreeSet::new();
    for (name, value) in answer.as_object().expect("an object") {
        if !head.contains(&name.as_str()) {
            out.insert(format!("`{name}`"));
        }
        if let Some(item) = value.get(0).and_then(Value::as_object) {
            out.extend(item.keys().map(|inner| format!("`{name}[].{inner}`")));
        }
    }
    out
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_says_what_the_program_does() {
    let bed = Bed::new().await;
    let all: [(Endpoint, &[Field]); 8] = [
        (Endpoint::BalanceFin, tables::BALANCE_FIN),
        (Endpoint::Transactions, tables::TRANSACTIONS),
        (Endpoint::TransactionsFin, tables::TRANSACTIONS_FIN),
        (Endpoint::RealName, tables::REAL_NAME),
        (Endpoint::Receive, tables::RECEIVE),
        (Endpoint::RemitList, tables::REMIT_LIST),
        (Endpoint::BankStatus, &[]),
        (Endpoint::FdsDetect, tables::FDS_DETECT),
    ];
    for (endpoint, table) in all {
        let part = under(PAGE, "##", &format!("{} {}", endpoint.method(), endpoint.path()));
        let head = part.split("\n### ").next().expect("a beginning");
        for scope in endpoint.scopes() {
            assert!(head.contains(&format!("`{}`", scope.as_str())), "{endpoint:?}: {head}");
        }
        if !table.is_empty() {
            let wanted: Vec<_> = table.iter().map(row).collect();
            assert_eq!(rows(under(part, "###", "Request"), 4), wanted, "{endpoint:?}");
        }
        let told: BTreeSet<String> =
            rows(under(part, "###", "Answer"), 1).into_iter().flatten().collect();
        let mut answered = fields(&ask(&bed, endpoint, &good(&bed, endpoint)).await);
        if endpoint == Endpoint::FdsDetect {
            // Nothing was detected: its lines are compared where there are some.
            answered.extend(told.iter().filter(|name| name.contains("[].")).cloned());
        }
        assert_eq!(told, answered, "{endpoint:?}");
    }
    bed.verify().await;
}

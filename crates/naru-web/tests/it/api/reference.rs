//! docs/api.md says what the program does: its tables are compared with the program's own, and
//! its lists of answered fields with real answers.

use super::bed::*;
use naru_base::Lang;
use naru_core::policy::SHIPPED;
use naru_web::api::{BODY_BYTES_MAX, Endpoint};
use naru_web::consent;
use naru_web::relay::inquiry::BALANCE;
use naru_web::relay::{RESULT, WITHDRAW};
use naru_web::wire::{ErrorCode, Field, Kind, Need, RspCode};
use serde_json::Value;
use std::collections::BTreeSet;

const PAGE: &str = include_str!("../../../../../docs/api.md");

/// What stands between a heading that contains `head` and the next of its rank.
fn under<'p>(page: &'p str, rank: &str, head: &str) -> &'p str {
    let mark = format!("\n{rank} ");
    let found = page
        .split(mark.as_str())
        .skip(1)
        .find(|part| part.lines().next().is_some_and(|first| first.contains(head)));
    found.unwrap_or_else(|| panic!("docs/api.md has no heading `{rank} … {head}`"))
}

/// The rows of the tables in `text` that begin with a word in backticks: their first cells.
fn rows(text: &str, cells: usize) -> Vec<Vec<&str>> {
    text.lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.split('|').skip(1).take(cells).map(str::trim).collect())
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
        Kind::List { .. } => "list".to_owned(),
    }
}

fn wanted(fields: &[Field], before: &str) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    for field in fields {
        let need = match field.need {
            Need::Required => "yes",
            Need::Optional => "no",
            Need::Conditional => "see below",
        };
        let name = format!("{before}{}", field.name);
        let cells = [format!("`{name}`"), form(field.kind), field.len_max.to_string()];
        out.push([cells.as_slice(), &[need.to_owned()]].concat());
        if let Kind::List { fields, .. } = field.kind {
            out.extend(wanted(fields, &format!("{name}[].")));
        }
        if let Some(also) = field.also {
            assert!(PAGE.contains(&format!("`{also}`")), "{also} is not mentioned");
        }
    }
    out
}

#[test]
fn every_field_of_a_request_is_there_with_its_form() {
    let endpoints = [
        (Endpoint::Withdraw, WITHDRAW),
        (Endpoint::Balance, BALANCE),
        (Endpoint::Result, RESULT),
        (Endpoint::UserMe, consent::USER_ME),
        (Endpoint::UserRegister, consent::USER_REGISTER),
        (Endpoint::UserUnlink, consent::USER_UNLINK),
        (Endpoint::UserClose, consent::USER_CLOSE),
        (Endpoint::AccountList, consent::ACCOUNT_LIST),
        (Endpoint::AccountUpdateInfo, consent::UPDATE_INFO),
        (Endpoint::AccountUpdate, consent::ACCOUNT_UPDATE),
        (Endpoint::AccountInfo, consent::ACCOUNT_INFO),
        (Endpoint::AccountCancel, consent::ACCOUNT_CANCEL),
    ];
    for (endpoint, fields) in endpoints {
        let part = under(under(PAGE, "##", endpoint.path()), "###", "Request");
        assert_eq!(rows(part, 4), wanted(fields, ""), "{}", endpoint.path());
    }
}

#[test]
fn every_endpoint_is_there_with_its_scopes() {
    let table = rows(under(PAGE, "##", "Calling"), 3);
    assert_eq!(table.len(), Endpoint::ALL.len());
    for (endpoint, row) in Endpoint::ALL.iter().zip(table) {
        let scopes: Vec<String> =
            endpoint.scopes().iter().map(|scope| format!("`{}`", scope.as_str())).collect();
        let scopes = if scopes.is_empty() { "none needed".to_owned() } else { scopes.join(" or ") };
        assert_eq!((row[0], row[2]), (&*format!("`{}`", endpoint.path()), &*scopes));
    }
}

#[test]
fn every_code_is_there_in_both_languages() {
    let codes: Vec<Vec<String>> = RspCode::ALL
        .iter()
        .map(|code| {
            let name = format!("`{}`", code.as_str());
            vec![name, code.message(Lang::Ko), code.message(Lang::En)]
        })
        .collect();
    assert_eq!(rows(under(PAGE, "##", "Codes"), 3), codes);
    let errors: Vec<String> =
        ErrorCode::ALL.iter().map(|code| format!("`{}`", code.as_str())).collect();
    let token = under(PAGE, "##", "Token");
    let numbers = token.split("| Number |").nth(1).expect("a table of numbers");
    assert_eq!(rows(numbers, 1).concat(), errors);
}

#[test]
fn the_limits_are_the_shipped_ones() {
    let part = under(PAGE, "##", "Limits");
    let rules = rows(part, 2);
    assert!(rules.len() >= 5);
    for row in rules {
        let name = row[0].trim_matches('`');
        let value: i64 = row[1].replace(',', "").parse().expect("a number");
        assert!(SHIPPED.iter().any(|rule| (rule.0, rule.1) == (name, value)), "{name} {value}");
    }
    let Kind::List { items_max, .. } = RESULT[3].kind else { panic!("req_list is a list") };
    let numbers = [BODY_BYTES_MAX, items_max].map(|n| part.contains(&grouped(n)));
    assert_eq!(numbers, [true, true]);
}

fn grouped(n: usize) -> String {
    if n < 1_000 { format!(" {n} ") } else { format!("{},{:03}", n / 1_000, n % 1_000) }
}

/// The names of the fields of an answer, those of its list's items as `list[].name`.
fn names(answer: &Value) -> BTreeSet<String> {
    let fields = answer.as_object().expect("an object");
    let mut out: BTreeSet<String> = fields.keys().cloned().collect();
    for (list, items) in fields {
        if let Some(Value::Object(item)) = items.get(0) {
            out.extend(item.keys().map(|name| format!("{list}[].{name}")));
        }
    }
    out
}

#[tokio::test(flavor = "multi_thread")]
async fn every_field_of_an_answer_is_there_and_no_other() {
    let bed = Bed::new().await;
    let order = bed.order(10_000);
    let user = format!("user_seq_no={USER}");
    let mut account = bed.balance();
    account["scope"] = "inquiry".into();
    let answers = [
        (Endpoint::UserMe, bed.get_with(Endpoint::UserMe.path(), &bed.token, &user).await),
        (
            Endpoint::AccountList,
            bed.get_with(Endpoint::AccountList.path(), &bed.token, &user).await,
        ),
        (Endpoint::AccountInfo, bed.ask(Endpoint::AccountInfo.path(), &account).await),
        (Endpoint::Withdraw, bed.withdraw(&order).await),
        (Endpoint::Balance, bed.ask(Endpoint::Balance.path(), &bed.balance()).await),
        (Endpoint::Result, bed.result(&[&order]).await),
        (Endpoint::Token, bed.token_with(&token_form(NARAE, "sa")).await),
    ];
    let documented = |text| -> BTreeSet<String> {
        rows(text, 1).concat().iter().map(|name| name.trim_matches('`').to_owned()).collect()
    };
    let head = documented(under(PAGE, "##", "Every answer begins with"));
    for (endpoint, answer) in answers {
        let part = under(under(PAGE, "##", endpoint.path()), "###", "Answer");
        let part = part.split("| Number |").next().expect("a part");
        let mut said = documented(part);
        if endpoint != Endpoint::Token {
            said.extend(head.iter().cloned());
        }
        assert_eq!(said, names(&answer), "{}", endpoint.path());
    }
    bed.verify().await;
}

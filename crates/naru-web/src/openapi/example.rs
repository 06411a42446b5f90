//! One good value for each field of a request. Fictitious, as everywhere.

use super::answer::{Out, Shape};
use super::catalogue::{Described, Together};
use crate::wire::{Field, Kind, Need};
use serde_json::{Map, Value, json};

/// A good value by name; by form if the name says no more.
pub(super) fn of(field: &Field) -> String {
    named(field.name).map_or_else(|| by_form(field), str::to_owned)
}

fn named(name: &str) -> Option<&'static str> {
    Some(match name {
        "bank_tran_id" | "claim_bank_tran_id" => "M202600001U000000001",
        "org_bank_tran_id" | "recv_bank_tran_id" | "withdraw_bank_tran_id" => {
            "M202600001U000000002"
        }
        "client_use_code" => "M202600001",
        "cntr_account_num" => "9010100000001",
        "return_account_num" => "9010100000002",
        "wd_account_num"
        | "account_num"
        | "register_account_num"
        | "req_client_account_num"
        | "recv_client_account_num"
        | "org_dps_account_num" => "1002003004",
        "account_holder_info" => "900101",
        "account_holder_info_type" => " ",
        "account_holder_name" | "req_client_name" | "recv_client_name" | "user_name" => "김가람",
        "account_alias" => "생활비",
        "claim_code" => "02",
        "claim_message" => "착오 송금",
        "dps_print_content" | "wd_print_content" | "print_content" => "나래페이",
        "from_date" | "org_bank_tran_date" | "claim_bank_tran_date" | "inquiry_date" => "20261101",
        "to_date" => "20261130",
        "from_time" => "000000",
        "to_time" => "235959",
        "inquiry_base" => "D",
        "name_check_option" => "on",
        "req_client_num" => "GARAM1",
        "req_cnt" | "tran_no" => "1",
        "sub_frnc_name" => "나래상점",
        "tran_dtime" => "20261126101500",
        "transfer_purpose" => "RC",
        "update_user_email" | "user_email" | "use_org_email" => "garam@narae.example",
        "use_org_contact" => "0200000000",
        "user_ci" => "CI-OF-A-FICTITIOUS-PERSON",
        "user_info" => "19900101",
        "wd_pass_phrase" => "NONE",
        _ => return None,
    })
}

fn by_form(field: &Field) -> String {
    match field.kind {
        Kind::Digits => "1".repeat(field.len_max.min(3)),
        Kind::Alnum | Kind::UpperAlnum => "A1".to_owned(),
        Kind::Text => "가람".to_owned(),
        Kind::Amount => "10000".to_owned(),
        Kind::Dtime => "20261126101500".to_owned(),
        Kind::Date => "20261126".to_owned(),
        Kind::Time => "101500".to_owned(),
        Kind::BankTranId => "M202600001U000000001".to_owned(),
        Kind::Handle => "120260000100000000000001".to_owned(),
        Kind::BankCode => "901".to_owned(),
        Kind::UserSeqNo => "1100000001".to_owned(),
        Kind::OneOf(words) => words.first().map_or(String::new(), |it| (*it).to_owned()),
        Kind::List { .. } => String::new(),
    }
}

/// A good request: what is needed, the first of two ways, and what the values make needed.
pub(super) fn request(it: &Described) -> Map<String, Value> {
    object(it, it.fields, "")
}

fn object(it: &Described, fields: &'static [Field], inside: &str) -> Map<String, Value> {
    let mut out = Map::new();
    for field in fields {
        if let Kind::List { fields, .. } = field.kind {
            out.insert(field.name.to_owned(), json!([object(it, fields, field.name)]));
        } else if field.need == Need::Required || is_in_the_first_way(it, field.name, inside) {
            out.insert(field.name.to_owned(), json!(of(field)));
        }
    }
    out
}

/// Whether the example says it this way, or its own values make the field needed.
fn is_in_the_first_way(it: &Described, name: &str, inside: &str) -> bool {
    it.together.iter().any(|rule| match rule {
        Together::OneWay { inside: list, these, .. } => *list == inside && these.contains(&name),
        Together::Needed { inside: list, when, says, then, .. } => {
            let field = it.fields.iter().find(|field| field.name == *when);
            let value = field.map(of).unwrap_or_default();
            *list == inside && then.contains(&name) && says.holds(&value)
        }
    })
}

/// A value of an answer.
pub(super) fn answered(out: &Out) -> Value {
    match out.shape {
        Shape::Number => json!(7_776_000),
        Shape::List(items) => {
            let item: Map<String, Value> =
                items.iter().map(|it| (it.name.to_owned(), answered(it))).collect();
            json!([item])
        }
        Shape::OneOf(words) => json!(words.first().copied().unwrap_or_default()),
        _ => json!(said(out.name)),
    }
}

fn said(name: &str) -> &'static str {
    if let Some(value) = named(name) {
        return value;
    }
    match name {
        "api_tran_id" => "01980000-0000-7000-8000-000000000000",
        "api_tran_dtm" => "20261126101500123",
        "rsp_code" => "A0000",
        "bank_tran_date" | "tran_date" => "20261126",
        "bank_rsp_code" => "000",
        "tran_time" => "101500",
        "inout_type" => "출금",
        "res_cnt" | "page_record_cnt" => "1",
        _ if name.ends_with("savings_bank_name") => "",
        _ if name.ends_with("bank_name") => "너울은행",
        _ if name.ends_with("bank_code_std") || name == "bank_code_tran" => "901",
        _ if name.ends_with("bank_code_sub") => "9010001",
        _ if name.ends_with("_masked") => "1002003***",
        _ if name.ends_with("fintech_use_num") => "120260000100000000000001",
        _ if name.ends_with("user_seq_no") => "1100000001",
        _ if name.ends_with("_amt") => "10000",
        _ if name.ends_with("_fee") || name.ends_with("_cnt") => "50",
        _ if name.ends_with("_dtime") => "20261126101500",
        _ => "",
    }
}

//! A bank tells which open accounts a person has: for the consent pages. No sockets.

use super::books::model::{Code, Twist};
use super::fault::Strike;
use super::teller::Malformed;
use naru_base::BusinessDate;
use naru_core::relay::accountwire::{AccountEntry, AccountsReply, AccountsRequest};

/// Whether a request is in its form.
pub(super) fn check(m: &AccountsRequest) -> Result<(), Malformed> {
    if m.request_id.is_empty() || m.request_id.len() > 40 {
        return Err(Malformed("request_id"));
    }
    if m.account_holder_name.is_empty() || m.account_holder_name.len() > 100 {
        return Err(Malformed("account_holder_name"));
    }
    match BusinessDate::parse(&m.account_holder_info) {
        Some(_) => Ok(()),
        None => Err(Malformed("account_holder_info")),
    }
}

/// The answer: none is an answer too.
pub(super) fn accounts(
    request: AccountsRequest,
    owned: Vec<String>,
    strike: Option<&Strike>,
) -> AccountsReply {
    let ordered = strike.and_then(|s| match s.twist() {
        Twist::Refuse(code) => Some(code.as_str().to_owned()),
        _ => None,
    });
    let code = ordered.unwrap_or_else(|| Code::OK.as_str().to_owned());
    let owned = if code == Code::OK.as_str() { owned } else { Vec::new() };
    AccountsReply {
        request_id: request.request_id,
        bank_rsp_message: Code::text(&code).to_owned(),
        bank_rsp_code: code,
        accounts: owned
            .into_iter()
            .map(|account_num| AccountEntry {
                account_num,
                account_type: "1".to_owned(),
                product_name: "입출금통장".to_owned(),
            })
            .collect(),
    }
}

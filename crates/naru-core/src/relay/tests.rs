//! Tables and properties of the relay's pure parts.

mod bank;
mod decide;
mod model;
mod overload;

use super::{DepositDetails, Kind, Order, OrderDetails, Purpose, Requester, Via};
use crate::policy::{self, Parameter, Policy};
use naru_base::seal::LookupHash;
use naru_base::{BankCode, BankTranId, ClientUseCode, Micros, UserSeqNo, Won};

fn now() -> Micros {
    Micros::parse_kst_dtime14("20261122120000").expect("a date")
}

fn shipped() -> Policy {
    let rule = |(name, value, source): &(&str, i64, &str)| Parameter {
        name: (*name).to_owned(),
        valid_from: Micros::new(0),
        value: *value,
        source: (*source).to_owned(),
    };
    let rules: Vec<Parameter> = policy::SHIPPED.iter().map(rule).collect();
    policy::at(&rules, now()).expect("shipped rules are complete")
}

fn institution() -> ClientUseCode {
    ClientUseCode::parse("M202600001").expect("a code")
}

fn bank() -> BankCode {
    BankCode::parse("901").expect("a code")
}

fn user() -> UserSeqNo {
    UserSeqNo::parse("1000000001").expect("a number")
}

/// The same as a deposit, to an account that a handle names.
fn deposit(amount: i64) -> Order {
    let none = String::new;
    let mut it = order(amount);
    it.kind = Kind::Deposit;
    it.pass_phrase = Some(LookupHash::from_bytes([9; 32]));
    it.via = Via::Handle { handle: "7".repeat(24), user: Some(user()), token_user: None };
    it.details.deposit = Some(DepositDetails {
        payee_name: none(),
        name_check: true,
        recv_bank_tran_id: none(),
        withdraw_bank_tran_id: none(),
        cms_num: none(),
    });
    it
}

fn order(amount: i64) -> Order {
    let text = |t: &str| t.to_owned();
    Order {
        bank_tran_id: BankTranId::parse("M202600001U000000001").expect("an id"),
        cntr_account_type: 'N',
        cntr_account_num: text("9010001"),
        bank: bank(),
        account_num: text("110220330"),
        kind: Kind::Withdraw,
        pass_phrase: None,
        via: Via::User(user()),
        amount: Won::new(amount),
        receive: None,
        details: OrderDetails {
            dps_print_content: text("쇼핑"),
            wd_print_content: text("나래"),
            req_client_name: text("홍나루"),
            requester: Requester::Account(text("902"), text("77")),
            req_client_num: text("C1"),
            purpose: Purpose::TopUp,
            recv: [text(""), text(""), text("")],
            sub_merchant: [text("가"), text("나"), text("다")],
            deposit: None,
        },
    }
}

//! Tables and properties of the relay's pure parts.

mod bank;
mod decide;
mod model;

use super::{Order, OrderDetails, Purpose, Requester};
use crate::policy::{self, Parameter, Policy};
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

fn order(amount: i64) -> Order {
    let text = |t: &str| t.to_owned();
    Order {
        bank_tran_id: BankTranId::parse("M202600001U000000001").expect("an id"),
        cntr_account_type: 'N',
        cntr_account_num: text("9010001"),
        bank: bank(),
        account_num: text("110220330"),
        user_seq_no: UserSeqNo::parse("1000000001").expect("a number"),
        amount: Won::new(amount),
        details: OrderDetails {
            dps_print_content: text("쇼핑"),
            wd_print_content: text("나래"),
            req_client_name: text("홍나루"),
            requester: Requester::Account(text("902"), text("77")),
            req_client_num: text("C1"),
            purpose: Purpose::TopUp,
            recv: [text(""), text(""), text("")],
            sub_merchant: [text("가"), text("나"), text("다")],
        },
    }
}

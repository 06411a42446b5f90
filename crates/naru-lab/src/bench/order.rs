//! The orders of the bench: what the load generator writes and the server reads.

use super::fixture::{CONTRACT_NUM, Customer, PERSONS, customer};
use super::http::post;
use naru_base::{BankCode, BankTranId, ClientUseCode, UserSeqNo, Won};
use naru_core::relay::{Kind, Order, OrderDetails, Purpose, Requester, Via};
use serde::Deserialize;

/// Won of each order: small, so that nobody reaches the daily limit.
pub(super) const AMOUNT: i64 = 1_000;

/// An order on the wire: names and forms of the public API, without what decides nothing.
#[derive(Deserialize)]
pub(super) struct WireOrder<'w> {
    bank_tran_id: &'w str,
    cntr_account_type: char,
    cntr_account_num: &'w str,
    wd_bank_code_std: &'w str,
    wd_account_num: &'w str,
    user_seq_no: &'w str,
    tran_amt: &'w str,
    dps_print_content: &'w str,
    req_client_name: &'w str,
    req_client_num: &'w str,
}

impl WireOrder<'_> {
    /// The institution and the order, or `None` if a field is not what it should be.
    pub(super) fn read(&self) -> Option<(ClientUseCode, Order)> {
        let order = Order {
            bank_tran_id: BankTranId::parse(self.bank_tran_id).ok()?,
            cntr_account_type: self.cntr_account_type,
            cntr_account_num: self.cntr_account_num.to_owned(),
            bank: BankCode::parse(self.wd_bank_code_std).ok()?,
            account_num: self.wd_account_num.to_owned(),
            kind: Kind::Withdraw,
            pass_phrase: None,
            via: Via::User(UserSeqNo::parse(self.user_seq_no).ok()?),
            amount: self.tran_amt.parse().ok().map(Won::new)?,
            details: OrderDetails {
                dps_print_content: self.dps_print_content.to_owned(),
                wd_print_content: String::new(),
                req_client_name: self.req_client_name.to_owned(),
                requester: Requester::Account(
                    self.wd_bank_code_std.to_owned(),
                    self.wd_account_num.to_owned(),
                ),
                req_client_num: self.req_client_num.to_owned(),
                purpose: Purpose::TopUp,
                recv: Default::default(),
                sub_merchant: Default::default(),
                deposit: None,
            },
        };
        let institution = ClientUseCode::parse(self.bank_tran_id.get(..10)?).ok()?;
        Some((institution, order))
    }
}

/// The n-th order, for the server that commits it.
pub(super) fn commit_request(n: u64, out: &mut Vec<u8>) {
    post(out, "/commit", &body(n));
}

/// The n-th order, for the server that only reads it.
pub(super) fn null_request(n: u64, out: &mut Vec<u8>) {
    post(out, "/null", &body(n));
}

fn body(n: u64) -> String {
    // Neighbouring orders come from customers far apart.
    let Customer { institution, bank, account_num, user_seq_no, name } =
        customer(n.wrapping_mul(7919) % PERSONS);
    format!(
        "{{\"bank_tran_id\":\"{institution}U{n:09}\",\"cntr_account_type\":\"N\",\
         \"cntr_account_num\":\"{CONTRACT_NUM}\",\"wd_bank_code_std\":\"{bank}\",\
         \"wd_account_num\":\"{account_num}\",\"user_seq_no\":\"{user_seq_no}\",\
         \"tran_amt\":\"{AMOUNT}\",\"dps_print_content\":\"충전\",\
         \"req_client_name\":\"{name}\",\"req_client_num\":\"{user_seq_no}\"}}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_can_be_read() {
        for n in [0, 1, 255, 1_000_000] {
            let text = body(n);
            let wire: WireOrder<'_> = serde_json::from_str(&text).expect("an order");
            let (institution, order) = wire.read().expect("every field valid");
            assert!(order.bank_tran_id.is_of(&institution));
            assert_eq!(order.amount, Won::new(AMOUNT));
        }
        assert_ne!(body(1), body(2));
    }
}

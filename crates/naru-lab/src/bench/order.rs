//! The orders of the bench: what the load generator writes and the server reads.

use super::drive::Script;
use super::fixture::{BANKS, CONTRACT_NUM, Customer, INSTITUTIONS, PERSONS, customer};
use super::http::{Answer, HOST, post};
use naru_base::env::SystemClock;
use naru_base::{BankCode, BankTranId, ClientUseCode, Clock as _, UserSeqNo, Won};
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
            receive: None,
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

/// An order for a server of the bench's own, at this path: done when it says 200.
pub(super) struct Plain(pub(super) &'static str);

impl Script for Plain {
    fn write(&self, n: u64, _lane: usize, out: &mut Vec<u8>) {
        post(out, self.0, HOST, "", &body(n));
    }

    fn is_done(&self, _n: u64, answer: &Answer<'_>) -> bool {
        answer.status == 200
    }
}

/// The institutions' tokens, and the time at which their customers say that they order.
pub(super) struct Bearers {
    headers: Vec<String>,
    dtime: String,
}

/// A withdrawal over the public API.
pub(super) struct Withdraw(pub(super) Bearers);

/// An inquiry over the public API.
pub(super) struct Balance(pub(super) Bearers);

/// How a call that was done begins: the code stands right behind two fields of fixed length.
const DONE: &[u8] = br#""rsp_code":"A0000""#;
const CODE_WITHIN_BYTES: usize = 160;

fn is_done(answer: &Answer<'_>) -> bool {
    let head = &answer.body[..answer.body.len().min(CODE_WITHIN_BYTES)];
    answer.status == 200 && head.windows(DONE.len()).any(|it| it == DONE)
}

impl Bearers {
    /// With the tokens of the institutions, in their order.
    pub(super) fn new(tokens: &[String]) -> Bearers {
        let headers = tokens.iter().map(|it| format!("authorization: Bearer {it}\r\n")).collect();
        let mut dtime = SystemClock.now().kst_dtm17();
        dtime.truncate(14);
        Bearers { headers, dtime }
    }

    fn of(&self, who: u64) -> &str {
        &self.headers[usize::try_from(who % INSTITUTIONS).unwrap_or(0)]
    }
}

impl Script for Withdraw {
    fn write(&self, n: u64, _lane: usize, out: &mut Vec<u8>) {
        let who = person(n);
        let it = customer(who);
        let body = format!(
            "{{\"bank_tran_id\":\"{}\",\"cntr_account_type\":\"N\",\
             \"cntr_account_num\":\"{CONTRACT_NUM}\",\"dps_print_content\":\"충전\",\
             \"wd_bank_code_std\":\"{bank}\",\"wd_account_num\":\"{account}\",\
             \"user_seq_no\":\"{user}\",\"wd_print_content\":\"나래페이\",\
             \"tran_amt\":\"{AMOUNT}\",\"tran_dtime\":\"{dtime}\",\
             \"req_client_name\":\"{name}\",\"req_client_bank_code\":\"{bank}\",\
             \"req_client_account_num\":\"{account}\",\"req_client_num\":\"{user}\",\
             \"transfer_purpose\":\"RC\"}}",
            bank_tran_id(&it.institution, n),
            bank = it.bank,
            account = it.account_num,
            user = it.user_seq_no,
            dtime = self.0.dtime,
            name = it.name,
        );
        post(out, "/v2.0/transfer/withdraw/acnt_num", HOST, self.0.of(who), &body);
    }

    fn is_done(&self, _n: u64, answer: &Answer<'_>) -> bool {
        is_done(answer)
    }
}

impl Script for Balance {
    fn write(&self, n: u64, _lane: usize, out: &mut Vec<u8>) {
        let who = person(n);
        let it = customer(who);
        let body = format!(
            "{{\"bank_tran_id\":\"{}\",\"bank_code_std\":\"{}\",\"account_num\":\"{}\",\
             \"user_seq_no\":\"{}\",\"tran_dtime\":\"{}\"}}",
            bank_tran_id(&it.institution, n),
            it.bank,
            it.account_num,
            it.user_seq_no,
            self.0.dtime,
        );
        post(out, "/v2.0/account/balance/acnt_num", HOST, self.0.of(who), &body);
    }

    fn is_done(&self, _n: u64, answer: &Answer<'_>) -> bool {
        is_done(answer)
    }
}

/// Whose order the n-th is: neighbouring orders come from customers far apart.
pub(super) fn person(n: u64) -> u64 {
    n.wrapping_mul(7919) % PERSONS
}

/// Whose order the n-th is if it has to be at the bank of this lane.
pub(super) fn person_at(n: u64, lane: usize) -> u64 {
    let who = person(n);
    // Customers change banks with every round of the institutions.
    let round = who / INSTITUTIONS;
    let round = round - round % BANKS + lane as u64 % BANKS;
    round * INSTITUTIONS + who % INSTITUTIONS
}

pub(super) fn bank_tran_id(institution: &str, n: u64) -> String {
    format!("{institution}U{n:09}")
}

/// The number of an order, from its id.
pub(super) fn number(bank_tran_id: &str) -> Option<u64> {
    bank_tran_id.get(11..)?.parse().ok()
}

fn body(n: u64) -> String {
    let Customer { institution, bank, account_num, user_seq_no, name } = customer(person(n));
    let id = bank_tran_id(&institution, n);
    format!(
        "{{\"bank_tran_id\":\"{id}\",\"cntr_account_type\":\"N\",\
         \"cntr_account_num\":\"{CONTRACT_NUM}\",\"wd_bank_code_std\":\"{bank}\",\
         \"wd_account_num\":\"{account_num}\",\"user_seq_no\":\"{user_seq_no}\",\
         \"tran_amt\":\"{AMOUNT}\",\"dps_print_content\":\"충전\",\
         \"req_client_name\":\"{name}\",\"req_client_num\":\"{user_seq_no}\"}}"
    )
}

#[cfg(test)]
mod tests {
    use super::super::fixture::bank_code;
    use super::*;

    #[test]
    fn what_is_written_can_be_read() {
        for n in [0, 1, 255, 1_000_000] {
            let text = body(n);
            let wire: WireOrder<'_> = serde_json::from_str(&text).expect("an order");
            let (institution, order) = wire.read().expect("every field valid");
            assert!(order.bank_tran_id.is_of(&institution));
            assert_eq!(order.amount, Won::new(AMOUNT));
            assert_eq!(number(order.bank_tran_id.as_str()), Some(n));
        }
        assert_ne!(body(1), body(2));
    }

    #[test]
    fn a_lane_has_its_own_customers() {
        for (n, lane) in [(0, 0), (0, 1), (77, 0), (77, 1), (PERSONS - 1, 0), (PERSONS - 1, 1)] {
            let who = person_at(n, lane);
            assert!(who < PERSONS);
            assert_eq!(customer(who).bank, bank_code(lane as u64));
        }
    }
}

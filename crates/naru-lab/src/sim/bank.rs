//! A virtual bank: its own book in plain maps, with the rules that the protocol asks of a bank.
//!
//! Executes an id at most once and never after the request's expiry; promises `void` durably.
//! What it executed is the truth against which the auditor holds the hub.

use naru_base::{BankCode, Micros};
use naru_core::relay::Kind;
use naru_core::relay::bankwire::{BankOutcome, InquiryRequest, Request, TransferReply};
use std::collections::BTreeMap;

/// A name at a bank: business date and id, as they came on the wire.
pub(super) type Name = (String, String);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Entry {
    Done(String),
    Failed(String, &'static str),
    Processing { amount: String, account: String, kind: Kind, will_pay: bool },
    Void(String),
}

/// Money of a customer that really moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Moved {
    pub(super) kind: Kind,
    pub(super) amount: i64,
    pub(super) account: String,
}

/// How a bank takes a request that it accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    Pay,
    Refuse,
    /// Decides later; `true`: then pays.
    Later(bool),
}

/// A bank.
pub(super) struct VirtualBank {
    pub(super) code: BankCode,
    /// How far its clock is from true time.
    pub(super) clock_off_ms: i64,
    /// Answers nothing before this instant.
    pub(super) down_until: Micros,
    entries: BTreeMap<Name, Entry>,
    moved: BTreeMap<Name, Vec<Moved>>,
}

impl VirtualBank {
    pub(super) const fn new(code: BankCode, clock_off_ms: i64) -> Self {
        VirtualBank {
            code,
            clock_off_ms,
            down_until: Micros::new(0),
            entries: BTreeMap::new(),
            moved: BTreeMap::new(),
        }
    }

    /// Everything that was moved, by name.
    pub(super) const fn moved(&self) -> &BTreeMap<Name, Vec<Moved>> {
        &self.moved
    }

    /// Takes an order. `None`: the request is expired, so it is not even looked at.
    pub(super) fn execute(
        &mut self,
        now: Micros,
        request: &Request,
        expires_at: Micros,
        mood: Mood,
    ) -> Option<TransferReply> {
        let clock = now.plus_ms(self.clock_off_ms);
        if clock > expires_at {
            return None;
        }
        let (kind, id, date, account, amount) = match request {
            Request::Withdraw(r) => {
                (Kind::Withdraw, &r.bank_tran_id, &r.business_date, &r.account_num, &r.tran_amt)
            }
            Request::Deposit(r) => {
                (Kind::Deposit, &r.bank_tran_id, &r.business_date, &r.account_num, &r.tran_amt)
            }
            Request::Return(r) => {
                (Kind::Return, &r.bank_tran_id, &r.business_date, &r.account_num, &r.tran_amt)
            }
        };
        let name = (date.clone(), id.clone());
        if !self.entries.contains_key(&name) {
            let (amount, account) = (amount.clone(), account.clone());
            let entry = match mood {
                Mood::Pay => {
                    self.moves(&name, kind, &amount, &account);
                    Entry::Done(amount)
                }
                Mood::Refuse => Entry::Failed(amount, "116"),
                Mood::Later(will_pay) => Entry::Processing { amount, account, kind, will_pay },
            };
            self.entries.insert(name.clone(), entry);
        }
        Some(self.reply(clock, &name, amount))
    }

    /// Answers an inquiry. `promise`: an id it does not have is voided for ever.
    pub(super) fn inquiry(
        &mut self,
        now: Micros,
        request: &InquiryRequest,
        promise: bool,
    ) -> TransferReply {
        let name = (request.business_date.clone(), request.bank_tran_id.clone());
        if promise && !self.entries.contains_key(&name) {
            self.entries.insert(name.clone(), Entry::Void(request.tran_amt.clone()));
        }
        self.reply(now.plus_ms(self.clock_off_ms), &name, &request.tran_amt)
    }

    /// Decides everything that was put off.
    pub(super) fn decide_all(&mut self) {
        let open: Vec<Name> = self
            .entries
            .iter()
            .filter(|(_, e)| matches!(e, Entry::Processing { .. }))
            .map(|(name, _)| name.clone())
            .collect();
        for name in open {
            let Some(Entry::Processing { amount, account, kind, will_pay }) =
                self.entries.get(&name).cloned()
            else {
                continue;
            };
            let decided = if will_pay {
                self.moves(&name, kind, &amount, &account);
                Entry::Done(amount)
            } else {
                Entry::Failed(amount, "101")
            };
            self.entries.insert(name, decided);
        }
    }

    fn moves(&mut self, name: &Name, kind: Kind, amount: &str, account: &str) {
        let amount = amount.parse().unwrap_or(0);
        let moved = Moved { kind, amount, account: account.to_owned() };
        self.moved.entry(name.clone()).or_default().push(moved);
    }

    fn reply(&self, clock: Micros, name: &Name, asked_amount: &str) -> TransferReply {
        let (outcome, amount, code) = match self.entries.get(name) {
            None => (BankOutcome::NotFound, asked_amount, "000"),
            Some(Entry::Done(amount)) => (BankOutcome::Done, amount.as_str(), "000"),
            Some(Entry::Failed(amount, code)) => (BankOutcome::Failed, amount.as_str(), *code),
            Some(Entry::Processing { amount, .. }) => {
                (BankOutcome::Processing, amount.as_str(), "000")
            }
            Some(Entry::Void(amount)) => (BankOutcome::Void, amount.as_str(), "000"),
        };
        TransferReply {
            bank_tran_id: name.1.clone(),
            tran_amt: amount.to_owned(),
            outcome,
            bank_rsp_code: code.to_owned(),
            bank_rsp_message: String::new(),
            bank_tran_date: clock.business_date().to_string(),
            account_holder_name: "홍나루".to_owned(),
            bank_time: clock.get(),
        }
    }
}

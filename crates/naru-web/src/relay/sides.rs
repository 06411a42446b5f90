//! The two sides of a transfer in its answer: the institution's contract account, and the bank's
//! part with the customer's account. The same for a withdrawal and a deposit's one item.
//!
//! **Must never know** what is decided about a transfer.

use super::cross::Crossed;
use super::order::head_only;
use super::{BankPart, bank_name, branch};
use crate::api::{Call, Reply};
use crate::node::Node;
use crate::wire::{JsonText, Verdict, clipped, masked, outcome};
use naru_core::hub::Directory;
use naru_core::relay::{Order, Told};

/// What of the book and of the order stands in an answer.
pub(super) struct Answer<'a> {
    pub(super) directory: &'a Directory,
    pub(super) call: &'a Call,
    pub(super) order: &'a Order,
    pub(super) told: &'a Told,
    pub(super) verdict: &'a Verdict<'a>,
}

/// The names of the contract account's fields, in wire order: bank, branch, bank's name, number,
/// text on the statement, holder.
pub(super) type ContractFields = [&'static str; 6];

/// The answer to an order: `write` makes the body of one that the book has.
pub(super) fn answer(
    node: &Node,
    call: &Call,
    order: &Order,
    crossed: &Crossed,
    write: impl FnOnce(&Answer<'_>, &mut JsonText),
) -> Reply {
    let verdict = outcome(&crossed.ending, order.kind);
    let reply = match verdict.told {
        Some(told) => {
            let mut json = Reply::head(call, verdict.code, &verdict.code.message(call.lang));
            let directory = node.hub.directory();
            let it = Answer { directory: &directory, call, order, told, verdict: &verdict };
            write(&it, &mut json);
            Reply::of(verdict.code, json)
        }
        None => head_only(call, &verdict),
    };
    match crossed.bank_us {
        Some(us) => reply.after(&order.bank, Some(us)),
        None => reply,
    }
}

impl Answer<'_> {
    /// The institution's contract account.
    pub(super) fn contract(&self, json: &mut JsonText, names: &ContractFields, print: &str) {
        let Answer { directory, call, order, .. } = self;
        let contract = call.institution.as_ref().and_then(|institution| {
            let (kind, num) = (order.cntr_account_type, order.cntr_account_num.as_str());
            directory.contract(institution, kind, num, order.kind.contract_purpose())
        });
        let bank = contract.map_or("", |c| c.bank.as_str());
        let [bank_code, bank_branch, name, number, content, holder] = names;
        json.text(bank_code, bank);
        json.text(bank_branch, &branch(bank));
        json.text(name, contract.map_or("", |c| bank_name(directory, &c.bank)));
        json.text(number, &masked(&order.cntr_account_num));
        json.text(content, print);
        json.text(holder, contract.map_or("", |c| &c.holder_name));
    }

    /// The bank's part, and the customer's account up to the amount.
    pub(super) fn customer(&self, json: &mut JsonText, print: &str) {
        let Answer { directory, order, told, verdict, .. } = self;
        let ours = told.key.date.to_string();
        let said = verdict.bank;
        BankPart {
            id: order.bank_tran_id.as_str(),
            // Until the bank has named its own date, a result is asked for by ours.
            date: said.map(|s| s.tran_date.as_str()).filter(|d| !d.is_empty()).unwrap_or(&ours),
            bank: &order.bank,
            code: said.map_or("", |s| &s.code),
            message: said.map_or("", |s| &s.message),
        }
        .write(json);
        json.text("fintech_use_num", order.handle());
        json.text("account_alias", "");
        json.text("bank_code_std", order.bank.as_str());
        json.text("bank_code_sub", &branch(order.bank.as_str()));
        json.text("bank_name", bank_name(directory, &order.bank));
        json.text("savings_bank_name", "");
        json.text("account_num_masked", &masked(&order.account_num));
        json.text("print_content", print);
        json.text("account_holder_name", &said.map_or(String::new(), |s| clipped(&s.holder, 20)));
        json.text("tran_amt", &order.amount.to_string());
    }
}

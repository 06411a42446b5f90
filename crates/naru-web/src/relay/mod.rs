//! The relay on the wire: the order of I/O around the core's commits.
//!
//! A transfer ([`mod@withdraw`], [`mod@deposit`], [`mod@returns`]) is read, taken on, and crossed
//! ([`mod@cross`]) on a task of its own, so that a caller who hangs up takes nothing with him. What
//! stays in doubt is asked about by [`sweep`].
//!
//! **Must never know** what an answer of a bank proves: `naru_core::relay::crossing` judges.

pub(crate) mod claim;
mod cross;
mod deposit;
mod fields;
pub mod inquiry;
mod manage;
mod order;
mod result;
mod returns;
pub mod sweep;
mod withdraw;

pub(crate) use deposit::deposit;
pub use deposit::{DEPOSIT, DEPOSIT_FIN, DEPOSIT_FIN_ITEM, DEPOSIT_ITEM};
pub use manage::{MANAGE_COUNT, MANAGE_FEE, MANAGE_WD_LIMIT};
pub(crate) use manage::{count, fee, wd_limit};
pub(crate) use result::result;
pub use result::{RESULT, RESULT_ITEM};
pub use returns::{RETURN_CLAIM, RETURN_RESULT};
pub(crate) use returns::{claim as return_claim, claim_result as return_result};
pub(crate) use withdraw::withdraw;
pub use withdraw::{WITHDRAW, WITHDRAW_FIN};

use crate::api::Call;
use crate::wire::{JsonText, clipped};
use naru_base::{BankCode, Fault, FaultKind};
use naru_core::hub::Directory;

/// The branch part of a bank's code on the wire (`bank_code_sub`, N7). Ours: the head office.
pub(crate) fn branch(bank: &str) -> String {
    if bank.is_empty() { String::new() } else { format!("{bank}0001") }
}

pub(crate) fn bank_name<'d>(directory: &'d Directory, bank: &BankCode) -> &'d str {
    directory.banks.get(bank).map_or("", |b| b.name_ko.as_str())
}

/// The bank part of an answer (참가기관 응답부).
pub(crate) struct BankPart<'b> {
    pub(crate) id: &'b str,
    pub(crate) date: &'b str,
    pub(crate) bank: &'b BankCode,
    pub(crate) code: &'b str,
    pub(crate) message: &'b str,
}

impl BankPart<'_> {
    pub(crate) fn write(&self, json: &mut JsonText) {
        json.text("bank_tran_id", self.id);
        json.text("bank_tran_date", self.date);
        json.text("bank_code_tran", self.bank.as_str());
        json.text("bank_rsp_code", &plain_code(self.code));
        json.text("bank_rsp_message", &clipped(self.message, 100));
    }
}

/// A bank's code as the wire may carry it.
pub(crate) fn plain_code(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).take(3).collect()
}

fn unwritable(e: serde_json::Error) -> Fault {
    Fault::because(FaultKind::Permanent, "could not write a message for a bank", e)
}

/// Whose call it is. The checks before any endpoint have set it.
pub(crate) fn caller(call: &Call) -> Result<&naru_base::ClientUseCode, Fault> {
    call.institution
        .as_ref()
        .ok_or_else(|| Fault::new(FaultKind::Permanent, "a call came through without a token"))
}

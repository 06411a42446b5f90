//! `POST /v2.0/inquiry/real_name` (계좌실명조회): whose an account is, checked by the bank.
//!
//! Invariant: the number by which a holder is checked lives in this call only. It is in the
//! request, in the bank's message and in the answer; never in a store, a log or a queue.

use super::job::Inquiry;
use super::{Desk, Heard, Stop, bank_part, name_of};
use crate::api::Reply;
use crate::relay::branch;
use crate::wire::{Doc, Kind, RspCode, Wrong, clipped, table};
use naru_base::BusinessDate;
use naru_base::secret::SecretText;
use naru_core::relay::inquiry::message::{
    HolderReply, HolderRequest, Reply as _, SecretHolderInfo,
};
use naru_core::relay::inquiry::{CallPurpose, Target};

table! {
    /// The fields of a real-name inquiry, in wire order.
    REAL_NAME by F {
        BankTranId "bank_tran_id": Kind::BankTranId, 20, Required;
        BankCodeStd "bank_code_std": Kind::BankCode, 3, Required;
        AccountNum "account_num": Kind::Alnum, 16, Required;
        AccountSeq "account_seq": Kind::Digits, 3, Optional;
        HolderInfoType "account_holder_info_type": Kind::OneOf(&[" ", "1", "2", "3", "4", "5", "6", "E", "N"]), 1, Required;
        HolderInfo "account_holder_info": Kind::Alnum, 20, Conditional;
        TranDtime "tran_dtime": Kind::Dtime, 14, Required;
    }
}

/// Whether the number has the form that its type says (A0321 if not). Lengths of resident,
/// foreigner's and business numbers are the law's; those of `4`, `5` and `E` are ours.
fn is_in_form(kind: &str, info: &str) -> bool {
    let digits = |len: std::ops::RangeInclusive<usize>| {
        len.contains(&info.len()) && info.bytes().all(|b| b.is_ascii_digit())
    };
    match kind {
        // The century does not matter to whether the day exists, but for the 29th of February.
        " " => {
            digits(6..=6)
                && ["19", "20"].iter().any(|c| BusinessDate::parse(&format!("{c}{info}")).is_some())
        }
        "1" | "2" | "3" => digits(13..=13),
        "4" => digits(7..=13),
        "5" => (5..=20).contains(&info.len()),
        "6" => digits(10..=10),
        _ => true,
    }
}

/// Whether the type stands for a full registration number, which needs a right of its own.
fn is_full_number(kind: &str) -> bool {
    matches!(kind, "1" | "2" | "3")
}

/// The type and the number, each as it goes to the bank.
fn checked_by(desk: &Desk<'_>, doc: &Doc<'_>) -> Result<(String, SecretText), Stop> {
    let kind = doc.text(F::HolderInfoType);
    let info = doc.text(F::HolderInfo);
    if kind != "N" && info.is_empty() {
        return Err(desk.wrong(doc, F::HolderInfo, Wrong::Missing));
    }
    if !is_in_form(kind, info) {
        return Err(desk.call.says(RspCode::A0321).into());
    }
    Ok((kind.to_owned(), SecretText::new(info.to_owned())))
}

pub(super) async fn answer(desk: &Desk<'_>, given: &[u8]) -> Result<Reply, Stop> {
    let doc = desk.read(REAL_NAME, given)?;
    let id = desk.own_id(&doc, F::BankTranId)?;
    let (kind, info) = checked_by(desk, &doc)?;
    let account_num = doc.text(F::AccountNum).to_owned();
    let account_seq = doc.text(F::AccountSeq).to_owned();
    let target = Target::Holder {
        bank: desk.bank(&doc, F::BankCodeStd)?,
        account_num: account_num.clone(),
        by_full_number: is_full_number(&kind),
    };
    let request = HolderRequest {
        bank_tran_id: id.to_string(),
        account_num: String::new(),
        account_seq: account_seq.clone(),
        account_holder_info_type: kind.clone(),
        // What is not to be checked is nobody's business.
        account_holder_info: SecretHolderInfo(match kind.as_str() {
            "N" => SecretText::default(),
            _ => info.clone(),
        }),
        tran_amt: String::new(),
    };
    let question = move |number: &str| HolderRequest { account_num: number.to_owned(), ..request };
    let inquiry = Inquiry { id, purpose: CallPurpose::RealName, target };
    let heard: Heard<HolderReply> = desk.inquire(inquiry, question, |_, _| None).await?;
    let directory = desk.node.hub.directory();
    Ok(heard.reply(desk.call, |code, said, resolved| {
        let mut json = Reply::head(desk.call, code, &code.message(desk.call.lang));
        bank_part(&mut json, desk.call, said.head(), resolved);
        let bank = resolved.bank.as_ref().map_or("", |b| b.as_str());
        json.text("bank_code_std", bank);
        json.text("bank_code_sub", &branch(bank));
        json.text("bank_name", name_of(&directory, resolved));
        json.text("savings_bank_name", "");
        json.text("account_num", &account_num);
        json.text("account_seq", &account_seq);
        json.text("account_holder_info_type", &kind);
        json.text("account_holder_info", info.expose());
        json.text("account_holder_name", &clipped(&said.account_holder_name, 20));
        json.text("account_type", &clipped(&said.account_type, 1));
        Reply::of(code, json)
    }))
}

#[cfg(test)]
mod tests {
    use super::is_in_form;

    #[test]
    fn a_number_has_the_form_of_its_type() {
        let cases = [
            (" ", "900101", true),
            (" ", "000229", true),
            (" ", "010229", false),
            (" ", "901301", false),
            (" ", "90010", false),
            (" ", "19900101", false),
            ("1", "9001011234567", true),
            ("1", "900101123456", false),
            ("1", "900101123456a", false),
            ("2", "9001015234567", true),
            ("3", "90010152345678", false),
            ("4", "9001011", true),
            ("4", "900101", false),
            ("5", "M12345678", true),
            ("5", "M123", false),
            ("6", "1234567890", true),
            ("6", "123456789", false),
            ("E", "A1", true),
            ("N", "", true),
            ("N", "1", true),
        ];
        for (kind, info, ok) in cases {
            assert_eq!(is_in_form(kind, info), ok, "{kind} {info}");
        }
    }
}

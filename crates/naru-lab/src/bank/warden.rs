//! A bank keeps what is on an account because the hub asks for it, and lets it go. No sockets.

use super::books::hold::Kept;
use super::books::model::{Code, Twist};
use super::fault::{Mode, Strike};
use super::teller::Malformed;
use naru_base::Won;
use naru_core::claim::freezewire::FreezeReply;

/// Whether a request's id is in its form.
pub(super) fn check(request_id: &str) -> Result<(), Malformed> {
    let fits = (1..=40).contains(&request_id.len());
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    if fits && request_id.bytes().all(plain) { Ok(()) } else { Err(Malformed("request_id")) }
}

/// The code that a fault orders.
pub(super) fn ordered(strike: Option<&Strike>) -> Option<String> {
    match strike?.twist() {
        Twist::Refuse(code) => Some(code.as_str().to_owned()),
        _ => None,
    }
}

/// The answer; spoilt if a fault orders that.
pub(super) fn reply(request_id: String, kept: Kept, strike: Option<&Strike>) -> FreezeReply {
    let is_spoilt = matches!(strike, Some(Strike { mode: Mode::Contradictory, .. }));
    let amount = if is_spoilt { Won::new(999_999_999_999) } else { kept.amount };
    FreezeReply {
        request_id,
        bank_rsp_message: Code::text(&kept.code).to_owned(),
        bank_rsp_code: kept.code,
        frozen_amt: amount.to_string(),
    }
}

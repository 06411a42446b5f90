//! Live figures: what was called, and how it went. Nothing here decides anything.

use crate::api::Endpoint;
use crate::wire::RspCode;
use naru_base::{BankCode, ClientUseCode, Micros};
use naru_core::notify::{Channel, Outcome};

/// One answered call.
#[derive(Clone, Copy, Debug)]
pub struct CallFacts<'c> {
    /// When it was answered.
    pub at: Micros,
    /// Who called, once the token said so.
    pub institution: Option<&'c ClientUseCode>,
    /// The bank that was asked, if one was.
    pub bank: Option<&'c BankCode>,
    /// What was called.
    pub endpoint: Endpoint,
    /// What was answered.
    pub rsp_code: RspCode,
    /// From the request's head to the answer.
    pub total_us: i64,
    /// Of which the bank's time.
    pub bank_us: Option<i64>,
}

/// Takes the figures. Called on the hot path: must not wait.
pub trait Meter: Send + Sync + 'static {
    /// A call was answered.
    fn crossed(&self, facts: &CallFacts<'_>);

    /// A delivery of a notice was attempted.
    fn told(&self, _channel: Channel, _outcome: &Outcome) {}
}

/// Takes no figures.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoMeter;

impl Meter for NoMeter {
    fn crossed(&self, _facts: &CallFacts<'_>) {}
}

//! Figures for Prometheus: what was called and how it went, and what the book looks like.
//!
//! Labels are codes of participants and endpoints only: no person, no account.

#![expect(clippy::float_arithmetic, reason = "histograms of seconds, not money")]

use crate::api::Endpoint;
use crate::meter::{CallFacts, Meter};
use naru_core::notify::{Channel, Counts, Outcome};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use std::fmt;

/// The media type of the text.
pub const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Upper bounds in seconds: a healthy call is a few milliseconds, a bank's deadline is seconds.
const BOUNDS: [f64; 12] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0];

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct CallLabels {
    endpoint: &'static str,
    institution: String,
    rsp_code: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct AttemptLabels {
    channel: &'static str,
    outcome: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct EndpointLabel {
    endpoint: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct BankLabel {
    bank: String,
}

fn histogram() -> Histogram {
    Histogram::new(BOUNDS)
}

/// What is read from the node now and then.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Readings {
    /// Calls under way.
    pub under_way: i64,
    /// Transfers in doubt.
    pub doubts: i64,
    /// Won reserved on open transfers.
    pub reserved_won: i64,
    /// Whether debits equal credits and nothing is reserved on finished transfers.
    pub money_holds: bool,
    /// The last commit of the audit chain.
    pub audit_head: i64,
    /// Deliveries of notices that wait, and those given up.
    pub notices: Counts,
}

/// The figures.
pub struct Metrics {
    registry: Registry,
    calls: Family<CallLabels, Counter>,
    seconds: Family<EndpointLabel, Histogram, fn() -> Histogram>,
    bank_seconds: Family<BankLabel, Histogram, fn() -> Histogram>,
    under_way: Gauge,
    doubts: Gauge,
    reserved: Gauge,
    money_holds: Gauge,
    audit_head: Gauge,
    attempts: Family<AttemptLabels, Counter>,
    notices_queued: Gauge,
    notices_failed: Gauge,
    notices_given_up: Gauge,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

impl Default for Metrics {
    fn default() -> Self {
        let mut it = Metrics {
            registry: Registry::with_prefix("naru"),
            calls: Family::default(),
            seconds: Family::new_with_constructor(histogram as fn() -> Histogram),
            bank_seconds: Family::new_with_constructor(histogram as fn() -> Histogram),
            under_way: Gauge::default(),
            doubts: Gauge::default(),
            reserved: Gauge::default(),
            money_holds: Gauge::default(),
            audit_head: Gauge::default(),
            attempts: Family::default(),
            notices_queued: Gauge::default(),
            notices_failed: Gauge::default(),
            notices_given_up: Gauge::default(),
        };
        it.register();
        it
    }
}

impl Metrics {
    fn register(&mut self) {
        let all = &mut self.registry;
        all.register("calls", "Calls answered", self.calls.clone());
        let seconds = self.seconds.clone();
        all.register_with_unit("call", "From request to answer", Unit::Seconds, seconds);
        let seconds = self.bank_seconds.clone();
        all.register_with_unit("bank", "A bank's time in a call", Unit::Seconds, seconds);
        all.register("calls_under_way", "Calls under way", self.under_way.clone());
        all.register("transfers_in_doubt", "Transfers in doubt", self.doubts.clone());
        all.register("reserved_won", "Won reserved on open transfers", self.reserved.clone());
        let holds = self.money_holds.clone();
        all.register("money_holds", "1 if the ledger adds up, 0 if not", holds);
        all.register("audit_head", "Last commit of the audit chain", self.audit_head.clone());
        let attempts = self.attempts.clone();
        all.register("notice_attempts", "Attempts to deliver a notice", attempts);
        let queued = self.notices_queued.clone();
        all.register("notices_queued", "Deliveries that wait for their first attempt", queued);
        let failed = self.notices_failed.clone();
        all.register("notices_failed", "Deliveries that failed and are tried again", failed);
        let given_up = self.notices_given_up.clone();
        all.register("notices_given_up", "Deliveries that wait for a person", given_up);
    }

    /// Takes what was read from the node.
    pub fn stands(&self, it: &Readings) {
        self.under_way.set(it.under_way);
        self.doubts.set(it.doubts);
        self.reserved.set(it.reserved_won);
        self.money_holds.set(i64::from(it.money_holds));
        self.audit_head.set(it.audit_head);
        self.notices_queued.set(it.notices.waiting - it.notices.failed);
        self.notices_failed.set(it.notices.failed);
        self.notices_given_up.set(it.notices.given_up);
    }

    /// The text that Prometheus reads.
    pub fn text(&self) -> String {
        let mut out = String::new();
        encode(&mut out, &self.registry).expect("writing into a text cannot fail");
        out
    }
}

fn seconds(us: i64) -> f64 {
    // Microseconds of a call fit a float exactly; what does not is a broken clock.
    i32::try_from(us).map_or(f64::from(i32::MAX), f64::from) / 1e6
}

impl Meter for Metrics {
    fn crossed(&self, facts: &CallFacts<'_>) {
        let endpoint = match facts.endpoint {
            Endpoint::Unknown => "unknown",
            known => known.path(),
        };
        let labels = CallLabels {
            endpoint,
            institution: facts.institution.map(ToString::to_string).unwrap_or_default(),
            rsp_code: facts.rsp_code.as_str(),
        };
        self.calls.get_or_create(&labels).inc();
        let total = seconds(facts.total_us);
        self.seconds.get_or_create(&EndpointLabel { endpoint }).observe(total);
        if let (Some(bank), Some(us)) = (facts.bank, facts.bank_us) {
            let label = BankLabel { bank: bank.to_string() };
            self.bank_seconds.get_or_create(&label).observe(seconds(us));
        }
    }

    fn told(&self, channel: Channel, outcome: &Outcome) {
        let outcome = match outcome {
            Outcome::Sent => "delivered",
            Outcome::Missed(_) => "failed",
            Outcome::Gone(_) => "gone",
        };
        self.attempts.get_or_create(&AttemptLabels { channel: channel.as_str(), outcome }).inc();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::RspCode;
    use naru_base::{BankCode, ClientUseCode, Micros};
    use naru_core::notify::Why;

    #[test]
    fn calls_are_counted_by_what_they_were() {
        let metrics = Metrics::default();
        let (institution, bank) =
            (ClientUseCode::parse("M202600001").unwrap(), BankCode::parse("901").unwrap());
        for (code, us) in [(RspCode::A0000, 3_000), (RspCode::A0000, 7_000), (RspCode::A0001, 9)] {
            metrics.crossed(&CallFacts {
                at: Micros::new(0),
                institution: Some(&institution),
                bank: Some(&bank),
                endpoint: Endpoint::Withdraw,
                rsp_code: code,
                total_us: us,
                bank_us: Some(us / 2),
            });
        }
        metrics.told(Channel::Webhook, &Outcome::Sent);
        metrics.told(Channel::Email, &Outcome::Missed(Why::NoAnswer));
        let notices = Counts { waiting: 5, failed: 2, given_up: 1 };
        metrics.stands(&Readings { doubts: 4, money_holds: true, notices, ..Readings::default() });
        let text = metrics.text();
        let path = Endpoint::Withdraw.path();
        for line in [
            &format!(
                "naru_calls_total{{endpoint=\"{path}\",institution=\"M202600001\",\
                 rsp_code=\"A0000\"}} 2"
            ),
            &format!("naru_call_seconds_bucket{{le=\"0.005\",endpoint=\"{path}\"}} 2"),
            &format!("naru_call_seconds_count{{endpoint=\"{path}\"}} 3"),
            "naru_bank_seconds_count{bank=\"901\"} 3",
            "naru_transfers_in_doubt 4",
            "naru_money_holds 1",
            "naru_notice_attempts_total{channel=\"webhook\",outcome=\"delivered\"} 1",
            "naru_notice_attempts_total{channel=\"email\",outcome=\"failed\"} 1",
            "naru_notices_queued 3",
            "naru_notices_failed 2",
            "naru_notices_given_up 1",
            "# EOF",
        ] {
            assert!(text.lines().any(|it| it == line), "{line}\nin\n{text}");
        }
    }
}

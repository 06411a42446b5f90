//! The live meter: told of every call, it keeps counts and times of the last hour in fixed memory
//! (about 40 kB for each institution or bank).

use crate::glance::histogram::Histogram;
use crate::glance::model::{Flow, History, Latency, Mix, Success, Total};
use crate::glance::ring::Ring;
use naru_base::Micros;
use std::collections::BTreeMap;

/// Institutions and banks that are kept apart; calls of more are in the totals only.
const PARTIES_MAX: usize = 1_024;
/// Streams that are kept apart.
const FLOWS_MAX: usize = 16_384;

/// What was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallKind {
    /// A balance, a result, a name.
    Inquiry,
    /// A withdrawal.
    Withdraw,
    /// A deposit.
    Deposit,
    /// Anything else.
    Other,
}

impl CallKind {
    const fn is_transfer(self) -> bool {
        matches!(self, CallKind::Withdraw | CallKind::Deposit)
    }
}

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallOutcome {
    /// Done: settled, answered.
    Done,
    /// Refused for a reason of the caller's or the customer's: a proper answer.
    Refused,
    /// Failed through no fault of the caller's.
    Failed,
    /// Not known yet.
    InDoubt,
}

impl CallOutcome {
    const fn is_trouble(self) -> bool {
        matches!(self, CallOutcome::Failed | CallOutcome::InDoubt)
    }
}

/// One call, as measured.
#[derive(Clone, Copy, Debug)]
pub struct Measured<'a> {
    /// When it ended.
    pub at: Micros,
    /// The institution's code.
    pub institution: &'a str,
    /// The bank's code, if a bank was asked.
    pub bank: Option<&'a str>,
    /// What was asked.
    pub kind: CallKind,
    /// How it ended.
    pub outcome: CallOutcome,
    /// From the first byte of the request to the answer.
    pub total_us: u64,
    /// Of which the bank's time.
    pub bank_us: Option<u64>,
}

#[derive(Clone, Debug, Default)]
struct Count {
    calls: u64,
    trouble: u64,
}

#[derive(Clone, Debug, Default)]
struct Slice {
    count: Count,
    times: Histogram,
}

/// An institution or a bank.
#[derive(Clone, Debug)]
struct Party {
    seconds: Ring<u32>,
    minute: Ring<Slice>,
    hour: Ring<Slice>,
}

impl Party {
    fn new() -> Party {
        Party { seconds: Ring::new(1, 12), minute: Ring::new(5, 13), hour: Ring::new(120, 30) }
    }

    fn add(&mut self, at: Micros, trouble: bool, us: Option<u64>) {
        if let Some(second) = self.seconds.at(at) {
            *second = second.saturating_add(1);
        }
        for ring in [&mut self.minute, &mut self.hour] {
            if let Some(slice) = ring.at(at) {
                slice.count.calls += 1;
                slice.count.trouble += u64::from(trouble);
                if let Some(us) = us {
                    slice.times.add(us);
                }
            }
        }
    }

    fn figures(&self, now: Micros) -> Figures {
        let mut sum = Slice::default();
        for slice in self.minute.back(now, 12, 0).filter_map(|(_, it)| it) {
            sum.count.calls += slice.count.calls;
            sum.count.trouble += slice.count.trouble;
            sum.times.merge(&slice.times);
        }
        Figures { rate_tenths: rate(&self.seconds, now), ..figures_of(&sum) }
    }
}

fn figures_of(slice: &Slice) -> Figures {
    Figures {
        rate_tenths: 0,
        calls: slice.count.calls,
        p50_us: slice.times.percentile(50),
        p99_us: slice.times.percentile(99),
        trouble_share: (slice.count.trouble * 10_000).checked_div(slice.count.calls),
    }
}

/// The sum of the last ten whole seconds, which is tenths per second.
fn rate(seconds: &Ring<u32>, now: Micros) -> u64 {
    seconds.back(now, 10, 1).filter_map(|(_, n)| n).map(|n| u64::from(*n)).sum()
}

/// What is known of an institution or a bank: its last minute, and its rate over ten seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Tenths of a request per second.
    pub rate_tenths: u64,
    /// Calls of the last minute.
    pub calls: u64,
    /// Median time.
    pub p50_us: Option<u64>,
    /// 99th percentile.
    pub p99_us: Option<u64>,
    /// Failed or in doubt, in hundredths of a percent of the calls.
    pub trouble_share: Option<u64>,
}

/// Fifteen seconds of everything.
#[derive(Clone, Debug, Default)]
struct Quarter {
    calls: u64,
    mix: Mix,
    settled: u64,
    ended: u64,
    added: Histogram,
    whole: Histogram,
    doubts: Option<u64>,
}

/// Counts and times of the last hour. Pure: it is told the time with every call.
#[derive(Clone, Debug)]
pub struct LiveMeter {
    institutions: BTreeMap<Box<str>, Party>,
    banks: BTreeMap<Box<str>, Party>,
    flows: BTreeMap<(Box<str>, Box<str>), Ring<u32>>,
    seconds: Ring<u32>,
    quarters: Ring<Quarter>,
}

impl Default for LiveMeter {
    fn default() -> Self {
        LiveMeter {
            institutions: BTreeMap::new(),
            banks: BTreeMap::new(),
            flows: BTreeMap::new(),
            seconds: Ring::new(1, 12),
            quarters: Ring::new(15, 41),
        }
    }
}

impl LiveMeter {
    /// Takes in one call.
    pub fn record(&mut self, call: &Measured<'_>) {
        let trouble = call.outcome.is_trouble();
        if let Some(it) = party(&mut self.institutions, call.institution) {
            it.add(call.at, trouble, Some(call.total_us));
        }
        if let Some(code) = call.bank {
            if let Some(it) = party(&mut self.banks, code) {
                it.add(call.at, trouble, call.bank_us);
            }
            self.flow(call.at, call.institution, code);
        }
        if let Some(second) = self.seconds.at(call.at) {
            *second = second.saturating_add(1);
        }
        if let Some(quarter) = self.quarters.at(call.at) {
            quarter.take(call);
        }
    }

    /// Notes how many transfers are in doubt now.
    pub fn note_doubts(&mut self, at: Micros, count: u64) {
        if let Some(quarter) = self.quarters.at(at) {
            quarter.doubts = Some(quarter.doubts.unwrap_or(0).max(count));
        }
    }

    fn flow(&mut self, at: Micros, institution: &str, bank: &str) {
        let key = (Box::from(institution), Box::from(bank));
        let full = self.flows.len() >= FLOWS_MAX;
        let ring = match self.flows.entry(key) {
            std::collections::btree_map::Entry::Occupied(it) => it.into_mut(),
            std::collections::btree_map::Entry::Vacant(_) if full => return,
            std::collections::btree_map::Entry::Vacant(it) => it.insert(Ring::new(1, 12)),
        };
        if let Some(second) = ring.at(at) {
            *second = second.saturating_add(1);
        }
    }

    /// The last minute of an institution.
    pub fn institution(&self, code: &str, now: Micros) -> Figures {
        self.institutions.get(code).map_or_else(Figures::default, |it| it.figures(now))
    }

    /// The last minute of a bank; times are the bank's own.
    pub fn bank(&self, code: &str, now: Micros) -> Figures {
        self.banks.get(code).map_or_else(Figures::default, |it| it.figures(now))
    }

    /// The last hour of a bank, oldest first: 30 slots of two minutes with their beginning.
    pub fn bank_hour(&self, code: &str, now: Micros) -> Vec<(Micros, Option<Figures>)> {
        let Some(it) = self.banks.get(code) else { return Vec::new() };
        it.hour.back(now, 29, 0).map(|(t, slice)| (t, slice.map(figures_of))).collect()
    }

    /// The streams that flow now.
    pub fn flows(&self, now: Micros) -> Vec<Flow> {
        self.flows
            .iter()
            .map(|((institution, bank), ring)| Flow {
                institution: institution.to_string(),
                bank: bank.to_string(),
                rate_tenths: rate(ring, now),
            })
            .filter(|flow| flow.rate_tenths > 0)
            .collect()
    }

    /// All requests together.
    pub fn total(&self, now: Micros) -> Total {
        let history = self.history(now, |q| Some(q.calls * 10 / 15));
        let rate_tenths = rate(&self.seconds, now);
        let peak = history.iter().flatten().max().copied().unwrap_or(0);
        let mut mix = Mix::default();
        for q in self.recent(now, 4) {
            mix.inquiry += q.mix.inquiry;
            mix.withdraw += q.mix.withdraw;
            mix.deposit += q.mix.deposit;
            mix.other += q.mix.other;
        }
        Total { rate_tenths, peak_tenths: peak.max(rate_tenths), mix, history }
    }

    /// Transfers of the last five minutes.
    pub fn success(&self, now: Micros) -> Success {
        let history = self.history(now, |q| (q.settled * 10_000).checked_div(q.ended));
        let (settled, ended) =
            self.recent(now, 20).fold((0, 0), |(s, e), q| (s + q.settled, e + q.ended));
        Success { settled, ended, history }
    }

    /// Times of the last minute.
    pub fn latency(&self, now: Micros) -> Latency {
        let (mut added, mut whole) = (Histogram::default(), Histogram::default());
        for q in self.recent(now, 4) {
            added.merge(&q.added);
            whole.merge(&q.whole);
        }
        Latency {
            added_p50_us: added.percentile(50),
            added_p99_us: added.percentile(99),
            whole_p99_us: whole.percentile(99),
            history: self.history(now, |q| q.added.percentile(99)),
        }
    }

    /// How many transfers were in doubt.
    pub fn doubt_history(&self, now: Micros) -> History {
        self.history(now, |q| q.doubts)
    }

    fn recent(&self, now: Micros, quarters: i64) -> impl Iterator<Item = &Quarter> {
        self.quarters.back(now, quarters, 0).filter_map(|(_, q)| q)
    }

    /// The last 40 whole quarters of a minute. A slot in which nothing was noted is a gap.
    fn history(&self, now: Micros, of: impl Fn(&Quarter) -> Option<u64>) -> History {
        self.quarters.back(now, 40, 1).map(|(_, q)| q.and_then(&of)).collect()
    }
}

fn party<'m>(map: &'m mut BTreeMap<Box<str>, Party>, code: &str) -> Option<&'m mut Party> {
    if !map.contains_key(code) {
        if map.len() >= PARTIES_MAX {
            return None;
        }
        map.insert(code.into(), Party::new());
    }
    map.get_mut(code)
}

impl Quarter {
    fn take(&mut self, call: &Measured<'_>) {
        self.calls += 1;
        match call.kind {
            CallKind::Inquiry => self.mix.inquiry += 1,
            CallKind::Withdraw => self.mix.withdraw += 1,
            CallKind::Deposit => self.mix.deposit += 1,
            CallKind::Other => self.mix.other += 1,
        }
        if call.kind.is_transfer() && call.outcome != CallOutcome::Refused {
            self.ended += 1;
            self.settled += u64::from(call.outcome == CallOutcome::Done);
        }
        self.whole.add(call.total_us);
        self.added.add(call.total_us.saturating_sub(call.bank_us.unwrap_or(0)));
    }
}

//! Makes the glance: the meter's figures beside the store's facts. Pure.

use crate::glance::meter::{Figures, LiveMeter};
use crate::glance::model::{
    AuditFacts, BankRow, BankState, Cell, Doubts, Event, Glance, InstitutionRow, MoneyProof, Name,
    NodeFacts, Standing,
};
use naru_base::Micros;
use std::cmp::Reverse;

/// What the store and the relay know; the meter knows the rest.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Institutions: code, name, standing.
    pub institutions: Vec<(String, Name, Standing)>,
    /// Banks: code, name, whether the breaker is open, transfers in doubt.
    pub banks: Vec<(String, Name, bool, u64)>,
    /// Transfers in doubt; the history is the meter's.
    pub doubts: Doubts,
    /// The proof, if it was computed.
    pub money: Option<MoneyProof>,
    /// The audit chain.
    pub audit: AuditFacts,
    /// Open incidents.
    pub incidents: u64,
    /// What happened, newest first.
    pub events: Vec<Event>,
    /// The machine.
    pub node: NodeFacts,
}

/// From where on a bank counts as slow or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// 99th percentile of the bank's own time.
    pub slow_p99_us: u64,
    /// Share of failures, in hundredths of a percent.
    pub slow_share: u64,
    /// Share of failures, in hundredths of a percent.
    pub down_share: u64,
    /// Fewer calls than this in a minute say nothing about shares.
    pub calls_min: u64,
}

impl Default for Thresholds {
    /// Naru's own choice until an operator sets others: a withdrawal waits five seconds at most,
    /// so three is where people begin to notice.
    fn default() -> Self {
        Thresholds { slow_p99_us: 3_000_000, slow_share: 200, down_share: 5_000, calls_min: 10 }
    }
}

/// How a bank does, by its last minute.
pub fn bank_state(figures: &Figures, breaker_open: bool, limits: &Thresholds) -> BankState {
    if breaker_open {
        return BankState::BreakerOpen;
    }
    match cell_level(figures, limits) {
        Cell::None => BankState::Quiet,
        Cell::Calm => BankState::Normal,
        Cell::Light | Cell::Heavy => BankState::Slow,
        Cell::Severe => BankState::Down,
    }
}

/// How bad a stretch of time was for a bank.
pub fn cell_level(figures: &Figures, limits: &Thresholds) -> Cell {
    if figures.calls == 0 {
        return Cell::None;
    }
    let enough = figures.calls >= limits.calls_min;
    let share = figures.trouble_share.filter(|_| enough).unwrap_or(0);
    let p99 = figures.p99_us.unwrap_or(0);
    if share >= limits.down_share {
        Cell::Severe
    } else if share >= limits.slow_share * 2 || p99 >= limits.slow_p99_us * 2 {
        Cell::Heavy
    } else if share >= limits.slow_share || p99 >= limits.slow_p99_us {
        Cell::Light
    } else {
        Cell::Calm
    }
}

/// Puts the glance together.
pub fn build(meter: &LiveMeter, facts: Facts, limits: &Thresholds, now: Micros) -> Glance {
    let mut institutions: Vec<InstitutionRow> = facts
        .institutions
        .into_iter()
        .map(|(code, name, standing)| {
            let figures = meter.institution(&code, now);
            InstitutionRow {
                code,
                name,
                standing,
                rate_tenths: figures.rate_tenths,
                p99_us: figures.p99_us,
                error_share: figures.trouble_share,
            }
        })
        .collect();
    // The busiest first; of those without calls whoever is limited, and last who is not live yet.
    institutions.sort_by(|a, b| {
        let key = |it: &InstitutionRow| {
            let is_new = it.standing == Standing::NotAdmitted;
            (Reverse(it.rate_tenths), is_new, Reverse(it.standing))
        };
        key(a).cmp(&key(b)).then_with(|| a.code.cmp(&b.code))
    });
    let mut banks: Vec<BankRow> =
        facts.banks.into_iter().map(|it| bank_row(meter, it, limits, now)).collect();
    banks.sort_by(|a, b| a.code.cmp(&b.code));
    let history = meter.doubt_history(now);
    Glance {
        at: now,
        business_date: now.business_date(),
        institutions,
        banks,
        flows: meter.flows(now),
        total: meter.total(now),
        success: meter.success(now),
        latency: meter.latency(now),
        doubts: Doubts { history, ..facts.doubts },
        money: facts.money,
        audit: facts.audit,
        incidents: facts.incidents,
        events: facts.events,
        node: facts.node,
    }
}

fn bank_row(
    meter: &LiveMeter,
    (code, name, breaker_open, in_doubt): (String, Name, bool, u64),
    limits: &Thresholds,
    now: Micros,
) -> BankRow {
    let figures = meter.bank(&code, now);
    let state = bank_state(&figures, breaker_open, limits);
    let hour: Vec<(Micros, Cell)> = meter
        .bank_hour(&code, now)
        .into_iter()
        .map(|(t, it)| (t, it.map_or(Cell::None, |it| cell_level(&it, limits))))
        .collect();
    let mut cells: Vec<Cell> = hour.iter().map(|(_, cell)| *cell).collect();
    cells.resize(30, Cell::None);
    BankRow {
        code,
        name,
        state,
        since: state.is_trouble().then(|| since(&hour, now)),
        rate_tenths: figures.rate_tenths,
        p50_us: figures.p50_us,
        p99_us: figures.p99_us,
        failure_share: figures.trouble_share,
        in_doubt,
        cells,
    }
}

/// When the trouble of now began: the first of the troubled slots that reach up to now.
fn since(hour: &[(Micros, Cell)], now: Micros) -> Micros {
    hour.iter()
        .rev()
        .take_while(|(_, cell)| *cell >= Cell::Light)
        .last()
        .map_or(now, |(begins, _)| *begins)
}

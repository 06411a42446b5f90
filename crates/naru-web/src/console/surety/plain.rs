//! Words and shapes of surety that several pages share.

use super::words as w;
use crate::console::shape::{Shape, state};
use crate::console::{format, pieces};
use maud::Markup;
use naru_base::{Lang, Micros, Won};
use naru_core::desk::{HeadRoom, Lasts};
use naru_core::surety::InstrumentKind;

/// Days before an end from which it is shown.
const DAYS_SHOWN: i64 = 30;

/// How an institution does, from bad to good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Health {
    /// Nothing is free: withdrawals are refused.
    Out,
    /// Less is active than must be.
    Short,
    /// So many days are left until some of it ends and less is.
    Ending(i64),
    /// So many days are left until more must be than is, though nothing ends.
    Falling(i64),
    /// What is free lasts for less than a day.
    Low,
    /// As it should be.
    Enough,
}

impl Health {
    /// Less is active than must be, or nothing is free.
    pub(super) const fn is_short(self) -> bool {
        matches!(self, Self::Out | Self::Short)
    }

    /// The worst first, and of what is to come the next, whatever it is.
    pub(super) const fn order(self) -> (u8, i64) {
        match self {
            Self::Out => (0, 0),
            Self::Short => (1, 0),
            Self::Ending(days) | Self::Falling(days) => (2, days),
            Self::Low => (3, 0),
            Self::Enough => (4, 0),
        }
    }
}

/// Which of them.
pub(super) fn health(it: &HeadRoom, now: Micros) -> Health {
    let position = &it.position;
    let days = it.ends_at().map(|at| at.days_left(now).max(0));
    match (it.tenths(), days) {
        _ if position.free <= Won::ZERO => Health::Out,
        _ if position.active < position.required => Health::Short,
        (Some(tenths), _) if tenths < 10 => Health::Low,
        (_, Some(days)) if days < DAYS_SHOWN => match grows(it) {
            true => Health::Falling(days),
            false => Health::Ending(days),
        },
        _ => Health::Enough,
    }
}

/// Whether more must be covered from then on, and nothing ends.
fn grows(it: &HeadRoom) -> bool {
    it.ends_at() == it.position.short_from && it.position.ending.is_none()
}

/// Its shape and word.
pub(super) fn health_shown(lang: Lang, it: Health) -> Markup {
    match it {
        Health::Out => state("stop", Shape::Square, &w::st_out(lang)),
        Health::Short => state("warn", Shape::Triangle, &w::st_short(lang)),
        Health::Ending(days) => state("warn", Shape::Triangle, &w::st_ending(lang, days)),
        Health::Falling(days) => state("warn", Shape::Triangle, &w::st_falling(lang, days)),
        Health::Low => state("warn", Shape::Triangle, &w::st_low(lang)),
        Health::Enough => state("ok", Shape::Circle, &w::st_enough(lang)),
    }
}

/// For how many days free cover lasts.
pub(super) fn days(lang: Lang, it: &HeadRoom, now: Micros) -> String {
    // Of what is not enough now, neither an end of the cover nor a long time says anything.
    let is_short = it.position.active < it.position.required;
    match it.lasts(now) {
        Lasts::Unused => w::no_flow(lang),
        Lasts::Until(_) | Lasts::Tenths(9_990..) if is_short => w::days_short(lang),
        Lasts::Until(_) => w::days_of_cover(lang),
        // More than a few years says only that there is enough.
        Lasts::Tenths(n) if n >= 9_990 => w::days_many(lang),
        Lasts::Tenths(n) => w::days(lang, &format::tenths(u64::try_from(n).unwrap_or(0))),
    }
}

/// A kind of instrument.
pub(crate) fn kind(lang: Lang, it: InstrumentKind) -> String {
    match it {
        InstrumentKind::Insurance => w::k_insurance(lang),
        InstrumentKind::Integrated => w::k_integrated(lang),
        InstrumentKind::Deposit => w::k_deposit(lang),
        InstrumentKind::Pledge => w::k_pledge(lang),
    }
}

/// An item of the factor.
pub(super) fn item(lang: Lang, name: &str) -> String {
    match name {
        "large-operator" => w::i_large(lang),
        "clean-year" => w::i_clean(lang),
        "new-institution" => w::i_new(lang),
        "incident" => w::i_incident(lang),
        "open-findings" => w::i_findings(lang),
        "drill-failed" => w::i_drill(lang),
        other => other.to_owned(),
    }
}

/// Points of an item, with their sign.
pub(super) fn points(lang: Lang, n: i64) -> String {
    if n < 0 { w::points_minus(lang, n.saturating_abs()) } else { w::points_plus(lang, n) }
}

/// Until when something counts: its last day, with the time of day if it ends within a day.
pub(super) fn until(at: Micros) -> String {
    let is_whole = at == at.business_date().starts_at();
    when(if is_whole { at.plus_seconds(-1).business_date().starts_at() } else { at })
}

/// 2026-12-02, or with the time of day if it is not midnight.
pub(super) fn when(at: Micros) -> String {
    let date = at.business_date();
    let day = pieces::day(date);
    if at == date.starts_at() { day } else { format!("{day} {}", format::hour_minute(at)) }
}

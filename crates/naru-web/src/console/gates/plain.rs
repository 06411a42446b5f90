//! The words of admission in both languages, and days counted as people count them.

use super::words as w;
use crate::console::words;
use maud::Markup;
use naru_base::role::Right;
use naru_base::{Lang, Micros};
use naru_core::admission::{
    Class, EvidenceKind, Gate, GateView, ServiceKey, ServiceKind, Standing, Verdict, step,
};
use naru_core::glance::Standing as Rungs;

const DAY_US: i64 = 86_400_000_000;

/// Whole days from `now` to `then`; below zero when it is over.
pub(super) fn days(then: Micros, now: Micros) -> i64 {
    then.since(now).div_euclid(DAY_US)
}

pub(crate) fn gate(lang: Lang, it: Gate) -> String {
    match it {
        Gate::Eligibility => w::eligibility(lang),
        Gate::Functional => w::functional(lang),
        Gate::Organisation => w::organisation(lang),
        Gate::Service => w::service(lang),
        Gate::Surety => w::surety(lang),
        Gate::Contract => w::contract(lang),
        Gate::Start => w::start(lang),
    }
}

/// 웹 점검 narae 1.0.
pub(super) fn service(lang: Lang, it: &ServiceKey) -> String {
    let kind = match it.kind {
        ServiceKind::Web => w::web(lang),
        ServiceKind::App => w::app(lang),
    };
    format!("{kind} {} {}", it.name, it.version)
}

/// The gate with its service, if it has one.
pub(super) fn gate_of(lang: Lang, it: Gate, key: Option<&ServiceKey>) -> String {
    match key {
        Some(key) => format!("{} {}", gate(lang, it), service(lang, key)),
        None => gate(lang, it),
    }
}

pub(super) fn view(lang: Lang, it: &GateView<'_>) -> String {
    gate_of(lang, it.gate, it.service.map(|s| &s.key))
}

/// Whose turn it is at a gate that does not hold.
pub(super) fn turn(lang: Lang, it: Gate) -> String {
    match step(it).right {
        Right::ChecksDecide => w::turn_inspector(lang),
        _ => w::turn_operator(lang),
    }
}

/// The rungs of a standing as every page draws them.
pub(super) const fn rungs(it: Standing) -> Rungs {
    match it {
        Standing::Live => Rungs::Normal,
        Standing::Warned => Rungs::Warned,
        Standing::LimitCut => Rungs::LimitCut,
        Standing::InquiryOnly => Rungs::InquiryOnly,
        Standing::Suspended => Rungs::Suspended,
        Standing::NotAdmitted => Rungs::NotAdmitted,
    }
}

pub(super) fn standing(lang: Lang, it: Standing) -> String {
    match it {
        Standing::Live => words::standing_normal(lang),
        Standing::Warned => words::standing_warned(lang),
        Standing::LimitCut => words::standing_limit(lang),
        Standing::InquiryOnly => words::standing_inquiry(lang),
        Standing::Suspended => words::standing_suspended(lang),
        Standing::NotAdmitted => words::standing_not_admitted(lang),
    }
}

pub(super) fn ladder(lang: Lang, it: Standing) -> Markup {
    crate::console::shape::ladder(lang, rungs(it))
}

pub(super) fn verdict(lang: Lang, it: Verdict) -> String {
    match it {
        Verdict::Passed => w::v_passed(lang),
        Verdict::Failed => w::v_failed(lang),
        Verdict::Revoked => w::v_revoked(lang),
    }
}

pub(crate) fn class(lang: Lang, it: Class) -> String {
    match it {
        Class::Bank => w::class_bank(lang),
        Class::EFinance => w::class_e_finance(lang),
        Class::EFinanceAssistant => w::class_assistant(lang),
        Class::Fintech => w::class_fintech(lang),
    }
}

pub(crate) fn kind(lang: Lang, it: EvidenceKind) -> String {
    match it {
        EvidenceKind::Document => w::k_document(lang),
        EvidenceKind::Attestation => w::k_attestation(lang),
        EvidenceKind::Interview => w::k_interview(lang),
        EvidenceKind::Conformance => w::k_conformance(lang),
        EvidenceKind::Report => w::k_report(lang),
        EvidenceKind::Scan => w::k_scan(lang),
        EvidenceKind::Sbom => w::k_sbom(lang),
        EvidenceKind::Cover => w::k_cover(lang),
        EvidenceKind::Contract => w::k_contract(lang),
    }
}

/// 2026-12-02 18:00, as long as it is not clear which year is meant.
pub(super) fn date_time(at: Micros) -> String {
    use crate::console::{format, pieces};
    format!("{} {}", pieces::day(at.business_date()), format::hour_minute(at))
}

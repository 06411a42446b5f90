//! CVSS 2.

use super::Score;
use super::decimal::Decimal;
use super::vector::Group::{Base, Environmental, Temporal};
use super::vector::{Metric, Vector, metric};

pub(super) static METRICS: &[Metric] = &[
    metric("AV", Base, &["L", "A", "N"]),
    metric("AC", Base, &["H", "M", "L"]),
    metric("Au", Base, &["M", "S", "N"]),
    metric("C", Base, &["N", "P", "C"]),
    metric("I", Base, &["N", "P", "C"]),
    metric("A", Base, &["N", "P", "C"]),
    metric("E", Temporal, &["U", "POC", "F", "H", "ND"]),
    metric("RL", Temporal, &["OF", "TF", "W", "U", "ND"]),
    metric("RC", Temporal, &["UC", "UR", "C", "ND"]),
    metric("CDP", Environmental, &["N", "L", "LM", "MH", "H", "ND"]),
    metric("TD", Environmental, &["N", "L", "M", "H", "ND"]),
    metric("CR", Environmental, &["L", "M", "H", "ND"]),
    metric("IR", Environmental, &["L", "M", "H", "ND"]),
    metric("AR", Environmental, &["L", "M", "H", "ND"]),
];

fn impact_of(value: &str) -> Decimal {
    match value {
        "P" => Decimal::milli(275),
        "C" => Decimal::milli(660),
        _ => Decimal::ZERO,
    }
}

fn requirement(value: &str) -> Decimal {
    match value {
        "L" => Decimal::milli(500),
        "H" => Decimal::milli(1_510),
        _ => Decimal::ONE,
    }
}

/// 10.41 × (1 - what remains of the three).
fn impact(parts: [Decimal; 3]) -> Decimal {
    let one = Decimal::ONE;
    let [c, i, a] = parts;
    Decimal::milli(10_410) * (one - (one - c) * (one - i) * (one - a))
}

fn of_impact(vector: &Vector, impact: Decimal) -> Score {
    let access = match vector.get("AV") {
        "L" => 395,
        "A" => 646,
        _ => 1_000,
    };
    let complexity = match vector.get("AC") {
        "H" => 350,
        "M" => 610,
        _ => 710,
    };
    let authentication = match vector.get("Au") {
        "M" => 450,
        "S" => 560,
        _ => 704,
    };
    let exploitability = Decimal::TEN
        * Decimal::of(20_000)
        * Decimal::milli(access)
        * Decimal::milli(complexity)
        * Decimal::milli(authentication);
    if impact == Decimal::ZERO {
        return Score::clamped(0);
    }
    let sum = Decimal::milli(600) * impact + Decimal::milli(400) * exploitability;
    let score = (sum - Decimal::milli(1_500)) * Decimal::milli(1_176);
    Score::clamped(score.tenths_half_up())
}

pub(super) fn base(vector: &Vector) -> Score {
    let part = |name| impact_of(vector.get(name));
    of_impact(vector, impact([part("C"), part("I"), part("A")]))
}

fn with_time(vector: &Vector, score: Score) -> Score {
    let exploit = match vector.get("E") {
        "U" => 850,
        "POC" => 900,
        "F" => 950,
        _ => 1_000,
    };
    let remediation = match vector.get("RL") {
        "OF" => 870,
        "TF" => 900,
        "W" => 950,
        _ => 1_000,
    };
    let confidence = match vector.get("RC") {
        "UC" => 900,
        "UR" => 950,
        _ => 1_000,
    };
    let score = Decimal::of_tenths(i64::from(score.tenths()))
        * Decimal::milli(exploit)
        * Decimal::milli(remediation)
        * Decimal::milli(confidence);
    Score::clamped(score.tenths_half_up())
}

pub(super) fn temporal(vector: &Vector) -> Score {
    with_time(vector, base(vector))
}

pub(super) fn environmental(vector: &Vector) -> Score {
    let part = |name, need| impact_of(vector.get(name)) * requirement(vector.get(need));
    let adjusted = impact([part("C", "CR"), part("I", "IR"), part("A", "AR")]).min(Decimal::TEN);
    let adjusted = with_time(vector, of_impact(vector, adjusted));
    let damage = match vector.get("CDP") {
        "L" => 100,
        "LM" => 300,
        "MH" => 400,
        "H" => 500,
        _ => 0,
    };
    let targets = match vector.get("TD") {
        "N" => 0,
        "L" => 250,
        "M" => 750,
        _ => 1_000,
    };
    let adjusted = Decimal::of_tenths(i64::from(adjusted.tenths()));
    let score = adjusted + (Decimal::TEN - adjusted) * Decimal::milli(damage);
    Score::clamped((score * Decimal::milli(targets)).tenths_half_up())
}

//! CVSS 3.0 and 3.1. They differ in one constant of the environmental score.

use super::Score;
use super::decimal::Decimal;
use super::vector::Group::{Base, Environmental, Temporal};
use super::vector::{Metric, Vector, metric};

pub(super) static METRICS: &[Metric] = &[
    metric("AV", Base, &["N", "A", "L", "P"]),
    metric("AC", Base, &["L", "H"]),
    metric("PR", Base, &["N", "L", "H"]),
    metric("UI", Base, &["N", "R"]),
    metric("S", Base, &["U", "C"]),
    metric("C", Base, &["H", "L", "N"]),
    metric("I", Base, &["H", "L", "N"]),
    metric("A", Base, &["H", "L", "N"]),
    metric("E", Temporal, &["H", "F", "P", "U", "X"]),
    metric("RL", Temporal, &["U", "W", "T", "O", "X"]),
    metric("RC", Temporal, &["C", "R", "U", "X"]),
    metric("CR", Environmental, &["H", "M", "L", "X"]),
    metric("IR", Environmental, &["H", "M", "L", "X"]),
    metric("AR", Environmental, &["H", "M", "L", "X"]),
    metric("MAV", Environmental, &["N", "A", "L", "P", "X"]),
    metric("MAC", Environmental, &["L", "H", "X"]),
    metric("MPR", Environmental, &["N", "L", "H", "X"]),
    metric("MUI", Environmental, &["N", "R", "X"]),
    metric("MS", Environmental, &["U", "C", "X"]),
    metric("MC", Environmental, &["H", "L", "N", "X"]),
    metric("MI", Environmental, &["H", "L", "N", "X"]),
    metric("MA", Environmental, &["H", "L", "N", "X"]),
];

fn impact_of(value: &str) -> Decimal {
    match value {
        "H" => Decimal::milli(560),
        "L" => Decimal::milli(220),
        _ => Decimal::ZERO,
    }
}

fn requirement(value: &str) -> Decimal {
    match value {
        "H" => Decimal::milli(1_500),
        "L" => Decimal::milli(500),
        _ => Decimal::ONE,
    }
}

/// The metrics that base and environmental score read, from wherever each reads them.
fn exploitability(get: impl Fn(&str) -> &'static str) -> Decimal {
    let is_changed = get("S") == "C";
    let access = match get("AV") {
        "N" => 850,
        "A" => 620,
        "L" => 550,
        _ => 200,
    };
    let complexity = if get("AC") == "L" { 770 } else { 440 };
    let privileges = match (get("PR"), is_changed) {
        ("N", _) => 850,
        ("L", false) => 620,
        ("L", true) => 680,
        (_, false) => 270,
        (_, true) => 500,
    };
    let interaction = if get("UI") == "N" { 850 } else { 620 };
    Decimal::milli(8_220)
        * Decimal::milli(access)
        * Decimal::milli(complexity)
        * Decimal::milli(privileges)
        * Decimal::milli(interaction)
}

fn lost(parts: [Decimal; 3]) -> Decimal {
    let one = Decimal::ONE;
    let [c, i, a] = parts;
    one - (one - c) * (one - i) * (one - a)
}

/// Impact and exploitability together, at most ten, not yet rounded.
fn sum(impact: Decimal, exploitability: Decimal, is_changed: bool) -> Decimal {
    if impact <= Decimal::ZERO {
        return Decimal::ZERO;
    }
    let factor = if is_changed { Decimal::milli(1_080) } else { Decimal::ONE };
    (factor * (impact + exploitability)).min(Decimal::TEN)
}

pub(super) fn base(vector: &Vector) -> Score {
    let part = |name| impact_of(vector.get(name));
    let lost = lost([part("C"), part("I"), part("A")]);
    let is_changed = vector.get("S") == "C";
    let impact = if is_changed {
        Decimal::milli(7_520) * (lost - Decimal::milli(29))
            - Decimal::milli(3_250) * (lost - Decimal::milli(20)).pow(15)
    } else {
        Decimal::milli(6_420) * lost
    };
    Score::clamped(sum(impact, exploitability(|name| vector.get(name)), is_changed).tenths_up())
}

fn with_time(vector: &Vector, score: i64) -> Score {
    let exploit = match vector.get("E") {
        "F" => 970,
        "P" => 940,
        "U" => 910,
        _ => 1_000,
    };
    let remediation = match vector.get("RL") {
        "W" => 970,
        "T" => 960,
        "O" => 950,
        _ => 1_000,
    };
    let confidence = match vector.get("RC") {
        "R" => 960,
        "U" => 920,
        _ => 1_000,
    };
    let score = Decimal::of_tenths(score)
        * Decimal::milli(exploit)
        * Decimal::milli(remediation)
        * Decimal::milli(confidence);
    Score::clamped(score.tenths_up())
}

pub(super) fn temporal(vector: &Vector) -> Score {
    with_time(vector, i64::from(base(vector).tenths()))
}

pub(super) fn environmental(vector: &Vector, is_31: bool) -> Score {
    let get = |name: &str| match vector.get(&format!("M{name}")) {
        "X" => vector.get(name),
        modified => modified,
    };
    let part = |name, need| impact_of(get(name)) * requirement(vector.get(need));
    let lost = lost([part("C", "CR"), part("I", "IR"), part("A", "AR")]).min(Decimal::milli(915));
    let is_changed = get("S") == "C";
    let impact = match (is_changed, is_31) {
        (false, _) => Decimal::milli(6_420) * lost,
        (true, false) => {
            Decimal::milli(7_520) * (lost - Decimal::milli(29))
                - Decimal::milli(3_250) * (lost - Decimal::milli(20)).pow(15)
        }
        (true, true) => {
            Decimal::milli(7_520) * (lost - Decimal::milli(29))
                - Decimal::milli(3_250) * (lost * Decimal::of(9_731) - Decimal::milli(20)).pow(13)
        }
    };
    with_time(vector, sum(impact, exploitability(get), is_changed).tenths_up())
}

//! CVSS 4.0: the score of the macrovector, less the mean way towards the next lower ones.

use super::Score;
use super::macrovectors::{
    DEPTH_1, DEPTH_2, DEPTH_4, DEPTH_36, GRAVEST_1, GRAVEST_2, GRAVEST_4, GRAVEST_36, NONE, SCORES,
};
use super::vector::Group::{Base, Environmental, Supplemental, Temporal};
use super::vector::{Metric, Vector, metric};

pub(super) static METRICS: &[Metric] = &[
    metric("AV", Base, &["N", "A", "L", "P"]),
    metric("AC", Base, &["L", "H"]),
    metric("AT", Base, &["N", "P"]),
    metric("PR", Base, &["N", "L", "H"]),
    metric("UI", Base, &["N", "P", "A"]),
    metric("VC", Base, &["H", "L", "N"]),
    metric("VI", Base, &["H", "L", "N"]),
    metric("VA", Base, &["H", "L", "N"]),
    metric("SC", Base, &["H", "L", "N"]),
    metric("SI", Base, &["H", "L", "N"]),
    metric("SA", Base, &["H", "L", "N"]),
    metric("E", Temporal, &["A", "P", "U", "X"]),
    metric("CR", Environmental, &["H", "M", "L", "X"]),
    metric("IR", Environmental, &["H", "M", "L", "X"]),
    metric("AR", Environmental, &["H", "M", "L", "X"]),
    metric("MAV", Environmental, &["N", "A", "L", "P", "X"]),
    metric("MAC", Environmental, &["L", "H", "X"]),
    metric("MAT", Environmental, &["N", "P", "X"]),
    metric("MPR", Environmental, &["N", "L", "H", "X"]),
    metric("MUI", Environmental, &["N", "P", "A", "X"]),
    metric("MVC", Environmental, &["H", "L", "N", "X"]),
    metric("MVI", Environmental, &["H", "L", "N", "X"]),
    metric("MVA", Environmental, &["H", "L", "N", "X"]),
    metric("MSC", Environmental, &["H", "L", "N", "X"]),
    metric("MSI", Environmental, &["S", "H", "L", "N", "X"]),
    metric("MSA", Environmental, &["S", "H", "L", "N", "X"]),
    metric("S", Supplemental, &["N", "P", "X"]),
    metric("AU", Supplemental, &["N", "Y", "X"]),
    metric("R", Supplemental, &["A", "U", "I", "X"]),
    metric("V", Supplemental, &["D", "C", "X"]),
    metric("RE", Supplemental, &["L", "M", "H", "X"]),
    metric("U", Supplemental, &["Clear", "Green", "Amber", "Red", "X"]),
];

/// The values that count: modified ones before base ones, the worst where nothing is said.
struct Effective<'a>(&'a Vector);

impl Effective<'_> {
    fn get(&self, name: &str) -> &'static str {
        match name {
            "E" => if_defined(self.0.get("E"), "A"),
            "CR" | "IR" | "AR" => if_defined(self.0.get(name), "H"),
            _ => match self.0.get(&format!("M{name}")) {
                "X" => self.0.get(name),
                modified => modified,
            },
        }
    }
    fn is(&self, name: &str, value: &str) -> bool {
        self.get(name) == value
    }
}

fn if_defined(value: &'static str, otherwise: &'static str) -> &'static str {
    if value == "X" { otherwise } else { value }
}

/// How far a value is from the worst one, in steps.
fn step(name: &str, value: &str) -> i64 {
    let order: &[&str] = match name {
        "AV" => &["N", "A", "L", "P"],
        "PR" => &["N", "L", "H"],
        "UI" => &["N", "P", "A"],
        "AC" => &["L", "H"],
        "AT" => &["N", "P"],
        "SC" | "SI" | "SA" => &["S", "H", "L", "N"],
        "CR" | "IR" | "AR" => &["H", "M", "L"],
        _ => &["H", "L", "N"],
    };
    let at = order.iter().position(|known| *known == value).unwrap_or_default();
    i64::try_from(at).expect("orders are short")
}

/// Levels of EQ1 to EQ6.
fn levels(v: &Effective<'_>) -> [usize; 6] {
    let worst = [v.is("AV", "N"), v.is("PR", "N"), v.is("UI", "N")];
    let eq1 = match worst {
        [true, true, true] => 0,
        _ if worst.contains(&true) && !v.is("AV", "P") => 1,
        _ => 2,
    };
    let eq2 = usize::from(!(v.is("AC", "L") && v.is("AT", "N")));
    let (c, i, a) = (v.is("VC", "H"), v.is("VI", "H"), v.is("VA", "H"));
    let eq3 = if c && i {
        0
    } else if c || i || a {
        1
    } else {
        2
    };
    let eq4 = if v.is("SI", "S") || v.is("SA", "S") {
        0
    } else if v.is("SC", "H") || v.is("SI", "H") || v.is("SA", "H") {
        1
    } else {
        2
    };
    let eq5 = match v.get("E") {
        "A" => 0,
        "P" => 1,
        _ => 2,
    };
    let is_needed = (v.is("CR", "H") && c) || (v.is("IR", "H") && i) || (v.is("AR", "H") && a);
    [eq1, eq2, eq3, eq4, eq5, usize::from(!is_needed)]
}

/// The score of a macrovector in tenths, if there is one.
fn of_levels(levels: [usize; 6]) -> Option<i64> {
    let [eq1, eq2, eq3, eq4, eq5, eq6] = levels;
    let is_one = eq1 < 3 && eq2 < 2 && eq3 < 3 && eq4 < 3 && eq5 < 3 && eq6 < 2;
    let score = is_one.then(|| SCORES[((eq1 * 2 + eq2) * 3 + eq3) * 3 + eq4][eq5 * 2 + eq6])?;
    (score != NONE).then(|| i64::from(score))
}

/// One level lower in one place.
fn lower(levels: [usize; 6], at: usize) -> Option<i64> {
    let mut levels = levels;
    levels[at] += 1;
    of_levels(levels)
}

/// The next lower macrovector of EQ3 and EQ6 together; where there are two ways, the higher score.
fn lower_36(levels: [usize; 6]) -> Option<i64> {
    match (levels[2], levels[5]) {
        (0, 0) => lower(levels, 2).max(lower(levels, 5)),
        (1, 0) => lower(levels, 5),
        (_, 1) => lower(levels, 2),
        _ => None,
    }
}

/// Steps from the first of the gravest vectors that is nowhere milder than this one.
fn distance<const N: usize>(
    v: &Effective<'_>,
    names: [&str; N],
    gravest: &[[&'static str; N]],
) -> i64 {
    let steps = |worst: &[&str; N]| -> Vec<i64> {
        let pairs = names.iter().zip(worst);
        pairs.map(|(name, worst)| step(name, v.get(name)) - step(name, worst)).collect()
    };
    let found = gravest.iter().map(steps).find(|steps| steps.iter().all(|step| *step >= 0));
    found.map_or(0, |steps| steps.iter().sum())
}

pub(super) fn score(vector: &Vector) -> Score {
    let v = Effective(vector);
    if ["VC", "VI", "VA", "SC", "SI", "SA"].iter().all(|name| v.is(name, "N")) {
        return Score::clamped(0);
    }
    let levels = levels(&v);
    let value = of_levels(levels).expect("levels of a vector name a macrovector");
    let pair = levels[2] * 2 + levels[5];
    // The way to each next lower macrovector: score there, steps gone, steps in all.
    let ways = [
        (
            lower(levels, 0),
            distance(&v, ["AV", "PR", "UI"], GRAVEST_1[levels[0]]),
            DEPTH_1[levels[0]],
        ),
        (lower(levels, 1), distance(&v, ["AC", "AT"], GRAVEST_2[levels[1]]), DEPTH_2[levels[1]]),
        (
            lower_36(levels),
            distance(&v, ["VC", "VI", "VA", "CR", "IR", "AR"], GRAVEST_36[pair]),
            DEPTH_36[pair],
        ),
        (
            lower(levels, 3),
            distance(&v, ["SC", "SI", "SA"], GRAVEST_4[levels[3]]),
            DEPTH_4[levels[3]],
        ),
        (lower(levels, 4), 0, 1),
    ];
    // All depths divide 840, so the mean is a whole number of 1/840 parts times the count.
    const PARTS: i64 = 840;
    let there = ways.iter().filter(|(score, ..)| score.is_some()).count();
    let there = i64::try_from(there).expect("five at most");
    let gone: i64 = ways
        .iter()
        .filter_map(|(score, gone, depth)| Some((value - (*score)?) * gone * (PARTS / depth)))
        .sum();
    let whole = PARTS * there.max(1);
    let score = value * whole - gone;
    // Half up to a tenth: the score is in tenths already.
    Score::clamped((2 * score + whole).div_euclid(2 * whole))
}

//! Words for weaknesses and severities, as tools spell them.

use crate::model::Severity;

/// The numbers of the weaknesses (CWE) that a text names: `CWE-79`, `external/cwe/cwe-079`, or the
/// bare number of a field that holds nothing else.
pub(crate) fn cwes_in(text: &str) -> Vec<u32> {
    let lower = text.to_ascii_lowercase();
    let bare = lower.trim();
    if !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit()) {
        return bare.parse().ok().filter(|it| is_cwe(*it)).into_iter().collect();
    }
    let mut found = Vec::new();
    for (at, _) in lower.match_indices("cwe") {
        let rest = lower[at + 3..].trim_start_matches(['-', ':', '_', ' ', '/', '=']);
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if let Ok(number) = rest[..end].parse::<u32>()
            && is_cwe(number)
            && !found.contains(&number)
        {
            found.push(number);
        }
    }
    found
}

const fn is_cwe(number: u32) -> bool {
    number > 0 && number < 10_000
}

/// Adds numbers that are not there yet.
pub(crate) fn join(into: &mut Vec<u32>, more: Vec<u32>) {
    for number in more {
        if !into.contains(&number) {
            into.push(number);
        }
    }
}

/// The severity that a word stands for; a word that is not known is not harmless.
pub(crate) fn severity(word: &str) -> Severity {
    let word = word.trim().to_ascii_lowercase();
    match word.split([' ', '(']).next().unwrap_or("") {
        "critical" | "fatal" | "blocker" | "vulnerability" => Severity::Critical,
        "high" | "error" | "important" | "severe" | "dangerous" => Severity::High,
        "medium" | "moderate" | "warning" | "warn" => Severity::Medium,
        "low" | "note" | "minor" => Severity::Low,
        "info" | "information" | "informational" | "hotspot" | "inventory" | "experiment" => {
            Severity::Info
        }
        "none" | "ok" | "secure" | "good" | "pass" | "passed" | "normal" => Severity::None,
        _ => Severity::Unknown,
    }
}

/// The severity of the base score of a vector of CVSS.
pub(crate) fn of_vector(vector: &str) -> Option<Severity> {
    let tenths = naru_sbom::cvss::Cvss::parse(vector).ok()?.base().tenths();
    of_score(&format!("{}.{}", tenths / 10, tenths % 10))
}

/// The severity of a score from 0 to 10, in the bands of CVSS.
pub(crate) fn of_score(score: &str) -> Option<Severity> {
    let score: f64 = score.trim().parse().ok()?;
    match score {
        it if !(0.0..=10.0).contains(&it) => None,
        it if it >= 9.0 => Some(Severity::Critical),
        it if it >= 7.0 => Some(Severity::High),
        it if it >= 4.0 => Some(Severity::Medium),
        it if it > 0.0 => Some(Severity::Low),
        _ => Some(Severity::None),
    }
}

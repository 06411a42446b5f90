//! What tools say to the items of one service, as OSCAL assessment results. Pure.

use super::model::{Finding, ItemEvidence, ItemState, Scan};
use data_encoding::HEXLOWER;
use naru_base::Micros;
use naru_evidence::oscal::{Head, Observation, Outcome, results};
use naru_evidence::time;
use std::collections::BTreeMap;

/// Whose results, and when.
#[derive(Clone, Debug)]
pub struct About {
    /// Names the institution.
    pub title: String,
    /// The service: `kind:name:version`; empty for the institution as a whole.
    pub service: String,
    /// Now.
    pub now: Micros,
}

/// The results. An item whose support is over is left out: nothing is known of it.
pub fn oscal(
    about: &About,
    items: &BTreeMap<String, ItemEvidence>,
    findings: &[Finding],
    scans: &[Scan],
) -> serde_json::Value {
    let made_at = time::write(about.now.get());
    let head = Head {
        title: format!("{} {}", about.title, about.service).trim().to_owned(),
        version: made_at.clone(),
        made_at,
        rests_on: "#naru-reconstruction".to_owned(),
    };
    let observations: Vec<Observation> = scans
        .iter()
        .filter(|it| it.service == about.service)
        .map(|it| Observation {
            name: HEXLOWER.encode(&it.sha256),
            method: "TEST",
            description: format!("{} {}", it.tool, it.tool_version).trim().to_owned(),
            collected: time::write(it.observed_at.get()),
            expires: time::write(it.expires_at.get()),
        })
        .collect();
    let is_known = |name: &String| observations.iter().any(|it| it.name == *name);
    let outcome = |(item, it): (&String, &ItemEvidence)| {
        let (is_satisfied, reason) = match it.state {
            ItemState::Refuted => (false, "refuted"),
            ItemState::Review => (false, "to-be-judged"),
            ItemState::Supported => (true, "supported"),
            ItemState::Expired => return None,
        };
        let open = findings.iter().filter(|f| f.is_open() && f.items.contains(item));
        let titles: Vec<&str> = open.take(20).map(|it| it.title.as_str()).collect();
        let description = format!("open: {} {}", it.open, titles.join("; "));
        let names = it.files.iter().map(|sha| HEXLOWER.encode(sha)).filter(is_known);
        Some(Outcome {
            item: item.clone(),
            is_satisfied,
            reason: reason.to_owned(),
            description: description.trim().to_owned(),
            observations: names.collect(),
        })
    };
    let outcomes: Vec<Outcome> = items.iter().filter_map(outcome).collect();
    results(&head, &outcomes, &observations)
}

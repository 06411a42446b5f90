//! A list and a judged check as OSCAL (1.2.1): catalogue, profile of what must be met, assessment
//! results. Pure.
//!
//! **Must never** say `satisfied` of an item that nobody answered.

use super::list::{Checklist, Item, Level};
use super::model::{Dossier, Finding, How, Value};
use data_encoding::HEXLOWER;
use naru_base::Micros;
use naru_evidence::oscal::{Control, Group, Head, Observation, Outcome, catalog, profile, results};
use naru_evidence::time;
use serde_json::Value as Json;

const DAY_S: i64 = 86_400;

fn head(list: &Checklist, title: &str, rests_on: String, now: Micros) -> Head {
    Head {
        title: title.to_owned(),
        version: list.version.to_string(),
        made_at: time::write(now.get()),
        rests_on,
    }
}

/// Where the catalogue of a list is found, for documents that rest on it.
fn href(list: &Checklist, what: &str) -> String {
    format!("urn:naru:{what}:{}", list.key())
}

const fn level(it: Level) -> &'static str {
    match it {
        Level::Must => "must",
        Level::Should => "should",
    }
}

fn control(it: &Item) -> Control {
    Control {
        id: it.id.clone(),
        title: it.title.ko.clone(),
        verify: it.verify.ko.clone(),
        also: format!("{}. {}", it.title.en, it.verify.en),
        props: vec![
            ("level", level(it.level).to_owned()),
            ("severity", it.severity.to_string()),
            ("validity-days", it.validity_days.to_string()),
            ("refs", it.refs.join(", ")),
            ("signals", it.signals.join(", ")),
        ],
    }
}

/// The list as a catalogue.
pub fn list(it: &Checklist, now: Micros) -> Json {
    let groups: Vec<Group> = it
        .areas
        .iter()
        .map(|area| Group {
            id: area.id.clone(),
            title: format!("{} · {}", area.group.ko, area.title.ko),
            controls: it.items.iter().filter(|i| i.area == area.id).map(control).collect(),
        })
        .collect();
    let title = format!("{} ({}, {})", it.title.ko, it.key(), it.source);
    catalog(&head(it, &title, String::new(), now), &groups)
}

/// What must be met of it as a profile.
pub fn must(it: &Checklist, now: Micros) -> Json {
    let must = it.items.iter().filter(|item| item.level == Level::Must);
    let items: Vec<&str> = must.map(|item| item.id.as_str()).collect();
    let title = format!("{} ({}, {}): must", it.title.ko, it.key(), it.source);
    profile(&head(it, &title, href(it, "checklist"), now), &items)
}

/// The same for whoever is not told yet what was found: it says so, and has no findings.
pub fn withheld(it: &Dossier, now: Micros) -> Json {
    let mut all = judged(&it.clone().withheld(), now);
    let title = all.pointer("/assessment-results/metadata/title").and_then(Json::as_str);
    if let Some(title) = title.map(|it| format!("{it} (findings withheld until they are told)"))
        && let Some(at) = all.pointer_mut("/assessment-results/metadata/title")
    {
        *at = Json::String(title);
    }
    all
}

/// What was found, item by item. Grounds are told if the dossier was opened; of an item that was
/// not answered nothing is said.
pub fn judged(it: &Dossier, now: Micros) -> Json {
    let engagement = &it.engagement;
    let service = engagement.service.as_ref().map(ToString::to_string).unwrap_or_default();
    let title = format!("{} {service} {}", engagement.institution, it.list.key());
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let about = |item: &Item| it.about(&item.id).map(|d| HEXLOWER.encode(&d.sha256)).collect();
    let answered = || {
        let all = it.list.items.iter();
        all.filter_map(|item| it.finding(&item.id).map(|found| (item, found)))
    };
    let outcomes: Vec<Outcome> =
        answered().map(|(item, found)| outcome(item, found, about(item))).collect();
    let mut observations: Vec<Observation> = Vec::new();
    for (item, _) in answered() {
        for d in it.about(&item.id) {
            let name = HEXLOWER.encode(&d.sha256);
            if !observations.iter().any(|known| known.name == name) {
                let expires = d.observed_at.plus_seconds(item.validity_days.saturating_mul(DAY_S));
                observations.push(Observation {
                    name,
                    method: "EXAMINE",
                    description: d.title.clone(),
                    collected: time::write(d.observed_at.get()),
                    expires: time::write(expires.get()),
                });
            }
        }
    }
    results(&head(&it.list, &title, href(&it.list, "check-plan"), now), &outcomes, &observations)
}

fn outcome(item: &Item, found: &Finding, mut observations: Vec<String>) -> Outcome {
    observations.sort();
    let (is_satisfied, reason) = match found.value {
        Value::Pass => (true, "pass"),
        Value::NotApplicable => (true, "other"),
        Value::Partial | Value::Fail => (false, "fail"),
    };
    let how = match found.how {
        How::Machine => "machine-checked",
        How::Person => "person-checked",
        How::Document => "document only",
    };
    let said = format!("{}, {how}, machine: {}", found.value, found.opinion);
    let words = [found.grounds.as_str(), found.demand.as_str()];
    let words = words.iter().filter(|it| !it.is_empty()).map(|it| format!("\n{it}"));
    Outcome {
        item: item.id.clone(),
        is_satisfied,
        reason: reason.to_owned(),
        description: format!("{said}{}", words.collect::<String>()),
        observations,
    }
}

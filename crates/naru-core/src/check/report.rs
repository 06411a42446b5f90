//! What was found, as one text with one hash: it is the report that the gate's decision rests on.
//! The same text for the command line and for programs.

use super::decide::{Stop, stops};
use super::model::Dossier;
use crate::admission::Sha256;
use data_encoding::HEXLOWER;
use naru_base::Micros;
use ring::digest;
use serde_json::{Value, json};

/// The hash that reports and lists are named by.
pub fn sha256(bytes: &[u8]) -> Sha256 {
    let digest = digest::digest(&digest::SHA256, bytes);
    digest.as_ref().try_into().expect("SHA-256 has 32 bytes")
}

/// The report: everything that was found, item by item, with the documents it rests on. Grounds
/// are in it by the hash of how they are kept, so that it can be made again without keys.
pub fn text(it: &Dossier) -> String {
    let items = it.list.items.iter().map(|item| {
        let found = it.finding(&item.id).map(|f| {
            json!({
                "revision": f.revision,
                "value": f.value.as_str(),
                "how": f.how.as_str(),
                "machine": f.opinion.as_str(),
                "grounds_sha256": HEXLOWER.encode(&sha256(&f.sealed)),
                "at": f.at.get(),
                "by": f.by,
            })
        });
        let mut about: Vec<String> =
            it.about(&item.id).map(|d| HEXLOWER.encode(&d.sha256)).collect();
        about.sort();
        json!({"item": item.id, "found": found, "evidence": about})
    });
    let engagement = &it.engagement;
    json!({
        "engagement": engagement.id.to_string(),
        "institution": engagement.institution.as_str(),
        "service": engagement.service.as_ref().map(ToString::to_string),
        "list": engagement.list.to_string(),
        "list_source": it.list.source,
        "items": items.collect::<Vec<_>>(),
    })
    .to_string()
}

/// The report's hash.
pub fn digest(it: &Dossier) -> Sha256 {
    sha256(text(it).as_bytes())
}

/// One engagement as programs read it: where it stands, what stands in its way, the report.
pub fn of(it: &Dossier, now: Micros) -> Value {
    let engagement = &it.engagement;
    let report: Value = serde_json::from_str(&text(it)).unwrap_or(Value::Null);
    let slot = engagement.slot.map(|(from, to)| json!([from.to_string(), to.to_string()]));
    json!({
        "engagement": engagement.id.to_string(),
        "institution": engagement.institution.as_str(),
        "kind": engagement.kind().as_str(),
        "state": engagement.state.as_str(),
        "list": engagement.list.to_string(),
        "reconstruction": it.list.is_reconstruction(),
        "slot": slot,
        "fix_by": engagement.fix_by.map(Micros::get),
        "requested_at": engagement.requested_at.get(),
        "changed_at": engagement.changed_at.get(),
        "stops": stops(it, now).iter().map(stop).collect::<Vec<_>>(),
        "report": report,
        "report_sha256": HEXLOWER.encode(&digest(it)),
        "findings_withheld": false,
    })
}

/// The same for whoever is not told yet what was found: hash and state are those of the whole, so
/// that it agrees with the printed report; of what stands in the way only what nobody has judged.
pub fn withheld(it: &Dossier, now: Micros) -> Value {
    let mut all = of(it, now);
    let unanswered = stops(it, now).into_iter().filter(|it| matches!(it, Stop::Unanswered(_)));
    all["stops"] = unanswered.map(|it| stop(&it)).collect();
    all["report"] = serde_json::from_str(&text(&it.clone().withheld())).unwrap_or(Value::Null);
    all["findings_withheld"] = Value::Bool(true);
    all
}

fn stop(it: &Stop<'_>) -> Value {
    let why = match it {
        Stop::Unanswered(_) => "unanswered",
        Stop::NotMet(_) => "not-met",
        Stop::Grave(_) => "grave",
        Stop::Old(_) => "old",
        Stop::Expired(..) => "evidence-expired",
    };
    json!({"item": it.item().id, "why": why})
}

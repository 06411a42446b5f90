//! What the calls answer, as JSON. Times are microseconds since 1970, UTC; hashes are hexadecimal.

use data_encoding::HEXLOWER;
use naru_base::Micros;
use naru_core::admission::evidence::{Imported, ItemEvidence, ItemState, Scan};
use naru_core::check::{Dossier, Engagement, Item, State, Value as Found, report};
use naru_core::eligibility::{Form, Outcome};
use naru_core::identity::Scope;
use naru_evidence::Severity;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One engagement in a list.
pub(super) fn engagement(it: &Engagement) -> Value {
    let slot = it.slot.map(|(from, to)| json!([from.to_string(), to.to_string()]));
    json!({
        "engagement": it.id.to_string(),
        "kind": it.kind().as_str(),
        "service": it.service.as_ref().map(ToString::to_string),
        "list": it.list.to_string(),
        "state": it.state.as_str(),
        "slot": slot,
        "fix_by": it.fix_by.map(Micros::get),
        "requested_at": it.requested_at.get(),
        "changed_at": it.changed_at.get(),
    })
}

/// The same with whose it is, for those who see everybody's.
pub(super) fn engagement_of(it: &Engagement) -> Value {
    let mut said = engagement(it);
    said["institution"] = json!(it.institution.as_str());
    said
}

/// Whether an institution is not told yet what its check found.
pub(super) const fn is_untold(it: &Dossier) -> bool {
    matches!(it.engagement.state, State::Requested | State::Scheduled | State::UnderWay)
}

/// What an institution may know of its check: findings once they were told.
pub(super) fn as_told(it: &Dossier, now: Micros) -> Value {
    if !is_untold(it) {
        return check(it, now);
    }
    let bare = it.clone().withheld();
    let mut all = report::withheld(it, now);
    all["items"] = bare.list.items.iter().map(|item| line(&bare, item)).collect();
    all
}

/// One engagement, with its items and what is to be put right.
pub(super) fn check(it: &Dossier, now: Micros) -> Value {
    let mut all = report::of(it, now);
    all["items"] = it.list.items.iter().map(|item| line(it, item)).collect();
    all
}

/// One item with its finding.
pub(super) fn line(it: &Dossier, item: &Item) -> Value {
    let found = it.finding(&item.id);
    let is_open = found.is_some_and(|f| matches!(f.value, Found::Partial | Found::Fail));
    let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    json!({
        "item": item.id,
        "title": {"ko": item.title.ko, "en": item.title.en},
        "value": found.map(|f| f.value.as_str()),
        "how": found.map(|f| f.how.as_str()),
        "machine": found.map(|f| f.opinion.as_str()),
        "grounds": found.and_then(|f| said(&f.grounds)),
        "demand": found.and_then(|f| said(&f.demand)),
        "open": is_open,
        "statement": it.statement(&item.id).and_then(|s| said(&s.text)),
    })
}

fn scan(it: &Scan) -> Value {
    json!({
        "sha256": HEXLOWER.encode(&it.sha256),
        "service": it.service,
        "format": it.format,
        "tool": it.tool,
        "tool_version": it.tool_version,
        "observed_at": it.observed_at.get(),
        "received_at": it.received_at.get(),
        "expires_at": it.expires_at.get(),
        "finished": it.is_finished,
        "findings": it.findings_count,
        "open": it.open_count,
    })
}

fn item((name, it): (&String, &ItemEvidence)) -> Value {
    let state = match it.state {
        ItemState::Refuted => "refuted",
        ItemState::Review => "review",
        ItemState::Expired => "expired",
        ItemState::Supported => "supported",
    };
    json!({
        "item": name,
        "state": state,
        "open": it.open,
        "worst": it.worst.map(Severity::as_str),
        "files": it.files.iter().map(|it| HEXLOWER.encode(it)).collect::<Vec<_>>(),
        "expires_at": it.expires_at.map(Micros::get),
    })
}

/// Imports, and what they say of items of one service.
pub(super) fn scans(all: &[Scan], items: &BTreeMap<String, ItemEvidence>, now: Micros) -> Value {
    json!({
        "at": now.get(),
        "scans": all.iter().map(scan).collect::<Vec<_>>(),
        "items": items.iter().map(item).collect::<Vec<_>>(),
    })
}

/// What a file changed.
pub(super) fn imported(it: &Imported, sha256: &[u8; 32]) -> Value {
    json!({
        "sha256": HEXLOWER.encode(sha256),
        "known": it.is_known,
        "new": it.new_count,
        "again": it.again_count,
        "gone": it.gone_count,
    })
}

fn scopes(all: &[Scope]) -> Vec<&'static str> {
    all.iter().map(|it| it.as_str()).collect()
}

/// The form that counts, and what was decided about it.
pub(super) fn eligibility(found: Option<&(Form, Option<Outcome>)>, now: Micros) -> Value {
    let form = found.map(|(it, _)| {
        let papers = it
            .papers
            .iter()
            .map(|(paper, sha)| json!({"paper": paper.as_str(), "sha256": HEXLOWER.encode(sha)}));
        json!({
            "form": it.id.to_string(),
            "class": it.class.as_str(),
            "capital": it.capital.get(),
            "scopes": scopes(&it.scopes),
            "declared": it.declared.iter().map(|it| it.as_str()).collect::<Vec<_>>(),
            "papers": papers.collect::<Vec<_>>(),
            "filed_at": it.filed_at.get(),
        })
    });
    let outcome = found.and_then(|(_, it)| it.as_ref()).map(|it| {
        json!({
            "approved": it.is_approved(),
            "grounds": it.grounds.map(|it| it.as_str()),
            "note": it.note,
            "sheet": it.sheet,
            "points": it.points,
            "large": it.is_large,
            "scopes": scopes(&it.scopes),
            "holds_until": it.holds_until.map(Micros::get),
            "decided_at": it.decided_at.get(),
        })
    });
    json!({"at": now.get(), "form": form, "outcome": outcome})
}

//! What the portfolio says, as JSON: the same for institutions' programs and for the operator's.
//! Times are microseconds since 1970, UTC.

use super::is_compared;
use naru_base::Micros;
use naru_core::oss::approval::{Approval, Issue, Vote};
use naru_core::oss::portfolio::signer::Signer;
use naru_core::oss::portfolio::{
    Advisories, AdvisoryView, FaultText, FindingRow, Received, State, SystemRow, UseRow, UsedBy,
    grade_of,
};
use naru_core::oss::zone::{Crossing, Mode};
use serde_json::{Value, json};

/// A system.
pub(crate) fn system(it: &SystemRow) -> Value {
    json!({
        "system": it.system.id.to_string(),
        "institution": it.system.institution.as_str(),
        "name": it.system.name,
        "duty": it.system.duty.as_str(),
        "billed_at": it.billed_at.map(Micros::get),
        "components": it.components,
        "open": it.open,
        "grave": it.grave,
        "next_due_at": it.next_due_at.map(Micros::get),
    })
}

/// A key by which bills are signed.
pub(crate) fn signer(it: &Signer) -> Value {
    json!({
        "key": it.key.to_string(),
        "name": it.name,
        "added_at": it.added_at.get(),
        "revoked_at": it.revoked_at.map(Micros::get),
        "bills": it.bills,
    })
}

/// A finding.
pub(crate) fn finding(it: &FindingRow) -> Value {
    json!({
        "institution": it.institution.as_str(),
        "system": it.system.to_string(),
        "system_name": it.system_name,
        "duty": it.duty.as_str(),
        "ecosystem": it.ecosystem,
        "name": it.name,
        "versions": it.versions,
        "fixed": it.fixed,
        "advisory": it.advisory,
        "summary": it.summary,
        "grade": it.grade.as_str(),
        "found_at": it.found_at.get(),
        "due_at": it.due_at.get(),
        "gone_at": it.gone.map(|(at, _)| at.get()),
        "gone_why": it.gone.map(|(_, why)| why.as_str()),
    })
}

/// Who uses something; `by`: the data that say whether a component was compared with anything.
pub(crate) fn used_by(it: &UsedBy, state: &State, by: Option<&Advisories>) -> Value {
    let named = |all: &[(String, String)]| {
        let one =
            |(ecosystem, name): &(String, String)| json!({"ecosystem": ecosystem, "name": name});
        all.iter().map(one).collect::<Vec<_>>()
    };
    let versions = it.versions.iter();
    json!({
        "packages": named(&it.packages),
        "near": named(&it.near),
        "advisory": it.advisory,
        "unordered": it.unordered,
        "versions": versions
            .map(|(version, users)| json!({"version": version, "users": users}))
            .collect::<Vec<_>>(),
        "uses": it.uses,
        "systems": it.systems,
        "rows": it.rows.iter().map(|it| user(it, by)).collect::<Vec<_>>(),
        "data": data(state),
    })
}

fn user(it: &UseRow, by: Option<&Advisories>) -> Value {
    json!({
        "compared": is_compared(by, &it.purl),
        "institution": it.institution.as_str(),
        "system": it.system.to_string(),
        "system_name": it.system_name,
        "duty": it.duty.as_str(),
        "purl": it.purl,
        "version": it.version,
        "reach": it.reach.as_str(),
        "path": it.path,
        "licence": it.licence,
        "grade": it.worst.map(|it| grade_of(it).as_str()),
        "due_at": it.due_at.map(Micros::get),
        "excepted_until": it.excepted.map(|it| it.1.get()),
    })
}

/// An advisory, and whom it concerns.
pub(crate) fn advisory(it: &AdvisoryView, exposed: &[FindingRow]) -> Value {
    json!({
        "advisory": it.row.id,
        "aliases": it.row.aliases,
        "kind": it.row.kind,
        "grade": it.row.grade.as_str(),
        "cvss_tenths": it.row.score,
        "epss_ppb": it.row.epss_ppb,
        "kev": it.row.is_kev,
        "summary": it.row.summary,
        "published": it.row.published,
        "url": it.row.url,
        "open": it.row.open,
        "put_right": it.fixed,
        "exposed": exposed.iter().map(finding).collect::<Vec<_>>(),
    })
}

/// By which data it is said.
pub(crate) fn data(it: &State) -> Value {
    json!({
        "made": it.made,
        "newest": it.newest,
        "advisories": it.advisories,
        "sha256": it.data,
        "judged_at": it.done_at.map(Micros::get),
    })
}

/// What became of a bill.
pub(crate) fn received(it: &Received) -> Value {
    match it {
        Received::JudgeAgain => json!({"verdict": "again"}),
        Received::Refused { bill, faults } => json!({
            "verdict": "refused", "bill": bill.to_string(), "reasons": reasons(faults)
        }),
        Received::Accepted { bill, faults, components, changed } => json!({
            "verdict": "accepted",
            "bill": bill.to_string(),
            "components": components,
            "changed": changed,
            "remarks": reasons(faults),
        }),
    }
}

/// Reasons, in both languages.
pub(crate) fn reasons(all: &[FaultText]) -> Value {
    let one = |it: &FaultText| json!({"code": it.code, "ko": it.ko, "en": it.en});
    Value::Array(all.iter().map(one).collect())
}

/// A request for approval, and what became of it. Who said what is named by office, not by person.
pub(crate) fn approval(it: &Approval) -> Value {
    let issue = |it: &Issue| {
        json!({
            "seq": it.seq,
            "kind": it.kind.as_str(),
            "subject": it.subject,
            "grade": it.grade.as_str(),
            "state": it.state.as_str(),
            "note": it.note,
        })
    };
    let vote = |it: &Vote| {
        let (office, yes) = (it.office.as_str(), it.is_yes);
        json!({"round": it.round, "office": office, "yes": yes, "note": it.note})
    };
    let offices = it.offices.iter().map(|it| it.as_str());
    json!({
        "approval": it.id.to_string(),
        "purl": it.wish.purl,
        "versions": it.wish.versions,
        "purpose": it.wish.purpose,
        "licence": it.wish.licence,
        "until": it.wish.until.get(),
        "class": it.class.as_str(),
        "offices": offices.collect::<Vec<_>>(),
        "standing": it.standing.as_str(),
        "since": it.since.get(),
        "round": it.round,
        "known": {
            "made": it.report.made,
            "sha256": it.report.sha256,
            "advisories_ever": it.report.spoken_of.map(|it| it.ever),
            "advisories_now": it.report.spoken_of.map(|it| it.now),
            "health": it.report.health,
        },
        "issues": it.issues.iter().map(issue).collect::<Vec<_>>(),
        "said": it.votes.iter().map(vote).collect::<Vec<_>>(),
    })
}

/// A crossing of the zone's border: where it stands, and what was found, masked.
pub(crate) fn crossing(it: &Crossing) -> Value {
    let looked = &it.looked;
    let packages = &looked.packages;
    json!({
        "crossing": it.id.to_string(),
        "file": it.file_name,
        "sha256": data_encoding::HEXLOWER.encode(&it.sha256),
        "direction": it.wish.direction.as_str(),
        "pseudonymised": it.wish.mode == Mode::Pseudonymised,
        "verdict": it.verdict.as_str(),
        "state": it.standing.as_str(),
        "until": it.until.get(),
        "files": looked.files,
        "counts": looked.counts,
        "places": looked.places,
        "unlooked": looked.unlooked,
        "media": looked.media,
        "packages": packages,
    })
}

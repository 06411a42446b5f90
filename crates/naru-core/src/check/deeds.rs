//! What takes two people: the verdict of a check, and the release of a list that was imported. The
//! deed is judged when it is proposed and again when it is confirmed.

use super::decide;
use super::list::ListKey;
use super::model::Dossier;
use super::{report, service, sql, versions};
use crate::admission::decide::Wish;
use crate::admission::{self, Evidence, EvidenceKind, Gate, Sha256, Verdict};
use crate::proposal::{Case, Kind};
use data_encoding::HEXLOWER;
use naru_base::role::Right;
use naru_base::{Answer, AuditRecord, ClientUseCode, Env, Fault, FaultKind, Id, Micros, Refusal};
use naru_store::Tx;
use serde::{Deserialize, Serialize};

/// Every kind of proposal of this slice begins so.
pub const PREFIX: &str = "check.";
/// The verdict of a check.
pub const VERDICT: &str = "check.verdict";
/// The release of a list.
pub const RELEASE: &str = "check.release";

/// Every kind of this slice.
pub const KINDS: [Kind; 2] = [
    Kind {
        name: VERDICT,
        right: Right::ChecksDecide,
        gives_link: false,
        check: |tx, case| judged(tx, case, case.proposed_at).map(drop),
        execute: |tx, env, case, _| conclude(tx, env, case),
    },
    Kind {
        name: RELEASE,
        right: Right::ChecksDecide,
        gives_link: false,
        check: |tx, case| to_release(tx, case).map(drop),
        execute: |tx, env, case, _| release(tx, env, case),
    },
];

/// The decisions at the gates that a check opens, as they are made while one may be open.
pub const AT_GATES: [Kind; 2] = [
    Kind {
        check: |tx, case| {
            not_past_a_check(tx, case)?;
            (plain(Gate::Organisation).check)(tx, case)
        },
        execute: |tx, env, case, link| {
            not_past_a_check(tx, case)?;
            (plain(Gate::Organisation).execute)(tx, env, case, link)
        },
        ..plain(Gate::Organisation)
    },
    Kind {
        check: |tx, case| {
            not_past_a_check(tx, case)?;
            (plain(Gate::Service).check)(tx, case)
        },
        execute: |tx, env, case, link| {
            not_past_a_check(tx, case)?;
            (plain(Gate::Service).execute)(tx, env, case, link)
        },
        ..plain(Gate::Service)
    },
];

/// The decision as it is made at any gate.
const fn plain(at: Gate) -> Kind {
    let [_, _, organisation, service, ..] = admission::deeds::KINDS;
    match at {
        Gate::Service => service,
        _ => organisation,
    }
}

/// While a check of a gate is open, the gate is passed by its result only.
fn not_past_a_check(tx: &mut Tx<'_>, case: &Case) -> Answer<()> {
    let (code, wish) = admission::deeds::wish_of(case)?;
    if wish.verdict != Verdict::Passed {
        return Ok(());
    }
    let open = service::open(tx, Some(&code))?;
    match open.iter().find(|it| it.gate() == wish.gate && it.service == wish.service) {
        Some(it) => Err(Refusal::new("check/decides-its-gate").with("check", it.id).into()),
        None => Ok(()),
    }
}

/// What a proposed verdict is about.
pub fn subject(code: &ClientUseCode, engagement: Id) -> String {
    format!("engagement:{code}/{engagement}")
}

/// Reads [`subject`].
pub fn about(subject: &str) -> Option<(ClientUseCode, Id)> {
    let (code, id) = subject.strip_prefix("engagement:")?.split_once('/')?;
    Some((ClientUseCode::parse(code).ok()?, Id::parse(id).ok()?))
}

/// What a proposed release is about.
pub fn list_subject(key: &ListKey) -> String {
    format!("checklist:{key}")
}

/// Reads [`list_subject`].
pub fn about_list(subject: &str) -> Option<ListKey> {
    ListKey::parse(subject.strip_prefix("checklist:")?)
}

#[derive(Serialize, Deserialize)]
struct Body {
    verdict: String,
    holds_until: Option<i64>,
    report: String,
}

/// What somebody wants two people to conclude.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conclusion {
    /// Whether it is passed.
    pub is_pass: bool,
    /// Until when a passed check is to hold.
    pub holds_until: Option<Micros>,
    /// The report's hash as the proposer saw it.
    pub report: Sha256,
}

/// The body of a proposed verdict.
pub fn body(it: &Conclusion) -> String {
    let verdict = if it.is_pass { Verdict::Passed } else { Verdict::Failed };
    let body = Body {
        verdict: verdict.as_str().to_owned(),
        holds_until: it.holds_until.map(Micros::get),
        report: HEXLOWER.encode(&it.report),
    };
    serde_json::to_string(&body).expect("strings and numbers are always JSON")
}

fn unreadable() -> Refusal {
    Refusal::new("check/proposal-unreadable")
}

/// Which check a proposal is about, and what it concludes.
pub fn conclusion_of(case: &Case) -> Result<(Id, Conclusion), Refusal> {
    let (_, id) = about(&case.subject).ok_or_else(unreadable)?;
    let body: Body = serde_json::from_str(&case.body).map_err(|_| unreadable())?;
    let is_pass = match Verdict::parse(&body.verdict) {
        Some(Verdict::Passed) => true,
        Some(Verdict::Failed) => false,
        _ => return Err(unreadable()),
    };
    let report = HEXLOWER.decode(body.report.as_bytes()).ok().and_then(|it| it.try_into().ok());
    let holds_until = body.holds_until.map(Micros::new);
    Ok((id, Conclusion { is_pass, holds_until, report: report.ok_or_else(unreadable)? }))
}

/// What a verdict comes to: the check in its next state, its report, the gate's decision.
struct Judged {
    dossier: Dossier,
    report: Evidence,
    wish: Wish,
}

fn judged(tx: &mut Tx<'_>, case: &Case, now: Micros) -> Answer<Judged> {
    let (id, it) = conclusion_of(case)?;
    let mut dossier = service::dossier(tx, id)?.ok_or(Refusal::new("check/unknown"))?;
    if about(&case.subject).is_none_or(|(code, _)| code != dossier.engagement.institution) {
        return Err(unreadable().into());
    }
    let next = decide::may_conclude(&dossier, it.is_pass, &it.report, now)?;
    let text = report::text(&dossier);
    let report = Evidence {
        sha256: it.report,
        kind: EvidenceKind::Report,
        title: format!("{} {id}", dossier.engagement.list),
        size_bytes: i64::try_from(text.len()).unwrap_or(i64::MAX),
        observed_at: dossier.findings.iter().map(|it| it.at).max().unwrap_or(now),
        received_at: now,
        received_by: format!("proposal:{}", case.id),
    };
    let wish = Wish {
        gate: dossier.engagement.gate(),
        service: dossier.engagement.service.clone(),
        verdict: if it.is_pass { Verdict::Passed } else { Verdict::Failed },
        holds_until: it.holds_until.filter(|_| it.is_pass),
        evidence: vec![it.report],
    };
    admission::deeds::would_decide(tx, &dossier.engagement.institution, (&wish, &report), now)?;
    dossier.engagement.state = next;
    Ok(Judged { dossier, report, wish })
}

fn two(case: &Case, tx: &mut Tx<'_>) -> Answer<[Id; 2]> {
    let decided = crate::proposal::find(tx, case.id)?.and_then(|it| it.decided_by);
    let confirmed = decided
        .ok_or_else(|| Fault::new(FaultKind::Corrupt, "a proposal is done by nobody's decision"))?;
    Ok([case.proposed_by, confirmed])
}

/// The verdict, its report and the gate's decision, in one commit.
fn conclude(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    let Judged { dossier, report, wish } = judged(tx, case, env.now)?;
    let before = service::find(tx, dossier.engagement.id)?.ok_or(Refusal::new("check/unknown"))?;
    let mut it = dossier.engagement;
    let by = two(case, tx)?;
    let more = format!(r#","report":"{}""#, HEXLOWER.encode(&report.sha256));
    let actor = format!("proposal:{}", case.id);
    service::save(tx, env, (&actor, "check.concluded"), before.state, &mut it, &more)?;
    admission::hand_in(tx, env, &it.institution, &report)?;
    admission::deeds::put_down(tx, env, &it.institution, wish, (case, by))
}

fn to_release(tx: &mut Tx<'_>, case: &Case) -> Answer<ListKey> {
    let key = about_list(&case.subject).ok_or_else(unreadable)?;
    let known = versions::lists(tx)?.into_iter().find(|it| it.list.key() == key);
    match known {
        None => Err(Refusal::new("check/list-unknown").with("list", key).into()),
        Some(it) if it.released_at.is_some() => {
            Err(Refusal::new("check/list-released").with("list", key).into())
        }
        Some(_) => Ok(key),
    }
}

fn release(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    let key = to_release(tx, case)?;
    let by = two(case, tx)?;
    if !sql::release(tx, &key, env.now, by)? {
        return Err(Refusal::new("check/list-released").with("list", key).into());
    }
    let (actor, action) = (format!("proposal:{}", case.id), "check.list.released");
    let (at, body) = (env.now, "{}".to_owned());
    let subject = format!("checklist:{key}");
    tx.audit(AuditRecord { at, actor, action, subject, body });
    Ok(())
}

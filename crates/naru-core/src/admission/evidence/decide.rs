//! What of a report is kept, what a further run means for what is known, and what tools say to an
//! item. Pure.

use super::model::{Cover, Finding, Handed, ItemEvidence, ItemState, OPEN_MAX, WORDS_CHARS_MAX};
use crate::admission::{EvidenceKind, Sha256};
use naru_base::{Micros, Refusal};
use naru_evidence::items::Table;
use naru_evidence::{Format, Report, Severity, State, without_values};
use std::collections::BTreeMap;

/// How far a time without a zone may lie ahead: the zone farthest east, and a clock that is off.
const AHEAD_S_MAX: i64 = 14 * 3_600;
const SKEW_S_MAX: i64 = 300;

/// What of a report goes into the book: small, made before the transaction.
#[derive(Clone, Debug)]
pub struct Digest {
    pub(super) format: Format,
    pub(super) tool: String,
    pub(super) tool_version: String,
    pub(super) targets: Vec<String>,
    pub(super) observed: Option<(Micros, bool)>,
    pub(super) is_finished: bool,
    pub(super) covers: Vec<String>,
    pub(super) findings_count: i64,
    pub(super) open_count: i64,
    pub(super) values_count: i64,
    pub(super) kept_count: i64,
    pub(super) seen: Vec<Seen>,
}

/// A finding of this run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) fingerprint: Sha256,
    pub(super) rule: String,
    pub(super) title: String,
    pub(super) severity: Severity,
    pub(super) state: State,
    pub(super) location: String,
    pub(super) cwes: Vec<u32>,
    pub(super) items: Vec<String>,
}

/// A text of a tool, short and without control characters.
fn plain(text: &str) -> String {
    let calm = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    calm.take(WORDS_CHARS_MAX).collect::<String>().trim().to_owned()
}

/// Takes from a report what the book keeps. What is in order is counted, not listed.
pub fn digest(report: &Report, table: &Table) -> Digest {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let names: Vec<&str> = report.tools.iter().map(|it| it.name.as_str()).collect();
    let version = report.tools.iter().find_map(|it| it.version.clone()).unwrap_or_default();
    let is_kept = |state: State| state != State::Passed;
    let seen = report.findings.iter().filter(|it| is_kept(it.state)).map(|it| {
        let rule = report.rule_of(it);
        let items = table.items_of(report.format, rule, it).into_iter().map(str::to_owned);
        Seen {
            fingerprint: it.fingerprint,
            rule: plain(&rule.id),
            title: plain(&rule.title),
            severity: it.severity,
            state: it.state,
            location: plain(&without_values(&it.location)),
            cwes: rule.cwes.iter().copied().take(20).collect(),
            items: items.collect(),
        }
    });
    let mut targets: Vec<String> = report.targets.iter().map(|it| without_values(it)).collect();
    targets.sort_unstable();
    Digest {
        format: report.format,
        tool: plain(&names.join(", ")),
        tool_version: plain(&version),
        targets,
        observed: report.observed.as_ref().map(|it| (Micros::new(it.at_us), it.has_zone)),
        is_finished: report.is_finished,
        covers: table.covered_by(report).into_iter().map(str::to_owned).collect(),
        findings_count: count(report.findings.len()),
        open_count: count(report.findings.iter().filter(|it| it.state.is_open()).count()),
        values_count: count(report.values_count),
        kept_count: count(report.values_kept_count),
        seen: seen.collect(),
    }
}

impl Digest {
    /// What the document is, on the list of documents.
    pub(super) const fn kind(&self) -> EvidenceKind {
        match self.format {
            Format::CycloneDx | Format::Spdx => EvidenceKind::Sbom,
            _ => EvidenceKind::Scan,
        }
    }

    /// Runs with the same are runs of the same thing.
    pub(super) fn run(&self, scope: &str) -> Sha256 {
        let mut text = format!("{}\n{}\n{scope}\n", self.format.as_str(), self.tool);
        self.targets.iter().for_each(|it| {
            text.push_str(it);
            text.push('\n');
        });
        naru_evidence::sha256(text.as_bytes())
    }

    /// When it was observed: what the file says; if it does not, what whoever brings it says.
    pub(super) fn observed_at(&self, it: &Handed, now: Micros) -> Result<Micros, Refusal> {
        let (at, has_zone) = match (self.observed, it.observed_at) {
            (Some(said), _) => said,
            (None, Some(given)) => (given, true),
            (None, None) => return Err(Refusal::new("admission/scan-time-unknown")),
        };
        let ahead = if has_zone { SKEW_S_MAX } else { AHEAD_S_MAX };
        if at > now.plus_seconds(ahead) || at < Micros::new(0) {
            return Err(Refusal::new("admission/scan-time-wrong"));
        }
        // A time that only its missing zone puts ahead is now.
        Ok(at.min(now))
    }

    /// Whether it may be imported at all.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        if self.format == Format::OscalCatalog {
            return Err(Refusal::new("admission/scan-not-evidence"));
        }
        let open = self.seen.iter().filter(|it| it.state.is_open()).count();
        if open > OPEN_MAX || self.seen.len() > 2 * OPEN_MAX {
            let found = open.max(self.seen.len());
            return Err(Refusal::new("admission/scan-findings-too-many").with("count", found));
        }
        Ok(())
    }
}

/// The rule that says for how long a format's result counts.
pub const fn expiry_rule(format: Format) -> &'static str {
    match format {
        Format::Testssl | Format::Sslyze => "evidence_tls_life_s",
        Format::Zap | Format::Nuclei | Format::Wapiti => "evidence_dynamic_life_s",
        Format::Nmap => "evidence_network_life_s",
        Format::Sarif | Format::Semgrep => "evidence_static_life_s",
        Format::Mobsf | Format::Mobsfscan | Format::Qark => "evidence_app_life_s",
        Format::CycloneDx | Format::Spdx => "evidence_bill_life_s",
        Format::OscalResults | Format::OscalPlan | Format::OscalCatalog | Format::Empty => {
            "evidence_assessment_life_s"
        }
    }
}

/// Of which run, and when.
pub(super) struct At {
    pub(super) service: String,
    pub(super) tool: String,
    pub(super) run: Sha256,
    pub(super) sha256: Sha256,
    pub(super) observed_at: Micros,
    pub(super) is_finished: bool,
    /// The newest run of the same thing that is on record.
    pub(super) newest: Option<Micros>,
}

/// What a run changes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    /// To be written, new or changed.
    pub(super) write: Vec<Finding>,
    pub(super) new_count: usize,
    pub(super) again_count: usize,
    pub(super) gone_count: usize,
}

/// What a run means for what is known of its tool. An older run than the newest on record only
/// says that something was there earlier; a run that did not come to its end makes nothing gone.
pub(super) fn merge(known: &BTreeMap<Sha256, Finding>, seen: &[Seen], at: &At) -> Changes {
    let is_late = at.newest.is_some_and(|newest| newest > at.observed_at);
    let mut changes = Changes::default();
    let mut met = std::collections::BTreeSet::new();
    for it in seen {
        met.insert(it.fingerprint);
        match known.get(&it.fingerprint) {
            None => {
                changes.new_count += 1;
                let gone_at = at.newest.filter(|_| is_late);
                changes.write.push(fresh(it, at, at.observed_at, gone_at));
            }
            Some(old) => {
                changes.again_count += 1;
                let first = old.first_seen_at.min(at.observed_at);
                if at.observed_at >= old.last_seen_at && !is_late {
                    changes.write.push(fresh(it, at, first, None));
                } else if first < old.first_seen_at {
                    changes.write.push(Finding { first_seen_at: first, ..old.clone() });
                }
            }
        }
    }
    if at.is_finished && !is_late {
        let is_missed = |it: &&Finding| {
            let is_earlier = it.last_seen_at <= at.observed_at;
            it.run == at.run && it.gone_at.is_none() && is_earlier && !met.contains(&it.fingerprint)
        };
        for old in known.values().filter(is_missed) {
            changes.gone_count += 1;
            changes.write.push(Finding { gone_at: Some(at.observed_at), ..old.clone() });
        }
    }
    changes
}

fn fresh(it: &Seen, at: &At, first: Micros, gone_at: Option<Micros>) -> Finding {
    Finding {
        service: at.service.clone(),
        fingerprint: it.fingerprint,
        tool: at.tool.clone(),
        run: at.run,
        rule: it.rule.clone(),
        title: it.title.clone(),
        severity: it.severity,
        state: it.state,
        location: it.location.clone(),
        cwes: it.cwes.clone(),
        items: it.items.clone(),
        first_seen_at: first,
        last_seen_at: at.observed_at,
        gone_at,
        sha256: at.sha256,
    }
}

/// What tools say to each item that any of them speaks to.
pub fn items(
    covers: &[Cover],
    findings: &[Finding],
    now: Micros,
) -> BTreeMap<String, ItemEvidence> {
    let mut all: BTreeMap<String, ItemEvidence> = BTreeMap::new();
    let empty = || ItemEvidence {
        state: ItemState::Expired,
        worst: None,
        open: 0,
        files: Vec::new(),
        expires_at: None,
    };
    let mut newest_first: Vec<&Cover> = covers.iter().collect();
    newest_first.sort_by_key(|it| std::cmp::Reverse((it.observed_at, it.sha256)));
    for cover in newest_first {
        let item = all.entry(cover.item.clone()).or_insert_with(empty);
        if cover.expires_at > now {
            item.state = ItemState::Supported;
            item.files.push(cover.sha256);
            item.expires_at = item.expires_at.max(Some(cover.expires_at));
        }
    }
    for finding in findings.iter().filter(|it| it.is_open()) {
        for name in &finding.items {
            let item = all.entry(name.clone()).or_insert_with(empty);
            item.open += 1;
            item.worst = item.worst.max(Some(finding.severity));
            if !item.files.contains(&finding.sha256) {
                item.files.push(finding.sha256);
            }
        }
    }
    for item in all.values_mut() {
        item.state = match item.worst.map(Severity::weight) {
            Some(4..) => ItemState::Refuted,
            Some(2..) => ItemState::Review,
            _ => item.state,
        };
    }
    all
}

/// Open findings that concern no item: what tools say to an item does not count them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loose {
    /// All of them.
    pub open: usize,
    /// Of these those that are high or critical.
    pub grave: usize,
}

/// Which of the findings concern none of a list's items.
pub fn loose(all: &[Finding], is_item: impl Fn(&str) -> bool) -> Loose {
    let is_loose = |it: &&Finding| it.is_open() && !it.items.iter().any(|item| is_item(item));
    all.iter().filter(is_loose).fold(Loose::default(), |sum, it| Loose {
        open: sum.open + 1,
        grave: sum.grave + usize::from(it.severity >= Severity::High),
    })
}

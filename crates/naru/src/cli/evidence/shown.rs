//! How evidence is shown: to people line by line, to programs as JSON.

use super::words as w;
use crate::stdio;
use data_encoding::HEXLOWER;
use naru_base::{Lang, Micros};
use naru_core::admission::evidence::{ItemEvidence, ItemState, Scan};
use naru_evidence::items::Table;
use naru_evidence::{Report, Severity, State};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Lines of one sort that are shown to people.
const LINES_MAX: usize = 12;

fn moment(at: Micros) -> String {
    format!("{} {}", at.business_date(), at.kst_clock())
}

/// A report, as whoever wonders what is understood of a file wants it.
pub(super) fn report(it: &Report, table: &Table, lang: Lang) {
    let version = it.format_version.clone().unwrap_or_default();
    stdio::data(&w::format_line(lang, it.format.title(), &version));
    for tool in it.tools.iter().take(LINES_MAX) {
        let version = tool.version.clone().unwrap_or_default();
        stdio::data(&w::tool_line(lang, format!("{} {version}", tool.name).trim()));
    }
    for target in it.targets.iter().take(LINES_MAX) {
        stdio::data(&w::target_line(lang, &naru_evidence::without_values(target)));
    }
    if it.targets.len() > LINES_MAX {
        stdio::data(&w::target_line(lang, &w::more(lang, it.targets.len() - LINES_MAX)));
    }
    if let Some(observed) = &it.observed {
        let at = moment(Micros::new(observed.at_us));
        stdio::data(&w::observed_line(lang, &at, &observed.said));
    }
    if !it.is_finished {
        stdio::data(&w::unfinished(lang));
    }
    findings(it, table, lang);
    if !it.components.is_empty() {
        stdio::data(&w::components_line(lang, it.components.len()));
    }
    kept(it, lang);
    remarks(it, lang);
}

fn findings(it: &Report, table: &Table, lang: Lang) {
    let count =
        |is_it: &dyn Fn(State) -> bool| it.findings.iter().filter(|f| is_it(f.state)).count();
    let (open, passed) = (count(&State::is_open), count(&|state| state == State::Passed));
    stdio::data(&w::findings_line(lang, open, passed, it.findings.len() - open - passed));
    for severity in Severity::ALL.into_iter().rev() {
        let n = it.open_count(severity);
        if n > 0 {
            stdio::data(&w::severity_line(lang, severity.as_str(), n));
        }
    }
    let concerned = it.findings.iter().filter(|f| f.state.is_open());
    let concerned: BTreeSet<&str> =
        concerned.flat_map(|f| table.items_of(it.format, it.rule_of(f), f)).collect();
    let joined = |items: BTreeSet<&str>| {
        let text = items.into_iter().collect::<Vec<_>>().join(" ");
        if text.is_empty() { w::none(lang) } else { text }
    };
    stdio::data(&w::items_line(lang, &joined(concerned)));
    stdio::data(&w::covers_line(lang, &joined(table.covered_by(it))));
}

fn kept(it: &Report, lang: Lang) {
    let (values, kept) = (it.values_count, it.values_kept_count);
    stdio::data(&w::kept_line(lang, values, kept, it.kept.len()));
    let mut kinds = it.kept_kinds();
    kinds.sort_by_key(|it| std::cmp::Reverse(it.2));
    for (place, parts, values) in kinds.iter().take(LINES_MAX) {
        stdio::data(&w::kept_kind(lang, place, *parts, *values));
    }
    if kinds.len() > LINES_MAX {
        let (left, rest) = (kinds.len() - LINES_MAX, &kinds[LINES_MAX..]);
        let (parts, values) = rest.iter().fold((0, 0), |sum, it| (sum.0 + it.1, sum.1 + it.2));
        stdio::data(&w::kept_kind(lang, &w::more(lang, left), parts, values));
    }
}

/// What a reader should know before relying on it.
pub(super) fn remarks(it: &Report, lang: Lang) {
    for remark in &it.remarks {
        let text = if lang == Lang::Ko { remark.ko() } else { remark.en() };
        stdio::data(&w::remark_line(lang, &text));
    }
}

fn state_word(state: ItemState) -> &'static str {
    match state {
        ItemState::Refuted => "refuted",
        ItemState::Review => "review",
        ItemState::Expired => "expired",
        ItemState::Supported => "supported",
    }
}

/// Imports and items for people.
pub(super) fn list(scans: &[Scan], items: &BTreeMap<String, ItemEvidence>, lang: Lang) {
    if scans.is_empty() {
        stdio::talk(&w::no_scans(lang));
    }
    for it in scans {
        let (at, sha) = (moment(it.observed_at), &HEXLOWER.encode(&it.sha256)[..12]);
        let tool = format!("{} {}", it.tool, it.tool_version);
        let service = if it.service.is_empty() { "–" } else { &it.service };
        stdio::data(&w::scan_line(lang, &at, tool.trim(), service, it.open_count, sha));
    }
    for (item, it) in items {
        let state = match it.state {
            ItemState::Refuted => w::refuted(lang),
            ItemState::Review => w::review(lang),
            ItemState::Expired => w::expired(lang),
            ItemState::Supported => w::supported(lang),
        };
        stdio::data(&w::item_line(lang, item, &state, it.open));
    }
}

/// The same for programs.
pub(super) fn list_json(scans: &[Scan], items: &BTreeMap<String, ItemEvidence>) -> Value {
    let scan = |it: &Scan| {
        json!({
            "sha256": HEXLOWER.encode(&it.sha256),
            "service": it.service,
            "format": it.format,
            "tool": it.tool,
            "tool_version": it.tool_version,
            "observed_at": it.observed_at.kst_dtm17(),
            "received_at": it.received_at.kst_dtm17(),
            "expires_at": it.expires_at.kst_dtm17(),
            "finished": it.is_finished,
            "findings": it.findings_count,
            "open": it.open_count,
            "values": it.values_count,
            "values_kept": it.kept_count,
        })
    };
    let item = |(name, it): (&String, &ItemEvidence)| {
        json!({
            "item": name,
            "state": state_word(it.state),
            "open": it.open,
            "worst": it.worst.map(Severity::as_str),
            "files": it.files.iter().map(|it| HEXLOWER.encode(it)).collect::<Vec<_>>(),
            "expires_at": it.expires_at.map(Micros::kst_dtm17),
        })
    };
    json!({
        "imports": scans.iter().map(scan).collect::<Vec<_>>(),
        "items": items.iter().map(item).collect::<Vec<_>>(),
    })
}

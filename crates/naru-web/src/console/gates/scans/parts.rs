//! The parts of the page of evidence from tools.

use super::words as w;
use super::{Desk, SCANS_SHOWN};
use crate::console::gates::plain;
use crate::console::pieces::{date_time, day, form_field, hash};
use crate::console::shape::{Shape, state as shown};
use crate::console::typed::Back;
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Lang, Micros};
use naru_core::admission::evidence::{Finding, ItemEvidence, ItemState, Scan};
use naru_core::admission::{Evidence, Facts, ServiceKey};
use naru_evidence::{Severity, State};
use std::collections::BTreeMap;

/// Findings of one page; an item narrows them down.
const FINDINGS_MAX: usize = 100;

fn date(at: Micros) -> String {
    day(at.business_date())
}

/// What tools say to an item, in a word.
pub(crate) fn word(lang: Lang, it: ItemState) -> String {
    match it {
        ItemState::Refuted => w::refuted(lang),
        ItemState::Review => w::review(lang),
        ItemState::Expired => w::expired(lang),
        ItemState::Supported => w::supported(lang),
    }
}

fn item_state(lang: Lang, it: ItemState) -> Markup {
    let (class, with) = match it {
        ItemState::Refuted => ("stop", Shape::Square),
        ItemState::Review => ("warn", Shape::Triangle),
        ItemState::Expired => ("na", Shape::Dashed),
        ItemState::Supported => ("ok", Shape::Circle),
    };
    shown(class, with, &word(lang, it))
}

fn severity(lang: Lang, it: Severity) -> Markup {
    match it {
        Severity::Critical => shown("stop", Shape::Square, &w::critical(lang)),
        Severity::High => shown("stop", Shape::Square, &w::high(lang)),
        Severity::Medium => shown("warn", Shape::Triangle, &w::medium(lang)),
        Severity::Unknown => shown("warn", Shape::Doubt, &w::not_known(lang)),
        Severity::Low => shown("na", Shape::Diamond, &w::low(lang)),
        Severity::Info | Severity::None => shown("na", Shape::Hollow, &w::info(lang)),
    }
}

fn finding_state(lang: Lang, it: State) -> String {
    match it {
        State::Open => w::open(lang),
        State::Review => w::look(lang),
        State::Passed => w::passed(lang),
        State::Fixed => w::fixed(lang),
        State::Suppressed => w::suppressed(lang),
        State::NotAffected => w::not_affected(lang),
    }
}

pub(super) fn service_name(lang: Lang, text: &str) -> String {
    ServiceKey::parse(text).map_or_else(|| w::whole(lang), |key| plain::service(lang, &key))
}

/// Which service is shown, and how many files are about each: links, because the address is the
/// state.
pub(super) fn services(desk: &Desk<'_>, facts: &Facts, files: &BTreeMap<String, usize>) -> Markup {
    let lang = desk.lang;
    let live = facts.services.iter().filter(|it| it.retired_at.is_none());
    let keys: Vec<String> = live.map(|it| it.key.to_string()).collect();
    html! {
        nav class="chips" aria-label=(w::service_label(lang)) {
            @for key in std::iter::once(String::new()).chain(keys) {
                @let is_here = key == desk.filter.service;
                a href=(desk.to(&key, "")) aria-current=[is_here.then_some("page")] {
                    (service_name(lang, &key))
                    @if let Some(n) = files.get(&key) { " · " (w::files(lang, *n)) }
                }
            }
        }
    }
}

/// What tools say to each item.
pub(super) fn items(desk: &Desk<'_>, all: &BTreeMap<String, ItemEvidence>) -> Markup {
    let lang = desk.lang;
    let mut rows: Vec<(&String, &ItemEvidence)> = all.iter().collect();
    rows.sort_by_key(|(name, it)| (it.state, *name));
    html! {
        section id="items" {
            div class="sh" { h2 { (w::items_head(lang)) } span class="sub" { (w::items_note(lang)) } }
            @if rows.is_empty() { p class="none" { (w::items_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::item_head(lang)) } th { (w::state_head(lang)) }
                        th class="num" { (w::open_head(lang)) } th { (w::worst_head(lang)) }
                        th { (w::files_head(lang)) } th { (w::until_head(lang)) }
                    } }
                    tbody { @for (name, it) in rows { (item_row(desk, name, it)) } }
                }
            }
        }
    }
}

fn item_row(desk: &Desk<'_>, name: &str, it: &ItemEvidence) -> Markup {
    let lang = desk.lang;
    let tint = (it.state == ItemState::Refuted).then_some("tint-stop");
    html! {
        tr class=[tint] {
            td class="way any" {
                @if it.open > 0 {
                    a href=(format!("{}#findings", desk.to(&desk.filter.service, name))) { (name) }
                } @else { (name) }
                @if let Some(known) = desk.lists.iter().find_map(|it| it.item(name)) {
                    span class="sub block" { (known.title.of(lang)) }
                }
            }
            td data-l=(w::state_head(lang)) { (item_state(lang, it.state)) }
            td class="num" data-l=(w::open_head(lang)) { (it.open) }
            td data-l=(w::worst_head(lang)) {
                @match it.worst { Some(worst) => (severity(lang, worst)), None => "–" }
            }
            td data-l=(w::files_head(lang)) {
                @match it.files.first() { Some(sha) => (hash(sha)), None => "–" }
                @if it.files.len() > 1 { " " span class="sub" { (w::more(lang, it.files.len() - 1)) } }
            }
            td class="nw" data-l=(w::until_head(lang)) {
                (it.expires_at.map_or_else(|| "–".to_owned(), date))
            }
        }
    }
}

/// What was found and is there, of one item or of all.
pub(super) fn findings(desk: &Desk<'_>, all: &[Finding]) -> Markup {
    let lang = desk.lang;
    let item = desk.filter.item.as_str();
    let fits = |it: &&Finding| item.is_empty() || it.items.iter().any(|name| name == item);
    let found: Vec<&Finding> = all.iter().filter(fits).collect();
    html! {
        section id="findings" {
            div class="sh" {
                h2 { (w::findings_head(lang)) }
                @if item.is_empty() { span class="sub" { (w::findings_note(lang)) } }
                @else {
                    span class="sub" { (w::only_item(lang, item)) " " }
                    a href=(desk.to(&desk.filter.service, "")) { (w::all_items(lang)) }
                }
            }
            @if found.is_empty() { p class="none" { (w::findings_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::what_head(lang)) } th { (w::severity_head(lang)) }
                        th { (w::where_head(lang)) } th { (w::item_head(lang)) }
                        th { (w::seen_head(lang)) }
                    } }
                    tbody { @for it in found.iter().take(FINDINGS_MAX) { (finding_row(lang, it)) } }
                }
                @if found.len() > FINDINGS_MAX {
                    p class="sub" { (w::cut(lang, FINDINGS_MAX, found.len())) }
                }
            }
        }
    }
}

fn finding_row(lang: Lang, it: &Finding) -> Markup {
    let cwes: Vec<String> = it.cwes.iter().map(|it| format!("CWE-{it}")).collect();
    html! {
        tr {
            td class="way any" {
                b { (it.title) }
                span class="sub block" {
                    (it.tool) " · " span class="mono" { (it.rule) }
                    @if !cwes.is_empty() { " · " (cwes.join(", ")) }
                }
            }
            td data-l=(w::severity_head(lang)) {
                (severity(lang, it.severity)) span class="sub block" { (finding_state(lang, it.state)) }
            }
            td class="mono" data-l=(w::where_head(lang)) {
                @if it.location.is_empty() { "–" } @else { (it.location) }
            }
            td data-l=(w::item_head(lang)) {
                @if it.items.is_empty() { "–" } @else { (it.items.join(", ")) }
            }
            td class="nw" data-l=(w::seen_head(lang)) {
                (date(it.last_seen_at))
                @if it.first_seen_at != it.last_seen_at {
                    span class="sub block" { (w::since(lang, &date(it.first_seen_at))) }
                }
            }
        }
    }
}

/// The newest imports about what is chosen.
pub(super) fn scans(desk: &Desk<'_>, all: &[Scan]) -> Markup {
    let lang = desk.lang;
    html! {
        section id="scans" {
            div class="sh" {
                h2 { (w::scans_head(lang)) }
                @if all.len() >= SCANS_SHOWN {
                    span class="sub" { (w::newest(lang, SCANS_SHOWN)) }
                }
            }
            @if all.is_empty() { p class="none" { (w::scans_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::tool_head(lang)) } th { (w::service_label(lang)) }
                        th { (w::observed_head(lang)) } th { (w::received_head(lang)) }
                        th class="num" { (w::open_of_head(lang)) }
                        th class="num" { (w::kept_head(lang)) }
                        th { (w::until_head(lang)) } th { (w::files_head(lang)) }
                    } }
                    tbody { @for it in all { (scan_row(desk, it)) } }
                }
            }
        }
    }
}

fn scan_row(desk: &Desk<'_>, it: &Scan) -> Markup {
    let lang = desk.lang;
    let is_over = it.expires_at <= desk.now;
    html! {
        tr {
            td class="way any" {
                b { (it.tool) } " " (it.tool_version)
                @if !it.is_finished {
                    span class="block" { (shown("warn", Shape::Triangle, &w::unfinished(lang))) }
                }
            }
            td data-l=(w::service_label(lang)) { (service_name(lang, &it.service)) }
            td class="nw" data-l=(w::observed_head(lang)) { (date(it.observed_at)) }
            td class="nw" data-l=(w::received_head(lang)) { (date_time(it.received_at)) }
            td class="num" data-l=(w::open_of_head(lang)) { (it.open_count) " / " (it.findings_count) }
            td class="num" data-l=(w::kept_head(lang)) { (it.kept_count) " / " (it.values_count) }
            td class="nw" data-l=(w::until_head(lang)) {
                @if is_over { (shown("na", Shape::Dashed, &date(it.expires_at))) }
                @else { (date(it.expires_at)) }
            }
            td data-l=(w::files_head(lang)) { (hash(&it.sha256)) }
        }
    }
}

/// Results of tools that were handed in by their hash alone.
pub(super) fn bare(desk: &Desk<'_>, all: &[Evidence]) -> Markup {
    let lang = desk.lang;
    html! {
        @if !all.is_empty() {
            section id="bare" {
                div class="sh" {
                    h2 { (w::bare_head(lang)) } span class="sub" { (w::bare_note(lang)) }
                }
                table class="rows" {
                    thead { tr {
                        th { (w::title_head(lang)) } th { (w::files_head(lang)) }
                        th { (w::observed_head(lang)) } th { (w::received_head(lang)) }
                    } }
                    tbody { @for it in all { tr {
                        td class="way any" { (plain::document_title(lang, it)) }
                        td data-l=(w::files_head(lang)) { (hash(&it.sha256)) }
                        td class="nw" data-l=(w::observed_head(lang)) { (date(it.observed_at)) }
                        td class="nw" data-l=(w::received_head(lang)) { (date_time(it.received_at)) }
                    } } }
                }
            }
        }
    }
}

/// The form that takes a file, for those who may hand in or inspect.
pub(super) fn form(desk: &Desk<'_>, facts: &Facts, back: &Back) -> Markup {
    let lang = desk.lang;
    let door = match (desk.may(Right::GatesApply), desk.may(Right::ChecksDecide)) {
        (true, _) => "scans",
        (false, true) => "scans/inspect",
        (false, false) => return html! {},
    };
    if facts.applied.is_none() {
        return html! { p class="none" { (w::not_applied(lang)) } };
    }
    let live = facts.services.iter().filter(|it| it.retired_at.is_none());
    let whole = (String::new(), w::whole(lang));
    let options: Vec<(String, String)> = std::iter::once(whole)
        .chain(live.map(|it| (it.key.to_string(), plain::service(lang, &it.key))))
        .collect();
    let form = back.form("scan");
    html! {
        section id="import" {
            div class="sh" { h2 { (w::import_head(lang)) } }
            form class="two" method="post" enctype="multipart/form-data"
                action=(format!("/console/gates/{}/{door}", desk.code)) {
                (form_field(desk.who))
                (form.pick("service", &w::service_label(lang), &options, &desk.filter.service))
                (form.may_told("scope", &w::scope_label(lang), &w::scope_help(lang)))
                (form.may_day("observed", &w::observed_label(lang), &w::observed_help(lang)))
                (form.file(lang, ("file", &w::file_label(lang)), &w::file_help(lang), ""))
                button class="btn p" { (w::import_button(lang)) }
            }
        }
    }
}

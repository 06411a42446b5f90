//! One item with everything that speaks about it: what the machine saw, the documents, what the
//! institution says, what was found so far.

use super::one::View;
use super::own;
use super::plain::{how, opinion, opinion_word, value};
use super::signal_words::{saw, title};
use super::words as w;
use crate::console::gates::scans::word as tool_word;
use crate::console::gates::{evidence_kind, is_foreign, title_alone, way_to};
use crate::console::pieces::{date_time, day, hash};
use maud::{Markup, html};
use naru_base::Lang;
use naru_core::admission::evidence::ItemEvidence;
use naru_core::check::decide::expires_at;
use naru_core::check::signal::of_item;
use naru_core::check::{Finding, Item, Level};

pub(super) fn article(view: &View<'_>, at: usize) -> Markup {
    let (lang, list) = (view.lang, &view.dossier().list);
    let Some(it) = list.items.get(at) else { return html! {} };
    let area = list.areas.iter().find(|area| area.id == it.area);
    let level = if it.level == Level::Must { w::must(lang) } else { w::should(lang) };
    let before = at.checked_sub(1).and_then(|n| list.items.get(n));
    let after = list.items.get(at.saturating_add(1));
    html! {
        article id="item" {
            p class="sub xs" {
                @if let Some(area) = area { (area.group.of(lang)) " · " (area.title.of(lang)) " · " }
                (level) " · " (w::severity(lang, it.severity))
            }
            h2 class="item" { (it.number()) " " (it.title.of(lang)) }
            p class="sub2" { (it.verify.of(lang)) }
            @if !it.refs.is_empty() {
                @let all: Vec<String> = it.refs.iter().map(|it| reference(lang, it)).collect();
                p class="sub xs refs" { (w::refs(lang)) ": " (all.join(", ")) }
            }
            (seen(view, it))
            (documents(view, it))
            (statement(view, it))
            (history(view, it))
            p class="pager" {
                @if let Some(it) = before {
                    a class="btn" rel="prev" href=(view.link(&it.id)) { (w::earlier(lang)) }
                }
                @if let Some(it) = after {
                    a class="btn" rel="next" href=(view.link(&it.id)) { (w::later(lang)) }
                }
            }
        }
    }
}

/// The document that an item refers to, and where in it.
fn reference(lang: Lang, it: &str) -> String {
    match it.split_once(' ') {
        Some(("k-isms-p", n)) => w::ref_isms(lang, n),
        Some(("fsi-efi-2026", n)) => w::ref_fsi(lang, n),
        _ => it.to_owned(),
    }
}

/// What the machine says, signal by signal.
fn seen(view: &View<'_>, item: &Item) -> Markup {
    let lang = view.lang;
    let (_, all) = of_item(item, &view.shown.known, &view.shown.limits, view.now);
    html! {
        section {
            div class="sh" {
                h2 { (w::seen_head(lang)) }
                span class="sub" { (w::seen_note(lang, view.shown.limits.window_days)) }
            }
            @let tools = view.shown.tools.by_item.get(&item.id);
            @if all.is_empty() {
                p class="none" {
                    @match tools {
                        None => (w::seen_none(lang)),
                        Some(_) => (w::seen_none_but_tools(lang)),
                    }
                }
            }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::opinion_head(lang)) } th { (w::signal_head(lang)) }
                        th { (w::saw_head(lang)) }
                    } }
                    tbody { @for it in &all { tr {
                        td { (opinion(lang, it.opinion)) }
                        td class="way" { b { (title(lang, it.signal)) } }
                        td { (saw(lang, it, &view.shown.limits)) }
                    } } }
                }
            }
            @if let Some(it) = tools { p { (of_tools(view, item, it)) } }
        }
    }
}

/// What tools found about the item, and the way to it.
fn of_tools(view: &View<'_>, item: &Item, it: &ItemEvidence) -> Markup {
    let (lang, check) = (view.lang, view.it());
    let service = check.service.as_ref().map(ToString::to_string).unwrap_or_default();
    let all = format!("/console/gates/{}/scans?service={service}", check.institution);
    let to = format!("{all}&item={}#findings", item.id);
    let word = tool_word(lang, it.state);
    html! {
        a href=(to) {
            @match it.open {
                0 => (w::tools_say(lang, &word)),
                n => (w::tools_open(lang, &word, n)),
            }
        }
        // It speaks to no item, and is no less open.
        @let loose = view.shown.tools.loose;
        @if loose.open > 0 {
            span class="block" {
                a href=(format!("{all}#findings")) {
                    (w::tools_loose(lang, loose.open, loose.grave))
                }
            }
        }
    }
}

fn documents(view: &View<'_>, item: &Item) -> Markup {
    let (lang, now) = (view.lang, view.now);
    let all: Vec<_> = view.dossier().about(&item.id).collect();
    let code = &view.it().institution;
    html! {
        section {
            div class="sh" {
                h2 { (w::documents_head(lang)) }
                span class="sub" { (w::documents_note(lang)) }
            }
            @if all.is_empty() { p class="none" { (w::documents_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::document_head(lang)) } th { (w::hash_head(lang)) }
                        th class="num" { (w::valid_head(lang)) }
                    } }
                    tbody { @for it in all {
                        @let until = expires_at(item, it.observed_at);
                        @let date = day(until.business_date());
                        tr {
                            td class="way" {
                                b { (title_alone(lang, code, it)) }
                                span class="sub block" {
                                    @if !is_foreign(lang, it) {
                                        (evidence_kind(lang, it.kind)) " · "
                                    }
                                    span class="nw" { (day(it.observed_at.business_date())) }
                                }
                            }
                            td {
                                (hash(&it.sha256)) " "
                                (way_to(lang, (view.who, code), (&it.sha256, Some(it)),
                                    &view.shown.kept))
                                (own::take_off(view, item, &it.sha256))
                            }
                            td class="num" {
                                @if until <= now { span class="c-stop b" { (w::valid_over(lang, &date)) } }
                                @else { (w::valid_until(lang, &date)) }
                            }
                        }
                    } }
                }
            }
        }
    }
}

fn statement(view: &View<'_>, item: &Item) -> Markup {
    let lang = view.lang;
    html! {
        section {
            div class="sh" { h2 { (w::statement_head(lang)) } }
            @match view.dossier().statement(&item.id) {
                None => p class="none" { (w::statement_none(lang)) },
                Some(it) => {
                    p class="said" { (it.text) }
                    p class="sub xs" { (view.name(&it.by)) " · " span class="nw" { (date_time(it.at)) } }
                }
            }
        }
    }
}

fn history(view: &View<'_>, item: &Item) -> Markup {
    let lang = view.lang;
    let mut all: Vec<&Finding> =
        view.dossier().findings.iter().filter(|it| it.item == item.id).collect();
    all.sort_by_key(|it| std::cmp::Reverse(it.revision));
    html! {
        section {
            div class="sh" { h2 { (w::history_head(lang)) } }
            @if !view.sees_findings() { p class="none" { (w::history_hidden(lang)) } }
            @else if all.is_empty() { p class="none" { (w::history_none(lang)) } }
            @else {
                ol class="found" { @for it in all { li {
                    p {
                        (value(lang, it.value)) " · " (how(lang, it.how)) " "
                        span class="sub xs" {
                            @if !item.signals.is_empty() {
                                span class="nw" {
                                    (w::machine_then(lang, &opinion_word(lang, it.opinion)))
                                } " · "
                            }
                            (view.name(&it.by)) " · " span class="nw" { (date_time(it.at)) }
                        }
                    }
                    @if !it.grounds.is_empty() { p class="said" { (it.grounds) } }
                    @if it.value.is_open() && !it.demand.is_empty() {
                        p class="said b" { (w::demand_is(lang, &it.demand)) }
                    }
                } } }
            }
        }
    }
}

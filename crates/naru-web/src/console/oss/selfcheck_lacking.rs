//! What an item of the self-check counts, one by one: the people, requests, systems and bills that
//! are behind its number.

use super::approval::{HERE as APPROVALS, standing, versions};
use super::approval_ask::ask_href;
use super::parts::{fixed, in_parts, licence, package};
use super::selfcheck_words as w;
use super::{
    PER_PAGE, advisory_href, approval_words, deadline, may_manage, n, owner, words as common,
};
use crate::console::accounts::case::People;
use crate::console::guard::{Ask, Entered};
use crate::console::names::Names;
use crate::console::pieces::moment;
use crate::console::{ConsoleState, format};
use maud::{Markup, html};
use naru_base::{Answer as Answered, ClientUseCode, Id, Lang};
use naru_core::oss::approval::{Approval, Asked};
use naru_core::oss::portfolio::{FaultText, FindingRow, Reach};
use naru_core::oss::selfcheck::Subject;
use naru_core::oss::selfcheck::lacking::{self, FixedFinding, LackingSystem, RefusedBill};

/// Whether the page of an item lists what it counts.
pub(super) fn lists(item: &str, subject: &Subject) -> bool {
    match item {
        "P2" | "S2" | "S3" | "L1" | "I6" => true,
        "P4" | "S1" | "S4" | "I2" | "I3" | "I5" | "D5" => subject.institution().is_some(),
        _ => false,
    }
}

/// What an item counts; nothing where its evidence stands on another page.
pub(super) async fn lacking(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    (subject, item): (&Subject, &str),
) -> Answered<Markup> {
    if !lists(item, subject) {
        return Ok(html! {});
    }
    Ok(match item {
        "P2" => html! { section id="lacking" { (unread(state, ask, who, subject).await?) } },
        "P4" => html! { section id="lacking" { (put_right(state, ask, subject).await?) } },
        "S1" => html! { section id="lacking" { (unasked(state, ask, who, subject).await?) } },
        "S4" | "L1" => html! {
            section id="lacking" { (requests(state, ask, who, (subject, item)).await?) }
            @if item == "S4" { section { (unmaintained(state, ask, subject).await?) } }
            @if subject.institution().is_some() {
                section { (unasked(state, ask, who, subject).await?) }
            }
        },
        "S2" | "S3" => html! {
            section id="lacking" { (requests(state, ask, who, (subject, item)).await?) }
        },
        "I6" => html! { section id="lacking" { (refused(state, ask, who, subject).await?) } },
        _ => html! { section id="lacking" { (systems(state, ask, (subject, item)).await?) } },
    })
}

/// The head of a list, with how many there are as far as they were read.
fn head(lang: Lang, title: &str, count: usize) -> Markup {
    html! {
        div class="sh" {
            h2 { (title) }
            @if count > 0 {
                span class="sub" {
                    @if count > PER_PAGE { (approval_words::first_only(lang, PER_PAGE)) }
                    @else { (common::total(lang, &n(i64::try_from(count).unwrap_or(i64::MAX)))) }
                }
            }
        }
        @if count == 0 { p class="none" { (w::lacking_none(lang)) } }
    }
}

/// The requests for which an item is not answered yes.
async fn requests(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    (subject, item): (&Subject, &str),
) -> Answered<Markup> {
    let lang = ask.lang;
    let (of, id) = (subject.clone(), item.to_owned());
    let store = state.parts.portfolio.store();
    let all = store.read(move |tx| Ok(lacking::requests(tx, &of, &id)?)).await?;
    let (title, lack) = match item {
        "S2" => (w::lacking_activity(lang), w::lack_activity(lang)),
        "S3" => (w::lacking_origin(lang), w::lack_origin(lang)),
        "S4" => (w::lacking_end(lang), w::lack_end(lang)),
        _ => (w::lacking_licence(lang), w::lack_licence(lang)),
    };
    // Its own people see no others.
    let names = owner(who).is_none().then(|| Names::of(lang, &state.parts.source.glance()));
    Ok(html! {
        (head(lang, &title, all.len()))
        @if !all.is_empty() {
            table class="rows" {
                thead { tr {
                    th { (w::component(lang)) } th { (w::version(lang)) }
                    th { (approval_words::state(lang)) } th { (lack) }
                } }
                tbody { @for it in all.iter().take(PER_PAGE) { tr {
                    td class="way" {
                        a href=(format!("{APPROVALS}/{}", it.id)) { (in_parts(&it.name)) }
                        @if let Some(names) = &names {
                            " " span class="c-3" { (names.get(it.institution.as_str())) }
                        }
                    }
                    td class="mono" data-l=(w::version(lang)) { (versions(it)) }
                    td data-l=(approval_words::state(lang)) { (standing(lang, it.standing)) }
                    td data-l=(lack) { (known(lang, item, it)) }
                } } }
            }
        }
    })
}

/// What is known of that which the item asks for.
fn known(lang: Lang, item: &str, it: &Approval) -> Markup {
    let end = it.report.health.as_ref().and_then(|it| it.end_of_life.as_deref());
    html! {
        @match (item, end) {
            ("S3", _) if !it.wish.origin.is_empty() => (it.wish.origin),
            ("S4", Some(day)) => (approval_words::ends_on(lang, day)),
            ("L1", _) => (licence(lang, &it.wish.licence)),
            _ => span class="c-warn" { (approval_words::unknown(lang)) },
        }
    }
}

/// Findings about what nobody maintains.
async fn unmaintained(state: &ConsoleState, ask: &Ask, subject: &Subject) -> Answered<Markup> {
    let Some(code) = subject.institution().cloned() else { return Ok(html! {}) };
    let (lang, now) = (ask.lang, state.now());
    let store = state.parts.portfolio.store();
    let read = store.read(move |tx| Ok(lacking::unmaintained(tx, &code, PER_PAGE + 1)?));
    let all: Vec<FindingRow> = read.await?;
    Ok(html! {
        (head(lang, &w::lacking_unmaintained(lang), all.len()))
        @if !all.is_empty() {
            table class="rows" {
                thead { tr {
                    th { (common::system_head(lang)) } th { (common::advisory_head(lang)) }
                    th { (common::package_head(lang)) } th { (common::fixed_head(lang)) }
                    th { (common::due_by(lang)) }
                } }
                tbody { @for it in all.iter().take(PER_PAGE) { tr {
                    td class="way" {
                        a href=(format!("/console/oss/systems/{}", it.system)) { (it.system_name) }
                    }
                    td { a href=(advisory_href(&it.advisory)) { (it.advisory) } }
                    td { (package(it)) }
                    td data-l=(common::fixed_head(lang)) { (fixed(lang, &it.fixed)) }
                    td data-l=(common::due_by(lang)) { (deadline(lang, Some(it.due_at), now)) }
                } } }
            }
        }
    })
}

/// Findings that were put right, each in time or late.
async fn put_right(state: &ConsoleState, ask: &Ask, subject: &Subject) -> Answered<Markup> {
    let Some(code) = subject.institution().cloned() else { return Ok(html! {}) };
    let (lang, now) = (ask.lang, state.now());
    let store = state.parts.portfolio.store();
    let read = store.read(move |tx| Ok(lacking::fixed(tx, &code, now, PER_PAGE + 1)?));
    let all: Vec<FixedFinding> = read.await?;
    Ok(html! {
        (head(lang, &w::put_right(lang), all.len()))
        @if !all.is_empty() {
            table class="rows" {
                thead { tr {
                    th { (common::system_head(lang)) } th { (common::advisory_head(lang)) }
                    th { (common::package_head(lang)) } th class="num" { (w::put_right_at(lang)) }
                    th { (common::due_by(lang)) }
                } }
                tbody { @for it in all.iter().take(PER_PAGE) { tr {
                    td class="way" {
                        a href=(format!("/console/oss/systems/{}", it.system)) { (it.system_name) }
                    }
                    td { a href=(advisory_href(&it.advisory)) { (it.advisory) } }
                    td {
                        (in_parts(&it.package)) "\u{2002}" span class="mono nw" { (it.versions) }
                    }
                    td class="num" data-l=(w::put_right_at(lang)) { (moment(it.at)) }
                    td data-l=(common::due_by(lang)) {
                        (moment(it.due_at)) " "
                        @if it.at > it.due_at { b class="c-stop nw" { (w::put_right_late(lang)) } }
                        @else { span class="c-3 nw" { (w::put_right_in_time(lang)) } }
                    }
                } } }
            }
        }
    })
}

/// The live systems in whose bills something is lacking.
async fn systems(
    state: &ConsoleState,
    ask: &Ask,
    (subject, item): (&Subject, &str),
) -> Answered<Markup> {
    let Some(code) = subject.institution().cloned() else { return Ok(html! {}) };
    let (lang, id) = (ask.lang, item.to_owned());
    let store = state.parts.portfolio.store();
    let read = store.read(move |tx| Ok(lacking::systems(tx, &code, &id, PER_PAGE + 1)?));
    let all: Vec<LackingSystem> = read.await?;
    let (title, lacks): (String, Vec<String>) = match item {
        "I2" => (w::lacking_flat(lang), vec![]),
        "I3" => (
            w::lacking_fields(lang),
            vec![w::lack_hash(lang), w::lack_licence_none(lang), w::lack_maker(lang)],
        ),
        "I5" => (w::lacking_signature(lang), vec![]),
        _ => (w::lacking_unlinked(lang), vec![w::lack_unlinked(lang)]),
    };
    let reach = if item == "D5" { format!("?reach={}", Reach::Unlinked) } else { String::new() };
    Ok(html! {
        (head(lang, &title, all.len()))
        @if !all.is_empty() {
            table class="rows" {
                thead { tr {
                    th { (common::system_head(lang)) }
                    @for lack in &lacks { th class="num" { (lack) } }
                    th class="num" { (common::components(lang)) }
                } }
                tbody { @for it in all.iter().take(PER_PAGE) { tr {
                    td class="way" {
                        a href=(format!("/console/oss/systems/{}{reach}#components", it.id)) {
                            (it.name)
                        }
                    }
                    @for (lack, count) in lacks.iter().zip(it.lacking) {
                        td class="num" data-l=(lack) { (n(count)) }
                    }
                    td class="num" data-l=(common::components(lang)) { (n(it.components)) }
                } } }
            }
        }
    })
}

/// Bills that were tested and refused.
async fn refused(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    subject: &Subject,
) -> Answered<Markup> {
    let (lang, of) = (ask.lang, subject.clone());
    let store = state.parts.portfolio.store();
    let read = store.read(move |tx| Ok(lacking::refused_bills(tx, &of, PER_PAGE + 1)?));
    let all: Vec<RefusedBill> = read.await?;
    let names = owner(who).is_none().then(|| Names::of(lang, &state.parts.source.glance()));
    let said = |it: &FaultText| if lang == Lang::Ko { it.ko.clone() } else { it.en.clone() };
    Ok(html! {
        (head(lang, &w::lacking_refused(lang), all.len()))
        @if !all.is_empty() {
            table class="rows" {
                thead { tr {
                    th { (common::system_head(lang)) } th { (common::bill_received(lang)) }
                    th { (common::bill_faults(lang)) }
                } }
                tbody { @for it in all.iter().take(PER_PAGE) { tr {
                    td class="way" {
                        a href=(format!("/console/oss/systems/{}", it.system)) { (it.name) }
                        @if let Some(names) = &names {
                            " " span class="c-3" { (names.get(it.institution.as_str())) }
                        }
                    }
                    td class="nw" data-l=(common::bill_received(lang)) { (moment(it.received_at)) }
                    td data-l=(common::bill_faults(lang)) {
                        @if it.faults.is_empty() { (format::NONE) }
                        @for fault in &it.faults { span class="block" { (said(fault)) } }
                    }
                } } }
            }
        }
    })
}

/// Who has not read what P2 counts.
async fn unread(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    subject: &Subject,
) -> Answered<Markup> {
    let lang = ask.lang;
    let all = state.parts.portfolio.unread_by(subject).await?;
    let people = People::load(state).await?;
    let id = |it: &String| it.strip_prefix("staff:").and_then(|it| Id::parse(it).ok());
    let mut names: Vec<String> =
        all.iter().filter_map(id).map(|id| people.name_to(lang, id, &who.session.post)).collect();
    names.sort();
    Ok(html! {
        div class="sh" {
            h2 { (w::lacking_readers(lang)) }
            span class="sub" { (w::lacking_readers_note(lang)) }
        }
        @if names.is_empty() { p class="none" { (w::lacking_none(lang)) } }
        @else {
            table class="rows" {
                thead { tr { th { (w::person(lang)) } } }
                tbody { @for name in &names { tr { td class="way" { (name) } } } }
            }
        }
    })
}

/// What live systems ask for themselves without a request; the most used first.
async fn unasked(
    state: &ConsoleState,
    ask: &Ask,
    who: &Entered,
    subject: &Subject,
) -> Answered<Markup> {
    let Some(code) = subject.institution() else { return Ok(html! {}) };
    let lang = ask.lang;
    let all = state.parts.portfolio.unasked(code.clone()).await?;
    let may_ask = may_manage(who, code);
    Ok(html! {
        div class="sh" { h2 { (w::lacking_asked(lang)) } }
        @match &all {
            None => p class="none" { (w::lacking_many(lang)) },
            Some(all) if all.is_empty() => p class="none" { (w::lacking_none(lang)) },
            Some(all) => {
                (asked_table(lang, code, &all[..all.len().min(PER_PAGE)], may_ask))
                @if all.len() > PER_PAGE {
                    @let count = n(i64::try_from(all.len()).unwrap_or(i64::MAX));
                    p class="sub" { (w::lacking_first(lang, PER_PAGE, &count)) }
                }
            }
        }
    })
}

fn asked_table(lang: Lang, code: &ClientUseCode, all: &[Asked], may_ask: bool) -> Markup {
    html! {
        table class="rows" {
            thead { tr {
                th { (w::component(lang)) } th { (w::version(lang)) } th { (w::licence(lang)) }
                th class="num" { (w::systems(lang)) }
                @if may_ask { th { span class="vh" { (w::ask(lang)) } } }
            } }
            tbody { @for it in all { tr {
                td class="way" { (in_parts(&it.name)) }
                td class="mono" data-l=(w::version(lang)) { (it.version) }
                td data-l=(w::licence(lang)) { (licence(lang, &it.licence)) }
                td class="num" data-l=(w::systems(lang)) { (n(it.systems)) }
                @if may_ask {
                    td class="nw" {
                        a href=(ask_href(code, &it.purl, &it.licence)) { (w::ask(lang)) }
                    }
                }
            } } }
        }
    }
}

//! Licences one by one: which there are and what each asks for, which systems have one, and what in
//! them is under it.

use super::foot::Foot;
use super::licence_words as w;
use super::licences::{Given, duty, expression};
use super::parts::in_parts;
use super::{DOT, PER_PAGE, n};
use crate::console::format;
use maud::{Markup, html};
use naru_base::{ClientUseCode, Lang};
use naru_core::oss::licence::{SystemLicences, UserOf};
use naru_core::oss::practice::Duty;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Every licence, by what it asks for, then by name.
pub(super) fn by_licence(
    lang: Lang,
    systems: &[SystemLicences],
    (base, chosen): (&str, Option<&str>),
) -> Markup {
    // Components, and systems.
    let mut all: BTreeMap<(Reverse<Duty>, &str), (i64, usize)> = BTreeMap::new();
    for it in systems.iter().flat_map(|it| &it.licences) {
        let entry = all.entry((Reverse(it.duty), it.licence.as_str())).or_default();
        entry.0 += it.count;
        entry.1 += 1;
    }
    let href = |licence: &str| format!("{base}&licence={}#users", format::query_value(licence));
    html! {
        @if !all.is_empty() {
            section {
                div class="sh" {
                    h2 { (w::by_licence(lang)) } span class="sub" { (w::by_licence_note(lang)) }
                }
                table class="rows" {
                    thead { tr {
                        th { (w::licence(lang)) } th { (w::duty(lang)) }
                        th class="num" { (w::components(lang)) } th class="num" { (w::systems(lang)) }
                    } }
                    tbody { @for ((own, licence), (count, used)) in &all { tr {
                        td class="way" {
                            a href=(href(licence))
                                aria-current=[(chosen == Some(licence)).then_some("true")] {
                                (expression(lang, licence))
                            }
                        }
                        td data-l=(w::duty(lang)) { (duty(lang, own.0)) }
                        td class="num" data-l=(w::components(lang)) { (n(*count)) }
                        td class="num" data-l=(w::systems(lang)) { (used) }
                    } } }
                }
            }
        }
    }
}

/// The systems that have something under a licence, as ways to what they have.
pub(super) fn systems_with(
    lang: Lang,
    systems: &[SystemLicences],
    code: &ClientUseCode,
    (given, licence): (&Given, &str),
) -> Markup {
    let count = |it: &SystemLicences| {
        let own = it.licences.iter().filter(|own| own.licence == licence);
        own.map(|own| own.count).sum::<i64>()
    };
    let all: Vec<(&SystemLicences, i64)> =
        systems.iter().map(|it| (it, count(it))).filter(|it| it.1 > 0).collect();
    // They come by name, and a name stands once in an institution.
    let begin = all.partition_point(|it| it.0.name <= given.from);
    let shown = &all[begin..all.len().min(begin + PER_PAGE)];
    let value = format::query_value;
    let base = format!("{}&licence={}", given.base(code), value(licence));
    let next = shown.last().filter(|_| begin + shown.len() < all.len());
    let foot = Foot {
        base: base.clone(),
        key: "from",
        part: "users",
        from: (&given.from, &begin.to_string()),
        shown: shown.len(),
        all: i64::try_from(all.len()).ok(),
        next: next.map(|it| value(&it.0.name)),
        is_of_things: true,
    };
    html! {
        section id="users" {
            div class="sh" {
                h2 { (w::users_head(lang, &expression(lang, licence))) }
                span class="sub" {
                    (w::users_of(lang, all.len(), &n(all.iter().map(|it| it.1).sum()))) (DOT)
                    a href=(given.base(code)) { (w::users_close(lang)) }
                }
            }
            @if shown.is_empty() { p class="none" { (w::users_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::system(lang)) } th class="num" { (w::components(lang)) }
                    } }
                    tbody { @for (it, count) in shown { tr {
                        td class="way" {
                            a href=(format!("{base}&system={}#users", value(&it.name))) { (it.name) }
                        }
                        td class="num" data-l=(w::components(lang)) { (n(*count)) }
                    } } }
                }
                (foot.show(lang))
            }
        }
    }
}

/// What is under a licence in a system.
pub(super) fn users_table(
    lang: Lang,
    (base, given): (&str, &Given),
    (licence, count): (&str, i64),
    users: &[UserOf],
) -> Markup {
    let shown = &users[..users.len().min(PER_PAGE)];
    let value = format::query_value;
    let next = shown.last().filter(|_| users.len() > shown.len());
    let foot = Foot {
        base: format!("{base}&licence={}", value(licence)),
        key: "system",
        part: "users",
        from: (&given.purl, ""),
        shown: shown.len(),
        // How many are before the first system that is shown is not known.
        all: None,
        next: next.map(|it| format!("{}&purl={}", value(&it.system_name), value(&it.purl))),
        is_of_things: true,
    };
    html! {
        section id="users" {
            div class="sh" {
                h2 { (w::users_head(lang, &expression(lang, licence))) }
                span class="sub" {
                    (w::users_note(lang, &given.system, &n(count))) (DOT)
                    a href=(base) { (w::users_close(lang)) }
                }
            }
            @if users.is_empty() { p class="none" { (w::users_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr { th { (w::component(lang)) } th { (w::system(lang)) } } }
                    tbody { @for it in shown { tr {
                        td class="way" {
                            a href=(format!("/console/oss/packages/{}", it.package)) {
                                (in_parts(&it.name))
                            }
                            "\u{2002}" span class="mono nw" { (it.version) }
                        }
                        td data-l=(w::system(lang)) {
                            a href=(format!("/console/oss/systems/{}/licences", it.system)) {
                                (it.system_name)
                            }
                        }
                    } } }
                }
                (foot.show(lang))
            }
        }
    }
}

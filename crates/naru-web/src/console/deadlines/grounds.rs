//! Lists of grounds for more time: the one that counts, one that two people have yet to release,
//! and what that one changes; the same beside its proposal.

use super::plain::text;
use super::words as w;
use crate::console::ConsoleState;
use crate::console::guard::Entered;
use crate::console::pieces::{Wants, form_field};
use crate::console::sources;
use crate::console::typed::Back;
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Answer, Fault, Id, Lang, Micros};
use naru_core::admission::deadline::{self, Ground, Grounds, deeds};
use naru_core::policy;
use naru_core::proposal::Case;
use naru_store::Tx;
use std::collections::BTreeMap;

const DAY_S: i64 = 86_400;

/// What the rules that grounds name say, in days.
pub(super) type MostDays = BTreeMap<String, i64>;

/// Reads them, of all these lists.
pub(super) fn most_days<'g>(
    tx: &mut Tx<'_>,
    all: impl Iterator<Item = &'g Grounds>,
    now: Micros,
) -> Result<MostDays, Fault> {
    let policy = policy::list(tx)?;
    let most = |it: &Ground| -> Result<(String, i64), Fault> {
        let most_s = policy::number(&policy, &it.most, now)?;
        Ok((it.most.clone(), most_s / DAY_S))
    };
    all.flat_map(|it| &it.grounds).map(most).collect()
}

fn name(version: i64) -> String {
    format!("grounds-{version}")
}

/// Where a list is shown.
pub(crate) fn list_at(version: i64) -> String {
    format!("/console/deadlines#{}", name(version))
}

/// On which grounds more time is given: the list that counts, with its edition and source.
pub(super) fn in_force(lang: Lang, it: &Grounds, most: &MostDays) -> Markup {
    html! {
        section id=(name(it.version)) {
            div class="sh" {
                h2 { (w::grounds_head(lang)) }
                span class="sub" {
                    (w::grounds_of(lang, it.version, sources::shown(lang, &it.source)))
                }
            }
            (table(lang, it, None, most))
        }
    }
}

/// The grounds of a list; against another one marked where they differ.
fn table(lang: Lang, it: &Grounds, before: Option<&Grounds>, most: &MostDays) -> Markup {
    let was = |of: &Ground| before.and_then(|it| it.ground(&of.name));
    // What it was stands before what it is.
    let cell = |of: &Ground, say: &dyn Fn(&Ground) -> String| {
        let (old, new) = (was(of).map(say), say(of));
        match old.filter(|old| *old != new) {
            Some(old) => html! { span class="sub block first" { (old) } "→ " b { (new) } },
            None => html! { (new) },
        }
    };
    let title = |of: &Ground| text(lang, &of.title).to_owned();
    let document = |of: &Ground| match of.needs_document {
        true => w::needs_document(lang),
        false => w::needs_none(lang),
    };
    let days = |of: &Ground| most.get(&of.most).map(|n| w::most_days(lang, *n)).unwrap_or_default();
    let source = |of: &Ground| sources::shown(lang, &of.source).to_owned();
    html! {
        table class="rows" {
            thead { tr {
                th { (w::ground_head(lang)) } th { (w::document_head(lang)) }
                th { (w::most_head(lang)) } th { (w::source_head(lang)) }
            } }
            tbody { @for it in &it.grounds { tr {
                td class="way" {
                    @if before.is_none() { b { (title(it)) } } @else { (cell(it, &title)) }
                    @if before.is_some() && was(it).is_none() {
                        " " span class="sub nw" { (w::mark_new(lang)) }
                    }
                }
                td data-l=(w::document_head(lang)) { (cell(it, &document)) }
                td class="nw" data-l=(w::most_head(lang)) { (cell(it, &days)) }
                td class="sub" data-l=(w::source_head(lang)) { (cell(it, &source)) }
            } } }
        }
    }
}

/// What a list changes against the one that counts: how many grounds, and which.
fn changes(lang: Lang, it: &Grounds, before: &Grounds, most: &MostDays) -> Markup {
    let found = |of: &Ground| before.ground(&of.name);
    let new = it.grounds.iter().filter(|of| found(of).is_none()).count();
    let changed = it.grounds.iter().filter(|of| found(of).is_some_and(|old| old != *of)).count();
    let gone = before.grounds.iter().filter(|of| it.ground(&of.name).is_none());
    let gone: Vec<&str> = gone.map(|of| text(lang, &of.title)).collect();
    html! {
        p { (w::grounds_differ(lang, before.version, new, changed, gone.len())) }
        (table(lang, it, Some(before), most))
        @if !gone.is_empty() { p { (w::gone_head(lang)) " " b { (gone.join(", ")) } } }
    }
}

/// A list of grounds that two people have yet to release: what it changes, and the way to propose
/// it.
pub(super) fn to_release(
    lang: Lang,
    (who, wants): (&Entered, Wants),
    (it, before, most): (&Grounds, &Grounds, &MostDays),
    (open, back, key): (&[Case], &Back, Id),
) -> Markup {
    let subject = deeds::grounds_subject(it.version);
    let proposed = open.iter().find(|case| case.kind == deeds::GROUNDS && case.subject == subject);
    html! {
        div class="two" id=(name(it.version)) {
            p {
                b { (w::grounds_edition(lang, it.version)) } " "
                span class="sub" { (sources::shown(lang, &it.source)) }
            }
            (changes(lang, it, before, most))
            p class="sub2" { (w::grounds_wait(lang)) }
            @match proposed {
                Some(case) => p {
                    a href=(format!("/console/gate-proposals/{}", case.id)) {
                        (w::see_proposal(lang))
                    }
                },
                None if who.session.post.may(Right::GatesDecide) => {
                    form method="post" action="/console/deadlines/grounds" {
                        (form_field(who))
                        input type="hidden" name="key" value=(key);
                        input type="hidden" name="version" value=(it.version);
                        (back.form("grounds").why(lang, wants))
                        button class="btn" { (w::release_button(lang)) }
                    }
                }
                None => {}
            }
        }
    }
}

/// What a list that is proposed changes; nothing of one that counts, or was left behind.
pub(super) async fn beside(
    state: &ConsoleState,
    lang: Lang,
    version: i64,
) -> Answer<Option<Markup>> {
    let now = state.now();
    let read = move |tx: &mut Tx<'_>| {
        let waiting = deadline::waiting_grounds(tx)?.into_iter().find(|it| it.version == version);
        let Some(it) = waiting else { return Ok(None) };
        let before = deadline::grounds(tx)?;
        let most = most_days(tx, [&it, &before].into_iter(), now)?;
        Ok(Some((it, before, most)))
    };
    let found = state.parts.store.read(read).await?;
    Ok(found.map(|(it, before, most)| changes(lang, &it, &before, &most)))
}

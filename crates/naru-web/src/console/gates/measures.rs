//! Measures on a path, and the appeals against them: what was said, what was answered and why.
//!
//! **Must never know** when a measure lowers a standing: `naru_core::admission` does.

use super::forms::{self, Desk};
use super::path::Reader;
use super::plain::{date_time, ladder, standing};
use super::words as w;
use crate::console::ConsoleState;
use crate::console::letter::unbroken;
use crate::console::shape::{Shape, state as shown};
use maud::{Markup, html};
use naru_base::role::{Post, Reach, Right};
use naru_base::{Answer, Id, Lang};
use naru_core::admission::{Answered, Appeal, Facts, Measure, Ruling};
use naru_core::proposal;
use naru_core::staff::StaffSealer;
use naru_store::Tx;
use std::collections::BTreeMap;

/// What was said of a measure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// Why it was decided.
    pub(super) reason: Option<String>,
    /// What its institution says against it, if this reader may see that.
    appeal: Option<String>,
    /// Why the answer is what it is.
    answer: Option<String>,
}

/// The same by measure.
pub(super) type Words = BTreeMap<Id, Said>;

/// Why measures were decided, as it is sealed with the proposal of each.
pub(super) type Why = BTreeMap<Id, Vec<u8>>;

/// Reads it.
pub(super) fn why(tx: &mut Tx<'_>, facts: &Facts) -> Answer<Why> {
    let mut all = Why::new();
    for it in &facts.measures {
        if let Some(case) = proposal::find(tx, it.id)? {
            all.insert(it.id, case.sealed_reason);
        }
    }
    Ok(all)
}

/// Seals the words of an appeal against this measure.
pub(super) fn context(measure: Id) -> String {
    format!("admission.appeal:{measure}")
}

/// Opens them.
pub(super) fn words(
    state: &ConsoleState,
    (facts, why): (&Facts, &Why),
    reader: &Post,
) -> Answer<Words> {
    let sealer: &dyn StaffSealer = &*state.parts.sealer;
    let open = |context: &str, sealed: &[u8]| -> Answer<String> {
        Ok(String::from_utf8_lossy(&sealer.open(context, sealed)?).into_owned())
    };
    let mut all = Words::new();
    // The reason is the one that the second person read and confirmed.
    let reason = |id: Id, sealed: &[u8]| open(&format!("proposal.reason:{id}"), sealed);
    for it in &facts.measures {
        let mut said = Said::default();
        if let Some(sealed) = why.get(&it.id) {
            said.reason = Some(reason(it.id, sealed)?);
        }
        if let Some(appeal) = &it.appeal {
            said.appeal = appeal_said(state, (it.id, appeal), reader)?;
            if let Some(of) = &appeal.answer {
                said.answer = Some(reason(of.id, &of.sealed)?);
            }
        }
        all.insert(it.id, said);
    }
    Ok(all)
}

/// The words of one appeal, for its institution's own people and for those who answer.
pub(super) fn appeal_said(
    state: &ConsoleState,
    (measure, it): (Id, &Appeal),
    reader: &Post,
) -> Answer<Option<String>> {
    let is_own = reader.reach(Right::GatesRead) == Reach::Own;
    if !is_own && !reader.may(Right::GatesDecide) {
        return Ok(None);
    }
    let plain = state.parts.sealer.open(&context(measure), &it.sealed)?;
    Ok(Some(String::from_utf8_lossy(&plain).into_owned()))
}

/// The table of measures, what may be said against each, and what was.
pub(super) fn section(reader: &Reader<'_>, desk: &Desk<'_>, key: Id) -> Markup {
    let (lang, facts) = (reader.lang, reader.facts);
    let mut all: Vec<&Measure> = facts.measures.iter().collect();
    all.sort_by_key(|it| it.due_at);
    html! {
        section id="measures" {
            div class="sh" { h2 { (w::measures_head(lang)) } }
            @if facts.measures.is_empty() { p class="none" { (w::measures_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::standing_head(lang)) } th { (w::rule_head(lang)) }
                        th { (w::notice_head(lang)) } th { (w::due_head(lang)) }
                        th { (w::ends_head(lang)) } th { (w::decided_head(lang)) }
                        th { (w::appeal_head(lang)) }
                    } }
                    tbody { @for it in &all { (row(reader, it)) } }
                }
                @for it in all {
                    (forms::appeal(desk, it))
                    (said(reader, desk, it, key))
                }
            }
        }
    }
}

fn row(reader: &Reader<'_>, it: &Measure) -> Markup {
    let (lang, now) = (reader.lang, reader.now);
    html! {
        tr class=[it.is_in_force(now).then_some("tint-warn")] {
            td class="way" { (ladder(lang, it.standing)) }
            td data-l=(w::rule_head(lang)) {
                (reader.ground(it))
                @if let Some(why) = reader.reason(it) {
                    span class="sub block" { (w::lead_why(lang, why)) }
                }
            }
            td class="nw" data-l=(w::notice_head(lang)) { (date_time(it.notice_at)) }
            td class="nw" data-l=(w::due_head(lang)) { (date_time(it.due_at)) }
            td class="nw" data-l=(w::ends_head(lang)) {
                @match (it.lifted, it.ends_at) {
                    (Some((at, _)), _) => (w::lifted(lang, &date_time(at))),
                    (None, Some(at)) => (date_time(at)),
                    (None, None) if it.unless.is_some() => (w::until_met(lang)),
                    (None, None) => (w::no_end(lang)),
                }
            }
            td data-l=(w::decided_head(lang)) { (two(reader, &it.by)) }
            td data-l=(w::appeal_head(lang)) { (unbroken(&appealed(reader, it))) }
        }
    }
}

/// The two who decided, no name of them broken.
fn two(reader: &Reader<'_>, by: &[Id; 2]) -> Markup {
    let said = reader.two(by);
    html! {
        @for (n, name) in said.split(", ").enumerate() {
            @if n > 0 { ", " }
            span class="nw" { (name) }
        }
    }
}

/// Whether and until when it may be appealed against, or what became of the appeal.
fn appealed(reader: &Reader<'_>, it: &Measure) -> String {
    let lang = reader.lang;
    match &it.appeal {
        Some(appeal) => match &appeal.answer {
            Some(of) => w::answered(lang, &date_time(of.at), &ruling(lang, of.ruling)),
            None => w::appealed(lang, &date_time(appeal.at)),
        },
        None if reader.now < it.appeal_until => w::appeal_until(lang, &date_time(it.appeal_until)),
        None => w::appeal_over(lang),
    }
}

/// The answer in a word.
pub(super) fn ruling(lang: Lang, it: Ruling) -> String {
    match it {
        Ruling::Upheld => w::r_upheld(lang),
        Ruling::Dismissed => w::r_dismissed(lang),
    }
}

/// An appeal with its answer, or the form of one.
fn said(reader: &Reader<'_>, desk: &Desk<'_>, it: &Measure, key: Id) -> Markup {
    let lang = reader.lang;
    let Said { appeal: said, answer: why, .. } = reader.said(it);
    html! {
        @if let Some(appeal) = &it.appeal {
            div class="two" id=(format!("appeal-{}", it.id)) {
                p {
                    b {
                        (w::appeal_head(lang)) ": " (standing(lang, it.standing))
                        " · " (reader.ground(it))
                    }
                    " " span class="sub nw" { (date_time(appeal.at)) }
                }
                @match said {
                    Some(said) => p class="lines" { (said) },
                    None => p class="sub2" { (w::appeal_kept(lang)) },
                }
                @match &appeal.answer {
                    Some(of) => (answer(reader, of, &why.unwrap_or_default())),
                    None if it.lifted.is_some() => p class="sub2" { (w::answer_moot(lang)) },
                    None => {
                        p class="sub2" { (w::answer_waits(lang)) }
                        (forms::answer(desk, it, key))
                    }
                }
            }
        }
    }
}

fn answer(reader: &Reader<'_>, it: &Answered, why: &str) -> Markup {
    let lang = reader.lang;
    let (class, shape) = match it.ruling {
        Ruling::Upheld => ("ok", Shape::Check),
        Ruling::Dismissed => ("na", Shape::Square),
    };
    html! {
        p {
            span class="sub" { (w::answer_head(lang)) } " "
            (shown(class, shape, &ruling(lang, it.ruling))) " "
            span class="sub" { span class="nw" { (date_time(it.at)) } " · " (two(reader, &it.by)) }
        }
        p { span class="sub" { (w::answer_why(lang)) } " " (why) }
    }
}

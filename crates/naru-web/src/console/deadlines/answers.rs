//! What an institution answered under a rule: on its page, in the lead, and beside a proposal that
//! rests on it.
//!
//! **Must never know** which answer counts: `naru_core::admission::deadline` does.

use super::one::Loaded;
use super::plain::{day, last_day, text};
use super::words as w;
use crate::console::ConsoleState;
use crate::console::format;
use crate::console::gates::{Kept, in_line};
use crate::console::guard::Entered;
use crate::console::pieces::date_time;
use maud::{Markup, html};
use naru_base::role::{Reach, Right};
use naru_base::{Answer, Lang, Micros};
use naru_core::admission;
use naru_core::admission::deadline::{self, Finding, Grounds, INSPECTOR_LATE, Reply, deeds};
use naru_core::proposal::Case;
use naru_store::Tx;

/// The words of an answer; what cannot be opened any more is left out.
fn words_of(state: &ConsoleState, it: &Reply) -> String {
    let context = format!("admission.deadline.answer:{}", it.id);
    let plain = state.parts.sealer.open(&context, &it.sealed);
    plain.map_or_else(|_| format::NONE.to_owned(), |it| String::from_utf8_lossy(&it).into_owned())
}

/// What a ground is called: as the list says that counts, or by its name where it has it no more.
pub(super) fn of_list(lang: Lang, grounds: &Grounds, name: &str) -> String {
    let title = grounds.ground(name).map(|it| text(lang, &it.title).to_owned());
    title.unwrap_or_else(|| name.to_owned())
}

/// That an answer came, and from when it is decided on: as long as nothing is to be decided yet.
pub(super) fn came(
    lang: Lang,
    who: &Entered,
    (loaded, is_proposed): (&Loaded, bool),
    now: Micros,
) -> Option<String> {
    let (it, times) = (&loaded.under, &loaded.times);
    if it.finding != Finding::Ahead {
        return None;
    }
    let is_own = who.session.post.reach(Right::GatesRead) == Reach::Own;
    let from = day(deadline::decided_from(&it.rule, &it.known, times, now));
    match deadline::counting(&it.rule, &it.known, times, now) {
        Some(reply) if is_own => Some(w::y_answered_own(lang, &date_time(reply.at), &from)),
        // From when on it can be proposed is no matter once it is.
        Some(reply) if is_proposed => Some(w::y_answered_proposed(lang, &date_time(reply.at))),
        Some(reply) => Some(w::y_answered(lang, &date_time(reply.at), &from)),
        None => {
            let last = it.known.replies.last().filter(|it| it.ground == INSPECTOR_LATE)?;
            Some(w::y_answered_slot(lang, &date_time(last.at)))
        }
    }
}

/// Everything that was answered, the latest first, and which one counts.
pub(super) fn section(
    (lang, who): (Lang, &Entered),
    state: &ConsoleState,
    loaded: &Loaded,
    now: Micros,
) -> Markup {
    let (facts, it, times) = (&loaded.facts, &loaded.under, &loaded.times);
    let all = &it.known.replies;
    let is_open = it.finding != Finding::Met;
    let counts = deadline::counting(&it.rule, &it.known, times, now).filter(|_| is_open);
    let counts = counts.map(|it| it.id);
    let found = |sha: &[u8; 32]| facts.evidence.iter().find(|it| it.sha256 == *sha);
    html! {
        section {
            div class="sh" { h2 { (w::answers_head(lang)) } }
            @if all.is_empty() { p class="none" { (w::answers_none(lang)) } }
            @else {
                table class="rows" {
                    thead { tr {
                        th { (w::ground_head(lang)) } th { (w::asked_head(lang)) }
                        th { (w::document_head(lang)) } th { (w::words_head(lang)) }
                        th { (w::at_head(lang)) }
                    } }
                    tbody { @for of in all.iter().rev() { tr {
                        td class="way" {
                            b { (of_list(lang, &times.grounds, &of.ground)) }
                            @if counts == Some(of.id) {
                                span class="sub block" { (w::counts(lang)) }
                            }
                        }
                        td class="nw" data-l=(w::asked_head(lang)) { (last_day(of.asked_until)) }
                        td data-l=(w::document_head(lang)) {
                            @match &of.sha256 {
                                Some(sha) => (in_line(
                                    lang, (who, &it.institution), (sha, found(sha)), &loaded.kept
                                )),
                                None => (w::no_document(lang)),
                            }
                        }
                        td class="any" data-l=(w::words_head(lang)) { (words_of(state, of)) }
                        td class="nw" data-l=(w::at_head(lang)) { (date_time(of.at)) }
                    } } }
                }
            }
        }
    }
}

/// The answers on which more time is proposed, each with its document.
pub(super) async fn beside(
    state: &ConsoleState,
    (lang, who): (Lang, &Entered),
    case: &Case,
) -> Answer<Option<Markup>> {
    let Ok((code, wish)) = deeds::wish_of(case) else { return Ok(None) };
    let (of, now, rule) = (code.clone(), state.now(), wish.rule.clone());
    let read = move |tx: &mut Tx<'_>| {
        let facts = admission::facts_of(tx, &of)?;
        let places = deadline::places_of(tx, (&of, &facts), now)?;
        let place = places.into_iter().find(|it| it.rule.id == rule);
        Ok((place, facts.evidence, Kept::of(tx, &of)?))
    };
    let (place, evidence, kept) = state.parts.store.read(read).await?;
    let replies = place.map(|it| it.known.replies).unwrap_or_default();
    // What came after it was proposed is no ground of it.
    let rests_on = |it: &&Reply| it.ground == wish.ground && it.at <= case.proposed_at;
    let all: Vec<&Reply> = replies.iter().rev().filter(rests_on).collect();
    if all.is_empty() {
        return Ok(None);
    }
    Ok(Some(html! {
        div {
            span class="sub" { (w::answers_head(lang)) }
            ul class="stops" { @for it in all { li {
                p {
                    (words_of(state, it)) " "
                    span class="sub" {
                        span class="nw" { (w::asked_head(lang)) " " (last_day(it.asked_until)) }
                        " · " span class="nw" { (w::given_at(lang, &date_time(it.at))) }
                    }
                }
                @if let Some(sha) = &it.sha256 {
                    @let found = evidence.iter().find(|it| it.sha256 == *sha);
                    p { (in_line(lang, (who, &code), (sha, found), &kept)) }
                }
            } } }
        }
    }))
}

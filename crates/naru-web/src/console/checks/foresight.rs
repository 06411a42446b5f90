//! What a second inspector has to see beside a proposed result or list: what was found, what
//! changes and what does not.
//!
//! **Must never know** how a standing is made: `naru_core::check::foresee` does.

use super::lead::last_day;
use super::plain::standing;
use super::{Eyes, HERE, words as w};
use crate::console::ConsoleState;
use crate::console::guard::Entered;
use crate::console::letter::unbroken;
use maud::{Markup, html};
use naru_base::{Answer, Lang, Micros};
use naru_core::admission::{self, Standing};
use naru_core::check::deeds::{self, Conclusion};
use naru_core::check::signal::of_item;
use naru_core::check::{self, Dossier, Item, ListKey, Opinion, Value};
use naru_core::desk;
use naru_core::proposal::{Case, State as Proposed};

/// What a failed check does to the standing.
pub(super) fn fail_effect(lang: Lang, (before, after): (Standing, Standing)) -> String {
    match after > before {
        true => w::fx_falls(lang, &standing(lang, before), &standing(lang, after)),
        false => w::fx_stays(lang, &standing(lang, before)),
    }
}

/// What stands beside a proposal of ours; of others nothing.
pub(crate) async fn beside(
    state: &ConsoleState,
    (lang, who): (Lang, &Entered),
    case: &Case,
) -> Answer<Markup> {
    match case.kind.as_str() {
        deeds::VERDICT => of_verdict(state, (lang, who), case).await,
        deeds::RELEASE => of_list(state, lang, case).await,
        _ => Ok(html! {}),
    }
}

async fn of_verdict(
    state: &ConsoleState,
    (lang, who): (Lang, &Entered),
    case: &Case,
) -> Answer<Markup> {
    let Ok((id, it)) = deeds::conclusion_of(case) else { return Ok(html! {}) };
    let now = state.now();
    let read = move |tx: &mut naru_store::Tx<'_>| {
        let Some(dossier) = check::dossier(tx, id)? else { return Ok(None) };
        let facts = admission::facts_of(tx, &dossier.engagement.institution)?;
        let until = check::foresee::holds_until(&facts, &dossier.engagement, now);
        let standings = check::foresee::after_fail(&facts, &dossier.engagement, now);
        let (known, limits) = desk::witnessed(tx, &dossier.engagement.institution, now)?;
        let turned = turned(&dossier, |item| of_item(item, &known, &limits, now).0);
        Ok(Some((dossier, until, standings, turned)))
    };
    let Some((dossier, until, standings, turned)) = state.parts.store.read(read).await? else {
        return Ok(html! {});
    };
    let sees = Eyes::of(who, &dossier.engagement).see_findings(dossier.engagement.state);
    Ok(html! {
        @if sees {
            p {
                (found(lang, &dossier)) " · "
                @if turned > 0 && case.state == Proposed::Open {
                    b class="c-stop" { (w::found_against_now(lang, turned)) } " · "
                }
                a href=(format!("{HERE}/{id}/report")) { (w::print_link(lang)) }
            }
        }
        @if case.state == Proposed::Open {
            p { (unbroken(&changes(lang, &it, (until, standings)))) }
        }
    })
}

/// How many items, by what was found; how often the machine said otherwise.
fn found(lang: Lang, it: &Dossier) -> String {
    let last: Vec<_> = it.list.items.iter().filter_map(|item| it.finding(&item.id)).collect();
    let count = |value| last.iter().filter(|it| it.value == value).count();
    let sum = w::found_sum(
        lang,
        last.len(),
        it.list.items.len(),
        count(Value::Pass),
        count(Value::Partial),
        count(Value::Fail),
        count(Value::NotApplicable),
    );
    let is_against = |f: &&&check::Finding| f.value == Value::Pass && f.opinion == Opinion::Refutes;
    match last.iter().filter(is_against).count() {
        0 => sum,
        n => format!("{sum} {}", w::found_against(lang, n)),
    }
}

/// How many items were found met that the machine contradicts now and did not then.
fn turned(it: &Dossier, now: impl Fn(&Item) -> Opinion) -> usize {
    let is_turned = |item: &&Item| {
        let found = it.finding(&item.id).filter(|it| it.value == Value::Pass);
        found.is_some_and(|it| it.opinion != Opinion::Refutes) && now(item) == Opinion::Refutes
    };
    it.list.items.iter().filter(is_turned).count()
}

fn changes(
    lang: Lang,
    it: &Conclusion,
    (now, standings): (Option<Micros>, (Standing, Standing)),
) -> String {
    if !it.is_pass {
        return fail_effect(lang, standings);
    }
    match (now, it.holds_until) {
        (None, _) => w::fx_opens(lang),
        (Some(now), Some(then)) if last_day(now) == last_day(then) => w::fx_same_end(lang),
        (Some(now), Some(then)) => w::fx_other_end(lang, &last_day(now), &last_day(then)),
        (Some(now), None) => w::fx_no_end(lang, &last_day(now)),
    }
}

async fn of_list(state: &ConsoleState, lang: Lang, case: &Case) -> Answer<Markup> {
    let Some(key) = deeds::about_list(&case.subject) else { return Ok(html! {}) };
    let (said, _) = difference(state, lang, &key).await?;
    Ok(html! {
        @if let Some(said) = said { p { (said) } }
        p { a href=(format!("{HERE}/lists/{key}")) { (w::see_items(lang)) } }
    })
}

/// What differs from the list in force, in a sentence, and by the names of items; nothing of a list
/// that is in force itself.
pub(super) async fn difference(
    state: &ConsoleState,
    lang: Lang,
    key: &ListKey,
) -> Answer<(Option<String>, Marks)> {
    let of = key.clone();
    let read = move |tx: &mut naru_store::Tx<'_>| {
        let Some(list) = check::list_of(tx, &of)? else { return Ok(None) };
        let before = check::current(tx, list.kind)?;
        Ok(Some((list, before)))
    };
    let Some((list, before)) = state.parts.store.read(read).await? else {
        return Ok((None, Marks::default()));
    };
    if list.key() == before.key() {
        return Ok((None, Marks::default()));
    }
    let of = list.changes(&before);
    let said = w::list_differs(
        lang,
        &before.key().to_string(),
        before.items.len(),
        list.items.len(),
        of.new.len(),
        of.changed.len(),
        of.gone.len(),
    );
    let owned = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect();
    let gone = before.items.iter().filter(|it| of.gone.contains(&it.id.as_str()));
    let gone = gone.map(|it| format!("{} {}", it.id, it.title.of(lang))).collect();
    Ok((Some(said), Marks { new: owned(&of.new), changed: owned(&of.changed), gone }))
}

/// Items that are new and that changed, by name; and those that are gone, with their titles.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) new: Vec<String>,
    pub(super) changed: Vec<String>,
    pub(super) gone: Vec<String>,
}

//! That what somebody proposed last was rejected, on the page of what it was about.

use super::case::{People, deed};
use super::proposals::{ACCOUNTS, corner_of, page_of};
use super::words as w;
use crate::console::ConsoleState;
use crate::console::guard::Entered;
use crate::console::letter::unbroken;
use crate::console::pieces::date_time;
use maud::{Markup, html};
use naru_base::role::Right;
use naru_base::{Answer, ClientUseCode, Id, Lang};
use naru_core::admission::{Decision, Facts, deeds};
use naru_core::claim;
use naru_core::proposal::{self, Case, State};
use naru_store::Tx;
use std::collections::BTreeSet;

/// Of each deed on a thing the last proposal, if it was rejected.
pub(crate) fn last_refused(tx: &mut Tx<'_>, subject: &str) -> Answer<Vec<Case>> {
    let (mut all, mut seen) = (proposal::about(tx, subject)?, BTreeSet::new());
    all.retain(|it| seen.insert(it.kind.clone()));
    all.retain(|it| it.state == State::Rejected);
    Ok(all)
}

/// The same of a claim, as long as nothing was done in it since: no line booked, no notice told or
/// taken off.
pub(crate) fn of_claim(tx: &mut Tx<'_>, id: Id) -> Answer<Vec<Case>> {
    let mut all = last_refused(tx, &format!("claim:{id}"))?;
    if all.is_empty() {
        return Ok(all);
    }
    let lines = claim::lines(tx, id)?.into_iter().map(|it| it.at);
    let told = claim::notices(tx, id)?.into_iter();
    let told = told.flat_map(|it| [Some(it.said.told_at), it.off.map(|off| off.at)]).flatten();
    let moved = lines.chain(told).max();
    all.retain(|it| moved.is_none_or(|at| at <= it.over_at()));
    Ok(all)
}

/// The same of an institution's gates, where nothing was decided since.
pub(crate) fn of_gates(tx: &mut Tx<'_>, code: &ClientUseCode, facts: &Facts) -> Answer<Vec<Case>> {
    let services = facts.services.iter().map(|it| deeds::subject(code, Some(&it.key)));
    let mut all = Vec::new();
    for subject in std::iter::once(deeds::subject(code, None)).chain(services) {
        all.extend(last_refused(tx, &subject)?);
    }
    all.retain(|it| {
        let gate = deeds::gate_of(&it.kind);
        let since = |of: &&Decision| Some(of.gate) == gate && of.decided_at > it.over_at();
        !facts.decisions.iter().any(|of| since(&of))
    });
    Ok(all)
}

/// Before whose eyes the page of a proposal opens: of those of a corner of its own the same as it
/// is told to.
fn page_right(it: &Case) -> Right {
    match corner_of(&it.kind).path == ACCOUNTS.path {
        true => Right::ProposalsRead,
        false => Right::GatesRead,
    }
}

/// Each in a sentence, to whoever may see it.
pub(crate) fn lines(
    state: &ConsoleState,
    (lang, who): (Lang, &Entered),
    people: &People,
    all: &[Case],
) -> Answer<Markup> {
    let mut out = Vec::new();
    for it in all.iter().filter(|it| (corner_of(&it.kind).is_here)(it, who)) {
        let Some(by) = it.decided_by else { continue };
        let context = format!("proposal.refusal:{}", it.id);
        let why = match &it.sealed_refusal {
            Some(sealed) => state.parts.sealer.open(&context, sealed)?,
            None => Vec::new(),
        };
        let by = people.name_to(lang, by, &who.session.post);
        let (at, why) = (date_time(it.over_at()), String::from_utf8_lossy(&why).into_owned());
        let said = match why.as_str() {
            "" => w::refused_bare(lang, &deed(lang, &it.kind), &by, &at),
            why => w::refused_line(lang, &deed(lang, &it.kind), &by, &at, why),
        };
        let opens = who.session.post.may(page_right(it));
        out.push((said, opens.then(|| page_of(it))));
    }
    Ok(html! {
        @for (said, path) in out {
            p class="note" {
                (unbroken(&said))
                @if let Some(path) = path { " " a class="nw" href=(path) { (w::see_refused(lang)) } }
            }
        }
    })
}

//! That what somebody proposed last was rejected, on the page of what it was about.

use super::case::{People, deed};
use super::proposals::{corner_of, page_of};
use super::words as w;
use crate::console::ConsoleState;
use crate::console::guard::Entered;
use crate::console::letter::unbroken;
use crate::console::pieces::date_time;
use maud::{Markup, html};
use naru_base::{Answer, ClientUseCode, Lang};
use naru_core::admission::{Decision, Facts, deeds};
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
        out.push((said, page_of(it)));
    }
    Ok(html! {
        @for (said, path) in out {
            p class="note" { (unbroken(&said)) " " a class="nw" href=(path) { (w::see_refused(lang)) } }
        }
    })
}

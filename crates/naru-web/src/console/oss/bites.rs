//! What findings mean for a standing now: the exposures in force of an institution, as its path of
//! gates has them, in a sentence.
//!
//! **Must never know** which findings are grave: the book has followed the portfolio, and says so.

use super::lead::by_when;
use super::{n, words as w};
use crate::console::ConsoleState;
use crate::console::gates::plain::standing;
use naru_base::{Answer, ClientUseCode, Fault, Id, Lang, Micros};
use naru_core::admission::{self, Exposure, Facts, PATH, Standing};
use naru_store::Tx;
use std::collections::{BTreeMap, BTreeSet};

/// What lowers the standing of one institution, at one moment.
pub(super) struct Bites {
    facts: Facts,
    /// Where it stands, whatever else lowers it.
    stands: Standing,
    now: Micros,
}

impl Bites {
    fn read(tx: &mut Tx<'_>, code: &ClientUseCode, now: Micros) -> Result<Bites, Fault> {
        let facts = admission::facts_of(tx, code)?;
        let stands = admission::admission(&facts, &PATH, now).standing;
        Ok(Bites { facts, stands, now })
    }

    fn in_force<'b>(
        &'b self,
        is_it: impl Fn(&Exposure) -> bool + 'b,
    ) -> impl Iterator<Item = (&'b Exposure, Standing)> + 'b {
        let all = self.facts.exposures.iter().filter(move |it| is_it(it));
        all.filter_map(|it| Some((it, it.standing(self.now)?)))
    }

    /// What some of them have lowered the standing to, and what comes next; none: nothing yet.
    pub(super) fn said(&self, lang: Lang, is_it: impl Fn(&Exposure) -> bool) -> Option<String> {
        let all: Vec<(&Exposure, Standing)> = self.in_force(is_it).collect();
        let worst = all.iter().map(|it| it.1).max()?;
        let of_worst = || all.iter().filter(|it| it.1 == worst).map(|it| it.0);
        let count = of_worst().count();
        let others = all.len() - count;
        let (shown, to) = (counted(count), standing(lang, worst));
        let mut said = vec![match self.stands == worst {
            true => w::bites(lang, &shown, &to),
            false => w::bites_beside(lang, &shown, &to, &standing(lang, self.stands)),
        }];
        let first = |at: fn(&Exposure) -> Micros| of_worst().map(at).min();
        let (cut, stop) = (first(|it| it.cut_at), first(|it| it.stop_at));
        said.push(match (worst, cut, stop) {
            (Standing::Warned, Some(cut), Some(stop)) => {
                w::bites_next_cut(lang, &by_when(lang, cut), &by_when(lang, stop))
            }
            (Standing::LimitCut, _, Some(stop)) => w::bites_next_stop(lang, &by_when(lang, stop)),
            _ => w::bites_until_fixed(lang),
        });
        if others > 0 {
            said.push(w::bites_others(lang, &counted(others)));
        }
        Some(said.join(" "))
    }

    /// What one finding has lowered the standing to beyond a warning.
    pub(super) fn lowered_by(&self, system: Id, advisory: &str) -> Option<Standing> {
        let is_it = |it: &Exposure| it.system == system && it.advisory == advisory;
        self.in_force(is_it).map(|it| it.1).filter(|it| *it > Standing::Warned).max()
    }
}

fn counted(count: usize) -> String {
    n(i64::try_from(count).unwrap_or(i64::MAX))
}

/// The same of several institutions.
pub(super) type ByCode = BTreeMap<ClientUseCode, Bites>;

/// Of these institutions.
pub(super) async fn read(state: &ConsoleState, codes: BTreeSet<ClientUseCode>) -> Answer<ByCode> {
    if codes.is_empty() {
        return Ok(ByCode::new());
    }
    let now = state.now();
    let read = move |tx: &mut Tx<'_>| {
        let each = codes.iter().map(|code| {
            let it = Bites::read(tx, code, now)?;
            Ok((code.clone(), it))
        });
        each.collect::<Answer<ByCode>>()
    };
    state.parts.store.read(read).await
}

/// Of one institution, if it is one that is asked about.
pub(super) async fn of_one(
    state: &ConsoleState,
    code: Option<&ClientUseCode>,
) -> Answer<Option<Bites>> {
    Ok(read(state, code.cloned().into_iter().collect()).await?.into_values().next())
}

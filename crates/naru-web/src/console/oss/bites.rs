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
        // Only what goes below where it stands is still to come.
        said.extend(match (self.stands.max(worst), cut, stop) {
            (Standing::Warned, Some(cut), Some(stop)) => {
                Some(w::bites_next_cut(lang, &by_when(lang, cut), &by_when(lang, stop)))
            }
            (Standing::LimitCut, _, Some(stop)) => {
                Some(w::bites_next_stop(lang, &by_when(lang, stop)))
            }
            (stands, ..) => (stands == worst).then(|| w::bites_until_fixed(lang)),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn exposure(advisory: &str, cut: i64, stop: i64) -> Exposure {
        let at = |s| Micros::new(0).plus_seconds(s);
        Exposure {
            id: Id::from_parts(1, 7),
            system: Id::from_parts(1, 8),
            system_name: "app".to_owned(),
            package: "Maven log 1.0".to_owned(),
            advisory: advisory.to_owned(),
            notice_at: at(1),
            due_at: at(cut),
            cut_at: at(cut),
            stop_at: at(stop),
            ended_at: None,
        }
    }

    /// Where others have it lower already, a step to there is no step.
    #[test]
    fn what_comes_next_is_below_where_the_institution_stands() {
        let now = Micros::new(0).plus_seconds(100);
        let said = |others: Standing, one: Exposure| {
            let stands = others.max(one.standing(now).expect("in force"));
            let facts = Facts { exposures: vec![one], ..Facts::default() };
            Bites { facts, stands, now }.said(Lang::En, |_| true).expect("in force")
        };
        let warned = || exposure("GHSA-1", 200_000, 300_000);
        let cut = || exposure("GHSA-1", 50, 300_000);
        let both = said(Standing::Warned, warned());
        assert!(both.contains("limits are cut from") && both.contains("transfers stop"), "{both}");
        let stop = said(Standing::LimitCut, warned());
        assert!(stop.contains("Limits are cut; unless fixed, transfers stop"), "{stop}");
        for of in [warned(), cut()] {
            let none = said(Standing::InquiryOnly, of);
            assert!(none.ends_with("now: Inquiry only."), "{none}");
        }
        let own = said(Standing::Warned, exposure("GHSA-1", 50, 60));
        assert!(own.contains("stopped until an SBOM shows the fix"), "{own}");
        let lower = said(Standing::Suspended, exposure("GHSA-1", 50, 60));
        assert!(!lower.contains("shows the fix"), "a fix alone does not free them: {lower}");
    }
}

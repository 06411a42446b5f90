//! One proposal in words: the deed, its exact effect, who, when it lapses.

use super::words as w;
use crate::console::ConsoleState;
use crate::console::checks;
use crate::console::claims;
use crate::console::deadlines::Called;
use crate::console::eligibility;
use crate::console::format;
use crate::console::frame;
use crate::console::funds::words as funds;
use crate::console::gates;
use crate::console::participants::contract;
use crate::console::programs;
use crate::console::shape::{Shape, state};
use crate::console::subsidy;
use crate::console::surety;
use maud::Markup;
use naru_base::{Answer, Id, Lang, Won};
use naru_core::admission::deadline::{self, Text};
use naru_core::check::Engagement;
use naru_core::desk::{Arrived, CHANGE_CONTRACT, FUND};
use naru_core::glance::Name;
use naru_core::program::deeds::ISSUE;
use naru_core::proposal::{Case, State};
use naru_core::staff::{self, RosterEntry, deeds};
use naru_core::{admission, check};
use std::collections::BTreeMap;

/// The deed's name.
pub(crate) fn deed(lang: Lang, kind: &str) -> String {
    match kind {
        deeds::INVITE => w::deed_invite(lang),
        deeds::CLOSE => w::deed_close(lang),
        deeds::RESET => w::deed_reset(lang),
        deeds::RECOVER => w::deed_recover(lang),
        FUND => funds::deed_fund(lang),
        CHANGE_CONTRACT => contract::deed(lang),
        other if is_of_gates(other) => gates::deed(lang, other),
        other if is_of_checks(other) => checks::deed(lang, other),
        other if is_of_surety(other) => surety::deed(lang, other),
        other if subsidy::is_ours(other) => subsidy::deed(lang, other),
        other if claims::is_ours(other) => claims::deed(lang, other),
        other if eligibility::is_ours(other) => eligibility::deed(lang, other),
        ISSUE => programs::deed(lang),
        other => other.to_owned(),
    }
}

fn is_of_gates(kind: &str) -> bool {
    kind.starts_with(admission::deeds::PREFIX)
}

fn is_of_checks(kind: &str) -> bool {
    kind.starts_with(check::deeds::PREFIX)
}

fn is_of_surety(kind: &str) -> bool {
    kind.starts_with(naru_core::surety::deeds::PREFIX)
}

/// What a deed on an account does, exactly.
pub(super) fn effect_on(lang: Lang, kind: &str, name: &str) -> String {
    match kind {
        deeds::CLOSE => w::fx_close(lang, name),
        deeds::RESET => w::fx_reset(lang, name),
        deeds::RECOVER => w::fx_recover(lang, name),
        _ => String::new(),
    }
}

/// The people whom proposals name.
pub(crate) struct People {
    staff: BTreeMap<Id, RosterEntry>,
    institutions: BTreeMap<String, Name>,
    /// What rules with a date are called.
    rules: BTreeMap<String, Text>,
    /// What grounds for more time are called.
    grounds: BTreeMap<String, Text>,
    /// The check whose result is proposed, once it was looked up.
    check: Option<Engagement>,
}

impl People {
    /// Everybody on the roster.
    pub(crate) async fn load(state: &ConsoleState) -> Answer<People> {
        let sealer = state.parts.sealer.clone();
        let read = move |tx: &mut naru_store::Tx<'_>| {
            let grounds = deadline::grounds(tx)?.grounds;
            Ok((staff::accounts(tx, &*sealer)?, deadline::rules(tx)?, grounds))
        };
        let (all, rules, grounds) = state.parts.store.read(read).await?;
        let glance = state.parts.source.glance();
        let institutions = glance.institutions.into_iter().map(|it| (it.code, it.name));
        Ok(People {
            staff: all.into_iter().map(|it| (it.id, it)).collect(),
            institutions: institutions.collect(),
            rules: rules.into_iter().map(|it| (it.id, it.title)).collect(),
            grounds: grounds.into_iter().map(|it| (it.name, it.title)).collect(),
            check: None,
        })
    }

    /// Looks up what else the words of a proposal need: of a check's result, which check.
    pub(super) async fn look_up(&mut self, state: &ConsoleState, case: &Case) -> Answer<()> {
        if let Some((_, id)) = check::deeds::about(&case.subject) {
            let read = move |tx: &mut naru_store::Tx<'_>| check::find(tx, id);
            self.check = state.parts.store.read(read).await?;
        }
        Ok(())
    }

    /// The name of an account.
    pub(crate) fn name(&self, lang: Lang, id: Id) -> String {
        self.staff.get(&id).map_or_else(|| w::somebody(lang, &id.to_string()), |it| it.name.clone())
    }

    /// Who acted, as the trail names it: the name of a member of staff, or the trail's word.
    pub(crate) fn actor(&self, lang: Lang, text: &str) -> String {
        let id = text.strip_prefix("staff:").and_then(|it| Id::parse(it).ok());
        id.map_or_else(|| text.to_owned(), |id| self.name(lang, id))
    }

    /// With what institutions, rules and grounds are called.
    fn called(&self, lang: Lang, say: impl FnOnce(&Called<'_>) -> String) -> String {
        let institution = |code: &str| {
            self.institutions.get(code).map_or_else(|| code.to_owned(), |it| it.of(lang).to_owned())
        };
        let title = |of: &BTreeMap<String, Text>, id: &str| {
            let found = of.get(id).map(|it| if lang == Lang::Ko { &it.ko } else { &it.en });
            found.cloned().unwrap_or_else(|| id.to_owned())
        };
        let (rule, ground) =
            (|id: &str| title(&self.rules, id), |id: &str| title(&self.grounds, id));
        let check = |id: Id| self.check.as_ref().filter(|it| it.id == id);
        say(&Called { institution: &institution, rule: &rule, ground: &ground, check: &check })
    }

    /// The deed on its object: 계정 닫기: 정하윤.
    pub(super) fn headline(&self, lang: Lang, case: &Case) -> String {
        format!("{}: {}", deed(lang, &case.kind), self.object(lang, case))
    }

    fn object(&self, lang: Lang, case: &Case) -> String {
        if is_of_gates(&case.kind) {
            return self.called(lang, |called| gates::object(lang, called, case));
        }
        if is_of_checks(&case.kind) {
            return self.called(lang, |called| checks::object(lang, called, case));
        }
        if is_of_surety(&case.kind) {
            return self.called(lang, |called| surety::object(lang, called, case));
        }
        if subsidy::is_ours(&case.kind) {
            return subsidy::object(lang, case);
        }
        if claims::is_ours(&case.kind) {
            return claims::object(lang, case);
        }
        if eligibility::is_ours(&case.kind) {
            let code = eligibility::object(case);
            return self.institutions.get(&code).map_or(code, |it| it.of(lang).to_owned());
        }
        if case.kind == ISSUE {
            return programs::object(case);
        }
        if case.kind == deeds::INVITE {
            let post = deeds::invited_post(case).ok();
            return post.map_or_else(String::new, |it| frame::post(lang, &it));
        }
        if case.kind == CHANGE_CONTRACT {
            let code = contract::institution(case).unwrap_or_default();
            return self.institutions.get(&code).map_or(code, |it| it.of(lang).to_owned());
        }
        if let Some((name, amount, _)) = self.arrived(lang, case) {
            return funds::object(lang, &name, &amount);
        }
        let id = case.subject.strip_prefix("staff:").and_then(|it| Id::parse(it).ok());
        id.map_or_else(|| case.subject.clone(), |id| self.name(lang, id))
    }

    /// Of money that arrived: whose, how much, by which reference.
    fn arrived(&self, lang: Lang, case: &Case) -> Option<(String, String, String)> {
        let it = (case.kind == FUND).then(|| Arrived::of(case).ok()).flatten()?;
        let name = self.institutions.get(&it.institution).map(|name| name.of(lang).to_owned());
        let amount = format::won(lang, Won::new(it.amount));
        Some((name.unwrap_or(it.institution), amount, it.evidence))
    }

    /// Its exact effect.
    pub(super) fn effect(&self, lang: Lang, case: &Case) -> String {
        let object = self.object(lang, case);
        match case.kind.as_str() {
            deeds::INVITE => w::fx_invite(lang, &object),
            FUND => {
                self.arrived(lang, case).map_or_else(String::new, |(name, amount, evidence)| {
                    funds::fx_fund(lang, &name, &amount, &evidence)
                })
            }
            CHANGE_CONTRACT => contract::effect(lang, case, &object),
            kind if is_of_gates(kind) => {
                self.called(lang, |called| gates::effect(lang, called, case))
            }
            kind if is_of_checks(kind) => {
                self.called(lang, |called| checks::effect(lang, called, case))
            }
            kind if is_of_surety(kind) => {
                self.called(lang, |called| surety::effect(lang, called, case))
            }
            kind if subsidy::is_ours(kind) => subsidy::effect(lang, case),
            kind if claims::is_ours(kind) => claims::effect(lang, case),
            kind if eligibility::is_ours(kind) => eligibility::effect(lang, case, &object),
            ISSUE => programs::effect(lang, case),
            kind => effect_on(lang, kind, &object),
        }
    }
}

/// Where a proposal stands.
pub(super) fn standing(lang: Lang, it: State) -> Markup {
    match it {
        State::Open => state("run", Shape::Half, &w::st_open(lang)),
        State::Executed => state("ok", Shape::Check, &w::st_executed(lang)),
        State::Rejected => state("stop", Shape::Square, &w::st_rejected(lang)),
        State::Withdrawn => state("na", Shape::Hollow, &w::st_withdrawn(lang)),
        State::Expired => state("na", Shape::Dashed, &w::st_expired(lang)),
    }
}

//! One proposal in words: the deed, its exact effect, who, when it lapses.

use super::words as w;
use crate::console::ConsoleState;
use crate::console::checks;
use crate::console::claims;
use crate::console::deadlines::{Called, MoreTime};
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
use naru_base::role::{Post, Role};
use naru_base::{Answer, ClientUseCode, Id, Lang, Micros, No, Won};
use naru_core::admission::deadline::{self, Text};
use naru_core::admission::{Measure, Standing};
use naru_core::check::Engagement;
use naru_core::claim::{self, Claim};
use naru_core::desk::{Arrived, CHANGE_CONTRACT, FUND};
use naru_core::eligibility as forms;
use naru_core::glance::Name;
use naru_core::hub::Directory;
use naru_core::program::deeds::ISSUE;
use naru_core::proposal::{Case, State};
use naru_core::staff::{self, RosterEntry, deeds};
use naru_core::subsidy as help;
use naru_core::surety::{self as cover, Adjusted};
use naru_core::{admission, check};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Institutions and banks by code.
    names: BTreeMap<String, Name>,
    /// The claims that the proposals are about.
    claims: BTreeMap<Id, Claim>,
    /// The applications for subsidy that they are about, and the programmes.
    forms: BTreeMap<Id, help::Application>,
    programmes: Vec<help::Programme>,
    /// What rules with a date are called.
    rules: BTreeMap<String, Text>,
    /// What grounds for more time are called.
    grounds: BTreeMap<String, Text>,
    /// The checks whose results they propose.
    checks: BTreeMap<Id, Engagement>,
    /// The measures that they lift, or whose appeals they answer.
    measures: BTreeMap<Id, Measure>,
    /// Of open proposals that move a date, by their ids: the date as it is.
    present: BTreeMap<Id, Micros>,
    /// Of those of more time: what comes with it.
    more_time: BTreeMap<Id, MoreTime>,
    /// What those about claims and about subsidy come to.
    of_claims: BTreeMap<Id, claims::Substance>,
    of_help: BTreeMap<Id, subsidy::Substance>,
    /// Of open ones about a factor: what comes of it.
    of_cover: BTreeMap<Id, Adjusted>,
    foreseen: Foreseen,
    /// Institutions that may only inquire, as it is.
    limited: BTreeSet<String>,
    /// When all this was read.
    now: Micros,
}

/// The trail's word for whoever is no member of staff.
fn actor_word(lang: Lang, text: &str) -> String {
    match text.starts_with("system:") {
        true => w::actor_system(lang),
        false => text.to_owned(),
    }
}

/// What comes of open proposals at gates.
#[derive(Default)]
struct Foreseen {
    /// Of those that shut one: the standing before and after.
    falls: BTreeMap<Id, (Standing, Standing)>,
    /// Of those that approve a form: whether its institution may authenticate users itself, if it
    /// asks for that.
    is_large: BTreeMap<Id, bool>,
}

impl Foreseen {
    fn read(tx: &mut naru_store::Tx<'_>, open: &[Case], now: Micros) -> Answer<Foreseen> {
        let mut out = Foreseen::default();
        for it in open {
            out.falls.extend(gates::falls(tx, it, now)?.map(|of| (it.id, of)));
            let is_large = forms::deeds::is_large(tx, it, now)?;
            out.is_large.extend(is_large.map(|of| (it.id, of)));
        }
        Ok(out)
    }
}

/// The institutions that may only inquire, as it is.
fn limited(directory: &Directory, now: Micros) -> BTreeSet<String> {
    let is_limited = |code: &&ClientUseCode| directory.standing(code, now) == Standing::InquiryOnly;
    directory.institutions.keys().filter(is_limited).map(ToString::to_string).collect()
}

impl People {
    /// Everybody on the roster.
    pub(crate) async fn load(state: &ConsoleState) -> Answer<People> {
        People::load_about(state, &[]).await
    }

    /// The same, and what these proposals are about.
    pub(crate) async fn load_about(state: &ConsoleState, cases: &[&Case]) -> Answer<People> {
        let sealer = state.parts.sealer.clone();
        let claims: Vec<Id> = cases.iter().filter_map(|it| claim::deeds::claim_of(it)).collect();
        let forms = cases.iter().filter(|it| subsidy::is_ours(&it.kind));
        let forms: Vec<Id> = forms.filter_map(|it| help::deeds::application_of(it)).collect();
        let subjects = cases.iter().filter_map(|it| check::deeds::about(&it.subject));
        let checks: Vec<Id> = subjects.map(|(_, id)| id).collect();
        let now = state.now();
        let is_open = |it: &&&Case| it.state_at(now) == State::Open;
        let open: Vec<Case> = cases.iter().filter(is_open).map(|it| (*it).clone()).collect();
        // Of a list of what is over only the headlines are read.
        let is_read = |it: &&&Case| it.state == State::Open || cases.len() == 1;
        let whole: Vec<Case> = cases.iter().filter(is_read).map(|it| (*it).clone()).collect();
        let read = move |tx: &mut naru_store::Tx<'_>| {
            let (mut of_claims, mut of_help) = (BTreeMap::new(), BTreeMap::new());
            for it in &whole {
                of_claims.extend(claims::Substance::read(tx, it, now)?.map(|of| (it.id, of)));
                of_help.extend(subsidy::Substance::read(tx, it)?.map(|of| (it.id, of)));
            }
            let grounds = deadline::grounds(tx)?.grounds;
            let measures = measures(tx, &whole)?;
            let (mut present, mut more_time) = (BTreeMap::new(), BTreeMap::new());
            let mut of_cover = BTreeMap::new();
            for it in &open {
                of_cover.extend(cover::adjusted(tx, it, now)?.map(|of| (it.id, of)));
                present.extend(gates::present(tx, it, now)?.map(|at| (it.id, at)));
                more_time.extend(MoreTime::read(tx, it, now)?.map(|of| (it.id, of)));
            }
            let of_checks = checks.iter().map(|id| check::find(tx, *id));
            let of_checks = of_checks.collect::<Answer<Vec<_>>>()?;
            let claims = there(claims.iter().map(|id| claim::find(tx, *id)))?;
            let of_forms = there(forms.iter().map(|id| help::find(tx, *id)))?;
            let programmes = if forms.is_empty() { vec![] } else { help::programmes(tx)? };
            let of_forms = (of_forms, programmes);
            let comes_to = (of_claims, of_help, of_cover, Foreseen::read(tx, &open, now)?);
            let about = (claims, of_forms, of_checks, (present, more_time, measures), comes_to);
            Ok((staff::accounts(tx, &*sealer)?, deadline::rules(tx)?, grounds, about))
        };
        let (all, rules, grounds, about) = state.parts.store.read(read).await?;
        let (claims, (forms, programmes), checks, (present, more_time, measures), comes_to) = about;
        let (of_claims, of_help, of_cover, foreseen) = comes_to;
        let glance = state.parts.source.glance();
        let institutions = glance.institutions.into_iter().map(|it| (it.code, it.name));
        let banks = glance.banks.into_iter().map(|it| (it.code, it.name));
        let directory = state.parts.hub.directory();
        let insurers = directory.insurers.keys().map(|code| {
            let code = code.to_string();
            let of = |lang| directory.called(lang, &code);
            (code.clone(), Name { ko: of(Lang::Ko), en: of(Lang::En) })
        });
        Ok(People {
            limited: limited(&directory, now),
            staff: all.into_iter().map(|it| (it.id, it)).collect(),
            names: institutions.chain(banks).chain(insurers).collect(),
            claims: claims.into_iter().map(|it| (it.id, it)).collect(),
            forms: forms.into_iter().map(|it| (it.id, it)).collect(),
            programmes: programmes.into_iter().map(|(it, _)| it).collect(),
            rules: rules.into_iter().map(|it| (it.id, it.title)).collect(),
            grounds: grounds.into_iter().map(|it| (it.name, it.title)).collect(),
            checks: checks.into_iter().flatten().map(|it| (it.id, it)).collect(),
            measures,
            present,
            more_time,
            of_claims,
            of_help,
            of_cover,
            foreseen,
            now,
        })
    }

    /// The name of an account.
    pub(crate) fn name(&self, lang: Lang, id: Id) -> String {
        self.staff.get(&id).map_or_else(|| w::somebody(lang, &id.to_string()), |it| it.name.clone())
    }

    /// What this reader is told of who acted: a participant's own people read the role of whoever
    /// is not one of them.
    pub(crate) fn name_to(&self, lang: Lang, id: Id, reader: &Post) -> String {
        match self.role_to(id, reader) {
            Some(role) => house(lang, role),
            None => self.name(lang, id),
        }
    }

    /// The same of the two who decided.
    pub(crate) fn two(&self, lang: Lang, by: &[Id; 2], reader: &Post) -> String {
        match by.map(|id| self.role_to(id, reader)) {
            [Some(one), Some(other)] if one == other => w::two_of(lang, &house(lang, one)),
            _ if by.iter().all(|id| !self.staff.contains_key(id))
                && reader.role().is_of_participant() =>
            {
                w::two_people(lang)
            }
            _ => by.map(|id| self.name_to(lang, id, reader)).join(", "),
        }
    }

    fn role_to(&self, id: Id, reader: &Post) -> Option<Role> {
        let it = self.staff.get(&id)?;
        let is_hidden = reader.role().is_of_participant() && it.post.scope() != reader.scope();
        is_hidden.then(|| it.post.role())
    }

    /// Who acted, as the trail names it: the name of a member of staff, or the trail's word.
    pub(crate) fn actor(&self, lang: Lang, text: &str) -> String {
        let id = text.strip_prefix("staff:").and_then(|it| Id::parse(it).ok());
        id.map_or_else(|| actor_word(lang, text), |id| self.name(lang, id))
    }

    /// The same for a reader who may be a participant's: of others only the house.
    pub(crate) fn actor_to(&self, lang: Lang, text: &str, reader: &Post) -> String {
        let id = text.strip_prefix("staff:").and_then(|it| Id::parse(it).ok());
        id.map_or_else(|| actor_word(lang, text), |id| self.name_to(lang, id, reader))
    }

    /// With what institutions, rules and grounds are called.
    fn called(&self, lang: Lang, say: impl FnOnce(&Called<'_>) -> String) -> String {
        let institution = |code: &str| {
            self.names.get(code).map_or_else(|| code.to_owned(), |it| it.of(lang).to_owned())
        };
        let title = |of: &BTreeMap<String, Text>, id: &str| {
            let found = of.get(id).map(|it| if lang == Lang::Ko { &it.ko } else { &it.en });
            found.cloned().unwrap_or_else(|| id.to_owned())
        };
        let (rule, ground) =
            (|id: &str| title(&self.rules, id), |id: &str| title(&self.grounds, id));
        let check = |id: Id| self.checks.get(&id);
        let present = |case: &Case| self.present.get(&case.id).copied();
        let more_time = |case: &Case| self.more_time.get(&case.id);
        say(&Called {
            institution: &institution,
            rule: &rule,
            ground: &ground,
            check: &check,
            measure: &|id| self.measures.get(&id),
            present: &present,
            more_time: &more_time,
            inquires: &|code| self.limited.contains(code),
            now: self.now,
        })
    }

    /// The deed on its object: 계정 닫기: 정하윤.
    pub(crate) fn headline(&self, lang: Lang, case: &Case) -> String {
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
            let (firm, of) = (self.firm(lang, case), self.of_help.get(&case.id));
            let form = help::deeds::application_of(case).and_then(|id| self.forms.get(&id));
            let form = form.map(|it| (it, self.programmes.as_slice()));
            return subsidy::object(lang, (case, form), firm.as_deref(), of);
        }
        if claims::is_ours(&case.kind) {
            let known = claim::deeds::claim_of(case).and_then(|id| self.claims.get(&id));
            return self.called(lang, |called| claims::object(lang, called, known, case));
        }
        if eligibility::is_ours(&case.kind) {
            let code = eligibility::object(case);
            return self.names.get(&code).map_or(code, |it| it.of(lang).to_owned());
        }
        if case.kind == ISSUE {
            return programs::object(lang, case);
        }
        if case.kind == deeds::INVITE {
            let post = deeds::invited_post(case).ok();
            return post.map_or_else(String::new, |it| frame::post(lang, &it));
        }
        if case.kind == CHANGE_CONTRACT {
            let code = contract::institution(case).unwrap_or_default();
            return self.names.get(&code).map_or(code, |it| it.of(lang).to_owned());
        }
        if let Some((name, amount, _)) = self.arrived(lang, case) {
            return funds::object(lang, &name, &amount);
        }
        let id = case.subject.strip_prefix("staff:").and_then(|it| Id::parse(it).ok());
        id.map_or_else(|| case.subject.clone(), |id| self.name(lang, id))
    }

    /// Whose gate, check, date or cover a proposal is about, by name.
    fn whose(&self, lang: Lang, case: &Case) -> Option<String> {
        let of_gates = || admission::deeds::about(&case.subject).map(|it| it.0);
        let of_dates = || deadline::deeds::about(&case.subject).map(|it| it.0);
        let code = match case.kind.as_str() {
            kind if is_of_checks(kind) => check::deeds::about(&case.subject).map(|it| it.0),
            kind if is_of_surety(kind) => naru_core::surety::deeds::about(&case.subject),
            _ => of_gates().or_else(of_dates),
        }?;
        let name = self.names.get(code.as_str()).map(|it| it.of(lang).to_owned());
        Some(name.unwrap_or_else(|| code.to_string()))
    }

    /// What the firm of an application is called, if it is known in this language.
    fn firm(&self, lang: Lang, case: &Case) -> Option<String> {
        let form = self.forms.get(&help::deeds::application_of(case)?)?;
        let name = self.names.get(form.firm.institution.as_ref()?.as_str())?;
        (lang == Lang::En).then(|| name.of(lang).to_owned())
    }

    /// Of money that arrived: whose, how much, by which reference.
    fn arrived(&self, lang: Lang, case: &Case) -> Option<(String, String, String)> {
        let it = (case.kind == FUND).then(|| Arrived::of(case).ok()).flatten()?;
        let name = self.names.get(&it.institution).map(|name| name.of(lang).to_owned());
        let amount = format::won(lang, Won::new(it.amount));
        Some((name.unwrap_or(it.institution), amount, it.evidence))
    }

    /// Its exact effect.
    pub(super) fn effect(&self, lang: Lang, case: &Case) -> String {
        let said = self.own_effect(lang, case);
        match self.foreseen.falls.get(&case.id) {
            Some(of) => format!("{said} {}", gates::fall_said(lang, *of)),
            None => said,
        }
    }

    fn own_effect(&self, lang: Lang, case: &Case) -> String {
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
                let of = self.of_cover.get(&case.id);
                self.called(lang, |called| surety::effect(lang, called, case, of))
            }
            kind if subsidy::is_ours(kind) => {
                let of = self.of_help.get(&case.id);
                subsidy::effect(lang, case, self.firm(lang, case).as_deref(), of)
            }
            kind if claims::is_ours(kind) => {
                let of = self.of_claims.get(&case.id);
                self.called(lang, |called| claims::effect(lang, called, case, of))
            }
            kind if eligibility::is_ours(kind) => {
                let is_large = self.foreseen.is_large.get(&case.id).copied();
                eligibility::effect(lang, case, &object, is_large)
            }
            ISSUE => programs::effect(lang, case),
            kind => effect_on(lang, kind, &object),
        }
    }
}

/// The measures that these proposals lift, or whose appeals they answer.
fn measures(tx: &mut naru_store::Tx<'_>, cases: &[Case]) -> Answer<BTreeMap<Id, Measure>> {
    let mut out = BTreeMap::new();
    for (code, id) in cases.iter().filter_map(gates::measure_of) {
        let all = admission::facts_of(tx, &code)?.measures.into_iter();
        out.extend(all.filter(|it| it.id == id).map(|it| (it.id, it)));
    }
    Ok(out)
}

/// For which house people of a role decide.
pub(super) fn house(lang: Lang, of: Role) -> String {
    match of {
        Role::Operator => w::house_operator(lang),
        Role::Inspector => w::house_inspector(lang),
        other => frame::role(lang, other),
    }
}

/// Those that there are.
fn there<T>(all: impl Iterator<Item = Answer<T>>) -> Answer<Vec<T>> {
    all.filter(|it| !matches!(it, Err(No::Refusal(_)))).collect()
}

/// The page of what a proposal is about, and its word: of its own, or as its corner has it.
pub(super) fn way_to(
    lang: Lang,
    (case, people): (&Case, &People),
    place: fn(&Case) -> Option<String>,
) -> Option<(String, String)> {
    if claims::is_ours(&case.kind) {
        let id = claim::deeds::claim_of(case)?;
        return Some((format!("/console/claims/{id}"), w::to_claim(lang)));
    }
    if eligibility::is_form(&case.kind) {
        let path = format!("/console/eligibility/{}", eligibility::object(case));
        return Some((path, eligibility::to_form(lang)));
    }
    let form = help::deeds::application_of(case).filter(|_| subsidy::is_ours(&case.kind));
    let Some(id) = form else {
        let path = place(case)?;
        let word = word_of(lang, &path, &people.whose(lang, case).unwrap_or_default());
        return Some((path, word));
    };
    Some((format!("/console/subsidy/application/{id}"), w::to_application(lang)))
}

/// What stands under a path, as the object of a look at it: a list, or what is this one's.
fn word_of(lang: Lang, path: &str, whose: &str) -> String {
    let is_under = |it: &str| path.starts_with(it);
    if is_under("/console/checks/lists") {
        w::to_list(lang)
    } else if is_under("/console/checks/") {
        w::to_check(lang, whose)
    } else if is_under("/console/deadlines#") {
        w::to_grounds(lang)
    } else if is_under("/console/deadlines/") {
        w::to_deadline(lang, whose)
    } else if is_under("/console/surety/") {
        w::to_surety(lang, whose)
    } else {
        w::to_gates(lang, whose)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Notices call a deed as its page does.
    #[test]
    fn every_deed_has_one_name() {
        for kind in naru_core::desk::kinds() {
            for lang in [Lang::Ko, Lang::En] {
                let told = naru_core::notify::deed_word(lang, kind.name);
                assert_eq!(told, deed(lang, kind.name), "{}", kind.name);
            }
        }
    }
}

//! A proposed result, or the use of a list, in words; and its page.

use super::plain::what;
use super::words as w;
use crate::console::accounts::proposals::Corner;
use crate::console::deadlines::Called;
use crate::console::pieces::day;
use naru_base::role::{Reach, Right, Scope};
use naru_base::{Lang, Micros, Refusal, unreadable};
use naru_core::check::deeds;
use naru_core::proposal::Case;

pub(crate) static CORNER: Corner = Corner {
    path: "/console/check-proposals",
    here: super::HERE,
    back: super::HERE,
    word: w::checks,
    is_here: |case, who| {
        let post = &who.session.post;
        match deeds::about(&case.subject) {
            Some((code, _)) => {
                post.may_on(Right::GatesRead, &Scope::Institution(code))
                    && who.is_told(case, Right::GatesRead)
            }
            None => {
                deeds::about_list(&case.subject).is_some()
                    && post.reach(Right::GatesRead) == Reach::Everything
            }
        }
    },
    place: |case| match deeds::about(&case.subject) {
        Some((_, id)) => Some(format!("{}/{id}", super::HERE)),
        None => Some(match deeds::about_list(&case.subject) {
            Some(key) => format!("{}/lists/{key}", super::HERE),
            None => format!("{}/lists", super::HERE),
        }),
    },
};

/// The deed's name.
pub(crate) fn deed(lang: Lang, kind: &str) -> String {
    if kind == deeds::RELEASE { w::deed_release(lang) } else { w::deed_verdict(lang) }
}

/// What it is about: the institution and which of its checks, or the list.
pub(crate) fn object(lang: Lang, called: &Called<'_>, case: &Case) -> String {
    match (deeds::about(&case.subject), deeds::about_list(&case.subject)) {
        (Some((code, id)), _) => {
            let name = (called.institution)(code.as_str());
            let which = (called.check)(id).map(|it| {
                let asked = day(it.requested_at.business_date());
                w::which_check(lang, &what(lang, it), &it.list.to_string(), &asked)
            });
            which.map_or(name.clone(), |which| format!("{name} · {which}"))
        }
        (None, Some(list)) => list.to_string(),
        (None, None) => case.subject.clone(),
    }
}

/// What exactly happens when it is confirmed; its object stands beside it.
pub(crate) fn effect(lang: Lang, called: &Called<'_>, case: &Case) -> String {
    if case.kind == deeds::RELEASE {
        return w::fx_release(lang, &object(lang, called, case));
    }
    let Ok((id, it)) = deeds::conclusion_of(case) else { return String::new() };
    let last = |until: Micros| day(Micros::new(until.get().saturating_sub(1)).business_date());
    let gate = (called.check)(id).map(|it| what(lang, it)).unwrap_or_default();
    match (it.is_pass, it.holds_until) {
        (true, until) => w::fx_pass(lang, &gate, &until.map(last).unwrap_or_default()),
        (false, _) => w::fx_fail(lang, &gate),
    }
}

/// A refusal of checks in words.
pub(crate) fn refusal(lang: Lang, it: &Refusal) -> Option<String> {
    if it.code == "check/list-malformed" {
        let unread = unreadable::said(lang, it);
        return Some(match unread {
            Some(why) => w::no_list_read(lang, &why),
            None => match wrong_in_list(lang, it) {
                Some(what) => w::no_list_what(lang, it.fact("at"), &what),
                None => w::no_list_form(lang, it.fact("at")),
            },
        });
    }
    by_code(lang, it.code)
}

/// What is wrong with one part of a list.
fn wrong_in_list(lang: Lang, it: &Refusal) -> Option<String> {
    let value = it.fact("value");
    Some(match it.fact("what") {
        "twice" => w::lw_twice(lang),
        "name" => w::lw_name(lang),
        "text" => w::lw_text(lang),
        "area" => w::lw_area(lang, value),
        "severity" => w::lw_severity(lang, value),
        "validity" => w::lw_validity(lang, value),
        "evidence" => w::lw_evidence(lang, value),
        "refs" => w::lw_refs(lang),
        "signal" => w::lw_signal(lang, value),
        _ => return None,
    })
}

/// The same, where only its code is known.
pub(crate) fn by_code(lang: Lang, code: &str) -> Option<String> {
    Some(match code {
        "check/not-now" | "check/unknown" | "check/proposal-unreadable" => w::no_not_now(lang),
        "check/not-yours" => w::no_not_yours(lang),
        "check/slot-malformed" => w::no_slot(lang),
        "check/slot-begun" => w::no_slot_begun(lang),
        "check/reason-length" => w::no_reason(lang),
        "check/item-unknown" => w::no_item(lang),
        "check/text-length" => w::no_length(lang),
        "check/machine-does-not-say-so" => w::no_machine(lang),
        "check/evidence-missing" => w::no_evidence(lang),
        "check/evidence-unknown" => w::no_document(lang),
        "check/named-by-another" => w::no_take_off(lang),
        "check/evidence-judged" => w::no_take_off_judged(lang),
        "check/grounds-missing" => w::no_grounds(lang),
        "check/against-the-machine" => w::no_against(lang),
        "check/demand-missing" => w::no_demand(lang),
        "check/changed-since" => w::no_changed(lang),
        "check/not-passed" => w::no_not_passed(lang),
        "check/unanswered" => w::no_unanswered(lang),
        "check/not-looked-at" => w::no_not_looked_at(lang),
        "check/result-proposed" => w::no_result_proposed(lang),
        "check/nothing-to-fix" => w::no_nothing(lang),
        "check/open-already" => w::no_open(lang),
        "check/not-applied" => w::no_applied(lang),
        "check/service-unknown" => w::no_service(lang),
        "check/too-much" => w::no_much(lang),
        "check/list-known" => w::no_list_known(lang),
        "check/list-unknown" | "check/list-released" => w::no_list(lang),
        _ => return None,
    })
}

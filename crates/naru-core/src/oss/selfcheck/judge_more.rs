//! The other half of the answers that facts give: weaknesses, licences, phases, the zone. Pure.

use super::facts::{Facts, OwnFacts, ZoneFacts};
use super::judge::{Judged, billed, live};
use super::model::{Live, Place, SelfRules};
use super::words as w;
use crate::oss::licence::made_on;
use naru_base::{Lang, Micros};
use naru_practice::Answer;

const DAY_US: i64 = 86_400_000_000;

/// What facts say of an item.
pub(super) fn judge(id: &str, facts: &Facts, rules: &SelfRules, now: Micros, lang: Lang) -> Judged {
    match id {
        "V1" => resolved(facts, facts.own.as_ref()?, lang),
        "V2" => priorities(facts, lang),
        "V3" => in_time(facts, facts.own.as_ref()?, lang),
        "V4" => stances(facts.stances.exceptions, facts.stances.exceptions_bad, true, lang),
        "V5" => stances(facts.stances.vex, facts.stances.vex_bad, false, lang),
        "V6" => judged(facts, lang),
        "V8" => fresh(facts, rules, now, lang),
        "L1" => licence_issues(facts, lang),
        "L2" => duties(facts.own.as_ref()?, lang),
        "L3" => clashes(facts.own.as_ref()?, lang),
        "L4" => notices(facts.own.as_ref()?, lang),
        "L5" => offers(facts.own.as_ref()?, lang),
        "L7" => relicensed(facts.own.as_ref()?, lang),
        "D3" => gates(facts, lang),
        "D5" => unlinked(facts.own.as_ref()?, lang),
        "X1" => contacts(facts.own.as_ref()?, lang),
        "X5" => affirmed(facts, rules, now, lang),
        "N1" => zone_in(facts.zone.as_ref()?, lang),
        "N2" => zone_registered(facts.zone.as_ref()?, lang),
        "N3" => zone_recorded(facts.zone.as_ref()?, lang),
        "N4" => zone_out(facts.zone.as_ref()?, lang),
        _ => None,
    }
}

fn resolved(facts: &Facts, own: &OwnFacts, lang: Lang) -> Judged {
    let grave = own.findings.grave;
    if grave > 0 {
        return live(false, Place::Findings, w::some_grave(lang, grave));
    }
    billed(own)?;
    facts.data.as_ref()?;
    live(true, Place::Findings, w::none_grave(lang))
}

fn priorities(facts: &Facts, lang: Lang) -> Judged {
    let it = facts.data.as_ref()?;
    let seen = w::priorities(lang, it.kev, it.epss);
    live(it.kev > 0 && it.epss > 0, Place::Advisories, seen)
}

fn in_time(facts: &Facts, own: &OwnFacts, lang: Lang) -> Judged {
    let it = &own.findings;
    if it.overdue > 0 || it.late > 0 {
        return live(false, Place::Findings, w::overdue(lang, it.overdue, it.late));
    }
    billed(own)?;
    facts.data.as_ref()?;
    let seen = if it.fixed == 0 { w::in_time_yet(lang) } else { w::in_time(lang, it.fixed) };
    live(true, Place::Findings, seen)
}

/// Where there is nothing to look at, nothing is seen.
fn stances(count: usize, bad: usize, are_exceptions: bool, lang: Lang) -> Judged {
    if count == 0 {
        return None;
    }
    let seen = match (bad, are_exceptions) {
        (0, true) => w::exceptions_good(lang, count),
        (0, false) => w::vex_good(lang, count),
        (bad, _) => w::stances_bad(lang, bad),
    };
    live(bad == 0, Place::Stances, seen)
}

fn judged(facts: &Facts, lang: Lang) -> Judged {
    let it = facts.data.as_ref()?;
    let seen = if it.is_judged { w::judged(lang) } else { w::judging(lang) };
    live(it.is_judged, Place::Advisories, seen)
}

/// That they are new is seen here; who signed them is not, and needs a person's word.
fn fresh(facts: &Facts, rules: &SelfRules, now: Micros, lang: Lang) -> Judged {
    let newest = facts.data.as_ref()?.newest?;
    let (age_us, place) = (now.since(newest).max(0), Place::Advisories);
    let days = age_us / DAY_US;
    if age_us > rules.data_s.saturating_mul(1_000_000) {
        return live(false, place, w::data_old(lang, days));
    }
    Some(Live { answer: Answer::Open, seen: w::data_unsigned(lang, days), place })
}

fn licence_issues(facts: &Facts, lang: Lang) -> Judged {
    let (open, all) = (facts.requests.licence_open, facts.requests.alive);
    if all == 0 {
        return None;
    }
    let seen =
        if open == 0 { w::licences_settled(lang, all) } else { w::licences_open(lang, open) };
    live(open == 0, Place::Approvals, seen)
}

fn duties(own: &OwnFacts, lang: Lang) -> Judged {
    let it = &own.licences;
    if it.billed == 0 {
        return None;
    }
    if it.unknown == 0 && it.unsaid == 0 {
        return live(true, Place::Licences, w::duties_known(lang, it.parts));
    }
    live(false, Place::Licences, w::duties_unknown(lang, it.unknown, it.unsaid))
}

fn clashes(own: &OwnFacts, lang: Lang) -> Judged {
    let it = &own.licences;
    if it.billed == 0 {
        return None;
    }
    match it.clashes {
        None => {
            let seen = w::no_matrix(lang);
            Some(Live { answer: Answer::Open, seen, place: Place::Licences })
        }
        Some(0) if it.unknown > 0 => {
            let seen = w::duties_unknown(lang, it.unknown, it.unsaid);
            Some(Live { answer: Answer::Open, seen, place: Place::Licences })
        }
        Some(0) => live(true, Place::Licences, w::none_clash(lang)),
        Some(some) => live(false, Place::Licences, w::some_clash(lang, some)),
    }
}

fn notices(own: &OwnFacts, lang: Lang) -> Judged {
    let it = &own.licences;
    if it.billed == 0 {
        return None;
    }
    if it.noticed == it.billed {
        return live(true, Place::Licences, w::notices_current(lang, it.billed));
    }
    live(false, Place::Licences, w::notices_old(lang, it.billed - it.noticed, it.billed))
}

fn offers(own: &OwnFacts, lang: Lang) -> Judged {
    let it = &own.licences;
    let (needing, offering) = it.offers;
    if needing > offering {
        return live(false, Place::Licences, w::offers_lacking(lang, needing - offering, needing));
    }
    if it.billed == 0 || it.unknown > 0 {
        return None;
    }
    if needing == 0 {
        return live(true, Place::Licences, w::offers_none(lang));
    }
    live(true, Place::Licences, w::offers_made(lang, needing))
}

fn relicensed(own: &OwnFacts, lang: Lang) -> Judged {
    let (compared, changed) = own.relicensed.as_ref().filter(|it| it.0 > 0)?;
    if changed.is_empty() {
        return live(true, Place::Approvals, w::same_licences(lang, *compared));
    }
    live(false, Place::Approvals, w::other_licences(lang, &changed.join(", ")))
}

fn gates(facts: &Facts, lang: Lang) -> Judged {
    let (functional, service) = facts.book.gates?;
    let is_so = functional && service;
    let seen = if is_so { w::gates_hold(lang) } else { w::gates_lack(lang) };
    live(is_so, Place::Gates, seen)
}

fn unlinked(own: &OwnFacts, lang: Lang) -> Judged {
    billed(own)?;
    let it = &own.systems;
    let seen = match it.unlinked {
        0 => w::none_unlinked(lang, it.parts),
        some => w::some_unlinked(lang, some),
    };
    live(it.unlinked == 0, Place::Systems, seen)
}

/// Every notice names where to ask.
fn contacts(own: &OwnFacts, lang: Lang) -> Judged {
    let it = &own.licences;
    if it.billed == 0 || it.noticed == 0 {
        return None;
    }
    if it.noticed == it.billed {
        return live(true, Place::Licences, w::contacts(lang, it.billed));
    }
    live(false, Place::Licences, w::contacts_lacking(lang, it.billed - it.noticed))
}

fn affirmed(facts: &Facts, rules: &SelfRules, now: Micros, lang: Lang) -> Judged {
    let at = facts.affirmed_at?;
    let day = made_on(at);
    if at.plus_seconds(rules.affirm_s) > now {
        return live(true, Place::Here, w::affirmed(lang, &day));
    }
    live(false, Place::Here, w::affirmed_past(lang, &day))
}

fn zone_in(it: &ZoneFacts, lang: Lang) -> Judged {
    if it.wrong > 0 {
        return live(false, Place::Zone, w::zone_wrong(lang, it.wrong));
    }
    if it.looked.0 == 0 {
        return None;
    }
    live(true, Place::Zone, w::zone_clean(lang, it.looked.0))
}

fn zone_out(it: &ZoneFacts, lang: Lang) -> Judged {
    if it.wrong > 0 {
        return live(false, Place::Zone, w::zone_wrong(lang, it.wrong));
    }
    if it.looked.1 == 0 {
        return None;
    }
    live(true, Place::Zone, w::zone_out(lang, it.looked.1))
}

fn zone_registered(it: &ZoneFacts, lang: Lang) -> Judged {
    let (all, lacking) = it.pseudonymised;
    if all == 0 {
        return None;
    }
    let seen = match lacking {
        0 => w::zone_registered(lang, all),
        lacking => w::zone_unregistered(lang, lacking),
    };
    live(lacking == 0, Place::Zone, seen)
}

fn zone_recorded(it: &ZoneFacts, lang: Lang) -> Judged {
    if it.crossed == 0 {
        return None;
    }
    if it.wrong > 0 {
        return live(false, Place::Zone, w::zone_wrong(lang, it.wrong));
    }
    live(true, Place::Zone, w::zone_recorded(lang, it.crossed))
}

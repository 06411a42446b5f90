//! The other half of the answers that facts give: weaknesses, licences, phases, the zone. Pure.

use super::facts::{Facts, OwnFacts, ZoneFacts};
use super::judge::{Judged, billed, live, unless_theirs, unless_unbilled};
use super::model::{Live, Place, SelfRules};
use super::words::{self as w, n};
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
        return live(false, Place::Findings, w::some_grave(lang, n(grave)));
    }
    billed(own)?;
    facts.data.as_ref()?;
    unless_unbilled(own, Place::Findings, lang, w::none_grave(lang))
}

fn priorities(facts: &Facts, lang: Lang) -> Judged {
    let it = facts.data.as_ref()?;
    // With either lacking the order is not the whole one.
    let seen = match (it.kev, it.epss) {
        (0, 0) => w::priorities_none(lang),
        (kev, 0) => w::priorities_kev(lang, n(kev)),
        (0, epss) => w::priorities_epss(lang, n(epss)),
        (kev, epss) => w::priorities(lang, n(kev), n(epss)),
    };
    if it.kev > 0 && it.epss > 0 {
        return live(true, Place::Advisories, seen);
    }
    // An institution does not load them.
    let is_own = facts.own.is_some();
    let seen = if is_own { w::data_theirs(lang, &seen) } else { seen };
    unless_theirs(facts, Place::Advisories, seen)
}

fn in_time(facts: &Facts, own: &OwnFacts, lang: Lang) -> Judged {
    let it = &own.findings;
    if it.overdue > 0 || it.late > 0 {
        return live(false, Place::Findings, w::overdue(lang, n(it.overdue), n(it.late)));
    }
    billed(own)?;
    facts.data.as_ref()?;
    let seen = if it.fixed == 0 { w::in_time_yet(lang) } else { w::in_time(lang, n(it.fixed)) };
    unless_unbilled(own, Place::Findings, lang, seen)
}

/// Where there is nothing to look at, nothing is seen.
fn stances(count: usize, bad: usize, are_exceptions: bool, lang: Lang) -> Judged {
    if count == 0 {
        return None;
    }
    let seen = match (bad, are_exceptions) {
        (0, true) => w::exceptions_good(lang, n(count)),
        (0, false) => w::vex_good(lang, n(count)),
        (bad, _) => w::stances_bad(lang, n(bad)),
    };
    live(bad == 0, Place::Stances, seen)
}

fn judged(facts: &Facts, lang: Lang) -> Judged {
    let it = facts.data.as_ref()?;
    if it.is_judged {
        return live(true, Place::Advisories, w::judged(lang));
    }
    unless_theirs(facts, Place::Advisories, w::judging(lang))
}

/// That they are new is seen here; who signed them is not, and needs a person's word.
fn fresh(facts: &Facts, rules: &SelfRules, now: Micros, lang: Lang) -> Judged {
    let newest = facts.data.as_ref()?.newest?;
    let (age_us, place) = (now.since(newest).max(0), Place::Advisories);
    let days = age_us / DAY_US;
    if age_us > rules.data_s.saturating_mul(1_000_000) {
        let seen = w::data_old(lang, n(days));
        let is_own = facts.own.is_some();
        let seen = if is_own { w::data_theirs(lang, &seen) } else { seen };
        return unless_theirs(facts, place, seen);
    }
    let seen = match (days, facts.own.is_some()) {
        (0, true) => w::data_theirs_today(lang),
        (days, true) => w::data_theirs_of(lang, n(days)),
        (0, false) => w::data_unsigned_today(lang),
        (days, false) => w::data_unsigned(lang, n(days)),
    };
    Some(Live { answer: Answer::Open, seen, place })
}

fn licence_issues(facts: &Facts, lang: Lang) -> Judged {
    let (open, all) = (facts.requests.licence_open, facts.requests.alive);
    if all == 0 {
        return None;
    }
    if open > 0 {
        return live(false, Place::Approvals, w::licences_open(lang, n(open)));
    }
    let settled = w::licences_settled(lang, n(all));
    let Some(own) = &facts.own else { return live(true, Place::Approvals, settled) };
    // Of what was never asked for, no request tells anything.
    let seen = match own.direct {
        Some((_, 0)) => return unless_unbilled(own, Place::Approvals, lang, settled),
        Some((_, lacking)) => w::licences_unasked(lang, n(all), n(lacking)),
        None => w::licences_unseen(lang, n(all)),
    };
    Some(Live { answer: Answer::Open, seen, place: Place::Approvals })
}

fn duties(own: &OwnFacts, lang: Lang) -> Judged {
    let it = &own.licences;
    if it.billed == 0 {
        return None;
    }
    if it.unknown == 0 && it.unsaid == 0 {
        return live(true, Place::Licences, w::duties_known(lang, n(it.parts)));
    }
    live(false, Place::Licences, w::duties_unknown(lang, n(it.unknown), n(it.unsaid)))
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
            let seen = w::duties_unknown(lang, n(it.unknown), n(it.unsaid));
            Some(Live { answer: Answer::Open, seen, place: Place::Licences })
        }
        Some(0) => live(true, Place::Licences, w::none_clash(lang)),
        Some(some) => live(false, Place::Licences, w::some_clash(lang, n(some))),
    }
}

fn notices(own: &OwnFacts, lang: Lang) -> Judged {
    let it = &own.licences;
    if it.billed == 0 {
        return None;
    }
    let (owing, current) = it.notices;
    if owing > current {
        return live(false, Place::Licences, w::notices_old(lang, n(owing - current), n(owing)));
    }
    // Whether one must go with the others hangs on what nobody has said yet.
    if it.unclear > 0 || it.unsaid > 0 {
        let seen = w::duties_unknown(lang, n(it.unknown), n(it.unsaid));
        return Some(Live { answer: Answer::Open, seen, place: Place::Licences });
    }
    if owing == 0 {
        return live(true, Place::Licences, w::notices_needless(lang));
    }
    live(true, Place::Licences, w::notices_current(lang, n(owing)))
}

fn offers(own: &OwnFacts, lang: Lang) -> Judged {
    let it = &own.licences;
    let (needing, offering) = it.offers;
    if needing > offering {
        return live(
            false,
            Place::Licences,
            w::offers_lacking(lang, n(needing - offering), n(needing)),
        );
    }
    if it.billed == 0 || it.unknown > 0 {
        return None;
    }
    if needing == 0 {
        return live(true, Place::Licences, w::offers_none(lang));
    }
    live(true, Place::Licences, w::offers_made(lang, n(needing)))
}

fn relicensed(own: &OwnFacts, lang: Lang) -> Judged {
    let (compared, changed) = own.relicensed.as_ref().filter(|it| it.0 > 0)?;
    if changed.is_empty() {
        return live(true, Place::Approvals, w::same_licences(lang, n(*compared)));
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
    match it.unlinked {
        0 => unless_unbilled(own, Place::Systems, lang, w::none_unlinked(lang, n(it.parts))),
        some => live(false, Place::Systems, w::some_unlinked(lang, n(some))),
    }
}

/// Every notice names where to ask; only systems with which one must go can lack it.
fn contacts(own: &OwnFacts, lang: Lang) -> Judged {
    let it = &own.licences;
    if it.billed == 0 || it.noticed == 0 {
        return None;
    }
    let (owing, current) = it.notices;
    if owing > current {
        return live(false, Place::Licences, w::contacts_lacking(lang, n(owing - current)));
    }
    live(true, Place::Licences, w::contacts(lang, n(it.noticed)))
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
    if it.wrong.0 > 0 {
        return live(false, Place::Zone, w::zone_wrong(lang, n(it.wrong.0)));
    }
    let seen = match (it.looked.0, it.crossed.0) {
        (0, _) => return None,
        (looked, 0) => w::zone_in_none(lang, n(looked)),
        (looked, crossed) => w::zone_in(lang, n(looked), n(crossed)),
    };
    live(true, Place::Zone, seen)
}

fn zone_out(it: &ZoneFacts, lang: Lang) -> Judged {
    if it.wrong.1 > 0 {
        return live(false, Place::Zone, w::zone_wrong(lang, n(it.wrong.1)));
    }
    let seen = match (it.looked.1, it.crossed.1) {
        (0, _) => return None,
        (looked, 0) => w::zone_out_none(lang, n(looked)),
        (looked, crossed) => w::zone_out(lang, n(looked), n(crossed)),
    };
    live(true, Place::Zone, seen)
}

fn zone_registered(it: &ZoneFacts, lang: Lang) -> Judged {
    let (all, lacking) = it.pseudonymised;
    if all == 0 {
        return None;
    }
    let seen = match lacking {
        0 => w::zone_registered(lang, n(all)),
        lacking => w::zone_unregistered(lang, n(lacking)),
    };
    live(lacking == 0, Place::Zone, seen)
}

fn zone_recorded(it: &ZoneFacts, lang: Lang) -> Judged {
    let (crossed, wrong) = (it.crossed.0 + it.crossed.1, it.wrong.0 + it.wrong.1);
    if crossed == 0 {
        return None;
    }
    if wrong > 0 {
        return live(false, Place::Zone, w::zone_wrong(lang, n(wrong)));
    }
    live(true, Place::Zone, w::zone_recorded(lang, n(crossed)))
}

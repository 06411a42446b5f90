//! The answers that facts give, and what becomes of them with what people say. Pure: each answer is
//! a function of what is known, so that a changed fact changes it.

use super::facts::{Facts, OwnFacts};
use super::judge_more;
use super::model::{
    Checked, Live, NAME_CHARS_MIN, OWNER_CHARS_MAX, Place, Said, SelfRules, Source, Spoken,
    Subject, TEXT_CHARS_MAX, TEXT_CHARS_MIN,
};
use super::words::{self as w, n};
use crate::oss::licence::made_on;
use naru_base::role::Role;
use naru_base::{Lang, Micros, Refusal};
use naru_practice::{Answer, Item, items};

/// What facts say of an item; nothing if they say nothing.
pub(super) type Judged = Option<Live>;

/// An answer, with what was seen and where.
pub(super) fn live(is_so: bool, place: Place, seen: String) -> Judged {
    Some(Live { answer: if is_so { Answer::Yes } else { Answer::No }, seen, place })
}

/// A no of the operator's house; an institution can change nothing of it: to it no answer.
pub(super) fn unless_theirs(facts: &Facts, place: Place, seen: String) -> Judged {
    let answer = if facts.own.is_some() { Answer::Open } else { Answer::No };
    Some(Live { answer, seen, place })
}

/// What facts say of an item.
pub fn judge(id: &str, facts: &Facts, rules: &SelfRules, now: Micros, lang: Lang) -> Option<Live> {
    match id {
        "P2" => readers(facts, lang),
        "P4" => measured(facts.own.as_ref()?, lang),
        "O1" => roles(facts, lang),
        "O3" => apart(facts, lang),
        "S1" => selection(facts.own.as_ref()?, lang),
        "S2" => activity(facts, lang),
        "S3" => origin(facts, lang),
        "S4" => ended(facts, facts.own.as_ref()?, lang),
        "S5" => malicious(facts, facts.own.as_ref()?, lang),
        "I1" => current(facts.own.as_ref()?, lang),
        "I2" => transitive(facts.own.as_ref()?, lang),
        "I3" => fields(facts.own.as_ref()?, lang),
        "I5" => signed(facts.own.as_ref()?, lang),
        "I6" => tested(facts, lang),
        _ => judge_more::judge(id, facts, rules, now, lang),
    }
}

/// Whether facts can ever answer an item, be it in part, of the house whose self-check it is: only
/// institutions have systems and gates, only the operator's house has the zone.
pub fn can_answer(id: &str, subject: &Subject) -> bool {
    match id {
        "P2" | "O1" | "O3" | "S2" | "S3" | "I6" | "V2" | "V4" | "V5" | "V6" | "V8" | "L1"
        | "X5" => true,
        "P4" | "S1" | "S4" | "S5" | "I1" | "I2" | "I3" | "I5" | "V1" | "V3" | "L2" | "L3"
        | "L4" | "L5" | "L7" | "D3" | "D5" | "X1" => subject.institution().is_some(),
        "N1" | "N2" | "N3" | "N4" => subject.institution().is_none(),
        _ => false,
    }
}

fn readers(facts: &Facts, lang: Lang) -> Judged {
    let (read, all) = facts.readers;
    if all == 0 {
        return None;
    }
    live(read == all, Place::Guide, w::readers(lang, n(read), n(all)))
}

fn measured(own: &OwnFacts, lang: Lang) -> Judged {
    let it = &own.findings;
    if it.fixed == 0 {
        return None;
    }
    live(true, Place::Findings, w::measured(lang, n(it.fixed), n(it.late)))
}

fn roles(facts: &Facts, lang: Lang) -> Judged {
    let lacking = &facts.book.lacking;
    if facts.book.people.is_empty() {
        return live(false, Place::Here, w::nobody_here(lang));
    }
    if lacking.is_empty() {
        // Of development, operations and QA no fact tells: people answer the rest.
        let seen = w::roles_filled(lang);
        return Some(Live { answer: Answer::Open, seen, place: Place::Approvals });
    }
    let names: Vec<String> = lacking.iter().map(|it| role(*it, lang)).collect();
    let seen = w::roles_lacking(lang, &names.join(", "));
    unless_theirs(facts, Place::Approvals, seen)
}

fn role(it: Role, lang: Lang) -> String {
    match it {
        Role::Operator => w::role_operator(lang),
        Role::SecurityDesk => w::role_security(lang),
        Role::Inspector => w::role_inspector(lang),
        Role::Legal => w::role_legal(lang),
        other => other.to_string(),
    }
}

fn apart(facts: &Facts, lang: Lang) -> Judged {
    let it = &facts.requests;
    if it.votes == 0 {
        return None;
    }
    let seen = match it.own_votes {
        0 => w::apart(lang, n(it.votes)),
        own => w::not_apart(lang, n(own)),
    };
    live(it.own_votes == 0, Place::Approvals, seen)
}

fn selection(own: &OwnFacts, lang: Lang) -> Judged {
    let (all, lacking) = own.direct.filter(|it| it.0 > 0)?;
    let seen = match lacking {
        0 => w::direct_asked(lang, n(all)),
        lacking => w::direct_unasked(lang, n(lacking), n(all)),
    };
    live(lacking == 0, Place::Approvals, seen)
}

fn activity(facts: &Facts, lang: Lang) -> Judged {
    let (have, all) = (facts.requests.health_known, facts.requests.alive);
    if all == 0 {
        return None;
    }
    let (seen, place) = (w::activity(lang, n(have), n(all)), Place::Approvals);
    if have == all {
        return live(true, place, seen);
    }
    // An institution has no field for it.
    let is_own = facts.own.is_some();
    unless_theirs(facts, place, if is_own { w::activity_theirs(lang, &seen) } else { seen })
}

fn origin(facts: &Facts, lang: Lang) -> Judged {
    let (have, all) = (facts.requests.origin_stated, facts.requests.alive);
    if all == 0 {
        return None;
    }
    // What is stated was not verified by that.
    let answer = if have == all { Answer::Open } else { Answer::No };
    Some(Live { answer, seen: w::origin_stated(lang, n(have), n(all)), place: Place::Approvals })
}

/// Without data nothing is known, which is not the same as nothing found.
fn is_blind(facts: &Facts, own: &OwnFacts) -> bool {
    facts.data.is_none() || own.systems.live == own.systems.unbilled
}

/// That nothing was found is said of the systems with a bill only; of the others nothing is known.
pub(super) fn unless_unbilled(own: &OwnFacts, place: Place, lang: Lang, seen: String) -> Judged {
    match own.systems.unbilled {
        0 => live(true, place, seen),
        some => {
            Some(Live { answer: Answer::Open, seen: w::unbilled_unknown(lang, n(some)), place })
        }
    }
}

fn ended(facts: &Facts, own: &OwnFacts, lang: Lang) -> Judged {
    let (findings, requests) = (own.findings.unmaintained, facts.requests.ended);
    if findings == 0 && requests == 0 {
        if is_blind(facts, own) {
            return None;
        }
        // Only of what was asked for, with a day at which its support ends, is the end known.
        let asked = &facts.requests;
        let is_known = own.direct.is_some_and(|(_, lacking)| lacking == 0)
            && asked.alive > 0
            && asked.ends_known == asked.alive;
        if !is_known {
            let (answer, seen) = (Answer::Open, w::none_ended_seen(lang));
            return Some(Live { answer, seen, place: Place::Findings });
        }
        return unless_unbilled(own, Place::Findings, lang, w::none_ended(lang));
    }
    live(false, Place::Findings, w::some_ended(lang, n(findings), n(requests)))
}

fn malicious(facts: &Facts, own: &OwnFacts, lang: Lang) -> Judged {
    if own.findings.malicious > 0 {
        return live(false, Place::Findings, w::some_malicious(lang, n(own.findings.malicious)));
    }
    let known = facts.data.as_ref().map_or(0, |it| it.malicious);
    if known == 0 || is_blind(facts, own) {
        return None;
    }
    unless_unbilled(own, Place::Advisories, lang, w::none_malicious(lang, n(known)))
}

fn current(own: &OwnFacts, lang: Lang) -> Judged {
    let it = &own.systems;
    if it.live == 0 {
        return None;
    }
    if it.unbilled == 0 && it.stale == 0 {
        return live(true, Place::Systems, w::bills_current(lang, n(it.live)));
    }
    live(false, Place::Systems, w::bills_lacking(lang, n(it.unbilled), n(it.stale)))
}

/// Live systems with a bill; none if there are none.
pub(super) fn billed(own: &OwnFacts) -> Option<i64> {
    Some(own.systems.live - own.systems.unbilled).filter(|it| *it > 0)
}

fn transitive(own: &OwnFacts, lang: Lang) -> Judged {
    let billed = billed(own)?;
    let seen = match own.systems.flat {
        0 => w::transitive(lang, n(billed)),
        flat => w::flat(lang, n(flat)),
    };
    live(own.systems.flat == 0, Place::Systems, seen)
}

fn fields(own: &OwnFacts, lang: Lang) -> Judged {
    billed(own)?;
    let [hash, licence, maker] = own.systems.lacking;
    if hash + licence + maker == 0 {
        return live(true, Place::Systems, w::fields_there(lang, n(own.systems.parts)));
    }
    live(false, Place::Systems, w::fields_lacking(lang, n(hash), n(licence), n(maker)))
}

fn signed(own: &OwnFacts, lang: Lang) -> Judged {
    let billed = billed(own)?;
    let seen = match own.systems.unsigned {
        0 => w::all_signed(lang, n(billed)),
        some => w::some_unsigned(lang, n(some)),
    };
    live(own.systems.unsigned == 0, Place::Systems, seen)
}

fn tested(facts: &Facts, lang: Lang) -> Judged {
    let (good, bad) = facts.bills;
    if good + bad == 0 {
        return None;
    }
    if facts.own.is_none() {
        return live(true, Place::Systems, w::bills_tested(lang, n(good), n(bad)));
    }
    // What it handed in is its own; of what its suppliers gave it nothing is known here.
    let seen = w::bills_tested_own(lang, n(good), n(bad));
    Some(Live { answer: Answer::Open, seen, place: Place::Systems })
}

/// Every item with its answer: a fact before a word, a word before nothing.
pub fn check(
    facts: &Facts,
    said: &[Said],
    rules: &SelfRules,
    now: Micros,
    lang: Lang,
) -> Vec<Checked> {
    let of = |item: &'static Item| {
        let live = judge(&item.id, facts, rules, now, lang);
        // The newest word counts, whatever stood before it.
        let word = said.iter().filter(|it| it.spoken.item == item.id).max_by_key(|it| it.at);
        answered(item, live, word, now, lang)
    };
    items().iter().map(of).collect()
}

fn answered(
    item: &'static Item,
    live: Option<Live>,
    word: Option<&Said>,
    now: Micros,
    lang: Lang,
) -> Checked {
    if let Some(it) = live.as_ref().filter(|it| it.answer != Answer::Open) {
        let (seen, source) = (it.seen.clone(), Source::Fact(it.place));
        return Checked { item, answer: it.answer, seen, source };
    }
    if let Some(it) = word {
        let spoken = &it.spoken;
        if it.until <= now {
            let seen = w::past_words(lang, &made_on(it.until), &spoken.words);
            let source = Source::Past(it.clone());
            return Checked { item, answer: Answer::Open, seen, source };
        }
        let seen = w::spoken(lang, &spoken.owner, &spoken.words, &spoken.evidence);
        let answer = if spoken.is_yes { Answer::Yes } else { Answer::No };
        return Checked { item, answer, seen, source: Source::Word(it.clone()) };
    }
    match live {
        Some(it) => {
            Checked { item, answer: Answer::Open, seen: it.seen, source: Source::Fact(it.place) }
        }
        None => Checked {
            item,
            answer: Answer::Open,
            seen: w::nothing_yet(lang),
            source: Source::Nothing,
        },
    }
}

/// How many are answered yes, no, and not at all.
pub fn counts(all: &[Checked]) -> (i64, i64, i64) {
    let of = |answer| {
        let count = all.iter().filter(|it| it.answer == answer).count();
        i64::try_from(count).unwrap_or(i64::MAX)
    };
    (of(Answer::Yes), of(Answer::No), of(Answer::Open))
}

fn fits(text: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&text.trim().chars().count())
}

/// Whether it may be said; the first reason that applies, in this order. `by_fact`: a fact answers
/// the item, which no word outweighs.
pub fn may_say(it: &Spoken, by_fact: bool) -> Result<(), Refusal> {
    if !items().iter().any(|item| item.id == it.item) {
        return Err(Refusal::new("oss/selfcheck-item"));
    }
    if by_fact {
        return Err(Refusal::new("oss/selfcheck-fact"));
    }
    wrong_fields(it).into_iter().next().map_or(Ok(()), Err)
}

/// Everything that is wrong with what was written, in the order of the form.
pub fn wrong_fields(it: &Spoken) -> Vec<Refusal> {
    let texts = [
        ("owner", &it.owner, NAME_CHARS_MIN, OWNER_CHARS_MAX),
        ("words", &it.words, TEXT_CHARS_MIN, TEXT_CHARS_MAX),
        ("evidence", &it.evidence, NAME_CHARS_MIN, TEXT_CHARS_MAX),
    ];
    let wrong = texts.into_iter().filter(|(_, text, least, most)| !fits(text, *least, *most));
    let refusal = |(field, _, least, most): (&'static str, &String, usize, usize)| {
        let refusal = Refusal::new("oss/selfcheck-text");
        refusal.with("field", field).with("least", least).with("most", most)
    };
    wrong.map(refusal).collect()
}

/// Whether the whole may be confirmed: with words.
pub fn may_affirm(note: &str) -> Result<(), Refusal> {
    if fits(note, TEXT_CHARS_MIN, TEXT_CHARS_MAX) {
        return Ok(());
    }
    let refusal = Refusal::new("oss/selfcheck-text").with("field", "note");
    Err(refusal.with("least", TEXT_CHARS_MIN).with("most", TEXT_CHARS_MAX))
}

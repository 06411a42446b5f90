//! What people say, confirm and have read; and the facts that items are judged by.

use super::facts::{BookFacts, DataFacts, Facts, OwnFacts, Requests, Stances, ZoneFacts};
use super::judge::{may_affirm, may_say};
use super::lacking::{is_ended, is_licence_open, knows_end, knows_health, states_origin};
use super::model::{Affirmed, Said, SelfRules, Spoken, Subject};
use super::{sql, sql_facts};
use crate::oss::approval::{self, Approval, Asked, Cover};
use crate::oss::licence;
use crate::oss::portfolio::stance::{self, Stance, Standing};
use crate::oss::portfolio::{self, Advisories};
use crate::oss::zone::{self, Crossing, Direction, Mode};
use naru_base::{
    Answer, AuditRecord, BusinessDate, ClientUseCode, Env, Fault, Id, Micros, Refusal,
};
use naru_practice::guide::guide;
use naru_store::Tx;

/// Requests, stances and crossings that are looked at: the newest.
pub(super) const RECORDS_MAX: usize = 500;
/// Packages with another licence that are named.
const NAMED_MAX: usize = 8;
pub(super) const YEAR_S: i64 = 31_536_000;

fn audit(
    tx: &mut Tx<'_>,
    env: &Env,
    (actor, action): (&str, &'static str),
    subject: &Subject,
    body: String,
) {
    let subject = match subject {
        Subject::Network => "network".to_owned(),
        Subject::Institution(code) => format!("institution:{code}"),
    };
    tx.audit(AuditRecord { at: env.now, actor: actor.to_owned(), action, subject, body });
}

/// A person answers an item. `by_fact`: a fact answers it already. It holds for the item's months.
pub fn say(
    tx: &mut Tx<'_>,
    env: &Env,
    (actor, subject): (&str, &Subject),
    spoken: &Spoken,
    by_fact: bool,
) -> Answer<Id> {
    may_say(spoken, by_fact)?;
    let item = naru_practice::items::item(&spoken.item);
    let item = item.ok_or(Refusal::new("oss/selfcheck-item"))?;
    let plain = |text: &str| text.trim().to_owned();
    let it = Said {
        id: env.id(0),
        spoken: Spoken {
            item: spoken.item.clone(),
            is_yes: spoken.is_yes,
            words: plain(&spoken.words),
            evidence: plain(&spoken.evidence),
            owner: plain(&spoken.owner),
        },
        at: env.now,
        by: actor.to_owned(),
        until: months_later(env.now, item.valid_months),
    };
    sql::add(tx, subject, &it)?;
    let body = format!(
        r#"{{"answer":"{}","item":"{}","until":{},"yes":{}}}"#,
        it.id,
        it.spoken.item,
        it.until.get(),
        it.spoken.is_yes
    );
    audit(tx, env, (actor, "oss.selfcheck.said"), subject, body);
    Ok(it.id)
}

/// So many months later, each of the twelfth part of a year.
fn months_later(now: Micros, months: i32) -> Micros {
    now.plus_seconds(YEAR_S / 12 * i64::from(months))
}

/// Somebody confirms the whole, with the counts that were seen.
pub fn affirm(
    tx: &mut Tx<'_>,
    env: &Env,
    (actor, subject): (&str, &Subject),
    counts: (i64, i64, i64),
    note: &str,
) -> Answer<()> {
    may_affirm(note)?;
    let note = note.trim().to_owned();
    let it = Affirmed { counts, note, at: env.now, by: actor.to_owned() };
    sql::affirm(tx, env.id(0), subject, &it)?;
    let (yes, no, open) = counts;
    let body = format!(r#"{{"no":{no},"open":{open},"yes":{yes}}}"#);
    audit(tx, env, (actor, "oss.selfcheck.affirmed"), subject, body);
    Ok(())
}

/// Somebody has read a page of the guide.
pub fn read_page(tx: &mut Tx<'_>, env: &Env, actor: &str, page: &str) -> Answer<()> {
    if guide().find(page, naru_base::Lang::Ko).is_none() {
        return Err(Refusal::new("oss/guide-unknown").into());
    }
    sql::read_page(tx, (actor, page), env.now)?;
    let page = serde_json::to_string(page).expect("a text is always JSON");
    let body = format!(r#"{{"page":{page}}}"#);
    let (actor, action) = (actor.to_owned(), "oss.guide.read");
    tx.audit(AuditRecord { at: env.now, subject: actor.clone(), actor, action, body });
    Ok(())
}

/// The pages that somebody has read, and when.
pub fn reads_of(tx: &mut Tx<'_>, actor: &str) -> Result<Vec<(String, Micros)>, Fault> {
    sql::reads_of(tx, actor)
}

/// What people said, the newest first, and the last confirmation.
pub fn said(tx: &mut Tx<'_>, subject: &Subject) -> Result<(Vec<Said>, Option<Affirmed>), Fault> {
    Ok((sql::said(tx, subject)?, sql::affirmed(tx, subject)?))
}

/// The facts that items are judged by.
pub fn load(
    tx: &mut Tx<'_>,
    subject: &Subject,
    (book, data): (&BookFacts, Option<&Advisories>),
    rules: &SelfRules,
    now: Micros,
) -> Result<Facts, Fault> {
    let code = subject.institution();
    let asked = approval::Which { institution: code.cloned(), ..approval::Which::default() };
    let requests = approval::list(tx, &asked, RECORDS_MAX)?;
    let which = stance::Stances { institution: code.cloned(), ..stance::Stances::default() };
    let taken = stance::list(tx, &which, RECORDS_MAX)?;
    let own = match code {
        Some(code) => Some(own_facts(tx, code, data, rules, now)?),
        None => None,
    };
    let zone = match code {
        Some(_) => None,
        None => {
            let crossings = zone::list(tx, &zone::Which::default(), RECORDS_MAX)?;
            Some(zone_facts(&crossings, rules.zone_quorum))
        }
    };
    Ok(Facts {
        data: data_facts(tx, data)?,
        requests: requests_of(&requests, &taken),
        stances: stances_of(&taken, now),
        bills: sql_facts::bills(tx, code.map_or("", ClientUseCode::as_str))?,
        readers: readers(tx, &book.people, rules, now)?,
        affirmed_at: sql::affirmed(tx, subject)?.map(|it| it.at),
        own,
        zone,
        book: book.clone(),
    })
}

fn data_facts(tx: &mut Tx<'_>, data: Option<&Advisories>) -> Result<Option<DataFacts>, Fault> {
    let Some(data) = data else { return Ok(None) };
    let state = portfolio::pending(tx)?;
    let newest = data.head.newest.as_deref().and_then(|it| it.get(..10)).and_then(|day| {
        let plain: String = day.split('-').collect();
        Some(BusinessDate::parse(&plain)?.starts_at())
    });
    // A file need not say how much is in it; what of it concerns the systems here is counted.
    let seen = sql_facts::matters(tx)?;
    Ok(Some(DataFacts {
        kev: data.head.kev.max(seen[0]),
        epss: data.head.epss.max(seen[1]),
        malicious: data.head.malicious.max(seen[2]),
        newest,
        is_judged: state.data == data.sha256 && state.done_at.is_some() && state.todo == 0,
    }))
}

fn requests_of(all: &[Approval], taken: &[Stance]) -> Requests {
    let alive = || all.iter().filter(|it| it.standing.is_alive());
    let by_asker = |it: &Approval| it.votes.iter().filter(|vote| vote.by == it.asked_by).count();
    let by_asker_of = |it: &Stance| it.votes.iter().filter(|vote| vote.by == it.asked_by).count();
    Requests {
        alive: alive().count(),
        health_known: alive().filter(|it| knows_health(it)).count(),
        ends_known: alive().filter(|it| knows_end(it)).count(),
        origin_stated: alive().filter(|it| states_origin(it)).count(),
        licence_open: alive().filter(|it| is_licence_open(it)).count(),
        ended: alive().filter(|it| is_ended(it)).count(),
        votes: all.iter().map(|it| it.votes.len()).sum::<usize>()
            + taken.iter().map(|it| it.votes.len()).sum::<usize>(),
        own_votes: all.iter().map(by_asker).sum::<usize>()
            + taken.iter().map(by_asker_of).sum::<usize>(),
    }
}

fn stances_of(all: &[Stance], now: Micros) -> Stances {
    let in_force = |it: &&Stance| it.standing == Standing::Approved && it.until > now;
    let is_agreed = |it: &Stance| {
        let yes = it.votes.iter().filter(|vote| vote.is_yes).count();
        i64::try_from(yes).is_ok_and(|yes| yes >= it.quorum)
    };
    let mut out = Stances::default();
    for it in all.iter().filter(in_force) {
        let is_whole = !it.reason.is_empty() && is_agreed(it);
        if it.claim.is_vex() {
            out.vex += 1;
            out.vex_bad += usize::from(!is_whole);
        } else {
            out.exceptions += 1;
            out.exceptions_bad += usize::from(!is_whole || it.control.is_empty());
        }
    }
    out
}

/// Of these people, how many have read every page on governance within its time.
fn readers(
    tx: &mut Tx<'_>,
    people: &[String],
    rules: &SelfRules,
    now: Micros,
) -> Result<(usize, usize), Fault> {
    let lacking = unread_by(tx, people, rules, now)?.len();
    Ok((people.len() - lacking, people.len()))
}

/// Which of these people have not read every page on governance within its time.
pub fn unread_by(
    tx: &mut Tx<'_>,
    people: &[String],
    rules: &SelfRules,
    now: Micros,
) -> Result<Vec<String>, Fault> {
    let wanted: Vec<&str> =
        guide().page.iter().filter(|it| it.phase == "govern").map(|it| it.id.as_str()).collect();
    let mut lacking = Vec::new();
    for who in people {
        let read = sql::reads_of(tx, who)?;
        let has = |page: &&str| {
            let is_it = |it: &&(String, Micros)| it.0 == **page;
            read.iter().find(is_it).is_some_and(|it| it.1.plus_seconds(rules.read_s) > now)
        };
        if !wanted.iter().all(has) {
            lacking.push(who.clone());
        }
    }
    Ok(lacking)
}

fn own_facts(
    tx: &mut Tx<'_>,
    code: &ClientUseCode,
    data: Option<&Advisories>,
    rules: &SelfRules,
    now: Micros,
) -> Result<OwnFacts, Fault> {
    let asked = approval::direct_of(tx, code, now)?;
    let (direct, relicensed) = match asked.as_deref() {
        Some(all) => (Some(uncovered(all)), Some(licences_compared(all))),
        None => (None, None),
    };
    let licences = licence::of_institution(tx, code, true)?;
    Ok(OwnFacts {
        systems: sql_facts::systems(tx, code, now.plus_seconds(-rules.bill_s))?,
        findings: sql_facts::findings(tx, code, now.plus_seconds(-YEAR_S), now)?,
        direct,
        relicensed,
        licences: licence::overview(&licences, data.and_then(Advisories::matrix)),
    })
}

/// How much is asked for, and how much of it without a request: each once, however many systems
/// ask for it, as in the list of them.
fn uncovered(all: &[Asked]) -> (usize, usize) {
    (all.len(), all.iter().filter(|it| it.cover == Cover::None).count())
}

/// How many were compared with what was asked for, and some that have another licence now.
fn licences_compared(all: &[Asked]) -> (usize, Vec<String>) {
    let stated = all.iter().filter(|it| !it.asked_licence.is_empty() && !it.licence.is_empty());
    let (mut compared, mut changed) = (0, Vec::new());
    for it in stated {
        compared += 1;
        if !approval::says_the_same(&it.asked_licence, &it.licence) {
            changed.push(format!("{} ({} → {})", it.name, it.asked_licence, it.licence));
        }
    }
    changed.sort();
    changed.dedup();
    changed.truncate(NAMED_MAX);
    (compared, changed)
}

fn zone_facts(all: &[Crossing], quorum: i64) -> ZoneFacts {
    let mut out = ZoneFacts::default();
    for it in all {
        let (looked, crossed, wrong) = match it.wish.direction {
            Direction::In => (&mut out.looked.0, &mut out.crossed.0, &mut out.wrong.0),
            Direction::Out => (&mut out.looked.1, &mut out.crossed.1, &mut out.wrong.1),
        };
        *looked += 1;
        if it.standing != zone::Standing::Crossed {
            continue;
        }
        *crossed += 1;
        let yes = it.votes.iter().filter(|vote| vote.is_yes).count();
        let is_agreed = i64::try_from(yes).is_ok_and(|yes| yes >= quorum);
        *wrong += usize::from(!it.verdict.may_cross() || !is_agreed);
        if it.wish.mode == Mode::Pseudonymised {
            out.pseudonymised.0 += 1;
            out.pseudonymised.1 += usize::from(it.wish.registration.is_empty());
        }
    }
    out
}

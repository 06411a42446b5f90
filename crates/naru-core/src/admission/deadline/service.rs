//! The commands about deadlines that one person may do, and what the pages and notices read. What
//! takes two people: more time in [`super::deeds`], a restriction or a warning by a measure.

use super::answer::flaws;
use super::decide::{Finding, Times, finding, met_late};
use super::ground::Grounds;
use super::model::{Booking, Concerned, Known, Place, Reply, Rule, Text};
use super::rule_flaw::flaws as flaws_of_rule;
use super::sql;
use crate::admission::model::{Class, Gate, Sha256};
use crate::admission::service::audit;
use crate::admission::{Facts, began_at, facts_of, load};
use crate::policy;
use naru_base::{Answer, ClientUseCode, Env, Fault, FaultKind, Id, Micros, Refusal};
use naru_store::Tx;
use std::collections::BTreeMap;

/// The most answers of one institution under one rule.
const REPLIES_MAX: usize = 20;

/// The two rules of the tightening of 2020, as (name, class, title, old, new, due, source).
struct Shipped {
    id: &'static str,
    concerned: Concerned,
    title: [&'static str; 2],
    old: [&'static str; 2],
    new: [&'static str; 2],
    /// Effective and due: the first instants of these days in Korea.
    days: [&'static str; 2],
}

const SOURCE: &str = "FSC 2019-12-13: additional security checks of open banking";

const SHIPPED: [Shipped; 2] = [
    Shipped {
        id: "2020q1-former-platform-users",
        concerned: Concerned::Listed,
        title: ["기존 이용기관 추가점검", "Additional check of former open-platform users"],
        old: [
            "종전 오픈플랫폼 이용기관은 새 점검 없이 이용",
            "users of the former open platform went on without a new check",
        ],
        new: [
            "2020년 1분기까지 이용기관 보안점검 통과",
            "the organisation check is passed by the end of 2020 Q1",
        ],
        days: ["20191218", "20200401"],
    },
    Shipped {
        id: "2020q2-self-checks-confirmed",
        concerned: Concerned::Class(Class::EFinance),
        title: [
            "전자금융업자 자체점검 확인",
            "Self-checks of electronic financial businesses confirmed",
        ],
        old: [
            "등록 전자금융업자는 자체점검으로 갈음",
            "registered electronic financial businesses checked themselves",
        ],
        new: [
            "2020년 2분기까지 점검기관이 확인, 이후 자체점검 폐지",
            "the inspection body confirms it by the end of 2020 Q2; self-checks are abolished afterwards",
        ],
        days: ["20191218", "20200701"],
    },
];

/// Adds the shipped rules that the store does not have yet.
pub fn install_shipped(tx: &mut Tx<'_>) -> Result<(), Fault> {
    let day = |text: &str| naru_base::BusinessDate::parse(text).expect("a date").starts_at();
    let both = |[ko, en]: [&str; 2]| Text { ko: ko.to_owned(), en: en.to_owned() };
    for it in SHIPPED {
        let [effective_at, due_at] = it.days.map(day);
        let rule = Rule {
            id: it.id.to_owned(),
            concerned: it.concerned,
            requirement: Gate::Organisation,
            title: both(it.title),
            old: both(it.old),
            new: both(it.new),
            effective_at,
            due_at,
            source: SOURCE.to_owned(),
        };
        sql::add_rule(tx, &rule)?;
    }
    Ok(())
}

fn read_grounds(body: &str) -> Result<Grounds, Fault> {
    Grounds::read(body)
        .map_err(|it| Fault::because(FaultKind::Corrupt, "the list of grounds does not read", it))
}

/// The lists of grounds that two people have yet to release, the lowest version first.
pub fn waiting_grounds(tx: &mut Tx<'_>) -> Result<Vec<Grounds>, Fault> {
    sql::waiting_grounds(tx)?.iter().map(|it| read_grounds(it)).collect()
}

/// The list of grounds that counts: the last one released, or the one that is shipped.
pub fn grounds(tx: &mut Tx<'_>) -> Result<Grounds, Fault> {
    let Some(body) = sql::grounds(tx)? else { return Ok(Grounds::shipped().clone()) };
    read_grounds(&body)
}

/// Puts a list of grounds on file. It counts once two people have released it.
pub fn import_grounds(tx: &mut Tx<'_>, env: &Env, actor: &str, text: &str) -> Answer<Grounds> {
    let it = Grounds::read(text)?;
    let last = grounds(tx)?.version;
    let sha256: Sha256 = {
        let digest = ring::digest::digest(&ring::digest::SHA256, text.as_bytes());
        digest.as_ref().try_into().expect("SHA-256 has 32 bytes")
    };
    let row = (it.version, text, &sha256);
    if it.version <= last || !sql::add_grounds(tx, row, (env.now, actor))? {
        return Err(Refusal::new("admission/grounds-known").with("last", last).into());
    }
    let sha = data_encoding::HEXLOWER.encode(&sha256);
    let body =
        format!(r#"{{"count":{},"sha256":"{sha}","version":{}}}"#, it.grounds.len(), it.version);
    let action = "admission.deadline.grounds.imported";
    record(tx, env, actor, action, "deadline:grounds".to_owned(), body);
    Ok(it)
}

/// Every rule, the first due first.
pub fn rules(tx: &mut Tx<'_>) -> Result<Vec<Rule>, Fault> {
    sql::rules(tx)
}

fn rule_of(tx: &mut Tx<'_>, id: &str) -> Answer<Rule> {
    let found = sql::rules(tx)?.into_iter().find(|it| it.id == id);
    Ok(found.ok_or(Refusal::new("admission/rule-unknown"))?)
}

/// Adds a rule.
pub fn add_rule(tx: &mut Tx<'_>, env: &Env, actor: &str, it: &Rule) -> Answer<()> {
    if let Some(field) = flaws_of_rule(it).first() {
        return Err(Refusal::new("admission/rule-malformed").with("field", field).into());
    }
    if !sql::add_rule(tx, it)? {
        return Err(Refusal::new("admission/rule-known").into());
    }
    let body = format!(
        r#"{{"class":"{}","due_at":{},"requirement":"{}"}}"#,
        it.concerned.as_str(),
        it.due_at.get(),
        it.requirement
    );
    record(tx, env, actor, "admission.deadline.rule.added", format!("deadline:{}", it.id), body);
    Ok(())
}

pub(super) fn record(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    action: &'static str,
    subject: String,
    body: String,
) {
    let (at, actor) = (env.now, actor.to_owned());
    tx.audit(naru_base::AuditRecord { at, actor, action, subject, body });
}

/// Lists an institution under a rule that concerns those that are listed.
pub fn list_in(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    (code, id): (&ClientUseCode, &str),
) -> Answer<()> {
    let rule = rule_of(tx, id)?;
    if rule.concerned != Concerned::Listed {
        return Err(Refusal::new("admission/rule-of-a-class").into());
    }
    if load(tx)?.get(code).is_none_or(|it| it.applied.is_none()) {
        return Err(Refusal::new("admission/not-applied").into());
    }
    if sql::add_member(tx, id, code)? {
        let body = format!(r#"{{"rule":"{id}"}}"#);
        audit(tx, env, (actor, "admission.deadline.listed"), code, body);
    }
    Ok(())
}

/// Puts on record that a check was applied for, and when the inspector's slot ends.
pub fn book(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    (code, rule): (&ClientUseCode, &str),
    it: &Booking,
) -> Answer<()> {
    must_concern(tx, code, rule)?;
    let is_backwards = it.slot_ends_at.is_some_and(|at| at < it.applied_at);
    let wrong = (it.applied_at > env.now).then_some("applied").or(is_backwards.then_some("slot"));
    if let Some(field) = wrong {
        return Err(Refusal::new("admission/booking-malformed").with("field", field).into());
    }
    put_booking(tx, env, actor, (code, rule), Some(it))
}

/// Puts on record what a check says of itself: that it was applied for, with its slot, or taken
/// back.
pub fn follow_booking(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    place: (&ClientUseCode, &str),
    it: Option<Booking>,
) -> Answer<()> {
    put_booking(tx, env, actor, place, it.as_ref())
}

fn put_booking(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    (code, rule): (&ClientUseCode, &str),
    it: Option<&Booking>,
) -> Answer<()> {
    sql::add_booking(tx, (rule, code), it, (env.now, actor))?;
    let word = |at: Option<Micros>| at.map_or_else(|| "null".to_owned(), |at| at.get().to_string());
    let applied = word(it.map(|it| it.applied_at));
    let slot = word(it.and_then(|it| it.slot_ends_at));
    let body = format!(r#"{{"applied_at":{applied},"rule":"{rule}","slot_ends_at":{slot}}}"#);
    audit(tx, env, (actor, "admission.deadline.booked"), code, body);
    Ok(())
}

/// What a participant answers.
#[derive(Clone, Debug)]
pub struct Answered {
    /// Made by the form: sending it twice answers once.
    pub id: Id,
    /// On which ground more time is asked for.
    pub ground: String,
    /// Until when.
    pub until: Micros,
    /// The words, sealed.
    pub sealed: Vec<u8>,
    /// A document on file that shows it.
    pub sha256: Option<Sha256>,
}

/// Puts a participant's answer on record: only one that can give more time, and what it rests on.
pub(crate) fn answer(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    (code, id): (&ClientUseCode, &str),
    it: &Answered,
) -> Answer<Under> {
    must_concern(tx, code, id)?;
    let facts = facts_of(tx, code)?;
    let all = places_of(tx, (code, &facts), env.now)?;
    let found = all.into_iter().find(|of| of.rule.id == id);
    let place = found.ok_or(Refusal::new("admission/rule-concerns-others"))?;
    if place.known.replies.iter().any(|of| of.id == it.id) {
        return Ok(place);
    }
    if place.finding == Finding::Met {
        return Err(Refusal::new("admission/deadline-met").into());
    }
    let times = times(tx, env.now)?;
    let asked = (it.ground.as_str(), it.until, it.sha256.is_some());
    if let Some(no) = flaws(&place.rule, &place.known, &times, asked, env.now).into_iter().next() {
        return Err(no.into());
    }
    let is_on_file = |sha: Sha256| facts.evidence.iter().any(|known| known.sha256 == sha);
    if it.sha256.is_some_and(|sha| !is_on_file(sha)) {
        return Err(Refusal::new("admission/evidence-unknown").into());
    }
    if place.known.replies.len() >= REPLIES_MAX {
        return Err(Refusal::new("admission/answers-too-many").into());
    }
    let reply = Reply {
        id: it.id,
        ground: it.ground.clone(),
        asked_until: it.until,
        sealed: it.sealed.clone(),
        sha256: it.sha256,
        at: env.now,
        by: actor.to_owned(),
    };
    if sql::add_answer(tx, (id, code), &reply)? {
        let body = format!(
            r#"{{"asked_until":{},"ground":"{}","rule":"{id}"}}"#,
            it.until.get(),
            it.ground
        );
        audit(tx, env, (actor, "admission.deadline.answered"), code, body);
    }
    Ok(place)
}

fn must_concern(tx: &mut Tx<'_>, code: &ClientUseCode, id: &str) -> Answer<Rule> {
    let rule = rule_of(tx, id)?;
    let all = load(tx)?;
    let members = sql::members(tx)?;
    let facts = all.get(code).ok_or(Refusal::new("admission/not-applied"))?;
    if concerns(&rule, code, facts, &members) {
        Ok(rule)
    } else {
        Err(Refusal::new("admission/rule-concerns-others").into())
    }
}

/// A class is concerned as far as it is in production, limited and stopped ones too. Whoever is on
/// the way, or comes later, passes the gates as they are by then, or is not let in.
fn concerns(
    rule: &Rule,
    code: &ClientUseCode,
    facts: &Facts,
    members: &std::collections::BTreeSet<Place>,
) -> bool {
    match rule.concerned {
        Concerned::Class(class) => {
            facts.applied.is_some_and(|(_, it)| it == class)
                && began_at(facts).is_some_and(|at| at < rule.due_at)
        }
        Concerned::Listed => members.contains(&(code.clone(), rule.id.clone())),
    }
}

/// One institution under one rule, with what the engine finds.
#[derive(Clone, Debug)]
pub struct Under {
    /// Whose.
    pub institution: ClientUseCode,
    /// The rule.
    pub rule: Rule,
    /// Before when it must be met here.
    pub due: Micros,
    /// What is on record.
    pub known: Known,
    /// What the engine finds.
    pub finding: Finding,
    /// Of what is met: when, if that was after its date.
    pub met_late: Option<Micros>,
}

/// The rules in force that the engine reads.
pub fn times(tx: &mut Tx<'_>, now: Micros) -> Result<Times, Fault> {
    let rules = policy::list(tx)?;
    let number = |name: &str| policy::number(&rules, name, now);
    let days = |name: &str| Ok::<_, Fault>(number(name)?.saturating_mul(86_400));
    Ok(Times {
        grounds: grounds(tx)?,
        lead_organisation_s: days("check_organisation_days")?,
        lead_service_s: days("check_service_days")?,
        fix_s: days("check_fix_days")?,
        propose_s: number("deadline_propose_s")?,
        extension_max_s: number("deadline_extension_max_s")?,
        special_max_s: number("deadline_special_max_s")?,
    })
}

/// Every institution under every rule that concerns it, by institution and rule.
pub fn places(tx: &mut Tx<'_>, now: Micros) -> Result<Vec<Under>, Fault> {
    let all = load(tx)?;
    places_in(tx, &all, now)
}

/// The same of whoever has facts that were read already.
pub fn places_in(
    tx: &mut Tx<'_>,
    all: &BTreeMap<ClientUseCode, Facts>,
    now: Micros,
) -> Result<Vec<Under>, Fault> {
    let known = sql::known(tx, "")?;
    all_under(tx, all, &known, now)
}

/// One institution under every rule that concerns it.
pub fn places_of(
    tx: &mut Tx<'_>,
    (code, facts): (&ClientUseCode, &Facts),
    now: Micros,
) -> Result<Vec<Under>, Fault> {
    let known = sql::known(tx, code.as_str())?;
    all_under(tx, &BTreeMap::from([(code.clone(), facts.clone())]), &known, now)
}

fn all_under(
    tx: &mut Tx<'_>,
    all: &BTreeMap<ClientUseCode, Facts>,
    known: &BTreeMap<Place, Known>,
    now: Micros,
) -> Result<Vec<Under>, Fault> {
    let (rules, times, members) = (sql::rules(tx)?, times(tx, now)?, sql::members(tx)?);
    let mut out = Vec::new();
    for (code, facts) in all {
        for rule in rules.iter().filter(|it| concerns(it, code, facts, &members)) {
            let known = known.get(&(code.clone(), rule.id.clone())).cloned().unwrap_or_default();
            let due = known.due(rule);
            let finding = finding(rule, facts, &known, &times, now);
            out.push(Under {
                institution: code.clone(),
                due,
                met_late: met_late(facts, rule, due).filter(|_| finding == Finding::Met),
                finding,
                rule: rule.clone(),
                known,
            });
        }
    }
    Ok(out)
}

/// One institution under one rule, if it concerns it.
pub fn under(
    tx: &mut Tx<'_>,
    (code, id): (&ClientUseCode, &str),
    now: Micros,
) -> Result<Option<Under>, Fault> {
    let facts = facts_of(tx, code)?;
    Ok(places_of(tx, (code, &facts), now)?.into_iter().find(|it| it.rule.id == id))
}

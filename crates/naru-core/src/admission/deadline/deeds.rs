//! What two people decide under a rule: more time, or a lower standing; and which list of grounds
//! counts.

use super::decide::{self, Lower, may_extend, may_lower};
use super::model::Extension;
use super::service::Under;
use super::{service, sql};
use crate::admission::deeds::{changed, two};
use crate::admission::facts::Measure;
use crate::admission::model::Standing;
use crate::admission::service::facts_of;
use crate::admission::sql as measures;
use crate::policy;
use crate::proposal::{Case, Kind};
use naru_base::role::Right;
use naru_base::{Answer, ClientUseCode, Env, Micros, Refusal};
use naru_store::Tx;
use serde::{Deserialize, Serialize};

/// Giving more time.
pub const EXTEND: &str = "admission.extension";

/// Lowering a standing because a rule is not met.
pub const LOWER: &str = "admission.restriction";

/// That a list of grounds counts from now on.
pub const GROUNDS: &str = "admission.grounds";

/// The kinds.
pub const KINDS: [Kind; 3] = [
    Kind {
        name: GROUNDS,
        right: Right::GatesDecide,
        gives_link: false,
        check: |tx, case| to_release(tx, case).map(drop),
        execute: |tx, env, case, _| release(tx, env, case),
    },
    Kind {
        name: EXTEND,
        right: Right::GatesDecide,
        gives_link: false,
        check: |tx, case| to_extend(tx, case, case.proposed_at).map(drop),
        execute: |tx, env, case, _| extend(tx, env, case),
    },
    Kind {
        name: LOWER,
        right: Right::GatesDecide,
        gives_link: false,
        check: |tx, case| to_lower(tx, case, case.proposed_at).map(drop),
        execute: |tx, env, case, _| lower(tx, env, case),
    },
];

#[derive(Serialize, Deserialize)]
struct LowerBody {
    rule: String,
    standing: String,
    due_at: i64,
    ends_at: Option<i64>,
}

#[derive(Serialize, Deserialize)]
struct Body {
    rule: String,
    ground: String,
    until: i64,
}

/// What a proposal wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Under which rule.
    pub rule: String,
    /// On which ground.
    pub ground: String,
    /// To before when.
    pub until: Micros,
}

/// The subject: one proposal is open for each institution and rule.
pub fn subject(code: &ClientUseCode, rule: &str) -> String {
    format!("deadline:{code}/{rule}")
}

/// The subject of a proposal about a list of grounds.
pub fn grounds_subject(version: i64) -> String {
    format!("grounds:{version}")
}

/// Reads [`grounds_subject`].
pub fn about_grounds(subject: &str) -> Option<i64> {
    subject.strip_prefix("grounds:")?.parse().ok()
}

/// The body of a proposal.
pub fn body(wish: &Wish) -> String {
    let Wish { rule, ground, until } = wish;
    let it = Body { rule: rule.clone(), ground: ground.clone(), until: until.get() };
    serde_json::to_string(&it).expect("strings and numbers are always JSON")
}

fn unreadable() -> Refusal {
    Refusal::new("admission/proposal-unreadable")
}

/// The body of a proposal to lower a standing.
pub fn lower_body(wish: &Lower) -> String {
    let it = LowerBody {
        rule: wish.rule.clone(),
        standing: wish.standing.as_str().to_owned(),
        due_at: wish.due_at.get(),
        ends_at: wish.ends_at.map(Micros::get),
    };
    serde_json::to_string(&it).expect("strings and numbers are always JSON")
}

/// What lower standing a proposal wants, and whose.
pub fn lower_of(case: &Case) -> Result<(ClientUseCode, Lower), Refusal> {
    let (code, _) = about(&case.subject).ok_or_else(unreadable)?;
    let it: LowerBody = serde_json::from_str(&case.body).map_err(|_| unreadable())?;
    let wish = Lower {
        rule: it.rule,
        standing: Standing::parse(&it.standing).ok_or_else(unreadable)?,
        due_at: Micros::new(it.due_at),
        ends_at: it.ends_at.map(Micros::new),
    };
    Ok((code, wish))
}

/// What a proposal wants, and for whom.
pub fn wish_of(case: &Case) -> Result<(ClientUseCode, Wish), Refusal> {
    let (code, _) = about(&case.subject).ok_or_else(unreadable)?;
    let Body { rule, ground, until } =
        serde_json::from_str(&case.body).map_err(|_| unreadable())?;
    Ok((code, Wish { rule, ground, until: Micros::new(until) }))
}

/// The institution and the rule that a proposal is about.
pub fn about(subject: &str) -> Option<(ClientUseCode, &str)> {
    let (code, rule) = subject.strip_prefix("deadline:")?.split_once('/')?;
    Some((ClientUseCode::parse(code).ok()?, rule))
}

fn under(tx: &mut Tx<'_>, code: &ClientUseCode, rule: &str, now: Micros) -> Answer<Under> {
    let found = service::under(tx, (code, rule), now)?;
    Ok(found.ok_or(Refusal::new("admission/rule-concerns-others"))?)
}

fn to_extend(tx: &mut Tx<'_>, case: &Case, now: Micros) -> Answer<(ClientUseCode, Wish)> {
    let (code, wish) = wish_of(case)?;
    let it = under(tx, &code, &wish.rule, now)?;
    let (facts, times) = (facts_of(tx, &code)?, service::times(tx, now)?);
    let what = (wish.ground.as_str(), wish.until);
    may_extend(&it.rule, &facts, &it.known, &times, what, now)?;
    Ok((code, wish))
}

/// More time takes the place of a restriction that was decided before.
fn extend(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    let (code, wish) = to_extend(tx, case, env.now)?;
    let by = two(case, tx)?;
    let it = under(tx, &code, &wish.rule, env.now)?;
    let facts = facts_of(tx, &code)?;
    let (ground, until) = (wish.ground.clone(), wish.until);
    let extension = Extension { id: case.id, ground, until, at: env.now, by };
    sql::add_extension(tx, (&wish.rule, &code), &extension)?;
    for measure in decide::measures(&it.rule, &facts, env.now) {
        measures::lift(tx, measure.id, env.now, by)?;
    }
    let body = format!(
        r#"{{"ground":"{}","rule":"{}","until":{}}}"#,
        wish.ground,
        wish.rule,
        wish.until.get()
    );
    changed(tx, env, (&code, case), "admission.deadline.extended", body)
}

fn to_release(tx: &mut Tx<'_>, case: &Case) -> Answer<i64> {
    let version = about_grounds(&case.subject).ok_or_else(unreadable)?;
    match service::waiting_grounds(tx)?.iter().any(|it| it.version == version) {
        true => Ok(version),
        false => Err(Refusal::new("admission/grounds-unknown").with("version", version).into()),
    }
}

/// From this commit on the list counts. What was answered or decided before stands as it was; a
/// ground that the new list has not gives no more time.
fn release(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    let version = to_release(tx, case)?;
    let by = two(case, tx)?;
    if !sql::release_grounds(tx, (version, env.now), by)? {
        return Err(Refusal::new("admission/grounds-unknown").with("version", version).into());
    }
    let (actor, action) = (format!("proposal:{}", case.id), "admission.deadline.grounds.released");
    let body = format!(r#"{{"version":{version}}}"#);
    service::record(tx, env, &actor, action, "deadline:grounds".to_owned(), body);
    Ok(())
}

fn to_lower(tx: &mut Tx<'_>, case: &Case, now: Micros) -> Answer<(ClientUseCode, Lower, Under)> {
    let (code, wish) = lower_of(case)?;
    let it = under(tx, &code, &wish.rule, now)?;
    let facts = facts_of(tx, &code)?;
    let notice_s = policy::number(&policy::list(tx)?, "measure_notice_s", now)?;
    may_lower(&it.rule, &facts, &it.known, &wish, notice_s, now)?;
    Ok((code, wish, it))
}

/// The measure bites only while the requirement does not hold: who meets it late is free at once.
fn lower(tx: &mut Tx<'_>, env: &Env, case: &Case) -> Answer<()> {
    let (code, wish, it) = to_lower(tx, case, env.now)?;
    let appeal_s = policy::number(&policy::list(tx)?, "measure_appeal_s", env.now)?;
    let measure = Measure {
        id: case.id,
        standing: wish.standing,
        rule: decide::measure_rule(&it.rule),
        notice_at: env.now,
        due_at: wish.due_at.max(env.now),
        ends_at: wish.ends_at,
        appeal_until: env.now.plus_seconds(appeal_s),
        by: two(case, tx)?,
        lifted: None,
        appeal: None,
        unless: Some(it.rule.requirement),
    };
    measures::add_measure(tx, &code, &measure)?;
    let body = format!(
        r#"{{"due_at":{},"measure":"{}","rule":"{}","standing":"{}"}}"#,
        measure.due_at.get(),
        measure.id,
        wish.rule,
        measure.standing
    );
    changed(tx, env, (&code, case), "admission.measure.imposed", body)
}

//! Crossings asked for, decided, done; each with its audit record, which holds no content.

use super::decide::{first, may_ask, may_cross, vote};
use super::look::File;
use super::model::{Crossing, Direction, Event, Standing, Vote, Wish, ZoneRules};
use super::sql;
use naru_base::role::Role;
use naru_base::{Answer, AuditRecord, Env, Fault, Id, Micros, Refusal};
use naru_store::Tx;

/// Which crossings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Which {
    /// In one standing; none: in any.
    pub standing: Option<Standing>,
    /// Into the zone or out of it; none: both.
    pub direction: Option<Direction>,
    /// A part of the file's name; empty: any.
    pub name: String,
    /// Only those that wait for the word of this person in this role.
    pub waits: Option<(String, Role)>,
    /// What was asked first comes first; else the newest.
    pub is_oldest_first: bool,
    /// The page goes on from this count, which it has shown.
    pub from: Option<i64>,
}

fn audit(tx: &mut Tx<'_>, env: &Env, (actor, action): (&str, &'static str), it: &Crossing) {
    let body = format!(
        r#"{{"bytes":{},"direction":"{}","mode":"{}","sha256":"{}","verdict":"{}"}}"#,
        it.size_bytes,
        it.wish.direction,
        it.wish.mode,
        data_encoding::HEXLOWER.encode(&it.sha256),
        it.verdict
    );
    let subject = format!("zone:{}", it.id);
    tx.audit(AuditRecord { at: env.now, actor: actor.to_owned(), action, subject, body });
}

fn known(tx: &mut Tx<'_>, id: Id) -> Answer<Crossing> {
    Ok(sql::find(tx, id)?.ok_or(Refusal::new("oss/zone-unknown"))?)
}

/// Asks that a file may cross. It is on record also if it never may.
pub fn ask(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    (wish, file): (&Wish, &File),
    rules: &ZoneRules,
) -> Answer<(Id, Standing)> {
    may_ask(wish)?;
    let plain = |text: &str| text.trim().to_owned();
    let is_registered = wish.mode == super::Mode::Pseudonymised;
    let verdict = file.looked.verdict(wish.mode);
    let it = Crossing {
        id: env.id(0),
        seq: sql::next_seq(tx)?,
        wish: Wish {
            purpose: plain(&wish.purpose),
            registration: if is_registered { plain(&wish.registration) } else { String::new() },
            method: if is_registered { plain(&wish.method) } else { String::new() },
            ..*wish
        },
        file_name: file.name.clone(),
        size_bytes: file.size_bytes,
        sha256: file.sha256,
        verdict,
        looked: file.looked.clone(),
        asked_at: env.now,
        asked_by: actor.to_owned(),
        standing: first(verdict),
        until: env.now.plus_seconds(rules.valid_s),
        since: env.now,
        crossed_by: String::new(),
        votes: Vec::new(),
    };
    sql::add(tx, &it)?;
    let action = match it.standing {
        Standing::Blocked => "oss.zone.blocked",
        _ => "oss.zone.asked",
    };
    audit(tx, env, (actor, action), &it);
    Ok((it.id, it.standing))
}

/// One of the two says yes or no.
pub fn decide(
    tx: &mut Tx<'_>,
    env: &Env,
    (actor, role): (&str, Role),
    id: Id,
    (is_yes, note): (bool, &str),
    rules: &ZoneRules,
) -> Answer<Standing> {
    let it = known(tx, id)?;
    let next = vote(&it, (actor, role), (is_yes, note), rules, env.now)?;
    let note = note.trim().to_owned();
    sql::add_vote(tx, id, &Vote { by: actor.to_owned(), role, is_yes, note, at: env.now })?;
    let action = if is_yes { "oss.zone.agreed" } else { "oss.zone.refused" };
    audit(tx, env, (actor, action), &it);
    if next != it.standing {
        sql::set_decided(tx, id, next, env.now)?;
    }
    Ok(next)
}

/// The file is taken across: the one that was looked through, by its SHA-256, once.
pub fn cross(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    id: Id,
    sha256: &[u8; 32],
) -> Answer<Standing> {
    let it = known(tx, id)?;
    let next = may_cross(&it, sha256, env.now)?;
    sql::set_crossed(tx, id, next, (actor, env.now))?;
    audit(tx, env, (actor, "oss.zone.crossed"), &it);
    Ok(next)
}

/// Whoever asked takes it back.
pub fn withdraw(tx: &mut Tx<'_>, env: &Env, actor: &str, id: Id) -> Answer<()> {
    let it = known(tx, id)?;
    if it.asked_by != actor {
        return Err(Refusal::new("oss/zone-own").into());
    }
    let next = it.standing.next(Event::TakenBack);
    let next = next.ok_or(Refusal::new("oss/zone-decided"))?;
    sql::set(tx, id, next, env.now)?;
    audit(tx, env, (actor, "oss.zone.withdrawn"), &it);
    Ok(())
}

/// Lets lapse what did not cross in time; gives how many.
pub fn lapse(tx: &mut Tx<'_>, env: &Env) -> Result<usize, Fault> {
    let over = sql::over(tx, env.now)?;
    for it in &over {
        if let Some(next) = it.standing.next(Event::Over) {
            sql::set(tx, it.id, next, env.now)?;
            audit(tx, env, ("system:oss", "oss.zone.lapsed"), it);
        }
    }
    Ok(over.len())
}

/// Whether anything is to lapse.
pub fn is_any_over(tx: &mut Tx<'_>, now: Micros) -> Result<bool, Fault> {
    Ok(!sql::over(tx, now)?.is_empty())
}

/// Those that the two decided, of which whoever asked was not told.
pub fn untold(tx: &mut Tx<'_>, count: usize) -> Result<Vec<Crossing>, Fault> {
    sql::untold(tx, count)
}

/// Whoever asked was told.
pub fn told(tx: &mut Tx<'_>, id: Id) -> Result<(), Fault> {
    sql::told(tx, id)
}

/// One crossing.
pub fn find(tx: &mut Tx<'_>, id: Id) -> Result<Option<Crossing>, Fault> {
    sql::find(tx, id)
}

/// Crossings.
pub fn list(tx: &mut Tx<'_>, which: &Which, count: usize) -> Result<Vec<Crossing>, Fault> {
    sql::list(tx, which, count)
}

/// How many, up to one more than [`crate::oss::COUNTED_MAX`].
pub fn count(tx: &mut Tx<'_>, which: &Which) -> Result<i64, Fault> {
    sql::count(tx, which)
}

//! Who fills which office: rows with a source, replaced by two people. How many offices a class
//! asks for is a rule of its own and does not change with it.

use super::model::{Office, SeatStanding, TEXT_CHARS_MAX, TEXT_CHARS_MIN};
use super::sql_seats as sql;
use crate::oss::portfolio::stance;
use naru_base::keyring::Keyring;
use naru_base::role::{Reach, Right, Role};
use naru_base::seal::Nonce;
use naru_base::{Answer, AuditRecord, Env, Fault, FaultKind, Id, Micros, Refusal};
use naru_store::Tx;

/// Who fills an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The office.
    pub office: Office,
    /// Who fills it.
    pub role: Role,
    /// By what.
    pub source: String,
    /// Since when.
    pub since: Micros,
}

/// Who fills the offices, each once, in the order in which a class asks for them. One role may fill
/// two; one person never speaks for two of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seats(Vec<Seat>);

impl Seats {
    /// Of these rows the newest of each office.
    pub fn of(rows: Vec<Seat>) -> Seats {
        let newest = |office: Office| {
            rows.iter().rev().filter(|it| it.office == office).max_by_key(|it| it.since).cloned()
        };
        Seats(Office::ALL.into_iter().filter_map(newest).collect())
    }

    /// All of them.
    pub fn all(&self) -> &[Seat] {
        &self.0
    }

    /// Whether somebody of a role may speak for an office.
    pub fn filled_by(&self, office: Office, role: Role) -> bool {
        self.0.iter().any(|it| it.office == office && it.role == role)
    }

    /// The offices that a role may speak for on exceptions.
    pub fn of_role_on_exceptions(&self, role: Role) -> Vec<stance::Office> {
        self.of_role(role).into_iter().filter_map(Office::on_exceptions).collect()
    }

    /// The offices that a role may speak for.
    pub fn of_role(&self, role: Role) -> Vec<Office> {
        self.0.iter().filter(|it| it.role == role).map(|it| it.office).collect()
    }
}

impl Office {
    /// The same office as exceptions ask it; none: they do not ask the lawyers.
    pub fn on_exceptions(self) -> Option<stance::Office> {
        stance::Office::parse(self.as_str())
    }
}

/// A change that another person is to confirm, or what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatChange {
    /// Its id.
    pub id: Id,
    /// Which office.
    pub office: Office,
    /// Who is to fill it.
    pub role: Role,
    /// By what.
    pub source: String,
    /// When it was proposed.
    pub at: Micros,
    /// By whom.
    pub by: String,
    /// Until when it can be confirmed.
    pub expires_at: Micros,
    /// Where it stands.
    pub standing: SeatStanding,
    /// By whom and when it was decided or taken back.
    pub ended: Option<(String, Micros)>,
    /// Why it was refused, sealed.
    pub sealed_why: Option<Vec<u8>>,
}

/// How a change stands, for whoever is to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatNews {
    /// The change.
    pub change: SeatChange,
    /// Who filled the office before.
    pub before: Option<Role>,
    /// Why it was refused; else empty.
    pub why: String,
}

/// Who writes down what happens by itself.
const SYSTEM: &str = "system:oss";

fn context(id: Id) -> String {
    format!("oss_seat.why:{id}")
}

/// Why a change was refused; empty: it was not, or nobody said why.
pub fn seat_why(keys: &Keyring, it: &SeatChange) -> Result<String, Fault> {
    let Some(sealed) = &it.sealed_why else { return Ok(String::new()) };
    let context = context(it.id);
    let broken = format!("{context} does not open; check the keys");
    let opened = keys
        .open_with_data_key(&context, sealed)
        .map_err(|e| Fault::because(FaultKind::Permanent, broken.clone(), e))?;
    String::from_utf8(opened.expose().clone())
        .map_err(|e| Fault::because(FaultKind::Corrupt, broken, e))
}

/// Whether it may be proposed; the first reason that applies, in this order.
pub fn may_propose(
    seats: &Seats,
    pending: &[SeatChange],
    (office, role): (Office, Role),
    source: &str,
) -> Result<(), Refusal> {
    if role.is_of_participant() || Right::OssDecide.reach(role) == Reach::Nothing {
        return Err(Refusal::new("oss/seat-role"));
    }
    if seats.filled_by(office, role) {
        return Err(Refusal::new("oss/seat-same"));
    }
    if pending.iter().any(|it| it.office == office) {
        return Err(Refusal::new("oss/seat-pending"));
    }
    wrong_source(source).map_or(Ok(()), Err)
}

/// What is wrong with a source as it was written.
pub fn wrong_source(source: &str) -> Option<Refusal> {
    let fits = (TEXT_CHARS_MIN..=TEXT_CHARS_MAX).contains(&source.trim().chars().count());
    (!fits).then(|| Refusal::new("oss/seat-source").with("least", TEXT_CHARS_MIN))
}

/// What is wrong with the reason of a refusal as it was written.
pub fn wrong_why(why: &str) -> Option<Refusal> {
    let fits = (TEXT_CHARS_MIN..=TEXT_CHARS_MAX).contains(&why.trim().chars().count());
    (!fits).then(|| Refusal::new("oss/seat-why").with("least", TEXT_CHARS_MIN))
}

fn audit(tx: &mut Tx<'_>, env: &Env, (actor, action): (&str, &'static str), it: &SeatChange) {
    let body = format!(r#"{{"change":"{}","office":"{}","role":"{}"}}"#, it.id, it.office, it.role);
    let (actor, subject) = (actor.to_owned(), "network".to_owned());
    tx.audit(AuditRecord { at: env.now, actor, action, subject, body });
}

/// Who fills the offices.
pub fn seats(tx: &mut Tx<'_>) -> Result<Seats, Fault> {
    Ok(Seats::of(sql::confirmed(tx)?))
}

/// Changes that another person is to confirm.
pub fn seat_changes(tx: &mut Tx<'_>, now: Micros) -> Result<Vec<SeatChange>, Fault> {
    sql::proposed(tx, now)
}

/// One change, however it stands.
pub fn seat_change(tx: &mut Tx<'_>, id: Id) -> Result<Option<SeatChange>, Fault> {
    sql::find(tx, id)
}

/// Whether there is one that nobody confirmed in time, and that is not written down yet.
pub fn is_any_seat_over(tx: &mut Tx<'_>, now: Micros) -> Result<bool, Fault> {
    Ok(!sql::over(tx, now)?.is_empty())
}

/// Lets lapse what nobody confirmed in time; gives how many.
pub fn lapse_seats(tx: &mut Tx<'_>, env: &Env) -> Result<usize, Fault> {
    let all = sql::over(tx, env.now)?;
    for it in &all {
        sql::end(tx, it.id, (SeatStanding::Lapsed, None), (SYSTEM, env.now))?;
        audit(tx, env, (SYSTEM, "oss.seat.lapsed"), it);
    }
    Ok(all.len())
}

/// The newest of those that were decided or taken back.
pub fn seat_changes_ended(tx: &mut Tx<'_>, limit: usize) -> Result<Vec<SeatChange>, Fault> {
    sql::ended(tx, limit)
}

/// Changes that nobody was told of as they stand now.
pub fn seats_untold(tx: &mut Tx<'_>, keys: &Keyring, limit: usize) -> Result<Vec<SeatNews>, Fault> {
    let mut all = Vec::new();
    for change in sql::untold(tx, limit)? {
        let until = change.ended.as_ref().map_or(change.at, |it| it.1);
        let before = sql::before(tx, change.office, (change.id, until))?;
        all.push(SeatNews { before, why: seat_why(keys, &change)?, change });
    }
    Ok(all)
}

/// Whoever it concerns was told of one, as it stood then.
pub fn seat_told(tx: &mut Tx<'_>, it: &SeatChange) -> Result<(), Fault> {
    sql::told(tx, it)
}

/// Somebody proposes that another role fills an office; nobody confirms it after so many seconds.
pub fn propose_seat(
    tx: &mut Tx<'_>,
    env: &Env,
    actor: &str,
    (office, role): (Office, Role),
    (source, life_s): (&str, i64),
) -> Answer<Id> {
    lapse_seats(tx, env)?;
    let (seats, pending) = (seats(tx)?, sql::proposed(tx, env.now)?);
    may_propose(&seats, &pending, (office, role), source)?;
    let source = source.trim().to_owned();
    let by = actor.to_owned();
    let it = SeatChange {
        id: env.id(0),
        office,
        role,
        source,
        at: env.now,
        by,
        expires_at: env.now.plus_seconds(life_s),
        standing: SeatStanding::Proposed,
        ended: None,
        sealed_why: None,
    };
    sql::add(tx, &it)?;
    audit(tx, env, (actor, "oss.seat.proposed"), &it);
    Ok(it.id)
}

fn open_change(tx: &mut Tx<'_>, id: Id, now: Micros) -> Answer<SeatChange> {
    let it = sql::proposed(tx, now)?.into_iter().find(|it| it.id == id);
    Ok(it.ok_or(Refusal::new("oss/seat-decided"))?)
}

/// Another person confirms it, and it holds from now on.
pub fn confirm_seat(tx: &mut Tx<'_>, env: &Env, actor: &str, id: Id) -> Answer<()> {
    let it = open_change(tx, id, env.now)?;
    if it.by == actor {
        return Err(Refusal::new("oss/seat-own").into());
    }
    sql::end(tx, id, (SeatStanding::Confirmed, None), (actor, env.now))?;
    audit(tx, env, (actor, "oss.seat.confirmed"), &it);
    Ok(())
}

/// Another person refuses it, and says why.
pub fn refuse_seat(
    tx: &mut Tx<'_>,
    env: &Env,
    keys: &Keyring,
    (actor, id): (&str, Id),
    why: &str,
) -> Answer<()> {
    let it = open_change(tx, id, env.now)?;
    if it.by == actor {
        return Err(Refusal::new("oss/seat-own").into());
    }
    if let Some(wrong) = wrong_why(why) {
        return Err(wrong.into());
    }
    let plain = why.trim().as_bytes();
    let sealed = keys.seal_with_data_key(&context(id), plain, Nonce::of(env, 0));
    sql::end(tx, id, (SeatStanding::Refused, Some(&sealed)), (actor, env.now))?;
    audit(tx, env, (actor, "oss.seat.refused"), &it);
    Ok(())
}

/// Whoever proposed it takes it back.
pub fn withdraw_seat(tx: &mut Tx<'_>, env: &Env, actor: &str, id: Id) -> Answer<()> {
    let it = open_change(tx, id, env.now)?;
    if it.by != actor {
        return Err(Refusal::new("oss/seat-others").into());
    }
    sql::end(tx, id, (SeatStanding::Withdrawn, None), (actor, env.now))?;
    audit(tx, env, (actor, "oss.seat.withdrawn"), &it);
    Ok(())
}

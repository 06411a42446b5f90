//! A person on the consent pages: how far he came, and the one-time code that was sent to him.
//!
//! The code is six digits, so what guards it is how often it may be typed and for how long.

use super::sql;
use naru_base::keyring::Keyring;
use naru_base::seal::LookupHash;
use naru_base::secret::constant_time_eq;
use naru_base::{Answer, AuditRecord, Env, Fault, Micros, Refusal};
use naru_store::Tx;

/// How far the person came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Not known yet.
    Identify,
    /// A one-time code was sent.
    Code,
    /// Identified: chooses.
    Choose,
}

impl Stage {
    /// The form in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Stage::Identify => "identify",
            Stage::Code => "code",
            Stage::Choose => "choose",
        }
    }
    pub(super) fn parse(text: &str) -> Option<Stage> {
        [Stage::Identify, Stage::Code, Stage::Choose].into_iter().find(|s| s.as_str() == text)
    }
}

/// A journey. What it is about is sealed by the pages. No Debug: personal.
#[derive(Clone)]
pub struct Journey {
    /// The keyed hash of the browser's token.
    pub hash: LookupHash,
    /// How far.
    pub stage: Stage,
    /// What the pages know, sealed.
    pub sealed: Vec<u8>,
    /// The hash of the code that was sent last.
    pub code_hash: Option<LookupHash>,
    /// Until when that code counts.
    pub code_until: Micros,
    /// Codes typed wrong, all together.
    pub failures: i64,
    /// Codes sent, all together.
    pub sent: i64,
    /// The journey ends here.
    pub expires_at: Micros,
}

/// What a typed code was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// The one that was sent.
    Right,
    /// Another one; so many more tries.
    Wrong(i64),
    /// The right one or not: its time is over.
    TooLate,
    /// Typed wrong too often: the journey has ended.
    TooOften,
}

/// The hash of a one-time code within a journey.
pub fn one_time_hash(keys: &Keyring, journey: &LookupHash, code: &str) -> LookupHash {
    keys.lookup("consent.one-time", &[journey.as_bytes(), code.as_bytes()])
}

/// Begins a journey.
pub fn begin_journey(tx: &mut Tx<'_>, env: &Env, it: &Journey) -> Answer<()> {
    Ok(sql::add_journey(tx, it, env.now)?)
}

/// The journey of a browser's token, unless it is over.
pub fn find_journey(
    tx: &mut Tx<'_>,
    hash: &LookupHash,
    now: Micros,
) -> Result<Option<Journey>, Fault> {
    sql::find_journey(tx, hash, now)
}

/// Writes a journey down.
pub fn change_journey(tx: &mut Tx<'_>, it: &Journey) -> Answer<()> {
    if !sql::change_journey(tx, it)? {
        return Err(Refusal::new("consent/journey-over").into());
    }
    Ok(())
}

/// Ends a journey; `false` if it had ended.
pub fn end_journey(tx: &mut Tx<'_>, hash: &LookupHash) -> Result<bool, Fault> {
    sql::end_journey(tx, hash)
}

/// Judges a typed code. At `code_until` it is over.
pub(super) fn judge(it: &Journey, given: &LookupHash, tries_max: i64, now: Micros) -> Typed {
    let same = it
        .code_hash
        .as_ref()
        .is_some_and(|sent| constant_time_eq(sent.as_bytes(), given.as_bytes()));
    match (it.failures >= tries_max, it.code_until <= now, same) {
        (true, ..) => Typed::TooOften,
        (_, true, _) => Typed::TooLate,
        (_, _, true) => Typed::Right,
        (..) if it.failures + 1 >= tries_max => Typed::TooOften,
        (..) => Typed::Wrong(tries_max - it.failures - 1),
    }
}

/// A code was typed: counts it, and goes on or ends.
pub fn type_code(
    tx: &mut Tx<'_>,
    env: &Env,
    hash: &LookupHash,
    given: &LookupHash,
    tries_max: i64,
) -> Answer<Typed> {
    let over = || Refusal::new("consent/journey-over");
    let mut it = sql::find_journey(tx, hash, env.now)?.ok_or_else(over)?;
    if it.stage != Stage::Code {
        return Err(over().into());
    }
    let typed = judge(&it, given, tries_max, env.now);
    match typed {
        Typed::Right => {
            it.stage = Stage::Choose;
            it.code_hash = None;
            sql::change_journey(tx, &it)?;
        }
        Typed::Wrong(_) => {
            it.failures += 1;
            sql::change_journey(tx, &it)?;
        }
        Typed::TooLate => {}
        Typed::TooOften => {
            sql::end_journey(tx, hash)?;
            tx.audit(AuditRecord {
                at: env.now,
                actor: "system:consent".to_owned(),
                action: "consent.code.failed",
                subject: format!("journey:{hash}"),
                body: format!(r#"{{"tries":{tries_max}}}"#),
            });
        }
    }
    Ok(typed)
}

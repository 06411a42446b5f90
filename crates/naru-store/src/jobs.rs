//! Jobs: work to be done later, enqueued in the transaction that made it necessary.
//!
//! A job is claimed in one commit, done outside the store, and finished or failed in another. The
//! process may die between the two, so what a job does must bear being done twice;
//! [`recover`] makes the claimed ones due again after a restart.

use crate::args;
use crate::tx::Tx;
use naru_base::{Fault, FaultKind, Id, Micros};

/// Work to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Unique; enqueuing the same id again changes nothing.
    pub id: Id,
    /// Who does it: `webhook.deliver`.
    pub kind: String,
    /// What is to be done, as JSON.
    pub payload: String,
    /// How often it was claimed.
    pub attempts: u32,
    /// Not before.
    pub due_at: Micros,
}

/// How a job that failed is tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// The pause after the first failure; it doubles with each further one.
    pub first_ms: i64,
    /// The longest pause.
    pub longest_ms: i64,
    /// Attempts before the job is given up.
    pub attempts_max: u32,
}

/// What becomes of a job that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// It is due again then.
    Again(Micros),
    /// It stays `failed` until a person acts: the caller raises the alarm.
    GivenUp,
}

impl Retry {
    /// Decides what becomes of a job after its `attempts`-th attempt failed at `now`.
    pub fn decide(&self, attempts: u32, now: Micros) -> Next {
        if attempts >= self.attempts_max {
            return Next::GivenUp;
        }
        let doublings = attempts.saturating_sub(1).min(62);
        let pause = self.first_ms.max(1).saturating_mul(1 << doublings);
        Next::Again(now.plus_ms(pause.min(self.longest_ms)))
    }
}

const ADD: &str = "INSERT INTO job \
     (id, kind, payload, state, attempts, due_at, updated_at, last_error) \
     VALUES ($1, $2, $3, 'waiting', 0, $4, $5, NULL) ON CONFLICT (id) DO NOTHING";
const DUE: &str = "SELECT id, kind, payload, attempts, due_at FROM job \
     WHERE state = 'waiting' AND kind = $1 AND due_at <= $2 ORDER BY due_at, id LIMIT $3";
const CLAIM: &str = "UPDATE job SET state = 'running', attempts = attempts + 1, updated_at = $2 \
     WHERE id = $1 AND state = 'waiting'";
const FINISH: &str = "UPDATE job SET state = 'done', updated_at = $2, last_error = NULL \
     WHERE id = $1 AND state = 'running'";
const AGAIN: &str = "UPDATE job SET state = 'waiting', due_at = $3, updated_at = $2, \
     last_error = $4 WHERE id = $1 AND state = 'running'";
const GIVE_UP: &str = "UPDATE job SET state = 'failed', updated_at = $2, last_error = $3 \
     WHERE id = $1 AND state = 'running'";
const RECOVER: &str = "UPDATE job SET state = 'waiting', due_at = $1, updated_at = $1 \
     WHERE state = 'running'";
const FORGET: &str = "DELETE FROM job WHERE id IN (SELECT id FROM job \
     WHERE state = 'done' AND updated_at < $1 ORDER BY updated_at, id LIMIT $2)";

/// Every statement of this file, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[ADD, DUE, CLAIM, FINISH, AGAIN, GIVE_UP, RECOVER, FORGET];

/// Enqueues a job in this transaction. `false`: its id is there already, and stays as it is.
pub fn enqueue(
    tx: &mut Tx<'_>,
    id: &Id,
    kind: &str,
    payload: &str,
    due_at: Micros,
    now: Micros,
) -> Result<bool, Fault> {
    Ok(tx.exec(ADD, args![id.to_string(), kind, payload, due_at, now])? == 1)
}

/// Claims at most `limit` jobs of `kind` that are due, the longest due first.
pub fn claim(tx: &mut Tx<'_>, kind: &str, now: Micros, limit: u32) -> Result<Vec<Job>, Fault> {
    let mut jobs = tx.all(DUE, args![kind, now, limit], |row| {
        Ok(Job {
            id: row.get(0)?,
            kind: row.get(1)?,
            payload: row.get(2)?,
            attempts: row.get(3)?,
            due_at: row.get(4)?,
        })
    })?;
    for job in &mut jobs {
        only_one(tx.exec(CLAIM, args![job.id.to_string(), now])?, &job.id, "waiting")?;
        job.attempts += 1;
    }
    Ok(jobs)
}

/// The job is done.
pub fn finish(tx: &mut Tx<'_>, id: &Id, now: Micros) -> Result<(), Fault> {
    only_one(tx.exec(FINISH, args![id.to_string(), now])?, id, "running")
}

/// The attempt failed: the job is due again later, or given up. `error` carries no personal data.
pub fn fail(
    tx: &mut Tx<'_>,
    job: &Job,
    error: &str,
    retry: &Retry,
    now: Micros,
) -> Result<Next, Fault> {
    let next = retry.decide(job.attempts, now);
    let changed = match next {
        Next::Again(at) => tx.exec(AGAIN, args![job.id.to_string(), now, at, error])?,
        Next::GivenUp => tx.exec(GIVE_UP, args![job.id.to_string(), now, error])?,
    };
    only_one(changed, &job.id, "running")?;
    Ok(next)
}

/// Makes the jobs due that were claimed when the process ended. Once, before anything is claimed.
pub fn recover(tx: &mut Tx<'_>, now: Micros) -> Result<u64, Fault> {
    tx.exec(RECOVER, args![now])
}

/// Forgets at most `limit` jobs that were done before `before`; gives their number.
pub fn forget_done(tx: &mut Tx<'_>, before: Micros, limit: u32) -> Result<u64, Fault> {
    tx.exec(FORGET, args![before, limit])
}

fn only_one(changed: u64, id: &Id, state: &str) -> Result<(), Fault> {
    if changed == 1 {
        return Ok(());
    }
    let what = format!("job {id} is not {state}: it was finished or recovered meanwhile");
    Err(Fault::new(FaultKind::Permanent, what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_doubles_up_to_the_longest_and_then_the_job_is_given_up() {
        let retry = Retry { first_ms: 1_000, longest_ms: 5_000, attempts_max: 5 };
        let now = Micros::new(0);
        let pauses: Vec<_> = (0..=6).map(|attempts| retry.decide(attempts, now)).collect();
        let again = |ms| Next::Again(now.plus_ms(ms));
        assert_eq!(
            pauses,
            [
                again(1_000),
                again(1_000),
                again(2_000),
                again(4_000),
                again(5_000),
                Next::GivenUp,
                Next::GivenUp
            ]
        );
        let patient = Retry { first_ms: i64::MAX, longest_ms: 9, attempts_max: u32::MAX };
        assert_eq!(patient.decide(u32::MAX - 1, now), again(9), "no overflow");
    }
}

//! The decision at the second gate, where it rests on a signed record: what `admission` says of any
//! gate, and that the record still says something when the first person proposes and when the
//! second confirms.

use super::sql;
use crate::admission::{self, Gate, Verdict};
use crate::proposal::{Case, Kind};
use naru_base::role::Right;
use naru_base::{Answer, Micros, Refusal};
use naru_store::Tx;

/// The kind of proposal that decides at the second gate. It takes the place of `admission`'s own.
pub const KIND: Kind = Kind {
    name: admission::deeds::kind_of(Gate::Functional),
    right: Right::GatesDecide,
    gives_link: false,
    check: |tx, case| {
        must_hold(tx, case, case.proposed_at)?;
        (plain().check)(tx, case)
    },
    execute: |tx, env, case, link| {
        must_hold(tx, case, env.now)?;
        (plain().execute)(tx, env, case, link)
    },
};

/// The decision as it is made at any gate.
fn plain() -> Kind {
    let [_, functional, ..] = admission::deeds::KINDS;
    functional
}

/// Whoever passes on a signed record passes on one of this institution's, before its end.
fn must_hold(tx: &mut Tx<'_>, case: &Case, now: Micros) -> Answer<()> {
    let (code, wish) = admission::deeds::wish_of(case)?;
    if wish.verdict != Verdict::Passed {
        return Ok(());
    }
    for sha256 in &wish.evidence {
        let Some((applicant, expires_at)) = sql::record_end(tx, sha256)? else { continue };
        if applicant != code || expires_at <= now {
            return Err(Refusal::new("functional/record-over").into());
        }
    }
    Ok(())
}

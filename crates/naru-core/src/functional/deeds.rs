//! The decision at the second gate: what `admission` says of any gate, and that it rests on a
//! signed record of a run which still says something when the first person proposes and when the
//! second confirms. A paper instead of a record counts only while a rule says so.

use super::sql;
use crate::admission::{self, Gate, Verdict};
use crate::policy;
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

/// The rule that lets a paper count without a record: 0 no, 1 yes.
pub const PAPER_RULE: &str = "gate_functional_paper_allowed";

/// Whoever passes, passes on a signed record of this institution's, before its end. Two people's
/// word that a paper is good is no run that anybody saw.
fn must_hold(tx: &mut Tx<'_>, case: &Case, now: Micros) -> Answer<()> {
    let (code, wish) = admission::deeds::wish_of(case)?;
    if wish.verdict != Verdict::Passed {
        return Ok(());
    }
    let mut rests_on_record = false;
    for sha256 in &wish.evidence {
        let Some((applicant, expires_at)) = sql::record_end(tx, sha256)? else { continue };
        if applicant != code || expires_at <= now {
            return Err(Refusal::new("functional/record-over").into());
        }
        rests_on_record = true;
    }
    if !rests_on_record && policy::number(&policy::list(tx)?, PAPER_RULE, now)? != 1 {
        return Err(Refusal::new("functional/record-missing").into());
    }
    Ok(())
}
